//! `try`, `with`, `return`, and how a jump out of nested blocks cleans up on its way; for `except*` see `except_star`.
//!
//! Each open statement that has something to do when it is left stands in the unit's list of blocks. `return`,
//! `break` and `continue` go through that list from the inside and emit what each block does when left; the
//! `finally` body is emitted anew for each such way, as in CPython. While a block's leaving code is emitted, its own
//! region of the exception table is suspended.
//!
//! Registers of a handler: `exc` receives the exception, `save` keeps the one that was being handled before.

use super::Emitter;
use super::NOWHERE;
use super::Outcome;
use super::Want;
use super::unit::Label;
use super::unit::RegionId;
use crate::ast::ExceptHandler;
use crate::ast::Expr;
use crate::ast::ExprKind;
use crate::ast::Name;
use crate::ast::Stmt;
use crate::ast::Try;
use crate::ast::WithItem;
use crate::code::Const;
use crate::op::Op;
use crate::op::Reg;
use crate::op::Special;
use crate::op::Target;
use crate::span::Span;

/// Most blocks inside one another, as in CPython.
const BLOCKS_MAX: usize = 20;

/// An open statement.
#[derive(Clone, Copy)]
pub(super) enum Block<'a> {
    /// A loop; its iterator, and where `continue` and `break` go.
    Loop { iter: Option<Reg>, next: Label, end: Label },
    /// The body of a `try` with `except` clauses.
    Try { region: RegionId },
    /// The body of a `try` with `finally`.
    Finally { region: RegionId, body: &'a [Stmt] },
    /// The `finally` body itself, on the way of an exception.
    FinallyExc { region: RegionId, save: Reg, exc: Reg },
    /// An `except` clause.
    Handler { region: RegionId, save: Reg, name: Option<(&'a Name, Span)> },
    /// An `except*` clause, which no jump may leave.
    StarHandler { region: RegionId },
    /// The body of a `with`; the pair of registers with `__exit__`.
    With { region: RegionId, exit: Reg, span: Span },
}

impl Block<'_> {
    fn region(&self) -> Option<RegionId> {
        match self {
            Block::Loop { .. } => None,
            Block::Try { region }
            | Block::Finally { region, .. }
            | Block::FinallyExc { region, .. }
            | Block::Handler { region, .. }
            | Block::StarHandler { region }
            | Block::With { region, .. } => Some(*region),
        }
    }

    fn is_loop(&self) -> bool {
        matches!(self, Block::Loop { .. })
    }

    /// Whether leaving it may run code of the program.
    fn runs_code(&self) -> bool {
        matches!(self, Block::Finally { .. } | Block::With { .. })
    }
}

/// How far a jump goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Leaving {
    /// To the innermost loop.
    Loop,
    /// Out of the function.
    Function,
}

impl<'a> Emitter<'a> {
    /// Emits `body` with `block` open around it.
    pub(super) fn in_block(
        &mut self,
        block: Block<'a>,
        span: Span,
        body: impl FnOnce(&mut Self) -> Outcome,
    ) -> Outcome {
        if self.unit.blocks.len() >= BLOCKS_MAX {
            return self.fail("too many statically nested blocks", span);
        }
        let is_loop = u32::from(matches!(block, Block::Loop { .. }));
        self.unit.blocks.push(block);
        self.unit.loops += is_loop;
        body(self)?;
        self.unit.loops -= is_loop;
        self.unit.blocks.pop();
        Ok(())
    }

    /// Iterator, `next` and `end` of the loop around this point.
    pub(super) fn innermost_loop(&self) -> Option<(Option<Reg>, Label, Label)> {
        self.unit.blocks.iter().rev().find_map(|block| match *block {
            Block::Loop { iter, next, end } => Some((iter, next, end)),
            _ => None,
        })
    }

    /// Fails if a jump out of blocks would leave an `except*` clause: the other clauses are still to come.
    pub(super) fn check_leaving(&self, leaving: Leaving, span: Span) -> Outcome {
        let mut left =
            self.unit.blocks.iter().rev().take_while(|b| leaving == Leaving::Function || !b.is_loop());
        if left.any(|block| matches!(block, Block::StarHandler { .. })) {
            return self.fail("'break', 'continue' and 'return' cannot appear in an except* block", span);
        }
        Ok(())
    }

    /// Emits what the blocks do when they are left, innermost first; the blocks left. They are closed until
    /// [`come_back`](Self::come_back).
    pub(super) fn leave(&mut self, leaving: Leaving, span: Span) -> Outcome<Vec<Block<'a>>> {
        let mut left = Vec::new();
        let mut code_ahead = self.unit.blocks.iter().filter(|block| block.runs_code()).count();
        while let Some(block) = self.unit.blocks.pop() {
            if let (Leaving::Loop, Block::Loop { .. }) = (leaving, &block) {
                self.unit.blocks.push(block);
                break;
            }
            if let Some(region) = block.region() {
                self.unit.suspend_region(region);
            }
            left.push(block);
            code_ahead -= usize::from(block.runs_code());
            if self.unit.flow.reachable {
                self.leave_block(block, code_ahead > 0, span)?;
            }
        }
        Ok(left)
    }

    fn leave_block(&mut self, block: Block<'a>, code_ahead: bool, span: Span) -> Outcome {
        match block {
            Block::Try { .. } | Block::StarHandler { .. } => {}
            // What is left in registers goes with the frame, unless code runs before that could notice.
            Block::Loop { iter: Some(reg), .. } if code_ahead => self.unit.emit(Op::Clear { reg }, span),
            Block::Loop { .. } => {}
            Block::Finally { body, .. } => self.stmts(body)?,
            Block::FinallyExc { save, exc, .. } => {
                self.unit.emit(Op::Clear { reg: exc }, span);
                self.unit.emit(Op::PopExc { save }, span);
            }
            Block::Handler { save, name, .. } => {
                self.unit.emit(Op::PopExc { save }, span);
                if let Some((name, _)) = name {
                    self.forget_name(name, NOWHERE);
                }
            }
            Block::With { exit, span, .. } => self.call_exit(exit, span),
        }
        Ok(())
    }

    /// Opens again what [`leave`](Self::leave) has closed, for the code after the jump.
    pub(super) fn come_back(&mut self, mut left: Vec<Block<'a>>) {
        while let Some(block) = left.pop() {
            if let Some(region) = block.region() {
                self.unit.resume_region(region);
            }
            self.unit.blocks.push(block);
        }
    }

    pub(super) fn return_stmt(&mut self, value: Option<&'a Expr>, span: Span) -> Outcome {
        if !matches!(self.unit.kind, crate::code::CodeKind::Function | crate::code::CodeKind::Generator) {
            return self.fail("'return' outside function", span);
        }
        let place = match value {
            Some(Expr { kind: ExprKind::Constant(_), span: place })
                if self.lines.line(place.start) == self.lines.line(span.start) =>
            {
                *place
            }
            _ => span,
        };
        self.check_leaving(Leaving::Function, place)?;
        let mark = self.unit.mark();
        let known = value.map_or(Some(Const::None), |value| self.fold(value));
        if let Some(known) = known {
            let left = self.leave(Leaving::Function, span)?;
            let span = place_of_return(&left, span);
            if let Const::None = known {
                self.unit.emit_last(Op::ReturnNone, span);
            } else {
                let src = self.load_value(known, span, Want::Temp);
                self.unit.emit_last(Op::Return { src }, span);
            }
            self.come_back(left);
        } else if let (Some(value), true) = (value, self.unit.blocks.iter().all(Block::is_loop)) {
            self.return_value(value, span)?;
        } else if let Some(value) = value {
            // Leaving may run code, and leaving an `except … as name` clears the name: the value is kept apart.
            let kept = self.unit.hidden();
            let src = self.expr(value, Want::Into(kept))?;
            let left = self.leave(Leaving::Function, span)?;
            let span = place_of_return(&left, span);
            self.unit.emit_last(Op::Return { src }, span);
            self.come_back(left);
            self.unit.release(kept);
        }
        self.unit.reset(mark);
        Ok(())
    }

    /// Returns `value` where no open statement minds; each branch of a conditional expression returns by itself.
    pub(super) fn return_value(&mut self, value: &'a Expr, span: Span) -> Outcome {
        let mark = self.unit.mark();
        let mut value = value;
        while let ExprKind::IfExp { test, body, orelse } = &value.kind {
            let other = self.unit.new_label();
            self.jump_unless(test, other)?;
            self.return_value(body, span)?;
            self.unit.place(other);
            value = orelse;
        }
        let src = self.expr(value, Want::Any)?;
        self.unit.emit_last(Op::Return { src }, span);
        self.unit.reset(mark);
        Ok(())
    }

    // ---- try -------------------------------------------------------------------------------------------------------

    pub(super) fn try_stmt(&mut self, node: &'a Try, span: Span) -> Outcome {
        self.unit.mark_line(span);
        if node.finalbody.is_empty() {
            return self.try_clauses(node, span);
        }
        let (handler, again, end) = (self.unit.new_label(), self.unit.new_label(), self.unit.new_label());
        let (exc, save, inner) = (self.unit.hidden(), self.unit.hidden(), self.unit.hidden());
        let (mark, before) = (self.unit.hidden_mark(), self.unit.flow.clone());
        let region = self.unit.open_region(handler, exc);
        let body = &node.finalbody;
        self.in_block(Block::Finally { region, body }, span, |this| {
            if node.handlers.is_empty() { this.stmts(&node.body) } else { this.try_clauses(node, span) }
        })?;
        let covers = self.unit.close_region(region);
        self.stmts(body)?;
        self.unit.jump_uninterrupted(end, span);
        if covers {
            self.unit.place_with(handler, &before);
            let place = body.first().map_or(span, |stmt| stmt.span);
            self.enter_handler(save, exc, mark, place);
            let region = self.unit.open_region(again, inner);
            self.in_block(Block::FinallyExc { region, save, exc }, span, |this| this.stmts(body))?;
            self.unit.emit(Op::PopExc { save }, NOWHERE);
            self.unit.close_region(region);
            self.unit.emit_last(Op::Reraise { exc }, NOWHERE);
            self.unit.place_with(again, &before);
            self.unit.emit(Op::Clear { reg: exc }, NOWHERE);
            self.unit.emit(Op::PopExc { save }, NOWHERE);
            self.unit.emit_last(Op::Reraise { exc: inner }, NOWHERE);
        }
        for reg in [exc, save, inner] {
            self.unit.release(reg);
        }
        self.unit.place(end);
        Ok(())
    }

    fn try_clauses(&mut self, node: &'a Try, span: Span) -> Outcome {
        if node.is_star { self.try_star(node, span) } else { self.try_except(node, span) }
    }

    /// The first instructions of a handler: the exception becomes the one being handled, and what the interrupted
    /// code had in hidden locals is dropped.
    pub(super) fn enter_handler(&mut self, save: Reg, exc: Reg, mark: usize, span: Span) {
        self.unit.emit(Op::PushExc { save, exc }, span);
        for reg in self.unit.hidden_since(mark) {
            self.unit.emit(Op::Clear { reg }, span);
        }
    }

    fn try_except(&mut self, node: &'a Try, span: Span) -> Outcome {
        let init = node.handlers.split_last().map_or(&[][..], |(_, init)| init);
        if let Some(clause) = init.iter().find(|clause| clause.type_.is_none()) {
            return self.fail("default 'except:' must be last", clause.span);
        }
        let (handler, cleanup, end) = (self.unit.new_label(), self.unit.new_label(), self.unit.new_label());
        let (exc, save) = (self.unit.hidden(), self.unit.hidden());
        let (mark, before) = (self.unit.hidden_mark(), self.unit.flow.clone());
        let region = self.unit.open_region(handler, exc);
        self.in_block(Block::Try { region }, span, |this| this.stmts(&node.body))?;
        let covers = self.unit.close_region(region);
        self.stmts(&node.orelse)?;
        self.unit.jump_uninterrupted(end, span);
        let clauses = |this: &mut Self| -> Outcome {
            this.unit.place_with(handler, &before);
            this.enter_handler(save, exc, mark, node.handlers.first().map_or(span, |clause| clause.span));
            for clause in &node.handlers {
                this.except_clause(clause, exc, save, cleanup, end)?;
            }
            // No clause matched, or one failed: the exception that was being handled before is so again.
            this.unit.place_with(cleanup, &before);
            this.unit.emit(Op::PopExc { save }, NOWHERE);
            this.unit.emit_last(Op::Reraise { exc }, NOWHERE);
            Ok(())
        };
        if covers {
            clauses(self)?
        } else {
            self.unreachable(clauses_of(node))?
        }
        self.unit.release(exc);
        self.unit.release(save);
        self.unit.place(end);
        Ok(())
    }

    fn except_clause(
        &mut self,
        clause: &'a ExceptHandler,
        exc: Reg,
        save: Reg,
        cleanup: Label,
        end: Label,
    ) -> Outcome {
        let next = self.unit.new_label();
        let outer = self.unit.open_region(cleanup, exc);
        if let Some(class) = &clause.type_ {
            self.unit.expr_end = class.span.end;
            let mark = self.unit.mark();
            let class_reg = self.expr(class, Want::Any)?;
            self.unit.reset(mark);
            let dst = self.unit.push_temp();
            self.unit.emit(Op::ExcMatches { dst, exc, class: class_reg }, clause.span);
            self.unit.reset(mark);
            self.unit.jump_if(Op::JumpIfFalse { reg: dst, target: Target(0) }, next, class.span);
        }
        let name = clause.name.as_ref().map(|ident| (&ident.name, clause.span));
        let bind = match name {
            Some((name, span)) => {
                self.store(name, exc, span);
                let label = self.unit.new_label();
                Some((name, span, label))
            }
            None => None,
        };
        self.unit.emit(Op::Clear { reg: exc }, clause.span);
        let before = self.unit.flow.clone();
        self.unit.close_region(outer);
        // From here on a failure must also unbind the name.
        let region = self.unit.open_region(bind.map_or(cleanup, |(_, _, label)| label), exc);
        self.in_block(Block::Handler { region, save, name }, clause.span, |this| this.stmts(&clause.body))?;
        self.unit.close_region(region);
        self.unit.emit(Op::PopExc { save }, NOWHERE);
        if let Some((name, _, label)) = bind {
            self.forget_name(name, NOWHERE);
            self.unit.jump_uninterrupted(end, clause.span);
            self.unit.place_with(label, &before);
            self.forget_name(name, NOWHERE);
            self.unit.jump_uninterrupted(cleanup, NOWHERE);
        } else {
            self.unit.jump_uninterrupted(end, clause.span);
        }
        self.unit.place(next);
        Ok(())
    }

    // ---- with ------------------------------------------------------------------------------------------------------

    pub(super) fn with_stmt(&mut self, items: &'a [WithItem], body: &'a [Stmt], span: Span) -> Outcome {
        let mut open = Vec::new();
        for item in items {
            if self.unit.blocks.len() >= BLOCKS_MAX {
                return self.fail("too many statically nested blocks", span);
            }
            self.unit.expr_end = item.span.end;
            open.push(self.with_item(item)?);
        }
        self.stmts(body)?;
        while let Some(with) = open.pop() {
            self.unit.blocks.pop();
            self.end_with(with);
        }
        Ok(())
    }

    fn with_item(&mut self, item: &'a WithItem) -> Outcome<OpenWith> {
        let place = item.context_expr.span;
        let mark = self.unit.mark();
        let exit = self.unit.hidden_range(2);
        let mut kept = Vec::new();
        let obj = self.kept_operand(&item.context_expr, &mut kept)?;
        let base = self.unit.push_temps(2);
        self.unit.emit(Op::LoadSpecial { which: Special::Enter, base, obj }, place);
        self.unit.emit(Op::LoadSpecial { which: Special::Exit, base: exit, obj }, place);
        for reg in kept {
            self.unit.clear_release(reg, place);
        }
        self.unit.reset(mark);
        let (handler, cleanup, end) = (self.unit.new_label(), self.unit.new_label(), self.unit.new_label());
        let (exc, save) = (self.unit.hidden(), self.unit.hidden());
        let direct = match item.optional_vars.as_ref().map(|target| &target.kind) {
            Some(ExprKind::Name(name)) => self.plain_local(name),
            _ => None,
        };
        let dst = self.dest(direct.map_or(Want::Temp, Want::Into));
        self.unit.emit(Op::CallSpecial { argc: 0, dst, base }, place);
        let (log, before) = (self.unit.hidden_mark(), self.unit.flow.clone());
        let region = self.unit.open_region(handler, exc);
        self.unit.blocks.push(Block::With { region, exit, span: place });
        match (&item.optional_vars, direct) {
            (Some(_), Some(reg)) => self.unit.set_bound(reg),
            (Some(target), None) => self.assign(target, dst)?,
            (None, _) => self.unit.emit(Op::Clear { reg: dst }, place),
        }
        self.unit.reset(mark);
        Ok(OpenWith { region, handler, cleanup, end, exit, exc, save, log, before, place })
    }

    fn end_with(&mut self, with: OpenWith) {
        let OpenWith { region, handler, cleanup, end, exit, exc, save, log, before, place } = with;
        let covers = self.unit.close_region(region);
        self.call_exit(exit, place);
        self.unit.jump_uninterrupted(end, place);
        if covers {
            self.unit.place_with(handler, &before);
            self.enter_handler(save, exc, log, place);
            let region = self.unit.open_region(cleanup, exc);
            let mark = self.unit.mark();
            let dst = self.unit.push_temp();
            self.unit.reset(mark);
            self.unit.emit(Op::WithExceptExit { dst, exit, exc }, place);
            let suppressed = self.unit.new_label();
            self.unit.jump_if(Op::JumpIfTrue { reg: dst, target: Target(0) }, suppressed, place);
            self.unit.close_region(region);
            self.unit.place_with(cleanup, &before);
            self.clear_pair(exit, NOWHERE);
            self.unit.emit(Op::PopExc { save }, NOWHERE);
            self.unit.emit_last(Op::Reraise { exc }, NOWHERE);
            self.unit.place(suppressed);
            self.unit.emit(Op::PopExc { save }, NOWHERE);
            self.unit.emit(Op::Clear { reg: exc }, NOWHERE);
            self.clear_pair(exit, NOWHERE);
        }
        for reg in [exc, save, exit, exit.offset(1)] {
            self.unit.release(reg);
        }
        self.unit.place(end);
    }

    /// Calls `__exit__(None, None, None)`.
    fn call_exit(&mut self, exit: Reg, span: Span) {
        let mark = self.unit.mark();
        let base = self.unit.push_temps(2);
        self.unit.emit(Op::Move { dst: base, src: exit }, span);
        self.unit.emit(Op::Move { dst: base.offset(1), src: exit.offset(1) }, span);
        self.clear_pair(exit, span);
        for _ in 0..3 {
            self.load_value(Const::None, span, Want::Temp);
        }
        self.unit.reset(mark);
        self.unit.emit(Op::CallSpecial { argc: 3, dst: base, base }, span);
        self.unit.emit(Op::Clear { reg: base }, span);
    }

    fn clear_pair(&mut self, first: Reg, span: Span) {
        self.unit.emit(Op::Clear { reg: first }, span);
        self.unit.emit(Op::Clear { reg: first.offset(1) }, span);
    }
}

/// A `return` that had code of other statements run on its way belongs to the line of that code.
fn place_of_return(left: &[Block<'_>], span: Span) -> Span {
    if left.iter().any(Block::runs_code) { NOWHERE } else { span }
}

/// What the end of a `with` must know of its start.
struct OpenWith {
    region: RegionId,
    handler: Label,
    cleanup: Label,
    end: Label,
    exit: Reg,
    exc: Reg,
    save: Reg,
    log: usize,
    before: super::unit::Flow,
    place: Span,
}

/// Looks at the clauses of a `try` that cannot raise, for the errors in them.
fn clauses_of<'a>(node: &'a Try) -> impl FnOnce(&mut Emitter<'a>) -> Outcome {
    |this| node.handlers.iter().try_for_each(|clause| this.stmts(&clause.body))
}
