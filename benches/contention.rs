//! How each lock policy shares the GIL: policy by number of threads by length of a section, on bare threads.
//!
//! ```text
//! cargo bench --bench contention                  # all of it: some minutes
//! cargo bench --bench contention -- fifo          # one policy
//! cargo bench --bench contention -- '/8 threads'  # one number of threads under each
//! ```
//!
//! A turn is what a thread does between two blocking calls: take the GIL, hold it for a section full of check points,
//! give it up. Criterion reports the time of a turn, whoever takes it: the inverse of the throughput. Below each case
//! stand, from the sample with most hand-overs,
//!
//! * Jain's fairness index of the turns of the threads, 1 if all had as many, 1/n if one had them all;
//! * the hand-over latency: from a thread's release to the next holder's taking, if that had to wait.
//!
//! Contended figures are dominated by the kernel's scheduler: compare them only within one run.

use std::sync::Barrier;
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
use gilvm_vm::gil::Distribution;
use gilvm_vm::gil::GaveUp;
use gilvm_vm::gil::GilLock;
use gilvm_vm::gil::GilThread;
use gilvm_vm::gil::Setup;
use gilvm_vm::gil::policy;

const THREADS: [usize; 5] = [1, 2, 4, 8, 32];
const SECTIONS: [Duration; 3] = [Duration::ZERO, Duration::from_micros(1), Duration::from_micros(100)];

/// A hundred and fifty cases, so each gets little time.
const WARM_UP: Duration = Duration::from_millis(100);
const MEASURED: Duration = Duration::from_millis(400);
const SAMPLES: usize = 10;

/// What one sample took and how it was shared.
struct Shared {
    elapsed: Duration,
    turns: Vec<u64>,
    hand_overs: Distribution,
}

fn contention(criterion: &mut Criterion) {
    for entry in policy::POLICIES {
        let mut group = criterion.benchmark_group(entry.name);
        group.sample_size(SAMPLES).warm_up_time(WARM_UP).measurement_time(MEASURED);
        for threads in THREADS {
            for section in SECTIONS {
                let id = BenchmarkId::new(format!("{threads} threads"), format!("{section:?}"));
                let mut best: Option<Shared> = None;
                group.bench_function(id, |bencher| {
                    bencher.iter_custom(|turns| {
                        let shared = take_turns(entry.name, threads, section, turns);
                        let elapsed = shared.elapsed;
                        if best.as_ref().is_none_or(|best| best.hand_overs.count <= shared.hand_overs.count) {
                            best = Some(shared);
                        }
                        elapsed
                    });
                });
                if let Some(shared) = best.filter(|_| threads > 1) {
                    println!(
                        "    Jain's index {:.3}, {} hand-overs, p50 {:.1} \u{b5}s, p99 {:.1} \u{b5}s",
                        jain(&shared.turns),
                        shared.hand_overs.count,
                        shared.hand_overs.p50_ns as f64 / 1e3,
                        shared.hand_overs.p99_ns as f64 / 1e3,
                    );
                }
            }
        }
        group.finish();
    }
}

/// Lets threads take turns until there were so many in all.
fn take_turns(policy: &str, threads: usize, section: Duration, turns: u64) -> Shared {
    let policy = policy::parse(policy).expect("the name is from the table");
    let gil = GilLock::new(Setup { policy, books: Books::Kept, ..Setup::default() });
    let taken = AtomicU64::new(0);
    // All threads are there before the first turn, and the clock runs from then.
    let start = Barrier::new(threads + 1);
    let (elapsed, counts) = thread::scope(|scope| {
        let play = || {
            start.wait();
            let me = gil.register().expect("the table has room");
            gil.acquire(&me).expect("nobody finalizes");
            let mut mine = 0;
            while taken.load(Ordering::Relaxed) < turns {
                hold(&gil, &me, section);
                // Who counts holds the GIL, so this is not contended.
                taken.fetch_add(1, Ordering::Relaxed);
                mine += 1;
                gil.release(&me, GaveUp::Blocking(Blocking::Native));
                gil.acquire(&me).expect("nobody finalizes");
            }
            gil.release(&me, GaveUp::Exit);
            gil.unregister(&me);
            mine
        };
        let players: Vec<_> = (0..threads).map(|_| scope.spawn(play)).collect();
        start.wait();
        let began = Instant::now();
        let counts: Vec<u64> =
            players.into_iter().map(|player| player.join().expect("nobody panics")).collect();
        (began.elapsed(), counts)
    });
    Shared { elapsed, turns: counts, hand_overs: gil.stats().hand_overs }
}

/// Holds the GIL for a while, as an eval loop does.
fn hold(gil: &GilLock, me: &GilThread, section: Duration) {
    let began = Instant::now();
    loop {
        if me.breaker().load() != 0 {
            gil.switch_at_check_point(me).expect("nobody finalizes");
        }
        if section.is_zero() || began.elapsed() >= section {
            return;
        }
    }
}

/// Jain's fairness index.
fn jain(turns: &[u64]) -> f64 {
    let sum: f64 = turns.iter().map(|&turns| turns as f64).sum();
    let squares: f64 = turns.iter().map(|&turns| (turns as f64).powi(2)).sum();
    if squares == 0.0 { 1.0 } else { sum * sum / (turns.len() as f64 * squares) }
}

criterion_group!(benches, contention);
criterion_main!(benches);
