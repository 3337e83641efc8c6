//! Where one thread sleeps.
//!
//! Each time a thread queues up for something it begins a *turn*, and a notification names the turn it is meant for:
//! one that comes late, when the thread has given up or got what it wanted by other means, wakes nobody.
//!
//! Turn and marks are one word, so that each step is one atomic operation on one cache line: what a thread passes to
//! another over processors costs as much as the lines it touches.
//!
//! | mark | says | set by | cleared by |
//! |---|---|---|---|
//! | `NOTIFIED` | what the turn is for has happened | who made it happen | the thread, when it sees it, or by its next turn |
//! | `HANDED` | what the turn is for is the thread's own, by the hand of another | that other | the same |
//! | `INTERRUPTED` | a signal came | the signals' thread | the thread, when it sees it |
//! | `ASKED` | another thread wants to know where this one waits | that other | the same |
//! | `SUSPICIOUS` | the thread shall find out whether anybody is left who could wake it | the board | the same |
//! | `ASLEEP` | it sleeps, or is about to: whoever sets a mark has to wake it | the thread | the thread, awake |
//! | `COUNTED` | the board counts it as asleep | the thread | the thread, awake, or who notifies it |

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering;
use std::time::Duration;
use std::time::Instant;

use gilvm_vm::held::Held;
use gilvm_vm::held::Sleeper;
use parking_lot::Mutex;
use rustix::thread::futex;
use rustix::time::Timespec;

use super::Board;
use super::Record;

/// How many wake-ups of a thread are put off when one came too early. To sleep once more for the GIL costs some ten
/// times what the early wake-up saves.
const PUT_OFF: u32 = 64;

/// See the head of the file.
mod mark {
    pub(super) const NOTIFIED: u64 = 1 << 0;
    pub(super) const HANDED: u64 = 1 << 1;
    pub(super) const INTERRUPTED: u64 = 1 << 2;
    pub(super) const ASKED: u64 = 1 << 3;
    pub(super) const SUSPICIOUS: u64 = 1 << 4;
    pub(super) const ASLEEP: u64 = 1 << 5;
    pub(super) const COUNTED: u64 = 1 << 6;
    /// What a sleeper wakes for.
    pub(super) const REASONS: u64 = NOTIFIED | HANDED | INTERRUPTED | ASKED;
    /// What counts the turns: the upper bits.
    pub(super) const ONE_TURN: u64 = 1 << 8;
}

/// The sleeping place of one thread, made by itself.
// What other threads touch stands in front, beside the counts of references.
#[repr(C)]
pub struct Waiter {
    /// The turn, and what there is to know about it.
    word: AtomicU64,
    /// How often the thread was woken, modulo 2³²: the futex on which it sleeps.
    woken: AtomicU32,
    /// How many times it is not to be woken before it can have the GIL.
    put_off: AtomicU32,
    /// Whether only another thread can end the wait under way.
    needs_another: AtomicBool,
    /// `threading.get_ident()` of the thread.
    ident: u64,
    board: Arc<Board>,
    /// How often it slept.
    sleeps: AtomicU32,
    told: Mutex<Told>,
}

/// What reports tell about a thread.
#[derive(Default)]
struct Told {
    /// The wait under way.
    record: Option<Record>,
    /// The thread's name.
    name: String,
}

/// A time that a thread queued up for something.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Turn(u64);

impl Turn {
    fn of_word(word: u64) -> Turn {
        Turn(word / mark::ONE_TURN)
    }

    /// Its number, to be kept in an atomic.
    pub(super) fn number(self) -> u64 {
        self.0
    }

    /// The turn with this number.
    pub(super) fn of(number: u64) -> Turn {
        Turn(number)
    }
}

/// A thread that has been notified, if it sleeps, and is yet to be woken.
#[must_use]
pub struct ToWake(Option<Notified>);

struct Notified {
    waiter: Arc<Waiter>,
    /// Whether the board still counts it as asleep.
    is_counted: bool,
}

impl ToWake {
    /// Wakes it at once: for those who do not hold the GIL.
    pub fn now(self) {
        if let Some(Notified { waiter, is_counted }) = self.0 {
            waiter.wake();
            // Afterwards: the woken thread need not wait for it. Meanwhile somebody may suspect a deadlock too much.
            if is_counted {
                waiter.board.leave_sleep();
            }
        }
    }

    /// Wakes it for something that it needs the GIL for, which the caller has. At once, since on another processor it
    /// takes microseconds to wake up, in which the caller mostly comes to give the GIL up; but when the caller gives it
    /// up if the thread was too early for that lately.
    pub fn soon(self, held: &mut Held) {
        let Some(Notified { waiter, is_counted }) = self.0 else { return };
        // Relaxed, and no step of read and write: a hint.
        match waiter.put_off.load(Ordering::Relaxed).checked_sub(1) {
            None => ToWake(Some(Notified { waiter, is_counted })).now(),
            Some(left) => {
                waiter.put_off.store(left, Ordering::Relaxed);
                if is_counted {
                    waiter.board.leave_sleep();
                }
                held.wake(waiter);
            }
        }
    }
}

/// What the allocator can do for threads that sleep: each has a heap of its own, and the remains of ten thousand heaps
/// are most of what ten thousand sleeping threads take.
#[derive(Clone, Copy, Debug)]
pub struct Rest {
    /// Leaves the calling thread's heap to the other threads.
    pub begin: fn(),
    /// Gives the calling thread a new one.
    pub end: fn(),
}

/// Why a sleeping thread woke.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Woken {
    Notified,
    Handed,
    Interrupted,
    TimedOut,
    Asked,
    Stuck,
}

impl Waiter {
    /// The waiter of the calling thread; it is on the board until [`Board::leave`].
    pub(super) fn new(board: &Arc<Board>, ident: u64) -> Waiter {
        Waiter {
            word: AtomicU64::new(0),
            woken: AtomicU32::new(0),
            put_off: AtomicU32::new(0),
            needs_another: AtomicBool::new(false),
            ident,
            board: Arc::clone(board),
            sleeps: AtomicU32::new(0),
            told: Mutex::new(Told::default()),
        }
    }

    /// `threading.get_ident()` of the thread.
    pub fn ident(&self) -> u64 {
        self.ident
    }

    /// The thread's name, for reports.
    pub fn name(&self) -> String {
        self.told.lock().name.clone()
    }

    /// Names the thread for reports.
    pub fn set_name(&self, name: &str) {
        name.clone_into(&mut self.told.lock().name);
    }

    /// The wait under way, if there is one.
    pub fn record(&self) -> Option<Record> {
        self.told.lock().record.clone()
    }

    /// The board it is on.
    pub fn board(&self) -> &Arc<Board> {
        &self.board
    }

    pub(super) fn begin_wait(&self, record: Record) {
        // Relaxed: the thread tells itself.
        self.needs_another.store(record.needs_another_thread(), Ordering::Relaxed);
        let old = self.told.lock().record.replace(record);
        drop(old);
    }

    /// The thread was woken and found the GIL taken.
    pub(super) fn came_too_early(&self) {
        self.put_off.store(PUT_OFF, Ordering::Relaxed);
    }

    pub(super) fn end_wait(&self) {
        let old = self.told.lock().record.take();
        drop(old);
    }

    /// Changes the word by `change`, unless that says there is nothing to change; the word before, in either case.
    fn change(&self, change: impl FnMut(u64) -> Option<u64>) -> Result<u64, u64> {
        // Sequentially consistent: the board's look at all waiters compares with what they count there.
        self.word.fetch_update(Ordering::SeqCst, Ordering::SeqCst, change)
    }

    /// Begins a turn: to be called before the thread queues up.
    pub(super) fn begin_turn(&self) -> Turn {
        let next = |word: u64| (word & !(mark::NOTIFIED | mark::HANDED)).wrapping_add(mark::ONE_TURN);
        let (Ok(word) | Err(word)) = self.change(|word| Some(next(word)));
        Turn::of_word(next(word))
    }

    /// What the thread's turn is for may have happened; returns whom to wake for it. Nothing if the turn is over.
    pub(super) fn notify(self: &Arc<Self>, turn: Turn) -> ToWake {
        self.mark_for(turn, mark::NOTIFIED)
    }

    /// What the thread's turn is for belongs to it now; returns whom to wake for it. The turn is not over.
    pub(super) fn hand_over(self: &Arc<Self>, turn: Turn) -> ToWake {
        self.mark_for(turn, mark::HANDED)
    }

    fn mark_for(self: &Arc<Self>, turn: Turn, mark: u64) -> ToWake {
        let is_on = |word| Turn::of_word(word) == turn;
        let changed = self.change(|word| is_on(word).then_some(word & !mark::COUNTED | mark));
        let asleep = changed.ok().filter(|word| word & mark::ASLEEP != 0);
        ToWake(
            asleep.map(|word| Notified { waiter: Arc::clone(self), is_counted: word & mark::COUNTED != 0 }),
        )
    }

    /// Whether this turn's object was handed over and the sleep did not see it.
    pub(super) fn was_handed(&self, turn: Turn) -> bool {
        let handed = |word| Turn::of_word(word) == turn && word & mark::HANDED != 0;
        self.change(|word| handed(word).then_some(word & !mark::HANDED)).is_ok()
    }

    /// Wakes the thread to look for signals.
    pub fn interrupt(&self) {
        self.disturb(mark::INTERRUPTED);
    }

    /// Wakes the thread to say where it waits.
    pub fn ask(&self) {
        self.disturb(mark::ASKED);
    }

    /// Wakes the thread to find out whether it waits in vain.
    pub(super) fn suspect(&self) {
        self.disturb(mark::SUSPICIOUS);
    }

    fn disturb(&self, mark: u64) {
        if self.word.fetch_or(mark, Ordering::SeqCst) & mark::ASLEEP != 0 {
            self.wake();
        }
    }

    /// Whether the thread sleeps, nothing is on its way to wake it, and only another thread can.
    pub(super) fn sleeps_for_another(&self) -> bool {
        self.word.load(Ordering::SeqCst) & (mark::COUNTED | mark::REASONS) == mark::COUNTED
    }

    /// Sleeps until notified of this turn, interrupted, asked, stuck, or the deadline.
    pub(super) fn sleep(&self, turn: Turn, until: Option<Instant>) -> Woken {
        // Relaxed: the thread counts for itself.
        let sleeps = self.sleeps.fetch_add(1, Ordering::Relaxed) + 1;
        // How long it will sleep nobody knows. This way the heap is given up soon by those that sleep for long, and
        // seldom by those that sleep often.
        match self.board.rest() {
            Some(rest) if sleeps.is_power_of_two() => {
                (rest.begin)();
                let woken = self.sleep_now(turn, until);
                (rest.end)();
                woken
            }
            _ => self.sleep_now(turn, until),
        }
    }

    fn sleep_now(&self, turn: Turn, until: Option<Instant>) -> Woken {
        let counts = self.needs_another.load(Ordering::Relaxed);
        if counts {
            // Before it can be found asleep: whoever notifies it takes it off the count.
            self.board.enter_sleep();
        }
        let asleep = mark::ASLEEP | if counts { mark::COUNTED } else { 0 };
        let fell_asleep = self.change(|word| (word & mark::REASONS == 0).then_some(word | asleep));
        if let (Err(word), true) = (fell_asleep, counts) {
            debug_assert!(word & mark::COUNTED == 0, "counted while awake");
            self.board.leave_sleep();
        }
        let mut suspicious = counts && self.board.may_be_last();
        loop {
            // Acquire, as in `wake`: what is woken for stands in the word by then.
            let woken = self.woken.load(Ordering::Acquire);
            let word = self.word.load(Ordering::SeqCst);
            debug_assert_eq!(Turn::of_word(word), turn, "a thread sleeps for the turn it began last");
            if let Some((woken, mark)) = reason_to_wake(word) {
                return self.woke(woken, mark);
            }
            if until.is_some_and(crate::clock::has_passed) {
                return self.woke(Woken::TimedOut, 0);
            }
            if word & mark::SUSPICIOUS != 0 {
                self.word.fetch_and(!mark::SUSPICIOUS, Ordering::SeqCst);
                suspicious = counts;
            }
            let limit = match until {
                None => suspicious.then_some(super::board::SUSPICION),
                Some(until) => Some(crate::clock::time_until(until)),
            };
            self.sleep_on(woken, limit);
            // The board looks at every waiter, this one included.
            if std::mem::take(&mut suspicious) && self.board.is_deadlocked() {
                return self.woke(Woken::Stuck, 0);
            }
        }
    }

    /// The thread is awake, for what `mark` says.
    fn woke(&self, woken: Woken, mark: u64) -> Woken {
        let before = self.word.fetch_and(!(mark | mark::ASLEEP | mark::COUNTED), Ordering::SeqCst);
        if before & mark::COUNTED != 0 {
            self.board.leave_sleep();
        }
        woken
    }

    /// Sleeps unless it was woken since the count `woken` was read, for at most so long; or ends for no reason.
    fn sleep_on(&self, woken: u32, limit: Option<Duration>) {
        // What is longer than the system can say is for ever.
        let limit = limit.and_then(|limit| Timespec::try_from(limit).ok());
        // Whatever ends it, the caller looks why.
        let _ = futex::wait(&self.woken, futex::Flags::PRIVATE, woken, limit.as_ref());
    }
}

impl Sleeper for Waiter {
    fn wake(&self) {
        // Release: pairs with the sleeper's look at the count.
        self.woken.fetch_add(1, Ordering::Release);
        // It cannot fail for a futex that exists.
        let _ = futex::wake(&self.woken, futex::Flags::PRIVATE, 1);
    }
}

/// What a sleeper has to wake for, and the mark that says so.
fn reason_to_wake(word: u64) -> Option<(Woken, u64)> {
    let reasons = [
        (Woken::Handed, mark::HANDED),
        (Woken::Notified, mark::NOTIFIED),
        (Woken::Interrupted, mark::INTERRUPTED),
        (Woken::Asked, mark::ASKED),
    ];
    reasons.into_iter().find(|(_, mark)| word & mark != 0)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::Duration;

    use gilvm_vm::gil::Blocking;

    use super::Waiter;
    use super::Woken;
    use crate::wait::Board;
    use crate::wait::Deadlock;
    use crate::wait::Record;
    use crate::wait::Subject;

    /// A thread that waits for a lock, and the board it is on.
    fn waiter() -> (Arc<Waiter>, Arc<Board>) {
        let board = Arc::new(Board::new(Deadlock::Ignore, None));
        let waiter = board.waiter(1);
        board.enter(&waiter, false);
        let subject = Subject::Lock { object: 0, owner: 2 };
        waiter.begin_wait(Record { reason: Blocking::Lock, subject, place: None, until: None });
        (waiter, board)
    }

    fn is_over(to_wake: super::ToWake) -> bool {
        to_wake.0.is_none()
    }

    #[test]
    fn what_came_before_the_sleep_ends_it_one_by_one() {
        let (waiter, _board) = waiter();
        let turn = waiter.begin_turn();
        waiter.ask();
        waiter.interrupt();
        assert!(is_over(waiter.notify(turn)), "it does not sleep");
        assert!(is_over(waiter.hand_over(turn)));
        let expected = [Woken::Handed, Woken::Notified, Woken::Interrupted, Woken::Asked];
        assert_eq!(expected.map(|_| waiter.sleep(turn, None)), expected);
        let soon = crate::clock::deadline_in(Duration::from_millis(1));
        assert_eq!(waiter.sleep(turn, soon), Woken::TimedOut);
    }

    #[test]
    fn a_notification_of_an_earlier_turn_is_lost_and_a_signal_is_not() {
        let (waiter, _board) = waiter();
        let (earlier, turn) = (waiter.begin_turn(), waiter.begin_turn());
        assert!(is_over(waiter.notify(earlier)));
        assert!(is_over(waiter.notify(turn)));
        waiter.interrupt();
        let next = waiter.begin_turn();
        assert!(!waiter.was_handed(next));
        assert_eq!(waiter.sleep(next, None), Woken::Interrupted);
    }

    #[test]
    fn who_sleeps_is_counted_until_it_is_notified_or_wakes() {
        let (waiter, _board) = waiter();
        for notified in [true, false] {
            let turn = waiter.begin_turn();
            let sleeper = {
                let waiter = Arc::clone(&waiter);
                std::thread::spawn(move || waiter.sleep(turn, None))
            };
            while !waiter.sleeps_for_another() {
                std::thread::yield_now();
            }
            let expected = if notified {
                let to_wake = waiter.notify(turn);
                assert!(!waiter.sleeps_for_another(), "it sleeps still, but not for long");
                assert!(to_wake.0.as_ref().is_some_and(|notified| notified.is_counted));
                to_wake.now();
                Woken::Notified
            } else {
                waiter.interrupt();
                Woken::Interrupted
            };
            assert_eq!(sleeper.join().ok(), Some(expected));
            assert!(!waiter.sleeps_for_another());
        }
    }
}
