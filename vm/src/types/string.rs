//! `str`: its declaration, construction, and what it has as a sequence. The methods that search and reshape text
//! stand in [`methods`].

mod methods;
mod table;

use gilvm_compiler::op::CmpOp;

use crate::error::ExcKind;
use crate::error::R;
use crate::error::Raised;
use crate::held::Held;
use crate::native::NativeDef;
use crate::native::Quick;
use crate::native::TypeDef;
use crate::rc::Rc;
use crate::text::chars;
use crate::types::Kind;
use crate::types::operators::holds;
use crate::types::operators::with_concatenation;
use crate::value::Value;

/// `str`
pub(crate) const DEF: TypeDef = TypeDef {
    doc: "str(object='') -> str\nstr(bytes_or_buffer[, encoding[, errors]]) -> str\n\n\
          The text of an object, or bytes decoded.",
    subclassable: true,
    new: Some(&NativeDef::new(
        "__new__($type, object=<unset>, encoding=<unset>, errors=<unset>)",
        "Create a new string.",
        new,
    )),
    methods: with_concatenation!(
        compare;
        NativeDef::new("__mod__($self, value, /)", "Return self%value.", |h, a| {
            let text = h.this_str(&a[0], "__mod__")?;
            h.percent_format(&text, &a[1]).map(Value::Str)
        }),
        NativeDef::new("__rmod__($self, value, /)", "Return value%self.", |h, a| match h.as_str(&a[1]) {
            Some(format) => h.percent_format(&format, &a[0]).map(Value::Str),
            None => Ok(Value::NotImplemented),
        }),
        NativeDef::new("__len__($self, /)", "Return len(self).", |h, a| {
            Ok(Value::from(h.this_str(&a[0], "__len__")?.len()))
        }),
        NativeDef::new("__getitem__($self, key, /)", "Return self[key].", |h, a| {
            let text = h.this_str(&a[0], "__getitem__")?;
            h.str_getitem(&text, &a[1])
        }),
        NativeDef::new("__contains__($self, key, /)", "Return bool(key in self).", |h, a| {
            let text = Value::Str(h.this_str(&a[0], "__contains__")?);
            Ok(Value::Bool(h.contains(&text, &a[1])?))
        }),
        NativeDef::new("__iter__($self, /)", "Implement iter(self).", |h, a| {
            let text = Value::Str(h.this_str(&a[0], "__iter__")?);
            h.iter(&text)
        }),
        NativeDef::new("__hash__($self, /)", "Return hash(self).", |h, a| {
            let text = h.this_str(&a[0], "__hash__")?;
            Ok(Value::Int(h.str_hash(&text)))
        }),
        NativeDef::new("__str__($self, /)", "Return str(self).", |h, a| {
            h.this_str(&a[0], "__str__").map(Value::Str)
        }),
        NativeDef::new("__repr__($self, /)", "Return repr(self).", |h, a| {
            h.this_str(&a[0], "__repr__")?;
            h.builtin_repr(&a[0])
        }),
        NativeDef::new("__format__($self, format_spec, /)", "Format by a format specification.", |h, a| {
            h.this_str(&a[0], "__format__")?;
            h.builtin_format(&a[0], &a[1])
        }),
        NativeDef::new("__getnewargs__($self, /)", "Arguments that make an equal string.", |h, a| {
            Ok(Value::tuple([Value::Str(h.this_str(&a[0], "__getnewargs__")?)]))
        }),
        NativeDef::new("__sizeof__($self, /)", "Bytes the object takes in CPython.", size_of),
        NativeDef::new("encode($self, /, encoding='utf-8', errors='strict')", "The string as bytes.", |h, a| {
            let text = h.this_str(&a[0], "encode")?;
            h.encode_str(&text, &a[1], &a[2]).map(Value::bytes)
        }),
        NativeDef::new("join($self, iterable, /)", "The strings of an iterable with self between them.", |h, a| {
            methods::join(h, &a[0], &a[1])
        }),
        NativeDef::new("split($self, /, sep=None, maxsplit=-1)", "The parts between separators.", methods::split),
        NativeDef::new(
            "rsplit($self, /, sep=None, maxsplit=-1)",
            "The parts between separators, counted from the end.",
            methods::rsplit
        ),
        NativeDef::new("splitlines($self, /, keepends=False)", "The lines.", methods::splitlines),
        NativeDef::new("partition($self, sep, /)", "What is before, at and after the separator.", methods::partition),
        NativeDef::new(
            "rpartition($self, sep, /)",
            "What is before, at and after the last separator.",
            methods::rpartition
        ),
        NativeDef::new("replace($self, old, new, /, count=-1)", "With occurrences of old as new.", methods::replace),
        NativeDef::new("find($self, sub, start=None, end=None, /)", "First index of sub, or -1.", methods::find),
        NativeDef::new("rfind($self, sub, start=None, end=None, /)", "Last index of sub, or -1.", methods::rfind),
        NativeDef::new("index($self, sub, start=None, end=None, /)", "First index of sub.", methods::index),
        NativeDef::new("rindex($self, sub, start=None, end=None, /)", "Last index of sub.", methods::rindex),
        NativeDef::new(
            "count($self, sub, start=None, end=None, /)",
            "How often sub occurs without overlap.",
            methods::count
        ),
        NativeDef::new(
            "startswith($self, prefix, start=None, end=None, /)",
            "Whether it begins with the prefix, or one of them.",
            methods::startswith
        ).quick(Quick::StartsWith),
        NativeDef::new(
            "endswith($self, suffix, start=None, end=None, /)",
            "Whether it ends with the suffix, or one of them.",
            methods::endswith
        ).quick(Quick::EndsWith),
        NativeDef::new("removeprefix($self, prefix, /)", "Without the prefix.", methods::removeprefix),
        NativeDef::new("removesuffix($self, suffix, /)", "Without the suffix.", methods::removesuffix),
        NativeDef::new("strip($self, chars=None, /)", "Without whitespace, or chars, at the ends.", methods::strip),
        NativeDef::new("lstrip($self, chars=None, /)", "Without whitespace, or chars, in front.", methods::lstrip),
        NativeDef::new("rstrip($self, chars=None, /)", "Without whitespace, or chars, at the end.", methods::rstrip),
        NativeDef::new("center($self, width, fillchar=' ', /)", "Centered in the width.", methods::center),
        NativeDef::new("ljust($self, width, fillchar=' ', /)", "Padded at the end.", methods::ljust),
        NativeDef::new("rjust($self, width, fillchar=' ', /)", "Padded in front.", methods::rjust),
        NativeDef::new("zfill($self, width, /)", "Padded with zeros after the sign.", methods::zfill),
        NativeDef::new("expandtabs($self, /, tabsize=8)", "With spaces for tabs.", methods::expandtabs),
        NativeDef::new("translate($self, table, /)", "Each character as the table maps it.", table::translate),
        NativeDef::new("format($self, /, *args, **kwargs)", "With its fields replaced.", |h, a| {
            let text = h.this_str(&a[0], "format")?;
            match &a[1] {
                Value::Tuple(args) => h.format_template(&text, args, &a[2]).map(Value::Str),
                _ => Err(Raised::type_error("format() takes a tuple of arguments")),
            }
        }),
        NativeDef::new("format_map($self, mapping, /)", "With its fields replaced from a mapping.", |h, a| {
            let text = h.this_str(&a[0], "format_map")?;
            h.format_template_map(&text, &a[1]).map(Value::Str)
        }),
        NativeDef::new("upper($self, /)", "In upper case.", |h, a| {
            let text = h.this_str(&a[0], "upper")?;
            Ok(methods::recased(&text, str::make_ascii_uppercase, chars::upper))
        }),
        NativeDef::new("lower($self, /)", "In lower case.", |h, a| {
            let text = h.this_str(&a[0], "lower")?;
            Ok(methods::recased(&text, str::make_ascii_lowercase, chars::lower))
        }),
        NativeDef::new("casefold($self, /)", "For comparison without regard to case.", |h, a| {
            Ok(Value::str(chars::casefold(h.this_str(&a[0], "casefold")?.as_str())))
        }),
        NativeDef::new("swapcase($self, /)", "With the case of each letter reversed.", |h, a| {
            Ok(Value::str(chars::swapcase(h.this_str(&a[0], "swapcase")?.as_str())))
        }),
        NativeDef::new("capitalize($self, /)", "The first letter large, the others small.", |h, a| {
            Ok(Value::str(chars::capitalize(h.this_str(&a[0], "capitalize")?.as_str())))
        }),
        NativeDef::new("title($self, /)", "Each word begins with a large letter.", |h, a| {
            Ok(Value::str(chars::title(h.this_str(&a[0], "title")?.as_str())))
        }),
        NativeDef::new("isascii($self, /)", "Whether all is ASCII.", |h, a| {
            Ok(Value::Bool(h.this_str(&a[0], "isascii")?.is_ascii()))
        }),
        NativeDef::new("isalpha($self, /)", "Whether all are letters.", |h, a| test(h, a, "isalpha", chars::str_is_alpha)),
        NativeDef::new("isalnum($self, /)", "Whether all are letters or numbers.", |h, a| {
            test(h, a, "isalnum", chars::str_is_alnum)
        }),
        NativeDef::new("isdecimal($self, /)", "Whether all are decimal digits.", |h, a| {
            test(h, a, "isdecimal", chars::str_is_decimal)
        }),
        NativeDef::new("isdigit($self, /)", "Whether all are digits.", |h, a| test(h, a, "isdigit", chars::str_is_digit)),
        NativeDef::new("isnumeric($self, /)", "Whether all are numbers.", |h, a| {
            test(h, a, "isnumeric", chars::str_is_numeric)
        }),
        NativeDef::new("isspace($self, /)", "Whether all is whitespace.", |h, a| test(h, a, "isspace", chars::str_is_space)),
        NativeDef::new("isprintable($self, /)", "Whether repr() shows all of it as it is.", |h, a| {
            test(h, a, "isprintable", chars::str_is_printable)
        }),
        NativeDef::new("isidentifier($self, /)", "Whether it is a name.", |h, a| {
            test(h, a, "isidentifier", chars::str_is_identifier)
        }),
        NativeDef::new("isupper($self, /)", "Whether all letters are large.", |h, a| {
            test(h, a, "isupper", chars::str_is_upper)
        }),
        NativeDef::new("islower($self, /)", "Whether all letters are small.", |h, a| {
            test(h, a, "islower", chars::str_is_lower)
        }),
        NativeDef::new("istitle($self, /)", "Whether each word begins with a large letter.", |h, a| {
            test(h, a, "istitle", chars::str_is_title)
        }),
    ),
    static_methods: &[NativeDef::new(
        "maketrans(x, y=<unset>, z=<unset>, /)",
        "A table for str.translate().",
        table::maketrans,
    )],
    ..TypeDef::builtin(Kind::Str)
};

fn test(held: &mut Held, args: &[Value], method: &str, test: fn(&str) -> bool) -> R {
    Ok(Value::Bool(test(held.this_str(&args[0], method)?.as_str())))
}

fn new(held: &mut Held, args: &[Value]) -> R {
    let [class, object, encoding, errors] = args else {
        return Err(Raised::type_error("str.__new__(): not enough arguments"));
    };
    let value = match object {
        Value::Unset => Value::str(""),
        _ if encoding.is_unset() && errors.is_unset() => Value::Str(held.str(object)?),
        _ => {
            held.encoding_argument(encoding, "str").map(drop).or_else(|raised| {
                // An unknown encoding counts only when there is something to decode.
                if held.matches(&raised, ExcKind::LookupError) { Ok(()) } else { Err(raised) }
            })?;
            if held.as_str(object).is_some() {
                return Err(Raised::type_error("decoding str is not supported"));
            }
            let Some(bytes) = held.buffer_ref(object).map(<[u8]>::to_vec) else {
                return Err(Raised::type_error(format!(
                    "decoding to str: need a bytes-like object, {} found",
                    held.type_name(object)
                )));
            };
            held.decode_bytes(&bytes, encoding, errors, "str")?
        }
    };
    held.new_of(class, Kind::Str, value)
}

fn compare(held: &mut Held, args: &[Value], op: CmpOp) -> R {
    let own = held.this_str(&args[0], "__eq__")?;
    Ok(match held.as_str(&args[1]) {
        // The order of UTF-8 is that of code points.
        Some(other) => holds(op, Some(own.as_str().cmp(other.as_str()))),
        None => Value::NotImplemented,
    })
}

/// CPython's size: a header, and one, two or four bytes per character and one more.
fn size_of(held: &mut Held, args: &[Value]) -> R {
    let text: Rc<_> = held.this_str(&args[0], "__sizeof__")?;
    let (header, width) = match text.as_str().chars().max() {
        Some('\0'..='\x7f') | None => (40, 1),
        Some('\u{80}'..='\u{ff}') => (56, 1),
        Some('\u{100}'..='\u{ffff}') => (56, 2),
        Some(_) => (56, 4),
    };
    Ok(Value::from(header + width * (text.len() + 1)))
}
