//! What can go wrong in arithmetic and in reading or printing numbers.
//!
//! One closed list for integers and floats together, since mixed operations raise either's errors.
//! The texts are those of CPython 3.13, which are not uniform: `1 % 0` and `1 // 0` differ.

use std::fmt;

/// The exception class under which a script sees a [`NumberError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorClass {
    /// `ZeroDivisionError`
    ZeroDivision,
    /// `OverflowError`
    Overflow,
    /// `ValueError`
    Value,
    /// `MemoryError`
    Memory,
}

/// A failed operation on numbers; `Display` is the exception's message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NumberError {
    /// `int // 0` and `divmod(int, 0)`
    IntDivisionByZero,
    /// `int % 0`
    IntModuloByZero,
    /// `int / 0`
    DivisionByZero,
    /// `float / 0`
    FloatDivisionByZero,
    /// `float // 0`
    FloatFloorDivisionByZero,
    /// `float % 0`
    FloatModuloByZero,
    /// `divmod(float, 0)`
    FloatDivmodByZero,
    /// `0 ** -1`, of integers and floats alike
    ZeroToNegativePower,
    /// `pow(a, b, 0)`
    ZeroModulus,
    /// `pow(a, -1, m)` where `a` and `m` share a factor
    NotInvertible,
    /// `x << -1`
    NegativeShift,
    /// A shift count so large that CPython cannot even count the digits
    TooManyDigits,
    /// The result would exceed [`super::bigint::MAX_BITS`]
    Memory,
    /// An integer beyond the range of a float
    IntTooLargeForFloat,
    /// `int / int` whose quotient is beyond the range of a float
    QuotientTooLargeForFloat,
    /// `int(inf)`
    InfinityToInt,
    /// `int(nan)`
    NanToInt,
    /// `math.isqrt` of a negative number
    NegativeSquareRoot,
    /// Printing an integer of more decimal digits than the limit
    StringTooLong {
        /// The limit in force, see `sys.set_int_max_str_digits`
        limit: usize,
    },
    /// Reading an integer of more digits than the limit
    LiteralTooLong {
        /// The limit in force
        limit: usize,
        /// Digits found in the text
        digits: usize,
    },
    /// Text that is no integer in this base
    InvalidIntLiteral {
        /// The base asked for, 0 for "by prefix"
        base: u32,
        /// `repr()` of the text, cut to 200 characters as CPython does
        literal: Box<str>,
    },
    /// A base outside 2..=36 and not 0
    InvalidBase,
    /// `int.to_bytes` into too few bytes
    TooBigToConvert,
    /// `int.to_bytes` of a negative number without `signed=True`
    NegativeToUnsigned,
    /// `int.to_bytes` with a negative length
    NegativeLength,
    /// `float ** float` out of range; the exception has two arguments, `34` (ERANGE) and this message
    PowerOutOfRange,
    /// A negative float to a fractional power, which is a complex number
    ComplexPower,
    /// `round(x, n)` out of range
    RoundOutOfRange,
    /// Text that is no float
    InvalidFloatLiteral {
        /// `repr()` of the text
        literal: Box<str>,
    },
    /// `float.fromhex` of text that is no hexadecimal float
    InvalidHexFloat,
    /// `float.fromhex` out of range
    HexFloatOutOfRange,
    /// `inf.as_integer_ratio()`
    InfinityToRatio,
    /// `nan.as_integer_ratio()`
    NanToRatio,
}

impl NumberError {
    /// The exception class a script sees.
    pub fn class(&self) -> ErrorClass {
        use NumberError as E;
        match self {
            E::IntDivisionByZero
            | E::IntModuloByZero
            | E::DivisionByZero
            | E::FloatDivisionByZero
            | E::FloatFloorDivisionByZero
            | E::FloatModuloByZero
            | E::FloatDivmodByZero
            | E::ZeroToNegativePower => ErrorClass::ZeroDivision,
            E::TooManyDigits
            | E::IntTooLargeForFloat
            | E::QuotientTooLargeForFloat
            | E::InfinityToInt
            | E::TooBigToConvert
            | E::NegativeToUnsigned
            | E::PowerOutOfRange
            | E::RoundOutOfRange
            | E::HexFloatOutOfRange
            | E::InfinityToRatio => ErrorClass::Overflow,
            E::ZeroModulus
            | E::NotInvertible
            | E::NegativeShift
            | E::NanToInt
            | E::NegativeSquareRoot
            | E::StringTooLong { .. }
            | E::LiteralTooLong { .. }
            | E::InvalidIntLiteral { .. }
            | E::InvalidBase
            | E::NegativeLength
            | E::ComplexPower
            | E::InvalidFloatLiteral { .. }
            | E::InvalidHexFloat
            | E::NanToRatio => ErrorClass::Value,
            E::Memory => ErrorClass::Memory,
        }
    }
}

impl fmt::Display for NumberError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use NumberError as E;
        let text = match self {
            E::IntDivisionByZero => "integer division or modulo by zero",
            E::IntModuloByZero => "integer modulo by zero",
            E::DivisionByZero => "division by zero",
            E::FloatDivisionByZero => "float division by zero",
            E::FloatFloorDivisionByZero => "float floor division by zero",
            E::FloatModuloByZero => "float modulo by zero",
            E::FloatDivmodByZero => "float divmod()",
            E::ZeroToNegativePower => "0.0 cannot be raised to a negative power",
            E::ZeroModulus => "pow() 3rd argument cannot be 0",
            E::NotInvertible => "base is not invertible for the given modulus",
            E::NegativeShift => "negative shift count",
            E::TooManyDigits => "too many digits in integer",
            E::Memory => "",
            E::IntTooLargeForFloat => "int too large to convert to float",
            E::QuotientTooLargeForFloat => "integer division result too large for a float",
            E::InfinityToInt => "cannot convert float infinity to integer",
            E::NanToInt => "cannot convert float NaN to integer",
            E::NegativeSquareRoot => "isqrt() argument must be nonnegative",
            E::StringTooLong { limit } => {
                return write!(
                    f,
                    "Exceeds the limit ({limit} digits) for integer string conversion; \
                     use sys.set_int_max_str_digits() to increase the limit"
                );
            }
            E::LiteralTooLong { limit, digits } => {
                return write!(
                    f,
                    "Exceeds the limit ({limit} digits) for integer string conversion: value has {digits} \
                     digits; use sys.set_int_max_str_digits() to increase the limit"
                );
            }
            E::InvalidIntLiteral { base, literal } => {
                return write!(f, "invalid literal for int() with base {base}: {literal}");
            }
            E::InvalidBase => "int() base must be >= 2 and <= 36, or 0",
            E::TooBigToConvert => "int too big to convert",
            E::NegativeToUnsigned => "can't convert negative int to unsigned",
            E::NegativeLength => "length argument must be non-negative",
            E::PowerOutOfRange => "Numerical result out of range",
            E::ComplexPower => "complex numbers are not supported: negative number to a fractional power",
            E::RoundOutOfRange => "rounded value too large to represent",
            E::InvalidFloatLiteral { literal } => {
                return write!(f, "could not convert string to float: {literal}");
            }
            E::InvalidHexFloat => "invalid hexadecimal floating-point string",
            E::HexFloatOutOfRange => "hexadecimal value too large to represent as a float",
            E::InfinityToRatio => "cannot convert Infinity to integer ratio",
            E::NanToRatio => "cannot convert NaN to integer ratio",
        };
        f.write_str(text)
    }
}

impl std::error::Error for NumberError {}
