//! A file over another stream: text over any stream of bytes, a buffer over any raw stream.
//!
//! An open file has all its layers in one [`File`]. Only when a script asks for the one below (`buffer`, `raw`, `detach`)
//! is it taken apart: the lower layer gets the descriptor and what lay in its buffer, the upper one refers to it, as if
//! it had been made of it. Calls of the lower stream are calls of its methods, whatever it is; whether they give the GIL up
//! is its business.

use gilvm_vm::error::ExcKind;
use gilvm_vm::error::R;
use gilvm_vm::error::Raised;
use gilvm_vm::held::Held;
use gilvm_vm::value::Value;
use rustix::fs::SeekFrom;
use rustix::io::Errno;

use super::file;
use super::file::BUFFER_BYTES;
use super::file::File;
use super::file::Flavour;
use super::file::Shown;
use super::file::drain;
use super::file::state;
use super::read::Coding;

/// Calls a method of a stream.
pub(super) fn call(held: &mut Held, stream: &Value, method: &str, arguments: &[Value]) -> R {
    let name = held.intern(method);
    held.call_method(stream, &name, arguments)
}

/// Asks a stream something.
pub(super) fn ask(held: &mut Held, stream: &Value, method: &str) -> R<bool> {
    let answer = call(held, stream, method, &[])?;
    held.truthy(&answer)
}

/// An attribute of a stream, if it has it. Streams may be stacked deeper than native code may nest.
pub(super) fn attribute(held: &mut Held, stream: &Value, name: &str) -> R<Option<Value>> {
    let name = held.intern(name);
    held.nested("", |held| held.getattr_opt(stream, &name))
}

/// An attribute that a stream must have.
pub(super) fn needed(held: &mut Held, stream: &Value, name: &str) -> R {
    let name = held.intern(name);
    held.nested("", |held| held.getattr(stream, &name))
}

/// Whether a stream says that it is closed.
pub(super) fn is_closed(held: &mut Held, stream: &Value) -> R<bool> {
    match attribute(held, stream, "closed")? {
        Some(answer) => held.truthy(&answer),
        None => Ok(false),
    }
}

/// Writes `bytes` to a stream, until less than `room` of them are left, counting what is out. The inner error is that it
/// would have to wait.
pub(super) fn write(
    held: &mut Held,
    flavour: Flavour,
    below: &Value,
    bytes: &[u8],
    written: &mut usize,
    room: usize,
) -> R<Result<(), Errno>> {
    if flavour == Flavour::Text {
        *written = bytes.len();
        call(held, below, "write", &[Value::bytes(bytes)])?;
        return Ok(Ok(()));
    }
    while let Some(rest) = bytes.get(*written..).filter(|rest| !rest.is_empty()) {
        if *written > 0 && rest.len() < room {
            break;
        }
        let length = rest.len();
        let answer = call(held, below, "write", &[Value::bytes(rest)])?;
        if answer.is_none() {
            return Ok(Err(Errno::AGAIN));
        }
        *written += counted(held, &answer, length, "write")?;
    }
    Ok(Ok(()))
}

/// How much a raw stream says it has moved.
fn counted(held: &mut Held, answer: &Value, most: usize, method: &str) -> R<usize> {
    let n = held.index_i64(answer)?;
    usize::try_from(n).ok().filter(|n| *n <= most).ok_or_else(|| {
        let text =
            format!("raw {method}() returned invalid length {n} (should have been between 0 and {most})");
        Raised::new(ExcKind::OSError, text)
    })
}

/// Reads at most `wanted` bytes of a stream with one read of it; none at its end, `None` if it would have to wait.
pub(super) fn read(held: &mut Held, flavour: Flavour, below: &Value, wanted: usize) -> R<Option<Vec<u8>>> {
    if flavour == Flavour::Text {
        let method = if attribute(held, below, "read1")?.is_some() { "read1" } else { "read" };
        let answer = call(held, below, method, &[Value::from(wanted)])?;
        if held.buffer_ref(&answer).is_none() {
            let given = held.type_name(&answer);
            let text =
                format!("underlying {method}() should have returned a bytes-like object, not '{given}'");
            return Err(Raised::type_error(text));
        }
        return held.bytes_like(&answer).map(Some);
    }
    let buffer = held.new_bytearray(vec![0; wanted]);
    let answer = call(held, below, "readinto", std::slice::from_ref(&buffer))?;
    if answer.is_none() {
        return Ok(None);
    }
    let n = counted(held, &answer, wanted, "readinto")?;
    let mut bytes = held.bytes_like(&buffer)?;
    bytes.truncate(n);
    Ok(Some(bytes))
}

/// `flush` of a stream above another: text goes all the way down.
pub(super) fn flush(held: &mut Held, this: &Value) -> R<()> {
    drain(held, this)?;
    let file = state(held, this)?;
    match file.lower.clone() {
        Some(below) if file.flavour == Flavour::Text => call(held, &below, "flush", &[]).map(drop),
        _ => Ok(()),
    }
}

/// Moves the position of a stream above another; returns the new one.
pub(super) fn seek(held: &mut Held, this: &Value, below: &Value, to: SeekFrom) -> R<u64> {
    flush(held, this)?;
    let ahead = super::read::bytes_ahead(held, this)? as i64;
    let (offset, whence) = match to {
        SeekFrom::Start(offset) => (offset as i64, 0),
        // As in CPython it may go round: the stream below says what it thinks of the result.
        SeekFrom::Current(offset) => (offset.wrapping_sub(ahead), 1),
        SeekFrom::End(offset) => (offset, 2),
        _ => (0, 1),
    };
    let answer = call(held, below, "seek", &[Value::Int(offset), Value::Int(whence)])?;
    state(held, this)?.forget_ahead();
    position(held, &answer)
}

/// A position that a stream told.
pub(super) fn position(held: &mut Held, answer: &Value) -> R<u64> {
    let at = held.index_i64(answer)?;
    u64::try_from(at)
        .map_err(|_| Raised::new(ExcKind::OSError, format!("Raw stream returned invalid position {at}")))
}

/// Writes out what is buffered, closes the stream below, and tells the first failure.
pub(super) fn close(held: &mut Held, this: &Value, below: &Value) -> R<()> {
    if is_closed(held, below)? {
        return Ok(());
    }
    let written = flush(held, this);
    state(held, this)?.forget_behind();
    let closed = call(held, below, "close", &[]).map(drop);
    written.and(closed)
}

/// What a file that goes does to the stream below it: what is left is written, and it is closed.
pub(super) fn let_go(held: &mut Held, below: &Value, flavour: Flavour, bytes: &[u8], shown: Shown) {
    let end = |held: &mut Held| -> R<()> {
        // Of one that cannot say it nothing is asked.
        if is_closed(held, below).unwrap_or(true) {
            return Ok(());
        }
        let mut written = 0;
        let result = match bytes.is_empty() {
            true => Ok(()),
            false => write(held, flavour, below, bytes, &mut written, 0).map(drop),
        };
        let closed = call(held, below, "close", &[]).map(drop);
        result.and(closed)
    };
    if let Err(raised) = end(held) {
        let file = shown.stand_in(held);
        held.report_ignored_here(raised, &file);
    }
}

/// The stream below a file. A file that has none, since it is all layers in one, is taken apart.
pub(super) fn below(held: &mut Held, this: &Value) -> R {
    let file = state(held, this)?;
    if let Some(below) = &file.lower {
        return Ok(below.clone());
    }
    if !file.is_initialized || (file.flavour == Flavour::Text && file.is_detached) {
        return Ok(Value::None);
    }
    let flavour = match (file.flavour, file.capacity, file.readable, file.writable) {
        (Flavour::Text, 0, ..) => Flavour::Raw,
        (Flavour::Text, _, true, true) => Flavour::Random,
        (Flavour::Text, _, true, false) => Flavour::Reader,
        (Flavour::Text, ..) => Flavour::Writer,
        _ => Flavour::Raw,
    };
    let lower = file.split(flavour);
    let class = super::class(held, flavour);
    let below = file::object(&class, lower);
    file::remember(held, &below);
    state(held, this)?.lower = Some(below.clone());
    Ok(below)
}

/// `detach`: the stream below, which this one lets go of.
pub(super) fn detach(held: &mut Held, this: &Value) -> R {
    file::check_open(held, this, "I/O operation on closed file.")?;
    let below = below(held, this)?;
    flush(held, this)?;
    let file = state(held, this)?;
    file.lower = None;
    file.is_detached = true;
    Ok(below)
}

/// `TextIOWrapper(buffer, encoding, errors, newline, line_buffering, write_through)`
pub(super) fn init_text(held: &mut Held, a: &[Value]) -> R {
    let (this, below) = (&a[0], &a[1]);
    vacate(held, this)?;
    let newline = super::newline_argument(held, &a[4], "TextIOWrapper")?;
    let mut file = File::over(Flavour::Text);
    super::set_encoding(held, &mut file, "TextIOWrapper", &a[2], &a[3])?;
    file.newline = newline;
    file.line_buffering = held.truthy(&a[5])?;
    file.write_through = held.truthy(&a[6])?;
    file.readable = ask(held, below, "readable")?;
    file.writable = ask(held, below, "writable")?;
    if file.writable && file::mark_bytes(&file.encoding) > 0 && ask(held, below, "seekable")? {
        let at = call(held, below, "tell", &[])?;
        file.at_start = position(held, &at)? == 0;
    }
    file.lower = Some(below.clone());
    install(held, this, file)
}

/// `BufferedReader(raw, buffer_size)` and its kin.
pub(super) fn init_buffered(held: &mut Held, a: &[Value]) -> R {
    let (this, below) = (&a[0], &a[1]);
    let flavour = vacate(held, this)?;
    let size = held.index_i64(&a[2])?;
    let mut file = File::over(flavour);
    file.readable = flavour != Flavour::Writer;
    file.writable = flavour != Flavour::Reader;
    let conditions =
        [(flavour == Flavour::Random, "seekable"), (file.readable, "readable"), (file.writable, "writable")];
    for (asked, what) in conditions {
        if asked && !ask(held, below, what)? {
            return Err(super::unsupported(held, &format!("File or stream is not {what}.")));
        }
    }
    file.capacity = usize::try_from(size)
        .ok()
        .filter(|size| *size > 0)
        .ok_or_else(|| Raised::value_error("buffer size must be strictly positive"))?;
    file.lower = Some(below.clone());
    install(held, this, file)
}

/// Before an object is initialised, perhaps again, it has nothing below: whoever asks is told that it is uninitialized,
/// also a stream that is to stand on itself. As in CPython what it was over is not closed, and what was not passed on is
/// forgotten.
fn vacate(held: &mut Held, this: &Value) -> R<Flavour> {
    let file = state(held, this)?;
    let flavour = file.flavour;
    let mut old = std::mem::replace(file, File::empty(flavour));
    old.forget_collected();
    drop(old.lower.take());
    Ok(flavour)
}

/// Makes a new object what its arguments say.
pub(super) fn install(held: &mut Held, this: &Value, file: File) -> R {
    *state(held, this)? = file;
    file::remember(held, this);
    Ok(Value::None)
}

impl File {
    /// A file over a stream, which it gets when nothing can fail any more: it would close it.
    fn over(flavour: Flavour) -> File {
        let mut file = File::empty(flavour);
        file.is_initialized = true;
        file.capacity = if flavour == Flavour::Text { 0 } else { BUFFER_BYTES };
        file
    }

    /// Gives the descriptor, and what lies in the buffer of bytes, to a file of a lower layer.
    fn split(&mut self, flavour: Flavour) -> File {
        let mut lower = File::empty(flavour);
        self.give_descriptor(&mut lower);
        lower.is_initialized = true;
        lower.name = self.name.clone();
        lower.raw_mode.clone_from(&self.raw_mode);
        lower.mode.clone_from(&self.raw_mode);
        (lower.readable, lower.writable) = (self.readable, self.writable);
        lower.closes_descriptor = self.closes_descriptor;
        lower.is_standard = self.is_standard;
        if self.flavour == Flavour::Text {
            lower.capacity = std::mem::take(&mut self.capacity);
            self.give_buffered(&mut lower);
        }
        lower.coding = Coding::Bytes;
        lower
    }
}
