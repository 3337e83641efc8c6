//! Snapshots of the whole front end: each program under `programs/` with its tokens, its tree and its code.
//!
//! `INSTA_UPDATE=always cargo test -p gilvm-compiler --test code` writes them anew; what changed is for a person to read.

#![allow(clippy::unwrap_used, reason = "a test")]

use std::fs;
use std::path::Path;

use gilvm_compiler::Mode;
use gilvm_compiler::compile;
use gilvm_compiler::dis::disassemble;
use gilvm_compiler::dump;
use gilvm_compiler::lex::lex;
use gilvm_compiler::parse::parse_module;
use gilvm_compiler::verify::verify;

#[test]
fn programs() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/programs");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let source = fs::read_to_string(&path).unwrap();
        let code = compile(&source, &format!("{name}.py"), Mode::Exec).unwrap();
        verify(&code).unwrap();
        let snapshot = format!(
            "{source}\n======== tokens\n{}\n======== tree\n{}\n======== code\n{}",
            dump::tokens(&source, &lex(&source)),
            dump::module(&source, &parse_module(&source).unwrap()),
            disassemble(&code),
        );
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name, snapshot);
        });
    }
}

#[test]
fn names_of_a_split_namespace() {
    let source = "x = 1\nf = lambda: x\nprint([x for y in z])\n";
    let code = compile(source, "<string>", Mode::ExecSplit).unwrap();
    verify(&code).unwrap();
    insta::assert_snapshot!(disassemble(&code));
}

#[test]
fn an_expression() {
    let code = compile(" a + f(b)\n", "<string>", Mode::Eval).unwrap();
    verify(&code).unwrap();
    insta::assert_snapshot!(disassemble(&code));
}
