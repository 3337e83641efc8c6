//! The script tests: every `tests/scripts/**/*.py` runs under the built `gilvm` and must behave as CPython 3.13 did.
//!
//! What a script must print stands beside it, in files that a real CPython wrote, so a test run needs no CPython:
//!
//! | file         | holds                                                              | when absent        |
//! |--------------|--------------------------------------------------------------------|--------------------|
//! | `case.py`    | the script                                                         |                    |
//! | `case.out`   | its standard output                                                | a failure          |
//! | `case.err`   | its standard error, normalised as [`normalise`] says               | nothing is printed |
//! | `case.rc`    | its exit code                                                      | 0                  |
//! | `case.in`    | what it reads from standard input                                  | empty              |
//! | `case.args`  | its command line, one argument per line                            | no arguments       |
//!
//! A file whose name or folder starts with `_`, and a package (a folder with an `__init__.py`), is material that
//! scripts import and not itself a test.
//! `wishlist/` holds known gaps: each of its scripts must *fail* to match CPython; one that matches has to move out.
//!
//! Adding a test is adding a `.py` file and running this once with a CPython to write the expectations:
//! `GILVM_BLESS=python3.13 cargo test --test scripts [FILTER]`.
//! Environment: `GILVM_RUN_ARGS` adds arguments to `gilvm run` (such as `--switch-interval 1us`),
//! `GILVM_TEST_SECONDS` changes the time limit of a script, `GILVM_BIN` runs another build than the one under test.
//!
//! With `GILVM_COPIES=8` each script runs that many times at once, in threads of one interpreter that switches at every
//! instruction, and [`check_crowd`] looks at what can be compared.
//!
//! This is not a measurement of anything: the limit is generous and there only so that a hang is a failure.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::io::Read;
use std::io::Write as _;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::process::ExitCode;
use std::process::Stdio;
use std::sync::mpsc;
use std::time::Duration;
use std::time::Instant;

use libtest_mimic::Arguments;
use libtest_mimic::Failed;
use libtest_mimic::Trial;
use rustix::process::Pid;
use similar::ChangeTag;
use similar::TextDiff;

/// How long a script may take before it counts as hung.
/// An unoptimised VM on a machine shared with other builds needs a wide margin.
const SECONDS_DEFAULT: u64 = 120;

/// How much of an output a report quotes; a script that prints without end must not fill the log.
const REPORT_BYTES_MAX: usize = 16 * 1024;

/// Exit codes of a death by SIGABRT, SIGBUS and SIGSEGV.
const CRASHES: [i32; 3] = [128 + 6, 128 + 7, 128 + 11];

/// The exit code of a Rust program that panicked.
const PANIC: i32 = 101;

/// What threads of one process share: a script that names one of these may see the other copies of itself.
const SHARED: [&str; 10] = [
    "stdin",
    // One table for all.
    "mimetypes",
    "threading",
    "random",
    "recursionlimit",
    "max_str_digits",
    // Names of files.
    "glob",
    // Modules, whose bodies run once, and copies that are no main thread's.
    "import _",
    "from _",
    "__name__",
];

/// Scripts that copies of themselves would keep waiting, under any interpreter: they close or inherit descriptors by
/// number, wait for any child there is, put another program in their place, or change the folder in which others look for
/// a pipe.
const ALONE: [&str; 5] = [
    "files/descriptors.py",
    "files/locks.py",
    "processes/exec_buffers.py",
    "subprocess/sessions_and_signals.py",
    "subprocess/waitpid.py",
];

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let root = scripts_root();
    let mut cases = Vec::new();
    collect(&root, &root, &mut cases);
    cases.sort();

    if let Some(python) = env::var_os("GILVM_BLESS")
        && !arguments.list
    {
        return bless(&root, &cases, &python, arguments.filter.as_deref());
    }

    let copies = env::var("GILVM_COPIES").ok().and_then(|text| text.parse().ok());
    let trials = cases
        .into_iter()
        .map(|case| {
            let root = root.clone();
            Trial::test(case.trim_end_matches(".py").replace('/', "::"), move || match copies {
                None => check(&root, &case),
                Some(copies) => check_crowd(&root, &case, copies),
            })
        })
        .collect();
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn scripts_root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join("scripts")
}

/// Finds the tests below `folder` as paths relative to `root`, with `/` between their parts.
fn collect(root: &Path, folder: &Path, cases: &mut Vec<String>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        let is_material =
            path.file_name().and_then(OsStr::to_str).is_none_or(|name| name.starts_with(['_', '.']));
        if is_material {
            continue;
        }
        if path.is_dir() {
            if !path.join("__init__.py").exists() {
                collect(root, &path, cases);
            }
        } else if path.extension().is_some_and(|extension| extension == "py")
            && let Ok(relative) = path.strip_prefix(root)
        {
            cases.push(relative.to_string_lossy().replace('\\', "/"));
        }
    }
}

/// What a process left behind.
#[derive(Debug, PartialEq, Eq)]
struct Outcome {
    stdout: String,
    stderr: String,
    /// The exit code; a death by signal N reads as 128 + N, as a shell says it.
    code: i32,
}

/// The command line, the input and the expectations of one script.
struct Case {
    arguments: Vec<String>,
    input: Vec<u8>,
    expected: Option<Outcome>,
}

impl Case {
    fn read(script: &Path) -> Case {
        let text = |extension: &str| fs::read_to_string(script.with_extension(extension)).ok();
        let expected = text("out").map(|stdout| Outcome {
            stdout,
            stderr: text("err").unwrap_or_default(),
            code: text("rc").and_then(|code| code.trim().parse().ok()).unwrap_or(0),
        });
        Case {
            arguments: text("args").map(|args| args.lines().map(str::to_owned).collect()).unwrap_or_default(),
            input: fs::read(script.with_extension("in")).unwrap_or_default(),
            expected,
        }
    }
}

/// `gilvm run` and what the environment adds.
fn gilvm() -> Command {
    let program = env::var_os("GILVM_BIN").unwrap_or_else(|| env!("CARGO_BIN_EXE_gilvm").into());
    let mut command = Command::new(program);
    command.arg("run");
    if let Ok(more) = env::var("GILVM_RUN_ARGS") {
        command.args(more.split_whitespace());
    }
    // Either would change what a script prints, or how the lines of its threads mix.
    command.env_remove("RUST_BACKTRACE").env_remove("PYTHONUNBUFFERED");
    command
}

/// Runs one script under gilvm and compares.
fn check(root: &Path, case: &str) -> Result<(), Failed> {
    let Case { arguments, input, expected } = Case::read(&root.join(case));
    let Some(expected) = expected else {
        return Err(format!(
            "{case} has no .out beside it; write the expectations with GILVM_BLESS=python3.13 cargo test --test scripts"
        )
        .into());
    };

    let mut command = gilvm();
    command.arg(case).args(arguments).current_dir(root);

    let result = run(command, input, limit()).map(|mut outcome| {
        outcome.stderr = normalise(&outcome.stderr, root);
        report(&expected, &outcome)
    });
    let failure = match result {
        Ok(failure) => failure,
        Err(problem) => Some(problem),
    };
    let is_wish = case.starts_with("wishlist/");
    match failure {
        Some(_) if is_wish => Ok(()),
        Some(failure) => Err(failure.into()),
        None if is_wish => {
            Err(format!("{case} does what CPython does: move me out of wishlist/, next to my feature").into())
        }
        None => Ok(()),
    }
}

/// Runs a script in several threads at once, which get the GIL after every instruction.
///
/// Whatever the script, it must end, and not by a crash or a panic. A script that cannot tell that it is not alone
/// also ends with its exit code and prints all its characters once for each copy, in an order that is left to chance.
/// A script that can tell (it looks at threads, signals, its file descriptors, a shared folder, how many references
/// there are, …) says so in an exception, and with an exit code that goes with one.
fn check_crowd(root: &Path, case: &str, copies: usize) -> Result<(), Failed> {
    if ALONE.contains(&case) {
        return Ok(());
    }
    let Case { arguments, input, expected } = Case::read(&root.join(case));
    let mut command = gilvm();
    command.args(["--threads", &copies.to_string(), "--checks", "every-op", "--switch-interval", "1us"]);
    command.args(["--deadlock", "ignore"]).arg(case).args(arguments).current_dir(root);
    let outcome = run(command, input, limit())?;
    let says = |text: &str| outcome.stderr.contains(text) || outcome.stdout.contains(text);
    let dies = CRASHES.contains(&outcome.code) || outcome.code == PANIC || says("' panicked at ");
    if dies {
        return Err(format!("exit code {}\n{}", outcome.code, clip(&outcome.stderr)).into());
    }
    let Some(expected) = expected.filter(|expected| expected.code == 0 && expected.stderr.is_empty()) else {
        return Ok(());
    };
    let complains = !outcome.stderr.is_empty();
    if complains || outcome.code != 0 || case.starts_with("wishlist/") {
        return Ok(());
    }
    let once = characters(&expected.stdout);
    let all = characters(&outcome.stdout);
    let differs = once.iter().zip(&all).any(|(once, all)| once * copies != *all);
    if differs && !knows_it_is_not_alone(root, case) {
        return Err(format!("{copies} copies printed something else:\n{}", clip(&outcome.stdout)).into());
    }
    Ok(())
}

/// How often each byte occurs.
fn characters(text: &str) -> [usize; 256] {
    let mut counts = [0; 256];
    text.bytes().for_each(|byte| counts[usize::from(byte)] += 1);
    counts
}

/// Whether the script's text names something that threads of one process share.
fn knows_it_is_not_alone(root: &Path, case: &str) -> bool {
    let text = fs::read_to_string(root.join(case)).unwrap_or_default();
    SHARED.iter().any(|word| text.contains(word))
}

fn limit() -> Duration {
    let seconds = env::var("GILVM_TEST_SECONDS").ok().and_then(|text| text.parse().ok());
    Duration::from_secs(seconds.unwrap_or(SECONDS_DEFAULT))
}

/// Runs a command to its end, or kills it at the limit and tells what it had printed by then.
fn run(mut command: Command, input: Vec<u8>, limit: Duration) -> Result<Outcome, String> {
    let deadline = Instant::now() + limit;
    // A group of its own, so that what it has started ends with it.
    command.process_group(0);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("cannot start {command:?}: {error}"))?;

    if let Some(mut stdin) = child.stdin.take() {
        // A script may end without reading its input, so a broken pipe is no fault.
        std::thread::spawn(move || drop(stdin.write_all(&input)));
    }
    let stdout = drain(child.stdout.take());
    let stderr = drain(child.stderr.take());

    let status = loop {
        match child.try_wait() {
            Ok(Some(status)) => break Some(status),
            Ok(None) if Instant::now() >= deadline => {
                // Each may fail only because the child ended in this very moment. Others in its group are those that
                // it has started; its number is its own until it is waited for.
                if let Some(group) = i32::try_from(child.id()).ok().and_then(Pid::from_raw) {
                    let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
                }
                drop(child.kill());
                drop(child.wait());
                break None;
            }
            Ok(None) => std::thread::sleep(Duration::from_millis(2)),
            Err(error) => return Err(format!("cannot wait for {command:?}: {error}")),
        }
    };
    let stdout = gather(&stdout, deadline);
    let stderr = gather(&stderr, deadline);
    match status {
        Some(status) => Ok(Outcome { stdout, stderr, code: exit_code(status) }),
        None => Err(format!(
            "still running after {limit:?}, killed.\n--- stdout so far\n{}\n--- stderr so far\n{}",
            clip(&stdout),
            clip(&stderr)
        )),
    }
}

/// Reads a pipe on a thread of its own, so that a full pipe never blocks the script.
fn drain(pipe: Option<impl Read + Send + 'static>) -> mpsc::Receiver<Vec<u8>> {
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let Some(mut pipe) = pipe else { return };
        let mut buffer = vec![0; 64 * 1024];
        while let Ok(count @ 1..) = pipe.read(&mut buffer) {
            if sender.send(buffer[..count].to_vec()).is_err() {
                return;
            }
        }
    });
    receiver
}

/// Takes all that a pipe gave. A grandchild may hold the pipe open, hence the limit.
fn gather(pipe: &mpsc::Receiver<Vec<u8>>, deadline: Instant) -> String {
    let mut bytes = Vec::new();
    loop {
        let rest = deadline.saturating_duration_since(Instant::now()).max(Duration::from_millis(200));
        match pipe.recv_timeout(rest) {
            Ok(piece) => bytes.extend(piece),
            Err(_) => return String::from_utf8_lossy(&bytes).into_owned(),
        }
    }
}

#[cfg(unix)]
fn exit_code(status: std::process::ExitStatus) -> i32 {
    use std::os::unix::process::ExitStatusExt as _;
    status.code().or_else(|| status.signal().map(|signal| 128 + signal)).unwrap_or(-1)
}

#[cfg(not(unix))]
fn exit_code(status: std::process::ExitStatus) -> i32 {
    status.code().unwrap_or(-1)
}

/// Makes a standard error comparable between interpreters and machines:
/// paths below the scripts become relative, frames of an interpreter's own library go (their lines differ from
/// version to version), and addresses after `0x` read `0x..`.
fn normalise(stderr: &str, root: &Path) -> String {
    let prefix = format!("{}/", root.display());
    let mut text = String::new();
    let mut in_library_frame = false;
    for line in stderr.lines() {
        let line = line.replace(&prefix, "");
        if let Some(file) = line.trim_start().strip_prefix("File \"") {
            in_library_frame =
                line.starts_with("  ") && (file.starts_with('/') || file.starts_with("<frozen "));
        } else if !line.starts_with("    ") {
            // Source lines and carets are indented by four; whatever is not belongs to no frame.
            in_library_frame = false;
        }
        if !in_library_frame {
            text.push_str(&hide_addresses(&line));
            text.push('\n');
        }
    }
    text
}

fn hide_addresses(line: &str) -> String {
    let mut pieces = line.split(" at 0x");
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        text.push_str(" at 0x..");
        text.push_str(piece.trim_start_matches(|digit: char| digit.is_ascii_hexdigit()));
    }
    text
}

/// What is wrong with an outcome, or nothing.
fn report(expected: &Outcome, actual: &Outcome) -> Option<String> {
    if expected == actual {
        return None;
    }
    let mut text = String::new();
    if expected.code != actual.code {
        text.push_str(&format!("exit code {}, CPython's was {}\n", actual.code, expected.code));
    }
    diff(&mut text, "stdout", &expected.stdout, &actual.stdout);
    diff(&mut text, "stderr", &expected.stderr, &actual.stderr);
    Some(clip(&text).into_owned())
}

fn diff(text: &mut String, stream: &str, expected: &str, actual: &str) {
    if expected == actual {
        return;
    }
    text.push_str(&format!("--- {stream} of CPython\n+++ {stream} of gilvm\n"));
    let (expected, actual) = (clip(expected), clip(actual));
    let lines = TextDiff::from_lines(expected.as_ref(), actual.as_ref());
    for hunk in lines.grouped_ops(2) {
        text.push_str("@@\n");
        for operation in hunk {
            for change in lines.iter_changes(&operation) {
                let sign = match change.tag() {
                    ChangeTag::Delete => '-',
                    ChangeTag::Insert => '+',
                    ChangeTag::Equal => ' ',
                };
                text.push_str(&format!("{sign}{}\n", change.value().trim_end_matches('\n')));
            }
        }
    }
}

fn clip(text: &str) -> std::borrow::Cow<'_, str> {
    if text.len() <= REPORT_BYTES_MAX {
        return text.into();
    }
    let end = (0..=REPORT_BYTES_MAX).rev().find(|&end| text.is_char_boundary(end)).unwrap_or(0);
    format!("{}\n[... {} bytes in all]", &text[..end], text.len()).into()
}

/// Writes the expectations of all scripts that the filter names, with a CPython 3.13.
fn bless(root: &Path, cases: &[String], python: &OsStr, filter: Option<&str>) -> ExitCode {
    match Command::new(python).arg("--version").output() {
        Ok(output) if output.stdout.starts_with(b"Python 3.13.") => {
            println!("writing expectations with {}", String::from_utf8_lossy(&output.stdout).trim());
        }
        Ok(output) => {
            println!("not a CPython 3.13: {}", String::from_utf8_lossy(&output.stdout).trim());
            return ExitCode::FAILURE;
        }
        Err(error) => {
            println!("cannot run {}: {error}", python.display());
            return ExitCode::FAILURE;
        }
    }
    let mut failures = 0;
    for case in cases {
        let wanted =
            filter.is_none_or(|filter| case.replace('/', "::").contains(filter) || case.contains(filter));
        if !wanted {
            continue;
        }
        if let Err(problem) = bless_one(root, case, python) {
            println!("{case}: {problem}");
            failures += 1;
        }
    }
    if failures == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn bless_one(root: &Path, case: &str, python: &OsStr) -> Result<(), String> {
    let script = root.join(case);
    let recorded = Case::read(&script);
    let once = |seed: &str| {
        let mut command = Command::new(python);
        command.arg(case).args(&recorded.arguments).current_dir(root);
        // Unbuffered output interleaves differently; a hash seed shows an order that no script may depend on.
        command
            .env_remove("PYTHONUNBUFFERED")
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .env("PYTHONHASHSEED", seed);
        run(command, recorded.input.clone(), limit())
    };
    let mut outcome = once("1")?;
    outcome.stderr = normalise(&outcome.stderr, root);
    if CRASHES.contains(&outcome.code) {
        return Err(format!("CPython itself crashed (exit code {}), which is no expectation", outcome.code));
    }
    let mut again = once("2")?;
    again.stderr = normalise(&again.stderr, root);
    if let Some(difference) = report(&outcome, &again) {
        return Err(format!("not deterministic\n{difference}"));
    }
    if recorded.expected.as_ref() != Some(&outcome) {
        println!("{case}: written");
    }
    let write = |extension: &str, wanted: bool, text: &str| {
        let path = script.with_extension(extension);
        let result = if wanted {
            fs::write(&path, text)
        } else if path.exists() {
            fs::remove_file(&path)
        } else {
            Ok(())
        };
        result.map_err(|error| format!("{}: {error}", path.display()))
    };
    write("out", true, &outcome.stdout)?;
    write("err", !outcome.stderr.is_empty(), &outcome.stderr)?;
    write("rc", outcome.code != 0, &format!("{}\n", outcome.code))
}
