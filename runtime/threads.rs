//! OS threads that run Python code.

use std::rc::Rc;
use std::sync::Arc;

use gilvm_vm::held::Held;
use gilvm_vm::object::Str;
use gilvm_vm::value::Value;

use crate::wait::Latch;
use crate::wait::Waiter;

/// What the runtime keeps per thread of an interpreter.
pub struct Local {
    /// Where the thread sleeps.
    pub waiter: Arc<Waiter>,
    /// `threading.get_ident()`: unique among the interpreter's living threads.
    pub ident: u64,
    /// Which copy of `gilvm run --threads` this thread is (0 for all others).
    pub copy: u32,
}

/// The calling thread's part.
pub fn local(held: &mut Held) -> &mut Local {
    let ident = held.me().id().0;
    let slot = held.thread.local.get_or_insert_with(|| new_local(ident, 0));
    if !slot.is::<Local>() {
        *slot = new_local(ident, 0);
    }
    match slot.downcast_mut::<Local>() {
        Some(local) => local,
        // The slot was made a `Local` above.
        None => unreachable!("the runtime owns the thread-local slot"),
    }
}

fn new_local(id: u64, copy: u32) -> Box<dyn std::any::Any> {
    // Idents look like CPython's (an address), so that nobody mistakes them for small numbers.
    Box::new(Local { waiter: Arc::new(Waiter::default()), ident: 0x7f00_0000_0000 + (id << 12), copy })
}

/// The calling thread's waiter.
pub fn waiter(held: &mut Held) -> Arc<Waiter> {
    Arc::clone(&local(held).waiter)
}

/// A thread as Python code holds it: `_thread._ThreadHandle`.
pub struct Handle {
    /// Opens when the thread has ended.
    pub ended: Arc<Latch>,
    /// `ident`, once the thread runs.
    pub ident: u64,
}

/// Functions and arguments of threads that were started and do not run yet, by a number of the start. They wait here,
/// under the GIL, because values do not travel between threads by themselves.
#[derive(Default)]
pub struct Starting {
    next: u64,
    waiting: Vec<Start>,
}

/// One of them.
struct Start {
    number: u64,
    function: Value,
    args: Vec<Value>,
    keywords: Vec<(Rc<Str>, Value)>,
}

const STARTING: &str = "threads.starting";

fn starting(held: &mut Held) -> &mut Starting {
    let slot = held.interp.extensions.entry(STARTING).or_insert_with(|| Box::new(Starting::default()));
    match slot.downcast_mut::<Starting>() {
        Some(starting) => starting,
        None => unreachable!("the runtime owns its extension slot"),
    }
}

/// Starts an OS thread that calls `function(*args, **keywords)` and then opens `ended`.
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
) -> std::io::Result<()> {
    let table = starting(held);
    let number = table.next;
    table.next += 1;
    table.waiting.push(Start { number, function, args, keywords });
    let gil = Arc::clone(held.gil());
    let body = move || {
        let attached = gil.attach(|held| {
            let table = starting(held);
            let Some(at) = table.waiting.iter().position(|start| start.number == number) else { return };
            let start = table.waiting.swap_remove(at);
            if let Err(raised) = held.call_kw(&start.function, &start.args, &start.keywords) {
                uncaught(held, raised, &start.function);
            }
        });
        drop(attached);
        ended.open();
    };
    let name: String = name.chars().filter(|&c| c != '\0').take(15).collect();
    std::thread::Builder::new()
        .name(name)
        .stack_size(crate::run::STACK_BYTES)
        .spawn(body)
        .map(drop)
        .inspect_err(|_| {
            starting(held).waiting.retain(|start| start.number != number);
        })
}

/// An exception that left a raw thread (`_thread.start_new_thread`); `threading` handles its own.
fn uncaught(held: &mut Held, raised: gilvm_vm::error::Raised, function: &Value) {
    if held.matches(&raised, gilvm_vm::error::ExcKind::SystemExit) {
        return;
    }
    let exception = held.exception_object(raised);
    let what = held.repr(function).unwrap_or_else(|_| Rc::clone(&held.interp.names.name));
    let text = format!(
        "Exception ignored in thread started by: {}\n{}",
        what.as_str(),
        held.format_exception(&exception)
    );
    held.write_stderr(&text);
}
