//! gilvm as a library: an interpreter in a Rust program.
//!
//! An [`Interpreter`] can be shared between threads; each call runs under its GIL, and two interpreters run at once.
//! What comes out is plain Rust data ([`Data`], [`Exception`]): no object of the heap leaves the GIL, so there is
//! nothing to misuse.
//!
//! ```
//! use gilvm::embed::{Data, Interpreter};
//!
//! let interpreter = Interpreter::new().expect("the built-in types can be made");
//! interpreter.run("def double(x): return 2 * x").expect("the script is right");
//! assert_eq!(interpreter.eval("double(21)"), Ok(Data::Int(42)));
//!
//! let failure = interpreter.eval("1 / 0").expect_err("it divides by zero");
//! assert_eq!(failure.class, "ZeroDivisionError");
//! ```

use std::fmt;
use std::sync::Arc;

use gilvm_compiler::compile::Mode;
use gilvm_vm::error::R;
use gilvm_vm::error::Raised;
use gilvm_vm::gil::Interval;
use gilvm_vm::gil::Setup;
use gilvm_vm::held::Gil;
use gilvm_vm::held::Held;
use gilvm_vm::object::Dict;
use gilvm_vm::rc::Rc;
use gilvm_vm::value::Value;

use crate::modules;
use crate::threads;

/// Containers nested deeper than this come out as their `repr()`.
const DEPTH_MAX: usize = 100;

/// What an interpreter is to be.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// `sys.argv`; empty stands for `[""]`.
    pub argv: Vec<String>,
    /// `sys.path`: where `import` looks for files.
    pub path: Vec<String>,
    /// The switch interval, 5 ms by default.
    pub switch_interval: Interval,
}

/// An interpreter with its own GIL and its own `__main__`.
///
/// Dropping the last handle ends it, once the threads its scripts started have ended.
///
/// Scripts run on a thread with a large stack that each call starts; the methods panic when the system has no room
/// for one, as [`std::thread::spawn`] does.
#[derive(Clone)]
pub struct Interpreter {
    gil: Arc<Gil>,
}

/// An interpreter could not be started.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StartError(String);

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot start an interpreter: {}", self.0)
    }
}

impl std::error::Error for StartError {}

/// A Python value, copied out of the interpreter.
#[derive(Clone, Debug, PartialEq)]
pub enum Data {
    /// `None`
    None,
    /// `bool`
    Bool(bool),
    /// An `int` of 64 bits; larger ones are [`Data::Other`], with their digits.
    Int(i64),
    /// `float`
    Float(f64),
    /// `str`
    Str(String),
    /// `bytes`
    Bytes(Vec<u8>),
    /// `list`
    List(Vec<Data>),
    /// `tuple`
    Tuple(Vec<Data>),
    /// `dict`, in its order
    Dict(Vec<(Data, Data)>),
    /// Anything else.
    Other {
        /// `type(x).__name__`
        class: String,
        /// `repr(x)`
        repr: String,
    },
}

/// An exception that nobody caught.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exception {
    /// The name of its class.
    pub class: String,
    /// `str(exception)`
    pub message: String,
    /// What Python would have printed.
    pub traceback: String,
}

impl fmt::Display for Exception {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.message.as_str() {
            "" => f.write_str(&self.class),
            message => write!(f, "{}: {message}", self.class),
        }
    }
}

impl std::error::Error for Exception {}

impl Interpreter {
    /// An interpreter with the usual settings.
    ///
    /// # Errors
    /// See [`Interpreter::with`].
    pub fn new() -> Result<Interpreter, StartError> {
        Interpreter::with(Options::default())
    }

    /// An interpreter.
    ///
    /// # Errors
    /// When its built-in modules cannot be made, or the system has no room for a thread.
    pub fn with(options: Options) -> Result<Interpreter, StartError> {
        let argv = if options.argv.is_empty() { vec![String::new()] } else { options.argv };
        let config = crate::run::configuration(argv, options.path);
        let setup = Setup { interval: options.switch_interval, ..Setup::default() };
        let gil = on_large_stack(move || Gil::new(config, setup)).map_err(StartError)?;
        let interpreter = Interpreter { gil };
        interpreter
            .attached(|held| {
                let options = modules::Options::default();
                let prepared = modules::prepare(held, options).and_then(|()| main_namespace(held).map(drop));
                prepared.map_err(|raised| held.describe(&raised))
            })
            .map_err(StartError)?;
        Ok(interpreter)
    }

    /// Runs a script in `__main__`; what it defines is there for the next call.
    ///
    /// # Errors
    /// The exception that ended the script; `SyntaxError` when it does not compile.
    pub fn run(&self, source: &str) -> Result<(), Exception> {
        self.attached(|held| {
            execute(held, source, Mode::Exec).map(drop).map_err(|raised| exception(held, raised))
        })
    }

    /// Evaluates an expression in `__main__`.
    ///
    /// # Errors
    /// As [`Interpreter::run`].
    pub fn eval(&self, expression: &str) -> Result<Data, Exception> {
        self.attached(|held| {
            let result = execute(held, expression, Mode::Eval).and_then(|value| data(held, &value, 0));
            result.map_err(|raised| exception(held, raised))
        })
    }

    /// Defines a name in `__main__`. [`Data::Other`] cannot go in and is a `TypeError`.
    ///
    /// # Errors
    /// Whatever hashing the keys of a dict raises.
    pub fn set(&self, name: &str, value: &Data) -> Result<(), Exception> {
        self.attached(|held| {
            let result = main_namespace(held).and_then(|globals| {
                let value = object(held, value)?;
                let name = held.intern(name);
                held.dict_set_str(&globals, &name, value);
                Ok(())
            });
            result.map_err(|raised| exception(held, raised))
        })
    }

    /// The lock of this interpreter: its interval and statistics.
    pub fn gil(&self) -> &Arc<Gil> {
        &self.gil
    }

    /// Runs `body` on a thread of this interpreter.
    fn attached<T: Send>(&self, body: impl FnOnce(&mut Held) -> T + Send) -> T {
        on_large_stack(|| match self.gil.attach(body) {
            Ok(result) => result,
            // The table has room for sixteen million threads, more than any process can have.
            Err(error) => unreachable!("{error}"),
        })
    }
}

/// Runs `body` on a thread whose stack is as large as scripts may need, whatever the caller's is.
fn on_large_stack<T: Send>(body: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| {
        let builder = std::thread::Builder::new().name("gilvm".to_owned()).stack_size(threads::STACK_BYTES);
        match builder.spawn_scoped(scope, body).map(std::thread::ScopedJoinHandle::join) {
            Ok(Ok(result)) => result,
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            Err(error) => panic!("cannot start a thread: {error}"),
        }
    })
}

/// The namespace of `__main__`, made when first needed.
fn main_namespace(held: &mut Held) -> R<Rc<Dict>> {
    if let Some(Value::Module(main)) = held.loaded_module("__main__")? {
        return Ok(Rc::clone(&main.dict));
    }
    let name = held.intern("__main__");
    let module = held.new_module(&name);
    let builtins = held.loaded_module("builtins")?.unwrap_or(Value::None);
    held.set_name(&module, "__builtins__", builtins);
    let modules = Rc::clone(&held.interp.modules);
    let globals = Rc::clone(&module.dict);
    held.dict_set_str(&modules, &name, Value::Module(module));
    Ok(globals)
}

fn execute(held: &mut Held, source: &str, mode: Mode) -> R {
    let globals = main_namespace(held)?;
    held.register_source("<string>", source);
    let code = held.compile(source, "<string>", mode)?;
    held.run_module(&code, &globals)
}

fn exception(held: &mut Held, raised: Raised) -> Exception {
    let object = held.exception_object(raised);
    let value = Value::Instance(Rc::clone(&object));
    let class = held.type_name(&value);
    let message = held.str(&value).map_or(String::new(), |text| text.as_str().to_owned());
    Exception { class, message, traceback: held.format_exception(&object) }
}

/// A copy of a value.
fn data(held: &mut Held, value: &Value, depth: usize) -> R<Data> {
    let all = |held: &mut Held, items: &[Value]| -> R<Vec<Data>> {
        items.iter().map(|item| data(held, item, depth + 1)).collect()
    };
    Ok(match value {
        Value::Unset | Value::None => Data::None,
        Value::Bool(b) => Data::Bool(*b),
        Value::Int(n) => Data::Int(*n),
        Value::Float(x) => Data::Float(*x),
        Value::Str(text) => Data::Str(text.as_str().to_owned()),
        Value::Bytes(bytes) => Data::Bytes(bytes.as_slice().to_vec()),
        Value::List(list) if depth < DEPTH_MAX => {
            let items = list.items(held.token()).clone();
            Data::List(all(held, &items)?)
        }
        Value::Tuple(tuple) if depth < DEPTH_MAX => Data::Tuple(all(held, tuple.items())?),
        Value::Dict(dict) if depth < DEPTH_MAX => {
            let table = dict.table(held.token());
            let pairs: Vec<(Value, Value)> = table.iter().map(|e| (e.key.clone(), e.value.clone())).collect();
            let mut copied = Vec::with_capacity(pairs.len());
            for (key, value) in &pairs {
                copied.push((data(held, key, depth + 1)?, data(held, value, depth + 1)?));
            }
            Data::Dict(copied)
        }
        other => Data::Other { class: held.type_name(other), repr: held.repr(other)?.as_str().to_owned() },
    })
}

/// A value made of data.
fn object(held: &mut Held, value: &Data) -> R {
    let all = |held: &mut Held, items: &[Data]| -> R<Vec<Value>> {
        items.iter().map(|item| object(held, item)).collect()
    };
    Ok(match value {
        Data::None => Value::None,
        Data::Bool(b) => Value::Bool(*b),
        Data::Int(n) => Value::Int(*n),
        Data::Float(x) => Value::Float(*x),
        Data::Str(text) => Value::str(text.as_str()),
        Data::Bytes(bytes) => Value::bytes(bytes.clone()),
        Data::List(items) => Value::list(all(held, items)?),
        Data::Tuple(items) => Value::tuple(all(held, items)?),
        Data::Dict(pairs) => {
            let dict = held.new_dict();
            for (key, value) in pairs {
                let (key, value) = (object(held, key)?, object(held, value)?);
                held.dict_set(&dict, &key, value)?;
            }
            Value::Dict(dict)
        }
        Data::Other { class, .. } => {
            return Err(Raised::type_error(format!(
                "a '{class}' object cannot be copied into an interpreter"
            )));
        }
    })
}
