//! Connecting: by a call that waits, or by one that does not and a wait for its outcome, so that a signal or a timeout
//! can end it.

use std::os::fd::AsFd;
use std::os::fd::BorrowedFd;
use std::os::fd::OwnedFd;
use std::time::Duration;

use gilvm_vm::error::R;
use gilvm_vm::gil::Blocking;
use gilvm_vm::held::Held;
use gilvm_vm::value::Value;
use rustix::event::PollFlags;
use rustix::io::Errno;
use rustix::net::AddressFamily;
use rustix::net::sockopt;

use super::address;
use super::open_socket;
use super::ready;
use crate::clock;
use crate::wait::descriptors as door;
use crate::wait::descriptors::Failure;
use crate::wait::descriptors::Patience;

/// Whether a connection is under way and has to be waited for.
fn is_under_way(error: Errno) -> bool {
    matches!(error, Errno::INPROGRESS | Errno::INTR)
}

/// A blocking `connect` that comes back now and then to see whether a signal came: no descriptor tells when there is
/// room in the other's queue.
fn connect_in_slices(
    fd: &OwnedFd,
    wake: BorrowedFd<'static>,
    attempt: impl Fn() -> Result<(), Errno>,
) -> Result<(), Errno> {
    const SLICE: Duration = Duration::from_millis(50);
    // The script may have made it so behind the socket's back.
    let returns_at_once = !door::would_wait(fd, PollFlags::OUT);
    if returns_at_once || sockopt::socket_timeout(fd, sockopt::Timeout::Send)?.is_some() {
        return attempt();
    }
    loop {
        sockopt::set_socket_timeout(fd, sockopt::Timeout::Send, Some(SLICE))?;
        let result = attempt();
        sockopt::set_socket_timeout(fd, sockopt::Timeout::Send, None)?;
        match result {
            Err(Errno::AGAIN) => {
                door::poll_once(&[], Some(wake), clock::deadline_in(Duration::ZERO)).map(drop)?
            }
            result => return result,
        }
    }
}

pub(super) fn connect(held: &mut Held, function: &str, a: &[Value]) -> R<Result<(), Failure>> {
    let (fd, family) = open_socket(held, &a[0])?;
    let address = address::parse(held, function, &a[1], family)?;
    let (_, patience) = ready(held, &a[0], PollFlags::empty())?;
    let attempt = || rustix::net::connect(&fd, &address);
    // A Unix socket connects at once or waits for room in the other's queue, which only a blocking call can.
    let blocks = patience == Patience::Unlimited && family == AddressFamily::UNIX;
    if patience == Patience::None || blocks {
        let outcome = door::call(held, Blocking::Socket, |wake| match wake {
            Some(wake) if blocks => connect_in_slices(&fd, wake, attempt),
            _ => attempt(),
        })?;
        return Ok(outcome.map_err(Failure::System));
    }
    let unlimited = patience == Patience::Unlimited;
    let mut started = false;
    let first = door::call(held, Blocking::Socket, |wake| {
        if !started {
            // With a signal to listen for, the wait happens in `poll` below and not in the call.
            let interruptible = unlimited && wake.is_some();
            if interruptible {
                rustix::io::ioctl_fionbio(&fd, true)?;
            }
            let result = attempt();
            if interruptible {
                rustix::io::ioctl_fionbio(&fd, false)?;
            }
            started = true;
            return match result {
                Err(error) if is_under_way(error) => Ok(false),
                other => other.map(|()| true),
            };
        }
        Ok(false)
    })?;
    match first {
        Ok(true) => return Ok(Ok(())),
        Ok(false) => {}
        Err(error) => return Ok(Err(Failure::System(error))),
    }
    let until = match patience {
        Patience::Until(until) => Some(until),
        Patience::Unlimited | Patience::None => None,
    };
    match door::poll(held, Blocking::Socket, &[(fd.as_fd(), PollFlags::OUT)], until)? {
        Ok(door::Polled::Ready(_)) => {}
        Ok(door::Polled::TimedOut) => return Ok(Err(Failure::TimedOut)),
        Err(error) => return Ok(Err(Failure::System(error))),
    }
    if unlimited {
        // Asking again tells how it went and leaves the socket as a call that waited by itself would have.
        let outcome = door::call(held, Blocking::Socket, |_| match attempt() {
            Err(Errno::ISCONN) => Ok(()),
            outcome => outcome,
        })?;
        return Ok(outcome.map_err(Failure::System));
    }
    let outcome = sockopt::socket_error(&fd);
    Ok(outcome.and_then(|outcome| outcome).map_err(Failure::System))
}
