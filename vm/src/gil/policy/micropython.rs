//! The policy of MicroPython's ports with threads: an unconditional release every so many jumps.
//!
//! The virtual machine leaves and enters the GIL, a plain mutex of the system, at every 32nd backward branch, whether
//! anybody waits or not. Here each check point counts, which adds calls to the branches.

use super::options::OptionEntry;
use super::ticks::Ticks;
use super::{PolicyEntry, Sleepers};

/// The line in the table.
pub const ENTRY: PolicyEntry = PolicyEntry {
    name: "micropython",
    about: "As ticks, with the divisor of MicroPython, and a plain mutex instead of a semaphore.",
    options: &[OptionEntry {
        name: "every",
        default: "32",
        about: "check points between two releases (MICROPY_PY_THREAD_GIL_VM_DIVISOR)",
    }],
    make: |options| Ok(Box::new(Ticks::new(ENTRY.name, Sleepers::OnMutex, options)?)),
};
