//! How long a slice of the GIL is, in units of the switch interval: the raw lock under threads that only compute.
//!
//! ```text
//! cargo bench --bench gil_gaps [-- SECONDS [THREADS INTERVAL_IN_MICROSECONDS]]
//! ```
//!
//! CPython 3.13 with two such threads on a two-core machine: the median slice is 1.04 intervals at 5 ms, 1.14 at
//! 1 ms and 2.0 at 0.1 ms, since the wake-ups of a hand-over come on top of the interval; the 99th percentile is
//! two intervals. Not a criterion bench: a distribution is what is looked at, and it takes a wall-clock second.

use std::env;
use std::process::ExitCode;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering;
use std::thread;
use std::time::Duration;
use std::time::Instant;

use gilvm_vm::gil::Books;
use gilvm_vm::gil::GaveUp;
use gilvm_vm::gil::GilLock;
use gilvm_vm::gil::Interval;
use gilvm_vm::gil::Setup;

/// How long each row is measured unless the command line says otherwise.
const SECONDS: u64 = 2;

/// The rows of the table, as threads and microseconds, unless the command line names one.
const ROWS: [(u64, u64); 8] =
    [(2, 5_000), (2, 1_000), (2, 100), (2, 1), (4, 5_000), (4, 1_000), (4, 100), (4, 1)];

fn main() -> ExitCode {
    // Cargo adds `--bench` for every bench.
    let arguments: Result<Vec<u64>, _> = env::args()
        .skip(1)
        .filter(|argument| argument != "--bench")
        .map(|argument| argument.parse())
        .collect();
    let (seconds, rows) = match arguments.as_deref() {
        Ok([]) => (SECONDS, ROWS.to_vec()),
        Ok([seconds]) => (*seconds, ROWS.to_vec()),
        Ok([seconds, threads, micros]) => (*seconds, vec![(*threads, *micros)]),
        Ok(_) | Err(_) => {
            eprintln!("usage: gil_gaps [SECONDS [THREADS INTERVAL_IN_MICROSECONDS]], all whole numbers");
            return ExitCode::from(2);
        }
    };
    println!(
        "threads  interval  switches/s  slice in intervals: p50   p90   p99    max   wait p50   p99  futile"
    );
    for (threads, micros) in rows {
        row(threads, micros, Duration::from_secs(seconds));
    }
    ExitCode::SUCCESS
}

fn row(threads: u64, micros: u64, duration: Duration) {
    let setup = Setup { interval: Interval::from_micros(micros), books: Books::Kept, ..Setup::default() };
    let gil = GilLock::new(setup);
    let began = Instant::now();
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| spin(&gil, began, duration));
        }
    });
    let total = gil.stats().total;
    let intervals = |ns: u64| ns as f64 / 1e3 / micros as f64;
    let (slices, waits) = (total.slices, total.waits);
    println!(
        "{threads:>7}  {micros:>5} µs  {:>10.0}  {:>23.2} {:>5.2} {:>5.2} {:>6.2}  {:>9.2} {:>5.2}  {:>6}",
        total.switches_forced as f64 / duration.as_secs_f64(),
        intervals(slices.p50_ns),
        intervals(slices.p90_ns),
        intervals(slices.p99_ns),
        intervals(slices.max_ns),
        intervals(waits.p50_ns),
        intervals(waits.p99_ns),
        total.futile_wake_ups,
    );
}

/// A computing thread: a loop with a check point per turn.
fn spin(gil: &GilLock, began: Instant, duration: Duration) {
    let work = AtomicU64::new(0);
    let me = gil.register().expect("the table has room");
    let mut runs = gil.acquire(&me).is_ok();
    while runs && began.elapsed() < duration {
        for _ in 0..100 {
            work.fetch_add(1, Ordering::Relaxed);
            if me.breaker().load() != 0 {
                runs = gil.switch_at_check_point(&me).is_ok();
            }
        }
    }
    if runs {
        gil.release(&me, GaveUp::Exit);
    }
    gil.unregister(&me);
}
