//! Trimming, padding, replacing and mapping: methods whose result is one text.

use smallvec::SmallVec;

use super::{MAX_TEXT, TextError, each_place};
use crate::text::chars::is_space;

/// The ends at which `strip` and its kin work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// `lstrip`
    Left,
    /// `rstrip`
    Right,
    /// `strip`
    Both,
}

/// `text.strip()`
pub fn strip_whitespace(text: &str, side: Side) -> &str {
    trim(text, side, is_space)
}

/// `text.strip(characters)`
pub fn strip<'a>(text: &'a str, characters: &str, side: Side) -> &'a str {
    match characters.as_bytes() {
        [byte @ 0..=0x7f] => trim(text, side, |c| c == char::from(*byte)),
        _ if characters.is_ascii() => {
            // One bit for each character to drop.
            let set = characters.bytes().fold(0_u128, |set, byte| set | 1 << byte);
            trim(text, side, |c| c.is_ascii() && set >> (c as u32) & 1 == 1)
        }
        _ => trim(text, side, |c| characters.contains(c)),
    }
}

fn trim(text: &str, side: Side, drop: impl Fn(char) -> bool + Copy) -> &str {
    match side {
        Side::Left => text.trim_start_matches(drop),
        Side::Right => text.trim_end_matches(drop),
        Side::Both => text.trim_start_matches(drop).trim_end_matches(drop),
    }
}

/// `text.replace(old, new, count)`; `None` if nothing changes, so that the caller can keep the object.
pub fn replace(text: &str, old: &str, new: &str, max_count: i64) -> Result<Option<String>, TextError> {
    let most = usize::try_from(max_count).unwrap_or(usize::MAX);
    if most == 0 || old == new {
        return Ok(None);
    }
    // Where the new text goes in, found once: the size of the result must be known before it is built.
    let mut places: SmallVec<[usize; 32]> = SmallVec::new();
    match old.as_bytes() {
        [] => places.extend(text.char_indices().map(|(at, _)| at).chain([text.len()]).take(most)),
        needle => each_place(text.as_bytes(), needle, |at| {
            places.push(at);
            places.len() < most
        }),
    }
    if places.is_empty() {
        return Ok(None);
    }
    // The matches lie in the text, so the difference cannot be negative.
    let kept = text.len() - places.len() * old.len();
    let length = kept.saturating_add(places.len().saturating_mul(new.len()));
    if length > MAX_TEXT {
        return Err(TextError::Memory);
    }
    let mut out = String::with_capacity(length);
    let mut done = 0;
    for at in places {
        out.push_str(&text[done..at]);
        out.push_str(new);
        done = at + old.len();
    }
    out.push_str(&text[done..]);
    Ok(Some(out))
}

/// `text.expandtabs(tabsize)`
pub fn expandtabs(text: &str, tab_size: i64) -> Result<String, TextError> {
    let tab = u64::try_from(tab_size).unwrap_or(0);
    let mut out = String::with_capacity(text.len());
    let mut column: u64 = 0;
    for c in text.chars() {
        match c {
            '\t' => {
                let spaces = if tab == 0 { 0 } else { tab - column % tab };
                if spaces > (MAX_TEXT - out.len().min(MAX_TEXT)) as u64 {
                    return Err(TextError::Memory);
                }
                column += spaces;
                out.extend(std::iter::repeat_n(' ', spaces as usize));
            }
            '\n' | '\r' => {
                column = 0;
                out.push(c);
            }
            _ => {
                column += 1;
                out.push(c);
            }
        }
    }
    Ok(out)
}

/// The padding up to `width` characters; `None` if the text is wide enough.
fn margin(length: usize, width: i64) -> Result<Option<usize>, TextError> {
    match usize::try_from(width).unwrap_or(0).saturating_sub(length) {
        0 => Ok(None),
        margin if margin > MAX_TEXT => Err(TextError::Memory),
        margin => Ok(Some(margin)),
    }
}

fn padded(text: &str, left: usize, right: usize, fill: char) -> String {
    let mut out = String::with_capacity(text.len() + (left + right) * fill.len_utf8());
    out.extend(std::iter::repeat_n(fill, left));
    out.push_str(text);
    out.extend(std::iter::repeat_n(fill, right));
    out
}

/// `text.ljust(width, fill)` of a text of `length` characters; `None` if it is wide enough.
pub fn ljust(text: &str, length: usize, width: i64, fill: char) -> Result<Option<String>, TextError> {
    Ok(margin(length, width)?.map(|margin| padded(text, 0, margin, fill)))
}

/// `text.rjust(width, fill)` of a text of `length` characters; `None` if it is wide enough.
pub fn rjust(text: &str, length: usize, width: i64, fill: char) -> Result<Option<String>, TextError> {
    Ok(margin(length, width)?.map(|margin| padded(text, margin, 0, fill)))
}

/// `text.center(width, fill)` of a text of `length` characters; `None` if it is wide enough.
pub fn center(text: &str, length: usize, width: i64, fill: char) -> Result<Option<String>, TextError> {
    Ok(margin(length, width)?.map(|margin| {
        let left = center_left(margin, width);
        padded(text, left, margin - left, fill)
    }))
}

/// The left part of the padding of a centred text: the odd one goes left only into an odd width.
pub(in crate::text) fn center_left(margin: usize, width: i64) -> usize {
    margin / 2 + (margin & width as usize & 1)
}

/// `text.zfill(width)` of a text of `length` characters; `None` if it is wide enough.
pub fn zfill(text: &str, length: usize, width: i64) -> Result<Option<String>, TextError> {
    Ok(margin(length, width)?.map(|margin| {
        let sign = usize::from(text.starts_with(['+', '-']));
        let mut out = String::with_capacity(text.len() + margin);
        out.push_str(&text[..sign]);
        out.extend(std::iter::repeat_n('0', margin));
        out.push_str(&text[sign..]);
        out
    }))
}

/// What `str.translate` makes of a character.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mapped {
    /// The table does not have it
    Same,
    /// The table says `None`
    Removed,
    /// Another character
    Char(char),
    /// A text
    Text(String),
}

/// `text.translate(table)`; `lookup` asks the table, at most once for each ASCII character.
pub fn translate<E>(text: &str, mut lookup: impl FnMut(char) -> Result<Mapped, E>) -> Result<String, E> {
    let mut known: [Option<Mapped>; 128] = [const { None }; 128];
    let mut out = String::with_capacity(text.len());
    let push = |out: &mut String, c: char, mapped: &Mapped| match mapped {
        Mapped::Same => out.push(c),
        Mapped::Removed => {}
        Mapped::Char(other) => out.push(*other),
        Mapped::Text(text) => out.push_str(text),
    };
    for c in text.chars() {
        match known.get_mut(c as usize) {
            Some(Some(mapped)) => push(&mut out, c, mapped),
            Some(slot) => push(&mut out, c, slot.insert(lookup(c)?)),
            None => push(&mut out, c, &lookup(c)?),
        }
    }
    Ok(out)
}
