//! Groups of processes and sessions: the calls of `os` that scripts use to end what a child has started.

use gilvm_vm::error::R;
use gilvm_vm::held::Held;
use gilvm_vm::native::NativeDef;
use gilvm_vm::value::Value;
use rustix::io::Errno;
use rustix::process::Pid;
use rustix::process::Signal;

use super::super::io::os_error;

pub(super) const KILLPG: NativeDef =
    NativeDef::new("killpg(pgid, signal, /)", "Kill a process group with a signal.", |held, a| {
        let (group, signal) = (pid(held, &a[0])?, held.index_i64(&a[1])?);
        let signal = i32::try_from(signal).unwrap_or(-1);
        let sent = match (group, Signal::from_named_raw(signal)) {
            (Some(group), Some(signal)) => rustix::process::kill_process_group(group, signal),
            (Some(group), None) if signal == 0 => rustix::process::test_kill_process_group(group),
            (None, Some(signal)) => rustix::process::kill_current_process_group(signal),
            _ => Err(Errno::INVAL),
        };
        told(sent)
    });

pub(super) const GETPGID: NativeDef =
    NativeDef::new("getpgid(pid)", "Call the system call getpgid().", |held, a| {
        let pid = pid(held, &a[0])?;
        number(rustix::process::getpgid(pid))
    });

pub(super) const GETPGRP: NativeDef =
    NativeDef::new("getpgrp()", "Return the current process group id.", |_, _| {
        number(Ok(rustix::process::getpgrp()))
    });

pub(super) const SETPGRP: NativeDef =
    NativeDef::new("setpgrp()", "Make the current process the leader of its process group.", |_, _| {
        told(rustix::process::setpgid(None, None))
    });

pub(super) const GETSID: NativeDef =
    NativeDef::new("getsid(pid, /)", "Call the system call getsid(pid) and return the result.", |held, a| {
        let pid = pid(held, &a[0])?;
        number(rustix::process::getsid(pid))
    });

pub(super) const SETSID: NativeDef = NativeDef::new("setsid()", "Call the system call setsid().", |_, _| {
    told(rustix::process::setsid().map(drop))
});

/// A process or group; 0, the own one, is `None`.
fn pid(held: &mut Held, value: &Value) -> R<Option<Pid>> {
    let number = i32::try_from(held.index_i64(value)?).unwrap_or(-1);
    match number {
        0 => Ok(None),
        1.. => Ok(Pid::from_raw(number)),
        _ => Err(os_error(&Errno::SRCH.into())),
    }
}

fn number(result: Result<Pid, Errno>) -> R {
    match result {
        Ok(pid) => Ok(Value::Int(i64::from(pid.as_raw_nonzero().get()))),
        Err(error) => Err(os_error(&error.into())),
    }
}

fn told(result: Result<(), Errno>) -> R {
    result.map(|()| Value::None).map_err(|error| os_error(&error.into()))
}
