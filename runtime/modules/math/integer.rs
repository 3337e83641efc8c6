//! The functions of `math` on integers of any size.

use gilvm_compiler::op::BinOp;
use gilvm_vm::error::R;
use gilvm_vm::error::Raised;
use gilvm_vm::held::Held;
use gilvm_vm::number::NumberError;
use gilvm_vm::number::int;
use gilvm_vm::number::int::IntRef;
use gilvm_vm::number::int::IntResult;
use gilvm_vm::value::Value;

/// An argument as an integer.
fn integer(held: &mut Held, value: &Value) -> R<IntResult> {
    Ok(match held.index(value)? {
        Value::BigInt(n) => IntRef::Big(&n).to_result(),
        Value::Int(n) => IntResult::Small(n),
        // `index` gives an exact int.
        _ => IntResult::Small(0),
    })
}

/// The product of `from..=to`, halves first so that the factors are of one size.
fn product(from: u64, to: u64) -> Result<IntResult, NumberError> {
    if from > to {
        return Ok(IntResult::Small(1));
    }
    if to - from < 8 {
        let mut result = IntResult::Small(1);
        for n in from..=to {
            result = int::mul(IntRef::from(&result), IntRef::from(&IntResult::from(n)))?;
        }
        return Ok(result);
    }
    let middle = from + (to - from) / 2;
    let (low, high) = (product(from, middle)?, product(middle + 1, to)?);
    int::mul(IntRef::from(&low), IntRef::from(&high))
}

pub(super) fn factorial(held: &mut Held, a: &[Value]) -> R {
    match integer(held, &a[0])? {
        IntResult::Small(n) => match u64::try_from(n) {
            Ok(n) => Ok(product(2, n)?.into()),
            Err(_) => Err(Raised::value_error("factorial() not defined for negative values")),
        },
        IntResult::Big(n) if n.is_negative() => {
            Err(Raised::value_error("factorial() not defined for negative values"))
        }
        IntResult::Big(_) => {
            Err(Raised::overflow(format!("factorial() argument should not exceed {}", i64::MAX)))
        }
    }
}

/// `n` and `k` of `perm` and `comb`.
fn choice(held: &mut Held, n: &Value, k: &Value) -> R<(IntResult, IntResult)> {
    let (n, k) = (integer(held, n)?, integer(held, k)?);
    if IntRef::from(&n).is_negative() {
        return Err(Raised::value_error("n must be a non-negative integer"));
    }
    if IntRef::from(&k).is_negative() {
        return Err(Raised::value_error("k must be a non-negative integer"));
    }
    Ok((n, k))
}

/// `n * (n - 1) * …`, `count` factors.
fn falling(n: &IntResult, count: u64) -> Result<IntResult, NumberError> {
    if let IntResult::Small(n) = n
        && let Ok(n) = u64::try_from(*n)
    {
        return product(n - count + 1, n);
    }
    let mut result = IntResult::Small(1);
    for i in 0..count {
        let factor = int::sub(IntRef::from(n), IntRef::from(&IntResult::from(i)));
        result = int::mul(IntRef::from(&result), IntRef::from(&factor))?;
    }
    Ok(result)
}

pub(super) fn perm(held: &mut Held, a: &[Value]) -> R {
    if a[1].is_none() {
        return factorial(held, a);
    }
    let (n, k) = choice(held, &a[0], &a[1])?;
    if int::cmp(IntRef::from(&k), IntRef::from(&n)).is_gt() {
        return Ok(Value::Int(0));
    }
    match k {
        IntResult::Small(k) => Ok(falling(&n, k.unsigned_abs())?.into()),
        IntResult::Big(_) => Err(Raised::overflow(format!("k must not exceed {}", i64::MAX))),
    }
}

pub(super) fn comb(held: &mut Held, a: &[Value]) -> R {
    let (n, k) = choice(held, &a[0], &a[1])?;
    if int::cmp(IntRef::from(&k), IntRef::from(&n)).is_gt() {
        return Ok(Value::Int(0));
    }
    let rest = int::sub(IntRef::from(&n), IntRef::from(&k));
    let smaller = if int::cmp(IntRef::from(&rest), IntRef::from(&k)).is_lt() { rest } else { k };
    match smaller {
        IntResult::Small(k) => {
            let k = k.unsigned_abs();
            let (ways, orders) = (falling(&n, k)?, product(2, k)?);
            Ok(int::floordiv(IntRef::from(&ways), IntRef::from(&orders))?.into())
        }
        IntResult::Big(_) => Err(Raised::overflow(format!("min(n - k, k) must not exceed {}", i64::MAX))),
    }
}

pub(super) fn isqrt(held: &mut Held, a: &[Value]) -> R {
    let n = integer(held, &a[0])?;
    Ok(int::isqrt(IntRef::from(&n))?.into())
}

fn all(held: &mut Held, a: &[Value]) -> R<Vec<IntResult>> {
    let Value::Tuple(arguments) = &a[0] else { return Ok(Vec::new()) };
    arguments.items().iter().map(|value| integer(held, value)).collect()
}

pub(super) fn gcd(held: &mut Held, a: &[Value]) -> R {
    let mut result = IntResult::Small(0);
    for n in all(held, a)? {
        result = int::gcd(IntRef::from(&result), IntRef::from(&n));
    }
    Ok(result.into())
}

pub(super) fn lcm(held: &mut Held, a: &[Value]) -> R {
    let mut result = IntResult::Small(1);
    for n in all(held, a)? {
        let divisor = int::gcd(IntRef::from(&result), IntRef::from(&n));
        if IntRef::from(&divisor).is_zero() || IntRef::from(&n).is_zero() {
            result = IntResult::Small(0);
            continue;
        }
        let part = int::floordiv(IntRef::from(&n), IntRef::from(&divisor))?;
        result = int::abs(IntRef::from(&int::mul(IntRef::from(&result), IntRef::from(&part))?));
    }
    Ok(result.into())
}

pub(super) fn prod(held: &mut Held, a: &[Value]) -> R {
    let mut result = a[1].clone();
    let iterator = held.iter(&a[0])?;
    while let Some(item) = held.next(&iterator)? {
        result = held.binary(BinOp::Mul, &result, &item)?;
    }
    Ok(result)
}
