//! Comprehensions, emitted into the unit around them, and generator expressions, which are units of their own.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::Emitter;
use super::NOWHERE;
use super::Outcome;
use super::Want;
use super::expr::ASYNC_COMPREHENSION;
use super::unit::ActiveScope;
use super::unit::Label;
use crate::ast::Comp;
use crate::ast::Comprehension;
use crate::ast::DictComp;
use crate::ast::Expr;
use crate::ast::ExprKind;
use crate::ast::Name;
use crate::code::CodeKind;
use crate::code::Params;
use crate::op::MakeFlags;
use crate::op::Offset;
use crate::op::Op;
use crate::op::Reg;
use crate::span::Span;

/// What happens to the element of each turn.
#[derive(Clone, Copy)]
enum Element<'a> {
    Append(&'a Expr),
    Add(&'a Expr),
    Insert(&'a Expr, &'a Expr),
    Yield(&'a Expr),
}

impl<'a> Emitter<'a> {
    pub(super) fn list_comp(&mut self, comp: &'a Comp, span: Span, want: Want) -> Outcome<Reg> {
        let build = |dst| Op::BuildList { dst, base: dst, count: 0 };
        self.inlined(&comp.generators, build, Element::Append(&comp.elt), span, want)
    }

    pub(super) fn set_comp(&mut self, comp: &'a Comp, span: Span, want: Want) -> Outcome<Reg> {
        let build = |dst| Op::BuildSet { dst, base: dst, count: 0 };
        self.inlined(&comp.generators, build, Element::Add(&comp.elt), span, want)
    }

    pub(super) fn dict_comp(&mut self, comp: &'a DictComp, span: Span, want: Want) -> Outcome<Reg> {
        let build = |dst| Op::BuildDict { dst, base: dst, pairs: 0 };
        self.inlined(&comp.generators, build, Element::Insert(&comp.key, &comp.value), span, want)
    }

    fn inlined(
        &mut self,
        generators: &'a [Comprehension],
        build: impl FnOnce(Reg) -> Op,
        element: Element<'a>,
        span: Span,
        want: Want,
    ) -> Outcome<Reg> {
        let mark = self.unit.mark();
        let Some(first) = generators.first() else { return self.fail("invalid comprehension", span) };
        let iter = self.iterator(&first.iter)?;
        let collection = self.unit.push_temp();
        self.unit.emit(build(collection), span);
        let variables = self.enter_comprehension(span);
        self.turns(generators, iter, collection, element, span)?;
        self.unit.active.pop();
        for reg in variables {
            self.unit.clear_release(reg, span);
        }
        Ok(self.deliver_built(collection, mark, span, want))
    }

    /// `iter(expr)` in a hidden local.
    pub(super) fn iterator(&mut self, expr: &'a Expr) -> Outcome<Reg> {
        let mark = self.unit.mark();
        let src = match &expr.kind {
            // A list written out here is nobody else's; a tuple of constants does as well.
            ExprKind::List(items) if !items.is_empty() => match self.fold_items(items) {
                Some(items) => self.load_value(crate::code::Const::Tuple(items), expr.span, Want::Temp),
                None => self.expr(expr, Want::Any)?,
            },
            _ => self.expr(expr, Want::Any)?,
        };
        self.unit.reset(mark);
        let iter = self.unit.hidden();
        self.unit.emit(Op::GetIter { dst: iter, src }, expr.span);
        Ok(iter)
    }

    /// Gives the comprehension's variables registers of this frame; returns them.
    fn enter_comprehension(&mut self, span: Span) -> Vec<Reg> {
        let id = self.symbols.scope_at(span);
        let names: Vec<Name> = self.symbols.locals(id).cloned().collect();
        let mut regs = FxHashMap::default();
        let mut all = Vec::new();
        for name in names {
            let reg = self.unit.hidden_named(&name);
            if self.symbols.is_cell(id, &name) {
                self.unit.emit(Op::MakeCell { reg }, span);
                self.unit.cells.push(reg);
            }
            regs.insert(name, reg);
            all.push(reg);
        }
        self.unit.active.push(ActiveScope { id, regs, span });
        all
    }

    /// The nested loops over `generators`, the first of which iterates the hidden local `iter`.
    fn turns(
        &mut self,
        generators: &'a [Comprehension],
        iter: Reg,
        collection: Reg,
        element: Element<'a>,
        span: Span,
    ) -> Outcome {
        let mut loops: Vec<(Reg, Label, [Label; 2], &'a Comprehension)> = Vec::new();
        let mut iter = Some(iter);
        for generator in generators {
            if generator.is_async {
                return match element {
                    Element::Yield(_) => {
                        self.fail("asynchronous generator expressions are not supported yet", generator.span)
                    }
                    _ => self.fail(ASYNC_COMPREHENSION, span),
                };
            }
            let iter = match iter.take() {
                Some(iter) => iter,
                None => self.iterator(&generator.iter)?,
            };
            let (body, next) = (self.unit.new_label(), self.unit.new_label());
            let first = self.unit.new_label();
            let before = self.unit.flow.clone();
            self.unit.jump_uninterrupted(first, generator.iter.span);
            self.unit.place_with(body, &before);
            self.for_target(&generator.target)?;
            self.unit.loops += 1;
            for test in &generator.ifs {
                self.jump_unless(test, next)?;
            }
            loops.push((iter, body, [next, first], generator));
        }
        let mut skipped = Some(match element {
            Element::Append(elt) | Element::Add(elt) | Element::Yield(elt) | Element::Insert(elt, _) => {
                elt.span
            }
        });
        self.element(collection, element, span)?;
        while let Some((iter, body, [next, first], generator)) = loops.pop() {
            self.unit.place(next);
            if let Some(line) = skipped.take().filter(|_| !generator.ifs.is_empty()) {
                // The way back to the loop is the element's, also for a turn without one.
                self.unit.mark_line(line);
            }
            self.unit.mark_turn(generator.iter.span);
            self.unit.place(first);
            self.for_next(iter, body, &generator.target, generator.iter.span);
            self.unit.release(iter);
            self.unit.loops -= 1;
        }
        Ok(())
    }

    fn element(&mut self, collection: Reg, element: Element<'a>, span: Span) -> Outcome {
        let mark = self.unit.mark();
        match element {
            Element::Append(elt) => {
                let item = self.expr(elt, Want::Any)?;
                self.unit.emit(Op::ListAppend { list: collection, item }, elt.span);
            }
            Element::Add(elt) => {
                let item = self.expr(elt, Want::Any)?;
                self.unit.emit(Op::SetAdd { set: collection, item }, elt.span);
            }
            Element::Insert(key, value) => {
                let key = self.expr(key, Want::Any)?;
                let value = self.expr(value, Want::Any)?;
                self.unit.emit(Op::DictAdd { dict: collection, key, value }, span);
            }
            Element::Yield(elt) => {
                let src = self.expr(elt, Want::Any)?;
                self.unit.reset(mark);
                let dst = self.unit.push_temp();
                self.unit.emit(Op::Yield { dst, src }, elt.span);
                self.unit.emit(Op::Clear { reg: dst }, elt.span);
            }
        }
        self.unit.reset(mark);
        Ok(())
    }

    pub(super) fn generator_exp(&mut self, comp: &'a Comp, span: Span, want: Want) -> Outcome<Reg> {
        let Some(first) = comp.generators.first() else {
            return self.fail("invalid generator expression", span);
        };
        let scope = self.symbols.scope_at(span);
        self.enter_unit(CodeKind::Generator, scope, &Arc::from("<genexpr>"), span);
        self.unit.params = Params { positional: 1, positional_only: 1, ..Params::default() };
        self.declare_variables();
        self.unit.expr_end = span.end;
        // The first iterator arrives as the argument, and is a local the loop may clear like any other.
        self.turns(&comp.generators, Reg::new(0), Reg::new(0), Element::Yield(&comp.elt), span)?;
        self.unit.emit_last(Op::ReturnNone, NOWHERE);
        let code = self.finish_unit()?;
        let mark = self.unit.mark();
        let base = self.unit.push_temp();
        let code = self.unit.narrow_constant(crate::code::Const::Code(code));
        self.unit.emit(Op::MakeFunction { flags: MakeFlags(0), dst: base, base, code }, span);
        let inner = self.unit.mark();
        let src = self.expr(&first.iter, Want::Any)?;
        self.unit.reset(inner);
        let iter = self.unit.push_temp();
        self.unit.emit(Op::GetIter { dst: iter, src }, first.iter.span);
        self.unit.reset(mark);
        let dst = self.dest(want);
        self.unit.emit(Op::Call { argc: 1, dst, base }, span);
        Ok(dst)
    }

    /// Emits the top of a `for` body: the item goes to `target`. Pairs with [`for_next`](Self::for_next).
    pub(super) fn for_target(&mut self, target: &'a Expr) -> Outcome {
        if let Some(reg) = self.direct_target(target) {
            self.unit.set_bound(reg);
            return Ok(());
        }
        let mark = self.unit.mark();
        let item = self.unit.push_temp();
        self.assign(target, item)?;
        self.unit.reset(mark);
        Ok(())
    }

    /// Emits the bottom of a `for`: advance, and back to `body` with an item.
    pub(super) fn for_next(&mut self, iter: Reg, body: Label, target: &'a Expr, span: Span) {
        let mark = self.unit.mark();
        let dst = match self.direct_target(target) {
            Some(reg) => reg,
            None => self.unit.push_temp(),
        };
        self.unit.reset(mark);
        self.unit.jump_if(Op::ForNext { iter, dst, to: Offset(0) }, body, span);
    }

    /// The local that a target is, if the item of a loop can be put there directly.
    fn direct_target(&self, target: &Expr) -> Option<Reg> {
        match &target.kind {
            ExprKind::Name(name) => self.plain_local(name),
            _ => None,
        }
    }
}
