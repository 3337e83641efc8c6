//! `_descriptors`: the calls of `os` on descriptors as such: copies under a chosen number, what children inherit,
//! several buffers at once, and from one descriptor to another.

use gilvm_vm::error::ExcKind;
use gilvm_vm::error::R;
use gilvm_vm::error::Raised;
use gilvm_vm::gil::Blocking;
use gilvm_vm::held::Held;
use gilvm_vm::native::ModuleDef;
use gilvm_vm::native::NativeDef;
use gilvm_vm::protocol::buffer::Buffer;
use gilvm_vm::protocol::buffer::Room;
use gilvm_vm::value::Value;
use rustix::fs::CWD;
use rustix::fs::FileType;
use rustix::fs::Mode;
use rustix::fs::OFlags;
use rustix::io::Errno;
use rustix::pipe::PipeFlags;

use super::children::c_int;
use super::descriptor;
use super::files::on_descriptor;
use super::path_of;
use super::read_once;
use super::write_in_pieces;
use super::write_once;
use crate::descriptors;
use crate::modules::fcntl;
use crate::modules::io::os_error;
use crate::wait::descriptors as door;

/// The module.
pub(crate) const MODULE: ModuleDef = ModuleDef {
    name: "_descriptors",
    doc: "File descriptors.",
    functions: &[
        NativeDef::new("dup2(fd, fd2, inheritable=True)", "Duplicate file descriptor.", |held, a| {
            let (number, inheritable) = (c_int(held, &a[1])?, held.truthy(&a[2])?);
            let number_of_source = Value::from(i64::from(c_int(held, &a[0])?));
            let fd = descriptor(held, &number_of_source)?;
            told(descriptors::copy_to(held, &fd, number, inheritable))?;
            Ok(Value::from(i64::from(number)))
        }),
        NativeDef::new(
            "get_inheritable(fd, /)",
            "Get the close-on-exe flag of the specified file descriptor.",
            |held, a| {
                let fd = descriptor(held, &a[0])?;
                Ok(Value::Bool(told(descriptors::is_inheritable(&fd))?))
            },
        ),
        NativeDef::new(
            "set_inheritable(fd, inheritable, /)",
            "Set the inheritable flag of the specified file descriptor.",
            |held, a| {
                let number = held.index_i64(&a[0])?;
                let inheritable = c_int(held, &a[1])? != 0;
                let fd = descriptor(held, &Value::Int(number))?;
                told(descriptors::set_inheritable(held, &fd, inheritable))?;
                Ok(Value::None)
            },
        ),
        NativeDef::new("pipe2(flags, /)", "Create a pipe with flags set atomically.", |held, a| {
            let flags = PipeFlags::from_bits_retain(c_int(held, &a[0])? as u32);
            let ends = door::call(held, Blocking::File, |_| rustix::pipe::pipe_with(flags))?;
            let (reader, writer) = told(ends)?;
            if !flags.contains(PipeFlags::CLOEXEC) {
                descriptors::expect_inheritable(held);
            }
            let ends = [descriptors::add(held, reader), descriptors::add(held, writer)];
            Ok(Value::tuple(ends.map(|number| Value::from(i64::from(number)))))
        }),
        NativeDef::new(
            "closerange(fd_low, fd_high, /)",
            "Closes all file descriptors in a range.",
            |held, a| {
                let (first, end) = (c_int(held, &a[0])?, c_int(held, &a[1])?);
                for number in descriptors::numbers(held, first, end) {
                    drop(descriptors::remove(held, i64::from(number)));
                }
                Ok(Value::None)
            },
        ),
        NativeDef::new("readv(fd, buffers, /)", "Read from a file descriptor into buffers.", |held, a| {
            let number = held.index_i64(&a[0])?;
            let (targets, size) = targets(held, "readv", &a[1])?;
            let fd = descriptor(held, &Value::Int(number))?;
            let bytes = read_once(held, &fd, size)?;
            scatter(held, &targets, &bytes)
        }),
        NativeDef::new(
            "writev(fd, buffers, /)",
            "Write the contents of buffers to a descriptor.",
            |held, a| {
                let number = held.index_i64(&a[0])?;
                let (bytes, _kept) = gather(held, "writev", &a[1])?;
                let fd = descriptor(held, &Value::Int(number))?;
                Ok(Value::from(told(write_once(held, &fd, &bytes)?)?))
            },
        ),
        NativeDef::new(
            "preadv(fd, buffers, offset, /)",
            "Read from a position of a file into buffers.",
            |held, a| {
                let number = Value::Int(held.index_i64(&a[0])?);
                let (targets, size) = targets(held, "preadv", &a[1])?;
                let offset = position(held, &a[2])?;
                let bytes = on_descriptor(held, &number, |fd| {
                    let mut bytes = vec![0; size];
                    let n = rustix::io::pread(fd, &mut bytes, offset)?;
                    bytes.truncate(n);
                    Ok(bytes)
                })?;
                scatter(held, &targets, &bytes)
            },
        ),
        NativeDef::new(
            "pwritev(fd, buffers, offset, /)",
            "Write the contents of buffers at a position of a file.",
            |held, a| {
                let number = Value::Int(held.index_i64(&a[0])?);
                let (bytes, _kept) = gather(held, "pwritev", &a[1])?;
                let offset = position(held, &a[2])?;
                on_descriptor(held, &number, |fd| rustix::io::pwrite(fd, &bytes, offset)).map(Value::from)
            },
        ),
        NativeDef::new(
            "sendfile(out_fd, in_fd, offset, count)",
            "Copy bytes from one descriptor to another.",
            sendfile,
        ),
        NativeDef::new(
            "mkfifo(path, mode=438, *, dir_fd=None)",
            "Create a \"fifo\" (a POSIX named pipe).",
            |held, a| {
                let path = path_of(held, "mkfifo", &a[0])?;
                let mode = Mode::from_bits_truncate(c_int(held, &a[1])? as u32);
                // The error names no file, as CPython's does not.
                told(door::call(held, Blocking::File, |_| {
                    rustix::fs::mknodat(CWD, &path, FileType::Fifo, mode, 0)
                })?)?;
                Ok(Value::None)
            },
        ),
        NativeDef::new(
            "ttyname(fd, /)",
            "Return the name of the terminal device of a descriptor.",
            |held, a| {
                let fd = descriptor(held, &a[0])?;
                let name = told(rustix::termios::ttyname(&fd, Vec::new()))?;
                Ok(Value::from(name.to_string_lossy().into_owned()))
            },
        ),
        NativeDef::new(
            "lockf(fd, command, length, /)",
            "Apply, test or remove a POSIX lock on an open file descriptor.",
            |held, a| {
                let fd = descriptor(held, &a[0])?;
                let (command, length) = (c_int(held, &a[1])?, held.index_i64(&a[2])?);
                fcntl::lock_ahead(held, &fd, command, length)
            },
        ),
    ],
    init: |held, module| {
        let flags = [
            ("O_ACCMODE", OFlags::RWMODE.bits()),
            ("O_DIRECT", OFlags::DIRECT.bits()),
            ("O_DIRECTORY", OFlags::DIRECTORY.bits()),
            ("O_DSYNC", OFlags::DSYNC.bits()),
            ("O_FSYNC", OFlags::SYNC.bits()),
            ("O_LARGEFILE", 0),
            ("O_NDELAY", OFlags::NONBLOCK.bits()),
            ("O_NOATIME", OFlags::NOATIME.bits()),
            ("O_NOCTTY", OFlags::NOCTTY.bits()),
            ("O_NOFOLLOW", OFlags::NOFOLLOW.bits()),
            ("O_PATH", OFlags::PATH.bits()),
            ("O_RSYNC", OFlags::SYNC.bits()),
            ("O_TMPFILE", OFlags::TMPFILE.bits()),
            ("F_ULOCK", 0),
            ("F_LOCK", 1),
            ("F_TLOCK", 2),
            ("F_TEST", 3),
            ("SEEK_DATA", 3),
            ("SEEK_HOLE", 4),
        ];
        for (name, value) in flags {
            held.set_name(module, name, Value::Int(i64::from(value)));
        }
        Ok(())
    },
};

fn told<T>(result: Result<T, Errno>) -> R<T> {
    result.map_err(|error| os_error(&error.into()))
}

/// A position in a file.
fn position(held: &mut Held, value: &Value) -> R<u64> {
    u64::try_from(held.index_i64(value)?).map_err(|_| os_error(&Errno::INVAL.into()))
}

/// The items of a sequence of buffers.
fn buffers(held: &mut Held, function: &str, value: &Value) -> R<Vec<Value>> {
    let getitem = held.intern("__getitem__");
    if matches!(held.base_ref(value), Value::Dict(_)) || held.getattr_opt(value, &getitem)?.is_none() {
        return Err(Raised::type_error(format!("{function}() arg 2 must be a sequence")));
    }
    held.collect(value)
}

/// Buffers to read into, and how many bytes they take.
fn targets(held: &mut Held, function: &str, value: &Value) -> R<(Vec<Room>, usize)> {
    let (mut targets, mut size) = (Vec::new(), 0usize);
    for buffer in buffers(held, function, value)? {
        let Some(room) = held.room(&buffer) else {
            // What is no buffer at all is told first.
            held.buffer(&buffer)?;
            let is_view = held.is_memoryview(&buffer);
            let words = match is_view {
                true => "memoryview: underlying buffer is not writable",
                false => "Object is not writable.",
            };
            return Err(Raised::new(ExcKind::BufferError, words));
        };
        size = size.saturating_add(room.size());
        targets.push(room);
    }
    Ok((targets, size))
}

/// Puts bytes into buffers, in order; returns how many.
fn scatter(held: &mut Held, targets: &[Room], bytes: &[u8]) -> R {
    let mut rest = bytes;
    for target in targets {
        let (piece, after) = rest.split_at(rest.len().min(target.size()));
        rest = after;
        target.put(held, 0, piece);
    }
    Ok(Value::from(bytes.len()))
}

/// The bytes of buffers, one after the other; and the buffers, kept as long as the bytes are used.
fn gather(held: &mut Held, function: &str, value: &Value) -> R<(Vec<u8>, Vec<Buffer>)> {
    let (mut bytes, mut kept) = (Vec::new(), Vec::new());
    for buffer in buffers(held, function, value)? {
        let buffer = held.buffer(&buffer)?;
        bytes.extend_from_slice(&buffer);
        kept.push(buffer);
    }
    Ok((bytes, kept))
}

fn sendfile(held: &mut Held, a: &[Value]) -> R {
    let (to, from) = (c_int(held, &a[0])?, c_int(held, &a[1])?);
    let mut offset = match &a[2] {
        Value::None => None,
        given => Some(position(held, given)?),
    };
    let Ok(count) = usize::try_from(held.index_ssize(&a[3])?) else {
        return Err(os_error(&Errno::INVAL.into()));
    };
    let [to, from] =
        [descriptor(held, &Value::from(i64::from(to)))?, descriptor(held, &Value::from(i64::from(from)))?];
    let sent = write_in_pieces(held, &to, count, |piece| {
        rustix::fs::sendfile(&to, &from, offset.as_mut(), piece.len())
    })?;
    Ok(Value::from(told(sent)?))
}
