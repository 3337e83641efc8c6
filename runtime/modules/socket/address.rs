//! Addresses of sockets: from a script's tuples and texts to the system's form and back.

use std::net::IpAddr;
use std::net::Ipv4Addr;
use std::net::SocketAddr;
use std::net::SocketAddrV4;
use std::net::SocketAddrV6;
use std::net::ToSocketAddrs;

use gilvm_vm::error::R;
use gilvm_vm::error::Raised;
use gilvm_vm::gil::Blocking;
use gilvm_vm::held::Held;
use gilvm_vm::value::Value;
use rustix::io::Errno;
use rustix::net::AddressFamily;
use rustix::net::SocketAddrAny;
use rustix::net::SocketAddrUnix;

use crate::modules::io::os_error;
use crate::wait::descriptors;

/// What `getaddrinfo` of the C library says, by its codes.
const RESOLVER_ERRORS: [(i64, &str); 8] = [
    (-2, "Name or service not known"),
    (-3, "Temporary failure in name resolution"),
    (-4, "Non-recoverable failure in name resolution"),
    (-5, "No address associated with hostname"),
    (-6, "ai_family not supported"),
    (-7, "ai_socktype not supported"),
    (-8, "Servname not supported for ai_socktype"),
    (-10, "Memory allocation failure"),
];

/// The longest path of a Unix socket.
const PATH_BYTES_MAX: usize = 107;

/// The addresses of a host, in the resolver's order. The lookup runs without the GIL.
pub(super) fn lookup(held: &mut Held, host: &str) -> R<Vec<IpAddr>> {
    match host.parse() {
        Ok(address) => Ok(vec![address]),
        Err(_) => Ok(resolve(held, host)?.into_iter().map(|address| address.ip()).collect()),
    }
}

/// As [`lookup`], without the GIL even for what needs no resolver, and with the numbers of interfaces.
pub(super) fn resolve(held: &mut Held, host: &str) -> R<Vec<SocketAddr>> {
    let found = descriptors::call(held, Blocking::Socket, |_| {
        Ok::<_, Errno>((host, 0).to_socket_addrs().map(|all| all.collect::<Vec<_>>()))
    })?;
    match found {
        Ok(Ok(addresses)) => Ok(addresses),
        Ok(Err(error)) => {
            let text = error.to_string();
            let known = RESOLVER_ERRORS.iter().find(|(_, message)| text.contains(message));
            let (code, message) = known.copied().unwrap_or(RESOLVER_ERRORS[0]);
            Err(super::gaierror(held, code, message))
        }
        Err(error) => Err(os_error(&error.into())),
    }
}

/// The text of a host argument.
fn host_text(held: &mut Held, value: &Value) -> R<String> {
    if let Some(text) = held.as_str(value) {
        return Ok(text.as_str().to_owned());
    }
    match held.bytes_ref(value) {
        Some(bytes) => Ok(String::from_utf8_lossy(bytes).into_owned()),
        None => {
            let given = held.type_name(value);
            Err(Raised::type_error(format!("str, bytes or bytearray expected, not {given}")))
        }
    }
}

/// One address of a host for a family; the empty host is every interface.
pub(super) fn host(held: &mut Held, value: &Value, family: AddressFamily) -> R<IpAddr> {
    let text = host_text(held, value)?;
    let six = family == AddressFamily::INET6;
    match (text.as_str(), six) {
        ("", false) => return Ok(Ipv4Addr::UNSPECIFIED.into()),
        ("", true) => return Ok(std::net::Ipv6Addr::UNSPECIFIED.into()),
        ("<broadcast>", false) => return Ok(Ipv4Addr::BROADCAST.into()),
        _ => {}
    }
    let found = lookup(held, &text)?;
    match found.into_iter().find(|address| address.is_ipv6() == six) {
        Some(address) => Ok(address),
        None => Err(super::gaierror(held, -9, "Address family for hostname not supported")),
    }
}

/// A script's address, for a call named `function`.
pub(super) fn parse(
    held: &mut Held,
    function: &str,
    value: &Value,
    family: AddressFamily,
) -> R<SocketAddrAny> {
    match family {
        AddressFamily::UNIX => parse_unix(held, value),
        AddressFamily::INET | AddressFamily::INET6 => parse_internet(held, function, value, family),
        _ => Err(Raised::new(gilvm_vm::error::ExcKind::OSError, format!("{function}(): bad family"))),
    }
}

fn parse_unix(held: &mut Held, value: &Value) -> R<SocketAddrAny> {
    let bytes = match held.as_str(value) {
        Some(text) => text.as_str().as_bytes().to_vec(),
        None => held.bytes_like(value)?,
    };
    let address = match bytes.split_first() {
        None => Ok(SocketAddrUnix::new_unnamed()),
        Some((0, name)) => SocketAddrUnix::new_abstract_name(name),
        Some(_) if bytes.len() > PATH_BYTES_MAX => Err(Errno::NAMETOOLONG),
        // For the system a path ends at a NUL, and CPython lets it see one.
        Some(_) => SocketAddrUnix::new(bytes.split(|&byte| byte == 0).next().unwrap_or_default()),
    };
    address.map(SocketAddrAny::from).map_err(|error| match error {
        Errno::NAMETOOLONG => Raised::new(gilvm_vm::error::ExcKind::OSError, "AF_UNIX path too long"),
        other => os_error(&other.into()),
    })
}

fn parse_internet(held: &mut Held, function: &str, value: &Value, family: AddressFamily) -> R<SocketAddrAny> {
    let six = family == AddressFamily::INET6;
    let name = if six { "AF_INET6" } else { "AF_INET" };
    let Some(tuple) = held.as_tuple(value) else {
        let given = held.type_name(value);
        return Err(Raised::type_error(format!("{function}(): {name} address must be tuple, not {given}")));
    };
    let items = tuple.items();
    if !six && items.len() != 2 {
        return Err(Raised::type_error("AF_INET address must be a pair (host, port)"));
    }
    if six && !(2..=4).contains(&items.len()) {
        return Err(Raised::type_error(
            "AF_INET6 address must be a tuple (host, port[, flowinfo[, scopeid]])",
        ));
    }
    // As in CPython, what is wrong with the host is said first, except what the resolver thinks of it.
    host_text(held, &items[0])?;
    let port = held.index_i64(&items[1])?;
    let Ok(port) = u16::try_from(port) else {
        return Err(Raised::overflow(format!("{function}(): port must be 0-65535.")));
    };
    let mut extra = [0_u32; 2];
    for (slot, item) in extra.iter_mut().zip(items.iter().skip(2)) {
        let number = held.index_i64(item)?;
        *slot = u32::try_from(number)
            .map_err(|_| Raised::overflow("can't convert negative value to unsigned int"))?;
    }
    if extra[0] > 0xf_ffff {
        return Err(Raised::overflow(format!("{function}(): flowinfo must be 0-1048575.")));
    }
    let address: SocketAddr = match host(held, &items[0], family)? {
        IpAddr::V4(host) => SocketAddrV4::new(host, port).into(),
        IpAddr::V6(host) => SocketAddrV6::new(host, port, extra[0], extra[1]).into(),
    };
    Ok(address.into())
}

/// An address as a script sees it; without one, what CPython shows for the family.
pub(super) fn value(address: Option<SocketAddrAny>, family: AddressFamily) -> Value {
    let Some(address) = address else {
        return if family == AddressFamily::UNIX { Value::str("") } else { Value::None };
    };
    if let Ok(address) = SocketAddr::try_from(address.clone()) {
        let host = Value::from(address.ip().to_string());
        let port = Value::Int(i64::from(address.port()));
        return match address {
            SocketAddr::V4(_) => Value::tuple([host, port]),
            SocketAddr::V6(address) => Value::tuple([
                host,
                port,
                Value::Int(i64::from(address.flowinfo())),
                Value::Int(i64::from(address.scope_id())),
            ]),
        };
    }
    // Family, path and NUL. Another process may have taken a path that leaves no room for the NUL, which `rustix` does
    // not expect.
    let is_named = address.addr_len() as usize > 2;
    if !is_named || address.addr_len() as usize > 2 + PATH_BYTES_MAX + 1 {
        return Value::str("");
    }
    let Ok(address) = SocketAddrUnix::try_from(address) else { return Value::None };
    match (address.path_bytes(), address.abstract_name()) {
        (Some(path), _) => {
            let path = path.split(|&byte| byte == 0).next().unwrap_or_default();
            Value::from(String::from_utf8_lossy(path).into_owned())
        }
        (None, Some(name)) => Value::bytes([&[0], name].concat()),
        (None, None) => Value::str(""),
    }
}
