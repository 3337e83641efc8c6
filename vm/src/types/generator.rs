//! `generator`: its methods and attributes. Running one is the call protocol's business.

use crate::error::Detail;
use crate::error::ExcKind;
use crate::error::R;
use crate::error::Raised;
use crate::held::Held;
use crate::native::GetSetDef;
use crate::native::NativeDef;
use crate::native::Quick;
use crate::native::TypeDef;
use crate::object::GenState;
use crate::object::Generator;
use crate::protocol::call::Resumed;
use crate::rc::Rc;
use crate::types::Kind;
use crate::types::object::wrong_receiver;
use crate::value::Value;

pub(crate) const DEF: TypeDef = TypeDef {
    methods: &[
        NativeDef::new("__iter__($self, /)", "Implement iter(self).", |_, args| Ok(args[0].clone())),
        NativeDef::new("__next__($self, /)", "Implement next(self).", |held, args| {
            resume(held, &args[0], Value::None)
        })
        .quick(Quick::Next),
        NativeDef::new("__repr__($self, /)", "Return repr(self).", |held, args| held.builtin_repr(&args[0])),
        NativeDef::new(
            "send($self, value, /)",
            "send(value) -> send 'value' into generator,\nreturn next yielded value or raise StopIteration.",
            |held, args| resume(held, &args[0], args[1].clone()),
        )
        .quick(Quick::Send),
        NativeDef::new(
            "throw($self, typ, val=None, tb=None, /)",
            "throw(value)\n\nRaise exception in generator, return next yielded value or raise\nStopIteration.",
            throw,
        ),
        NativeDef::new(
            "close($self, /)",
            "close() -> raise GeneratorExit inside generator.",
            |held, args| {
                let generator = Rc::clone(generator(held, &args[0])?);
                held.generator_close(&generator)
            },
        ),
    ],
    attributes: &[
        GetSetDef {
            name: "__name__",
            doc: "name of the generator",
            get: |held, this| Ok(Value::Str(Rc::clone(&generator(held, this)?.name))),
            set: None,
        },
        GetSetDef {
            name: "__qualname__",
            doc: "qualified name of the generator",
            get: |held, this| Ok(Value::Str(Rc::clone(&generator(held, this)?.qualname))),
            set: None,
        },
        GetSetDef {
            name: "gi_code",
            doc: "",
            get: |held, this| Ok(Value::Code(Rc::clone(&generator(held, this)?.code))),
            set: None,
        },
        GetSetDef {
            name: "gi_running",
            doc: "",
            get: |held, this| {
                let generator = generator(held, this)?;
                Ok(Value::Bool(matches!(generator.state.get(&held.token), GenState::Running)))
            },
            set: None,
        },
        GetSetDef {
            name: "gi_suspended",
            doc: "",
            get: |held, this| {
                let generator = generator(held, this)?;
                Ok(Value::Bool(
                    matches!(generator.state.get(&held.token), GenState::Suspended(frame) if frame.receive.is_some()),
                ))
            },
            set: None,
        },
        GetSetDef { name: "gi_frame", doc: "", get: frame, set: None },
    ],
    ..TypeDef::builtin(Kind::Generator)
};

fn generator<'a>(held: &Held, this: &'a Value) -> R<&'a Rc<Generator>> {
    match this {
        Value::Generator(generator) => Ok(generator),
        other => Err(wrong_receiver(held, "send", "generator", other)),
    }
}

/// The end of a generator as a script sees it.
pub(crate) fn stop(value: Value) -> Raised {
    match value {
        Value::None => Raised::with(ExcKind::StopIteration, Detail::None),
        value => Raised::value(ExcKind::StopIteration, value),
    }
}

fn answer(resumed: Resumed) -> R {
    match resumed {
        Resumed::Yielded(value) => Ok(value),
        Resumed::Returned(value) => Err(stop(value)),
    }
}

fn resume(held: &mut Held, this: &Value, value: Value) -> R {
    let generator = Rc::clone(generator(held, this)?);
    answer(held.generator_send(&generator, value)?)
}

fn throw(held: &mut Held, args: &[Value]) -> R {
    let generator = Rc::clone(generator(held, &args[0])?);
    let exception = match (&args[1], &args[2]) {
        // The old form: a class with its argument, or with an instance.
        (Value::Class(class), value) if class.flags.get().is_exception => {
            let given = Rc::clone(held.class_of(value));
            match value {
                Value::None => held.call(&args[1], &[])?,
                _ if given.is_subclass(class, &held.token) => value.clone(),
                Value::Tuple(items) => held.call(&args[1], items.items())?,
                _ => held.call(&args[1], std::slice::from_ref(value))?,
            }
        }
        (Value::Instance(_), Value::None) => args[1].clone(),
        (Value::Instance(_), _) => {
            return Err(Raised::type_error("instance exception may not have a separate value"));
        }
        (other, _) => {
            return Err(Raised::type_error(format!(
                "exceptions must be classes or instances deriving from BaseException, not {}",
                held.type_name(other)
            )));
        }
    };
    let is_exception = matches!(&exception, Value::Instance(object) if held.exception_data(object).is_some());
    if !is_exception {
        return Err(Raised::type_error(format!(
            "exceptions must be classes or instances deriving from BaseException, not {}",
            held.type_name(&exception)
        )));
    }
    let raised = held.raise_object(&exception);
    answer(held.generator_throw(&generator, raised)?)
}

/// A generator that has ended has no frame; any other shows one that knows its code.
fn frame(held: &mut Held, this: &Value) -> R {
    let generator = Rc::clone(generator(held, this)?);
    let op = match generator.state.get(&held.token) {
        GenState::Finished => return Ok(Value::None),
        GenState::Running => 0,
        GenState::Suspended(frame) => frame.ip.saturating_sub(1),
    };
    Ok(crate::types::traceback::frame(held, &generator.code.code, op))
}
