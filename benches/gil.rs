//! What the GIL costs, without an interpreter around it: the raw lock of `gilvm_vm::gil` on bare threads.
//!
//! * `uncontended`: one release and one acquire by the only thread, and by one of two of which the other sleeps;
//!   beside it what a plain mutex with a signal costs, and the same pair with the books kept.
//! * `hand-over`: from the moment a thread gives the GIL up to the moment another, asleep, holds it.
//! * `contended`: N threads that take the GIL, hold it for a while and let go, per turn of any of them.
//! * `request-to-drop`: from a waiter's request to the holder's release, the holder polling its breaker.
//!
//! Contended figures are dominated by the kernel's scheduler: compare them only within one run.

use std::hint::black_box;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering;
use std::thread;
use std::time::Duration;
use std::time::Instant;

use criterion::BenchmarkId;
use criterion::Criterion;
use criterion::criterion_group;
use criterion::criterion_main;
use gilvm_vm::gil::Blocking;
use gilvm_vm::gil::Books;
use gilvm_vm::gil::Breaker;
use gilvm_vm::gil::Event;
use gilvm_vm::gil::GaveUp;
use gilvm_vm::gil::GilLock;
use gilvm_vm::gil::GilThread;
use gilvm_vm::gil::Interval;
use gilvm_vm::gil::Observer;
use gilvm_vm::gil::Setup;
use gilvm_vm::gil::ThreadId;
use gilvm_vm::gil::prepare_process;

const READ: GaveUp = GaveUp::Blocking(Blocking::File);

/// Runs `body` with the GIL held, as one thread from its start to its end.
fn as_thread<R>(gil: &GilLock, body: impl FnOnce(&GilThread) -> R) -> R {
    let me = gil.register().expect("the table has room");
    gil.acquire(&me).expect("nobody finalizes");
    let result = body(&me);
    gil.release(&me, GaveUp::Exit);
    gil.unregister(&me);
    result
}

/// What an eval loop does at a check point.
fn check_point(gil: &GilLock, me: &GilThread) {
    if me.breaker().load() != 0 {
        gil.switch_at_check_point(me).expect("nobody finalizes");
    }
}

fn uncontended(criterion: &mut Criterion) {
    // As the command does, before there is a second thread.
    prepare_process();
    let mut group = criterion.benchmark_group("uncontended");
    for (name, books, others) in [
        ("release+acquire", Books::Closed, 0),
        ("release+acquire beside a thread that sleeps", Books::Closed, 1),
        ("release+acquire, books kept", Books::Kept, 0),
    ] {
        let gil = GilLock::new(Setup { books, ..Setup::default() });
        as_thread(&gil, |me| {
            // What a thread is that sleeps outside the lock: registered, and no more.
            let _others: Vec<_> = (0..others).map(|_| gil.register().expect("the table has room")).collect();
            group.bench_function(name, |bencher| {
                bencher.iter(|| {
                    gil.release(black_box(me), READ);
                    gil.acquire(black_box(me)).expect("nobody finalizes");
                });
            });
        });
    }
    // What CPython's pair amounts to, less its books: a mutex each way, and a signal.
    let mutex = parking_lot::Mutex::new(true);
    let condition = parking_lot::Condvar::new();
    group.bench_function("mutex+signal, mutex", |bencher| {
        bencher.iter(|| {
            *mutex.lock() = black_box(false);
            condition.notify_one();
            *mutex.lock() = black_box(true);
        });
    });
    group.finish();
}

fn hand_over(criterion: &mut Criterion) {
    criterion.bench_function("hand-over/2 threads", |bencher| {
        bencher.iter_custom(|switches| {
            let gil = GilLock::new(Setup::default());
            let switches = u32::try_from(switches).unwrap_or(u32::MAX);
            // A thread that asks itself to drop must wait until the other took over.
            let play = || {
                as_thread(&gil, |me| {
                    while gil.switch_number() < switches {
                        me.breaker().set(Breaker::DROP_REQUEST);
                        check_point(&gil, me);
                    }
                });
            };
            let began = Instant::now();
            thread::scope(|scope| {
                scope.spawn(play);
                play();
            });
            began.elapsed()
        });
    });
}

fn contended(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("contended");
    for section in [Duration::ZERO, Duration::from_micros(100)] {
        for threads in [2_u64, 4, 8] {
            let id = BenchmarkId::new(format!("{threads} threads"), format!("{section:?} each"));
            group.bench_function(id, |bencher| {
                bencher.iter_custom(|turns| {
                    let gil = GilLock::new(Setup::default());
                    let began = Instant::now();
                    thread::scope(|scope| {
                        for _ in 0..threads {
                            scope.spawn(|| take_turns(&gil, turns.div_ceil(threads), section));
                        }
                    });
                    began.elapsed()
                });
            });
        }
    }
    group.finish();
}

fn take_turns(gil: &GilLock, turns: u64, section: Duration) {
    as_thread(gil, |me| {
        for _ in 0..turns {
            if !section.is_zero() {
                let began = Instant::now();
                while began.elapsed() < section {
                    check_point(gil, me);
                }
            }
            gil.release(me, READ);
            gil.acquire(me).expect("nobody finalizes");
        }
    });
}

/// Adds up the times from a request to the release that honours it.
#[derive(Default)]
struct Latency {
    requested_at_ns: AtomicU64,
    honoured: AtomicU64,
    total_ns: AtomicU64,
}

impl Observer for Latency {
    fn observe(&self, _thread: ThreadId, at_ns: u64, event: Event) {
        match event {
            Event::Requested { .. } => self.requested_at_ns.store(at_ns, Ordering::Relaxed),
            Event::GaveUp(GaveUp::Interval) => {
                let took_ns = at_ns.saturating_sub(self.requested_at_ns.load(Ordering::Relaxed));
                self.total_ns.fetch_add(took_ns, Ordering::Relaxed);
                self.honoured.fetch_add(1, Ordering::Relaxed);
            }
            _ => {}
        }
    }
}

fn request_to_drop(criterion: &mut Criterion) {
    criterion.bench_function("request-to-drop/2 threads", |bencher| {
        bencher.iter_custom(|drops| {
            let latency = Arc::new(Latency::default());
            let gil = GilLock::new(Setup {
                interval: Interval::from_micros(100),
                observer: Some(Arc::clone(&latency) as Arc<dyn Observer>),
                ..Setup::default()
            });
            let done = AtomicBool::new(false);
            let spin = || {
                as_thread(&gil, |me| {
                    while !done.load(Ordering::Relaxed) {
                        check_point(&gil, me);
                        if latency.honoured.load(Ordering::Relaxed) >= drops {
                            done.store(true, Ordering::Relaxed);
                        }
                    }
                });
            };
            thread::scope(|scope| {
                scope.spawn(spin);
                spin();
            });
            let honoured = latency.honoured.load(Ordering::Relaxed).max(1);
            Duration::from_nanos(latency.total_ns.load(Ordering::Relaxed) * drops / honoured)
        });
    });
}

criterion_group!(benches, uncontended, hand_over, contended, request_to_drop);
criterion_main!(benches);
