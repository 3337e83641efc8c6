//! Levels that threads give themselves, for the policies that heed them.

use parking_lot::Mutex;

use crate::gil::word::Slot;

/// By slot; 0 where nothing was said. Used under the lock's mutex only, so its own is always free.
#[derive(Debug, Default)]
pub(super) struct Levels(Mutex<Vec<i8>>);

impl Levels {
    pub(super) fn of(&self, slot: Slot) -> i8 {
        self.0.lock().get(slot.index()).copied().unwrap_or(0)
    }

    pub(super) fn set(&self, slot: Slot, level: i8) {
        let mut levels = self.0.lock();
        if levels.len() <= slot.index() {
            levels.resize(slot.index() + 1, 0);
        }
        levels[slot.index()] = level;
    }

    /// The thread in the slot left.
    pub(super) fn forget(&self, slot: Slot) {
        if let Some(level) = self.0.lock().get_mut(slot.index()) {
            *level = 0;
        }
    }
}
