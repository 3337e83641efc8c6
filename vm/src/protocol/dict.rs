//! Dict operations that may have to ask keys whether they are equal.
//!
//! A key's `__eq__` can run any code, also code that changes the dict. So no borrow of the table lasts over the
//! question, and what was learned counts only as long as the entries it was learned about are still in their places.

use smallvec::SmallVec;

use crate::error::ExcKind;
use crate::error::R;
use crate::error::Raised;
use crate::held::Held;
use crate::object::Dict;
use crate::object::DictTable;
use crate::object::Probe;
use crate::rc::Rc;
use crate::value::Value;

/// Keys that were asked in the course of a lookup and said that they differ, with their positions.
pub(crate) type Rejected = SmallVec<[(usize, Value); 4]>;

impl Held {
    /// Position of a key.
    #[inline]
    pub fn dict_find(&mut self, dict: &Rc<Dict>, key: &Value) -> R<Option<usize>> {
        let hash = self.hash(key)?;
        self.dict_find_hashed(dict, key, hash)
    }

    /// Position of a key whose hash is known.
    #[inline]
    pub fn dict_find_hashed(&mut self, dict: &Rc<Dict>, key: &Value, hash: i64) -> R<Option<usize>> {
        match dict.table(&self.token).find(key, hash, &[]) {
            Probe::Found(at) => Ok(Some(at)),
            Probe::Missing => Ok(None),
            Probe::Ask(at) => self.dict_find_asking(dict, key, hash, at),
        }
    }

    #[cold]
    fn dict_find_asking(
        &mut self,
        dict: &Rc<Dict>,
        key: &Value,
        hash: i64,
        first: usize,
    ) -> R<Option<usize>> {
        let mut rejected = Rejected::new();
        let mut at = first;
        loop {
            let Some(stored) = dict.table(&self.token).entry(at).map(|entry| entry.key.clone()) else {
                return Ok(None);
            };
            let same = self.identical_or_eq(&stored, key)?;
            let table = dict.table(&self.token);
            let in_place = |at: usize, key: &Value| table.entry(at).is_some_and(|entry| entry.key.is(key));
            if !in_place(at, &stored) || !rejected.iter().all(|(at, key)| in_place(*at, key)) {
                // The dict was changed meanwhile: nothing learned holds.
                rejected.clear();
            } else if same {
                return Ok(Some(at));
            } else {
                rejected.push((at, stored));
            }
            let places: SmallVec<[usize; 8]> = rejected.iter().map(|(at, _)| *at).collect();
            match table.find(key, hash, &places) {
                Probe::Found(at) => return Ok(Some(at)),
                Probe::Missing => return Ok(None),
                Probe::Ask(next) => at = next,
            }
        }
    }

    /// `dict.get(key)`
    #[inline]
    pub fn dict_get(&mut self, dict: &Rc<Dict>, key: &Value) -> R<Option<Value>> {
        let Some(at) = self.dict_find(dict, key)? else { return Ok(None) };
        Ok(dict.table(&self.token).entry(at).map(|entry| entry.value.clone()))
    }

    /// `dict[key] = value`
    #[inline]
    pub fn dict_set(&mut self, dict: &Rc<Dict>, key: &Value, value: Value) -> R<()> {
        let hash = self.hash(key)?;
        self.dict_set_hashed(dict, key, hash, value)
    }

    /// `dict[key] = value`, the hash being known.
    #[inline]
    pub fn dict_set_hashed(&mut self, dict: &Rc<Dict>, key: &Value, hash: i64, value: Value) -> R<()> {
        let found = self.dict_find_hashed(dict, key, hash)?;
        let table = dict.table_mut(&mut self.token);
        match found {
            Some(at) => drop(table.replace_at(at, value)),
            None => table.insert_new(hash, key.clone(), value),
        }
        Ok(())
    }

    /// Removes a key; its entry, if it was there.
    pub fn dict_remove(&mut self, dict: &Rc<Dict>, key: &Value) -> R<Option<(Value, Value)>> {
        let Some(at) = self.dict_find(dict, key)? else { return Ok(None) };
        Ok(Some(dict.table_mut(&mut self.token).remove_at(at)))
    }

    /// `dict.setdefault(key, default)`
    pub fn dict_set_default(&mut self, dict: &Rc<Dict>, key: &Value, default: &Value) -> R {
        let hash = self.hash(key)?;
        if let Some(at) = self.dict_find_hashed(dict, key, hash)?
            && let Some(entry) = dict.table(&self.token).entry(at)
        {
            return Ok(entry.value.clone());
        }
        dict.table_mut(&mut self.token).insert_new(hash, key.clone(), default.clone());
        Ok(default.clone())
    }

    /// `dict[key]`, `KeyError` when it is missing.
    #[inline]
    pub fn dict_getitem(&mut self, dict: &Rc<Dict>, key: &Value) -> R {
        match self.dict_get(dict, key)? {
            Some(value) => Ok(value),
            None => Err(Raised::key_error(key.clone())),
        }
    }

    /// A copy of a dict.
    pub fn dict_copy(&mut self, dict: &Rc<Dict>) -> Rc<Dict> {
        Rc::new(Dict::from_table(compact(dict.table(&self.token))))
    }

    /// `dict.update(other)` for another dict.
    pub fn dict_update_from(&mut self, dict: &Rc<Dict>, other: &Rc<Dict>) -> R<()> {
        if Rc::ptr_eq(dict, other) {
            return Ok(());
        }
        if dict.table(&self.token).positions() == 0 {
            let copy = compact(other.table(&self.token));
            let old = dict.table_mut(&mut self.token).replace_content(copy);
            drop(old);
            return Ok(());
        }
        let len = other.len(&self.token);
        let mut from = 0;
        while let Some((at, entry)) = other.table(&self.token).next_from(from) {
            let (hash, key, value) = (entry.hash, entry.key.clone(), entry.value.clone());
            self.dict_set_hashed(dict, &key, hash, value)?;
            if other.len(&self.token) != len {
                return Err(Raised::runtime_error("dict mutated during update"));
            }
            from = at + 1;
        }
        Ok(())
    }

    /// `dict.update(other)` for anything: a mapping (it has `keys`) or an iterable of pairs.
    pub fn dict_update(&mut self, dict: &Rc<Dict>, other: &Value) -> R<()> {
        if let Value::Dict(other) = other {
            return self.dict_update_from(dict, other);
        }
        if let Some(pairs) = self.mapping_pairs_opt(other)? {
            for (key, value) in pairs {
                self.dict_set(dict, &key, value)?;
            }
            return Ok(());
        }
        self.dict_update_from_pairs(dict, other)
    }

    /// The entries of a mapping, `None` when the value is none. A dict's own entries count, unless a class derived
    /// from `dict` says how it is iterated.
    pub fn mapping_pairs_opt(&mut self, mapping: &Value) -> R<Option<Vec<(Value, Value)>>> {
        let plain = match mapping {
            Value::Dict(dict) => Some(Rc::clone(dict)),
            Value::Instance(_) => match self.as_dict(mapping) {
                Some(dict) if self.iterates_natively(mapping) => Some(dict),
                _ => None,
            },
            _ => None,
        };
        if let Some(dict) = plain {
            let entries = dict.table(&self.token).iter();
            return Ok(Some(entries.map(|e| (e.key.clone(), e.value.clone())).collect()));
        }
        let name = Rc::clone(&self.interp.names.keys);
        if matches!(mapping, Value::List(_) | Value::Tuple(_) | Value::Iter(_) | Value::Generator(_)) {
            return Ok(None);
        }
        let Some(keys) = self.getattr_opt(mapping, &name)? else { return Ok(None) };
        let keys = self.call(&keys, &[])?;
        let iterator = self.iter(&keys)?;
        let mut pairs = Vec::new();
        while let Some(key) = self.next(&iterator)? {
            let value = self.getitem(mapping, &key)?;
            pairs.push((key, value));
        }
        Ok(Some(pairs))
    }

    /// Whether an instance of a class derived from a built-in type is iterated by that type's own `__iter__`.
    fn iterates_natively(&mut self, value: &Value) -> bool {
        let name = Rc::clone(&self.interp.names.iter);
        matches!(self.special(value, &name), Some(Value::Native(_)))
    }

    /// The entries of the `x` in `**x`.
    pub fn mapping_pairs(&mut self, mapping: &Value) -> R<Vec<(Value, Value)>> {
        match self.mapping_pairs_opt(mapping)? {
            Some(pairs) => Ok(pairs),
            None => Err(Raised::type_error(format!("'{}' object is not a mapping", self.type_name(mapping)))),
        }
    }

    fn dict_update_from_pairs(&mut self, dict: &Rc<Dict>, pairs: &Value) -> R<()> {
        let iterator = self.iter(pairs)?;
        let mut number = 0_usize;
        while let Some(pair) = self.next(&iterator)? {
            let items = match &pair {
                Value::Tuple(_) | Value::List(_) => self.collect(&pair)?,
                _ => match self.iter_opt(&pair) {
                    Ok(Some(items)) => self.collect(&items)?,
                    Ok(None) => return Err(not_a_sequence(number)),
                    Err(raised) if self.matches(&raised, ExcKind::TypeError) => {
                        return Err(not_a_sequence(number));
                    }
                    Err(raised) => return Err(raised),
                },
            };
            let [key, value] = items.as_slice() else {
                return Err(Raised::value_error(format!(
                    "dictionary update sequence element #{number} has length {}; 2 is required",
                    items.len()
                )));
            };
            self.dict_set(dict, key, value.clone())?;
            number += 1;
        }
        Ok(())
    }
}

#[cold]
fn not_a_sequence(number: usize) -> Raised {
    Raised::type_error(format!("cannot convert dictionary update sequence element #{number} to a sequence"))
}

/// A copy without the places of removed entries.
fn compact(table: &DictTable) -> DictTable {
    if table.len() == table.positions() {
        return table.clone();
    }
    let mut copy = DictTable::with_capacity(table.len());
    for entry in table.iter() {
        copy.insert_new(entry.hash, entry.key.clone(), entry.value.clone());
    }
    copy
}
