//! The Mersenne twister MT19937 as CPython's `random` uses it: the same numbers for the same seed.
//!
//! Only the generator: how a seed object becomes words, and everything built on `random()` and
//! `getrandbits()`, is done by the module `random`.

use super::int::{self, IntResult};

/// Words of state.
pub const SIZE: usize = 624;

const SHIFT: usize = 397;

/// A generator; its state is 624 words and the position among them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mt19937 {
    state: Box<[u32; SIZE]>,
    /// Next word to give out; `SIZE` means that a new block is due.
    index: usize,
}

impl Mt19937 {
    /// Seeds from a single word.
    fn from_word(seed: u32) -> Mt19937 {
        let mut state = Box::new([0; SIZE]);
        let mut word = seed;
        for (index, slot) in state.iter_mut().enumerate() {
            if index > 0 {
                word = (word ^ word >> 30).wrapping_mul(1_812_433_253).wrapping_add(index as u32);
            }
            *slot = word;
        }
        Mt19937 { state, index: SIZE }
    }

    /// Seeds from the words of a number's magnitude, lowest first (see [`int::IntRef::to_u32_words`]).
    pub fn from_words(key: &[u32]) -> Mt19937 {
        let mut twister = Mt19937::from_word(19_650_218);
        let state = &mut twister.state;
        let key = if key.is_empty() { &[0] } else { key };
        let mut at = 1;
        let mut key_words = key.iter().enumerate().cycle();
        for _ in 0..SIZE.max(key.len()) {
            let Some((position, &word)) = key_words.next() else { break };
            let previous = state[at - 1];
            state[at] = (state[at] ^ (previous ^ previous >> 30).wrapping_mul(1_664_525))
                .wrapping_add(word)
                .wrapping_add(position as u32);
            at += 1;
            if at == SIZE {
                state[0] = state[SIZE - 1];
                at = 1;
            }
        }
        for _ in 1..SIZE {
            let previous = state[at - 1];
            state[at] =
                (state[at] ^ (previous ^ previous >> 30).wrapping_mul(1_566_083_941)).wrapping_sub(at as u32);
            at += 1;
            if at == SIZE {
                state[0] = state[SIZE - 1];
                at = 1;
            }
        }
        state[0] = 0x8000_0000;
        twister
    }

    /// Restores what [`Mt19937::state`] gave; `None` if there are not 624 words or the index is beyond them.
    pub fn from_state(words: &[u32], index: usize) -> Option<Mt19937> {
        let state: [u32; SIZE] = words.try_into().ok()?;
        (index <= SIZE).then(|| Mt19937 { state: Box::new(state), index })
    }

    /// The words of the state and the position, as `random.getstate` shows them.
    pub fn state(&self) -> (&[u32; SIZE], usize) {
        (&self.state, self.index)
    }

    /// The next 32 random bits.
    #[inline]
    pub fn next_u32(&mut self) -> u32 {
        if self.index >= SIZE {
            self.refill();
        }
        let mut word = self.state[self.index];
        self.index += 1;
        word ^= word >> 11;
        word ^= (word << 7) & 0x9d2c_5680;
        word ^= (word << 15) & 0xefc6_0000;
        word ^ word >> 18
    }

    fn refill(&mut self) {
        let state = &mut self.state;
        for index in 0..SIZE {
            let mixed = (state[index] & 0x8000_0000) | (state[(index + 1) % SIZE] & 0x7fff_ffff);
            let odd = if mixed & 1 == 1 { 0x9908_b0df } else { 0 };
            state[index] = state[(index + SHIFT) % SIZE] ^ mixed >> 1 ^ odd;
        }
        self.index = 0;
    }

    /// `random.random()`: 53 random bits below one.
    #[inline]
    pub fn random(&mut self) -> f64 {
        let high = f64::from(self.next_u32() >> 5);
        let low = f64::from(self.next_u32() >> 6);
        (high * 67_108_864.0 + low) * (1.0 / 9_007_199_254_740_992.0)
    }

    /// `random.getrandbits(bits)` for up to 64 bits.
    #[inline]
    pub fn bits64(&mut self, bits: u32) -> u64 {
        match bits {
            0 => 0,
            1..=32 => u64::from(self.next_u32() >> (32 - bits)),
            _ => {
                let low = u64::from(self.next_u32());
                let high = u64::from(self.next_u32() >> (64 - bits.min(64)));
                high << 32 | low
            }
        }
    }

    /// `random.getrandbits(bits)`
    pub fn getrandbits(&mut self, bits: usize) -> IntResult {
        if bits <= 64 {
            return self.bits64(bits as u32).into();
        }
        let mut words = vec![0; bits.div_ceil(32)];
        let spare = (words.len() * 32 - bits) as u32;
        for word in &mut words {
            *word = self.next_u32();
        }
        if let Some(top) = words.last_mut() {
            *top >>= spare;
        }
        int::from_u32_words(&words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::bigint::BigInt;

    #[test]
    fn same_numbers_as_cpython() {
        // random.seed(42)
        let mut twister = Mt19937::from_words(&[42]);
        assert_eq!(twister.random(), 0.6394267984578837);
        assert_eq!(twister.random(), 0.025010755222666936);
        assert_eq!(twister.getrandbits(32), IntResult::Small(1_181_241_943));
        for _ in 0..1000 {
            twister.random();
        }
        let wide = BigInt::from(774_354_517_878_365_327_389_i128);
        assert_eq!(twister.getrandbits(70), IntResult::Big(wide));
        assert_eq!(twister.getrandbits(40), IntResult::Small(65_965_001_880));
        // random.seed(10**30)
        let seed = int::IntRef::from(&BigInt::from(10_i128.pow(30))).to_u32_words();
        assert_eq!(Mt19937::from_words(&seed).random(), 0.9341508484568806);
    }
}
