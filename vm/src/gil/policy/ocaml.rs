//! The policy of OCaml's systhreads: a clock of its own interrupts whoever runs.
//!
//! A tick thread raises a flag every 50 ms, whoever has the lock and for how long. The holder sees it at its next
//! check point, gives the lock to one that waits already and queues behind it. A blocking section only frees the
//! lock: who comes first takes it. Here the waiters play the tick thread: they sleep until the clock's next full
//! tick, and the first of them asks.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use super::options::{OptionEntry, duration_text};
use super::{AfterRelease, Ask, Claim, Next, Place, Policy, PolicyEntry, Release, Request, Scene, WaitEnded};
use crate::gil::event::GaveUp;
use crate::gil::word::Slot;

/// The line in the table.
pub const ENTRY: PolicyEntry = PolicyEntry {
    name: "ocaml",
    about: "At every tick of a clock the holder yields to a thread that waits (OCaml's systhreads).",
    options: &[OptionEntry { name: "tick", default: "50ms", about: "the clock's period" }],
    make: |options| Ok(Box::new(OCaml { tick: options.duration("tick")?, asked: AtomicU64::new(0) })),
};

/// See the head of the file.
#[derive(Debug)]
pub struct OCaml {
    tick: Duration,
    /// The last tick at which somebody asked; written under the lock's mutex.
    asked: AtomicU64,
}

impl OCaml {
    /// How many ticks the clock has made, and how long ago the last one was.
    fn now(&self, scene: &Scene<'_>) -> (u64, Duration) {
        let tick_ns = u64::try_from(self.tick.as_nanos()).unwrap_or(u64::MAX);
        let now_ns = scene.clock.now_ns();
        (now_ns / tick_ns, Duration::from_nanos(now_ns % tick_ns))
    }
}

impl Policy for OCaml {
    fn describe(&self) -> String {
        format!("{}:tick={}", ENTRY.name, duration_text(self.tick))
    }

    fn queued(&self, scene: &Scene<'_>, _me: Claim) -> Ask {
        if scene.queue.len() == 1 {
            // Ticks that found nobody waiting are over.
            self.asked.store(self.now(scene).0, Ordering::Relaxed);
        }
        Ask::Nothing
    }

    fn wait(&self, scene: &Scene<'_>, _me: Claim) -> Option<Duration> {
        Some(self.tick.saturating_sub(self.now(scene).1))
    }

    fn after_wait(&self, scene: &Scene<'_>, _me: Claim, ended: WaitEnded) -> Next {
        let tick = self.now(scene).0;
        // One tick, one yield, however many waiters it wakes here.
        let due = ended != WaitEnded::Futile && self.asked.swap(tick, Ordering::Relaxed) != tick;
        Next { ask: if due { Ask::Drop } else { Ask::Nothing }, place: Place::Keep }
    }

    fn may_take(&self, _scene: &Scene<'_>, _me: Claim) -> bool {
        true
    }

    fn release(&self, scene: &Scene<'_>, _me: Slot, gave_up: GaveUp, request: Request) -> Release {
        let then = match (gave_up, request) {
            (GaveUp::Interval, Request::Pending) => AfterRelease::HandOver,
            _ => AfterRelease::GoOn,
        };
        Release { wake: scene.queue.first_asleep().into(), then }
    }
}
