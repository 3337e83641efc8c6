//! What is said when every thread waits for something that only another one could do.
//!
//! [`crate::wait`] finds out; here it is put into words. `--deadlock=report` says which thread waits for what, where,
//! and who has it, and the script waits on; `--deadlock=abort` prints where each thread is and ends the process with
//! [`EXIT_CODE`]. For the latter every thread is woken to tell its own stack, which no other could read.

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;

use gilvm_vm::gil::Blocking;
use gilvm_vm::held::Held;

use crate::wait::Board;
use crate::wait::Deadlock;
use crate::wait::Record;
use crate::wait::Server;
use crate::wait::Subject;
use crate::wait::Waiter;

/// Exit code after `--deadlock=abort`: the number of `EDEADLK`.
pub const EXIT_CODE: i32 = 35;

/// How long threads have to tell where they are; all of them sleep, so it is a matter of taking turns.
const ANSWERS_TIMEOUT: Duration = Duration::from_secs(2);

/// Says where the calling thread is, to the thread that asked.
pub(crate) fn answer(held: &mut Held, me: &Waiter) {
    let stack = stack(held);
    me.board().answer(me.ident(), stack);
}

/// The stack of the calling thread, as a traceback shows it.
fn stack(held: &mut Held) -> String {
    let entries = held.stack_entries();
    held.format_entries(&entries)
}

/// Reports the deadlock that the calling thread found while it waited.
pub(crate) fn report(held: &mut Held, me: &Arc<Waiter>) {
    let board = Arc::clone(me.board());
    let mut threads = board.threads();
    threads.sort_by_key(|thread| thread.ident());
    let mut text =
        String::from("gilvm: deadlock: every thread waits for something that only another one could do\n");
    match board.mode() {
        Deadlock::Ignore => {}
        Deadlock::Report => {
            for thread in &threads {
                let _ = writeln!(text, "  {}", situation(thread, &threads));
            }
            text.push_str(
                "gilvm: the script waits on, as under CPython; --deadlock=abort would end it here\n",
            );
            say(&text);
        }
        Deadlock::Abort => {
            let own = stack(held);
            let answers = ask_others(held, me, &board, &threads);
            for thread in &threads {
                let _ = writeln!(text, "\n{}", situation(thread, &threads));
                let stack = match thread.ident() {
                    ident if ident == me.ident() => Some(&own),
                    ident => answers.iter().find(|(who, _)| *who == ident).map(|(_, stack)| stack),
                };
                match stack {
                    Some(stack) => {
                        let _ = write!(text, "Traceback (most recent call last):\n{stack}");
                    }
                    None => text.push_str("  (it did not say where it is)\n"),
                }
            }
            crate::modules::io::file::flush_all(held);
            // What cannot be written has nowhere to go.
            let _ = crate::modules::io::flush_standard_streams(held);
            say(&text);
            std::process::exit(EXIT_CODE);
        }
    }
}

/// Lets the other threads tell where they are.
fn ask_others(
    held: &mut Held,
    me: &Arc<Waiter>,
    board: &Board,
    threads: &[Arc<Waiter>],
) -> Vec<(u64, String)> {
    let mut asked = 0;
    for thread in threads.iter().filter(|thread| !Arc::ptr_eq(thread, me)) {
        thread.ask();
        asked += 1;
    }
    let until = crate::clock::deadline_in(ANSWERS_TIMEOUT);
    held.released(Blocking::Lock, || board.answers(asked, until))
}

/// Which thread, what it waits for, who has it, at which line.
fn situation(thread: &Waiter, threads: &[Arc<Waiter>]) -> String {
    let name = |ident: u64| match threads.iter().find(|thread| thread.ident() == ident) {
        Some(thread) => thread.name(),
        None => format!("a thread that has ended ({ident})"),
    };
    let Some(Record { reason, subject, place, .. }) = thread.record() else {
        return format!("{} runs", thread.name());
    };
    let what = match subject {
        Subject::Time => reason.name().to_owned(),
        Subject::Lock { object, owner } if owner == thread.ident() => {
            format!("the lock at {object:#x}, which it took itself")
        }
        Subject::Lock { object, owner } => format!("the lock at {object:#x}, held by {}", name(owner)),
        Subject::Ticket { server: Server::Condition, object } => {
            format!("a notification of the condition at {object:#x}")
        }
        Subject::Ticket { server: Server::Queue, object } => format!("an item of the queue at {object:#x}"),
        Subject::Ticket { server: Server::Future, object } => {
            format!("the result of the future at {object:#x}")
        }
        Subject::Thread { ident } if reason == Blocking::Join => format!("the end of {}", name(ident)),
        Subject::Thread { .. } => reason.name().to_owned(),
    };
    let place = match place {
        Some(place) => format!(", at {}:{} in {}", place.code.filename, place.line(), place.code.name),
        None => String::new(),
    };
    format!("{} waits for {what}{place}", thread.name())
}

/// Says something on stderr; that stderr is gone is no reason to fail.
fn say(text: &str) {
    use std::io::Write;
    let _ = std::io::stderr().write_all(text.as_bytes());
}
