//! OS threads that have done their work and wait for more.
//!
//! Making an OS thread and taking it down (its stack, the allocator's heap for it) costs several times what waking one
//! costs, and scripts that start a thread per task do little else. So an OS thread whose Python thread has ended stays
//! for a moment and takes the next one. Nothing of a Python thread survives in it: idents, names, thread-local values
//! and the processor time that `thread_time` counts are the Python thread's. What can be seen is `native_id`, which
//! comes again as an ident does in CPython.
//!
//! A new OS thread has the processors of the one that starts it. So once a script has chosen processors, every thread
//! is a new one.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use std::thread::Thread;
use std::time::Duration;

use gilvm_vm::held::Sleeper;
use parking_lot::Mutex;

/// How many threads may wait for work.
const IDLE_MAX: usize = 16;

/// How long one waits before it ends.
const IDLE_TIMEOUT: Duration = Duration::from_millis(500);

/// What an OS thread is to do; it is told whether it has done something else before.
pub(super) type Job = Box<dyn FnOnce(Origin) + Send>;

/// Where the OS thread of a Python thread comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Origin {
    /// It was made for it.
    New,
    /// It has worked for another before.
    Reused,
}

/// See the head of the file.
#[derive(Default)]
pub(super) struct Cache {
    /// Whether there is no reuse any more.
    closed: AtomicBool,
    idle: Mutex<Vec<Arc<Desk>>>,
}

/// Where a waiting thread finds its next job.
struct Desk {
    thread: Thread,
    stack_bytes: usize,
    job: Mutex<Option<Job>>,
}

impl Sleeper for Desk {
    fn wake(&self) {
        self.thread.unpark();
    }
}

impl Cache {
    /// From now on each thread is a new one.
    pub(super) fn close(&self) {
        // Relaxed: the GIL orders those who close and those who start threads.
        self.closed.store(true, Ordering::Relaxed);
    }

    fn is_closed(&self) -> bool {
        self.closed.load(Ordering::Relaxed)
    }

    /// Runs `job` on an OS thread with a stack of this size. If that has worked before it is returned, to be woken.
    ///
    /// # Errors
    /// When the operating system has no room for another thread.
    pub(super) fn run(
        self: &Arc<Self>,
        stack_bytes: usize,
        job: Job,
    ) -> std::io::Result<Option<Arc<dyn Sleeper>>> {
        let desk = {
            let mut idle = self.idle.lock();
            let fits = |desk: &Arc<Desk>| desk.stack_bytes == stack_bytes && !self.is_closed();
            let at = idle.iter().rposition(fits);
            at.map(|at| idle.swap_remove(at))
        };
        if let Some(desk) = desk {
            *desk.job.lock() = Some(job);
            return Ok(Some(desk));
        }
        let cache = Arc::clone(self);
        let body = move || {
            job(Origin::New);
            cache.serve(stack_bytes);
        };
        super::os::start(stack_bytes, Box::new(body)).map(|()| None)
    }

    /// Does the jobs that come, on a thread that has done its first.
    fn serve(&self, stack_bytes: usize) {
        let desk = Arc::new(Desk { thread: std::thread::current(), stack_bytes, job: Mutex::new(None) });
        loop {
            {
                let mut idle = self.idle.lock();
                if idle.len() >= IDLE_MAX || self.is_closed() {
                    return;
                }
                idle.push(Arc::clone(&desk));
            }
            match self.next_job(&desk) {
                Some(job) => job(Origin::Reused),
                None => return,
            }
        }
    }

    /// Waits for a job at the desk, which is among the idle ones; nothing if none comes.
    fn next_job(&self, desk: &Arc<Desk>) -> Option<Job> {
        let until = crate::clock::deadline_in(IDLE_TIMEOUT)?;
        loop {
            if let Some(job) = desk.job.lock().take() {
                return Some(job);
            }
            if crate::clock::has_passed(until) {
                let mut idle = self.idle.lock();
                let at = idle.iter().position(|other| Arc::ptr_eq(other, desk));
                if let Some(at) = at {
                    idle.swap_remove(at);
                    return None;
                }
                // Somebody has just taken the desk off the list and is about to put a job on it.
            }
            std::thread::park_timeout(crate::clock::time_until(until).max(Duration::from_millis(1)));
        }
    }
}
