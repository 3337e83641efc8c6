//! Where threads sleep that wait for the GIL, and how one of them is woken when it becomes free.
//!
//! Either each sleeps by itself, on its own condition variable, and the policy names whom a release wakes; or all sleep
//! in one place, as they do in the runtime that the policy is taken from, and the C library or the kernel chooses.
//! Everything here happens with the lock's mutex, but for sleeping and for what is said to the kernel.

use std::time::Duration;

use super::interval::Interval;
use super::lock::Shared;
use super::policy::Sleepers;
use super::queue::WaitQueue;
use super::sync::{CROWD, Condition, Gate, PosixGuard, Wakened};
use super::thread::GilThread;
use super::word::Slot;

/// The places of one lock.
#[derive(Debug)]
pub(super) struct Places {
    sleepers: Sleepers,
    /// For [`Sleepers::Together`].
    crowd: Condition,
    /// For [`Sleepers::OnSemaphore`] and [`Sleepers::OnMutex`]. Set by who has the lock's mutex.
    gate: Gate,
}

/// How a waiter was before it took the GIL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TakenBy {
    /// It had queued for it.
    Waiter,
    /// It had not.
    Newcomer,
    /// The thread that ends the interpreter, after which nobody may sleep here.
    Finalizer,
}

impl Places {
    /// Places for sleepers of this kind.
    pub(super) fn new(sleepers: Sleepers) -> Places {
        Places { sleepers, crowd: Condition::default(), gate: Gate::default() }
    }

    /// Gives the mutex up, sleeps, takes it again. Says how the sleep ended; nothing, if it was one outside.
    pub(super) fn sleep(
        &self,
        shared: &mut PosixGuard<'_, Shared>,
        me: &GilThread,
        limit: Option<Duration>,
    ) -> Option<Wakened> {
        Some(match (self.sleepers, limit) {
            (Sleepers::Apart, Some(limit)) => me.turn().wait_for(shared, limit),
            (Sleepers::Apart, None) => {
                me.turn().wait(shared);
                Wakened::ByNotice
            }
            // Outside, until one leaves that is inside. A sleep that is too short does no harm: it looks, and sleeps on.
            (Sleepers::Together, _) if !shared.queue.admits(me.slot(), CROWD) => {
                me.turn().wait(shared);
                return None;
            }
            (Sleepers::Together, limit) => {
                debug_assert!(limit.is_some(), "a signal can be lost, and only time mends that");
                self.crowd.wait_for(shared, limit.unwrap_or(Interval::DEFAULT.wait()))
            }
            (Sleepers::OnSemaphore, _) => self.sleep_at_gate(shared, Gate::CLOSED),
            (Sleepers::OnMutex, _) => self.sleep_at_gate(shared, Gate::CLOSED_WITH_SLEEPERS),
        })
    }

    /// Sleeps for a GIL that is held as `closed` says. Whether the kernel let it sleep at all makes no difference: there
    /// was a release.
    fn sleep_at_gate(&self, shared: &mut PosixGuard<'_, Shared>, closed: u32) -> Wakened {
        self.gate.set(closed);
        PosixGuard::unlocked(shared, || self.gate.wait(closed));
        Wakened::ByNotice
    }

    /// The GIL was taken while others wait, or after its taker waited itself. Returns whom to wake, since there is room
    /// for it now.
    pub(super) fn taken(&self, by: TakenBy, queue: &mut WaitQueue) -> Option<Slot> {
        match (self.sleepers, by) {
            (Sleepers::Apart, _) | (_, TakenBy::Finalizer) => {}
            (Sleepers::Together, _) => return queue.next_inside(CROWD),
            // Who slept for a mutex cannot know who else does.
            (Sleepers::OnMutex, TakenBy::Waiter) => _ = self.gate.set(Gate::CLOSED_WITH_SLEEPERS),
            (Sleepers::OnMutex, TakenBy::Newcomer) | (Sleepers::OnSemaphore, _) => {
                _ = self.gate.set(Gate::CLOSED);
            }
        }
        None
    }

    /// Wakes one of those who do not sleep apart, since the GIL is free, and gives the mutex up.
    pub(super) fn wake_somebody(&self, shared: PosixGuard<'_, Shared>) {
        match self.sleepers {
            Sleepers::Apart => debug_assert!(false, "who sleeps apart is woken by name"),
            // With the mutex, as CPython does: a thread that comes for it meanwhile waits.
            Sleepers::Together => self.crowd.notify_one(),
            Sleepers::OnSemaphore => {
                self.gate.set(Gate::OPEN);
                drop(shared);
                self.gate.wake_one();
            }
            Sleepers::OnMutex => {
                let was = self.gate.set(Gate::OPEN);
                drop(shared);
                if was == Gate::CLOSED_WITH_SLEEPERS {
                    self.gate.wake_one();
                }
            }
        }
    }

    /// Wakes one of those who sleep apart.
    pub(super) fn wake(&self, sleeper: &GilThread) {
        debug_assert_eq!(self.sleepers, Sleepers::Apart, "nobody sleeps alone");
        sleeper.turn().notify_one();
    }

    /// Wakes all who do not sleep apart, and lets nobody sleep from now on who was about to: with the mutex, by the
    /// thread that ends the interpreter.
    pub(super) fn close(&self) {
        self.crowd.notify_all();
        self.gate.set(Gate::OPEN);
        self.gate.wake_all();
    }
}
