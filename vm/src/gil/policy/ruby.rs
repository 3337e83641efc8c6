//! The policy of CRuby: a ready queue in arrival order and a time slice of 100 ms.
//!
//! A blocking call hands the GVL to the next in the queue, and who comes back from it queues behind everybody: no
//! thread is preferred for having waited outside. So the wait of a thread beside N computing ones is about N slices.
//! The slice is measured by a timer that ticks every 10 ms, hence in whole ticks.

use std::time::Duration;

use super::fifo::Slice;
use super::options::{OptionEntry, duration_text};
use super::{AfterRelease, Ask, Claim, Next, Place, Policy, PolicyEntry, Release, Request, Scene, WaitEnded};
use crate::gil::event::GaveUp;
use crate::gil::word::Slot;

/// The line in the table.
pub const ENTRY: PolicyEntry = PolicyEntry {
    name: "ruby",
    about: "A ready queue in arrival order; a holder keeps the GIL for a quantum (CRuby).",
    options: &[
        OptionEntry { name: "quantum", default: "100ms", about: "the time slice (RUBY_THREAD_TIMESLICE)" },
        OptionEntry {
            name: "tick",
            default: "10ms",
            about: "how often the timer looks; slices are whole ticks",
        },
    ],
    make: |options| {
        let (quantum, tick) = (options.duration("quantum")?, options.duration("tick")?);
        Ok(Box::new(Ruby { quantum, tick, slice: Slice::default() }))
    },
};

/// See the head of the file.
#[derive(Debug)]
pub struct Ruby {
    quantum: Duration,
    tick: Duration,
    slice: Slice,
}

impl Ruby {
    /// The slice as the timer sees it end.
    fn whole_ticks(&self) -> Duration {
        let ticks = self.quantum.as_nanos().div_ceil(self.tick.as_nanos());
        u32::try_from(ticks).map_or(self.quantum, |ticks| self.tick.saturating_mul(ticks))
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
        self.slice.wait(scene, me, self.whole_ticks())
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
        Release { wake: scene.queue.front(), then: AfterRelease::GoOn }
    }
}
