//! What can be wrong with the characters of a program, before any grammar.
//!
//! Each variant is one message of CPython's tokenizer; the text is made only when the error leaves the front end.

use std::fmt;

use crate::error::SyntaxError;
use crate::error::SyntaxErrorKind;
use crate::span::Span;

/// A lexical error and where its caret goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LexError {
    /// What is wrong.
    pub kind: LexErrorKind,
    /// Where.
    pub span: Span,
}

/// The kinds of lexical error.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each variant is described by its message in `Display`")]
pub enum LexErrorKind {
    SourceTooLong,
    NullByte,
    InvalidCharacter(char),
    NonPrintableCharacter(char),
    InvalidNumber(NumberKind),
    InvalidDigit { digit: char, number: NumberKind },
    LeadingZeros,
    UnterminatedString { line: u32, escaped_quote: bool },
    UnterminatedTripleQuotedString { line: u32 },
    UnterminatedFString { prefix: char, line: u32 },
    UnterminatedTripleQuotedFString { prefix: char, line: u32 },
    FStringExpectingBrace { prefix: char },
    FStringSingleBrace { prefix: char },
    FStringUnmatched { prefix: char, close: char },
    FStringTooDeep { prefix: char },
    TooManyFStrings,
    TooManyParentheses,
    NeverClosed { open: char },
    Unmatched { close: char },
    Mismatched { close: char, open: char, open_line: Option<u32> },
    CharacterAfterContinuation,
    UnexpectedEnd,
    UnindentMismatch,
    TooManyIndents,
    TabsInconsistent,
}

impl LexErrorKind {
    /// Whether the error counts only once the parser gets there: CPython reports all others first, wherever the
    /// grammar fails.
    #[must_use]
    pub const fn yields_to_grammar(&self) -> bool {
        matches!(
            self,
            Self::NeverClosed { .. }
                | Self::UnterminatedFString { .. }
                | Self::UnterminatedTripleQuotedFString { .. }
                | Self::FStringExpectingBrace { .. }
                | Self::FStringSingleBrace { .. }
                | Self::FStringUnmatched { .. }
                | Self::FStringTooDeep { .. }
                | Self::CharacterAfterContinuation
                | Self::UnexpectedEnd
                | Self::UnindentMismatch
                | Self::TooManyIndents
                | Self::TabsInconsistent
        )
    }
}

/// Kinds of number literal as messages name them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum NumberKind {
    Decimal,
    Hexadecimal,
    Octal,
    Binary,
    Imaginary,
}

impl NumberKind {
    /// The word in a message.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Decimal => "decimal",
            Self::Hexadecimal => "hexadecimal",
            Self::Octal => "octal",
            Self::Binary => "binary",
            Self::Imaginary => "imaginary",
        }
    }
}

impl fmt::Display for LexErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SourceTooLong => f.write_str("source code is longer than 4 GiB"),
            Self::NullByte => f.write_str("source code string cannot contain null bytes"),
            Self::InvalidCharacter(c) => write!(f, "invalid character '{c}' (U+{:04X})", u32::from(*c)),
            Self::NonPrintableCharacter(c) => {
                write!(f, "invalid non-printable character U+{:04X}", u32::from(*c))
            }
            Self::InvalidNumber(kind) => write!(f, "invalid {} literal", kind.name()),
            Self::InvalidDigit { digit, number } => {
                write!(f, "invalid digit '{digit}' in {} literal", number.name())
            }
            Self::LeadingZeros => f.write_str(
                "leading zeros in decimal integer literals are not permitted; \
                 use an 0o prefix for octal integers",
            ),
            Self::UnterminatedString { line, escaped_quote } => {
                write!(f, "unterminated string literal (detected at line {line})")?;
                if *escaped_quote { f.write_str("; perhaps you escaped the end quote?") } else { Ok(()) }
            }
            Self::UnterminatedTripleQuotedString { line } => {
                write!(f, "unterminated triple-quoted string literal (detected at line {line})")
            }
            Self::UnterminatedFString { prefix, line } => {
                write!(f, "unterminated {prefix}-string literal (detected at line {line})")
            }
            Self::UnterminatedTripleQuotedFString { prefix, line } => {
                write!(f, "unterminated triple-quoted {prefix}-string literal (detected at line {line})")
            }
            Self::FStringExpectingBrace { prefix } => write!(f, "{prefix}-string: expecting '}}'"),
            Self::FStringSingleBrace { prefix } => write!(f, "{prefix}-string: single '}}' is not allowed"),
            Self::FStringUnmatched { prefix, close } => write!(f, "{prefix}-string: unmatched '{close}'"),
            Self::FStringTooDeep { prefix } => write!(f, "{prefix}-string: expressions nested too deeply"),
            Self::TooManyFStrings => f.write_str("too many nested f-strings"),
            Self::TooManyParentheses => f.write_str("too many nested parentheses"),
            Self::NeverClosed { open } => write!(f, "'{open}' was never closed"),
            Self::Unmatched { close } => write!(f, "unmatched '{close}'"),
            Self::Mismatched { close, open, open_line } => {
                write!(f, "closing parenthesis '{close}' does not match opening parenthesis '{open}'")?;
                open_line.map_or(Ok(()), |line| write!(f, " on line {line}"))
            }
            Self::CharacterAfterContinuation => {
                f.write_str("unexpected character after line continuation character")
            }
            Self::UnexpectedEnd => f.write_str("unexpected EOF while parsing"),
            Self::UnindentMismatch => f.write_str("unindent does not match any outer indentation level"),
            Self::TooManyIndents => f.write_str("too many levels of indentation"),
            Self::TabsInconsistent => f.write_str("inconsistent use of tabs and spaces in indentation"),
        }
    }
}

impl From<LexError> for SyntaxError {
    fn from(error: LexError) -> Self {
        let kind = match error.kind {
            LexErrorKind::UnindentMismatch | LexErrorKind::TooManyIndents => SyntaxErrorKind::Indentation,
            LexErrorKind::TabsInconsistent => SyntaxErrorKind::Tab,
            _ => SyntaxErrorKind::Syntax,
        };
        Self { kind, message: error.kind.to_string(), span: error.span }
    }
}
