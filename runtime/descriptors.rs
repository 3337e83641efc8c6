//! File descriptors as numbers that scripts pass around, kept so that using one is safe.
//!
//! A script may use a number only while it names a standard stream or a file that the interpreter opened; every other
//! number is a bad descriptor, even if some part of the process happens to have it open. Closing removes the number
//! at once and closes the file when the last call that uses it returns, so a descriptor is never pulled away from
//! under a thread that reads from it.
//!
//! A descriptor that belongs to an object (a file, a socket) is only lent to its number: when the object goes, it goes.

use std::os::fd::AsFd;
use std::os::fd::AsRawFd;
use std::os::fd::BorrowedFd;
use std::os::fd::OwnedFd;
use std::sync::Arc;
use std::sync::Weak;

use gilvm_vm::held::Held;
use rustc_hash::FxHashMap;

/// An open descriptor.
#[derive(Clone)]
pub enum Descriptor {
    /// 0
    Stdin,
    /// 1
    Stdout,
    /// 2
    Stderr,
    /// Opened by the interpreter.
    Opened(Arc<OwnedFd>),
}

impl AsFd for Descriptor {
    fn as_fd(&self) -> BorrowedFd<'_> {
        match self {
            Descriptor::Stdin => rustix::stdio::stdin(),
            Descriptor::Stdout => rustix::stdio::stdout(),
            Descriptor::Stderr => rustix::stdio::stderr(),
            Descriptor::Opened(fd) => fd.as_fd(),
        }
    }
}

const SLOT: &str = "descriptors";

#[derive(Default)]
struct Table {
    opened: FxHashMap<i32, Entry>,
}

/// What a number names.
enum Entry {
    /// Open until the number is closed.
    Owned(Arc<OwnedFd>),
    /// Open as long as the object that it belongs to.
    Lent(Weak<OwnedFd>),
}

impl Entry {
    fn get(&self) -> Option<Arc<OwnedFd>> {
        match self {
            Entry::Owned(fd) => Some(Arc::clone(fd)),
            Entry::Lent(fd) => fd.upgrade(),
        }
    }
}

fn table(held: &mut Held) -> &mut Table {
    let slot = held.interp.extensions.entry(SLOT).or_insert_with(|| Box::new(Table::default()));
    match slot.downcast_mut() {
        Some(table) => table,
        None => unreachable!("the runtime owns its extension slot"),
    }
}

/// Makes a file known; returns its number.
pub fn add(held: &mut Held, fd: OwnedFd) -> i32 {
    let number = fd.as_raw_fd();
    table(held).opened.insert(number, Entry::Owned(Arc::new(fd)));
    number
}

/// Makes a file known that belongs to an object.
pub fn lend(held: &mut Held, fd: OwnedFd) -> Arc<OwnedFd> {
    let fd = Arc::new(fd);
    table(held).opened.insert(fd.as_raw_fd(), Entry::Lent(Arc::downgrade(&fd)));
    fd
}

/// The file with this number, which from now on belongs to the object that asks.
pub fn borrow(held: &mut Held, number: i64) -> Option<Arc<OwnedFd>> {
    let entry = table(held).opened.get_mut(&i32::try_from(number).ok()?)?;
    let fd = entry.get()?;
    *entry = Entry::Lent(Arc::downgrade(&fd));
    Some(fd)
}

/// Gives an object's file back: from now on it is open until its number is closed.
pub fn give_back(held: &mut Held, fd: Arc<OwnedFd>) -> i32 {
    let number = fd.as_raw_fd();
    table(held).opened.insert(number, Entry::Owned(fd));
    number
}

/// The descriptor with this number.
pub fn get(held: &mut Held, number: i64) -> Option<Descriptor> {
    match number {
        0 => Some(Descriptor::Stdin),
        1 => Some(Descriptor::Stdout),
        2 => Some(Descriptor::Stderr),
        _ => {
            let number = i32::try_from(number).ok()?;
            table(held).opened.get(&number).and_then(Entry::get).map(Descriptor::Opened)
        }
    }
}

/// Forgets a number; what it named is closed when the returned value is dropped and nobody uses it any more.
/// Standard streams stay open: gilvm itself writes to them until the end.
pub fn remove(held: &mut Held, number: i64) -> Option<Descriptor> {
    match number {
        0..=2 => get(held, number),
        _ => {
            let number = i32::try_from(number).ok()?;
            table(held).opened.remove(&number).and_then(|entry| entry.get()).map(Descriptor::Opened)
        }
    }
}
