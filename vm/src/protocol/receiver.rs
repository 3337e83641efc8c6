//! Looking through instances of classes that derive from a built-in type.
//!
//! An instance of `class L(list)` is an [`Instance`](crate::object::Instance) that carries the list. Methods of
//! built-in types get their receiver as it is and look through it here. Also what every `__new__` of a built-in type does with the class it was given.

use crate::error::ExcKind;
use crate::error::R;
use crate::error::Raised;
use crate::held::Held;
use crate::object::Class;
use crate::object::Dict;
use crate::object::Instance;
use crate::object::Layout;
use crate::object::List;
use crate::object::Payload;
use crate::object::Range;
use crate::object::Set;
use crate::object::Slice;
use crate::object::Tuple;
use crate::rc::Rc;
use crate::thread::NATIVE_DEPTH_MAX;
use crate::types::Kind;
use crate::value::Value;

impl Held {
    /// The built-in value that a value is or carries.
    #[inline]
    pub fn base_ref<'a>(&'a self, value: &'a Value) -> &'a Value {
        match value {
            Value::Instance(instance) => match instance.payload.get(&self.token) {
                Payload::Value(inner) => inner,
                _ => value,
            },
            _ => value,
        }
    }

    /// The built-in value that a value is or carries.
    #[inline]
    pub fn base_value(&self, value: &Value) -> Value {
        self.base_ref(value).clone()
    }

    /// The list that a value is or carries.
    #[inline]
    pub fn as_list(&self, value: &Value) -> Option<Rc<List>> {
        match self.base_ref(value) {
            Value::List(list) => Some(Rc::clone(list)),
            _ => None,
        }
    }

    /// The tuple that a value is or carries.
    #[inline]
    pub fn as_tuple(&self, value: &Value) -> Option<Tuple> {
        match self.base_ref(value) {
            Value::Tuple(tuple) => Some(tuple.clone()),
            _ => None,
        }
    }

    /// The dict that a value is or carries.
    #[inline]
    pub fn as_dict(&self, value: &Value) -> Option<Rc<Dict>> {
        match self.base_ref(value) {
            Value::Dict(dict) => Some(Rc::clone(dict)),
            _ => None,
        }
    }

    /// The set or frozen set that a value is or carries.
    #[inline]
    pub fn as_any_set(&self, value: &Value) -> Option<Rc<Set>> {
        match self.base_ref(value) {
            Value::Set(set) | Value::FrozenSet(set) => Some(Rc::clone(set)),
            _ => None,
        }
    }

    /// The receiver of a method of `list`.
    #[inline]
    pub(crate) fn this_list(&self, this: &Value, method: &str) -> R<Rc<List>> {
        match self.base_ref(this) {
            Value::List(list) => Ok(Rc::clone(list)),
            _ => Err(self.wrong_receiver(this, Kind::List, method)),
        }
    }

    /// The receiver of a method of `tuple`.
    #[inline]
    pub(crate) fn this_tuple(&self, this: &Value, method: &str) -> R<Tuple> {
        match self.base_ref(this) {
            Value::Tuple(tuple) => Ok(tuple.clone()),
            _ => Err(self.wrong_receiver(this, Kind::Tuple, method)),
        }
    }

    /// The receiver of a method of `dict`.
    #[inline]
    pub(crate) fn this_dict(&self, this: &Value, method: &str) -> R<Rc<Dict>> {
        match self.base_ref(this) {
            Value::Dict(dict) => Ok(Rc::clone(dict)),
            _ => Err(self.wrong_receiver(this, Kind::Dict, method)),
        }
    }

    /// The receiver of a method of `set`.
    #[inline]
    pub(crate) fn this_set(&self, this: &Value, method: &str) -> R<Rc<Set>> {
        match self.base_ref(this) {
            Value::Set(set) => Ok(Rc::clone(set)),
            _ => Err(self.wrong_receiver(this, Kind::Set, method)),
        }
    }

    /// The receiver of a method that `set` and `frozenset` have in common, with its type.
    #[inline]
    pub(crate) fn this_any_set(&self, this: &Value, method: &str) -> R<(Kind, Rc<Set>)> {
        match self.base_ref(this) {
            Value::Set(set) => Ok((Kind::Set, Rc::clone(set))),
            Value::FrozenSet(set) => Ok((Kind::FrozenSet, Rc::clone(set))),
            _ => Err(self.wrong_receiver(this, Kind::Set, method)),
        }
    }

    /// The receiver of a method of `range`.
    pub(crate) fn this_range(&self, this: &Value, method: &str) -> R<Rc<Range>> {
        match self.base_ref(this) {
            Value::Range(range) => Ok(Rc::clone(range)),
            _ => Err(self.wrong_receiver(this, Kind::Range, method)),
        }
    }

    /// The receiver of a method of `slice`.
    pub(crate) fn this_slice(&self, this: &Value, method: &str) -> R<Rc<Slice>> {
        match self.base_ref(this) {
            Value::Slice(slice) => Ok(Rc::clone(slice)),
            _ => Err(self.wrong_receiver(this, Kind::Slice, method)),
        }
    }

    /// `list.append(5, …)`
    #[cold]
    pub(crate) fn wrong_receiver(&self, this: &Value, kind: Kind, method: &str) -> Raised {
        let (kind, this) = (kind.name(), self.type_name(this));
        Raised::type_error(if method.starts_with("__") {
            format!("descriptor '{method}' requires a '{kind}' object but received a '{this}'")
        } else {
            format!("descriptor '{method}' for '{kind}' objects doesn't apply to a '{this}' object")
        })
    }

    /// What `__new__` of built-in type `kind` gives for the class `class`: `value` itself, or an instance of a class
    /// that derives from the type, carrying it.
    pub(crate) fn new_of(&mut self, class: &Value, kind: Kind, value: Value) -> R {
        let Value::Class(class) = class else {
            return Err(Raised::type_error(format!(
                "{0}.__new__(X): X is not a type object ({1})",
                kind.name(),
                self.type_name(class)
            )));
        };
        if Rc::ptr_eq(class, self.interp.kind(kind)) {
            return Ok(value);
        }
        self.check_subtype(class, kind)?;
        Ok(Value::Instance(Rc::new(Instance::new(Rc::clone(class), Payload::Value(value)))))
    }

    /// Whether `class` is the built-in type `kind` itself.
    #[inline]
    pub(crate) fn is_kind(&self, class: &Value, kind: Kind) -> bool {
        matches!(class, Value::Class(class) if Rc::ptr_eq(class, self.interp.kind(kind)))
    }

    fn check_subtype(&self, class: &Rc<Class>, kind: Kind) -> R<()> {
        let (own, name) = (class.name(&self.token), kind.name());
        if !class.is_subclass(self.interp.kind(kind), &self.token) {
            return Err(Raised::type_error(format!(
                "{name}.__new__({own}): {own} is not a subtype of {name}"
            )));
        }
        match class.layout {
            Layout::Builtin(layout) if layout == kind => Ok(()),
            Layout::Builtin(layout) => Err(Raised::type_error(format!(
                "{name}.__new__({own}) is not safe, use {}.__new__()",
                layout.name()
            ))),
            _ => Ok(()),
        }
    }

    /// Goes one level deeper into nested data; every success is paired with [`Held::leave_data`]. The same bound as
    /// [`Held::nested`], for code that a closure would not suit.
    #[inline]
    pub fn enter_data(&mut self, doing: &'static str) -> R<()> {
        if self.thread.native_depth >= NATIVE_DEPTH_MAX {
            return Err(too_deep(doing));
        }
        self.thread.native_depth += 1;
        Ok(())
    }

    /// Comes back from one level of nested data.
    #[inline]
    pub fn leave_data(&mut self) {
        self.thread.native_depth = self.thread.native_depth.saturating_sub(1);
    }
}

#[cold]
fn too_deep(doing: &'static str) -> Raised {
    Raised::new(ExcKind::RecursionError, format!("maximum recursion depth exceeded {doing}"))
}

/// A vector with room for `n` values, or `MemoryError`.
pub fn vec_with_room(n: usize) -> R<Vec<Value>> {
    let mut items = Vec::new();
    match items.try_reserve_exact(n) {
        Ok(()) => Ok(items),
        Err(_) => Err(no_memory()),
    }
}

/// `MemoryError`
#[cold]
pub fn no_memory() -> Raised {
    Raised::with(ExcKind::MemoryError, crate::error::Detail::None)
}
