//! Expectations printed by CPython 3.13.

#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use super::*;

#[test]
fn repr_is_cpythons() {
    for (value, text) in [
        (0.0, "0.0"),
        (-0.0, "-0.0"),
        (1.0, "1.0"),
        (0.1, "0.1"),
        (1e15, "1000000000000000.0"),
        (1e16, "1e+16"),
        (9999999999999998.0, "9999999999999998.0"),
        (123456789012345680.0, "1.2345678901234568e+17"),
        (1e-4, "0.0001"),
        (1.5e-4, "0.00015"),
        (1e-5, "1e-05"),
        (1.5e-10, "1.5e-10"),
        (1e22, "1e+22"),
        (1.7976931348623157e308, "1.7976931348623157e+308"),
        (5e-324, "5e-324"),
        (-1113178120592002.2, "-1113178120592002.2"),
        (1e100, "1e+100"),
        (f64::INFINITY, "inf"),
        (f64::NEG_INFINITY, "-inf"),
        (f64::NAN, "nan"),
    ] {
        assert_eq!(repr(value), text);
    }
}

#[test]
fn reading() {
    for (text, value) in [
        ("1.5", 1.5),
        (" -1e3\n", -1000.0),
        ("1_0.0_1", 10.01),
        (".5", 0.5),
        ("5.", 5.0),
        ("1e400", f64::INFINITY),
        ("iNfinity", f64::INFINITY),
        ("\u{661}.\u{665}", 1.5),
    ] {
        assert_eq!(parse(text).unwrap(), value, "{text}");
    }
    for text in ["", "x", "1__0", "_1", "1_", "1_.0", "1e", "0x1", "1 2", ".", "infinit", "\u{1c}1"] {
        let message = format!("could not convert string to float: {}", str_repr(text));
        assert_eq!(parse(text).unwrap_err().to_string(), message);
    }
}

#[test]
fn hashes() {
    for (value, expected) in [
        (0.0, 0),
        (-1.0, -2),
        (0.5, 1152921504606846976),
        (3.25, 576460752303423491),
        (-2.5, -1152921504606846978),
        (1e100, 1822893315824342674),
        (1e300, 1224995262755759164),
        (1e-300, 482449582752280463),
        (9007199254740994.0, 9007199254740994),
        (5e-324, 16777216),
        (f64::INFINITY, 314159),
    ] {
        assert_eq!(hash(value), Some(expected), "{value}");
    }
    assert_eq!(hash(f64::NAN), None);
}

#[test]
fn rounding() {
    for (value, digits, expected) in [
        (2.675, 2, 2.67),
        (2.5, 0, 2.0),
        (0.125, 2, 0.12),
        (0.375, 2, 0.38),
        (1234.5678, -2, 1200.0),
        (150.0, -2, 200.0),
        (250.0, -2, 200.0),
        (50.0, -2, 0.0),
        (51.0, -2, 100.0),
        (1e300, -400, 0.0),
        (1e22, -22, 1e22),
        (5e22, -23, 0.0),
        (6e22, -23, 1e23),
        (-0.4, 0, -0.0),
        (1.1, 400, 1.1),
        (1e16, 2, 1e16),
    ] {
        let rounded = round(value, digits).unwrap();
        assert_eq!(rounded.to_bits(), f64::to_bits(expected), "round({value}, {digits}) = {rounded}");
    }
    assert_eq!(round(1.7e308, -308), Err(NumberError::RoundOutOfRange));
    assert_eq!(round_to_int(2.5), Ok(IntResult::Small(2)));
    assert_eq!(round_to_int(f64::NAN), Err(NumberError::NanToInt));
}

#[test]
fn division_and_power() {
    assert_eq!(divmod(-7.5, 2.0), Ok((-4.0, 0.5)));
    assert_eq!(divmod(1.0, 0.1), Ok((9.0, 0.09999999999999995)));
    assert_eq!(modulo(-1e-20, 1.0), Ok(1.0));
    assert_eq!(floordiv(1.0, f64::INFINITY), Ok(0.0));
    assert_eq!(floordiv(-1.0, f64::INFINITY), Ok(-1.0));
    assert!(modulo(-4.0, 2.0).unwrap().is_sign_positive());
    assert!(modulo(4.0, -2.0).unwrap().is_sign_negative());
    assert_eq!(pow(-8.0, 3.0), Ok(-512.0));
    assert_eq!(pow(-8.0, 0.5), Err(NumberError::ComplexPower));
    assert_eq!(pow(10.0, 400.0), Err(NumberError::PowerOutOfRange));
    assert_eq!(pow(0.0, -1.0), Err(NumberError::ZeroToNegativePower));
    assert_eq!(pow(f64::NEG_INFINITY, 3.0), Ok(f64::NEG_INFINITY));
    assert_eq!(pow(-1.0, f64::INFINITY), Ok(1.0));
}

#[test]
fn hexadecimal_and_ratio() {
    for (value, text) in [
        (1.0, "0x1.0000000000000p+0"),
        (-0.1, "-0x1.999999999999ap-4"),
        (0.0, "0x0.0p+0"),
        (5e-324, "0x0.0000000000001p-1022"),
        (f64::INFINITY, "inf"),
    ] {
        assert_eq!(hex(value), text);
        assert_eq!(from_hex(text), Ok(value));
    }
    assert_eq!(from_hex(" 0X.8P1 "), Ok(1.0));
    assert_eq!(from_hex("0x1.00000000000008p0"), Ok(1.0));
    assert_eq!(from_hex("0x1.000000000000081p0"), Ok(1.0000000000000002));
    assert_eq!(from_hex("0x1p-1075"), Ok(0.0));
    assert_eq!(from_hex("0x1p9999"), Err(NumberError::HexFloatOutOfRange));
    assert_eq!(from_hex("0x"), Err(NumberError::InvalidHexFloat));
    assert_eq!(as_integer_ratio(-0.75), Ok((IntResult::Small(-3), IntResult::Small(4))));
    assert_eq!(as_integer_ratio(1e3), Ok((IntResult::Small(1000), IntResult::Small(1))));
}
