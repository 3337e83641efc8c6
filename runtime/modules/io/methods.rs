//! The methods of file objects, and the declarations of their classes.

use gilvm_vm::error::ExcKind;
use gilvm_vm::error::R;
use gilvm_vm::error::Raised;
use gilvm_vm::held::Held;
use gilvm_vm::native::GetSetDef;
use gilvm_vm::native::NativeDef;
use gilvm_vm::native::TypeDef;
use gilvm_vm::object::Layout;
use gilvm_vm::protocol::buffer::Room;
use gilvm_vm::value::Value;
use rustix::fs::SeekFrom;

use super::file;
use super::file::Flavour;
use super::file::state;
use super::lower;
use super::os_error;
use super::read as reading;

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
    let (new, methods, attributes) = match flavour {
        Flavour::Text => (&NEW_TEXT, TEXT_METHODS, TEXT_ATTRIBUTES),
        Flavour::Reader => (&NEW_READER, BUFFERED_METHODS, BUFFERED_ATTRIBUTES),
        Flavour::Writer => (&NEW_WRITER, BUFFERED_METHODS, BUFFERED_ATTRIBUTES),
        Flavour::Random => (&NEW_RANDOM, BUFFERED_METHODS, BUFFERED_ATTRIBUTES),
        Flavour::Raw => (&NEW_RAW, RAW_METHODS, RAW_ATTRIBUTES),
    };
    TypeDef {
        name: flavour.name(),
        module: "_io",
        layout: Layout::Native("file"),
        subclassable: true,
        has_dict: true,
        new: Some(new),
        methods,
        attributes,
        ..TypeDef::EMPTY
    }
}

/// `__new__` of a flavour: a file with nothing below it, for `__init__` to complete.
macro_rules! new {
    ($flavour:expr) => {
        NativeDef::new("__new__($type, /, *args, **kwargs)", "", |_, a| {
            let Value::Class(class) = &a[0] else { return Ok(Value::None) };
            Ok(file::object(class, file::File::empty($flavour)))
        })
    };
}

static NEW_TEXT: NativeDef = new!(Flavour::Text);
static NEW_READER: NativeDef = new!(Flavour::Reader);
static NEW_WRITER: NativeDef = new!(Flavour::Writer);
static NEW_RANDOM: NativeDef = new!(Flavour::Random);
static NEW_RAW: NativeDef = new!(Flavour::Raw);

/// The methods of a flavour: its own, and those that all have.
macro_rules! methods {
    ($($own:expr),* $(,)?) => {
        &[
            $($own,)*
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
            NativeDef::new("seekable($self, /)", "Return whether the file has a position.", seekable),
            NativeDef::new("__iter__($self, /)", "Implement iter(self).", |held, a| {
                open_file(held, &a[0])?;
                Ok(a[0].clone())
            }),
            NativeDef::new("__next__($self, /)", "Implement next(self).", |held, a| {
                open_file(held, &a[0])?;
                reading::next(held, &a[0])
            }),
            NativeDef::new("__enter__($self, /)", "", |held, a| {
                open_file(held, &a[0])?;
                Ok(a[0].clone())
            }),
            NativeDef::new("__exit__($self, /, *args)", "", |held, a| {
                // A subclass may have a close() of its own.
                lower::call(held, &a[0], "close", &[])
            }),
            NativeDef::new("__repr__($self, /)", "Return repr(self).", repr),
        ]
    };
}

static TEXT_METHODS: &[NativeDef] = methods![
    NativeDef::new(
        "__init__($self, /, buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False)",
        "",
        lower::init_text,
    ),
    NativeDef::new(
        "reconfigure($self, /, *, encoding=None, errors=None, newline=<unset>, line_buffering=None, write_through=None)",
        "Change the encoding, the line ends or the buffering.",
        reconfigure,
    ),
    NativeDef::new("detach($self, /)", "Let go of the stream below and return it.", |held, a| {
        lower::detach(held, &a[0])
    }),
];

static BUFFERED_METHODS: &[NativeDef] = methods![
    NativeDef::new("__init__($self, /, raw, buffer_size=8192)", "", lower::init_buffered),
    NativeDef::new("read1($self, size=-1, /)", "Read bytes, with at most one read of the file.", read1),
    NativeDef::new("peek($self, size=0, /)", "Return bytes without taking them.", |held, a| {
        file::check_open(held, &a[0], "peek of closed file")?;
        Ok(Value::bytes(reading::peek(held, &a[0])?))
    }),
    READINTO,
    NativeDef::new(
        "readinto1($self, buffer, /)",
        "Read bytes into a buffer, with at most one read.",
        |held, a| {
            file::check_open(held, &a[0], "readinto of closed file")?;
            let room = room(held, &a[1], "readinto1")?;
            let bytes = reading::read_some(held, &a[0], room.size())?;
            room.put(held, 0, &bytes);
            Ok(Value::from(bytes.len()))
        }
    ),
    NativeDef::new("detach($self, /)", "Let go of the stream below and return it.", |held, a| {
        lower::detach(held, &a[0])
    }),
];

static RAW_METHODS: &[NativeDef] = methods![
    NativeDef::new("__init__($self, /, file, mode='r', closefd=True, opener=None)", "", super::init_raw),
    READINTO,
    NativeDef::new("readall($self, /)", "Read to the end.", |held, a| {
        open_file(held, &a[0])?;
        let bytes = reading::read_all(held, &a[0])?;
        reading::delivered_or_none(held, &a[0], bytes, 1)
    }),
];

const READINTO: NativeDef =
    NativeDef::new("readinto($self, buffer, /)", "Read bytes into a buffer; returns how many.", |held, a| {
        let is_raw = state(held, &a[0])?.flavour == Flavour::Raw;
        file::check_open(held, &a[0], if is_raw { "" } else { "readinto of closed file" })?;
        let room = room(held, &a[1], "readinto")?;
        let bytes = match is_raw {
            true => reading::read_some(held, &a[0], room.size())?,
            false => reading::read_bytes(held, &a[0], room.size())?,
        };
        if bytes.is_empty() && room.size() > 0 && state(held, &a[0])?.is_starved {
            return Ok(Value::None);
        }
        room.put(held, 0, &bytes);
        Ok(Value::from(bytes.len()))
    });

const CLOSED: GetSetDef = GetSetDef {
    name: "closed",
    doc: "",
    get: |held, this| {
        file::check_stands(held, this)?;
        match state(held, this)?.lower.clone() {
            Some(below) => Ok(Value::Bool(lower::is_closed(held, &below)?)),
            None => Ok(Value::Bool(file::is_closed(held, this))),
        }
    },
    set: None,
};

/// An attribute of the stream below, or this file's own.
const NAME: GetSetDef = GetSetDef {
    name: "name",
    doc: "",
    get: |held, this| match state(held, this)?.lower.clone() {
        Some(below) => lower::needed(held, &below, "name"),
        None => {
            file::check_stands(held, this)?;
            Ok(state(held, this)?.name.clone())
        }
    },
    set: None,
};

/// What a file was opened for.
fn mode(held: &mut Held, this: &Value) -> R {
    let file = state(held, this)?;
    match (file.flavour, file.lower.clone()) {
        (Flavour::Text, _) if file.mode.is_empty() => Err(no_attribute(held, this, "mode")),
        (Flavour::Text, _) => Ok(Value::str(file.mode.as_str())),
        (_, None) => {
            file::check_stands(held, this)?;
            Ok(Value::str(state(held, this)?.mode.as_str()))
        }
        (_, Some(below)) => lower::needed(held, &below, "mode"),
    }
}

const MODE: GetSetDef = GetSetDef { name: "mode", doc: "", get: mode, set: None };

/// Who makes a file of its layers says what it is for.
const TEXT_MODE: GetSetDef = GetSetDef {
    name: "mode",
    doc: "",
    get: mode,
    set: Some(|held, this, value| {
        let mode = held.str(&value)?.as_str().to_owned();
        state(held, this)?.mode = mode;
        Ok(())
    }),
};

static TEXT_ATTRIBUTES: &[GetSetDef] = &[
    NAME,
    TEXT_MODE,
    CLOSED,
    GetSetDef {
        name: "encoding",
        doc: "",
        get: |held, this| {
            let file = state(held, this)?;
            // The one attribute that can be asked for before there is a file.
            Ok(if file.is_initialized { Value::str(&*file.encoding) } else { Value::None })
        },
        set: None,
    },
    GetSetDef {
        name: "errors",
        doc: "",
        get: |held, this| {
            file::check_initialized(held, this)?;
            Ok(Value::str(&*state(held, this)?.errors))
        },
        set: None,
    },
    GetSetDef {
        name: "newlines",
        doc: "",
        get: |held, this| {
            file::check_initialized(held, this)?;
            let ends = state(held, this)?.ahead.line_ends();
            Ok(match ends.as_slice() {
                [] => Value::None,
                [end] => Value::str(*end),
                ends => Value::tuple(ends.iter().map(|end| Value::str(*end))),
            })
        },
        set: None,
    },
    GetSetDef {
        name: "line_buffering",
        doc: "",
        get: |held, this| Ok(Value::Bool(state(held, this)?.line_buffering)),
        set: None,
    },
    GetSetDef {
        name: "write_through",
        doc: "",
        get: |held, this| Ok(Value::Bool(state(held, this)?.write_through)),
        set: None,
    },
    GetSetDef { name: "buffer", doc: "", get: |held, this| lower::below(held, this), set: None },
];

static BUFFERED_ATTRIBUTES: &[GetSetDef] = &[
    NAME,
    MODE,
    CLOSED,
    GetSetDef { name: "raw", doc: "", get: |held, this| lower::below(held, this), set: None },
];

static RAW_ATTRIBUTES: &[GetSetDef] = &[
    NAME,
    MODE,
    CLOSED,
    GetSetDef {
        name: "closefd",
        doc: "",
        get: |held, this| Ok(Value::Bool(state(held, this)?.closes_descriptor)),
        set: None,
    },
];

/// Fails for a closed file.
fn open_file(held: &mut Held, this: &Value) -> R<()> {
    file::check_open(held, this, "")
}

/// A size argument; `None` stands for all.
pub(super) fn size(held: &mut Held, value: &Value) -> R<Option<usize>> {
    if value.is_none() {
        return Ok(None);
    }
    Ok(usize::try_from(held.index_ssize(value)?).ok())
}

fn read(held: &mut Held, a: &[Value]) -> R {
    let size = size(held, &a[1])?;
    // What was read ahead is gone with the file.
    file::check_open(held, &a[0], "read of closed file")?;
    let file = state(held, &a[0])?;
    let bytes = match (size, file.flavour) {
        (None, _) => reading::read_all(held, &a[0])?,
        (Some(n), Flavour::Text) => reading::read_chars(held, &a[0], n)?,
        (Some(n), Flavour::Raw) => reading::read_some(held, &a[0], n)?,
        (Some(n), _) => match file.ready_bytes(n) {
            Some(bytes) => return Ok(bytes),
            None => reading::read_bytes(held, &a[0], n)?,
        },
    };
    reading::delivered_or_none(held, &a[0], bytes, size.unwrap_or(1))
}

fn read1(held: &mut Held, a: &[Value]) -> R {
    file::check_open(held, &a[0], "read of closed file")?;
    let file = state(held, &a[0])?;
    let portion = file.portion();
    let wanted = size(held, &a[1])?.unwrap_or(portion);
    let bytes = reading::read_some(held, &a[0], wanted)?;
    Ok(Value::bytes(bytes))
}

fn no_attribute(held: &mut Held, this: &Value, name: &str) -> Raised {
    let class = state(held, this).map_or("TextIOWrapper", |file| file.flavour.name());
    Raised::new(ExcKind::AttributeError, format!("'_io.{class}' object has no attribute '{name}'"))
}

/// Room for what is read.
fn room(held: &mut Held, buffer: &Value, function: &str) -> R<Room> {
    held.room(buffer).ok_or_else(|| {
        let given = if buffer.is_none() { "None".to_owned() } else { held.type_name(buffer) };
        Raised::type_error(format!("{function}() argument must be read-write bytes-like object, not {given}"))
    })
}

fn readline(held: &mut Held, a: &[Value]) -> R {
    file::check_open(held, &a[0], "readline of closed file")?;
    let limit = size(held, &a[1])?;
    if limit.is_none()
        && let Some(line) = state(held, &a[0])?.ready_line()
    {
        return Ok(line);
    }
    let bytes = reading::read_line(held, &a[0], limit)?;
    reading::delivered(held, &a[0], bytes)
}

fn readlines(held: &mut Held, a: &[Value]) -> R {
    open_file(held, &a[0])?;
    let hint = size(held, &a[1])?.filter(|hint| *hint > 0);
    let mut lines = Vec::new();
    let mut total = 0;
    loop {
        let line = reading::read_line(held, &a[0], None)?;
        let file = state(held, &a[0])?;
        file.iterated = file.flavour == Flavour::Text && !line.is_empty();
        if line.is_empty() {
            return Ok(Value::list(lines));
        }
        total += line.len();
        lines.push(reading::delivered(held, &a[0], line)?);
        if hint.is_some_and(|hint| total > hint) {
            return Ok(Value::list(lines));
        }
    }
}

fn write(held: &mut Held, a: &[Value]) -> R {
    if state(held, &a[0])?.flavour == Flavour::Text {
        if let Some(text) = held.as_str(&a[1]) {
            file::put_text(held, &a[0], text.as_str())?;
            return Ok(Value::from(text.len()));
        }
        let given = held.type_name(&a[1]);
        let given = if a[1].is_none() { "None".to_owned() } else { given.to_string() };
        return Err(Raised::type_error(format!("write() argument must be str, not {given}")));
    }
    let bytes = held.buffer(&a[1])?;
    if state(held, &a[0])?.flavour == Flavour::Raw {
        return file::write_some(held, &a[0], &bytes);
    }
    file::put(held, &a[0], &bytes, false)?;
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
    file::check_open(held, &a[0], "flush of closed file")?;
    lower::flush(held, &a[0])?;
    Ok(Value::None)
}

fn close(held: &mut Held, a: &[Value]) -> R {
    file::check_stands(held, &a[0])?;
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
    file::check_open(held, &a[0], "truncate of closed file")?;
    if let Some(below) = state(held, &a[0])?.lower.clone() {
        let is_text = state(held, &a[0])?.flavour == Flavour::Text;
        lower::flush(held, &a[0])?;
        let length = match &a[1] {
            Value::None if !is_text => Value::Int(file::tell(held, &a[0])? as i64),
            given => given.clone(),
        };
        return lower::call(held, &below, "truncate", &[length]);
    }
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

/// The answer of the stream below, if there is one.
fn below(held: &mut Held, this: &Value, method: &str) -> R<Option<Value>> {
    open_file(held, this)?;
    match state(held, this)?.lower.clone() {
        Some(below) => lower::call(held, &below, method, &[]).map(Some),
        None => Ok(None),
    }
}

fn seekable(held: &mut Held, a: &[Value]) -> R {
    if let Some(answer) = below(held, &a[0], "seekable")? {
        return Ok(answer);
    }
    let descriptor = file::descriptor(held, &a[0], "")?;
    Ok(Value::Bool(rustix::fs::tell(&descriptor).is_ok()))
}

fn fileno(held: &mut Held, a: &[Value]) -> R {
    if let Some(answer) = below(held, &a[0], "fileno")? {
        return Ok(answer);
    }
    let descriptor = file::descriptor(held, &a[0], "")?;
    let number = std::os::fd::AsRawFd::as_raw_fd(&std::os::fd::AsFd::as_fd(&descriptor));
    Ok(Value::Int(i64::from(number)))
}

fn isatty(held: &mut Held, a: &[Value]) -> R {
    if let Some(answer) = below(held, &a[0], "isatty")? {
        return Ok(answer);
    }
    let descriptor = file::descriptor(held, &a[0], "")?;
    Ok(Value::Bool(rustix::termios::isatty(&descriptor)))
}

fn reconfigure(held: &mut Held, a: &[Value]) -> R {
    let (line, through) = (a[4].clone(), a[5].clone());
    file::check_initialized(held, &a[0])?;
    let has_read = !state(held, &a[0])?.ahead.is_empty();
    if has_read && !(a[1].is_none() && a[2].is_none() && a[3].is_unset()) {
        let text = "It is not possible to set the encoding or newline of stream after the first read";
        return Err(super::unsupported(held, text));
    }
    let newline = match &a[3] {
        Value::Unset => None,
        given => Some(super::newline_argument(held, given, "reconfigure")?),
    };
    let line = if line.is_none() { None } else { Some(held.truthy(&line)?) };
    let through = if through.is_none() { None } else { Some(held.truthy(&through)?) };
    lower::flush(held, &a[0])?;
    // What a new encoding is asked for with no word about errors is strict.
    let errors = match (&a[1], &a[2]) {
        (Value::None, errors) => errors.clone(),
        (_, Value::None) => Value::str("strict"),
        (_, errors) => errors.clone(),
    };
    let mut asked = file::File::empty(Flavour::Text);
    super::set_encoding(held, &mut asked, "reconfigure", &a[1], &errors)?;
    let file = state(held, &a[0])?;
    if !a[1].is_none() {
        file.encoding = asked.encoding.clone();
        file.coding = asked.coding;
    }
    if !errors.is_none() {
        file.errors = asked.errors.clone();
    }
    if let Some(newline) = newline {
        file.newline = newline;
    }
    file.line_buffering = line.unwrap_or(file.line_buffering);
    file.write_through = through.unwrap_or(file.write_through);
    Ok(Value::None)
}

fn repr(held: &mut Held, a: &[Value]) -> R {
    if state(held, &a[0])?.flavour == Flavour::Text && !state(held, &a[0])?.is_initialized {
        file::check_stands(held, &a[0])?;
    }
    let title = held.type_name(&a[0]);
    let shown = file::Shown::of(state(held, &a[0])?).titled(&title);
    Ok(Value::from(shown.repr(held)?))
}
