//! Integers as text: `int('...', base)`, `str(int)`, `hex`, `oct`, `bin`.
//!
//! Decimal conversions obey CPython's digit limit, which bounds the quadratic work a hostile literal could
//! cause; bases that are powers of two are linear and have none. The limit is a parameter, since
//! `sys.set_int_max_str_digits` belongs to an interpreter; 0 means none.

use dashu_int::{IBig, UBig};

use super::NumberError;
use super::bigint::BigInt;
use super::int::{IntRef, IntResult};
use crate::text::chars;
use crate::text::repr::{bytes_repr, str_repr};

/// `int(text, base)`
pub fn parse(text: &str, base: i64, limit: usize) -> Result<IntResult, NumberError> {
    let folded;
    let ascii = if text.is_ascii() {
        text.as_bytes()
    } else {
        folded = fold_to_ascii(text);
        &folded
    };
    parse_ascii(ascii, base, limit, || str_repr(text))
}

/// `int(bytes, base)`
pub fn parse_bytes(bytes: &[u8], base: i64, limit: usize) -> Result<IntResult, NumberError> {
    parse_ascii(bytes, base, limit, || bytes_repr(bytes))
}

/// Decimal digits and spaces of all scripts as ASCII; what is neither becomes `?`.
pub(super) fn fold_to_ascii(text: &str) -> Vec<u8> {
    text.chars()
        .map(|c| {
            if c.is_ascii() {
                c as u8
            } else if chars::is_space(c) {
                b' '
            } else {
                chars::decimal_value(c).map_or(b'?', |digit| b'0' + digit)
            }
        })
        .collect()
}

/// ASCII whitespace as the C library's `isspace` has it; `str.isspace` knows four characters more.
pub(super) fn is_c_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r')
}

/// The text without C whitespace at its ends.
pub(super) fn trim_c_space(mut text: &[u8]) -> &[u8] {
    while let [first, rest @ ..] = text
        && is_c_space(*first)
    {
        text = rest;
    }
    while let [rest @ .., last] = text
        && is_c_space(*last)
    {
        text = rest;
    }
    text
}

fn parse_ascii(
    text: &[u8],
    base: i64,
    limit: usize,
    repr: impl FnOnce() -> String,
) -> Result<IntResult, NumberError> {
    let base = match base {
        0 | 2..=36 => base as u32,
        _ => return Err(NumberError::InvalidBase),
    };
    match parse_trimmed(trim_c_space(text), base, limit) {
        Some(outcome) => outcome,
        None => {
            let mut literal = repr();
            if let Some((cut, _)) = literal.char_indices().nth(200) {
                literal.truncate(cut);
            }
            Err(NumberError::InvalidIntLiteral { base, literal: literal.into() })
        }
    }
}

/// `None` is a malformed literal.
fn parse_trimmed(text: &[u8], base: u32, limit: usize) -> Option<Result<IntResult, NumberError>> {
    let (negative, text) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, text),
    };
    let prefix_base = match text {
        [b'0', b'x' | b'X', ..] => 16,
        [b'0', b'o' | b'O', ..] => 8,
        [b'0', b'b' | b'B', ..] => 2,
        _ => 0,
    };
    let (radix, digits) = if prefix_base != 0 && (base == 0 || base == prefix_base) {
        // One underscore may follow the prefix.
        (prefix_base, text[2..].strip_prefix(b"_").unwrap_or(&text[2..]))
    } else if base == 0 {
        // Without a prefix only zero may start with a zero: `012` was octal once.
        if text.first() == Some(&b'0') && text.iter().any(|byte| !matches!(byte, b'0' | b'_')) {
            return None;
        }
        (10, text)
    } else {
        (base, text)
    };

    let mut small: i64 = 0;
    let mut fits = true;
    let mut count = 0;
    let mut after_digit = false;
    for &byte in digits {
        if byte == b'_' {
            if !after_digit {
                return None;
            }
            after_digit = false;
            continue;
        }
        let digit = (byte as char).to_digit(radix)?;
        after_digit = true;
        count += 1;
        if fits {
            // Accumulated downwards, so that the lowest i64 is read without leaving the fast path.
            match small.checked_mul(i64::from(radix)).and_then(|n| n.checked_sub(i64::from(digit))) {
                Some(next) => small = next,
                None => fits = false,
            }
        }
    }
    if !after_digit {
        return None;
    }
    if limit != 0 && count > limit && !radix.is_power_of_two() {
        return Some(Err(NumberError::LiteralTooLong { limit, digits: count }));
    }
    if fits {
        if negative {
            return Some(Ok(IntResult::Small(small)));
        }
        return Some(Ok((-i128::from(small)).into()));
    }
    let plain: String = digits.iter().filter(|&&byte| byte != b'_').map(|&byte| byte as char).collect();
    let magnitude = IBig::from(UBig::from_str_radix(&plain, radix).ok()?);
    Some(Ok(BigInt(if negative { -magnitude } else { magnitude }).normalize()))
}

/// Appends the decimal digits of a small integer.
#[inline]
pub fn push_i64(out: &mut String, value: i64) {
    out.push_str(itoa::Buffer::new().format(value));
}

/// `str(int)`; `limit` is `sys.get_int_max_str_digits()`.
#[inline]
pub fn to_decimal(value: IntRef<'_>, limit: usize) -> Result<String, NumberError> {
    match value {
        IntRef::Small(small) => Ok(itoa::Buffer::new().format(small).to_owned()),
        IntRef::Big(big) => big_to_decimal(big, limit),
    }
}

fn big_to_decimal(value: &BigInt, limit: usize) -> Result<String, NumberError> {
    // A digit is worth 3.32 bits, so that this many bits are too many digits for certain; the exact
    // count is taken after the conversion.
    if limit != 0 && value.bit_length() / 4 > limit {
        return Err(NumberError::StringTooLong { limit });
    }
    let text = value.to_string();
    let digits = text.len() - usize::from(value.is_negative());
    if limit != 0 && digits > limit {
        return Err(NumberError::StringTooLong { limit });
    }
    Ok(text)
}

/// A base that is a power of two, with its prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Radix {
    /// `0b`
    Binary,
    /// `0o`
    Octal,
    /// `0x`
    Hex,
}

impl Radix {
    /// The prefix in literals.
    pub fn prefix(self) -> &'static str {
        match self {
            Radix::Binary => "0b",
            Radix::Octal => "0o",
            Radix::Hex => "0x",
        }
    }
}

/// The magnitude's digits in a binary base, lower case, without sign and prefix.
pub fn magnitude_digits(value: IntRef<'_>, radix: Radix) -> String {
    match (value, radix) {
        (IntRef::Small(small), Radix::Binary) => format!("{:b}", small.unsigned_abs()),
        (IntRef::Small(small), Radix::Octal) => format!("{:o}", small.unsigned_abs()),
        (IntRef::Small(small), Radix::Hex) => format!("{:x}", small.unsigned_abs()),
        (IntRef::Big(big), _) => {
            let digits = match radix {
                Radix::Binary => format!("{:b}", big.0),
                Radix::Octal => format!("{:o}", big.0),
                Radix::Hex => format!("{:x}", big.0),
            };
            digits.strip_prefix('-').map(str::to_owned).unwrap_or(digits)
        }
    }
}

/// `bin`, `oct` and `hex`.
pub fn to_radix(value: IntRef<'_>, radix: Radix) -> String {
    let sign = if value.is_negative() { "-" } else { "" };
    format!("{sign}{}{}", radix.prefix(), magnitude_digits(value, radix))
}
