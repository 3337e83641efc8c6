//! Objects to JSON text.

use std::fmt::Write as _;

use gilvm_vm::error::R;
use gilvm_vm::error::Raised;
use gilvm_vm::held::Held;
use gilvm_vm::object::Str;
use gilvm_vm::rc::Rc;
use gilvm_vm::value::Value;

const DOING: &str = "while encoding a JSON object";

/// How a value is written.
struct Style {
    default: Value,
    skip_keys: bool,
    ascii: bool,
    check_circular: bool,
    allow_nan: bool,
    indent: Option<Rc<Str>>,
    item_separator: Rc<Str>,
    key_separator: Rc<Str>,
    sort_keys: bool,
}

/// The text under construction, and the containers around the place where it grows.
struct Output {
    text: String,
    inside: Vec<usize>,
}

pub(super) fn dump(held: &mut Held, a: &[Value]) -> R {
    let style = Style {
        default: a[1].clone(),
        skip_keys: held.truthy(&a[2])?,
        ascii: held.truthy(&a[3])?,
        check_circular: held.truthy(&a[4])?,
        allow_nan: held.truthy(&a[5])?,
        indent: if a[6].is_none() { None } else { Some(held.str(&a[6])?) },
        item_separator: held.str(&a[7])?,
        key_separator: held.str(&a[8])?,
        sort_keys: held.truthy(&a[9])?,
    };
    let mut out = Output { text: String::new(), inside: Vec::new() };
    push(held, &style, &mut out, &a[0])?;
    Ok(Value::from(out.text))
}

fn push(held: &mut Held, style: &Style, out: &mut Output, value: &Value) -> R<()> {
    match held.base_ref(value) {
        Value::None => out.text.push_str("null"),
        Value::Bool(true) => out.text.push_str("true"),
        Value::Bool(false) => out.text.push_str("false"),
        Value::Str(text) => push_string(&mut out.text, text.as_str(), style.ascii),
        Value::Int(_) | Value::BigInt(_) | Value::Float(_) => {
            let text = number(held, style, value)?;
            out.text.push_str(&text);
        }
        Value::List(_) | Value::Tuple(_) | Value::Dict(_) => {
            held.enter_data(DOING)?;
            let result = push_container(held, style, out, value);
            held.leave_data();
            result?;
        }
        _ => {
            held.enter_data(DOING)?;
            let result = push_other(held, style, out, value);
            held.leave_data();
            result?;
        }
    }
    Ok(())
}

/// The text of a number, as a value or as a key.
fn number(held: &mut Held, style: &Style, value: &Value) -> R<String> {
    let base = held.base_value(value);
    match &base {
        Value::Float(x) if !x.is_finite() => {
            let text = if x.is_nan() { "NaN" } else { ["Infinity", "-Infinity"][usize::from(*x < 0.0)] };
            if style.allow_nan {
                return Ok(text.to_owned());
            }
            let shown = held.repr(&base)?;
            Err(Raised::value_error(format!(
                "Out of range float values are not JSON compliant: {}",
                shown.as_str()
            )))
        }
        Value::Int(n) => Ok(n.to_string()),
        _ => Ok(held.repr(&base)?.as_str().to_owned()),
    }
}

/// Notes that a container is being written; fails if it contains itself.
fn enter(style: &Style, out: &mut Output, value: &Value) -> R<()> {
    let address = value.address().unwrap_or(0);
    if style.check_circular && out.inside.contains(&address) {
        return Err(Raised::value_error("Circular reference detected"));
    }
    out.inside.push(address);
    Ok(())
}

/// What the object's `default` makes of it.
fn push_other(held: &mut Held, style: &Style, out: &mut Output, value: &Value) -> R<()> {
    enter(style, out, value)?;
    let replaced = held.call(&style.default, std::slice::from_ref(value))?;
    push(held, style, out, &replaced)?;
    out.inside.pop();
    Ok(())
}

fn new_line(style: &Style, out: &mut Output) {
    if let Some(indent) = &style.indent {
        out.text.push('\n');
        for _ in 0..out.inside.len() {
            out.text.push_str(indent.as_str());
        }
    }
}

fn push_container(held: &mut Held, style: &Style, out: &mut Output, value: &Value) -> R<()> {
    enter(style, out, value)?;
    if held.as_dict(value).is_some() {
        push_dict(held, style, out, value)
    } else {
        push_sequence(held, style, out, value)
    }
}

fn push_sequence(held: &mut Held, style: &Style, out: &mut Output, value: &Value) -> R<()> {
    let items = match (held.as_list(value), held.as_tuple(value)) {
        (Some(list), _) => list.items(held.token()).clone(),
        (None, Some(tuple)) => tuple.items().to_vec(),
        (None, None) => Vec::new(),
    };
    if items.is_empty() {
        out.inside.pop();
        out.text.push_str("[]");
        return Ok(());
    }
    out.text.push('[');
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            out.text.push_str(style.item_separator.as_str());
        }
        new_line(style, out);
        push(held, style, out, item)?;
    }
    out.inside.pop();
    new_line(style, out);
    out.text.push(']');
    Ok(())
}

fn push_dict(held: &mut Held, style: &Style, out: &mut Output, value: &Value) -> R<()> {
    let pairs = match value {
        Value::Dict(dict) => {
            let table = dict.table(held.token());
            table.iter().map(|entry| (entry.key.clone(), entry.value.clone())).collect()
        }
        _ => held.mapping_pairs(value)?,
    };
    if pairs.is_empty() {
        out.inside.pop();
        out.text.push_str("{}");
        return Ok(());
    }
    let pairs = if style.sort_keys { sorted(held, pairs)? } else { pairs };
    out.text.push('{');
    let mut first = true;
    for (key, item) in &pairs {
        let Some(key) = key_text(held, style, key)? else { continue };
        if !std::mem::take(&mut first) {
            out.text.push_str(style.item_separator.as_str());
        }
        new_line(style, out);
        push_string(&mut out.text, &key, style.ascii);
        out.text.push_str(style.key_separator.as_str());
        push(held, style, out, item)?;
    }
    out.inside.pop();
    new_line(style, out);
    out.text.push('}');
    Ok(())
}

/// Sorted by keys, with the errors of comparing them.
fn sorted(held: &mut Held, pairs: Vec<(Value, Value)>) -> R<Vec<(Value, Value)>> {
    let mut tuples: Vec<Value> = pairs.into_iter().map(|(key, value)| Value::tuple([key, value])).collect();
    held.sort_values(&mut tuples, &Value::None, false)?;
    let split = |tuple: &Value| match tuple {
        Value::Tuple(pair) => match pair.items() {
            [key, value] => Some((key.clone(), value.clone())),
            _ => None,
        },
        _ => None,
    };
    Ok(tuples.iter().filter_map(split).collect())
}

/// A dict's key as text; `None` for one that is to be left out.
fn key_text(held: &mut Held, style: &Style, key: &Value) -> R<Option<String>> {
    Ok(Some(match held.base_ref(key) {
        Value::Str(text) => text.as_str().to_owned(),
        Value::None => "null".to_owned(),
        Value::Bool(true) => "true".to_owned(),
        Value::Bool(false) => "false".to_owned(),
        Value::Int(_) | Value::BigInt(_) | Value::Float(_) => number(held, style, key)?,
        _ if style.skip_keys => return Ok(None),
        _ => {
            let given = held.type_name(key);
            return Err(Raised::type_error(format!(
                "keys must be str, int, float, bool or None, not {given}"
            )));
        }
    }))
}

/// Adds a string in quotes.
pub(super) fn push_string(out: &mut String, text: &str, ascii: bool) {
    out.push('"');
    let mut plain = 0;
    for (at, c) in text.char_indices() {
        let escape = match c {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            '\u{8}' => "\\b",
            '\u{c}' => "\\f",
            '\0'..='\u{1f}' => "",
            '\u{7f}'.. if ascii => "",
            _ => continue,
        };
        out.push_str(&text[plain..at]);
        plain = at + c.len_utf8();
        if escape.is_empty() {
            for unit in c.encode_utf16(&mut [0; 2]) {
                // Writing to a string cannot fail.
                let _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push_str(escape);
        }
    }
    out.push_str(&text[plain..]);
    out.push('"');
}
