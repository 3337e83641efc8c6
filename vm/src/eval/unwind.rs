//! From an error to its handler.

use std::sync::Arc;

use gilvm_compiler::code::CodeKind;

use super::trace;
use crate::error::ExcKind;
use crate::error::Raised;
use crate::held::Held;
use crate::object::GenState;
use crate::object::TraceEntry;
use crate::rc::Rc;
use crate::thread::Frame;
use crate::value::Value;

/// Finds the handler of an exception raised by the instruction before the running frame's `ip`, leaving frames down
/// to (and including) the one at index `floor`. `fresh`: the frame has no traceback entry for it yet.
///
/// # Errors
/// The exception itself, when no frame handles it: the frames are gone.
#[cold]
#[inline(never)]
pub(super) fn unwind(held: &mut Held, raised: Raised, floor: usize, fresh: bool) -> Result<(), Raised> {
    let mut raised = if fresh { held.chain(raised) } else { raised };
    let mut fresh = fresh;
    loop {
        let Some(frame) = held.thread.frames.last() else { return Err(raised) };
        let code = Rc::clone(&frame.function.code);
        let (base, op) = (frame.base, frame.ip().saturating_sub(1) as u32);
        if fresh {
            note(held, &mut raised, TraceEntry { code: Arc::clone(&code.code), op });
            raised = trace::raised(held, raised);
        }
        fresh = true;
        let handler = code.code.handlers.iter().find(|h| (h.start..h.end).contains(&op)).copied();
        if let Some(handler) = handler {
            let exception = held.exception_object(raised);
            for at in base + code.code.locals.len()..base + usize::from(code.code.registers) {
                held.thread.registers[at].take().discard();
            }
            held.thread.registers[base + handler.exc.index()] = Value::Instance(exception);
            if let Some(frame) = held.thread.frames.last_mut() {
                frame.pc = frame.function.code.ops.as_ptr().wrapping_add(handler.target as usize);
            }
            return Ok(());
        }
        raised = trace::unwound(held, raised);
        let at_floor = held.thread.frames.len() - 1 <= floor;
        let Some(frame) = held.thread.frames.pop() else { return Err(raised) };
        raised = leave(held, frame, raised);
        if at_floor {
            return Err(raised);
        }
    }
}

/// Adds a line to the traceback.
fn note(held: &mut Held, raised: &mut Raised, entry: TraceEntry) {
    if let crate::error::Error::Object(exception) = raised.error() {
        let exception = Rc::clone(exception);
        if let Some(data) = held.exception_data_mut(&exception) {
            data.traceback.push(entry);
        }
        return;
    }
    raised.traceback_mut().push(entry);
}

/// Gives up a frame that an exception leaves.
pub(crate) fn leave(held: &mut Held, mut frame: Frame, raised: Raised) -> Raised {
    let rare = frame.rare.take();
    held.clear_window(&frame);
    let Some(rare) = rare else { return raised };
    let Some(generator) = rare.generator else { return raised };
    held.thread.handled = rare.outer_handled;
    generator.state.set(&mut held.token, GenState::Finished);
    if frame.function.code.code.kind != CodeKind::Generator || !held.matches(&raised, ExcKind::StopIteration)
    {
        return raised;
    }
    // PEP 479: a StopIteration must not end the loop that drives the generator.
    let stop = held.exception_object(raised);
    let error = held.exception_object(Raised::runtime_error("generator raised StopIteration"));
    if let Some(data) = held.exception_data_mut(&error) {
        data.cause = Value::Instance(Rc::clone(&stop));
        data.context = Value::Instance(stop);
        data.suppress_context = true;
    }
    Raised::object(error)
}
