//! `_subprocess`: child processes. `lib/subprocess.py` is what scripts import.
//!
//! A child is started by the standard library, which never forks without executing: the threads of this process have
//! no copies in the child. Its end is waited for through a descriptor of the process itself (a pidfd), so that a
//! signal ends the wait and any number of threads may wait for one child.

pub(crate) mod posix_spawn;
pub(crate) mod setup;

use std::ffi::OsString;
use std::os::fd::AsFd;
use std::os::fd::OwnedFd;
use std::os::unix::process::CommandExt;
use std::os::unix::process::ExitStatusExt;
use std::process::Command;
use std::process::ExitStatus;
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use gilvm_vm::error::R;
use gilvm_vm::error::Raised;
use gilvm_vm::gil::Blocking;
use gilvm_vm::held::Held;
use gilvm_vm::native::GetSetDef;
use gilvm_vm::native::ModuleDef;
use gilvm_vm::native::NativeDef;
use gilvm_vm::native::TypeDef;
use gilvm_vm::object::Class;
use gilvm_vm::object::Instance;
use gilvm_vm::object::Layout;
use gilvm_vm::object::Payload;
use gilvm_vm::rc::Rc;
use gilvm_vm::value::Value;
use rustix::event::PollFlags;
use rustix::io::Errno;
use rustix::process::Gid;
use rustix::process::Pid;
use rustix::process::PidfdFlags;
use rustix::process::Signal;
use rustix::process::Uid;

use self::setup::Setup;
use self::setup::told_apart;
use super::accounts;
use super::io::os_error;
use super::io::os_error_at;
use super::posix::children::c_int;
use super::posix::path_of;
use crate::clock;
use crate::descriptors;
use crate::descriptors::Descriptor;
use crate::signals;
use crate::signals::bit;
use crate::wait::descriptors as door;
use crate::wait::descriptors::Polled;

/// The module.
pub(crate) const MODULE: ModuleDef = ModuleDef {
    name: "_subprocess",
    doc: "Child processes.",
    functions: &[NativeDef::new(
        "spawn(args, executable, cwd, env, stdin, stdout, stderr, process_group, new_session, umask, pass_fds, \
         restore_signals, close_fds, user, group, extra_groups, /)",
        "Start a program; descriptors are numbers, -1 stands for this process's own.",
        spawn,
    )],
    init: |held, module| {
        let base = Rc::clone(held.object_class());
        let class = held.new_builtin_class(&CHILD, vec![base]);
        held.set_name(module, "Child", Value::Class(Rc::clone(&class)));
        held.interp.extensions.insert(SLOT, Box::new(class));
        Ok(())
    },
};

const SLOT: &str = "_subprocess";

/// How many groups a process may have beside its first (`NGROUPS_MAX`).
const GROUPS_MAX: usize = 1 << 16;

/// Where programs are searched for without `PATH` (`os.defpath`).
const DEFAULT_PATH: &str = "/bin:/usr/bin";

static CHILD: TypeDef = TypeDef {
    name: "Child",
    module: "_subprocess",
    doc: "A process started by this one.",
    layout: Layout::Native("Child"),
    methods: &[
        NativeDef::new("poll($self, /)", "The return code, or None while it runs.", |held, a| {
            let status = state(held, &a[0])?.status()?;
            Ok(status.map_or(Value::None, return_code))
        }),
        NativeDef::new(
            "wait($self, timeout, /)",
            "Wait for the end: the return code, or None in time.",
            wait,
        ),
        NativeDef::new(
            "send_signal($self, signal, /)",
            "Send a signal, unless it is known to have ended.",
            signal,
        ),
    ],
    attributes: &[GetSetDef {
        name: "pid",
        doc: "",
        get: |held, this| Ok(Value::Int(i64::from(state(held, this)?.child.id()))),
        set: None,
    }],
    ..TypeDef::EMPTY
};

/// A child process.
struct Child {
    child: std::process::Child,
    /// Readable once it has ended.
    end: Arc<OwnedFd>,
    /// Whether somebody else got its status.
    taken: bool,
}

impl Child {
    /// How it ended; asking takes the news from the system and keeps it. If somebody else has taken it (`os.waitpid`),
    /// the child is taken to have succeeded, as CPython does.
    fn status(&mut self) -> R<Option<ExitStatus>> {
        if self.taken {
            return Ok(Some(ExitStatus::default()));
        }
        match self.child.try_wait() {
            Err(error) if error.raw_os_error() == Some(Errno::CHILD.raw_os_error()) => {
                self.taken = true;
                Ok(Some(ExitStatus::default()))
            }
            status => status.map_err(|error| os_error(&error)),
        }
    }
}

fn state<'a>(held: &'a mut Held, this: &'a Value) -> R<&'a mut Child> {
    let state = match this {
        Value::Instance(instance) => instance.payload.get_mut(held.token_mut()).native_mut(),
        _ => None,
    };
    state.ok_or_else(|| Raised::type_error("descriptor requires a child process"))
}

/// As `subprocess` has it: the exit code, or the negative number of the signal.
fn return_code(status: ExitStatus) -> Value {
    let code = status.code().or_else(|| status.signal().map(|signal| -signal));
    Value::Int(i64::from(code.unwrap_or(0)))
}

/// A text or path as the system takes it.
fn os_text(held: &mut Held, value: &Value) -> R<OsString> {
    path_of(held, "", value).map(std::path::PathBuf::into_os_string)
}

/// The child's end of a stream.
fn stream(held: &mut Held, value: &Value) -> R<Stdio> {
    let number = held.index_i64(value)?;
    if number == -1 {
        return Ok(Stdio::inherit());
    }
    let fd = descriptors::get(held, number).ok_or_else(|| os_error(&Errno::BADF.into()))?;
    let copy = fd.as_fd().try_clone_to_owned().map_err(|error| os_error(&error))?;
    Ok(Stdio::from(copy))
}

fn spawn(held: &mut Held, a: &[Value]) -> R {
    let words = held.collect(&a[0])?;
    let Some(first) = words.first().cloned() else {
        return Err(Raised::index_error("list index out of range"));
    };
    let program = if a[1].is_none() { first.clone() } else { a[1].clone() };
    let mut command = Command::new(os_text(held, &program)?);
    command.arg0(os_text(held, &first)?);
    for word in words.iter().skip(1) {
        command.arg(os_text(held, word)?);
    }
    if !a[2].is_none() {
        command.current_dir(os_text(held, &a[2])?);
    }
    command.env_clear();
    let mut searched = None;
    for (name, value) in held.mapping_pairs(&a[3])? {
        let (name, value) = (os_text(held, &name)?, os_text(held, &value)?);
        if name == "PATH" {
            searched = Some(value.clone());
        }
        if std::os::unix::ffi::OsStrExt::as_bytes(name.as_os_str()).contains(&b'=') {
            return Err(Raised::value_error("illegal environment variable name"));
        }
        command.env(name, value);
    }
    command.stdin(stream(held, &a[4])?).stdout(stream(held, &a[5])?).stderr(stream(held, &a[6])?);
    let mut prepared = setup(held, &a[8..])?;
    prepared.process_group = match c_int(held, &a[7])? {
        ..0 => None,
        group => Some(group),
    };
    let mut prepared = prepared.install(command);
    let started = door::call(held, Blocking::Child, |_| {
        let child = prepared.spawn();
        Ok::<_, Errno>(child.and_then(|child| {
            let pid = Pid::from_child(&child);
            let end = rustix::process::pidfd_open(pid, PidfdFlags::empty())?;
            Ok(Child { child, end: Arc::new(end), taken: false })
        }))
    })?;
    let child = match started.map_err(|error| os_error(&error.into()))? {
        Ok(child) => child,
        Err(error) => {
            // A program without a name is found wherever it is searched for: it is the folder, which is none.
            let is_folder = prepared.command.get_program().is_empty()
                && std::env::split_paths(&searched.unwrap_or_else(|| DEFAULT_PATH.into()))
                    .any(|folder| folder.is_dir());
            let error = if is_folder { Errno::ACCESS.into() } else { error };
            return Err(blamed(held, &error, &program, &a[2]));
        }
    };
    let class = held.interp.extensions.get(SLOT).and_then(|slot| slot.downcast_ref::<Rc<Class>>());
    let Some(class) = class.cloned() else {
        return Err(Raised::runtime_error("_subprocess is not imported"));
    };
    Ok(Value::Instance(Rc::new(Instance::new(class, Payload::Native(Box::new(child))))))
}

/// What the child does before it becomes the program: a session of its own, its mask for files, the descriptors it
/// keeps, and which signals are as usual.
fn setup(held: &mut Held, a: &[Value]) -> R<Setup> {
    let umask = c_int(held, &a[1])?;
    let umask = u32::try_from(umask).ok().map(rustix::fs::Mode::from_bits_truncate);
    let (mut kept, mut kept_inherited) = (Vec::new(), Vec::new());
    for number in held.collect(&a[2])? {
        let number = held.index_i64(&number)?;
        let Ok(fd) = i32::try_from(number) else {
            return Err(Raised::value_error("bad value(s) in fds_to_keep"));
        };
        if fd < 0 {
            return Err(Raised::value_error("bad value(s) in fds_to_keep"));
        }
        // The standard streams stay open anyway, and what is not open cannot stay open.
        match descriptors::get(held, number) {
            Some(fd @ Descriptor::Opened(_)) => kept.push(fd),
            None if setup::is_inherited(fd) == Some(true) => kept_inherited.push(fd),
            _ => {}
        }
    }
    let broken = bit(signal_hook::consts::SIGPIPE) | bit(signal_hook::consts::SIGXFSZ);
    let ignored = match held.truthy(&a[3])? {
        true => signals::ignored() & !broken,
        false => signals::ignored() | broken,
    };
    // The usual process has nothing to close, and its children start faster for it.
    let closes = held.truthy(&a[4])? && (descriptors::has_inheritable(held) || setup::has_inherited());
    let number = |held: &mut Held, value: &Value, what: &str| match value {
        Value::None => Ok(None),
        given => accounts::id(held, given, what).map(Some),
    };
    let user = number(held, &a[5], "uid")?.map(Uid::from_raw_unchecked);
    let group = number(held, &a[6], "gid")?.map(Gid::from_raw_unchecked);
    let groups = match &a[7] {
        Value::None => None,
        given => {
            let mut groups = Vec::new();
            let numbers = held.collect(given)?;
            if numbers.len() > GROUPS_MAX {
                return Err(Raised::value_error("too many extra_groups"));
            }
            for number in numbers {
                let id = accounts::id(held, &number, "gid");
                let id = id.map_err(|_| Raised::value_error("invalid group id"))?;
                groups.push(Gid::from_raw_unchecked(id));
            }
            Some(groups)
        }
    };
    Ok(Setup {
        new_session: held.truthy(&a[0])?,
        umask,
        groups,
        group,
        user,
        closes,
        kept,
        kept_inherited,
        blocked: signals::mask(held),
        ignored,
        ..Setup::default()
    })
}

/// The error of a start, with the file that is to blame: the folder, if there is none, else the program; none, if it
/// did not come so far.
fn blamed(held: &mut Held, error: &std::io::Error, program: &Value, folder: &Value) -> Raised {
    if let (Some(number), true) = told_apart(error) {
        return os_error(&std::io::Error::from_raw_os_error(number));
    }
    let missing = match folder {
        Value::None => false,
        folder => path_of(held, "", folder).is_ok_and(|folder| !folder.is_dir()),
    };
    os_error_at(error, if missing { folder } else { program })
}

fn wait(held: &mut Held, a: &[Value]) -> R {
    let until = match &a[1] {
        Value::None => None,
        given => {
            let ns = super::time::duration_ns(held, given)?;
            clock::deadline_in(Duration::from_nanos(u64::try_from(ns).unwrap_or(0)))
        }
    };
    // Without the GIL even if the child has ended, as `waitpid` would be.
    let end = Arc::clone(&state(held, &a[0])?.end);
    loop {
        let polled = door::poll(held, Blocking::Child, &[(end.as_fd(), PollFlags::IN)], until)?;
        if let Some(status) = state(held, &a[0])?.status()? {
            return Ok(return_code(status));
        }
        match polled {
            Ok(Polled::Ready(_)) => {}
            Ok(Polled::TimedOut) => return Ok(Value::None),
            Err(error) => return Err(os_error(&error.into())),
        }
    }
}

fn signal(held: &mut Held, a: &[Value]) -> R {
    let number = held.index_i64(&a[1])?;
    let child = state(held, &a[0])?;
    if child.status()?.is_some() {
        return Ok(Value::None);
    }
    let number = i32::try_from(number).unwrap_or(-1);
    let sent = match Signal::from_named_raw(number) {
        Some(signal) => rustix::process::pidfd_send_signal(&child.end, signal),
        None if number == 0 => Ok(()),
        None => Err(Errno::INVAL),
    };
    sent.map_err(|error| os_error(&error.into()))?;
    Ok(Value::None)
}
