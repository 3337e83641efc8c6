//! The extent of string literals and of the text pieces of f-strings.
//!
//! Only ends are found here; escapes are decoded by [`crate::literal`] when the parser asks for the value.

use memchr::memchr2;
use memchr::memchr3;

use crate::lex::error::LexErrorKind;

/// The quotes around a string.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Quote {
    /// `'` or `"`.
    pub(crate) byte: u8,
    /// One or three of them.
    pub(crate) triple: bool,
}

impl Quote {
    /// The quotes that end `opening`, the prefix and opening quotes of a literal.
    pub(crate) fn of(opening: &[u8]) -> Self {
        let byte = opening.last().copied().unwrap_or(b'"');
        Self { byte, triple: opening.len() >= 3 && opening[opening.len() - 3] == byte }
    }

    /// How many bytes they take.
    pub(crate) const fn len(self) -> usize {
        if self.triple { 3 } else { 1 }
    }

    /// Whether the string ends at `at`.
    pub(crate) fn closes(self, bytes: &[u8], at: usize) -> bool {
        let text = bytes.get(at..).unwrap_or_default();
        text.len() >= self.len() && text[..self.len()].iter().all(|&byte| byte == self.byte)
    }
}

/// Why a plain string has no end: the text stops at byte `at`.
pub(crate) struct Unterminated {
    /// A line end for single quotes, else the end of the text.
    pub(crate) at: usize,
    /// The last thing that might have been the closing quote was escaped.
    pub(crate) escaped_quote: bool,
}

/// One past the closing quotes of the plain string whose text starts at `at`.
pub(crate) fn string_end(bytes: &[u8], mut at: usize, quote: Quote) -> Result<usize, Unterminated> {
    let mut escaped_quote = false;
    loop {
        let rest = bytes.get(at..).unwrap_or_default();
        let found = if quote.triple {
            memchr2(quote.byte, b'\\', rest)
        } else {
            // Line ends are rare enough that looking for `\r` apart would cost more than this second look.
            match memchr3(quote.byte, b'\\', b'\n', rest) {
                Some(found) => memchr::memchr(b'\r', &rest[..found]).or(Some(found)),
                None => memchr::memchr(b'\r', rest),
            }
        };
        let Some(found) = found else { return Err(Unterminated { at: bytes.len(), escaped_quote }) };
        at += found;
        match bytes[at] {
            b'\\' => {
                escaped_quote |= bytes.get(at + 1) == Some(&quote.byte);
                at += escape_len(bytes, at);
            }
            b'\n' | b'\r' => return Err(Unterminated { at, escaped_quote }),
            _ if quote.closes(bytes, at) => return Ok(at + quote.len()),
            _ => at += 1,
        }
    }
}

/// Bytes of the backslash at `at` and the character it escapes; `\r\n` is one character.
fn escape_len(bytes: &[u8], at: usize) -> usize {
    match (bytes.get(at + 1), bytes.get(at + 2)) {
        (Some(b'\r'), Some(b'\n')) => 3,
        (None, _) => 1,
        _ => 2,
    }
}

/// What follows a text piece of an f-string.
pub(crate) enum PieceEnd {
    /// The closing quotes start here.
    Quote,
    /// A field starts here.
    Open,
    /// The field's (or, wrongly, nothing's) closing brace is here.
    Close,
    /// `{{` or `}}`: the piece includes the first brace, the second is dropped.
    Doubled,
    /// A `\N{…}` ends here; what follows is another piece.
    NamedEscape,
    /// A line end inside the format spec of a single-quoted string: back to the expression.
    SpecLineEnd,
}

/// How the text of an f-string is read.
#[derive(Clone, Copy)]
pub(crate) struct PieceRules {
    /// What ends it.
    pub(crate) quote: Quote,
    /// Backslashes are text.
    pub(crate) raw: bool,
    /// Inside a format spec braces are never doubled.
    pub(crate) in_format_spec: bool,
    /// An expression is open around this text, so `}}` closes twice.
    pub(crate) in_expression: bool,
}

/// A text piece.
pub(crate) struct Piece {
    /// One past its last byte.
    pub(crate) end: usize,
    /// What follows.
    pub(crate) then: PieceEnd,
    /// Escaped braces, which CPython warns about: offsets of the backslashes.
    pub(crate) escaped_braces: Vec<u32>,
}

/// The text piece that starts at `at`, or where the text stops without an end.
pub(crate) fn piece(bytes: &[u8], mut at: usize, rules: PieceRules) -> Result<Piece, usize> {
    let mut escaped_braces = Vec::new();
    let mut named_escape = false;
    let done = |end, then, escaped_braces| Ok(Piece { end, then, escaped_braces });
    loop {
        let Some(&byte) = bytes.get(at) else {
            // The end of the text is a line end, even if none is written.
            if rules.in_format_spec && !rules.quote.triple {
                return done(at, PieceEnd::SpecLineEnd, escaped_braces);
            }
            return Err(at);
        };
        match byte {
            b'\n' | b'\r' if !rules.quote.triple => {
                if rules.in_format_spec {
                    return done(at, PieceEnd::SpecLineEnd, escaped_braces);
                }
                return Err(at);
            }
            b'{' => {
                if bytes.get(at + 1) == Some(&b'{') && !rules.in_format_spec {
                    return done(at + 1, PieceEnd::Doubled, escaped_braces);
                }
                return done(at, PieceEnd::Open, escaped_braces);
            }
            b'}' if named_escape => return done(at + 1, PieceEnd::NamedEscape, escaped_braces),
            b'}' => {
                if bytes.get(at + 1) == Some(&b'}') && !rules.in_format_spec && !rules.in_expression {
                    return done(at + 1, PieceEnd::Doubled, escaped_braces);
                }
                return done(at, PieceEnd::Close, escaped_braces);
            }
            b'\\' => match bytes.get(at + 1) {
                Some(b'{' | b'}') => {
                    if !rules.raw {
                        escaped_braces.push(at as u32);
                    }
                    at += 1;
                }
                Some(b'N') if !rules.raw => {
                    at += 2;
                    named_escape = bytes.get(at) == Some(&b'{');
                    if named_escape {
                        at += 1;
                    }
                }
                _ => at += escape_len(bytes, at),
            },
            _ if byte == rules.quote.byte => {
                if rules.quote.closes(bytes, at) {
                    return done(at, PieceEnd::Quote, escaped_braces);
                }
                at += 1;
            }
            _ => at += 1,
        }
    }
}

/// The error for an f-string without an end, seen at line `line`.
pub(crate) fn unterminated_fstring(prefix: char, quote: Quote, line: u32) -> LexErrorKind {
    if quote.triple {
        LexErrorKind::UnterminatedTripleQuotedFString { prefix, line }
    } else {
        LexErrorKind::UnterminatedFString { prefix, line }
    }
}
