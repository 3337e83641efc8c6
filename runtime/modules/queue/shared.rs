//! The native half of `queue.Queue`: what a queue consists of, and `put`, `get` and `task_done` on it.
//!
//! CPython's are Python code around a lock and three conditions. The objects are the same here, and scripts can use
//! them as they can there; but while a queue is as `queue.Queue` makes it (its hooks `_put`, `_get` and `_qsize` not
//! overridden, its mutex a lock, its items in a `deque`), an operation that need not wait is one step under the GIL,
//! for which the free mutex need not be taken. Any other queue goes the long way, `_slow_put` and `_slow_get` of
//! `lib/queue.py`.

use std::time::Duration;
use std::time::Instant;

use gilvm_vm::error::R;
use gilvm_vm::error::Raised;
use gilvm_vm::held::Held;
use gilvm_vm::native::GetSetDef;
use gilvm_vm::native::NativeDef;
use gilvm_vm::native::TypeDef;
use gilvm_vm::object::Instance;
use gilvm_vm::object::Layout;
use gilvm_vm::object::Payload;
use gilvm_vm::rc::Rc;
use gilvm_vm::value::Value;

use super::raise;
use crate::clock;
use crate::modules::collections::count_unlimited;
use crate::modules::collections::pop_first;
use crate::modules::collections::push_last;
use crate::modules::thread::condition;
use crate::modules::thread::locks;

/// Tells which functions the hooks of an ordinary queue are.
pub(super) const SET_HOOKS: NativeDef = NativeDef::new(
    "_set_hooks(put, get, qsize, /)",
    "Tell which functions the hooks of an ordinary queue are.",
    |held, a| {
        held.interp.extensions.insert(SLOT, Box::new([a[0].clone(), a[1].clone(), a[2].clone()]));
        Ok(Value::None)
    },
);

const SLOT: &str = "_queue.hooks";

/// The names of the hooks, in the order of [`SET_HOOKS`].
const HOOKS: [&str; 3] = ["_put", "_get", "_qsize"];

macro_rules! part {
    ($name:ident) => {
        GetSetDef {
            name: stringify!($name),
            doc: "",
            get: |held, this| Ok(parts(held, this)?.$name.clone()),
            set: Some(|held, this, value| {
                let parts = parts(held, this)?;
                parts.ordinary = None;
                let old = std::mem::replace(&mut parts.$name, value);
                drop(old);
                Ok(())
            }),
        }
    };
}

/// `_queue._Queue`
pub(super) static QUEUE: TypeDef = TypeDef {
    name: "_Queue",
    module: "_queue",
    doc: "The native half of queue.Queue.",
    layout: Layout::Native("_Queue"),
    subclassable: true,
    has_dict: true,
    new: Some(&NativeDef::new("__new__($type, /, *args, **kwargs)", "", |_, a| {
        let Value::Class(class) = &a[0] else { return Ok(Value::None) };
        let payload = Payload::Native(Box::new(Parts::default()));
        Ok(Value::Instance(Rc::new(Instance::new(Rc::clone(class), payload))))
    })),
    methods: &[
        NativeDef::new("put($self, item, block=True, timeout=None)", "Put an item into the queue.", put)
            .as_python(),
        NativeDef::new(
            "get($self, block=True, timeout=None)",
            "Remove and return an item from the queue.",
            get,
        )
        .as_python(),
        NativeDef::new("task_done($self)", "Indicate that a formerly enqueued task is complete.", task_done)
            .as_python(),
    ],
    attributes: &[
        part!(queue),
        part!(mutex),
        part!(not_empty),
        part!(not_full),
        part!(all_tasks_done),
        part!(maxsize),
        part!(unfinished_tasks),
        part!(is_shutdown),
    ],
    ..TypeDef::EMPTY
};

/// What a queue consists of.
#[derive(Default)]
struct Parts {
    queue: Value,
    mutex: Value,
    not_empty: Value,
    not_full: Value,
    all_tasks_done: Value,
    maxsize: Value,
    unfinished_tasks: Value,
    is_shutdown: Value,
    /// Whether the queue is as `queue.Queue` makes it; nothing before it was looked at.
    ordinary: Option<bool>,
}

fn parts<'a>(held: &'a mut Held, this: &'a Value) -> R<&'a mut Parts> {
    let state = match this {
        Value::Instance(instance) => instance.payload.get_mut(held.token_mut()).native_mut(),
        _ => None,
    };
    state.ok_or_else(no_queue)
}

fn no_queue() -> Raised {
    Raised::type_error("descriptor requires a 'Queue' object")
}

/// Whether the queue is as `queue.Queue` makes it.
fn is_ordinary(held: &mut Held, this: &Value) -> R<bool> {
    if let Some(known) = parts(held, this)?.ordinary {
        return Ok(known);
    }
    let Parts { queue, mutex, maxsize, unfinished_tasks, .. } = parts(held, this)?;
    let numbers = matches!((&maxsize, &unfinished_tasks), (Value::Int(_), Value::Int(_)));
    let (queue, mutex) = (queue.clone(), mutex.clone());
    let mut ordinary = numbers && locks::is_plain(held, &mutex) && count_unlimited(held, &queue).is_some();
    let class = Value::Class(Rc::clone(held.class_of(this)));
    for (at, name) in HOOKS.into_iter().enumerate() {
        let name = held.intern(name);
        let hook = held.getattr_opt(&class, &name)?.unwrap_or(Value::None);
        let hooks = held.interp.extensions.get(SLOT).and_then(|slot| slot.downcast_ref::<[Value; 3]>());
        ordinary &= hooks.is_some_and(|hooks| hooks[at].is(&hook));
    }
    parts(held, this)?.ordinary = Some(ordinary);
    Ok(ordinary)
}

/// What there is to know about an ordinary queue, at one look.
struct Look {
    /// Whether the mutex is free: what follows is then one step under the GIL, as if the mutex were held.
    is_free: bool,
    is_shut_down: bool,
    is_empty: bool,
    /// Whether there is no room for another item.
    is_full: bool,
}

fn look(held: &mut Held, this: &Value) -> R<Look> {
    let is_shut_down = match &parts(held, this)?.is_shutdown {
        Value::Bool(flag) => *flag,
        other => {
            let other = other.clone();
            held.truthy(&other)?
        }
    };
    let Value::Instance(instance) = this else { return Err(no_queue()) };
    let parts: &Parts = instance.payload.get(held.token()).native().ok_or_else(no_queue)?;
    let length = count_unlimited(held, &parts.queue).unwrap_or(0);
    let limit = match parts.maxsize {
        Value::Int(limit) => usize::try_from(limit).unwrap_or(0),
        _ => 0,
    };
    Ok(Look {
        is_free: locks::is_free(held, &parts.mutex),
        is_shut_down,
        is_empty: length == 0,
        is_full: limit > 0 && length >= limit,
    })
}

/// Runs `body` with the mutex held; it is told how the queue is then, which before that was as it was `at_first`.
fn locked<T>(
    held: &mut Held,
    this: &Value,
    at_first: Look,
    body: impl FnOnce(&mut Held, Look) -> R<T>,
) -> R<T> {
    let mutex = parts(held, this)?.mutex.clone();
    locks::lock_enter(held, std::slice::from_ref(&mutex))?;
    // A free mutex is taken without giving up the GIL.
    let now = if at_first.is_free { Ok(at_first) } else { look(held, this) };
    let result = now.and_then(|now| body(held, now));
    let released = locks::lock_release(held, std::slice::from_ref(&mutex));
    match (result, released) {
        (Ok(value), Ok(_)) => Ok(value),
        (Err(raised), _) | (Ok(_), Err(raised)) => Err(raised),
    }
}

/// Until when to wait, from the argument `timeout`.
fn deadline(held: &mut Held, timeout: &Value) -> R<Option<Instant>> {
    if timeout.is_none() {
        return Ok(None);
    }
    let ns = condition::timeout_ns(held, timeout, "<")?;
    let ns = u64::try_from(ns).map_err(|_| Raised::value_error("'timeout' must be a non-negative number"))?;
    Ok(clock::deadline_in(Duration::from_nanos(ns)))
}

/// Which condition of a queue.
type Condition = fn(&Parts) -> &Value;

/// Waits, with the mutex held, while the queue, which is as `now` says, is `blocked`; says how it is then. Raises
/// `too_late` at the deadline, and `ShutDown` if it was shut down meanwhile and is still blocked.
fn wait_while(
    held: &mut Held,
    this: &Value,
    mut now: Look,
    until: Option<Instant>,
    condition: Condition,
    blocked: fn(&Look) -> bool,
    too_late: fn(&mut Held) -> Raised,
) -> R<Look> {
    while blocked(&now) {
        if until.is_some_and(clock::has_passed) {
            return Err(too_late(held));
        }
        let condition = condition(parts(held, this)?).clone();
        condition::wait_on(held, &condition, until)?;
        now = look(held, this)?;
        if now.is_shut_down && blocked(&now) {
            return Err(shut_down(held));
        }
    }
    Ok(now)
}

fn shut_down(held: &mut Held) -> Raised {
    raise(held, |errors| &errors.shut_down)
}

fn full(held: &mut Held) -> Raised {
    raise(held, |errors| &errors.full)
}

fn empty(held: &mut Held) -> Raised {
    raise(held, |errors| &errors.empty)
}

fn notify(held: &mut Held, this: &Value, condition: Condition, count: i64) -> R<()> {
    let condition = condition(parts(held, this)?).clone();
    condition::wake(held, &condition, count)
}

/// Puts the item in; there is room.
fn enqueue(held: &mut Held, this: &Value, item: &Value) -> R<()> {
    let parts = parts(held, this)?;
    if let Value::Int(count) = &mut parts.unfinished_tasks {
        *count += 1;
    }
    let queue = parts.queue.clone();
    push_last(held, &queue, item.clone())?;
    notify(held, this, |parts| &parts.not_empty, 1)
}

/// Takes an item out; there is one.
fn dequeue(held: &mut Held, this: &Value) -> R {
    let queue = parts(held, this)?.queue.clone();
    match pop_first(held, &queue) {
        Some(item) => {
            notify(held, this, |parts| &parts.not_full, 1)?;
            Ok(item)
        }
        None => Err(empty(held)),
    }
}

fn slow(held: &mut Held, name: &str, a: &[Value]) -> R {
    let name = held.intern(name);
    held.call_method(&a[0], &name, &a[1..])
}

fn put(held: &mut Held, a: &[Value]) -> R {
    let this = &a[0];
    if !is_ordinary(held, this)? {
        return slow(held, "_slow_put", a);
    }
    let blocking = held.truthy(&a[2])?;
    let limited = matches!(parts(held, this)?.maxsize, Value::Int(1..));
    let until = deadline(held, &a[3]);
    let at_first = look(held, this)?;
    let until = match until {
        _ if !blocking || !limited => None,
        Ok(until) => until,
        // That the queue is shut down is said first.
        Err(_) if at_first.is_shut_down => return Err(shut_down(held)),
        Err(wrong) => return Err(wrong),
    };
    if at_first.is_free {
        if at_first.is_shut_down {
            return Err(shut_down(held));
        }
        if !at_first.is_full {
            enqueue(held, this, &a[1])?;
            return Ok(Value::None);
        }
        if !blocking {
            return Err(full(held));
        }
    }
    locked(held, this, at_first, |held, now| {
        if now.is_shut_down {
            return Err(shut_down(held));
        }
        if blocking {
            let now = wait_while(held, this, now, until, |parts| &parts.not_full, |now| now.is_full, full)?;
            // Unlike a get, a put fails on a queue that was shut down meanwhile, even if there is room.
            if now.is_shut_down {
                return Err(shut_down(held));
            }
        } else if now.is_full {
            return Err(full(held));
        }
        enqueue(held, this, &a[1])?;
        Ok(Value::None)
    })
}

fn get(held: &mut Held, a: &[Value]) -> R {
    let this = &a[0];
    if !is_ordinary(held, this)? {
        return slow(held, "_slow_get", a);
    }
    let blocking = held.truthy(&a[1])?;
    let until = deadline(held, &a[2]);
    let at_first = look(held, this)?;
    let until = match until {
        _ if !blocking => None,
        Ok(until) => until,
        Err(_) if at_first.is_shut_down && at_first.is_empty => return Err(shut_down(held)),
        Err(wrong) => return Err(wrong),
    };
    if at_first.is_free {
        if !at_first.is_empty {
            return dequeue(held, this);
        }
        if at_first.is_shut_down {
            return Err(shut_down(held));
        }
        if !blocking {
            return Err(empty(held));
        }
    }
    locked(held, this, at_first, |held, now| {
        if now.is_empty && now.is_shut_down {
            return Err(shut_down(held));
        }
        if blocking {
            wait_while(held, this, now, until, |parts| &parts.not_empty, |now| now.is_empty, empty)?;
        }
        dequeue(held, this)
    })
}

fn task_done(held: &mut Held, a: &[Value]) -> R {
    let this = &a[0];
    if !is_ordinary(held, this)? {
        return slow(held, "_slow_task_done", a);
    }
    let count_down = |held: &mut Held| {
        let Value::Int(count) = &mut parts(held, this)?.unfinished_tasks else { return Ok(Value::None) };
        match *count {
            ..=0 => return Err(Raised::value_error("task_done() called too many times")),
            more => *count = more - 1,
        }
        if *count == 0 {
            notify(held, this, |parts| &parts.all_tasks_done, i64::MAX)?;
        }
        Ok(Value::None)
    };
    let at_first = look(held, this)?;
    if at_first.is_free {
        return count_down(held);
    }
    locked(held, this, at_first, |held, _| count_down(held))
}
