//! `str` and `bytes`.

use std::cell::Cell;
use std::cell::OnceCell;

use compact_str::CompactString;

use crate::rc::Rc;

/// A string: UTF-8 with the number of code points, a cached hash, and, for text that is not ASCII, a lazily built
/// index from code point to byte. Short text (up to 24 bytes) is stored inline.
pub struct Str {
    text: CompactString,
    chars: usize,
    /// 0: not computed yet (a string whose hash is 0 computes it each time).
    hash: Cell<i64>,
    /// Byte offset of every 64th code point. Boxed twice: with a pointer of one word a string object has 64 bytes.
    index: OnceCell<Box<Box<[u32]>>>,
}

/// Code points per entry of the index.
const INDEX_STEP: usize = 64;

impl Str {
    /// A string with this text.
    pub fn new(text: CompactString) -> Str {
        // `chars().count()` on ASCII text is a vectorised scan.
        let chars = if text.is_ascii() { text.len() } else { text.chars().count() };
        Str { text, chars, hash: Cell::new(0), index: OnceCell::new() }
    }

    /// A string whose number of code points the caller knows.
    pub fn with_len(text: CompactString, chars: usize) -> Str {
        debug_assert_eq!(chars, text.chars().count());
        Str { text, chars, hash: Cell::new(0), index: OnceCell::new() }
    }

    /// A string object of a part of a text, which has this number of code points. It is copied right into the object:
    /// a short text that is moved there was just written, and the processor waits for that (`split` was 6 % slower).
    #[inline]
    pub fn part(chars: usize, part: &str) -> Rc<Str> {
        let empty = CompactString::const_new("");
        let mut string = Rc::new(Str { text: empty, chars, hash: Cell::new(0), index: OnceCell::new() });
        if let Some(string) = Rc::get_mut(&mut string) {
            string.text.push_str(part);
        }
        debug_assert_eq!(chars, string.text.chars().count());
        string
    }

    /// The text.
    #[inline(always)]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Number of code points.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.chars
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.chars == 0
    }

    /// Whether every character is ASCII, so that code points are bytes.
    #[inline(always)]
    pub fn is_ascii(&self) -> bool {
        self.chars == self.text.len()
    }

    /// The cached hash, if it was computed.
    #[inline(always)]
    pub fn cached_hash(&self) -> Option<i64> {
        match self.hash.get() {
            0 => None,
            hash => Some(hash),
        }
    }

    /// Remembers the hash.
    pub fn cache_hash(&self, hash: i64) {
        self.hash.set(hash);
    }

    /// Byte offset of code point `at`; `at == len()` gives the end.
    pub fn byte_offset(&self, at: usize) -> usize {
        if self.is_ascii() || at == 0 {
            return at;
        }
        if at >= self.chars {
            return self.text.len();
        }
        let index = self.index.get_or_init(|| {
            Box::new(self.text.char_indices().step_by(INDEX_STEP).map(|(byte, _)| byte as u32).collect())
        });
        let start = index[at / INDEX_STEP] as usize;
        let rest = &self.text[start..];
        start + rest.char_indices().nth(at % INDEX_STEP).map_or(rest.len(), |(byte, _)| byte)
    }

    /// The character at code point `at`, which must be less than `len()`.
    pub fn char_at(&self, at: usize) -> Option<char> {
        if self.is_ascii() {
            return self.text.as_bytes().get(at).map(|&b| b as char);
        }
        self.text[self.byte_offset(at)..].chars().next()
    }

    /// The text of code points `from..to` (`from <= to <= len()`).
    pub fn slice(&self, from: usize, to: usize) -> &str {
        &self.text[self.byte_offset(from)..self.byte_offset(to)]
    }

    /// Number of code points before byte `byte`.
    pub fn char_offset(&self, byte: usize) -> usize {
        if self.is_ascii() { byte } else { self.text[..byte].chars().count() }
    }

    /// Appends in place; for a string that nobody else holds.
    pub fn push(&mut self, other: &Str) {
        self.text.push_str(&other.text);
        self.chars += other.chars;
        self.hash.set(0);
        self.index.take();
    }
}

impl PartialEq for Str {
    #[inline]
    fn eq(&self, other: &Str) -> bool {
        // Different texts mostly differ in length or in the first character, and need no comparing routine.
        let (own, other_text) = (self.text.as_bytes(), other.text.as_bytes());
        self.chars == other.chars && own.first() == other_text.first() && own == other_text
    }
}

/// `bytes`.
pub struct Bytes {
    bytes: Box<[u8]>,
    hash: Cell<i64>,
}

impl Bytes {
    /// These bytes.
    pub fn new(bytes: Box<[u8]>) -> Bytes {
        Bytes { bytes, hash: Cell::new(0) }
    }

    /// The content.
    pub fn as_slice(&self) -> &[u8] {
        &self.bytes
    }

    /// The cached hash, if it was computed.
    pub fn cached_hash(&self) -> Option<i64> {
        match self.hash.get() {
            0 => None,
            hash => Some(hash),
        }
    }

    /// Remembers the hash.
    pub fn cache_hash(&self, hash: i64) {
        self.hash.set(hash);
    }
}
