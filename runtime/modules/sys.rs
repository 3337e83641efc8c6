//! `sys`: the interpreter as scripts see and set it.
//!
//! Messages are CPython 3.13's (`Python/sysmodule.c`). What only describes the interpreter is in [`info`].

pub(crate) mod info;
pub(crate) mod unraisable;

use gilvm_vm::error::ExcKind;
use gilvm_vm::error::R;
use gilvm_vm::error::Raised;
use gilvm_vm::eval::trace::Hook;
use gilvm_vm::gil::Interval;
use gilvm_vm::held::Held;
use gilvm_vm::native::ModuleDef;
use gilvm_vm::native::NativeDef;
use gilvm_vm::number::int::IntRef;
use gilvm_vm::object::Module;
use gilvm_vm::object::Payload;
use gilvm_vm::rc::Rc;
use gilvm_vm::value::Value;

use super::io;

/// The module.
pub(crate) const MODULE: ModuleDef = ModuleDef {
    name: "sys",
    doc: "This module provides access to some objects used or maintained by the interpreter.",
    functions: &[
        NativeDef::new("exit(status=None, /)", "Exit the interpreter by raising SystemExit(status).", exit),
        NativeDef::new("exc_info()", "Type, value and traceback of the exception being handled.", exc_info),
        NativeDef::new("exception()", "Return the current exception.", exception),
        NativeDef::new(
            "excepthook(exctype, value, traceback, /)",
            "Print an exception to sys.stderr.",
            excepthook,
        ),
        unraisable::HOOK,
        NativeDef::new("_format_exception(exception, /)", "What excepthook prints.", format_exception),
        NativeDef::new("displayhook(object, /)", "Print an object to sys.stdout.", displayhook),
        NativeDef::new("getrecursionlimit()", "Return the current recursion limit.", |held, _| {
            Ok(Value::from(held.interp.recursion_limit))
        }),
        NativeDef::new("setrecursionlimit(limit, /)", "Set the maximum depth of calls.", set_recursion_limit),
        NativeDef::new("getswitchinterval()", "Return the current thread switch interval.", |held, _| {
            Ok(Value::Float(held.gil().lock().interval().as_seconds()))
        }),
        NativeDef::new(
            "setswitchinterval(interval, /)",
            "Set the ideal thread switching delay.",
            set_switch_interval,
        ),
        NativeDef::new("intern(string, /)", "Return the one string that stands for all equal ones.", intern),
        NativeDef::new("getrefcount(object, /)", "Return the reference count of object.", getrefcount),
        NativeDef::new(
            "getsizeof(object, default=<unset>)",
            "Return the size of object in bytes.",
            getsizeof,
        ),
        NativeDef::new("getdefaultencoding()", "Return the default encoding of strings.", |_, _| {
            Ok(Value::str("utf-8"))
        }),
        NativeDef::new("getfilesystemencoding()", "Return the encoding of file names.", |_, _| {
            Ok(Value::str("utf-8"))
        }),
        NativeDef::new("getfilesystemencodeerrors()", "Return the error handler of file names.", |_, _| {
            Ok(Value::str("surrogateescape"))
        }),
        NativeDef::new(
            "get_int_max_str_digits()",
            "Return the limit of digits of int conversions.",
            |held, _| Ok(Value::from(held.interp.int_max_str_digits)),
        ),
        NativeDef::new(
            "set_int_max_str_digits(maxdigits)",
            "Set the limit of digits of int conversions.",
            set_max_digits,
        ),
        NativeDef::new("_is_gil_enabled()", "Return True: gilvm is about the GIL.", |_, _| {
            Ok(Value::Bool(true))
        }),
        NativeDef::new("is_finalizing()", "Return True if the interpreter is shutting down.", |_, _| {
            Ok(Value::Bool(false))
        }),
        NativeDef::new("audit(event, /, *args)", "Tell hooks of an event; there are no hooks.", |_, _| {
            Ok(Value::None)
        }),
        NativeDef::new("_getframe(depth=0, /)", "Return a frame object from the call stack.", getframe),
        NativeDef::new(
            "settrace(function, /)",
            "Set the trace function: it is called for each call, line, return and exception.",
            |held, a| {
                held.set_hook(Hook::Trace, a[0].clone());
                Ok(Value::None)
            },
        ),
        NativeDef::new(
            "setprofile(function, /)",
            "Set the profile function: it is called for each call and return.",
            |held, a| {
                held.set_hook(Hook::Profile, a[0].clone());
                Ok(Value::None)
            },
        ),
        NativeDef::new(
            "_settraceallthreads(function, /)",
            "Set the trace function of all threads.",
            |held, a| {
                held.set_hook_of_all(Hook::Trace, &a[0]);
                Ok(Value::None)
            },
        ),
        NativeDef::new(
            "_setprofileallthreads(function, /)",
            "Set the profile function of all threads.",
            |held, a| {
                held.set_hook_of_all(Hook::Profile, &a[0]);
                Ok(Value::None)
            },
        ),
        NativeDef::new("gettrace()", "Return the trace function, or None.", |held, _| {
            Ok(held.hook(Hook::Trace))
        }),
        NativeDef::new("getprofile()", "Return the profile function, or None.", |held, _| {
            Ok(held.hook(Hook::Profile))
        }),
    ],
    init,
};

fn init(held: &mut Held, module: &Rc<Module>) -> R<()> {
    let unbuffered = super::options(held).unbuffered;
    let [stdin, stdout, stderr] = io::standard_streams(held, unbuffered);
    for (name, dunder, stream) in
        [("stdin", "__stdin__", stdin), ("stdout", "__stdout__", stdout), ("stderr", "__stderr__", stderr)]
    {
        held.set_name(module, name, stream.clone());
        held.set_name(module, dunder, stream);
    }
    let hook = held.intern("excepthook");
    if let Some(hook) = held.dict_get_str(&module.dict, &hook) {
        held.set_name(module, "__excepthook__", hook);
    }
    unraisable::install(held, module);
    let strings =
        |texts: &[String]| Value::list(texts.iter().map(|text| Value::str(text.as_str())).collect());
    let (argv, path) = (strings(&held.interp.config.argv), strings(&held.interp.config.path));
    held.set_name(module, "argv", argv);
    held.set_name(module, "path", path);
    let modules = Rc::clone(&held.interp.modules);
    held.set_name(module, "modules", Value::Dict(modules));
    info::install(held, module)
}

fn getframe(held: &mut Held, a: &[Value]) -> R {
    let depth = usize::try_from(held.index_i64(&a[0])?).unwrap_or(0);
    match held.frame_count().checked_sub(depth + 1) {
        Some(index) => held.frame_object(index),
        None => Err(Raised::value_error("call stack is not deep enough")),
    }
}

fn exit(_: &mut Held, a: &[Value]) -> R {
    Err(Raised::value(ExcKind::SystemExit, a[0].clone()))
}

fn exception(held: &mut Held, _: &[Value]) -> R {
    Ok(held.thread.handled().clone())
}

fn exc_info(held: &mut Held, _: &[Value]) -> R {
    let exception = held.thread.handled().clone();
    if exception.is_none() {
        return Ok(Value::tuple([Value::None, Value::None, Value::None]));
    }
    let traceback = held.intern("__traceback__");
    let traceback = held.getattr(&exception, &traceback)?;
    let class = Value::Class(Rc::clone(held.class_of(&exception)));
    Ok(Value::tuple([class, exception, traceback]))
}

/// The text of an exception object with its traceback.
fn text_of(held: &mut Held, exception: &Value) -> Option<String> {
    match exception {
        Value::Instance(exception) if held.exception_data(exception).is_some() => {
            let exception = Rc::clone(exception);
            Some(held.format_exception(&exception))
        }
        _ => None,
    }
}

fn format_exception(held: &mut Held, a: &[Value]) -> R {
    match text_of(held, &a[0]) {
        Some(text) => Ok(Value::from(text)),
        None => Err(Raised::type_error(format!(
            "print_exception(): Exception expected for value, {} found",
            held.type_name(&a[0])
        ))),
    }
}

fn excepthook(held: &mut Held, a: &[Value]) -> R {
    let text = match text_of(held, &a[1]) {
        Some(text) => text,
        None => format!(
            "TypeError: print_exception(): Exception expected for value, {} found\n",
            held.type_name(&a[1])
        ),
    };
    held.write_stderr(&text);
    Ok(Value::None)
}

fn displayhook(held: &mut Held, a: &[Value]) -> R {
    if a[0].is_none() {
        return Ok(Value::None);
    }
    let text = held.repr(&a[0])?;
    let (sys, stdout, write) = (held.intern("sys"), held.intern("stdout"), held.intern("write"));
    let modules = Rc::clone(&held.interp.modules);
    let Some(sys) = held.dict_get_str(&modules, &sys) else { return Ok(Value::None) };
    let stdout = held.getattr(&sys, &stdout)?;
    held.call_method(&stdout, &write, &[Value::from(format!("{}\n", text.as_str()))])?;
    Ok(Value::None)
}

fn set_recursion_limit(held: &mut Held, a: &[Value]) -> R {
    let limit = held.index_i64(&a[0])?;
    let Ok(limit) = i32::try_from(limit) else {
        return Err(Raised::overflow("Python int too large to convert to C int"));
    };
    let Some(limit) = usize::try_from(limit).ok().filter(|limit| *limit > 0) else {
        return Err(Raised::value_error("recursion limit must be greater or equal than 1"));
    };
    let depth = held.thread.depth();
    if depth >= limit {
        return Err(Raised::new(
            ExcKind::RecursionError,
            format!(
                "cannot set the recursion limit to {limit} at the recursion depth {depth}: the limit is too low"
            ),
        ));
    }
    held.interp.recursion_limit = limit;
    Ok(Value::None)
}

fn set_switch_interval(held: &mut Held, a: &[Value]) -> R {
    let seconds = held.to_f64(&a[0])?;
    let Some(interval) = Interval::from_seconds(seconds) else {
        return Err(Raised::value_error("switch interval must be strictly positive"));
    };
    held.gil().lock().set_interval(interval);
    Ok(Value::None)
}

fn intern(held: &mut Held, a: &[Value]) -> R {
    match &a[0] {
        Value::Str(text) => Ok(Value::Str(held.intern(text.as_str()))),
        other if held.as_str(other).is_some() => {
            Err(Raised::type_error(format!("can't intern {}", held.type_name(other))))
        }
        other => {
            Err(Raised::type_error(format!("intern() argument must be str, not {}", held.type_name(other))))
        }
    }
}

fn getrefcount(_: &mut Held, a: &[Value]) -> R {
    /// What CPython shows for an immortal object.
    const IMMORTAL: i64 = 4_294_967_295;
    Ok(a[0].ref_count().map_or(Value::Int(IMMORTAL), Value::from))
}

fn set_max_digits(held: &mut Held, a: &[Value]) -> R {
    const THRESHOLD: i64 = 640;
    let digits = held.index_i64(&a[0])?;
    if i32::try_from(digits).is_err() {
        return Err(Raised::overflow("Python int too large to convert to C int"));
    }
    match usize::try_from(digits) {
        Ok(digits) if digits == 0 || digits as i64 >= THRESHOLD => {
            held.interp.int_max_str_digits = digits;
            Ok(Value::None)
        }
        _ => Err(Raised::value_error(format!("maxdigits must be 0 or larger than {THRESHOLD}"))),
    }
}

/// Sizes are CPython's for an object of the same content, so that scripts which compare containers see its figures;
/// they are not what gilvm itself takes.
fn getsizeof(held: &mut Held, a: &[Value]) -> R {
    let name = held.intern("__sizeof__");
    if let Value::Instance(_) = &a[0]
        && let Some(own) = held.special(&a[0], &name)
        && matches!(own, Value::Function(_))
    {
        return held.call_method(&a[0], &name, &[]);
    }
    let words = |n: usize| 8 * n;
    let int = |n: IntRef<'_>| 24 + 4 * n.bit_length().div_ceil(30).max(1);
    let token = held.token();
    let size = match &a[0] {
        Value::Unset | Value::None | Value::Ellipsis | Value::NotImplemented => 16,
        Value::Bool(b) => int(IntRef::Small(i64::from(*b))),
        Value::Int(n) => int(IntRef::Small(*n)),
        Value::BigInt(n) => int(IntRef::Big(n)),
        Value::Float(_) => 24,
        Value::Str(text) => {
            let widest = text.as_str().chars().map(u32::from).max().unwrap_or(0);
            match widest {
                0..=0x7f => 41 + text.len(),
                0x80..=0xff => 57 + text.len(),
                0x100..=0xffff => 58 + 2 * text.len(),
                _ => 60 + 4 * text.len(),
            }
        }
        Value::Bytes(bytes) => 33 + bytes.as_slice().len(),
        Value::List(list) => 56 + words(list.items(token).len()),
        Value::Tuple(tuple) => 40 + words(tuple.items().len()),
        Value::Dict(dict) => match dict.len(token) {
            0 => 64,
            n => {
                let capacity = (n * 3).div_ceil(2).next_power_of_two().max(8);
                let index = if capacity <= 256 {
                    1
                } else if capacity <= 65_536 {
                    2
                } else {
                    4
                };
                80 + capacity * index + capacity * 2 / 3 * 24 + 16
            }
        },
        Value::Set(set) | Value::FrozenSet(set) => match set.len(token) {
            0..=4 => 216,
            n => 200 + 16 * (n * 5 / 3).next_power_of_two().max(32),
        },
        Value::Range(_) => 48,
        Value::Slice(_) => 56,
        Value::Function(_) => 160,
        Value::Native(_) | Value::Module(_) | Value::Cell(_) => 72,
        Value::Method(_) => 64,
        Value::Class(_) => 1_072,
        Value::Generator(_) => 216,
        Value::Descriptor(_) | Value::Iter(_) => 64,
        Value::Code(_) => 240,
        Value::Instance(instance) => {
            let slots = words(instance.slots.get(token).len());
            16 + slots
                + match instance.payload.get(token) {
                    Payload::None if instance.class.get(token).flags.get().no_dict => 0,
                    Payload::None => 32,
                    Payload::Value(_) | Payload::Native(_) | Payload::Local(_) | Payload::DictView(..) => 48,
                    Payload::Exception(_) => 56,
                }
        }
    };
    Ok(Value::from(size))
}
