//! The only thread of a lock, which takes the GIL and gives it up without atomic steps.
//!
//! While one thread is registered nobody else can want the GIL, so a plain load and a plain store of the state word
//! do what otherwise is a compare-and-swap. A second thread that registers ends this, for as long as the first one
//! stays. (CPython up to 3.6 likewise made its GIL when a second thread came.)
//!
//! # Why it is right
//!
//! What must not happen is that the newcomer changes the word between the first thread's load and its store. So the
//! thread marks each of its steps: it sets `stepping`, *then* looks at `alone`, and makes the step only if that still
//! stands. The newcomer clears `alone`, *then* looks at `stepping`, and waits until it is clear, which is as long as
//! a handful of instructions. Each writes before it reads, so at least one of them sees what the other wrote:
//! either the thread goes the common way, or the newcomer waits for the step.
//!
//! That argument needs the write to be done before the read, which a processor does not promise without a fence, and
//! a fence costs what is to be saved here. So the newcomer, which comes once, pays for both:
//! [`sync::fence_everywhere`] makes the system run a fence on every processor that runs a thread of this process,
//! wherever that thread just is. If it is past its look at `alone`, what it wrote before is visible afterwards; if it
//! is not, it will see `alone` cleared. Where the system cannot do this nobody is ever sole.

use super::sync::{self, AtomicU32, Ordering};

/// See the head of the file.
#[derive(Debug, Default)]
pub(super) struct Sole {
    /// 1 while one thread is registered, and was from the start of its time. Written under the lock's mutex.
    alone: AtomicU32,
    /// 1 while that thread makes a step. Written by that thread.
    stepping: AtomicU32,
}

impl Sole {
    /// The calling thread is the only one from now on.
    pub(super) fn begin(&self) {
        // Relaxed: for this thread alone to see; `end` is ordered after it by the lock's mutex.
        self.alone.store(u32::from(sync::fence_everywhere()), Ordering::Relaxed);
    }

    /// The only thread leaves.
    pub(super) fn leave(&self) {
        self.alone.store(0, Ordering::Relaxed);
    }

    /// A second thread comes: when this returns no step is under way, and none will be. On `false` that could not be
    /// brought about, and the second thread cannot come. Called under the lock's mutex.
    #[must_use]
    pub(super) fn end(&self) -> bool {
        if self.alone.load(Ordering::Relaxed) == 0 {
            return true;
        }
        self.alone.store(0, Ordering::Relaxed);
        if !sync::fence_everywhere() {
            self.alone.store(1, Ordering::Relaxed);
            return false;
        }
        // Acquire: pairs with the Release in `step`, so that the step's own store is visible.
        while self.stepping.load(Ordering::Acquire) != 0 {
            sync::pause();
        }
        true
    }

    /// Makes a step of the only thread, which is the caller; says whether it did. If not, the caller is not alone.
    #[inline]
    pub(super) fn step(&self, step: impl FnOnce()) -> bool {
        // Relaxed: at worst it takes the look below to find out.
        if self.alone.load(Ordering::Relaxed) == 0 {
            return false;
        }
        self.stepping.store(1, Ordering::Relaxed);
        sync::fence_in_program();
        let alone = self.alone.load(Ordering::Relaxed) != 0;
        if alone {
            step();
        }
        self.stepping.store(0, Ordering::Release);
        alone
    }
}
