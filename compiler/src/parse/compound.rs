//! Compound statements: a header, a colon and a block.

use crate::ast::ClassDef;
use crate::ast::ExceptHandler;
use crate::ast::Expr;
use crate::ast::FunctionDef;
use crate::ast::IfBranch;
use crate::ast::Stmt;
use crate::ast::StmtKind;
use crate::ast::Try;
use crate::ast::WithItem;
use crate::error::SyntaxErrorKind;
use crate::parse::Failure;
use crate::parse::Parse;
use crate::parse::Parser;
use crate::parse::calls::Arguments;
use crate::parse::calls::Generator;
use crate::token::TokenKind;

/// Names the owner of a block in "expected an indented block after …".
#[derive(Clone, Copy)]
pub(super) struct BlockOwner {
    /// `'if' statement`, `function definition`, …
    pub(super) what: &'static str,
    /// Its keyword, whose line the message gives.
    pub(super) keyword: u32,
}

impl Parser<'_> {
    pub(super) fn at_compound_keyword(&self) -> bool {
        use TokenKind::*;
        matches!(self.kind(), If | While | For | Try | With | Def | Class | At | Async)
    }

    /// A statement that starts with a hard keyword of its own; `match` is elsewhere, as its keyword is soft.
    pub(super) fn compound_statement(&mut self) -> Parse<Stmt> {
        match self.kind() {
            TokenKind::If => self.if_statement(),
            TokenKind::While => self.while_statement(),
            TokenKind::For => self.for_statement(self.start(), false),
            TokenKind::Try => self.try_statement(),
            TokenKind::With => self.with_statement(self.start(), false),
            TokenKind::Def => self.function_def(Vec::new(), self.start(), false),
            TokenKind::Class => self.class_def(Vec::new()),
            TokenKind::At => self.decorated(),
            TokenKind::Async => {
                let start = self.advance().span.start;
                match self.kind() {
                    TokenKind::Def => self.function_def(Vec::new(), start, true),
                    TokenKind::For => self.for_statement(start, true),
                    TokenKind::With => self.with_statement(start, true),
                    _ => Err(Failure::Mismatch),
                }
            }
            _ => Err(Failure::Mismatch),
        }
    }

    /// An indented block, or simple statements on the same line.
    pub(super) fn block(&mut self, owner: BlockOwner) -> Parse<Vec<Stmt>> {
        if !self.at(TokenKind::Newline) {
            let mut body = Vec::new();
            self.simple_statements(&mut body)?;
            return Ok(body);
        }
        self.advance_layout();
        if !self.at(TokenKind::Indent) {
            return Err(self.reject_block(owner));
        }
        self.advance_layout();
        let body = self.statements(TokenKind::Dedent)?;
        self.advance_layout();
        Ok(body)
    }

    /// The next line is not indented.
    pub(super) fn reject_block(&self, owner: BlockOwner) -> Failure {
        let line = self.line(owner.keyword);
        let message = format!("expected an indented block after {} on line {line}", owner.what);
        match self.reject_at_furthest(message) {
            Failure::Raised(mut error) => {
                error.kind = SyntaxErrorKind::Indentation;
                Failure::Raised(error)
            }
            mismatch => mismatch,
        }
    }

    /// The colon of a header; at the end of the line it is known to be missing.
    pub(super) fn colon(&mut self) -> Parse<()> {
        if self.at(TokenKind::Newline) {
            return Err(self.reject_at_furthest("expected ':'"));
        }
        self.expect(TokenKind::Colon)?;
        Ok(())
    }

    fn test(&mut self) -> Parse<Expr> {
        self.height = 0;
        self.named_expression()
    }

    fn if_statement(&mut self) -> Parse<Stmt> {
        let start = self.start();
        let mut branches = Vec::new();
        let mut what = "'if' statement";
        while branches.is_empty() || self.at(TokenKind::Elif) {
            let keyword = self.advance().span.start;
            let test = self.test()?;
            self.colon()?;
            let body = self.block(BlockOwner { what, keyword })?;
            branches.push(IfBranch { test, body, span: self.span_from(keyword) });
            what = "'elif' statement";
        }
        let orelse = self.else_block()?;
        Ok(Stmt { kind: StmtKind::If { branches, orelse }, span: self.span_from(start) })
    }

    /// The block of an `else`, empty if there is none.
    fn else_block(&mut self) -> Parse<Vec<Stmt>> {
        if !self.at(TokenKind::Else) {
            return Ok(Vec::new());
        }
        let keyword = self.advance().span.start;
        self.expect_forced(TokenKind::Colon, ":")?;
        self.block(BlockOwner { what: "'else' statement", keyword })
    }

    fn while_statement(&mut self) -> Parse<Stmt> {
        let start = self.advance().span.start;
        let test = Box::new(self.test()?);
        self.colon()?;
        let body = self.block(BlockOwner { what: "'while' statement", keyword: start })?;
        let orelse = self.else_block()?;
        Ok(Stmt { kind: StmtKind::While { test, body, orelse }, span: self.span_from(start) })
    }

    fn for_statement(&mut self, start: u32, is_async: bool) -> Parse<Stmt> {
        let keyword = self.advance().span.start;
        let head = self.mark();
        self.height = 0;
        let target = self.attempt(|parser| {
            let target = parser.star_targets()?;
            parser.expect(TokenKind::In)?;
            Ok(target)
        })?;
        let Some(target) = target else {
            if self.diagnosing {
                self.reset(head);
                self.invalid_for_target()?;
            }
            return Err(Failure::Mismatch);
        };
        let iter = Box::new(self.star_expressions()?);
        self.colon()?;
        let body = self.block(BlockOwner { what: "'for' statement", keyword })?;
        let orelse = self.else_block()?;
        let kind = StmtKind::For { is_async, target: Box::new(target), iter, body, orelse };
        Ok(Stmt { kind, span: self.span_from(start) })
    }

    fn with_statement(&mut self, start: u32, is_async: bool) -> Parse<Stmt> {
        let keyword = self.advance().span.start;
        self.height = 0;
        let parenthesized = if self.at(TokenKind::LPar) {
            self.attempt(|parser| {
                parser.advance();
                let items = parser.with_items(TokenKind::RPar)?;
                parser.expect(TokenKind::RPar)?;
                parser.colon()?;
                Ok(items)
            })?
        } else {
            None
        };
        let items = match parenthesized {
            Some(items) => items,
            None => {
                let items = self.with_items(TokenKind::Colon)?;
                if self.tokens[self.position - 1].kind == TokenKind::Comma {
                    return Err(Failure::Mismatch);
                }
                self.colon()?;
                items
            }
        };
        let body = self.block(BlockOwner { what: "'with' statement", keyword })?;
        Ok(Stmt { kind: StmtKind::With { is_async, items, body }, span: self.span_from(start) })
    }

    /// Items with commas between them; a comma may precede `end`.
    fn with_items(&mut self, end: TokenKind) -> Parse<Vec<WithItem>> {
        let mut items = Vec::new();
        loop {
            items.push(self.with_item()?);
            if !self.eat(TokenKind::Comma) || self.at(end) {
                return Ok(items);
            }
        }
    }

    fn with_item(&mut self) -> Parse<WithItem> {
        let start = self.start();
        let context_expr = self.expression()?;
        let mut optional_vars = None;
        if self.eat(TokenKind::As) {
            let ends = |parser: &Self| {
                matches!(parser.kind(), TokenKind::Comma | TokenKind::RPar | TokenKind::Colon)
                    // Not in the grammar's rule; the missing colon is then seen by the caller.
                    || (parser.diagnosing && parser.at(TokenKind::Newline))
            };
            let target = self.mark();
            optional_vars = self.attempt(|parser| {
                let target = parser.star_target()?;
                if ends(parser) { Ok(target) } else { Err(Failure::Mismatch) }
            })?;
            if optional_vars.is_none() {
                if self.diagnosing {
                    self.reset(target);
                    self.invalid_with_target()?;
                }
                return Err(Failure::Mismatch);
            }
        }
        Ok(WithItem { context_expr, optional_vars, span: self.span_from(start) })
    }

    fn try_statement(&mut self) -> Parse<Stmt> {
        let start = self.advance().span.start;
        self.expect_forced(TokenKind::Colon, ":")?;
        let body = self.block(BlockOwner { what: "'try' statement", keyword: start })?;
        let mut parts =
            Try { body, handlers: Vec::new(), orelse: Vec::new(), finalbody: Vec::new(), is_star: false };
        if !matches!(self.kind(), TokenKind::Except | TokenKind::Finally) {
            return Err(self.reject_at_furthest("expected 'except' or 'finally' block"));
        }
        while self.at(TokenKind::Except) {
            let handler = self.except_handler(&mut parts)?;
            parts.handlers.push(handler);
        }
        if !parts.handlers.is_empty() {
            parts.orelse = self.else_block()?;
        }
        if self.at(TokenKind::Finally) {
            let keyword = self.advance().span.start;
            self.expect_forced(TokenKind::Colon, ":")?;
            parts.finalbody = self.block(BlockOwner { what: "'finally' statement", keyword })?;
        }
        Ok(Stmt { kind: StmtKind::Try(Box::new(parts)), span: self.span_from(start) })
    }

    fn except_handler(&mut self, parts: &mut Try) -> Parse<ExceptHandler> {
        let keyword = self.advance().span;
        let star = if self.at(TokenKind::Star) { Some(self.advance().span) } else { None };
        if parts.handlers.is_empty() {
            parts.is_star = star.is_some();
        } else if parts.is_star != star.is_some() {
            let span = star.map_or(keyword, |star| keyword.to(star));
            return Err(self.reject(span, "cannot have both 'except' and 'except*' on the same 'try'"));
        }
        self.height = 0;
        if star.is_some() && matches!(self.kind(), TokenKind::Newline | TokenKind::Colon) {
            return Err(self.reject_at_furthest("expected one or more exception types"));
        }
        let mut type_ = None;
        let mut name = None;
        if !matches!(self.kind(), TokenKind::Colon | TokenKind::Newline) {
            let start = self.start();
            let first = self.expression()?;
            let is_list = self.at(TokenKind::Comma);
            type_ = Some(self.tuple_of(start, first, Self::expression)?);
            if self.eat(TokenKind::As) {
                name = Some(self.ident()?);
                if is_list {
                    if !self.at(TokenKind::Colon) {
                        return Err(Failure::Mismatch);
                    }
                    let span = self.span_to_furthest(start);
                    return Err(self.reject(span, "multiple exception types must be parenthesized"));
                }
            }
        }
        self.colon()?;
        let what = if star.is_some() { "'except*' statement" } else { "'except' statement" };
        let body = self.block(BlockOwner { what, keyword: keyword.start })?;
        Ok(ExceptHandler { type_, name, body, span: self.span_from(keyword.start) })
    }

    fn decorated(&mut self) -> Parse<Stmt> {
        let mut decorators = Vec::new();
        while self.eat(TokenKind::At) {
            decorators.push(self.test()?);
            self.expect(TokenKind::Newline)?;
        }
        let start = self.start();
        match self.kind() {
            TokenKind::Def => self.function_def(decorators, start, false),
            TokenKind::Class => self.class_def(decorators),
            TokenKind::Async if self.kind_after(1) == TokenKind::Def => {
                self.advance();
                self.function_def(decorators, start, true)
            }
            _ => Err(Failure::Mismatch),
        }
    }

    fn function_def(&mut self, decorators: Vec<Expr>, start: u32, is_async: bool) -> Parse<Stmt> {
        let keyword = self.advance().span.start;
        self.height = 0;
        let name = self.ident()?;
        let type_params = self.optional_part(Self::type_params)?;
        self.expect_or_reject(TokenKind::LPar, "(")?;
        let parameters = self.function_parameters()?;
        self.expect(TokenKind::RPar)?;
        let returns = self.optional_part(|parser| {
            Ok(if parser.eat(TokenKind::RArrow) { Some(Box::new(parser.expression()?)) } else { None })
        })?;
        self.expect_or_reject(TokenKind::Colon, ":")?;
        let body = self.block(BlockOwner { what: "function definition", keyword })?;
        let def = FunctionDef { name, is_async, decorators, type_params, parameters, returns, body };
        Ok(Stmt { kind: StmtKind::FunctionDef(Box::new(def)), span: self.span_from(start) })
    }

    fn class_def(&mut self, decorators: Vec<Expr>) -> Parse<Stmt> {
        let start = self.advance().span.start;
        self.height = 0;
        let name = self.ident()?;
        let type_params = self.type_params()?;
        let arguments = if self.at(TokenKind::LPar) {
            self.call_arguments(Generator::Refused)?
        } else {
            Arguments::default()
        };
        self.colon()?;
        let body = self.block(BlockOwner { what: "class definition", keyword: start })?;
        let Arguments { args: bases, keywords } = arguments;
        let def = ClassDef { name, decorators, type_params, bases, keywords, body };
        Ok(Stmt { kind: StmtKind::ClassDef(Box::new(def)), span: self.span_from(start) })
    }
}
