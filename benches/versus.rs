//! The comparison with CPython: every program under `benches/programs` by both, taking turns, on this machine.
//!
//! ```text
//! cargo bench --bench versus -- --python python3.13 --runs 7 [--filter fib] [--json]
//! cargo bench --bench versus -- --python python3.13 --runs 7 --primitives [--clock cpu] [--processors one|two]
//! ```
//!
//! What is compared is the wall time of a whole process minus the start-up of the same interpreter, which an empty
//! script measures; start-up and peak memory of `print(1)` are compared on their own.
//! Both sides run in turns, so that a slow phase of the machine hits both, and the table gives medians with their
//! spread, because means of a noisy machine mean little.
//! Programs know nothing of being timed; a program whose output differs between the two is an error.
//!
//! This is not a gate: it fails only when outputs differ or gilvm cannot run a program, never for being slow.

use std::env;
use std::ffi::OsStr;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::io::IsTerminal as _;
use std::io::Read as _;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::process::ExitCode;
use std::process::Stdio;
use std::time::Duration;
use std::time::Instant;

use clap::Parser;
use wait4::Wait4 as _;

#[path = "primitives/bare.rs"]
mod bare;

/// The interpreters looked for on PATH when `--python` names none, best known first.
const PYTHONS: [&str; 2] = ["python3.13", "python3"];

/// Start-up is short and noisy, so it gets this many times the runs of a program.
const STARTUP_RUNS_FACTOR: usize = 3;

/// Runs every program of benches/programs under gilvm and under CPython, in turns, and prints the ratios.
#[derive(Parser)]
struct Options {
    /// The CPython to compare with [default: python3.13 or python3 from PATH]
    #[arg(long)]
    python: Option<OsString>,
    /// The gilvm to compare [default: the one cargo built with this bench]
    #[arg(long)]
    gilvm: Option<OsString>,
    /// Runs of each program on each side
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u16).range(1..))]
    runs: u16,
    /// Only programs whose name contains this
    #[arg(long)]
    filter: Option<String>,
    /// What a run costs: wall time, or the processor time of the process (steadier on a busy machine)
    #[arg(long, value_enum, default_value_t = Clock::Wall)]
    clock: Clock,
    /// Locks, conditions, queues and threads in place of the programs: microseconds for one turn of each
    #[arg(long)]
    primitives: bool,
    /// Where the threads of a primitive run [default: wherever the system lets them]
    #[arg(long, value_enum, requires = "primitives")]
    processors: Option<Processors>,
    /// One JSON object on stdout in place of the table
    #[arg(long)]
    json: bool,
    /// Given by `cargo bench`; means nothing here
    #[arg(long, hide = true)]
    bench: bool,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Clock {
    Wall,
    Cpu,
}

/// On which processors two threads run.
#[derive(Clone, Copy, clap::ValueEnum)]
enum Processors {
    /// Both on the same
    One,
    /// Each on its own
    Two,
}

impl Processors {
    /// The first thread's and the other's, of those that this process may use.
    fn chosen(self) -> Result<[usize; 2], String> {
        let allowed = rustix::thread::sched_getaffinity(None).map_err(|error| error.to_string())?;
        let mut allowed = (0..rustix::thread::CpuSet::MAX_CPU).filter(|at| allowed.is_set(*at));
        let first = allowed.next().ok_or("this process may run nowhere")?;
        match self {
            Processors::One => Ok([first, first]),
            Processors::Two => Ok([first, allowed.next().ok_or("this process has one processor only")?]),
        }
    }
}

fn main() -> ExitCode {
    let options = Options::parse();
    let Some(python) = options.python.clone().or_else(find_python) else {
        eprintln!("versus: no CPython to compare with: none of {} is on PATH", PYTHONS.join(", "));
        eprintln!("versus: name one with --python PATH");
        return ExitCode::SUCCESS;
    };
    if options.primitives {
        return match compare_primitives(&options, python) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("versus: {error}");
                ExitCode::FAILURE
            }
        };
    }
    match compare(&options, python) {
        Ok(comparison) => {
            if options.json {
                println!("{}", comparison.to_json());
            } else {
                comparison.print_table();
            }
            if comparison.failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Err(error) => {
            eprintln!("versus: {error}");
            ExitCode::FAILURE
        }
    }
}

fn find_python() -> Option<OsString> {
    let works = |name: &str| {
        let status = Command::new(name).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
        status.is_ok_and(|status| status.success())
    };
    PYTHONS.into_iter().find(|name| works(name)).map(OsString::from)
}

/// One interpreter: how it is called and what it calls itself.
struct Side {
    program: OsString,
    /// What stands between the program and a script.
    verb: Option<&'static str>,
    version: String,
}

impl Side {
    fn new(program: OsString, verb: Option<&'static str>) -> io::Result<Side> {
        let output = Command::new(&program).arg("--version").output().map_err(|error| {
            io::Error::new(error.kind(), format!("cannot run {}: {error}", program.display()))
        })?;
        let version = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        Ok(Side { program, verb, version })
    }

    /// Runs a script to its end.
    fn run(&self, script: &Path) -> Result<Run, String> {
        self.run_with(script, &[])
    }

    /// Runs a script with arguments.
    fn run_with(&self, script: &Path, arguments: &[String]) -> Result<Run, String> {
        let mut command = Command::new(&self.program);
        command.args(self.verb).arg(script).args(arguments).stdin(Stdio::null()).stdout(Stdio::piped());
        // CPython would print unbuffered, which is another program than the one its users run.
        command.env_remove("PYTHONUNBUFFERED");

        let start = Instant::now();
        let mut child = command.spawn().map_err(|error| error.to_string())?;
        let mut text = String::new();
        if let Some(mut stdout) = child.stdout.take() {
            stdout.read_to_string(&mut text).map_err(|error| error.to_string())?;
        }
        let used = child.wait4().map_err(|error| error.to_string())?;
        let wall = start.elapsed();
        if !used.status.success() {
            return Err(format!("{} {}: {}", self.program.display(), script.display(), used.status));
        }
        Ok(Run { wall, cpu: used.rusage.utime + used.rusage.stime, peak_bytes: used.rusage.maxrss, text })
    }
}

/// What one process took and printed.
struct Run {
    wall: Duration,
    cpu: Duration,
    peak_bytes: u64,
    text: String,
}

impl Run {
    fn seconds(&self, clock: Clock) -> f64 {
        match clock {
            Clock::Wall => self.wall.as_secs_f64(),
            Clock::Cpu => self.cpu.as_secs_f64(),
        }
    }
}

/// Repeated measurements of one quantity.
#[derive(Clone, Copy)]
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

    /// Takes the start-up off. What remains is at least a microsecond, so that a ratio always exists.
    fn less(self, startup: f64) -> Sample {
        let less = |seconds: f64| (seconds - startup).max(1e-6);
        Sample { median: less(self.median), min: less(self.min), max: less(self.max) }
    }

    fn to_json(self) -> String {
        format!(r#"{{"median":{:.6},"min":{:.6},"max":{:.6}}}"#, self.median, self.min, self.max)
    }
}

/// The same quantity on both sides.
struct Pair {
    name: String,
    gilvm: Sample,
    python: Sample,
}

impl Pair {
    /// How many times faster gilvm is, by medians.
    fn ratio(&self) -> f64 {
        self.python.median / self.gilvm.median
    }

    /// The same by the fastest run of each side, which other load on the machine disturbs least.
    fn ratio_of_minima(&self) -> f64 {
        self.python.min / self.gilvm.min
    }

    fn to_json(&self) -> String {
        format!(
            r#"{{"name":"{}","gilvm":{},"python":{},"ratio":{:.4},"ratio_of_minima":{:.4}}}"#,
            self.name,
            self.gilvm.to_json(),
            self.python.to_json(),
            self.ratio(),
            self.ratio_of_minima()
        )
    }
}

/// Everything that was measured, times in seconds and memory in bytes.
struct Comparison {
    gilvm: String,
    python: String,
    runs: usize,
    startup: Pair,
    peak: Pair,
    programs: Vec<Pair>,
    failures: Vec<String>,
}

fn compare(options: &Options, python: OsString) -> Result<Comparison, String> {
    let program = options.gilvm.clone().unwrap_or_else(|| env!("CARGO_BIN_EXE_gilvm").into());
    let gilvm = Side::new(program, Some("run")).map_err(|error| error.to_string())?;
    let python = Side::new(python, None).map_err(|error| error.to_string())?;
    let clock = options.clock;
    let runs = usize::from(options.runs);
    let scratch = Scratch::new().map_err(|error| format!("cannot make a folder for scripts: {error}"))?;

    let empty = scratch.script("empty.py", "").map_err(|error| error.to_string())?;
    let hello = scratch.script("hello.py", "print(1)\n").map_err(|error| error.to_string())?;
    let (nothing, _) = alternate("empty", &gilvm, &python, &empty, runs * STARTUP_RUNS_FACTOR, clock)?;
    let (startup, peak) = alternate("print(1)", &gilvm, &python, &hello, runs * STARTUP_RUNS_FACTOR, clock)?;

    let mut programs = Vec::new();
    let mut failures = Vec::new();
    let shows_progress = io::stderr().is_terminal();
    for script in program_files(options.filter.as_deref()).map_err(|error| error.to_string())? {
        let name = script.file_stem().and_then(OsStr::to_str).unwrap_or("?").to_owned();
        if shows_progress {
            eprint!("\r\x1b[K{name} ");
        }
        match alternate(&name, &gilvm, &python, &script, runs, clock) {
            Ok((pair, _)) => programs.push(Pair {
                gilvm: pair.gilvm.less(nothing.gilvm.median),
                python: pair.python.less(nothing.python.median),
                ..pair
            }),
            Err(failure) => failures.push(failure),
        }
    }
    if shows_progress {
        eprint!("\r\x1b[K");
    }
    Ok(Comparison { gilvm: gilvm.version, python: python.version, runs, startup, peak, programs, failures })
}

/// Runs benches/primitives/primitives.py on both sides in turns and prints a table. The script times its own loops, so
/// start-up plays no part.
fn compare_primitives(options: &Options, python: OsString) -> Result<(), String> {
    let program = options.gilvm.clone().unwrap_or_else(|| env!("CARGO_BIN_EXE_gilvm").into());
    let gilvm = Side::new(program, Some("run")).map_err(|error| error.to_string())?;
    let python = Side::new(python, None).map_err(|error| error.to_string())?;
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/primitives/primitives.py");
    let mut arguments = Vec::new();
    if let Clock::Cpu = options.clock {
        arguments.push("--cpu".to_owned());
    }
    let processors = options.processors.map(Processors::chosen).transpose()?;
    if let Some([first, other]) = processors {
        arguments.push(format!("--processors={first},{other}"));
    }
    let mut names: Vec<String> = Vec::new();
    let mut seconds: Vec<[Vec<f64>; 3]> = Vec::new();
    for _ in 0..options.runs {
        let ours = timings(&gilvm.run_with(&script, &arguments)?)?;
        let theirs = timings(&python.run_with(&script, &arguments)?)?;
        for (at, (ours, theirs)) in ours.into_iter().zip(theirs).enumerate() {
            if at == names.len() {
                names.push(ours.0);
                seconds.push(Default::default());
            }
            seconds[at][0].push(ours.1);
            seconds[at][1].push(theirs.1);
            seconds[at][2].extend(bare::seconds(&names[at], options.clock, processors));
        }
    }
    let rows = names.into_iter().zip(seconds).map(|(name, [gilvm, python, bare])| {
        let bare = (!bare.is_empty()).then(|| Sample::of(bare));
        (Pair { name, gilvm: Sample::of(gilvm), python: Sample::of(python) }, bare)
    });
    let filter = options.filter.as_deref().unwrap_or_default();
    let rows: Vec<(Pair, Option<Sample>)> = rows.filter(|(pair, _)| pair.name.contains(filter)).collect();
    if options.json {
        let pairs: Vec<String> = rows.iter().map(|(pair, _)| pair.to_json()).collect();
        println!("{{\"primitives\":[{}]}}", pairs.join(","));
        return Ok(());
    }
    println!("gilvm:   {}\nCPython: {}", gilvm.version, python.version);
    println!("microseconds a turn, median (min\u{2013}max) of {} runs each, in turns\n", options.runs);
    for (pair, _) in &rows {
        print_row(pair, 1e6);
    }
    println!("\nbeside bare threads that do the same, by medians (by least times)\n");
    for (pair, bare) in rows.iter().filter_map(|(pair, bare)| bare.map(|bare| (pair, bare))) {
        let (median, least) = (pair.gilvm.median / bare.median, pair.gilvm.min / bare.min);
        println!("{:<23} {:>7.2} us bare {median:>7.2} times ({least:.2})", pair.name, bare.median * 1e6);
    }
    Ok(())
}

/// The lines of the primitives' script: a name, a number of turns, the seconds they took.
fn timings(run: &Run) -> Result<Vec<(String, f64)>, String> {
    let line = |line: &str| {
        let mut words = line.split_whitespace();
        let name = words.next()?.to_owned();
        let turns: f64 = words.next()?.parse().ok()?;
        let seconds: f64 = words.next()?.parse().ok()?;
        Some((name, seconds / turns))
    };
    let lines: Option<Vec<_>> = run.text.lines().map(line).collect();
    lines.ok_or_else(|| format!("not a timing: {:?}", run.text))
}

/// Runs one script on both sides in turns; gives time and peak memory.
fn alternate(
    name: &str,
    gilvm: &Side,
    python: &Side,
    script: &Path,
    runs: usize,
    clock: Clock,
) -> Result<(Pair, Pair), String> {
    let mut seconds = (Vec::new(), Vec::new());
    let mut bytes = (Vec::new(), Vec::new());
    for _ in 0..runs {
        let ours = gilvm.run(script)?;
        let theirs = python.run(script)?;
        if ours.text != theirs.text {
            return Err(format!("{name}: gilvm printed {:?}, CPython {:?}", ours.text, theirs.text));
        }
        seconds.0.push(ours.seconds(clock));
        seconds.1.push(theirs.seconds(clock));
        bytes.0.push(ours.peak_bytes as f64);
        bytes.1.push(theirs.peak_bytes as f64);
    }
    let pair = |(gilvm, python)| Pair {
        name: name.to_owned(),
        gilvm: Sample::of(gilvm),
        python: Sample::of(python),
    };
    Ok((pair(seconds), pair(bytes)))
}

fn program_files(filter: Option<&str>) -> io::Result<Vec<PathBuf>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches").join("programs");
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_stem().and_then(OsStr::to_str).unwrap_or_default();
        if path.extension().is_some_and(|extension| extension == "py")
            && filter.is_none_or(|filter| name.contains(filter))
        {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// A folder for the two start-up scripts, removed at the end.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> io::Result<Scratch> {
        let folder = env::temp_dir().join(format!("gilvm-versus-{}", std::process::id()));
        fs::create_dir_all(&folder)?;
        Ok(Scratch(folder))
    }

    fn script(&self, name: &str, text: &str) -> io::Result<PathBuf> {
        let path = self.0.join(name);
        fs::write(&path, text)?;
        Ok(path)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // A leftover in the temporary folder harms nobody.
        drop(fs::remove_dir_all(&self.0));
    }
}

impl Comparison {
    /// The geometric mean of a ratio over the programs, or nothing without programs.
    fn geometric_mean(&self, ratio: impl Fn(&Pair) -> f64) -> Option<f64> {
        let count = self.programs.len();
        let logarithms: f64 = self.programs.iter().map(|pair| ratio(pair).ln()).sum();
        (count > 0).then(|| (logarithms / count as f64).exp())
    }

    fn print_table(&self) {
        println!("gilvm:   {}\nCPython: {}", self.gilvm, self.python);
        println!("milliseconds less start-up, median (min\u{2013}max) of {} runs each, in turns", self.runs);
        println!();
        println!("{:<23} {:>26} {:>26} {:>8} {:>10}", "program", "gilvm", "CPython", "ratio", "of minima");
        for pair in &self.programs {
            print_row(pair, 1e3);
        }
        let means = (self.geometric_mean(Pair::ratio), self.geometric_mean(Pair::ratio_of_minima));
        if let (Some(mean), Some(of_minima)) = means {
            println!("{:<23} {:>26} {:>26} {mean:>7.2}x {of_minima:>9.2}x", "geometric mean", "", "");
        }
        println!();
        println!("start-up, milliseconds");
        print_row(&self.startup, 1e3);
        println!("peak memory, megabytes");
        print_row(&self.peak, 1.0 / (1024.0 * 1024.0));
        let slower = self.programs.iter().filter(|pair| pair.ratio() < 1.0).map(|pair| pair.name.as_str());
        let slower: Vec<&str> = slower.collect();
        if !slower.is_empty() {
            println!("\nslower than CPython: {}", slower.join(", "));
        }
        for failure in &self.failures {
            println!("\nfailed: {failure}");
        }
    }

    fn to_json(&self) -> String {
        let programs: Vec<String> = self.programs.iter().map(Pair::to_json).collect();
        let failures: Vec<String> = self.failures.iter().map(|failure| json_string(failure)).collect();
        format!(
            r#"{{"gilvm":{},"python":{},"runs":{},"startup_seconds":{},"peak_bytes":{},"programs":[{}],"geometric_mean":{},"failures":[{}]}}"#,
            json_string(&self.gilvm),
            json_string(&self.python),
            self.runs,
            self.startup.to_json(),
            self.peak.to_json(),
            programs.join(","),
            self.geometric_mean(Pair::ratio).map_or_else(|| "null".to_owned(), |mean| format!("{mean:.4}")),
            failures.join(",")
        )
    }
}

fn print_row(pair: &Pair, scale: f64) {
    let cell = |sample: Sample| {
        format!("{:.2} ({:.2}\u{2013}{:.2})", sample.median * scale, sample.min * scale, sample.max * scale)
    };
    println!(
        "{:<23} {:>26} {:>26} {:>7.2}x {:>9.2}x",
        pair.name,
        cell(pair.gilvm),
        cell(pair.python),
        pair.ratio(),
        pair.ratio_of_minima()
    );
}

fn json_string(text: &str) -> String {
    let mut json = String::from('"');
    for character in text.chars() {
        match character {
            '"' => json.push_str("\\\""),
            '\\' => json.push_str("\\\\"),
            character if character < ' ' => json.push_str(&format!("\\u{:04x}", u32::from(character))),
            character => json.push(character),
        }
    }
    json.push('"');
    json
}
