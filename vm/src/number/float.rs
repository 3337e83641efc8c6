//! Floats with Python's semantics: `repr` and reading, division, power, rounding, hashing, hexadecimal form.
//!
//! Shortest digits come from `zmij` (the standard library breaks exact ties otherwise than CPython); digits
//! of a given precision come from the standard library, whose result is correctly rounded. Everything else
//! is the C algorithm of the reference restated, down to the signs of zeros.

use std::fmt::Write;

use super::NumberError;
use super::bigint::{HASH_MODULUS, round_to_f64};
use super::int::{self, IntRef, IntResult};
use super::int_text::{fold_to_ascii, trim_c_space};
use crate::text::repr::{bytes_repr, str_repr};

/// The shortest decimal digits that read back as the same float, without sign.
#[derive(Clone, Debug)]
pub struct Shortest {
    bytes: [u8; 24],
    length: usize,
    /// The value is `0.DIGITS * 10^point`.
    pub point: i32,
}

impl Shortest {
    /// The digits; the first and the last are not zero, except in `0` itself.
    pub fn digits(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.length]).unwrap_or("0")
    }
}

/// The shortest digits of a finite float's magnitude.
pub fn shortest(value: f64) -> Shortest {
    let mut buffer = zmij::Buffer::new();
    let text = buffer.format_finite(value.abs()).as_bytes();
    let mut found = Shortest { bytes: [b'0'; 24], length: 0, point: 0 };
    let mut point_seen = false;
    let mut exponent = 0;
    for (index, &byte) in text.iter().enumerate() {
        match byte {
            b'.' => point_seen = true,
            b'e' => {
                let tail = std::str::from_utf8(&text[index + 1..]).unwrap_or("0");
                exponent = tail.parse().unwrap_or(0);
                break;
            }
            _ => {
                if found.length > 0 || byte != b'0' {
                    found.bytes[found.length] = byte;
                    found.length += 1;
                    found.point += i32::from(!point_seen);
                } else if point_seen {
                    found.point -= 1;
                }
            }
        }
    }
    found.point += exponent;
    while found.length > 1 && found.bytes[found.length - 1] == b'0' {
        found.length -= 1;
    }
    if found.length == 0 {
        (found.length, found.point) = (1, 1);
    }
    found
}

/// `repr(float)`
#[inline]
pub fn repr(value: f64) -> String {
    let mut out = String::with_capacity(24);
    push_repr(&mut out, value);
    out
}

/// Appends `repr(float)`.
pub fn push_repr(out: &mut String, value: f64) {
    let magnitude = value.abs();
    if (1e-3..1e15).contains(&magnitude) {
        // Here the library's layout is Python's.
        out.push_str(zmij::Buffer::new().format_finite(value));
        return;
    }
    if value.is_nan() {
        return out.push_str("nan");
    }
    if value.is_sign_negative() {
        out.push('-');
    }
    if value.is_infinite() {
        return out.push_str("inf");
    }
    let shortest = shortest(magnitude);
    if (-3..=16).contains(&shortest.point) {
        push_fixed(out, shortest.digits(), shortest.point);
        if shortest.digits().len() as i32 <= shortest.point {
            out.push_str(".0");
        }
    } else {
        push_scientific(out, shortest.digits(), shortest.point, 'e');
    }
}

/// Appends `0.DIGITS * 10^point` without an exponent; whole numbers get no point.
pub(crate) fn push_fixed(out: &mut String, digits: &str, point: i32) {
    if point <= 0 {
        out.push_str("0.");
        out.extend(std::iter::repeat_n('0', point.unsigned_abs() as usize));
        out.push_str(digits);
    } else if let Some((whole, fraction)) = digits.split_at_checked(point as usize) {
        out.push_str(whole);
        if !fraction.is_empty() {
            out.push('.');
            out.push_str(fraction);
        }
    } else {
        out.push_str(digits);
        out.extend(std::iter::repeat_n('0', point as usize - digits.len()));
    }
}

/// Appends `0.DIGITS * 10^point` with an exponent of at least two digits.
pub(crate) fn push_scientific(out: &mut String, digits: &str, point: i32, mark: char) {
    let (first, rest) = digits.split_at(1);
    out.push_str(first);
    if !rest.is_empty() {
        out.push('.');
        out.push_str(rest);
    }
    push_exponent(out, point - 1, mark);
}

/// Appends `e+05`.
pub(crate) fn push_exponent(out: &mut String, exponent: i32, mark: char) {
    out.push(mark);
    out.push(if exponent < 0 { '-' } else { '+' });
    let magnitude = exponent.unsigned_abs();
    if magnitude < 10 {
        out.push('0');
    }
    out.push_str(itoa::Buffer::new().format(magnitude));
}

/// `float(str)`
pub fn parse(text: &str) -> Result<f64, NumberError> {
    let folded;
    let ascii = if text.is_ascii() {
        text.as_bytes()
    } else {
        folded = fold_to_ascii(text);
        &folded
    };
    parse_ascii(ascii).ok_or_else(|| NumberError::InvalidFloatLiteral { literal: str_repr(text).into() })
}

/// `float(bytes)`
pub fn parse_bytes(bytes: &[u8]) -> Result<f64, NumberError> {
    parse_ascii(bytes).ok_or_else(|| NumberError::InvalidFloatLiteral { literal: bytes_repr(bytes).into() })
}

fn parse_ascii(text: &[u8]) -> Option<f64> {
    let text = std::str::from_utf8(trim_c_space(text)).ok()?;
    if !text.contains('_') {
        return text.parse().ok();
    }
    // Underscores stand between two digits only.
    let bytes = text.as_bytes();
    let digit_at = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
    let misplaced = bytes
        .iter()
        .enumerate()
        .any(|(at, &byte)| byte == b'_' && !(digit_at(at.checked_sub(1)) && digit_at(Some(at + 1))));
    if misplaced { None } else { text.replace('_', "").parse().ok() }
}

/// `hash(float)`: that of the equal integer or fraction modulo 2^61 - 1. `None` for NaN, whose hash is that
/// of the object's identity.
#[inline]
pub fn hash(value: f64) -> Option<i64> {
    if value.abs() < (1_u64 << 53) as f64 && value.trunc() == value {
        return Some(int::hash_i64(value as i64));
    }
    hash_fraction(value)
}

fn hash_fraction(value: f64) -> Option<i64> {
    if value.is_nan() {
        return None;
    }
    if value.is_infinite() {
        return Some(if value > 0.0 { 314_159 } else { -314_159 });
    }
    let (mantissa, exponent) = decompose(value);
    // 2^61 is 1 modulo 2^61 - 1, so a power of two is a rotation of 61 bits.
    let turn = exponent.rem_euclid(61) as u32;
    let rotated =
        if turn == 0 { mantissa } else { ((mantissa << turn) & HASH_MODULUS) | (mantissa >> (61 - turn)) };
    let hash = if value < 0.0 { -(rotated as i64) } else { rotated as i64 };
    Some(if hash == -1 { -2 } else { hash })
}

/// Mantissa and exponent of a finite float's magnitude: `mantissa * 2^exponent`.
fn decompose(value: f64) -> (u64, i32) {
    let bits = value.abs().to_bits();
    let fraction = bits & ((1 << 52) - 1);
    match (bits >> 52) as i32 {
        0 => (fraction, -1074),
        exponent => (fraction | 1 << 52, exponent - 1075),
    }
}

/// `a / b`
#[inline]
pub fn truediv(a: f64, b: f64) -> Result<f64, NumberError> {
    if b == 0.0 { Err(NumberError::FloatDivisionByZero) } else { Ok(a / b) }
}

/// `a // b`
#[inline]
pub fn floordiv(a: f64, b: f64) -> Result<f64, NumberError> {
    if b == 0.0 { Err(NumberError::FloatFloorDivisionByZero) } else { Ok(floor_and_rest(a, b).0) }
}

/// `a % b`
#[inline]
pub fn modulo(a: f64, b: f64) -> Result<f64, NumberError> {
    if b == 0.0 {
        return Err(NumberError::FloatModuloByZero);
    }
    let rest = a % b;
    if rest == 0.0 {
        return Ok(0.0_f64.copysign(b));
    }
    Ok(if (b < 0.0) != (rest < 0.0) { rest + b } else { rest })
}

/// `divmod(a, b)`
#[inline]
pub fn divmod(a: f64, b: f64) -> Result<(f64, f64), NumberError> {
    if b == 0.0 { Err(NumberError::FloatDivmodByZero) } else { Ok(floor_and_rest(a, b)) }
}

fn floor_and_rest(a: f64, b: f64) -> (f64, f64) {
    let mut rest = a % b;
    // The difference is a multiple of b as nearly as a float can be, so the quotient is nearly whole.
    let mut quotient = (a - rest) / b;
    if rest == 0.0 {
        rest = 0.0_f64.copysign(b);
    } else if (b < 0.0) != (rest < 0.0) {
        rest += b;
        quotient -= 1.0;
    }
    let floor = if quotient == 0.0 {
        0.0_f64.copysign(a / b)
    } else {
        let floor = quotient.floor();
        if quotient - floor > 0.5 { floor + 1.0 } else { floor }
    };
    (floor, rest)
}

/// `base ** exponent`
pub fn pow(base: f64, exponent: f64) -> Result<f64, NumberError> {
    let odd = || exponent.abs() % 2.0 == 1.0;
    if exponent == 0.0 {
        return Ok(1.0);
    }
    if base.is_nan() {
        return Ok(base);
    }
    if exponent.is_nan() {
        return Ok(if base == 1.0 { 1.0 } else { exponent });
    }
    if exponent.is_infinite() {
        let size = base.abs();
        return Ok(match size == 1.0 {
            true => 1.0,
            false if (exponent > 0.0) == (size > 1.0) => f64::INFINITY,
            false => 0.0,
        });
    }
    if base.is_infinite() {
        return Ok(match (exponent > 0.0, odd()) {
            (true, true) => base,
            (true, false) => f64::INFINITY,
            (false, true) => 0.0_f64.copysign(base),
            (false, false) => 0.0,
        });
    }
    if base == 0.0 {
        if exponent < 0.0 {
            return Err(NumberError::ZeroToNegativePower);
        }
        return Ok(if odd() { base } else { 0.0 });
    }
    if base < 0.0 && exponent != exponent.floor() {
        return Err(NumberError::ComplexPower);
    }
    let power = base.abs().powf(exponent);
    if power.is_infinite() {
        return Err(NumberError::PowerOutOfRange);
    }
    Ok(if base < 0.0 && odd() { -power } else { power })
}

/// `round(value)`: to the nearest integer, ties to even.
pub fn round_to_int(value: f64) -> Result<IntResult, NumberError> {
    int::from_f64(value.round_ties_even())
}

/// `round(value, digits)`: the float nearest to the exact value rounded in decimal, ties to even.
pub fn round(value: f64, digits: i64) -> Result<f64, NumberError> {
    // Beyond these no float has a digit to lose, or none to keep.
    const MOST: i64 = 323;
    const LEAST: i64 = -308;
    if !value.is_finite() || value == 0.0 || digits > MOST {
        return Ok(value);
    }
    if digits < LEAST {
        return Ok(0.0_f64.copysign(value));
    }
    if let Some((scaled, scale)) = usize::try_from(digits).ok().and_then(|digits| scale_round(value, digits))
    {
        // Both are integers a float holds exactly, so the quotient is the float nearest to the decimal.
        return Ok((scaled as f64 / scale as f64).copysign(value));
    }
    let rounded =
        if digits >= 0 { round_fraction(value, digits as usize) } else { round_whole(value, digits) };
    if rounded.is_finite() { Ok(rounded) } else { Err(NumberError::RoundOutOfRange) }
}

/// Powers of ten for the fast path of fixed-precision conversions.
const POWERS: [u64; 13] = {
    let mut powers = [1; 13];
    let mut index = 1;
    while index < 13 {
        powers[index] = powers[index - 1] * 10;
        index += 1;
    }
    powers
};

/// The magnitude times `10^places`, rounded, and that power of ten: if floating-point arithmetic can tell.
///
/// The product is below 2^40, so its error is below 2^-13; a fraction farther than that from one half rounds
/// the same way as the exact product. Ties, and what might be one, are left to exact arithmetic.
#[inline]
pub(crate) fn scale_round(value: f64, places: usize) -> Option<(u64, u64)> {
    let scale = *POWERS.get(places)?;
    let product = value.abs() * scale as f64;
    // Written so that NaN fails.
    if product < (1_u64 << 40) as f64 {
        let whole = product as u64;
        let fraction = product - whole as f64;
        if (fraction - 0.5).abs() > 1.0 / 4096.0 {
            return Some((whole + u64::from(fraction > 0.5), scale));
        }
    }
    None
}

fn round_fraction(value: f64, digits: usize) -> f64 {
    format!("{value:.digits$}").parse().unwrap_or(value)
}

/// Rounds to `10^-digits`, with `digits` negative.
fn round_whole(value: f64, digits: i64) -> f64 {
    let exponent = i64::from(shortest(value).point) - 1;
    let keep = exponent + 1 + digits;
    if keep > 0 {
        let precision = (keep - 1) as usize;
        return format!("{value:.precision$e}").parse().unwrap_or(value);
    }
    // No digit stays; the value may still round up to one unit.
    let half =
        int::pow(IntRef::Small(10), IntRef::Small(exponent.max(0))).ok().and_then(|power| match power {
            int::Power::Int(power) => int::mul(IntRef::from(&power), IntRef::Small(5)).ok(),
            int::Power::Float(_) => None,
        });
    let above = half.is_some_and(|half| {
        int::partial_cmp_f64(IntRef::from(&half), value.abs()) == Some(std::cmp::Ordering::Less)
    });
    let magnitude =
        if keep == 0 && above { format!("1e{}", exponent + 1).parse().unwrap_or(0.0) } else { 0.0 };
    f64::copysign(magnitude, value)
}

/// `float.is_integer`
#[inline]
pub fn is_integer(value: f64) -> bool {
    value.is_finite() && value.trunc() == value
}

/// `float.as_integer_ratio`: numerator and denominator in lowest terms.
pub fn as_integer_ratio(value: f64) -> Result<(IntResult, IntResult), NumberError> {
    if value.is_nan() {
        return Err(NumberError::NanToRatio);
    }
    if value.is_infinite() {
        return Err(NumberError::InfinityToRatio);
    }
    let (mantissa, exponent) = decompose(value);
    if mantissa == 0 {
        return Ok((IntResult::Small(0), IntResult::Small(1)));
    }
    let odd = mantissa >> mantissa.trailing_zeros();
    let exponent = exponent + mantissa.trailing_zeros() as i32;
    let up = exponent.max(0) as usize;
    let down = (-exponent).max(0) as usize;
    Ok((int::from_scaled(value < 0.0, odd, up), int::from_scaled(false, 1, down)))
}

/// `float.hex`
pub fn hex(value: f64) -> String {
    if !value.is_finite() {
        return repr(value);
    }
    let sign = if value.is_sign_negative() { "-" } else { "" };
    let bits = value.abs().to_bits();
    let fraction = bits & ((1 << 52) - 1);
    match bits >> 52 {
        0 if fraction == 0 => format!("{sign}0x0.0p+0"),
        0 => format!("{sign}0x0.{fraction:013x}p-1022"),
        exponent => {
            let mut out = format!("{sign}0x1.{fraction:013x}p");
            let written = write!(out, "{:+}", exponent as i32 - 1023);
            debug_assert!(written.is_ok(), "writing to a String cannot fail");
            out
        }
    }
}

/// `float.fromhex`
pub fn from_hex(text: &str) -> Result<f64, NumberError> {
    let text = trim_c_space(text.as_bytes());
    let (negative, digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, text),
    };
    let is = |word: &str| digits.eq_ignore_ascii_case(word.as_bytes());
    let magnitude = if is("inf") || is("infinity") {
        f64::INFINITY
    } else if is("nan") {
        f64::NAN
    } else {
        hex_magnitude(digits)?
    };
    Ok(if negative { -magnitude } else { magnitude })
}

fn hex_magnitude(text: &[u8]) -> Result<f64, NumberError> {
    let text = match text {
        [b'0', b'x' | b'X', rest @ ..] => rest,
        _ => text,
    };
    let (mut mantissa, mut sticky, mut exponent) = (0_u128, false, 0_i64);
    let (mut any, mut point) = (false, false);
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        if byte == b'.' && !point {
            point = true;
        } else if let Some(digit) = (byte as char).to_digit(16) {
            any = true;
            if mantissa >> 116 == 0 {
                mantissa = mantissa << 4 | u128::from(digit);
                exponent -= if point { 4 } else { 0 };
            } else {
                sticky |= digit != 0;
                exponent += if point { 0 } else { 4 };
            }
        } else {
            break;
        }
        at += 1;
    }
    if !any {
        return Err(NumberError::InvalidHexFloat);
    }
    match &text[at..] {
        [] => {}
        [b'p' | b'P', tail @ ..] => {
            let unsigned = tail.strip_prefix(b"-").or(tail.strip_prefix(b"+")).unwrap_or(tail);
            if unsigned.is_empty() || !unsigned.iter().all(u8::is_ascii_digit) {
                return Err(NumberError::InvalidHexFloat);
            }
            // Any exponent this large decides the outcome alone.
            let size =
                unsigned.iter().fold(0_i64, |n, digit| (n * 10 + i64::from(digit - b'0')).min(1 << 40));
            exponent += if tail.first() == Some(&b'-') { -size } else { size };
        }
        _ => return Err(NumberError::InvalidHexFloat),
    }
    round_to_f64(mantissa, exponent, sticky).ok_or(NumberError::HexFloatOutOfRange)
}

#[cfg(test)]
mod tests;
