//! Constant folding: which expressions have a value already, following CPython's optimiser and its size limits.
//!
//! Nothing that would raise is folded, so that `1 / 0` fails when it runs. Results that do not fit a constant of the
//! code (a negative number beyond 64 bits) are left to run time.

use std::sync::Arc;

use super::Emitter;
use super::Outcome;
use crate::ast::BigIntText;
use crate::ast::CmpOp;
use crate::ast::Constant;
use crate::ast::Expr;
use crate::ast::ExprKind;
use crate::ast::Operator;
use crate::ast::UnaryOp;
use crate::code::Const;
use crate::span::Span;

/// Longest string, bytes or tuple that folding makes.
const FOLDED_LEN_MAX: usize = 4096;
/// Longest tuple that folding of `*` makes.
const FOLDED_TUPLE_MAX: usize = 256;
/// Most digits of a decimal integer literal, as CPython's default limit.
const DECIMAL_DIGITS_MAX: usize = 4300;

impl<'a> Emitter<'a> {
    /// The constant that a literal stands for.
    pub(super) fn literal(&self, constant: &Constant, span: Span) -> Outcome<Const> {
        Ok(match constant {
            Constant::None => Const::None,
            Constant::Bool(value) => Const::Bool(*value),
            Constant::Ellipsis => Const::Ellipsis,
            Constant::Int(value) => Const::Int(*value),
            Constant::BigInt(text) => {
                if text.radix == 10 && text.digits.len() > DECIMAL_DIGITS_MAX {
                    let message = format!(
                        "Exceeds the limit ({DECIMAL_DIGITS_MAX} digits) for integer string conversion: value has \
                         {} digits; use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal \
                         for huge integer literals to avoid decimal conversion limits.",
                        text.digits.len()
                    );
                    return self.fail(message, span);
                }
                Const::BigInt(Arc::from(hexadecimal(text)))
            }
            Constant::Float(value) => Const::Float(*value),
            Constant::Complex(value) => Const::Imaginary(*value),
            Constant::Str(text) => Const::Str(text.clone()),
            Constant::SurrogateStr(_) => {
                return self.fail("lone surrogates in string literals are not supported yet", span);
            }
            Constant::Bytes(bytes) => Const::Bytes(bytes.clone()),
        })
    }

    /// The value of `expr` if it is known now.
    pub(super) fn fold(&mut self, expr: &Expr) -> Option<Const> {
        let value = match &expr.kind {
            ExprKind::Constant(constant) => return self.literal(constant, expr.span).ok(),
            ExprKind::Name(name) if &**name == "__debug__" => return Some(Const::Bool(true)),
            ExprKind::UnaryOp { .. } | ExprKind::BinOp { .. } | ExprKind::Tuple(_)
                if self.not_constant.contains(&std::ptr::from_ref(expr)) =>
            {
                return None;
            }
            ExprKind::UnaryOp { op, operand } => self.fold(operand).and_then(|value| unary(*op, &value)),
            ExprKind::BinOp { left, op, right } => self
                .fold(left)
                .and_then(|left| Some((left, self.fold(right)?)))
                .and_then(|(left, right)| binary(*op, &left, &right)),
            ExprKind::Tuple(items) => {
                items.iter().map(|item| self.fold(item)).collect::<Option<Arc<[Const]>>>().map(Const::Tuple)
            }
            _ => return None,
        };
        if value.is_none() {
            self.not_constant.insert(std::ptr::from_ref(expr));
        }
        value
    }

    /// As [`fold`](Self::fold), for the right operand of `in`: a list or set of constants that nobody else sees
    /// may be a tuple or frozenset.
    pub(super) fn fold_container(&mut self, op: CmpOp, expr: &Expr) -> Option<Const> {
        match (&expr.kind, op) {
            (ExprKind::List(items), CmpOp::In | CmpOp::NotIn) => self.fold_items(items).map(Const::Tuple),
            (ExprKind::Set(items), CmpOp::In | CmpOp::NotIn) => self.fold_items(items).map(Const::FrozenSet),
            _ => self.fold(expr),
        }
    }

    /// The values of all items, if all are known.
    pub(super) fn fold_items(&mut self, items: &[Expr]) -> Option<Arc<[Const]>> {
        items.iter().map(|item| self.fold(item)).collect()
    }

    /// `expr` as a small integer.
    pub(super) fn fold_i16(&mut self, expr: &Expr) -> Option<i16> {
        match self.fold(expr)? {
            Const::Int(value) => i16::try_from(value).ok(),
            _ => None,
        }
    }
}

/// Lower-case hexadecimal digits of a literal.
fn hexadecimal(text: &BigIntText) -> String {
    if text.radix == 16 {
        return text.digits.clone();
    }
    // Base 2^32, least significant word first. Quadratic, on at most a few thousand decimal digits or on bits.
    let bits = match text.radix {
        2 => 1,
        8 => 3,
        _ => 0,
    };
    let mut words: Vec<u32> = Vec::new();
    if bits > 0 {
        let mut carry = 0u64;
        let mut filled = 0;
        for digit in text.digits.bytes().rev() {
            carry |= u64::from(digit - b'0') << filled;
            filled += bits;
            if filled >= 32 {
                words.push(carry as u32);
                carry >>= 32;
                filled -= 32;
            }
        }
        words.push(carry as u32);
    } else {
        for chunk in text.digits.as_bytes().chunks(9) {
            let value = chunk.iter().fold(0u64, |value, digit| value * 10 + u64::from(digit - b'0'));
            let mut carry = value;
            let scale = 10u64.pow(chunk.len() as u32);
            for word in &mut words {
                let product = u64::from(*word) * scale + carry;
                *word = product as u32;
                carry = product >> 32;
            }
            if carry > 0 {
                words.push(carry as u32);
            }
        }
    }
    let mut digits: String = words.iter().rev().map(|word| format!("{word:08x}")).collect();
    let zeros = digits.bytes().take_while(|&digit| digit == b'0').count();
    digits.drain(..zeros);
    digits
}

/// An integer constant, as far as 128 bits go.
fn integer(value: &Const) -> Option<i128> {
    match value {
        Const::Bool(value) => Some(i128::from(*value)),
        Const::Int(value) => Some(i128::from(*value)),
        Const::BigInt(digits) => i128::from_str_radix(digits, 16).ok(),
        _ => None,
    }
}

fn make_integer(value: i128) -> Option<Const> {
    match i64::try_from(value) {
        Ok(value) => Some(Const::Int(value)),
        Err(_) if value > 0 => Some(Const::BigInt(Arc::from(format!("{value:x}")))),
        Err(_) => None,
    }
}

fn float(value: &Const) -> Option<f64> {
    match value {
        Const::Float(value) => Some(*value),
        Const::Bool(value) => Some(f64::from(u8::from(*value))),
        // Beyond 2^53 the conversion rounds; that is run time's affair.
        Const::Int(value) if value.unsigned_abs() <= 1 << 53 => Some(*value as f64),
        _ => None,
    }
}

/// Whether a constant is true.
pub(super) fn truth(value: &Const) -> bool {
    match value {
        Const::None => false,
        Const::Bool(value) => *value,
        Const::Int(value) => *value != 0,
        Const::Float(value) | Const::Imaginary(value) => *value != 0.0,
        Const::Str(text) => !text.is_empty(),
        Const::Bytes(bytes) => !bytes.is_empty(),
        Const::Tuple(items) | Const::FrozenSet(items) => !items.is_empty(),
        Const::Ellipsis | Const::BigInt(_) | Const::Code(_) => true,
    }
}

pub(super) fn unary(op: UnaryOp, value: &Const) -> Option<Const> {
    match (op, value) {
        (UnaryOp::Not, value) => Some(Const::Bool(!truth(value))),
        (UnaryOp::USub, Const::Float(value)) => Some(Const::Float(-value)),
        (UnaryOp::UAdd, Const::Float(value)) => Some(Const::Float(*value)),
        (UnaryOp::USub, value) => make_integer(integer(value)?.checked_neg()?),
        (UnaryOp::UAdd, value) => make_integer(integer(value)?),
        (UnaryOp::Invert, Const::Bool(_)) => None,
        (UnaryOp::Invert, value) => make_integer(!integer(value)?),
    }
}

pub(super) fn binary(op: Operator, left: &Const, right: &Const) -> Option<Const> {
    if let (Const::Bool(_), Const::Bool(_), Operator::BitAnd | Operator::BitOr | Operator::BitXor) =
        (left, right, op)
    {
        return None;
    }
    if let (Some(left), Some(right)) = (integer(left), integer(right)) {
        return match op {
            Operator::Div => quotient(left, right),
            _ => make_integer(integers(op, left, right)?),
        };
    }
    if let (Some(a), Some(b)) = (float(left), float(right)) {
        return Some(Const::Float(match op {
            Operator::Add => a + b,
            Operator::Sub => a - b,
            Operator::Mult => a * b,
            Operator::Div if b != 0.0 => a / b,
            // The remaining operators have corner cases that belong in one place, the interpreter.
            _ => return None,
        }));
    }
    match (op, left, right) {
        (Operator::Add, Const::Str(a), Const::Str(b)) if a.len() + b.len() <= FOLDED_LEN_MAX => {
            Some(Const::Str(Arc::from(format!("{a}{b}"))))
        }
        (Operator::Add, Const::Bytes(a), Const::Bytes(b)) if a.len() + b.len() <= FOLDED_LEN_MAX => {
            Some(Const::Bytes([&a[..], &b[..]].concat().into()))
        }
        (Operator::Add, Const::Tuple(a), Const::Tuple(b)) if a.len() + b.len() <= FOLDED_TUPLE_MAX => {
            Some(Const::Tuple(a.iter().chain(b.iter()).cloned().collect()))
        }
        (Operator::Mult, Const::Str(text), count) | (Operator::Mult, count, Const::Str(text)) => {
            let count = repeat(count, text.len(), FOLDED_LEN_MAX)?;
            Some(Const::Str(Arc::from(text.repeat(count))))
        }
        (Operator::Mult, Const::Bytes(bytes), count) | (Operator::Mult, count, Const::Bytes(bytes)) => {
            let count = repeat(count, bytes.len(), FOLDED_LEN_MAX)?;
            Some(Const::Bytes(bytes.repeat(count).into()))
        }
        (Operator::Mult, Const::Tuple(items), count) | (Operator::Mult, count, Const::Tuple(items)) => {
            let count = repeat(count, items.len(), FOLDED_TUPLE_MAX)?;
            Some(Const::Tuple(items.iter().cycle().take(items.len() * count).cloned().collect()))
        }
        _ => None,
    }
}

fn repeat(count: &Const, len: usize, limit: usize) -> Option<usize> {
    let count = usize::try_from(integer(count)?.max(0)).ok()?;
    (count.checked_mul(len)? <= limit).then_some(count)
}

fn quotient(left: i128, right: i128) -> Option<Const> {
    let exact = |value: i128| value.unsigned_abs() <= 1 << 53;
    (right != 0 && exact(left) && exact(right)).then(|| Const::Float(left as f64 / right as f64))
}

fn integers(op: Operator, left: i128, right: i128) -> Option<i128> {
    match op {
        Operator::Add => left.checked_add(right),
        Operator::Sub => left.checked_sub(right),
        Operator::Mult => left.checked_mul(right),
        Operator::FloorDiv => {
            let quotient = left.checked_div(right)?;
            let inexact = left % right != 0;
            Some(if inexact && (left < 0) != (right < 0) { quotient - 1 } else { quotient })
        }
        Operator::Mod => {
            let remainder = left.checked_rem(right)?;
            Some(if remainder != 0 && (remainder < 0) != (right < 0) { remainder + right } else { remainder })
        }
        Operator::Pow => left.checked_pow(u32::try_from(right).ok()?),
        Operator::LShift => {
            let shift = u32::try_from(right).ok().filter(|&shift| shift < 127)?;
            left.checked_mul(1i128.checked_shl(shift)?)
        }
        Operator::RShift => Some(left >> u32::try_from(right).ok()?.min(127)),
        Operator::BitOr => Some(left | right),
        Operator::BitXor => Some(left ^ right),
        Operator::BitAnd => Some(left & right),
        Operator::MatMult | Operator::Div => None,
    }
}
