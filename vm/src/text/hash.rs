//! Hashes that scripts can observe: of strings, bytes, tuples and frozen sets.
//!
//! Bit for bit those of CPython on a 64-bit machine, since `hash()` prints them and they decide the order
//! in which a set is iterated. Strings are hashed with SipHash-1-3 over the buffer CPython would hold:
//! Latin-1, else two or four bytes per character. -1 is reserved there and becomes -2.

use smallvec::SmallVec;

/// The key of string hashes, chosen once per process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HashKey {
    k0: u64,
    k1: u64,
}

impl HashKey {
    /// A key from 128 random bits.
    pub fn new(k0: u64, k1: u64) -> HashKey {
        HashKey { k0, k1 }
    }

    /// The key that `PYTHONHASHSEED=seed` stands for; zero means an unkeyed hash.
    pub fn from_seed(seed: u32) -> HashKey {
        if seed == 0 {
            return HashKey { k0: 0, k1: 0 };
        }
        // A linear congruential generator fills the secret byte by byte.
        let mut state = seed;
        let mut next_word = || {
            u64::from_le_bytes(std::array::from_fn(|_| {
                state = state.wrapping_mul(214_013).wrapping_add(2_531_011);
                (state >> 16) as u8
            }))
        };
        HashKey { k0: next_word(), k1: next_word() }
    }

    /// `hash(bytes)`
    #[inline]
    pub fn bytes(self, bytes: &[u8]) -> i64 {
        if bytes.is_empty() {
            return 0;
        }
        match self.siphash(bytes) as i64 {
            -1 => -2,
            hash => hash,
        }
    }

    /// `hash(str)`
    #[inline]
    pub fn text(self, text: &str) -> i64 {
        if text.is_ascii() { self.bytes(text.as_bytes()) } else { self.wide_text(text) }
    }

    #[cold]
    fn wide_text(self, text: &str) -> i64 {
        let widest = text.chars().max().unwrap_or('\0');
        let mut buffer: SmallVec<[u8; 256]> = SmallVec::new();
        for c in text.chars() {
            let code = (c as u32).to_le_bytes();
            let width = match widest {
                '\0'..='\u{ff}' => 1,
                '\u{100}'..='\u{ffff}' => 2,
                _ => 4,
            };
            buffer.extend_from_slice(&code[..width]);
        }
        self.bytes(&buffer)
    }

    /// SipHash with one round per word and three at the end.
    #[inline]
    fn siphash(self, bytes: &[u8]) -> u64 {
        let mut v = [
            self.k0 ^ 0x736f_6d65_7073_6575,
            self.k1 ^ 0x646f_7261_6e64_6f6d,
            self.k0 ^ 0x6c79_6765_6e65_7261,
            self.k1 ^ 0x7465_6462_7974_6573,
        ];
        let (words, tail) = bytes.as_chunks::<8>();
        for &word in words {
            let word = u64::from_le_bytes(word);
            v[3] ^= word;
            round(&mut v);
            v[0] ^= word;
        }
        // The length's lowest byte closes the message.
        let mut last = (bytes.len() as u64) << 56;
        for (index, &byte) in tail.iter().enumerate() {
            last |= u64::from(byte) << (8 * index);
        }
        v[3] ^= last;
        round(&mut v);
        v[0] ^= last;
        v[2] ^= 0xff;
        round(&mut v);
        round(&mut v);
        round(&mut v);
        v[0] ^ v[1] ^ v[2] ^ v[3]
    }
}

#[inline]
fn round(v: &mut [u64; 4]) {
    v[0] = v[0].wrapping_add(v[1]);
    v[2] = v[2].wrapping_add(v[3]);
    v[1] = v[1].rotate_left(13) ^ v[0];
    v[3] = v[3].rotate_left(16) ^ v[2];
    v[0] = v[0].rotate_left(32);
    v[2] = v[2].wrapping_add(v[1]);
    v[0] = v[0].wrapping_add(v[3]);
    v[1] = v[1].rotate_left(17) ^ v[2];
    v[3] = v[3].rotate_left(21) ^ v[0];
    v[2] = v[2].rotate_left(32);
}

/// `hash(tuple)` from the hashes of its items.
pub fn tuple(items: impl IntoIterator<Item = i64>) -> i64 {
    let mut hash = TupleHasher::new();
    items.into_iter().for_each(|item| hash.add(item));
    hash.finish()
}

/// `hash(tuple)` step by step, for callers whose items' hashes can fail: the rounds of xxHash.
#[derive(Clone, Debug)]
pub struct TupleHasher {
    state: u64,
    length: u64,
}

const PRIME_1: u64 = 11_400_714_785_074_694_791;
const PRIME_2: u64 = 14_029_467_366_897_019_727;
const PRIME_5: u64 = 2_870_177_450_012_600_261;

impl TupleHasher {
    /// Before the first item.
    #[expect(clippy::new_without_default, reason = "a hasher has a beginning, not a default")]
    pub fn new() -> TupleHasher {
        TupleHasher { state: PRIME_5, length: 0 }
    }

    /// The next item's hash.
    #[inline]
    pub fn add(&mut self, item: i64) {
        let mixed = self.state.wrapping_add((item as u64).wrapping_mul(PRIME_2));
        self.state = mixed.rotate_left(31).wrapping_mul(PRIME_1);
        self.length += 1;
    }

    /// The tuple's hash.
    #[inline]
    pub fn finish(&self) -> i64 {
        match self.state.wrapping_add(self.length ^ (PRIME_5 ^ 3_527_539)) as i64 {
            -1 => 1_546_275_796,
            hash => hash,
        }
    }
}

/// `hash(frozenset)` from the hashes of its items, in any order.
pub fn frozen_set(items: impl IntoIterator<Item = i64>) -> i64 {
    let (mut hash, mut length) = (0_u64, 0_u64);
    for item in items {
        let item = item as u64;
        hash ^= ((item ^ 89_869_747) ^ (item << 16)).wrapping_mul(3_644_798_167);
        length += 1;
    }
    hash ^= (length + 1).wrapping_mul(1_927_868_237);
    hash ^= (hash >> 11) ^ (hash >> 25);
    match hash.wrapping_mul(69_069).wrapping_add(907_133_923) as i64 {
        -1 => 590_923_713,
        hash => hash,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_as_cpython_hashes_them() {
        for (seed, text, hash) in STRINGS {
            assert_eq!(HashKey::from_seed(*seed).text(text), *hash, "{seed} {text}");
        }
        assert_eq!(HashKey::from_seed(7).bytes(b""), 0);
    }

    #[test]
    fn containers() {
        assert_eq!(tuple([]), EMPTY_TUPLE);
        assert_eq!(tuple([1, 2, 3]), TUPLE_123);
        assert_eq!(tuple([-2]), TUPLE_MINUS_ONE);
        assert_eq!(frozen_set([]), EMPTY_SET);
        assert_eq!(frozen_set([1, 2, 3]), SET_123);
    }

    const STRINGS: &[(u32, &str, i64)] = &[
        (0, "", 0),
        (0, "a", 4644417185603328019),
        (0, "abc", -4594863902769663758),
        (0, "abcdefgh", 4574395652268504554),
        (0, "hello, world: 0123456789", -3452163391703406988),
        (0, "n\u{e9}", 6145485207905905858),
        (0, "\u{3c0}\u{2248}3", -8132391791560963797),
        (0, "\u{1f600}a", 1495732039293241016),
        (1, "", 0),
        (1, "a", -3012895188637184397),
        (1, "abc", -4667308735975688587),
        (1, "abcdefgh", -202642195356325900),
        (1, "hello, world: 0123456789", -1090348970608434459),
        (1, "n\u{e9}", -7826707836087062341),
        (1, "\u{3c0}\u{2248}3", -2707420193953397108),
        (1, "\u{1f600}a", 943728977276782164),
        (4294967295, "", 0),
        (4294967295, "a", -5989683813037840249),
        (4294967295, "abc", -6122489556238538401),
        (4294967295, "abcdefgh", 3424456984880118976),
        (4294967295, "hello, world: 0123456789", -8875369396436380430),
        (4294967295, "n\u{e9}", 111501423053162752),
        (4294967295, "\u{3c0}\u{2248}3", 7105265961367517254),
        (4294967295, "\u{1f600}a", 8008203697401792612),
    ];
    const EMPTY_TUPLE: i64 = 5740354900026072187;
    const TUPLE_123: i64 = 529344067295497451;
    const TUPLE_MINUS_ONE: i64 = 8078679518589016365;
    const EMPTY_SET: i64 = 133146708735736;
    const SET_123: i64 = -272375401224217160;
}
