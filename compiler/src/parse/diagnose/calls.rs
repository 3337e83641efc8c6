//! Mistakes in the arguments of calls.

use crate::ast::Comprehension;
use crate::parse::Failure;
use crate::parse::Parse;
use crate::parse::Parser;
use crate::parse::raise;
use crate::span::Span;
use crate::token::TokenKind;

const MAYBE_COMPARISON: &str = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
const BARE_GENERATOR: &str = "Generator expression must be parenthesized";

/// A run of arguments as far as it is in order.
#[derive(Default)]
struct Shape {
    /// Those without a name, stars included.
    positional: Vec<Span>,
    has_keyword: bool,
    has_double_star: bool,
}

impl Parser<'_> {
    /// `*expression` as an argument that is assigned to, or a lone star.
    pub(in crate::parse) fn invalid_starred_argument(&mut self) -> Parse<()> {
        self.suspect(|parser| {
            let star = parser.advance().span;
            if parser.attempt(Self::expression)?.is_none() {
                return Err(parser.reject_at_furthest("Invalid star expression"));
            }
            parser.expect(TokenKind::Equal)?;
            let value = parser.expression()?;
            Err(raise(star.to(value.span), "cannot assign to iterable argument unpacking"))
        })
    }

    /// After the parenthesis of a call whose arguments fit no rule.
    pub(in crate::parse) fn invalid_arguments(&mut self) -> Parse<()> {
        // The grammar reads the arguments first, and so finds what is wrong with one of them.
        self.suspect(|parser| parser.arguments_in_order().map(drop))?;
        self.suspect(|parser| {
            let shape = parser.arguments_in_order()?;
            if !shape.has_keyword && !shape.has_double_star {
                return Ok(());
            }
            let comma = parser.expect(TokenKind::Comma)?;
            if !parser.at(TokenKind::Star) {
                return Ok(());
            }
            while parser.at(TokenKind::Star) {
                parser.starred_expression()?;
                if !parser.eat(TokenKind::Comma) {
                    break;
                }
            }
            let message = "iterable argument unpacking follows keyword argument unpacking";
            Err(raise(parser.span_to_furthest(comma.start), message))
        })?;
        self.suspect(|parser| {
            let element = parser.expression()?;
            let clauses = parser.for_if_clauses()?;
            parser.expect(TokenKind::Comma)?;
            if parser.attempt(Self::arguments_in_order)?.is_none() {
                parser.attempt(|parser| {
                    parser.expression()?;
                    parser.for_if_clauses()
                })?;
            }
            Err(raise(generator_span(element.span, &clauses), BARE_GENERATOR))
        })?;
        self.suspect(Self::invalid_keyword_generator)?;
        self.suspect(|parser| {
            if parser.attempt(Self::arguments_in_order)?.is_some() {
                parser.expect(TokenKind::Comma)?;
            }
            let name = parser.expect(TokenKind::Name)?;
            let equal = parser.expect(TokenKind::Equal)?;
            if matches!(parser.kind(), TokenKind::Comma | TokenKind::RPar) {
                return Err(raise(name.to(equal), "expected argument value expression"));
            }
            Ok(())
        })?;
        self.invalid_order()
    }

    fn invalid_order(&mut self) -> Parse<()> {
        self.suspect(|parser| {
            let shape = parser.arguments_in_order()?;
            let clauses = parser.for_if_clauses()?;
            match shape.positional.as_slice() {
                // `f(x for …)` alone is a generator; with more before it, it is one without parentheses.
                [_, .., last] => Err(raise(generator_span(*last, &clauses), BARE_GENERATOR)),
                _ => Ok(()),
            }
        })?;
        self.suspect(|parser| {
            parser.arguments_in_order()?;
            parser.expect(TokenKind::Comma)?;
            let element = parser.expression()?;
            let clauses = parser.for_if_clauses()?;
            Err(raise(generator_span(element.span, &clauses), BARE_GENERATOR))
        })?;
        self.suspect(|parser| {
            let shape = parser.arguments_in_order()?;
            parser.expect(TokenKind::Comma)?;
            parser.arguments_in_order()?;
            let message = if shape.has_double_star {
                "positional argument follows keyword argument unpacking"
            } else {
                "positional argument follows keyword argument"
            };
            Err(parser.reject_at_furthest(message))
        })
    }

    /// Arguments as the grammar orders them: positional ones, then keywords with stars, then keywords with `**`.
    fn arguments_in_order(&mut self) -> Parse<Shape> {
        let mut shape = Shape::default();
        while let Some(span) = self.attempt(Self::positional_argument)? {
            shape.positional.push(span);
            if !self.at(TokenKind::Comma) || !self.continues_with(Self::positional_argument)? {
                break;
            }
            self.advance();
        }
        if shape.positional.is_empty() {
            if !self.keyword_argument(&mut shape)? {
                return Err(Failure::Mismatch);
            }
        } else if !self.comma_and_keyword(&mut shape)? {
            return Ok(shape);
        }
        while self.comma_and_keyword(&mut shape)? {}
        Ok(shape)
    }

    fn continues_with<T>(&mut self, rule: impl FnOnce(&mut Self) -> Parse<T>) -> Parse<bool> {
        self.looks_at(|parser| {
            parser.expect(TokenKind::Comma)?;
            rule(parser)
        })
    }

    fn comma_and_keyword(&mut self, shape: &mut Shape) -> Parse<bool> {
        let mark = self.mark();
        if self.eat(TokenKind::Comma) && self.keyword_argument(shape)? {
            return Ok(true);
        }
        self.reset(mark);
        Ok(false)
    }

    fn positional_argument(&mut self) -> Parse<Span> {
        let start = self.start();
        if self.at(TokenKind::Star) {
            self.starred_expression()?;
        } else {
            if self.at(TokenKind::Name) && self.kind_after(1) == TokenKind::Equal {
                return Err(Failure::Mismatch);
            }
            self.genexp_element()?;
            if self.at(TokenKind::Equal) {
                return Err(Failure::Mismatch);
            }
        }
        Ok(self.span_from(start))
    }

    /// A keyword, `**`, or a star that may stand here; `false` if there is none, and nothing taken.
    fn keyword_argument(&mut self, shape: &mut Shape) -> Parse<bool> {
        self.suspect(Self::invalid_keyword)?;
        let is_named = self.at(TokenKind::Name) && self.kind_after(1) == TokenKind::Equal;
        let is_star = self.at(TokenKind::Star) && !shape.has_double_star;
        let is_double_star = self.at(TokenKind::DoubleStar);
        let taken = self.attempt(|parser| {
            if is_star {
                return parser.starred_expression().map(drop);
            }
            if is_named {
                parser.advance();
                parser.advance();
            } else if is_double_star {
                parser.advance();
            } else {
                return Err(Failure::Mismatch);
            }
            parser.expression().map(drop)
        })?;
        if taken.is_none() {
            return Ok(false);
        }
        shape.has_keyword |= is_named;
        shape.has_double_star |= is_double_star;
        Ok(true)
    }

    fn invalid_keyword(&mut self) -> Parse<()> {
        if matches!(self.kind(), TokenKind::True | TokenKind::False | TokenKind::None)
            && self.kind_after(1) == TokenKind::Equal
        {
            let name = self.advance().span;
            let equal = self.span();
            return Err(raise(name.to(equal), format!("cannot assign to {}", self.text(name))));
        }
        if self.at(TokenKind::Name) && self.kind_after(1) == TokenKind::Equal {
            return self.invalid_keyword_generator();
        }
        if self.at(TokenKind::DoubleStar) {
            let stars = self.advance().span;
            self.expression()?;
            self.expect(TokenKind::Equal)?;
            let value = self.expression()?;
            return Err(raise(stars.to(value.span), "cannot assign to keyword argument unpacking"));
        }
        let target = self.expression()?;
        if !self.at(TokenKind::Equal) {
            return Ok(());
        }
        let equal = self.span();
        let message = "expression cannot contain assignment, perhaps you meant \"==\"?";
        Err(raise(target.span.to(equal), message))
    }

    /// `f(x = y for …)`
    fn invalid_keyword_generator(&mut self) -> Parse<()> {
        let name = self.expect(TokenKind::Name)?;
        let equal = self.expect(TokenKind::Equal)?;
        self.expression()?;
        self.for_if_clauses()?;
        Err(raise(name.to(equal), MAYBE_COMPARISON))
    }
}

/// From an element to the last part of its clauses.
fn generator_span(element: Span, clauses: &[Comprehension]) -> Span {
    clauses.last().map_or(element, |clause| element.to(clause.span))
}
