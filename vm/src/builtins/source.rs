//! Built-in functions on source text: `compile`, `eval`, `exec`, `__import__`, and syntax errors as exceptions.

use std::sync::Arc;

use gilvm_compiler::ast::Warning;
use gilvm_compiler::code::Code;
use gilvm_compiler::compile::Mode;
use gilvm_compiler::error::SyntaxError;
use gilvm_compiler::error::SyntaxErrorKind;
use gilvm_compiler::span::LineIndex;

use crate::error::Detail;
use crate::error::ExcKind;
use crate::error::R;
use crate::error::Raised;
use crate::held::Held;
use crate::native::NativeDef;
use crate::object::Dict;
use crate::rc::Rc;
use crate::value::Value;

pub(super) const FUNCTIONS: &[NativeDef] = &[
    NativeDef::new(
        "compile(source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1)",
        "Compile source into a code object that can be executed by exec() or eval().",
        compile,
    ),
    NativeDef::new(
        "eval(source, /, globals=None, locals=None)",
        "Evaluate the given source in the context of globals and locals.",
        eval,
    ),
    NativeDef::new(
        "exec(source, /, globals=None, locals=None, *, closure=None)",
        "Execute the given source in the context of globals and locals.",
        exec,
    ),
    NativeDef::new(
        "__import__(name, globals=None, locals=None, fromlist=<unset>, level=0)",
        "Import a module.",
        import,
    ),
    NativeDef::new("exit(code=None, /)", "Raise SystemExit.", exit),
    NativeDef::new("quit(code=None, /)", "Raise SystemExit.", exit),
];

impl Held {
    /// Compiles source text; a mistake in it is raised as `SyntaxError`.
    pub fn compile(&mut self, source: &str, filename: &str, mode: Mode) -> R<Arc<Code>> {
        let (code, warnings) = gilvm_compiler::compile::compile_with_warnings(source, filename, mode)
            .map_err(|error| self.syntax_error(&error, source, filename, mode))?;
        self.show_syntax_warnings(&warnings, source, filename);
        Ok(code)
    }

    /// Prints what the compiler warns about, as CPython does by default: always, and on stderr.
    pub fn show_syntax_warnings(&mut self, warnings: &[Warning], source: &str, filename: &str) {
        if warnings.is_empty() {
            return;
        }
        let lines = LineIndex::new(source);
        for warning in warnings {
            let number = lines.line(warning.span.start);
            let mut text = format!("{filename}:{number}: SyntaxWarning: {}\n", warning.message);
            // Only files have lines to show.
            let line = source.split('\n').nth(number as usize - 1).filter(|_| !filename.starts_with('<'));
            if let Some(line) = line {
                text.push_str(&format!("  {}\n", line.trim()));
            }
            self.write_stderr(&text);
        }
    }

    /// The exception for a mistake in a source text.
    fn syntax_error(&self, error: &SyntaxError, source: &str, filename: &str, mode: Mode) -> Raised {
        let kind = match error.kind {
            SyntaxErrorKind::Syntax => ExcKind::SyntaxError,
            SyntaxErrorKind::Indentation => ExcKind::IndentationError,
            SyntaxErrorKind::Tab => ExcKind::TabError,
        };
        let place = error.location(source);
        let is_expression = matches!(mode, Mode::Eval | Mode::EvalSplit);
        let at_end = error.span.start as usize >= source.len() && !source.ends_with('\n');
        let (line, end_line) = if source.is_empty() { (0, 0) } else { (place.line, place.end_line) };
        // An expression that ends too early is wrong before its beginning, as CPython's tokenizer counts.
        let (offset, end_offset) = match at_end && is_expression {
            true => (0, 0),
            false => (place.offset, place.end_offset),
        };
        // Mistakes the parser does not see are shown with the text of a file that can be read again.
        let parsed = !is_expression && gilvm_compiler::parse::parse_module(source).is_ok();
        let text = if parsed && self.source_text(filename).is_none() {
            Value::None
        } else if is_expression && place.line as usize >= source.split('\n').count() {
            Value::str(place.text)
        } else {
            Value::from(format!("{}\n", place.text))
        };
        let number = |n: u32| Value::Int(i64::from(n));
        let details = Value::tuple([
            Value::str(filename),
            number(line),
            number(offset),
            text,
            number(end_line),
            number(end_offset),
        ]);
        Raised::with(kind, Detail::Args(vec![Value::str(error.message.as_str()), details]))
    }
}

/// Source text, or code that is compiled already.
enum Source {
    Text(String),
    Code(Arc<Code>),
}

fn source_of(held: &Held, value: &Value, function: &str, what: &str) -> R<Source> {
    let null_bytes = || Raised::new(ExcKind::SyntaxError, "source code string cannot contain null bytes");
    if let Some(text) = held.as_str(value) {
        return match text.as_str().contains('\0') {
            true => Err(null_bytes()),
            false => Ok(Source::Text(text.as_str().to_owned())),
        };
    }
    if let Value::Code(code) = value {
        return Ok(Source::Code(Arc::clone(&code.code)));
    }
    match held.buffer_ref(value) {
        Some(bytes) if bytes.contains(&0) => Err(null_bytes()),
        Some(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) => Ok(Source::Text(text.trim_start_matches('\u{feff}').to_owned())),
            Err(_) => Err(Raised::new(ExcKind::SyntaxError, "(unicode error) source is not valid UTF-8")),
        },
        None => Err(Raised::type_error(format!("{function}() arg 1 must be a {what}"))),
    }
}

fn compile(held: &mut Held, args: &[Value]) -> R {
    let Some(filename) = held.as_str(&args[1]) else {
        return Err(Raised::type_error(format!(
            "expected str, bytes or os.PathLike object, not {}",
            held.type_name(&args[1])
        )));
    };
    let Some(mode) = held.as_str(&args[2]) else {
        return Err(Raised::type_error(format!(
            "compile() argument 'mode' must be str, not {}",
            held.type_name(&args[2])
        )));
    };
    // Whether the names will have a namespace of their own shows when the code runs: it is made for that case.
    let mode = match mode.as_str() {
        "exec" => Mode::ExecSplit,
        "eval" => Mode::EvalSplit,
        "single" => {
            let text = match source_of(held, &args[0], "compile", "string, bytes or AST object")? {
                Source::Text(text) => interactive(held, &text, filename.as_str())?,
                Source::Code(code) => return Ok(Value::Code(held.load_code(&code)?)),
            };
            let code = held.compile(&text, filename.as_str(), Mode::ExecSplit)?;
            return Ok(Value::Code(held.load_code(&code)?));
        }
        _ => return Err(Raised::value_error("compile() mode must be 'exec', 'eval' or 'single'")),
    };
    match source_of(held, &args[0], "compile", "string, bytes or AST object")? {
        Source::Code(code) => Ok(Value::Code(held.load_code(&code)?)),
        Source::Text(text) => {
            let code = held.compile(&text, filename.as_str(), mode)?;
            Ok(Value::Code(held.load_code(&code)?))
        }
    }
}

/// The text of a statement typed at a prompt, so that it shows the value of each expression statement on its top
/// level: `1 + 1` becomes `__import__('sys').displayhook((1 + 1))`.
fn interactive(held: &Held, text: &str, filename: &str) -> R<String> {
    let module = gilvm_compiler::parse::parse_module(text)
        .map_err(|error| held.syntax_error(&error, text, filename, Mode::Exec))?;
    let mut shown = text.to_owned();
    for statement in module.body.iter().rev() {
        let (start, end) = (statement.span.start as usize, statement.span.end as usize);
        if matches!(statement.kind, gilvm_compiler::ast::StmtKind::Expr(_)) && shown.is_char_boundary(end) {
            shown.insert_str(end, "))");
            shown.insert_str(start, "__import__('sys').displayhook((");
        }
    }
    Ok(shown)
}

/// Where code given to `eval` or `exec` reads and writes its names.
struct Namespaces {
    globals: Rc<Dict>,
    /// A dict, or any other mapping.
    locals: Value,
}

fn namespaces(held: &mut Held, function: &str, globals: &Value, locals: &Value) -> R<Namespaces> {
    let given_globals = match held.base_value(globals) {
        Value::None => None,
        Value::Dict(dict) => Some(dict),
        other => {
            return Err(Raised::type_error(match function {
                "exec" => format!("exec() globals must be a dict, not {}", held.type_name(&other)),
                _ => "globals must be a dict".to_owned(),
            }));
        }
    };
    let given_locals = match locals {
        Value::None => None,
        mapping if held.is_mapping(mapping) => Some(mapping.clone()),
        other => {
            return Err(Raised::type_error(match function {
                "exec" => format!("locals must be a mapping or None, not {}", held.type_name(other)),
                _ => "locals must be a mapping".to_owned(),
            }));
        }
    };
    let (globals, locals) = match (given_globals, given_locals) {
        (Some(globals), Some(locals)) => (globals, locals),
        (Some(globals), None) => (Rc::clone(&globals), Value::Dict(globals)),
        (None, Some(locals)) => (held.running_globals(), locals),
        (None, None) => (held.running_globals(), held.running_locals()?),
    };
    let name = Rc::clone(&held.interp.names.builtins);
    if held.dict_get_str(&globals, &name).is_none() {
        let builtins = Value::Dict(Rc::clone(&held.interp.builtins));
        held.dict_set_str(&globals, &name, builtins);
    }
    Ok(Namespaces { globals, locals })
}

fn run(held: &mut Held, source: Source, whole: Mode, split: Mode, spaces: &Namespaces) -> R {
    let shared = matches!(&spaces.locals, Value::Dict(locals) if Rc::ptr_eq(&spaces.globals, locals));
    let code = match source {
        Source::Code(code) => code,
        Source::Text(text) => held.compile(&text, "<string>", if shared { whole } else { split })?,
    };
    if !code.free.is_empty() {
        return Err(Raised::type_error("code object passed to exec() may not contain free variables"));
    }
    let namespace = code.split_namespace.then_some(&spaces.locals);
    held.run_code(&code, &spaces.globals, namespace)
}

fn eval(held: &mut Held, args: &[Value]) -> R {
    let spaces = namespaces(held, "eval", &args[1], &args[2])?;
    let source = match source_of(held, &args[0], "eval", "string, bytes or code object")? {
        Source::Text(text) => Source::Text(text.trim_start_matches([' ', '\t']).to_owned()),
        code @ Source::Code(_) => code,
    };
    run(held, source, Mode::Eval, Mode::EvalSplit, &spaces)
}

fn exec(held: &mut Held, args: &[Value]) -> R {
    if !args[3].is_none() {
        return Err(Raised::new(
            ExcKind::NotImplementedError,
            "exec() with a closure is not supported by gilvm",
        ));
    }
    let spaces = namespaces(held, "exec", &args[1], &args[2])?;
    let source = source_of(held, &args[0], "exec", "string, bytes or code object")?;
    run(held, source, Mode::Exec, Mode::ExecSplit, &spaces)?;
    Ok(Value::None)
}

fn import(held: &mut Held, args: &[Value]) -> R {
    let Some(name) = held.as_str(&args[0]) else {
        return Err(Raised::type_error("module name must be a string"));
    };
    let level = held.index_i64(&args[4])?;
    if level < 0 {
        return Err(Raised::value_error("level must be >= 0"));
    }
    if level == 0 && name.is_empty() {
        return Err(Raised::value_error("Empty module name"));
    }
    let globals = match held.base_value(&args[1]) {
        Value::Dict(globals) => globals,
        _ => held.new_dict(),
    };
    let from_list = if args[3].is_unset() { Value::None } else { args[3].clone() };
    held.import_name(&name, &globals, &from_list, usize::try_from(level).unwrap_or(usize::MAX))
}

fn exit(_held: &mut Held, args: &[Value]) -> R {
    Err(Raised::value(ExcKind::SystemExit, args[0].clone()))
}
