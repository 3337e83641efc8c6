//! Expectations are CPython's answers to the same calls.

#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use super::*;

#[test]
fn indices_count_characters() {
    let text = TextRef::from("añbñcñ😀x");
    assert_eq!(text.find("ñ", WHOLE), Some(1));
    assert_eq!(text.find("ñ", (2, i64::MAX)), Some(3));
    assert_eq!(text.rfind("ñ", (0, -3)), Some(3));
    assert_eq!(text.find("😀x", WHOLE), Some(6));
    assert_eq!(text.find("", (8, i64::MAX)), Some(8));
    assert_eq!(text.find("", (9, i64::MAX)), None);
    assert_eq!(text.find("x", (3, 2)), None);
    assert_eq!(text.count("ñ", WHOLE), 3);
    assert_eq!(text.count("", WHOLE), 9);
    assert_eq!(text.count("", (8, 20)), 1);
    assert_eq!(text.count("", (9, 20)), 0);
    assert!(text.starts_with("ñc", (3, i64::MAX)) && !text.starts_with("", (9, 9)));
    assert!(text.ends_with("ñ", (0, -2)) && text.ends_with("", (8, 8)));
    assert_eq!(text.slice(1..4), "ñbñ");
    assert_eq!(text.slice(6..99), "😀x");
    let empty = TextRef::from("");
    assert_eq!((empty.find("", WHOLE), empty.find("", (1, 5)), empty.count("", WHOLE)), (Some(0), None, 1));
    let long = "é".repeat(100);
    assert_eq!(byte_offset(&long, 77), 154);
    assert_eq!(TextRef::from("aaaa").count("aa", WHOLE), 2);
}

#[test]
fn pieces() {
    let list = |pieces: Pieces<'_>| pieces.join("|");
    assert_eq!(list(split("a,b,,c", ",", -1).unwrap()), "a|b||c");
    assert_eq!(list(split("a,b,,c", ",", 1).unwrap()), "a|b,,c");
    assert_eq!(list(split("a--b--c", "--", 1).unwrap()), "a|b--c");
    assert_eq!(list(split("", ",", -1).unwrap()), "");
    assert_eq!(split("", ",", -1).unwrap().len(), 1);
    assert_eq!(split("a", "", -1), Err(TextError::EmptySeparator));
    assert_eq!(list(rsplit("a,b,c", ",", 1).unwrap()), "a,b|c");
    assert_eq!(list(rsplit("aaa", "aa", -1).unwrap()), "a|");
    assert_eq!(list(split_whitespace("  a \u{2003}b\t c  ", -1)), "a|b|c");
    assert_eq!(list(split_whitespace("  a  b  c  ", 1)), "a|b  c  ");
    assert_eq!(list(split_whitespace(" a b ", 0)), "a b ");
    assert_eq!(list(rsplit_whitespace("  a  b  c  ", 1)), "  a  b|c");
    assert!(split_whitespace("  ", -1).is_empty() && splitlines("", false).is_empty());
    assert_eq!(list(splitlines("a\r\nb\n\nc\u{2028}d\x1ee\r", false)), "a|b||c|d|e");
    assert_eq!(list(splitlines("a\r\nb\n", true)), "a\r\n|b\n");
    assert_eq!(partition("a=b=c", "="), Ok(Some(("a", "b=c"))));
    assert_eq!(rpartition("a=b=c", "="), Ok(Some(("a=b", "c"))));
    assert_eq!(partition("abc", "="), Ok(None));
}

#[test]
fn reshaping() {
    assert_eq!(strip("xxyhixyx", "xy", Side::Both), "hi");
    assert_eq!(strip("ñañ", "ñ", Side::Left), "añ");
    assert_eq!(strip_whitespace("\x1c\u{3000} a \n", Side::Both), "a");
    assert_eq!(strip_whitespace(" a ", Side::Right), " a");
    let replaced = |t, o, n, c| replace(t, o, n, c).unwrap().unwrap_or_else(|| "same".to_owned());
    assert_eq!(replaced("aaa", "a", "bc", 2), "bcbca");
    assert_eq!(replaced("né", "", "-", -1), "-n-é-");
    assert_eq!(replaced("abc", "", "-", 2), "-a-bc");
    assert_eq!(replaced("", "", "x", -1), "x");
    assert_eq!(replaced("abc", "x", "y", -1), "same");
    assert_eq!(replace("aaaa", "a", &"b".repeat(1 << 20), 0), Ok(None));
    assert_eq!(expandtabs("a\tbc\tñ\n\tx", 4).unwrap(), "a   bc  ñ\n    x");
    assert_eq!(expandtabs("a\tb", 0).unwrap(), "ab");
    assert_eq!(expandtabs("a\tb", i64::MAX), Err(TextError::Memory));
    assert_eq!(center("ab", 2, 5, '*').unwrap().unwrap(), "**ab*");
    assert_eq!(center("abc", 3, 6, '*').unwrap().unwrap(), "*abc**");
    assert_eq!(ljust("a", 1, 3, 'é').unwrap().unwrap(), "aéé");
    assert_eq!(rjust("abc", 3, 3, ' ').unwrap(), None);
    assert_eq!(rjust("abc", 3, i64::MAX, ' '), Err(TextError::Memory));
    assert_eq!(zfill("-42", 3, 6).unwrap().unwrap(), "-00042");
    assert_eq!(zfill("--", 2, 3).unwrap().unwrap(), "-0-");
    let table = |c| {
        Ok::<_, ()>(match c {
            'a' => Mapped::Removed,
            'b' => Mapped::Text("BB".to_owned()),
            'ñ' => Mapped::Char('n'),
            _ => Mapped::Same,
        })
    };
    assert_eq!(translate("abañc", table).unwrap(), "BBnc");
}
