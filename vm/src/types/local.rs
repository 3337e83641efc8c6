//! `_thread._local`: an object whose attributes each thread has for itself. The type belongs to the module `_thread`
//! and is declared here because attribute access knows it.

use crate::error::R;
use crate::error::Raised;
use crate::held::Held;
use crate::native::NativeDef;
use crate::native::TypeDef;
use crate::object::Instance;
use crate::object::Layout;
use crate::object::LocalValues;
use crate::object::Payload;
use crate::object::Tuple;
use crate::rc::Rc;
use crate::types::object::attribute_name;
use crate::value::Value;

/// What its instances carry.
pub(crate) const LAYOUT: Layout = Layout::Native("_thread._local");

/// The declaration.
pub static LOCAL: TypeDef = TypeDef {
    name: "_local",
    module: "_thread",
    doc: "Thread-local data",
    layout: LAYOUT,
    subclassable: true,
    new: Some(&NativeDef::new(
        "__new__($type, /, *args, **kwargs)",
        "Create and return a new object.  See help(type) for accurate signature.",
        new,
    )),
    methods: &[
        NativeDef::new("__getattribute__($self, name, /)", "Return getattr(self, name).", getattribute),
        NativeDef::new(
            "__setattr__($self, name, value, /)",
            "Implement setattr(self, name, value).",
            setattr,
        ),
        NativeDef::new("__delattr__($self, name, /)", "Implement delattr(self, name).", delattr),
    ],
    ..TypeDef::EMPTY
};

fn new(held: &mut Held, a: &[Value]) -> R {
    let Value::Class(class) = &a[0] else {
        return Err(Raised::type_error(format!(
            "_thread._local.__new__(X): X is not a type object ({})",
            held.type_name(&a[0])
        )));
    };
    if class.layout != LAYOUT {
        let class = held.shown_name(class);
        return Err(Raised::type_error(format!(
            "_thread._local.__new__({class}): {class} is not a subtype of _thread._local"
        )));
    }
    let args = match &a[1] {
        Value::Tuple(args) => args.clone(),
        _ => Tuple::new([]),
    };
    let mut keywords = Vec::new();
    if let Value::Dict(given) = &a[2] {
        for entry in given.table(&held.token).iter() {
            if let Value::Str(name) = &entry.key {
                keywords.push((Rc::clone(name), entry.value.clone()));
            }
        }
    }
    let init = Rc::clone(&held.interp.names.init);
    if (!args.items().is_empty() || !keywords.is_empty()) && held.takes_from_object(class, &init) {
        return Err(Raised::type_error("Initialization arguments are not supported"));
    }
    let values = Rc::new(LocalValues::new(args, keywords));
    // Calling the class initialises the object for this thread.
    held.begin_local(&values);
    Ok(Value::Instance(Rc::new(Instance::new(Rc::clone(class), Payload::Local(values)))))
}

fn check_receiver(held: &Held, method: &str, this: &Value) -> R<()> {
    if held.class_of(this).layout == LAYOUT {
        return Ok(());
    }
    Err(Raised::type_error(format!(
        "descriptor '{method}' requires a '_thread._local' object but received a '{}'",
        held.type_name(this)
    )))
}

fn getattribute(held: &mut Held, a: &[Value]) -> R {
    check_receiver(held, "__getattribute__", &a[0])?;
    let name = attribute_name(held, &a[1])?;
    let class = Rc::clone(held.class_of(&a[0]));
    match held.local_getattr(&a[0], &class, &name)? {
        Some(value) => Ok(value),
        None => Err(held.no_attribute(&a[0], &name)),
    }
}

fn setattr(held: &mut Held, a: &[Value]) -> R {
    check_receiver(held, "__setattr__", &a[0])?;
    let name = attribute_name(held, &a[1])?;
    let class = Rc::clone(held.class_of(&a[0]));
    held.local_setattr(&a[0], &class, &name, a[2].clone())?;
    Ok(Value::None)
}

fn delattr(held: &mut Held, a: &[Value]) -> R {
    check_receiver(held, "__delattr__", &a[0])?;
    let name = attribute_name(held, &a[1])?;
    let class = Rc::clone(held.class_of(&a[0]));
    held.local_setattr(&a[0], &class, &name, Value::Unset)?;
    Ok(Value::None)
}
