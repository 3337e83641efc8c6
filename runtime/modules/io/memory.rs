//! `_io._Memory`: what `StringIO` and `BytesIO` are made of (`lib/io.py`): a text or bytes, a position in it, and the
//! operations that scripts call often. Each is a single step for threads.

use gilvm_vm::error::Detail;
use gilvm_vm::error::ExcKind;
use gilvm_vm::error::R;
use gilvm_vm::error::Raised;
use gilvm_vm::held::Held;
use gilvm_vm::native::GetSetDef;
use gilvm_vm::native::NativeDef;
use gilvm_vm::native::TypeDef;
use gilvm_vm::object::Instance;
use gilvm_vm::object::Layout;
use gilvm_vm::object::Payload;
use gilvm_vm::object::Str;
use gilvm_vm::rc::Rc;
use gilvm_vm::value::Value;

/// The declaration.
pub(super) static MEMORY: TypeDef = TypeDef {
    name: "_Memory",
    module: "_io",
    doc: "A text or bytes, and a position in it.",
    layout: Layout::Native("_io._Memory"),
    subclassable: true,
    new: Some(&NativeDef::new("__new__($type, /, *args, **kwargs)", "", |_, a| {
        let Value::Class(class) = &a[0] else { return Ok(Value::None) };
        let memory = Payload::Native(Box::new(Memory::default()));
        Ok(Value::Instance(Rc::new(Instance::new(Rc::clone(class), memory))))
    })),
    methods: &[
        NativeDef::new(
            "_start($self, value, ending=None, translates=False, /)",
            "Begin with a value; what ends a line, None for any of what may, and whether _translated is to be asked.",
            start,
        ),
        NativeDef::new("_cut($self, size, /)", "Forget what lies behind.", |held, a| {
            let size = usize::try_from(held.index_ssize(&a[1])?).unwrap_or_default();
            owned(held, &a[0])?.cut(size);
            Ok(Value::None)
        }),
        NativeDef::new("_end($self, /)", "Close.", |held, a| {
            let memory = state(held, &a[0])?;
            let content = memory.content.emptied();
            *memory = Memory { phase: Phase::Closed, content, ..Memory::default() };
            Ok(Value::None)
        }),
        NativeDef::new("_replace($self, value, /)", "Put other bytes in place of these.", |held, a| {
            let bytes = held.bytes_like(&a[1])?;
            let memory = open(held, &a[0])?;
            (memory.size, memory.content) = (bytes.len(), Content::Bytes(bytes));
            memory.go_to(memory.at);
            Ok(Value::None)
        }),
        NativeDef::new("read($self, size=-1, /)", "Read at most size characters or bytes.", read),
        NativeDef::new("readline($self, size=-1, /)", "Read until newline or end.", readline),
        NativeDef::new("__next__($self, /)", "Implement next(self).", next),
        NativeDef::new("write($self, data, /)", "Write to the stream; returns how much was written.", write),
        NativeDef::new("getvalue($self, /)", "Retrieve the entire contents.", |held, a| {
            let memory = seen(held, &a[0])?;
            Ok(match &memory.content {
                Content::Text(text) => Value::Str(Str::part(memory.size, text)),
                Content::Bytes(bytes) => Value::bytes(bytes.as_slice()),
            })
        }),
        NativeDef::new("tell($self, /)", "Tell the current position.", |held, a| {
            Ok(Value::from(open(held, &a[0])?.at))
        }),
    ],
    attributes: &[
        GetSetDef {
            name: "_at",
            doc: "The position.",
            get: |held, this| Ok(Value::from(open(held, this)?.at)),
            set: Some(|held, this, value| {
                let at = usize::try_from(held.index_ssize(&value)?).unwrap_or_default();
                open(held, this)?.go_to(at);
                Ok(())
            }),
        },
        GetSetDef {
            name: "_size",
            doc: "How much there is.",
            get: |held, this| Ok(Value::from(open(held, this)?.size)),
            set: None,
        },
        GetSetDef {
            name: "_is_shared",
            doc: "Whether there are views of the bytes, so that _look or _own is to be called first.",
            get: |held, this| Ok(Value::Bool(state(held, this)?.is_shared)),
            set: Some(|held, this, value| {
                state(held, this)?.is_shared = matches!(value, Value::Bool(true));
                Ok(())
            }),
        },
        GetSetDef {
            name: "closed",
            doc: "True if the stream is closed.",
            get: |held, this| {
                let phase = state(held, this)?.phase;
                Ok(Value::Bool(phase == Phase::Closed || open(held, this).map(|_| false)?))
            },
            set: None,
        },
    ],
    ..TypeDef::EMPTY
};

/// What there is to read.
enum Content {
    Text(String),
    Bytes(Vec<u8>),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// `__init__` did not run.
    Fresh,
    Open,
    Closed,
}

/// See the head of the file. Sizes and positions are in characters or bytes, by what it is of.
struct Memory {
    phase: Phase,
    content: Content,
    size: usize,
    /// The position, which may lie behind the end.
    at: usize,
    /// Where in the content that is, in bytes; its end for all that lie behind.
    place: usize,
    /// What ends a line; nothing: `\n`, `\r`, or both in this order.
    ending: Option<Box<[u8]>>,
    /// Whether line ends are translated when they are written.
    translates: bool,
    /// Whether there may be views of the bytes.
    is_shared: bool,
}

impl Default for Memory {
    fn default() -> Memory {
        let content = Content::Bytes(Vec::new());
        let (ending, translates, is_shared) = (None, false, false);
        Memory { phase: Phase::Fresh, content, size: 0, at: 0, place: 0, ending, translates, is_shared }
    }
}

impl Content {
    fn bytes(&self) -> &[u8] {
        match self {
            Content::Text(text) => text.as_bytes(),
            Content::Bytes(bytes) => bytes,
        }
    }

    /// Nothing of the same kind.
    fn emptied(&self) -> Content {
        match self {
            Content::Text(_) => Content::Text(String::new()),
            Content::Bytes(_) => Content::Bytes(Vec::new()),
        }
    }
}

impl Memory {
    /// How many bytes the next `n` characters or bytes take, and how many of them there are.
    fn next(&self, n: usize) -> (usize, usize) {
        let rest = self.content.bytes().len() - self.place;
        match &self.content {
            Content::Text(text) if self.size < text.len() => match text[self.place..].char_indices().nth(n) {
                Some((length, _)) => (length, n),
                None => (rest, self.size.saturating_sub(self.at)),
            },
            // A byte is a character.
            _ => (n.min(rest), n.min(rest)),
        }
    }

    /// Hands out the next `length` bytes, which are so many characters.
    fn take(&mut self, length: usize, count: usize) -> Value {
        let end = self.place + length;
        let taken = match &self.content {
            Content::Text(text) => Value::Str(Str::part(count, &text[self.place..end])),
            Content::Bytes(bytes) => Value::bytes(&bytes[self.place..end]),
        };
        (self.place, self.at) = (end, self.at + count);
        taken
    }

    /// The next line, or so many of its first characters or bytes.
    fn line(&mut self, limit: Option<usize>) -> Value {
        let rest = &self.content.bytes()[self.place..];
        let found = match self.ending.as_deref() {
            Some([end]) => memchr::memchr(*end, rest).map(|at| at + 1),
            Some(end) => memchr::memmem::find(rest, end).map(|at| at + end.len()),
            None => memchr::memchr2(b'\n', b'\r', rest)
                .map(|at| if rest[at..].starts_with(b"\r\n") { at + 2 } else { at + 1 }),
        };
        let length = found.unwrap_or(rest.len());
        if let Some(limit) = limit {
            let (most, count) = self.next(limit);
            if most <= length {
                return self.take(most, count);
            }
        }
        let count = match &self.content {
            Content::Text(text) if self.size < text.len() => {
                text[self.place..self.place + length].chars().count()
            }
            _ => length,
        };
        self.take(length, count)
    }

    fn go_to(&mut self, at: usize) {
        (self.at, self.place) = (0, 0);
        let (place, _) = self.next(at);
        (self.at, self.place) = (at, place);
    }

    fn cut(&mut self, size: usize) {
        let at = self.at;
        self.go_to(size);
        match &mut self.content {
            Content::Text(text) => text.truncate(self.place),
            Content::Bytes(bytes) => bytes.truncate(self.place),
        }
        self.size = self.size.min(size);
        self.go_to(at);
    }

    /// Makes sure that there is room for `n` more bytes, which are `count` characters, behind a gap.
    fn reserve(&mut self, n: usize, count: usize) -> R<()> {
        const MOST: usize = isize::MAX as usize;
        let end = self.at + count;
        match self.content {
            _ if n == 0 => return Ok(()),
            Content::Text(_) if end > MOST => return Err(Raised::overflow("new position too large")),
            // CPython's characters have four bytes here.
            Content::Text(_) if end > MOST / 4 => return Err(Raised::overflow("new buffer size too large")),
            Content::Bytes(_) if end >= MOST => return Err(Raised::overflow("new buffer size too large")),
            _ => {}
        }
        let gap = self.at.saturating_sub(self.size);
        let reserved = match &mut self.content {
            Content::Text(text) => text.try_reserve(n.saturating_add(gap)),
            Content::Bytes(bytes) => bytes.try_reserve(n.saturating_add(gap)),
        };
        reserved.map_err(|_| Raised::with(ExcKind::MemoryError, Detail::None))
    }

    /// Writes over what stands at the position; what lies between the end and a position behind it is zeros.
    fn write_text(&mut self, data: &str, count: usize) -> R<()> {
        self.reserve(data.len(), count)?;
        let (length, over) = if self.at < self.size { self.next(count) } else { (0, 0) };
        let Content::Text(text) = &mut self.content else { return Ok(()) };
        let gap = if data.is_empty() { 0 } else { self.at.saturating_sub(self.size) };
        text.extend(std::iter::repeat_n('\0', gap));
        self.place += gap;
        if self.place == text.len() {
            text.push_str(data);
        } else {
            text.replace_range(self.place..self.place + length, data);
        }
        self.size += gap + count - over;
        (self.place, self.at) = (self.place + data.len(), self.at + count);
        Ok(())
    }

    /// The same for bytes.
    fn write_bytes(&mut self, data: &[u8]) -> R<()> {
        self.reserve(data.len(), data.len())?;
        let Content::Bytes(bytes) = &mut self.content else { return Ok(()) };
        if !data.is_empty() && self.at > bytes.len() {
            bytes.resize(self.at, 0);
            self.place = self.at;
        }
        let (over, behind) = data.split_at(data.len().min(bytes.len() - self.place));
        bytes[self.place..self.place + over.len()].copy_from_slice(over);
        bytes.extend_from_slice(behind);
        self.size = bytes.len();
        self.at += data.len();
        self.place = self.at.min(self.size);
        Ok(())
    }
}

fn state<'a>(held: &'a mut Held, this: &'a Value) -> R<&'a mut Memory> {
    let state = match this {
        Value::Instance(instance) => instance.payload.get_mut(held.token_mut()).native_mut(),
        _ => None,
    };
    state.ok_or_else(|| Raised::type_error("descriptor requires a stream in memory"))
}

/// The state of one that can be used.
fn open<'a>(held: &'a mut Held, this: &'a Value) -> R<&'a mut Memory> {
    let memory = state(held, this)?;
    match memory.phase {
        Phase::Open => Ok(memory),
        Phase::Closed => Err(Raised::value_error(match memory.content {
            Content::Text(_) => "I/O operation on closed file",
            Content::Bytes(_) => "I/O operation on closed file.",
        })),
        Phase::Fresh => Err(Raised::value_error("I/O operation on uninitialized object")),
    }
}

/// The same, with what views have written.
fn seen<'a>(held: &'a mut Held, this: &'a Value) -> R<&'a mut Memory> {
    if open(held, this)?.is_shared {
        let name = held.intern("_look");
        held.call_method(this, &name, &[])?;
    }
    open(held, this)
}

/// The same, if there are no views any more.
fn owned<'a>(held: &'a mut Held, this: &'a Value) -> R<&'a mut Memory> {
    if open(held, this)?.is_shared {
        let name = held.intern("_own");
        held.call_method(this, &name, &[])?;
    }
    open(held, this)
}

fn start(held: &mut Held, a: &[Value]) -> R {
    let ending = match held.as_str(&a[2]) {
        Some(ending) => Some(Box::from(ending.as_str().as_bytes())),
        None => held.bytes_ref(&a[2]).map(Box::from),
    };
    let (content, size) = match held.as_str(&a[1]) {
        Some(text) => (Content::Text(text.as_str().to_owned()), text.len()),
        None => {
            let bytes = held.bytes_like(&a[1])?;
            let size = bytes.len();
            (Content::Bytes(bytes), size)
        }
    };
    let translates = matches!(a[3], Value::Bool(true));
    *state(held, &a[0])? =
        Memory { phase: Phase::Open, content, size, ending, translates, ..Memory::default() };
    Ok(Value::None)
}

/// A size argument; `None` stands for all.
fn size(held: &mut Held, value: &Value) -> R<Option<usize>> {
    match value {
        Value::Int(n) => Ok(usize::try_from(*n).ok()),
        value => super::methods::size(held, value),
    }
}

fn read(held: &mut Held, a: &[Value]) -> R {
    open(held, &a[0])?;
    let size = size(held, &a[1])?;
    let memory = seen(held, &a[0])?;
    let (length, count) = memory.next(size.unwrap_or(usize::MAX));
    Ok(memory.take(length, count))
}

fn readline(held: &mut Held, a: &[Value]) -> R {
    open(held, &a[0])?;
    let limit = size(held, &a[1])?;
    Ok(seen(held, &a[0])?.line(limit))
}

fn next(held: &mut Held, a: &[Value]) -> R {
    let class = Rc::clone(held.class_of(&a[0]));
    let name = Rc::clone(&held.interp.names.readline);
    let line = match held.lookup(&class, &name) {
        Some(Value::Native(_)) => {
            let memory = seen(held, &a[0])?;
            let is_end = memory.place == memory.content.bytes().len();
            if is_end { Value::None } else { return Ok(memory.line(None)) }
        }
        // The class reads lines in its own way.
        _ if matches!(state(held, &a[0])?.content, Content::Text(_)) => {
            open(held, &a[0])?;
            let line = held.call_method(&a[0], &name, &[])?;
            if held.as_str(&line).is_none() {
                let given = held.type_name(&line);
                let text = format!("readline() should have returned a str object, not '{given}'");
                return Err(Raised::new(ExcKind::OSError, text));
            }
            line
        }
        _ => {
            open(held, &a[0])?;
            held.call_method(&a[0], &name, &[])?
        }
    };
    match held.truthy(&line)? {
        true => Ok(line),
        false => Err(Raised::with(ExcKind::StopIteration, Detail::None)),
    }
}

fn write(held: &mut Held, a: &[Value]) -> R {
    let memory = state(held, &a[0])?;
    if memory.phase == Phase::Open && matches!(memory.content, Content::Bytes(_)) {
        return write_bytes(held, a);
    }
    let Some(text) = held.as_str(&a[1]) else {
        let given = held.type_name(&a[1]);
        return match state(held, &a[0])?.content {
            Content::Text(_) => Err(Raised::type_error(format!("string argument expected, got '{given}'"))),
            Content::Bytes(_) => open(held, &a[0]).map(|_| Value::None),
        };
    };
    let count = text.len();
    let text = match open(held, &a[0])?.translates {
        false => text,
        true => {
            let name = held.intern("_translated");
            let translated = held.call_method(&a[0], &name, &a[1..2])?;
            held.as_str(&translated).unwrap_or(text)
        }
    };
    owned(held, &a[0])?.write_text(text.as_str(), text.len())?;
    Ok(Value::from(count))
}

fn write_bytes(held: &mut Held, a: &[Value]) -> R {
    match &a[1] {
        Value::Bytes(bytes) => {
            owned(held, &a[0])?.write_bytes(bytes.as_slice())?;
            Ok(Value::from(bytes.as_slice().len()))
        }
        other => {
            owned(held, &a[0])?;
            let bytes = held.bytes_like(other)?;
            owned(held, &a[0])?.write_bytes(&bytes)?;
            Ok(Value::from(bytes.len()))
        }
    }
}
