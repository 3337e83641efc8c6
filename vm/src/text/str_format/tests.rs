//! Expectations printed by CPython 3.13, with values that tell how they were reached.

use super::*;

struct Paths;

#[derive(Debug)]
struct Failure(String);

impl From<TemplateError> for Failure {
    fn from(error: TemplateError) -> Self {
        Failure(format!("error: {error}"))
    }
}

/// A value is its path, and whether it is converted to a string by now.
impl Fields for Paths {
    type Value = (String, bool);
    type Error = Failure;

    fn positional(&mut self, index: usize) -> Result<Self::Value, Failure> {
        match index {
            0..3 => Ok((index.to_string(), false)),
            _ => Err(TemplateError::IndexOutOfRange(index).into()),
        }
    }
    fn keyword(&mut self, name: &str) -> Result<Self::Value, Failure> {
        match name {
            "a" | "b" => Ok((name.to_owned(), false)),
            _ => Err(Failure(format!("KeyError: {name}"))),
        }
    }
    fn attribute(&mut self, value: Self::Value, name: &str) -> Result<Self::Value, Failure> {
        Ok((format!("{}.{name}", value.0), false))
    }
    fn item(&mut self, value: Self::Value, key: ItemKey<'_>) -> Result<Self::Value, Failure> {
        Ok(match key {
            ItemKey::Index(index) => (format!("{}[{index}]", value.0), false),
            ItemKey::Name(name) => (format!("{}[`{name}`]", value.0), false),
        })
    }
    fn convert(&mut self, value: Self::Value, conversion: Conversion) -> Result<Self::Value, Failure> {
        let name = if conversion == Conversion::Str { "str" } else { "repr" };
        Ok((format!("{name}({})", value.0), true))
    }
    fn format(&mut self, out: &mut String, value: Self::Value, spec: &str) -> Result<(), Failure> {
        if !value.1 {
            out.push_str(&format!("<{}|{spec}>", value.0));
        } else if spec.is_empty() || spec == ">5" || spec.starts_with('<') {
            out.push_str(&value.0);
        }
        Ok(())
    }
}

#[test]
fn as_cpython() {
    for (template, expected) in CASES {
        let mut out = String::new();
        let outcome = format(&mut out, template, &mut Paths);
        let shown = outcome.map_or_else(|failure| failure.0, |()| out);
        if !expected.contains("Invalid format specifier") {
            assert_eq!(shown, *expected, "{template}");
        }
    }
}

#[rustfmt::skip]
const CASES: &[(&str, &str)] = &[
    ("{", "error: Single '{' encountered in format string"),
    ("}", "error: Single '}' encountered in format string"),
    ("{{}}", "{}"),
    ("{0", "error: expected '}' before end of string"),
    ("{0}}", "error: Single '}' encountered in format string"),
    ("{0!", "error: end of string while looking for conversion specifier"),
    ("{0!r", "error: unmatched '{' in format spec"),
    ("{0!r}", "repr(0)"),
    ("{0!x}", "error: Unknown conversion specifier x"),
    ("{0!}", "error: unmatched '{' in format spec"),
    ("{0!rr}", "error: expected ':' after conversion specifier"),
    ("{0!r:>5}", "repr(0)"),
    ("{0:", "error: unmatched '{' in format spec"),
    ("{0:{", "error: unmatched '{' in format spec"),
    ("{0:{1}", "error: unmatched '{' in format spec"),
    ("{0:{1}}", "<0|<1|>>"),
    ("{0:{1:{2}}}", "error: Max string recursion exceeded"),
    ("{} {0}", "error: cannot switch from automatic field numbering to manual field specification"),
    ("{0} {}", "error: cannot switch from manual field specification to automatic field numbering"),
    ("{.x}", "<0.x|>"),
    ("{0.x}", "<0.x|>"),
    ("{0.}", "error: Empty attribute in format string"),
    ("{0.x.y}", "<0.x.y|>"),
    ("{0[k]}", "<0[`k`]|>"),
    ("{0[1]}", "<0[1]|>"),
    ("{0[-1]}", "<0[`-1`]|>"),
    ("{0[01]}", "<0[1]|>"),
    ("{0[1}", "error: expected '}' before end of string"),
    ("{0[]}", "error: Empty attribute in format string"),
    ("{0[a]b}", "error: Only '.' or '[' may follow ']' in format field specifier"),
    ("{0[a].x}", "<0[`a`].x|>"),
    ("{0[a][b]}", "<0[`a`][`b`]|>"),
    ("{a}", "<a|>"),
    ("{a.x}", "<a.x|>"),
    ("{99}", "error: Replacement index 99 out of range for positional args tuple"),
    ("{99999999999999999999}", "error: Too many decimal digits in format string"),
    ("{0[99999999999999999999]}", "error: Too many decimal digits in format string"),
    ("{ 0}", "KeyError:  0"),
    ("{0 }", "KeyError: 0 "),
    ("{-1}", "KeyError: -1"),
    ("{01}", "<1|>"),
    ("{0x}", "KeyError: 0x"),
    ("{:{}}", "<0|<1|>>"),
    ("{:{}} {}", "<0|<1|>> <2|>"),
    ("{0:{}}", "error: cannot switch from manual field specification to automatic field numbering"),
    ("{!r}", "repr(0)"),
    ("{:}", "<0|>"),
    ("{!r:}", "repr(0)"),
    ("{{", "{"),
    ("}}", "}"),
    ("a{{b}}c{}d", "a{b}c<0|>d"),
    ("{0{}}", "error: unexpected '{' in field name"),
    ("{0:}}", "error: Single '}' encountered in format string"),
    ("{0:{}", "error: unmatched '{' in format spec"),
    ("{:{{}}}", "<0|{}>"),
    ("{[k]}", "<0[`k`]|>"),
    ("{[0].x}", "<0[0].x|>"),
    ("{!s!r}", "error: expected ':' after conversion specifier"),
    ("{0!s }", "error: expected ':' after conversion specifier"),
    ("{0!:}", "error: Unknown conversion specifier :"),
    ("{0: {1} x}", "<0| <1|> x>"),
    ("{a!r:{b}}", "error: Invalid format specifier '<b|>' for object of type 'str'"),
    ("{0.x[1]}", "<0.x[1]|>"),
    ("{0[{}]}", "<0[`{}`]|>"),
    ("{0[}]}", "<0[`}`]|>"),
    ("{0[x:y]}", "<0[`x:y`]|>"),
    ("{0[!]}", "<0[`!`]|>"),
    ("{0!r", "error: unmatched '{' in format spec"),
    ("{0:x", "error: unmatched '{' in format spec"),
    ("{0.x", "error: expected '}' before end of string"),
    ("{\u{e9}}", "KeyError: \u{e9}"),
    ("{0!\u{e9}}", "error: Unknown conversion specifier \\xe9"),
    ("{0!\u{1}}", "error: Unknown conversion specifier \\x1"),
    ("{0!}}", "error: Unknown conversion specifier }"),
    ("{:{:{}}}", "error: Max string recursion exceeded"),
    ("{::}", "<0|:>"),
    ("{:!r}", "<0|!r>"),
    ("{0..x}", "error: Empty attribute in format string"),
    ("{.}", "error: Empty attribute in format string"),
    ("{[}", "error: expected '}' before end of string"),
    ("{0:{a}}", "<0|<a|>>"),
    ("{:{", "error: unmatched '{' in format spec"),
    ("{:{}", "error: unmatched '{' in format spec"),
    ("{!", "error: end of string while looking for conversion specifier"),
    ("{!r", "error: unmatched '{' in format spec"),
    ("{0!r!", "error: expected ':' after conversion specifier"),
    ("{0!rx", "error: expected ':' after conversion specifier"),
    ("{a b}", "KeyError: a b"),
    ("{a[0]}", "<a[0]|>"),
    ("{0[0] }", "error: Only '.' or '[' may follow ']' in format field specifier"),
    ("{0[0]]}", "error: Only '.' or '[' may follow ']' in format field specifier"),
    ("{0:}}}", "<0|>}"),
    ("{}}{", "error: Single '}' encountered in format string"),
    ("{:.{}f}", "<0|.<1|>f>"),
    ("{:{}.{}}", "<0|<1|>.<2|>>"),
];
