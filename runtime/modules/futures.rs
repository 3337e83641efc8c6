//! `_futures`: the native half of `concurrent.futures.Future`: its state, and waiting for it.
//!
//! CPython keeps a condition in each future. Here the state changes under the GIL and waiting threads have tickets, so
//! that a future nobody waits for costs no lock. Callbacks are called by `lib/concurrent/futures.py`, which has the
//! classes of errors, too.

use std::sync::Arc;

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
    name: "_futures",
    doc: "The native half of concurrent.futures.",
    functions: &[NativeDef::new(
        "_set_errors(cancelled, timeout, /)",
        "Tell the classes of errors that waiting raises.",
        |held, a| {
            held.interp.extensions.insert(SLOT, Box::new([a[0].clone(), a[1].clone()]));
            Ok(Value::None)
        },
    )],
    init: |held, module| {
        let object = Rc::clone(held.object_class());
        let class = held.new_builtin_class(&FUTURE, vec![object]);
        held.set_name(module, "_Future", Value::Class(class));
        Ok(())
    },
};

/// Where the classes of errors are kept.
const SLOT: &str = "_futures";

static FUTURE: TypeDef = TypeDef {
    name: "_Future",
    module: "_futures",
    doc: "The native half of concurrent.futures.Future.",
    layout: Layout::Native("_Future"),
    subclassable: true,
    has_dict: true,
    new: Some(&NativeDef::new("__new__($type, /, *args, **kwargs)", "", |held, a| {
        let Value::Class(class) = &a[0] else { return Ok(Value::None) };
        refuse_arguments(held, class, &a[1], &a[2])?;
        let payload = Payload::Native(Box::new(Future::default()));
        Ok(Value::Instance(Rc::new(Instance::new(Rc::clone(class), payload))))
    })),
    methods: &[
        NativeDef::new("cancelled($self)", "Return True if the future was cancelled.", |held, a| {
            Ok(Value::Bool(future(held, &a[0])?.state.is_cancelled()))
        })
        .as_python(),
        NativeDef::new("running($self)", "Return True if the future is currently executing.", |held, a| {
            Ok(Value::Bool(future(held, &a[0])?.state == State::Running))
        })
        .as_python(),
        NativeDef::new(
            "done($self)",
            "Return True if the future was cancelled or finished executing.",
            |held, a| Ok(Value::Bool(future(held, &a[0])?.state.is_done())),
        )
        .as_python(),
        NativeDef::new(
            "result($self, timeout=None)",
            "Return the result of the call, waiting for it.",
            result,
        )
        .as_python(),
        NativeDef::new(
            "exception($self, timeout=None)",
            "Return the exception raised by the call, waiting for it.",
            exception,
        )
        .as_python(),
        NativeDef::new(
            "_cancel($self, /)",
            "None: it cannot be cancelled; True: it is now; False: it was.",
            cancel,
        ),
        NativeDef::new(
            "_run($self, /)",
            "Mark it as running; False if it was cancelled, None in any other state.",
            run,
        ),
        NativeDef::new(
            "_finish($self, result, exception, /)",
            "Set the outcome; the callbacks to call, or None if there is an outcome already.",
            finish,
        ),
        NativeDef::new(
            "_add_callback($self, function, /)",
            "Have a function called when it is done; False if it is done already.",
            |held, a| {
                let future = future(held, &a[0])?;
                if future.state.is_done() {
                    return Ok(Value::Bool(false));
                }
                future.callbacks.push(a[1].clone());
                Ok(Value::Bool(true))
            },
        ),
        NativeDef::new(
            "_remove_callback($self, function, /)",
            "Forget a callback, if it was added.",
            remove_callback,
        ),
        NativeDef::new("_resemble($self, other, /)", "Take over the state of another future.", |held, a| {
            let other = future(held, &a[1])?;
            let (state, callbacks) = (other.state, other.callbacks.clone());
            let (result, exception) = (other.result.clone(), other.exception.clone());
            let own = future(held, &a[0])?;
            own.state = state;
            // What the future had before is dropped when nothing of it is borrowed any more.
            let before = (
                std::mem::replace(&mut own.result, result),
                std::mem::replace(&mut own.exception, exception),
                std::mem::replace(&mut own.callbacks, callbacks),
            );
            drop(before);
            Ok(a[0].clone())
        }),
        NativeDef::new("_take_callbacks($self, /)", "The callbacks, which are then forgotten.", |held, a| {
            Ok(Value::list(std::mem::take(&mut future(held, &a[0])?.callbacks)))
        }),
    ],
    attributes: &[
        GetSetDef {
            name: "_state",
            doc: "",
            get: |held, this| Ok(Value::str(future(held, this)?.state.name())),
            set: None,
        },
        GetSetDef {
            name: "_result",
            doc: "",
            get: |held, this| Ok(future(held, this)?.result.clone()),
            set: None,
        },
        GetSetDef {
            name: "_exception",
            doc: "",
            get: |held, this| Ok(future(held, this)?.exception.clone()),
            set: None,
        },
    ],
    ..TypeDef::EMPTY
};

#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum State {
    #[default]
    Pending,
    Running,
    Cancelled,
    CancelledAndNotified,
    Finished,
}

impl State {
    fn name(self) -> &'static str {
        match self {
            State::Pending => "PENDING",
            State::Running => "RUNNING",
            State::Cancelled => "CANCELLED",
            State::CancelledAndNotified => "CANCELLED_AND_NOTIFIED",
            State::Finished => "FINISHED",
        }
    }

    fn is_cancelled(self) -> bool {
        matches!(self, State::Cancelled | State::CancelledAndNotified)
    }

    fn is_done(self) -> bool {
        self.is_cancelled() || self == State::Finished
    }
}

struct Future {
    state: State,
    result: Value,
    exception: Value,
    callbacks: Vec<Value>,
    /// Who waits for it to be done.
    waiters: Vec<Arc<Ticket>>,
}

impl Default for Future {
    fn default() -> Future {
        Future {
            state: State::Pending,
            result: Value::None,
            exception: Value::None,
            callbacks: Vec::new(),
            waiters: Vec::new(),
        }
    }
}

impl Future {
    /// Who waits; to be woken by [`wake_all`].
    fn take_waiters(&mut self) -> Vec<Arc<Ticket>> {
        std::mem::take(&mut self.waiters)
    }
}

fn wake_all(held: &mut Held, waiters: Vec<Arc<Ticket>>) {
    for ticket in waiters {
        ticket.serve().soon(held);
    }
}

fn future<'a>(held: &'a mut Held, this: &'a Value) -> R<&'a mut Future> {
    let state = match this {
        Value::Instance(instance) => instance.payload.get_mut(held.token_mut()).native_mut(),
        _ => None,
    };
    state.ok_or_else(|| Raised::type_error("descriptor requires a 'Future' object"))
}

/// The error with this number that [`SLOT`] knows.
fn error(held: &mut Held, number: usize) -> Raised {
    let classes = held.interp.extensions.get(SLOT).and_then(|slot| slot.downcast_ref::<[Value; 2]>());
    match classes.map(|classes| classes[number].clone()) {
        Some(class) => held.raise_object(&class),
        None => Raised::runtime_error("the module concurrent.futures is not imported"),
    }
}

/// A class without an `__init__` of its own takes no arguments; the words are those for CPython's, which has one.
fn refuse_arguments(held: &mut Held, class: &Rc<Class>, args: &Value, keywords: &Value) -> R<()> {
    let given = held.as_tuple(args).map_or(0, |args| args.items().len());
    let first = match keywords {
        Value::Dict(keywords) => keywords.table(held.token()).iter().next().map(|entry| entry.key.clone()),
        _ => None,
    };
    if given == 0 && first.is_none() {
        return Ok(());
    }
    let init = held.intern("__init__");
    if !held.takes_from_object(class, &init) {
        return Ok(());
    }
    Err(Raised::type_error(match first {
        Some(Value::Str(name)) => {
            format!("Future.__init__() got an unexpected keyword argument '{}'", name.as_str())
        }
        _ => format!("Future.__init__() takes 1 positional argument but {} were given", given + 1),
    }))
}

/// Waits until the future is done; `CancelledError` if it was cancelled, `TimeoutError` if it took too long.
fn await_done(held: &mut Held, this: &Value, timeout: &Value) -> R<()> {
    if !future(held, this)?.state.is_done() {
        let until = crate::modules::thread::condition::deadline(held, timeout)?;
        if !until.is_some_and(clock::has_passed) {
            let ticket = Arc::new(Ticket::new(threads::waiter(held)));
            future(held, this)?.waiters.push(Arc::clone(&ticket));
            let object = this.address().unwrap_or(0);
            let what = WaitFor::Ticket { ticket: &ticket, server: Server::Future, object };
            let waited = wait(held, what, until);
            future(held, this)?.waiters.retain(|other| !Arc::ptr_eq(other, &ticket));
            waited?;
        }
    }
    match future(held, this)?.state {
        State::Finished => Ok(()),
        State::Cancelled | State::CancelledAndNotified => Err(error(held, 0)),
        State::Pending | State::Running => Err(error(held, 1)),
    }
}

fn result(held: &mut Held, a: &[Value]) -> R {
    await_done(held, &a[0], &a[1])?;
    let future = future(held, &a[0])?;
    if future.exception.is_none() {
        return Ok(future.result.clone());
    }
    let exception = future.exception.clone();
    Err(held.raise_object(&exception))
}

fn exception(held: &mut Held, a: &[Value]) -> R {
    await_done(held, &a[0], &a[1])?;
    Ok(future(held, &a[0])?.exception.clone())
}

fn remove_callback(held: &mut Held, a: &[Value]) -> R {
    let callbacks = &mut future(held, &a[0])?.callbacks;
    let at = callbacks.iter().position(|callback| callback.address() == a[1].address());
    let removed = at.map(|at| callbacks.remove(at));
    // Dropped after the list is let go.
    drop(removed);
    Ok(Value::None)
}

fn cancel(held: &mut Held, a: &[Value]) -> R {
    let future = future(held, &a[0])?;
    Ok(match future.state {
        State::Running | State::Finished => Value::None,
        State::Cancelled | State::CancelledAndNotified => Value::Bool(false),
        State::Pending => {
            future.state = State::Cancelled;
            let waiters = future.take_waiters();
            wake_all(held, waiters);
            Value::Bool(true)
        }
    })
}

fn run(held: &mut Held, a: &[Value]) -> R {
    let future = future(held, &a[0])?;
    Ok(match future.state {
        State::Pending => {
            future.state = State::Running;
            Value::Bool(true)
        }
        State::Cancelled => {
            future.state = State::CancelledAndNotified;
            Value::Bool(false)
        }
        State::Running | State::CancelledAndNotified | State::Finished => Value::None,
    })
}

fn finish(held: &mut Held, a: &[Value]) -> R {
    let future = future(held, &a[0])?;
    if future.state.is_done() {
        return Ok(Value::None);
    }
    future.state = State::Finished;
    (future.result, future.exception) = (a[1].clone(), a[2].clone());
    let (waiters, callbacks) = (future.take_waiters(), std::mem::take(&mut future.callbacks));
    wake_all(held, waiters);
    if callbacks.is_empty() { Ok(Value::Bool(false)) } else { Ok(Value::list(callbacks)) }
}
