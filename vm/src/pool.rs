//! Small blocks of memory, kept ready by the thread that freed them.
//!
//! Scripts make and drop small objects all the time, and most of them have one of a dozen sizes. A block that was just
//! freed is the best one for the next object of its size: it is in the cache, and taking it is two loads and two
//! stores, where a general allocator has to find out where a block belongs first. So each thread has a list of free
//! blocks per size, of bounded length; what the list cannot give or take, the allocator does.
//!
//! A block has no owner: it may be freed by another thread than the one that allocated it, and then lies in that
//! one's list.
#![allow(unsafe_code, reason = "lists of free blocks are linked through the blocks")]

use std::alloc::Layout;
use std::alloc::handle_alloc_error;
use std::cell::Cell;
use std::ptr::NonNull;
use std::ptr::null_mut;

/// Sizes of blocks are multiples of this, and it is their alignment.
const STEP: usize = 8;

/// How many sizes there are: blocks of up to 256 bytes.
const SIZES: usize = 32;

/// How many bytes of each size a thread keeps at most. None in a build for sanitizers, to which a block that is used
/// after it was freed would look like any other.
const KEPT_BYTES: usize = if cfg!(feature = "pool") { 8 << 10 } else { 0 };

/// A free block: its first word leads to the next one.
struct Free {
    next: *mut Free,
}

/// The free blocks of one size.
struct List {
    first: Cell<*mut Free>,
    /// How many more it takes.
    room: Cell<u32>,
}

/// What the lists of a thread are good for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// Nothing was freed yet: the lists have no room.
    Fresh,
    Open,
    /// The thread ends: the lists have no room any more.
    Closed,
}

struct Pool {
    lists: [List; SIZES],
    state: Cell<State>,
}

thread_local! {
    /// Without a destructor, so that reaching it is one instruction; [`CLOSER`] has one.
    static POOL: Pool = const {
        Pool {
            lists: [const { List { first: Cell::new(null_mut()), room: Cell::new(0) } }; SIZES],
            state: Cell::new(State::Fresh),
        }
    };
    static CLOSER: Closer = const { Closer };
}

/// Gives the blocks of a thread back when the thread ends.
struct Closer;

impl Drop for Closer {
    fn drop(&mut self) {
        POOL.with(|pool| {
            pool.state.set(State::Closed);
            pool.lists.iter().for_each(|list| list.room.set(0));
            pool.empty();
        });
    }
}

/// Which list has blocks for `layout`; none if they are too large or too much aligned.
#[inline(always)]
fn list_of(layout: Layout) -> Option<usize> {
    let list = layout.size().wrapping_sub(1) / STEP;
    (list < SIZES && layout.align() <= STEP).then_some(list)
}

/// What the allocator is asked for.
#[inline(always)]
fn block_of(list: usize) -> Layout {
    let bytes = (list + 1) * STEP;
    debug_assert!(list < SIZES);
    // SAFETY: a power of two, and a size far below the largest.
    unsafe { Layout::from_size_align_unchecked(bytes, STEP) }
}

/// How many blocks a list keeps at most.
fn room(list: usize) -> u32 {
    (KEPT_BYTES / block_of(list).size()) as u32
}

/// A block for `layout`, whose size is not zero. It must be given back to [`free`], with the same layout.
#[inline(always)]
pub(crate) fn allocate(layout: Layout) -> NonNull<u8> {
    let Some(at) = list_of(layout) else { return from_allocator(layout) };
    POOL.with(|pool| {
        let list = &pool.lists[at];
        match NonNull::new(list.first.get()) {
            Some(first) => {
                // SAFETY: a block in a list begins with a `Free`, and belongs to nobody else.
                list.first.set(unsafe { first.as_ref() }.next);
                list.room.set(list.room.get() + 1);
                first.cast()
            }
            None => from_allocator(block_of(at)),
        }
    })
}

/// Takes back a block.
///
/// # Safety
/// The block came from [`allocate`] for this very layout, and nobody uses it any more.
#[inline(always)]
pub(crate) unsafe fn free(freed: NonNull<u8>, layout: Layout) {
    let Some(at) = list_of(layout) else {
        // SAFETY: a block of this layout came from the allocator.
        return unsafe { std::alloc::dealloc(freed.as_ptr(), layout) };
    };
    POOL.with(|pool| {
        let list = &pool.lists[at];
        match list.room.get().checked_sub(1) {
            Some(room) => {
                list.room.set(room);
                // SAFETY: the block is free, and has room for a pointer, aligned.
                unsafe { list.put(freed.cast()) };
            }
            // SAFETY: the caller's promise.
            None => unsafe { pool.free_slow(freed, at) },
        }
    });
}

/// Gives all blocks of this thread back to the allocator; for a thread that is going to sleep for long.
pub fn rest() {
    POOL.with(|pool| {
        pool.empty();
        if pool.state.get() == State::Open {
            pool.open();
        }
    });
}

#[cold]
#[inline(never)]
fn from_allocator(layout: Layout) -> NonNull<u8> {
    assert!(layout.size() != 0, "no object is without a head");
    // SAFETY: the layout has a size.
    let block = unsafe { std::alloc::alloc(layout) };
    NonNull::new(block).unwrap_or_else(|| handle_alloc_error(layout))
}

impl List {
    /// # Safety
    /// The block is free and has room for a [`Free`].
    #[inline(always)]
    unsafe fn put(&self, freed: NonNull<Free>) {
        // SAFETY: the caller's promise.
        unsafe { freed.write(Free { next: self.first.get() }) };
        self.first.set(freed.as_ptr());
    }
}

impl Pool {
    fn open(&self) {
        for (at, list) in self.lists.iter().enumerate() {
            list.room.set(room(at));
        }
    }

    fn empty(&self) {
        for (at, list) in self.lists.iter().enumerate() {
            let mut next = list.first.replace(null_mut());
            while let Some(freed) = NonNull::new(next) {
                // SAFETY: a block in a list begins with a `Free`. It came from the allocator, with that layout.
                unsafe {
                    next = freed.as_ref().next;
                    std::alloc::dealloc(freed.as_ptr().cast(), block_of(at));
                }
            }
        }
    }

    /// A block for which there is no room.
    ///
    /// # Safety
    /// As for [`free`].
    #[cold]
    #[inline(never)]
    unsafe fn free_slow(&self, freed: NonNull<u8>, at: usize) {
        if self.state.get() == State::Fresh {
            self.state.set(State::Open);
            self.open();
            // From now on the thread has something to give back at its end.
            if CLOSER.try_with(|_| ()).is_err() {
                self.state.set(State::Closed);
                self.lists.iter().for_each(|list| list.room.set(0));
            }
        }
        // SAFETY: the block came from the allocator, with that layout.
        unsafe { std::alloc::dealloc(freed.as_ptr(), block_of(at)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(feature = "pool")]
    fn blocks_come_back_by_size_until_there_is_no_room() {
        let layout = Layout::new::<[u64; 6]>();
        let of_same_size = Layout::new::<[u16; 23]>();
        // The first block that is freed opens the lists.
        // SAFETY: each block is given back once, with a layout of its size.
        unsafe { free(allocate(layout), layout) };
        let many: Vec<_> = (0..1_000).map(|_| allocate(layout)).collect();
        for &block in &many {
            // SAFETY: as above.
            unsafe { free(block, layout) };
        }
        let kept = (KEPT_BYTES / 48) as u32;
        POOL.with(|pool| assert_eq!(pool.lists[5].room.get(), 0));
        let again: Vec<_> = (0..kept).map(|_| allocate(of_same_size)).collect();
        assert!(again.iter().eq(many[..kept as usize].iter().rev()), "the last one freed comes first");
        POOL.with(|pool| assert_eq!(pool.lists[5].room.get(), kept));
        for &block in &again {
            // SAFETY: as above.
            unsafe { free(block, of_same_size) };
        }
        rest();
        POOL.with(|pool| assert!(pool.lists[5].first.get().is_null() && pool.lists[5].room.get() == kept));
    }

    #[test]
    fn what_is_large_or_aligned_is_the_allocators() {
        assert_eq!(list_of(Layout::new::<[u8; 256]>()), Some(31));
        assert_eq!(list_of(Layout::new::<[u8; 257]>()), None);
        assert_eq!(list_of(Layout::new::<u8>()), Some(0));
        #[repr(align(64))]
        struct Aligned(#[allow(dead_code, reason = "only its alignment matters")] u8);
        assert_eq!(list_of(Layout::new::<Aligned>()), None);
        let layout = Layout::new::<[u8; 1_000]>();
        let block = allocate(layout);
        // SAFETY: given back once, with its layout.
        unsafe { free(block, layout) };
    }

    #[test]
    fn a_block_may_be_freed_where_it_was_not_allocated() {
        let layout = Layout::new::<[u64; 3]>();
        let addresses: Vec<usize> = (0..600).map(|_| allocate(layout).as_ptr().expose_provenance()).collect();
        let freer = std::thread::spawn(move || {
            for address in addresses {
                if let Some(block) = NonNull::new(std::ptr::with_exposed_provenance_mut(address)) {
                    // SAFETY: given back once, with its layout.
                    unsafe { free(block, layout) };
                }
            }
        });
        assert!(freer.join().is_ok());
    }
}
