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
use rustix::io::DupFlags;
use rustix::io::Errno;
use rustix::io::FdFlags;

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
    /// Whether there may be descriptors that children inherit.
    has_inheritable: bool,
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

/// The numbers from `first` up to `end` that name something which can be closed.
pub fn numbers(held: &mut Held, first: i32, end: i32) -> Vec<i32> {
    table(held).opened.keys().copied().filter(|number| (first..end).contains(number)).collect()
}

/// Whether children inherit a descriptor, if they inherit any.
///
/// # Errors
/// What `fcntl` says.
pub fn is_inheritable(fd: &Descriptor) -> Result<bool, Errno> {
    Ok(!rustix::io::fcntl_getfd(fd)?.contains(FdFlags::CLOEXEC))
}

/// Decides whether children inherit a descriptor.
///
/// # Errors
/// What `fcntl` says.
pub fn set_inheritable(held: &mut Held, fd: &Descriptor, inheritable: bool) -> Result<(), Errno> {
    if inheritable {
        expect_inheritable(held);
    }
    rustix::io::fcntl_setfd(fd, if inheritable { FdFlags::empty() } else { FdFlags::CLOEXEC })
}

/// There may be descriptors now that children inherit.
pub fn expect_inheritable(held: &mut Held) {
    table(held).has_inheritable = true;
}

/// Whether a child would inherit any of these descriptors, apart from the standard streams.
pub fn has_inheritable(held: &mut Held) -> bool {
    let table = table(held);
    let mut opened = table.opened.values().filter_map(Entry::get).map(Descriptor::Opened);
    table.has_inheritable && opened.any(|fd| is_inheritable(&fd).unwrap_or(false))
}

/// Makes a number name the file that `fd` names, whatever it named before (`dup2`).
///
/// # Errors
/// What the system says; `EBUSY` for a number that something else in the process has, that belongs to an object, or
/// that a call is using: to put another file there would change it under their hands.
pub fn copy_to(held: &mut Held, fd: &Descriptor, number: i32, inheritable: bool) -> Result<(), Errno> {
    if fd.as_fd().as_raw_fd() == number {
        return if inheritable { Ok(()) } else { Err(Errno::INVAL) };
    }
    match number {
        ..0 => return Err(Errno::BADF),
        0 => rustix::stdio::dup2_stdin(fd)?,
        1 => rustix::stdio::dup2_stdout(fd)?,
        2 => rustix::stdio::dup2_stderr(fd)?,
        _ => {
            let new = match table(held).opened.remove(&number) {
                Some(Entry::Owned(old)) => match Arc::try_unwrap(old) {
                    Ok(mut old) => {
                        let flags = if inheritable { DupFlags::empty() } else { DupFlags::CLOEXEC };
                        rustix::io::dup3(fd, &mut old, flags).map(|()| old)
                    }
                    Err(old) => {
                        table(held).opened.insert(number, Entry::Owned(old));
                        return Err(Errno::BUSY);
                    }
                },
                Some(Entry::Lent(old)) if old.strong_count() > 0 => {
                    table(held).opened.insert(number, Entry::Lent(old));
                    return Err(Errno::BUSY);
                }
                // The first free number from this one on is this one, or the number is not free.
                Some(Entry::Lent(_)) | None => free_copy(fd, number, inheritable),
            }?;
            expect_inheritable(held);
            table(held).opened.insert(number, Entry::Owned(Arc::new(new)));
            return Ok(());
        }
    }
    match get(held, i64::from(number)) {
        Some(stream) if !inheritable => set_inheritable(held, &stream, false),
        _ => Ok(()),
    }
}

/// A copy under a number that is free.
fn free_copy(fd: &Descriptor, number: i32, inheritable: bool) -> Result<OwnedFd, Errno> {
    match rustix::io::fcntl_dupfd_cloexec(fd, number) {
        // That is how `dup2` calls a number that cannot be.
        Err(Errno::INVAL) => Err(Errno::BADF),
        Ok(copy) if copy.as_raw_fd() != number => Err(Errno::BUSY),
        Ok(copy) if inheritable => rustix::io::fcntl_setfd(&copy, FdFlags::empty()).map(|()| copy),
        copy => copy,
    }
}
