//! `dict`: entries in insertion order beside an open-addressed index.
//!
//! Nothing here runs Python code. A lookup that would have to call `__eq__` stops at [`Probe::Ask`]; the protocol
//! layer asks, with every borrow of the table given back, and looks again ([`crate::protocol::dict`]).

use crate::heap::HeapCell;
use crate::heap::Token;
use crate::heap::bury_parts;
use crate::object::Str;
use crate::rc::Rc;
use crate::value::Value;

/// `dict`.
pub struct Dict {
    table: HeapCell<DictTable>,
}

impl Dict {
    /// An empty dict.
    pub fn new() -> Dict {
        Dict { table: HeapCell::new(DictTable::default()) }
    }

    /// A dict with this content.
    pub fn from_table(table: DictTable) -> Dict {
        Dict { table: HeapCell::new(table) }
    }

    /// The content.
    #[inline(always)]
    pub fn table<'a>(&'a self, token: &'a Token) -> &'a DictTable {
        self.table.get(token)
    }

    /// The content, to change it.
    #[inline(always)]
    pub fn table_mut<'a>(&'a self, token: &'a mut Token) -> &'a mut DictTable {
        self.table.get_mut(token)
    }

    /// Number of keys.
    pub fn len(&self, token: &Token) -> usize {
        self.table.get(token).len()
    }
}

impl Default for Dict {
    fn default() -> Dict {
        Dict::new()
    }
}

impl Drop for Dict {
    fn drop(&mut self) {
        let entries = std::mem::take(&mut self.table.as_mut().entries);
        if !entries.is_empty() {
            bury_parts(entries, |entry| [&mut entry.key, &mut entry.value]);
        }
    }
}

/// One key with its value. A removed entry keeps its place with `key` unset until the table is rebuilt.
#[derive(Clone)]
pub struct Entry {
    /// The key's hash.
    pub hash: i64,
    /// The key.
    pub key: Value,
    /// The value.
    pub value: Value,
}

/// What a lookup found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Probe {
    /// The entry at this position.
    Found(usize),
    /// No such key.
    Missing,
    /// The entry at this position has the same hash; only the objects themselves can tell whether they are equal.
    Ask(usize),
}

/// What became of a value that was to be set.
pub(crate) enum Put {
    /// The key was missing and is there now.
    Added,
    /// The key had this value.
    Replaced(Value),
    /// Another key has the same hash; only the objects themselves can tell whether they are equal. Here is the value
    /// back.
    Ask(Value),
}

const EMPTY: u32 = u32::MAX;
const REMOVED: u32 = u32::MAX - 1;

/// Up to this many entries a table has no index: comparing hashes in a row is faster than probing.
const UNINDEXED_MAX: usize = 8;

/// From this many entries on, removing keys drops the places of removed entries too.
const QUEUE_MIN: usize = 32;

/// The content of a dict.
#[derive(Clone, Default)]
pub struct DictTable {
    entries: Vec<Entry>,
    /// Positions in `entries`; empty while there are few. Length is a power of two.
    index: Vec<u32>,
    used: usize,
    /// How many more entries may come before removed ones are dropped and room is made. CPython counts the same way
    /// (`dk_usable`), and a script that adds and removes keys under an iterator can see when entries move.
    usable: usize,
    version: u64,
}

impl DictTable {
    /// An empty table with room for `n` keys.
    pub fn with_capacity(n: usize) -> DictTable {
        if n == 0 {
            return DictTable::default();
        }
        let usable = usable_of(n * 3 / 2 + 1);
        let mut table = DictTable { entries: Vec::with_capacity(n), usable, ..DictTable::default() };
        if n > UNINDEXED_MAX {
            table.build_index(usable);
        }
        table
    }

    /// Number of keys.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.used
    }

    /// Whether there are no keys.
    pub fn is_empty(&self) -> bool {
        self.used == 0
    }

    /// Changes whenever a key is added or removed or an entry moves: the guard of caches and iterators.
    #[inline(always)]
    pub fn version(&self) -> u64 {
        self.version
    }

    /// The entry at a position, removed ones included.
    #[inline(always)]
    pub fn entry(&self, at: usize) -> Option<&Entry> {
        self.entries.get(at)
    }

    /// The first live entry at or behind `at`, with its position.
    #[inline]
    pub fn next_from(&self, at: usize) -> Option<(usize, &Entry)> {
        let mut at = at;
        while let Some(entry) = self.entries.get(at) {
            if !entry.key.is_unset() {
                return Some((at, entry));
            }
            at += 1;
        }
        None
    }

    /// The last live entry before `at`, with its position.
    pub fn prev_before(&self, at: usize) -> Option<(usize, &Entry)> {
        let end = at.min(self.entries.len());
        self.entries[..end].iter().enumerate().rev().find(|(_, e)| !e.key.is_unset())
    }

    /// The live entries in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        self.entries.iter().filter(|e| !e.key.is_unset())
    }

    /// Number of positions, removed entries included.
    pub fn positions(&self) -> usize {
        self.entries.len()
    }

    /// Looks for a key. Entries at the positions in `rejected` count as different.
    #[inline(always)]
    pub fn find(&self, key: &Value, hash: i64, rejected: &[usize]) -> Probe {
        // A name or a small integer mostly stands at the first place that it may have, as the object itself.
        if let Some(&at) = self.index.get(spread(hash) & self.index.len().wrapping_sub(1))
            && let Some(entry) = self.entries.get(at as usize)
            && entry.hash == hash
            && match (&entry.key, key) {
                (Value::Str(own), Value::Str(key)) => Rc::ptr_eq(own, key),
                (Value::Int(own), Value::Int(key)) => own == key,
                _ => false,
            }
        {
            return Probe::Found(at as usize);
        }
        self.find_anywhere(key, hash, rejected)
    }

    /// As [`find`](Self::find), from the first place on.
    #[inline(never)]
    fn find_anywhere(&self, key: &Value, hash: i64, rejected: &[usize]) -> Probe {
        // The two usual types of keys meet their like in nearly every entry that has their hash.
        match key {
            Value::Str(text) => self.find_by(hash, |entry, at| match &entry.key {
                Value::Str(own) if Rc::ptr_eq(own, text) || own == text => Some(Probe::Found(at)),
                Value::Str(_) => None,
                _ => self.match_entry(entry, at, key, rejected),
            }),
            Value::Int(n) => self.find_by(hash, |entry, at| match &entry.key {
                Value::Int(own) => (own == n).then_some(Probe::Found(at)),
                _ => self.match_entry(entry, at, key, rejected),
            }),
            _ => self.find_by(hash, |entry, at| self.match_entry(entry, at, key, rejected)),
        }
        .unwrap_or(Probe::Missing)
    }

    /// Whether an entry with the right hash is the one that is looked for.
    fn match_entry(&self, entry: &Entry, at: usize, key: &Value, rejected: &[usize]) -> Option<Probe> {
        match quick_eq(&entry.key, key) {
            Some(true) => Some(Probe::Found(at)),
            Some(false) => None,
            None if rejected.contains(&at) => None,
            None => Some(Probe::Ask(at)),
        }
    }

    /// Looks for a string key.
    #[inline]
    pub fn find_str(&self, key: &Rc<Str>, hash: i64) -> Option<usize> {
        self.find_by(hash, |entry, at| match &entry.key {
            Value::Str(s) if Rc::ptr_eq(s, key) || s == key => Some(at),
            _ => None,
        })
    }

    #[inline(always)]
    fn find_by<R>(&self, hash: i64, mut check: impl FnMut(&Entry, usize) -> Option<R>) -> Option<R> {
        if self.index.is_empty() {
            for (at, entry) in self.entries.iter().enumerate() {
                if entry.hash == hash
                    && !entry.key.is_unset()
                    && let Some(found) = check(entry, at)
                {
                    return Some(found);
                }
            }
            return None;
        }
        let mask = self.index.len() - 1;
        let mut slot = spread(hash) & mask;
        loop {
            match self.index[slot] {
                EMPTY => return None,
                REMOVED => {}
                at => {
                    let at = at as usize;
                    let entry = &self.entries[at];
                    if entry.hash == hash
                        && let Some(found) = check(entry, at)
                    {
                        return Some(found);
                    }
                }
            }
            slot = (slot + 1) & mask;
        }
    }

    /// Replaces the value at a position that `find` returned.
    #[inline(always)]
    pub fn replace_at(&mut self, at: usize, mut value: Value) -> Value {
        // Word by word: the new value was perhaps just written, and the old one will be looked at.
        let place = &mut self.entries[at].value;
        let old = place.take();
        place.put(value.take());
        std::mem::forget(value);
        old
    }

    /// Adds a key that is known to be missing.
    #[inline]
    pub fn insert_new(&mut self, hash: i64, mut key: Value, mut value: Value) {
        if self.usable == 0 {
            self.grow();
        }
        self.usable -= 1;
        let at = self.entries.len();
        if self.index.is_empty() && at >= UNINDEXED_MAX {
            self.build_index(at + self.usable + 1);
        }
        if !self.index.is_empty() {
            let mask = self.index.len() - 1;
            let mut slot = spread(hash) & mask;
            while self.index[slot] != EMPTY && self.index[slot] != REMOVED {
                slot = (slot + 1) & mask;
            }
            self.index[slot] = at as u32;
        }
        // Word by word: they were perhaps just written. What is left of them needs no destructor.
        self.entries.push(Entry { hash, key: key.take(), value: value.take() });
        std::mem::forget((key, value));
        self.used += 1;
        self.version += 1;
    }

    /// Sets the value of a key, where no Python code can be needed to find it: a string or an integer, whose hash the
    /// caller knows. Finds and adds in one go.
    #[inline]
    pub(crate) fn put(&mut self, hash: i64, key: &Value, value: Value) -> Put {
        let value = value.split();
        if self.usable != 0 && !self.index.is_empty() {
            let mask = self.index.len() - 1;
            let mut slot = spread(hash) & mask;
            loop {
                match self.index[slot] {
                    EMPTY => {
                        self.index[slot] = self.entries.len() as u32;
                        self.usable -= 1;
                        self.used += 1;
                        self.version += 1;
                        self.entries.push(Entry { hash, key: key.clone(), value: value.whole() });
                        return Put::Added;
                    }
                    // The place of a removed key is used again, if there is no such key behind it.
                    REMOVED => break,
                    at => {
                        let entry = &mut self.entries[at as usize];
                        if entry.hash == hash {
                            let same = match (&entry.key, key) {
                                (Value::Str(own), Value::Str(key)) => Rc::ptr_eq(own, key) || own == key,
                                (Value::Int(own), Value::Int(key)) => own == key,
                                _ => break,
                            };
                            if same {
                                let old = entry.value.take();
                                entry.value.put(value.whole());
                                return Put::Replaced(old);
                            }
                        }
                    }
                }
                slot = (slot + 1) & mask;
            }
        }
        self.put_anywhere(hash, key, value.whole())
    }

    /// As [`put`](Self::put), wherever the key stands.
    #[inline(never)]
    fn put_anywhere(&mut self, hash: i64, key: &Value, value: Value) -> Put {
        match self.find(key, hash, &[]) {
            Probe::Found(at) => Put::Replaced(self.replace_at(at, value)),
            Probe::Missing => {
                self.insert_new(hash, key.clone(), value);
                Put::Added
            }
            Probe::Ask(_) => Put::Ask(value),
        }
    }

    /// Removes the entry at a position that `find` returned.
    pub fn remove_at(&mut self, at: usize) -> (Value, Value) {
        let hash = self.entries[at].hash;
        if !self.index.is_empty() {
            let mask = self.index.len() - 1;
            let mut slot = spread(hash) & mask;
            while self.index[slot] != at as u32 {
                slot = (slot + 1) & mask;
            }
            self.index[slot] = REMOVED;
        }
        let entry = &mut self.entries[at];
        let removed = (std::mem::take(&mut entry.key), std::mem::take(&mut entry.value));
        self.used -= 1;
        self.version += 1;
        if self.entries.len() > QUEUE_MIN && self.used * 4 < self.entries.len() {
            // In a dict used as a queue, removed entries stand in front of the first live one.
            self.grow();
        }
        removed
    }

    /// Removes the last entry. A dict used as a stack does not grow.
    pub fn pop_last(&mut self) -> Option<(Value, Value)> {
        let (at, _) = self.prev_before(usize::MAX)?;
        let removed = self.remove_at(at);
        while self.entries.last().is_some_and(|e| e.key.is_unset()) {
            self.entries.pop();
        }
        Some(removed)
    }

    /// Removes everything, returning what was there.
    pub fn take(&mut self) -> DictTable {
        let version = self.version + 1;
        std::mem::replace(self, DictTable { version, ..DictTable::default() })
    }

    /// Puts other content in, returning what was there.
    pub fn replace_content(&mut self, content: DictTable) -> DictTable {
        let version = self.version.max(content.version) + 1;
        std::mem::replace(self, DictTable { version, ..content })
    }

    /// Drops removed entries and makes room for twice as many keys as there are, or more.
    fn grow(&mut self) {
        if self.used != self.entries.len() {
            self.entries.retain(|e| !e.key.is_unset());
            self.version += 1;
        }
        let usable = usable_of(self.used * 3);
        self.usable = usable - self.used;
        self.entries.reserve_exact(self.usable);
        self.index.clear();
        if self.used > UNINDEXED_MAX {
            self.build_index(usable);
        }
    }

    /// Indexes the entries, with room for `n` of them.
    #[cold]
    fn build_index(&mut self, n: usize) {
        // At most a third of the index is in use, so that a probe nearly always ends at once.
        let size = (n * 3).next_power_of_two();
        self.index.clear();
        self.index.resize(size, EMPTY);
        let mask = size - 1;
        for (at, entry) in self.entries.iter().enumerate() {
            if entry.key.is_unset() {
                continue;
            }
            let mut slot = spread(entry.hash) & mask;
            while self.index[slot] != EMPTY {
                slot = (slot + 1) & mask;
            }
            self.index[slot] = at as u32;
        }
    }
}

/// How many entries fit a table that CPython makes for `wanted` slots: two thirds of a power of two.
fn usable_of(wanted: usize) -> usize {
    wanted.next_power_of_two().max(8) * 2 / 3
}

/// Python's hashes of small integers are the integers: multiply so that neighbours and strides spread.
#[inline(always)]
fn spread(hash: i64) -> usize {
    ((hash as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 20) as usize
}

/// Equality where it can be told without running Python code.
pub fn quick_eq(a: &Value, b: &Value) -> Option<bool> {
    match (a, b) {
        (Value::Int(a), Value::Int(b)) => Some(a == b),
        (Value::Str(a), Value::Str(b)) => Some(Rc::ptr_eq(a, b) || a == b),
        (Value::Bool(a), Value::Bool(b)) => Some(a == b),
        (Value::Bool(a), Value::Int(b)) | (Value::Int(b), Value::Bool(a)) => Some(i64::from(*a) == *b),
        (Value::Float(a), Value::Float(b)) => Some(a == b || a.to_bits() == b.to_bits()),
        (Value::Bytes(a), Value::Bytes(b)) => Some(a.as_slice() == b.as_slice()),
        (Value::BigInt(a), Value::BigInt(b)) => Some(a == b),
        (Value::Tuple(a), Value::Tuple(b)) => {
            if a.is(b) {
                return Some(true);
            }
            if a.items().len() != b.items().len() {
                return Some(false);
            }
            for (a, b) in a.items().iter().zip(b.items()) {
                match (a, b) {
                    // Nesting is left to the protocol layer, which bounds its depth.
                    (Value::Tuple(_), Value::Tuple(_)) => return None,
                    _ => match quick_eq(a, b) {
                        Some(true) => {}
                        other => return other,
                    },
                }
            }
            Some(true)
        }
        _ if a.is(b) => Some(true),
        (
            Value::Str(_) | Value::None | Value::Bytes(_),
            Value::Int(_)
            | Value::Float(_)
            | Value::Bool(_)
            | Value::None
            | Value::Str(_)
            | Value::Tuple(_)
            | Value::Bytes(_),
        )
        | (
            Value::Int(_) | Value::Float(_) | Value::Bool(_) | Value::Tuple(_),
            Value::Str(_) | Value::None | Value::Bytes(_),
        )
        | (Value::Class(_), Value::Class(_))
        | (Value::Function(_), Value::Function(_)) => Some(false),
        _ => None,
    }
}
