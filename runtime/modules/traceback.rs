//! `_traceback`: what `lib/traceback.py` cannot see from Python: the places of a traceback with their columns, and the
//! texts that the VM prints for uncaught exceptions.

use gilvm_vm::error::R;
use gilvm_vm::error::Raised;
use gilvm_vm::held::Held;
use gilvm_vm::native::ModuleDef;
use gilvm_vm::native::NativeDef;
use gilvm_vm::object::Instance;
use gilvm_vm::rc::Rc;
use gilvm_vm::value::Value;

/// The module.
pub(crate) const MODULE: ModuleDef = ModuleDef {
    name: "_traceback",
    doc: "The native part of traceback.",
    functions: &[
        NativeDef::new(
            "places(tb, /)",
            "The places of a traceback, outermost first: (file name, line, name, end line, columns, source lines).",
            places,
        ),
        NativeDef::new("only(exc, /)", "The last lines of a printed exception.", |held, a| {
            let exception = exception(held, &a[0])?;
            Ok(Value::from(held.format_exception_only(&exception)))
        }),
        NativeDef::new("chain(exc, chain, /)", "All lines of a printed exception.", |held, a| {
            let exception = exception(held, &a[0])?;
            let chain = held.truthy(&a[1])?;
            Ok(Value::from(held.format_chain(&exception, chain)))
        }),
    ],
    init: |_, _| Ok(()),
};

fn exception(held: &Held, value: &Value) -> R<Rc<Instance>> {
    match value {
        Value::Instance(instance) if held.exception_data(instance).is_some() => Ok(Rc::clone(instance)),
        _ => {
            Err(Raised::type_error(format!("Exception expected for value, {} found", held.type_name(value))))
        }
    }
}

fn places(held: &mut Held, a: &[Value]) -> R {
    if a[0].is_none() {
        return Ok(Value::list(Vec::new()));
    }
    let Some(entries) = held.traceback_entries(&a[0]) else {
        let found = held.type_name(&a[0]);
        return Err(Raised::type_error(format!("a traceback is required, not {found}")));
    };
    let mut list = Vec::with_capacity(entries.len());
    for entry in entries.iter().rev() {
        let excerpt = held.format_excerpt(entry);
        let position = entry.code.positions.get(entry.op as usize).copied().unwrap_or_default();
        let columns = position.line != 0;
        let number = |number: u32| if columns { Value::Int(i64::from(number)) } else { Value::None };
        list.push(Value::tuple([
            Value::str(&*entry.code.filename),
            Value::Int(i64::from(entry.line())),
            Value::str(&*entry.code.name),
            number(position.end_line),
            number(position.col),
            number(position.end_col),
            Value::from(excerpt),
        ]));
    }
    Ok(Value::list(list))
}
