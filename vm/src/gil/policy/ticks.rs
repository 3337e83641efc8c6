//! The policy of CPython up to 3.1: the holder counts, nobody asks.
//!
//! Every so many check points the holder gives the GIL up and asks for it again at once. It wakes a waiter but does
//! not wait for it, and a thread that runs already is quicker than one that has to be woken: the waiter finds the
//! GIL taken and sleeps again. That is the "GIL battle"; its other side is that a thread that comes back from a
//! blocking call gets the GIL soon: on its way back to sleep it meets the next release, whose `sem_post` calls the
//! kernel as long as somebody waits, whether anybody sleeps or not, and the GIL is free meanwhile. The count is one for
//! all threads, as `_Py_Ticker` was.
//!
//! A tick here is a check point: with `--checks py39` these lie where 2.7 counted, one for each instruction that
//! does something. An instruction of gilvm does the work of one to three of CPython's.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use super::options::{OptionEntry, Options};
use super::{
    AfterRelease, Ask, CheckPoint, Claim, Next, Place, Policy, PolicyEntry, Release, Request, Scene,
    Sleepers, WaitEnded, Wake,
};
use crate::gil::event::GaveUp;
use crate::gil::interval::Interval;
use crate::gil::thread::GilThread;
use crate::gil::word::Slot;

/// The line in the table.
pub const ENTRY: PolicyEntry = PolicyEntry {
    name: "ticks",
    about: "The holder gives the GIL up after a number of check points and competes for it at once (CPython 2.7).",
    options: &[OptionEntry {
        name: "every",
        default: "100",
        about: "check points between two releases (sys.setcheckinterval)",
    }],
    make: |options| Ok(Box::new(Ticks::new(ENTRY.name, Sleepers::OnSemaphore, options)?)),
};

/// See the head of the file.
#[derive(Debug)]
pub struct Ticks {
    name: &'static str,
    sleepers: Sleepers,
    every: u64,
    /// Only the holder counts, so that adding needs no atomic step.
    count: AtomicU64,
}

impl Ticks {
    /// With the option `every`, under the name of a policy that has a lock of this kind.
    pub(super) fn new(name: &'static str, sleepers: Sleepers, options: &Options) -> Result<Ticks, String> {
        Ok(Ticks { name, sleepers, every: options.count("every")?, count: AtomicU64::new(0) })
    }
}

impl Policy for Ticks {
    fn describe(&self) -> String {
        format!("{}:every={}", self.name, self.every)
    }

    fn sleepers(&self) -> Sleepers {
        self.sleepers
    }

    fn wait(&self, _scene: &Scene<'_>, _me: Claim) -> Option<Duration> {
        None
    }

    fn after_wait(&self, _scene: &Scene<'_>, _me: Claim, _ended: WaitEnded) -> Next {
        Next { ask: Ask::Nothing, place: Place::Last }
    }

    fn may_take(&self, _scene: &Scene<'_>, _me: Claim) -> bool {
        true
    }

    fn release(&self, _scene: &Scene<'_>, _me: Slot, _gave_up: GaveUp, _request: Request) -> Release {
        Release { wake: Wake::Somebody, then: AfterRelease::GoOn }
    }

    fn check_point(&self, _me: &GilThread, _interval: Interval, _contended: bool) -> CheckPoint {
        // Relaxed: the GIL orders those who count.
        let count = self.count.load(Ordering::Relaxed) + 1;
        if count < self.every {
            self.count.store(count, Ordering::Relaxed);
            return CheckPoint::GoOn;
        }
        self.count.store(0, Ordering::Relaxed);
        CheckPoint::GiveUp
    }

    fn counts_check_points(&self) -> bool {
        true
    }
}
