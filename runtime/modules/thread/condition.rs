//! `_thread._Condition`: the native half of `threading.Condition`.
//!
//! CPython writes all of it in Python, with a lock per waiting thread. Here a waiting thread has a [`Ticket`], and the
//! queue of tickets lives under the GIL. What scripts can see is the same: notifications are served in the order of
//! arrival, threads then compete for the condition's lock, there are no spurious wake-ups, and any object with
//! `acquire` and `release` will do for a lock.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;
use std::time::Instant;

use gilvm_vm::error::R;
use gilvm_vm::error::Raised;
use gilvm_vm::held::Held;
use gilvm_vm::native::GetSetDef;
use gilvm_vm::native::NativeDef;
use gilvm_vm::native::TypeDef;
use gilvm_vm::object::Layout;
use gilvm_vm::value::Value;

use super::TIMEOUT_MAX;
use super::locks;
use super::object;
use super::state;
use crate::clock;
use crate::modules::time::duration_ns;
use crate::threads;
use crate::wait::Server;
use crate::wait::Ticket;
use crate::wait::WaitFor;
use crate::wait::wait;

/// The type.
pub(super) const CONDITION: TypeDef = TypeDef {
    name: "_Condition",
    module: "_thread",
    doc: "The native half of threading.Condition.",
    layout: Layout::Native("_Condition"),
    subclassable: true,
    has_dict: true,
    new: Some(&NativeDef::new("__new__($type, /, *args, **kwargs)", "", |_, a| {
        let Value::Class(class) = &a[0] else { return Ok(Value::None) };
        let state = State { lock: Value::None, kind: LockKind::Other, waiters: VecDeque::new() };
        Ok(object(class, state))
    })),
    methods: &[
        NativeDef::new("__init__($self, lock=None)", "", init).as_python(),
        NativeDef::new("__enter__($self, /)", "", enter),
        NativeDef::new(
            "__exit__($self, exc_type=<unset>, exc_value=<unset>, traceback=<unset>, /)",
            "",
            exit,
        ),
        NativeDef::new(
            "wait($self, timeout=None)",
            "Wait until notified or until a timeout occurs.",
            wait_notified,
        )
        .as_python(),
        NativeDef::new(
            "notify($self, n=1)",
            "Wake up one or more threads waiting on this condition, if any.",
            notify,
        )
        .as_python(),
        NativeDef::new("notify_all($self)", "Wake up all threads waiting on this condition.", notify_all)
            .as_python(),
        NativeDef::new("notifyAll($self, /)", "A deprecated synonym of notify_all().", notify_all),
        NativeDef::new("_is_owned($self, /)", "", |held, a| is_owned(held, &a[0]).map(Value::Bool)),
        NativeDef::new("_release_save($self, /)", "", |held, a| release_save(held, &a[0])),
        NativeDef::new("_acquire_restore($self, state, /)", "", |held, a| {
            acquire_restore(held, &a[0], &a[1])?;
            Ok(Value::None)
        }),
    ],
    attributes: &[
        GetSetDef {
            name: "_lock",
            doc: "",
            get: |held, this| Ok(condition(held, this)?.lock.clone()),
            set: None,
        },
        GetSetDef {
            name: "_waiters",
            doc: "One entry for each waiting thread.",
            get: |held, this| {
                let count = condition(held, this)?.waiters.len();
                Ok(Value::list(vec![Value::None; count]))
            },
            set: None,
        },
        GetSetDef { name: "acquire", doc: "", get: |held, this| of_lock(held, this, "acquire"), set: None },
        GetSetDef { name: "release", doc: "", get: |held, this| of_lock(held, this, "release"), set: None },
    ],
    ..TypeDef::EMPTY
};

struct State {
    lock: Value,
    kind: LockKind,
    /// Who waits, in the order of arrival.
    waiters: VecDeque<Arc<Ticket>>,
}

/// What the lock is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LockKind {
    /// `_thread.lock`
    Plain,
    /// `_thread.RLock` or a class derived from it without changes to the methods used here.
    Recursive,
    /// Something with `acquire` and `release`.
    Other,
}

fn condition<'a>(held: &'a mut Held, this: &'a Value) -> R<&'a mut State> {
    state(held, this)
}

/// The lock and what it is.
fn lock(held: &mut Held, this: &Value) -> R<(Value, LockKind)> {
    let condition = condition(held, this)?;
    Ok((condition.lock.clone(), condition.kind))
}

fn of_lock(held: &mut Held, this: &Value, name: &str) -> R {
    let (lock, _) = lock(held, this)?;
    let name = held.intern(name);
    held.getattr(&lock, &name)
}

fn init(held: &mut Held, a: &[Value]) -> R {
    let lock = match &a[1] {
        Value::None => locks::allocate_rlock(held)?,
        lock => lock.clone(),
    };
    let kind = if locks::is_plain(held, &lock) {
        LockKind::Plain
    } else if locks::is_exactly_recursive(held, &lock) {
        LockKind::Recursive
    } else {
        // As in CPython, what has no acquire and release is no lock.
        for name in ["acquire", "release"] {
            let name = held.intern(name);
            held.getattr(&lock, &name)?;
        }
        LockKind::Other
    };
    let condition = condition(held, &a[0])?;
    condition.kind = kind;
    let old = std::mem::replace(&mut condition.lock, lock);
    drop(old);
    Ok(Value::None)
}

fn method(held: &mut Held, object: &Value, name: &str, args: &[Value]) -> R {
    let name = held.intern(name);
    held.call_method(object, &name, args)
}

/// The lock's own method, if it has one.
fn own_method(held: &mut Held, lock: &Value, name: &str) -> R<Option<Value>> {
    let name = held.intern(name);
    held.getattr_opt(lock, &name)
}

fn enter(held: &mut Held, a: &[Value]) -> R {
    let (lock, kind) = lock(held, &a[0])?;
    match kind {
        LockKind::Plain => locks::lock_enter(held, &[lock]),
        LockKind::Recursive => locks::rlock_enter(held, &[lock]),
        LockKind::Other => method(held, &lock, "__enter__", &[]),
    }
}

fn exit(held: &mut Held, a: &[Value]) -> R {
    let (lock, kind) = lock(held, &a[0])?;
    match kind {
        LockKind::Plain => locks::lock_release(held, &[lock]),
        LockKind::Recursive => locks::rlock_release(held, &[lock]),
        LockKind::Other => {
            let args: Vec<Value> = a[1..].iter().filter(|arg| !arg.is_unset()).cloned().collect();
            method(held, &lock, "__exit__", &args)
        }
    }
}

fn is_owned(held: &mut Held, this: &Value) -> R<bool> {
    let (lock, kind) = lock(held, this)?;
    match kind {
        LockKind::Plain => {
            locks::lock_locked(held, &[lock]).map(|locked| matches!(locked, Value::Bool(true)))
        }
        LockKind::Recursive => {
            locks::rlock_is_owned(held, &[lock]).map(|owned| matches!(owned, Value::Bool(true)))
        }
        LockKind::Other => {
            if let Some(ask) = own_method(held, &lock, "_is_owned")? {
                let owned = held.call(&ask, &[])?;
                return held.truthy(&owned);
            }
            let free = method(held, &lock, "acquire", &[Value::Bool(false)])?;
            if held.truthy(&free)? {
                method(held, &lock, "release", &[])?;
                return Ok(false);
            }
            Ok(true)
        }
    }
}

fn release_save(held: &mut Held, this: &Value) -> R {
    let (lock, kind) = lock(held, this)?;
    match kind {
        LockKind::Plain => locks::lock_release(held, &[lock]),
        LockKind::Recursive => locks::rlock_release_save(held, &[lock]),
        LockKind::Other => match own_method(held, &lock, "_release_save")? {
            Some(save) => held.call(&save, &[]),
            None => method(held, &lock, "release", &[]),
        },
    }
}

fn acquire_restore(held: &mut Held, this: &Value, saved: &Value) -> R {
    let (lock, kind) = lock(held, this)?;
    match kind {
        LockKind::Plain => locks::lock_enter(held, &[lock]),
        LockKind::Recursive => locks::rlock_acquire_restore(held, &[lock, saved.clone()]),
        LockKind::Other => match own_method(held, &lock, "_acquire_restore")? {
            Some(restore) => held.call(&restore, std::slice::from_ref(saved)),
            None => method(held, &lock, "acquire", &[]),
        },
    }
}

/// A timeout in nanoseconds; what is no number fails at the comparison with 0 that CPython's Python code makes.
pub(crate) fn timeout_ns(held: &mut Held, timeout: &Value, comparison: &str) -> R<i64> {
    if !matches!(held.base_ref(timeout), Value::Int(_) | Value::Float(_) | Value::Bool(_) | Value::BigInt(_))
    {
        let given = held.type_name(timeout);
        return Err(Raised::type_error(format!(
            "'{comparison}' not supported between instances of '{given}' and 'int'"
        )));
    }
    duration_ns(held, timeout)
}

/// Until when to wait; `Err` for what is no number, `Ok(None)` for ever.
pub(crate) fn deadline(held: &mut Held, timeout: &Value) -> R<Option<Instant>> {
    if timeout.is_none() {
        return Ok(None);
    }
    let ns = u64::try_from(timeout_ns(held, timeout, ">")?).unwrap_or(0);
    if ns as f64 > TIMEOUT_MAX * 1e9 {
        return Err(Raised::overflow("timeout value is too large"));
    }
    Ok(clock::deadline_in(Duration::from_nanos(ns)))
}

fn wait_notified(held: &mut Held, a: &[Value]) -> R {
    if !is_owned(held, &a[0])? {
        return Err(Raised::runtime_error("cannot wait on un-acquired lock"));
    }
    // No deadline for ever: what is further away than clocks count is waited for, for ever.
    let until = deadline(held, &a[1])?;
    wait_on(held, &a[0], until).map(Value::Bool)
}

/// Waits for a notification, with the lock held before and after; whether one came before the deadline.
pub(crate) fn wait_on(held: &mut Held, this: &Value, until: Option<Instant>) -> R<bool> {
    let ticket = Arc::new(Ticket::new(threads::waiter(held)));
    condition(held, this)?.waiters.push_back(Arc::clone(&ticket));
    let result = match release_save(held, this) {
        Ok(saved) => {
            let object = this.address().unwrap_or(0);
            let what = WaitFor::Ticket { ticket: &ticket, server: Server::Condition, object };
            let waited = match until {
                Some(until) if clock::has_passed(until) => Ok(ticket.is_served()),
                until => wait(held, what, until),
            };
            // The lock is taken back whatever happened, as often as signal handlers interrupt that; the first
            // exception is the one that counts.
            let mut raised = None;
            while let Err(interrupted) = acquire_restore(held, this, &saved) {
                raised.get_or_insert(interrupted);
                if lock(held, this)?.1 == LockKind::Other {
                    break;
                }
            }
            match (waited, raised) {
                (Err(first), _) | (Ok(_), Some(first)) => Err(first),
                (Ok(notified), None) => Ok(notified),
            }
        }
        Err(raised) => Err(raised),
    };
    if !ticket.is_served() {
        condition(held, this)?.waiters.retain(|other| !Arc::ptr_eq(other, &ticket));
    }
    result
}

fn notify(held: &mut Held, a: &[Value]) -> R {
    if !is_owned(held, &a[0])? {
        return Err(Raised::runtime_error("cannot notify on un-acquired lock"));
    }
    if condition(held, &a[0])?.waiters.is_empty() {
        return Ok(Value::None);
    }
    let count = match &a[1] {
        Value::Int(count) => *count,
        Value::Float(count) => count.ceil() as i64,
        other => match held.index(other) {
            Ok(Value::Int(count)) => count,
            // More than there can be.
            Ok(_) => i64::MAX,
            Err(_) => {
                let given = held.type_name(other);
                return Err(Raised::type_error(format!(
                    "'>' not supported between instances of '{given}' and 'int'"
                )));
            }
        },
    };
    wake(held, &a[0], count)?;
    Ok(Value::None)
}

/// Notifies as many waiting threads, those that came first.
pub(crate) fn wake(held: &mut Held, this: &Value, count: i64) -> R<()> {
    for _ in 0..count {
        match condition(held, this)?.waiters.pop_front() {
            Some(ticket) => ticket.serve().soon(held),
            None => break,
        }
    }
    Ok(())
}

fn notify_all(held: &mut Held, a: &[Value]) -> R {
    notify(held, &[a[0].clone(), Value::Int(i64::MAX)])
}
