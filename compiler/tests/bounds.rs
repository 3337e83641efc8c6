//! No text, however wrong, may crash the front end: garbage in bounded time on a thread with a small stack.
//!
//! The generators are deterministic. Nothing is asserted about what the errors say, only that there is an answer; the
//! time is bounded by the runner's own limit, and the texts are large enough that anything quadratic would hit it.

#![allow(clippy::unwrap_used, reason = "a test")]

use std::fmt::Write as _;

use gilvm_compiler::ast::HEIGHT_MAX;
use gilvm_compiler::dump;
use gilvm_compiler::error::SyntaxError;
use gilvm_compiler::parse::parse_module;

const MEGABYTE: usize = 1 << 20;
const STACK_BYTES: usize = 2 << 20;

/// Parses, dumps and drops on a small stack; the error if the text has one.
fn parse(source: String) -> Result<(), SyntaxError> {
    let run = move || {
        let module = parse_module(&source);
        if let Err(error) = &module {
            assert!(error.render(&source, "t.py").contains(&error.message));
        }
        module.map(|module| drop(dump::module(&source, &module)))
    };
    let thread = std::thread::Builder::new().stack_size(STACK_BYTES).spawn(run).unwrap();
    thread.join().unwrap()
}

fn message(source: String) -> String {
    parse(source).unwrap_err().message
}

#[test]
fn a_megabyte_of_one_thing() {
    for bracket in ["(", "[", "{", "f(", "a[", "{1:", "lambda:(", "(yield ", "[x for x in ("] {
        assert_eq!(
            message(bracket.repeat(MEGABYTE / bracket.len())),
            "too many nested parentheses",
            "{bracket}"
        );
    }
    for blank in ["\n", "\r", "\r\n", "#\n", " \n", "\t\n", "\x0c\n"] {
        parse(blank.repeat(MEGABYTE / blank.len())).unwrap();
    }
    assert_eq!(message("\\\n".repeat(MEGABYTE / 2)), "unexpected EOF while parsing");
    for piece in [
        ")",
        "]",
        "}",
        "=",
        "==",
        ":",
        ":=",
        ",",
        ";",
        ".",
        "...",
        "-",
        "+",
        "~",
        "not ",
        "*",
        "**",
        "@",
        "a ",
        "a.",
        "a,",
        "a;",
        "a\n",
        " a\n",
        "\ta\n a\n",
        "1",
        "1 ",
        "0",
        "0_",
        "1.",
        "1e",
        "'",
        "\"",
        "'''",
        "'a'",
        "\"\\",
        "\\",
        "$",
        "?",
        "!",
        "\u{1}",
        "€",
        "é",
        "\u{feff}",
        "if ",
        "if x:\n",
        "else:\n",
        "try:",
        "lambda ",
        "lambda x: ",
        "await ",
        "yield ",
        "a if ",
        "a if b else ",
        "a for ",
        "for x in ",
        "async ",
        "async for ",
        "print ",
        "x=",
        "x:=",
        "x:",
        "f'",
        "f'{",
        "f'{x",
        "f'{x:",
        "f'{x}'",
        "f'{x:{",
        "f'{f\"{",
        "match x:\n",
        "case ",
        "def f(",
        "class A:\n ",
        "@x\n",
        "with a, ",
        "with (",
        "import a.",
        "from . ",
        "from .",
        "global x,",
        "del ",
        "del (",
        "a < ",
        "a and ",
        "a or ",
        "a ** ",
        "x[:",
        "\\N{",
        "b'\\x",
        "'\\u",
        "{**",
        "f(*",
        "f(**",
        "type X[",
        "except:",
        "(a, ",
        "print x, ",
        "f(a=b, ",
        "f(a b, ",
        "{a: b, c ",
    ] {
        let _ = parse(piece.repeat(MEGABYTE / piece.len()));
    }
}

#[test]
fn nesting_just_below_the_limits_parses() {
    parse(format!("{}{}\n", "(".repeat(200), ")".repeat(200))).unwrap();
    parse(format!("{}1{}\n", "[".repeat(200), "]".repeat(200))).unwrap();
    parse(format!("{}1{}\n", "f(".repeat(200), ")".repeat(200))).unwrap();
    parse(format!("{}1{}\n", "{1:".repeat(200), "}".repeat(200))).unwrap();
    parse(format!("{}1{}\n", "lambda x=(".repeat(99), "): 1".repeat(99))).unwrap();
    parse(format!("x = {}1\n", "not ".repeat(300))).unwrap();
    parse(format!("x = {}1\n", "-".repeat(300))).unwrap();
    parse(format!("x = {}1\n", "2 ** ".repeat(150))).unwrap();
    parse(format!("x = {}1\n", "a if b else ".repeat(300))).unwrap();
    parse(format!("x = {}1\n", "lambda: ".repeat(300))).unwrap();
    parse(format!("x = 1{}\n", " + 1".repeat(1000))).unwrap();
    parse(format!("x = 1{}\n", " + a.b".repeat(1000))).unwrap();
    parse(format!("x = a{}\n", ".b(1)[2]".repeat(400))).unwrap();
    // Side by side, not inside each other: any number.
    parse(format!("x = [{}]\n", "a.b + 1 < 2 or not c, ".repeat(20_000))).unwrap();
    parse(format!("x = {}1\n", "a and b or ".repeat(20_000))).unwrap();
    parse(format!("f({})\n", "a.b + 1, ".repeat(20_000))).unwrap();
    parse(format!("x = {}1\n", "y = ".repeat(20_000))).unwrap();
    parse(format!("if x: pass\n{}", "elif x: pass\n".repeat(20_000))).unwrap();
    parse(format!("x = f'{}'\n", "{a.b + 1:{w}}".repeat(20_000))).unwrap();

    let mut blocks = String::new();
    for depth in 0..99 {
        writeln!(blocks, "{}if x:", " ".repeat(depth)).unwrap();
    }
    writeln!(blocks, "{}x = {}1{}", " ".repeat(99), "(".repeat(200), ")".repeat(200)).unwrap();
    parse(blocks.clone()).unwrap();
    blocks = blocks.replace("x = ", "if y:\n").replace("\n(", &format!("\n{}(", " ".repeat(100)));
    assert_eq!(message(blocks), "too many levels of indentation");
}

#[test]
fn too_high_trees_are_refused() {
    for chain in [" + 1", ".a", "[0]", "(0)"] {
        let source = format!("x = a{}\n", chain.repeat(HEIGHT_MAX as usize));
        assert_eq!(message(source), "too many operators or accesses in one expression", "{chain}");
    }
    for nest in ["not ", "-", "a ** ", "lambda: ", "a if b else "] {
        let source = format!("x = {}1\n", nest.repeat(1000));
        assert_eq!(message(source), "too many nested expressions or blocks", "{nest}");
    }
    // Each level is low, all of them together are not.
    let link = "+1".repeat(100);
    let source = format!("x = {}1{}\n", "(".repeat(150), format!("{link})").repeat(150));
    assert_eq!(message(source), "too many operators or accesses in one expression");
    // Patterns nest like expressions.
    let source = format!("match x:\n case {}y: pass\n", "a.".repeat(HEIGHT_MAX as usize));
    assert_eq!(message(source), "too many operators or accesses in one expression");
}

/// A linear congruential generator: the same numbers on every machine.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}

const WORDS: &[&str] = &[
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def",
    "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is",
    "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield", "match",
    "case", "type", "_", "print", "x", "y", "é", "1", "1.5", "2j", "0x1f", "'s'", "b's'", "f'", "{", "}",
    "'", "\"\"\"", "(", ")", "[", "]", ":", ":=", ",", ";", ".", "...", "->", "!", "=", "==", "!=", "<",
    "+=", "-", "*", "**", "/", "@", "~", "\\", "\n", "\n ", "\n  ", "\n\t", "\r\n", "#", "€", "\u{a0}",
    "\\N{", "!r",
];

#[test]
fn random_tokens() {
    let mut numbers = Numbers(2026);
    for _ in 0..4000 {
        let mut source = String::new();
        for _ in 0..1 + numbers.below(40) {
            source.push_str(WORDS[numbers.below(WORDS.len())]);
            if numbers.below(3) > 0 {
                source.push(' ');
            }
        }
        let _ = parse(source);
    }
}

#[test]
fn a_megabyte_of_random_tokens() {
    for seed in 0..4 {
        let mut numbers = Numbers(seed);
        let mut source = String::new();
        while source.len() < MEGABYTE {
            source.push_str(WORDS[numbers.below(WORDS.len())]);
            source.push(' ');
        }
        let _ = parse(source);
    }
}

#[test]
fn broken_programs() {
    let program = include_str!("program.py");
    let mut numbers = Numbers(7);
    for _ in 0..1500 {
        let mut bytes = program.as_bytes().to_vec();
        for _ in 0..1 + numbers.below(3) {
            let at = numbers.below(bytes.len());
            match numbers.below(3) {
                0 => drop(bytes.remove(at)),
                1 => bytes[at] = numbers.below(128) as u8,
                _ => drop(bytes.splice(at..at, WORDS[numbers.below(WORDS.len())].bytes())),
            }
        }
        let _ = parse(String::from_utf8_lossy(&bytes).into_owned());
    }
}
