//! f-strings.

use super::Emitter;
use super::Outcome;
use super::Want;
use crate::ast;
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
}
