//! Finding, splitting, trimming, replacing and padding of strings: what `str`'s methods do.
//!
//! UTF-8 finds itself: a match of one valid text in another starts at a character, so the work is done on
//! bytes by `memchr`, and only indices that a script gave or will see are translated to code points. For
//! ASCII, which [`TextRef`] knows by comparing lengths, the translation is nothing.
//!
//! Results that would be absurdly large are refused as [`TextError::Memory`] before anything is allocated.

mod pieces;
mod reshape;

use std::fmt;
use std::ops::Range;

use memchr::memmem;

pub use pieces::{
    Pieces, each_ascii_word, partition, rpartition, rsplit, rsplit_whitespace, split, split_whitespace,
    splitlines,
};
pub(in crate::text) use reshape::center_left;
pub use reshape::{
    Mapped, Side, center, expandtabs, ljust, replace, rjust, strip, strip_whitespace, translate, zfill,
};

/// The largest text a method makes, in bytes.
pub const MAX_TEXT: usize = 1 << 32;

/// A method of `str` or `bytes` that cannot do what it was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextError {
    /// Splitting at nothing; a `ValueError`
    EmptySeparator,
    /// The result would be larger than [`MAX_TEXT`]; a `MemoryError`
    Memory,
}

impl fmt::Display for TextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TextError::EmptySeparator => f.write_str("empty separator"),
            TextError::Memory => Ok(()),
        }
    }
}

impl std::error::Error for TextError {}

/// The two numbers of `find(x, start, end)` as a range within `length` items; `None` if `start` lies
/// behind `end`, where not even the empty text is found.
#[inline]
pub fn clamp(start: i64, end: i64, length: usize) -> Option<Range<usize>> {
    let length = length as i64;
    let from_front = |index: i64| if index < 0 { (index + length).max(0) } else { index };
    let (start, end) = (from_front(start), from_front(end.min(length)));
    (start <= end).then_some(start as usize..end as usize)
}

/// Whole of a text, for [`TextRef::find`] and its kin.
pub const WHOLE: (i64, i64) = (0, i64::MAX);

/// A text whose number of characters is known.
#[derive(Clone, Copy, Debug)]
pub struct TextRef<'a> {
    text: &'a str,
    length: usize,
}

impl<'a> From<&'a str> for TextRef<'a> {
    fn from(text: &'a str) -> Self {
        TextRef { text, length: count_chars(text) }
    }
}

impl<'a> TextRef<'a> {
    /// A text and its number of characters, which the caller vouches for.
    #[inline]
    pub fn new(text: &'a str, length: usize) -> TextRef<'a> {
        debug_assert_eq!(count_chars(text), length);
        TextRef { text, length }
    }

    /// Whether each character is one byte.
    #[inline]
    pub fn is_ascii(self) -> bool {
        self.text.len() == self.length
    }

    /// The byte at which a character starts; the end of the text for indices beyond it.
    #[inline]
    pub fn byte_offset(self, index: usize) -> usize {
        if self.is_ascii() { index.min(self.length) } else { byte_offset(self.text, index) }
    }

    /// The index of the character that starts at a byte.
    #[inline]
    fn char_index(self, byte: usize) -> usize {
        if self.is_ascii() { byte } else { count_chars(&self.text[..byte]) }
    }

    /// The characters from one index to another.
    #[inline]
    pub fn slice(self, range: Range<usize>) -> &'a str {
        let start = self.byte_offset(range.start);
        if self.is_ascii() {
            return &self.text[start..range.end.min(self.length)];
        }
        let rest = &self.text[start..];
        &rest[..byte_offset(rest, range.end - range.start)]
    }

    /// The bytes that `start` and `end` mean.
    #[inline]
    fn window(self, (start, end): (i64, i64)) -> Option<Range<usize>> {
        let range = clamp(start, end, self.length)?;
        if range.start >= self.length && range.start > 0 {
            // Beyond the end even nothing is not found; at the end it is.
            return (range.start == self.length).then_some(self.text.len()..self.text.len());
        }
        let first = self.byte_offset(range.start);
        let last = if range.end == self.length { self.text.len() } else { self.byte_offset(range.end) };
        Some(first..last)
    }

    /// `str.find(needle, start, end)`; `None` is -1.
    pub fn find(self, needle: &str, range: (i64, i64)) -> Option<usize> {
        let window = self.window(range)?;
        let found = find(&self.text.as_bytes()[window.clone()], needle.as_bytes())?;
        Some(self.char_index(window.start + found))
    }

    /// `str.rfind(needle, start, end)`; `None` is -1.
    pub fn rfind(self, needle: &str, range: (i64, i64)) -> Option<usize> {
        let window = self.window(range)?;
        let found = rfind(&self.text.as_bytes()[window.clone()], needle.as_bytes())?;
        Some(self.char_index(window.start + found))
    }

    /// `str.count(needle, start, end)`
    pub fn count(self, needle: &str, range: (i64, i64)) -> usize {
        let Some(window) = self.window(range) else { return 0 };
        let text = &self.text[window];
        // Nothing is found before each character and at the end.
        if needle.is_empty() { count_chars(text) + 1 } else { count(text.as_bytes(), needle.as_bytes()) }
    }

    /// `str.startswith(prefix, start, end)`
    #[inline]
    pub fn starts_with(self, prefix: &str, range: (i64, i64)) -> bool {
        self.window(range).is_some_and(|window| self.text[window].starts_with(prefix))
    }

    /// `str.endswith(suffix, start, end)`
    #[inline]
    pub fn ends_with(self, suffix: &str, range: (i64, i64)) -> bool {
        self.window(range).is_some_and(|window| self.text[window].ends_with(suffix))
    }
}

/// The number of characters.
#[inline]
pub fn count_chars(text: &str) -> usize {
    text.chars().count()
}

/// The byte at which a character starts; the end of the text for indices beyond it.
pub fn byte_offset(text: &str, index: usize) -> usize {
    let bytes = text.as_bytes();
    let starts = |bytes: &[u8]| bytes.iter().filter(|&&byte| (byte as i8) >= -0x40).count();
    let (mut left, mut at) = (index, 0);
    // Whole blocks are counted with vector instructions.
    for block in bytes.chunks_exact(64) {
        let here = starts(block);
        if here > left {
            break;
        }
        left -= here;
        at += block.len();
    }
    while at < bytes.len() {
        if (bytes[at] as i8) >= -0x40 {
            if left == 0 {
                return at;
            }
            left -= 1;
        }
        at += 1;
    }
    bytes.len()
}

/// Texts up to this length are searched without a prepared searcher: preparing one costs more than walking through.
const SHORT: usize = 256;

/// First occurrence among bytes.
#[inline]
pub fn find(text: &[u8], needle: &[u8]) -> Option<usize> {
    match needle {
        [byte] => memchr::memchr(*byte, text),
        [first, rest @ ..] if text.len() <= SHORT => find_short(text, *first, rest),
        _ => memmem::find(text, needle),
    }
}

/// First occurrence of `first` and `rest` behind it.
fn find_short(text: &[u8], first: u8, rest: &[u8]) -> Option<usize> {
    // Where the needle can begin.
    let starts = text.get(..text.len().checked_sub(rest.len())?)?;
    memchr::memchr_iter(first, starts).find(|at| text[at + 1..].starts_with(rest))
}

/// Calls `each` with the places of the occurrences without overlap; the needle is not empty. `each` says whether to
/// go on.
pub fn each_place(text: &[u8], needle: &[u8], mut each: impl FnMut(usize) -> bool) {
    match needle {
        [byte] => {
            memchr::memchr_iter(*byte, text).all(&mut each);
        }
        [first, rest @ ..] if text.len() <= SHORT => {
            let mut done = 0;
            while let Some(at) = find_short(&text[done..], *first, rest)
                && each(done + at)
            {
                done += at + needle.len();
            }
        }
        _ => {
            memmem::find_iter(text, needle).all(each);
        }
    }
}

/// Last occurrence among bytes.
#[inline]
pub fn rfind(text: &[u8], needle: &[u8]) -> Option<usize> {
    match needle {
        [byte] => memchr::memrchr(*byte, text),
        _ => memmem::rfind(text, needle),
    }
}

/// Occurrences without overlap among bytes; the needle is not empty.
pub fn count(text: &[u8], needle: &[u8]) -> usize {
    match needle {
        [byte] => memchr::memchr_iter(*byte, text).count(),
        _ => {
            let mut count = 0;
            each_place(text, needle, |_| {
                count += 1;
                true
            });
            count
        }
    }
}

#[cfg(test)]
mod tests;
