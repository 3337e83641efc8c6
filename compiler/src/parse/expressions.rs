//! Expressions from the loosest operator to the tightest.
//!
//! `or`, `and` and comparisons are flat nodes; the arithmetic and bitwise operators are climbed by precedence in one
//! loop, so that a chain of a thousand terms costs no native stack.

use crate::ast::BoolOp;
use crate::ast::CmpOp;
use crate::ast::Expr;
use crate::ast::ExprKind;
use crate::ast::Lambda;
use crate::ast::Operator;
use crate::ast::UnaryOp;
use crate::parse::Failure;
use crate::parse::Parse;
use crate::parse::Parser;
use crate::parse::diagnose::Rule;
use crate::parse::node;
use crate::token::TokenKind;

/// A binary operator and how tightly it binds.
const fn binary_operator(kind: TokenKind) -> Option<(Operator, u8)> {
    Some(match kind {
        TokenKind::VBar => (Operator::BitOr, 1),
        TokenKind::Circumflex => (Operator::BitXor, 2),
        TokenKind::Amper => (Operator::BitAnd, 3),
        TokenKind::LeftShift => (Operator::LShift, 4),
        TokenKind::RightShift => (Operator::RShift, 4),
        TokenKind::Plus => (Operator::Add, SUM),
        TokenKind::Minus => (Operator::Sub, SUM),
        TokenKind::Star => (Operator::Mult, TERM),
        TokenKind::Slash => (Operator::Div, TERM),
        TokenKind::DoubleSlash => (Operator::FloorDiv, TERM),
        TokenKind::Percent => (Operator::Mod, TERM),
        TokenKind::At => (Operator::MatMult, TERM),
        _ => return None,
    })
}

const SUM: u8 = 5;
const TERM: u8 = 6;

impl Parser<'_> {
    /// Expressions with commas between them, without stars: `except A, B`, `eval`.
    pub(super) fn expressions(&mut self) -> Parse<Expr> {
        let start = self.start();
        let first = self.expression()?;
        self.tuple_of(start, first, Self::expression)
    }

    /// Expressions and starred ones with commas between them: the right of an assignment, `return`, `for … in`.
    pub(super) fn star_expressions(&mut self) -> Parse<Expr> {
        let start = self.start();
        let first = self.star_expression()?;
        self.tuple_of(start, first, Self::star_expression)
    }

    /// If a comma follows, a tuple of `first` and more from `rule`; else `first`.
    pub(super) fn tuple_of(
        &mut self,
        start: u32,
        first: Expr,
        rule: impl Fn(&mut Self) -> Parse<Expr>,
    ) -> Parse<Expr> {
        if !self.at(TokenKind::Comma) {
            return Ok(first);
        }
        let mut elements = vec![first];
        while self.eat(TokenKind::Comma) {
            if !self.starts_expression() {
                break;
            }
            elements.push(rule(self)?);
        }
        self.grow()?;
        Ok(node(ExprKind::Tuple(elements), self.span_from(start)))
    }

    /// Whether an expression, maybe starred, can start here.
    pub(super) fn starts_expression(&self) -> bool {
        use TokenKind::*;
        matches!(
            self.kind(),
            Name | Int
                | Float
                | Imaginary
                | String
                | FStringStart
                | TStringStart
                | False
                | None
                | True
                | Await
                | Lambda
                | Not
                | LPar
                | LSqb
                | LBrace
                | Ellipsis
                | Plus
                | Minus
                | Star
                | Tilde
        )
    }

    /// `*bitwise_or` or an expression.
    pub(super) fn star_expression(&mut self) -> Parse<Expr> {
        if self.at(TokenKind::Star) {
            return self.starred(Self::bitwise_or);
        }
        self.expression()
    }

    /// `*bitwise_or` or a named expression: elements of displays.
    pub(super) fn star_named_expression(&mut self) -> Parse<Expr> {
        if self.at(TokenKind::Star) {
            return self.starred(Self::bitwise_or);
        }
        self.named_expression()
    }

    /// A star and what `operand` parses.
    pub(super) fn starred(&mut self, operand: impl FnOnce(&mut Self) -> Parse<Expr>) -> Parse<Expr> {
        let start = self.advance().span.start;
        self.measured(|parser| {
            let value = operand(parser)?;
            parser.grow()?;
            Ok(node(ExprKind::Starred(Box::new(value)), parser.span_from(start)))
        })
    }

    /// `name := expression` or an expression that no `:=` follows.
    pub(super) fn named_expression(&mut self) -> Parse<Expr> {
        if self.at_assignment_expression() {
            return self.assignment_expression();
        }
        if self.diagnosing {
            self.diagnose(Rule::NamedExpression, Self::invalid_named_expression)?;
        }
        let expr = self.expression()?;
        if self.at(TokenKind::ColonEqual) {
            return Err(Failure::Mismatch);
        }
        Ok(expr)
    }

    pub(super) fn at_assignment_expression(&self) -> bool {
        self.at(TokenKind::Name) && self.kind_after(1) == TokenKind::ColonEqual
    }

    pub(super) fn assignment_expression(&mut self) -> Parse<Expr> {
        let target = self.ident()?;
        self.expect(TokenKind::ColonEqual)?;
        let start = target.span.start;
        self.measured(|parser| {
            let value = Box::new(parser.expression()?);
            parser.grow()?;
            Ok(node(ExprKind::Named { target, value }, parser.span_from(start)))
        })
    }

    /// A conditional expression, a lambda, or anything tighter.
    pub(super) fn expression(&mut self) -> Parse<Expr> {
        self.nested(|parser| {
            if parser.diagnosing {
                parser.diagnose(Rule::Expression, Self::invalid_expression)?;
                parser.diagnose(Rule::LegacyExpression, Self::invalid_legacy_expression)?;
            }
            parser.measured(Self::expression_without_invalid)
        })
    }

    /// As [`Parser::expression`], but what is wrong with it as a whole is not looked for.
    pub(super) fn expression_without_invalid(&mut self) -> Parse<Expr> {
        if self.at(TokenKind::Lambda) {
            return self.lambda();
        }
        let start = self.start();
        let body = self.disjunction()?;
        if !self.at(TokenKind::If) {
            return Ok(body);
        }
        let before = self.mark();
        let rest = self.operand(before, |parser| {
            parser.advance();
            let test = parser.disjunction()?;
            parser.expect(TokenKind::Else)?;
            Ok((test, parser.expression()?))
        })?;
        let Some((test, orelse)) = rest else { return Ok(body) };
        self.grow()?;
        let kind = ExprKind::IfExp { test: Box::new(test), body: Box::new(body), orelse: Box::new(orelse) };
        Ok(node(kind, self.span_from(start)))
    }

    fn lambda(&mut self) -> Parse<Expr> {
        let start = self.advance().span.start;
        let parameters = self.lambda_parameters()?;
        self.expect(TokenKind::Colon)?;
        let body = self.expression()?;
        self.grow()?;
        let span = self.span_from(start);
        Ok(node(ExprKind::Lambda(Box::new(Lambda { parameters, body })), span))
    }

    /// `a or b or c`
    pub(super) fn disjunction(&mut self) -> Parse<Expr> {
        self.bool_op(TokenKind::Or, BoolOp::Or, Self::conjunction)
    }

    fn conjunction(&mut self) -> Parse<Expr> {
        self.bool_op(TokenKind::And, BoolOp::And, Self::inversion)
    }

    fn bool_op(
        &mut self,
        token: TokenKind,
        op: BoolOp,
        operand: impl Fn(&mut Self) -> Parse<Expr>,
    ) -> Parse<Expr> {
        let start = self.start();
        let first = self.measured(&operand)?;
        if !self.at(token) {
            return Ok(first);
        }
        let mut values = vec![first];
        while self.at(token) {
            let before = self.mark();
            self.advance();
            let Some(value) = self.operand(before, |parser| parser.measured(&operand))? else { break };
            values.push(value);
        }
        if values.len() == 1
            && let Some(only) = values.pop()
        {
            return Ok(only);
        }
        self.grow()?;
        Ok(node(ExprKind::BoolOp { op, values }, self.span_from(start)))
    }

    /// `not a` or a comparison.
    pub(super) fn inversion(&mut self) -> Parse<Expr> {
        if !self.at(TokenKind::Not) {
            return self.comparison();
        }
        let start = self.advance().span.start;
        let operand = Box::new(self.nested(Self::inversion)?);
        self.grow()?;
        Ok(node(ExprKind::UnaryOp { op: UnaryOp::Not, operand }, self.span_from(start)))
    }

    fn comparison(&mut self) -> Parse<Expr> {
        let start = self.start();
        let left = self.bitwise_or()?;
        let mut rest = Vec::new();
        loop {
            let before = self.mark();
            let Some(op) = self.comparison_operator() else { break };
            let Some(right) = self.operand(before, Self::bitwise_or)? else { break };
            rest.push((op, right));
        }
        if rest.is_empty() {
            return Ok(left);
        }
        self.grow()?;
        Ok(node(ExprKind::Compare { left: Box::new(left), rest }, self.span_from(start)))
    }

    fn comparison_operator(&mut self) -> Option<CmpOp> {
        let op = match self.kind() {
            TokenKind::EqEqual => CmpOp::Eq,
            TokenKind::NotEqual => CmpOp::NotEq,
            TokenKind::Less => CmpOp::Lt,
            TokenKind::LessEqual => CmpOp::LtE,
            TokenKind::Greater => CmpOp::Gt,
            TokenKind::GreaterEqual => CmpOp::GtE,
            TokenKind::In => CmpOp::In,
            TokenKind::Is => {
                self.advance();
                return Some(if self.eat(TokenKind::Not) { CmpOp::IsNot } else { CmpOp::Is });
            }
            TokenKind::Not if self.kind_after(1) == TokenKind::In => {
                self.advance();
                CmpOp::NotIn
            }
            TokenKind::Not => {
                // The grammar looks for an `in` here.
                self.look_past();
                return None;
            }
            _ => return None,
        };
        self.advance();
        Some(op)
    }

    /// Arithmetic and bitwise operators.
    pub(super) fn bitwise_or(&mut self) -> Parse<Expr> {
        self.measured(|parser| parser.binary(1))
    }

    /// Operators that bind at least as tightly as `min`.
    fn binary(&mut self, min: u8) -> Parse<Expr> {
        let start = self.start();
        let mut left = self.factor()?;
        while let Some((op, precedence)) = binary_operator(self.kind())
            && precedence >= min
        {
            let before = self.mark();
            self.advance();
            if precedence >= SUM && self.diagnosing && self.at(TokenKind::Not) {
                self.invalid_not_operand(Self::inversion)?;
            }
            let right =
                self.operand(before, |parser| parser.measured(|parser| parser.binary(precedence + 1)))?;
            let Some(right) = right else { break };
            self.grow()?;
            let kind = ExprKind::BinOp { left: Box::new(left), op, right: Box::new(right) };
            left = node(kind, self.span_from(start));
        }
        Ok(left)
    }

    /// `-a`, `+a`, `~a` or a power.
    fn factor(&mut self) -> Parse<Expr> {
        let op = match self.kind() {
            TokenKind::Minus => UnaryOp::USub,
            TokenKind::Plus => UnaryOp::UAdd,
            TokenKind::Tilde => UnaryOp::Invert,
            _ => return self.power(),
        };
        let start = self.advance().span.start;
        if self.diagnosing && self.at(TokenKind::Not) {
            self.invalid_not_operand(|parser| {
                parser.expect(TokenKind::Not)?;
                parser.factor()
            })?;
        }
        let operand = Box::new(self.nested(Self::factor)?);
        self.grow()?;
        Ok(node(ExprKind::UnaryOp { op, operand }, self.span_from(start)))
    }

    fn power(&mut self) -> Parse<Expr> {
        let start = self.start();
        let base = if self.at(TokenKind::Await) {
            self.advance();
            let value = Box::new(self.primary()?);
            self.grow()?;
            node(ExprKind::Await(value), self.span_from(start))
        } else {
            self.primary()?
        };
        if !self.at(TokenKind::DoubleStar) {
            return Ok(base);
        }
        let before = self.mark();
        self.advance();
        let right = self.operand(before, |parser| parser.nested(|parser| parser.measured(Self::factor)))?;
        let Some(right) = right else { return Ok(base) };
        self.grow()?;
        let kind = ExprKind::BinOp { left: Box::new(base), op: Operator::Pow, right: Box::new(right) };
        Ok(node(kind, self.span_from(start)))
    }

    /// `yield`, `yield value` or `yield from value`.
    pub(super) fn yield_expression(&mut self) -> Parse<Expr> {
        let start = self.expect(TokenKind::Yield)?.start;
        if self.eat(TokenKind::From) {
            let value = Box::new(self.expression()?);
            self.grow()?;
            return Ok(node(ExprKind::YieldFrom(value), self.span_from(start)));
        }
        let value = if self.starts_expression() { Some(Box::new(self.star_expressions()?)) } else { None };
        self.grow()?;
        Ok(node(ExprKind::Yield(value), self.span_from(start)))
    }

    /// A yield expression or star expressions: the right of an assignment, the inside of a field.
    pub(super) fn annotated_rhs(&mut self) -> Parse<Expr> {
        if self.at(TokenKind::Yield) { self.yield_expression() } else { self.star_expressions() }
    }
}
