//! The command line: what can be asked for, and how it is explained.
//!
//! Parsing only; [`crate::run`] does the work.

use std::fmt::Write;
use std::path::PathBuf;

use clap::Args;
use clap::Parser;
use clap::Subcommand;
use clap::ValueEnum;
use gilvm_vm::gil::CheckPoints;
use gilvm_vm::gil::Interval;
use gilvm_vm::gil::policy;
use gilvm_vm::gil::policy::options::parse_seconds;

use crate::emulate::Version;

/// The `gilvm` command.
#[derive(Parser, Debug)]
#[command(
    name = "gilvm",
    version,
    about = "A laboratory for the global interpreter lock",
    long_about = "A laboratory for the global interpreter lock.\n\n\
        gilvm runs ordinary Python scripts on a small, fast bytecode VM with a real GIL: real OS threads, a real \
        lock with CPython's hand-over protocol and switch interval, and blocking calls that really release it. \
        So what the GIL does to a program can be measured instead of described.",
    after_long_help = "Examples:\n  \
        gilvm run script.py                        run a script, as `python script.py` would\n  \
        gilvm run --threads 4 --stats script.py    four threads run it at once under one GIL; then say what the GIL did\n  \
        gilvm run --switch-interval 100us s.py     the same script with a shorter switch interval\n  \
        gilvm run -c 'print(6 * 7)'                run a line\n  \
        gilvm dis script.py                        show the bytecode"
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The subcommands.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Run a Python script under a real GIL
    #[command(
        long_about = "Run a Python script under a real GIL.\n\n\
            The script's own output goes to stdout untouched; everything gilvm says goes to stderr. Exit codes are \
            CPython's: 1 for an uncaught exception, the code given to sys.exit, 2 for a wrong command line.",
        after_long_help = RUN_NOTES,
        override_usage = "gilvm run [OPTIONS] SCRIPT [ARGS]...\n       \
            gilvm run [OPTIONS] -c CODE [ARGS]...\n       \
            gilvm run [OPTIONS] -m MODULE [ARGS]..."
    )]
    Run(Run),
    /// Show what the compiler makes of a script
    Dis(Dis),
}

const RUN_NOTES: &str = "\
With --threads N, N operating system threads of one interpreter each run the whole script as __main__, in a namespace \
of their own, contending for one GIL; they start together. `import gilvm` tells a copy which one it is: gilvm.index \
counts from 0 to gilvm.count - 1.

With --stats, a thread is at any moment running (it holds the GIL), waiting (it wants the GIL), or blocked (it is in a \
call that released the GIL). `got` counts the times it got the GIL, at once or after a wait, `forced` the times it gave \
it up at a check point, because another thread had asked for it or because the policy counts check points, `blocking` \
the times it did so for a blocking call, `requests` how often it asked, `futile` how often it was woken to find the GIL \
taken again, `waits` how often it found the GIL taken when it wanted it. gilvm.gil_stats() gives a running script the \
same as --stats=json.

A line of the ledger is a wait: the thread and the one it stood behind, by number; its cause (started, forced, or the \
kind of blocking call it came back from); when it began on the GIL's clock and how long it lasted; the time in the \
call before it; requests made and futile wake-ups meanwhile. The last line names the threads and says how many waits \
were lost because they came too fast.

Profiles of check points: every-op (before every instruction), py39 (after nearly every instruction, as CPython up \
to 3.9), py310 (calls, returns and taken jumps), calls (calls and backward jumps, as CPython since 3.11). They decide \
which updates of shared variables can get lost; the policy decides who runs.

Durations are a number with a unit: 5ms, 100us, 0.5s, 800ns.

Examples:
  gilvm run --threads 4 --stats examples/countdown.py
  gilvm run --threads 4 --switch-interval 100us --stats=json examples/countdown.py
  gilvm run --threads 8 --shared-globals race.py
  gilvm run --threads 4 --gil ruby:quantum=50ms --stats examples/countdown.py
  gilvm run --threads 4 --ledger waits.jsonl examples/countdown.py";

/// `gilvm run`
#[derive(Args, Debug)]
#[command(trailing_var_arg = true)]
pub struct Run {
    /// Run the script on this many threads at once
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub threads: u32,

    /// Let the copies started by --threads share one namespace, for races on global variables
    #[arg(long)]
    pub shared_globals: bool,

    /// How long a thread waits for the GIL before it asks the holder to give it up [default: 5ms]
    #[arg(long, value_name = "DURATION", value_parser = parse_interval)]
    pub switch_interval: Option<Interval>,

    /// Which kind of GIL: who asks whom, and who gets it next (`help` lists them) [default: cpython]
    #[arg(long, value_name = "POLICY", value_parser = parse_policy)]
    pub gil: Option<PolicyChoice>,

    /// Where a thread can be made to give the GIL up [default: calls]
    #[arg(long, value_name = "PROFILE", value_parser = parse_checks)]
    pub checks: Option<CheckPoints>,

    /// Schedule threads as this version of CPython does: sets --gil, --checks, and how locks, sleep(0) and thread
    /// names behave; --gil and --checks still count [default: 3.13]
    #[arg(long, value_name = "VERSION")]
    pub emulate: Option<Version>,

    /// Say on stderr afterwards what the GIL did, as a table or as JSON
    #[arg(long, value_name = "FORMAT", num_args = 0..=1, require_equals = true, default_missing_value = "table")]
    pub stats: Option<StatsFormat>,

    /// What to do when every thread waits for something that only another one could do
    #[arg(long, value_name = "WHAT", default_value = "report")]
    pub deadlock: DeadlockMode,

    /// Write every wait for the GIL to this file, a line of JSON each
    #[arg(long, value_name = "FILE")]
    pub ledger: Option<PathBuf>,

    /// Flush every write to stdout and stderr at once, as `python -u`
    #[arg(short = 'u')]
    pub unbuffered: bool,

    /// Run this code instead of a file
    #[arg(short = 'c', value_name = "CODE", conflicts_with = "module", allow_hyphen_values = true)]
    pub code: Option<String>,

    /// Run this module as a script: one below the current directory, or http.server or timeit of the library
    #[arg(short = 'm', value_name = "MODULE")]
    pub module: Option<String>,

    /// The script (`-` for standard input), and its arguments
    #[arg(value_name = "SCRIPT [ARGS]", allow_hyphen_values = true)]
    pub script: Vec<String>,
}

/// Formats of `--stats`.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub enum StatsFormat {
    /// Aligned columns for people.
    Table,
    /// One JSON object.
    Json,
}

/// What `--deadlock` can be.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub enum DeadlockMode {
    /// Say on stderr who waits for what, and wait on as CPython would.
    Report,
    /// Print where each thread is and exit with code 35.
    Abort,
    /// Wait silently.
    Ignore,
}

/// `gilvm dis`
#[derive(Args, Debug)]
pub struct Dis {
    /// Show the tokens instead of the bytecode
    #[arg(long, conflicts_with = "ast")]
    pub tokens: bool,

    /// Show the syntax tree instead of the bytecode
    #[arg(long)]
    pub ast: bool,

    /// The script (`-` for standard input)
    pub file: PathBuf,
}

/// Reads a duration such as `5ms`: a positive decimal number with a unit.
fn parse_interval(text: &str) -> Result<Interval, String> {
    let seconds = parse_seconds(text)?;
    Interval::from_seconds(seconds).ok_or_else(|| "the switch interval must be strictly positive".to_owned())
}

fn parse_checks(text: &str) -> Result<CheckPoints, String> {
    let all = CheckPoints::ALL;
    all.into_iter().find(|profile| profile.name() == text).ok_or_else(|| {
        format!("there is no profile '{text}'; there are {}", all.map(CheckPoints::name).join(", "))
    })
}

/// A lock policy that exists, or the wish to see which do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PolicyChoice {
    /// `help`
    Help,
    /// As [`gilvm_vm::gil::policy::parse`] takes it.
    Policy(String),
}

fn parse_policy(text: &str) -> Result<PolicyChoice, String> {
    if text == "help" {
        return Ok(PolicyChoice::Help);
    }
    match policy::parse(text) {
        Ok(_) => Ok(PolicyChoice::Policy(text.to_owned())),
        Err(why) => Err(format!("{why}; `gilvm run --gil help` explains them")),
    }
}

/// What `gilvm run --gil help` prints.
pub fn policies_text() -> String {
    let mut out = String::from("Policies for --gil, as NAME or NAME:OPTION=VALUE,OPTION=VALUE:\n");
    let width = policy::POLICIES.iter().map(|entry| entry.name.len()).max().unwrap_or(0);
    for entry in policy::POLICIES {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "\n  {:width$}  {}", entry.name, entry.about);
        for option in entry.options {
            let default = match option.default {
                "" => String::new(),
                default => format!(" [default: {default}]"),
            };
            let _ = writeln!(out, "  {:width$}    {}: {}{default}", "", option.name, option.about);
        }
    }
    out
}
