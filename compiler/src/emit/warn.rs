//! What is legal but surely not meant: the `SyntaxWarning`s of CPython's code generator
//! (`Python/compile.c: check_is_arg, check_compare, check_caller, check_subscripter, check_index`).

use super::Emitter;
use crate::ast::CmpOp;
use crate::ast::Constant;
use crate::ast::Expr;
use crate::ast::ExprKind;
use crate::ast::Warning;
use crate::code::Const;
use crate::span::Span;

impl Emitter<'_> {
    /// Notes a warning; code that is emitted several times warns once.
    fn warn(&mut self, message: String, span: Span) {
        let warning = Warning { message, span };
        if !self.warnings.contains(&warning) {
            self.warnings.push(warning);
        }
    }

    /// `assert (condition, "message")`
    pub(super) fn warn_assert(&mut self, test: &Expr, span: Span) {
        if matches!(&test.kind, ExprKind::Tuple(items) if !items.is_empty()) {
            self.warn("assertion is always true, perhaps remove parentheses?".to_owned(), span);
        }
    }

    /// `x is 1`; of a chain of comparisons only the first such.
    pub(super) fn warn_compare(&mut self, left: &Expr, rest: &[(CmpOp, Expr)], span: Span) {
        let mut left = left;
        for (op, right) in rest {
            let (text, meant) = match op {
                CmpOp::Is => ("is", "=="),
                CmpOp::IsNot => ("is not", "!="),
                _ => {
                    left = right;
                    continue;
                }
            };
            let literal = self.literal_type(left).or_else(|| self.literal_type(right));
            if let Some(class) = literal {
                let message = format!("\"{text}\" with '{class}' literal. Did you mean \"{meant}\"?");
                return self.warn(message, span);
            }
            left = right;
        }
    }

    /// The type of a constant that is not a singleton.
    fn literal_type(&mut self, expr: &Expr) -> Option<&'static str> {
        match self.fold(expr)? {
            Const::None | Const::Bool(_) | Const::Ellipsis => None,
            value => const_type(&value),
        }
    }

    /// `"text" (…)`
    pub(super) fn warn_call(&mut self, callee: &Expr) {
        if matches!(callee.kind, ExprKind::Lambda(_)) {
            return;
        }
        if let Some(class) = display_type(callee) {
            let message = format!("'{class}' object is not callable; perhaps you missed a comma?");
            self.warn(message, callee.span);
        }
    }

    /// `1 [0]`, `[1] ["a"]`
    pub(super) fn warn_subscript(&mut self, value: &Expr, index: &Expr) {
        let Some(class) = display_type(value) else { return };
        match class {
            "str" | "bytes" | "tuple" | "list" => {
                let Some(index_class) = display_type(index).filter(|class| !matches!(*class, "int" | "bool"))
                else {
                    return;
                };
                let message = format!(
                    "{class} indices must be integers or slices, not {index_class}; perhaps you missed a comma?"
                );
                self.warn(message, value.span);
            }
            "dict" => {}
            _ => {
                let message = format!("'{class}' object is not subscriptable; perhaps you missed a comma?");
                self.warn(message, value.span);
            }
        }
    }
}

/// The type of what an expression shows at first sight (`Python/compile.c: infer_type`).
fn display_type(expr: &Expr) -> Option<&'static str> {
    Some(match &expr.kind {
        ExprKind::Tuple(_) => "tuple",
        ExprKind::List(_) | ExprKind::ListComp(_) => "list",
        ExprKind::Dict(_) | ExprKind::DictComp(_) => "dict",
        ExprKind::Set(_) | ExprKind::SetComp(_) => "set",
        ExprKind::GeneratorExp(_) => "generator",
        ExprKind::Lambda(_) => "function",
        ExprKind::JoinedStr(_) => "str",
        ExprKind::Constant(constant) => match constant {
            Constant::None => "NoneType",
            Constant::Ellipsis => "ellipsis",
            Constant::Bool(_) => "bool",
            Constant::Int(_) | Constant::BigInt(_) => "int",
            Constant::Float(_) => "float",
            Constant::Complex(_) => "complex",
            Constant::Str(_) | Constant::SurrogateStr(_) => "str",
            Constant::Bytes(_) => "bytes",
        },
        _ => return None,
    })
}

fn const_type(value: &Const) -> Option<&'static str> {
    Some(match value {
        Const::Int(_) | Const::BigInt(_) => "int",
        Const::Float(_) => "float",
        Const::Imaginary(_) => "complex",
        Const::Str(_) => "str",
        Const::Bytes(_) => "bytes",
        Const::Tuple(_) => "tuple",
        Const::None | Const::Ellipsis | Const::Bool(_) | Const::FrozenSet(_) | Const::Code(_) => return None,
    })
}
