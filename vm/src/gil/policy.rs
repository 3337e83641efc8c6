//! What a lock policy decides, and the table of those there are.
//!
//! The lock ([`super::lock`]) is mechanism: one word, a queue of waiters, sleeping and waking. A policy is asked at
//! the five moments at which GILs of different runtimes differ: how long to wait, what to do after a wait in vain,
//! whether a thread may take a free lock, whom a release wakes, and what a check point does. All of them but the
//! last lie on the contended path, under the lock's mutex; nothing here is called when nobody else wants the GIL.
//! So a policy must be brief and must not block.
//!
//! A new policy is one file beside `cpython.rs` and one line in [`POLICIES`].

pub mod cpython;

use std::fmt;
use std::time::Duration;

use super::breaker::Breaker;
use super::event::GaveUp;
use super::interval::Interval;
use super::queue::WaitQueue;
use super::thread::GilThread;
use super::word::Slot;

/// The decisions of one kind of GIL.
pub trait Policy: fmt::Debug + Send + Sync {
    /// How long a waiter sleeps before it looks again, or `None` to sleep until it is woken.
    fn wait(&self, interval: Interval) -> Option<Duration>;

    /// What a waiter does after a sleep that did not bring it the GIL, before it sleeps again.
    fn after_wait(&self, ended: WaitEnded) -> Next;

    /// Whether `me` may take the GIL, which is free; `me` may or may not stand in `queue`. Whoever says no must
    /// see to it that another thread which may take it has been woken.
    fn may_take(&self, queue: &WaitQueue, me: Slot) -> bool;

    /// Whom to wake when the GIL becomes free, and whether the one that gave it up waits for a taker.
    fn release(&self, queue: &WaitQueue, gave_up: GaveUp, request: Request) -> Release;

    /// At a check point of the holder `me` whose breaker shows `DROP_REQUEST` or `TICK`: what it does.
    fn check_point(&self, me: &GilThread) -> CheckPoint {
        if me.breaker().has(Breaker::DROP_REQUEST) { CheckPoint::GiveUp } else { CheckPoint::GoOn }
    }

    /// Whether the policy wants to be asked at every check point, not only when there is a request.
    fn counts_check_points(&self) -> bool {
        false
    }
}

/// How a sleep ended that did not bring the GIL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaitEnded {
    /// Woken by a release, but another thread was quicker.
    Futile,
    /// The time passed, and nobody got the GIL meanwhile: the holder held it all along.
    InVain,
    /// The time passed, but the GIL changed hands meanwhile: the present holder is young.
    Switched,
}

/// What a waiter does before it sleeps again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Next {
    /// What it asks of the holder.
    pub ask: Ask,
    /// Where it queues.
    pub place: Place,
}

/// Where a waiter stands in the queue when it sleeps again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Where it stood.
    Keep,
    /// At the end, as if it had just come.
    Last,
}

/// What a waiter asks of the holder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Nothing; it waits again.
    Nothing,
    /// To drop the GIL at its next check point.
    Drop,
}

/// Whether a waiter had asked for the GIL when its holder gave it up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Request {
    /// Nobody had.
    None,
    /// Somebody had.
    Pending,
}

/// What becomes of a GIL that was given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Release {
    /// The waiter to wake.
    pub wake: Option<Slot>,
    /// What the thread does that gave it up.
    pub then: AfterRelease,
}

/// What a thread does right after it gave the GIL up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AfterRelease {
    /// Goes its way, and may be the next to take it.
    GoOn,
    /// Sleeps until another thread took it.
    HandOver,
}

/// What a holder does at a check point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckPoint {
    /// Keeps the GIL.
    GoOn,
    /// Gives it up and queues for it again.
    GiveUp,
}

/// One line of the table of policies.
#[derive(Clone, Copy, Debug)]
pub struct PolicyEntry {
    /// The name on the command line.
    pub name: &'static str,
    /// One sentence for the help text.
    pub about: &'static str,
    /// Makes one, with its default parameters.
    pub make: fn() -> Box<dyn Policy>,
}

/// Every policy, in the order in which help texts list them.
pub const POLICIES: &[PolicyEntry] = &[cpython::ENTRY];

/// The policy of that name.
pub fn by_name(name: &str) -> Option<Box<dyn Policy>> {
    POLICIES.iter().find(|entry| entry.name == name).map(|entry| (entry.make)())
}
