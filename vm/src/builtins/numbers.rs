//! Built-in functions on numbers and characters, and the ones that make numbers of objects.

use std::cell::Cell;

use gilvm_compiler::op::BinOp;

use crate::error::R;
use crate::error::Raised;
use crate::held::Held;
use crate::native::NativeDef;
use crate::native::Quick;
use crate::object::Iter;
use crate::object::IterState;
use crate::rc::Rc;
use crate::value::Value;

pub(super) const FUNCTIONS: &[NativeDef] = &[
    NativeDef::new("abs(x, /)", "Return the absolute value of the argument.", abs).quick(Quick::Abs),
    NativeDef::new("bin(number, /)", "Return the binary representation of an integer.", |held, args| {
        radix(held, &args[0], "#b")
    }),
    NativeDef::new("oct(number, /)", "Return the octal representation of an integer.", |held, args| {
        radix(held, &args[0], "#o")
    }),
    NativeDef::new("hex(number, /)", "Return the hexadecimal representation of an integer.", |held, args| {
        radix(held, &args[0], "#x")
    }),
    NativeDef::new(
        "chr(i, /)",
        "Return a Unicode string of one character with ordinal i; 0 <= i <= 0x10ffff.",
        chr,
    )
    .quick(Quick::Chr),
    NativeDef::new("ord(c, /)", "Return the Unicode code point for a one-character string.", ord)
        .quick(Quick::Ord),
    NativeDef::new(
        "divmod(x, y, /)",
        "Return the tuple (x//y, x%y).  Invariant: div*y + mod == x.",
        |held, args| held.divmod(&args[0], &args[1]),
    ),
    NativeDef::new(
        "pow(base, exp, mod=None)",
        "Equivalent to base**exp with 2 arguments or base**exp % mod with 3 arguments.",
        pow,
    ),
    NativeDef::new(
        "round(number, ndigits=None)",
        "Round a number to a given precision in decimal digits.",
        round,
    ),
    NativeDef::new(
        "sum(iterable, /, start=<unset>)",
        "Return the sum of a 'start' value (default: 0) plus an iterable of numbers",
        sum,
    ),
    NativeDef::new("hash(obj, /)", "Return the hash value for the given object.", |held, args| {
        Ok(Value::Int(held.hash(&args[0])?))
    }),
    NativeDef::new("id(obj, /)", "Return the identity of an object.", |_, args| Ok(Value::Int(id(&args[0])))),
];

fn abs(held: &mut Held, args: &[Value]) -> R {
    match &args[0] {
        Value::Int(n) if *n != i64::MIN => return Ok(Value::Int(n.abs())),
        Value::Float(x) => return Ok(Value::Float(x.abs())),
        Value::Bool(b) => return Ok(Value::Int(i64::from(*b))),
        _ => {}
    }
    let name = Rc::clone(&held.interp.names.abs);
    match held.call_special(&args[0], &name, &[])? {
        Some(result) => Ok(result),
        None => {
            Err(Raised::type_error(format!("bad operand type for abs(): '{}'", held.type_name(&args[0]))))
        }
    }
}

fn radix(held: &mut Held, number: &Value, spec: &str) -> R {
    let number = held.index(number)?;
    Ok(Value::Str(held.format(&number, spec)?))
}

fn chr(held: &mut Held, args: &[Value]) -> R {
    let code = match held.index(&args[0])? {
        Value::Int(code) => u32::try_from(code).ok().filter(|&code| code <= 0x10_ffff),
        Value::Bool(code) => Some(u32::from(code)),
        // Beyond 64 bits.
        _ => None,
    };
    match code {
        None => Err(Raised::value_error("chr() arg not in range(0x110000)")),
        Some(code) => match char::from_u32(code) {
            Some(c) => Ok(held.char_str(c)),
            None => {
                Err(Raised::value_error(format!("chr(0x{code:x}): surrogates are not supported by gilvm")))
            }
        },
    }
}

fn ord(held: &mut Held, args: &[Value]) -> R {
    if let Some(text) = held.as_str(&args[0]) {
        return match (text.len(), text.char_at(0)) {
            (1, Some(c)) => Ok(Value::Int(i64::from(c as u32))),
            (len, _) => Err(Raised::type_error(format!(
                "ord() expected a character, but string of length {len} found"
            ))),
        };
    }
    match held.bytes_ref(&args[0]) {
        Some([byte]) => Ok(Value::Int(i64::from(*byte))),
        Some(bytes) => Err(Raised::type_error(format!(
            "ord() expected a character, but string of length {} found",
            bytes.len()
        ))),
        None => Err(Raised::type_error(format!(
            "ord() expected string of length 1, but {} found",
            held.type_name(&args[0])
        ))),
    }
}

fn pow(held: &mut Held, args: &[Value]) -> R {
    held.pow3(&args[0], &args[1], &args[2])
}

fn round(held: &mut Held, args: &[Value]) -> R {
    let name = Rc::clone(&held.interp.names.round);
    let digits = if args[1].is_none() { &[][..] } else { &args[1..2] };
    match held.call_special(&args[0], &name, digits)? {
        Some(result) => Ok(result),
        None => {
            let message = format!("type {} doesn't define __round__ method", held.type_name(&args[0]));
            Err(Raised::type_error(message))
        }
    }
}

/// What has been added up so far.
enum Total {
    Int(i64),
    /// The sum and what rounding has lost from it (Neumaier), as CPython has it since 3.12.
    Float(f64, f64),
    Other(Value),
}

impl Total {
    fn value(self) -> Value {
        match self {
            Total::Int(n) => Value::Int(n),
            Total::Float(sum, lost) => {
                // A non-finite correction would turn an infinite sum into a NaN.
                Value::Float(if lost != 0.0 && lost.is_finite() { sum + lost } else { sum })
            }
            Total::Other(value) => value,
        }
    }
}

fn sum(held: &mut Held, args: &[Value]) -> R {
    let mut total = match &args[1] {
        Value::Unset => Total::Int(0),
        Value::Int(n) => Total::Int(*n),
        Value::Float(x) => Total::Float(*x, 0.0),
        start => {
            if held.as_str(start).is_some() {
                return Err(Raised::type_error("sum() can't sum strings [use ''.join(seq) instead]"));
            }
            match start {
                Value::Bytes(_) => {
                    return Err(Raised::type_error("sum() can't sum bytes [use b''.join(seq) instead]"));
                }
                _ if held.is_bytearray(start) => {
                    return Err(Raised::type_error("sum() can't sum bytearray [use b''.join(seq) instead]"));
                }
                _ => Total::Other(start.clone()),
            }
        }
    };
    let iter = match (&args[0], &mut total) {
        // Small integers in a list are added up without taking them out.
        (Value::List(list), Total::Int(sum)) => {
            let mut at = 0;
            for item in list.items(held.token()) {
                let Value::Int(n) = item else { break };
                let Some(next) = sum.checked_add(*n) else { break };
                *sum = next;
                at += 1;
            }
            Iter::new(IterState::List { list: Rc::clone(list), at: Cell::new(at) })
        }
        (source, _) => held.iter(source)?,
    };
    while let Some(item) = held.next(&iter)? {
        total = add(held, total, item)?;
    }
    Ok(total.value())
}

fn add(held: &mut Held, total: Total, item: Value) -> R<Total> {
    match (&total, &item) {
        (Total::Int(a), Value::Int(b)) => {
            if let Some(sum) = a.checked_add(*b) {
                return Ok(Total::Int(sum));
            }
        }
        (Total::Int(a), Value::Bool(b)) => {
            if let Some(sum) = a.checked_add(i64::from(*b)) {
                return Ok(Total::Int(sum));
            }
        }
        (Total::Int(a), Value::Float(b)) => return Ok(Total::Float(*a as f64 + b, 0.0)),
        (&Total::Float(sum, lost), &Value::Float(x)) => {
            let next = sum + x;
            let lost =
                if sum.abs() >= x.abs() { lost + ((sum - next) + x) } else { lost + ((x - next) + sum) };
            return Ok(Total::Float(next, lost));
        }
        (&Total::Float(sum, lost), &Value::Int(n)) => return Ok(Total::Float(sum + n as f64, lost)),
        (&Total::Float(sum, lost), &Value::Bool(b)) => {
            return Ok(Total::Float(sum + f64::from(u8::from(b)), lost));
        }
        _ => {}
    }
    let sum = held.binary(BinOp::Add, &total.value(), &item)?;
    Ok(match sum {
        Value::Int(n) => Total::Int(n),
        Value::Float(x) => Total::Float(x, 0.0),
        other => Total::Other(other),
    })
}

/// `id()`: the address of an object. Immediates have none; theirs are odd numbers, which no address is.
pub(crate) fn id(value: &Value) -> i64 {
    if let Some(address) = value.address() {
        return address as i64;
    }
    const SPREAD: u64 = 16;
    let tagged = |content: u64, tag: u64| ((content.wrapping_mul(SPREAD) | tag) & (i64::MAX as u64)) as i64;
    match value {
        Value::Int(n) => tagged(((n << 1) ^ (n >> 63)) as u64, 1),
        // Equal floats are one object here, so their bits identify them.
        Value::Float(x) => tagged(x.to_bits() ^ (x.to_bits() >> 59), 3),
        Value::Bool(b) => tagged(u64::from(*b) + 0x10_0000, 5),
        Value::None => tagged(0x20_0000, 5),
        Value::Ellipsis => tagged(0x30_0000, 5),
        _ => tagged(0x40_0000, 5),
    }
}
