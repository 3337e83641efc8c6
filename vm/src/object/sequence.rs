//! `list`, `range` and `slice`.

use crate::heap::HeapCell;
use crate::heap::Token;
use crate::heap::bury_list;
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

/// Items that a list has room for when the first one is appended. Lists that are appended to seldom stay shorter.
const FIRST_ROOM: usize = 8;

impl List {
    /// `list.append(item)`
    #[inline]
    pub fn push(&self, token: &mut Token, item: Value) {
        let items = self.items.get_mut(token);
        if items.capacity() == 0 {
            items.reserve_exact(FIRST_ROOM);
        }
        items.push(item);
    }
}

impl Drop for List {
    fn drop(&mut self) {
        let items = std::mem::take(self.items.as_mut());
        if !items.is_empty() {
            bury_list(items);
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
        let (low, high) = if step > 0 { (start, stop) } else { (stop, start) };
        if low >= high {
            return 0;
        }
        // The difference fits, because `high` is the larger one.
        let span = (high as u64).wrapping_sub(low as u64);
        if step == 1 { span } else { (span - 1) / step.unsigned_abs() + 1 }
    }
}

/// `slice`: three values as they were given.
#[derive(Default)]
pub struct Slice {
    /// Start, or `None`.
    pub start: Value,
    /// Stop, or `None`.
    pub stop: Value,
    /// Step, or `None`.
    pub step: Value,
}
