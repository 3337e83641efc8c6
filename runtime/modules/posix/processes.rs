//! Groups of processes and sessions: the calls of `os` that scripts use to end what a child has started, and what `kill` sends.

use gilvm_vm::error::ExcKind;
use gilvm_vm::error::R;
use gilvm_vm::error::Raised;
use gilvm_vm::held::Held;
use gilvm_vm::native::NativeDef;
use gilvm_vm::value::Value;
use rustix::io::Errno;
use rustix::process::Pid;
use rustix::process::Signal;

use super::super::io::os_error;

pub(super) const KILL: NativeDef =
    NativeDef::new("kill(pid, signal, /)", "Kill a process with a signal.", kill);

pub(super) const KILLPG: NativeDef =
    NativeDef::new("killpg(pgid, signal, /)", "Kill a process group with a signal.", |held, a| {
        let group = pid(held, &a[0])?;
        told(send(Receiver::Group(group), signal(held, &a[1])?))
    });

pub(super) const GETPGID: NativeDef =
    NativeDef::new("getpgid(pid)", "Call the system call getpgid().", |held, a| {
        let pid = of_process(pid(held, &a[0])?);
        id(nix::unistd::getpgid(Some(pid)))
    });

pub(super) const GETPGRP: NativeDef =
    NativeDef::new("getpgrp()", "Return the current process group id.", |_, _| {
        id(Ok(nix::unistd::getpgrp()))
    });

pub(super) const SETPGRP: NativeDef =
    NativeDef::new("setpgrp()", "Make the current process the leader of its process group.", |_, _| {
        told(rustix::process::setpgid(None, None))
    });

pub(super) const GETSID: NativeDef =
    NativeDef::new("getsid(pid, /)", "Call the system call getsid(pid) and return the result.", |held, a| {
        let pid = of_process(pid(held, &a[0])?);
        id(nix::unistd::getsid(Some(pid)))
    });

pub(super) const SETSID: NativeDef = NativeDef::new("setsid()", "Call the system call setsid().", |_, _| {
    told(rustix::process::setsid().map(drop))
});

fn kill(held: &mut Held, a: &[Value]) -> R {
    let (process, signal) = (process_number(held, &a[0])?, signal(held, &a[1])?);
    let receiver = match (process, Pid::from_raw(process.saturating_abs())) {
        (-1, _) => {
            let message = "kill() of every process there is (-1) is not supported";
            return Err(Raised::new(ExcKind::NotImplementedError, message));
        }
        (1.., Some(process)) => Receiver::Process(process),
        (_, group) => Receiver::Group(group),
    };
    let oneself = matches!(receiver, Receiver::Process(pid) if pid == rustix::process::getpid());
    if oneself && crate::signals::simulate(signal) {
        crate::signals::handle(held)?;
        return Ok(Value::None);
    }
    told(send(receiver, signal))
}

/// The number of a process, or what calls on processes have instead of one.
pub(super) fn process_number(held: &mut Held, value: &Value) -> R<i32> {
    let number = held.index_i64(value)?;
    i32::try_from(number).map_err(|_| {
        let bound = if number > 0 { "greater than maximum" } else { "less than minimum" };
        Raised::overflow(format!("signed integer is {bound}"))
    })
}

/// Who gets a signal; a group of `None` is the own one.
enum Receiver {
    Process(Pid),
    Group(Option<Pid>),
}

/// A signal's number; what no signal can have becomes -1.
fn signal(held: &mut Held, value: &Value) -> R<i32> {
    Ok(i32::try_from(held.index_i64(value)?).unwrap_or(-1))
}

fn send(receiver: Receiver, signal: i32) -> Result<(), Errno> {
    match (receiver, Signal::from_named_raw(signal)) {
        (_, None) if signal != 0 => Err(Errno::INVAL),
        (Receiver::Process(pid), Some(signal)) => rustix::process::kill_process(pid, signal),
        (Receiver::Process(pid), None) => rustix::process::test_kill_process(pid),
        (Receiver::Group(Some(group)), Some(signal)) => rustix::process::kill_process_group(group, signal),
        (Receiver::Group(Some(group)), None) => rustix::process::test_kill_process_group(group),
        (Receiver::Group(None), Some(signal)) => rustix::process::kill_current_process_group(signal),
        (Receiver::Group(None), None) => rustix::process::test_kill_current_process_group(),
    }
}

/// A process or group; 0, the own one, is `None`.
fn pid(held: &mut Held, value: &Value) -> R<Option<Pid>> {
    let number = i32::try_from(held.index_i64(value)?).unwrap_or(-1);
    match number {
        0 => Ok(None),
        1.. => Ok(Pid::from_raw(number)),
        _ => Err(os_error(&Errno::SRCH.into())),
    }
}

/// A process, as the calls below take it.
fn of_process(pid: Option<Pid>) -> nix::unistd::Pid {
    nix::unistd::Pid::from_raw(pid.map_or(0, |pid| pid.as_raw_nonzero().get()))
}

/// The id of a group or session. It is 0 for one that began outside of this process's PID namespace, as it does for
/// what a container starts: `rustix` takes that to be impossible, so these calls are `nix`'s.
fn id(result: nix::Result<nix::unistd::Pid>) -> R {
    match result {
        Ok(pid) => Ok(Value::Int(i64::from(pid.as_raw()))),
        Err(error) => Err(os_error(&error.into())),
    }
}

fn told(result: Result<(), Errno>) -> R {
    result.map(|()| Value::None).map_err(|error| os_error(&error.into()))
}
