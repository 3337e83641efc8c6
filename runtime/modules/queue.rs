//! `_queue`: `SimpleQueue`, which never blocks a `put` and serves those who wait for an item in the order of their
//! arrival, from the hand of whoever puts it (`Modules/_queuemodule.c`); and the native half of `Queue` ([`shared`]).

mod shared;

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use gilvm_vm::error::R;
use gilvm_vm::error::Raised;
use gilvm_vm::held::Held;
use gilvm_vm::native::ModuleDef;
use gilvm_vm::native::NativeDef;
use gilvm_vm::native::TypeDef;
use gilvm_vm::object::Instance;
use gilvm_vm::object::Layout;
use gilvm_vm::object::Payload;
use gilvm_vm::rc::Rc;
use gilvm_vm::value::Value;

use crate::clock;
use crate::threads;
use crate::wait::Server;
use crate::wait::Ticket;
use crate::wait::WaitFor;
use crate::wait::wait;

/// The module.
pub(crate) const MODULE: ModuleDef = ModuleDef {
    name: "_queue",
    doc: "C implementation of the Python queue module.",
    functions: &[
        NativeDef::new(
            "_set_errors(empty, full, shut_down, /)",
            "Tell the classes of what queues raise.",
            |held, a| {
                let errors = Errors { empty: a[0].clone(), full: a[1].clone(), shut_down: a[2].clone() };
                held.interp.extensions.insert(SLOT, Box::new(errors));
                Ok(Value::None)
            },
        ),
        shared::SET_HOOKS,
    ],
    init: |held, module| {
        let object = Rc::clone(held.object_class());
        let class = held.new_builtin_class(&SIMPLE_QUEUE, vec![Rc::clone(&object)]);
        held.set_name(module, "SimpleQueue", Value::Class(class));
        let class = held.new_builtin_class(&shared::QUEUE, vec![object]);
        held.set_name(module, "_Queue", Value::Class(class));
        Ok(())
    },
};

/// The classes of errors, which `lib/queue.py` defines.
struct Errors {
    empty: Value,
    full: Value,
    shut_down: Value,
}

const SLOT: &str = "_queue.errors";

fn raise(held: &mut Held, which: fn(&Errors) -> &Value) -> Raised {
    let class = held.interp.extensions.get(SLOT).and_then(|slot| slot.downcast_ref::<Errors>());
    match class.map(which).cloned() {
        Some(class) => held.raise_object(&class),
        None => Raised::runtime_error("the module queue is not imported"),
    }
}

static SIMPLE_QUEUE: TypeDef = TypeDef {
    name: "SimpleQueue",
    module: "_queue",
    doc: "Simple, unbounded, reentrant FIFO queue.",
    layout: Layout::Native("SimpleQueue"),
    subclassable: true,
    new: Some(&NativeDef::new("__new__($type, /, *args)", "", |_, a| {
        let (Value::Class(class), Value::Tuple(args)) = (&a[0], &a[1]) else { return Ok(Value::None) };
        if !args.items().is_empty() {
            return Err(Raised::type_error("SimpleQueue() takes no positional arguments"));
        }
        let payload = Payload::Native(Box::new(Queue::default()));
        Ok(Value::Instance(Rc::new(Instance::new(Rc::clone(class), payload))))
    })),
    methods: &[
        NativeDef::new("put($self, item, block=True, timeout=None)", "Put the item on the queue.", put),
        NativeDef::new("put_nowait($self, item)", "Put an item into the queue without blocking.", put),
        NativeDef::new(
            "get($self, block=True, timeout=None)",
            "Remove and return an item from the queue.",
            get,
        ),
        NativeDef::new(
            "get_nowait($self)",
            "Remove and return an item from the queue without blocking.",
            |held, a| match queue(held, &a[0])?.items.pop_front() {
                Some(item) => Ok(item),
                None => Err(empty(held)),
            },
        ),
        NativeDef::new("empty($self)", "Return True if the queue is empty, False otherwise.", |held, a| {
            Ok(Value::Bool(queue(held, &a[0])?.items.is_empty()))
        }),
        NativeDef::new("qsize($self)", "Return the approximate size of the queue.", |held, a| {
            Ok(Value::from(queue(held, &a[0])?.items.len()))
        }),
    ],
    class_methods: &[NativeDef::new(
        "__class_getitem__($cls, item, /)",
        "See PEP 585",
        gilvm_vm::types::class_getitem,
    )],
    ..TypeDef::EMPTY
};

#[derive(Default)]
struct Queue {
    items: VecDeque<Value>,
    /// Who waits for an item, in the order of arrival; only while there are no items.
    waiters: VecDeque<Arc<Ticket>>,
    /// Items on their way from a `put` to the thread that waits for them.
    served: Vec<(Arc<Ticket>, Value)>,
}

fn queue<'a>(held: &'a mut Held, this: &'a Value) -> R<&'a mut Queue> {
    let state = match this {
        Value::Instance(instance) => instance.payload.get_mut(held.token_mut()).native_mut(),
        _ => None,
    };
    state.ok_or_else(|| Raised::type_error("descriptor requires a '_queue.SimpleQueue' object"))
}

fn empty(held: &mut Held) -> Raised {
    raise(held, |errors| &errors.empty)
}

fn put(held: &mut Held, a: &[Value]) -> R {
    let queue = queue(held, &a[0])?;
    match queue.waiters.pop_front() {
        Some(ticket) => {
            queue.served.push((Arc::clone(&ticket), a[1].clone()));
            ticket.serve().soon(held);
        }
        None => queue.items.push_back(a[1].clone()),
    }
    Ok(Value::None)
}

fn get(held: &mut Held, a: &[Value]) -> R {
    let this = &a[0];
    let blocking = match &a[1] {
        Value::Bool(blocking) => *blocking,
        other => held.truthy(other)?,
    };
    let until = match &a[2] {
        timeout if blocking && !timeout.is_none() => {
            let ns = crate::modules::time::duration_ns(held, timeout)?;
            let ns = u64::try_from(ns)
                .map_err(|_| Raised::value_error("'timeout' must be a non-negative number"))?;
            Some(
                clock::deadline_in(Duration::from_nanos(ns))
                    .ok_or_else(|| Raised::overflow("timeout value is too large"))?,
            )
        }
        _ => None,
    };
    if let Some(item) = queue(held, this)?.items.pop_front() {
        return Ok(item);
    }
    if !blocking {
        return Err(empty(held));
    }
    let ticket = Arc::new(Ticket::new(threads::waiter(held)));
    queue(held, this)?.waiters.push_back(Arc::clone(&ticket));
    let what =
        WaitFor::Ticket { ticket: &ticket, server: Server::Queue, object: this.address().unwrap_or(0) };
    let waited = wait(held, what, until);
    let queue = queue(held, this)?;
    let served = queue.served.iter().position(|(other, _)| Arc::ptr_eq(other, &ticket));
    let item = served.map(|at| queue.served.swap_remove(at).1);
    queue.waiters.retain(|other| !Arc::ptr_eq(other, &ticket));
    match (waited, item) {
        (Ok(_), Some(item)) => Ok(item),
        (Ok(_), None) => Err(empty(held)),
        (Err(raised), item) => {
            // A handler raised at the moment at which an item came: the next thread gets it.
            if let Some(item) = item {
                match queue.waiters.pop_front() {
                    Some(next) => {
                        queue.served.push((Arc::clone(&next), item));
                        next.serve().soon(held);
                    }
                    None => queue.items.push_front(item),
                }
            }
            Err(raised)
        }
    }
}
