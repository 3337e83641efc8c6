//! The methods of `bytes`: like those of `str`, but a byte is a byte and only ASCII has cases and spaces.
//!
//! Searching is shared with [`super::search`]; here stands what differs.

use smallvec::SmallVec;

use super::search::{MAX_TEXT, Side, TextError, clamp, find, rfind};

/// Pieces of bytes, in order.
pub type Pieces<'a> = SmallVec<[&'a [u8]; 8]>;

/// What stands before and behind a separator, if there is one.
pub type Halves<'a> = Option<(&'a [u8], &'a [u8])>;

/// Whitespace as `bytes.isspace` has it.
#[inline]
pub fn is_space(byte: u8) -> bool {
    matches!(byte, b'\t'..=b'\r' | b' ')
}

/// The bytes that `start` and `end` mean, and where they begin.
fn window(bytes: &[u8], (start, end): (i64, i64)) -> Option<(&[u8], usize)> {
    let range = clamp(start, end, bytes.len())?;
    Some((bytes.get(range.clone())?, range.start))
}

/// `bytes.find(needle, start, end)`; `None` is -1.
pub fn find_in(bytes: &[u8], needle: &[u8], range: (i64, i64)) -> Option<usize> {
    let (within, offset) = window(bytes, range)?;
    find(within, needle).map(|at| at + offset)
}

/// `bytes.rfind(needle, start, end)`; `None` is -1.
pub fn rfind_in(bytes: &[u8], needle: &[u8], range: (i64, i64)) -> Option<usize> {
    let (within, offset) = window(bytes, range)?;
    rfind(within, needle).map(|at| at + offset)
}

/// `bytes.count(needle, start, end)`
pub fn count_in(bytes: &[u8], needle: &[u8], range: (i64, i64)) -> usize {
    match window(bytes, range) {
        Some((within, _)) if needle.is_empty() => within.len() + 1,
        Some((within, _)) => super::search::count(within, needle),
        None => 0,
    }
}

/// `bytes.startswith(prefix, start, end)`
pub fn starts_with(bytes: &[u8], prefix: &[u8], range: (i64, i64)) -> bool {
    window(bytes, range).is_some_and(|(within, _)| within.starts_with(prefix))
}

/// `bytes.endswith(suffix, start, end)`
pub fn ends_with(bytes: &[u8], suffix: &[u8], range: (i64, i64)) -> bool {
    window(bytes, range).is_some_and(|(within, _)| within.ends_with(suffix))
}

fn limit(max_split: i64) -> usize {
    usize::try_from(max_split).unwrap_or(usize::MAX)
}

/// `bytes.split(separator, maxsplit)`
pub fn split<'a>(bytes: &'a [u8], separator: &[u8], max_split: i64) -> Result<Pieces<'a>, TextError> {
    if separator.is_empty() {
        return Err(TextError::EmptySeparator);
    }
    let mut pieces = Pieces::new();
    let mut rest = bytes;
    while pieces.len() < limit(max_split)
        && let Some(at) = find(rest, separator)
    {
        pieces.push(&rest[..at]);
        rest = &rest[at + separator.len()..];
    }
    pieces.push(rest);
    Ok(pieces)
}

/// `bytes.rsplit(separator, maxsplit)`
pub fn rsplit<'a>(bytes: &'a [u8], separator: &[u8], max_split: i64) -> Result<Pieces<'a>, TextError> {
    if separator.is_empty() {
        return Err(TextError::EmptySeparator);
    }
    let mut pieces = Pieces::new();
    let mut rest = bytes;
    while pieces.len() < limit(max_split)
        && let Some(at) = rfind(rest, separator)
    {
        pieces.push(&rest[at + separator.len()..]);
        rest = &rest[..at];
    }
    pieces.push(rest);
    pieces.reverse();
    Ok(pieces)
}

/// `bytes.split(None, maxsplit)`
pub fn split_whitespace(bytes: &[u8], max_split: i64) -> Pieces<'_> {
    let mut pieces = Pieces::new();
    let mut rest = strip_whitespace(bytes, Side::Left);
    while !rest.is_empty() {
        if pieces.len() == limit(max_split) {
            pieces.push(rest);
            break;
        }
        let end = rest.iter().position(|&byte| is_space(byte)).unwrap_or(rest.len());
        pieces.push(&rest[..end]);
        rest = strip_whitespace(&rest[end..], Side::Left);
    }
    pieces
}

/// `bytes.rsplit(None, maxsplit)`
pub fn rsplit_whitespace(bytes: &[u8], max_split: i64) -> Pieces<'_> {
    let mut pieces = Pieces::new();
    let mut rest = strip_whitespace(bytes, Side::Right);
    while !rest.is_empty() {
        if pieces.len() == limit(max_split) {
            pieces.push(rest);
            break;
        }
        let start = rest.iter().rposition(|&byte| is_space(byte)).map_or(0, |at| at + 1);
        pieces.push(&rest[start..]);
        rest = strip_whitespace(&rest[..start], Side::Right);
    }
    pieces.reverse();
    pieces
}

/// `bytes.splitlines(keepends)`: only `\n`, `\r` and `\r\n` end lines.
pub fn splitlines(bytes: &[u8], keep_ends: bool) -> Pieces<'_> {
    let mut pieces = Pieces::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        let Some(at) = memchr::memchr2(b'\n', b'\r', rest) else {
            pieces.push(rest);
            break;
        };
        let next = at + if rest[at..].starts_with(b"\r\n") { 2 } else { 1 };
        pieces.push(&rest[..if keep_ends { next } else { at }]);
        rest = &rest[next..];
    }
    pieces
}

/// `bytes.partition(separator)`: what stands before and behind the first one, if there is one.
pub fn partition<'a>(bytes: &'a [u8], separator: &[u8]) -> Result<Halves<'a>, TextError> {
    cut(bytes, separator, find)
}

/// `bytes.rpartition(separator)`: what stands before and behind the last one, if there is one.
pub fn rpartition<'a>(bytes: &'a [u8], separator: &[u8]) -> Result<Halves<'a>, TextError> {
    cut(bytes, separator, rfind)
}

fn cut<'a>(
    bytes: &'a [u8],
    separator: &[u8],
    search: impl Fn(&[u8], &[u8]) -> Option<usize>,
) -> Result<Halves<'a>, TextError> {
    if separator.is_empty() {
        return Err(TextError::EmptySeparator);
    }
    Ok(search(bytes, separator).map(|at| (&bytes[..at], &bytes[at + separator.len()..])))
}

/// `bytes.strip()`
pub fn strip_whitespace(bytes: &[u8], side: Side) -> &[u8] {
    trim(bytes, side, is_space)
}

/// `bytes.strip(unwanted)`
pub fn strip<'a>(bytes: &'a [u8], unwanted: &[u8], side: Side) -> &'a [u8] {
    trim(bytes, side, |byte| unwanted.contains(&byte))
}

fn trim(mut bytes: &[u8], side: Side, drop: impl Fn(u8) -> bool) -> &[u8] {
    if side != Side::Right {
        while let [first, rest @ ..] = bytes
            && drop(*first)
        {
            bytes = rest;
        }
    }
    if side != Side::Left {
        while let [rest @ .., last] = bytes
            && drop(*last)
        {
            bytes = rest;
        }
    }
    bytes
}

/// `bytes.replace(old, new, count)`; `None` if nothing changes.
pub fn replace(bytes: &[u8], old: &[u8], new: &[u8], max_count: i64) -> Result<Option<Vec<u8>>, TextError> {
    let places = count_in(bytes, old, super::search::WHOLE).min(limit(max_count));
    if places == 0 || old == new {
        return Ok(None);
    }
    let length = (bytes.len() - places * old.len()).saturating_add(places.saturating_mul(new.len()));
    if length > MAX_TEXT {
        return Err(TextError::Memory);
    }
    let mut out = Vec::with_capacity(length);
    let mut rest = bytes;
    for place in 0..places {
        if old.is_empty() {
            out.extend_from_slice(new);
            // The last place may be behind the last byte.
            if let Some((first, tail)) = rest.split_first() {
                out.push(*first);
                rest = tail;
            }
            debug_assert!(place <= bytes.len());
        } else if let Some(at) = find(rest, old) {
            out.extend_from_slice(&rest[..at]);
            out.extend_from_slice(new);
            rest = &rest[at + old.len()..];
        }
    }
    out.extend_from_slice(rest);
    Ok(Some(out))
}

/// `bytes.expandtabs(tabsize)`
pub fn expandtabs(bytes: &[u8], tab_size: i64) -> Result<Vec<u8>, TextError> {
    let tab = u64::try_from(tab_size).unwrap_or(0);
    let mut out = Vec::with_capacity(bytes.len());
    let mut column: u64 = 0;
    for &byte in bytes {
        if byte == b'\t' {
            let spaces = if tab == 0 { 0 } else { tab - column % tab };
            if spaces > (MAX_TEXT - out.len().min(MAX_TEXT)) as u64 {
                return Err(TextError::Memory);
            }
            column += spaces;
            out.resize(out.len() + spaces as usize, b' ');
        } else {
            column = if matches!(byte, b'\n' | b'\r') { 0 } else { column + 1 };
            out.push(byte);
        }
    }
    Ok(out)
}

/// Padding to `width` bytes, as `ljust` (`Side::Right` gets the padding), `rjust` and `center`.
pub fn pad(bytes: &[u8], width: i64, fill: u8, side: Side) -> Result<Vec<u8>, TextError> {
    let margin = usize::try_from(width).unwrap_or(0).saturating_sub(bytes.len());
    if margin > MAX_TEXT {
        return Err(TextError::Memory);
    }
    let left = match side {
        Side::Left => margin,
        Side::Right => 0,
        Side::Both => super::search::center_left(margin, width),
    };
    let mut out = Vec::with_capacity(bytes.len() + margin);
    out.resize(left, fill);
    out.extend_from_slice(bytes);
    out.resize(bytes.len() + margin, fill);
    Ok(out)
}

/// `bytes.zfill(width)`
pub fn zfill(bytes: &[u8], width: i64) -> Result<Vec<u8>, TextError> {
    let sign = usize::from(matches!(bytes.first(), Some(b'+' | b'-')));
    let (sign, digits) = bytes.split_at(sign);
    let mut out = sign.to_vec();
    out.extend(pad(digits, width.saturating_sub(sign.len() as i64), b'0', Side::Left)?);
    Ok(out)
}

/// `bytes.translate(table, delete)`; the table has 256 bytes, or is absent.
pub fn translate(bytes: &[u8], table: Option<&[u8; 256]>, delete: &[u8]) -> Vec<u8> {
    let kept = bytes.iter().filter(|byte| !delete.contains(byte));
    kept.map(|&byte| table.map_or(byte, |table| table[byte as usize])).collect()
}

/// Whether there are bytes and all pass the test: `isalpha`, `isdigit`, `isalnum`, `isspace`.
pub fn all(bytes: &[u8], test: impl Fn(u8) -> bool) -> bool {
    !bytes.is_empty() && bytes.iter().all(|&byte| test(byte))
}

/// `bytes.isupper`
pub fn is_upper(bytes: &[u8]) -> bool {
    bytes.iter().any(u8::is_ascii_uppercase) && !bytes.iter().any(u8::is_ascii_lowercase)
}

/// `bytes.islower`
pub fn is_lower(bytes: &[u8]) -> bool {
    bytes.iter().any(u8::is_ascii_lowercase) && !bytes.iter().any(u8::is_ascii_uppercase)
}

/// `bytes.istitle`
pub fn is_title(bytes: &[u8]) -> bool {
    let mut after_cased = false;
    for byte in bytes {
        if byte.is_ascii_uppercase() && after_cased || byte.is_ascii_lowercase() && !after_cased {
            return false;
        }
        after_cased = byte.is_ascii_alphabetic();
    }
    bytes.iter().any(u8::is_ascii_alphabetic)
}

/// `bytes.title`
pub fn title(bytes: &[u8]) -> Vec<u8> {
    let mut after_cased = false;
    let change = |byte: &u8| {
        let changed = if after_cased { byte.to_ascii_lowercase() } else { byte.to_ascii_uppercase() };
        after_cased = byte.is_ascii_alphabetic();
        changed
    };
    bytes.iter().map(change).collect()
}

/// `bytes.capitalize`
pub fn capitalize(bytes: &[u8]) -> Vec<u8> {
    let mut out = bytes.to_ascii_lowercase();
    if let Some(first) = out.first_mut() {
        first.make_ascii_uppercase();
    }
    out
}

/// `bytes.swapcase`
pub fn swapcase(bytes: &[u8]) -> Vec<u8> {
    let swap = |byte: &u8| if byte.is_ascii_alphabetic() { byte ^ 0x20 } else { *byte };
    bytes.iter().map(swap).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use super::*;

    #[test]
    fn as_cpython() {
        assert_eq!(find_in(b"abcabc", b"bc", (2, i64::MAX)), Some(4));
        assert_eq!(rfind_in(b"abcabc", b"", (0, -1)), Some(5));
        assert_eq!(find_in(b"abc", b"", (4, 9)), None);
        assert_eq!(count_in(b"aaa", b"", (0, 2)), 3);
        assert_eq!(split(b"a,b,c", b",", 1).unwrap().join(&b'|'), b"a|b,c");
        assert_eq!(rsplit_whitespace(b" a b c ", 1).join(&b'|'), b" a b|c");
        assert_eq!(splitlines(b"a\r\nb\x0bc\rd", false).join(&b'|'), b"a|b\x0bc|d");
        assert_eq!(replace(b"abc", b"", b"-", -1).unwrap().unwrap(), b"-a-b-c-");
        assert_eq!(replace(b"abab", b"ab", b"x", 1).unwrap().unwrap(), b"xab");
        assert_eq!(pad(b"ab", 5, b'*', Side::Both).unwrap(), b"**ab*");
        assert_eq!(zfill(b"-42", 6).unwrap(), b"-00042");
        assert_eq!(translate(b"hello", None, b"l"), b"heo");
        assert_eq!(title(b"they're OK\xff"), b"They'Re Ok\xff");
        assert!(is_title(b"They'Re") && !is_title(b"1") && is_upper(b"A1") && !is_lower(b"1"));
        assert_eq!(expandtabs(b"a\tb", 4).unwrap(), b"a   b");
    }
}
