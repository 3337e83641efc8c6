//! `sendmsg` and `recvmsg`: several buffers at once, and ancillary data beside them.
//!
//! Of ancillary data there are the two kinds that Unix sockets carry: open descriptors (`SCM_RIGHTS`) and the
//! credentials of a process (`SCM_CREDENTIALS`). Received descriptors are the script's from then on.

use std::io::IoSlice;
use std::io::IoSliceMut;
use std::mem::MaybeUninit;
use std::os::fd::AsFd;
use std::os::fd::BorrowedFd;
use std::os::fd::OwnedFd;

use gilvm_vm::error::ExcKind;
use gilvm_vm::error::R;
use gilvm_vm::error::Raised;
use gilvm_vm::gil::Blocking;
use gilvm_vm::held::Held;
use gilvm_vm::protocol::buffer::Room;
use gilvm_vm::value::Value;
use rustix::event::PollFlags;
use rustix::io::Errno;
use rustix::net::AddressFamily;
use rustix::net::RecvAncillaryBuffer;
use rustix::net::RecvAncillaryMessage;
use rustix::net::RecvFlags;
use rustix::net::SendAncillaryBuffer;
use rustix::net::SendAncillaryMessage;
use rustix::net::SendFlags;
use rustix::net::SocketAddrAny;
use rustix::net::UCred;

use super::address;
use super::failed;
use super::less_patience;
use super::open_socket;
use super::os_error;
use super::ready;
use super::receive_flags;
use super::send_flags;
use super::size_of_receive;
use super::state;
use crate::descriptors;
use crate::descriptors::Descriptor;
use crate::wait::descriptors as door;

const SOL_SOCKET: i64 = 1;
const SCM_RIGHTS: i64 = 1;
const SCM_CREDENTIALS: i64 = 2;

/// What stands before the data of a piece of ancillary data, and what its length is a multiple of.
const HEADER_BYTES: usize = 16;
const ALIGNMENT: usize = 8;

/// `CMSG_LEN(length)`: the length of a piece of ancillary data with so many bytes of data.
pub(super) fn cmsg_len(held: &mut Held, a: &[Value]) -> R {
    Ok(Value::from(HEADER_BYTES + data_length(held, "CMSG_LEN", &a[0])?))
}

/// `CMSG_SPACE(length)`: the room that such a piece takes.
pub(super) fn cmsg_space(held: &mut Held, a: &[Value]) -> R {
    let length = data_length(held, "CMSG_SPACE", &a[0])?;
    Ok(Value::from(HEADER_BYTES + length.next_multiple_of(ALIGNMENT)))
}

fn data_length(held: &mut Held, function: &str, length: &Value) -> R<usize> {
    let length = held.index_ssize(length)?;
    usize::try_from(length)
        .ok()
        .filter(|&length| length <= 0x7fff_ffff - HEADER_BYTES - ALIGNMENT)
        .ok_or_else(|| Raised::new(ExcKind::OverflowError, format!("{function}() argument out of range")))
}

/// A piece of ancillary data on its way out.
enum Outgoing {
    Descriptors(Vec<Descriptor>),
    Credentials(UCred),
}

/// The same on its way in.
enum Incoming {
    Descriptors(Vec<OwnedFd>),
    Credentials(UCred),
}

/// The items of an argument that must be iterable.
fn items(held: &mut Held, value: &Value, message: &'static str) -> R<Vec<Value>> {
    match held.iter(value) {
        Ok(iterator) => held.collect(&iterator),
        Err(error) if held.matches(&error, ExcKind::TypeError) => Err(Raised::type_error(message)),
        Err(error) => Err(error),
    }
}

fn outgoing(held: &mut Held, item: &Value) -> R<Outgoing> {
    let parts = held.as_tuple(item).map(|parts| parts.items().to_vec());
    let Some([level, kind, data]) = parts.as_deref() else {
        let given = match held.as_tuple(item) {
            Some(parts) => format!("sequence of length 3, not {}", parts.items().len()),
            None => format!("3-item sequence, not {}", held.type_name(item)),
        };
        return Err(Raised::type_error(format!(
            "[sendmsg() ancillary data items]() argument must be {given}"
        )));
    };
    let (level, kind) = (held.index_i64(level)?, held.index_i64(kind)?);
    let data = held.bytes_like(data)?;
    let mut numbers =
        data.chunks_exact(4).map(|four| i32::from_ne_bytes([four[0], four[1], four[2], four[3]]));
    match (level, kind) {
        (SOL_SOCKET, SCM_RIGHTS) if data.len() % 4 == 0 => {
            let mut files = Vec::with_capacity(numbers.len());
            for number in numbers {
                let file = descriptors::get(held, i64::from(number));
                files.push(file.ok_or_else(|| os_error(&Errno::BADF.into()))?);
            }
            Ok(Outgoing::Descriptors(files))
        }
        (SOL_SOCKET, SCM_CREDENTIALS) if data.len() == 12 => {
            let mut next = || numbers.next().unwrap_or(0);
            let (pid, uid, gid) = (next(), next() as u32, next() as u32);
            // There is no such process, which is what the system says; a `Pid` is never negative.
            let pid = Some(pid).filter(|&pid| pid > 0).and_then(rustix::process::Pid::from_raw);
            let pid = pid.ok_or_else(|| os_error(&Errno::SRCH.into()))?;
            Ok(Outgoing::Credentials(UCred {
                pid,
                uid: rustix::process::Uid::from_raw(uid),
                gid: rustix::process::Gid::from_raw(gid),
            }))
        }
        (SOL_SOCKET, SCM_RIGHTS | SCM_CREDENTIALS) => Err(os_error(&Errno::INVAL.into())),
        _ => Err(Raised::new(
            ExcKind::NotImplementedError,
            format!(
                "sendmsg(): ancillary data of level {level} and type {kind} is not supported, only SCM_RIGHTS and \
                 SCM_CREDENTIALS are"
            ),
        )),
    }
}

pub(super) fn sendmsg(held: &mut Held, a: &[Value]) -> R {
    let buffers = items(held, &a[1], "sendmsg() argument 1 must be an iterable")?;
    let kept = buffers.iter().map(|buffer| held.buffer(buffer)).collect::<R<Vec<_>>>()?;
    let buffers: Vec<&[u8]> = kept.iter().map(|buffer| &**buffer).collect();
    let pieces = items(held, &a[2], "sendmsg() argument 2 must be an iterable")?;
    let pieces = pieces.iter().map(|piece| outgoing(held, piece)).collect::<R<Vec<_>>>()?;
    let flags = send_flags(held, &a[3])?;
    let address: Option<SocketAddrAny> = match &a[4] {
        Value::None => None,
        given => {
            let (_, family) = open_socket(held, &a[0])?;
            Some(address::parse(held, "sendmsg", given, family)?)
        }
    };
    let (fd, patience) = ready(held, &a[0], PollFlags::OUT)?;
    let patience = less_patience(patience, flags.contains(SendFlags::DONTWAIT));
    let length = buffers.iter().map(|buffer| buffer.len()).sum();
    // The ancillary data goes with the first bytes.
    let act = |sent: usize, at_once: bool| {
        let flags = if at_once { flags | SendFlags::DONTWAIT } else { flags };
        let pieces = if sent == 0 { &pieces[..] } else { &[] };
        let mut skip = sent;
        let mut iov: Vec<IoSlice<'_>> = Vec::with_capacity(buffers.len());
        for buffer in &buffers {
            let skipped = skip.min(buffer.len());
            skip -= skipped;
            iov.push(IoSlice::new(&buffer[skipped..]));
        }
        let files: Vec<Vec<BorrowedFd<'_>>> = pieces
            .iter()
            .map(|piece| match piece {
                Outgoing::Descriptors(files) => files.iter().map(AsFd::as_fd).collect(),
                Outgoing::Credentials(_) => Vec::new(),
            })
            .collect();
        let room = |piece: &Outgoing| match piece {
            Outgoing::Descriptors(files) => HEADER_BYTES + (4 * files.len()).next_multiple_of(ALIGNMENT),
            Outgoing::Credentials(_) => HEADER_BYTES + 16,
        };
        let mut space = vec![MaybeUninit::uninit(); pieces.iter().map(room).sum::<usize>() + ALIGNMENT];
        let mut control = SendAncillaryBuffer::new(&mut space);
        for (piece, files) in pieces.iter().zip(&files) {
            let fits = control.push(match piece {
                Outgoing::Descriptors(_) => SendAncillaryMessage::ScmRights(files),
                Outgoing::Credentials(who) => SendAncillaryMessage::ScmCredentials(*who),
            });
            debug_assert!(fits, "the room was counted");
        }
        match &address {
            Some(address) => rustix::net::sendmsg_addr(&fd, address, &iov, &mut control, flags),
            None => rustix::net::sendmsg(&fd, &iov, &mut control, flags),
        }
    };
    let (socket, out) = (Blocking::Socket, PollFlags::OUT);
    let sent = match super::waits_by_itself(held, &a[0], patience)? {
        true => door::call_through(held, socket, &*fd, out, (length, patience.until()), act)?,
        false => door::call_on(held, socket, &*fd, out, patience, |at_once| act(0, at_once))?,
    };
    sent.map(Value::from).map_err(|failure| failed(held, &a[0], failure))
}

/// One `recvmsg` into room of these sizes: how many bytes came and where they are, and the rest of the answer.
fn receive(held: &mut Held, a: &[Value], sizes: &[usize]) -> R<(usize, Vec<Vec<u8>>, [Value; 3])> {
    let control_bytes = usize::try_from(held.index_ssize(&a[2])?)
        .ok()
        .filter(|&bytes| bytes <= 0x7fff_ffff)
        .ok_or_else(|| Raised::value_error("invalid ancillary data buffer length"))?;
    let flags = receive_flags(held, &a[3])?;
    let (fd, patience) = ready(held, &a[0], PollFlags::IN)?;
    let patience = less_patience(patience, flags.contains(RecvFlags::DONTWAIT));
    let family = state(held, &a[0])?.family;
    let mut buffers = Vec::with_capacity(sizes.len());
    for &size in sizes {
        let mut buffer = super::room(size)?;
        buffer.resize(size, 0);
        buffers.push(buffer);
    }
    let fills = super::fills(held, &a[0], flags, patience)?;
    let (mut pieces, mut message_flags, mut from) = (Vec::new(), 0, None);
    let mut act = |done: usize, at_once: bool| {
        if pieces.iter().any(|piece| matches!(piece, Incoming::Descriptors(_))) {
            // Nothing comes behind descriptors in one message.
            return Ok(0);
        }
        let flags = if at_once { flags | RecvFlags::DONTWAIT } else { flags };
        let mut space = vec![MaybeUninit::uninit(); control_bytes + ALIGNMENT];
        // Exactly as much as was asked for: how many descriptors fit is the script's choice.
        let skip = space.as_ptr().align_offset(ALIGNMENT).min(ALIGNMENT);
        let mut control = RecvAncillaryBuffer::new(&mut space[skip..skip + control_bytes]);
        let mut full = done;
        let mut iov: Vec<IoSliceMut<'_>> = Vec::with_capacity(buffers.len());
        for buffer in &mut buffers {
            let skipped = full.min(buffer.len());
            full -= skipped;
            iov.push(IoSliceMut::new(&mut buffer[skipped..]));
        }
        let message = rustix::net::recvmsg(&fd, &mut iov, &mut control, flags)?;
        for piece in control.drain() {
            match piece {
                RecvAncillaryMessage::ScmRights(files) => pieces.push(Incoming::Descriptors(files.collect())),
                RecvAncillaryMessage::ScmCredentials(who) if done == 0 => {
                    pieces.push(Incoming::Credentials(who))
                }
                _ => {}
            }
        }
        message_flags |= message.flags.bits();
        if done == 0 {
            from = message.address;
        }
        Ok(message.bytes)
    };
    let (socket, direction) = (Blocking::Socket, PollFlags::IN);
    let received = match fills {
        true => {
            let whole = (sizes.iter().sum(), patience.until());
            door::call_through(held, socket, &*fd, direction, whole, act)?
        }
        false => door::call_on(held, socket, &*fd, direction, patience, |at_once| act(0, at_once))?,
    };
    let bytes = received.map_err(|failure| failed(held, &a[0], failure))?;
    let mut ancillary = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let (kind, data) = match piece {
            Incoming::Descriptors(files) => {
                let numbers = files.into_iter().map(|file| descriptors::add(held, file));
                (SCM_RIGHTS, numbers.flat_map(i32::to_ne_bytes).collect::<Vec<u8>>())
            }
            Incoming::Credentials(who) => {
                let ids = [who.pid.as_raw_nonzero().get() as u32, who.uid.as_raw(), who.gid.as_raw()];
                (SCM_CREDENTIALS, ids.into_iter().flat_map(u32::to_ne_bytes).collect())
            }
        };
        ancillary.push(Value::tuple([Value::Int(SOL_SOCKET), Value::Int(kind), Value::bytes(data)]));
    }
    let from = match (from, family) {
        (None, AddressFamily::UNIX) => Value::None,
        (from, family) => address::value(from, family),
    };
    let rest = [Value::list(ancillary), Value::Int(i64::from(message_flags)), from];
    Ok((bytes, buffers, rest))
}

pub(super) fn recvmsg(held: &mut Held, a: &[Value]) -> R {
    let size = match size_of_receive(held, "recvmsg()", &a[1]) {
        Err(error) if held.matches(&error, ExcKind::ValueError) => {
            return Err(Raised::value_error("negative buffer size in recvmsg()"));
        }
        size => size?,
    };
    let (bytes, mut buffers, [ancillary, flags, from]) = receive(held, a, &[size])?;
    let mut data = buffers.pop().unwrap_or_default();
    data.truncate(bytes);
    Ok(Value::tuple([Value::bytes(data), ancillary, flags, from]))
}

pub(super) fn recvmsg_into(held: &mut Held, a: &[Value]) -> R {
    let targets = items(held, &a[1], "recvmsg_into() argument 1 must be an iterable")?;
    let wrong = || {
        let wrong = "recvmsg_into() argument 1 must be an iterable of single-segment read-write buffers";
        Raised::type_error(wrong)
    };
    let rooms: Vec<Room> =
        targets.iter().map(|target| held.room(target).ok_or_else(wrong)).collect::<R<Vec<_>>>()?;
    let sizes: Vec<usize> = rooms.iter().map(Room::size).collect();
    let (bytes, buffers, [ancillary, flags, from]) = receive(held, a, &sizes)?;
    let mut left = bytes;
    for (room, mut buffer) in rooms.iter().zip(buffers) {
        buffer.truncate(left);
        left -= buffer.len();
        room.put(held, 0, &buffer);
    }
    Ok(Value::tuple([Value::from(bytes), ancillary, flags, from]))
}
