//! What may stand on the left of an assignment, and how CPython calls what may not.

use crate::ast::CmpOp;
use crate::ast::Constant;
use crate::ast::Expr;
use crate::ast::ExprKind;
use crate::parse::Failure;
use crate::parse::Parse;
use crate::parse::Parser;
use crate::parse::node;
use crate::token::TokenKind;

/// Where a target stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum TargetOf {
    Assignment,
    Delete,
    For,
}

impl Parser<'_> {
    /// Targets with commas between them, as `for` takes them: one comma makes a tuple.
    pub(super) fn star_targets(&mut self) -> Parse<Expr> {
        let start = self.start();
        let first = self.star_target()?;
        if !self.at(TokenKind::Comma) {
            return Ok(first);
        }
        let mut targets = vec![first];
        while self.eat(TokenKind::Comma) {
            if !self.starts_expression() {
                break;
            }
            targets.push(self.star_target()?);
        }
        self.grow()?;
        Ok(node(ExprKind::Tuple(targets), self.span_from(start)))
    }

    /// One target, maybe starred.
    pub(super) fn star_target(&mut self) -> Parse<Expr> {
        if self.at(TokenKind::Star) && self.kind_after(1) != TokenKind::Star {
            return self.starred(|parser| parser.target(TargetOf::Assignment));
        }
        self.target(TargetOf::Assignment)
    }

    /// One target without a star of its own.
    pub(super) fn target(&mut self, of: TargetOf) -> Parse<Expr> {
        let target = self.nested(|parser| parser.measured(Self::primary))?;
        if invalid_target(&target, of).is_some() { Err(Failure::Mismatch) } else { Ok(target) }
    }
}

/// The part of `target` that cannot be assigned or deleted, if there is one.
pub(super) fn invalid_target(target: &Expr, of: TargetOf) -> Option<&Expr> {
    match &target.kind {
        ExprKind::Name(_) | ExprKind::Attribute { .. } | ExprKind::Subscript { .. } => None,
        ExprKind::List(elements) | ExprKind::Tuple(elements) => {
            elements.iter().find_map(|element| invalid_target(element, of))
        }
        ExprKind::Starred(value) if of != TargetOf::Delete => invalid_target(value, of),
        ExprKind::Compare { left, rest } if of == TargetOf::For => match rest.first() {
            // `a in b` after a `for` was read as a comparison; its target is the left side.
            Some((CmpOp::In, _)) => invalid_target(left, of),
            _ => None,
        },
        _ => Some(target),
    }
}

/// What a message calls `expr`.
pub(super) fn describe(expr: &Expr) -> &'static str {
    match &expr.kind {
        ExprKind::Attribute { .. } => "attribute",
        ExprKind::Subscript { .. } => "subscript",
        ExprKind::Starred(_) => "starred",
        ExprKind::Name(_) => "name",
        ExprKind::List(_) => "list",
        ExprKind::Tuple(_) => "tuple",
        ExprKind::Lambda(_) => "lambda",
        ExprKind::Call { .. } => "function call",
        ExprKind::BoolOp { .. } | ExprKind::BinOp { .. } | ExprKind::UnaryOp { .. } => "expression",
        ExprKind::GeneratorExp(_) => "generator expression",
        ExprKind::Yield(_) | ExprKind::YieldFrom(_) => "yield expression",
        ExprKind::Await(_) => "await expression",
        ExprKind::ListComp(_) => "list comprehension",
        ExprKind::SetComp(_) => "set comprehension",
        ExprKind::DictComp(_) => "dict comprehension",
        ExprKind::Dict(_) => "dict literal",
        ExprKind::Set(_) => "set display",
        ExprKind::JoinedStr(_) => "f-string expression",
        ExprKind::TemplateStr(_) => "t-string expression",
        ExprKind::Constant(Constant::None) => "None",
        ExprKind::Constant(Constant::Bool(true)) => "True",
        ExprKind::Constant(Constant::Bool(false)) => "False",
        ExprKind::Constant(Constant::Ellipsis) => "ellipsis",
        ExprKind::Constant(_) => "literal",
        ExprKind::Compare { .. } => "comparison",
        ExprKind::IfExp { .. } => "conditional expression",
        ExprKind::Named { .. } => "named expression",
        ExprKind::Slice { .. } => "slice",
    }
}
