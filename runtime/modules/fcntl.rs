//! `fcntl`: flags of descriptors, and locks on files.
//!
//! The system has no way to wait for a lock on a file beside something else. So the thread that signals are for asks
//! again and again, at growing intervals; the others wait in the call itself.

use gilvm_vm::error::ExcKind;
use gilvm_vm::error::R;
use gilvm_vm::error::Raised;
use gilvm_vm::gil::Blocking;
use gilvm_vm::held::Held;
use gilvm_vm::native::ModuleDef;
use gilvm_vm::native::NativeDef;
use gilvm_vm::value::Value;
use nix::fcntl::FcntlArg;
use rustix::fs::FlockOperation;
use rustix::fs::OFlags;
use rustix::io::Errno;
use rustix::io::FdFlags;

use super::io::os_error;
use super::posix::children::c_int;
use super::select::file_number;
use crate::descriptors;
use crate::descriptors::Descriptor;
use crate::wait::descriptors as door;

const LOCK_SH: i32 = 1;
const LOCK_EX: i32 = 2;
const LOCK_NB: i32 = 4;
const LOCK_UN: i32 = 8;
/// The system takes it for a lock of another kind, and does nothing.
const LOCK_MAND: i32 = 32;

/// The module.
pub(crate) const MODULE: ModuleDef = ModuleDef {
    name: "fcntl",
    doc: "This module performs file control and I/O control on file descriptors.",
    functions: &[
        NativeDef::new(
            "fcntl(fd, cmd, arg=0, /)",
            "Perform the operation `cmd` on file descriptor fd.",
            fcntl,
        ),
        NativeDef::new("flock(fd, operation, /)", "Perform the lock operation on file descriptor fd.", flock),
        NativeDef::new(
            "lockf(fd, cmd, len=0, start=0, whence=0, /)",
            "A wrapper around the fcntl() locking calls.",
            lockf,
        ),
    ],
    init: |held, module| {
        let constants = [
            ("F_DUPFD", 0),
            ("F_GETFD", 1),
            ("F_SETFD", 2),
            ("F_GETFL", 3),
            ("F_SETFL", 4),
            ("F_RDLCK", 0),
            ("F_WRLCK", 1),
            ("F_UNLCK", 2),
            ("F_DUPFD_CLOEXEC", 1030),
            ("F_SETPIPE_SZ", 1031),
            ("F_GETPIPE_SZ", 1032),
            ("FD_CLOEXEC", 1),
            ("LOCK_SH", i64::from(LOCK_SH)),
            ("LOCK_EX", i64::from(LOCK_EX)),
            ("LOCK_NB", i64::from(LOCK_NB)),
            ("LOCK_UN", i64::from(LOCK_UN)),
            ("LOCK_MAND", i64::from(LOCK_MAND)),
            ("LOCK_READ", 64),
            ("LOCK_WRITE", 128),
            ("LOCK_RW", 192),
        ];
        for (name, value) in constants {
            held.set_name(module, name, Value::Int(value));
        }
        Ok(())
    },
};

/// The descriptor that a number or an object with one means.
fn descriptor(held: &mut Held, value: &Value) -> R<Descriptor> {
    let number = file_number(held, value)?;
    if i32::try_from(number).is_err() {
        return Err(Raised::overflow("Python int too large to convert to C int"));
    }
    descriptors::get(held, number).ok_or_else(|| os_error(&Errno::BADF.into()))
}

fn told<T>(result: Result<T, Errno>) -> R<T> {
    result.map_err(|error| os_error(&error.into()))
}

fn fcntl(held: &mut Held, a: &[Value]) -> R {
    let fd = descriptor(held, &a[0])?;
    let command = c_int(held, &a[1])?;
    if held.as_str(&a[2]).is_some() || held.buffer_ref(&a[2]).is_some() {
        return Err(not_supported("fcntl() with a buffer"));
    }
    let given = held.index_i64(&a[2])?;
    let result = match command {
        0 | 1030 => {
            let inheritable = command == 0;
            let Ok(least @ 0..) = i32::try_from(given) else {
                return Err(os_error(&Errno::INVAL.into()));
            };
            let copy = told(door::call(held, Blocking::File, |_| {
                let copy = rustix::io::fcntl_dupfd_cloexec(&fd, least)?;
                if inheritable {
                    rustix::io::fcntl_setfd(&copy, FdFlags::empty())?;
                }
                Ok::<_, Errno>(copy)
            })?)?;
            if inheritable {
                descriptors::expect_inheritable(held);
            }
            i64::from(descriptors::add(held, copy))
        }
        1 => {
            let flags = told(door::call(held, Blocking::File, |_| rustix::io::fcntl_getfd(&fd))?)?;
            i64::from(flags.bits())
        }
        2 => {
            let closes = FdFlags::from_bits_truncate(given as u32).contains(FdFlags::CLOEXEC);
            told(descriptors::set_inheritable(held, &fd, !closes))?;
            0
        }
        3 => {
            let flags = told(door::call(held, Blocking::File, |_| rustix::fs::fcntl_getfl(&fd))?)?;
            i64::from(flags.bits())
        }
        4 => {
            let flags = OFlags::from_bits_retain(given as u32);
            told(door::call(held, Blocking::File, |_| rustix::fs::fcntl_setfl(&fd, flags))?)?;
            0
        }
        1031 => {
            let size = usize::try_from(given).unwrap_or(usize::MAX);
            told(door::call(held, Blocking::File, |_| rustix::pipe::fcntl_setpipe_size(&fd, size))?)? as i64
        }
        1032 => told(door::call(held, Blocking::File, |_| rustix::pipe::fcntl_getpipe_size(&fd))?)? as i64,
        5..=16 | 36..=38 | 1024..=1040 => return Err(not_supported(&format!("fcntl() command {command}"))),
        _ => return Err(os_error(&Errno::INVAL.into())),
    };
    Ok(Value::Int(result))
}

/// What gilvm's `fcntl` does not do, though the system would.
fn not_supported(what: &str) -> Raised {
    Raised::new(ExcKind::NotImplementedError, format!("{what} is not supported"))
}

fn flock(held: &mut Held, a: &[Value]) -> R {
    let fd = descriptor(held, &a[0])?;
    let operation = c_int(held, &a[1])?;
    if operation & LOCK_MAND != 0 {
        return Ok(Value::None);
    }
    let (waiting, at_once) = match operation & !LOCK_NB {
        LOCK_SH => (FlockOperation::LockShared, FlockOperation::NonBlockingLockShared),
        LOCK_EX => (FlockOperation::LockExclusive, FlockOperation::NonBlockingLockExclusive),
        LOCK_UN => (FlockOperation::Unlock, FlockOperation::NonBlockingUnlock),
        _ => return Err(os_error(&Errno::INVAL.into())),
    };
    let waits = operation & LOCK_NB == 0;
    lock(held, waits, |waits| rustix::fs::flock(&fd, if waits { waiting } else { at_once }))
}

fn lockf(held: &mut Held, a: &[Value]) -> R {
    let fd = descriptor(held, &a[0])?;
    let operation = c_int(held, &a[1])?;
    let (length, start) = (held.index_i64(&a[2])?, held.index_i64(&a[3])?);
    let whence = c_int(held, &a[4])?;
    let kind = match operation {
        LOCK_UN => libc::F_UNLCK,
        _ if operation & LOCK_SH != 0 => libc::F_RDLCK,
        _ if operation & LOCK_EX != 0 => libc::F_WRLCK,
        _ => return Err(Raised::value_error("unrecognized lockf argument")),
    };
    let range = told(range(kind, whence, start, length))?;
    let waits = operation & LOCK_NB == 0;
    lock(held, waits, |waits| set_lock(&fd, &range, waits))
}

/// `os.lockf`: a lock on so many bytes from the current position on.
pub(crate) fn lock_ahead(held: &mut Held, fd: &Descriptor, command: i32, length: i64) -> R {
    let kind = match command {
        0 => libc::F_UNLCK,
        1..=3 => libc::F_WRLCK,
        _ => return Err(os_error(&Errno::INVAL.into())),
    };
    let mut range = told(range(kind, libc::SEEK_CUR, 0, length))?;
    if command != 3 {
        return lock(held, command == 1, |waits| set_lock(fd, &range, waits));
    }
    let found = door::call(held, Blocking::File, |_| {
        nix::fcntl::fcntl(fd, FcntlArg::F_GETLK(&mut range)).map_err(of_nix)?;
        Ok(i32::from(range.l_type) == libc::F_UNLCK)
    })?;
    match told(found)? {
        true => Ok(Value::None),
        false => Err(os_error(&Errno::ACCESS.into())),
    }
}

/// Locks or unlocks. `act` is told whether to wait.
fn lock(held: &mut Held, waits: bool, mut act: impl FnMut(bool) -> Result<(), Errno> + Send) -> R {
    let locked = match waits {
        true => door::call_again(held, Blocking::File, |at_once| act(!at_once))?,
        false => door::call(held, Blocking::File, |_| act(false))?,
    };
    told(locked)?;
    Ok(Value::None)
}

/// A part of a file.
fn range(kind: i32, whence: i32, start: i64, length: i64) -> Result<libc::flock, Errno> {
    let narrow = |number: i32| i16::try_from(number).map_err(|_| Errno::INVAL);
    Ok(libc::flock {
        l_type: narrow(kind)?,
        l_whence: narrow(whence)?,
        l_start: start,
        l_len: length,
        l_pid: 0,
    })
}

fn set_lock(fd: &Descriptor, range: &libc::flock, waits: bool) -> Result<(), Errno> {
    let command = if waits { FcntlArg::F_SETLKW(range) } else { FcntlArg::F_SETLK(range) };
    nix::fcntl::fcntl(fd, command).map(drop).map_err(of_nix)
}

fn of_nix(error: nix::errno::Errno) -> Errno {
    Errno::from_raw_os_error(error as i32)
}
