//! The GIL as an owner: [`Gil`] owns an interpreter, and [`Held`] is what a thread has while it holds the lock.
//!
//! `&Held` reads the heap; `&mut Held` changes it or runs Python code. There is no other path to an object.
//!
//! A thread enters with [`Gil::attach`], which takes the lock and runs a closure with the guard. Around anything that
//! may block stands [`Held::released`]: the lock is given up for the length of a closure. Because it takes
//! `&mut self`, no borrow of the heap survives the release; because the closure and its result are `Send`, no value
//! can be used inside:
//!
//! ```compile_fail
//! fn no_value_without_the_lock(held: &mut gilvm_vm::held::Held, value: gilvm_vm::value::Value) {
//!     held.released(gilvm_vm::gil::Blocking::Sleep, move || value.is_none());
//! }
//! ```
//!
//! ```compile_fail
//! fn no_borrow_across_a_release(held: &mut gilvm_vm::held::Held, list: &gilvm_vm::object::List) {
//!     let items = list.items(held.token());
//!     held.released(gilvm_vm::gil::Blocking::Sleep, || ());
//!     items.len();
//! }
//! ```
//!
//! Nor does the guard itself leave its thread:
//!
//! ```compile_fail
//! fn is_send<T: Send>() {}
//! is_send::<gilvm_vm::held::Held>();
//! ```
//!
//! What safe code could still do is hide a value in a thread-local variable and bring it out under another
//! interpreter's guard; nothing in this project does, and nothing outside it is handed a place to do so by accident.
#![allow(
    unsafe_code,
    reason = "the cell that owns the interpreter, and the one `Send` the whole design rests on"
)]

use std::cell::UnsafeCell;
use std::ops::Deref;
use std::ops::DerefMut;
use std::sync::Arc;

use crate::error::R;
use crate::gil::Blocking;
use crate::gil::Breaker;
use crate::gil::GaveUp;
use crate::gil::GilLock;
use crate::gil::GilThread;
use crate::gil::Setup;
use crate::gil::ThreadId;
use crate::heap::Token;
use crate::interp::Config;
use crate::interp::Interp;
use crate::object::Class;
use crate::object::Dict;
use crate::object::Str;
use crate::rc::Rc;
use crate::thread::Stacks;
use crate::thread::ThreadState;
use crate::types::Kind;
use crate::value::Value;

/// The global interpreter lock of one interpreter, and the interpreter in it.
pub struct Gil {
    lock: GilLock,
    interp: UnsafeCell<Interp>,
}

// SAFETY: the interpreter and every object in it are reached through `Held` only. A `Held` exists on one thread at a
// time per `Gil`: `attach` makes it after `GilLock::acquire` has returned and `released` hands its powers back before
// `GilLock::release`; the lock's acquire/release edges order all accesses of different threads. No value, token or
// guard is `Send`, and closures that cross from one thread to another or that run without the lock must be `Send`, so
// nothing of the heap can be carried to a thread that does not hold this lock.
unsafe impl Send for Gil {}
// SAFETY: as above; `&Gil` gives access to the lock, and to the interpreter only through `attach`.
unsafe impl Sync for Gil {}

impl Gil {
    /// A new interpreter with its lock. Its built-in modules are ready; nothing has run.
    ///
    /// # Errors
    /// The message of what failed while the built-ins were made: a defect of the embedding's configuration.
    pub fn new(config: Config, setup: Setup) -> Result<Arc<Gil>, String> {
        let gil = Arc::new(Gil { lock: GilLock::new(setup), interp: UnsafeCell::new(Interp::new(config)) });
        gil.attach(|held| crate::interp::initialise(held).map_err(|raised| held.describe(&raised)))
            .unwrap_or_else(|error| Err(error.to_string()))?;
        Ok(gil)
    }

    /// The lock: its interval, policy and statistics.
    pub fn lock(&self) -> &GilLock {
        &self.lock
    }

    /// Makes the calling OS thread a thread of this interpreter for the length of `body`, which runs with the GIL.
    ///
    /// A thread that asks for the lock while the interpreter is finalizing never returns from here: it sleeps until
    /// the process ends, because unwinding would touch objects without the lock (CPython 3.14 does the same,
    /// `PyThread_hang_thread`).
    ///
    /// # Errors
    /// When the lock has no room for another thread.
    pub fn attach<T: Send>(
        self: &Arc<Self>,
        body: impl FnOnce(&mut Held) -> T + Send,
    ) -> Result<T, crate::gil::TooManyThreads> {
        Ok(self.newcomer()?.attach(body))
    }

    fn newcomer(self: &Arc<Self>) -> Result<Newcomer, crate::gil::TooManyThreads> {
        Ok(Newcomer { gil: Arc::clone(self), me: self.lock.register()? })
    }
}

/// A thread of an interpreter that is yet to be, made on another one: see [`Held::newcomer`].
pub struct Newcomer {
    gil: Arc<Gil>,
    me: Arc<GilThread>,
}

impl Newcomer {
    /// Which thread it will be.
    pub fn id(&self) -> ThreadId {
        self.me.id()
    }

    /// [`Gil::attach`] as this thread.
    pub fn attach<T: Send>(self, body: impl FnOnce(&mut Held) -> T + Send) -> T {
        let (gil, me) = (&self.gil, &self.me);
        if gil.lock.acquire(me).is_err() {
            hang();
        }
        crate::object::set_undertaker(Some(Arc::clone(me)));
        let mut interp = InterpRef(Arc::clone(gil));
        let stacks = interp.spare_stacks.pop().unwrap_or_default();
        let thread = ThreadState::new(Arc::clone(me), stacks);
        let mut held = Held { interp, thread, token: Token::new() };
        let result = body(&mut held);
        held.leave_locals();
        held.thread.let_go();
        held.run_finalizers();
        let to_wake = std::mem::take(&mut held.thread.to_wake);
        drop(held);
        crate::object::set_undertaker(None);
        // What died with the thread's state goes while this thread may still count references; it is too late for its
        // finalizers.
        drop(crate::object::take_dead());
        gil.lock.release(me, GaveUp::Exit);
        to_wake.iter().for_each(|sleeper| sleeper.wake());
        result
    }
}

impl Drop for Newcomer {
    fn drop(&mut self) {
        // A body that panicked, in a test, has left the lock taken for good.
        if !std::thread::panicking() {
            self.gil.lock.unregister(&self.me);
        }
    }
}

/// Lines that statistics on requests keep apart; programs have fewer loops.
const ASKED_AT_MAX: usize = 4_096;

/// For how many threads that were started and do not run yet stacks are kept ready.
const SPARE_STACKS_MAX: usize = 64;

/// After how many check points a thread is woken at the latest; see [`Held::wake`].
const WAKE_CHECK_POINTS: u8 = 32;

/// More threads than this are woken at the next check point.
const TO_WAKE_MAX: usize = 16;

/// Where a thread sleeps that can be woken.
pub trait Sleeper: Send + Sync {
    /// Wakes the thread; needs no GIL.
    fn wake(&self);
}

/// Sleeps until the process ends.
fn hang() -> ! {
    loop {
        std::thread::park();
    }
}

/// The interpreter of a guard. Only a guard has one, so that having it means holding the lock.
pub struct InterpRef(Arc<Gil>);

impl Deref for InterpRef {
    type Target = Interp;

    #[inline(always)]
    fn deref(&self) -> &Interp {
        // SAFETY: this reference is part of a `Held`, so this thread holds the lock and is the only one to have an
        // `InterpRef` in use; `&self` and `&mut self` tell shared from exclusive use.
        unsafe { &*self.0.interp.get() }
    }
}

impl DerefMut for InterpRef {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut Interp {
        // SAFETY: as for `deref`, with the exclusive borrow of the only `InterpRef` in use.
        unsafe { &mut *self.0.interp.get() }
    }
}

/// The GIL, held: the interpreter, this thread's state, and the proof that objects may be touched.
///
/// The parts are separate fields so that code can borrow them separately.
pub struct Held {
    /// What all threads of the interpreter share.
    pub interp: InterpRef,
    /// What belongs to this thread.
    pub thread: ThreadState,
    /// Opens [`HeapCell`](crate::heap::HeapCell)s.
    pub(crate) token: Token,
}

impl Held {
    /// Opens [`HeapCell`](crate::heap::HeapCell)s for reading.
    #[inline(always)]
    pub fn token(&self) -> &Token {
        &self.token
    }

    /// Opens [`HeapCell`](crate::heap::HeapCell)s for change.
    #[inline(always)]
    pub fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }

    /// The interpreter's lock, to be sent to a new thread that will [`attach`](Gil::attach).
    pub fn gil(&self) -> &Arc<Gil> {
        &self.interp.0
    }

    /// A new thread of this interpreter, to be sent to the OS thread that will be it.
    ///
    /// What it needs at once is made here: the first block of each size that an OS thread asks the allocator for costs
    /// it a page of memory that nobody has used yet, and here there are blocks left over.
    ///
    /// # Errors
    /// When the lock has no room for another thread.
    pub fn newcomer(&mut self) -> Result<Newcomer, crate::gil::TooManyThreads> {
        let newcomer = self.gil().newcomer()?;
        if self.interp.spare_stacks.len() < SPARE_STACKS_MAX {
            self.interp.spare_stacks.push(Stacks::default());
        }
        Ok(newcomer)
    }

    /// The lock. This goes past the interpreter, so it may be used without the GIL.
    fn lock(&self) -> &GilLock {
        &self.interp.0.lock
    }

    /// This thread, as the lock knows it.
    pub fn me(&self) -> &Arc<GilThread> {
        self.thread.gil_thread()
    }

    /// Gives this thread a level among those that want the GIL; whether the lock's policy heeds levels.
    pub fn set_priority(&self, level: i8) -> bool {
        self.lock().set_level(self.me(), level)
    }

    /// Runs `body` without the GIL and takes it back: the one way to block. `what` says in which call.
    ///
    /// When the interpreter has begun to finalize meanwhile, this does not return; see [`Gil::attach`].
    pub fn released<T: Send>(&mut self, what: Blocking, body: impl FnOnce() -> T + Send) -> T {
        self.released_and_back(what, body).0
    }

    /// The same, and whether another thread had the GIL when this one came back for it.
    pub fn released_and_back<T: Send>(
        &mut self,
        what: Blocking,
        body: impl FnOnce() -> T + Send,
    ) -> (T, bool) {
        if self.me().breaker().has(Breaker::DROP_REQUEST) {
            // The release will last until somebody took the GIL.
            self.wake_all();
        }
        self.lock().release(self.me(), GaveUp::Blocking(what));
        // The list is the own one of this thread, which needs no GIL for it.
        self.wake_all();
        let result = body();
        let was_taken = self.lock().is_taken();
        if self.lock().acquire(self.me()).is_err() {
            hang();
        }
        (result, was_taken)
    }

    /// Wakes a thread that cannot do anything before it has the GIL: as soon as this one gives it up, at the latest
    /// after [`WAKE_CHECK_POINTS`] check points.
    ///
    /// Woken at once, it would run, find the GIL taken and go back to sleep, on one core always and on several often,
    /// and a thread that hands something over mostly waits for the answer next. The delay is a microsecond or two. What
    /// is to be observed of the waiter's *wish* for the GIL begins with the wake-up.
    pub fn wake(&mut self, sleeper: Arc<dyn Sleeper>) {
        if self.thread.to_wake.is_empty() {
            self.thread.wake_in = WAKE_CHECK_POINTS;
            self.me().breaker().set(Breaker::WAKES);
        }
        self.thread.to_wake.push(sleeper);
    }

    /// Wakes whom it has to wake.
    #[inline]
    fn wake_all(&mut self) {
        if !self.thread.to_wake.is_empty() {
            self.me().breaker().clear(Breaker::WAKES);
            self.thread.to_wake.drain(..).for_each(|sleeper| sleeper.wake());
        }
    }

    /// A check point at which threads wait to be woken.
    pub(crate) fn count_down_to_wake(&mut self) {
        match self.thread.wake_in.checked_sub(1) {
            Some(left) if self.thread.to_wake.len() <= TO_WAKE_MAX => self.thread.wake_in = left,
            _ => self.wake_all(),
        }
    }

    /// Gives the GIL to a thread that asked for it and takes it back. Called at check points.
    pub(crate) fn switch(&mut self) {
        self.wake_all();
        if self.interp.asked_at.is_some() && self.me().breaker().has(Breaker::DROP_REQUEST) {
            self.note_request();
        }
        if self.lock().switch_at_check_point(self.me()).is_err() {
            hang();
        }
    }

    /// Notes where this thread is, which another asked for the GIL.
    #[cold]
    fn note_request(&mut self) {
        let Some(place) = self.innermost_place(|_| true) else { return };
        let line = place.line();
        let Some(asked_at) = &mut self.interp.asked_at else { return };
        let key = (Arc::as_ptr(&place.code).addr(), line);
        if asked_at.len() < ASKED_AT_MAX || asked_at.contains_key(&key) {
            asked_at.entry(key).or_insert((place.code, 0)).1 += 1;
        }
    }

    /// From now on no other thread of this interpreter gets the GIL.
    pub fn begin_finalizing(&mut self) {
        self.lock().begin_finalizing(self.me());
    }

    /// The string with this text that stands for all equal ones.
    pub fn intern(&mut self, text: &str) -> Rc<Str> {
        self.interp.intern(text)
    }

    /// An empty dict.
    pub fn new_dict(&mut self) -> Rc<Dict> {
        Rc::new(Dict::new())
    }

    /// `()`
    pub fn empty_tuple(&self) -> Value {
        Value::Tuple(self.interp.empty_tuple.clone())
    }

    /// A one-character string.
    pub fn char_str(&self, c: char) -> Value {
        match self.interp.chars.get(c as usize) {
            Some(known) => Value::Str(Rc::clone(known)),
            None => Value::str(c.encode_utf8(&mut [0; 4]) as &str),
        }
    }

    /// `object`, the base of every class.
    pub fn object_class(&self) -> &Rc<Class> {
        self.interp.kind(Kind::Object)
    }

    /// The class of a value.
    #[inline]
    pub fn class_of<'a>(&'a self, value: &'a Value) -> &'a Rc<Class> {
        let kind = match value {
            Value::Instance(instance) => return instance.class.get(&self.token),
            Value::Int(_) | Value::BigInt(_) => Kind::Int,
            Value::Str(_) => Kind::Str,
            Value::List(_) => Kind::List,
            Value::Dict(_) => Kind::Dict,
            Value::Tuple(_) => Kind::Tuple,
            Value::Float(_) => Kind::Float,
            Value::Bool(_) => Kind::Bool,
            Value::Unset | Value::None => Kind::NoneType,
            Value::Ellipsis => Kind::Ellipsis,
            Value::NotImplemented => Kind::NotImplementedType,
            Value::Bytes(_) => Kind::Bytes,
            Value::Set(_) => Kind::Set,
            Value::FrozenSet(_) => Kind::FrozenSet,
            Value::Range(_) => Kind::Range,
            Value::Slice(_) => Kind::Slice,
            Value::Cell(_) => Kind::Cell,
            Value::Function(_) => Kind::Function,
            Value::Native(native) if native.is_method => Kind::MethodDescriptor,
            Value::Native(_) => Kind::Builtin,
            Value::Method(method) if matches!(method.function, Value::Native(_)) => Kind::Builtin,
            Value::Method(_) => Kind::Method,
            Value::Class(class) => match &class.metaclass {
                Some(metaclass) => return metaclass,
                None => Kind::Type,
            },
            Value::Descriptor(descriptor) => match &**descriptor {
                crate::object::Descriptor::Property { .. } => Kind::Property,
                crate::object::Descriptor::StaticMethod(_) => Kind::StaticMethod,
                crate::object::Descriptor::ClassMethod(_) => Kind::ClassMethod,
                crate::object::Descriptor::GetSet { .. } => Kind::GetSetDescriptor,
                crate::object::Descriptor::Member { .. } => Kind::MemberDescriptor,
            },
            Value::Module(_) => Kind::Module,
            Value::Generator(_) => Kind::Generator,
            Value::Iter(iter) => iter.state.get(&self.token).kind(),
            Value::Code(_) => Kind::Code,
        };
        self.interp.kind(kind)
    }

    /// The name of the value's class, for messages.
    pub fn type_name(&self, value: &Value) -> String {
        self.shown_name(self.class_of(value))
    }

    /// The name of a class, for messages: with the module, if it is a native type of a module (CPython's `tp_name`).
    pub fn shown_name(&self, class: &Class) -> String {
        let name = class.name(&self.token);
        let flags = class.flags.get();
        if flags.builtin
            && !flags.is_exception
            && let Some(Value::Str(module)) = self.dict_get_str(&class.dict, &self.interp.names.module)
            && module.as_str() != "builtins"
        {
            return format!("{}.{name}", module.as_str());
        }
        name.to_owned()
    }

    /// Sets a string key of a dict of string keys (a namespace).
    pub fn dict_set_str(&mut self, dict: &Rc<Dict>, key: &Rc<Str>, value: Value) {
        let hash = self.str_hash(key);
        let table = dict.table_mut(&mut self.token);
        match table.find_str(key, hash) {
            Some(at) => drop(table.replace_at(at, value)),
            None => table.insert_new(hash, Value::Str(Rc::clone(key)), value),
        }
    }

    /// Reads a string key of a dict.
    pub fn dict_get_str(&self, dict: &Rc<Dict>, key: &Rc<Str>) -> Option<Value> {
        let table = dict.table(&self.token);
        let at = table.find_str(key, self.str_hash(key))?;
        table.entry(at).map(|entry| entry.value.clone())
    }

    /// Removes a string key of a dict; returns its value if it was there.
    pub fn dict_remove_str(&mut self, dict: &Rc<Dict>, key: &Rc<Str>) -> Option<Value> {
        let hash = self.str_hash(key);
        let table = dict.table_mut(&mut self.token);
        let at = table.find_str(key, hash)?;
        Some(table.remove_at(at).1)
    }

    /// `hash()` of a string.
    #[inline]
    pub fn str_hash(&self, text: &Str) -> i64 {
        match text.cached_hash() {
            Some(hash) => hash,
            None => {
                let hash = self.interp.config.hash_key.text(text.as_str());
                text.cache_hash(hash);
                hash
            }
        }
    }
}

/// Reads a namespace entry by text.
impl Held {
    /// Defines a name in a module's namespace.
    pub fn set_name(&mut self, module: &crate::object::Module, name: &str, value: Value) {
        let name = self.intern(name);
        let dict = Rc::clone(&module.dict);
        self.dict_set_str(&dict, &name, value);
    }

    /// A module that `import` has made, by its dotted name.
    pub fn loaded_module(&mut self, name: &str) -> R<Option<Value>> {
        let name = self.intern(name);
        Ok(self.dict_get_str(&Rc::clone(&self.interp.modules), &name))
    }
}
