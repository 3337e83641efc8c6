//! Earliest deadline first: the scheduler that was proposed for CPython 3.2 beside the one it got (bpo-7946), after
//! Con Kolivas's BFS.
//!
//! A thread has a slice of running time and a virtual deadline, some slices ahead of when it got the slice. When the
//! slice is used up it gets a new one, and with it a later deadline. So a thread that computes is always put off,
//! and one that runs for short moments keeps an early deadline for long: it preempts the holder at once. What it
//! uses counts all the same, so that a flood of short requests cannot starve the rest: their slice ends too.
//!
//! Deadlines that have passed are equal, and served in the order of arrival.

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
        Ok(Box::new(Bfs { slice, ahead, tasks: Mutex::default() }))
    },
};

/// See the head of the file.
#[derive(Debug)]
pub struct Bfs {
    slice: Duration,
    ahead: u64,
    /// By slot. Used under the lock's mutex only, so this one is always free.
    tasks: Mutex<Vec<Task>>,
}

/// What is known of one thread; all zero for one that never had to compete.
#[derive(Clone, Copy, Debug, Default)]
struct Task {
    deadline_ns: u64,
    left_ns: u64,
    /// Since when it holds the GIL, as far as somebody else wanted it.
    since_ns: u64,
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
        self.with(scene.holder, now_ns, |task| {
            Duration::from_nanos(task.left_ns.saturating_sub(now_ns.saturating_sub(task.since_ns)))
        })
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
            self.with(scene.holder, now_ns, |task| task.since_ns = now_ns);
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
        let now_ns = scene.clock.now_ns();
        self.with(me.slot, now_ns, |task| task.since_ns = now_ns);
        None
    }

    fn release(&self, scene: &Scene<'_>, me: Slot, gave_up: GaveUp, request: Request) -> Release {
        let now_ns = scene.clock.now_ns();
        self.with(me, now_ns, |task| {
            task.left_ns = task.left_ns.saturating_sub(now_ns.saturating_sub(task.since_ns));
        });
        // If it has none left it gets a new slice here, and a deadline behind the others'.
        let _ = self.rank(me, now_ns);
        let first = scene.queue.iter().min_by_key(|waiter| self.rank(waiter.slot, now_ns));
        Release { wake: first.map(|waiter| waiter.slot), then: stand_back_if_asked(gave_up, request) }
    }

    fn forget(&self, slot: Slot) {
        if let Some(task) = self.tasks.lock().get_mut(slot.index()) {
            *task = Task::default();
        }
    }
}
