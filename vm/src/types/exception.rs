//! `BaseException` and all classes below it.
//!
//! The parts every exception has (`args`, the chain, the traceback) are its payload; the attributes that only some
//! classes have (`errno`, `value`, `name`, …) are slots, laid out by [`fields`]. A slot that was never set reads as
//! `None`, so that an exception made by native code needs to fill only what it knows.
//!
//! This file has what all exceptions share; [`init`] how each class takes its arguments, [`text`] how it prints.

use crate::error::ExcKind;
use crate::error::R;
use crate::error::Raised;
use crate::held::Held;
use crate::native::GetSetDef;
use crate::native::NativeDef;
use crate::native::Quick;
use crate::native::TypeDef;
use crate::object::Class;
use crate::object::Instance;
use crate::object::Layout;
use crate::object::Tuple;
use crate::protocol::class::NewClass;
use crate::rc::Rc;
use crate::types::object::readonly;
use crate::value::Value;

pub(crate) mod group;
mod init;
mod star;
mod text;

pub(crate) use init::set_args;

/// The attributes an exception class adds to its parent's, in slot order.
pub(crate) const fn fields(kind: ExcKind) -> &'static [&'static str] {
    match kind {
        ExcKind::BaseExceptionGroup => &["message", "exceptions"],
        ExcKind::StopIteration => &["value"],
        ExcKind::SystemExit => &["code"],
        ExcKind::NameError => &["name"],
        ExcKind::AttributeError => &["name", "obj"],
        ExcKind::ImportError => &["msg", "name", "path", "name_from"],
        ExcKind::OSError => &["errno", "strerror", "filename", "filename2", "characters_written"],
        ExcKind::SyntaxError => &[
            "msg",
            "filename",
            "lineno",
            "offset",
            "text",
            "print_file_and_line",
            "end_lineno",
            "end_offset",
        ],
        ExcKind::UnicodeDecodeError | ExcKind::UnicodeEncodeError | ExcKind::UnicodeTranslateError => {
            &["encoding", "object", "start", "end", "reason"]
        }
        _ => &[],
    }
}

/// Attributes whose reading and writing is reading and writing a slot.
macro_rules! slots {
    ($($name:literal = $at:literal),* $(,)?) => {
        &[$(GetSetDef {
            name: $name,
            doc: "",
            get: |held, this| Ok(slot(held, this, $at)),
            set: Some(|held, this, value| {
                set_slot(held, this, $at, value);
                Ok(())
            }),
        }),*]
    };
}

/// The attribute declarations of a class; the positions are those of [`fields`].
const fn attributes(kind: ExcKind) -> &'static [GetSetDef] {
    match kind {
        ExcKind::BaseException => BASE_ATTRIBUTES,
        ExcKind::BaseExceptionGroup => GROUP_ATTRIBUTES,
        ExcKind::StopIteration => slots!["value" = 0],
        ExcKind::SystemExit => slots!["code" = 0],
        ExcKind::NameError => slots!["name" = 0],
        ExcKind::AttributeError => slots!["name" = 0, "obj" = 1],
        ExcKind::ImportError => slots!["msg" = 0, "name" = 1, "path" = 2, "name_from" = 3],
        ExcKind::OSError => slots!["errno" = 0, "strerror" = 1, "filename" = 2, "filename2" = 3],
        ExcKind::BlockingIOError => slots!["characters_written" = 4],
        ExcKind::SyntaxError => slots![
            "msg" = 0,
            "filename" = 1,
            "lineno" = 2,
            "offset" = 3,
            "text" = 4,
            "print_file_and_line" = 5,
            "end_lineno" = 6,
            "end_offset" = 7
        ],
        ExcKind::UnicodeDecodeError | ExcKind::UnicodeEncodeError | ExcKind::UnicodeTranslateError => {
            slots!["encoding" = 0, "object" = 1, "start" = 2, "end" = 3, "reason" = 4]
        }
        _ => &[],
    }
}

const fn methods(kind: ExcKind) -> &'static [NativeDef] {
    match kind {
        ExcKind::BaseException => {
            const {
                &[
                    NativeDef::new("__init__($self, /, *args, **kwargs)", "", init::base_init)
                        .quick(Quick::ExceptionInit),
                    NativeDef::new("__repr__($self, /)", "Return repr(self).", text::base_repr),
                    NativeDef::new("__str__($self, /)", "Return str(self).", text::base_str),
                    NativeDef::new(
                        "with_traceback($self, object, /)",
                        "Set self.__traceback__ to tb and return self.",
                        with_traceback,
                    ),
                    NativeDef::new("add_note($self, object, /)", "Add a note to the exception", add_note),
                    NativeDef::new("__reduce__($self, /)", "", reduce),
                ]
            }
        }
        ExcKind::StopIteration => {
            const { &[NativeDef::new("__init__($self, /, *args, **kwargs)", "", init::stop_iteration_init)] }
        }
        ExcKind::SystemExit => {
            const { &[NativeDef::new("__init__($self, /, *args, **kwargs)", "", init::system_exit_init)] }
        }
        ExcKind::NameError => {
            const { &[NativeDef::new("__init__($self, /, *args, **kwargs)", "", init::name_error_init)] }
        }
        ExcKind::AttributeError => {
            const { &[NativeDef::new("__init__($self, /, *args, **kwargs)", "", init::attribute_error_init)] }
        }
        ExcKind::ImportError => {
            const {
                &[
                    NativeDef::new("__init__($self, /, *args, **kwargs)", "", init::import_error_init),
                    NativeDef::new("__str__($self, /)", "Return str(self).", text::import_error_str),
                ]
            }
        }
        ExcKind::KeyError => {
            const { &[NativeDef::new("__str__($self, /)", "Return str(self).", text::key_error_str)] }
        }
        ExcKind::OSError => {
            const {
                &[
                    NativeDef::new("__init__($self, /, *args, **kwargs)", "", init::os_error_init),
                    NativeDef::new("__str__($self, /)", "Return str(self).", text::os_error_str),
                ]
            }
        }
        ExcKind::SyntaxError => {
            const {
                &[
                    NativeDef::new("__init__($self, /, *args, **kwargs)", "", init::syntax_error_init),
                    NativeDef::new("__str__($self, /)", "Return str(self).", text::syntax_error_str),
                ]
            }
        }
        ExcKind::UnicodeDecodeError => {
            const {
                &[
                    NativeDef::new(
                        "__init__($self, /, *args, **kwargs)",
                        "",
                        init::unicode_decode_error_init,
                    ),
                    NativeDef::new("__str__($self, /)", "Return str(self).", text::unicode_decode_error_str),
                ]
            }
        }
        ExcKind::UnicodeEncodeError => {
            const {
                &[
                    NativeDef::new(
                        "__init__($self, /, *args, **kwargs)",
                        "",
                        init::unicode_encode_error_init,
                    ),
                    NativeDef::new("__str__($self, /)", "Return str(self).", text::unicode_encode_error_str),
                ]
            }
        }
        ExcKind::BaseExceptionGroup => group::METHODS,
        _ => &[],
    }
}

const fn constructor(kind: ExcKind) -> Option<&'static NativeDef> {
    const BASE_NEW: NativeDef = NativeDef::new("__new__($type, /, *args, **kwargs)", "", init::base_new);
    const OS_NEW: NativeDef = NativeDef::new("__new__($type, /, *args, **kwargs)", "", init::os_error_new);
    match kind {
        ExcKind::BaseException => Some(&BASE_NEW),
        ExcKind::OSError => Some(&OS_NEW),
        ExcKind::BaseExceptionGroup => Some(&group::NEW),
        _ => None,
    }
}

/// Makes the class of a built-in exception whose parent is made already.
pub(crate) fn make_class(held: &mut Held, kind: ExcKind, base: Rc<Class>) -> R<Rc<Class>> {
    let slot_count = base.slot_count + fields(kind).len();
    let mut bases = vec![base];
    if kind == ExcKind::ExceptionGroup {
        // The one built-in class with two bases: a group of plain exceptions is one itself.
        bases.push(Rc::clone(held.interp.exception(ExcKind::Exception)));
    }
    let def = TypeDef {
        name: kind.name(),
        layout: Layout::Exception,
        subclassable: true,
        has_dict: true,
        new: constructor(kind),
        methods: methods(kind),
        class_methods: if kind == ExcKind::BaseExceptionGroup { group::CLASS_METHODS } else { &[] },
        attributes: attributes(kind),
        ..TypeDef::EMPTY
    };
    let class = held.new_builtin_class(&def, bases.clone());
    if slot_count == class.slot_count {
        return Ok(class);
    }
    // A declaration knows nothing of slots; the class is made again around the same namespace.
    let again = NewClass {
        name: Rc::clone(class.name.get(&held.token)),
        qualname: Rc::clone(class.qualname.get(&held.token)),
        bases,
        dict: Rc::clone(&class.dict),
        metaclass: None,
        layout: Layout::Exception,
        slot_count,
        flags: class.flags.get(),
    };
    held.finish_class(again)
}

/// The native class an exception class is or derives from.
pub(crate) fn native_kind(held: &Held, class: &Rc<Class>) -> ExcKind {
    let native = class.mro(&held.token).find(|c| c.flags.get().builtin && c.layout == Layout::Exception);
    native
        .and_then(|native| ExcKind::ALL.iter().find(|&&kind| Rc::ptr_eq(held.interp.exception(kind), native)))
        .copied()
        .unwrap_or(ExcKind::BaseException)
}

/// An exception object as native code raises it: the arguments, the attributes that follow from them, and `fields`.
pub(crate) fn build(
    held: &mut Held,
    kind: ExcKind,
    args: Vec<Value>,
    fields: Vec<(&'static str, Value)>,
) -> Rc<Instance> {
    let class = Rc::clone(held.interp.exception(kind));
    if class.slot_count == 0 {
        return held.exception_with(class, Tuple::new(args));
    }
    let object = held.exception_with(class, Tuple::of_slice(&args));
    init::fill(held, &object, kind, &args);
    for (name, value) in fields {
        set_field(held, &object, name, value);
    }
    object
}

/// Sets an attribute that the exception's native class or one of its native parents declares.
pub(crate) fn set_field(held: &mut Held, object: &Rc<Instance>, name: &str, value: Value) {
    let class = Rc::clone(object.class.get(&held.token));
    let mut kind = native_kind(held, &class);
    loop {
        if let Some(at) = fields(kind).iter().position(|field| *field == name) {
            set_slot(held, &Value::Instance(Rc::clone(object)), at, value);
            return;
        }
        if kind == ExcKind::BaseException {
            return;
        }
        kind = kind.parent();
    }
}

/// Reads an attribute that the exception's native class declares; `None` when it has no such attribute.
pub(crate) fn field(held: &Held, object: &Rc<Instance>, name: &str) -> Option<Value> {
    let mut kind = native_kind(held, object.class.get(&held.token));
    loop {
        if let Some(at) = fields(kind).iter().position(|field| *field == name) {
            return Some(slot(held, &Value::Instance(Rc::clone(object)), at));
        }
        if kind == ExcKind::BaseException {
            return None;
        }
        kind = kind.parent();
    }
}

fn slot(held: &Held, this: &Value, at: usize) -> Value {
    let Value::Instance(object) = this else { return Value::None };
    match object.slots.get(&held.token).get(at) {
        Some(Value::Unset) | None => Value::None,
        Some(value) => value.clone(),
    }
}

fn set_slot(held: &mut Held, this: &Value, at: usize, value: Value) {
    let Value::Instance(object) = this else { return };
    let old = match object.slots.get_mut(&mut held.token).get_mut(at) {
        Some(place) => std::mem::replace(place, value),
        None => return,
    };
    drop(old);
}

/// The receiver of an exception's method.
fn receiver<'a>(held: &Held, this: &'a Value) -> R<&'a Rc<Instance>> {
    match this {
        Value::Instance(object) if held.exception_data(object).is_some() => Ok(object),
        _ => Err(Raised::type_error(format!(
            "descriptor requires a 'BaseException' object but received a '{}'",
            held.type_name(this)
        ))),
    }
}

fn args_of(held: &Held, this: &Value) -> R<Tuple> {
    let object = receiver(held, this)?;
    Ok(held.exception_data(object).map_or_else(|| held.interp.empty_tuple.clone(), |data| data.args.clone()))
}

fn is_exception(held: &Held, value: &Value) -> bool {
    matches!(value, Value::Instance(object) if held.exception_data(object).is_some())
}

const GROUP_ATTRIBUTES: &[GetSetDef] = &[
    GetSetDef {
        name: "message",
        doc: "exception message",
        get: |held, this| Ok(slot(held, this, 0)),
        set: Some(readonly),
    },
    GetSetDef {
        name: "exceptions",
        doc: "nested exceptions",
        get: |held, this| Ok(slot(held, this, 1)),
        set: Some(readonly),
    },
];

const BASE_ATTRIBUTES: &[GetSetDef] = &[
    GetSetDef {
        name: "args",
        doc: "",
        get: |held, this| Ok(Value::Tuple(args_of(held, this)?)),
        set: Some(|held, this, value| {
            if value.is_unset() {
                return Err(Raised::type_error("args may not be deleted"));
            }
            let items = held.collect(&value)?;
            let object = Rc::clone(receiver(held, this)?);
            let old = held
                .exception_data_mut(&object)
                .map(|data| std::mem::replace(&mut data.args, Tuple::new(items)));
            drop(old);
            Ok(())
        }),
    },
    GetSetDef {
        name: "__cause__",
        doc: "",
        get: |held, this| {
            let object = receiver(held, this)?;
            Ok(held.exception_data(object).map(|data| data.cause.clone()).into())
        },
        set: Some(|held, this, value| {
            check_link(held, &value, "cause")?;
            let object = Rc::clone(receiver(held, this)?);
            let old = held.exception_data_mut(&object).map(|data| {
                data.suppress_context = true;
                std::mem::replace(&mut data.cause, value)
            });
            drop(old);
            Ok(())
        }),
    },
    GetSetDef {
        name: "__context__",
        doc: "",
        get: |held, this| {
            let object = receiver(held, this)?;
            Ok(held.exception_data(object).map(|data| data.context.clone()).into())
        },
        set: Some(|held, this, value| {
            check_link(held, &value, "context")?;
            let object = Rc::clone(receiver(held, this)?);
            let old =
                held.exception_data_mut(&object).map(|data| std::mem::replace(&mut data.context, value));
            drop(old);
            Ok(())
        }),
    },
    GetSetDef {
        name: "__suppress_context__",
        doc: "",
        get: |held, this| {
            let object = receiver(held, this)?;
            Ok(Value::Bool(held.exception_data(object).is_some_and(|data| data.suppress_context)))
        },
        set: Some(|held, this, value| {
            if value.is_unset() {
                return Err(Raised::type_error("can't delete numeric/char attribute"));
            }
            let Value::Bool(suppress) = value else {
                return Err(Raised::type_error("attribute value type must be bool"));
            };
            let object = Rc::clone(receiver(held, this)?);
            if let Some(data) = held.exception_data_mut(&object) {
                data.suppress_context = suppress;
            }
            Ok(())
        }),
    },
    GetSetDef {
        name: "__traceback__",
        doc: "",
        get: |held, this| {
            let object = receiver(held, this)?;
            let entries = held.exception_data(object).map(|data| data.traceback.clone()).unwrap_or_default();
            Ok(crate::types::traceback::object(held, entries))
        },
        set: Some(set_traceback),
    },
];

fn check_link(held: &Held, value: &Value, what: &str) -> R<()> {
    if value.is_unset() {
        return Err(Raised::type_error(format!("__{what}__ may not be deleted")));
    }
    if !value.is_none() && !is_exception(held, value) {
        return Err(Raised::type_error(format!(
            "exception {what} must be None or derive from BaseException"
        )));
    }
    Ok(())
}

fn set_traceback(held: &mut Held, this: &Value, value: Value) -> R<()> {
    if value.is_unset() {
        return Err(Raised::type_error("__traceback__ may not be deleted"));
    }
    let entries = match &value {
        Value::None => Vec::new(),
        _ => crate::types::traceback::entries(held, &value)
            .ok_or_else(|| Raised::type_error("__traceback__ must be a traceback or None"))?,
    };
    let object = Rc::clone(receiver(held, this)?);
    if let Some(data) = held.exception_data_mut(&object) {
        data.traceback = entries;
    }
    Ok(())
}

fn with_traceback(held: &mut Held, args: &[Value]) -> R {
    set_traceback(held, &args[0], args[1].clone())?;
    Ok(args[0].clone())
}

fn add_note(held: &mut Held, args: &[Value]) -> R {
    receiver(held, &args[0])?;
    if held.as_str(&args[1]).is_none() {
        return Err(Raised::type_error(format!("note must be a str, not '{}'", held.type_name(&args[1]))));
    }
    let name = Rc::clone(&held.interp.names.notes);
    match held.getattr_opt(&args[0], &name)? {
        None => held.setattr(&args[0], &name, Value::list(vec![args[1].clone()]))?,
        Some(Value::List(notes)) => notes.items_mut(&mut held.token).push(args[1].clone()),
        Some(_) => return Err(Raised::type_error("Cannot add note: __notes__ is not a list")),
    }
    Ok(Value::None)
}

fn reduce(held: &mut Held, args: &[Value]) -> R {
    let class = Value::Class(Rc::clone(held.class_of(&args[0])));
    let own = Value::Tuple(args_of(held, &args[0])?);
    Ok(Value::tuple([class, own]))
}
