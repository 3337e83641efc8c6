//! Which modules are being imported, by which thread, and how others wait for them
//! (`Lib/importlib/_bootstrap.py`: `_ModuleLock`).
//!
//! Two threads that import each other's modules would wait forever; the one that would close the circle goes on with
//! the half-made module instead, as in CPython.

use std::sync::Arc;

use parking_lot::Condvar;
use parking_lot::Mutex;
use rustc_hash::FxHashMap;

use crate::gil::Blocking;
use crate::gil::ThreadId;
use crate::held::Held;

/// Key of the table among an interpreter's extensions.
const TABLE: &str = "import.running";

/// Imports under way.
#[derive(Default)]
struct Imports {
    /// The thread that runs a module, and the end others wait for.
    running: FxHashMap<String, (ThreadId, Arc<End>)>,
    /// The module a thread waits for.
    waiting: FxHashMap<ThreadId, String>,
}

/// The end of an import.
#[derive(Default)]
struct End {
    reached: Mutex<bool>,
    changed: Condvar,
}

impl Imports {
    /// Whether waiting for `module` would mean, at the end of the chain, waiting for `me`.
    fn is_circular(&self, module: &str, me: ThreadId) -> bool {
        let mut at = module;
        // Each step goes to another waiting thread; there are not more steps than threads.
        for _ in 0..=self.waiting.len() {
            let Some((owner, _)) = self.running.get(at) else { return false };
            if *owner == me {
                return true;
            }
            match self.waiting.get(owner) {
                Some(next) => at = next,
                None => return false,
            }
        }
        true
    }
}

impl Held {
    fn imports(&mut self) -> Option<&mut Imports> {
        self.interp.extensions.entry(TABLE).or_insert_with(|| Box::new(Imports::default())).downcast_mut()
    }

    /// Whether a module has begun to run and not finished.
    pub fn is_initialising(&self, full: &str) -> bool {
        let table = self.interp.extensions.get(TABLE).and_then(|table| table.downcast_ref::<Imports>());
        table.is_some_and(|imports| imports.running.contains_key(full))
    }

    /// This thread is going to find and run a module; `false` when a thread is at it already, which happens only
    /// where waiting would never end.
    pub(super) fn begin_import(&mut self, full: &str) -> bool {
        let me = self.me().id();
        let Some(imports) = self.imports() else { return false };
        if imports.running.contains_key(full) {
            return false;
        }
        imports.running.insert(full.to_owned(), (me, Arc::default()));
        true
    }

    /// A module has finished, well or badly.
    pub(super) fn end_import(&mut self, full: &str) {
        if let Some((_, end)) = self.imports().and_then(|imports| imports.running.remove(full)) {
            *end.reached.lock() = true;
            end.changed.notify_all();
        }
    }

    /// Waits until another thread has finished a module. `false`, at once, when nobody is importing it, this thread
    /// is, or the wait would never end.
    pub(super) fn wait_for_import(&mut self, full: &str) -> bool {
        let me = self.me().id();
        let Some(imports) = self.imports() else { return false };
        if imports.is_circular(full, me) {
            return false;
        }
        let Some(end) = imports.running.get(full).map(|(_, end)| Arc::clone(end)) else { return false };
        imports.waiting.insert(me, full.to_owned());
        self.released(Blocking::Lock, move || {
            let mut reached = end.reached.lock();
            while !*reached {
                end.changed.wait(&mut reached);
            }
        });
        if let Some(imports) = self.imports() {
            imports.waiting.remove(&me);
        }
        true
    }
}
