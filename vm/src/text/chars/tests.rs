//! Every character, compared with CPython 3.13 by checksum; and words where neighbours matter.

use super::*;

/// FNV-1a over the bytes given.
fn fold(hash: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(hash, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}

fn checksum(last: char, describe: impl Fn(&str) -> Vec<u8>) -> u64 {
    let mut buffer = [0; 4];
    ('\0'..=last).fold(0xcbf2_9ce4_8422_2325, |hash, c| fold(hash, &describe(c.encode_utf8(&mut buffer))))
}

#[test]
fn properties_of_all_characters() {
    // All that is assigned, but for a few tags and selectors.
    let sum = checksum('\u{3ffff}', |s| {
        let tests = [
            str_is_alpha(s),
            str_is_alnum(s),
            str_is_decimal(s),
            str_is_digit(s),
            str_is_numeric(s),
            str_is_space(s),
            str_is_upper(s),
            str_is_lower(s),
            str_is_title(s),
            str_is_identifier(s),
            str_is_printable(s),
        ];
        tests.map(u8::from).to_vec()
    });
    assert_eq!(sum, PROPERTIES);
}

#[test]
fn cases_of_all_characters() {
    // There is no case beyond the second plane.
    let sum = checksum('\u{1ffff}', |s| {
        [upper(s), lower(s), title(s), casefold(s), swapcase(s), capitalize(s)].concat().into_bytes()
    });
    assert_eq!(sum, CASES);
}

#[test]
fn decimal_values() {
    assert_eq!(decimal_value('7'), Some(7));
    assert_eq!(decimal_value('\u{663}'), Some(3));
    assert_eq!(decimal_value('\u{1d7ff}'), Some(9));
    assert_eq!(decimal_value('\u{b2}'), None);
    assert_eq!(decimal_value('a'), None);
}

#[test]
fn words() {
    assert_eq!(lower("ΌΣΟΣ ΑΣ. Σ"), "όσος ας. σ");
    assert_eq!(lower("A\u{3a3}\u{301}B"), "aσ\u{301}b");
    assert_eq!(title("they're bill's ŉa ǆa ΑΣ"), "They'Re Bill'S ʼNa ǅa Ας");
    assert_eq!(capitalize("ßTRAßE"), "Sstraße");
    assert_eq!(swapcase("aBß"), "AbSS");
    assert_eq!(casefold("Straße"), "strasse");
    assert!(str_is_title("They'Re 3Rd") && !str_is_title("They're") && !str_is_title(""));
    assert!(str_is_upper("A1") && !str_is_upper("1") && !str_is_lower("aB"));
    assert!(str_is_identifier("naïve_1") && !str_is_identifier("1a") && !str_is_identifier(""));
    assert!(str_is_printable("") && !str_is_printable("a\n") && !str_is_alpha(""));
}

/// What CPython 3.13 gives for the same questions.
const PROPERTIES: u64 = 0xe56a3bf2b4d6e448;
const CASES: u64 = 0x2d2178627894e190;
