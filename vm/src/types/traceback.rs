//! `traceback` and `frame` objects: views of the places an exception passed through.
//!
//! The VM keeps places, not frames: a finished activation leaves its code and the instruction it was at. A frame
//! object therefore knows its code, line and globals, but its locals are gone; `f_locals` of such a frame is empty.

use std::sync::Arc;

use gilvm_compiler::code::Code;

use crate::error::R;
use crate::error::Raised;
use crate::held::Held;
use crate::native::GetSetDef;
use crate::native::NativeDef;
use crate::native::TypeDef;
use crate::object::Instance;
use crate::object::Layout;
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
                let place = place(held, this)?;
                Ok(Value::Int(i64::from(line_of(&place.code, place.op))))
            },
            set: None,
        },
        GetSetDef {
            name: "f_lasti",
            doc: "",
            get: |held, this| Ok(Value::Int(i64::from(place(held, this)?.op))),
            set: None,
        },
        GetSetDef {
            name: "f_code",
            doc: "",
            get: |held, this| {
                let code = place(held, this)?.code;
                Ok(Value::Code(held.load_code(&code)?))
            },
            set: None,
        },
        GetSetDef {
            name: "f_globals",
            doc: "",
            get: |held, this| {
                let place = place(held, this)?;
                Ok(match place.globals {
                    Some(globals) => Value::Dict(globals),
                    None => match crate::traceback::globals_of(held, &place.code) {
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
                let place = place(held, this)?;
                Ok(match place.locals {
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
                let depth = place(held, this)?.depth;
                match depth.and_then(|depth| depth.checked_sub(1)) {
                    Some(depth) => held.frame_object(depth),
                    None => Ok(Value::None),
                }
            },
            set: None,
        },
    ],
    ..TypeDef::builtin(Kind::Frame)
};

/// The places of a traceback, innermost first, as exceptions keep them.
struct Entries(Rc<Vec<TraceEntry>>);

/// What a frame object knows.
#[derive(Clone)]
struct Place {
    code: Arc<Code>,
    op: u32,
    globals: Option<Rc<crate::object::Dict>>,
    locals: Option<Value>,
    /// Position on the thread's stack, when the frame was asked for there.
    depth: Option<usize>,
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
    make_frame(held, Place { code: Arc::clone(code), op, globals: None, locals: None, depth: None })
}

fn make_frame(held: &Held, place: Place) -> Value {
    let class = Rc::clone(held.interp.kind(Kind::Frame));
    Value::Instance(Rc::new(Instance::new(class, Payload::Native(Box::new(place)))))
}

fn place(held: &Held, this: &Value) -> R<Place> {
    let found = match this {
        Value::Instance(instance) => instance.payload.get(&held.token).native::<Place>().cloned(),
        _ => None,
    };
    found.ok_or_else(|| wrong_receiver(held, "f_code", "frame", this))
}

fn frame_repr(held: &mut Held, args: &[Value]) -> R {
    let place = place(held, &args[0])?;
    Ok(Value::from(format!(
        "<frame at {:#x}, file '{}', line {}, code {}>",
        crate::types::object::address(&args[0]),
        place.code.filename,
        line_of(&place.code, place.op),
        place.code.name
    )))
}

impl Held {
    /// A frame object of the running frame at this depth of the thread's stack (0 is the outermost); its locals are
    /// a snapshot.
    pub fn frame_object(&mut self, depth: usize) -> R {
        let Some(frame) = self.thread.frames.get(depth) else { return Ok(Value::None) };
        let code = Arc::clone(&frame.function.code.code);
        let globals = Rc::clone(&frame.function.globals);
        let op = (frame.ip() as u32).saturating_sub(1);
        let locals = self.frame_locals(depth)?;
        let place = Place { code, op, globals: Some(globals), locals: Some(locals), depth: Some(depth) };
        Ok(make_frame(self, place))
    }

    /// How many Python frames the thread has.
    pub fn frame_count(&self) -> usize {
        self.thread.frames.len()
    }
}
