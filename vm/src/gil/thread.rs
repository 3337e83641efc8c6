//! What one OS thread is to the GIL: an id, a breaker, a place to sleep, an account.
//!
//! It is not the interpreter's thread state; the typed layer keeps that, and knows this through an `Arc`. Made by
//! [`super::lock::GilLock::register`] and known to that lock only.

use std::sync::Arc;

use crossbeam_utils::CachePadded;

use super::account::Account;
use super::breaker::Breaker;
use super::event::ThreadId;
use super::ring::Ring;
use super::sync::{Condition, Mutex};
use super::word::Slot;

/// See the head of the file.
#[derive(Debug)]
pub struct GilThread {
    /// Alone on its cache line: polled by this thread at each check point, written by others.
    breaker: CachePadded<Breaker>,
    id: ThreadId,
    slot: Slot,
    /// In a block of its own: most threads have none, and it is a kilobyte.
    account: Option<Box<Mutex<Account>>>,
    ring: Option<Ring>,
    watched: Watched,
    turn: Condition,
}

/// Whether anybody wants to see the events of a thread. Fixed when the thread registers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Watched {
    /// Nobody: no clock is read and nothing is counted.
    No,
    /// The thread's account, an observer, or both.
    Yes,
}

impl GilThread {
    pub(super) fn new(
        id: ThreadId,
        slot: Slot,
        watched: Watched,
        account: Option<Box<Mutex<Account>>>,
        ring: Option<Ring>,
    ) -> Arc<Self> {
        Arc::new(GilThread {
            breaker: CachePadded::new(Breaker::new()),
            id,
            slot,
            account,
            ring,
            watched,
            turn: Condition::default(),
        })
    }

    /// Which thread this is; never reused.
    pub fn id(&self) -> ThreadId {
        self.id
    }

    /// Which place in its lock's table it has; reused after it left.
    #[inline]
    pub fn slot(&self) -> Slot {
        self.slot
    }

    /// The word that the eval loop polls.
    #[inline(always)]
    pub fn breaker(&self) -> &Breaker {
        &self.breaker
    }

    #[inline(always)]
    pub(super) fn is_watched(&self) -> bool {
        self.watched == Watched::Yes
    }

    pub(super) fn account(&self) -> Option<&Mutex<Account>> {
        self.account.as_deref()
    }

    /// Where the thread writes its waits down, if that is wanted.
    pub(super) fn ring(&self) -> Option<&Ring> {
        self.ring.as_ref()
    }

    /// Where it sleeps alone.
    pub(super) fn turn(&self) -> &Condition {
        &self.turn
    }
}
