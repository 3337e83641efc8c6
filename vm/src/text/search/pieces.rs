//! Cutting strings into pieces: `split`, `rsplit`, `splitlines`, `partition`.
//!
//! Pieces borrow from the text. A limit of splits is `maxsplit` as the script gave it: negative is none.

use smallvec::SmallVec;

use super::{TextError, find, rfind};
use crate::text::chars::{is_ascii_space, is_space};

/// Pieces of a text, in order.
pub type Pieces<'a> = SmallVec<[&'a str; 8]>;

fn limit(max_split: i64) -> usize {
    usize::try_from(max_split).unwrap_or(usize::MAX)
}

/// `text.split(separator, maxsplit)`
pub fn split<'a>(text: &'a str, separator: &str, max_split: i64) -> Result<Pieces<'a>, TextError> {
    if separator.is_empty() {
        return Err(TextError::EmptySeparator);
    }
    let mut pieces = Pieces::new();
    let mut rest = text;
    if let [byte] = separator.as_bytes() {
        let mut start = 0;
        for at in memchr::memchr_iter(*byte, text.as_bytes()).take(limit(max_split)) {
            pieces.push(&text[start..at]);
            start = at + 1;
        }
        rest = &text[start..];
    } else {
        let finder = memchr::memmem::Finder::new(separator);
        while pieces.len() < limit(max_split)
            && let Some(at) = finder.find(rest.as_bytes())
        {
            pieces.push(&rest[..at]);
            rest = &rest[at + separator.len()..];
        }
    }
    pieces.push(rest);
    Ok(pieces)
}

/// `text.rsplit(separator, maxsplit)`
pub fn rsplit<'a>(text: &'a str, separator: &str, max_split: i64) -> Result<Pieces<'a>, TextError> {
    if separator.is_empty() {
        return Err(TextError::EmptySeparator);
    }
    let mut pieces = Pieces::new();
    let mut rest = text;
    while pieces.len() < limit(max_split)
        && let Some(at) = rfind(rest.as_bytes(), separator.as_bytes())
    {
        pieces.push(&rest[at + separator.len()..]);
        rest = &rest[..at];
    }
    pieces.push(rest);
    pieces.reverse();
    Ok(pieces)
}

/// `text.split(None, maxsplit)`
pub fn split_whitespace(text: &str, max_split: i64) -> Pieces<'_> {
    let mut pieces = Pieces::new();
    if text.is_ascii() {
        each_ascii_word(text, max_split, |word| pieces.push(word));
        return pieces;
    }
    let mut rest = text.trim_start_matches(is_space);
    while !rest.is_empty() {
        if pieces.len() == limit(max_split) {
            pieces.push(rest);
            break;
        }
        let end = rest.find(is_space).unwrap_or(rest.len());
        pieces.push(&rest[..end]);
        rest = rest[end..].trim_start_matches(is_space);
    }
    pieces
}

/// Calls `each` with the pieces of `text.split(None, maxsplit)`, for ASCII text.
#[inline(always)]
pub fn each_ascii_word<'a>(text: &'a str, max_split: i64, mut each: impl FnMut(&'a str)) {
    let bytes = text.as_bytes();
    let mut left = limit(max_split);
    let mut at = 0;
    loop {
        while at < bytes.len() && is_ascii_space(bytes[at]) {
            at += 1;
        }
        if at == bytes.len() {
            return;
        }
        if left == 0 {
            return each(&text[at..]);
        }
        left -= 1;
        let start = at;
        // Letters are told by one comparison.
        while at < bytes.len() && (bytes[at] > b' ' || !is_ascii_space(bytes[at])) {
            at += 1;
        }
        each(&text[start..at]);
    }
}

/// `text.rsplit(None, maxsplit)`
pub fn rsplit_whitespace(text: &str, max_split: i64) -> Pieces<'_> {
    let mut pieces = Pieces::new();
    let mut rest = text.trim_end_matches(is_space);
    while !rest.is_empty() {
        if pieces.len() == limit(max_split) {
            pieces.push(rest);
            break;
        }
        let start = rest.char_indices().rev().find(|&(_, c)| is_space(c));
        let start = start.map_or(0, |(at, c)| at + c.len_utf8());
        pieces.push(&rest[start..]);
        rest = rest[..start].trim_end_matches(is_space);
    }
    pieces.reverse();
    pieces
}

/// Whether the character ends a line for `str.splitlines`.
fn ends_line(c: char) -> bool {
    matches!(c, '\n'..='\r' | '\x1c'..='\x1e' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// `text.splitlines(keepends)`
pub fn splitlines(text: &str, keep_ends: bool) -> Pieces<'_> {
    let mut pieces = Pieces::new();
    let mut rest = text;
    while !rest.is_empty() {
        let Some((at, c)) = rest.char_indices().find(|&(_, c)| ends_line(c)) else {
            pieces.push(rest);
            break;
        };
        let mut next = at + c.len_utf8();
        if c == '\r' && rest.as_bytes().get(next) == Some(&b'\n') {
            next += 1;
        }
        pieces.push(&rest[..if keep_ends { next } else { at }]);
        rest = &rest[next..];
    }
    pieces
}

/// `text.partition(separator)`: what stands before and behind the first one, if there is one.
pub fn partition<'a>(text: &'a str, separator: &str) -> Result<Option<(&'a str, &'a str)>, TextError> {
    cut(text, separator, find)
}

/// `text.rpartition(separator)`: what stands before and behind the last one, if there is one.
pub fn rpartition<'a>(text: &'a str, separator: &str) -> Result<Option<(&'a str, &'a str)>, TextError> {
    cut(text, separator, rfind)
}

fn cut<'a>(
    text: &'a str,
    separator: &str,
    search: impl Fn(&[u8], &[u8]) -> Option<usize>,
) -> Result<Option<(&'a str, &'a str)>, TextError> {
    if separator.is_empty() {
        return Err(TextError::EmptySeparator);
    }
    let found = search(text.as_bytes(), separator.as_bytes());
    Ok(found.map(|at| (&text[..at], &text[at + separator.len()..])))
}
