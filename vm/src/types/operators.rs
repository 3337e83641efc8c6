//! The operator methods that several built-in types have in common, as lists of declarations.
//!
//! A type names one function for all its binary operators and one for its comparisons; these macros spell out the
//! methods around it.

/// Which operand of a binary operator the receiver is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Side {
    /// The left one: `__add__`.
    Left,
    /// The right one: `__radd__`.
    Right,
}

/// The six comparison methods, followed by the given declarations.
macro_rules! with_comparisons {
    ($compare:path; $($rest:expr),* $(,)?) => {
        &[
            NativeDef::new("__lt__($self, value, /)", "Return self<value.", |h, a| $compare(h, a, gilvm_compiler::op::CmpOp::Lt)),
            NativeDef::new("__le__($self, value, /)", "Return self<=value.", |h, a| $compare(h, a, gilvm_compiler::op::CmpOp::Le)),
            NativeDef::new("__eq__($self, value, /)", "Return self==value.", |h, a| $compare(h, a, gilvm_compiler::op::CmpOp::Eq)),
            NativeDef::new("__ne__($self, value, /)", "Return self!=value.", |h, a| $compare(h, a, gilvm_compiler::op::CmpOp::Ne)),
            NativeDef::new("__gt__($self, value, /)", "Return self>value.", |h, a| $compare(h, a, gilvm_compiler::op::CmpOp::Gt)),
            NativeDef::new("__ge__($self, value, /)", "Return self>=value.", |h, a| $compare(h, a, gilvm_compiler::op::CmpOp::Ge)),
            $($rest),*
        ]
    };
}

/// The bitwise methods, followed by the given declarations.
macro_rules! with_bitwise {
    ($binary:path; $($rest:expr),* $(,)?) => {
        &[
            NativeDef::new("__and__($self, value, /)", "Return self&value.", |h, a| $binary(h, a, gilvm_compiler::op::BinOp::And, $crate::types::operators::Side::Left)),
            NativeDef::new("__rand__($self, value, /)", "Return value&self.", |h, a| $binary(h, a, gilvm_compiler::op::BinOp::And, $crate::types::operators::Side::Right)),
            NativeDef::new("__or__($self, value, /)", "Return self|value.", |h, a| $binary(h, a, gilvm_compiler::op::BinOp::Or, $crate::types::operators::Side::Left)),
            NativeDef::new("__ror__($self, value, /)", "Return value|self.", |h, a| $binary(h, a, gilvm_compiler::op::BinOp::Or, $crate::types::operators::Side::Right)),
            NativeDef::new("__xor__($self, value, /)", "Return self^value.", |h, a| $binary(h, a, gilvm_compiler::op::BinOp::Xor, $crate::types::operators::Side::Left)),
            NativeDef::new("__rxor__($self, value, /)", "Return value^self.", |h, a| $binary(h, a, gilvm_compiler::op::BinOp::Xor, $crate::types::operators::Side::Right)),
            $($rest),*
        ]
    };
}

/// The arithmetic and comparison methods of numbers, followed by the given declarations.
macro_rules! with_arithmetic {
    ($binary:path, $compare:path; $($rest:expr),* $(,)?) => {
        $crate::types::operators::with_comparisons!(
            $compare;
            NativeDef::new("__add__($self, value, /)", "Return self+value.", |h, a| $binary(h, a, gilvm_compiler::op::BinOp::Add, $crate::types::operators::Side::Left)),
            NativeDef::new("__radd__($self, value, /)", "Return value+self.", |h, a| $binary(h, a, gilvm_compiler::op::BinOp::Add, $crate::types::operators::Side::Right)),
            NativeDef::new("__sub__($self, value, /)", "Return self-value.", |h, a| $binary(h, a, gilvm_compiler::op::BinOp::Sub, $crate::types::operators::Side::Left)),
            NativeDef::new("__rsub__($self, value, /)", "Return value-self.", |h, a| $binary(h, a, gilvm_compiler::op::BinOp::Sub, $crate::types::operators::Side::Right)),
            NativeDef::new("__mul__($self, value, /)", "Return self*value.", |h, a| $binary(h, a, gilvm_compiler::op::BinOp::Mul, $crate::types::operators::Side::Left)),
            NativeDef::new("__rmul__($self, value, /)", "Return value*self.", |h, a| $binary(h, a, gilvm_compiler::op::BinOp::Mul, $crate::types::operators::Side::Right)),
            NativeDef::new("__mod__($self, value, /)", "Return self%value.", |h, a| $binary(h, a, gilvm_compiler::op::BinOp::Mod, $crate::types::operators::Side::Left)),
            NativeDef::new("__rmod__($self, value, /)", "Return value%self.", |h, a| $binary(h, a, gilvm_compiler::op::BinOp::Mod, $crate::types::operators::Side::Right)),
            NativeDef::new("__floordiv__($self, value, /)", "Return self//value.", |h, a| {
                $binary(h, a, gilvm_compiler::op::BinOp::FloorDiv, $crate::types::operators::Side::Left)
            }),
            NativeDef::new("__rfloordiv__($self, value, /)", "Return value//self.", |h, a| {
                $binary(h, a, gilvm_compiler::op::BinOp::FloorDiv, $crate::types::operators::Side::Right)
            }),
            NativeDef::new("__truediv__($self, value, /)", "Return self/value.", |h, a| {
                $binary(h, a, gilvm_compiler::op::BinOp::TrueDiv, $crate::types::operators::Side::Left)
            }),
            NativeDef::new("__rtruediv__($self, value, /)", "Return value/self.", |h, a| {
                $binary(h, a, gilvm_compiler::op::BinOp::TrueDiv, $crate::types::operators::Side::Right)
            }),
            $($rest),*
        )
    };
}

/// The length of a sequence's `+` and `*`, followed by the given declarations.
macro_rules! with_concatenation {
    ($compare:path; $($rest:expr),* $(,)?) => {
        $crate::types::operators::with_comparisons!(
            $compare;
            NativeDef::new("__add__($self, value, /)", "Return self+value.", |h, a| h.concat(&a[0], &a[1])),
            NativeDef::new("__mul__($self, value, /)", "Return self*value.", |h, a| h.repeat(&a[0], &a[1])),
            NativeDef::new("__rmul__($self, value, /)", "Return value*self.", |h, a| h.repeat(&a[0], &a[1])),
            $($rest),*
        )
    };
}

pub(crate) use with_arithmetic;
pub(crate) use with_bitwise;
pub(crate) use with_comparisons;
pub(crate) use with_concatenation;

use std::cmp::Ordering;

use gilvm_compiler::op::CmpOp;

use crate::value::Value;

/// What a comparison says about two values in this order; unordered values (NaN) are only unequal.
#[inline]
pub(crate) fn holds(op: CmpOp, order: Option<Ordering>) -> Value {
    Value::Bool(match op {
        CmpOp::Lt => order.is_some_and(Ordering::is_lt),
        CmpOp::Le => order.is_some_and(Ordering::is_le),
        CmpOp::Eq => order.is_some_and(Ordering::is_eq),
        CmpOp::Ne => order.is_none_or(Ordering::is_ne),
        CmpOp::Gt => order.is_some_and(Ordering::is_gt),
        CmpOp::Ge => order.is_some_and(Ordering::is_ge),
    })
}
