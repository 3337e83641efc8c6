//! One item of a view as a value and back (`Objects/memoryobject.c`: `unpack_single`, `pack_single`).

use super::layout::Format;
use crate::error::ExcKind;
use crate::error::R;
use crate::error::Raised;
use crate::held::Held;
use crate::number::half;
use crate::number::int::IntResult;
use crate::value::Value;

/// The bytes of an item; the first [`Format::size`] of them count.
pub(crate) type Packed = [u8; 8];

/// The value that `bytes`, as many as the format has, mean.
pub(crate) fn unpack(format: Format, bytes: &[u8]) -> Value {
    let mut raw = Packed::default();
    for (to, from) in raw.iter_mut().zip(bytes) {
        *to = *from;
    }
    let [first, second, third, fourth, ..] = raw;
    let (two, four) = ([first, second], [first, second, third, fourth]);
    match format.code {
        b'c' => Value::bytes([first]),
        b'?' => Value::Bool(first != 0),
        b'b' => Value::Int(i64::from(first as i8)),
        b'h' => Value::Int(i64::from(i16::from_ne_bytes(two))),
        b'H' => Value::Int(i64::from(u16::from_ne_bytes(two))),
        b'i' => Value::Int(i64::from(i32::from_ne_bytes(four))),
        b'I' => Value::Int(i64::from(u32::from_ne_bytes(four))),
        b'l' | b'q' | b'n' => Value::Int(i64::from_ne_bytes(raw)),
        b'L' | b'Q' | b'N' | b'P' => Value::from(IntResult::from(u64::from_ne_bytes(raw))),
        b'e' => Value::Float(half::unpack(u16::from_ne_bytes(two))),
        b'f' => Value::Float(f64::from(f32::from_ne_bytes(four))),
        b'd' => Value::Float(f64::from_ne_bytes(raw)),
        _ => Value::Int(i64::from(first)),
    }
}

/// The bytes that a value is as an item. Runs Python code where the value is to become a number.
pub(crate) fn pack(held: &mut Held, format: Format, value: &Value) -> R<Packed> {
    let code = char::from(format.code);
    let bad_type = || Raised::type_error(format!("memoryview: invalid type for format '{code}'"));
    let bad_value = || Raised::value_error(format!("memoryview: invalid value for format '{code}'"));
    let mut raw = Packed::default();
    match format.code {
        b'c' => match held.base_ref(value) {
            Value::Bytes(bytes) => match bytes.as_slice() {
                [byte] => raw[0] = *byte,
                _ => return Err(bad_value()),
            },
            _ => return Err(bad_type()),
        },
        b'?' => raw[0] = u8::from(held.truthy(value)?),
        b'e' | b'f' | b'd' => {
            let x = match held.to_f64(value) {
                Ok(x) => x,
                Err(raised) => return Err(translated(held, raised, bad_type, bad_value)),
            };
            match format.code {
                b'e' => raw[..2].copy_from_slice(&half::pack(x).ok_or_else(bad_value)?.to_ne_bytes()),
                b'f' => raw[..4].copy_from_slice(&(x as f32).to_ne_bytes()),
                _ => raw = x.to_ne_bytes(),
            }
        }
        // An address is an `int` and nothing that stands for one.
        b'P' if crate::protocol::compare::int_ref(held.base_ref(value)).is_none() => return Err(bad_type()),
        _ => {
            let number = match held.index(value) {
                Ok(number) => number,
                Err(raised) => return Err(translated(held, raised, bad_type, bad_value)),
            };
            let number = whole(&number).ok_or_else(bad_value)?;
            let width = 8 * format.size() as u32;
            let (low, high) = match format.code {
                b'b' | b'h' | b'i' | b'l' | b'q' | b'n' => {
                    (-(1i128 << (width - 1)), (1i128 << (width - 1)) - 1)
                }
                // An address may be given as a signed number.
                b'P' => (i128::from(i64::MIN), (1i128 << width) - 1),
                _ => (0, (1i128 << width) - 1),
            };
            if !(low..=high).contains(&number) {
                return Err(bad_value());
            }
            let size = format.size();
            match size {
                1 => raw[0] = number as u8,
                2 => raw[..2].copy_from_slice(&(number as u16).to_ne_bytes()),
                4 => raw[..4].copy_from_slice(&(number as u32).to_ne_bytes()),
                _ => raw = (number as u64).to_ne_bytes(),
            }
        }
    }
    Ok(raw)
}

/// The number an exact `int` is, if it has at most 64 bits beside the sign.
fn whole(number: &Value) -> Option<i128> {
    match number {
        Value::Int(n) => Some(i128::from(*n)),
        Value::BigInt(n) => match n.magnitude() {
            [low] if n.is_negative() => Some(-i128::from(*low)),
            [low] => Some(i128::from(*low)),
            _ => None,
        },
        _ => None,
    }
}

/// What a failed conversion is in a view's words; what else the value's own code raised stays.
fn translated(
    held: &Held,
    raised: Raised,
    bad_type: impl Fn() -> Raised,
    bad_value: impl Fn() -> Raised,
) -> Raised {
    if held.matches(&raised, ExcKind::TypeError) {
        bad_type()
    } else if held.matches(&raised, ExcKind::OverflowError) || held.matches(&raised, ExcKind::ValueError) {
        bad_value()
    } else {
        raised
    }
}
