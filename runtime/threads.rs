//! OS threads that run Python code.

mod cache;
mod os;

use std::collections::BTreeMap;
use std::ffi::CString;
use std::sync::Arc;

use gilvm_vm::error::ExcKind;
use gilvm_vm::error::Raised;
use gilvm_vm::gil::ThreadId;
use gilvm_vm::held::Held;
use gilvm_vm::object::Str;
use gilvm_vm::rc::Rc;
use gilvm_vm::value::Value;

use self::cache::Cache;
use self::cache::Origin;
use crate::clock::Clock;
use crate::wait::Board;
use crate::wait::Latch;
use crate::wait::LockFairness;
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
    /// Functions to call when the thread ends.
    pub at_exit: Vec<Value>,
    /// What the OS thread's processor time was when this thread began.
    pub processor_ns_before: i64,
}

/// What the runtime keeps of all threads of an interpreter.
struct Threads {
    /// Who waits for what.
    board: Arc<Board>,
    /// How new locks are.
    fairness: LockFairness,
    /// Native stack of new threads.
    stack_bytes: usize,
    /// OS threads for new ones.
    cache: Arc<Cache>,
    /// Idents given out so far.
    idents: u64,
    /// Threads that run Python code, the main thread apart.
    running: usize,
    /// Names for statistics, in the order of their start.
    names: BTreeMap<ThreadId, String>,
    /// Functions and arguments of threads that were started and do not run yet. They wait here, under the GIL,
    /// because values do not travel between threads by themselves.
    starting: Vec<Start>,
}

/// A thread's first call.
struct Start {
    local: Box<Local>,
    function: Value,
    args: Vec<Value>,
    keywords: Vec<(Rc<Str>, Value)>,
}

/// How many names are kept for statistics; a script may start millions of threads.
const NAMES_MAX: usize = gilvm_vm::gil::account::DEPARTED_MAX;

const SLOT: &str = "threads";

fn threads(held: &mut Held) -> &mut Threads {
    let options = crate::modules::options(held);
    let slot = held.interp.extensions.entry(SLOT).or_insert_with(|| {
        Box::new(Threads {
            board: Arc::new(Board::new(options.deadlock, options.rest)),
            fairness: options.lock_fairness,
            stack_bytes: STACK_BYTES,
            cache: Arc::default(),
            idents: 0,
            running: 0,
            names: BTreeMap::new(),
            starting: Vec::new(),
        })
    });
    match slot.downcast_mut::<Threads>() {
        Some(threads) => threads,
        None => unreachable!("the runtime owns its extension slot"),
    }
}

/// Who gets a lock that is released while threads wait for it.
pub fn lock_fairness(held: &mut Held) -> LockFairness {
    threads(held).fairness
}

/// Sets the native stack of threads that start from now on; 0 for the usual one.
pub fn set_stack_bytes(held: &mut Held, bytes: usize) {
    threads(held).stack_bytes = if bytes == 0 { STACK_BYTES } else { bytes };
}

/// Where it is seen who waits for what.
pub fn board(held: &mut Held) -> &Arc<Board> {
    &threads(held).board
}

/// The ident of the thread that came first.
pub fn main_ident(_: &Held) -> u64 {
    ident_of(1)
}

/// A new ident. They look like CPython's (an address), so that nobody mistakes them for small numbers.
fn new_ident(held: &mut Held) -> u64 {
    let threads = threads(held);
    threads.idents += 1;
    ident_of(threads.idents)
}

fn ident_of(number: u64) -> u64 {
    0x7f00_0000_0000 + (number << 12)
}

/// The calling thread's part.
pub fn local(held: &mut Held) -> &mut Local {
    if held.thread.local.is_none() {
        let ident = new_ident(held);
        let local = new_local(held, ident, 0);
        become_thread(held, local, Expected::No);
    }
    match held.thread.local.as_mut().and_then(|slot| slot.downcast_mut::<Local>()) {
        Some(local) => local,
        None => unreachable!("the runtime owns the thread-local slot"),
    }
}

/// Whether the board was told that a thread would begin.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Expected {
    Yes,
    No,
}

/// What there is to be of a thread, also before it runs.
fn new_local(held: &mut Held, ident: u64, copy: u32) -> Box<Local> {
    let waiter = board(held).waiter(ident);
    Box::new(Local { waiter, ident, copy, at_exit: Vec::new(), processor_ns_before: 0 })
}

fn become_thread(held: &mut Held, local: Box<Local>, expected: Expected) {
    board(held).enter(&local.waiter, expected == Expected::Yes);
    held.thread.local = Some(local);
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
    local(held).waiter.set_name(name);
    note_name(held, id, name);
}

fn note_name(held: &mut Held, id: ThreadId, name: &str) {
    let names = &mut threads(held).names;
    if let Some(known) = names.get_mut(&id) {
        name.clone_into(known);
    } else if names.len() < NAMES_MAX {
        names.insert(id, name.to_owned());
    }
}

/// The names of all threads, for statistics.
pub fn names(held: &mut Held) -> BTreeMap<ThreadId, String> {
    threads(held).names.clone()
}

/// The name of a thread for statistics.
pub fn name_of(held: &mut Held, id: ThreadId) -> Option<String> {
    threads(held).names.get(&id).cloned()
}

/// A thread as Python code holds it: `_thread._ThreadHandle`.
pub struct Handle {
    /// Opens when the thread has ended.
    pub ended: Arc<Latch>,
    /// `ident`, once the thread runs.
    pub ident: u64,
}

/// The name as the operating system takes it.
fn os_name(name: &str) -> CString {
    let name: String = name.chars().filter(|&c| c != '\0').take(OS_NAME_MAX).collect();
    CString::new(name).unwrap_or_default()
}

/// Names the calling OS thread, for whoever looks from outside; that the system does not take a name is no failure.
pub fn set_os_name(name: &str) {
    let _ = rustix::thread::set_name(&os_name(name));
}

/// The calling thread has chosen its processors or its priority, which threads that it starts are to have as well.
pub fn stop_reusing(held: &mut Held) {
    threads(held).cache.close();
}

/// Starts an OS thread that calls `function(*args, **keywords)` and then opens `ended`; returns its ident.
///
/// Whatever the thread will need is made here, from memory that is in use already; see [`Held::newcomer`].
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
    let newcomer = held.newcomer().map_err(std::io::Error::other)?;
    let ident = new_ident(held);
    let copy = local(held).copy;
    let mask = crate::signals::mask(held);
    let local = new_local(held, ident, copy);
    let waiter = Arc::clone(&local.waiter);
    waiter.set_name(name);
    let id = newcomer.id();
    note_name(held, id, name);
    ended.set_ident(ident);
    let board = Arc::clone(board(held));
    board.expect();
    let threads = threads(held);
    threads.starting.push(Start { local, function, args, keywords });
    threads.running += 1;
    let stack_bytes = threads.stack_bytes;
    let cache = Arc::clone(&threads.cache);
    let os_name = os_name(name);
    let job = move |origin| {
        // That the system does not take a name is no failure.
        let _ = rustix::thread::set_name(&os_name);
        newcomer.attach(|held| {
            held.thread.set_native_stack(stack_bytes, STACK_BYTES);
            crate::signals::inherit_mask(&waiter, mask);
            if let Some(start) = take_start(held, ident) {
                run(held, start, origin);
            }
            self::threads(held).running -= 1;
            // Whoever comes to wait from now on need not: it will get the GIL when this thread has done everything.
            ended.open_silently();
        });
        end(&waiter, &ended);
    };
    match cache.run(stack_bytes, Box::new(job)) {
        Ok(reused) => {
            if let Some(thread) = reused {
                held.wake(thread);
            }
            Ok(ident)
        }
        Err(error) => {
            board.expect_no_longer();
            let threads = self::threads(held);
            threads.running -= 1;
            threads.names.remove(&id);
            // Dropped after the table is let go: a destructor may start threads.
            let start = take_start(held, ident);
            drop(start);
            Err(error)
        }
    }
}

/// What the thread of this ident was started with, once.
fn take_start(held: &mut Held, ident: u64) -> Option<Start> {
    let starting = &mut threads(held).starting;
    let at = starting.iter().position(|start| start.local.ident == ident)?;
    Some(starting.swap_remove(at))
}

/// The life of a thread.
fn run(held: &mut Held, start: Start, origin: Origin) {
    let Start { mut local, function, args, keywords } = start;
    if origin == Origin::Reused {
        local.processor_ns_before = Clock::Thread.read_ns();
    }
    become_thread(held, local, Expected::Yes);
    if let Err(raised) = held.call_kw(&function, &args, &keywords) {
        uncaught(held, raised, &function);
    }
    drop((function, args, keywords));
    run_at_exit(held);
}

/// Calls what is to be called when the calling thread ends, and the finalizers of what it leaves: no check point of
/// this thread follows. Either may ask for more.
fn run_at_exit(held: &mut Held) {
    held.run_finalizers();
    while let Some(function) = local(held).at_exit.pop() {
        if let Err(raised) = held.call(&function, &[]) {
            held.report_unraisable(raised, &function);
        }
        drop(function);
        held.run_finalizers();
    }
    held.leave_locals();
}

/// The last thing a thread does: it wakes those who wait for its end, and then is no longer there to wake anybody.
fn end(waiter: &Arc<Waiter>, ended: &Latch) {
    ended.open();
    waiter.board().leave(waiter);
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
    let newcomer = held.newcomer().map_err(std::io::Error::other)?;
    let ident = new_ident(held);
    ended.set_ident(ident);
    let board = Arc::clone(board(held));
    board.expect();
    let name = format!("copy-{copy}");
    let run = move || {
        let waiter = newcomer.attach(|held| {
            let local = new_local(held, ident, copy);
            let waiter = Arc::clone(&local.waiter);
            become_thread(held, local, Expected::Yes);
            set_name(held, &format!("copy-{copy}"));
            body(held);
            waiter
        });
        end(&waiter, &ended);
    };
    let started = std::thread::Builder::new().name(name).stack_size(STACK_BYTES).spawn(run);
    if started.is_err() {
        board.expect_no_longer();
    }
    started.map(drop)
}

/// An exception that left a raw thread (`_thread.start_new_thread`); `threading` handles its own.
fn uncaught(held: &mut Held, raised: Raised, function: &Value) {
    if held.matches(&raised, ExcKind::SystemExit) {
        return;
    }
    held.report_ignored(raised, "in thread started by", function);
}
