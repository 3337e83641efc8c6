//! The heap's one rule as a type: who touches it holds the GIL.
//!
//! Objects are reference counted with plain counts (`Rc`) and carry no lock. What may change in an object lives in a
//! [`HeapCell`], and a cell opens only for somebody who shows the [`Token`]: `&Token` reads, `&mut Token` writes.
//! There is one token per interpreter, inside the guard [`Held`](crate::held::Held), which exists once: on the thread
//! that holds the GIL.
//!
//! This file also holds the queue that keeps destruction flat: dropping a list of a list of a list … must not recurse
//! on the native stack, whatever a script builds.
#![allow(
    unsafe_code,
    reason = "HeapCell is the one place where shared objects are opened; containers are buried in place"
)]

use std::cell::Cell;
use std::cell::RefCell;
use std::cell::UnsafeCell;
use std::marker::PhantomData;

use smallvec::SmallVec;

use crate::value::Value;

/// Proof that the GIL is held. Not `Send`, not `Clone`; made only with the guard.
pub struct Token(PhantomData<*mut ()>);

impl Token {
    /// Only the guard makes a token, once per acquisition of an interpreter's GIL by a thread.
    pub(crate) fn new() -> Token {
        Token(PhantomData)
    }
}

/// A place in an object that can change. See the module documentation for the rule.
#[derive(Default)]
pub struct HeapCell<T>(UnsafeCell<T>);

impl<T> HeapCell<T> {
    /// A cell holding `value`.
    pub const fn new(value: T) -> Self {
        HeapCell(UnsafeCell::new(value))
    }

    /// Reads the content.
    #[inline(always)]
    pub fn get<'a>(&'a self, _: &'a Token) -> &'a T {
        // SAFETY: a reference to the content comes from `get`, `get_mut` or `as_mut` only. `get_mut` needs the
        // interpreter's only token mutably, so none of its references is alive while this shared one is; a second
        // thread has no token, because the guard that owns it exists only while that thread holds the GIL. A value
        // of another interpreter cannot meet this token: values and guards are not `Send`, and the closures that
        // run under a guard are, so they cannot carry a value from one interpreter's guard to another's.
        unsafe { &*self.0.get() }
    }

    /// Opens the content for change.
    #[inline(always)]
    pub fn get_mut<'a>(&'a self, _: &'a mut Token) -> &'a mut T {
        // SAFETY: as for `get`; the exclusive borrow of the only token makes this the only reference to the content
        // of any cell of this interpreter.
        unsafe { &mut *self.0.get() }
    }

    /// Opens the content of an object that nobody else can reach.
    #[inline(always)]
    #[allow(
        clippy::should_implement_trait,
        reason = "`AsMut` is for conversions; this opens, as `UnsafeCell::get_mut`"
    )]
    pub fn as_mut(&mut self) -> &mut T {
        self.0.get_mut()
    }

    /// Replaces the content, returning what was there.
    #[inline(always)]
    pub fn replace(&self, token: &mut Token, value: T) -> T {
        std::mem::replace(self.get_mut(token), value)
    }

    /// Replaces the content and drops what was there.
    #[inline(always)]
    pub fn set(&self, token: &mut Token, value: T) {
        // The old content is dropped after the borrow of the cell has ended: a destructor never sees it open.
        drop(self.replace(token, value));
    }
}

/// Containers nested deeper than this are destroyed from the queue instead of the native stack.
const DROP_DEPTH_MAX: u32 = 40;

thread_local! {
    static DROP_DEPTH: Cell<u32> = const { Cell::new(0) };
    /// Whether anything is queued: cheaper to ask than the queue, which has a destructor.
    static TRASHED: Cell<bool> = const { Cell::new(false) };
    static TRASH: RefCell<Vec<Value>> = const { RefCell::new(Vec::new()) };
}

/// Destroys the content of a dying container without unbounded recursion. Called by the `Drop` of each object that
/// can own other objects, with what it owns.
pub(crate) fn bury(content: impl IntoIterator<Item = Value>) {
    let depth = DROP_DEPTH.get();
    if depth >= DROP_DEPTH_MAX {
        TRASH.with_borrow_mut(|trash| trash.extend(content.into_iter().filter(Value::is_heap)));
        TRASHED.set(true);
        return;
    }
    DROP_DEPTH.set(depth + 1);
    for value in content {
        value.discard();
    }
    leave_grave(depth);
}

/// As [`bury`], for a list that many values need nothing to be done about.
pub(crate) fn bury_list(mut content: Vec<Value>) {
    let depth = DROP_DEPTH.get();
    if depth >= DROP_DEPTH_MAX {
        return bury(content);
    }
    DROP_DEPTH.set(depth + 1);
    for value in &mut content {
        if value.is_heap() {
            value.take().discard();
        }
    }
    // SAFETY: what was left in the list owns nothing.
    unsafe { content.set_len(0) };
    leave_grave(depth);
}

/// As [`bury_list`], for values that lie in their owner, and are gone from it afterwards.
#[inline]
pub(crate) fn bury_inline<const N: usize>(content: &mut SmallVec<[Value; N]>) {
    if !content.iter().any(Value::is_heap) {
        // SAFETY: none of the values owns anything.
        return unsafe { content.set_len(0) };
    }
    let depth = DROP_DEPTH.get();
    if depth >= DROP_DEPTH_MAX {
        return bury(std::mem::take(content));
    }
    DROP_DEPTH.set(depth + 1);
    for value in content.iter_mut() {
        if value.is_heap() {
            value.take().discard();
        }
    }
    // SAFETY: what was left in the list owns nothing.
    unsafe { content.set_len(0) };
    leave_grave(depth);
}

/// As [`bury_list`], for things of `N` values each, which `parts` finds; nothing else in them needs a destructor.
pub(crate) fn bury_parts<T, const N: usize>(
    mut content: Vec<T>,
    parts: impl for<'a> Fn(&'a mut T) -> [&'a mut Value; N],
) {
    let depth = DROP_DEPTH.get();
    if depth >= DROP_DEPTH_MAX {
        bury(content.iter_mut().flat_map(|part| parts(part).map(Value::take)));
    } else {
        DROP_DEPTH.set(depth + 1);
        for part in &mut content {
            for value in parts(part) {
                if value.is_heap() {
                    value.take().discard();
                }
            }
        }
        leave_grave(depth);
    }
    // SAFETY: the values were taken; what is left needs no destructor.
    unsafe { content.set_len(0) };
}

/// Ends the destruction of one container.
#[inline]
fn leave_grave(depth: u32) {
    if depth == 0 && TRASHED.get() {
        empty_trash();
    }
    DROP_DEPTH.set(depth);
}

/// The outermost destructor empties the queue; what it drops may queue more.
#[cold]
fn empty_trash() {
    while let Some(value) = TRASH.with_borrow_mut(Vec::pop) {
        drop(value);
    }
    TRASHED.set(false);
}
