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
use gilvm_vm::native::TypeDef;
use gilvm_vm::object::Class;
use gilvm_vm::rc::Rc;
use gilvm_vm::value::Value;
use rustix::io::Errno;
use rustix::process::Pid;
use rustix::process::WaitOptions;
use rustix::process::WaitStatus;

use super::processes::process_number;
use super::reap;
use super::reap::Usage;
use crate::modules::io::os_error;
use crate::modules::record;
use crate::modules::record::Record;
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
        NativeDef::new("wait3(options)", "Wait for completion of a child process.", |held, a| {
            let options = c_int(held, &a[0])?;
            wait_with_usage(held, -1, options)
        }),
        NativeDef::new(
            "wait4(pid, options)",
            "Wait for completion of a specific child process.",
            |held, a| {
                let (pid, options) = (process_number(held, &a[0])?, c_int(held, &a[1])?);
                wait_with_usage(held, pid, options)
            },
        ),
        NativeDef::new(
            "waitid(idtype, id, options, /)",
            "Return the result of waiting for a process or processes.",
            wait_for_change,
        ),
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
        let constants = [
            ("WNOHANG", 1),
            ("WUNTRACED", 2),
            ("WSTOPPED", 2),
            ("WEXITED", 4),
            ("WCONTINUED", 8),
            ("WNOWAIT", 0x100_0000),
            ("P_ALL", 0),
            ("P_PID", 1),
            ("P_PGID", 2),
            ("P_PIDFD", 3),
            ("CLD_EXITED", 1),
            ("CLD_KILLED", 2),
            ("CLD_DUMPED", 3),
            ("CLD_TRAPPED", 4),
            ("CLD_STOPPED", 5),
            ("CLD_CONTINUED", 6),
        ];
        for (name, value) in constants {
            held.set_name(module, name, Value::Int(value));
        }
        let classes = Classes {
            usage: record::class(held, &STRUCT_RUSAGE_CLASS),
            change: record::class(held, &WAITID_RESULT_CLASS),
        };
        held.set_name(module, "waitid_result", Value::Class(Rc::clone(&classes.change)));
        held.interp.extensions.insert(SLOT, Box::new(classes));
        Ok(())
    },
};

/// `resource.struct_rusage`
pub(crate) static STRUCT_RUSAGE: Record = Record {
    qualified: "resource.struct_rusage",
    attributes: record::fields!(
        "ru_utime",
        "ru_stime",
        "ru_maxrss",
        "ru_ixrss",
        "ru_idrss",
        "ru_isrss",
        "ru_minflt",
        "ru_majflt",
        "ru_nswap",
        "ru_inblock",
        "ru_oublock",
        "ru_msgsnd",
        "ru_msgrcv",
        "ru_nsignals",
        "ru_nvcsw",
        "ru_nivcsw"
    ),
};
static STRUCT_RUSAGE_CLASS: TypeDef = STRUCT_RUSAGE.definition("resource", "struct_rusage", None);

/// `posix.waitid_result`
pub(crate) static WAITID_RESULT: Record = Record {
    qualified: "posix.waitid_result",
    attributes: record::fields!("si_pid", "si_uid", "si_signo", "si_status", "si_code"),
};
static WAITID_RESULT_CLASS: TypeDef = WAITID_RESULT.definition("posix", "waitid_result", None);

const SLOT: &str = "_children";

struct Classes {
    usage: Rc<Class>,
    change: Rc<Class>,
}

fn classes(held: &Held) -> R<&Classes> {
    let slot = held.interp.extensions.get(SLOT);
    slot.and_then(|slot| slot.downcast_ref()).ok_or_else(|| Raised::runtime_error("os is not imported"))
}

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
    let ended = told_of(held, options.bits() as i32, |options| {
        ask(pid, WaitOptions::from_bits_retain(options as u32))
    })?;
    let (pid, status) = match ended {
        Some((pid, status)) => (pid.as_raw_nonzero().get(), status.as_raw()),
        None => (0, 0),
    };
    Ok(Value::tuple([Value::from(i64::from(pid)), Value::from(i64::from(status))]))
}

/// Asks the system, with options such as these, until it says something, or once if the options say so.
fn told_of<T: Send>(
    held: &mut Held,
    options: i32,
    ask: impl Fn(i32) -> Result<Option<T>, Errno> + Send + Sync,
) -> R<Option<T>> {
    const NO_HANG: i32 = 1;
    let waits = options & NO_HANG == 0;
    let listens = waits && signals::watch_children(held).map_err(|error| os_error(&error))?;
    let told = door::call(held, Blocking::Child, |wake| {
        if !listens {
            return ask(options);
        }
        match ask(options | NO_HANG) {
            // It is looked for again whenever a child changes: that ends the wait as a signal does.
            Ok(None) => door::poll_once(&[], wake, None).map(|_| None),
            result => result,
        }
    })?;
    told.map_err(|error| os_error(&error.into()))
}

fn wait_with_usage(held: &mut Held, pid: i32, options: i32) -> R {
    let told = told_of(held, options, |options| {
        reap::wait4(pid, options).map(|told| (told.0 != 0).then_some(told))
    })?;
    let nothing = || (0, 0, Usage { times: [0.0; 2], counts: [0; 14] });
    let (pid, status, usage) = told.unwrap_or_else(nothing);
    let times = usage.times.into_iter().map(Value::Float);
    let items = times.chain(usage.counts.into_iter().map(Value::Int)).collect();
    let usage = record::make(&classes(held)?.usage, items);
    Ok(Value::tuple([Value::Int(i64::from(pid)), Value::Int(i64::from(status)), usage]))
}

fn wait_for_change(held: &mut Held, a: &[Value]) -> R {
    let (kind, id, options) = (c_int(held, &a[0])?, process_number(held, &a[1])?, c_int(held, &a[2])?);
    let told = told_of(held, options, |options| reap::waitid(kind as u32, id as u32, options))?;
    let Some(change) = told else { return Ok(Value::None) };
    let items = change.ids.into_iter().chain(change.news).map(Value::Int).collect();
    Ok(record::make(&classes(held)?.change, items))
}
