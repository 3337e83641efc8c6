//! `gilvm dis`: what the compiler makes of a script.

use std::io::Read;
use std::io::Write;

use gilvm_compiler::compile::Mode;

use crate::cli::Dis;

/// Prints tokens, tree or bytecode of a script; returns the exit code.
pub fn dis(options: &Dis) -> i32 {
    let name = options.file.display().to_string();
    let source = if name == "-" {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text).map(|_| text)
    } else {
        std::fs::read_to_string(&options.file)
    };
    let source = match source {
        Ok(source) => source,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "gilvm: can't read '{name}': {error}");
            return 2;
        }
    };
    match render(options, &source, &name) {
        // Whoever reads the output may close it early: that is not an error.
        Ok(text) => {
            let _ = std::io::stdout().write_all(text.as_bytes());
            0
        }
        Err(error) => {
            let _ = std::io::stderr().write_all(error.render(&source, &name).as_bytes());
            1
        }
    }
}

fn render(options: &Dis, source: &str, name: &str) -> Result<String, gilvm_compiler::error::SyntaxError> {
    if options.tokens {
        let lexed = gilvm_compiler::lex::lex(source);
        return Ok(gilvm_compiler::dump::tokens(source, &lexed));
    }
    if options.ast {
        let module = gilvm_compiler::parse::parse_module(source)?;
        return Ok(gilvm_compiler::dump::module(source, &module));
    }
    let code = gilvm_compiler::compile(source, name, Mode::Exec)?;
    Ok(gilvm_compiler::dis::disassemble(&code))
}
