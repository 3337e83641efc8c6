//! A thread's ring of records: written by the thread, emptied by whoever collects, without a lock between them.
//!
//! A record is a few words. The ring has a fixed number of places, made when the thread registers; a record that finds
//! no place is counted as lost, so a reader that comes too seldom costs records and never time or memory.
//!
//! Two counters that only grow say what is in it: the writer alone advances `written`, the reader alone `read`. There is
//! one writer, the thread, and one reader at a time, which the lock sees to.

use super::sync::{AtomicU64, Ordering, zeroed};

/// Words of a record.
pub const WORDS: usize = 6;

/// See the head of the file.
#[derive(Debug)]
pub struct Ring {
    places: Box<[[AtomicU64; WORDS]]>,
    written: AtomicU64,
    read: AtomicU64,
    lost: AtomicU64,
}

impl Ring {
    /// An empty ring with so many places.
    pub fn with_places(places: usize) -> Ring {
        Ring {
            places: zeroed(places),
            written: AtomicU64::new(0),
            read: AtomicU64::new(0),
            lost: AtomicU64::new(0),
        }
    }

    fn place(&self, number: u64) -> &[AtomicU64; WORDS] {
        &self.places[(number % self.places.len() as u64) as usize]
    }

    /// Adds a record, or counts it as lost. For the ring's own thread.
    pub fn push(&self, record: [u64; WORDS]) {
        // Relaxed: only this thread changes it.
        let written = self.written.load(Ordering::Relaxed);
        // Acquire: pairs with the Release in `drain`; the reader has read what it frees.
        if written - self.read.load(Ordering::Acquire) >= self.places.len() as u64 {
            // Relaxed: a number that stands for itself.
            self.lost.fetch_add(1, Ordering::Relaxed);
            return;
        }
        for (word, value) in self.place(written).iter().zip(record) {
            word.store(value, Ordering::Relaxed);
        }
        // Release: publishes the words stored above.
        self.written.store(written + 1, Ordering::Release);
    }

    /// Takes all records out, oldest first; says how many were lost since the last time. For one reader at a time.
    pub fn drain(&self, mut take: impl FnMut([u64; WORDS])) -> u64 {
        // Acquire: pairs with the Release in `push`; the words of all records before it are there.
        let written = self.written.load(Ordering::Acquire);
        // Relaxed: only readers change it, one after another.
        for number in self.read.load(Ordering::Relaxed)..written {
            let place = self.place(number);
            take(std::array::from_fn(|at| place[at].load(Ordering::Relaxed)));
        }
        // Release: the places may be written again, and what was read above was read before that.
        self.read.store(written, Ordering::Release);
        self.lost.swap(0, Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use super::super::sync::run_test;
    use super::Ring;

    #[test]
    fn records_come_out_in_their_order_and_what_has_no_place_is_counted() {
        run_test(|| {
            let ring = Ring::with_places(4);
            let mut taken = Vec::new();
            (0..6).for_each(|number| ring.push([number; 6]));
            assert_eq!(ring.drain(|record| taken.push(record[5])), 2);
            (6..9).for_each(|number| ring.push([number; 6]));
            assert_eq!(ring.drain(|record| taken.push(record[0])), 0);
            assert_eq!(taken, [0, 1, 2, 3, 6, 7, 8]);
        });
    }
}
