//! The ledger: each wait for the GIL as a record, in a ring per thread.
//!
//! A thread's ring is allocated when the thread registers and is part of its account, under the account's mutex,
//! which nobody contends for but a reader. A record that finds the ring full is dropped and counted. Whoever wants
//! the records collects them from time to time ([`super::lock::GilLock::collect_waits`]); rings of threads that
//! left are kept until then.

use super::account::{Distribution, Durations};
use super::event::{Blocking, Event, GaveUp, ThreadId};

/// Records a ring holds: at 200 waits a second, twenty seconds.
pub const RING_CAPACITY: usize = 4_096;

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
    /// Who held the GIL when the wait began.
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

/// See the head of the file.
#[derive(Clone, Debug, Default)]
pub(super) struct Ring {
    records: Vec<WaitRecord>,
    lost: u64,
}

impl Ring {
    /// An empty ring with all its room.
    pub(super) fn with_room() -> Ring {
        Ring { records: Vec::with_capacity(RING_CAPACITY), lost: 0 }
    }

    /// Adds a record, or counts it as lost.
    pub(super) fn push(&mut self, record: WaitRecord) {
        if self.records.len() < self.records.capacity().min(RING_CAPACITY) {
            self.records.push(record);
        } else {
            self.lost += 1;
        }
    }

    /// Moves everything to `into`; says how many records were lost since the last time.
    pub(super) fn drain(&mut self, into: &mut Vec<WaitRecord>) -> u64 {
        into.append(&mut self.records);
        std::mem::take(&mut self.lost)
    }
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

/// What the account of one thread knows about its waits beyond their number and length.
#[derive(Clone, Debug, Default)]
pub(super) struct Details {
    ring: Option<Ring>,
    wait: Option<WaitRecord>,
    call: Option<(Blocking, u64)>,
    pub(super) calls: [CallStats; Blocking::ALL.len()],
    pub(super) waited_for: Vec<WaitedFor>,
    hand_overs: Durations,
}

impl Details {
    /// With a ring for records.
    pub(super) fn with_ring() -> Details {
        Details {
            ring: Some(Ring::with_room()),
            waited_for: Vec::with_capacity(HOLDERS_MAX),
            ..Details::default()
        }
    }

    /// Enters `event`, which happened at `now_ns`; the GIL was last given up at `freed_ns`.
    pub(super) fn enter(&mut self, now_ns: u64, event: Event, freed_ns: u64) {
        match event {
            Event::GaveUp(GaveUp::Interval) => self.wait = Some(began(now_ns, None, WaitCause::Forced)),
            Event::GaveUp(GaveUp::Blocking(call)) => self.call = Some((call, now_ns)),
            // The call begins only now.
            Event::HandedOver => self.call = self.call.map(|(call, _)| (call, now_ns)),
            Event::Wants { behind } => {
                let cause = match self.call {
                    Some((call, _)) => WaitCause::Back(call),
                    None => WaitCause::Started,
                };
                let wait = self.wait.get_or_insert_with(|| began(now_ns, behind, cause));
                wait.behind = behind;
            }
            Event::Requested { .. } => {
                if let Some(wait) = &mut self.wait {
                    wait.requests += 1;
                }
            }
            Event::FutileWakeUp => {
                if let Some(wait) = &mut self.wait {
                    wait.futile += 1;
                }
            }
            Event::Got => self.got(now_ns, freed_ns),
            Event::Started | Event::GaveUp(GaveUp::Exit) | Event::HandsOver | Event::WasAsked { .. } => {}
            Event::Exited => {}
        }
    }

    fn got(&mut self, now_ns: u64, freed_ns: u64) {
        let back_from = self.wait.as_ref().map_or(now_ns, |wait| wait.began_ns);
        let mut call_ns = 0;
        if let Some((call, began_ns)) = self.call.take() {
            call_ns = back_from.saturating_sub(began_ns);
            let stats = &mut self.calls[call.index()];
            stats.calls += 1;
            stats.call_ns += call_ns;
            stats.back_ns += now_ns.saturating_sub(back_from);
        }
        let Some(mut wait) = self.wait.take() else { return };
        wait.got_ns = now_ns;
        wait.call_ns = call_ns;
        if let Some(holder) = wait.behind {
            add(&mut self.waited_for, OTHERS, holder, 1, now_ns.saturating_sub(wait.began_ns));
            if freed_ns >= wait.began_ns {
                self.hand_overs.record(now_ns.saturating_sub(freed_ns));
            }
        }
        if let Some(ring) = &mut self.ring {
            ring.push(wait);
        }
    }

    /// Moves the records of `thread` to `into`; says how many were lost.
    pub(super) fn drain(&mut self, thread: ThreadId, into: &mut Vec<WaitRecord>) -> u64 {
        let Some(ring) = &mut self.ring else { return 0 };
        let first = into.len();
        let lost = ring.drain(into);
        into[first..].iter_mut().for_each(|record| record.thread = thread);
        lost
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
            if self.waited_for.len() < PAIRS_MAX {
                self.waited_for.push(WaitedFor { waiter, ..*row });
            }
        }
        self.hand_overs.add(&other.hand_overs);
    }

    /// From a release to the moment a waiter that was there before it held the GIL.
    pub(super) fn hand_overs(&self) -> Distribution {
        self.hand_overs.sum_up()
    }
}

/// Pairs of waiter and holder that a total keeps.
const PAIRS_MAX: usize = 4_096;

fn began(began_ns: u64, behind: Option<ThreadId>, cause: WaitCause) -> WaitRecord {
    WaitRecord {
        thread: OTHERS,
        began_ns,
        got_ns: began_ns,
        behind,
        cause,
        requests: 0,
        futile: 0,
        call_ns: 0,
    }
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
    use super::{Blocking, CallStats, Details, Event, GaveUp, RING_CAPACITY, ThreadId, WaitCause};

    #[test]
    fn a_blocking_call_is_split_into_the_call_and_the_way_back() {
        let mut details = Details::with_ring();
        let holder = ThreadId(2);
        for (at_ns, event) in [
            (100, Event::GaveUp(GaveUp::Blocking(Blocking::Socket))),
            (100, Event::HandsOver),
            (150, Event::HandedOver),
            (250, Event::Wants { behind: Some(holder) }),
            (300, Event::FutileWakeUp),
            (900, Event::Requested { of: holder }),
            (960, Event::Got),
        ] {
            details.enter(at_ns, event, 950);
        }
        let stats = details.calls[Blocking::Socket.index()];
        assert_eq!(stats, CallStats { calls: 1, call_ns: 100, back_ns: 710 });
        assert_eq!(details.hand_overs().max_ns, 10);
        let mut records = Vec::new();
        assert_eq!(details.drain(ThreadId(7), &mut records), 0);
        let [record] = records.as_slice() else { unreachable!("one wait") };
        assert_eq!(
            (record.thread, record.behind, record.cause),
            (ThreadId(7), Some(holder), WaitCause::Back(Blocking::Socket))
        );
        assert_eq!((record.began_ns, record.got_ns, record.requests, record.futile), (250, 960, 1, 1));
    }

    #[test]
    fn a_full_ring_counts_what_it_loses() {
        let mut details = Details::with_ring();
        let waits = RING_CAPACITY as u64 + 5;
        for at_ns in 0..waits {
            details.enter(at_ns, Event::Wants { behind: Some(ThreadId(at_ns + 1)) }, 0);
            details.enter(at_ns + 1, Event::Got, 0);
        }
        let mut records = Vec::new();
        assert_eq!((details.drain(ThreadId(1), &mut records), records.len()), (5, RING_CAPACITY));
        // More holders than are kept apart are added up, and none is forgotten.
        assert!(details.waited_for.len() <= super::HOLDERS_MAX);
        assert_eq!(details.waited_for.iter().map(|row| row.waits).sum::<u64>(), waits);
        details.enter(waits, Event::Wants { behind: None }, 0);
        details.enter(waits, Event::Got, 0);
        assert_eq!(details.drain(ThreadId(1), &mut records), 0);
        assert_eq!(records.len(), RING_CAPACITY + 1);
    }
}
