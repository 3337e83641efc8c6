//! What the operating system alone takes for what some of the primitives do: bare threads, no interpreter.

use std::sync::Arc;
use std::sync::Condvar;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering;
use std::thread;
use std::time::Instant;

use rustix::thread::CpuSet;
use rustix::time::ClockId;

use crate::Clock;

/// Seconds that one turn of the counterpart of a primitive takes, if it has one.
pub(crate) fn seconds(name: &str, clock: Clock, processors: Option<[usize; 2]>) -> Option<f64> {
    let (turns, play): (u32, fn(u32, Option<usize>)) = match name {
        "ping_pong_lock" => (5_000, ping_pong_futex),
        "ping_pong_condition" | "ping_pong_queue" => (5_000, ping_pong_condition),
        "start_join" => (1_500, start_join),
        _ => return None,
    };
    // On a thread of its own, so that this one's processors stay what they are.
    let took = thread::spawn(move || {
        let other = processors.map(|[first, other]| {
            keep_to(first);
            other
        });
        let start = now(clock);
        play(turns, other);
        now(clock) - start
    });
    took.join().ok().map(|seconds| seconds / f64::from(turns))
}

/// Lets the calling thread run on one processor only.
fn keep_to(processor: usize) {
    let mut processors = CpuSet::new();
    processors.set(processor);
    // A container may forbid it; then the threads run anywhere.
    let _ = rustix::thread::sched_setaffinity(None, &processors);
}

fn now(clock: Clock) -> f64 {
    thread_local! { static EPOCH: Instant = Instant::now() }
    match clock {
        Clock::Wall => EPOCH.with(Instant::elapsed).as_secs_f64(),
        Clock::Cpu => {
            let time = rustix::time::clock_gettime(ClockId::ProcessCPUTime);
            time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
        }
    }
}

/// Two threads, each of which sleeps on a futex until the other wakes it.
fn ping_pong_futex(turns: u32, other: Option<usize>) {
    let ball = Arc::new(AtomicUsize::new(0));
    let wait_for = |ball: &AtomicUsize, side: usize| {
        while ball.load(Ordering::Acquire) != side {
            thread::park();
        }
    };
    let first = thread::current();
    let partner = {
        let ball = Arc::clone(&ball);
        thread::spawn(move || {
            other.inspect(|processor| keep_to(*processor));
            for _ in 0..turns {
                wait_for(&ball, 1);
                ball.store(0, Ordering::Release);
                first.unpark();
            }
        })
    };
    for _ in 0..turns {
        ball.store(1, Ordering::Release);
        partner.thread().unpark();
        wait_for(&ball, 0);
    }
    // It ended its last turn, or this one would not have.
    let _ = partner.join();
}

/// Two threads, a mutex and a condition variable.
fn ping_pong_condition(turns: u32, other: Option<usize>) {
    let table = Arc::new((Mutex::new(0), Condvar::new()));
    let play = move |(ball, turned): &(Mutex<usize>, Condvar), side: usize| {
        let mut ball = ball.lock().unwrap_or_else(PoisonError::into_inner);
        for _ in 0..turns {
            while *ball != side {
                ball = turned.wait(ball).unwrap_or_else(PoisonError::into_inner);
            }
            *ball = 1 - side;
            turned.notify_one();
        }
    };
    let partner = {
        let table = Arc::clone(&table);
        thread::spawn(move || {
            other.inspect(|processor| keep_to(*processor));
            play(&table, 1);
        })
    };
    play(&table, 0);
    let _ = partner.join();
}

fn start_join(turns: u32, other: Option<usize>) {
    for _ in 0..turns {
        let thread = thread::spawn(move || {
            other.inspect(|processor| keep_to(*processor));
        });
        // It cannot fail.
        let _ = thread.join();
    }
}
