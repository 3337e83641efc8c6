//! `slice`, and the arithmetic of `slice.indices` for lengths of any size.

use gilvm_compiler::op::CmpOp;

use crate::error::ExcKind;
use crate::error::R;
use crate::error::Raised;
use crate::held::Held;
use crate::native::GetSetDef;
use crate::native::NativeDef;
use crate::native::TypeDef;
use crate::number::int;
use crate::number::int::IntRef;
use crate::number::int::IntResult;
use crate::object::Slice;
use crate::protocol::compare::int_ref;
use crate::rc::Rc;
use crate::types::Kind;
use crate::value::Value;

impl Held {
    /// `slice.indices(len)`: start, stop and step fitted to a sequence of `len` items, all integers of any size.
    pub(crate) fn slice_indices(&mut self, slice: &Slice, len: &Value) -> R<(Value, Value, Value)> {
        let step = match &slice.step {
            Value::None => Value::Int(1),
            other => self.slice_integer(other)?,
        };
        let step_sign = int_ref(&step).unwrap_or(IntRef::Small(1));
        if step_sign.is_zero() {
            return Err(Raised::value_error("slice step cannot be zero"));
        }
        let backward = step_sign.is_negative();
        let length = int_ref(len).unwrap_or(IntRef::Small(0));
        let minus_one = IntRef::Small(-1);
        let (low, high) = if backward {
            (IntResult::Small(-1), int::add(length, minus_one))
        } else {
            (IntResult::Small(0), length.to_result())
        };
        let fit = |held: &mut Held, bound: &Value, default: &IntResult| -> R<Value> {
            if bound.is_none() {
                return Ok(Value::from(default.clone()));
            }
            let bound = held.slice_integer(bound)?;
            let bound = int_ref(&bound).unwrap_or(IntRef::Small(0));
            let bound = if bound.is_negative() { int::add(bound, length) } else { bound.to_result() };
            let fitted = if int::cmp(IntRef::from(&bound), IntRef::from(&low)).is_lt() {
                low.clone()
            } else if int::cmp(IntRef::from(&bound), IntRef::from(&high)).is_gt() {
                high.clone()
            } else {
                bound
            };
            Ok(Value::from(fitted))
        };
        let start = fit(self, &slice.start, if backward { &high } else { &low })?;
        let stop = fit(self, &slice.stop, if backward { &low } else { &high })?;
        Ok((start, stop, step))
    }

    fn slice_integer(&mut self, part: &Value) -> R {
        if !self.has_index(part) {
            return Err(Raised::type_error(
                "slice indices must be integers or None or have an __index__ method",
            ));
        }
        match self.index(part)? {
            Value::Bool(b) => Ok(Value::Int(i64::from(b))),
            other => Ok(other),
        }
    }
}

fn slice_new(held: &mut Held, args: &[Value]) -> R {
    let Value::Tuple(parts) = &args[1] else { return Ok(Value::None) };
    let (start, stop, step) = match parts.items() {
        [] => return Err(Raised::type_error("slice expected at least 1 argument, got 0")),
        [stop] => (Value::None, stop.clone(), Value::None),
        [start, stop] => (start.clone(), stop.clone(), Value::None),
        [start, stop, step] => (start.clone(), stop.clone(), step.clone()),
        more => {
            return Err(Raised::type_error(format!(
                "slice expected at most 3 arguments, got {}",
                more.len()
            )));
        }
    };
    let slice = Value::Slice(Rc::new(Slice { start, stop, step }));
    held.new_of(&args[0], Kind::Slice, slice)
}

fn slice_method_indices(held: &mut Held, args: &[Value]) -> R {
    let slice = held.this_slice(&args[0], "indices")?;
    let len = held.index(&args[1])?;
    if int_ref(&len).is_some_and(IntRef::is_negative) {
        return Err(Raised::value_error("length should not be negative"));
    }
    let (start, stop, step) = held.slice_indices(&slice, &len)?;
    Ok(Value::tuple([start, stop, step]))
}

fn compare(held: &mut Held, args: &[Value], op: CmpOp, name: &str) -> R {
    let slice = Value::Slice(held.this_slice(&args[0], name)?);
    let other = held.base_value(&args[1]);
    Ok(held.builtin_compare(op, &slice, &other)?.map_or(Value::NotImplemented, Value::Bool))
}

fn slice_eq(held: &mut Held, args: &[Value]) -> R {
    compare(held, args, CmpOp::Eq, "__eq__")
}

fn slice_ne(held: &mut Held, args: &[Value]) -> R {
    compare(held, args, CmpOp::Ne, "__ne__")
}

fn slice_hash(held: &mut Held, args: &[Value]) -> R {
    let slice = held.this_slice(&args[0], "__hash__")?;
    held.hash(&Value::Slice(slice)).map(Value::Int)
}

fn slice_repr(held: &mut Held, args: &[Value]) -> R {
    let slice = held.this_slice(&args[0], "__repr__")?;
    held.repr(&Value::Slice(slice)).map(Value::Str)
}

fn get_start(held: &mut Held, this: &Value) -> R {
    Ok(held.this_slice(this, "start")?.start.clone())
}

fn get_stop(held: &mut Held, this: &Value) -> R {
    Ok(held.this_slice(this, "stop")?.stop.clone())
}

fn get_step(held: &mut Held, this: &Value) -> R {
    Ok(held.this_slice(this, "step")?.step.clone())
}

/// What CPython says for the members of its structures.
fn read_only(_: &mut Held, _: &Value, _: Value) -> R<()> {
    Err(Raised::new(ExcKind::AttributeError, "readonly attribute"))
}

/// `slice`
pub(crate) const DEF: TypeDef = TypeDef {
    doc: "slice(stop)\nslice(start, stop[, step])\n\nCreate a slice object.  This is used for extended slicing (e.g. a[0:10:2]).",
    new: Some(&NativeDef::new(
        "__new__($type, *args)",
        "Create and return a new object.  See help(type) for accurate signature.",
        slice_new,
    )),
    methods: &[
        NativeDef::new("__repr__($self, /)", "Return repr(self).", slice_repr),
        NativeDef::new("__hash__($self, /)", "Return hash(self).", slice_hash),
        NativeDef::new("__eq__($self, value, /)", "Return self==value.", slice_eq),
        NativeDef::new("__ne__($self, value, /)", "Return self!=value.", slice_ne),
        NativeDef::new(
            "indices($self, len, /)",
            "S.indices(len) -> (start, stop, stride)\n\nAssuming a sequence of length len, calculate the start and stop\nindices, and the stride length of the extended slice described by\nS. Out of bounds indices are clipped in a manner consistent with the\nhandling of normal slices.",
            slice_method_indices,
        ),
    ],
    attributes: &[
        GetSetDef { name: "start", doc: "", get: get_start, set: Some(read_only) },
        GetSetDef { name: "stop", doc: "", get: get_stop, set: Some(read_only) },
        GetSetDef { name: "step", doc: "", get: get_step, set: Some(read_only) },
    ],
    ..TypeDef::builtin(Kind::Slice)
};
