//! Expectations printed by CPython 3.13.

#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use super::*;
use crate::number::int;
use crate::text::repr::{escape_non_ascii, str_repr};

#[derive(Clone, Debug)]
enum Value {
    Int(i64),
    Float(f64),
    Str(&'static str),
    None,
}
use Value::{Float, Int, Str};

impl Value {
    fn type_name(&self) -> Box<str> {
        match self {
            Int(_) => "int".into(),
            Float(_) => "float".into(),
            Str(_) => "str".into(),
            Value::None => "NoneType".into(),
        }
    }
}

struct Failure(String);

impl From<PercentError> for Failure {
    fn from(error: PercentError) -> Self {
        Failure(format!("{:?}: {error}", error.class()))
    }
}

/// A tuple of values, or a mapping from `a` to 1 and from `b(c)` to `two`.
struct Right {
    values: &'static [Value],
    mapping: bool,
}

impl Arguments<str> for Right {
    type Value = Value;
    type Error = Failure;

    fn positional(&mut self, index: usize) -> Option<Value> {
        self.values.get(index).cloned()
    }
    fn positional_count(&self) -> usize {
        self.values.len()
    }
    fn is_mapping(&self) -> bool {
        self.mapping
    }
    fn keyed(&mut self, key: &str) -> Result<Value, Failure> {
        match key {
            "a" => Ok(Int(1)),
            "b(c)" => Ok(Str("two")),
            _ => Err(Failure(format!("KeyError: {key}"))),
        }
    }
    fn star(&mut self, value: Value, _: super::Star) -> Result<i64, Failure> {
        if let Int(value) = value { Ok(value) } else { Err(PercentError::StarWantsInt.into()) }
    }
    fn push_text(&mut self, out: &mut String, value: Value, how: TextConversion) -> Result<(), Failure> {
        let text = match (&value, how) {
            (Str(text), TextConversion::Str) => (*text).to_owned(),
            (Str(text), TextConversion::Repr) => str_repr(text),
            (Str(text), TextConversion::Ascii) => escape_non_ascii(&str_repr(text)),
            (Int(number), _) => number.to_string(),
            (Float(number), _) => crate::number::float::repr(*number),
            (Value::None, _) => "None".to_owned(),
        };
        out.push_str(&text);
        Ok(())
    }
    fn push_character(&mut self, out: &mut String, value: Value) -> Result<(), Failure> {
        match value {
            Str(text) if text.chars().count() == 1 => out.push_str(text),
            Int(code) => match u32::try_from(code).ok().and_then(char::from_u32) {
                Some(c) => out.push(c),
                None => return Err(PercentError::CharacterRange { bytes: false }.into()),
            },
            _ => return Err(PercentError::CharacterRequired { bytes: false }.into()),
        }
        Ok(())
    }
    fn integer(&mut self, value: Value, code: char) -> Result<IntResult, Failure> {
        let decimal = matches!(code, 'd' | 'i' | 'u');
        match value {
            Int(number) => Ok(IntResult::Small(number)),
            Float(number) if decimal => int::from_f64(number).map_err(|e| PercentError::from(e).into()),
            other if decimal => {
                Err(PercentError::NumberRequired { code, type_name: other.type_name() }.into())
            }
            other => Err(PercentError::IntegerRequired { code, type_name: other.type_name() }.into()),
        }
    }
    fn float(&mut self, value: Value) -> Result<f64, Failure> {
        match value {
            Int(number) => Ok(number as f64),
            Float(number) => Ok(number),
            other => Err(Failure(format!("Type: must be real number, not {}", other.type_name()))),
        }
    }
    fn digit_limit(&self) -> usize {
        4300
    }
}

#[test]
fn as_cpython() {
    for (template, values, expected) in CASES {
        let mut out = String::new();
        let mut right = Right { values, mapping: false };
        let outcome = format(&mut out, *template, &mut right);
        assert_eq!(outcome.map_or_else(|failure| failure.0, |()| out), *expected, "{template}");
    }
}

#[test]
fn mappings() {
    for (template, expected) in [
        ("%(a)d %(b(c))s", "1 two"),
        ("%(a)04d%%", "0001%"),
        ("%(z)s", "KeyError: z"),
        ("%(a", "Value: incomplete format key"),
        ("%(a)", "Value: incomplete format"),
        ("%(a)s %s", "Type: not enough arguments for format string"),
        ("%(a)*d", "Type: not enough arguments for format string"),
        ("no directive", "no directive"),
    ] {
        let mut out = String::new();
        let mut right = Right { values: &[Int(5)], mapping: true };
        let outcome = format(&mut out, template, &mut right);
        assert_eq!(outcome.map_or_else(|failure| failure.0, |()| out), expected, "{template}");
    }
}

#[rustfmt::skip]
const CASES: &[(&str, &[Value], &str)] = &[
    ("%d", &[Str("x")], "Type: %d format: a real number is required, not str"),
    ("%x", &[Float(1.5)], "Type: %x format: an integer is required, not float"),
    ("%d", &[Float(1.9)], "1"),
    ("%d", &[Float(-1.9)], "-1"),
    ("%f", &[Str("x")], "Type: must be real number, not str"),
    ("%c", &[Str("ab")], "Type: %c requires int or char"),
    ("%c", &[Int(65)], "A"),
    ("%c", &[Int(1114112)], "Overflow: %c arg not in range(0x110000)"),
    ("%c", &[Int(-1)], "Overflow: %c arg not in range(0x110000)"),
    ("%c", &[Float(1.5)], "Type: %c requires int or char"),
    ("%q", &[Int(1)], "Value: unsupported format character 'q' (0x71) at index 1"),
    ("%", &[Int(1)], "Value: incomplete format"),
    ("%(a)d", &[Int(1)], "Type: format requires a mapping"),
    ("%s %s", &[Int(1)], "Type: not enough arguments for format string"),
    ("%s", &[Int(1), Int(2)], "Type: not all arguments converted during string formatting"),
    ("x", &[Int(1)], "Type: not all arguments converted during string formatting"),
    ("x", &[], "x"),
    ("x", &[Str("s")], "Type: not all arguments converted during string formatting"),
    ("%*d", &[Int(5), Int(3)], "    3"),
    ("%*d", &[Int(-5), Int(3)], "3    "),
    ("%.*f", &[Int(2), Float(2.71)], "2.71"),
    ("%*d", &[Str("a"), Int(3)], "Type: * wants int"),
    ("%.*f", &[Str("a"), Int(3)], "Type: * wants int"),
    ("%.*f", &[Int(-2), Float(3.5)], "4"),
    ("%99999999999999999999d", &[Int(1)], "Value: width too big"),
    ("%.99999999999999999999f", &[Int(1)], "Value: precision too big"),
    ("%.3000000000f", &[Float(1.0)], "Value: precision too big"),
    ("%5%", &[], "Type: not enough arguments for format string"),
    ("%%", &[], "%"),
    ("%5%x", &[Int(1)], "Value: unsupported format character '%' (0x25) at index 2"),
    ("%-5%|", &[], "Type: not enough arguments for format string"),
    ("%ld %hd %Ld", &[Int(1), Int(2), Int(3)], "1 2 3"),
    ("%05d", &[Int(-42)], "-0042"),
    ("%+d", &[Int(5)], "+5"),
    ("% d", &[Int(5)], " 5"),
    ("%+ d", &[Int(5)], "+5"),
    ("%-05d|", &[Int(5)], "5    |"),
    ("%.5d", &[Int(42)], "00042"),
    ("%+.5d", &[Int(42)], "+00042"),
    ("%8.5d|", &[Int(42)], "   00042|"),
    ("%08.5d|", &[Int(42)], "00000042|"),
    ("%-8.5d|", &[Int(42)], "00042   |"),
    ("%#x", &[Int(255)], "0xff"),
    ("%#X", &[Int(255)], "0XFF"),
    ("%#o", &[Int(8)], "0o10"),
    ("%#x", &[Int(-255)], "-0xff"),
    ("%#010x", &[Int(255)], "0x000000ff"),
    ("%#.5x", &[Int(255)], "0x000ff"),
    ("%x", &[Int(-255)], "-ff"),
    ("%o", &[Int(8)], "10"),
    ("%X", &[Int(255)], "FF"),
    ("%e", &[Float(12345.678)], "1.234568e+04"),
    ("%g", &[Float(10000000000.0)], "1e+10"),
    ("%G", &[Float(1e-10)], "1E-10"),
    ("%#g", &[Float(1.0)], "1.00000"),
    ("%#.0f", &[Float(1.0)], "1."),
    ("%F", &[Float(f64::INFINITY)], "INF"),
    ("%05f", &[Float(f64::INFINITY)], "00inf"),
    ("%05.1f", &[Float(-2.5)], "-02.5"),
    ("%+f", &[Float(f64::NAN)], "+nan"),
    ("%.3s", &[Str("abcdef")], "abc"),
    ("%10.3s|", &[Str("abcdef")], "       abc|"),
    ("%-10s|", &[Str("abc")], "abc       |"),
    ("%r", &[Str("a")], "'a'"),
    ("%.2r", &[Str("abc")], "'a"),
    ("%a", &[Str("\u{e9}")], "'\\xe9'"),
    ("%.0c", &[Str("a")], "a"),
    ("%5c|", &[Str("a")], "    a|"),
    ("%-5c|", &[Str("a")], "a    |"),
    ("%05c|", &[Str("a")], "    a|"),
    ("%05s|", &[Str("a")], "    a|"),
    ("%u", &[Int(5)], "5"),
    ("%d", &[Value::None], "Type: %d format: a real number is required, not NoneType"),
    ("%x", &[Value::None], "Type: %x format: an integer is required, not NoneType"),
    ("%f", &[Value::None], "Type: must be real number, not NoneType"),
    ("%d%%", &[Int(5)], "5%"),
    ("abc%zdef", &[Int(1)], "Value: unsupported format character 'z' (0x7a) at index 4"),
    ("\u{e9}%zdef", &[Int(1)], "Value: unsupported format character 'z' (0x7a) at index 2"),
    ("%d", &[Str("5")], "Type: %d format: a real number is required, not str"),
    ("%.f", &[Float(2.5)], "2"),
    ("%.d", &[Int(0)], "0"),
    ("%c", &[Str("")], "Type: %c requires int or char"),
    ("%d", &[Float(f64::INFINITY)], "Overflow: cannot convert float infinity to integer"),
    ("%d", &[Float(f64::NAN)], "Value: cannot convert float NaN to integer"),
    ("%5", &[Int(1)], "Value: incomplete format"),
    ("%.", &[Int(1)], "Value: incomplete format"),
    ("%#", &[Int(1)], "Value: incomplete format"),
    ("%l", &[Int(1)], "Value: incomplete format"),
    ("% 05d", &[Int(5)], " 0005"),
    ("%-+5d|", &[Int(5)], "+5   |"),
    ("%ll d", &[Int(5)], "Value: unsupported format character 'l' (0x6c) at index 2"),
    ("%d %d", &[Int(1), Str("a")], "Type: %d format: a real number is required, not str"),
    ("%s", &[], "Type: not enough arguments for format string"),
    ("%(a)s", &[Str("x")], "Type: format requires a mapping"),
    ("%\u{1}", &[Int(1)], "Value: unsupported format character '?' (0x1) at index 1"),
    ("%\u{e9}", &[Int(1)], "Value: unsupported format character '?' (0xe9) at index 1"),
    ("%\u{1f600}", &[Int(1)], "Value: unsupported format character '?' (0x1f600) at index 1"),
    ("%(a)%", &[], "Type: format requires a mapping"),
    ("%l%", &[Int(1)], "Value: unsupported format character '%' (0x25) at index 2"),
    ("%#%", &[Int(1)], "Value: unsupported format character '%' (0x25) at index 2"),
    ("%.%", &[Int(1)], "Value: unsupported format character '%' (0x25) at index 2"),
    ("%*%", &[Int(1)], "Type: not enough arguments for format string"),
    ("%*%", &[Int(1), Int(2)], "Value: unsupported format character '%' (0x25) at index 2"),
    ("%q", &[], "Type: not enough arguments for format string"),
    ("%999999999999d", &[Str("x")], "Type: %d format: a real number is required, not str"),
    ("%.2147483648d", &[Int(5)], "Value: precision too big"),
    ("%.3c|", &[Str("a")], "a|"),
    ("% x", &[Int(255)], " ff"),
    ("%+x", &[Int(255)], "+ff"),
    ("%+s", &[Str("a")], "a"),
    ("%#s", &[Str("a")], "a"),
    ("%-s", &[Str("a")], "a"),
    ("% s|", &[Str("a")], "a|"),
    ("%#d", &[Int(5)], "5"),
    ("%05x", &[Int(-255)], "-00ff"),
    ("%-#8x|", &[Int(255)], "0xff    |"),
    ("%+08.3f|", &[Float(2.5)], "+002.500|"),
    ("%- 8.3f|", &[Float(2.5)], " 2.500  |"),
    ("%#.3g", &[Float(1.0)], "1.00"),
    ("%.0g", &[Float(12.0)], "1e+01"),
    ("%.0e", &[Float(12.0)], "1e+01"),
    ("%#.0e", &[Float(12.0)], "1.e+01"),
    ("%5.1f|", &[Float(f64::NEG_INFINITY)], " -inf|"),
];
