//! The state of a file object, and what moves bytes between it and the system.
//!
//! Invariants: of the two buffers at most one holds bytes, since reading first writes what was buffered and writing
//! first gives back what was read ahead. No borrow of a file survives a system call: the call works on the descriptor
//! and on bytes of its own, and other threads may use the file meanwhile.

use std::os::fd::AsFd;
use std::time::Duration;

use gilvm_vm::error::Detail;
use gilvm_vm::error::ExcKind;
use gilvm_vm::error::R;
use gilvm_vm::error::Raised;
use gilvm_vm::gil::Blocking;
use gilvm_vm::held::Held;
use gilvm_vm::object::Class;
use gilvm_vm::object::Instance;
use gilvm_vm::object::Payload;
use gilvm_vm::rc::Rc;
use gilvm_vm::rc::Weak;
use gilvm_vm::value::Value;
use rustix::event::PollFlags;
use rustix::fs::FileType;
use rustix::fs::SeekFrom;
use rustix::io::Errno;

use super::super::posix::retried;
use super::os_error;
use crate::clock;
use crate::descriptors;
use crate::descriptors::Descriptor;
use crate::wait::descriptors as door;
use crate::wait::descriptors::Polled;

/// CPython's `io.DEFAULT_BUFFER_SIZE`, and how much text a stream collects before it passes it on.
pub(crate) const BUFFER_BYTES: usize = 8192;

/// Which of CPython's classes a file object stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Flavour {
    /// `TextIOWrapper`
    Text,
    /// `BufferedReader`
    Reader,
    /// `BufferedWriter`
    Writer,
    /// `BufferedRandom`
    Random,
    /// `FileIO`
    Raw,
}

impl Flavour {
    /// All of them.
    pub(crate) const ALL: [Flavour; 5] =
        [Flavour::Text, Flavour::Reader, Flavour::Writer, Flavour::Random, Flavour::Raw];

    /// Position in [`Flavour::ALL`].
    pub(crate) fn index(self) -> usize {
        self as usize
    }

    /// The class's name.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Flavour::Text => "TextIOWrapper",
            Flavour::Reader => "BufferedReader",
            Flavour::Writer => "BufferedWriter",
            Flavour::Random => "BufferedRandom",
            Flavour::Raw => "FileIO",
        }
    }
}

/// An open file.
pub(crate) struct File {
    /// `None` once it is closed.
    descriptor: Option<Descriptor>,
    pub(super) name: Value,
    pub(super) mode: String,
    pub(super) flavour: Flavour,
    pub(super) readable: bool,
    pub(super) writable: bool,
    /// What the buffer of bytes holds; 0 is none.
    pub(super) capacity: usize,
    /// Whether text goes to the file with each end of a line.
    pub(super) line_buffering: bool,
    /// Whether text is not collected.
    pub(super) write_through: bool,
    pub(crate) encoding: Box<str>,
    pub(super) errors: Box<str>,
    /// As given to `open`; `None` translates `\r\n` and `\r` to `\n`.
    pub(super) newline: Option<String>,
    pub(super) closes_descriptor: bool,
    /// Whether it is one of the three streams every process has.
    pub(super) is_standard: bool,
    /// Bytes read ahead; those before `used` were handed out.
    ahead: Vec<u8>,
    used: usize,
    /// Whether the last byte read ahead was a `\r` that stands for a line's end already.
    after_return: bool,
    at_end: bool,
    /// Whether lines of text are being iterated over, which is when a script may not ask for the position.
    pub(super) iterated: bool,
    /// Bytes to be written. Those before `buffered` lie in the buffer of bytes, the others are text that is still
    /// being collected.
    behind: Vec<u8>,
    buffered: usize,
    /// Whether the next text to be encoded is the first, where some encodings put a mark.
    pub(super) at_start: bool,
}

impl File {
    pub(super) fn new(descriptor: Descriptor, name: Value, mode: &str, flavour: Flavour) -> File {
        let update = mode.contains('+');
        let reads = mode.contains('r');
        File {
            descriptor: Some(descriptor),
            name,
            mode: mode.to_owned(),
            flavour,
            readable: reads || update,
            writable: !reads || update,
            capacity: BUFFER_BYTES,
            line_buffering: false,
            write_through: false,
            encoding: Box::from("UTF-8"),
            errors: Box::from("strict"),
            newline: None,
            closes_descriptor: true,
            is_standard: false,
            ahead: Vec::new(),
            used: 0,
            after_return: false,
            at_end: false,
            iterated: false,
            behind: Vec::new(),
            buffered: 0,
            at_start: true,
        }
    }

    /// How much one read asks for at least.
    fn portion(&self) -> usize {
        match self.flavour {
            // Without a buffer nothing is read that was not asked for.
            Flavour::Raw => 1,
            Flavour::Text => BUFFER_BYTES,
            _ => self.capacity.max(1),
        }
    }

    /// How much of what is to be written must be, now that something was added (`Modules/_io/bufferedio.c`:
    /// `_io_BufferedWriter_write_impl`): what overflows the buffer pushes out what it holds, and what fills the
    /// buffer by itself goes with it.
    fn overflow(&mut self) -> usize {
        let added = self.behind.len() - self.buffered;
        if self.buffered + added <= self.capacity && added < self.capacity {
            self.buffered += added;
            return 0;
        }
        if added >= self.capacity { self.behind.len() } else { self.buffered }
    }

    /// Bytes read ahead and not handed out.
    fn rest(&self) -> &[u8] {
        self.ahead.get(self.used..).unwrap_or_default()
    }

    /// Hands out the next `n` bytes.
    fn take(&mut self, n: usize) -> Vec<u8> {
        let n = n.min(self.rest().len());
        let bytes = self.rest()[..n].to_vec();
        self.used += n;
        bytes
    }

    /// Adds bytes that were read, with line ends translated where the mode says so.
    fn receive(&mut self, bytes: &[u8]) {
        self.ahead.drain(..std::mem::take(&mut self.used));
        if self.flavour != Flavour::Text
            || self.newline.is_some()
            || !(self.after_return || bytes.contains(&b'\r'))
        {
            self.ahead.extend_from_slice(bytes);
            return;
        }
        for &byte in bytes {
            let second_half = byte == b'\n' && self.after_return;
            self.after_return = byte == b'\r';
            if !second_half {
                self.ahead.push(if byte == b'\r' { b'\n' } else { byte });
            }
        }
    }
}

impl Drop for File {
    /// What was written to a file that nobody closed is not lost.
    fn drop(&mut self) {
        if let Some(descriptor) = self.descriptor.take()
            && !self.behind.is_empty()
        {
            let mut rest =
                Rest { descriptor, bytes: std::mem::take(&mut self.behind), written: 0, failure: None };
            rest.write_what_fits();
            if rest.written < rest.bytes.len() {
                let shown = Shown::of(self);
                gilvm_vm::object::after_death(Box::new(move |held| rest.write(held, &shown)));
            }
        }
    }
}

/// What a file that nobody closed was still to write.
struct Rest {
    descriptor: Descriptor,
    bytes: Vec<u8>,
    written: usize,
    /// Why it cannot be written.
    failure: Option<Errno>,
}

impl Rest {
    /// Writes what can be written without waiting: everything, but to pipes and the like that nobody reads from.
    fn write_what_fits(&mut self) {
        while let Some(rest) = self.bytes.get(self.written..).filter(|rest| !rest.is_empty()) {
            let piece = match waits(&self.descriptor) {
                false => rest,
                true => match door::poll_once(
                    &[(self.descriptor.as_fd(), PollFlags::OUT)],
                    None,
                    clock::deadline_in(Duration::ZERO),
                ) {
                    Ok(Polled::Ready(_)) => rest.get(..super::super::posix::PIPE_BYTES).unwrap_or(rest),
                    _ => return,
                },
            };
            match rustix::io::write(&self.descriptor, piece) {
                Ok(n) => self.written += n,
                Err(Errno::INTR) => {}
                Err(error) => {
                    self.failure = Some(error);
                    return;
                }
            }
        }
    }

    /// Writes it all, without the GIL, or tells why not.
    fn write(mut self, held: &mut Held, shown: &Shown) {
        let bytes = std::mem::take(&mut self.bytes);
        let result = match self.failure {
            Some(error) => Ok(Err(error)),
            None => write_out(held, &self.descriptor, &bytes, &mut self.written),
        };
        let raised = match result {
            Ok(Ok(())) => return,
            Ok(Err(error)) => os_error(&error.into()),
            Err(raised) => raised,
        };
        let what = shown.repr(held).unwrap_or_else(|_| "<object>".to_owned());
        held.report_ignored_here(raised, &what);
    }
}

impl Drop for Rest {
    /// The thread ended, or the interpreter: the last that can be done is to write without either.
    fn drop(&mut self) {
        if self.failure.is_none() {
            let _ = write_all(&self.descriptor, self.bytes.get(self.written..).unwrap_or_default());
        }
    }
}

/// What the `repr` of a file shows.
pub(super) struct Shown {
    flavour: Flavour,
    name: Value,
    mode: String,
    encoding: Box<str>,
    closes_descriptor: bool,
    is_closed: bool,
}

impl Shown {
    /// What is to be seen of a file.
    pub(super) fn of(file: &File) -> Shown {
        Shown {
            flavour: file.flavour,
            name: file.name.clone(),
            mode: file.mode.clone(),
            encoding: file.encoding.clone(),
            closes_descriptor: file.closes_descriptor,
            is_closed: file.descriptor.is_none(),
        }
    }

    /// The text.
    pub(super) fn repr(&self, held: &mut Held) -> R<String> {
        let name = held.repr(&self.name)?;
        let (name, mode, encoding) = (name.as_str(), &self.mode, &self.encoding);
        Ok(match self.flavour {
            Flavour::Text => format!("<_io.TextIOWrapper name={name} mode='{mode}' encoding='{encoding}'>"),
            Flavour::Raw if self.is_closed => "<_io.FileIO [closed]>".to_owned(),
            Flavour::Raw => {
                let closes = if self.closes_descriptor { "True" } else { "False" };
                format!("<_io.FileIO name={name} mode='{mode}' closefd={closes}>")
            }
            flavour => format!("<_io.{} name={name}>", flavour.name()),
        })
    }
}

/// Whether a write may have to wait for somebody to read.
fn waits(descriptor: &Descriptor) -> bool {
    rustix::fs::fstat(descriptor).is_ok_and(|stat| {
        !matches!(FileType::from_raw_mode(stat.st_mode), FileType::RegularFile | FileType::Directory)
    })
}

/// A file object.
pub(super) fn object(class: &Rc<Class>, file: File) -> Value {
    Value::Instance(Rc::new(Instance::new(Rc::clone(class), Payload::Native(Box::new(file)))))
}

/// Files that are written out when the interpreter ends.
#[derive(Default)]
struct OpenFiles(Vec<Weak<Instance>>);

const SLOT: &str = "io.open_files";

/// Makes sure that what is written to a file reaches it, even if the script ends without closing it.
pub(super) fn remember(held: &mut Held, file: &Value) {
    let Value::Instance(instance) = file else { return };
    let slot = held.interp.extensions.entry(SLOT).or_insert_with(|| Box::new(OpenFiles::default()));
    if let Some(OpenFiles(files)) = slot.downcast_mut() {
        if files.len() == files.capacity() {
            files.retain(|file| file.strong_count() > 0);
        }
        files.push(Rc::downgrade(instance));
    }
}

/// Writes out all files that are still open.
pub(crate) fn flush_all(held: &mut Held) {
    let slot = held.interp.extensions.get_mut(SLOT).and_then(|slot| slot.downcast_mut::<OpenFiles>());
    let files = slot.map(|OpenFiles(files)| std::mem::take(files)).unwrap_or_default();
    for file in files.iter().filter_map(Weak::upgrade) {
        let file = Value::Instance(file);
        if let Err(raised) = drain(held, &file) {
            if let Ok(file) = state(held, &file) {
                file.behind.clear();
                file.buffered = 0;
            }
            held.report_ignored(raised, "in:", &file);
        }
    }
}

/// The state of a receiver.
pub(super) fn state<'a>(held: &'a mut Held, this: &'a Value) -> R<&'a mut File> {
    let state = match this {
        Value::Instance(instance) => instance.payload.get_mut(held.token_mut()).native_mut(),
        _ => None,
    };
    state.ok_or_else(|| Raised::type_error("descriptor requires a stream"))
}

/// Whether `print` may write to it without calling a method.
pub(super) fn is_text(held: &mut Held, this: &Value) -> bool {
    state(held, this).is_ok_and(|file| file.flavour == Flavour::Text && file.writable)
}

/// Whether it is a closed file.
pub(super) fn is_closed(held: &mut Held, this: &Value) -> bool {
    state(held, this).is_ok_and(|file| file.descriptor.is_none())
}

/// The descriptor of an open file; `doing` is for the message of a closed one.
pub(super) fn descriptor(held: &mut Held, this: &Value, doing: &str) -> R<Descriptor> {
    let file = state(held, this)?;
    match &file.descriptor {
        Some(descriptor) => Ok(descriptor.clone()),
        None if file.flavour == Flavour::Text || doing.is_empty() => {
            Err(Raised::value_error("I/O operation on closed file."))
        }
        None => Err(Raised::value_error(doing.to_owned())),
    }
}

/// Writes all of `bytes`, whatever signals come.
fn write_all(descriptor: &Descriptor, bytes: &[u8]) -> Result<(), Errno> {
    let mut rest = bytes;
    while !rest.is_empty() {
        match rustix::io::write(descriptor, rest) {
            Ok(n) => rest = rest.get(n..).unwrap_or_default(),
            Err(Errno::INTR) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Adds text to a stream, writing out what must go.
pub(super) fn put_text(held: &mut Held, this: &Value, text: &str) -> R<()> {
    let file = state(held, this)?;
    if file.is_standard || (file.newline.is_none() && is_utf8(&file.encoding)) {
        return put(held, this, text.as_bytes());
    }
    let translated = match file.newline.as_deref() {
        Some(newline @ ("\r" | "\r\n")) => text.replace('\n', newline),
        _ => text.to_owned(),
    };
    let name = file.encoding.clone();
    let (encoding, errors) = (Value::str(&*name), Value::str(&*file.errors));
    let bytes = held.encode_str(&gilvm_vm::object::Str::new(translated.into()), &encoding, &errors)?;
    let bytes: &[u8] = &bytes;
    let at_start = std::mem::replace(&mut state(held, this)?.at_start, false);
    let mark = if at_start { 0 } else { mark_bytes(&name) };
    put(held, this, bytes.get(mark..).unwrap_or_default())
}

pub(super) fn is_utf8(encoding: &str) -> bool {
    encoding.eq_ignore_ascii_case("utf-8") || encoding.eq_ignore_ascii_case("utf8")
}

/// What an unbuffered file's `write` does: as much as goes at once, or `None` if nothing does.
pub(super) fn write_some(held: &mut Held, this: &Value, bytes: &[u8]) -> R {
    // Checks the file.
    put(held, this, &[])?;
    let descriptor = descriptor(held, this, "I/O operation on closed file.")?;
    match super::super::posix::write_once(held, &descriptor, bytes)? {
        Ok(n) => Ok(Value::from(n)),
        Err(Errno::AGAIN) => Ok(Value::None),
        Err(error) => Err(os_error(&error.into())),
    }
}

/// Adds bytes to a file, writing out what must go.
pub(super) fn put(held: &mut Held, this: &Value, bytes: &[u8]) -> R<()> {
    let file = state(held, this)?;
    if file.descriptor.is_none() {
        return Err(Raised::value_error(match file.flavour {
            Flavour::Text | Flavour::Raw => "I/O operation on closed file.",
            _ => "write to closed file",
        }));
    }
    if !file.writable {
        let text = if file.flavour == Flavour::Text { "not writable" } else { "write" };
        return Err(super::unsupported(held, text));
    }
    if !file.ahead.is_empty() {
        match file.flavour {
            // As in CPython what is written follows what was read ahead: a file this short is all of it.
            Flavour::Text => {
                file.ahead.clear();
                (file.used, file.after_return, file.at_end) = (0, false, false);
            }
            _ => give_back(held, this)?,
        }
    }
    // A long text is not put together with what was collected before.
    let file = state(held, this)?;
    if file.flavour == Flavour::Text && bytes.len() >= BUFFER_BYTES && file.behind.len() > file.buffered {
        match file.overflow() {
            0 => {}
            length => write_front(held, this, length)?,
        }
    }
    let file = state(held, this)?;
    file.behind.extend_from_slice(bytes);
    let length = match file.flavour {
        Flavour::Text if file.line_buffering && memchr::memchr2(b'\n', b'\r', bytes).is_some() => {
            file.behind.len()
        }
        Flavour::Text if !file.write_through && file.behind.len() - file.buffered < BUFFER_BYTES => 0,
        _ => file.overflow(),
    };
    if length > 0 { write_front(held, this, length) } else { Ok(()) }
}

/// Writes out what the buffer holds.
pub(crate) fn drain(held: &mut Held, this: &Value) -> R<()> {
    match state(held, this)?.behind.len() {
        0 => Ok(()),
        length => write_front(held, this, length),
    }
}

/// Writes out the first bytes of what is to be written. The others are in the buffer then.
fn write_front(held: &mut Held, this: &Value, length: usize) -> R<()> {
    let file = state(held, this)?;
    let Some(descriptor) = file.descriptor.clone() else { return Ok(()) };
    let mut bytes = std::mem::take(&mut file.behind);
    file.behind = bytes.split_off(length);
    file.buffered = file.behind.len();
    let mut written = 0;
    let result = write_out(held, &descriptor, &bytes, &mut written);
    if matches!(result, Ok(Ok(()))) {
        return Ok(());
    }
    // What did not get out goes out with the next flush, before what came meanwhile; as in CPython only as much of it as
    // the buffer is for: the rest is the business of who wrote it.
    let file = state(held, this)?;
    let rest = bytes.get(written..).unwrap_or_default();
    let is_full = matches!(result, Ok(Err(Errno::AGAIN)));
    let kept = match rest.len() {
        _ if file.flavour == Flavour::Raw => 0,
        length if length <= file.capacity.max(BUFFER_BYTES) + BUFFER_BYTES => length,
        _ if is_full => file.capacity,
        _ => 0,
    };
    if file.descriptor.is_some() {
        file.behind.splice(..0, rest[..kept].iter().copied());
        file.buffered += kept;
    }
    match result? {
        Ok(()) => Ok(()),
        Err(error @ Errno::AGAIN) => {
            let text = "write could not complete without blocking";
            let told = Value::from(written + kept);
            let parts = [Value::Int(i64::from(error.raw_os_error())), Value::str(text), told];
            Err(Raised::with(ExcKind::BlockingIOError, Detail::Args(Vec::from(parts))))
        }
        Err(error) => Err(os_error(&error.into())),
    }
}

/// How long the mark is that an encoding puts before its first character.
pub(super) fn mark_bytes(encoding: &str) -> usize {
    match encoding.to_ascii_lowercase().replace('_', "-").as_str() {
        "utf-16" | "utf16" | "u16" => 2,
        "utf-32" | "utf32" | "u32" => 4,
        "utf-8-sig" => 3,
        _ => 0,
    }
}

/// Writes all of `bytes` without the GIL, counting what is out. A pipe may be full for ever: where signals must end
/// the wait it is filled in pieces that fit, and between two of them handlers run.
///
/// Outer error: what a handler raises. Inner: what `write` says.
fn write_out(
    held: &mut Held,
    descriptor: &Descriptor,
    bytes: &[u8],
    written: &mut usize,
) -> R<Result<(), Errno>> {
    door::call(held, Blocking::File, |wake| {
        let waits = wake.is_some() && waits(descriptor) && door::is_blocking(descriptor);
        while let Some(mut rest) = bytes.get(*written..).filter(|rest| !rest.is_empty()) {
            if waits {
                door::poll_once(&[(descriptor.as_fd(), PollFlags::OUT)], wake, None)?;
                rest = rest.get(..super::super::posix::PIPE_BYTES).unwrap_or(rest);
            }
            *written += rustix::io::write(descriptor, rest)?;
        }
        Ok(())
    })
}

/// Sets the file's position back to what the script has read up to.
fn give_back(held: &mut Held, this: &Value) -> R<()> {
    let file = state(held, this)?;
    let unread = file.rest().len() as i64;
    file.ahead.clear();
    (file.used, file.after_return, file.at_end) = (0, false, false);
    let Some(descriptor) = file.descriptor.clone() else { return Ok(()) };
    if unread > 0 {
        // Pipes have no position: what was read ahead stays read.
        let _ = rustix::fs::seek(&descriptor, SeekFrom::Current(-unread));
    }
    Ok(())
}

/// Reads more bytes without the GIL; `false` at the end of the file.
fn fill(held: &mut Held, this: &Value, wanted: usize) -> R<bool> {
    drain(held, this)?;
    let descriptor = descriptor(held, this, "read of closed file")?;
    let file = state(held, this)?;
    if !file.readable {
        let text = if file.flavour == Flavour::Text { "not readable" } else { "read" };
        return Err(super::unsupported(held, text));
    }
    if file.at_end && file.is_standard {
        return Ok(false);
    }
    let wanted = wanted.clamp(1, 1 << 20);
    let mut bytes = vec![0; wanted];
    let listens = crate::signals::listens(held);
    let n = retried(held, || crate::signals::read(listens, &descriptor, &mut bytes))?
        .map_err(|error| os_error(&error.into()))?;
    let file = state(held, this)?;
    file.at_end = n == 0;
    file.receive(bytes.get(..n).unwrap_or_default());
    Ok(n > 0)
}

/// What ends a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LineEnd {
    Newline,
    Return,
    /// Both, in this order.
    Both,
    /// Either, or both in this order.
    Any,
}

/// Where the first line of `bytes` ends, searching from `from`. `complete`: no more bytes follow.
fn end_of_line(bytes: &[u8], from: usize, end: LineEnd, complete: bool) -> Option<usize> {
    let rest = bytes.get(from..)?;
    let at = from
        + match end {
            LineEnd::Newline => memchr::memchr(b'\n', rest)?,
            LineEnd::Return => memchr::memchr(b'\r', rest)?,
            LineEnd::Both => memchr::memmem::find(rest, b"\r\n")? + 1,
            LineEnd::Any => memchr::memchr2(b'\n', b'\r', rest)?,
        };
    if end != LineEnd::Any || bytes.get(at) == Some(&b'\n') {
        return Some(at + 1);
    }
    match bytes.get(at + 1) {
        Some(b'\n') => Some(at + 2),
        Some(_) => Some(at + 1),
        None => complete.then_some(at + 1),
    }
}

/// The next line with its end, of at most `limit` bytes; empty at the end of the file.
pub(super) fn read_line(held: &mut Held, this: &Value, limit: Option<usize>) -> R<Vec<u8>> {
    let file = state(held, this)?;
    let end = match (file.flavour, file.newline.as_deref()) {
        (Flavour::Text, Some("")) => LineEnd::Any,
        (Flavour::Text, Some("\r")) => LineEnd::Return,
        (Flavour::Text, Some("\r\n")) => LineEnd::Both,
        _ => LineEnd::Newline,
    };
    let piece = file.portion();
    let mut searched = 0;
    let mut complete = false;
    loop {
        let file = state(held, this)?;
        if let Some(length) = end_of_line(file.rest(), searched, end, complete) {
            return Ok(file.take(limit.map_or(length, |limit| limit.min(length))));
        }
        let length = file.rest().len();
        if complete || limit.is_some_and(|limit| length >= limit) {
            return Ok(file.take(limit.unwrap_or(usize::MAX)));
        }
        // The last byte may be the first half of a line's end.
        searched = length.saturating_sub(1);
        complete = !fill(held, this, piece)?;
    }
}

/// Everything up to the end of the file.
pub(super) fn read_all(held: &mut Held, this: &Value) -> R<Vec<u8>> {
    let mut wanted = BUFFER_BYTES;
    while fill(held, this, wanted)? {
        wanted = wanted.saturating_mul(2);
    }
    Ok(state(held, this)?.take(usize::MAX))
}

/// `n` bytes, or fewer at the end of the file.
pub(super) fn read_bytes(held: &mut Held, this: &Value, n: usize) -> R<Vec<u8>> {
    loop {
        let file = state(held, this)?;
        let (portion, missing) = (file.portion(), n.saturating_sub(file.rest().len()));
        // As many whole portions as fit, and then one more.
        if missing == 0 || !fill(held, this, portion.max(missing - missing % portion))? {
            return Ok(state(held, this)?.take(n));
        }
    }
}

/// What is read ahead, or what one more read brings: at most `n` bytes.
pub(super) fn read_some(held: &mut Held, this: &Value, n: usize) -> R<Vec<u8>> {
    if n > 0 && state(held, this)?.rest().is_empty() {
        fill(held, this, n)?;
    }
    Ok(state(held, this)?.take(n))
}

/// What the next read would bring, without taking it: all that is read ahead, or what one more read brings.
pub(super) fn peek(held: &mut Held, this: &Value) -> R<Vec<u8>> {
    let file = state(held, this)?;
    if file.rest().is_empty() {
        let portion = file.portion();
        fill(held, this, portion)?;
    }
    Ok(state(held, this)?.rest().to_vec())
}

/// The bytes of `n` characters in an encoding of one byte or of UTF-8.
pub(super) fn read_chars(held: &mut Held, this: &Value, n: usize) -> R<Vec<u8>> {
    loop {
        let file = state(held, this)?;
        let wide = is_utf8(&file.encoding);
        let rest = file.rest();
        // A character ends where the next one starts.
        let mut starts =
            rest.iter().enumerate().filter(|(_, byte)| !wide || **byte & 0xc0 != 0x80).map(|(at, _)| at);
        if let Some(end) = starts.nth(n) {
            return Ok(file.take(end));
        }
        let there = rest.iter().filter(|byte| !wide || **byte & 0xc0 != 0x80).count();
        if !fill(held, this, n.saturating_sub(there).max(BUFFER_BYTES))? {
            return Ok(state(held, this)?.take(usize::MAX));
        }
    }
}

/// Moves the position; returns the new one.
pub(super) fn seek(held: &mut Held, this: &Value, to: SeekFrom) -> R<u64> {
    drain(held, this)?;
    give_back(held, this)?;
    let descriptor = descriptor(held, this, "seek of closed file")?;
    let moved = held.released(Blocking::File, || rustix::fs::seek(&descriptor, to));
    moved.map_err(|error| os_error(&error.into()))
}

/// The position of what is read or written next.
pub(super) fn tell(held: &mut Held, this: &Value) -> R<u64> {
    drain(held, this)?;
    let descriptor = descriptor(held, this, "tell of closed file")?;
    let ahead = state(held, this)?.rest().len() as u64;
    let at = rustix::fs::tell(&descriptor).map_err(|error| os_error(&error.into()))?;
    Ok(at.saturating_sub(ahead))
}

/// Writes out what is buffered and closes the file; closing twice does nothing.
pub(super) fn close(held: &mut Held, this: &Value) -> R<()> {
    let written = drain(held, this);
    let file = state(held, this)?;
    let closes = file.closes_descriptor && !file.is_standard;
    let Some(descriptor) = file.descriptor.take() else { return written };
    file.behind.clear();
    file.buffered = 0;
    if let Descriptor::Opened(fd) = &descriptor
        && closes
    {
        let number = i64::from(std::os::fd::AsRawFd::as_raw_fd(&**fd));
        let table_entry = descriptors::remove(held, number);
        held.released(Blocking::File, move || drop((table_entry, descriptor)));
    }
    written
}
