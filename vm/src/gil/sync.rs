//! The shim: every primitive of synchronisation that the GIL uses comes from here and from nowhere else.
//!
//! This is the real one: std's atomics, parking_lot's mutex and condition variable. `tests/gil_model.rs` compiles
//! the very same GIL sources against a second file of this shape, made of shuttle's primitives, in which a timed
//! wait ends whenever the explorer chooses. Whatever bypasses this file is invisible to the model checker.
#![allow(unsafe_code, reason = "memory that the system gives zeroed is not to be written; see zeroed")]

use std::time::Duration;

pub use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

pub use parking_lot::{Mutex, MutexGuard};
use rustix::thread::MembarrierCommand;

/// Counters that stand at zero. Their memory is not written: of what a thread never uses nothing becomes resident.
pub fn zeroed<const N: usize>(count: usize) -> Box<[[AtomicU64; N]]> {
    // SAFETY: an atomic integer all of whose bytes are zero is one that stands at zero.
    unsafe { Box::new_zeroed_slice(count).assume_init() }
}

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

/// Looks on, awake, while `held` and as long as it is `early`.
pub fn look_on(held: impl Fn() -> bool, early: impl Fn() -> bool) {
    while held() && early() {
        std::hint::spin_loop();
    }
}

/// Wakes whoever sleeps where nobody does: what a semaphore costs that has waiters, none of which sleeps.
pub fn wake_nobody() {
    static NOWHERE: AtomicU32 = AtomicU32::new(0);
    // It cannot fail for a futex that exists.
    let _ = rustix::thread::futex::wake(&NOWHERE, rustix::thread::futex::Flags::PRIVATE, 1);
}

/// Where exactly one thread sleeps: a condition variable of its own, used with the lock's inner mutex.
///
/// One per thread, not one for all, because *who* is woken is a policy's choice and not parking_lot's.
#[derive(Debug, Default)]
pub struct Turn {
    condition: parking_lot::Condvar,
}

impl Turn {
    /// Gives `guard` up, sleeps until notified, takes it again. May return without cause: the caller loops.
    pub fn wait<T>(&self, guard: &mut MutexGuard<'_, T>) {
        self.condition.wait(guard);
    }

    /// Like [`Turn::wait`], for at most `limit` counted from this call; says how it ended.
    pub fn wait_for<T>(&self, guard: &mut MutexGuard<'_, T>, limit: Duration) -> Wakened {
        // A limit beyond what the clock can count means "no limit", which is what it amounts to.
        if self.condition.wait_for(guard, limit).timed_out() { Wakened::ByTime } else { Wakened::ByNotice }
    }

    /// Wakes the sleeper, if it sleeps. Called without the mutex, so that it does not wake only to wait for it.
    pub fn notify(&self) {
        self.condition.notify_one();
    }
}

/// How a timed sleep ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wakened {
    /// Somebody called [`Turn::notify`], or nobody did and the sleep was cut short without cause.
    ByNotice,
    /// The limit passed.
    ByTime,
}

/// Runs a unit test of the lock's sources: as it is here, as a run of the model checker there.
#[cfg(test)]
pub fn run_test(test: fn()) {
    test();
}
