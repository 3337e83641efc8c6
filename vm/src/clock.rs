//! The one door for time: everything in the VM that reads a clock asks a [`Clock`].
//!
//! What it is: a monotonic count of nanoseconds since the clock was made. What it is not: wall time, CPU time or
//! a timer; those are the runtime's, and a wait's deadline belongs to whoever waits.
//!
//! Invariant: two readings of clones of one clock, made in causal order, never run backwards. Nothing else in
//! this crate names [`std::time::Instant`], so that a script can one day run in virtual time by swapping this
//! file's one type.

use std::time::Instant;

/// A monotonic clock; clones share the origin, so their readings can be compared.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    origin: Instant,
}

impl Clock {
    /// A clock whose reading starts at zero now.
    pub fn new() -> Self {
        Clock { origin: Instant::now() }
    }

    /// Nanoseconds since the clock was made; costs one `clock_gettime` without a system call (about 25 ns).
    pub fn now_ns(&self) -> u64 {
        // A run of 584 years is where this would stop counting.
        u64::try_from(self.origin.elapsed().as_nanos()).unwrap_or(u64::MAX)
    }
}

impl Default for Clock {
    fn default() -> Self {
        Clock::new()
    }
}
