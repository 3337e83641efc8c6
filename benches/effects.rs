//! The effects of the GIL, measured: the scripts of `examples/effects` under gilvm and under CPython, in turns.
//!
//! ```text
//! cargo bench --bench effects -- --python python3.13 [--python python2.7]... [--runs 5] [--filter convoy]
//! cargo bench --bench effects -- --gil all [--gil ruby:quantum=20ms]... [--runs 5]
//! ```
//!
//! The first form is the comparison. Every experiment is a script with parameters; gilvm (with `--emulate` for a
//! CPython that is not 3.13) and CPython run it in turns, so that a slow phase of the machine hits both, and each
//! figure is printed with median and range of both sides and, where the two are meant to agree, whether they do.
//! The second process that some scripts need is gilvm on both sides. One run of everything takes four minutes for each
//! CPython; with `--filter` it takes as long as the experiment that is asked for.
//!
//! The second form compares lock policies: what each does to a thread that answers questions beside one that
//! computes, to the slowest waits, and to threads that all compute. One run of all takes two minutes.
//!
//! This is not a gate: it fails only when something cannot run. Figures of a machine that has other work to do mean
//! nothing; so each experiment tells how much of a processor other programs used meanwhile (median and most of its
//! runs), and `--calm 0.1` runs again what was disturbed more than that.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::io::Read as _;
use std::path::Path;
use std::process::Command;
use std::process::ExitCode;
use std::process::Stdio;
use std::time::Instant;

use clap::Parser;
use wait4::Wait4 as _;

/// The interpreters looked for on PATH when `--python` names none, best known first.
const PYTHONS: [&str; 2] = ["python3.13", "python3"];

/// The policies that `--gil all` stands for: those a script meets in the wild, and those proposed for CPython.
const POLICIES: [&str; 9] =
    ["cpython", "cpython-noforce", "ticks", "fifo", "priority", "bfs", "pypy", "ocaml", "ruby"];

/// The switch interval of most experiments, in seconds, as the scripts take it.
const INTERVAL: f64 = 0.005;

/// The effects of the GIL under gilvm and under CPython, in turns, or under several lock policies.
#[derive(Parser)]
struct Options {
    /// A CPython to compare with; may be given several times [default: python3.13 or python3 from PATH]
    #[arg(long)]
    python: Vec<OsString>,
    /// The gilvm to compare [default: the one cargo built with this bench]
    #[arg(long)]
    gilvm: Option<OsString>,
    /// Runs of each experiment on each side
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u16).range(1..))]
    runs: u16,
    /// Only experiments whose script or parameters contain this
    #[arg(long)]
    filter: Option<String>,
    /// A lock policy for the table of policies, with its options; `all` for every one; may be given several times
    #[arg(long, value_name = "POLICY")]
    gil: Vec<String>,
    /// Run again, up to ten times, what ran while other programs used more than that much of a processor
    #[arg(long, value_name = "PROCESSORS")]
    calm: Option<f64>,
    /// Given by `cargo bench`; means nothing here
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() -> ExitCode {
    let options = Options::parse();
    let gilvm = options.gilvm.clone().unwrap_or_else(|| env!("CARGO_BIN_EXE_gilvm").into());
    print_load();
    let done = if options.gil.is_empty() { compare(&options, &gilvm) } else { policies(&options, &gilvm) };
    print_load();
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("effects: {error}");
            ExitCode::FAILURE
        }
    }
}

/// What else the machine was doing, without which no figure here can be judged.
fn print_load() {
    if let Ok(load) = fs::read_to_string("/proc/loadavg") {
        let words: Vec<&str> = load.split_whitespace().take(3).collect();
        println!("load of the last 1, 5 and 15 minutes: {}", words.join(", "));
    }
}

/// A script with parameters.
struct Experiment {
    script: &'static str,
    arguments: &'static [&'static str],
    /// What its figures must be like, by a part of their name; the first that fits counts.
    rules: &'static [(&'static str, Rule)],
    /// Whether Python 2.7 can run it in this form: it counts instructions, not time.
    in_2_7: bool,
}

/// When gilvm's figure agrees with CPython's.
#[derive(Clone, Copy)]
enum Rule {
    /// They differ by at most that much.
    Within(f64),
    /// gilvm's is at most this share larger or smaller.
    Share(f64),
    /// gilvm's lies there, whatever CPython's is.
    Between(f64, f64),
    /// Both were zero in every run, or neither was.
    SameZeros,
}

/// The order of ARCHITECTURE.md's goals. What has no rule is only told.
const EXPERIMENTS: [Experiment; 28] = [
    with_rules("cpu_threads", &["0.3", "2,4,8", "3"], true, &[("", Rule::Within(0.05))]),
    with_rules("sleepers", &["10,100", "0.1"], true, &[("", Rule::Share(0.05))]),
    with_rules(
        "socket_readers",
        &["0,1", "10", "1", "0.05"],
        true,
        &[("beside 0", Rule::Share(0.05)), ("", Rule::Between(2.0, 3.0))],
    ),
    with_rules("convoy", &["udp", "0.0001", "0,1,2", "1"], false, &CONVOY),
    with_rules("convoy", &["udp", "0.001", "1,2", "2"], false, &CONVOY),
    with_rules("convoy", &["udp", "0.005", "0,1,2", "4"], true, &CONVOY),
    with_rules("convoy", &["udp", "0.05", "1,2", "10"], false, &CONVOY),
    with_rules("convoy", &["tcp", "0.005", "0,1,2", "3", "0.001"], true, &CONVOY),
    plain("convoy", &["tcp", "0.005", "0,1", "2", "0"], true),
    plain("convoy", &["tcp", "0.005", "0,1", "2", "0", "8192"], true),
    with_rules(
        "switch_gaps",
        &["0.000001,0.00001,0.0001,0.001,0.005,0.02,0.1"],
        false,
        &[("median", Rule::Share(0.10))],
    ),
    with_rules("wake_up", &["1,3", "4"], true, &[("median", Rule::Share(0.25)), ("p95", Rule::Share(0.25))]),
    with_rules(
        "starvation",
        &["1"],
        false,
        &[("short calls, two processors", Rule::Between(20.0, f64::INFINITY))],
    ),
    with_rules("../lost_update", &["600000"], true, &[("", Rule::SameZeros)]),
    plain("small_interval", &[], false),
    plain("two_cores", &["0.2", "2", "5"], true),
    plain("nonblocking", &[], true),
    plain("tail_latency", &["0.005", "1,2,4", "3"], true),
    plain("long_calls", &[], true),
    plain("signals", &[], true),
    plain("hold_or_release", &[], true),
    plain("slow_query", &[], true),
    plain("lock_fairness", &[], true),
    plain("hand_off", &["20000"], true),
    plain("odd_length", &[], false),
    plain("scaling", &[], true),
    plain("too_many_threads", &[], true),
    plain("shutdown", &[], true),
];

const CONVOY: [(&str, Rule); 4] = [
    // Without a hog the machine's wake-ups are all there is to see.
    ("0 hogs", Rule::Between(0.0, f64::INFINITY)),
    ("p50", Rule::Share(0.15)),
    ("p99", Rule::Share(0.30)),
    ("requests/s", Rule::Share(0.20)),
];

const fn with_rules(
    script: &'static str,
    arguments: &'static [&'static str],
    in_2_7: bool,
    rules: &'static [(&'static str, Rule)],
) -> Experiment {
    Experiment { script, arguments, rules, in_2_7 }
}

const fn plain(script: &'static str, arguments: &'static [&'static str], in_2_7: bool) -> Experiment {
    Experiment { script, arguments, rules: &[], in_2_7 }
}

impl Experiment {
    fn title(&self) -> String {
        format!("{} {}", self.script.trim_start_matches("../"), self.arguments.join(" "))
    }

    /// What this figure must be like beside that version of CPython.
    fn rule(&self, figure: &str, version: (u32, u32)) -> Option<Rule> {
        let found = self.rules.iter().find(|(part, _)| figure.contains(part))?.1;
        match found {
            // Bounds without an end are no promise, and those with one are of 3.13.
            Rule::Between(0.0, f64::INFINITY) => None,
            Rule::Between(_, high) if high.is_finite() && version < (3, 13) => None,
            rule => Some(rule),
        }
    }
}

impl Rule {
    fn holds(self, ours: &Sample, theirs: &Sample) -> bool {
        let (a, b) = (ours.median, theirs.median);
        match self {
            Rule::Within(difference) => (a - b).abs() <= difference,
            Rule::Share(share) => (a - b).abs() <= share * b,
            Rule::Between(low, high) => (low..=high).contains(&a),
            Rule::SameZeros => (ours.max == 0.0) == (theirs.max == 0.0),
        }
    }

    fn describe(self) -> String {
        match self {
            Rule::Within(difference) => format!("\u{b1}{difference}"),
            Rule::Share(share) => format!("\u{b1}{:.0} %", 100.0 * share),
            Rule::Between(low, high) if high.is_infinite() => format!("{low} or more"),
            Rule::Between(low, high) => format!("{low} to {high}"),
            Rule::SameZeros => "zero or not".to_owned(),
        }
    }
}

/// An interpreter as it is called, up to the script.
struct Side {
    command: Vec<OsString>,
    name: String,
}

impl Side {
    fn gilvm(program: &OsString, options: &[&str]) -> Side {
        let mut command = vec![program.clone(), "run".into()];
        command.extend(options.iter().map(OsString::from));
        Side { command, name: format!("gilvm {}", options.join(" ")).trim_end().to_owned() }
    }

    /// A CPython, and its version as major and minor.
    fn python(program: &OsString) -> Result<(Side, (u32, u32)), String> {
        let output = Command::new(program).arg("--version").output();
        let output = output.map_err(|error| format!("cannot run {}: {error}", program.display()))?;
        // 2.7 tells its version on stderr.
        let text =
            format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        let version = || {
            let mut numbers = text.strip_prefix("Python ")?.trim().split('.');
            Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
        };
        let version = version().ok_or_else(|| format!("{}: {text:?} is no version", program.display()))?;
        let name = format!("C{}", text.trim());
        Ok((Side { command: vec![program.clone()], name }, version))
    }

    /// Runs a script and reads its figures.
    fn run(&self, script: &str, arguments: &[&str], companion: &OsString) -> Result<Run, String> {
        let path =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/effects").join(format!("{script}.py"));
        let mut companion = companion.clone();
        companion.push(" run");
        let (busy, start) = (busy_ticks(), Instant::now());
        let mut child = Command::new(&self.command[0])
            .args(&self.command[1..])
            .arg(&path)
            .args(arguments)
            .env("EFFECTS_COMPANION", companion)
            .env("PYTHONDONTWRITEBYTECODE", "1")
            // CPython would print unbuffered, which is another program than the one its users run.
            .env_remove("PYTHONUNBUFFERED")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| error.to_string())?;
        let mut text = String::new();
        if let Some(mut stdout) = child.stdout.take() {
            stdout.read_to_string(&mut text).map_err(|error| error.to_string())?;
        }
        // With the processes it started and waited for.
        let used = child.wait4().map_err(|error| error.to_string())?;
        let elapsed = start.elapsed().as_secs_f64();
        if !used.status.success() {
            return Err(format!("{} {}: {}", self.name, path.display(), used.status));
        }
        let figures: Option<Vec<_>> = text.lines().map(figure).collect();
        let figures =
            figures.ok_or_else(|| format!("{} {}: not figures: {text:?}", self.name, path.display()))?;
        let own = (used.rusage.utime + used.rusage.stime).as_secs_f64();
        let all = busy_ticks().saturating_sub(busy) as f64 / TICKS_PER_SECOND;
        Ok(Run { figures, others: ((all - own) / elapsed).max(0.0) })
    }
}

/// What one process printed, and how many processors other programs used meanwhile.
struct Run {
    figures: Vec<(String, f64)>,
    others: f64,
}

/// The unit of `/proc/stat`, as Linux shows it to programs on every machine.
const TICKS_PER_SECOND: f64 = 100.0;

/// How long the processors of the machine have been at work, in ticks; 0 where that is not told.
fn busy_ticks() -> u64 {
    let text = fs::read_to_string("/proc/stat").unwrap_or_default();
    let numbers: Vec<u64> = text
        .lines()
        .next()
        .unwrap_or_default()
        .split_whitespace()
        .skip(1)
        .filter_map(|n| n.parse().ok())
        .collect();
    // user, nice, system, idle, waiting for disks, interrupts twice.
    numbers.iter().enumerate().filter(|(at, _)| ![3, 4].contains(at) && *at < 7).map(|(_, n)| n).sum()
}

/// Tries of a run that other programs disturb.
const TRIES: usize = 10;

/// `name: figure`, and perhaps a unit behind.
fn figure(line: &str) -> Option<(String, f64)> {
    let (name, figure) = line.rsplit_once(": ")?;
    Some((name.to_owned(), figure.split_whitespace().next()?.parse().ok()?))
}

/// A figure of several runs.
struct Sample {
    median: f64,
    min: f64,
    max: f64,
}

impl Sample {
    /// `values` holds at least one value, since every caller runs at least once.
    fn of(mut values: Vec<f64>) -> Sample {
        values.sort_by(f64::total_cmp);
        let count = values.len();
        let median = (values[(count - 1) / 2] + values[count / 2]) / 2.0;
        Sample { median, min: values[0], max: values[count - 1] }
    }

    fn text(&self) -> String {
        let number = |value: f64| match value {
            value if value >= 1000.0 => format!("{value:.0}"),
            value if value >= 100.0 => format!("{value:.1}"),
            value => format!("{value:.3}"),
        };
        format!("{} ({}\u{2013}{})", number(self.median), number(self.min), number(self.max))
    }
}

/// What several sides that took turns at one experiment printed.
struct Turns {
    /// A sample per figure and side.
    figures: Vec<(String, Vec<Sample>)>,
    /// How many processors other programs used.
    others: Sample,
}

fn in_turns(
    sides: &[&Side],
    script: &str,
    arguments: &[&str],
    options: &Options,
    companion: &OsString,
) -> Result<Turns, String> {
    let mut names: Vec<String> = Vec::new();
    let mut values: Vec<Vec<Vec<f64>>> = Vec::new();
    let mut others = Vec::new();
    for _ in 0..options.runs {
        for (at, side) in sides.iter().enumerate() {
            let mut run = side.run(script, arguments, companion)?;
            for _ in 1..TRIES {
                if options.calm.is_none_or(|calm| run.others <= calm) {
                    break;
                }
                run = side.run(script, arguments, companion)?;
            }
            others.push(run.others);
            for (name, value) in run.figures {
                let row = names.iter().position(|known| *known == name).unwrap_or_else(|| {
                    names.push(name);
                    values.push(vec![Vec::new(); sides.len()]);
                    names.len() - 1
                });
                values[row][at].push(value);
            }
        }
    }
    let complete = |row: &Vec<Vec<f64>>| row.iter().all(|values| values.len() == usize::from(options.runs));
    if !values.iter().all(complete) {
        return Err(format!("{script}: not every run printed every figure"));
    }
    let samples = values.into_iter().map(|row| row.into_iter().map(Sample::of).collect());
    Ok(Turns { figures: names.into_iter().zip(samples).collect(), others: Sample::of(others) })
}

/// What `--emulate` is for a version of CPython: the newest that is not newer.
fn emulated(version: (u32, u32)) -> &'static str {
    match version {
        (..=2, _) => "2.7",
        (3, ..=8) => "3.2",
        (3, 9) => "3.9",
        (3, 10) => "3.10",
        // The check points of 3.11 are those of 3.12.
        (3, 11 | 12) => "3.12",
        (3, 13) => "3.13",
        _ => "3.14",
    }
}

fn compare(options: &Options, gilvm: &OsString) -> Result<(), String> {
    let mut pythons = options.python.clone();
    if pythons.is_empty() {
        let found = PYTHONS.into_iter().map(OsString::from).find(|name| Side::python(name).is_ok());
        let Some(found) = found else {
            eprintln!("effects: no CPython to compare with: none of {} is on PATH", PYTHONS.join(", "));
            eprintln!("effects: name one with --python PATH");
            return Ok(());
        };
        pythons.push(found);
    }
    for program in &pythons {
        let (python, version) = Side::python(program)?;
        let ours = Side::gilvm(gilvm, &["--emulate", emulated(version)]);
        println!(
            "\n{} and {}: median (least\u{2013}most) of {} runs each, in turns",
            ours.name, python.name, options.runs
        );
        let (mut met, mut missed) = (0, Vec::new());
        for experiment in &EXPERIMENTS {
            let title = experiment.title();
            if options.filter.as_ref().is_some_and(|filter| !title.contains(filter.as_str()))
                || (version < (3, 0) && !experiment.in_2_7)
            {
                continue;
            }
            let sides = [&ours, &python];
            let turns = match in_turns(&sides, experiment.script, experiment.arguments, options, gilvm) {
                Ok(turns) => turns,
                Err(error) => {
                    println!("\n{title}\n  failed: {error}");
                    missed.push(format!("{title}: failed"));
                    continue;
                }
            };
            println!(
                "\n{title}  (others used {:.2} processors, at most {:.2})",
                turns.others.median, turns.others.max
            );
            for (name, samples) in turns.figures {
                let [a, b] = &samples[..] else { continue };
                print!("  {name:<52} {:>26} {:>26} {}", a.text(), b.text(), ratio(a.median, b.median));
                match experiment.rule(&name, version) {
                    Some(rule) if rule.holds(a, b) => {
                        println!("  {}: yes", rule.describe());
                        met += 1;
                    }
                    Some(rule) => {
                        println!("  {}: NO", rule.describe());
                        missed.push(format!("{title}: {name}"));
                    }
                    None => println!(),
                }
            }
        }
        println!("\n{}: {met} figures as they must be, {} not", python.name, missed.len());
        for name in missed {
            println!("  {name}");
        }
    }
    Ok(())
}

fn ratio(ours: f64, theirs: f64) -> String {
    if theirs == 0.0 { "     ".to_owned() } else { format!("{:>5.2}", ours / theirs) }
}

/// What a policy does, in figures of one run after the other.
struct PolicyRow {
    policy: String,
    /// Requests per second beside one hog, and what is left of the hog's speed.
    requests: Sample,
    hog: Sample,
    p50: Sample,
    p99: Sample,
    /// The slowest waits beside several threads that compute, in quanta for each.
    tail_p99: Sample,
    longest: Sample,
    /// Two threads that compute over the same work in sequence, and two processors over one.
    threads: Sample,
    processors: Sample,
    /// Wake-ups of a waiter that found the GIL taken, for each switch.
    futile: f64,
    /// How many processors other programs used, at most.
    others: f64,
}

/// How many threads compute while waits are measured.
const TAIL_HOGS: &str = "4";

fn policies(options: &Options, gilvm: &OsString) -> Result<(), String> {
    let mut wanted: Vec<String> = Vec::new();
    // What the others are compared with comes first.
    let all = options.gil.iter().any(|policy| policy == "all");
    let given = options.gil.iter().filter(|policy| *policy != "all").map(String::as_str);
    for policy in ["cpython"].into_iter().chain(POLICIES.into_iter().filter(|_| all)).chain(given) {
        if !wanted.iter().any(|known| known == policy) {
            wanted.push(policy.to_owned());
        }
    }
    println!("\npolicies, interval {INTERVAL} s: median (least\u{2013}most) of {} runs", options.runs);
    let mut rows: Vec<PolicyRow> = Vec::new();
    for policy in wanted {
        let row = policy_row(&policy, options, gilvm)?;
        print_policy(&row, rows.first().map_or(row.requests.median, |first| first.requests.median));
        rows.push(row);
    }
    println!();
    let base = rows[0].requests.median;
    for row in &rows {
        for (promise, kept) in promises(row, base) {
            println!("{:<24} {promise}: {}", row.policy, if kept { "yes" } else { "NO" });
        }
    }
    Ok(())
}

fn policy_row(policy: &str, options: &Options, gilvm: &OsString) -> Result<PolicyRow, String> {
    let side = Side::gilvm(gilvm, &["--gil", policy]);
    let interval = INTERVAL.to_string();
    let quantum = quantum(policy);
    // Long enough for some dozens of waits.
    let seconds = (quantum * 160.0).clamp(2.0, 16.0).to_string();
    let quantum = quantum.to_string();
    let mut others: f64 = 0.0;
    let mut measured = |script: &str, arguments: &[&str]| {
        let turns = in_turns(&[&side], script, arguments, options, gilvm)?;
        others = others.max(turns.others.max);
        Ok::<_, String>(turns.figures)
    };
    let mut echo = measured("convoy", &["udp", &interval, "1", "3"])?;
    let mut tail = measured("tail_latency", &[&quantum, TAIL_HOGS, &seconds])?;
    let mut threads = measured("cpu_threads", &["0.3", "2", "3"])?;
    let mut cores = measured("two_cores", &["0.2", "2", "3"])?;
    let futile = futile_per_switch(policy, gilvm)?;
    Ok(PolicyRow {
        policy: policy.to_owned(),
        requests: take(&mut echo, "requests/s")?,
        hog: take(&mut echo, "speed of the hogs")?,
        p50: take(&mut echo, "p50")?,
        p99: take(&mut echo, "p99")?,
        tail_p99: take(&mut tail, "p99")?,
        longest: take(&mut tail, "longest")?,
        threads: take(&mut threads, "2 threads")?,
        processors: take(&mut cores, "two processors over one")?,
        futile,
        others,
    })
}

/// The one sample of the figure whose name contains a part.
fn take(figures: &mut Vec<(String, Vec<Sample>)>, part: &str) -> Result<Sample, String> {
    let at = figures.iter().position(|(name, _)| name.contains(part));
    let sample = at.and_then(|at| figures.swap_remove(at).1.pop());
    sample.ok_or_else(|| format!("no script printed a figure called {part:?}"))
}

/// How long a thread that computes keeps the GIL under a policy, in seconds.
fn quantum(policy: &str) -> f64 {
    let (name, options) = policy.split_once(':').unwrap_or((policy, ""));
    let (option, default) = match name {
        "ruby" => ("quantum=", 0.1),
        "ocaml" => ("tick=", 0.05),
        _ => return INTERVAL,
    };
    let given = options.split(',').find_map(|word| word.strip_prefix(option));
    let seconds = given.and_then(|text| Some(text.strip_suffix("ms")?.parse::<f64>().ok()? / 1e3));
    seconds.unwrap_or(default)
}

/// What the books of one run with two computing threads say.
fn futile_per_switch(policy: &str, gilvm: &OsString) -> Result<f64, String> {
    let output = Command::new(gilvm)
        .args(["run", "--gil", policy, "--stats=json"])
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/effects/cpu_threads.py"))
        .args(["0.3", "2", "1"])
        .output()
        .map_err(|error| error.to_string())?;
    let stats: serde_json::Value =
        serde_json::from_slice(&output.stderr).map_err(|error| format!("--gil {policy}: {error}"))?;
    let number = |value: &serde_json::Value| value.as_f64().unwrap_or(0.0);
    Ok(number(&stats["total"]["futile_wake_ups"]) / number(&stats["switches"]).max(1.0))
}

fn print_policy(row: &PolicyRow, base: f64) {
    println!("\n{}  (others used at most {:.2} processors)", row.policy, row.others);
    let line = |name: &str, text: String| println!("  {name:<60} {text}");
    line(
        "echo beside a hog, requests/s",
        format!("{}, {:.2} times cpython's", row.requests.text(), row.requests.median / base),
    );
    line("  speed of the hog over one alone", row.hog.text());
    line("  p50 in intervals", row.p50.text());
    line("  p99 in intervals", row.p99.text());
    line(&format!("waits beside {TAIL_HOGS} hogs, p99 over {TAIL_HOGS} quanta"), row.tail_p99.text());
    line("  longest over as many quanta", row.longest.text());
    line("two threads that compute, time over sequence", row.threads.text());
    line("  two processors over one", row.processors.text());
    line("  futile wake-ups for each switch", format!("{:.3}", row.futile));
}

/// What is said of a policy, and whether it is so.
fn promises(row: &PolicyRow, base: f64) -> Vec<(&'static str, bool)> {
    let better = row.requests.median >= 20.0 * base;
    match row.policy.split(':').next() {
        Some("priority" | "bfs") => vec![
            ("at least 20 times cpython's requests/s", better),
            ("the hog keeps at least 0.40 of its speed", row.hog.median >= 0.40),
        ],
        Some("pypy") => vec![("20 times cpython's requests/s, as PyPy's lock", better)],
        Some("ruby") => {
            vec![("p99 of the waits is N quanta, \u{b1}15 %", (0.85..=1.15).contains(&row.tail_p99.median))]
        }
        Some("ticks") => vec![
            ("two threads are slower on two processors than on one", row.processors.median > 1.0),
            ("futile wake-ups", row.futile > 0.0),
        ],
        // A section is what lies between two check points, and the kernel's wake-ups: a tenth of an interval each.
        Some("fifo") => vec![("no wait is longer than N intervals and a section", row.longest.median <= 1.1)],
        _ => Vec::new(),
    }
}
