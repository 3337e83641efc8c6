//! `types.UnionType` (`int | str`) and `types.GenericAlias` (`list[int]`): what annotations are written with.
//!
//! They mean nothing to the VM beyond `isinstance`; they exist, print, compare and forward.

use crate::error::R;
use crate::error::Raised;
use crate::held::Held;
use crate::native::GetSetDef;
use crate::native::NativeDef;
use crate::native::TypeDef;
use crate::object::Instance;
use crate::object::Layout;
use crate::object::Payload;
use crate::rc::Rc;
use crate::types::Kind;
use crate::types::object::attribute_name;
use crate::types::object::wrong_receiver;
use crate::value::Value;

pub(crate) const UNION: TypeDef = TypeDef {
    module: "types",
    doc: "Represent a PEP 604 union type\n\nE.g. for int | str",
    layout: Layout::Native("UnionType"),
    methods: &[
        NativeDef::new("__or__($self, value, /)", "Return self|value.", or),
        NativeDef::new("__ror__($self, value, /)", "Return value|self.", ror),
        NativeDef::new("__repr__($self, /)", "Return repr(self).", |held, args| {
            let parts = union_members(held, &args[0])?;
            let mut texts = Vec::with_capacity(parts.len());
            for part in &parts {
                texts.push(type_text(held, part)?);
            }
            Ok(Value::from(texts.join(" | ")))
        }),
        NativeDef::new("__eq__($self, value, /)", "Return self==value.", union_eq),
        NativeDef::new("__hash__($self, /)", "Return hash(self).", |held, args| {
            let mut hash = 0i64;
            for part in union_members(held, &args[0])? {
                hash ^= held.hash(&part)?;
            }
            Ok(Value::Int(hash))
        }),
    ],
    attributes: &[GetSetDef {
        name: "__args__",
        doc: "",
        get: |held, this| Ok(Value::tuple(union_members(held, this)?)),
        set: None,
    }],
    ..TypeDef::builtin(Kind::UnionType)
};

pub(crate) const ALIAS: TypeDef = TypeDef {
    module: "types",
    doc: "Represent a PEP 585 generic type\n\nE.g. for t = list[int], t.__origin__ is list and t.__args__ is (int,).",
    layout: Layout::Native("GenericAlias"),
    new: Some(&ALIAS_NEW),
    methods: &[
        NativeDef::new("__or__($self, value, /)", "Return self|value.", or),
        NativeDef::new("__ror__($self, value, /)", "Return value|self.", ror),
        NativeDef::new("__call__($self, /, *args, **kwargs)", "Call self as a function.", |held, args| {
            let alias = alias(held, &args[0])?;
            let positional = match &args[1] {
                Value::Tuple(items) => items.items().to_vec(),
                _ => Vec::new(),
            };
            let keywords = crate::types::type_::build::keyword_list(held, &args[2]);
            held.call_kw(&alias.origin, &positional, &keywords)
        }),
        // Without it, items would be taken by `alias[0]`, `alias[1]`, … for ever.
        NativeDef::new("__iter__($self, /)", "Implement iter(self).", |held, args| {
            alias(held, &args[0])?;
            held.iter(&Value::tuple([args[0].clone()]))
        }),
        NativeDef::new("__mro_entries__($self, bases, /)", "", |held, args| {
            Ok(Value::tuple([alias(held, &args[0])?.origin]))
        }),
        NativeDef::new("__instancecheck__($self, instance, /)", "", |_, _| {
            Err(Raised::type_error("isinstance() argument 2 cannot be a parameterized generic"))
        }),
        NativeDef::new("__subclasscheck__($self, subclass, /)", "", |_, _| {
            Err(Raised::type_error("issubclass() argument 2 cannot be a parameterized generic"))
        }),
        NativeDef::new("__getitem__($self, key, /)", "Return self[key].", |held, args| {
            let alias = alias(held, &args[0])?;
            Ok(new_alias(held, alias.origin, &args[1]))
        }),
        NativeDef::new("__repr__($self, /)", "Return repr(self).", |held, args| {
            let alias = alias(held, &args[0])?;
            let mut texts = Vec::with_capacity(alias.args.len());
            for part in &alias.args {
                texts.push(type_text(held, part)?);
            }
            let inner = if texts.is_empty() { "()".to_owned() } else { texts.join(", ") };
            Ok(Value::from(format!("{}[{inner}]", type_text(held, &alias.origin)?)))
        }),
        NativeDef::new("__eq__($self, value, /)", "Return self==value.", |held, args| {
            let (Ok(a), Ok(b)) = (alias(held, &args[0]), alias(held, &args[1])) else {
                return Ok(Value::NotImplemented);
            };
            if !held.eq(&a.origin, &b.origin)? {
                return Ok(Value::Bool(false));
            }
            Ok(Value::Bool(held.eq(&Value::tuple(a.args), &Value::tuple(b.args))?))
        }),
        NativeDef::new("__hash__($self, /)", "Return hash(self).", |held, args| {
            let alias = alias(held, &args[0])?;
            let parts = held.hash(&Value::tuple(alias.args))?;
            Ok(Value::Int(held.hash(&alias.origin)? ^ parts))
        }),
        NativeDef::new("__getattr__($self, name, /)", "", |held, args| {
            let alias = alias(held, &args[0])?;
            let name = attribute_name(held, &args[1])?;
            held.getattr(&alias.origin, &name)
        }),
    ],
    attributes: &[
        GetSetDef { name: "__origin__", doc: "", get: |held, this| Ok(alias(held, this)?.origin), set: None },
        GetSetDef {
            name: "__args__",
            doc: "",
            get: |held, this| Ok(Value::tuple(alias(held, this)?.args)),
            set: None,
        },
        GetSetDef { name: "__parameters__", doc: "", get: |held, _| Ok(held.empty_tuple()), set: None },
    ],
    ..TypeDef::builtin(Kind::GenericAlias)
};

const ALIAS_NEW: NativeDef = NativeDef::new("__new__($type, origin, args, /)", "", |held, args| {
    Ok(new_alias(held, args[1].clone(), &args[2]))
});

/// The members of a union.
struct Union(Vec<Value>);

#[derive(Clone)]
struct Alias {
    origin: Value,
    args: Vec<Value>,
}

/// `origin[key]`
pub(crate) fn new_alias(held: &Held, origin: Value, key: &Value) -> Value {
    let args = match key {
        Value::Tuple(items) => items.items().to_vec(),
        other => vec![other.clone()],
    };
    let class = Rc::clone(held.interp.kind(Kind::GenericAlias));
    Value::Instance(Rc::new(Instance::new(class, Payload::Native(Box::new(Alias { origin, args })))))
}

/// `__class_getitem__` of the generic built-in types.
///
/// # Errors
/// None; it has the type of a native function.
pub fn class_getitem(held: &mut Held, args: &[Value]) -> R {
    Ok(new_alias(held, args[0].clone(), &args[1]))
}

fn alias(held: &Held, this: &Value) -> R<Alias> {
    let found = match this {
        Value::Instance(instance) => instance.payload.get(&held.token).native::<Alias>().cloned(),
        _ => None,
    };
    found.ok_or_else(|| wrong_receiver(held, "__getitem__", "types.GenericAlias", this))
}

/// The members, if the value is a union.
pub(crate) fn members(held: &Held, value: &Value) -> Option<Vec<Value>> {
    match value {
        Value::Instance(instance) => {
            instance.payload.get(&held.token).native::<Union>().map(|union| union.0.clone())
        }
        _ => None,
    }
}

fn union_members(held: &Held, this: &Value) -> R<Vec<Value>> {
    members(held, this).ok_or_else(|| wrong_receiver(held, "__or__", "types.UnionType", this))
}

/// What may be a member of a union.
fn unionable(held: &Held, value: &Value) -> bool {
    matches!(value, Value::None | Value::Class(_))
        || members(held, value).is_some()
        || alias(held, value).is_ok()
}

pub(crate) fn or(held: &mut Held, args: &[Value]) -> R {
    combine(held, &args[0], &args[1])
}

pub(crate) fn ror(held: &mut Held, args: &[Value]) -> R {
    combine(held, &args[1], &args[0])
}

fn combine(held: &mut Held, left: &Value, right: &Value) -> R {
    if !unionable(held, left) || !unionable(held, right) {
        return Ok(Value::NotImplemented);
    }
    let mut parts: Vec<Value> = Vec::new();
    for side in [left, right] {
        for part in members(held, side).unwrap_or_else(|| vec![side.clone()]) {
            // `None` is kept as its type, so that `int | None` equals `int | type(None)`.
            let part =
                if part.is_none() { Value::Class(Rc::clone(held.interp.kind(Kind::NoneType))) } else { part };
            let mut known = false;
            for other in &parts {
                known |= held.eq(other, &part)?;
            }
            if !known {
                parts.push(part);
            }
        }
    }
    if let [single] = parts.as_slice() {
        return Ok(single.clone());
    }
    let class = Rc::clone(held.interp.kind(Kind::UnionType));
    Ok(Value::Instance(Rc::new(Instance::new(class, Payload::Native(Box::new(Union(parts)))))))
}

fn union_eq(held: &mut Held, args: &[Value]) -> R {
    let (Some(a), Some(b)) = (members(held, &args[0]), members(held, &args[1])) else {
        return Ok(Value::NotImplemented);
    };
    if a.len() != b.len() {
        return Ok(Value::Bool(false));
    }
    for part in &a {
        let mut found = false;
        for other in &b {
            found |= held.eq(part, other)?;
        }
        if !found {
            return Ok(Value::Bool(false));
        }
    }
    Ok(Value::Bool(true))
}

/// A type as it stands in an annotation.
fn type_text(held: &mut Held, value: &Value) -> R<String> {
    Ok(match value {
        Value::Ellipsis => "...".to_owned(),
        Value::Class(class) if Rc::ptr_eq(class, held.interp.kind(Kind::NoneType)) => "None".to_owned(),
        Value::Class(class) => crate::types::object::full_class_name(held, &Rc::clone(class)),
        other => held.repr(other)?.as_str().to_owned(),
    })
}
