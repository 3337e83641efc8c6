//! Trace and profile functions: `sys.settrace` and `sys.setprofile`, after `Python/legacy_tracing.c` and
//! `Python/sysmodule.c`.
//!
//! Off, they cost nothing: no instruction and no frame knows of them. A thread with such a function has the bit
//! [`Breaker::TRACE`] set, so that each check point comes here, entry of a function being one. The frame that
//! runs is then moved to a copy of its code with `Trace` instructions ([`gilvm_compiler::trace`]), which stays with
//! the code for the next time, and these do the rest. A frame keeps its copy when tracing ends; its announcements
//! then go nowhere.
//!
//! While a trace or profile function runs, its thread is not traced.

use std::mem;
use std::ptr;
use std::sync::Arc;

use gilvm_compiler::code::CodeKind;
use gilvm_compiler::op::Reg;
use gilvm_compiler::op::TraceEvent;

use super::cursor::top;
use crate::error::ExcKind;
use crate::error::R;
use crate::error::Raised;
use crate::gil::Breaker;
use crate::gil::ThreadId;
use crate::held::Held;
use crate::object::Function;
use crate::object::Instance;
use crate::object::LoadedCode;
use crate::rc::Rc;
use crate::thread::Ret;
use crate::types::traceback::FrameView;
use crate::value::Value;

/// The functions of a thread.
#[derive(Default)]
pub(crate) struct ThreadTrace {
    /// `sys.gettrace()`, or unset.
    trace: Value,
    /// `sys.getprofile()`, or unset.
    profile: Value,
    /// Whether one of them runs.
    busy: bool,
}

impl ThreadTrace {
    fn is_set(&self) -> bool {
        !self.trace.is_unset() || !self.profile.is_unset()
    }
}

/// What tracing keeps of an activation.
pub(crate) struct FrameTrace {
    /// The function as it is without tracing.
    pub(crate) original: Rc<Function>,
    /// The frame object, once there is one.
    pub(crate) object: Option<Rc<Instance>>,
    /// The line announced last.
    last_line: u32,
    /// The native function being called, if it was announced.
    callee: Value,
}

/// Which of the two functions.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Hook {
    /// `sys.settrace`
    Trace,
    /// `sys.setprofile`
    Profile,
}

/// A function that one thread has given another.
pub(crate) struct SentHook {
    thread: ThreadId,
    hook: Hook,
    function: Value,
}

impl Held {
    /// `sys.gettrace()` or `sys.getprofile()`
    pub fn hook(&self, hook: Hook) -> Value {
        let function = self.thread.trace.as_ref().map(|tracing| match hook {
            Hook::Trace => &tracing.trace,
            Hook::Profile => &tracing.profile,
        });
        function.filter(|function| !function.is_unset()).cloned().unwrap_or(Value::None)
    }

    /// Gives all threads of the interpreter that run now a function; each takes it at its next check point.
    pub fn set_hook_of_all(&mut self, hook: Hook, function: &Value) {
        let me = Arc::clone(self.me());
        for thread in self.gil().lock().threads() {
            if thread.id() == me.id() {
                continue;
            }
            self.interp.hooks_sent.retain(|sent| (sent.thread, sent.hook) != (thread.id(), hook));
            let function = function.clone();
            self.interp.hooks_sent.push(SentHook { thread: thread.id(), hook, function });
            thread.breaker().set(Breaker::TRACE);
        }
        self.set_hook(hook, function.clone());
    }

    /// `sys.settrace(function)` or `sys.setprofile(function)`, for the calling thread; `None` takes it away.
    pub fn set_hook(&mut self, hook: Hook, function: Value) {
        let function = if function.is_none() { Value::Unset } else { function };
        let tracing = self.thread.trace.get_or_insert_default();
        let slot = match hook {
            Hook::Trace => &mut tracing.trace,
            Hook::Profile => &mut tracing.profile,
        };
        let old = mem::replace(slot, function);
        let on = tracing.is_set() && !tracing.busy;
        drop(old);
        if on {
            self.me().breaker().set(Breaker::TRACE);
        } else {
            self.me().breaker().clear(Breaker::TRACE);
        }
    }
}

/// A check point of a traced thread: the running frame goes on in the copy of its code. Its `ip` is saved.
#[cold]
pub(super) fn check_point(held: &mut Held) -> R<()> {
    if !held.interp.hooks_sent.is_empty() {
        take_sent(held);
        if !is_on(held) {
            return Ok(());
        }
    }
    let index = held.thread.frames.len() - 1;
    let frame = &held.thread.frames[index];
    if frame.function.code.is_traced {
        return Ok(());
    }
    move_to_copy(held, index)
}

/// Takes what other threads have sent this one.
fn take_sent(held: &mut Held) {
    let me = held.me().id();
    let (mine, others) =
        mem::take(&mut held.interp.hooks_sent).into_iter().partition(|sent| sent.thread == me);
    held.interp.hooks_sent = others;
    let mine: Vec<SentHook> = mine;
    for sent in mine {
        held.set_hook(sent.hook, sent.function);
    }
}

/// The check point of a jump that the running frame, whose `ip` is saved, has taken to instruction `target`; it goes
/// on there, in its code or in the copy that it has just moved to.
#[cold]
pub(super) fn check_jump(held: &mut Held, target: usize) -> R<()> {
    let before = held.thread.now.code;
    super::ops::handle_breaker(held)?;
    let moved = !ptr::eq(before, &raw const *top(held).function.code);
    let target = if moved { moved_target(held, target).unwrap_or(target) } else { target };
    top(held).go_to(target);
    Ok(())
}

/// Where instruction `target` of the original is in the copy that the running frame has moved to.
fn moved_target(held: &Held, target: usize) -> Option<usize> {
    let frame = held.thread.frames.last()?;
    let original = &frame.rare.as_ref()?.trace.as_ref()?.original;
    let copy = original.code.traced.get()?.as_ref()?;
    copy.starts.get(target).map(|&at| at as usize)
}

/// Moves the frame at `index` to the copy of its code, if there can be one.
fn move_to_copy(held: &mut Held, index: usize) -> R<()> {
    let original = Rc::clone(&held.thread.frames[index].function);
    record(held, index);
    let Some(copy) = held.traced_code(&original.code)? else { return Ok(()) };
    let function = Function::with_code(&original, Rc::clone(&copy.code), held.token());
    let frame = &mut held.thread.frames[index];
    let behind = frame.ip().checked_sub(1).and_then(|last| copy.behind.get(last));
    // The original lives on in the record.
    frame.function = Rc::new(function);
    frame.go_to(behind.map_or(0, |&at| at as usize));
    Ok(())
}

/// What is kept of the frame at `index`, made now if there is nothing yet.
pub(crate) fn record(held: &mut Held, index: usize) -> &mut FrameTrace {
    let frame = &mut held.thread.frames[index];
    let original = &frame.function;
    let rare = frame.rare.get_or_insert_default();
    rare.trace.get_or_insert_with(|| {
        Box::new(FrameTrace {
            original: Rc::clone(original),
            object: None,
            last_line: 0,
            callee: Value::Unset,
        })
    })
}

/// A `Trace` instruction of the running frame.
pub(super) fn event(held: &mut Held, event: TraceEvent, reg: Reg, line: u32) -> R<()> {
    let Some(tracing) = &held.thread.trace else { return Ok(()) };
    if tracing.busy {
        return Ok(());
    }
    let profiled = !tracing.profile.is_unset();
    let on = tracing.is_set();
    let top = held.thread.frames.len() - 1;
    match event {
        TraceEvent::Line | TraceEvent::Turn => {
            let record = record(held, top);
            if event == TraceEvent::Line && record.last_line == line {
                return Ok(());
            }
            record.last_line = line;
            if on { announce_line(held, line) } else { Ok(()) }
        }
        _ if !on => Ok(()),
        TraceEvent::Return => {
            let value = register(held, reg);
            announce_return(held, value)
        }
        TraceEvent::ReturnNone => announce_return(held, Value::None),
        TraceEvent::Yield => {
            let value = register(held, reg);
            announce_return(held, value)
        }
        TraceEvent::Enter | TraceEvent::Resume => announce_call(held),
        TraceEvent::Sent => announce_stop(held, register(held, reg)),
        TraceEvent::Call | TraceEvent::CallMethod if profiled => {
            let behind = first_argument(held, event, reg, line);
            let Some(callee) = native_callee(held, register(held, reg), behind) else { return Ok(()) };
            record(held, top).callee = callee.clone();
            profile(held, "c_call", callee)
        }
        TraceEvent::Call | TraceEvent::CallMethod => Ok(()),
        TraceEvent::CallDone => {
            let callee = mem::take(&mut record(held, top).callee);
            if callee.is_unset() || !profiled { Ok(()) } else { profile(held, "c_return", callee) }
        }
    }
}

/// A register of the running frame.
fn register(held: &Held, reg: Reg) -> Value {
    let base = held.thread.frames.last().map_or(0, |frame| frame.base);
    held.thread.registers.get(base + reg.index()).cloned().unwrap_or_default()
}

/// The `self` or first argument of the call in `reg`, with `count` arguments; unset if there is none.
fn first_argument(held: &Held, event: TraceEvent, reg: Reg, count: u32) -> Value {
    let mut first = 1;
    if event == TraceEvent::CallMethod {
        let receiver = register(held, reg.offset(1));
        if !receiver.is_unset() {
            return receiver;
        }
        first = 2;
    }
    if count == 0 { Value::Unset } else { register(held, reg.offset(first)) }
}

/// What a profile function sees being called, if that is native: a function, or a method with its `self`.
fn native_callee(held: &mut Held, callee: Value, behind: Value) -> Option<Value> {
    match &callee {
        Value::Native(native) if native.is_method && !behind.is_unset() => Some(held.method(callee, behind)),
        Value::Native(native) if native.is_method => None,
        Value::Native(_) => Some(callee),
        Value::Method(method) if matches!(method.function, Value::Native(_)) => Some(callee),
        _ => None,
    }
}

/// The frame on top has been entered, or a generator's goes on.
fn announce_call(held: &mut Held) -> R<()> {
    let Some(tracing) = &held.thread.trace else { return Ok(()) };
    let (trace, profiled) = (tracing.trace.clone(), !tracing.profile.is_unset());
    // A module begins on no line.
    let frame = held.thread.frames.last();
    let line = frame
        .filter(|frame| frame.ip() == 1)
        .map(|frame| &frame.function.code.code)
        .and_then(|code| matches!(code.kind, CodeKind::Module | CodeKind::Expression).then_some(0));
    with_line(held, line, |held| {
        if !trace.is_unset() {
            run_trace(held, &trace, "call", Value::None)?;
        }
        if profiled { profile(held, "call", Value::None) } else { Ok(()) }
    })
}

/// A delegation is over; `result` other than `None` has come as a `StopIteration`, which CPython announces.
fn announce_stop(held: &mut Held, result: Value) -> R<()> {
    let (function, _) = local_trace(held);
    if function.is_unset() || result.is_none() {
        return Ok(());
    }
    let stop = held.exception_object(Raised::value(ExcKind::StopIteration, result));
    let value = Value::Instance(stop);
    let class = Value::Class(Rc::clone(held.class_of(&value)));
    run_trace(held, &function, "exception", Value::tuple([class, value, Value::None]))
}

fn announce_line(held: &mut Held, line: u32) -> R<()> {
    let (function, lines) = local_trace(held);
    if function.is_unset() || !lines {
        return Ok(());
    }
    with_line(held, Some(line), |held| run_trace(held, &function, "line", Value::None))
}

/// The frame on top returns or yields `value`.
fn announce_return(held: &mut Held, value: Value) -> R<()> {
    let top = held.thread.frames.len() - 1;
    if let (Some(caller), Ret::To(_) | Ret::Init { .. } | Ret::Next(_) | Ret::Operator(_)) =
        (top.checked_sub(1), held.thread.frames[top].ret)
        && !held.thread.frames[caller].function.code.is_traced
    {
        // It goes on without a check point.
        move_to_copy(held, caller)?;
    }
    let line = return_line(held);
    with_line(held, line, |held| {
        let (function, _) = local_trace(held);
        if !function.is_unset() {
            run_trace(held, &function, "return", value.clone())?;
        }
        profile(held, "return", value)
    })?;
    keep_view(held);
    Ok(())
}

/// The line of a return that belongs to none: the one that ran last.
fn return_line(held: &mut Held) -> Option<u32> {
    let frame = held.thread.frames.last()?;
    let position = frame.function.code.code.positions.get(frame.ip().checked_sub(1)?)?;
    let last = frame.rare.as_ref()?.trace.as_ref()?.last_line;
    (position.line == 0 && last != 0).then_some(last)
}

/// An exception has come to the frame on top, or was raised there: announces it; what was raised by that takes its
/// place.
#[cold]
pub(super) fn raised(held: &mut Held, raised: Raised) -> Raised {
    if !is_on(held) {
        return raised;
    }
    let top = held.thread.frames.len() - 1;
    let callee = match held.thread.frames[top].rare.as_mut().and_then(|rare| rare.trace.as_mut()) {
        Some(record) => mem::take(&mut record.callee),
        None => Value::Unset,
    };
    if !callee.is_unset()
        && let Err(other) = profile(held, "c_exception", callee)
    {
        return other;
    }
    let (function, _) = local_trace(held);
    if function.is_unset() || !is_on(held) {
        return raised;
    }
    let exception = held.exception_object(raised);
    let value = Value::Instance(Rc::clone(&exception));
    let class = Value::Class(Rc::clone(held.class_of(&value)));
    let entries = held.exception_data(&exception).map(|data| data.traceback.clone()).unwrap_or_default();
    let traceback = crate::types::traceback::object(held, entries);
    let argument = Value::tuple([class, value, traceback]);
    match run_trace(held, &function, "exception", argument) {
        Ok(()) => Raised::object(exception),
        Err(other) => other,
    }
}

/// An exception leaves the frame on top.
#[cold]
pub(super) fn unwound(held: &mut Held, raised: Raised) -> Raised {
    if !is_on(held) {
        return raised;
    }
    let (function, _) = local_trace(held);
    let result = if function.is_unset() { Ok(()) } else { run_trace(held, &function, "return", Value::None) };
    let result = result.and_then(|()| profile(held, "return", Value::None));
    keep_view(held);
    match result {
        Ok(()) => raised,
        Err(other) => other,
    }
}

/// An exception is thrown into a generator, whose frame is on top.
#[cold]
pub(super) fn thrown(held: &mut Held, raised: Raised) -> Raised {
    if !is_on(held) {
        return raised;
    }
    let top = held.thread.frames.len() - 1;
    if !held.thread.frames[top].function.code.is_traced
        && let Err(other) = move_to_copy(held, top)
    {
        return other;
    }
    match announce_call(held) {
        Ok(()) => raised,
        Err(other) => other,
    }
}

fn is_on(held: &Held) -> bool {
    held.thread.trace.as_ref().is_some_and(|tracing| !tracing.busy && tracing.is_set())
}

/// The local trace function of the frame on top (unset if there is none), and whether it wants lines.
fn local_trace(held: &Held) -> (Value, bool) {
    let none = (Value::Unset, false);
    if held.thread.trace.as_ref().is_none_or(|tracing| tracing.trace.is_unset()) {
        return none;
    }
    let object =
        held.thread.frames.last().and_then(|frame| frame.rare.as_ref()?.trace.as_ref()?.object.as_ref());
    let Some(object) = object else { return none };
    match object.payload.get(&held.token).native::<FrameView>() {
        Some(view) => (view.trace.clone(), view.trace_lines),
        None => none,
    }
}

/// Runs `body` while the frame on top says it is on `line`.
fn with_line(held: &mut Held, line: Option<u32>, body: impl FnOnce(&mut Held) -> R<()>) -> R<()> {
    let Some(line) = line else { return body(held) };
    let object = top_object(held)?;
    change_view(held, &object, |view| view.line = Some(line));
    let result = body(held);
    change_view(held, &object, |view| view.line = None);
    result
}

/// Calls a trace function for the frame on top; what it returns becomes the frame's own.
fn run_trace(held: &mut Held, function: &Value, event: &'static str, argument: Value) -> R<()> {
    let object = top_object(held)?;
    match run_hook(held, function, &object, event, argument) {
        Ok(Value::None) => Ok(()),
        Ok(local) => {
            change_view(held, &object, |view| mem::replace(&mut view.trace, local));
            Ok(())
        }
        Err(raised) => {
            held.set_hook(Hook::Trace, Value::None);
            change_view(held, &object, |view| mem::take(&mut view.trace));
            Err(raised)
        }
    }
}

/// Calls the profile function for the frame on top.
fn profile(held: &mut Held, event: &'static str, argument: Value) -> R<()> {
    let function = held.hook(Hook::Profile);
    if function.is_none() {
        return Ok(());
    }
    let object = top_object(held)?;
    let result = run_hook(held, &function, &object, event, argument);
    if result.is_err() {
        held.set_hook(Hook::Profile, Value::None);
    }
    result.map(drop)
}

fn run_hook(held: &mut Held, function: &Value, object: &Rc<Instance>, event: &str, argument: Value) -> R {
    if let Some(tracing) = &mut held.thread.trace {
        tracing.busy = true;
    }
    held.me().breaker().clear(Breaker::TRACE);
    let event = Value::Str(held.intern(event));
    let result = held.call(function, &[Value::Instance(Rc::clone(object)), event, argument]);
    let mut on = false;
    if let Some(tracing) = &mut held.thread.trace {
        tracing.busy = false;
        on = tracing.is_set();
    }
    if on {
        held.me().breaker().set(Breaker::TRACE);
    }
    result
}

/// The frame object of the frame on top.
fn top_object(held: &mut Held) -> R<Rc<Instance>> {
    let top = held.thread.frames.len() - 1;
    record(held, top);
    match held.frame_object(top)? {
        Value::Instance(object) => Ok(object),
        _ => Err(Raised::runtime_error("a frame without an object")),
    }
}

fn change_view<T: Default>(
    held: &mut Held,
    object: &Rc<Instance>,
    change: impl FnOnce(&mut FrameView) -> T,
) -> T {
    match object.payload.get_mut(&mut held.token).native_mut::<FrameView>() {
        Some(view) => change(view),
        None => T::default(),
    }
}

/// The frame on top may be over: whoever holds its object finds there what it was.
fn keep_view(held: &mut Held) {
    let top = held.thread.frames.len() - 1;
    let record = held.thread.frames[top].rare.as_ref().and_then(|rare| rare.trace.as_ref());
    let Some(object) = record.and_then(|record| record.object.clone()) else { return };
    // One count is the record's, one this function's.
    if Rc::strong_count(&object) > 2 {
        held.freeze_frame(top, &object);
    }
}

/// A copy of code for tracing, as an interpreter holds it.
pub struct TracedCode {
    /// The copy.
    pub(crate) code: Rc<LoadedCode>,
    /// See [`gilvm_compiler::trace::Traced`].
    pub(crate) starts: Box<[u32]>,
    /// See [`gilvm_compiler::trace::Traced`].
    pub(crate) behind: Box<[u32]>,
}
