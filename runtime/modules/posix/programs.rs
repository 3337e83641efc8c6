//! `_programs`: becoming another program (`os.execv`, `os.execve`), and starting one in the words of POSIX
//! (`os.posix_spawn`).
//!
//! Whoever becomes another program does so with the GIL: the other threads are gone with the old one, wherever they
//! are, and what lies in the buffers of files is lost, as in CPython.

use std::ffi::CStr;
use std::ffi::CString;
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::ffi::OsStringExt;
use std::path::Path;

use gilvm_vm::error::ExcKind;
use gilvm_vm::error::R;
use gilvm_vm::error::Raised;
use gilvm_vm::gil::Blocking;
use gilvm_vm::held::Held;
use gilvm_vm::native::ModuleDef;
use gilvm_vm::native::NativeDef;
use gilvm_vm::value::Value;
use rustix::fs::Access;
use rustix::io::Errno;

use super::children::c_int;
use super::os_error_at;
use super::path_of;
use crate::descriptors;
use crate::modules::io::os_error;
use crate::modules::signal::signal_set;
use crate::modules::subprocess::posix_spawn::Spawn;
use crate::modules::subprocess::posix_spawn::Step;
use crate::modules::subprocess::setup::Setup;
use crate::modules::subprocess::setup::is_inherited;
use crate::signals;
use crate::signals::Disposition;
use crate::signals::SignalSet;
use crate::wait::descriptors as door;

/// The module.
pub(crate) const MODULE: ModuleDef = ModuleDef {
    name: "_programs",
    doc: "Becoming another program, and starting one.",
    functions: &[
        NativeDef::new(
            "execv(path, argv, /)",
            "Execute an executable path with arguments, replacing current process.",
            |held, a| {
                let program = program(held, "execv", &a[0])?;
                let words = words(held, "execv() arg 2 must", "execv() arg 2", &a[1])?;
                let environment = own_environment(held)?;
                Err(os_error(&exec(held, &program, &words, &environment).into()))
            },
        ),
        NativeDef::new(
            "execve(path, argv, env)",
            "Execute an executable path with arguments, replacing current process.",
            |held, a| {
                let program = program(held, "execve", &a[0])?;
                let words = words(held, "execve: argv must", "execve: argv", &a[1])?;
                if !is_mapping(held, &a[2])? {
                    return Err(Raised::type_error("execve: environment must be a mapping object"));
                }
                let environment = environment(held, &a[2])?;
                let failure = exec(held, &program, &words, &environment);
                Err(os_error_at(held, &failure.into(), &a[0]))
            },
        ),
        NativeDef::new(
            "posix_spawn(path, argv, env, /, *, file_actions=<unset>, setpgroup=<unset>, resetids=False, setsid=False, \
             setsigmask=<unset>, setsigdef=<unset>, scheduler=None)",
            "Execute the program specified by path in a new process.",
            |held, a| spawn(held, "posix_spawn", a),
        ),
        NativeDef::new(
            "posix_spawnp(path, argv, env, /, *, file_actions=<unset>, setpgroup=<unset>, resetids=False, setsid=False, \
             setsigmask=<unset>, setsigdef=<unset>, scheduler=None)",
            "Execute the program specified by path in a new process, searching for it as a shell does.",
            |held, a| spawn(held, "posix_spawnp", a),
        ),
    ],
    init: |held, module| {
        let constants = [
            ("POSIX_SPAWN_OPEN", OPEN),
            ("POSIX_SPAWN_CLOSE", CLOSE),
            ("POSIX_SPAWN_DUP2", DUP2),
            ("POSIX_SPAWN_CLOSEFROM", CLOSE_FROM),
        ];
        for (name, value) in constants {
            held.set_name(module, name, Value::Int(value));
        }
        Ok(())
    },
};

/// Where programs are searched for without `PATH`, as the C library has it.
const DEFAULT_PATH: &[u8] = b"/bin:/usr/bin";

const OPEN: i64 = 0;
const CLOSE: i64 = 1;
const DUP2: i64 = 2;
const CLOSE_FROM: i64 = 3;

/// A text as the system takes it; its errors name no function.
fn c_text(held: &mut Held, value: &Value) -> R<CString> {
    let text = path_of(held, "", value)?.into_os_string().into_vec();
    CString::new(text).map_err(|_| Raised::value_error("embedded null byte"))
}

/// The path of a program.
fn program(held: &mut Held, function: &str, value: &Value) -> R<CString> {
    let path = path_of(held, function, value)?.into_os_string().into_vec();
    CString::new(path).map_err(|_| Raised::value_error("embedded null byte"))
}

/// The arguments of a program, the first of which is its name; messages begin with `subject`.
fn words(held: &mut Held, demand: &str, subject: &str, value: &Value) -> R<Vec<CString>> {
    let words = match held.base_ref(value) {
        Value::List(list) => list.items(held.token()).to_vec(),
        Value::Tuple(tuple) => tuple.items().to_vec(),
        _ => return Err(Raised::type_error(format!("{demand} be a tuple or list"))),
    };
    if words.is_empty() {
        return Err(Raised::value_error(format!("{demand} not be empty")));
    }
    let words = words.iter().map(|word| c_text(held, word)).collect::<R<Vec<_>>>()?;
    if words.first().is_some_and(|first| first.is_empty()) {
        return Err(Raised::value_error(format!("{subject} first element cannot be empty")));
    }
    Ok(words)
}

fn is_mapping(held: &mut Held, value: &Value) -> R<bool> {
    let name = held.intern("keys");
    Ok(held.getattr_opt(value, &name)?.is_some())
}

/// An environment: texts `name=value`.
fn environment(held: &mut Held, value: &Value) -> R<Vec<CString>> {
    let mut texts = Vec::new();
    for (name, value) in held.mapping_pairs(value)? {
        let (name, value) = (c_text(held, &name)?, c_text(held, &value)?);
        if name.is_empty() || name.as_bytes().contains(&b'=') {
            return Err(Raised::value_error("illegal environment variable name"));
        }
        let text = [name.as_bytes(), b"=", value.as_bytes()].concat();
        texts.push(CString::new(text).map_err(|_| Raised::value_error("embedded null byte"))?);
    }
    Ok(texts)
}

/// What scripts see as `os.environ`, which is not the environment of this process.
fn own_environment(held: &mut Held) -> R<Vec<CString>> {
    let Some(os) = held.loaded_module("os")? else { return Ok(Vec::new()) };
    let name = held.intern("environ");
    let environ = held.getattr(&os, &name)?;
    environment(held, &environ)
}

/// The signals that the new program ignores: those that a script does, and one that CPython ignores from its start.
fn ignored() -> SignalSet {
    use signal_hook::consts::SIGXFSZ;
    let is_caught = signals::disposition(SIGXFSZ) == Disposition::Caught;
    signals::ignored() | if is_caught { 0 } else { signals::bit(SIGXFSZ) }
}

fn exec(held: &mut Held, program: &CStr, words: &[CString], environment: &[CString]) -> Errno {
    // What a script has decided is known here alone; the system is told now.
    let ignored = ignored();
    let defaults = signals::bit(signal_hook::consts::SIGPIPE) & !ignored;
    let setup = Setup { blocked: signals::mask(held), ignored, defaults, ..Setup::default() };
    setup.exec(program, words, environment, signals::pending(held), signals::timer())
}

fn spawn(held: &mut Held, function: &str, a: &[Value]) -> R {
    let [path, argv, env, actions, group, reset_ids, new_session, mask, defaults, scheduler] = a else {
        return Err(Raised::type_error(format!("{function}(): arguments are missing")));
    };
    let program = program(held, function, path)?;
    let words = words(held, &format!("{function}: argv must"), &format!("{function}: argv"), argv)?;
    let environment = match env {
        Value::None => own_environment(held)?,
        given if is_mapping(held, given)? => environment(held, given)?,
        _ => {
            let message = format!("{function}: environment must be a mapping object or None");
            return Err(Raised::type_error(message));
        }
    };
    let steps = steps(held, actions)?;
    let process_group = match group {
        Value::Unset => None,
        group => Some(c_int(held, group)?),
    };
    let blocked = match mask {
        Value::Unset => signals::mask(held),
        given => signal_set(held, given)?,
    };
    let defaults = match defaults {
        Value::Unset => 0,
        given => signal_set(held, given)?,
    };
    let path_error = |held: &mut Held, error: Errno| Err(os_error_at(held, &error.into(), path));
    if reads_own(held, &steps) {
        return path_error(held, Errno::BADF);
    }
    let spawn = Spawn {
        path: match function {
            "posix_spawnp" => match found(&own_environment(held)?, program) {
                Ok(path) => path,
                Err(error) => return path_error(held, error),
            },
            _ => program,
        },
        args: words,
        environment,
        steps,
        resets_ids: held.truthy(reset_ids)?,
        new_session: held.truthy(new_session)?,
        process_group,
        scheduler: scheduling(held, scheduler)?,
        blocked,
        ignored: ignored() & !defaults,
        defaults,
    };
    match door::call(held, Blocking::Child, |_| Ok::<_, Errno>(spawn.start()))? {
        // It is waited for by its number.
        Ok(Ok(Ok(pid))) => Ok(Value::Int(i64::from(pid))),
        Ok(Ok(Err(error))) => path_error(held, error),
        Ok(Err(error)) | Err(error) => Err(os_error(&error.into())),
    }
}

/// Whether a step reads what gilvm has opened for itself: to a script, that is no file.
fn reads_own(held: &mut Held, steps: &[Step]) -> bool {
    let mut made = Vec::new();
    steps.iter().any(|step| match step {
        Step::Open { fd, .. } => {
            made.push(*fd);
            false
        }
        Step::Copy(from, to) => {
            let is_made = made.contains(from);
            made.push(*to);
            !is_made
                && descriptors::get(held, i64::from(*from)).is_none()
                && is_inherited(*from) == Some(false)
        }
        Step::Close(_) | Step::CloseFrom(_) => false,
    })
}

/// Where a program is found that has no folder in its name: in this process's `PATH`, whatever that of the child is.
fn found(environment: &[CString], file: CString) -> Result<CString, Errno> {
    if file.as_bytes().contains(&b'/') {
        return Ok(file);
    }
    if file.is_empty() {
        return Err(Errno::NOENT);
    }
    let path = environment.iter().find_map(|text| text.as_bytes().strip_prefix(b"PATH="));
    let mut failure = Errno::NOENT;
    for folder in path.unwrap_or(DEFAULT_PATH).split(|byte| *byte == b':') {
        let place = Path::new(OsStr::from_bytes(folder)).join(OsStr::from_bytes(file.as_bytes()));
        match rustix::fs::access(&place, Access::EXEC_OK) {
            Ok(()) if !place.is_dir() => {
                return CString::new(place.into_os_string().into_vec()).map_err(|_| Errno::INVAL);
            }
            Ok(()) | Err(Errno::ACCESS) => failure = Errno::ACCESS,
            Err(_) => {}
        }
    }
    Err(failure)
}

/// The argument `file_actions`.
fn steps(held: &mut Held, actions: &Value) -> R<Vec<Step>> {
    if actions.is_none_or_unset() {
        return Ok(Vec::new());
    }
    let getitem = held.intern("__getitem__");
    if held.getattr_opt(actions, &getitem)?.is_none() {
        return Err(Raised::type_error("file_actions must be a sequence or None"));
    }
    let mut steps = Vec::new();
    for action in held.collect(actions)? {
        let parts = held.as_tuple(&action).map(|parts| parts.items().to_vec()).unwrap_or_default();
        let Some((kind, rest)) = parts.split_first() else {
            return Err(Raised::type_error("Each file_actions element must be a non-empty tuple"));
        };
        let kind = held.index_i64(kind)?;
        steps.push(match (kind, rest) {
            (OPEN, [fd, path, flags, mode]) => Step::Open {
                fd: c_int(held, fd)?,
                path: c_text(held, path)?,
                flags: c_int(held, flags)?,
                mode: held.index_i64(mode)? as u32,
            },
            (OPEN, _) => return Err(Raised::type_error("A open file_action tuple must have 5 elements")),
            (CLOSE, [fd]) => Step::Close(c_int(held, fd)?),
            (CLOSE, _) => return Err(Raised::type_error("A close file_action tuple must have 2 elements")),
            (DUP2, [from, to]) => Step::Copy(c_int(held, from)?, c_int(held, to)?),
            (DUP2, _) => return Err(Raised::type_error("A dup2 file_action tuple must have 3 elements")),
            (CLOSE_FROM, [fd]) => Step::CloseFrom(c_int(held, fd)?),
            (CLOSE_FROM, _) => {
                return Err(Raised::type_error("A closefrom file_action tuple must have 2 elements"));
            }
            _ => return Err(Raised::type_error("Unknown file_actions identifier")),
        });
    }
    Ok(steps)
}

/// The argument `scheduler`: policy (or `None`) and parameters, of which the first is the priority.
fn scheduling(held: &mut Held, scheduler: &Value) -> R<Option<(Option<i32>, i32)>> {
    if scheduler.is_none() {
        return Ok(None);
    }
    let parts = held.as_tuple(scheduler).map(|parts| parts.items().to_vec()).unwrap_or_default();
    let [policy, parameters] = parts.as_slice() else {
        return Err(Raised::type_error("A scheduler tuple must have two elements"));
    };
    let policy = match policy {
        Value::None => None,
        policy => Some(c_int(held, policy)?),
    };
    let parameters = held.as_tuple(parameters).map(|parts| parts.items().to_vec());
    let Some([priority]) = parameters.as_deref() else {
        return Err(Raised::new(ExcKind::TypeError, "must have a sched_param object"));
    };
    Ok(Some((policy, c_int(held, priority)?)))
}
