//! A Python value: 16 bytes, immediates inline, everything else a counted pointer by kind.
//!
//! The hot paths of the eval loop dispatch on the tag without touching memory. A kind of object gets a variant of its
//! own when the VM looks inside it often; all others are [`Instance`](crate::object::Instance)s with a payload.
#![allow(
    unsafe_code,
    reason = "copying values as two words, and counting them; see Value::read and Value::count"
)]

use std::cell::Cell;
use std::mem;
use std::mem::MaybeUninit;

use crate::number::bigint::BigInt;
use crate::number::int::IntResult;
use crate::object::*;
use crate::rc::Rc;

/// A Python value. Cloning counts a reference; it is not `Send`, because the counts are not atomic.
///
/// The tag takes a whole word, so that a value is two words to copy: with a one-byte tag the compiler moves the bytes
/// behind it in overlapping pieces, and each read of such a value waits for two writes (measured: half of `fib`).
#[derive(Default)]
#[repr(u64)]
pub enum Value {
    /// No value: an unbound register, an absent argument. Never visible to a script.
    #[default]
    Unset,
    /// `None`
    None,
    /// `...`
    Ellipsis,
    /// `NotImplemented`
    NotImplemented,
    /// `bool`
    Bool(bool),
    /// An `int` that fits 64 bits.
    Int(i64),
    /// `float`
    Float(f64),
    /// An `int` that does not fit 64 bits (always normalised).
    BigInt(Rc<BigInt>),
    /// `str`
    Str(Rc<Str>),
    /// `bytes`
    Bytes(Rc<Bytes>),
    /// `list`
    List(Rc<List>),
    /// `tuple`
    Tuple(Tuple),
    /// `dict`
    Dict(Rc<Dict>),
    /// `set`
    Set(Rc<Set>),
    /// `frozenset`
    FrozenSet(Rc<Set>),
    /// `range`
    Range(Rc<Range>),
    /// `slice`
    Slice(Rc<Slice>),
    /// A variable shared between a function and its closures.
    Cell(Rc<CellObject>),
    /// A Python function.
    Function(Rc<Function>),
    /// A native function, or an unbound native method.
    Native(Rc<Native>),
    /// A function or native method with its `self`.
    Method(Rc<Method>),
    /// A class.
    Class(Rc<Class>),
    /// `property`, `staticmethod`, `classmethod`, and the descriptors of native types and `__slots__`.
    Descriptor(Rc<Descriptor>),
    /// An instance of a Python class, an exception, or a native object.
    Instance(Rc<Instance>),
    /// A module.
    Module(Rc<Module>),
    /// A generator.
    Generator(Rc<Generator>),
    /// A built-in iterator.
    Iter(Rc<Iter>),
    /// A code object.
    Code(Rc<LoadedCode>),
}

const _: () = assert!(size_of::<Value>() == 16);

impl Clone for Value {
    #[inline(always)]
    fn clone(&self) -> Value {
        if self.is_heap() {
            // SAFETY: just checked.
            unsafe { self.add_reference() };
        }
        // SAFETY: `self` is valid for reads. The copy of an immediate is a value of its own, because neither owns
        // anything; the copy of a pointer owns the reference that was just counted for it.
        unsafe { Value::read(self) }
    }
}

/// The first word of `None`.
const NONE_TAG: u64 = tag_of(Value::None);
/// The first word of no value.
const UNSET_TAG: u64 = tag_of(Value::Unset);

/// The first word of a value that owns nothing.
const fn tag_of(value: Value) -> u64 {
    let value = mem::ManuallyDrop::new(value);
    // SAFETY: `repr(u64)` puts the tag into the first word.
    unsafe { *(&raw const value).cast::<u64>() }
}

/// A value as its two words, on its way from one place to another.
#[repr(C)]
pub(crate) struct Words {
    tag: u64,
    payload: MaybeUninit<u64>,
}

impl Drop for Words {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: the words are those of a value, which they were moved out of, and of which this is the end.
        unsafe { std::ptr::drop_in_place((&raw mut *self).cast::<Value>()) }
    }
}

impl Words {
    /// Whether the value is `None`.
    #[inline(always)]
    pub(crate) fn is_none(&self) -> bool {
        self.tag == NONE_TAG
    }

    /// Whether there is no value.
    #[inline(always)]
    pub(crate) fn is_unset(&self) -> bool {
        self.tag == UNSET_TAG
    }

    /// The value again.
    #[inline(always)]
    pub(crate) fn whole(self) -> Value {
        // SAFETY: words are made of a value, which they were moved out of, and can be used once.
        unsafe { mem::transmute::<Words, Value>(self) }
    }
}

impl Value {
    /// The value as two words, which the compiler keeps in registers where it would put a value into memory.
    #[inline(always)]
    pub(crate) fn split(self) -> Words {
        // SAFETY: as in `read`.
        unsafe { mem::transmute::<Value, Words>(self) }
    }

    /// Takes the value, leaving [`Value::Unset`]; as `mem::take`, but word by word (see [`read`](Self::read)).
    #[inline(always)]
    pub(crate) fn take(&mut self) -> Value {
        // SAFETY: the value is moved out, and what is written over it has no destructor to run.
        unsafe {
            let value = Value::read(self);
            std::ptr::write(self, Value::Unset);
            value
        }
    }

    /// Puts a value into a place that is known to own nothing.
    #[inline(always)]
    pub(crate) fn put(&mut self, value: Value) {
        debug_assert!(!self.is_heap());
        mem::forget(mem::replace(self, value));
    }

    /// Moves values from one run of places into another, which own nothing, and leaves the first run unset.
    #[inline(always)]
    pub(crate) fn shift(from: &mut [Value], to: &mut [Value]) {
        for (from, to) in from.iter_mut().zip(to) {
            debug_assert!(!to.is_heap());
            // SAFETY: both are valid places. The value is moved; what is written over it has no destructor to run, and
            // what the other place held owns nothing (or leaks, which is no harm to memory).
            unsafe {
                std::ptr::write(to, Value::read(from));
                std::ptr::write(from, Value::Unset);
            }
        }
    }

    /// Copies the bits of a value, word by word.
    ///
    /// A value is mostly written as two words (its tag is a constant, its payload was just computed). Read back as one
    /// of sixteen bytes, which is how the compiler copies it, it cannot be forwarded from the store buffer, and the
    /// read waits until both writes have left it. The volatile reads keep the compiler from joining them.
    ///
    /// # Safety
    /// As for [`std::ptr::read`]: `place` must be valid, and of a value that owns something only one copy may be used.
    #[inline(always)]
    pub(crate) unsafe fn read(place: *const Value) -> Value {
        const _: () =
            assert!(size_of::<Words>() == size_of::<Value>() && align_of::<Words>() == align_of::<Value>());
        let words = place.cast::<Words>();
        // SAFETY: `place` is valid for reads of the whole value; `repr(u64)` puts the tag, always initialised, into
        // the first word, and the payload, of which some or all bytes may not be, into the second. Put together the
        // words are the value's representation again.
        unsafe {
            let tag = (&raw const (*words).tag).read_volatile();
            let payload = (&raw const (*words).payload).read_volatile();
            std::mem::transmute::<Words, Value>(Words { tag, payload })
        }
    }
}

/// Drops the last reference to an object.
///
/// # Safety
/// As for [`std::ptr::drop_in_place`].
#[inline(never)]
unsafe fn drop_last(value: *mut Value) {
    // SAFETY: the caller's promise.
    unsafe { std::ptr::drop_in_place(value) }
}

impl Value {
    /// How many references to the object exist.
    ///
    /// # Safety
    /// The value must be on the heap.
    #[inline(always)]
    unsafe fn count(&self) -> &Cell<usize> {
        // SAFETY: `repr(u64)` puts the pointer of a value on the heap into its second word, and whatever it points to
        // begins with its count (`Rc` and `Tuple`, which are nothing but that pointer, see to it). The object lives as
        // long as the value.
        unsafe { &**std::ptr::from_ref(self).cast::<*const Cell<usize>>().add(1) }
    }

    /// Counts one more reference, for a copy that is made apart from it: returning the copy from here would send it
    /// through memory.
    ///
    /// # Safety
    /// As for [`count`](Self::count).
    #[inline(always)]
    unsafe fn add_reference(&self) {
        // SAFETY: the caller's promise.
        let count = unsafe { self.count() };
        count.set(count.get().wrapping_add(1));
    }

    /// Ends a value, as `drop` does, but in few instructions where others still refer to the object: the generated
    /// destructor jumps by the tag before it counts.
    #[inline(always)]
    pub(crate) fn discard(self) {
        let mut this = mem::ManuallyDrop::new(self);
        if this.is_heap() {
            // SAFETY: just checked; the value is not dropped again.
            unsafe { this.end() };
        }
    }

    /// Ends the value where it lies.
    ///
    /// # Safety
    /// The value must be on the heap, and what is left of it must be overwritten or forgotten.
    #[inline(always)]
    pub(crate) unsafe fn end(&mut self) {
        // SAFETY: it is on the heap, by the caller's promise. Where another reference exists that one keeps the object
        // alive; where none does, the value is dropped, once, because nobody uses what is left.
        unsafe {
            match self.count().get() {
                1 => drop_last(self),
                several => self.count().set(several - 1),
            }
        }
    }

    /// Ends the values of an array where it lies.
    #[inline(always)]
    pub(crate) fn discard_all<const N: usize>(values: [Value; N]) {
        let mut values = mem::ManuallyDrop::new(values);
        for value in values.iter_mut() {
            if value.is_heap() {
                // SAFETY: just checked; what is left is forgotten with the array.
                unsafe { value.end() };
            }
        }
    }

    /// Whether the value owns a counted reference.
    #[inline(always)]
    pub fn is_heap(&self) -> bool {
        !matches!(
            self,
            Value::Unset
                | Value::None
                | Value::Ellipsis
                | Value::NotImplemented
                | Value::Bool(_)
                | Value::Int(_)
                | Value::Float(_)
        )
    }

    /// Whether this is [`Value::Unset`].
    #[inline(always)]
    pub fn is_unset(&self) -> bool {
        matches!(self, Value::Unset)
    }

    /// Whether this is an instance of a Python class, an exception, or a native object.
    #[inline(always)]
    pub fn is_instance(&self) -> bool {
        matches!(self, Value::Instance(_))
    }

    /// Whether this is `None`.
    #[inline(always)]
    pub fn is_none(&self) -> bool {
        matches!(self, Value::None)
    }

    /// Whether this is `None` or absent.
    pub fn is_none_or_unset(&self) -> bool {
        matches!(self, Value::None | Value::Unset)
    }

    /// Identity, as `is` sees it. Immediates of one type are identical when equal (floats: bit for bit).
    pub fn is(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::Unset, Value::Unset)
            | (Value::None, Value::None)
            | (Value::Ellipsis, Value::Ellipsis)
            | (Value::NotImplemented, Value::NotImplemented) => true,
            (Value::Bool(a), Value::Bool(b)) => a == b,
            (Value::Int(a), Value::Int(b)) => a == b,
            (Value::Float(a), Value::Float(b)) => a.to_bits() == b.to_bits(),
            _ => match (self.address(), other.address()) {
                (Some(a), Some(b)) => a == b,
                _ => false,
            },
        }
    }

    /// Address of the object, `None` for immediates.
    pub fn address(&self) -> Option<usize> {
        // SAFETY: just checked.
        self.is_heap().then(|| std::ptr::from_ref(unsafe { self.count() }).addr())
    }

    /// How many references to the object exist, `None` for immediates (which CPython calls immortal).
    pub fn ref_count(&self) -> Option<usize> {
        // SAFETY: just checked.
        self.is_heap().then(|| unsafe { self.count() }.get())
    }

    /// Copies of values, in this order. Each goes to its place by its two words.
    #[inline(always)]
    pub(crate) fn copies<'a>(
        values: impl DoubleEndedIterator<Item = &'a Value> + ExactSizeIterator,
    ) -> Vec<Value> {
        let room = values.len();
        let mut copies = Vec::with_capacity(room);
        let first: *mut Value = copies.as_mut_ptr();
        let mut count = 0;
        for value in values {
            if count == room {
                break;
            }
            // SAFETY: the vector has room for `room` values, of which `count` stand there.
            unsafe { first.add(count).write(value.clone()) };
            count += 1;
        }
        // SAFETY: `count` values were written.
        unsafe { copies.set_len(count) };
        copies
    }

    /// A new string.
    pub fn str(text: impl Into<compact_str::CompactString>) -> Value {
        Value::Str(Rc::new(Str::new(text.into())))
    }

    /// A new tuple.
    pub fn tuple(items: impl IntoIterator<Item = Value>) -> Value {
        Value::Tuple(Tuple::new(items))
    }

    /// A new list.
    pub fn list(items: Vec<Value>) -> Value {
        Value::List(Rc::new(List::new(items)))
    }

    /// A new `bytes`.
    pub fn bytes(bytes: impl Into<Box<[u8]>>) -> Value {
        Value::Bytes(Rc::new(Bytes::new(bytes.into())))
    }

    /// An `int` from a big integer, normalised.
    pub fn big(n: BigInt) -> Value {
        match n.to_i64() {
            Some(small) => Value::Int(small),
            None => Value::BigInt(Rc::new(n)),
        }
    }
}

impl From<bool> for Value {
    fn from(b: bool) -> Value {
        Value::Bool(b)
    }
}

impl From<i64> for Value {
    fn from(n: i64) -> Value {
        Value::Int(n)
    }
}

impl From<IntResult> for Value {
    fn from(n: IntResult) -> Value {
        match n {
            IntResult::Small(n) => Value::Int(n),
            IntResult::Big(n) => Value::BigInt(Rc::new(n)),
        }
    }
}

impl From<f64> for Value {
    fn from(x: f64) -> Value {
        Value::Float(x)
    }
}

impl From<usize> for Value {
    fn from(n: usize) -> Value {
        // No object has more than i64::MAX parts.
        Value::Int(n as i64)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::str(text)
    }
}

impl From<String> for Value {
    fn from(text: String) -> Value {
        Value::str(text)
    }
}

impl From<Rc<Str>> for Value {
    fn from(text: Rc<Str>) -> Value {
        Value::Str(text)
    }
}

impl From<Option<Value>> for Value {
    /// `None` stands for Python's `None`.
    fn from(value: Option<Value>) -> Value {
        value.unwrap_or(Value::None)
    }
}
