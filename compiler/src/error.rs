//! The one error the front end returns: a Python `SyntaxError` with its place.
//!
//! It holds offsets, not lines; [`SyntaxError::render`] prints it as CPython does, given the source again.

use std::fmt;

use crate::span::LineIndex;
use crate::span::Span;

/// Which exception class it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SyntaxErrorKind {
    /// `SyntaxError`
    Syntax,
    /// `IndentationError`
    Indentation,
    /// `TabError`
    Tab,
}

impl SyntaxErrorKind {
    /// The name of the exception class.
    #[must_use]
    pub const fn class_name(self) -> &'static str {
        match self {
            Self::Syntax => "SyntaxError",
            Self::Indentation => "IndentationError",
            Self::Tab => "TabError",
        }
    }
}

/// Why a source is not a Python program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// The class.
    pub kind: SyntaxErrorKind,
    /// CPython's wording.
    pub message: String,
    /// What the carets mark.
    pub span: Span,
}

impl SyntaxError {
    /// A plain `SyntaxError`.
    #[must_use]
    pub fn new(message: impl Into<String>, span: Span) -> Self {
        Self { kind: SyntaxErrorKind::Syntax, message: message.into(), span }
    }

    /// The place as Python's `SyntaxError` object tells it.
    #[must_use]
    pub fn location<'source>(&self, source: &'source str) -> Location<'source> {
        let index = LineIndex::new(source);
        let start = index.position(source, self.span.start);
        let text = index.line_text(source, start.line);
        // An empty span is a place behind a character, not on one: Python counts one less.
        if self.span.end <= self.span.start {
            let offset = start.column_chars;
            return Location { line: start.line, offset, end_line: start.line, end_offset: offset + 1, text };
        }
        // The last character decides the line: the span of a line end does not reach into the next line.
        let last = index.position(source, self.span.end - 1);
        let end = index.position(source, self.span.end);
        let end_column = if end.line == last.line { end.column_chars } else { last.column_chars + 1 };
        Location {
            line: start.line,
            offset: start.column_chars + 1,
            end_line: last.line,
            end_offset: end_column + 1,
            text,
        }
    }

    /// The text CPython prints for an uncaught syntax error in `filename`, ending in a newline.
    #[must_use]
    pub fn render(&self, source: &str, filename: &str) -> String {
        let location = self.location(source);
        let mut text = format!("  File \"{filename}\", line {}\n", location.line);
        let shown = location.text.trim_start_matches([' ', '\u{c}']);
        if !location.text.is_empty() {
            text.push_str(&format!("    {shown}\n"));
            let stripped = (location.text.len() - shown.len()) as u32;
            text.push_str(&carets(&location, shown, stripped));
        }
        text.push_str(&format!("{}: {}\n", self.kind.class_name(), self.message));
        text
    }
}

/// Where a syntax error is, with the attributes of Python's `SyntaxError`: columns from 1, in code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Location<'source> {
    /// `lineno`
    pub line: u32,
    /// `offset`; 0 is before the line, where no caret can stand.
    pub offset: u32,
    /// `end_lineno`
    pub end_line: u32,
    /// `end_offset`, one past the last character.
    pub end_offset: u32,
    /// `text`, without its line end.
    pub text: &'source str,
}

/// The line under `shown`, which is the source line without its first `stripped` characters; empty if the place is
/// among those.
fn carets(location: &Location<'_>, shown: &str, stripped: u32) -> String {
    if location.offset <= stripped {
        return String::new();
    }
    let width = shown.chars().count() as u32;
    let from = (location.offset - 1 - stripped).min(width);
    let to = if location.end_line > location.line {
        width
    } else {
        (location.end_offset.max(1) - 1).saturating_sub(stripped)
    };
    let marks = to.min(width.max(from + 1)).max(from + 1) - from;
    // Blanks of the line itself are kept, so that a tab before the carets is as wide as the one above.
    let blanks = shown.chars().take(from as usize).map(|c| if c.is_whitespace() { c } else { ' ' });
    format!("    {}{}\n", blanks.collect::<String>(), "^".repeat(marks as usize))
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.kind.class_name(), self.message)
    }
}

impl std::error::Error for SyntaxError {}
