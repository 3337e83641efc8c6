//! Token streams: kinds and spellings as data, each case once more with `\r\n` line ends.

use gilvm_compiler::lex::lex;
use gilvm_compiler::token::TokenKind;

/// The tokens of `source` with their spellings, in one line; layout tokens by a sign of their own.
fn shape(source: &str) -> String {
    let lexed = lex(source);
    let mut last_end = 0;
    let words = lexed.tokens.iter().map(|token| {
        assert!(token.span.start <= token.span.end, "{source:?}: {token:?}");
        assert!(
            token.kind == TokenKind::Error || token.span.start >= last_end || token.span.end >= last_end,
            "{source:?}: {token:?} goes back"
        );
        last_end = token.span.start;
        let text = token.span.text(source);
        match token.kind {
            TokenKind::Newline => "NEWLINE".to_owned(),
            TokenKind::Indent => "INDENT".to_owned(),
            TokenKind::Dedent => "DEDENT".to_owned(),
            TokenKind::EndMarker => "END".to_owned(),
            TokenKind::Error => match &lexed.error {
                Some(error) => format!("ERROR({})", error.kind),
                None => "ERROR without reason".to_owned(),
            },
            kind @ (TokenKind::Name | TokenKind::Int | TokenKind::Float | TokenKind::Imaginary) => {
                format!("{kind:?}({text})")
            }
            kind @ (TokenKind::FStringStart | TokenKind::FStringMiddle | TokenKind::FStringEnd) => {
                format!("{kind:?}({})", text.replace("\r\n", "\n"))
            }
            TokenKind::String => format!("String({})", text.replace("\r\n", "\n")),
            _ => text.to_owned(),
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn check(source: &str, expected: &str) {
    assert_eq!(shape(source), expected, "{source:?}");
    let twin = source.replace('\n', "\r\n");
    assert_eq!(shape(&twin), expected, "{twin:?}");
}

#[test]
fn layout() {
    check("", "END");
    check("\n\n# only a comment", "END");
    check("x", "Name(x) NEWLINE END");
    check("x\n", "Name(x) NEWLINE END");
    check("if x:\n  y\nz\n", "if Name(x) : NEWLINE INDENT Name(y) NEWLINE DEDENT Name(z) NEWLINE END");
    check(
        "if x:\n  if y:\n    z",
        "if Name(x) : NEWLINE INDENT if Name(y) : NEWLINE INDENT Name(z) NEWLINE DEDENT DEDENT END",
    );
    check(
        "if x:\n  y\n # c\n\n  z\n",
        "if Name(x) : NEWLINE INDENT Name(y) NEWLINE Name(z) NEWLINE DEDENT END",
    );
    check("f(\n  a,\n b)\n", "Name(f) ( Name(a) , Name(b) ) NEWLINE END");
    check("a + \\\n  b\n", "Name(a) + Name(b) NEWLINE END");
    check("\\\n\\\na\n", "Name(a) NEWLINE END");
    check("if x:\n\ty\n\tz\n", "if Name(x) : NEWLINE INDENT Name(y) NEWLINE Name(z) NEWLINE DEDENT END");
    check("\x0cx\n", "Name(x) NEWLINE END");
    check("x;y\n", "Name(x) ; Name(y) NEWLINE END");
}

#[test]
fn layout_errors() {
    check(
        "if x:\n    y\n  z\n",
        "if Name(x) : NEWLINE INDENT Name(y) NEWLINE ERROR(unindent does not match any outer indentation level)",
    );
    check(
        "if x:\n\ty\n        z\n",
        "if Name(x) : NEWLINE INDENT Name(y) NEWLINE ERROR(inconsistent use of tabs and spaces in indentation)",
    );
    check("x \\ y\n", "Name(x) ERROR(unexpected character after line continuation character)");
    check("x \\\n", "Name(x) ERROR(unexpected EOF while parsing)");
    check("(x\n", "( Name(x) ERROR('(' was never closed)");
    check("(x]\n", "( Name(x) ERROR(closing parenthesis ']' does not match opening parenthesis '(')");
    check(
        "(\nx]\n",
        "( Name(x) ERROR(closing parenthesis ']' does not match opening parenthesis '(' on line 1)",
    );
    check("x)\n", "Name(x) ERROR(unmatched ')')");
}

#[test]
fn names_and_operators() {
    check("naïve π é1 ifé\n", "Name(naïve) Name(π) Name(é1) Name(ifé) NEWLINE END");
    check("if iff is_ None_ None\n", "if Name(iff) Name(is_) Name(None_) None NEWLINE END");
    check(
        "a**=b//c<<=d!=e->f:=g...h.i\n",
        "Name(a) **= Name(b) // Name(c) <<= Name(d) != Name(e) -> Name(f) := Name(g) ... Name(h) . Name(i) NEWLINE END",
    );
    check("a <> b ! c $ ?\n", "Name(a) <> Name(b) ! Name(c) $ ? NEWLINE END");
    check("a€b\n", "ERROR(invalid character '€' (U+20AC))");
    check("a \u{a0}b\n", "Name(a) ERROR(invalid non-printable character U+00A0)");
    check("a \u{1}\n", "Name(a) ERROR(invalid non-printable character U+0001)");
}

#[test]
fn numbers() {
    check(
        "0 00 1_000 0x_fF 0b1_0 0O17\n",
        "Int(0) Int(00) Int(1_000) Int(0x_fF) Int(0b1_0) Int(0O17) NEWLINE END",
    );
    check(
        "1. .5 1.5e-3 1e5 0e0 09.5\n",
        "Float(1.) Float(.5) Float(1.5e-3) Float(1e5) Float(0e0) Float(09.5) NEWLINE END",
    );
    check("1j .5J 1e5j 09j\n", "Imaginary(1j) Imaginary(.5J) Imaginary(1e5j) Imaginary(09j) NEWLINE END");
    check("1..real 1 .real 1.e5\n", "Float(1.) . Name(real) Int(1) . Name(real) Float(1.e5) NEWLINE END");
    check("1if 2else 0xfor x\n", "Int(1) if Int(2) else Int(0xf) or Name(x) NEWLINE END");
    for (source, error) in [
        ("1abc", "invalid decimal literal"),
        ("1__0", "invalid decimal literal"),
        ("1_", "invalid decimal literal"),
        ("1e+", "invalid decimal literal"),
        ("0x", "invalid hexadecimal literal"),
        ("0b2", "invalid digit '2' in binary literal"),
        ("0o18", "invalid digit '8' in octal literal"),
        ("1jx", "invalid imaginary literal"),
        (
            "012",
            "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers",
        ),
    ] {
        check(source, &format!("ERROR({error})"));
    }
}

#[test]
fn strings() {
    check(
        "'a' \"b\" '' rb'\\'' U'x'\n",
        "String('a') String(\"b\") String('') String(rb'\\'') String(U'x') NEWLINE END",
    );
    check("'''a\n'b'\n''' x\n", "String('''a\n'b'\n''') Name(x) NEWLINE END");
    check("'a\\\nb'\n", "String('a\\\nb') NEWLINE END");
    check("bu'x'\n", "Name(bu) String('x') NEWLINE END");
    check("'abc\n", "ERROR(unterminated string literal (detected at line 1))");
    check(
        "'abc\\'\n",
        "ERROR(unterminated string literal (detected at line 1); perhaps you escaped the end quote?)",
    );
    check("'''abc\n\n", "ERROR(unterminated triple-quoted string literal (detected at line 2))");
}

#[test]
fn fstrings() {
    check("f''\n", "FStringStart(f') FStringEnd(') NEWLINE END");
    check(
        "f'a{x}b'\n",
        "FStringStart(f') FStringMiddle(a) { Name(x) } FStringMiddle(b) FStringEnd(') NEWLINE END",
    );
    check(
        "f'{x!r:>{w}.2}'\n",
        "FStringStart(f') { Name(x) ! Name(r) : FStringMiddle(>) { Name(w) } FStringMiddle(.2) } FStringEnd(') NEWLINE END",
    );
    check(
        "f'{{{x}}}'\n",
        "FStringStart(f') FStringMiddle({) { Name(x) } FStringMiddle(}) FStringEnd(') NEWLINE END",
    );
    check(
        "f'{x:=3}{(x:=3)}{x!=y}{x=}'\n",
        "FStringStart(f') { Name(x) : FStringMiddle(=3) } { ( Name(x) := Int(3) ) } { Name(x) != Name(y) } { Name(x) = } FStringEnd(') NEWLINE END",
    );
    check(
        "f'{f'{1}'}'\n",
        "FStringStart(f') { FStringStart(f') { Int(1) } FStringEnd(') } FStringEnd(') NEWLINE END",
    );
    check("f'{d['k']}'\n", "FStringStart(f') { Name(d) [ String('k') ] } FStringEnd(') NEWLINE END");
    check("f'{\nx # c\n}'\n", "FStringStart(f') { Name(x) } FStringEnd(') NEWLINE END");
    check(
        "f'''a\n{x}\n'''\n",
        "FStringStart(f''') FStringMiddle(a\n) { Name(x) } FStringMiddle(\n) FStringEnd(''') NEWLINE END",
    );
    check(
        "f'\\N{BULLET}{x}' rf'\\{x}'\n",
        "FStringStart(f') FStringMiddle(\\N{BULLET}) { Name(x) } FStringEnd(') FStringStart(rf') FStringMiddle(\\) { Name(x) } FStringEnd(') NEWLINE END",
    );
    check("f'{x'\n", "FStringStart(f') { Name(x) ERROR(f-string: expecting '}')");
}

#[test]
fn fstring_errors() {
    for (source, error) in [
        ("f'a\n", "unterminated f-string literal (detected at line 1)"),
        ("f'''a\n", "unterminated triple-quoted f-string literal (detected at line 1)"),
        ("f'}'\n", "f-string: single '}' is not allowed"),
        ("f'{x)}'\n", "f-string: unmatched ')'"),
        ("f'{x:{y:{z:{w}}}}'\n", "f-string: expressions nested too deeply"),
    ] {
        let error = format!("ERROR({error})");
        assert!(shape(source).ends_with(&error), "{source:?}: {}", shape(source));
    }
}
