//! The shim: every primitive of synchronisation that the GIL uses comes from here and from nowhere else.
//!
//! This is the real one: std's atomics, the C library's mutex and condition variable, the kernel's futex, and
//! parking_lot's mutex for the books. `tests/gil_model.rs` compiles the very same GIL sources against a second file of
//! this shape, made of shuttle's primitives, in which a timed wait ends whenever the explorer chooses. Whatever bypasses
//! this file is invisible to the model checker.
#![allow(unsafe_code, reason = "memory that the system gives zeroed is not to be written; see zeroed")]

mod posix;

pub use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

pub use parking_lot::Mutex;

pub use self::posix::{Condition, PosixGuard, PosixMutex};
use rustix::thread::{MembarrierCommand, futex};

/// Counters that stand at zero. Their memory is not written: of what a thread never uses nothing becomes resident.
pub fn zeroed<const N: usize>(count: usize) -> Box<[[AtomicU64; N]]> {
    // SAFETY: an atomic integer all of whose bytes are zero is one that stands at zero.
    unsafe { Box::new_zeroed_slice(count).assume_init() }
}

/// How many sleep together at most. Each wakes up once an interval, so that with some thousands nothing else would
/// happen: CPython needs half a minute until 10,000 threads that come at once have had the GIL.
pub const CROWD: usize = 64;

/// To be called while the process has one thread, if it is to have any: from then on the only thread of a lock
/// (`sole.rs`) needs no atomic steps. It takes microseconds; with a second thread it would take the kernel 16 ms.
pub fn prepare_process() {
    // On failure `fence_everywhere` says so each time.
    let _ = rustix::thread::membarrier(MembarrierCommand::RegisterPrivateExpedited);
}

/// Runs a fence on every processor that runs a thread of this process; others run one before they go on. Says
/// whether that happened: not without [`prepare_process`], nor on a system that cannot.
pub fn fence_everywhere() -> bool {
    rustix::thread::membarrier(MembarrierCommand::PrivateExpedited).is_ok()
}

/// The other half of a [`fence_everywhere`]: the compiler moves no access of memory across. The processor may.
#[inline(always)]
pub fn fence_in_program() {
    std::sync::atomic::compiler_fence(Ordering::SeqCst);
}

/// Lets others run, while the caller waits for a few of their instructions.
pub fn pause() {
    std::thread::yield_now();
}

/// Where threads sleep while somebody has what a semaphore or a plain mutex guards: a number that says so, and the
/// kernel's futex on it.
#[derive(Debug, Default)]
pub struct Gate {
    state: AtomicU32,
}

impl Gate {
    /// Nobody has it.
    pub const OPEN: u32 = 0;
    /// Somebody has it.
    pub const CLOSED: u32 = 1;
    /// Somebody has it, and others may sleep.
    pub const CLOSED_WITH_SLEEPERS: u32 = 2;

    /// Says how it is from now on; returns how it was.
    pub fn set(&self, state: u32) -> u32 {
        self.state.swap(state, Ordering::AcqRel)
    }

    /// Sleeps, if it is still as `seen` says, until woken. May return without cause.
    pub fn wait(&self, seen: u32) {
        // It ends with an error if the gate has changed or a signal came; either way the caller looks again.
        let _ = futex::wait(&self.state, futex::Flags::PRIVATE, seen, None);
    }

    /// Wakes the one that has slept longest. Calls the kernel whether anybody sleeps or not.
    pub fn wake_one(&self) {
        // It cannot fail for a futex that exists.
        let _ = futex::wake(&self.state, futex::Flags::PRIVATE, 1);
    }

    /// Wakes all who sleep.
    pub fn wake_all(&self) {
        let _ = futex::wake(&self.state, futex::Flags::PRIVATE, u32::MAX >> 1);
    }
}

/// How a timed sleep ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wakened {
    /// Somebody notified it, or nobody did and the sleep was cut short without cause.
    ByNotice,
    /// The limit passed.
    ByTime,
}

/// Runs a unit test of the lock's sources: as it is here, as a run of the model checker there.
#[cfg(test)]
pub fn run_test(test: fn()) {
    test();
}
