//! The GIL on real threads: what it promises, checked by counting events, never by sleeping.
//!
//! Where a test needs another thread to have reached a point it polls a counter that proves it; how long that
//! takes does not matter. The protocol's interleavings are explored in `gil_model.rs`; durations are the benches'.

#![allow(clippy::unwrap_used, reason = "a test that fails should say where")]

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;

use gilvm_vm::gil::policy::{
    AfterRelease, Ask, CheckPoint, Claim, Next, Place, Policy, Release, Request, Scene, WaitEnded,
};
use gilvm_vm::gil::{
    Blocking, Books, Breaker, Event, Finalizing, GaveUp, GilLock, GilThread, Interval, Observer, Setup, Slot,
    ThreadId, prepare_process,
};
use parking_lot::Mutex;

const READ: GaveUp = GaveUp::Blocking(Blocking::File);

fn lock(setup: Setup) -> Arc<GilLock> {
    Arc::new(GilLock::new(setup))
}

fn with_interval(micros: u64) -> Arc<GilLock> {
    lock(Setup { interval: Interval::from_micros(micros), books: Books::Kept, ..Setup::default() })
}

/// Long enough that no request is made unless the test lets it.
const NEVER: Interval = Interval::from_micros(3_600_000_000);

/// Registers a thread that ends when `body` does; `body` starts with the GIL and ends with it.
fn spawn(
    gil: &Arc<GilLock>,
    body: impl FnOnce(&GilLock, &GilThread) + Send + 'static,
) -> thread::JoinHandle<()> {
    let gil = Arc::clone(gil);
    thread::spawn(move || {
        let me = gil.register().unwrap();
        if gil.acquire(&me).is_ok() {
            body(&gil, &me);
            gil.release(&me, GaveUp::Exit);
        }
        gil.unregister(&me);
    })
}

/// What an eval loop does at a check point.
fn check_point(gil: &GilLock, me: &GilThread) -> Result<(), Finalizing> {
    if me.breaker().load() == 0 { Ok(()) } else { gil.switch_at_check_point(me) }
}

fn until(condition: impl Fn() -> bool) {
    while !condition() {
        thread::yield_now();
    }
}

#[test]
fn only_the_holder_runs() {
    let gil = with_interval(20);
    // Not atomic in its increment: only mutual exclusion keeps it right.
    let counter = Arc::new(AtomicU64::new(0));
    let threads: Vec<_> = (0..4)
        .map(|_| {
            let counter = Arc::clone(&counter);
            spawn(&gil, move |gil, me| {
                for round in 0..20_000 {
                    let seen = counter.load(Ordering::Relaxed);
                    std::hint::black_box(round);
                    counter.store(seen + 1, Ordering::Relaxed);
                    if round % 64 == 0 {
                        gil.release(me, READ);
                        gil.acquire(me).unwrap();
                    }
                    check_point(gil, me).unwrap();
                }
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
    assert_eq!(counter.load(Ordering::Relaxed), 80_000);
    let total = gil.stats().total;
    assert_eq!(total.requests_made, total.requests_received);
    assert_eq!(total.times_got, total.switches_forced + total.given_up_blocking + 4);
    assert_eq!(total.given_up_blocking, 4 * 20_000_u64.div_ceil(64));
}

#[test]
fn a_second_thread_comes_in_the_middle_of_what_the_only_one_does() {
    prepare_process();
    for _ in 0..100 {
        let gil = with_interval(5_000);
        let turns = Arc::new(AtomicU64::new(0));
        let take_turns = |gil: &GilLock, me: &GilThread, turns: &AtomicU64| {
            for _ in 0..2_000 {
                // Two steps, of which one is lost if two threads hold the GIL.
                turns.store(turns.load(Ordering::Relaxed) + 1, Ordering::Relaxed);
                gil.release(me, READ);
                gil.acquire(me).unwrap();
            }
        };
        let me = gil.register().unwrap();
        gil.acquire(&me).unwrap();
        let other = {
            let turns = Arc::clone(&turns);
            spawn(&gil, move |gil, me| take_turns(gil, me, &turns))
        };
        take_turns(&gil, &me, &turns);
        gil.release(&me, GaveUp::Exit);
        other.join().unwrap();
        assert_eq!(turns.load(Ordering::Relaxed), 4_000);
        assert_eq!(gil.waiters(), 0);
    }
}

#[test]
fn a_waiter_makes_a_spinning_holder_let_go() {
    let gil = with_interval(100);
    let done = Arc::new(AtomicBool::new(false));
    let spinner = {
        let done = Arc::clone(&done);
        spawn(&gil, move |gil, me| {
            while !done.load(Ordering::Relaxed) {
                check_point(gil, me).unwrap();
            }
        })
    };
    until(|| gil.stats().total.times_got == 1);
    let me = gil.register().unwrap();
    gil.acquire(&me).unwrap();
    let total = gil.stats().total;
    assert_eq!((total.requests_made, total.requests_received, total.switches_forced), (1, 1, 1));
    assert_eq!(total.slices.count, 1);
    done.store(true, Ordering::Relaxed);
    gil.release(&me, GaveUp::Exit);
    gil.unregister(&me);
    spinner.join().unwrap();
}

#[test]
fn without_a_waiter_nobody_switches() {
    let gil = with_interval(1);
    spawn(&gil, |gil, me| {
        for _ in 0..100_000 {
            check_point(gil, me).unwrap();
        }
    })
    .join()
    .unwrap();
    let stats = gil.stats();
    assert_eq!((stats.switch_number, stats.total.times_got, stats.total.requests_made), (1, 1, 0));
}

#[test]
fn a_dropper_that_was_asked_waits_for_its_successor_even_before_a_blocking_call() {
    let gil = with_interval(50);
    let me = gil.register().unwrap();
    gil.acquire(&me).unwrap();
    for _ in 0..20 {
        let waiter = spawn(&gil, |_, _| {});
        until(|| me.breaker().has(Breaker::DROP_REQUEST));
        let before = gil.switch_number();
        gil.release(&me, READ);
        assert_eq!(gil.switch_number(), before + 1, "the blocking call began before the hand-over");
        assert!(!me.breaker().has(Breaker::DROP_REQUEST));
        gil.acquire(&me).unwrap();
        gil.release(&me, READ);
        waiter.join().unwrap();
        gil.acquire(&me).unwrap();
    }
    gil.release(&me, GaveUp::Exit);
    gil.unregister(&me);
}

#[test]
fn a_thread_that_ends_hands_over_to_nobody_and_strands_nobody() {
    let gil = with_interval(50);
    for _ in 0..50 {
        let me = gil.register().unwrap();
        gil.acquire(&me).unwrap();
        let waiter = spawn(&gil, |_, _| {});
        until(|| me.breaker().has(Breaker::DROP_REQUEST));
        gil.release(&me, GaveUp::Exit);
        gil.unregister(&me);
        waiter.join().unwrap();
    }
    assert_eq!(gil.waiters(), 0);
}

#[test]
fn at_finalization_waiters_and_latecomers_are_told_to_stop() {
    let gil = with_interval(50);
    let me = gil.register().unwrap();
    gil.acquire(&me).unwrap();
    let told = Arc::new(AtomicU64::new(0));
    let daemons: Vec<_> = (0..4)
        .map(|_| {
            let (gil, told) = (Arc::clone(&gil), Arc::clone(&told));
            thread::spawn(move || {
                let me = gil.register().unwrap();
                if gil.acquire(&me) == Err(Finalizing) {
                    told.fetch_add(1, Ordering::Relaxed);
                }
                assert!(me.breaker().has(Breaker::SHUTDOWN));
                gil.unregister(&me);
            })
        })
        .collect();
    until(|| gil.waiters() == 4 && me.breaker().has(Breaker::DROP_REQUEST));
    gil.begin_finalizing(&me);
    assert!(!me.breaker().has(Breaker::DROP_REQUEST | Breaker::SHUTDOWN));
    // The finalizer goes on as if it were alone.
    for _ in 0..100 {
        gil.release(&me, READ);
        gil.acquire(&me).unwrap();
    }
    for daemon in daemons {
        daemon.join().unwrap();
    }
    assert_eq!(told.load(Ordering::Relaxed), 4);
    let late = gil.register().unwrap();
    assert!(late.breaker().has(Breaker::SHUTDOWN));
    assert_eq!(gil.acquire(&late), Err(Finalizing));
}

#[test]
fn a_changed_interval_reaches_the_next_wait_only() {
    let gil = lock(Setup { interval: NEVER, books: Books::Kept, ..Setup::default() });
    let me = gil.register().unwrap();
    gil.acquire(&me).unwrap();
    let waiter = spawn(&gil, |_, _| {});
    until(|| gil.waiters() == 1);
    gil.set_interval(Interval::from_micros(1));
    assert_eq!(gil.interval(), Interval::from_micros(1));
    let second = spawn(&gil, |_, _| {});
    // The second waiter's wait is short; the first, asleep with the old interval, makes no request.
    until(|| me.breaker().has(Breaker::DROP_REQUEST));
    let stats = gil.stats();
    assert_eq!(stats.threads[1].stats.requests_made, 0);
    assert_eq!(stats.threads[2].stats.requests_made, 1);
    gil.release(&me, GaveUp::Exit);
    waiter.join().unwrap();
    second.join().unwrap();
}

#[derive(Default)]
struct Log {
    events: Mutex<Vec<(ThreadId, u64, Event)>>,
}

impl Observer for Log {
    fn observe(&self, thread: ThreadId, at_ns: u64, event: Event) {
        self.events.lock().push((thread, at_ns, event));
    }
}

#[test]
fn every_transition_is_an_event() {
    let log = Arc::new(Log::default());
    let gil = lock(Setup {
        interval: Interval::from_micros(50),
        observer: Some(Arc::clone(&log) as Arc<dyn Observer>),
        ..Setup::default()
    });
    let me = gil.register().unwrap();
    gil.acquire(&me).unwrap();
    let other = spawn(&gil, |_, _| {});
    until(|| me.breaker().has(Breaker::DROP_REQUEST));
    check_point(&gil, &me).unwrap();
    gil.release(&me, READ);
    other.join().unwrap();
    gil.acquire(&me).unwrap();
    gil.release(&me, GaveUp::Exit);
    gil.unregister(&me);

    let events = log.events.lock();
    let of = |id| events.iter().filter(move |entry| entry.0 == ThreadId(id)).map(|entry| entry.2);
    let (first, second) = (ThreadId(1), ThreadId(2));
    let before_switch: Vec<_> = of(1).take(6).collect();
    assert_eq!(
        before_switch,
        [
            Event::Started,
            Event::Got,
            Event::WasAsked { by: second },
            Event::GaveUp(GaveUp::Interval),
            Event::HandsOver,
            Event::HandedOver { to: Some(second) },
        ]
    );
    // Where the machine is busy the other holds the GIL for longer than an interval, so that it is asked, too.
    let by_chance = |event: &Event| {
        matches!(
            event,
            Event::Wants { .. } | Event::Requested { .. } | Event::WasAsked { .. } | Event::FutileWakeUp
        )
    };
    let after_switch: Vec<_> = of(1).skip(6).filter(|event| !by_chance(event)).collect();
    assert_eq!(
        after_switch,
        [Event::Got, Event::GaveUp(READ), Event::Got, Event::GaveUp(GaveUp::Exit), Event::Exited]
    );
    let waiter: Vec<_> =
        of(2).filter(|event| !matches!(event, Event::WasAsked { .. } | Event::FutileWakeUp)).collect();
    assert_eq!(
        waiter,
        [
            Event::Started,
            Event::Wants { behind: Some(first) },
            Event::Requested { of: first },
            Event::Got,
            Event::GaveUp(GaveUp::Exit),
            Event::Exited,
        ]
    );
    // No reading runs backwards within a thread.
    for id in [1, 2] {
        let times: Vec<_> =
            events.iter().filter(|entry| entry.0 == ThreadId(id)).map(|entry| entry.1).collect();
        assert!(times.is_sorted(), "{times:?}");
    }
}

#[test]
fn an_unwatched_lock_keeps_no_books() {
    let gil = lock(Setup::default());
    spawn(&gil, |gil, me| {
        gil.release(me, READ);
        gil.acquire(me).unwrap();
    })
    .join()
    .unwrap();
    let stats = gil.stats();
    assert_eq!(stats.switch_number, 1);
    assert!(stats.threads.is_empty());
    assert_eq!(stats.total, Default::default());
}

#[test]
fn the_books_of_departed_threads_stay_in_the_total() {
    let gil = with_interval(1_000);
    for _ in 0..1_030 {
        let me = gil.register().unwrap();
        gil.acquire(&me).unwrap();
        gil.release(&me, GaveUp::Exit);
        gil.unregister(&me);
    }
    let stats = gil.stats();
    assert_eq!((stats.threads.len(), stats.threads_omitted, stats.total.times_got), (1_024, 6, 1_030));
    // The slot was the same each time, the thread was not.
    assert_eq!(stats.switch_number, 1_030);
}

/// Shows that the trait carries a policy of another kind: arrival order, no requests, a turn every tenth check
/// point. (The policies of users stand in `gil/policy/`.)
#[derive(Debug, Default)]
struct TakeTurns {
    check_points: AtomicU64,
}

impl Policy for TakeTurns {
    fn describe(&self) -> String {
        "take-turns".to_owned()
    }

    fn wait(&self, _scene: &Scene<'_>, _me: Claim) -> Option<std::time::Duration> {
        None
    }

    fn after_wait(&self, _scene: &Scene<'_>, _me: Claim, _ended: WaitEnded) -> Next {
        Next { ask: Ask::Nothing, place: Place::Keep }
    }

    fn may_take(&self, scene: &Scene<'_>, me: Claim) -> bool {
        scene.queue.front().is_none_or(|front| front == me.slot)
    }

    fn release(&self, scene: &Scene<'_>, _me: Slot, _gave_up: GaveUp, _request: Request) -> Release {
        Release { wake: scene.queue.front().into(), then: AfterRelease::GoOn }
    }

    fn check_point(&self, _me: &GilThread, _interval: Interval, _contended: bool) -> CheckPoint {
        match self.check_points.fetch_add(1, Ordering::Relaxed) % 10 {
            9 => CheckPoint::GiveUp,
            _ => CheckPoint::GoOn,
        }
    }

    fn counts_check_points(&self) -> bool {
        true
    }
}

#[test]
fn another_policy_needs_nothing_but_the_trait() {
    let gil = lock(Setup { policy: Box::new(TakeTurns::default()), books: Books::Kept, ..Setup::default() });
    let order = Arc::new(Mutex::new(Vec::new()));
    let me = gil.register().unwrap();
    gil.acquire(&me).unwrap();
    let threads: Vec<_> = (0..3)
        .map(|index| {
            let order = Arc::clone(&order);
            let thread = spawn(&gil, move |gil, me| {
                for _ in 0..30 {
                    order.lock().push(index);
                    check_point(gil, me).unwrap();
                }
            });
            until(|| gil.waiters() == index + 1);
            thread
        })
        .collect();
    gil.release(&me, GaveUp::Exit);
    for thread in threads {
        thread.join().unwrap();
    }
    // All queued before the first turn; later a thread may be slow to queue again.
    let mut turns = order.lock().clone();
    assert_eq!(turns.len(), 90);
    turns.dedup();
    assert_eq!(turns[..3], [0, 1, 2]);
    let total = gil.stats().total;
    assert_eq!((total.switches_forced, total.requests_made, total.futile_wake_ups), (9, 0, 0));
}

/// A lock under a policy that is written as on the command line.
fn under(policy: &str, interval: Interval) -> Arc<GilLock> {
    let policy = gilvm_vm::gil::policy::parse(policy).unwrap();
    lock(Setup { policy, interval, books: Books::Kept, ..Setup::default() })
}

#[test]
fn fifo_serves_in_the_order_of_arrival() {
    for policy in ["fifo", "ruby:quantum=3600s"] {
        let gil = under(policy, NEVER);
        let order = Arc::new(Mutex::new(Vec::new()));
        let me = gil.register().unwrap();
        gil.acquire(&me).unwrap();
        let threads: Vec<_> = (0..5)
            .map(|index| {
                let order = Arc::clone(&order);
                let thread = spawn(&gil, move |gil, me| {
                    for _ in 0..2 {
                        order.lock().push(index);
                        gil.release(me, READ);
                        gil.acquire(me).unwrap();
                    }
                });
                until(|| gil.waiters() == index + 1);
                thread
            })
            .collect();
        gil.release(&me, READ);
        // Back at once, but behind all that came before.
        gil.acquire(&me).unwrap();
        assert_eq!(order.lock()[..5], [0, 1, 2, 3, 4], "{policy}");
        gil.release(&me, GaveUp::Exit);
        for thread in threads {
            thread.join().unwrap();
        }
        assert_eq!(gil.stats().total.requests_made, 0, "{policy}");
    }
}

#[test]
fn without_force_a_request_is_followed_by_no_hand_over() {
    let gil = under("cpython-noforce", Interval::from_micros(1));
    let me = gil.register().unwrap();
    gil.acquire(&me).unwrap();
    let waiter = spawn(&gil, |_, _| {});
    until(|| me.breaker().has(Breaker::DROP_REQUEST));
    let stats = gil.stats();
    assert!(stats.total.requests_made > 0);
    // Nothing makes this thread wait for the other, so all of its drops may be in vain; none of them blocks it.
    for _ in 0..100 {
        check_point(&gil, &me).unwrap();
    }
    gil.release(&me, GaveUp::Exit);
    waiter.join().unwrap();
    assert_eq!(gil.stats().total.times_got, 2 + gil.stats().total.switches_forced);
}

/// Three threads want the GIL: two that were forced off it, and one that comes back from a blocking call.
fn who_comes_first(policy: &str) -> Vec<&'static str> {
    let gil = under(policy, NEVER);
    let order = Arc::new(Mutex::new(Vec::new()));
    let (back, go) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicBool::new(false)));
    let me = gil.register().unwrap();
    gil.acquire(&me).unwrap();
    let (turns, over) = (Arc::new([const { AtomicU64::new(0) }; 2]), Arc::new(AtomicBool::new(false)));
    let spinner = |index: usize, name: &'static str| {
        let (order, turns, over) = (Arc::clone(&order), Arc::clone(&turns), Arc::clone(&over));
        spawn(&gil, move |gil, me| {
            while !over.load(Ordering::Relaxed) {
                turns[index].fetch_add(1, Ordering::Relaxed);
                // As if a waiter had asked: the next thread takes over.
                me.breaker().set(Breaker::DROP_REQUEST);
                check_point(gil, me).unwrap();
            }
            order.lock().push(name);
        })
    };
    let reader = {
        let (order, go, back) = (Arc::clone(&order), Arc::clone(&go), Arc::clone(&back));
        let thread = spawn(&gil, move |gil, me| {
            gil.release(me, READ);
            until(|| go.load(Ordering::Relaxed));
            back.store(true, Ordering::Relaxed);
            gil.acquire(me).unwrap();
            order.lock().push("reader");
        });
        until(|| gil.waiters() == 1);
        gil.release(&me, READ);
        until(|| gil.stats().total.given_up_blocking == 2);
        gil.acquire(&me).unwrap();
        thread
    };
    let spinners = [spinner(0, "first"), spinner(1, "second")];
    until(|| gil.waiters() == 2);
    // Each spinner has a turn and is forced off, in whatever order they come.
    while turns.iter().any(|turns| turns.load(Ordering::Relaxed) == 0) {
        me.breaker().set(Breaker::DROP_REQUEST);
        check_point(&gil, &me).unwrap();
    }
    until(|| gil.waiters() == 2);
    over.store(true, Ordering::Relaxed);
    go.store(true, Ordering::Relaxed);
    until(|| back.load(Ordering::Relaxed) && gil.waiters() == 3);
    gil.release(&me, GaveUp::Exit);
    for thread in spinners.into_iter().chain([reader]) {
        thread.join().unwrap();
    }
    order.lock().clone()
}

#[test]
fn who_gave_up_by_itself_goes_before_who_was_forced_if_the_policy_says_so() {
    assert_eq!(who_comes_first("priority:grace=0s")[0], "reader");
    assert_eq!(who_comes_first("fifo")[2], "reader");
}

#[test]
fn a_reader_preempts_a_thread_that_was_forced_without_waiting_for_an_interval() {
    // Once the hog was forced the interval never ends: only the preemption lets the reader in.
    for policy in ["priority:grace=0s", "priority:grace=1us"] {
        let gil = under(policy, Interval::from_micros(50));
        let done = Arc::new(AtomicBool::new(false));
        let hog = {
            let done = Arc::clone(&done);
            spawn(&gil, move |gil, me| {
                while !done.load(Ordering::Relaxed) {
                    check_point(gil, me).unwrap();
                }
            })
        };
        until(|| gil.stats().total.times_got > 0);
        let me = gil.register().unwrap();
        gil.acquire(&me).unwrap();
        assert!(gil.stats().total.switches_forced > 0);
        gil.set_interval(NEVER);
        for _ in 0..10 {
            let before = gil.switch_number();
            gil.release(&me, READ);
            until(|| gil.switch_number() != before);
            gil.acquire(&me).unwrap();
        }
        done.store(true, Ordering::Relaxed);
        gil.release(&me, GaveUp::Exit);
        hog.join().unwrap();
    }
}

#[test]
fn a_higher_level_preempts_a_lower_one_and_a_lower_one_does_not_ask() {
    let gil = under("priority:grace=0s,by=level", Interval::from_micros(50));
    let done = Arc::new(AtomicBool::new(false));
    let hog = {
        let done = Arc::clone(&done);
        spawn(&gil, move |gil, me| {
            assert!(gil.set_level(me, -1));
            while !done.load(Ordering::Relaxed) {
                check_point(gil, me).unwrap();
            }
        })
    };
    until(|| gil.stats().total.times_got > 0);
    let me = gil.register().unwrap();
    // The interval never ends: only the preemption lets this thread in.
    gil.set_interval(NEVER);
    for _ in 0..10 {
        gil.acquire(&me).unwrap();
        let before = gil.switch_number();
        gil.release(&me, READ);
        until(|| gil.switch_number() != before);
    }
    // The hog, made to wait anew, waits for short intervals now, and asks for nothing.
    gil.set_interval(Interval::from_micros(1));
    gil.acquire(&me).unwrap();
    let requests = gil.stats().total.requests_made;
    until(|| gil.waiters() == 1);
    for _ in 0..100 {
        std::thread::yield_now();
        check_point(&gil, &me).unwrap();
    }
    assert_eq!(gil.stats().total.requests_made, requests);
    done.store(true, Ordering::Relaxed);
    gil.release(&me, GaveUp::Exit);
    hog.join().unwrap();
}

#[test]
fn an_early_deadline_preempts_and_a_used_up_slice_does_not() {
    let gil = under("bfs:slice=1ms,ahead=1000000", NEVER);
    let me = gil.register().unwrap();
    gil.acquire(&me).unwrap();
    let done = Arc::new(AtomicBool::new(false));
    let hog = {
        let done = Arc::clone(&done);
        spawn(&gil, move |gil, me| {
            while !done.load(Ordering::Relaxed) {
                check_point(gil, me).unwrap();
            }
        })
    };
    until(|| gil.waiters() == 1);
    gil.release(&me, READ);
    // Each time the hog has used a slice up its deadline moves behind this thread's, which then preempts it.
    for _ in 0..5 {
        gil.acquire(&me).unwrap();
        let before = gil.switch_number();
        gil.release(&me, READ);
        until(|| gil.switch_number() != before);
    }
    gil.acquire(&me).unwrap();
    assert!(gil.stats().total.switches_forced > 0);
    done.store(true, Ordering::Relaxed);
    gil.release(&me, GaveUp::Exit);
    hog.join().unwrap();
}

#[test]
fn a_counting_holder_lets_go_unasked_and_a_polling_waiter_finds_a_free_lock() {
    for policy in ["ticks:every=10", "micropython:every=10", "pypy:every=10"] {
        let gil = under(policy, NEVER);
        let done = Arc::new(AtomicBool::new(false));
        let hog = {
            let done = Arc::clone(&done);
            spawn(&gil, move |gil, me| {
                while !done.load(Ordering::Relaxed) {
                    check_point(gil, me).unwrap();
                }
                // Wakes nobody under `pypy`.
                gil.release(me, READ);
                until(|| gil.stats().threads.iter().any(|page| page.stats.given_up_blocking > 0));
                gil.acquire(me).unwrap();
            })
        };
        until(|| gil.stats().total.times_got > 0);
        let me = gil.register().unwrap();
        gil.acquire(&me).unwrap();
        let total = gil.stats().total;
        assert!(total.switches_forced > 0, "{policy}");
        assert_eq!(total.requests_made, 0, "{policy}");
        done.store(true, Ordering::Relaxed);
        gil.release(&me, GaveUp::Exit);
        hog.join().unwrap();
    }
}
