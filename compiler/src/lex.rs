//! Source text to tokens: the thin adapter around the generated scanner.
//!
//! logos finds raw tokens; this file adds what a regular language cannot: INDENT and DEDENT from columns, no NEWLINE
//! inside brackets or on blank lines, joined lines, and the modes of nested f-strings (PEP 701), kept on a stack and
//! driven from one loop, so that no nesting in the text nests calls here.
//!
//! The whole text is lexed before parsing. An error ends the token list with [`TokenKind::Error`]; whether it or a
//! grammar error before it is reported is the parser's decision ([`LexErrorKind::yields_to_grammar`]).
//!
//! Columns for indentation are counted twice, with tabs to multiples of eight and with tabs as one blank; when the two
//! disagree about an order, the text mixes tabs and spaces and is refused (`TabError`).

pub mod error;
mod fstrings;
mod number;
mod text;

use logos::Lexer as RawLexer;
use logos::Logos;

use crate::ast::Warning;
use crate::lex::error::LexError;
use crate::lex::error::LexErrorKind;
use crate::lex::fstrings::FString;
use crate::lex::text::Quote;
use crate::span::LineIndex;
use crate::span::Span;
use crate::token::Token;
use crate::token::TokenKind;

/// Most brackets that may be open at once (CPython's MAXLEVEL).
pub const BRACKETS_MAX: usize = 200;
/// Most indentation columns, that of the top level included (CPython's MAXINDENT).
pub const INDENTS_MAX: usize = 100;
/// Most f-strings inside each other, counting the plain text around them (CPython's MAXFSTRINGLEVEL).
pub const FSTRINGS_MAX: usize = 150;
/// Most fields inside the format specs of each other (CPython's MAX_EXPR_NESTING).
pub const SPEC_NESTING_MAX: i32 = 3;

/// The tokens of a text.
#[derive(Debug)]
pub struct Lexed {
    /// All of them; the last is `EndMarker` or `Error`.
    pub tokens: Vec<Token>,
    /// Why the last token is `Error`.
    pub error: Option<LexError>,
    /// Doubtful but legal spellings.
    pub warnings: Vec<Warning>,
}

/// Splits `source` into tokens.
#[must_use]
pub fn lex(source: &str) -> Lexed {
    lex_from(source, 0)
}

/// Splits `source` into tokens, beginning at byte `start`, which is taken for the start of a line.
#[must_use]
pub fn lex_from(source: &str, start: usize) -> Lexed {
    let mut lexer = Lexer::new(source);
    let error = lexer.run(start).err().map(|error| lexer.end_inside_bracket(error));
    if let Some(error) = &error {
        lexer.push(TokenKind::Error, Span::new(error.span.start, error.span.end));
    }
    Lexed { tokens: lexer.tokens, error, warnings: lexer.warnings }
}

type LexResult<T> = Result<T, LexError>;

fn fail<T>(kind: LexErrorKind, start: usize, end: usize) -> LexResult<T> {
    Err(LexError { kind, span: Span::new(start as u32, end as u32) })
}

/// One level of indentation by both measures.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Column {
    tabs_as_eight: u32,
    tabs_as_one: u32,
}

struct Bracket {
    open: u8,
    at: usize,
}

struct Lexer<'source> {
    source: &'source str,
    raw: RawLexer<'source, TokenKind>,
    tokens: Vec<Token>,
    indents: Vec<Column>,
    brackets: Vec<Bracket>,
    fstrings: Vec<FString>,
    /// Where the comment starts that was read last: a NEWLINE after it covers it.
    comment_start: usize,
    /// The next token starts a logical line.
    at_line_start: bool,
    warnings: Vec<Warning>,
}

impl<'source> Lexer<'source> {
    fn new(source: &'source str) -> Self {
        Self {
            source,
            raw: TokenKind::lexer(source),
            // A token takes four to five bytes in ordinary programs; growing once or twice is cheap.
            tokens: Vec::with_capacity(source.len().min(1 << 24) / 5 + 8),
            indents: vec![Column { tabs_as_eight: 0, tabs_as_one: 0 }],
            brackets: Vec::new(),
            fstrings: Vec::new(),
            comment_start: usize::MAX,
            at_line_start: true,
            warnings: Vec::new(),
        }
    }

    fn run(&mut self, start: usize) -> LexResult<()> {
        let source = self.source;
        if source.len() >= u32::MAX as usize {
            return fail(LexErrorKind::SourceTooLong, 0, 1);
        }
        if let Some(at) = memchr::memchr(0, source.as_bytes()) {
            return fail(LexErrorKind::NullByte, at, at + 1);
        }
        let byte_order_mark = '\u{feff}';
        let start = if source.starts_with(byte_order_mark) { byte_order_mark.len_utf8() } else { start };
        self.seek(start);
        loop {
            if self.fstrings.last().is_some_and(|fstring| fstring.in_text) {
                self.fstring_text()?;
                continue;
            }
            if self.at_line_start {
                self.begin_line()?;
            }
            match self.raw.next() {
                Some(Ok(kind)) => self.token(kind)?,
                Some(Err(())) => self.unknown_character()?,
                None => return self.end(),
            }
        }
    }

    /// Where the text ends too early, an open bracket is the reason to give.
    fn end_inside_bracket(&self, error: LexError) -> LexError {
        match self.brackets.last() {
            Some(bracket) if error.kind == LexErrorKind::UnexpectedEnd => LexError {
                kind: LexErrorKind::NeverClosed { open: bracket.open as char },
                span: Span::new(bracket.at as u32, bracket.at as u32 + 1),
            },
            _ => error,
        }
    }

    fn bytes(&self) -> &'source [u8] {
        self.source.as_bytes()
    }

    /// Where the next raw token will be looked for.
    fn position(&self) -> usize {
        self.raw.span().end
    }

    /// Continues at `at`, which may lie before or behind the current position.
    fn seek(&mut self, at: usize) {
        let here = self.position();
        if at < here {
            self.raw = TokenKind::lexer(self.source);
            self.raw.bump(at);
        } else {
            self.raw.bump(at - here);
        }
    }

    fn push(&mut self, kind: TokenKind, span: Span) {
        // At most BRACKETS_MAX, which fits.
        let level = self.brackets.len() as u8;
        self.tokens.push(Token { kind, level, span });
    }

    /// The current raw token becomes a token as it is.
    fn push_raw(&mut self, kind: TokenKind) {
        let span = self.raw.span();
        self.push(kind, Span::new(span.start as u32, span.end as u32));
    }

    fn warn(&mut self, message: String, start: usize, end: usize) {
        self.warnings.push(Warning { message, span: Span::new(start as u32, end as u32) });
    }

    /// The line that CPython's tokenizer would be on at byte `at`, the end of the text counting to the last line.
    fn line_of(&self, at: usize) -> u32 {
        LineIndex::new(self.source).line(at.min(self.source.len().saturating_sub(1)) as u32)
    }

    fn token(&mut self, kind: TokenKind) -> LexResult<()> {
        match kind {
            TokenKind::Name => self.name(),
            _ if kind.is_keyword() => {
                if self.bytes().get(self.position()).is_some_and(|byte| *byte >= 0x80) {
                    return self.name();
                }
                self.push_raw(kind);
                Ok(())
            }
            TokenKind::Int => self.number(),
            TokenKind::String => self.string(),
            TokenKind::FStringStart | TokenKind::TStringStart => self.fstring_start(kind),
            TokenKind::Comment => {
                self.comment_start = self.raw.span().start;
                Ok(())
            }
            TokenKind::Newline => {
                if self.brackets.is_empty() {
                    self.newline(self.raw.span().start);
                }
                self.comment_start = usize::MAX;
                Ok(())
            }
            TokenKind::Backslash => {
                let next = self.continuation(self.raw.span().start)?;
                self.seek(next);
                Ok(())
            }
            TokenKind::LPar | TokenKind::LSqb | TokenKind::LBrace => self.open(kind),
            TokenKind::RPar | TokenKind::RSqb | TokenKind::RBrace => self.close(kind),
            TokenKind::Colon | TokenKind::ColonEqual if self.at_field_colon() => {
                let start = self.raw.span().start;
                self.seek(start + 1);
                if let Some(fstring) = self.fstrings.last_mut() {
                    fstring.in_text = true;
                    fstring.in_format_spec = true;
                }
                self.push(TokenKind::Colon, Span::new(start as u32, start as u32 + 1));
                Ok(())
            }
            _ => {
                self.push_raw(kind);
                Ok(())
            }
        }
    }

    fn newline(&mut self, at: usize) {
        let start = self.comment_start.min(at);
        self.push(TokenKind::Newline, Span::new(start as u32, at as u32 + 1));
        self.at_line_start = true;
    }

    /// Measures the indentation of the next line that is not blank, and opens and closes blocks.
    fn begin_line(&mut self) -> LexResult<()> {
        self.at_line_start = false;
        let bytes = self.bytes();
        let mut at = self.position();
        let mut line_start = at;
        let mut column = Column { tabs_as_eight: 0, tabs_as_one: 0 };
        let mut continued_column = 0;
        loop {
            match bytes.get(at) {
                Some(b' ') => {
                    column.tabs_as_eight += 1;
                    column.tabs_as_one += 1;
                }
                Some(b'\t') => {
                    column.tabs_as_eight = (column.tabs_as_eight / 8 + 1) * 8;
                    column.tabs_as_one += 1;
                }
                Some(b'\x0c') => column = Column { tabs_as_eight: 0, tabs_as_one: 0 },
                Some(b'\\') => {
                    // The blanks before the first backslash decide, if there are any.
                    if continued_column == 0 {
                        continued_column = column.tabs_as_eight;
                    }
                    at = self.continuation(at)?;
                    line_start = at;
                    continue;
                }
                Some(b'#') => {
                    let rest = &bytes[at..];
                    at += memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
                    continue;
                }
                Some(b'\n' | b'\r') => {
                    at += 1;
                    line_start = at;
                    column = Column { tabs_as_eight: 0, tabs_as_one: 0 };
                    continued_column = 0;
                    continue;
                }
                None => {
                    self.at_line_start = true;
                    self.seek(at);
                    return Ok(());
                }
                Some(_) => break,
            }
            at += 1;
        }
        self.seek(at);
        if continued_column != 0 {
            column = Column { tabs_as_eight: continued_column, tabs_as_one: continued_column };
        }
        self.indent_to(column, line_start, at)
    }

    fn indent_to(&mut self, column: Column, line_start: usize, at: usize) -> LexResult<()> {
        let here = Span::empty(at as u32);
        let top = |indents: &[Column]| indents.last().copied().unwrap_or(column);
        let current = top(&self.indents);
        if column.tabs_as_eight > current.tabs_as_eight {
            if self.indents.len() >= INDENTS_MAX {
                return fail(LexErrorKind::TooManyIndents, line_start, line_start + 1);
            }
            if column.tabs_as_one <= current.tabs_as_one {
                return fail(LexErrorKind::TabsInconsistent, line_start, line_start + 1);
            }
            self.indents.push(column);
            self.push(TokenKind::Indent, here);
            return Ok(());
        }
        let mut closed = 0;
        while column.tabs_as_eight < top(&self.indents).tabs_as_eight {
            self.indents.pop();
            closed += 1;
        }
        let reached = top(&self.indents);
        if column.tabs_as_eight != reached.tabs_as_eight {
            let rest = &self.bytes()[at..];
            let line_end = at + memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
            return fail(LexErrorKind::UnindentMismatch, line_end, line_end + 1);
        }
        if column.tabs_as_one != reached.tabs_as_one {
            return fail(LexErrorKind::TabsInconsistent, line_start, line_start + 1);
        }
        for _ in 0..closed {
            self.push(TokenKind::Dedent, here);
        }
        Ok(())
    }

    /// The offset behind the line end that must follow the backslash at `at`.
    fn continuation(&self, at: usize) -> LexResult<usize> {
        let bytes = self.bytes();
        let next = match (bytes.get(at + 1), bytes.get(at + 2)) {
            (Some(b'\r'), Some(b'\n')) => at + 3,
            (Some(b'\r' | b'\n'), _) => at + 2,
            (None, _) => bytes.len(),
            _ => return fail(LexErrorKind::CharacterAfterContinuation, at + 1, at + 2),
        };
        if next >= bytes.len() {
            return fail(LexErrorKind::UnexpectedEnd, at + 1, at + 2);
        }
        Ok(next)
    }

    /// An identifier, of which the scanner has found the first character or the ASCII head.
    fn name(&mut self) -> LexResult<()> {
        let bytes = self.bytes();
        let start = self.raw.span().start;
        let mut end = self.position();
        let is_ascii = bytes[start] < 0x80 && bytes.get(end).is_none_or(|byte| *byte < 0x80);
        if !is_ascii {
            let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_' || *byte >= 0x80;
            end += bytes[end..].iter().take_while(|byte| is_part(byte)).count();
            self.check_identifier(start, end)?;
            self.seek(end);
        }
        self.push(TokenKind::Name, Span::new(start as u32, end as u32));
        Ok(())
    }

    fn check_identifier(&self, start: usize, end: usize) -> LexResult<()> {
        for (offset, c) in self.source[start..end].char_indices() {
            let valid = c == '_'
                || if offset == 0 {
                    unicode_ident::is_xid_start(c)
                } else {
                    unicode_ident::is_xid_continue(c)
                };
            if !valid {
                let kind = if is_printable(c) {
                    LexErrorKind::InvalidCharacter(c)
                } else {
                    LexErrorKind::NonPrintableCharacter(c)
                };
                return fail(kind, start + offset, start + offset + c.len_utf8());
            }
        }
        Ok(())
    }

    fn number(&mut self) -> LexResult<()> {
        let start = self.raw.span().start;
        let number = number::scan(self.bytes(), start)?;
        if let Some(kind) = number.touches_keyword {
            self.warn(format!("invalid {} literal", kind.name()), start, number.end);
        }
        self.seek(number.end);
        self.push(number.kind, Span::new(start as u32, number.end as u32));
        Ok(())
    }

    fn string(&mut self) -> LexResult<()> {
        let span = self.raw.span();
        let quote = Quote::of(&self.bytes()[span.clone()]);
        let end = match text::string_end(self.bytes(), span.end, quote) {
            Ok(end) => end,
            Err(found) => {
                let line = self.line_of(found.at);
                let kind = match self.fstrings.last() {
                    // The closing quote of the f-string around has been taken for an opening one.
                    Some(around) if around.quote == quote => {
                        LexErrorKind::FStringExpectingBrace { prefix: around.prefix }
                    }
                    _ if quote.triple => LexErrorKind::UnterminatedTripleQuotedString { line },
                    _ => LexErrorKind::UnterminatedString { line, escaped_quote: found.escaped_quote },
                };
                return fail(kind, span.start, span.start + 1);
            }
        };
        self.seek(end);
        self.push(TokenKind::String, Span::new(span.start as u32, end as u32));
        Ok(())
    }

    fn open(&mut self, kind: TokenKind) -> LexResult<()> {
        let at = self.raw.span().start;
        if self.brackets.len() >= BRACKETS_MAX {
            return fail(LexErrorKind::TooManyParentheses, at, at + 1);
        }
        self.brackets.push(Bracket { open: self.bytes()[at], at });
        if let Some(fstring) = self.fstrings.last_mut() {
            fstring.depth += 1;
        }
        self.push_raw(kind);
        Ok(())
    }

    fn close(&mut self, kind: TokenKind) -> LexResult<()> {
        let at = self.raw.span().start;
        let close = self.bytes()[at];
        self.check_close(close, at)?;
        self.brackets.pop();
        if let Some(fstring) = self.fstrings.last_mut() {
            fstring.depth -= 1;
            if fstring.depth < 0 {
                let prefix = fstring.prefix;
                return fail(LexErrorKind::FStringUnmatched { prefix, close: close as char }, at, at + 1);
            }
            if kind == TokenKind::RBrace && fstring.depth == fstring.field_depth {
                fstring.field_depth -= 1;
                fstring.in_text = true;
                // Back in the spec of the field around, if there is one.
                fstring.in_format_spec = fstring.field_depth >= 0;
            }
        }
        self.push_raw(kind);
        Ok(())
    }

    fn check_close(&self, close: u8, at: usize) -> LexResult<()> {
        let fstring = self.fstrings.last();
        let close_char = close as char;
        if let Some(fstring) = fstring
            && fstring.depth == 0
            && close == b'}'
        {
            return fail(LexErrorKind::FStringSingleBrace { prefix: fstring.prefix }, at, at + 1);
        }
        let Some(bracket) = self.brackets.last() else {
            return fail(LexErrorKind::Unmatched { close: close_char }, at, at + 1);
        };
        if matches!((bracket.open, close), (b'(', b')') | (b'[', b']') | (b'{', b'}')) {
            return Ok(());
        }
        if let Some(fstring) = fstring
            && bracket.open == b'{'
            && fstring.depth - 1 == fstring.field_depth
        {
            let kind = LexErrorKind::FStringUnmatched { prefix: fstring.prefix, close: close_char };
            return fail(kind, at, at + 1);
        }
        let index = LineIndex::new(self.source);
        let open_line = index.line(bracket.at as u32);
        let same_line = open_line == index.line(at as u32);
        let kind = LexErrorKind::Mismatched {
            close: close_char,
            open: bracket.open as char,
            open_line: if same_line { None } else { Some(open_line) },
        };
        fail(kind, at, at + 1)
    }

    /// A character the scanner knows nothing of; those beyond ASCII are names and not handled here.
    fn unknown_character(&mut self) -> LexResult<()> {
        let span = self.raw.span();
        match self.source[span.clone()].chars().next() {
            Some(c) if !is_printable(c) => fail(LexErrorKind::NonPrintableCharacter(c), span.start, span.end),
            _ => {
                self.push_raw(TokenKind::Unknown);
                Ok(())
            }
        }
    }

    fn end(&mut self) -> LexResult<()> {
        if let Some(bracket) = self.brackets.last() {
            let open = bracket.open as char;
            return fail(LexErrorKind::NeverClosed { open }, bracket.at, bracket.at + 1);
        }
        let len = self.source.len() as u32;
        if !self.at_line_start {
            self.newline(self.source.len());
        }
        // The end counts to the last line: it stands on its line end, written or implied.
        let here = if self.source.ends_with(['\n', '\r']) { len - 1 } else { len };
        let here = Span::new(here, here + 1);
        for _ in 1..self.indents.len() {
            self.push(TokenKind::Dedent, here);
        }
        self.push(TokenKind::EndMarker, here);
        Ok(())
    }
}

/// Close to Python's `str.isprintable` for one character: not a control, format, private or unassigned one, and no
/// blank but the space. Only the choice between two messages hangs on it.
fn is_printable(c: char) -> bool {
    !(c.is_control()
        || (c.is_whitespace() && c != ' ')
        || matches!(
            c,
            '\u{ad}'
                | '\u{600}'..='\u{605}'
                | '\u{61c}'
                | '\u{6dd}'
                | '\u{70f}'
                | '\u{180e}'
                | '\u{200b}'..='\u{200f}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{e000}'..='\u{f8ff}'
                | '\u{feff}'
                | '\u{fff0}'..='\u{fffb}'
                | '\u{fffe}'..='\u{ffff}'
                | '\u{e0000}'..='\u{e0fff}'
                | '\u{f0000}'..='\u{10ffff}'
        ))
}
