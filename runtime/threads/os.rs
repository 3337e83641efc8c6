//! OS threads, as the C library makes them.
//!
//! The standard library prepares each of its threads for an overflow of its native stack: a second stack for the
//! signal, and a look at where the first one ends. That is eight system calls and several pages of memory, half of what
//! a new thread costs, for a message about something that does not happen here: native calls are counted, and the stack
//! is large enough for as many as there may be. The page below the stack is still there, so an overflow would end the
//! process.
#![allow(unsafe_code, reason = "a thread is made of a function and an address, in the C library's way")]

use std::ffi::c_int;
use std::ffi::c_void;
use std::io::Error;
use std::io::Result;
use std::mem::MaybeUninit;

/// What an OS thread does.
pub(super) type Body = Box<dyn FnOnce() + Send>;

/// Starts an OS thread that nobody waits for. A panic of `body` ends the process.
///
/// # Errors
/// When the operating system has no room for another thread, or the size of the stack is none that it knows.
pub(super) fn start(stack_bytes: usize, body: Body) -> Result<()> {
    let mut attributes = MaybeUninit::uninit();
    let attributes = attributes.as_mut_ptr();
    // SAFETY: this is what makes attributes of uninitialised memory.
    check(unsafe { libc::pthread_attr_init(attributes) })?;
    // SAFETY: the attributes are initialised, and destroyed once. What the thread is given is a box that nobody else
    // has: `run` makes it one again, or, if there is no thread, this function.
    unsafe {
        let sized = check(libc::pthread_attr_setstacksize(attributes, stack_bytes));
        let set =
            sized.and(check(libc::pthread_attr_setdetachstate(attributes, libc::PTHREAD_CREATE_DETACHED)));
        let made = set.and_then(|()| {
            let body = Box::into_raw(Box::new(body));
            let mut id = MaybeUninit::uninit();
            check(libc::pthread_create(id.as_mut_ptr(), attributes, run, body.cast()))
                .inspect_err(|_| drop(Box::from_raw(body)))
        });
        libc::pthread_attr_destroy(attributes);
        made
    }
}

/// The first function of a thread.
extern "C" fn run(body: *mut c_void) -> *mut c_void {
    // SAFETY: `start` has made this address of such a box, for this thread alone.
    let body = unsafe { Box::from_raw(body.cast::<Body>()) };
    body();
    std::ptr::null_mut()
}

/// The C library's functions on threads return their errors.
fn check(error: c_int) -> Result<()> {
    if error == 0 { Ok(()) } else { Err(Error::from_raw_os_error(error)) }
}
