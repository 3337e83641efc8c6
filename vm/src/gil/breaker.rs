//! The breaker: one word per thread that says "leave the straight line and look".
//!
//! The eval loop loads it at every check point (one relaxed load, one compare with zero) and goes on. Each bit is
//! a fact of its own, set with `fetch_or` and cleared with `fetch_and`; the word is never computed from other
//! flags, so there is no moment at which it and they disagree.
//!
//! | bit | set by | cleared by | read as |
//! |---|---|---|---|
//! | `DROP_REQUEST` | a waiter, under the lock's mutex, while this thread holds the GIL | this thread when it gives the GIL up, under that mutex; the finalizer | "give it up at the next check point" |
//! | `SIGNAL` | whoever receives a signal (any thread) | the main thread, before it runs the handlers | "signal handlers wait to run" |
//! | `ASYNC_EXC` | the thread that posts an exception, holding the GIL | this thread, before it raises it | "an exception from outside waits" |
//! | `FINALIZERS` | this thread, when a destructor queued Python code | this thread, before it runs the queue | "`__del__` or weak-reference callbacks wait" |
//! | `SHUTDOWN` | the finalizer | nobody: it is final | "the interpreter ends; you will not get the GIL again" |
//! | `TICK` | the lock, once, if its policy counts check points | nobody | "call the policy at every check point" |
//! | `TRACE` | this thread, when it gets a trace or profile function; who sends it one | this thread, while that runs or when it is taken away | "announce what runs" |
//! | `WAKES` | this thread, when it has done what another waits for | this thread, when it wakes it | "count down to the wake-up" |

use super::sync::{AtomicU32, Ordering};

/// The word of one thread. The table at the head of the file says who may set and clear which bit.
#[derive(Debug, Default)]
pub struct Breaker {
    bits: AtomicU32,
}

impl Breaker {
    /// A waiter asks the holder to give the GIL up.
    pub const DROP_REQUEST: u32 = 1 << 0;
    /// Signals wait for their Python handlers.
    pub const SIGNAL: u32 = 1 << 1;
    /// Another thread posted an exception to this one.
    pub const ASYNC_EXC: u32 = 1 << 2;
    /// Destructors written in Python wait to run.
    pub const FINALIZERS: u32 = 1 << 3;
    /// The interpreter is ending.
    pub const SHUTDOWN: u32 = 1 << 4;
    /// The lock's policy wants to see each check point.
    pub const TICK: u32 = 1 << 5;
    /// This thread has others to wake soon.
    pub const WAKES: u32 = 1 << 6;
    /// This thread has a trace or profile function.
    pub const TRACE: u32 = 1 << 7;

    /// A word without any bit.
    pub fn new() -> Self {
        Breaker::default()
    }

    /// All bits, for the poll at a check point. Advisory: a bit set this instant may be seen at the next one.
    #[inline(always)]
    pub fn load(&self) -> u32 {
        // Relaxed: the poll carries no data; whoever acts on a bit clears it with the Acquire in `clear`.
        self.bits.load(Ordering::Relaxed)
    }

    /// Whether any of `bits` is set; as advisory as [`Breaker::load`].
    #[inline]
    pub fn has(&self, bits: u32) -> bool {
        self.load() & bits != 0
    }

    /// Sets `bits`; returns those of them that were not set before.
    pub fn set(&self, bits: u32) -> u32 {
        // Release: pairs with the Acquire in `clear`; publishes what the bit announces (a queue entry, a flag).
        bits & !self.bits.fetch_or(bits, Ordering::Release)
    }

    /// Clears `bits`; returns those of them that were set. Clear first and look second: what is announced
    /// after the clearing sets the bit again, so nothing is lost.
    pub fn clear(&self, bits: u32) -> u32 {
        // Acquire: pairs with the Release in `set`. Release too, so that a later `set` continues the order.
        bits & self.bits.fetch_and(!bits, Ordering::AcqRel)
    }
}
