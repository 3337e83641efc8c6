//! String literals: runs of adjacent ones folded, f-strings with their fields.

use crate::ast::Constant;
use crate::ast::Conversion;
use crate::ast::Expr;
use crate::ast::ExprKind;
use crate::ast::FStringPart;
use crate::ast::FormattedValue;
use crate::ast::Warning;
use crate::literal;
use crate::literal::Text;
use crate::parse::Failure;
use crate::parse::Parse;
use crate::parse::Parser;
use crate::parse::diagnose::Rule;
use crate::parse::node;
use crate::parse::raise;
use crate::span::Span;
use crate::token::TokenKind;

/// Literal text and fields in the order they are written, text merged as it comes.
#[derive(Default)]
struct Parts {
    parts: Vec<FStringPart>,
    text: Text,
    text_span: Option<Span>,
}

impl Parts {
    /// The text that follows was written at `span`.
    fn extend_text(&mut self, span: Span) -> &mut Text {
        self.text_span = Some(self.text_span.map_or(span, |before| before.to(span)));
        &mut self.text
    }

    fn flush(&mut self) {
        let span = self.text_span.take();
        if let Some(span) = span
            && !self.text.is_empty()
        {
            let value = self.text.take();
            self.parts.push(FStringPart::Literal { value, span });
        }
    }

    fn push_field(&mut self, field: FormattedValue) {
        self.flush();
        self.parts.push(FStringPart::Field(Box::new(field)));
    }

    fn finish(mut self) -> Vec<FStringPart> {
        self.flush();
        self.parts
    }
}

/// What a run of adjacent literals is made of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Flavor {
    Str,
    Bytes,
    Format,
    Template,
}

impl Parser<'_> {
    /// One or more adjacent string literals.
    pub(super) fn strings(&mut self) -> Parse<Expr> {
        let start = self.start();
        let mut parts = Parts::default();
        let mut bytes = Vec::new();
        let mut flavor: Option<Flavor> = None;
        let mut is_mixed = false;
        loop {
            let next = match self.kind() {
                TokenKind::String if self.is_bytes() => Flavor::Bytes,
                TokenKind::String => Flavor::Str,
                TokenKind::FStringStart => Flavor::Format,
                TokenKind::TStringStart => Flavor::Template,
                _ => break,
            };
            let piece = self.span();
            match next {
                Flavor::Bytes => self.bytes_literal(&mut bytes)?,
                Flavor::Str => self.string_literal(&mut parts)?,
                Flavor::Format => self.fstring(&mut parts, 'f')?,
                Flavor::Template => self.fstring(&mut parts, 't')?,
            }
            flavor = Some(match (flavor, next) {
                (None, _) => next,
                (Some(before), _) if before == next => next,
                (Some(Flavor::Str | Flavor::Format), Flavor::Str | Flavor::Format) => Flavor::Format,
                (Some(Flavor::Template), _) | (_, Flavor::Template) => {
                    let message = "cannot mix t-string literals with string or bytes literals";
                    return Err(raise(piece, message));
                }
                _ => {
                    is_mixed = true;
                    next
                }
            });
        }
        if is_mixed {
            return Err(raise(self.span(), "cannot mix bytes and nonbytes literals"));
        }
        self.height = self.height.max(1);
        let kind = match flavor {
            Some(Flavor::Bytes) => ExprKind::Constant(Constant::Bytes(bytes.into())),
            Some(Flavor::Format) => ExprKind::JoinedStr(parts.finish()),
            Some(Flavor::Template) => ExprKind::TemplateStr(parts.finish()),
            Some(Flavor::Str) => ExprKind::Constant(parts.text.take()),
            None => return Err(Failure::Mismatch),
        };
        Ok(node(kind, self.span_from(start)))
    }

    fn is_bytes(&self) -> bool {
        let text = self.text(self.span()).as_bytes();
        text.iter().take(2).any(|byte| byte.eq_ignore_ascii_case(&b'b')) && !matches!(text[0], b'"' | b'\'')
    }

    fn string_literal(&mut self, into: &mut Parts) -> Parse<()> {
        let span = self.span();
        let (raw, body) = split_literal(self.text(span));
        let mut warnings = Vec::new();
        let text = into.extend_text(span);
        let decoded = literal::string(body.text, raw, text, &mut warnings);
        self.finish_literal(span, span.start + body.offset, decoded, warnings)?;
        self.advance();
        Ok(())
    }

    fn bytes_literal(&mut self, into: &mut Vec<u8>) -> Parse<()> {
        let span = self.span();
        let (raw, body) = split_literal(self.text(span));
        let mut warnings = Vec::new();
        let decoded = literal::bytes(body.text, raw, into, &mut warnings);
        self.finish_literal(span, span.start + body.offset, decoded, warnings)?;
        self.advance();
        Ok(())
    }

    fn finish_literal(
        &mut self,
        span: Span,
        body_start: u32,
        decoded: Result<(), String>,
        warnings: Vec<literal::EscapeWarning>,
    ) -> Parse<()> {
        for warning in warnings {
            let start = body_start + warning.offset as u32;
            let span = Span::new(start, start + warning.len as u32);
            self.warnings.push(Warning { message: warning.message, span });
        }
        decoded.map_err(|message| raise(span, message))
    }

    fn fstring(&mut self, into: &mut Parts, prefix: char) -> Parse<()> {
        let opening = self.advance().span;
        let opening = self.text(opening);
        let raw = opening.bytes().take(2).any(|byte| byte.eq_ignore_ascii_case(&b'r'));
        // Even an empty literal has a place, should text from a neighbour join it.
        while !self.at(TokenKind::FStringEnd) {
            self.fstring_part(into, raw, prefix)?;
        }
        self.advance();
        Ok(())
    }

    fn fstring_part(&mut self, into: &mut Parts, raw: bool, prefix: char) -> Parse<()> {
        if self.at(TokenKind::FStringMiddle) {
            let span = self.span();
            let mut warnings = Vec::new();
            let text = into.extend_text(span);
            let decoded = literal::string(self.text(span), raw, text, &mut warnings);
            let place = if decoded.is_err() { self.end_of_fstring() } else { span };
            self.finish_literal(place, span.start, decoded, warnings)?;
            self.advance();
            return Ok(());
        }
        let open = self.mark();
        self.fields += 1;
        let result = self.nested(|parser| parser.measured(|parser| parser.field(into, raw, prefix)));
        self.fields -= 1;
        if self.diagnosing && matches!(result, Err(Failure::Mismatch)) {
            let stopped = self.mark();
            self.reset(open);
            self.fields += 1;
            let diagnosis = self.diagnose(Rule::Field, |parser| parser.invalid_field(prefix));
            self.fields -= 1;
            diagnosis?;
            self.reset(stopped);
        }
        result
    }

    /// The closing quotes of the f-string around the next token: escapes are decoded when all of it is known.
    fn end_of_fstring(&self) -> Span {
        let mut open = 1;
        for token in &self.tokens[self.position..] {
            match token.kind {
                TokenKind::FStringStart | TokenKind::TStringStart => open += 1,
                TokenKind::FStringEnd => open -= 1,
                _ => {}
            }
            if open == 0 {
                return token.span;
            }
        }
        self.span()
    }

    /// `{value=!conversion:spec}`
    fn field(&mut self, into: &mut Parts, raw: bool, prefix: char) -> Parse<()> {
        let open = self.expect(TokenKind::LBrace)?;
        let value = self.annotated_rhs()?;
        let expression_end = self.prev_end;
        let is_debug = self.eat(TokenKind::Equal);
        // Where the text that `=` shows ends, blanks included.
        let text_end = self.start();
        let conversion = if self.at(TokenKind::Exclamation) { Some(self.conversion(prefix)?) } else { None };
        let format_spec =
            if self.eat(TokenKind::Colon) { Some(self.format_spec(raw, prefix)?) } else { None };
        let close = self.expect(TokenKind::RBrace)?;
        self.grow()?;
        let mut implied = None;
        if is_debug {
            let span = Span::new(open.end, text_end);
            let text = without_comments(self.text(span));
            // Debug text is shown as written: no escapes in it.
            let pushed = literal::string(&text, true, into.extend_text(span), &mut Vec::new());
            pushed.map_err(|message| raise(span, message))?;
            if format_spec.is_none() {
                implied = Some(Conversion::Repr);
            }
        }
        into.push_field(FormattedValue {
            value,
            conversion: conversion.or(implied),
            format_spec,
            expression_text: Span::new(open.end, if is_debug { text_end } else { expression_end }),
            span: open.to(close),
        });
        Ok(())
    }

    fn conversion(&mut self, prefix: char) -> Parse<Conversion> {
        let mark = self.expect(TokenKind::Exclamation)?;
        let name = self.expect(TokenKind::Name)?;
        if name.start != mark.end {
            let message =
                format!("{prefix}-string: conversion type must come right after the exclamanation mark");
            return Err(raise(mark.to(name), message));
        }
        match self.text(name) {
            "s" => Ok(Conversion::Str),
            "r" => Ok(Conversion::Repr),
            "a" => Ok(Conversion::Ascii),
            other => {
                let message = format!(
                    "{prefix}-string: invalid conversion character '{other}': expected 's', 'r', or 'a'"
                );
                Err(raise(name, message))
            }
        }
    }

    /// Takes the parts after the colon of a field, for their mistakes only.
    pub(super) fn skip_format_spec(&mut self, prefix: char) -> Parse<()> {
        self.format_spec(true, prefix).map(drop)
    }

    /// The parts after the colon, up to the closing brace.
    fn format_spec(&mut self, raw: bool, prefix: char) -> Parse<Vec<FStringPart>> {
        let mut parts = Parts::default();
        while matches!(self.kind(), TokenKind::FStringMiddle | TokenKind::LBrace) {
            self.fstring_part(&mut parts, raw, prefix)?;
        }
        Ok(parts.finish())
    }
}

/// The text between the quotes of a plain literal.
struct Body<'text> {
    text: &'text str,
    /// Bytes before it: prefix and opening quotes.
    offset: u32,
}

/// Whether a plain literal is raw, and its body.
fn split_literal(token: &str) -> (bool, Body<'_>) {
    let bytes = token.as_bytes();
    let letters = bytes.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let raw = bytes[..letters].iter().any(|byte| byte.eq_ignore_ascii_case(&b'r'));
    let quoted = &bytes[letters..];
    let quotes = if quoted.len() >= 6 && quoted[0] == quoted[1] && quoted[1] == quoted[2] { 3 } else { 1 };
    let offset = letters + quotes;
    (raw, Body { text: &token[offset..token.len() - quotes], offset: offset as u32 })
}

/// Debug text without the comments in it. A comment can only stand there if the text has several lines.
fn without_comments(text: &str) -> String {
    if !text.contains('#') || !text.contains(['\n', '\r']) {
        return text.to_owned();
    }
    let lines = text.split_inclusive('\n');
    lines
        .map(|line| match line.find('#') {
            Some(at) if line.ends_with('\n') => format!("{}\n", &line[..at]),
            _ => line.to_owned(),
        })
        .collect()
}
