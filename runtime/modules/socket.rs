//! `_socket`: sockets as the system has them. `lib/socket.py` is what scripts import.
//!
//! Every call gives the GIL up, as CPython's do, those that cannot block as well (`Modules/socketmodule.c`,
//! `sock_call_ex`); a call with a timeout does so twice, to wait and for the call. A socket holds its descriptor
//! itself and every call holds it too, so a socket that is closed while another thread waits on it stays open until
//! that thread is done.

mod address;
mod connect;
mod message;
mod names;
mod options;

use std::os::fd::AsFd;
use std::os::fd::AsRawFd;
use std::os::fd::OwnedFd;
use std::sync::Arc;
use std::time::Duration;

use gilvm_vm::error::Detail;
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
use gilvm_vm::protocol::buffer::Room;
use gilvm_vm::rc::Rc;
use gilvm_vm::types::Kind;
use gilvm_vm::value::Value;
use rustix::buffer::spare_capacity;
use rustix::event::PollFlags;
use rustix::io::Errno;
use rustix::net::AddressFamily;
use rustix::net::Protocol;
use rustix::net::RecvFlags;
use rustix::net::SendFlags;
use rustix::net::Shutdown;
use rustix::net::SocketAddrAny;
use rustix::net::SocketFlags;
use rustix::net::SocketType;

use self::options::Setting;
use super::io::os_error;
use crate::descriptors;
use crate::wait::descriptors as door;
use crate::wait::descriptors::Failure;
use crate::wait::descriptors::Patience;

/// The module.
pub(crate) const MODULE: ModuleDef = ModuleDef {
    name: "_socket",
    doc: "Implementation module for socket operations.",
    functions: &names::FUNCTIONS,
    init,
};

/// `_socket.socket`
static SOCKET: TypeDef = TypeDef {
    name: "socket",
    module: "_socket",
    doc: "A socket: one end of a network connection.",
    layout: Layout::Native("socket"),
    subclassable: true,
    new: Some(&NativeDef::new("__new__($type, /, *args, **kwargs)", "", new)),
    methods: &METHODS,
    attributes: &[
        GetSetDef {
            name: "family",
            doc: "",
            get: |held, this| Ok(Value::Int(i64::from(state(held, this)?.family.as_raw()))),
            set: None,
        },
        GetSetDef {
            name: "type",
            doc: "",
            get: |held, this| Ok(Value::Int(i64::from(state(held, this)?.kind.as_raw()))),
            set: None,
        },
        GetSetDef {
            name: "proto",
            doc: "",
            get: |held, this| Ok(Value::Int(i64::from(state(held, this)?.protocol))),
            set: None,
        },
        GetSetDef { name: "timeout", doc: "", get: timeout, set: None },
    ],
    ..TypeDef::EMPTY
};

static METHODS: [NativeDef; 30] = [
    NativeDef::new("__init__($self, family=-1, type=-1, proto=-1, fileno=None)", "", initialise),
    NativeDef::new(
        "_accept($self, /)",
        "Wait for a connection: its descriptor and the peer's address.",
        accept,
    ),
    NativeDef::new("bind($self, address, /)", "Bind the socket to a local address.", bind),
    NativeDef::new("close($self, /)", "Close the socket.", close),
    NativeDef::new("connect($self, address, /)", "Connect the socket to a remote address.", |held, a| {
        match connect::connect(held, "connect", a)? {
            Ok(()) => Ok(Value::None),
            Err(failure) => Err(raised(failure)),
        }
    }),
    NativeDef::new(
        "connect_ex($self, address, /)",
        "Like connect(), but returns an error code.",
        |held, a| {
            Ok(Value::Int(match connect::connect(held, "connect_ex", a)? {
                Ok(()) => 0,
                Err(Failure::TimedOut) => i64::from(Errno::AGAIN.raw_os_error()),
                Err(Failure::System(error)) => i64::from(error.raw_os_error()),
            }))
        },
    ),
    NativeDef::new("detach($self, /)", "Close the socket object without closing its descriptor.", detach),
    NativeDef::new("fileno($self, /)", "Return the descriptor; -1 once the socket is closed.", fileno),
    NativeDef::new("getpeername($self, /)", "Return the address of the remote end.", |held, a| {
        let (fd, family) = open_socket(held, &a[0])?;
        let address = door::call(held, Blocking::Socket, |_| rustix::net::getpeername(&fd))?;
        Ok(address::value(address.map_err(|error| os_error(&error.into()))?, family))
    }),
    NativeDef::new("getsockname($self, /)", "Return the address of the local end.", |held, a| {
        let (fd, family) = open_socket(held, &a[0])?;
        let address = door::call(held, Blocking::Socket, |_| rustix::net::getsockname(&fd))?;
        Ok(address::value(Some(address.map_err(|error| os_error(&error.into()))?), family))
    }),
    NativeDef::new("getsockopt($self, level, option, buffersize=0, /)", "Get a socket option.", getsockopt),
    NativeDef::new("setsockopt($self, *args)", "Set a socket option.", setsockopt),
    NativeDef::new("listen($self, backlog=128, /)", "Enable a server to accept connections.", listen),
    NativeDef::new("recv($self, bufsize, flags=0, /)", "Receive up to bufsize bytes.", |held, a| {
        let size = size_of_receive(held, "recv", &a[1])?;
        Ok(Value::bytes(receive(held, &a[0], size, &a[2])?))
    }),
    NativeDef::new(
        "recv_into($self, buffer, nbytes=0, flags=0)",
        "Receive bytes into a buffer.",
        |held, a| {
            let (room, size) = room_in(held, "recv_into", &a[1], &a[2])?;
            let bytes = receive(held, &a[0], size, &a[3])?;
            room.put(held, 0, &bytes);
            Ok(Value::from(bytes.len()))
        },
    ),
    NativeDef::new(
        "recvfrom($self, bufsize, flags=0, /)",
        "Like recv(), also the sender's address.",
        |held, a| {
            let size = size_of_receive(held, "recvfrom", &a[1])?;
            let (bytes, from) = receive_from(held, &a[0], size, &a[2])?;
            Ok(Value::tuple([Value::bytes(bytes), from]))
        },
    ),
    NativeDef::new(
        "recvfrom_into($self, buffer, nbytes=0, flags=0)",
        "Like recv_into(), also the sender's address.",
        |held, a| {
            let (room, size) = room_in(held, "recvfrom_into", &a[1], &a[2])?;
            let (bytes, from) = receive_from(held, &a[0], size, &a[3])?;
            room.put(held, 0, &bytes);
            Ok(Value::tuple([Value::from(bytes.len()), from]))
        },
    ),
    NativeDef::new("send($self, data, flags=0, /)", "Send bytes; returns how many were sent.", |held, a| {
        let bytes = held.buffer(&a[1])?;
        let flags = send_flags(held, &a[2])?;
        let (fd, patience) = ready(held, &a[0], PollFlags::OUT)?;
        let sent = send(held, &a[0], &fd, patience, &bytes, flags)?;
        sent.map(Value::from).map_err(|failure| failed(held, &a[0], failure))
    }),
    NativeDef::new("sendall($self, data, flags=0, /)", "Send all of the bytes.", sendall),
    NativeDef::new(
        "sendmsg($self, buffers, ancdata='', flags=0, address=None, /)",
        "Send the buffers, one after the other, with ancillary data; returns how many bytes were sent.",
        message::sendmsg,
    ),
    NativeDef::new(
        "recvmsg($self, bufsize, ancbufsize=0, flags=0, /)",
        "Receive bytes and ancillary data; returns (data, ancdata, msg_flags, address).",
        message::recvmsg,
    ),
    NativeDef::new(
        "recvmsg_into($self, buffers, ancbufsize=0, flags=0, /)",
        "Receive bytes into buffers; returns (nbytes, ancdata, msg_flags, address).",
        message::recvmsg_into,
    ),
    NativeDef::new("sendto($self, *args)", "Send bytes to an address.", sendto),
    NativeDef::new(
        "setblocking($self, flag, /)",
        "Set blocking (no timeout) or non-blocking mode.",
        |held, a| {
            let limit = if held.truthy(&a[1])? { None } else { Some(Duration::ZERO) };
            set_timeout(held, &a[0], limit)
        },
    ),
    NativeDef::new("getblocking($self, /)", "Whether the socket is not in non-blocking mode.", |held, a| {
        Ok(Value::Bool(state(held, &a[0])?.timeout != Some(Duration::ZERO)))
    }),
    NativeDef::new("settimeout($self, timeout, /)", "Set a timeout on socket operations.", |held, a| {
        let limit = timeout_of(held, &a[1])?;
        set_timeout(held, &a[0], limit)
    }),
    NativeDef::new("gettimeout($self, /)", "Return the timeout, or None.", |held, a| timeout(held, &a[0])),
    NativeDef::new("shutdown($self, how, /)", "Shut down one or both halves of the connection.", shutdown),
    NativeDef::new("_address($self, which, /)", "Both ends for repr(): an address, or None.", |held, a| {
        let (fd, family) = open_socket(held, &a[0])?;
        let address = match held.truthy(&a[1])? {
            true => rustix::net::getpeername(&fd).ok().map(|peer| address::value(peer, family)),
            false => rustix::net::getsockname(&fd).ok().map(|own| address::value(Some(own), family)),
        };
        Ok(Value::from(address))
    }),
    NativeDef::new("__repr__($self, /)", "", |held, a| {
        let socket = state(held, &a[0])?;
        let fd = socket.fd.as_ref().map_or(-1, |fd| fd.as_raw_fd());
        let (family, kind, proto) = (socket.family.as_raw(), socket.kind.as_raw(), socket.protocol);
        Ok(Value::from(format!("<socket object, fd={fd}, family={family}, type={kind}, proto={proto}>")))
    }),
];

/// What a socket object carries.
struct Socket {
    /// `None` once it is closed.
    fd: Option<Arc<OwnedFd>>,
    family: AddressFamily,
    kind: SocketType,
    protocol: u32,
    /// `None` waits for ever, zero not at all.
    timeout: Option<Duration>,
    /// How long a call that receives may wait by itself (`SO_RCVTIMEO`), where it has no timeout; and one that sends.
    receive_limit: Option<Duration>,
    send_limit: Option<Duration>,
    listens: bool,
}

impl Socket {
    /// Sets the descriptor's mode. A listening socket never waits inside `accept`: two threads may be told of one
    /// connection, and the second must remain interruptible.
    fn apply_mode(&self) -> Result<(), Errno> {
        match &self.fd {
            Some(fd) => rustix::io::ioctl_fionbio(fd, self.timeout.is_some() || self.listens),
            None => Err(Errno::BADF),
        }
    }
}

/// What the module keeps per interpreter.
struct Keep {
    gaierror: Rc<Class>,
    /// `setdefaulttimeout`
    default_timeout: Option<Duration>,
}

const SLOT: &str = "_socket";

fn keep(held: &mut Held) -> R<&mut Keep> {
    let slot = held.interp.extensions.get_mut(SLOT).and_then(|slot| slot.downcast_mut());
    slot.ok_or_else(|| Raised::runtime_error("_socket is not imported"))
}

fn init(held: &mut Held, module: &Rc<Module>) -> R<()> {
    let object = Rc::clone(held.object_class());
    let socket = held.new_builtin_class(&SOCKET, vec![object]);
    held.set_name(module, "socket", Value::Class(Rc::clone(&socket)));
    held.set_name(module, "SocketType", Value::Class(socket));
    let gaierror = error_class(held, "gaierror")?;
    let herror = error_class(held, "herror")?;
    let timeout = Rc::clone(held.interp.exception(ExcKind::TimeoutError));
    let error = Rc::clone(held.interp.exception(ExcKind::OSError));
    let classes = [("gaierror", &gaierror), ("herror", &herror), ("timeout", &timeout), ("error", &error)];
    for (name, class) in classes {
        held.set_name(module, name, Value::Class(Rc::clone(class)));
    }
    for (name, value) in options::CONSTANTS.iter().chain(&names::CONSTANTS) {
        held.set_name(module, name, Value::Int(*value));
    }
    held.set_name(module, "has_ipv6", Value::Bool(true));
    held.interp.extensions.insert(SLOT, Box::new(Keep { gaierror, default_timeout: None }));
    Ok(())
}

/// A class derived from `OSError`.
fn error_class(held: &mut Held, name: &str) -> R<Rc<Class>> {
    let namespace = held.new_dict();
    let module = held.intern("__module__");
    held.dict_set_str(&namespace, &module, Value::str("socket"));
    let metaclass = Value::Class(Rc::clone(held.interp.kind(Kind::Type)));
    let base = Value::Class(Rc::clone(held.interp.exception(ExcKind::OSError)));
    let arguments = [Value::str(name), Value::tuple([base]), Value::Dict(namespace)];
    match held.call(&metaclass, &arguments)? {
        Value::Class(class) => Ok(class),
        _ => Err(Raised::runtime_error("type() did not make a class")),
    }
}

/// `gaierror`: what the resolver says.
fn gaierror(held: &mut Held, code: i64, message: &str) -> Raised {
    match keep(held) {
        Ok(keep) => {
            let class = Rc::clone(&keep.gaierror);
            // Called, so that it has `errno` and `strerror`.
            match held.call(&Value::Class(class), &[Value::Int(code), Value::str(message)]) {
                Ok(Value::Instance(error)) => Raised::object(error),
                Ok(_) => Raised::runtime_error("gaierror() did not make an exception"),
                Err(raised) => raised,
            }
        }
        Err(raised) => raised,
    }
}

fn state<'a>(held: &'a mut Held, this: &'a Value) -> R<&'a mut Socket> {
    let state = match this {
        Value::Instance(instance) => instance.payload.get_mut(held.token_mut()).native_mut(),
        _ => None,
    };
    state.ok_or_else(|| Raised::type_error("descriptor requires a socket"))
}

fn bad_descriptor() -> Raised {
    os_error(&Errno::BADF.into())
}

/// The descriptor of an open socket, and its family.
fn open_socket(held: &mut Held, this: &Value) -> R<(Arc<OwnedFd>, AddressFamily)> {
    let socket = state(held, this)?;
    let family = socket.family;
    Ok((socket.fd.clone().ok_or_else(bad_descriptor)?, family))
}

/// The descriptor of an open socket, and how long a call on it in this direction may take from now on.
fn ready(held: &mut Held, this: &Value, direction: PollFlags) -> R<(Arc<OwnedFd>, Patience)> {
    let socket = state(held, this)?;
    let fd = socket.fd.clone().ok_or_else(bad_descriptor)?;
    let limit = match direction {
        PollFlags::IN => socket.receive_limit,
        PollFlags::OUT => socket.send_limit,
        _ => None,
    };
    Ok((fd, door::patience(socket.timeout.or(limit))))
}

/// What a failed call on a socket raises.
fn failed(held: &mut Held, this: &Value, failure: Failure) -> Raised {
    // Without a timeout it was the system's own limit that came.
    match (failure, state(held, this)) {
        (Failure::TimedOut, Ok(Socket { timeout: None, .. })) => os_error(&Errno::AGAIN.into()),
        (failure, _) => raised(failure),
    }
}

fn raised(failure: Failure) -> Raised {
    match failure {
        Failure::TimedOut => Raised::new(ExcKind::TimeoutError, "timed out"),
        Failure::System(error) => os_error(&error.into()),
    }
}

fn new(_: &mut Held, a: &[Value]) -> R {
    let Value::Class(class) = &a[0] else { return Ok(Value::None) };
    let closed = Socket {
        fd: None,
        family: AddressFamily::UNSPEC,
        kind: SocketType::from_raw(0),
        protocol: 0,
        timeout: None,
        receive_limit: None,
        send_limit: None,
        listens: false,
    };
    Ok(Value::Instance(Rc::new(Instance::new(Rc::clone(class), Payload::Native(Box::new(closed))))))
}

/// The bits of a socket's type that say how its descriptor behaves.
const NONBLOCK: u32 = 0x800;
const CLOEXEC: u32 = 0x8_0000;

fn initialise(held: &mut Held, a: &[Value]) -> R {
    let mut numbers = [0_i64; 3];
    for (slot, value) in numbers.iter_mut().zip(&a[1..4]) {
        *slot = held.index_i64(value)?;
        if i32::try_from(*slot).is_err() {
            return Err(Raised::overflow("Python int too large to convert to C int"));
        }
    }
    let [family, kind, protocol] = numbers;
    let default_timeout = keep(held)?.default_timeout;
    let mut socket = match &a[4] {
        Value::None => {
            let kind = if kind == -1 { 1 } else { u32::try_from(kind).unwrap_or(u32::MAX) };
            let family = if family == -1 { 2 } else { u16::try_from(family).unwrap_or(u16::MAX) };
            let protocol = if protocol == -1 { 0 } else { u32::try_from(protocol).unwrap_or(u32::MAX) };
            let family = AddressFamily::from_raw(family);
            let plain = SocketType::from_raw(kind & !(NONBLOCK | CLOEXEC));
            let number = std::num::NonZeroU32::new(protocol).map(Protocol::from_raw);
            let opened = door::call(held, Blocking::Socket, |_| {
                rustix::net::socket_with(family, plain, SocketFlags::CLOEXEC, number)
            })?;
            let fd = opened.map_err(|error| os_error(&error.into()))?;
            let timeout = if kind & NONBLOCK != 0 { Some(Duration::ZERO) } else { default_timeout };
            let fd = Some(descriptors::lend(held, fd));
            let (receive_limit, send_limit) = (None, None);
            Socket { fd, family, kind: plain, protocol, timeout, receive_limit, send_limit, listens: false }
        }
        given => {
            let number = held.index_i64(given)?;
            if number < 0 {
                return Err(Raised::value_error("negative file descriptor"));
            }
            let fd = descriptors::borrow(held, number).ok_or_else(bad_descriptor)?;
            let known = adopt(&fd).map_err(|error| os_error(&error.into()))?;
            Socket { fd: Some(fd), timeout: default_timeout, ..known }
        }
    };
    if let Value::None = a[4] {
        // Nothing else can be known of a new socket.
    } else {
        if let Ok(given @ 0..) = u16::try_from(family) {
            socket.family = AddressFamily::from_raw(given);
        }
        if let Ok(given @ 0..) = u32::try_from(kind) {
            socket.kind = SocketType::from_raw(given & !(NONBLOCK | CLOEXEC));
            if given & NONBLOCK != 0 {
                socket.timeout = Some(Duration::ZERO);
            }
        }
        if let Ok(given) = u32::try_from(protocol) {
            socket.protocol = given;
        }
    }
    socket.apply_mode().map_err(|error| os_error(&error.into()))?;
    let old = std::mem::replace(state(held, &a[0])?, socket);
    drop(old);
    Ok(Value::None)
}

/// What the system knows of a descriptor that is a socket.
fn adopt(fd: &Arc<OwnedFd>) -> Result<Socket, Errno> {
    use rustix::net::sockopt;
    Ok(Socket {
        fd: None,
        family: sockopt::socket_domain(fd)?,
        kind: sockopt::socket_type(fd)?,
        protocol: sockopt::socket_protocol(fd)?.map_or(0, |protocol| protocol.as_raw().get()),
        timeout: None,
        receive_limit: door::limit(fd, PollFlags::IN),
        send_limit: door::limit(fd, PollFlags::OUT),
        listens: sockopt::socket_acceptconn(fd)?,
    })
}

fn timeout(held: &mut Held, this: &Value) -> R {
    let limit = state(held, this)?.timeout;
    Ok(limit.map_or(Value::None, |limit| Value::Float(limit.as_secs_f64())))
}

/// A timeout as an argument.
fn timeout_of(held: &mut Held, value: &Value) -> R<Option<Duration>> {
    if value.is_none() {
        return Ok(None);
    }
    let ns = super::time::duration_ns(held, value)?;
    let ns = u64::try_from(ns).map_err(|_| Raised::value_error("Timeout value out of range"))?;
    Ok(Some(Duration::from_nanos(ns)))
}

fn set_timeout(held: &mut Held, this: &Value, limit: Option<Duration>) -> R {
    let socket = state(held, this)?;
    socket.timeout = limit;
    socket.apply_mode().map_err(|error| os_error(&error.into()))?;
    Ok(Value::None)
}

fn accept(held: &mut Held, a: &[Value]) -> R {
    let (fd, patience) = ready(held, &a[0], PollFlags::IN)?;
    let family = state(held, &a[0])?.family;
    let accepted = door::call_on(held, Blocking::Socket, &*fd, PollFlags::IN, patience, |_| {
        rustix::net::acceptfrom_with(&fd, SocketFlags::CLOEXEC)
    })?;
    let (connection, from) = accepted.map_err(|failure| failed(held, &a[0], failure))?;
    let number = descriptors::add(held, connection);
    Ok(Value::tuple([Value::Int(i64::from(number)), address::value(from, family)]))
}

fn bind(held: &mut Held, a: &[Value]) -> R {
    let (fd, family) = open_socket(held, &a[0])?;
    let address = address::parse(held, "bind", &a[1], family)?;
    door::call(held, Blocking::Socket, |_| rustix::net::bind(&fd, &address))?
        .map_err(|error| os_error(&error.into()))?;
    Ok(Value::None)
}

fn close(held: &mut Held, a: &[Value]) -> R {
    let Some(fd) = state(held, &a[0])?.fd.take() else { return Ok(Value::None) };
    descriptors::remove(held, i64::from(fd.as_raw_fd()));
    let mut fd = Some(fd);
    door::call(held, Blocking::Socket, |_| {
        fd.take();
        Ok::<(), Errno>(())
    })?
    .map_err(|error| os_error(&error.into()))?;
    Ok(Value::None)
}

fn detach(held: &mut Held, a: &[Value]) -> R {
    let number = match state(held, &a[0])?.fd.take() {
        Some(fd) => descriptors::give_back(held, fd),
        None => -1,
    };
    Ok(Value::Int(i64::from(number)))
}

fn fileno(held: &mut Held, a: &[Value]) -> R {
    Ok(Value::Int(state(held, &a[0])?.fd.as_ref().map_or(-1, |fd| i64::from(fd.as_raw_fd()))))
}

fn getsockopt(held: &mut Held, a: &[Value]) -> R {
    let (fd, _) = open_socket(held, &a[0])?;
    let (level, name) = (held.index_i64(&a[1])?, held.index_i64(&a[2])?);
    let size = held.index_i64(&a[3])?;
    if !(0..=1024).contains(&size) {
        return Err(Raised::new(ExcKind::OSError, "getsockopt buflen out of range"));
    }
    let setting = options::get(fd.as_fd(), level, name).map_err(|error| os_error(&error.into()))?;
    Ok(match (setting, size) {
        (Setting::Number(n), 0) => Value::Int(n),
        (Setting::Bytes(bytes), 0) => {
            Value::Int(bytes.first_chunk::<4>().map_or(0, |bytes| i64::from(i32::from_ne_bytes(*bytes))))
        }
        (Setting::Number(n), _) => Value::bytes(clipped((n as i32).to_ne_bytes().to_vec(), size)),
        (Setting::Bytes(bytes), _) => Value::bytes(clipped(bytes, size)),
    })
}

fn clipped(mut bytes: Vec<u8>, size: i64) -> Vec<u8> {
    bytes.truncate(usize::try_from(size).unwrap_or(0));
    bytes
}

fn setsockopt(held: &mut Held, a: &[Value]) -> R {
    let Value::Tuple(given) = &a[1] else { return Ok(Value::None) };
    let (level, name, value) = match given.items() {
        [level, name, value] => (level, name, value),
        [_, _, Value::None, length @ (Value::Int(_) | Value::Bool(_))] => {
            open_socket(held, &a[0])?;
            let length = held.index_i64(length)?;
            return Err(os_error(&options::set_nothing(length).into()));
        }
        other => {
            let given = other.len();
            return Err(Raised::type_error(format!(
                "setsockopt() takes exactly 3 arguments ({given} given)"
            )));
        }
    };
    let (fd, _) = open_socket(held, &a[0])?;
    let (level, name) = (held.index_i64(level)?, held.index_i64(name)?);
    let setting = match held.buffer_ref(value) {
        Some(bytes) => Setting::Bytes(bytes.to_vec()),
        None if matches!(held.base_ref(value), Value::Int(_) | Value::Bool(_)) => {
            let number = held.index_i64(value)?;
            if i32::try_from(number).is_err() {
                return Err(Raised::type_error("a bytes-like object is required, not 'int'"));
            }
            Setting::Number(number)
        }
        None => Setting::Bytes(held.bytes_like(value)?),
    };
    options::set(fd.as_fd(), level, name, &setting).map_err(|error| os_error(&error.into()))?;
    let socket = state(held, &a[0])?;
    match (level, name) {
        options::RECEIVE_LIMIT => socket.receive_limit = door::limit(&fd, PollFlags::IN),
        options::SEND_LIMIT => socket.send_limit = door::limit(&fd, PollFlags::OUT),
        _ => {}
    }
    Ok(Value::None)
}

fn listen(held: &mut Held, a: &[Value]) -> R {
    let (fd, _) = open_socket(held, &a[0])?;
    let backlog = i32::try_from(held.index_i64(&a[1])?.max(0)).unwrap_or(i32::MAX);
    door::call(held, Blocking::Socket, |_| rustix::net::listen(&fd, backlog))?
        .map_err(|error| os_error(&error.into()))?;
    let socket = state(held, &a[0])?;
    socket.listens = true;
    socket.apply_mode().map_err(|error| os_error(&error.into()))?;
    Ok(Value::None)
}

fn size_of_receive(held: &mut Held, function: &str, size: &Value) -> R<usize> {
    let size = held.index_ssize(size)?;
    usize::try_from(size).map_err(|_| Raised::value_error(format!("negative buffersize in {function}")))
}

/// Room in a buffer, and how many bytes go into it: all that fit, or less if asked for.
fn room_in(held: &mut Held, function: &str, buffer: &Value, wanted: &Value) -> R<(Room, usize)> {
    let Some(room) = held.room(buffer) else {
        let given = if buffer.is_none() { "None".into() } else { held.type_name(buffer).to_string() };
        return Err(Raised::type_error(format!(
            "{function}() argument 1 must be read-write bytes-like object, not {given}"
        )));
    };
    let length = room.size();
    let wanted = held.index_ssize(wanted)?;
    let Ok(wanted) = usize::try_from(wanted) else {
        return Err(Raised::value_error(format!("negative buffersize in {function}")));
    };
    if wanted > length {
        return Err(Raised::value_error("buffer too small for requested bytes"));
    }
    Ok((room, if wanted == 0 { length } else { wanted }))
}

/// Room for what is received.
fn room(size: usize) -> R<Vec<u8>> {
    let mut bytes = Vec::new();
    match bytes.try_reserve_exact(size) {
        Ok(()) => Ok(bytes),
        Err(_) => Err(Raised::with(ExcKind::MemoryError, Detail::None)),
    }
}

fn receive_flags(held: &mut Held, flags: &Value) -> R<RecvFlags> {
    Ok(RecvFlags::from_bits_retain(held.index_i64(flags)? as u32))
}

fn send_flags(held: &mut Held, flags: &Value) -> R<SendFlags> {
    Ok(SendFlags::from_bits_retain(held.index_i64(flags)? as u32))
}

fn receive(held: &mut Held, this: &Value, size: usize, flags: &Value) -> R<Vec<u8>> {
    if size == 0 {
        receive_flags(held, flags)?;
        ready(held, this, PollFlags::IN)?;
        return Ok(Vec::new());
    }
    receive_by(held, this, size, flags, |fd, bytes, flags| {
        rustix::net::recv(fd, spare_capacity(bytes), flags).map(|(n, _)| n)
    })
}

fn receive_from(held: &mut Held, this: &Value, size: usize, flags: &Value) -> R<(Vec<u8>, Value)> {
    let family = state(held, this)?.family;
    let mut from: Option<SocketAddrAny> = None;
    let bytes = receive_by(held, this, size, flags, |fd, bytes, flags| {
        let (n, _, sender) = rustix::net::recvfrom(fd, spare_capacity(bytes), flags)?;
        from = sender;
        Ok(n)
    })?;
    let from = match (from, family) {
        (None, AddressFamily::UNIX) => Value::None,
        (from, family) => address::value(from, family),
    };
    Ok((bytes, from))
}

/// Receives by a call that puts bytes behind those that there are and says how many.
fn receive_by(
    held: &mut Held,
    this: &Value,
    size: usize,
    flags: &Value,
    mut call: impl FnMut(&OwnedFd, &mut Vec<u8>, RecvFlags) -> Result<usize, Errno> + Send,
) -> R<Vec<u8>> {
    let flags = receive_flags(held, flags)?;
    let (fd, patience) = ready(held, this, PollFlags::IN)?;
    let patience = less_patience(patience, flags.contains(RecvFlags::DONTWAIT));
    let mut bytes = room(size)?;
    let mut act = |at_once: bool| {
        let flags = if at_once { flags | RecvFlags::DONTWAIT } else { flags };
        call(&fd, &mut bytes, flags)
    };
    let whole = (size, patience.until());
    let received = match fills(held, this, flags, patience)? {
        true => {
            door::call_through(held, Blocking::Socket, &*fd, PollFlags::IN, whole, |_, at_once| act(at_once))?
        }
        false => door::call_on(held, Blocking::Socket, &*fd, PollFlags::IN, patience, act)?,
    };
    received.map_err(|failure| failed(held, this, failure))?;
    Ok(bytes)
}

/// Whether a call waits until there is all that it wants. Of whole messages one is all that is waited for.
fn fills(held: &mut Held, this: &Value, flags: RecvFlags, patience: Patience) -> R<bool> {
    let is_stream = state(held, this)?.kind == SocketType::STREAM;
    let wants_all = flags.contains(RecvFlags::WAITALL) && !flags.contains(RecvFlags::PEEK);
    Ok(is_stream && wants_all && waits_by_itself(held, this, patience)?)
}

/// Whether a call on a socket waits in the system, if only until a limit that the system knows: it has no timeout.
fn waits_by_itself(held: &mut Held, this: &Value, patience: Patience) -> R<bool> {
    Ok(patience != Patience::None && state(held, this)?.timeout.is_none())
}

/// One `send`; returns how many bytes went. Without a limit these are all, unless a signal comes.
fn send(
    held: &mut Held,
    this: &Value,
    fd: &Arc<OwnedFd>,
    patience: Patience,
    bytes: &[u8],
    flags: SendFlags,
) -> R<Result<usize, Failure>> {
    let patience = less_patience(patience, flags.contains(SendFlags::DONTWAIT));
    let act = |sent: usize, at_once: bool| {
        let flags = if at_once { flags | SendFlags::DONTWAIT } else { flags };
        rustix::net::send(fd, &bytes[sent..], flags)
    };
    let (socket, out) = (Blocking::Socket, PollFlags::OUT);
    match waits_by_itself(held, this, patience)? {
        true => door::call_through(held, socket, &**fd, out, (bytes.len(), patience.until()), act),
        false => door::call_on(held, socket, &**fd, out, patience, |at_once| act(0, at_once)),
    }
}

/// The patience of a call with flags: whoever says that it must not wait is heard.
fn less_patience(patience: Patience, dont_wait: bool) -> Patience {
    match patience {
        Patience::Unlimited if dont_wait => Patience::None,
        patience => patience,
    }
}

fn sendall(held: &mut Held, a: &[Value]) -> R {
    let bytes = held.buffer(&a[1])?;
    let flags = send_flags(held, &a[2])?;
    // One deadline for all of it.
    let (fd, patience) = ready(held, &a[0], PollFlags::OUT)?;
    let mut rest: &[u8] = &bytes;
    loop {
        let sent = send(held, &a[0], &fd, patience, rest, flags)?;
        let sent = sent.map_err(|failure| failed(held, &a[0], failure))?;
        rest = rest.get(sent..).unwrap_or_default();
        if rest.is_empty() {
            return Ok(Value::None);
        }
        // Which may be why not all of it went.
        crate::signals::handle(held)?;
    }
}

fn sendto(held: &mut Held, a: &[Value]) -> R {
    let Value::Tuple(given) = &a[1] else { return Ok(Value::None) };
    let (data, flags, address) = match given.items() {
        [data, address] => (data, Value::Int(0), address),
        [data, flags, address] => (data, flags.clone(), address),
        other => {
            let given = other.len();
            return Err(Raised::type_error(format!("sendto() takes 2 or 3 arguments ({given} given)")));
        }
    };
    let kept = held.buffer(data)?;
    let bytes: &[u8] = &kept;
    let flags = send_flags(held, &flags)?;
    let (_, family) = open_socket(held, &a[0])?;
    let address = address::parse(held, "sendto", address, family)?;
    let (fd, patience) = ready(held, &a[0], PollFlags::OUT)?;
    let patience = less_patience(patience, flags.contains(SendFlags::DONTWAIT));
    let sent = door::call_on(held, Blocking::Socket, &*fd, PollFlags::OUT, patience, |at_once| {
        let flags = if at_once { flags | SendFlags::DONTWAIT } else { flags };
        rustix::net::sendto(&fd, bytes, flags, &address)
    })?;
    sent.map(Value::from).map_err(|failure| failed(held, &a[0], failure))
}

fn shutdown(held: &mut Held, a: &[Value]) -> R {
    let (fd, _) = open_socket(held, &a[0])?;
    let how = match held.index_i64(&a[1])? {
        0 => Shutdown::Read,
        1 => Shutdown::Write,
        2 => Shutdown::Both,
        _ => return Err(os_error(&Errno::INVAL.into())),
    };
    door::call(held, Blocking::Socket, |_| rustix::net::shutdown(&fd, how))?
        .map_err(|error| os_error(&error.into()))?;
    Ok(Value::None)
}

/// An `OSError` with these words and no number.
fn plain_error(message: &'static str) -> Raised {
    Raised::new(ExcKind::OSError, message)
}
