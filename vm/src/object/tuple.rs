//! `tuple`: count, hash, length and items in one block.
//!
//! The pointer itself is the type, as with `Rc`: a clone counts, and the last one to be dropped frees. With the items
//! behind the head a tuple costs one allocation, whatever its length, and its pointer has one word.
#![allow(unsafe_code, reason = "a block of a head and as many items as it says; see Head")]

use std::alloc::Layout;
use std::cell::Cell;
use std::ptr::NonNull;

use crate::heap::bury;
use crate::pool;
use crate::value::Value;

/// What every tuple begins with.
///
/// Invariant: a block that a [`Tuple`] points to begins with a `Head`, behind which `len` initialised values stand; it
/// was allocated with `layout(len)`; `count` tuples point to it.
#[repr(C)]
struct Head {
    /// First, as in an `Rc`, so that counting is the same code for all kinds of objects.
    count: Cell<usize>,
    /// 0: not computed yet, or not to be kept.
    hash: Cell<i64>,
    len: usize,
    /// Where the items begin.
    items: [Value; 0],
}

/// `tuple`: one pointer, which [`Value`] relies on.
#[repr(transparent)]
pub struct Tuple(NonNull<Head>);

/// The block of a tuple of `len` items.
#[inline(always)]
fn layout(len: usize) -> Layout {
    // Whoever has that many values has them in memory, so the size cannot overflow; if it did, it would be refused.
    let size = len.saturating_mul(size_of::<Value>()).saturating_add(size_of::<Head>());
    match Layout::from_size_align(size, align_of::<Head>()) {
        Ok(layout) => layout,
        Err(_) => std::alloc::handle_alloc_error(Layout::new::<Head>()),
    }
}

/// A tuple under construction: room for `room` items, of which `len` stand there.
struct Draft {
    head: NonNull<Head>,
    room: usize,
    len: usize,
}

impl Draft {
    #[inline(always)]
    fn new(room: usize) -> Draft {
        let layout = layout(room);
        Draft { head: pool::allocate(layout).cast(), room, len: 0 }
    }

    /// The first item, or its place.
    #[inline(always)]
    fn items(&self) -> *mut Value {
        // SAFETY: the block is valid for a head; only an address is computed.
        unsafe { (&raw mut (*self.head.as_ptr()).items).cast() }
    }

    #[inline(always)]
    fn push(&mut self, item: Value) {
        assert!(self.len < self.room, "a tuple was promised fewer items");
        // SAFETY: the place lies in the block, because `len < room`.
        unsafe { self.items().add(self.len).write(item) };
        self.len += 1;
    }

    /// The tuple; its room must be full.
    #[inline(always)]
    fn finish(self) -> Tuple {
        assert!(self.len == self.room, "a tuple was promised more items");
        let head = Head { count: Cell::new(1), hash: Cell::new(0), len: self.len, items: [] };
        // SAFETY: the block is valid for a head, and behind it stand `len` values; it was allocated for that many.
        unsafe { self.head.as_ptr().write(head) };
        let tuple = Tuple(self.head);
        std::mem::forget(self);
        tuple
    }
}

impl Drop for Draft {
    /// Only when the source of the items panics or breaks its promise.
    #[cold]
    fn drop(&mut self) {
        // SAFETY: the block is the draft's own: `len` values stand there, and its layout is that of its room.
        unsafe {
            std::ptr::slice_from_raw_parts_mut(self.items(), self.len).drop_in_place();
            pool::free(self.head.cast(), layout(self.room));
        }
    }
}

impl Tuple {
    /// A tuple of these items.
    #[inline]
    pub fn new(items: impl IntoIterator<Item = Value>) -> Tuple {
        let mut items = items.into_iter();
        let (least, most) = items.size_hint();
        if most != Some(least) {
            return Tuple::of_vec(items.collect());
        }
        let mut draft = Draft::new(least);
        for _ in 0..least {
            match items.next() {
                Some(item) => draft.push(item),
                None => break,
            }
        }
        draft.finish()
    }

    #[inline(never)]
    fn of_vec(items: Vec<Value>) -> Tuple {
        Tuple::new(items)
    }

    /// A tuple of two items.
    #[inline(always)]
    pub fn pair(first: Value, second: Value) -> Tuple {
        let mut draft = Draft::new(2);
        draft.push(first);
        draft.push(second);
        draft.finish()
    }

    /// A tuple of copies of these items.
    pub fn of_slice(items: &[Value]) -> Tuple {
        Tuple::new(items.iter().cloned())
    }

    /// A tuple of copies of these items and then those.
    pub fn joined(first: &[Value], second: &[Value]) -> Tuple {
        let mut draft = Draft::new(first.len() + second.len());
        first.iter().for_each(|item| draft.push(item.clone()));
        second.iter().for_each(|item| draft.push(item.clone()));
        draft.finish()
    }

    #[inline(always)]
    fn head(&self) -> &Head {
        // SAFETY: the block lives as long as a tuple points to it. `items_mut` hands out the items, never the head.
        unsafe { self.0.as_ref() }
    }

    #[inline(always)]
    fn first(&self) -> *mut Value {
        // SAFETY: only an address within the block is computed, from the pointer that covers all of it.
        unsafe { (&raw mut (*self.0.as_ptr()).items).cast() }
    }

    /// The items.
    #[inline(always)]
    pub fn items(&self) -> &[Value] {
        // SAFETY: `len` values stand behind the head, and change only through `&mut` of the only tuple.
        unsafe { std::slice::from_raw_parts(self.first(), self.head().len) }
    }

    /// Whether both are the same object.
    #[inline(always)]
    pub fn is(&self, other: &Tuple) -> bool {
        self.0 == other.0
    }

    /// How many references to the object exist.
    #[inline(always)]
    pub(crate) fn ref_count(&self) -> usize {
        self.head().count.get()
    }

    /// Makes a pair of a pair that nobody else can see, returning what it held; gives the items back otherwise.
    #[inline]
    pub(crate) fn refill(&mut self, first: Value, second: Value) -> Result<[Value; 2], [Value; 2]> {
        if self.ref_count() != 1 || self.head().len != 2 {
            return Err([first, second]);
        }
        self.head().hash.set(0);
        // SAFETY: two items stand there; this is the only tuple that points to them, and it is borrowed exclusively.
        let items = unsafe { &mut *self.first().cast::<[Value; 2]>() };
        Ok(std::mem::replace(items, [first, second]))
    }

    /// The cached hash, if it was computed and cannot change.
    #[inline]
    pub fn cached_hash(&self) -> Option<i64> {
        match self.head().hash.get() {
            0 => None,
            hash => Some(hash),
        }
    }

    /// Remembers the hash; only for a tuple none of whose items has a hash defined by a script.
    pub fn cache_hash(&self, hash: i64) {
        self.head().hash.set(hash);
    }

    /// Frees the block that the last tuple pointed to.
    #[inline(never)]
    fn destroy(&mut self) {
        let len = self.head().len;
        if self.items().iter().any(Value::is_heap) {
            self.bury_items();
        }
        // SAFETY: nobody points to the block any more. Its values were moved out, or own nothing. It was allocated with
        // that layout, so the size does not overflow.
        unsafe {
            let size = size_of::<Head>() + len * size_of::<Value>();
            pool::free(self.0.cast(), Layout::from_size_align_unchecked(size, align_of::<Head>()));
        }
    }

    /// Apart, so that the end of a tuple of numbers is a few instructions.
    #[inline(never)]
    fn bury_items(&mut self) {
        bury(Remains { next: self.first(), left: self.head().len });
    }
}

impl Clone for Tuple {
    #[inline(always)]
    fn clone(&self) -> Tuple {
        let count = &self.head().count;
        // As in `Rc`: no program lives long enough to count too far.
        count.set(count.get().wrapping_add(1));
        Tuple(self.0)
    }
}

impl Drop for Tuple {
    #[inline(always)]
    fn drop(&mut self) {
        let count = self.head().count.get() - 1;
        self.head().count.set(count);
        if count == 0 {
            self.destroy();
        }
    }
}

/// Moves the items out of a tuple that is being destroyed.
struct Remains {
    next: *mut Value,
    left: usize,
}

impl Iterator for Remains {
    type Item = Value;

    #[inline(always)]
    fn next(&mut self) -> Option<Value> {
        self.left = self.left.checked_sub(1)?;
        // SAFETY: `left` more values stand from `next` on, in a block that is freed afterwards without looking at them.
        unsafe {
            let value = Value::read(self.next);
            self.next = self.next.add(1);
            Some(value)
        }
    }
}
