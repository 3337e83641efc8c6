//! `gilvm`: what a script can ask about the laboratory it runs in.
//!
//! `index` and `count` differ between the copies that `--threads` starts, and all copies share this one module: so
//! they are computed when asked for (PEP 562).

use std::time::Duration;

use gilvm_vm::error::Detail;
use gilvm_vm::error::ExcKind;
use gilvm_vm::error::R;
use gilvm_vm::error::Raised;
use gilvm_vm::gil::Blocking;
use gilvm_vm::held::Held;
use gilvm_vm::native::ModuleDef;
use gilvm_vm::native::NativeDef;
use gilvm_vm::value::Value;
use rustix::io::Errno;
use serde_json::Value as Json;

use crate::clock::Stopwatch;
use crate::wait::descriptors;

/// The module.
pub(crate) const MODULE: ModuleDef = ModuleDef {
    name: "gilvm",
    doc: "The laboratory this script runs in.\n\nindex: which of the copies started by --threads this thread belongs \
          to, from 0.\ncount: how many copies there are.\nbusy(seconds): Python code that computes, with check \
          points.\nhold(seconds): a native call that computes and keeps the GIL.\nrelease(seconds): one that lets \
          the GIL go.\ngil_stats(): what the GIL did so far, under --stats or \
          --ledger.\nset_priority(level): the calling thread's level among those that want the GIL.",
    functions: &[
        NativeDef::new("__getattr__(name, /)", "", getattr),
        NativeDef::new("__dir__()", "", |_, _| {
            Ok(Value::list(
                ["busy", "count", "gil_stats", "hold", "index", "release", "set_priority"]
                    .map(Value::str)
                    .to_vec(),
            ))
        }),
        NativeDef::new(
            "gil_stats()",
            "What the GIL did so far, as --stats=json prints it. RuntimeError when no books are kept.",
            |held, _| {
                if held.interp.asked_at.is_none() {
                    return Err(Raised::runtime_error(
                        "no books are kept of this GIL: run with --stats or --ledger",
                    ));
                }
                let watch = super::options(held).watch.unwrap_or_else(Stopwatch::start);
                let json = crate::stats::as_json_now(held, watch);
                data(held, &json)
            },
        ),
        NativeDef::new(
            "set_priority(level, /)",
            "Give the calling thread a level among those that want the GIL, from -128 to 127, higher going first; 0 at \
             first. Whether the GIL's policy heeds levels: priority:by=level does, and ruby.",
            |held, a| {
                let level = held.index_i64(&a[0])?;
                let level =
                    i8::try_from(level).map_err(|_| Raised::value_error("level must be from -128 to 127"))?;
                Ok(Value::Bool(held.set_priority(level)))
            },
        ),
        NativeDef::new(
            "hold(seconds, /)",
            "Compute that long in one native call that keeps the GIL, as sorted() does.",
            |held, a| {
                spin(duration(held, &a[0])?);
                Ok(Value::None)
            },
        ),
        NativeDef::new(
            "release(seconds, /)",
            "Compute that long in one native call that lets the GIL go, as hashlib does.",
            |held, a| {
                let length = duration(held, &a[0])?;
                descriptors::call(held, Blocking::Native, |_| -> Result<(), Errno> {
                    spin(length);
                    Ok(())
                })?
                .map_err(|error| super::io::os_error(&error.into()))?;
                Ok(Value::None)
            },
        ),
    ],
    init: |held, module| {
        held.set_name(module, "__version__", Value::str(env!("CARGO_PKG_VERSION")));
        Ok(())
    },
};

/// JSON as Python has it.
fn data(held: &mut Held, json: &Json) -> R {
    Ok(match json {
        Json::Null => Value::None,
        Json::Bool(b) => Value::Bool(*b),
        Json::Number(number) => match number.as_i64() {
            Some(int) => Value::Int(int),
            None => Value::Float(number.as_f64().unwrap_or(f64::NAN)),
        },
        Json::String(text) => Value::str(text.as_str()),
        Json::Array(items) => {
            let items = items.iter().map(|item| data(held, item)).collect::<R<Vec<_>>>()?;
            Value::list(items)
        }
        Json::Object(fields) => {
            let dict = held.new_dict();
            for (name, field) in fields {
                let (name, field) = (held.intern(name), data(held, field)?);
                held.dict_set_str(&dict, &name, field);
            }
            Value::Dict(dict)
        }
    })
}

/// A length of time as an argument.
fn duration(held: &mut Held, value: &Value) -> R<Duration> {
    let ns = super::time::duration_ns(held, value)?;
    let ns = u64::try_from(ns).map_err(|_| Raised::value_error("length must be non-negative"))?;
    Ok(Duration::from_nanos(ns))
}

/// Keeps the processor busy.
fn spin(length: Duration) {
    let watch = Stopwatch::start();
    while watch.elapsed() < length {
        std::hint::spin_loop();
    }
}

fn getattr(held: &mut Held, a: &[Value]) -> R {
    let name = held.str(&a[0])?;
    match name.as_str() {
        "index" => Ok(Value::Int(i64::from(crate::threads::local(held).copy))),
        // Python code, because its check points are the point.
        "busy" => {
            let module = held.import_dotted("_gilvm")?;
            held.getattr(&module, &name)
        }
        "count" => Ok(Value::Int(i64::from(super::options(held).copies))),
        name => Err(Raised::with(
            ExcKind::AttributeError,
            Detail::Fields {
                args: vec![Value::from(format!("module 'gilvm' has no attribute '{name}'"))],
                fields: vec![("name", a[0].clone())],
            },
        )),
    }
}
