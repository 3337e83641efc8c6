//! What `except*` does with exceptions: taking the part a clause asks for, and putting together what is left
//! (`Python/ceval.c: _PyEval_ExceptionGroupMatch`, `Objects/exceptions.c: _PyExc_PrepReraiseStar`).

use std::sync::Arc;

use super::group::is_group;
use super::group::members;
use super::group::regroup;
use crate::error::ExcKind;
use crate::error::R;
use crate::error::Raised;
use crate::held::Held;
use crate::object::Instance;
use crate::rc::Rc;
use crate::value::Value;

impl Held {
    /// The part of `exception` that matches `pattern`, and the rest; `None` for what there is not. A single exception
    /// is put into a group.
    pub(crate) fn split_exception(&mut self, exception: &Value, pattern: &Value) -> R<(Value, Value)> {
        let matches = self.exception_matches(exception, pattern)?;
        self.check_star_pattern(pattern)?;
        let Value::Instance(object) = exception else { return Ok((Value::None, Value::None)) };
        if !is_group(self, object) {
            return match matches {
                true => Ok((new_group(self, Value::tuple([exception.clone()]))?, Value::None)),
                false => Ok((Value::None, exception.clone())),
            };
        }
        if matches {
            return Ok((exception.clone(), Value::None));
        }
        let name = self.intern("split");
        let parts = self.call_method(exception, &name, std::slice::from_ref(pattern))?;
        let class = self.type_name(exception);
        match &parts {
            Value::Tuple(parts) => match parts.items() {
                [part, rest, ..] => Ok((part.clone(), rest.clone())),
                few => Err(Raised::type_error(format!(
                    "{class}.split must return a 2-tuple, got tuple of size {}",
                    few.len()
                ))),
            },
            other => Err(Raised::type_error(format!(
                "{class}.split must return a tuple, not {}",
                self.type_name(other)
            ))),
        }
    }

    /// A clause cannot ask for groups: would it mean the group or what is in it?
    fn check_star_pattern(&self, pattern: &Value) -> R<()> {
        let group = self.interp.exception(ExcKind::BaseExceptionGroup);
        let names_group =
            |class: &Value| matches!(class, Value::Class(class) if class.is_subclass(group, &self.token));
        let refused = match pattern {
            Value::Tuple(classes) => classes.items().iter().any(names_group),
            class => names_group(class),
        };
        if refused {
            return Err(Raised::type_error(
                "catching ExceptionGroup with except* is not allowed. Use except instead.",
            ));
        }
        Ok(())
    }

    /// What to raise at the end of `except*`, or `None`: what the clauses raised anew, and, as one group of the shape
    /// of `exception`, what they raised again or did not take.
    pub(crate) fn combine_exceptions(&mut self, exception: &Value, parts: &Value) -> R {
        let parts = match parts {
            Value::List(parts) => parts.items(&self.token).clone(),
            _ => Vec::new(),
        };
        let mut parts: Vec<Value> = parts.into_iter().filter(|part| !part.is_none()).collect();
        let whole = match exception {
            Value::Instance(whole) if is_group(self, whole) => whole,
            // At most one clause had a turn with a single exception.
            _ => return Ok(parts.into_iter().next().into()),
        };
        let mut leaves = Vec::new();
        let mut raised = Vec::new();
        for part in parts.drain(..) {
            match &part {
                Value::Instance(object) if is_part_of(self, object, whole) => {
                    collect_leaves(self, object, &mut leaves)?
                }
                _ => raised.push(part),
            }
        }
        let again = project(self, whole, &leaves)?;
        raised.extend((!again.is_none()).then_some(again));
        match raised.len() {
            0 | 1 => Ok(raised.pop().into()),
            _ => new_group(self, Value::list(raised)),
        }
    }
}

/// A group without a text around these exceptions.
fn new_group(held: &mut Held, exceptions: Value) -> R {
    let class = Value::Class(Rc::clone(held.interp.exception(ExcKind::BaseExceptionGroup)));
    held.call(&class, &[Value::str(""), exceptions])
}

/// Whether an exception was only passed on: a part that was split off has the traceback and the chain of the whole,
/// and raising it anew would have changed them.
fn is_part_of(held: &Held, part: &Instance, whole: &Instance) -> bool {
    let (Some(part), Some(whole)) = (held.exception_data(part), held.exception_data(whole)) else {
        return false;
    };
    part.traceback.len() == whole.traceback.len()
        && part
            .traceback
            .iter()
            .zip(&whole.traceback)
            .all(|(a, b)| a.op == b.op && Arc::ptr_eq(&a.code, &b.code))
        && part.cause.is(&whole.cause)
        && part.context.is(&whole.context)
}

/// Adds the exceptions below a group, or the single exception itself.
fn collect_leaves(held: &mut Held, object: &Rc<Instance>, leaves: &mut Vec<Rc<Instance>>) -> R<()> {
    let Some(members) = members(held, object) else {
        leaves.push(Rc::clone(object));
        return Ok(());
    };
    for member in members.items() {
        if let Value::Instance(member) = member {
            held.nested(" in collect_exception_group_leaf_ids", |held| collect_leaves(held, member, leaves))?;
        }
    }
    Ok(())
}

/// The group without the exceptions that are not among `leaves`; `None` if nothing remains.
fn project(held: &mut Held, object: &Rc<Instance>, leaves: &[Rc<Instance>]) -> R {
    let Some(members) = members(held, object) else {
        let is_leaf = leaves.iter().any(|leaf| Rc::ptr_eq(leaf, object));
        return Ok(if is_leaf { Value::Instance(Rc::clone(object)) } else { Value::None });
    };
    let mut kept = Vec::new();
    for member in members.items() {
        let Value::Instance(member) = member else { continue };
        let part = held.nested(" in exceptiongroup_split_recursive", |held| project(held, member, leaves))?;
        kept.extend((!part.is_none()).then_some(part));
    }
    regroup(held, object, kept)
}
