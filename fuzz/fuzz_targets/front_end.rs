//! Any text goes through lexer, parser and emitter, and comes out as code that keeps its promises or as an error with
//! a place inside the text.
//!
//! Run with `cargo +nightly fuzz run front_end`; the scripts under `tests/scripts` make a good corpus.

#![no_main]

use gilvm_compiler::Mode;
use gilvm_compiler::compile;
use gilvm_compiler::dis;
use gilvm_compiler::dump;
use gilvm_compiler::verify;
use gilvm_compiler::lex;
use gilvm_compiler::parse;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|source: &str| {
    let lexed = lex::lex(source);
    drop(dump::tokens(source, &lexed));
    match parse::parse_module(source) {
        Ok(module) => {
            drop(dump::module(source, &module));
            match compile(source, "fuzz.py", Mode::Exec) {
                Ok(code) => {
                    verify::verify(&code).expect("code keeps its promises");
                    drop(dis::disassemble(&code));
                }
                Err(error) => drop(error.render(source, "fuzz.py")),
            }
        }
        Err(error) => {
            // A line end that is only implied may be marked, one byte beyond the text.
            assert!(error.span.start <= error.span.end, "{error:?}");
            assert!(error.span.start as usize <= source.len(), "{error:?}");
            drop(error.render(source, "fuzz.py"));
        }
    }
});
