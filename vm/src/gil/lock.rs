//! The lock itself: how the GIL is taken, given up and asked for. `gil.rs` tells the protocol first.
//!
//! Two paths. While nobody else wants the GIL, taking it and giving it up are one compare-and-swap each on the
//! state word, or a plain store while there is nobody else (`sole.rs`). As soon as one thread waits, a flag in the
//! word sends everybody through one short mutex, and under it the policy decides. Nothing is allocated on either path,
//! but for the queue and its like when they grow.
//!
//! Not here: what the GIL protects. The lock orders threads; the typed layer owns the heap.

use std::fmt;
use std::sync::Arc;

use crossbeam_utils::CachePadded;

use super::account::{Account, DEPARTED_MAX, GilStats, ThreadPage};
use super::breaker::Breaker;
use super::event::{Event, GaveUp, Observer, ThreadId};
use super::interval::Interval;
use super::ledger::{self, WaitRecord};
use super::places::{Places, TakenBy};
use super::policy::cpython::CPython;
use super::policy::{
    AfterRelease, Ask, Came, CheckPoint, Claim, Place, Policy, Request, Scene, Sleepers, WaitEnded, Wake,
};
use super::queue::WaitQueue;
use super::ring::Ring;
use super::sole::Sole;
use super::sync::{AtomicU64, Mutex, Ordering, PosixGuard, PosixMutex, Wakened};
use super::thread::{GilThread, Watched};
use super::word::{Slot, StateWord, Word};
use crate::clock::{Clock, Scale};

/// How a lock is to be.
pub struct Setup {
    /// How long a waiter waits before it asks.
    pub interval: Interval,
    /// Who asks whom, and who comes next.
    pub policy: Box<dyn Policy>,
    /// Where the time of events is read.
    pub clock: Clock,
    /// Whether books are kept for [`GilLock::stats`].
    pub books: Books,
    /// Who else sees each event.
    pub observer: Option<Arc<dyn Observer>>,
}

/// Whether each thread has an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Books {
    /// No: the lock reads no clock and counts nothing.
    Closed,
    /// Yes: about a tenth of a microsecond for each time the GIL is taken or given up.
    Kept,
    /// Yes, and each wait is kept as a record, to be collected.
    WithRecords,
}

impl Default for Setup {
    fn default() -> Self {
        Setup {
            interval: Interval::DEFAULT,
            policy: Box::new(CPython),
            clock: Clock::new(),
            books: Books::Closed,
            observer: None,
        }
    }
}

/// The answer to a thread that asks for the GIL of an interpreter that is ending: it does not hold it, will never
/// hold it again, and must end without touching the heap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Finalizing;

impl fmt::Display for Finalizing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the interpreter is finalizing")
    }
}

impl std::error::Error for Finalizing {}

/// The answer to the thread too many: the lock's table is full (16 million threads), or the system refused the fence
/// that a second thread needs (`sole.rs`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooManyThreads;

impl fmt::Display for TooManyThreads {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("too many threads")
    }
}

impl std::error::Error for TooManyThreads {}

/// One GIL. The head of `gil.rs` says how it works.
pub struct GilLock {
    word: CachePadded<StateWord>,
    /// For the fast paths of a thread that is the only one.
    sole: Sole,
    interval_micros: AtomicU64,
    policy: Box<dyn Policy>,
    clock: Clock,
    books: Books,
    observer: Option<Arc<dyn Observer>>,
    /// When the GIL was last given up, for the books, in ticks.
    freed: AtomicU64,
    shared: PosixMutex<Shared>,
    /// Where waiters sleep; used with `shared`.
    places: Places,
    /// Who has this is the one reader of rings. Taken before `shared` or alone.
    collected: Mutex<Collected>,
}

/// What the inner mutex protects. Held for nanoseconds, never while anybody sleeps; and while somebody is woken only for
/// the signal of a release to those who sleep together. (CPython's dropper sleeps on a second mutex, and is signalled
/// with both.)
#[derive(Debug, Default)]
pub(super) struct Shared {
    /// Who waits for the GIL. Invariant: WAITERS is set in the word exactly if this is not empty.
    pub(super) queue: WaitQueue,
    /// Who gave the GIL up and sleeps until somebody took it. At most one: the next taker clears it.
    /// Invariant: while it is set the queue is not empty, so no taker can pass by on the fast path.
    dropper: Option<Slot>,
    /// Droppers that were freed by a taker and have not noticed yet, with the taker's name.
    successors: Vec<(Slot, ThreadId)>,
    /// The one thread that may still take the GIL, once the interpreter is ending.
    finalizer: Option<Slot>,
    /// The registered threads by slot; slot 0 is nobody's.
    threads: Vec<Option<Arc<GilThread>>>,
    free_slots: Vec<Slot>,
    registered: u64,
    departed: Departed,
}

/// Records of departed threads that wait to be collected.
const RECORDS_MAX: usize = 1 << 20;

/// The books of threads that left.
#[derive(Clone, Debug, Default)]
struct Departed {
    pages: Vec<ThreadPage>,
    omitted: u64,
    total: Account,
}

/// Records of threads that left, which nobody has collected yet, and how many were lost.
#[derive(Debug, Default)]
struct Collected {
    records: Vec<WaitRecord>,
    lost: u64,
}

/// A book for a thread. By itself, so that registering a thread without one takes little of its stack.
#[cold]
#[inline(never)]
fn open_account() -> Box<Mutex<Account>> {
    Box::new(Mutex::new(Account::with_room()))
}

impl GilLock {
    /// A lock that nobody holds.
    pub fn new(setup: Setup) -> Self {
        let Setup { interval, policy, clock, books, observer } = setup;
        let places = Places::new(policy.sleepers());
        GilLock {
            word: CachePadded::default(),
            sole: Sole::default(),
            interval_micros: AtomicU64::new(interval.as_micros()),
            policy,
            clock,
            books,
            observer,
            freed: AtomicU64::new(0),
            shared: PosixMutex::new(Shared::default()),
            places,
            collected: Mutex::new(Collected::default()),
        }
    }

    /// Makes a thread known to the lock; it does not hold it yet. Ends with [`GilLock::unregister`].
    pub fn register(&self) -> Result<Arc<GilThread>, TooManyThreads> {
        let watched = match (self.books, &self.observer) {
            (Books::Closed, None) => Watched::No,
            (Books::Kept | Books::WithRecords, _) | (_, Some(_)) => Watched::Yes,
        };
        let (account, ring) = match self.books {
            Books::Closed => (None, None),
            Books::Kept => (Some(open_account()), None),
            Books::WithRecords => (Some(open_account()), Some(ledger::ring())),
        };
        let mut shared = self.lock_shared();
        if shared.is_deserted() {
            self.sole.begin();
        } else if !self.sole.end() {
            // The fence worked when the first thread came; the process may have lost the right to it since.
            return Err(TooManyThreads);
        }
        let slot = shared.vacant_slot()?;
        shared.registered += 1;
        let thread = GilThread::new(ThreadId(shared.registered), slot, watched, account, ring);
        if self.policy.counts_check_points() {
            thread.breaker().set(Breaker::TICK);
        }
        if shared.finalizer.is_some() {
            thread.breaker().set(Breaker::SHUTDOWN);
        }
        shared.threads[slot.index()] = Some(Arc::clone(&thread));
        drop(shared);
        self.tell(&thread, Event::Started);
        Ok(thread)
    }

    /// The threads that may ask for the lock.
    pub fn threads(&self) -> Vec<Arc<GilThread>> {
        self.lock_shared().threads.iter().flatten().map(Arc::clone).collect()
    }

    /// Makes the lock forget `me`, which does not hold it and will not ask for it again.
    pub fn unregister(&self, me: &GilThread) {
        self.tell(me, Event::Exited);
        if let Some(ring) = me.ring() {
            self.collected.lock().add(ring, me.id(), self.clock.scale());
        }
        let mut shared = self.lock_shared();
        self.sole.leave();
        // Otherwise a newcomer in the same slot would be taken for it, and its first turn not for a switch.
        loop {
            let word = self.word.load();
            if word.last_holder() != me.slot() || self.word.replace(word, word.without_last_holder()) {
                debug_assert!(
                    !word.is_locked() || word.last_holder() != me.slot(),
                    "left while holding the GIL"
                );
                break;
            }
        }
        if let Some(account) = me.account() {
            shared.departed.add(me.id(), &account.lock(), self.clock.ticks(), self.clock.scale());
        }
        self.policy.forget(me.slot());
        shared.threads[me.slot().index()] = None;
        shared.free_slots.push(me.slot());
    }

    /// Takes the GIL for `me`, waiting for it if need be. On `Err` the thread does not hold it and never will.
    #[inline]
    pub fn acquire(&self, me: &GilThread) -> Result<(), Finalizing> {
        let word = self.word.load();
        if word.is_idle() && self.step(word, word.taken_by(me.slot())) {
            self.tell(me, Event::Got);
            return Ok(());
        }
        self.acquire_slow(me, Claim { slot: me.slot(), came: Came::ByItself })
    }

    /// Gives up the GIL, which `me` holds. If a request was pending this returns only after somebody else took
    /// it, whatever it was given up for (but for the thread's end).
    #[inline]
    pub fn release(&self, me: &GilThread, why: GaveUp) {
        // Before the GIL is free: so no successor's event can bear an earlier time.
        self.tell(me, Event::GaveUp(why));
        let word = self.word.load();
        if word.is_uncontended() && self.step(word, word.released()) {
            return;
        }
        self.release_slow(me, why);
    }

    /// To be called by the holder at a check point where its breaker shows `DROP_REQUEST` or `TICK`: gives the
    /// GIL up and takes it again, if the policy says so. On `Err` the thread no longer holds it.
    pub fn switch_at_check_point(&self, me: &GilThread) -> Result<(), Finalizing> {
        match self.policy.check_point(me, self.interval(), self.word.load().has_waiters()) {
            CheckPoint::GoOn => Ok(()),
            CheckPoint::GiveUp => {
                self.release(me, GaveUp::Interval);
                // Past the fast path, so that the policy learns who was forced.
                self.acquire_slow(me, Claim { slot: me.slot(), came: Came::Forced })
            }
        }
    }

    /// Ends the interpreter for all but `me`, which holds the GIL: whoever waits for it, or asks for it later, is
    /// told [`Finalizing`]. `me` can go on releasing and taking it.
    pub fn begin_finalizing(&self, me: &GilThread) {
        let mut shared = self.lock_shared();
        if shared.finalizer.is_some() {
            return;
        }
        shared.finalizer = Some(me.slot());
        self.change_word(Word::closed);
        // Who asked will leave, so there is nobody to hand over to.
        me.breaker().clear(Breaker::DROP_REQUEST);
        for other in shared.threads.iter().flatten().filter(|other| other.slot() != me.slot()) {
            other.breaker().set(Breaker::SHUTDOWN);
        }
        shared.queue.mark_all_woken();
        let leaving: Vec<_> =
            shared.queue.iter().filter_map(|waiter| shared.thread(waiter.slot).map(Arc::clone)).collect();
        self.places.close();
        drop(shared);
        for thread in leaving {
            thread.turn().notify_one();
        }
    }

    /// The switch interval; a waiter reads it when it goes to sleep.
    pub fn interval(&self) -> Interval {
        // Relaxed: a number that stands for itself.
        Interval::from_micros(self.interval_micros.load(Ordering::Relaxed))
    }

    /// Changes the interval for every wait that begins from now on; those under way keep theirs.
    pub fn set_interval(&self, interval: Interval) {
        self.interval_micros.store(interval.as_micros(), Ordering::Relaxed);
    }

    /// Gives `me` a level among the threads that compete, 0 at first; whether the policy heeds levels.
    pub fn set_level(&self, me: &GilThread, level: i8) -> bool {
        // The mutex: policies are asked under it.
        let _shared = self.lock_shared();
        self.policy.set_level(me.slot(), level)
    }

    /// The policy of this lock.
    pub fn policy(&self) -> &dyn Policy {
        &*self.policy
    }

    /// How often the GIL went to another thread than the one that held it before, modulo 2³².
    pub fn switch_number(&self) -> u32 {
        self.word.load().switch_number()
    }

    /// Whether a thread has the GIL at this moment.
    #[inline]
    pub fn is_taken(&self) -> bool {
        self.word.load().is_locked()
    }

    /// How many threads wait at this moment.
    pub fn waiters(&self) -> usize {
        self.lock_shared().queue.len()
    }

    /// The books as of now; all zero if none are kept.
    pub fn stats(&self) -> GilStats {
        let shared = self.lock_shared();
        let (now, scale) = (self.clock.ticks(), self.clock.scale());
        let Departed { mut pages, omitted: threads_omitted, mut total } = shared.departed.clone();
        for thread in shared.threads.iter().flatten() {
            if let Some(account) = thread.account() {
                let account = account.lock();
                pages.push(ThreadPage { id: thread.id(), stats: account.page(now, scale) });
                total.add(thread.id(), &account, now);
            }
        }
        drop(shared);
        pages.sort_by_key(|page| page.id);
        let interval_ns = u64::try_from(self.interval().wait().as_nanos()).unwrap_or(u64::MAX);
        GilStats {
            switch_number: self.switch_number(),
            threads: pages,
            threads_omitted,
            total: total.page(now, scale),
            waits_by_length: total.waits_by_length(interval_ns, scale),
            hand_overs: total.details.hand_overs(scale),
            calls: total.details.calls(scale),
            waited_for: total.details.waited_for(scale),
        }
    }

    /// Moves the records of all waits since the last call to `into`, those of one thread in their order; returns
    /// how many were lost, for want of room, in that time.
    pub fn collect_waits(&self, into: &mut Vec<WaitRecord>) -> u64 {
        let mut collected = self.collected.lock();
        into.append(&mut collected.records);
        let mut lost = std::mem::take(&mut collected.lost);
        // The rings are emptied without the inner mutex: nobody waits for the GIL because somebody reads.
        let threads: Vec<_> = self.lock_shared().threads.iter().flatten().map(Arc::clone).collect();
        let scale = self.clock.scale();
        for thread in threads {
            if let Some(ring) = thread.ring() {
                lost += ledger::drain(ring, thread.id(), scale, into);
            }
        }
        lost
    }

    /// The step of a fast path: changes the word from `from`, which was read just before; says whether it did.
    #[inline]
    fn step(&self, from: Word, to: Word) -> bool {
        self.sole.step(|| self.word.overwrite(to)) || self.word.replace(from, to)
    }

    #[cold]
    #[inline(never)]
    fn acquire_slow(&self, me: &GilThread, claim: Claim) -> Result<(), Finalizing> {
        let mut shared = self.lock_shared();
        // How the last sleep ended; nothing before the first one.
        let mut ended = None;
        let mut waits = false;
        loop {
            if shared.finalizer.is_some_and(|finalizer| finalizer != me.slot()) {
                self.leave(shared, me);
                return Err(Finalizing);
            }
            let word = self.word.load();
            let alone = shared.finalizer.is_some();
            if !word.is_locked() && (alone || self.policy.may_take(&self.scene(&shared, word), claim)) {
                match self.take(shared, word, me, claim) {
                    Ok(()) => return Ok(()),
                    // A thread on the fast path was quicker.
                    Err(still_locked) => shared = still_locked,
                }
                continue;
            }
            // From here on the word cannot change without the mutex.
            if !self.word.replace(word, word.with_waiters(true)) {
                continue;
            }
            if !waits {
                waits = true;
                shared.queue.enter(claim);
                let behind = if word.is_locked() { shared.thread(word.last_holder()) } else { None };
                self.tell(me, Event::Wants { behind: behind.map(|holder| holder.id()) });
                let ask = self.policy.queued(&self.scene(&shared, word), claim);
                self.ask(&shared, word, me, ask);
            } else if let Some(ended) = ended {
                self.after_wait(&mut shared, word, me, claim, ended);
            }
            ended = self.sleep(&mut shared, word, me, claim);
        }
    }

    /// Takes the GIL, which `word` says is free, and frees the dropper. Gives the mutex back if it was too late.
    fn take<'a>(
        &self,
        mut shared: PosixGuard<'a, Shared>,
        word: Word,
        me: &GilThread,
        claim: Claim,
    ) -> Result<(), PosixGuard<'a, Shared>> {
        let waited = shared.queue.leave(me.slot());
        let taken = word.taken_by(me.slot()).with_waiters(!shared.queue.is_empty());
        if !self.word.replace(word, taken) {
            debug_assert!(waited.is_none(), "while threads queue the word changes under the mutex only");
            return Err(shared);
        }
        let by = match waited {
            _ if shared.finalizer.is_some() => TakenBy::Finalizer,
            Some(_) => TakenBy::Waiter,
            None => TakenBy::Newcomer,
        };
        let admitted = self.places.taken(by, &mut shared.queue);
        let admitted = admitted.and_then(|slot| shared.thread(slot).map(Arc::clone));
        let roused = self.policy.taken(&self.scene(&shared, taken), claim);
        let roused = roused.and_then(|slot| shared.thread(slot).map(Arc::clone));
        let dropper = shared.free_dropper(Some(me.id()));
        drop(shared);
        self.tell(me, Event::Got);
        for thread in dropper.into_iter().chain(roused).chain(admitted) {
            thread.turn().notify_one();
        }
        Ok(())
    }

    /// One round of waiting. Says how it ended, or nothing if it was cut short without cause.
    fn sleep(
        &self,
        shared: &mut PosixGuard<'_, Shared>,
        word: Word,
        me: &GilThread,
        claim: Claim,
    ) -> Option<WaitEnded> {
        let limit = self.policy.wait(&self.scene(shared, word), claim);
        let wakened = self.places.sleep(shared, me, limit)?;
        let switched = self.word.load().switch_number() != word.switch_number();
        match (wakened, self.policy.sleepers()) {
            // A release chose this thread; that its time was up in the same instant does not matter.
            (_, Sleepers::Apart) if shared.queue.is_woken(me.slot()) => Some(WaitEnded::Futile),
            (Wakened::ByNotice, Sleepers::Apart) => None,
            // Here the C library or the kernel chose.
            (Wakened::ByNotice, _) => Some(WaitEnded::Futile),
            (Wakened::ByTime, _) if switched => Some(WaitEnded::Switched),
            (Wakened::ByTime, _) => Some(WaitEnded::InVain),
        }
    }

    /// The sleep ended and the GIL is not to be had: asks for it, if the policy says so, and queues anew.
    fn after_wait(
        &self,
        shared: &mut PosixGuard<'_, Shared>,
        word: Word,
        me: &GilThread,
        claim: Claim,
        ended: WaitEnded,
    ) {
        if ended == WaitEnded::Futile {
            self.tell(me, Event::FutileWakeUp);
        }
        let next = self.policy.after_wait(&self.scene(shared, word), claim, ended);
        match (self.policy.sleepers(), next.place) {
            (Sleepers::Apart, Place::Keep) => shared.queue.sleep_again(me.slot()),
            (Sleepers::Apart, Place::Last) => {
                shared.queue.leave(me.slot());
                shared.queue.enter(claim);
            }
            // Nobody asks for the order, and thousands of sleepers walk through it thousands of times.
            (Sleepers::Together | Sleepers::OnSemaphore | Sleepers::OnMutex, _) => {}
        }
        self.ask(shared, word, me, next.ask);
    }

    /// Asks the holder to give the GIL up, unless somebody did already.
    fn ask(&self, shared: &Shared, word: Word, me: &GilThread, ask: Ask) {
        // A free GIL that this thread may not take needs no request: whoever may take it was woken.
        if ask != Ask::Nothing
            && word.is_locked()
            && let Some(holder) = shared.thread(word.last_holder())
            && !holder.breaker().has(Breaker::DROP_REQUEST)
        {
            // Before the bit is set, so that what the holder does about it bears a later time.
            self.tell(me, Event::Requested { of: holder.id() });
            self.tell(holder, Event::WasAsked { by: me.id() });
            holder.breaker().set(Breaker::DROP_REQUEST);
        }
    }

    /// Gives up waiting, since the interpreter ends.
    fn leave(&self, mut shared: PosixGuard<'_, Shared>, me: &GilThread) {
        if shared.queue.leave(me.slot()).is_none() || !shared.queue.is_empty() {
            return;
        }
        self.change_word(|word| word.with_waiters(false));
        // Nobody is left who could take it, and a dropper must not wait for nobody.
        let dropper = shared.free_dropper(None);
        drop(shared);
        if let Some(dropper) = dropper {
            dropper.turn().notify_one();
        }
    }

    #[cold]
    #[inline(never)]
    fn release_slow(&self, me: &GilThread, why: GaveUp) {
        let mut shared = self.lock_shared();
        let word = self.word.load();
        debug_assert!(word.is_locked() && word.last_holder() == me.slot(), "gave up a GIL it does not hold");
        // Under the mutex: whoever asked has waited until now, and nobody can ask from now on.
        let request = match me.breaker().clear(Breaker::DROP_REQUEST) {
            0 => Request::None,
            _ => Request::Pending,
        };
        self.change_word(Word::released);
        if shared.queue.is_empty() {
            return;
        }
        let release = self.policy.release(&self.scene(&shared, word), me.slot(), why, request);
        if release.then == AfterRelease::HandOver {
            shared.dropper = Some(me.slot());
        }
        match release.wake {
            Wake::This(slot) => {
                shared.queue.mark_woken(slot);
                let woken = shared.thread(slot).map(Arc::clone);
                drop(shared);
                if let Some(woken) = woken {
                    self.places.wake(&woken);
                }
            }
            Wake::Somebody => self.places.wake_somebody(shared),
            Wake::Nobody => drop(shared),
        }
        if release.then == AfterRelease::HandOver {
            self.await_taker(me);
        }
    }

    /// Sleeps until somebody took the GIL that `me` gave up, or nobody wants it any more.
    fn await_taker(&self, me: &GilThread) {
        self.tell(me, Event::HandsOver);
        let mut shared = self.lock_shared();
        while shared.dropper == Some(me.slot()) {
            me.turn().wait(&mut shared);
        }
        let to = shared.take_successor(me.slot());
        drop(shared);
        self.tell(me, Event::HandedOver { to });
    }

    /// What the policy is shown.
    fn scene<'a>(&'a self, shared: &'a Shared, word: Word) -> Scene<'a> {
        Scene {
            queue: &shared.queue,
            interval: self.interval(),
            holder: word.last_holder(),
            clock: &self.clock,
        }
    }

    /// Takes the mutex. Whenever it is free the invariants at the head of `gil.rs` hold.
    fn lock_shared(&self) -> PosixGuard<'_, Shared> {
        let shared = self.shared.lock();
        debug_assert_eq!(
            self.word.load().has_waiters(),
            !shared.queue.is_empty(),
            "WAITERS tells who queues"
        );
        debug_assert!(
            shared.dropper.is_none() || !shared.queue.is_empty() && !self.word.load().is_locked(),
            "a dropper sleeps although the GIL was taken or nobody wants it"
        );
        shared
    }

    /// Changes the word, for who has the mutex.
    fn change_word(&self, change: impl Fn(Word) -> Word) {
        // The loop turns only when a thread on the fast path changed the word in between.
        loop {
            let word = self.word.load();
            if self.word.replace(word, change(word)) {
                return;
            }
        }
    }

    /// Reports an event, if anybody listens.
    #[inline(always)]
    fn tell(&self, thread: &GilThread, event: Event) {
        if thread.is_watched() {
            self.record(thread, event);
        }
    }

    #[cold]
    #[inline(never)]
    fn record(&self, thread: &GilThread, event: Event) {
        if let Some(account) = thread.account() {
            let now = self.clock.ticks();
            // Relaxed: the GIL's own edges order a release before the take that follows it.
            if let Event::GaveUp(_) = event {
                self.freed.store(now, Ordering::Relaxed);
            }
            let ended = account.lock().enter(now, event, self.freed.load(Ordering::Relaxed));
            // A wait ends on the thread that waited, so this is the ring's own thread.
            if let (Some(wait), Some(ring)) = (ended, thread.ring()) {
                ledger::write(ring, wait);
            }
        }
        if let Some(observer) = &self.observer {
            observer.observe(thread.id(), self.clock.now_ns(), event);
        }
    }
}

impl fmt::Debug for GilLock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = self.word.load();
        f.debug_struct("GilLock")
            .field("locked", &word.is_locked())
            .field("has_waiters", &word.has_waiters())
            .field("last_holder", &word.last_holder())
            .field("switch_number", &word.switch_number())
            .field("interval", &self.interval())
            .field("policy", &self.policy)
            .finish_non_exhaustive()
    }
}

impl Shared {
    fn thread(&self, slot: Slot) -> Option<&Arc<GilThread>> {
        self.threads.get(slot.index())?.as_ref()
    }

    /// Lets the dropper go on, since `taker` has the GIL or nobody wants it; returns whom to wake for that.
    fn free_dropper(&mut self, taker: Option<ThreadId>) -> Option<Arc<GilThread>> {
        let dropper = self.dropper.take()?;
        if let Some(taker) = taker {
            self.successors.push((dropper, taker));
        }
        self.thread(dropper).map(Arc::clone)
    }

    /// Who took the GIL that `dropper` had given up.
    fn take_successor(&mut self, dropper: Slot) -> Option<ThreadId> {
        let at = self.successors.iter().position(|(slot, _)| *slot == dropper)?;
        Some(self.successors.swap_remove(at).1)
    }

    /// Whether no thread is registered.
    fn is_deserted(&self) -> bool {
        self.threads.len().saturating_sub(self.free_slots.len()) <= Slot::NOBODY.index() + 1
    }

    fn vacant_slot(&mut self) -> Result<Slot, TooManyThreads> {
        if let Some(slot) = self.free_slots.pop() {
            return Ok(slot);
        }
        if self.threads.is_empty() {
            self.threads.resize(Slot::NOBODY.index() + 1, None);
        }
        let slot = Slot::from_index(self.threads.len()).ok_or(TooManyThreads)?;
        self.threads.push(None);
        Ok(slot)
    }
}

impl Collected {
    /// Takes over what is in the ring of a thread that leaves.
    fn add(&mut self, ring: &Ring, id: ThreadId, scale: Scale) {
        self.lost += ledger::drain(ring, id, scale, &mut self.records);
        if self.records.len() > RECORDS_MAX {
            self.lost += (self.records.len() - RECORDS_MAX) as u64;
            self.records.truncate(RECORDS_MAX);
        }
    }
}

impl Departed {
    fn add(&mut self, id: ThreadId, account: &Account, now: u64, scale: Scale) {
        self.total.add(id, account, now);
        if self.pages.len() < DEPARTED_MAX {
            self.pages.push(ThreadPage { id, stats: account.page(now, scale) });
        } else {
            self.omitted += 1;
        }
    }
}
