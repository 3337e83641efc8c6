//! Signal masks: which thread holds back which signals, what waits behind the masks, and who waits for a signal.
//!
//! The masks are the interpreter's, not the operating system's: a signal that somebody blocks or waits for is received
//! by the receiving thread like one that has a handler, and here it is decided what becomes of it, as `signal(7)` has it.
//! One that was sent to the process waits while every thread blocks it; one that was sent to a thread, while that
//! does; and a thread that waits for it (`sigwait`) takes it before anybody else. A child process is given the
//! mask of the thread that starts it; who sent a signal from another process is not known.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;

use parking_lot::Mutex;

use crate::wait::Waiter;

/// A signal on its way, as `sigwaitinfo` tells of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Arrival {
    /// Its number.
    pub signal: i32,
    /// `si_code`: who sent it.
    pub code: i32,
    /// The thread it is for, by ident; `None` for the process.
    pub thread: Option<u64>,
    /// Whether this process sent it: of other senders nothing is known.
    pub is_own: bool,
}

/// `SI_USER`: sent by `kill`.
pub(super) const SENT: i32 = 0;
/// `SI_TKILL`: sent to a thread.
pub const SENT_TO_THREAD: i32 = -6;
/// `SI_KERNEL`: sent by a timer.
pub(super) const SENT_BY_TIMER: i32 = 128;

/// A set of signals: bit `n - 1` is signal `n`.
pub type SignalSet = u64;

/// The bit of a signal.
pub fn bit(signal: i32) -> SignalSet {
    1 << (signal - 1)
}

/// The masks of all threads.
#[derive(Default)]
pub(super) struct Masks {
    /// Whether there was ever anything but empty masks: nobody need look before.
    used: AtomicBool,
    table: Mutex<Table>,
}

#[derive(Default)]
struct Table {
    threads: Vec<Entry>,
    /// What waits for any thread to unblock it.
    pending: Vec<Arrival>,
}

/// A thread that has, or had, a mask or a wait.
struct Entry {
    waiter: Arc<Waiter>,
    mask: SignalSet,
    pending: Vec<Arrival>,
    /// What it waits for.
    wanted: SignalSet,
    /// What has come for it.
    taken: Option<Arrival>,
}

impl Table {
    fn entry(&mut self, waiter: &Arc<Waiter>) -> &mut Entry {
        let at = self.threads.iter().position(|entry| Arc::ptr_eq(&entry.waiter, waiter));
        let at = at.unwrap_or_else(|| {
            // Those that have ended go.
            let alive = waiter.board().threads();
            self.threads.retain(|entry| alive.iter().any(|thread| Arc::ptr_eq(thread, &entry.waiter)));
            self.threads.push(Entry {
                waiter: Arc::clone(waiter),
                mask: 0,
                pending: Vec::new(),
                wanted: 0,
                taken: None,
            });
            self.threads.len() - 1
        });
        &mut self.threads[at]
    }

    /// Whether every living thread blocks a signal.
    fn is_blocked_everywhere(&self, signal: i32) -> bool {
        let Some(any) = self.threads.first() else { return false };
        any.waiter.board().threads().iter().all(|thread| {
            let entry = self.threads.iter().find(|entry| Arc::ptr_eq(&entry.waiter, thread));
            entry.is_some_and(|entry| entry.mask & bit(signal) != 0)
        })
    }
}

/// Adds a signal to those that wait; one that waits already is not added again.
fn add(pending: &mut Vec<Arrival>, arrival: Arrival) {
    if pending.iter().all(|known| known.signal != arrival.signal) {
        pending.push(arrival);
    }
}

/// Takes the lowest signal of `set` out of those that wait.
fn take(pending: &mut Vec<Arrival>, set: SignalSet) -> Option<Arrival> {
    let found = pending.iter().enumerate().filter(|(_, arrival)| set & bit(arrival.signal) != 0);
    let (at, _) = found.min_by_key(|(_, arrival)| arrival.signal)?;
    Some(pending.remove(at))
}

fn set_of(pending: &[Arrival]) -> SignalSet {
    pending.iter().fold(0, |set, arrival| set | bit(arrival.signal))
}

impl Masks {
    /// A signal came: `true` if it is held back or somebody waited for it, so that nothing else is to be done.
    pub(super) fn keeps(&self, arrival: Arrival) -> bool {
        // Relaxed: who sends a signal after setting a mask does so on the same thread, or after some other
        // synchronisation with it.
        if !self.used.load(Ordering::Relaxed) {
            return false;
        }
        let mut table = self.table.lock();
        let table = &mut *table;
        let mine = |entry: &Entry| arrival.thread.is_none_or(|ident| ident == entry.waiter.ident());
        let wants = |entry: &&mut Entry| mine(entry) && entry.wanted & bit(arrival.signal) != 0;
        if let Some(entry) = table.threads.iter_mut().find(wants) {
            entry.wanted = 0;
            entry.taken = Some(arrival);
            entry.waiter.interrupt();
            return true;
        }
        match arrival.thread {
            Some(_) => {
                let Some(entry) = table.threads.iter_mut().find(|entry| mine(entry)) else { return false };
                let blocks = entry.mask & bit(arrival.signal) != 0;
                if blocks {
                    add(&mut entry.pending, arrival);
                }
                blocks
            }
            None => {
                let blocked = table.is_blocked_everywhere(arrival.signal);
                if blocked {
                    add(&mut table.pending, arrival);
                }
                blocked
            }
        }
    }

    /// Changes a thread's mask; the old one, and the signals that are held back no longer.
    pub(super) fn change(
        &self,
        waiter: &Arc<Waiter>,
        change: impl FnOnce(SignalSet) -> SignalSet,
    ) -> (SignalSet, Vec<Arrival>) {
        self.used.store(true, Ordering::Relaxed);
        let mut table = self.table.lock();
        let entry = table.entry(waiter);
        let old = entry.mask;
        entry.mask = change(old);
        let mut released = Vec::new();
        let mask = entry.mask;
        while let Some(arrival) = take(&mut entry.pending, !mask) {
            released.push(arrival);
        }
        while let Some(arrival) = take(&mut table.pending, !mask) {
            released.push(arrival);
        }
        (old, released)
    }

    /// A thread's mask.
    pub(super) fn of(&self, waiter: &Arc<Waiter>) -> SignalSet {
        if !self.used.load(Ordering::Relaxed) {
            return 0;
        }
        let table = self.table.lock();
        table.threads.iter().find(|entry| Arc::ptr_eq(&entry.waiter, waiter)).map_or(0, |entry| entry.mask)
    }

    /// What is held back for a thread.
    pub(super) fn pending(&self, waiter: &Arc<Waiter>) -> SignalSet {
        let mut table = self.table.lock();
        set_of(&table.pending) | set_of(&table.entry(waiter).pending)
    }

    /// A signal of `set` that waits already; else the thread counts as waiting for one until [`Masks::end_wait`].
    pub(super) fn begin_wait(&self, waiter: &Arc<Waiter>, set: SignalSet) -> Option<Arrival> {
        self.used.store(true, Ordering::Relaxed);
        let mut table = self.table.lock();
        if let Some(arrival) = take(&mut table.entry(waiter).pending, set) {
            return Some(arrival);
        }
        if let Some(arrival) = take(&mut table.pending, set) {
            return Some(arrival);
        }
        table.entry(waiter).wanted = set;
        None
    }

    /// What has come for a thread that waited.
    pub(super) fn end_wait(&self, waiter: &Arc<Waiter>) -> Option<Arrival> {
        let mut table = self.table.lock();
        let entry = table.entry(waiter);
        entry.wanted = 0;
        entry.taken.take()
    }

    /// Puts back what a thread cannot take after all.
    pub(super) fn put_back(&self, waiter: &Arc<Waiter>, arrival: Arrival) {
        let mut table = self.table.lock();
        match arrival.thread {
            Some(_) => add(&mut table.entry(waiter).pending, arrival),
            None => add(&mut table.pending, arrival),
        }
    }
}
