//! Integer operations on operands around every boundary, with CPython 3.13's answers.
//!
//! The answers are in `samples.txt`: an operation, its operands and the result or `!` and the message.

#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use super::*;
use crate::number::int_text::{Radix, parse, to_decimal, to_radix};

fn read(text: &str) -> IntResult {
    parse(text, 10, 0).unwrap()
}

fn show(value: &IntResult) -> String {
    if let IntResult::Big(big) = value {
        assert_eq!(big.to_i64(), None, "a small result came as a big number");
    }
    to_decimal(value.into(), 0).unwrap()
}

fn run(operation: &str, a: IntRef<'_>, b: IntRef<'_>, c: &str) -> Result<String, NumberError> {
    let one = |value: IntResult| show(&value);
    Ok(match operation {
        "+" => one(add(a, b)),
        "-" => one(sub(a, b)),
        "*" => one(mul(a, b)?),
        "//" => one(floordiv(a, b)?),
        "%" => one(modulo(a, b)?),
        "divmod" => {
            let (quotient, rest) = divmod(a, b)?;
            format!("{},{}", show(&quotient), show(&rest))
        }
        "/" => float::repr(truediv(a, b)?),
        "&" => one(and(a, b)),
        "|" => one(or(a, b)),
        "^" => one(xor(a, b)),
        "~" => one(invert(a)),
        "neg" => one(neg(a)),
        "abs" => one(abs(a)),
        "<<" => one(shl(a, b)?),
        ">>" => one(shr(a, b)?),
        "**" => match pow(a, b)? {
            Power::Int(power) => one(power),
            Power::Float(power) => float::repr(power),
        },
        "pow3" => one(pow_mod(a, b, (&read(c)).into())?),
        "hash" => a.hash().to_string(),
        "float" => float::repr(a.to_f64()?),
        "bits" => format!("{},{}", a.bit_length(), a.bit_count()),
        "gcd" => one(gcd(a, b)),
        "isqrt" => one(isqrt(a)?),
        "cmp" => format!("{:?}", cmp(a, b)),
        "cmpf" => format!("{:?}", partial_cmp_f64(a, c.parse().unwrap())),
        "radix" => [Radix::Hex, Radix::Octal, Radix::Binary].map(|radix| to_radix(a, radix)).join(","),
        "bytes" => {
            let bytes = to_bytes(a, 9, ByteOrder::Big, true)?;
            assert_eq!(from_bytes(&bytes, ByteOrder::Big, true), a.to_result());
            bytes.iter().map(|byte| format!("{byte:02x}")).collect()
        }
        "round" => one(round_to_power_of_ten(a, c.parse().unwrap())),
        other => panic!("no operation {other}"),
    })
}

#[test]
fn as_cpython() {
    for line in include_str!("samples.txt").lines() {
        let (question, answer) = line.split_once(" = ").unwrap();
        let mut words = question.split(' ');
        let operation = words.next().unwrap();
        let a = read(words.next().unwrap());
        let b = read(words.next().unwrap_or("0"));
        let outcome = run(operation, (&a).into(), (&b).into(), words.next().unwrap_or_default());
        assert_eq!(outcome.unwrap_or_else(|error| format!("!{error}")), answer, "{question}");
    }
}

#[test]
fn absurd_sizes_are_refused() {
    let huge = IntRef::Small(1 << 40);
    assert_eq!(shl(IntRef::Small(1), huge), Err(NumberError::Memory));
    assert_eq!(shl(IntRef::Small(0), huge), Ok(IntResult::Small(0)));
    assert_eq!(shr(IntRef::Small(-1), huge), Ok(IntResult::Small(-1)));
    assert_eq!(pow(IntRef::Small(10), huge), Err(NumberError::Memory));
    assert_eq!(pow(IntRef::Small(-1), huge), Ok(Power::Int(IntResult::Small(1))));
    let beyond = BigInt::from(1_i128 << 70);
    assert_eq!(shl(IntRef::Small(1), (&beyond).into()), Err(NumberError::TooManyDigits));
    assert_eq!(pow(IntRef::Small(0), (&beyond).into()), Ok(Power::Int(IntResult::Small(0))));
    assert_eq!(
        truediv(IntRef::Small(1), IntRef::from(&shl(IntRef::Small(1), IntRef::Small(2000)).unwrap())),
        Ok(0.0)
    );
}

#[test]
fn literals() {
    for (text, base, expected) in [
        ("  12_3 ", 10, Ok("123")),
        ("0x1f", 16, Ok("31")),
        ("0b_1", 0, Ok("1")),
        ("-0", 0, Ok("0")),
        ("0b1", 16, Ok("177")),
        ("\u{2003}\u{661}\u{662} ", 10, Ok("12")),
        ("-9223372036854775808", 10, Ok("-9223372036854775808")),
        ("zz", 36, Ok("1295")),
        ("012", 0, Err("invalid literal for int() with base 0: '012'")),
        ("0x", 10, Err("invalid literal for int() with base 10: '0x'")),
        ("1__2", 10, Err("invalid literal for int() with base 10: '1__2'")),
        ("_1", 16, Err("invalid literal for int() with base 16: '_1'")),
        ("\u{1c}1", 10, Err("invalid literal for int() with base 10: '\\x1c1'")),
        ("- 1", 10, Err("invalid literal for int() with base 10: '- 1'")),
        ("", 10, Err("invalid literal for int() with base 10: ''")),
        ("1", 37, Err("int() base must be >= 2 and <= 36, or 0")),
    ] {
        let outcome = parse(text, base, 4300).map(|value| show(&value)).map_err(|error| error.to_string());
        assert_eq!(outcome.as_deref().map_err(String::as_str), expected, "{text:?}");
    }
    let long = "1".repeat(4301);
    let message = "Exceeds the limit (4300 digits) for integer string conversion";
    let hint = "use sys.set_int_max_str_digits() to increase the limit";
    assert_eq!(
        parse(&long, 10, 4300).unwrap_err().to_string(),
        format!("{message}: value has 4301 digits; {hint}")
    );
    let value = read(&long);
    assert_eq!(to_decimal((&value).into(), 4300).unwrap_err().to_string(), format!("{message}; {hint}"));
    assert_eq!(to_decimal((&value).into(), 0), Ok(long.clone()));
    assert!(parse(&long, 16, 4300).is_ok());
}
