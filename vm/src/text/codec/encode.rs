//! Text to bytes.

use super::{CodecError, Encoding, Endian, Failure, Handler, push_escape_any};

/// `text.encode(encoding, errors)`
pub fn encode(text: &str, encoding: Encoding, errors: &str) -> Result<Vec<u8>, CodecError> {
    match encoding {
        Encoding::Utf8 => Ok(text.as_bytes().to_vec()),
        Encoding::Utf8Sig => Ok([b"\xef\xbb\xbf", text.as_bytes()].concat()),
        Encoding::Ascii | Encoding::Latin1 if text.is_ascii() => Ok(text.as_bytes().to_vec()),
        Encoding::Ascii => narrow(text, errors, '\x7f', "ascii", "ordinal not in range(128)"),
        Encoding::Latin1 => narrow(text, errors, '\u{ff}', "latin-1", "ordinal not in range(256)"),
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

/// One byte for each character up to `last`, the handler's for the others.
fn narrow(
    text: &str,
    errors: &str,
    last: char,
    encoding: &'static str,
    reason: &'static str,
) -> Result<Vec<u8>, CodecError> {
    let mut out = Vec::with_capacity(text.len());
    for (index, c) in text.chars().enumerate() {
        if c <= last {
            out.push(c as u8);
            continue;
        }
        match Handler::lookup(errors)? {
            Handler::Strict => {
                // The error covers the whole run of characters that do not fit.
                let run = text.chars().skip(index).take_while(|&c| c > last).count();
                let failure = Failure { encoding, object_start: 0, start: index, end: index + run, reason };
                return Err(CodecError::Encode(failure));
            }
            Handler::Ignore => {}
            Handler::Replace => out.push(b'?'),
            Handler::BackslashReplace => {
                let mut escape = String::new();
                push_escape_any(&mut escape, c);
                out.extend_from_slice(escape.as_bytes());
            }
            Handler::XmlCharRefReplace => {
                out.extend_from_slice(format!("&#{};", c as u32).as_bytes());
            }
        }
    }
    Ok(out)
}
