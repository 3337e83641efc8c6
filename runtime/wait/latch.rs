//! Things that happen once.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering;
use std::time::Instant;

use parking_lot::Mutex;

use super::Outcome;
use super::ToWake;
use super::Waiter;
use super::waiter::Turn;
use super::waiter::Woken;

/// Something that happens once: a thread's start or its end. Any number of threads may wait for it.
#[derive(Default)]
pub struct Latch {
    /// Set once, under the lock.
    open: AtomicBool,
    /// Which thread's.
    ident: AtomicU64,
    queue: Mutex<Vec<(Arc<Waiter>, Turn)>>,
}

impl Latch {
    /// It has happened.
    pub fn open(&self) {
        let queue = {
            let mut queue = self.queue.lock();
            // Release: what was done before is visible to whoever sees it open.
            self.open.store(true, Ordering::Release);
            std::mem::take(&mut *queue)
        };
        for (waiter, turn) in queue {
            waiter.notify(turn).now();
        }
    }

    /// It has happened for those who ask from now on; [`Latch::open`] follows and wakes those who wait.
    pub fn open_silently(&self) {
        let _queue = self.queue.lock();
        self.open.store(true, Ordering::Release);
    }

    /// Whether it has happened.
    pub fn is_open(&self) -> bool {
        self.open.load(Ordering::Acquire)
    }

    /// The thread whose start or end it is.
    pub fn ident(&self) -> u64 {
        self.ident.load(Ordering::Relaxed)
    }

    /// Says whose start or end it is.
    pub fn set_ident(&self, ident: u64) {
        self.ident.store(ident, Ordering::Relaxed);
    }

    pub(super) fn wait(&self, me: &Arc<Waiter>, until: Option<Instant>) -> Outcome {
        let turn = me.begin_turn();
        {
            let mut queue = self.queue.lock();
            if self.is_open() {
                return Outcome::Happened;
            }
            queue.push((Arc::clone(me), turn));
        }
        let woken = me.sleep(turn, until);
        if woken != Woken::Notified {
            self.queue.lock().retain(|(waiter, _)| !Arc::ptr_eq(waiter, me));
        }
        if self.is_open() { Outcome::Happened } else { woken.into() }
    }
}

/// One thread's place in a queue that is kept under the GIL: of a condition, of a queue of items. Served once.
pub struct Ticket {
    waiter: Arc<Waiter>,
    /// The turn in which the thread sleeps for it; none before it first sleeps.
    turn: AtomicU64,
    served: AtomicBool,
}

impl Ticket {
    /// A place for the thread of this waiter.
    pub fn new(waiter: Arc<Waiter>) -> Ticket {
        Ticket { waiter, turn: AtomicU64::new(0), served: AtomicBool::new(false) }
    }

    /// Serves the waiting thread; returns whom to wake for that.
    pub fn serve(&self) -> ToWake {
        // Sequentially consistent, as in `wait`: either the thread sees that it is served, or this sees its turn.
        self.served.store(true, Ordering::SeqCst);
        self.waiter.notify(Turn::of(self.turn.load(Ordering::SeqCst)))
    }

    /// Whether it was served.
    pub fn is_served(&self) -> bool {
        self.served.load(Ordering::SeqCst)
    }

    pub(super) fn wait(&self, until: Option<Instant>) -> Outcome {
        let turn = self.waiter.begin_turn();
        self.turn.store(turn.number(), Ordering::SeqCst);
        if self.is_served() {
            return Outcome::Happened;
        }
        let woken = self.waiter.sleep(turn, until);
        if self.is_served() { Outcome::Happened } else { woken.into() }
    }
}
