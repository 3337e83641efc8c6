//! `len`, and items: `obj[key]`, `obj[key] = value`, `del obj[key]`, with integers, slices and keys.

use compact_str::CompactString;

use crate::error::ExcKind;
use crate::error::R;
use crate::error::Raised;
use crate::heap::bury_list;
use crate::held::Held;
use crate::object::Bytes;
use crate::object::List;
use crate::object::Slice;
use crate::object::Str;
use crate::object::Tuple;
use crate::protocol::compare::is_overridable;
use crate::protocol::receiver::no_memory;
use crate::rc::Rc;
use crate::types::Kind;
use crate::value::Value;

/// Position that a Python index means in a sequence of `len` items, `None` when it is out of range.
#[inline(always)]
pub fn list_index(len: usize, index: i64) -> Option<usize> {
    let at = if index < 0 { index.wrapping_add(len as i64) } else { index };
    // A negative position becomes a huge one.
    let at = at as u64 as usize;
    if at < len { Some(at) } else { None }
}

/// The positions a slice means in a sequence of known length.
#[derive(Clone, Copy, Debug)]
pub struct SliceBounds {
    /// First position.
    pub start: i64,
    /// First position not included; -1 when a negative step ends before position 0.
    pub stop: i64,
    /// Distance; not zero.
    pub step: i64,
    /// Number of positions.
    pub count: usize,
}

impl SliceBounds {
    /// Fits the parts of a slice to a length.
    #[inline]
    pub fn new(start: Option<i64>, stop: Option<i64>, step: i64, len: usize) -> SliceBounds {
        let len = len as i64;
        let (low, high) = if step < 0 { (-1, len - 1) } else { (0, len) };
        let fit = |bound: i64| {
            let bound = if bound < 0 { bound.saturating_add(len) } else { bound };
            bound.clamp(low, high)
        };
        let start = start.map_or(if step < 0 { high } else { low }, fit);
        let stop = stop.map_or(if step < 0 { low } else { high }, fit);
        let span = if step < 0 { start - stop } else { stop - start };
        let count = match step {
            _ if span <= 0 => 0,
            // Dividing takes longer than all the rest.
            1 | -1 => span,
            _ => (span - 1) / step.saturating_abs() + 1,
        };
        SliceBounds { start, stop, step, count: count as usize }
    }

    /// The positions in the slice's order.
    pub fn positions(self) -> impl Iterator<Item = usize> {
        (0..self.count as i64).map(move |n| (self.start + n * self.step) as usize)
    }

    /// The positions as a range, for a step of 1.
    #[inline]
    pub fn as_range(self) -> std::ops::Range<usize> {
        let start = self.start as usize;
        start..start + self.count
    }
}

impl Held {
    /// `len(value)`
    #[inline]
    pub fn len(&mut self, value: &Value) -> R<usize> {
        match value {
            Value::List(list) => Ok(list.items(&self.token).len()),
            Value::Str(text) => Ok(text.len()),
            Value::Dict(dict) => Ok(dict.len(&self.token)),
            Value::Tuple(tuple) => Ok(tuple.items().len()),
            _ => self.len_general(value),
        }
    }

    fn len_general(&mut self, value: &Value) -> R<usize> {
        match value {
            Value::Set(set) | Value::FrozenSet(set) => Ok(set.len(&self.token)),
            Value::Bytes(bytes) => Ok(bytes.as_slice().len()),
            Value::Range(range) => match range.len_value() {
                Value::Int(len) => Ok(len as usize),
                _ => Err(Raised::overflow("Python int too large to convert to C ssize_t")),
            },
            _ => match self.len_of_object(value)? {
                Some(len) => Ok(len),
                None => Err(Raised::type_error(format!(
                    "object of type '{}' has no len()",
                    self.type_name(value)
                ))),
            },
        }
    }

    /// What `__len__` of an object says; `None` when its class has none.
    pub(crate) fn len_of_object(&mut self, value: &Value) -> R<Option<usize>> {
        if !is_overridable(value) {
            return Ok(None);
        }
        let name = Rc::clone(&self.interp.names.len);
        let Some(result) = self.call_special(value, &name, &[])? else { return Ok(None) };
        let result = match result {
            Value::Int(_) => result,
            other => self.index(&other)?,
        };
        match result {
            Value::Int(len) if len >= 0 => Ok(Some(len as usize)),
            Value::Int(_) => Err(Raised::value_error("__len__() should return >= 0")),
            Value::BigInt(n) if n.is_negative() => Err(Raised::value_error("__len__() should return >= 0")),
            _ => Err(Raised::overflow("cannot fit 'int' into an index-sized integer")),
        }
    }

    /// Whether names can be looked up in `value` by `value[name]` (`Objects/abstract.c: PyMapping_Check`).
    pub(crate) fn is_mapping(&mut self, value: &Value) -> bool {
        let (class, name) = (Rc::clone(self.class_of(value)), Rc::clone(&self.interp.names.getitem));
        matches!(value, Value::Dict(_)) || self.lookup(&class, &name).is_some()
    }

    /// `obj[key]`
    #[inline]
    pub fn getitem(&mut self, obj: &Value, key: &Value) -> R {
        match (obj, key) {
            (Value::List(list), Value::Int(index)) => {
                let items = list.items(&self.token);
                match list_index(items.len(), *index).and_then(|at| items.get(at)) {
                    Some(item) => Ok(item.clone()),
                    None => Err(Raised::index_error("list index out of range")),
                }
            }
            (Value::Dict(dict), _) => self.dict_getitem(dict, key),
            (Value::Tuple(tuple), Value::Int(index)) => {
                let items = tuple.items();
                match list_index(items.len(), *index).and_then(|at| items.get(at)) {
                    Some(item) => Ok(item.clone()),
                    None => Err(Raised::index_error("tuple index out of range")),
                }
            }
            (Value::Str(text), Value::Int(index)) => self.str_item(text, *index),
            (Value::List(list), Value::Slice(slice)) => self.list_slice(list, slice),
            _ => self.getitem_general(obj, key),
        }
    }

    /// `text[index]`
    #[inline]
    pub fn str_item(&mut self, text: &Rc<Str>, index: i64) -> R {
        match list_index(text.len(), index).and_then(|at| text.char_at(at)) {
            Some(c) => Ok(self.char_str(c)),
            None => Err(Raised::index_error("string index out of range")),
        }
    }

    fn getitem_general(&mut self, obj: &Value, key: &Value) -> R {
        match obj {
            Value::List(list) => self.list_getitem(list, key),
            Value::Tuple(tuple) => self.tuple_getitem(tuple, key),
            Value::Str(text) => self.str_getitem(text, key),
            Value::Bytes(bytes) => self.bytes_getitem(bytes, key),
            Value::Range(range) => self.range_getitem(range, key),
            Value::Class(_) => self.class_getitem(obj, key),
            Value::Instance(_) => {
                let name = Rc::clone(&self.interp.names.getitem);
                match self.call_special(obj, &name, std::slice::from_ref(key))? {
                    Some(item) => Ok(item),
                    None => Err(self.not_subscriptable(obj)),
                }
            }
            _ => Err(self.not_subscriptable(obj)),
        }
    }

    #[cold]
    fn not_subscriptable(&self, obj: &Value) -> Raised {
        Raised::type_error(format!("'{}' object is not subscriptable", self.type_name(obj)))
    }

    fn class_getitem(&mut self, class: &Value, key: &Value) -> R {
        if is_overridable(class) {
            let name = Rc::clone(&self.interp.names.getitem);
            if let Some(item) = self.call_special(class, &name, std::slice::from_ref(key))? {
                return Ok(item);
            }
        }
        let name = Rc::clone(&self.interp.names.class_getitem);
        match self.getattr_opt(class, &name)? {
            Some(getitem) => self.call(&getitem, std::slice::from_ref(key)),
            None => {
                let Value::Class(class) = class else { return Err(self.not_subscriptable(class)) };
                if Rc::ptr_eq(class, self.interp.kind(Kind::Type)) {
                    // `type` is generic itself; a `__class_getitem__` of its own would be every class's.
                    return Ok(crate::types::union::new_alias(self, Value::Class(Rc::clone(class)), key));
                }
                Err(Raised::type_error(format!("type '{}' is not subscriptable", class.name(&self.token))))
            }
        }
    }

    /// A key as an index into a sequence; `None` when it is no integer.
    pub(crate) fn sequence_index(&mut self, key: &Value) -> R<Option<i64>> {
        let index = match key {
            Value::Int(index) => return Ok(Some(*index)),
            Value::Bool(index) => return Ok(Some(i64::from(*index))),
            Value::BigInt(_) => key.clone(),
            Value::Instance(_) if self.has_index(key) => self.index(key)?,
            _ => return Ok(None),
        };
        match index {
            Value::Int(index) => Ok(Some(index)),
            _ => Err(Raised::index_error(format!(
                "cannot fit '{}' into an index-sized integer",
                self.type_name(key)
            ))),
        }
    }

    /// Whether an object can stand for an integer.
    pub fn has_index(&mut self, value: &Value) -> bool {
        let name = Rc::clone(&self.interp.names.index);
        matches!(value, Value::Int(_) | Value::Bool(_) | Value::BigInt(_))
            || self.special(value, &name).is_some()
    }

    /// One bound of a slice, fitted to 64 bits.
    #[inline(always)]
    fn slice_part(&mut self, part: &Value) -> R<Option<i64>> {
        match part {
            Value::None | Value::Unset => Ok(None),
            Value::Int(index) => Ok(Some(*index)),
            _ => self.slice_part_of(part),
        }
    }

    #[inline(never)]
    fn slice_part_of(&mut self, part: &Value) -> R<Option<i64>> {
        let index = match part {
            Value::Bool(index) => return Ok(Some(i64::from(*index))),
            Value::BigInt(_) => part.clone(),
            _ if self.has_index(part) => self.index(part)?,
            _ => {
                return Err(Raised::type_error(
                    "slice indices must be integers or None or have an __index__ method",
                ));
            }
        };
        Ok(Some(match index {
            Value::Int(index) => index,
            Value::BigInt(n) if n.is_negative() => i64::MIN,
            _ => i64::MAX,
        }))
    }

    /// The step of a slice.
    #[inline(always)]
    fn slice_step(&mut self, step: &Value) -> R<i64> {
        match self.slice_part(step)? {
            None => Ok(1),
            Some(0) => Err(Raised::value_error("slice step cannot be zero")),
            Some(step) => Ok(step.max(-i64::MAX)),
        }
    }

    /// The positions that a slice means in a sequence whose length `len` tells after the parts were looked at:
    /// an `__index__` of theirs may change the sequence.
    #[inline(always)]
    pub fn slice_bounds(&mut self, slice: &Slice, len: impl FnOnce(&Held) -> usize) -> R<SliceBounds> {
        let step = self.slice_step(&slice.step)?;
        let start = self.slice_part(&slice.start)?;
        let stop = self.slice_part(&slice.stop)?;
        let len = len(self);
        Ok(SliceBounds::new(start, stop, step, len))
    }

    /// `obj[start:stop]`; absent bounds are `None`.
    pub fn getslice(&mut self, obj: &Value, start: &Value, stop: &Value) -> R {
        let simple = |bound: &Value| match bound {
            Value::None | Value::Unset => Some(None),
            Value::Int(n) => Some(Some(*n)),
            _ => None,
        };
        if let (Some(start), Some(stop)) = (simple(start), simple(stop)) {
            match obj {
                Value::List(list) => {
                    let items = list.items(&self.token);
                    return Ok(Value::list(part_of(items, SliceBounds::new(start, stop, 1, items.len()))));
                }
                Value::Str(text) => {
                    return Ok(self.str_slice(text, SliceBounds::new(start, stop, 1, text.len())));
                }
                Value::Tuple(tuple) => {
                    return Ok(self.tuple_slice(tuple, SliceBounds::new(start, stop, 1, tuple.items().len())));
                }
                _ => {}
            }
        }
        let or_none = |bound: &Value| if bound.is_unset() { Value::None } else { bound.clone() };
        let slice = Slice { start: or_none(start), stop: or_none(stop), step: Value::None };
        self.getitem(obj, &Value::Slice(Rc::new(slice)))
    }

    fn bad_index(&self, what: &str, key: &Value) -> Raised {
        Raised::type_error(format!("{what} indices must be integers or slices, not {}", self.type_name(key)))
    }

    /// `list[start:stop:step]`
    fn list_slice(&mut self, list: &Rc<List>, slice: &Slice) -> R {
        let bounds = self.slice_bounds(slice, |held| list.items(&held.token).len())?;
        Ok(Value::list(part_of(list.items(&self.token), bounds)))
    }

    /// `list[key]`
    pub(crate) fn list_getitem(&mut self, list: &Rc<List>, key: &Value) -> R {
        if let Value::Slice(slice) = key {
            return self.list_slice(list, slice);
        }
        match self.sequence_index(key)? {
            Some(index) => {
                let items = list.items(&self.token);
                match list_index(items.len(), index).and_then(|at| items.get(at)) {
                    Some(item) => Ok(item.clone()),
                    None => Err(Raised::index_error("list index out of range")),
                }
            }
            None => Err(self.bad_index("list", key)),
        }
    }

    /// `tuple[key]`
    pub(crate) fn tuple_getitem(&mut self, tuple: &Tuple, key: &Value) -> R {
        if let Value::Slice(slice) = key {
            let bounds = self.slice_bounds(slice, |_| tuple.items().len())?;
            return Ok(self.tuple_slice(tuple, bounds));
        }
        match self.sequence_index(key)? {
            Some(index) => {
                let items = tuple.items();
                match list_index(items.len(), index).and_then(|at| items.get(at)) {
                    Some(item) => Ok(item.clone()),
                    None => Err(Raised::index_error("tuple index out of range")),
                }
            }
            None => Err(self.bad_index("tuple", key)),
        }
    }

    fn tuple_slice(&self, tuple: &Tuple, bounds: SliceBounds) -> Value {
        let items = tuple.items();
        if bounds.step == 1 && bounds.count == items.len() {
            return Value::Tuple(tuple.clone());
        }
        if bounds.count == 0 {
            return self.empty_tuple();
        }
        match bounds.step {
            1 => Value::Tuple(Tuple::of_slice(items.get(bounds.as_range()).unwrap_or_default())),
            _ => Value::tuple(part_of(items, bounds)),
        }
    }

    /// `text[key]`
    pub(crate) fn str_getitem(&mut self, text: &Rc<Str>, key: &Value) -> R {
        if let Value::Slice(slice) = key {
            let bounds = self.slice_bounds(slice, |_| text.len())?;
            return Ok(self.str_slice(text, bounds));
        }
        match self.sequence_index(key)? {
            Some(index) => self.str_item(text, index),
            None => Err(Raised::type_error(format!(
                "string indices must be integers, not '{}'",
                self.type_name(key)
            ))),
        }
    }

    fn str_slice(&self, text: &Rc<Str>, bounds: SliceBounds) -> Value {
        if bounds.count == text.len() && bounds.step == 1 {
            return Value::Str(Rc::clone(text));
        }
        if bounds.count == 1 {
            return match text.char_at(bounds.start as usize) {
                Some(c) => self.char_str(c),
                None => Value::str(""),
            };
        }
        if bounds.step == 1 {
            let range = bounds.as_range();
            return Value::Str(Str::part(bounds.count, text.slice(range.start, range.end)));
        }
        let part: CompactString = if text.is_ascii() {
            let bytes = text.as_str().as_bytes();
            bounds.positions().filter_map(|at| bytes.get(at)).map(|&b| b as char).collect()
        } else {
            let chars: Vec<char> = text.as_str().chars().collect();
            bounds.positions().filter_map(|at| chars.get(at)).collect()
        };
        Value::Str(Rc::new(Str::with_len(part, bounds.count)))
    }

    /// `bytes[key]`
    pub(crate) fn bytes_getitem(&mut self, bytes: &Rc<Bytes>, key: &Value) -> R {
        let content = bytes.as_slice();
        if let Value::Slice(slice) = key {
            let bounds = self.slice_bounds(slice, |_| content.len())?;
            if bounds.step == 1 && bounds.count == content.len() {
                return Ok(Value::Bytes(Rc::clone(bytes)));
            }
            let part: Vec<u8> = bounds.positions().filter_map(|at| content.get(at)).copied().collect();
            return Ok(Value::bytes(part));
        }
        match self.sequence_index(key)? {
            Some(index) => match list_index(content.len(), index).and_then(|at| content.get(at)) {
                Some(byte) => Ok(Value::Int(i64::from(*byte))),
                None => Err(Raised::index_error("index out of range")),
            },
            None => Err(self.bad_index("byte", key)),
        }
    }

    /// `obj[key] = value`
    #[inline]
    pub fn setitem(&mut self, obj: &Value, key: &Value, value: Value) -> R<()> {
        match (obj, key) {
            (Value::List(list), Value::Int(index)) => {
                let items = list.items_mut(&mut self.token);
                match list_index(items.len(), *index).and_then(|at| items.get_mut(at)) {
                    Some(item) => {
                        drop(std::mem::replace(item, value));
                        Ok(())
                    }
                    None => Err(Raised::index_error("list assignment index out of range")),
                }
            }
            (Value::Dict(dict), _) => self.dict_set(dict, key, value),
            (Value::List(list), Value::Slice(slice)) => self.list_set_slice(list, slice, value),
            _ => self.setitem_general(obj, key, value),
        }
    }

    fn setitem_general(&mut self, obj: &Value, key: &Value, value: Value) -> R<()> {
        if let Value::List(list) = obj {
            return self.list_setitem(list, key, value);
        }
        if is_overridable(obj) {
            let name = Rc::clone(&self.interp.names.setitem);
            if self.call_special(obj, &name, &[key.clone(), value])?.is_some() {
                return Ok(());
            }
        }
        Err(Raised::type_error(format!("'{}' object does not support item assignment", self.type_name(obj))))
    }

    /// `list[key] = value`
    pub(crate) fn list_setitem(&mut self, list: &Rc<List>, key: &Value, value: Value) -> R<()> {
        if let Value::Slice(slice) = key {
            return self.list_set_slice(list, slice, value);
        }
        match self.sequence_index(key)? {
            Some(index) => {
                let items = list.items_mut(&mut self.token);
                match list_index(items.len(), index).and_then(|at| items.get_mut(at)) {
                    Some(item) => {
                        drop(std::mem::replace(item, value));
                        Ok(())
                    }
                    None => Err(Raised::index_error("list assignment index out of range")),
                }
            }
            None => Err(self.bad_index("list", key)),
        }
    }

    fn list_set_slice(&mut self, list: &Rc<List>, slice: &Slice, value: Value) -> R<()> {
        let mut new = match value {
            // A list that nobody else holds, as the result of an expression, gives its items away.
            Value::List(source) if Rc::strong_count(&source) == 1 => {
                std::mem::take(source.items_mut(&mut self.token))
            }
            Value::List(source) => Value::copies(source.items(&self.token).iter()),
            Value::Tuple(source) => Value::copies(source.items().iter()),
            _ => match self.iter_opt(&value)? {
                Some(iterator) => self.collect(&iterator)?,
                None => return Err(Raised::type_error("must assign iterable to extended slice")),
            },
        };
        let bounds = self.slice_bounds(slice, |held| list.items(&held.token).len())?;
        let items = list.items_mut(&mut self.token);
        if bounds.step == 1 {
            if new.len() == bounds.count
                && let Some(places) = items.get_mut(bounds.as_range())
            {
                // What stood there dies with the vector, when the list is no longer open.
                places.swap_with_slice(&mut new);
                bury_list(new);
                return Ok(());
            }
            if items.len().checked_add(new.len()).is_none() || items.try_reserve(new.len()).is_err() {
                return Err(no_memory());
            }
            let removed: Vec<Value> = items.splice(bounds.as_range(), new).collect();
            drop(removed);
            return Ok(());
        }
        if new.len() != bounds.count {
            return Err(Raised::value_error(format!(
                "attempt to assign sequence of size {} to extended slice of size {}",
                new.len(),
                bounds.count
            )));
        }
        let mut old = Vec::with_capacity(new.len());
        for (at, value) in bounds.positions().zip(new) {
            if let Some(item) = items.get_mut(at) {
                old.push(std::mem::replace(item, value));
            }
        }
        drop(old);
        Ok(())
    }

    /// `del obj[key]`
    pub fn delitem(&mut self, obj: &Value, key: &Value) -> R<()> {
        match obj {
            Value::Dict(dict) => match self.dict_remove(dict, key)? {
                Some(_) => Ok(()),
                None => Err(Raised::key_error(key.clone())),
            },
            Value::List(list) => self.list_delitem(list, key),
            _ => {
                if is_overridable(obj) {
                    let name = Rc::clone(&self.interp.names.delitem);
                    if self.call_special(obj, &name, std::slice::from_ref(key))?.is_some() {
                        return Ok(());
                    }
                }
                Err(Raised::type_error(format!(
                    "'{}' object doesn't support item deletion",
                    self.type_name(obj)
                )))
            }
        }
    }

    /// `del list[key]`
    pub(crate) fn list_delitem(&mut self, list: &Rc<List>, key: &Value) -> R<()> {
        if let Value::Slice(slice) = key {
            let bounds = self.slice_bounds(slice, |held| list.items(&held.token).len())?;
            let items = list.items_mut(&mut self.token);
            let removed: Vec<Value> = if bounds.step == 1 {
                items.drain(bounds.as_range()).collect()
            } else {
                remove_positions(items, bounds)
            };
            drop(removed);
            return Ok(());
        }
        match self.sequence_index(key)? {
            Some(index) => {
                let items = list.items_mut(&mut self.token);
                match list_index(items.len(), index) {
                    Some(at) => {
                        let removed = items.remove(at);
                        drop(removed);
                        Ok(())
                    }
                    None => Err(Raised::index_error("list assignment index out of range")),
                }
            }
            None => Err(self.bad_index("list", key)),
        }
    }

    /// An argument that CPython converts to a C integer, as those of `list.insert` and `list.pop`.
    pub(crate) fn ssize_argument(&mut self, value: &Value) -> R<i64> {
        match value {
            Value::Int(n) => Ok(*n),
            Value::Bool(b) => Ok(i64::from(*b)),
            _ => match self.index(value)? {
                Value::Int(n) => Ok(n),
                _ => Err(Raised::overflow("Python int too large to convert to C ssize_t")),
            },
        }
    }

    /// An argument that must be an index, such as the count of a repetition.
    pub(crate) fn index_argument(&mut self, value: &Value) -> R<i64> {
        match value {
            Value::Int(n) => Ok(*n),
            Value::Bool(b) => Ok(i64::from(*b)),
            _ => match self.index(value)? {
                Value::Int(n) => Ok(n),
                _ => Err(Raised::new(
                    ExcKind::OverflowError,
                    format!("cannot fit '{}' into an index-sized integer", self.type_name(value)),
                )),
            },
        }
    }
}

/// Copies of the items that a slice means.
#[inline]
fn part_of(items: &[Value], bounds: SliceBounds) -> Vec<Value> {
    let start = bounds.start as usize;
    match bounds.step {
        1 => Value::copies(items.get(bounds.as_range()).unwrap_or_default().iter()),
        -1 if bounds.count > 0 => {
            let first = (start + 1).saturating_sub(bounds.count);
            Value::copies(items.get(first..=start).unwrap_or_default().iter().rev())
        }
        _ => {
            let mut part = Vec::with_capacity(bounds.count);
            part.extend(bounds.positions().filter_map(|at| items.get(at)).cloned());
            part
        }
    }
}

/// Takes the items at the positions of a slice with a step out of a vector.
fn remove_positions(items: &mut Vec<Value>, bounds: SliceBounds) -> Vec<Value> {
    let mut removed = Vec::with_capacity(bounds.count);
    let mut doomed = vec![false; items.len()];
    for at in bounds.positions() {
        if let Some(mark) = doomed.get_mut(at) {
            *mark = true;
        }
    }
    let mut kept = Vec::with_capacity(items.len() - bounds.count.min(items.len()));
    for (item, doomed) in std::mem::take(items).into_iter().zip(doomed) {
        if doomed { removed.push(item) } else { kept.push(item) }
    }
    *items = kept;
    removed
}
