//! Deadlocks: seen when there is one, told with who waits for what, and never seen where there is none.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::io::BufRead;
use std::io::BufReader;
use std::process::Command;
use std::process::Output;
use std::process::Stdio;

/// Two threads, each with a lock that the other wants, and the main thread waiting for one of them.
const CROSSED: &str = "\
import threading
a, b = threading.Lock(), threading.Lock()
both = threading.Barrier(2)
def take(first, second):
    with first:
        both.wait()
        with second:
            pass
left = threading.Thread(target=take, args=(a, b), name='left')
right = threading.Thread(target=take, args=(b, a), name='right')
print('before')
left.start(); right.start()
left.join()
";

fn gilvm(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gilvm"));
    command.arg("run").args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn aborted(script: &str) -> (Output, String) {
    let output = gilvm(&["--deadlock=abort", "-c", script]).output().unwrap();
    let text = String::from_utf8(output.stderr.clone()).unwrap();
    (output, text)
}

/// Addresses differ from run to run.
fn without_addresses(text: &str) -> String {
    let mut parts = text.split("0x");
    let mut clean = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        clean.push_str("0x…");
        clean.push_str(part.trim_start_matches(|c: char| c.is_ascii_hexdigit()));
    }
    clean
}

#[test]
fn abort_says_where_each_thread_is() {
    let (output, text) = aborted(CROSSED);
    assert_eq!(output.status.code(), Some(35), "{text}");
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "before\n");
    let text = without_addresses(&text);
    for line in [
        "MainThread waits for the end of left, at <string>:13 in <module>\n",
        "left waits for the lock at 0x…, held by right, at <string>:7 in take\n",
        "right waits for the lock at 0x…, held by left, at <string>:7 in take\n",
        "  File \"<string>\", line 13, in <module>\n",
    ] {
        assert!(text.contains(line), "{line:?} is missing:\n{text}");
    }
    assert_eq!(text.matches("Traceback (most recent call last):").count(), 3, "{text}");
    assert_eq!(text.matches("line 7, in take").count(), 2, "{text}");
}

#[test]
fn a_report_does_not_end_the_script() {
    let script = format!(
        "try:\n    {}except KeyboardInterrupt:\n    import os; print('interrupted', flush=True); os._exit(4)\n",
        CROSSED.replace('\n', "\n    ").trim_end_matches("    ")
    );
    let mut child = gilvm(&["-c", &script]).spawn().unwrap();
    let mut report = String::new();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
    while !report.contains("the script waits on") {
        report.push_str(&lines.next().unwrap().unwrap());
        report.push('\n');
    }
    let interrupt = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(interrupt.success());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(4), "{report}");
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "before\ninterrupted\n");
    assert_eq!(report.lines().count(), 5, "{report}");
}

#[test]
fn one_thread_is_enough() {
    let (output, text) = aborted("import threading\nl = threading.Lock()\nl.acquire()\nl.acquire()\n");
    assert_eq!(output.status.code(), Some(35), "{text}");
    assert!(text.contains("which it took itself, at <string>:4 in <module>"), "{text}");
}

#[test]
fn conditions_queues_and_joins_count() {
    let script = "\
import queue, threading
q, s, e = queue.Queue(), queue.SimpleQueue(), threading.Event()
for target in (q.get, s.get, e.wait):
    threading.Thread(target=target, name=target.__qualname__).start()
";
    let (output, text) = aborted(script);
    assert_eq!(output.status.code(), Some(35), "{text}");
    let text = without_addresses(&text);
    for part in [
        "Queue.get waits for a notification of the condition at 0x…",
        "SimpleQueue.get waits for an item of the queue at 0x…",
        "Event.wait waits for a notification of the condition at 0x…",
        "MainThread waits for the end of Queue.get",
    ] {
        assert!(text.contains(part), "{part:?} is missing:\n{text}");
    }
}

#[test]
fn the_last_thread_that_could_help_ends() {
    let script = "\
import threading
lock = threading.Lock()
lock.acquire()
wanted = threading.Event()
def want():
    wanted.set()
    lock.acquire()
threading.Thread(target=want, name='want').start()
threading.Thread(target=wanted.wait, name='helper').start()
";
    let (output, text) = aborted(script);
    assert_eq!(output.status.code(), Some(35), "{text}");
    assert!(text.contains("want waits for the lock at"), "{text}");
}

#[test]
fn who_can_still_be_woken_is_not_deadlocked() {
    // Longer than it takes to suspect anything; each wait ends by something that is no thread of the script.
    let scripts = [
        "import threading\nprint(threading.Event().wait(1.2))\n",
        "import threading, time\ne = threading.Event()\n\
         t = threading.Thread(target=lambda: (time.sleep(1.2), e.set()))\nt.start()\ne.wait()\nt.join()\n",
        "import signal, threading\ne = threading.Event()\nsignal.signal(signal.SIGALRM, lambda *_: e.set())\n\
         signal.setitimer(signal.ITIMER_REAL, 1.2)\ne.wait()\n",
        "import os, threading\nr, w = os.pipe()\ne = threading.Event()\n\
         t = threading.Thread(target=lambda: (os.read(r, 1), e.set()))\nt.start()\n\
         threading.Timer(1.2, os.write, (w, b'x')).start()\ne.wait()\n",
    ];
    for script in scripts {
        let (output, text) = aborted(script);
        assert_eq!(output.status.code(), Some(0), "{script}\n{text}");
        assert_eq!(text, "", "{script}");
    }
}
