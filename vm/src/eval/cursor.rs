//! The running frame as the eval loop sees it: a place in the code, and registers.
//!
//! Everything here is a step or two and is inlined into the loop. This is where registers, instructions and constants are
//! reached without bounds checks; why that is right stands at [`Cursor`].
#![allow(unsafe_code, reason = "register, instruction and constant access without bounds checks; see Cursor")]

use std::mem::ManuallyDrop;

use gilvm_compiler::op::Offset;
use gilvm_compiler::op::Op;
use gilvm_compiler::op::Reg;
use gilvm_compiler::op::Target;

use crate::error::R;
use crate::error::Raised;
use crate::gil::Breaker;
use crate::held::Held;
use crate::object::Dict;
use crate::object::Function;
use crate::object::LoadedCode;
use crate::object::SiteCache;
use crate::rc::Rc;
use crate::thread::Frame;
use crate::thread::Running;
use crate::value::Value;
use crate::value::Words;

/// The running frame, unpacked for speed.
///
/// # Safety of its accessors
/// `code` points into the running frame's function, which the frame keeps alive; `registers` to the frame's window,
/// which [`ThreadState::reserve`](crate::thread::ThreadState::reserve) made before the frame was pushed. Every operand
/// was checked against the size of the window and of the tables when the code was loaded ([`crate::load`]). Whoever
/// calls something that may push registers (any `&mut Held`) calls [`Cursor::refresh`] before the next access.
pub(super) struct Cursor {
    /// The next instruction.
    pub(super) pc: *const Op,
    pub(super) registers: *mut Value,
}

impl Cursor {
    /// The running frame of `held`.
    #[inline(always)]
    pub(super) fn of(held: &mut Held) -> Cursor {
        let frame: *const Frame = top(held);
        // SAFETY: the frame lives as long as nothing is pushed; it keeps its function and thereby its code alive.
        let frame = unsafe { &*frame };
        // The first instruction, the target of a checked jump, or one behind an instruction that ran.
        Cursor { pc: frame.pc, ..Cursor::begin(held, &*frame.function, frame.base) }
    }

    /// A frame that begins: `function` on the registers from `base` on. The frame must be on top already.
    #[inline(always)]
    pub(super) fn begin(held: &mut Held, function: *const Function, base: usize) -> Cursor {
        // SAFETY: the frame on top keeps the function alive; its window was reserved before it was pushed, and the
        // stack never shrinks.
        unsafe {
            let code = &*(*function).code;
            debug_assert!(base + code.registers as usize <= held.thread.registers.len());
            held.thread.now =
                Running { code, globals: &*(*function).globals, temps: Reg::new(code.locals as u16) };
            Cursor { pc: code.ops.as_ptr(), registers: held.thread.registers.as_mut_ptr().add(base) }
        }
    }

    /// Fetches the register pointer anew.
    #[inline(always)]
    pub(super) fn refresh(&mut self, held: &mut Held) {
        let base = top(held).base;
        // SAFETY: as in `begin`.
        self.registers = unsafe { held.thread.registers.as_mut_ptr().add(base) };
    }

    /// The next instruction.
    #[inline(always)]
    pub(super) fn fetch<'a>(&mut self) -> &'a Op {
        // SAFETY: `pc` is in range: jumps were checked when the code was loaded, and the last instruction does not
        // fall through. It belongs to the code of the running frame, which keeps it alive.
        unsafe {
            let op = &*self.pc;
            self.pc = self.pc.add(1);
            op
        }
    }

    /// Index of the next instruction.
    #[inline(always)]
    pub(super) fn ip(&self, held: &Held) -> usize {
        // SAFETY: both point into the same list of instructions.
        unsafe { self.pc.offset_from(code(held).ops.as_ptr()) as usize }
    }

    /// Goes on at an absolute target.
    #[inline(always)]
    pub(super) fn jump_to(&mut self, held: &Held, target: Target) {
        // SAFETY: targets were checked when the code was loaded.
        self.pc = unsafe { code(held).ops.as_ptr().add(target.index()) };
    }

    /// Goes on at a distance.
    #[inline(always)]
    pub(super) fn jump_by(&mut self, to: Offset) {
        // SAFETY: distances were checked when the code was loaded.
        self.pc = unsafe { self.pc.offset(to.0 as isize) };
    }

    /// Where a register lies.
    #[inline(always)]
    fn place(&self, reg: Reg) -> *mut Value {
        const _: () = assert!(size_of::<Value>() == 2 * size_of::<u64>());
        // In words, which the compiler turns into one instruction with the access itself.
        self.registers.cast::<u64>().wrapping_add(reg.words()).cast()
    }

    #[inline(always)]
    pub(super) fn get(&self, reg: Reg) -> &Value {
        // SAFETY: see the type's documentation.
        unsafe { &*self.place(reg) }
    }

    #[inline(always)]
    pub(super) fn slot(&mut self, reg: Reg) -> &mut Value {
        // SAFETY: see the type's documentation.
        unsafe { &mut *self.place(reg) }
    }

    /// Assigns a register, dropping what it held.
    #[inline(always)]
    pub(super) fn set(&mut self, reg: Reg, value: Value) {
        let slot = self.slot(reg);
        // SAFETY: the slot is valid for writes; what it holds is either an immediate, which needs no destructor, or
        // ended first.
        unsafe {
            if slot.is_heap() {
                slot.end();
            }
            std::ptr::write(slot, value);
        }
    }

    /// Drops what a register holds and leaves it unset.
    #[inline(always)]
    pub(super) fn unset(&mut self, reg: Reg) {
        self.set(reg, Value::Unset);
    }

    /// Takes what a register holds, leaving it unset.
    #[inline(always)]
    pub(super) fn pull(&mut self, reg: Reg) -> Value {
        let slot = self.slot(reg);
        // SAFETY: the slot is valid; the value is moved out, and what is written over it has no destructor to run.
        unsafe {
            let value = Value::read(slot);
            std::ptr::write(slot, Value::Unset);
            value
        }
    }

    /// Unsets a register that is known to own nothing: a local of a frame that begins.
    #[inline(always)]
    pub(super) fn clear(&mut self, reg: Reg) {
        let slot = self.slot(reg);
        debug_assert!(!slot.is_heap());
        // SAFETY: the slot is valid for writes; what it holds is an immediate, which needs no destructor.
        unsafe { std::ptr::write(slot, Value::Unset) };
    }

    /// Takes the function that a register holds, leaving it unset; `None` for anything else.
    #[inline(always)]
    pub(super) fn pull_function(&mut self, reg: Reg) -> Option<Rc<Function>> {
        let slot = self.slot(reg);
        let Value::Function(function) = slot else { return None };
        // SAFETY: the pointer is moved out, and what is written over it has no destructor to run.
        unsafe {
            let function = std::ptr::read(function);
            std::ptr::write(slot, Value::Unset);
            Some(function)
        }
    }

    /// Reads an operand: a temporary is consumed, a local copied.
    #[inline(always)]
    pub(super) fn take(&mut self, held: &Held, reg: Reg) -> Value {
        if reg >= held.thread.now.temps { self.pull(reg) } else { self.get(reg).clone() }
    }

    /// Ends the use of an operand that was read by reference.
    #[inline(always)]
    pub(super) fn consume(&mut self, held: &Held, reg: Reg) {
        if reg >= held.thread.now.temps && self.get(reg).is_heap() {
            self.unset(reg);
        }
    }

    /// Reads `count` registers from `first` on.
    #[inline(always)]
    pub(super) fn run(&self, first: Reg, count: usize) -> &[Value] {
        // SAFETY: see the type's documentation; the whole run was checked when the code was loaded.
        unsafe { std::slice::from_raw_parts(self.place(first), count) }
    }

    /// Takes `count` registers from `first` on, whatever they are.
    ///
    /// The iterator has the address of the registers, not of the cursor: a cursor whose address is handed out lives
    /// in memory, and then every instruction waits for the one before to store its `pc`.
    #[inline(always)]
    pub(super) fn take_run(&mut self, first: Reg, count: usize) -> TakeRun {
        TakeRun { at: self.slot(first), left: count }
    }
}

/// The code that runs.
#[inline(always)]
pub(super) fn code<'a>(held: &Held) -> &'a LoadedCode {
    // SAFETY: the running frame keeps its function and thereby its code alive.
    unsafe { &*held.thread.now.code }
}

/// The running function's globals.
#[inline(always)]
pub(super) fn globals<'a>(held: &Held) -> &'a Dict {
    // SAFETY: the running frame keeps its function and thereby its globals alive.
    unsafe { &*held.thread.now.globals }
}

/// The inline cache of a place in the code that runs.
#[inline(always)]
pub(super) fn cache<'a>(held: &Held, site: gilvm_compiler::op::Site) -> &'a SiteCache {
    // SAFETY: sites were checked when the code was loaded.
    unsafe { code(held).sites.get_unchecked(site.index()) }
}

/// A constant of the code that runs.
#[inline(always)]
pub(super) fn constant<'a>(held: &Held, at: usize) -> &'a Value {
    // SAFETY: constant operands were checked when the code was loaded.
    unsafe { code(held).consts.get_unchecked(at) }
}

/// The thread's breaker.
#[inline(always)]
pub(super) fn breaker(held: &Held) -> &Breaker {
    held.thread.gil_thread().breaker()
}

/// The running frame.
#[inline(always)]
pub(super) fn top(held: &mut Held) -> &mut Frame {
    let frames = &mut held.thread.frames;
    debug_assert!(!frames.is_empty());
    // SAFETY: `run` begins with a frame on top, and leaves when it has removed that one.
    unsafe {
        let last = frames.len() - 1;
        frames.get_unchecked_mut(last)
    }
}

/// Removes the running frame, which has no rare parts any more, and drops its function.
#[inline(always)]
pub(super) fn pop_frame(held: &mut Held) {
    drop(remove_frame(held));
}

/// Removes the running frame, which has no rare parts any more.
#[inline(always)]
pub(super) fn remove_frame(held: &mut Held) -> Rc<Function> {
    let frames = &mut held.thread.frames;
    debug_assert!(frames.last().is_some_and(|frame| frame.rare.is_none()));
    // SAFETY: as in `top`; the function is moved out of the frame, which is then outside the list, and nothing else
    // in it needs a destructor.
    unsafe {
        let last = frames.len() - 1;
        frames.set_len(last);
        std::ptr::read(&raw const (*frames.as_ptr().add(last)).function)
    }
}

/// What a call returned, as words: the function wrote the value into memory by its words, and read back in one piece,
/// as the compiler would, it could not be forwarded from there (see [`Value::read`]).
#[inline(always)]
pub(super) fn words_of(result: R) -> Result<Words, Raised> {
    let result = ManuallyDrop::new(result);
    // SAFETY: each part is moved out of the result once, and the result is not dropped.
    unsafe {
        match &*result {
            Ok(value) => Ok(Value::read(value).split()),
            Err(raised) => Err(std::ptr::read(raised)),
        }
    }
}

/// As [`words_of`], for what may be there: the next item of an iterator, what a function done in place gives.
#[inline(always)]
pub(super) fn words_of_item(item: Option<Value>) -> Option<Words> {
    let item = ManuallyDrop::new(item);
    // SAFETY: as in `words_of`.
    (*item).as_ref().map(|value| unsafe { Value::read(value).split() })
}

/// Takes the values of consecutive registers.
pub(super) struct TakeRun {
    at: *mut Value,
    left: usize,
}

impl Iterator for TakeRun {
    type Item = Value;

    #[inline(always)]
    fn next(&mut self) -> Option<Value> {
        self.left = self.left.checked_sub(1)?;
        // SAFETY: `left` more registers of the running frame begin at `at`: `take_run` is called for runs that were
        // checked when the code was loaded, and consumed before anything can move the registers.
        unsafe {
            let value = Value::read(self.at);
            std::ptr::write(self.at, Value::Unset);
            self.at = self.at.add(1);
            Some(value)
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl ExactSizeIterator for TakeRun {}
