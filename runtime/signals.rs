//! Ctrl-C.
//!
//! The operating system delivers signals to the process, so this is the one part of gilvm that is global to it: a
//! thread of its own receives them, marks the main thread of the interpreter that listens, and wakes it from whatever
//! it waits for. The handler itself runs in that thread, at a check point or in [`crate::wait`].

use std::os::fd::AsFd;
use std::os::fd::BorrowedFd;
use std::os::fd::OwnedFd;
use std::sync::Arc;
use std::sync::OnceLock;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;

use gilvm_vm::error::Detail;
use gilvm_vm::error::ExcKind;
use gilvm_vm::error::R;
use gilvm_vm::error::Raised;
use gilvm_vm::gil::Breaker;
use gilvm_vm::gil::GilThread;
use gilvm_vm::held::Held;
use rustix::event::EventfdFlags;
use rustix::event::PollFd;
use rustix::event::PollFlags;
use rustix::io::Errno;

use crate::wait::Waiter;

/// The thread that signals are for.
struct Listener {
    thread: Arc<GilThread>,
    waiter: Arc<Waiter>,
    /// Becomes readable when a signal arrives, for calls that wait for a file.
    wake: OwnedFd,
    interrupted: AtomicBool,
}

static LISTENER: OnceLock<Listener> = OnceLock::new();

/// Makes the calling thread the one in which Ctrl-C raises `KeyboardInterrupt`. The first caller in a process wins.
pub fn listen(held: &mut Held) -> std::io::Result<()> {
    let waiter = crate::threads::waiter(held);
    let wake = rustix::event::eventfd(0, EventfdFlags::CLOEXEC | EventfdFlags::NONBLOCK)?;
    let listener =
        Listener { thread: Arc::clone(held.me()), waiter, wake, interrupted: AtomicBool::new(false) };
    if LISTENER.set(listener).is_err() {
        return Ok(());
    }
    held.interp.on_signal = Some(handle);
    if is_ignored() {
        return Ok(());
    }
    let mut signals = signal_hook::iterator::Signals::new([signal_hook::consts::SIGINT])?;
    std::thread::Builder::new().name("signals".to_owned()).stack_size(64 << 10).spawn(move || {
        for _ in &mut signals {
            interrupt();
        }
    })?;
    Ok(())
}

/// Whether whoever started the process wants it to ignore SIGINT, as shells do with what runs in the background.
fn is_ignored() -> bool {
    const SIGINT_BIT: u64 = 1 << (signal_hook::consts::SIGINT - 1);
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).is_some_and(|mask| mask & SIGINT_BIT != 0)
}

/// Reads from a descriptor, without the GIL; on the listening thread a signal ends the wait.
///
/// # Errors
/// `EINTR` when a signal arrived; the other errors of `read`.
pub fn read(listens: bool, fd: impl AsFd, bytes: &mut [u8]) -> Result<usize, Errno> {
    if let Some(listener) = LISTENER.get().filter(|_| listens) {
        let mut waits = [PollFd::new(&fd, PollFlags::IN), PollFd::new(&listener.wake, PollFlags::IN)];
        rustix::event::poll(&mut waits, None)?;
        if !waits[1].revents().is_empty() {
            // Emptied, so that the next wait waits; what it counted is in `interrupted`.
            let _ = rustix::io::read(&listener.wake, &mut [0; 8]);
            return Err(Errno::INTR);
        }
    }
    rustix::io::read(fd, bytes)
}

/// What becomes readable when a signal arrives, on the thread that signals are for: it waits for this beside
/// whatever else it waits for.
pub fn wake_descriptor(held: &Held) -> Option<BorrowedFd<'static>> {
    let listener = LISTENER.get()?;
    Arc::ptr_eq(held.me(), &listener.thread).then(|| listener.wake.as_fd())
}

/// What a thread does when a call or a wait of it was interrupted: if signals are for it, their handlers run.
///
/// # Errors
/// What a handler raises.
pub fn handle_interruption(held: &mut Held) -> R<()> {
    if let Some(wake) = wake_descriptor(held) {
        // Emptied, so that the next wait waits; which signals came stands elsewhere.
        let _ = rustix::io::read(wake, &mut [0; 8]);
    }
    handle(held)
}

/// Whether the calling thread is the one that signals are for.
pub fn listens(held: &Held) -> bool {
    LISTENER.get().is_some_and(|listener| Arc::ptr_eq(held.me(), &listener.thread))
}

/// What SIGINT does: `KeyboardInterrupt` in the listening thread, as soon as it can.
pub fn interrupt() {
    if let Some(listener) = LISTENER.get() {
        // Release: pairs with the Acquire in `handle`.
        listener.interrupted.store(true, Ordering::Release);
        listener.thread.breaker().set(Breaker::SIGNAL);
        listener.waiter.interrupt();
        // Full (after 2^64 signals) is as readable as it gets.
        let _ = rustix::io::write(&listener.wake, &1u64.to_ne_bytes());
    }
}

/// Runs the handlers of signals that arrived; does nothing on other threads than the listening one.
///
/// # Errors
/// `KeyboardInterrupt`.
pub fn handle(held: &mut Held) -> R<()> {
    let Some(listener) = LISTENER.get() else { return Ok(()) };
    if !Arc::ptr_eq(held.me(), &listener.thread) {
        return Ok(());
    }
    held.me().breaker().clear(Breaker::SIGNAL);
    if listener.interrupted.swap(false, Ordering::Acquire) {
        return Err(Raised::with(ExcKind::KeyboardInterrupt, Detail::None));
    }
    Ok(())
}

/// Ends the process as an unhandled SIGINT would: the parent sees the signal.
pub fn die_of_interrupt() -> ! {
    let _ = signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGINT);
    std::process::exit(130)
}
