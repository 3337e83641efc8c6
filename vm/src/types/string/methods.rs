//! The methods of `str` that search, split and reshape.

use compact_str::CompactString;

use crate::error::ExcKind;
use crate::error::R;
use crate::error::Raised;
use crate::held::Held;
use crate::object::Str;
use crate::protocol::arith::sequence::INLINE_BYTES;
use crate::protocol::arith::sequence::text_buffer;
use crate::rc::Rc;
use crate::text::search;
use crate::text::search::Pieces;
use crate::text::search::Side;
use crate::text::search::TextError;
use crate::text::search::TextRef;
use crate::value::Value;

impl From<TextError> for Raised {
    #[cold]
    fn from(error: TextError) -> Raised {
        match error {
            TextError::EmptySeparator => Raised::value_error(error.to_string()),
            TextError::Memory => crate::protocol::receiver::no_memory(),
        }
    }
}

/// A string object of a part of `whole`.
#[inline]
fn piece(held: &Held, whole: &Rc<Str>, part: &str) -> Value {
    if part.len() == whole.as_str().len() {
        return Value::Str(Rc::clone(whole));
    }
    if part.len() == 1 {
        return held.part_str(part);
    }
    let chars = if whole.is_ascii() { part.len() } else { part.chars().count() };
    Value::Str(Str::part(chars, part))
}

fn pieces(held: &Held, whole: &Rc<Str>, parts: Pieces<'_>) -> Value {
    Value::list(parts.iter().map(|part| piece(held, whole, part)).collect())
}

/// `separator.join(iterable)`
pub(super) fn join(held: &mut Held, separator: &Value, iterable: &Value) -> R {
    let separator = held.this_str(separator, "join")?;
    match held.base_ref(iterable) {
        Value::List(list) => return join_items(held, &separator, list.items(&held.token)),
        Value::Tuple(tuple) => return join_items(held, &separator, tuple.items()),
        _ => {}
    }
    let iterator = match held.iter(iterable) {
        Err(raised) if held.matches(&raised, ExcKind::TypeError) => {
            return Err(Raised::type_error("can only join an iterable"));
        }
        other => other?,
    };
    let items = held.collect(&iterator)?;
    join_items(held, &separator, &items)
}

fn join_items(held: &Held, separator: &Str, items: &[Value]) -> R {
    if let [only @ Value::Str(_)] = items {
        return Ok(only.clone());
    }
    let (mut bytes, mut chars) = (0_usize, 0_usize);
    for (at, item) in items.iter().enumerate() {
        if let Value::Str(text) = item {
            bytes = bytes.saturating_add(text.as_str().len());
            chars = chars.saturating_add(text.len());
            continue;
        }
        let Value::Str(text) = held.base_ref(item) else {
            return Err(Raised::type_error(format!(
                "sequence item {at}: expected str instance, {} found",
                held.type_name(item)
            )));
        };
        bytes = bytes.saturating_add(text.as_str().len());
        chars = chars.saturating_add(text.len());
    }
    let gaps = items.len().saturating_sub(1);
    bytes = bytes.saturating_add(separator.as_str().len().saturating_mul(gaps));
    chars = chars.saturating_add(separator.len().saturating_mul(gaps));
    if bytes <= INLINE_BYTES {
        let mut text = [0; INLINE_BYTES];
        let text = text.get_mut(..bytes).unwrap_or_default();
        fill(held, separator, items, text);
        let text = CompactString::new(std::str::from_utf8(text).unwrap_or_default());
        return Ok(Value::Str(Rc::new(Str::with_len(text, chars))));
    }
    let mut text = text_buffer(bytes)?.into_bytes();
    text.resize(bytes, 0);
    fill(held, separator, items, &mut text);
    // Texts one behind the other are a text.
    let text = String::from_utf8(text).unwrap_or_default();
    Ok(Value::Str(Rc::new(Str::with_len(text.into(), chars))))
}

/// Writes the joined texts to a place that is exactly as long.
fn fill(held: &Held, separator: &Str, items: &[Value], mut to: &mut [u8]) {
    let mut put = |part: &[u8]| {
        // Characters are the common case, and no work for a copying routine.
        if let ([byte], [first, ..]) = (part, &mut *to) {
            *first = *byte;
        } else if let Some(place) = to.get_mut(..part.len()) {
            place.copy_from_slice(part);
        }
        to = std::mem::take(&mut to).get_mut(part.len()..).unwrap_or_default();
    };
    let separator = separator.as_str().as_bytes();
    for (at, item) in items.iter().enumerate() {
        if at > 0 && !separator.is_empty() {
            put(separator);
        }
        if let Value::Str(text) = held.base_ref(item) {
            put(text.as_str().as_bytes());
        }
    }
}

/// The argument `sep` of `split`.
fn separator(held: &Held, v: &Value) -> R<Option<Rc<Str>>> {
    match v {
        Value::None => Ok(None),
        _ => match held.as_str(v) {
            Some(text) => Ok(Some(text)),
            None => Err(Raised::type_error(format!("must be str or None, not {}", held.type_name(v)))),
        },
    }
}

/// Pieces that there is room for when a text is split into words, as in CPython.
const WORDS_ROOM: usize = 12;

pub(super) fn split(held: &mut Held, args: &[Value]) -> R {
    if let [Value::Str(text), Value::None, Value::Int(most)] = args
        && text.is_ascii()
    {
        let mut parts = Vec::with_capacity(WORDS_ROOM);
        search::each_ascii_word(text.as_str(), *most, |word| parts.push(piece(held, text, word)));
        return Ok(Value::list(parts));
    }
    let text = held.this_str(&args[0], "split")?;
    let separator = separator(held, &args[1])?;
    let most = held.index_i64(&args[2])?;
    let parts = match &separator {
        Some(separator) => search::split(text.as_str(), separator.as_str(), most)?,
        None => search::split_whitespace(text.as_str(), most),
    };
    Ok(pieces(held, &text, parts))
}

pub(super) fn rsplit(held: &mut Held, args: &[Value]) -> R {
    let text = held.this_str(&args[0], "rsplit")?;
    let separator = separator(held, &args[1])?;
    let most = held.index_i64(&args[2])?;
    let parts = match &separator {
        Some(separator) => search::rsplit(text.as_str(), separator.as_str(), most)?,
        None => search::rsplit_whitespace(text.as_str(), most),
    };
    Ok(pieces(held, &text, parts))
}

pub(super) fn splitlines(held: &mut Held, args: &[Value]) -> R {
    let text = held.this_str(&args[0], "splitlines")?;
    let keep = held.truthy(&args[1])?;
    Ok(pieces(held, &text, search::splitlines(text.as_str(), keep)))
}

/// An argument that must be a string, in methods that say no more than that.
fn must_be_str(held: &Held, v: &Value) -> R<Rc<Str>> {
    held.as_str(v).ok_or_else(|| Raised::type_error(format!("must be str, not {}", held.type_name(v))))
}

/// An argument that must be a string; `which` is `" 1"` or nothing.
fn str_argument(held: &Held, v: &Value, method: &str, which: &str) -> R<Rc<Str>> {
    held.as_str(v).ok_or_else(|| {
        Raised::type_error(format!("{method}() argument{which} must be str, not {}", held.type_name(v)))
    })
}

pub(super) fn partition(held: &mut Held, args: &[Value]) -> R {
    let text = held.this_str(&args[0], "partition")?;
    let separator = must_be_str(held, &args[1])?;
    Ok(match search::partition(text.as_str(), separator.as_str())? {
        Some((before, after)) => {
            Value::tuple([piece(held, &text, before), Value::Str(separator), piece(held, &text, after)])
        }
        None => Value::tuple([Value::Str(text), Value::str(""), Value::str("")]),
    })
}

pub(super) fn rpartition(held: &mut Held, args: &[Value]) -> R {
    let text = held.this_str(&args[0], "rpartition")?;
    let separator = must_be_str(held, &args[1])?;
    Ok(match search::rpartition(text.as_str(), separator.as_str())? {
        Some((before, after)) => {
            Value::tuple([piece(held, &text, before), Value::Str(separator), piece(held, &text, after)])
        }
        None => Value::tuple([Value::str(""), Value::str(""), Value::Str(text)]),
    })
}

pub(super) fn replace(held: &mut Held, args: &[Value]) -> R {
    if let [Value::Str(text), Value::Str(old), Value::Str(new), Value::Int(count)] = args {
        return replaced(text, old, new, *count);
    }
    let text = held.this_str(&args[0], "replace")?;
    let old = str_argument(held, &args[1], "replace", " 1")?;
    let new = str_argument(held, &args[2], "replace", " 2")?;
    let count = held.index_i64(&args[3])?;
    replaced(&text, &old, &new, count)
}

#[inline(always)]
fn replaced(text: &Rc<Str>, old: &Str, new: &Str, count: i64) -> R {
    Ok(match search::replace(text.as_str(), old.as_str(), new.as_str(), count)? {
        Some(replaced) if text.is_ascii() && new.is_ascii() => ascii_str(replaced),
        Some(replaced) => Value::str(replaced),
        None => Value::Str(Rc::clone(text)),
    })
}

/// A text in another case: ASCII in place in its copy, other text by the mappings of Unicode.
pub(super) fn recased(text: &Str, in_ascii: fn(&mut str), in_unicode: fn(&str) -> String) -> Value {
    if !text.is_ascii() {
        return Value::str(in_unicode(text.as_str()));
    }
    let mut copy = CompactString::new(text.as_str());
    in_ascii(&mut copy);
    Value::Str(Rc::new(Str::with_len(copy, text.len())))
}

/// A string object of a text that is known to be ASCII.
fn ascii_str(text: String) -> Value {
    let chars = text.len();
    Value::Str(Rc::new(Str::with_len(text.into(), chars)))
}

/// The text, the part that is looked for, and the bounds within which it is.
type Needle = (Rc<Str>, Rc<Str>, (i64, i64));

/// What the methods that look for a part have in common.
fn needle(held: &mut Held, args: &[Value], method: &str) -> R<Needle> {
    let text = held.this_str(&args[0], method)?;
    let sub = str_argument(held, &args[1], method, " 1")?;
    let bounds = held.find_bounds(&args[2], &args[3])?;
    Ok((text, sub, bounds))
}

/// The same of the usual arguments, without bounds.
#[inline(always)]
fn plain_needle(args: &[Value]) -> Option<(TextRef<'_>, &str)> {
    match args {
        [Value::Str(text), Value::Str(sub), Value::None, Value::None] => Some((view(text), sub.as_str())),
        _ => None,
    }
}

#[inline(always)]
fn view(text: &Str) -> TextRef<'_> {
    TextRef::new(text.as_str(), text.len())
}

pub(super) fn find(held: &mut Held, args: &[Value]) -> R {
    if let Some((text, sub)) = plain_needle(args) {
        return Ok(text.find(sub, search::WHOLE).map_or(Value::Int(-1), Value::from));
    }
    let (text, sub, bounds) = needle(held, args, "find")?;
    Ok(view(&text).find(sub.as_str(), bounds).map_or(Value::Int(-1), Value::from))
}

pub(super) fn rfind(held: &mut Held, args: &[Value]) -> R {
    let (text, sub, bounds) = needle(held, args, "rfind")?;
    Ok(view(&text).rfind(sub.as_str(), bounds).map_or(Value::Int(-1), Value::from))
}

pub(super) fn index(held: &mut Held, args: &[Value]) -> R {
    let (text, sub, bounds) = needle(held, args, "index")?;
    let found = view(&text).find(sub.as_str(), bounds);
    found.map(Value::from).ok_or_else(|| Raised::value_error("substring not found"))
}

pub(super) fn rindex(held: &mut Held, args: &[Value]) -> R {
    let (text, sub, bounds) = needle(held, args, "rindex")?;
    let found = view(&text).rfind(sub.as_str(), bounds);
    found.map(Value::from).ok_or_else(|| Raised::value_error("substring not found"))
}

pub(super) fn count(held: &mut Held, args: &[Value]) -> R {
    if let Some((text, sub)) = plain_needle(args) {
        return Ok(Value::from(text.count(sub, search::WHOLE)));
    }
    let (text, sub, bounds) = needle(held, args, "count")?;
    Ok(Value::from(view(&text).count(sub.as_str(), bounds)))
}

pub(super) fn startswith(held: &mut Held, args: &[Value]) -> R {
    if let [Value::Str(text), Value::Str(prefix), Value::None, Value::None] = args {
        return Ok(Value::Bool(text.as_str().as_bytes().starts_with(prefix.as_str().as_bytes())));
    }
    has_affix(held, args, "startswith", |text, affix, bounds| text.starts_with(affix, bounds))
}

pub(super) fn endswith(held: &mut Held, args: &[Value]) -> R {
    if let [Value::Str(text), Value::Str(suffix), Value::None, Value::None] = args {
        return Ok(Value::Bool(text.as_str().as_bytes().ends_with(suffix.as_str().as_bytes())));
    }
    has_affix(held, args, "endswith", |text, affix, bounds| text.ends_with(affix, bounds))
}

fn has_affix(
    held: &mut Held,
    args: &[Value],
    method: &str,
    test: fn(TextRef<'_>, &str, (i64, i64)) -> bool,
) -> R {
    let text = held.this_str(&args[0], method)?;
    let bounds = held.find_bounds(&args[2], &args[3])?;
    if let Value::Str(affix) = held.base_ref(&args[1]) {
        return Ok(Value::Bool(test(view(&text), affix.as_str(), bounds)));
    }
    let Some(affixes) = held.as_tuple(&args[1]) else {
        return Err(Raised::type_error(format!(
            "{method} first arg must be str or a tuple of str, not {}",
            held.type_name(&args[1])
        )));
    };
    for affix in affixes.items() {
        let Value::Str(affix) = held.base_ref(affix) else {
            return Err(Raised::type_error(format!(
                "tuple for {method} must only contain str, not {}",
                held.type_name(affix)
            )));
        };
        if test(view(&text), affix.as_str(), bounds) {
            return Ok(Value::Bool(true));
        }
    }
    Ok(Value::Bool(false))
}

pub(super) fn removeprefix(held: &mut Held, args: &[Value]) -> R {
    let text = held.this_str(&args[0], "removeprefix")?;
    let prefix = str_argument(held, &args[1], "removeprefix", "")?;
    let rest = text.as_str().strip_prefix(prefix.as_str()).unwrap_or(text.as_str());
    Ok(piece(held, &text, rest))
}

pub(super) fn removesuffix(held: &mut Held, args: &[Value]) -> R {
    let text = held.this_str(&args[0], "removesuffix")?;
    let suffix = str_argument(held, &args[1], "removesuffix", "")?;
    let rest = text.as_str().strip_suffix(suffix.as_str()).unwrap_or(text.as_str());
    Ok(piece(held, &text, rest))
}

pub(super) fn strip(held: &mut Held, args: &[Value]) -> R {
    strip_side(held, args, "strip", Side::Both)
}

pub(super) fn lstrip(held: &mut Held, args: &[Value]) -> R {
    strip_side(held, args, "lstrip", Side::Left)
}

pub(super) fn rstrip(held: &mut Held, args: &[Value]) -> R {
    strip_side(held, args, "rstrip", Side::Right)
}

fn strip_side(held: &mut Held, args: &[Value], method: &str, side: Side) -> R {
    let text = held.this_str(&args[0], method)?;
    let rest = match held.base_ref(&args[1]) {
        Value::None => search::strip_whitespace(text.as_str(), side),
        Value::Str(unwanted) => search::strip(text.as_str(), unwanted.as_str(), side),
        _ => return Err(Raised::type_error(format!("{method} arg must be None or str"))),
    };
    Ok(piece(held, &text, rest))
}

type Pad = fn(&str, usize, i64, char) -> Result<Option<String>, TextError>;

fn pad(held: &mut Held, args: &[Value], method: &str, pad: Pad) -> R {
    let text = held.this_str(&args[0], method)?;
    let width = held.index_i64(&args[1])?;
    let Some(fill) = held.as_str(&args[2]) else {
        return Err(Raised::type_error(format!(
            "The fill character must be a unicode character, not {}",
            held.type_name(&args[2])
        )));
    };
    let mut chars = fill.as_str().chars();
    let (Some(fill), None) = (chars.next(), chars.next()) else {
        return Err(Raised::type_error("The fill character must be exactly one character long"));
    };
    Ok(match pad(text.as_str(), text.len(), width, fill)? {
        Some(padded) => Value::str(padded),
        None => Value::Str(text),
    })
}

pub(super) fn center(held: &mut Held, args: &[Value]) -> R {
    pad(held, args, "center", search::center)
}

pub(super) fn ljust(held: &mut Held, args: &[Value]) -> R {
    pad(held, args, "ljust", search::ljust)
}

pub(super) fn rjust(held: &mut Held, args: &[Value]) -> R {
    pad(held, args, "rjust", search::rjust)
}

pub(super) fn zfill(held: &mut Held, args: &[Value]) -> R {
    let text = held.this_str(&args[0], "zfill")?;
    let width = held.index_i64(&args[1])?;
    Ok(match search::zfill(text.as_str(), text.len(), width)? {
        Some(padded) => Value::str(padded),
        None => Value::Str(text),
    })
}

pub(super) fn expandtabs(held: &mut Held, args: &[Value]) -> R {
    let text = held.this_str(&args[0], "expandtabs")?;
    let size = held.index_i64(&args[1])?;
    Ok(Value::str(search::expandtabs(text.as_str(), size)?))
}
