//! The policy of CRuby: a ready queue in arrival order and a time slice of 100 ms.
//!
//! A blocking call hands the GVL to the next in the queue, and who comes back from it queues behind everybody: no
//! thread is preferred for having waited outside. So the wait of a thread beside N computing ones is about N slices.
//! The slice is measured by a timer that ticks every 10 ms, hence in whole ticks. A thread's level (`Thread#priority`)
//! doubles its slice with each step up and halves it with each step down (`thread_sched_wait_running_turn` and
//! `TIME_QUANTUM_MSEC` in CRuby's `thread.c`).

use std::time::Duration;

use super::fifo::Slice;
use super::levels::Levels;
use super::options::{OptionEntry, duration_text};
use super::{AfterRelease, Ask, Claim, Next, Place, Policy, PolicyEntry, Release, Request, Scene, WaitEnded};
use crate::gil::event::GaveUp;
use crate::gil::word::Slot;

/// The line in the table.
pub const ENTRY: PolicyEntry = PolicyEntry {
    name: "ruby",
    about: "A ready queue in arrival order; a holder keeps the GIL for a quantum (CRuby).",
    options: &[
        OptionEntry {
            name: "quantum",
            default: "100ms",
            about: "the time slice (RUBY_THREAD_TIMESLICE), doubled by each level (gilvm.set_priority)",
        },
        OptionEntry {
            name: "tick",
            default: "10ms",
            about: "how often the timer looks; slices are whole ticks",
        },
    ],
    make: |options| {
        let (quantum, tick) = (options.duration("quantum")?, options.duration("tick")?);
        Ok(Box::new(Ruby { quantum, tick, slice: Slice::default(), levels: Levels::default() }))
    },
};

/// See the head of the file.
#[derive(Debug)]
pub struct Ruby {
    quantum: Duration,
    tick: Duration,
    slice: Slice,
    levels: Levels,
}

/// Levels beyond these count as these (`RUBY_THREAD_PRIORITY_MIN`, `_MAX`).
const LEVELS: std::ops::RangeInclusive<i8> = -3..=3;

impl Ruby {
    /// The holder's slice as the timer sees it end.
    fn whole_ticks(&self, scene: &Scene<'_>) -> Duration {
        let level = self.levels.of(scene.holder).clamp(*LEVELS.start(), *LEVELS.end());
        let quantum = match u32::from(level.unsigned_abs()) {
            steps if level < 0 => self.quantum / (1 << steps),
            steps => self.quantum.saturating_mul(1 << steps),
        };
        let ticks = quantum.as_nanos().div_ceil(self.tick.as_nanos());
        u32::try_from(ticks).map_or(quantum, |ticks| self.tick.saturating_mul(ticks))
    }
}

impl Policy for Ruby {
    fn describe(&self) -> String {
        format!("{}:quantum={},tick={}", ENTRY.name, duration_text(self.quantum), duration_text(self.tick))
    }

    fn queued(&self, scene: &Scene<'_>, _me: Claim) -> Ask {
        if scene.queue.len() == 1 {
            self.slice.begin(scene);
        }
        Ask::Nothing
    }

    fn wait(&self, scene: &Scene<'_>, me: Claim) -> Option<Duration> {
        self.slice.wait(scene, me, self.whole_ticks(scene))
    }

    fn after_wait(&self, _scene: &Scene<'_>, _me: Claim, ended: WaitEnded) -> Next {
        let ask = if ended == WaitEnded::InVain { Ask::Drop } else { Ask::Nothing };
        Next { ask, place: Place::Keep }
    }

    fn may_take(&self, scene: &Scene<'_>, me: Claim) -> bool {
        scene.queue.front().is_none_or(|front| front == me.slot)
    }

    fn taken(&self, scene: &Scene<'_>, _me: Claim) -> Option<Slot> {
        self.slice.begin(scene);
        scene.queue.front()
    }

    fn release(&self, scene: &Scene<'_>, _me: Slot, _gave_up: GaveUp, _request: Request) -> Release {
        // The next in the queue has it from now on: nobody else may take it. So there is nothing to wait for.
        Release { wake: scene.queue.front().into(), then: AfterRelease::GoOn }
    }

    fn set_level(&self, slot: Slot, level: i8) -> bool {
        self.levels.set(slot, level);
        true
    }

    fn forget(&self, slot: Slot) {
        self.levels.forget(slot);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that fails should say where")]
    use std::time::Duration;

    use super::super::super::interval::Interval;
    use super::super::super::queue::WaitQueue;
    use super::super::super::word::Slot;
    use super::super::{Policy, Scene};
    use super::{Levels, Ruby, Slice};
    use crate::clock::Clock;

    #[test]
    fn each_level_doubles_or_halves_the_slice_and_ticks_round_it_up() {
        let [quantum, tick] = [100, 10].map(Duration::from_millis);
        let ruby = Ruby { quantum, tick, slice: Slice::default(), levels: Levels::default() };
        let holder = Slot::from_index(1).unwrap();
        let (queue, clock) = (WaitQueue::default(), Clock::new());
        let scene = Scene { queue: &queue, interval: Interval::DEFAULT, holder, clock: &clock };
        let slice_ms = |level| {
            assert!(ruby.set_level(holder, level));
            ruby.whole_ticks(&scene).as_millis()
        };
        assert_eq!([-100, -3, -2, -1, 0, 1, 3, 100].map(slice_ms), [20, 20, 30, 50, 100, 200, 800, 800]);
        ruby.forget(holder);
        assert_eq!(ruby.whole_ticks(&scene), quantum);
    }
}
