//! `_signal`: handlers, timers, and signals that a script sends; `lib/signal.py` gives the numbers their names.
//!
//! Messages are CPython 3.13's (`Modules/signalmodule.c`). Who receives signals is [`crate::signals`]' business; here
//! are the handlers, which are values and live in the interpreter.

use std::time::Duration;

use gilvm_vm::error::Detail;
use gilvm_vm::error::ExcKind;
use gilvm_vm::error::R;
use gilvm_vm::error::Raised;
use gilvm_vm::held::Held;
use gilvm_vm::native::ModuleDef;
use gilvm_vm::native::NativeDef;
use gilvm_vm::object::Module;
use gilvm_vm::rc::Rc;
use gilvm_vm::value::Value;

use super::io::os_error;
use crate::signals;
use crate::signals::Arrival;
use crate::signals::Disposition;
use crate::signals::SENT_TO_THREAD;
use crate::signals::SIGNAL_MAX;
use crate::signals::SignalSet;
use crate::threads;
use crate::wait::WaitFor;
use crate::wait::wait;

/// `SIG_DFL`
const DEFAULT: i64 = 0;
/// `SIG_IGN`
const IGNORE: i64 = 1;

/// `ITIMER_REAL`
const ITIMER_REAL: i64 = 0;

/// The module.
pub(crate) const MODULE: ModuleDef = ModuleDef {
    name: "_signal",
    doc: "This module provides mechanisms to use signal handlers in Python.",
    functions: &[
        NativeDef::new("signal(signalnum, handler, /)", "Set the action for the given signal.", set_handler),
        NativeDef::new(
            "getsignal(signalnum, /)",
            "Return the current action for the given signal.",
            |held, a| {
                let signal = signal_number(held, &a[0])?;
                Ok(handler(held, signal))
            },
        ),
        NativeDef::new(
            "default_int_handler(signalnum, frame, /)",
            "The default handler for SIGINT.",
            |_, _| Err(Raised::with(ExcKind::KeyboardInterrupt, Detail::None)),
        ),
        NativeDef::new("raise_signal(signalnum, /)", "Send a signal to the executing process.", |held, a| {
            let signal = signal_number(held, &a[0])?;
            let me = threads::local(held).ident;
            send(held, Arrival { signal, code: SENT_TO_THREAD, thread: Some(me), is_own: true })
        }),
        NativeDef::new(
            "pthread_sigmask(how, mask, /)",
            "Fetch and/or change the signal mask of the calling thread.",
            pthread_sigmask,
        ),
        NativeDef::new("sigpending()", "Examine pending signals.", |held, _| {
            let pending = signals::pending(held);
            numbers(held, pending)
        }),
        NativeDef::new("sigwait(sigset, /)", "Wait for a signal and return its number.", |held, a| {
            let set = signal_set(held, &a[0])?;
            match signals::wait_for(held, set, None)? {
                Ok(arrival) => {
                    Ok(arrival.map_or(Value::None, |arrival| Value::Int(i64::from(arrival.signal))))
                }
                Err(error) => Err(os_error(&error)),
            }
        }),
        NativeDef::new(
            "sigwaitinfo(sigset, timeout, /)",
            "Wait for a signal, not beyond a timeout if there is one; what is known of it.",
            sigwaitinfo,
        ),
        NativeDef::new("pthread_kill(thread_id, signalnum, /)", "Send a signal to a thread.", pthread_kill),
        NativeDef::new(
            "alarm(seconds, /)",
            "Arrange for SIGALRM to arrive after the given number of seconds.",
            alarm,
        ),
        NativeDef::new(
            "setitimer(which, seconds, interval=0.0, /)",
            "Set the given interval timer to fire after a delay.",
            set_timer,
        ),
        NativeDef::new("getitimer(which, /)", "Return current value of given interval timer.", |held, a| {
            only_real(held, &a[0])?;
            Ok(times(signals::timer()))
        }),
        NativeDef::new("pause()", "Wait until a signal arrives.", |held, _| {
            wait(held, WaitFor::Signal, None)?;
            Ok(Value::None)
        }),
        NativeDef::new(
            "set_wakeup_fd(fd, /, *, warn_on_full_buffer=True)",
            "Sets the fd to be written to (with the signal number) when a signal comes in.",
            set_wakeup_fd,
        ),
        NativeDef::new(
            "siginterrupt(signalnum, flag, /)",
            "Change system call restart behaviour: calls always go on here, as PEP 475 has it.",
            |held, a| {
                signal_number(held, &a[0])?;
                Ok(Value::None)
            },
        ),
    ],
    init: |held, module| {
        held.set_name(module, "SIG_DFL", Value::Int(DEFAULT));
        held.set_name(module, "SIG_IGN", Value::Int(IGNORE));
        held.set_name(module, "NSIG", Value::Int(i64::from(SIGNAL_MAX) + 1));
        adopt_default(held, module);
        Ok(())
    },
};

/// What handlers there are, by number.
struct Handlers(Vec<Value>);

const SLOT: &str = "signal";

fn handlers(held: &mut Held) -> &mut Vec<Value> {
    let slot = held
        .interp
        .extensions
        .entry(SLOT)
        .or_insert_with(|| Box::new(Handlers(vec![Value::Unset; SIGNAL_MAX as usize + 1])));
    match slot.downcast_mut::<Handlers>() {
        Some(handlers) => &mut handlers.0,
        None => unreachable!("the module owns its extension slot"),
    }
}

/// Notes that SIGINT has the handler that raises `KeyboardInterrupt`, as far as the interpreter gets signals at all.
fn adopt_default(held: &mut Held, module: &Rc<Module>) {
    let name = held.intern("default_int_handler");
    if let Some(default) = held.dict_get_str(&Rc::clone(&module.dict), &name) {
        handlers(held)[signal_hook::consts::SIGINT as usize] = default;
    }
}

/// The action for a signal, as scripts see it.
fn handler(held: &mut Held, signal: i32) -> Value {
    match signals::disposition(signal) {
        Disposition::Default => Value::Int(DEFAULT),
        Disposition::Ignore => Value::Int(IGNORE),
        Disposition::Caught => handlers(held)[signal as usize].clone(),
    }
}

/// Calls the handler of a signal that arrived.
pub(crate) fn call_handler(held: &mut Held, signal: i32) -> R<()> {
    let handler = handlers(held)[signal as usize].clone();
    if handler.is_unset() {
        // Nobody has asked for the module yet: only SIGINT is caught.
        return Err(Raised::with(ExcKind::KeyboardInterrupt, Detail::None));
    }
    let frame = match held.thread.depth() {
        0 => Value::None,
        depth => held.frame_object(depth - 1)?,
    };
    held.call(&handler, &[Value::Int(i64::from(signal)), frame]).map(drop)
}

fn signal_number(held: &mut Held, value: &Value) -> R<i32> {
    let number = held.index_i64(value)?;
    i32::try_from(number)
        .ok()
        .filter(|number| (1..=SIGNAL_MAX).contains(number))
        .ok_or_else(|| Raised::value_error("signal number out of range"))
}

fn set_handler(held: &mut Held, a: &[Value]) -> R {
    if !signals::listens(held) {
        return Err(Raised::value_error("signal only works in main thread of the main interpreter"));
    }
    let signal = signal_number(held, &a[0])?;
    let disposition = if held.is_callable(&a[1]) {
        Disposition::Caught
    } else {
        match held.index_i64(&a[1]) {
            Ok(DEFAULT) => Disposition::Default,
            Ok(IGNORE) => Disposition::Ignore,
            _ => {
                return Err(Raised::type_error(
                    "signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object",
                ));
            }
        }
    };
    let old = handler(held, signal);
    let new = if disposition == Disposition::Caught { a[1].clone() } else { Value::Unset };
    // In place before the first signal can come.
    let before = std::mem::replace(&mut handlers(held)[signal as usize], new);
    if let Err(error) = signals::set_disposition(signal, disposition) {
        handlers(held)[signal as usize] = before;
        let refused = signal_hook::consts::FORBIDDEN.contains(&signal)
            && !matches!(signal, signal_hook::consts::SIGKILL | signal_hook::consts::SIGSTOP);
        if refused {
            return Err(Raised::new(
                ExcKind::NotImplementedError,
                format!(
                    "handlers of signal {signal}, which tells of a fault in the process, are not supported"
                ),
            ));
        }
        return Err(os_error(&error));
    }
    note_handlers(held);
    Ok(old)
}

/// Tells the board whether a handler of the script might end a wait.
fn note_handlers(held: &mut Held) {
    let own = handlers(held).iter().any(|handler| match handler {
        Value::Unset => false,
        Value::Native(native) => native.def.name() != "default_int_handler",
        _ => true,
    });
    threads::board(held).set_handles_signals(own);
}

/// Sends a signal to the own process; the handler has run when this returns.
fn send(held: &mut Held, arrival: Arrival) -> R {
    let signal = arrival.signal;
    if signals::simulate_arrival(arrival) {
        signals::handle(held)?;
        return Ok(Value::None);
    }
    let named = rustix::process::Signal::from_named_raw(signal)
        .ok_or_else(|| os_error(&std::io::Error::from(rustix::io::Errno::INVAL)))?;
    rustix::process::kill_process(rustix::process::getpid(), named)
        .map_err(|error| os_error(&error.into()))?;
    Ok(Value::None)
}

fn pthread_kill(held: &mut Held, a: &[Value]) -> R {
    let ident = held.index_i64(&a[0])?;
    let number = held.index_i64(&a[1])?;
    if !threads::board(held).threads().iter().any(|thread| thread.ident() as i64 == ident) {
        return Err(os_error(&std::io::Error::from(rustix::io::Errno::SRCH)));
    }
    if number == 0 {
        return Ok(Value::None);
    }
    // Whichever thread gets it: its handler runs in the main thread.
    let signal = signal_number(held, &a[1])?;
    send(held, Arrival { signal, code: SENT_TO_THREAD, thread: Some(ident as u64), is_own: true })
}

/// A set of signals that a script gives.
pub(crate) fn signal_set(held: &mut Held, value: &Value) -> R<SignalSet> {
    let mut set = 0;
    for item in held.collect(value)? {
        let number = held.index_i64(&item)?;
        let signal = i32::try_from(number).ok().filter(|signal| (1..=SIGNAL_MAX).contains(signal));
        let Some(signal) = signal else {
            return Err(Raised::value_error(format!(
                "signal number {number} out of range [1; {SIGNAL_MAX}]"
            )));
        };
        set |= signals::bit(signal);
    }
    Ok(set)
}

/// A set of signals as a list of their numbers.
fn numbers(_: &mut Held, set: SignalSet) -> R {
    let signals = (1..=SIGNAL_MAX).filter(|&signal| set & signals::bit(signal) != 0);
    Ok(Value::list(signals.map(|signal| Value::Int(i64::from(signal))).collect()))
}

fn pthread_sigmask(held: &mut Held, a: &[Value]) -> R {
    /// `SIG_BLOCK`, `SIG_UNBLOCK`, `SIG_SETMASK`
    const BLOCK: i64 = 0;
    const UNBLOCK: i64 = 1;
    const SET: i64 = 2;
    let how = held.index_i64(&a[0])?;
    let set = signal_set(held, &a[1])?;
    if ![BLOCK, UNBLOCK, SET].contains(&how) {
        return Err(os_error(&std::io::Error::from(rustix::io::Errno::INVAL)));
    }
    let old = signals::change_mask(held, |old| match how {
        BLOCK => old | set,
        UNBLOCK => old & !set,
        _ => set,
    })?;
    match old {
        Ok(old) => numbers(held, old),
        Err(error) => Err(os_error(&error)),
    }
}

fn sigwaitinfo(held: &mut Held, a: &[Value]) -> R {
    let set = signal_set(held, &a[0])?;
    let until = match &a[1] {
        Value::None => None,
        seconds => {
            let seconds = held.to_f64(seconds)?;
            if seconds < 0.0 {
                return Err(Raised::value_error("timeout must be non-negative"));
            }
            let rest = Duration::try_from_secs_f64(seconds).map_err(|_| {
                Raised::new(ExcKind::OverflowError, "timestamp too large to convert to C PyTime_t")
            })?;
            crate::clock::deadline_in(rest)
        }
    };
    let arrival = match signals::wait_for(held, set, until)? {
        Ok(Some(arrival)) => arrival,
        Ok(None) => return Ok(Value::None),
        Err(error) => return Err(os_error(&error)),
    };
    // Zero stands for what is not known, and for the system.
    let ours = arrival.is_own;
    let id = |id: u32| Value::Int(if ours { i64::from(id) } else { 0 });
    Ok(Value::tuple([
        Value::Int(i64::from(arrival.signal)),
        Value::Int(i64::from(arrival.code)),
        Value::Int(0),
        id(rustix::process::getpid().as_raw_nonzero().get() as u32),
        id(rustix::process::getuid().as_raw()),
        Value::Int(0),
        Value::Int(0),
    ]))
}

fn alarm(held: &mut Held, a: &[Value]) -> R {
    let seconds = held.index_i64(&a[0])?;
    let first = Duration::from_secs(u64::try_from(seconds).unwrap_or(0));
    let (left, _) = signals::set_timer(first, Duration::ZERO).map_err(|error| os_error(&error))?;
    Ok(Value::from(left.as_secs_f64().ceil() as usize))
}

fn only_real(held: &mut Held, which: &Value) -> R<()> {
    match held.index_i64(which)? {
        ITIMER_REAL => Ok(()),
        1 | 2 => Err(Raised::new(
            ExcKind::NotImplementedError,
            "timers of processor time (ITIMER_VIRTUAL, ITIMER_PROF) are not supported",
        )),
        _ => Err(os_error(&std::io::Error::from(rustix::io::Errno::INVAL))),
    }
}

fn times((left, interval): (Duration, Duration)) -> Value {
    Value::tuple([Value::Float(left.as_secs_f64()), Value::Float(interval.as_secs_f64())])
}

fn set_timer(held: &mut Held, a: &[Value]) -> R {
    only_real(held, &a[0])?;
    let mut spans = [Duration::ZERO; 2];
    for (span, value) in spans.iter_mut().zip(&a[1..]) {
        let seconds = held.to_f64(value)?;
        *span = Duration::try_from_secs_f64(seconds)
            .map_err(|_| os_error(&std::io::Error::from(rustix::io::Errno::INVAL)))?;
    }
    signals::set_timer(spans[0], spans[1]).map(times).map_err(|error| os_error(&error))
}

fn set_wakeup_fd(held: &mut Held, a: &[Value]) -> R {
    if !signals::listens(held) {
        return Err(Raised::value_error("set_wakeup_fd only works in main thread of the main interpreter"));
    }
    let number = held.index_i64(&a[0])?;
    let fd = match number {
        -1 => None,
        _ => {
            let fd =
                crate::descriptors::get(held, number).ok_or_else(|| Raised::value_error("invalid fd"))?;
            Some((i32::try_from(number).unwrap_or(-1), fd))
        }
    };
    Ok(Value::Int(signals::set_wakeup_fd(fd).map_or(-1, i64::from)))
}
