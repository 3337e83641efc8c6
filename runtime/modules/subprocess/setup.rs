//! What a child does for itself between its start and the program: the parts for which the standard library has no
//! word. It becomes the leader of a session, another user, gets a mask for new files, keeps descriptors, and holds back
//! and ignores the signals that the thread which starts it does: gilvm's masks and ignored signals are its own and not
//! the system's, so a child would not have them by itself. The same is done by a process that becomes another program.
//!
//! Unsafe because the code runs between `fork` and `exec`, in a copy of this process that has one thread and whatever
//! locks the others held: it may call the system and nothing else.

#![allow(unsafe_code, reason = "code between fork and exec, and signal sets as the C library has them")]

use std::ffi::CStr;
use std::ffi::CString;
use std::io::Error;
use std::mem::MaybeUninit;
use std::os::unix::process::CommandExt;
use std::process::Child;
use std::process::Command;
use std::sync::OnceLock;
use std::time::Duration;

use rustix::fs::Mode;
use rustix::io::Errno;
use rustix::io::FdFlags;
use rustix::process::Gid;
use rustix::process::Uid;

use crate::descriptors::Descriptor;
use crate::signals::SignalSet;

/// Beside this bit stands the number of an error that was met before the program was tried.
const BEFORE_PROGRAM: i32 = 1 << 20;

/// The number of an error of a start, and whether it was met before the program was tried.
pub(crate) fn told_apart(error: &Error) -> (Option<i32>, bool) {
    match error.raw_os_error() {
        Some(number) if number & BEFORE_PROGRAM != 0 => (Some(number & !BEFORE_PROGRAM), true),
        number => (number, false),
    }
}

/// What is to be done; by default nothing.
#[derive(Default)]
pub(crate) struct Setup {
    /// Whether it leads a session of its own.
    pub(crate) new_session: bool,
    /// The group of processes it joins; 0 for one of its own.
    pub(crate) process_group: Option<i32>,
    /// Its mask for new files, if not this process's.
    pub(crate) umask: Option<Mode>,
    /// Its groups beside the first, its group and its user, if not this process's.
    pub(crate) groups: Option<Vec<Gid>>,
    /// See `groups`.
    pub(crate) group: Option<Gid>,
    /// See `groups`.
    pub(crate) user: Option<Uid>,
    /// Whether nothing stays open but the standard streams and what is kept.
    pub(crate) closes: bool,
    /// What stays open under its number.
    pub(crate) kept: Vec<Descriptor>,
    /// What stays open of those that this process has inherited.
    pub(crate) kept_inherited: Vec<i32>,
    /// The signals it holds back.
    pub(crate) blocked: SignalSet,
    /// The signals it ignores.
    pub(crate) ignored: SignalSet,
    /// The signals that do to it what they do by default, though this process ignores them.
    pub(crate) defaults: SignalSet,
}

impl Setup {
    /// Whether there is nothing to do that the standard library does not do anyway.
    fn is_nothing(&self) -> bool {
        let Setup { new_session, process_group, umask, groups, group, user, .. } = self;
        let Setup { closes, kept, blocked, ignored, defaults, .. } = self;
        !(*new_session || *closes)
            && (process_group.is_none() && umask.is_none())
            && (groups.is_none() && group.is_none() && user.is_none())
            && kept.is_empty()
            && blocked | ignored | defaults == 0
    }

    /// Has the child do it. A command with nothing to do is left alone: it starts faster, by a call that leaves no
    /// moment at which a signal could get lost.
    pub(crate) fn install(self, command: Command) -> Prepared {
        let mut command = command;
        if self.is_nothing() {
            return Prepared { command, is_nothing: true };
        }
        let mask = signal_set(self.blocked);
        let act = move || -> Result<(), Error> {
            forget_handlers();
            self.apply(&mask).map_err(|error| Error::from_raw_os_error(error.raw_os_error() | BEFORE_PROGRAM))
        };
        // SAFETY: between `fork` and `exec` only calls that are safe in a signal handler may be made. `act` makes
        // system calls; it takes no lock, and neither allocates nor frees: what it captured was made before the fork,
        // and an `Error` made of a number has no block.
        unsafe { command.pre_exec(act) };
        Prepared { command, is_nothing: false }
    }

    /// Does it, in CPython's order (`Modules/_posixsubprocess.c: child_exec`).
    fn apply(&self, mask: &libc::sigset_t) -> Result<(), Errno> {
        if let Some(umask) = self.umask {
            rustix::process::umask(umask);
        }
        for signal in members(self.ignored & !self.defaults) {
            // SAFETY: `SIG_IGN` installs no code. A number the system refuses is left as it is.
            unsafe { libc::signal(signal, libc::SIG_IGN) };
        }
        for signal in members(self.defaults) {
            // SAFETY: as for `SIG_IGN`.
            unsafe { libc::signal(signal, libc::SIG_DFL) };
        }
        if self.new_session {
            rustix::process::setsid()?;
        }
        if let Some(group) = self.process_group {
            // SAFETY: takes two numbers. The library's own word for it takes no number that is no process's.
            check(unsafe { libc::setpgid(0, group) })?;
        }
        if let Some(groups) = &self.groups {
            rustix::thread::set_thread_groups(groups)?;
        }
        if let Some(group) = self.group {
            rustix::thread::set_thread_res_gid(group, group, group)?;
        }
        if let Some(user) = self.user {
            rustix::thread::set_thread_res_uid(user, user, user)?;
        }
        if self.closes {
            close_at_exec(3);
        }
        for fd in &self.kept {
            rustix::io::fcntl_setfd(fd, FdFlags::empty())?;
        }
        for fd in &self.kept_inherited {
            // SAFETY: takes numbers.
            check(unsafe { libc::fcntl(*fd, libc::F_SETFD, 0) })?;
        }
        // SAFETY: `mask` is a complete set, and the old one is not asked for.
        check(unsafe { libc::sigprocmask(libc::SIG_SETMASK, mask, std::ptr::null_mut()) })
    }

    /// Makes another program of this very process, for which its signals are still to come: those that are held back
    /// and those of a timer, of which only gilvm knows. Returns only when that failed, with all as it was before.
    pub(crate) fn exec(
        &self,
        path: &CStr,
        args: &[CString],
        environment: &[CString],
        pending: SignalSet,
        timer: (Duration, Duration),
    ) -> Errno {
        let mut before = Vec::new();
        for signal in members(self.ignored | self.defaults) {
            let mut action = MaybeUninit::uninit();
            // SAFETY: no new action is given; what is asked for is written if the call succeeds.
            if unsafe { libc::sigaction(signal, std::ptr::null(), action.as_mut_ptr()) } == 0 {
                // SAFETY: it succeeded.
                before.push((signal, unsafe { action.assume_init() }));
            }
        }
        let mut mask_before = signal_set(0);
        // SAFETY: no new mask is given; the old one is a complete set, and stays one.
        unsafe { libc::sigprocmask(libc::SIG_SETMASK, std::ptr::null(), &mut mask_before) };
        let failure = match self.apply(&signal_set(self.blocked)) {
            Err(error) => error,
            Ok(()) => {
                for signal in members(pending & self.blocked) {
                    // SAFETY: takes a number. The signal is for this thread, which holds it back: the program will.
                    // If there will be none, it comes once more to where it waits already.
                    unsafe { libc::raise(signal) };
                }
                let timer_before = set_timer(timer);
                let failure = match nix::unistd::execve(path, args, environment) {
                    Err(error) => Errno::from_raw_os_error(error as i32),
                    Ok(never) => match never {},
                };
                if let Some(before) = timer_before {
                    // SAFETY: the pointer is valid for the length of the call; the old timer is not asked for.
                    unsafe { libc::setitimer(libc::ITIMER_REAL, &before, std::ptr::null_mut()) };
                }
                failure
            }
        };
        for (signal, action) in before {
            // SAFETY: the action is what the system gave for this signal.
            unsafe { libc::sigaction(signal, &action, std::ptr::null_mut()) };
        }
        // SAFETY: the mask is what the system gave.
        unsafe { libc::sigprocmask(libc::SIG_SETMASK, &mask_before, std::ptr::null_mut()) };
        failure
    }
}

/// A command that is ready to start.
pub(crate) struct Prepared {
    /// The command.
    pub(crate) command: Command,
    /// Whether the child has nothing to do by itself.
    is_nothing: bool,
}

impl Prepared {
    /// Starts the child. A signal that comes to it before it is the program does to it what it would do to the program:
    /// until it has forgotten the handlers of this process, which would only take note of the signal, it holds back all
    /// of them, and has that from the thread that starts it.
    ///
    /// # Errors
    /// What the system says; see [`told_apart`].
    pub(crate) fn spawn(&mut self) -> std::io::Result<Child> {
        if self.is_nothing {
            return self.command.spawn();
        }
        let (all, mut before) = (signal_set(SignalSet::MAX), signal_set(0));
        // SAFETY: both are complete sets.
        unsafe { libc::pthread_sigmask(libc::SIG_SETMASK, &all, &mut before) };
        let started = self.command.spawn();
        // SAFETY: the mask is what the system gave.
        unsafe { libc::pthread_sigmask(libc::SIG_SETMASK, &before, std::ptr::null_mut()) };
        started
    }
}

/// In a child: signals for which this process has handlers do what they do by default.
fn forget_handlers() {
    for signal in members(SignalSet::MAX) {
        let mut action = MaybeUninit::<libc::sigaction>::uninit();
        // SAFETY: no new action is given; what is asked for is written if the call succeeds, and `SIG_DFL` installs no
        // code. Both calls are safe in a signal handler.
        unsafe {
            if libc::sigaction(signal, std::ptr::null(), action.as_mut_ptr()) == 0
                && ![libc::SIG_DFL, libc::SIG_IGN].contains(&action.assume_init_ref().sa_sigaction)
            {
                libc::signal(signal, libc::SIG_DFL);
            }
        }
    }
}

/// In a child: the numbers from this one on are closed when it becomes the program.
fn close_at_exec(first: i32) {
    const AT_EXEC: u32 = 4;
    // SAFETY: takes numbers, and closes nothing yet.
    if unsafe { libc::syscall(libc::SYS_close_range, first, u32::MAX, AT_EXEC) } == 0 {
        return;
    }
    // A kernel older than 5.11.
    for fd in first..1 << 16 {
        // SAFETY: takes numbers; one that is not open is refused.
        unsafe { libc::fcntl(fd, libc::F_SETFD, libc::FD_CLOEXEC) };
    }
}

/// Whether a number that no script has opened names a file that this process has inherited: what gilvm opens for itself
/// no child inherits. `None` if it names nothing.
pub(crate) fn is_inherited(fd: i32) -> Option<bool> {
    // SAFETY: takes numbers; one that is not open is refused.
    match unsafe { libc::fcntl(fd, libc::F_GETFD) } {
        -1 => None,
        flags => Some(flags & libc::FD_CLOEXEC == 0),
    }
}

/// Whether this process has inherited more than the standard streams. Asked once: it does not change.
pub(crate) fn has_inherited() -> bool {
    static ANSWER: OnceLock<bool> = OnceLock::new();
    *ANSWER.get_or_init(|| {
        // Without the folder nobody knows.
        let Ok(folder) = std::fs::read_dir("/proc/self/fd") else { return true };
        let numbers = folder.flatten().filter_map(|entry| entry.file_name().to_str()?.parse::<i32>().ok());
        numbers.filter(|fd| *fd > 2).any(|fd| is_inherited(fd) == Some(true))
    })
}

/// Sets the system's timer to what is left of one and its interval; returns what it was before. Does nothing if nothing
/// is left.
fn set_timer((left, interval): (Duration, Duration)) -> Option<libc::itimerval> {
    let time = |duration: Duration| libc::timeval {
        tv_sec: libc::time_t::try_from(duration.as_secs()).unwrap_or(libc::time_t::MAX),
        tv_usec: libc::suseconds_t::from(duration.subsec_micros()),
    };
    let new = libc::itimerval { it_interval: time(interval), it_value: time(left) };
    if left < Duration::from_micros(1) {
        return None;
    }
    let mut before = MaybeUninit::<libc::itimerval>::zeroed();
    // SAFETY: both pointers are valid for the length of the call, and all bits zero are a valid timer.
    unsafe {
        libc::setitimer(libc::ITIMER_REAL, &new, before.as_mut_ptr());
        Some(before.assume_init())
    }
}

/// What a call of the C library says.
fn check(result: i32) -> Result<(), Errno> {
    match result {
        -1 => Err(Errno::from_io_error(&Error::last_os_error()).unwrap_or(Errno::IO)),
        _ => Ok(()),
    }
}

/// The numbers in a set.
pub(super) fn members(set: SignalSet) -> impl Iterator<Item = i32> {
    (1..=64).filter(move |signal| set & crate::signals::bit(*signal) != 0)
}

/// A set as the C library has it.
pub(super) fn signal_set(set: SignalSet) -> libc::sigset_t {
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
