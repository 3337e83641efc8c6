//! `str()` and `repr()` of exceptions.

use super::args_of;
use super::field;
use super::receiver;
use crate::error::R;
use crate::held::Held;
use crate::object::Str;
use crate::rc::Rc;
use crate::value::Value;

/// `ValueError('message')`
pub(super) fn base_repr(held: &mut Held, args: &[Value]) -> R {
    let own = args_of(held, &args[0])?;
    let name = held.type_name(&args[0]);
    let inner = match own.items() {
        [single] => format!("({})", held.repr(single)?.as_str()),
        _ => held.repr(&Value::Tuple(own))?.as_str().to_owned(),
    };
    Ok(Value::from(name + &inner))
}

/// Nothing, the one argument, or all of them as a tuple.
pub(super) fn base_str(held: &mut Held, args: &[Value]) -> R {
    let own = args_of(held, &args[0])?;
    match own.items() {
        [] => Ok(Value::str("")),
        [single] => Ok(Value::Str(held.str(single)?)),
        _ => Ok(Value::Str(held.repr(&Value::Tuple(own))?)),
    }
}

/// A missing key prints as its `repr`: `KeyError: ''` says more than `KeyError: `.
pub(super) fn key_error_str(held: &mut Held, args: &[Value]) -> R {
    let own = args_of(held, &args[0])?;
    match own.items() {
        [single] => Ok(Value::Str(held.repr(single)?)),
        _ => base_str(held, args),
    }
}

pub(super) fn import_error_str(held: &mut Held, args: &[Value]) -> R {
    match own_field(held, &args[0], "msg")? {
        message @ Value::Str(_) => Ok(message),
        _ => base_str(held, args),
    }
}

fn own_field(held: &Held, this: &Value, name: &str) -> R {
    let object = receiver(held, this)?;
    Ok(field(held, object, name).into())
}

/// `[Errno 2] No such file or directory: 'name' -> 'other'`
pub(super) fn os_error_str(held: &mut Held, args: &[Value]) -> R {
    let errno = own_field(held, &args[0], "errno")?;
    let strerror = own_field(held, &args[0], "strerror")?;
    let filename = own_field(held, &args[0], "filename")?;
    let filename2 = own_field(held, &args[0], "filename2")?;
    if errno.is_none() && strerror.is_none() && filename.is_none() {
        return base_str(held, args);
    }
    if filename.is_none() && (errno.is_none() || strerror.is_none()) {
        return base_str(held, args);
    }
    let head = format!("[Errno {}] {}", held.str(&errno)?.as_str(), held.str(&strerror)?.as_str());
    if filename.is_none() {
        return Ok(Value::from(head));
    }
    let first = held.repr(&filename)?;
    if filename2.is_none() {
        return Ok(Value::from(format!("{head}: {}", first.as_str())));
    }
    let second = held.repr(&filename2)?;
    Ok(Value::from(format!("{head}: {} -> {}", first.as_str(), second.as_str())))
}

/// `message (file.py, line 3)`
pub(super) fn syntax_error_str(held: &mut Held, args: &[Value]) -> R {
    let message = own_field(held, &args[0], "msg")?;
    let message = held.str(&message)?;
    let filename = match own_field(held, &args[0], "filename")? {
        Value::Str(name) => Some(name.as_str().rsplit('/').next().unwrap_or_default().to_owned()),
        _ => None,
    };
    let line = match own_field(held, &args[0], "lineno")? {
        Value::Int(line) => Some(line),
        _ => None,
    };
    Ok(match (filename, line) {
        (Some(filename), Some(line)) => {
            Value::from(format!("{} ({filename}, line {line})", message.as_str()))
        }
        (Some(filename), None) => Value::from(format!("{} ({filename})", message.as_str())),
        (None, Some(line)) => Value::from(format!("{} (line {line})", message.as_str())),
        (None, None) => Value::Str(message),
    })
}

struct UnicodeParts {
    encoding: Rc<Str>,
    object: Value,
    start: usize,
    end: usize,
    reason: Rc<Str>,
}

/// The parts of a Unicode error, with the range moved into the object; `None` before `__init__` has run.
fn unicode_parts(held: &mut Held, this: &Value) -> R<Option<UnicodeParts>> {
    let object = own_field(held, this, "object")?;
    let (Value::Int(start), Value::Int(end)) =
        (own_field(held, this, "start")?, own_field(held, this, "end")?)
    else {
        return Ok(None);
    };
    let len = match &object {
        Value::Str(text) => text.len(),
        Value::Bytes(bytes) => bytes.as_slice().len(),
        _ => 0,
    };
    let start = usize::try_from(start).unwrap_or(0).min(len.saturating_sub(1));
    let end = usize::try_from(end).unwrap_or(0).clamp(start.min(len), len);
    let encoding = own_field(held, this, "encoding")?;
    let reason = own_field(held, this, "reason")?;
    Ok(Some(UnicodeParts { encoding: held.str(&encoding)?, object, start, end, reason: held.str(&reason)? }))
}

pub(super) fn unicode_decode_error_str(held: &mut Held, args: &[Value]) -> R {
    let Some(parts) = unicode_parts(held, &args[0])? else { return Ok(Value::str("")) };
    let UnicodeParts { encoding, object, start, end, reason } = parts;
    let (encoding, reason) = (encoding.as_str(), reason.as_str());
    let single = match &object {
        Value::Bytes(bytes) if end == start + 1 => bytes.as_slice().get(start).copied(),
        _ => None,
    };
    Ok(Value::from(match single {
        Some(byte) => {
            format!("'{encoding}' codec can't decode byte 0x{byte:02x} in position {start}: {reason}")
        }
        None => {
            let last = end.saturating_sub(1);
            format!("'{encoding}' codec can't decode bytes in position {start}-{last}: {reason}")
        }
    }))
}

pub(super) fn unicode_encode_error_str(held: &mut Held, args: &[Value]) -> R {
    let Some(parts) = unicode_parts(held, &args[0])? else { return Ok(Value::str("")) };
    let UnicodeParts { encoding, object, start, end, reason } = parts;
    let (encoding, reason) = (encoding.as_str(), reason.as_str());
    let single = match &object {
        Value::Str(text) if end == start + 1 => text.char_at(start),
        _ => None,
    };
    Ok(Value::from(match single {
        Some(c) => {
            let code = c as u32;
            let shown = match code {
                0..=0xff => format!("\\x{code:02x}"),
                0x100..=0xffff => format!("\\u{code:04x}"),
                _ => format!("\\U{code:08x}"),
            };
            format!("'{encoding}' codec can't encode character '{shown}' in position {start}: {reason}")
        }
        None => {
            let last = end.saturating_sub(1);
            format!("'{encoding}' codec can't encode characters in position {start}-{last}: {reason}")
        }
    }))
}
