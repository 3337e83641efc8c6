//! `_thread`: locks, and starting threads.
//!
//! Messages and behaviour are CPython 3.13's (`Modules/_threadmodule.c`). [`locks`] has the locks, [`condition`] the
//! native half of `threading.Condition`; here are the module, threads and their handles.

pub(crate) mod condition;
pub(crate) mod locks;

use std::sync::Arc;
use std::time::Duration;

use gilvm_vm::error::ExcKind;
use gilvm_vm::error::R;
use gilvm_vm::error::Raised;
use gilvm_vm::held::Held;
use gilvm_vm::native::GetSetDef;
use gilvm_vm::native::ModuleDef;
use gilvm_vm::native::NativeDef;
use gilvm_vm::native::TypeDef;
use gilvm_vm::object::Class;
use gilvm_vm::object::Instance;
use gilvm_vm::object::Layout;
use gilvm_vm::object::Module;
use gilvm_vm::object::Payload;
use gilvm_vm::object::Str;
use gilvm_vm::object::Tuple;
use gilvm_vm::rc::Rc;
use gilvm_vm::types::local::LOCAL;
use gilvm_vm::value::Value;

use super::record;
use super::record::Record;
use crate::clock;
use crate::emulate::ThreadNames;
use crate::threads;
use crate::threads::Handle;
use crate::wait::Latch;
use crate::wait::WaitFor;
use crate::wait::wait;

/// Seconds; CPython's `TIMEOUT_MAX` on 64-bit Linux.
const TIMEOUT_MAX: f64 = 9_223_372_036.0;

/// Stacks smaller than this are refused, as the C library does.
const STACK_BYTES_MIN: i64 = 32_768;

/// Into how many parts the usual stack may be divided: below this too few native calls nest to be of use.
const STACK_PARTS_MAX: usize = 16;

/// The module.
pub(crate) const MODULE: ModuleDef = ModuleDef {
    name: "_thread",
    doc: "This module provides primitive operations to write multi-threaded programs.",
    functions: &[
        NativeDef::new(
            "start_new_thread(function, args, kwargs=<unset>, /)",
            "Start a new thread.",
            start_new_thread,
        ),
        NativeDef::new(
            "start_new(function, args, kwargs=<unset>, /)",
            "An obsolete synonym of start_new_thread().",
            start_new_thread,
        ),
        NativeDef::new(
            "start_joinable_thread(function, handle=None, daemon=True, name=None)",
            "Start a thread that can be joined; returns its handle.",
            start_joinable_thread,
        ),
        NativeDef::new("allocate_lock()", "Make a new lock.", locks::allocate_lock),
        NativeDef::new("allocate()", "An obsolete synonym of allocate_lock().", locks::allocate_lock),
        NativeDef::new("get_ident()", "Identifier of the calling thread.", get_ident),
        NativeDef::new(
            "get_native_id()",
            "The operating system's identifier of the calling thread.",
            get_native_id,
        ),
        NativeDef::new("daemon_threads_allowed()", "Return True: daemon threads are allowed.", |_, _| {
            Ok(Value::Bool(true))
        }),
        NativeDef::new(
            "_at_thread_exit(function, /)",
            "Call a function when the calling thread ends.",
            |held, a| {
                threads::local(held).at_exit.push(a[0].clone());
                Ok(Value::None)
            },
        ),
        NativeDef::new("_get_main_thread_ident()", "Identifier of the main thread.", |held, _| {
            Ok(Value::Int(threads::main_ident(held) as i64))
        }),
        NativeDef::new("_is_main_interpreter()", "Return True if this is the main interpreter.", |_, _| {
            Ok(Value::Bool(true))
        }),
        NativeDef::new("_make_thread_handle(ident, /)", "A handle of a thread that runs.", make_handle),
        NativeDef::new("_count()", "Number of threads started by this module that still run.", count),
        NativeDef::new(
            "stack_size(size=0, /)",
            "Return the thread stack size used when creating new threads.",
            stack_size,
        ),
        NativeDef::new(
            "interrupt_main(signum=2, /)",
            "Simulate the arrival of the given signal in the main thread.",
            interrupt_main,
        ),
        NativeDef::new("exit()", "Raise SystemExit: ends the calling thread.", exit),
        NativeDef::new("exit_thread()", "An obsolete synonym of exit().", exit),
        NativeDef::new(
            "_set_os_name(name, /)",
            "Name the calling thread for the operating system.",
            set_os_name,
        ),
    ],
    init,
};

/// `_thread._ThreadHandle`
pub(crate) const HANDLE: TypeDef = TypeDef {
    name: "_ThreadHandle",
    module: "_thread",
    doc: "Represents a handle on a thread.",
    layout: Layout::Native("_ThreadHandle"),
    new: Some(&NativeDef::new("__new__($type, /, *args, **kwargs)", "", new_handle)),
    methods: &[
        NativeDef::new("join($self, /, *args)", "Wait for the thread to end.", handle_join),
        NativeDef::new("is_done($self, /)", "Whether the thread has ended.", handle_is_done),
        NativeDef::new("__repr__($self, /)", "", handle_repr),
        NativeDef::new("_set_done($self, /)", "Mark it as ended.", handle_set_done),
    ],
    attributes: &[GetSetDef { name: "ident", doc: "", get: handle_ident, set: None }],
    ..TypeDef::EMPTY
};

/// `threading.ExceptHookArgs`
pub(crate) static EXCEPT_HOOK_ARGS: Record = Record {
    qualified: "_thread._ExceptHookArgs",
    attributes: record::fields!("exc_type", "exc_value", "exc_traceback", "thread"),
};

static EXCEPT_HOOK_ARGS_CLASS: TypeDef = EXCEPT_HOOK_ARGS.definition(
    "_thread",
    "_ExceptHookArgs",
    Some(&NativeDef::new("__new__($type, iterable, /)", "", |held, a| {
        record::construct(held, a, "_thread._ExceptHookArgs", 4)
    })),
);

/// The classes of the module, kept for making objects.
struct Classes {
    lock: Rc<Class>,
    rlock: Rc<Class>,
    handle: Rc<Class>,
    /// What `stack_size` was told last.
    stack_size: i64,
}

const CLASSES: &str = "_thread";

fn init(held: &mut Held, module: &Rc<Module>) -> R<()> {
    let with_target = super::options(held).thread_names == ThreadNames::NumberAndTarget;
    held.set_name(module, "_names_have_targets", Value::Bool(with_target));
    let object = Rc::clone(held.object_class());
    let lock = held.new_builtin_class(&locks::LOCK, vec![Rc::clone(&object)]);
    let rlock = held.new_builtin_class(&locks::RLOCK, vec![Rc::clone(&object)]);
    let handle = held.new_builtin_class(&HANDLE, vec![Rc::clone(&object)]);
    let local = held.new_builtin_class(&LOCAL, vec![Rc::clone(&object)]);
    held.set_name(module, "_local", Value::Class(local));
    let condition = held.new_builtin_class(&condition::CONDITION, vec![object]);
    held.set_name(module, "_Condition", Value::Class(condition));
    held.set_name(module, "lock", Value::Class(Rc::clone(&lock)));
    held.set_name(module, "LockType", Value::Class(Rc::clone(&lock)));
    held.set_name(module, "RLock", Value::Class(Rc::clone(&rlock)));
    held.set_name(module, "_ThreadHandle", Value::Class(Rc::clone(&handle)));
    held.set_name(module, "TIMEOUT_MAX", Value::Float(TIMEOUT_MAX));
    let hook_args = record::class(held, &EXCEPT_HOOK_ARGS_CLASS);
    held.set_name(module, "_ExceptHookArgs", Value::Class(hook_args));
    let error = Rc::clone(held.interp.exception(ExcKind::RuntimeError));
    held.set_name(module, "error", Value::Class(error));
    held.interp.extensions.insert(CLASSES, Box::new(Classes { lock, rlock, handle, stack_size: 0 }));
    Ok(())
}

fn classes(held: &mut Held) -> R<&mut Classes> {
    held.interp
        .extensions
        .get_mut(CLASSES)
        .and_then(|slot| slot.downcast_mut())
        .ok_or_else(|| Raised::runtime_error("_thread is not imported"))
}

/// The native state of a receiver.
fn state<'a, T: 'static>(held: &'a mut Held, this: &'a Value) -> R<&'a mut T> {
    let state = match this {
        Value::Instance(instance) => instance.payload.get_mut(held.token_mut()).native_mut(),
        _ => None,
    };
    state.ok_or_else(|| Raised::type_error("descriptor requires another type of object"))
}

/// The state of an object, to look at.
fn state_of<'a, T: 'static>(held: &'a Held, this: &'a Value) -> Option<&'a T> {
    match this {
        Value::Instance(instance) => instance.payload.get(held.token()).native(),
        _ => None,
    }
}

fn object(class: &Rc<Class>, state: impl std::any::Any) -> Value {
    Value::Instance(Rc::new(Instance::new(Rc::clone(class), Payload::Native(Box::new(state)))))
}

fn new_handle(_: &mut Held, a: &[Value]) -> R {
    let Value::Class(class) = &a[0] else { return Ok(Value::None) };
    Ok(object(class, Handle { ended: Arc::default(), ident: 0 }))
}

fn handle_join(held: &mut Held, a: &[Value]) -> R {
    let args = held.as_tuple(&a[1]).unwrap_or_else(|| Tuple::new([]));
    let timeout = match args.items() {
        [] => &Value::None,
        [timeout] => timeout,
        given => {
            let given = given.len();
            return Err(Raised::type_error(format!("join() takes at most 1 argument ({given} given)")));
        }
    };
    let until = match timeout {
        Value::None => None,
        timeout => {
            let ns = super::time::duration_ns(held, timeout)?;
            clock::deadline_in(Duration::from_nanos(u64::try_from(ns).unwrap_or(0)))
        }
    };
    let (ended, ident) = started(held, &a[0])?;
    if !ended.is_open() {
        if ident == threads::local(held).ident {
            return Err(Raised::runtime_error("Cannot join current thread"));
        }
        wait(held, WaitFor::Join(&ended), until)?;
    }
    Ok(Value::None)
}

/// Where to wait for the end of a handle's thread, and its ident; an error if the handle has no thread yet.
fn started(held: &mut Held, this: &Value) -> R<(Arc<Latch>, u64)> {
    let handle = state::<Handle>(held, this)?;
    match handle.ident {
        // One that could not be started has ended.
        0 if !handle.ended.is_open() => Err(Raised::runtime_error("thread not started")),
        ident => Ok((Arc::clone(&handle.ended), ident)),
    }
}

fn handle_is_done(held: &mut Held, a: &[Value]) -> R {
    Ok(Value::Bool(state::<Handle>(held, &a[0])?.ended.is_open()))
}

fn handle_set_done(held: &mut Held, a: &[Value]) -> R {
    started(held, &a[0])?.0.open();
    Ok(Value::None)
}

fn handle_ident(held: &mut Held, this: &Value) -> R {
    Ok(Value::Int(state::<Handle>(held, this)?.ident as i64))
}

fn make_handle(held: &mut Held, a: &[Value]) -> R {
    let ident = held.index_i64(&a[0])? as u64;
    let class = Rc::clone(&classes(held)?.handle);
    let ended = Arc::<Latch>::default();
    ended.set_ident(ident);
    Ok(object(&class, Handle { ended, ident }))
}

fn handle_repr(held: &mut Held, a: &[Value]) -> R {
    let ident = state::<Handle>(held, &a[0])?.ident;
    Ok(Value::from(format!("<_thread._ThreadHandle object: ident={ident}>")))
}

fn start(
    held: &mut Held,
    name: &str,
    function: Value,
    args: Vec<Value>,
    keywords: Vec<(Rc<Str>, Value)>,
    ended: Arc<Latch>,
) -> R<u64> {
    threads::spawn(held, name, function, args, keywords, ended)
        .map_err(|_| Raised::runtime_error("can't start new thread"))
}

fn start_new_thread(held: &mut Held, a: &[Value]) -> R {
    if !held.is_callable(&a[0]) {
        return Err(Raised::type_error("first arg must be callable"));
    }
    let Value::Tuple(args) = &a[1] else { return Err(Raised::type_error("2nd arg must be a tuple")) };
    let mut keywords = Vec::new();
    match &a[2] {
        Value::Unset => {}
        Value::Dict(dict) => {
            for entry in dict.table(held.token()).iter() {
                let Value::Str(name) = &entry.key else {
                    return Err(Raised::type_error("keywords must be strings"));
                };
                keywords.push((Rc::clone(name), entry.value.clone()));
            }
        }
        _ => return Err(Raised::type_error("optional 3rd arg must be a dictionary")),
    }
    let ident = start(held, "Thread", a[0].clone(), args.items().to_vec(), keywords, Arc::default())?;
    Ok(Value::Int(ident as i64))
}

fn start_joinable_thread(held: &mut Held, a: &[Value]) -> R {
    if !held.is_callable(&a[0]) {
        return Err(Raised::type_error("thread function must be callable"));
    }
    let handle = match &a[1] {
        Value::None => {
            let class = Rc::clone(&classes(held)?.handle);
            object(&class, Handle { ended: Arc::default(), ident: 0 })
        }
        handle => handle.clone(),
    };
    let Ok(Handle { ended, ident }) = state::<Handle>(held, &handle) else {
        return Err(Raised::type_error("'handle' must be a _ThreadHandle"));
    };
    if *ident != 0 || ended.is_open() {
        return Err(Raised::runtime_error("thread already started"));
    }
    let ended = Arc::clone(ended);
    let name = match &a[3] {
        Value::Str(name) => name.as_str().to_owned(),
        _ => "Thread".to_owned(),
    };
    let started = start(held, &name, a[0].clone(), Vec::new(), Vec::new(), Arc::clone(&ended));
    // A handle is good for one attempt.
    let ident = started.inspect_err(|_| ended.open())?;
    state::<Handle>(held, &handle)?.ident = ident;
    Ok(handle)
}

fn get_ident(held: &mut Held, _: &[Value]) -> R {
    Ok(Value::Int(threads::local(held).ident as i64))
}

fn get_native_id(_: &mut Held, _: &[Value]) -> R {
    Ok(Value::Int(i64::from(rustix::thread::gettid().as_raw_nonzero().get())))
}

fn count(held: &mut Held, _: &[Value]) -> R {
    Ok(Value::from(threads::running(held)))
}

/// Sets the native stack of threads that start later. Python frames are not on it, but native calls that call Python
/// code are; on a small stack these nest less deep, and below a part of the usual size it is not made smaller.
fn stack_size(held: &mut Held, a: &[Value]) -> R {
    let size = held.index_i64(&a[0])?;
    if size < 0 {
        return Err(Raised::value_error("size must be 0 or a positive value"));
    }
    if size > 0 && size < STACK_BYTES_MIN {
        return Err(Raised::value_error(format!("size not valid: {size} bytes")));
    }
    let bytes = usize::try_from(size).unwrap_or(0);
    let bytes = if bytes == 0 { 0 } else { bytes.max(threads::STACK_BYTES / STACK_PARTS_MAX) };
    threads::set_stack_bytes(held, bytes);
    let old = std::mem::replace(&mut classes(held)?.stack_size, size);
    Ok(Value::Int(old))
}

fn interrupt_main(held: &mut Held, a: &[Value]) -> R {
    let Value::Int(signal) = held.index(&a[0])? else {
        return Err(Raised::overflow("Python int too large to convert to C long"));
    };
    if i32::try_from(signal).is_err() {
        let bound = if signal > 0 { "greater than maximum" } else { "less than minimum" };
        return Err(Raised::overflow(format!("signed integer is {bound}")));
    }
    if !(1..=64).contains(&signal) {
        return Err(Raised::value_error("signal number out of range"));
    }
    // A signal without a handler does nothing (and none can stop the process).
    if let Ok(signal) = i32::try_from(signal) {
        crate::signals::simulate(signal);
    }
    Ok(Value::None)
}

fn exit(_: &mut Held, _: &[Value]) -> R {
    Err(Raised::with(ExcKind::SystemExit, gilvm_vm::error::Detail::None))
}

fn set_os_name(held: &mut Held, a: &[Value]) -> R {
    let name = held.str(&a[0])?;
    threads::set_name(held, name.as_str());
    threads::set_os_name(name.as_str());
    Ok(Value::None)
}
