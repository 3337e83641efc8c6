//! `gilvm run`: from a command line to an exit code.
//!
//! The order of the end is CPython's (`Python/pylifecycle.c: Py_FinalizeEx`): the script's exception is printed and
//! the exit code fixed; non-daemon threads are waited for; `atexit` callbacks run; the interpreter begins to finalize,
//! so that no other thread gets the GIL any more; the streams are flushed; the process ends without running
//! destructors under the feet of threads that still sleep.

use std::io::Read;
use std::rc::Rc;
use std::sync::Arc;

use gilvm_compiler::compile::Mode;
use gilvm_vm::error::ExcKind;
use gilvm_vm::error::Raised;
use gilvm_vm::gil::Books;
use gilvm_vm::gil::Setup;
use gilvm_vm::held::Gil;
use gilvm_vm::held::Held;
use gilvm_vm::interp::Config;
use gilvm_vm::interp::SharedCode;
use gilvm_vm::object::Dict;
use gilvm_vm::object::Instance;
use gilvm_vm::text::hash::HashKey;
use gilvm_vm::value::Value;

use crate::cli::Run;
use crate::modules;

/// Native stack of a thread that runs Python code. Calls between Python functions take none; native code that calls
/// Python code (`sorted` with a key, `__eq__`, …) nests up to a bound, and this is enough for that many levels.
/// Address space only: pages that are never touched cost nothing.
pub const STACK_BYTES: usize = if cfg!(debug_assertions) { 1 << 30 } else { 64 << 20 };

/// Exit code for a wrong command line or an unreadable script, as CPython has it.
const EXIT_USAGE: i32 = 2;

/// What is to be run.
struct Program {
    source: String,
    /// The file name that tracebacks show.
    filename: String,
    argv: Vec<String>,
    /// Where `import` looks first.
    directory: String,
}

/// Runs a script; returns the exit code.
pub fn run(options: &Run) -> i32 {
    let program = match read_program(options) {
        Ok(program) => program,
        Err(message) => {
            eprint_line(&message);
            return EXIT_USAGE;
        }
    };
    let mut setup = Setup::default();
    if let Some(interval) = options.switch_interval {
        setup.interval = interval;
    }
    if options.stats.is_some() {
        setup.books = Books::Kept;
    }
    let config = Config {
        argv: program.argv.clone(),
        path: vec![program.directory.clone()],
        hash_key: hash_key(),
        modules: modules::ALL.to_vec(),
        library: modules::LIBRARY.to_vec(),
        read_source: |path| std::fs::read_to_string(path).ok(),
        is_folder: |path| std::path::Path::new(path).is_dir(),
    };
    let body = move || {
        let gil = match Gil::new(config, setup) {
            Ok(gil) => gil,
            Err(message) => {
                eprint_line(&format!("gilvm: cannot start an interpreter: {message}"));
                return 1;
            }
        };
        gil.attach(move |held| main_thread(held, &program)).unwrap_or_else(|error| {
            eprint_line(&format!("gilvm: {error}"));
            1
        })
    };
    let started =
        std::thread::Builder::new().name("MainThread".to_owned()).stack_size(STACK_BYTES).spawn(body);
    match started.map(std::thread::JoinHandle::join) {
        Ok(Ok(code)) => code,
        Ok(Err(_)) => 1,
        Err(error) => {
            eprint_line(&format!("gilvm: cannot start a thread: {error}"));
            1
        }
    }
}

/// Says something on stderr; that stderr is gone is no reason to fail.
fn eprint_line(message: &str) {
    use std::io::Write;
    let _ = writeln!(std::io::stderr(), "{message}");
}

fn read_program(options: &Run) -> Result<Program, String> {
    let rest: Vec<String> = options.script.clone();
    if let Some(code) = &options.code {
        let argv = std::iter::once("-c".to_owned()).chain(rest).collect();
        return Ok(Program {
            source: code.clone(),
            filename: "<string>".to_owned(),
            argv,
            directory: String::new(),
        });
    }
    if let Some(module) = &options.module {
        let relative = module.replace('.', "/");
        for candidate in [format!("{relative}.py"), format!("{relative}/__main__.py")] {
            if let Ok(source) = std::fs::read_to_string(&candidate) {
                let full = std::path::absolute(&candidate).map_or(candidate, |p| p.display().to_string());
                let argv = std::iter::once(full.clone()).chain(rest).collect();
                return Ok(Program { source, filename: full, argv, directory: String::new() });
            }
        }
        return Err(format!("gilvm: No module named {module}"));
    }
    let Some(script) = options.script.first() else {
        return Err("gilvm: no script was given (see `gilvm run --help`)".to_owned());
    };
    if script == "-" {
        let mut bytes = Vec::new();
        std::io::stdin()
            .read_to_end(&mut bytes)
            .map_err(|e| format!("gilvm: can't read standard input: {e}"))?;
        let source = String::from_utf8_lossy(&bytes).into_owned();
        return Ok(Program { source, filename: "<stdin>".to_owned(), argv: rest, directory: String::new() });
    }
    let bytes = std::fs::read(script).map_err(|error| {
        let code = error.raw_os_error().unwrap_or(0);
        let text = error.to_string();
        let text = text.split(" (os error").next().unwrap_or("").to_owned();
        format!("gilvm: can't open file '{script}': [Errno {code}] {text}")
    })?;
    let source = String::from_utf8(bytes).map_err(|error| {
        let bytes = error.as_bytes();
        let at = error.utf8_error().valid_up_to();
        let line = bytes[..at].iter().filter(|&&b| b == b'\n').count() + 1;
        format!(
            "  File \"{script}\", line {line}\nSyntaxError: (unicode error) 'utf-8' codec can't decode byte 0x{:02x} in position {at}: invalid start byte",
            bytes.get(at).copied().unwrap_or(0)
        )
    })?;
    let directory = std::path::Path::new(script)
        .parent()
        .map(|p| {
            std::path::absolute(if p.as_os_str().is_empty() { ".".as_ref() } else { p })
                .map_or(String::new(), |p| p.display().to_string())
        })
        .unwrap_or_default();
    Ok(Program { source, filename: script.clone(), argv: rest, directory })
}

/// The key of string hashes: `PYTHONHASHSEED`, or random.
fn hash_key() -> HashKey {
    if let Some(seed) = std::env::var("PYTHONHASHSEED").ok().and_then(|s| s.parse().ok()) {
        return HashKey::from_seed(seed);
    }
    let mut bytes = [0u8; 16];
    // Without random numbers the key is fixed: hashes are then predictable, not wrong.
    let _ = rustix::rand::getrandom(&mut bytes, rustix::rand::GetRandomFlags::empty());
    let (low, high) = bytes.split_at(8);
    let word = |half: &[u8]| half.iter().fold(0u64, |n, &b| n << 8 | u64::from(b));
    HashKey::new(word(low), word(high))
}

/// The main thread of the interpreter: everything from the script's first line to the last flush.
fn main_thread(held: &mut Held, program: &Program) -> i32 {
    let code = match modules::prepare(held) {
        Ok(()) => run_main(held, program),
        Err(raised) => report(held, raised),
    };
    held.begin_finalizing();
    match modules::io::flush_standard_streams(held) {
        Ok(()) => code,
        // CPython: exit code 120 when the final flush fails.
        Err(_) => 120,
    }
}

fn run_main(held: &mut Held, program: &Program) -> i32 {
    held.register_source(&program.filename, program.source.as_str());
    let code = match gilvm_compiler::compile(&program.source, &program.filename, Mode::Exec) {
        Ok(code) => code,
        Err(error) => {
            let text = error.render(&program.source, &program.filename);
            held.write_stderr(&text);
            return 1;
        }
    };
    let result = main_namespace(held, &program.filename).and_then(|globals| execute(held, &code, &globals));
    match result {
        Ok(()) => 0,
        Err(raised) => report(held, raised),
    }
}

/// The namespace of `__main__`.
fn main_namespace(held: &mut Held, filename: &str) -> Result<Rc<Dict>, Raised> {
    let name = held.intern("__main__");
    let module = held.new_module(&name);
    let file = Value::str(filename);
    if filename != "<string>" && filename != "<stdin>" {
        held.set_name(&module, "__file__", file);
    }
    let builtins = held.loaded_module("builtins")?.unwrap_or(Value::None);
    held.set_name(&module, "__builtins__", builtins);
    held.set_name(&module, "__spec__", Value::None);
    held.set_name(&module, "__package__", Value::None);
    let modules = Rc::clone(&held.interp.modules);
    let globals = Rc::clone(&module.dict);
    held.dict_set_str(&modules, &name, Value::Module(module));
    Ok(globals)
}

fn execute(held: &mut Held, code: &SharedCode, globals: &Rc<Dict>) -> Result<(), Raised> {
    held.run_module(&Arc::clone(code), globals).map(drop)
}

/// Prints an uncaught exception; returns the exit code it stands for.
fn report(held: &mut Held, raised: Raised) -> i32 {
    let exit = held.matches(&raised, ExcKind::SystemExit);
    let exception = held.exception_object(raised);
    if exit {
        return exit_code(held, &exception);
    }
    let text = held.format_exception(&exception);
    held.write_stderr(&text);
    1
}

/// The exit code of a `SystemExit` (`Python/pythonrun.c: _Py_HandleSystemExit`).
fn exit_code(held: &mut Held, exception: &Rc<Instance>) -> i32 {
    let code = match held.exception_data(exception).map(|d| d.args.items().to_vec()).as_deref() {
        Some([]) | None => Value::None,
        Some([one]) => one.clone(),
        Some(many) => Value::tuple(many.to_vec()),
    };
    match code {
        Value::None => 0,
        Value::Bool(b) => i32::from(b),
        Value::Int(n) => (n & 0xff) as i32,
        Value::BigInt(_) => 255,
        other => {
            let text = held.str(&other).map_or(String::new(), |t| t.as_str().to_owned());
            held.write_stderr(&format!("{text}\n"));
            1
        }
    }
}
