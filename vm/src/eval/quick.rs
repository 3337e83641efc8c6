//! What the loop does itself in place of native functions that are called often and do little.
//!
//! Each answers for the usual arguments only, of exact built-in types, where nothing can fail and no Python code can be
//! needed. `None` says nothing: then the function itself is called.

use super::items::quick_hash;
use super::items::set_add_quick;
use crate::held::Held;
use crate::native::Quick;
use crate::object::Class;
use crate::object::Probe;
use crate::rc::Rc;
use crate::types::exception::set_args;
use crate::value::Value;

/// Does what a function that the loop knows would do with these arguments, if they are the usual ones.
#[inline(always)]
pub(super) fn call(held: &mut Held, quick: Quick, args: &[Value]) -> Option<Value> {
    match (quick, args) {
        (Quick::Len, [container]) => len(held, container).map(|n| Value::Int(n as i64)),
        (Quick::IsInstance, [object, class]) => isinstance(held, object, class).map(Value::Bool),
        (Quick::Append, [Value::List(list), item]) => {
            list.items_mut(&mut held.token).push(item.clone());
            Some(Value::None)
        }
        _ => call_other(held, quick, args),
    }
}

/// [`call`] for the functions that do a little more.
#[inline(never)]
fn call_other(held: &mut Held, quick: Quick, args: &[Value]) -> Option<Value> {
    match (quick, args) {
        (Quick::Ord, [Value::Str(text)]) => match text.as_str().as_bytes() {
            [byte] => Some(Value::Int(i64::from(*byte))),
            _ => None,
        },
        (Quick::Chr, [Value::Int(code)]) => {
            let char = held.interp.chars.get(usize::try_from(*code).ok()?).filter(|char| char.is_ascii())?;
            Some(Value::Str(Rc::clone(char)))
        }
        (Quick::Abs, [Value::Int(n)]) => n.checked_abs().map(Value::Int),
        (Quick::Abs, [Value::Float(x)]) => Some(Value::Float(x.abs())),
        // The first of equals, and the first of what cannot be ordered.
        (Quick::Max, [Value::Int(a), Value::Int(b)]) => Some(Value::Int(*a.max(b))),
        (Quick::Min, [Value::Int(a), Value::Int(b)]) => Some(Value::Int(*a.min(b))),
        (Quick::Max, [Value::Float(a), Value::Float(b)]) => Some(Value::Float(if b > a { *b } else { *a })),
        (Quick::Min, [Value::Float(a), Value::Float(b)]) => Some(Value::Float(if b < a { *b } else { *a })),
        (Quick::StartsWith, [Value::Str(text), Value::Str(prefix)]) => {
            Some(Value::Bool(text.as_str().as_bytes().starts_with(prefix.as_str().as_bytes())))
        }
        (Quick::EndsWith, [Value::Str(text), Value::Str(suffix)]) => {
            Some(Value::Bool(text.as_str().as_bytes().ends_with(suffix.as_str().as_bytes())))
        }
        (Quick::Get, [Value::Dict(dict), key, default @ ..]) if default.len() <= 1 => {
            let table = dict.table(&held.token);
            match table.find(key, quick_hash(held, key)?, &[]) {
                Probe::Found(at) => table.entry(at).map(|entry| entry.value.clone()),
                Probe::Missing => Some(default.first().cloned().unwrap_or(Value::None)),
                Probe::Ask(_) => None,
            }
        }
        (Quick::Pop, [Value::List(list)]) => list.items_mut(&mut held.token).pop(),
        (Quick::Pop, [Value::List(list), Value::Int(at)]) => {
            let items = list.items_mut(&mut held.token);
            let at = usize::try_from(*at).ok().filter(|at| *at < items.len())?;
            Some(items.remove(at))
        }
        (Quick::Add, [set @ Value::Set(_), item]) => match set_add_quick(held, set, item.clone().split()) {
            None => Some(Value::None),
            Some(_) => None,
        },
        (Quick::ExceptionInit, [Value::Instance(exception), args @ ..]) => {
            held.exception_data(exception)?;
            set_args(held, exception, args);
            Some(Value::None)
        }
        _ => None,
    }
}

/// `len(container)`, for built-in containers.
#[inline(always)]
fn len(held: &Held, container: &Value) -> Option<usize> {
    match container {
        Value::List(list) => Some(list.items(held.token()).len()),
        Value::Str(text) => Some(text.len()),
        Value::Tuple(tuple) => Some(tuple.items().len()),
        Value::Dict(dict) => Some(dict.len(held.token())),
        _ => None,
    }
}

/// `isinstance(object, class)`, where neither the class nor the object has a say in it.
#[inline]
fn isinstance(held: &Held, object: &Value, class: &Value) -> Option<bool> {
    match class {
        Value::Class(class) => is_of(held, object, class),
        Value::Tuple(classes) => is_of_any(held, object, classes.items()),
        _ => None,
    }
}

#[inline(never)]
fn is_of_any(held: &Held, object: &Value, classes: &[Value]) -> Option<bool> {
    for class in classes {
        let Value::Class(class) = class else { return None };
        if is_of(held, object, class)? {
            return Some(true);
        }
    }
    Some(false)
}

#[inline(always)]
fn is_of(held: &Held, object: &Value, class: &Rc<Class>) -> Option<bool> {
    let of = held.class_of(object);
    if Rc::ptr_eq(of, class) {
        return Some(true);
    }
    if class.metaclass.is_some() {
        return None;
    }
    match (of.is_subclass(class, held.token()), object) {
        (true, _) => Some(true),
        // An instance may claim another `__class__`.
        (false, Value::Instance(_)) => None,
        (false, _) => Some(false),
    }
}
