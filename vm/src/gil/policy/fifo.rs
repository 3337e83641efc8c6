//! Strict arrival order: the GIL goes to who has waited longest, and to nobody else.
//!
//! The thread in front measures the holder's slice, from when the holder got the GIL or, if nobody waited then, from
//! when the first waiter came. When the slice is over it asks. A thread that gives the GIL up, for whatever reason,
//! queues behind all others. So with N waiters in front the longest wait is N + 1 slices, and a section without a
//! check point for each; but a thread that comes back from a short blocking call waits for all of them.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use super::cpython::stand_back_if_asked;
use super::{Ask, Claim, Next, Place, Policy, PolicyEntry, Release, Request, Scene, WaitEnded};
use crate::gil::event::GaveUp;
use crate::gil::word::Slot;

/// The line in the table.
pub const ENTRY: PolicyEntry = PolicyEntry {
    name: "fifo",
    about: "Strict arrival order; the first in the queue asks when the holder has had the GIL for an interval.",
    options: &[],
    make: |_| Ok(Box::new(Fifo::default())),
};

/// See the head of the file.
#[derive(Debug, Default)]
pub struct Fifo {
    slice: Slice,
}

/// How long the holder has had the GIL, as far as those who wait can know.
#[derive(Debug, Default)]
pub(super) struct Slice {
    /// Written under the lock's mutex.
    since_ns: AtomicU64,
}

impl Slice {
    /// The GIL was taken, or is wanted for the first time.
    pub(super) fn begin(&self, scene: &Scene<'_>) {
        self.since_ns.store(scene.clock.now_ns(), Ordering::Relaxed);
    }

    /// Since then.
    pub(super) fn length(&self, scene: &Scene<'_>) -> Duration {
        let since_ns = self.since_ns.load(Ordering::Relaxed);
        Duration::from_nanos(scene.clock.now_ns().saturating_sub(since_ns))
    }

    /// How long the first in the queue sleeps, if a slice is to be `whole`; the others sleep until they are first.
    pub(super) fn wait(&self, scene: &Scene<'_>, me: Claim, whole: Duration) -> Option<Duration> {
        if scene.queue.front() != Some(me.slot) {
            return None;
        }
        match whole.saturating_sub(self.length(scene)) {
            // It has been asked already, and does what it does without a check point.
            Duration::ZERO => Some(whole),
            left => Some(left),
        }
    }
}

impl Policy for Fifo {
    fn describe(&self) -> String {
        ENTRY.name.to_owned()
    }

    fn queued(&self, scene: &Scene<'_>, _me: Claim) -> Ask {
        if scene.queue.len() == 1 {
            self.slice.begin(scene);
        }
        Ask::Nothing
    }

    fn wait(&self, scene: &Scene<'_>, me: Claim) -> Option<Duration> {
        self.slice.wait(scene, me, scene.interval.wait())
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
        // The next one has to measure the slice that begins now.
        scene.queue.front()
    }

    fn release(&self, scene: &Scene<'_>, _me: Slot, gave_up: GaveUp, request: Request) -> Release {
        Release { wake: scene.queue.front().into(), then: stand_back_if_asked(gave_up, request) }
    }
}
