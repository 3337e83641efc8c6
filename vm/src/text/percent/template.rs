//! What `str` and `bytes` have in common as templates, so that one driver serves both.

use std::ops::Range;

use crate::text::search::{byte_offset, count_chars};

/// A template of `%`, and the output that comes of it. The syntax is ASCII in both.
pub trait Template {
    /// The output.
    type Owned;
    /// Whether characters are bytes.
    const IS_BYTES: bool;

    /// The template as bytes.
    fn bytes(&self) -> &[u8];
    /// A part of it, cut next to ASCII characters.
    fn slice(&self, range: Range<usize>) -> &Self;
    /// The character at a byte, and its length.
    fn char_at(&self, at: usize) -> Option<(char, usize)>;
    /// The index of the character at a byte.
    fn char_index(&self, at: usize) -> usize;

    /// Appends a part of a template.
    fn push(out: &mut Self::Owned, text: &Self);
    /// Appends ASCII text.
    fn push_ascii(out: &mut Self::Owned, text: &str);
    /// The output's length in bytes.
    fn len(out: &Self::Owned) -> usize;
    /// The characters from a byte on.
    fn count_from(out: &Self::Owned, start: usize) -> usize;
    /// Leaves at most this many characters from a byte on.
    fn cut(out: &mut Self::Owned, start: usize, characters: usize);
    /// Puts an ASCII character several times at a byte.
    fn insert(out: &mut Self::Owned, at: usize, fill: char, count: usize);
}

impl Template for str {
    type Owned = String;
    const IS_BYTES: bool = false;

    fn bytes(&self) -> &[u8] {
        self.as_bytes()
    }

    fn slice(&self, range: Range<usize>) -> &str {
        &self[range]
    }

    fn char_at(&self, at: usize) -> Option<(char, usize)> {
        self[at..].chars().next().map(|c| (c, c.len_utf8()))
    }

    fn char_index(&self, at: usize) -> usize {
        count_chars(&self[..at])
    }

    fn push(out: &mut String, text: &str) {
        out.push_str(text);
    }

    fn push_ascii(out: &mut String, text: &str) {
        out.push_str(text);
    }

    fn len(out: &String) -> usize {
        out.len()
    }

    fn count_from(out: &String, start: usize) -> usize {
        count_chars(&out[start..])
    }

    fn cut(out: &mut String, start: usize, characters: usize) {
        let end = start + byte_offset(&out[start..], characters);
        out.truncate(end);
    }

    fn insert(out: &mut String, at: usize, fill: char, count: usize) {
        if at == out.len() {
            out.extend(std::iter::repeat_n(fill, count));
        } else {
            let moved = out.split_off(at);
            out.extend(std::iter::repeat_n(fill, count));
            out.push_str(&moved);
        }
    }
}

impl Template for [u8] {
    type Owned = Vec<u8>;
    const IS_BYTES: bool = true;

    fn bytes(&self) -> &[u8] {
        self
    }

    fn slice(&self, range: Range<usize>) -> &[u8] {
        &self[range]
    }

    fn char_at(&self, at: usize) -> Option<(char, usize)> {
        self.get(at).map(|&byte| (byte as char, 1))
    }

    fn char_index(&self, at: usize) -> usize {
        at
    }

    fn push(out: &mut Vec<u8>, text: &[u8]) {
        out.extend_from_slice(text);
    }

    fn push_ascii(out: &mut Vec<u8>, text: &str) {
        out.extend_from_slice(text.as_bytes());
    }

    fn len(out: &Vec<u8>) -> usize {
        out.len()
    }

    fn count_from(out: &Vec<u8>, start: usize) -> usize {
        out.len() - start
    }

    fn cut(out: &mut Vec<u8>, start: usize, characters: usize) {
        out.truncate(start.saturating_add(characters));
    }

    fn insert(out: &mut Vec<u8>, at: usize, fill: char, count: usize) {
        out.splice(at..at, std::iter::repeat_n(fill as u8, count));
    }
}
