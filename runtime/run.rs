//! `gilvm run`: from a command line to an exit code.
//!
//! The order of the end is CPython's (`Python/pylifecycle.c: Py_FinalizeEx`): the script's exception is printed and
//! the exit code fixed; non-daemon threads are waited for; `atexit` callbacks run; the interpreter begins to finalize,
//! so that no other thread gets the GIL any more; what the script's modules hold is let go; the streams are flushed;
//! the process ends without running destructors under the feet of threads that still sleep.
//!
//! With `--threads N` the main thread is the first copy of the script and N - 1 others are started beside it. All of
//! them wait at a gate until the last one has come, so that none has a head start.

mod program;

use std::sync::Arc;
use std::sync::atomic::AtomicI32;
use std::sync::atomic::Ordering;

use gilvm_compiler::compile::Mode;
use gilvm_compiler::compile::compile_with_warnings;
use gilvm_vm::error::ExcKind;
use gilvm_vm::error::Raised;
use gilvm_vm::gil::Books;
use gilvm_vm::gil::Setup;
use gilvm_vm::gil::policy;
use gilvm_vm::held::Gil;
use gilvm_vm::held::Held;
use gilvm_vm::interp::Config;
use gilvm_vm::interp::SharedCode;
use gilvm_vm::object::Dict;
use gilvm_vm::object::Instance;
use gilvm_vm::object::Payload;
use gilvm_vm::rc::Rc;
use gilvm_vm::text::hash::HashKey;
use gilvm_vm::value::Value;

use self::program::Program;
use crate::cli;
use crate::cli::PolicyChoice;
use crate::cli::Run;
use crate::clock::Stopwatch;
use crate::emulate::Behaviour;
use crate::emulate::Version;
use crate::ledger::Ledger;
use crate::modules;
use crate::signals;
use crate::stats;
use crate::threads;
use crate::threads::STACK_BYTES;
use crate::wait::Deadlock;
use crate::wait::Latch;
use crate::wait::Rest;
use crate::wait::WaitFor;
use crate::wait::wait;

/// Exit code when what was printed last could not be written.
const EXIT_FLUSH_FAILED: i32 = 120;

/// Exit code when the ledger could not be written.
const EXIT_LEDGER_FAILED: i32 = 1;

/// How one copy of the script, or the whole run, ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum End {
    /// With this exit code.
    Code(i32),
    /// By a Ctrl-C that nobody caught: the process dies of the signal, so that a shell sees it.
    Interrupted,
}

/// Runs a script; returns the exit code. `rest` is what the allocator can do for sleeping threads.
pub fn run(options: &Run, rest: Option<Rest>) -> i32 {
    let watch = Stopwatch::start();
    gilvm_vm::gil::prepare_process();
    if options.gil == Some(PolicyChoice::Help) {
        print_text(&cli::policies_text());
        return 0;
    }
    let program = match program::read(options) {
        Ok(program) => Arc::new(program),
        Err(failure) => {
            eprint_line(&failure.message);
            return failure.exit_code;
        }
    };
    let mut setup = Setup::default();
    if let Some(interval) = options.switch_interval {
        setup.interval = interval;
    }
    let behaviour = options.emulate.unwrap_or(Version::V3_13).behaviour();
    let policy = match &options.gil {
        Some(PolicyChoice::Policy(text)) => text,
        _ => behaviour.policy,
    };
    match policy::parse(policy) {
        Ok(policy) => setup.policy = policy,
        Err(why) => {
            eprint_line(&format!("gilvm: {why}"));
            return 2;
        }
    }
    if options.stats.is_some() {
        setup.books = Books::Kept;
    }
    if options.ledger.is_some() {
        setup.books = Books::WithRecords;
    }
    let ledger = options.ledger.clone();
    let mut config = configuration(program.argv.clone(), vec![program.directory.clone()]);
    config.check_points = options.checks.unwrap_or(behaviour.check_points);
    let order = Order {
        copies: options.threads,
        shared_globals: options.shared_globals,
        unbuffered: options.unbuffered
            || std::env::var_os("PYTHONUNBUFFERED").is_some_and(|value| !value.is_empty()),
        stats: options.stats,
        behaviour,
        rest,
        deadlock: match options.deadlock {
            cli::DeadlockMode::Report => Deadlock::Report,
            cli::DeadlockMode::Abort => Deadlock::Abort,
            cli::DeadlockMode::Ignore => Deadlock::Ignore,
        },
        watch,
    };
    let body = move || {
        let gil = match Gil::new(config, setup) {
            Ok(gil) => gil,
            Err(message) => {
                eprint_line(&format!("gilvm: cannot start an interpreter: {message}"));
                return End::Code(1);
            }
        };
        let started = ledger.map(|path| Ledger::start(&gil, &path).map_err(|error| (path, error)));
        let ledger = match started.transpose() {
            Ok(ledger) => ledger,
            Err((path, error)) => {
                eprint_line(&format!("gilvm: cannot write {}: {error}", path.display()));
                return End::Code(2);
            }
        };
        gil.attach(move |held| main_thread(held, &program, &order, ledger)).unwrap_or_else(|error| {
            eprint_line(&format!("gilvm: {error}"));
            End::Code(1)
        })
    };
    let started =
        std::thread::Builder::new().name("MainThread".to_owned()).stack_size(STACK_BYTES).spawn(body);
    match started.map(std::thread::JoinHandle::join) {
        Ok(Ok(End::Code(code))) => code,
        Ok(Ok(End::Interrupted)) => signals::die_of_interrupt(),
        Ok(Err(_)) => 1,
        Err(error) => {
            eprint_line(&format!("gilvm: cannot start a thread: {error}"));
            1
        }
    }
}

/// What an interpreter of this crate is made of.
pub(crate) fn configuration(argv: Vec<String>, path: Vec<String>) -> Config {
    Config {
        argv,
        path,
        hash_key: hash_key(),
        modules: modules::ALL.to_vec(),
        library: modules::LIBRARY.to_vec(),
        read_source: |path| std::fs::read_to_string(path).ok(),
        is_folder: |path| std::path::Path::new(path).is_dir(),
        ..Config::default()
    }
}

/// The part of the command line that the main thread needs.
#[derive(Clone, Copy)]
struct Order {
    copies: u32,
    shared_globals: bool,
    unbuffered: bool,
    stats: Option<cli::StatsFormat>,
    deadlock: Deadlock,
    behaviour: Behaviour,
    rest: Option<Rest>,
    watch: Stopwatch,
}

/// Says something on stderr; that stderr is gone is no reason to fail.
fn eprint_line(message: &str) {
    use std::io::Write;
    let _ = writeln!(std::io::stderr(), "{message}");
}

/// Says something on stdout; that nobody reads it is no reason to fail.
fn print_text(text: &str) {
    use std::io::Write;
    let _ = std::io::stdout().write_all(text.as_bytes());
}

/// The key of string hashes: `PYTHONHASHSEED`, or random.
fn hash_key() -> HashKey {
    if let Some(seed) = std::env::var("PYTHONHASHSEED").ok().and_then(|s| s.parse().ok()) {
        return HashKey::from_seed(seed);
    }
    let mut bytes = [0u8; 16];
    // Without random numbers the key is fixed: hashes are then predictable, not wrong.
    let _ = modules::posix::fill_random(&mut bytes);
    let (low, high) = bytes.split_at(8);
    let word = |half: &[u8]| half.iter().fold(0u64, |n, &b| n << 8 | u64::from(b));
    HashKey::new(word(low), word(high))
}

/// The main thread of the interpreter: everything from the script's first line to the last flush.
fn main_thread(held: &mut Held, program: &Arc<Program>, order: &Order, ledger: Option<Ledger>) -> End {
    if order.stats.is_some() || ledger.is_some() {
        held.interp.asked_at = Some(Default::default());
    }
    let options = modules::Options {
        unbuffered: order.unbuffered,
        copies: order.copies,
        deadlock: order.deadlock,
        lock_fairness: order.behaviour.lock_fairness,
        sleep_zero: order.behaviour.sleep_zero,
        thread_names: order.behaviour.thread_names,
        watch: Some(order.watch),
        rest: order.rest,
    };
    let mut end = match modules::prepare(held, options) {
        Ok(()) => run_all(held, program, order),
        Err(raised) => report(held, raised),
    };
    finish_threads(held);
    modules::atexit::run_all(held);
    modules::io::file::flush_all(held);
    held.begin_finalizing();
    // Once while a stream written in Python still has what it needs, and once for what finalizers wrote.
    let mut is_flushed = modules::io::flush_standard_streams(held).is_ok();
    clear_modules(held);
    // What failed once would only fail and be told again; a stream that goes with it tries a last time.
    is_flushed = is_flushed && modules::io::flush_standard_streams(held).is_ok();
    if !is_flushed && end != End::Interrupted {
        end = End::Code(EXIT_FLUSH_FAILED);
    }
    match ledger.map(|ledger| ledger.finish(held)) {
        Some(Err(error)) => {
            eprint_line(&format!("gilvm: the ledger is incomplete: {error}"));
            if end == End::Code(0) {
                end = End::Code(EXIT_LEDGER_FAILED);
            }
        }
        Some(Ok(lost @ 1..)) => {
            eprint_line(&format!(
                "gilvm: the ledger is incomplete: {lost} waits came too fast to be written down"
            ));
        }
        Some(Ok(0)) | None => {}
    }
    if let Some(format) = order.stats {
        stats::print(held, format, order.watch);
    }
    end
}

/// Lets go of what the script's modules hold, so that `__del__` and `finally` get their turn.
fn clear_modules(held: &mut Held) {
    if let Ok(Some(Value::Module(main))) = held.loaded_module("__main__") {
        held.clear_globals(&main.dict);
    }
    let copies =
        held.interp.extensions.remove(COPIES).and_then(|copies| copies.downcast::<Namespaces>().ok());
    for globals in copies.map(|copies| copies.0).unwrap_or_default() {
        held.clear_globals(&globals);
    }
    held.clear_file_modules();
}

/// Waits for the threads that `threading` started and that are no daemons.
fn finish_threads(held: &mut Held) {
    let Ok(Some(threading)) = held.loaded_module("threading") else { return };
    let shutdown = held.intern("_shutdown");
    let result = match held.getattr_opt(&threading, &shutdown) {
        Ok(Some(shutdown)) => held.call(&shutdown, &[]).map(drop),
        Ok(None) => Ok(()),
        Err(raised) => Err(raised),
    };
    if let Err(raised) = result {
        held.report_ignored(raised, "on threading shutdown", &threading);
    }
}

/// Compiles the script and runs all copies of it.
fn run_all(held: &mut Held, program: &Arc<Program>, order: &Order) -> End {
    threads::set_name(held, "MainThread");
    if signals::listen(held).is_err() {
        held.write_stderr("gilvm: Ctrl-C cannot be handled: no thread for signals\n");
    }
    held.register_source(&program.filename, program.source.as_str());
    let code = match compile_with_warnings(&program.source, &program.filename, Mode::Exec) {
        Ok((code, warnings)) => {
            held.show_syntax_warnings(&warnings, &program.source, &program.filename);
            code
        }
        Err(error) => {
            let text = error.render(&program.source, &program.filename);
            held.write_stderr(&text);
            return End::Code(1);
        }
    };
    let globals = match main_namespace(held, program) {
        Ok(globals) => globals,
        Err(raised) => return report(held, raised),
    };
    let copies = match Copies::start(held, &code, program, order) {
        Ok(copies) => copies,
        Err(error) => {
            held.write_stderr(&format!("gilvm: cannot start {} threads: {error}\n", order.copies));
            return End::Code(1);
        }
    };
    let own = match copies.gate.pass(held).and_then(|()| execute(held, &code, &globals)) {
        Ok(()) => End::Code(0),
        Err(raised) => {
            // As CPython does for files and standard input, and for nothing else (`Python/pythonrun.c: pyrun_file`):
            // where both streams go to one place, the output stands before the traceback.
            if program.is_file {
                modules::io::flush_quietly(held);
            }
            report(held, raised)
        }
    };
    copies.finish(held, own)
}

/// A gate that opens when all have come.
struct Gate {
    missing: AtomicI32,
    open: Latch,
}

impl Gate {
    /// Waits for the others.
    fn pass(&self, held: &mut Held) -> Result<(), Raised> {
        // The latch orders what was done before the gate; the count needs no order of its own.
        if self.missing.fetch_sub(1, Ordering::Relaxed) == 1 {
            self.open.open();
            return Ok(());
        }
        wait(held, WaitFor::ThreadStart(&self.open), None).map(drop)
    }
}

/// The copies of the script beside the main thread.
struct Copies {
    gate: Arc<Gate>,
    others: Vec<Arc<Copy>>,
}

/// One of them.
#[derive(Default)]
struct Copy {
    ended: Arc<Latch>,
    code: AtomicI32,
}

impl Copies {
    fn start(
        held: &mut Held,
        code: &SharedCode,
        program: &Arc<Program>,
        order: &Order,
    ) -> std::io::Result<Copies> {
        let gate = Arc::new(Gate { missing: AtomicI32::new(order.copies as i32), open: Latch::default() });
        let mut others = Vec::new();
        for number in 1..order.copies {
            let copy = Arc::new(Copy::default());
            let body = {
                let (gate, copy, code) = (Arc::clone(&gate), Arc::clone(&copy), Arc::clone(code));
                let (program, shared_globals) = (Arc::clone(program), order.shared_globals);
                move |held: &mut Held| {
                    let result = copy_namespace(held, &program, shared_globals)
                        .and_then(|globals| gate.pass(held).map(|()| globals))
                        .and_then(|globals| execute(held, &code, &globals));
                    if let Err(raised) = result
                        && let End::Code(code) = report(held, raised)
                    {
                        // Read after `ended` has opened, which orders it.
                        copy.code.store(code, Ordering::Relaxed);
                    }
                }
            };
            threads::spawn_copy(held, number, body, Arc::clone(&copy.ended))?;
            others.push(copy);
        }
        Ok(Copies { gate, others })
    }

    /// Waits for the others; the first exit code that is not 0 is the run's.
    fn finish(self, held: &mut Held, own: End) -> End {
        if own == End::Interrupted {
            return own;
        }
        let mut code = own;
        for copy in &self.others {
            if let Err(raised) = wait(held, WaitFor::Join(&copy.ended), None) {
                return report(held, raised);
            }
            if code == End::Code(0) {
                code = End::Code(copy.code.load(Ordering::Relaxed));
            }
        }
        code
    }
}

/// The namespace of the main thread's `__main__`, which `import __main__` finds.
fn main_namespace(held: &mut Held, program: &Program) -> Result<Rc<Dict>, Raised> {
    if let Some(package) = program.package.as_deref().filter(|package| !package.is_empty()) {
        held.import_dotted(package)?;
    }
    let name = held.intern("__main__");
    let module = held.new_module(&name);
    fill_main(held, &module, program)?;
    let modules = Rc::clone(&held.interp.modules);
    let globals = Rc::clone(&module.dict);
    held.dict_set_str(&modules, &name, Value::Module(module));
    Ok(globals)
}

/// Where the interpreter keeps the namespaces of the other copies, for the end.
const COPIES: &str = "gilvm run";

#[derive(Default)]
struct Namespaces(Vec<Rc<Dict>>);

/// The namespace of another copy.
fn copy_namespace(held: &mut Held, program: &Program, shared: bool) -> Result<Rc<Dict>, Raised> {
    if shared && let Some(Value::Module(main)) = held.loaded_module("__main__")? {
        return Ok(Rc::clone(&main.dict));
    }
    let name = held.intern("__main__");
    let module = held.new_module(&name);
    fill_main(held, &module, program)?;
    let globals = Rc::clone(&module.dict);
    let copies = held.interp.extensions.entry(COPIES).or_insert_with(|| Box::new(Namespaces::default()));
    if let Some(copies) = copies.downcast_mut::<Namespaces>() {
        copies.0.push(Rc::clone(&globals));
    }
    Ok(globals)
}

fn fill_main(held: &mut Held, module: &gilvm_vm::object::Module, program: &Program) -> Result<(), Raised> {
    if program.filename != "<string>" && program.filename != "<stdin>" {
        held.set_name(module, "__file__", Value::str(program.filename.as_str()));
        held.set_name(module, "__cached__", Value::None);
    }
    let builtins = held.loaded_module("builtins")?.unwrap_or(Value::None);
    held.set_name(module, "__builtins__", builtins);
    held.set_name(module, "__spec__", Value::None);
    let package = program.package.as_deref().map_or(Value::None, Value::str);
    held.set_name(module, "__package__", package);
    Ok(())
}

fn execute(held: &mut Held, code: &SharedCode, globals: &Rc<Dict>) -> Result<(), Raised> {
    held.run_module(&Arc::clone(code), globals).map(drop)
}

/// Prints an uncaught exception; returns how the script ends by it.
fn report(held: &mut Held, raised: Raised) -> End {
    let is_exit = held.matches(&raised, ExcKind::SystemExit);
    let is_interrupt = held.matches(&raised, ExcKind::KeyboardInterrupt);
    let exception = held.exception_object(raised);
    if is_exit {
        return End::Code(exit_code(held, &exception));
    }
    call_excepthook(held, &exception);
    if is_interrupt { End::Interrupted } else { End::Code(1) }
}

/// Prints an exception with `sys.excepthook`, which scripts may replace.
fn call_excepthook(held: &mut Held, exception: &Rc<Instance>) {
    let value = Value::Instance(Rc::clone(exception));
    let hook = match held.loaded_module("sys") {
        Ok(Some(sys)) => {
            let name = held.intern("excepthook");
            held.getattr_opt(&sys, &name).ok().flatten()
        }
        _ => None,
    };
    let Some(hook) = hook.filter(|hook| !matches!(hook, Value::Native(_))) else {
        let text = held.format_exception(exception);
        held.write_stderr(&text);
        return;
    };
    let class = Value::Class(Rc::clone(held.class_of(&value)));
    let name = held.intern("__traceback__");
    let traceback = held.getattr(&value, &name).unwrap_or(Value::None);
    if let Err(failure) = held.call(&hook, &[class, value, traceback]) {
        let failure = held.exception_object(failure);
        let failure = held.format_exception(&failure);
        let original = held.format_exception(exception);
        held.write_stderr(&format!(
            "Error in sys.excepthook:\n{failure}\nOriginal exception was:\n{original}"
        ));
    }
}

/// The exit code of a `SystemExit` (`Python/pythonrun.c: _Py_HandleSystemExit`).
fn exit_code(held: &mut Held, exception: &Rc<Instance>) -> i32 {
    let name = held.intern("code");
    let code = held.getattr(&Value::Instance(Rc::clone(exception)), &name).unwrap_or(Value::None);
    let number = match (&code, held.base_ref(&code)) {
        (Value::Instance(instance), base) => match instance.payload.get(held.token()) {
            Payload::Value(_) => base.clone(),
            _ => code.clone(),
        },
        _ => code.clone(),
    };
    match number {
        Value::None => 0,
        Value::Bool(b) => i32::from(b),
        Value::Int(n) => (n & 0xff) as i32,
        Value::BigInt(_) => 255,
        _ => {
            let _ = modules::io::flush_standard_streams(held);
            let text = held.str(&code).map_or(String::new(), |t| t.as_str().to_owned());
            held.write_stderr(&format!("{text}\n"));
            1
        }
    }
}
