//! What a lock policy decides, and the table of those there are.
//!
//! The lock ([`super::lock`]) is mechanism: one word, a queue of waiters, sleeping and waking. A policy is asked at
//! the moments at which GILs of different runtimes differ: whether a newcomer asks at once, how long it waits, what
//! it does after a wait in vain, whether a thread may take a free lock, whom a release wakes, and what a check point
//! does. All of them but the last lie on the contended path, under the lock's mutex; nothing here is called when
//! nobody else wants the GIL. So a policy must be brief and must not block; what it remembers it may keep in plain
//! atomics or in a mutex of its own.
//!
//! A new policy is one file beside `cpython.rs` and one line in [`POLICIES`].

pub mod bfs;
pub mod cpython;
pub mod cpython_noforce;
pub mod fifo;
mod levels;
pub mod micropython;
pub mod ocaml;
pub mod options;
pub mod priority;
pub mod pypy;
pub mod ruby;
pub mod ticks;

use std::fmt;
use std::time::Duration;

use self::options::{OptionEntry, Options};
use super::breaker::Breaker;
use super::event::GaveUp;
use super::interval::Interval;
use super::queue::WaitQueue;
use super::thread::GilThread;
use super::word::Slot;
use crate::clock::Clock;

/// What a policy sees when it is asked. The lock's mutex is held meanwhile.
#[derive(Debug)]
pub struct Scene<'a> {
    /// Who waits.
    pub queue: &'a WaitQueue,
    /// The switch interval as it is now.
    pub interval: Interval,
    /// Who has the GIL or, if it is free, had it last.
    pub holder: Slot,
    /// Where the time is read.
    pub clock: &'a Clock,
}

/// A thread that wants the GIL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Who.
    pub slot: Slot,
    /// What it did before.
    pub came: Came,
}

/// How a thread that wants the GIL had lost it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Came {
    /// It gave the GIL up by itself, for a blocking call, or never had it.
    ByItself,
    /// It was made to give it up, at a check point.
    Forced,
}

/// The decisions of one kind of GIL.
pub trait Policy: fmt::Debug + Send + Sync {
    /// The name and the parameters, as on the command line.
    fn describe(&self) -> String;

    /// `me` has just queued: what it asks of the holder before it sleeps for the first time.
    fn queued(&self, _scene: &Scene<'_>, _me: Claim) -> Ask {
        Ask::Nothing
    }

    /// Where waiters sleep, asked once. If not apart, releases wake [`Wake::Somebody`], and [`Policy::may_take`] never
    /// says no.
    fn sleepers(&self) -> Sleepers {
        Sleepers::Apart
    }

    /// How long a waiter sleeps before it looks again, or `None` to sleep until it is woken.
    fn wait(&self, scene: &Scene<'_>, me: Claim) -> Option<Duration>;

    /// What a waiter does after a sleep that did not bring it the GIL, before it sleeps again.
    fn after_wait(&self, scene: &Scene<'_>, me: Claim, ended: WaitEnded) -> Next;

    /// Whether `me` may take the GIL, which is free; `me` may or may not stand in the queue. Whoever says no must
    /// see to it that another thread which may take it has been woken.
    fn may_take(&self, scene: &Scene<'_>, me: Claim) -> bool;

    /// `me`, which is no longer in the queue, took the GIL while others wait or after it waited itself. The waiter
    /// returned is roused, to compute its [`Policy::wait`] anew; it does not count as woken.
    fn taken(&self, _scene: &Scene<'_>, _me: Claim) -> Option<Slot> {
        None
    }

    /// Whom to wake when `me` gives up the GIL, and whether `me` waits for a taker. Asked only if somebody waits.
    fn release(&self, scene: &Scene<'_>, me: Slot, gave_up: GaveUp, request: Request) -> Release;

    /// At a check point of the holder `me` whose breaker shows `DROP_REQUEST` or `TICK`: what it does.
    /// `contended` says whether anybody waits, as far as can be told without the mutex.
    fn check_point(&self, me: &GilThread, _interval: Interval, _contended: bool) -> CheckPoint {
        if me.breaker().has(Breaker::DROP_REQUEST) { CheckPoint::GiveUp } else { CheckPoint::GoOn }
    }

    /// Whether the policy wants to be asked at every check point, not only when there is a request.
    fn counts_check_points(&self) -> bool {
        false
    }

    /// The thread in this slot gives itself a level; before that it has level 0. Whether the policy heeds levels.
    fn set_level(&self, _slot: Slot, _level: i8) -> bool {
        false
    }

    /// The thread in this slot left; the next one in it will be another.
    fn forget(&self, _slot: Slot) {}
}

/// How a sleep ended that did not bring the GIL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaitEnded {
    /// Woken by a release, but another thread was quicker.
    Futile,
    /// The time passed, and nobody got the GIL meanwhile: the holder held it all along.
    InVain,
    /// The time passed, but the GIL changed hands meanwhile: the present holder is young.
    Switched,
}

/// What a waiter does before it sleeps again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Next {
    /// What it asks of the holder.
    pub ask: Ask,
    /// Where it queues.
    pub place: Place,
}

/// Where a waiter stands in the queue when it sleeps again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Where it stood.
    Keep,
    /// At the end, as if it had just come.
    Last,
}

/// What a waiter asks of the holder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Nothing; it waits again.
    Nothing,
    /// To drop the GIL at its next check point.
    Drop,
}

/// Whether a waiter had asked for the GIL when its holder gave it up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Request {
    /// Nobody had.
    None,
    /// Somebody had.
    Pending,
}

/// What becomes of a GIL that was given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Release {
    /// Whom to wake.
    pub wake: Wake,
    /// What the thread does that gave it up.
    pub then: AfterRelease,
}

/// Whom a release wakes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wake {
    /// Nobody.
    Nobody,
    /// This waiter. For policies whose waiters sleep apart.
    This(Slot),
    /// Whoever hears it. For policies whose waiters do not sleep apart.
    Somebody,
}

impl From<Option<Slot>> for Wake {
    fn from(slot: Option<Slot>) -> Wake {
        slot.map_or(Wake::Nobody, Wake::This)
    }
}

/// Where those sleep who wait for the GIL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sleepers {
    /// Each by itself: the policy names whom a release wakes.
    Apart,
    /// All on one condition variable of the C library, which chooses who hears a signal. Each [`Policy::wait`] has a
    /// limit: glibc before 2.41 can lose a signal (its bug 25847).
    Together,
    /// All as on a semaphore that stands for the GIL: each release calls the kernel while somebody waits, also when all
    /// who wait are awake already. The GIL is free for that long.
    OnSemaphore,
    /// All as on a plain mutex of the C library: a release calls the kernel only if somebody fell asleep since the GIL
    /// was taken, or the holder itself had slept for it.
    OnMutex,
}

/// What a thread does right after it gave the GIL up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AfterRelease {
    /// Goes its way, and may be the next to take it.
    GoOn,
    /// Sleeps until another thread took it.
    HandOver,
}

/// What a holder does at a check point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckPoint {
    /// Keeps the GIL.
    GoOn,
    /// Gives it up and queues for it again.
    GiveUp,
}

/// One line of the table of policies.
#[derive(Clone, Copy, Debug)]
pub struct PolicyEntry {
    /// The name on the command line.
    pub name: &'static str,
    /// One sentence for the help text.
    pub about: &'static str,
    /// What can be set.
    pub options: &'static [OptionEntry],
    /// Makes one; what `options` does not name has its default.
    pub make: fn(options: &Options) -> Result<Box<dyn Policy>, String>,
}

/// Every policy, in the order in which help texts list them.
pub const POLICIES: &[PolicyEntry] = &[
    cpython::ENTRY,
    cpython_noforce::ENTRY,
    ticks::ENTRY,
    fifo::ENTRY,
    priority::ENTRY,
    bfs::ENTRY,
    pypy::ENTRY,
    ocaml::ENTRY,
    ruby::ENTRY,
    micropython::ENTRY,
];

/// Makes a policy as `name` or `name:option=value,option=value` describes it.
///
/// # Errors
/// What is wrong with the description, and what would be right.
pub fn parse(text: &str) -> Result<Box<dyn Policy>, String> {
    let (name, options) = match text.split_once(':') {
        Some((name, options)) => (name, Some(options)),
        None => (text, None),
    };
    let Some(entry) = POLICIES.iter().find(|entry| entry.name == name) else {
        let names: Vec<&str> = POLICIES.iter().map(|entry| entry.name).collect();
        return Err(format!("there is no policy '{name}'; there are {}", names.join(", ")));
    };
    let options = match options {
        Some(options) => Options::parse(entry.name, entry.options, options)?,
        None => Options::none(entry.name, entry.options),
    };
    (entry.make)(&options)
}
