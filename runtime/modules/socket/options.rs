//! Socket options: the ones the system knows by number, as typed calls.
//!
//! A closed list: an option that is not in it is one the "protocol" does not know (`ENOPROTOOPT`), in CPython as here
//! the way to say so.

use std::ffi::OsString;
use std::net::Ipv4Addr;
use std::net::Ipv6Addr;
use std::os::unix::ffi::OsStringExt;
use std::time::Duration;

use nix::sys::socket::GetSockOpt;
use nix::sys::socket::SetSockOpt;
use nix::sys::socket::sockopt as plain;
use rustix::fd::BorrowedFd;
use rustix::io::Errno;
use rustix::net::sockopt;
use rustix::net::sockopt::Timeout;

/// The value of an option.
pub(super) enum Setting {
    Number(i64),
    Bytes(Vec<u8>),
}

impl Setting {
    /// Its bytes, as the system gets them.
    fn bytes(&self) -> Vec<u8> {
        match self {
            Setting::Number(n) => (*n as i32).to_ne_bytes().to_vec(),
            Setting::Bytes(bytes) => bytes.clone(),
        }
    }

    /// Bytes `at..at + N`.
    fn part<const N: usize>(&self, at: usize) -> Result<[u8; N], Errno> {
        self.bytes().get(at..).and_then(|rest| rest.first_chunk::<N>().copied()).ok_or(Errno::INVAL)
    }

    fn ipv4(&self, at: usize) -> Result<Ipv4Addr, Errno> {
        self.part::<4>(at).map(Ipv4Addr::from)
    }

    /// A `struct timeval`.
    fn time(&self) -> Result<Option<Duration>, Errno> {
        let (seconds, micros) = (i64::from_ne_bytes(self.part(0)?), i64::from_ne_bytes(self.part(8)?));
        match (u64::try_from(seconds), u32::try_from(micros)) {
            (_, Err(_) | Ok(1_000_000..)) => Err(Errno::DOM),
            (Ok(0), Ok(0)) => Ok(None),
            (Ok(seconds), Ok(micros)) => Ok(Some(Duration::new(seconds, micros * 1000))),
            // For the system a negative time is one that has passed.
            (Err(_), Ok(_)) => Ok(Some(Duration::from_micros(1))),
        }
    }

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

    /// As options of IPv4 read it: a single byte will do.
    fn small(&self) -> Result<i64, Errno> {
        match self {
            Setting::Bytes(bytes) if bytes.len() < 4 => {
                bytes.first().copied().map(i64::from).ok_or(Errno::INVAL)
            }
            _ => self.number(),
        }
    }

    fn unsigned(&self) -> Result<u32, Errno> {
        u32::try_from(self.number()?).map_err(|_| Errno::INVAL)
    }
}

/// Levels and names of options, as the system numbers them on Linux.
pub(super) const CONSTANTS: [(&str, i64); 59] = [
    ("SOL_SOCKET", SOCKET),
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
    ("SO_PRIORITY", 12),
    ("SO_LINGER", 13),
    ("SO_REUSEPORT", 15),
    ("SO_PASSCRED", 16),
    ("SO_PEERCRED", 17),
    ("SO_RCVTIMEO", 20),
    ("SO_SNDTIMEO", 21),
    ("SO_BINDTODEVICE", 25),
    ("SO_ACCEPTCONN", 30),
    ("SO_MARK", 36),
    ("SO_PROTOCOL", 38),
    ("SO_DOMAIN", 39),
    ("SO_INCOMING_CPU", 49),
    ("IP_TOS", 1),
    ("IP_TTL", 2),
    ("IP_PKTINFO", 8),
    ("IP_RECVTOS", 13),
    ("IP_TRANSPARENT", 19),
    ("IP_BIND_ADDRESS_NO_PORT", 24),
    ("IP_MULTICAST_IF", 32),
    ("IP_MULTICAST_TTL", 33),
    ("IP_MULTICAST_LOOP", 34),
    ("IP_ADD_MEMBERSHIP", 35),
    ("IP_DROP_MEMBERSHIP", 36),
    ("IP_ADD_SOURCE_MEMBERSHIP", 39),
    ("IP_DROP_SOURCE_MEMBERSHIP", 40),
    ("IP_DEFAULT_MULTICAST_LOOP", 1),
    ("IP_DEFAULT_MULTICAST_TTL", 1),
    ("IP_MAX_MEMBERSHIPS", 20),
    ("TCP_NODELAY", 1),
    ("TCP_MAXSEG", 2),
    ("TCP_CORK", 3),
    ("TCP_KEEPIDLE", 4),
    ("TCP_KEEPINTVL", 5),
    ("TCP_KEEPCNT", 6),
    ("TCP_QUICKACK", 12),
    ("TCP_CONGESTION", 13),
    ("TCP_USER_TIMEOUT", 18),
    ("IPV6_UNICAST_HOPS", 16),
    ("IPV6_MULTICAST_IF", 17),
    ("IPV6_MULTICAST_HOPS", 18),
    ("IPV6_MULTICAST_LOOP", 19),
    ("IPV6_JOIN_GROUP", 20),
    ("IPV6_LEAVE_GROUP", 21),
    ("IPV6_V6ONLY", 26),
    ("IPV6_RECVPKTINFO", 49),
    ("IPV6_RECVTCLASS", 66),
    ("IPV6_TCLASS", 67),
];

const SOCKET: i64 = 1;
const IP: i64 = 0;
const TCP: i64 = 6;
const IPV6: i64 = 41;

/// `SO_RCVTIMEO` and `SO_SNDTIMEO`: calls that would wait longer fail with `EAGAIN`.
pub(super) const RECEIVE_LIMIT: (i64, i64) = (SOCKET, 20);
pub(super) const SEND_LIMIT: (i64, i64) = (SOCKET, 21);

/// `setsockopt` without a value, of which only the length is given. No option that is known here has such a form.
pub(super) fn set_nothing(length: i64) -> Errno {
    if length < 4 { Errno::INVAL } else { Errno::FAULT }
}

fn of_nix<T>(result: nix::Result<T>) -> Result<T, Errno> {
    result.map_err(|error| Errno::from_raw_os_error(error as i32))
}

fn put<O: SetSockOpt>(fd: BorrowedFd<'_>, option: O, value: O::Val) -> Result<(), Errno>
where
    O::Val: Sized,
{
    of_nix(option.set(&fd, &value))
}

fn ask<O: GetSockOpt>(fd: BorrowedFd<'_>, option: O) -> Result<O::Val, Errno> {
    of_nix(option.get(&fd))
}

/// `setsockopt`
pub(super) fn set(fd: BorrowedFd<'_>, level: i64, name: i64, value: &Setting) -> Result<(), Errno> {
    let on = || value.number().map(|n| n != 0);
    let size = || Ok(usize::try_from(value.number()?).unwrap_or(0));
    let seconds = || Ok(Duration::from_secs(u64::from(value.unsigned()?)));
    match (level, name) {
        // Said before the name is looked at.
        (SOCKET, 0..25 | 26..) if value.bytes().len() < 4 => Err(Errno::INVAL),
        (SOCKET, 2) => sockopt::set_socket_reuseaddr(fd, on()?),
        (SOCKET, 5) => put(fd, plain::DontRoute, on()?),
        (SOCKET, 6) => sockopt::set_socket_broadcast(fd, on()?),
        (SOCKET, 7) => sockopt::set_socket_send_buffer_size(fd, size()?),
        (SOCKET, 8) => sockopt::set_socket_recv_buffer_size(fd, size()?),
        (SOCKET, 9) => sockopt::set_socket_keepalive(fd, on()?),
        (SOCKET, 10) => sockopt::set_socket_oobinline(fd, on()?),
        (SOCKET, 12) => put(fd, plain::Priority, value.number()? as i32),
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
        (SOCKET, 16) => sockopt::set_socket_passcred(fd, on()?),
        (SOCKET, 20) => sockopt::set_socket_timeout(fd, Timeout::Recv, value.time()?),
        (SOCKET, 21) => sockopt::set_socket_timeout(fd, Timeout::Send, value.time()?),
        (SOCKET, 25) => put(fd, plain::BindToDevice, OsString::from_vec(value.bytes())),
        (SOCKET, 36) => put(fd, plain::Mark, value.number()? as u32),
        (SOCKET, 49) => sockopt::set_socket_incoming_cpu(fd, value.number()? as u32),
        (IP, 1) => sockopt::set_ip_tos(fd, value.small()? as u8),
        (IP, 2) => sockopt::set_ip_ttl(fd, value.small()? as u32),
        (IP, 8) => put(fd, plain::Ipv4PacketInfo, value.small()? != 0),
        (IP, 13) => sockopt::set_ip_recvtos(fd, value.small()? != 0),
        (IP, 19) => put(fd, plain::IpTransparent, value.small()? != 0),
        (IP, 24) => put(fd, plain::IpBindAddressNoPort, value.small()? != 0),
        (IP, 32) => match value.part::<4>(8) {
            Ok(index) => {
                let (group, address) = (value.ipv4(0)?, value.ipv4(4)?);
                sockopt::set_ip_multicast_if_with_ifindex(fd, &group, &address, u32::from_ne_bytes(index))
            }
            Err(_) => sockopt::set_ip_multicast_if(fd, &value.ipv4(4).or_else(|_| value.ipv4(0))?),
        },
        (IP, 33) => sockopt::set_ip_multicast_ttl(fd, value.small()? as u32),
        (IP, 34) => sockopt::set_ip_multicast_loop(fd, value.small()? != 0),
        (IP, 35 | 36) => {
            let (group, interface) = (value.ipv4(0)?, value.ipv4(4)?);
            match (value.part::<4>(8).map(u32::from_ne_bytes), name) {
                (Ok(index), 35) => sockopt::set_ip_add_membership_with_ifindex(fd, &group, &interface, index),
                (Ok(index), _) => sockopt::set_ip_drop_membership_with_ifindex(fd, &group, &interface, index),
                (Err(_), 35) => sockopt::set_ip_add_membership(fd, &group, &interface),
                (Err(_), _) => sockopt::set_ip_drop_membership(fd, &group, &interface),
            }
        }
        (IP, 39) => {
            sockopt::set_ip_add_source_membership(fd, &value.ipv4(0)?, &value.ipv4(4)?, &value.ipv4(8)?)
        }
        (IP, 40) => {
            sockopt::set_ip_drop_source_membership(fd, &value.ipv4(0)?, &value.ipv4(4)?, &value.ipv4(8)?)
        }
        (TCP, 1) => sockopt::set_tcp_nodelay(fd, on()?),
        (TCP, 2) => put(fd, plain::TcpMaxSeg, value.number()? as u32),
        (TCP, 3) => sockopt::set_tcp_cork(fd, on()?),
        (TCP, 4) => sockopt::set_tcp_keepidle(fd, seconds()?),
        (TCP, 5) => sockopt::set_tcp_keepintvl(fd, seconds()?),
        (TCP, 6) => sockopt::set_tcp_keepcnt(fd, value.unsigned()?),
        (TCP, 12) => sockopt::set_tcp_quickack(fd, on()?),
        (TCP, 13) => put(fd, plain::TcpCongestion, OsString::from_vec(value.bytes())),
        (TCP, 18) => sockopt::set_tcp_user_timeout(fd, value.unsigned()?),
        (IPV6, 16) => sockopt::set_ipv6_unicast_hops(fd, u8::try_from(value.number()?).ok()),
        (IPV6, 17) => sockopt::set_ipv6_multicast_if(fd, value.number()? as u32),
        (IPV6, 18) => sockopt::set_ipv6_multicast_hops(fd, value.number()? as u32),
        (IPV6, 19) => sockopt::set_ipv6_multicast_loop(fd, on()?),
        (IPV6, 20 | 21) => {
            let (group, index) = (Ipv6Addr::from(value.part::<16>(0)?), u32::from_ne_bytes(value.part(16)?));
            match name {
                20 => sockopt::set_ipv6_add_membership(fd, &group, index),
                _ => sockopt::set_ipv6_drop_membership(fd, &group, index),
            }
        }
        (IPV6, 26) => sockopt::set_ipv6_v6only(fd, on()?),
        (IPV6, 49) => put(fd, plain::Ipv6RecvPacketInfo, on()?),
        (IPV6, 66) => sockopt::set_ipv6_recvtclass(fd, on()?),
        (IPV6, 67) => sockopt::set_ipv6_tclass(fd, value.number()? as u32),
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
        (SOCKET, 5) => on(ask(fd, plain::DontRoute)),
        (SOCKET, 6) => on(sockopt::socket_broadcast(fd)),
        (SOCKET, 7) => size(sockopt::socket_send_buffer_size(fd)),
        (SOCKET, 8) => size(sockopt::socket_recv_buffer_size(fd)),
        (SOCKET, 9) => on(sockopt::socket_keepalive(fd)),
        (SOCKET, 10) => on(sockopt::socket_oobinline(fd)),
        (SOCKET, 12) => ask(fd, plain::Priority).map(|n| Setting::Number(i64::from(n))),
        (SOCKET, 13) => {
            let linger = sockopt::socket_linger(fd)?;
            let (on, length) = (i32::from(linger.is_some()), linger.map_or(0, |time| time.as_secs() as i32));
            Ok(Setting::Bytes([on.to_ne_bytes(), length.to_ne_bytes()].concat()))
        }
        (SOCKET, 15) => on(sockopt::socket_reuseport(fd)),
        (SOCKET, 16) => on(sockopt::socket_passcred(fd)),
        (SOCKET, 17) => {
            let peer = ask(fd, plain::PeerCredentials)?;
            Ok(Setting::Bytes([peer.pid() as u32, peer.uid(), peer.gid()].map(u32::to_ne_bytes).concat()))
        }
        (SOCKET, 20 | 21) => {
            let which = if name == 20 { Timeout::Recv } else { Timeout::Send };
            let limit = sockopt::socket_timeout(fd, which)?.unwrap_or_default();
            let parts = [limit.as_secs(), u64::from(limit.subsec_micros())];
            Ok(Setting::Bytes(parts.map(u64::to_ne_bytes).concat()))
        }
        (SOCKET, 25) => ask(fd, plain::BindToDevice).map(|name| match name.into_vec() {
            name if name.is_empty() => Setting::Bytes(name),
            name => Setting::Bytes([name, vec![0]].concat()),
        }),
        (SOCKET, 30) => on(sockopt::socket_acceptconn(fd)),
        (SOCKET, 36) => number(ask(fd, plain::Mark)),
        (SOCKET, 38) => sockopt::socket_protocol(fd)
            .map(|proto| Setting::Number(proto.map_or(0, |proto| i64::from(proto.as_raw().get())))),
        (SOCKET, 39) => number(sockopt::socket_domain(fd).map(|family| u32::from(family.as_raw()))),
        (SOCKET, 49) => sockopt::socket_incoming_cpu(fd).map(|n| Setting::Number(i64::from(n as i32))),
        (IP, 1) => number(sockopt::ip_tos(fd).map(u32::from)),
        (IP, 2) => number(sockopt::ip_ttl(fd)),
        (IP, 8) => on(ask(fd, plain::Ipv4PacketInfo)),
        (IP, 13) => on(sockopt::ip_recvtos(fd)),
        (IP, 19) => on(ask(fd, plain::IpTransparent)),
        (IP, 24) => on(ask(fd, plain::IpBindAddressNoPort)),
        (IP, 32) => sockopt::ip_multicast_if(fd).map(|address| Setting::Bytes(address.octets().to_vec())),
        (IP, 33) => number(sockopt::ip_multicast_ttl(fd)),
        (IP, 34) => on(sockopt::ip_multicast_loop(fd)),
        (TCP, 1) => on(sockopt::tcp_nodelay(fd)),
        (TCP, 2) => number(ask(fd, plain::TcpMaxSeg)),
        (TCP, 3) => on(sockopt::tcp_cork(fd)),
        (TCP, 4) => seconds(sockopt::tcp_keepidle(fd)),
        (TCP, 5) => seconds(sockopt::tcp_keepintvl(fd)),
        (TCP, 6) => number(sockopt::tcp_keepcnt(fd)),
        (TCP, 12) => on(sockopt::tcp_quickack(fd)),
        (TCP, 13) => {
            // As long as the system says that it is, which is longer than any name.
            sockopt::tcp_congestion(fd)
                .map(|name| Setting::Bytes([name.as_bytes(), &[0; 16]].concat()[..16].to_vec()))
        }
        (TCP, 18) => number(sockopt::tcp_user_timeout(fd)),
        (IPV6, 16) => number(sockopt::ipv6_unicast_hops(fd).map(u32::from)),
        (IPV6, 17) => number(sockopt::ipv6_multicast_if(fd)),
        (IPV6, 18) => number(sockopt::ipv6_multicast_hops(fd)),
        (IPV6, 19) => on(sockopt::ipv6_multicast_loop(fd)),
        (IPV6, 26) => on(sockopt::ipv6_v6only(fd)),
        (IPV6, 49) => on(ask(fd, plain::Ipv6RecvPacketInfo)),
        (IPV6, 66) => on(sockopt::ipv6_recvtclass(fd)),
        (IPV6, 67) => number(sockopt::ipv6_tclass(fd)),
        _ => Err(Errno::NOPROTOOPT),
    }
}
