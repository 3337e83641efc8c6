//! The iterators of built-in types.

use std::cell::Cell;
use std::rc::Rc;

use crate::error::Raised;
use crate::heap::HeapCell;
use crate::heap::Token;
use crate::heap::bury;
use crate::held::Held;
use crate::number::bigint::BigInt;
use crate::object::Bytes;
use crate::object::Dict;
use crate::object::List;
use crate::object::Set;
use crate::object::Str;
use crate::object::Tuple;
use crate::types::Kind;
use crate::value::Value;

/// What a dict iterator or view shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DictPart {
    /// `keys()`
    Keys,
    /// `values()`
    Values,
    /// `items()`
    Items,
}

/// An iterator written in Rust outside this file (of the library's native modules).
pub trait NativeIter {
    /// Its type.
    fn kind(&self) -> Kind;

    /// The next item, `None` at the end. Called with the iterator's state taken out: a reentrant call sees an
    /// exhausted iterator.
    fn next(&mut self, held: &mut Held) -> Result<Option<Value>, Raised>;
}

/// The last pair that an iterator gave out, to be used again when nobody else has kept it: `for k, v in d.items()`
/// takes one tuple apart over and over. CPython does the same, so the items live as long as they do there.
#[derive(Default)]
pub struct PairPool(Option<Rc<Tuple>>);

impl PairPool {
    /// A tuple of two items. What the used one held before is returned too, to be dropped when the iterator's state
    /// is no longer borrowed.
    #[inline]
    pub(crate) fn pair(&mut self, first: Value, second: Value) -> (Value, Option<[Value; 2]>) {
        if let Some(last) = &mut self.0
            && let Some(tuple) = Rc::get_mut(last)
        {
            let old = tuple.refill(first, second);
            return (Value::Tuple(Rc::clone(last)), Some(old));
        }
        let new = Rc::new(Tuple::new([first, second]));
        self.0 = Some(Rc::clone(&new));
        (Value::Tuple(new), None)
    }
}

/// A built-in iterator.
pub struct Iter {
    /// Where it stands.
    pub state: HeapCell<IterState>,
}

impl Iter {
    /// An iterator in this state.
    #[allow(clippy::new_ret_no_self, reason = "an iterator is never wanted but as a value")]
    pub fn new(state: IterState) -> Value {
        Value::Iter(Rc::new(Iter { state: HeapCell::new(state) }))
    }

    /// The next item of the iterators that loops use most, where it takes but a look at what they iterate. `None` says
    /// nothing: [`Held::iter_next_builtin`] knows.
    #[inline(always)]
    pub fn quick_next(&self, token: &Token) -> Option<Value> {
        match self.state.get(token) {
            IterState::Range { next, remaining, step } => {
                let item = next.get();
                remaining.set(remaining.get().checked_sub(1)?);
                // The position behind the last element may lie outside the range of integers; nobody asks for it.
                next.set(item.wrapping_add(*step));
                Some(Value::Int(item))
            }
            IterState::List { list, at } => {
                let item = list.items(token).get(at.get())?.clone();
                at.set(at.get() + 1);
                Some(item)
            }
            IterState::Tuple { tuple, at } => {
                let item = tuple.items().get(at.get())?.clone();
                at.set(at.get() + 1);
                Some(item)
            }
            _ => None,
        }
    }
}

/// The kinds of built-in iterators.
#[allow(missing_docs, reason = "the fields are the parts of the iterators they are named after")]
pub enum IterState {
    /// The end, of whatever type it was.
    Exhausted(Kind),
    /// `range`.
    Range { next: Cell<i64>, remaining: Cell<u64>, step: i64 },
    /// `range` beyond 64 bits.
    BigRange { next: BigInt, stop: BigInt, step: BigInt },
    /// `list`.
    List { list: Rc<List>, at: Cell<usize> },
    /// `reversed(list)`.
    ListReversed { list: Rc<List>, left: usize },
    /// `tuple`.
    Tuple { tuple: Rc<Tuple>, at: Cell<usize> },
    /// `str`, by byte offset.
    Str { text: Rc<Str>, byte: usize },
    /// `bytes`.
    Bytes { bytes: Rc<Bytes>, at: usize },
    /// A dict or one of its views. `len` is the length at the start: another one is an error, and so are more items
    /// than the `left` ones.
    Dict { dict: Rc<Dict>, part: DictPart, at: usize, len: usize, left: usize, pair: PairPool },
    /// `reversed()` of those; `at` is the position behind the next entry.
    DictReversed { dict: Rc<Dict>, part: DictPart, at: usize, len: usize, left: usize },
    /// `set` and `frozenset`.
    Set { set: Rc<Set>, at: usize, len: usize },
    /// An object with `__getitem__` only.
    Sequence { object: Value, at: i64 },
    /// `reversed()` of an object with `__len__` and `__getitem__`.
    SequenceReversed { object: Value, left: i64 },
    /// `iter(callable, sentinel)`.
    Callable { function: Value, sentinel: Value },
    /// `enumerate`.
    Enumerate { inner: Value, count: Value, pair: PairPool },
    /// `zip`.
    Zip { inners: Vec<Value>, strict: bool, pair: PairPool },
    /// `map`.
    Map { function: Value, inners: Vec<Value> },
    /// `filter`.
    Filter { function: Value, inner: Value },
    /// One written elsewhere.
    Native(Box<dyn NativeIter>),
}

impl IterState {
    /// The iterator's type.
    pub fn kind(&self) -> Kind {
        match self {
            IterState::Exhausted(kind) => *kind,
            IterState::Range { .. } => Kind::RangeIterator,
            IterState::BigRange { .. } => Kind::LongRangeIterator,
            IterState::List { .. } => Kind::ListIterator,
            IterState::ListReversed { .. } => Kind::ListReverseIterator,
            IterState::Tuple { .. } => Kind::TupleIterator,
            IterState::Str { text, .. } if text.is_ascii() => Kind::StrAsciiIterator,
            IterState::Str { .. } => Kind::StrIterator,
            IterState::Bytes { .. } => Kind::BytesIterator,
            IterState::Dict { part: DictPart::Keys, .. } => Kind::DictKeyIterator,
            IterState::Dict { part: DictPart::Values, .. } => Kind::DictValueIterator,
            IterState::Dict { part: DictPart::Items, .. } => Kind::DictItemIterator,
            IterState::DictReversed { part: DictPart::Keys, .. } => Kind::DictReverseKeyIterator,
            IterState::DictReversed { part: DictPart::Values, .. } => Kind::DictReverseValueIterator,
            IterState::DictReversed { part: DictPart::Items, .. } => Kind::DictReverseItemIterator,
            IterState::Set { .. } => Kind::SetIterator,
            IterState::Sequence { .. } => Kind::SequenceIterator,
            IterState::SequenceReversed { .. } => Kind::Reversed,
            IterState::Callable { .. } => Kind::CallableIterator,
            IterState::Enumerate { .. } => Kind::Enumerate,
            IterState::Zip { .. } => Kind::Zip,
            IterState::Map { .. } => Kind::Map,
            IterState::Filter { .. } => Kind::Filter,
            IterState::Native(native) => native.kind(),
        }
    }
}

impl Drop for Iter {
    fn drop(&mut self) {
        let state = std::mem::replace(self.state.as_mut(), IterState::Exhausted(Kind::SequenceIterator));
        // Iterators over iterators nest as deep as a script makes them.
        match state {
            IterState::Sequence { object, .. } | IterState::SequenceReversed { object, .. } => bury([object]),
            IterState::Callable { function, sentinel } => bury([function, sentinel]),
            IterState::Enumerate { inner, .. } => bury([inner]),
            IterState::Zip { inners, .. } => bury(inners),
            IterState::Map { function, inners } => bury(inners.into_iter().chain([function])),
            IterState::Filter { function, inner } => bury([function, inner]),
            _ => {}
        }
    }
}
