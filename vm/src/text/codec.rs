//! Text to bytes and back: `str.encode`, `bytes.decode`, and the error handlers between them.
//!
//! UTF-8, ASCII, Latin-1, UTF-16 and UTF-32 with and without byte order marks, and the single-byte encodings that
//! CPython has as tables; other encodings are unknown.
//! Strings hold no surrogates, so encoding to UTF fails never, and the handlers `surrogateescape` and
//! `surrogatepass` have nothing to escape into: where bytes are malformed they behave like `strict`.

mod decode;
mod encode;
mod tables;

use std::fmt;

use super::repr::push_escape;
pub use decode::decode;
pub use encode::encode;

/// An encoding we know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// `utf-8`
    Utf8,
    /// `utf-8-sig`: with a byte order mark
    Utf8Sig,
    /// `ascii`
    Ascii,
    /// `latin-1`
    Latin1,
    /// `utf-16` and its kin
    Utf16(Endian),
    /// `utf-32` and its kin
    Utf32(Endian),
    /// A byte for each character, by a table
    Table(Table),
}

/// The table of a single-byte encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Table(u8);

/// What stands in a table where a byte means nothing.
const UNDEFINED: char = '\u{fffe}';

impl Table {
    /// The table and the first byte it tells of: the ones before are ASCII.
    fn chars(self) -> (&'static str, u8) {
        let chars = tables::TABLES.get(usize::from(self.0)).copied().unwrap_or_default();
        (chars, if chars.chars().count() > 128 { 0 } else { 128 })
    }

    /// What each byte means.
    fn decoding(self) -> [char; 256] {
        let (chars, first) = self.chars();
        let mut all: [char; 256] = std::array::from_fn(|byte| char::from(byte as u8));
        for (place, c) in all.iter_mut().skip(usize::from(first)).zip(chars.chars()) {
            *place = c;
        }
        all
    }
}

/// The order of the bytes of a code unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Endian {
    /// As the byte order mark says; little without one
    Marked,
    /// Least significant byte first, no mark
    Little,
    /// Most significant byte first, no mark
    Big,
}

impl Encoding {
    /// The encoding of this name, in any of its spellings.
    pub fn lookup(name: &str) -> Option<Encoding> {
        // Case and punctuation do not matter.
        let mut key = String::with_capacity(name.len());
        for c in name.chars() {
            if c.is_ascii_alphanumeric() || c == '.' {
                key.push(c.to_ascii_lowercase());
            } else if !key.is_empty() && !key.ends_with('_') {
                key.push('_');
            }
        }
        Some(match key.trim_end_matches('_') {
            "utf_8" | "utf8" | "u8" | "utf" | "cp65001" | "utf8_ucs2" | "utf8_ucs4" => Encoding::Utf8,
            "utf_8_sig" => Encoding::Utf8Sig,
            "ascii" | "us_ascii" | "us" | "646" | "iso646_us" | "ansi_x3.4_1968" | "cp367" | "ibm367" => {
                Encoding::Ascii
            }
            "latin_1" | "latin1" | "latin" | "l1" | "iso_8859_1" | "iso8859_1" | "iso8859" | "8859"
            | "cp819" | "ibm819" => Encoding::Latin1,
            "utf_16" | "utf16" | "u16" => Encoding::Utf16(Endian::Marked),
            "utf_16_le" | "utf_16le" | "unicodelittleunmarked" => Encoding::Utf16(Endian::Little),
            "utf_16_be" | "utf_16be" | "unicodebigunmarked" => Encoding::Utf16(Endian::Big),
            "utf_32" | "utf32" | "u32" => Encoding::Utf32(Endian::Marked),
            "utf_32_le" | "utf_32le" => Encoding::Utf32(Endian::Little),
            "utf_32_be" | "utf_32be" => Encoding::Utf32(Endian::Big),
            name => {
                let at = tables::NAMES.binary_search_by_key(&name, |(name, _)| name).ok()?;
                Encoding::Table(Table(tables::NAMES.get(at)?.1))
            }
        })
    }

    /// Whether the bytes of `\n` and `\r` are those of ASCII: in EBCDIC they are not.
    pub fn keeps_line_ends(self) -> bool {
        match self {
            Encoding::Table(table) => {
                [b'\n', b'\r'].map(usize::from).map(|at| table.decoding()[at]) == ['\n', '\r']
            }
            Encoding::Utf16(_) | Encoding::Utf32(_) => false,
            _ => true,
        }
    }

    /// The name that error messages and `codecs.lookup` give it.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "utf-8",
            Encoding::Utf8Sig => "utf-8-sig",
            Encoding::Ascii => "ascii",
            Encoding::Latin1 => "iso8859-1",
            Encoding::Utf16(Endian::Marked) => "utf-16",
            Encoding::Utf16(Endian::Little) => "utf-16-le",
            Encoding::Utf16(Endian::Big) => "utf-16-be",
            Encoding::Utf32(Endian::Marked) => "utf-32",
            Encoding::Utf32(Endian::Little) => "utf-32-le",
            Encoding::Utf32(Endian::Big) => "utf-32-be",
            Encoding::Table(table) => tables::TITLES.get(usize::from(table.0)).copied().unwrap_or_default(),
        }
    }
}

/// What to do about what cannot be encoded or decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Handler {
    Strict,
    Ignore,
    Replace,
    BackslashReplace,
    XmlCharRefReplace,
    NameReplace,
}

impl Handler {
    /// Handlers are looked up when the first error occurs, so a misspelled name may go unnoticed.
    fn lookup(name: &str) -> Result<Handler, CodecError> {
        Ok(match name {
            "strict" | "surrogateescape" | "surrogatepass" => Handler::Strict,
            "ignore" => Handler::Ignore,
            "replace" => Handler::Replace,
            "backslashreplace" => Handler::BackslashReplace,
            "xmlcharrefreplace" => Handler::XmlCharRefReplace,
            "namereplace" => Handler::NameReplace,
            _ => return Err(CodecError::UnknownHandler(name.into())),
        })
    }
}

/// The place of a failure, with what the exception's attributes need besides the object itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The encoding's name
    pub encoding: &'static str,
    /// The exception's object begins here in what was given: behind the mark of `utf-8-sig`
    pub object_start: usize,
    /// First byte or character that is wrong, counted from the object's beginning
    pub start: usize,
    /// Behind the last one
    pub end: usize,
    /// What is wrong
    pub reason: &'static str,
}

/// A failed conversion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CodecError {
    /// `UnicodeDecodeError`; positions are bytes
    Decode(Failure),
    /// `UnicodeEncodeError`; positions are characters
    Encode(Failure),
    /// `LookupError` for an error handler
    UnknownHandler(Box<str>),
    /// `TypeError`: the handler is for encoding only
    HandlerCannotDecode,
}

/// The message, without the object: for the two Unicode errors see [`decode_message`] and
/// [`encode_message`], which show what is at the place.
impl fmt::Display for CodecError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CodecError::Decode(failure) | CodecError::Encode(failure) => f.write_str(failure.reason),
            CodecError::UnknownHandler(name) => write!(f, "unknown error handler name '{name}'"),
            CodecError::HandlerCannotDecode => {
                f.write_str("don't know how to handle UnicodeDecodeError in error callback")
            }
        }
    }
}

impl std::error::Error for CodecError {}

/// `str(UnicodeDecodeError)`
pub fn decode_message(encoding: &str, object: &[u8], start: usize, end: usize, reason: &str) -> String {
    match object.get(start) {
        Some(byte) if end == start + 1 => {
            format!("'{encoding}' codec can't decode byte 0x{byte:02x} in position {start}: {reason}")
        }
        _ => {
            let last = end.saturating_sub(1);
            format!("'{encoding}' codec can't decode bytes in position {start}-{last}: {reason}")
        }
    }
}

/// `str(UnicodeEncodeError)`
pub fn encode_message(encoding: &str, object: &str, start: usize, end: usize, reason: &str) -> String {
    match object.chars().nth(start) {
        Some(c) if end == start + 1 => {
            let mut shown = String::new();
            push_escape_any(&mut shown, c);
            format!("'{encoding}' codec can't encode character '{shown}' in position {start}: {reason}")
        }
        _ => {
            let last = end.saturating_sub(1);
            format!("'{encoding}' codec can't encode characters in position {start}-{last}: {reason}")
        }
    }
}

/// Appends an escape by number, also for characters that have a shorter one.
fn push_escape_any(out: &mut String, c: char) {
    match c {
        '\\' | '\n' | '\r' | '\t' => out.push_str(&format!("\\x{:02x}", c as u32)),
        _ => push_escape(out, c),
    }
}

#[cfg(test)]
mod tests;
