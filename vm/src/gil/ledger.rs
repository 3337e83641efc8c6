//! The ledger: each wait for the GIL as a record, in a ring per thread.
//!
//! A thread's ring ([`super::ring`]) is allocated when the thread registers; no lock lies between the thread and whoever
//! empties it, and a record that finds no place is dropped and counted. Whoever wants the records collects them from
//! time to time ([`super::lock::GilLock::collect_waits`]); those of threads that left are kept until then.
//!
//! All times in here are ticks of the lock's clock. They become nanoseconds when somebody reads them: in
//! [`WaitRecord`], [`CallStats`] and [`WaitedFor`].

use super::account::{Distribution, Durations};
use super::event::{Blocking, Event, GaveUp, ThreadId};
use super::ring::{Ring, WORDS};
use crate::clock::Scale;

/// Records a ring holds: at 200 waits a second, ten seconds.
pub const RING_CAPACITY: usize = 2_048;

/// Why a thread wanted the GIL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaitCause {
    /// It is new.
    Started,
    /// It had been forced to give the GIL up.
    Forced,
    /// It came back from a blocking call.
    Back(Blocking),
}

impl WaitCause {
    /// The name in records.
    pub fn name(self) -> &'static str {
        match self {
            WaitCause::Started => "started",
            WaitCause::Forced => "forced",
            WaitCause::Back(call) => call.name(),
        }
    }

    /// As a word of a record.
    fn code(self) -> u64 {
        match self {
            WaitCause::Started => 0,
            WaitCause::Forced => 1,
            WaitCause::Back(call) => 2 + call.index() as u64,
        }
    }

    /// What [`WaitCause::code`] made the word from.
    fn of(code: u64) -> WaitCause {
        match code {
            0 => WaitCause::Started,
            1 => WaitCause::Forced,
            call => match Blocking::ALL.get(call as usize - 2) {
                Some(call) => WaitCause::Back(*call),
                None => unreachable!("no other word is written"),
            },
        }
    }
}

/// One wait for the GIL, from the wish to its fulfilment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WaitRecord {
    /// Who waited.
    pub thread: ThreadId,
    /// When it began, on the lock's clock.
    pub began_ns: u64,
    /// When the thread held the GIL.
    pub got_ns: u64,
    /// Who held the GIL when the wait began; if the thread was forced to give it up, who got it instead. Nobody, if
    /// it was free and another thread's turn.
    pub behind: Option<ThreadId>,
    /// Why it wanted the GIL.
    pub cause: WaitCause,
    /// Requests it made meanwhile.
    pub requests: u32,
    /// Times it was woken in vain.
    pub futile: u32,
    /// How long the blocking call before it took, if it came back from one.
    pub call_ns: u64,
}

/// A wait as the thread that waits keeps it; the record of it has the thread's name and nanoseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Wait {
    began: u64,
    got: u64,
    behind: Option<ThreadId>,
    cause: WaitCause,
    requests: u32,
    futile: u32,
    call: u64,
}

impl Wait {
    fn words(self) -> [u64; WORDS] {
        // No thread has the number 0.
        let behind = self.behind.map_or(0, |holder| holder.0);
        let counts = u64::from(self.requests) << 32 | u64::from(self.futile);
        [self.began, self.got, behind, self.cause.code(), counts, self.call]
    }

    fn of([began, got, behind, cause, counts, call]: [u64; WORDS]) -> Wait {
        let behind = (behind != 0).then_some(ThreadId(behind));
        let (requests, futile) = ((counts >> 32) as u32, counts as u32);
        Wait { began, got, behind, cause: WaitCause::of(cause), requests, futile, call }
    }

    fn record(self, thread: ThreadId, scale: Scale) -> WaitRecord {
        let Wait { began, got, behind, cause, requests, futile, call } = self;
        let (began_ns, got_ns, call_ns) = (scale.ns(began), scale.ns(got), scale.ns(call));
        WaitRecord { thread, began_ns, got_ns, behind, cause, requests, futile, call_ns }
    }
}

/// A ring for the waits of a thread.
pub(super) fn ring() -> Ring {
    Ring::with_places(RING_CAPACITY)
}

/// Writes a wait down.
pub(super) fn write(ring: &Ring, wait: Wait) {
    ring.push(wait.words());
}

/// Moves the records of `thread` to `into`; says how many were lost. For one reader of the ring at a time.
pub(super) fn drain(ring: &Ring, thread: ThreadId, scale: Scale, into: &mut Vec<WaitRecord>) -> u64 {
    ring.drain(|words| into.push(Wait::of(words).record(thread, scale)))
}

/// Holders that a thread keeps apart by id; further ones are added up under [`OTHERS`].
const HOLDERS_MAX: usize = 64;

/// Stands for all holders beyond the first [`HOLDERS_MAX`], and for a GIL that was free.
pub const OTHERS: ThreadId = ThreadId(0);

/// Waits of one thread for one holder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WaitedFor {
    /// Who waited; [`OTHERS`] in a book that is not of one thread.
    pub waiter: ThreadId,
    /// Who held the GIL when the waits began.
    pub holder: ThreadId,
    /// How many.
    pub waits: u64,
    /// How long together.
    pub waited_ns: u64,
}

/// Blocking calls of one kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CallStats {
    /// How many.
    pub calls: u64,
    /// In the calls themselves.
    pub call_ns: u64,
    /// Waiting to get the GIL back.
    pub back_ns: u64,
}

/// What the account of one thread knows about its waits beyond their number and length. Until it is summed up, the
/// durations of its parts are in ticks.
#[derive(Clone, Debug, Default)]
pub(super) struct Details {
    /// The wish for the GIL that is under way, and whether it found the GIL taken.
    wait: Option<(Wait, Found)>,
    call: Option<(Blocking, u64)>,
    calls: [CallStats; Blocking::ALL.len()],
    waited_for: Vec<WaitedFor>,
    hand_overs: Durations,
}

impl Details {
    /// With room for the holders it keeps apart.
    pub(super) fn with_room() -> Details {
        Details { waited_for: Vec::with_capacity(HOLDERS_MAX), ..Details::default() }
    }

    /// Enters `event`, which happened at `now`; the GIL was last given up at `freed`. Returns the wait that ends.
    pub(super) fn enter(&mut self, now: u64, event: Event, freed: u64) -> Option<Wait> {
        match event {
            Event::GaveUp(GaveUp::Interval) => {
                self.wait = Some((began(now, None, WaitCause::Forced), Found::Free));
            }
            Event::GaveUp(GaveUp::Blocking(call)) => self.call = Some((call, now)),
            Event::HandedOver { to } => {
                // The call begins only now.
                self.call = self.call.map(|(call, _)| (call, now));
                if let Some((wait, found)) = &mut self.wait {
                    (wait.behind, *found) = (to, Found::Taken);
                }
            }
            Event::Wants { behind } => {
                let cause = match self.call {
                    Some((call, _)) => WaitCause::Back(call),
                    None => WaitCause::Started,
                };
                let (wait, found) =
                    self.wait.get_or_insert_with(|| (began(now, behind, cause), Found::Taken));
                (wait.behind, *found) = (behind.or(wait.behind), Found::Taken);
            }
            Event::Requested { .. } => {
                if let Some((wait, _)) = &mut self.wait {
                    wait.requests += 1;
                }
            }
            Event::FutileWakeUp => {
                if let Some((wait, _)) = &mut self.wait {
                    wait.futile += 1;
                }
            }
            Event::Got => return self.got(now, freed),
            Event::Started | Event::GaveUp(GaveUp::Exit) | Event::HandsOver | Event::WasAsked { .. } => {}
            Event::Exited => {}
        }
        None
    }

    fn got(&mut self, now: u64, freed: u64) -> Option<Wait> {
        let back_from = self.wait.as_ref().map_or(now, |(wait, _)| wait.began);
        let mut in_call = 0;
        if let Some((call, began)) = self.call.take() {
            in_call = back_from.saturating_sub(began);
            let stats = &mut self.calls[call.index()];
            stats.calls += 1;
            stats.call_ns += in_call;
            stats.back_ns += now.saturating_sub(back_from);
        }
        let (mut wait, _) = self.wait.take().filter(|(_, found)| *found == Found::Taken)?;
        (wait.got, wait.call) = (now, in_call);
        let holder = wait.behind.unwrap_or(OTHERS);
        add(&mut self.waited_for, OTHERS, holder, 1, now.saturating_sub(wait.began));
        if wait.behind.is_some() && freed >= wait.began {
            self.hand_overs.record(now.saturating_sub(freed));
        }
        Some(wait)
    }

    /// Adds the details of `thread` to these, which are a total.
    pub(super) fn add(&mut self, other: &Details, thread: ThreadId) {
        for (sum, stats) in self.calls.iter_mut().zip(&other.calls) {
            sum.calls += stats.calls;
            sum.call_ns += stats.call_ns;
            sum.back_ns += stats.back_ns;
        }
        for row in &other.waited_for {
            let waiter = if row.waiter == OTHERS { thread } else { row.waiter };
            if self.waited_for.len() < PAIRS_MAX - 1 {
                self.waited_for.push(WaitedFor { waiter, ..*row });
                continue;
            }
            if self.waited_for.len() < PAIRS_MAX {
                self.waited_for.push(WaitedFor { waiter: OTHERS, holder: OTHERS, waits: 0, waited_ns: 0 });
            }
            let rest = &mut self.waited_for[PAIRS_MAX - 1];
            rest.waits += row.waits;
            rest.waited_ns += row.waited_ns;
        }
        self.hand_overs.add(&other.hand_overs);
    }

    /// From a release to the moment a waiter that was there before it held the GIL.
    pub(super) fn hand_overs(&self, scale: Scale) -> Distribution {
        self.hand_overs.sum_up(scale)
    }

    /// Blocking calls by kind.
    pub(super) fn calls(&self, scale: Scale) -> [CallStats; Blocking::ALL.len()] {
        self.calls.map(|CallStats { calls, call_ns, back_ns }| CallStats {
            calls,
            call_ns: scale.ns(call_ns),
            back_ns: scale.ns(back_ns),
        })
    }

    /// Who waited for whom.
    pub(super) fn waited_for(&self, scale: Scale) -> Vec<WaitedFor> {
        self.waited_for.iter().map(|row| WaitedFor { waited_ns: scale.ns(row.waited_ns), ..*row }).collect()
    }
}

/// Whether who wanted the GIL found it taken, or not its turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Found {
    Free,
    Taken,
}

/// Pairs of waiter and holder that a total keeps; the last one is of all others together.
const PAIRS_MAX: usize = 4_096;

fn began(began: u64, behind: Option<ThreadId>, cause: WaitCause) -> Wait {
    Wait { began, got: began, behind, cause, requests: 0, futile: 0, call: 0 }
}

fn add(rows: &mut Vec<WaitedFor>, waiter: ThreadId, holder: ThreadId, waits: u64, waited_ns: u64) {
    let full = rows.len() >= HOLDERS_MAX - 1;
    let known = rows.iter().any(|row| row.holder == holder);
    let holder = if known || !full { holder } else { OTHERS };
    match rows.iter_mut().find(|row| row.holder == holder) {
        Some(row) => {
            row.waits += waits;
            row.waited_ns += waited_ns;
        }
        None => rows.push(WaitedFor { waiter, holder, waits, waited_ns }),
    }
}

#[cfg(test)]
mod tests {
    use super::super::sync::run_test;
    use super::{Blocking, CallStats, Details, Event, GaveUp, RING_CAPACITY, ThreadId, WaitCause};
    use super::{drain, ring, write};
    use crate::clock::Scale;

    const SCALE: Scale = Scale::NANOSECONDS;

    #[test]
    fn a_blocking_call_is_split_into_the_call_and_the_way_back() {
        run_test(|| {
            let (mut details, ring) = (Details::with_room(), ring());
            let holder = ThreadId(2);
            for (at, event) in [
                (100, Event::GaveUp(GaveUp::Blocking(Blocking::Socket))),
                (100, Event::HandsOver),
                (150, Event::HandedOver { to: Some(holder) }),
                (250, Event::Wants { behind: Some(holder) }),
                (300, Event::FutileWakeUp),
                (900, Event::Requested { of: holder }),
                (960, Event::Got),
            ] {
                if let Some(wait) = details.enter(at, event, 950) {
                    write(&ring, wait);
                }
            }
            let stats = details.calls(SCALE)[Blocking::Socket.index()];
            assert_eq!(stats, CallStats { calls: 1, call_ns: 100, back_ns: 710 });
            assert_eq!(details.hand_overs(SCALE).max_ns, 10);
            let mut records = Vec::new();
            assert_eq!(drain(&ring, ThreadId(7), SCALE, &mut records), 0);
            let [record] = records.as_slice() else { unreachable!("one wait") };
            assert_eq!(
                (record.thread, record.behind, record.cause),
                (ThreadId(7), Some(holder), WaitCause::Back(Blocking::Socket))
            );
            assert_eq!((record.began_ns, record.got_ns, record.call_ns), (250, 960, 100));
            assert_eq!((record.requests, record.futile), (1, 1));
        });
    }

    #[test]
    fn a_total_forgets_no_wait_for_want_of_rows() {
        let mut details = Details::default();
        for (event, at) in [(Event::Wants { behind: Some(ThreadId(1)) }, 10), (Event::Got, 30)] {
            details.enter(at, event, 0);
        }
        let mut total = Details::default();
        let threads = super::PAIRS_MAX as u64 + 5;
        (0..threads).for_each(|index| total.add(&details, ThreadId(index + 2)));
        let rows = total.waited_for(SCALE);
        assert_eq!(rows.len(), super::PAIRS_MAX);
        assert_eq!(rows.iter().map(|row| row.waits).sum::<u64>(), threads);
        assert_eq!(rows.iter().map(|row| row.waited_ns).sum::<u64>(), threads * 20);
        let rest = rows.last().map(|row| (row.waiter, row.holder, row.waits));
        assert_eq!(rest, Some((super::OTHERS, super::OTHERS, 6)));
    }

    #[test]
    fn a_free_gil_that_is_anothers_turn_is_waited_for_too() {
        let mut details = Details::default();
        details.enter(10, Event::Wants { behind: None }, 0);
        let Some(wait) = details.enter(40, Event::Got, 0) else { unreachable!("a wait") };
        assert_eq!(wait.behind, None);
        let rows: Vec<_> = details.waited_for(SCALE);
        assert_eq!(
            rows.iter().map(|row| (row.holder, row.waited_ns)).collect::<Vec<_>>(),
            [(super::OTHERS, 30)]
        );
        assert_eq!(details.hand_overs(SCALE).count, 0);
    }

    #[test]
    fn every_cause_survives_the_ring() {
        let causes = Blocking::ALL.map(WaitCause::Back);
        for cause in [WaitCause::Started, WaitCause::Forced].into_iter().chain(causes) {
            assert_eq!(WaitCause::of(cause.code()), cause);
        }
    }

    #[test]
    fn a_full_ring_counts_what_it_loses() {
        run_test(|| {
            let (mut details, ring) = (Details::with_room(), ring());
            let mut wait = |at, behind| {
                details.enter(at, Event::Wants { behind }, 0);
                let wait = details.enter(at + 1, Event::Got, 0);
                wait.into_iter().for_each(|wait| write(&ring, wait));
            };
            let waits = RING_CAPACITY as u64 + 5;
            (0..waits).for_each(|at| wait(at, Some(ThreadId(at + 1))));
            let mut records = Vec::new();
            assert_eq!((drain(&ring, ThreadId(1), SCALE, &mut records), records.len()), (5, RING_CAPACITY));
            wait(waits, None);
            assert_eq!(drain(&ring, ThreadId(1), SCALE, &mut records), 0);
            assert_eq!((records.len(), records[RING_CAPACITY].behind), (RING_CAPACITY + 1, None));
            // More holders than are kept apart are added up, and none is forgotten.
            let rows = details.waited_for(SCALE);
            assert!(rows.len() <= super::HOLDERS_MAX);
            assert_eq!(rows.iter().map(|row| row.waits).sum::<u64>(), waits + 1);
        });
    }
}
