//! `format()` of integers and floats: sign, prefix, digits, groups, padding.
//!
//! A number is written to the end of the output without padding; groups and padding are then put in where
//! they belong. Most numbers need neither, and those that do are short.

use compact_str::CompactString;

use super::{Align, FormatError, SignMode, Spec, push_fill};
use crate::number::int::IntRef;
use crate::number::int_text::{self, Radix};
use crate::text::format_float::{FloatForm, FloatStyle, push_magnitude};

/// Precision of floats when none is given.
const DEFAULT_PRECISION: usize = 6;

impl Spec {
    /// Appends an integer, as `format(int, spec)`.
    ///
    /// `limit` is that of decimal digits, see [`int_text::to_decimal`].
    pub fn push_int(
        &self,
        out: &mut String,
        value: IntRef<'_>,
        type_name: &str,
        limit: usize,
    ) -> Result<(), FormatError> {
        let radix = match self.kind {
            None | Some('d' | 'n') => None,
            Some('x' | 'X') => Some(Radix::Hex),
            Some('o') => Some(Radix::Octal),
            Some('b') => Some(Radix::Binary),
            Some('c') => return self.push_code_point(out, value),
            Some('e' | 'E' | 'f' | 'F' | 'g' | 'G' | '%') => {
                return self.push_float(out, value.to_f64()?, type_name);
            }
            Some(code) => return Err(FormatError::UnknownCode { code, type_name: type_name.into() }),
        };
        self.check_integer_options()?;
        let start = out.len();
        push_sign(out, value.is_negative(), self.sign);
        if let Some(radix) = radix
            && self.alternate
        {
            out.push_str(if self.kind == Some('X') { "0X" } else { radix.prefix() });
        }
        let digits = out.len();
        match (value, radix) {
            (IntRef::Small(small), None) => {
                out.push_str(itoa::Buffer::new().format(small.unsigned_abs()));
            }
            (_, None) => {
                let text = int_text::to_decimal(value, limit)?;
                out.push_str(text.strip_prefix('-').unwrap_or(&text));
            }
            (_, Some(radix)) => {
                out.push_str(&int_text::magnitude_digits(value, radix));
                if self.kind == Some('X') {
                    out[digits..].make_ascii_uppercase();
                }
            }
        }
        let size = if radix.is_some() { 4 } else { 3 };
        let end = out.len();
        self.finish(out, start, digits, end, size)
    }

    fn check_integer_options(&self) -> Result<(), FormatError> {
        if self.precision.is_some() {
            return Err(FormatError::NotAllowed("Precision not allowed in integer format specifier"));
        }
        if self.no_negative_zero {
            return Err(FormatError::NotAllowed(
                "Negative zero coercion (z) not allowed in integer format specifier",
            ));
        }
        Ok(())
    }

    /// The code `c`: the character of this number.
    fn push_code_point(&self, out: &mut String, value: IntRef<'_>) -> Result<(), FormatError> {
        self.check_integer_options()?;
        if self.sign.is_some() {
            return Err(FormatError::NotAllowed("Sign not allowed with integer format specifier 'c'"));
        }
        if self.alternate {
            return Err(FormatError::NotAllowed(
                "Alternate form (#) not allowed with integer format specifier 'c'",
            ));
        }
        let code = match value {
            IntRef::Small(small) => u32::try_from(small).ok(),
            IntRef::Big(_) => return Err(FormatError::BeyondWord),
        };
        // A lone surrogate cannot stand in our strings, so it is out of range too.
        let c = code.and_then(char::from_u32).ok_or(FormatError::NotACharacter)?;
        let (before, after) = self.padding(1, Align::Right)?;
        push_fill(out, self.fill_char(), before);
        out.push(c);
        push_fill(out, self.fill_char(), after);
        Ok(())
    }

    /// Appends a float, as `format(float, spec)`.
    pub fn push_float(&self, out: &mut String, value: f64, type_name: &str) -> Result<(), FormatError> {
        let mut value = value;
        let style = match self.kind {
            None if self.precision.is_none() => FloatStyle::Shortest,
            None | Some('g' | 'G' | 'n') => FloatStyle::General,
            Some('e' | 'E') => FloatStyle::Exponent,
            Some('f' | 'F') => FloatStyle::Fixed,
            Some('%') => {
                value *= 100.0;
                FloatStyle::Fixed
            }
            Some(code) => return Err(FormatError::UnknownCode { code, type_name: type_name.into() }),
        };
        let precision = self.precision.unwrap_or(DEFAULT_PRECISION);
        if precision > i32::MAX as usize {
            return Err(FormatError::PrecisionTooBig);
        }
        let form = FloatForm {
            style,
            upper: matches!(self.kind, Some('E' | 'F' | 'G')),
            precision,
            alternate: self.alternate,
            dot_zero: self.kind.is_none(),
        };
        let start = out.len();
        let negative = value.is_sign_negative() && !value.is_nan();
        push_sign(out, negative, self.sign);
        let mut digits = out.len();
        push_magnitude(out, value, form);
        if negative && self.no_negative_zero && is_zero(&out[digits..]) {
            out.truncate(start);
            push_sign(out, false, self.sign);
            digits = out.len();
            push_magnitude(out, value, form);
        }
        let end = digits + out[digits..].bytes().take_while(u8::is_ascii_digit).count();
        if self.kind == Some('%') {
            out.push('%');
        }
        self.finish(out, start, digits, end, 3)
    }

    /// Groups and pads a number that stands at the end of the output: sign and prefix from `start`, its
    /// whole digits from `digits` to `end`.
    #[inline]
    fn finish(
        &self,
        out: &mut String,
        start: usize,
        digits: usize,
        end: usize,
        group_size: usize,
    ) -> Result<(), FormatError> {
        if self.grouping.is_none() && self.width <= out.len() - start {
            return Ok(());
        }
        self.finish_wide(out, start, digits, end, group_size)
    }

    fn finish_wide(
        &self,
        out: &mut String,
        start: usize,
        digits: usize,
        end: usize,
        group_size: usize,
    ) -> Result<(), FormatError> {
        let align = self.align.unwrap_or(if self.zero { Align::AfterSign } else { Align::Right });
        let fill = self.fill_char();
        if let Some(separator) = self.grouping
            && end > digits
        {
            // Filling with zeros goes on with the groups.
            let others = out.len() - start - (end - digits);
            let zero_filled = fill == '0' && align == Align::AfterSign;
            let least = if zero_filled { self.width.saturating_sub(others) } else { 0 };
            self.padding(out.len() - start, align)?;
            group(out, digits, end, group_size, separator, least);
        }
        let (before, after) = self.padding(out.len() - start, align)?;
        if before > 0 {
            let at = if align == Align::AfterSign { digits } else { start };
            let moved = CompactString::from(&out[at..]);
            out.truncate(at);
            push_fill(out, fill, before);
            out.push_str(&moved);
        }
        push_fill(out, fill, after);
        Ok(())
    }
}

#[inline]
fn push_sign(out: &mut String, negative: bool, mode: Option<SignMode>) {
    match mode {
        _ if negative => out.push('-'),
        Some(SignMode::Plus) => out.push('+'),
        Some(SignMode::Space) => out.push(' '),
        Some(SignMode::Minus) | None => {}
    }
}

/// Whether a printed magnitude shows no digit but zeros.
fn is_zero(magnitude: &str) -> bool {
    let mantissa = magnitude.split(['e', 'E']).next().unwrap_or("");
    mantissa.bytes().all(|byte| matches!(byte, b'0' | b'.'))
}

/// Puts separators between groups of the digits from `digits` to `end`, and zeros before them until they
/// take at least `least` characters.
fn group(out: &mut String, digits: usize, end: usize, size: usize, separator: char, least: usize) {
    let width = |count: usize| count + (count - 1) / size;
    let given = end - digits;
    let mut count = given;
    if width(count) < least {
        // A group and its separator take size + 1 characters; from there on step to the exact number.
        count = count.max(least / (size + 1) * size);
        while width(count) < least {
            count += 1;
        }
    }
    let moved = CompactString::from(&out[digits..]);
    let (whole, rest) = moved.split_at(given);
    out.truncate(digits);
    let zeros = std::iter::repeat_n('0', count - given);
    for (index, digit) in zeros.chain(whole.chars()).enumerate() {
        if index > 0 && (count - index).is_multiple_of(size) {
            out.push(separator);
        }
        out.push(digit);
    }
    out.push_str(rest);
}
