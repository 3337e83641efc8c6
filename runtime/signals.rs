//! Ctrl-C.
//!
//! The operating system delivers signals to the process, so this is the one part of gilvm that is global to it: a
//! thread of its own receives them, marks the main thread of the interpreter that listens, and wakes it from whatever
//! it waits for. The handler itself runs in that thread, at a check point or in [`crate::wait`].

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

use crate::wait::Waiter;

/// The thread that signals are for.
struct Listener {
    thread: Arc<GilThread>,
    waiter: Arc<Waiter>,
    interrupted: AtomicBool,
}

static LISTENER: OnceLock<Listener> = OnceLock::new();

/// Makes the calling thread the one in which Ctrl-C raises `KeyboardInterrupt`. The first caller in a process wins.
pub fn listen(held: &mut Held) -> std::io::Result<()> {
    let waiter = crate::threads::waiter(held);
    let listener = Listener { thread: Arc::clone(held.me()), waiter, interrupted: AtomicBool::new(false) };
    if LISTENER.set(listener).is_err() {
        return Ok(());
    }
    held.interp.on_signal = Some(handle);
    let mut signals = signal_hook::iterator::Signals::new([signal_hook::consts::SIGINT])?;
    std::thread::Builder::new().name("signals".to_owned()).stack_size(64 << 10).spawn(move || {
        for _ in &mut signals {
            interrupt();
        }
    })?;
    Ok(())
}

/// What SIGINT does: `KeyboardInterrupt` in the listening thread, as soon as it can.
pub fn interrupt() {
    if let Some(listener) = LISTENER.get() {
        // Release: pairs with the Acquire in `handle`.
        listener.interrupted.store(true, Ordering::Release);
        listener.thread.breaker().set(Breaker::SIGNAL);
        listener.waiter.interrupt();
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
