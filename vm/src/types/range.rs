//! `range`: arithmetic progressions with bounds of any size, nearly always within 64 bits.

use std::cell::Cell;

use crate::error::ExcKind;
use crate::error::R;
use crate::error::Raised;
use crate::held::Held;
use crate::native::GetSetDef;
use crate::native::NativeDef;
use crate::native::TypeDef;
use crate::number::bigint::BigInt;
use crate::number::int;
use crate::number::int::IntRef;
use crate::object::Iter;
use crate::object::IterState;
use crate::object::Range;
use crate::object::Slice;
use crate::protocol::compare::int_ref;
use crate::rc::Rc;
use crate::types::Kind;
use crate::value::Value;

impl Range {
    /// Number of elements of a small range; 0 for a big one.
    pub(crate) fn small_len(&self) -> u64 {
        match self {
            Range::Small { start, stop, step } => Range::len_of(*start, *stop, *step),
            Range::Big { .. } => 0,
        }
    }

    /// Start, stop and step as integers.
    pub(crate) fn parts(&self) -> (Value, Value, Value) {
        match self {
            Range::Small { start, stop, step } => (Value::Int(*start), Value::Int(*stop), Value::Int(*step)),
            Range::Big { start, stop, step } => {
                (Value::big(start.clone()), Value::big(stop.clone()), Value::big(step.clone()))
            }
        }
    }

    /// Number of elements, as an integer.
    pub(crate) fn len_value(&self) -> Value {
        let (start, stop, step) = match self {
            Range::Small { .. } => {
                let len = self.small_len();
                return Value::from(int::IntResult::from(len));
            }
            Range::Big { start, stop, step } => (start, stop, step),
        };
        let (low, high, step) = if step.is_negative() {
            (stop, start, Value::from(int::neg(IntRef::Big(step))))
        } else {
            (start, stop, Value::big(step.clone()))
        };
        if low >= high {
            return Value::Int(0);
        }
        let span = int::sub(IntRef::Big(high), IntRef::Big(low));
        let last = int::sub(IntRef::from(&span), IntRef::Small(1));
        let step = int_ref(&step).unwrap_or(IntRef::Small(1));
        match int::floordiv(IntRef::from(&last), step) {
            Ok(steps) => Value::from(int::add(IntRef::from(&steps), IntRef::Small(1))),
            Err(_) => Value::Int(0),
        }
    }

    /// Whether there are no elements.
    pub(crate) fn is_empty(&self) -> bool {
        match self {
            Range::Small { .. } => self.small_len() == 0,
            Range::Big { .. } => matches!(self.len_value(), Value::Int(0)),
        }
    }

    /// Whether two ranges have the same elements.
    pub(crate) fn same_elements(&self, other: &Range) -> bool {
        let same = |a: &Value, b: &Value| match (int_ref(a), int_ref(b)) {
            (Some(a), Some(b)) => int::cmp(a, b).is_eq(),
            _ => false,
        };
        let (len, other_len) = (self.len_value(), other.len_value());
        if !same(&len, &other_len) {
            return false;
        }
        let ((start, _, step), (other_start, _, other_step)) = (self.parts(), other.parts());
        match len {
            Value::Int(0) => true,
            Value::Int(1) => same(&start, &other_start),
            _ => same(&start, &other_start) && same(&step, &other_step),
        }
    }

    /// An iterator from the start.
    pub(crate) fn iter(&self) -> Value {
        Iter::new(match self {
            Range::Small { start, step, .. } => IterState::Range {
                next: Cell::new(*start),
                remaining: Cell::new(self.small_len()),
                step: *step,
            },
            Range::Big { start, stop, step } => {
                IterState::BigRange { next: start.clone(), stop: stop.clone(), step: step.clone() }
            }
        })
    }

    /// Element `at` of a small range, where `at` is less than the length.
    fn small_element(start: i64, step: i64, at: u64) -> i64 {
        // Every element fits, though the product alone may not.
        (i128::from(start) + i128::from(step) * i128::from(at)) as i64
    }

    /// A range from integers.
    pub(crate) fn from_values(start: &Value, stop: &Value, step: &Value) -> Range {
        match (start, stop, step) {
            (Value::Int(start), Value::Int(stop), Value::Int(step)) => {
                Range::Small { start: *start, stop: *stop, step: *step }
            }
            _ => Range::Big { start: to_big(start), stop: to_big(stop), step: to_big(step) },
        }
    }
}

fn to_big(value: &Value) -> BigInt {
    match value {
        Value::Int(n) => BigInt::from(*n),
        Value::BigInt(n) => (**n).clone(),
        _ => BigInt::from(0_i64),
    }
}

/// `start + step * at`
fn element(start: &Value, step: &Value, at: &Value) -> R {
    let (Some(start), Some(step), Some(at)) = (int_ref(start), int_ref(step), int_ref(at)) else {
        return Ok(Value::None);
    };
    match int::mul(step, at) {
        Ok(offset) => Ok(Value::from(int::add(start, IntRef::from(&offset)))),
        Err(error) => Err(Raised::new(ExcKind::OverflowError, error.to_string())),
    }
}

impl Held {
    /// `range[key]`
    pub(crate) fn range_getitem(&mut self, range: &Rc<Range>, key: &Value) -> R {
        if let Value::Slice(slice) = key {
            return self.range_slice(range, slice);
        }
        if !self.has_index(key) {
            return Err(Raised::type_error(format!(
                "range indices must be integers or slices, not {}",
                self.type_name(key)
            )));
        }
        let index = self.index(key)?;
        if let (Range::Small { start, step, .. }, Value::Int(index)) = (&**range, &index) {
            let len = range.small_len();
            let at = if *index < 0 { i128::from(*index) + i128::from(len) } else { i128::from(*index) };
            return match u64::try_from(at) {
                Ok(at) if at < len => Ok(Value::Int(Range::small_element(*start, *step, at))),
                _ => Err(out_of_range()),
            };
        }
        let len = range.len_value();
        let (Some(len), Some(index)) = (int_ref(&len), int_ref(&index)) else { return Err(out_of_range()) };
        let at = if index.is_negative() { int::add(index, len) } else { index.to_result() };
        let at_ref = IntRef::from(&at);
        if at_ref.is_negative() || int::cmp(at_ref, len).is_ge() {
            return Err(out_of_range());
        }
        let (start, _, step) = range.parts();
        element(&start, &step, &Value::from(at.clone()))
    }

    fn range_slice(&mut self, range: &Rc<Range>, slice: &Slice) -> R {
        let len = range.len_value();
        let (from, to, by) = self.slice_indices(slice, &len)?;
        let (start, _, step) = range.parts();
        let new_start = element(&start, &step, &from)?;
        let new_stop = element(&start, &step, &to)?;
        let new_step = element(&Value::Int(0), &step, &by)?;
        Ok(Value::Range(Rc::new(Range::from_values(&new_start, &new_stop, &new_step))))
    }

    /// `item in range`
    pub(crate) fn range_contains(&mut self, range: &Rc<Range>, item: &Value) -> R<bool> {
        if let (Range::Small { start, stop, step }, Value::Int(n)) = (&**range, item) {
            let inside = if *step > 0 { start <= n && n < stop } else { stop < n && n <= start };
            return Ok(inside && (i128::from(*n) - i128::from(*start)) % i128::from(*step) == 0);
        }
        match item {
            Value::Int(_) | Value::Bool(_) | Value::BigInt(_) => Ok(big_position(range, item).is_some()),
            // Only an integral float equals an element.
            Value::Float(x) => match int::from_f64(*x) {
                Ok(n) if x.trunc() == *x => Ok(big_position(range, &Value::from(n)).is_some()),
                _ => Ok(false),
            },
            Value::Str(_) | Value::None | Value::Bytes(_) | Value::List(_) | Value::Tuple(_) => Ok(false),
            _ => self.contains_by_iteration(&Value::Range(Rc::clone(range)), item),
        }
    }
}

/// Position of an integer among the elements of a range.
fn big_position(range: &Range, item: &Value) -> Option<Value> {
    let (start, stop, step) = range.parts();
    let (start, stop, step, item) = (int_ref(&start)?, int_ref(&stop)?, int_ref(&step)?, int_ref(item)?);
    let inside = if step.is_negative() {
        int::cmp(item, start).is_le() && int::cmp(item, stop).is_gt()
    } else {
        int::cmp(item, start).is_ge() && int::cmp(item, stop).is_lt()
    };
    if !inside {
        return None;
    }
    let offset = int::sub(item, start);
    let (position, rest) = int::divmod(IntRef::from(&offset), step).ok()?;
    IntRef::from(&rest).is_zero().then(|| Value::from(position))
}

#[cold]
fn out_of_range() -> Raised {
    Raised::index_error("range object index out of range")
}

fn range_new(held: &mut Held, args: &[Value]) -> R {
    let (start, stop, step) = match (&args[1], &args[2], &args[3]) {
        (Value::Unset, ..) => return Err(Raised::type_error("range expected at least 1 argument, got 0")),
        (stop, Value::Unset, _) => (Value::Int(0), held.index(stop)?, Value::Int(1)),
        (start, stop, Value::Unset) => (held.index(start)?, held.index(stop)?, Value::Int(1)),
        (start, stop, step) => (held.index(start)?, held.index(stop)?, held.index(step)?),
    };
    if matches!(step, Value::Int(0)) {
        return Err(Raised::value_error("range() arg 3 must not be zero"));
    }
    let plain = |v: Value| if let Value::Bool(b) = v { Value::Int(i64::from(b)) } else { v };
    let range = Range::from_values(&plain(start), &plain(stop), &plain(step));
    held.new_of(&args[0], Kind::Range, Value::Range(Rc::new(range)))
}

fn range_len(held: &mut Held, args: &[Value]) -> R {
    let range = held.this_range(&args[0], "__len__")?;
    held.len(&Value::Range(range)).map(Value::from)
}

fn range_getitem(held: &mut Held, args: &[Value]) -> R {
    let range = held.this_range(&args[0], "__getitem__")?;
    held.range_getitem(&range, &args[1])
}

fn range_contains(held: &mut Held, args: &[Value]) -> R {
    let range = held.this_range(&args[0], "__contains__")?;
    held.range_contains(&range, &args[1]).map(Value::Bool)
}

fn range_iter(held: &mut Held, args: &[Value]) -> R {
    Ok(held.this_range(&args[0], "__iter__")?.iter())
}

fn range_reversed(held: &mut Held, args: &[Value]) -> R {
    let range = held.this_range(&args[0], "__reversed__")?;
    if let Range::Small { start, step, .. } = *range {
        let len = range.small_len();
        if let (Some(last), Some(step)) = (len.checked_sub(1), step.checked_neg()) {
            let next = Range::small_element(start, step.wrapping_neg(), last);
            return Ok(Iter::new(IterState::Range {
                next: Cell::new(next),
                remaining: Cell::new(len),
                step,
            }));
        }
        if len == 0 {
            return Ok(Iter::new(IterState::Range {
                next: Cell::new(start),
                remaining: Cell::new(0),
                step: 1,
            }));
        }
    }
    // From the last element down to, and not including, the one before the first.
    let (start, _, step) = range.parts();
    let len = range.len_value();
    let last = match int_ref(&len) {
        Some(len) => element(&start, &step, &Value::from(int::sub(len, IntRef::Small(1))))?,
        None => start.clone(),
    };
    let before = element(&start, &step, &Value::Int(-1))?;
    let back = element(&Value::Int(0), &step, &Value::Int(-1))?;
    Ok(Iter::new(IterState::BigRange { next: to_big(&last), stop: to_big(&before), step: to_big(&back) }))
}

fn range_eq(held: &mut Held, args: &[Value]) -> R {
    let range = held.this_range(&args[0], "__eq__")?;
    Ok(match held.base_ref(&args[1]) {
        Value::Range(other) => Value::Bool(range.same_elements(other)),
        _ => Value::NotImplemented,
    })
}

fn range_ne(held: &mut Held, args: &[Value]) -> R {
    Ok(match range_eq(held, args)? {
        Value::Bool(equal) => Value::Bool(!equal),
        other => other,
    })
}

fn range_hash(held: &mut Held, args: &[Value]) -> R {
    let range = held.this_range(&args[0], "__hash__")?;
    held.hash(&Value::Range(range)).map(Value::Int)
}

fn range_bool(held: &mut Held, args: &[Value]) -> R {
    Ok(Value::Bool(!held.this_range(&args[0], "__bool__")?.is_empty()))
}

fn range_count(held: &mut Held, args: &[Value]) -> R {
    let range = held.this_range(&args[0], "count")?;
    Ok(Value::Int(i64::from(held.range_contains(&range, &args[1])?)))
}

fn range_index(held: &mut Held, args: &[Value]) -> R {
    let range = held.this_range(&args[0], "index")?;
    let item = match &args[1] {
        Value::Float(x) if x.trunc() == *x => int::from_f64(*x).map_or(Value::None, Value::from),
        other => held.base_value(other),
    };
    match big_position(&range, &item) {
        Some(position) => Ok(position),
        None if int_ref(&item).is_some() => {
            let shown = held.repr(&args[1])?;
            Err(Raised::value_error(format!("{} is not in range", shown.as_str())))
        }
        None => Err(Raised::value_error("sequence.index(x): x not in sequence")),
    }
}

fn range_repr(held: &mut Held, args: &[Value]) -> R {
    let range = held.this_range(&args[0], "__repr__")?;
    held.repr(&Value::Range(range)).map(Value::Str)
}

fn get_start(held: &mut Held, this: &Value) -> R {
    Ok(held.this_range(this, "start")?.parts().0)
}

fn get_stop(held: &mut Held, this: &Value) -> R {
    Ok(held.this_range(this, "stop")?.parts().1)
}

fn get_step(held: &mut Held, this: &Value) -> R {
    Ok(held.this_range(this, "step")?.parts().2)
}

/// What CPython says for the members of its structures.
fn read_only(_: &mut Held, _: &Value, _: Value) -> R<()> {
    Err(Raised::new(ExcKind::AttributeError, "readonly attribute"))
}

/// `range`
pub(crate) const DEF: TypeDef = TypeDef {
    doc: "range(stop) -> range object\nrange(start, stop[, step]) -> range object\n\nReturn an object that produces a sequence of integers from start (inclusive)\nto stop (exclusive) by step.",
    new: Some(&NativeDef::new(
        "__new__($type, start=<unset>, stop=<unset>, step=<unset>, /)",
        "Create and return a new object.  See help(type) for accurate signature.",
        range_new,
    )),
    methods: &[
        NativeDef::new("__repr__($self, /)", "Return repr(self).", range_repr),
        NativeDef::new("__hash__($self, /)", "Return hash(self).", range_hash),
        NativeDef::new("__eq__($self, value, /)", "Return self==value.", range_eq),
        NativeDef::new("__ne__($self, value, /)", "Return self!=value.", range_ne),
        NativeDef::new("__iter__($self, /)", "Implement iter(self).", range_iter),
        NativeDef::new("__bool__($self, /)", "True if self else False", range_bool),
        NativeDef::new("__len__($self, /)", "Return len(self).", range_len),
        NativeDef::new("__getitem__($self, key, /)", "Return self[key].", range_getitem),
        NativeDef::new("__contains__($self, key, /)", "Return bool(key in self).", range_contains),
        NativeDef::new("__reversed__($self, /)", "Return a reverse iterator.", range_reversed),
        NativeDef::new(
            "count($self, value, /)",
            "rangeobject.count(value) -> integer -- return number of occurrences of value",
            range_count,
        ),
        NativeDef::new(
            "index($self, value, /)",
            "rangeobject.index(value) -> integer -- return index of value.\nRaise ValueError if the value is not present.",
            range_index,
        ),
    ],
    attributes: &[
        GetSetDef { name: "start", doc: "", get: get_start, set: Some(read_only) },
        GetSetDef { name: "stop", doc: "", get: get_stop, set: Some(read_only) },
        GetSetDef { name: "step", doc: "", get: get_step, set: Some(read_only) },
    ],
    ..TypeDef::builtin(Kind::Range)
};
