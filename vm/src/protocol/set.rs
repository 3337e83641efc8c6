//! Set operations that may have to ask items whether they are equal. See [`crate::protocol::dict`] for the rule.
//!
//! The order in which items enter and leave a table is CPython's (`Objects/setobject.c`), because the order of
//! iteration depends on it.

use smallvec::SmallVec;

use crate::error::R;
use crate::held::Held;
use crate::object::Added;
use crate::object::Probe;
use crate::object::Set;
use crate::object::SetTable;
use crate::protocol::dict::Rejected;
use crate::rc::Rc;
use crate::value::Value;

impl Held {
    /// Whether an item is in a set. A `set` as the item stands for the equal `frozenset`.
    #[inline]
    pub fn set_contains(&mut self, set: &Rc<Set>, item: &Value) -> R<bool> {
        let hash = self.set_key_hash(item)?;
        Ok(self.set_find(set, item, hash)?.is_some())
    }

    /// Hash of what is looked for in a set.
    #[inline]
    pub(crate) fn set_key_hash(&mut self, item: &Value) -> R<i64> {
        match item {
            Value::Set(inner) => {
                Ok(crate::text::hash::frozen_set(inner.table(&self.token).iter().map(|(hash, _)| hash)))
            }
            _ => self.hash(item),
        }
    }

    /// The slot of an item whose hash is known.
    #[inline]
    pub(crate) fn set_find(&mut self, set: &Rc<Set>, item: &Value, hash: i64) -> R<Option<usize>> {
        match set.table(&self.token).find(item, hash, &[]) {
            Probe::Found(at) => Ok(Some(at)),
            Probe::Missing => Ok(None),
            Probe::Ask(at) => self.set_find_asking(set, item, hash, at),
        }
    }

    #[cold]
    fn set_find_asking(&mut self, set: &Rc<Set>, item: &Value, hash: i64, first: usize) -> R<Option<usize>> {
        let mut rejected = Rejected::new();
        let mut at = first;
        loop {
            let Some(stored) = set.table(&self.token).key_at(at).cloned() else { return Ok(None) };
            let same = self.identical_or_eq(&stored, item)?;
            let table = set.table(&self.token);
            let in_place = |at: usize, key: &Value| table.key_at(at).is_some_and(|found| found.is(key));
            if !in_place(at, &stored) || !rejected.iter().all(|(at, key)| in_place(*at, key)) {
                rejected.clear();
            } else if same {
                return Ok(Some(at));
            } else {
                rejected.push((at, stored));
            }
            let places: SmallVec<[usize; 8]> = rejected.iter().map(|(at, _)| *at).collect();
            match table.find(item, hash, &places) {
                Probe::Found(at) => return Ok(Some(at)),
                Probe::Missing => return Ok(None),
                Probe::Ask(next) => at = next,
            }
        }
    }

    /// `set.add(item)`; whether it was new.
    #[inline]
    pub fn set_add(&mut self, set: &Rc<Set>, item: &Value) -> R<bool> {
        let hash = self.hash(item)?;
        self.set_add_hashed(set, item, hash)
    }

    /// `set.add(item)`, the hash being known.
    #[inline]
    pub(crate) fn set_add_hashed(&mut self, set: &Rc<Set>, item: &Value, hash: i64) -> R<bool> {
        self.set_put_hashed(set, item.clone(), hash)
    }

    /// `set.add(item)`, the item being handed over and its hash known.
    #[inline]
    pub(crate) fn set_put_hashed(&mut self, set: &Rc<Set>, item: Value, hash: i64) -> R<bool> {
        match set.table_mut(&mut self.token).add(item, hash) {
            Added::New => Ok(true),
            Added::Found(item) => {
                item.discard();
                Ok(false)
            }
            Added::Ask(at, item) => {
                if self.set_find_asking(set, &item, hash, at)?.is_some() {
                    return Ok(false);
                }
                set.table_mut(&mut self.token).insert_new(hash, item);
                Ok(true)
            }
        }
    }

    /// `set.add(item)`, the item being handed over; whether it was new.
    #[inline]
    pub fn set_put(&mut self, set: &Rc<Set>, item: Value) -> R<bool> {
        let hash = self.hash(&item)?;
        self.set_put_hashed(set, item, hash)
    }

    /// `set.discard(item)`; whether it was there.
    pub fn set_remove(&mut self, set: &Rc<Set>, item: &Value) -> R<bool> {
        let hash = self.set_key_hash(item)?;
        self.set_remove_hashed(set, item, hash)
    }

    pub(crate) fn set_remove_hashed(&mut self, set: &Rc<Set>, item: &Value, hash: i64) -> R<bool> {
        let Some(at) = self.set_find(set, item, hash)? else { return Ok(false) };
        let removed = set.table_mut(&mut self.token).remove_at(at);
        drop(removed);
        Ok(true)
    }

    /// `{a, b, …}`
    pub fn new_set(&mut self, items: Vec<Value>) -> R {
        self.set_of(items).map(Value::Set)
    }

    /// A `frozenset` of these items.
    pub fn new_frozenset(&mut self, items: Vec<Value>) -> R {
        self.set_of(items).map(Value::FrozenSet)
    }

    fn set_of(&mut self, items: Vec<Value>) -> R<Rc<Set>> {
        let set = Rc::new(Set::new(SetTable::default()));
        for item in items {
            self.set_put(&set, item)?;
        }
        Ok(set)
    }

    /// A set of these items, the first of equal ones.
    pub fn build_set(&mut self, items: &[Value]) -> R<Rc<Set>> {
        let set = Rc::new(Set::new(SetTable::default()));
        for item in items {
            self.set_add(&set, item)?;
        }
        Ok(set)
    }

    /// The items of an iterable as a new set.
    pub fn set_from(&mut self, iterable: &Value) -> R<Rc<Set>> {
        let set = Rc::new(Set::new(SetTable::default()));
        self.set_update(&set, iterable)?;
        Ok(set)
    }

    /// `set.update(iterable)`
    pub fn set_update(&mut self, set: &Rc<Set>, iterable: &Value) -> R<()> {
        match self.base_ref(iterable) {
            Value::Set(other) | Value::FrozenSet(other) => {
                let other = Rc::clone(other);
                self.set_merge(set, &other)
            }
            Value::Dict(dict) if matches!(iterable, Value::Dict(_)) => {
                let dict = Rc::clone(dict);
                let count = dict.len(&self.token);
                set.table_mut(&mut self.token).reserve(count);
                let mut from = 0;
                while let Some((at, entry)) = dict.table(&self.token).next_from(from) {
                    let (hash, key) = (entry.hash, entry.key.clone());
                    self.set_add_hashed(set, &key, hash)?;
                    from = at + 1;
                }
                Ok(())
            }
            Value::List(list) if matches!(iterable, Value::List(_)) => {
                let list = Rc::clone(list);
                let mut at = 0;
                while let Some(item) = list.items(&self.token).get(at).cloned() {
                    self.set_add(set, &item)?;
                    at += 1;
                }
                Ok(())
            }
            _ => {
                let iterator = self.iter(iterable)?;
                while let Some(item) = self.next(&iterator)? {
                    self.set_add(set, &item)?;
                }
                Ok(())
            }
        }
    }

    /// Adds all items of another set.
    pub(crate) fn set_merge(&mut self, set: &Rc<Set>, other: &Rc<Set>) -> R<()> {
        if Rc::ptr_eq(set, other) || other.table(&self.token).is_empty() {
            return Ok(());
        }
        let count = other.len(&self.token);
        set.table_mut(&mut self.token).reserve(count);
        if let Some(copy) = set.table(&self.token).copy_if_alike(other.table(&self.token)) {
            let old = set.table_mut(&mut self.token).replace_content(copy);
            drop(old);
            return Ok(());
        }
        let distinct = set.table(&self.token).is_empty();
        let mut from = 0;
        while let Some((at, hash, key)) = other.table(&self.token).next_from(from) {
            let key = key.clone();
            if distinct {
                set.table_mut(&mut self.token).insert_new(hash, key);
            } else {
                self.set_add_hashed(set, &key, hash)?;
            }
            from = at + 1;
        }
        Ok(())
    }

    /// A copy of a set, in the order that CPython's copy has.
    pub fn set_copy(&mut self, set: &Rc<Set>) -> R<Rc<Set>> {
        let copy = Rc::new(Set::new(SetTable::default()));
        self.set_merge(&copy, set)?;
        Ok(copy)
    }

    /// Whether every item of `a` is in `b`.
    pub fn is_subset(&mut self, a: &Rc<Set>, b: &Rc<Set>) -> R<bool> {
        if Rc::ptr_eq(a, b) {
            return Ok(true);
        }
        if a.len(&self.token) > b.len(&self.token) {
            return Ok(false);
        }
        let mut from = 0;
        while let Some((at, hash, key)) = a.table(&self.token).next_from(from) {
            let key = key.clone();
            if self.set_find(b, &key, hash)?.is_none() {
                return Ok(false);
            }
            from = at + 1;
        }
        Ok(true)
    }

    /// The items of `a` that are in `other` too, as a new set.
    pub fn set_intersection(&mut self, a: &Rc<Set>, other: &Value) -> R<Rc<Set>> {
        let result = Rc::new(Set::new(SetTable::default()));
        if let Some(b) = self.as_any_set(other) {
            if Rc::ptr_eq(a, &b) {
                return self.set_copy(a);
            }
            // The smaller one is walked through.
            let (walked, asked) =
                if b.len(&self.token) > a.len(&self.token) { (Rc::clone(a), b) } else { (b, Rc::clone(a)) };
            let mut from = 0;
            while let Some((at, hash, key)) = walked.table(&self.token).next_from(from) {
                let key = key.clone();
                if self.set_find(&asked, &key, hash)?.is_some() {
                    // The items of one set differ.
                    result.table_mut(&mut self.token).insert_new(hash, key);
                }
                from = at + 1;
            }
            return Ok(result);
        }
        let iterator = self.iter(other)?;
        while let Some(item) = self.next(&iterator)? {
            let hash = self.hash(&item)?;
            if self.set_find(a, &item, hash)?.is_some() {
                self.set_add_hashed(&result, &item, hash)?;
            }
        }
        Ok(result)
    }

    /// The items of `a` that are not in `other`, as a new set.
    pub fn set_difference(&mut self, a: &Rc<Set>, other: &Value) -> R<Rc<Set>> {
        let b = match self.as_any_set(other) {
            Some(b) => Some(b),
            None if matches!(other, Value::Dict(_)) => None,
            None => {
                let result = self.set_copy(a)?;
                self.set_difference_update(&result, other)?;
                return Ok(result);
            }
        };
        let other_len = match (&b, other) {
            (Some(b), _) => b.len(&self.token),
            (None, Value::Dict(dict)) => dict.len(&self.token),
            (None, _) => 0,
        };
        if a.len(&self.token) >> 2 > other_len {
            let result = self.set_copy(a)?;
            self.set_difference_update(&result, other)?;
            return Ok(result);
        }
        let result = Rc::new(Set::new(SetTable::default()));
        let mut from = 0;
        while let Some((at, hash, key)) = a.table(&self.token).next_from(from) {
            let key = key.clone();
            let there = match (&b, other) {
                (Some(b), _) => self.set_find(b, &key, hash)?.is_some(),
                (None, Value::Dict(dict)) => self.dict_find_hashed(dict, &key, hash)?.is_some(),
                (None, _) => false,
            };
            if !there {
                result.table_mut(&mut self.token).insert_new(hash, key);
            }
            from = at + 1;
        }
        Ok(result)
    }

    /// `set.difference_update(other)`
    pub fn set_difference_update(&mut self, set: &Rc<Set>, other: &Value) -> R<()> {
        if let Some(mut other) = self.as_any_set(other) {
            if Rc::ptr_eq(set, &other) {
                self.set_clear(set);
                return Ok(());
            }
            if other.len(&self.token) >> 3 > set.len(&self.token) {
                // Far larger than the set: only what they have in common matters.
                other = self.set_intersection(set, &Value::Set(other))?;
            }
            let mut from = 0;
            while let Some((at, hash, key)) = other.table(&self.token).next_from(from) {
                let key = key.clone();
                self.set_remove_hashed(set, &key, hash)?;
                from = at + 1;
            }
        } else {
            let iterator = self.iter(other)?;
            while let Some(item) = self.next(&iterator)? {
                let hash = self.hash(&item)?;
                self.set_remove_hashed(set, &item, hash)?;
            }
        }
        set.table_mut(&mut self.token).drop_removed();
        Ok(())
    }

    /// `set.symmetric_difference_update(other)`
    pub fn set_symmetric_difference_update(&mut self, set: &Rc<Set>, other: &Value) -> R<()> {
        let other = match self.as_any_set(other) {
            Some(other) if Rc::ptr_eq(set, &other) => {
                self.set_clear(set);
                return Ok(());
            }
            Some(other) => other,
            None => self.set_from(other)?,
        };
        let mut from = 0;
        while let Some((at, hash, key)) = other.table(&self.token).next_from(from) {
            let key = key.clone();
            if !self.set_remove_hashed(set, &key, hash)? {
                self.set_add_hashed(set, &key, hash)?;
            }
            from = at + 1;
        }
        Ok(())
    }

    /// The items that are in exactly one of the two, as a new set.
    pub fn set_symmetric_difference(&mut self, a: &Rc<Set>, other: &Value) -> R<Rc<Set>> {
        let result = self.set_from(other)?;
        self.set_symmetric_difference_update(&result, &Value::Set(Rc::clone(a)))?;
        Ok(result)
    }

    /// `set.clear()`
    pub(crate) fn set_clear(&mut self, set: &Rc<Set>) {
        let old = set.table_mut(&mut self.token).take();
        drop(old);
    }
}
