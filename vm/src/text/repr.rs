//! `repr()` of text and bytes, and `ascii()`.
//!
//! The quote is `'` unless the text has one and no `"`. Stretches without anything to escape are copied
//! whole, so that plain text costs one scan and one copy.

use std::fmt::Write;

use super::chars::is_printable;

/// `repr(str)`
pub fn str_repr(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    push_str_repr(&mut out, text);
    out
}

/// Appends `repr(str)`.
pub fn push_str_repr(out: &mut String, text: &str) {
    let bytes = text.as_bytes();
    let quote = if memchr::memchr(b'\'', bytes).is_some() && memchr::memchr(b'"', bytes).is_none() {
        '"'
    } else {
        '\''
    };
    out.push(quote);
    // Everything before `done` is written.
    let mut done = 0;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let (c, width) = match byte {
            b'\\' => ('\\', 1),
            b' '..=b'~' if byte != quote as u8 => {
                at += 1;
                continue;
            }
            0..=0x7f => (byte as char, 1),
            _ => {
                let Some(c) = text[at..].chars().next() else { break };
                if is_printable(c) {
                    at += c.len_utf8();
                    continue;
                }
                (c, c.len_utf8())
            }
        };
        out.push_str(&text[done..at]);
        if c == quote {
            out.push('\\');
            out.push(c);
        } else {
            push_escape(out, c);
        }
        at += width;
        done = at;
    }
    out.push_str(&text[done..]);
    out.push(quote);
}

/// Appends the escape of a character that cannot stand for itself.
pub fn push_escape(out: &mut String, c: char) {
    let escaped = match c {
        '\\' => return out.push_str("\\\\"),
        '\n' => return out.push_str("\\n"),
        '\r' => return out.push_str("\\r"),
        '\t' => return out.push_str("\\t"),
        '\0'..='\u{ff}' => write!(out, "\\x{:02x}", c as u32),
        '\u{100}'..='\u{ffff}' => write!(out, "\\u{:04x}", c as u32),
        _ => write!(out, "\\U{:08x}", c as u32),
    };
    debug_assert!(escaped.is_ok(), "writing to a String cannot fail");
}

/// `ascii(x)` from `repr(x)`: everything beyond ASCII escaped.
pub fn escape_non_ascii(repr: &str) -> String {
    let mut out = String::with_capacity(repr.len());
    for c in repr.chars() {
        if c.is_ascii() { out.push(c) } else { push_escape(&mut out, c) }
    }
    out
}

/// `repr(bytes)`
pub fn bytes_repr(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() + 3);
    out.push('b');
    push_bytes_literal(&mut out, bytes);
    out
}

/// Appends the quoted part of `repr(bytes)`, without the `b`.
pub fn push_bytes_literal(out: &mut String, bytes: &[u8]) {
    let double = memchr::memchr(b'\'', bytes).is_some() && memchr::memchr(b'"', bytes).is_none();
    let quote = if double { b'"' } else { b'\'' };
    out.push(quote as char);
    for &byte in bytes {
        match byte {
            b'\\' => out.push_str("\\\\"),
            _ if byte == quote => {
                out.push('\\');
                out.push(quote as char);
            }
            b' '..=b'~' => out.push(byte as char),
            _ => push_escape(out, byte as char),
        }
    }
    out.push(quote as char);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text() {
        for (text, repr) in [
            ("", "''"),
            ("plain", "'plain'"),
            ("it's", "\"it's\""),
            ("'\"", "'\\'\"'"),
            ("a\\b\n\t\r\0\x7f", "'a\\\\b\\n\\t\\r\\x00\\x7f'"),
            ("né\u{a0}\u{200b}😀\u{e000}\u{10ffff}", "'né\\xa0\\u200b😀\\ue000\\U0010ffff'"),
        ] {
            assert_eq!(str_repr(text), repr);
        }
        assert_eq!(escape_non_ascii("'né😀'"), "'n\\xe9\\U0001f600'");
    }

    #[test]
    fn bytes() {
        assert_eq!(bytes_repr(b"it's \xff\x00\n"), "b\"it's \\xff\\x00\\n\"");
        assert_eq!(bytes_repr(b"'\""), "b'\\'\"'");
    }
}
