//! The allocator: mimalloc, asked for blocks in the way it answers fastest.
//!
//! The crate `mimalloc` asks for every block by size and alignment. Such a request is answered at once only where a
//! free block of exactly that size lies ready; otherwise mimalloc asks itself for a larger one and aligns within it. An
//! object of 40 or 80 bytes then never gets a block of its own size, and each of its allocations takes the long way.
//! Every block of mimalloc is aligned to two words, so nearly all of Rust's requests need no alignment beyond that.
#![allow(unsafe_code, reason = "an allocator is an unsafe trait over foreign functions")]

use std::alloc::GlobalAlloc;
use std::alloc::Layout;

use gilvm::wait::Rest;

/// Alignment of every block of mimalloc that is at least as large (`MI_MAX_ALIGN_SIZE`); smaller blocks are aligned to
/// a word.
const NATURAL: usize = 16;
const WORD: usize = size_of::<usize>();

/// The allocator of the command.
pub(crate) struct Allocator;

/// Whether a plain request fulfils a layout.
#[inline(always)]
fn is_plain(layout: Layout) -> bool {
    layout.align() <= WORD || (layout.align() <= NATURAL && layout.size() >= NATURAL)
}

// SAFETY: mimalloc's functions are an allocator: blocks do not overlap and stay until they are freed, a request that
// cannot be fulfilled returns null, none of them unwinds. Alignment: see `is_plain`.
unsafe impl GlobalAlloc for Allocator {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: any size is fine; an alignment of a layout is a power of two.
        unsafe {
            if is_plain(layout) {
                libmimalloc_sys::mi_malloc(layout.size()).cast()
            } else {
                libmimalloc_sys::mi_malloc_aligned(layout.size(), layout.align()).cast()
            }
        }
    }

    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: as for `alloc`.
        unsafe {
            if is_plain(layout) {
                libmimalloc_sys::mi_zalloc(layout.size()).cast()
            } else {
                libmimalloc_sys::mi_zalloc_aligned(layout.size(), layout.align()).cast()
            }
        }
    }

    #[inline]
    unsafe fn dealloc(&self, block: *mut u8, _: Layout) {
        // SAFETY: the caller's block came from this allocator.
        unsafe { libmimalloc_sys::mi_free(block.cast()) }
    }

    #[inline]
    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: the caller's block came from this allocator; an alignment of a layout is a power of two.
        unsafe {
            if layout.align() <= WORD {
                libmimalloc_sys::mi_realloc(block.cast(), size).cast()
            } else {
                libmimalloc_sys::mi_realloc_aligned(block.cast(), size, layout.align()).cast()
            }
        }
    }
}

unsafe extern "C" {
    fn mi_thread_init();
    fn mi_thread_done();
}

/// Has the C library's own allocator, which little uses here, keep to one arena. It would make one for each of the first
/// threads, by some system calls and pages, for the few bytes that it notes about a thread.
pub(crate) fn one_arena() {
    #[cfg(target_env = "gnu")]
    // SAFETY: sets an option. It is called while the process has one thread.
    unsafe {
        libc::mallopt(libc::M_ARENA_MAX, 1);
    }
}

/// What threads that sleep for long do about their heaps.
///
/// A heap has a page of memory or two for each size that its thread ever asked for, most of it empty: sixty kilobytes
/// for a thread that did next to nothing. Abandoned, these pages go to the next thread that needs one of their kind.
pub(crate) const REST: Rest = Rest {
    // SAFETY: both may be called at any time on any thread that is not ending. Blocks stay valid, and whoever frees
    // one of an abandoned page does so as for another thread's. A thread that asks for a block without a heap gets a
    // heap, so nothing depends on what happens between the two calls; `end` makes sure that there is a heap when the
    // thread ends, whose destructor still knows the old one.
    begin: || {
        gilvm_vm::pool::rest();
        // SAFETY: see above.
        unsafe { mi_thread_done() }
    },
    // SAFETY: as above.
    end: || unsafe { mi_thread_init() },
};
