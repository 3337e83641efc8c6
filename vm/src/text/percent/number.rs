//! Numbers in `%` formatting: sign, prefix, zeros up to the precision, padding up to the width.

use super::{Flags, PercentError, Template, padding};
use crate::number::int::IntRef;
use crate::number::int_text::{self, Radix};
use crate::text::format_float::{FloatForm, FloatStyle, push_magnitude};

/// Appends an integer for one of `d i u x X o`.
pub(super) fn push_integer<T: Template + ?Sized>(
    out: &mut T::Owned,
    value: IntRef<'_>,
    code: char,
    flags: Flags,
    limit: usize,
) -> Result<(), PercentError> {
    let radix = match code {
        'x' | 'X' => Some(Radix::Hex),
        'o' => Some(Radix::Octal),
        _ => None,
    };
    let mut buffer = itoa::Buffer::new();
    let mut text;
    let digits = match (value, radix) {
        (IntRef::Small(small), None) => buffer.format(small.unsigned_abs()),
        (_, None) => {
            text = int_text::to_decimal(value, limit)?;
            text.strip_prefix('-').unwrap_or(&text)
        }
        (_, Some(radix)) => {
            text = int_text::magnitude_digits(value, radix);
            if code == 'X' {
                text.make_ascii_uppercase();
            }
            &text
        }
    };
    let prefix = match radix {
        Some(_) if code == 'X' && flags.alternate => "0X",
        Some(radix) if flags.alternate => radix.prefix(),
        _ => "",
    };
    let zeros = flags.precision.unwrap_or(0).saturating_sub(digits.len());
    push_number::<T>(out, sign(value.is_negative(), flags), prefix, zeros, digits, flags)
}

/// Appends a float for one of `e E f F g G`.
pub(super) fn push_float<T: Template + ?Sized>(
    out: &mut T::Owned,
    value: f64,
    code: char,
    flags: Flags,
) -> Result<(), PercentError> {
    let form = FloatForm {
        style: match code {
            'e' | 'E' => FloatStyle::Exponent,
            'f' | 'F' => FloatStyle::Fixed,
            _ => FloatStyle::General,
        },
        upper: code.is_ascii_uppercase(),
        precision: flags.precision.unwrap_or(6),
        alternate: flags.alternate,
        dot_zero: false,
    };
    let mut digits = String::with_capacity(32);
    push_magnitude(&mut digits, value, form);
    let negative = value.is_sign_negative() && !value.is_nan();
    push_number::<T>(out, sign(negative, flags), "", 0, &digits, flags)
}

fn sign(negative: bool, flags: Flags) -> &'static str {
    if negative {
        "-"
    } else if flags.plus {
        "+"
    } else if flags.space {
        " "
    } else {
        ""
    }
}

fn push_number<T: Template + ?Sized>(
    out: &mut T::Owned,
    sign: &str,
    prefix: &str,
    zeros: usize,
    digits: &str,
    flags: Flags,
) -> Result<(), PercentError> {
    let length = sign.len() + prefix.len() + zeros + digits.len();
    let padding = padding(flags.width, length)?;
    let (before, zeros, after) = match (flags.left, flags.zero) {
        (true, _) => (0, zeros, padding),
        (false, true) => (0, zeros + padding, 0),
        (false, false) => (padding, zeros, 0),
    };
    push_fill::<T>(out, ' ', before);
    T::push_ascii(out, sign);
    T::push_ascii(out, prefix);
    push_fill::<T>(out, '0', zeros);
    T::push_ascii(out, digits);
    push_fill::<T>(out, ' ', after);
    Ok(())
}

fn push_fill<T: Template + ?Sized>(out: &mut T::Owned, fill: char, count: usize) {
    if count > 0 {
        let at = T::len(out);
        T::insert(out, at, fill, count);
    }
}
