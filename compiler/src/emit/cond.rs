//! Conditions: expressions evaluated only to choose a way, without making booleans on the way.

use super::Emitter;
use super::Outcome;
use super::Want;
use super::expr::compare_op;
use super::expr::negated;
use super::fold::truth;
use super::unit::Label;
use crate::ast::BoolOp;
use crate::ast::CmpOp;
use crate::ast::Constant;
use crate::ast::Expr;
use crate::ast::ExprKind;
use crate::ast::UnaryOp;
use crate::op::Offset;
use crate::op::Op;
use crate::op::Reg;
use crate::op::Target;
use crate::span::Span;

/// A compare-and-jump; `None` for operators without one.
const fn fused(op: CmpOp, when: bool, a: Reg, b: Reg) -> Option<Op> {
    let to = Offset(0);
    Some(match op {
        CmpOp::Lt => Op::JumpLt { when, a, b, to },
        CmpOp::LtE => Op::JumpLe { when, a, b, to },
        CmpOp::Eq => Op::JumpEq { when, a, b, to },
        CmpOp::NotEq => Op::JumpNe { when, a, b, to },
        CmpOp::Gt => Op::JumpGt { when, a, b, to },
        CmpOp::GtE => Op::JumpGe { when, a, b, to },
        _ => return None,
    })
}

/// A compare-and-jump with a small integer.
const fn fused_int(op: CmpOp, when: bool, a: Reg, imm: i16) -> Option<Op> {
    let to = Offset(0);
    Some(match op {
        CmpOp::Lt => Op::JumpLtInt { when, a, imm, to },
        CmpOp::LtE => Op::JumpLeInt { when, a, imm, to },
        CmpOp::Eq => Op::JumpEqInt { when, a, imm, to },
        CmpOp::NotEq => Op::JumpNeInt { when, a, imm, to },
        CmpOp::Gt => Op::JumpGtInt { when, a, imm, to },
        CmpOp::GtE => Op::JumpGeInt { when, a, imm, to },
        _ => return None,
    })
}

impl<'a> Emitter<'a> {
    /// Goes to `label` if `expr` is true, else on.
    pub(super) fn jump_when(&mut self, expr: &'a Expr, label: Label) -> Outcome {
        self.branch(expr, true, label)
    }

    /// Goes to `label` if `expr` is false, else on.
    pub(super) fn jump_unless(&mut self, expr: &'a Expr, label: Label) -> Outcome {
        self.branch(expr, false, label)
    }

    /// Goes to `label` if the truth of `expr` is `when`.
    fn branch(&mut self, expr: &'a Expr, when: bool, label: Label) -> Outcome {
        match &expr.kind {
            ExprKind::UnaryOp { op: UnaryOp::Not, operand } => self.branch(operand, !when, label),
            ExprKind::BoolOp { op, values } => self.branch_bool(*op, values, when, label),
            ExprKind::IfExp { test, body, orelse } => {
                let (other, end) = (self.unit.new_label(), self.unit.new_label());
                self.branch(test, false, other)?;
                self.branch(body, when, label)?;
                self.unit.jump_uninterrupted(end, expr.span);
                self.unit.place(other);
                self.branch(orelse, when, label)?;
                self.unit.place(end);
                Ok(())
            }
            ExprKind::Compare { left, rest } => self.branch_compare(left, rest, expr.span, when, label),
            _ => {
                if let Some(value) = self.fold(expr) {
                    if truth(&value) == when {
                        self.unit.jump(label, expr.span);
                    }
                    return Ok(());
                }
                let mark = self.unit.mark();
                let reg = self.expr(expr, Want::Any)?;
                self.unit.reset(mark);
                self.jump_on(reg, when, label, expr.span);
                Ok(())
            }
        }
    }

    fn jump_on(&mut self, reg: Reg, when: bool, label: Label, span: Span) {
        let target = Target(0);
        let op = if when { Op::JumpIfTrue { reg, target } } else { Op::JumpIfFalse { reg, target } };
        self.unit.jump_if(op, label, span);
    }

    fn branch_bool(&mut self, op: BoolOp, values: &'a [Expr], when: bool, label: Label) -> Outcome {
        // The truth value that decides the whole without looking at the operands that follow.
        let decisive = op == BoolOp::Or;
        if decisive == when {
            return values.iter().try_for_each(|value| self.branch(value, when, label));
        }
        let Some((last, init)) = values.split_last() else { return Ok(()) };
        let skip = self.unit.new_label();
        for value in init {
            self.branch(value, decisive, skip)?;
        }
        self.branch(last, when, label)?;
        self.unit.place(skip);
        Ok(())
    }

    fn branch_compare(
        &mut self,
        left: &'a Expr,
        rest: &'a [(CmpOp, Expr)],
        span: Span,
        when: bool,
        label: Label,
    ) -> Outcome {
        self.warn_compare(left, rest, span);
        let mark = self.unit.mark();
        if let [(op, right)] = rest {
            let a = self.expr(left, Want::Any)?;
            self.branch_link(a, *op, right, span, when, label)?;
            self.unit.reset(mark);
            return Ok(());
        }
        let Some(((last_op, last), init)) = rest.split_last() else { return Ok(()) };
        let mut kept = Vec::new();
        let mut a = self.expr(left, Want::Any)?;
        if init.iter().all(|(_, operand)| self.is_steady(operand)) {
            // Nothing to clear: the ways out lead straight to where the caller wants them.
            let skip = self.unit.new_label();
            let if_false = if when { skip } else { label };
            for (op, operand) in init {
                let b = self.kept_operand(operand, &mut kept)?;
                self.unit.reset(mark);
                self.branch_registers(a, *op, b, span, false, if_false);
                a = b;
            }
            self.branch_link(a, *last_op, last, span, when, label)?;
            self.unit.reset(mark);
            self.unit.place(skip);
            return Ok(());
        }
        // All ways out pass the clearing of the kept operands: first the ways on which some link was false.
        let (some_false, on) = (self.unit.new_label(), self.unit.new_label());
        for (op, operand) in init {
            let b = self.kept_operand(operand, &mut kept)?;
            self.unit.reset(mark);
            self.branch_registers(a, *op, b, span, false, some_false);
            a = b;
        }
        self.branch_link(a, *last_op, last, span, false, some_false)?;
        self.unit.reset(mark);
        self.clear_kept(&kept, span);
        if when {
            self.unit.jump(label, span);
        } else {
            self.unit.jump_uninterrupted(on, span);
        }
        self.unit.place(some_false);
        self.clear_kept(&kept, span);
        if !when {
            self.unit.jump(label, span);
        }
        self.unit.place(on);
        for reg in kept {
            self.unit.release(reg);
        }
        Ok(())
    }

    fn clear_kept(&mut self, kept: &[Reg], span: Span) {
        for &reg in kept {
            self.unit.emit(Op::Clear { reg }, span);
        }
    }

    /// The last comparison of a chain, whose left operand is in `a`.
    fn branch_link(
        &mut self,
        a: Reg,
        op: CmpOp,
        right: &'a Expr,
        span: Span,
        when: bool,
        label: Label,
    ) -> Outcome {
        if let (CmpOp::Is | CmpOp::IsNot, ExprKind::Constant(Constant::None)) = (op, &right.kind) {
            let when = when == (op == CmpOp::Is);
            self.unit.jump_if(Op::JumpIfNone { when, reg: a, to: Offset(0) }, label, span);
            return Ok(());
        }
        if let Some(imm) = self.fold_i16(right)
            && let Some(jump) = fused_int(op, when, a, imm)
        {
            self.unit.jump_if(jump, label, span);
            return Ok(());
        }
        let b = self.comparand(op, right)?;
        self.branch_registers(a, op, b, span, when, label);
        Ok(())
    }

    fn branch_registers(&mut self, a: Reg, op: CmpOp, b: Reg, span: Span, when: bool, label: Label) {
        if let Some(jump) = fused(op, when, a, b) {
            self.unit.jump_if(jump, label, span);
            return;
        }
        // `is not` and `not in` are the negations of what the machine computes; jump the other way instead.
        let (op, when) = match (op, negated(op)) {
            (CmpOp::IsNot | CmpOp::NotIn, Some(positive)) => (positive, !when),
            _ => (op, when),
        };
        let mark = self.unit.mark();
        let dst = self.unit.push_temp();
        self.unit.emit(compare_op(op, dst, a, b), span);
        self.unit.reset(mark);
        self.jump_on(dst, when, label, span);
    }
}
