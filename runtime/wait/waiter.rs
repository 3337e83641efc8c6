//! Where one thread sleeps.
//!
//! Each time a thread queues up for something it begins a *turn*, and a notification names the turn it is meant for:
//! one that comes late, when the thread has given up or got what it wanted by other means, wakes nobody.

use std::sync::Arc;
use std::thread::Thread;
use std::time::Instant;

use parking_lot::Mutex;

use super::Board;
use super::Record;

/// The sleeping place of one thread, made by itself.
pub struct Waiter {
    thread: Thread,
    /// `threading.get_ident()` of the thread.
    ident: u64,
    board: Arc<Board>,
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
        Waiter { thread: std::thread::current(), ident, board: Arc::clone(board), state }
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

    /// Wakes the thread: what its turn is for may have happened. Nothing if the turn is over.
    pub(super) fn notify(&self, turn: Turn) {
        self.wake_for(turn, |state| state.notified = true);
    }

    /// Wakes the thread: what its turn is for belongs to it now. The turn is not over.
    pub(super) fn hand_over(&self, turn: Turn) {
        self.wake_for(turn, |state| state.handed = true);
    }

    fn wake_for(&self, turn: Turn, mark: impl FnOnce(&mut State)) {
        let mut state = self.state.lock();
        if state.turn != turn.0 {
            return;
        }
        mark(&mut state);
        let asleep = state.asleep;
        drop(state);
        if asleep {
            self.thread.unpark();
        }
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
        let mut state = self.state.lock();
        debug_assert_eq!(state.turn, turn.0, "a thread sleeps for the turn it began last");
        if let Some(woken) = state.reason_to_wake() {
            return woken;
        }
        state.asleep = true;
        let counts = state.record.as_ref().is_some_and(Record::needs_another_thread);
        if counts && self.board.enter_sleep() {
            state.suspicious = true;
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
        drop(state);
        if counts {
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
