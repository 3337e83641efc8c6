//! Streams: the standard ones, files, `print`, `input` and `open`.
//!
//! A file object ([`file`]) has CPython's layers in one: text is appended to a buffer under the GIL, and only writing a
//! full buffer to the file gives the GIL up. So a line printed by one thread is never split by another's, exactly as
//! long as the buffer is in between (unbuffered output writes text and newline apart, and threads' lines mix).

pub(crate) mod file;
mod lower;
mod memory;
mod methods;
mod read;
mod shown;

use gilvm_vm::error::Detail;
use gilvm_vm::error::ExcKind;
use gilvm_vm::error::R;
use gilvm_vm::error::Raised;
use gilvm_vm::held::Held;
use gilvm_vm::native::ModuleDef;
use gilvm_vm::native::NativeDef;
use gilvm_vm::object::Class;
use gilvm_vm::rc::Rc;
use gilvm_vm::types::Kind;
use gilvm_vm::value::Value;
use rustix::fs::Mode;
use rustix::fs::OFlags;
use rustix::io::Errno;

use self::file::File;
use self::file::Flavour;
use crate::descriptors;
use crate::descriptors::Descriptor;
use crate::wait::opening;

/// The built-in functions of this file.
pub(crate) static FUNCTIONS: [NativeDef; 3] = [
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
    OPEN,
];

const OPEN: NativeDef = NativeDef::new(
    "open(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)",
    "Open file and return a stream.  Raise OSError upon failure.",
    open,
);

/// `_io`, on which `lib/io.py` stands.
pub(crate) const MODULE: ModuleDef = ModuleDef {
    name: "_io",
    doc: "The types of streams.",
    functions: &[NativeDef::new(
        "_codec_name(name, /)",
        "How the codec of an encoding is called.",
        codec_name,
    )],
    init: |held, module| {
        // The built-in function itself.
        let (builtins, name) = (Rc::clone(&held.interp.builtins), held.intern("open"));
        if let Some(open) = held.dict_get_str(&builtins, &name) {
            held.set_name(module, "open", open);
        }
        held.set_name(module, "DEFAULT_BUFFER_SIZE", Value::from(file::BUFFER_BYTES));
        for flavour in Flavour::ALL {
            let class = class(held, flavour);
            held.set_name(module, flavour.name(), Value::Class(class));
        }
        let object = Rc::clone(held.object_class());
        let memory = held.new_builtin_class(&memory::MEMORY, vec![object]);
        held.set_name(module, "_Memory", Value::Class(memory));
        let unsupported = unsupported_class(held)?;
        held.set_name(module, "UnsupportedOperation", Value::Class(unsupported));
        Ok(())
    },
};

/// The name that a known encoding goes by.
fn codec_name(held: &mut Held, a: &[Value]) -> R {
    let Some(name) = held.as_str(&a[0]) else {
        let given = held.type_name(&a[0]);
        return Err(Raised::type_error(format!("lookup() argument must be str, not {given}")));
    };
    match gilvm_vm::text::codec::Encoding::lookup(name.as_str()) {
        Some(encoding) => Ok(Value::str(encoding.name())),
        None => Err(Raised::new(ExcKind::LookupError, format!("unknown encoding: {}", name.as_str()))),
    }
}

/// The classes of streams, made when first needed.
#[derive(Default)]
struct Classes {
    streams: [Option<Rc<Class>>; Flavour::ALL.len()],
    unsupported: Option<Rc<Class>>,
}

const SLOT: &str = "_io";

fn classes(held: &mut Held) -> &mut Classes {
    let slot = held.interp.extensions.entry(SLOT).or_insert_with(|| Box::new(Classes::default()));
    match slot.downcast_mut() {
        Some(classes) => classes,
        None => unreachable!("the module owns its extension slot"),
    }
}

/// The class of a flavour of streams.
fn class(held: &mut Held, flavour: Flavour) -> Rc<Class> {
    if let Some(class) = &classes(held).streams[flavour.index()] {
        return Rc::clone(class);
    }
    let object = Rc::clone(held.object_class());
    let class = held.new_builtin_class(methods::definition(flavour), vec![object]);
    classes(held).streams[flavour.index()] = Some(Rc::clone(&class));
    class
}

/// `io.UnsupportedOperation`, which is an `OSError` and a `ValueError`.
fn unsupported_class(held: &mut Held) -> R<Rc<Class>> {
    if let Some(class) = &classes(held).unsupported {
        return Ok(Rc::clone(class));
    }
    let bases = [ExcKind::OSError, ExcKind::ValueError]
        .map(|kind| Value::Class(Rc::clone(held.interp.exception(kind))));
    let namespace = held.new_dict();
    let module = held.intern("__module__");
    held.dict_set_str(&namespace, &module, Value::str("io"));
    let metaclass = Value::Class(Rc::clone(held.interp.kind(Kind::Type)));
    let arguments = [Value::str("UnsupportedOperation"), Value::tuple(bases), Value::Dict(namespace)];
    match held.call(&metaclass, &arguments)? {
        Value::Class(class) => {
            classes(held).unsupported = Some(Rc::clone(&class));
            Ok(class)
        }
        _ => Err(Raised::runtime_error("type() did not make a class")),
    }
}

/// `io.UnsupportedOperation`
fn unsupported(held: &mut Held, message: &str) -> Raised {
    match unsupported_class(held) {
        Ok(class) => Raised::object(held.new_exception(class, vec![Value::str(message)])),
        Err(raised) => raised,
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

/// The three standard streams.
pub(crate) fn standard_streams(held: &mut Held, unbuffered: bool) -> [Value; 3] {
    let text = class(held, Flavour::Text);
    let streams = [
        (Descriptor::Stdin, "<stdin>", "r"),
        (Descriptor::Stdout, "<stdout>", "w"),
        (Descriptor::Stderr, "<stderr>", "w"),
    ];
    streams.map(|(descriptor, name, mode)| {
        let is_stderr = matches!(descriptor, Descriptor::Stderr);
        let through = unbuffered && mode == "w";
        let mut file = File::new(descriptor.clone(), Value::str(name), mode, Flavour::Text);
        file.capacity = if through { 0 } else { block_bytes(&descriptor) };
        file.write_through = through;
        file.line_buffering = !through && (is_stderr || rustix::termios::isatty(&descriptor));
        file.encoding = Box::from("utf-8");
        file.is_standard = true;
        file.closes_descriptor = false;
        file.errors = Box::from(match () {
            () if is_stderr => "backslashreplace",
            () if is_plain_locale() => "surrogateescape",
            () => "strict",
        });
        file::object(&text, file)
    })
}

/// Whether the environment names no language, in which case CPython lets bytes through that are no text.
fn is_plain_locale() -> bool {
    let named = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().filter_map(|name| std::env::var(name).ok());
    named
        .into_iter()
        .find(|value| !value.is_empty())
        .is_none_or(|value| ["C", "POSIX", "C.UTF-8", "C.utf8", "UTF-8"].contains(&value.as_str()))
}

/// The size of a buffer for a file, if nobody says another.
fn block_bytes(descriptor: &Descriptor) -> usize {
    let size = rustix::fs::fstat(descriptor).map_or(0, |stat| stat.st_blksize);
    usize::try_from(size).ok().filter(|size| *size > 1).unwrap_or(file::BUFFER_BYTES)
}

/// What the letters of a mode ask for.
struct OpenMode {
    flags: OFlags,
    text: bool,
    update: bool,
    readable: bool,
}

fn parse_mode(mode: &str) -> R<OpenMode> {
    let wrong = || Raised::value_error(format!("invalid mode: '{mode}'"));
    let mut seen = Vec::new();
    for letter in mode.chars() {
        if !"axrwbt+".contains(letter) || seen.contains(&letter) {
            return Err(wrong());
        }
        seen.push(letter);
    }
    let has = |letter| seen.contains(&letter);
    if has('t') && has('b') {
        return Err(Raised::value_error("can't have text and binary mode at once"));
    }
    let ways = ['r', 'w', 'a', 'x'].iter().filter(|&&way| has(way)).count();
    if ways > 1 {
        return Err(Raised::value_error("must have exactly one of create/read/write/append mode"));
    }
    if ways == 0 {
        return Err(Raised::value_error(
            "Must have exactly one of create/read/write/append mode and at most one plus",
        ));
    }
    let update = has('+');
    let access = if update {
        OFlags::RDWR
    } else if has('r') {
        OFlags::RDONLY
    } else {
        OFlags::WRONLY
    };
    let creation = match () {
        () if has('w') => OFlags::CREATE | OFlags::TRUNC,
        () if has('a') => OFlags::CREATE | OFlags::APPEND,
        () if has('x') => OFlags::CREATE | OFlags::EXCL,
        () => OFlags::empty(),
    };
    let flags = access | creation | OFlags::CLOEXEC;
    Ok(OpenMode { flags, text: !has('b'), update, readable: has('r') || update })
}

impl OpenMode {
    /// How `FileIO` and what stands on it show it.
    fn shown(&self) -> String {
        let created = self.flags.contains(OFlags::EXCL);
        let letter = match () {
            () if created => "x",
            () if self.flags.contains(OFlags::APPEND) => "a",
            () if self.readable => "r",
            () => "w",
        };
        format!("{letter}b{}", if self.update { "+" } else { "" })
    }
}

/// Issues a warning for the line that runs, as `warnings.warn` does.
fn warn(held: &mut Held, category: ExcKind, text: &str) -> R<()> {
    let warnings = held.import_dotted("warnings")?;
    let name = held.intern("warn");
    let category = Value::Class(Rc::clone(held.interp.exception(category)));
    held.call_method(&warnings, &name, &[Value::str(text), category]).map(drop)
}

fn open(held: &mut Held, a: &[Value]) -> R {
    let mode_text = match held.as_str(&a[1]) {
        Some(mode) => mode.as_str().to_owned(),
        None => {
            let given = held.type_name(&a[1]);
            return Err(Raised::type_error(format!("open() argument 'mode' must be str, not {given}")));
        }
    };
    let mode = parse_mode(&mode_text)?;
    let buffering = held.index_i64(&a[2])?;
    for (at, name) in [(3, "an encoding"), (4, "an errors"), (5, "a newline")] {
        if !mode.text && !a[at].is_none() {
            return Err(Raised::value_error(format!("binary mode doesn't take {name} argument")));
        }
    }
    let newline = newline_argument(held, &a[5], "open")?;
    if !mode.text && buffering == 1 {
        let text = "line buffering (buffering=1) isn't supported in binary mode, the default buffer size will be used";
        warn(held, ExcKind::RuntimeWarning, text)?;
    }
    if mode.text && buffering == 0 {
        return Err(Raised::value_error("can't have unbuffered text I/O"));
    }
    let closes = held.truthy(&a[6])?;
    let descriptor = open_descriptor(held, &a[0], &mode, closes, &a[7])?;
    let is_terminal = buffering < 0 && rustix::termios::isatty(&descriptor);
    let capacity = match usize::try_from(buffering) {
        Err(_) | Ok(1) => block_bytes(&descriptor),
        Ok(size) => size,
    };
    let flavour = match (mode.text, buffering, mode.update, mode.readable) {
        (true, ..) => Flavour::Text,
        (false, 0, ..) => Flavour::Raw,
        (false, _, true, _) => Flavour::Random,
        (false, _, false, true) => Flavour::Reader,
        (false, _, false, false) => Flavour::Writer,
    };
    let marked = descriptor.clone();
    let mut file = File::new(descriptor, a[0].clone(), &mode_text, flavour);
    file.closes_descriptor = closes;
    file.mode = if mode.text { mode_text } else { mode.shown() };
    file.raw_mode = mode.shown();
    file.line_buffering = mode.text && (buffering == 1 || (buffering < 0 && is_terminal));
    file.capacity = capacity;
    set_encoding(held, &mut file, "open", &a[3], &a[4])?;
    if file::mark_bytes(&file.encoding) > 0 {
        file.at_start = rustix::fs::tell(&marked).is_ok_and(|at| at == 0);
    }
    file.newline = newline;
    let class = class(held, flavour);
    let object = file::object(&class, file);
    file::remember(held, &object);
    Ok(object)
}

/// What is open then: a path, or a number of a descriptor.
fn open_descriptor(
    held: &mut Held,
    path: &Value,
    mode: &OpenMode,
    closes: bool,
    opener: &Value,
) -> R<Descriptor> {
    let descriptor = match held.base_ref(path) {
        Value::Int(number) if *number < 0 => return Err(Raised::value_error("negative file descriptor")),
        Value::Int(number) => {
            let number = *number;
            // A file that will close its descriptor owns it: the descriptor goes when the file does.
            let own = match closes {
                true => descriptors::borrow(held, number).map(Descriptor::Opened),
                false => None,
            };
            own.or_else(|| descriptors::get(held, number)).ok_or_else(|| os_error(&Errno::BADF.into()))?
        }
        _ if !closes => {
            return Err(Raised::value_error("Cannot use closefd=False with file name"));
        }
        _ if opener.is_none() => open_path(held, path, mode.flags)?,
        _ => open_with(held, opener, path, mode.flags)?,
    };
    if mode.flags.contains(OFlags::APPEND) {
        // So that the position says where the next write goes; what has none has no end either.
        let _ = rustix::fs::seek(&descriptor, rustix::fs::SeekFrom::End(0));
    }
    Ok(descriptor)
}

/// What `newline` may be.
fn newline_argument(held: &mut Held, given: &Value, function: &str) -> R<Option<String>> {
    if given.is_none() {
        return Ok(None);
    }
    match held.as_str(given).map(|text| text.as_str().to_owned()) {
        Some(text) if ["", "\n", "\r", "\r\n"].contains(&text.as_str()) => Ok(Some(text)),
        Some(text) => Err(Raised::value_error(format!("illegal newline value: {text}"))),
        None => {
            let given = held.type_name(given);
            let text = format!("{function}() argument 'newline' must be str or None, not {given}");
            Err(Raised::type_error(text))
        }
    }
}

/// Sets what text is encoded with, as far as it is given.
fn set_encoding(held: &mut Held, file: &mut File, function: &str, encoding: &Value, errors: &Value) -> R<()> {
    for (given, name) in [(encoding, "encoding"), (errors, "errors")] {
        if !given.is_none() && held.as_str(given).is_none() {
            let given = held.type_name(given);
            let text = format!("{function}() argument '{name}' must be str or None, not {given}");
            return Err(Raised::type_error(text));
        }
    }
    if let Some(name) = held.as_str(encoding).filter(|name| name.as_str() != "locale") {
        held.encode_str(&gilvm_vm::object::Str::new("".into()), encoding, &Value::str("strict"))?;
        file.encoding = Box::from(name.as_str());
        file.coding = read::Coding::of(name.as_str());
    }
    if let Some(errors) = held.as_str(errors) {
        file.errors = Box::from(errors.as_str());
    }
    Ok(())
}

/// `FileIO(file, mode, closefd, opener)`
fn init_raw(held: &mut Held, a: &[Value]) -> R {
    let letters = match held.as_str(&a[2]) {
        Some(mode) => mode.as_str().to_owned(),
        None => {
            let given = held.type_name(&a[2]);
            return Err(Raised::type_error(format!("FileIO() argument 'mode' must be str, not {given}")));
        }
    };
    if letters.chars().any(|letter| !"rwxab+".contains(letter)) {
        return Err(Raised::value_error(format!("invalid mode: {letters}")));
    }
    let letters = if letters.contains('b') { letters } else { format!("{letters}b") };
    let mode = parse_mode(&letters)?;
    let closes = held.truthy(&a[3])?;
    let descriptor = open_descriptor(held, &a[1], &mode, closes, &a[4])?;
    let mut file = File::new(descriptor, a[1].clone(), &letters, Flavour::Raw);
    file.closes_descriptor = closes;
    file.mode = mode.shown();
    file.raw_mode = mode.shown();
    file.capacity = 0;
    lower::install(held, &a[0], file)
}

fn open_path(held: &mut Held, path_argument: &Value, flags: OFlags) -> R<Descriptor> {
    let path = super::posix::path_of(held, "", path_argument)?;
    let opened = opening::open(held, &path, flags, Mode::from_bits_truncate(0o666), |fd| {
        let is_folder = rustix::fs::FileType::from_raw_mode(rustix::fs::fstat(fd)?.st_mode).is_dir();
        if is_folder { Err(Errno::ISDIR) } else { Ok(()) }
    })?;
    let fd = opened.map_err(|error| super::posix::os_error_at(held, &error.into(), path_argument))?;
    Ok(Descriptor::Opened(descriptors::lend(held, fd)))
}

/// What a script's own function opens.
fn open_with(held: &mut Held, opener: &Value, path: &Value, flags: OFlags) -> R<Descriptor> {
    let opened = held.call(opener, &[path.clone(), Value::Int(i64::from(flags.bits()))])?;
    let Value::Int(number) = *held.base_ref(&opened) else {
        return Err(Raised::type_error("expected integer from opener"));
    };
    if number < 0 {
        return Err(Raised::value_error(format!("opener returned {number}")));
    }
    let own = descriptors::borrow(held, number).map(Descriptor::Opened);
    own.or_else(|| descriptors::get(held, number)).ok_or_else(|| os_error(&Errno::BADF.into()))
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
    let fast = file::is_text(held, &file);
    let write = held.intern("write");
    let emit = |held: &mut Held, text: Value| -> R<()> {
        match &text {
            Value::Str(text) if fast => file::put_text(held, &file, text.as_str()),
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

/// Writes out what the standard streams hold before a traceback is printed; a failure will be told at the end.
pub(crate) fn flush_quietly(held: &mut Held) {
    let flush = held.intern("flush");
    for name in ["stderr", "stdout"] {
        if let Ok(Some(stream)) = sys_stream(held, name) {
            drop(held.call_method(&stream, &flush, &[]));
        }
    }
}

/// Writes out what `sys.stdout` and `sys.stderr` hold. A failure of stdout is told on stderr.
pub(crate) fn flush_standard_streams(held: &mut Held) -> R<()> {
    let flush = held.intern("flush");
    let mut result = Ok(());
    for name in ["stdout", "stderr"] {
        let Ok(Some(stream)) = sys_stream(held, name) else { continue };
        if file::is_closed(held, &stream) {
            continue;
        }
        let mut flushed = held.call_method(&stream, &flush, &[]);
        if let Err(raised) = &flushed
            && held.matches(raised, ExcKind::KeyboardInterrupt)
        {
            // One that came before the flush is not the stream's fault; one that comes again ends a wait for it.
            flushed = held.call_method(&stream, &flush, &[]);
        }
        if let Err(raised) = flushed {
            if name == "stdout" {
                held.report_ignored_plainly(raised, "on flushing sys.stdout");
            }
            result = Err(Raised::new(ExcKind::OSError, "a standard stream could not be written"));
        }
    }
    result
}
