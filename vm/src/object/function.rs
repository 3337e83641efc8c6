//! Functions, code as an interpreter holds it, generators, modules.

use std::cell::OnceCell;
use std::sync::Arc;

use gilvm_compiler::code::Code;
use gilvm_compiler::op::Op;

use crate::eval::trace::TracedCode;
use crate::heap::HeapCell;
use crate::heap::Token;
use crate::heap::bury;
use crate::native::NativeDef;
use crate::native::Signature;
use crate::object::Dict;
use crate::object::Str;
use crate::object::Tuple;
use crate::object::instance::Dead;
use crate::object::instance::entomb;
use crate::rc::Rc;
use crate::thread::RareFrame;
use crate::value::Value;

/// A variable shared between a function and its closures.
pub struct CellObject {
    /// The content; unset when empty.
    pub value: HeapCell<Value>,
}

impl Drop for CellObject {
    fn drop(&mut self) {
        if self.value.as_mut().is_heap() {
            bury([std::mem::take(self.value.as_mut())]);
        }
    }
}

/// Code as an interpreter runs it: constants as values, names interned, an inline cache per site. It is only ever run
/// with one dict of globals, so that the caches may assume it.
pub struct LoadedCode {
    /// The compiler's product.
    pub code: Arc<Code>,
    /// Constants as values.
    pub consts: Box<[Value]>,
    /// Interned names.
    pub names: Box<[Rc<Str>]>,
    /// Inline caches.
    pub sites: Box<[SiteCache]>,
    /// `__name__`, interned.
    pub name: Rc<Str>,
    /// `__qualname__`, interned.
    pub qualname: Rc<Str>,
    /// The instructions, beside what else a call needs.
    pub ops: Box<[Op]>,
    /// How many positional arguments make a call that needs no binding and runs at once; `u32::MAX` for none.
    pub plain_argc: u32,
    /// How many make one that needs no binding and gives a generator.
    pub generator_argc: u32,
    /// Size of the register window.
    pub registers: u32,
    /// Where temporaries begin in it.
    pub locals: u32,
    /// The copy for tracing, once it was needed; `None` inside if there can be none.
    pub traced: OnceCell<Option<TracedCode>>,
    /// Whether this is such a copy.
    pub is_traced: bool,
}

/// The inline cache of one place that looks up a name.
pub struct SiteCache {
    /// The name.
    pub name: Rc<Str>,
    /// What was found last time.
    pub state: HeapCell<SiteState>,
    /// What was found before that: a place that sees objects of two classes in turn finds both.
    pub before: HeapCell<SiteState>,
}

impl SiteCache {
    /// A cache that knows nothing yet.
    pub fn new(name: Rc<Str>) -> SiteCache {
        SiteCache { name, state: HeapCell::new(SiteState::Empty), before: HeapCell::new(SiteState::Empty) }
    }

    /// Remembers what was found now.
    pub fn remember(&self, token: &mut Token, state: SiteState) {
        let last = self.state.replace(token, state);
        self.before.set(token, last);
    }
}

/// What a site found, and the guard under which it still holds.
#[derive(Default)]
pub enum SiteState {
    /// Nothing yet.
    #[default]
    Empty,
    /// The global is the entry at this position of the globals.
    Global {
        /// Version of the globals.
        version: u64,
        /// Position in the globals.
        at: u32,
    },
    /// Not in the globals; the built-in stands at this position of the built-ins.
    Builtin {
        /// Version of the globals.
        globals: u64,
        /// Version of the built-ins.
        builtins: u64,
        /// Position in the built-ins.
        at: u32,
    },
    /// The attribute is value `index` of an instance whose class has this version.
    Slot {
        /// Version of the class.
        version: u32,
        /// Position among the shared keys.
        index: u32,
    },
    /// A new attribute becomes value `index` of an instance whose class has this version.
    NewSlot {
        /// Version of the class.
        version: u32,
        /// Position among the shared keys.
        index: u32,
    },
    /// The attribute is a value of `__slots__`.
    Member {
        /// Version of the class.
        version: u32,
        /// Position in the slots.
        index: u32,
    },
    /// The attribute is this function (or native method) of a class with this version, to be bound to the object;
    /// no instance attribute can hide it as long as the instance's values end before `below`.
    Method {
        /// Version of the class.
        version: u32,
        /// Where the name stands among the class's shared keys: instances with fewer values do not have it.
        below: u32,
        /// The function.
        function: Value,
    },
    /// The attribute is this value found on the class (or module) itself.
    Constant {
        /// Version of the class.
        version: u32,
        /// The value.
        value: Value,
    },
    /// A property with this getter function.
    Property {
        /// Version of the class.
        version: u32,
        /// The getter.
        getter: Rc<Function>,
    },
    /// The attribute is the entry at this position of the calling thread's dict in a local object whose class has this
    /// version.
    LocalEntry {
        /// Version of the class.
        version: u32,
        /// Position in the dict.
        at: u32,
    },
    /// The attribute is this value of a class with this version, reached through an instance and not bound; hidden
    /// as for `Method`.
    ClassValue {
        /// Version of the class.
        version: u32,
        /// See `Method`.
        below: u32,
        /// The value.
        value: Value,
    },
    /// The entry at this position of a module's dict (guard: its key).
    ModuleEntry(u32),
}

/// A Python function.
pub struct Function {
    /// Its code.
    pub code: Rc<LoadedCode>,
    /// Its global namespace.
    pub globals: Rc<Dict>,
    /// Its free variables.
    pub closure: Box<[Rc<CellObject>]>,
    /// `__defaults__`.
    pub defaults: HeapCell<Option<Tuple>>,
    /// `__kwdefaults__`.
    pub kw_defaults: HeapCell<Option<Rc<Dict>>>,
    /// `__name__`.
    pub name: HeapCell<Rc<Str>>,
    /// `__qualname__`.
    pub qualname: HeapCell<Rc<Str>>,
    /// `__doc__`.
    pub doc: HeapCell<Value>,
    /// `__annotations__`.
    pub annotations: HeapCell<Option<Rc<Dict>>>,
    /// `__dict__`, when there is something in it.
    pub attrs: HeapCell<Option<Rc<Dict>>>,
}

impl Function {
    /// The function with other code of the same body, for one activation.
    pub(crate) fn with_code(&self, code: Rc<LoadedCode>, token: &Token) -> Function {
        Function {
            code,
            globals: Rc::clone(&self.globals),
            closure: self.closure.clone(),
            defaults: HeapCell::new(None),
            kw_defaults: HeapCell::new(None),
            name: HeapCell::new(Rc::clone(self.name.get(token))),
            qualname: HeapCell::new(Rc::clone(self.qualname.get(token))),
            doc: HeapCell::new(Value::None),
            annotations: HeapCell::new(None),
            attrs: HeapCell::new(None),
        }
    }
}

impl Drop for Function {
    fn drop(&mut self) {
        // A chain of decorated functions is as deep as a script makes it.
        if !self.closure.is_empty() {
            bury(std::mem::take(&mut self.closure).into_iter().map(Value::Cell));
        }
    }
}

/// A function or native method with its `self`.
pub struct Method {
    /// The function.
    pub function: Value,
    /// `__self__`.
    pub receiver: Value,
}

impl Drop for Method {
    fn drop(&mut self) {
        bury([std::mem::take(&mut self.function), std::mem::take(&mut self.receiver)]);
    }
}

/// A native function.
pub struct Native {
    /// Its declaration.
    pub def: &'static NativeDef,
    /// The declaration's parameters, parsed at the first call.
    pub signature: OnceCell<Signature>,
    /// `__module__`, or the type a method belongs to (`list`).
    pub owner: &'static str,
    /// Whether it binds to an instance when found on a class.
    pub is_method: bool,
}

impl Native {
    /// A function of a module.
    pub fn function(def: &'static NativeDef, module: &'static str) -> Native {
        Native { def, signature: OnceCell::new(), owner: module, is_method: false }
    }

    /// A method of a type.
    pub fn method(def: &'static NativeDef, class: &'static str) -> Native {
        Native { def, signature: OnceCell::new(), owner: class, is_method: true }
    }
}

/// A suspended frame.
pub struct Suspended {
    /// The function.
    pub function: Rc<Function>,
    /// Next instruction.
    pub ip: u32,
    /// Register that receives what is sent; `None` before the first resumption.
    pub receive: Option<gilvm_compiler::op::Reg>,
    /// The registers, the exception handled inside, and room for what a running generator's frame needs: kept from
    /// one resumption to the next, so that resuming allocates nothing.
    pub rare: Box<RareFrame>,
}

/// Where a generator stands.
pub enum GenState {
    /// Before its first or between two resumptions.
    Suspended(Suspended),
    /// On some thread's frame stack.
    Running,
    /// Returned or raised.
    Finished,
}

/// A generator.
pub struct Generator {
    /// Where it stands.
    pub state: HeapCell<GenState>,
    /// Its code.
    pub code: Rc<LoadedCode>,
    /// `__name__`.
    pub name: Rc<Str>,
    /// `__qualname__`.
    pub qualname: Rc<Str>,
}

impl Drop for Generator {
    fn drop(&mut self) {
        let state = std::mem::replace(self.state.as_mut(), GenState::Finished);
        let GenState::Suspended(frame) = state else { return };
        if frame.receive.is_some() && !self.code.code.handlers.is_empty() {
            let (code, name, qualname) =
                (Rc::clone(&self.code), Rc::clone(&self.name), Rc::clone(&self.qualname));
            entomb(Dead::Generator(Generator {
                state: HeapCell::new(GenState::Suspended(frame)),
                code,
                name,
                qualname,
            }));
            return;
        }
        bury(frame.rare.registers);
    }
}

/// A module.
pub struct Module {
    /// `__name__` at creation.
    pub name: Rc<Str>,
    /// The namespace.
    pub dict: Rc<Dict>,
}
