//! `_thread.lock` and `_thread.RLock`.
//!
//! A lock is tried first with the GIL held; only when that fails does the thread give the GIL up to wait
//! (`acquire_timed`). Releasing never gives it up.

use std::sync::Arc;
use std::time::Duration;
use std::time::Instant;

use gilvm_vm::error::R;
use gilvm_vm::error::Raised;
use gilvm_vm::held::Held;
use gilvm_vm::native::NativeDef;
use gilvm_vm::native::TypeDef;
use gilvm_vm::object::Layout;
use gilvm_vm::rc::Rc;
use gilvm_vm::value::Value;

use super::TIMEOUT_MAX;
use super::classes;
use super::object;
use super::state;
use super::state_of;
use crate::clock;
use crate::modules::time::duration_ns;
use crate::threads;
use crate::wait::NotTaken;
use crate::wait::RawLock;
use crate::wait::WaitFor;
use crate::wait::wait;

/// The timeout that stands for none.
const NO_TIMEOUT_NS: i64 = -1_000_000_000;

/// `_thread.lock`
pub(super) const LOCK: TypeDef = TypeDef {
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
        NativeDef::new(
            "__exit__($self, exc_type=<unset>, exc_value=<unset>, traceback=<unset>, /)",
            "Release the lock.",
            lock_release,
        ),
        NativeDef::new("__repr__($self, /)", "", lock_repr),
        NativeDef::new("_at_fork_reinit($self, /)", "Make the lock anew: it is free.", |held, a| {
            let fresh = new_raw(held);
            *state::<Arc<RawLock>>(held, &a[0])? = fresh;
            Ok(Value::None)
        }),
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
pub(super) const RLOCK: TypeDef = TypeDef {
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
        NativeDef::new(
            "__exit__($self, exc_type=<unset>, exc_value=<unset>, traceback=<unset>, /)",
            "Release the lock.",
            rlock_release,
        ),
        NativeDef::new("__repr__($self, /)", "", rlock_repr),
        NativeDef::new("_at_fork_reinit($self, /)", "Make the lock anew: it is free.", |held, a| {
            let lock = new_raw(held);
            *state::<RecursiveLock>(held, &a[0])? = RecursiveLock { lock, owner: 0, count: 0 };
            Ok(Value::None)
        }),
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

/// The state of a `_thread.RLock`.
pub(super) struct RecursiveLock {
    lock: Arc<RawLock>,
    owner: u64,
    count: u64,
}

/// How long an `acquire` may wait: `None` for not at all, `Some(None)` for ever.
fn acquire_limit(held: &mut Held, blocking: &Value, timeout: &Value) -> R<Option<Option<Instant>>> {
    if let (Value::Bool(true), Value::Int(-1)) = (blocking, timeout) {
        return Ok(Some(None));
    }
    let blocking = held.truthy(blocking)?;
    let ns = duration_ns(held, timeout)?;
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

/// Takes `lock`, which the object `this` has.
fn acquire_raw(
    held: &mut Held,
    this: &Value,
    lock: &Arc<RawLock>,
    limit: Option<Option<Instant>>,
) -> R<bool> {
    let me = threads::local(held).ident;
    if lock.try_acquire(me) {
        return Ok(true);
    }
    match limit {
        None => Ok(false),
        Some(until) => wait(held, WaitFor::Lock { lock, object: this.address().unwrap_or(0) }, until),
    }
}

fn raw<'a>(held: &'a mut Held, this: &'a Value) -> R<&'a Arc<RawLock>> {
    state::<Arc<RawLock>>(held, this).map(|lock| &*lock)
}

fn new_raw(held: &mut Held) -> Arc<RawLock> {
    Arc::new(RawLock::new(threads::lock_fairness(held)))
}

fn new_lock(held: &mut Held, a: &[Value]) -> R {
    let (Value::Class(class), Value::Tuple(args)) = (&a[0], &a[1]) else { return Ok(Value::None) };
    match args.items().len() {
        0 => Ok(object(class, new_raw(held))),
        given => Err(Raised::type_error(format!("lock expected 0 arguments, got {given}"))),
    }
}

pub(super) fn allocate_lock(held: &mut Held, _: &[Value]) -> R {
    let class = Rc::clone(&classes(held)?.lock);
    Ok(object(&class, new_raw(held)))
}

/// A new `RLock`.
pub(super) fn allocate_rlock(held: &mut Held) -> R {
    let class = Rc::clone(&classes(held)?.rlock);
    let lock = new_raw(held);
    Ok(object(&class, RecursiveLock { lock, owner: 0, count: 0 }))
}

/// Whether this is an object with the state of a plain lock.
pub(crate) fn is_plain(held: &Held, value: &Value) -> bool {
    state_of::<Arc<RawLock>>(held, value).is_some()
}

/// Whether this is a plain lock that is free.
pub(crate) fn is_free(held: &Held, value: &Value) -> bool {
    state_of::<Arc<RawLock>>(held, value).is_some_and(|lock| !lock.is_locked())
}

/// Whether this is a recursive lock of the very class, none derived from it.
pub(super) fn is_exactly_recursive(held: &mut Held, value: &Value) -> bool {
    let Ok(class) = classes(held).map(|classes| Rc::clone(&classes.rlock)) else { return false };
    Rc::ptr_eq(held.class_of(value), &class)
}

fn lock_acquire(held: &mut Held, a: &[Value]) -> R {
    let limit = acquire_limit(held, &a[1], &a[2])?;
    let lock = Arc::clone(raw(held, &a[0])?);
    acquire_raw(held, &a[0], &lock, limit).map(Value::Bool)
}

pub(crate) fn lock_enter(held: &mut Held, a: &[Value]) -> R {
    let me = threads::local(held).ident;
    if raw(held, &a[0])?.try_acquire(me) {
        return Ok(Value::Bool(true));
    }
    let lock = Arc::clone(raw(held, &a[0])?);
    acquire_raw(held, &a[0], &lock, Some(None)).map(Value::Bool)
}

pub(crate) fn lock_release(held: &mut Held, a: &[Value]) -> R {
    match raw(held, &a[0])?.release() {
        Ok(None) => Ok(Value::None),
        Ok(Some(waiting)) => {
            waiting.soon(held);
            Ok(Value::None)
        }
        Err(NotTaken) => Err(Raised::runtime_error("release unlocked lock")),
    }
}

pub(super) fn lock_locked(held: &mut Held, a: &[Value]) -> R {
    Ok(Value::Bool(raw(held, &a[0])?.is_locked()))
}

fn lock_repr(held: &mut Held, a: &[Value]) -> R {
    let locked = raw(held, &a[0])?.is_locked();
    let word = if locked { "locked" } else { "unlocked" };
    Ok(Value::from(format!("<{word} _thread.lock object at {:#x}>", a[0].address().unwrap_or(0))))
}

fn new_rlock(held: &mut Held, a: &[Value]) -> R {
    let Value::Class(class) = &a[0] else { return Ok(Value::None) };
    let lock = new_raw(held);
    Ok(object(class, RecursiveLock { lock, owner: 0, count: 0 }))
}

fn rlock_take(held: &mut Held, this: &Value, limit: Option<Option<Instant>>) -> R<bool> {
    let me = threads::local(held).ident;
    let rlock = state::<RecursiveLock>(held, this)?;
    if rlock.count > 0 && rlock.owner == me {
        rlock.count += 1;
        return Ok(true);
    }
    let lock = Arc::clone(&rlock.lock);
    if !acquire_raw(held, this, &lock, limit)? {
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

pub(super) fn rlock_enter(held: &mut Held, a: &[Value]) -> R {
    rlock_take(held, &a[0], Some(None)).map(Value::Bool)
}

pub(super) fn rlock_release(held: &mut Held, a: &[Value]) -> R {
    let me = threads::local(held).ident;
    let rlock = state::<RecursiveLock>(held, &a[0])?;
    if rlock.count == 0 || rlock.owner != me {
        return Err(Raised::runtime_error("cannot release un-acquired lock"));
    }
    rlock.count -= 1;
    if rlock.count == 0 {
        rlock.owner = 0;
        if let Ok(Some(waiting)) = rlock.lock.release() {
            waiting.soon(held);
        }
    }
    Ok(Value::None)
}

fn rlock_repr(held: &mut Held, a: &[Value]) -> R {
    let class = held.type_name(&a[0]);
    let rlock = state::<RecursiveLock>(held, &a[0])?;
    let word = if rlock.count > 0 { "locked" } else { "unlocked" };
    let (owner, count) = (rlock.owner, rlock.count);
    let address = a[0].address().unwrap_or(0);
    Ok(Value::from(format!("<{word} {class} object owner={owner} count={count} at {address:#x}>")))
}

pub(super) fn rlock_is_owned(held: &mut Held, a: &[Value]) -> R {
    let me = threads::local(held).ident;
    let rlock = state::<RecursiveLock>(held, &a[0])?;
    Ok(Value::Bool(rlock.count > 0 && rlock.owner == me))
}

fn rlock_count(held: &mut Held, a: &[Value]) -> R {
    let me = threads::local(held).ident;
    let rlock = state::<RecursiveLock>(held, &a[0])?;
    Ok(Value::Int(if rlock.owner == me { rlock.count as i64 } else { 0 }))
}

pub(super) fn rlock_release_save(held: &mut Held, a: &[Value]) -> R {
    let rlock = state::<RecursiveLock>(held, &a[0])?;
    if rlock.count == 0 {
        return Err(Raised::runtime_error("cannot release un-acquired lock"));
    }
    let (count, owner) = (rlock.count, rlock.owner);
    (rlock.count, rlock.owner) = (0, 0);
    if let Ok(Some(waiting)) = rlock.lock.release() {
        waiting.soon(held);
    }
    Ok(Value::tuple([Value::Int(count as i64), Value::Int(owner as i64)]))
}

pub(super) fn rlock_acquire_restore(held: &mut Held, a: &[Value]) -> R {
    let Some(saved) = held.as_tuple(&a[1]) else {
        return Err(Raised::type_error(format!(
            "_acquire_restore() argument 1 must be 2-item sequence, not {}",
            held.type_name(&a[1])
        )));
    };
    let [count, owner] = saved.items() else {
        return Err(Raised::type_error(format!(
            "_acquire_restore() argument 1 must be sequence of length 2, not {}",
            saved.items().len()
        )));
    };
    let (count, owner) = (held.index_i64(count)?, held.index_i64(owner)?);
    let lock = Arc::clone(&state::<RecursiveLock>(held, &a[0])?.lock);
    acquire_raw(held, &a[0], &lock, Some(None))?;
    let rlock = state::<RecursiveLock>(held, &a[0])?;
    (rlock.count, rlock.owner) = (count as u64, owner as u64);
    Ok(Value::None)
}
