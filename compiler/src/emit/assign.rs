//! Assignment in all its forms, and `del`.

use std::sync::Arc;

use super::Emitter;
use super::Outcome;
use super::Want;
use super::expr::bin_op;
use super::unit::temp_index;
use crate::ast::Constant;
use crate::ast::Expr;
use crate::ast::ExprKind;
use crate::ast::Name;
use crate::ast::Operator;
use crate::ast::UnaryOp;
use crate::code::CodeKind;
use crate::code::Const;
use crate::op::Op;
use crate::op::Reg;
use crate::span::Span;

/// Most targets on one side of a star, by the width of the operand.
const TARGETS_MAX: usize = 255;

/// The key of an augmented assignment to an item.
enum Key {
    /// Known: loaded anew each time.
    Known(Const),
    In(Reg),
}

impl<'a> Emitter<'a> {
    /// Writes `src` to a target. A temporary is consumed; everything needed meanwhile is pushed above it.
    pub(super) fn assign(&mut self, target: &'a Expr, src: Reg) -> Outcome {
        let mark = self.unit.mark();
        match &target.kind {
            ExprKind::Name(name) => self.store(name, src, target.span),
            ExprKind::Attribute { value, attr } => {
                let obj = self.expr(value, Want::Any)?;
                let name = self.mangle(&attr.name);
                let site = self.unit.site(&name);
                let span = self.span_from_attribute(target.span, attr);
                self.unit.emit(Op::SetAttr { obj, site, src }, span);
            }
            ExprKind::Subscript { value, slice } => {
                let obj = self.expr(value, Want::Any)?;
                let key = self.key(slice)?;
                self.unit.emit(Op::SetItem { obj, key, src }, target.span);
            }
            ExprKind::Tuple(items) | ExprKind::List(items) => self.unpack(items, src, target.span)?,
            ExprKind::Starred(_) => {
                return self.fail("starred assignment target must be in a list or tuple", target.span);
            }
            _ => return self.fail("cannot assign to expression", target.span),
        }
        self.unit.reset(mark);
        Ok(())
    }

    fn key(&mut self, slice: &'a Expr) -> Outcome<Reg> {
        match self.fold(slice) {
            Some(value) => Ok(self.load_value(value, slice.span, Want::Any)),
            None => self.expr(slice, Want::Any),
        }
    }

    fn unpack(&mut self, items: &'a [Expr], src: Reg, span: Span) -> Outcome {
        let starred = |item: &Expr| matches!(item.kind, ExprKind::Starred(_));
        let star = items.iter().position(starred);
        if items.iter().filter(|item| starred(item)).count() > 1 {
            return self.fail("multiple starred expressions in assignment", span);
        }
        let (before, after) = star.map_or((items.len(), 0), |at| (at, items.len() - at - 1));
        if before > TARGETS_MAX || after > TARGETS_MAX {
            return self.fail("too many expressions in star-unpacking assignment", span);
        }
        let run = self.consecutive_locals(items, src);
        let base = match run {
            Some(base) => base,
            None if items.is_empty() => src,
            None => {
                // The items may take the place of what is unpacked.
                if let Some(top) = temp_index(src).filter(|index| index + 1 == self.unit.mark()) {
                    self.unit.reset(top);
                }
                self.unit.push_temps(items.len() as u16)
            }
        };
        let op = match star {
            Some(_) => Op::UnpackStar { before: before as u8, after: after as u8, src, base },
            None => Op::Unpack { count: before as u8, src, base },
        };
        self.unit.emit(op, span);
        for (item, at) in items.iter().zip(0..) {
            let target = match &item.kind {
                ExprKind::Starred(inner) => inner,
                _ => item,
            };
            self.assign(target, base.offset(at))?;
        }
        Ok(())
    }

    /// If the targets are variables in consecutive registers: the first of these.
    fn consecutive_locals(&self, items: &[Expr], src: Reg) -> Option<Reg> {
        let mut base = None;
        for (item, at) in items.iter().zip(0..) {
            let target = match &item.kind {
                ExprKind::Starred(inner) => inner,
                _ => item,
            };
            let ExprKind::Name(name) = &target.kind else { return None };
            let reg = self.plain_local(name)?;
            if reg == src || reg != base.get_or_insert(reg).offset(at) {
                return None;
            }
        }
        base
    }

    /// `targets = value`
    pub(super) fn assign_stmt(&mut self, targets: &'a [Expr], value: &'a Expr, span: Span) -> Outcome {
        let mark = self.unit.mark();
        let [target] = targets else { return self.assign_many(targets, value, span) };
        match &target.kind {
            ExprKind::Name(name) => {
                if let Some(reg) = self.plain_local(name) {
                    self.expr(value, Want::Into(reg))?;
                    self.unit.set_bound(reg);
                    return Ok(());
                }
            }
            ExprKind::Tuple(items) | ExprKind::List(items) => {
                if let ExprKind::Tuple(values) | ExprKind::List(values) = &value.kind
                    && is_parallel(items, values)
                {
                    return self.assign_parallel(items, values);
                }
            }
            _ => {}
        }
        let src = self.expr(value, self.want_before(target))?;
        self.assign(target, src)?;
        self.unit.reset(mark);
        Ok(())
    }

    /// Where a value may stay while the target that is written further left, but evaluated later, is evaluated.
    fn want_before(&self, target: &Expr) -> Want {
        if self.symbols.has_walrus(self.unit.scope) && !matches!(target.kind, ExprKind::Name(_)) {
            Want::Temp
        } else {
            Want::Any
        }
    }

    fn assign_many(&mut self, targets: &'a [Expr], value: &'a Expr, span: Span) -> Outcome {
        let known = self.fold(value);
        if let Some(value_known) = known {
            for target in targets {
                let mark = self.unit.mark();
                if let ExprKind::Name(name) = &target.kind
                    && let Some(reg) = self.plain_local(name)
                {
                    self.load_value(value_known.clone(), value.span, Want::Into(reg));
                    self.unit.set_bound(reg);
                } else {
                    let src = self.load_value(value_known.clone(), value.span, Want::Temp);
                    self.assign(target, src)?;
                }
                self.unit.reset(mark);
            }
            return Ok(());
        }
        let kept = self.unit.hidden();
        self.expr(value, Want::Into(kept))?;
        for target in targets {
            self.assign(target, kept)?;
        }
        self.unit.clear_release(kept, span);
        Ok(())
    }

    /// `a, b = x, y` without making a tuple: all values first, then the targets from left to right.
    fn assign_parallel(&mut self, items: &'a [Expr], values: &'a [Expr]) -> Outcome {
        let mark = self.unit.mark();
        let locals: Vec<Option<Reg>> = items
            .iter()
            .map(|item| match &item.kind {
                ExprKind::Name(name) => self.plain_local(name),
                _ => None,
            })
            .collect();
        let all_local = locals.iter().all(Option::is_some);
        let mut sources = Vec::new();
        for (at, value) in values.iter().enumerate() {
            // A value may go straight to its variable if no value evaluated later reads the variable, or fails: then
            // nothing may have been assigned.
            let direct = locals[at].filter(|reg| {
                let once = locals.iter().filter(|other| *other == &Some(*reg)).count() == 1;
                all_local && once && values[at + 1..].iter().all(is_literal)
            });
            sources.push(match direct {
                Some(reg) => {
                    self.expr(value, Want::Into(reg))?;
                    reg
                }
                None => self.push(value)?,
            });
        }
        for ((item, src), local) in items.iter().zip(sources).zip(locals) {
            if local == Some(src) {
                self.unit.set_bound(src);
                continue;
            }
            self.assign(item, src)?;
        }
        self.unit.reset(mark);
        Ok(())
    }

    /// `target op= value`
    pub(super) fn aug_assign(
        &mut self,
        target: &'a Expr,
        op: Operator,
        value: &'a Expr,
        span: Span,
    ) -> Outcome {
        let mark = self.unit.mark();
        match &target.kind {
            ExprKind::Name(name) => {
                let local = self.plain_local(name);
                let want = if local.is_some() { Want::Any } else { Want::Temp };
                let a = self.load(name, target.span, want);
                let into = local.map_or(Want::Temp, Want::Into);
                let result = self.operate_in_place(op, a, value, span, mark, into)?;
                if local.is_none() {
                    self.store(name, result, target.span);
                }
            }
            ExprKind::Attribute { value: obj, attr } => {
                let place = self.span_from_attribute(target.span, attr);
                let mut kept = Vec::new();
                let obj = self.kept_operand(obj, &mut kept)?;
                let name = self.mangle(&attr.name);
                let dst = self.unit.push_temp();
                let site = self.unit.site(&name);
                self.unit.emit(Op::GetAttr { dst, obj, site }, place);
                let src = self.operate_in_place(op, dst, value, span, mark, Want::Temp)?;
                let site = self.unit.site(&name);
                self.unit.emit(Op::SetAttr { obj, site, src }, place);
                self.release_all(kept, span);
            }
            ExprKind::Subscript { value: obj, slice } => {
                let mut kept = Vec::new();
                let obj = self.kept_operand(obj, &mut kept)?;
                let key = match self.fold(slice) {
                    Some(value) => Key::Known(value),
                    None => Key::In(self.kept_operand(slice, &mut kept)?),
                };
                let src = self.get_item_again(obj, &key, slice.span, target.span);
                let src = self.operate_in_place(op, src, value, span, mark, Want::Temp)?;
                let key = match key {
                    Key::Known(value) => self.load_value(value, slice.span, Want::Any),
                    Key::In(reg) => reg,
                };
                self.unit.emit(Op::SetItem { obj, key, src }, target.span);
                self.release_all(kept, span);
            }
            _ => return self.fail("illegal expression for augmented assignment", target.span),
        }
        self.unit.reset(mark);
        Ok(())
    }

    fn get_item_again(&mut self, obj: Reg, key: &Key, key_span: Span, span: Span) -> Reg {
        let mark = self.unit.mark();
        let imm = match key {
            Key::Known(Const::Int(value)) => i16::try_from(*value).ok(),
            _ => None,
        };
        if let Some(imm) = imm {
            let dst = self.unit.push_temp();
            self.unit.emit(Op::GetItemInt { dst, obj, imm }, span);
            return dst;
        }
        let key = match key {
            Key::Known(value) => self.load_value(value.clone(), key_span, Want::Any),
            Key::In(reg) => *reg,
        };
        self.unit.reset(mark);
        let dst = self.unit.push_temp();
        self.unit.emit(Op::GetItem { dst, obj, key }, span);
        dst
    }

    fn release_all(&mut self, kept: Vec<Reg>, span: Span) {
        for reg in kept {
            self.unit.clear_release(reg, span);
        }
    }

    /// `a op= value`; the result goes where `want` says, in the first temporary after `mark`.
    fn operate_in_place(
        &mut self,
        op: Operator,
        a: Reg,
        value: &'a Expr,
        span: Span,
        mark: u16,
        want: Want,
    ) -> Outcome<Reg> {
        let immediate = match op {
            Operator::Add | Operator::Sub => self.fold_i16(value),
            _ => None,
        };
        let b = match immediate {
            Some(_) => a,
            None => self.expr(value, Want::Any)?,
        };
        self.unit.reset(mark);
        let dst = self.dest(want);
        self.unit.emit(
            match (immediate, op) {
                (Some(imm), Operator::Add) => Op::AddInt { in_place: true, dst, a, imm },
                (Some(imm), _) => Op::SubInt { in_place: true, dst, a, imm },
                (None, Operator::Add) => Op::InPlaceAdd { dst, a, b },
                (None, _) => Op::InPlace { op: bin_op(op), dst, a, b },
            },
            span,
        );
        if let Want::Into(reg) = want {
            self.unit.set_bound(reg);
        }
        Ok(dst)
    }

    /// `target: annotation [= value]`
    pub(super) fn ann_assign(
        &mut self,
        target: &'a Expr,
        annotation: &'a Expr,
        value: Option<&'a Expr>,
        simple: bool,
        span: Span,
    ) -> Outcome {
        if let Some(value) = value {
            self.assign_stmt(std::slice::from_ref(target), value, span)?;
        } else if let ExprKind::Attribute { value, .. } = &target.kind {
            self.discard(value)?;
        } else if let ExprKind::Subscript { value, slice } = &target.kind {
            self.discard(value)?;
            self.discard(slice)?;
        }
        if matches!(self.unit.kind, CodeKind::Function | CodeKind::Generator) {
            return Ok(());
        }
        let ExprKind::Name(name) = &target.kind else {
            return if self.future_annotations { Ok(()) } else { self.discard(annotation) };
        };
        if !simple {
            return if self.future_annotations { Ok(()) } else { self.discard(annotation) };
        }
        let mark = self.unit.mark();
        let src = self.annotation(annotation, Want::Any)?;
        let obj = self.load(&Arc::from("__annotations__"), span, Want::Temp);
        let key = self.load_value(Const::Str(self.mangle(name)), span, Want::Temp);
        self.unit.emit(Op::SetItem { obj, key, src }, span);
        self.unit.reset(mark);
        Ok(())
    }

    /// The value of an annotation: evaluated, or its text.
    pub(super) fn annotation(&mut self, annotation: &'a Expr, want: Want) -> Outcome<Reg> {
        if !self.future_annotations {
            return self.expr(annotation, want);
        }
        let text = match &annotation.kind {
            // CPython prints the expression anew; the quotes are the one difference that is often seen.
            ExprKind::Constant(Constant::Str(text)) if !text.contains(['\'', '\\', '\n']) => {
                format!("'{text}'")
            }
            _ => annotation.span.text(self.source).to_owned(),
        };
        let text = Const::Str(Arc::from(text));
        Ok(self.load_value(text, annotation.span, want))
    }

    /// An empty `__annotations__` in the namespace of a module or class body.
    pub(super) fn make_annotations(&mut self, span: Span) {
        let mark = self.unit.mark();
        let dst = self.unit.push_temp();
        self.unit.emit(Op::BuildDict { dst, base: dst, pairs: 0 }, span);
        let name: Name = Arc::from("__annotations__");
        self.store(&name, dst, span);
        self.unit.reset(mark);
    }

    /// `del target`
    pub(super) fn delete(&mut self, target: &'a Expr) -> Outcome {
        let mark = self.unit.mark();
        match &target.kind {
            ExprKind::Name(name) => self.delete_name(name, target.span),
            ExprKind::Attribute { value, attr } => {
                let obj = self.expr(value, Want::Any)?;
                let name = self.mangle(&attr.name);
                let site = self.unit.site(&name);
                self.unit.emit(Op::DeleteAttr { obj, site }, self.span_from_attribute(target.span, attr));
            }
            ExprKind::Subscript { value, slice } => {
                let obj = self.expr(value, Want::Any)?;
                let key = self.key(slice)?;
                self.unit.emit(Op::DeleteItem { obj, key }, target.span);
            }
            ExprKind::Tuple(items) | ExprKind::List(items) => {
                items.iter().try_for_each(|item| self.delete(item))?;
            }
            _ => return self.fail("cannot delete expression", target.span),
        }
        self.unit.reset(mark);
        Ok(())
    }
}

/// Whether values can be assigned to targets one by one.
fn is_parallel(items: &[Expr], values: &[Expr]) -> bool {
    let starred = |item: &Expr| matches!(item.kind, ExprKind::Starred(_));
    items.len() == values.len()
        && items.len() <= TARGETS_MAX
        && !items.iter().any(starred)
        && !values.iter().any(starred)
}

/// Whether evaluating `value` can neither fail nor read a variable.
fn is_literal(value: &Expr) -> bool {
    match &value.kind {
        ExprKind::Constant(_) => true,
        ExprKind::UnaryOp { op: UnaryOp::USub, operand } => {
            matches!(operand.kind, ExprKind::Constant(Constant::Int(_) | Constant::Float(_)))
        }
        _ => false,
    }
}
