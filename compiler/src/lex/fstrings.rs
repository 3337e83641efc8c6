//! The modes of f-strings and t-strings.
//!
//! Each open string is an entry on the lexer's stack that says whether its text or an expression is being read. The
//! expressions are lexed by the ordinary rules; a colon or brace on the level of the field switches back to text.

use crate::lex::FSTRINGS_MAX;
use crate::lex::LexResult;
use crate::lex::Lexer;
use crate::lex::SPEC_NESTING_MAX;
use crate::lex::error::LexErrorKind;
use crate::lex::fail;
use crate::lex::text;
use crate::lex::text::PieceEnd;
use crate::lex::text::PieceRules;
use crate::lex::text::Quote;
use crate::span::Span;
use crate::token::TokenKind;

/// An f-string or t-string that is not closed yet.
pub(super) struct FString {
    pub(super) quote: Quote,
    pub(super) raw: bool,
    /// `f` or `t`, for messages.
    pub(super) prefix: char,
    /// Where its prefix starts.
    pub(super) start: usize,
    /// Text is read now, not an expression.
    pub(super) in_text: bool,
    pub(super) in_format_spec: bool,
    /// Brackets opened inside it, those of fields included.
    pub(super) depth: i32,
    /// `depth` outside the innermost open field; -1 outside all.
    pub(super) field_depth: i32,
}

impl Lexer<'_> {
    /// Opens a mode for the string whose prefix and quotes have just been read.
    pub(super) fn fstring_start(&mut self, kind: TokenKind) -> LexResult<()> {
        let span = self.raw.span();
        let opening = &self.bytes()[span.clone()];
        if self.fstrings.len() + 1 >= FSTRINGS_MAX {
            return fail(LexErrorKind::TooManyFStrings, span.end - 1, span.end);
        }
        let quote = Quote::of(opening);
        let letters = &opening[..opening.len() - quote.len()];
        self.fstrings.push(FString {
            quote,
            raw: letters.iter().any(|letter| letter.eq_ignore_ascii_case(&b'r')),
            prefix: if kind == TokenKind::TStringStart { 't' } else { 'f' },
            start: span.start,
            in_text: true,
            in_format_spec: false,
            depth: 0,
            field_depth: -1,
        });
        self.push_raw(kind);
        Ok(())
    }

    /// Reads one piece of text of the innermost f-string and what ends it.
    pub(super) fn fstring_text(&mut self) -> LexResult<()> {
        let start = self.position();
        let Some(fstring) = self.fstrings.last_mut() else { return Ok(()) };
        let rules = PieceRules {
            quote: fstring.quote,
            raw: fstring.raw,
            in_format_spec: fstring.in_format_spec,
            in_expression: fstring.depth > 0,
        };
        let piece = match text::piece(self.source.as_bytes(), start, rules) {
            Ok(piece) => piece,
            Err(at) => {
                let (prefix, quote, start) = (fstring.prefix, fstring.quote, fstring.start);
                let kind = text::unterminated_fstring(prefix, quote, self.line_of(at));
                return fail(kind, start, start + 1);
            }
        };
        let mut next = piece.end;
        match piece.then {
            PieceEnd::Quote => next += rules.quote.len(),
            PieceEnd::Open => {
                fstring.field_depth += 1;
                if fstring.field_depth >= SPEC_NESTING_MAX {
                    let prefix = fstring.prefix;
                    return fail(LexErrorKind::FStringTooDeep { prefix }, piece.end - 1, piece.end);
                }
                fstring.in_text = false;
                fstring.in_format_spec = false;
            }
            PieceEnd::Close | PieceEnd::SpecLineEnd => {
                fstring.in_text = false;
                fstring.in_format_spec = false;
            }
            PieceEnd::Doubled => next += 1,
            PieceEnd::NamedEscape => {}
        }
        for at in piece.escaped_braces {
            let at = at as usize;
            let brace = self.bytes()[at + 1] as char;
            self.warn(format!("invalid escape sequence '\\{brace}'"), at, at + 2);
        }
        if piece.end > start {
            self.push(TokenKind::FStringMiddle, Span::new(start as u32, piece.end as u32));
        }
        if matches!(piece.then, PieceEnd::Quote) {
            self.push(TokenKind::FStringEnd, Span::new(piece.end as u32, next as u32));
            self.fstrings.pop();
        }
        self.seek(next);
        Ok(())
    }

    /// Whether the colon just read ends the expression of a field.
    pub(super) fn at_field_colon(&self) -> bool {
        self.fstrings.last().is_some_and(|fstring| fstring.depth - 1 == fstring.field_depth)
    }
}
