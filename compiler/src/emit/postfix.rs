//! Attributes, items and calls: what stands after its operand, in chains such as `a.b(c)[d].e()`.
//!
//! A chain is walked from its first operand on, without recursion, since the parser bounds its length but not by the
//! depth of the native stack.

use super::Emitter;
use super::Outcome;
use super::Want;
use super::call::needs_collecting;
use crate::ast::Expr;
use crate::ast::ExprKind;
use crate::ast::Ident;
use crate::op::Op;
use crate::op::Reg;
use crate::span::Span;

impl<'a> Emitter<'a> {
    /// Evaluates a chain of attributes, items and calls.
    pub(super) fn postfix(&mut self, expr: &'a Expr, want: Want) -> Outcome<Reg> {
        let mut links = Vec::new();
        let mut first = expr;
        loop {
            let inner = match &first.kind {
                ExprKind::Attribute { value, .. } | ExprKind::Subscript { value, .. } => value,
                ExprKind::Call { func, .. } => match method(first) {
                    // `super().m()` has no object to start from.
                    Some((value, _)) if self.zero_argument_super(value).is_some() => break,
                    Some((value, _)) => value,
                    None => func,
                },
                _ => break,
            };
            links.push(first);
            first = inner;
        }
        let mark = self.unit.mark();
        if links.is_empty() {
            return self.super_call(first, want);
        }
        let starts_with_super = matches!(first.kind, ExprKind::Call { .. });
        let mut operand = if starts_with_super {
            self.super_call(first, Want::Temp)?
        } else {
            let is_callee = links.last().is_some_and(|link| is_plain_call(link));
            self.expr(first, if is_callee { Want::Temp } else { Want::Any })?
        };
        while let Some(link) = links.pop() {
            let want = if links.is_empty() { want } else { Want::Temp };
            operand = self.link(link, operand, mark, want)?;
        }
        Ok(operand)
    }

    /// One link, whose operand is in `obj`: a variable's register, or the first temporary after `mark`.
    fn link(&mut self, link: &'a Expr, obj: Reg, mark: u16, want: Want) -> Outcome<Reg> {
        match &link.kind {
            ExprKind::Attribute { attr, .. } => {
                self.unit.reset(mark);
                let dst = self.dest(want);
                let name = self.mangle(&attr.name);
                let site = self.unit.site(&name);
                self.unit.emit(Op::GetAttr { dst, obj, site }, self.span_from_attribute(link.span, attr));
                Ok(dst)
            }
            ExprKind::Subscript { value, slice } => {
                self.warn_subscript(value, slice);
                self.item(obj, slice, mark, link.span, want)
            }
            ExprKind::Call { func, args, keywords } => {
                self.check_keywords(keywords)?;
                if let (Some((_, attr)), ExprKind::Attribute { .. }) = (method(link), &func.kind) {
                    self.unit.reset(mark);
                    let base = self.unit.push_temps(2);
                    let name = self.mangle(&attr.name);
                    let site = self.unit.site(&name);
                    let span = self.span_from_attribute(func.span, attr);
                    self.unit.emit(Op::LoadMethod { base, obj, site }, span);
                    let span = self.span_from_attribute(link.span, attr);
                    return self.call_method(base, mark, args, keywords, span, want);
                }
                self.warn_call(func);
                if needs_collecting(args, keywords) {
                    self.call_collected(obj, mark, args, keywords, link.span, want)
                } else {
                    self.call_pushed(obj, mark, 0, args, keywords, link.span, want)
                }
            }
            _ => self.expr(link, want),
        }
    }

    fn item(&mut self, obj: Reg, slice: &'a Expr, mark: u16, span: Span, want: Want) -> Outcome<Reg> {
        let finish = |this: &mut Self, op: &dyn Fn(Reg) -> Op| {
            this.unit.reset(mark);
            let dst = this.dest(want);
            this.unit.emit(op(dst), span);
            dst
        };
        if let ExprKind::Slice { lower, upper, step: None } = &slice.kind {
            let base = self.slice_bound(lower.as_deref(), slice.span)?;
            self.slice_bound(upper.as_deref(), slice.span)?;
            return Ok(finish(self, &|dst| Op::GetSlice { dst, obj, base }));
        }
        if let Some(imm) = self.fold_i16(slice) {
            return Ok(finish(self, &|dst| Op::GetItemInt { dst, obj, imm }));
        }
        let key = self.expr(slice, Want::Any)?;
        Ok(finish(self, &|dst| Op::GetItem { dst, obj, key }))
    }

    /// The span of an attribute or method call, from the attribute on if that stands on a line of its own.
    pub(super) fn span_from_attribute(&self, span: Span, attr: &Ident) -> Span {
        let line = self.lines.line(attr.span.start);
        if self.lines.line(span.start) == line {
            return span;
        }
        Span::new(attr.span.start, span.end)
    }
}

/// Object and attribute of a call that is compiled as a method call.
fn method(call: &Expr) -> Option<(&Expr, &Ident)> {
    match &call.kind {
        ExprKind::Call { func, args, keywords } if !needs_collecting(args, keywords) => match &func.kind {
            ExprKind::Attribute { value, attr } => Some((value, attr)),
            _ => None,
        },
        _ => None,
    }
}

/// Whether the operand of `link` is the callee itself.
fn is_plain_call(link: &Expr) -> bool {
    matches!(link.kind, ExprKind::Call { .. }) && method(link).is_none()
}
