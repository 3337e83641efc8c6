//! Simple statements, and the choice between them and compound ones.

use crate::ast::Alias;
use crate::ast::Expr;
use crate::ast::ExprKind;
use crate::ast::Ident;
use crate::ast::Operator;
use crate::ast::Stmt;
use crate::ast::StmtKind;
use crate::parse::Failure;
use crate::parse::Parse;
use crate::parse::Parser;
use crate::parse::targets::TargetOf;
use crate::parse::targets::invalid_target;
use crate::token::TokenKind;

pub(super) fn augmented_operator(kind: TokenKind) -> Option<Operator> {
    Some(match kind {
        TokenKind::PlusEqual => Operator::Add,
        TokenKind::MinEqual => Operator::Sub,
        TokenKind::StarEqual => Operator::Mult,
        TokenKind::AtEqual => Operator::MatMult,
        TokenKind::SlashEqual => Operator::Div,
        TokenKind::PercentEqual => Operator::Mod,
        TokenKind::AmperEqual => Operator::BitAnd,
        TokenKind::VBarEqual => Operator::BitOr,
        TokenKind::CircumflexEqual => Operator::BitXor,
        TokenKind::LeftShiftEqual => Operator::LShift,
        TokenKind::RightShiftEqual => Operator::RShift,
        TokenKind::DoubleStarEqual => Operator::Pow,
        TokenKind::DoubleSlashEqual => Operator::FloorDiv,
        _ => return None,
    })
}

impl Parser<'_> {
    /// Statements up to `end`, a `Dedent` or the end of the text, which is not taken.
    pub(super) fn statements(&mut self, end: TokenKind) -> Parse<Vec<Stmt>> {
        let mut body = Vec::new();
        while !self.at(end) {
            self.statement(&mut body)?;
        }
        Ok(body)
    }

    /// A compound statement, or a line of simple ones.
    fn statement(&mut self, into: &mut Vec<Stmt>) -> Parse<()> {
        self.height = 0;
        if self.at_compound_keyword() {
            into.push(self.nested(Self::compound_statement)?);
            return Ok(());
        }
        if !self.diagnosing {
            return self.soft_or_simple_statement(into);
        }
        // What the first pass took is not suspect: only where it stopped are the rules for mistakes tried.
        let known = into.len();
        self.diagnosing = false;
        let taken = self.attempt(|parser| parser.soft_or_simple_statement(into));
        self.diagnosing = true;
        if taken?.is_some() {
            return Ok(());
        }
        into.truncate(known);
        self.soft_or_simple_statement(into)
    }

    fn soft_or_simple_statement(&mut self, into: &mut Vec<Stmt>) -> Parse<()> {
        if self.at_word("match")
            && let Some(statement) = self.match_statement()?
        {
            into.push(statement);
            return Ok(());
        }
        self.simple_statements(into)
    }

    /// Simple statements with semicolons between them, and the end of the line.
    pub(super) fn simple_statements(&mut self, into: &mut Vec<Stmt>) -> Parse<()> {
        loop {
            self.height = 0;
            into.push(self.simple_statement()?);
            if !self.eat(TokenKind::Semi) || self.at(TokenKind::Newline) {
                break;
            }
        }
        if !self.at(TokenKind::Newline) {
            return Err(Failure::Mismatch);
        }
        self.advance_layout();
        Ok(())
    }

    pub(super) fn simple_statement(&mut self) -> Parse<Stmt> {
        let start = self.start();
        let kind = match self.kind() {
            TokenKind::Return => {
                self.advance();
                StmtKind::Return(self.optional(Self::star_expressions)?)
            }
            TokenKind::Import => self.import_name()?,
            TokenKind::From => self.import_from()?,
            TokenKind::Raise => self.raise_statement()?,
            TokenKind::Pass => self.keyword_statement(StmtKind::Pass),
            TokenKind::Break => self.keyword_statement(StmtKind::Break),
            TokenKind::Continue => self.keyword_statement(StmtKind::Continue),
            TokenKind::Del => self.delete()?,
            TokenKind::Assert => self.assert()?,
            TokenKind::Global => {
                self.advance();
                StmtKind::Global(self.names()?)
            }
            TokenKind::Nonlocal => {
                self.advance();
                StmtKind::Nonlocal(self.names()?)
            }
            TokenKind::Name if self.at_type_alias() => match self.attempt(Self::type_alias)? {
                Some(alias) => alias,
                None => self.expression_statement()?,
            },
            _ => self.expression_statement()?,
        };
        Ok(Stmt { kind, span: self.span_from(start) })
    }

    fn keyword_statement(&mut self, kind: StmtKind) -> StmtKind {
        self.advance();
        kind
    }

    fn optional(&mut self, rule: impl FnOnce(&mut Self) -> Parse<Expr>) -> Parse<Option<Box<Expr>>> {
        Ok(if self.starts_expression() { Some(Box::new(rule(self)?)) } else { None })
    }

    fn names(&mut self) -> Parse<Vec<Ident>> {
        let mut names = vec![self.ident()?];
        while self.eat(TokenKind::Comma) {
            names.push(self.ident()?);
        }
        Ok(names)
    }

    /// An assignment of any kind, or an expression for its effect.
    fn expression_statement(&mut self) -> Parse<StmtKind> {
        if self.diagnosing {
            self.invalid_assignment()?;
        }
        let in_parentheses = self.at(TokenKind::LPar);
        let first = self.annotated_rhs()?;
        match self.kind() {
            TokenKind::Colon => return self.annotated_assignment(first, in_parentheses),
            TokenKind::Equal => return self.assignment(first),
            _ => {}
        }
        if let Some(op) = augmented_operator(self.kind()) {
            if !is_single_target(&first) {
                return Err(Failure::Mismatch);
            }
            self.advance();
            let value = Box::new(self.annotated_rhs()?);
            return Ok(StmtKind::AugAssign { target: Box::new(first), op, value });
        }
        Ok(StmtKind::Expr(Box::new(first)))
    }

    fn assignment(&mut self, first: Expr) -> Parse<StmtKind> {
        let mut targets = Vec::new();
        let mut value = first;
        while self.at(TokenKind::Equal) {
            if invalid_target(&value, TargetOf::Assignment).is_some() {
                return Err(Failure::Mismatch);
            }
            self.advance();
            targets.push(value);
            value = self.annotated_rhs()?;
        }
        Ok(StmtKind::Assign { targets, value: Box::new(value) })
    }

    fn annotated_assignment(&mut self, target: Expr, in_parentheses: bool) -> Parse<StmtKind> {
        if !is_single_target(&target) {
            return Err(Failure::Mismatch);
        }
        self.advance();
        let annotation = Box::new(self.expression()?);
        let value = if self.eat(TokenKind::Equal) { Some(Box::new(self.annotated_rhs()?)) } else { None };
        let simple = !in_parentheses && matches!(target.kind, ExprKind::Name(_));
        Ok(StmtKind::AnnAssign { target: Box::new(target), annotation, value, simple })
    }

    fn raise_statement(&mut self) -> Parse<StmtKind> {
        self.advance();
        let exc = self.optional(Self::expression)?;
        let cause = if exc.is_some() && self.eat(TokenKind::From) {
            Some(Box::new(self.expression()?))
        } else {
            None
        };
        Ok(StmtKind::Raise { exc, cause })
    }

    fn assert(&mut self) -> Parse<StmtKind> {
        self.advance();
        let test = Box::new(self.expression()?);
        let msg = if self.eat(TokenKind::Comma) { Some(Box::new(self.expression()?)) } else { None };
        Ok(StmtKind::Assert { test, msg })
    }

    fn delete(&mut self) -> Parse<StmtKind> {
        self.advance();
        let operands = self.mark();
        let mut targets = Vec::new();
        let parsed = self.attempt(|parser| {
            loop {
                targets.push(parser.target(TargetOf::Delete)?);
                if !parser.eat(TokenKind::Comma) || !parser.starts_expression() {
                    break;
                }
            }
            if matches!(parser.kind(), TokenKind::Semi | TokenKind::Newline) {
                return Ok(());
            }
            Err(Failure::Mismatch)
        })?;
        if parsed.is_none() {
            if self.diagnosing {
                self.reset(operands);
                self.invalid_del()?;
            }
            return Err(Failure::Mismatch);
        }
        Ok(StmtKind::Delete(targets))
    }

    fn at_type_alias(&self) -> bool {
        self.at_word("type") && self.kind_after(1) == TokenKind::Name
    }

    fn type_alias(&mut self) -> Parse<StmtKind> {
        self.advance();
        let name = self.ident()?;
        let type_params = self.type_params()?;
        self.expect(TokenKind::Equal)?;
        let value = Box::new(self.expression()?);
        Ok(StmtKind::TypeAlias { name, type_params, value })
    }

    fn import_name(&mut self) -> Parse<StmtKind> {
        if self.diagnosing {
            self.invalid_import()?;
        }
        self.advance();
        let mut names = Vec::new();
        loop {
            let name = self.dotted_name()?;
            names.push(self.alias(name)?);
            if !self.eat(TokenKind::Comma) {
                return Ok(StmtKind::Import(names));
            }
        }
    }

    /// `name` or `name as other`, the name already taken.
    fn alias(&mut self, name: Ident) -> Parse<Alias> {
        let asname = if self.eat(TokenKind::As) { Some(self.ident()?) } else { None };
        let span = self.span_from(name.span.start);
        Ok(Alias { name, asname, span })
    }

    pub(super) fn dotted_name(&mut self) -> Parse<Ident> {
        let first = self.ident()?;
        if !self.at(TokenKind::Dot) {
            return Ok(first);
        }
        let mut name = first.name.to_string();
        while self.eat(TokenKind::Dot) {
            let part = self.ident()?;
            name.push('.');
            name.push_str(&part.name);
        }
        Ok(Ident { name: self.intern(&name), span: self.span_from(first.span.start) })
    }

    fn import_from(&mut self) -> Parse<StmtKind> {
        self.advance();
        let mut level = 0;
        loop {
            level += match self.kind() {
                TokenKind::Dot => 1,
                TokenKind::Ellipsis => 3,
                _ => break,
            };
            self.advance();
        }
        let module = if level == 0 || self.at(TokenKind::Name) { Some(self.dotted_name()?) } else { None };
        self.expect(TokenKind::Import)?;
        let names = self.import_from_targets()?;
        Ok(StmtKind::ImportFrom { module, names, level })
    }

    fn import_from_targets(&mut self) -> Parse<Vec<Alias>> {
        match self.kind() {
            TokenKind::Star => {
                let span = self.advance().span;
                let name = Ident { name: self.intern("*"), span };
                return Ok(vec![Alias { name, asname: None, span }]);
            }
            TokenKind::LPar => {
                self.advance();
                let names = self.import_from_names(TokenKind::RPar)?;
                self.expect(TokenKind::RPar)?;
                return Ok(names);
            }
            TokenKind::Newline => {
                let start = self.start();
                let span = self.span_to_furthest(start);
                return Err(self.reject(span, "Expected one or more names after 'import'"));
            }
            _ => {}
        }
        let names = self.import_from_names(TokenKind::Newline)?;
        if self.tokens[self.position - 1].kind == TokenKind::Comma {
            let message = "trailing comma not allowed without surrounding parentheses";
            return Err(self.reject_at_furthest(message));
        }
        Ok(names)
    }

    /// Names with commas between them; a comma may precede `end`.
    fn import_from_names(&mut self, end: TokenKind) -> Parse<Vec<Alias>> {
        let mut names = Vec::new();
        loop {
            let name = self.ident()?;
            names.push(self.alias(name)?);
            if !self.eat(TokenKind::Comma) || self.at(end) {
                return Ok(names);
            }
        }
    }
}

/// Whether `expr` may be annotated or augmented.
pub(super) fn is_single_target(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Name(_) | ExprKind::Attribute { .. } | ExprKind::Subscript { .. })
}
