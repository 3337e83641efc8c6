//! The state word: everything about the GIL that must change in one step, in 64 bits.
//!
//! ```text
//!  63            32 31             8 7      3   2       1        0
//! +----------------+----------------+--------+--------+---------+--------+
//! | switch number  | last holder    |  zero  | CLOSED | WAITERS | LOCKED |
//! +----------------+----------------+--------+--------+---------+--------+
//! ```
//!
//! | CLOSED | WAITERS | LOCKED | means | who may change the word |
//! |---|---|---|---|---|
//! | 0 | 0 | 0 | free, nobody wants it | any thread, by compare-and-swap to LOCKED (fast acquire) |
//! | 0 | 0 | 1 | held by *last holder*, nobody waits | the holder, by compare-and-swap (fast release); a waiter, under the mutex, which adds WAITERS |
//! | 0 | 1 | 0 | free, threads queue | only who has the mutex |
//! | 0 | 1 | 1 | held, threads queue | only who has the mutex |
//! | 1 | any | any | the interpreter ends; only the finalizer may take | only who has the mutex |
//!
//! While one thread only is registered it does both fast steps by plain loads and stores (`sole.rs`).
//!
//! *Last holder* is the slot of the thread that holds the GIL or, when it is free, held it last; slot 0 is nobody.
//! The *switch number* counts takers that were not the last holder, and wraps; waiters only compare it. Both are
//! in the word so that taking the GIL is one atomic step that can never be seen half done.

use super::sync::{AtomicU64, Ordering};

/// Index of a thread in its lock's table. Reused after the thread left, unlike [`super::ThreadId`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Slot(u32);

impl Slot {
    /// Nobody: the last holder of a lock that was never held, or whose last holder left.
    pub(super) const NOBODY: Slot = Slot(0);

    /// The most slots a word can name; far above what a system lets live at once.
    pub(super) const MAX: usize = 1 << 24;

    /// The slot with that index, if the word has room for it.
    pub(super) fn from_index(index: usize) -> Option<Slot> {
        if index < Slot::MAX { u32::try_from(index).ok().map(Slot) } else { None }
    }

    /// Where the thread stands in the lock's table.
    pub(super) fn index(self) -> usize {
        self.0 as usize
    }
}

/// One value of the state word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word(u64);

impl Word {
    const LOCKED: u64 = 1 << 0;
    const WAITERS: u64 = 1 << 1;
    const CLOSED: u64 = 1 << 2;
    const FLAGS: u64 = 0xff;
    const SLOT_SHIFT: u32 = 8;
    const SWITCHES_SHIFT: u32 = 32;

    /// Free, and nobody wants it: the only state that a fast acquire starts from.
    #[inline]
    pub(super) fn is_idle(self) -> bool {
        self.0 & Self::FLAGS == 0
    }

    /// Held, and nobody wants it: the only state that a fast release starts from.
    #[inline]
    pub(super) fn is_uncontended(self) -> bool {
        self.0 & Self::FLAGS == Self::LOCKED
    }

    #[inline]
    pub(super) fn is_locked(self) -> bool {
        self.0 & Self::LOCKED != 0
    }

    pub(super) fn has_waiters(self) -> bool {
        self.0 & Self::WAITERS != 0
    }

    #[inline]
    pub(super) fn last_holder(self) -> Slot {
        Slot((self.0 >> Self::SLOT_SHIFT) as u32 & (Slot::MAX as u32 - 1))
    }

    #[inline]
    pub(super) fn switch_number(self) -> u32 {
        (self.0 >> Self::SWITCHES_SHIFT) as u32
    }

    /// The word after `slot` took the GIL: a switch is counted unless it held it last.
    #[inline]
    pub(super) fn taken_by(self, slot: Slot) -> Word {
        let switched = self.last_holder() != slot;
        let switches = self.switch_number().wrapping_add(u32::from(switched));
        Word(
            u64::from(switches) << Self::SWITCHES_SHIFT
                | u64::from(slot.0) << Self::SLOT_SHIFT
                | self.0 & Self::FLAGS
                | Self::LOCKED,
        )
    }

    /// The word after its holder gave the GIL up.
    #[inline]
    pub(super) fn released(self) -> Word {
        Word(self.0 & !Self::LOCKED)
    }

    /// The word with WAITERS telling whether anybody queues.
    pub(super) fn with_waiters(self, any: bool) -> Word {
        Word(if any { self.0 | Self::WAITERS } else { self.0 & !Self::WAITERS })
    }

    pub(super) fn closed(self) -> Word {
        Word(self.0 | Self::CLOSED)
    }

    /// The word after the last holder left for good, so that a newcomer in its slot is not taken for it.
    pub(super) fn without_last_holder(self) -> Word {
        Word(self.0 & !((Slot::MAX as u64 - 1) << Self::SLOT_SHIFT))
    }
}

/// The word itself.
#[derive(Debug, Default)]
pub(super) struct StateWord {
    bits: AtomicU64,
}

impl StateWord {
    #[inline]
    pub(super) fn load(&self) -> Word {
        // Relaxed: the value is the expectation of a `replace`, or read under the mutex while WAITERS keeps everyone
        // else from changing it, or it is the only thread's own: whoever held the GIL before it unregistered under
        // the mutex under which it registered.
        Word(self.bits.load(Ordering::Relaxed))
    }

    /// Changes `from` to `to` if the word still is `from`; says whether it did.
    #[inline]
    pub(super) fn replace(&self, from: Word, to: Word) -> bool {
        // Acquire when the GIL is taken: pairs with the Release of the `replace` that freed it, so that the taker
        // sees every change its predecessors made to the heap. Release when it is freed: publishes ours. The
        // changes of flags in between are read-modify-writes too, so they keep that chain unbroken.
        self.bits.compare_exchange(from.0, to.0, Ordering::AcqRel, Ordering::Relaxed).is_ok()
    }

    /// Changes the word to `to`, whatever it is: for the only thread there is.
    #[inline]
    pub(super) fn overwrite(&self, to: Word) {
        // Release: whoever comes later and takes the GIL sees what this thread did, as with `replace`.
        self.bits.store(to.0, Ordering::Release);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that fails should say where")]
    use super::{Slot, Word};

    #[test]
    fn a_switch_is_counted_only_when_the_taker_changes() {
        let (a, b) = (Slot::from_index(1).unwrap(), Slot::from_index(Slot::MAX - 1).unwrap());
        let word = Word(0).taken_by(a);
        assert_eq!((word.last_holder(), word.switch_number(), word.is_locked()), (a, 1, true));
        let word = word.released().taken_by(a);
        assert_eq!((word.last_holder(), word.switch_number()), (a, 1));
        let word = word.with_waiters(true).released().taken_by(b);
        assert_eq!((word.last_holder(), word.switch_number(), word.has_waiters()), (b, 2, true));
        assert_eq!(word.without_last_holder().last_holder(), Slot::NOBODY);
        assert_eq!(word.without_last_holder().switch_number(), 2);
    }

    #[test]
    fn the_switch_number_wraps_without_touching_the_rest() {
        let slot = Slot::from_index(7).unwrap();
        let word = Word(u64::from(u32::MAX) << 32).taken_by(slot);
        assert_eq!((word.switch_number(), word.last_holder(), word.is_uncontended()), (0, slot, true));
    }

    #[test]
    fn slots_end_where_the_word_has_no_room() {
        assert!(Slot::from_index(Slot::MAX).is_none());
    }
}
