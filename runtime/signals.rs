//! Signals.
//!
//! The operating system delivers signals to the process, so this is the one part of gilvm that is global to it: a
//! thread of its own receives those that scripts have handlers for, marks the main thread of the interpreter that
//! listens, and wakes it from whatever it waits for. The handlers themselves run in that thread, at a check point or
//! in [`crate::wait`] ([`handle`]).
//!
//! What a signal does here is a [`Disposition`]. A signal that was never given one is left to the operating system;
//! one that was stays caught, and its default is carried out when it comes.

mod masks;

use std::os::fd::AsFd;
use std::os::fd::BorrowedFd;
use std::os::fd::OwnedFd;
use std::sync::Arc;
use std::sync::OnceLock;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::AtomicU8;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering;
use std::time::Duration;
use std::time::Instant;

use gilvm_vm::error::R;
use gilvm_vm::gil::Breaker;
use gilvm_vm::gil::GilThread;
use gilvm_vm::held::Held;
use parking_lot::Condvar;
use parking_lot::Mutex;
use rustix::buffer::Buffer;
use rustix::event::EventfdFlags;
use rustix::event::PollFd;
use rustix::event::PollFlags;
use rustix::event::Timespec;
use rustix::io::Errno;
use signal_hook::iterator::Handle;

use crate::clock;
use crate::descriptors::Descriptor;
use crate::wait::WaitFor;
use crate::wait::Waiter;
use crate::wait::descriptors as door;
use crate::wait::wait;
pub use masks::Arrival;
use masks::Masks;
use masks::SENT;
use masks::SENT_BY_TIMER;
pub use masks::SENT_TO_THREAD;
pub use masks::SignalSet;
pub use masks::bit;

/// Signals are numbered from 1 to this.
pub const SIGNAL_MAX: i32 = 64;

/// What a signal does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Disposition {
    /// What the operating system does by itself.
    Default,
    /// Nothing.
    Ignore,
    /// A handler runs in the main thread.
    Caught,
}

/// The thread that signals are for, and what is known of signals.
struct Listener {
    thread: Arc<GilThread>,
    waiter: Arc<Waiter>,
    /// Becomes readable when a signal arrives, for calls that wait for a file.
    wake: OwnedFd,
    /// Bit `n - 1`: signal `n` arrived and its handler has not run.
    pending: AtomicU64,
    dispositions: [AtomicU8; SIGNAL_MAX as usize + 1],
    masks: Masks,
    /// The receiving thread, once there is one.
    receiver: Mutex<Option<Handle>>,
    /// Whether a child that changes wakes the thread, whatever SIGCHLD does.
    watches_children: AtomicBool,
    /// `signal.set_wakeup_fd`.
    wakeup_fd: Mutex<Option<(i32, Descriptor)>>,
    timer: Mutex<Timer>,
    timer_changed: Condvar,
}

/// `signal.setitimer`.
#[derive(Clone, Copy, Default)]
struct Timer {
    next: Option<Instant>,
    interval: Duration,
    /// Whether there is a thread that waits for it.
    served: bool,
}

static LISTENER: OnceLock<Listener> = OnceLock::new();

/// Makes the calling thread the one that signals are for, and gives SIGINT its handler. The first caller in a process
/// wins.
///
/// # Errors
/// When the system has no room for a descriptor or a thread.
pub fn listen(held: &mut Held) -> std::io::Result<()> {
    let waiter = crate::threads::waiter(held);
    let wake = rustix::event::eventfd(0, EventfdFlags::CLOEXEC | EventfdFlags::NONBLOCK)?;
    let listener = Listener {
        thread: Arc::clone(held.me()),
        waiter,
        wake,
        pending: AtomicU64::new(0),
        dispositions: [const { AtomicU8::new(Disposition::Default as u8) }; SIGNAL_MAX as usize + 1],
        masks: Masks::default(),
        receiver: Mutex::new(None),
        watches_children: AtomicBool::new(false),
        wakeup_fd: Mutex::new(None),
        timer: Mutex::new(Timer::default()),
        timer_changed: Condvar::new(),
    };
    let ignored = ignored_signals();
    for (number, disposition) in listener.dispositions.iter().enumerate().skip(1) {
        if ignored >> (number - 1) & 1 == 1 {
            disposition.store(Disposition::Ignore as u8, Ordering::Relaxed);
        }
    }
    if LISTENER.set(listener).is_err() {
        return Ok(());
    }
    held.interp.on_signal = Some(handle);
    if disposition(signal_hook::consts::SIGINT) == Disposition::Default {
        set_disposition(signal_hook::consts::SIGINT, Disposition::Caught)?;
    }
    Ok(())
}

/// The signals that whoever started the process wants it to ignore, as shells do with SIGINT of what runs in the
/// background; bit `n - 1` is signal `n`.
fn ignored_signals() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0)
}

/// What a signal does.
pub fn disposition(signal: i32) -> Disposition {
    let known = LISTENER.get().and_then(|listener| listener.dispositions.get(signal as usize));
    match known.map(|known| known.load(Ordering::Relaxed)) {
        Some(known) if known == Disposition::Ignore as u8 => Disposition::Ignore,
        Some(known) if known == Disposition::Caught as u8 => Disposition::Caught,
        _ => Disposition::Default,
    }
}

/// The signals that are ignored.
pub fn ignored() -> SignalSet {
    let all = 1..=SIGNAL_MAX;
    all.filter(|signal| disposition(*signal) == Disposition::Ignore).fold(0, |set, signal| set | bit(signal))
}

/// Decides what a signal does from now on.
///
/// # Errors
/// When the system does not let the signal be caught.
pub fn set_disposition(signal: i32, disposition: Disposition) -> std::io::Result<()> {
    let Some(listener) = LISTENER.get() else { return Ok(()) };
    let Some(known) = listener.dispositions.get(signal as usize) else {
        return Err(std::io::Error::from_raw_os_error(Errno::INVAL.raw_os_error()));
    };
    // Received from now on whatever it does, but for what nobody has touched.
    if known.load(Ordering::Relaxed) != disposition as u8 {
        receive(listener, signal)?;
        known.store(disposition as u8, Ordering::Relaxed);
    }
    Ok(())
}

/// Makes the receiving thread receive a signal.
fn receive(listener: &'static Listener, signal: i32) -> std::io::Result<()> {
    if signal_hook::consts::FORBIDDEN.contains(&signal) {
        return Err(std::io::Error::from_raw_os_error(Errno::INVAL.raw_os_error()));
    }
    let mut receiver = listener.receiver.lock();
    if let Some(receiver) = &*receiver {
        return receiver.add_signal(signal);
    }
    let mut signals = signal_hook::iterator::Signals::new([signal])?;
    *receiver = Some(signals.handle());
    std::thread::Builder::new()
        .name("signals".to_owned())
        .stack_size(64 << 10)
        .spawn(move || {
            for signal in &mut signals {
                arrived(listener, Arrival { signal, code: SENT, thread: None, is_own: false });
            }
        })
        .map(drop)
}

/// A signal came.
fn arrived(listener: &Listener, arrival: Arrival) {
    if arrival.signal == signal_hook::consts::SIGCHLD && listener.watches_children.load(Ordering::Relaxed) {
        let _ = rustix::io::write(&listener.wake, &1u64.to_ne_bytes());
    }
    if !listener.masks.keeps(arrival) {
        act(listener, arrival.signal);
    }
}

/// Does what a signal does that nobody holds back.
fn act(listener: &Listener, signal: i32) {
    match disposition(signal) {
        Disposition::Ignore => {}
        // What cannot be emulated is what does nothing.
        Disposition::Default => drop(signal_hook::low_level::emulate_default_handler(signal)),
        Disposition::Caught => {
            // Release: pairs with the Acquire in `handle`.
            listener.pending.fetch_or(1 << (signal - 1), Ordering::Release);
            listener.thread.breaker().set(Breaker::SIGNAL);
            listener.waiter.interrupt();
            // Full (after 2^64 signals) is as readable as it gets.
            let _ = rustix::io::write(&listener.wake, &1u64.to_ne_bytes());
            if let Some((_, fd)) = &*listener.wakeup_fd.lock() {
                // A full pipe loses the byte: the signal itself is not lost.
                let _ = rustix::io::write(fd, &[signal as u8]);
            }
        }
    }
}

/// Reads from a descriptor, without the GIL; on the listening thread a signal ends the wait.
///
/// # Errors
/// `EINTR` when a signal arrived, `EAGAIN` when a socket's own limit came; the other errors of `read`.
pub fn read<B: Buffer<u8>>(listens: bool, fd: impl AsFd, bytes: B) -> Result<B::Output, Errno> {
    if let Some(listener) = LISTENER.get().filter(|_| listens) {
        let mut waits = [PollFd::new(&fd, PollFlags::IN), PollFd::new(&listener.wake, PollFlags::IN)];
        // What is there already needs no third call. Where nothing is, the system has the word if it would not wait:
        // the descriptor does not block, or is not for reading.
        if rustix::event::poll(&mut waits, Some(&Timespec { tv_sec: 0, tv_nsec: 0 }))? == 0
            && door::would_wait(&fd, PollFlags::IN)
        {
            let until = door::limit(&fd, PollFlags::IN).and_then(clock::deadline_in);
            if rustix::event::poll(&mut waits, door::rest(until).as_ref())? == 0 {
                return Err(Errno::AGAIN);
            }
        }
        if !waits[1].revents().is_empty() {
            // Emptied, so that the next wait waits; what it counted is in `pending`.
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

/// From now on the wake descriptor becomes readable whenever a child changes. `false` on another thread than the one
/// that signals are for.
///
/// # Errors
/// When the system has no room for a thread.
pub fn watch_children(held: &Held) -> std::io::Result<bool> {
    let Some(listener) = LISTENER.get().filter(|_| listens(held)) else { return Ok(false) };
    if !listener.watches_children.swap(true, Ordering::Relaxed) {
        receive(listener, signal_hook::consts::SIGCHLD)?;
    }
    Ok(true)
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

/// Whether what woke a wait was a signal that is still to be handled; an older one, handled at a check point, may have
/// left its mark. For the listening thread, without the GIL.
pub fn has_come() -> bool {
    let Some(listener) = LISTENER.get() else { return false };
    // Emptied before looking: a signal that comes after the look fills it again.
    let _ = rustix::io::read(&listener.wake, &mut [0; 8]);
    listener.pending.load(Ordering::Acquire) != 0
}

/// Whether the calling thread is the one that signals are for.
pub fn listens(held: &Held) -> bool {
    LISTENER.get().is_some_and(|listener| Arc::ptr_eq(held.me(), &listener.thread))
}

/// A signal comes without the operating system: `interrupt_main`, a signal to the own process. What is neither caught
/// nor ignored nor blocked is not for us; `false`.
pub fn simulate(signal: i32) -> bool {
    simulate_arrival(Arrival { signal, code: SENT, thread: None, is_own: true })
}

/// The same for a signal to a thread (`raise_signal`, `pthread_kill`), or one that a timer sends.
pub fn simulate_arrival(arrival: Arrival) -> bool {
    let Some(listener) = LISTENER.get() else { return false };
    if listener.masks.keeps(arrival) {
        return true;
    }
    let disposition = disposition(arrival.signal);
    if disposition != Disposition::Default {
        act(listener, arrival.signal);
    }
    disposition != Disposition::Default
}

/// Makes the signals of a set come to us, as far as they can be caught at all.
fn receive_all(listener: &'static Listener, set: SignalSet) -> std::io::Result<()> {
    for signal in (1..=SIGNAL_MAX).filter(|&signal| set & bit(signal) != 0) {
        if !signal_hook::consts::FORBIDDEN.contains(&signal) {
            receive(listener, signal)?;
        }
    }
    Ok(())
}

/// Changes the calling thread's signal mask and returns the old one; what is held back no longer does what it does.
///
/// # Errors
/// Outer: what a handler raises. Inner: when the system does not let the signals be received.
pub fn change_mask(
    held: &mut Held,
    change: impl FnOnce(SignalSet) -> SignalSet,
) -> R<std::io::Result<SignalSet>> {
    let Some(listener) = LISTENER.get() else { return Ok(Ok(0)) };
    let waiter = crate::threads::waiter(held);
    // These cannot be held back.
    let never = bit(signal_hook::consts::SIGKILL) | bit(signal_hook::consts::SIGSTOP);
    let old = listener.masks.of(&waiter);
    let new = change(old) & !never;
    if let Err(error) = receive_all(listener, new & !old) {
        return Ok(Err(error));
    }
    let (old, released) = listener.masks.change(&waiter, |_| new);
    released.iter().for_each(|arrival| act(listener, arrival.signal));
    handle(held)?;
    Ok(Ok(old))
}

/// The calling thread's mask, for the threads it starts.
pub fn mask(held: &mut Held) -> SignalSet {
    let Some(listener) = LISTENER.get() else { return 0 };
    let waiter = crate::threads::waiter(held);
    listener.masks.of(&waiter)
}

/// Gives a new thread the mask of the one that started it.
pub fn inherit_mask(waiter: &Arc<Waiter>, mask: SignalSet) {
    if let (Some(listener), true) = (LISTENER.get(), mask != 0) {
        listener.masks.change(waiter, |_| mask);
    }
}

/// The signals held back for the calling thread.
pub fn pending(held: &mut Held) -> SignalSet {
    let Some(listener) = LISTENER.get() else { return 0 };
    let waiter = crate::threads::waiter(held);
    listener.masks.pending(&waiter)
}

/// Waits for one of these signals and takes it; `None` when the deadline comes first.
///
/// # Errors
/// Outer: what the handler of another signal raises. Inner: when the system does not let the signals be received.
pub fn wait_for(
    held: &mut Held,
    set: SignalSet,
    until: Option<Instant>,
) -> R<std::io::Result<Option<Arrival>>> {
    let Some(listener) = LISTENER.get() else {
        return Ok(Err(std::io::Error::from_raw_os_error(Errno::NOSYS.raw_os_error())));
    };
    if let Err(error) = receive_all(listener, set) {
        return Ok(Err(error));
    }
    let waiter = crate::threads::waiter(held);
    loop {
        if let Some(arrival) = listener.masks.begin_wait(&waiter, set) {
            return Ok(Ok(Some(arrival)));
        }
        let woken = wait(held, WaitFor::Arrival, until);
        let arrival = listener.masks.end_wait(&waiter);
        match (woken, arrival) {
            (Ok(_), Some(arrival)) => return Ok(Ok(Some(arrival))),
            (Ok(false), None) => return Ok(Ok(None)),
            (Ok(true), None) => {}
            (Err(raised), arrival) => {
                if let Some(arrival) = arrival {
                    listener.masks.put_back(&waiter, arrival);
                }
                return Err(raised);
            }
        }
    }
}

/// Runs the handlers of signals that arrived; does nothing on other threads than the listening one.
///
/// # Errors
/// What a handler raises; the handlers of the other signals run at the next check point.
pub fn handle(held: &mut Held) -> R<()> {
    run_handlers(held).map(drop)
}

/// As [`handle`]; says whether any signal had arrived.
///
/// # Errors
/// As [`handle`].
pub fn run_handlers(held: &mut Held) -> R<bool> {
    let Some(listener) = LISTENER.get() else { return Ok(false) };
    if !Arc::ptr_eq(held.me(), &listener.thread) {
        return Ok(false);
    }
    held.me().breaker().clear(Breaker::SIGNAL);
    if listener.pending.load(Ordering::Relaxed) != 0 {
        // Emptied first, lest a signal that was handled end a later call; one that arrives now leaves it full, and the
        // next wait looks once more.
        let _ = rustix::io::read(&listener.wake, &mut [0; 8]);
    }
    let mut pending = listener.pending.swap(0, Ordering::Acquire);
    let any = pending != 0;
    while pending != 0 {
        let signal = pending.trailing_zeros() as i32 + 1;
        pending &= pending - 1;
        if let Err(raised) = crate::modules::signal::call_handler(held, signal) {
            if pending != 0 {
                listener.pending.fetch_or(pending, Ordering::Release);
                held.me().breaker().set(Breaker::SIGNAL);
            }
            return Err(raised);
        }
    }
    Ok(any)
}

/// Sets the descriptor that gets a byte for each signal; returns the number of the one before.
pub fn set_wakeup_fd(fd: Option<(i32, Descriptor)>) -> Option<i32> {
    let listener = LISTENER.get()?;
    let old = std::mem::replace(&mut *listener.wakeup_fd.lock(), fd);
    old.map(|(number, _)| number)
}

/// Sets the timer that sends SIGALRM: after `first` (never, when that is zero), then every `interval`. Returns what
/// was left of the old one, and its interval.
///
/// # Errors
/// When the system has no room for a thread.
pub fn set_timer(first: Duration, interval: Duration) -> std::io::Result<(Duration, Duration)> {
    let Some(listener) = LISTENER.get() else { return Ok((Duration::ZERO, Duration::ZERO)) };
    let mut timer = listener.timer.lock();
    let old = left_of(&timer);
    timer.next = if first.is_zero() { None } else { crate::clock::deadline_in(first) };
    timer.interval = interval;
    if timer.next.is_some() && !timer.served {
        std::thread::Builder::new()
            .name("alarm".to_owned())
            .stack_size(64 << 10)
            .spawn(move || serve_timer(listener))?;
        timer.served = true;
    }
    listener.timer_changed.notify_one();
    Ok(old)
}

/// What is left of the timer, and its interval.
pub fn timer() -> (Duration, Duration) {
    LISTENER.get().map_or((Duration::ZERO, Duration::ZERO), |listener| left_of(&listener.timer.lock()))
}

fn left_of(timer: &Timer) -> (Duration, Duration) {
    match timer.next {
        // A timer that is about to fire has not: zero would say that there is none.
        Some(next) => (crate::clock::time_until(next).max(Duration::from_micros(1)), timer.interval),
        None => (Duration::ZERO, Duration::ZERO),
    }
}

/// Sends SIGALRM whenever the timer says so.
fn serve_timer(listener: &Listener) -> ! {
    let mut timer = listener.timer.lock();
    loop {
        match timer.next {
            None => listener.timer_changed.wait(&mut timer),
            Some(next) if crate::clock::has_passed(next) => {
                timer.next = match timer.interval {
                    Duration::ZERO => None,
                    interval => next.checked_add(interval),
                };
                drop(timer);
                let signal = signal_hook::consts::SIGALRM;
                if !simulate_arrival(Arrival { signal, code: SENT_BY_TIMER, thread: None, is_own: false }) {
                    let _ = rustix::process::kill_process(
                        rustix::process::getpid(),
                        rustix::process::Signal::ALARM,
                    );
                }
                timer = listener.timer.lock();
            }
            Some(next) => drop(listener.timer_changed.wait_until(&mut timer, next)),
        }
    }
}

/// Ends the process as an unhandled SIGINT would: the parent sees the signal.
pub fn die_of_interrupt() -> ! {
    let _ = signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGINT);
    std::process::exit(130)
}
