//! The arithmetic of `int`, `bool` and `float` on values that are exactly these.

use gilvm_compiler::op::BinOp;
use gilvm_compiler::op::UnaryOp;

use crate::error::Detail;
use crate::error::ExcKind;
use crate::error::R;
use crate::error::Raised;
use crate::number::ErrorClass;
use crate::number::NumberError;
use crate::number::float;
use crate::number::int;
use crate::number::int::IntRef;
use crate::number::int::Power;
use crate::value::Value;

impl From<NumberError> for Raised {
    #[cold]
    fn from(error: NumberError) -> Raised {
        /// `ERANGE`, which CPython shows for a power out of range.
        const RESULT_OUT_OF_RANGE: i64 = 34;
        let kind = match error.class() {
            ErrorClass::ZeroDivision => ExcKind::ZeroDivisionError,
            ErrorClass::Overflow => ExcKind::OverflowError,
            ErrorClass::Value => ExcKind::ValueError,
            ErrorClass::Memory => return Raised::with(ExcKind::MemoryError, Detail::None),
        };
        if error == NumberError::PowerOutOfRange {
            return Raised::with(
                kind,
                Detail::Args(vec![Value::Int(RESULT_OUT_OF_RANGE), Value::str(error.to_string())]),
            );
        }
        Raised::new(kind, error.to_string())
    }
}

/// The value as an operand of integer arithmetic, if it is exactly an `int` or `bool`.
#[inline]
pub(crate) fn int_ref(v: &Value) -> Option<IntRef<'_>> {
    match v {
        Value::Int(n) => Some(IntRef::Small(*n)),
        Value::Bool(b) => Some(IntRef::Small(i64::from(*b))),
        Value::BigInt(n) => Some(IntRef::Big(n)),
        _ => None,
    }
}

/// The value as an operand of float arithmetic, if it is exactly a number.
#[inline]
pub(crate) fn float_operand(v: &Value) -> Option<Result<f64, NumberError>> {
    match v {
        Value::Float(x) => Some(Ok(*x)),
        _ => int_ref(v).map(IntRef::to_f64),
    }
}

/// `a op b` for integers; `NotImplemented` for `@`.
#[inline]
pub(crate) fn ints(op: BinOp, a: IntRef<'_>, b: IntRef<'_>) -> Result<Value, NumberError> {
    Ok(match op {
        BinOp::Add => int::add(a, b).into(),
        BinOp::Sub => int::sub(a, b).into(),
        BinOp::Mul => int::mul(a, b)?.into(),
        BinOp::TrueDiv => Value::Float(int::truediv(a, b)?),
        BinOp::FloorDiv => int::floordiv(a, b)?.into(),
        BinOp::Mod => int::modulo(a, b)?.into(),
        BinOp::Pow => match int::pow(a, b)? {
            Power::Int(n) => n.into(),
            Power::Float(x) => Value::Float(x),
        },
        BinOp::LShift => int::shl(a, b)?.into(),
        BinOp::RShift => int::shr(a, b)?.into(),
        BinOp::And => int::and(a, b).into(),
        BinOp::Or => int::or(a, b).into(),
        BinOp::Xor => int::xor(a, b).into(),
        BinOp::MatMul => Value::NotImplemented,
    })
}

/// `a op b` for floats; `NotImplemented` for the operators that only integers have.
#[inline]
pub(crate) fn floats(op: BinOp, a: f64, b: f64) -> R {
    Ok(Value::Float(match op {
        BinOp::Add => a + b,
        BinOp::Sub => a - b,
        BinOp::Mul => a * b,
        BinOp::TrueDiv => float::truediv(a, b)?,
        BinOp::FloorDiv => float::floordiv(a, b)?,
        BinOp::Mod => float::modulo(a, b)?,
        BinOp::Pow => float::pow(a, b)?,
        BinOp::LShift | BinOp::RShift | BinOp::And | BinOp::Or | BinOp::Xor | BinOp::MatMul => {
            return Ok(Value::NotImplemented);
        }
    }))
}

/// `a op b` for `bool` operands, whose logic stays `bool`.
pub(crate) fn bools(op: BinOp, a: bool, b: bool) -> Result<Value, NumberError> {
    match op {
        BinOp::And => Ok(Value::Bool(a & b)),
        BinOp::Or => Ok(Value::Bool(a | b)),
        BinOp::Xor => Ok(Value::Bool(a ^ b)),
        _ => ints(op, i64::from(a).into(), i64::from(b).into()),
    }
}

/// `a op b` if both are numbers; the result may be `NotImplemented`.
pub(crate) fn mixed(op: BinOp, a: &Value, b: &Value) -> Option<R> {
    if let (Value::Bool(a), Value::Bool(b)) = (a, b) {
        return Some(bools(op, *a, *b).map_err(Raised::from));
    }
    if let (Some(a), Some(b)) = (int_ref(a), int_ref(b)) {
        return Some(ints(op, a, b).map_err(Raised::from));
    }
    let (a, b) = (float_operand(a)?, float_operand(b)?);
    if matches!(op, BinOp::LShift | BinOp::RShift | BinOp::And | BinOp::Or | BinOp::Xor | BinOp::MatMul) {
        return Some(Ok(Value::NotImplemented));
    }
    Some(match (a, b) {
        (Ok(a), Ok(b)) => floats(op, a, b),
        (Err(error), _) | (_, Err(error)) => Err(error.into()),
    })
}

/// `op v` for a number; `None` where it has no such operator.
pub(crate) fn unary(op: UnaryOp, v: &Value) -> Option<Value> {
    Some(match (op, v) {
        (UnaryOp::Neg, Value::Float(x)) => Value::Float(-x),
        (UnaryOp::Pos, Value::Float(x)) => Value::Float(*x),
        (UnaryOp::Invert, Value::Float(_)) => return None,
        (UnaryOp::Neg, _) => int::neg(int_ref(v)?).into(),
        (UnaryOp::Invert, _) => int::invert(int_ref(v)?).into(),
        (UnaryOp::Pos, Value::Bool(b)) => Value::Int(i64::from(*b)),
        (UnaryOp::Pos, Value::Int(_) | Value::BigInt(_)) => v.clone(),
        (UnaryOp::Pos, _) => return None,
    })
}

/// `divmod(a, b)` if both are numbers.
pub(crate) fn divmod(a: &Value, b: &Value) -> Option<R> {
    if let (Some(a), Some(b)) = (int_ref(a), int_ref(b)) {
        return Some(match int::divmod(a, b) {
            Ok((quotient, rest)) => Ok(Value::tuple([quotient.into(), rest.into()])),
            Err(error) => Err(error.into()),
        });
    }
    let (a, b) = (float_operand(a)?, float_operand(b)?);
    let result = a.and_then(|a| b.map(|b| (a, b))).and_then(|(a, b)| float::divmod(a, b));
    Some(match result {
        Ok((quotient, rest)) => Ok(Value::tuple([Value::Float(quotient), Value::Float(rest)])),
        Err(error) => Err(error.into()),
    })
}
