//! Primaries: attributes, subscripts, calls and their arguments.

use crate::ast::Comp;
use crate::ast::Expr;
use crate::ast::ExprKind;
use crate::ast::Ident;
use crate::ast::Keyword;
use crate::parse::Failure;
use crate::parse::Parse;
use crate::parse::Parser;
use crate::parse::node;
use crate::token::TokenKind;

/// The arguments of a call or a class definition.
#[derive(Default)]
pub(super) struct Arguments {
    pub(super) args: Vec<Expr>,
    pub(super) keywords: Vec<Keyword>,
}

/// Whether `(x for x in y)` may be the arguments.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Generator {
    Allowed,
    Refused,
}

/// What follows an atom in a primary.
enum Trailer {
    Attribute(Ident),
    Call(Arguments),
    Subscript(Expr),
}

impl Parser<'_> {
    /// An atom with any number of `.name`, `(…)` and `[…]`.
    pub(super) fn primary(&mut self) -> Parse<Expr> {
        let start = self.start();
        let mut value = self.atom()?;
        loop {
            let before = self.mark();
            let trailer = match self.kind() {
                TokenKind::Dot => self.operand(before, |parser| {
                    parser.advance();
                    parser.ident().map(Trailer::Attribute)
                }),
                TokenKind::LPar => self
                    .operand(before, |parser| parser.call_arguments(Generator::Allowed).map(Trailer::Call)),
                TokenKind::LSqb => self.operand(before, |parser| {
                    parser.advance();
                    let slice = parser.measured(Self::slices)?;
                    parser.expect(TokenKind::RSqb)?;
                    Ok(Trailer::Subscript(slice))
                }),
                _ => return Ok(value),
            };
            let Some(trailer) = trailer? else { return Ok(value) };
            self.grow()?;
            let head = Box::new(value);
            let kind = match trailer {
                Trailer::Attribute(attr) => ExprKind::Attribute { value: head, attr },
                Trailer::Call(Arguments { args, keywords }) => ExprKind::Call { func: head, args, keywords },
                Trailer::Subscript(slice) => ExprKind::Subscript { value: head, slice: Box::new(slice) },
            };
            value = node(kind, self.span_from(start));
        }
    }

    /// `(arguments)`
    pub(super) fn call_arguments(&mut self, generator: Generator) -> Parse<Arguments> {
        let open = self.mark();
        let result = self.measured(|parser| parser.parenthesized_arguments(generator));
        if self.diagnosing && matches!(result, Err(Failure::Mismatch)) {
            let stopped = self.mark();
            self.reset(open);
            self.invalid_comprehension(TokenKind::LPar)?;
            self.advance();
            self.invalid_arguments()?;
            self.reset(stopped);
        }
        result
    }

    fn parenthesized_arguments(&mut self, generator: Generator) -> Parse<Arguments> {
        let open = self.expect(TokenKind::LPar)?.start;
        let mut arguments = Arguments::default();
        while !self.at(TokenKind::RPar) {
            self.argument(&mut arguments)?;
            if self.at_comprehension() {
                if generator == Generator::Refused || arguments.args.len() != 1 {
                    return Err(Failure::Mismatch);
                }
                self.bare_generator(&mut arguments, open)?;
                return Ok(arguments);
            }
            if !self.eat(TokenKind::Comma) {
                break;
            }
        }
        self.expect(TokenKind::RPar)?;
        Ok(arguments)
    }

    /// The rest of a generator expression whose element is the only argument, with the parenthesis it shares.
    fn bare_generator(&mut self, into: &mut Arguments, open: u32) -> Parse<()> {
        let Some(elt) = into.args.pop() else { return Err(Failure::Mismatch) };
        if !into.keywords.is_empty() || matches!(elt.kind, ExprKind::Starred(_)) {
            return Err(Failure::Mismatch);
        }
        let generators = self.for_if_clauses()?;
        self.expect(TokenKind::RPar)?;
        self.grow()?;
        let comp = Box::new(Comp { elt, generators });
        into.args.push(node(ExprKind::GeneratorExp(comp), self.span_from(open)));
        Ok(())
    }

    fn argument(&mut self, into: &mut Arguments) -> Parse<()> {
        let start = self.start();
        match self.kind() {
            TokenKind::Star => {
                // A star after a keyword is allowed, after `**` it is not.
                if into.keywords.iter().any(|keyword| keyword.arg.is_none()) {
                    return Err(Failure::Mismatch);
                }
                let starred = self.starred_expression()?;
                into.args.push(starred);
                return Ok(());
            }
            TokenKind::DoubleStar => {
                self.advance();
                let value = self.expression()?;
                into.keywords.push(Keyword { arg: None, value, span: self.span_from(start) });
                return Ok(());
            }
            TokenKind::Name if self.kind_after(1) == TokenKind::Equal => {
                let name = self.ident()?;
                self.advance();
                let value = self.expression()?;
                into.keywords.push(Keyword { arg: Some(name), value, span: self.span_from(start) });
                return Ok(());
            }
            kind if !into.keywords.is_empty() => {
                // The grammar expects a keyword here, and looks for its `=`.
                if kind == TokenKind::Name {
                    self.look_past();
                }
                return Err(Failure::Mismatch);
            }
            _ => {}
        }
        let value = self.genexp_element()?;
        if self.at(TokenKind::Equal) {
            return Err(Failure::Mismatch);
        }
        into.args.push(value);
        Ok(())
    }

    /// `*expression` as an argument.
    pub(super) fn starred_expression(&mut self) -> Parse<Expr> {
        if self.diagnosing {
            self.invalid_starred_argument()?;
        }
        self.starred(Self::expression)
    }

    /// A named expression as the element of a generator or an argument.
    pub(super) fn genexp_element(&mut self) -> Parse<Expr> {
        if self.at_assignment_expression() {
            return self.assignment_expression();
        }
        let expr = self.expression()?;
        if self.at(TokenKind::ColonEqual) { Err(Failure::Mismatch) } else { Ok(expr) }
    }

    /// What stands between the brackets of a subscript.
    pub(super) fn slices(&mut self) -> Parse<Expr> {
        let start = self.start();
        let first = self.measured(Self::slice)?;
        if !self.at(TokenKind::Comma) && !matches!(first.kind, ExprKind::Starred(_)) {
            return Ok(first);
        }
        let mut elements = vec![first];
        while self.eat(TokenKind::Comma) {
            if self.at(TokenKind::RSqb) {
                break;
            }
            elements.push(self.measured(Self::slice)?);
        }
        self.grow()?;
        Ok(node(ExprKind::Tuple(elements), self.span_from(start)))
    }

    fn slice(&mut self) -> Parse<Expr> {
        let start = self.start();
        if self.at(TokenKind::Star) {
            return self.starred_expression();
        }
        let mut lower = None;
        if !self.at(TokenKind::Colon) {
            let first = self.named_expression()?;
            let is_bare_named = matches!(first.kind, ExprKind::Named { .. }) && first.span.start == start;
            if !self.at(TokenKind::Colon) || is_bare_named {
                return Ok(first);
            }
            lower = Some(Box::new(first));
        }
        self.expect(TokenKind::Colon)?;
        let upper = self.slice_bound()?;
        let step = if self.eat(TokenKind::Colon) { self.slice_bound()? } else { None };
        self.grow()?;
        Ok(node(ExprKind::Slice { lower, upper, step }, self.span_from(start)))
    }

    fn slice_bound(&mut self) -> Parse<Option<Box<Expr>>> {
        if matches!(self.kind(), TokenKind::Colon | TokenKind::Comma | TokenKind::RSqb) {
            return Ok(None);
        }
        Ok(Some(Box::new(self.expression()?)))
    }
}
