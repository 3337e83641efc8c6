//! Earliest deadline first: the scheduler that was proposed for CPython 3.2 beside the one it got (bpo-7946), after
//! Con Kolivas's BFS.
//!
//! A thread has a slice of running time and a virtual deadline, some slices ahead of when it got the slice. When the
//! slice is used up it gets a new one, and with it a later deadline. So a thread that computes is always put off,
//! and one that runs for short moments keeps an early deadline for long: it preempts the holder at once. What it
//! uses counts all the same, so that a flood of short requests cannot starve the rest: their slice ends too.
//!
//! Deadlines that have passed are equal, and served in the order of arrival.
//!
//! From the moment at which somebody waits, all time is charged to a thread, also that in which nobody has the GIL
//! because it is being handed over: to the thread that preempted the holder, or to the one that gave the GIL up by
//! itself. Otherwise a flood of requests would cost next to nothing, and whom it interrupts would pay for it.

use std::time::Duration;

use parking_lot::Mutex;

use super::cpython::stand_back_if_asked;
use super::options::{OptionEntry, duration_text};
use super::{Ask, Claim, Next, Place, Policy, PolicyEntry, Release, Request, Scene, WaitEnded};
use crate::gil::event::GaveUp;
use crate::gil::word::Slot;

/// The line in the table.
pub const ENTRY: PolicyEntry = PolicyEntry {
    name: "bfs",
    about: "Earliest virtual deadline first; threads that use little of their slice keep early deadlines.",
    options: &[
        OptionEntry { name: "slice", default: "10ms", about: "running time until the deadline is put off" },
        OptionEntry { name: "ahead", default: "8", about: "how many slices ahead a new deadline lies" },
    ],
    make: |options| {
        let (slice, ahead) = (options.duration("slice")?, options.count("ahead")?);
        Ok(Box::new(Bfs { slice, ahead, tasks: Mutex::default(), meter: Mutex::default() }))
    },
};

/// See the head of the file.
#[derive(Debug)]
pub struct Bfs {
    slice: Duration,
    ahead: u64,
    /// By slot. Used under the lock's mutex only, so this one is always free.
    tasks: Mutex<Vec<Task>>,
    /// The same holds for this one.
    meter: Mutex<Meter>,
}

/// Whose slice the passing time uses up.
#[derive(Clone, Copy, Debug, Default)]
struct Meter {
    /// The holder, or who gave the GIL up by itself; nobody while a thread that was preempted hands it over, which its
    /// successor will be charged for.
    charged: Option<Slot>,
    since_ns: u64,
}

/// What is known of one thread; all zero for one that never had to compete.
#[derive(Clone, Copy, Debug, Default)]
struct Task {
    deadline_ns: u64,
    left_ns: u64,
}

impl Bfs {
    fn slice_ns(&self) -> u64 {
        u64::try_from(self.slice.as_nanos()).unwrap_or(u64::MAX)
    }

    /// The task in a slot, with a slice if it has none.
    fn with<R>(&self, slot: Slot, now_ns: u64, act: impl FnOnce(&mut Task) -> R) -> R {
        let mut tasks = self.tasks.lock();
        if tasks.len() <= slot.index() {
            tasks.resize(slot.index() + 1, Task::default());
        }
        let task = &mut tasks[slot.index()];
        if task.left_ns == 0 {
            task.left_ns = self.slice_ns();
            task.deadline_ns = now_ns.saturating_add(self.slice_ns().saturating_mul(self.ahead));
        }
        act(task)
    }

    /// Lower comes first; equal for all deadlines that have passed.
    fn rank(&self, slot: Slot, now_ns: u64) -> u64 {
        self.with(slot, now_ns, |task| task.deadline_ns.max(now_ns))
    }

    /// What is left of the holder's slice.
    fn left(&self, scene: &Scene<'_>, now_ns: u64) -> Duration {
        let meter = *self.meter.lock();
        let used_ns =
            if meter.charged == Some(scene.holder) { now_ns.saturating_sub(meter.since_ns) } else { 0 };
        self.with(scene.holder, now_ns, |task| Duration::from_nanos(task.left_ns.saturating_sub(used_ns)))
    }

    /// Charges the time until now, if that is to be done; time from here on is `charged`'s.
    fn settle(&self, now_ns: u64, charged: Option<Slot>) {
        let mut meter = self.meter.lock();
        let since_ns = match meter.charged {
            Some(slot) => {
                let used_ns = now_ns.saturating_sub(meter.since_ns);
                self.with(slot, now_ns, |task| task.left_ns = task.left_ns.saturating_sub(used_ns));
                now_ns
            }
            None => meter.since_ns,
        };
        *meter = Meter { charged, since_ns };
    }

    /// Whether `me` goes before the holder, or the holder's slice is over.
    fn is_due(&self, scene: &Scene<'_>, me: Claim) -> bool {
        let now_ns = scene.clock.now_ns();
        self.rank(me.slot, now_ns) < self.rank(scene.holder, now_ns) || self.left(scene, now_ns).is_zero()
    }
}

impl Policy for Bfs {
    fn describe(&self) -> String {
        format!("{}:slice={},ahead={}", ENTRY.name, duration_text(self.slice), self.ahead)
    }

    fn queued(&self, scene: &Scene<'_>, me: Claim) -> Ask {
        let now_ns = scene.clock.now_ns();
        if scene.queue.len() == 1 {
            // What it did while nobody else wanted the GIL is not held against it.
            *self.meter.lock() = Meter { charged: Some(scene.holder), since_ns: now_ns };
        }
        if self.is_due(scene, me) { Ask::Drop } else { Ask::Nothing }
    }

    fn wait(&self, scene: &Scene<'_>, _me: Claim) -> Option<Duration> {
        match self.left(scene, scene.clock.now_ns()) {
            // It was asked, and does what it does without a check point.
            Duration::ZERO => Some(self.slice),
            left => Some(left),
        }
    }

    fn after_wait(&self, scene: &Scene<'_>, me: Claim, _ended: WaitEnded) -> Next {
        let ask = if self.is_due(scene, me) { Ask::Drop } else { Ask::Nothing };
        Next { ask, place: Place::Keep }
    }

    fn may_take(&self, scene: &Scene<'_>, me: Claim) -> bool {
        let now_ns = scene.clock.now_ns();
        let rank = self.rank(me.slot, now_ns);
        // Whom a release chose may take it, whatever the clock has made of the ranks since.
        scene.queue.is_woken(me.slot)
            || scene.queue.iter().all(|waiter| rank <= self.rank(waiter.slot, now_ns))
    }

    fn taken(&self, scene: &Scene<'_>, me: Claim) -> Option<Slot> {
        // Also what its predecessor used that went when nobody else was waiting yet.
        self.settle(scene.clock.now_ns(), Some(me.slot));
        None
    }

    fn release(&self, scene: &Scene<'_>, me: Slot, gave_up: GaveUp, request: Request) -> Release {
        let now_ns = scene.clock.now_ns();
        self.settle(now_ns, (gave_up != GaveUp::Interval).then_some(me));
        // If it has none left it gets a new slice here, and a deadline behind the others'.
        let _ = self.rank(me, now_ns);
        let first = scene.queue.iter().min_by_key(|waiter| self.rank(waiter.slot, now_ns));
        Release { wake: first.map(|waiter| waiter.slot).into(), then: stand_back_if_asked(gave_up, request) }
    }

    fn forget(&self, slot: Slot) {
        self.meter.lock().charged.take_if(|charged| *charged == slot);
        if let Some(task) = self.tasks.lock().get_mut(slot.index()) {
            *task = Task::default();
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that fails should say where")]
    use std::time::Duration;

    use super::super::super::word::Slot;
    use super::Bfs;

    #[test]
    fn handing_over_is_charged_to_who_brought_it_about() {
        let slice = Duration::from_millis(10);
        let bfs = Bfs { slice, ahead: 8, tasks: Default::default(), meter: Default::default() };
        let [hog, reader] = [1, 2].map(|index| Slot::from_index(index).unwrap());
        bfs.settle(0, Some(hog));
        // The hog is preempted at 100; the reader has the GIL from 130 on.
        bfs.settle(100, None);
        bfs.settle(130, Some(reader));
        // The reader gives it up by itself, with nobody waiting at that moment; the hog has it from 200 on.
        bfs.settle(200, Some(hog));
        bfs.settle(250, None);
        let left_ns = |slot| bfs.with(slot, 250, |task| task.left_ns);
        assert_eq!([hog, reader].map(left_ns), [10_000_000 - 150, 10_000_000 - 100]);
    }
}
