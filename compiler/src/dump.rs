//! Tokens and trees as text, for `gilvm dis --tokens` and `--ast` and for snapshots.
//!
//! A line per token or node. A node's line is the field it stands in, its CPython class name, its plain values and its
//! place (`line:column-line:column`, columns in UTF-8 bytes from 0, as in CPython's `ast`); its children follow,
//! indented. The text is stable: it depends on the tree only.

mod expressions;
mod statements;

use std::fmt::Write as _;

use crate::ast::Constant;
use crate::ast::Module;
use crate::lex::Lexed;
use crate::span::LineIndex;
use crate::span::Span;

/// The tokens of `source`, one a line, and the lexical error if there is one.
#[must_use]
pub fn tokens(source: &str, lexed: &Lexed) -> String {
    let index = LineIndex::new(source);
    let mut text = String::new();
    for token in &lexed.tokens {
        let place = place(source, &index, token.span);
        let spelling = token.span.text(source);
        let _ = write!(text, "{place:<12} {:?}", token.kind);
        if !spelling.is_empty() && !spelling.chars().all(char::is_whitespace) {
            let _ = write!(text, " {spelling:?}");
        }
        text.push('\n');
    }
    if let Some(error) = &lexed.error {
        let _ = writeln!(text, "error: {}", error.kind);
    }
    text
}

/// The tree of a module.
#[must_use]
pub fn module(source: &str, module: &Module) -> String {
    let mut dump = Dump { source, index: LineIndex::new(source), text: String::new(), depth: 0 };
    dump.text.push_str("Module\n");
    dump.inside(|dump| dump.statements("body", &module.body));
    dump.text
}

fn place(source: &str, index: &LineIndex, span: Span) -> String {
    let (start, end) = (index.position(source, span.start), index.position(source, span.end));
    format!("{}:{}-{}:{}", start.line, start.column_bytes, end.line, end.column_bytes)
}

struct Dump<'source> {
    source: &'source str,
    index: LineIndex,
    text: String,
    depth: usize,
}

impl Dump<'_> {
    /// Writes a node's own line.
    fn line(&mut self, field: &str, head: &str, span: Span) {
        let place = place(self.source, &self.index, span);
        let _ = writeln!(self.text, "{:1$}{field}: {head} @{place}", "", self.depth * 2);
    }

    /// Writes what belongs to the node above.
    fn inside(&mut self, children: impl FnOnce(&mut Self)) {
        self.depth += 1;
        children(self);
        self.depth -= 1;
    }
}

/// A constant as Python would write it, near enough to be read and compared.
fn constant(constant: &Constant) -> String {
    match constant {
        Constant::None => "None".into(),
        Constant::Bool(true) => "True".into(),
        Constant::Bool(false) => "False".into(),
        Constant::Ellipsis => "Ellipsis".into(),
        Constant::Int(value) => value.to_string(),
        Constant::BigInt(text) => match text.radix {
            16 => format!("0x{}", text.digits),
            8 => format!("0o{}", text.digits),
            2 => format!("0b{}", text.digits),
            _ => text.digits.clone(),
        },
        Constant::Float(value) => format!("{value:?}"),
        Constant::Complex(value) => format!("{value:?}j"),
        Constant::Str(text) => quote(text.chars().map(u32::from)),
        Constant::SurrogateStr(text) => quote(text.iter().copied()),
        Constant::Bytes(bytes) => format!("b{}", quote(bytes.iter().copied().map(u32::from))),
    }
}

/// Code points in double quotes; all but printable ASCII escaped.
fn quote(code_points: impl Iterator<Item = u32>) -> String {
    let mut text = String::from("\"");
    for code_point in code_points {
        let _ = match code_point {
            0x22 => write!(text, "\\\""),
            0x5C => write!(text, "\\\\"),
            0x20..=0x7E => write!(text, "{}", char::from_u32(code_point).unwrap_or(' ')),
            0x0A => write!(text, "\\n"),
            0..=0xFF => write!(text, "\\x{code_point:02x}"),
            0x100..=0xFFFF => write!(text, "\\u{code_point:04x}"),
            _ => write!(text, "\\U{code_point:08x}"),
        };
    }
    text.push('"');
    text
}
