//! Opening files, which waits where a named pipe has nobody at its other end yet.
//!
//! There is no descriptor to wait for before a file is open, and nothing but a blocking call waits for the other end:
//! who opens the reading end without waiting is not told when a writer comes. So on the thread that signals are for
//! another thread makes the call, and this one waits for that thread beside the signals' own descriptor. When a
//! handler raises, the call is ended by being what it waits for: the other end is opened for an instant.

use std::os::fd::AsFd;
use std::os::fd::AsRawFd;
use std::os::fd::BorrowedFd;
use std::os::fd::OwnedFd;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use gilvm_vm::error::R;
use gilvm_vm::gil::Blocking;
use gilvm_vm::held::Held;
use parking_lot::Mutex;
use rustix::event::EventfdFlags;
use rustix::event::PollFlags;
use rustix::fs::FileType;
use rustix::fs::Mode;
use rustix::fs::OFlags;
use rustix::io::Errno;

use super::descriptors::Polled;
use super::descriptors::call;
use super::descriptors::poll_once;
use crate::clock;

/// Opens a file; `check` may still refuse it.
///
/// # Errors
/// Outer: what a signal handler raises. Inner: what the system or `check` says.
pub fn open(
    held: &mut Held,
    path: &Path,
    flags: OFlags,
    mode: Mode,
    check: impl Fn(&OwnedFd) -> Result<(), Errno> + Send + Sync,
) -> R<Result<OwnedFd, Errno>> {
    let mut call_elsewhere = None;
    let opened = call(held, Blocking::File, |wake| {
        if let Some(wake) = wake {
            if call_elsewhere.is_none() && may_wait(path, flags) {
                call_elsewhere = Elsewhere::begin(path, flags)?;
            }
            if let Some(elsewhere) = &call_elsewhere {
                return elsewhere.wait(wake);
            }
        }
        let fd = rustix::fs::open(path, flags, mode)?;
        check(&fd).map(|()| fd)
    });
    if let (Err(_), Some(elsewhere)) = (&opened, call_elsewhere) {
        call(held, Blocking::File, |_| {
            elsewhere.end();
            Ok::<(), Errno>(())
        })?
        .unwrap_or_default();
    }
    opened
}

/// Whether opening a file waits for somebody who opens it as well. Who wants both ends of a pipe has both.
fn may_wait(path: &Path, flags: OFlags) -> bool {
    let way = flags & OFlags::RWMODE;
    let at_once = OFlags::NONBLOCK | OFlags::PATH | OFlags::EXCL;
    (way == OFlags::RDONLY || way == OFlags::WRONLY)
        && !flags.intersects(at_once)
        && rustix::fs::stat(path).is_ok_and(|stat| is_pipe(stat.st_mode))
}

fn is_pipe(mode: u32) -> bool {
    FileType::from_raw_mode(mode) == FileType::Fifo
}

/// The name of an open file, whatever became of the one by which it was opened. It is good while the file is held.
fn link_to(file: &OwnedFd) -> String {
    format!("/proc/self/fd/{}", file.as_raw_fd())
}

/// A call in another thread that opens an end of a pipe.
struct Elsewhere {
    /// The pipe itself, under whatever name; the other thread has a share until its call is over.
    pipe: Arc<OwnedFd>,
    /// The way that the other end goes.
    opposite: OFlags,
    shared: Arc<Shared>,
}

/// What both threads know.
struct Shared {
    /// Becomes readable when there is an outcome.
    is_done: OwnedFd,
    outcome: Mutex<Option<Result<OwnedFd, Errno>>>,
}

impl Elsewhere {
    /// Begins to open a pipe; `None` if it is none any more or there is no thread to be had.
    fn begin(path: &Path, flags: OFlags) -> Result<Option<Elsewhere>, Errno> {
        let by_path = (flags & OFlags::NOFOLLOW) | OFlags::PATH | OFlags::CLOEXEC;
        let pipe = Arc::new(rustix::fs::open(path, by_path, Mode::empty())?);
        if !is_pipe(rustix::fs::fstat(&pipe)?.st_mode) {
            return Ok(None);
        }
        let is_done = rustix::event::eventfd(0, EventfdFlags::CLOEXEC | EventfdFlags::NONBLOCK)?;
        let shared = Arc::new(Shared { is_done, outcome: Mutex::new(None) });
        let opposite = match flags & OFlags::RWMODE {
            OFlags::WRONLY => OFlags::RDONLY,
            _ => OFlags::WRONLY,
        };
        let (theirs, their_pipe) = (Arc::clone(&shared), Arc::clone(&pipe));
        let opens = move || {
            // The name is a link, and the pipe is there.
            let flags = flags - OFlags::NOFOLLOW - OFlags::CREATE;
            let outcome = loop {
                match rustix::fs::open(link_to(&their_pipe), flags, Mode::empty()) {
                    Err(Errno::INTR) => {}
                    outcome => break outcome,
                }
            };
            // Its number may be another file's from now on, and is free when the outcome is known.
            drop(their_pipe);
            *theirs.outcome.lock() = Some(outcome);
            let _ = rustix::io::write(&theirs.is_done, &1u64.to_ne_bytes());
        };
        let thread = std::thread::Builder::new().name("opening".to_owned()).stack_size(64 << 10).spawn(opens);
        Ok(thread.is_ok().then_some(Elsewhere { pipe, opposite, shared }))
    }

    /// Waits for the outcome.
    fn wait(&self, wake: BorrowedFd<'_>) -> Result<OwnedFd, Errno> {
        loop {
            poll_once(&[(self.shared.is_done.as_fd(), PollFlags::IN)], Some(wake), None)?;
            if let Some(outcome) = self.shared.outcome.lock().take() {
                return outcome;
            }
        }
    }

    /// Ends the call, and closes what it opened. Whoever else waits for this end of the pipe goes on as well, which an
    /// interrupted call would not make it do, and what such a writer writes meanwhile is lost with the other end, or it
    /// gets `EPIPE`; nothing safe would end the call otherwise.
    fn end(&self) {
        const NOT_THERE_YET: Duration = Duration::from_millis(1);
        loop {
            let flags = self.opposite | OFlags::NONBLOCK | OFlags::CLOEXEC;
            let other_end = rustix::fs::open(link_to(&self.pipe), flags, Mode::empty());
            let until = match &other_end {
                Ok(_) => None,
                // Nobody waits: the thread is not in its call yet, or no longer.
                Err(Errno::NXIO) => clock::deadline_in(NOT_THERE_YET),
                // That end is not ours to open. The thread stays, and closes what it gets.
                Err(_) => return,
            };
            let done = poll_once(&[(self.shared.is_done.as_fd(), PollFlags::IN)], None, until);
            if matches!(done, Ok(Polled::Ready(_))) {
                // Closed here and now, not when the thread has gone.
                self.shared.outcome.lock().take();
                return;
            }
        }
    }
}
