//! `_files`: the calls of `os` on files that stand beside the usual ones: links, permissions, times, positions.
//!
//! All of them may reach a disk and run without the GIL.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use gilvm_vm::error::R;
use gilvm_vm::error::Raised;
use gilvm_vm::gil::Blocking;
use gilvm_vm::held::Held;
use gilvm_vm::native::ModuleDef;
use gilvm_vm::native::NativeDef;
use gilvm_vm::value::Value;
use rustix::fs::AtFlags;
use rustix::fs::CWD;
use rustix::fs::OFlags;
use rustix::fs::SeekFrom;
use rustix::fs::Timespec;
use rustix::fs::Timestamps;
use rustix::io::Errno;

use super::fspath;
use super::os_error_at;
use super::path_of;
use crate::descriptors;
use crate::descriptors::Descriptor;
use crate::modules::io::os_error;
use crate::modules::io::os_error_parts;
use crate::wait::descriptors as door;

/// The module.
pub(crate) const MODULE: ModuleDef = ModuleDef {
    name: "_files",
    doc: "Files: links, permissions, times, positions.",
    functions: &[
        NativeDef::new(
            "symlink(src, dst, target_is_directory=False)",
            "Create a symbolic link.",
            |held, a| pair(held, "symlink", a, |from, to| std::os::unix::fs::symlink(from, to)),
        ),
        NativeDef::new("link(src, dst)", "Create a hard link to a file.", |held, a| {
            pair(held, "link", a, |from, to| std::fs::hard_link(from, to))
        }),
        NativeDef::new("readlink(path)", "Return what a symbolic link points to.", |held, a| {
            let target = at(held, "readlink", &a[0], |path| std::fs::read_link(path))?;
            Ok(Value::from(target.to_string_lossy().into_owned()))
        }),
        NativeDef::new(
            "chmod(path, mode, *, follow_symlinks=True)",
            "Change the permissions of a file.",
            |held, a| {
                let mode = held.index_i64(&a[1])? as u32;
                at(held, "chmod", &a[0], move |path| {
                    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode & 0o7777))
                })?;
                Ok(Value::None)
            },
        ),
        NativeDef::new(
            "utime(path, times=None, *, ns=None, follow_symlinks=True)",
            "Set the access and modified time of path.",
            utime,
        ),
        NativeDef::new("truncate(path, length)", "Truncate a file to a length.", |held, a| {
            let Ok(length) = u64::try_from(held.index_i64(&a[1])?) else {
                return Err(os_error_at(held, &Errno::INVAL.into(), &a[0]));
            };
            match held.base_ref(&a[0]) {
                Value::Int(_) => on_descriptor(held, &a[0], |fd| rustix::fs::ftruncate(fd, length))?,
                _ => at(held, "truncate", &a[0], |path| {
                    std::fs::OpenOptions::new().write(true).open(path)?.set_len(length)
                })?,
            }
            Ok(Value::None)
        }),
        NativeDef::new("ftruncate(fd, length, /)", "Truncate a file to a length.", |held, a| {
            let length = length(held, &a[1])?;
            on_descriptor(held, &a[0], |fd| rustix::fs::ftruncate(fd, length))?;
            Ok(Value::None)
        }),
        NativeDef::new(
            "lseek(fd, position, whence, /)",
            "Set the position of a file descriptor.",
            |held, a| {
                let (offset, whence) = (held.index_i64(&a[1])?, held.index_i64(&a[2])?);
                let to = match (whence, u64::try_from(offset)) {
                    (0, Ok(offset)) => SeekFrom::Start(offset),
                    (1, _) => SeekFrom::Current(offset),
                    (2, _) => SeekFrom::End(offset),
                    _ => return Err(os_error(&Errno::INVAL.into())),
                };
                let position = on_descriptor(held, &a[0], |fd| rustix::fs::seek(fd, to))?;
                Ok(Value::Int(position as i64))
            },
        ),
        NativeDef::new("dup(fd, /)", "Return a duplicate of a file descriptor.", |held, a| {
            let copy = on_descriptor(held, &a[0], |fd| rustix::io::fcntl_dupfd_cloexec(fd, 0))?;
            Ok(Value::Int(i64::from(descriptors::add(held, copy))))
        }),
        NativeDef::new("pread(fd, length, offset, /)", "Read from a position of a file.", |held, a| {
            let Ok(size) = usize::try_from(held.index_ssize(&a[1])?) else {
                return Err(os_error(&Errno::INVAL.into()));
            };
            let offset = length(held, &a[2])?;
            let bytes = on_descriptor(held, &a[0], |fd| {
                let mut bytes = Vec::new();
                bytes.try_reserve_exact(size).map_err(|_| Errno::NOMEM)?;
                rustix::io::pread(fd, rustix::buffer::spare_capacity(&mut bytes), offset)?;
                Ok(bytes)
            })?;
            Ok(Value::bytes(bytes))
        }),
        NativeDef::new("pwrite(fd, buffer, offset, /)", "Write at a position of a file.", |held, a| {
            let kept = held.buffer(&a[1])?;
            let bytes: &[u8] = &kept;
            let offset = length(held, &a[2])?;
            on_descriptor(held, &a[0], |fd| rustix::io::pwrite(fd, bytes, offset)).map(Value::from)
        }),
        NativeDef::new("fdatasync(fd)", "Force write of fd to disk without its metadata.", |held, a| {
            on_descriptor(held, &a[0], |fd| rustix::fs::fdatasync(fd))?;
            Ok(Value::None)
        }),
        NativeDef::new("get_blocking(fd, /)", "Whether calls on a descriptor wait.", |held, a| {
            let flags = on_descriptor(held, &a[0], |fd| rustix::fs::fcntl_getfl(fd))?;
            Ok(Value::Bool(!flags.contains(OFlags::NONBLOCK)))
        }),
        NativeDef::new(
            "set_blocking(fd, blocking, /)",
            "Set whether calls on a descriptor wait.",
            |held, a| {
                let waits = held.truthy(&a[1])?;
                on_descriptor(held, &a[0], |fd| rustix::io::ioctl_fionbio(fd, !waits))?;
                Ok(Value::None)
            },
        ),
        NativeDef::new("umask(mask, /)", "Set the umask and return the previous one.", |held, a| {
            let mask = rustix::fs::Mode::from_bits_truncate(held.index_i64(&a[0])? as u32);
            Ok(Value::Int(i64::from(rustix::process::umask(mask).bits())))
        }),
        NativeDef::new("_scan(path, /)", "Names in a folder, each with the letter of its kind.", scan),
        NativeDef::new("_uname()", "What the system calls itself.", |_, _| {
            let name = rustix::system::uname();
            let parts = [name.sysname(), name.nodename(), name.release(), name.version(), name.machine()];
            Ok(Value::tuple(parts.map(|part| Value::from(part.to_string_lossy().into_owned()))))
        }),
    ],
    init: |_, _| Ok(()),
};

/// Does something to a file named by an argument.
fn at<T: Send>(
    held: &mut Held,
    function: &str,
    argument: &Value,
    act: impl Fn(&Path) -> std::io::Result<T> + Send + Sync,
) -> R<T> {
    let path = path_of(held, function, argument)?;
    let result = door::call(held, Blocking::File, |_| Ok::<_, Errno>(act(&path)))?;
    let result = result.map_err(|error| os_error(&error.into()))?;
    result.map_err(|error| os_error_at(held, &error, argument))
}

/// Does something to two files named by arguments.
fn pair(
    held: &mut Held,
    function: &str,
    a: &[Value],
    act: impl Fn(&Path, &Path) -> std::io::Result<()> + Send + Sync,
) -> R {
    let (from, to) = (path_of(held, function, &a[0])?, path_of(held, function, &a[1])?);
    let result = door::call(held, Blocking::File, |_| Ok::<_, Errno>(act(&from, &to)))?;
    match result.map_err(|error| os_error(&error.into()))? {
        Ok(()) => Ok(Value::None),
        Err(error) => {
            let (kind, mut args) = os_error_parts(&error);
            let [from, to] = [0, 1].map(|at| fspath(held, &a[at]).unwrap_or_else(|_| a[at].clone()));
            args.extend([from, Value::None, to]);
            Err(Raised::with(kind, gilvm_vm::error::Detail::Args(args)))
        }
    }
}

/// Does something to a descriptor.
pub(super) fn on_descriptor<T: Send>(
    held: &mut Held,
    number: &Value,
    act: impl Fn(&Descriptor) -> Result<T, Errno> + Send + Sync,
) -> R<T> {
    let number = held.index_i64(number)?;
    let fd = descriptors::get(held, number).ok_or_else(|| os_error(&Errno::BADF.into()))?;
    door::call(held, Blocking::File, |_| act(&fd))?.map_err(|error| os_error(&error.into()))
}

/// A length or position.
fn length(held: &mut Held, value: &Value) -> R<u64> {
    u64::try_from(held.index_i64(value)?).map_err(|_| os_error(&Errno::INVAL.into()))
}

/// A moment in nanoseconds as the system takes it.
fn moment(ns: i64) -> Timespec {
    Timespec { tv_sec: ns.div_euclid(1_000_000_000), tv_nsec: ns.rem_euclid(1_000_000_000) }
}

fn utime(held: &mut Held, a: &[Value]) -> R {
    if !a[1].is_none() && !a[2].is_none() {
        return Err(Raised::value_error("utime: you may specify either 'times' or 'ns' but not both"));
    }
    let given = if a[1].is_none() { &a[2] } else { &a[1] };
    let now = Timespec { tv_sec: 0, tv_nsec: rustix::fs::UTIME_NOW };
    let mut times = Timestamps { last_access: now, last_modification: now };
    if !given.is_none() {
        let Some(tuple) = held.as_tuple(given).filter(|tuple| tuple.items().len() == 2) else {
            return Err(Raised::type_error("utime: 'times' must be either a tuple of two ints or None"));
        };
        let mut read = [0_i64; 2];
        for (slot, value) in read.iter_mut().zip(tuple.items()) {
            *slot = match a[1].is_none() {
                true => held.index_i64(value)?,
                false => crate::modules::time::duration_ns(held, value)?,
            };
        }
        times = Timestamps { last_access: moment(read[0]), last_modification: moment(read[1]) };
    }
    let flags = if held.truthy(&a[3])? { AtFlags::empty() } else { AtFlags::SYMLINK_NOFOLLOW };
    at(held, "utime", &a[0], move |path| {
        rustix::fs::utimensat(CWD, path, &times, flags).map_err(Into::into)
    })?;
    Ok(Value::None)
}

fn scan(held: &mut Held, a: &[Value]) -> R {
    let entries = at(held, "scandir", &a[0], |path| {
        let mut entries = Vec::new();
        for entry in std::fs::read_dir(path)? {
            let entry = entry?;
            let kind = match entry.file_type() {
                Ok(kind) if kind.is_dir() => "d",
                Ok(kind) if kind.is_file() => "f",
                Ok(kind) if kind.is_symlink() => "l",
                Ok(_) | Err(_) => "o",
            };
            entries.push((entry.file_name().to_string_lossy().into_owned(), kind));
        }
        Ok(entries)
    })?;
    let entry = |(name, kind): (String, &str)| Value::tuple([Value::from(name), Value::str(kind)]);
    Ok(Value::list(entries.into_iter().map(entry).collect()))
}
