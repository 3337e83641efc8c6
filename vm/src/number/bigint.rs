//! Integers of any size with Python's semantics, over `dashu-int`.
//!
//! [`BigInt`] is the payload of an integer object that left `i64`. The functions here take and give dashu
//! numbers behind that one name, so that the library could be exchanged in a day. Mixed and small operands
//! are the business of [`super::int`], which calls down here when the fast path overflows.
//!
//! Where the library truncates, Python floors; where the library panics (division by zero, absurd sizes),
//! the check stands before the call. Results beyond [`MAX_BITS`] are refused as `MemoryError`.

use std::cmp::Ordering;
use std::fmt;

use dashu_int::fast_div::ConstDivisor;
use dashu_int::ops::{BitTest, DivRem, ExtendedGcd, Gcd, SquareRoot, UnsignedAbs};
use dashu_int::{IBig, Sign, UBig, Word};

use super::NumberError;
use super::int::IntResult;

/// The largest integer we compute, in bits: one gibibyte of digits.
///
/// CPython's own bound is the memory of the machine, and its attempt ends in `MemoryError` (or in the
/// process being killed). Ours is low enough to fail cleanly.
pub const MAX_BITS: usize = 1 << 33;

/// `sys.get_int_max_str_digits()` of a fresh interpreter.
pub const DEFAULT_MAX_STR_DIGITS: usize = 4300;

/// The modulus of numeric hashes, a Mersenne prime: equal numbers of different types hash alike.
pub const HASH_MODULUS: u64 = (1 << 61) - 1;

// The hash and the conversions below read the library's words as 64-bit digits.
const _: () = assert!(Word::BITS == 64);

/// An integer of any size.
///
/// It *may* hold a value that fits `i64`; [`BigInt::normalize`] sorts that out at the end of an operation.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct BigInt(pub(super) IBig);

impl BigInt {
    /// The `i64` of the same value, if there is one.
    #[inline]
    pub fn to_i64(&self) -> Option<i64> {
        i64::try_from(&self.0).ok()
    }

    /// Small if it fits, else itself.
    #[inline]
    pub fn normalize(self) -> IntResult {
        match i64::try_from(&self.0) {
            Ok(small) => IntResult::Small(small),
            Err(_) => IntResult::Big(self),
        }
    }

    /// Whether the value is below zero.
    #[inline]
    pub fn is_negative(&self) -> bool {
        self.0.sign() == Sign::Negative
    }

    /// Whether the value is zero.
    #[inline]
    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    /// Whether the lowest bit is set.
    #[inline]
    pub fn is_odd(&self) -> bool {
        self.magnitude().first().is_some_and(|word| word & 1 == 1)
    }

    /// The magnitude's digits in base 2^64, lowest first, without leading zeros.
    #[inline]
    pub fn magnitude(&self) -> &[u64] {
        self.0.as_sign_words().1
    }

    /// Bits of the magnitude, as `int.bit_length`.
    #[inline]
    pub fn bit_length(&self) -> usize {
        bit_length(&self.0)
    }

    /// Set bits of the magnitude, as `int.bit_count`.
    pub fn bit_count(&self) -> u64 {
        self.magnitude().iter().map(|word| u64::from(word.count_ones())).sum()
    }

    /// `hash(int)`: the value modulo 2^61 - 1 with its sign; -1 is reserved and becomes -2.
    pub fn hash(&self) -> i64 {
        let mut rest: u64 = 0;
        for &word in self.magnitude().iter().rev() {
            // 2^64 is 8 modulo 2^61 - 1, so one digit is a multiplication by 8 and an addition.
            let wide = u128::from(rest) * 8 + u128::from(word);
            let folded = (wide & u128::from(HASH_MODULUS)) as u64 + (wide >> 61) as u64;
            rest = if folded >= HASH_MODULUS { folded - HASH_MODULUS } else { folded };
        }
        let hash = if self.is_negative() { -(rest as i64) } else { rest as i64 };
        if hash == -1 { -2 } else { hash }
    }

    /// The nearest float, ties to even.
    pub fn to_f64(&self) -> Result<f64, NumberError> {
        let value = self.0.to_f64().value();
        if value.is_finite() { Ok(value) } else { Err(NumberError::IntTooLargeForFloat) }
    }

    /// Order relative to a float, exact for every size; `None` for NaN.
    pub fn partial_cmp_f64(&self, float: f64) -> Option<Ordering> {
        if float.is_nan() {
            return None;
        }
        if float.is_infinite() {
            return Some(if float > 0.0 { Ordering::Less } else { Ordering::Greater });
        }
        let whole = float.trunc();
        let order = self.cmp(&from_finite_f64(whole));
        Some(order.then_with(|| 0.0_f64.total_cmp(&(float - whole + 0.0))))
    }
}

impl From<i64> for BigInt {
    #[inline]
    fn from(value: i64) -> BigInt {
        BigInt(IBig::from(value))
    }
}

impl From<u64> for BigInt {
    #[inline]
    fn from(value: u64) -> BigInt {
        BigInt(IBig::from(value))
    }
}

impl From<i128> for BigInt {
    #[inline]
    fn from(value: i128) -> BigInt {
        BigInt(IBig::from(value))
    }
}

/// Decimal digits without any limit; for messages and tests. Scripts print through
/// [`super::int_text::to_decimal`].
impl fmt::Display for BigInt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Debug for BigInt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

fn bit_length(value: &IBig) -> usize {
    match value.as_sign_words().1 {
        [] => 0,
        words @ [.., top] => words.len() * 64 - top.leading_zeros() as usize,
    }
}

/// The integer part of a finite float.
pub(super) fn from_finite_f64(value: f64) -> BigInt {
    let bits = value.abs().to_bits();
    let exponent = (bits >> 52) as i32 - 1075;
    if exponent < -52 {
        return BigInt(IBig::ZERO);
    }
    let mantissa = (bits & ((1 << 52) - 1)) | (1 << 52);
    let magnitude = match exponent {
        0.. => UBig::from(mantissa) << exponent as usize,
        _ => UBig::from(mantissa >> -exponent),
    };
    BigInt(IBig::from_parts(if value < 0.0 { Sign::Negative } else { Sign::Positive }, magnitude))
}

/// The integer part of a float, as `int(float)`.
pub fn from_f64(value: f64) -> Result<BigInt, NumberError> {
    if value.is_nan() {
        Err(NumberError::NanToInt)
    } else if value.is_infinite() {
        Err(NumberError::InfinityToInt)
    } else {
        Ok(from_finite_f64(value))
    }
}

pub(super) fn mul(a: &IBig, b: &IBig) -> Result<BigInt, NumberError> {
    // Two words of slack: the check is about absurd sizes, not about the last bit.
    if a.as_sign_words().1.len() + b.as_sign_words().1.len() > MAX_BITS / 64 {
        return Err(NumberError::Memory);
    }
    Ok(BigInt(if std::ptr::eq(a, b) { a.sqr().into() } else { a * b }))
}

/// Quotient rounded down and remainder with the divisor's sign. The divisor is not zero.
pub(super) fn floor_div_rem(a: &IBig, b: &IBig) -> (BigInt, BigInt) {
    let (quotient, rest) = a.div_rem(b);
    if !rest.is_zero() && rest.sign() != b.sign() {
        (BigInt(quotient - IBig::ONE), BigInt(rest + b))
    } else {
        (BigInt(quotient), BigInt(rest))
    }
}

pub(super) fn floor_div(a: &IBig, b: &IBig) -> BigInt {
    if a.sign() == b.sign() { BigInt(a / b) } else { floor_div_rem(a, b).0 }
}

pub(super) fn floor_rem(a: &IBig, b: &IBig) -> BigInt {
    let rest = a % b;
    BigInt(if !rest.is_zero() && rest.sign() != b.sign() { rest + b } else { rest })
}

/// `base ** exponent` for an exponent that is not negative.
pub(super) fn pow(base: &IBig, exponent: &IBig) -> Result<BigInt, NumberError> {
    if base.is_zero() || base.is_one() || *base == IBig::NEG_ONE {
        let odd = exponent.as_sign_words().1.first().is_some_and(|word| word & 1 == 1);
        let one = exponent.is_zero() || base.is_one() || (!base.is_zero() && !odd);
        return Ok(BigInt(if one { IBig::ONE } else { base.clone() }));
    }
    let exponent = usize::try_from(exponent).map_err(|_| NumberError::Memory)?;
    // A number of n bits to the power e has more than (n - 1) * e bits.
    if (bit_length(base) - 1).saturating_mul(exponent) > MAX_BITS {
        return Err(NumberError::Memory);
    }
    Ok(BigInt(base.pow(exponent)))
}

/// `pow(base, exponent, modulus)`; the result has the modulus's sign.
pub(super) fn pow_mod(base: &IBig, exponent: &IBig, modulus: &IBig) -> Result<BigInt, NumberError> {
    if modulus.is_zero() {
        return Err(NumberError::ZeroModulus);
    }
    let size = modulus.unsigned_abs();
    if size.is_one() {
        return Ok(BigInt(IBig::ZERO));
    }
    let positive = IBig::from(size.clone());
    let mut base = floor_rem(base, &positive).0;
    if exponent.sign() == Sign::Negative {
        base = inverse(&base, &positive)?;
    }
    let ring = ConstDivisor::new(size);
    let power = ring.reduce(base.unsigned_abs()).pow(&exponent.unsigned_abs()).residue();
    let power = IBig::from(power);
    let below = modulus.sign() == Sign::Negative && !power.is_zero();
    Ok(BigInt(if below { power + modulus } else { power }))
}

/// The inverse of `a` modulo `m`, both not negative.
fn inverse(a: &IBig, m: &IBig) -> Result<IBig, NumberError> {
    if a.is_zero() {
        return Err(NumberError::NotInvertible);
    }
    let (gcd, factor, _) = a.gcd_ext(m);
    if !gcd.is_one() {
        return Err(NumberError::NotInvertible);
    }
    Ok(floor_rem(&factor, m).0)
}

/// `a << count`; the count is not negative.
pub(super) fn shl(a: &IBig, count: &IBig) -> Result<BigInt, NumberError> {
    if a.is_zero() {
        return Ok(BigInt(IBig::ZERO));
    }
    match usize::try_from(count) {
        Ok(count) if count <= MAX_BITS && a.as_sign_words().1.len() <= (MAX_BITS - count) / 64 => {
            Ok(BigInt(a << count))
        }
        // CPython counts digits of 30 bits in a machine word; beyond that it has another message.
        _ if bit_length(count) > 67 => Err(NumberError::TooManyDigits),
        _ => Err(NumberError::Memory),
    }
}

/// `a >> count`, rounding down; the count is not negative.
pub(super) fn shr(a: &IBig, count: &IBig) -> BigInt {
    let all_out = || BigInt(if a.sign() == Sign::Negative { IBig::NEG_ONE } else { IBig::ZERO });
    match usize::try_from(count) {
        Ok(count) if count < a.as_sign_words().1.len() * 64 => BigInt(a >> count),
        _ => all_out(),
    }
}

pub(super) fn gcd(a: &IBig, b: &IBig) -> BigInt {
    // The library has no answer for gcd(0, 0); Python's is 0.
    if a.is_zero() && b.is_zero() { BigInt(IBig::ZERO) } else { BigInt(a.gcd(b).into()) }
}

pub(super) fn isqrt(a: &IBig) -> Result<BigInt, NumberError> {
    if a.sign() == Sign::Negative {
        return Err(NumberError::NegativeSquareRoot);
    }
    Ok(BigInt(a.unsigned_abs().sqrt().into()))
}

/// `a / b` correctly rounded; the divisor is not zero.
pub(super) fn true_div(a: &IBig, b: &IBig) -> Result<f64, NumberError> {
    let (numerator, denominator) = (a.unsigned_abs(), b.unsigned_abs());
    let negative = a.sign() != b.sign();
    if numerator.is_zero() {
        return Ok(if negative { -0.0 } else { 0.0 });
    }
    let difference = numerator.bit_len() as i64 - denominator.bit_len() as i64;
    if difference > 1025 {
        return Err(NumberError::QuotientTooLargeForFloat);
    }
    if difference < -1100 {
        // Far below the smallest float; scaling would only cost memory.
        return Ok(if negative { -0.0 } else { 0.0 });
    }
    // Scale so that the quotient has 66 or 67 bits: more than enough to round, and it fits a u128.
    let scale = 66 - difference;
    let (quotient, rest) = if scale >= 0 {
        (numerator << scale as usize).div_rem(denominator)
    } else {
        numerator.div_rem(denominator << -scale as usize)
    };
    let mantissa = u128::try_from(&quotient).map_err(|_| NumberError::QuotientTooLargeForFloat)?;
    let magnitude = round_to_f64(mantissa, -scale, !rest.is_zero());
    match magnitude {
        Some(magnitude) => Ok(if negative { -magnitude } else { magnitude }),
        None => Err(NumberError::QuotientTooLargeForFloat),
    }
}

/// The float nearest to `mantissa * 2^exponent`, ties to even; `None` if out of range.
///
/// `sticky` says that the true mantissa is a little larger than the given one, which must then have at
/// least 55 bits for the rounding to be right.
pub(super) fn round_to_f64(mantissa: u128, exponent: i64, sticky: bool) -> Option<f64> {
    if mantissa == 0 {
        return Some(0.0);
    }
    let bits = i64::from(128 - mantissa.leading_zeros());
    // The weight of the last bit a float can keep: 53 bits below the first, but not below 2^-1074.
    let last = (exponent + bits - 53).max(-1074);
    let drop = last - exponent;
    let kept = if drop <= 0 {
        // Exact: the mantissa has at most 53 bits once it stands at `last`.
        (mantissa << -drop) as u64
    } else if drop > 127 {
        0
    } else {
        let kept = (mantissa >> drop) as u64;
        let rest = mantissa & ((1 << drop) - 1);
        let half = 1_u128 << (drop - 1);
        let up = rest > half || (rest == half && (sticky || kept & 1 == 1));
        kept + u64::from(up)
    };
    if last + i64::from(64 - kept.leading_zeros()) > 1024 {
        return None;
    }
    // Both factors are exact and so is their product, except that 2^last may be subnormal only when it
    // is the unit of the last place itself.
    Some(kept as f64 * power_of_two(last))
}

/// `2^exponent` for exponents from -1074 to 1023.
fn power_of_two(exponent: i64) -> f64 {
    if exponent >= -1022 {
        f64::from_bits(((exponent + 1023) as u64) << 52)
    } else {
        f64::from_bits(1 << (exponent + 1074))
    }
}

/// `int.to_bytes`, most significant byte last.
pub(super) fn to_le_bytes(a: &IBig, length: usize, signed: bool) -> Result<Vec<u8>, NumberError> {
    let negative = a.sign() == Sign::Negative;
    if negative && !signed {
        return Err(NumberError::NegativeToUnsigned);
    }
    let mut bytes = if signed { a.to_le_bytes() } else { a.unsigned_abs().to_le_bytes() }.into_vec();
    let filler = if negative { 0xff } else { 0 };
    // The library may give a byte of pure sign; it counts only if the byte below has the wrong top bit.
    while let [.., below, top] = bytes[..]
        && top == filler
        && (!signed || (below & 0x80) == (filler & 0x80))
    {
        bytes.pop();
    }
    if bytes.len() == 1 && bytes[0] == filler && length == 0 && !negative {
        bytes.pop();
    }
    if bytes.len() > length {
        return Err(NumberError::TooBigToConvert);
    }
    bytes.resize(length, filler);
    Ok(bytes)
}

/// `int.from_bytes`, most significant byte last.
pub(super) fn from_le_bytes(bytes: &[u8], signed: bool) -> BigInt {
    BigInt(if signed { IBig::from_le_bytes(bytes) } else { UBig::from_le_bytes(bytes).into() })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use super::*;

    fn big(text: &str) -> BigInt {
        BigInt(text.parse().unwrap())
    }

    #[test]
    fn hashes_are_cpythons() {
        for (text, hash) in [
            ("2305843009213693951", 0),
            ("18446744073709551616", 8),
            ("-2305843009213693952", -2),
            ("1000000000000000000000000000000", 465_258_685_558_744_706),
            ("-1000000000000000000000000000000", -465_258_685_558_744_706),
        ] {
            assert_eq!(big(text).hash(), hash, "{text}");
        }
    }

    #[test]
    fn division_rounds_correctly() {
        for (a, b, quotient) in [
            ("1000000000000000000000000000000", "3", 3.333333333333333e29),
            ("9007199254740993", "1", 9007199254740992.0),
            ("9007199254740995", "1", 9007199254740996.0),
            ("1", "-3", -1.0 / 3.0),
        ] {
            assert_eq!(true_div(&big(a).0, &big(b).0).unwrap(), quotient, "{a} / {b}");
        }
        let tiny = BigInt(IBig::ONE << 1075);
        assert_eq!(true_div(&IBig::ONE, &tiny.0).unwrap(), 0.0);
        assert_eq!(true_div(&IBig::from(3), &tiny.0).unwrap(), 1e-323);
        assert_eq!(true_div(&tiny.0, &IBig::from(1)), Err(NumberError::QuotientTooLargeForFloat));
    }

    #[test]
    fn floats_compare_exactly() {
        let n = big("9007199254740993000000");
        assert_eq!(n.partial_cmp_f64(9007199254740993000000.0), Some(Ordering::Less));
        assert_eq!(n.partial_cmp_f64(f64::INFINITY), Some(Ordering::Less));
        assert_eq!(n.partial_cmp_f64(f64::NAN), None);
        assert_eq!(big("0").partial_cmp_f64(-0.0), Some(Ordering::Equal));
        assert_eq!(big("0").partial_cmp_f64(-0.5), Some(Ordering::Greater));
        assert_eq!(from_f64(-1e20).unwrap(), big("-100000000000000000000"));
        assert_eq!(from_f64(0.9).unwrap(), big("0"));
    }
}
