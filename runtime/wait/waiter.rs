//! Where one thread sleeps.
//!
//! Each time a thread queues up for something it begins a *turn*, and a notification names the turn it is meant for:
//! one that comes late, when the thread has given up or got what it wanted by other means, wakes nobody.

use std::sync::Arc;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering;
use std::thread::Thread;
use std::time::Instant;

use gilvm_vm::held::Held;
use parking_lot::Mutex;

use super::Board;
use super::Record;

/// The sleeping place of one thread, made by itself.
pub struct Waiter {
    thread: Thread,
    /// `threading.get_ident()` of the thread.
    ident: u64,
    board: Arc<Board>,
    /// How often it slept.
    sleeps: AtomicU32,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// Counts what the thread queued up for.
    turn: u64,
    /// What the current turn is for has happened.
    notified: bool,
    /// What the current turn is for is the thread's own, by the hand of another.
    handed: bool,
    /// A signal came.
    interrupted: bool,
    /// Another thread wants to know where this one waits.
    asked: bool,
    /// The thread shall find out whether anybody is left who could wake it.
    suspicious: bool,
    /// Whether the thread sleeps, or will without looking again.
    asleep: bool,
    /// Whether the board counts it as asleep.
    counted: bool,
    /// The wait under way.
    record: Option<Record>,
    /// The thread's name, for reports.
    name: String,
}

/// A time that a thread queued up for something.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Turn(u64);

impl Turn {
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
pub struct ToWake(Option<Thread>);

impl ToWake {
    /// Wakes it at once: for those who do not hold the GIL.
    pub fn now(self) {
        if let Some(thread) = self.0 {
            thread.unpark();
        }
    }

    /// Wakes it when it can have the GIL.
    pub fn soon(self, held: &mut Held) {
        if let Some(thread) = self.0 {
            held.wake(thread);
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
        let state = Mutex::new(State::default());
        let (board, sleeps) = (Arc::clone(board), AtomicU32::new(0));
        Waiter { thread: std::thread::current(), ident, board, sleeps, state }
    }

    /// `threading.get_ident()` of the thread.
    pub fn ident(&self) -> u64 {
        self.ident
    }

    /// The thread's name, for reports.
    pub fn name(&self) -> String {
        self.state.lock().name.clone()
    }

    /// Names the thread for reports.
    pub fn set_name(&self, name: &str) {
        name.clone_into(&mut self.state.lock().name);
    }

    /// The wait under way, if there is one.
    pub fn record(&self) -> Option<Record> {
        self.state.lock().record.clone()
    }

    /// The board it is on.
    pub fn board(&self) -> &Arc<Board> {
        &self.board
    }

    pub(super) fn begin_wait(&self, record: Record) {
        let old = self.state.lock().record.replace(record);
        drop(old);
    }

    pub(super) fn end_wait(&self) {
        let old = self.state.lock().record.take();
        drop(old);
    }

    /// Begins a turn: to be called before the thread queues up.
    pub(super) fn begin_turn(&self) -> Turn {
        let mut state = self.state.lock();
        state.turn += 1;
        (state.notified, state.handed) = (false, false);
        Turn(state.turn)
    }

    /// What the thread's turn is for may have happened; returns whom to wake for it. Nothing if the turn is over.
    pub(super) fn notify(&self, turn: Turn) -> ToWake {
        self.wake_for(turn, |state| state.notified = true)
    }

    /// What the thread's turn is for belongs to it now; returns whom to wake for it. The turn is not over.
    pub(super) fn hand_over(&self, turn: Turn) -> ToWake {
        self.wake_for(turn, |state| state.handed = true)
    }

    fn wake_for(&self, turn: Turn, mark: impl FnOnce(&mut State)) -> ToWake {
        let mut state = self.state.lock();
        if state.turn != turn.0 {
            return ToWake(None);
        }
        mark(&mut state);
        if std::mem::take(&mut state.counted) {
            self.board.leave_sleep();
        }
        ToWake(state.asleep.then(|| self.thread.clone()))
    }

    /// Whether this turn's object was handed over and the sleep did not see it.
    pub(super) fn was_handed(&self, turn: Turn) -> bool {
        let mut state = self.state.lock();
        state.turn == turn.0 && std::mem::take(&mut state.handed)
    }

    /// Wakes the thread to look for signals.
    pub fn interrupt(&self) {
        self.state.lock().interrupted = true;
        self.thread.unpark();
    }

    /// Wakes the thread to say where it waits.
    pub fn ask(&self) {
        self.state.lock().asked = true;
        self.thread.unpark();
    }

    /// Wakes the thread to find out whether it waits in vain.
    pub(super) fn suspect(&self) {
        self.state.lock().suspicious = true;
        self.thread.unpark();
    }

    /// Whether the thread sleeps, nothing is on its way to wake it, and only another thread can.
    pub(super) fn sleeps_for_another(&self) -> bool {
        let state = self.state.lock();
        let undisturbed = !state.notified && !state.handed && !state.interrupted && !state.asked;
        state.asleep && undisturbed && state.record.as_ref().is_some_and(Record::needs_another_thread)
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
        let mut state = self.state.lock();
        debug_assert_eq!(state.turn, turn.0, "a thread sleeps for the turn it began last");
        if let Some(woken) = state.reason_to_wake() {
            return woken;
        }
        state.asleep = true;
        let counts = state.record.as_ref().is_some_and(Record::needs_another_thread);
        if counts {
            state.counted = true;
            state.suspicious |= self.board.enter_sleep();
        }
        let woken = loop {
            let mut suspicious = std::mem::take(&mut state.suspicious) && counts;
            drop(state);
            match until {
                None if suspicious => std::thread::park_timeout(super::board::SUSPICION),
                None => std::thread::park(),
                Some(until) => std::thread::park_timeout(crate::clock::time_until(until)),
            }
            state = self.state.lock();
            if let Some(woken) = state.reason_to_wake() {
                break woken;
            }
            if until.is_some_and(crate::clock::has_passed) {
                break Woken::TimedOut;
            }
            if suspicious {
                // The board looks at every waiter, this one included.
                drop(state);
                suspicious = self.board.is_deadlocked();
                state = self.state.lock();
                if let Some(woken) = state.reason_to_wake() {
                    break woken;
                }
                if suspicious {
                    break Woken::Stuck;
                }
            }
        };
        state.asleep = false;
        if std::mem::take(&mut state.counted) {
            self.board.leave_sleep();
        }
        woken
    }
}

impl State {
    /// What the sleeper has to wake for, which is thereby seen.
    fn reason_to_wake(&mut self) -> Option<Woken> {
        if std::mem::take(&mut self.handed) {
            return Some(Woken::Handed);
        }
        if std::mem::take(&mut self.notified) {
            return Some(Woken::Notified);
        }
        if std::mem::take(&mut self.interrupted) {
            return Some(Woken::Interrupted);
        }
        std::mem::take(&mut self.asked).then_some(Woken::Asked)
    }
}
