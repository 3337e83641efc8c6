//! `BaseExceptionGroup` and `ExceptionGroup`: several exceptions as one (PEP 654).

use super::set_field;
use crate::error::ExcKind;
use crate::error::R;
use crate::error::Raised;
use crate::held::Held;
use crate::native::NativeDef;
use crate::object::Class;
use crate::object::Instance;
use crate::object::Tuple;
use crate::rc::Rc;
use crate::value::Value;

pub(super) const METHODS: &[NativeDef] = &[
    NativeDef::new("__init__($self, /, *args, **kwargs)", "", init),
    NativeDef::new("__str__($self, /)", "Return str(self).", str),
    NativeDef::new("derive($self, excs, /)", "", derive),
    NativeDef::new("split($self, matcher_value, /)", "", |held, args| {
        let condition = condition(held, &args[1])?;
        let group = group(held, &args[0])?;
        let (matching, rest) = split(held, &group, &condition)?;
        Ok(Value::tuple([matching, rest]))
    }),
    NativeDef::new("subgroup($self, matcher_value, /)", "", |held, args| {
        let condition = condition(held, &args[1])?;
        let group = group(held, &args[0])?;
        Ok(split(held, &group, &condition)?.0)
    }),
];

pub(super) const CLASS_METHODS: &[NativeDef] =
    &[NativeDef::new("__class_getitem__($cls, item, /)", "See PEP 585", crate::types::union::class_getitem)];

pub(super) const NEW: NativeDef = NativeDef::new("__new__($type, /, *args, **kwargs)", "", new);

fn new(held: &mut Held, args: &[Value]) -> R {
    let Value::Class(class) = &args[0] else {
        return Err(Raised::type_error("BaseExceptionGroup.__new__(X): X is not a type object"));
    };
    let given = match &args[1] {
        Value::Tuple(given) => given.items().to_vec(),
        _ => Vec::new(),
    };
    let [message, exceptions] = given.as_slice() else {
        return Err(Raised::type_error(format!(
            "BaseExceptionGroup.__new__() takes exactly 2 arguments ({} given)",
            given.len()
        )));
    };
    if held.as_str(message).is_none() {
        return Err(Raised::type_error(format!(
            "BaseExceptionGroup.__new__() argument 1 must be str, not {}",
            held.type_name(message)
        )));
    }
    let items = match held.base_value(exceptions) {
        Value::List(list) => list.items(&held.token).clone(),
        Value::Tuple(items) => items.items().to_vec(),
        _ => return Err(Raised::type_error("second argument (exceptions) must be a sequence")),
    };
    if items.is_empty() {
        return Err(Raised::value_error("second argument (exceptions) must be a non-empty sequence"));
    }
    let exception = Rc::clone(held.interp.exception(ExcKind::Exception));
    let mut all_plain = true;
    for (at, item) in items.iter().enumerate() {
        match item {
            Value::Instance(object) if held.exception_data(object).is_some() => {
                all_plain &= object.class.get(&held.token).is_subclass(&exception, &held.token);
            }
            _ => {
                return Err(Raised::value_error(format!(
                    "Item {at} of second argument (exceptions) is not an exception"
                )));
            }
        }
    }
    let class = choose_class(held, class, all_plain)?;
    let object = held.exception_with(class, Tuple::of_slice(&given));
    set_field(held, &object, "message", message.clone());
    set_field(held, &object, "exceptions", Value::tuple(items));
    Ok(Value::Instance(object))
}

/// A group of plain exceptions is an `ExceptionGroup`, which is an `Exception` itself and can hold no others.
fn choose_class(held: &Held, class: &Rc<Class>, all_plain: bool) -> R<Rc<Class>> {
    let base_group = held.interp.exception(ExcKind::BaseExceptionGroup);
    let plain_group = held.interp.exception(ExcKind::ExceptionGroup);
    if Rc::ptr_eq(class, base_group) {
        return Ok(Rc::clone(if all_plain { plain_group } else { base_group }));
    }
    if !all_plain && class.is_subclass(held.interp.exception(ExcKind::Exception), &held.token) {
        return Err(Raised::type_error(match Rc::ptr_eq(class, plain_group) {
            true => "Cannot nest BaseExceptions in an ExceptionGroup".to_owned(),
            false => format!("Cannot nest BaseExceptions in '{}'", class.name(&held.token)),
        }));
    }
    Ok(Rc::clone(class))
}

fn init(held: &mut Held, args: &[Value]) -> R {
    super::init::base_init(held, args)
}

fn group(held: &Held, this: &Value) -> R<Rc<Instance>> {
    match this {
        Value::Instance(object) if members(held, object).is_some() => Ok(Rc::clone(object)),
        _ => Err(Raised::type_error(format!(
            "descriptor requires a 'BaseExceptionGroup' object but received a '{}'",
            held.type_name(this)
        ))),
    }
}

/// Whether an exception is a group.
pub(super) fn is_group(held: &Held, object: &Instance) -> bool {
    object.class.get(&held.token).is_subclass(held.interp.exception(ExcKind::BaseExceptionGroup), &held.token)
}

/// The exceptions in a group; `None` for an exception that is no group.
pub(crate) fn members(held: &Held, object: &Rc<Instance>) -> Option<Tuple> {
    if !is_group(held, object) {
        return None;
    }
    match super::field(held, object, "exceptions") {
        Some(Value::Tuple(members)) => Some(members),
        _ => None,
    }
}

fn str(held: &mut Held, args: &[Value]) -> R {
    let group = group(held, &args[0])?;
    let count = members(held, &group).map_or(0, |members| members.items().len());
    let message = super::field(held, &group, "message").unwrap_or(Value::None);
    let message = held.str(&message)?;
    let plural = if count == 1 { "" } else { "s" };
    Ok(Value::from(format!("{} ({count} sub-exception{plural})", message.as_str())))
}

fn derive(held: &mut Held, args: &[Value]) -> R {
    let group = group(held, &args[0])?;
    let message = super::field(held, &group, "message").unwrap_or(Value::None);
    let class = Value::Class(Rc::clone(held.interp.exception(ExcKind::BaseExceptionGroup)));
    held.call(&class, &[message, args[1].clone()])
}

/// What an exception is asked by `split`.
enum Condition {
    /// A class or a tuple of classes.
    Classes(Value),
    /// A function.
    Function(Value),
}

fn condition(held: &mut Held, value: &Value) -> R<Condition> {
    let is_exception_class =
        |value: &Value| matches!(value, Value::Class(class) if class.flags.get().is_exception);
    match value {
        Value::Class(_) if is_exception_class(value) => return Ok(Condition::Classes(value.clone())),
        Value::Tuple(classes) if classes.items().iter().all(is_exception_class) => {
            return Ok(Condition::Classes(value.clone()));
        }
        Value::Class(_) | Value::Tuple(_) => {}
        _ if held.is_callable(value) => return Ok(Condition::Function(value.clone())),
        _ => {}
    }
    Err(Raised::type_error(
        "expected an exception type, a tuple of exception types, or a callable (other than a class)",
    ))
}

impl Condition {
    fn holds(&self, held: &mut Held, exception: &Value) -> R<bool> {
        match self {
            Condition::Classes(classes) => held.exception_matches(exception, classes),
            Condition::Function(function) => {
                let answer = held.call(function, std::slice::from_ref(exception))?;
                held.truthy(&answer)
            }
        }
    }
}

/// The parts of an exception (tree) that match and that do not; `None` where there are none.
fn split(held: &mut Held, object: &Rc<Instance>, condition: &Condition) -> R<(Value, Value)> {
    let whole = Value::Instance(Rc::clone(object));
    if condition.holds(held, &whole)? {
        return Ok((whole, Value::None));
    }
    let Some(members) = members(held, object) else { return Ok((Value::None, whole)) };
    let (mut matching, mut rest) = (Vec::new(), Vec::new());
    for member in members.items() {
        let Value::Instance(member) = member else { continue };
        let (yes, no) =
            held.nested(" in exceptiongroup_split_recursive", |held| split(held, member, condition))?;
        matching.extend((!yes.is_none()).then_some(yes));
        rest.extend((!no.is_none()).then_some(no));
    }
    Ok((regroup(held, object, matching)?, regroup(held, object, rest)?))
}

/// A group like `object` around some of its members, with its traceback, chain and notes; `None` around none.
pub(super) fn regroup(held: &mut Held, object: &Rc<Instance>, members: Vec<Value>) -> R {
    if members.is_empty() {
        return Ok(Value::None);
    }
    let name = held.intern("derive");
    let derived = held.call_method(&Value::Instance(Rc::clone(object)), &name, &[Value::list(members)])?;
    let Value::Instance(copy) = &derived else {
        return Err(Raised::type_error("derive must return an instance of BaseExceptionGroup"));
    };
    if self::members(held, copy).is_none() {
        return Err(Raised::type_error("derive must return an instance of BaseExceptionGroup"));
    }
    let parts = held.exception_data(object).map(|data| {
        (data.traceback.clone(), data.cause.clone(), data.context.clone(), data.suppress_context)
    });
    if let (Some((traceback, cause, context, suppress)), Some(data)) = (parts, held.exception_data_mut(copy))
    {
        data.traceback = traceback;
        data.suppress_context = suppress;
        let old = (std::mem::replace(&mut data.cause, cause), std::mem::replace(&mut data.context, context));
        drop(old);
    }
    let notes = Rc::clone(&held.interp.names.notes);
    if let Some(found) = held.getattr_opt(&Value::Instance(Rc::clone(object)), &notes)? {
        let copied = held.collect(&found)?;
        held.setattr(&derived, &notes, Value::list(copied))?;
    }
    Ok(derived)
}
