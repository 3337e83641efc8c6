//! CPython's policy without the forced hand-over: what 3.2 would have been without its second condition variable.
//!
//! A thread that was asked gives the GIL up and asks for it again at once. The waiter it woke has to run first, so
//! that the releaser, which runs already, usually wins; the waiter's interval starts over.

use std::time::Duration;

use super::cpython::CPython;
use super::{
    AfterRelease, Claim, Next, Policy, PolicyEntry, Release, Request, Scene, Sleepers, WaitEnded, Wake,
};
use crate::gil::event::GaveUp;
use crate::gil::word::Slot;

/// The line in the table.
pub const ENTRY: PolicyEntry = PolicyEntry {
    name: "cpython-noforce",
    about: "As cpython, but a holder that was asked may win the GIL straight back.",
    options: &[],
    make: |_| Ok(Box::new(NoForce)),
};

/// See the head of the file.
#[derive(Clone, Copy, Debug)]
pub struct NoForce;

impl Policy for NoForce {
    fn describe(&self) -> String {
        ENTRY.name.to_owned()
    }

    fn sleepers(&self) -> Sleepers {
        CPython.sleepers()
    }

    fn wait(&self, scene: &Scene<'_>, me: Claim) -> Option<Duration> {
        CPython.wait(scene, me)
    }

    fn after_wait(&self, scene: &Scene<'_>, me: Claim, ended: WaitEnded) -> Next {
        CPython.after_wait(scene, me, ended)
    }

    fn may_take(&self, _scene: &Scene<'_>, _me: Claim) -> bool {
        true
    }

    fn release(&self, _scene: &Scene<'_>, _me: Slot, _gave_up: GaveUp, _request: Request) -> Release {
        Release { wake: Wake::Somebody, then: AfterRelease::GoOn }
    }
}
