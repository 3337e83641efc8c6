//! The end and the validity of a number literal.
//!
//! logos finds where a number starts; this walk finds where it ends and why it may be malformed, with CPython's
//! messages and columns. It does not compute the value: see [`crate::literal`].

use crate::lex::error::LexError;
use crate::lex::error::LexErrorKind;
use crate::lex::error::NumberKind;
use crate::span::Span;
use crate::token::TokenKind;

/// A number literal whose extent is known.
pub(crate) struct Number {
    /// `Int`, `Float` or `Imaginary`.
    pub(crate) kind: TokenKind,
    /// One past its last byte.
    pub(crate) end: usize,
    /// A keyword follows without a space (`1if x`), which CPython warns about.
    pub(crate) touches_keyword: Option<NumberKind>,
}

/// Scans the number that starts at `start`: a digit, or a dot before a digit.
pub(crate) fn scan(bytes: &[u8], start: usize) -> Result<Number, LexError> {
    let scanner = Scanner { bytes, at: start };
    if bytes[start] == b'0' {
        let radix = match scanner.peek(1) | 0x20 {
            b'x' => Some((NumberKind::Hexadecimal, 16)),
            b'o' => Some((NumberKind::Octal, 8)),
            b'b' => Some((NumberKind::Binary, 2)),
            _ => None,
        };
        if let Some((kind, radix)) = radix {
            return scanner.radix_literal(kind, radix);
        }
    }
    scanner.decimal_literal(start)
}

struct Scanner<'bytes> {
    bytes: &'bytes [u8],
    at: usize,
}

impl Scanner<'_> {
    fn peek(&self, ahead: usize) -> u8 {
        self.bytes.get(self.at + ahead).copied().unwrap_or(0)
    }

    /// CPython's caret stands under the last character it has accepted.
    fn invalid(&self, kind: NumberKind) -> LexError {
        LexError {
            kind: LexErrorKind::InvalidNumber(kind),
            span: Span::new(self.at as u32 - 1, self.at as u32),
        }
    }

    fn radix_literal(mut self, kind: NumberKind, radix: u32) -> Result<Number, LexError> {
        self.at += 2;
        let is_digit = |byte: u8| (byte as char).is_digit(radix);
        loop {
            if self.peek(0) == b'_' {
                self.at += 1;
            }
            if !is_digit(self.peek(0)) {
                return Err(self.invalid_digit(kind));
            }
            while is_digit(self.peek(0)) {
                self.at += 1;
            }
            if self.peek(0) != b'_' {
                break;
            }
        }
        if self.peek(0).is_ascii_digit() {
            return Err(self.invalid_digit(kind));
        }
        self.finish(TokenKind::Int, kind)
    }

    fn invalid_digit(&self, number: NumberKind) -> LexError {
        let byte = self.peek(0);
        if !byte.is_ascii_digit() {
            return self.invalid(number);
        }
        let kind = LexErrorKind::InvalidDigit { digit: byte as char, number };
        LexError { kind, span: Span::new(self.at as u32, self.at as u32 + 1) }
    }

    fn decimal_literal(mut self, start: usize) -> Result<Number, LexError> {
        let mut kind = TokenKind::Int;
        if self.peek(0) != b'.' {
            self.digits()?;
        }
        let whole_end = self.at;
        if self.peek(0) == b'.' {
            kind = TokenKind::Float;
            self.at += 1;
            if self.peek(0).is_ascii_digit() {
                self.digits()?;
            }
        }
        if self.peek(0) | 0x20 == b'e' {
            let signed = matches!(self.peek(1), b'+' | b'-');
            let digit_at = if signed { 2 } else { 1 };
            if self.peek(digit_at).is_ascii_digit() {
                kind = TokenKind::Float;
                self.at += digit_at;
                self.digits()?;
            } else if signed {
                self.at += 2;
                return Err(self.invalid(NumberKind::Decimal));
            }
        }
        if self.peek(0) | 0x20 == b'j' {
            self.at += 1;
            return self.finish(TokenKind::Imaginary, NumberKind::Imaginary);
        }
        if kind == TokenKind::Int {
            self.check_leading_zeros(start, whole_end)?;
        }
        self.finish(kind, NumberKind::Decimal)
    }

    /// `0`, `00` and `0_0` are zero; `007` is an error.
    fn check_leading_zeros(&self, start: usize, end: usize) -> Result<(), LexError> {
        let digits = &self.bytes[start..end];
        let zeros = digits.iter().take_while(|&&byte| matches!(byte, b'0' | b'_')).count();
        if zeros == 0 || zeros == digits.len() {
            return Ok(());
        }
        let span = Span::new(start as u32, (start + zeros) as u32);
        Err(LexError { kind: LexErrorKind::LeadingZeros, span })
    }

    /// One or more digits with single underscores between them.
    fn digits(&mut self) -> Result<(), LexError> {
        loop {
            while self.peek(0).is_ascii_digit() {
                self.at += 1;
            }
            if self.peek(0) != b'_' {
                return Ok(());
            }
            self.at += 1;
            if !self.peek(0).is_ascii_digit() {
                return Err(self.invalid(NumberKind::Decimal));
            }
        }
    }

    /// A number may touch a keyword (`1if x`), but no other name.
    fn finish(self, kind: TokenKind, number: NumberKind) -> Result<Number, LexError> {
        let rest = &self.bytes[self.at..];
        let is_word = |word: &[u8]| {
            rest.starts_with(word) && !rest.get(word.len()).is_some_and(|&byte| is_identifier_byte(byte))
        };
        let touches_keyword = [b"and".as_slice(), b"else", b"for", b"or", b"not"].into_iter().any(is_word)
            || [b"if", b"in", b"is"].into_iter().any(|word| rest.starts_with(word));
        if touches_keyword {
            return Ok(Number { kind, end: self.at, touches_keyword: Some(number) });
        }
        if rest.first().is_some_and(|&byte| byte < 0x80 && is_identifier_byte(byte)) {
            return Err(self.invalid(number));
        }
        Ok(Number { kind, end: self.at, touches_keyword: None })
    }
}

fn is_identifier_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}
