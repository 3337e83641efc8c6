//! `time`: clocks, sleeping, and dates ([`calendar`]).
//!
//! Messages are CPython 3.13's (`Modules/timemodule.c`, `Python/pytime.c`).

pub(crate) mod calendar;

use std::time::Duration;

use gilvm_vm::error::R;
use gilvm_vm::error::Raised;
use gilvm_vm::held::Held;
use gilvm_vm::native::ModuleDef;
use gilvm_vm::native::NativeDef;
use gilvm_vm::object::Module;
use gilvm_vm::rc::Rc;
use gilvm_vm::value::Value;

use crate::clock::Clock;
use crate::wait::WaitFor;
use crate::wait::wait;

/// The module.
pub(crate) const MODULE: ModuleDef = ModuleDef {
    name: "time",
    doc: "This module provides various functions to manipulate time values.",
    functions: &[
        NativeDef::new("sleep(seconds, /)", "Delay execution for a given number of seconds.", sleep),
        NativeDef::new("time()", "Return the current time in seconds since the Epoch.", |_, _| {
            seconds(Clock::Wall)
        }),
        NativeDef::new("time_ns()", "Return the current time in nanoseconds since the Epoch.", |_, _| {
            nanoseconds(Clock::Wall)
        }),
        NativeDef::new("monotonic()", "Monotonic clock, cannot go backward.", |_, _| {
            seconds(Clock::Monotonic)
        }),
        NativeDef::new("monotonic_ns()", "Monotonic clock, cannot go backward, as nanoseconds.", |_, _| {
            nanoseconds(Clock::Monotonic)
        }),
        NativeDef::new("perf_counter()", "Performance counter for benchmarking.", |_, _| {
            seconds(Clock::Monotonic)
        }),
        NativeDef::new(
            "perf_counter_ns()",
            "Performance counter for benchmarking as nanoseconds.",
            |_, _| nanoseconds(Clock::Monotonic),
        ),
        NativeDef::new(
            "process_time()",
            "CPU time of the process: sum of the kernel and user-space CPU time.",
            |_, _| seconds(Clock::Process),
        ),
        NativeDef::new("process_time_ns()", "CPU time of the process as nanoseconds.", |_, _| {
            nanoseconds(Clock::Process)
        }),
        NativeDef::new(
            "thread_time()",
            "CPU time of the thread: sum of the kernel and user-space CPU time.",
            |held, _| Ok(Value::Float(thread_ns(held) as f64 / 1e9)),
        ),
        NativeDef::new("thread_time_ns()", "CPU time of the thread as nanoseconds.", |held, _| {
            Ok(Value::Int(thread_ns(held)))
        }),
        NativeDef::new("_clock_info(name, /)", "What get_clock_info tells, as a tuple.", clock_info),
        NativeDef::new(
            "gmtime(seconds=None, /)",
            "Convert seconds since the Epoch to a UTC tuple.",
            calendar::gmtime,
        ),
        NativeDef::new(
            "localtime(seconds=None, /)",
            "Convert seconds since the Epoch to a tuple of local time.",
            calendar::localtime,
        ),
        NativeDef::new(
            "mktime(tuple, /)",
            "Convert a tuple of local time to seconds since the Epoch.",
            calendar::mktime,
        ),
        NativeDef::new("asctime(tuple=None, /)", "Convert a time tuple to a string.", calendar::asctime),
        NativeDef::new(
            "ctime(seconds=None, /)",
            "Convert seconds since the Epoch to a string.",
            calendar::ctime,
        ),
        NativeDef::new(
            "strftime(format, tuple=None, /)",
            "Convert a time tuple to a string according to a format specification.",
            calendar::strftime,
        ),
    ],
    init,
};

fn init(held: &mut Held, module: &Rc<Module>) -> R<()> {
    calendar::install(held, module)
}

fn seconds(clock: Clock) -> R {
    Ok(Value::Float(clock.read()))
}

fn nanoseconds(clock: Clock) -> R {
    Ok(Value::Int(clock.read_ns()))
}

/// Nanoseconds of a number of seconds, rounded away from zero as CPython does with timeouts.
pub(crate) fn duration_ns(held: &mut Held, value: &Value) -> R<i64> {
    if let Value::Float(seconds) = held.base_ref(value) {
        let seconds = *seconds;
        if seconds.is_nan() {
            return Err(Raised::value_error("Invalid value NaN (not a number)"));
        }
        let scaled = seconds * 1e9;
        let rounded = if scaled >= 0.0 { scaled.ceil() } else { scaled.floor() };
        const LIMIT: f64 = (1_u64 << 63) as f64;
        if !(-LIMIT..LIMIT).contains(&rounded) {
            return Err(Raised::overflow("timestamp out of range for platform time_t"));
        }
        return Ok(rounded as i64);
    }
    match held.index(value)? {
        Value::Int(seconds) => seconds.checked_mul(1_000_000_000),
        _ => None,
    }
    .ok_or_else(|| Raised::overflow("timestamp too large to convert to C PyTime_t"))
}

/// Processor time of the calling thread; its OS thread may have worked for others before.
fn thread_ns(held: &mut Held) -> i64 {
    Clock::Thread.read_ns() - crate::threads::local(held).processor_ns_before
}

fn sleep(held: &mut Held, a: &[Value]) -> R {
    let length = duration_ns(held, &a[0])?;
    let Ok(length) = u64::try_from(length) else {
        return Err(Raised::value_error("sleep length must be non-negative"));
    };
    let until = crate::clock::deadline_in(Duration::from_nanos(length));
    wait(held, WaitFor::Sleep, until)?;
    Ok(Value::None)
}

fn clock_info(held: &mut Held, a: &[Value]) -> R {
    let name = held.str(&a[0])?;
    let clock = match name.as_str() {
        "time" => Clock::Wall,
        "monotonic" | "perf_counter" => Clock::Monotonic,
        "process_time" => Clock::Process,
        "thread_time" => Clock::Thread,
        _ => return Err(Raised::value_error("unknown clock")),
    };
    Ok(Value::tuple([
        Value::from(format!("clock_gettime({})", clock.system_name())),
        Value::Bool(clock != Clock::Wall),
        Value::Bool(clock == Clock::Wall),
        Value::Float(clock.resolution()),
    ]))
}
