//! Integer arithmetic on any mixture of small and big operands, with the `i64` fast paths.
//!
//! An operand is an [`IntRef`] (an `i64`, or a borrowed [`BigInt`]); a result is an [`IntResult`], small
//! whenever it fits. Each function tries `i64` first and leaves for the big numbers only on overflow, out of
//! line, so that the common case inlines to a few instructions.

use std::cmp::Ordering;

use dashu_int::{IBig, Sign, UBig};

use super::NumberError;
use super::bigint::{self, BigInt, HASH_MODULUS};
use super::float;

/// An integer operand.
#[derive(Clone, Copy, Debug)]
pub enum IntRef<'a> {
    /// A value within `i64`
    Small(i64),
    /// Any value, usually one beyond `i64`
    Big(&'a BigInt),
}

/// An integer result: `Small` if and only if it fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IntResult {
    /// A value within `i64`
    Small(i64),
    /// A value beyond `i64`
    Big(BigInt),
}

/// What `int ** int` gives: a float if the exponent is negative.
#[derive(Clone, Debug, PartialEq)]
pub enum Power {
    /// The exponent was zero or positive
    Int(IntResult),
    /// The exponent was negative
    Float(f64),
}

impl From<i64> for IntRef<'_> {
    #[inline]
    fn from(value: i64) -> Self {
        IntRef::Small(value)
    }
}

impl<'a> From<&'a BigInt> for IntRef<'a> {
    #[inline]
    fn from(value: &'a BigInt) -> Self {
        IntRef::Big(value)
    }
}

impl<'a> From<&'a IntResult> for IntRef<'a> {
    #[inline]
    fn from(value: &'a IntResult) -> Self {
        match value {
            IntResult::Small(small) => IntRef::Small(*small),
            IntResult::Big(big) => IntRef::Big(big),
        }
    }
}

impl From<i64> for IntResult {
    #[inline]
    fn from(value: i64) -> Self {
        IntResult::Small(value)
    }
}

impl From<u64> for IntResult {
    #[inline]
    fn from(value: u64) -> Self {
        i64::try_from(value).map_or_else(|_| IntResult::Big(value.into()), IntResult::Small)
    }
}

impl From<i128> for IntResult {
    #[inline]
    fn from(value: i128) -> Self {
        i64::try_from(value).map_or_else(|_| IntResult::Big(value.into()), IntResult::Small)
    }
}

impl IntRef<'_> {
    /// Whether the value is below zero.
    #[inline]
    pub fn is_negative(self) -> bool {
        match self {
            IntRef::Small(small) => small < 0,
            IntRef::Big(big) => big.is_negative(),
        }
    }

    /// Whether the value is zero.
    #[inline]
    pub fn is_zero(self) -> bool {
        match self {
            IntRef::Small(small) => small == 0,
            IntRef::Big(big) => big.is_zero(),
        }
    }

    /// An owned copy.
    pub fn to_result(self) -> IntResult {
        match self {
            IntRef::Small(small) => IntResult::Small(small),
            IntRef::Big(big) => big.clone().normalize(),
        }
    }

    /// The nearest float, ties to even.
    #[inline]
    pub fn to_f64(self) -> Result<f64, NumberError> {
        match self {
            IntRef::Small(small) => Ok(small as f64),
            IntRef::Big(big) => big.to_f64(),
        }
    }

    /// `hash(int)`.
    #[inline]
    pub fn hash(self) -> i64 {
        match self {
            IntRef::Small(small) => hash_i64(small),
            IntRef::Big(big) => big.hash(),
        }
    }

    /// Bits of the magnitude, as `int.bit_length`.
    pub fn bit_length(self) -> usize {
        match self {
            IntRef::Small(small) => 64 - small.unsigned_abs().leading_zeros() as usize,
            IntRef::Big(big) => big.bit_length(),
        }
    }

    /// Set bits of the magnitude, as `int.bit_count`.
    pub fn bit_count(self) -> u64 {
        match self {
            IntRef::Small(small) => u64::from(small.unsigned_abs().count_ones()),
            IntRef::Big(big) => big.bit_count(),
        }
    }

    /// The magnitude's digits in base 2^32, lowest first, at least one: what seeds `random`.
    pub fn to_u32_words(self) -> Vec<u32> {
        let mut words: Vec<u32> = match self {
            IntRef::Small(small) => split_word(small.unsigned_abs()).to_vec(),
            IntRef::Big(big) => big.magnitude().iter().flat_map(|&word| split_word(word)).collect(),
        };
        while words.len() > 1 && words.last() == Some(&0) {
            words.pop();
        }
        words
    }
}

fn split_word(word: u64) -> [u32; 2] {
    [word as u32, (word >> 32) as u32]
}

/// The number with these digits in base 2^32, lowest first.
pub fn from_u32_words(words: &[u32]) -> IntResult {
    let bytes: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
    bigint::from_le_bytes(&bytes, false).normalize()
}

/// `hash(int)` of a small integer: itself, except beyond 2^61 - 1 and for -1.
#[inline]
pub fn hash_i64(value: i64) -> i64 {
    let magnitude = value.unsigned_abs();
    let reduced = if magnitude < HASH_MODULUS { value } else { value % HASH_MODULUS as i64 };
    if reduced == -1 { -2 } else { reduced }
}

/// Calls `f` with both operands as library numbers; a small one costs no allocation.
#[inline]
fn widen<R>(a: IntRef<'_>, b: IntRef<'_>, f: impl FnOnce(&IBig, &IBig) -> R) -> R {
    match (a, b) {
        (IntRef::Big(a), IntRef::Big(b)) => f(&a.0, &b.0),
        (IntRef::Small(a), IntRef::Big(b)) => f(&IBig::from(a), &b.0),
        (IntRef::Big(a), IntRef::Small(b)) => f(&a.0, &IBig::from(b)),
        (IntRef::Small(a), IntRef::Small(b)) => f(&IBig::from(a), &IBig::from(b)),
    }
}

/// `a + b`
#[inline]
pub fn add(a: IntRef<'_>, b: IntRef<'_>) -> IntResult {
    match (a, b) {
        (IntRef::Small(a), IntRef::Small(b)) => match a.checked_add(b) {
            Some(sum) => IntResult::Small(sum),
            None => IntResult::Big((i128::from(a) + i128::from(b)).into()),
        },
        _ => add_big(a, b),
    }
}

#[cold]
fn add_big(a: IntRef<'_>, b: IntRef<'_>) -> IntResult {
    widen(a, b, |a, b| BigInt(a + b)).normalize()
}

/// `a - b`
#[inline]
pub fn sub(a: IntRef<'_>, b: IntRef<'_>) -> IntResult {
    match (a, b) {
        (IntRef::Small(a), IntRef::Small(b)) => match a.checked_sub(b) {
            Some(difference) => IntResult::Small(difference),
            None => IntResult::Big((i128::from(a) - i128::from(b)).into()),
        },
        _ => sub_big(a, b),
    }
}

#[cold]
fn sub_big(a: IntRef<'_>, b: IntRef<'_>) -> IntResult {
    widen(a, b, |a, b| BigInt(a - b)).normalize()
}

/// `a * b`
#[inline]
pub fn mul(a: IntRef<'_>, b: IntRef<'_>) -> Result<IntResult, NumberError> {
    match (a, b) {
        (IntRef::Small(a), IntRef::Small(b)) => Ok(match a.checked_mul(b) {
            Some(product) => IntResult::Small(product),
            None => IntResult::Big((i128::from(a) * i128::from(b)).into()),
        }),
        _ => Ok(widen(a, b, bigint::mul)?.normalize()),
    }
}

/// `-a`
#[inline]
pub fn neg(a: IntRef<'_>) -> IntResult {
    match a {
        IntRef::Small(small) => match small.checked_neg() {
            Some(negated) => IntResult::Small(negated),
            None => IntResult::Big((-i128::from(small)).into()),
        },
        IntRef::Big(big) => BigInt(-&big.0).normalize(),
    }
}

/// `abs(a)`
#[inline]
pub fn abs(a: IntRef<'_>) -> IntResult {
    if a.is_negative() { neg(a) } else { a.to_result() }
}

/// `~a`
#[inline]
pub fn invert(a: IntRef<'_>) -> IntResult {
    match a {
        IntRef::Small(small) => IntResult::Small(!small),
        IntRef::Big(big) => BigInt(!&big.0).normalize(),
    }
}

/// Quotient rounded down, or `None` if the divisor is zero or the quotient leaves `i64`.
#[inline]
pub fn floor_div_i64(a: i64, b: i64) -> Option<i64> {
    let quotient = a.checked_div(b)?;
    // The remainder is recomputed from the quotient: one division, not two.
    let rest = a.wrapping_sub(quotient.wrapping_mul(b));
    Some(quotient - i64::from(rest != 0 && (rest ^ b) < 0))
}

/// Remainder with the divisor's sign, or `None` if the divisor is zero.
#[inline]
pub fn floor_rem_i64(a: i64, b: i64) -> Option<i64> {
    if b == 0 {
        return None;
    }
    let rest = a.wrapping_rem(b);
    Some(if rest != 0 && (rest ^ b) < 0 { rest + b } else { rest })
}

/// `a // b`
#[inline]
pub fn floordiv(a: IntRef<'_>, b: IntRef<'_>) -> Result<IntResult, NumberError> {
    if let (IntRef::Small(a), IntRef::Small(b)) = (a, b)
        && let Some(quotient) = floor_div_i64(a, b)
    {
        return Ok(IntResult::Small(quotient));
    }
    if b.is_zero() {
        return Err(NumberError::IntDivisionByZero);
    }
    Ok(widen(a, b, bigint::floor_div).normalize())
}

/// `a % b`
#[inline]
pub fn modulo(a: IntRef<'_>, b: IntRef<'_>) -> Result<IntResult, NumberError> {
    if let (IntRef::Small(a), IntRef::Small(b)) = (a, b)
        && let Some(rest) = floor_rem_i64(a, b)
    {
        return Ok(IntResult::Small(rest));
    }
    if b.is_zero() {
        return Err(NumberError::IntModuloByZero);
    }
    Ok(widen(a, b, bigint::floor_rem).normalize())
}

/// `divmod(a, b)`
pub fn divmod(a: IntRef<'_>, b: IntRef<'_>) -> Result<(IntResult, IntResult), NumberError> {
    if let (IntRef::Small(a), IntRef::Small(b)) = (a, b)
        && let (Some(quotient), Some(rest)) = (floor_div_i64(a, b), floor_rem_i64(a, b))
    {
        return Ok((IntResult::Small(quotient), IntResult::Small(rest)));
    }
    if b.is_zero() {
        return Err(NumberError::IntDivisionByZero);
    }
    let (quotient, rest) = widen(a, b, bigint::floor_div_rem);
    Ok((quotient.normalize(), rest.normalize()))
}

/// `a / b`, correctly rounded for operands of any size.
#[inline]
pub fn truediv(a: IntRef<'_>, b: IntRef<'_>) -> Result<f64, NumberError> {
    /// Integers up to here are floats exactly, so that the machine's division rounds right.
    const EXACT: u64 = 1 << 53;
    if let (IntRef::Small(a), IntRef::Small(b)) = (a, b)
        && b != 0
        && a.unsigned_abs() <= EXACT
        && b.unsigned_abs() <= EXACT
    {
        return Ok(a as f64 / b as f64);
    }
    if b.is_zero() {
        return Err(NumberError::DivisionByZero);
    }
    widen(a, b, bigint::true_div)
}

/// `base ** exponent`
pub fn pow(base: IntRef<'_>, exponent: IntRef<'_>) -> Result<Power, NumberError> {
    if exponent.is_negative() {
        return float::pow(base.to_f64()?, exponent.to_f64()?).map(Power::Float);
    }
    if let (IntRef::Small(base), IntRef::Small(exponent)) = (base, exponent)
        && let Some(power) = pow_i64(base, exponent as u64)
    {
        return Ok(Power::Int(IntResult::Small(power)));
    }
    Ok(Power::Int(widen(base, exponent, bigint::pow)?.normalize()))
}

/// `base ** exponent` if it fits.
#[inline]
fn pow_i64(base: i64, exponent: u64) -> Option<i64> {
    match exponent {
        0 => return Some(1),
        1 => return Some(base),
        2 => return base.checked_mul(base),
        _ => {}
    }
    base.checked_pow(u32::try_from(exponent).ok()?)
}

/// `pow(base, exponent, modulus)`
pub fn pow_mod(
    base: IntRef<'_>,
    exponent: IntRef<'_>,
    modulus: IntRef<'_>,
) -> Result<IntResult, NumberError> {
    if let (IntRef::Small(base), IntRef::Small(exponent @ 0..), IntRef::Small(modulus @ 1..)) =
        (base, exponent, modulus)
    {
        return Ok(IntResult::Small(pow_mod_i64(base, exponent as u64, modulus as u64)));
    }
    let modulus = match modulus {
        IntRef::Small(small) => &IBig::from(small),
        IntRef::Big(big) => &big.0,
    };
    Ok(widen(base, exponent, |base, exponent| bigint::pow_mod(base, exponent, modulus))?.normalize())
}

fn pow_mod_i64(base: i64, mut exponent: u64, modulus: u64) -> i64 {
    let times: fn(u64, u64, u64) -> u64 = if modulus <= 1 << 32 {
        |a, b, m| a * b % m
    } else {
        |a, b, m| (u128::from(a) * u128::from(b) % u128::from(m)) as u64
    };
    let mut factor = base.rem_euclid(modulus as i64) as u64;
    let mut power = 1 % modulus;
    while exponent > 0 {
        if exponent & 1 == 1 {
            power = times(power, factor, modulus);
        }
        factor = times(factor, factor, modulus);
        exponent >>= 1;
    }
    power as i64
}

/// `a << count`
#[inline]
pub fn shl(a: IntRef<'_>, count: IntRef<'_>) -> Result<IntResult, NumberError> {
    if let (IntRef::Small(a), IntRef::Small(count @ 0..64)) = (a, count) {
        let shifted = a << count;
        if shifted >> count == a {
            return Ok(IntResult::Small(shifted));
        }
    }
    if count.is_negative() {
        return Err(NumberError::NegativeShift);
    }
    Ok(widen(a, count, bigint::shl)?.normalize())
}

/// `a >> count`
#[inline]
pub fn shr(a: IntRef<'_>, count: IntRef<'_>) -> Result<IntResult, NumberError> {
    if count.is_negative() {
        return Err(NumberError::NegativeShift);
    }
    if let (IntRef::Small(a), IntRef::Small(count)) = (a, count) {
        return Ok(IntResult::Small(a >> count.min(63)));
    }
    Ok(widen(a, count, bigint::shr).normalize())
}

/// `a & b`, on two's complement of unbounded width
#[inline]
pub fn and(a: IntRef<'_>, b: IntRef<'_>) -> IntResult {
    match (a, b) {
        (IntRef::Small(a), IntRef::Small(b)) => IntResult::Small(a & b),
        _ => widen(a, b, |a, b| BigInt(a & b)).normalize(),
    }
}

/// `a | b`, on two's complement of unbounded width
#[inline]
pub fn or(a: IntRef<'_>, b: IntRef<'_>) -> IntResult {
    match (a, b) {
        (IntRef::Small(a), IntRef::Small(b)) => IntResult::Small(a | b),
        _ => widen(a, b, |a, b| BigInt(a | b)).normalize(),
    }
}

/// `a ^ b`, on two's complement of unbounded width
#[inline]
pub fn xor(a: IntRef<'_>, b: IntRef<'_>) -> IntResult {
    match (a, b) {
        (IntRef::Small(a), IntRef::Small(b)) => IntResult::Small(a ^ b),
        _ => widen(a, b, |a, b| BigInt(a ^ b)).normalize(),
    }
}

/// Order of two integers.
#[inline]
pub fn cmp(a: IntRef<'_>, b: IntRef<'_>) -> Ordering {
    match (a, b) {
        (IntRef::Small(a), IntRef::Small(b)) => a.cmp(&b),
        _ => widen(a, b, IBig::cmp),
    }
}

/// Exact order of an integer and a float; `None` for NaN.
#[inline]
pub fn partial_cmp_f64(a: IntRef<'_>, b: f64) -> Option<Ordering> {
    match a {
        IntRef::Small(small) if small.unsigned_abs() <= 1 << 53 => (small as f64).partial_cmp(&b),
        IntRef::Small(small) => BigInt::from(small).partial_cmp_f64(b),
        IntRef::Big(big) => big.partial_cmp_f64(b),
    }
}

/// `int(float)`
#[inline]
pub fn from_f64(value: f64) -> Result<IntResult, NumberError> {
    const LIMIT: f64 = (1_u64 << 63) as f64;
    if (-LIMIT..LIMIT).contains(&value) {
        return Ok(IntResult::Small(value as i64));
    }
    Ok(bigint::from_f64(value)?.normalize())
}

/// `math.gcd(a, b)`
pub fn gcd(a: IntRef<'_>, b: IntRef<'_>) -> IntResult {
    if let (IntRef::Small(a), IntRef::Small(b)) = (a, b) {
        let (mut a, mut b) = (a.unsigned_abs(), b.unsigned_abs());
        while b != 0 {
            (a, b) = (b, a % b);
        }
        return a.into();
    }
    widen(a, b, bigint::gcd).normalize()
}

/// `math.isqrt(a)`
pub fn isqrt(a: IntRef<'_>) -> Result<IntResult, NumberError> {
    match a {
        IntRef::Small(small @ 0..) => Ok(IntResult::Small(small.isqrt())),
        IntRef::Small(_) => Err(NumberError::NegativeSquareRoot),
        IntRef::Big(big) => Ok(bigint::isqrt(&big.0)?.normalize()),
    }
}

/// `round(a, -digits)`: to a multiple of a power of ten, ties to even.
pub fn round_to_power_of_ten(a: IntRef<'_>, digits: u64) -> IntResult {
    if digits == 0 {
        return a.to_result();
    }
    // 10^digits has more than 3 * digits bits; from there on everything rounds to zero.
    let bits = match a {
        IntRef::Small(_) => 64,
        IntRef::Big(big) => big.bit_length() as u64,
    };
    if digits > bits / 3 + 2 {
        return IntResult::Small(0);
    }
    let unit = UBig::from(10_u8).pow(digits as usize);
    widen(a, IntRef::Small(0), |a, _| {
        let unit = IBig::from(unit);
        let (quotient, rest) = bigint::floor_div_rem(a, &unit);
        let up = match (&rest.0 * 2_u8).cmp(&unit) {
            Ordering::Less => false,
            Ordering::Equal => quotient.is_odd(),
            Ordering::Greater => true,
        };
        let quotient = if up { quotient.0 + IBig::ONE } else { quotient.0 };
        BigInt(quotient * unit)
    })
    .normalize()
}

/// Order of the bytes in `int.to_bytes` and `int.from_bytes`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByteOrder {
    /// Least significant byte first
    Little,
    /// Most significant byte first
    Big,
}

/// `int.to_bytes(length, byteorder, signed=...)`
pub fn to_bytes(a: IntRef<'_>, length: i64, order: ByteOrder, signed: bool) -> Result<Vec<u8>, NumberError> {
    let length = usize::try_from(length).map_err(|_| NumberError::NegativeLength)?;
    if length > bigint::MAX_BITS / 8 {
        return Err(NumberError::Memory);
    }
    let mut bytes = widen(a, IntRef::Small(0), |a, _| bigint::to_le_bytes(a, length, signed))?;
    if order == ByteOrder::Big {
        bytes.reverse();
    }
    Ok(bytes)
}

/// `int.from_bytes(bytes, byteorder, signed=...)`
pub fn from_bytes(bytes: &[u8], order: ByteOrder, signed: bool) -> IntResult {
    match order {
        ByteOrder::Little => bigint::from_le_bytes(bytes, signed),
        ByteOrder::Big => {
            let reversed: Vec<u8> = bytes.iter().rev().copied().collect();
            bigint::from_le_bytes(&reversed, signed)
        }
    }
    .normalize()
}

/// The number `mantissa * 2^shift` with a sign, for exact conversions from floats.
pub(super) fn from_scaled(negative: bool, mantissa: u64, shift: usize) -> IntResult {
    let sign = if negative { Sign::Negative } else { Sign::Positive };
    BigInt(IBig::from_parts(sign, UBig::from(mantissa) << shift)).normalize()
}

#[cfg(test)]
mod tests;
