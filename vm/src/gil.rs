//! The GIL: one lock per interpreter, copied in its behaviour from CPython's.
//!
//! This page tells the protocol; the files below are the code. What it is not: it knows no Python value, owns no
//! heap and runs no script. The typed layer on top makes "holds the GIL" a type.
//!
//! # The protocol
//!
//! The GIL is held by at most one thread. A thread that finds it free takes it. A thread that finds it held queues
//! and sleeps, for one *switch interval* at most.
//!
//! *Asking.* The holder is never interrupted; it is asked. If a waiter's sleep ends because its time is up, and the GIL
//! is still held, and **nobody at all** got it since the sleep began (the switch number stands still), the waiter sets
//! `DROP_REQUEST` in the holder's [`Breaker`]. If somebody did get it, the holder is young, and the waiter sleeps
//! another full interval. So the interval is measured by those who wait, from when they began to wait: without a waiter
//! there is never a switch, and among many waiters about one request is made per interval.
//!
//! *Dropping.* The holder looks at its breaker at check points only. If it is asked it gives the GIL up, and signals the
//! condition variable on which all waiters sleep, the C library's own: which of them hears it, or one that has just
//! asked and is not asleep yet, is the library's choice, and the effects of the GIL on threads hang on that choice. A
//! release promises nothing: the waiter has to run first, and whoever comes meanwhile takes the GIL. If it comes too
//! late its wake-up was futile, and its interval starts over. So a thread that gives the GIL up for a short system call
//! is usually back before anybody noticed.
//!
//! *Handing over.* That must not happen to a request, or it would have no effect. So a thread that was asked and
//! gives the GIL up sleeps until another thread took it. This holds too if what it gives it up for is a blocking
//! call: the call starts after the hand-over. At most one thread is in that sleep, for the next taker ends it.
//!
//! *Giving up* happens in three places: at a check point ([`GilLock::switch_at_check_point`]), before a call that
//! may block, and at the end of a thread ([`GilLock::release`] with the reason).
//!
//! *Ending.* Once a thread that holds the GIL has begun to finalize the interpreter, it alone can take it again.
//! All waiters are woken and told [`Finalizing`], and so is everyone who asks later. Requests are void from then
//! on, so nobody sleeps for a hand-over to a thread that has left.
//!
//! # Why it is right
//!
//! The state word (`word.rs` has its truth table) holds who has the GIL, who had it last and the switch number, so
//! taking it is one atomic step (for the only thread of a lock a plain one: `sole.rs` says why that is enough). While
//! nobody queues, that step is all there is. While somebody queues, the flag
//! WAITERS makes every step go through one mutex, and these invariants hold whenever the mutex is free:
//!
//! 1. WAITERS is set exactly if the queue is not empty.
//! 2. If the GIL is free and the queue is not empty, a waiter was woken and has not looked yet, or the releaser is
//!    about to wake one, or a time limit will make one look. (No lost wake-up.)
//! 3. `DROP_REQUEST` is set in no breaker but the holder's, and only while the thread that asked waits. So a
//!    request can neither go astray nor survive its reason.
//! 4. If a dropper sleeps, the GIL has not been taken since it gave it up, and the queue is not empty. (A hand-over
//!    ends.)
//!
//! `tests/gil_model.rs` explores these sources under a model of threads in which a timed sleep may end at any
//! moment, and checks that two threads never hold the GIL, that all finish, that every honoured request led to a
//! switch, and that threads that exit and interpreters that end strand nobody.

pub mod account;
pub mod breaker;
pub mod check_points;
pub mod event;
pub mod interval;
pub mod ledger;
pub mod lock;
mod places;
pub mod policy;
pub mod queue;
pub mod ring;
pub mod sole;
pub mod sync;
pub mod thread;
pub mod word;

pub use self::account::{Distribution, GilStats, ThreadPage, ThreadStats};
pub use self::breaker::Breaker;
pub use self::check_points::CheckPoints;
pub use self::event::{Blocking, Event, GaveUp, Observer, ThreadId};
pub use self::interval::Interval;
pub use self::ledger::{CallStats, WaitCause, WaitRecord, WaitedFor};
pub use self::lock::{Books, Finalizing, GilLock, Setup, TooManyThreads};
pub use self::sync::prepare_process;
pub use self::thread::GilThread;
pub use self::word::Slot;
