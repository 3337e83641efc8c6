//! Bytes to text.

use super::{CodecError, Encoding, Endian, Failure, Handler, UNDEFINED};

/// `bytes.decode(encoding, errors)`
pub fn decode(bytes: &[u8], encoding: Encoding, errors: &str) -> Result<String, CodecError> {
    match encoding {
        Encoding::Utf8 => utf8(bytes, 0, errors),
        Encoding::Utf8Sig => {
            let skip = if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
            utf8(bytes, skip, errors)
        }
        Encoding::Ascii => ascii(bytes, errors),
        Encoding::Latin1 => Ok(bytes.iter().map(|&byte| byte as char).collect()),
        Encoding::Utf16(endian) => {
            let (endian, skip) = match (endian, bytes) {
                (Endian::Marked, [0xff, 0xfe, ..]) => (Endian::Little, 2),
                (Endian::Marked, [0xfe, 0xff, ..]) => (Endian::Big, 2),
                _ => (endian, 0),
            };
            utf16(bytes, skip, endian == Endian::Big, errors)
        }
        Encoding::Utf32(endian) => {
            let (endian, skip) = match (endian, bytes) {
                (Endian::Marked, [0xff, 0xfe, 0, 0, ..]) => (Endian::Little, 4),
                (Endian::Marked, [0, 0, 0xfe, 0xff, ..]) => (Endian::Big, 4),
                _ => (endian, 0),
            };
            utf32(bytes, skip, endian == Endian::Big, errors)
        }
        Encoding::Table(table) => by_table(bytes, &table.decoding(), errors),
    }
}

/// The text so far, and what to do when bytes are malformed.
struct Decoder<'a> {
    out: String,
    bytes: &'a [u8],
    errors: &'a str,
    encoding: &'static str,
    object_start: usize,
}

impl<'a> Decoder<'a> {
    fn new(bytes: &'a [u8], errors: &'a str, encoding: &'static str) -> Decoder<'a> {
        Decoder { out: String::with_capacity(bytes.len()), bytes, errors, encoding, object_start: 0 }
    }

    /// Lets the handler deal with malformed bytes.
    fn malformed(&mut self, start: usize, end: usize, reason: &'static str) -> Result<(), CodecError> {
        match Handler::lookup(self.errors)? {
            Handler::Strict => {
                let (encoding, object_start) = (self.encoding, self.object_start);
                Err(CodecError::Decode(Failure { encoding, object_start, start, end, reason }))
            }
            Handler::Ignore => Ok(()),
            Handler::Replace => {
                self.out.push(char::REPLACEMENT_CHARACTER);
                Ok(())
            }
            Handler::BackslashReplace => {
                for byte in &self.bytes[start..end] {
                    self.out.push_str(&format!("\\x{byte:02x}"));
                }
                Ok(())
            }
            Handler::XmlCharRefReplace | Handler::NameReplace => Err(CodecError::HandlerCannotDecode),
        }
    }
}

fn utf8(bytes: &[u8], skip: usize, errors: &str) -> Result<String, CodecError> {
    if let Ok(text) = std::str::from_utf8(&bytes[skip..]) {
        return Ok(text.to_owned());
    }
    // Positions do not count the mark.
    let bytes = &bytes[skip..];
    let mut decoder = Decoder::new(bytes, errors, "utf-8");
    decoder.object_start = skip;
    let mut at = 0;
    loop {
        let error = match std::str::from_utf8(&bytes[at..]) {
            Ok(rest) => {
                decoder.out.push_str(rest);
                return Ok(decoder.out);
            }
            Err(error) => error,
        };
        let start = at + error.valid_up_to();
        decoder.out.push_str(std::str::from_utf8(&bytes[at..start]).unwrap_or_default());
        let (end, reason) = match error.error_len() {
            None => (bytes.len(), "unexpected end of data"),
            Some(length) if matches!(bytes[start], 0xc2..=0xf4) => {
                (start + length, "invalid continuation byte")
            }
            Some(length) => (start + length, "invalid start byte"),
        };
        decoder.malformed(start, end, reason)?;
        at = end;
    }
}

fn ascii(bytes: &[u8], errors: &str) -> Result<String, CodecError> {
    let mut decoder = Decoder::new(bytes, errors, "ascii");
    if bytes.is_ascii() {
        decoder.out.extend(std::str::from_utf8(bytes));
        return Ok(decoder.out);
    }
    for (at, &byte) in bytes.iter().enumerate() {
        if byte.is_ascii() {
            decoder.out.push(byte as char);
        } else {
            decoder.malformed(at, at + 1, "ordinal not in range(128)")?;
        }
    }
    Ok(decoder.out)
}

fn by_table(bytes: &[u8], table: &[char; 256], errors: &str) -> Result<String, CodecError> {
    let mut decoder = Decoder::new(bytes, errors, "charmap");
    for (at, &byte) in bytes.iter().enumerate() {
        match table[usize::from(byte)] {
            UNDEFINED => decoder.malformed(at, at + 1, "character maps to <undefined>")?,
            c => decoder.out.push(c),
        }
    }
    Ok(decoder.out)
}

fn utf16(bytes: &[u8], skip: usize, big: bool, errors: &str) -> Result<String, CodecError> {
    let mut decoder = Decoder::new(bytes, errors, if big { "utf-16-be" } else { "utf-16-le" });
    let unit_at = |at: usize| {
        let unit: [u8; 2] = bytes.get(at..at + 2)?.try_into().ok()?;
        Some(if big { u16::from_be_bytes(unit) } else { u16::from_le_bytes(unit) })
    };
    let mut at = skip;
    while at < bytes.len() {
        let Some(unit) = unit_at(at) else {
            decoder.malformed(at, bytes.len(), "truncated data")?;
            break;
        };
        match unit {
            0xdc00..=0xdfff => decoder.malformed(at, at + 2, "illegal encoding")?,
            0xd800..=0xdbff => match unit_at(at + 2) {
                Some(low @ 0xdc00..=0xdfff) => {
                    let code = 0x10000 + ((u32::from(unit) & 0x3ff) << 10) + (u32::from(low) & 0x3ff);
                    decoder.out.extend(char::from_u32(code));
                    at += 2;
                }
                Some(_) => decoder.malformed(at, at + 2, "illegal UTF-16 surrogate")?,
                None => {
                    decoder.malformed(at, bytes.len(), "unexpected end of data")?;
                    break;
                }
            },
            _ => decoder.out.extend(char::from_u32(u32::from(unit))),
        }
        at += 2;
    }
    Ok(decoder.out)
}

fn utf32(bytes: &[u8], skip: usize, big: bool, errors: &str) -> Result<String, CodecError> {
    let mut decoder = Decoder::new(bytes, errors, if big { "utf-32-be" } else { "utf-32-le" });
    let (units, tail) = bytes[skip..].as_chunks::<4>();
    for (index, &unit) in units.iter().enumerate() {
        let at = skip + index * 4;
        let code = if big { u32::from_be_bytes(unit) } else { u32::from_le_bytes(unit) };
        match char::from_u32(code) {
            Some(c) => decoder.out.push(c),
            None if code > 0x10_ffff => {
                decoder.malformed(at, at + 4, "code point not in range(0x110000)")?;
            }
            None => {
                let reason = "code point in surrogate code point range(0xd800, 0xe000)";
                decoder.malformed(at, at + 4, reason)?;
            }
        }
    }
    if !tail.is_empty() {
        decoder.malformed(bytes.len() - tail.len(), bytes.len(), "truncated data")?;
    }
    Ok(decoder.out)
}
