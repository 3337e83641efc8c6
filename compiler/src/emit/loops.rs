//! `while`, `for`, `break`, `continue`: loops with the test at the bottom.

use super::Emitter;
use super::Outcome;
use super::exceptions::Block;
use super::exceptions::Leaving;
use super::fold::truth;
use super::unit::Label;
use crate::ast::Expr;
use crate::ast::Stmt;
use crate::ast::StmtKind;
use crate::span::Span;

impl<'a> Emitter<'a> {
    pub(super) fn while_stmt(&mut self, test: &'a Expr, body: &'a [Stmt], orelse: &'a [Stmt]) -> Outcome {
        self.unit.expr_end = test.span.end;
        let (top, next, end) = (self.unit.new_label(), self.unit.new_label(), self.unit.new_label());
        let block = Block::Loop { iter: None, next, end };
        match self.fold(test).map(|value| truth(&value)) {
            Some(true) => {
                self.unit.place(next);
                self.unit.mark_turn(test.span);
                self.in_block(block, test.span, |this| this.stmts(body))?;
                self.unit.jump(next, test.span);
                self.unreachable(|this| this.stmts(orelse))?;
            }
            Some(false) => {
                self.unit.mark_line(test.span);
                self.unreachable(|this| this.in_block(block, test.span, |this| this.stmts(body)))?;
                self.stmts(orelse)?;
            }
            None => {
                let exhausted = self.unit.new_label();
                self.unit.loops += 1;
                self.jump_unless(test, exhausted)?;
                self.unit.loops -= 1;
                self.unit.place(top);
                self.in_block(block, test.span, |this| this.stmts(body))?;
                self.unit.place(next);
                self.unit.expr_end = test.span.end;
                self.unit.loops += 1;
                self.jump_when(test, top)?;
                self.unit.loops -= 1;
                self.unit.place(exhausted);
                self.stmts(orelse)?;
            }
        }
        self.unit.place(end);
        Ok(())
    }

    pub(super) fn for_stmt(
        &mut self,
        target: &'a Expr,
        iter: &'a Expr,
        body: &'a [Stmt],
        orelse: &'a [Stmt],
        span: Span,
    ) -> Outcome {
        self.unit.expr_end = iter.span.end;
        let place = iter.span;
        let iter = self.iterator(iter)?;
        let (top, next, end) = (self.unit.new_label(), self.unit.new_label(), self.unit.new_label());
        let first = self.unit.new_label();
        let before = self.unit.flow.clone();
        self.unit.jump_uninterrupted(first, place);
        self.unit.place_with(top, &before);
        self.for_target(target)?;
        let block = Block::Loop { iter: Some(iter), next, end };
        self.in_block(block, span, |this| this.stmts(body))?;
        self.unit.place(next);
        self.unit.mark_turn(place);
        self.unit.place(first);
        self.for_next(iter, top, target, place);
        self.unit.release(iter);
        self.stmts(orelse)?;
        self.unit.place(end);
        Ok(())
    }

    /// Where `body` goes if all it does is `break` or `continue` with nothing to clean up.
    pub(super) fn plain_jump(&self, body: &[Stmt]) -> Option<Label> {
        let [stmt] = body else { return None };
        match (&stmt.kind, self.unit.blocks.last()?) {
            (StmtKind::Break, Block::Loop { iter: None, end, .. }) => Some(*end),
            (StmtKind::Continue, Block::Loop { next, .. }) => Some(*next),
            _ => None,
        }
    }

    pub(super) fn break_stmt(&mut self, span: Span) -> Outcome {
        self.unit.mark_line(span);
        self.check_leaving(Leaving::Loop, span)?;
        let Some((iter, _, end)) = self.innermost_loop() else {
            return self.fail("'break' outside loop", span);
        };
        let left = self.leave(Leaving::Loop, span)?;
        if let Some(iter) = iter {
            self.unit.emit(crate::op::Op::Clear { reg: iter }, span);
        }
        self.unit.jump_uninterrupted(end, span);
        self.come_back(left);
        Ok(())
    }

    pub(super) fn continue_stmt(&mut self, span: Span) -> Outcome {
        self.unit.mark_line(span);
        self.check_leaving(Leaving::Loop, span)?;
        let Some((_, next, _)) = self.innermost_loop() else {
            return self.fail("'continue' not properly in loop", span);
        };
        let left = self.leave(Leaving::Loop, span)?;
        // `while True` has its `next` above; that is a back edge then.
        self.unit.jump(next, span);
        self.come_back(left);
        Ok(())
    }
}
