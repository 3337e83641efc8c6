//! Memory as x86 processors show it: a plain store waits in its thread's buffer, and the thread goes on.
//!
//! The thread itself sees its stores at once, the others when they arrive: in the order in which they were made, at
//! any moment, but before the thread's next atomic step (a read-modify-write, a mutex, a fence). That is all the
//! disorder there is on these processors (x86-TSO), and it is what a protocol of plain stores and loads has to
//! stand. Weaker orders are for the ordering arguments in the sources.

use std::cell::RefCell;
use std::sync::Arc;

use shuttle::rand::Rng;
use shuttle::sync::atomic::AtomicBool;
use shuttle::thread::ThreadId;

pub use std::sync::atomic::Ordering;

/// How likely it is, each time memory is touched, that the oldest store of some thread arrives: once in this many.
const ARRIVES_ONE_IN: u32 = 4;

/// A store under way.
struct Store {
    by: ThreadId,
    /// Which atomic, by its address.
    into: usize,
    value: u64,
    write: Box<dyn FnOnce()>,
}

thread_local! {
    /// The buffers of all threads in one: only the order of one thread's stores means anything. All threads of a
    /// model are coroutines of one real thread.
    static UNDER_WAY: RefCell<Vec<Store>> = const { RefCell::new(Vec::new()) };
}

/// Where the explorer may run another thread. What is done between two of these is one step.
fn scheduling_point() {
    AtomicBool::new(false).load(Ordering::SeqCst);
}

/// The oldest store of those that `choose` takes arrives; says whether there was one.
fn arrive(choose: impl Fn(&Store) -> bool) -> bool {
    let store =
        UNDER_WAY.with_borrow_mut(|stores| stores.iter().position(choose).map(|at| stores.remove(at)));
    store.map(|store| (store.write)()).is_some()
}

pub fn own_stores_arrive() {
    let me = shuttle::thread::current().id();
    while arrive(|store| store.by == me) {}
}

/// The oldest store of some thread arrives, if there is one.
pub fn some_store_arrives() {
    let count = UNDER_WAY.with_borrow(Vec::len);
    if count == 0 {
        return;
    }
    let chosen = shuttle::rand::thread_rng().gen_range(0..count);
    if let Some(by) = UNDER_WAY.with_borrow(|stores| stores.get(chosen).map(|store| store.by)) {
        arrive(|store| store.by == by);
    }
}

fn maybe_some_store_arrives() {
    if UNDER_WAY.with_borrow(|stores| !stores.is_empty())
        && shuttle::rand::thread_rng().gen_ratio(1, ARRIVES_ONE_IN)
    {
        some_store_arrives();
    }
}

/// Every thread of the process runs a fence.
pub fn fence_everywhere() -> bool {
    scheduling_point();
    while arrive(|_| true) {}
    true
}

macro_rules! atomic {
    ($name:ident, $integer:ty) => {
        #[derive(Debug, Default)]
        pub struct $name {
            // Counted, because a store may arrive when the rest of the program has forgotten the atomic.
            memory: Arc<std::sync::atomic::$name>,
        }

        impl $name {
            pub fn new(value: $integer) -> Self {
                $name { memory: Arc::new(std::sync::atomic::$name::new(value)) }
            }

            fn address(&self) -> usize {
                Arc::as_ptr(&self.memory).addr()
            }

            pub fn load(&self, ordering: Ordering) -> $integer {
                scheduling_point();
                maybe_some_store_arrives();
                let (me, address) = (shuttle::thread::current().id(), self.address());
                let own = UNDER_WAY.with_borrow(|stores| {
                    let newest = stores.iter().rev().find(|store| store.by == me && store.into == address);
                    newest.map(|store| store.value)
                });
                match own {
                    Some(value) => <$integer>::try_from(value).unwrap(),
                    None => self.memory.load(ordering),
                }
            }

            pub fn store(&self, value: $integer, ordering: Ordering) {
                scheduling_point();
                let memory = Arc::clone(&self.memory);
                let store = Store {
                    by: shuttle::thread::current().id(),
                    into: self.address(),
                    value: u64::from(value),
                    write: Box::new(move || memory.store(value, ordering)),
                };
                UNDER_WAY.with_borrow_mut(|stores| stores.push(store));
                maybe_some_store_arrives();
            }

            pub fn compare_exchange(
                &self,
                from: $integer,
                to: $integer,
                success: Ordering,
                failure: Ordering,
            ) -> Result<$integer, $integer> {
                scheduling_point();
                own_stores_arrive();
                self.memory.compare_exchange(from, to, success, failure)
            }

            pub fn fetch_or(&self, bits: $integer, ordering: Ordering) -> $integer {
                scheduling_point();
                own_stores_arrive();
                self.memory.fetch_or(bits, ordering)
            }

            pub fn fetch_and(&self, bits: $integer, ordering: Ordering) -> $integer {
                scheduling_point();
                own_stores_arrive();
                self.memory.fetch_and(bits, ordering)
            }

            pub fn fetch_add(&self, more: $integer, ordering: Ordering) -> $integer {
                scheduling_point();
                own_stores_arrive();
                self.memory.fetch_add(more, ordering)
            }

            pub fn swap(&self, value: $integer, ordering: Ordering) -> $integer {
                scheduling_point();
                own_stores_arrive();
                self.memory.swap(value, ordering)
            }
        }
    };
}

atomic!(AtomicU32, u32);
atomic!(AtomicU64, u64);
