//! `isinstance` and `issubclass`, with tuples, unions, and classes that decide for themselves.

use crate::error::R;
use crate::error::Raised;
use crate::held::Held;
use crate::object::Class;
use crate::object::Str;
use crate::object::Tuple;
use crate::rc::Rc;
use crate::types::Kind;
use crate::types::union;
use crate::value::Value;

/// Tuples of tuples of … classes deeper than this are refused.
const NESTING_MAX: usize = 200;

impl Held {
    /// `isinstance(obj, classes)`
    pub fn isinstance(&mut self, obj: &Value, classes: &Value) -> R<bool> {
        self.check(obj, classes, Question::Instance, 0)
    }

    /// `issubclass(class, classes)`
    pub fn issubclass(&mut self, class: &Value, classes: &Value) -> R<bool> {
        self.check(class, classes, Question::Subclass, 0)
    }

    fn check(&mut self, subject: &Value, classes: &Value, question: Question, depth: usize) -> R<bool> {
        match classes {
            Value::Class(class) => {
                if question == Question::Instance && Rc::ptr_eq(self.class_of(subject), class) {
                    return Ok(true);
                }
                let class = Rc::clone(class);
                if class.metaclass.is_some() {
                    let name = question.hook(self);
                    if let Some(answer) = self.call_special(classes, &name, std::slice::from_ref(subject))? {
                        return self.truthy(&answer);
                    }
                }
                plain(self, subject, &class, question)
            }
            Value::Tuple(tuple) => self.check_any(subject, &tuple.clone(), question, depth),
            _ => {
                if let Some(members) = union::members(self, classes) {
                    let members = Tuple::new(members);
                    return self.check_any(subject, &members, question, depth);
                }
                let name = question.hook(self);
                match self.call_special(classes, &name, std::slice::from_ref(subject))? {
                    Some(answer) => self.truthy(&answer),
                    None => Err(Raised::type_error(question.complaint())),
                }
            }
        }
    }

    fn check_any(&mut self, subject: &Value, classes: &Tuple, question: Question, depth: usize) -> R<bool> {
        if depth > NESTING_MAX {
            return Err(Raised::new(
                crate::error::ExcKind::RecursionError,
                match question {
                    Question::Instance => "maximum recursion depth exceeded in __instancecheck__",
                    Question::Subclass => "maximum recursion depth exceeded in __subclasscheck__",
                },
            ));
        }
        for class in classes.items() {
            // `None` stands for its type inside a union.
            let class = if class.is_none() {
                Value::Class(Rc::clone(self.interp.kind(Kind::NoneType)))
            } else {
                class.clone()
            };
            if self.check(subject, &class, question, depth + 1)? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Question {
    Instance,
    Subclass,
}

impl Question {
    fn hook(self, held: &Held) -> Rc<Str> {
        match self {
            Question::Instance => Rc::clone(&held.interp.names.instancecheck),
            Question::Subclass => Rc::clone(&held.interp.names.subclasscheck),
        }
    }

    fn complaint(self) -> &'static str {
        match self {
            Question::Instance => "isinstance() arg 2 must be a type, a tuple of types, or a union",
            Question::Subclass => "issubclass() arg 2 must be a class, a tuple of classes, or a union",
        }
    }
}

/// The answer where no metaclass has its own.
fn plain(held: &mut Held, subject: &Value, class: &Rc<Class>, question: Question) -> R<bool> {
    match question {
        Question::Instance => {
            let own = Rc::clone(held.class_of(subject));
            if own.is_subclass(class, &held.token) {
                return Ok(true);
            }
            // An object may claim another class by a `__class__` of its own.
            let name = Rc::clone(&held.interp.names.class);
            if !matches!(subject, Value::Instance(_)) || own.flags.get().builtin {
                return Ok(false);
            }
            let claims = own.flags.get().has_getattribute
                || !matches!(held.lookup(&own, &name), Some(Value::Descriptor(found)) if matches!(&*found, crate::object::Descriptor::GetSet { owner: "object", .. }));
            if !claims {
                return Ok(false);
            }
            match held.getattr_opt(subject, &name)? {
                Some(Value::Class(claimed)) => Ok(claimed.is_subclass(class, &held.token)),
                _ => Ok(false),
            }
        }
        Question::Subclass => match subject {
            Value::Class(subject) => Ok(subject.is_subclass(class, &held.token)),
            _ => Err(Raised::type_error("issubclass() arg 1 must be a class")),
        },
    }
}

/// `type.__instancecheck__`
pub(super) fn type_instancecheck(held: &mut Held, args: &[Value]) -> R {
    let class = Rc::clone(super::class(held, &args[0])?);
    Ok(Value::Bool(plain(held, &args[1], &class, Question::Instance)?))
}

/// `type.__subclasscheck__`
pub(super) fn type_subclasscheck(held: &mut Held, args: &[Value]) -> R {
    let class = Rc::clone(super::class(held, &args[0])?);
    Ok(Value::Bool(plain(held, &args[1], &class, Question::Subclass)?))
}
