//! Parameters of policies, as they stand on the command line: `name=value,name=value`.
//!
//! Each policy lists its options in a table, so that help texts and error messages can name them.

use std::num::IntErrorKind;
use std::time::Duration;

/// One parameter of a policy.
#[derive(Clone, Copy, Debug)]
pub struct OptionEntry {
    /// The name before the `=`.
    pub name: &'static str,
    /// What it is when it is not given, as text.
    pub default: &'static str,
    /// What it means.
    pub about: &'static str,
}

/// The parameters given for one policy, all of them known to it.
#[derive(Clone, Debug)]
pub struct Options {
    policy: &'static str,
    table: &'static [OptionEntry],
    given: Vec<(&'static str, String)>,
}

impl Options {
    /// Those of a policy for which none are given.
    pub(super) fn none(policy: &'static str, table: &'static [OptionEntry]) -> Options {
        Options { policy, table, given: Vec::new() }
    }

    /// Reads `name=value,name=value`.
    pub(super) fn parse(
        policy: &'static str,
        table: &'static [OptionEntry],
        text: &str,
    ) -> Result<Options, String> {
        let mut given: Vec<(&'static str, String)> = Vec::new();
        for part in text.split(',') {
            let Some((name, value)) = part.split_once('=') else {
                return Err(format!("'{part}' is not of the form option=value"));
            };
            let Some(entry) = table.iter().find(|entry| entry.name == name) else {
                let names: Vec<&str> = table.iter().map(|entry| entry.name).collect();
                return Err(match names.as_slice() {
                    [] => format!("policy '{policy}' has no options"),
                    names => {
                        format!("policy '{policy}' has no option '{name}'; it has {}", names.join(", "))
                    }
                });
            };
            if given.iter().any(|(known, _)| *known == entry.name) {
                return Err(format!("option '{name}' is given twice"));
            }
            given.push((entry.name, value.to_owned()));
        }
        Ok(Options { policy, table, given })
    }

    fn text(&self, name: &str) -> &str {
        let given = self.given.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str());
        let default = || self.table.iter().find(|entry| entry.name == name).map_or("", |entry| entry.default);
        given.unwrap_or_else(default)
    }

    /// Whether the option was given.
    pub(super) fn is_given(&self, name: &str) -> bool {
        self.given.iter().any(|(known, _)| *known == name)
    }

    /// A duration above zero.
    pub(super) fn duration(&self, name: &str) -> Result<Duration, String> {
        match self.duration_or_zero(name)? {
            Duration::ZERO => Err(self.wrong(name, "it must be longer than nothing")),
            duration => Ok(duration),
        }
    }

    /// A duration that may be zero.
    pub(super) fn duration_or_zero(&self, name: &str) -> Result<Duration, String> {
        let seconds = parse_seconds(self.text(name)).map_err(|why| self.wrong(name, &why))?;
        Duration::try_from_secs_f64(seconds).map_err(|why| self.wrong(name, &why.to_string()))
    }

    /// A whole number, at least one.
    pub(super) fn count(&self, name: &str) -> Result<u64, String> {
        match self.text(name).parse::<u64>() {
            Err(why) if *why.kind() == IntErrorKind::PosOverflow => Err(self.wrong(name, "it is too large")),
            Ok(0) | Err(_) => Err(self.wrong(name, "it must be a whole number above 0")),
            Ok(count) => Ok(count),
        }
    }

    /// One of some words, by its place among them.
    pub(super) fn choice(&self, name: &str, words: &[&str]) -> Result<usize, String> {
        let given = self.text(name);
        let at = words.iter().position(|word| *word == given);
        at.ok_or_else(|| self.wrong(name, &format!("it must be {}", words.join(" or "))))
    }

    fn wrong(&self, name: &str, why: &str) -> String {
        format!("option '{name}' of policy '{}': {why}", self.policy)
    }
}

/// Seconds from a duration such as `5ms`: a decimal number with a unit.
///
/// # Errors
/// What is wrong with the text.
pub fn parse_seconds(text: &str) -> Result<f64, String> {
    // How many make a second: 100 / 1e6 is the float nearest to 0.0001, 100 * 1e-6 is the one below.
    let units = [("ns", 1e9), ("us", 1e6), ("µs", 1e6), ("ms", 1e3), ("s", 1.0)];
    let Some((unit, per_second)) = units.iter().find(|(unit, _)| text.ends_with(unit)) else {
        return Err("a duration needs a unit: s, ms, us or ns (for example 5ms)".to_owned());
    };
    let number = text.strip_suffix(unit).unwrap_or(text);
    let value: f64 = number.parse().map_err(|_| format!("'{number}' is not a number"))?;
    if value.is_sign_negative() || !value.is_finite() {
        return Err(format!("'{text}' is no length of time"));
    }
    Ok(value / per_second)
}

/// A duration as [`parse_seconds`] reads it.
pub fn duration_text(duration: Duration) -> String {
    let ns = duration.as_nanos();
    let units = [("s", 1_000_000_000), ("ms", 1_000_000), ("us", 1_000)];
    match units.iter().find(|(_, unit)| ns > 0 && ns.is_multiple_of(*unit)) {
        Some((name, unit)) => format!("{}{name}", ns / unit),
        None => format!("{ns}ns"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{POLICIES, parse};
    use super::{Duration, duration_text, parse_seconds};

    #[test]
    fn each_policy_describes_itself_as_it_is_written() {
        for entry in POLICIES {
            let defaults: Vec<String> = entry
                .options
                .iter()
                .filter(|option| !option.default.is_empty())
                .map(|option| format!("{}={}", option.name, option.default))
                .collect();
            let written = match defaults.as_slice() {
                [] => entry.name.to_owned(),
                defaults => format!("{}:{}", entry.name, defaults.join(",")),
            };
            for text in [entry.name, &written] {
                let policy = parse(text).unwrap_or_else(|why| panic!("{text}: {why}"));
                assert_eq!(policy.describe(), written);
            }
        }
    }

    #[test]
    fn what_is_wrong_is_said_with_the_choices() {
        let wrong = |text: &str| parse(text).err().unwrap_or_default();
        assert_eq!(
            wrong("newgil"),
            "there is no policy 'newgil'; there are cpython, cpython-noforce, ticks, fifo, priority, bfs, pypy, \
             ocaml, ruby, micropython"
        );
        assert_eq!(wrong("ruby:slice=1ms"), "policy 'ruby' has no option 'slice'; it has quantum, tick");
        assert_eq!(wrong("cpython:a=1"), "policy 'cpython' has no options");
        assert_eq!(wrong("ruby:quantum"), "'quantum' is not of the form option=value");
        assert_eq!(wrong("ruby:tick=1ms,tick=1ms"), "option 'tick' is given twice");
        assert_eq!(
            wrong("ruby:quantum=100"),
            "option 'quantum' of policy 'ruby': a duration needs a unit: s, ms, us or ns (for example 5ms)"
        );
        assert_eq!(wrong("ruby:quantum=xms"), "option 'quantum' of policy 'ruby': 'x' is not a number");
        assert_eq!(
            wrong("ruby:quantum=0ms"),
            "option 'quantum' of policy 'ruby': it must be longer than nothing"
        );
        assert_eq!(
            wrong("ticks:every=0"),
            "option 'every' of policy 'ticks': it must be a whole number above 0"
        );
        assert_eq!(
            wrong("ticks:every=18446744073709551616"),
            "option 'every' of policy 'ticks': it is too large"
        );
        assert_eq!(wrong("priority:by=age"), "option 'by' of policy 'priority': it must be history or level");
        assert_eq!(wrong("ruby:"), "'' is not of the form option=value");
        assert_eq!(wrong("ruby:tick=1ms,"), "'' is not of the form option=value");
    }

    #[test]
    fn durations_survive_the_round_trip() {
        for text in ["5ms", "1s", "250us", "7ns", "1500us"] {
            let seconds = parse_seconds(text).unwrap_or_else(|why| panic!("{text}: {why}"));
            assert_eq!(duration_text(Duration::from_secs_f64(seconds)), text);
        }
        // As a script would write it.
        assert_eq!(parse_seconds("100us"), Ok(0.0001));
        assert_eq!(parse_seconds("5ms"), Ok(0.005));
        for text in ["5", "ms", "-1s", "-0s", "1 s", " 1s", "nans", "infs", ""] {
            assert!(parse_seconds(text).is_err(), "{text}");
        }
    }
}
