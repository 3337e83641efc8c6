//! The one door for waiting.
//!
//! Whatever makes a thread wait (a sleep, a lock, another thread) comes through [`wait`], with an enum that says what
//! is waited for and until when. Here the GIL is given up and taken back, the reason and the place are recorded, and
//! signals interrupt: the main thread runs their handlers and waits on.
//!
//! A thread waits on its own [`Waiter`]. What is waited for keeps a queue of waiters and wakes them; a signal wakes
//! the main thread's waiter, whatever it waits for. All waiters of an interpreter are on one [`Board`], which sees
//! when nobody is left who could end the waiting. What is below this file works without the GIL and knows no Python
//! value.

mod board;
pub mod descriptors;
mod latch;
mod lock;
pub mod opening;
mod waiter;

use std::time::Instant;

use gilvm_vm::error::R;
use gilvm_vm::gil::Blocking;
use gilvm_vm::held::Held;
use gilvm_vm::object::TraceEntry;

use crate::emulate::SleepZero;
pub use board::Board;
pub use board::Deadlock;
pub use latch::Latch;
pub use latch::Ticket;
pub use lock::LockFairness;
pub use lock::NotTaken;
pub use lock::RawLock;
pub use waiter::Rest;
pub use waiter::ToWake;
pub use waiter::Waiter;
use waiter::Woken;

/// What a thread waits for.
#[derive(Clone, Copy)]
pub enum WaitFor<'a> {
    /// Only the time.
    Sleep,
    /// A signal for which there is a handler.
    Signal,
    /// A signal that the thread takes itself (`sigwait`); also ends for no reason.
    Arrival,
    /// To take a lock.
    Lock {
        /// The lock.
        lock: &'a RawLock,
        /// The address of its object, by which scripts know it.
        object: usize,
    },
    /// To be served by another thread: notified by a condition, given an item by a queue.
    Ticket {
        /// The place in its queue.
        ticket: &'a Ticket,
        /// What serves.
        server: Server,
        /// The address of its object.
        object: usize,
    },
    /// The end of a thread.
    Join(&'a Latch),
    /// A new thread to run.
    ThreadStart(&'a Latch),
}

/// Whom a [`Ticket`] is a place in the queue of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Server {
    /// `threading.Condition`.
    Condition,
    /// `queue.SimpleQueue`.
    Queue,
    /// `concurrent.futures.Future`.
    Future,
}

impl WaitFor<'_> {
    fn reason(&self) -> Blocking {
        match self {
            WaitFor::Sleep | WaitFor::Signal | WaitFor::Arrival => Blocking::Sleep,
            WaitFor::Lock { .. } | WaitFor::Ticket { .. } => Blocking::Lock,
            WaitFor::Join(_) => Blocking::Join,
            WaitFor::ThreadStart(_) => Blocking::ThreadStart,
        }
    }

    /// What the board shows.
    fn subject(&self) -> Subject {
        match *self {
            WaitFor::Sleep | WaitFor::Signal | WaitFor::Arrival => Subject::Time,
            WaitFor::Lock { lock, object } => Subject::Lock { object, owner: lock.owner() },
            WaitFor::Ticket { server, object, .. } => Subject::Ticket { server, object },
            WaitFor::Join(latch) | WaitFor::ThreadStart(latch) => Subject::Thread { ident: latch.ident() },
        }
    }
}

/// What a thread waits for, as the board shows it to others.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Subject {
    /// The time, or a signal: it comes by itself.
    Time,
    /// A lock.
    Lock {
        /// The address of its object.
        object: usize,
        /// The thread that took it last.
        owner: u64,
    },
    /// A notification or an item.
    Ticket {
        /// Of whom.
        server: Server,
        /// The address of its object.
        object: usize,
    },
    /// The start or end of a thread.
    Thread {
        /// Which.
        ident: u64,
    },
}

/// A wait under way: why, where in the script, and until when. Others read it on the board.
#[derive(Clone)]
pub struct Record {
    /// Why.
    pub reason: Blocking,
    /// What for.
    pub subject: Subject,
    /// Where: the innermost place that is not the library's own, if there is one.
    pub place: Option<TraceEntry>,
    /// Until when, if not for ever.
    pub until: Option<Instant>,
}

impl Record {
    /// Whether only another thread can end this wait.
    fn needs_another_thread(&self) -> bool {
        self.until.is_none() && self.subject != Subject::Time
    }
}

/// How a wait ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Outcome {
    Happened,
    TimedOut,
    /// A signal came.
    Interrupted,
    /// Another thread wants to know where this one waits.
    Asked,
    /// Nobody is left who could end this wait.
    Stuck,
}

impl From<Woken> for Outcome {
    /// Of a sleep that was not ended by what it was for.
    fn from(woken: Woken) -> Outcome {
        match woken {
            Woken::Notified | Woken::Handed => Outcome::Happened,
            Woken::TimedOut => Outcome::TimedOut,
            Woken::Interrupted => Outcome::Interrupted,
            Woken::Asked => Outcome::Asked,
            Woken::Stuck => Outcome::Stuck,
        }
    }
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
    let at_once = matches!(what, WaitFor::Sleep)
        && crate::modules::options(held).sleep_zero == SleepZero::ReturnsAtOnce;
    me.begin_wait(Record { reason, subject: what.subject(), place: place(held), until });
    let result = loop {
        let (outcome, gil_was_taken) = {
            let (me, what) = (&me, &what);
            held.released_and_back(reason, move || match what {
                WaitFor::Sleep if at_once && until.is_some_and(crate::clock::has_passed) => Outcome::TimedOut,
                // Even a sleep of no length blocks: since 3.11 CPython's is a real one, and costs what the timer does.
                WaitFor::Sleep if until.is_some_and(crate::clock::has_passed) => {
                    std::thread::sleep(SHORTEST_SLEEP);
                    Outcome::TimedOut
                }
                WaitFor::Sleep | WaitFor::Signal | WaitFor::Arrival => {
                    me.sleep(me.begin_turn(), until).into()
                }
                WaitFor::Lock { lock, .. } => lock.wait(me, until),
                WaitFor::Ticket { ticket, .. } => ticket.wait(until),
                WaitFor::Join(latch) | WaitFor::ThreadStart(latch) => latch.wait(me, until),
            })
        };
        if outcome == Outcome::Happened && gil_was_taken {
            me.came_too_early();
        }
        match outcome {
            Outcome::Happened => break Ok(true),
            Outcome::TimedOut => break Ok(false),
            // PEP 475: the handlers run; if they return, the wait goes on to the same deadline.
            Outcome::Interrupted => match crate::signals::run_handlers(held) {
                Ok(handled) if handled && matches!(what, WaitFor::Signal) => break Ok(true),
                Ok(_) if matches!(what, WaitFor::Arrival) => break Ok(true),
                Ok(_) => {}
                Err(raised) => break Err(raised),
            },
            Outcome::Asked => crate::deadlock::answer(held, &me),
            Outcome::Stuck => crate::deadlock::report(held, &me),
        }
        // A handler may have waited, too.
        me.begin_wait(Record { reason, subject: what.subject(), place: place(held), until });
    };
    me.end_wait();
    result
}

/// Where in the script the calling thread is: the innermost place that is not in the library.
fn place(held: &Held) -> Option<TraceEntry> {
    held.innermost_place(|code| !code.filename.starts_with("<frozen "))
}
