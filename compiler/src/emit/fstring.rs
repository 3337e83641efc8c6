//! f-strings.

use super::Emitter;
use super::Outcome;
use super::Want;
use crate::ast;
use crate::ast::Expr;
use crate::ast::FStringPart;
use crate::ast::FormattedValue;
use crate::code::Const;
use crate::op::Conversion;
use crate::op::Op;
use crate::op::Reg;
use crate::span::Span;

/// Most parts that are concatenated at once.
const PARTS_MAX: usize = 64;

impl<'a> Emitter<'a> {
    pub(super) fn joined_str(&mut self, parts: &'a [FStringPart], span: Span, want: Want) -> Outcome<Reg> {
        match parts {
            [] => return Ok(self.load_value(Const::Str("".into()), span, want)),
            [part] => return self.part(part, want),
            _ => {}
        }
        let mark = self.unit.mark();
        let base = self.unit.next_temp();
        let mut pushed = 0;
        for part in parts {
            if pushed == PARTS_MAX {
                self.unit.reset(mark);
                self.unit.push_temp();
                self.unit.emit(Op::BuildString { dst: base, base, count: pushed as u16 }, span);
                pushed = 1;
            }
            self.part(part, Want::Temp)?;
            pushed += 1;
        }
        self.unit.reset(mark);
        let dst = self.dest(want);
        self.unit.emit(Op::BuildString { dst, base, count: pushed as u16 }, span);
        Ok(dst)
    }

    fn part(&mut self, part: &'a FStringPart, want: Want) -> Outcome<Reg> {
        match part {
            FStringPart::Literal { value, span } => {
                let value = self.literal(value, *span)?;
                Ok(self.load_value(value, *span, want))
            }
            FStringPart::Field(field) => self.field(field, want),
        }
    }

    fn field(&mut self, field: &'a FormattedValue, want: Want) -> Outcome<Reg> {
        let mark = self.unit.mark();
        let src = self.expr(&field.value, Want::Any)?;
        let conversion = match field.conversion {
            None => Conversion::None,
            Some(ast::Conversion::Str) => Conversion::Str,
            Some(ast::Conversion::Repr) => Conversion::Repr,
            Some(ast::Conversion::Ascii) => Conversion::Ascii,
        };
        let spec = match &field.format_spec {
            Some(parts) if !parts.is_empty() => Some(self.joined_str(parts, field.span, Want::Temp)?),
            _ => None,
        };
        self.unit.reset(mark);
        let dst = self.dest(want);
        let op = match spec {
            None => Op::FormatValue { conversion, dst, src },
            Some(spec) => Op::FormatSpec { conversion, dst, src, spec },
        };
        self.unit.emit(op, field.span);
        Ok(dst)
    }

    /// `"…%s…" % (a, b)`, which needs neither the tuple nor a look at the format when it runs.
    pub(super) fn percent_format(
        &mut self,
        parts: &[Percent],
        items: &'a [Expr],
        span: Span,
        want: Want,
    ) -> Outcome<Reg> {
        let mark = self.unit.mark();
        let base = self.unit.next_temp();
        let mut items = items.iter();
        for part in parts {
            match part {
                Percent::Text(text) => {
                    self.load_value(Const::Str(text.as_str().into()), span, Want::Temp);
                }
                Percent::Field(conversion) => {
                    let Some(item) = items.next() else { break };
                    let mark = self.unit.mark();
                    let src = self.expr(item, Want::Any)?;
                    self.unit.reset(mark);
                    let dst = self.unit.push_temp();
                    self.unit.emit(Op::FormatValue { conversion: *conversion, dst, src }, item.span);
                }
            }
        }
        self.unit.reset(mark);
        let dst = self.dest(want);
        self.unit.emit(Op::BuildString { dst, base, count: parts.len() as u16 }, span);
        Ok(dst)
    }
}

/// A part of a `%` format.
pub(super) enum Percent {
    Text(String),
    Field(Conversion),
}

/// The parts of a format made of text and plain `%s`, `%r`, `%a` for `count` values; anything else is left to run time.
pub(super) fn format_parts(format: &str, count: usize) -> Option<Vec<Percent>> {
    let mut parts = Vec::new();
    let mut text = String::new();
    let mut fields = 0;
    let mut chars = format.chars();
    while let Some(c) = chars.next() {
        let conversion = match (c, if c == '%' { chars.next()? } else { ' ' }) {
            ('%', 's') => Conversion::Str,
            ('%', 'r') => Conversion::Repr,
            ('%', 'a') => Conversion::Ascii,
            ('%', '%') => {
                text.push('%');
                continue;
            }
            ('%', _) => return None,
            (c, _) => {
                text.push(c);
                continue;
            }
        };
        if !text.is_empty() {
            parts.push(Percent::Text(std::mem::take(&mut text)));
        }
        parts.push(Percent::Field(conversion));
        fields += 1;
    }
    if !text.is_empty() {
        parts.push(Percent::Text(text));
    }
    (fields == count && parts.len() <= PARTS_MAX).then_some(parts)
}
