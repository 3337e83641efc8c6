//! The rules for mistakes: what a program was probably meant to be, in CPython's words.
//!
//! These run in the second pass only, each where CPython tries its `invalid_…` rule of the same name, on text that
//! the first pass has refused. A rule either raises the error or leaves the parser as it found it. They parse with
//! the ordinary rules, so the mistakes inside are found first. Those of calls and brackets are in the modules below.

mod brackets;
mod calls;

use crate::ast::Expr;
use crate::ast::ExprKind;
use crate::ast::Pattern;
use crate::parse::Failure;
use crate::parse::Parse;
use crate::parse::Parser;
use crate::parse::compound::BlockOwner;
use crate::parse::raise;
use crate::parse::statements::augmented_operator;
use crate::parse::statements::is_single_target;
use crate::parse::targets::TargetOf;
use crate::parse::targets::describe;
use crate::parse::targets::invalid_target;
use crate::span::Span;
use crate::token::TokenKind;

/// Rules that are worth trying only once at each token.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Rule {
    NamedExpression,
    Expression,
    LegacyExpression,
    Brackets,
    Field,
    ClassPattern,
}

impl Parser<'_> {
    /// Tries `rule` here, unless that has been done before. Nothing is taken.
    pub(super) fn diagnose(&mut self, rule: Rule, run: impl FnOnce(&mut Self) -> Parse<()>) -> Parse<()> {
        if self.checked.insert((rule, self.position)) { self.suspect(run) } else { Ok(()) }
    }

    /// Runs a rule for a mistake. Nothing is taken.
    fn suspect(&mut self, run: impl FnOnce(&mut Self) -> Parse<()>) -> Parse<()> {
        let mark = self.mark();
        let result = run(self);
        self.reset(mark);
        match result {
            Err(Failure::Mismatch) => Ok(()),
            other => other,
        }
    }

    /// Runs `rule` without looking for mistakes in what it parses.
    fn unsuspecting<T>(&mut self, rule: impl FnOnce(&mut Self) -> Parse<T>) -> Parse<T> {
        let before = std::mem::replace(&mut self.diagnosing, false);
        let result = rule(self);
        self.diagnosing = before;
        result
    }

    fn at_soft_keyword(&self) -> bool {
        self.at(TokenKind::Name) && matches!(self.text(self.span()), "match" | "case" | "type" | "_")
    }

    pub(super) fn invalid_expression(&mut self) -> Parse<()> {
        if self.at(TokenKind::Lambda) {
            return self.invalid_lambda_in_field();
        }
        let is_prefixed_string = self.at(TokenKind::Name) && self.kind_after(1) == TokenKind::String;
        let may_lack_comma = !is_prefixed_string && !self.at_soft_keyword();
        let first = self.disjunction()?;
        if may_lack_comma {
            self.suspect(|parser| {
                let second = parser.unsuspecting(Self::expression_without_invalid)?;
                let in_brackets = parser.tokens[parser.position - 1].level > 0;
                if in_brackets && !is_legacy_statement(&first) {
                    let span = first.span.to(second.span);
                    return Err(raise(span, "invalid syntax. Perhaps you forgot a comma?"));
                }
                Ok(())
            })?;
        }
        self.expect(TokenKind::If)?;
        let test = self.disjunction()?;
        if !matches!(self.kind(), TokenKind::Else | TokenKind::Colon) {
            return Err(raise(first.span.to(test.span), "expected 'else' after 'if' expression"));
        }
        Ok(())
    }

    /// The colon of a bare lambda in an f-string field starts the format spec.
    fn invalid_lambda_in_field(&mut self) -> Parse<()> {
        let start = self.advance().span;
        self.lambda_parameters()?;
        let colon = self.expect(TokenKind::Colon)?;
        let is_spec = self.at(TokenKind::FStringMiddle) || self.at(TokenKind::RBrace);
        if self.fields > 0 && is_spec {
            let message = "f-string: lambda expressions are not allowed without parentheses";
            return Err(raise(start.to(colon), message));
        }
        Ok(())
    }

    /// `print x` and `exec x`
    pub(super) fn invalid_legacy_expression(&mut self) -> Parse<()> {
        if !self.at(TokenKind::Name) || self.kind_after(1) == TokenKind::LPar {
            return Ok(());
        }
        let name = self.advance().span;
        // Mistakes in what follows any name are found on the way.
        let argument = self.star_expressions()?;
        let word = self.text(name);
        if !matches!(word, "print" | "exec") {
            return Ok(());
        }
        let message = format!("Missing parentheses in call to '{word}'. Did you mean {word}(...)?");
        Err(raise(name.to(argument.span), message))
    }

    pub(super) fn invalid_named_expression(&mut self) -> Parse<()> {
        self.suspect(|parser| {
            let target = parser.expression()?;
            parser.expect(TokenKind::ColonEqual)?;
            parser.expression()?;
            let message = format!("cannot use assignment expressions with {}", describe(&target));
            Err(raise(target.span, message))
        })?;
        let ends = |parser: &Self| !matches!(parser.kind(), TokenKind::Equal | TokenKind::ColonEqual);
        if self.at(TokenKind::Name) && self.kind_after(1) == TokenKind::Equal {
            self.suspect(|parser| {
                let name = parser.advance().span;
                parser.advance();
                let value = parser.bitwise_or()?;
                if ends(parser) {
                    let message = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
                    return Err(raise(name.to(value.span), message));
                }
                Ok(())
            })?;
        }
        if self.starts_with_display()? {
            return Ok(());
        }
        let target = self.bitwise_or()?;
        self.expect(TokenKind::Equal)?;
        self.bitwise_or()?;
        if ends(self) {
            let name = describe(&target);
            let message = format!("cannot assign to {name} here. Maybe you meant '==' instead of '='?");
            return Err(raise(target.span, message));
        }
        Ok(())
    }

    /// Whether a list, tuple, generator expression or singleton comes first.
    fn starts_with_display(&mut self) -> Parse<bool> {
        match self.kind() {
            TokenKind::True | TokenKind::False | TokenKind::None => Ok(true),
            TokenKind::LPar | TokenKind::LSqb => {
                let mark = self.mark();
                let atom = self.attempt(Self::atom)?;
                self.reset(mark);
                Ok(atom.is_some_and(|atom| {
                    let is_bracketed = atom.span.start == self.start();
                    is_bracketed
                        && matches!(
                            atom.kind,
                            ExprKind::List(_) | ExprKind::Tuple(_) | ExprKind::GeneratorExp(_)
                        )
                }))
            }
            _ => Ok(false),
        }
    }

    /// What may be wrong with a statement that is an assignment or an expression.
    pub(super) fn invalid_assignment(&mut self) -> Parse<()> {
        // The grammar tries the assignments first, and so finds mistakes in their values. If one fits, the mistake
        // comes after it.
        let mark = self.mark();
        let fits = self.attempt(Self::assignment_alternatives)?;
        self.reset(mark);
        if fits.is_some() {
            return Ok(());
        }
        self.invalid_annotation()?;
        self.suspect(|parser| {
            parser.assignment_targets()?;
            let value = parser.star_expressions()?;
            parser.expect(TokenKind::Equal)?;
            parser.reject_target(&value, TargetOf::Assignment)
        })?;
        self.suspect(|parser| {
            parser.assignment_targets()?;
            let value = parser.yield_expression()?;
            parser.expect(TokenKind::Equal)?;
            Err(raise(value.span, "assignment to yield expression not possible"))
        })?;
        self.suspect(|parser| {
            let target = parser.star_expressions()?;
            if augmented_operator(parser.kind()).is_none() {
                return Ok(());
            }
            parser.advance();
            parser.annotated_rhs()?;
            let message =
                format!("'{}' is an illegal expression for augmented assignment", describe(&target));
            Err(raise(target.span, message))
        })
    }

    fn assignment_alternatives(&mut self) -> Parse<()> {
        let annotated = self.attempt(|parser| {
            let in_parentheses = parser.at(TokenKind::LPar);
            let target = parser.target(TargetOf::Assignment)?;
            if !is_single_target(&target) || (in_parentheses && !parser.at(TokenKind::Colon)) {
                return Err(Failure::Mismatch);
            }
            parser.expect(TokenKind::Colon)?;
            parser.expression()?;
            if parser.at(TokenKind::Equal) {
                let before = parser.mark();
                parser.advance();
                parser.operand(before, Self::annotated_rhs)?;
            }
            Ok(())
        })?;
        if annotated.is_some() {
            return Ok(());
        }
        let assigned = self.attempt(|parser| {
            if parser.assignment_targets()? == 0 {
                return Err(Failure::Mismatch);
            }
            parser.annotated_rhs()?;
            if parser.at(TokenKind::Equal) { Err(Failure::Mismatch) } else { Ok(()) }
        })?;
        if assigned.is_some() {
            return Ok(());
        }
        let target = self.target(TargetOf::Assignment)?;
        if !is_single_target(&target) || augmented_operator(self.kind()).is_none() {
            return Err(Failure::Mismatch);
        }
        // From here on it is an augmented assignment, right or wrong.
        self.advance();
        self.attempt(Self::annotated_rhs)?;
        Ok(())
    }

    /// Takes `targets =` as often as it comes, and says how often.
    fn assignment_targets(&mut self) -> Parse<usize> {
        let mut count = 0;
        let targets = |parser: &mut Self| {
            parser.star_targets()?;
            parser.expect(TokenKind::Equal)
        };
        while self.attempt(targets)?.is_some() {
            count += 1;
        }
        Ok(count)
    }

    fn invalid_annotation(&mut self) -> Parse<()> {
        let annotation = |parser: &mut Self| {
            parser.expect(TokenKind::Colon)?;
            parser.expression()
        };
        self.suspect(|parser| {
            if !matches!(parser.kind(), TokenKind::LPar | TokenKind::LSqb) {
                return Ok(());
            }
            let target = parser.atom()?;
            annotation(parser)?;
            match target.kind {
                ExprKind::List(_) | ExprKind::Tuple(_) => {
                    let name = describe(&target);
                    Err(raise(target.span, format!("only single target (not {name}) can be annotated")))
                }
                _ => Ok(()),
            }
        })?;
        self.suspect(|parser| {
            let first = parser.star_named_expression()?;
            parser.expect(TokenKind::Comma)?;
            while !parser.at(TokenKind::Colon) {
                parser.star_named_expression()?;
                if !parser.eat(TokenKind::Comma) {
                    break;
                }
            }
            annotation(parser)?;
            Err(raise(first.span, "only single target (not tuple) can be annotated"))
        })?;
        self.suspect(|parser| {
            let target = parser.expression()?;
            annotation(parser)?;
            Err(raise(target.span, "illegal target for annotation"))
        })
    }

    /// Raises if some part of `target` cannot be one.
    fn reject_target(&self, target: &Expr, of: TargetOf) -> Parse<()> {
        let Some(part) = invalid_target(target, of) else { return Ok(()) };
        let verb = if of == TargetOf::Delete { "delete" } else { "assign to" };
        Err(raise(part.span, format!("cannot {verb} {}", describe(part))))
    }

    /// After `del`.
    pub(super) fn invalid_del(&mut self) -> Parse<()> {
        self.suspect(|parser| {
            let targets = parser.star_expressions()?;
            parser.reject_target(&targets, TargetOf::Delete)
        })
    }

    /// After `for`.
    pub(super) fn invalid_for_target(&mut self) -> Parse<()> {
        self.suspect(|parser| {
            let targets = parser.star_expressions()?;
            parser.reject_target(&targets, TargetOf::For)
        })
    }

    /// After the `for` of a comprehension.
    pub(super) fn invalid_for_if_clause(&mut self) -> Parse<()> {
        self.suspect(|parser| {
            parser.bitwise_or()?;
            while parser.eat(TokenKind::Comma) {
                if parser.attempt(Self::bitwise_or)?.is_none() {
                    break;
                }
            }
            if parser.at(TokenKind::In) {
                return Ok(());
            }
            Err(parser.reject_at_furthest("'in' expected after for-loop variables"))
        })
    }

    /// After the `as` of a `with` item.
    pub(super) fn invalid_with_target(&mut self) -> Parse<()> {
        self.suspect(|parser| {
            let target = parser.expression()?;
            if !matches!(parser.kind(), TokenKind::Comma | TokenKind::RPar | TokenKind::Colon) {
                return Ok(());
            }
            parser.reject_target(&target, TargetOf::Assignment)
        })
    }

    /// At `import`.
    pub(super) fn invalid_import(&mut self) -> Parse<()> {
        self.suspect(|parser| {
            let start = parser.advance().span.start;
            if parser.at(TokenKind::Newline) {
                let span = parser.span_to_furthest(parser.start());
                return Err(raise(span, "Expected one or more names after 'import'"));
            }
            parser.dotted_name()?;
            while parser.eat(TokenKind::Comma) {
                parser.dotted_name()?;
            }
            parser.expect(TokenKind::From)?;
            parser.dotted_name()?;
            let span = parser.span_to_furthest(start);
            Err(raise(span, "Did you mean to use 'from ... import ...' instead?"))
        })
    }

    /// `not` as an operand of something tighter.
    pub(super) fn invalid_not_operand(
        &mut self,
        operand: impl FnOnce(&mut Self) -> Parse<Expr>,
    ) -> Parse<()> {
        let not = self.span();
        self.suspect(|parser| {
            let operand = operand(parser)?;
            Err(raise(not.to(operand.span), "'not' after an operator must be parenthesized"))
        })
    }

    /// A parenthesis among parameters: the failure to return.
    pub(super) fn invalid_parenthesized_parameter(&mut self, is_lambda: bool) -> Parse<Failure> {
        let open = self.advance().span;
        loop {
            self.ident()?;
            if !is_lambda && self.eat(TokenKind::Colon) {
                self.expression()?;
            }
            if !self.eat(TokenKind::Comma) || self.at(TokenKind::RPar) {
                break;
            }
        }
        let close = self.expect(TokenKind::RPar)?;
        let what = if is_lambda { "Lambda expression" } else { "Function" };
        Ok(self.reject(open.to(close), format!("{what} parameters cannot be parenthesized")))
    }

    /// At `match`.
    pub(super) fn invalid_match(&mut self) -> Parse<()> {
        self.suspect(|parser| {
            let keyword = parser.advance().span.start;
            parser.subject()?;
            parser.colon()?;
            parser.expect(TokenKind::Newline)?;
            if parser.at(TokenKind::Indent) {
                return Ok(());
            }
            Err(parser.reject_block(BlockOwner { what: "'match' statement", keyword }))
        })
    }

    /// After the `as` of a pattern.
    pub(super) fn invalid_as_pattern(&mut self) -> Parse<()> {
        self.suspect(|parser| {
            if parser.at_word("_") {
                return Err(raise(parser.span(), "cannot use '_' as a target"));
            }
            if parser.at(TokenKind::Name) {
                return Ok(());
            }
            let target = parser.expression()?;
            Err(raise(target.span, "invalid pattern target"))
        })
    }

    /// At the parenthesis of a class pattern.
    pub(super) fn invalid_class_pattern(&mut self) -> Parse<()> {
        self.advance();
        let mut after_keyword = false;
        let mut late: Option<Span> = None;
        while !self.at(TokenKind::RPar) {
            let is_keyword = self.at(TokenKind::Name) && self.kind_after(1) == TokenKind::Equal;
            if is_keyword {
                if late.is_some() {
                    break;
                }
                after_keyword = true;
                self.advance();
                self.advance();
            }
            let Some(Pattern { span, .. }) = self.attempt(Self::pattern)? else { break };
            if after_keyword && !is_keyword {
                late = Some(late.map_or(span, |late| late.to(span)));
            }
            if !self.eat(TokenKind::Comma) {
                break;
            }
        }
        match late {
            Some(span) => Err(raise(span, "positional patterns follow keyword patterns")),
            None => Ok(()),
        }
    }
}

/// Whether `expr` is the name of a statement that became a function.
fn is_legacy_statement(expr: &Expr) -> bool {
    matches!(&expr.kind, ExprKind::Name(name) if matches!(&**name, "print" | "exec"))
}
