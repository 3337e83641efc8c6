//! What `str.isalpha`, `str.upper` and their kin say about characters and strings.
//!
//! Exact as CPython 3.13, which has Unicode 15.1: the properties come from generated tables, not from
//! `char`'s methods, which follow another version and other definitions. Case mappings are those of the
//! standard library, except that a mapping counts only if both its ends exist in the tables.
//!
//! ASCII never touches a table.

mod case;
mod properties;

use properties::{
    ALPHA, CASE_IGNORABLE, CLASSES, DECIMAL, DIGIT, ID_CONTINUE, ID_START, LOWER, NUMERIC, PRINTABLE, RUNS,
    SPACE, TITLE, UPPER, ZEROS,
};

const CASED: u16 = UPPER | LOWER | TITLE;

/// The property bits of a character, by binary search among the runs.
fn properties(c: char) -> u16 {
    let key = (c as u32) << 6 | 0x3f;
    let index = RUNS.partition_point(|&run| run <= key);
    // The first run starts at zero, so there is always one at or before the character.
    index.checked_sub(1).map_or(0, |index| CLASSES[(RUNS[index] & 0x3f) as usize])
}

#[inline]
fn has(c: char, mask: u16) -> bool {
    properties(c) & mask != 0
}

/// `str.isalpha` of one character.
#[inline]
pub fn is_alpha(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphabetic() } else { has(c, ALPHA) }
}

/// `str.isspace` of one character.
#[inline]
pub fn is_space(c: char) -> bool {
    if c.is_ascii() { is_ascii_space(c as u8) } else { has(c, SPACE) }
}

/// `str.isspace` of an ASCII character: C's six and the four separators of ASCII.
#[inline]
pub fn is_ascii_space(byte: u8) -> bool {
    /// A bit for each of them.
    const SPACES: u64 = 0x1f << b'\t' | 0xf << 0x1c | 1 << b' ';
    byte <= b' ' && SPACES >> byte & 1 == 1
}

/// Whether `repr` shows the character as itself.
#[inline]
pub fn is_printable(c: char) -> bool {
    if c.is_ascii() { matches!(c, ' '..='~') } else { has(c, PRINTABLE) }
}

/// The value of a decimal digit of any script.
#[inline]
pub fn decimal_value(c: char) -> Option<u8> {
    if c.is_ascii() {
        return c.to_digit(10).map(|digit| digit as u8);
    }
    let code = c as u32;
    let index = ZEROS.partition_point(|&zero| zero <= code).checked_sub(1)?;
    let digit = code - ZEROS[index];
    (digit < 10).then_some(digit as u8)
}

/// Whether the text is not empty and every character passes; ASCII by byte, the rest by property.
#[inline]
fn all(text: &str, ascii: impl Fn(u8) -> bool, mask: u16) -> bool {
    if text.is_empty() {
        return false;
    }
    if text.is_ascii() {
        return text.bytes().all(ascii);
    }
    text.chars().all(|c| if c.is_ascii() { ascii(c as u8) } else { has(c, mask) })
}

/// `str.isalpha`
pub fn str_is_alpha(text: &str) -> bool {
    all(text, |b| b.is_ascii_alphabetic(), ALPHA)
}

/// `str.isalnum`
pub fn str_is_alnum(text: &str) -> bool {
    all(text, |b| b.is_ascii_alphanumeric(), ALPHA | DECIMAL | DIGIT | NUMERIC)
}

/// `str.isdecimal`
pub fn str_is_decimal(text: &str) -> bool {
    all(text, |b| b.is_ascii_digit(), DECIMAL)
}

/// `str.isdigit`
pub fn str_is_digit(text: &str) -> bool {
    all(text, |b| b.is_ascii_digit(), DIGIT)
}

/// `str.isnumeric`
pub fn str_is_numeric(text: &str) -> bool {
    all(text, |b| b.is_ascii_digit(), NUMERIC)
}

/// `str.isspace`
pub fn str_is_space(text: &str) -> bool {
    all(text, is_ascii_space, SPACE)
}

/// `str.isprintable`; the empty string is.
pub fn str_is_printable(text: &str) -> bool {
    text.is_empty() || all(text, |b| matches!(b, b' '..=b'~'), PRINTABLE)
}

/// `str.isidentifier`
pub fn str_is_identifier(text: &str) -> bool {
    let mut characters = text.chars();
    let starts = |c: char| {
        if c.is_ascii() { c.is_ascii_alphabetic() || c == '_' } else { has(c, ID_START) }
    };
    let continues = |c: char| {
        if c.is_ascii() { c.is_ascii_alphanumeric() || c == '_' } else { has(c, ID_CONTINUE) }
    };
    characters.next().is_some_and(starts) && characters.all(continues)
}

/// The cases of one character: `UPPER`, `LOWER`, `TITLE` bits.
#[inline]
fn case_of(c: char) -> u16 {
    match c {
        'A'..='Z' => UPPER,
        'a'..='z' => LOWER,
        '\0'..='\x7f' => 0,
        _ => properties(c) & CASED,
    }
}

/// `str.isupper`: some character has a case, and none is lower or title case.
pub fn str_is_upper(text: &str) -> bool {
    is_all_of_case(text, UPPER)
}

/// `str.islower`: some character has a case, and none is upper or title case.
pub fn str_is_lower(text: &str) -> bool {
    is_all_of_case(text, LOWER)
}

fn is_all_of_case(text: &str, wanted: u16) -> bool {
    let mut seen = false;
    for c in text.chars() {
        let case = case_of(c);
        if case & !wanted != 0 {
            return false;
        }
        seen |= case != 0;
    }
    seen
}

/// `str.istitle`: upper case only after the uncased, lower case only after the cased.
pub fn str_is_title(text: &str) -> bool {
    let (mut after_cased, mut seen) = (false, false);
    for c in text.chars() {
        let case = case_of(c);
        if case & (UPPER | TITLE) != 0 && after_cased || case & LOWER != 0 && !after_cased {
            return false;
        }
        after_cased = case != 0;
        seen |= after_cased;
    }
    seen
}

/// Appends a mapping of the standard library if both its ends exist in our version of Unicode.
fn push_mapped(out: &mut String, c: char, mut mapped: impl Iterator<Item = char> + Clone) {
    let known = is_printable(c) && mapped.clone().all(is_printable);
    if known { out.extend(mapped.by_ref()) } else { out.push(c) }
}

fn push_upper(out: &mut String, c: char) {
    if c.is_ascii() { out.push(c.to_ascii_uppercase()) } else { push_mapped(out, c, c.to_uppercase()) }
}

fn push_title(out: &mut String, c: char) {
    if c.is_ascii() {
        return out.push(c.to_ascii_uppercase());
    }
    if let Ok(index) = case::TITLE.binary_search_by_key(&c, |&(key, _)| key) {
        return out.push_str(case::TITLE[index].1);
    }
    // Georgian letters have an upper case but start words as they are.
    if matches!(c, '\u{10d0}'..='\u{10ff}') { out.push(c) } else { push_upper(out, c) }
}

/// Appends the lower case of the character `c` that stands at byte `at` of `text`.
///
/// A capital sigma at the end of a word becomes the final form, so the neighbours count.
fn push_lower(out: &mut String, text: &str, at: usize, c: char) {
    match c {
        '\u{3a3}' => out.push(if is_final(text, at, c) { '\u{3c2}' } else { '\u{3c3}' }),
        _ if c.is_ascii() => out.push(c.to_ascii_lowercase()),
        _ => push_mapped(out, c, c.to_lowercase()),
    }
}

fn is_final(text: &str, at: usize, c: char) -> bool {
    /// Characters like apostrophes and accents are looked through.
    fn meets_cased(mut characters: impl Iterator<Item = char>) -> bool {
        characters.find(|&c| !is_case_ignorable(c)).is_some_and(|c| case_of(c) != 0)
    }
    meets_cased(text[..at].chars().rev()) && !meets_cased(text[at + c.len_utf8()..].chars())
}

fn is_case_ignorable(c: char) -> bool {
    if c.is_ascii() { matches!(c, '\'' | '.' | ':' | '^' | '`') } else { has(c, CASE_IGNORABLE) }
}

/// `str.upper`
pub fn upper(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_uppercase();
    }
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|c| push_upper(&mut out, c));
    out
}

/// `str.lower`
pub fn lower(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    text.char_indices().for_each(|(at, c)| push_lower(&mut out, text, at, c));
    out
}

/// `str.casefold`
pub fn casefold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match case::FOLD.binary_search_by_key(&c, |&(key, _)| key) {
            Ok(index) => out.push_str(case::FOLD[index].1),
            Err(_) if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            Err(_) => push_mapped(&mut out, c, c.to_lowercase()),
        }
    }
    out
}

/// `str.swapcase`
pub fn swapcase(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        match case_of(c) {
            case if case & UPPER != 0 => push_lower(&mut out, text, at, c),
            case if case & LOWER != 0 => push_upper(&mut out, c),
            _ => out.push(c),
        }
    }
    out
}

/// `str.capitalize`
pub fn capitalize(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        if at == 0 { push_title(&mut out, c) } else { push_lower(&mut out, text, at, c) }
    }
    out
}

/// `str.title`
pub fn title(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut after_cased = false;
    for (at, c) in text.char_indices() {
        if after_cased {
            push_lower(&mut out, text, at, c)
        } else {
            push_title(&mut out, c)
        }
        after_cased = case_of(c) != 0;
    }
    out
}

#[cfg(test)]
mod tests;
