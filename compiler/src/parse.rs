//! Tokens to a syntax tree: recursive descent, one function per rule of Python's grammar.
//!
//! Two passes, as in CPython. The first builds the tree and stops at the first token no rule accepts. Only if it
//! stops, a second pass goes over the same tokens with `diagnosing` set: then the rules of [`diagnose`] are tried
//! where CPython tries its `invalid_…` rules, and the first that fits names the mistake. If none does, the mistake is
//! "invalid syntax" at the token where the first pass stopped. So a correct program pays nothing for good messages.
//!
//! Bounds: [`NESTING_MAX`] limits how deep the functions here call each other, [`ast::HEIGHT_MAX`] how high a tree may
//! grow by loops (`1 + 1 + …`), and `fuel` how much the second pass may look at again.

mod calls;
mod compound;
mod diagnose;
mod displays;
mod expressions;
mod parameters;
mod patterns;
mod statements;
mod strings;
mod targets;

use rustc_hash::FxHashSet;

use crate::ast;
use crate::ast::Expr;
use crate::ast::ExprKind;
use crate::ast::Ident;
use crate::ast::Module;
use crate::ast::Name;
use crate::ast::Warning;
use crate::error::SyntaxError;
use crate::error::SyntaxErrorKind;
use crate::lex;
use crate::lex::error::LexError;
use crate::lex::error::LexErrorKind;
use crate::span::LineIndex;
use crate::span::Span;
use crate::token::Token;
use crate::token::TokenKind;

/// Most expressions, unary operators, patterns and blocks inside each other.
pub const NESTING_MAX: u32 = 350;

/// Tokens the second pass may take before it gives up looking for a better message: per token of the text, for going
/// over what is right, and once, for what is wrong.
const FUEL_PER_TOKEN: u64 = 4;
const FUEL_ONCE: u64 = 200_000;

/// Parses the text of a module.
pub fn parse_module(source: &str) -> Result<Module, SyntaxError> {
    let (body, warnings) = parse_with(source, 0, Parser::file)?;
    Ok(Module { body, warnings, span: Span::new(0, source.len() as u32) })
}

/// Parses the text of one expression, as `eval` takes it: blanks around it and line ends after it are allowed.
pub fn parse_expression(source: &str) -> Result<(Expr, Vec<Warning>), SyntaxError> {
    let blanks = source.len() - source.trim_start_matches([' ', '\t']).len();
    parse_with(source, blanks, Parser::eval)
}

fn parse_with<'source, T>(
    source: &'source str,
    start: usize,
    rule: impl Fn(&mut Parser<'source>) -> Parse<T>,
) -> Result<(T, Vec<Warning>), SyntaxError> {
    let lexed = lex::lex_from(source, start);
    let mut parser = Parser::new(source, lexed.tokens, lexed.warnings);
    let failure = match rule(&mut parser) {
        Ok(tree) => {
            parser.warnings.sort_by_key(|warning| warning.span.start);
            return Ok((tree, parser.warnings));
        }
        Err(failure) => failure,
    };
    Err(parser.explain(failure, lexed.error, rule))
}

/// Why a rule did not match.
pub(crate) enum Failure {
    /// Another rule may.
    Mismatch,
    /// The program is wrong, and this is what is wrong with it.
    Raised(Box<SyntaxError>),
}

pub(crate) type Parse<T> = Result<T, Failure>;

/// A place to come back to.
#[derive(Clone, Copy)]
struct Mark {
    position: usize,
    prev_end: u32,
    height: u32,
    warnings: usize,
}

struct Parser<'source> {
    source: &'source str,
    tokens: Vec<Token>,
    /// Index of the next token.
    position: usize,
    /// Greatest `position` so far: errors without a place of their own are reported there.
    furthest: usize,
    /// End of the last token taken, layout excepted: where nodes end.
    prev_end: u32,
    /// Names seen, each allocated once.
    names: FxHashSet<Name>,
    warnings: Vec<Warning>,
    /// How many fields of f-strings are open.
    fields: u32,
    /// How deep rules are inside each other now.
    nesting: u32,
    /// Greatest height of the expressions parsed since the rule that is running began.
    height: u32,
    /// This is the second pass.
    again: bool,
    /// The rules for mistakes are tried; only in the second pass.
    diagnosing: bool,
    /// Diagnoses tried without result, by rule and token.
    checked: FxHashSet<(diagnose::Rule, usize)>,
    /// Tokens the second pass may still take.
    fuel: u64,
}

impl<'source> Parser<'source> {
    fn new(source: &'source str, tokens: Vec<Token>, warnings: Vec<Warning>) -> Self {
        Self {
            source,
            tokens,
            position: 0,
            furthest: 0,
            prev_end: 0,
            names: FxHashSet::default(),
            warnings,
            fields: 0,
            nesting: 0,
            height: 0,
            again: false,
            diagnosing: false,
            checked: FxHashSet::default(),
            fuel: 0,
        }
    }

    /// The error to report for `failure` of the first pass over `rule`.
    fn explain<T>(
        &mut self,
        failure: Failure,
        lex_error: Option<LexError>,
        rule: impl Fn(&mut Self) -> Parse<T>,
    ) -> SyntaxError {
        let stopped_at = self.tokens[self.furthest];
        let mut raised = match failure {
            Failure::Raised(error) => Some(*error),
            Failure::Mismatch => None,
        };
        let is_at_lex_error = |parser: &Self| parser.tokens[parser.furthest].kind == TokenKind::Error;
        let is_layout = matches!(stopped_at.kind, TokenKind::Indent | TokenKind::Dedent);
        if let Some(error) = &lex_error
            && !error.kind.yields_to_grammar()
            && !is_layout
        {
            return error.clone().into();
        }
        if raised.is_none() && !is_at_lex_error(self) {
            self.position = 0;
            self.prev_end = 0;
            self.nesting = 0;
            self.fields = 0;
            self.again = true;
            self.diagnosing = true;
            self.fuel = FUEL_PER_TOKEN * self.furthest as u64 + FUEL_ONCE;
            if let Err(Failure::Raised(error)) = rule(self) {
                raised = Some(*error);
            }
        }
        if let Some(error) = lex_error {
            let open_before = matches!(error.kind, LexErrorKind::NeverClosed { .. }) && {
                let index = LineIndex::new(self.source);
                index.line(self.tokens[self.furthest].span.start) > index.line(error.span.start)
            };
            if open_before || is_at_lex_error(self) {
                return error.into();
            }
        }
        raised.unwrap_or_else(|| generic_error(stopped_at))
    }

    fn kind(&self) -> TokenKind {
        self.tokens[self.position].kind
    }

    fn kind_after(&self, ahead: usize) -> TokenKind {
        self.tokens.get(self.position + ahead).map_or(TokenKind::EndMarker, |token| token.kind)
    }

    fn at(&self, kind: TokenKind) -> bool {
        self.kind() == kind
    }

    fn span(&self) -> Span {
        self.tokens[self.position].span
    }

    fn start(&self) -> u32 {
        self.span().start
    }

    /// From `start` to the last token taken.
    fn span_from(&self, start: u32) -> Span {
        Span::new(start, self.prev_end.max(start))
    }

    /// Takes the next token. The last one stays: no rule takes it for anything but the end.
    fn advance(&mut self) -> Token {
        let token = self.tokens[self.position];
        self.prev_end = token.span.end;
        if self.position + 1 < self.tokens.len() {
            self.position += 1;
            self.furthest = self.furthest.max(self.position);
        }
        self.fuel = self.fuel.saturating_sub(1);
        token
    }

    /// Takes the next token, which is layout and not part of any node.
    fn advance_layout(&mut self) {
        let end = self.prev_end;
        self.advance();
        self.prev_end = end;
    }

    /// The next token would fit, but not the one after it: that is where an error is seen.
    fn look_past(&mut self) {
        self.furthest = self.furthest.max((self.position + 1).min(self.tokens.len() - 1));
    }

    fn eat(&mut self, kind: TokenKind) -> bool {
        let matches = self.at(kind);
        if matches {
            self.advance();
        }
        matches
    }

    fn expect(&mut self, kind: TokenKind) -> Parse<Span> {
        if self.at(kind) { Ok(self.advance().span) } else { Err(Failure::Mismatch) }
    }

    /// The next token must be `kind`, whatever else might have been tried.
    fn expect_forced(&mut self, kind: TokenKind, text: &str) -> Parse<Span> {
        if self.at(kind) {
            return Ok(self.advance().span);
        }
        if self.at(TokenKind::Error) {
            return Err(Failure::Mismatch);
        }
        Err(raise(self.span(), format!("expected '{text}'")))
    }

    /// As [`Parser::expect_forced`], but only the second pass insists.
    fn expect_or_reject(&mut self, kind: TokenKind, text: &str) -> Parse<Span> {
        if self.at(kind) {
            return Ok(self.advance().span);
        }
        Err(self.reject(self.span(), format!("expected '{text}'")))
    }

    fn text(&self, span: Span) -> &'source str {
        span.text(self.source)
    }

    /// Whether the next token is the soft keyword `word`.
    fn at_word(&self, word: &str) -> bool {
        self.at(TokenKind::Name) && self.text(self.span()) == word
    }

    fn ident(&mut self) -> Parse<Ident> {
        let span = self.expect(TokenKind::Name)?;
        Ok(Ident { name: self.intern(self.text(span)), span })
    }

    fn intern(&mut self, text: &str) -> Name {
        if let Some(name) = self.names.get(text) {
            return name.clone();
        }
        let name: Name = if text.is_ascii() {
            text.into()
        } else {
            use unicode_normalization::UnicodeNormalization;
            text.nfkc().collect::<String>().into()
        };
        self.names.insert(name.clone());
        name
    }

    fn mark(&self) -> Mark {
        Mark {
            position: self.position,
            prev_end: self.prev_end,
            height: self.height,
            warnings: self.warnings.len(),
        }
    }

    fn reset(&mut self, mark: Mark) {
        self.position = mark.position;
        self.prev_end = mark.prev_end;
        self.height = mark.height;
        self.warnings.truncate(mark.warnings);
    }

    /// Tries `rule`; if it does not match, nothing has been taken.
    fn attempt<T>(&mut self, rule: impl FnOnce(&mut Self) -> Parse<T>) -> Parse<Option<T>> {
        let mark = self.mark();
        match rule(self) {
            Ok(tree) => Ok(Some(tree)),
            Err(Failure::Mismatch) => {
                self.reset(mark);
                Ok(None)
            }
            Err(raised) => Err(raised),
        }
    }

    /// What must follow an operator taken since `before`. The grammar backs out of an operator without operand, and
    /// rules for mistakes see the text before it as an expression; in the first pass the mismatch is final anyway.
    fn operand<T>(&mut self, before: Mark, rule: impl FnOnce(&mut Self) -> Parse<T>) -> Parse<Option<T>> {
        match rule(self) {
            Err(Failure::Mismatch) if self.again => {
                self.reset(before);
                Ok(None)
            }
            result => result.map(Some),
        }
    }

    /// A part that may be absent. What starts like it and does not fit ends the first pass; to the second it is absent.
    fn optional_part<T: Default>(&mut self, rule: impl FnOnce(&mut Self) -> Parse<T>) -> Parse<T> {
        if self.again { Ok(self.attempt(rule)?.unwrap_or_default()) } else { rule(self) }
    }

    /// Whether `rule` matches here; nothing is taken.
    fn looks_at<T>(&mut self, rule: impl FnOnce(&mut Self) -> Parse<T>) -> Parse<bool> {
        let mark = self.mark();
        let matches = self.attempt(rule)?.is_some();
        self.reset(mark);
        Ok(matches)
    }

    /// Runs `rule` one level deeper, unless that is too deep.
    fn nested<T>(&mut self, rule: impl FnOnce(&mut Self) -> Parse<T>) -> Parse<T> {
        if self.nesting >= NESTING_MAX && !self.again {
            return Err(raise(self.span(), "too many nested expressions or blocks"));
        }
        if self.again && (self.fuel == 0 || self.nesting >= NESTING_MAX) {
            return Err(Failure::Mismatch);
        }
        self.nesting += 1;
        let result = rule(self);
        self.nesting -= 1;
        result
    }

    /// Runs `rule`, afterwards `height` is that of the highest tree before or in it.
    fn measured<T>(&mut self, rule: impl FnOnce(&mut Self) -> Parse<T>) -> Parse<T> {
        let before = std::mem::take(&mut self.height);
        let result = rule(self);
        self.height = self.height.max(before);
        result
    }

    /// A node is put on top of everything measured so far.
    fn grow(&mut self) -> Parse<()> {
        self.height += 1;
        if self.height < ast::HEIGHT_MAX {
            return Ok(());
        }
        Err(raise(self.span(), "too many operators or accesses in one expression"))
    }

    /// The mistake is known. The first pass only stops; the second tells.
    fn reject(&self, span: Span, message: impl Into<String>) -> Failure {
        if self.diagnosing { raise(span, message) } else { Failure::Mismatch }
    }

    /// As [`Parser::reject`], at the furthest token any rule has seen.
    fn reject_at_furthest(&self, message: impl Into<String>) -> Failure {
        self.reject(self.tokens[self.furthest].span, message)
    }

    /// From `start` up to the tokenizer's place, which CPython takes one column short.
    fn span_to_furthest(&self, start: u32) -> Span {
        Span::new(start, (self.tokens[self.furthest].span.end - 1).max(start + 1))
    }

    fn line(&self, offset: u32) -> u32 {
        LineIndex::new(self.source).line(offset)
    }

    fn file(&mut self) -> Parse<Vec<ast::Stmt>> {
        let body = self.statements(TokenKind::EndMarker)?;
        self.expect(TokenKind::EndMarker)?;
        Ok(body)
    }

    fn eval(&mut self) -> Parse<Expr> {
        let expr = self.expressions()?;
        while self.eat(TokenKind::Newline) {}
        self.expect(TokenKind::EndMarker)?;
        Ok(expr)
    }
}

/// A mistake that is one in either pass.
fn raise(span: Span, message: impl Into<String>) -> Failure {
    Failure::Raised(Box::new(SyntaxError::new(message, span)))
}

/// What to say when no rule knows better.
fn generic_error(token: Token) -> SyntaxError {
    let indentation = |message: &str| SyntaxError {
        kind: SyntaxErrorKind::Indentation,
        message: message.into(),
        span: token.span,
    };
    match token.kind {
        TokenKind::Indent => indentation("unexpected indent"),
        TokenKind::Dedent => indentation("unexpected unindent"),
        _ => SyntaxError::new("invalid syntax", token.span),
    }
}

fn node(kind: ExprKind, span: Span) -> Expr {
    Expr { kind, span }
}
