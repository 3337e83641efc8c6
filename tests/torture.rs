//! A script that ends in the middle of everything: daemon threads that print, lock, sleep, wait and die, exceptions in
//! every place, Ctrl-C at any time. Whatever happens, it must end, with an exit code that the script can have meant.
//!
//! What a run does follows from its number; when the signal arrives does not, so that runs differ. `GILVM_TORTURE_RUNS`
//! sets how many there are, `GILVM_TORTURE_FIRST` the number of the first.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::io::Read;
use std::os::unix::process::ExitStatusExt;
use std::process::Child;
use std::process::Command;
use std::process::ExitStatus;
use std::process::Stdio;
use std::time::Duration;
use std::time::Instant;

/// How many runs there are if nobody says otherwise.
const RUNS_DEFAULT: u64 = 24;

/// A run that takes longer hangs. It has no more than a second of work, on a machine that may have much else to do.
const PATIENCE: Duration = Duration::from_secs(60);

/// Signals arrive within this time, before, during and after what the script does.
const SPAN_MICROS: u64 = 200_000;

const SIGINT: i32 = 2;

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(default)
}

/// The end of a process; it is killed if it does not come.
fn end_of(child: &mut Child) -> Option<ExitStatus> {
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        if let Some(status) = child.try_wait().unwrap() {
            return Some(status);
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    None
}

#[test]
fn whatever_happens_the_script_ends() {
    let first = number("GILVM_TORTURE_FIRST", 0);
    let mut failures = Vec::new();
    for run in first..first + number("GILVM_TORTURE_RUNS", RUNS_DEFAULT) {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/torture/shutdown.py");
        let mut child =
            Command::new(std::env::var_os("GILVM_BIN").unwrap_or(env!("CARGO_BIN_EXE_gilvm").into()))
                .args(["run", script, &run.to_string()])
                .stdin(Stdio::null())
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap();
        let mut stdout = child.stdout.take().unwrap();
        let drain = std::thread::spawn(move || std::io::copy(&mut stdout, &mut std::io::sink()));
        let mut stderr = child.stderr.take().unwrap();
        let messages = std::thread::spawn(move || {
            let mut text = String::new();
            stderr.read_to_string(&mut text).map(|_| text)
        });
        // Half of the runs are left alone; of the others one in four gets a second signal.
        let signals = [0, 1, 0, 1, 0, 1, 0, 2][(run % 8) as usize];
        for signal in 0..signals {
            let spread = (run + signal).wrapping_mul(6_364_136_223_846_793_005) >> 33;
            std::thread::sleep(Duration::from_micros(spread % SPAN_MICROS));
            let _ =
                Command::new("kill").args(["-INT", &child.id().to_string()]).stderr(Stdio::null()).status();
        }
        let status = end_of(&mut child);
        drain.join().unwrap().unwrap();
        let text = messages.join().unwrap().unwrap();
        let fine = match status.map(|status| (status.code(), status.signal())) {
            Some((Some(0 | 1 | 7 | 8), None)) => true,
            Some((None, Some(SIGINT))) => signals > 0,
            _ => false,
        };
        if !fine || text.contains("panicked") || text.contains("deadlock") {
            failures.push(format!("run {run} with {signals} signals: {status:?}\n{text}"));
        }
    }
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures.join("\n"));
}
