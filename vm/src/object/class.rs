//! Classes and the descriptors they hold.

use std::cell::Cell;

use crate::heap::HeapCell;
use crate::heap::Token;
use crate::native::GetSetDef;
use crate::object::Dict;
use crate::object::Function;
use crate::object::Native;
use crate::object::Str;
use crate::rc::Rc;
use crate::rc::Weak;
use crate::types::Kind;
use crate::value::Value;

/// What an instance of a class carries besides attributes; inherited from the one base that decides it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Layout {
    /// Nothing.
    Object,
    /// A value of this built-in kind: the class is `int`, `list`, … or derives from it.
    Builtin(Kind),
    /// The parts of an exception.
    Exception,
    /// A native object of the type with this name.
    Native(&'static str),
}

/// Facts about a class that hot paths ask for; recomputed when the class or a base changes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct ClassFlags {
    /// Made by native code: cannot be changed by a script.
    pub builtin: bool,
    /// May not be subclassed.
    pub is_final: bool,
    /// Instances have no `__dict__`.
    pub no_dict: bool,
    /// `__del__` is defined.
    pub has_del: bool,
    /// Somebody wants to know when an instance dies: there was a weak reference with a callback.
    pub is_watched: bool,
    /// `__getattr__` is defined.
    pub has_getattr: bool,
    /// `__getattribute__` is overridden.
    pub has_getattribute: bool,
    /// `__setattr__` or `__delattr__` is overridden.
    pub has_setattr: bool,
    /// The `__getattribute__` is that of `_thread._local`.
    pub local_reads: bool,
    /// So are `__setattr__` and `__delattr__`.
    pub local_writes: bool,
    /// Instances are of the `BaseException` family.
    pub is_exception: bool,
    /// The class is a metaclass (derives from `type`).
    pub is_metaclass: bool,
}

/// What calling a class amounts to, found out once per class version.
#[derive(Clone)]
pub enum Constructor {
    /// Not looked at since the class changed.
    Unknown,
    /// `object.__new__` and a Python `__init__`.
    Init(Rc<Function>),
    /// `object.__new__` and nothing else.
    Bare,
    /// An exception that keeps its arguments and does nothing else with them.
    Exception,
    /// An exception that keeps its arguments, and then a Python `__init__`.
    ExceptionInit(Rc<Function>),
    /// A built-in type whose native `__new__` does everything.
    New(Rc<Native>),
    /// Everything else: the full protocol.
    General,
}

/// Names that instances of a class were given, in the order of the first instance. An instance whose attributes
/// arrive in this order stores only their values; see [`Attrs`](crate::object::Attrs).
#[derive(Default)]
pub struct SharedKeys {
    names: Vec<Rc<Str>>,
}

/// More attributes than this are kept in a dict per instance.
const SHARED_KEYS_MAX: usize = 64;

impl SharedKeys {
    /// Position of a name.
    pub fn position(&self, name: &Rc<Str>) -> Option<usize> {
        // Names are interned, so that the first pass nearly always decides.
        self.names
            .iter()
            .position(|n| Rc::ptr_eq(n, name))
            .or_else(|| self.names.iter().position(|n| n == name))
    }

    /// Adds a name; `None` when there are too many.
    pub fn push(&mut self, name: Rc<Str>) -> Option<usize> {
        (self.names.len() < SHARED_KEYS_MAX).then(|| {
            self.names.push(name);
            self.names.len() - 1
        })
    }

    /// The names, by position.
    pub fn names(&self) -> &[Rc<Str>] {
        &self.names
    }
}

/// A class.
pub struct Class {
    /// `__name__`.
    pub name: HeapCell<Rc<Str>>,
    /// `__qualname__`.
    pub qualname: HeapCell<Rc<Str>>,
    /// `__bases__`.
    pub bases: HeapCell<Vec<Rc<Class>>>,
    /// The method resolution order without the class itself (which would be a reference to itself).
    pub ancestors: HeapCell<Vec<Rc<Class>>>,
    /// The namespace.
    pub dict: Rc<Dict>,
    /// Attribute names shared by the instances.
    pub keys: HeapCell<SharedKeys>,
    /// Identifies class *and* state: a new number whenever the class or one of its bases changes. 0: never cached.
    pub version: Cell<u32>,
    /// See [`ClassFlags`].
    pub flags: Cell<ClassFlags>,
    /// See [`Constructor`].
    pub constructor: HeapCell<Constructor>,
    /// See [`Layout`].
    pub layout: Layout,
    /// The class of this class; `None` means `type`.
    pub metaclass: Option<Rc<Class>>,
    /// Classes derived directly from this one.
    pub subclasses: HeapCell<Vec<Weak<Class>>>,
    /// Number of `__slots__` values an instance has, inherited ones included.
    pub slot_count: usize,
}

impl Rc<Class> {
    /// The class and its ancestors in method resolution order.
    pub fn mro<'a>(&'a self, token: &'a Token) -> impl Iterator<Item = &'a Rc<Class>> {
        std::iter::once(self).chain(self.ancestors.get(token))
    }

    /// Whether the class is `other` or derives from it.
    pub fn is_subclass(&self, other: &Rc<Class>, token: &Token) -> bool {
        Rc::ptr_eq(self, other) || self.ancestors.get(token).iter().any(|c| Rc::ptr_eq(c, other))
    }
}

impl Class {
    /// `__name__`, to be read.
    pub fn name<'a>(&'a self, token: &'a Token) -> &'a str {
        self.name.get(token).as_str()
    }
}

/// Descriptors with a meaning of their own.
pub enum Descriptor {
    /// `property`.
    Property {
        /// `fget`, or `None`.
        get: Value,
        /// `fset`, or `None`.
        set: Value,
        /// `fdel`, or `None`.
        delete: Value,
        /// `__doc__`.
        doc: HeapCell<Value>,
        /// `__name__`, from `__set_name__`.
        name: HeapCell<Option<Rc<Str>>>,
    },
    /// `staticmethod`.
    StaticMethod(Value),
    /// `classmethod`.
    ClassMethod(Value),
    /// An attribute of a native type.
    GetSet {
        /// Its declaration.
        def: &'static GetSetDef,
        /// Name of the type.
        owner: &'static str,
    },
    /// A name in `__slots__`.
    Member {
        /// The name.
        name: Rc<Str>,
        /// Name of the class.
        owner: Rc<Str>,
        /// Position in the instance's slots.
        index: usize,
    },
}
