//! Expectations printed by CPython 3.13.

use super::*;

const HANDLERS: [&str; 4] = ["strict", "replace", "ignore", "backslashreplace"];

#[test]
fn decoding() {
    for (name, bytes, expected) in DECODED {
        let Some(encoding) = Encoding::lookup(name) else { panic!("{name} is unknown") };
        for (handler, expected) in HANDLERS.iter().zip(expected) {
            let shown = match decode(bytes, encoding, handler) {
                Ok(text) => text,
                Err(CodecError::Decode(Failure { encoding, object_start, start, end, reason })) => {
                    decode_message(encoding, &bytes[object_start..], start, end, reason)
                }
                Err(other) => other.to_string(),
            };
            assert_eq!(shown, *expected, "{name} {bytes:x?} {handler}");
        }
    }
}

#[test]
fn encoding() {
    for (name, text, expected) in ENCODED {
        let Some(encoding) = Encoding::lookup(name) else { panic!("{name} is unknown") };
        for (handler, expected) in HANDLERS.iter().chain(&["xmlcharrefreplace"]).zip(expected) {
            let shown = match encode(text, encoding, handler) {
                Ok(bytes) => bytes,
                Err(CodecError::Encode(Failure { encoding, object_start: 0, start, end, reason })) => {
                    encode_message(encoding, text, start, end, reason).into_bytes()
                }
                Err(other) => other.to_string().into_bytes(),
            };
            assert_eq!(shown, *expected, "{name} {text} {handler}");
        }
    }
}

#[test]
fn names() {
    for name in ["UTF8", "U8", " utf-8", "utf 8", "utf_8"] {
        assert_eq!(Encoding::lookup(name), Some(Encoding::Utf8), "{name}");
    }
    assert_eq!(Encoding::lookup("iso8859_1"), Some(Encoding::Latin1));
    assert_eq!(Encoding::lookup("nope"), None);
    assert_eq!(encode("a", Encoding::Ascii, "bogus"), Ok(b"a".to_vec()));
    assert_eq!(encode("é", Encoding::Ascii, "bogus"), Err(CodecError::UnknownHandler("bogus".into())));
    assert_eq!(decode(b"\xff", Encoding::Ascii, "xmlcharrefreplace"), Err(CodecError::HandlerCannotDecode));
}

#[rustfmt::skip]
const DECODED: &[(&str, &[u8], [&str; 4])] = &[
    ("utf-8", b"a\x80b", ["'utf-8' codec can't decode byte 0x80 in position 1: invalid start byte", "a\u{fffd}b", "ab", "a\\x80b"]),
    ("utf-8", b"\xc3", ["'utf-8' codec can't decode byte 0xc3 in position 0: unexpected end of data", "\u{fffd}", "", "\\xc3"]),
    ("utf-8", b"\xc3(", ["'utf-8' codec can't decode byte 0xc3 in position 0: invalid continuation byte", "\u{fffd}(", "(", "\\xc3("]),
    ("utf-8", b"\xe2\x82", ["'utf-8' codec can't decode bytes in position 0-1: unexpected end of data", "\u{fffd}", "", "\\xe2\\x82"]),
    ("utf-8", b"\xe2\x82x", ["'utf-8' codec can't decode bytes in position 0-1: invalid continuation byte", "\u{fffd}x", "x", "\\xe2\\x82x"]),
    ("utf-8", b"\xf0\x9f\x98x\x80", ["'utf-8' codec can't decode bytes in position 0-2: invalid continuation byte", "\u{fffd}x\u{fffd}", "x", "\\xf0\\x9f\\x98x\\x80"]),
    ("utf-8", b"\xed\xa0\x80", ["'utf-8' codec can't decode byte 0xed in position 0: invalid continuation byte", "\u{fffd}\u{fffd}\u{fffd}", "", "\\xed\\xa0\\x80"]),
    ("utf-8", b"\xed\xa0", ["'utf-8' codec can't decode byte 0xed in position 0: invalid continuation byte", "\u{fffd}\u{fffd}", "", "\\xed\\xa0"]),
    ("utf-8", b"\xf4\x90\x80\x80", ["'utf-8' codec can't decode byte 0xf4 in position 0: invalid continuation byte", "\u{fffd}\u{fffd}\u{fffd}\u{fffd}", "", "\\xf4\\x90\\x80\\x80"]),
    ("utf-8", b"\xe0\x80", ["'utf-8' codec can't decode byte 0xe0 in position 0: invalid continuation byte", "\u{fffd}\u{fffd}", "", "\\xe0\\x80"]),
    ("utf-8", b"\xf8\x88", ["'utf-8' codec can't decode byte 0xf8 in position 0: invalid start byte", "\u{fffd}\u{fffd}", "", "\\xf8\\x88"]),
    ("utf-8", b"\xef\xbb\xbfa\xff", ["'utf-8' codec can't decode byte 0xff in position 4: invalid start byte", "\u{feff}a\u{fffd}", "\u{feff}a", "\u{feff}a\\xff"]),
    ("utf-8", b"a\xc3\xa9", ["a\u{e9}", "a\u{e9}", "a\u{e9}", "a\u{e9}"]),
    ("utf-8-sig", b"\xef\xbb\xbfa\xff", ["'utf-8' codec can't decode byte 0xff in position 1: invalid start byte", "a\u{fffd}", "a", "a\\xff"]),
    ("utf-8-sig", b"a\xc3\xa9", ["a\u{e9}", "a\u{e9}", "a\u{e9}", "a\u{e9}"]),
    ("ascii", b"a\xffb", ["'ascii' codec can't decode byte 0xff in position 1: ordinal not in range(128)", "a\u{fffd}b", "ab", "a\\xffb"]),
    ("latin-1", b"a\xff", ["a\u{ff}", "a\u{ff}", "a\u{ff}", "a\u{ff}"]),
    ("utf-16", b"abc", ["'utf-16-le' codec can't decode byte 0x63 in position 2: truncated data", "\u{6261}\u{fffd}", "\u{6261}", "\u{6261}\\x63"]),
    ("utf-16", b"\xff\xfea\x00", ["a", "a", "a", "a"]),
    ("utf-16", b"\xfe\xff\x00a", ["a", "a", "a", "a"]),
    ("utf-16", b"\xff\xfe\x00\xdc", ["'utf-16-le' codec can't decode bytes in position 2-3: illegal encoding", "\u{fffd}", "", "\\x00\\xdc"]),
    ("utf-16", b"a\x00\x00\xd8", ["'utf-16-le' codec can't decode bytes in position 2-3: unexpected end of data", "a\u{fffd}", "a", "a\\x00\\xd8"]),
    ("utf-16", b"\x00\xd8a", ["'utf-16-le' codec can't decode bytes in position 0-2: unexpected end of data", "\u{fffd}", "", "\\x00\\xd8\\x61"]),
    ("utf-16", b"\x00\xd8a\x00", ["'utf-16-le' codec can't decode bytes in position 0-1: illegal UTF-16 surrogate", "\u{fffd}a", "a", "\\x00\\xd8a"]),
    ("utf-16", b"=\xd8\x00\xde", ["\u{1f600}", "\u{1f600}", "\u{1f600}", "\u{1f600}"]),
    ("utf-16", b"a\x00=\xd8\x00", ["'utf-16-le' codec can't decode bytes in position 2-4: unexpected end of data", "a\u{fffd}", "a", "a\\x3d\\xd8\\x00"]),
    ("utf-16-be", b"\xd8=\xde\x00", ["\u{1f600}", "\u{1f600}", "\u{1f600}", "\u{1f600}"]),
    ("utf-16-be", b"\xfe\xff\x00a", ["\u{feff}a", "\u{feff}a", "\u{feff}a", "\u{feff}a"]),
    ("utf-16-be", b"a", ["'utf-16-be' codec can't decode byte 0x61 in position 0: truncated data", "\u{fffd}", "", "\\x61"]),
    ("utf-32", b"\xff\xfe\x00\x00a\x00\x00\x00", ["a", "a", "a", "a"]),
    ("utf-32", b"\xff\xfe\x00\x00a\x00\x00\x11", ["'utf-32-le' codec can't decode bytes in position 4-7: code point not in range(0x110000)", "\u{fffd}", "", "\\x61\\x00\\x00\\x11"]),
    ("utf-32", b"\x00\xd8\x00\x00ab", ["'utf-32-le' codec can't decode bytes in position 0-3: code point in surrogate code point range(0xd800, 0xe000)", "\u{fffd}\u{fffd}", "", "\\x00\\xd8\\x00\\x00\\x61\\x62"]),
    ("utf-32-be", b"\x00\x01\xf6\x00", ["\u{1f600}", "\u{1f600}", "\u{1f600}", "\u{1f600}"]),
    ("utf-32-be", b"\x00\x11\x00\x00", ["'utf-32-be' codec can't decode bytes in position 0-3: code point not in range(0x110000)", "\u{fffd}", "", "\\x00\\x11\\x00\\x00"]),
];

#[rustfmt::skip]
const ENCODED: &[(&str, &str, [&[u8]; 5])] = &[
    ("ascii", "a", [b"a", b"a", b"a", b"a", b"a"]),
    ("ascii", "a\u{e9}b", [b"'ascii' codec can't encode character '\\xe9' in position 1: ordinal not in range(128)", b"a?b", b"ab", b"a\\xe9b", b"a&#233;b"]),
    ("ascii", "a\u{3c0}\u{1f600}b", [b"'ascii' codec can't encode characters in position 1-2: ordinal not in range(128)", b"a??b", b"ab", b"a\\u03c0\\U0001f600b", b"a&#960;&#128512;b"]),
    ("latin-1", "a\u{e9}", [b"a\xe9", b"a\xe9", b"a\xe9", b"a\xe9", b"a\xe9"]),
    ("latin-1", "\u{3c0}x", [b"'latin-1' codec can't encode character '\\u03c0' in position 0: ordinal not in range(256)", b"?x", b"x", b"\\u03c0x", b"&#960;x"]),
    ("utf-8", "a\u{e9}", [b"a\xc3\xa9", b"a\xc3\xa9", b"a\xc3\xa9", b"a\xc3\xa9", b"a\xc3\xa9"]),
    ("utf-8-sig", "a", [b"\xef\xbb\xbfa", b"\xef\xbb\xbfa", b"\xef\xbb\xbfa", b"\xef\xbb\xbfa", b"\xef\xbb\xbfa"]),
    ("utf-16", "a\u{1f600}", [b"\xff\xfea\x00=\xd8\x00\xde", b"\xff\xfea\x00=\xd8\x00\xde", b"\xff\xfea\x00=\xd8\x00\xde", b"\xff\xfea\x00=\xd8\x00\xde", b"\xff\xfea\x00=\xd8\x00\xde"]),
    ("utf-16-be", "\u{e9}", [b"\x00\xe9", b"\x00\xe9", b"\x00\xe9", b"\x00\xe9", b"\x00\xe9"]),
    ("utf-32-le", "\u{e9}", [b"\xe9\x00\x00\x00", b"\xe9\x00\x00\x00", b"\xe9\x00\x00\x00", b"\xe9\x00\x00\x00", b"\xe9\x00\x00\x00"]),
    ("utf-32", "", [b"\xff\xfe\x00\x00", b"\xff\xfe\x00\x00", b"\xff\xfe\x00\x00", b"\xff\xfe\x00\x00", b"\xff\xfe\x00\x00"]),
];
