//! `match` statements and their patterns.

use crate::ast::Constant;
use crate::ast::Expr;
use crate::ast::ExprKind;
use crate::ast::Ident;
use crate::ast::MatchCase;
use crate::ast::Operator;
use crate::ast::Pattern;
use crate::ast::PatternKind;
use crate::ast::Stmt;
use crate::ast::StmtKind;
use crate::ast::UnaryOp;
use crate::parse::Failure;
use crate::parse::Parse;
use crate::parse::Parser;
use crate::parse::compound::BlockOwner;
use crate::parse::diagnose::Rule;
use crate::parse::node;
use crate::parse::raise;
use crate::span::Span;
use crate::token::TokenKind;

/// Parts of a class pattern between its parentheses.
type ClassArguments = (Vec<Pattern>, Vec<(Ident, Pattern)>);

impl Parser<'_> {
    /// A `match` statement, unless the word is an ordinary name here.
    pub(super) fn match_statement(&mut self) -> Parse<Option<Stmt>> {
        let start = self.start();
        let head = self.mark();
        let subject = self.attempt(|parser| {
            parser.advance();
            let subject = parser.subject()?;
            parser.expect(TokenKind::Colon)?;
            parser.expect(TokenKind::Newline)?;
            parser.expect(TokenKind::Indent)?;
            if parser.at_word("case") { Ok(subject) } else { Err(Failure::Mismatch) }
        })?;
        let Some(subject) = subject else {
            if self.diagnosing {
                self.reset(head);
                self.invalid_match()?;
                self.reset(head);
            }
            return Ok(None);
        };
        let mut cases = Vec::new();
        while self.at_word("case") {
            cases.push(self.nested(Self::case_block)?);
        }
        if !self.at(TokenKind::Dedent) {
            return Err(Failure::Mismatch);
        }
        self.advance_layout();
        let kind = StmtKind::Match { subject: Box::new(subject), cases };
        Ok(Some(Stmt { kind, span: self.span_from(start) }))
    }

    /// What is matched; a star or a comma makes it a tuple.
    pub(super) fn subject(&mut self) -> Parse<Expr> {
        let start = self.start();
        let first = self.star_named_expression()?;
        if matches!(first.kind, ExprKind::Starred(_)) && !self.at(TokenKind::Comma) {
            return Err(Failure::Mismatch);
        }
        self.tuple_of(start, first, Self::star_named_expression)
    }

    fn case_block(&mut self) -> Parse<MatchCase> {
        let start = self.advance().span.start;
        self.height = 0;
        let (pattern, guard) = self.case_head()?;
        self.colon()?;
        let body = self.block(BlockOwner { what: "'case' statement", keyword: start })?;
        Ok(MatchCase { pattern, guard, body, span: self.span_from(start) })
    }

    /// Patterns and guard of a `case`.
    pub(super) fn case_head(&mut self) -> Parse<(Pattern, Option<Expr>)> {
        let pattern = self.patterns()?;
        let guard = if self.eat(TokenKind::If) { Some(self.named_expression()?) } else { None };
        Ok((pattern, guard))
    }

    /// A pattern, or an open sequence of them.
    fn patterns(&mut self) -> Parse<Pattern> {
        let start = self.start();
        let first = self.maybe_star_pattern()?;
        if !self.at(TokenKind::Comma) {
            if matches!(first.kind, PatternKind::Star(_)) {
                return Err(Failure::Mismatch);
            }
            return Ok(first);
        }
        let rest =
            self.more_patterns(first, |parser| matches!(parser.kind(), TokenKind::Colon | TokenKind::If))?;
        Ok(Pattern { kind: PatternKind::Sequence(rest), span: self.span_from(start) })
    }

    /// Comma-separated patterns after `first`, up to where `ends` says.
    fn more_patterns(&mut self, first: Pattern, ends: impl Fn(&Self) -> bool) -> Parse<Vec<Pattern>> {
        let mut patterns = vec![first];
        while self.eat(TokenKind::Comma) {
            if ends(self) {
                break;
            }
            patterns.push(self.maybe_star_pattern()?);
        }
        Ok(patterns)
    }

    fn maybe_star_pattern(&mut self) -> Parse<Pattern> {
        if !self.at(TokenKind::Star) {
            return self.pattern();
        }
        let start = self.advance().span.start;
        let name = if self.at_word("_") {
            self.advance();
            None
        } else {
            Some(self.capture_target()?)
        };
        Ok(Pattern { kind: PatternKind::Star(name), span: self.span_from(start) })
    }

    /// A name that a pattern binds: not `_`, and not the head of something longer.
    fn capture_target(&mut self) -> Parse<Ident> {
        let is_longer = matches!(self.kind_after(1), TokenKind::Dot | TokenKind::LPar | TokenKind::Equal);
        if self.at_word("_") || is_longer {
            return Err(Failure::Mismatch);
        }
        self.ident()
    }

    /// `or_pattern` or `or_pattern as name`
    pub(super) fn pattern(&mut self) -> Parse<Pattern> {
        self.nested(|parser| {
            parser.measured(|parser| {
                let pattern = parser.as_pattern()?;
                parser.grow()?;
                Ok(pattern)
            })
        })
    }

    fn as_pattern(&mut self) -> Parse<Pattern> {
        let start = self.start();
        let pattern = self.or_pattern()?;
        if !self.eat(TokenKind::As) {
            return Ok(pattern);
        }
        let target = self.mark();
        let Some(name) = self.attempt(Self::capture_target)? else {
            if self.diagnosing {
                self.reset(target);
                self.invalid_as_pattern()?;
            }
            return Err(Failure::Mismatch);
        };
        let kind = PatternKind::As { pattern: Some(Box::new(pattern)), name: Some(name) };
        Ok(Pattern { kind, span: self.span_from(start) })
    }

    fn or_pattern(&mut self) -> Parse<Pattern> {
        let start = self.start();
        let first = self.measured(Self::closed_pattern)?;
        if !self.at(TokenKind::VBar) {
            return Ok(first);
        }
        let mut patterns = vec![first];
        while self.eat(TokenKind::VBar) {
            patterns.push(self.measured(Self::closed_pattern)?);
        }
        Ok(Pattern { kind: PatternKind::Or(patterns), span: self.span_from(start) })
    }

    fn closed_pattern(&mut self) -> Parse<Pattern> {
        let start = self.start();
        let kind = match self.kind() {
            TokenKind::Int
            | TokenKind::Float
            | TokenKind::Imaginary
            | TokenKind::Minus
            | TokenKind::Plus
            | TokenKind::String
            | TokenKind::FStringStart
            | TokenKind::TStringStart => PatternKind::Value(Box::new(self.literal_expr()?)),
            TokenKind::None => self.singleton(Constant::None),
            TokenKind::True => self.singleton(Constant::Bool(true)),
            TokenKind::False => self.singleton(Constant::Bool(false)),
            TokenKind::Name => self.name_pattern()?,
            TokenKind::LPar => return self.group_or_sequence(),
            TokenKind::LSqb => {
                self.advance();
                let patterns = self.closed_sequence(TokenKind::RSqb)?;
                PatternKind::Sequence(patterns)
            }
            TokenKind::LBrace => self.mapping_pattern()?,
            _ => return Err(Failure::Mismatch),
        };
        Ok(Pattern { kind, span: self.span_from(start) })
    }

    fn singleton(&mut self, constant: Constant) -> PatternKind {
        self.advance();
        PatternKind::Singleton(constant)
    }

    /// A number, maybe signed or complex, a string, or a singleton as a mapping key.
    fn literal_expr(&mut self) -> Parse<Expr> {
        let start = self.start();
        match self.kind() {
            TokenKind::String | TokenKind::FStringStart | TokenKind::TStringStart => return self.strings(),
            TokenKind::None | TokenKind::True | TokenKind::False => return self.atom(),
            _ => {}
        }
        let left = self.signed_number()?;
        let op = match self.kind() {
            TokenKind::Plus => Operator::Add,
            TokenKind::Minus => Operator::Sub,
            _ => return Ok(left),
        };
        self.advance();
        let right_span = self.span();
        if !self.at_number() {
            return Err(Failure::Mismatch);
        }
        let right = self.number()?;
        if is_imaginary(&left) {
            return Err(raise(left.span, "real number required in complex literal"));
        }
        if !matches!(right, Constant::Complex(_)) {
            return Err(raise(right_span, "imaginary number required in complex literal"));
        }
        let right = Box::new(node(ExprKind::Constant(right), right_span));
        Ok(node(ExprKind::BinOp { left: Box::new(left), op, right }, self.span_from(start)))
    }

    fn at_number(&self) -> bool {
        matches!(self.kind(), TokenKind::Int | TokenKind::Float | TokenKind::Imaginary)
    }

    fn signed_number(&mut self) -> Parse<Expr> {
        let start = self.start();
        let op = match self.kind() {
            TokenKind::Minus => Some(UnaryOp::USub),
            _ => None,
        };
        if op.is_some() {
            self.advance();
        }
        let span: Span = self.span();
        if !self.at_number() {
            return Err(Failure::Mismatch);
        }
        let number = node(ExprKind::Constant(self.number()?), span);
        Ok(match op {
            Some(op) => node(ExprKind::UnaryOp { op, operand: Box::new(number) }, self.span_from(start)),
            None => number,
        })
    }

    /// A capture, the wildcard, a dotted name, or a class pattern.
    fn name_pattern(&mut self) -> Parse<PatternKind> {
        match self.kind_after(1) {
            TokenKind::Dot | TokenKind::LPar => {}
            TokenKind::Equal => return Err(Failure::Mismatch),
            _ if self.at_word("_") => {
                self.advance();
                return Ok(PatternKind::As { pattern: None, name: None });
            }
            _ => return Ok(PatternKind::As { pattern: None, name: Some(self.ident()?) }),
        }
        let value = self.name_or_attribute()?;
        if self.at(TokenKind::LPar) {
            return self.class_pattern(value);
        }
        if self.at(TokenKind::Equal) {
            return Err(Failure::Mismatch);
        }
        Ok(PatternKind::Value(Box::new(value)))
    }

    fn name_or_attribute(&mut self) -> Parse<Expr> {
        let start = self.start();
        let Ident { name, span } = self.ident()?;
        let mut value = node(ExprKind::Name(name), span);
        while self.eat(TokenKind::Dot) {
            let attr = self.ident()?;
            self.grow()?;
            value = node(ExprKind::Attribute { value: Box::new(value), attr }, self.span_from(start));
        }
        Ok(value)
    }

    fn group_or_sequence(&mut self) -> Parse<Pattern> {
        let start = self.advance().span.start;
        if self.eat(TokenKind::RPar) {
            let kind = PatternKind::Sequence(Vec::new());
            return Ok(Pattern { kind, span: self.span_from(start) });
        }
        let first = self.maybe_star_pattern()?;
        if !self.at(TokenKind::Comma) {
            if matches!(first.kind, PatternKind::Star(_)) {
                return Err(Failure::Mismatch);
            }
            self.expect(TokenKind::RPar)?;
            return Ok(first);
        }
        let patterns = self.more_patterns(first, |parser| parser.at(TokenKind::RPar))?;
        self.expect(TokenKind::RPar)?;
        Ok(Pattern { kind: PatternKind::Sequence(patterns), span: self.span_from(start) })
    }

    /// Patterns up to `close`, which is taken; the opening bracket has been.
    fn closed_sequence(&mut self, close: TokenKind) -> Parse<Vec<Pattern>> {
        if self.eat(close) {
            return Ok(Vec::new());
        }
        let first = self.maybe_star_pattern()?;
        let patterns = self.more_patterns(first, |parser| parser.at(close))?;
        self.expect(close)?;
        Ok(patterns)
    }

    fn mapping_pattern(&mut self) -> Parse<PatternKind> {
        self.advance();
        let mut items = Vec::new();
        let mut rest: Option<Ident> = None;
        while !self.at(TokenKind::RBrace) {
            if rest.is_some() {
                return Err(Failure::Mismatch);
            }
            if self.eat(TokenKind::DoubleStar) {
                rest = Some(self.capture_target()?);
            } else {
                let key = if self.at(TokenKind::Name) { self.dotted_key()? } else { self.literal_expr()? };
                self.expect(TokenKind::Colon)?;
                items.push((key, self.pattern()?));
            }
            if !self.eat(TokenKind::Comma) {
                break;
            }
        }
        self.expect(TokenKind::RBrace)?;
        Ok(PatternKind::Mapping { items, rest })
    }

    /// A key that is a name must be a dotted one.
    fn dotted_key(&mut self) -> Parse<Expr> {
        let key = self.name_or_attribute()?;
        if matches!(key.kind, ExprKind::Name(_)) { Err(Failure::Mismatch) } else { Ok(key) }
    }

    fn class_pattern(&mut self, cls: Expr) -> Parse<PatternKind> {
        let open = self.mark();
        let arguments = self.class_arguments();
        if self.diagnosing && matches!(arguments, Err(Failure::Mismatch)) {
            let stopped = self.mark();
            self.reset(open);
            self.diagnose(Rule::ClassPattern, Self::invalid_class_pattern)?;
            self.reset(stopped);
        }
        let (patterns, keywords) = arguments?;
        Ok(PatternKind::Class { cls: Box::new(cls), patterns, keywords })
    }

    fn class_arguments(&mut self) -> Parse<ClassArguments> {
        self.advance();
        let mut patterns = Vec::new();
        let mut keywords = Vec::new();
        while !self.at(TokenKind::RPar) {
            if self.at(TokenKind::Name) && self.kind_after(1) == TokenKind::Equal {
                let name = self.ident()?;
                self.advance();
                keywords.push((name, self.pattern()?));
            } else if keywords.is_empty() {
                patterns.push(self.pattern()?);
            } else {
                return Err(Failure::Mismatch);
            }
            if !self.eat(TokenKind::Comma) {
                break;
            }
        }
        self.expect(TokenKind::RPar)?;
        Ok((patterns, keywords))
    }
}

fn is_imaginary(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Constant(constant) => matches!(constant, Constant::Complex(_)),
        ExprKind::UnaryOp { operand, .. } => is_imaginary(operand),
        _ => false,
    }
}
