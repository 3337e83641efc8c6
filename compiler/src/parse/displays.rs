//! Atoms: names, literals, everything in brackets, and comprehensions.

use crate::ast::Comp;
use crate::ast::Comprehension;
use crate::ast::Constant;
use crate::ast::DictComp;
use crate::ast::DictItem;
use crate::ast::Expr;
use crate::ast::ExprKind;
use crate::literal;
use crate::parse::Failure;
use crate::parse::Parse;
use crate::parse::Parser;
use crate::parse::diagnose::Rule;
use crate::parse::node;
use crate::parse::raise;
use crate::token::TokenKind;

impl Parser<'_> {
    pub(super) fn atom(&mut self) -> Parse<Expr> {
        let span = self.span();
        let kind = match self.kind() {
            TokenKind::Name => {
                self.advance();
                ExprKind::Name(self.intern(self.text(span)))
            }
            TokenKind::Int | TokenKind::Float | TokenKind::Imaginary => ExprKind::Constant(self.number()?),
            TokenKind::String | TokenKind::FStringStart | TokenKind::TStringStart => return self.strings(),
            TokenKind::True => self.keyword_constant(Constant::Bool(true)),
            TokenKind::False => self.keyword_constant(Constant::Bool(false)),
            TokenKind::None => self.keyword_constant(Constant::None),
            TokenKind::Ellipsis => self.keyword_constant(Constant::Ellipsis),
            TokenKind::LPar => return self.bracketed(Self::parenthesized),
            TokenKind::LSqb => return self.bracketed(Self::list_or_listcomp),
            TokenKind::LBrace => return self.bracketed(Self::dict_or_set),
            _ => return Err(Failure::Mismatch),
        };
        self.height = self.height.max(1);
        Ok(node(kind, span))
    }

    fn keyword_constant(&mut self, constant: Constant) -> ExprKind {
        self.advance();
        ExprKind::Constant(constant)
    }

    /// An integer, float or imaginary literal.
    pub(super) fn number(&mut self) -> Parse<Constant> {
        let token = self.advance();
        let text = self.text(token.span);
        match token.kind {
            TokenKind::Int => literal::integer(text).map_err(|message| raise(token.span, message)),
            TokenKind::Float => Ok(Constant::Float(literal::float(text))),
            _ => Ok(Constant::Complex(literal::float(&text[..text.len() - 1]))),
        }
    }

    /// A bracketed atom; in the second pass what may be wrong with it is tried when nothing fits.
    fn bracketed(&mut self, rule: impl FnOnce(&mut Self) -> Parse<Expr>) -> Parse<Expr> {
        let open = self.mark();
        let result = self.measured(|parser| {
            let expr = rule(parser)?;
            parser.grow()?;
            Ok(expr)
        });
        if self.diagnosing && matches!(result, Err(Failure::Mismatch)) {
            let stopped = self.mark();
            self.reset(open);
            self.diagnose(Rule::Brackets, Self::invalid_brackets)?;
            self.reset(stopped);
        }
        result
    }

    /// A tuple, a group or a generator expression.
    fn parenthesized(&mut self) -> Parse<Expr> {
        let start = self.advance().span.start;
        if self.eat(TokenKind::RPar) {
            return Ok(node(ExprKind::Tuple(Vec::new()), self.span_from(start)));
        }
        if self.at(TokenKind::Yield) {
            let value = self.yield_expression()?;
            self.expect(TokenKind::RPar)?;
            return Ok(value);
        }
        let first = self.star_named_expression()?;
        let is_starred = matches!(first.kind, ExprKind::Starred(_));
        if self.at_comprehension() && !is_starred {
            let generators = self.for_if_clauses()?;
            self.expect(TokenKind::RPar)?;
            let comp = Box::new(Comp { elt: first, generators });
            return Ok(node(ExprKind::GeneratorExp(comp), self.span_from(start)));
        }
        if self.at(TokenKind::Comma) {
            let elements = self.more_elements(first, TokenKind::RPar)?;
            return Ok(node(ExprKind::Tuple(elements), self.span_from(start)));
        }
        if is_starred {
            return Err(Failure::Mismatch);
        }
        self.expect(TokenKind::RPar)?;
        Ok(first)
    }

    fn list_or_listcomp(&mut self) -> Parse<Expr> {
        let start = self.advance().span.start;
        if self.eat(TokenKind::RSqb) {
            return Ok(node(ExprKind::List(Vec::new()), self.span_from(start)));
        }
        let first = self.star_named_expression()?;
        if self.at_comprehension() && !matches!(first.kind, ExprKind::Starred(_)) {
            let generators = self.for_if_clauses()?;
            self.expect(TokenKind::RSqb)?;
            let comp = Box::new(Comp { elt: first, generators });
            return Ok(node(ExprKind::ListComp(comp), self.span_from(start)));
        }
        let elements = self.more_elements(first, TokenKind::RSqb)?;
        Ok(node(ExprKind::List(elements), self.span_from(start)))
    }

    /// The rest of a display after its first element, closing bracket included.
    fn more_elements(&mut self, first: Expr, close: TokenKind) -> Parse<Vec<Expr>> {
        let mut elements = vec![first];
        while self.eat(TokenKind::Comma) {
            if self.at(close) {
                break;
            }
            elements.push(self.star_named_expression()?);
        }
        self.expect(close)?;
        Ok(elements)
    }

    /// A dict, a set, or a comprehension of either.
    fn dict_or_set(&mut self) -> Parse<Expr> {
        let start = self.advance().span.start;
        if self.eat(TokenKind::RBrace) {
            return Ok(node(ExprKind::Dict(Vec::new()), self.span_from(start)));
        }
        if self.at(TokenKind::DoubleStar) {
            let first = self.dict_item()?;
            return self.dict_rest(start, first);
        }
        let key_start = self.start();
        let key = self.star_named_expression()?;
        let can_be_key = match key.kind {
            ExprKind::Starred(_) => false,
            // Parentheses are outside the span of what they hold.
            ExprKind::Named { .. } => key.span.start > key_start,
            _ => true,
        };
        if can_be_key && self.eat(TokenKind::Colon) {
            let value = self.expression()?;
            if self.at_comprehension() {
                let generators = self.for_if_clauses()?;
                self.expect(TokenKind::RBrace)?;
                let comp = Box::new(DictComp { key, value, generators });
                return Ok(node(ExprKind::DictComp(comp), self.span_from(start)));
            }
            return self.dict_rest(start, DictItem { key: Some(key), value });
        }
        if self.at_comprehension() && !matches!(key.kind, ExprKind::Starred(_)) {
            let generators = self.for_if_clauses()?;
            self.expect(TokenKind::RBrace)?;
            let comp = Box::new(Comp { elt: key, generators });
            return Ok(node(ExprKind::SetComp(comp), self.span_from(start)));
        }
        let elements = self.more_elements(key, TokenKind::RBrace)?;
        Ok(node(ExprKind::Set(elements), self.span_from(start)))
    }

    fn dict_rest(&mut self, start: u32, first: DictItem) -> Parse<Expr> {
        let mut items = vec![first];
        while self.eat(TokenKind::Comma) {
            if self.at(TokenKind::RBrace) {
                break;
            }
            if self.diagnosing && !self.at(TokenKind::DoubleStar) {
                self.invalid_later_key()?;
            }
            items.push(self.dict_item()?);
        }
        self.expect(TokenKind::RBrace)?;
        Ok(node(ExprKind::Dict(items), self.span_from(start)))
    }

    /// `key: value` or `**mapping`
    pub(super) fn dict_item(&mut self) -> Parse<DictItem> {
        if self.eat(TokenKind::DoubleStar) {
            return Ok(DictItem { key: None, value: self.bitwise_or()? });
        }
        let key = Some(self.expression()?);
        self.expect(TokenKind::Colon)?;
        Ok(DictItem { key, value: self.expression()? })
    }

    pub(super) fn at_comprehension(&mut self) -> bool {
        if self.at(TokenKind::Async) {
            self.look_past();
            return self.kind_after(1) == TokenKind::For;
        }
        self.at(TokenKind::For)
    }

    /// One or more `for` clauses of a comprehension, each with its conditions.
    pub(super) fn for_if_clauses(&mut self) -> Parse<Vec<Comprehension>> {
        let mut clauses = Vec::new();
        loop {
            clauses.push(self.for_if_clause()?);
            if !self.at_comprehension() {
                self.grow()?;
                return Ok(clauses);
            }
        }
    }

    fn for_if_clause(&mut self) -> Parse<Comprehension> {
        let start = self.start();
        let is_async = self.eat(TokenKind::Async);
        self.expect(TokenKind::For)?;
        let head = self.mark();
        let target = match self.attempt(|parser| {
            let target = parser.star_targets()?;
            parser.expect(TokenKind::In)?;
            Ok(target)
        })? {
            Some(target) => target,
            None => {
                if self.diagnosing {
                    self.reset(head);
                    self.invalid_for_if_clause()?;
                    self.invalid_for_target()?;
                }
                return Err(Failure::Mismatch);
            }
        };
        let iter = self.measured(Self::disjunction)?;
        let mut ifs = Vec::new();
        while self.eat(TokenKind::If) {
            ifs.push(self.measured(Self::disjunction)?);
        }
        Ok(Comprehension { is_async, target, iter, ifs, span: self.span_from(start) })
    }
}
