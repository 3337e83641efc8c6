//! The methods of file objects, and the declarations of their classes.

use gilvm_vm::error::Detail;
use gilvm_vm::error::ExcKind;
use gilvm_vm::error::R;
use gilvm_vm::error::Raised;
use gilvm_vm::held::Held;
use gilvm_vm::native::GetSetDef;
use gilvm_vm::native::NativeDef;
use gilvm_vm::native::TypeDef;
use gilvm_vm::object::Layout;
use gilvm_vm::value::Value;
use rustix::fs::SeekFrom;

use super::file;
use super::file::Flavour;
use super::file::state;
use super::os_error;

/// The declaration of the class of a flavour.
pub(super) fn definition(flavour: Flavour) -> &'static TypeDef {
    static DEFINITIONS: [TypeDef; Flavour::ALL.len()] = [
        declared(Flavour::Text),
        declared(Flavour::Reader),
        declared(Flavour::Writer),
        declared(Flavour::Random),
        declared(Flavour::Raw),
    ];
    &DEFINITIONS[flavour.index()]
}

const fn declared(flavour: Flavour) -> TypeDef {
    TypeDef {
        name: flavour.name(),
        module: "_io",
        layout: Layout::Native("file"),
        has_dict: true,
        methods: &METHODS,
        attributes: &ATTRIBUTES,
        ..TypeDef::EMPTY
    }
}

static METHODS: [NativeDef; 27] = [
    NativeDef::new("read($self, size=-1, /)", "Read at most size characters or bytes, or to the end.", read),
    NativeDef::new("readline($self, size=-1, /)", "Read and return a line.", readline),
    NativeDef::new("readlines($self, hint=-1, /)", "Return a list of lines.", readlines),
    NativeDef::new("write($self, text, /)", "Write; returns how much was written.", write),
    NativeDef::new("writelines($self, lines, /)", "Write a list of lines.", writelines),
    NativeDef::new("flush($self, /)", "Write out what the buffer holds.", flush),
    NativeDef::new("close($self, /)", "Flush and close.", close),
    NativeDef::new("seek($self, cookie, whence=0, /)", "Change the position.", seek),
    NativeDef::new("tell($self, /)", "Return the position.", tell),
    NativeDef::new("truncate($self, pos=None, /)", "Cut the file off at a position.", truncate),
    NativeDef::new("fileno($self, /)", "Return the file descriptor.", fileno),
    NativeDef::new("isatty($self, /)", "Return whether this is a terminal.", isatty),
    NativeDef::new("readable($self, /)", "Return whether the file may be read.", |held, a| {
        open_file(held, &a[0])?;
        Ok(Value::Bool(state(held, &a[0])?.readable))
    }),
    NativeDef::new("writable($self, /)", "Return whether the file may be written.", |held, a| {
        open_file(held, &a[0])?;
        Ok(Value::Bool(state(held, &a[0])?.writable))
    }),
    NativeDef::new("seekable($self, /)", "Return whether the file has a position.", |held, a| {
        let descriptor = file::descriptor(held, &a[0], "")?;
        Ok(Value::Bool(rustix::fs::tell(&descriptor).is_ok()))
    }),
    NativeDef::new(
        "reconfigure($self, /, *, encoding=None, errors=None, newline=None, line_buffering=None, write_through=None)",
        "Change the buffering.",
        reconfigure,
    ),
    NativeDef::new("__iter__($self, /)", "Implement iter(self).", |held, a| {
        open_file(held, &a[0])?;
        Ok(a[0].clone())
    }),
    NativeDef::new("__next__($self, /)", "Implement next(self).", next),
    NativeDef::new("__enter__($self, /)", "", |held, a| {
        open_file(held, &a[0])?;
        Ok(a[0].clone())
    }),
    NativeDef::new("__exit__($self, /, *args)", "", close),
    NativeDef::new("__repr__($self, /)", "Return repr(self).", repr),
    NativeDef::new("read1($self, size=-1, /)", "Read bytes, with at most one read of the file.", read1),
    NativeDef::new("peek($self, size=0, /)", "Return bytes without taking them.", |held, a| {
        binary(held, &a[0], "peek")?;
        Ok(Value::bytes(file::peek(held, &a[0])?))
    }),
    NativeDef::new("readinto($self, buffer, /)", "Read bytes into a buffer; returns how many.", |held, a| {
        binary(held, &a[0], "readinto")?;
        let wanted = room(held, &a[1], "readinto")?;
        let bytes = match state(held, &a[0])?.flavour {
            Flavour::Raw => file::read_some(held, &a[0], wanted)?,
            _ => file::read_bytes(held, &a[0], wanted)?,
        };
        deliver_into(held, &a[1], bytes)
    }),
    NativeDef::new("readinto1($self, buffer, /)", "The same, with at most one read.", |held, a| {
        binary(held, &a[0], "readinto1")?;
        let wanted = room(held, &a[1], "readinto1")?;
        let bytes = file::read_some(held, &a[0], wanted)?;
        deliver_into(held, &a[1], bytes)
    }),
    NativeDef::new("readall($self, /)", "Read to the end.", |held, a| {
        binary(held, &a[0], "readall")?;
        Ok(Value::bytes(file::read_all(held, &a[0])?))
    }),
    NativeDef::new("detach($self, /)", "Not supported.", |held, _| Err(super::unsupported(held, "detach"))),
];

static ATTRIBUTES: [GetSetDef; 9] = [
    GetSetDef { name: "name", doc: "", get: |held, this| Ok(state(held, this)?.name.clone()), set: None },
    GetSetDef {
        name: "mode",
        doc: "",
        get: |held, this| Ok(Value::str(state(held, this)?.mode.as_str())),
        set: None,
    },
    GetSetDef {
        name: "closed",
        doc: "",
        get: |held, this| Ok(Value::Bool(file::is_closed(held, this))),
        set: None,
    },
    GetSetDef {
        name: "encoding",
        doc: "",
        get: |held, this| text_only(held, this, "encoding", |file| Value::str(&*file.encoding)),
        set: None,
    },
    GetSetDef {
        name: "errors",
        doc: "",
        get: |held, this| text_only(held, this, "errors", |file| Value::str(&*file.errors)),
        set: None,
    },
    GetSetDef {
        name: "newlines",
        doc: "",
        get: |held, this| text_only(held, this, "newlines", |_| Value::None),
        set: None,
    },
    GetSetDef {
        name: "line_buffering",
        doc: "",
        get: |held, this| text_only(held, this, "line_buffering", |f| Value::Bool(f.line_buffering)),
        set: None,
    },
    GetSetDef {
        name: "write_through",
        doc: "",
        get: |held, this| text_only(held, this, "write_through", |f| Value::Bool(f.write_through)),
        set: None,
    },
    // Text and bytes go through one buffer here, so the stream is its own binary side.
    GetSetDef {
        name: "buffer",
        doc: "",
        get: |held, this| text_only(held, this, "buffer", |_| this.clone()),
        set: None,
    },
];

/// An attribute that only text streams have.
fn text_only(held: &mut Held, this: &Value, name: &str, get: impl FnOnce(&file::File) -> Value) -> R {
    let file = state(held, this)?;
    if file.flavour == Flavour::Text {
        return Ok(get(file));
    }
    Err(no_attribute(held, this, name))
}

/// Fails for a closed file.
fn open_file(held: &mut Held, this: &Value) -> R<()> {
    file::descriptor(held, this, "").map(drop)
}

/// Bytes as the script gets them.
fn delivered(held: &mut Held, this: &Value, bytes: Vec<u8>) -> R {
    let file = state(held, this)?;
    if file.flavour != Flavour::Text {
        return Ok(Value::bytes(bytes));
    }
    let bytes = match file::is_utf8(&file.encoding) {
        true => match String::from_utf8(bytes) {
            Ok(text) => return Ok(Value::from(text)),
            Err(error) => error.into_bytes(),
        },
        false => bytes,
    };
    let (encoding, errors) = (Value::str(&*file.encoding), Value::str(&*file.errors));
    held.decode_bytes(&bytes, &encoding, &errors, "decode")
}

/// A size argument; `None` stands for all.
fn size(held: &mut Held, value: &Value) -> R<Option<usize>> {
    if value.is_none() {
        return Ok(None);
    }
    Ok(usize::try_from(held.index_ssize(value)?).ok())
}

fn read(held: &mut Held, a: &[Value]) -> R {
    let bytes = match size(held, &a[1])? {
        None => file::read_all(held, &a[0])?,
        Some(n) if state(held, &a[0])?.flavour == Flavour::Text => file::read_chars(held, &a[0], n)?,
        Some(n) if state(held, &a[0])?.flavour == Flavour::Raw => file::read_some(held, &a[0], n)?,
        Some(n) => file::read_bytes(held, &a[0], n)?,
    };
    delivered(held, &a[0], bytes)
}

fn read1(held: &mut Held, a: &[Value]) -> R {
    if state(held, &a[0])?.flavour == Flavour::Text && !state(held, &a[0])?.is_standard {
        return Err(no_attribute(held, &a[0], "read1"));
    }
    let wanted = size(held, &a[1])?.unwrap_or(file::BUFFER_BYTES);
    let bytes = file::read_some(held, &a[0], wanted)?;
    Ok(Value::bytes(bytes))
}

/// Fails for a stream of text, which has no such method. A standard stream is its own binary side.
fn binary(held: &mut Held, this: &Value, name: &str) -> R<()> {
    let file = state(held, this)?;
    if file.flavour == Flavour::Text && !file.is_standard {
        return Err(no_attribute(held, this, name));
    }
    file::descriptor(held, this, &format!("{name} of closed file")).map(drop)
}

fn no_attribute(held: &mut Held, this: &Value, name: &str) -> Raised {
    let class = state(held, this).map_or("TextIOWrapper", |file| file.flavour.name());
    Raised::new(ExcKind::AttributeError, format!("'_io.{class}' object has no attribute '{name}'"))
}

/// How many bytes go into a buffer.
fn room(held: &mut Held, buffer: &Value, function: &str) -> R<usize> {
    if held.as_str(buffer).is_some() || (held.bytes_ref(buffer).is_some() && !held.is_bytearray(buffer)) {
        let given = held.type_name(buffer);
        let text = format!("{function}() argument must be read-write bytes-like object, not {given}");
        return Err(Raised::type_error(text));
    }
    held.len(buffer)
}

/// Puts bytes at the start of a buffer; returns how many.
fn deliver_into(held: &mut Held, buffer: &Value, bytes: Vec<u8>) -> R {
    let n = bytes.len();
    let slice = gilvm_vm::object::Slice { start: Value::Int(0), stop: Value::from(n), step: Value::None };
    held.setitem(buffer, &Value::Slice(gilvm_vm::rc::Rc::new(slice)), Value::bytes(bytes))?;
    Ok(Value::from(n))
}

fn readline(held: &mut Held, a: &[Value]) -> R {
    open_file(held, &a[0])?;
    let limit = size(held, &a[1])?;
    let bytes = file::read_line(held, &a[0], limit)?;
    delivered(held, &a[0], bytes)
}

fn readlines(held: &mut Held, a: &[Value]) -> R {
    open_file(held, &a[0])?;
    let hint = size(held, &a[1])?.filter(|hint| *hint > 0);
    let mut lines = Vec::new();
    let mut total = 0;
    loop {
        let line = file::read_line(held, &a[0], None)?;
        let file = state(held, &a[0])?;
        file.iterated = file.flavour == Flavour::Text && !line.is_empty();
        if line.is_empty() {
            return Ok(Value::list(lines));
        }
        total += line.len();
        lines.push(delivered(held, &a[0], line)?);
        if hint.is_some_and(|hint| total > hint) {
            return Ok(Value::list(lines));
        }
    }
}

fn next(held: &mut Held, a: &[Value]) -> R {
    open_file(held, &a[0])?;
    let line = file::read_line(held, &a[0], None)?;
    let file = state(held, &a[0])?;
    file.iterated = file.flavour == Flavour::Text && !line.is_empty();
    if line.is_empty() {
        return Err(Raised::with(ExcKind::StopIteration, Detail::None));
    }
    delivered(held, &a[0], line)
}

fn write(held: &mut Held, a: &[Value]) -> R {
    if state(held, &a[0])?.flavour == Flavour::Text {
        if let Some(text) = held.as_str(&a[1]) {
            file::put_text(held, &a[0], text.as_str())?;
            return Ok(Value::from(text.len()));
        }
        // `sys.stdout.buffer` is the stream itself, so bytes are welcome there.
        let is_standard = state(held, &a[0])?.is_standard;
        if !is_standard || held.bytes_ref(&a[1]).is_none() {
            let given = held.type_name(&a[1]);
            let given = if a[1].is_none() { "None".to_owned() } else { given.to_string() };
            return Err(Raised::type_error(format!("write() argument must be str, not {given}")));
        }
    }
    let bytes = held.bytes_like(&a[1])?;
    if state(held, &a[0])?.flavour == Flavour::Raw {
        return file::write_some(held, &a[0], &bytes);
    }
    file::put(held, &a[0], &bytes)?;
    Ok(Value::from(bytes.len()))
}

fn writelines(held: &mut Held, a: &[Value]) -> R {
    let iterator = held.iter(&a[1])?;
    while let Some(line) = held.next(&iterator)? {
        write(held, &[a[0].clone(), line])?;
    }
    Ok(Value::None)
}

fn flush(held: &mut Held, a: &[Value]) -> R {
    file::descriptor(held, &a[0], "flush of closed file")?;
    file::drain(held, &a[0])?;
    Ok(Value::None)
}

fn close(held: &mut Held, a: &[Value]) -> R {
    file::close(held, &a[0])?;
    Ok(Value::None)
}

fn seek(held: &mut Held, a: &[Value]) -> R {
    let (offset, whence) = (held.index_i64(&a[1])?, held.index_i64(&a[2])?);
    let is_text = state(held, &a[0])?.flavour == Flavour::Text;
    let to = match whence {
        0 => match u64::try_from(offset) {
            Ok(offset) => SeekFrom::Start(offset),
            Err(_) if is_text => return Err(Raised::value_error(format!("negative seek position {offset}"))),
            Err(_) => return Err(os_error(&rustix::io::Errno::INVAL.into())),
        },
        1 if is_text && offset != 0 => {
            return Err(super::unsupported(held, "can't do nonzero cur-relative seeks"));
        }
        1 => SeekFrom::Current(offset),
        2 if is_text && offset != 0 => {
            return Err(super::unsupported(held, "can't do nonzero end-relative seeks"));
        }
        2 => SeekFrom::End(offset),
        _ => return Err(Raised::value_error(format!("invalid whence ({whence}, should be 0, 1 or 2)"))),
    };
    Ok(Value::Int(file::seek(held, &a[0], to)? as i64))
}

fn tell(held: &mut Held, a: &[Value]) -> R {
    open_file(held, &a[0])?;
    if state(held, &a[0])?.iterated {
        return Err(Raised::new(ExcKind::OSError, "telling position disabled by next() call"));
    }
    Ok(Value::Int(file::tell(held, &a[0])? as i64))
}

fn truncate(held: &mut Held, a: &[Value]) -> R {
    let length = match &a[1] {
        Value::None => file::tell(held, &a[0])?,
        given => {
            u64::try_from(held.index_i64(given)?).map_err(|_| os_error(&rustix::io::Errno::INVAL.into()))?
        }
    };
    file::drain(held, &a[0])?;
    let descriptor = file::descriptor(held, &a[0], "truncate of closed file")?;
    if !state(held, &a[0])?.writable {
        return Err(super::unsupported(held, "File not open for writing"));
    }
    rustix::fs::ftruncate(&descriptor, length).map_err(|error| os_error(&error.into()))?;
    Ok(Value::Int(length as i64))
}

fn fileno(held: &mut Held, a: &[Value]) -> R {
    let descriptor = file::descriptor(held, &a[0], "")?;
    let number = std::os::fd::AsRawFd::as_raw_fd(&std::os::fd::AsFd::as_fd(&descriptor));
    Ok(Value::Int(i64::from(number)))
}

fn isatty(held: &mut Held, a: &[Value]) -> R {
    let descriptor = file::descriptor(held, &a[0], "")?;
    Ok(Value::Bool(rustix::termios::isatty(&descriptor)))
}

fn reconfigure(held: &mut Held, a: &[Value]) -> R {
    let (line, through) = (a[4].clone(), a[5].clone());
    let line = if line.is_none() { None } else { Some(held.truthy(&line)?) };
    let through = if through.is_none() { None } else { Some(held.truthy(&through)?) };
    file::drain(held, &a[0])?;
    let (encoding, errors) = (held.as_str(&a[1]), held.as_str(&a[2]));
    let file = state(held, &a[0])?;
    file.line_buffering = line.unwrap_or(file.line_buffering);
    file.write_through = through.unwrap_or(file.write_through);
    if let Some(encoding) = encoding {
        file.encoding = encoding.as_str().into();
    }
    if let Some(errors) = errors {
        file.errors = errors.as_str().into();
    }
    Ok(Value::None)
}

fn repr(held: &mut Held, a: &[Value]) -> R {
    let shown = file::Shown::of(state(held, &a[0])?);
    Ok(Value::from(shown.repr(held)?))
}
