//! What `--emulate` changes: which updates of a shared counter get lost, how threads are called, whether sleeping for
//! no time blocks.
//!
//! An update that can be lost is not lost in every run; such a test runs until it saw one. An update that cannot be
//! lost is counted in every run.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::process::Command;

use serde_json::Value as Json;

/// Rounds of each loop in the first run; later ones take longer.
const ROUNDS: u32 = 2_000;

/// Runs after which an update that was never lost counts as one that cannot be.
const RUNS: u32 = 12;

fn gilvm(arguments: &[&str]) -> (String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_gilvm"))
        .args(arguments)
        .env_remove("PYTHONUNBUFFERED")
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let (out, err) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert!(output.status.success(), "{arguments:?}: {err}");
    (out, err)
}

/// Which of these ways of adding lose something; no ways are all that `examples/lost_update.py` has.
fn lost(options: &[&str], rounds: u32, ways: &[&str]) -> BTreeMap<String, bool> {
    let rounds = rounds.to_string();
    let (out, _) = gilvm(&[&["run"], options, &["examples/lost_update.py", &rounds], ways].concat());
    out.lines()
        .map(|line| {
            let (way, share) = line.rsplit_once(": ").unwrap();
            // Shares below what is printed are not worth telling from nothing, and far below what is measured.
            let share: f64 = share.strip_suffix(" % lost").unwrap().parse().unwrap();
            (way.to_owned(), share > 0.0)
        })
        .collect()
}

/// Checks that in all runs together exactly the ways not in `safe` lost something.
fn loses_all_but(options: &[&str], safe: &[&str]) {
    let safe: BTreeSet<&str> = safe.iter().copied().collect();
    let mut never: BTreeSet<String> = BTreeSet::new();
    for run in 0..RUNS {
        // What was seen to be lost need not be seen again, so that long runs have few ways to go.
        let ways: Vec<&str> = match run {
            0 => Vec::new(),
            _ => never.iter().map(String::as_str).chain(safe.iter().copied()).collect(),
        };
        let lost = lost(options, ROUNDS << run.min(8), &ways);
        for way in &safe {
            assert_eq!(lost.get(*way), Some(&false), "{options:?} lost an update of {way}");
        }
        let kept = lost.into_iter().filter(|(_, lost)| !lost).map(|(way, _)| way);
        never = kept.filter(|way| !safe.contains(way.as_str())).collect();
        if never.is_empty() {
            return;
        }
    }
    panic!("{options:?} never lost an update of {never:?}");
}

const UNDER_A_LOCK: &str = "with lock: counter += one()";

/// Statements without a call or a jump.
const PLAIN: [&str; 7] = [
    "counter += 1",
    "counter += 1, in while",
    "t = counter; t = t + 1; counter = t",
    "box.value += 1",
    "d['value'] += 1",
    "values[0] += 1",
    "box.add(1)",
];

#[test]
fn up_to_3_9_all_updates_can_be_lost() {
    loses_all_but(&["--emulate", "2.7", "--gil", "ticks:every=1"], &[UNDER_A_LOCK]);
    loses_all_but(&["--emulate", "3.9"], &[UNDER_A_LOCK]);
}

#[test]
fn in_3_10_plain_statements_lose_nothing() {
    loses_all_but(&["--emulate", "3.10"], &[&PLAIN[..], &[UNDER_A_LOCK]].concat());
}

#[test]
fn since_3_11_conditions_and_len_lose_nothing_either() {
    let more = ["t = counter; if ...: t += 1; counter = t", "counter += len(x)", UNDER_A_LOCK];
    loses_all_but(&[], &[&PLAIN[..], &more].concat());
    loses_all_but(&["--emulate", "3.13"], &[&PLAIN[..], &more].concat());
}

/// A thread that releases a lock and wants it back at once, again and again, until another has it. In 3.14 that one
/// gets it from the releaser's hand when it has waited for a millisecond; before, whoever comes first gets it, and the
/// other may wait for ever.
const FAIR: &str = "\
import threading, time
lock = threading.Lock()
def other():
    with lock:
        print('handed over')
lock.acquire()
thread = threading.Thread(target=other)
thread.start()
while True:
    until = time.perf_counter() + 0.002
    while time.perf_counter() < until:
        pass
    lock.release()
    if not lock.acquire(False):
        break
thread.join()
";

#[test]
fn since_3_14_a_lock_is_handed_to_who_has_waited() {
    assert_eq!(gilvm(&["run", "--emulate", "3.14", "-c", FAIR]).0, "handed over\n");
}

#[test]
fn what_is_thrown_into_a_delegating_generator_arrives_wherever_the_check_points_lie() {
    let script = "\
def inner():
    try: yield 1
    except ValueError: yield 2
def outer(): return (yield from inner())
g = outer()
print(next(g), g.throw(ValueError), list(g))
";
    for profile in ["calls", "py310", "py39", "every-op"] {
        assert_eq!(gilvm(&["run", "--checks", profile, "-c", script]).0, "1 2 []\n", "{profile}");
    }
}

#[test]
fn threads_are_called_by_their_target_since_3_10() {
    let script = "import threading\ndef work(): pass\nprint(threading.Thread(target=work).name)";
    for (version, name) in [("2.7", "Thread-1"), ("3.9", "Thread-1"), ("3.10", "Thread-1 (work)")] {
        assert_eq!(gilvm(&["run", "--emulate", version, "-c", script]).0, format!("{name}\n"), "{version}");
    }
}

#[test]
fn options_given_by_hand_count_more_than_the_version() {
    let policy = |options: &[&str]| {
        let (_, err) = gilvm(&[&["run", "--stats=json"], options, &["-c", "pass"]].concat());
        let stats: Json = serde_json::from_str(&err).unwrap();
        (stats["policy"].as_str().unwrap().to_owned(), stats["check_points"].as_str().unwrap().to_owned())
    };
    let pair = |policy: &str, checks: &str| (policy.to_owned(), checks.to_owned());
    assert_eq!(policy(&[]), pair("cpython", "calls"));
    assert_eq!(policy(&["--emulate", "2.7"]), pair("ticks:every=100", "py39"));
    assert_eq!(policy(&["--emulate", "2.7", "--gil", "fifo"]), pair("fifo", "py39"));
    assert_eq!(policy(&["--emulate", "3.10", "--checks", "every-op"]), pair("cpython", "every-op"));
    assert_eq!(policy(&["--emulate", "3.14"]), pair("cpython", "calls"));
}
