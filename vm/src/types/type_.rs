//! `type`: the class of classes. Making one is in [`build`], asking about kinship in [`kinship`].

use crate::error::ExcKind;
use crate::error::R;
use crate::error::Raised;
use crate::held::Held;
use crate::native::GetSetDef;
use crate::native::NativeDef;
use crate::native::TypeDef;
use crate::object::Class;
use crate::rc::Rc;
use crate::types::Kind;
use crate::types::mapping_proxy;
use crate::types::object::class_names;
use crate::types::object::sorted_names;
use crate::types::object::wrong_receiver;
use crate::types::union;
use crate::value::Value;

pub(crate) mod build;
pub(crate) mod kinship;

pub(crate) const DEF: TypeDef = TypeDef {
    doc: "type(object) -> the object's type\ntype(name, bases, dict, **kwds) -> a new type",
    subclassable: true,
    new: Some(&NEW),
    methods: &[
        NativeDef::new(
            "__init__($self, /, *args, **kwargs)",
            "Initialize self.  See help(type(self)) for accurate signature.",
            init,
        ),
        NativeDef::new("mro($self, /)", "Return a type's method resolution order.", mro),
        NativeDef::new("__subclasses__($self, /)", "Return a list of immediate subclasses.", subclasses),
        NativeDef::new(
            "__instancecheck__($self, instance, /)",
            "Check if an object is an instance.",
            kinship::type_instancecheck,
        ),
        NativeDef::new(
            "__subclasscheck__($self, subclass, /)",
            "Check if a class is a subclass.",
            kinship::type_subclasscheck,
        ),
        NativeDef::new("__dir__($self, /)", "Specialized __dir__ implementation for types.", dir),
        NativeDef::new("__repr__($self, /)", "Return repr(self).", repr),
        NativeDef::new("__call__($self, /, *args, **kwargs)", "Call self as a function.", call),
        NativeDef::new("__or__($self, value, /)", "Return self|value.", union::or),
        NativeDef::new("__ror__($self, value, /)", "Return value|self.", union::ror),
    ],
    class_methods: &[NativeDef::new(
        "__prepare__($cls, /, *args, **kwargs)",
        "Create the namespace for the class statement",
        prepare,
    )],
    attributes: &[
        GetSetDef {
            name: "__name__",
            doc: "",
            get: |held, this| Ok(Value::Str(Rc::clone(class(held, this)?.name.get(&held.token)))),
            set: Some(set_name),
        },
        GetSetDef {
            name: "__qualname__",
            doc: "",
            get: |held, this| Ok(Value::Str(Rc::clone(class(held, this)?.qualname.get(&held.token)))),
            set: Some(set_qualname),
        },
        GetSetDef {
            name: "__doc__",
            doc: "",
            get: |held, this| own_entry(held, this, "__doc__", Value::None),
            set: Some(|held, this, value| set_entry(held, this, "__doc__", value)),
        },
        GetSetDef {
            name: "__module__",
            doc: "",
            get: |held, this| own_entry(held, this, "__module__", Value::str("builtins")),
            set: Some(|held, this, value| set_entry(held, this, "__module__", value)),
        },
        GetSetDef {
            name: "__dict__",
            doc: "",
            get: |held, this| {
                let dict = Rc::clone(&class(held, this)?.dict);
                Ok(mapping_proxy::new(held, Value::Dict(dict)))
            },
            set: None,
        },
        GetSetDef {
            name: "__bases__",
            doc: "",
            get: |held, this| {
                let class = class(held, this)?;
                Ok(Value::tuple(class.bases.get(&held.token).iter().map(|b| Value::Class(Rc::clone(b)))))
            },
            set: None,
        },
        GetSetDef {
            name: "__base__",
            doc: "",
            get: |held, this| {
                let class = class(held, this)?;
                Ok(build::best_base(held, &class.bases.get(&held.token).clone())?.map(Value::Class).into())
            },
            set: None,
        },
        GetSetDef {
            name: "__mro__",
            doc: "",
            get: |held, this| {
                let class = class(held, this)?;
                Ok(Value::tuple(class.mro(&held.token).map(|c| Value::Class(Rc::clone(c)))))
            },
            set: None,
        },
        GetSetDef {
            name: "__annotations__",
            doc: "",
            get: annotations,
            set: Some(|held, this, value| set_entry(held, this, "__annotations__", value)),
        },
        GetSetDef {
            name: "__abstractmethods__",
            doc: "",
            get: |held, this| {
                let name = held.intern("__abstractmethods__");
                let dict = Rc::clone(&class(held, this)?.dict);
                held.dict_get_str(&dict, &name)
                    .ok_or_else(|| Raised::new(ExcKind::AttributeError, "__abstractmethods__"))
            },
            set: Some(|held, this, value| set_entry(held, this, "__abstractmethods__", value)),
        },
        GetSetDef {
            name: "__type_params__",
            doc: "",
            get: |held, this| {
                let name = Rc::clone(&held.interp.names.type_params);
                let dict = Rc::clone(&class(held, this)?.dict);
                Ok(held.dict_get_str(&dict, &name).unwrap_or_else(|| held.empty_tuple()))
            },
            set: Some(|held, this, value| set_entry(held, this, "__type_params__", value)),
        },
    ],
    ..TypeDef::builtin(Kind::Type)
};

const NEW: NativeDef = NativeDef::new(
    "__new__($type, /, *args, **kwargs)",
    "Create and return a new object.  See help(type) for accurate signature.",
    build::type_new,
);

/// The receiver of a method of `type`.
pub(crate) fn class<'a>(held: &Held, this: &'a Value) -> R<&'a Rc<Class>> {
    match this {
        Value::Class(class) => Ok(class),
        other => Err(wrong_receiver(held, "mro", "type", other)),
    }
}

fn init(held: &mut Held, args: &[Value]) -> R {
    class(held, &args[0])?;
    match &args[1] {
        Value::Tuple(given) if matches!(given.items().len(), 1 | 3) => Ok(Value::None),
        _ => Err(Raised::type_error("type.__init__() takes 1 or 3 arguments")),
    }
}

fn call(held: &mut Held, args: &[Value]) -> R {
    class(held, &args[0])?;
    let positional = match &args[1] {
        Value::Tuple(items) => items.items().to_vec(),
        _ => Vec::new(),
    };
    let keywords = build::keyword_list(held, &args[2]);
    let class = Rc::clone(class(held, &args[0])?);
    held.make_instance(&class, &positional, &keywords)
}

fn mro(held: &mut Held, args: &[Value]) -> R {
    let class = class(held, &args[0])?;
    Ok(Value::list(class.mro(&held.token).map(|c| Value::Class(Rc::clone(c))).collect()))
}

fn subclasses(held: &mut Held, args: &[Value]) -> R {
    let class = class(held, &args[0])?;
    let alive =
        class.subclasses.get(&held.token).iter().filter_map(crate::rc::Weak::upgrade).map(Value::Class);
    Ok(Value::list(alive.collect()))
}

fn dir(held: &mut Held, args: &[Value]) -> R {
    let class = class(held, &args[0])?;
    let mut names = Vec::new();
    class_names(held, class, !class.flags.get().no_dict, &mut names);
    Ok(Value::list(sorted_names(names)))
}

/// `<class 'module.Class'>`
pub(crate) fn class_repr(held: &mut Held, class: &Rc<Class>) -> String {
    format!("<class '{}'>", crate::types::object::full_class_name(held, class))
}

fn repr(held: &mut Held, args: &[Value]) -> R {
    let class = Rc::clone(class(held, &args[0])?);
    Ok(Value::from(class_repr(held, &class)))
}

fn prepare(held: &mut Held, _args: &[Value]) -> R {
    Ok(Value::Dict(held.new_dict()))
}

fn refuse_immutable(held: &Held, class: &Rc<Class>, name: &str) -> R<()> {
    if class.flags.get().builtin {
        return Err(Raised::type_error(format!(
            "cannot set '{name}' attribute of immutable type '{}'",
            held.shown_name(class)
        )));
    }
    Ok(())
}

fn set_name(held: &mut Held, this: &Value, value: Value) -> R<()> {
    let class = class(held, this)?;
    refuse_immutable(held, class, "__name__")?;
    match held.as_str(&value) {
        Some(text) => {
            class.name.set(&mut held.token, text);
            Ok(())
        }
        None => Err(Raised::type_error(format!(
            "can only assign string to {}.__name__, not '{}'",
            class.name(&held.token),
            held.type_name(&value)
        ))),
    }
}

fn set_qualname(held: &mut Held, this: &Value, value: Value) -> R<()> {
    let class = class(held, this)?;
    refuse_immutable(held, class, "__qualname__")?;
    match held.as_str(&value) {
        Some(text) => {
            class.qualname.set(&mut held.token, text);
            Ok(())
        }
        None => Err(Raised::type_error(format!(
            "can only assign string to {}.__qualname__, not '{}'",
            class.name(&held.token),
            held.type_name(&value)
        ))),
    }
}

/// What a class itself says under a name, unless that is the descriptor its instances use.
fn own_entry(held: &mut Held, this: &Value, name: &str, otherwise: Value) -> R {
    let class = Rc::clone(class(held, this)?);
    let name = held.intern(name);
    match held.dict_get_str(&class.dict, &name) {
        Some(Value::Descriptor(_)) if class.flags.get().builtin => Ok(otherwise),
        Some(found) => held.bind_to_class(found, &class),
        None => Ok(otherwise),
    }
}

/// Sets (or deletes) an entry of the namespace that `type` shows as an attribute.
fn set_entry(held: &mut Held, this: &Value, name: &str, value: Value) -> R<()> {
    let class = Rc::clone(class(held, this)?);
    refuse_immutable(held, &class, name)?;
    let name = held.intern(name);
    if value.is_unset() {
        if held.dict_remove_str(&class.dict, &name).is_none() {
            return Err(Raised::new(ExcKind::AttributeError, name.as_str().to_owned()));
        }
    } else {
        held.dict_set_str(&class.dict, &name, value);
    }
    held.class_changed(&class);
    Ok(())
}

fn annotations(held: &mut Held, this: &Value) -> R {
    let class = Rc::clone(class(held, this)?);
    let name = Rc::clone(&held.interp.names.annotations);
    if let Some(found) = held.dict_get_str(&class.dict, &name) {
        return Ok(found);
    }
    if class.flags.get().builtin {
        return Err(held.no_attribute(this, &name));
    }
    let fresh = Value::Dict(held.new_dict());
    held.dict_set_str(&class.dict, &name, fresh.clone());
    Ok(fresh)
}
