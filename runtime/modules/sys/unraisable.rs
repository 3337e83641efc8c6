//! `sys.unraisablehook`: where exceptions go that nobody can catch, such as those of finalizers and of threads started
//! by `_thread.start_new_thread` (`Python/errors.c`).

use gilvm_vm::error::R;
use gilvm_vm::error::Raised;
use gilvm_vm::held::Held;
use gilvm_vm::native::NativeDef;
use gilvm_vm::native::TypeDef;
use gilvm_vm::object::Class;
use gilvm_vm::object::Instance;
use gilvm_vm::object::Module;
use gilvm_vm::rc::Rc;
use gilvm_vm::value::Value;

use crate::modules::record;
use crate::modules::record::Record;

/// The type of the hook's argument, which has no name that scripts could use.
pub(crate) static UNRAISABLE_HOOK_ARGS: Record = Record {
    qualified: "sys.UnraisableHookArgs",
    attributes: record::fields!("exc_type", "exc_value", "exc_traceback", "err_msg", "object"),
};

static CLASS: TypeDef = UNRAISABLE_HOOK_ARGS.definition(
    "builtins",
    "UnraisableHookArgs",
    Some(&NativeDef::new("__new__($type, iterable, /)", "", |held, a| {
        record::construct(held, a, "UnraisableHookArgs", 5)
    })),
);

/// The hook as `sys` has it at first.
pub(super) const HOOK: NativeDef =
    NativeDef::new("unraisablehook(unraisable, /)", "Handle an unraisable exception.", hook);

const SLOT: &str = "sys.unraisablehook";

/// What the module keeps: the class of the hook's argument, and the hook that needs none.
struct State {
    args: Rc<Class>,
    own: Value,
}

pub(super) fn install(held: &mut Held, module: &Rc<Module>) {
    let args = record::class(held, &CLASS);
    let name = held.intern("unraisablehook");
    let own = held.dict_get_str(&module.dict, &name).unwrap_or(Value::None);
    held.set_name(module, "__unraisablehook__", own.clone());
    held.interp.extensions.insert(SLOT, Box::new(State { args, own }));
    held.interp.on_unraisable = Some(tell);
}

fn state(held: &Held) -> Option<&State> {
    held.interp.extensions.get(SLOT).and_then(|slot| slot.downcast_ref())
}

/// Calls the script's hook, if it has set one; says whether it has.
fn tell(held: &mut Held, exception: &Rc<Instance>, message: Option<&str>, object: &Value) -> bool {
    let (module, name) = (held.intern("sys"), held.intern("unraisablehook"));
    let modules = Rc::clone(&held.interp.modules);
    let Some(Value::Module(sys)) = held.dict_get_str(&modules, &module) else { return false };
    let Some(hook) = held.dict_get_str(&sys.dict, &name).filter(|hook| !hook.is_none()) else { return false };
    let Some(State { args, own }) = state(held) else { return false };
    if hook.is(own) {
        return false;
    }
    let class = Rc::clone(args);
    let exception = Value::Instance(Rc::clone(exception));
    let traceback = held.intern("__traceback__");
    let traceback = held.getattr(&exception, &traceback).unwrap_or(Value::None);
    let of = Value::Class(Rc::clone(held.class_of(&exception)));
    let message = message.map_or(Value::None, Value::str);
    let args = record::make(&class, vec![of, exception, traceback, message, object.clone()]);
    if let Err(raised) = held.call(&hook, &[args]) {
        let failure = held.exception_object(raised);
        held.print_ignored(&failure, Some("Exception ignored in sys.unraisablehook"), &hook);
    }
    true
}

fn hook(held: &mut Held, a: &[Value]) -> R {
    let class = state(held).map(|state| Rc::clone(&state.args));
    if !class.is_some_and(|class| Rc::ptr_eq(held.class_of(&a[0]), &class)) {
        return Err(Raised::type_error("sys.unraisablehook argument type must be UnraisableHookArgs"));
    }
    let Some(parts) = held.as_tuple(&a[0]) else { return Ok(Value::None) };
    let [_, exception, _, message, object] = parts.items() else { return Ok(Value::None) };
    let message = held.as_str(message);
    if let Value::Instance(exception) = exception
        && held.exception_data(exception).is_some()
    {
        held.print_ignored(exception, message.as_ref().map(|text| text.as_str()), object);
    }
    Ok(Value::None)
}
