//! Check-point profiles: at which instructions the eval loop looks at its breaker.
//!
//! A profile is independent of the lock's policy: the policy says who wants the GIL and when, the profile says
//! where a holder can be made to notice. The loader consults it; the lock never does. It decides which races a
//! script can show: a lost update on `counter += 1` needs a check point between load and store.
//!
//! What the loop has by itself is the profile `calls`; the others put instructions in when code is loaded.

/// Where a holder looks at its breaker.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CheckPoints {
    /// Before every instruction: the harshest test of everything else.
    EveryOp,
    /// After every instruction but plain moves and forward jumps, as CPython up to 3.9 did (and 2.7 counted):
    /// `x += 1` on a global, an attribute or an item loses updates.
    Py39,
    /// As `calls`, and also where a condition jumps forward, when a Python function returns, and after `len()` and
    /// its like, as CPython 3.10 did: an `if` between load and store loses updates.
    Py310,
    /// At function entry, at backward jumps and after calls of native functions, as CPython since 3.11: plain
    /// statements lose nothing, unless a call stands between load and store.
    #[default]
    Calls,
}

impl CheckPoints {
    /// All profiles, in the order in which help texts list them.
    pub const ALL: [CheckPoints; 4] =
        [CheckPoints::EveryOp, CheckPoints::Py39, CheckPoints::Py310, CheckPoints::Calls];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            CheckPoints::EveryOp => "every-op",
            CheckPoints::Py39 => "py39",
            CheckPoints::Py310 => "py310",
            CheckPoints::Calls => "calls",
        }
    }
}
