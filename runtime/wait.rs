//! The one door for waiting.
//!
//! Whatever makes a thread wait (a sleep, a lock, another thread) comes through [`wait`], with an enum that says what
//! is waited for and until when. Here the GIL is given up and taken back, the reason is recorded, and signals
//! interrupt: the main thread runs their handlers and waits on.
//!
//! A thread waits on its own [`Waiter`]. What is waited for keeps a queue of waiters and wakes them; a signal wakes
//! the main thread's waiter, whatever it waits for. Everything in this file works without the GIL and knows no
//! Python value.

pub mod descriptors;

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering;
use std::time::Instant;

use gilvm_vm::error::R;
use gilvm_vm::gil::Blocking;
use gilvm_vm::held::Held;
use parking_lot::Condvar;
use parking_lot::Mutex;

/// Where one thread sleeps.
#[derive(Default)]
pub struct Waiter {
    state: Mutex<Wake>,
    wake: Condvar,
}

#[derive(Default)]
struct Wake {
    notified: bool,
    interrupted: bool,
}

/// Why a sleeping thread woke.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Woken {
    Notified,
    Interrupted,
    TimedOut,
}

impl Waiter {
    /// Wakes the thread: what it waits for may have happened.
    fn notify(&self) {
        self.state.lock().notified = true;
        self.wake.notify_one();
    }

    /// Wakes the thread to look for signals.
    pub fn interrupt(&self) {
        self.state.lock().interrupted = true;
        self.wake.notify_one();
    }

    /// Sleeps until notified, interrupted, or the deadline.
    fn sleep(&self, until: Option<Instant>) -> Woken {
        let mut state = self.state.lock();
        loop {
            if std::mem::take(&mut state.notified) {
                return Woken::Notified;
            }
            if std::mem::take(&mut state.interrupted) {
                return Woken::Interrupted;
            }
            match until {
                None => self.wake.wait(&mut state),
                Some(until) => {
                    let timed_out = self.wake.wait_until(&mut state, until).timed_out();
                    if timed_out && !state.notified && !state.interrupted {
                        return Woken::TimedOut;
                    }
                }
            }
        }
    }
}

/// Free.
const FREE: u32 = 0;
/// Taken, and nobody waits.
const TAKEN: u32 = 1;
/// Taken, and somebody may wait: the releaser must look at the queue.
const CONTENDED: u32 = 2;

/// The lock behind `threading.Lock`: any thread may release it.
///
/// Like CPython's up to 3.13 (a POSIX semaphore) it is not handed over: a release makes it free and wakes the thread
/// that waited longest, and whoever comes first takes it.
#[derive(Default)]
pub struct RawLock {
    state: AtomicU32,
    queue: Mutex<VecDeque<Arc<Waiter>>>,
}

impl RawLock {
    /// Takes the lock if it is free.
    #[inline]
    pub fn try_acquire(&self) -> bool {
        // Acquire: pairs with the Release in `release`; what the last owner did is visible.
        self.state.compare_exchange(FREE, TAKEN, Ordering::Acquire, Ordering::Relaxed).is_ok()
    }

    /// Whether it is taken.
    pub fn is_locked(&self) -> bool {
        self.state.load(Ordering::Relaxed) != FREE
    }

    /// Frees the lock; `false` when it was free.
    #[inline]
    pub fn release(&self) -> bool {
        // Release: publishes the owner's work to the next one.
        match self.state.swap(FREE, Ordering::Release) {
            FREE => false,
            TAKEN => true,
            _ => {
                let next = self.queue.lock().pop_front();
                if let Some(next) = next {
                    next.notify();
                }
                true
            }
        }
    }

    /// Takes the lock, marked as contended: its release looks at the queue.
    fn acquire_contended(&self) -> bool {
        self.state.swap(CONTENDED, Ordering::Acquire) == FREE
    }

    /// Waits for the lock. A waiter that was woken and finds it taken again keeps its place in front.
    fn wait(&self, me: &Arc<Waiter>, until: Option<Instant>) -> Outcome {
        let mut in_front = false;
        loop {
            {
                let mut queue = self.queue.lock();
                if self.acquire_contended() {
                    return Outcome::Happened;
                }
                if in_front {
                    queue.push_front(Arc::clone(me));
                } else {
                    queue.push_back(Arc::clone(me));
                }
            }
            let woken = me.sleep(until);
            if woken == Woken::Notified {
                in_front = true;
                continue;
            }
            let mut queue = self.queue.lock();
            let place = queue.iter().position(|w| Arc::ptr_eq(w, me));
            if let Some(place) = place {
                queue.remove(place);
            } else {
                // Woken for the lock at the same moment: the wake-up must not be lost.
                me.state.lock().notified = false;
                if self.acquire_contended() {
                    return Outcome::Happened;
                }
            }
            return if woken == Woken::TimedOut { Outcome::TimedOut } else { Outcome::Interrupted };
        }
    }
}

/// Something that happens once: a thread's start or its end.
#[derive(Default)]
pub struct Latch {
    inner: Mutex<LatchInner>,
}

#[derive(Default)]
struct LatchInner {
    open: bool,
    queue: Vec<Arc<Waiter>>,
}

impl Latch {
    /// It has happened.
    pub fn open(&self) {
        let mut inner = self.inner.lock();
        inner.open = true;
        for waiter in inner.queue.drain(..) {
            waiter.notify();
        }
    }

    /// Whether it has happened.
    pub fn is_open(&self) -> bool {
        self.inner.lock().open
    }

    fn wait(&self, me: &Arc<Waiter>, until: Option<Instant>) -> Outcome {
        loop {
            {
                let mut inner = self.inner.lock();
                if inner.open {
                    return Outcome::Happened;
                }
                inner.queue.push(Arc::clone(me));
            }
            let woken = me.sleep(until);
            let mut inner = self.inner.lock();
            inner.queue.retain(|w| !Arc::ptr_eq(w, me));
            me.state.lock().notified = false;
            match woken {
                _ if inner.open => return Outcome::Happened,
                Woken::Notified => {}
                Woken::TimedOut => return Outcome::TimedOut,
                Woken::Interrupted => return Outcome::Interrupted,
            }
        }
    }
}

/// What a thread waits for.
pub enum WaitFor<'a> {
    /// Only the time.
    Sleep,
    /// To take a lock.
    Lock(&'a RawLock),
    /// The end of a thread.
    Join(&'a Latch),
    /// A new thread to run.
    ThreadStart(&'a Latch),
}

impl WaitFor<'_> {
    fn reason(&self) -> Blocking {
        match self {
            WaitFor::Sleep => Blocking::Sleep,
            WaitFor::Lock(_) => Blocking::Lock,
            WaitFor::Join(_) => Blocking::Join,
            WaitFor::ThreadStart(_) => Blocking::ThreadStart,
        }
    }
}

/// How a wait ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Outcome {
    Happened,
    TimedOut,
    Interrupted,
}

/// A sleep that ends as soon as the system's timers allow.
const SHORTEST_SLEEP: std::time::Duration = std::time::Duration::from_nanos(1);

/// Waits, without the GIL, until it happens (`true`) or until the deadline (`false`).
///
/// # Errors
/// What a signal handler raises: `KeyboardInterrupt` on the main thread.
pub fn wait(held: &mut Held, what: WaitFor<'_>, until: Option<Instant>) -> R<bool> {
    let me = crate::threads::waiter(held);
    let reason = what.reason();
    loop {
        let outcome = {
            let (me, what) = (&me, &what);
            held.released(reason, move || match what {
                // Even a sleep of no length blocks: since 3.11 CPython's is a real one, and costs what the timer does.
                WaitFor::Sleep if until.is_some_and(crate::clock::has_passed) => {
                    std::thread::sleep(SHORTEST_SLEEP);
                    Outcome::TimedOut
                }
                WaitFor::Sleep => match me.sleep(until) {
                    Woken::Interrupted => Outcome::Interrupted,
                    Woken::Notified | Woken::TimedOut => Outcome::TimedOut,
                },
                WaitFor::Lock(lock) => lock.wait(me, until),
                WaitFor::Join(latch) | WaitFor::ThreadStart(latch) => latch.wait(me, until),
            })
        };
        match outcome {
            Outcome::Happened => return Ok(true),
            Outcome::TimedOut => return Ok(false),
            // PEP 475: the handlers run; if they return, the wait goes on to the same deadline.
            Outcome::Interrupted => crate::signals::handle(held)?,
        }
    }
}
