//! `object`: what every object can do unless its type says otherwise.
//!
//! The protocols know these defaults themselves and rarely come here; the methods exist for scripts that name them
//! (`super().__setattr__(…)`, `object.__repr__(x)`).

use crate::error::ExcKind;
use crate::error::R;
use crate::error::Raised;
use crate::held::Held;
use crate::native::GetSetDef;
use crate::native::NativeDef;
use crate::native::TypeDef;
use crate::object::Class;
use crate::object::Instance;
use crate::object::Layout;
use crate::object::Payload;
use crate::object::Str;
use crate::protocol::compare::identity_hash;
use crate::rc::Rc;
use crate::types::Kind;
use crate::value::Value;

pub(crate) const DEF: TypeDef = TypeDef {
    doc: "The base class of the class hierarchy.\n\nWhen called, it accepts no arguments and returns a new featureless\ninstance that has no instance attributes and cannot be given any.\n",
    layout: Layout::Object,
    subclassable: true,
    new: Some(&NEW),
    methods: &[
        NativeDef::new(
            "__init__($self, /, *args, **kwargs)",
            "Initialize self.  See help(type(self)) for accurate signature.",
            init,
        ),
        NativeDef::new("__repr__($self, /)", "Return repr(self).", repr),
        NativeDef::new("__str__($self, /)", "Return str(self).", str),
        NativeDef::new("__format__($self, format_spec, /)", "Default object formatter.", format),
        NativeDef::new("__eq__($self, value, /)", "Return self==value.", eq),
        NativeDef::new("__ne__($self, value, /)", "Return self!=value.", ne),
        NativeDef::new("__lt__($self, value, /)", "Return self<value.", unordered),
        NativeDef::new("__le__($self, value, /)", "Return self<=value.", unordered),
        NativeDef::new("__gt__($self, value, /)", "Return self>value.", unordered),
        NativeDef::new("__ge__($self, value, /)", "Return self>=value.", unordered),
        NativeDef::new("__hash__($self, /)", "Return hash(self).", hash),
        NativeDef::new("__getattribute__($self, name, /)", "Return getattr(self, name).", getattribute),
        NativeDef::new(
            "__setattr__($self, name, value, /)",
            "Implement setattr(self, name, value).",
            setattr,
        ),
        NativeDef::new("__delattr__($self, name, /)", "Implement delattr(self, name).", delattr),
        NativeDef::new("__dir__($self, /)", "Default dir() implementation.", dir),
    ],
    class_methods: &[
        NativeDef::new(
            "__init_subclass__($cls, /, *args, **kwargs)",
            "This method is called when a class is subclassed.",
            init_subclass,
        ),
        NativeDef::new(
            "__subclasshook__($cls, subclass, /)",
            "Abstract classes can override this to customize issubclass().",
            subclasshook,
        ),
    ],
    attributes: &[
        GetSetDef {
            name: "__class__",
            doc: "the object's class",
            get: |held, this| Ok(Value::Class(Rc::clone(held.class_of(this)))),
            set: Some(set_class),
        },
        GetSetDef { name: "__dict__", doc: "", get: get_dict, set: Some(set_dict) },
    ],
    ..TypeDef::builtin(Kind::Object)
};

const NEW: NativeDef = NativeDef::new(
    "__new__($type, /, *args, **kwargs)",
    "Create and return a new object.  See help(type) for accurate signature.",
    new,
);

/// The name given to `getattr` and its kin, interned: attribute caches compare addresses.
pub(crate) fn attribute_name(held: &mut Held, name: &Value) -> R<Rc<Str>> {
    match held.as_str(name) {
        Some(text) => Ok(held.intern(text.as_str())),
        None => {
            Err(Raised::type_error(format!("attribute name must be string, not '{}'", held.type_name(name))))
        }
    }
}

/// Setter of an attribute that native code reads from the object and nobody may set.
pub(crate) fn readonly(_held: &mut Held, _this: &Value, _value: Value) -> R<()> {
    Err(Raised::new(ExcKind::AttributeError, "readonly attribute"))
}

/// A method was called with a receiver of another type.
pub(crate) fn wrong_receiver(held: &Held, method: &str, owner: &str, this: &Value) -> Raised {
    Raised::type_error(format!(
        "descriptor '{method}' for '{owner}' objects doesn't apply to a '{}' object",
        held.type_name(this)
    ))
}

fn excess(given: &Value, keywords: &Value, held: &Held) -> bool {
    let positional = matches!(given, Value::Tuple(items) if !items.items().is_empty());
    positional || matches!(keywords, Value::Dict(dict) if dict.len(&held.token) > 0)
}

fn new(held: &mut Held, args: &[Value]) -> R {
    let Value::Class(class) = &args[0] else {
        return Err(Raised::type_error(format!(
            "object.__new__(X): X is not a type object ({})",
            held.type_name(&args[0])
        )));
    };
    let (new_name, init_name) = (Rc::clone(&held.interp.names.new), Rc::clone(&held.interp.names.init));
    if excess(&args[1], &args[2], held) {
        if !held.takes_from_object(class, &new_name) {
            return Err(Raised::type_error(
                "object.__new__() takes exactly one argument (the type to instantiate)",
            ));
        }
        if held.takes_from_object(class, &init_name) {
            return Err(Raised::type_error(format!("{}() takes no arguments", class.name(&held.token))));
        }
    }
    if class.layout != Layout::Object {
        let name = held.shown_name(class);
        let native = match class.layout {
            Layout::Builtin(kind) => kind.name(),
            Layout::Native(name) => name,
            Layout::Exception => "BaseException",
            Layout::Object => &name,
        };
        return Err(Raised::type_error(format!(
            "object.__new__({name}) is not safe, use {native}.__new__()"
        )));
    }
    refuse_abstract(held, class)?;
    Ok(Value::Instance(Rc::new(Instance::new(Rc::clone(class), Payload::None))))
}

/// `abc`: a class with abstract methods left has no instances.
fn refuse_abstract(held: &mut Held, class: &Rc<Class>) -> R<()> {
    if class.metaclass.is_none() {
        return Ok(());
    }
    let name = held.intern("__abstractmethods__");
    let Some(methods) = held.dict_get_str(&class.dict, &name) else { return Ok(()) };
    let mut names = Vec::new();
    for method in held.collect(&methods)? {
        if let Some(text) = held.as_str(&method) {
            names.push(format!("'{}'", text.as_str()));
        }
    }
    if names.is_empty() {
        return Ok(());
    }
    names.sort();
    Err(Raised::type_error(format!(
        "Can't instantiate abstract class {} without an implementation for abstract method{} {}",
        class.name(&held.token),
        if names.len() == 1 { "" } else { "s" },
        names.join(", ")
    )))
}

fn init(held: &mut Held, args: &[Value]) -> R {
    if !excess(&args[1], &args[2], held) {
        return Ok(Value::None);
    }
    let class = Rc::clone(held.class_of(&args[0]));
    let (new_name, init_name) = (Rc::clone(&held.interp.names.new), Rc::clone(&held.interp.names.init));
    if !held.takes_from_object(&class, &init_name) {
        return Err(Raised::type_error(
            "object.__init__() takes exactly one argument (the instance to initialize)",
        ));
    }
    if held.takes_from_object(&class, &new_name) {
        let name = class.name(&held.token);
        return Err(Raised::type_error(format!(
            "{name}.__init__() takes exactly one argument (the instance to initialize)"
        )));
    }
    Ok(Value::None)
}

/// `module.Class`, without the module for built-ins.
pub(crate) fn full_class_name(held: &mut Held, class: &Rc<Class>) -> String {
    let module = Rc::clone(&held.interp.names.module);
    let qualname = class.qualname.get(&held.token).as_str().to_owned();
    match held.dict_get_str(&class.dict, &module) {
        Some(Value::Str(module)) if module.as_str() != "builtins" => {
            format!("{}.{qualname}", module.as_str())
        }
        _ => qualname,
    }
}

/// What `id()` says, for the texts that show addresses.
pub(crate) fn address(value: &Value) -> usize {
    value.address().unwrap_or(0x1000)
}

fn repr(held: &mut Held, args: &[Value]) -> R {
    Ok(held.default_repr(&args[0]))
}

/// The `repr`, whatever it is: who asked for a string checks that it is one.
fn str(held: &mut Held, args: &[Value]) -> R {
    let name = Rc::clone(&held.interp.names.repr);
    match held.call_special(&args[0], &name, &[])? {
        Some(text) => Ok(text),
        None => Ok(held.default_repr(&args[0])),
    }
}

fn format(held: &mut Held, args: &[Value]) -> R {
    match held.as_str(&args[1]) {
        Some(spec) if spec.is_empty() => Ok(Value::Str(held.str(&args[0])?)),
        Some(_) => Err(Raised::type_error(format!(
            "unsupported format string passed to {}.__format__",
            held.type_name(&args[0])
        ))),
        None => Err(Raised::type_error(format!(
            "__format__() argument must be str, not {}",
            held.type_name(&args[1])
        ))),
    }
}

fn eq(_held: &mut Held, args: &[Value]) -> R {
    Ok(if args[0].is(&args[1]) { Value::Bool(true) } else { Value::NotImplemented })
}

fn ne(held: &mut Held, args: &[Value]) -> R {
    let eq = Rc::clone(&held.interp.names.eq);
    match held.call_special(&args[0], &eq, &args[1..2])? {
        None | Some(Value::NotImplemented) => Ok(Value::NotImplemented),
        Some(equal) => Ok(Value::Bool(!held.truthy(&equal)?)),
    }
}

fn unordered(_held: &mut Held, _args: &[Value]) -> R {
    Ok(Value::NotImplemented)
}

fn hash(_held: &mut Held, args: &[Value]) -> R {
    Ok(Value::Int(identity_hash(address(&args[0]))))
}

fn getattribute(held: &mut Held, args: &[Value]) -> R {
    let name = attribute_name(held, &args[1])?;
    let class = Rc::clone(held.class_of(&args[0]));
    match held.generic_getattr(&args[0], &class, &name)? {
        Some(value) => Ok(value),
        None => Err(held.no_attribute(&args[0], &name)),
    }
}

fn setattr(held: &mut Held, args: &[Value]) -> R {
    let name = attribute_name(held, &args[1])?;
    let class = Rc::clone(held.class_of(&args[0]));
    held.generic_setattr(&args[0], &class, &name, args[2].clone())?;
    Ok(Value::None)
}

fn delattr(held: &mut Held, args: &[Value]) -> R {
    let name = attribute_name(held, &args[1])?;
    let class = Rc::clone(held.class_of(&args[0]));
    held.generic_setattr(&args[0], &class, &name, Value::Unset)?;
    Ok(Value::None)
}

/// The names of a namespace.
pub(crate) fn namespace_names(held: &Held, dict: &Rc<crate::object::Dict>, names: &mut Vec<Rc<Str>>) {
    for entry in dict.table(&held.token).iter() {
        if let Value::Str(name) = &entry.key {
            names.push(Rc::clone(name));
        }
    }
}

/// The names in the namespaces of a class and its bases. Here `object` itself has the descriptor of `__dict__`: without
/// one in the instances its name is left out, as where only the classes with one have it.
pub(crate) fn class_names(held: &Held, class: &Rc<Class>, has_dict: bool, names: &mut Vec<Rc<Str>>) {
    for ancestor in class.mro(&held.token) {
        let from = names.len();
        namespace_names(held, &ancestor.dict, names);
        if !has_dict && Rc::ptr_eq(ancestor, held.object_class()) {
            let dict = &held.interp.names.dict;
            let kept: Vec<Rc<Str>> = names.drain(from..).filter(|name| name != dict).collect();
            names.extend(kept);
        }
    }
}

/// Sorted, without repetition.
pub(crate) fn sorted_names(mut names: Vec<Rc<Str>>) -> Vec<Value> {
    names.sort_by(|a, b| a.as_str().cmp(b.as_str()));
    names.dedup_by(|a, b| a == b);
    names.into_iter().map(Value::Str).collect()
}

fn dir(held: &mut Held, args: &[Value]) -> R {
    let mut names = Vec::new();
    let own = match &args[0] {
        Value::Instance(_) if held.class_of(&args[0]).flags.get().local_reads => {
            Some(held.local_dict(&args[0])?)
        }
        Value::Instance(instance) if !held.class_of(&args[0]).flags.get().no_dict => {
            Some(held.instance_dict(instance))
        }
        Value::Module(module) => Some(Rc::clone(&module.dict)),
        Value::Function(function) => function.attrs.get(&held.token).clone(),
        _ => None,
    };
    if let Some(dict) = own {
        namespace_names(held, &dict, &mut names);
    }
    if !matches!(args[0], Value::Module(_)) {
        let class = Rc::clone(held.class_of(&args[0]));
        let has_dict = match &args[0] {
            Value::Instance(_) => !class.flags.get().no_dict,
            value => matches!(value, Value::Function(_)),
        };
        class_names(held, &class, has_dict, &mut names);
    }
    Ok(Value::list(sorted_names(names)))
}

fn init_subclass(held: &mut Held, args: &[Value]) -> R {
    let name = match &args[0] {
        Value::Class(class) => class.qualname.get(&held.token).as_str().to_owned(),
        other => held.type_name(other),
    };
    if let Value::Tuple(given) = &args[1]
        && !given.items().is_empty()
    {
        return Err(Raised::type_error(format!(
            "{name}.__init_subclass__() takes no arguments ({} given)",
            given.items().len()
        )));
    }
    if excess(&Value::None, &args[2], held) {
        return Err(Raised::type_error(format!("{name}.__init_subclass__() takes no keyword arguments")));
    }
    Ok(Value::None)
}

fn subclasshook(_held: &mut Held, _args: &[Value]) -> R {
    Ok(Value::NotImplemented)
}

fn set_class(held: &mut Held, this: &Value, value: Value) -> R<()> {
    if value.is_unset() {
        return Err(Raised::type_error("can't delete __class__ attribute"));
    }
    let Value::Class(new) = value else {
        let message = format!("__class__ must be set to a class, not '{}' object", held.type_name(&value));
        return Err(Raised::type_error(message));
    };
    let old = Rc::clone(held.class_of(this));
    let (Value::Instance(instance), false, false) = (this, old.flags.get().builtin, new.flags.get().builtin)
    else {
        return Err(Raised::type_error(
            "__class__ assignment only supported for mutable types or ModuleType subclasses",
        ));
    };
    let same = old.layout == new.layout
        && old.slot_count == new.slot_count
        && old.flags.get().no_dict == new.flags.get().no_dict;
    if !same {
        return Err(Raised::type_error(format!(
            "__class__ assignment: '{}' object layout differs from '{}'",
            held.shown_name(&new),
            held.shown_name(&old)
        )));
    }
    // Values stored by the old class's shared names must not be read by the new one's.
    if !old.flags.get().no_dict {
        held.instance_dict(instance);
    }
    instance.class.set(&mut held.token, new);
    Ok(())
}

fn get_dict(held: &mut Held, this: &Value) -> R {
    match this {
        Value::Instance(instance) if !held.class_of(this).flags.get().no_dict => {
            Ok(Value::Dict(held.instance_dict(instance)))
        }
        Value::Module(module) => Ok(Value::Dict(Rc::clone(&module.dict))),
        Value::Function(function) => {
            if let Some(attrs) = function.attrs.get(&held.token) {
                return Ok(Value::Dict(Rc::clone(attrs)));
            }
            let attrs = held.new_dict();
            function.attrs.set(&mut held.token, Some(Rc::clone(&attrs)));
            Ok(Value::Dict(attrs))
        }
        _ => {
            let name = Rc::clone(&held.interp.names.dict);
            Err(held.no_attribute(this, &name))
        }
    }
}

fn set_dict(held: &mut Held, this: &Value, value: Value) -> R<()> {
    let dict = match held.base_value(&value) {
        Value::Dict(dict) => dict,
        Value::Unset => held.new_dict(),
        other => {
            let message = format!("__dict__ must be set to a dictionary, not a '{}'", held.type_name(&other));
            return Err(Raised::type_error(message));
        }
    };
    match this {
        Value::Instance(instance) if !held.class_of(this).flags.get().no_dict => {
            instance.attrs.set(&mut held.token, crate::object::Attrs::Dict(dict));
            Ok(())
        }
        Value::Function(function) => {
            function.attrs.set(&mut held.token, Some(dict));
            Ok(())
        }
        Value::Module(_) => Err(Raised::new(ExcKind::AttributeError, "readonly attribute")),
        _ => {
            let name = Rc::clone(&held.interp.names.dict);
            Err(held.no_attribute(this, &name))
        }
    }
}
