//! What a child does for itself between its start and the program: the parts for which the standard library has no
//! word. It becomes the leader of a session, gets a mask for new files, keeps descriptors, and holds back and ignores
//! the signals that the thread which starts it does: gilvm's masks and ignored signals are its own and not the
//! system's, so a child would not have them by itself.
//!
//! Unsafe because the code runs between `fork` and `exec`, in a copy of this process that has one thread and whatever
//! locks the others held: it may call the system and nothing else.

#![allow(unsafe_code, reason = "code between fork and exec, and signal sets as the C library has them")]

use std::io::Error;
use std::mem::MaybeUninit;
use std::os::unix::process::CommandExt;
use std::process::Command;

use rustix::fs::Mode;
use rustix::io::FdFlags;

use crate::descriptors::Descriptor;
use crate::signals::SignalSet;

/// What is to be done; by default nothing.
#[derive(Default)]
pub(super) struct Setup {
    /// Whether it leads a session of its own.
    pub(super) new_session: bool,
    /// Its mask for new files, if not this process's.
    pub(super) umask: Option<Mode>,
    /// What does not stay open, though it would.
    pub(super) closed: Vec<Descriptor>,
    /// What stays open under its number, even if it is among those.
    pub(super) kept: Vec<Descriptor>,
    /// The signals it holds back.
    pub(super) blocked: SignalSet,
    /// The signals it ignores.
    pub(super) ignored: SignalSet,
}

impl Setup {
    /// Has the child do it. A command with nothing to do is left alone: it starts faster.
    pub(super) fn install(self, command: &mut Command) {
        let Setup { new_session, umask, closed, kept, blocked, ignored } = self;
        if !new_session
            && umask.is_none()
            && closed.is_empty()
            && kept.is_empty()
            && blocked == 0
            && ignored == 0
        {
            return;
        }
        let mask = signal_set(blocked);
        let act = move || -> Result<(), Error> {
            if let Some(umask) = umask {
                rustix::process::umask(umask);
            }
            if new_session {
                rustix::process::setsid()?;
            }
            for fd in &closed {
                rustix::io::fcntl_setfd(fd, FdFlags::CLOEXEC)?;
            }
            for fd in &kept {
                rustix::io::fcntl_setfd(fd, FdFlags::empty())?;
            }
            for signal in members(ignored) {
                // SAFETY: `SIG_IGN` installs no code. A number the system refuses is left as it is.
                unsafe { libc::signal(signal, libc::SIG_IGN) };
            }
            // SAFETY: `mask` is a complete set, and the old one is not asked for.
            let failed = unsafe { libc::sigprocmask(libc::SIG_SETMASK, &mask, std::ptr::null_mut()) } != 0;
            if failed {
                return Err(Error::last_os_error());
            }
            Ok(())
        };
        // SAFETY: between `fork` and `exec` only calls that are safe in a signal handler may be made. `act` makes
        // system calls (`umask`, `setsid`, `fcntl`, `rt_sigaction`, `rt_sigprocmask`); it takes no lock, and neither
        // allocates nor frees: what it captured was made before the fork, and an `Error` made of a number has no block.
        unsafe { command.pre_exec(act) };
    }
}

/// The numbers in a set.
fn members(set: SignalSet) -> impl Iterator<Item = i32> {
    (1..=64).filter(move |signal| set & crate::signals::bit(*signal) != 0)
}

/// A set as the C library has it.
fn signal_set(set: SignalSet) -> libc::sigset_t {
    let mut result = MaybeUninit::uninit();
    // SAFETY: `sigemptyset` initialises the whole set, and cannot fail for a valid pointer.
    let mut result = unsafe {
        libc::sigemptyset(result.as_mut_ptr());
        result.assume_init()
    };
    for signal in members(set) {
        // SAFETY: the set is initialised; a number that the C library keeps for itself is refused, not added.
        unsafe { libc::sigaddset(&mut result, signal) };
    }
    result
}
