//! Socket options: the ones the system knows by number, as typed calls.
//!
//! A closed list: an option that is not in it is one the "protocol" does not know (`ENOPROTOOPT`), in CPython as here
//! the way to say so.

use std::time::Duration;

use rustix::fd::BorrowedFd;
use rustix::io::Errno;
use rustix::net::sockopt;

/// The value of an option.
pub(super) enum Setting {
    Number(i64),
    Bytes(Vec<u8>),
}

impl Setting {
    /// As a C `int`, however it was given.
    fn number(&self) -> Result<i64, Errno> {
        match self {
            Setting::Number(n) => Ok(*n),
            Setting::Bytes(bytes) => match bytes.first_chunk::<4>() {
                Some(bytes) => Ok(i64::from(i32::from_ne_bytes(*bytes))),
                None => Err(Errno::INVAL),
            },
        }
    }

    fn unsigned(&self) -> Result<u32, Errno> {
        u32::try_from(self.number()?).map_err(|_| Errno::INVAL)
    }
}

/// Levels and names of options, as the system numbers them on Linux.
pub(super) const CONSTANTS: [(&str, i64); 33] = [
    ("SOL_SOCKET", 1),
    ("SO_DEBUG", 1),
    ("SO_REUSEADDR", 2),
    ("SO_TYPE", 3),
    ("SO_ERROR", 4),
    ("SO_DONTROUTE", 5),
    ("SO_BROADCAST", 6),
    ("SO_SNDBUF", 7),
    ("SO_RCVBUF", 8),
    ("SO_KEEPALIVE", 9),
    ("SO_OOBINLINE", 10),
    ("SO_LINGER", 13),
    ("SO_REUSEPORT", 15),
    ("SO_RCVLOWAT", 18),
    ("SO_RCVTIMEO", 20),
    ("SO_SNDTIMEO", 21),
    ("SO_ACCEPTCONN", 30),
    ("SO_PROTOCOL", 38),
    ("SO_DOMAIN", 39),
    ("IP_TOS", 1),
    ("IP_TTL", 2),
    ("IP_MULTICAST_TTL", 33),
    ("IP_MULTICAST_LOOP", 34),
    ("TCP_NODELAY", 1),
    ("TCP_CORK", 3),
    ("TCP_KEEPIDLE", 4),
    ("TCP_KEEPINTVL", 5),
    ("TCP_KEEPCNT", 6),
    ("TCP_QUICKACK", 12),
    ("TCP_USER_TIMEOUT", 18),
    ("IPV6_UNICAST_HOPS", 16),
    ("IPV6_MULTICAST_HOPS", 18),
    ("IPV6_V6ONLY", 26),
];

const SOCKET: i64 = 1;
const IP: i64 = 0;
const TCP: i64 = 6;
const IPV6: i64 = 41;

/// `setsockopt`
pub(super) fn set(fd: BorrowedFd<'_>, level: i64, name: i64, value: &Setting) -> Result<(), Errno> {
    let on = || value.number().map(|n| n != 0);
    let size = || Ok(usize::try_from(value.number()?).unwrap_or(0));
    let seconds = || Ok(Duration::from_secs(u64::from(value.unsigned()?)));
    match (level, name) {
        (SOCKET, 2) => sockopt::set_socket_reuseaddr(fd, on()?),
        (SOCKET, 6) => sockopt::set_socket_broadcast(fd, on()?),
        (SOCKET, 7) => sockopt::set_socket_send_buffer_size(fd, size()?),
        (SOCKET, 8) => sockopt::set_socket_recv_buffer_size(fd, size()?),
        (SOCKET, 9) => sockopt::set_socket_keepalive(fd, on()?),
        (SOCKET, 10) => sockopt::set_socket_oobinline(fd, on()?),
        (SOCKET, 13) => {
            let Setting::Bytes(bytes) = value else { return Err(Errno::INVAL) };
            let (Some(on), Some(length)) =
                (bytes.first_chunk::<4>(), bytes.get(4..).and_then(|rest| rest.first_chunk::<4>()))
            else {
                return Err(Errno::INVAL);
            };
            let length = u64::try_from(i32::from_ne_bytes(*length)).unwrap_or(0);
            let linger = (i32::from_ne_bytes(*on) != 0).then(|| Duration::from_secs(length));
            sockopt::set_socket_linger(fd, linger)
        }
        (SOCKET, 15) => sockopt::set_socket_reuseport(fd, on()?),
        (IP, 1) => sockopt::set_ip_tos(fd, u8::try_from(value.number()?).map_err(|_| Errno::INVAL)?),
        (IP, 2) => sockopt::set_ip_ttl(fd, value.unsigned()?),
        (IP, 33) => sockopt::set_ip_multicast_ttl(fd, value.unsigned()?),
        (IP, 34) => sockopt::set_ip_multicast_loop(fd, on()?),
        (TCP, 1) => sockopt::set_tcp_nodelay(fd, on()?),
        (TCP, 3) => sockopt::set_tcp_cork(fd, on()?),
        (TCP, 4) => sockopt::set_tcp_keepidle(fd, seconds()?),
        (TCP, 5) => sockopt::set_tcp_keepintvl(fd, seconds()?),
        (TCP, 6) => sockopt::set_tcp_keepcnt(fd, value.unsigned()?),
        (TCP, 12) => sockopt::set_tcp_quickack(fd, on()?),
        (TCP, 18) => sockopt::set_tcp_user_timeout(fd, value.unsigned()?),
        (IPV6, 16) => sockopt::set_ipv6_unicast_hops(fd, u8::try_from(value.number()?).ok()),
        (IPV6, 18) => sockopt::set_ipv6_multicast_hops(fd, value.unsigned()?),
        (IPV6, 26) => sockopt::set_ipv6_v6only(fd, on()?),
        _ => Err(Errno::NOPROTOOPT),
    }
}

/// `getsockopt`
pub(super) fn get(fd: BorrowedFd<'_>, level: i64, name: i64) -> Result<Setting, Errno> {
    let on = |value: Result<bool, Errno>| value.map(|on| Setting::Number(i64::from(on)));
    let size = |value: Result<usize, Errno>| value.map(|n| Setting::Number(n as i64));
    let number = |value: Result<u32, Errno>| value.map(|n| Setting::Number(i64::from(n)));
    let seconds = |value: Result<Duration, Errno>| value.map(|d| Setting::Number(d.as_secs() as i64));
    match (level, name) {
        (SOCKET, 2) => on(sockopt::socket_reuseaddr(fd)),
        (SOCKET, 3) => number(sockopt::socket_type(fd).map(|kind| kind.as_raw())),
        (SOCKET, 4) => sockopt::socket_error(fd)
            .map(|error| Setting::Number(error.map_or_else(|code| i64::from(code.raw_os_error()), |()| 0))),
        (SOCKET, 6) => on(sockopt::socket_broadcast(fd)),
        (SOCKET, 7) => size(sockopt::socket_send_buffer_size(fd)),
        (SOCKET, 8) => size(sockopt::socket_recv_buffer_size(fd)),
        (SOCKET, 9) => on(sockopt::socket_keepalive(fd)),
        (SOCKET, 10) => on(sockopt::socket_oobinline(fd)),
        (SOCKET, 13) => {
            let linger = sockopt::socket_linger(fd)?;
            let (on, length) = (i32::from(linger.is_some()), linger.map_or(0, |time| time.as_secs() as i32));
            Ok(Setting::Bytes([on.to_ne_bytes(), length.to_ne_bytes()].concat()))
        }
        (SOCKET, 15) => on(sockopt::socket_reuseport(fd)),
        (SOCKET, 30) => on(sockopt::socket_acceptconn(fd)),
        (SOCKET, 38) => sockopt::socket_protocol(fd)
            .map(|proto| Setting::Number(proto.map_or(0, |proto| i64::from(proto.as_raw().get())))),
        (SOCKET, 39) => number(sockopt::socket_domain(fd).map(|family| u32::from(family.as_raw()))),
        (IP, 1) => number(sockopt::ip_tos(fd).map(u32::from)),
        (IP, 2) => number(sockopt::ip_ttl(fd)),
        (IP, 33) => number(sockopt::ip_multicast_ttl(fd)),
        (IP, 34) => on(sockopt::ip_multicast_loop(fd)),
        (TCP, 1) => on(sockopt::tcp_nodelay(fd)),
        (TCP, 3) => on(sockopt::tcp_cork(fd)),
        (TCP, 4) => seconds(sockopt::tcp_keepidle(fd)),
        (TCP, 5) => seconds(sockopt::tcp_keepintvl(fd)),
        (TCP, 6) => number(sockopt::tcp_keepcnt(fd)),
        (TCP, 12) => on(sockopt::tcp_quickack(fd)),
        (TCP, 18) => number(sockopt::tcp_user_timeout(fd)),
        (IPV6, 16) => number(sockopt::ipv6_unicast_hops(fd).map(u32::from)),
        (IPV6, 18) => number(sockopt::ipv6_multicast_hops(fd)),
        (IPV6, 26) => on(sockopt::ipv6_v6only(fd)),
        _ => Err(Errno::NOPROTOOPT),
    }
}
