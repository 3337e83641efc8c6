//! `mappingproxy`: a mapping that shows another and cannot change it. A class's `__dict__` is one.

use crate::error::R;
use crate::error::Raised;
use crate::held::Held;
use crate::native::NativeDef;
use crate::native::TypeDef;
use crate::object::Instance;
use crate::object::Layout;
use crate::object::Payload;
use crate::rc::Rc;
use crate::types::Kind;
use crate::types::object::wrong_receiver;
use crate::value::Value;

/// A method that the mapping answers.
macro_rules! forwarded {
    ($signature:literal, $name:literal) => {
        NativeDef::new($signature, "", |held, args| forward(held, &args[0], $name, &args[1..]))
    };
}

pub(crate) const DEF: TypeDef = TypeDef {
    doc: "Read-only proxy of a mapping.",
    layout: Layout::Native("mappingproxy"),
    new: Some(&NEW),
    methods: &[
        NativeDef::new("__repr__($self, /)", "Return repr(self).", |held, args| {
            let inner = mapping(held, &args[0])?;
            Ok(Value::from(format!("mappingproxy({})", held.repr(&inner)?.as_str())))
        }),
        NativeDef::new("__str__($self, /)", "Return str(self).", |held, args| {
            let inner = mapping(held, &args[0])?;
            Ok(Value::Str(held.str(&inner)?))
        }),
        NativeDef::new("__len__($self, /)", "Return len(self).", |held, args| {
            let inner = mapping(held, &args[0])?;
            Ok(Value::from(held.len(&inner)?))
        }),
        NativeDef::new("__getitem__($self, key, /)", "Return self[key].", |held, args| {
            let inner = mapping(held, &args[0])?;
            held.getitem(&inner, &args[1])
        }),
        NativeDef::new("__contains__($self, key, /)", "Return bool(key in self).", |held, args| {
            let inner = mapping(held, &args[0])?;
            Ok(Value::Bool(held.contains(&inner, &args[1])?))
        }),
        NativeDef::new("__iter__($self, /)", "Implement iter(self).", |held, args| {
            let inner = mapping(held, &args[0])?;
            held.iter(&inner)
        }),
        NativeDef::new("__eq__($self, value, /)", "Return self==value.", |held, args| {
            let inner = mapping(held, &args[0])?;
            let other = mapping(held, &args[1]).unwrap_or_else(|_| args[1].clone());
            Ok(Value::Bool(held.eq(&inner, &other)?))
        }),
        forwarded!("get($self, key, default=None, /)", "get"),
        forwarded!("keys($self, /)", "keys"),
        forwarded!("values($self, /)", "values"),
        forwarded!("items($self, /)", "items"),
        forwarded!("copy($self, /)", "copy"),
    ],
    ..TypeDef::builtin(Kind::MappingProxy)
};

const NEW: NativeDef = NativeDef::new("__new__($type, mapping)", "", |held, args| {
    let getitem = Rc::clone(&held.interp.names.getitem);
    if matches!(args[1], Value::List(_) | Value::Tuple(_)) || held.special(&args[1], &getitem).is_none() {
        return Err(Raised::type_error(format!(
            "mappingproxy() argument must be a mapping, not {}",
            held.type_name(&args[1])
        )));
    }
    Ok(new(held, args[1].clone()))
});

/// A proxy of this mapping.
pub(crate) fn new(held: &Held, mapping: Value) -> Value {
    let class = Rc::clone(held.interp.kind(Kind::MappingProxy));
    Value::Instance(Rc::new(Instance::new(class, Payload::Native(Box::new(mapping)))))
}

fn mapping(held: &Held, this: &Value) -> R {
    let inner = match this {
        Value::Instance(instance) => instance.payload.get(&held.token).native::<Value>().cloned(),
        _ => None,
    };
    inner.ok_or_else(|| wrong_receiver(held, "__getitem__", "mappingproxy", this))
}

fn forward(held: &mut Held, this: &Value, name: &str, args: &[Value]) -> R {
    let inner = mapping(held, this)?;
    let name = held.intern(name);
    held.call_method(&inner, &name, args)
}
