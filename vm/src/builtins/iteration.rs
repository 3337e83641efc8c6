//! Built-in functions on iterables.

use gilvm_compiler::op::CmpOp;

use crate::error::Detail;
use crate::error::ExcKind;
use crate::error::R;
use crate::error::Raised;
use crate::held::Held;
use crate::native::NativeDef;
use crate::native::Quick;
use crate::object::Iter;
use crate::object::IterState;
use crate::rc::Rc;
use crate::value::Value;

pub(super) const FUNCTIONS: &[NativeDef] = &[
    NativeDef::new(
        "all(iterable, /)",
        "Return True if bool(x) is True for all values x in the iterable.",
        |held, args| search(held, &args[0], false).map(|found| Value::Bool(!found)),
    ),
    NativeDef::new(
        "any(iterable, /)",
        "Return True if bool(x) is True for any x in the iterable.",
        |held, args| search(held, &args[0], true).map(Value::Bool),
    ),
    NativeDef::new("iter(object, sentinel=<unset>, /)", "Get an iterator from an object.", iter),
    NativeDef::new("next(iterator, default=<unset>, /)", "Return the next item from the iterator.", next)
        .quick(Quick::Next),
    NativeDef::new("len(obj, /)", "Return the number of items in a container.", |held, args| {
        Ok(Value::from(held.len(&args[0])?))
    })
    .without_check()
    .quick(Quick::Len),
    NativeDef::new(
        "max(*args, key=None, default=<unset>)",
        "With a single iterable argument, return its biggest item.",
        |held, args| extreme(held, args, "max", CmpOp::Gt),
    )
    .quick(Quick::Max),
    NativeDef::new(
        "min(*args, key=None, default=<unset>)",
        "With a single iterable argument, return its smallest item.",
        |held, args| extreme(held, args, "min", CmpOp::Lt),
    )
    .quick(Quick::Min),
    NativeDef::new(
        "sorted(*args, key=None, reverse=False)",
        "Return a new list containing all items from the iterable in ascending order.",
        sorted,
    ),
];

/// Whether an item's truth is `wanted`.
fn search(held: &mut Held, iterable: &Value, wanted: bool) -> R<bool> {
    let iter = held.iter(iterable)?;
    while let Some(item) = held.next(&iter)? {
        if held.truthy(&item)? == wanted {
            return Ok(true);
        }
    }
    Ok(false)
}

fn iter(held: &mut Held, args: &[Value]) -> R {
    if args[1].is_unset() {
        return held.iter(&args[0]);
    }
    if !held.is_callable(&args[0]) {
        return Err(Raised::type_error("iter(v, w): v must be callable"));
    }
    Ok(Iter::new(IterState::Callable { function: args[0].clone(), sentinel: args[1].clone() }))
}

fn next(held: &mut Held, args: &[Value]) -> R {
    if !held.is_iterator(&args[0]) {
        return Err(Raised::type_error(format!("'{}' object is not an iterator", held.type_name(&args[0]))));
    }
    // A generator's `StopIteration` carries what it returned, which the plain protocol drops.
    let ended = match &args[0] {
        Value::Generator(generator) => {
            let generator = Rc::clone(generator);
            match held.generator_send(&generator, Value::None)? {
                crate::protocol::call::Resumed::Yielded(value) => return Ok(value),
                crate::protocol::call::Resumed::Returned(value) => value,
            }
        }
        Value::Instance(_) => {
            let name = Rc::clone(&held.interp.names.next);
            match held.call_special(&args[0], &name, &[]) {
                Ok(Some(value)) => return Ok(value),
                Ok(None) => Value::None,
                Err(raised) if !args[1].is_unset() && held.matches(&raised, ExcKind::StopIteration) => {
                    Value::None
                }
                Err(raised) => return Err(raised),
            }
        }
        iterator => match held.next(iterator)? {
            Some(value) => return Ok(value),
            None => Value::None,
        },
    };
    match (&args[1], ended) {
        (Value::Unset, Value::None) => Err(Raised::with(ExcKind::StopIteration, Detail::None)),
        (Value::Unset, value) => Err(Raised::value(ExcKind::StopIteration, value)),
        (default, _) => Ok(default.clone()),
    }
}

/// `min` and `max`: the first item that `op` prefers to all others.
fn extreme(held: &mut Held, args: &[Value], name: &str, op: CmpOp) -> R {
    let (key, default) = (&args[0], &args[1]);
    let Value::Tuple(given) = &args[2] else { return Ok(Value::None) };
    let source = match given.items() {
        [] => return Err(Raised::type_error(format!("{name} expected at least 1 argument, got 0"))),
        [single] => single,
        _ if !default.is_unset() => {
            return Err(Raised::type_error(format!(
                "Cannot specify a default for {name}() with multiple positional arguments"
            )));
        }
        _ => &args[2],
    };
    if let (Value::None, Value::Tuple(items)) = (key, source)
        && let [first, rest @ ..] = items.items()
    {
        let mut best = first;
        for item in rest {
            if held.compare_truth(op, item, best)? {
                best = item;
            }
        }
        return Ok(best.clone());
    }
    let iter = held.iter(source)?;
    // The best item, with what it is compared by.
    let mut best: Option<(Value, Value)> = None;
    while let Some(item) = held.next(&iter)? {
        let by = if key.is_none() { item.clone() } else { held.call(key, std::slice::from_ref(&item))? };
        best = match best {
            None => Some((item, by)),
            Some((held_item, held_by)) => {
                if held.compare_truth(op, &by, &held_by)? {
                    Some((item, by))
                } else {
                    Some((held_item, held_by))
                }
            }
        };
    }
    match (best, default) {
        (Some((item, _)), _) => Ok(item),
        (None, Value::Unset) => Err(Raised::value_error(format!("{name}() iterable argument is empty"))),
        (None, default) => Ok(default.clone()),
    }
}

fn sorted(held: &mut Held, args: &[Value]) -> R {
    let (key, reverse) = (&args[0], &args[1]);
    let Value::Tuple(given) = &args[2] else { return Ok(Value::None) };
    let [iterable] = given.items() else {
        return Err(Raised::type_error(format!("sorted expected 1 argument, got {}", given.items().len())));
    };
    let mut items = held.collect(iterable)?;
    let reverse = held.truthy(reverse)?;
    held.sort_values(&mut items, key, reverse)?;
    Ok(Value::list(items))
}
