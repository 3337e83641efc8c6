//! `traceback` and `frame` objects: views of the places an exception passed through.
//!
//! The VM keeps places, not frames: a finished activation leaves its code and the instruction it was at. A frame
//! object therefore knows its code, line and globals, but its locals are gone; `f_locals` of such a frame is empty.
//! The frame object of a traced activation ([`crate::eval`]) is one for its whole life, and is asked and set while it
//! runs.

use std::sync::Arc;

use gilvm_compiler::code::Code;

use crate::error::ExcKind;
use crate::error::R;
use crate::error::Raised;
use crate::held::Held;
use crate::native::GetSetDef;
use crate::native::NativeDef;
use crate::native::TypeDef;
use crate::object::Instance;
use crate::object::Layout;
use crate::object::LoadedCode;
use crate::object::Payload;
use crate::object::TraceEntry;
use crate::rc::Rc;
use crate::types::Kind;
use crate::types::object::wrong_receiver;
use crate::value::Value;

pub(crate) const TRACEBACK: TypeDef = TypeDef {
    doc: "Create a new traceback object.",
    layout: Layout::Native("traceback"),
    attributes: &[
        GetSetDef {
            name: "tb_lineno",
            doc: "",
            get: |held, this| {
                let (entry, _) = first(held, this)?;
                Ok(Value::Int(i64::from(line_of(&entry.code, entry.op))))
            },
            set: None,
        },
        GetSetDef {
            name: "tb_lasti",
            doc: "",
            get: |held, this| Ok(Value::Int(i64::from(first(held, this)?.0.op))),
            set: None,
        },
        GetSetDef {
            name: "tb_next",
            doc: "",
            get: |held, this| {
                let (_, rest) = first(held, this)?;
                Ok(object(held, rest))
            },
            set: None,
        },
        GetSetDef {
            name: "tb_frame",
            doc: "",
            get: |held, this| {
                let (entry, _) = first(held, this)?;
                Ok(frame(held, &entry.code, entry.op))
            },
            set: None,
        },
    ],
    ..TypeDef::builtin(Kind::Traceback)
};

pub(crate) const FRAME: TypeDef = TypeDef {
    layout: Layout::Native("frame"),
    methods: &[
        NativeDef::new("__repr__($self, /)", "Return repr(self).", frame_repr),
        NativeDef::new("clear($self, /)", "F.clear(): clear all references held by the frame", |_, _| {
            Ok(Value::None)
        }),
    ],
    attributes: &[
        GetSetDef {
            name: "f_lineno",
            doc: "",
            get: |held, this| {
                let line = frame_line(held, this)?;
                Ok(Value::Int(i64::from(line)))
            },
            set: Some(|held, this, _| {
                view(held, this)?;
                Err(Raised::new(
                    ExcKind::NotImplementedError,
                    "f_lineno cannot be set: gilvm does not jump to other lines",
                ))
            }),
        },
        GetSetDef {
            name: "f_lasti",
            doc: "",
            get: |held, this| Ok(Value::Int(i64::from(view(held, this)?.op))),
            set: None,
        },
        GetSetDef {
            name: "f_code",
            doc: "",
            get: |held, this| {
                let view = view(held, this)?;
                Ok(Value::Code(match view.loaded {
                    Some(loaded) => loaded,
                    None => held.load_code(&view.code)?,
                }))
            },
            set: None,
        },
        GetSetDef {
            name: "f_globals",
            doc: "",
            get: |held, this| {
                let view = view(held, this)?;
                Ok(match view.globals {
                    Some(globals) => Value::Dict(globals),
                    None => match crate::traceback::globals_of(held, &view.code) {
                        Some(globals) => Value::Dict(globals),
                        None => Value::Dict(held.new_dict()),
                    },
                })
            },
            set: None,
        },
        GetSetDef {
            name: "f_builtins",
            doc: "",
            get: |held, _| Ok(Value::Dict(Rc::clone(&held.interp.builtins))),
            set: None,
        },
        GetSetDef {
            name: "f_locals",
            doc: "",
            get: |held, this| {
                if let Some(depth) = traced_depth(held, this) {
                    return held.frame_locals(depth);
                }
                let view = view(held, this)?;
                Ok(match view.locals {
                    Some(locals) => locals,
                    None => Value::Dict(held.new_dict()),
                })
            },
            set: None,
        },
        GetSetDef {
            name: "f_back",
            doc: "",
            get: |held, this| {
                let depth = traced_depth(held, this).or(view(held, this)?.depth);
                match depth.and_then(|depth| depth.checked_sub(1)) {
                    Some(depth) => held.frame_object(depth),
                    None => Ok(Value::None),
                }
            },
            set: None,
        },
        GetSetDef {
            name: "f_trace",
            doc: "",
            get: |held, this| {
                let trace = view(held, this)?.trace;
                Ok(if trace.is_unset() { Value::None } else { trace })
            },
            set: Some(|held, this, value| {
                keep_object(held, this)?;
                let value = if value.is_none() { Value::Unset } else { value };
                change(held, this, |view| view.trace = value)
            }),
        },
        GetSetDef {
            name: "f_trace_lines",
            doc: "",
            get: |held, this| Ok(Value::Bool(view(held, this)?.trace_lines)),
            set: Some(|held, this, value| {
                let Value::Bool(lines) = value else {
                    return Err(Raised::type_error("attribute value type must be bool"));
                };
                keep_object(held, this)?;
                change(held, this, |view| view.trace_lines = lines)
            }),
        },
        GetSetDef {
            name: "f_trace_opcodes",
            doc: "",
            get: |held, this| view(held, this).map(|_| Value::Bool(false)),
            set: Some(|held, this, value| {
                view(held, this)?;
                match value {
                    Value::Bool(false) => Ok(()),
                    Value::Bool(true) => Err(Raised::new(
                        ExcKind::NotImplementedError,
                        "f_trace_opcodes: gilvm has no events of single instructions",
                    )),
                    _ => Err(Raised::type_error("attribute value type must be bool")),
                }
            }),
        },
    ],
    ..TypeDef::builtin(Kind::Frame)
};

/// The places of a traceback, innermost first, as exceptions keep them.
struct Entries(Rc<Vec<TraceEntry>>);

/// What a frame object knows.
#[derive(Clone)]
pub(crate) struct FrameView {
    code: Arc<Code>,
    /// The code as functions have it, if the frame was asked for on the thread's stack.
    loaded: Option<Rc<LoadedCode>>,
    op: u32,
    /// The line, where it is not that of the instruction.
    pub(crate) line: Option<u32>,
    globals: Option<Rc<crate::object::Dict>>,
    locals: Option<Value>,
    /// Position on the thread's stack, when the frame was asked for there.
    depth: Option<usize>,
    /// `f_trace`, or unset.
    pub(crate) trace: Value,
    /// `f_trace_lines`
    pub(crate) trace_lines: bool,
}

/// The line of an instruction.
pub(crate) fn line_of(code: &Code, op: u32) -> u32 {
    let position = code.positions.get(op as usize).copied().unwrap_or_default();
    if position.line != 0 {
        return position.line;
    }
    // An instruction without a place of its own belongs to the one before it.
    let earlier = code.positions.iter().take(op as usize).rev().find(|position| position.line != 0);
    earlier.map_or(code.first_line, |position| position.line)
}

/// The traceback object of these places (innermost first); `None` when there are none.
pub(crate) fn object(held: &Held, entries: Vec<TraceEntry>) -> Value {
    if entries.is_empty() {
        return Value::None;
    }
    let class = Rc::clone(held.interp.kind(Kind::Traceback));
    let payload = Payload::Native(Box::new(Entries(Rc::new(entries))));
    Value::Instance(Rc::new(Instance::new(class, payload)))
}

/// The places of a traceback object; `None` when it is something else.
pub(crate) fn entries(held: &Held, value: &Value) -> Option<Vec<TraceEntry>> {
    match value {
        Value::Instance(instance) => {
            instance.payload.get(&held.token).native::<Entries>().map(|entries| entries.0.to_vec())
        }
        _ => None,
    }
}

/// The outermost place, and the places inside it.
fn first(held: &Held, this: &Value) -> R<(TraceEntry, Vec<TraceEntry>)> {
    let mut all = entries(held, this).ok_or_else(|| wrong_receiver(held, "tb_next", "traceback", this))?;
    match all.pop() {
        Some(outermost) => Ok((outermost, all)),
        None => Err(Raised::runtime_error("empty traceback")),
    }
}

/// A frame object for a place whose activation is over.
pub(crate) fn frame(held: &Held, code: &Arc<Code>, op: u32) -> Value {
    make_frame(held, FrameView::new(code, op))
}

impl FrameView {
    fn new(code: &Arc<Code>, op: u32) -> FrameView {
        FrameView {
            code: Arc::clone(code),
            loaded: None,
            op,
            line: None,
            globals: None,
            locals: None,
            depth: None,
            trace: Value::Unset,
            trace_lines: true,
        }
    }
}

fn make_frame(held: &Held, view: FrameView) -> Value {
    let class = Rc::clone(held.interp.kind(Kind::Frame));
    Value::Instance(Rc::new(Instance::new(class, Payload::Native(Box::new(view)))))
}

fn view(held: &Held, this: &Value) -> R<FrameView> {
    let found = match this {
        Value::Instance(instance) => instance.payload.get(&held.token).native::<FrameView>().cloned(),
        _ => None,
    };
    found.ok_or_else(|| wrong_receiver(held, "f_code", "frame", this))
}

fn change(held: &mut Held, this: &Value, change: impl FnOnce(&mut FrameView)) -> R<()> {
    let view = match this {
        Value::Instance(instance) => instance.payload.get_mut(&mut held.token).native_mut::<FrameView>(),
        _ => None,
    };
    match view {
        Some(view) => {
            change(view);
            Ok(())
        }
        None => Err(wrong_receiver(held, "f_trace", "frame", this)),
    }
}

/// Where the activation that this frame object stands for is on the calling thread's stack, if it is a traced one.
fn traced_depth(held: &Held, this: &Value) -> Option<usize> {
    let Value::Instance(this) = this else { return None };
    held.thread.frames.iter().rposition(|frame| {
        let object = frame.rare.as_ref().and_then(|rare| rare.trace.as_ref()?.object.as_ref());
        object.is_some_and(|object| Rc::ptr_eq(object, this))
    })
}

fn frame_line(held: &Held, this: &Value) -> R<u32> {
    let view = view(held, this)?;
    if let Some(line) = view.line {
        return Ok(line);
    }
    Ok(match traced_depth(held, this) {
        Some(depth) => {
            let frame = &held.thread.frames[depth];
            line_of(&frame.function.code.code, (frame.ip() as u32).saturating_sub(1))
        }
        None => line_of(&view.code, view.op),
    })
}

/// Makes this object the one of the activation it was asked for, so that what is set on it counts there.
fn keep_object(held: &mut Held, this: &Value) -> R<()> {
    let view = view(held, this)?;
    let (Value::Instance(object), Some(depth)) = (this, view.depth) else { return Ok(()) };
    let Some(frame) = held.thread.frames.get(depth) else { return Ok(()) };
    let running = match frame.rare.as_ref().and_then(|rare| rare.trace.as_ref()) {
        Some(record) => &record.original.code,
        None => &frame.function.code,
    };
    if view.loaded.is_some_and(|loaded| Rc::ptr_eq(&loaded, running)) {
        let record = crate::eval::trace::record(held, depth);
        if record.object.is_none() {
            record.object = Some(Rc::clone(object));
        }
    }
    Ok(())
}

fn frame_repr(held: &mut Held, args: &[Value]) -> R {
    let line = frame_line(held, &args[0])?;
    let view = view(held, &args[0])?;
    Ok(Value::from(format!(
        "<frame at {:#x}, file '{}', line {line}, code {}>",
        crate::types::object::address(&args[0]),
        view.code.filename,
        view.code.name
    )))
}

impl Held {
    /// A frame object of the running frame at this depth of the thread's stack (0 is the outermost). That of a traced
    /// frame stays with it and follows it; any other is a snapshot.
    pub fn frame_object(&mut self, depth: usize) -> R {
        let Some(frame) = self.thread.frames.get(depth) else { return Ok(Value::None) };
        let record = frame.rare.as_ref().and_then(|rare| rare.trace.as_ref());
        if let Some(object) = record.and_then(|record| record.object.as_ref()) {
            return Ok(Value::Instance(Rc::clone(object)));
        }
        let traced = record.is_some();
        let loaded = Rc::clone(record.map_or(&frame.function.code, |record| &record.original.code));
        let globals = Some(Rc::clone(&frame.function.globals));
        let mut view = FrameView::new(&frame.function.code.code, (frame.ip() as u32).saturating_sub(1));
        view.loaded = Some(loaded);
        view.globals = globals;
        view.depth = Some(depth);
        if !traced {
            view.locals = Some(self.frame_locals(depth)?);
        }
        let object = make_frame(self, view);
        if let (true, Value::Instance(object)) = (traced, &object) {
            crate::eval::trace::record(self, depth).object = Some(Rc::clone(object));
        }
        Ok(object)
    }

    /// Leaves in the object of the traced frame at `depth` what is to be seen when that is over.
    pub(crate) fn freeze_frame(&mut self, depth: usize, object: &Rc<Instance>) {
        let Ok(locals) = self.frame_locals(depth) else { return };
        let Some(frame) = self.thread.frames.get(depth) else { return };
        let (code, op) = (Arc::clone(&frame.function.code.code), (frame.ip() as u32).saturating_sub(1));
        if let Some(view) = object.payload.get_mut(&mut self.token).native_mut::<FrameView>() {
            view.code = code;
            view.op = op;
            view.locals = Some(locals);
        }
    }

    /// How many Python frames the thread has.
    pub fn frame_count(&self) -> usize {
        self.thread.frames.len()
    }
}
