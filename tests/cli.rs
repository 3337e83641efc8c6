//! The command line: help, usage errors, exit codes, and the shape of what `--stats` prints.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::io::Write;
use std::process::Command;
use std::process::Output;
use std::process::Stdio;

use serde_json::Value as Json;

fn gilvm(arguments: &[&str]) -> Output {
    gilvm_with_input(arguments, "")
}

fn gilvm_with_input(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_gilvm"))
        .args(arguments)
        .env_remove("PYTHONUNBUFFERED")
        // The width of help does not depend on who runs the test.
        .env("COLUMNS", "100")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that reads nothing may have ended before.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// What a run printed, and its exit code, as one text.
fn transcript(arguments: &[&str]) -> String {
    let output = gilvm(arguments);
    let code = output.status.code().map_or("a signal".to_owned(), |code| code.to_string());
    format!(
        "$ gilvm {}\n--- stdout\n{}--- stderr\n{}--- exit code {code}\n",
        arguments.join(" "),
        stdout(&output),
        stderr(&output)
    )
}

/// What the standard streams could not be given is told at the end, and is exit code 120, as CPython has it.
#[test]
fn lost_output_of_standard_streams() {
    let full = || std::fs::File::options().write(true).open("/dev/full").unwrap();
    let run = |script: &str, stdout: Stdio, stderr: Stdio| {
        let path = std::env::temp_dir().join(format!("gilvm-cli-full-{}.py", std::process::id()));
        std::fs::write(&path, script).unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_gilvm"))
            .arg("run")
            .arg(&path)
            .env_remove("PYTHONUNBUFFERED")
            .stdin(Stdio::null())
            .stdout(stdout)
            .stderr(stderr)
            .output()
            .unwrap();
        std::fs::remove_file(&path).unwrap();
        output
    };
    let told = "Exception ignored on flushing sys.stdout:\nOSError: [Errno 28] No space left on device\n";
    for script in ["print('x')", "import sys\nprint('x')\nsys.exit(3)"] {
        let output = run(script, full().into(), Stdio::piped());
        assert_eq!((output.status.code(), stderr(&output)), (Some(120), told.to_owned()), "{script}");
    }
    for script in ["print('x')\n1 / 0", "import sys\nprint('x')\nsys.stdout.flush()"] {
        let output = run(script, full().into(), Stdio::piped());
        assert_eq!(output.status.code(), Some(120), "{script}");
        let text = stderr(&output);
        assert!(text.starts_with("Traceback") && text.ends_with(told), "{script}: {text}");
    }
    let output = run("import sys\nprint('x')\nsys.stderr.write('y\\n')", Stdio::piped(), full().into());
    assert_eq!((output.status.code(), stdout(&output)), (Some(120), "x\n".to_owned()));
}

#[test]
fn help() {
    insta::assert_snapshot!("help", transcript(&["--help"]));
    insta::assert_snapshot!("help_run", transcript(&["run", "--help"]));
    insta::assert_snapshot!("help_dis", transcript(&["dis", "--help"]));
    insta::assert_snapshot!("help_policies", transcript(&["run", "--gil", "help"]));
}

#[test]
fn usage_errors() {
    let mistakes: [&[&str]; 14] = [
        &["run"],
        &["run", "no/such/script.py"],
        &["run", "--thread", "4", "script.py"],
        &["run", "--threads", "0", "-c", "pass"],
        &["run", "--switch-interval", "5", "-c", "pass"],
        &["run", "--switch-interval", "0ms", "-c", "pass"],
        &["run", "--stats=xml", "-c", "pass"],
        &["run", "--gil", "fair", "-c", "pass"],
        &["run", "--gil", "ruby:slice=10ms", "-c", "pass"],
        &["run", "--gil", "ticks:every=often", "-c", "pass"],
        &["run", "--checks", "all", "-c", "pass"],
        &["run", "--emulate", "3.5", "-c", "pass"],
        &["run", "-m", "no_such_module"],
        &["walk"],
    ];
    let all: Vec<String> = mistakes.into_iter().map(transcript).collect();
    insta::assert_snapshot!("usage_errors", all.join("\n"));
}

#[test]
fn modules_of_the_library_run_if_they_are_made_for_it() {
    let output = gilvm(&["run", "-m", "timeit", "-n", "1", "pass"]);
    assert!(stdout(&output).starts_with("1 loop, best of 5: "), "{}", stdout(&output));
    let output = gilvm(&["run", "-m", "http.server", "port"]);
    assert_eq!(output.status.code(), Some(2));
    let told = "server.py: error: argument port: invalid int value: 'port'\n";
    assert!(stderr(&output).ends_with(told), "{}", stderr(&output));
    let output = gilvm(&["run", "-m", "socket"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(stderr(&output), "gilvm: the module socket of gilvm's library is not made to be run\n");
}

#[test]
fn exit_codes() {
    let code = |script: &str| gilvm(&["run", "-c", script]).status.code();
    assert_eq!(code("pass"), Some(0));
    assert_eq!(code("1 / 0"), Some(1));
    assert_eq!(code("def f(:"), Some(1));
    assert_eq!(code("import sys; sys.exit()"), Some(0));
    assert_eq!(code("import sys; sys.exit(7)"), Some(7));
    assert_eq!(code("import sys; sys.exit(-1)"), Some(255));
    assert_eq!(code("import sys; sys.exit('message')"), Some(1));
    assert_eq!(code("raise SystemExit(3)"), Some(3));
    assert_eq!(code("import os; os._exit(9)"), Some(9));
    assert_eq!(code("import atexit, sys; atexit.register(print); sys.exit(4)"), Some(4));
}

#[test]
fn an_interrupt_that_nobody_catches_ends_by_the_signal() {
    use std::os::unix::process::ExitStatusExt;
    let output = gilvm(&["run", "-c", "import _thread, time; _thread.interrupt_main(); time.sleep(60)"]);
    assert_eq!(output.status.signal(), Some(2), "{}", stderr(&output));
    assert!(stderr(&output).trim_end().ends_with("KeyboardInterrupt"), "{}", stderr(&output));
}

#[test]
fn arguments_reach_the_script() {
    let show = "import sys; print(sys.argv, __name__)";
    assert_eq!(
        stdout(&gilvm(&["run", "-c", show, "a", "-b", "--threads"])),
        "['-c', 'a', '-b', '--threads'] __main__\n"
    );
    let output = gilvm_with_input(&["run", "-", "x", "--stats"], show);
    assert_eq!(stdout(&output), "['-', 'x', '--stats'] __main__\n");
}

#[test]
fn copies_know_who_they_are() {
    let script = "import gilvm\nprint(gilvm.index, gilvm.count)";
    let output = stdout(&gilvm(&["run", "--threads", "3", "-c", script]));
    let mut lines: Vec<&str> = output.lines().collect();
    lines.sort_unstable();
    assert_eq!(lines, ["0 3", "1 3", "2 3"]);
}

#[test]
fn copies_have_namespaces_of_their_own_unless_told_otherwise() {
    // Every copy says what it found and leaves its mark.
    let script = "seen = globals().setdefault('marks', [])\nseen.append(1)\nprint(len(seen))";
    let apart = stdout(&gilvm(&["run", "--threads", "3", "-c", script]));
    assert_eq!(apart, "1\n1\n1\n");
    let shared = stdout(&gilvm(&["run", "--threads", "3", "--shared-globals", "-c", script]));
    let mut lines: Vec<&str> = shared.lines().collect();
    lines.sort_unstable();
    assert_eq!(lines, ["1", "2", "3"]);
}

#[test]
fn the_first_copy_that_fails_gives_the_exit_code() {
    let script = "import gilvm, sys\nsys.exit(gilvm.index * 10)";
    assert_eq!(gilvm(&["run", "--threads", "3", "-c", script]).status.code(), Some(10));
}

#[test]
fn statistics_as_json_add_up() {
    let script = "import time\nfor _ in range(20000): pass\ntime.sleep(0.01)";
    let output = gilvm(&["run", "--threads", "2", "--stats=json", "-c", script]);
    let stats: Json = serde_json::from_str(&stderr(&output)).unwrap();
    let names: Vec<&str> =
        stats["threads"].as_array().unwrap().iter().map(|t| t["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["MainThread", "copy-1"]);
    assert_eq!(stats["switch_interval_seconds"], 0.005);
    for thread in stats["threads"].as_array().unwrap() {
        assert!(thread["blocked_seconds"].as_f64().unwrap() >= 0.01, "{thread}");
        assert!(
            thread["times_got"].as_u64().unwrap() >= thread["given_up_blocking"].as_u64().unwrap(),
            "{thread}"
        );
        assert_eq!(thread["switches_forced"], thread["slices_intervals"]["count"]);
    }
    let keys: Vec<&str> = stats["total"].as_object().unwrap().keys().map(String::as_str).collect();
    insta::assert_snapshot!("stats_keys", keys.join("\n"));
    assert!(stats["process"]["peak_memory_bytes"].as_u64().unwrap() > 0);
}

#[test]
fn statistics_as_a_table_name_every_column() {
    let output = gilvm(&["run", "--stats", "-c", "pass"]);
    let text = stderr(&output);
    for column in [
        "running",
        "waiting",
        "blocked",
        "forced",
        "futile",
        "wait p99",
        "MainThread",
        "total",
        "peak memory",
    ] {
        assert!(text.contains(column), "no {column} in\n{text}");
    }
}

/// `gilvm.hold` keeps the GIL and `gilvm.release` lets it go: with an interval that never ends, a thread that waits
/// for the GIL runs during the one and not during the other.
#[test]
fn holding_and_releasing() {
    let script = "\
import gilvm, sys, threading
sys.setswitchinterval(1000)
gate, ran = threading.Lock(), []
gate.acquire()
thread = threading.Thread(target=lambda: gate.acquire() and ran.append('ran'))
thread.start()
gate.release()
gilvm.hold(0.02)
print(ran)
while not ran:
    gilvm.release(0.001)
thread.join()
gilvm.busy(0.001)
print(ran, gilvm.busy(0), gilvm.hold(0), gilvm.release(0.0))
for call in (gilvm.busy, gilvm.hold, gilvm.release):
    try:
        call(-1)
    except ValueError as error:
        print(error)
";
    let output = gilvm(&["run", "-c", script]);
    let refusal = "length must be non-negative\n";
    assert_eq!(
        stdout(&output),
        format!("[]\n['ran'] None None None\n{refusal}{refusal}{refusal}"),
        "{}",
        stderr(&output)
    );
}

/// A thread of a higher level preempts one of a lower: with an interval that never ends, nothing else lets it in.
#[test]
fn levels_rank_threads_where_the_policy_heeds_them() {
    let script = "\
import gilvm, sys, threading
sys.setswitchinterval(1000)
done = False
go = threading.Semaphore(0)
def high():
    global done
    gilvm.set_priority(3)
    go.acquire()
    done = True
thread = threading.Thread(target=high)
thread.start()
if gilvm.set_priority(-3):
    go.release()
    while not done: pass
    print('preempted')
else:
    go.release()
thread.join()
for level in (128, -129, 'a'):
    try: gilvm.set_priority(level)
    except (TypeError, ValueError) as error: print(type(error).__name__, error)
";
    let errors = "ValueError level must be from -128 to 127\nValueError level must be from -128 to 127\n\
                  TypeError 'str' object cannot be interpreted as an integer\n";
    let output = |policy: &str| stdout(&gilvm(&["run", "--gil", policy, "-c", script]));
    assert_eq!(output("priority:by=level"), format!("preempted\n{errors}"));
    assert_eq!(output("cpython"), errors);
}

/// A signal ends a wait for a socket, for several descriptors, and for a connection, and the program goes on.
#[test]
fn interrupts_end_waits_for_descriptors() {
    let script = "\
import os, select, socket, threading, _thread
one, two = socket.socketpair()
server = socket.create_server(('127.0.0.1', 0))
epoll = select.epoll()
epoll.register(one, select.EPOLLIN)
reader, writer = os.pipe()
waits = [lambda: one.recv(1), lambda: one.recvfrom(1), server.accept, lambda: select.select([one], [], []),
         lambda: os.read(reader, 1), lambda: epoll.poll(), lambda: one.sendall(b'x' * 10_000_000)]
poll = select.poll()
poll.register(one, select.POLLIN)
waits.append(lambda: poll.poll())
one.settimeout(1000)
waits.append(lambda: one.recv(1))
for number, wait in enumerate(waits):
    if number == len(waits) - 1:
        one.settimeout(1000)
    else:
        one.settimeout(None)
    thread = threading.Thread(target=_thread.interrupt_main)
    try:
        thread.start()
        wait()
    except KeyboardInterrupt:
        print(number, 'interrupted')
    thread.join()
";
    let output = gilvm(&["run", "-c", script]);
    let expected: String = (0..9).map(|number| format!("{number} interrupted\n")).collect();
    assert_eq!(stdout(&output), expected, "{}", stderr(&output));
}

#[test]
fn under_each_policy_four_threads_count_down_to_the_end() {
    let script = "n = 20_000\nwhile n > 0:\n    n -= 1\nprint(n)";
    for entry in gilvm_vm::gil::policy::POLICIES {
        let arguments = ["run", "--threads", "4", "--switch-interval", "100us", "--stats=json", "--gil"];
        let output = gilvm(&[&arguments[..], &[entry.name, "-c", script]].concat());
        assert_eq!(stdout(&output), "0\n0\n0\n0\n", "{}: {}", entry.name, stderr(&output));
        let stats: Json = serde_json::from_str(&stderr(&output)).unwrap();
        assert!(stats["policy"].as_str().unwrap().starts_with(entry.name), "{stats}");
    }
}

/// What is not there says so itself, where a bare name would leave a reader guessing.
#[test]
fn what_is_missing_is_named() {
    let cases = [
        ("import ssl", "ImportError: gilvm has no TLS: the module ssl is not there"),
        (
            "import gc; gc.get_objects()",
            "AttributeError: gilvm has no cycle collector, so gc.get_objects is not there",
        ),
        ("import gc; gc.get_all()", "AttributeError: module 'gc' has no attribute 'get_all'"),
        (
            "import sys; sys._getframe().f_trace_opcodes = True",
            "NotImplementedError: f_trace_opcodes: gilvm has no events of single instructions",
        ),
        (
            "import sys; sys._getframe().f_lineno = 3",
            "NotImplementedError: f_lineno cannot be set: gilvm does not jump to other lines",
        ),
        ("import faulthandler; faulthandler.register", "AttributeError: gilvm has no faulthandler.register"),
    ];
    for (code, expected) in cases {
        let output = gilvm(&["run", "-c", code]);
        let text = stderr(&output);
        assert!(text.lines().last().is_some_and(|line| line.starts_with(expected)), "{code}: {text}");
        assert_eq!(output.status.code(), Some(1), "{code}");
    }
}
