//! Python source text to gilvm bytecode.
//!
//! Pure: text in, [`Code`](code::Code) or a syntax error out. No I/O, no threads, no globals.
//! The modules below stand in reading order, which is also dependency order.

#![forbid(unsafe_code)]

pub mod span;
pub mod error;
pub mod ast;
pub mod token;
pub mod lex;
mod literal;
pub mod parse;
pub mod dump;
pub mod op;
pub mod code;
pub mod symbols;
mod emit;
pub mod check_points;
pub mod trace;
pub mod compile;
pub mod verify;
pub mod dis;

pub use compile::Mode;
pub use compile::compile;
