//! `list`, `tuple`, `range` and `slice`.

use std::cell::Cell;

use smallvec::SmallVec;

use crate::heap::HeapCell;
use crate::heap::Token;
use crate::heap::bury;
use crate::number::bigint::BigInt;
use crate::value::Value;

/// `list`.
pub struct List {
    items: HeapCell<Vec<Value>>,
}

impl List {
    /// A list of these items.
    pub fn new(items: Vec<Value>) -> List {
        List { items: HeapCell::new(items) }
    }

    /// The items.
    #[inline(always)]
    pub fn items<'a>(&'a self, token: &'a Token) -> &'a Vec<Value> {
        self.items.get(token)
    }

    /// The items, to change them.
    #[inline(always)]
    pub fn items_mut<'a>(&'a self, token: &'a mut Token) -> &'a mut Vec<Value> {
        self.items.get_mut(token)
    }
}

impl Drop for List {
    fn drop(&mut self) {
        let items = std::mem::take(self.items.as_mut());
        if !items.is_empty() {
            bury(items);
        }
    }
}

/// Items a tuple stores without a second allocation.
const TUPLE_INLINE: usize = 3;

/// `tuple`.
pub struct Tuple {
    items: SmallVec<[Value; TUPLE_INLINE]>,
    hash: Cell<i64>,
}

impl Tuple {
    /// A tuple of these items.
    pub fn new(items: impl IntoIterator<Item = Value>) -> Tuple {
        let items = items.into_iter();
        // More items than fit inline come through a vector: collecting one is a plain copy loop.
        let items = match items.size_hint() {
            (_, Some(most)) if most <= TUPLE_INLINE => items.collect(),
            _ => SmallVec::from_vec(items.collect()),
        };
        Tuple { items, hash: Cell::new(0) }
    }

    /// The items.
    #[inline(always)]
    pub fn items(&self) -> &[Value] {
        &self.items
    }

    /// Makes a pair of a tuple that nobody else can see, returning what it held.
    pub(crate) fn refill(&mut self, first: Value, second: Value) -> [Value; 2] {
        self.hash.set(0);
        match self.items.as_mut_slice() {
            [a, b] => [std::mem::replace(a, first), std::mem::replace(b, second)],
            _ => {
                self.items.clear();
                self.items.extend([first, second]);
                [Value::Unset, Value::Unset]
            }
        }
    }

    /// The cached hash, if it was computed and cannot change.
    #[inline]
    pub fn cached_hash(&self) -> Option<i64> {
        match self.hash.get() {
            0 => None,
            hash => Some(hash),
        }
    }

    /// Remembers the hash; only for a tuple none of whose items has a hash defined by a script.
    pub fn cache_hash(&self, hash: i64) {
        self.hash.set(hash);
    }
}

impl Drop for Tuple {
    fn drop(&mut self) {
        if self.items.iter().any(Value::is_heap) {
            bury(self.items.drain(..));
        }
    }
}

/// `range`, with bounds of any size; nearly always they fit 64 bits.
pub enum Range {
    /// All three fit, and so does every element.
    Small {
        /// First element.
        start: i64,
        /// First element not included.
        stop: i64,
        /// Distance; not zero.
        step: i64,
    },
    /// Any of them is larger.
    Big {
        /// First element.
        start: BigInt,
        /// First element not included.
        stop: BigInt,
        /// Distance; not zero.
        step: BigInt,
    },
}

impl Range {
    /// Number of elements of a small range with these bounds.
    pub fn len_of(start: i64, stop: i64, step: i64) -> u64 {
        let (start, stop, step) = (i128::from(start), i128::from(stop), i128::from(step));
        let span = if step > 0 { stop - start } else { start - stop };
        if span <= 0 { 0 } else { ((span - 1) / step.abs() + 1) as u64 }
    }
}

/// `slice`: three values as they were given.
pub struct Slice {
    /// Start, or `None`.
    pub start: Value,
    /// Stop, or `None`.
    pub stop: Value,
    /// Step, or `None`.
    pub step: Value,
}
