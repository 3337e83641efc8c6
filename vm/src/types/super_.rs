//! `super`: attribute lookup that begins behind a class in the method resolution order of an object.

use crate::error::R;
use crate::error::Raised;
use crate::held::Held;
use crate::native::GetSetDef;
use crate::native::NativeDef;
use crate::native::TypeDef;
use crate::object::Class;
use crate::object::Instance;
use crate::object::Layout;
use crate::object::Payload;
use crate::object::Str;
use crate::rc::Rc;
use crate::types::Kind;
use crate::types::object::attribute_name;
use crate::types::object::wrong_receiver;
use crate::value::Value;

pub(crate) const DEF: TypeDef = TypeDef {
    doc: "super() -> same as super(__class__, <first argument>)\nsuper(type) -> unbound super object\nsuper(type, obj) -> bound super object; requires isinstance(obj, type)\nsuper(type, type2) -> bound super object; requires issubclass(type2, type)",
    layout: Layout::Native("super"),
    subclassable: true,
    new: Some(&NEW),
    methods: &[
        NativeDef::new("__getattribute__($self, name, /)", "Return getattr(self, name).", getattribute),
        NativeDef::new(
            "__get__($self, instance, owner=None, /)",
            "Return an attribute of instance, which is of type owner.",
            get,
        ),
        NativeDef::new("__repr__($self, /)", "Return repr(self).", repr),
    ],
    attributes: &[
        GetSetDef {
            name: "__thisclass__",
            doc: "the class invoking super()",
            get: |held, this| Ok(Value::Class(state(held, this)?.class)),
            set: None,
        },
        GetSetDef {
            name: "__self__",
            doc: "the instance invoking super(); may be None",
            get: |held, this| Ok(state(held, this)?.object),
            set: None,
        },
        GetSetDef {
            name: "__self_class__",
            doc: "the type of the instance invoking super(); may be None",
            get: |held, this| Ok(state(held, this)?.start.map(Value::Class).into()),
            set: None,
        },
    ],
    ..TypeDef::builtin(Kind::Super)
};

const NEW: NativeDef = NativeDef::new("__new__($type, type=<unset>, object=<unset>, /)", "", new);

/// What a `super` object knows.
#[derive(Clone)]
struct Super {
    /// The class behind which the lookup begins.
    class: Rc<Class>,
    /// The object methods are bound to; `None` when unbound.
    object: Value,
    /// The class whose resolution order is searched.
    start: Option<Rc<Class>>,
}

fn state(held: &Held, this: &Value) -> R<Super> {
    match this {
        Value::Instance(instance) => match instance.payload.get(&held.token).native::<Super>() {
            Some(state) => Ok(state.clone()),
            None => Err(wrong_receiver(held, "__getattribute__", "super", this)),
        },
        _ => Err(wrong_receiver(held, "__getattribute__", "super", this)),
    }
}

/// What the classes behind `class` in the resolution order of `start` have under a name, unbound.
pub(crate) fn lookup_after(
    held: &Held,
    start: &Rc<Class>,
    class: &Rc<Class>,
    name: &Rc<Str>,
) -> Option<Value> {
    let hash = held.str_hash(name);
    start.mro(&held.token).skip_while(|c| !Rc::ptr_eq(c, class)).skip(1).find_map(|c| {
        let table = c.dict.table(&held.token);
        let at = table.find_str(name, hash)?;
        table.entry(at).map(|entry| entry.value.clone())
    })
}

/// The class whose resolution order `super(class, object)` searches.
pub(crate) fn start_class(held: &mut Held, class: &Rc<Class>, object: &Value) -> R<Rc<Class>> {
    if let Value::Class(of) = object
        && of.is_subclass(class, &held.token)
    {
        return Ok(Rc::clone(of));
    }
    let own = Rc::clone(held.class_of(object));
    if own.is_subclass(class, &held.token) {
        return Ok(own);
    }
    let (what, name) = match object {
        Value::Class(of) => ("type", of.name(&held.token)),
        _ => ("instance of", own.name(&held.token)),
    };
    let message = format!(
        "super(type, obj): obj ({what} {name}) is not an instance or subtype of type ({}).",
        class.name(&held.token)
    );
    Err(Raised::type_error(message))
}

/// `super(class, object).name`; `None` when no class behind `class` has it.
pub(crate) fn super_getattr(
    held: &mut Held,
    class: &Rc<Class>,
    object: &Value,
    start: &Rc<Class>,
    name: &Rc<Str>,
) -> R<Option<Value>> {
    let Some(found) = lookup_after(held, start, class, name) else { return Ok(None) };
    if let Value::Class(of) = object
        && Rc::ptr_eq(of, start)
    {
        // Accessed through a class: functions stay unbound, class methods bind to it.
        return held.bind_to_class(found, of).map(Some);
    }
    held.bind(found, object, start).map(Some)
}

fn new(held: &mut Held, args: &[Value]) -> R {
    let made = |held: &Held, state: Super| {
        let class = match &args[0] {
            Value::Class(class) => Rc::clone(class),
            _ => Rc::clone(held.interp.kind(Kind::Super)),
        };
        Value::Instance(Rc::new(Instance::new(class, Payload::Native(Box::new(state)))))
    };
    let (class, object) = match (&args[1], &args[2]) {
        (Value::Unset, _) => from_frame(held)?,
        (Value::Class(class), Value::Unset | Value::None) => {
            return Ok(made(held, Super { class: Rc::clone(class), object: Value::None, start: None }));
        }
        (Value::Class(class), object) => (Rc::clone(class), object.clone()),
        (other, _) => {
            return Err(Raised::type_error(format!(
                "super() argument 1 must be a type, not {}",
                held.type_name(other)
            )));
        }
    };
    let start = start_class(held, &class, &object)?;
    Ok(made(held, Super { class, object, start: Some(start) }))
}

/// The class and the object of `super()` without arguments: the `__class__` cell and the first argument of the
/// function that calls it.
fn from_frame(held: &mut Held) -> R<(Rc<Class>, Value)> {
    let Some(frame) = held.thread.frames.last() else {
        return Err(Raised::runtime_error("super(): no current frame"));
    };
    let code = &frame.function.code.code;
    if code.params.positional == 0 && !code.params.var_args {
        return Err(Raised::runtime_error("super(): no arguments"));
    }
    let first = if code.params.positional == 0 { code.params.keyword_only as usize } else { 0 };
    let object = match held.thread.registers.get(frame.base + first) {
        Some(Value::Cell(cell)) if code.cells.iter().any(|reg| reg.index() == first) => {
            cell.value.get(&held.token).clone()
        }
        Some(value) => value.clone(),
        None => Value::Unset,
    };
    // With `*args` alone the first argument is the first item.
    let object = match object {
        Value::Tuple(items) if code.params.positional == 0 => {
            items.items().first().cloned().unwrap_or_default()
        }
        other => other,
    };
    if object.is_unset() {
        return Err(Raised::runtime_error("super(): arg[0] deleted"));
    }
    let cell = code
        .free
        .iter()
        .position(|name| &**name == "__class__")
        .and_then(|at| frame.function.closure.get(at));
    let Some(cell) = cell else { return Err(Raised::runtime_error("super(): __class__ cell not found")) };
    match cell.value.get(&held.token) {
        Value::Class(class) => Ok((Rc::clone(class), object)),
        Value::Unset => Err(Raised::runtime_error("super(): empty __class__ cell")),
        other => Err(Raised::runtime_error(format!(
            "super(): __class__ is not a type ({})",
            held.type_name(other)
        ))),
    }
}

fn getattribute(held: &mut Held, args: &[Value]) -> R {
    let name = attribute_name(held, &args[1])?;
    let state = state(held, &args[0])?;
    // `super().__class__` is `super`, as it is for any other object.
    if name.as_str() != "__class__"
        && let Some(start) = &state.start
        && let Some(found) = super_getattr(held, &state.class, &state.object, start, &name)?
    {
        return Ok(found);
    }
    let class = Rc::clone(held.class_of(&args[0]));
    match held.generic_getattr(&args[0], &class, &name)? {
        Some(found) => Ok(found),
        None => Err(held.no_attribute(&args[0], &name)),
    }
}

/// An unbound `super` stored on a class binds when it is read through an instance.
fn get(held: &mut Held, args: &[Value]) -> R {
    let state = state(held, &args[0])?;
    if state.start.is_some() || args[1].is_none() {
        return Ok(args[0].clone());
    }
    let own = Value::Class(Rc::clone(held.class_of(&args[0])));
    new(held, &[own, Value::Class(state.class), args[1].clone()])
}

fn repr(held: &mut Held, args: &[Value]) -> R {
    let state = state(held, &args[0])?;
    let class = state.class.name(&held.token).to_owned();
    Ok(Value::from(match state.start {
        Some(start) => format!("<super: <class '{class}'>, <{} object>>", start.name(&held.token)),
        None => format!("<super: <class '{class}'>, NULL>"),
    }))
}
