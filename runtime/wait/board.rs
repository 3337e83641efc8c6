//! The threads of an interpreter and what each waits for, and the question whether any of them can still go on.
//!
//! *Deadlocked* means: every thread sleeps, for something that only another of them could bring about, without
//! a deadline, and nothing is on its way to wake one. A thread that computes, sleeps for a time, is in a system call
//! or has been notified is not asleep in that sense, so no lock needs an owner for this, and none is guessed.
//!
//! Nobody watches in the background. The thread that goes to sleep last notices that all the others are counted as
//! asleep, and so does a thread that ends while all others sleep; somebody then sleeps for [`SUSPICION`] only, and if
//! nobody woke it looks at every waiter. The look is exact: a thread found asleep can have been woken only by one that
//! was awake, which would have counted itself in `sleeps` before it was found asleep in turn.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering;
use std::time::Duration;
use std::time::Instant;

use parking_lot::Condvar;
use parking_lot::Mutex;

use super::Rest;
use super::Waiter;

/// How long a thread that may wait in vain waits before it looks.
pub(super) const SUSPICION: Duration = Duration::from_millis(500);

/// So many threads that it matters what each of them takes.
const CROWD: usize = 128;

/// Of [`Board::sleeping`], who sleeps; there are fewer threads than that.
const SLEEPING: u64 = u32::MAX as u64;
/// Of [`Board::sleeping`], a thread's going to sleep.
const ONE_SLEEP: u64 = SLEEPING + 1;

/// What to do about a deadlock.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Deadlock {
    /// Nothing: threads this interpreter does not know may end it.
    #[default]
    Ignore,
    /// Say so once, and wait on as CPython would.
    Report,
    /// Print where each thread is, and end the process.
    Abort,
}

/// See the head of the file.
#[derive(Default)]
pub struct Board {
    mode: Deadlock,
    rest: Option<Rest>,
    waiters: Mutex<Vec<Arc<Waiter>>>,
    /// Threads that run or were started and will.
    alive: AtomicUsize,
    /// Of these, those that are not on the board yet.
    starting: AtomicUsize,
    /// Threads that sleep until another does something and were not notified yet: the lower half. How often a thread
    /// went to sleep like that: the upper half. In one place, because processors pass it to and fro.
    sleeping: AtomicU64,
    /// Signal handlers written in Python may end any wait.
    handles_signals: AtomicBool,
    /// Whether a deadlock was found.
    reported: AtomicBool,
    /// Where threads are that were asked: their idents and stacks.
    answers: Mutex<Vec<(u64, String)>>,
    answered: Condvar,
}

impl Board {
    /// An empty board.
    pub fn new(mode: Deadlock, rest: Option<Rest>) -> Board {
        Board { mode, rest, ..Board::default() }
    }

    /// What to do about a deadlock.
    pub fn mode(&self) -> Deadlock {
        self.mode
    }

    /// What threads that go to sleep shall do about their heaps: something if there are many.
    pub(super) fn rest(&self) -> Option<Rest> {
        // Relaxed: it does not matter exactly when the crowd begins.
        self.rest.filter(|_| self.alive.load(Ordering::Relaxed) >= CROWD)
    }

    /// A thread is about to be started.
    pub fn expect(&self) {
        self.starting.fetch_add(1, Ordering::SeqCst);
        self.alive.fetch_add(1, Ordering::SeqCst);
    }

    /// It could not be started.
    pub fn expect_no_longer(&self) {
        self.starting.fetch_sub(1, Ordering::SeqCst);
        self.alive.fetch_sub(1, Ordering::SeqCst);
    }

    /// The waiter of a thread that is about to be started.
    pub fn waiter(self: &Arc<Self>, ident: u64) -> Arc<Waiter> {
        Arc::new(Waiter::new(self, ident))
    }

    /// The calling thread, which was expected or not, begins; this is its waiter.
    pub fn enter(&self, waiter: &Arc<Waiter>, was_expected: bool) {
        self.waiters.lock().push(Arc::clone(waiter));
        if was_expected {
            self.starting.fetch_sub(1, Ordering::SeqCst);
        } else {
            self.alive.fetch_add(1, Ordering::SeqCst);
        }
    }

    /// A thread has ended, after it woke whoever waited for that.
    pub fn leave(&self, waiter: &Waiter) {
        let mut waiters = self.waiters.lock();
        if let Some(at) = waiters.iter().position(|other| std::ptr::eq(&**other, waiter)) {
            waiters.swap_remove(at);
        }
        let alive = self.alive.fetch_sub(1, Ordering::SeqCst) - 1;
        if self.may_be_deadlocked(alive)
            && let Some(sleeper) = waiters.iter().find(|other| other.sleeps_for_another())
        {
            sleeper.suspect();
        }
    }

    fn may_be_deadlocked(&self, alive: usize) -> bool {
        self.mode != Deadlock::Ignore
            && self.sleeping.load(Ordering::SeqCst) & SLEEPING >= alive as u64
            && !self.reported.load(Ordering::Relaxed)
    }

    /// A thread goes to sleep until another does something.
    pub(super) fn enter_sleep(&self) {
        self.sleeping.fetch_add(ONE_SLEEP + 1, Ordering::SeqCst);
    }

    /// Whether a thread that can be found asleep by now may be the last one awake. Whoever looks at the sleepers
    /// meanwhile, and does not see it among them, changed the counts before this looks at them.
    pub(super) fn may_be_last(&self) -> bool {
        self.may_be_deadlocked(self.alive.load(Ordering::SeqCst))
    }

    /// It was notified, or wakes up by itself. Counted by the one who notifies, so that of two threads that wake each
    /// other and go to sleep neither suspects anything: a sleep with a time limit takes the kernel microseconds more.
    pub(super) fn leave_sleep(&self) {
        self.sleeping.fetch_sub(1, Ordering::SeqCst);
    }

    /// Whether nobody is left who could wake anybody. Says so once.
    pub(super) fn is_deadlocked(&self) -> bool {
        let waiters = self.waiters.lock();
        let sleeping = self.sleeping.load(Ordering::SeqCst);
        self.starting.load(Ordering::SeqCst) == 0
            && !self.handles_signals.load(Ordering::SeqCst)
            && waiters.len() == self.alive.load(Ordering::SeqCst)
            && waiters.iter().all(|waiter| waiter.sleeps_for_another())
            && self.sleeping.load(Ordering::SeqCst) == sleeping
            && !self.reported.swap(true, Ordering::SeqCst)
    }

    /// Signals have handlers that may wake threads.
    pub fn set_handles_signals(&self, handles: bool) {
        self.handles_signals.store(handles, Ordering::SeqCst);
    }

    /// A thread that was asked says where it is.
    pub fn answer(&self, ident: u64, stack: String) {
        self.answers.lock().push((ident, stack));
        self.answered.notify_one();
    }

    /// The answers of threads that were asked: all of them, or those that came in time. Waits without the GIL.
    pub fn answers(&self, asked: usize, until: Option<Instant>) -> Vec<(u64, String)> {
        let mut answers = self.answers.lock();
        while answers.len() < asked {
            let timed_out = match until {
                Some(until) => self.answered.wait_until(&mut answers, until).timed_out(),
                None => true,
            };
            if timed_out {
                break;
            }
        }
        std::mem::take(&mut *answers)
    }

    /// The threads that run.
    pub fn threads(&self) -> Vec<Arc<Waiter>> {
        self.waiters.lock().clone()
    }
}
