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

    /// The text CPython prints for an uncaught syntax error in `filename`, ending in a newline.
    #[must_use]
    pub fn render(&self, source: &str, filename: &str) -> String {
        let index = LineIndex::new(source);
        let start = index.position(source, self.span.start);
        let line = index.line_text(source, start.line);
        let class = self.kind.class_name();
        let mut text = format!("  File \"{filename}\", line {}\n", start.line);
        let shown = line.trim_matches([' ', '\t', '\u{c}']);
        if !shown.is_empty() {
            let stripped = line.chars().take_while(|c| matches!(c, ' ' | '\t' | '\u{c}')).count() as u32;
            let end = index.position(source, self.span.end.max(self.span.start));
            let line_chars = line.chars().count() as u32;
            let from = start.column_chars.max(stripped) - stripped;
            let end_column = if end.line > start.line { line_chars } else { end.column_chars };
            let to = (end_column.max(stripped) - stripped).max(from + 1);
            text.push_str(&format!("    {shown}\n    "));
            // Blanks of the line itself are kept, so that a tab before the carets is as wide as the one above.
            text.extend(
                shown
                    .chars()
                    .chain(std::iter::repeat(' '))
                    .take(from as usize)
                    .map(|c| if c.is_whitespace() { c } else { ' ' }),
            );
            text.extend(std::iter::repeat_n('^', (to - from) as usize));
            text.push('\n');
        }
        text.push_str(&format!("{class}: {}\n", self.message));
        text
    }
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.kind.class_name(), self.message)
    }
}

impl std::error::Error for SyntaxError {}
