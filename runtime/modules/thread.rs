//! `_thread`: locks, and starting threads.
//!
//! Messages and behaviour are CPython 3.13's (`Modules/_threadmodule.c`). A lock is tried first with the GIL held;
//! only when that fails does the thread give the GIL up to wait (`acquire_timed`). Releasing never gives it up.

use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;
use std::time::Instant;

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
use gilvm_vm::value::Value;

use super::record;
use super::record::Record;
use crate::clock;
use crate::threads;
use crate::threads::Handle;
use crate::wait::Latch;
use crate::wait::RawLock;
use crate::wait::WaitFor;
use crate::wait::wait;

/// Seconds; CPython's `TIMEOUT_MAX` on 64-bit Linux.
const TIMEOUT_MAX: f64 = 9_223_372_036.0;

/// The timeout that stands for none.
const NO_TIMEOUT_NS: i64 = -1_000_000_000;

/// Stacks smaller than this are refused, as the C library does.
const STACK_BYTES_MIN: i64 = 32_768;

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
            "start_joinable_thread(function, handle=None, daemon=True, name=None)",
            "Start a thread that can be joined; returns its handle.",
            start_joinable_thread,
        ),
        NativeDef::new("allocate_lock()", "Make a new lock.", allocate_lock),
        NativeDef::new("get_ident()", "Identifier of the calling thread.", get_ident),
        NativeDef::new(
            "get_native_id()",
            "The operating system's identifier of the calling thread.",
            get_native_id,
        ),
        NativeDef::new("daemon_threads_allowed()", "Return True: daemon threads are allowed.", |_, _| {
            Ok(Value::Bool(true))
        }),
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
        NativeDef::new(
            "_set_os_name(name, /)",
            "Name the calling thread for the operating system.",
            set_os_name,
        ),
    ],
    init,
};

/// `_thread.lock`
pub(crate) const LOCK: TypeDef = TypeDef {
    name: "lock",
    module: "_thread",
    doc: "A lock object is a synchronization primitive.",
    layout: Layout::Native("lock"),
    new: Some(&NativeDef::new("__new__($type, /, *args)", "", new_lock)),
    methods: &[
        NativeDef::new("acquire($self, blocking=True, timeout=-1)", "Lock the lock.", lock_acquire),
        NativeDef::new("release($self, /)", "Release the lock.", lock_release),
        NativeDef::new("locked($self, /)", "Return whether the lock is locked.", lock_locked),
        NativeDef::new("__enter__($self, /)", "Lock the lock.", lock_enter),
        NativeDef::new("__exit__($self, /, *args)", "Release the lock.", lock_release),
        NativeDef::new("__repr__($self, /)", "", lock_repr),
        NativeDef::new(
            "acquire_lock($self, blocking=True, timeout=-1)",
            "An obsolete synonym of acquire().",
            lock_acquire,
        ),
        NativeDef::new("release_lock($self, /)", "An obsolete synonym of release().", lock_release),
        NativeDef::new("locked_lock($self, /)", "An obsolete synonym of locked().", lock_locked),
    ],
    ..TypeDef::EMPTY
};

/// `_thread.RLock`
pub(crate) const RLOCK: TypeDef = TypeDef {
    name: "RLock",
    module: "_thread",
    doc: "A reentrant lock.",
    layout: Layout::Native("RLock"),
    subclassable: true,
    new: Some(&NativeDef::new("__new__($type, /, *args, **kwargs)", "", new_rlock)),
    methods: &[
        NativeDef::new("acquire($self, blocking=True, timeout=-1)", "Lock the lock.", rlock_acquire),
        NativeDef::new("release($self, /)", "Release the lock.", rlock_release),
        NativeDef::new("__enter__($self, /)", "Lock the lock.", rlock_enter),
        NativeDef::new("__exit__($self, /, *args)", "Release the lock.", rlock_release),
        NativeDef::new("__repr__($self, /)", "", rlock_repr),
        NativeDef::new("_is_owned($self, /)", "For internal use by `threading.Condition`.", rlock_is_owned),
        NativeDef::new("_recursion_count($self, /)", "For internal use.", rlock_count),
        NativeDef::new(
            "_release_save($self, /)",
            "For internal use by `threading.Condition`.",
            rlock_release_save,
        ),
        NativeDef::new(
            "_acquire_restore($self, state, /)",
            "For internal use by `threading.Condition`.",
            rlock_acquire_restore,
        ),
    ],
    ..TypeDef::EMPTY
};

/// `_thread._ThreadHandle`
pub(crate) const HANDLE: TypeDef = TypeDef {
    name: "_ThreadHandle",
    module: "_thread",
    doc: "Represents a handle on a thread.",
    layout: Layout::Native("_ThreadHandle"),
    new: Some(&NativeDef::new("__new__($type, /)", "", new_handle)),
    methods: &[
        NativeDef::new("join($self, timeout=None, /)", "Wait for the thread to end.", handle_join),
        NativeDef::new("is_done($self, /)", "Whether the thread has ended.", handle_is_done),
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
        let items = held.collect(&a[1])?;
        let Value::Class(class) = &a[0] else { return Ok(Value::None) };
        if items.len() != 4 {
            return Err(Raised::type_error(format!(
                "_thread._ExceptHookArgs() takes a 4-sequence ({}-sequence given)",
                items.len()
            )));
        }
        Ok(record::make(class, items))
    })),
);

struct RecursiveLock {
    lock: Arc<RawLock>,
    owner: u64,
    count: u64,
}

/// The classes of the module, kept for making objects.
struct Classes {
    lock: Rc<Class>,
    handle: Rc<Class>,
    /// What `stack_size` was told last.
    stack_size: i64,
}

const CLASSES: &str = "_thread";

fn init(held: &mut Held, module: &Rc<Module>) -> R<()> {
    let object = Rc::clone(held.object_class());
    let lock = held.new_builtin_class(&LOCK, vec![Rc::clone(&object)]);
    let rlock = held.new_builtin_class(&RLOCK, vec![Rc::clone(&object)]);
    let handle = held.new_builtin_class(&HANDLE, vec![object]);
    held.set_name(module, "lock", Value::Class(Rc::clone(&lock)));
    held.set_name(module, "LockType", Value::Class(Rc::clone(&lock)));
    held.set_name(module, "RLock", Value::Class(rlock));
    held.set_name(module, "_ThreadHandle", Value::Class(Rc::clone(&handle)));
    held.set_name(module, "TIMEOUT_MAX", Value::Float(TIMEOUT_MAX));
    let hook_args = record::class(held, &EXCEPT_HOOK_ARGS_CLASS);
    held.set_name(module, "_ExceptHookArgs", Value::Class(hook_args));
    let error = Rc::clone(held.interp.exception(ExcKind::RuntimeError));
    held.set_name(module, "error", Value::Class(error));
    held.interp.extensions.insert(CLASSES, Box::new(Classes { lock, handle, stack_size: 0 }));
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

fn object(class: &Rc<Class>, state: impl std::any::Any) -> Value {
    Value::Instance(Rc::new(Instance::new(Rc::clone(class), Payload::Native(Box::new(state)))))
}

/// How long an `acquire` may wait: `None` for not at all, `Some(None)` for ever.
fn acquire_limit(held: &mut Held, blocking: &Value, timeout: &Value) -> R<Option<Option<Instant>>> {
    let blocking = held.truthy(blocking)?;
    let ns = super::time::duration_ns(held, timeout)?;
    if !blocking {
        if ns != NO_TIMEOUT_NS {
            return Err(Raised::value_error("can't specify a timeout for a non-blocking call"));
        }
        return Ok(None);
    }
    if ns == NO_TIMEOUT_NS {
        return Ok(Some(None));
    }
    let Ok(ns) = u64::try_from(ns) else {
        return Err(Raised::value_error("timeout value must be a non-negative number"));
    };
    if ns as f64 > TIMEOUT_MAX * 1e9 {
        return Err(Raised::overflow("timeout value is too large"));
    }
    Ok(Some(clock::deadline_in(Duration::from_nanos(ns))))
}

fn acquire_raw(held: &mut Held, lock: &Arc<RawLock>, limit: Option<Option<Instant>>) -> R<bool> {
    if lock.try_acquire() {
        return Ok(true);
    }
    match limit {
        None => Ok(false),
        Some(until) => wait(held, WaitFor::Lock(lock), until),
    }
}

fn raw(held: &mut Held, this: &Value) -> R<Arc<RawLock>> {
    state::<Arc<RawLock>>(held, this).map(|lock| Arc::clone(lock))
}

fn new_lock(_: &mut Held, a: &[Value]) -> R {
    let (Value::Class(class), Value::Tuple(args)) = (&a[0], &a[1]) else { return Ok(Value::None) };
    match args.items().len() {
        0 => Ok(object(class, Arc::new(RawLock::default()))),
        given => Err(Raised::type_error(format!("lock expected 0 arguments, got {given}"))),
    }
}

fn allocate_lock(held: &mut Held, _: &[Value]) -> R {
    let class = Rc::clone(&classes(held)?.lock);
    Ok(object(&class, Arc::new(RawLock::default())))
}

fn lock_acquire(held: &mut Held, a: &[Value]) -> R {
    let limit = acquire_limit(held, &a[1], &a[2])?;
    let lock = raw(held, &a[0])?;
    acquire_raw(held, &lock, limit).map(Value::Bool)
}

fn lock_enter(held: &mut Held, a: &[Value]) -> R {
    if state::<Arc<RawLock>>(held, &a[0])?.try_acquire() {
        return Ok(Value::Bool(true));
    }
    let lock = raw(held, &a[0])?;
    wait(held, WaitFor::Lock(&lock), None).map(Value::Bool)
}

fn lock_release(held: &mut Held, a: &[Value]) -> R {
    if state::<Arc<RawLock>>(held, &a[0])?.release() {
        Ok(Value::None)
    } else {
        Err(Raised::runtime_error("release unlocked lock"))
    }
}

fn lock_locked(held: &mut Held, a: &[Value]) -> R {
    Ok(Value::Bool(state::<Arc<RawLock>>(held, &a[0])?.is_locked()))
}

fn lock_repr(held: &mut Held, a: &[Value]) -> R {
    let locked = state::<Arc<RawLock>>(held, &a[0])?.is_locked();
    let word = if locked { "locked" } else { "unlocked" };
    Ok(Value::from(format!("<{word} _thread.lock object at {:#x}>", a[0].address().unwrap_or(0))))
}

fn new_rlock(_: &mut Held, a: &[Value]) -> R {
    let Value::Class(class) = &a[0] else { return Ok(Value::None) };
    Ok(object(class, RecursiveLock { lock: Arc::default(), owner: 0, count: 0 }))
}

fn rlock_take(held: &mut Held, this: &Value, limit: Option<Option<Instant>>) -> R<bool> {
    let me = threads::local(held).ident;
    let rlock = state::<RecursiveLock>(held, this)?;
    if rlock.count > 0 && rlock.owner == me {
        rlock.count += 1;
        return Ok(true);
    }
    let lock = Arc::clone(&rlock.lock);
    if !acquire_raw(held, &lock, limit)? {
        return Ok(false);
    }
    let rlock = state::<RecursiveLock>(held, this)?;
    (rlock.owner, rlock.count) = (me, 1);
    Ok(true)
}

fn rlock_acquire(held: &mut Held, a: &[Value]) -> R {
    let limit = acquire_limit(held, &a[1], &a[2])?;
    rlock_take(held, &a[0], limit).map(Value::Bool)
}

fn rlock_enter(held: &mut Held, a: &[Value]) -> R {
    rlock_take(held, &a[0], Some(None)).map(Value::Bool)
}

fn rlock_release(held: &mut Held, a: &[Value]) -> R {
    let me = threads::local(held).ident;
    let rlock = state::<RecursiveLock>(held, &a[0])?;
    if rlock.count == 0 || rlock.owner != me {
        return Err(Raised::runtime_error("cannot release un-acquired lock"));
    }
    rlock.count -= 1;
    if rlock.count == 0 {
        rlock.owner = 0;
        rlock.lock.release();
    }
    Ok(Value::None)
}

fn rlock_repr(held: &mut Held, a: &[Value]) -> R {
    let class = held.type_name(&a[0]);
    let rlock = state::<RecursiveLock>(held, &a[0])?;
    let word = if rlock.count > 0 { "locked" } else { "unlocked" };
    let (owner, count) = (rlock.owner, rlock.count);
    let address = a[0].address().unwrap_or(0);
    Ok(Value::from(format!("<{word} _thread.{class} object owner={owner} count={count} at {address:#x}>")))
}

fn rlock_is_owned(held: &mut Held, a: &[Value]) -> R {
    let me = threads::local(held).ident;
    let rlock = state::<RecursiveLock>(held, &a[0])?;
    Ok(Value::Bool(rlock.count > 0 && rlock.owner == me))
}

fn rlock_count(held: &mut Held, a: &[Value]) -> R {
    let me = threads::local(held).ident;
    let rlock = state::<RecursiveLock>(held, &a[0])?;
    Ok(Value::Int(if rlock.owner == me { rlock.count as i64 } else { 0 }))
}

fn rlock_release_save(held: &mut Held, a: &[Value]) -> R {
    let rlock = state::<RecursiveLock>(held, &a[0])?;
    if rlock.count == 0 {
        return Err(Raised::runtime_error("cannot release un-acquired lock"));
    }
    let (count, owner) = (rlock.count, rlock.owner);
    (rlock.count, rlock.owner) = (0, 0);
    rlock.lock.release();
    Ok(Value::tuple([Value::Int(count as i64), Value::Int(owner as i64)]))
}

fn rlock_acquire_restore(held: &mut Held, a: &[Value]) -> R {
    let saved = match &a[1] {
        Value::Tuple(saved) => saved.items().to_vec(),
        _ => Vec::new(),
    };
    let [Value::Int(count), Value::Int(owner)] = saved[..] else {
        return Err(Raised::type_error("state must be what _release_save() returned"));
    };
    let lock = Arc::clone(&state::<RecursiveLock>(held, &a[0])?.lock);
    acquire_raw(held, &lock, Some(None))?;
    let rlock = state::<RecursiveLock>(held, &a[0])?;
    (rlock.count, rlock.owner) = (count as u64, owner as u64);
    Ok(Value::None)
}

fn new_handle(_: &mut Held, a: &[Value]) -> R {
    let Value::Class(class) = &a[0] else { return Ok(Value::None) };
    Ok(object(class, Handle { ended: Arc::default(), ident: 0 }))
}

fn handle_join(held: &mut Held, a: &[Value]) -> R {
    let until = match &a[1] {
        Value::None => None,
        timeout => {
            let ns = super::time::duration_ns(held, timeout)?;
            clock::deadline_in(Duration::from_nanos(u64::try_from(ns).unwrap_or(0)))
        }
    };
    let ended = Arc::clone(&state::<Handle>(held, &a[0])?.ended);
    if !ended.is_open() {
        wait(held, WaitFor::Join(&ended), until)?;
    }
    Ok(Value::None)
}

fn handle_is_done(held: &mut Held, a: &[Value]) -> R {
    Ok(Value::Bool(state::<Handle>(held, &a[0])?.ended.is_open()))
}

fn handle_set_done(held: &mut Held, a: &[Value]) -> R {
    state::<Handle>(held, &a[0])?.ended.open();
    Ok(Value::None)
}

fn handle_ident(held: &mut Held, this: &Value) -> R {
    Ok(Value::Int(state::<Handle>(held, this)?.ident as i64))
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
    let ended = Arc::clone(&state::<Handle>(held, &handle)?.ended);
    let name = match &a[3] {
        Value::Str(name) => name.as_str().to_owned(),
        _ => "Thread".to_owned(),
    };
    let ident = start(held, &name, a[0].clone(), Vec::new(), Vec::new(), ended)?;
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

/// The size is remembered and changes nothing: Python frames are not on the native stack.
fn stack_size(held: &mut Held, a: &[Value]) -> R {
    let size = held.index_i64(&a[0])?;
    if size < 0 {
        return Err(Raised::value_error("size must be 0 or a positive value"));
    }
    if size > 0 && size < STACK_BYTES_MIN {
        return Err(Raised::value_error(format!("size not valid: {size} bytes")));
    }
    let old = std::mem::replace(&mut classes(held)?.stack_size, size);
    Ok(Value::Int(old))
}

fn interrupt_main(held: &mut Held, a: &[Value]) -> R {
    let signal = held.index_i64(&a[0])?;
    if !(1..=64).contains(&signal) {
        return Err(Raised::value_error("signal number out of range"));
    }
    if signal == i64::from(signal_hook::consts::SIGINT) {
        crate::signals::interrupt();
        return Ok(Value::None);
    }
    Err(Raised::new(
        ExcKind::NotImplementedError,
        "interrupt_main() of another signal than SIGINT is not supported yet",
    ))
}

fn exit(_: &mut Held, _: &[Value]) -> R {
    Err(Raised::with(ExcKind::SystemExit, gilvm_vm::error::Detail::None))
}

fn set_os_name(held: &mut Held, a: &[Value]) -> R {
    let name = held.str(&a[0])?;
    threads::set_name(held, name.as_str());
    let name: String = name.as_str().chars().filter(|&c| c != '\0').take(15).collect();
    if let Ok(name) = std::ffi::CString::new(name) {
        // A name the system does not take is no reason to fail: it is a help for whoever looks from outside.
        let _ = rustix::thread::set_name(&name);
    }
    Ok(Value::None)
}
