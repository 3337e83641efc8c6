//! Expectations printed by CPython 3.13.

use super::*;
use crate::number::int::IntRef;

enum Sample {
    Int(i64),
    Float(f64),
    Str(&'static str),
}
use Sample::{Float, Int, Str};

fn format(value: &Sample, spec: &str) -> String {
    let mut out = String::new();
    let outcome = match value {
        Int(value) => {
            Spec::parse(spec, "int").and_then(|s| s.push_int(&mut out, IntRef::Small(*value), "int", 4300))
        }
        Float(value) => Spec::parse(spec, "float").and_then(|s| s.push_float(&mut out, *value, "float")),
        Str(value) => Spec::parse(spec, "str").and_then(|s| s.push_str(&mut out, value, "str")),
    };
    match outcome {
        Ok(()) => out,
        Err(error) => format!("{:?}: {error}", error.class()),
    }
}

#[test]
fn as_cpython() {
    for (value, spec, expected) in CASES {
        assert_eq!(format(value, spec), *expected, "{spec:?}");
    }
}
#[rustfmt::skip]
const CASES: &[(Sample, &str, &str)] = &[
    (Str("a"), "d", "Value: Unknown format code 'd' for object of type 'str'"),
    (Str("a"), "+", "Value: Sign not allowed in string format specifier"),
    (Str("a"), " ", "Value: Space not allowed in string format specifier"),
    (Str("a"), "=", "Value: '=' alignment not allowed in string format specifier"),
    (Str("a"), "#", "Value: Alternate form (#) not allowed in string format specifier"),
    (Str("a"), "z", "Value: Negative zero coercion (z) not allowed in string format specifier"),
    (Str("a"), "0", "a"),
    (Str("a"), "05", "a0000"),
    (Str("a"), ",", "Value: Cannot specify ',' with 's'."),
    (Str("a"), "_", "Value: Cannot specify '_' with 's'."),
    (Str("a"), "\u{e9}", "Value: Unknown format code '\\xe9' for object of type 'str'"),
    (Str("a"), "ab", "Value: Invalid format specifier 'ab' for object of type 'str'"),
    (Str("a"), ".", "Value: Format specifier missing precision"),
    (Str("abc"), ".1", "a"),
    (Str("a"), "<<5", "a<<<<"),
    (Str("a"), "10.", "Value: Format specifier missing precision"),
    (Str("a"), ",s", "Value: Cannot specify ',' with 's'."),
    (Str("a"), "99999999999999999999", "Value: Too many decimal digits in format string"),
    (Str("a"), ".99999999999999999999", "Value: Too many decimal digits in format string"),
    (Str("h\u{e9}\u{e9}"), ">6.2", "    h\u{e9}"),
    (Int(1), "s", "Value: Unknown format code 's' for object of type 'int'"),
    (Int(1), ".2", "Value: Precision not allowed in integer format specifier"),
    (Int(1), "z", "Value: Negative zero coercion (z) not allowed in integer format specifier"),
    (Int(1), "c", "\u{1}"),
    (Int(1), "+c", "Value: Sign not allowed with integer format specifier 'c'"),
    (Int(1), "#c", "Value: Alternate form (#) not allowed with integer format specifier 'c'"),
    (Int(-1), "c", "Overflow: %c arg not in range(0x110000)"),
    (Int(1114112), "c", "Overflow: %c arg not in range(0x110000)"),
    (Int(1), ",c", "Value: Cannot specify ',' with 'c'."),
    (Int(1), ",x", "Value: Cannot specify ',' with 'x'."),
    (Int(1), "_x", "1"),
    (Int(1), "_n", "Value: Cannot specify '_' with 'n'."),
    (Int(1), ",n", "Value: Cannot specify ',' with 'n'."),
    (Int(1), ",_", "Value: Cannot specify both ',' and '_'."),
    (Int(1), "_,", "Value: Cannot specify both ',' and '_'."),
    (Int(1), ",,", "Value: Cannot specify ',' with ','."),
    (Int(1), "__", "Value: Cannot specify '_' with '_'."),
    (Int(1), "5,d", "    1"),
    (Int(97), "5c", "    a"),
    (Int(97), "05c", "0000a"),
    (Int(97), "^5c", "  a  "),
    (Int(97), ".1c", "Value: Precision not allowed in integer format specifier"),
    (Int(97), ",c", "Value: Cannot specify ',' with 'c'."),
    (Int(1), "q", "Value: Unknown format code 'q' for object of type 'int'"),
    (Int(1), "\u{1}", "Value: Unknown format code '\\x1' for object of type 'int'"),
    (Int(1), "\u{e9}", "Value: Unknown format code '\\xe9' for object of type 'int'"),
    (Int(1), "dd", "Value: Invalid format specifier 'dd' for object of type 'int'"),
    (Int(1), "zd", "Value: Negative zero coercion (z) not allowed in integer format specifier"),
    (Int(1), "zf", "1.000000"),
    (Float(-0.0), "z", "0.0"),
    (Float(-0.001), "z.1f", "0.0"),
    (Float(1.5), "d", "Value: Unknown format code 'd' for object of type 'float'"),
    (Float(1.5), "s", "Value: Unknown format code 's' for object of type 'float'"),
    (Float(1.5), "c", "Value: Unknown format code 'c' for object of type 'float'"),
    (Float(1.5), "#", "1.5"),
    (Float(1.5), ".99999999999f", "Value: precision too big"),
    (Float(1.5), ".2147483648f", "Value: precision too big"),
    (Float(1.5), ",n", "Value: Cannot specify ',' with 'n'."),
    (Float(1.5), "n", "1.5"),
    (Float(10000000000.0), ",g", "1e+10"),
    (Float(f64::INFINITY), "010", "0000000inf"),
    (Float(f64::NAN), "+", "+nan"),
    (Float(f64::NEG_INFINITY), "%", "-inf%"),
    (Float(1e308), "%", "inf%"),
    (Int(1234), "010,", "00,001,234"),
    (Int(1234), "09,", "0,001,234"),
    (Int(1234), "08,", "0,001,234"),
    (Int(-1234), "010,", "-0,001,234"),
    (Int(1234), "#010_x", "0x000_04d2"),
    (Int(1234567), "#_b", "0b1_0010_1101_0110_1000_0111"),
    (Float(1.0), ".0e", "1e+00"),
    (Float(1.0), "#.0e", "1.e+00"),
    (Float(1.0), "#.0f", "1."),
    (Float(1.0), "#g", "1.00000"),
    (Float(0.0), "#", "0.0"),
    (Float(1.0), ".0", "1e+00"),
    (Float(12345.0), ".3", "1.23e+04"),
    (Float(123.0), ".3", "1.23e+02"),
    (Float(100.0), ".3", "1e+02"),
    (Float(1e16), "", "1e+16"),
    (Float(1000000000000000.0), ".16", "1e+15"),
    (Float(1234.5), "x<12", "1234.5xxxxxx"),
    (Float(1234567.891), "020,.2f", "0,000,001,234,567.89"),
    (Float(1234567.891), "020_.2f", "0_000_001_234_567.89"),
    (Str("a"), "\u{e9}^5", "\u{e9}\u{e9}a\u{e9}\u{e9}"),
    (Int(97), "\u{20ac}=5", "\u{20ac}\u{20ac}\u{20ac}97"),
    (Int(5), "=", "5"),
    (Int(5), "==5", "====5"),
    (Int(-5), "x=5", "-xxx5"),
    (Int(-5), "<05", "-5000"),
    (Int(-5), "x<05", "-5xxx"),
    (Int(-5), "05", "-0005"),
    (Int(1), "+ ", "Value: Unknown format code '\\x20' for object of type 'int'"),
    (Int(1), "+5 ", "Value: Unknown format code '\\x20' for object of type 'int'"),
    (Float(1.5), ".", "Value: Format specifier missing precision"),
    (Float(1.5), "5.f", "Value: Format specifier missing precision"),
    (Str("a"), "-", "Value: Sign not allowed in string format specifier"),
    (Str("a"), "{}", "Value: Invalid format specifier '{}' for object of type 'str'"),
    (Float(0.5), "_", "0.5"),
    (Float(1e20), "_", "1e+20"),
    (Float(1e20), ",", "1e+20"),
    (Float(12345.678), ",", "12,345.678"),
    (Float(2.675), ".2f", "2.67"),
    (Float(0.5), ".0f", "0"),
    (Float(1.5), ".0f", "2"),
    (Float(1e22), ".1f", "10000000000000000000000.0"),
    (Float(0.000123456789), ".3g", "0.000123"),
    (Float(1e-07), ".12f", "0.000000100000"),
    (Int(255), "#X", "0XFF"),
    (Int(255), "#o", "0o377"),
    (Int(-255), "b", "-11111111"),
    (Int(12345678), ",", "12,345,678"),
];
