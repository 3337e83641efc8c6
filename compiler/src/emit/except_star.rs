//! `try` with `except*`: each clause takes from a group what it matches, and what no clause took, or a clause raised,
//! is raised again at the end, in one piece (PEP 654).
//!
//! Registers: `exc` the exception as it arrived, `rest` what no clause has taken of it yet, `part` what the clause at
//! hand took, `parts` the list of what is to be raised at the end, `save` the exception that was being handled
//! before. All clauses are tried; no jump may leave one before that.

use super::Emitter;
use super::NOWHERE;
use super::Outcome;
use super::Want;
use super::exceptions::Block;
use super::unit::Label;
use crate::ast::ExceptHandler;
use crate::ast::Try;
use crate::op::Offset;
use crate::op::Op;
use crate::op::Reg;
use crate::span::Span;

/// The hidden locals of the statement.
#[derive(Clone, Copy)]
struct Registers {
    exc: Reg,
    save: Reg,
    rest: Reg,
    part: Reg,
    parts: Reg,
}

impl<'a> Emitter<'a> {
    pub(super) fn try_star(&mut self, node: &'a Try, span: Span) -> Outcome {
        let (handler, cleanup, end) = (self.unit.new_label(), self.unit.new_label(), self.unit.new_label());
        let regs = Registers {
            exc: self.unit.hidden(),
            save: self.unit.hidden(),
            rest: self.unit.hidden(),
            part: self.unit.hidden(),
            parts: self.unit.hidden(),
        };
        let (mark, before) = (self.unit.hidden_mark(), self.unit.flow.clone());
        let region = self.unit.open_region(handler, regs.exc);
        self.in_block(Block::Try { region }, span, |this| this.stmts(&node.body))?;
        let covers = self.unit.close_region(region);
        self.stmts(&node.orelse)?;
        self.unit.jump_uninterrupted(end, span);
        if covers {
            self.unit.place_with(handler, &before);
            let place = node.handlers.first().map_or(span, |clause| clause.span);
            self.enter_handler(regs.save, regs.exc, mark, place);
            self.star_clauses(node, regs, cleanup, end, place)?;
            // The class of a clause was none, or a part cannot be made: nothing else is raised.
            self.unit.place_with(cleanup, &before);
            for reg in [regs.rest, regs.part, regs.parts] {
                self.unit.emit(Op::Clear { reg }, NOWHERE);
            }
            self.unit.emit(Op::PopExc { save: regs.save }, NOWHERE);
            self.unit.emit_last(Op::Reraise { exc: regs.exc }, NOWHERE);
        } else {
            let clause = |this: &mut Self, clause: &'a ExceptHandler| {
                let region = this.unit.open_region(cleanup, regs.exc);
                this.in_block(Block::StarHandler { region }, clause.span, |this| this.stmts(&clause.body))?;
                this.unit.close_region(region);
                Ok(())
            };
            self.unreachable(|this| node.handlers.iter().try_for_each(|handler| clause(this, handler)))?;
        }
        for reg in [regs.exc, regs.save, regs.rest, regs.part, regs.parts] {
            self.unit.release(reg);
        }
        self.unit.place(end);
        Ok(())
    }

    fn star_clauses(
        &mut self,
        node: &'a Try,
        regs: Registers,
        cleanup: Label,
        end: Label,
        place: Span,
    ) -> Outcome {
        let Registers { exc, save, rest, part, parts } = regs;
        let region = self.unit.open_region(cleanup, exc);
        self.unit.emit(Op::Move { dst: rest, src: exc }, place);
        self.unit.emit(Op::BuildList { dst: parts, base: parts, count: 0 }, place);
        for clause in &node.handlers {
            self.star_clause(clause, regs)?;
        }
        self.unit.emit(Op::ListAppend { list: parts, item: rest }, NOWHERE);
        self.unit.emit(Op::CombineExc { dst: part, exc, parts }, NOWHERE);
        self.unit.close_region(region);
        for reg in [parts, rest, exc] {
            self.unit.emit(Op::Clear { reg }, NOWHERE);
        }
        self.unit.emit(Op::PopExc { save }, NOWHERE);
        self.unit.jump_if(Op::JumpIfNone { when: true, reg: part, to: Offset(0) }, end, NOWHERE);
        self.unit.emit_last(Op::Reraise { exc: part }, NOWHERE);
        Ok(())
    }

    fn star_clause(&mut self, clause: &'a ExceptHandler, regs: Registers) -> Outcome {
        let Registers { rest, part, parts, .. } = regs;
        let Some(class) = &clause.type_ else {
            return self.fail("expected one or more exception types", clause.span);
        };
        let (next, failed) = (self.unit.new_label(), self.unit.new_label());
        self.unit.expr_end = class.span.end;
        let mark = self.unit.mark();
        let class_reg = self.expr(class, Want::Any)?;
        self.unit.reset(mark);
        self.unit.emit(Op::SplitExc { dst: part, rest, class: class_reg }, clause.span);
        self.unit.jump_if(Op::JumpIfNone { when: true, reg: part, to: Offset(0) }, next, class.span);
        let name = clause.name.as_ref().map(|ident| (&ident.name, clause.span));
        if let Some((name, span)) = name {
            self.store(name, part, span);
        }
        self.unit.emit(Op::Clear { reg: part }, clause.span);
        let (log, before) = (self.unit.hidden_mark(), self.unit.flow.clone());
        // A failure of the body is kept for the end, and the next clause has its turn.
        let region = self.unit.open_region(failed, part);
        self.in_block(Block::StarHandler { region }, clause.span, |this| this.stmts(&clause.body))?;
        let covers = self.unit.close_region(region);
        if let Some((name, span)) = name {
            self.forget_name(name, span);
        }
        self.unit.jump_uninterrupted(next, clause.span);
        if covers {
            self.unit.place_with(failed, &before);
            for reg in self.unit.hidden_since(log) {
                self.unit.emit(Op::Clear { reg }, NOWHERE);
            }
            if let Some((name, _)) = name {
                self.forget_name(name, NOWHERE);
            }
            self.unit.emit(Op::ListAppend { list: parts, item: part }, NOWHERE);
            self.unit.emit(Op::Clear { reg: part }, NOWHERE);
        }
        self.unit.place(next);
        Ok(())
    }
}
