//! The front door: source text in, code or the first syntax error out.

use std::sync::Arc;

use crate::ast::Warning;
use crate::code::Code;
use crate::emit;
use crate::error::SyntaxError;
use crate::parse;
use crate::symbols;

/// What the source text is, and where its top level keeps its names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mode {
    /// A module or script: names are globals.
    Exec,
    /// As `Exec`, with the names in a namespace apart from the globals: `exec(source, globals, locals)`.
    ExecSplit,
    /// One expression, whose value the code returns.
    Eval,
    /// As `Eval`, with a namespace apart from the globals.
    EvalSplit,
}

impl Mode {
    const fn is_split(self) -> bool {
        matches!(self, Mode::ExecSplit | Mode::EvalSplit)
    }
}

/// Compiles `source`. `filename` is what tracebacks will show.
pub fn compile(source: &str, filename: &str, mode: Mode) -> Result<Arc<Code>, SyntaxError> {
    compile_with_warnings(source, filename, mode).map(|(code, _)| code)
}

/// Compiles `source`, and says what CPython would warn about.
pub fn compile_with_warnings(
    source: &str,
    filename: &str,
    mode: Mode,
) -> Result<(Arc<Code>, Vec<Warning>), SyntaxError> {
    let split = mode.is_split();
    match mode {
        Mode::Exec | Mode::ExecSplit => {
            let module = parse::parse_module(source)?;
            let future = emit::future_imports(&module)?;
            let symbols = symbols::analyse(&module, future.annotations)?;
            let settings = emit::Settings { split, future };
            let (code, more) = emit::module(&module, &symbols, source, filename, settings)?;
            Ok((code, [module.warnings, more].concat()))
        }
        Mode::Eval | Mode::EvalSplit => {
            let (expr, warnings) = parse::parse_expression(source)?;
            let symbols = symbols::analyse_expression(&expr)?;
            let settings = emit::Settings { split, future: emit::Future::default() };
            let (code, more) = emit::expression(&expr, &symbols, source, filename, settings)?;
            Ok((code, [warnings, more].concat()))
        }
    }
}
