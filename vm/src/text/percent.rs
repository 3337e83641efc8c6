//! `%` formatting of strings and bytes: directives such as `%-8.3f` and `%(key)s`.
//!
//! [`format`] walks a template and asks an [`Arguments`] for values and their conversion; flags, widths,
//! precisions and the look of numbers are done here. One driver serves `str` and `bytes`, which differ in
//! little more than what a character is. Errors have CPython 3.13's texts.

mod number;
mod template;

use std::fmt;
use std::ops::Range;

use memchr::memchr;

use crate::number::NumberError;
use crate::number::int::IntResult;
pub use template::Template;

/// The exception class under which a script sees a [`PercentError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PercentClass {
    /// `TypeError`
    Type,
    /// `ValueError`
    Value,
    /// `OverflowError`
    Overflow,
    /// `MemoryError`
    Memory,
}

/// A malformed template, or arguments that do not fit it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PercentError {
    /// The template ends within `%(...`
    IncompleteKey,
    /// The template ends within a directive
    Incomplete,
    /// A conversion nobody knows
    UnsupportedCharacter {
        /// The character
        character: char,
        /// Its index in the template
        index: usize,
    },
    /// A width beyond a machine word
    WidthTooBig,
    /// A precision beyond C's int; bytes say it shorter
    PrecisionTooBig {
        /// Whether the template is bytes
        bytes: bool,
    },
    /// More directives than arguments
    NotEnoughArguments,
    /// More arguments than directives
    NotAllConverted {
        /// Whether the template is bytes
        bytes: bool,
    },
    /// `%(key)s` without a mapping
    MappingRequired,
    /// `%*d` with something else than an integer
    StarWantsInt,
    /// `%x` and its kin of something else than an integer
    IntegerRequired {
        /// The conversion
        code: char,
        /// The argument's type
        type_name: Box<str>,
    },
    /// `%d` of something else than a number
    NumberRequired {
        /// The conversion
        code: char,
        /// The argument's type
        type_name: Box<str>,
    },
    /// `%c` of something that is no character
    CharacterRequired {
        /// Whether the template is bytes
        bytes: bool,
    },
    /// `%c` of a number that is no character
    CharacterRange {
        /// Whether the template is bytes
        bytes: bool,
    },
    /// A padding that would not fit into memory
    Memory,
    /// The number cannot be shown this way
    Number(NumberError),
}

impl PercentError {
    /// The exception class a script sees.
    pub fn class(&self) -> PercentClass {
        use crate::number::ErrorClass;
        match self {
            PercentError::IncompleteKey
            | PercentError::Incomplete
            | PercentError::UnsupportedCharacter { .. }
            | PercentError::WidthTooBig
            | PercentError::PrecisionTooBig { .. } => PercentClass::Value,
            PercentError::NotEnoughArguments
            | PercentError::NotAllConverted { .. }
            | PercentError::MappingRequired
            | PercentError::StarWantsInt
            | PercentError::IntegerRequired { .. }
            | PercentError::NumberRequired { .. }
            | PercentError::CharacterRequired { .. } => PercentClass::Type,
            PercentError::CharacterRange { .. } => PercentClass::Overflow,
            PercentError::Memory => PercentClass::Memory,
            PercentError::Number(error) => match error.class() {
                ErrorClass::Overflow => PercentClass::Overflow,
                ErrorClass::Memory => PercentClass::Memory,
                ErrorClass::Value | ErrorClass::ZeroDivision => PercentClass::Value,
            },
        }
    }
}

impl From<NumberError> for PercentError {
    fn from(error: NumberError) -> Self {
        PercentError::Number(error)
    }
}

impl fmt::Display for PercentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            PercentError::IncompleteKey => "incomplete format key",
            PercentError::Incomplete => "incomplete format",
            PercentError::UnsupportedCharacter { character, index } => {
                let code = *character as u32;
                let shown = if matches!(character, '\x1f'..='~') { *character } else { '?' };
                return write!(f, "unsupported format character '{shown}' (0x{code:x}) at index {index}");
            }
            PercentError::WidthTooBig => "width too big",
            PercentError::PrecisionTooBig { bytes: false } => "precision too big",
            PercentError::PrecisionTooBig { bytes: true } => "prec too big",
            PercentError::NotEnoughArguments => "not enough arguments for format string",
            PercentError::NotAllConverted { bytes } => {
                let kind = if *bytes { "bytes" } else { "string" };
                return write!(f, "not all arguments converted during {kind} formatting");
            }
            PercentError::MappingRequired => "format requires a mapping",
            PercentError::StarWantsInt => "* wants int",
            PercentError::IntegerRequired { code, type_name } => {
                return write!(f, "%{code} format: an integer is required, not {type_name}");
            }
            PercentError::NumberRequired { code, type_name } => {
                return write!(f, "%{code} format: a real number is required, not {type_name}");
            }
            PercentError::CharacterRequired { bytes: false } => "%c requires int or char",
            PercentError::CharacterRequired { bytes: true } => {
                "%c requires an integer in range(256) or a single byte"
            }
            PercentError::CharacterRange { bytes: false } => "%c arg not in range(0x110000)",
            PercentError::CharacterRange { bytes: true } => "%c arg not in range(256)",
            PercentError::Memory => "",
            PercentError::Number(error) => return error.fmt(f),
        };
        f.write_str(text)
    }
}

impl std::error::Error for PercentError {}

/// How a value becomes text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextConversion {
    /// `%s`, and `%b` of bytes
    Str,
    /// `%r`, which in bytes is `%a`
    Repr,
    /// `%a`
    Ascii,
}

/// What a `*` stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Star {
    /// The width, which CPython keeps in a `Py_ssize_t`
    Width,
    /// The precision, which it keeps in an `int`
    Precision,
}

/// The right side of `%`. Each call may run the script's code, and fail with its error.
pub trait Arguments<T: Template + ?Sized> {
    /// A value of the script.
    type Value;
    /// An exception.
    type Error: From<PercentError>;

    /// The positional argument of this index: an item of the tuple, or the only argument at index 0.
    fn positional(&mut self, index: usize) -> Option<Self::Value>;
    /// How many positional arguments there are: 1 if the right side is no tuple.
    fn positional_count(&self) -> usize;
    /// Whether the right side can be asked for keys: a mapping, and neither tuple nor string.
    fn is_mapping(&self) -> bool;
    /// `mapping[key]`
    fn keyed(&mut self, key: &T) -> Result<Self::Value, Self::Error>;
    /// The integer that stands for `*`; [`PercentError::StarWantsInt`] if it is none.
    fn star(&mut self, value: Self::Value, star: Star) -> Result<i64, Self::Error>;
    /// Appends the value as text.
    fn push_text(
        &mut self,
        out: &mut T::Owned,
        value: Self::Value,
        conversion: TextConversion,
    ) -> Result<(), Self::Error>;
    /// Appends the character that the value is, or the code point it gives.
    fn push_character(&mut self, out: &mut T::Owned, value: Self::Value) -> Result<(), Self::Error>;
    /// The value as an integer for `%d` (floats are truncated) or `%x` (they are not).
    fn integer(&mut self, value: Self::Value, code: char) -> Result<IntResult, Self::Error>;
    /// The value as a float.
    fn float(&mut self, value: Self::Value) -> Result<f64, Self::Error>;
    /// The limit of decimal digits, see [`crate::number::int_text::to_decimal`].
    fn digit_limit(&self) -> usize;
}

/// What stands between `%` and the conversion.
#[derive(Clone, Copy, Debug, Default)]
struct Flags {
    left: bool,
    plus: bool,
    space: bool,
    alternate: bool,
    zero: bool,
    width: usize,
    precision: Option<usize>,
}

/// Where the next value comes from.
enum Supply<V> {
    /// The positional argument of this index
    Positional(usize),
    /// A looked-up value, once
    Keyed(Option<V>),
}

/// Appends `template % arguments`.
pub fn format<T, A>(out: &mut T::Owned, template: &T, arguments: &mut A) -> Result<(), A::Error>
where
    T: Template + ?Sized,
    A: Arguments<T>,
{
    let mut run = Run { template, at: 0, arguments, supply: Supply::Positional(0) };
    let bytes = template.bytes();
    while let Some(length) = memchr(b'%', &bytes[run.at..]) {
        T::push(out, template.slice(run.at..run.at + length));
        run.at += length + 1;
        if bytes.get(run.at) == Some(&b'%') {
            T::push_ascii(out, "%");
            run.at += 1;
        } else {
            run.directive(out)?;
        }
    }
    T::push(out, template.slice(run.at..bytes.len()));
    match run.supply {
        Supply::Positional(used)
            if used < run.arguments.positional_count() && !run.arguments.is_mapping() =>
        {
            Err(PercentError::NotAllConverted { bytes: T::IS_BYTES }.into())
        }
        _ => Ok(()),
    }
}

struct Run<'a, T: Template + ?Sized, A: Arguments<T>> {
    template: &'a T,
    /// The next byte of the template.
    at: usize,
    arguments: &'a mut A,
    supply: Supply<A::Value>,
}

impl<T: Template + ?Sized, A: Arguments<T>> Run<'_, T, A> {
    fn peek(&self) -> Option<u8> {
        self.template.bytes().get(self.at).copied()
    }

    fn next_value(&mut self) -> Result<A::Value, A::Error> {
        let value = match &mut self.supply {
            Supply::Positional(index) => {
                let value = self.arguments.positional(*index);
                *index += 1;
                value
            }
            Supply::Keyed(value) => value.take(),
        };
        value.ok_or_else(|| PercentError::NotEnoughArguments.into())
    }

    /// One directive; `at` is behind its `%`.
    fn directive(&mut self, out: &mut T::Owned) -> Result<(), A::Error> {
        if self.peek() == Some(b'(') {
            if !self.arguments.is_mapping() {
                return Err(PercentError::MappingRequired.into());
            }
            let key = self.key()?;
            let value = self.arguments.keyed(self.template.slice(key))?;
            self.supply = Supply::Keyed(Some(value));
        }
        let flags = self.flags()?;
        let Some((character, width)) = self.template.char_at(self.at) else {
            return Err(PercentError::Incomplete.into());
        };
        let place = self.at;
        self.at += width;
        let value = self.next_value()?;
        let start = T::len(out);
        match character {
            's' | 'r' | 'a' => {
                let conversion = match character {
                    's' => TextConversion::Str,
                    'r' if !T::IS_BYTES => TextConversion::Repr,
                    _ => TextConversion::Ascii,
                };
                self.arguments.push_text(out, value, conversion)?;
                self.finish_text(out, start, flags)?;
            }
            'b' if T::IS_BYTES => {
                self.arguments.push_text(out, value, TextConversion::Str)?;
                self.finish_text(out, start, flags)?;
            }
            'c' => {
                self.arguments.push_character(out, value)?;
                self.finish_text(out, start, Flags { precision: None, ..flags })?;
            }
            'd' | 'i' | 'u' | 'x' | 'X' | 'o' => {
                let number = self.arguments.integer(value, character)?;
                let limit = self.arguments.digit_limit();
                number::push_integer::<T>(out, (&number).into(), character, flags, limit)?;
            }
            'e' | 'E' | 'f' | 'F' | 'g' | 'G' => {
                let number = self.arguments.float(value)?;
                number::push_float::<T>(out, number, character, flags)?;
            }
            _ => {
                let index = self.template.char_index(place);
                return Err(PercentError::UnsupportedCharacter { character, index }.into());
            }
        }
        Ok(())
    }

    /// The bytes of a key; parentheses within it must pair.
    fn key(&mut self) -> Result<Range<usize>, PercentError> {
        let start = self.at + 1;
        let mut depth = 0;
        for (offset, byte) in self.template.bytes()[self.at..].iter().enumerate() {
            match byte {
                b'(' => depth += 1,
                b')' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                let end = self.at + offset;
                self.at = end + 1;
                return Ok(start..end);
            }
        }
        Err(PercentError::IncompleteKey)
    }

    fn flags(&mut self) -> Result<Flags, A::Error> {
        let mut flags = Flags::default();
        while let Some(byte) = self.peek() {
            match byte {
                b'-' => flags.left = true,
                b'+' => flags.plus = true,
                b' ' => flags.space = true,
                b'#' => flags.alternate = true,
                b'0' => flags.zero = true,
                _ => break,
            }
            self.at += 1;
        }
        if self.peek() == Some(b'*') {
            self.at += 1;
            let value = self.next_value()?;
            let width = self.arguments.star(value, Star::Width)?;
            flags.left |= width < 0;
            flags.width = width.unsigned_abs() as usize;
        } else {
            flags.width = self.number().ok_or(PercentError::WidthTooBig)?;
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            let precision = if self.peek() == Some(b'*') {
                self.at += 1;
                let value = self.next_value()?;
                usize::try_from(self.arguments.star(value, Star::Precision)?).unwrap_or(0)
            } else {
                self.number().unwrap_or(usize::MAX)
            };
            if precision >= i32::MAX as usize {
                return Err(PercentError::PrecisionTooBig { bytes: T::IS_BYTES }.into());
            }
            flags.precision = Some(precision);
        }
        // C's size modifiers mean nothing.
        if matches!(self.peek(), Some(b'h' | b'l' | b'L')) {
            self.at += 1;
        }
        Ok(flags)
    }

    /// Digits, zero if there are none; `None` if they exceed a signed word.
    fn number(&mut self) -> Option<usize> {
        let mut number: i64 = 0;
        while let Some(byte @ b'0'..=b'9') = self.peek() {
            number = number.checked_mul(10)?.checked_add(i64::from(byte - b'0'))?;
            self.at += 1;
        }
        Some(number as usize)
    }

    /// Cuts and pads a text that stands in the output from `start`.
    fn finish_text(&self, out: &mut T::Owned, start: usize, flags: Flags) -> Result<(), PercentError> {
        if let Some(precision) = flags.precision {
            T::cut(out, start, precision);
        }
        if flags.width == 0 {
            return Ok(());
        }
        let padding = padding(flags.width, T::count_from(out, start))?;
        if padding > 0 {
            let at = if flags.left { T::len(out) } else { start };
            T::insert(out, at, ' ', padding);
        }
        Ok(())
    }
}

/// Characters missing up to a width.
fn padding(width: usize, length: usize) -> Result<usize, PercentError> {
    const MOST: usize = 1 << 31;
    match width.saturating_sub(length) {
        padding if padding > MOST => Err(PercentError::Memory),
        padding => Ok(padding),
    }
}

#[cfg(test)]
mod tests;
