//! Text to bytes.

use super::{CodecError, Encoding, Endian, Failure, Handler, UNDEFINED, push_escape_any};

/// `text.encode(encoding, errors)`
pub fn encode(text: &str, encoding: Encoding, errors: &str) -> Result<Vec<u8>, CodecError> {
    match encoding {
        Encoding::Utf8 => Ok(text.as_bytes().to_vec()),
        Encoding::Utf8Sig => Ok([b"\xef\xbb\xbf", text.as_bytes()].concat()),
        Encoding::Ascii | Encoding::Latin1 if text.is_ascii() => Ok(text.as_bytes().to_vec()),
        Encoding::Ascii => {
            let byte = |c: char| u8::try_from(c).ok().filter(u8::is_ascii);
            narrow(text, errors, byte, "ascii", "ordinal not in range(128)")
        }
        Encoding::Latin1 => {
            narrow(text, errors, |c| u8::try_from(c).ok(), "latin-1", "ordinal not in range(256)")
        }
        Encoding::Table(table) => {
            let (chars, first) = table.chars();
            let chars: Vec<char> = chars.chars().collect();
            // Where several bytes mean the same it is the last of them.
            let byte = |c: char| match u8::try_from(c) {
                Ok(ascii) if ascii < first => Some(ascii),
                _ if c == UNDEFINED => None,
                _ => chars.iter().rposition(|&other| other == c).map(|at| first.wrapping_add(at as u8)),
            };
            narrow(text, errors, byte, "charmap", "character maps to <undefined>")
        }
        Encoding::Utf16(endian) => {
            let mark = (endian == Endian::Marked).then_some(0xfeff);
            let units = mark.into_iter().chain(text.encode_utf16());
            Ok(match endian {
                Endian::Big => units.flat_map(u16::to_be_bytes).collect(),
                _ => units.flat_map(u16::to_le_bytes).collect(),
            })
        }
        Encoding::Utf32(endian) => {
            let mark = (endian == Endian::Marked).then_some(0xfeff);
            let units = mark.into_iter().chain(text.chars().map(u32::from));
            Ok(match endian {
                Endian::Big => units.flat_map(u32::to_be_bytes).collect(),
                _ => units.flat_map(u32::to_le_bytes).collect(),
            })
        }
    }
}

/// The byte of each character that has one, the handler's for the others.
fn narrow(
    text: &str,
    errors: &str,
    byte: impl Fn(char) -> Option<u8>,
    encoding: &'static str,
    reason: &'static str,
) -> Result<Vec<u8>, CodecError> {
    let mut out = Vec::with_capacity(text.len());
    for (index, c) in text.chars().enumerate() {
        if let Some(byte) = byte(c) {
            out.push(byte);
            continue;
        }
        // The error covers the whole run of characters that do not fit.
        let failure = |start: usize| {
            let run = text.chars().skip(index).take_while(|&c| byte(c).is_none()).count();
            CodecError::Encode(Failure { encoding, object_start: 0, start, end: index + run, reason })
        };
        let mut replacement = String::new();
        match Handler::lookup(errors)? {
            Handler::Strict => return Err(failure(index)),
            Handler::Ignore => {}
            Handler::Replace => replacement.push('?'),
            Handler::BackslashReplace => push_escape_any(&mut replacement, c),
            Handler::XmlCharRefReplace => replacement = format!("&#{};", c as u32),
            Handler::NameReplace => match unicode_names2::name(c) {
                Some(name) => replacement = format!("\\N{{{name}}}"),
                None => push_escape_any(&mut replacement, c),
            },
        }
        for c in replacement.chars() {
            out.push(byte(c).ok_or_else(|| failure(index))?);
        }
    }
    Ok(out)
}
