//! Sums and norms of floats that are right to the last digit: `fsum`, `sumprod`, `hypot`, `dist`.
//!
//! A sum is kept as floats that do not overlap (Shewchuk 1997), which is exact; it is rounded once, at the end.

use gilvm_compiler::op::BinOp;
use gilvm_vm::error::R;
use gilvm_vm::error::Raised;
use gilvm_vm::held::Held;
use gilvm_vm::value::Value;

/// An exact sum of finite floats. Invariant: the parts do not overlap and grow.
#[derive(Default)]
struct ExactSum {
    parts: Vec<f64>,
}

impl ExactSum {
    /// Adds a finite number; `false` when the sum leaves the range of floats.
    fn add(&mut self, x: f64) -> bool {
        let mut x = x;
        let mut kept = 0;
        for at in 0..self.parts.len() {
            let part = self.parts[at];
            let (large, small) = if x.abs() < part.abs() { (part, x) } else { (x, part) };
            let sum = large + small;
            let error = small - (sum - large);
            if error != 0.0 {
                self.parts[kept] = error;
                kept += 1;
            }
            x = sum;
        }
        self.parts.truncate(kept);
        if x != 0.0 {
            if !x.is_finite() {
                return false;
            }
            self.parts.push(x);
        }
        true
    }

    /// The float nearest to the sum, ties to even.
    fn round(&self) -> f64 {
        let mut rest = self.parts.iter().rev().copied();
        let Some(mut high) = rest.next() else { return 0.0 };
        let mut low = 0.0;
        for part in rest.by_ref() {
            let sum = high + part;
            low = part - (sum - high);
            high = sum;
            if low != 0.0 {
                break;
            }
        }
        // Half way between two floats the parts below decide.
        if let Some(next) = rest.next()
            && ((low < 0.0 && next < 0.0) || (low > 0.0 && next > 0.0))
        {
            let doubled = low * 2.0;
            let moved = high + doubled;
            if doubled == moved - high {
                high = moved;
            }
        }
        high
    }
}

pub(super) fn fsum(held: &mut Held, a: &[Value]) -> R {
    let mut sum = ExactSum::default();
    // Infinities and NaNs apart, to tell inf - inf from overflow.
    let (mut special, mut infinities) = (0.0, 0.0);
    let iterator = held.iter(&a[0])?;
    while let Some(item) = held.next(&iterator)? {
        let x = held.to_f64(&item)?;
        if x.is_finite() {
            if !sum.add(x) {
                return Err(Raised::overflow("intermediate overflow in fsum"));
            }
        } else {
            if x.is_infinite() {
                infinities += x;
            }
            special += x;
        }
    }
    if special != 0.0 {
        if f64::is_nan(infinities) {
            return Err(Raised::value_error("-inf + inf in fsum"));
        }
        return Ok(Value::Float(special));
    }
    Ok(Value::Float(sum.round()))
}

pub(super) fn sumprod(held: &mut Held, a: &[Value]) -> R {
    let (p, q) = (held.collect(&a[0])?, held.collect(&a[1])?);
    if p.len() != q.len() {
        return Err(Raised::value_error("Inputs are not the same length"));
    }
    let is_number = |value: &Value| matches!(value, Value::Float(_) | Value::Int(_) | Value::Bool(_));
    let is_float = |value: &Value| matches!(value, Value::Float(_));
    let floats = p.iter().zip(&q).all(|(x, y)| is_number(x) && is_number(y))
        && p.iter().zip(&q).any(|(x, y)| is_float(x) || is_float(y));
    if floats && let Some(total) = float_sumprod(held, &p, &q)? {
        return Ok(Value::Float(total));
    }
    let mut total = Value::Int(0);
    for (x, y) in p.iter().zip(&q) {
        let product = held.binary(BinOp::Mul, x, y)?;
        total = held.binary(BinOp::Add, &total, &product)?;
    }
    Ok(total)
}

/// The exact sum of products of floats; `None` when something is not finite.
fn float_sumprod(held: &mut Held, p: &[Value], q: &[Value]) -> R<Option<f64>> {
    let mut sum = ExactSum::default();
    for (x, y) in p.iter().zip(q) {
        let (x, y) = (held.to_f64(x)?, held.to_f64(y)?);
        let product = x * y;
        let error = x.mul_add(y, -product);
        if !product.is_finite() || !sum.add(product) || !sum.add(error) {
            return Ok(None);
        }
    }
    Ok(Some(sum.round()))
}

/// `sqrt(sum(x * x))` without overflow or loss of digits.
fn norm(values: &mut [f64]) -> f64 {
    values.iter_mut().for_each(|x| *x = x.abs());
    if values.iter().any(|x| x.is_infinite()) {
        return f64::INFINITY;
    }
    if values.iter().any(|x| x.is_nan()) {
        return f64::NAN;
    }
    let max = values.iter().copied().fold(0.0, f64::max);
    if max == 0.0 || values.len() <= 1 {
        return max;
    }
    let (_, exponent) = libm::frexp(max);
    if exponent < -1022 {
        // All are subnormal: the scale itself would overflow.
        values.iter_mut().for_each(|x| *x /= f64::MIN_POSITIVE);
        return f64::MIN_POSITIVE * norm(values);
    }
    let scale = libm::ldexp(1.0, -exponent);
    // The sum of squares as a pair of floats.
    let (mut high, mut low) = (0.0f64, 0.0f64);
    for x in values.iter() {
        let x = x * scale;
        let square = x * x;
        let square_error = x.mul_add(x, -square);
        let sum = high + square;
        let sum_error = if high >= square { square - (sum - high) } else { high - (sum - square) };
        high = sum;
        low += square_error + sum_error;
    }
    let root = (high + low).sqrt();
    // One step of Newton's method with the exact remainder.
    let root_square = root * root;
    let root_error = root.mul_add(root, -root_square);
    let remainder = (high - root_square) - root_error + low;
    (root + remainder / (2.0 * root)) / scale
}

fn floats(held: &mut Held, values: &[Value]) -> R<Vec<f64>> {
    values.iter().map(|value| held.to_f64(value)).collect()
}

pub(super) fn hypot(held: &mut Held, a: &[Value]) -> R {
    let Value::Tuple(coordinates) = &a[0] else { return Ok(Value::Float(0.0)) };
    let mut values = floats(held, coordinates.items())?;
    Ok(Value::Float(norm(&mut values)))
}

pub(super) fn dist(held: &mut Held, a: &[Value]) -> R {
    let (p, q) = (held.collect(&a[0])?, held.collect(&a[1])?);
    if p.len() != q.len() {
        return Err(Raised::value_error("both points must have the same number of dimensions"));
    }
    let (p, q) = (floats(held, &p)?, floats(held, &q)?);
    let mut differences: Vec<f64> = p.iter().zip(&q).map(|(x, y)| x - y).collect();
    Ok(Value::Float(norm(&mut differences)))
}
