//! The methods that `bytes` and `bytearray` have in common. Results are of the receiver's type.

use gilvm_compiler::op::CmpOp;

use crate::error::R;
use crate::error::Raised;
use crate::held::Held;
use crate::text::bytes;
use crate::text::search::Side;
use crate::text::search::TextError;
use crate::types::Kind;
use crate::types::operators::holds;
use crate::value::Value;

/// The methods of both types, followed by the given declarations.
macro_rules! byte_methods {
    ($($rest:expr),* $(,)?) => {
        $crate::types::operators::with_concatenation!(
            $crate::types::bytes::methods::compare;
            NativeDef::new("__mod__($self, value, /)", "Return self%value.", $crate::types::bytes::methods::percent),
            NativeDef::new("__rmod__($self, value, /)", "Return value%self.", |h, a| {
                if h.bytes_ref(&a[1]).is_none() {
                    return Ok(Value::NotImplemented);
                }
                $crate::types::bytes::methods::percent(h, &[a[1].clone(), a[0].clone()])
            }),
            NativeDef::new("__len__($self, /)", "Return len(self).", |h, a| {
                Ok(Value::from($crate::types::bytes::methods::this(h, &a[0], "__len__")?.len()))
            }),
            NativeDef::new("__contains__($self, key, /)", "Return bool(key in self).", |h, a| {
                let needle = $crate::types::bytes::methods::contained(h, &a[1])?;
                let bytes = $crate::types::bytes::methods::this(h, &a[0], "__contains__")?;
                Ok(Value::Bool(memchr::memmem::find(bytes, &needle).is_some()))
            }),
            NativeDef::new("__repr__($self, /)", "Return repr(self).", |h, a| {
                $crate::types::bytes::methods::this(h, &a[0], "__repr__")?;
                h.builtin_repr(&a[0])
            }),
            NativeDef::new("__str__($self, /)", "Return str(self).", |h, a| {
                $crate::types::bytes::methods::this(h, &a[0], "__str__")?;
                h.builtin_repr(&a[0])
            }),
            NativeDef::new("decode($self, /, encoding='utf-8', errors='strict')", "The text that the bytes encode.", |h, a| {
                let bytes = $crate::types::bytes::methods::this(h, &a[0], "decode")?.to_vec();
                h.decode_bytes(&bytes, &a[1], &a[2], "decode")
            }),
            NativeDef::new("hex($self, /, sep=<unset>, bytes_per_sep=1)", "Two digits for each byte.", $crate::types::bytes::methods::hex),
            NativeDef::new("join($self, iterable_of_bytes, /)", "The items with self between them.", $crate::types::bytes::methods::join),
            NativeDef::new("split($self, /, sep=None, maxsplit=-1)", "The parts between separators.", $crate::types::bytes::methods::split),
            NativeDef::new("rsplit($self, /, sep=None, maxsplit=-1)", "The parts between separators, counted from the end.", $crate::types::bytes::methods::rsplit),
            NativeDef::new("splitlines($self, /, keepends=False)", "The lines.", $crate::types::bytes::methods::splitlines),
            NativeDef::new("partition($self, sep, /)", "What is before, at and after the separator.", $crate::types::bytes::methods::partition),
            NativeDef::new("rpartition($self, sep, /)", "What is before, at and after the last separator.", $crate::types::bytes::methods::rpartition),
            NativeDef::new("replace($self, old, new, count=-1, /)", "With occurrences of old as new.", $crate::types::bytes::methods::replace),
            NativeDef::new("find($self, sub, start=None, end=None, /)", "First index of sub, or -1.", |h, a| {
                let found = $crate::types::bytes::methods::find(h, a, "find", $crate::text::bytes::find_in)?;
                Ok(found.map_or(Value::Int(-1), Value::from))
            }),
            NativeDef::new("rfind($self, sub, start=None, end=None, /)", "Last index of sub, or -1.", |h, a| {
                let found = $crate::types::bytes::methods::find(h, a, "rfind", $crate::text::bytes::rfind_in)?;
                Ok(found.map_or(Value::Int(-1), Value::from))
            }),
            NativeDef::new("index($self, sub, start=None, end=None, /)", "First index of sub.", |h, a| {
                let found = $crate::types::bytes::methods::find(h, a, "index", $crate::text::bytes::find_in)?;
                found.map(Value::from).ok_or_else(|| Raised::value_error("subsection not found"))
            }),
            NativeDef::new("rindex($self, sub, start=None, end=None, /)", "Last index of sub.", |h, a| {
                let found = $crate::types::bytes::methods::find(h, a, "rindex", $crate::text::bytes::rfind_in)?;
                found.map(Value::from).ok_or_else(|| Raised::value_error("subsection not found"))
            }),
            NativeDef::new("count($self, sub, start=None, end=None, /)", "How often sub occurs without overlap.", |h, a| {
                let count = $crate::types::bytes::methods::find(h, a, "count", |b, n, r| Some($crate::text::bytes::count_in(b, n, r)))?;
                Ok(Value::from(count.unwrap_or(0)))
            }),
            NativeDef::new("startswith($self, prefix, start=None, end=None, /)", "Whether it begins with the prefix, or one of them.", |h, a| {
                $crate::types::bytes::methods::has_affix(h, a, "startswith", $crate::text::bytes::starts_with)
            }),
            NativeDef::new("endswith($self, suffix, start=None, end=None, /)", "Whether it ends with the suffix, or one of them.", |h, a| {
                $crate::types::bytes::methods::has_affix(h, a, "endswith", $crate::text::bytes::ends_with)
            }),
            NativeDef::new("removeprefix($self, prefix, /)", "Without the prefix.", |h, a| {
                $crate::types::bytes::methods::trim_affix(h, a, "removeprefix", |b, affix| b.strip_prefix(affix))
            }),
            NativeDef::new("removesuffix($self, suffix, /)", "Without the suffix.", |h, a| {
                $crate::types::bytes::methods::trim_affix(h, a, "removesuffix", |b, affix| b.strip_suffix(affix))
            }),
            NativeDef::new("strip($self, bytes=None, /)", "Without whitespace, or bytes, at the ends.", |h, a| {
                $crate::types::bytes::methods::strip(h, a, "strip", $crate::text::search::Side::Both)
            }),
            NativeDef::new("lstrip($self, bytes=None, /)", "Without whitespace, or bytes, in front.", |h, a| {
                $crate::types::bytes::methods::strip(h, a, "lstrip", $crate::text::search::Side::Left)
            }),
            NativeDef::new("rstrip($self, bytes=None, /)", "Without whitespace, or bytes, at the end.", |h, a| {
                $crate::types::bytes::methods::strip(h, a, "rstrip", $crate::text::search::Side::Right)
            }),
            NativeDef::new("center($self, width, fillchar=<unset>, /)", "Centered in the width.", |h, a| {
                $crate::types::bytes::methods::pad(h, a, "center", $crate::text::search::Side::Both)
            }),
            NativeDef::new("ljust($self, width, fillchar=<unset>, /)", "Padded at the end.", |h, a| {
                $crate::types::bytes::methods::pad(h, a, "ljust", $crate::text::search::Side::Right)
            }),
            NativeDef::new("rjust($self, width, fillchar=<unset>, /)", "Padded in front.", |h, a| {
                $crate::types::bytes::methods::pad(h, a, "rjust", $crate::text::search::Side::Left)
            }),
            NativeDef::new("zfill($self, width, /)", "Padded with zeros after the sign.", |h, a| {
                let width = h.index_i64(&a[1])?;
                let result = $crate::text::bytes::zfill($crate::types::bytes::methods::this(h, &a[0], "zfill")?, width)?;
                Ok(h.like(&a[0], result))
            }),
            NativeDef::new("expandtabs($self, /, tabsize=8)", "With spaces for tabs.", |h, a| {
                let size = h.index_i64(&a[1])?;
                let result = $crate::text::bytes::expandtabs($crate::types::bytes::methods::this(h, &a[0], "expandtabs")?, size)?;
                Ok(h.like(&a[0], result))
            }),
            NativeDef::new("translate($self, table, /, delete=<unset>)", "Each byte as the table maps it.", $crate::types::bytes::methods::translate),
            NativeDef::new("upper($self, /)", "In upper case.", |h, a| {
                $crate::types::bytes::methods::map(h, a, "upper", |b| b.to_ascii_uppercase())
            }),
            NativeDef::new("lower($self, /)", "In lower case.", |h, a| {
                $crate::types::bytes::methods::map(h, a, "lower", |b| b.to_ascii_lowercase())
            }),
            NativeDef::new("swapcase($self, /)", "With the case of each letter reversed.", |h, a| {
                $crate::types::bytes::methods::map(h, a, "swapcase", $crate::text::bytes::swapcase)
            }),
            NativeDef::new("title($self, /)", "Each word begins with a large letter.", |h, a| {
                $crate::types::bytes::methods::map(h, a, "title", $crate::text::bytes::title)
            }),
            NativeDef::new("capitalize($self, /)", "The first letter large, the others small.", |h, a| {
                $crate::types::bytes::methods::map(h, a, "capitalize", $crate::text::bytes::capitalize)
            }),
            NativeDef::new("isascii($self, /)", "Whether all is ASCII.", |h, a| {
                $crate::types::bytes::methods::test(h, a, "isascii", |b| b.is_ascii())
            }),
            NativeDef::new("isalpha($self, /)", "Whether all are letters.", |h, a| {
                $crate::types::bytes::methods::test(h, a, "isalpha", |b| $crate::text::bytes::all(b, |byte| byte.is_ascii_alphabetic()))
            }),
            NativeDef::new("isalnum($self, /)", "Whether all are letters or digits.", |h, a| {
                $crate::types::bytes::methods::test(h, a, "isalnum", |b| $crate::text::bytes::all(b, |byte| byte.is_ascii_alphanumeric()))
            }),
            NativeDef::new("isdigit($self, /)", "Whether all are digits.", |h, a| {
                $crate::types::bytes::methods::test(h, a, "isdigit", |b| $crate::text::bytes::all(b, |byte| byte.is_ascii_digit()))
            }),
            NativeDef::new("isspace($self, /)", "Whether all is whitespace.", |h, a| {
                $crate::types::bytes::methods::test(h, a, "isspace", |b| $crate::text::bytes::all(b, $crate::text::bytes::is_space))
            }),
            NativeDef::new("isupper($self, /)", "Whether all letters are large.", |h, a| {
                $crate::types::bytes::methods::test(h, a, "isupper", $crate::text::bytes::is_upper)
            }),
            NativeDef::new("islower($self, /)", "Whether all letters are small.", |h, a| {
                $crate::types::bytes::methods::test(h, a, "islower", $crate::text::bytes::is_lower)
            }),
            NativeDef::new("istitle($self, /)", "Whether each word begins with a large letter.", |h, a| {
                $crate::types::bytes::methods::test(h, a, "istitle", $crate::text::bytes::is_title)
            }),
            $($rest),*
        )
    };
}

pub(crate) use byte_methods;

/// The receiver.
pub(crate) fn this<'a>(held: &'a Held, v: &'a Value, method: &str) -> R<&'a [u8]> {
    held.bytes_ref(v).ok_or_else(|| held.wrong_receiver(v, Kind::Bytes, method))
}

impl Held {
    /// An object of these bytes, of the type of another.
    pub(crate) fn like(&mut self, model: &Value, bytes: Vec<u8>) -> Value {
        if self.is_bytearray(model) { self.new_bytearray(bytes) } else { Value::bytes(bytes) }
    }
}

pub(crate) fn compare(held: &mut Held, args: &[Value], op: CmpOp) -> R {
    let own = this(held, &args[0], "__eq__")?;
    // A `bytearray` compares itself with any bytes-like object, `bytes` leave it to the other.
    let other =
        if held.is_bytearray(&args[0]) { held.buffer_ref(&args[1]) } else { held.bytes_ref(&args[1]) };
    Ok(match other {
        Some(other) => holds(op, Some(own.cmp(other))),
        None => Value::NotImplemented,
    })
}

pub(crate) fn percent(held: &mut Held, args: &[Value]) -> R {
    let format = this(held, &args[0], "__mod__")?.to_vec();
    let result = held.percent_format_bytes(&format, &args[1])?;
    Ok(held.like(&args[0], result))
}

/// The left operand of `in`: an integer or bytes.
pub(crate) fn contained(held: &mut Held, v: &Value) -> R<Vec<u8>> {
    if held.buffer_ref(v).is_none() && held.has_index(v) {
        return Ok(vec![held.byte_value(v, "byte")?]);
    }
    held.bytes_like(v)
}

pub(crate) fn hex(held: &mut Held, args: &[Value]) -> R {
    let bytes = this(held, &args[0], "hex")?.to_vec();
    hex_of(held, &bytes, &args[1], &args[2])
}

/// Two digits for each byte, with `separator` (which may be unset) between groups of so many.
pub(crate) fn hex_of(held: &mut Held, bytes: &[u8], separator: &Value, group: &Value) -> R {
    let group = held.index_i64(group)?;
    let separator = if separator.is_unset() { None } else { Some(separator_char(held, separator)?) };
    Ok(Value::str(to_hex(bytes, separator, group)))
}

fn separator_char(held: &mut Held, v: &Value) -> R<char> {
    if let Some(text) = held.as_str(v) {
        return match (text.len(), text.char_at(0)) {
            (1, Some(c)) if c.is_ascii() => Ok(c),
            (1, _) => Err(Raised::value_error("sep must be ASCII.")),
            _ => Err(Raised::value_error("sep must be length 1.")),
        };
    }
    let length = held.len(v)?;
    if length != 1 {
        return Err(Raised::value_error("sep must be length 1."));
    }
    match held.bytes_ref(v) {
        Some([byte]) if byte.is_ascii() => Ok(*byte as char),
        Some(_) => Err(Raised::value_error("sep must be ASCII.")),
        None => Err(Raised::type_error("sep must be str or bytes.")),
    }
}

/// Groups count from the right, or from the left when negative.
fn to_hex(bytes: &[u8], separator: Option<char>, group: i64) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let size = usize::try_from(group.unsigned_abs()).unwrap_or(usize::MAX);
    let mut out = String::with_capacity(bytes.len() * 2);
    for (at, byte) in bytes.iter().enumerate() {
        let boundary = if group > 0 { bytes.len() - at } else { at };
        if let Some(separator) = separator
            && at > 0
            && size > 0
            && boundary.is_multiple_of(size)
        {
            out.push(separator);
        }
        out.push(DIGITS[usize::from(byte >> 4)] as char);
        out.push(DIGITS[usize::from(byte & 15)] as char);
    }
    out
}

/// The bytes that pairs of hexadecimal digits mean; whitespace may stand between pairs.
pub(crate) fn from_hex(held: &Held, v: &Value) -> R<Vec<u8>> {
    let Some(text) = held.as_str(v) else {
        return Err(Raised::type_error(format!("fromhex() argument must be str, not {}", held.type_name(v))));
    };
    let bad = |at: usize| {
        Raised::value_error(format!(
            "non-hexadecimal number found in fromhex() arg at position {}",
            text.char_offset(at)
        ))
    };
    let digit = |at: usize| text.as_str().as_bytes().get(at).and_then(|&b| (b as char).to_digit(16));
    let mut bytes = Vec::with_capacity(text.len() / 2);
    let mut at = 0;
    while let Some(&byte) = text.as_str().as_bytes().get(at) {
        if bytes::is_space(byte) {
            at += 1;
            continue;
        }
        let high = digit(at).ok_or_else(|| bad(at))?;
        let low = digit(at + 1).ok_or_else(|| bad(at + 1))?;
        bytes.push((high * 16 + low) as u8);
        at += 2;
    }
    Ok(bytes)
}

/// `bytes.maketrans(from, to)`
pub(crate) fn maketrans(held: &mut Held, args: &[Value]) -> R {
    let from = held.bytes_like(&args[0])?;
    let to = held.bytes_like(&args[1])?;
    if from.len() != to.len() {
        return Err(Raised::value_error("maketrans arguments must have same length"));
    }
    let mut table: Vec<u8> = (0..=255).collect();
    for (&from, &to) in from.iter().zip(&to) {
        table[usize::from(from)] = to;
    }
    Ok(Value::bytes(table))
}

pub(crate) fn translate(held: &mut Held, args: &[Value]) -> R {
    let delete = if args[2].is_unset() { Vec::new() } else { held.bytes_like(&args[2])? };
    let table: Option<[u8; 256]> = match &args[1] {
        Value::None => None,
        table => match held.bytes_like(table)?.try_into() {
            Ok(table) => Some(table),
            Err(_) => return Err(Raised::value_error("translation table must be 256 characters long")),
        },
    };
    let result = bytes::translate(this(held, &args[0], "translate")?, table.as_ref(), &delete);
    Ok(held.like(&args[0], result))
}

pub(crate) fn join(held: &mut Held, args: &[Value]) -> R {
    let items = match held.iter_opt(&args[1])? {
        Some(iterator) => held.collect(&iterator)?,
        None => return Err(Raised::type_error("can only join an iterable")),
    };
    let separator = this(held, &args[0], "join")?.to_vec();
    let mut out = Vec::new();
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            out.extend_from_slice(&separator);
        }
        if let Some(bytes) = held.buffer_ref(item) {
            out.extend_from_slice(bytes);
            continue;
        }
        let Ok(bytes) = held.bytes_like(item) else {
            return Err(Raised::type_error(format!(
                "sequence item {at}: expected a bytes-like object, {} found",
                held.type_name(item)
            )));
        };
        out.extend_from_slice(&bytes);
    }
    Ok(held.like(&args[0], out))
}

fn owned(parts: &[&[u8]]) -> Vec<Vec<u8>> {
    parts.iter().map(|part| part.to_vec()).collect()
}

fn list_like(held: &mut Held, model: &Value, parts: Vec<Vec<u8>>) -> Value {
    let items = parts.into_iter().map(|part| held.like(model, part)).collect();
    Value::list(items)
}

/// The argument `sep` of `split`.
fn separator(held: &mut Held, v: &Value) -> R<Option<Vec<u8>>> {
    if v.is_none() { Ok(None) } else { held.bytes_like(v).map(Some) }
}

pub(crate) fn split(held: &mut Held, args: &[Value]) -> R {
    let separator = separator(held, &args[1])?;
    let most = held.index_i64(&args[2])?;
    let own = this(held, &args[0], "split")?;
    let parts = match &separator {
        Some(separator) => bytes::split(own, separator, most)?,
        None => bytes::split_whitespace(own, most),
    };
    let parts = owned(&parts.into_vec());
    Ok(list_like(held, &args[0], parts))
}

pub(crate) fn rsplit(held: &mut Held, args: &[Value]) -> R {
    let separator = separator(held, &args[1])?;
    let most = held.index_i64(&args[2])?;
    let own = this(held, &args[0], "rsplit")?;
    let parts = match &separator {
        Some(separator) => bytes::rsplit(own, separator, most)?,
        None => bytes::rsplit_whitespace(own, most),
    };
    let parts = owned(&parts.into_vec());
    Ok(list_like(held, &args[0], parts))
}

pub(crate) fn splitlines(held: &mut Held, args: &[Value]) -> R {
    let keep = held.truthy(&args[1])?;
    let parts = bytes::splitlines(this(held, &args[0], "splitlines")?, keep);
    let parts = owned(&parts.into_vec());
    Ok(list_like(held, &args[0], parts))
}

type Partition = for<'a> fn(&'a [u8], &[u8]) -> Result<Option<(&'a [u8], &'a [u8])>, TextError>;

fn partition_by(held: &mut Held, args: &[Value], method: &str, cut: Partition) -> R<Option<[Value; 3]>> {
    let separator = held.bytes_like(&args[1])?;
    let own = this(held, &args[0], method)?;
    let parts = cut(own, &separator)?.map(|(before, after)| (before.to_vec(), after.to_vec()));
    Ok(parts.map(|(before, after)| {
        let before = held.like(&args[0], before);
        // `bytes` give the very object back, of whatever type.
        let middle =
            if held.is_bytearray(&args[0]) { held.new_bytearray(separator) } else { args[1].clone() };
        [before, middle, held.like(&args[0], after)]
    }))
}

pub(crate) fn partition(held: &mut Held, args: &[Value]) -> R {
    if let Some(parts) = partition_by(held, args, "partition", bytes::partition)? {
        return Ok(Value::tuple(parts));
    }
    let own = this(held, &args[0], "partition")?.to_vec();
    Ok(Value::tuple([own, Vec::new(), Vec::new()].map(|part| held.like(&args[0], part))))
}

pub(crate) fn rpartition(held: &mut Held, args: &[Value]) -> R {
    if let Some(parts) = partition_by(held, args, "rpartition", bytes::rpartition)? {
        return Ok(Value::tuple(parts));
    }
    let own = this(held, &args[0], "rpartition")?.to_vec();
    Ok(Value::tuple([Vec::new(), Vec::new(), own].map(|part| held.like(&args[0], part))))
}

pub(crate) fn replace(held: &mut Held, args: &[Value]) -> R {
    let old = held.bytes_like(&args[1])?;
    let new = held.bytes_like(&args[2])?;
    let count = held.index_i64(&args[3])?;
    let own = this(held, &args[0], "replace")?;
    let result = bytes::replace(own, &old, &new, count)?.unwrap_or_else(|| own.to_vec());
    Ok(held.like(&args[0], result))
}

type Find = fn(&[u8], &[u8], (i64, i64)) -> Option<usize>;

pub(crate) fn find(held: &mut Held, args: &[Value], method: &str, find: Find) -> R<Option<usize>> {
    let needle = if held.bytes_ref(&args[1]).is_some() || held.memory(&args[1]).is_some() {
        held.bytes_like(&args[1])?
    } else if held.has_index(&args[1]) {
        vec![held.byte_value(&args[1], "byte")?]
    } else {
        return Err(Raised::type_error(format!(
            "argument should be integer or bytes-like object, not '{}'",
            held.type_name(&args[1])
        )));
    };
    let bounds = held.find_bounds(&args[2], &args[3])?;
    Ok(find(this(held, &args[0], method)?, &needle, bounds))
}

type Test = fn(&[u8], &[u8], (i64, i64)) -> bool;

pub(crate) fn has_affix(held: &mut Held, args: &[Value], method: &str, test: Test) -> R {
    let bounds = held.find_bounds(&args[2], &args[3])?;
    this(held, &args[0], method)?;
    if let Some(affix) = held.buffer_ref(&args[1]) {
        let own = this(held, &args[0], method)?;
        return Ok(Value::Bool(test(own, affix, bounds)));
    }
    let Some(affixes) = held.as_tuple(&args[1]) else {
        return Err(Raised::type_error(format!(
            "{method} first arg must be bytes or a tuple of bytes, not {}",
            held.type_name(&args[1])
        )));
    };
    for affix in affixes.items() {
        let affix = held.bytes_like(affix)?;
        if test(this(held, &args[0], method)?, &affix, bounds) {
            return Ok(Value::Bool(true));
        }
    }
    Ok(Value::Bool(false))
}

type Trim = for<'a> fn(&'a [u8], &[u8]) -> Option<&'a [u8]>;

pub(crate) fn trim_affix(held: &mut Held, args: &[Value], method: &str, trim: Trim) -> R {
    let affix = held.bytes_like(&args[1])?;
    let own = this(held, &args[0], method)?;
    let rest = trim(own, &affix).unwrap_or(own).to_vec();
    Ok(held.like(&args[0], rest))
}

pub(crate) fn strip(held: &mut Held, args: &[Value], method: &str, side: Side) -> R {
    let unwanted = if args[1].is_none() { None } else { Some(held.bytes_like(&args[1])?) };
    let own = this(held, &args[0], method)?;
    let rest = match &unwanted {
        None => bytes::strip_whitespace(own, side),
        Some(unwanted) => bytes::strip(own, unwanted, side),
    };
    let rest = rest.to_vec();
    Ok(held.like(&args[0], rest))
}

pub(crate) fn pad(held: &mut Held, args: &[Value], method: &str, side: Side) -> R {
    let width = held.index_i64(&args[1])?;
    let fill = match &args[2] {
        Value::Unset => b' ',
        fill => match held.bytes_ref(fill) {
            Some([byte]) => *byte,
            _ => {
                return Err(Raised::type_error(format!(
                    "{method}() argument 2 must be a byte string of length 1, not {}",
                    held.type_name(fill)
                )));
            }
        },
    };
    let result = bytes::pad(this(held, &args[0], method)?, width, fill, side)?;
    Ok(held.like(&args[0], result))
}

pub(crate) fn map(held: &mut Held, args: &[Value], method: &str, map: fn(&[u8]) -> Vec<u8>) -> R {
    let result = map(this(held, &args[0], method)?);
    Ok(held.like(&args[0], result))
}

pub(crate) fn test(held: &mut Held, args: &[Value], method: &str, test: fn(&[u8]) -> bool) -> R {
    Ok(Value::Bool(test(this(held, &args[0], method)?)))
}
