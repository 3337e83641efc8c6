//! `atexit`: functions that run when the program ends, last registered first.

use gilvm_vm::error::ExcKind;
use gilvm_vm::error::R;
use gilvm_vm::error::Raised;
use gilvm_vm::held::Held;
use gilvm_vm::native::ModuleDef;
use gilvm_vm::native::NativeDef;
use gilvm_vm::object::Str;
use gilvm_vm::rc::Rc;
use gilvm_vm::value::Value;

/// The module.
pub(crate) const MODULE: ModuleDef = ModuleDef {
    name: "atexit",
    doc: "allow programmer to define multiple exit functions to be executed\nupon normal program termination.",
    functions: &[
        NativeDef::new(
            "register(func, /, *args, **kwargs)",
            "Register a function to be executed upon normal program termination.",
            register,
        ),
        NativeDef::new("unregister(func, /)", "Unregister an exit function.", unregister),
        NativeDef::new("_clear()", "Clear the list of previously registered exit functions.", |held, _| {
            callbacks(held).clear();
            Ok(Value::None)
        }),
        NativeDef::new("_ncallbacks()", "Return the number of registered exit functions.", |held, _| {
            Ok(Value::from(callbacks(held).len()))
        }),
        NativeDef::new("_run_exitfuncs()", "Run all registered exit functions.", |held, _| {
            run_all(held);
            Ok(Value::None)
        }),
    ],
    init: |_, _| Ok(()),
};

/// A registered call.
struct Callback {
    function: Value,
    args: Vec<Value>,
    keywords: Vec<(Rc<Str>, Value)>,
}

const SLOT: &str = "atexit";

fn callbacks(held: &mut Held) -> &mut Vec<Callback> {
    let slot = held.interp.extensions.entry(SLOT).or_insert_with(|| Box::new(Vec::<Callback>::new()));
    match slot.downcast_mut() {
        Some(callbacks) => callbacks,
        None => unreachable!("the module owns its extension slot"),
    }
}

fn register(held: &mut Held, a: &[Value]) -> R {
    if !held.is_callable(&a[0]) {
        return Err(Raised::type_error("the first argument must be callable"));
    }
    let args = match &a[1] {
        Value::Tuple(args) => args.items().to_vec(),
        _ => Vec::new(),
    };
    let mut keywords = Vec::new();
    if let Value::Dict(given) = &a[2] {
        for entry in given.table(held.token()).iter() {
            if let Value::Str(name) = &entry.key {
                keywords.push((Rc::clone(name), entry.value.clone()));
            }
        }
    }
    callbacks(held).push(Callback { function: a[0].clone(), args, keywords });
    Ok(a[0].clone())
}

fn unregister(held: &mut Held, a: &[Value]) -> R {
    let functions: Vec<Value> = callbacks(held).iter().map(|callback| callback.function.clone()).collect();
    let mut keep = Vec::with_capacity(functions.len());
    for function in &functions {
        keep.push(!held.eq(function, &a[0])?);
    }
    let mut keep = keep.into_iter();
    // Registered by `__eq__` meanwhile: kept.
    callbacks(held).retain(|_| keep.next().unwrap_or(true));
    Ok(Value::None)
}

/// Runs what is registered, including what the functions register themselves. Their exceptions are printed.
pub(crate) fn run_all(held: &mut Held) {
    while let Some(callback) = callbacks(held).pop() {
        let Err(raised) = held.call_kw(&callback.function, &callback.args, &callback.keywords) else {
            continue;
        };
        if held.matches(&raised, ExcKind::SystemExit) {
            continue;
        }
        held.report_ignored(raised, "in atexit callback", &callback.function);
    }
}
