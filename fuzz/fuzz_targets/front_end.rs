//! Any text goes through lexer and parser, and comes out as a tree or an error with a place inside it.
//!
//! Run with `cargo +nightly fuzz run front_end`; the scripts under `tests/scripts` make a good corpus.

#![no_main]

use gilvm_compiler::dump;
use gilvm_compiler::lex;
use gilvm_compiler::parse;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|source: &str| {
    let lexed = lex::lex(source);
    drop(dump::tokens(source, &lexed));
    match parse::parse_module(source) {
        Ok(module) => drop(dump::module(source, &module)),
        Err(error) => {
            // A line end that is only implied may be marked, one byte beyond the text.
            assert!(error.span.start <= error.span.end, "{error:?}");
            assert!(error.span.start as usize <= source.len(), "{error:?}");
            drop(error.render(source, "fuzz.py"));
        }
    }
});
