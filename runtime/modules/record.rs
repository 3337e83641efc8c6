//! Tuples with named fields, as `sys.version_info` and `time.struct_time` are (CPython's `structseq`).
//!
//! A type is one [`Record`] in a `static`; its instances are tuples, so that comparing, unpacking and slicing are
//! the tuple's own.

use gilvm_vm::error::R;
use gilvm_vm::error::Raised;
use gilvm_vm::held::Held;
use gilvm_vm::native::GetSetDef;
use gilvm_vm::native::NativeDef;
use gilvm_vm::native::TypeDef;
use gilvm_vm::object::Class;
use gilvm_vm::object::Instance;
use gilvm_vm::object::Layout;
use gilvm_vm::object::Payload;
use gilvm_vm::rc::Rc;
use gilvm_vm::types::Kind;
use gilvm_vm::value::Value;

/// Declaration of a record type.
pub(crate) struct Record {
    /// Module and name.
    pub(crate) qualified: &'static str,
    /// What its attributes are.
    pub(crate) attributes: &'static [GetSetDef],
}

/// Reads field number `AT` of a record.
pub(crate) fn field<const AT: usize>(held: &mut Held, this: &Value) -> R {
    let items = held.as_tuple(this);
    match items.as_ref().and_then(|items| items.items().get(AT)) {
        Some(item) => Ok(item.clone()),
        None => Err(Raised::type_error("descriptor requires a record")),
    }
}

/// Reads hidden field number `AT` of a record: one that is not an item of the tuple.
pub(crate) fn hidden<const AT: usize>(held: &mut Held, this: &Value) -> R {
    let found = match this {
        Value::Instance(record) => record.slots.get(held.token()).get(AT).cloned(),
        _ => None,
    };
    found.ok_or_else(|| Raised::type_error("descriptor requires a record"))
}

/// The attributes of a record: its field names in order, then those of its hidden fields.
macro_rules! fields {
    (@each $at:expr, [$($done:expr),*]; $($hidden:literal)+) => {
        $crate::modules::record::fields!(@hidden 0, [$($done),*] $($hidden)+)
    };
    (@hidden $at:expr, [$($done:expr),*]) => { &[$($done),*] };
    (@hidden $at:expr, [$($done:expr),*] $name:literal $($rest:literal)*) => {
        $crate::modules::record::fields!(@hidden $at + 1, [$($done,)* gilvm_vm::native::GetSetDef {
            name: $name,
            doc: "",
            get: $crate::modules::record::hidden::<{ $at }>,
            set: None,
        }] $($rest)*)
    };
    (@each $at:expr, [$($done:expr),*]) => { &[$($done),*] };
    (@each $at:expr, [$($done:expr),*] $name:literal $($rest:literal)* $(; $($hidden:literal)+)?) => {
        $crate::modules::record::fields!(@each $at + 1, [$($done,)* gilvm_vm::native::GetSetDef {
            name: $name,
            doc: "",
            get: $crate::modules::record::field::<{ $at }>,
            set: None,
        }] $($rest)* $(; $($hidden)+)?)
    };
    ($($name:literal),* $(; $($hidden:literal),+)? $(,)?) => {
        $crate::modules::record::fields!(@each 0, [] $($name)* $(; $($hidden)+)?)
    };
}
pub(crate) use fields;

impl Record {
    /// The declaration of the class; `new` makes it callable.
    pub(crate) const fn definition(
        &self,
        module: &'static str,
        name: &'static str,
        new: Option<&'static NativeDef>,
    ) -> TypeDef {
        TypeDef {
            name,
            module,
            layout: Layout::Builtin(Kind::Tuple),
            new: Some(match new {
                Some(new) => new,
                None => &NOT_CALLABLE,
            }),
            methods: &METHODS,
            attributes: self.attributes,
            ..TypeDef::EMPTY
        }
    }
}

static NOT_CALLABLE: NativeDef = NativeDef::new("__new__($type, /, *args, **kwargs)", "", |held, a| {
    let Value::Class(class) = &a[0] else { return Ok(Value::None) };
    let module = held.intern("__module__");
    let module = held.getattr(&a[0], &module)?;
    let module = held.str(&module)?;
    let name = class.name(held.token()).to_owned();
    Err(Raised::type_error(format!("cannot create '{}.{name}' instances", module.as_str())))
});

static METHODS: [NativeDef; 1] = [NativeDef::new("__repr__($self, /)", "", repr)];

/// The class of a record type.
pub(crate) fn class(held: &mut Held, def: &TypeDef) -> Rc<Class> {
    let tuple = held.interp.kind(Kind::Tuple).clone();
    held.new_builtin_class(def, vec![tuple])
}

/// A record.
pub(crate) fn make(class: &Rc<Class>, items: Vec<Value>) -> Value {
    Value::Instance(Rc::new(Instance::new(Rc::clone(class), Payload::Value(Value::tuple(items)))))
}

/// What `name((…))` makes: a record of `count` items, from a sequence of as many.
pub(crate) fn construct(held: &mut Held, a: &[Value], name: &str, count: usize) -> R {
    let Value::Class(class) = &a[0] else { return Ok(Value::None) };
    let Ok(items) = held.collect(&a[1]) else {
        return Err(Raised::type_error("constructor requires a sequence"));
    };
    match items.len() {
        given if given == count => Ok(make(class, items)),
        given => {
            Err(Raised::type_error(format!("{name}() takes a {count}-sequence ({given}-sequence given)")))
        }
    }
}

/// A record with hidden fields.
pub(crate) fn make_hiding(class: &Rc<Class>, items: Vec<Value>, hidden: Vec<Value>) -> Value {
    let mut record = Instance::new(Rc::clone(class), Payload::Value(Value::tuple(items)));
    *record.slots.as_mut() = hidden.into();
    Value::Instance(Rc::new(record))
}

/// `module.name(field=value, …)`
fn repr(held: &mut Held, a: &[Value]) -> R {
    let Some(items) = held.as_tuple(&a[0]) else {
        return Err(Raised::type_error("descriptor requires a record"));
    };
    let class = Rc::clone(held.class_of(&a[0]));
    let name = class.name(held.token()).to_owned();
    let module = held.intern("__module__");
    let module = held.getattr(&Value::Class(Rc::clone(&class)), &module)?;
    let mut text = match held.str(&module)?.as_str() {
        "builtins" => format!("{name}("),
        module => format!("{module}.{name}("),
    };
    // The namespace holds the fields in the order of their declaration.
    let names: Vec<String> = RECORDS
        .iter()
        .find(|record| record.qualified.rsplit_once('.').is_some_and(|(_, own)| own == name))
        .map(|record| record.attributes.iter().map(|field| field.name.to_owned()).collect())
        .unwrap_or_default();
    for (at, (item, name)) in items.items().iter().zip(&names).enumerate() {
        if at > 0 {
            text.push_str(", ");
        }
        text.push_str(name);
        text.push('=');
        text.push_str(held.repr(item)?.as_str());
    }
    text.push(')');
    Ok(Value::from(text))
}

/// All record types.
static RECORDS: &[&Record] = &[
    &super::sys::info::VERSION_INFO,
    &super::sys::info::FLAGS,
    &super::sys::info::FLOAT_INFO,
    &super::sys::info::INT_INFO,
    &super::sys::info::HASH_INFO,
    &super::sys::info::THREAD_INFO,
    &super::time::calendar::STRUCT_TIME,
    &super::thread::EXCEPT_HOOK_ARGS,
    &super::sys::unraisable::UNRAISABLE_HOOK_ARGS,
    &super::posix::STAT_RESULT,
    &super::posix::TERMINAL_SIZE,
    &super::posix::children::STRUCT_RUSAGE,
    &super::posix::children::WAITID_RESULT,
    &super::accounts::STRUCT_PASSWD,
    &super::accounts::STRUCT_GROUP,
];
