//! `posix`: the operating system as functions. `lib/os.py` is what scripts import.
//!
//! Calls that may reach a disk run without the GIL, those that only ask the kernel for a number do not: the list is
//! CPython's (`gil-facts`: `os.getpid()` holds, `os.stat()` releases).

pub(crate) mod children;
pub(crate) mod files;
pub(crate) mod numbers;
mod processes;
pub(crate) mod programs;
mod reap;

use std::os::fd::AsFd;
use std::path::Path;
use std::path::PathBuf;

use gilvm_vm::error::Detail;
use gilvm_vm::error::ExcKind;
use gilvm_vm::error::R;
use gilvm_vm::error::Raised;
use gilvm_vm::gil::Blocking;
use gilvm_vm::held::Held;
use gilvm_vm::native::ModuleDef;
use gilvm_vm::native::NativeDef;
use gilvm_vm::native::TypeDef;
use gilvm_vm::object::Class;
use gilvm_vm::object::Module;
use gilvm_vm::rc::Rc;
use gilvm_vm::value::Value;
use rustix::buffer::spare_capacity;
use rustix::event::PollFlags;
use rustix::fs::Mode;
use rustix::fs::OFlags;
use rustix::io::Errno;
use rustix::process::Pid;
use rustix::thread::CpuSet;

use super::io::os_error;
use super::record;
use super::record::Record;
use crate::clock;
use crate::descriptors;
use crate::descriptors::Descriptor;
use crate::wait::descriptors as door;
use crate::wait::opening;

/// The module.
pub(crate) const MODULE: ModuleDef = ModuleDef {
    name: "posix",
    doc: "This module provides access to operating system functionality.",
    functions: &[
        NativeDef::new("getpid()", "Return the current process id.", |_, _| {
            Ok(Value::from(i64::from(std::process::id())))
        }),
        NativeDef::new("getppid()", "Return the parent's process id.", |_, _| {
            Ok(Value::Int(rustix::process::getppid().map_or(0, |pid| i64::from(pid.as_raw_nonzero().get()))))
        }),
        NativeDef::new("getuid()", "Return the current process's user id.", |_, _| {
            Ok(Value::Int(i64::from(rustix::process::getuid().as_raw())))
        }),
        NativeDef::new("getgid()", "Return the current process's group id.", |_, _| {
            Ok(Value::Int(i64::from(rustix::process::getgid().as_raw())))
        }),
        NativeDef::new("cpu_count()", "Return the number of logical CPUs in the system.", |_, _| cpu_count()),
        NativeDef::new(
            "sched_getaffinity(pid, /)",
            "Return the set of CPUs a process is restricted to.",
            affinity,
        ),
        NativeDef::new(
            "sched_setaffinity(pid, mask, /)",
            "Restrict a process to a set of CPUs.",
            set_affinity,
        ),
        NativeDef::new("sched_yield()", "Voluntarily relinquish the CPU.", |held, _| {
            held.released(Blocking::Native, rustix::thread::sched_yield);
            Ok(Value::None)
        }),
        NativeDef::new("urandom(size, /)", "Return a bytes object containing random bytes.", urandom),
        processes::KILL,
        processes::KILLPG,
        processes::GETPGID,
        processes::GETPGRP,
        processes::SETPGRP,
        processes::GETSID,
        processes::SETSID,
        NativeDef::new(
            "_exit(status)",
            "Exit to the system with specified status, without normal exit processing.",
            exit_now,
        ),
        NativeDef::new("strerror(code, /)", "Translate an error code to a message string.", strerror),
        NativeDef::new("_environ()", "The environment as a dict.", environ),
        NativeDef::new(
            "getcwd()",
            "Return a unicode string representing the current working directory.",
            getcwd,
        ),
        NativeDef::new("chdir(path)", "Change the current working directory.", |held, a| {
            at_path(held, "chdir", &a[0], |path| std::env::set_current_dir(path))
        }),
        NativeDef::new(
            "listdir(path=None)",
            "Return a list containing the names of the files in the directory.",
            listdir,
        ),
        NativeDef::new("mkdir(path, mode=511, *, dir_fd=None)", "Create a directory.", mkdir),
        NativeDef::new("rmdir(path, *, dir_fd=None)", "Remove a directory.", |held, a| {
            at_path(held, "rmdir", &a[0], |path| std::fs::remove_dir(path))
        }),
        NativeDef::new("remove(path, *, dir_fd=None)", "Remove a file.", |held, a| {
            at_path(held, "remove", &a[0], |path| std::fs::remove_file(path))
        }),
        NativeDef::new("unlink(path, *, dir_fd=None)", "Remove a file.", |held, a| {
            at_path(held, "unlink", &a[0], |path| std::fs::remove_file(path))
        }),
        NativeDef::new(
            "rename(src, dst, *, src_dir_fd=None, dst_dir_fd=None)",
            "Rename a file or directory.",
            |held, a| rename(held, "rename", a),
        ),
        NativeDef::new(
            "replace(src, dst, *, src_dir_fd=None, dst_dir_fd=None)",
            "Rename a file or directory, overwriting the destination.",
            |held, a| rename(held, "replace", a),
        ),
        NativeDef::new(
            "stat(path, *, dir_fd=None, follow_symlinks=True)",
            "Perform a stat system call on the given path.",
            stat,
        ),
        NativeDef::new(
            "lstat(path, *, dir_fd=None)",
            "Perform a stat system call, without following symbolic links.",
            lstat,
        ),
        NativeDef::new("fstat(fd)", "Perform a stat system call on the given file descriptor.", fstat),
        NativeDef::new(
            "access(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True)",
            "Test whether a path may be accessed.",
            access,
        ),
        NativeDef::new("open(path, flags, mode=511, *, dir_fd=None)", "Open a file for low level IO.", open),
        NativeDef::new("close(fd)", "Close a file descriptor.", close),
        NativeDef::new("read(fd, length, /)", "Read from a file descriptor.", read),
        NativeDef::new("write(fd, data, /)", "Write a bytes object to a file descriptor.", write),
        NativeDef::new("fsync(fd)", "Force write of fd to disk.", fsync),
        NativeDef::new("pipe()", "Create a pipe.", pipe),
        NativeDef::new("isatty(fd, /)", "Return True if the fd is connected to a terminal.", isatty),
        NativeDef::new(
            "get_terminal_size(fd=1, /)",
            "Return the size of the terminal window as (columns, lines).",
            terminal_size,
        ),
        NativeDef::new(
            "fspath(path)",
            "Return the file system path representation of the object.",
            |held, a| fspath(held, &a[0]),
        ),
        NativeDef::new("_real_path(path, /)", "The path without symbolic links.", real_path),
    ],
    init,
};

/// `os.stat_result`
pub(crate) static STAT_RESULT: Record = Record {
    qualified: "os.stat_result",
    attributes: record::fields!(
        "st_mode", "st_ino", "st_dev", "st_nlink", "st_uid", "st_gid", "st_size"; "st_atime", "st_mtime",
        "st_ctime", "st_atime_ns", "st_mtime_ns", "st_ctime_ns", "st_blksize", "st_blocks", "st_rdev"
    ),
};
/// `os.terminal_size`
pub(crate) static TERMINAL_SIZE: Record =
    Record { qualified: "os.terminal_size", attributes: record::fields!("columns", "lines") };

static STAT_RESULT_CLASS: TypeDef = STAT_RESULT.definition("os", "stat_result", None);
static TERMINAL_SIZE_CLASS: TypeDef = TERMINAL_SIZE.definition(
    "os",
    "terminal_size",
    Some(&NativeDef::new("__new__($type, iterable, /)", "", |held, a| {
        record::construct(held, a, "os.terminal_size", 2)
    })),
);

struct Classes {
    stat_result: Rc<Class>,
    terminal_size: Rc<Class>,
}

const SLOT: &str = "posix";

fn init(held: &mut Held, module: &Rc<Module>) -> R<()> {
    let classes = Classes {
        stat_result: record::class(held, &STAT_RESULT_CLASS),
        terminal_size: record::class(held, &TERMINAL_SIZE_CLASS),
    };
    held.set_name(module, "stat_result", Value::Class(Rc::clone(&classes.stat_result)));
    held.set_name(module, "terminal_size", Value::Class(Rc::clone(&classes.terminal_size)));
    held.interp.extensions.insert(SLOT, Box::new(classes));
    let flags = [
        ("O_RDONLY", OFlags::RDONLY),
        ("O_WRONLY", OFlags::WRONLY),
        ("O_RDWR", OFlags::RDWR),
        ("O_CREAT", OFlags::CREATE),
        ("O_EXCL", OFlags::EXCL),
        ("O_TRUNC", OFlags::TRUNC),
        ("O_APPEND", OFlags::APPEND),
        ("O_NONBLOCK", OFlags::NONBLOCK),
        ("O_SYNC", OFlags::SYNC),
        ("O_CLOEXEC", OFlags::CLOEXEC),
    ];
    for (name, flag) in flags {
        held.set_name(module, name, Value::Int(i64::from(flag.bits())));
    }
    for (name, value) in [("F_OK", 0), ("R_OK", 4), ("W_OK", 2), ("X_OK", 1)] {
        held.set_name(module, name, Value::Int(value));
    }
    Ok(())
}

fn classes(held: &mut Held) -> R<&Classes> {
    let slot = held.interp.extensions.get(SLOT);
    slot.and_then(|slot| slot.downcast_ref()).ok_or_else(|| Raised::runtime_error("posix is not imported"))
}

/// Fills a buffer with random bytes of the system.
pub(crate) fn fill_random(bytes: &mut [u8]) -> std::io::Result<()> {
    let mut filled = 0;
    while filled < bytes.len() {
        match rustix::rand::getrandom(&mut bytes[filled..], rustix::rand::GetRandomFlags::empty()) {
            Ok(n) => filled += n,
            Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// `str` or `bytes` of a path-like object.
pub(crate) fn fspath(held: &mut Held, value: &Value) -> R {
    if held.as_str(value).is_some() || matches!(held.base_ref(value), Value::Bytes(_)) {
        return Ok(value.clone());
    }
    let method = held.intern("__fspath__");
    let result = held.call_special(value, &method, &[])?;
    match result {
        Some(path) if held.as_str(&path).is_some() || matches!(held.base_ref(&path), Value::Bytes(_)) => {
            Ok(path)
        }
        Some(other) => Err(Raised::type_error(format!(
            "expected {}.__fspath__() to return str or bytes, not {}",
            held.type_name(value),
            held.type_name(&other)
        ))),
        None => Err(Raised::type_error(format!(
            "expected str, bytes or os.PathLike object, not {}",
            held.type_name(value)
        ))),
    }
}

/// An `OSError` of a file, named as the script named it: a path-like object by its text.
pub(crate) fn os_error_at(held: &mut Held, error: &std::io::Error, argument: &Value) -> Raised {
    let name = fspath(held, argument).unwrap_or_else(|_| argument.clone());
    super::io::os_error_at(error, &name)
}

/// A path argument of a function.
pub(crate) fn path_of(held: &mut Held, function: &str, value: &Value) -> R<PathBuf> {
    let path = fspath(held, value).map_err(|raised| {
        if function.is_empty() {
            return raised;
        }
        Raised::type_error(format!(
            "{function}: path should be string, bytes or os.PathLike, not {}",
            held.type_name(value)
        ))
    })?;
    let bytes = match (held.as_str(&path), held.base_ref(&path)) {
        (Some(text), _) => text.as_str().as_bytes().to_vec(),
        (None, Value::Bytes(bytes)) => bytes.as_slice().to_vec(),
        _ => Vec::new(),
    };
    if bytes.contains(&0) {
        return Err(Raised::value_error(match function {
            "" => "embedded null byte".to_owned(),
            function => format!("{function}: embedded null character in path"),
        }));
    }
    Ok(PathBuf::from(<std::ffi::OsString as std::os::unix::ffi::OsStringExt>::from_vec(bytes)))
}

/// Does something to a file named by an argument, without the GIL.
fn at_path(
    held: &mut Held,
    function: &str,
    argument: &Value,
    act: impl FnOnce(&Path) -> std::io::Result<()> + Send,
) -> R {
    let path = path_of(held, function, argument)?;
    held.released(Blocking::File, || act(&path)).map_err(|error| os_error_at(held, &error, argument))?;
    Ok(Value::None)
}

fn cpu_count() -> R {
    // All processors of the system, whatever this process is restricted to.
    let online = std::fs::read_to_string("/sys/devices/system/cpu/online").unwrap_or_default();
    let mut count = 0;
    for range in online.trim().split(',').filter(|range| !range.is_empty()) {
        let (first, last) = range.split_once('-').unwrap_or((range, range));
        if let (Ok(first), Ok(last)) = (first.parse::<i64>(), last.parse::<i64>()) {
            count += last - first + 1;
        }
    }
    if count == 0 {
        count = std::thread::available_parallelism().map_or(1, |n| n.get() as i64);
    }
    Ok(Value::Int(count))
}

/// The process or thread a number means; zero is the caller.
fn process(held: &mut Held, number: &Value) -> R<Option<Pid>> {
    match i32::try_from(held.index_i64(number)?) {
        Ok(number) if number >= 0 => Ok(Pid::from_raw(number)),
        _ => Err(os_error(&Errno::SRCH.into())),
    }
}

fn affinity(held: &mut Held, a: &[Value]) -> R {
    let process = process(held, &a[0])?;
    let set = rustix::thread::sched_getaffinity(process).map_err(|error| os_error(&error.into()))?;
    let cpus = (0..CpuSet::MAX_CPU).filter(|&cpu| set.is_set(cpu)).map(Value::from).collect();
    held.new_set(cpus)
}

fn set_affinity(held: &mut Held, a: &[Value]) -> R {
    let process = process(held, &a[0])?;
    let mut set = CpuSet::new();
    for cpu in held.collect(&a[1])? {
        if !matches!(cpu, Value::Int(_) | Value::Bool(_) | Value::BigInt(_)) {
            let message = format!(
                "expected an iterator of ints, but iterator yielded <class '{}'>",
                held.type_name(&cpu)
            );
            return Err(Raised::type_error(message));
        }
        let cpu = held.index_i64(&cpu)?;
        match usize::try_from(cpu) {
            Err(_) => return Err(Raised::value_error("negative CPU number")),
            Ok(_) if i32::try_from(cpu).is_err() => {
                return Err(Raised::new(ExcKind::OverflowError, "CPU number too large"));
            }
            // No kernel this is built for has more.
            Ok(cpu) if cpu < CpuSet::MAX_CPU => set.set(cpu),
            Ok(_) => {}
        }
    }
    rustix::thread::sched_setaffinity(process, &set).map_err(|error| os_error(&error.into()))?;
    crate::threads::stop_reusing(held);
    Ok(Value::None)
}

fn urandom(held: &mut Held, a: &[Value]) -> R {
    const BYTES_MAX: usize = 1 << 32;
    let size = held.index_ssize(&a[0])?;
    let Ok(size) = usize::try_from(size) else {
        return Err(Raised::value_error("negative argument not allowed"));
    };
    if size > BYTES_MAX {
        return Err(Raised::with(ExcKind::MemoryError, Detail::None));
    }
    let bytes = held.released(Blocking::Native, move || {
        let mut bytes = vec![0; size];
        fill_random(&mut bytes).map(|()| bytes)
    });
    Ok(Value::bytes(bytes.map_err(|error| os_error(&error))?))
}

fn exit_now(held: &mut Held, a: &[Value]) -> R {
    let status = held.index_i64(&a[0])?;
    std::process::exit(i32::try_from(status).unwrap_or(1))
}

fn strerror(held: &mut Held, a: &[Value]) -> R {
    let code = held.index_i64(&a[0])?;
    let text = std::io::Error::from_raw_os_error(i32::try_from(code).unwrap_or(-1)).to_string();
    Ok(Value::str(text.split(" (os error").next().unwrap_or("")))
}

fn environ(held: &mut Held, _: &[Value]) -> R {
    let dict = held.new_dict();
    for (name, value) in std::env::vars_os() {
        let name = held.intern(&name.to_string_lossy());
        held.dict_set_str(&dict, &name, Value::from(value.to_string_lossy().into_owned()));
    }
    Ok(Value::Dict(dict))
}

fn path_value(path: &Path) -> Value {
    Value::from(path.to_string_lossy().into_owned())
}

fn getcwd(held: &mut Held, _: &[Value]) -> R {
    let path = held.released(Blocking::File, std::env::current_dir).map_err(|error| os_error(&error))?;
    Ok(path_value(&path))
}

fn listdir(held: &mut Held, a: &[Value]) -> R {
    let argument = if a[0].is_none() { Value::str(".") } else { a[0].clone() };
    let path = path_of(held, "listdir", &argument)?;
    let names = held.released(Blocking::File, || {
        let mut names = Vec::new();
        for entry in std::fs::read_dir(&path)? {
            names.push(entry?.file_name().to_string_lossy().into_owned());
        }
        Ok(names)
    });
    let names: Vec<String> = names.map_err(|error: std::io::Error| os_error_at(held, &error, &argument))?;
    Ok(Value::list(names.into_iter().map(Value::from).collect()))
}

fn mkdir(held: &mut Held, a: &[Value]) -> R {
    let mode = Mode::from_bits_truncate(held.index_i64(&a[1])? as u32);
    at_path(held, "mkdir", &a[0], move |path| rustix::fs::mkdir(path, mode).map_err(Into::into))
}

fn rename(held: &mut Held, function: &str, a: &[Value]) -> R {
    let (from, to) = (path_of(held, function, &a[0])?, path_of(held, function, &a[1])?);
    match held.released(Blocking::File, || std::fs::rename(&from, &to)) {
        Ok(()) => Ok(Value::None),
        Err(error) => {
            let (kind, mut args) = super::io::os_error_parts(&error);
            let [from, to] = [0, 1].map(|at| fspath(held, &a[at]).unwrap_or_else(|_| a[at].clone()));
            args.extend([from, Value::None, to]);
            Err(Raised::with(kind, Detail::Args(args)))
        }
    }
}

fn stat_value(held: &mut Held, stat: &rustix::fs::Stat) -> R {
    let times = [
        (stat.st_atime, stat.st_atime_nsec),
        (stat.st_mtime, stat.st_mtime_nsec),
        (stat.st_ctime, stat.st_ctime_nsec),
    ];
    let items = vec![
        Value::Int(i64::from(stat.st_mode)),
        Value::Int(stat.st_ino as i64),
        Value::Int(stat.st_dev as i64),
        Value::Int(stat.st_nlink as i64),
        Value::Int(i64::from(stat.st_uid)),
        Value::Int(i64::from(stat.st_gid)),
        Value::Int(stat.st_size),
    ];
    // The items are whole seconds, the attributes of the same name are floats (CPython's `_pystat_fromstructstat`).
    let items = items.into_iter().chain(times.map(|(seconds, _)| Value::Int(seconds))).collect();
    let floats = times.map(|(seconds, nanos)| Value::Float(seconds as f64 + nanos as f64 * 1e-9));
    let nanos = times.map(|(seconds, nanos)| Value::Int(seconds * 1_000_000_000 + nanos as i64));
    let blocks = [stat.st_blksize, stat.st_blocks, stat.st_rdev as i64].map(Value::Int);
    let hidden = floats.into_iter().chain(nanos).chain(blocks).collect();
    Ok(record::make_hiding(&classes(held)?.stat_result, items, hidden))
}

fn stat(held: &mut Held, a: &[Value]) -> R {
    if matches!(a[0], Value::Int(_)) {
        return fstat(held, a);
    }
    let follow = held.truthy(&a[2])?;
    stat_path(held, "stat", &a[0], follow)
}

fn lstat(held: &mut Held, a: &[Value]) -> R {
    stat_path(held, "lstat", &a[0], false)
}

fn stat_path(held: &mut Held, function: &str, argument: &Value, follow: bool) -> R {
    let path = path_of(held, function, argument)?;
    let stat = held.released(Blocking::File, || match follow {
        true => rustix::fs::stat(&path),
        false => rustix::fs::lstat(&path),
    });
    let stat = stat.map_err(|error| os_error_at(held, &error.into(), argument))?;
    stat_value(held, &stat)
}

fn fstat(held: &mut Held, a: &[Value]) -> R {
    let fd = descriptor(held, &a[0])?;
    let stat =
        held.released(Blocking::File, || rustix::fs::fstat(&fd)).map_err(|error| os_error(&error.into()))?;
    stat_value(held, &stat)
}

fn access(held: &mut Held, a: &[Value]) -> R {
    let path = path_of(held, "access", &a[0])?;
    let mode = rustix::fs::Access::from_bits_truncate(held.index_i64(&a[1])? as u32);
    let allowed = held.released(Blocking::File, || rustix::fs::access(&path, mode).is_ok());
    Ok(Value::Bool(allowed))
}

/// The descriptor an argument names.
fn descriptor(held: &mut Held, value: &Value) -> R<Descriptor> {
    let number = held.index_i64(value)?;
    descriptors::get(held, number).ok_or_else(|| os_error(&Errno::BADF.into()))
}

fn open(held: &mut Held, a: &[Value]) -> R {
    let path = path_of(held, "open", &a[0])?;
    let flags = OFlags::from_bits_retain(held.index_i64(&a[1])? as u32) | OFlags::CLOEXEC;
    let mode = Mode::from_bits_truncate(held.index_i64(&a[2])? as u32);
    let opened = opening::open(held, &path, flags, mode, |_| Ok(()))?;
    let fd = opened.map_err(|error| os_error_at(held, &error.into(), &a[0]))?;
    Ok(Value::Int(i64::from(descriptors::add(held, fd))))
}

fn close(held: &mut Held, a: &[Value]) -> R {
    let number = held.index_i64(&a[0])?;
    match descriptors::remove(held, number) {
        Some(fd) => {
            held.released(Blocking::File, move || drop(fd));
            Ok(Value::None)
        }
        None => Err(os_error(&Errno::BADF.into())),
    }
}

/// Calls `act` without the GIL until no signal interrupts it (PEP 475).
pub(crate) fn retried<T: Send>(
    held: &mut Held,
    mut act: impl FnMut() -> Result<T, Errno> + Send,
) -> R<Result<T, Errno>> {
    loop {
        match held.released(Blocking::File, &mut act) {
            Err(Errno::INTR) => crate::signals::handle(held)?,
            result => return Ok(result),
        }
    }
}

fn read(held: &mut Held, a: &[Value]) -> R {
    const BYTES_MAX: usize = 0x7fff_f000;
    let fd = descriptor(held, &a[0])?;
    let Ok(length) = usize::try_from(held.index_ssize(&a[1])?) else {
        return Err(os_error(&Errno::INVAL.into()));
    };
    Ok(Value::bytes(read_once(held, &fd, length.min(BYTES_MAX))?))
}

/// One `read` of at most `length` bytes.
fn read_once(held: &mut Held, fd: &Descriptor, length: usize) -> R<Vec<u8>> {
    let mut bytes = Vec::new();
    if bytes.try_reserve_exact(length).is_err() {
        return Err(Raised::with(ExcKind::MemoryError, Detail::None));
    }
    let listens = crate::signals::listens(held);
    retried(held, || match length {
        // Room that is none is not for the system to see, and for nothing nobody waits.
        0 => crate::signals::read(false, fd, &mut [0; 0]),
        _ => crate::signals::read(listens, fd, spare_capacity(&mut bytes)),
    })?
    .map_err(|error| os_error(&error.into()))?;
    Ok(bytes)
}

/// A pipe that is ready for writing takes as many bytes at once (`PIPE_BUF`).
pub(crate) const PIPE_BYTES: usize = 4096;

fn write(held: &mut Held, a: &[Value]) -> R {
    let number = held.index_i64(&a[0])?;
    let bytes = held.buffer(&a[1])?;
    let fd = descriptors::get(held, number).ok_or_else(|| os_error(&Errno::BADF.into()))?;
    let n = write_once(held, &fd, &bytes)?.map_err(|error| os_error(&error.into()))?;
    Ok(Value::from(n))
}

/// One `write`: what it says is how much went, which is less than all if a signal came.
///
/// # Errors
/// Outer: what a signal handler raises. Inner: what `write` says.
pub(crate) fn write_once(held: &mut Held, fd: &Descriptor, bytes: &[u8]) -> R<Result<usize, Errno>> {
    write_in_pieces(held, fd, bytes.len(), |piece| rustix::io::write(fd, &bytes[piece]))
}

/// What [`write_once`] does, for any call that puts bytes into a descriptor: `act` is told which of the `length` bytes
/// are to go, and says how many went.
///
/// # Errors
/// Outer: what a signal handler raises. Inner: what `act` says.
fn write_in_pieces(
    held: &mut Held,
    fd: &Descriptor,
    length: usize,
    mut act: impl FnMut(std::ops::Range<usize>) -> Result<usize, Errno> + Send,
) -> R<Result<usize, Errno>> {
    // A pipe may be full for ever. Where signals must end the wait, it is filled in pieces that fit.
    let waits = matches!(
        rustix::fs::fstat(fd).map(|stat| rustix::fs::FileType::from_raw_mode(stat.st_mode)),
        Ok(rustix::fs::FileType::Fifo | rustix::fs::FileType::Socket)
    );
    let mut written = 0;
    door::call(held, Blocking::File, |wake| {
        if !waits || wake.is_none() {
            return act(0..length);
        }
        let until = door::limit(fd, PollFlags::OUT).and_then(clock::deadline_in);
        while written < length {
            let piece = written..length.min(written + PIPE_BYTES);
            let polled = match door::would_wait(fd, PollFlags::OUT) {
                true => door::poll_one(fd.as_fd(), PollFlags::OUT, wake, until),
                false => Ok(()),
            };
            match polled.and_then(|()| act(piece)) {
                Ok(0) => break,
                Ok(n) => written += n,
                Err(Errno::INTR) if written > 0 && !crate::signals::has_come() => {}
                // What went is told; the signal is handled at the next check point.
                Err(_) if written > 0 => break,
                Err(error) => return Err(error),
            }
        }
        Ok(written)
    })
}

fn fsync(held: &mut Held, a: &[Value]) -> R {
    let fd = descriptor(held, &a[0])?;
    retried(held, || rustix::fs::fsync(&fd))?.map_err(|error| os_error(&error.into()))?;
    Ok(Value::None)
}

fn pipe(held: &mut Held, _: &[Value]) -> R {
    let made = retried(held, || rustix::pipe::pipe_with(rustix::pipe::PipeFlags::CLOEXEC))?;
    let (reader, writer) = made.map_err(|error| os_error(&error.into()))?;
    let (reader, writer) = (descriptors::add(held, reader), descriptors::add(held, writer));
    Ok(Value::tuple([Value::Int(i64::from(reader)), Value::Int(i64::from(writer))]))
}

fn isatty(held: &mut Held, a: &[Value]) -> R {
    let number = held.index_i64(&a[0])?;
    Ok(Value::Bool(descriptors::get(held, number).is_some_and(rustix::termios::isatty)))
}

fn terminal_size(held: &mut Held, a: &[Value]) -> R {
    let fd = descriptor(held, &a[0])?;
    let size = rustix::termios::tcgetwinsize(&fd).map_err(|error| os_error(&error.into()))?;
    let items = vec![Value::Int(i64::from(size.ws_col)), Value::Int(i64::from(size.ws_row))];
    Ok(record::make(&classes(held)?.terminal_size, items))
}

fn real_path(held: &mut Held, a: &[Value]) -> R {
    let path = path_of(held, "", &a[0])?;
    match held.released(Blocking::File, || std::fs::canonicalize(&path)) {
        Ok(path) => Ok(path_value(&path)),
        Err(error) => Err(os_error_at(held, &error, &a[0])),
    }
}
