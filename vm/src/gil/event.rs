//! What happens to a thread at the GIL: the closed set of events and reasons, and the hook that sees them.
//!
//! An event belongs to one thread and carries the clock's reading. Between two events a thread is in exactly one
//! of three conditions (running, waiting for the GIL, blocked outside it), so the sequence alone yields the whole
//! account. Nothing here knows what a Python object is.

use std::fmt;

/// Names a thread of one interpreter for ever: ids are never used twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ThreadId(pub u64);

impl fmt::Display for ThreadId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// Why a thread gave the GIL up. These are the three places at which that happens, and there is no fourth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GaveUp {
    /// At a check point, because a waiter asked for it.
    Interval,
    /// Before a call that may block.
    Blocking(Blocking),
    /// Because the thread ended.
    Exit,
}

/// In which kind of call a thread is blocked outside the GIL.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Blocking {
    /// `time.sleep`.
    Sleep,
    /// A lock, condition, event, semaphore or queue.
    Lock,
    /// The end of another thread.
    Join,
    /// A new thread's first instruction.
    ThreadStart,
    /// A file or pipe.
    File,
    /// A socket.
    Socket,
    /// Several of these at once: `select`, `poll`, an event loop.
    Poll,
    /// A child process.
    Child,
    /// Long work in native code that needs no object.
    Native,
}

impl Blocking {
    /// Every kind, in the order of tables.
    pub const ALL: [Blocking; 9] = [
        Blocking::Sleep,
        Blocking::Lock,
        Blocking::Join,
        Blocking::ThreadStart,
        Blocking::File,
        Blocking::Socket,
        Blocking::Poll,
        Blocking::Child,
        Blocking::Native,
    ];

    /// Its place in [`Blocking::ALL`].
    pub fn index(self) -> usize {
        self as usize
    }

    /// The name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Blocking::Sleep => "sleep",
            Blocking::Lock => "lock",
            Blocking::Join => "join",
            Blocking::ThreadStart => "thread start",
            Blocking::File => "file",
            Blocking::Socket => "socket",
            Blocking::Poll => "poll",
            Blocking::Child => "child process",
            Blocking::Native => "native code",
        }
    }
}

/// One transition of one thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// The thread made itself known to the lock; it holds nothing yet.
    Started,
    /// It found the GIL taken (or not its turn) and starts to wait.
    Wants {
        /// Who holds the GIL, if anybody does.
        behind: Option<ThreadId>,
    },
    /// It holds the GIL; after `Wants` if it had to wait, without it if not.
    Got,
    /// It gave the GIL up.
    GaveUp(GaveUp),
    /// A request was pending when it gave the GIL up, so it now sleeps until somebody else took it.
    HandsOver,
    /// Somebody else took it (or nobody wants it any more); what it gave the GIL up for begins now.
    HandedOver {
        /// Who took it, if anybody did.
        to: Option<ThreadId>,
    },
    /// It waited a whole interval in vain and asked the holder to drop the GIL.
    Requested {
        /// The holder.
        of: ThreadId,
    },
    /// It holds the GIL and a waiter asked for it.
    WasAsked {
        /// The waiter.
        by: ThreadId,
    },
    /// It was woken since the GIL was free, and found it taken again.
    FutileWakeUp,
    /// It left the lock's company for good.
    Exited,
}

/// Sees every event of every thread of one lock.
///
/// Called on the thread that causes the event (`WasAsked`: on the asking thread), at times with the lock's inner
/// mutex held. So an observer is brief, never blocks, and never calls back into the lock.
pub trait Observer: Send + Sync {
    /// `event` happened to `thread` at `at_ns` of the lock's clock.
    fn observe(&self, thread: ThreadId, at_ns: u64, event: Event);
}
