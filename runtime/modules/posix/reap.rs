//! The ways of waiting for a child that tell more than `waitpid`: what it used (`wait4`), and by whom and how its state
//! changed (`waitid`).
//!
//! Unsafe because the crates that have safe words for system calls lack them: `rustix` tells nothing of a child's
//! resources, nor which child `waitid` saw.

#![allow(unsafe_code, reason = "wait4 and waitid, for which no crate has a safe word that tells everything")]

use std::mem::MaybeUninit;

use rustix::io::Errno;

/// What a child used, in the order of `struct rusage`: two times in seconds, then fourteen numbers.
pub(super) struct Usage {
    /// Time in its own code, and in the system for it.
    pub(super) times: [f64; 2],
    /// From the largest resident size on.
    pub(super) counts: [i64; 14],
}

/// What `waitid` says.
pub(super) struct Change {
    /// Process and user.
    pub(super) ids: [i64; 2],
    /// Signal, status and code.
    pub(super) news: [i64; 3],
}

/// `wait4`: the process (0: none yet), its status and what it used.
pub(super) fn wait4(pid: i32, options: i32) -> Result<(i32, i32, Usage), Errno> {
    let mut status = 0;
    let mut usage = MaybeUninit::<libc::rusage>::zeroed();
    // SAFETY: both pointers are valid for what the call writes, and are used for its length only.
    let pid = unsafe { libc::wait4(pid, &mut status, options, usage.as_mut_ptr()) };
    if pid < 0 {
        return Err(last_error());
    }
    // SAFETY: all bits zero are a valid `rusage`, as is whatever the call wrote over them.
    let usage = unsafe { usage.assume_init() };
    let seconds = |time: libc::timeval| time.tv_sec as f64 + time.tv_usec as f64 * 1e-6;
    let usage = Usage {
        times: [seconds(usage.ru_utime), seconds(usage.ru_stime)],
        counts: [
            usage.ru_maxrss,
            usage.ru_ixrss,
            usage.ru_idrss,
            usage.ru_isrss,
            usage.ru_minflt,
            usage.ru_majflt,
            usage.ru_nswap,
            usage.ru_inblock,
            usage.ru_oublock,
            usage.ru_msgsnd,
            usage.ru_msgrcv,
            usage.ru_nsignals,
            usage.ru_nvcsw,
            usage.ru_nivcsw,
        ],
    };
    Ok((pid, status, usage))
}

/// `waitid`: what changed, if anything has.
pub(super) fn waitid(kind: u32, id: u32, options: i32) -> Result<Option<Change>, Errno> {
    let mut info = MaybeUninit::<libc::siginfo_t>::zeroed();
    // SAFETY: the pointer is valid for what the call writes, and is used for its length only.
    if unsafe { libc::waitid(kind, id, info.as_mut_ptr(), options) } < 0 {
        return Err(last_error());
    }
    // SAFETY: all bits zero are a valid `siginfo_t`, as is whatever the call wrote over them.
    let info = unsafe { info.assume_init() };
    // SAFETY: these fields are those of the signal that `waitid` tells of, or zero.
    let (pid, uid, status) = unsafe { (info.si_pid(), info.si_uid(), info.si_status()) };
    Ok((pid != 0).then(|| Change {
        ids: [i64::from(pid), i64::from(uid)],
        news: [i64::from(info.si_signo), i64::from(status), i64::from(info.si_code)],
    }))
}

fn last_error() -> Errno {
    let error = std::io::Error::last_os_error();
    Errno::from_raw_os_error(error.raw_os_error().unwrap_or_default())
}
