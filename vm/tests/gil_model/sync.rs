//! The model's shim: the same names as `vm/src/gil/sync.rs`, made of shuttle's primitives.
//!
//! Every operation here is a point at which the explorer may run another thread. A timed sleep is a choice: at any
//! moment it may turn out that its time is up, unless its limit is an hour or more, which means never. An untimed
//! sleep ends by notice only, so that a thread nobody wakes shows as a deadlock. That glibc's condition variable can lose
//! a signal is not modelled: only sleepers with a time limit share one. `memory.rs` keeps plain stores back
//! for a while, as processors do.

use std::ops::{Deref, DerefMut};
use std::time::Duration;

use shuttle::rand::Rng;

pub use self::memory::{AtomicU32, AtomicU64, Ordering, fence_everywhere, own_stores_arrive};

#[path = "memory.rs"]
mod memory;

/// Sleeps of this length and longer do not end by themselves.
const NEVER: Duration = Duration::from_secs(3_600);

/// How likely it is, each time a timed sleeper is looked at, that its time is up: once in this many.
const TIME_IS_UP_ONE_IN: u32 = 4;

/// Only the explorer decides what runs when, so there is nothing to keep in place.
pub fn fence_in_program() {}

pub fn pause() {
    memory::some_store_arrives();
    shuttle::thread::yield_now();
}

/// So few that others wait outside.
pub const CROWD: usize = 1;

pub fn prepare_process() {}

/// Counters that stand at zero.
pub fn zeroed<const N: usize>(count: usize) -> Box<[[AtomicU64; N]]> {
    (0..count).map(|_| std::array::from_fn(|_| AtomicU64::new(0))).collect()
}

#[derive(Debug, Default)]
pub struct Mutex<T> {
    inner: shuttle::sync::Mutex<T>,
}

pub struct MutexGuard<'a, T> {
    mutex: &'a shuttle::sync::Mutex<T>,
    // Empty only within `Condition`'s methods.
    inner: Option<shuttle::sync::MutexGuard<'a, T>>,
}

pub type PosixMutex<T> = Mutex<T>;
pub type PosixGuard<'a, T> = MutexGuard<'a, T>;

impl<T> Mutex<T> {
    pub fn new(value: T) -> Self {
        Mutex { inner: shuttle::sync::Mutex::new(value) }
    }

    pub fn lock(&self) -> MutexGuard<'_, T> {
        // An atomic step, which waits for the stores before it.
        memory::own_stores_arrive();
        MutexGuard { mutex: &self.inner, inner: Some(self.inner.lock().unwrap()) }
    }
}

impl<T> MutexGuard<'_, T> {
    pub fn unlocked<R>(guard: &mut Self, then: impl FnOnce() -> R) -> R {
        memory::own_stores_arrive();
        drop(guard.inner.take());
        let result = then();
        memory::own_stores_arrive();
        guard.inner = Some(guard.mutex.lock().unwrap());
        result
    }
}

impl<T> Deref for MutexGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.inner.as_ref().unwrap()
    }
}

impl<T> Drop for MutexGuard<'_, T> {
    fn drop(&mut self) {
        // Who takes the mutex next sees what was done under it.
        memory::own_stores_arrive();
    }
}

impl<T> DerefMut for MutexGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        self.inner.as_mut().unwrap()
    }
}

#[derive(Debug, Default)]
pub struct Condition {
    condition: shuttle::sync::Condvar,
    // For timed sleepers, which poll. Not shuttle's: reading it is no step of the protocol.
    notices: std::sync::atomic::AtomicU64,
}

impl Condition {
    pub fn wait<T>(&self, guard: &mut MutexGuard<'_, T>) {
        memory::own_stores_arrive();
        guard.inner = guard.inner.take().map(|inner| self.condition.wait(inner).unwrap());
    }

    pub fn wait_for<T>(&self, guard: &mut MutexGuard<'_, T>, limit: Duration) -> Wakened {
        if limit >= NEVER {
            self.wait(guard);
            return Wakened::ByNotice;
        }
        memory::own_stores_arrive();
        let before = self.notices.load(Ordering::Relaxed);
        drop(guard.inner.take());
        let wakened = loop {
            shuttle::thread::yield_now();
            if self.notices.load(Ordering::Relaxed) != before {
                break Wakened::ByNotice;
            }
            if shuttle::rand::thread_rng().gen_ratio(1, TIME_IS_UP_ONE_IN) {
                break Wakened::ByTime;
            }
        };
        guard.inner = Some(guard.mutex.lock().unwrap());
        wakened
    }

    /// A timed sleeper may take it for its own, whoever it was meant for: the C library allows itself that, too.
    pub fn notify_one(&self) {
        self.notices.fetch_add(1, Ordering::Relaxed);
        self.condition.notify_one();
    }

    pub fn notify_all(&self) {
        self.notices.fetch_add(1, Ordering::Relaxed);
        self.condition.notify_all();
    }
}

#[derive(Debug)]
pub struct Gate {
    state: AtomicU32,
    // To look and to fall asleep is one step, as with the kernel's futex.
    kernel: shuttle::sync::Mutex<()>,
    sleepers: shuttle::sync::Condvar,
}

impl Default for Gate {
    fn default() -> Self {
        Gate {
            state: AtomicU32::new(Gate::OPEN),
            kernel: shuttle::sync::Mutex::new(()),
            sleepers: shuttle::sync::Condvar::new(),
        }
    }
}

impl Gate {
    pub const OPEN: u32 = 0;
    pub const CLOSED: u32 = 1;
    pub const CLOSED_WITH_SLEEPERS: u32 = 2;

    pub fn set(&self, state: u32) -> u32 {
        self.state.swap(state, Ordering::AcqRel)
    }

    pub fn wait(&self, seen: u32) {
        memory::own_stores_arrive();
        let kernel = self.kernel.lock().unwrap();
        let for_no_cause = shuttle::rand::thread_rng().gen_ratio(1, 8);
        if self.state.load(Ordering::Acquire) == seen && !for_no_cause {
            drop(self.sleepers.wait(kernel).unwrap());
        }
    }

    pub fn wake_one(&self) {
        memory::own_stores_arrive();
        let _kernel = self.kernel.lock().unwrap();
        self.sleepers.notify_one();
    }

    pub fn wake_all(&self) {
        memory::own_stores_arrive();
        let _kernel = self.kernel.lock().unwrap();
        self.sleepers.notify_all();
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wakened {
    ByNotice,
    ByTime,
}

pub fn run_test(test: fn()) {
    shuttle::check_random(test, 1);
}
