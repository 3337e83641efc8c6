//! Floats in a given style and precision: what `format()` and `%` have in common.
//!
//! Only magnitudes: signs, padding and grouping are the callers' business. Digits of a given precision come
//! from the standard library, which rounds the exact value half to even, as CPython does; the common case
//! of a few places after the point is done in integers.

use std::fmt::Write;

use compact_str::CompactString;

use crate::number::float;

/// How the digits are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FloatStyle {
    /// `f`: digits after the point as the precision says
    Fixed,
    /// `e`: one digit before the point and an exponent
    Exponent,
    /// `g`: significant digits as the precision says, in the shorter layout
    General,
    /// Like `repr`: as many digits as needed
    Shortest,
}

/// Everything that decides the look of a magnitude.
#[derive(Clone, Copy, Debug)]
pub struct FloatForm {
    /// The layout
    pub style: FloatStyle,
    /// `E`, `INF` and `NAN` instead of lower case
    pub upper: bool,
    /// Digits after the point, or significant digits for `General`
    pub precision: usize,
    /// `#`: keep the point and trailing zeros
    pub alternate: bool,
    /// Whole numbers end in `.0`, as in `repr`
    pub dot_zero: bool,
}

/// A float has at most this many digits after its point and fewer significant ones; the standard library
/// refuses precisions beyond 65535, and what follows is zeros anyway.
const MOST_DIGITS: usize = 1100;

/// Appends the magnitude of a float; its sign is ignored.
pub fn push_magnitude(out: &mut String, value: f64, form: FloatForm) {
    let value = value.abs();
    if !value.is_finite() {
        return out.push_str(match (value.is_nan(), form.upper) {
            (true, false) => "nan",
            (true, true) => "NAN",
            (false, false) => "inf",
            (false, true) => "INF",
        });
    }
    let mark = if form.upper { 'E' } else { 'e' };
    match form.style {
        FloatStyle::Fixed => push_fixed(out, value, form.precision, form.alternate),
        FloatStyle::Exponent => {
            let digits = SignificantDigits::of(value, form.precision + 1);
            let layout = Layout { end: form.precision + 1, mark: Some(mark), ..form.layout() };
            push_laid_out(out, digits.as_str(), digits.point, layout);
        }
        FloatStyle::General => {
            let precision = form.precision.max(1);
            let digits = SignificantDigits::of(value, precision);
            let bound = precision as i64 - i64::from(form.dot_zero);
            let exponent = digits.point <= -4 || i64::from(digits.point) > bound;
            let text = digits.as_str();
            let text = if form.alternate { text } else { without_trailing_zeros(text) };
            let layout = Layout {
                end: if form.alternate { precision } else { text.len() },
                mark: exponent.then_some(mark),
                ..form.layout()
            };
            push_laid_out(out, text, digits.point, layout);
        }
        FloatStyle::Shortest => {
            let digits = float::shortest(value);
            let exponent = digits.point <= -4 || digits.point > 16;
            let layout =
                Layout { end: digits.digits().len(), mark: exponent.then_some(mark), ..form.layout() };
            push_laid_out(out, digits.digits(), digits.point, layout);
        }
    }
}

impl FloatForm {
    fn layout(self) -> Layout {
        Layout { end: 0, mark: None, alternate: self.alternate, dot_zero: self.dot_zero }
    }
}

fn without_trailing_zeros(digits: &str) -> &str {
    match digits.trim_end_matches('0') {
        "" => "0",
        trimmed => trimmed,
    }
}

fn push_fixed(out: &mut String, value: f64, places: usize, alternate: bool) {
    if let Some((scaled, scale)) = float::scale_round(value, places) {
        let (whole, fraction) = (scaled / scale, scaled % scale);
        out.push_str(itoa::Buffer::new().format(whole));
        if places > 0 {
            out.push('.');
            let mut buffer = itoa::Buffer::new();
            let digits = buffer.format(fraction);
            const ZEROS: &str = "000000000000";
            out.push_str(&ZEROS[..places - digits.len()]);
            out.push_str(digits);
        } else if alternate {
            out.push('.');
        }
        return;
    }
    let asked = places.min(MOST_DIGITS);
    let written = write!(out, "{value:.asked$}");
    debug_assert!(written.is_ok(), "writing to a String cannot fail");
    if places == 0 && alternate {
        out.push('.');
    }
    out.extend(std::iter::repeat_n('0', places - asked));
}

/// A magnitude rounded to a number of significant digits.
struct SignificantDigits {
    digits: CompactString,
    /// The value is `0.DIGITS * 10^point`.
    point: i32,
}

impl SignificantDigits {
    fn of(value: f64, count: usize) -> SignificantDigits {
        let after_first = (count - 1).min(MOST_DIGITS);
        let mut digits = CompactString::default();
        let written = write!(digits, "{value:.after_first$e}");
        debug_assert!(written.is_ok(), "writing to a string cannot fail");
        let exponent = match digits.rfind('e') {
            Some(at) => {
                let exponent = digits[at + 1..].parse().unwrap_or(0);
                digits.truncate(at);
                exponent
            }
            None => 0,
        };
        if digits.len() > 1 {
            digits.remove(1);
        }
        SignificantDigits { digits, point: if value == 0.0 { 1 } else { exponent + 1 } }
    }

    fn as_str(&self) -> &str {
        &self.digits
    }
}

struct Layout {
    /// Position after the last digit to show, counted from the first; zeros fill up to there.
    end: usize,
    /// The letter of the exponent, if there is to be one.
    mark: Option<char>,
    alternate: bool,
    dot_zero: bool,
}

/// Appends `0.DIGITS * 10^point` in the given layout.
fn push_laid_out(out: &mut String, digits: &str, point: i32, layout: Layout) {
    let zeros = |out: &mut String, count: usize| out.extend(std::iter::repeat_n('0', count));
    // Where the decimal point stands among the digits shown.
    let dot = if layout.mark.is_some() { 1 } else { point };
    let (whole, fraction) = digits.split_at_checked(dot.max(0) as usize).unwrap_or((digits, ""));
    if whole.is_empty() {
        out.push('0');
    } else {
        out.push_str(whole);
        zeros(out, (dot.max(0) as usize).saturating_sub(whole.len()));
    }
    let dot_zero = layout.dot_zero && layout.mark.is_none();
    let places = (layout.end as i64 - i64::from(dot)).max(i64::from(dot_zero)).max(0) as usize;
    if places > 0 || layout.alternate {
        out.push('.');
    }
    if places > 0 {
        let leading = dot.min(0).unsigned_abs() as usize;
        zeros(out, leading);
        out.push_str(fraction);
        zeros(out, places.saturating_sub(leading + fraction.len()));
    }
    if let Some(mark) = layout.mark {
        float::push_exponent(out, point - 1, mark);
    }
}
