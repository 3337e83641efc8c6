//! The module `builtins`: its functions, constants, types and exceptions.
//!
//! What needs the outside world (`print`, `input`, `open`) is added by the embedder.

use crate::error::ExcKind;
use crate::error::R;
use crate::held::Held;
use crate::native::NativeDef;
use crate::object::Module;
use crate::object::Native;
use crate::rc::Rc;
use crate::types::Kind;
use crate::value::Value;

mod attributes;
mod iteration;
mod numbers;
pub(crate) mod source;

const FUNCTIONS: &[&[NativeDef]] =
    &[attributes::FUNCTIONS, iteration::FUNCTIONS, numbers::FUNCTIONS, source::FUNCTIONS];

/// The types that have a name in `builtins`.
const TYPES: &[Kind] = &[
    Kind::Object,
    Kind::Type,
    Kind::Int,
    Kind::Bool,
    Kind::Float,
    Kind::Str,
    Kind::Bytes,
    Kind::ByteArray,
    Kind::MemoryView,
    Kind::List,
    Kind::Tuple,
    Kind::Dict,
    Kind::Set,
    Kind::FrozenSet,
    Kind::Range,
    Kind::Slice,
    Kind::Property,
    Kind::StaticMethod,
    Kind::ClassMethod,
    Kind::Super,
    Kind::Enumerate,
    Kind::Zip,
    Kind::Map,
    Kind::Filter,
    Kind::Reversed,
];

/// Fills the namespace of built-ins and makes the module `builtins` of it.
pub(crate) fn install(held: &mut Held) -> R<()> {
    let name = held.intern("builtins");
    let module = Rc::new(Module { name: Rc::clone(&name), dict: Rc::clone(&held.interp.builtins) });
    let modules = Rc::clone(&held.interp.modules);
    held.set_name(&module, "__name__", Value::Str(Rc::clone(&name)));
    held.set_name(
        &module,
        "__doc__",
        Value::str("Built-in functions, types, exceptions, and other objects."),
    );
    held.set_name(&module, "__package__", Value::str(""));
    held.set_name(&module, "__loader__", Value::None);
    held.set_name(&module, "__spec__", Value::None);
    held.set_name(&module, "None", Value::None);
    held.set_name(&module, "True", Value::Bool(true));
    held.set_name(&module, "False", Value::Bool(false));
    held.set_name(&module, "Ellipsis", Value::Ellipsis);
    held.set_name(&module, "NotImplemented", Value::NotImplemented);
    held.set_name(&module, "__debug__", Value::Bool(true));
    for def in FUNCTIONS.iter().copied().flatten() {
        held.set_name(&module, def.name(), Value::Native(Rc::new(Native::function(def, "builtins"))));
    }
    for &kind in TYPES {
        let class = Value::Class(Rc::clone(held.interp.kind(kind)));
        held.set_name(&module, kind.name(), class);
    }
    for &kind in ExcKind::ALL {
        let class = Value::Class(Rc::clone(held.interp.exception(kind)));
        held.set_name(&module, kind.name(), class);
    }
    for alias in ["EnvironmentError", "IOError"] {
        let class = Value::Class(Rc::clone(held.interp.exception(ExcKind::OSError)));
        held.set_name(&module, alias, class);
    }
    held.dict_set_str(&modules, &name, Value::Module(module));
    Ok(())
}
