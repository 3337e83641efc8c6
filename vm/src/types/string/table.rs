//! `str.translate` and the tables that `str.maketrans` makes for it.

use crate::error::ExcKind;
use crate::error::R;
use crate::error::Raised;
use crate::held::Held;
use crate::object::Str;
use crate::rc::Rc;
use crate::text::search;
use crate::text::search::Mapped;
use crate::value::Value;

/// `text.translate(table)`
pub(super) fn translate(held: &mut Held, args: &[Value]) -> R {
    let text = held.this_str(&args[0], "translate")?;
    let table = &args[1];
    let result = search::translate(text.as_str(), |c| {
        let key = Value::Int(i64::from(c as u32));
        let found = match table {
            Value::Dict(dict) => held.dict_get(dict, &key)?,
            _ => match held.getitem(table, &key) {
                Ok(found) => Some(found),
                Err(raised) if held.matches(&raised, ExcKind::LookupError) => None,
                Err(raised) => return Err(raised),
            },
        };
        match found {
            None => Ok(Mapped::Same),
            Some(found) => mapped(held, &found),
        }
    })?;
    Ok(Value::str(result))
}

/// What an entry of a table means.
fn mapped(held: &Held, entry: &Value) -> R<Mapped> {
    match held.base_ref(entry) {
        Value::None => Ok(Mapped::Removed),
        Value::Str(text) => Ok(Mapped::Text(text.as_str().to_owned())),
        Value::Int(code) => match u32::try_from(*code).ok().and_then(char::from_u32) {
            Some(c) => Ok(Mapped::Char(c)),
            None => Err(Raised::value_error("character mapping must be in range(0x110000)")),
        },
        Value::Bool(code) => Ok(Mapped::Char(if *code { '\x01' } else { '\0' })),
        Value::BigInt(_) => Err(Raised::value_error("character mapping must be in range(0x110000)")),
        _ => Err(Raised::type_error("character mapping must return integer, None or str")),
    }
}

/// `str.maketrans(x, y, z)`
pub(super) fn maketrans(held: &mut Held, args: &[Value]) -> R {
    let [x, y, z] = args else {
        return Err(Raised::type_error("maketrans expected at least 1 argument, got 0"));
    };
    let table = held.new_dict();
    if y.is_unset() {
        let Some(from) = held.as_dict(x) else {
            return Err(Raised::type_error("if you give only one argument to maketrans it must be a dict"));
        };
        let entries: Vec<(Value, Value)> =
            from.table(&held.token).iter().map(|e| (e.key.clone(), e.value.clone())).collect();
        for (key, value) in entries {
            let key = match held.base_ref(&key) {
                Value::Str(text) => match (text.len(), text.char_at(0)) {
                    (1, Some(c)) => code(c),
                    _ => {
                        return Err(Raised::value_error(
                            "string keys in translate table must be of length 1",
                        ));
                    }
                },
                Value::Int(_) | Value::Bool(_) | Value::BigInt(_) => key,
                _ => {
                    return Err(Raised::type_error("keys in translate table must be strings or integers"));
                }
            };
            held.dict_set(&table, &key, value)?;
        }
        return Ok(Value::Dict(table));
    }
    let to = argument(held, y, 2)?;
    let Some(from) = held.as_str(x) else {
        return Err(Raised::type_error(
            "first maketrans argument must be a string if there is a second argument",
        ));
    };
    if from.len() != to.len() {
        return Err(Raised::value_error("the first two maketrans arguments must have equal length"));
    }
    let removed = if z.is_unset() { None } else { Some(argument(held, z, 3)?) };
    for (from, to) in from.as_str().chars().zip(to.as_str().chars()) {
        held.dict_set(&table, &code(from), code(to))?;
    }
    if let Some(removed) = removed {
        for c in removed.as_str().chars() {
            held.dict_set(&table, &code(c), Value::None)?;
        }
    }
    Ok(Value::Dict(table))
}

fn code(c: char) -> Value {
    Value::Int(i64::from(c as u32))
}

fn argument(held: &Held, v: &Value, position: usize) -> R<Rc<Str>> {
    held.as_str(v).ok_or_else(|| {
        Raised::type_error(format!("maketrans() argument {position} must be str, not {}", held.type_name(v)))
    })
}
