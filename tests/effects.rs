//! Every script of `examples/effects` runs, ends well, and prints its figures in the form `benches/effects.rs` reads.
//!
//! What the figures are is for that program to compare; here the parameters are so small that they mean nothing.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

/// Where the scripts are, from the root.
const FOLDER: &str = "examples/effects";

/// What the scripts share, which is none itself.
const SHARED: &str = "lab";

/// Each script with parameters that make it short, and how many figures it prints with them.
const SCRIPTS: [(&str, &[&str], usize); 22] = [
    ("convoy", &["udp", "0.001", "0,1", "0.05"], 7),
    ("convoy", &["tcp", "0.001", "1", "0.05", "0.001", "64"], 4),
    ("cpu_threads", &["0.01", "2,3", "1"], 2),
    ("hand_off", &["200"], 5),
    ("hold_or_release", &["0.02"], 4),
    ("lock_fairness", &["0.05"], 3),
    ("long_calls", &["0.002"], 8),
    ("nonblocking", &["0.05"], 3),
    ("odd_length", &["0.0001", "0.05"], 1),
    ("scaling", &["1", "2", "1"], 1),
    ("shutdown", &["1", "4"], 1),
    ("signals", &["0.1"], 4),
    ("sleepers", &["1,5", "0.01"], 2),
    ("slow_query", &["1", "0.05"], 2),
    ("small_interval", &["0.0001,0.001", "2", "0.02"], 2),
    ("socket_readers", &["0,1", "3", "2", "0.005"], 2),
    ("starvation", &["0.05"], 3),
    ("switch_gaps", &["0.0001,0.001"], 4),
    ("tail_latency", &["0.001", "1,2", "0.05"], 6),
    ("too_many_threads", &["1,2", "0.02"], 2),
    ("two_cores", &["0.01", "2", "1"], 3),
    ("wake_up", &["0,1", "0.05"], 4),
];

/// Runs a script and checks that every line of its output is a name and a figure.
fn check(script: &str, arguments: &[&str], figures: usize) {
    let output = Command::new(env!("CARGO_BIN_EXE_gilvm"))
        .arg("run")
        .arg(format!("{FOLDER}/{script}.py"))
        .args(arguments)
        .env_remove("PYTHONUNBUFFERED")
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let (out, err) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert!(output.status.success(), "{script}: {out}{err}");
    assert_eq!(err, "", "{script}");
    let mut names = BTreeSet::new();
    for line in out.lines() {
        let (name, figure) =
            line.rsplit_once(": ").unwrap_or_else(|| panic!("{script}: {line:?} is no figure"));
        let figure: f64 = figure.parse().unwrap_or_else(|_| panic!("{script}: {line:?} is no figure"));
        assert!(figure.is_finite(), "{script}: {line}");
        assert!(names.insert(name.to_owned()), "{script}: {name} twice");
    }
    assert_eq!(names.len(), figures, "{script}: {out}");
}

#[test]
fn each_script_runs_and_prints_its_figures() {
    for (script, arguments, figures) in SCRIPTS {
        check(script, arguments, figures);
    }
}

#[test]
fn no_script_is_forgotten() {
    let mut found = BTreeSet::new();
    for entry in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(FOLDER)).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "py") {
            found.insert(path.file_stem().unwrap().to_str().unwrap().to_owned());
        }
    }
    let tested = SCRIPTS.iter().map(|script| script.0).chain([SHARED]);
    assert_eq!(found, tested.map(str::to_owned).collect());
}
