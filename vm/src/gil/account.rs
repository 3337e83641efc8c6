//! The books: how long each thread ran, waited for the GIL and was blocked outside it, and how often what happened.
//!
//! An [`Account`] is one thread's book, fed with that thread's events; a [`ThreadStats`] is a page copied from it,
//! plain numbers that outlive the thread. Invariant: from its first event to its last a thread is in exactly one
//! condition, so running, waiting and blocked add up to its lifetime less the time before it first asked for the
//! GIL and after it gave it up for good.
//!
//! What counts as a *wait* is a wish for the GIL that found it taken; times it was free for the asking are in
//! `times_got` only, also when the thread had given it up at a check point a moment before. The sleep of a dropper
//! until its successor took over counts as waiting too, since it does nothing else meanwhile. If it drops the GIL at a
//! check point this is part of the wait that follows; if it does so for a blocking call, it is kept beside the waits,
//! in `handing_over_ns`. So waiting is the sum of all waits and of this.

use std::fmt;

use hdrhistogram::Histogram;

use super::event::{Blocking, Event, GaveUp, ThreadId};
use super::ledger::{CallStats, Details, Wait, WaitedFor};
use crate::clock::Scale;

/// A thread's page of the books; all durations in nanoseconds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ThreadStats {
    /// Holding the GIL.
    pub running_ns: u64,
    /// Wanting it.
    pub waiting_ns: u64,
    /// Of this, for a successor, before a blocking call could begin.
    pub handing_over_ns: u64,
    /// Neither: in a blocking call.
    pub blocked_ns: u64,
    /// Times it got the GIL, at once or after a wait.
    pub times_got: u64,
    /// Times it gave it up at a check point, because somebody had asked.
    pub switches_forced: u64,
    /// Times it gave it up for a call that may block.
    pub given_up_blocking: u64,
    /// Requests it made of a holder.
    pub requests_made: u64,
    /// Requests made of it.
    pub requests_received: u64,
    /// Times it was woken to take the GIL and found it taken again.
    pub futile_wake_ups: u64,
    /// How long its waits lasted.
    pub waits: Distribution,
    /// How long it held the GIL each time before it was forced to give it up.
    pub slices: Distribution,
}

/// A set of durations, summed up; exact to one part in 128, in nanoseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Distribution {
    /// How many there are.
    pub count: u64,
    /// Half of them are at most this.
    pub p50_ns: u64,
    /// Nine in ten.
    pub p90_ns: u64,
    /// Ninety-nine in a hundred.
    pub p99_ns: u64,
    /// All of them; this one is exact.
    pub max_ns: u64,
}

/// The page of one thread, with its name to the lock.
#[derive(Clone, Debug, PartialEq)]
pub struct ThreadPage {
    /// Which thread.
    pub id: ThreadId,
    /// What it did so far.
    pub stats: ThreadStats,
}

/// What a GIL did so far.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GilStats {
    /// Times the GIL went to another thread than the one that held it before; modulo 2³².
    pub switch_number: u32,
    /// The threads, oldest first: all that live, and of those that left the first [`DEPARTED_MAX`].
    pub threads: Vec<ThreadPage>,
    /// Threads that left and are only in the total.
    pub threads_omitted: u64,
    /// All threads together.
    pub total: ThreadStats,
    /// How many waits were shorter than each of [`WAIT_CLASSES`] and not shorter than the one before; the last
    /// count is of all that were longer.
    pub waits_by_length: [u64; WAIT_CLASSES.len() + 1],
    /// Who waited for whom.
    pub waited_for: Vec<WaitedFor>,
    /// Blocking calls by kind, in the order of [`Blocking::ALL`].
    pub calls: [CallStats; Blocking::ALL.len()],
    /// From a release to the moment a thread that waited then held the GIL.
    pub hand_overs: Distribution,
}

/// How many threads that have left keep a page of their own.
pub const DEPARTED_MAX: usize = 1_024;

/// One thread's book. It is kept in ticks; a page of it is in nanoseconds.
#[derive(Clone, Debug, Default)]
pub(super) struct Account {
    condition: Condition,
    /// When the present condition was last charged for.
    charged_until: u64,
    /// When the present wish for the GIL began, if there is one.
    wait_began: Option<u64>,
    /// Whether it found the GIL taken.
    in_vain: bool,
    got_at: u64,
    /// In ticks, whatever the names of its fields say.
    counts: ThreadStats,
    waits: Durations,
    slices: Durations,
    pub(super) details: Details,
}

/// Bounds of the classes in [`GilStats::waits_by_length`], in intervals.
pub const WAIT_CLASSES: [f64; 8] = [0.1, 0.5, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0];

/// What a thread is doing, as far as the GIL can tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Condition {
    /// Not yet, or no longer, in need of the GIL.
    #[default]
    Away,
    Running,
    Waiting,
    /// Gave it up for a blocking call, and waits for somebody to take it before it may start the call.
    HandingOver,
    Blocked,
}

impl Account {
    /// A book that will not grow while it is kept, unless somebody waits for longer than a second or so.
    pub(super) fn with_room() -> Account {
        Account { details: Details::with_room(), ..Account::default() }
    }

    /// How many waits lie below each of [`WAIT_CLASSES`], and above the last.
    pub(super) fn waits_by_length(&self, interval_ns: u64, scale: Scale) -> [u64; WAIT_CLASSES.len() + 1] {
        let interval = scale.ticks(interval_ns);
        let mut below = 0;
        let mut counts = [0; WAIT_CLASSES.len() + 1];
        for (count, bound) in counts.iter_mut().zip(WAIT_CLASSES) {
            let bound = (interval as f64 * bound) as u64;
            let all = self.waits.histogram.count_between(0, bound.saturating_sub(1));
            *count = all - below;
            below = all;
        }
        counts[WAIT_CLASSES.len()] = self.waits.histogram.len() - below;
        counts
    }

    /// Enters `event`, which happened at `now`; the GIL was last given up at `freed`. Returns the wait that ends.
    pub(super) fn enter(&mut self, now: u64, event: Event, freed: u64) -> Option<Wait> {
        match event {
            // Made on another thread, or at a moment that changes nothing: these charge no time.
            Event::WasAsked { .. } => self.counts.requests_received += 1,
            Event::Requested { .. } => self.counts.requests_made += 1,
            Event::FutileWakeUp => self.counts.futile_wake_ups += 1,
            Event::Started | Event::Exited => self.become_(now, Condition::Away),
            Event::Wants { .. } => {
                self.become_(now, Condition::Waiting);
                self.wait_began = Some(self.wait_began.unwrap_or(now));
                self.in_vain = true;
            }
            Event::Got => self.got(now),
            Event::GaveUp(why) => self.gave_up(now, why),
            Event::HandsOver => {
                self.in_vain |= self.wait_began.is_some();
                if self.condition == Condition::Blocked {
                    self.become_(now, Condition::HandingOver);
                }
            }
            Event::HandedOver { .. } => {
                if self.condition == Condition::HandingOver {
                    self.become_(now, Condition::Blocked);
                }
            }
        }
        self.details.enter(now, event, freed)
    }

    /// The page as of `now`, the running condition included.
    pub(super) fn page(&self, now: u64, scale: Scale) -> ThreadStats {
        let counts = self.counts_at(now);
        ThreadStats {
            running_ns: scale.ns(counts.running_ns),
            waiting_ns: scale.ns(counts.waiting_ns),
            handing_over_ns: scale.ns(counts.handing_over_ns),
            blocked_ns: scale.ns(counts.blocked_ns),
            waits: self.waits.sum_up(scale),
            slices: self.slices.sum_up(scale),
            ..counts
        }
    }

    /// The counts as of `now`, in ticks.
    fn counts_at(&self, now: u64) -> ThreadStats {
        let mut counts = self.counts.clone();
        charge(&mut counts, self.condition, now.saturating_sub(self.charged_until));
        counts
    }

    /// Adds `other`, charged up to `now`, to this book, which is a total and has no condition of its own.
    pub(super) fn add(&mut self, id: ThreadId, other: &Account, now: u64) {
        self.details.add(&other.details, id);
        let page = other.counts_at(now);
        let counts = &mut self.counts;
        counts.running_ns += page.running_ns;
        counts.waiting_ns += page.waiting_ns;
        counts.handing_over_ns += page.handing_over_ns;
        counts.blocked_ns += page.blocked_ns;
        counts.times_got += page.times_got;
        counts.switches_forced += page.switches_forced;
        counts.given_up_blocking += page.given_up_blocking;
        counts.requests_made += page.requests_made;
        counts.requests_received += page.requests_received;
        counts.futile_wake_ups += page.futile_wake_ups;
        self.waits.add(&other.waits);
        self.slices.add(&other.slices);
    }

    fn got(&mut self, now: u64) {
        let began = self.wait_began.take();
        let in_vain = std::mem::take(&mut self.in_vain);
        if self.condition == Condition::Waiting && !in_vain {
            // It gave the GIL up and had it back before anybody else: that is its own work, not a wait.
            self.condition = Condition::Running;
        }
        self.become_(now, Condition::Running);
        self.counts.times_got += 1;
        self.got_at = now;
        if let Some(began) = began.filter(|_| in_vain) {
            self.waits.record(now.saturating_sub(began));
        }
    }

    fn gave_up(&mut self, now: u64, why: GaveUp) {
        match why {
            GaveUp::Interval => {
                self.become_(now, Condition::Waiting);
                self.counts.switches_forced += 1;
                self.slices.record(now.saturating_sub(self.got_at));
                // It wants the GIL back from this moment on.
                self.wait_began = Some(now);
            }
            GaveUp::Blocking(_) => {
                self.become_(now, Condition::Blocked);
                self.counts.given_up_blocking += 1;
            }
            GaveUp::Exit => self.become_(now, Condition::Away),
        }
    }

    /// Charges the time since the last change to the condition that ends here.
    fn become_(&mut self, now: u64, condition: Condition) {
        charge(&mut self.counts, self.condition, now.saturating_sub(self.charged_until));
        self.condition = condition;
        self.charged_until = now;
    }
}

fn charge(stats: &mut ThreadStats, condition: Condition, elapsed: u64) {
    match condition {
        Condition::Away => {}
        Condition::Running => stats.running_ns += elapsed,
        Condition::Waiting => stats.waiting_ns += elapsed,
        Condition::HandingOver => {
            stats.waiting_ns += elapsed;
            stats.handing_over_ns += elapsed;
        }
        Condition::Blocked => stats.blocked_ns += elapsed,
    }
}

/// A mergeable histogram of durations in ticks.
#[derive(Clone)]
pub(super) struct Durations {
    histogram: Histogram<u32>,
    /// The longest. The histogram knows only a bound of its bucket, which may exceed the sum of all.
    max: u64,
}

impl Durations {
    /// Two significant digits: a bucket's width is at most 1/128 of its value.
    const DIGITS: u8 = 2;

    /// Up to here, a second or so, there is room from the start (13 KB); beyond it the histogram grows.
    const ROOM: u64 = 1 << 32;

    pub(super) fn record(&mut self, ticks: u64) {
        // Fails only for a duration beyond what the histogram can grow to, which is centuries.
        let _ = self.histogram.record(ticks);
        self.max = self.max.max(ticks);
    }

    pub(super) fn add(&mut self, other: &Durations) {
        // Fails only where `record` would have.
        let _ = self.histogram.add(&other.histogram);
        self.max = self.max.max(other.max);
    }

    pub(super) fn sum_up(&self, scale: Scale) -> Distribution {
        let at = |quantile| scale.ns(self.histogram.value_at_quantile(quantile).min(self.max));
        Distribution {
            count: self.histogram.len(),
            p50_ns: at(0.50),
            p90_ns: at(0.90),
            p99_ns: at(0.99),
            max_ns: scale.ns(self.max),
        }
    }
}

impl Default for Durations {
    fn default() -> Self {
        let mut histogram = Histogram::new_with_max(Self::ROOM, Self::DIGITS)
            .expect("two digits are within what a histogram can do");
        histogram.auto(true);
        Durations { histogram, max: 0 }
    }
}

impl fmt::Debug for Durations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.sum_up(Scale::NANOSECONDS).fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::super::event::{Blocking, Event, GaveUp, ThreadId};
    use super::Account;
    use crate::clock::Scale;

    #[test]
    fn every_nanosecond_is_charged_once() {
        let mut account = Account::default();
        let other = ThreadId(2);
        for (at_ns, event) in [
            (100, Event::Started),
            (110, Event::Wants { behind: Some(other) }),
            (150, Event::FutileWakeUp),
            (160, Event::Got),
            (400, Event::WasAsked { by: other }),
            (460, Event::GaveUp(GaveUp::Interval)),
            (461, Event::HandsOver),
            (470, Event::HandedOver { to: Some(other) }),
            (471, Event::Wants { behind: Some(other) }),
            (520, Event::Requested { of: other }),
            (560, Event::Got),
            (600, Event::GaveUp(GaveUp::Blocking(Blocking::Sleep))),
            (600, Event::HandsOver),
            (650, Event::HandedOver { to: Some(other) }),
            (750, Event::Got),
        ] {
            account.enter(at_ns, event, 0);
        }
        let page = account.page(800, Scale::NANOSECONDS);
        assert_eq!((page.running_ns, page.waiting_ns, page.blocked_ns), (300 + 40 + 50, 50 + 100 + 50, 100));
        assert_eq!(page.handing_over_ns, 50);
        assert_eq!((page.times_got, page.switches_forced, page.given_up_blocking), (3, 1, 1));
        assert_eq!((page.requests_made, page.requests_received, page.futile_wake_ups), (1, 1, 1));
        assert_eq!((page.waits.count, page.waits.p50_ns, page.waits.max_ns), (2, 50, 100));
        assert_eq!((page.slices.count, page.slices.max_ns), (1, 300));
    }

    #[test]
    fn who_finds_the_gil_free_does_not_wait() {
        let mut account = Account::default();
        let mut wait = None;
        for (at_ns, event) in [
            (100, Event::Got),
            // Nobody had asked, and nobody took it.
            (200, Event::GaveUp(GaveUp::Interval)),
            (210, Event::Got),
            // Its successor was there and gone before it looked.
            (300, Event::GaveUp(GaveUp::Interval)),
            (301, Event::HandsOver),
            (1_300, Event::HandedOver { to: Some(ThreadId(2)) }),
            (1_301, Event::Got),
        ] {
            wait = account.enter(at_ns, event, 1_290);
            assert!(wait.is_none() || at_ns == 1_301);
        }
        assert!(wait.is_some());
        let page = account.page(1_400, Scale::NANOSECONDS);
        assert_eq!((page.running_ns, page.waiting_ns, page.times_got), (100 + 10 + 90 + 99, 1_001, 3));
        // No percentile is above what there was, nor above the sum.
        let waits = page.waits;
        assert_eq!((waits.count, waits.p50_ns, waits.p99_ns, waits.max_ns), (1, 1_001, 1_001, 1_001));
        let waited_for = account.details.waited_for(Scale::NANOSECONDS);
        let rows: Vec<_> = waited_for.iter().map(|row| (row.holder, row.waits, row.waited_ns)).collect();
        assert_eq!(rows, [(ThreadId(2), 1, 1_001)]);
    }

    #[test]
    fn a_total_is_the_sum_of_its_parts() {
        let mut total = Account::default();
        for start_ns in [0, 1_000] {
            let mut account = Account::default();
            account.enter(start_ns, Event::Wants { behind: None }, 0);
            account.enter(start_ns + 10, Event::Got, 0);
            account.enter(start_ns + 30, Event::GaveUp(GaveUp::Exit), 0);
            total.add(ThreadId(1), &account, 5_000);
        }
        let page = total.page(9_000, Scale::NANOSECONDS);
        assert_eq!((page.waiting_ns, page.running_ns, page.times_got, page.waits.count), (20, 40, 2, 2));
    }
}
