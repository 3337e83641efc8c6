//! Who ranks higher goes first: by history, or by the level that each thread has given itself.
//!
//! By history there are two ranks. A thread that comes back from a blocking call is of the first; one that was made to
//! drop the GIL at a check point is of the second, until it blocks again (D. Beazley's proposal of 2010). By level
//! (his of 2011, and one of those in bpo-8299) the rank is what `gilvm.set_priority` was told.
//!
//! A waiter of a higher rank than the holder's asks it at once, or as soon as that had the GIL for the `grace` time; it
//! then goes before all waiters of lower rank. Between threads of one rank the policy is CPython's, but that the longest asleep is woken.
//!
//! Nothing bounds what the higher takes from the lower but `grace`: a flood of short requests leaves the computing
//! threads one such piece between two requests. By level, threads of a lower one get the GIL only when all of the
//! higher ones are blocked.

use std::cmp::Ordering;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Duration;

use super::cpython::stand_back_if_asked;
use super::fifo::Slice;
use super::levels::Levels;
use super::options::{OptionEntry, duration_text};
use super::{Ask, Came, Claim, Next, Place, Policy, PolicyEntry, Release, Request, Scene, WaitEnded};
use crate::gil::event::GaveUp;
use crate::gil::queue::Waiter;
use crate::gil::word::Slot;

/// The line in the table.
pub const ENTRY: PolicyEntry = PolicyEntry {
    name: "priority",
    about: "Who ranks higher preempts and goes first: who gave the GIL up by itself, or has the higher level.",
    options: &[
        OptionEntry {
            name: "grace",
            default: "50us",
            about: "how long a thread keeps the GIL before it can be preempted",
        },
        OptionEntry {
            name: "by",
            default: "history",
            about: "what ranks threads: history, or level (gilvm.set_priority)",
        },
    ],
    make: |options| {
        let grace = options.duration_or_zero("grace")?;
        let (forced, slice) = (AtomicU64::new(NOBODY), Slice::default());
        let levels = (options.choice("by", &["history", "level"])? == 1).then(Levels::default);
        Ok(Box::new(Priority { grace, forced, levels, slice }))
    },
};

/// No slot has this number.
const NOBODY: u64 = u64::MAX;

/// See the head of the file.
#[derive(Debug)]
pub struct Priority {
    grace: Duration,
    /// The thread that holds the GIL, if it was forced before. Written under the lock's mutex.
    forced: AtomicU64,
    /// Nothing if it is history that ranks.
    levels: Option<Levels>,
    slice: Slice,
}

impl Priority {
    /// A thread's rank; the higher goes first.
    fn rank(&self, slot: Slot, came: Came) -> i8 {
        match &self.levels {
            Some(levels) => levels.of(slot),
            None => i8::from(came == Came::ByItself),
        }
    }

    /// How `me` stands to the holder: greater if it goes before it.
    fn against_holder(&self, scene: &Scene<'_>, me: Claim) -> Ordering {
        let was_forced = self.forced.load(Relaxed) == scene.holder.index() as u64;
        let came = if was_forced { Came::Forced } else { Came::ByItself };
        self.rank(me.slot, me.came).cmp(&self.rank(scene.holder, came))
    }

    /// Whether `me` goes before the holder.
    fn preempts(&self, scene: &Scene<'_>, me: Claim) -> bool {
        self.against_holder(scene, me) == Ordering::Greater
    }

    /// What is left of the holder's grace.
    fn grace_left(&self, scene: &Scene<'_>) -> Duration {
        self.grace.saturating_sub(self.slice.length(scene))
    }
}

impl Policy for Priority {
    fn describe(&self) -> String {
        let by = if self.levels.is_some() { "level" } else { "history" };
        format!("{}:grace={},by={by}", ENTRY.name, duration_text(self.grace))
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
        // History ranks for a moment only, so whoever it put last may ask all the same.
        let may_ask = self.levels.is_none() || self.against_holder(scene, me) != Ordering::Less;
        let ask = if at_once || may_ask && ended == WaitEnded::InVain { Ask::Drop } else { Ask::Nothing };
        Next { ask, place: Place::Keep }
    }

    fn may_take(&self, scene: &Scene<'_>, me: Claim) -> bool {
        let rank = self.rank(me.slot, me.came);
        scene.queue.iter().all(|waiter| self.rank(waiter.slot, waiter.came) <= rank)
    }

    fn taken(&self, scene: &Scene<'_>, me: Claim) -> Option<Slot> {
        let forced = if me.came == Came::Forced { me.slot.index() as u64 } else { NOBODY };
        self.forced.store(forced, Relaxed);
        self.slice.begin(scene);
        None
    }

    fn release(&self, scene: &Scene<'_>, _me: Slot, gave_up: GaveUp, request: Request) -> Release {
        let rank = |waiter: Waiter| self.rank(waiter.slot, waiter.came);
        let highest = scene.queue.iter().map(rank).max();
        let mut first = scene.queue.iter().filter(|waiter| Some(rank(*waiter)) == highest);
        // If there is none, one of them is awake already, and nobody else may take the GIL before it has.
        let wake = first.find(|waiter| !waiter.woken).map(|waiter| waiter.slot);
        Release { wake: wake.into(), then: stand_back_if_asked(gave_up, request) }
    }

    fn set_level(&self, slot: Slot, level: i8) -> bool {
        self.levels.as_ref().inspect(|levels| levels.set(slot, level)).is_some()
    }

    fn forget(&self, slot: Slot) {
        self.levels.as_ref().inspect(|levels| levels.forget(slot));
        if self.forced.load(Relaxed) == slot.index() as u64 {
            self.forced.store(NOBODY, Relaxed);
        }
    }
}
