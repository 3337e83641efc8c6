//! Iteration: `iter`, `next`, and what consumes whole iterables.
//!
//! Inside the VM the end of an iteration is `Ok(None)`; `StopIteration` exists only where Python code sees it. The
//! built-in iterators advance here, each with as few steps as its state allows and without allocating for the item
//! unless the item itself is new.

use std::cell::Cell;

use crate::error::ExcKind;
use crate::error::R;
use crate::error::Raised;
use crate::held::Held;
use crate::native::ArgVec;
use crate::number;
use crate::number::int::IntRef;
use crate::number::int::IntResult;
use crate::object::Dict;
use crate::object::DictPart;
use crate::object::DictTable;
use crate::object::Iter;
use crate::object::IterState;
use crate::object::PairPool;
use crate::object::Range;
use crate::object::Str;
use crate::protocol::receiver::vec_with_room;
use crate::rc::Rc;
use crate::types::Kind;
use crate::types::dict_views::View;
use crate::value::Value;

/// What an entry of a dict looks like from `keys()`, `values()` or `items()`.
#[inline]
pub(crate) fn entry_part(part: DictPart, entry: &crate::object::Entry) -> Value {
    match part {
        DictPart::Keys => entry.key.clone(),
        DictPart::Values => entry.value.clone(),
        DictPart::Items => Value::tuple([entry.key.clone(), entry.value.clone()]),
    }
}

impl Held {
    /// `iter(value)`
    #[inline]
    pub fn iter(&mut self, value: &Value) -> R {
        match value {
            Value::List(list) => Ok(Iter::new(IterState::List { list: Rc::clone(list), at: Cell::new(0) })),
            Value::Range(range) => Ok(range.iter()),
            Value::Generator(_) | Value::Iter(_) => Ok(value.clone()),
            _ => match self.iter_opt(value)? {
                Some(iterator) => Ok(iterator),
                None => Err(self.not_iterable(value)),
            },
        }
    }

    /// `iter(value)`; `None` when the value is not iterable, for callers with a message of their own.
    pub fn iter_opt(&mut self, value: &Value) -> R<Option<Value>> {
        let state = match value {
            Value::List(list) => IterState::List { list: Rc::clone(list), at: Cell::new(0) },
            Value::Tuple(tuple) => IterState::Tuple { tuple: tuple.clone(), at: Cell::new(0) },
            Value::Dict(dict) => self.dict_iter_state(dict, DictPart::Keys),
            Value::Set(set) | Value::FrozenSet(set) => {
                IterState::Set { set: Rc::clone(set), at: Cell::new(0), len: Cell::new(set.len(&self.token)) }
            }
            Value::Str(text) => IterState::Str { text: Rc::clone(text), byte: Cell::new(0) },
            Value::Bytes(bytes) => IterState::Bytes { bytes: Rc::clone(bytes), at: 0 },
            Value::Range(range) => return Ok(Some(range.iter())),
            Value::Generator(_) | Value::Iter(_) => return Ok(Some(value.clone())),
            _ => return self.iter_object(value),
        };
        Ok(Some(Iter::new(state)))
    }

    /// A forward iterator over a dict.
    pub(crate) fn dict_iter_state(&self, dict: &Rc<Dict>, part: DictPart) -> IterState {
        let len = dict.len(&self.token);
        IterState::Dict {
            dict: Rc::clone(dict),
            part,
            at: Cell::new(0),
            len: Cell::new(len),
            left: Cell::new(len),
            pair: PairPool::default(),
        }
    }

    fn iter_object(&mut self, value: &Value) -> R<Option<Value>> {
        if let Some(View { dict, part }) = self.dict_view(value) {
            let state = self.dict_iter_state(&dict, part);
            return Ok(Some(Iter::new(state)));
        }
        let class = Rc::clone(self.class_of(value));
        let name = Rc::clone(&self.interp.names.iter);
        match self.lookup(&class, &name) {
            Some(Value::None) => Ok(None),
            Some(found) => {
                let iterator = self.call_found(found, value, &class, &[])?;
                if !self.is_iterator(&iterator) {
                    return Err(Raised::type_error(format!(
                        "iter() returned non-iterator of type '{}'",
                        self.type_name(&iterator)
                    )));
                }
                Ok(Some(iterator))
            }
            None => {
                let name = Rc::clone(&self.interp.names.getitem);
                Ok(self
                    .lookup(&class, &name)
                    .map(|_| Iter::new(IterState::Sequence { object: value.clone(), at: 0 })))
            }
        }
    }

    #[cold]
    fn not_iterable(&self, value: &Value) -> Raised {
        Raised::type_error(format!("'{}' object is not iterable", self.type_name(value)))
    }

    /// Whether `next()` works on a value.
    pub fn is_iterator(&mut self, value: &Value) -> bool {
        match value {
            Value::Iter(_) | Value::Generator(_) => true,
            Value::Instance(_) | Value::Class(_) => {
                let name = Rc::clone(&self.interp.names.next);
                self.special(value, &name).is_some()
            }
            _ => false,
        }
    }

    /// The next item of an iterator, `None` at the end.
    #[inline]
    pub fn next(&mut self, iterator: &Value) -> R<Option<Value>> {
        match iterator {
            Value::Iter(iter) => self.iter_next_builtin(iter),
            Value::Generator(generator) => self.generator_next(generator),
            _ => self.next_object(iterator),
        }
    }

    fn next_object(&mut self, iterator: &Value) -> R<Option<Value>> {
        let name = Rc::clone(&self.interp.names.next);
        match self.call_special(iterator, &name, &[]) {
            Ok(Some(item)) => Ok(Some(item)),
            Ok(None) => {
                Err(Raised::type_error(format!("'{}' object is not an iterator", self.type_name(iterator))))
            }
            Err(raised) if self.matches(&raised, ExcKind::StopIteration) => Ok(None),
            Err(raised) => Err(raised),
        }
    }

    /// The next item of a built-in iterator.
    #[inline]
    pub fn iter_next_builtin(&mut self, iter: &Rc<Iter>) -> R<Option<Value>> {
        if let Some(item) = iter.quick_next(self) {
            return Ok(Some(item));
        }
        self.iter_next_other(iter)
    }

    /// Ends an iterator for good and lets go of what it iterates.
    #[cold]
    fn exhaust(&mut self, iter: &Rc<Iter>) -> Option<Value> {
        let kind = iter.state.get(&self.token).kind();
        iter.state.set(&mut self.token, IterState::Exhausted(kind));
        None
    }

    /// [`iter_next_builtin`](Held::iter_next_builtin) when [`Iter::quick_next`] gave nothing.
    pub(crate) fn iter_next_other(&mut self, iter: &Rc<Iter>) -> R<Option<Value>> {
        match iter.state.get(&self.token) {
            IterState::Dict { .. } | IterState::DictReversed { .. } => self.next_dict_entry(iter),
            IterState::Set { .. } => self.next_set_item(iter),
            IterState::Enumerate { .. } => self.next_enumerated(iter),
            IterState::Zip { .. } => self.next_zipped(iter),
            IterState::Map { .. } => self.next_mapped(iter),
            IterState::Filter { .. } => self.next_filtered(iter),
            IterState::Native(_) => self.next_native(iter),
            IterState::Sequence { .. } | IterState::SequenceReversed { .. } => self.next_by_index(iter),
            IterState::Callable { .. } => self.next_called(iter),
            _ => self.next_plain(iter),
        }
    }

    /// Iterators that run no code and check nothing.
    #[inline]
    fn next_plain(&mut self, iter: &Rc<Iter>) -> R<Option<Value>> {
        let item = match iter.state.get(&self.token) {
            IterState::Str { text, byte } => {
                text.as_str().get(byte.get()..).and_then(|rest| rest.chars().next()).map(|c| self.char_str(c))
            }
            IterState::Bytes { bytes, at } => bytes.as_slice().get(*at).map(|b| Value::Int(i64::from(*b))),
            IterState::ListReversed { list, left } => {
                left.checked_sub(1).and_then(|at| list.items(&self.token).get(at)).cloned()
            }
            IterState::BigRange { next, stop, step } => {
                let more = if step.is_negative() { next > stop } else { next < stop };
                more.then(|| Value::big(next.clone()))
            }
            _ => None,
        };
        let Some(item) = item else { return Ok(self.exhaust(iter)) };
        match iter.state.get_mut(&mut self.token) {
            IterState::Bytes { at, .. } => *at += 1,
            IterState::Str { byte, .. } => {
                if let Value::Str(c) = &item {
                    byte.set(byte.get() + c.as_str().len());
                }
            }
            IterState::ListReversed { left, .. } => *left -= 1,
            IterState::BigRange { next, step, .. } => {
                *next = match number::int::add(IntRef::Big(next), IntRef::Big(step)) {
                    IntResult::Small(n) => n.into(),
                    IntResult::Big(n) => n,
                };
            }
            _ => {}
        }
        Ok(Some(item))
    }

    fn next_dict_entry(&mut self, iter: &Rc<Iter>) -> R<Option<Value>> {
        let (table, part, at, len, left, forward): (&DictTable, _, _, _, _, _) =
            match iter.state.get(&self.token) {
                IterState::Dict { dict, part, at, len, left, .. } => {
                    (dict.table(&self.token), *part, at.get(), len.get(), left.get(), true)
                }
                IterState::DictReversed { dict, part, at, len, left } => {
                    (dict.table(&self.token), *part, *at, *len, *left, false)
                }
                _ => return Ok(None),
            };
        if table.len() != len {
            // The error stays: a later call raises it again.
            match iter.state.get_mut(&mut self.token) {
                IterState::Dict { len, .. } => len.set(usize::MAX),
                IterState::DictReversed { len, .. } => *len = usize::MAX,
                _ => {}
            }
            return Err(Raised::runtime_error("dictionary changed size during iteration"));
        }
        let found = if forward { table.next_from(at) } else { table.prev_before(at) };
        let Some((place, entry)) = found else { return Ok(self.exhaust(iter)) };
        if left == 0 {
            self.exhaust(iter);
            return Err(Raised::runtime_error("dictionary keys changed during iteration"));
        }
        let item = entry_part(part, entry);
        match iter.state.get_mut(&mut self.token) {
            IterState::Dict { at, left, .. } => {
                at.set(place + 1);
                left.set(left.get() - 1);
            }
            IterState::DictReversed { at, left, .. } => {
                *at = place;
                *left -= 1;
            }
            _ => {}
        }
        Ok(Some(item))
    }

    fn next_set_item(&mut self, iter: &Rc<Iter>) -> R<Option<Value>> {
        let IterState::Set { set, at, len } = iter.state.get(&self.token) else { return Ok(None) };
        let table = set.table(&self.token);
        if table.len() != len.get() {
            len.set(usize::MAX);
            return Err(Raised::runtime_error("Set changed size during iteration"));
        }
        let Some((place, _, key)) = table.next_from(at.get()) else { return Ok(self.exhaust(iter)) };
        let item = key.clone();
        at.set(place + 1);
        Ok(Some(item))
    }

    fn next_enumerated(&mut self, iter: &Rc<Iter>) -> R<Option<Value>> {
        let IterState::Enumerate { inner, .. } = iter.state.get(&self.token) else { return Ok(None) };
        let inner = inner.clone();
        let Some(item) = self.next(&inner)? else { return Ok(None) };
        let IterState::Enumerate { count, pair, .. } = iter.state.get(&self.token) else { return Ok(None) };
        let number = count.take();
        let next = match &number {
            Value::Int(n) => Value::from(number::int::add(IntRef::Small(*n), IntRef::Small(1))),
            Value::BigInt(n) => Value::from(number::int::add(IntRef::Big(n), IntRef::Small(1))),
            _ => Value::Unset,
        };
        count.set(next);
        Ok(Some(pair.pair(number, item)))
    }

    fn next_zipped(&mut self, iter: &Rc<Iter>) -> R<Option<Value>> {
        let IterState::Zip { inners, strict, .. } = iter.state.get(&self.token) else { return Ok(None) };
        let (count, strict) = (inners.len(), *strict);
        if let [first, second] = inners.as_slice() {
            // Two is what nearly every script zips.
            let quick_a = quick_next(first, self);
            let quick_b = if quick_a.is_some() { quick_next(second, self) } else { None };
            let (a, b) = match (quick_a, quick_b) {
                (Some(a), Some(b)) => (a, b),
                (quick_a, _) => {
                    let (first, second) = (first.clone(), second.clone());
                    let a = match quick_a {
                        Some(a) => a,
                        None => match self.next(&first)? {
                            Some(a) => a,
                            None if strict => return self.zip_ended(iter, 0),
                            None => return Ok(None),
                        },
                    };
                    match self.next(&second)? {
                        Some(b) => (a, b),
                        None if strict => return self.zip_ended(iter, 1),
                        None => return Ok(None),
                    }
                }
            };
            let IterState::Zip { pair, .. } = iter.state.get(&self.token) else { return Ok(None) };
            return Ok(Some(pair.pair(a, b)));
        }
        if count == 0 {
            return Ok(None);
        }
        let mut items = ArgVec::with_capacity(count);
        for at in 0..count {
            let IterState::Zip { inners, .. } = iter.state.get(&self.token) else { return Ok(None) };
            let Some(inner) = inners.get(at).cloned() else { return Ok(None) };
            match self.next(&inner)? {
                Some(item) => items.push(item),
                None if strict => return self.zip_ended(iter, at),
                None => return Ok(None),
            }
        }
        Ok(Some(Value::tuple(items)))
    }

    /// `zip(strict=True)` came to the end of the iterator at `at`: the ones before had an item, the ones behind must
    /// have none.
    #[cold]
    fn zip_ended(&mut self, iter: &Rc<Iter>, at: usize) -> R<Option<Value>> {
        let before = |n: usize| if n == 1 { "argument 1".to_owned() } else { format!("arguments 1-{n}") };
        if at > 0 {
            let message = format!("zip() argument {} is shorter than {}", at + 1, before(at));
            return Err(Raised::value_error(message));
        }
        let IterState::Zip { inners, .. } = iter.state.get(&self.token) else { return Ok(None) };
        for (at, inner) in inners.clone().iter().enumerate().skip(1) {
            if self.next(inner)?.is_some() {
                let message = format!("zip() argument {} is longer than {}", at + 1, before(at));
                return Err(Raised::value_error(message));
            }
        }
        Ok(None)
    }

    fn next_mapped(&mut self, iter: &Rc<Iter>) -> R<Option<Value>> {
        let IterState::Map { function, inners } = iter.state.get(&self.token) else { return Ok(None) };
        let function = function.clone();
        if let [inner] = inners.as_slice() {
            let inner = inner.clone();
            let Some(item) = self.next(&inner)? else { return Ok(None) };
            return self.call(&function, &[item]).map(Some);
        }
        let inners = inners.clone();
        let mut args = ArgVec::with_capacity(inners.len());
        for inner in &inners {
            match self.next(inner)? {
                Some(item) => args.push(item),
                None => return Ok(None),
            }
        }
        self.call(&function, &args).map(Some)
    }

    fn next_filtered(&mut self, iter: &Rc<Iter>) -> R<Option<Value>> {
        let IterState::Filter { function, inner } = iter.state.get(&self.token) else { return Ok(None) };
        let (function, inner) = (function.clone(), inner.clone());
        let by_truth = function.is_none() || self.is_kind(&function, Kind::Bool);
        while let Some(item) = self.next(&inner)? {
            let keep = if by_truth {
                self.truthy(&item)?
            } else {
                let verdict = self.call(&function, std::slice::from_ref(&item))?;
                self.truthy(&verdict)?
            };
            if keep {
                return Ok(Some(item));
            }
        }
        Ok(None)
    }

    fn next_native(&mut self, iter: &Rc<Iter>) -> R<Option<Value>> {
        let kind = iter.state.get(&self.token).kind();
        let taken = iter.state.replace(&mut self.token, IterState::Exhausted(kind));
        let IterState::Native(mut native) = taken else {
            iter.state.set(&mut self.token, taken);
            return Ok(None);
        };
        let result = native.next(self);
        iter.state.set(&mut self.token, IterState::Native(native));
        result
    }

    fn next_by_index(&mut self, iter: &Rc<Iter>) -> R<Option<Value>> {
        let (object, at) = match iter.state.get(&self.token) {
            IterState::Sequence { object, at } => (object.clone(), *at),
            IterState::SequenceReversed { object, left } if *left > 0 => (object.clone(), *left - 1),
            _ => return Ok(self.exhaust(iter)),
        };
        match self.getitem(&object, &Value::Int(at)) {
            Ok(item) => {
                match iter.state.get_mut(&mut self.token) {
                    IterState::Sequence { at, .. } => *at = at.saturating_add(1),
                    IterState::SequenceReversed { left, .. } => *left -= 1,
                    _ => {}
                }
                Ok(Some(item))
            }
            Err(raised)
                if self.matches(&raised, ExcKind::IndexError)
                    || self.matches(&raised, ExcKind::StopIteration) =>
            {
                Ok(self.exhaust(iter))
            }
            Err(raised) => Err(raised),
        }
    }

    fn next_called(&mut self, iter: &Rc<Iter>) -> R<Option<Value>> {
        let IterState::Callable { function, sentinel } = iter.state.get(&self.token) else { return Ok(None) };
        let (function, sentinel) = (function.clone(), sentinel.clone());
        match self.call(&function, &[]) {
            Ok(item) => {
                if self.identical_or_eq(&sentinel, &item)? {
                    return Ok(self.exhaust(iter));
                }
                Ok(Some(item))
            }
            Err(raised) if self.matches(&raised, ExcKind::StopIteration) => Ok(self.exhaust(iter)),
            Err(raised) => Err(raised),
        }
    }

    /// All items of an iterable.
    pub fn collect(&mut self, iterable: &Value) -> R<Vec<Value>> {
        match iterable {
            Value::List(list) => return Ok(list.items(&self.token).clone()),
            Value::Tuple(tuple) => return Ok(tuple.items().to_vec()),
            Value::Dict(dict) => {
                return Ok(dict.table(&self.token).iter().map(|entry| entry.key.clone()).collect());
            }
            Value::Set(set) | Value::FrozenSet(set) => {
                return Ok(set.table(&self.token).iter().map(|(_, key)| key.clone()).collect());
            }
            Value::Range(range) => {
                if let Range::Small { start, step, .. } = **range {
                    let len = range.small_len();
                    let mut items = vec_with_room(usize::try_from(len).unwrap_or(usize::MAX))?;
                    let mut next = start;
                    for _ in 0..len {
                        items.push(Value::Int(next));
                        next = next.wrapping_add(step);
                    }
                    return Ok(items);
                }
            }
            Value::Str(text) => return Ok(self.chars_of(text)),
            _ => {}
        }
        let iterator = self.iter(iterable)?;
        let mut items = Vec::new();
        while let Some(item) = self.next(&iterator)? {
            items.push(item);
        }
        Ok(items)
    }

    /// The characters of a string, as strings.
    fn chars_of(&self, text: &Rc<Str>) -> Vec<Value> {
        text.as_str().chars().map(|c| self.char_str(c)).collect()
    }

    /// Calls `each` with every item of an iterable.
    pub fn for_each(&mut self, iterable: &Value, mut each: impl FnMut(&mut Held, Value) -> R<()>) -> R<()> {
        let iterator = self.iter(iterable)?;
        while let Some(item) = self.next(&iterator)? {
            each(self, item)?;
        }
        Ok(())
    }

    /// Exactly `count` items of an iterable, for `a, b = iterable`.
    pub fn unpack(&mut self, source: &Value, count: usize) -> R<ArgVec> {
        let items = match source {
            Value::Tuple(tuple) => tuple.items(),
            Value::List(list) => list.items(&self.token).as_slice(),
            _ => return self.unpack_iterable(source, count),
        };
        match items.len() {
            n if n == count => Ok(items.iter().cloned().collect()),
            n if n < count => Err(too_few(count, n, "")),
            _ => Err(too_many(count)),
        }
    }

    fn unpack_iterable(&mut self, source: &Value, count: usize) -> R<ArgVec> {
        let iterator = self.iter_to_unpack(source)?;
        let mut items = ArgVec::with_capacity(count);
        while items.len() < count {
            match self.next(&iterator)? {
                Some(item) => items.push(item),
                None => return Err(too_few(count, items.len(), "")),
            }
        }
        if self.next(&iterator)?.is_some() {
            return Err(too_many(count));
        }
        Ok(items)
    }

    /// For `a, *b, c = iterable`: `before` items, a list of the middle, `after` items.
    pub fn unpack_star(&mut self, source: &Value, before: usize, after: usize) -> R<Vec<Value>> {
        let mut items = match source {
            Value::Tuple(_) | Value::List(_) => self.collect(source)?,
            _ => {
                let iterator = self.iter_to_unpack(source)?;
                self.collect(&iterator)?
            }
        };
        let Some(middle) = items.len().checked_sub(before + after) else {
            return Err(too_few(before + after, items.len(), "at least "));
        };
        let rest: Vec<Value> = items.drain(before..before + middle).collect();
        items.insert(before, Value::list(rest));
        Ok(items)
    }

    fn iter_to_unpack(&mut self, source: &Value) -> R {
        match self.iter_opt(source)? {
            Some(iterator) => Ok(iterator),
            None => Err(Raised::type_error(format!(
                "cannot unpack non-iterable {} object",
                self.type_name(source)
            ))),
        }
    }
}

/// The next item of an iterator inside another one, where it takes but a look.
#[inline(always)]
fn quick_next(iterator: &Value, held: &Held) -> Option<Value> {
    match iterator {
        Value::Iter(iter) => iter.next_inner(held),
        _ => None,
    }
}

#[cold]
fn too_few(expected: usize, got: usize, at_least: &str) -> Raised {
    Raised::value_error(format!("not enough values to unpack (expected {at_least}{expected}, got {got})"))
}

#[cold]
fn too_many(expected: usize) -> Raised {
    Raised::value_error(format!("too many values to unpack (expected {expected})"))
}
