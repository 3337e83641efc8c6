//! The values of literals: escapes decoded, digits read.
//!
//! Works on the text of one token. What is wrong with a literal is a message here and gets its place in the parser.

use std::sync::Arc;

use crate::ast::BigIntText;
use crate::ast::Constant;

/// Longest decimal integer literal in digits (CPython's default `sys.int_info` limit).
pub(crate) const DECIMAL_DIGITS_MAX: usize = 4300;

/// A doubtful escape: where its backslash stands in the text, and the warning.
pub(crate) struct EscapeWarning {
    pub(crate) offset: usize,
    pub(crate) len: usize,
    pub(crate) message: String,
}

/// Text being decoded. It is UTF-8 until a lone surrogate forces a list of code points.
#[derive(Default)]
pub(crate) struct Text {
    utf8: String,
    code_points: Vec<u32>,
}

impl Text {
    pub(crate) fn is_empty(&self) -> bool {
        self.utf8.is_empty() && self.code_points.is_empty()
    }

    fn push(&mut self, c: char) {
        if self.code_points.is_empty() {
            self.utf8.push(c);
        } else {
            self.code_points.push(c.into());
        }
    }

    pub(crate) fn push_str(&mut self, text: &str) {
        if self.code_points.is_empty() {
            self.utf8.push_str(text);
        } else {
            self.code_points.extend(text.chars().map(u32::from));
        }
    }

    fn push_code_point(&mut self, code_point: u32) {
        if let Some(c) = char::from_u32(code_point) {
            self.push(c);
            return;
        }
        if self.code_points.is_empty() {
            self.code_points.extend(self.utf8.drain(..).map(u32::from));
        }
        self.code_points.push(code_point);
    }

    /// The constant; the text is empty afterwards.
    pub(crate) fn take(&mut self) -> Constant {
        if self.code_points.is_empty() {
            Constant::Str(std::mem::take(&mut self.utf8).into())
        } else {
            Constant::SurrogateStr(std::mem::take(&mut self.code_points).into())
        }
    }
}

/// An integer literal of any radix.
pub(crate) fn integer(text: &str) -> Result<Constant, String> {
    if text.len() == 1 {
        return Ok(Constant::Int(i64::from(text.as_bytes()[0] - b'0')));
    }
    let radix = match text.as_bytes()[1] | 0x20 {
        b'x' => 16,
        b'o' => 8,
        b'b' => 2,
        _ => 10,
    };
    let digits = if radix == 10 { text } else { &text[2..] };
    let plain;
    let digits = if digits.contains('_') {
        plain = digits.replace('_', "");
        plain.as_str()
    } else {
        digits
    };
    if let Ok(value) = i64::from_str_radix(digits, radix) {
        return Ok(Constant::Int(value));
    }
    if radix == 10 && digits.len() > DECIMAL_DIGITS_MAX {
        return Err(format!(
            "Exceeds the limit ({DECIMAL_DIGITS_MAX} digits) for integer string conversion: value has {} digits; \
             use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer \
             literals to avoid decimal conversion limits.",
            digits.len()
        ));
    }
    let digits = digits.trim_start_matches('0').to_ascii_lowercase();
    Ok(Constant::BigInt(Arc::new(BigIntText { digits, radix })))
}

/// A float literal, or the number part of an imaginary one.
pub(crate) fn float(text: &str) -> f64 {
    let plain;
    let text = if text.contains('_') {
        plain = text.replace('_', "");
        plain.as_str()
    } else {
        text
    };
    // The lexer lets nothing through that Rust cannot read; too large is infinite in both languages.
    text.parse().unwrap_or(f64::NAN)
}

/// Appends string `text` (without quotes) to `into`, decoding escapes unless `raw`.
pub(crate) fn string(
    text: &str,
    raw: bool,
    into: &mut Text,
    warnings: &mut Vec<EscapeWarning>,
) -> Result<(), String> {
    if raw || !text.contains('\\') {
        push_lines(text, into);
        return Ok(());
    }
    let mut decoder = Decoder { text, at: 0, warnings };
    while let Some(found) = memchr::memchr(b'\\', &text.as_bytes()[decoder.at..]) {
        push_lines(&text[decoder.at..decoder.at + found], into);
        decoder.at += found;
        decoder.escape(into)?;
    }
    push_lines(&text[decoder.at..], into);
    Ok(())
}

/// Line ends of every kind are `\n` in a string.
fn push_lines(text: &str, into: &mut Text) {
    if text.contains('\r') {
        into.push_str(&text.replace("\r\n", "\n").replace('\r', "\n"));
    } else {
        into.push_str(text);
    }
}

/// Appends bytes `text` (without quotes) to `into`, decoding escapes unless `raw`.
pub(crate) fn bytes(
    text: &str,
    raw: bool,
    into: &mut Vec<u8>,
    warnings: &mut Vec<EscapeWarning>,
) -> Result<(), String> {
    if !text.is_ascii() {
        return Err("bytes can only contain ASCII literal characters".into());
    }
    let normal;
    let text = if text.contains('\r') {
        normal = text.replace("\r\n", "\n").replace('\r', "\n");
        normal.as_str()
    } else {
        text
    };
    if raw || !text.contains('\\') {
        into.extend_from_slice(text.as_bytes());
        return Ok(());
    }
    let source = text.as_bytes();
    let mut decoder = Decoder { text, at: 0, warnings };
    while let Some(found) = memchr::memchr(b'\\', &source[decoder.at..]) {
        into.extend_from_slice(&source[decoder.at..decoder.at + found]);
        decoder.at += found;
        decoder.byte_escape(into)?;
    }
    into.extend_from_slice(&source[decoder.at..]);
    Ok(())
}

struct Decoder<'text> {
    text: &'text str,
    at: usize,
    warnings: &'text mut Vec<EscapeWarning>,
}

impl Decoder<'_> {
    fn peek(&self, ahead: usize) -> Option<u8> {
        self.text.as_bytes().get(self.at + ahead).copied()
    }

    /// The escapes that mean the same in strings and bytes: the code and the length of the escape.
    fn common_escape(&mut self) -> Option<(Option<u32>, usize)> {
        let simple = |code: u32| Some((Some(code), 2));
        match self.peek(1)? {
            b'\n' => Some((None, 2)),
            b'\r' => Some((None, if self.peek(2) == Some(b'\n') { 3 } else { 2 })),
            b'\\' => simple(0x5C),
            b'\'' => simple(0x27),
            b'"' => simple(0x22),
            b'a' => simple(7),
            b'b' => simple(8),
            b'f' => simple(12),
            b'n' => simple(10),
            b'r' => simple(13),
            b't' => simple(9),
            b'v' => simple(11),
            b'0'..=b'7' => {
                let digits =
                    (1..=3).map_while(|ahead| self.peek(ahead).filter(|byte| (b'0'..=b'7').contains(byte)));
                let (code, len) =
                    digits.fold((0, 1), |(code, len), byte| (code * 8 + u32::from(byte - b'0'), len + 1));
                if code > 0o377 {
                    self.warn(len, format!("invalid octal escape sequence '\\{code:o}'"));
                }
                Some((Some(code), len))
            }
            _ => None,
        }
    }

    fn warn(&mut self, len: usize, message: String) {
        self.warnings.push(EscapeWarning { offset: self.at, len, message });
    }

    /// An unknown escape stands for itself.
    fn warn_unknown(&mut self) {
        if let Some(c) = self.text[self.at + 1..].chars().next() {
            self.warn(1 + c.len_utf8(), format!("invalid escape sequence '\\{c}'"));
        }
    }

    fn escape(&mut self, into: &mut Text) -> Result<(), String> {
        if let Some((code, len)) = self.common_escape() {
            self.at += len;
            if let Some(code) = code {
                into.push_code_point(code);
            }
            return Ok(());
        }
        match self.peek(1) {
            Some(b'x') => self.hex_escape(2, "truncated \\xXX escape", into),
            Some(b'u') => self.hex_escape(4, "truncated \\uXXXX escape", into),
            Some(b'U') => self.hex_escape(8, "truncated \\UXXXXXXXX escape", into),
            Some(b'N') => self.named_escape(into),
            _ => {
                self.warn_unknown();
                into.push('\\');
                self.at += 1;
                Ok(())
            }
        }
    }

    fn hex_digits(&self, max: usize) -> (u32, usize) {
        let digits = (2..2 + max).map_while(|ahead| (self.peek(ahead)? as char).to_digit(16));
        digits.fold((0, 0), |(code, len), digit| (code * 16 + digit, len + 1))
    }

    fn hex_escape(&mut self, want: usize, truncated: &str, into: &mut Text) -> Result<(), String> {
        let (code, len) = self.hex_digits(want);
        if len < want {
            return Err(self.codec_error(1 + len, truncated));
        }
        if code > 0x10_FFFF {
            return Err(self.codec_error(1 + len, "illegal Unicode character"));
        }
        into.push_code_point(code);
        self.at += 2 + len;
        Ok(())
    }

    fn named_escape(&mut self, into: &mut Text) -> Result<(), String> {
        let rest = &self.text[self.at + 2..];
        let close = rest.find('}').filter(|close| rest.starts_with('{') && *close > 1);
        let Some(close) = close else {
            let len = if rest.starts_with('{') { rest.find('}').unwrap_or(rest.len() - 1) + 1 } else { 0 };
            return Err(self.codec_error(1 + len, "malformed \\N character escape"));
        };
        let Some(text) = character_named(&rest[1..close]) else {
            return Err(self.codec_error(2 + close, "unknown Unicode character name"));
        };
        into.push(text);
        self.at += 2 + close + 1;
        Ok(())
    }

    /// CPython decodes a form of the text in which a character beyond ASCII takes ten bytes; positions count there.
    fn codec_error(&self, last: usize, reason: &str) -> String {
        let head = self.text[..self.at].chars();
        let first: usize = head.map(|c| if c.is_ascii() { 1 } else { 10 }).sum();
        format!(
            "(unicode error) 'unicodeescape' codec can't decode bytes in position {first}-{}: {reason}",
            first + last
        )
    }

    fn byte_escape(&mut self, into: &mut Vec<u8>) -> Result<(), String> {
        if let Some((code, len)) = self.common_escape() {
            self.at += len;
            // Octal escapes above 0o377 wrap, with the warning given above.
            into.extend(code.map(|code| code as u8));
            return Ok(());
        }
        if self.peek(1) == Some(b'x') {
            let (code, len) = self.hex_digits(2);
            if len < 2 {
                return Err(format!("(value error) invalid \\x escape at position {}", self.at));
            }
            into.push(code as u8);
            self.at += 4;
            return Ok(());
        }
        self.warn_unknown();
        into.push(b'\\');
        self.at += 1;
        Ok(())
    }
}

/// The character of a `\N{…}` escape.
fn character_named(name: &str) -> Option<char> {
    unicode_names2::character(name)
}
