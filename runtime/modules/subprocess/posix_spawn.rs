//! `posix_spawn`, in the words of POSIX: the C library's own. What a script says of descriptors is done in the child
//! without any that gilvm would need there for itself, and failures are told through memory.
//!
//! Of ignored signals POSIX has no word, as the child ignores what its parent does: gilvm, for which that is a note of
//! its own, ignores them in truth while it starts one.

#![allow(unsafe_code, reason = "the C library's words for starting a program have no safe wrapper")]

use std::ffi::CString;
use std::mem::MaybeUninit;

use parking_lot::Mutex;
use rustix::io::Errno;

use super::setup::members;
use super::setup::signal_set;
use crate::signals::SignalSet;

/// One step with descriptors.
pub(crate) enum Step {
    /// Opens a file under this number.
    Open { fd: i32, path: CString, flags: i32, mode: u32 },
    /// Closes a number.
    Close(i32),
    /// Makes the second number name what the first does.
    Copy(i32, i32),
    /// Closes all numbers from this one on.
    CloseFrom(i32),
}

/// What is to be started, and how.
pub(crate) struct Spawn {
    /// The program's file.
    pub(crate) path: CString,
    /// Its arguments, the first of which is its name.
    pub(crate) args: Vec<CString>,
    /// Its environment: texts `name=value`.
    pub(crate) environment: Vec<CString>,
    /// What is done with descriptors, in this order.
    pub(crate) steps: Vec<Step>,
    /// Whether it gives up what a set-user-id or set-group-id program has gained.
    pub(crate) resets_ids: bool,
    /// Whether it leads a session of its own.
    pub(crate) new_session: bool,
    /// The group of processes it joins; 0 for one of its own.
    pub(crate) process_group: Option<i32>,
    /// How the system shares processors out to it: policy (if not this process's) and priority.
    pub(crate) scheduler: Option<(Option<i32>, i32)>,
    /// The signals it holds back.
    pub(crate) blocked: SignalSet,
    /// The signals it ignores.
    pub(crate) ignored: SignalSet,
    /// The signals that do to it what they do by default, though this process ignores them.
    pub(crate) defaults: SignalSet,
}

impl Spawn {
    /// Starts it; returns its number.
    ///
    /// # Errors
    /// Outer: what is wrong with the steps themselves. Inner: what the start failed with.
    pub(crate) fn start(&self) -> Result<Result<i32, Errno>, Errno> {
        let mut actions = Actions::new()?;
        self.steps.iter().try_for_each(|step| actions.add(step))?;
        let attributes = self.attributes()?;
        let texts = |texts: &[CString]| -> Vec<*mut libc::c_char> {
            texts.iter().map(|text| text.as_ptr().cast_mut()).chain([std::ptr::null_mut()]).collect()
        };
        let (args, environment) = (texts(&self.args), texts(&self.environment));
        let mut pid = 0;
        let _ignoring = Ignoring::begin(self.ignored & !self.defaults);
        // SAFETY: all pointers are valid for the length of the call, which returns only when the child is the program
        // or has ended; texts end with a zero byte and lists of them with a null pointer, and none is written to.
        let result = unsafe {
            let (args, environment) = (args.as_ptr(), environment.as_ptr());
            libc::posix_spawn(&mut pid, self.path.as_ptr(), &actions.0, &attributes.0, args, environment)
        };
        Ok(told(result).map(|()| pid))
    }

    fn attributes(&self) -> Result<Attributes, Errno> {
        let mut attributes = Attributes::new()?;
        let it = &mut attributes.0;
        let mut flags = libc::POSIX_SPAWN_SETSIGMASK | libc::POSIX_SPAWN_SETSIGDEF;
        let (blocked, defaults) = (signal_set(self.blocked), signal_set(self.defaults));
        // SAFETY: the attributes are initialised and the sets complete.
        unsafe {
            told(libc::posix_spawnattr_setsigmask(it, &blocked))?;
            told(libc::posix_spawnattr_setsigdefault(it, &defaults))?;
        }
        if self.resets_ids {
            flags |= libc::POSIX_SPAWN_RESETIDS;
        }
        if self.new_session {
            flags |= i32::from(libc::POSIX_SPAWN_SETSID);
        }
        if let Some(group) = self.process_group {
            flags |= libc::POSIX_SPAWN_SETPGROUP;
            // SAFETY: the attributes are initialised.
            told(unsafe { libc::posix_spawnattr_setpgroup(it, group) })?;
        }
        if let Some((policy, priority)) = self.scheduler {
            // SAFETY: all bits zero are valid parameters, and the attributes are initialised.
            unsafe {
                let mut parameters = MaybeUninit::<libc::sched_param>::zeroed().assume_init();
                parameters.sched_priority = priority;
                told(libc::posix_spawnattr_setschedparam(it, &parameters))?;
            }
            flags |= match policy {
                None => libc::POSIX_SPAWN_SETSCHEDPARAM,
                Some(policy) => {
                    // SAFETY: the attributes are initialised.
                    told(unsafe { libc::posix_spawnattr_setschedpolicy(it, policy) })?;
                    libc::POSIX_SPAWN_SETSCHEDULER
                }
            };
        }
        // SAFETY: the attributes are initialised.
        told(unsafe { libc::posix_spawnattr_setflags(it, flags as libc::c_short) })?;
        Ok(attributes)
    }
}

/// The C library's list of steps.
struct Actions(libc::posix_spawn_file_actions_t);

impl Actions {
    fn new() -> Result<Actions, Errno> {
        let mut actions = MaybeUninit::uninit();
        // SAFETY: initialised if the call succeeds; it holds no pointer to itself.
        unsafe {
            told(libc::posix_spawn_file_actions_init(actions.as_mut_ptr()))?;
            Ok(Actions(actions.assume_init()))
        }
    }

    fn add(&mut self, step: &Step) -> Result<(), Errno> {
        let it = &mut self.0;
        // SAFETY: the list is initialised; a path ends with a zero byte and is copied.
        told(unsafe {
            match step {
                Step::Open { fd, path, flags, mode } => {
                    libc::posix_spawn_file_actions_addopen(it, *fd, path.as_ptr(), *flags, *mode)
                }
                Step::Close(fd) => libc::posix_spawn_file_actions_addclose(it, *fd),
                Step::Copy(from, to) => libc::posix_spawn_file_actions_adddup2(it, *from, *to),
                Step::CloseFrom(first) => libc::posix_spawn_file_actions_addclosefrom_np(it, *first),
            }
        })
    }
}

impl Drop for Actions {
    fn drop(&mut self) {
        // SAFETY: it is initialised, and not used again.
        unsafe { libc::posix_spawn_file_actions_destroy(&mut self.0) };
    }
}

/// The C library's list of everything else.
struct Attributes(libc::posix_spawnattr_t);

impl Attributes {
    fn new() -> Result<Attributes, Errno> {
        let mut attributes = MaybeUninit::uninit();
        // SAFETY: initialised if the call succeeds; it holds no pointer to itself.
        unsafe {
            told(libc::posix_spawnattr_init(attributes.as_mut_ptr()))?;
            Ok(Attributes(attributes.assume_init()))
        }
    }
}

impl Drop for Attributes {
    fn drop(&mut self) {
        // SAFETY: it is initialised, and not used again.
        unsafe { libc::posix_spawnattr_destroy(&mut self.0) };
    }
}

/// One start at a time, lest one take for a signal's action what another has set for its child.
static IGNORING: Mutex<()> = Mutex::new(());

/// While this process ignores signals for a child: what they did before. Of the signals in question a script wants to
/// know nothing, so that none it would see gets lost, unless another thread sets a handler in this very moment.
struct Ignoring {
    before: Vec<(i32, libc::sigaction)>,
    _one_at_a_time: parking_lot::MutexGuard<'static, ()>,
}

impl Ignoring {
    fn begin(set: SignalSet) -> Ignoring {
        let guard = IGNORING.lock();
        let mut before = Vec::new();
        for signal in members(set) {
            let mut action = MaybeUninit::<libc::sigaction>::uninit();
            // SAFETY: `SIG_IGN` installs no code; what is asked for is written if the call succeeds.
            unsafe {
                if libc::sigaction(signal, std::ptr::null(), action.as_mut_ptr()) == 0 {
                    let action = action.assume_init();
                    if action.sa_sigaction != libc::SIG_IGN {
                        libc::signal(signal, libc::SIG_IGN);
                        before.push((signal, action));
                    }
                }
            }
        }
        Ignoring { before, _one_at_a_time: guard }
    }
}

impl Drop for Ignoring {
    fn drop(&mut self) {
        for (signal, action) in &self.before {
            // SAFETY: the action is what the system gave for this signal.
            unsafe { libc::sigaction(*signal, action, std::ptr::null_mut()) };
        }
    }
}

/// What these calls say: a number of an error, or zero.
fn told(result: i32) -> Result<(), Errno> {
    match result {
        0 => Ok(()),
        error => Err(Errno::from_raw_os_error(error)),
    }
}
