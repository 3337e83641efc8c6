//! The mutex and the condition variable of the C library.
//!
//! CPython's GIL is made of these two, and which of several sleepers hears a signal, whether one that is about to fall
//! asleep does, what becomes of a signal for one whose time ran out in the same moment, and who sleeps on the mutex
//! meanwhile, is theirs to decide (`pthread_cond_signal` of glibc keeps two groups of waiters and changed its mind more
//! than once). The effects of the GIL on threads hang on that, so the lock has the very same below it instead of an
//! image of it.
#![allow(unsafe_code, reason = "the C library's functions; each call says why it holds")]

use std::cell::UnsafeCell;
use std::fmt;
use std::marker::PhantomData;
use std::mem::{ManuallyDrop, MaybeUninit};
use std::ops::{Deref, DerefMut};
use std::time::Duration;

use super::Wakened;

/// A mutex of the C library with what it protects.
pub struct PosixMutex<T> {
    // Boxed: it must not move.
    raw: ManuallyDrop<Box<UnsafeCell<libc::pthread_mutex_t>>>,
    value: UnsafeCell<T>,
}

// SAFETY: the value is reached through a guard only, and the mutex gives out one at a time.
unsafe impl<T: Send> Send for PosixMutex<T> {}
// SAFETY: as above; the mutex itself is made for being shared.
unsafe impl<T: Send> Sync for PosixMutex<T> {}

/// The right to what a [`PosixMutex`] protects.
pub struct PosixGuard<'a, T> {
    mutex: &'a PosixMutex<T>,
    // A mutex is unlocked by the thread that locked it.
    stays: PhantomData<*const ()>,
}

impl<T> PosixMutex<T> {
    /// A mutex that nobody has.
    pub fn new(value: T) -> Self {
        let raw = Box::new(UnsafeCell::new(libc::PTHREAD_MUTEX_INITIALIZER));
        let mut attributes = MaybeUninit::uninit();
        // Normal, as CPython's is unless glibc is told to elide locks: to lock it twice is defined then, as to hang.
        // SAFETY: the attributes are initialised by the first call, used by the next two and destroyed by the last; the
        // mutex lies where it will stay.
        let status = unsafe {
            libc::pthread_mutexattr_init(attributes.as_mut_ptr())
                | libc::pthread_mutexattr_settype(attributes.as_mut_ptr(), libc::PTHREAD_MUTEX_NORMAL)
                | libc::pthread_mutex_init(raw.get(), attributes.as_ptr())
                | libc::pthread_mutexattr_destroy(attributes.as_mut_ptr())
        };
        debug_assert_eq!(status, 0, "a plain mutex can be made");
        PosixMutex { raw: ManuallyDrop::new(raw), value: UnsafeCell::new(value) }
    }

    /// Waits until the mutex is free and takes it. Not for a thread that has it.
    pub fn lock(&self) -> PosixGuard<'_, T> {
        // SAFETY: the mutex is initialised, and stays where it is as long as `self` does.
        let status = unsafe { libc::pthread_mutex_lock(self.raw.get()) };
        debug_assert_eq!(status, 0, "a plain mutex can be locked");
        PosixGuard { mutex: self, stays: PhantomData }
    }
}

impl<T> Drop for PosixMutex<T> {
    fn drop(&mut self) {
        // A guard borrows the mutex, but can be forgotten: what is locked must not be destroyed, and stays for ever.
        // SAFETY: the mutex is initialised; it is destroyed unlocked, and its memory is given back once, thereafter.
        unsafe {
            if libc::pthread_mutex_trylock(self.raw.get()) == 0 {
                libc::pthread_mutex_unlock(self.raw.get());
                libc::pthread_mutex_destroy(self.raw.get());
                ManuallyDrop::drop(&mut self.raw);
            }
        }
    }
}

impl<T> PosixGuard<'_, T> {
    /// Gives the mutex up while `then` runs.
    pub fn unlocked<R>(guard: &mut Self, then: impl FnOnce() -> R) -> R {
        struct LockAgain<'a>(&'a UnsafeCell<libc::pthread_mutex_t>);

        impl Drop for LockAgain<'_> {
            fn drop(&mut self) {
                // SAFETY: the guard that was given up borrows the mutex, which is initialised.
                unsafe { libc::pthread_mutex_lock(self.0.get()) };
            }
        }

        // SAFETY: this thread has the mutex, and has it again before anybody can use the guard, also if `then` panics.
        unsafe { libc::pthread_mutex_unlock(guard.mutex.raw.get()) };
        let _again = LockAgain(&guard.mutex.raw);
        then()
    }
}

impl<T> Deref for PosixGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: this thread has the mutex as long as the guard lives.
        unsafe { &*self.mutex.value.get() }
    }
}

impl<T> DerefMut for PosixGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: this thread has the mutex as long as the guard lives, and the guard is borrowed mutably.
        unsafe { &mut *self.mutex.value.get() }
    }
}

impl<T> Drop for PosixGuard<'_, T> {
    fn drop(&mut self) {
        // SAFETY: this thread has it: a guard is made by locking, and does not go to another thread.
        unsafe { libc::pthread_mutex_unlock(self.mutex.raw.get()) };
    }
}

/// A condition variable of the C library, on which threads sleep that have given up one and the same mutex: another is
/// undefined, and the lock has no second one. Time limits go by the monotonic clock. A sleep without one is for a thread
/// that sleeps alone: among several, glibc before 2.41 can lose a signal (its bug 25847).
pub struct Condition {
    // Boxed: it must not move.
    raw: Box<UnsafeCell<libc::pthread_cond_t>>,
}

// SAFETY: it is made for being shared.
unsafe impl Send for Condition {}
// SAFETY: as above.
unsafe impl Sync for Condition {}

impl Default for Condition {
    fn default() -> Self {
        let raw = Box::new(UnsafeCell::new(libc::PTHREAD_COND_INITIALIZER));
        let mut attributes = MaybeUninit::uninit();
        // SAFETY: the attributes are initialised by the first call, used by the next two and destroyed by the last; the
        // condition variable lies where it will stay.
        let status = unsafe {
            libc::pthread_condattr_init(attributes.as_mut_ptr())
                | libc::pthread_condattr_setclock(attributes.as_mut_ptr(), libc::CLOCK_MONOTONIC)
                | libc::pthread_cond_init(raw.get(), attributes.as_ptr())
                | libc::pthread_condattr_destroy(attributes.as_mut_ptr())
        };
        debug_assert_eq!(status, 0, "a condition variable that goes by the monotonic clock can be made");
        Condition { raw }
    }
}

impl Condition {
    /// Gives `guard` up, sleeps until notified, takes it again. May return without cause: the caller loops.
    pub(crate) fn wait<T>(&self, guard: &mut PosixGuard<'_, T>) {
        // SAFETY: both are initialised, this thread has the mutex, the only one that is used here, and has it again when
        // the call returns.
        let status = unsafe { libc::pthread_cond_wait(self.raw.get(), guard.mutex.raw.get()) };
        debug_assert_eq!(status, 0, "whoever has the mutex can wait");
    }

    /// Like [`Condition::wait`], for at most `limit` counted from this call; says how it ended.
    pub(crate) fn wait_for<T>(&self, guard: &mut PosixGuard<'_, T>, limit: Duration) -> Wakened {
        let now = rustix::time::clock_gettime(rustix::time::ClockId::Monotonic);
        let now = Duration::new(now.tv_sec.unsigned_abs(), u32::try_from(now.tv_nsec).unwrap_or(0));
        // A limit beyond what the clock can count means "no limit", which is what it amounts to.
        let Some((until, seconds)) =
            now.checked_add(limit).and_then(|until| Some((until, until.as_secs().try_into().ok()?)))
        else {
            self.wait(guard);
            return Wakened::ByNotice;
        };
        let until = libc::timespec { tv_sec: seconds, tv_nsec: until.subsec_nanos().into() };
        // SAFETY: as in `wait`; the time is a valid one.
        let status =
            unsafe { libc::pthread_cond_timedwait(self.raw.get(), guard.mutex.raw.get(), &raw const until) };
        debug_assert!(matches!(status, 0 | libc::ETIMEDOUT), "whoever has the mutex can wait");
        if status == libc::ETIMEDOUT { Wakened::ByTime } else { Wakened::ByNotice }
    }

    /// Wakes one sleeper, if there is any.
    pub(crate) fn notify_one(&self) {
        // SAFETY: it is initialised.
        unsafe { libc::pthread_cond_signal(self.raw.get()) };
    }

    /// Wakes all who sleep.
    pub(crate) fn notify_all(&self) {
        // SAFETY: it is initialised.
        unsafe { libc::pthread_cond_broadcast(self.raw.get()) };
    }
}

impl Drop for Condition {
    fn drop(&mut self) {
        // SAFETY: nobody sleeps on it: a sleeper borrows it.
        unsafe { libc::pthread_cond_destroy(self.raw.get()) };
    }
}

impl fmt::Debug for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Condition").finish_non_exhaustive()
    }
}
