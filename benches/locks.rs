//! What scripts pay for locks, conditions and queues: primitives of `threading` and `queue` under an interpreter.
//!
//! * `uncontended`: `with lock:` of a `Lock` and an `RLock`, and a put and a get of a `Queue`, by the only thread.
//! * `contended`: a lock that two threads want all the time; items through a queue from one thread to another.
//! * `ping-pong`: the turn goes from one thread to another and back, by locks, a condition, queues. Beside it stands
//!   what the same costs with nothing but the operating system: a mutex and a condition variable on bare threads.
//! * `thread`: start and join of a thread, beside a bare one's.
//!
//! Each figure is for one turn of the loop, which is part of it. Ping-pong across cores is dominated by how fast the
//! machine wakes an idle core; pin the process to one core (`taskset -c 0`) to see what the interpreter costs.

use std::sync::Arc;
use std::sync::Condvar;
use std::sync::Mutex;
use std::time::Duration;
use std::time::Instant;

use criterion::Criterion;
use criterion::criterion_group;
use criterion::criterion_main;
use gilvm::embed::Data;
use gilvm::embed::Interpreter;

/// Every function takes the number of turns.
const SCRIPT: &str = include_str!("primitives/primitives.py");

/// Measures a function of the script.
fn measure(criterion: &mut Criterion, group: &str, functions: &[&str]) {
    let mut group = criterion.benchmark_group(group);
    for function in functions {
        let interpreter = Interpreter::new().expect("an interpreter starts");
        interpreter.run(SCRIPT).expect("the script defines functions");
        group.bench_function(*function, |bencher| {
            bencher.iter_custom(|turns| {
                let seconds = match interpreter.eval(&format!("seconds({function}, {turns})")) {
                    Ok(Data::Float(seconds)) => seconds,
                    other => panic!("{function}: {other:?}"),
                };
                Duration::from_secs_f64(seconds)
            });
        });
    }
}

fn uncontended(criterion: &mut Criterion) {
    measure(criterion, "uncontended", &["with_lock", "with_rlock", "acquire_release", "queue_put_get"]);
}

fn contended(criterion: &mut Criterion) {
    measure(criterion, "contended", &["contended_lock", "queue_items", "simple_queue_items", "pool_map"]);
}

fn ping_pong(criterion: &mut Criterion) {
    measure(
        criterion,
        "ping-pong",
        &[
            "ping_pong_lock",
            "ping_pong_condition",
            "ping_pong_event",
            "ping_pong_queue",
            "ping_pong_simple_queue",
        ],
    );
    let mut group = criterion.benchmark_group("ping-pong");
    group.bench_function("bare mutex and condition variable", |bencher| bencher.iter_custom(bare_ping_pong));
}

/// Turns of two bare threads.
fn bare_ping_pong(turns: u64) -> Duration {
    let state = Arc::new((Mutex::new(false), Condvar::new()));
    let run = move |mine: bool, state: &(Mutex<bool>, Condvar)| {
        let mut turn = state.0.lock().expect("nobody panics");
        for _ in 0..turns {
            while *turn != mine {
                turn = state.1.wait(turn).expect("nobody panics");
            }
            *turn = !mine;
            state.1.notify_one();
        }
    };
    let start = Instant::now();
    let other = {
        let state = Arc::clone(&state);
        std::thread::spawn(move || run(true, &state))
    };
    run(false, &state);
    other.join().expect("nobody panics");
    start.elapsed()
}

fn thread(criterion: &mut Criterion) {
    measure(criterion, "thread", &["start_join"]);
    let mut group = criterion.benchmark_group("thread");
    group.bench_function("bare start and join", |bencher| {
        bencher.iter(|| std::thread::spawn(|| ()).join().expect("nobody panics"));
    });
}

criterion_group!(benches, uncontended, contended, ping_pong, thread);
criterion_main!(benches);
