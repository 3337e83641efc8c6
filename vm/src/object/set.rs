//! `set` and `frozenset`: CPython's table, so that small integers iterate in CPython's order.
//!
//! Open addressing with runs of linear probes before a perturbed jump, growth by four while small
//! (CPython `Objects/setobject.c`: `set_lookkey`, `set_table_resize`, `set_insert_clean`).

use std::mem::ManuallyDrop;

use crate::heap::HeapCell;
use crate::heap::Token;
use crate::heap::bury_parts;
use crate::object::dict::Probe;
use crate::object::dict::quick_eq;
use crate::rc::Rc;
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

/// A slot: unset key with hash 0 is empty, unset key with hash -1 was removed (no real hash is -1).
///
/// The keys are dropped by hand, by [`Slots`]: most slots hold nothing, and many keys own nothing.
#[derive(Clone, Default)]
struct Slot {
    hash: i64,
    key: ManuallyDrop<Value>,
}

impl Slot {
    #[inline(always)]
    fn new(hash: i64, mut key: Value) -> Slot {
        // Word by word: it was perhaps just written. What is left needs no destructor.
        let slot = Slot { hash, key: ManuallyDrop::new(key.take()) };
        std::mem::forget(key);
        slot
    }

    /// Whether an item can be put here: nothing is there, and nothing was removed.
    #[inline(always)]
    fn is_empty(&self) -> bool {
        self.key.is_unset() && self.hash == 0
    }
}

/// The slots of a table; their number is a power of two.
#[derive(Clone, Default)]
struct Slots {
    slots: Vec<Slot>,
    /// Whether any key that was ever put in owns something.
    owns: bool,
}

impl Slots {
    fn new(size: usize) -> Slots {
        Slots { slots: std::iter::repeat_with(Slot::default).take(size).collect(), owns: false }
    }

    /// Puts a key into a slot that holds none.
    #[inline(always)]
    fn fill(&mut self, at: usize, slot: Slot) {
        self.owns |= slot.key.is_heap();
        self.slots[at] = slot;
    }
}

impl Drop for Slots {
    fn drop(&mut self) {
        if self.owns {
            bury_parts(std::mem::take(&mut self.slots), |slot| [&mut *slot.key]);
        }
    }
}

impl std::ops::Deref for Slots {
    type Target = [Slot];

    #[inline(always)]
    fn deref(&self) -> &[Slot] {
        &self.slots
    }
}

impl std::ops::DerefMut for Slots {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut [Slot] {
        &mut self.slots
    }
}

const MIN_SIZE: usize = 8;
const LINEAR_PROBES: usize = 9;
const PERTURB_SHIFT: u32 = 5;

/// What became of an item that was to be added.
pub enum Added {
    /// It was missing and is there now.
    New,
    /// An equal one is there; here is the item back.
    Found(Value),
    /// The item in this slot has the same hash; only the objects themselves can tell whether they are equal.
    Ask(usize, Value),
}

/// The content of a set.
#[derive(Clone, Default)]
pub struct SetTable {
    slots: Slots,
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
        rest.iter().enumerate().find(|(_, s)| !s.key.is_unset()).map(|(i, s)| (at + i, s.hash, &*s.key))
    }

    /// Number of items at or behind slot `at`.
    pub fn count_from(&self, at: usize) -> usize {
        self.slots.iter().skip(at).filter(|s| !s.key.is_unset()).count()
    }

    /// The items with their hashes, in table order.
    pub fn iter(&self) -> impl Iterator<Item = (i64, &Value)> {
        self.slots.iter().filter(|s| !s.key.is_unset()).map(|s| (s.hash, &*s.key))
    }

    /// Looks for an item. Slots in `rejected` count as different.
    #[inline]
    pub fn find(&self, key: &Value, hash: i64, rejected: &[usize]) -> Probe {
        if self.slots.is_empty() {
            return Probe::Missing;
        }
        for at in ProbeSequence::new(hash, self.slots.len()) {
            let slot = &self.slots[at];
            if slot.is_empty() {
                return Probe::Missing;
            }
            if slot.hash == hash
                && let Some(found) = match_slot(slot, at, key, rejected)
            {
                return found;
            }
        }
        Probe::Missing
    }

    /// Adds an item where it is missing.
    #[inline]
    pub fn add(&mut self, key: Value, hash: i64) -> Added {
        if self.slots.is_empty() {
            self.slots = Slots::new(MIN_SIZE);
        }
        // The first slot it may stand in decides nearly always.
        let at = hash as usize & (self.slots.len() - 1);
        let slot = &self.slots[at];
        if slot.is_empty() {
            self.slots.fill(at, Slot::new(hash, key));
            self.filled();
            return Added::New;
        }
        if let (Value::Int(own), Value::Int(new)) = (&*slot.key, &key)
            && own == new
        {
            return Added::Found(key);
        }
        self.add_behind(key, hash)
    }

    /// As [`add`](SetTable::add), where the first slot does not decide.
    #[inline(never)]
    fn add_behind(&mut self, key: Value, hash: i64) -> Added {
        let mut removed = false;
        for at in ProbeSequence::new(hash, self.slots.len()) {
            let slot = &self.slots[at];
            if slot.is_empty() {
                if removed {
                    // One of the slots on the way is used again.
                    break;
                }
                self.slots.fill(at, Slot::new(hash, key));
                self.filled();
                return Added::New;
            }
            if slot.hash == hash {
                match match_slot(slot, at, &key, &[]) {
                    Some(Probe::Ask(at)) => return Added::Ask(at, key),
                    Some(_) => return Added::Found(key),
                    None => {}
                }
            }
            removed |= slot.key.is_unset();
        }
        self.insert_new(hash, key);
        Added::New
    }

    /// The item in a slot that `find` returned.
    pub fn key_at(&self, at: usize) -> Option<&Value> {
        self.slots.get(at).map(|s| &*s.key).filter(|k| !k.is_unset())
    }

    /// Adds an item that is known to be missing.
    pub fn insert_new(&mut self, hash: i64, key: Value) {
        if self.slots.is_empty() {
            self.slots = Slots::new(MIN_SIZE);
        }
        let mut removed = None;
        for at in ProbeSequence::new(hash, self.slots.len()) {
            let slot = &self.slots[at];
            if !slot.key.is_unset() {
                continue;
            }
            if slot.hash == 0 {
                match removed {
                    // The last slot of a removed item on the way is used again.
                    Some(at) => {
                        self.slots.fill(at, Slot::new(hash, key));
                        self.used += 1;
                        self.version += 1;
                    }
                    None => {
                        self.slots.fill(at, Slot::new(hash, key));
                        self.filled();
                    }
                }
                return;
            }
            removed = Some(at);
        }
    }

    /// An empty slot has been filled.
    #[inline(always)]
    fn filled(&mut self) {
        self.used += 1;
        self.version += 1;
        self.fill += 1;
        if self.fill * 5 >= (self.slots.len() - 1) * 3 {
            self.grow();
        }
    }

    #[inline(never)]
    fn grow(&mut self) {
        self.resize(if self.used > 50_000 { self.used * 2 } else { self.used * 4 });
    }

    /// Removes the item in a slot that `find` returned.
    pub fn remove_at(&mut self, at: usize) -> Value {
        let slot = &mut self.slots[at];
        slot.hash = -1;
        self.used -= 1;
        self.version += 1;
        ManuallyDrop::into_inner(std::mem::take(&mut slot.key))
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
        let mut old = std::mem::replace(&mut self.slots, Slots::new(size));
        self.fill = self.used;
        for slot in std::mem::take(&mut old.slots) {
            if !slot.key.is_unset() {
                self.place(slot);
            }
        }
    }

    /// Puts a new item into the first empty slot of its probe sequence.
    #[inline]
    fn place(&mut self, slot: Slot) {
        for at in ProbeSequence::new(slot.hash, self.slots.len()) {
            if self.slots[at].is_empty() {
                self.slots.fill(at, slot);
                return;
            }
        }
    }
}

/// What a slot with the wanted hash says about a key; `None`: it is not the one.
#[inline(always)]
fn match_slot(slot: &Slot, at: usize, key: &Value, rejected: &[usize]) -> Option<Probe> {
    let same = match (&*slot.key, key) {
        (Value::Int(own), Value::Int(key)) => Some(own == key),
        (Value::Str(own), Value::Str(key)) => Some(Rc::ptr_eq(own, key) || own == key),
        (Value::Unset, _) => Some(false),
        (own, key) => quick_eq(own, key),
    };
    match same {
        Some(true) => Some(Probe::Found(at)),
        Some(false) => None,
        None if rejected.contains(&at) => None,
        None => Some(Probe::Ask(at)),
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
    #[inline(always)]
    fn new(hash: i64, size: usize) -> ProbeSequence {
        let mask = size - 1;
        ProbeSequence { mask, perturb: hash as u64, base: hash as u64 as usize & mask, step: 0 }
    }
}

impl Iterator for ProbeSequence {
    type Item = usize;

    #[inline(always)]
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
