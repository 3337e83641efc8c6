//! OS threads that run Python code.

use std::rc::Rc;
use std::sync::Arc;

use gilvm_vm::error::ExcKind;
use gilvm_vm::error::Raised;
use gilvm_vm::gil::ThreadId;
use gilvm_vm::held::Held;
use gilvm_vm::object::Str;
use gilvm_vm::value::Value;

use crate::wait::Latch;
use crate::wait::Waiter;

/// Native stack of a thread that runs Python code. Calls between Python functions take none; native code that calls
/// Python code (`sorted` with a key, `__eq__`, …) nests up to a bound, and this is enough for that many levels.
/// Address space only: pages that are never touched cost nothing.
pub const STACK_BYTES: usize = if cfg!(debug_assertions) { 1 << 30 } else { 64 << 20 };

/// Characters of a thread's name that the operating system keeps.
const OS_NAME_MAX: usize = 15;

/// What the runtime keeps per thread of an interpreter.
pub struct Local {
    /// Where the thread sleeps.
    pub waiter: Arc<Waiter>,
    /// `threading.get_ident()`: unique among the interpreter's threads.
    pub ident: u64,
    /// Which copy of `gilvm run --threads` this thread is or was started by.
    pub copy: u32,
}

/// What the runtime keeps of all threads of an interpreter.
#[derive(Default)]
struct Threads {
    /// Idents given out so far.
    idents: u64,
    /// Threads that run Python code, the main thread apart.
    running: usize,
    /// Names for statistics, in the order of their start.
    names: Vec<(ThreadId, String)>,
    /// Functions and arguments of threads that were started and do not run yet. They wait here, under the GIL,
    /// because values do not travel between threads by themselves.
    starting: Vec<Start>,
}

/// A thread's first call.
struct Start {
    ident: u64,
    copy: u32,
    function: Value,
    args: Vec<Value>,
    keywords: Vec<(Rc<Str>, Value)>,
}

/// How many names are kept for statistics; a script may start millions of threads.
const NAMES_MAX: usize = gilvm_vm::gil::account::DEPARTED_MAX;

const SLOT: &str = "threads";

fn threads(held: &mut Held) -> &mut Threads {
    let slot = held.interp.extensions.entry(SLOT).or_insert_with(|| Box::new(Threads::default()));
    match slot.downcast_mut::<Threads>() {
        Some(threads) => threads,
        None => unreachable!("the runtime owns its extension slot"),
    }
}

/// A new ident. They look like CPython's (an address), so that nobody mistakes them for small numbers.
fn new_ident(held: &mut Held) -> u64 {
    let threads = threads(held);
    threads.idents += 1;
    0x7f00_0000_0000 + (threads.idents << 12)
}

/// The calling thread's part.
pub fn local(held: &mut Held) -> &mut Local {
    if !held.thread.local.as_ref().is_some_and(|slot| slot.is::<Local>()) {
        let ident = new_ident(held);
        become_thread(held, ident, 0);
    }
    match held.thread.local.as_mut().and_then(|slot| slot.downcast_mut::<Local>()) {
        Some(local) => local,
        None => unreachable!("the runtime owns the thread-local slot"),
    }
}

fn become_thread(held: &mut Held, ident: u64, copy: u32) {
    held.thread.local = Some(Box::new(Local { waiter: Arc::new(Waiter::default()), ident, copy }));
}

/// The calling thread's waiter.
pub fn waiter(held: &mut Held) -> Arc<Waiter> {
    Arc::clone(&local(held).waiter)
}

/// Threads that were started and have not ended.
pub fn running(held: &mut Held) -> usize {
    threads(held).running
}

/// Names the calling thread for statistics.
pub fn set_name(held: &mut Held, name: &str) {
    let id = held.me().id();
    let names = &mut threads(held).names;
    match names.iter().position(|(known, _)| *known == id) {
        Some(at) => name.clone_into(&mut names[at].1),
        None if names.len() < NAMES_MAX => names.push((id, name.to_owned())),
        None => {}
    }
}

/// The name of a thread for statistics.
pub fn name_of(held: &mut Held, id: ThreadId) -> Option<String> {
    threads(held).names.iter().find(|(known, _)| *known == id).map(|(_, name)| name.clone())
}

/// A thread as Python code holds it: `_thread._ThreadHandle`.
pub struct Handle {
    /// Opens when the thread has ended.
    pub ended: Arc<Latch>,
    /// `ident`, once the thread runs.
    pub ident: u64,
}

/// The name as the operating system takes it.
fn os_name(name: &str) -> String {
    name.chars().filter(|&c| c != '\0').take(OS_NAME_MAX).collect()
}

/// Starts an OS thread that calls `function(*args, **keywords)` and then opens `ended`; returns its ident.
///
/// # Errors
/// When the operating system has no room for another thread.
pub fn spawn(
    held: &mut Held,
    name: &str,
    function: Value,
    args: Vec<Value>,
    keywords: Vec<(Rc<Str>, Value)>,
    ended: Arc<Latch>,
) -> std::io::Result<u64> {
    let ident = new_ident(held);
    let copy = local(held).copy;
    threads(held).starting.push(Start { ident, copy, function, args, keywords });
    threads(held).running += 1;
    let gil = Arc::clone(held.gil());
    let full_name = name.to_owned();
    let body = move || {
        let attached = gil.attach(|held| {
            let threads = threads(held);
            let Some(at) = threads.starting.iter().position(|start| start.ident == ident) else { return };
            let start = threads.starting.swap_remove(at);
            become_thread(held, start.ident, start.copy);
            set_name(held, &full_name);
            if let Err(raised) = held.call_kw(&start.function, &start.args, &start.keywords) {
                uncaught(held, raised, &start.function);
            }
            drop(start);
            self::threads(held).running -= 1;
        });
        let _ = attached;
        ended.open();
    };
    match std::thread::Builder::new().name(os_name(name)).stack_size(STACK_BYTES).spawn(body) {
        Ok(_) => Ok(ident),
        Err(error) => {
            let threads = threads(held);
            threads.running -= 1;
            let at = threads.starting.iter().position(|start| start.ident == ident);
            // Dropped after the table is let go: a destructor may start threads.
            let start = at.map(|at| threads.starting.swap_remove(at));
            drop(start);
            Err(error)
        }
    }
}

/// Starts an OS thread of the interpreter that runs `body` as copy number `copy`, and then opens `ended`.
///
/// # Errors
/// When the operating system has no room for another thread.
pub fn spawn_copy(
    held: &mut Held,
    copy: u32,
    body: impl FnOnce(&mut Held) + Send + 'static,
    ended: Arc<Latch>,
) -> std::io::Result<()> {
    let ident = new_ident(held);
    let gil = Arc::clone(held.gil());
    let name = format!("copy-{copy}");
    let run = move || {
        let attached = gil.attach(|held| {
            become_thread(held, ident, copy);
            set_name(held, &format!("copy-{copy}"));
            body(held);
        });
        let _ = attached;
        ended.open();
    };
    std::thread::Builder::new().name(name).stack_size(STACK_BYTES).spawn(run).map(drop)
}

/// An exception that left a raw thread (`_thread.start_new_thread`); `threading` handles its own.
fn uncaught(held: &mut Held, raised: Raised, function: &Value) {
    if held.matches(&raised, ExcKind::SystemExit) {
        return;
    }
    let exception = held.exception_object(raised);
    let what = held.repr(function).map_or(String::new(), |text| text.as_str().to_owned());
    let text = held.format_exception(&exception);
    held.write_stderr(&format!("Exception ignored in thread started by {what}:\n{text}"));
}
