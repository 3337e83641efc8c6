//! What the books say about waits: `--stats`, `--ledger` and `gilvm.gil_stats()` tell the same.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::process::Command;

use serde_json::Value as Json;

/// Two threads that compute, and a main thread that reads a pipe and waits for them.
const SCRIPT: &str = "\
import os, threading
reader, writer = os.pipe()
def work():
    n = 60_000
    while n > 0:
        n -= 1
    os.write(writer, b'x')
threads = [threading.Thread(target=work, name=name) for name in ('one', 'two')]
for thread in threads:
    thread.start()
for _ in threads:
    os.read(reader, 1)
for thread in threads:
    thread.join()
";

fn run(options: &[&str], script: &str) -> (String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_gilvm"))
        .args([&["run", "--switch-interval", "100us"], options, &["-c", script]].concat())
        .env_remove("PYTHONUNBUFFERED")
        .output()
        .unwrap();
    let (out, err) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert!(output.status.success(), "{err}");
    (out, err)
}

#[test]
fn each_wait_is_in_the_ledger_and_in_the_statistics() {
    let path = format!("{}/ledger.jsonl", env!("CARGO_TARGET_TMPDIR"));
    let (_, err) = run(&["--stats=json", "--ledger", &path], SCRIPT);
    let stats: Json = serde_json::from_str(&err).unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    let mut lines: Vec<Json> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let last = lines.pop().unwrap();
    assert_eq!(last["lost"], 0, "{last}");
    let names: Vec<&str> =
        last["threads"].as_object().unwrap().values().map(|v| v.as_str().unwrap()).collect();
    assert!(names.contains(&"one") && names.contains(&"two"), "{last}");
    assert_eq!(lines.len() as u64, stats["total"]["waits_seconds"]["count"].as_u64().unwrap());
    let counts = stats["waits"]["counts_by_length"].as_array().unwrap();
    assert_eq!(lines.len() as u64, counts.iter().map(|count| count.as_u64().unwrap()).sum::<u64>());
    let sum = |field: &str| lines.iter().map(|line| line[field].as_u64().unwrap()).sum::<u64>();
    assert_eq!(sum("requests"), stats["total"]["requests_made"].as_u64().unwrap());
    assert_eq!(sum("futile"), stats["total"]["futile_wake_ups"].as_u64().unwrap());
    // Two reads and two writes at least.
    let calls = stats["waits"]["calls"].as_array().unwrap();
    assert!(
        calls.iter().any(|call| call["kind"] == "file" && call["calls"].as_u64().unwrap() >= 4),
        "{stats}"
    );
    let asked: u64 = stats["waits"]["asked_at"]
        .as_array()
        .unwrap()
        .iter()
        .map(|place| place["times"].as_u64().unwrap())
        .sum();
    // How often they ask is up to the system's scheduler; that what was asked agrees is not.
    assert!(asked <= stats["total"]["requests_received"].as_u64().unwrap(), "{stats}");
    check_sums(&stats);
}

/// The books balance, for whatever policy: what is said twice is the same both times.
fn check_sums(stats: &Json) {
    let count = |of: &Json| of.as_u64().unwrap();
    let nanoseconds = |of: &Json| (of.as_f64().unwrap() * 1e9).round() as i64;
    let (total, threads) = (&stats["total"], stats["threads"].as_array().unwrap());
    let pairs = stats["waits"]["waited_for"].as_array().unwrap();
    let sum_of_pairs: u64 = pairs.iter().map(|pair| count(&pair["waits"])).sum();
    assert_eq!(sum_of_pairs, count(&total["waits_seconds"]["count"]), "{stats}");
    for field in ["times_got", "switches_forced", "given_up_blocking", "requests_made", "futile_wake_ups"] {
        let sum: u64 = threads.iter().map(|thread| count(&thread[field])).sum();
        assert_eq!(sum, count(&total[field]), "{field}: {stats}");
    }
    // Each duration is rounded to a nanosecond once.
    let roundings = (threads.len() + pairs.len() + 1) as i64;
    for field in ["running_seconds", "waiting_seconds", "handing_over_seconds", "blocked_seconds"] {
        let sum: i64 = threads.iter().map(|thread| nanoseconds(&thread[field])).sum();
        assert!((sum - nanoseconds(&total[field])).abs() <= roundings, "{field}: {stats}");
    }
    // Nobody waits any more, so all waiting is in a wait, or in a hand-over before a blocking call.
    let waits: i64 = pairs.iter().map(|pair| nanoseconds(&pair["seconds"])).sum();
    let waiting = waits + nanoseconds(&total["handing_over_seconds"]);
    assert!((waiting - nanoseconds(&total["waiting_seconds"])).abs() <= roundings, "{stats}");
    for thread in threads.iter().chain([total]) {
        let (waits, waiting) = (&thread["waits_seconds"], nanoseconds(&thread["waiting_seconds"]));
        let [p50, p90, p99, max] = ["p50", "p90", "p99", "max"].map(|at| nanoseconds(&waits[at]));
        assert!(p50 <= p90 && p90 <= p99 && p99 <= max && max <= waiting + 1, "{thread}");
    }
}

#[test]
fn calls_give_the_gil_up_where_cpythons_do() {
    let (out, _) = run(&["--stats"], include_str!("ledger/releases.py"));
    assert_eq!(out, "done\n");
}

#[test]
fn the_books_balance_under_every_policy() {
    for entry in gilvm_vm::gil::policy::POLICIES {
        let stats: Json =
            serde_json::from_str(&run(&["--stats=json", "--gil", entry.name], SCRIPT).1).unwrap();
        check_sums(&stats);
    }
}

#[test]
fn who_is_alone_waits_for_nobody() {
    // It gives the GIL up some thousand times, and finds it free each time.
    for policy in ["ticks", "micropython"] {
        let script = "for _ in range(200_000): pass";
        let stats: Json = serde_json::from_str(&run(&["--stats=json", "--gil", policy], script).1).unwrap();
        assert!(stats["total"]["switches_forced"].as_u64() > Some(1_000), "{stats}");
        assert_eq!(stats["total"]["waits_seconds"]["count"], 0, "{stats}");
        assert_eq!(stats["total"]["waiting_seconds"], 0.0, "{stats}");
    }
}

/// A thread that the other can only stop by asking for the GIL, in the lines 10 and 11.
const ASKED: &str = "\
import threading
lock = threading.Lock()
done = False
def other():
    global done
    with lock:
        done = True
def spin():
    # Nothing below gives the GIL up by itself.
    lock.release()
    while not done: pass
lock.acquire()
thread = threading.Thread(target=other)
thread.start()
spin()
thread.join()
";

#[test]
fn a_request_is_noted_with_the_line_of_the_holder() {
    for options in [&["--stats=json"][..], &["--stats=json", "--checks", "every-op"]] {
        let stats: Json = serde_json::from_str(&run(options, ASKED).1).unwrap();
        let places = stats["waits"]["asked_at"].as_array().unwrap();
        let in_spin = places.iter().filter(|place| place["function"] == "spin").collect::<Vec<_>>();
        assert!(!in_spin.is_empty(), "{places:?}");
        for place in in_spin {
            assert!(place["file"] == "<string>" && place["times"].as_u64() >= Some(1), "{place}");
            assert!((10..=11).contains(&place["line"].as_u64().unwrap()), "{place}");
        }
    }
}

#[test]
fn a_script_can_ask_for_the_statistics() {
    let ask =
        "import gilvm\nstats = gilvm.gil_stats()\nprint(stats['policy'], stats['total']['times_got'] > 0)";
    assert_eq!(run(&["--stats", "--gil", "fifo"], ask).0, "fifo True\n");
    let refused = "import gilvm\ntry: gilvm.gil_stats()\nexcept RuntimeError as e: print(e)";
    assert_eq!(run(&[], refused).0, "no books are kept of this GIL: run with --stats or --ledger\n");
}

#[test]
fn a_ledger_that_cannot_be_written_shows_in_the_exit_code() {
    for (script, code) in [("pass", 1), ("raise SystemExit(3)", 3)] {
        let output = Command::new(env!("CARGO_BIN_EXE_gilvm"))
            .args(["run", "--ledger", "/dev/full", "-c", script])
            .output()
            .unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        assert!(err.starts_with("gilvm: the ledger is incomplete: No space left on device"), "{err}");
        assert_eq!(output.status.code(), Some(code));
    }
}
