//! The functions and constants of `_socket`: names of hosts and services, byte order, pairs of sockets.

use std::net::Ipv4Addr;
use std::net::Ipv6Addr;
use std::net::SocketAddr;

use gilvm_vm::error::R;
use gilvm_vm::error::Raised;
use gilvm_vm::gil::Blocking;
use gilvm_vm::held::Held;
use gilvm_vm::native::NativeDef;
use gilvm_vm::value::Value;
use rustix::net::AddressFamily;
use rustix::net::SocketFlags;
use rustix::net::SocketType;

use super::address;
use super::keep;
use super::plain_error;
use crate::descriptors;
use crate::modules::io::os_error;
use crate::wait::descriptors as door;

pub(super) const FUNCTIONS: [NativeDef; 21] = [
    NativeDef::new(
        "CMSG_LEN(length, /)",
        "The length of a piece of ancillary data with so many bytes of data.",
        super::message::cmsg_len,
    ),
    NativeDef::new(
        "CMSG_SPACE(length, /)",
        "The room that a piece of ancillary data with so many bytes of data takes.",
        super::message::cmsg_space,
    ),
    NativeDef::new(
        "_lookup(host, /)",
        "The addresses of a host: (family, text, number of the interface).",
        |held, a| {
            let host = held.str(&a[0])?;
            let found = address::resolve(held, host.as_str())?;
            let triple = |address: SocketAddr| {
                let (family, scope) = match address {
                    SocketAddr::V4(_) => (AddressFamily::INET, 0),
                    SocketAddr::V6(address) => (AddressFamily::INET6, address.scope_id()),
                };
                let family = Value::Int(i64::from(family.as_raw()));
                Value::tuple([family, Value::from(address.ip().to_string()), Value::Int(i64::from(scope))])
            };
            Ok(Value::list(found.into_iter().map(triple).collect()))
        },
    ),
    NativeDef::new("gethostbyname(host, /)", "Return the IPv4 address of a host.", |held, a| {
        if held.as_str(&a[0]).is_none() && held.bytes_ref(&a[0]).is_none() {
            let given = held.type_name(&a[0]);
            return Err(Raised::type_error(format!(
                "gethostbyname() argument 1 must be str, bytes or bytearray, not {given}"
            )));
        }
        Ok(Value::from(address::host(held, &a[0], AddressFamily::INET)?.to_string()))
    }),
    NativeDef::new("gethostname()", "Return the name of this host.", |_, _| {
        Ok(Value::from(rustix::system::uname().nodename().to_string_lossy().into_owned()))
    }),
    NativeDef::new("getservbyname(name, protocol='', /)", "Return the port of a service.", |held, a| {
        let (name, protocol) = (held.str(&a[0])?, held.str(&a[1])?);
        let found = service(held, |known, _, p| {
            known == name.as_str() && (protocol.is_empty() || p == protocol.as_str())
        })?;
        match found {
            Some((_, port)) => Ok(Value::Int(port)),
            None => Err(plain_error("service/proto not found")),
        }
    }),
    NativeDef::new("getservbyport(port, protocol='', /)", "Return the service of a port.", |held, a| {
        let port = held.index_i64(&a[0])?;
        if !(0..=65535).contains(&port) {
            return Err(Raised::overflow("getservbyport: port must be 0-65535."));
        }
        let protocol = held.str(&a[1])?;
        let found =
            service(held, |_, known, p| known == port && (protocol.is_empty() || p == protocol.as_str()))?;
        match found {
            Some((name, _)) => Ok(Value::from(name)),
            None => Err(plain_error("port/proto not found")),
        }
    }),
    NativeDef::new("getprotobyname(name, /)", "Return the number of a protocol.", |held, a| {
        let name = held.str(&a[0])?;
        // In small letters or, as another name, in capitals.
        let wanted = |known: &str| known == name.as_str() || known.to_uppercase() == name.as_str();
        match PROTOCOLS.iter().find(|(known, _)| wanted(known)) {
            Some((_, number)) => Ok(Value::Int(*number)),
            None => Err(plain_error("protocol not found")),
        }
    }),
    NativeDef::new("inet_aton(text, /)", "An IPv4 address in dotted form as 4 bytes.", |held, a| {
        let Some(text) = held.as_str(&a[0]) else {
            let given = if a[0].is_none() { "None".to_owned() } else { held.type_name(&a[0]).to_string() };
            return Err(Raised::type_error(format!("inet_aton() argument must be str, not {given}")));
        };
        match old_form(text.as_str()) {
            Some(address) => Ok(Value::bytes(address.to_be_bytes().to_vec())),
            None => Err(plain_error("illegal IP address string passed to inet_aton")),
        }
    }),
    NativeDef::new("inet_ntoa(packed, /)", "4 bytes as an IPv4 address in dotted form.", |held, a| {
        let bytes = held.bytes_like(&a[0])?;
        match <[u8; 4]>::try_from(bytes) {
            Ok(octets) => Ok(Value::from(Ipv4Addr::from(octets).to_string())),
            Err(_) => Err(plain_error("packed IP wrong length for inet_ntoa")),
        }
    }),
    NativeDef::new("inet_pton(family, text, /)", "An address as text, packed into bytes.", |held, a| {
        let family = held.index_i64(&a[0])?;
        let text = held.str(&a[1])?;
        let packed = match family {
            2 => text.as_str().parse::<Ipv4Addr>().ok().map(|address| address.octets().to_vec()),
            10 => text.as_str().parse::<Ipv6Addr>().ok().map(|address| address.octets().to_vec()),
            _ => return Err(os_error(&rustix::io::Errno::AFNOSUPPORT.into())),
        };
        packed.map(Value::bytes).ok_or_else(|| plain_error("illegal IP address string passed to inet_pton"))
    }),
    NativeDef::new("inet_ntop(family, packed, /)", "A packed address as text.", |held, a| {
        let family = held.index_i64(&a[0])?;
        let bytes = held.bytes_like(&a[1])?;
        let text = match family {
            2 => <[u8; 4]>::try_from(bytes).ok().map(|octets| Ipv4Addr::from(octets).to_string()),
            10 => <[u8; 16]>::try_from(bytes).ok().map(|octets| Ipv6Addr::from(octets).to_string()),
            _ => return Err(Raised::value_error(format!("unknown address family {family}"))),
        };
        text.map(Value::from).ok_or_else(|| Raised::value_error("invalid length of packed IP address string"))
    }),
    NativeDef::new("htons(x, /)", "16 bits from host to network byte order.", |held, a| {
        short(held, "htons", &a[0])
    }),
    NativeDef::new("ntohs(x, /)", "16 bits from network to host byte order.", |held, a| {
        short(held, "ntohs", &a[0])
    }),
    NativeDef::new("htonl(x, /)", "32 bits from host to network byte order.", |held, a| long(held, &a[0])),
    NativeDef::new("ntohl(x, /)", "32 bits from network to host byte order.", |held, a| long(held, &a[0])),
    NativeDef::new("_socketpair(family, type, proto, /)", "Two connected sockets' descriptors.", socketpair),
    NativeDef::new("close(fd, /)", "Close a socket by its descriptor.", |held, a| {
        let number = held.index_i64(&a[0])?;
        let fd = descriptors::remove(held, number);
        let mut fd = Some(fd.ok_or_else(super::bad_descriptor)?);
        door::call(held, Blocking::Socket, |_| {
            fd.take();
            Ok::<(), rustix::io::Errno>(())
        })?
        .map_err(|error| os_error(&error.into()))?;
        Ok(Value::None)
    }),
    NativeDef::new("dup(fd, /)", "Duplicate a socket's descriptor.", |held, a| {
        let number = held.index_i64(&a[0])?;
        let fd = descriptors::get(held, number).ok_or_else(super::bad_descriptor)?;
        let copy = rustix::io::fcntl_dupfd_cloexec(&fd, 0).map_err(|error| os_error(&error.into()))?;
        Ok(Value::Int(i64::from(descriptors::add(held, copy))))
    }),
    NativeDef::new("getdefaulttimeout()", "The timeout of new sockets, or None.", |held, _| {
        let limit = keep(held)?.default_timeout;
        Ok(limit.map_or(Value::None, |limit| Value::Float(limit.as_secs_f64())))
    }),
    NativeDef::new("setdefaulttimeout(timeout, /)", "Set the timeout of new sockets.", |held, a| {
        let limit = super::timeout_of(held, &a[0])?;
        keep(held)?.default_timeout = limit;
        Ok(Value::None)
    }),
];

const PROTOCOLS: [(&str, i64); 10] = [
    ("ip", 0),
    ("icmp", 1),
    ("igmp", 2),
    ("tcp", 6),
    ("udp", 17),
    ("ipv6", 41),
    ("gre", 47),
    ("ipv6-icmp", 58),
    ("sctp", 132),
    ("udplite", 136),
];

/// A line of `/etc/services` (name, port, protocol) that is wanted.
fn service(held: &mut Held, wanted: impl Fn(&str, i64, &str) -> bool) -> R<Option<(String, i64)>> {
    let text = door::call(held, Blocking::File, |_| {
        Ok::<_, rustix::io::Errno>(std::fs::read_to_string("/etc/services").unwrap_or_default())
    })?;
    let text = text.map_err(|error| os_error(&error.into()))?;
    for line in text.lines() {
        let line = line.split('#').next().unwrap_or_default();
        let mut words = line.split_whitespace();
        let (Some(name), Some((port, protocol))) =
            (words.next(), words.next().and_then(|word| word.split_once('/')))
        else {
            continue;
        };
        let Ok(port) = port.parse::<i64>() else { continue };
        if std::iter::once(name).chain(words).any(|known| wanted(known, port, protocol)) {
            return Ok(Some((name.to_owned(), port)));
        }
    }
    Ok(None)
}

fn short(held: &mut Held, function: &str, value: &Value) -> R {
    let n = held.index_i64(value)?;
    if n < 0 {
        return Err(Raised::overflow(format!(
            "{function}: can't convert negative Python int to C 16-bit unsigned integer"
        )));
    }
    match u16::try_from(n) {
        Ok(n) => Ok(Value::Int(i64::from(n.to_be()))),
        Err(_) => Err(Raised::overflow(format!(
            "{function}: Python int too large to convert to C 16-bit unsigned integer"
        ))),
    }
}

fn long(held: &mut Held, value: &Value) -> R {
    let n = held.index_i64(value)?;
    if n < 0 {
        return Err(Raised::overflow("can't convert negative value to unsigned int"));
    }
    match u32::try_from(n) {
        Ok(n) => Ok(Value::Int(i64::from(n.to_be()))),
        Err(_) => Err(Raised::overflow("int larger than 32 bits")),
    }
}

/// An IPv4 address as `inet_aton` reads it: one to four numbers, each decimal, octal or hexadecimal, of which the last
/// one fills the bytes that are left; what follows white space does not count.
fn old_form(text: &str) -> Option<u32> {
    let text = text.split([' ', '\t', '\n', '\x0b', '\x0c', '\r']).next()?;
    let number = |part: &str| {
        let (digits, radix) = match part.as_bytes() {
            [b'0', b'x' | b'X', ..] => (&part[2..], 16),
            [b'0', _, ..] => (&part[1..], 8),
            _ => (part, 10),
        };
        match digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            true => u64::from_str_radix(digits, radix).ok(),
            false => None,
        }
    };
    let parts: Vec<u64> = text.split('.').map(number).collect::<Option<_>>()?;
    let (last, bytes) = parts.split_last()?;
    if bytes.len() > 3 || bytes.iter().any(|&byte| byte > 0xff) {
        return None;
    }
    let rest = 32 - 8 * bytes.len() as u32;
    if *last >= 1 << rest {
        return None;
    }
    let high = bytes.iter().enumerate().map(|(n, byte)| byte << (24 - 8 * n)).sum::<u64>();
    Some((high | last) as u32)
}

fn socketpair(held: &mut Held, a: &[Value]) -> R {
    let family = u16::try_from(held.index_i64(&a[0])?).unwrap_or(u16::MAX);
    let kind = u32::try_from(held.index_i64(&a[1])?).unwrap_or(u32::MAX);
    let protocol = u32::try_from(held.index_i64(&a[2])?).unwrap_or(u32::MAX);
    let protocol = std::num::NonZeroU32::new(protocol).map(rustix::net::Protocol::from_raw);
    let pair = door::call(held, Blocking::Socket, |_| {
        rustix::net::socketpair(
            AddressFamily::from_raw(family),
            SocketType::from_raw(kind),
            SocketFlags::CLOEXEC,
            protocol,
        )
    })?;
    let (one, other) = pair.map_err(|error| os_error(&error.into()))?;
    let (one, other) = (descriptors::add(held, one), descriptors::add(held, other));
    Ok(Value::tuple([Value::Int(i64::from(one)), Value::Int(i64::from(other))]))
}

/// Families, types, protocols, flags and codes, as the system numbers them on Linux.
pub(super) const CONSTANTS: [(&str, i64); 64] = [
    ("AF_UNSPEC", 0),
    ("AF_UNIX", 1),
    ("AF_INET", 2),
    ("AF_INET6", 10),
    ("AF_NETLINK", 16),
    ("AF_PACKET", 17),
    ("SOCK_STREAM", 1),
    ("SOCK_DGRAM", 2),
    ("SOCK_RAW", 3),
    ("SOCK_RDM", 4),
    ("SOCK_SEQPACKET", 5),
    ("SOCK_NONBLOCK", 0x800),
    ("SOCK_CLOEXEC", 0x8_0000),
    ("SOMAXCONN", 4096),
    ("SOL_IP", 0),
    ("SOL_TCP", 6),
    ("SOL_UDP", 17),
    ("IPPROTO_IP", 0),
    ("IPPROTO_ICMP", 1),
    ("IPPROTO_TCP", 6),
    ("IPPROTO_UDP", 17),
    ("IPPROTO_IPV6", 41),
    ("IPPROTO_RAW", 255),
    ("MSG_OOB", 1),
    ("MSG_PEEK", 2),
    ("MSG_DONTROUTE", 4),
    ("MSG_CTRUNC", 8),
    ("MSG_TRUNC", 32),
    ("MSG_DONTWAIT", 64),
    ("MSG_EOR", 128),
    ("MSG_WAITALL", 256),
    ("MSG_NOSIGNAL", 16384),
    ("MSG_MORE", 32768),
    ("SCM_RIGHTS", 1),
    ("SCM_CREDENTIALS", 2),
    ("MSG_CMSG_CLOEXEC", 0x4000_0000),
    ("SHUT_RD", 0),
    ("SHUT_WR", 1),
    ("SHUT_RDWR", 2),
    ("INADDR_ANY", 0),
    ("INADDR_LOOPBACK", 0x7f00_0001),
    ("INADDR_BROADCAST", 0xffff_ffff),
    ("INADDR_NONE", 0xffff_ffff),
    ("AI_PASSIVE", 1),
    ("AI_CANONNAME", 2),
    ("AI_NUMERICHOST", 4),
    ("AI_V4MAPPED", 8),
    ("AI_ALL", 16),
    ("AI_ADDRCONFIG", 32),
    ("AI_NUMERICSERV", 1024),
    ("EAI_BADFLAGS", -1),
    ("EAI_NONAME", -2),
    ("EAI_AGAIN", -3),
    ("EAI_FAIL", -4),
    ("EAI_NODATA", -5),
    ("EAI_FAMILY", -6),
    ("EAI_SOCKTYPE", -7),
    ("EAI_SERVICE", -8),
    ("EAI_ADDRFAMILY", -9),
    ("EAI_MEMORY", -10),
    ("EAI_SYSTEM", -11),
    ("NI_NUMERICHOST", 1),
    ("NI_NUMERICSERV", 2),
    ("NI_DGRAM", 16),
];
