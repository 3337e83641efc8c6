//! Trees as text: one program with every construct, and the places where precedence could go wrong.

#![allow(clippy::unwrap_used, reason = "a test")]

use gilvm_compiler::dump;
use gilvm_compiler::lex::lex;
use gilvm_compiler::parse::parse_expression;
use gilvm_compiler::parse::parse_module;

#[test]
fn every_construct() {
    let source = include_str!("program.py");
    let module = parse_module(source).unwrap();
    insta::assert_snapshot!(dump::module(source, &module));
}

#[test]
fn tokens_and_tree_of_a_small_program() {
    let source = "def f(x, *, y=1):\n    if x < y:  # smaller\n        return f'{x:>{y}}'\n";
    let module = parse_module(source).unwrap();
    let text = format!("{}\n{}", dump::tokens(source, &lex(source)), dump::module(source, &module));
    insta::assert_snapshot!(text);
}

/// The tree of an expression in prefix form.
fn prefix(source: &str) -> String {
    let module = parse_module(source).unwrap();
    let text = dump::module(source, &module);
    let lines: Vec<(usize, &str)> = text
        .lines()
        .skip(2)
        .map(|line| {
            let depth = line.len() - line.trim_start().len();
            let head = line.trim_start().split_once(": ").unwrap().1;
            (depth, head.split_once(" @").unwrap().0)
        })
        .collect();
    let mut out = String::new();
    let mut open = Vec::new();
    for (depth, head) in lines {
        while open.last().is_some_and(|last| *last >= depth) {
            open.pop();
            out.push(')');
        }
        out.push('(');
        out.push_str(head.strip_prefix("Name ").or(head.strip_prefix("Constant ")).unwrap_or(head));
        open.push(depth);
    }
    out.extend(open.iter().map(|_| ')'));
    out
}

#[test]
fn precedence_and_associativity() {
    for (source, tree) in [
        ("a + b * c", "(BinOp Add(a)(BinOp Mult(b)(c)))"),
        ("a - b - c", "(BinOp Sub(BinOp Sub(a)(b))(c))"),
        ("a ** b ** c", "(BinOp Pow(a)(BinOp Pow(b)(c)))"),
        ("-a ** -b", "(UnaryOp USub(BinOp Pow(a)(UnaryOp USub(b))))"),
        ("await a ** b", "(BinOp Pow(Await(a))(b))"),
        ("not a == b", "(UnaryOp Not(Compare Eq(a)(b)))"),
        ("a < b | c", "(Compare Lt(a)(BinOp BitOr(b)(c)))"),
        ("a | b ^ c & d << e", "(BinOp BitOr(a)(BinOp BitXor(b)(BinOp BitAnd(c)(BinOp LShift(d)(e)))))"),
        ("a or b and not c", "(BoolOp Or(a)(BoolOp And(b)(UnaryOp Not(c))))"),
        ("a or (b or c)", "(BoolOp Or(a)(BoolOp Or(b)(c)))"),
        ("a if b else c if d else e", "(IfExp(b)(a)(IfExp(d)(c)(e)))"),
        ("lambda: a if b else c", "(Lambda(IfExp(b)(a)(c)))"),
        ("a < b not in c is not d", "(Compare Lt NotIn IsNot(a)(b)(c)(d))"),
        ("a.b[c](d).e", "(Attribute e(Call(Subscript(Attribute b(a))(c))(d)))"),
        ("*a, b", "(Tuple(Starred(a))(b))"),
        ("a @ b % c // d", "(BinOp FloorDiv(BinOp Mod(BinOp MatMult(a)(b))(c))(d))"),
        ("~a + +b", "(BinOp Add(UnaryOp Invert(a))(UnaryOp UAdd(b)))"),
    ] {
        assert_eq!(prefix(source), tree, "{source}");
    }
}

#[test]
fn an_expression_alone() {
    assert!(parse_expression("  1 + x\n\n").is_ok());
    assert!(parse_expression("\t(yield)").is_ok());
    for source in ["", "x = 1", "x; y", "pass", "1 2", "\n 1"] {
        assert!(parse_expression(source).is_err(), "{source:?}");
    }
    assert_eq!(parse_expression("  x +").unwrap_err().span.start, 5);
}

#[test]
fn doubtful_spellings_are_warned_about() {
    let warnings = |source: &str| -> Vec<String> {
        parse_module(source).unwrap().warnings.into_iter().map(|warning| warning.message).collect()
    };
    assert_eq!(
        warnings(r"x = '\d' + b'\q' + f'\w{y}' + r'\d'"),
        [r"invalid escape sequence '\d'", r"invalid escape sequence '\q'", r"invalid escape sequence '\w'",]
    );
    assert_eq!(warnings(r"x = '\400'"), [r"invalid octal escape sequence '\400'"]);
    assert_eq!(warnings(r"f'\{x}'"), [r"invalid escape sequence '\{'"]);
    assert_eq!(warnings("1if 0b1else 2"), ["invalid decimal literal", "invalid binary literal"]);
    assert!(warnings(r"with (a): '\n'").is_empty());
}
