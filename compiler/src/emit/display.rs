//! Tuples, lists, sets and dicts written out.
//!
//! A short display without stars is built from consecutive temporaries by one instruction. Others are built step by
//! step in a temporary, so that a display of a hundred thousand items needs no hundred thousand registers.

use super::Emitter;
use super::Outcome;
use super::Want;
use crate::ast::DictItem;
use crate::ast::Expr;
use crate::ast::ExprKind;
use crate::code::Const;
use crate::op::Op;
use crate::op::Reg;
use crate::span::Span;

/// Most items that are built from registers.
pub(super) const REGISTER_ITEMS_MAX: usize = 32;
/// From this many constants on, a list or set is made from one constant.
const CONSTANT_ITEMS_MIN: usize = 3;

pub(super) fn is_starred(item: &Expr) -> bool {
    matches!(item.kind, ExprKind::Starred(_))
}

fn is_plain(items: &[Expr]) -> bool {
    items.len() <= REGISTER_ITEMS_MAX && !items.iter().any(is_starred)
}

impl<'a> Emitter<'a> {
    /// Pushes all items into consecutive temporaries from the one returned.
    pub(super) fn push_all(&mut self, items: impl IntoIterator<Item = &'a Expr>) -> Outcome<Reg> {
        let base = self.unit.next_temp();
        for item in items {
            self.push(item)?;
        }
        Ok(base)
    }

    pub(super) fn tuple(&mut self, expr: &'a Expr, items: &'a [Expr], want: Want) -> Outcome<Reg> {
        let span = expr.span;
        if let Some(value) = self.fold(expr) {
            return Ok(self.load_value(value, span, want));
        }
        let mark = self.unit.mark();
        if let [first, second] = items
            && is_plain(items)
        {
            let (a, b) = (self.expr(first, Want::Any)?, self.expr(second, Want::Any)?);
            self.unit.reset(mark);
            let dst = self.dest(want);
            self.unit.emit(Op::BuildPair { dst, a, b }, span);
            return Ok(dst);
        }
        if is_plain(items) {
            let base = self.push_all(items)?;
            self.unit.reset(mark);
            let dst = self.dest(want);
            self.unit.emit(Op::BuildTuple { dst, base, count: items.len() as u16 }, span);
            return Ok(dst);
        }
        let src = self.collect_items(items, 0, false, span)?;
        self.unit.reset(mark);
        let dst = self.dest(want);
        self.unit.emit(Op::ListToTuple { dst, src }, span);
        Ok(dst)
    }

    pub(super) fn list(&mut self, items: &'a [Expr], span: Span, want: Want) -> Outcome<Reg> {
        let mark = self.unit.mark();
        let constants = if items.len() >= CONSTANT_ITEMS_MIN { self.fold_items(items) } else { None };
        let src = match constants {
            Some(constants) => {
                let list = self.unit.push_temp();
                self.unit.emit(Op::BuildList { dst: list, base: list, count: 0 }, span);
                let src = self.load_value(Const::Tuple(constants), span, Want::Temp);
                self.unit.emit(Op::ListExtend { star_arg: false, list, src }, span);
                list
            }
            None if is_plain(items) => {
                let base = self.push_all(items)?;
                self.unit.reset(mark);
                let dst = self.dest(want);
                let base = if items.is_empty() { dst } else { base };
                self.unit.emit(Op::BuildList { dst, base, count: items.len() as u16 }, span);
                return Ok(dst);
            }
            None => self.collect_items(items, 0, false, span)?,
        };
        Ok(self.deliver_built(src, mark, span, want))
    }

    /// Delivers a collection that was built in temporary `src`, the first after `mark`.
    pub(super) fn deliver_built(&mut self, src: Reg, mark: u16, span: Span, want: Want) -> Reg {
        self.unit.reset(mark);
        match want {
            Want::Into(_) => self.deliver(src, span, want),
            Want::Any | Want::Temp => self.unit.push_temp(),
        }
    }

    /// A list of `items`, stars resolved, in the next temporary; the `pushed` topmost temporaries come first in it.
    pub(super) fn collect_items(
        &mut self,
        items: &'a [Expr],
        pushed: u16,
        star_arg: bool,
        span: Span,
    ) -> Outcome<Reg> {
        let mark = self.unit.mark() - pushed;
        let base = self.unit.next_temp().below(pushed);
        let room = REGISTER_ITEMS_MAX.saturating_sub(usize::from(pushed));
        let plain = items.iter().take(room).take_while(|item| !is_starred(item));
        let plain = plain.count();
        let (head, rest) = items.split_at(plain);
        self.push_all(head)?;
        self.unit.reset(mark);
        let list = self.unit.push_temp();
        self.unit.emit(Op::BuildList { dst: list, base, count: pushed + plain as u16 }, span);
        for item in rest {
            let mark = self.unit.mark();
            if let ExprKind::Starred(inner) = &item.kind {
                let src = self.expr(inner, Want::Any)?;
                self.unit.emit(Op::ListExtend { star_arg, list, src }, item.span);
            } else {
                let reg = self.expr(item, Want::Any)?;
                self.unit.emit(Op::ListAppend { list, item: reg }, item.span);
            }
            self.unit.reset(mark);
        }
        Ok(list)
    }

    pub(super) fn set(&mut self, items: &'a [Expr], span: Span, want: Want) -> Outcome<Reg> {
        let mark = self.unit.mark();
        let constants = if items.len() >= CONSTANT_ITEMS_MIN { self.fold_items(items) } else { None };
        if constants.is_none() && is_plain(items) {
            let base = self.push_all(items)?;
            self.unit.reset(mark);
            let dst = self.dest(want);
            self.unit.emit(Op::BuildSet { dst, base, count: items.len() as u16 }, span);
            return Ok(dst);
        }
        let set = self.unit.push_temp();
        self.unit.emit(Op::BuildSet { dst: set, base: set, count: 0 }, span);
        if let Some(constants) = constants {
            // A frozen set, as in CPython: the order in which items enter the table shows when it is printed.
            let src = self.load_value(Const::FrozenSet(constants), span, Want::Temp);
            self.unit.emit(Op::SetUpdate { set, src }, span);
            return Ok(self.deliver_built(set, mark, span, want));
        }
        for item in items {
            let mark = self.unit.mark();
            if let ExprKind::Starred(inner) = &item.kind {
                let src = self.expr(inner, Want::Any)?;
                self.unit.emit(Op::SetUpdate { set, src }, item.span);
            } else {
                let reg = self.expr(item, Want::Any)?;
                self.unit.emit(Op::SetAdd { set, item: reg }, item.span);
            }
            self.unit.reset(mark);
        }
        Ok(self.deliver_built(set, mark, span, want))
    }

    pub(super) fn dict(&mut self, items: &'a [DictItem], span: Span, want: Want) -> Outcome<Reg> {
        let mark = self.unit.mark();
        let room = REGISTER_ITEMS_MAX / 2;
        let plain = items.iter().take(room).take_while(|item| item.key.is_some()).count();
        let (head, rest) = items.split_at(plain);
        let base = self.unit.next_temp();
        for item in head {
            if let Some(key) = &item.key {
                self.push(key)?;
            }
            self.push(&item.value)?;
        }
        self.unit.reset(mark);
        let pairs = plain as u16;
        if rest.is_empty() {
            let dst = self.dest(want);
            let base = if pairs == 0 { dst } else { base };
            self.unit.emit(Op::BuildDict { dst, base, pairs }, span);
            return Ok(dst);
        }
        let dict = self.unit.push_temp();
        self.unit.emit(Op::BuildDict { dst: dict, base, pairs }, span);
        for item in rest {
            let mark = self.unit.mark();
            match &item.key {
                Some(key) => {
                    let key = self.expr(key, Want::Any)?;
                    let value = self.expr(&item.value, Want::Any)?;
                    self.unit.emit(Op::DictAdd { dict, key, value }, span);
                }
                None => {
                    let src = self.expr(&item.value, Want::Any)?;
                    self.unit.emit(Op::DictUpdate { dict, src }, span);
                }
            }
            self.unit.reset(mark);
        }
        Ok(self.deliver_built(dict, mark, span, want))
    }
}
