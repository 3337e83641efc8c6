//! The lock behind `threading.Lock`: any thread may release it.
//!
//! Up to 3.13 CPython's is a POSIX semaphore and is not handed over: a release makes it free and wakes the thread that
//! waited longest, and whoever comes first takes it ([`LockFairness::Barging`]). In 3.14 a thread that has waited for
//! a millisecond gets the lock from the releaser's hand (`Python/lock.c`: [`LockFairness::HandOff`]).

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering;
use std::time::Duration;
use std::time::Instant;

use parking_lot::Mutex;

use super::Outcome;
use super::ToWake;
use super::Waiter;
use super::waiter::Turn;
use super::waiter::Woken;

/// Who gets a lock that is released while threads wait for it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum LockFairness {
    /// Whoever comes first: nearly always the releaser, if it wants the lock again.
    #[default]
    Barging,
    /// The thread that has waited longest, once it has waited for a millisecond; before that whoever comes first.
    HandOff,
}

/// How long a thread waits before a lock is handed to it (`Python/lock.c: TIME_TO_BE_FAIR_NS`).
const PATIENCE: Duration = Duration::from_millis(1);

/// A lock was to be released that nobody had taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NotTaken;

/// Free.
const FREE: u32 = 0;
/// Taken, and nobody waits.
const TAKEN: u32 = 1;
/// Taken, and somebody may wait: the releaser must look at the queue.
const CONTENDED: u32 = 2;

/// See the head of the file.
pub struct RawLock {
    state: AtomicU32,
    fairness: LockFairness,
    /// The ident of the thread that took it last; only for reports, since any thread may release it.
    owner: AtomicU64,
    queue: Mutex<VecDeque<Queued>>,
}

/// A thread in the queue.
struct Queued {
    waiter: Arc<Waiter>,
    turn: Turn,
    /// From when on the lock is handed to it.
    fair_from: Option<Instant>,
}

impl RawLock {
    /// A free lock.
    pub fn new(fairness: LockFairness) -> RawLock {
        RawLock {
            state: AtomicU32::new(FREE),
            fairness,
            owner: AtomicU64::new(0),
            queue: Mutex::new(VecDeque::new()),
        }
    }

    /// Takes the lock for the thread `me` if it is free.
    #[inline]
    pub fn try_acquire(&self, me: u64) -> bool {
        // Acquire: pairs with the Release in `release`; what the last owner did is visible.
        let taken = self.state.compare_exchange(FREE, TAKEN, Ordering::Acquire, Ordering::Relaxed).is_ok();
        if taken {
            self.owner.store(me, Ordering::Relaxed);
        }
        taken
    }

    /// Whether it is taken.
    pub fn is_locked(&self) -> bool {
        self.state.load(Ordering::Relaxed) != FREE
    }

    /// The ident of the thread that took it last.
    pub fn owner(&self) -> u64 {
        self.owner.load(Ordering::Relaxed)
    }

    /// Frees the lock; returns whom to wake for that.
    ///
    /// # Errors
    /// When it was free.
    #[inline]
    pub fn release(&self) -> Result<Option<ToWake>, NotTaken> {
        // Release: publishes the owner's work to the next one.
        match self.state.compare_exchange(TAKEN, FREE, Ordering::Release, Ordering::Relaxed) {
            Ok(_) => Ok(None),
            Err(FREE) => Err(NotTaken),
            Err(_) => Ok(self.release_contended()),
        }
    }

    #[cold]
    fn release_contended(&self) -> Option<ToWake> {
        let mut queue = self.queue.lock();
        match queue.pop_front() {
            Some(next) if next.fair_from.is_some_and(crate::clock::has_passed) => {
                // It stays taken: nobody can come in between. Told under the queue's mutex, so that a thread which
                // gives up at this moment and is no longer in the queue knows that the lock is its own.
                self.owner.store(next.waiter.ident(), Ordering::Relaxed);
                Some(next.waiter.hand_over(next.turn))
            }
            Some(next) => {
                self.state.store(FREE, Ordering::Release);
                drop(queue);
                Some(next.waiter.notify(next.turn))
            }
            None => {
                self.state.store(FREE, Ordering::Release);
                None
            }
        }
    }

    /// Takes the lock, marked as contended: its release looks at the queue.
    fn acquire_contended(&self, me: u64) -> bool {
        let taken = self.state.swap(CONTENDED, Ordering::Acquire) == FREE;
        if taken {
            self.owner.store(me, Ordering::Relaxed);
        }
        taken
    }

    /// Waits for the lock. A waiter that was woken and finds it taken again keeps its place in front.
    pub(super) fn wait(&self, me: &Arc<Waiter>, until: Option<Instant>) -> Outcome {
        let fair_from = match self.fairness {
            LockFairness::Barging => None,
            LockFairness::HandOff => crate::clock::deadline_in(PATIENCE),
        };
        let mut in_front = false;
        loop {
            let turn = me.begin_turn();
            {
                let mut queue = self.queue.lock();
                if self.acquire_contended(me.ident()) {
                    return Outcome::Happened;
                }
                let place = Queued { waiter: Arc::clone(me), turn, fair_from };
                if in_front { queue.push_front(place) } else { queue.push_back(place) }
            }
            let woken = me.sleep(turn, until);
            match woken {
                Woken::Handed => return Outcome::Happened,
                Woken::Notified => {
                    in_front = true;
                    continue;
                }
                _ => {}
            }
            let mut queue = self.queue.lock();
            match queue.iter().position(|place| Arc::ptr_eq(&place.waiter, me)) {
                Some(at) => drop(queue.remove(at)),
                None if me.was_handed(turn) => return Outcome::Happened,
                // Woken for the lock at the same moment: the wake-up must not be lost.
                None if self.acquire_contended(me.ident()) => return Outcome::Happened,
                None => {}
            }
            return woken.into();
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that fails should say where")]

    use std::sync::Arc;

    use gilvm_vm::gil::Blocking;

    use super::LockFairness;
    use super::Outcome;
    use super::RawLock;
    use crate::wait::Board;
    use crate::wait::Deadlock;
    use crate::wait::Record;
    use crate::wait::Subject;

    const ME: u64 = 1;
    const OTHER: u64 = 2;

    /// A lock that `ME` has released while `OTHER` slept for it and had lost its patience, if it has one; and then?
    fn after_release(fairness: LockFairness, then: impl FnOnce(&RawLock)) {
        let board = Arc::new(Board::new(Deadlock::Ignore, None));
        let lock = Arc::new(RawLock::new(fairness));
        assert!(lock.try_acquire(ME));
        let waiting = {
            let (board, lock) = (Arc::clone(&board), Arc::clone(&lock));
            std::thread::spawn(move || {
                let me = board.waiter(OTHER);
                board.enter(&me, false);
                let subject = Subject::Lock { object: 0, owner: ME };
                me.begin_wait(Record { reason: Blocking::Lock, subject, place: None, until: None });
                lock.wait(&me, None)
            })
        };
        while !board.threads().iter().any(|waiter| waiter.sleeps_for_another()) {
            std::thread::yield_now();
        }
        let is_patient = || {
            let fair_from = lock.queue.lock().front().unwrap().fair_from;
            fair_from.is_some_and(|at| !crate::clock::has_passed(at))
        };
        while is_patient() {
            std::thread::yield_now();
        }
        let to_wake = lock.release().unwrap();
        // The other thread still sleeps.
        then(&lock);
        to_wake.unwrap().now();
        assert!(waiting.join().unwrap() == Outcome::Happened);
        assert!(lock.is_locked() && lock.owner() == OTHER);
    }

    #[test]
    fn since_3_14_who_has_waited_long_gets_the_lock_from_the_releasers_hand() {
        after_release(LockFairness::HandOff, |lock| {
            assert!(lock.is_locked() && lock.owner() == OTHER);
            assert!(!lock.try_acquire(ME), "nobody can come in between");
        });
    }

    #[test]
    fn before_3_14_whoever_comes_first_gets_the_lock() {
        after_release(LockFairness::Barging, |lock| {
            assert!(lock.try_acquire(ME), "the releaser comes back at once");
            assert!(lock.release().is_ok());
        });
    }
}
