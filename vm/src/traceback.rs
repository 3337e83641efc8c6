//! Printing exceptions as CPython 3.13 does (`Lib/traceback.py`: `TracebackException`).
//!
//! Here: the chain of exceptions, the list of frames, the last line. [`excerpt`] draws the source lines with their
//! carets, [`suggestions`] guesses what a misspelt name should have been, [`sources`] knows the texts.

use std::sync::Arc;

use gilvm_compiler::code::Code;
use rustc_hash::FxHashSet;

use crate::error::ExcKind;
use crate::held::Held;
use crate::object::Instance;
use crate::object::TraceEntry;
use crate::object::Tuple;
use crate::rc::Rc;
use crate::thread::Frame;
use crate::types::exception::field;
use crate::types::exception::group::members;
use crate::types::traceback::line_of;
use crate::value::Value;

mod excerpt;
mod sources;
mod suggestions;

pub(crate) use sources::globals_of;
pub(crate) use suggestions::STANDARD_MODULES;
pub use suggestions::suggest;

/// How often one line is shown before its repetitions are only counted.
const REPEATED_MAX: usize = 3;

const CAUSE: &str = "\nThe above exception was the direct cause of the following exception:\n\n";
const CONTEXT: &str = "\nDuring handling of the above exception, another exception occurred:\n\n";

/// Members of a group beyond these are only counted.
const GROUP_WIDTH_MAX: usize = 15;

/// Groups in groups deeper than this are left out.
const GROUP_DEPTH_MAX: usize = 10;

/// How deep in groups the text stands.
#[derive(Default)]
struct Groups {
    depth: usize,
    /// The innermost box has no bottom yet.
    must_close: bool,
}

impl Groups {
    fn indent(&self) -> String {
        " ".repeat(2 * self.depth)
    }

    /// Adds lines behind the margin of the group they belong to.
    fn push(&self, out: &mut String, lines: &str) {
        self.push_with(out, lines, '|');
    }

    fn push_with(&self, out: &mut String, lines: &str, margin: char) {
        if self.depth == 0 {
            out.push_str(lines);
            return;
        }
        for line in lines.split_inclusive('\n') {
            out.push_str(&self.indent());
            out.push(margin);
            out.push(' ');
            out.push_str(line);
        }
    }
}

impl Held {
    /// The text an uncaught exception leaves on stderr: its causes, its traceback, itself.
    pub fn format_exception(&mut self, exception: &Rc<Instance>) -> String {
        self.format_chain(exception, true)
    }

    /// As [`format_exception`](Held::format_exception); `chain`: with its causes.
    pub fn format_chain(&mut self, exception: &Rc<Instance>, chain: bool) -> String {
        self.format_links(exception, chain, &mut Groups::default())
    }

    fn format_links(&mut self, exception: &Rc<Instance>, chain: bool, groups: &mut Groups) -> String {
        // Outermost last: what is printed before each exception, and the exception.
        let mut links = vec![(exception.clone(), "")];
        let mut seen = FxHashSet::default();
        seen.insert(Rc::as_ptr(exception) as usize);
        let mut at = Rc::clone(exception);
        while let Some(data) = self.exception_data(&at).filter(|_| chain) {
            let (next, text) = match (&data.cause, &data.context) {
                (Value::Instance(cause), _) if !seen.contains(&(Rc::as_ptr(cause) as usize)) => {
                    (cause, CAUSE)
                }
                (_, Value::Instance(context))
                    if !data.suppress_context && !seen.contains(&(Rc::as_ptr(context) as usize)) =>
                {
                    (context, CONTEXT)
                }
                _ => break,
            };
            let next = Rc::clone(next);
            seen.insert(Rc::as_ptr(&next) as usize);
            links.push((Rc::clone(&next), text));
            at = next;
        }
        let mut text = String::new();
        for (place, (exception, _)) in links.iter().enumerate().rev() {
            match members(self, exception) {
                None => {
                    let mut own = self.format_traceback_of(exception, "Traceback (most recent call last):\n");
                    own.push_str(&self.format_exception_only(exception));
                    groups.push(&mut text, &own);
                }
                Some(members) => self.format_group(&mut text, exception, &members, chain, groups),
            }
            // What links this exception to the one it led to.
            if place > 0 {
                groups.push(&mut text, links[place].1);
            }
        }
        text
    }

    fn format_traceback_of(&mut self, exception: &Rc<Instance>, title: &str) -> String {
        let entries = self.exception_data(exception).map(|data| data.traceback.clone()).unwrap_or_default();
        match entries.is_empty() {
            true => String::new(),
            false => title.to_owned() + &self.format_entries(&entries),
        }
    }

    /// A group: its own lines behind a margin, then each member in a box.
    fn format_group(
        &mut self,
        text: &mut String,
        exception: &Rc<Instance>,
        members: &Tuple,
        chain: bool,
        groups: &mut Groups,
    ) {
        if groups.depth > GROUP_DEPTH_MAX {
            groups.push(text, &format!("... (max_group_depth is {GROUP_DEPTH_MAX})\n"));
            return;
        }
        let is_outermost = groups.depth == 0;
        if is_outermost {
            groups.depth = 1;
        }
        let title = "Exception Group Traceback (most recent call last):\n";
        let own = self.format_traceback_of(exception, title);
        if let Some(rest) = own.strip_prefix(title) {
            groups.push_with(text, title, if is_outermost { '+' } else { '|' });
            groups.push(text, rest);
        }
        let own = self.format_exception_only(exception);
        groups.push(text, &own);
        let items = members.items();
        let shown = items.len().min(GROUP_WIDTH_MAX);
        let boxes = if items.len() > shown { shown + 1 } else { shown };
        groups.must_close = false;
        for at in 0..boxes {
            let is_last = at + 1 == boxes;
            if is_last {
                // A group inside may close the box for us.
                groups.must_close = true;
            }
            let name = if at < shown { (at + 1).to_string() } else { "...".to_owned() };
            text.push_str(&groups.indent());
            text.push_str(if at == 0 { "+-" } else { "  " });
            text.push_str(&format!("+---------------- {name} ----------------\n"));
            groups.depth += 1;
            match items.get(at) {
                Some(Value::Instance(member)) if at < shown => {
                    let inner = self.format_links(member, chain, groups);
                    text.push_str(&inner);
                }
                _ => {
                    let more = items.len() - shown;
                    let plural = if more > 1 { "s" } else { "" };
                    groups.push(text, &format!("and {more} more exception{plural}\n"));
                }
            }
            if is_last && groups.must_close {
                text.push_str(&groups.indent());
                text.push_str("+------------------------------------\n");
                groups.must_close = false;
            }
            groups.depth -= 1;
        }
        if is_outermost {
            groups.depth = 0;
        }
    }

    /// The text of an exception that nobody will handle (`Python/traceback.c`): without carets, causes and hints.
    pub fn format_plain(&mut self, exception: &Rc<Instance>) -> String {
        let entries = self.exception_data(exception).map(|data| data.traceback.clone()).unwrap_or_default();
        let head = if entries.is_empty() { "" } else { "Traceback (most recent call last):\n" };
        let mut text = String::from(head);
        let mut sources = sources::Reader::default();
        for entry in entries.iter().rev() {
            let line = line_of(&entry.code, entry.op);
            text.push_str(&format!(
                "  File \"{}\", line {line}, in {}\n",
                entry.code.filename, entry.code.name
            ));
            let source = sources.get(self, &entry.code.filename);
            if let Some(shown) =
                source.as_ref().map(|source| source.line(line).trim()).filter(|line| !line.is_empty())
            {
                text.push_str(&format!("    {shown}\n"));
            }
        }
        let class = Rc::clone(exception.class.get(&self.token));
        let name = self.exception_class_name(&class);
        let message = self.safe_str(&Value::Instance(Rc::clone(exception)), "exception");
        text.push_str(&if message.is_empty() { format!("{name}\n") } else { format!("{name}: {message}\n") });
        text
    }

    /// Where the calling thread is: the places of its frames, innermost first.
    pub fn stack_entries(&self) -> Vec<TraceEntry> {
        self.thread.frames.iter().rev().map(place_of).collect()
    }

    /// The places of a traceback object, innermost first; `None` for anything else.
    pub fn traceback_entries(&self, traceback: &Value) -> Option<Vec<TraceEntry>> {
        crate::types::traceback::entries(self, traceback)
    }

    /// The innermost place of the calling thread whose code is `wanted`.
    pub fn innermost_place(&self, wanted: impl Fn(&Code) -> bool) -> Option<TraceEntry> {
        self.thread.frames.iter().rev().find(|frame| wanted(&frame.function.code.code)).map(place_of)
    }

    /// The source lines of a place with their carets, as they stand below its `File` line.
    pub fn format_excerpt(&mut self, entry: &TraceEntry) -> String {
        let text = self.format_entries(std::slice::from_ref(entry));
        text.split_once('\n').map_or(String::new(), |(_, excerpt)| excerpt.to_owned())
    }

    /// The lines of a traceback. `entries` stand innermost first, as exceptions keep them.
    pub fn format_entries(&mut self, entries: &[TraceEntry]) -> String {
        let mut text = String::new();
        let mut last: Option<(Box<str>, u32, Box<str>)> = None;
        let mut count = 0usize;
        let repeated = |text: &mut String, count: usize| {
            if count > REPEATED_MAX {
                let more = count - REPEATED_MAX;
                let plural = if more > 1 { "s" } else { "" };
                text.push_str(&format!("  [Previous line repeated {more} more time{plural}]\n"));
            }
        };
        let mut sources = sources::Reader::default();
        for entry in entries.iter().rev() {
            let line = line_of(&entry.code, entry.op);
            let same = last.as_ref().is_some_and(|(file, at, name)| {
                **file == *entry.code.filename && *at == line && **name == *entry.code.name
            });
            if !same {
                repeated(&mut text, count);
                last = Some((Box::from(&*entry.code.filename), line, Box::from(&*entry.code.name)));
                count = 0;
            }
            count += 1;
            if count > REPEATED_MAX {
                continue;
            }
            text.push_str(&format!(
                "  File \"{}\", line {line}, in {}\n",
                entry.code.filename, entry.code.name
            ));
            let source = sources.get(self, &entry.code.filename);
            let position = entry.code.positions.get(entry.op as usize).copied().unwrap_or_default();
            if let Some(source) = source {
                text.push_str(&excerpt::lines(&source, position, line));
            }
        }
        repeated(&mut text, count);
        text
    }

    /// The last lines of a printed exception: class, text, notes (and the place, for a syntax error).
    pub fn format_exception_only(&mut self, exception: &Rc<Instance>) -> String {
        let class = Rc::clone(exception.class.get(&self.token));
        let name = self.exception_class_name(&class);
        let is_syntax_error = class.is_subclass(self.interp.exception(ExcKind::SyntaxError), &self.token);
        let mut text = match is_syntax_error {
            true => self.format_syntax_error(exception, &name),
            false => {
                let message = self.safe_str(&Value::Instance(Rc::clone(exception)), "exception");
                let hint = suggestions::hint(self, exception).unwrap_or_default();
                match (message + &hint).as_str() {
                    "" => format!("{name}\n"),
                    message => format!("{name}: {message}\n"),
                }
            }
        };
        let notes_name = Rc::clone(&self.interp.names.notes);
        let notes = match self.getattr_opt(&Value::Instance(Rc::clone(exception)), &notes_name) {
            Ok(Some(notes)) => notes,
            _ => Value::None,
        };
        let notes = match &notes {
            Value::None => return text,
            Value::List(list) => list.items(&self.token).clone(),
            Value::Tuple(items) => items.items().to_vec(),
            other => {
                let shown = self
                    .repr(other)
                    .map_or_else(|_| "<__notes__ repr() failed>".to_owned(), |t| t.as_str().to_owned());
                text.push_str(&shown);
                text.push('\n');
                return text;
            }
        };
        for note in notes {
            for line in self.safe_str(&note, "note").split('\n') {
                text.push_str(line);
                text.push('\n');
            }
        }
        text
    }

    /// `module.Class`; the module is left out for built-in exceptions and those of the script itself.
    fn exception_class_name(&mut self, class: &Rc<crate::object::Class>) -> String {
        let module = Rc::clone(&self.interp.names.module);
        let qualname = class.qualname.get(&self.token).as_str().to_owned();
        match self.dict_get_str(&class.dict, &module) {
            Some(Value::Str(module)) if matches!(module.as_str(), "builtins" | "__main__") => qualname,
            Some(Value::Str(module)) => format!("{}.{qualname}", module.as_str()),
            _ => format!("<unknown>.{qualname}"),
        }
    }

    fn safe_str(&mut self, value: &Value, what: &str) -> String {
        match self.str(value) {
            Ok(text) => text.as_str().to_owned(),
            Err(_) => format!("<{what} str() failed>"),
        }
    }

    /// A syntax error shows the place in the source it is about, besides its own traceback.
    fn format_syntax_error(&mut self, exception: &Rc<Instance>, name: &str) -> String {
        let get = |held: &Held, name: &str| field(held, exception, name).unwrap_or(Value::None);
        let number = |value: Value| match value {
            Value::Int(n) => Some(n),
            _ => None,
        };
        let filename = match get(self, "filename") {
            Value::Str(name) => Some(name.as_str().to_owned()),
            _ => None,
        };
        let line = number(get(self, "lineno"));
        let mut text = String::new();
        let mut suffix = String::new();
        match (line, &filename) {
            (Some(line), _) => {
                let filename = filename.as_deref().unwrap_or("<string>");
                text.push_str(&format!("  File \"{filename}\", line {line}\n"));
            }
            (None, Some(filename)) => suffix = format!(" ({filename})"),
            (None, None) => {}
        }
        if let Value::Str(source) = get(self, "text") {
            let offset = number(get(self, "offset"));
            let end_offset = number(get(self, "end_offset"));
            let same_line = line == number(get(self, "end_lineno"));
            push_marked_line(&mut text, source.as_str(), offset, end_offset, same_line);
        }
        let message = match get(self, "msg") {
            Value::None => "<no detail available>".to_owned(),
            message => self.safe_str(&message, "exception"),
        };
        let message = if message.is_empty() { "<no detail available>".to_owned() } else { message };
        text.push_str(&format!("{name}: {message}{suffix}\n"));
        text
    }
}

/// The line of a syntax error without its indentation, and carets under the columns `offset..end_offset` (from 1).
fn push_marked_line(
    out: &mut String,
    source: &str,
    offset: Option<i64>,
    end_offset: Option<i64>,
    same_line: bool,
) {
    let trimmed = source.trim_end_matches('\n');
    let shown = trimmed.trim_start_matches([' ', '\n', '\u{c}']);
    let count = |text: &str| text.chars().count() as i64;
    let length = count(trimmed);
    let spaces = length - count(shown);
    out.push_str(&format!("    {shown}\n"));
    let Some(mut offset) = offset else { return };
    let mut end = match end_offset {
        Some(end) if same_line && end != 0 => end,
        _ if same_line => offset,
        _ => length + 1,
    };
    let whole = count(source);
    if whole > 0 && offset > whole {
        offset = length + 1;
    }
    if whole > 0 && end > whole {
        end = length + 1;
    }
    if offset >= end || end < 0 {
        end = offset + 1;
    }
    let (from, to) = (offset - 1 - spaces, end - 1 - spaces);
    if from < 0 {
        return;
    }
    out.push_str("    ");
    // Tabs stay, so that the carets stand below what they mark.
    out.extend(shown.chars().take(from as usize).map(|c| if c.is_whitespace() { c } else { ' ' }));
    for _ in count(shown)..from {
        out.push(' ');
    }
    out.extend(std::iter::repeat_n('^', usize::try_from(to - from).unwrap_or(1)));
    out.push('\n');
}

/// Where a frame is that called something.
fn place_of(frame: &Frame) -> TraceEntry {
    TraceEntry { code: Arc::clone(&frame.function.code.code), op: frame.ip().saturating_sub(1) as u32 }
}

impl TraceEntry {
    /// The line in the source.
    pub fn line(&self) -> u32 {
        line_of(&self.code, self.op)
    }
}
