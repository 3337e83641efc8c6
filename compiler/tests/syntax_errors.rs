//! Syntax errors print as CPython prints them: message, line, carets.
//!
//! `syntax_errors.txt` holds sources, each followed by `=>` and what CPython 3.13 printed for it
//! (`traceback.format_exception_only` of what `ast.parse(source, "t.py")` raised), with lines of five dashes between.

use gilvm_compiler::parse::parse_module;

const CASES: &str = include_str!("syntax_errors.txt");

#[test]
fn errors_print_as_cpython_prints_them() {
    let mut wrong = Vec::new();
    for case in CASES.split("-----\n") {
        let Some((source, expected)) = case.split_once("=>\n") else { panic!("no expectation: {case}") };
        let printed = match parse_module(source) {
            Ok(_) => "no error\n".to_owned(),
            Err(error) => error.render(source, "t.py"),
        };
        if printed != expected {
            wrong.push(format!("{source}-- printed\n{printed}-- expected\n{expected}"));
        }
    }
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn line_ends_of_every_kind_give_the_same_errors() {
    for case in CASES.split("-----\n") {
        let Some((source, expected)) = case.split_once("=>\n") else { continue };
        for line_end in ["\r\n", "\r"] {
            let source = source.replace('\n', line_end);
            if let Err(error) = parse_module(&source) {
                let printed = error.render(&source, "t.py");
                let message = |text: &str| text.lines().last().map(str::to_owned);
                assert_eq!(message(&printed), message(expected), "{source:?}");
            }
        }
    }
}
