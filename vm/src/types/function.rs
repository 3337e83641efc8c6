//! The types of things one calls: `function`, `method`, `builtin_function_or_method`, `method_descriptor`.

use crate::error::R;
use crate::error::Raised;
use crate::held::Held;
use crate::native::GetSetDef;
use crate::native::NativeDef;
use crate::native::TypeDef;
use crate::object::Function;
use crate::object::Method;
use crate::object::Native;
use crate::rc::Rc;
use crate::types::Kind;
use crate::types::object::address;
use crate::types::object::readonly;
use crate::types::object::wrong_receiver;
use crate::value::Value;

const GET: NativeDef = NativeDef::new(
    "__get__($self, instance, owner=None, /)",
    "Return an attribute of instance, which is of type owner.",
    get,
);
const CALL: NativeDef =
    NativeDef::new("__call__($self, /, *args, **kwargs)", "Call self as a function.", call);
const REPR: NativeDef =
    NativeDef::new("__repr__($self, /)", "Return repr(self).", |held, args| held.builtin_repr(&args[0]));

pub(crate) const FUNCTION: TypeDef = TypeDef {
    doc: "Create a function object.",
    has_dict: true,
    methods: &[GET, CALL, REPR],
    attributes: &[
        GetSetDef {
            name: "__name__",
            doc: "",
            get: |held, this| Ok(Value::Str(Rc::clone(function(held, this)?.name.get(&held.token)))),
            set: Some(set_name),
        },
        GetSetDef {
            name: "__qualname__",
            doc: "",
            get: |held, this| Ok(Value::Str(Rc::clone(function(held, this)?.qualname.get(&held.token)))),
            set: Some(set_qualname),
        },
        GetSetDef { name: "__doc__", doc: "", get: get_doc, set: Some(set_doc) },
        GetSetDef {
            name: "__module__",
            doc: "",
            get: get_module,
            set: Some(|held, this, value| set_extra(held, this, "__module__", value)),
        },
        GetSetDef {
            name: "__defaults__",
            doc: "",
            get: |held, this| {
                let defaults = function(held, this)?.defaults.get(&held.token).clone();
                Ok(defaults.map(Value::Tuple).into())
            },
            set: Some(set_defaults),
        },
        GetSetDef {
            name: "__kwdefaults__",
            doc: "",
            get: |held, this| {
                let defaults = function(held, this)?.kw_defaults.get(&held.token).clone();
                Ok(defaults.map(Value::Dict).into())
            },
            set: Some(set_kw_defaults),
        },
        GetSetDef { name: "__annotations__", doc: "", get: get_annotations, set: Some(set_annotations) },
        GetSetDef {
            name: "__code__",
            doc: "",
            get: |held, this| Ok(Value::Code(Rc::clone(&function(held, this)?.code))),
            set: None,
        },
        GetSetDef {
            name: "__globals__",
            doc: "",
            get: |held, this| Ok(Value::Dict(Rc::clone(&function(held, this)?.globals))),
            set: Some(readonly),
        },
        GetSetDef {
            name: "__builtins__",
            doc: "",
            get: |held, _| Ok(Value::Dict(Rc::clone(&held.interp.builtins))),
            set: Some(readonly),
        },
        GetSetDef {
            name: "__closure__",
            doc: "",
            get: |held, this| {
                let function = function(held, this)?;
                Ok(match function.closure.is_empty() {
                    true => Value::None,
                    false => Value::tuple(function.closure.iter().map(|cell| Value::Cell(Rc::clone(cell)))),
                })
            },
            set: Some(readonly),
        },
        GetSetDef {
            name: "__type_params__",
            doc: "",
            get: |held, _| Ok(held.empty_tuple()),
            set: Some(|_, _, _| Ok(())),
        },
    ],
    ..TypeDef::builtin(Kind::Function)
};

pub(crate) const METHOD: TypeDef = TypeDef {
    doc: "Create a bound instance method object.",
    new: Some(&METHOD_NEW),
    methods: &[
        CALL,
        REPR,
        NativeDef::new("__eq__($self, value, /)", "Return self==value.", method_eq),
        NativeDef::new("__hash__($self, /)", "Return hash(self).", method_hash),
        NativeDef::new(
            "__getattribute__($self, name, /)",
            "Return getattr(self, name).",
            method_getattribute,
        ),
    ],
    attributes: METHOD_ATTRIBUTES,
    ..TypeDef::builtin(Kind::Method)
};

const METHOD_NEW: NativeDef = NativeDef::new("__new__($type, function, instance, /)", "", |held, args| {
    if !held.is_callable(&args[1]) {
        return Err(Raised::type_error("first argument must be callable"));
    }
    if args[2].is_none() {
        return Err(Raised::type_error("instance must not be None"));
    }
    Ok(held.method(args[1].clone(), args[2].clone()))
});

const METHOD_ATTRIBUTES: &[GetSetDef] = &[
    GetSetDef {
        name: "__self__",
        doc: "",
        get: |held, this| Ok(method(held, this)?.receiver.clone()),
        set: Some(readonly),
    },
    GetSetDef {
        name: "__func__",
        doc: "",
        get: |held, this| Ok(method(held, this)?.function.clone()),
        set: Some(readonly),
    },
];

pub(crate) const BUILTIN: TypeDef = TypeDef {
    methods: &[
        CALL,
        REPR,
        NativeDef::new("__eq__($self, value, /)", "Return self==value.", method_eq),
        NativeDef::new("__hash__($self, /)", "Return hash(self).", method_hash),
    ],
    attributes: &[
        GetSetDef { name: "__name__", doc: "", get: native_name, set: None },
        GetSetDef { name: "__qualname__", doc: "", get: native_qualname, set: None },
        GetSetDef { name: "__doc__", doc: "", get: native_doc, set: None },
        GetSetDef {
            name: "__module__",
            doc: "",
            get: |held, this| {
                Ok(match this {
                    Value::Native(native) => Value::Str(held.intern(native.owner)),
                    _ => Value::None,
                })
            },
            set: None,
        },
        GetSetDef {
            name: "__self__",
            doc: "",
            get: |held, this| {
                Ok(match this {
                    Value::Method(method) => method.receiver.clone(),
                    Value::Native(native) => held.loaded_module(native.owner)?.into(),
                    _ => Value::None,
                })
            },
            set: None,
        },
        GetSetDef { name: "__text_signature__", doc: "", get: native_signature, set: None },
    ],
    ..TypeDef::builtin(Kind::Builtin)
};

pub(crate) const METHOD_DESCRIPTOR: TypeDef = TypeDef {
    methods: &[GET, CALL, REPR],
    attributes: &[
        GetSetDef { name: "__name__", doc: "", get: native_name, set: None },
        GetSetDef { name: "__qualname__", doc: "", get: native_qualname, set: None },
        GetSetDef { name: "__doc__", doc: "", get: native_doc, set: None },
        GetSetDef { name: "__text_signature__", doc: "", get: native_signature, set: None },
        GetSetDef {
            name: "__objclass__",
            doc: "",
            get: |held, this| {
                let native = native(held, this)?;
                let name = held.intern(native.owner);
                let builtins = Rc::clone(&held.interp.builtins);
                Ok(held.dict_get_str(&builtins, &name).into())
            },
            set: None,
        },
    ],
    ..TypeDef::builtin(Kind::MethodDescriptor)
};

fn function<'a>(held: &Held, this: &'a Value) -> R<&'a Rc<Function>> {
    match this {
        Value::Function(function) => Ok(function),
        other => Err(wrong_receiver(held, "__get__", "function", other)),
    }
}

fn method<'a>(held: &Held, this: &'a Value) -> R<&'a Rc<Method>> {
    match this {
        Value::Method(method) => Ok(method),
        other => Err(wrong_receiver(held, "__call__", "method", other)),
    }
}

/// The native code of a native function or of a bound native method.
fn native<'a>(held: &Held, this: &'a Value) -> R<&'a Rc<Native>> {
    match this {
        Value::Native(native) => Ok(native),
        Value::Method(method) => match &method.function {
            Value::Native(native) => Ok(native),
            other => Err(wrong_receiver(held, "__call__", "builtin_function_or_method", other)),
        },
        other => Err(wrong_receiver(held, "__call__", "builtin_function_or_method", other)),
    }
}

fn get(held: &mut Held, args: &[Value]) -> R {
    if args[1].is_none() {
        return match args[2].is_none() {
            true => Err(Raised::type_error("__get__(None, None) is invalid")),
            false => Ok(args[0].clone()),
        };
    }
    Ok(held.method(args[0].clone(), args[1].clone()))
}

fn call(held: &mut Held, args: &[Value]) -> R {
    let positional = match &args[1] {
        Value::Tuple(items) => items.items().to_vec(),
        _ => Vec::new(),
    };
    let keywords = crate::types::type_::build::keyword_list(held, &args[2]);
    held.call_kw(&args[0], &positional, &keywords)
}

fn method_eq(_held: &mut Held, args: &[Value]) -> R {
    Ok(match (&args[0], &args[1]) {
        (Value::Method(a), Value::Method(b)) => {
            let same_function = match (&a.function, &b.function) {
                // Each lookup of a native method shares one declaration.
                (Value::Native(a), Value::Native(b)) => std::ptr::eq(a.def, b.def),
                (a, b) => a.is(b),
            };
            Value::Bool(same_function && a.receiver.is(&b.receiver))
        }
        (a, b) if a.is(b) => Value::Bool(true),
        _ => Value::NotImplemented,
    })
}

fn method_hash(_held: &mut Held, args: &[Value]) -> R {
    let hash = match &args[0] {
        Value::Method(method) => {
            let function = match &method.function {
                Value::Native(native) => std::ptr::from_ref(native.def) as usize,
                other => address(other),
            };
            (address(&method.receiver) >> 4) ^ (function >> 3)
        }
        other => address(other) >> 4,
    };
    Ok(Value::Int(hash as i64))
}

/// A method shows the attributes of its function.
fn method_getattribute(held: &mut Held, args: &[Value]) -> R {
    let name = crate::types::object::attribute_name(held, &args[1])?;
    let class = Rc::clone(held.class_of(&args[0]));
    let own = METHOD_ATTRIBUTES.iter().any(|attribute| attribute.name == name.as_str());
    let on_type =
        own || (held.lookup(&class, &name).is_some() && !matches!(name.as_str(), "__doc__" | "__module__"));
    if on_type && let Some(found) = held.generic_getattr(&args[0], &class, &name)? {
        return Ok(found);
    }
    let function = match &args[0] {
        Value::Method(method) => method.function.clone(),
        _ => Value::None,
    };
    held.getattr(&function, &name)
}

fn native_name(held: &mut Held, this: &Value) -> R {
    let name = native(held, this)?.def.name();
    Ok(Value::Str(held.intern(name)))
}

fn native_qualname(held: &mut Held, this: &Value) -> R {
    let native = Rc::clone(native(held, this)?);
    let name = match this {
        Value::Method(method) => format!("{}.{}", held.type_name(&method.receiver), native.def.name()),
        _ if native.is_method => format!("{}.{}", native.owner, native.def.name()),
        _ => native.def.name().to_owned(),
    };
    Ok(Value::Str(held.intern(&name)))
}

fn native_doc(held: &mut Held, this: &Value) -> R {
    let doc = native(held, this)?.def.doc;
    Ok(if doc.is_empty() { Value::None } else { Value::str(doc) })
}

fn native_signature(held: &mut Held, this: &Value) -> R {
    Ok(Value::str(native(held, this)?.def.text_signature()))
}

fn set_name(held: &mut Held, this: &Value, value: Value) -> R<()> {
    let name =
        held.as_str(&value).ok_or_else(|| Raised::type_error("__name__ must be set to a string object"))?;
    function(held, this)?.name.set(&mut held.token, name);
    Ok(())
}

fn set_qualname(held: &mut Held, this: &Value, value: Value) -> R<()> {
    let name = held
        .as_str(&value)
        .ok_or_else(|| Raised::type_error("__qualname__ must be set to a string object"))?;
    function(held, this)?.qualname.set(&mut held.token, name);
    Ok(())
}

fn get_doc(held: &mut Held, this: &Value) -> R {
    let doc = function(held, this)?.doc.get(&held.token).clone();
    Ok(if doc.is_unset() { Value::None } else { doc })
}

fn set_doc(held: &mut Held, this: &Value, value: Value) -> R<()> {
    let value = if value.is_unset() { Value::None } else { value };
    function(held, this)?.doc.set(&mut held.token, value);
    Ok(())
}

/// `__module__` is the `__name__` of the globals until somebody says otherwise.
fn get_module(held: &mut Held, this: &Value) -> R {
    let function = Rc::clone(function(held, this)?);
    let key = Rc::clone(&held.interp.names.module);
    if let Some(attrs) = function.attrs.get(&held.token).clone()
        && let Some(module) = held.dict_get_str(&attrs, &key)
    {
        return Ok(module);
    }
    let name = Rc::clone(&held.interp.names.name_);
    Ok(held.dict_get_str(&function.globals, &name).into())
}

/// Keeps in the function's dict what has no place of its own.
fn set_extra(held: &mut Held, this: &Value, name: &str, value: Value) -> R<()> {
    let function = Rc::clone(function(held, this)?);
    let attrs = match function.attrs.get(&held.token).clone() {
        Some(attrs) => attrs,
        None => {
            let attrs = held.new_dict();
            function.attrs.set(&mut held.token, Some(Rc::clone(&attrs)));
            attrs
        }
    };
    let name = held.intern(name);
    let value = if value.is_unset() { Value::None } else { value };
    held.dict_set_str(&attrs, &name, value);
    Ok(())
}

fn set_defaults(held: &mut Held, this: &Value, value: Value) -> R<()> {
    let defaults = match held.base_value(&value) {
        Value::Tuple(defaults) => Some(defaults),
        Value::None | Value::Unset => None,
        _ => return Err(Raised::type_error("__defaults__ must be set to a tuple object")),
    };
    function(held, this)?.defaults.set(&mut held.token, defaults);
    Ok(())
}

fn set_kw_defaults(held: &mut Held, this: &Value, value: Value) -> R<()> {
    let defaults = match held.base_value(&value) {
        Value::Dict(defaults) => Some(defaults),
        Value::None | Value::Unset => None,
        _ => return Err(Raised::type_error("__kwdefaults__ must be set to a dict object")),
    };
    function(held, this)?.kw_defaults.set(&mut held.token, defaults);
    Ok(())
}

fn get_annotations(held: &mut Held, this: &Value) -> R {
    let function = Rc::clone(function(held, this)?);
    if let Some(found) = function.annotations.get(&held.token) {
        return Ok(Value::Dict(Rc::clone(found)));
    }
    let fresh = held.new_dict();
    function.annotations.set(&mut held.token, Some(Rc::clone(&fresh)));
    Ok(Value::Dict(fresh))
}

fn set_annotations(held: &mut Held, this: &Value, value: Value) -> R<()> {
    let annotations = match held.base_value(&value) {
        Value::Dict(annotations) => Some(annotations),
        Value::None | Value::Unset => None,
        _ => return Err(Raised::type_error("__annotations__ must be set to a dict object")),
    };
    function(held, this)?.annotations.set(&mut held.token, annotations);
    Ok(())
}

impl Held {
    /// `callable(value)`
    pub fn is_callable(&mut self, value: &Value) -> bool {
        match value {
            Value::Function(_) | Value::Native(_) | Value::Method(_) | Value::Class(_) => true,
            Value::Descriptor(descriptor) => {
                matches!(**descriptor, crate::object::Descriptor::StaticMethod(_))
            }
            Value::Instance(_) => {
                let call = Rc::clone(&self.interp.names.call);
                self.special(value, &call).is_some()
            }
            _ => false,
        }
    }
}
