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
use gilvm_vm::text::codec::Encoding;
use gilvm_vm::text::codec::Endian;
use gilvm_vm::value::Value;
use rustix::event::PollFlags;
use rustix::fs::FileType;
use rustix::fs::SeekFrom;
use rustix::io::Errno;

use super::os_error;
use super::read::Ahead;
use super::read::Coding;
pub(super) use super::shown::Shown;
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
    /// `None` once it is closed, and if there is a stream below.
    descriptor: Option<Descriptor>,
    /// The stream below, if the layers are apart (`lower`).
    pub(super) lower: Option<Value>,
    /// Whether the stream below was taken away.
    pub(super) is_detached: bool,
    /// Whether `__init__` has succeeded.
    pub(super) is_initialized: bool,
    pub(super) name: Value,
    /// As `open` got it, or as the file shows it; empty if there is none to show.
    pub(super) mode: String,
    /// What the layer of bytes shows.
    pub(super) raw_mode: String,
    pub(super) flavour: Flavour,
    pub(super) readable: bool,
    pub(super) writable: bool,
    /// What the buffer of bytes holds; 0 is none.
    pub(super) capacity: usize,
    /// Whether text goes to the file with each end of a line.
    pub(super) line_buffering: bool,
    /// Whether text is not collected.
    pub(super) write_through: bool,
    pub(super) encoding: Box<str>,
    pub(super) coding: Coding,
    pub(super) errors: Box<str>,
    /// As given to `open`; `None` translates `\r\n` and `\r` to `\n`.
    pub(super) newline: Option<String>,
    pub(super) closes_descriptor: bool,
    /// Whether it is one of the three streams every process has.
    pub(super) is_standard: bool,
    pub(super) ahead: Ahead,
    pub(super) at_end: bool,
    /// Whether the last read found nothing, but would have had to wait: the file does not block.
    pub(super) is_starved: bool,
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
        let mut file = File::empty(flavour);
        file.descriptor = Some(descriptor);
        file.is_initialized = true;
        file.name = name;
        file.mode = mode.to_owned();
        file.raw_mode = format!("{mode}b");
        file.readable = reads || update;
        file.writable = !reads || update;
        file
    }

    /// A file without anything below it.
    pub(super) fn empty(flavour: Flavour) -> File {
        File {
            descriptor: None,
            lower: None,
            is_detached: false,
            is_initialized: false,
            name: Value::None,
            mode: String::new(),
            raw_mode: String::new(),
            flavour,
            readable: false,
            writable: false,
            capacity: if flavour == Flavour::Raw { 0 } else { BUFFER_BYTES },
            line_buffering: false,
            write_through: false,
            encoding: Box::from("UTF-8"),
            coding: Coding::Utf8,
            errors: Box::from("strict"),
            newline: None,
            closes_descriptor: true,
            is_standard: false,
            ahead: Ahead::default(),
            at_end: false,
            is_starved: false,
            iterated: false,
            behind: Vec::new(),
            buffered: 0,
            at_start: true,
        }
    }

    /// Whether the file stands on a descriptor itself, and is open.
    pub(super) fn has_descriptor(&self) -> bool {
        self.descriptor.is_some()
    }

    /// How many bytes the file has from its start, if it stands on a descriptor itself, which knows.
    pub(super) fn size(&self) -> Option<usize> {
        let stat = rustix::fs::fstat(self.descriptor.as_ref()?).ok()?;
        usize::try_from(stat.st_size).ok()
    }

    /// Gives the descriptor away.
    pub(super) fn give_descriptor(&mut self, to: &mut File) {
        to.descriptor = self.descriptor.take();
    }

    /// Gives what lies in the buffer of bytes away; text that is being collected stays.
    pub(super) fn give_buffered(&mut self, to: &mut File) {
        let collected = self.behind.split_off(std::mem::take(&mut self.buffered));
        to.behind = std::mem::replace(&mut self.behind, collected);
        to.buffered = to.behind.len();
    }

    /// Forgets what was read ahead.
    pub(super) fn forget_ahead(&mut self) {
        self.ahead.clear();
        self.at_end = false;
    }

    /// The file goes on at a position: a mark stands at the start only.
    fn stands_at(&mut self, at: u64) {
        self.at_start = at == 0;
        if self.at_start {
            self.ahead.expect_mark();
        }
    }

    /// Forgets what is to be written.
    pub(super) fn forget_behind(&mut self) {
        self.behind.clear();
        self.buffered = 0;
    }

    /// Forgets what was not passed on to the layer below; that of a file which is all layers in one still has it.
    pub(super) fn forget_collected(&mut self) {
        match self.lower {
            Some(_) => self.forget_behind(),
            None => self.behind.truncate(self.buffered),
        }
    }

    /// How much one read asks for at least.
    pub(super) fn portion(&self) -> usize {
        match self.flavour {
            // Without a buffer nothing is read that was not asked for.
            Flavour::Raw => 1,
            Flavour::Text => BUFFER_BYTES,
            _ => self.capacity.max(1),
        }
    }

    /// Whether text is written out for the end of a line in it.
    fn ends_line(&self, text: &str) -> bool {
        self.line_buffering && memchr::memchr2(b'\n', b'\r', text.as_bytes()).is_some()
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
                gilvm_vm::object::after_death(Box::new(move |held| rest.write(held, shown)));
            }
        }
        if let Some(below) = self.lower.take() {
            let bytes = std::mem::take(&mut self.behind);
            let (flavour, shown) = (self.flavour, Shown::of(self));
            gilvm_vm::object::after_death(Box::new(move |held| {
                super::lower::let_go(held, &below, flavour, &bytes, shown);
            }));
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
    fn write(mut self, held: &mut Held, shown: Shown) {
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
        let file = shown.stand_in(held);
        held.report_ignored_here(raised, &file);
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
        if is_closed(held, &file) {
            continue;
        }
        if let Err(raised) = super::lower::flush(held, &file) {
            if let Ok(file) = state(held, &file) {
                file.forget_behind();
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
    let Value::Instance(instance) = this else { return false };
    let is_own = instance.class.get(held.token()).flags.get().builtin;
    is_own && state(held, this).is_ok_and(|file| file.flavour == Flavour::Text && file.writable)
}

/// Whether it is a closed file.
pub(super) fn is_closed(held: &mut Held, this: &Value) -> bool {
    let Ok(file) = state(held, this) else { return false };
    match (&file.descriptor, file.lower.clone()) {
        (Some(_), _) => false,
        (None, None) => !file.is_detached,
        (None, Some(below)) => super::lower::is_closed(held, &below).unwrap_or(false),
    }
}

/// Fails for a file that was detached from what was below it, or never stood on anything.
pub(super) fn check_stands(held: &mut Held, this: &Value) -> R<()> {
    let file = state(held, this)?;
    let is_raw = file.flavour == Flavour::Raw;
    if file.is_detached || !(file.is_initialized || is_raw) { check_open(held, this, "") } else { Ok(()) }
}

/// Fails for a file that has not been initialised.
pub(super) fn check_initialized(held: &mut Held, this: &Value) -> R<()> {
    match state(held, this)?.is_initialized {
        true => Ok(()),
        false => Err(Raised::value_error("I/O operation on uninitialized object")),
    }
}

/// Fails for a closed file; `doing` is for the message.
pub(super) fn check_open(held: &mut Held, this: &Value, doing: &str) -> R<()> {
    let file = state(held, this)?;
    if file.descriptor.is_some() {
        return Ok(());
    }
    let (is_text, is_raw) = (file.flavour == Flavour::Text, file.flavour == Flavour::Raw);
    let is_detached = file.is_detached;
    if !is_raw {
        check_initialized(held, this)?;
    }
    if is_detached {
        let layer = if is_text { "underlying buffer" } else { "raw stream" };
        return Err(Raised::value_error(format!("{layer} has been detached")));
    }
    match state(held, this)?.lower.clone() {
        Some(below) if !super::lower::is_closed(held, &below)? => Ok(()),
        _ if is_raw => Err(Raised::value_error("I/O operation on closed file")),
        _ if is_text || doing.is_empty() => Err(Raised::value_error("I/O operation on closed file.")),
        _ => Err(Raised::value_error(doing.to_owned())),
    }
}

/// The descriptor of an open file that has one itself; `doing` is for the message of a closed one.
pub(super) fn descriptor(held: &mut Held, this: &Value, doing: &str) -> R<Descriptor> {
    match &state(held, this)?.descriptor {
        Some(descriptor) => Ok(descriptor.clone()),
        None => {
            check_open(held, this, doing)?;
            Err(Raised::value_error("I/O operation on a stream without a descriptor"))
        }
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
    if file.coding == Coding::Utf8 && !matches!(file.newline.as_deref(), Some("\r" | "\r\n")) {
        let ends_line = file.ends_line(text);
        return put(held, this, text.as_bytes(), ends_line);
    }
    let ends_line = file.ends_line(text);
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
    put(held, this, bytes.get(mark..).unwrap_or_default(), ends_line)
}

/// What an unbuffered file's `write` does: as much as goes at once, or `None` if nothing does.
pub(super) fn write_some(held: &mut Held, this: &Value, bytes: &[u8]) -> R {
    // Checks the file.
    put(held, this, &[], false)?;
    let descriptor = descriptor(held, this, "I/O operation on closed file.")?;
    match super::super::posix::write_once(held, &descriptor, bytes)? {
        Ok(n) => Ok(Value::from(n)),
        Err(Errno::AGAIN) => Ok(Value::None),
        Err(error) => Err(os_error(&error.into())),
    }
}

/// Adds bytes to a file, writing out what must go; `ends_line`: all of it, since text with the end of a line does.
pub(super) fn put(held: &mut Held, this: &Value, bytes: &[u8], ends_line: bool) -> R<()> {
    let file = state(held, this)?;
    if file.descriptor.is_none() {
        check_open(held, this, "write to closed file")?;
    }
    let file = state(held, this)?;
    if !file.writable {
        let text = match file.flavour {
            Flavour::Text => "not writable",
            Flavour::Raw => "File not open for writing",
            _ => "write",
        };
        return Err(super::unsupported(held, text));
    }
    if !file.ahead.is_empty() {
        match file.flavour {
            // As in CPython what is written follows what was read ahead: a file this short is all of it.
            Flavour::Text => file.forget_ahead(),
            _ => give_back(held, this)?,
        }
    }
    // A long text is not put together with what was collected before.
    let file = state(held, this)?;
    if file.flavour == Flavour::Text && bytes.len() >= BUFFER_BYTES && file.behind.len() > file.buffered {
        match file.overflow() {
            0 => {}
            length => write_front(held, this, length, 0)?,
        }
    }
    let file = state(held, this)?;
    file.behind.extend_from_slice(bytes);
    let length = match file.flavour {
        Flavour::Text if ends_line => file.behind.len(),
        Flavour::Text if !file.write_through && file.behind.len() - file.buffered < BUFFER_BYTES => 0,
        _ => file.overflow(),
    };
    if length == 0 {
        return Ok(());
    }
    let lines = file.line_buffering && file.lower.is_some();
    let room = if file.flavour == Flavour::Text { 0 } else { file.capacity };
    write_front(held, this, length, room)?;
    if lines { super::lower::flush(held, this) } else { Ok(()) }
}

/// Writes out what the buffer holds.
pub(crate) fn drain(held: &mut Held, this: &Value) -> R<()> {
    match state(held, this)?.behind.len() {
        0 => Ok(()),
        length => write_front(held, this, length, 0),
    }
}

/// Writes out the first bytes of what is to be written. The others are in the buffer then, and so is what a stream below
/// did not take at once if it is less than `room`.
fn write_front(held: &mut Held, this: &Value, length: usize, room: usize) -> R<()> {
    let file = state(held, this)?;
    let (descriptor, below, flavour) = (file.descriptor.clone(), file.lower.clone(), file.flavour);
    if descriptor.is_none() && below.is_none() {
        return Ok(());
    }
    let before = file.buffered;
    let mut bytes = std::mem::take(&mut file.behind);
    file.behind = bytes.split_off(length);
    file.buffered = file.behind.len();
    let mut written = 0;
    let result = match (&descriptor, &below) {
        (Some(descriptor), _) => write_out(held, descriptor, &bytes, &mut written),
        (None, Some(below)) => super::lower::write(held, flavour, below, &bytes, &mut written, room),
        (None, None) => Ok(Ok(())),
    };
    if matches!(result, Ok(Ok(()))) && written == bytes.len() {
        return Ok(());
    }
    // What did not get out goes out with the next flush, before what came meanwhile; as in CPython only as much of it as
    // the buffer is for: the rest is the business of who wrote it.
    let file = state(held, this)?;
    let rest = bytes.get(written..).unwrap_or_default();
    let is_full = matches!(result, Ok(Err(Errno::AGAIN)));
    let kept = match rest.len() {
        _ if file.flavour == Flavour::Raw => 0,
        length if below.is_some() && length > file.capacity => {
            if is_full {
                file.capacity
            } else {
                before.saturating_sub(written).min(length)
            }
        }
        length if length <= file.capacity.max(BUFFER_BYTES) + BUFFER_BYTES => length,
        _ if is_full => file.capacity,
        _ => 0,
    };
    if file.descriptor.is_some() || file.lower.is_some() {
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
    match Encoding::lookup(encoding) {
        Some(Encoding::Utf16(Endian::Marked)) => 2,
        Some(Encoding::Utf32(Endian::Marked)) => 4,
        Some(Encoding::Utf8Sig) => 3,
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
        let waits = wake.is_some() && waits(descriptor) && door::would_wait(descriptor, PollFlags::OUT);
        let limit = if waits { door::limit(descriptor, PollFlags::OUT) } else { None };
        let until = limit.and_then(clock::deadline_in);
        while let Some(mut rest) = bytes.get(*written..).filter(|rest| !rest.is_empty()) {
            if waits {
                door::poll_one(descriptor.as_fd(), PollFlags::OUT, wake, until)?;
                rest = rest.get(..super::super::posix::PIPE_BYTES).unwrap_or(rest);
            }
            *written += rustix::io::write(descriptor, rest)?;
        }
        Ok(())
    })
}

/// Sets the file's position back to what the script has read up to.
fn give_back(held: &mut Held, this: &Value) -> R<()> {
    let unread = super::read::bytes_ahead(held, this)? as i64;
    let file = state(held, this)?;
    file.forget_ahead();
    let (descriptor, below) = (file.descriptor.clone(), file.lower.clone());
    if unread > 0 {
        match (descriptor, below) {
            // Pipes have no position: what was read ahead stays read.
            (Some(descriptor), _) => drop(rustix::fs::seek(&descriptor, SeekFrom::Current(-unread))),
            (None, Some(below)) => {
                super::lower::call(held, &below, "seek", &[Value::Int(-unread), Value::Int(1)])?;
            }
            (None, None) => {}
        }
    }
    Ok(())
}

/// Moves the position; returns the new one.
pub(super) fn seek(held: &mut Held, this: &Value, to: SeekFrom) -> R<u64> {
    check_open(held, this, "seek of closed file")?;
    let file = state(held, this)?;
    file.iterated = false;
    if let Some(below) = file.lower.clone() {
        let at = super::lower::seek(held, this, &below, to)?;
        state(held, this)?.stands_at(at);
        return Ok(at);
    }
    drain(held, this)?;
    give_back(held, this)?;
    let descriptor = descriptor(held, this, "seek of closed file")?;
    let moved = held.released(Blocking::File, || rustix::fs::seek(&descriptor, to));
    let at = moved.map_err(|error| os_error(&error.into()))?;
    state(held, this)?.stands_at(at);
    Ok(at)
}

/// The position of what is read or written next.
pub(super) fn tell(held: &mut Held, this: &Value) -> R<u64> {
    check_open(held, this, "tell of closed file")?;
    drain(held, this)?;
    let at = match state(held, this)?.lower.clone() {
        Some(below) => {
            super::lower::flush(held, this)?;
            let at = super::lower::call(held, &below, "tell", &[])?;
            super::lower::position(held, &at)?
        }
        None => {
            let descriptor = descriptor(held, this, "tell of closed file")?;
            rustix::fs::tell(&descriptor).map_err(|error| os_error(&error.into()))?
        }
    };
    Ok(at.saturating_sub(super::read::bytes_ahead(held, this)?))
}

/// Writes out what is buffered and closes the file; closing twice does nothing.
pub(super) fn close(held: &mut Held, this: &Value) -> R<()> {
    if let Some(below) = state(held, this)?.lower.clone() {
        return super::lower::close(held, this, &below);
    }
    let written = drain(held, this);
    let file = state(held, this)?;
    let closes = file.closes_descriptor && !file.is_standard;
    let Some(descriptor) = file.descriptor.take() else { return written };
    file.forget_behind();
    if let Descriptor::Opened(fd) = &descriptor
        && closes
    {
        let number = i64::from(std::os::fd::AsRawFd::as_raw_fd(&**fd));
        let table_entry = descriptors::remove(held, number);
        held.released(Blocking::File, move || drop((table_entry, descriptor)));
    }
    written
}
