//! Pattern matching.

use super::ops::dict_put;
use super::ops::mapping_items;
use crate::error::R;
use crate::error::Raised;
use crate::held::Held;
use crate::object::Payload;
use crate::rc::Rc;
use crate::value::Value;

/// Whether a value is a sequence for patterns (PEP 634: not `str`, `bytes`, `bytearray`) of this length.
pub(super) fn match_sequence(held: &mut Held, subject: &Value, count: usize, at_least: bool) -> R<bool> {
    let sequence = match subject {
        Value::List(_) | Value::Tuple(_) | Value::Range(_) => true,
        Value::Instance(instance) => {
            matches!(instance.payload.get(held.token()), Payload::Value(Value::List(_) | Value::Tuple(_)))
                || held.memory(subject).is_some()
        }
        _ => false,
    };
    if !sequence {
        return Ok(false);
    }
    let len = held.len(subject)?;
    Ok(if at_least { len >= count } else { len == count })
}

/// Whether a value is a mapping for patterns with at least so many keys.
pub(super) fn match_mapping(held: &mut Held, subject: &Value, count: usize) -> R<bool> {
    let mapping = match subject {
        Value::Dict(_) => true,
        Value::Instance(instance) => {
            matches!(instance.payload.get(held.token()), Payload::Value(Value::Dict(_)))
        }
        _ => false,
    };
    Ok(mapping && held.len(subject)? >= count)
}

/// The values of a mapping at the keys of a tuple, or `None` when one is missing.
pub(super) fn match_keys(held: &mut Held, subject: &Value, keys: &Value) -> R {
    let Value::Tuple(keys) = keys else { return Ok(Value::None) };
    let mut values = Vec::with_capacity(keys.items().len());
    for key in keys.items() {
        if !held.contains(subject, key)? {
            return Ok(Value::None);
        }
        values.push(held.getitem(subject, key)?);
    }
    Ok(Value::tuple(values))
}

/// A dict of what a mapping has beside the keys of a tuple.
pub(super) fn match_rest(held: &mut Held, subject: &Value, keys: &Value) -> R {
    let rest = held.new_dict();
    let items = mapping_items(held, subject, |_, name| format!("'{name}' object is not a mapping"))?;
    for (key, value) in items {
        if !held.contains(keys, &key)? {
            dict_put(held, &rest, key, value)?;
        }
    }
    Ok(Value::Dict(rest))
}

/// The attribute values a class pattern asks for, or `None` when the subject does not match.
pub(super) fn match_class(
    held: &mut Held,
    subject: &Value,
    class: &Value,
    positional: usize,
    names: &Value,
) -> R {
    let Value::Class(of) = class else {
        return Err(Raised::type_error("called match pattern must be a class"));
    };
    if !held.isinstance(subject, class)? {
        return Ok(Value::None);
    }
    let of = Rc::clone(of);
    let mut values = Vec::new();
    if positional > 0 {
        let name = Rc::clone(&held.interp.names.match_args);
        match held.getattr_opt(class, &name)? {
            Some(Value::Tuple(args)) => {
                if positional > args.items().len() {
                    return Err(too_many_patterns(held, &of, args.items().len(), positional));
                }
                for arg in &args.items()[..positional] {
                    let Value::Str(arg) = arg else {
                        return Err(Raised::type_error(format!(
                            "__match_args__ elements must be strings (got {})",
                            held.type_name(arg)
                        )));
                    };
                    match held.getattr_opt(subject, arg)? {
                        Some(value) => values.push(value),
                        None => return Ok(Value::None),
                    }
                }
            }
            Some(other) => {
                return Err(Raised::type_error(format!(
                    "{}.__match_args__ must be a tuple (got {})",
                    of.name(held.token()),
                    held.type_name(&other)
                )));
            }
            // Built-in scalars and containers match themselves by one positional pattern.
            None if matches!(of.layout, crate::object::Layout::Builtin(_)) => {
                if positional > 1 {
                    return Err(too_many_patterns(held, &of, 1, positional));
                }
                values.push(subject.clone());
            }
            None => return Err(too_many_patterns(held, &of, 0, positional)),
        }
    }
    if let Value::Tuple(names) = names {
        for name in names.items() {
            let Value::Str(name) = name else { continue };
            match held.getattr_opt(subject, name)? {
                Some(value) => values.push(value),
                None => return Ok(Value::None),
            }
        }
    }
    Ok(Value::tuple(values))
}

#[cold]
fn too_many_patterns(held: &Held, class: &crate::object::Class, most: usize, given: usize) -> Raised {
    let plural = if most == 1 { "" } else { "s" };
    Raised::type_error(format!(
        "{}() accepts {most} positional sub-pattern{plural} ({given} given)",
        class.name(held.token())
    ))
}
