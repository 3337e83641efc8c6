//! Parameters of functions and lambdas, and type parameters.
//!
//! One walk serves functions and lambdas; it keeps what it has seen (`/`, `*`, `**`, a default) and so knows the
//! mistake where CPython needs a rule for each.

use crate::ast::Expr;
use crate::ast::ExprKind;
use crate::ast::Ident;
use crate::ast::Parameter;
use crate::ast::Parameters;
use crate::ast::TypeParam;
use crate::ast::TypeParamKind;
use crate::parse::Failure;
use crate::parse::Parse;
use crate::parse::Parser;
use crate::span::Span;
use crate::token::TokenKind;

/// Whose parameters are parsed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Owner {
    Function,
    Lambda,
}

impl Owner {
    /// The token after the last parameter.
    const fn close(self) -> TokenKind {
        match self {
            Self::Function => TokenKind::RPar,
            Self::Lambda => TokenKind::Colon,
        }
    }
}

#[derive(Default)]
struct Progress {
    seen_slash: bool,
    seen_star: bool,
    seen_default: bool,
}

impl Progress {
    /// Only parameters without defaults so far.
    fn is_plain(&self) -> bool {
        !(self.seen_slash || self.seen_star || self.seen_default)
    }
}

impl Parser<'_> {
    /// What stands between the parentheses of a `def`.
    pub(super) fn function_parameters(&mut self) -> Parse<Parameters> {
        self.parameters(Owner::Function)
    }

    /// What stands between `lambda` and its colon.
    pub(super) fn lambda_parameters(&mut self) -> Parse<Parameters> {
        self.parameters(Owner::Lambda)
    }

    fn parameters(&mut self, owner: Owner) -> Parse<Parameters> {
        let mut parameters = Parameters::default();
        let mut progress = Progress::default();
        while !self.at(owner.close()) {
            match self.kind() {
                TokenKind::Slash => self.slash(&mut parameters, &mut progress)?,
                TokenKind::Star => self.star(owner, &mut parameters, &mut progress)?,
                TokenKind::DoubleStar => {
                    self.double_star(owner, &mut parameters)?;
                    break;
                }
                TokenKind::Name => self.plain_parameter(owner, &mut parameters, &mut progress)?,
                TokenKind::LPar if self.diagnosing && progress.is_plain() => {
                    return Err(self.invalid_parenthesized_parameter(owner == Owner::Lambda)?);
                }
                _ => return Err(Failure::Mismatch),
            }
            if !self.at(owner.close()) {
                self.expect(TokenKind::Comma)?;
            }
        }
        Ok(parameters)
    }

    fn plain_parameter(&mut self, owner: Owner, into: &mut Parameters, progress: &mut Progress) -> Parse<()> {
        let mut parameter = self.parameter(owner, false)?;
        parameter.default = self.default_value()?;
        // Anything but a comma or the end makes this no parameter at all, with or without a default.
        if !self.at(TokenKind::Comma) && !self.at(owner.close()) {
            return Err(Failure::Mismatch);
        }
        if progress.seen_star {
            into.kwonlyargs.push(parameter);
            return Ok(());
        }
        if parameter.default.is_some() {
            progress.seen_default = true;
        } else if progress.seen_default {
            let message = "parameter without a default follows parameter with a default";
            return Err(self.reject(parameter.span, message));
        }
        into.args.push(parameter);
        Ok(())
    }

    /// `name` or `name: annotation`
    fn parameter(&mut self, owner: Owner, star_annotation: bool) -> Parse<Parameter> {
        let name = self.ident()?;
        let start = name.span.start;
        let annotation = if owner == Owner::Function && self.eat(TokenKind::Colon) {
            let annotation = if star_annotation { self.star_expression()? } else { self.expression()? };
            Some(Box::new(annotation))
        } else {
            None
        };
        Ok(Parameter { name, annotation, default: None, span: self.span_from(start) })
    }

    fn default_value(&mut self) -> Parse<Option<Box<Expr>>> {
        if !self.at(TokenKind::Equal) {
            return Ok(None);
        }
        let equal = self.advance().span;
        if matches!(self.kind(), TokenKind::RPar | TokenKind::Comma) {
            return Err(self.reject(equal, "expected default value expression"));
        }
        Ok(Some(Box::new(self.expression()?)))
    }

    fn slash(&mut self, into: &mut Parameters, progress: &mut Progress) -> Parse<()> {
        let span = self.span();
        if into.args.is_empty() && !progress.seen_slash && !progress.seen_star {
            let is_parameter = self.kind_after(1) == TokenKind::Comma;
            let message = "at least one argument must precede /";
            return Err(if is_parameter { self.reject(span, message) } else { Failure::Mismatch });
        }
        self.advance();
        if progress.seen_slash {
            return Err(self.reject(span, "/ may appear only once"));
        }
        if progress.seen_star {
            return Err(self.reject(span, "/ must be ahead of *"));
        }
        if self.at(TokenKind::Star) {
            return Err(self.reject(self.span(), "expected comma between / and *"));
        }
        progress.seen_slash = true;
        into.posonlyargs = std::mem::take(&mut into.args);
        Ok(())
    }

    fn star(&mut self, owner: Owner, into: &mut Parameters, progress: &mut Progress) -> Parse<()> {
        let span = self.advance().span;
        if progress.seen_star {
            let follows = self.at(TokenKind::Comma) || self.at(TokenKind::Name);
            let message = "* argument may appear only once";
            return Err(if follows { self.reject(span, message) } else { Failure::Mismatch });
        }
        progress.seen_star = true;
        if self.at(TokenKind::Name) {
            let parameter = self.parameter(owner, true)?;
            if self.at(TokenKind::Equal) {
                let message = "var-positional argument cannot have default value";
                return Err(self.reject(self.span(), message));
            }
            into.vararg = Some(Box::new(parameter));
            return Ok(());
        }
        let next = if self.at(TokenKind::Comma) { self.kind_after(1) } else { self.kind() };
        if next == owner.close() || (self.at(TokenKind::Comma) && next == TokenKind::DoubleStar) {
            let message = "named arguments must follow bare *";
            return Err(if owner == Owner::Function {
                self.reject(span, message)
            } else {
                if self.at(TokenKind::Comma) {
                    self.advance();
                }
                self.reject_at_furthest(message)
            });
        }
        if self.at(TokenKind::Comma) { Ok(()) } else { Err(Failure::Mismatch) }
    }

    fn double_star(&mut self, owner: Owner, into: &mut Parameters) -> Parse<()> {
        self.advance();
        let parameter = self.parameter(owner, false)?;
        if self.at(TokenKind::Equal) {
            return Err(self.reject(self.span(), "var-keyword argument cannot have default value"));
        }
        into.kwarg = Some(Box::new(parameter));
        if self.eat(TokenKind::Comma) && !self.at(owner.close()) {
            let message = "arguments cannot follow var-keyword argument";
            return match self.kind() {
                TokenKind::Star | TokenKind::DoubleStar | TokenKind::Slash => {
                    Err(self.reject(self.span(), message))
                }
                TokenKind::Name => {
                    let parameter = self.parameter(owner, false)?;
                    Err(self.reject(parameter.span, message))
                }
                _ => Err(Failure::Mismatch),
            };
        }
        Ok(())
    }

    /// `[T, *Ts, **P]` after the name of a function, class or alias; nothing if there is no bracket.
    pub(super) fn type_params(&mut self) -> Parse<Vec<TypeParam>> {
        let mut parameters = Vec::new();
        if !self.eat(TokenKind::LSqb) {
            return Ok(parameters);
        }
        if self.at(TokenKind::RSqb) {
            let start = self.start();
            return Err(self.reject(self.span_to_furthest(start), "Type parameter list cannot be empty"));
        }
        loop {
            parameters.push(self.type_param()?);
            if !self.eat(TokenKind::Comma) || self.at(TokenKind::RSqb) {
                break;
            }
        }
        self.expect(TokenKind::RSqb)?;
        Ok(parameters)
    }

    fn type_param(&mut self) -> Parse<TypeParam> {
        let start = self.start();
        let (kind, name) = match self.kind() {
            TokenKind::Star => {
                self.advance();
                let name = self.ident()?;
                self.check_no_bound("TypeVarTuple")?;
                (TypeParamKind::TypeVarTuple, name)
            }
            TokenKind::DoubleStar => {
                self.advance();
                let name = self.ident()?;
                self.check_no_bound("ParamSpec")?;
                (TypeParamKind::ParamSpec, name)
            }
            _ => self.type_var()?,
        };
        let default = if self.eat(TokenKind::Equal) {
            let starred = matches!(kind, TypeParamKind::TypeVarTuple);
            Some(Box::new(if starred { self.star_expression()? } else { self.expression()? }))
        } else {
            None
        };
        Ok(TypeParam { kind, name, default, span: self.span_from(start) })
    }

    fn type_var(&mut self) -> Parse<(TypeParamKind, Ident)> {
        let name = self.ident()?;
        let bound = if self.eat(TokenKind::Colon) { Some(Box::new(self.expression()?)) } else { None };
        Ok((TypeParamKind::TypeVar { bound }, name))
    }

    fn check_no_bound(&mut self, owner: &str) -> Parse<()> {
        if !self.at(TokenKind::Colon) {
            return Ok(());
        }
        let colon: Span = self.advance().span;
        let bound = self.expression()?;
        let what = if matches!(bound.kind, ExprKind::Tuple(_)) { "constraints" } else { "bound" };
        Err(self.reject(self.span_to_furthest(colon.start), format!("cannot use {what} with {owner}")))
    }
}
