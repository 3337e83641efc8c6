//! `select`: waiting for several descriptors at once.
//!
//! `select.select` and `select.poll` are both the system's `poll`, so there is no limit on numbers of descriptors;
//! `select.epoll` is the system's own object.

use std::os::fd::AsFd;
use std::os::fd::AsRawFd;
use std::os::fd::OwnedFd;
use std::sync::Arc;
use std::time::Duration;
use std::time::Instant;

use gilvm_vm::error::ExcKind;
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
use gilvm_vm::object::Module;
use gilvm_vm::object::Payload;
use gilvm_vm::rc::Rc;
use gilvm_vm::value::Value;
use rustix::event::PollFlags;
use rustix::event::epoll;
use rustix::io::Errno;

use super::io::os_error;
use crate::clock;
use crate::descriptors;
use crate::descriptors::Descriptor;
use crate::wait::descriptors as door;
use crate::wait::descriptors::Polled;

/// The module.
pub(crate) const MODULE: ModuleDef = ModuleDef {
    name: "select",
    doc: "This module supports asynchronous I/O on multiple file descriptors.",
    functions: &[
        NativeDef::new(
            "select(rlist, wlist, xlist, timeout=None, /)",
            "Wait until one or more file descriptors are ready for some kind of I/O.",
            select,
        ),
        NativeDef::new("poll()", "Returns a polling object.", |held, _| {
            let class = Rc::clone(&classes(held)?.poll);
            Ok(object(&class, Poll::default()))
        }),
    ],
    init,
};

static POLL: TypeDef = TypeDef {
    name: "poll",
    module: "select",
    doc: "A set of descriptors to wait for.",
    layout: Layout::Native("poll"),
    methods: &[
        NativeDef::new("register($self, fd, eventmask=7, /)", "Register a file descriptor.", |held, a| {
            let (fd, mask) = (file_number(held, &a[1])?, poll_mask(held, &a[2])?);
            let poll = state::<Poll>(held, &a[0])?;
            match poll.wanted.iter_mut().find(|(known, _)| *known == fd) {
                Some(entry) => entry.1 = mask,
                None => poll.wanted.push((fd, mask)),
            }
            Ok(Value::None)
        }),
        NativeDef::new("modify($self, fd, eventmask, /)", "Modify what is waited for.", |held, a| {
            let (fd, mask) = (file_number(held, &a[1])?, poll_mask(held, &a[2])?);
            match state::<Poll>(held, &a[0])?.wanted.iter_mut().find(|(known, _)| *known == fd) {
                Some(entry) => entry.1 = mask,
                None => return Err(os_error(&Errno::NOENT.into())),
            }
            Ok(Value::None)
        }),
        NativeDef::new("unregister($self, fd, /)", "Remove a file descriptor.", |held, a| {
            let fd = file_number(held, &a[1])?;
            let wanted = &mut state::<Poll>(held, &a[0])?.wanted;
            match wanted.iter().position(|(known, _)| *known == fd) {
                Some(at) => drop(wanted.remove(at)),
                None => return Err(Raised::key_error(Value::Int(fd))),
            }
            Ok(Value::None)
        }),
        NativeDef::new("poll($self, timeout=None, /)", "Wait; the timeout is in milliseconds.", poll),
    ],
    ..TypeDef::EMPTY
};

static EPOLL: TypeDef = TypeDef {
    name: "epoll",
    module: "select",
    doc: "Returns an epolling object.",
    layout: Layout::Native("epoll"),
    new: Some(&NativeDef::new("__new__($type, /, sizehint=-1, flags=0)", "", epoll_new)),
    methods: &[
        NativeDef::new("register($self, fd, eventmask=7)", "Register a file descriptor.", |held, a| {
            epoll_control(held, a, |epoll, fd, data, flags| epoll::add(epoll, fd, data, flags))
        }),
        NativeDef::new("modify($self, fd, eventmask)", "Modify what is waited for.", |held, a| {
            epoll_control(held, a, |epoll, fd, data, flags| epoll::modify(epoll, fd, data, flags))
        }),
        NativeDef::new("unregister($self, fd)", "Remove a file descriptor.", |held, a| {
            let arguments = [a[0].clone(), a[1].clone(), Value::Int(0)];
            epoll_control(held, &arguments, |epoll, fd, _, _| epoll::delete(epoll, fd))
        }),
        NativeDef::new(
            "poll($self, timeout=None, maxevents=-1)",
            "Wait; the timeout is in seconds.",
            epoll_poll,
        ),
        NativeDef::new("close($self, /)", "Close the object's own descriptor.", |held, a| {
            if let Some(fd) = state::<Epoll>(held, &a[0])?.0.take() {
                descriptors::remove(held, i64::from(fd.as_raw_fd()));
            }
            Ok(Value::None)
        }),
        NativeDef::new("fileno($self, /)", "Return the object's own descriptor.", |held, a| {
            Ok(Value::Int(i64::from(epoll_fd(held, &a[0])?.as_raw_fd())))
        }),
        NativeDef::new("__enter__($self, /)", "", |held, a| {
            epoll_fd(held, &a[0])?;
            Ok(a[0].clone())
        }),
        NativeDef::new("__exit__($self, /, *args)", "", |held, a| {
            if let Some(fd) = state::<Epoll>(held, &a[0])?.0.take() {
                descriptors::remove(held, i64::from(fd.as_raw_fd()));
            }
            Ok(Value::None)
        }),
    ],
    attributes: &[GetSetDef {
        name: "closed",
        doc: "",
        get: |held, this| Ok(Value::Bool(state::<Epoll>(held, this)?.0.is_none())),
        set: None,
    }],
    ..TypeDef::EMPTY
};

/// `select.poll()`
#[derive(Default)]
struct Poll {
    /// Descriptors, in the order of their registration, and what is waited for.
    wanted: Vec<(i64, u16)>,
    /// Whether a thread waits on it.
    waiting: bool,
}

/// `select.epoll`; `None` once it is closed.
struct Epoll(Option<Arc<OwnedFd>>);

struct Classes {
    poll: Rc<Class>,
}

const SLOT: &str = "select";

fn classes(held: &mut Held) -> R<&mut Classes> {
    let slot = held.interp.extensions.get_mut(SLOT).and_then(|slot| slot.downcast_mut());
    slot.ok_or_else(|| Raised::runtime_error("select is not imported"))
}

fn init(held: &mut Held, module: &Rc<Module>) -> R<()> {
    let base = Rc::clone(held.object_class());
    let poll = held.new_builtin_class(&POLL, vec![Rc::clone(&base)]);
    let epoll = held.new_builtin_class(&EPOLL, vec![base]);
    held.set_name(module, "epoll", Value::Class(epoll));
    held.interp.extensions.insert(SLOT, Box::new(Classes { poll }));
    let error = Rc::clone(held.interp.exception(ExcKind::OSError));
    held.set_name(module, "error", Value::Class(error));
    for (name, value) in CONSTANTS {
        held.set_name(module, name, Value::Int(value));
    }
    Ok(())
}

const CONSTANTS: [(&str, i64); 28] = [
    ("POLLIN", 1),
    ("POLLPRI", 2),
    ("POLLOUT", 4),
    ("POLLERR", 8),
    ("POLLHUP", 16),
    ("POLLNVAL", 32),
    ("POLLRDNORM", 64),
    ("POLLRDBAND", 128),
    ("POLLWRNORM", 256),
    ("POLLWRBAND", 512),
    ("POLLMSG", 1024),
    ("POLLRDHUP", 8192),
    ("EPOLLIN", 1),
    ("EPOLLPRI", 2),
    ("EPOLLOUT", 4),
    ("EPOLLERR", 8),
    ("EPOLLHUP", 16),
    ("EPOLLRDNORM", 64),
    ("EPOLLRDBAND", 128),
    ("EPOLLWRNORM", 256),
    ("EPOLLWRBAND", 512),
    ("EPOLLMSG", 1024),
    ("EPOLLRDHUP", 8192),
    ("EPOLLEXCLUSIVE", 1 << 28),
    ("EPOLLONESHOT", 1 << 30),
    ("EPOLLET", 1 << 31),
    ("EPOLL_CLOEXEC", 0x8_0000),
    ("PIPE_BUF", 4096),
];

fn object(class: &Rc<Class>, state: impl std::any::Any) -> Value {
    Value::Instance(Rc::new(Instance::new(Rc::clone(class), Payload::Native(Box::new(state)))))
}

fn state<'a, T: 'static>(held: &'a mut Held, this: &'a Value) -> R<&'a mut T> {
    let state = match this {
        Value::Instance(instance) => instance.payload.get_mut(held.token_mut()).native_mut(),
        _ => None,
    };
    state.ok_or_else(|| Raised::type_error("descriptor requires another type of object"))
}

/// The number of a descriptor or of an object that has one.
pub(crate) fn file_number(held: &mut Held, value: &Value) -> R<i64> {
    let number = match held.base_ref(value) {
        Value::Int(number) => *number,
        Value::Bool(on) => i64::from(*on),
        _ => {
            let fileno = held.intern("fileno");
            let Some(method) = held.getattr_opt(value, &fileno)? else {
                return Err(Raised::type_error("argument must be an int, or have a fileno() method."));
            };
            match held.call(&method, &[])? {
                Value::Int(number) => number,
                _ => return Err(Raised::type_error("fileno() returned a non-integer")),
            }
        }
    };
    if number < 0 {
        return Err(Raised::value_error(format!("file descriptor cannot be a negative integer ({number})")));
    }
    Ok(number)
}

/// A deadline of an argument in seconds, `None` for ever.
fn until(held: &mut Held, timeout: &Value) -> R<Option<Instant>> {
    if timeout.is_none() {
        return Ok(None);
    }
    if !matches!(held.base_ref(timeout), Value::Int(_) | Value::Float(_) | Value::Bool(_) | Value::BigInt(_))
    {
        return Err(Raised::type_error("timeout must be a float or None"));
    }
    let ns = super::time::duration_ns(held, timeout)?;
    let ns = u64::try_from(ns).map_err(|_| Raised::value_error("timeout must be non-negative"))?;
    Ok(clock::deadline_in(Duration::from_nanos(ns)))
}

fn select(held: &mut Held, a: &[Value]) -> R {
    const DIRECTIONS: [(PollFlags, PollFlags); 3] = [
        (PollFlags::IN, PollFlags::IN.union(PollFlags::HUP).union(PollFlags::ERR)),
        (PollFlags::OUT, PollFlags::OUT.union(PollFlags::ERR)),
        (PollFlags::PRI, PollFlags::PRI),
    ];
    let until = until(held, &a[3])?;
    let mut wanted: Vec<(Descriptor, PollFlags)> = Vec::new();
    let mut objects: Vec<(usize, Value)> = Vec::new();
    for (at, list) in a[..3].iter().enumerate() {
        if held.iter_opt(list)?.is_none() {
            return Err(Raised::type_error("arguments 1-3 must be sequences"));
        }
        for item in held.collect(list)? {
            let number = file_number(held, &item)?;
            let fd = descriptors::get(held, number).ok_or_else(|| os_error(&Errno::BADF.into()))?;
            wanted.push((fd, DIRECTIONS[at].0));
            objects.push((at, item));
        }
    }
    let borrowed: Vec<_> = wanted.iter().map(|(fd, flags)| (fd.as_fd(), *flags)).collect();
    let polled =
        door::poll(held, Blocking::Poll, &borrowed, until)?.map_err(|error| os_error(&error.into()))?;
    let mut ready = [Vec::new(), Vec::new(), Vec::new()];
    if let Polled::Ready(flags) = polled {
        for ((at, item), flags) in objects.into_iter().zip(flags) {
            if flags.intersects(DIRECTIONS[at].1) {
                ready[at].push(item);
            }
        }
    }
    Ok(Value::tuple(ready.map(Value::list)))
}

fn poll_mask(held: &mut Held, value: &Value) -> R<u16> {
    let mask = held.index_i64(value)?;
    if mask < 0 {
        return Err(Raised::value_error("value must be positive"));
    }
    u16::try_from(mask).map_err(|_| Raised::overflow("Python int too large to convert to C unsigned short"))
}

fn poll(held: &mut Held, a: &[Value]) -> R {
    let until = match &a[1] {
        Value::None => None,
        given => {
            let ms = match held.base_ref(given) {
                Value::Float(ms) => *ms,
                _ => held.index_i64(given)? as f64,
            };
            if ms < 0.0 { None } else { clock::deadline_in(Duration::from_nanos((ms * 1e6) as u64)) }
        }
    };
    let poll = state::<Poll>(held, &a[0])?;
    if std::mem::replace(&mut poll.waiting, true) {
        return Err(Raised::runtime_error("concurrent poll() invocation"));
    }
    let numbers = poll.wanted.clone();
    let result = poll_numbers(held, &numbers, until);
    state::<Poll>(held, &a[0])?.waiting = false;
    let ready = result?;
    let pair = |(fd, flags): (i64, i64)| Value::tuple([Value::Int(fd), Value::Int(flags)]);
    Ok(Value::list(ready.into_iter().map(pair).collect()))
}

/// Polls descriptors by their numbers; what is no descriptor is invalid at once, as the system says it.
fn poll_numbers(held: &mut Held, numbers: &[(i64, u16)], until: Option<Instant>) -> R<Vec<(i64, i64)>> {
    let mut open = Vec::new();
    let mut ready = Vec::new();
    for (number, mask) in numbers {
        match descriptors::get(held, *number) {
            Some(fd) => open.push((*number, fd, PollFlags::from_bits_retain(*mask))),
            None => ready.push((*number, i64::from(PollFlags::NVAL.bits()))),
        }
    }
    let until = if ready.is_empty() { until } else { clock::deadline_in(Duration::ZERO) };
    let borrowed: Vec<_> = open.iter().map(|(_, fd, flags)| (fd.as_fd(), *flags)).collect();
    let polled =
        door::poll(held, Blocking::Poll, &borrowed, until)?.map_err(|error| os_error(&error.into()))?;
    if let Polled::Ready(flags) = polled {
        for ((number, _, _), flags) in open.iter().zip(flags).filter(|(_, flags)| !flags.is_empty()) {
            ready.push((*number, i64::from(flags.bits())));
        }
    }
    ready.sort_by_key(|(number, _)| numbers.iter().position(|(known, _)| known == number));
    Ok(ready)
}

fn epoll_new(held: &mut Held, a: &[Value]) -> R {
    let (hint, flags) = (held.index_i64(&a[1])?, held.index_i64(&a[2])?);
    if hint != -1 && hint <= 0 {
        return Err(Raised::value_error("negative sizehint"));
    }
    if flags & !i64::from(epoll::CreateFlags::CLOEXEC.bits()) != 0 {
        return Err(os_error(&Errno::INVAL.into()));
    }
    let made = door::call(held, Blocking::Poll, |_| epoll::create(epoll::CreateFlags::CLOEXEC))?;
    let fd = made.map_err(|error| os_error(&error.into()))?;
    let fd = descriptors::lend(held, fd);
    let Value::Class(class) = &a[0] else { return Ok(Value::None) };
    Ok(object(class, Epoll(Some(fd))))
}

fn epoll_fd(held: &mut Held, this: &Value) -> R<Arc<OwnedFd>> {
    let fd = state::<Epoll>(held, this)?.0.clone();
    fd.ok_or_else(|| Raised::value_error("I/O operation on closed epoll object"))
}

fn epoll_control(
    held: &mut Held,
    a: &[Value],
    act: fn(&OwnedFd, &Descriptor, epoll::EventData, epoll::EventFlags) -> Result<(), Errno>,
) -> R {
    let epoll = epoll_fd(held, &a[0])?;
    let number = file_number(held, &a[1])?;
    let mask = held.index_i64(&a[2])?;
    let fd = descriptors::get(held, number).ok_or_else(|| os_error(&Errno::BADF.into()))?;
    let flags = epoll::EventFlags::from_bits_retain(mask as u32);
    door::call(held, Blocking::Poll, |_| act(&epoll, &fd, epoll::EventData::new_u64(number as u64), flags))?
        .map_err(|error| os_error(&error.into()))?;
    Ok(Value::None)
}

/// CPython's default for `maxevents`.
const EVENTS_DEFAULT: usize = 1023;

fn epoll_poll(held: &mut Held, a: &[Value]) -> R {
    let epoll = epoll_fd(held, &a[0])?;
    let until = match held.base_ref(&a[1]) {
        Value::Float(seconds) if *seconds < 0.0 => None,
        Value::Int(seconds) if *seconds < 0 => None,
        _ => until(held, &a[1])?,
    };
    let most = match held.index_i64(&a[2])? {
        -1 => EVENTS_DEFAULT,
        given @ 1.. => usize::try_from(given).unwrap_or(EVENTS_DEFAULT).min(1 << 16),
        other => return Err(Raised::value_error(format!("maxevents must be greater than 0, got {other}"))),
    };
    let waited = door::call(held, Blocking::Poll, |wake| {
        let mut events: Vec<epoll::Event> = Vec::with_capacity(most);
        let room = rustix::buffer::spare_capacity(&mut events);
        let mut rest = door::rest(until);
        if wake.is_some() && rest.as_ref().is_none_or(|rest| rest.tv_sec > 0 || rest.tv_nsec > 0) {
            door::poll_once(&[(epoll.as_fd(), PollFlags::IN)], wake, until)?;
            rest = Some(rustix::event::Timespec { tv_sec: 0, tv_nsec: 0 });
        }
        epoll::wait(&epoll, room, rest.as_ref())?;
        // The system's form holds a pointer, which does not travel.
        Ok(events
            .iter()
            .map(|event| {
                let (data, flags) = (event.data, event.flags);
                (data.u64(), flags.bits())
            })
            .collect::<Vec<_>>())
    })?;
    let events = waited.map_err(|error: Errno| os_error(&error.into()))?;
    let pair =
        |(number, flags): (u64, u32)| Value::tuple([Value::Int(number as i64), Value::Int(i64::from(flags))]);
    Ok(Value::list(events.into_iter().map(pair).collect()))
}
