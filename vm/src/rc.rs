//! The pointer that counts: `Rc` of the standard library, as far as the VM needs it, with a layout of its own choice.
//!
//! * The number of references is the first word of the block, whatever the block holds. So counting a
//!   [`Value`](crate::value::Value) is one instruction, the same for all kinds of objects.
//! * Blocks come from the thread's [pool], which is inlined where an object is made.
//! * There is no test for a count that overflows: no program lives long enough to count that far.
//!
//! Neither counts nor pointers are `Send`: the GIL orders those who count.
#![allow(unsafe_code, reason = "a counted block is made of raw memory; see Block")]

use std::alloc::Layout;
use std::cell::Cell;
use std::marker::PhantomData;
use std::ops::Deref;
use std::ptr::NonNull;

use crate::pool;

/// What is counted.
///
/// Invariants: `count` [`Rc`]s point to the block, and `value` is alive while it is not 0; `weak` is the number of
/// [`Weak`]s, and 1 more while `value` is alive or being destroyed; the block exists while `weak` is not 0.
#[repr(C)]
struct Block<T> {
    /// First, so that counting is the same code for all kinds of objects.
    count: Cell<usize>,
    weak: Cell<usize>,
    value: T,
}

/// A counted reference to a `T`: one pointer, which [`Value`](crate::value::Value) relies on.
#[repr(transparent)]
pub struct Rc<T> {
    block: NonNull<Block<T>>,
    /// Dropping the last one drops a `T`.
    owns: PhantomData<Block<T>>,
}

impl<T> Rc<T> {
    /// The first reference to a new object.
    #[inline(always)]
    pub fn new(value: T) -> Rc<T> {
        let block = pool::allocate(Layout::new::<Block<T>>()).cast::<Block<T>>();
        // SAFETY: the block was allocated with this layout and is nobody else's.
        unsafe { block.write(Block { count: Cell::new(1), weak: Cell::new(1), value }) };
        Rc { block, owns: PhantomData }
    }

    #[inline(always)]
    fn block(&self) -> &Block<T> {
        // SAFETY: a block lives as long as a reference to it. `get_mut` opens it only where there is no other.
        unsafe { self.block.as_ref() }
    }

    /// Where the object lies.
    #[inline(always)]
    pub fn as_ptr(this: &Rc<T>) -> *const T {
        // SAFETY: only an address within the block is computed.
        unsafe { &raw const (*this.block.as_ptr()).value }
    }

    /// Whether both refer to the same object.
    #[inline(always)]
    pub fn ptr_eq(this: &Rc<T>, other: &Rc<T>) -> bool {
        this.block == other.block
    }

    /// How many references to the object exist.
    #[inline(always)]
    pub fn strong_count(this: &Rc<T>) -> usize {
        this.block().count.get()
    }

    /// The object, to be changed, if nobody else can reach it.
    #[inline(always)]
    pub fn get_mut(this: &mut Rc<T>) -> Option<&mut T> {
        let block = this.block();
        if block.count.get() != 1 || block.weak.get() != 1 {
            return None;
        }
        // SAFETY: this is the only reference to the block, and it is borrowed exclusively.
        Some(unsafe { &mut (*this.block.as_ptr()).value })
    }

    /// A reference that does not keep the object alive.
    pub fn downgrade(this: &Rc<T>) -> Weak<T> {
        let weak = &this.block().weak;
        weak.set(weak.get() + 1);
        Weak { block: this.block }
    }

    /// Destroys the object that nobody refers to any more.
    #[inline(never)]
    fn destroy(&mut self) {
        // SAFETY: the count has just become 0, so the value is alive, is destroyed once, and nobody can reach it
        // meanwhile: a `Weak` looks at the count first. All `Weak`s together and this function still hold the block.
        unsafe {
            std::ptr::drop_in_place(&raw mut (*self.block.as_ptr()).value);
            let weak = &(*self.block.as_ptr()).weak;
            match weak.get() {
                1 => pool::free(self.block.cast(), Layout::new::<Block<T>>()),
                more => weak.set(more - 1),
            }
        }
    }
}

impl<T> Deref for Rc<T> {
    type Target = T;

    #[inline(always)]
    fn deref(&self) -> &T {
        &self.block().value
    }
}

impl<T: PartialEq> PartialEq for Rc<T> {
    #[inline]
    fn eq(&self, other: &Rc<T>) -> bool {
        **self == **other
    }
}

impl<T> Clone for Rc<T> {
    #[inline(always)]
    fn clone(&self) -> Rc<T> {
        let count = &self.block().count;
        count.set(count.get().wrapping_add(1));
        Rc { block: self.block, owns: PhantomData }
    }
}

impl<T> Drop for Rc<T> {
    #[inline(always)]
    fn drop(&mut self) {
        let count = &self.block().count;
        count.set(count.get().wrapping_sub(1));
        if count.get() == 0 {
            self.destroy();
        }
    }
}

/// A reference to an object that may be gone.
pub struct Weak<T> {
    block: NonNull<Block<T>>,
}

impl<T> Weak<T> {
    #[inline(always)]
    fn count(&self) -> &Cell<usize> {
        // SAFETY: the block lives as long as a `Weak` refers to it. While the value is destroyed the destructor has it
        // exclusively, so only its counts may be touched: no reference to the whole block is made.
        unsafe { &(*self.block.as_ptr()).count }
    }

    /// How many references keep the object alive.
    pub fn strong_count(&self) -> usize {
        self.count().get()
    }

    /// The object, if it is still alive.
    pub fn upgrade(&self) -> Option<Rc<T>> {
        match self.count().get() {
            0 => None,
            count => {
                self.count().set(count + 1);
                Some(Rc { block: self.block, owns: PhantomData })
            }
        }
    }
}

impl<T> Drop for Weak<T> {
    fn drop(&mut self) {
        // SAFETY: as in `count`; the last one to go frees the block, whose value is dead by then.
        unsafe {
            let weak = &(*self.block.as_ptr()).weak;
            match weak.get() {
                1 => pool::free(self.block.cast(), Layout::new::<Block<T>>()),
                more => weak.set(more - 1),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Noisy<'a>(&'a Cell<u32>);

    impl Drop for Noisy<'_> {
        fn drop(&mut self) {
            self.0.set(self.0.get() + 1);
        }
    }

    #[test]
    fn the_last_reference_destroys() {
        let ends = Cell::new(0);
        let first = Rc::new(Noisy(&ends));
        let second = Rc::clone(&first);
        assert!(Rc::ptr_eq(&first, &second) && Rc::strong_count(&first) == 2);
        drop(first);
        assert_eq!((ends.get(), Rc::strong_count(&second)), (0, 1));
        drop(second);
        assert_eq!(ends.get(), 1);
    }

    #[test]
    fn weak_references_outlive_the_object() {
        let ends = Cell::new(0);
        let object = Rc::new(Noisy(&ends));
        let weak = Rc::downgrade(&object);
        assert!(weak.upgrade().is_some_and(|again| Rc::ptr_eq(&again, &object)));
        drop(object);
        assert_eq!(ends.get(), 1);
        assert!(weak.upgrade().is_none());
    }

    #[test]
    fn who_is_alone_may_change() {
        let mut object = Rc::new(1);
        Rc::get_mut(&mut object).into_iter().for_each(|value| *value += 1);
        assert_eq!(*object, 2);
        let weak = Rc::downgrade(&object);
        assert!(Rc::get_mut(&mut object).is_none(), "a weak reference could become a strong one");
        drop(weak);
        let other = Rc::clone(&object);
        assert!(Rc::get_mut(&mut object).is_none());
        drop(other);
        assert!(Rc::get_mut(&mut object).is_some());
    }

    #[test]
    fn an_object_without_size_is_counted_too() {
        let ends = Cell::new(0);
        let objects: Vec<_> = (0..1_000).map(|_| Rc::new(Noisy(&ends))).collect();
        drop(objects);
        assert_eq!(ends.get(), 1_000);
    }
}
