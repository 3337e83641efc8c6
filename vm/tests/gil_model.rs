//! The GIL's protocol under a model checker: the very sources of `vm/src/gil/`, with shuttle's threads beneath.
//!
//! Each test runs a small program some thousand times, each time with other interleavings and other timed sleeps
//! that end early or late. Shuttle itself reports a deadlock and a run that does not end; the programs check the
//! rest: that two threads never hold the GIL, that an honoured request led to a switch, that exit and finalization
//! strand nobody. A failing run prints a schedule that `shuttle::replay` repeats.
//!
//! A plain store becomes visible to others some time after the thread that made it went on, as on x86 processors
//! (`gil_model/memory.rs`). Weaker memory is not modelled; a run under ThreadSanitizer and the ordering comments in
//! the sources speak to that.

#![allow(clippy::unwrap_used, reason = "a test that fails should say where")]
#![allow(dead_code, unreachable_pub, missing_docs, reason = "compiles a library's sources as part of a test")]

#[path = "../src/clock.rs"]
mod clock;

// The list of `gil.rs`, with another shim.
#[path = "../src/gil"]
mod gil {
    pub mod account;
    pub mod breaker;
    pub mod event;
    pub mod interval;
    pub mod ledger;
    pub mod lock;
    mod places;
    pub mod policy;
    pub mod queue;
    pub mod ring;
    pub mod sole;
    #[path = "../../tests/gil_model/sync.rs"]
    pub mod sync;
    pub mod thread;
    pub mod word;
}

use std::sync::Arc;
// Not shuttle's: what the checks themselves keep is no part of the protocol, so it adds no steps to explore.
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use gil::breaker::Breaker;
use gil::event::{Blocking, GaveUp};
use gil::interval::Interval;
use gil::lock::{Finalizing, GilLock, Setup};
use gil::policy::cpython::CPython;
use gil::policy::{Claim, Next, POLICIES, Policy, Release, Request, Scene, Sleepers, WaitEnded};
use gil::ring::Ring;
use gil::thread::GilThread;
use gil::word::Slot;
use shuttle::Runner;
use shuttle::rand::Rng;
use shuttle::scheduler::DfsScheduler;
use shuttle::thread::{JoinHandle, yield_now};

/// Runs per program and scheduler.
const RUNS: usize = 3_000;

/// How many times a run under the priority scheduler changes its mind.
const PRIORITY_CHANGES: usize = 3;

/// Timed sleeps end whenever the explorer likes.
const ANY_TIME: Interval = Interval::DEFAULT;

/// Timed sleeps end by notice only: so a lost wake-up is not mended by time, it is a deadlock. Twice what the shim
/// takes for never, since a policy may wait for what is left of an interval.
const NO_TIME: Interval = Interval::from_micros(7_200_000_000);

const READ: GaveUp = GaveUp::Blocking(Blocking::File);

/// What a policy promises beyond mutual exclusion.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Promises {
    /// A thread that was asked goes on only after another got the GIL.
    HandOver,
    Nothing,
}

/// A GIL with the checks around it.
struct World {
    gil: GilLock,
    promises: Promises,
    held: AtomicBool,
    requests_honoured: AtomicU64,
}

impl World {
    fn new(interval: Interval) -> Arc<Self> {
        World::with(Setup { interval, ..Setup::default() })
    }

    fn with(setup: Setup) -> Arc<Self> {
        World::promising(Promises::HandOver, setup)
    }

    fn promising(promises: Promises, setup: Setup) -> Arc<Self> {
        Arc::new(World {
            gil: GilLock::new(setup),
            promises,
            held: AtomicBool::new(false),
            requests_honoured: AtomicU64::new(0),
        })
    }

    fn acquire(&self, me: &GilThread) -> Result<(), Finalizing> {
        self.gil.acquire(me)?;
        self.entered();
        Ok(())
    }

    fn release(&self, me: &GilThread, why: GaveUp) {
        self.left();
        let asked = me.breaker().has(Breaker::DROP_REQUEST)
            && why != GaveUp::Exit
            && self.promises == Promises::HandOver;
        let before = self.gil.switch_number();
        self.gil.release(me, why);
        if asked {
            assert_ne!(self.gil.switch_number(), before, "went on before anybody else got the GIL");
        }
    }

    /// What an eval loop does between two instructions.
    fn check_point(&self, me: &GilThread) -> Result<(), Finalizing> {
        if me.breaker().load() == 0 {
            return Ok(());
        }
        self.left();
        let before = self.gil.switch_number();
        self.gil.switch_at_check_point(me)?;
        self.entered();
        if self.promises == Promises::Nothing {
            return Ok(());
        }
        let switches = self.gil.switch_number() - before;
        assert!(switches >= 2, "honoured a request, and nobody else got the GIL");
        self.requests_honoured.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }

    fn entered(&self) {
        assert!(!self.held.swap(true, Ordering::Relaxed), "two threads hold the GIL");
    }

    fn left(&self) {
        assert!(self.held.swap(false, Ordering::Relaxed), "gave up a GIL that nobody holds");
    }

    fn spawn(
        self: &Arc<Self>,
        body: impl FnOnce(&World, &GilThread) -> Result<(), Finalizing> + Send + 'static,
    ) -> JoinHandle<()> {
        let world = Arc::clone(self);
        shuttle::thread::spawn(move || {
            let me = world.gil.register().unwrap();
            if world.acquire(&me).and_then(|()| body(&world, &me)).is_ok() {
                world.release(&me, GaveUp::Exit);
            }
            world.gil.unregister(&me);
        })
    }
}

/// A script: some instructions with check points between them, and now and then a blocking call.
fn script(world: &World, me: &GilThread) -> Result<(), Finalizing> {
    world.gil.set_level(me, shuttle::rand::thread_rng().gen_range(-1..=1));
    for _ in 0..3 {
        yield_now();
        world.check_point(me)?;
        if shuttle::rand::thread_rng().gen_ratio(1, 3) {
            world.release(me, READ);
            if shuttle::rand::thread_rng().gen_ratio(1, 2) {
                yield_now();
            }
            world.acquire(me)?;
        }
    }
    Ok(())
}

/// Runs per policy, program and scheduler.
const RUNS_PER_POLICY: usize = RUNS / 5;

/// A world for every policy, with parameters that make it act in so short a program, and with time limits that end
/// at any moment or never.
fn worlds(time: Interval) -> impl Iterator<Item = impl Fn() -> Arc<World> + Clone + Send + Sync + 'static> {
    let by_table = POLICIES.iter().map(move |entry| {
        let options = match (entry.name, time == NO_TIME) {
            ("ticks" | "micropython" | "pypy", _) => ":every=2",
            ("ruby", true) => ":quantum=7200s,tick=7200s",
            ("ocaml", true) => ":tick=7200s",
            ("bfs", true) => ":slice=7200s",
            ("priority", true) => ":grace=0s",
            _ => "",
        };
        format!("{}{options}", entry.name)
    });
    by_table.chain(["priority:grace=0s,by=level".to_owned()]).map(move |text| {
        move || {
            let policy = gil::policy::parse(&text).unwrap();
            World::promising(Promises::Nothing, Setup { interval: time, policy, ..Setup::default() })
        }
    })
}

#[test]
fn under_each_policy_scripts_exclude_each_other_and_end() {
    for world in worlds(ANY_TIME) {
        let program = move || three_scripts(&world());
        shuttle::check_random(program.clone(), RUNS_PER_POLICY);
        shuttle::check_pct(program, RUNS_PER_POLICY, PRIORITY_CHANGES);
    }
}

#[test]
fn under_each_policy_no_wake_up_is_lost() {
    for world in worlds(NO_TIME) {
        let program = move || three_scripts(&world());
        shuttle::check_random(program.clone(), RUNS_PER_POLICY);
        shuttle::check_pct(program, RUNS_PER_POLICY, PRIORITY_CHANGES);
    }
}

fn three_scripts(world: &Arc<World>) {
    for thread in [world.spawn(script), world.spawn(script), world.spawn(script)] {
        thread.join().unwrap();
    }
    assert_eq!(world.gil.waiters(), 0);
}

#[test]
fn under_each_policy_finalization_strands_nobody() {
    // Not under the priority scheduler: a policy that hands nothing over lets the daemon it prefers win for ever,
    // before the finalizer had its first turn.
    for world in worlds(ANY_TIME).chain(worlds(NO_TIME)) {
        shuttle::check_random(move || finalization(world()), RUNS_PER_POLICY);
    }
}

fn explore(program: impl Fn() + Copy + Send + Sync + 'static) {
    shuttle::check_random(program, RUNS);
    shuttle::check_pct(program, RUNS, PRIORITY_CHANGES);
}

#[test]
fn scripts_exclude_each_other_and_end() {
    explore(|| {
        let world = World::new(ANY_TIME);
        for thread in [world.spawn(script), world.spawn(script), world.spawn(script)] {
            thread.join().unwrap();
        }
        assert_eq!(world.gil.waiters(), 0);
    });
}

#[test]
fn what_a_ring_loses_it_counts() {
    explore(|| {
        const RECORDS: u64 = 6;
        let ring = Arc::new(Ring::with_places(2));
        let writer = {
            let ring = Arc::clone(&ring);
            shuttle::thread::spawn(move || {
                (1..=RECORDS).for_each(|number| ring.push([number; 6]));
                gil::sync::own_stores_arrive();
            })
        };
        let mut taken = Vec::new();
        let mut lost = 0;
        let mut drain = || lost += ring.drain(|record| taken.push(record));
        drain();
        drain();
        writer.join().unwrap();
        drain();
        assert!(taken.iter().all(|record| record.iter().all(|word| *word == record[0])), "torn: {taken:?}");
        assert!(taken.is_sorted(), "out of order: {taken:?}");
        assert_eq!(taken.len() as u64 + lost, RECORDS);
    });
}

#[test]
fn no_wake_up_is_lost() {
    explore(|| {
        let world = World::new(NO_TIME);
        for thread in [world.spawn(script), world.spawn(script), world.spawn(script)] {
            thread.join().unwrap();
        }
    });
}

#[test]
fn no_wake_up_is_lost_exhaustively_for_two() {
    let scheduler = DfsScheduler::new(Some(40_000), true);
    Runner::new(scheduler, shuttle::Config::default()).run(|| {
        let world = World::new(NO_TIME);
        // From here on nobody is the only thread, and nobody waits for the end of its steps: in an order chosen
        // to be the worst that is a loop without end.
        let (me, _bystander) = (world.gil.register().unwrap(), world.gil.register().unwrap());
        let body = |world: &World, me: &GilThread| {
            world.release(me, READ);
            world.acquire(me)
        };
        let other = world.spawn(body);
        world.acquire(&me).unwrap();
        world.release(&me, GaveUp::Exit);
        other.join().unwrap();
    });
}

#[test]
fn a_request_is_honoured_by_a_switch() {
    // A holder that never blocks: the others get the GIL by asking, or not at all.
    static HONOURED: AtomicU64 = AtomicU64::new(0);
    explore(|| {
        let world = World::new(ANY_TIME);
        let ended = Arc::new(AtomicU64::new(0));
        let askers = [0, 1].map(|_| {
            let ended = Arc::clone(&ended);
            world.spawn(move |_, _| {
                ended.fetch_add(1, Ordering::Relaxed);
                Ok(())
            })
        });
        let me = world.gil.register().unwrap();
        world.acquire(&me).unwrap();
        while ended.load(Ordering::Relaxed) < 2 {
            yield_now();
            world.check_point(&me).unwrap();
        }
        world.release(&me, GaveUp::Exit);
        for thread in askers {
            thread.join().unwrap();
        }
        HONOURED.fetch_add(world.requests_honoured.load(Ordering::Relaxed), Ordering::Relaxed);
    });
    assert!(HONOURED.load(Ordering::Relaxed) > 0, "the program never came to what it is about");
}

#[test]
fn a_request_is_honoured_before_a_blocking_call_and_void_at_exit() {
    explore(|| {
        let world = World::new(ANY_TIME);
        let others = [0, 1].map(|_| world.spawn(|_, _| Ok(())));
        let me = world.gil.register().unwrap();
        world.acquire(&me).unwrap();
        yield_now();
        world.release(&me, READ);
        assert!(!me.breaker().has(Breaker::DROP_REQUEST), "a request outlived the holding it was about");
        world.acquire(&me).unwrap();
        yield_now();
        world.release(&me, GaveUp::Exit);
        assert!(!me.breaker().has(Breaker::DROP_REQUEST));
        world.gil.unregister(&me);
        for thread in others {
            thread.join().unwrap();
        }
    });
}

#[test]
fn a_voluntary_release_promises_the_woken_waiter_nothing() {
    // Who is first after a release is the scheduler's affair, so both must come up; a lock that kept the GIL for
    // the thread it woke, as a fair one does, would show one outcome only.
    static RELEASER_WAS_FIRST: AtomicU64 = AtomicU64::new(0);
    static WAITER_WAS_FIRST: AtomicU64 = AtomicU64::new(0);
    explore(|| {
        let world = World::new(NO_TIME);
        let me = world.gil.register().unwrap();
        world.acquire(&me).unwrap();
        let waiter = world.spawn(|_, _| Ok(()));
        while world.gil.waiters() == 0 {
            yield_now();
        }
        let before = world.gil.switch_number();
        world.release(&me, READ);
        world.acquire(&me).unwrap();
        let first = if world.gil.switch_number() == before { &RELEASER_WAS_FIRST } else { &WAITER_WAS_FIRST };
        first.fetch_add(1, Ordering::Relaxed);
        world.release(&me, GaveUp::Exit);
        waiter.join().unwrap();
    });
    assert!(RELEASER_WAS_FIRST.load(Ordering::Relaxed) > 0, "a release hands over unasked");
    assert!(WAITER_WAS_FIRST.load(Ordering::Relaxed) > 0, "a release wakes nobody");
}

#[test]
fn finalization_strands_nobody() {
    explore(|| finalization(World::new(ANY_TIME)));
}

#[test]
fn finalization_wakes_whom_no_time_limit_would() {
    explore(|| finalization(World::new(NO_TIME)));
}

/// Hands over at every release, asked or not: so a dropper can be asleep when those it waits for are told to leave.
#[derive(Debug)]
struct AfterYou;

impl Policy for AfterYou {
    fn describe(&self) -> String {
        "after-you".to_owned()
    }

    fn sleepers(&self) -> Sleepers {
        CPython.sleepers()
    }

    fn wait(&self, scene: &Scene<'_>, me: Claim) -> Option<Duration> {
        CPython.wait(scene, me)
    }

    fn after_wait(&self, scene: &Scene<'_>, me: Claim, ended: WaitEnded) -> Next {
        CPython.after_wait(scene, me, ended)
    }

    fn may_take(&self, scene: &Scene<'_>, me: Claim) -> bool {
        CPython.may_take(scene, me)
    }

    fn release(&self, scene: &Scene<'_>, me: Slot, gave_up: GaveUp, _request: Request) -> Release {
        CPython.release(scene, me, gave_up, Request::Pending)
    }
}

#[test]
fn finalization_frees_a_dropper_whose_successors_have_left() {
    explore(|| {
        finalization(World::with(Setup {
            interval: NO_TIME,
            policy: Box::new(AfterYou),
            ..Setup::default()
        }));
    });
}

fn finalization(world: Arc<World>) {
    // Daemons: they run for ever, unless they are told to stop.
    let daemons = [0, 1].map(|_| {
        world.spawn(|world, me| {
            loop {
                yield_now();
                world.check_point(me)?;
                if shuttle::rand::thread_rng().gen_ratio(1, 3) {
                    world.release(me, READ);
                    world.acquire(me)?;
                }
            }
        })
    });
    let me = world.gil.register().unwrap();
    world.acquire(&me).unwrap();
    world.gil.begin_finalizing(&me);
    // Whoever was about to sleep must not hang on these.
    for _ in 0..shuttle::rand::thread_rng().gen_range(0..3) {
        world.release(&me, READ);
        yield_now();
        world.acquire(&me).unwrap();
        world.check_point(&me).unwrap();
    }
    for thread in daemons {
        thread.join().unwrap();
    }
    world.release(&me, GaveUp::Exit);
    assert_eq!(world.gil.waiters(), 0);
}

#[test]
fn a_second_thread_may_come_in_the_middle_of_a_step_of_the_only_one() {
    explore(|| {
        let world = World::new(NO_TIME);
        let me = world.gil.register().unwrap();
        world.acquire(&me).unwrap();
        let other = world.spawn(|world, me| {
            world.release(me, READ);
            world.acquire(me)
        });
        for _ in 0..3 {
            world.release(&me, READ);
            world.acquire(&me).unwrap();
        }
        world.release(&me, GaveUp::Exit);
        world.gil.unregister(&me);
        other.join().unwrap();
        // The next one is alone again.
        world.spawn(script).join().unwrap();
        assert_eq!(world.gil.waiters(), 0);
    });
}

#[test]
fn threads_come_and_go_in_reused_slots() {
    explore(|| {
        let world = World::new(ANY_TIME);
        let chain = [0, 1].map(|_| {
            world.spawn(|world, me| {
                world.check_point(me)?;
                world.release(me, READ);
                world.acquire(me)
            })
        });
        for thread in chain {
            thread.join().unwrap();
            world.spawn(script).join().unwrap();
        }
    });
}
