//! Where tracebacks take source text from: what was registered, else what the embedder can read.

use std::sync::Arc;

use gilvm_compiler::code::Code;
use rustc_hash::FxHashMap;

use crate::held::Held;
use crate::object::Dict;
use crate::rc::Rc;
use crate::value::Value;

/// Key of the table among an interpreter's extensions.
const TABLE: &str = "traceback.sources";

/// Texts of code that no file holds, by the file name it was compiled with.
#[derive(Default)]
struct Table(FxHashMap<String, Arc<str>>);

impl Held {
    /// Remembers the text of code that no file holds (`-c`, standard input), for tracebacks.
    pub fn register_source(&mut self, filename: &str, text: impl Into<Arc<str>>) {
        let table = self.interp.extensions.entry(TABLE).or_insert_with(|| Box::new(Table::default()));
        if let Some(table) = table.downcast_mut::<Table>() {
            table.0.insert(filename.to_owned(), text.into());
        }
    }

    /// The text that was compiled under a file name, where it is known.
    pub fn source_text(&self, filename: &str) -> Option<Arc<str>> {
        let registered = self.interp.extensions.get(TABLE).and_then(|table| table.downcast_ref::<Table>());
        if let Some(text) = registered.and_then(|table| table.0.get(filename)) {
            return Some(Arc::clone(text));
        }
        // `<string>`, `<frozen os>`: names that are no file's.
        if filename.starts_with('<') && filename.ends_with('>') {
            return None;
        }
        (self.interp.config.read_source)(filename).map(Arc::from)
    }
}

/// The texts that one traceback needs, each read once.
#[derive(Default)]
pub(super) struct Reader(FxHashMap<String, Option<Rc<Lines>>>);

/// A text by lines.
pub(super) struct Lines {
    text: Arc<str>,
    index: gilvm_compiler::span::LineIndex,
}

impl Lines {
    /// A text, to be asked for lines.
    pub(super) fn new(text: Arc<str>) -> Lines {
        let index = gilvm_compiler::span::LineIndex::new(&text);
        Lines { text, index }
    }

    /// Line `line` (from 1) without trailing blanks; empty beyond the end.
    pub(super) fn line(&self, line: u32) -> &str {
        self.index.line_text(&self.text, line).trim_end()
    }
}

impl Reader {
    pub(super) fn get(&mut self, held: &Held, filename: &str) -> Option<Rc<Lines>> {
        if let Some(known) = self.0.get(filename) {
            return known.clone();
        }
        let lines = held.source_text(filename).map(|text| Rc::new(Lines::new(text)));
        self.0.insert(filename.to_owned(), lines.clone());
        lines
    }
}

/// The globals of the module that a piece of code comes from, as far as that can be told from its file name.
pub(crate) fn globals_of(held: &Held, code: &Code) -> Option<Rc<Dict>> {
    // A running frame knows best.
    let running =
        held.thread.frames.iter().rev().find(|frame| frame.function.code.code.filename == code.filename);
    if let Some(frame) = running {
        return Some(Rc::clone(&frame.function.globals));
    }
    let file = &held.interp.names.file;
    let modules = Rc::clone(&held.interp.modules);
    let entries = modules.table(&held.token);
    let mut main = None;
    for entry in entries.iter() {
        let Value::Module(module) = &entry.value else { continue };
        if let Some(Value::Str(path)) = held.dict_get_str(&module.dict, file)
            && path.as_str() == &*code.filename
        {
            return Some(Rc::clone(&module.dict));
        }
        if matches!(&entry.key, Value::Str(name) if name.as_str() == "__main__") {
            main = Some(Rc::clone(&module.dict));
        }
    }
    // Code without a file (`-c`, standard input) is the main module's.
    if code.filename.starts_with('<') { main } else { None }
}
