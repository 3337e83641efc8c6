//! Standard streams, `print` and `input`.
//!
//! A stream has CPython's two layers in one: text is appended to a buffer under the GIL, and only writing a full
//! buffer to the file gives the GIL up. So a line printed by one thread is never split by another's, exactly as long
//! as the buffer is in between (`gil-facts`: unbuffered output writes text and newline apart, and threads' lines mix).

use std::rc::Rc;

use gilvm_vm::error::Detail;
use gilvm_vm::error::ExcKind;
use gilvm_vm::error::R;
use gilvm_vm::error::Raised;
use gilvm_vm::gil::Blocking;
use gilvm_vm::held::Held;
use gilvm_vm::native::GetSetDef;
use gilvm_vm::native::NativeDef;
use gilvm_vm::native::TypeDef;
use gilvm_vm::object::Class;
use gilvm_vm::object::Instance;
use gilvm_vm::object::Layout;
use gilvm_vm::object::Payload;
use gilvm_vm::value::Value;

/// CPython's `io.DEFAULT_BUFFER_SIZE` for streams.
const BUFFER_BYTES: usize = 8192;

/// When text leaves the buffer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Buffering {
    /// When the buffer is full, or on `flush`.
    Block,
    /// Also after a newline.
    Line,
    /// At once.
    None,
}

/// A standard output stream.
pub(crate) struct OutputStream {
    fd: i32,
    name: &'static str,
    buffering: Buffering,
    buffer: Vec<u8>,
    closed: bool,
}

/// Standard input.
pub(crate) struct InputStream {
    buffer: Vec<u8>,
    /// Bytes of `buffer` that were handed out.
    used: usize,
    at_end: bool,
}

/// The type of `sys.stdout` and `sys.stderr`.
pub(crate) const OUTPUT: TypeDef = TypeDef {
    name: "TextIOWrapper",
    module: "_io",
    layout: Layout::Native("TextIOWrapper"),
    has_dict: true,
    methods: &[
        NativeDef::new("write($self, text, /)", "Writes text; returns the number of characters.", write),
        NativeDef::new("flush($self, /)", "Writes out what the buffer holds.", flush),
        NativeDef::new("isatty($self, /)", "Whether the stream is a terminal.", isatty),
        NativeDef::new("fileno($self, /)", "The file descriptor.", fileno),
        NativeDef::new("writable($self, /)", "True.", yes),
        NativeDef::new("readable($self, /)", "False.", no),
        NativeDef::new("close($self, /)", "Flushes and closes the stream.", close),
        NativeDef::new("writelines($self, lines, /)", "Writes each string of an iterable.", writelines),
        NativeDef::new(
            "reconfigure($self, /, *, encoding=None, errors=None, newline=None, line_buffering=None, write_through=None)",
            "Changes the buffering.",
            reconfigure,
        ),
    ],
    attributes: &[
        GetSetDef {
            name: "name",
            doc: "",
            get: |held, this| with_output(held, this, |s| Value::str(s.name)),
            set: None,
        },
        GetSetDef { name: "encoding", doc: "", get: |_, _| Ok(Value::str("utf-8")), set: None },
        GetSetDef {
            name: "closed",
            doc: "",
            get: |held, this| with_output(held, this, |s| Value::Bool(s.closed)),
            set: None,
        },
        GetSetDef {
            name: "line_buffering",
            doc: "",
            get: |held, this| with_output(held, this, |s| Value::Bool(s.buffering == Buffering::Line)),
            set: None,
        },
    ],
    ..TypeDef::EMPTY
};

/// The type of `sys.stdin`.
pub(crate) const INPUT: TypeDef = TypeDef {
    name: "TextIOWrapper",
    module: "_io",
    layout: Layout::Native("TextIOWrapper"),
    has_dict: true,
    methods: &[
        NativeDef::new("readline($self, size=-1, /)", "Reads one line.", readline),
        NativeDef::new("read($self, size=-1, /)", "Reads to the end.", read),
        NativeDef::new("readlines($self, hint=-1, /)", "Reads all lines.", readlines),
        NativeDef::new("isatty($self, /)", "Whether the stream is a terminal.", isatty_input),
        NativeDef::new("fileno($self, /)", "The file descriptor.", |_, _| Ok(Value::Int(0))),
        NativeDef::new("__iter__($self, /)", "", |_, a| Ok(a[0].clone())),
        NativeDef::new("__next__($self, /)", "", next_line),
    ],
    attributes: &[
        GetSetDef { name: "name", doc: "", get: |_, _| Ok(Value::str("<stdin>")), set: None },
        GetSetDef { name: "encoding", doc: "", get: |_, _| Ok(Value::str("utf-8")), set: None },
    ],
    ..TypeDef::EMPTY
};

/// The built-in functions of this file.
pub(crate) static FUNCTIONS: [NativeDef; 2] = [
    NativeDef::new(
        "print(*args, sep=None, end=None, file=None, flush=False)",
        "Prints the values to a stream, or to sys.stdout by default.",
        print,
    ),
    NativeDef::new(
        "input(prompt='', /)",
        "Read a string from standard input.  The trailing newline is stripped.",
        input,
    ),
];

/// A stream object.
pub(crate) fn output(class: &Rc<Class>, fd: i32, name: &'static str, buffering: Buffering) -> Value {
    let stream = OutputStream { fd, name, buffering, buffer: Vec::new(), closed: false };
    Value::Instance(Rc::new(Instance::new(Rc::clone(class), Payload::Native(Box::new(stream)))))
}

/// The standard input object.
pub(crate) fn standard_input(class: &Rc<Class>) -> Value {
    let stream = InputStream { buffer: Vec::new(), used: 0, at_end: false };
    Value::Instance(Rc::new(Instance::new(Rc::clone(class), Payload::Native(Box::new(stream)))))
}

fn stream_of<'a>(held: &'a mut Held, this: &'a Value) -> Option<&'a mut OutputStream> {
    match this {
        Value::Instance(instance) => instance.payload.get_mut(held.token_mut()).native_mut(),
        _ => None,
    }
}

fn input_of<'a>(held: &'a mut Held, this: &'a Value) -> R<&'a mut InputStream> {
    let stream = match this {
        Value::Instance(instance) => instance.payload.get_mut(held.token_mut()).native_mut(),
        _ => None,
    };
    stream.ok_or_else(|| Raised::type_error("not a text input stream"))
}

fn with_output(held: &mut Held, this: &Value, read: impl FnOnce(&mut OutputStream) -> Value) -> R {
    match stream_of(held, this) {
        Some(stream) => Ok(read(stream)),
        None => Err(Raised::type_error("not a text output stream")),
    }
}

/// An `OSError` for a failed system call.
pub(crate) fn os_error(error: &std::io::Error) -> Raised {
    let (kind, args) = os_error_parts(error);
    Raised::with(kind, Detail::Args(args))
}

/// The same, of a file.
pub(crate) fn os_error_at(error: &std::io::Error, filename: &Value) -> Raised {
    let (kind, mut args) = os_error_parts(error);
    args.push(filename.clone());
    Raised::with(kind, Detail::Args(args))
}

/// Class and arguments (`errno`, `strerror`) of the exception for a failed system call.
pub(crate) fn os_error_parts(error: &std::io::Error) -> (ExcKind, Vec<Value>) {
    use rustix::io::Errno;
    let code = error.raw_os_error().unwrap_or(0);
    let kind = match Errno::from_raw_os_error(code) {
        Errno::NOENT => ExcKind::FileNotFoundError,
        Errno::ACCESS | Errno::PERM => ExcKind::PermissionError,
        Errno::PIPE | Errno::SHUTDOWN => ExcKind::BrokenPipeError,
        Errno::EXIST => ExcKind::FileExistsError,
        Errno::ISDIR => ExcKind::IsADirectoryError,
        Errno::NOTDIR => ExcKind::NotADirectoryError,
        Errno::AGAIN | Errno::ALREADY | Errno::INPROGRESS => ExcKind::BlockingIOError,
        Errno::INTR => ExcKind::InterruptedError,
        Errno::TIMEDOUT => ExcKind::TimeoutError,
        Errno::CONNREFUSED => ExcKind::ConnectionRefusedError,
        Errno::CONNRESET => ExcKind::ConnectionResetError,
        Errno::CONNABORTED => ExcKind::ConnectionAbortedError,
        Errno::CHILD => ExcKind::ChildProcessError,
        Errno::SRCH => ExcKind::ProcessLookupError,
        _ => ExcKind::OSError,
    };
    let full = error.to_string();
    let text = full.split(" (os error").next().unwrap_or("");
    (kind, vec![Value::Int(i64::from(code)), Value::str(text)])
}

/// Writes bytes to a descriptor without the GIL.
fn write_out(held: &mut Held, fd: i32, bytes: Vec<u8>) -> R<()> {
    held.released(Blocking::File, move || write_all(fd, &bytes)).map_err(|error| os_error(&error))
}

/// Writes all of `bytes` to descriptor 1 or 2.
fn write_all(fd: i32, bytes: &[u8]) -> std::io::Result<()> {
    let mut rest = bytes;
    while !rest.is_empty() {
        let written = match fd {
            1 => rustix::io::write(rustix::stdio::stdout(), rest),
            _ => rustix::io::write(rustix::stdio::stderr(), rest),
        };
        match written {
            Ok(n) => rest = rest.get(n..).unwrap_or_default(),
            Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// Adds text to a stream, writing out what must go.
fn put(held: &mut Held, this: &Value, text: &[u8]) -> R<()> {
    let Some(stream) = stream_of(held, this) else {
        return Err(Raised::type_error("not a text output stream"));
    };
    if stream.closed {
        return Err(Raised::value_error("I/O operation on closed file."));
    }
    stream.buffer.extend_from_slice(text);
    let due = match stream.buffering {
        Buffering::None => !stream.buffer.is_empty(),
        Buffering::Line => text.contains(&b'\n') || stream.buffer.len() >= BUFFER_BYTES,
        Buffering::Block => stream.buffer.len() >= BUFFER_BYTES,
    };
    if due { drain(held, this) } else { Ok(()) }
}

/// Writes out what the buffer holds.
pub(crate) fn drain(held: &mut Held, this: &Value) -> R<()> {
    let Some(stream) = stream_of(held, this) else { return Ok(()) };
    if stream.buffer.is_empty() {
        return Ok(());
    }
    let (fd, bytes) = (stream.fd, std::mem::take(&mut stream.buffer));
    write_out(held, fd, bytes)
}

fn write(held: &mut Held, a: &[Value]) -> R {
    let Value::Str(text) = &a[1] else {
        return Err(Raised::type_error(format!(
            "write() argument must be str, not {}",
            held.type_name(&a[1])
        )));
    };
    put(held, &a[0], text.as_str().as_bytes())?;
    Ok(Value::from(text.len()))
}

fn writelines(held: &mut Held, a: &[Value]) -> R {
    for line in held.collect(&a[1])? {
        write(held, &[a[0].clone(), line])?;
    }
    Ok(Value::None)
}

fn flush(held: &mut Held, a: &[Value]) -> R {
    drain(held, &a[0])?;
    Ok(Value::None)
}

fn close(held: &mut Held, a: &[Value]) -> R {
    drain(held, &a[0])?;
    with_output(held, &a[0], |stream| {
        stream.closed = true;
        Value::None
    })
}

fn reconfigure(held: &mut Held, a: &[Value]) -> R {
    let (line, through) = (a[4].clone(), a[5].clone());
    let line = if line.is_none() { None } else { Some(held.truthy(&line)?) };
    let through = if through.is_none() { None } else { Some(held.truthy(&through)?) };
    drain(held, &a[0])?;
    with_output(held, &a[0], |stream| {
        match (through, line) {
            (Some(true), _) => stream.buffering = Buffering::None,
            (_, Some(true)) => stream.buffering = Buffering::Line,
            (_, Some(false)) | (Some(false), _) => stream.buffering = Buffering::Block,
            (None, None) => {}
        }
        Value::None
    })
}

fn isatty(held: &mut Held, a: &[Value]) -> R {
    with_output(held, &a[0], |stream| Value::Bool(is_terminal(stream.fd)))
}

fn isatty_input(_: &mut Held, _: &[Value]) -> R {
    Ok(Value::Bool(is_terminal(0)))
}

/// Whether a standard descriptor is a terminal.
pub(crate) fn is_terminal(fd: i32) -> bool {
    match fd {
        0 => rustix::termios::isatty(rustix::stdio::stdin()),
        1 => rustix::termios::isatty(rustix::stdio::stdout()),
        _ => rustix::termios::isatty(rustix::stdio::stderr()),
    }
}

fn fileno(held: &mut Held, a: &[Value]) -> R {
    with_output(held, &a[0], |stream| Value::Int(i64::from(stream.fd)))
}

fn yes(_: &mut Held, _: &[Value]) -> R {
    Ok(Value::Bool(true))
}

fn no(_: &mut Held, _: &[Value]) -> R {
    Ok(Value::Bool(false))
}

/// An attribute of `sys`, `None` when it is missing or `None`.
fn sys_stream(held: &mut Held, name: &str) -> R<Option<Value>> {
    let Some(sys) = held.loaded_module("sys")? else { return Ok(None) };
    let name = held.intern(name);
    Ok(held.getattr_opt(&sys, &name)?.filter(|stream| !stream.is_none()))
}

fn print(held: &mut Held, a: &[Value]) -> R {
    let (sep, end) = (text_option(held, &a[0], "sep", " ")?, text_option(held, &a[1], "end", "\n")?);
    let file = match &a[2] {
        Value::None => match sys_stream(held, "stdout")? {
            Some(file) => file,
            None => return Ok(Value::None),
        },
        file => file.clone(),
    };
    let Value::Tuple(values) = &a[4] else { return Ok(Value::None) };
    let fast = stream_of(held, &file).is_some();
    let write = held.intern("write");
    let emit = |held: &mut Held, text: Value| -> R<()> {
        match &text {
            Value::Str(text) if fast => put(held, &file, text.as_str().as_bytes()),
            Value::Str(text) if text.is_empty() => Ok(()),
            _ => held.call_method(&file, &write, &[text]).map(drop),
        }
    };
    for (at, value) in values.items().iter().enumerate() {
        if at > 0 {
            emit(held, sep.clone())?;
        }
        let text = match value {
            Value::Str(text) => Rc::clone(text),
            _ => held.str(value)?,
        };
        emit(held, Value::Str(text))?;
    }
    emit(held, end)?;
    if held.truthy(&a[3])? {
        let flush = held.intern("flush");
        held.call_method(&file, &flush, &[])?;
    }
    Ok(Value::None)
}

fn text_option(held: &mut Held, value: &Value, name: &str, default: &str) -> R {
    match value {
        Value::None => Ok(Value::Str(held.intern(default))),
        Value::Str(_) => Ok(value.clone()),
        other => {
            Err(Raised::type_error(format!("{name} must be None or a string, not {}", held.type_name(other))))
        }
    }
}

/// Reads more bytes of standard input without the GIL; `false` at the end.
fn fill(held: &mut Held, this: &Value) -> R<bool> {
    if input_of(held, this)?.at_end {
        return Ok(false);
    }
    let read = held.released(Blocking::File, || {
        let mut bytes = vec![0; BUFFER_BYTES];
        loop {
            match rustix::io::read(rustix::stdio::stdin(), &mut bytes) {
                Ok(n) => {
                    bytes.truncate(n);
                    return Ok(bytes);
                }
                Err(rustix::io::Errno::INTR) => {}
                Err(error) => return Err(std::io::Error::from(error)),
            }
        }
    });
    let bytes = read.map_err(|error| os_error(&error))?;
    let stream = input_of(held, this)?;
    if bytes.is_empty() {
        stream.at_end = true;
        return Ok(false);
    }
    stream.buffer.drain(..std::mem::take(&mut stream.used));
    stream.buffer.extend_from_slice(&bytes);
    Ok(true)
}

/// One line with its newline; empty at the end.
fn read_line(held: &mut Held, this: &Value) -> R<String> {
    loop {
        let stream = input_of(held, this)?;
        let rest = stream.buffer.get(stream.used..).unwrap_or_default();
        if let Some(at) = rest.iter().position(|&b| b == b'\n') {
            let line = rest[..=at].to_vec();
            stream.used += at + 1;
            return decode(line);
        }
        if !fill(held, this)? {
            let stream = input_of(held, this)?;
            let line = stream.buffer.get(stream.used..).unwrap_or_default().to_vec();
            stream.used = stream.buffer.len();
            return decode(line);
        }
    }
}

fn decode(bytes: Vec<u8>) -> R<String> {
    String::from_utf8(bytes).map_err(|error| {
        let bytes = error.as_bytes();
        let at = error.utf8_error().valid_up_to();
        let byte = bytes.get(at).copied().unwrap_or(0);
        Raised::new(
            ExcKind::UnicodeDecodeError,
            format!("'utf-8' codec can't decode byte 0x{byte:02x} in position {at}: invalid start byte"),
        )
    })
}

fn readline(held: &mut Held, a: &[Value]) -> R {
    Ok(Value::from(read_line(held, &a[0])?))
}

fn next_line(held: &mut Held, a: &[Value]) -> R {
    let line = read_line(held, &a[0])?;
    if line.is_empty() {
        Err(Raised::with(ExcKind::StopIteration, Detail::None))
    } else {
        Ok(Value::from(line))
    }
}

fn read(held: &mut Held, a: &[Value]) -> R {
    while fill(held, &a[0])? {}
    let stream = input_of(held, &a[0])?;
    let rest = stream.buffer.get(stream.used..).unwrap_or_default().to_vec();
    stream.used = stream.buffer.len();
    Ok(Value::from(decode(rest)?))
}

fn readlines(held: &mut Held, a: &[Value]) -> R {
    let mut lines = Vec::new();
    loop {
        let line = read_line(held, &a[0])?;
        if line.is_empty() {
            return Ok(Value::list(lines));
        }
        lines.push(Value::from(line));
    }
}

fn input(held: &mut Held, a: &[Value]) -> R {
    let prompt = held.str(&a[0])?;
    if let Some(stdout) = sys_stream(held, "stdout")? {
        let (write, flush) = (held.intern("write"), held.intern("flush"));
        if !prompt.is_empty() {
            held.call_method(&stdout, &write, &[Value::Str(prompt)])?;
        }
        held.call_method(&stdout, &flush, &[])?;
    }
    let Some(stdin) = sys_stream(held, "stdin")? else {
        return Err(Raised::runtime_error("input(): lost sys.stdin"));
    };
    let readline = held.intern("readline");
    match held.call_method(&stdin, &readline, &[])? {
        Value::Str(line) if line.is_empty() => Err(Raised::new(ExcKind::EOFError, "EOF when reading a line")),
        Value::Str(line) => Ok(Value::str(line.as_str().strip_suffix('\n').unwrap_or(line.as_str()))),
        _ => Err(Raised::type_error("object.readline() returned non-string")),
    }
}

/// Writes out what `sys.stdout` and `sys.stderr` hold.
pub(crate) fn flush_standard_streams(held: &mut Held) -> R<()> {
    let flush = held.intern("flush");
    let mut result = Ok(());
    for name in ["stdout", "stderr"] {
        if let Ok(Some(stream)) = sys_stream(held, name) {
            let closed = with_output(held, &stream, |s| Value::Bool(s.closed))
                .is_ok_and(|c| matches!(c, Value::Bool(true)));
            if !closed {
                result = held.call_method(&stream, &flush, &[]).map(drop).and(result);
            }
        }
    }
    result
}
