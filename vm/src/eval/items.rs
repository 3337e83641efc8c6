//! Items, slices, membership and unpacking: what the loop can do without the protocol, and how it asks it.

use std::cmp::Ordering;

use crate::error::ExcKind;
use crate::error::R;
use crate::error::Raised;
use crate::held::Held;
use crate::object::Added;
use crate::object::Dict;
use crate::object::DictTable;
use crate::object::Probe;
use crate::object::Put;
use crate::object::Str;
use crate::object::Tuple;
use crate::rc::Rc;
use crate::value::Value;
use crate::value::Words;

/// How two texts compare: by code points, which is the order of their bytes.
#[inline(never)]
pub(super) fn order_of_texts(a: &Str, b: &Str) -> Ordering {
    match (a.as_str().as_bytes(), b.as_str().as_bytes()) {
        // Comparing characters needs no comparing routine.
        ([a], [b]) => a.cmp(b),
        (a, b) => a.cmp(b),
    }
}

/// Whether two strings are equal.
#[inline(always)]
pub(super) fn same_text(a: &Rc<Str>, b: &Rc<Str>) -> bool {
    Rc::ptr_eq(a, b) || a.as_str() == b.as_str()
}

/// The item at a Python index.
#[inline(always)]
pub(super) fn at(items: &[Value], at: i64) -> Option<Value> {
    let index = if at < 0 { at.wrapping_add(items.len() as i64) } else { at };
    items.get(usize::try_from(index).ok()?).cloned()
}

/// The character at a Python index of ASCII text.
#[inline(always)]
pub(super) fn char_of(held: &Held, text: &Str, at: i64) -> Option<Value> {
    if !text.is_ascii() {
        return None;
    }
    let bytes = text.as_str().as_bytes();
    let index = if at < 0 { at.wrapping_add(bytes.len() as i64) } else { at };
    let byte = *bytes.get(usize::try_from(index).ok()?)?;
    held.interp.chars.get(usize::from(byte)).map(|c| Value::Str(Rc::clone(c)))
}

/// Hash of a key whose hash needs no Python code and no work.
#[inline(always)]
pub(super) fn quick_hash(held: &Held, key: &Value) -> Option<i64> {
    match key {
        Value::Str(text) => Some(held.str_hash(text)),
        // hash(n) is n up to the modulus 2**61 - 1; -1 is reserved.
        Value::Int(n) if (-(1 << 61) + 2..(1 << 61) - 1).contains(n) => Some(*n - i64::from(*n == -1)),
        _ => None,
    }
}

/// `dict[key]` for string and small integer keys.
#[inline(always)]
pub(super) fn dict_quick(held: &Held, table: &DictTable, key: &Value) -> Option<Value> {
    let hash = quick_hash(held, key)?;
    match table.find(key, hash, &[]) {
        Probe::Found(at) => table.entry(at).map(|e| e.value.clone()),
        _ => None,
    }
}

/// `item in container`, where no Python code can be needed to tell.
#[inline(never)]
pub(super) fn contains_quick(held: &Held, container: &Value, item: &Value) -> Option<bool> {
    let known = |probe| match probe {
        Probe::Found(_) => Some(true),
        Probe::Missing => Some(false),
        Probe::Ask(_) => None,
    };
    match (container, item) {
        (Value::Str(text), Value::Str(part)) => match part.as_str().as_bytes() {
            // One character of a few is what parsers ask for.
            [byte] if text.as_str().len() <= 32 => Some(text.as_str().bytes().any(|b| b == *byte)),
            _ => None,
        },
        (Value::Dict(dict), key) => known(dict.table(held.token()).find(key, quick_hash(held, key)?, &[])),
        (Value::Set(set) | Value::FrozenSet(set), key) => {
            known(set.table(held.token()).find(key, quick_hash(held, key)?, &[]))
        }
        _ => None,
    }
}

/// `dict[key] = value` for string and small integer keys; gives the value back for others.
#[inline]
pub(super) fn dict_set_quick(held: &mut Held, dict: &Dict, key: &Value, value: Value) -> Option<Value> {
    let Some(hash) = quick_hash(held, key) else { return Some(value) };
    match dict.table_mut(&mut held.token).put(hash, key, value) {
        Put::Added => None,
        Put::Replaced(old) => {
            old.discard();
            None
        }
        Put::Ask(value) => Some(value),
    }
}

/// Adds an item to a set where no Python code can be needed for it; gives it back otherwise.
#[inline(never)]
pub(super) fn set_add_quick(held: &mut Held, set: &Value, item: Words) -> Option<Words> {
    let Value::Set(set) = set else { return Some(item) };
    let item = item.whole();
    let Some(hash) = quick_hash(held, &item) else { return Some(item.split()) };
    match set.table_mut(&mut held.token).add(item, hash) {
        Added::New => None,
        Added::Found(item) => {
            item.discard();
            None
        }
        Added::Ask(_, item) => Some(item.split()),
    }
}

/// Puts a value into the dict of a comprehension where no Python code can be needed for it; gives key and value back
/// otherwise.
#[inline(never)]
pub(super) fn dict_add_quick(
    held: &mut Held,
    dict: &Value,
    key: Words,
    value: Words,
) -> Option<(Words, Words)> {
    let Value::Dict(dict) = dict else { return Some((key, value)) };
    let key = key.whole();
    let Some(hash) = quick_hash(held, &key) else { return Some((key.split(), value)) };
    match dict.table_mut(&mut held.token).put(hash, &key, value.whole()) {
        Put::Added => {
            key.discard();
            None
        }
        Put::Replaced(old) => {
            old.discard();
            key.discard();
            None
        }
        Put::Ask(value) => Some((key.split(), value.split())),
    }
}

/// `object[start:stop]`
pub(super) fn get_slice(held: &mut Held, object: &Value, start: Value, stop: Value) -> R {
    if let Value::Str(text) = object
        && let Some(found) = str_slice_quick(held, text, &start, &stop)
    {
        return Ok(found);
    }
    if let Value::List(list) = object
        && let Some(part) = plain_part(list.items(held.token()), &start, &stop)
    {
        return Ok(Value::list(Value::copies(part.iter())));
    }
    if let Value::Tuple(tuple) = object
        && let Some(part) = plain_part(tuple.items(), &start, &stop)
        && part.len() < tuple.items().len()
    {
        return Ok(Value::Tuple(Tuple::of_slice(part)));
    }
    held.getslice(object, &start, &stop)
}

/// The items between plain bounds.
fn plain_part<'a>(items: &'a [Value], start: &Value, stop: &Value) -> Option<&'a [Value]> {
    let len = items.len() as i64;
    let clamp = |bound: &Value, absent: i64| match bound {
        Value::None => Some(absent),
        Value::Int(n) if *n < 0 => Some(n.saturating_add(len).max(0)),
        Value::Int(n) => Some((*n).min(len)),
        _ => None,
    };
    let (start, stop) = (clamp(start, 0)?, clamp(stop, len)?);
    items.get(start as usize..stop.max(start) as usize)
}

/// A slice of ASCII text with plain bounds.
fn str_slice_quick(held: &Held, text: &Rc<Str>, start: &Value, stop: &Value) -> Option<Value> {
    if !text.is_ascii() {
        return None;
    }
    let len = text.len() as i64;
    let clamp = |bound: &Value, absent: i64| match bound {
        Value::None => Some(absent),
        Value::Int(n) if *n < 0 => Some(n.saturating_add(len).max(0)),
        Value::Int(n) => Some((*n).min(len)),
        _ => None,
    };
    let (start, stop) = (clamp(start, 0)?, clamp(stop, len)?);
    let part = text.as_str().get(start as usize..stop.max(start) as usize)?;
    Some(match part.as_bytes() {
        [one] => Value::Str(Rc::clone(held.interp.chars.get(usize::from(*one))?)),
        _ => Value::Str(Rc::new(Str::with_len(part.into(), part.len()))),
    })
}

/// The items of an iterable, exactly `count` of them.
pub(super) fn unpack(held: &mut Held, source: &Value, count: usize) -> R<Vec<Value>> {
    let known = match source {
        Value::Tuple(tuple) => Some(tuple.items().to_vec()),
        Value::List(list) => Some(list.items(held.token()).clone()),
        _ => None,
    };
    let items = match known {
        Some(items) => items,
        None => {
            let iterator = unpack_iter(held, source)?;
            let mut items = Vec::with_capacity(count);
            while items.len() < count {
                match held.next(&iterator)? {
                    Some(item) => items.push(item),
                    None => break,
                }
            }
            if items.len() == count && held.next(&iterator)?.is_some() {
                return Err(Raised::value_error(format!("too many values to unpack (expected {count})")));
            }
            items
        }
    };
    if items.len() > count {
        let got = match source {
            Value::Dict(_) => format!(", got {}", items.len()),
            _ => String::new(),
        };
        return Err(Raised::value_error(format!("too many values to unpack (expected {count}{got})")));
    }
    if items.len() < count {
        return Err(Raised::value_error(format!(
            "not enough values to unpack (expected {count}, got {})",
            items.len()
        )));
    }
    Ok(items)
}

fn unpack_iter(held: &mut Held, source: &Value) -> R {
    match held.iter(source) {
        Err(raised) if held.matches(&raised, ExcKind::TypeError) => {
            let iter = Rc::clone(&held.interp.names.iter);
            let getitem = Rc::clone(&held.interp.names.getitem);
            if held.special(source, &iter).is_none() && held.special(source, &getitem).is_none() {
                return Err(Raised::type_error(format!(
                    "cannot unpack non-iterable {} object",
                    held.type_name(source)
                )));
            }
            Err(raised)
        }
        other => other,
    }
}

/// The items of an iterable for targets with one star: `before` items, a list, `after` items.
pub(super) fn unpack_star(held: &mut Held, source: &Value, before: usize, after: usize) -> R<Vec<Value>> {
    let iterator = unpack_iter(held, source)?;
    let mut items = held.collect(&iterator)?;
    if items.len() < before + after {
        return Err(Raised::value_error(format!(
            "not enough values to unpack (expected at least {}, got {})",
            before + after,
            items.len()
        )));
    }
    let tail = items.split_off(items.len() - after);
    let middle = items.split_off(before);
    items.push(Value::list(middle));
    items.extend(tail);
    Ok(items)
}
