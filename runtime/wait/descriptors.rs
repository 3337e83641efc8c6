//! Waiting for descriptors, and calls on them: the door's part for files, pipes, sockets and children.
//!
//! Every call of this file gives the GIL up, however short it is, as CPython's do. A signal ends a wait on the thread
//! that signals are for: it waits for the signals' own descriptor beside what it was asked for. Other threads wait for
//! their descriptor alone, so they may as well wait in the call itself.
//!
//! No borrow of a descriptor's table lives here: who waits holds the descriptor itself, so that closing it meanwhile
//! takes only its number away.

use std::os::fd::AsFd;
use std::os::fd::BorrowedFd;
use std::time::Duration;
use std::time::Instant;

use gilvm_vm::error::R;
use gilvm_vm::gil::Blocking;
use gilvm_vm::held::Held;
use rustix::event::PollFd;
use rustix::event::PollFlags;
use rustix::event::Timespec;
use rustix::io::Errno;
use rustix::net::sockopt;

use crate::clock;
use crate::signals;

/// How a wait for descriptors ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Polled {
    /// What each descriptor is ready for, in order; some of them may be ready for nothing.
    Ready(Vec<PollFlags>),
    /// None of them became ready.
    TimedOut,
}

/// How long a call may take.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Patience {
    /// As long as it does.
    Unlimited,
    /// It does not wait.
    None,
    /// Until this moment.
    Until(Instant),
}

impl Patience {
    /// The moment, if there is one.
    pub fn until(self) -> Option<Instant> {
        match self {
            Patience::Until(until) => Some(until),
            Patience::Unlimited | Patience::None => None,
        }
    }
}

/// Why a call on a descriptor failed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Failure {
    /// The moment of its [`Patience`] came.
    TimedOut,
    /// What the system said.
    System(Errno),
}

impl From<Errno> for Failure {
    fn from(error: Errno) -> Failure {
        Failure::System(error)
    }
}

/// The rest of the time until a deadline, as system calls take it.
pub fn rest(until: Option<Instant>) -> Option<Timespec> {
    let rest = clock::time_until(until?);
    Some(Timespec {
        tv_sec: i64::try_from(rest.as_secs()).unwrap_or(i64::MAX),
        tv_nsec: i64::from(rest.subsec_nanos()),
    })
}

/// What [`poll`] does inside [`call`], for a caller that goes on without the GIL: waits until one of `wanted` is ready,
/// a signal arrives (`EINTR`), or the deadline.
///
/// # Errors
/// `EINTR`, and what else `poll` says.
pub fn poll_once(
    wanted: &[(BorrowedFd<'_>, PollFlags)],
    wake: Option<BorrowedFd<'_>>,
    until: Option<Instant>,
) -> Result<Polled, Errno> {
    let mut polled: Vec<PollFd<'_>> =
        wanted.iter().map(|(fd, flags)| PollFd::from_borrowed_fd(*fd, *flags)).collect();
    polled.extend(wake.map(|wake| PollFd::from_borrowed_fd(wake, PollFlags::IN)));
    let ready = rustix::event::poll(&mut polled, rest(until).as_ref())?;
    if wake.is_some() && polled.pop().is_some_and(|wake| !wake.revents().is_empty()) {
        return Err(Errno::INTR);
    }
    match ready {
        0 => Ok(Polled::TimedOut),
        _ => Ok(Polled::Ready(polled.iter().map(PollFd::revents).collect())),
    }
}

/// What [`poll_once`] does for one descriptor, on behalf of a call that waits no longer than until a deadline of its own.
///
/// # Errors
/// `EAGAIN` at the deadline, and what [`poll_once`] says.
pub fn poll_one(
    fd: BorrowedFd<'_>,
    direction: PollFlags,
    wake: Option<BorrowedFd<'_>>,
    until: Option<Instant>,
) -> Result<(), Errno> {
    match poll_once(&[(fd, direction)], wake, until)? {
        Polled::Ready(_) => Ok(()),
        Polled::TimedOut => Err(Errno::AGAIN),
    }
}

/// Waits until one of the descriptors is ready for what is wanted of it, or until the deadline.
///
/// # Errors
/// Outer: what a signal handler raises. Inner: what `poll` says.
pub fn poll(
    held: &mut Held,
    what: Blocking,
    wanted: &[(BorrowedFd<'_>, PollFlags)],
    until: Option<Instant>,
) -> R<Result<Polled, Errno>> {
    call(held, what, |wake| poll_once(wanted, wake, until))
}

/// Runs `act` without the GIL, again after each signal that interrupted it (PEP 475). It is given the descriptor that
/// becomes readable on a signal, if it runs on the thread that signals are for.
///
/// # Errors
/// Outer: what a signal handler raises. Inner: what `act` says.
pub fn call<T: Send, E: From<Errno> + PartialEq + Send>(
    held: &mut Held,
    what: Blocking,
    mut act: impl FnMut(Option<BorrowedFd<'static>>) -> Result<T, E> + Send,
) -> R<Result<T, E>> {
    let wake = signals::wake_descriptor(held);
    loop {
        match held.released(what, || act(wake)) {
            Err(error) if error == E::from(Errno::INTR) => signals::handle_interruption(held)?,
            result => return Ok(result),
        }
    }
}

/// Makes a call that waits for what the system cannot wait for beside anything else, such as a lock on a file. On the
/// thread that signals are for, `act` is told not to wait, and is asked again after pauses that grow from one
/// millisecond to thirty-two.
///
/// Another thread could wait in its place, as for the end of a pipe ([`super::opening`]), but nothing safe would end
/// that thread's call when a handler raises: only a signal of which the system is told not to restart the call.
///
/// # Errors
/// Outer: what a signal handler raises. Inner: what `act` says.
pub fn call_again<T: Send>(
    held: &mut Held,
    what: Blocking,
    mut act: impl FnMut(bool) -> Result<T, Errno> + Send,
) -> R<Result<T, Errno>> {
    let mut pause = Duration::from_millis(1);
    call(held, what, |wake| {
        loop {
            match act(wake.is_some()) {
                Err(Errno::AGAIN | Errno::ACCESS) if wake.is_some() => {}
                result => return result,
            }
            poll_once(&[], wake, clock::deadline_in(pause))?;
            pause = Duration::from_millis(32).min(pause * 2);
        }
    })
}

/// Makes a call that may wait for one descriptor. `act` is told whether the call must not wait by itself, because
/// this function has waited for it or will.
///
/// As in CPython a call with a deadline gives the GIL up twice, once to wait and once for the call.
///
/// # Errors
/// Outer: what a signal handler raises. Inner: the deadline, or what `act` says.
pub fn call_on<T: Send>(
    held: &mut Held,
    what: Blocking,
    fd: &(impl AsFd + Sync),
    direction: PollFlags,
    patience: Patience,
    mut act: impl FnMut(bool) -> Result<T, Errno> + Send,
) -> R<Result<T, Failure>> {
    let fd = fd.as_fd();
    match patience {
        Patience::None => call(held, what, |_| act(true).map_err(Failure::System)),
        Patience::Unlimited => call(held, what, |wake| {
            loop {
                // With a signal to listen for, first without waiting: when there is something to be had at once, that is
                // one system call instead of two. Without one, the call may wait by itself, unless the descriptor says no.
                match act(wake.is_some()) {
                    Err(Errno::AGAIN) => {}
                    result => return result.map_err(Failure::System),
                }
                poll_once(&[(fd, direction)], wake, None)?;
            }
        }),
        Patience::Until(until) => loop {
            match poll(held, what, &[(fd, direction)], Some(until))? {
                Ok(Polled::Ready(_)) => {}
                Ok(Polled::TimedOut) => return Ok(Err(Failure::TimedOut)),
                Err(error) => return Ok(Err(Failure::System(error))),
            }
            match call(held, what, |_| act(true))? {
                Err(Errno::AGAIN) => {}
                result => return Ok(result.map_err(Failure::System)),
            }
        },
    }
}

/// Makes calls on a descriptor that waits until `length` bytes went one way, as one such call would by itself: it ends
/// early at the end of a stream, or when a signal, an error or the deadline comes after some bytes went. `act` is told
/// how many went and whether the call must not wait by itself; it returns how many more did.
///
/// # Errors
/// Outer: what a signal handler raises. Inner: what `act` says, or `EAGAIN` at the deadline, if nothing went.
pub fn call_through(
    held: &mut Held,
    what: Blocking,
    fd: &(impl AsFd + Sync),
    direction: PollFlags,
    (length, until): (usize, Option<Instant>),
    mut act: impl FnMut(usize, bool) -> Result<usize, Errno> + Send,
) -> R<Result<usize, Failure>> {
    let fd = fd.as_fd();
    let mut done = 0;
    call(held, what, |wake| {
        let at_once = wake.is_some() || until.is_some();
        loop {
            let waited = match act(done, at_once) {
                Ok(n) => {
                    done += n;
                    if n == 0 || done >= length || !at_once {
                        return Ok(done);
                    }
                    Ok(())
                }
                Err(Errno::AGAIN) => poll_one(fd, direction, wake, until),
                Err(error) => Err(error),
            };
            match waited {
                Ok(()) => {}
                Err(Errno::INTR) if done > 0 && !signals::has_come() => {}
                // What went is told; the signal is handled at the next check point, the error comes again.
                Err(_) if done > 0 => return Ok(done),
                Err(error) => return Err(Failure::System(error)),
            }
        }
    })
}

/// Whether a call on a descriptor waits until it is ready. One that goes the way for which the descriptor was not opened
/// fails at once, and to wait before it would be to wait for ever.
pub fn would_wait(fd: impl AsFd, direction: PollFlags) -> bool {
    use rustix::fs::OFlags;
    let way = if direction == PollFlags::IN { OFlags::RDONLY } else { OFlags::WRONLY };
    rustix::fs::fcntl_getfl(fd).is_ok_and(|flags| {
        let opened = flags & OFlags::RWMODE;
        !flags.contains(OFlags::NONBLOCK) && (opened == way || opened == OFlags::RDWR)
    })
}

/// How long a call on a descriptor waits by itself: sockets may have a limit for each direction (`SO_RCVTIMEO`,
/// `SO_SNDTIMEO`), and the call then fails with `EAGAIN`.
pub fn limit(fd: impl AsFd, direction: PollFlags) -> Option<Duration> {
    let which = if direction == PollFlags::IN { sockopt::Timeout::Recv } else { sockopt::Timeout::Send };
    sockopt::socket_timeout(fd, which).ok().flatten()
}

/// The moment `length` from now: how long a call with a timeout may take.
pub fn patience(length: Option<Duration>) -> Patience {
    match length {
        None => Patience::Unlimited,
        Some(Duration::ZERO) => Patience::None,
        Some(length) => clock::deadline_in(length).map_or(Patience::Unlimited, Patience::Until),
    }
}
