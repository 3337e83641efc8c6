//! Comparison, truth and hashing.
//!
//! The order of attempts is CPython's (`Objects/object.c`: `do_richcompare`): the right operand first when its class
//! derives from the left one's, then left, then right, then identity for `==` and `!=`. Built-in values are compared
//! without looking at their class, since nothing can override it.

use std::cmp::Ordering;

use gilvm_compiler::op::CmpOp;
use smallvec::SmallVec;

use crate::error::R;
use crate::error::Raised;
use crate::held::Held;
use crate::number;
use crate::number::int::IntRef;
use crate::object::Dict;
use crate::object::DictPart;
use crate::object::List;
use crate::object::Payload;
use crate::object::Range;
use crate::object::Set;
use crate::object::Slice;
use crate::object::Tuple;
use crate::object::quick_eq;
use crate::rc::Rc;
use crate::text::hash::TupleHasher;
use crate::value::Value;

/// An `int` (or `bool`) as an operand of [`number::int`].
#[inline]
pub(crate) fn int_ref(value: &Value) -> Option<IntRef<'_>> {
    match value {
        Value::Int(n) => Some(IntRef::Small(*n)),
        Value::Bool(b) => Some(IntRef::Small(i64::from(*b))),
        Value::BigInt(n) => Some(IntRef::Big(n)),
        _ => None,
    }
}

/// Order of two numbers: `None` when one is not a number, `Some(None)` when one is not *a number*.
#[inline]
fn number_order(a: &Value, b: &Value) -> Option<Option<Ordering>> {
    match (a, b) {
        (Value::Int(a), Value::Int(b)) => Some(Some(a.cmp(b))),
        (Value::Float(a), Value::Float(b)) => Some(a.partial_cmp(b)),
        (Value::Float(a), b) => {
            let order = number::int::partial_cmp_f64(int_ref(b)?, *a);
            Some(order.map(Ordering::reverse))
        }
        (a, Value::Float(b)) => Some(number::int::partial_cmp_f64(int_ref(a)?, *b)),
        (a, b) => Some(Some(number::int::cmp(int_ref(a)?, int_ref(b)?))),
    }
}

/// Whether an order satisfies an operator; no order satisfies only `!=`.
#[inline]
pub(crate) fn satisfies(op: CmpOp, order: Option<Ordering>) -> bool {
    match op {
        CmpOp::Lt => order == Some(Ordering::Less),
        CmpOp::Le => matches!(order, Some(Ordering::Less | Ordering::Equal)),
        CmpOp::Eq => order == Some(Ordering::Equal),
        CmpOp::Ne => order != Some(Ordering::Equal),
        CmpOp::Gt => order == Some(Ordering::Greater),
        CmpOp::Ge => matches!(order, Some(Ordering::Greater | Ordering::Equal)),
    }
}

/// The operator that `b op a` needs to mean `a op b`.
const fn swapped(op: CmpOp) -> CmpOp {
    match op {
        CmpOp::Lt => CmpOp::Gt,
        CmpOp::Le => CmpOp::Ge,
        CmpOp::Gt => CmpOp::Lt,
        CmpOp::Ge => CmpOp::Le,
        CmpOp::Eq | CmpOp::Ne => op,
    }
}

/// Hash of an object that is equal only to itself. Objects lie on 16-byte boundaries: the low bits say nothing.
#[inline]
pub(crate) fn identity_hash(address: usize) -> i64 {
    match (address as u64).rotate_right(4) as i64 {
        -1 => -2,
        hash => hash,
    }
}

/// `hash(None)` of CPython 3.12 and later.
const NONE_HASH: i64 = 0xFCA8_6420;

impl Held {
    /// Whether `a == b`. Not the same as [`Held::identical_or_eq`]: an object may differ from itself.
    #[inline]
    pub fn eq(&mut self, a: &Value, b: &Value) -> R<bool> {
        match (a, b) {
            (Value::Int(a), Value::Int(b)) => Ok(a == b),
            (Value::Str(a), Value::Str(b)) => Ok(Rc::ptr_eq(a, b) || a == b),
            (Value::Float(a), Value::Float(b)) => Ok(a == b),
            _ => self.eq_general(a, b),
        }
    }

    fn eq_general(&mut self, a: &Value, b: &Value) -> R<bool> {
        if !is_overridable(a) && !is_overridable(b) {
            return Ok(self.builtin_compare(CmpOp::Eq, a, b)?.unwrap_or_else(|| a.is(b)));
        }
        match self.compare_general(CmpOp::Eq, a, b)? {
            Value::Bool(b) => Ok(b),
            other => self.truthy(&other),
        }
    }

    /// Whether `a is b or a == b`: what containers mean by "the same item".
    #[inline]
    pub fn identical_or_eq(&mut self, a: &Value, b: &Value) -> R<bool> {
        match quick_eq(a, b) {
            Some(same) => Ok(same),
            None => self.eq_general(a, b),
        }
    }

    /// `a op b`
    #[inline]
    pub fn compare(&mut self, op: CmpOp, a: &Value, b: &Value) -> R {
        match (a, b) {
            (Value::Int(a), Value::Int(b)) => Ok(Value::Bool(satisfies(op, Some(a.cmp(b))))),
            (Value::Float(a), Value::Float(b)) => Ok(Value::Bool(satisfies(op, a.partial_cmp(b)))),
            _ => self.compare_general(op, a, b),
        }
    }

    /// The truth of `a op b`.
    #[inline]
    pub fn compare_truth(&mut self, op: CmpOp, a: &Value, b: &Value) -> R<bool> {
        match self.compare(op, a, b)? {
            Value::Bool(b) => Ok(b),
            other => self.truthy(&other),
        }
    }

    fn compare_general(&mut self, op: CmpOp, a: &Value, b: &Value) -> R {
        let result = if is_overridable(a) || is_overridable(b) {
            self.compare_dispatch(op, a, b)?
        } else {
            self.builtin_compare(op, a, b)?.map(Value::Bool)
        };
        match (result, op) {
            (Some(result), _) => Ok(result),
            (None, CmpOp::Eq) => Ok(Value::Bool(a.is(b))),
            (None, CmpOp::Ne) => Ok(Value::Bool(!a.is(b))),
            (None, _) => Err(Raised::type_error(format!(
                "'{}' not supported between instances of '{}' and '{}'",
                op.symbol(),
                self.type_name(a),
                self.type_name(b)
            ))),
        }
    }

    /// Asks both operands in the order that their classes demand; `None` when neither knows.
    fn compare_dispatch(&mut self, op: CmpOp, a: &Value, b: &Value) -> R<Option<Value>> {
        let (left, right) = (self.class_of(a), self.class_of(b));
        let right_first = !Rc::ptr_eq(left, right) && right.is_subclass(left, &self.token);
        if right_first && let Some(result) = self.compare_one_side(swapped(op), b, a)? {
            return Ok(Some(result));
        }
        if let Some(result) = self.compare_one_side(op, a, b)? {
            return Ok(Some(result));
        }
        if right_first { Ok(None) } else { self.compare_one_side(swapped(op), b, a) }
    }

    /// `type(a).__op__(a, b)`; `None` for `NotImplemented`.
    fn compare_one_side(&mut self, op: CmpOp, a: &Value, b: &Value) -> R<Option<Value>> {
        if !is_overridable(a) {
            let b = self.base_value(b);
            return Ok(self.builtin_compare(op, a, &b)?.map(Value::Bool));
        }
        let class = Rc::clone(self.class_of(a));
        let names = &self.interp.names;
        let name = Rc::clone(match op {
            CmpOp::Lt => &names.lt,
            CmpOp::Le => &names.le,
            CmpOp::Eq => &names.eq,
            CmpOp::Ne => &names.ne,
            CmpOp::Gt => &names.gt,
            CmpOp::Ge => &names.ge,
        });
        let found = self.lookup(&class, &name).filter(|found| !is_objects_own(found));
        let Some(found) = found else {
            return match op {
                CmpOp::Eq => Ok(a.is(b).then_some(Value::Bool(true))),
                CmpOp::Ne => match self.compare_one_side(CmpOp::Eq, a, b)? {
                    Some(equal) => Ok(Some(Value::Bool(!self.truthy(&equal)?))),
                    None => Ok(None),
                },
                _ => Ok(None),
            };
        };
        match self.call_found(found, a, &class, std::slice::from_ref(b))? {
            Value::NotImplemented => Ok(None),
            result => Ok(Some(result)),
        }
    }

    /// What the built-in type of `a` says about `a op b`, `None` for `NotImplemented`. Instances of classes that
    /// derive from a built-in type are to be looked through first ([`Held::base_value`]).
    pub fn builtin_compare(&mut self, op: CmpOp, a: &Value, b: &Value) -> R<Option<bool>> {
        if let Some(order) = number_order(a, b) {
            return Ok(Some(satisfies(op, order)));
        }
        let equality = matches!(op, CmpOp::Eq | CmpOp::Ne);
        match (a, b) {
            (Value::Str(a), Value::Str(b)) => {
                if equality {
                    return Ok(Some((Rc::ptr_eq(a, b) || a == b) == (op == CmpOp::Eq)));
                }
                Ok(Some(satisfies(op, Some(a.as_str().cmp(b.as_str())))))
            }
            (Value::Bytes(a), Value::Bytes(b)) => {
                Ok(Some(satisfies(op, Some(a.as_slice().cmp(b.as_slice())))))
            }
            (Value::Tuple(a), Value::Tuple(b)) => {
                let result = self.nested(" in comparison", |held| held.compare_tuples(op, a, b));
                result.map(Some)
            }
            (Value::List(a), Value::List(b)) => {
                let result = self.nested(" in comparison", |held| held.compare_lists(op, a, b));
                result.map(Some)
            }
            (Value::Dict(a), Value::Dict(b)) if equality => {
                let result = self.nested(" in comparison", |held| held.dicts_equal(a, b));
                Ok(Some(result? == (op == CmpOp::Eq)))
            }
            (Value::Set(a) | Value::FrozenSet(a), Value::Set(b) | Value::FrozenSet(b)) => {
                self.compare_sets(op, a, b).map(Some)
            }
            (Value::Range(a), Value::Range(b)) if equality => {
                Ok(Some(a.same_elements(b) == (op == CmpOp::Eq)))
            }
            (Value::Slice(a), Value::Slice(b)) => {
                let parts = |s: &Slice| Tuple::new([s.start.clone(), s.stop.clone(), s.step.clone()]);
                let (a, b) = (parts(a), parts(b));
                let result = self.nested(" in comparison", |held| held.compare_tuples(op, &a, &b));
                result.map(Some)
            }
            (Value::Method(a), Value::Method(b)) if equality => {
                let same = a.receiver.is(&b.receiver) && a.function.is(&b.function);
                Ok(Some(same == (op == CmpOp::Eq)))
            }
            _ if equality && a.is(b) => Ok(Some(op == CmpOp::Eq)),
            _ => Ok(None),
        }
    }

    fn compare_tuples(&mut self, op: CmpOp, a: &Tuple, b: &Tuple) -> R<bool> {
        let (left, right) = (a.items(), b.items());
        if left.len() != right.len() && op == CmpOp::Eq {
            return Ok(false);
        }
        for (x, y) in left.iter().zip(right) {
            if !self.identical_or_eq(x, y)? {
                return self.decide_by(op, x, y);
            }
        }
        Ok(satisfies(op, Some(left.len().cmp(&right.len()))))
    }

    fn compare_lists(&mut self, op: CmpOp, a: &Rc<List>, b: &Rc<List>) -> R<bool> {
        let lengths = |held: &Held| (a.items(&held.token).len(), b.items(&held.token).len());
        let (left, right) = lengths(self);
        if left != right && matches!(op, CmpOp::Eq | CmpOp::Ne) {
            return Ok(op == CmpOp::Ne);
        }
        let mut at = 0;
        loop {
            let (left, right) = (a.items(&self.token), b.items(&self.token));
            // Without a call in between, the lists stay as they are.
            while let (Some(x), Some(y)) = (left.get(at), right.get(at)) {
                if quick_eq(x, y) != Some(true) {
                    break;
                }
                at += 1;
            }
            let (Some(x), Some(y)) = (left.get(at), right.get(at)) else { break };
            let (x, y) = (x.clone(), y.clone());
            if !self.identical_or_eq(&x, &y)? {
                return self.decide_by(op, &x, &y);
            }
            at += 1;
        }
        let (left, right) = lengths(self);
        Ok(satisfies(op, Some(left.cmp(&right))))
    }

    /// The first different items decide about the order of two sequences.
    fn decide_by(&mut self, op: CmpOp, x: &Value, y: &Value) -> R<bool> {
        match op {
            CmpOp::Eq => Ok(false),
            CmpOp::Ne => Ok(true),
            _ => self.compare_truth(op, x, y),
        }
    }

    fn dicts_equal(&mut self, a: &Rc<Dict>, b: &Rc<Dict>) -> R<bool> {
        if Rc::ptr_eq(a, b) {
            return Ok(true);
        }
        if a.len(&self.token) != b.len(&self.token) {
            return Ok(false);
        }
        let mut from = 0;
        while let Some((at, entry)) = a.table(&self.token).next_from(from) {
            let (hash, key, value) = (entry.hash, entry.key.clone(), entry.value.clone());
            let Some(found) = self.dict_find_hashed(b, &key, hash)? else { return Ok(false) };
            let Some(other) = b.table(&self.token).entry(found).map(|e| e.value.clone()) else {
                return Ok(false);
            };
            if !self.identical_or_eq(&value, &other)? {
                return Ok(false);
            }
            from = at + 1;
        }
        Ok(true)
    }

    fn compare_sets(&mut self, op: CmpOp, a: &Rc<Set>, b: &Rc<Set>) -> R<bool> {
        let (left, right) = (a.len(&self.token), b.len(&self.token));
        match op {
            CmpOp::Eq => Ok(left == right && self.is_subset(a, b)?),
            CmpOp::Ne => Ok(left != right || !self.is_subset(a, b)?),
            CmpOp::Le => Ok(left <= right && self.is_subset(a, b)?),
            CmpOp::Lt => Ok(left < right && self.is_subset(a, b)?),
            CmpOp::Ge => Ok(left >= right && self.is_subset(b, a)?),
            CmpOp::Gt => Ok(left > right && self.is_subset(b, a)?),
        }
    }

    /// `bool(value)`
    #[inline]
    pub fn truthy(&mut self, value: &Value) -> R<bool> {
        match value {
            Value::Bool(b) => Ok(*b),
            Value::None => Ok(false),
            Value::Int(n) => Ok(*n != 0),
            Value::Str(s) => Ok(!s.is_empty()),
            Value::List(list) => Ok(!list.items(&self.token).is_empty()),
            _ => self.truthy_general(value),
        }
    }

    fn truthy_general(&mut self, value: &Value) -> R<bool> {
        match value {
            Value::Float(x) => Ok(*x != 0.0),
            Value::Tuple(tuple) => Ok(!tuple.items().is_empty()),
            Value::Dict(dict) => Ok(!dict.table(&self.token).is_empty()),
            Value::Set(set) | Value::FrozenSet(set) => Ok(!set.table(&self.token).is_empty()),
            Value::Bytes(bytes) => Ok(!bytes.as_slice().is_empty()),
            Value::Range(range) => Ok(!range.is_empty()),
            Value::Unset => Ok(false),
            Value::Instance(_) | Value::Class(_) => self.truthy_object(value),
            _ => Ok(true),
        }
    }

    fn truthy_object(&mut self, value: &Value) -> R<bool> {
        if !is_overridable(value) {
            return Ok(true);
        }
        let name = Rc::clone(&self.interp.names.bool);
        match self.call_special(value, &name, &[])? {
            Some(Value::Bool(truth)) => return Ok(truth),
            Some(other) => {
                return Err(Raised::type_error(format!(
                    "__bool__ should return bool, returned {}",
                    self.type_name(&other)
                )));
            }
            None => {}
        }
        Ok(self.len_of_object(value)?.is_none_or(|len| len != 0))
    }

    /// `hash(value)`
    #[inline]
    pub fn hash(&mut self, value: &Value) -> R<i64> {
        match value {
            Value::Str(text) => Ok(self.str_hash(text)),
            Value::Int(n) => Ok(number::int::hash_i64(*n)),
            _ => self.hash_general(value),
        }
    }

    fn hash_general(&mut self, value: &Value) -> R<i64> {
        if let Some(n) = int_ref(value) {
            return Ok(n.hash());
        }
        match value {
            // CPython hashes a NaN by its identity; here all NaNs of one bit pattern are identical.
            Value::Float(x) => {
                Ok(number::float::hash(*x).unwrap_or_else(|| identity_hash(x.to_bits() as usize)))
            }
            Value::Tuple(tuple) => self.hash_tuple(tuple),
            Value::Bytes(bytes) => Ok(self.bytes_hash(bytes)),
            Value::None => Ok(NONE_HASH),
            Value::Ellipsis => Ok(NONE_HASH + 1),
            Value::NotImplemented => Ok(NONE_HASH + 2),
            Value::FrozenSet(set) => {
                Ok(crate::text::hash::frozen_set(set.table(&self.token).iter().map(|(hash, _)| hash)))
            }
            Value::Range(range) => self.hash_range(range),
            Value::Slice(slice) => {
                let parts = Value::tuple([slice.start.clone(), slice.stop.clone(), slice.step.clone()]);
                self.hash(&parts)
            }
            Value::Method(method) => {
                let identity = |v: &Value| v.address().map_or(0, identity_hash);
                Ok(match identity(&method.receiver) ^ identity(&method.function) {
                    -1 => -2,
                    hash => hash,
                })
            }
            Value::List(_) | Value::Dict(_) | Value::Set(_) => Err(self.unhashable(value)),
            Value::Instance(_) => self.hash_object(value),
            Value::Class(_) if is_overridable(value) => self.hash_object(value),
            _ => Ok(value.address().map_or(0, identity_hash)),
        }
    }

    /// Hashes a tuple without native recursion: CPython hashes tuples nested as deeply as a script can make them.
    fn hash_tuple(&mut self, tuple: &Tuple) -> R<i64> {
        if let Some(hash) = tuple.cached_hash() {
            return Ok(hash);
        }
        let mut outer: SmallVec<[HashLevel; 2]> = SmallVec::new();
        let mut level = HashLevel::new(tuple);
        loop {
            let (hash, constant) = match level.tuple.items().get(level.at) {
                None => {
                    let hash = level.hasher.finish();
                    if level.constant {
                        level.tuple.cache_hash(hash);
                    }
                    let constant = level.constant;
                    match outer.pop() {
                        None => return Ok(hash),
                        Some(outer) => level = outer,
                    }
                    (hash, constant)
                }
                Some(Value::Int(n)) => (number::int::hash_i64(*n), true),
                Some(Value::Str(text)) => (self.str_hash(text), true),
                Some(Value::Tuple(inner)) => match inner.cached_hash() {
                    Some(hash) => (hash, true),
                    None => {
                        let inner = HashLevel::new(inner);
                        outer.push(std::mem::replace(&mut level, inner));
                        continue;
                    }
                },
                Some(item) => {
                    let item = item.clone();
                    (self.hash(&item)?, !matches!(item, Value::Instance(_) | Value::Class(_)))
                }
            };
            level.hasher.add(hash);
            level.constant &= constant;
            level.at += 1;
        }
    }

    /// `hash()` of a `bytes`.
    pub(crate) fn bytes_hash(&self, bytes: &crate::object::Bytes) -> i64 {
        bytes.cached_hash().unwrap_or_else(|| {
            let hash = self.interp.config.hash_key.bytes(bytes.as_slice());
            bytes.cache_hash(hash);
            hash
        })
    }

    fn hash_range(&mut self, range: &Range) -> R<i64> {
        // Equal ranges have the same elements: length, first element if any, step if there are two.
        let len = range.len_value();
        let short = match &len {
            Value::Int(0) => 0,
            Value::Int(1) => 1,
            _ => 2,
        };
        let (start, _, step) = range.parts();
        let first = if short >= 1 { start } else { Value::None };
        let step = if short >= 2 { step } else { Value::None };
        self.hash(&Value::tuple([len, first, step]))
    }

    fn hash_object(&mut self, value: &Value) -> R<i64> {
        let class = Rc::clone(self.class_of(value));
        let name = Rc::clone(&self.interp.names.hash);
        let found = self.lookup(&class, &name).filter(|found| !is_objects_own(found));
        match found {
            None => {
                if let Value::Instance(instance) = value
                    && let Payload::Value(inner) = instance.payload.get(&self.token)
                {
                    let inner = inner.clone();
                    if matches!(inner, Value::List(_) | Value::Dict(_) | Value::Set(_)) {
                        return Err(self.unhashable(value));
                    }
                    return self.hash(&inner);
                }
                if self.dict_view(value).is_some_and(|view| view.part != DictPart::Values) {
                    return Err(self.unhashable(value));
                }
                Ok(value.address().map_or(0, identity_hash))
            }
            Some(Value::None) => Err(self.unhashable(value)),
            Some(found) => {
                let result = self.call_found(found, value, &class, &[])?;
                match self.base_ref(&result) {
                    Value::Int(-1) => Ok(-2),
                    Value::Int(n) => Ok(*n),
                    Value::Bool(b) => Ok(i64::from(*b)),
                    Value::BigInt(n) => Ok(n.hash()),
                    _ => Err(Raised::type_error("__hash__ method should return an integer")),
                }
            }
        }
    }

    #[cold]
    fn unhashable(&self, value: &Value) -> Raised {
        Raised::type_error(format!("unhashable type: '{}'", self.type_name(value)))
    }
}

/// A tuple that is being hashed.
struct HashLevel {
    tuple: Tuple,
    /// The next item.
    at: usize,
    hasher: TupleHasher,
    /// Whether the hash will be the same next time, no script having a say in it.
    constant: bool,
}

impl HashLevel {
    fn new(tuple: &Tuple) -> HashLevel {
        HashLevel { tuple: tuple.clone(), at: 0, hasher: TupleHasher::new(), constant: true }
    }
}

/// Whether a script may have defined how this value behaves.
#[inline]
pub(crate) fn is_overridable(value: &Value) -> bool {
    match value {
        Value::Instance(_) => true,
        Value::Class(class) => class.metaclass.is_some(),
        _ => false,
    }
}

/// Whether a method found on a class is what `object` gives to all classes.
#[inline]
pub(crate) fn is_objects_own(found: &Value) -> bool {
    matches!(found, Value::Native(native) if native.owner == "object")
}
