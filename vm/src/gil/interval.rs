//! The switch interval, in the unit and with the rounding of CPython.
//!
//! CPython stores `(unsigned long)(1e6 * seconds)`: whole microseconds, truncated. A script can read the result
//! back, so the conversions here give the same numbers, also where C's conversion is undefined and the usual
//! machines have settled on an answer.

use std::time::Duration;

/// How long a waiter waits before it asks for the GIL, in whole microseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Interval {
    micros: u64,
}

impl Interval {
    /// CPython's default, 5 ms.
    pub const DEFAULT: Interval = Interval { micros: 5_000 };

    /// An interval of that many microseconds. Zero is allowed, and waits one microsecond.
    pub const fn from_micros(micros: u64) -> Self {
        Interval { micros }
    }

    /// What `sys.setswitchinterval(seconds)` stores, or `None` for zero and less, where it raises.
    pub fn from_seconds(seconds: f64) -> Option<Self> {
        if seconds <= 0.0 {
            return None;
        }
        let micros = seconds * 1e6;
        Some(Interval::from_micros(if micros.is_nan() {
            1 << 63
        } else if micros >= 18_446_744_073_709_551_616.0 {
            0
        } else {
            micros as u64
        }))
    }

    /// What `sys.getswitchinterval()` returns.
    pub fn as_seconds(self) -> f64 {
        1e-6 * self.micros as f64
    }

    /// Whole microseconds.
    pub fn as_micros(self) -> u64 {
        self.micros
    }

    /// How long one wait lasts: the interval, but at least a microsecond.
    pub fn wait(self) -> Duration {
        Duration::from_micros(self.micros.max(1))
    }
}

impl Default for Interval {
    fn default() -> Self {
        Interval::DEFAULT
    }
}

#[cfg(test)]
mod tests {
    use super::Interval;

    #[test]
    fn seconds_round_as_in_cpython() {
        let read_back = |seconds| Interval::from_seconds(seconds).map(Interval::as_seconds);
        assert_eq!(read_back(0.005), Some(0.005));
        assert_eq!(read_back(0.012_345_678_9), Some(0.012345));
        assert_eq!(read_back(1e-9), Some(0.0));
        assert_eq!(read_back(1.0), Some(1.0));
        assert_eq!(read_back(f64::NAN), Some(9_223_372_036_854.775));
        assert_eq!(read_back(f64::INFINITY), Some(0.0));
        assert_eq!(read_back(1e20), Some(0.0));
        assert_eq!(read_back(0.0), None);
        assert_eq!(read_back(-1.0), None);
    }

    #[test]
    fn a_wait_lasts_at_least_a_microsecond() {
        assert_eq!(Interval::from_micros(0).wait().as_nanos(), 1_000);
        assert_eq!(Interval::DEFAULT.wait().as_millis(), 5);
    }
}
