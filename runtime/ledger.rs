//! `--ledger FILE`: every wait for the GIL as a line of JSON.
//!
//! The lock keeps the records in rings ([`gilvm_vm::gil::ledger`]); a thread that runs no Python code collects and
//! writes them while the script runs, so that the rings do not fill up. What got lost all the same is counted and
//! said in the last line.

use std::fs::File;
use std::io::BufWriter;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use gilvm_vm::gil::WaitRecord;
use gilvm_vm::held::Gil;
use gilvm_vm::held::Held;
use parking_lot::Condvar;
use parking_lot::Mutex;
use serde_json::json;

use crate::threads;

/// How often the rings are emptied: a thread that waits less than a hundred thousand times a second loses nothing.
const PERIOD: Duration = Duration::from_millis(20);

/// A ledger being written.
pub struct Ledger {
    gil: Arc<Gil>,
    stop: Arc<(Mutex<bool>, Condvar)>,
    writer: JoinHandle<std::io::Result<Book>>,
}

/// The file, and what was lost on the way to it.
struct Book {
    file: BufWriter<File>,
    records: Vec<WaitRecord>,
    lost: u64,
}

impl Book {
    fn collect(&mut self, gil: &Gil) -> std::io::Result<()> {
        self.lost += gil.lock().collect_waits(&mut self.records);
        for record in self.records.drain(..) {
            let line = json!({
                "thread": record.thread.0,
                "cause": record.cause.name(),
                "began_ns": record.began_ns,
                "waited_ns": record.got_ns.saturating_sub(record.began_ns),
                "behind": record.behind.map(|holder| holder.0),
                "requests": record.requests,
                "futile": record.futile,
                "call_ns": record.call_ns,
            });
            writeln!(self.file, "{line}")?;
        }
        Ok(())
    }
}

impl Ledger {
    /// Begins to write to `path`.
    ///
    /// # Errors
    /// When the file cannot be made, or the system has no room for a thread.
    pub fn start(gil: &Arc<Gil>, path: &Path) -> std::io::Result<Ledger> {
        let file = BufWriter::new(File::create(path)?);
        let stop = Arc::new((Mutex::new(false), Condvar::new()));
        let body = {
            let (gil, stop) = (Arc::clone(gil), Arc::clone(&stop));
            move || {
                let mut book = Book { file, records: Vec::new(), lost: 0 };
                let mut stopped = stop.0.lock();
                while !*stopped {
                    stop.1.wait_for(&mut stopped, PERIOD);
                    book.collect(&gil)?;
                }
                Ok(book)
            }
        };
        let writer = std::thread::Builder::new().name("ledger".to_owned()).spawn(body)?;
        Ok(Ledger { gil: Arc::clone(gil), stop, writer })
    }

    /// Writes what is left, with the names of the threads and what was lost; returns how many waits that are.
    ///
    /// # Errors
    /// The first error in writing.
    pub fn finish(self, held: &mut Held) -> std::io::Result<u64> {
        *self.stop.0.lock() = true;
        self.stop.1.notify_one();
        let Ok(book) = self.writer.join() else { return Err(std::io::Error::other("the writer failed")) };
        let mut book = book?;
        book.collect(&self.gil)?;
        let names: serde_json::Map<_, _> = threads::names(held)
            .into_iter()
            .map(|(id, name)| (id.0.to_string(), serde_json::Value::from(name)))
            .collect();
        let interval = self.gil.lock().interval().as_seconds();
        let last = json!({
            "threads": names,
            "lost": book.lost,
            "policy": self.gil.lock().policy().describe(),
            "switch_interval_seconds": interval,
        });
        writeln!(book.file, "{last}")?;
        book.file.flush()?;
        Ok(book.lost)
    }
}
