//! Places in source text: byte spans, and the index that turns them into lines and columns.
//!
//! A [`Span`] is two `u32` byte offsets into the text that was parsed, so a source is at most 4 GiB (the lexer
//! refuses longer ones). Lines and columns are never stored in tokens or nodes; they are computed from a
//! [`LineIndex`] when a line table or a message needs them.
//!
//! A line ends at `\n`, `\r\n` or a lone `\r`, as in CPython's universal newlines.

/// A half-open range of byte offsets into the source.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default, PartialOrd, Ord)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The range `start..end`.
    #[must_use]
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The empty range at `at`.
    #[must_use]
    pub const fn empty(at: u32) -> Self {
        Self { start: at, end: at }
    }

    /// From the start of `self` to the end of `last`.
    #[must_use]
    pub const fn to(self, last: Self) -> Self {
        Self { start: self.start, end: last.end }
    }

    /// The text of the range; empty if the range does not lie in `source` on character boundaries.
    #[must_use]
    pub fn text(self, source: &str) -> &str {
        source.get(self.start as usize..self.end as usize).unwrap_or("")
    }
}

impl std::fmt::Debug for Span {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// A place as people count it: the line from 1, columns from 0.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Position {
    /// Line number, from 1.
    pub line: u32,
    /// Column in UTF-8 bytes, from 0 (what CPython's `col_offset` counts).
    pub column_bytes: u32,
    /// Column in code points, from 0 (`SyntaxError.offset` is this plus one).
    pub column_chars: u32,
}

/// Where each line of one source starts.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
    /// Without characters beyond ASCII the two kinds of column agree and need no counting.
    ascii: bool,
}

impl LineIndex {
    /// Indexes `source` in one pass.
    #[must_use]
    pub fn new(source: &str) -> Self {
        let bytes = source.as_bytes();
        let mut starts = vec![0];
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            let is_crlf_head = bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n');
            if !is_crlf_head {
                starts.push(at as u32 + 1);
            }
        }
        Self { starts, ascii: source.is_ascii() }
    }

    /// The number of the line (from 1) that holds byte `offset`.
    #[must_use]
    pub fn line(&self, offset: u32) -> u32 {
        self.starts.partition_point(|&start| start <= offset) as u32
    }

    /// The same, for an offset that is probably in line `near`.
    pub(crate) fn line_near(&self, offset: u32, near: u32) -> u32 {
        let at = near as usize;
        let begins = at > 0 && self.starts.get(at - 1).is_some_and(|&start| start <= offset);
        if begins && self.starts.get(at).is_none_or(|&next| offset < next) { near } else { self.line(offset) }
    }

    /// Byte offset where line `line` (from 1) starts; beyond the last line, that of the last one.
    #[must_use]
    pub fn line_start(&self, line: u32) -> u32 {
        let last = self.starts.len() - 1;
        self.starts[(line.max(1) as usize - 1).min(last)]
    }

    /// Line and columns of byte `offset` in `source`, the text this index was made from.
    #[must_use]
    pub fn position(&self, source: &str, offset: u32) -> Position {
        let line = self.line(offset);
        let start = self.line_start(line);
        let column_bytes = offset - start;
        let column_chars = if self.ascii {
            column_bytes
        } else {
            // A line end that is only implied lies beyond the text, as one more character.
            let beyond = offset.saturating_sub(source.len() as u32);
            let end = (offset - beyond) as usize;
            let head = source.as_bytes().get(start as usize..end).unwrap_or_default();
            head.iter().filter(|&&byte| byte & 0xC0 != 0x80).count() as u32 + beyond
        };
        Position { line, column_bytes, column_chars }
    }

    /// The text of line `line` (from 1) without its line end; empty beyond the last line.
    #[must_use]
    pub fn line_text<'source>(&self, source: &'source str, line: u32) -> &'source str {
        let Some(&start) = self.starts.get(line.max(1) as usize - 1) else { return "" };
        let end = self.starts.get(line.max(1) as usize).map_or(source.len(), |&next| next as usize);
        source.get(start as usize..end).unwrap_or("").trim_end_matches(['\n', '\r'])
    }

    /// How many lines there are; a line end at the very end of the text opens one more, empty, line.
    #[must_use]
    pub fn line_count(&self) -> u32 {
        self.starts.len() as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_at_all_three_newlines() {
        let source = "a\nbc\r\nd\re";
        let index = LineIndex::new(source);
        let lines: Vec<_> = (1..=index.line_count()).map(|line| index.line_text(source, line)).collect();
        assert_eq!(lines, ["a", "bc", "d", "e"]);
        assert_eq!(index.position(source, 3).line, 2);
        assert_eq!(index.position(source, 8).line, 4);
        assert_eq!(index.line_text(source, 9), "");
    }

    #[test]
    fn columns_count_bytes_and_code_points() {
        let source = "x\né = ö";
        let index = LineIndex::new(source);
        let position = index.position(source, 7);
        assert_eq!(position, Position { line: 2, column_bytes: 5, column_chars: 4 });
    }
}
