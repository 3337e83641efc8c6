//! Templates of `str.format`: literal text and replacement fields `{name.attr[item]!r:spec}`.
//!
//! [`format`] walks a template and asks a [`Fields`] for values; what a value is, and how it is formatted,
//! the caller knows. A spec may itself contain fields, one level deep. Errors have CPython 3.13's texts.

use std::fmt;

use memchr::memchr2;

use super::chars::decimal_value;
use crate::number::ErrorClass;

/// A malformed template, or one that mixes automatic and manual numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TemplateError {
    /// A `}` that closes nothing
    SingleClose,
    /// A `{` at the end
    SingleOpen,
    /// The text ends within a field
    ExpectedClose,
    /// The text ends within a spec
    UnmatchedSpec,
    /// A `{` within a field's name
    OpenInName,
    /// Nothing behind `!`
    MissingConversion,
    /// Something behind the conversion that is not `:` or `}`
    ExpectedColon,
    /// A conversion other than `r`, `s` and `a`
    UnknownConversion(char),
    /// `{}` after `{0}`
    ManualToAutomatic,
    /// `{0}` after `{}`
    AutomaticToManual,
    /// A field within a spec within a spec
    TooDeep,
    /// `{0.}` or `{0[]}`
    EmptyAttribute,
    /// `{0[1}`
    MissingBracket,
    /// `{0[1]x}`
    AfterBracket,
    /// A number beyond a machine word
    TooManyDigits,
    /// A positional field without an argument; an `IndexError`
    IndexOutOfRange(usize),
}

impl TemplateError {
    /// The exception class a script sees; `None` is `IndexError`.
    pub fn class(self) -> Option<ErrorClass> {
        match self {
            TemplateError::IndexOutOfRange(_) => None,
            _ => Some(ErrorClass::Value),
        }
    }
}

impl fmt::Display for TemplateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            TemplateError::SingleClose => "Single '}' encountered in format string",
            TemplateError::SingleOpen => "Single '{' encountered in format string",
            TemplateError::ExpectedClose => "expected '}' before end of string",
            TemplateError::UnmatchedSpec => "unmatched '{' in format spec",
            TemplateError::OpenInName => "unexpected '{' in field name",
            TemplateError::MissingConversion => "end of string while looking for conversion specifier",
            TemplateError::ExpectedColon => "expected ':' after conversion specifier",
            TemplateError::UnknownConversion(c @ '!'..='~') => {
                return write!(f, "Unknown conversion specifier {c}");
            }
            TemplateError::UnknownConversion(c) => {
                return write!(f, "Unknown conversion specifier \\x{:x}", *c as u32);
            }
            TemplateError::ManualToAutomatic => {
                "cannot switch from manual field specification to automatic field numbering"
            }
            TemplateError::AutomaticToManual => {
                "cannot switch from automatic field numbering to manual field specification"
            }
            TemplateError::TooDeep => "Max string recursion exceeded",
            TemplateError::EmptyAttribute => "Empty attribute in format string",
            TemplateError::MissingBracket => "Missing ']' in format string",
            TemplateError::AfterBracket => "Only '.' or '[' may follow ']' in format field specifier",
            TemplateError::TooManyDigits => "Too many decimal digits in format string",
            TemplateError::IndexOutOfRange(index) => {
                return write!(f, "Replacement index {index} out of range for positional args tuple");
            }
        };
        f.write_str(text)
    }
}

impl std::error::Error for TemplateError {}

/// What `!` asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conversion {
    /// `!s`
    Str,
    /// `!r`
    Repr,
    /// `!a`
    Ascii,
}

/// What stands in `[...]`: digits are an index, everything else a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemKey<'a> {
    /// Only digits
    Index(i64),
    /// Anything else
    Name(&'a str),
}

/// The values of a template's fields. Each call may run the script's code, and fail with its error.
pub trait Fields {
    /// A value of the script.
    type Value;
    /// An exception.
    type Error: From<TemplateError>;

    /// The argument of this index; [`TemplateError::IndexOutOfRange`] if there is none.
    fn positional(&mut self, index: usize) -> Result<Self::Value, Self::Error>;
    /// The keyword argument of this name.
    fn keyword(&mut self, name: &str) -> Result<Self::Value, Self::Error>;
    /// `value.name`
    fn attribute(&mut self, value: Self::Value, name: &str) -> Result<Self::Value, Self::Error>;
    /// `value[key]`
    fn item(&mut self, value: Self::Value, key: ItemKey<'_>) -> Result<Self::Value, Self::Error>;
    /// `str(value)`, `repr(value)` or `ascii(value)`
    fn convert(&mut self, value: Self::Value, conversion: Conversion) -> Result<Self::Value, Self::Error>;
    /// Appends `format(value, spec)`.
    fn format(&mut self, out: &mut String, value: Self::Value, spec: &str) -> Result<(), Self::Error>;
}

/// Appends `template.format(...)`.
pub fn format<F: Fields>(out: &mut String, template: &str, fields: &mut F) -> Result<(), F::Error> {
    expand(out, template, fields, &mut Numbering::Unknown, 2)
}

/// How the template numbers its positional fields.
enum Numbering {
    Unknown,
    Manual,
    /// The next index
    Automatic(usize),
}

fn expand<F: Fields>(
    out: &mut String,
    template: &str,
    fields: &mut F,
    numbering: &mut Numbering,
    depth: usize,
) -> Result<(), F::Error> {
    if depth == 0 {
        return Err(TemplateError::TooDeep.into());
    }
    let mut rest = template;
    while !rest.is_empty() {
        let Some(at) = memchr2(b'{', b'}', rest.as_bytes()) else {
            out.push_str(rest);
            break;
        };
        let brace = rest.as_bytes()[at];
        let next = rest.as_bytes().get(at + 1);
        if next == Some(&brace) {
            // Doubled: one of them is text.
            out.push_str(&rest[..=at]);
            rest = &rest[at + 2..];
            continue;
        }
        if brace == b'}' {
            return Err(TemplateError::SingleClose.into());
        }
        if next.is_none() {
            return Err(TemplateError::SingleOpen.into());
        }
        out.push_str(&rest[..at]);
        let (field, behind) = parse_field(&rest[at + 1..])?;
        rest = behind;

        let value = find_value(field.name, fields, numbering)?;
        let value = match field.conversion {
            None => value,
            Some('s') => fields.convert(value, Conversion::Str)?,
            Some('r') => fields.convert(value, Conversion::Repr)?,
            Some('a') => fields.convert(value, Conversion::Ascii)?,
            Some(other) => return Err(TemplateError::UnknownConversion(other).into()),
        };
        if field.nested {
            let mut spec = String::new();
            expand(&mut spec, field.spec, fields, numbering, depth - 1)?;
            fields.format(out, value, &spec)?;
        } else {
            fields.format(out, value, field.spec)?;
        }
    }
    Ok(())
}

/// A replacement field without its braces.
struct Field<'a> {
    name: &'a str,
    conversion: Option<char>,
    spec: &'a str,
    /// Whether the spec has fields of its own.
    nested: bool,
}

/// The field at the beginning of the text, and what follows its `}`.
fn parse_field(text: &str) -> Result<(Field<'_>, &str), TemplateError> {
    let bytes = text.as_bytes();
    let mut at = 0;
    let end = loop {
        match bytes.get(at) {
            None => return Err(TemplateError::ExpectedClose),
            Some(b'{') => return Err(TemplateError::OpenInName),
            // Whatever stands in brackets belongs to the name.
            Some(b'[') => match memchr::memchr(b']', &bytes[at..]) {
                Some(length) => at += length,
                None => return Err(TemplateError::ExpectedClose),
            },
            Some(b'}' | b':' | b'!') => break at,
            Some(_) => {}
        }
        at += 1;
    };
    let mut field = Field { name: &text[..end], conversion: None, spec: "", nested: false };
    let mut rest = &text[end + 1..];
    match bytes[end] {
        b'}' => return Ok((field, rest)),
        b'!' => {
            let mut characters = rest.chars();
            field.conversion = Some(characters.next().ok_or(TemplateError::MissingConversion)?);
            match characters.next() {
                Some('}') => return Ok((field, characters.as_str())),
                Some(':') | None => {}
                Some(_) => return Err(TemplateError::ExpectedColon),
            }
            rest = characters.as_str();
        }
        _ => {}
    }
    let mut depth = 1;
    for (at, byte) in rest.bytes().enumerate() {
        match byte {
            b'{' => {
                field.nested = true;
                depth += 1;
            }
            b'}' => {
                depth -= 1;
                if depth == 0 {
                    field.spec = &rest[..at];
                    return Ok((field, &rest[at + 1..]));
                }
            }
            _ => {}
        }
    }
    Err(TemplateError::UnmatchedSpec)
}

/// The value of a field name: an argument, then attributes and items of it.
fn find_value<F: Fields>(
    name: &str,
    fields: &mut F,
    numbering: &mut Numbering,
) -> Result<F::Value, F::Error> {
    let end = name.find(['.', '[']).unwrap_or(name.len());
    let (first, mut rest) = name.split_at(end);
    let mut value = match parse_index(first)? {
        Some(index) => {
            if matches!(numbering, Numbering::Automatic(_)) {
                return Err(TemplateError::AutomaticToManual.into());
            }
            *numbering = Numbering::Manual;
            fields.positional(index as usize)?
        }
        None if first.is_empty() => {
            let index = match numbering {
                Numbering::Manual => return Err(TemplateError::ManualToAutomatic.into()),
                Numbering::Unknown => 0,
                Numbering::Automatic(next) => *next,
            };
            *numbering = Numbering::Automatic(index + 1);
            fields.positional(index)?
        }
        None => fields.keyword(first)?,
    };
    while !rest.is_empty() {
        if let Some(tail) = rest.strip_prefix('.') {
            let (attribute, behind) = tail.split_at(tail.find(['.', '[']).unwrap_or(tail.len()));
            if attribute.is_empty() {
                return Err(TemplateError::EmptyAttribute.into());
            }
            value = fields.attribute(value, attribute)?;
            rest = behind;
        } else if let Some(tail) = rest.strip_prefix('[') {
            let (key, behind) = tail.split_once(']').ok_or(TemplateError::MissingBracket)?;
            if key.is_empty() {
                return Err(TemplateError::EmptyAttribute.into());
            }
            let key = match parse_index(key)? {
                Some(index) => ItemKey::Index(index),
                None => ItemKey::Name(key),
            };
            value = fields.item(value, key)?;
            rest = behind;
        } else {
            return Err(TemplateError::AfterBracket.into());
        }
    }
    Ok(value)
}

/// The number that the text consists of, if it is all digits.
fn parse_index(text: &str) -> Result<Option<i64>, TemplateError> {
    if text.is_empty() {
        return Ok(None);
    }
    let mut number: i64 = 0;
    for c in text.chars() {
        let Some(digit) = decimal_value(c) else { return Ok(None) };
        number = number
            .checked_mul(10)
            .and_then(|number| number.checked_add(i64::from(digit)))
            .ok_or(TemplateError::TooManyDigits)?;
    }
    Ok(Some(number))
}

#[cfg(test)]
mod tests;
