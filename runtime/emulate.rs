//! `--emulate VERSION`: how a version of CPython schedules threads, in one word.
//!
//! It sets what differs in behaviour between the versions: the lock's policy, the check points, the fairness of
//! locks, whether a sleep of no length blocks, and how threads are called. The language stays that of 3.13.

use clap::ValueEnum;
use gilvm_vm::gil::CheckPoints;

use crate::wait::LockFairness;

/// The versions that differ.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub enum Version {
    /// The holder counts ticks; nobody is handed anything.
    #[value(name = "2.7")]
    V2_7,
    /// The GIL of today: a waiter asks after an interval.
    #[value(name = "3.2")]
    V3_2,
    /// The last with check points at nearly every instruction.
    #[value(name = "3.9")]
    V3_9,
    /// Check points at calls and jumps.
    #[value(name = "3.10")]
    V3_10,
    /// Check points at calls and backward jumps.
    #[value(name = "3.12")]
    V3_12,
    /// What gilvm does without this option.
    #[value(name = "3.13")]
    V3_13,
    /// Locks that are handed to who waited long.
    #[value(name = "3.14")]
    V3_14,
}

/// Whether `time.sleep(0)` blocks.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum SleepZero {
    /// It gives the GIL up and takes it back: a `select` without a wait.
    ReturnsAtOnce,
    /// It sleeps as briefly as the system's timers allow (`clock_nanosleep`, since 3.11).
    #[default]
    Blocks,
}

/// How a thread is called that was given no name.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum ThreadNames {
    /// `Thread-1`
    Number,
    /// `Thread-1 (target)`, since 3.10.
    #[default]
    NumberAndTarget,
}

/// What a version does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Behaviour {
    /// The lock's policy, as `--gil` takes it.
    pub policy: &'static str,
    /// Where the holder looks at its breaker.
    pub check_points: CheckPoints,
    /// Who gets a lock that is released.
    pub lock_fairness: LockFairness,
    /// Whether a sleep of no length blocks.
    pub sleep_zero: SleepZero,
    /// How threads are called.
    pub thread_names: ThreadNames,
}

impl Version {
    /// What this version does.
    pub fn behaviour(self) -> Behaviour {
        let py313 = Behaviour {
            policy: "cpython",
            check_points: CheckPoints::Calls,
            lock_fairness: LockFairness::Barging,
            sleep_zero: SleepZero::Blocks,
            thread_names: ThreadNames::NumberAndTarget,
        };
        let py39 = Behaviour {
            check_points: CheckPoints::Py39,
            sleep_zero: SleepZero::ReturnsAtOnce,
            thread_names: ThreadNames::Number,
            ..py313
        };
        match self {
            Version::V2_7 => Behaviour { policy: "ticks", ..py39 },
            Version::V3_2 | Version::V3_9 => py39,
            Version::V3_10 => {
                Behaviour { check_points: CheckPoints::Py310, sleep_zero: SleepZero::ReturnsAtOnce, ..py313 }
            }
            Version::V3_12 | Version::V3_13 => py313,
            Version::V3_14 => Behaviour { lock_fairness: LockFairness::HandOff, ..py313 },
        }
    }
}
