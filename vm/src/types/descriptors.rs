//! `property`, `staticmethod`, `classmethod`, and the descriptors of native attributes and `__slots__`.
//!
//! What they do on attribute access is the attribute protocol's business; here are their own attributes.

use crate::error::ExcKind;
use crate::error::R;
use crate::error::Raised;
use crate::heap::HeapCell;
use crate::held::Held;
use crate::native::GetSetDef;
use crate::native::NativeDef;
use crate::native::TypeDef;
use crate::object::Descriptor;
use crate::object::Instance;
use crate::object::Payload;
use crate::rc::Rc;
use crate::types::Kind;
use crate::types::object::attribute_name;
use crate::types::object::readonly;
use crate::types::object::wrong_receiver;
use crate::value::Value;

const REPR: NativeDef =
    NativeDef::new("__repr__($self, /)", "Return repr(self).", |held, args| held.builtin_repr(&args[0]));

const GET: NativeDef = NativeDef::new(
    "__get__($self, instance, owner=None, /)",
    "Return an attribute of instance, which is of type owner.",
    get,
);
const SET: NativeDef =
    NativeDef::new("__set__($self, instance, value, /)", "Set an attribute of instance to value.", set);
const DELETE: NativeDef =
    NativeDef::new("__delete__($self, instance, /)", "Delete an attribute of instance.", delete);

pub(crate) const PROPERTY: TypeDef = TypeDef {
    doc: "Property attribute.",
    subclassable: true,
    new: Some(&PROPERTY_NEW),
    methods: &[
        GET,
        SET,
        DELETE,
        REPR,
        NativeDef::new(
            "getter($self, object, /)",
            "Descriptor to obtain a copy of the property with a different getter.",
            |held, args| changed(held, &args[0], Some(args[1].clone()), None, None),
        ),
        NativeDef::new(
            "setter($self, object, /)",
            "Descriptor to obtain a copy of the property with a different setter.",
            |held, args| changed(held, &args[0], None, Some(args[1].clone()), None),
        ),
        NativeDef::new(
            "deleter($self, object, /)",
            "Descriptor to obtain a copy of the property with a different deleter.",
            |held, args| changed(held, &args[0], None, None, Some(args[1].clone())),
        ),
        NativeDef::new(
            "__set_name__($self, owner, name, /)",
            "Method to set name of a property.",
            set_property_name,
        ),
    ],
    attributes: &[
        GetSetDef {
            name: "fget",
            doc: "",
            get: |held, this| Ok(property(held, this)?.get),
            set: Some(readonly),
        },
        GetSetDef {
            name: "fset",
            doc: "",
            get: |held, this| Ok(property(held, this)?.set),
            set: Some(readonly),
        },
        GetSetDef {
            name: "fdel",
            doc: "",
            get: |held, this| Ok(property(held, this)?.delete),
            set: Some(readonly),
        },
        GetSetDef {
            name: "__doc__",
            doc: "",
            get: |held, this| Ok(property(held, this)?.doc),
            set: Some(set_property_doc),
        },
        GetSetDef { name: "__name__", doc: "", get: property_name, set: None },
        GetSetDef { name: "__isabstractmethod__", doc: "", get: is_abstract, set: None },
    ],
    ..TypeDef::builtin(Kind::Property)
};

const PROPERTY_NEW: NativeDef =
    NativeDef::new("__new__($type, fget=None, fset=None, fdel=None, doc=None)", "", |held, args| {
        make_property(
            held,
            &args[0],
            args[1].clone(),
            args[2].clone(),
            args[3].clone(),
            args[4].clone(),
            None,
        )
    });

pub(crate) const STATIC_METHOD: TypeDef = TypeDef {
    doc: "Convert a function to be a static method.",
    subclassable: true,
    new: Some(&STATIC_NEW),
    methods: &[
        GET,
        REPR,
        NativeDef::new("__call__($self, /, *args, **kwargs)", "Call self as a function.", call_wrapped),
    ],
    attributes: WRAPPER_ATTRIBUTES,
    ..TypeDef::builtin(Kind::StaticMethod)
};

const STATIC_NEW: NativeDef = NativeDef::new("__new__($type, function, /)", "", |held, args| {
    let made = Value::Descriptor(Rc::new(Descriptor::StaticMethod(args[1].clone())));
    Ok(of_class(held, &args[0], Kind::StaticMethod, made))
});

pub(crate) const CLASS_METHOD: TypeDef = TypeDef {
    doc: "Convert a function to be a class method.",
    subclassable: true,
    new: Some(&CLASS_NEW),
    methods: &[GET, REPR],
    attributes: WRAPPER_ATTRIBUTES,
    ..TypeDef::builtin(Kind::ClassMethod)
};

const CLASS_NEW: NativeDef = NativeDef::new("__new__($type, function, /)", "", |held, args| {
    let made = Value::Descriptor(Rc::new(Descriptor::ClassMethod(args[1].clone())));
    Ok(of_class(held, &args[0], Kind::ClassMethod, made))
});

const WRAPPER_ATTRIBUTES: &[GetSetDef] = &[
    GetSetDef { name: "__func__", doc: "", get: wrapped, set: None },
    GetSetDef { name: "__wrapped__", doc: "", get: wrapped, set: None },
    GetSetDef { name: "__name__", doc: "", get: |held, this| of_wrapped(held, this, "__name__"), set: None },
    GetSetDef {
        name: "__qualname__",
        doc: "",
        get: |held, this| of_wrapped(held, this, "__qualname__"),
        set: None,
    },
    GetSetDef {
        name: "__module__",
        doc: "",
        get: |held, this| of_wrapped(held, this, "__module__"),
        set: None,
    },
    GetSetDef { name: "__doc__", doc: "", get: |held, this| of_wrapped(held, this, "__doc__"), set: None },
    GetSetDef { name: "__isabstractmethod__", doc: "", get: is_abstract, set: None },
];

pub(crate) const GETSET: TypeDef = TypeDef {
    methods: &[GET, SET, DELETE, REPR],
    attributes: &[
        GetSetDef { name: "__name__", doc: "", get: own_name, set: None },
        GetSetDef {
            name: "__doc__",
            doc: "",
            get: |held, this| {
                Ok(match &*descriptor(held, this)? {
                    Descriptor::GetSet { def, .. } if !def.doc.is_empty() => Value::str(def.doc),
                    _ => Value::None,
                })
            },
            set: None,
        },
    ],
    ..TypeDef::builtin(Kind::GetSetDescriptor)
};

pub(crate) const MEMBER: TypeDef = TypeDef {
    methods: &[GET, SET, DELETE, REPR],
    attributes: &[GetSetDef { name: "__name__", doc: "", get: own_name, set: None }],
    ..TypeDef::builtin(Kind::MemberDescriptor)
};

fn descriptor(held: &Held, this: &Value) -> R<Rc<Descriptor>> {
    match held.base_value(this) {
        Value::Descriptor(descriptor) => Ok(descriptor),
        other => Err(wrong_receiver(held, "__get__", "property", &other)),
    }
}

/// The parts of a property, by value.
struct Property {
    get: Value,
    set: Value,
    delete: Value,
    doc: Value,
    name: Option<Rc<crate::object::Str>>,
}

fn property(held: &Held, this: &Value) -> R<Property> {
    match &*descriptor(held, this)? {
        Descriptor::Property { get, set, delete, doc, name } => Ok(Property {
            get: get.clone(),
            set: set.clone(),
            delete: delete.clone(),
            doc: doc.get(&held.token).clone(),
            name: name.get(&held.token).clone(),
        }),
        _ => Err(wrong_receiver(held, "getter", "property", this)),
    }
}

/// The descriptor itself, or an instance of a derived class around it.
fn of_class(held: &Held, class: &Value, kind: Kind, made: Value) -> Value {
    match class {
        Value::Class(class) if !Rc::ptr_eq(class, held.interp.kind(kind)) => {
            Value::Instance(Rc::new(Instance::new(Rc::clone(class), Payload::Value(made))))
        }
        _ => made,
    }
}

fn make_property(
    held: &mut Held,
    class: &Value,
    get: Value,
    set: Value,
    delete: Value,
    doc: Value,
    name: Option<Rc<crate::object::Str>>,
) -> R {
    let mut doc = doc;
    if doc.is_none() && !get.is_none() {
        let key = Rc::clone(&held.interp.names.doc);
        doc = held.getattr_opt(&get, &key)?.into();
    }
    let made = Descriptor::Property { get, set, delete, doc: HeapCell::new(doc), name: HeapCell::new(name) };
    let made = Value::Descriptor(Rc::new(made));
    Ok(of_class(held, class, Kind::Property, made))
}

/// A copy of a property with one accessor replaced.
fn changed(
    held: &mut Held,
    this: &Value,
    get: Option<Value>,
    set: Option<Value>,
    delete: Option<Value>,
) -> R {
    let old = property(held, this)?;
    let class = Value::Class(Rc::clone(held.class_of(this)));
    // The doc string stays, unless it came from a getter that is being replaced.
    let doc = if get.is_some() { Value::None } else { old.doc };
    make_property(
        held,
        &class,
        get.unwrap_or(old.get),
        set.unwrap_or(old.set),
        delete.unwrap_or(old.delete),
        doc,
        old.name,
    )
}

fn set_property_name(held: &mut Held, args: &[Value]) -> R {
    if let (Descriptor::Property { name, .. }, Some(text)) =
        (&*descriptor(held, &args[0])?, held.as_str(&args[2]))
    {
        name.set(&mut held.token, Some(text));
    }
    Ok(Value::None)
}

fn set_property_doc(held: &mut Held, this: &Value, value: Value) -> R<()> {
    if let Descriptor::Property { doc, .. } = &*descriptor(held, this)? {
        doc.set(&mut held.token, if value.is_unset() { Value::None } else { value });
    }
    Ok(())
}

fn property_name(held: &mut Held, this: &Value) -> R {
    let parts = property(held, this)?;
    if let Some(name) = parts.name {
        return Ok(Value::Str(name));
    }
    let name = Rc::clone(&held.interp.names.name_);
    match held.getattr_opt(&parts.get, &name)? {
        Some(found) if !parts.get.is_none() => Ok(found),
        _ => Err(held.no_attribute(this, &name)),
    }
}

fn is_abstract(held: &mut Held, this: &Value) -> R {
    let name = held.intern("__isabstractmethod__");
    let parts = match &*descriptor(held, this)? {
        Descriptor::Property { get, set, delete, .. } => vec![get.clone(), set.clone(), delete.clone()],
        Descriptor::StaticMethod(inner) | Descriptor::ClassMethod(inner) => vec![inner.clone()],
        _ => Vec::new(),
    };
    for part in parts {
        if part.is_none() {
            continue;
        }
        if let Some(found) = held.getattr_opt(&part, &name)?
            && held.truthy(&found)?
        {
            return Ok(Value::Bool(true));
        }
    }
    Ok(Value::Bool(false))
}

fn wrapped(held: &mut Held, this: &Value) -> R {
    Ok(match &*descriptor(held, this)? {
        Descriptor::StaticMethod(inner) | Descriptor::ClassMethod(inner) => inner.clone(),
        _ => Value::None,
    })
}

fn of_wrapped(held: &mut Held, this: &Value, name: &str) -> R {
    let inner = wrapped(held, this)?;
    let name = held.intern(name);
    held.getattr(&inner, &name)
}

fn call_wrapped(held: &mut Held, args: &[Value]) -> R {
    let inner = wrapped(held, &args[0])?;
    let positional = match &args[1] {
        Value::Tuple(items) => items.items().to_vec(),
        _ => Vec::new(),
    };
    let keywords = crate::types::type_::build::keyword_list(held, &args[2]);
    held.call_kw(&inner, &positional, &keywords)
}

fn own_name(held: &mut Held, this: &Value) -> R {
    Ok(match &*descriptor(held, this)? {
        Descriptor::GetSet { def, .. } => Value::Str(held.intern(def.name)),
        Descriptor::Member { name, .. } => Value::Str(Rc::clone(name)),
        _ => Value::None,
    })
}

fn get(held: &mut Held, args: &[Value]) -> R {
    let plain = descriptor(held, &args[0])?;
    let (instance, owner) = (&args[1], &args[2]);
    if instance.is_none() {
        return match (&*plain, owner) {
            (Descriptor::StaticMethod(inner), _) => Ok(inner.clone()),
            (Descriptor::ClassMethod(inner), Value::Class(_)) => {
                Ok(held.method(inner.clone(), owner.clone()))
            }
            (Descriptor::ClassMethod(_), _) | (_, Value::None) => {
                Err(Raised::type_error("__get__(None, None) is invalid"))
            }
            _ => Ok(args[0].clone()),
        };
    }
    let class = match owner {
        Value::Class(class) => Rc::clone(class),
        _ => Rc::clone(held.class_of(instance)),
    };
    held.bind(Value::Descriptor(plain), instance, &class)
}

fn set(held: &mut Held, args: &[Value]) -> R {
    store(held, &args[0], &args[1], args[2].clone())
}

fn delete(held: &mut Held, args: &[Value]) -> R {
    store(held, &args[0], &args[1], Value::Unset)
}

/// Sets (or deletes) through a data descriptor that a script calls by hand.
fn store(held: &mut Held, this: &Value, instance: &Value, value: Value) -> R {
    let plain = descriptor(held, this)?;
    let name = match &*plain {
        Descriptor::GetSet { def, .. } => Value::Str(held.intern(def.name)),
        Descriptor::Member { name, .. } => Value::Str(Rc::clone(name)),
        Descriptor::Property { name, .. } => match name.get(&held.token) {
            Some(name) => Value::Str(Rc::clone(name)),
            None => Value::str("property"),
        },
        Descriptor::StaticMethod(_) | Descriptor::ClassMethod(_) => {
            return Err(Raised::new(ExcKind::AttributeError, "__set__"));
        }
    };
    let name = attribute_name(held, &name)?;
    held.set_through(&Value::Descriptor(plain), instance, &name, value)?;
    Ok(Value::None)
}
