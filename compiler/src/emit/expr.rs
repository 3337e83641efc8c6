//! Expressions: the dispatch, operators, comparisons, `and`/`or`, slices, `yield`.

use super::Emitter;
use super::Outcome;
use super::Want;
use super::fold;
use super::fstring::format_parts;
use super::names::is_temp;
use crate::ast;
use crate::ast::Constant;
use crate::ast::Expr;
use crate::ast::ExprKind;
use crate::ast::Ident;
use crate::ast::Operator;
use crate::code::CodeKind;
use crate::code::Const;
use crate::op::BinOp;
use crate::op::CmpOp;
use crate::op::Op;
use crate::op::Reg;
use crate::op::UnaryOp;
use crate::span::Span;
use crate::symbols::ScopeKind;

/// What is said of a comprehension with `async for` or `await`; `async def` itself is refused before its body is seen.
pub(super) const ASYNC_COMPREHENSION: &str = "asynchronous comprehension outside of an asynchronous function";

/// A left operand: already computed, or known and not loaded yet.
enum Operand {
    Known(Const),
    In(Reg),
}

/// The machine's name of a binary operator.
pub(super) const fn bin_op(op: Operator) -> BinOp {
    match op {
        Operator::Add => BinOp::Add,
        Operator::Sub => BinOp::Sub,
        Operator::Mult => BinOp::Mul,
        Operator::MatMult => BinOp::MatMul,
        Operator::Div => BinOp::TrueDiv,
        Operator::Mod => BinOp::Mod,
        Operator::Pow => BinOp::Pow,
        Operator::LShift => BinOp::LShift,
        Operator::RShift => BinOp::RShift,
        Operator::BitOr => BinOp::Or,
        Operator::BitXor => BinOp::Xor,
        Operator::BitAnd => BinOp::And,
        Operator::FloorDiv => BinOp::FloorDiv,
    }
}

const fn binary_op(op: Operator, dst: Reg, a: Reg, b: Reg) -> Op {
    match op {
        Operator::Add => Op::Add { dst, a, b },
        Operator::Sub => Op::Sub { dst, a, b },
        Operator::Mult => Op::Mul { dst, a, b },
        Operator::Div => Op::TrueDiv { dst, a, b },
        Operator::FloorDiv => Op::FloorDiv { dst, a, b },
        Operator::Mod => Op::Mod { dst, a, b },
        Operator::BitAnd => Op::BitAnd { dst, a, b },
        Operator::BitOr => Op::BitOr { dst, a, b },
        Operator::BitXor => Op::BitXor { dst, a, b },
        Operator::LShift => Op::LShift { dst, a, b },
        Operator::RShift => Op::RShift { dst, a, b },
        Operator::Pow | Operator::MatMult => Op::Binary { op: bin_op(op), dst, a, b },
    }
}

/// The instruction for a comparison of two registers.
pub(super) const fn compare_op(op: ast::CmpOp, dst: Reg, a: Reg, b: Reg) -> Op {
    let op = match op {
        ast::CmpOp::Lt => CmpOp::Lt,
        ast::CmpOp::LtE => CmpOp::Le,
        ast::CmpOp::Eq => CmpOp::Eq,
        ast::CmpOp::NotEq => CmpOp::Ne,
        ast::CmpOp::Gt => CmpOp::Gt,
        ast::CmpOp::GtE => CmpOp::Ge,
        ast::CmpOp::Is => return Op::Is { negate: false, dst, a, b },
        ast::CmpOp::IsNot => return Op::Is { negate: true, dst, a, b },
        ast::CmpOp::In => return Op::Contains { negate: false, dst, item: a, container: b },
        ast::CmpOp::NotIn => return Op::Contains { negate: true, dst, item: a, container: b },
    };
    Op::Compare { op, dst, a, b }
}

impl<'a> Emitter<'a> {
    /// Evaluates `expr` to where `want` says; the register that then holds the value.
    pub(super) fn expr(&mut self, expr: &'a Expr, want: Want) -> Outcome<Reg> {
        let before = self.unit.ops.len();
        let reg = self.expr_of_kind(expr, want)?;
        // An operand that is read where it is, on a line of its own, is a line for who traces.
        if before == self.unit.ops.len() && expr.span.start >= self.unit.one_line_end {
            self.unit.mark_line(expr.span);
        }
        Ok(reg)
    }

    fn expr_of_kind(&mut self, expr: &'a Expr, want: Want) -> Outcome<Reg> {
        let span = expr.span;
        match &expr.kind {
            ExprKind::Name(name) if &**name == "__debug__" => {
                Ok(self.load_value(Const::Bool(true), span, want))
            }
            ExprKind::Name(name) => Ok(self.load(name, span, want)),
            ExprKind::Constant(constant) => self.constant(constant, span, want),
            ExprKind::Attribute { .. } | ExprKind::Call { .. } | ExprKind::Subscript { .. } => {
                self.postfix(expr, want)
            }
            ExprKind::BinOp { .. } => self.binary(expr, want),
            ExprKind::Compare { left, rest } => self.compare(left, rest, span, want),
            ExprKind::UnaryOp { .. } => self.unary(expr, want),
            ExprKind::BoolOp { op, values } => self.bool_op(*op, values, span, want),
            ExprKind::IfExp { test, body, orelse } => self.if_exp(test, body, orelse, span, want),
            ExprKind::Named { target, value } => self.named(target, value, span, want),
            ExprKind::Lambda(lambda) => self.lambda(lambda, span, want),
            ExprKind::Tuple(items) => self.tuple(expr, items, want),
            ExprKind::List(items) => self.list(items, span, want),
            ExprKind::Set(items) => self.set(items, span, want),
            ExprKind::Dict(items) => self.dict(items, span, want),
            ExprKind::ListComp(comp) => self.list_comp(comp, span, want),
            ExprKind::SetComp(comp) => self.set_comp(comp, span, want),
            ExprKind::DictComp(comp) => self.dict_comp(comp, span, want),
            ExprKind::GeneratorExp(comp) => self.generator_exp(comp, span, want),
            ExprKind::JoinedStr(parts) => self.joined_str(parts, span, want),
            ExprKind::TemplateStr(_) => self.fail("t-strings are not supported yet", span),
            ExprKind::Yield(value) => self.yield_value(value.as_deref(), span, want),
            ExprKind::YieldFrom(value) => self.yield_from(value, span, want),
            ExprKind::Await(_) if self.symbols.kind(self.unit.scope) == ScopeKind::Generator => {
                self.fail("'await' in a generator expression is not supported yet", span)
            }
            ExprKind::Await(_) => match self.unit.active.split_first() {
                Some((_, [.., comprehension])) => self.fail(ASYNC_COMPREHENSION, comprehension.span),
                _ => self.fail("'await' outside async function", span),
            },
            ExprKind::Starred(_) => self.fail("can't use starred expression here", span),
            ExprKind::Slice { lower, upper, step } => {
                self.slice(lower.as_deref(), upper.as_deref(), step.as_deref(), span, want)
            }
        }
    }

    /// Evaluates `expr` into the next temporary.
    pub(super) fn push(&mut self, expr: &'a Expr) -> Outcome<Reg> {
        self.expr(expr, Want::Temp)
    }

    /// Evaluates `expr` and drops the value.
    pub(super) fn discard(&mut self, expr: &'a Expr) -> Outcome {
        let mark = self.unit.mark();
        let reg = self.expr(expr, Want::Any)?;
        if is_temp(reg) {
            self.unit.emit(Op::Clear { reg }, expr.span);
        }
        self.unit.reset(mark);
        Ok(())
    }

    fn constant(&mut self, constant: &Constant, span: Span, want: Want) -> Outcome<Reg> {
        let value = self.literal(constant, span)?;
        Ok(self.load_value(value, span, want))
    }

    /// Consumes a temporary's value into where `want` says: for values that had to be built in a temporary.
    pub(super) fn deliver(&mut self, src: Reg, span: Span, want: Want) -> Reg {
        match want {
            Want::Into(dst) if dst != src => {
                self.unit.emit(Op::Move { dst, src }, span);
                dst
            }
            _ => src,
        }
    }

    // ---- operators -------------------------------------------------------------------------------------------------

    /// A chain of binary operators that leans to the left, from its first operand on; no recursion along the chain.
    fn binary(&mut self, expr: &'a Expr, want: Want) -> Outcome<Reg> {
        let mut links = Vec::new();
        let mut first = expr;
        while let ExprKind::BinOp { left, op, right } = &first.kind {
            links.push((*op, &**right, first.span));
            first = left;
        }
        let mark = self.unit.mark();
        let mut left = match self.fold(first) {
            Some(value) => Operand::Known(value),
            None => Operand::In(self.expr(first, Want::Any)?),
        };
        while let Some((op, right, span)) = links.pop() {
            if let (Operand::Known(Const::Str(format)), Operator::Mod) = (&left, op)
                && let ExprKind::Tuple(items) = &right.kind
                && !items.iter().any(|item| matches!(item.kind, ExprKind::Starred(_)))
                && let Some(parts) = format_parts(format, items.len())
            {
                let want = if links.is_empty() { want } else { Want::Temp };
                left = Operand::In(self.percent_format(&parts, items, span, want)?);
                continue;
            }
            if let Operand::Known(value) = &left
                && let Some(right) = self.fold(right)
                && let Some(value) = fold::binary(op, value, &right)
            {
                left = Operand::Known(value);
                continue;
            }
            let a = match left {
                Operand::Known(value) => self.load_value(value, first.span, Want::Any),
                Operand::In(reg) => reg,
            };
            let immediate = match op {
                Operator::Add | Operator::Sub => self.fold_i16(right),
                _ => None,
            };
            let b = match immediate {
                Some(_) => a,
                None => self.expr(right, Want::Any)?,
            };
            self.unit.reset(mark);
            let dst = self.dest(if links.is_empty() { want } else { Want::Temp });
            let op = match immediate {
                Some(imm) if op == Operator::Add => Op::AddInt { in_place: false, dst, a, imm },
                Some(imm) => Op::SubInt { in_place: false, dst, a, imm },
                None => binary_op(op, dst, a, b),
            };
            self.unit.emit(op, span);
            left = Operand::In(dst);
        }
        Ok(match left {
            Operand::Known(value) => self.load_value(value, expr.span, want),
            Operand::In(reg) => reg,
        })
    }

    fn unary(&mut self, expr: &'a Expr, want: Want) -> Outcome<Reg> {
        if let Some(value) = self.fold(expr) {
            return Ok(self.load_value(value, expr.span, want));
        }
        let ExprKind::UnaryOp { op, operand } = &expr.kind else { return self.expr(expr, want) };
        let mark = self.unit.mark();
        let op = match op {
            ast::UnaryOp::Not => {
                if let ExprKind::Compare { left, rest } = &operand.kind
                    && let [(op, right)] = &rest[..]
                    && let Some(op) = negated(*op)
                {
                    return self.compare_one(left, op, right, operand.span, want);
                }
                let src = self.expr(operand, Want::Any)?;
                self.unit.reset(mark);
                let dst = self.dest(want);
                self.unit.emit(Op::Not { dst, src }, expr.span);
                return Ok(dst);
            }
            ast::UnaryOp::USub => UnaryOp::Neg,
            ast::UnaryOp::UAdd => UnaryOp::Pos,
            ast::UnaryOp::Invert => UnaryOp::Invert,
        };
        let src = self.expr(operand, Want::Any)?;
        self.unit.reset(mark);
        let dst = self.dest(want);
        self.unit.emit(Op::Unary { op, dst, src }, expr.span);
        Ok(dst)
    }

    /// `and`, `or`: every operand but the last decides or is dropped.
    fn bool_op(&mut self, op: ast::BoolOp, values: &'a [Expr], span: Span, want: Want) -> Outcome<Reg> {
        let end = self.unit.new_label();
        let mark = self.unit.mark();
        let mut reg = self.unit.next_temp();
        for (at, value) in values.iter().enumerate() {
            self.unit.reset(mark);
            reg = self.push(value)?;
            if at + 1 < values.len() {
                let target = crate::op::Target(0);
                let jump = match op {
                    ast::BoolOp::And => Op::JumpIfFalseKeep { reg, target },
                    ast::BoolOp::Or => Op::JumpIfTrueKeep { reg, target },
                };
                self.unit.jump_if(jump, end, value.span);
            }
        }
        self.unit.place(end);
        if let Want::Into(_) = want {
            self.unit.reset(mark);
        }
        Ok(self.deliver(reg, span, want))
    }

    fn if_exp(
        &mut self,
        test: &'a Expr,
        body: &'a Expr,
        orelse: &'a Expr,
        span: Span,
        want: Want,
    ) -> Outcome<Reg> {
        // Both branches must leave the value in the same place.
        let want = if want == Want::Any { Want::Temp } else { want };
        let (other, end) = (self.unit.new_label(), self.unit.new_label());
        let mark = self.unit.mark();
        self.jump_unless(test, other)?;
        self.expr(body, want)?;
        self.unit.jump_uninterrupted(end, span);
        self.unit.place(other);
        self.unit.reset(mark);
        let reg = self.expr(orelse, want)?;
        self.unit.place(end);
        Ok(reg)
    }

    /// `target := value`
    fn named(&mut self, target: &'a Ident, value: &'a Expr, span: Span, want: Want) -> Outcome<Reg> {
        if let Some(reg) = self.plain_local(&target.name) {
            self.expr(value, Want::Into(reg))?;
            self.unit.set_bound(reg);
            return Ok(self.load(&target.name, span, want));
        }
        let kept = self.unit.hidden();
        self.expr(value, Want::Into(kept))?;
        self.store(&target.name, kept, span);
        let dst = self.dest(want);
        self.unit.emit(Op::Move { dst, src: kept }, span);
        self.unit.clear_release(kept, span);
        Ok(dst)
    }

    // ---- comparisons -----------------------------------------------------------------------------------------------

    fn compare(
        &mut self,
        left: &'a Expr,
        rest: &'a [(ast::CmpOp, Expr)],
        span: Span,
        want: Want,
    ) -> Outcome<Reg> {
        self.warn_compare(left, rest, span);
        if let [(op, right)] = rest {
            return self.compare_one(left, *op, right, span, want);
        }
        // Chained: the result of each link but the last decides, and the operand between two links is kept.
        let end = self.unit.new_label();
        let mark = self.unit.mark();
        let mut kept = Vec::new();
        let mut a = self.expr(left, Want::Any)?;
        let mut result = a;
        for (at, (op, operand)) in rest.iter().enumerate() {
            let is_last = at + 1 == rest.len();
            let b =
                if is_last { self.comparand(*op, operand)? } else { self.kept_operand(operand, &mut kept)? };
            self.unit.reset(mark);
            result = self.unit.push_temp();
            self.unit.emit(compare_op(*op, result, a, b), span);
            if !is_last {
                let target = crate::op::Target(0);
                self.unit.jump_if(Op::JumpIfFalseKeep { reg: result, target }, end, span);
                self.unit.reset(mark);
            }
            a = b;
        }
        self.unit.place(end);
        for reg in kept {
            self.unit.clear_release(reg, span);
        }
        if let Want::Into(_) = want {
            self.unit.reset(mark);
        }
        Ok(self.deliver(result, span, want))
    }

    /// Whether the operand is a variable that stays where it is while the rest of the expression is evaluated.
    pub(super) fn is_steady(&self, operand: &Expr) -> bool {
        match &operand.kind {
            ExprKind::Name(name) => {
                self.plain_local(name).is_some() && !self.is_rebound_later(&self.mangle(name), operand.span)
            }
            _ => false,
        }
    }

    /// Evaluates an operand that is read more than once: a variable's register, or a hidden local added to `kept`.
    pub(super) fn kept_operand(&mut self, operand: &'a Expr, kept: &mut Vec<Reg>) -> Outcome<Reg> {
        if self.is_steady(operand) {
            return self.expr(operand, Want::Any);
        }
        let hidden = self.unit.hidden();
        self.expr(operand, Want::Into(hidden))?;
        kept.push(hidden);
        Ok(hidden)
    }

    /// The right operand of the last comparison of a chain.
    pub(super) fn comparand(&mut self, op: ast::CmpOp, operand: &'a Expr) -> Outcome<Reg> {
        match self.fold_container(op, operand) {
            Some(value) => Ok(self.load_value(value, operand.span, Want::Any)),
            None => self.expr(operand, Want::Any),
        }
    }

    fn compare_one(
        &mut self,
        left: &'a Expr,
        op: ast::CmpOp,
        right: &'a Expr,
        span: Span,
        want: Want,
    ) -> Outcome<Reg> {
        let mark = self.unit.mark();
        let a = self.expr(left, Want::Any)?;
        let b = self.comparand(op, right)?;
        self.unit.reset(mark);
        let dst = self.dest(want);
        self.unit.emit(compare_op(op, dst, a, b), span);
        Ok(dst)
    }

    // ---- slices ----------------------------------------------------------------------------------------------------

    /// One bound of a slice in the next temporary; `None` if absent.
    pub(super) fn slice_bound(&mut self, bound: Option<&'a Expr>, span: Span) -> Outcome<Reg> {
        match bound {
            Some(bound) => match self.fold(bound) {
                Some(value) => Ok(self.load_value(value, bound.span, Want::Temp)),
                None => self.push(bound),
            },
            None => Ok(self.load_value(Const::None, span, Want::Temp)),
        }
    }

    fn slice(
        &mut self,
        lower: Option<&'a Expr>,
        upper: Option<&'a Expr>,
        step: Option<&'a Expr>,
        span: Span,
        want: Want,
    ) -> Outcome<Reg> {
        let mark = self.unit.mark();
        let base = self.slice_bound(lower, span)?;
        self.slice_bound(upper, span)?;
        self.slice_bound(step, span)?;
        self.unit.reset(mark);
        let dst = self.dest(want);
        self.unit.emit(Op::BuildSlice { dst, base }, span);
        Ok(dst)
    }

    // ---- generators ------------------------------------------------------------------------------------------------

    fn yield_value(&mut self, value: Option<&'a Expr>, span: Span, want: Want) -> Outcome<Reg> {
        if self.unit.kind != CodeKind::Generator {
            return self.fail("'yield' outside function", span);
        }
        let mark = self.unit.mark();
        let src = match value {
            Some(value) => self.expr(value, Want::Any)?,
            None => self.load_value(Const::None, span, Want::Temp),
        };
        self.unit.reset(mark);
        let dst = self.dest(want);
        self.unit.emit(Op::Yield { dst, src }, span);
        Ok(dst)
    }

    fn yield_from(&mut self, value: &'a Expr, span: Span, want: Want) -> Outcome<Reg> {
        if self.unit.kind != CodeKind::Generator {
            return self.fail("'yield' outside function", span);
        }
        let mark = self.unit.mark();
        let src = self.expr(value, Want::Any)?;
        self.unit.reset(mark);
        let iter = self.unit.hidden();
        self.unit.emit(Op::GetYieldFromIter { dst: iter, src }, span);
        let reg = self.load_value(Const::None, span, Want::Temp);
        let (send, end) = (self.unit.new_label(), self.unit.new_label());
        self.unit.place(send);
        self.unit.jump_if(Op::Send { iter, value: reg, to: crate::op::Offset(0) }, end, span);
        self.unit.emit(Op::Yield { dst: reg, src: reg }, span);
        self.unit.jump_uninterrupted(send, span);
        self.unit.place(end);
        self.unit.clear_release(iter, span);
        if let Want::Into(_) = want {
            self.unit.reset(mark);
        }
        Ok(self.deliver(reg, span, want))
    }
}

/// The comparison that is the negation of `op` for all operands: identity and membership only.
pub(super) const fn negated(op: ast::CmpOp) -> Option<ast::CmpOp> {
    match op {
        ast::CmpOp::Is => Some(ast::CmpOp::IsNot),
        ast::CmpOp::IsNot => Some(ast::CmpOp::Is),
        ast::CmpOp::In => Some(ast::CmpOp::NotIn),
        ast::CmpOp::NotIn => Some(ast::CmpOp::In),
        _ => None,
    }
}
