//! `_weakref`: references that do not keep their object alive.
//!
//! A weak reference holds a [`Weak`] pointer, so the place its object stood at is not used again while it exists. What
//! is to happen when an object dies is called at the next check point, never in the middle of an operation: the VM
//! tells of the deaths of instances whose class is watched, by their addresses ([`on_death`]). Only instances can be
//! watched; references to functions, classes and the like work, without callbacks. `lib/weakref.py` has the rest.

use gilvm_compiler::op::CmpOp;
use gilvm_vm::error::ExcKind;
use gilvm_vm::error::R;
use gilvm_vm::error::Raised;
use gilvm_vm::held::Held;
use gilvm_vm::native::GetSetDef;
use gilvm_vm::native::ModuleDef;
use gilvm_vm::native::NativeDef;
use gilvm_vm::native::TypeDef;
use gilvm_vm::object::Class;
use gilvm_vm::object::Function;
use gilvm_vm::object::Generator;
use gilvm_vm::object::Instance;
use gilvm_vm::object::Layout;
use gilvm_vm::object::Method;
use gilvm_vm::object::Module;
use gilvm_vm::object::Payload;
use gilvm_vm::object::Set;
use gilvm_vm::rc::Rc;
use gilvm_vm::rc::Weak;
use gilvm_vm::value::Value;
use rustc_hash::FxHashMap;

/// The module.
pub(crate) const MODULE: ModuleDef = ModuleDef {
    name: "_weakref",
    doc: "Weak-reference support module.",
    functions: &[],
    init: |held, module| {
        let object = Rc::clone(held.object_class());
        let class = held.new_builtin_class(&REFERENCE, vec![object]);
        held.set_name(module, "ref", Value::Class(Rc::clone(&class)));
        held.set_name(module, "ReferenceType", Value::Class(class));
        held.interp.on_death = Some(on_death);
        Ok(())
    },
};

static REFERENCE: TypeDef = TypeDef {
    name: "ReferenceType",
    module: "weakref",
    doc: "A reference that does not keep its object alive.",
    layout: Layout::Native("weakref.ReferenceType"),
    subclassable: true,
    new: Some(&NativeDef::new("__new__($type, object, callback=None, /, *args, **kwargs)", "", new)),
    methods: &[
        NativeDef::new("__init__($self, /, *args, **kwargs)", "", |_, _| Ok(Value::None)),
        NativeDef::new("__call__($self, /)", "The object, or None if it is dead.", |held, a| {
            Ok(reference(held, &a[0])?.target.get().unwrap_or(Value::None))
        }),
        NativeDef::new("__repr__($self, /)", "Return repr(self).", repr),
        NativeDef::new("__hash__($self, /)", "Return hash(self).", hash),
        NativeDef::new("__eq__($self, value, /)", "Return self==value.", |held, a| equal(held, a, false)),
        NativeDef::new("__ne__($self, value, /)", "Return self!=value.", |held, a| equal(held, a, true)),
    ],
    attributes: &[GetSetDef {
        name: "__callback__",
        doc: "",
        get: |held, this| {
            let reference = reference(held, this)?;
            let alive = reference.target.get().is_some();
            Ok(if alive { reference.callback.clone() } else { Value::None })
        },
        set: None,
    }],
    ..TypeDef::EMPTY
};

/// What a reference refers to.
enum Target {
    Instance(Weak<Instance>),
    Function(Weak<Function>),
    Method(Weak<Method>),
    Class(Weak<Class>),
    Module(Weak<Module>),
    Generator(Weak<Generator>),
    Set(Weak<Set>),
    FrozenSet(Weak<Set>),
}

impl Target {
    fn of(value: &Value) -> Option<Target> {
        Some(match value {
            Value::Instance(object) => Target::Instance(Rc::downgrade(object)),
            Value::Function(object) => Target::Function(Rc::downgrade(object)),
            Value::Method(object) => Target::Method(Rc::downgrade(object)),
            Value::Class(object) => Target::Class(Rc::downgrade(object)),
            Value::Module(object) => Target::Module(Rc::downgrade(object)),
            Value::Generator(object) => Target::Generator(Rc::downgrade(object)),
            Value::Set(object) => Target::Set(Rc::downgrade(object)),
            Value::FrozenSet(object) => Target::FrozenSet(Rc::downgrade(object)),
            _ => return None,
        })
    }

    /// The object, if it is alive.
    fn get(&self) -> Option<Value> {
        match self {
            Target::Instance(object) => object.upgrade().map(Value::Instance),
            Target::Function(object) => object.upgrade().map(Value::Function),
            Target::Method(object) => object.upgrade().map(Value::Method),
            Target::Class(object) => object.upgrade().map(Value::Class),
            Target::Module(object) => object.upgrade().map(Value::Module),
            Target::Generator(object) => object.upgrade().map(Value::Generator),
            Target::Set(object) => object.upgrade().map(Value::Set),
            Target::FrozenSet(object) => object.upgrade().map(Value::FrozenSet),
        }
    }
}

struct Reference {
    target: Target,
    callback: Value,
    hash: Option<i64>,
}

/// References with callbacks, by the address of the instance they refer to.
#[derive(Default)]
struct Watched(FxHashMap<usize, Vec<Weak<Instance>>>);

const SLOT: &str = "_weakref";

fn watched(held: &mut Held) -> &mut Watched {
    let slot = held.interp.extensions.entry(SLOT).or_insert_with(|| Box::new(Watched::default()));
    match slot.downcast_mut() {
        Some(watched) => watched,
        None => unreachable!("the module owns its extension slot"),
    }
}

fn reference<'a>(held: &'a mut Held, this: &'a Value) -> R<&'a mut Reference> {
    let state = match this {
        Value::Instance(instance) => instance.payload.get_mut(held.token_mut()).native_mut(),
        _ => None,
    };
    state.ok_or_else(|| Raised::type_error("descriptor requires a 'weakref.ReferenceType' object"))
}

fn new(held: &mut Held, a: &[Value]) -> R {
    let (Value::Class(class), Some(target)) = (&a[0], Target::of(&a[1])) else {
        let given = held.type_name(&a[1]);
        return Err(Raised::type_error(format!("cannot create weak reference to '{given}' object")));
    };
    let callback = a[2].clone();
    let watches = !callback.is_none();
    let payload = Payload::Native(Box::new(Reference { target, callback, hash: None }));
    let reference = Rc::new(Instance::new(Rc::clone(class), payload));
    if watches {
        let Value::Instance(object) = &a[1] else {
            let given = held.type_name(&a[1]);
            return Err(Raised::new(
                ExcKind::NotImplementedError,
                format!("weak references to '{given}' objects cannot have a callback"),
            ));
        };
        let class = object.class.get(held.token());
        let mut flags = class.flags.get();
        flags.is_watched = true;
        class.flags.set(flags);
        let address = Rc::as_ptr(object).addr();
        watched(held).0.entry(address).or_default().push(Rc::downgrade(&reference));
    }
    Ok(Value::Instance(reference))
}

/// An instance of a watched class has died: the callbacks of what refers to it, the latest first.
fn on_death(held: &mut Held, address: usize) {
    let Some(references) = watched(held).0.remove(&address) else { return };
    let mut bereft = Vec::new();
    for reference in references {
        let Some(strong) = reference.upgrade().map(Value::Instance) else { continue };
        match self::reference(held, &strong) {
            // To an object that came to stand there since.
            Ok(state) if state.target.get().is_some() => {
                watched(held).0.entry(address).or_default().push(reference);
            }
            _ => bereft.push(strong),
        }
    }
    for reference in bereft.into_iter().rev() {
        let Ok(state) = self::reference(held, &reference) else { continue };
        let callback = std::mem::replace(&mut state.callback, Value::None);
        if let Err(raised) = held.call(&callback, &[reference]) {
            held.report_unraisable(raised, &callback);
        }
    }
}

fn repr(held: &mut Held, a: &[Value]) -> R {
    let here = a[0].address().unwrap_or(0);
    Ok(Value::from(match reference(held, &a[0])?.target.get() {
        Some(object) => {
            let (class, there) = (held.type_name(&object), object.address().unwrap_or(0));
            format!("<weakref at {here:#x}; to '{class}' at {there:#x}>")
        }
        None => format!("<weakref at {here:#x}; dead>"),
    }))
}

fn hash(held: &mut Held, a: &[Value]) -> R {
    if let Some(hash) = reference(held, &a[0])?.hash {
        return Ok(Value::Int(hash));
    }
    let Some(object) = reference(held, &a[0])?.target.get() else {
        return Err(Raised::type_error("weak object has gone away"));
    };
    let hash = held.hash(&object)?;
    reference(held, &a[0])?.hash = Some(hash);
    Ok(Value::Int(hash))
}

fn equal(held: &mut Held, a: &[Value], negate: bool) -> R {
    if reference(held, &a[1]).is_err() {
        return Ok(Value::NotImplemented);
    }
    let objects = (reference(held, &a[0])?.target.get(), reference(held, &a[1])?.target.get());
    let equal = match objects {
        (Some(one), Some(other)) => {
            let equal = held.compare(CmpOp::Eq, &one, &other)?;
            held.truthy(&equal)?
        }
        _ => a[0].is(&a[1]),
    };
    Ok(Value::Bool(equal != negate))
}
