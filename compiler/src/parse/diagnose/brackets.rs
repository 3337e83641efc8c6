//! Mistakes in displays, comprehensions and fields of f-strings.

use crate::ast::Expr;
use crate::parse::Failure;
use crate::parse::Parse;
use crate::parse::Parser;
use crate::parse::raise;
use crate::span::Span;
use crate::token::TokenKind;

const IN_DICT_VALUE: &str = "cannot use a starred expression in a dictionary value";
const AFTER_DICT_COLON: &str = "expression expected after dictionary key and ':'";

impl Parser<'_> {
    /// At an opening bracket whose content fits no rule.
    pub(in crate::parse) fn invalid_brackets(&mut self) -> Parse<()> {
        match self.kind() {
            TokenKind::LPar => {
                self.suspect(Self::invalid_group)?;
                self.invalid_comprehension(TokenKind::LPar)
            }
            TokenKind::LSqb => self.invalid_comprehension(TokenKind::LSqb),
            TokenKind::LBrace => {
                self.suspect(Self::invalid_dict)?;
                self.suspect(|parser| {
                    parser.advance();
                    let stars = parser.expect(TokenKind::DoubleStar)?;
                    parser.bitwise_or()?;
                    parser.for_if_clauses()?;
                    parser.expect(TokenKind::RBrace)?;
                    Err(raise(stars, "dict unpacking cannot be used in dict comprehension"))
                })?;
                self.invalid_comprehension(TokenKind::LBrace)
            }
            _ => Ok(()),
        }
    }

    fn invalid_group(&mut self) -> Parse<()> {
        self.advance();
        if self.at(TokenKind::DoubleStar) {
            let stars = self.advance().span;
            self.expression()?;
            self.expect(TokenKind::RPar)?;
            return Err(raise(stars, "cannot use double starred expression here"));
        }
        if !self.at(TokenKind::Star) {
            return Ok(());
        }
        let starred = self.starred_expression()?;
        self.expect(TokenKind::RPar)?;
        Err(raise(starred.span, "cannot use starred expression here"))
    }

    /// At the opening bracket `open` of what may have been meant for a comprehension.
    pub(in crate::parse) fn invalid_comprehension(&mut self, open: TokenKind) -> Parse<()> {
        self.suspect(|parser| {
            parser.expect(open)?;
            if !parser.at(TokenKind::Star) {
                return Ok(());
            }
            let element = parser.starred_expression()?;
            parser.for_if_clauses()?;
            Err(raise(element.span, "iterable unpacking cannot be used in comprehension"))
        })?;
        if open == TokenKind::LPar {
            return Ok(());
        }
        self.suspect(|parser| {
            parser.advance();
            let first = parser.star_named_expression()?;
            let comma = parser.expect(TokenKind::Comma)?;
            let mut last: Option<Span> = None;
            while let Some(Expr { span, .. }) = parser.attempt(Self::star_named_expression)? {
                last = Some(span);
                if !parser.eat(TokenKind::Comma) {
                    break;
                }
            }
            parser.for_if_clauses()?;
            let message = "did you forget parentheses around the comprehension target?";
            Err(raise(first.span.to(last.unwrap_or(comma)), message))
        })
    }

    fn invalid_dict(&mut self) -> Parse<()> {
        self.advance();
        self.suspect(|parser| {
            parser.dict_item()?;
            loop {
                parser.expect(TokenKind::Comma)?;
                if parser.attempt(Self::dict_item)?.is_none() {
                    return parser.invalid_dict_item();
                }
            }
        })?;
        self.expression()?;
        self.invalid_dict_value()
    }

    /// At an item of a dict after the first: a key without colon is the mistake, whatever follows it.
    pub(in crate::parse) fn invalid_later_key(&mut self) -> Parse<()> {
        self.suspect(|parser| {
            let key = parser.unsuspecting(Self::expression)?;
            parser.check_key(&key)
        })
    }

    fn check_key(&self, key: &Expr) -> Parse<()> {
        if self.at(TokenKind::Colon) {
            return Ok(());
        }
        let span = Span::new(key.span.end - 1, key.span.end);
        Err(raise(span, "':' expected after dictionary key"))
    }

    /// An item after the first one.
    fn invalid_dict_item(&mut self) -> Parse<()> {
        let key = self.expression()?;
        self.check_key(&key)?;
        self.invalid_dict_value()
    }

    /// At the colon after a key.
    fn invalid_dict_value(&mut self) -> Parse<()> {
        let colon = self.expect(TokenKind::Colon)?;
        match self.kind() {
            TokenKind::Star => {
                let start = self.advance().span.start;
                self.bitwise_or()?;
                Err(raise(self.span_to_furthest(start), IN_DICT_VALUE))
            }
            TokenKind::RBrace | TokenKind::Comma => Err(raise(colon, AFTER_DICT_COLON)),
            _ => Ok(()),
        }
    }

    /// At the opening brace of a field of an f-string or t-string.
    pub(in crate::parse) fn invalid_field(&mut self, prefix: char) -> Parse<()> {
        let fail = |parser: &Self, message: String| {
            Err::<(), Failure>(raise(parser.span(), format!("{prefix}-string: {message}")))
        };
        self.expect(TokenKind::LBrace)?;
        let symbol = match self.kind() {
            TokenKind::Equal => Some('='),
            TokenKind::Exclamation => Some('!'),
            TokenKind::Colon => Some(':'),
            TokenKind::RBrace => Some('}'),
            _ => None,
        };
        if let Some(symbol) = symbol {
            return fail(self, format!("valid expression required before '{symbol}'"));
        }
        if self.attempt(Self::annotated_rhs)?.is_none() {
            return fail(self, "expecting a valid expression after '{'".into());
        }
        let ends_value = |parser: &Self| {
            matches!(parser.kind(), TokenKind::Exclamation | TokenKind::Colon | TokenKind::RBrace)
        };
        if self.eat(TokenKind::Equal) {
            if !ends_value(self) {
                return fail(self, "expecting '!', or ':', or '}'".into());
            }
        } else if !ends_value(self) {
            return fail(self, "expecting '=', or '!', or ':', or '}'".into());
        }
        if self.eat(TokenKind::Exclamation) {
            if matches!(self.kind(), TokenKind::Colon | TokenKind::RBrace) {
                return fail(self, "missing conversion character".into());
            }
            if !self.eat(TokenKind::Name) {
                return fail(self, "invalid conversion character".into());
            }
            if !matches!(self.kind(), TokenKind::Colon | TokenKind::RBrace) {
                return fail(self, "expecting ':' or '}'".into());
            }
        }
        if self.eat(TokenKind::Colon) {
            self.skip_format_spec(prefix)?;
            if !self.at(TokenKind::RBrace) {
                return fail(self, "expecting '}', or format specs".into());
            }
        } else if !self.at(TokenKind::RBrace) {
            return fail(self, "expecting '}'".into());
        }
        Ok(())
    }
}
