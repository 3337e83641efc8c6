//! How each exception class takes its arguments: `__new__` and `__init__`.
//!
//! What a class derives from its arguments stands in [`fill`], which exceptions raised by native code go through too.

use super::native_kind;
use super::receiver;
use super::set_field;
use crate::error::ExcKind;
use crate::error::R;
use crate::error::Raised;
use crate::held::Held;
use crate::object::Class;
use crate::object::Instance;
use crate::object::Tuple;
use crate::rc::Rc;
use crate::value::Value;

/// Sets the attributes that follow from the arguments of an exception of native class `kind`.
pub(super) fn fill(held: &mut Held, object: &Rc<Instance>, kind: ExcKind, args: &[Value]) {
    let set = |held: &mut Held, name: &'static str, value: Value| set_field(held, object, name, value);
    match family(kind) {
        ExcKind::StopIteration => set(held, "value", args.first().cloned().into()),
        ExcKind::SystemExit => match args {
            [] => {}
            [code] => set(held, "code", code.clone()),
            _ => set(held, "code", Value::tuple(args.iter().cloned())),
        },
        ExcKind::ImportError => {
            if let [message] = args {
                set(held, "msg", message.clone());
            }
        }
        ExcKind::OSError => {
            if let [errno, strerror, rest @ ..] = args
                && rest.len() <= 3
            {
                set(held, "errno", errno.clone());
                set(held, "strerror", strerror.clone());
                let blocking = Rc::clone(held.interp.exception(ExcKind::BlockingIOError));
                let is_blocking = object.class.get(&held.token).is_subclass(&blocking, &held.token);
                if let Some(written @ (Value::Int(_) | Value::Bool(_))) = rest.first().filter(|_| is_blocking)
                {
                    set(held, "characters_written", written.clone());
                } else if let Some(filename) = rest.first().filter(|f| !f.is_none()) {
                    set(held, "filename", filename.clone());
                    if let Some(second) = rest.get(2) {
                        set(held, "filename2", second.clone());
                    }
                    // `args` holds the pair only: pickles of 3.2 and before expect it.
                    let pair = Tuple::new([errno.clone(), strerror.clone()]);
                    let old =
                        held.exception_data_mut(object).map(|data| std::mem::replace(&mut data.args, pair));
                    drop(old);
                }
            }
        }
        ExcKind::SyntaxError => {
            if let Some(message) = args.first() {
                set(held, "msg", message.clone());
            }
            if let [_, Value::Tuple(info)] = args {
                const NAMES: [&str; 6] = ["filename", "lineno", "offset", "text", "end_lineno", "end_offset"];
                for (name, value) in NAMES.into_iter().zip(info.items()) {
                    set(held, name, value.clone());
                }
            }
        }
        ExcKind::UnicodeDecodeError | ExcKind::UnicodeEncodeError => {
            const NAMES: [&str; 5] = ["encoding", "object", "start", "end", "reason"];
            for (name, value) in NAMES.into_iter().zip(args) {
                set(held, name, value.clone());
            }
        }
        ExcKind::UnicodeTranslateError => {
            for (name, value) in ["object", "start", "end", "reason"].into_iter().zip(args) {
                set(held, name, value.clone());
            }
        }
        _ => {}
    }
}

/// The nearest class at or above `kind` that reads its arguments.
fn family(mut kind: ExcKind) -> ExcKind {
    while super::fields(kind).is_empty() && kind != ExcKind::BaseException {
        kind = kind.parent();
    }
    kind
}

fn class_argument(held: &Held, value: &Value) -> R<Rc<Class>> {
    match value {
        Value::Class(class) if class.flags.get().is_exception => Ok(Rc::clone(class)),
        Value::Class(class) => Err(Raised::type_error(format!(
            "BaseException.__new__({0}): {0} is not a subtype of BaseException",
            class.name(&held.token)
        ))),
        _ => Err(Raised::type_error(format!(
            "BaseException.__new__(X): X is not a type object ({})",
            held.type_name(value)
        ))),
    }
}

fn positional(value: &Value) -> Vec<Value> {
    match value {
        Value::Tuple(items) => items.items().to_vec(),
        _ => Vec::new(),
    }
}

/// `BaseException.__new__`: the arguments become `args`, whatever `__init__` makes of them.
pub(super) fn base_new(held: &mut Held, args: &[Value]) -> R {
    let class = class_argument(held, &args[0])?;
    let args = match &args[1] {
        Value::Tuple(args) => args.clone(),
        _ => Tuple::of_slice(&[]),
    };
    Ok(Value::Instance(held.exception_with(class, args)))
}

/// Refuses keyword arguments other than `allowed`, and returns the values of those.
fn keywords<const N: usize>(
    held: &mut Held,
    this: &Value,
    given: &Value,
    allowed: [&'static str; N],
) -> R<[Value; N]> {
    let Value::Dict(dict) = given else { return Ok([const { Value::Unset }; N]) };
    let mut values = [const { Value::Unset }; N];
    let entries: Vec<(Value, Value)> =
        dict.table(&held.token).iter().map(|entry| (entry.key.clone(), entry.value.clone())).collect();
    for (key, value) in entries {
        let key = match &key {
            Value::Str(key) => key.as_str().to_owned(),
            _ => String::new(),
        };
        match allowed.iter().position(|name| *name == key) {
            Some(at) => values[at] = value,
            None if N == 0 => {
                return Err(Raised::type_error(format!(
                    "{}() takes no keyword arguments",
                    held.type_name(this)
                )));
            }
            None => {
                let class = Rc::clone(held.class_of(this));
                let kind = family(native_kind(held, &class));
                return Err(Raised::type_error(format!(
                    "{}() got an unexpected keyword argument '{key}'",
                    kind.name()
                )));
            }
        }
    }
    Ok(values)
}

/// Makes these the `args` of an exception.
pub(crate) fn set_args(held: &mut Held, object: &Instance, args: &[Value]) {
    let args = Tuple::of_slice(args);
    let old = held.exception_data_mut(object).map(|data| std::mem::replace(&mut data.args, args));
    drop(old);
}

/// What most `__init__`s do: take `args`, let [`fill`] read them, set the attributes given by keyword.
fn init<const N: usize>(held: &mut Held, args: &[Value], kind: ExcKind, allowed: [&'static str; N]) -> R {
    let object = Rc::clone(receiver(held, &args[0])?);
    let given = keywords(held, &args[0], &args[2], allowed)?;
    let values = positional(&args[1]);
    set_args(held, &object, &values);
    fill(held, &object, kind, &values);
    for (name, value) in allowed.into_iter().zip(given) {
        if !value.is_unset() {
            set_field(held, &object, name, value);
        }
    }
    Ok(Value::None)
}

pub(super) fn base_init(held: &mut Held, args: &[Value]) -> R {
    init(held, args, ExcKind::BaseException, [])
}

pub(super) fn stop_iteration_init(held: &mut Held, args: &[Value]) -> R {
    init(held, args, ExcKind::StopIteration, [])
}

pub(super) fn system_exit_init(held: &mut Held, args: &[Value]) -> R {
    init(held, args, ExcKind::SystemExit, [])
}

pub(super) fn name_error_init(held: &mut Held, args: &[Value]) -> R {
    init(held, args, ExcKind::NameError, ["name"])
}

pub(super) fn attribute_error_init(held: &mut Held, args: &[Value]) -> R {
    init(held, args, ExcKind::AttributeError, ["name", "obj"])
}

pub(super) fn import_error_init(held: &mut Held, args: &[Value]) -> R {
    init(held, args, ExcKind::ImportError, ["name", "path", "name_from"])
}

pub(super) fn syntax_error_init(held: &mut Held, args: &[Value]) -> R {
    if let Value::Tuple(given) = &args[1]
        && let [_, info] = given.items()
    {
        let details = held.collect(info)?;
        if details.len() < 4 {
            return Err(Raised::type_error(format!(
                "function takes at least 4 arguments ({} given)",
                details.len()
            )));
        }
        if details.len() == 5 {
            return Err(Raised::type_error("end_offset must be provided when end_lineno is provided"));
        }
        let message = given.items()[0].clone();
        let result = init(held, args, ExcKind::SyntaxError, [])?;
        let object = Rc::clone(receiver(held, &args[0])?);
        fill(held, &object, ExcKind::SyntaxError, &[message, Value::tuple(details)]);
        return Ok(result);
    }
    init(held, args, ExcKind::SyntaxError, [])
}

pub(super) fn unicode_decode_error_init(held: &mut Held, args: &[Value]) -> R {
    unicode_check(held, &args[1])?;
    init(held, args, ExcKind::UnicodeDecodeError, [])
}

pub(super) fn unicode_encode_error_init(held: &mut Held, args: &[Value]) -> R {
    unicode_check(held, &args[1])?;
    init(held, args, ExcKind::UnicodeEncodeError, [])
}

fn unicode_check(held: &Held, given: &Value) -> R<()> {
    let given = positional(given);
    if given.len() != 5 {
        return Err(Raised::type_error(format!(
            "function takes exactly 5 arguments ({} given)",
            given.len()
        )));
    }
    for (at, value) in [(0, &given[0]), (4, &given[4])] {
        if held.as_str(value).is_none() {
            return Err(Raised::type_error(format!(
                "argument {} must be str, not {}",
                at + 1,
                held.type_name(value)
            )));
        }
    }
    for value in &given[2..4] {
        if !matches!(value, Value::Int(_) | Value::Bool(_)) {
            return Err(Raised::type_error(format!(
                "'{}' object cannot be interpreted as an integer",
                held.type_name(value)
            )));
        }
    }
    Ok(())
}

/// The class that `OSError(errno, …)` makes an instance of.
pub(super) fn os_error_kind(errno: i64) -> ExcKind {
    // Numbers of Linux, as `errno.h` has them.
    match errno {
        1 | 13 => ExcKind::PermissionError,
        2 => ExcKind::FileNotFoundError,
        3 => ExcKind::ProcessLookupError,
        4 => ExcKind::InterruptedError,
        10 => ExcKind::ChildProcessError,
        11 | 114 | 115 => ExcKind::BlockingIOError,
        17 => ExcKind::FileExistsError,
        20 => ExcKind::NotADirectoryError,
        21 => ExcKind::IsADirectoryError,
        32 | 108 => ExcKind::BrokenPipeError,
        103 => ExcKind::ConnectionAbortedError,
        104 => ExcKind::ConnectionResetError,
        110 => ExcKind::TimeoutError,
        111 => ExcKind::ConnectionRefusedError,
        _ => ExcKind::OSError,
    }
}

/// Whether a subclass reads its arguments in `__init__` only, because it overrides that and not `__new__`.
fn reads_in_init(held: &mut Held, class: &Rc<Class>) -> bool {
    let name = Rc::clone(&held.interp.names.init);
    let init = held.lookup(class, &name);
    !matches!(init, Some(Value::Native(_)))
}

pub(super) fn os_error_new(held: &mut Held, args: &[Value]) -> R {
    let mut class = class_argument(held, &args[0])?;
    let values = positional(&args[1]);
    if reads_in_init(held, &class) {
        return Ok(Value::Instance(held.exception_with(class, Tuple::of_slice(&[]))));
    }
    if let Value::Dict(dict) = &args[2]
        && dict.len(&held.token) > 0
    {
        return Err(Raised::type_error(format!("{}() takes no keyword arguments", class.name(&held.token))));
    }
    if Rc::ptr_eq(&class, held.interp.exception(ExcKind::OSError))
        && (2..=5).contains(&values.len())
        && let Value::Int(errno) = values[0]
    {
        class = Rc::clone(held.interp.exception(os_error_kind(errno)));
    }
    let object = held.exception_with(class, Tuple::of_slice(&values));
    fill(held, &object, ExcKind::OSError, &values);
    Ok(Value::Instance(object))
}

pub(super) fn os_error_init(held: &mut Held, args: &[Value]) -> R {
    let class = Rc::clone(held.class_of(&args[0]));
    if !reads_in_init(held, &class) {
        return Ok(Value::None);
    }
    init(held, args, ExcKind::OSError, [])
}
