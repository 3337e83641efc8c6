//! `set` and `frozenset`: CPython's table, so that small integers iterate in CPython's order.
//!
//! Open addressing with runs of linear probes before a perturbed jump, growth by four while small
//! (CPython `Objects/setobject.c`: `set_lookkey`, `set_table_resize`, `set_insert_clean`).

use crate::heap::HeapCell;
use crate::heap::Token;
use crate::heap::bury_whole;
use crate::object::dict::Probe;
use crate::object::dict::quick_eq;
use crate::value::Value;

/// `set` or `frozenset` (which never changes after it was made).
pub struct Set {
    table: HeapCell<SetTable>,
}

impl Set {
    /// A set with this content.
    pub fn new(table: SetTable) -> Set {
        Set { table: HeapCell::new(table) }
    }

    /// The content.
    pub fn table<'a>(&'a self, token: &'a Token) -> &'a SetTable {
        self.table.get(token)
    }

    /// The content, to change it.
    pub fn table_mut<'a>(&'a self, token: &'a mut Token) -> &'a mut SetTable {
        self.table.get_mut(token)
    }

    /// Number of items.
    pub fn len(&self, token: &Token) -> usize {
        self.table.get(token).len()
    }
}

impl Drop for Set {
    fn drop(&mut self) {
        let slots = std::mem::take(&mut self.table.as_mut().slots);
        bury_whole(slots, |slots| slots.into_iter().map(|slot| slot.key));
    }
}

/// A slot: unset key with hash 0 is empty, unset key with hash -1 was removed (no real hash is -1).
#[derive(Clone, Default)]
struct Slot {
    hash: i64,
    key: Value,
}

const MIN_SIZE: usize = 8;
const LINEAR_PROBES: usize = 9;
const PERTURB_SHIFT: u32 = 5;

/// The content of a set.
#[derive(Clone, Default)]
pub struct SetTable {
    slots: Vec<Slot>,
    /// Items plus removed slots.
    fill: usize,
    used: usize,
    version: u64,
    /// Where `pop` looks first.
    finger: usize,
}

impl SetTable {
    /// Number of items.
    pub fn len(&self) -> usize {
        self.used
    }

    /// Whether there are no items.
    pub fn is_empty(&self) -> bool {
        self.used == 0
    }

    /// Changes with every addition and removal.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// The first item at or behind slot `at`: its slot, hash and key.
    pub fn next_from(&self, at: usize) -> Option<(usize, i64, &Value)> {
        let rest = self.slots.get(at..)?;
        rest.iter().enumerate().find(|(_, s)| !s.key.is_unset()).map(|(i, s)| (at + i, s.hash, &s.key))
    }

    /// Number of items at or behind slot `at`.
    pub fn count_from(&self, at: usize) -> usize {
        self.slots.iter().skip(at).filter(|s| !s.key.is_unset()).count()
    }

    /// The items with their hashes, in table order.
    pub fn iter(&self) -> impl Iterator<Item = (i64, &Value)> {
        self.slots.iter().filter(|s| !s.key.is_unset()).map(|s| (s.hash, &s.key))
    }

    /// Looks for an item. Slots in `rejected` count as different.
    pub fn find(&self, key: &Value, hash: i64, rejected: &[usize]) -> Probe {
        if self.slots.is_empty() {
            return Probe::Missing;
        }
        for at in ProbeSequence::new(hash, self.slots.len()) {
            let slot = &self.slots[at];
            if slot.key.is_unset() {
                if slot.hash == 0 {
                    return Probe::Missing;
                }
                continue;
            }
            if slot.hash == hash {
                match quick_eq(&slot.key, key) {
                    Some(true) => return Probe::Found(at),
                    Some(false) => {}
                    None if rejected.contains(&at) => {}
                    None => return Probe::Ask(at),
                }
            }
        }
        Probe::Missing
    }

    /// The item in a slot that `find` returned.
    pub fn key_at(&self, at: usize) -> Option<&Value> {
        self.slots.get(at).map(|s| &s.key).filter(|k| !k.is_unset())
    }

    /// Adds an item that is known to be missing.
    pub fn insert_new(&mut self, hash: i64, key: Value) {
        if self.slots.is_empty() {
            self.slots.resize(MIN_SIZE, Slot::default());
        }
        self.used += 1;
        self.version += 1;
        let slot = Slot { hash, key };
        let mut removed = None;
        for at in ProbeSequence::new(hash, self.slots.len()) {
            let found = &mut self.slots[at];
            if !found.key.is_unset() {
                continue;
            }
            if found.hash == 0 {
                match removed {
                    // The last slot of a removed item on the way is used again.
                    Some(at) => {
                        let old: &mut Slot = &mut self.slots[at];
                        *old = slot;
                        return;
                    }
                    None => *found = slot,
                }
                break;
            }
            removed = Some(at);
        }
        self.fill += 1;
        let mask = self.slots.len() - 1;
        if self.fill * 5 >= mask * 3 {
            let wanted = if self.used > 50_000 { self.used * 2 } else { self.used * 4 };
            self.resize(wanted);
        }
    }

    /// Removes the item in a slot that `find` returned.
    pub fn remove_at(&mut self, at: usize) -> Value {
        let slot = &mut self.slots[at];
        slot.hash = -1;
        self.used -= 1;
        self.version += 1;
        std::mem::take(&mut slot.key)
    }

    /// Removes everything, returning what was there.
    pub fn take(&mut self) -> SetTable {
        self.replace_content(SetTable::default())
    }

    /// Puts other content in, returning what was there.
    pub fn replace_content(&mut self, content: SetTable) -> SetTable {
        let version = self.version.max(content.version) + 1;
        let finger = self.finger;
        std::mem::replace(self, SetTable { version, finger, ..content })
    }

    /// Removes the item that CPython's `pop` removes.
    pub fn pop(&mut self) -> Option<Value> {
        if self.used == 0 {
            return None;
        }
        let mask = self.slots.len() - 1;
        let start = self.finger & mask;
        let at = (0..=mask).map(|n| (start + n) & mask).find(|&at| !self.slots[at].key.is_unset())?;
        self.finger = at + 1;
        Some(self.remove_at(at))
    }

    /// What an empty set becomes by merging `other` in, where CPython copies the table as it is: both have the same
    /// size, and no slot of a removed item needs to go.
    pub fn copy_if_alike(&self, other: &SetTable) -> Option<SetTable> {
        let size = self.slots.len().max(MIN_SIZE);
        (self.fill == 0 && size == other.slots.len() && other.fill == other.used).then(|| SetTable {
            version: self.version + 1,
            finger: self.finger,
            ..other.clone()
        })
    }

    /// Rebuilds the table when more than a quarter of it are slots of removed items, as CPython does after a
    /// difference.
    pub fn drop_removed(&mut self) {
        if self.slots.is_empty() || self.fill - self.used <= (self.slots.len() - 1) / 4 {
            return;
        }
        self.resize(if self.used > 50_000 { self.used * 2 } else { self.used * 4 });
    }

    /// Makes room for `n` items at once, as CPython does before it merges another set in.
    pub fn reserve(&mut self, n: usize) {
        let mask = self.slots.len().max(MIN_SIZE) - 1;
        if (self.fill + n) * 5 >= mask * 3 {
            self.resize((self.used + n) * 2);
        }
    }

    fn resize(&mut self, wanted: usize) {
        let mut size = MIN_SIZE;
        while size <= wanted {
            size *= 2;
        }
        let mut slots = Vec::with_capacity(size);
        slots.resize_with(size, Slot::default);
        let old = std::mem::replace(&mut self.slots, slots);
        self.fill = self.used;
        for slot in old {
            if !slot.key.is_unset() {
                self.place(slot.hash, slot.key);
            }
        }
    }

    /// Puts a new item into the first empty slot of its probe sequence.
    fn place(&mut self, hash: i64, key: Value) {
        for at in ProbeSequence::new(hash, self.slots.len()) {
            let slot = &mut self.slots[at];
            if slot.key.is_unset() && slot.hash == 0 {
                *slot = Slot { hash, key };
                return;
            }
        }
    }
}

/// The slots an item may stand in, in CPython's order; endless.
struct ProbeSequence {
    mask: usize,
    perturb: u64,
    base: usize,
    step: usize,
}

impl ProbeSequence {
    fn new(hash: i64, size: usize) -> ProbeSequence {
        let mask = size - 1;
        ProbeSequence { mask, perturb: hash as u64, base: hash as u64 as usize & mask, step: 0 }
    }
}

impl Iterator for ProbeSequence {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        let probes = if self.base + LINEAR_PROBES <= self.mask { LINEAR_PROBES } else { 0 };
        if self.step > probes {
            self.perturb >>= PERTURB_SHIFT;
            self.base =
                self.base.wrapping_mul(5).wrapping_add(1).wrapping_add(self.perturb as usize) & self.mask;
            self.step = 0;
        }
        let at = self.base + self.step;
        self.step += 1;
        Some(at)
    }
}
