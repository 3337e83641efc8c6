//! Statements: the dispatch, and the simple ones.

use super::Emitter;
use super::Outcome;
use super::Want;
use super::fold::truth;
use crate::ast::Expr;
use crate::ast::ExprKind;
use crate::ast::IfBranch;
use crate::ast::Stmt;
use crate::ast::StmtKind;
use crate::code::Const;
use crate::op::Op;
use crate::span::Span;

impl<'a> Emitter<'a> {
    pub(super) fn stmt(&mut self, stmt: &'a Stmt) -> Outcome {
        let span = stmt.span;
        self.unit.check_limits(span)?;
        self.statements += 1;
        if self.statements > super::STATEMENTS_MAX {
            return self.fail("too much code", span);
        }
        self.unit.expr_end = span.end;
        let before = (self.unit.ops.len(), self.unit.marks.len());
        let line_end = self.lines.line_start(self.lines.line(span.start) + 1).max(span.start + 1);
        let has_body = matches!(
            stmt.kind,
            StmtKind::If { .. }
                | StmtKind::While { .. }
                | StmtKind::For { .. }
                | StmtKind::Try(_)
                | StmtKind::With { .. }
                | StmtKind::Match { .. }
                | StmtKind::FunctionDef(_)
                | StmtKind::ClassDef(_)
        );
        // In a statement of several lines, operands on the first are told apart from those on others.
        self.unit.one_line_end = if span.end > line_end && !has_body { 0 } else { line_end };
        self.stmt_of_kind(stmt)?;
        // A statement that nothing is done for is a line all the same, except where CPython has nothing either.
        let silent =
            matches!(stmt.kind, StmtKind::Global(_) | StmtKind::Nonlocal(_) | StmtKind::AnnAssign { .. });
        if before == (self.unit.ops.len(), self.unit.marks.len()) && !silent {
            self.unit.mark_line(span);
        }
        Ok(())
    }

    fn stmt_of_kind(&mut self, stmt: &'a Stmt) -> Outcome {
        let span = stmt.span;
        match &stmt.kind {
            StmtKind::Expr(value) => self.expr_stmt(value),
            StmtKind::Assign { targets, value } => self.assign_stmt(targets, value, span),
            StmtKind::AugAssign { target, op, value } => self.aug_assign(target, *op, value, span),
            StmtKind::AnnAssign { target, annotation, value, simple } => {
                self.ann_assign(target, annotation, value.as_deref(), *simple, span)
            }
            StmtKind::If { branches, orelse } => self.if_stmt(branches, orelse, span),
            StmtKind::While { test, body, orelse } => self.while_stmt(test, body, orelse),
            StmtKind::For { is_async: true, .. } => self.fail("'async for' outside async function", span),
            StmtKind::For { target, iter, body, orelse, .. } => {
                self.for_stmt(target, iter, body, orelse, span)
            }
            StmtKind::Return(value) => self.return_stmt(value.as_deref(), span),
            StmtKind::Break => self.break_stmt(span),
            StmtKind::Continue => self.continue_stmt(span),
            StmtKind::FunctionDef(def) => self.function_def(def, span),
            StmtKind::ClassDef(def) => self.class_def(def, span),
            StmtKind::Try(node) => self.try_stmt(node, span),
            StmtKind::With { is_async: true, .. } => self.fail("'async with' outside async function", span),
            StmtKind::With { items, body, .. } => self.with_stmt(items, body, span),
            StmtKind::Raise { exc, cause } => self.raise(exc.as_deref(), cause.as_deref(), span),
            StmtKind::Assert { test, msg } => self.assert_stmt(test, msg.as_deref(), span),
            StmtKind::Delete(targets) => targets.iter().try_for_each(|target| self.delete(target)),
            StmtKind::Import(aliases) => self.import(aliases, span),
            StmtKind::ImportFrom { module, names, level } => {
                self.import_from(module.as_ref(), names, *level, span)
            }
            StmtKind::Match { subject, cases } => self.match_stmt(subject, cases, span),
            StmtKind::TypeAlias { .. } => self.fail("'type' statements are not supported yet", span),
            StmtKind::Global(_) | StmtKind::Nonlocal(_) | StmtKind::Pass => Ok(()),
        }
    }

    fn expr_stmt(&mut self, value: &'a Expr) -> Outcome {
        match &value.kind {
            // A constant does nothing, but it may be one that is refused.
            ExprKind::Constant(constant) => self.literal(constant, value.span).map(|_| ()),
            _ => self.discard(value),
        }
    }

    fn if_stmt(&mut self, branches: &'a [IfBranch], orelse: &'a [Stmt], span: Span) -> Outcome {
        let end = self.unit.new_label();
        let last = branches.len() - 1;
        for (at, branch) in branches.iter().enumerate() {
            self.unit.expr_end = branch.test.span.end;
            match self.fold(&branch.test).map(|value| truth(&value)) {
                Some(true) => {
                    self.unit.mark_line(branch.test.span);
                    self.stmts(&branch.body)?;
                    self.unreachable(|this| {
                        branches[at + 1..].iter().try_for_each(|branch| this.stmts(&branch.body))?;
                        this.stmts(orelse)
                    })?;
                    self.unit.place(end);
                    return Ok(());
                }
                Some(false) => {
                    self.unit.mark_line(branch.test.span);
                    self.unreachable(|this| this.stmts(&branch.body))?;
                }
                None if let Some(target) = self.plain_jump(&branch.body) => {
                    let jumps = self.unit.jumps.len();
                    self.jump_when(&branch.test, target)?;
                    if let [stmt] = &branch.body[..] {
                        self.unit.fuse(jumps, target, stmt.span);
                    }
                }
                None => {
                    let next = self.unit.new_label();
                    self.jump_unless(&branch.test, next)?;
                    self.stmts(&branch.body)?;
                    if at < last || !orelse.is_empty() {
                        self.unit.jump_uninterrupted(end, span);
                    }
                    self.unit.place(next);
                }
            }
        }
        self.stmts(orelse)?;
        self.unit.place(end);
        Ok(())
    }

    /// Looks at code that cannot be reached, for the errors in it.
    pub(super) fn unreachable(&mut self, emit: impl FnOnce(&mut Self) -> Outcome) -> Outcome {
        let flow = self.unit.flow.clone();
        self.unit.flow.reachable = false;
        emit(self)?;
        self.unit.flow = flow;
        Ok(())
    }

    fn raise(&mut self, exc: Option<&'a Expr>, cause: Option<&'a Expr>, span: Span) -> Outcome {
        let mark = self.unit.mark();
        let op = match (exc, cause) {
            (None, _) => Op::RaiseAgain,
            (Some(exc), None) => Op::Raise { exc: self.expr(exc, Want::Any)? },
            (Some(exc), Some(cause)) => {
                let exc = self.expr(exc, Want::Any)?;
                Op::RaiseFrom { exc, cause: self.expr(cause, Want::Any)? }
            }
        };
        self.unit.reset(mark);
        self.unit.emit_last(op, span);
        Ok(())
    }

    fn assert_stmt(&mut self, test: &'a Expr, msg: Option<&'a Expr>, span: Span) -> Outcome {
        self.warn_assert(test, span);
        let passed = self.unit.new_label();
        self.jump_when(test, passed)?;
        let mark = self.unit.mark();
        let base = self.unit.push_temp();
        self.unit.emit(Op::LoadAssertionError { dst: base }, span);
        if let Some(msg) = msg {
            self.push(msg)?;
            self.unit.emit(Op::Call { argc: 1, dst: base, base }, span);
        }
        self.unit.reset(mark);
        self.unit.emit_last(Op::Raise { exc: base }, test.span);
        self.unit.place(passed);
        Ok(())
    }

    /// The docstring of a body and the statements after it.
    pub(super) fn split_docstring<'b>(
        &self,
        body: &'b [Stmt],
    ) -> (Option<(std::sync::Arc<str>, Span)>, &'b [Stmt]) {
        if let [first, rest @ ..] = body
            && let StmtKind::Expr(value) = &first.kind
            && let ExprKind::Constant(constant) = &value.kind
            && let Ok(Const::Str(text)) = self.literal(constant, value.span)
        {
            return (Some((clean_docstring(&text).into(), first.span)), rest);
        }
        (None, body)
    }
}

/// A docstring without its common indentation, as CPython 3.13 stores it.
fn clean_docstring(text: &str) -> String {
    let expanded = expand_tabs(text);
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let margin =
        expanded.split('\n').skip(1).filter(|line| !line.trim_matches(' ').is_empty()).map(indent).min();
    let mut lines = expanded.split('\n');
    let mut cleaned = String::from(lines.next().unwrap_or("").trim_start_matches(' '));
    for line in lines {
        cleaned.push('\n');
        cleaned.push_str(&line[margin.unwrap_or(0).min(indent(line))..]);
    }
    cleaned
}

/// `str.expandtabs(8)`
fn expand_tabs(text: &str) -> String {
    let mut expanded = String::with_capacity(text.len());
    let mut column = 0;
    for c in text.chars() {
        match c {
            '\t' => {
                let blanks = 8 - column % 8;
                expanded.extend(std::iter::repeat_n(' ', blanks));
                column += blanks;
            }
            '\n' | '\r' => {
                expanded.push(c);
                column = 0;
            }
            _ => {
                expanded.push(c);
                column += 1;
            }
        }
    }
    expanded
}
