//! The one door for time: everything in the VM that reads a clock asks a [`Clock`].
//!
//! What it is: a monotonic count since the clock was made, in nanoseconds ([`Clock::now_ns`]) or in *ticks*
//! ([`Clock::ticks`]), which are whatever the machine counts most cheaply and become nanoseconds when somebody reads
//! the books ([`Clock::scale`]). What it is not: wall time, CPU time or a timer; those are the runtime's, and a wait's
//! deadline belongs to whoever waits.
//!
//! Invariant: two readings of clones of one clock, made in causal order, never run backwards. (Ticks of different
//! processors may differ by as much as their counters do, some nanoseconds; who subtracts them saturates.) Nothing else
//! in this crate names [`std::time::Instant`], so that a script can one day run in virtual time by swapping this file's
//! one type.
#![cfg_attr(
    target_arch = "x86_64",
    allow(unsafe_code, reason = "reading the processor's counter is an intrinsic")
)]

use std::time::Instant;

/// A monotonic clock; clones share the origin, so their readings can be compared.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    origin: Instant,
    /// What the processor's counter read at the origin, if it has one that counts time.
    counter_origin: Option<u64>,
}

/// How long a tick is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    ns_per_tick: f64,
}

impl Scale {
    /// Ticks that are nanoseconds.
    pub const NANOSECONDS: Scale = Scale { ns_per_tick: 1.0 };

    /// So many ticks in nanoseconds.
    pub fn ns(self, ticks: u64) -> u64 {
        if self.ns_per_tick == 1.0 { ticks } else { (ticks as f64 * self.ns_per_tick).round() as u64 }
    }

    /// So many nanoseconds in ticks.
    pub fn ticks(self, ns: u64) -> u64 {
        if self.ns_per_tick == 1.0 { ns } else { (ns as f64 / self.ns_per_tick).round() as u64 }
    }
}

impl Clock {
    /// A clock whose reading starts at zero now.
    pub fn new() -> Self {
        // Asked first: a hypervisor may take its time to answer.
        if !counter::counts_time() {
            return Clock { origin: Instant::now(), counter_origin: None };
        }
        let (origin, counter) = read_both();
        Clock { origin, counter_origin: Some(counter) }
    }

    /// Nanoseconds since the clock was made; costs one `clock_gettime` without a system call (about 25 ns).
    pub fn now_ns(&self) -> u64 {
        // A run of 584 years is where this would stop counting.
        u64::try_from(self.origin.elapsed().as_nanos()).unwrap_or(u64::MAX)
    }

    /// Ticks since the clock was made: of the processor's counter if that counts time, else nanoseconds.
    #[inline]
    pub fn ticks(&self) -> u64 {
        match self.counter_origin {
            Some(origin) => counter::read().saturating_sub(origin),
            None => self.now_ns(),
        }
    }

    /// How long a tick is, measured from the origin to now. Both clocks are read together at both ends, where the
    /// thread was least disturbed in [`READINGS`] tries; so a duration converted by it is off by no more than the time
    /// of one such pair at either end, some ten nanoseconds, unless something came between the two readings in every
    /// try.
    pub fn scale(&self) -> Scale {
        let Some(counter_origin) = self.counter_origin else { return Scale::NANOSECONDS };
        let (now, counter) = read_both();
        match (counter.saturating_sub(counter_origin), now.saturating_duration_since(self.origin).as_nanos())
        {
            (0, _) | (_, 0) => Scale::NANOSECONDS,
            (ticks, ns) => Scale { ns_per_tick: ns as f64 / ticks as f64 },
        }
    }
}

/// How often two clocks are read together, to find the pair that nothing came between.
const READINGS: usize = 8;

/// Both clocks at one moment: of several readings the one that took the fewest ticks, with the counter in its middle.
fn read_both() -> (Instant, u64) {
    let read = || {
        let before = counter::read();
        let now = Instant::now();
        (counter::read().saturating_sub(before), before, now)
    };
    let mut best = read();
    for _ in 1..READINGS {
        let next = read();
        if next.0 < best.0 {
            best = next;
        }
    }
    let (took, before, now) = best;
    (now, before + took / 2)
}

impl Default for Clock {
    fn default() -> Self {
        Clock::new()
    }
}

/// The processor's time-stamp counter.
#[cfg(target_arch = "x86_64")]
mod counter {
    use std::arch::x86_64::{__cpuid, _rdtsc};

    /// Whether it runs at one rate whatever the processor does (`Invariant TSC`).
    pub(super) fn counts_time() -> bool {
        const HIGHEST_EXTENDED: u32 = 0x8000_0000;
        const POWER_MANAGEMENT: u32 = 0x8000_0007;
        const INVARIANT: u32 = 1 << 8;
        __cpuid(HIGHEST_EXTENDED).eax >= POWER_MANAGEMENT && __cpuid(POWER_MANAGEMENT).edx & INVARIANT != 0
    }

    /// Reads it.
    #[inline]
    pub(super) fn read() -> u64 {
        // SAFETY: every processor of this architecture has the instruction, and it touches no memory. A kernel may
        // forbid it to programs (`prctl(PR_SET_TSC)`), which is done to programs that ask for it.
        unsafe { _rdtsc() }
    }
}

/// Other processors' counters are not used.
#[cfg(not(target_arch = "x86_64"))]
mod counter {
    pub(super) fn counts_time() -> bool {
        false
    }

    pub(super) fn read() -> u64 {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::{Clock, Scale};

    #[test]
    fn ticks_and_nanoseconds_tell_the_same_time() {
        let clock = Clock::new();
        let (first, began_ns) = (clock.ticks(), clock.now_ns());
        while clock.now_ns() < began_ns + 2_000_000 {
            std::hint::spin_loop();
        }
        let (last, ended_ns) = (clock.ticks(), clock.now_ns());
        let scale = clock.scale();
        assert!(first <= last);
        // However the machine slows the readings down, each pair was read within what is between the pairs.
        assert!(scale.ns(first) <= ended_ns && scale.ns(last) >= began_ns, "{scale:?}");
    }

    #[test]
    fn a_scale_converts_both_ways() {
        let scale = Scale { ns_per_tick: 0.5 };
        assert_eq!((scale.ns(2_000), scale.ticks(1_000)), (1_000, 2_000));
        assert_eq!(Scale::NANOSECONDS.ns(u64::MAX), u64::MAX);
    }
}
