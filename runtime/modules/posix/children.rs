//! `_children`: waiting for child processes by their numbers, and what their statuses say.
//!
//! The thread that signals are for waits for the news that some child has changed, beside whatever else may come; the
//! others wait in the call itself. Whoever asks first gets a child's status, as the system has it: `subprocess` then
//! finds that its child is gone.

use gilvm_vm::error::R;
use gilvm_vm::error::Raised;
use gilvm_vm::gil::Blocking;
use gilvm_vm::held::Held;
use gilvm_vm::native::ModuleDef;
use gilvm_vm::native::NativeDef;
use gilvm_vm::value::Value;
use rustix::io::Errno;
use rustix::process::Pid;
use rustix::process::WaitOptions;
use rustix::process::WaitStatus;

use super::processes::process_number;
use crate::modules::io::os_error;
use crate::signals;
use crate::wait::descriptors as door;

/// The module.
pub(crate) const MODULE: ModuleDef = ModuleDef {
    name: "_children",
    doc: "Waiting for child processes.",
    functions: &[
        NativeDef::new(
            "waitpid(pid, options, /)",
            "Wait for completion of a given child process.",
            |held, a| {
                let (pid, options) = (process_number(held, &a[0])?, c_int(held, &a[1])?);
                wait(held, pid, WaitOptions::from_bits_retain(options as u32))
            },
        ),
        NativeDef::new("wait()", "Wait for completion of a child process.", |held, _| {
            wait(held, -1, WaitOptions::empty())
        }),
        NativeDef::new(
            "waitstatus_to_exitcode(status)",
            "Convert a wait status to an exit code.",
            |held, a| match Status(c_int(held, &a[0])?) {
                status if status.exited() => Ok(Value::from(i64::from(status.code()))),
                status if status.signaled() => Ok(Value::from(-i64::from(status.end_signal()))),
                status if status.stopped() => Err(Raised::value_error(format!(
                    "process stopped by delivery of signal {}",
                    status.code()
                ))),
                status => Err(Raised::value_error(format!("invalid wait status: {}", status.0))),
            },
        ),
        NativeDef::new(
            "WIFEXITED(status)",
            "Return True if the process returning status exited via the exit() system call.",
            |held, a| Ok(Value::Bool(Status(c_int(held, &a[0])?).exited())),
        ),
        NativeDef::new("WEXITSTATUS(status)", "Return the process return code from status.", |held, a| {
            Ok(Value::from(i64::from(Status(c_int(held, &a[0])?).code())))
        }),
        NativeDef::new(
            "WIFSIGNALED(status)",
            "Return True if the process returning status was terminated by a signal.",
            |held, a| Ok(Value::Bool(Status(c_int(held, &a[0])?).signaled())),
        ),
        NativeDef::new(
            "WTERMSIG(status)",
            "Return the signal that terminated the process that provided the status value.",
            |held, a| Ok(Value::from(i64::from(Status(c_int(held, &a[0])?).end_signal()))),
        ),
        NativeDef::new(
            "WIFSTOPPED(status)",
            "Return True if the process returning status was stopped.",
            |held, a| Ok(Value::Bool(Status(c_int(held, &a[0])?).stopped())),
        ),
        NativeDef::new(
            "WSTOPSIG(status)",
            "Return the signal that stopped the process that provided the status value.",
            |held, a| Ok(Value::from(i64::from(Status(c_int(held, &a[0])?).code()))),
        ),
        NativeDef::new(
            "WCOREDUMP(status, /)",
            "Return True if the process returning status was dumped to a core file.",
            |held, a| Ok(Value::Bool(c_int(held, &a[0])? & 0x80 != 0)),
        ),
        NativeDef::new(
            "WIFCONTINUED(status)",
            "Return True if a particular process was continued from a job control stop.",
            |held, a| Ok(Value::Bool(c_int(held, &a[0])? == 0xffff)),
        ),
    ],
    init: |held, module| {
        let constants = [("WNOHANG", 1), ("WUNTRACED", 2), ("WCONTINUED", 8)];
        for (name, value) in constants {
            held.set_name(module, name, Value::Int(value));
        }
        Ok(())
    },
};

/// What `waitpid` says of a child, read as the C library's macros read it.
#[derive(Clone, Copy)]
struct Status(i32);

impl Status {
    fn end_signal(self) -> i32 {
        self.0 & 0x7f
    }

    /// The exit code of one that exited, the signal of one that was stopped.
    fn code(self) -> i32 {
        self.0 >> 8 & 0xff
    }

    fn exited(self) -> bool {
        self.end_signal() == 0
    }

    fn signaled(self) -> bool {
        !matches!(self.end_signal(), 0 | 0x7f)
    }

    fn stopped(self) -> bool {
        self.0 & 0xff == 0x7f
    }
}

/// An argument that is an `int` of C.
pub(crate) fn c_int(held: &mut Held, value: &Value) -> R<i32> {
    let too_large = || Raised::overflow("Python int too large to convert to C int");
    match held.index(value)? {
        Value::Int(number) => i32::try_from(number).map_err(|_| too_large()),
        _ => Err(too_large()),
    }
}

/// One question to the system about the children that a number means.
fn ask(pid: i32, options: WaitOptions) -> Result<Option<(Pid, WaitStatus)>, Errno> {
    match (pid, Pid::from_raw(pid.saturating_abs())) {
        (-1, _) => rustix::process::wait(options),
        (1.., one) => rustix::process::waitpid(one, options),
        // The own group.
        (_, None) => rustix::process::waitpid(None, options),
        (i32::MIN, _) => Err(Errno::SRCH),
        (_, Some(group)) => rustix::process::waitpgid(group, options),
    }
}

fn wait(held: &mut Held, pid: i32, options: WaitOptions) -> R {
    let waits = !options.contains(WaitOptions::NOHANG);
    let listens = waits && signals::watch_children(held).map_err(|error| os_error(&error))?;
    let ended = door::call(held, Blocking::Child, |wake| {
        if !listens {
            return ask(pid, options);
        }
        match ask(pid, options | WaitOptions::NOHANG) {
            // It is looked for again whenever a child changes: that ends the wait as a signal does.
            Ok(None) => door::poll_once(&[], wake, None).map(|_| None),
            result => result,
        }
    })?;
    let (pid, status) = match ended.map_err(|error| os_error(&error.into()))? {
        Some((pid, status)) => (pid.as_raw_nonzero().get(), status.as_raw()),
        None => (0, 0),
    };
    Ok(Value::tuple([Value::from(i64::from(pid)), Value::from(i64::from(status))]))
}
