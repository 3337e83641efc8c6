//! Instances: of Python classes, of exceptions, of native types.

use std::any::Any;
use std::cell::Cell;
use std::cell::RefCell;
use std::sync::Arc;

use gilvm_compiler::code::Code;
use smallvec::SmallVec;

use crate::gil::Breaker;
use crate::gil::GilThread;
use crate::heap::HeapCell;
use crate::heap::bury;
use crate::heap::bury_inline;
use crate::held::Held;
use crate::object::Class;
use crate::object::ClassFlags;
use crate::object::Dict;
use crate::object::DictPart;
use crate::object::LocalValues;
use crate::object::Tuple;
use crate::rc::Rc;
use crate::value::Value;

/// Attribute values an instance stores without a second allocation.
const ATTRS_INLINE: usize = 4;

/// Attributes of an instance.
pub enum Attrs {
    /// Values of the first names of the class's [`SharedKeys`](crate::object::SharedKeys), in that order, none
    /// missing.
    Shared(SmallVec<[Value; ATTRS_INLINE]>),
    /// A dict of its own: attributes came in another order, one was deleted, or the script asked for `__dict__`.
    Dict(Rc<Dict>),
}

impl Default for Attrs {
    fn default() -> Attrs {
        Attrs::Shared(SmallVec::new())
    }
}

/// What an instance carries besides attributes.
pub enum Payload {
    /// Nothing.
    None,
    /// The value of the built-in type the class derives from.
    Value(Value),
    /// The parts of an exception.
    Exception(Box<ExceptionData>),
    /// A view of a dict: what `keys()`, `values()` and `items()` give.
    DictView(Rc<Dict>, DictPart),
    /// The state of a native object.
    Native(Box<dyn Any>),
    /// What threads have in a local object.
    Local(Rc<LocalValues>),
}

impl Payload {
    /// The state of a native object of type `T`.
    pub fn native<T: 'static>(&self) -> Option<&T> {
        match self {
            Payload::Native(state) => state.downcast_ref(),
            _ => None,
        }
    }

    /// The state of a native object of type `T`, to change it.
    pub fn native_mut<T: 'static>(&mut self) -> Option<&mut T> {
        match self {
            Payload::Native(state) => state.downcast_mut(),
            _ => None,
        }
    }
}

/// One line of a traceback: the code and the instruction that was running.
#[derive(Clone)]
pub struct TraceEntry {
    /// The code.
    pub code: Arc<Code>,
    /// Index of the instruction.
    pub op: u32,
}

/// The parts of an exception.
pub struct ExceptionData {
    /// `args`.
    pub args: Tuple,
    /// `__cause__`.
    pub cause: Value,
    /// `__context__`.
    pub context: Value,
    /// `__suppress_context__`.
    pub suppress_context: bool,
    /// The traceback, innermost entry first (the order in which it grows).
    pub traceback: Vec<TraceEntry>,
}

/// An object with a class and attributes.
pub struct Instance {
    /// `__class__`.
    pub class: HeapCell<Rc<Class>>,
    /// Attributes.
    pub attrs: HeapCell<Attrs>,
    /// Values of `__slots__`.
    pub slots: HeapCell<Box<[Value]>>,
    /// What else there is.
    pub payload: HeapCell<Payload>,
    /// Whether `__del__` has run (PEP 442: once).
    pub finalized: Cell<bool>,
}

impl Instance {
    /// An instance without attributes.
    #[inline(always)]
    pub fn new(class: Rc<Class>, payload: Payload) -> Instance {
        let slots =
            if class.slot_count == 0 { Box::default() } else { vec![Value::Unset; class.slot_count].into() };
        Instance {
            class: HeapCell::new(class),
            attrs: HeapCell::new(Attrs::default()),
            slots: HeapCell::new(slots),
            payload: HeapCell::new(payload),
            finalized: Cell::new(false),
        }
    }
}

impl Drop for Instance {
    #[inline]
    fn drop(&mut self) {
        let flags = self.class.as_mut().flags.get();
        if (flags.is_watched || flags.has_del) && self.is_mourned(flags) {
            return;
        }
        match self.attrs.as_mut() {
            Attrs::Shared(values) => bury_inline(values),
            attrs => {
                if let Attrs::Dict(dict) = std::mem::take(attrs) {
                    bury([Value::Dict(dict)]);
                }
            }
        }
        if !self.slots.as_mut().is_empty() {
            bury(std::mem::take(self.slots.as_mut()));
        }
        if !matches!(self.payload.as_mut(), Payload::None) {
            match std::mem::replace(self.payload.as_mut(), Payload::None) {
                Payload::Value(value) => bury([value]),
                Payload::Exception(data) => bury([data.cause, data.context, Value::Tuple(data.args)]),
                Payload::DictView(dict, _) => bury([Value::Dict(dict)]),
                Payload::Native(_) | Payload::Local(_) | Payload::None => {}
            }
        }
    }
}

impl Instance {
    /// The end of an instance in which somebody is interested: says whether it lives on.
    #[cold]
    fn is_mourned(&mut self, flags: ClassFlags) -> bool {
        let died = flags.is_watched.then(|| Dead::Referent(std::ptr::from_ref(self).addr()));
        let lives_on = flags.has_del && !self.finalized.get();
        if lives_on {
            // For its finalizer, under another address.
            entomb(Dead::Instance(Instance {
                class: HeapCell::new(Rc::clone(self.class.as_mut())),
                attrs: HeapCell::new(std::mem::take(self.attrs.as_mut())),
                slots: HeapCell::new(std::mem::take(self.slots.as_mut())),
                payload: HeapCell::new(std::mem::replace(self.payload.as_mut(), Payload::None)),
                finalized: Cell::new(true),
            }));
        }
        died.into_iter().for_each(entomb);
        lives_on
    }
}

/// What a native object's destructor leaves to be done with the GIL, or with giving it up.
pub type LastWork = Box<dyn FnOnce(&mut Held)>;

/// Does `work`, which a destructor may not do itself since it may block, at the thread's next check point. It is
/// dropped undone if the thread or the interpreter ends before that.
pub fn after_death(work: LastWork) {
    entomb(Dead::Work(work));
}

/// An object whose destructor has Python code to run, or else what only a thread with a guard can do.
pub(crate) enum Dead {
    /// Its class has `__del__`.
    Instance(Instance),
    /// A suspended generator with a `finally` or `with` to leave.
    Generator(crate::object::Generator),
    /// Something native that its destructor could not do without a guard.
    Work(LastWork),
    /// An object stood at this address whose class is watched. As long as a weak reference to it exists, nothing else
    /// comes to stand there.
    Referent(usize),
}

thread_local! {
    static DEAD: RefCell<Vec<Dead>> = const { RefCell::new(Vec::new()) };
    static WAKE: RefCell<Option<Arc<GilThread>>> = const { RefCell::new(None) };
}

/// Queues an object for its finalizer, which runs at the thread's next check point: a destructor never runs Python
/// code in the middle of an operation.
pub(crate) fn entomb(dead: Dead) {
    let awake = WAKE.try_with(|wake| match &*wake.borrow() {
        Some(thread) => {
            thread.breaker().set(Breaker::FINALIZERS);
            true
        }
        None => false,
    });
    // Without a thread of the interpreter there is nobody left to run Python code: the interpreter itself is being
    // destroyed, and the object goes without its finalizer, as in CPython after the interpreter's end.
    match awake {
        Ok(true) => DEAD.with_borrow_mut(|queue| queue.push(dead)),
        _ if matches!(dead, Dead::Work(_)) => drop(dead),
        _ => std::mem::forget(dead),
    }
}

/// Names the thread whose breaker is to be set when an object dies on this OS thread.
pub(crate) fn set_undertaker(thread: Option<Arc<GilThread>>) {
    WAKE.with_borrow_mut(|wake| *wake = thread);
}

/// Takes the objects whose finalizers wait, oldest first.
pub(crate) fn take_dead() -> Vec<Dead> {
    DEAD.take()
}
