//! The format mini-language: `[[fill]align][sign][z][#][0][width][grouping][.precision][type]`.
//!
//! A [`Spec`] is the parsed text, without regard to the type it will format; so a constant spec in an
//! f-string can be parsed once. What a type does not support is found when it formats. Errors have
//! CPython 3.13's texts.

mod number;

use std::fmt;

use crate::number::{ErrorClass, NumberError};

/// Where the padding goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// `<`
    Left,
    /// `>`
    Right,
    /// `^`
    Center,
    /// `=`: between the sign and the digits
    AfterSign,
}

/// How a number that is not negative shows its sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignMode {
    /// `-`: not at all
    Minus,
    /// `+`
    Plus,
    /// A space
    Space,
}

/// A parsed format specification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spec {
    fill: Option<char>,
    align: Option<Align>,
    sign: Option<SignMode>,
    /// `z`: a negative zero loses its sign
    no_negative_zero: bool,
    alternate: bool,
    /// `0` before the width
    zero: bool,
    width: usize,
    /// `,` or `_`
    grouping: Option<char>,
    precision: Option<usize>,
    kind: Option<char>,
}

/// A format specification that is malformed, or unfit for the value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormatError {
    /// Something follows where the type should be the end
    Invalid {
        /// The whole specification
        spec: Box<str>,
        /// The value's type
        type_name: Box<str>,
    },
    /// A type code the value does not know
    UnknownCode {
        /// The code
        code: char,
        /// The value's type
        type_name: Box<str>,
    },
    /// `.` without digits
    MissingPrecision,
    /// A width or precision beyond what a machine word holds
    TooManyDigits,
    /// A grouping character with a type code that has no groups
    GroupingWithCode {
        /// `,` or `_`
        grouping: char,
        /// The type code
        code: char,
    },
    /// `,` and `_` together
    BothGroupings,
    /// Options that make no sense for the type; the text is the message
    NotAllowed(&'static str),
    /// A precision beyond what C's int holds
    PrecisionTooBig,
    /// The code `c` with a number that is no character
    NotACharacter,
    /// The code `c` with a number beyond a machine word
    BeyondWord,
    /// A padding that would not fit into memory
    Memory,
    /// The number cannot be shown this way
    Number(NumberError),
}

impl FormatError {
    /// The exception class a script sees.
    pub fn class(&self) -> ErrorClass {
        match self {
            FormatError::NotACharacter | FormatError::BeyondWord => ErrorClass::Overflow,
            FormatError::Memory => ErrorClass::Memory,
            FormatError::Number(error) => error.class(),
            _ => ErrorClass::Value,
        }
    }
}

impl From<NumberError> for FormatError {
    fn from(error: NumberError) -> Self {
        FormatError::Number(error)
    }
}

/// A type code as messages show it: itself, or its number.
struct Code(char);

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            '!'..='\x7f' => write!(f, "{}", self.0),
            other => write!(f, "\\x{:x}", other as u32),
        }
    }
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FormatError::Invalid { spec, type_name } => {
                write!(f, "Invalid format specifier '{spec}' for object of type '{type_name}'")
            }
            FormatError::UnknownCode { code, type_name } => {
                write!(f, "Unknown format code '{}' for object of type '{type_name}'", Code(*code))
            }
            FormatError::MissingPrecision => f.write_str("Format specifier missing precision"),
            FormatError::TooManyDigits => f.write_str("Too many decimal digits in format string"),
            FormatError::GroupingWithCode { grouping, code } => {
                write!(f, "Cannot specify '{grouping}' with '{}'.", Code(*code))
            }
            FormatError::BothGroupings => f.write_str("Cannot specify both ',' and '_'."),
            FormatError::NotAllowed(message) => f.write_str(message),
            FormatError::PrecisionTooBig => f.write_str("precision too big"),
            FormatError::NotACharacter => f.write_str("%c arg not in range(0x110000)"),
            FormatError::BeyondWord => f.write_str("Python int too large to convert to C long"),
            FormatError::Memory => Ok(()),
            FormatError::Number(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for FormatError {}

fn align_of(c: char) -> Option<Align> {
    match c {
        '<' => Some(Align::Left),
        '>' => Some(Align::Right),
        '^' => Some(Align::Center),
        '=' => Some(Align::AfterSign),
        _ => None,
    }
}

/// What is left of a specification while it is parsed.
struct Cursor<'a>(&'a str);

impl Cursor<'_> {
    #[inline]
    fn take(&mut self, wanted: char) -> bool {
        match self.0.strip_prefix(wanted) {
            Some(rest) => {
                self.0 = rest;
                true
            }
            None => false,
        }
    }

    /// A decimal number, if there is one.
    #[inline]
    fn number(&mut self) -> Result<Option<usize>, FormatError> {
        let digits = self.0.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 {
            return Ok(None);
        }
        let (number, rest) = self.0.split_at(digits);
        self.0 = rest;
        // CPython's bound is that of a signed word.
        match number.parse::<i64>() {
            Ok(number) => Ok(Some(number as usize)),
            Err(_) => Err(FormatError::TooManyDigits),
        }
    }
}

impl Spec {
    /// Parses a specification; `type_name` is that of the value, for the message.
    pub fn parse(text: &str, type_name: &str) -> Result<Spec, FormatError> {
        let mut spec = Spec {
            fill: None,
            align: None,
            sign: None,
            no_negative_zero: false,
            alternate: false,
            zero: false,
            width: 0,
            grouping: None,
            precision: None,
            kind: None,
        };
        let mut rest = Cursor(text);
        let mut start = text.chars();
        if let Some(first) = start.next() {
            if let Some(align) = start.next().and_then(align_of) {
                (spec.fill, spec.align) = (Some(first), Some(align));
                rest = Cursor(start.as_str());
            } else if let Some(align) = align_of(first) {
                spec.align = Some(align);
                rest = Cursor(&text[1..]);
            }
        }
        spec.sign = match rest.0.as_bytes().first() {
            Some(b'+') => Some(SignMode::Plus),
            Some(b'-') => Some(SignMode::Minus),
            Some(b' ') => Some(SignMode::Space),
            _ => None,
        };
        if spec.sign.is_some() {
            rest = Cursor(&rest.0[1..]);
        }
        spec.no_negative_zero = rest.take('z');
        spec.alternate = rest.take('#');
        // With an explicit fill a zero belongs to the width.
        spec.zero = spec.fill.is_none() && rest.take('0');
        spec.width = rest.number()?.unwrap_or(0);
        if rest.take(',') {
            spec.grouping = Some(',');
        }
        if rest.take('_') {
            if spec.grouping.is_some() {
                return Err(FormatError::BothGroupings);
            }
            spec.grouping = Some('_');
        }
        if spec.grouping == Some('_') && rest.take(',') {
            return Err(FormatError::BothGroupings);
        }
        if rest.take('.') {
            spec.precision = Some(rest.number()?.ok_or(FormatError::MissingPrecision)?);
        }
        let mut tail = rest.0.chars();
        spec.kind = tail.next();
        if tail.next().is_some() {
            return Err(FormatError::Invalid { spec: text.into(), type_name: type_name.into() });
        }
        if let Some(grouping) = spec.grouping {
            let fits = match spec.kind {
                None | Some('d' | 'e' | 'f' | 'g' | 'E' | 'G' | '%' | 'F') => true,
                Some('b' | 'o' | 'x' | 'X') => grouping == '_',
                Some(_) => false,
            };
            if !fits {
                return Err(FormatError::GroupingWithCode { grouping, code: spec.kind.unwrap_or('d') });
            }
        }
        Ok(spec)
    }

    /// Appends a string, as `format(str, spec)`.
    pub fn push_str(&self, out: &mut String, value: &str, type_name: &str) -> Result<(), FormatError> {
        if let Some(grouping) = self.grouping
            && self.kind.is_none()
        {
            return Err(FormatError::GroupingWithCode { grouping, code: 's' });
        }
        match self.kind {
            None | Some('s') => {}
            Some(code) => return Err(FormatError::UnknownCode { code, type_name: type_name.into() }),
        }
        let refused = match self.sign {
            Some(SignMode::Space) => Some("Space not allowed in string format specifier"),
            Some(_) => Some("Sign not allowed in string format specifier"),
            None if self.no_negative_zero => {
                Some("Negative zero coercion (z) not allowed in string format specifier")
            }
            None if self.alternate => Some("Alternate form (#) not allowed in string format specifier"),
            None if self.align == Some(Align::AfterSign) => {
                Some("'=' alignment not allowed in string format specifier")
            }
            None => None,
        };
        if let Some(message) = refused {
            return Err(FormatError::NotAllowed(message));
        }
        let value = match self.precision {
            Some(precision) => first_chars(value, precision),
            None => value,
        };
        if self.width == 0 {
            out.push_str(value);
            return Ok(());
        }
        let length = if value.is_ascii() { value.len() } else { value.chars().count() };
        let (before, after) = self.padding(length, Align::Left)?;
        let fill = self.fill_char();
        push_fill(out, fill, before);
        out.push_str(value);
        push_fill(out, fill, after);
        Ok(())
    }

    fn fill_char(&self) -> char {
        self.fill.unwrap_or(if self.zero { '0' } else { ' ' })
    }

    /// Padding before and after a text of `length` characters; before the digits for `AfterSign`.
    fn padding(&self, length: usize, default: Align) -> Result<(usize, usize), FormatError> {
        // CPython tries to allocate the text, and fails.
        const MOST: usize = 1 << 31;
        let total = self.width.saturating_sub(length);
        if total > MOST {
            return Err(FormatError::Memory);
        }
        Ok(match self.align.unwrap_or(default) {
            Align::Left => (0, total),
            Align::Right | Align::AfterSign => (total, 0),
            Align::Center => (total / 2, total - total / 2),
        })
    }
}

/// The first `count` characters.
fn first_chars(text: &str, count: usize) -> &str {
    if text.len() <= count {
        return text;
    }
    match text.char_indices().nth(count) {
        Some((at, _)) => &text[..at],
        None => text,
    }
}

fn push_fill(out: &mut String, fill: char, count: usize) {
    const SPACES: &str = "                                ";
    match fill {
        ' ' if count <= SPACES.len() => out.push_str(&SPACES[..count]),
        _ => out.extend(std::iter::repeat_n(fill, count)),
    }
}

#[cfg(test)]
mod tests;
