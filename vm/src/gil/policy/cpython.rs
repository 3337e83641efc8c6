//! The policy of CPython since 3.2, in the details of 3.13: the default, and the yardstick for the others.
//!
//! A waiter measures the interval from the start of its own wait and asks only if nobody at all got the GIL meanwhile. A
//! release wakes one waiter, whichever the C library's condition variable chooses, and guarantees it nothing: whoever
//! comes first takes the GIL, and that is usually the thread that has just given it up, being on a core already. Only
//! when a request was pending does the dropper stand back until somebody else took it, also if it drops for a blocking
//! call.

use std::time::Duration;

use super::{
    AfterRelease, Ask, Claim, Next, Place, Policy, PolicyEntry, Release, Request, Scene, Sleepers, WaitEnded,
    Wake,
};
use crate::gil::event::GaveUp;
use crate::gil::word::Slot;

/// The line in the table.
pub const ENTRY: PolicyEntry = PolicyEntry {
    name: "cpython",
    about: "A waiter asks after one interval without a switch; the holder drops the GIL and stands back until \
            another took it (CPython 3.2 and later).",
    options: &[],
    make: |_| Ok(Box::new(CPython)),
};

/// See the head of the file.
#[derive(Clone, Copy, Debug)]
pub struct CPython;

impl Policy for CPython {
    fn describe(&self) -> String {
        ENTRY.name.to_owned()
    }

    fn sleepers(&self) -> Sleepers {
        Sleepers::Together
    }

    fn wait(&self, scene: &Scene<'_>, _me: Claim) -> Option<Duration> {
        Some(scene.interval.wait())
    }

    fn after_wait(&self, _scene: &Scene<'_>, _me: Claim, ended: WaitEnded) -> Next {
        let ask = match ended {
            WaitEnded::InVain => Ask::Drop,
            // In both cases the interval starts over. This is what lets a thread that makes many short system
            // calls shut a computing one out.
            WaitEnded::Futile | WaitEnded::Switched => Ask::Nothing,
        };
        Next { ask, place: Place::Last }
    }

    fn may_take(&self, _scene: &Scene<'_>, _me: Claim) -> bool {
        true
    }

    fn release(&self, _scene: &Scene<'_>, _me: Slot, gave_up: GaveUp, request: Request) -> Release {
        Release { wake: Wake::Somebody, then: stand_back_if_asked(gave_up, request) }
    }
}

/// The forced hand-over: a thread that was asked waits for its successor, whatever it gave the GIL up for.
pub(super) fn stand_back_if_asked(gave_up: GaveUp, request: Request) -> AfterRelease {
    match (request, gave_up) {
        // A thread that ends never competes for the GIL again.
        (Request::None, _) | (Request::Pending, GaveUp::Exit) => AfterRelease::GoOn,
        (Request::Pending, GaveUp::Interval | GaveUp::Blocking(_)) => AfterRelease::HandOver,
    }
}
