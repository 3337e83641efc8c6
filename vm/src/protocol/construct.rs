//! Calling a built-in type itself: the short way past `__new__` and `__init__`, with the messages that
//! CPython gives there.

use crate::error::R;
use crate::error::Raised;
use crate::held::Held;
use crate::object::Dict;
use crate::object::Range;
use crate::rc::Rc;
use crate::types::Kind;
use crate::value::Value;

fn small_range(start: i64, stop: i64, step: i64) -> Value {
    Value::Range(Rc::new(Range::Small { start, stop, step }))
}

impl Held {
    /// `list(…)`, `dict(…)` and the like without keyword arguments; `None` for types that go the long way.
    pub(crate) fn construct_builtin(&mut self, kind: Kind, args: &[Value]) -> R<Option<Value>> {
        match (kind, args) {
            (Kind::Str, [v]) => return Ok(Some(Value::Str(self.str(v)?))),
            (Kind::Int, [v]) => return self.int_from(v).map(Some),
            (Kind::Float, [v]) => return Ok(Some(Value::Float(self.float_from(v)?))),
            (Kind::Bool, [v]) => return Ok(Some(Value::Bool(self.truthy(v)?))),
            (Kind::Range, [Value::Int(stop)]) => return Ok(Some(small_range(0, *stop, 1))),
            (Kind::Range, [Value::Int(start), Value::Int(stop)]) => {
                return Ok(Some(small_range(*start, *stop, 1)));
            }
            (Kind::Range, [Value::Int(start), Value::Int(stop), Value::Int(step)]) if *step != 0 => {
                return Ok(Some(small_range(*start, *stop, *step)));
            }
            (Kind::Enumerate, [source]) => {
                let inner = self.iter(source)?;
                return Ok(Some(self.enumerate(inner, Value::Int(0))));
            }
            (Kind::Zip, sources) => return self.zip(sources, false).map(Some),
            // The question, not a class being made: its `__init__` is not asked.
            (Kind::Type, [v]) => return Ok(Some(Value::Class(Rc::clone(self.class_of(v))))),
            (Kind::NoneType, []) => return Ok(Some(Value::None)),
            (Kind::Ellipsis, []) => return Ok(Some(Value::Ellipsis)),
            (Kind::NotImplementedType, []) => return Ok(Some(Value::NotImplemented)),
            (Kind::NoneType | Kind::Ellipsis | Kind::NotImplementedType, _) => {
                return Err(Raised::type_error(format!("{} takes no arguments", singleton_type(kind))));
            }
            (Kind::Int, [_, _, _, ..]) => {
                return Err(Raised::type_error(format!(
                    "int expected at most 2 arguments, got {}",
                    args.len()
                )));
            }
            _ => {}
        }
        if !matches!(kind, Kind::List | Kind::Tuple | Kind::Dict | Kind::Set | Kind::FrozenSet) {
            return Ok(None);
        }
        let source = match args {
            [] => &Value::Unset,
            [source] => source,
            more => {
                return Err(Raised::type_error(format!(
                    "{} expected at most 1 argument, got {}",
                    kind.name(),
                    more.len()
                )));
            }
        };
        Ok(Some(match (kind, source) {
            (Kind::List, Value::Unset) => Value::list(Vec::new()),
            (Kind::List, _) => Value::list(self.collect(source)?),
            (Kind::Tuple, _) => self.tuple_from(source)?,
            (Kind::Set, Value::Unset) => Value::Set(self.build_set(&[])?),
            (Kind::Set, _) => Value::Set(self.set_from(source)?),
            (Kind::FrozenSet, Value::Unset) => Value::FrozenSet(self.build_set(&[])?),
            (Kind::FrozenSet, Value::FrozenSet(_)) => source.clone(),
            (Kind::FrozenSet, _) => Value::FrozenSet(self.set_from(source)?),
            (_, Value::Unset) => Value::Dict(self.new_dict()),
            (_, Value::Dict(source)) => Value::Dict(self.dict_copy(source)),
            _ => {
                let dict = Rc::new(Dict::new());
                self.dict_update(&dict, source)?;
                Value::Dict(dict)
            }
        }))
    }
}

/// What the type of a singleton is called in its messages.
fn singleton_type(kind: Kind) -> &'static str {
    if kind == Kind::Ellipsis { "EllipsisType" } else { kind.name() }
}
