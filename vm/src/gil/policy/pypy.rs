//! The policy of PyPy: one waiter polls, the others stand behind it.
//!
//! A blocking call only marks the GIL as free and wakes nobody; if the thread is back soon it takes it again, as if
//! nothing had been. The first waiter, the "stealer", looks every tenth of a millisecond whether it is free. A
//! holder counts its check points; after a fixed number of them it hands the GIL to the stealer, if there is one,
//! and queues behind the rest.
//!
//! As in PyPy the number follows the switch interval, two check points for each microsecond, unless it is given.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use super::options::{OptionEntry, duration_text};
use super::{
    AfterRelease, Ask, CheckPoint, Claim, Next, Place, Policy, PolicyEntry, Release, Request, Scene,
    WaitEnded, Wake,
};
use crate::gil::event::GaveUp;
use crate::gil::interval::Interval;
use crate::gil::thread::GilThread;
use crate::gil::word::Slot;

/// `sys.setswitchinterval(0.005)` means 10,000 in PyPy.
const CHECK_POINTS_PER_MICROSECOND: u64 = 2;

/// The line in the table.
pub const ENTRY: PolicyEntry = PolicyEntry {
    name: "pypy",
    about: "The first waiter polls for a free GIL; a holder yields after a number of check points (PyPy).",
    options: &[
        OptionEntry { name: "poll", default: "100us", about: "how often the first waiter looks" },
        OptionEntry {
            name: "every",
            default: "",
            about: "check points between two yields [default: two for each microsecond of the switch interval]",
        },
    ],
    make: |options| {
        let every = options.is_given("every").then(|| options.count("every")).transpose()?;
        Ok(Box::new(PyPy { poll: options.duration("poll")?, every, count: AtomicU64::new(0) }))
    },
};

/// See the head of the file.
#[derive(Debug)]
pub struct PyPy {
    poll: Duration,
    every: Option<u64>,
    /// Only the holder counts.
    count: AtomicU64,
}

impl Policy for PyPy {
    fn describe(&self) -> String {
        let every = self.every.map_or(String::new(), |every| format!(",every={every}"));
        format!("{}:poll={}{every}", ENTRY.name, duration_text(self.poll))
    }

    fn wait(&self, scene: &Scene<'_>, me: Claim) -> Option<Duration> {
        (scene.queue.front() == Some(me.slot)).then_some(self.poll)
    }

    fn after_wait(&self, _scene: &Scene<'_>, _me: Claim, _ended: WaitEnded) -> Next {
        Next { ask: Ask::Nothing, place: Place::Keep }
    }

    fn may_take(&self, scene: &Scene<'_>, me: Claim) -> bool {
        // Who comes back from outside may be quicker than the stealer; who waits behind it may not.
        !scene.queue.iter().any(|waiter| waiter.slot == me.slot) || scene.queue.front() == Some(me.slot)
    }

    fn taken(&self, scene: &Scene<'_>, _me: Claim) -> Option<Slot> {
        // It becomes the stealer.
        scene.queue.front()
    }

    fn release(&self, scene: &Scene<'_>, _me: Slot, gave_up: GaveUp, _request: Request) -> Release {
        match gave_up {
            GaveUp::Interval => Release { wake: scene.queue.front().into(), then: AfterRelease::HandOver },
            GaveUp::Blocking(_) | GaveUp::Exit => Release { wake: Wake::Nobody, then: AfterRelease::GoOn },
        }
    }

    fn check_point(&self, _me: &GilThread, interval: Interval, contended: bool) -> CheckPoint {
        let every = self.every.unwrap_or(interval.as_micros().saturating_mul(CHECK_POINTS_PER_MICROSECOND));
        // Relaxed: the GIL orders those who count.
        let count = self.count.load(Ordering::Relaxed) + 1;
        if count < every {
            self.count.store(count, Ordering::Relaxed);
            return CheckPoint::GoOn;
        }
        self.count.store(0, Ordering::Relaxed);
        if contended { CheckPoint::GiveUp } else { CheckPoint::GoOn }
    }

    fn counts_check_points(&self) -> bool {
        true
    }
}
