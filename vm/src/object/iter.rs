//! The iterators of built-in types.

use std::cell::Cell;

use crate::error::Raised;
use crate::heap::HeapCell;
use crate::heap::Token;
use crate::heap::bury;
use crate::held::Held;
use crate::number::bigint::BigInt;
use crate::number::int;
use crate::number::int::IntRef;
use crate::object::Bytes;
use crate::object::Dict;
use crate::object::List;
use crate::object::Set;
use crate::object::Str;
use crate::object::Tuple;
use crate::rc::Rc;
use crate::types::Kind;
use crate::value::Value;
use crate::value::Words;

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
pub struct PairPool(Cell<Option<Tuple>>);

impl PairPool {
    /// A tuple of two items. What the used one held before is dropped.
    #[inline]
    pub(crate) fn pair(&self, first: Value, second: Value) -> Value {
        // While the pair is out, the pool is empty: whatever dies here finds nothing half done.
        let pair = match self.0.take() {
            Some(mut last) => match last.refill(first, second) {
                Ok(old) => {
                    let pair = last.clone();
                    std::mem::forget(self.0.replace(Some(last)));
                    Value::discard_all(old);
                    return Value::Tuple(pair);
                }
                Err(pair) => pair,
            },
            None => [first, second],
        };
        let new = Tuple::new(pair);
        self.0.set(Some(new.clone()));
        Value::Tuple(new)
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

    /// The next item of the plainest iterators, as two words: a value that is put together on several ways is put
    /// together in memory, and a loop would wait for it there. `None` says nothing.
    #[inline(always)]
    pub(crate) fn next_words(&self, token: &Token) -> Option<Words> {
        match self.state.get(token) {
            IterState::Range { next, remaining, step } => {
                let item = next.get();
                remaining.set(remaining.get().checked_sub(1)?);
                next.set(item.wrapping_add(*step));
                Some(Value::Int(item).split())
            }
            IterState::List { list, at } => {
                let item = list.items(token).get(at.get())?.clone().split();
                at.set(at.get() + 1);
                Some(item)
            }
            IterState::Tuple { tuple, at } => {
                let item = tuple.items().get(at.get())?.clone().split();
                at.set(at.get() + 1);
                Some(item)
            }
            _ => None,
        }
    }

    /// The next item of the iterators that loops use most, where it takes but a look at what they iterate. `None` says
    /// nothing: [`Held::iter_next_builtin`] knows.
    #[inline(always)]
    pub fn quick_next(&self, held: &Held) -> Option<Value> {
        match self.state.get(&held.token) {
            IterState::Range { next, remaining, step } => {
                let item = next.get();
                remaining.set(remaining.get().checked_sub(1)?);
                // The position behind the last element may lie outside the range of integers; nobody asks for it.
                next.set(item.wrapping_add(*step));
                Some(Value::Int(item))
            }
            IterState::List { list, at } => {
                let item = list.items(&held.token).get(at.get())?.clone();
                at.set(at.get() + 1);
                Some(item)
            }
            IterState::Tuple { tuple, at } => {
                let item = tuple.items().get(at.get())?.clone();
                at.set(at.get() + 1);
                Some(item)
            }
            _ => self.next_common(held),
        }
    }

    /// [`quick_next`](Iter::quick_next) of the iterators that take a few steps more.
    #[inline(never)]
    pub(crate) fn next_common(&self, held: &Held) -> Option<Value> {
        match self.state.get(&held.token) {
            IterState::Enumerate { inner, count, pair } => {
                let Value::Iter(inner) = inner else { return None };
                let item = inner.next_inner(held)?;
                let number = count.take();
                let next = match &number {
                    Value::Int(n) => Value::from(int::add(IntRef::Small(*n), IntRef::Small(1))),
                    Value::BigInt(n) => Value::from(int::add(IntRef::Big(n), IntRef::Small(1))),
                    _ => Value::Unset,
                };
                count.set(next);
                Some(pair.pair(number, item))
            }
            _ => self.next_walked(held),
        }
    }

    /// The next item of what another iterator goes through, unless that is itself an iterator over iterators: those
    /// may nest as deep as a script makes them.
    #[inline]
    pub(crate) fn next_inner(&self, held: &Held) -> Option<Value> {
        match self.state.get(&held.token) {
            IterState::Range { .. } | IterState::List { .. } | IterState::Tuple { .. } => {
                self.quick_next(held)
            }
            _ => self.next_walked(held),
        }
    }

    /// The next item of a dict, a set or ASCII text, while these are as they were.
    #[inline]
    fn next_walked(&self, held: &Held) -> Option<Value> {
        match self.state.get(&held.token) {
            IterState::Str { text, byte } => {
                let code = *text.as_str().as_bytes().get(byte.get())?;
                let char = held.interp.chars.get(usize::from(code)).filter(|_| code.is_ascii())?;
                byte.set(byte.get() + 1);
                Some(Value::Str(Rc::clone(char)))
            }
            IterState::Dict { dict, part, at, len, left, pair } => {
                let table = dict.table(&held.token);
                if table.len() != len.get() || left.get() == 0 {
                    return None;
                }
                let (place, entry) = table.next_from(at.get())?;
                at.set(place + 1);
                left.set(left.get() - 1);
                Some(match part {
                    DictPart::Keys => entry.key.clone(),
                    DictPart::Values => entry.value.clone(),
                    DictPart::Items => pair.pair(entry.key.clone(), entry.value.clone()),
                })
            }
            IterState::Set { set, at, len } => {
                let table = set.table(&held.token);
                if table.len() != len.get() {
                    return None;
                }
                let (place, _, key) = table.next_from(at.get())?;
                at.set(place + 1);
                Some(key.clone())
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
    Tuple { tuple: Tuple, at: Cell<usize> },
    /// `str`, by byte offset.
    Str { text: Rc<Str>, byte: Cell<usize> },
    /// `bytes`.
    Bytes { bytes: Rc<Bytes>, at: usize },
    /// A dict or one of its views. `len` is the length at the start: another one is an error, and so are more items
    /// than the `left` ones.
    Dict {
        dict: Rc<Dict>,
        part: DictPart,
        at: Cell<usize>,
        len: Cell<usize>,
        left: Cell<usize>,
        pair: PairPool,
    },
    /// `reversed()` of those; `at` is the position behind the next entry.
    DictReversed { dict: Rc<Dict>, part: DictPart, at: usize, len: usize, left: usize },
    /// `set` and `frozenset`.
    Set { set: Rc<Set>, at: Cell<usize>, len: Cell<usize> },
    /// An object with `__getitem__` only.
    Sequence { object: Value, at: i64 },
    /// `reversed()` of an object with `__len__` and `__getitem__`.
    SequenceReversed { object: Value, left: i64 },
    /// `iter(callable, sentinel)`.
    Callable { function: Value, sentinel: Value },
    /// `enumerate`.
    Enumerate { inner: Value, count: Cell<Value>, pair: PairPool },
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
        let state = self.state.as_mut();
        if let IterState::Exhausted(_)
        | IterState::Range { .. }
        | IterState::List { .. }
        | IterState::Tuple { .. }
        | IterState::Dict { .. } = state
        {
            return;
        }
        let state = std::mem::replace(state, IterState::Exhausted(Kind::SequenceIterator));
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
