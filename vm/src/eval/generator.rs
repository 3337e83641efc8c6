//! Generators in the eval loop: putting a suspended frame on the stack, and taking it off again.
//!
//! A generator's registers lie in the generator while it is suspended and on the thread's stack while it runs. The usual
//! case of moving them is here; what is unusual is [`Held::push_generator`]'s and [`swap_handled`]'s.
#![allow(
    unsafe_code,
    reason = "registers move between generator and stack without bounds checks; see Cursor"
)]

use std::mem;
use std::ptr;

use gilvm_compiler::op::Op;
use gilvm_compiler::op::Reg;

use super::Cursor;
use super::cursor::code;
use super::cursor::remove_frame;
use super::cursor::top;
use crate::error::R;
use crate::held::Held;
use crate::object::Function;
use crate::object::GenState;
use crate::object::Generator;
use crate::object::Suspended;
use crate::rc::Rc;
use crate::thread::Frame;
use crate::thread::RareFrame;
use crate::thread::Ret;
use crate::value::Value;
use crate::value::Words;

/// Puts a generator's frame on the stack, above the running one, whose `ip` is saved. `sent` is what its `yield` gives.
/// `None` when the generator has ended.
#[inline(always)]
pub(super) fn resume(held: &mut Held, generator: Rc<Generator>, sent: Words, ret: Ret) -> R<Option<Cursor>> {
    let base = top(held).base + code(held).registers as usize;
    let Some((function, pc)) = place(held, base, generator, sent, ret)? else { return Ok(None) };
    // The frame of that function is on top now.
    Ok(Some(Cursor { pc, ..Cursor::begin(held, function, base) }))
}

/// Puts a generator's frame on the stack for native code, which will run it; `false` when the generator has ended.
pub(crate) fn resume_native(held: &mut Held, generator: Rc<Generator>, sent: Words) -> R<bool> {
    let base = held.thread.top();
    Ok(place(held, base, generator, sent, Ret::Native)?.is_some())
}

/// What begins to run: a function that the frame on top keeps alive, and the next instruction of it.
type Began = (*const Function, *const Op);

/// Puts a generator's frame on the stack with its registers from `base` on.
#[inline(always)]
fn place(held: &mut Held, base: usize, generator: Rc<Generator>, sent: Words, ret: Ret) -> R<Option<Began>> {
    let is_none = sent.is_none();
    let depth = held.thread.frames.len();
    let room = depth < held.interp.recursion_limit && depth < held.thread.frames.capacity();
    let handling = !held.thread.handled.is_none();
    let stack = held.thread.registers.len();
    let state: *mut GenState = generator.state.get_mut(&mut held.token);
    // SAFETY: `state` is valid, and nothing else looks at it here. What is read out of it is forgotten there by the write.
    // The registers from `base` on own nothing, as those above a running frame do, and reach to `end`; those that the
    // generator kept are not more than its code has, which `receive` was checked against, and are given up by `set_len`.
    // `ip` is an instruction's.
    unsafe {
        let suspended = match &*state {
            GenState::Suspended(suspended) => suspended,
            _ => return push(held, generator, base, sent, ret),
        };
        let count = suspended.rare.registers.len();
        let end = base + suspended.function.code.registers as usize;
        let usual = room
            && !handling
            && end < stack
            && (is_none || suspended.receive.is_some())
            && suspended.rare.handled.is_none_or_unset();
        if !usual {
            return push(held, generator, base, sent, ret);
        }
        let Suspended { function, ip, receive, mut rare } = ptr::read(suspended);
        ptr::write(state, GenState::Running);
        let window = held.thread.registers.as_mut_ptr().add(base);
        let kept = rare.registers.as_mut_ptr();
        for at in 0..count {
            ptr::write(window.add(at), Value::read(kept.add(at)));
        }
        rare.registers.set_len(0);
        if let Some(receive) = receive {
            let slot = &mut *window.add(receive.index());
            if slot.is_heap() {
                // A local, which holds what it was assigned before.
                slot.end();
            }
            // `None` has but its tag to write.
            if is_none {
                mem::forget(sent);
                ptr::write(slot, Value::None);
            } else {
                ptr::write(slot, sent.whole());
            }
        }
        mem::forget(mem::replace(&mut rare.outer_handled, Value::None));
        mem::forget(rare.generator.replace(generator));
        let callee: *const Function = &*function;
        let pc = function.code.ops.as_ptr().add(ip as usize);
        let frames = held.thread.frames.as_mut_ptr();
        ptr::write(frames.add(depth), Frame { function, base, pc, ret, rare: Some(rare) });
        held.thread.frames.set_len(depth + 1);
        Ok(Some((callee, pc)))
    }
}

/// [`place`] where something is unusual.
#[cold]
#[inline(never)]
fn push(held: &mut Held, generator: Rc<Generator>, base: usize, sent: Words, ret: Ret) -> R<Option<Began>> {
    if !held.push_generator(generator, base, sent, ret)? {
        return Ok(None);
    }
    let frame = top(held);
    Ok(Some((&raw const *frame.function, frame.pc)))
}

/// Takes the running frame, a generator's, off the stack; `receive` is the register for what is sent next. The answer is
/// what the frame's result is for, `None` for a frame that is no generator's.
#[inline(always)]
pub(super) fn suspend(held: &mut Held, cur: &Cursor, receive: Reg) -> Option<Ret> {
    let frame = top(held);
    let ret = frame.ret;
    let mut rare = frame.rare.take()?;
    let function = remove_frame(held);
    // Temporaries are a stack, and the value that is sent becomes its top: from there on they are empty.
    let count = match receive {
        temporary if temporary >= held.thread.now.temps => temporary.index(),
        _ => code(held).registers as usize,
    };
    debug_assert!(rare.registers.is_empty() && rare.registers.capacity() >= count);
    // SAFETY: the generator's list has room for as many registers as its code has, because it began with them; the
    // window on the stack has them too. Those that are not moved own nothing (if they did, that would leak).
    unsafe {
        let kept = rare.registers.as_mut_ptr();
        for at in 0..count {
            let slot = cur.registers.add(at);
            ptr::write(kept.add(at), Value::read(slot));
            ptr::write(slot, Value::Unset);
        }
        rare.registers.set_len(count);
    }
    if !(held.thread.handled.is_none() && rare.outer_handled.is_none()) {
        swap_handled(held, &mut rare);
    }
    let generator = rare.generator.take()?;
    let suspended = Suspended { function, ip: cur.ip(held) as u32, receive: Some(receive), rare };
    // The generator counts as running until now, so what is replaced owns nothing.
    mem::forget(generator.state.replace(&mut held.token, GenState::Suspended(suspended)));
    Some(ret)
}

/// Gives the resumer its handled exception back, and the generator its own.
#[cold]
#[inline(never)]
fn swap_handled(held: &mut Held, rare: &mut RareFrame) {
    let outer = mem::take(&mut rare.outer_handled);
    let handled = mem::replace(&mut held.thread.handled, outer);
    // An exception handled by the caller is not the generator's to keep.
    rare.handled = if handled.is(&held.thread.handled) { Value::None } else { handled };
}
