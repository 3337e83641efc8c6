//! The one door for time: everything outside the VM that reads a clock or computes a deadline does it here.
//!
//! Not here: waiting, which is [`crate::wait`]'s. Readings are nanoseconds, in 128 bits where a script may see them
//! before 1970.

use std::time::Duration;
use std::time::Instant;

use rustix::time::ClockId;
use rustix::time::Timespec;

/// The clocks a script can read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Clock {
    /// Seconds since 1970, as the system believes.
    Wall,
    /// Never set back.
    Monotonic,
    /// CPU time of the process.
    Process,
    /// CPU time of the calling thread.
    Thread,
}

impl Clock {
    fn id(self) -> ClockId {
        match self {
            Clock::Wall => ClockId::Realtime,
            Clock::Monotonic => ClockId::Monotonic,
            Clock::Process => ClockId::ProcessCPUTime,
            Clock::Thread => ClockId::ThreadCPUTime,
        }
    }

    /// The reading in nanoseconds.
    pub fn read_ns(self) -> i64 {
        nanoseconds(rustix::time::clock_gettime(self.id()))
    }

    /// The reading in seconds.
    pub fn read(self) -> f64 {
        // As CPython converts: one division of the whole number of nanoseconds.
        self.read_ns() as f64 / 1e9
    }

    /// The smallest step, in seconds.
    pub fn resolution(self) -> f64 {
        nanoseconds(rustix::time::clock_getres(self.id())) as f64 / 1e9
    }

    /// What the operating system calls it.
    pub fn system_name(self) -> &'static str {
        match self {
            Clock::Wall => "CLOCK_REALTIME",
            Clock::Monotonic => "CLOCK_MONOTONIC",
            Clock::Process => "CLOCK_PROCESS_CPUTIME_ID",
            Clock::Thread => "CLOCK_THREAD_CPUTIME_ID",
        }
    }
}

fn nanoseconds(time: Timespec) -> i64 {
    // Overflows in the year 2262.
    time.tv_sec.saturating_mul(1_000_000_000).saturating_add(time.tv_nsec)
}

/// The moment `length` from now; `None` when that is further away than clocks count, which is as good as never.
pub fn deadline_in(length: Duration) -> Option<Instant> {
    Instant::now().checked_add(length)
}

/// Whether a deadline has passed.
pub fn has_passed(deadline: Instant) -> bool {
    deadline <= Instant::now()
}

/// How long it is until a deadline; zero when it has passed.
pub fn time_until(deadline: Instant) -> Duration {
    deadline.saturating_duration_since(Instant::now())
}

/// Measures a stretch of real time.
#[derive(Clone, Copy, Debug)]
pub struct Stopwatch(Instant);

impl Stopwatch {
    /// Starts measuring.
    pub fn start() -> Stopwatch {
        Stopwatch(Instant::now())
    }

    /// How long it has run.
    pub fn elapsed(self) -> Duration {
        self.0.elapsed()
    }
}
