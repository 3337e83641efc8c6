//! Two classes by history: threads that give the GIL up by themselves go before threads that had to be forced.
//!
//! A thread that comes back from a blocking call is of the first class; one that was made to drop the GIL at a check
//! point is of the second, until it blocks again. A waiter of the first class asks a holder of the second at once,
//! or as soon as that had the GIL for the `grace` time; it then goes before all waiters of the second. Between
//! threads of one class the policy is CPython's.
//!
//! Nothing bounds what the first class takes from the second but `grace`: a flood of short requests leaves the
//! computing threads one such piece between two requests.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use super::cpython::stand_back_if_asked;
use super::fifo::Slice;
use super::options::{OptionEntry, duration_text};
use super::{Ask, Came, Claim, Next, Place, Policy, PolicyEntry, Release, Request, Scene, WaitEnded};
use crate::gil::event::GaveUp;
use crate::gil::word::Slot;

/// The line in the table.
pub const ENTRY: PolicyEntry = PolicyEntry {
    name: "priority",
    about: "A thread that gave the GIL up by itself preempts one that had to be forced, and goes before it.",
    options: &[OptionEntry {
        name: "grace",
        default: "50us",
        about: "how long a forced thread keeps the GIL before it can be preempted",
    }],
    make: |options| {
        let grace = options.duration_or_zero("grace")?;
        Ok(Box::new(Priority { grace, forced: AtomicU64::new(NOBODY), slice: Slice::default() }))
    },
};

/// No slot has this number.
const NOBODY: u64 = u64::MAX;

/// See the head of the file.
#[derive(Debug)]
pub struct Priority {
    grace: Duration,
    /// The thread that holds the GIL, if it is of the second class. Written under the lock's mutex.
    forced: AtomicU64,
    slice: Slice,
}

impl Priority {
    /// Whether `me` goes before the holder.
    fn preempts(&self, scene: &Scene<'_>, me: Claim) -> bool {
        let holder = scene.holder.index() as u64;
        me.came == Came::ByItself && self.forced.load(Ordering::Relaxed) == holder
    }

    /// What is left of the holder's grace.
    fn grace_left(&self, scene: &Scene<'_>) -> Duration {
        self.grace.saturating_sub(self.slice.length(scene))
    }
}

impl Policy for Priority {
    fn describe(&self) -> String {
        format!("{}:grace={}", ENTRY.name, duration_text(self.grace))
    }

    fn queued(&self, scene: &Scene<'_>, me: Claim) -> Ask {
        if self.preempts(scene, me) && self.grace_left(scene).is_zero() { Ask::Drop } else { Ask::Nothing }
    }

    fn wait(&self, scene: &Scene<'_>, me: Claim) -> Option<Duration> {
        let grace_left = self.grace_left(scene);
        let preempts = self.preempts(scene, me) && !grace_left.is_zero();
        Some(if preempts { grace_left.min(scene.interval.wait()) } else { scene.interval.wait() })
    }

    fn after_wait(&self, scene: &Scene<'_>, me: Claim, ended: WaitEnded) -> Next {
        let at_once = self.preempts(scene, me) && self.grace_left(scene).is_zero();
        let ask = if at_once || ended == WaitEnded::InVain { Ask::Drop } else { Ask::Nothing };
        Next { ask, place: Place::Keep }
    }

    fn may_take(&self, scene: &Scene<'_>, me: Claim) -> bool {
        me.came == Came::ByItself || scene.queue.iter().all(|waiter| waiter.came == Came::Forced)
    }

    fn taken(&self, scene: &Scene<'_>, me: Claim) -> Option<Slot> {
        let forced = if me.came == Came::Forced { me.slot.index() as u64 } else { NOBODY };
        self.forced.store(forced, Ordering::Relaxed);
        self.slice.begin(scene);
        None
    }

    fn release(&self, scene: &Scene<'_>, _me: Slot, gave_up: GaveUp, request: Request) -> Release {
        let first_class = || scene.queue.iter().filter(|waiter| waiter.came == Came::ByItself);
        let asleep = first_class().find(|waiter| !waiter.woken).map(|waiter| waiter.slot);
        let awake = first_class().any(|waiter| waiter.woken);
        let wake = match asleep {
            Some(slot) => Some(slot),
            // Nobody else may take it before that one has.
            None if awake => None,
            None => scene.queue.first_asleep(),
        };
        Release { wake, then: stand_back_if_asked(gave_up, request) }
    }

    fn forget(&self, slot: Slot) {
        if self.forced.load(Ordering::Relaxed) == slot.index() as u64 {
            self.forced.store(NOBODY, Ordering::Relaxed);
        }
    }
}
