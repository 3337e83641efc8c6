//! `match`.
//!
//! The subject and everything taken out of it live in hidden locals. A capture is only noted while its pattern is
//! being matched; the names are bound when the whole pattern of a `case` has matched, before its guard.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::Emitter;
use super::Outcome;
use super::Want;
use super::unit::Label;
use crate::ast::Constant;
use crate::ast::Expr;
use crate::ast::ExprKind;
use crate::ast::Ident;
use crate::ast::MatchCase;
use crate::ast::Name;
use crate::ast::Pattern;
use crate::ast::PatternKind;
use crate::code::Const;
use crate::op::Offset;
use crate::op::Op;
use crate::op::Reg;
use crate::op::Target;
use crate::span::Span;

/// Most subpatterns of one pattern, by the width of the operand.
const SUBPATTERNS_MAX: usize = 255;

/// The state of matching one pattern.
struct Matching<'a> {
    /// Where to go if it does not match.
    fail: Label,
    captures: Vec<(&'a Name, Span, Reg)>,
    /// Hidden locals to be cleared on both ways out.
    owned: Vec<Reg>,
}

impl<'a> Matching<'a> {
    fn new(fail: Label) -> Self {
        Matching { fail, captures: Vec::new(), owned: Vec::new() }
    }
}

impl<'a> Emitter<'a> {
    pub(super) fn match_stmt(&mut self, subject: &'a Expr, cases: &'a [MatchCase], span: Span) -> Outcome {
        self.unit.expr_end = subject.span.end;
        let reg = self.unit.hidden();
        self.expr(subject, Want::Into(reg))?;
        let end = self.unit.new_label();
        for (at, case) in cases.iter().enumerate() {
            if at + 1 < cases.len() && case.guard.is_none() {
                self.check_refutable(&case.pattern)?;
            }
            self.case(case, reg, end)?;
        }
        self.unit.emit(Op::Clear { reg }, span);
        self.unit.place(end);
        self.unit.release(reg);
        Ok(())
    }

    fn case(&mut self, case: &'a MatchCase, subject: Reg, end: Label) -> Outcome {
        let place = case.pattern.span;
        let mut matching = Matching::new(self.unit.new_label());
        let before = self.unit.ops.len();
        self.pattern(&case.pattern, subject, &mut matching)?;
        if before == self.unit.ops.len() {
            self.unit.mark_line(place);
        }
        for &(name, span, reg) in &matching.captures {
            self.store(name, reg, span);
        }
        if let Some(guard) = &case.guard {
            self.unit.expr_end = guard.span.end;
            self.jump_unless(guard, matching.fail)?;
        }
        for &reg in matching.owned.iter().chain([&subject]) {
            self.unit.emit(Op::Clear { reg }, place);
        }
        self.stmts(&case.body)?;
        self.unit.jump_uninterrupted(end, place);
        self.unit.place(matching.fail);
        for reg in matching.owned {
            self.unit.clear_release(reg, place);
        }
        Ok(())
    }

    /// Refuses a pattern that matches anything where something follows that could then never match.
    fn check_refutable(&self, pattern: &Pattern) -> Outcome {
        match &pattern.kind {
            PatternKind::As { pattern: None, name: None } => {
                self.fail("wildcard makes remaining patterns unreachable", pattern.span)
            }
            PatternKind::As { pattern: None, name: Some(name) } => {
                let message = format!("name capture '{}' makes remaining patterns unreachable", name.name);
                self.fail(message, pattern.span)
            }
            PatternKind::As { pattern: Some(inner), .. } => self.check_refutable(inner),
            PatternKind::Or(alternatives) => {
                alternatives.last().map_or(Ok(()), |last| self.check_refutable(last))
            }
            _ => Ok(()),
        }
    }

    fn pattern(&mut self, pattern: &'a Pattern, subject: Reg, matching: &mut Matching<'a>) -> Outcome {
        let span = pattern.span;
        match &pattern.kind {
            PatternKind::Value(value) => self.match_value(value, subject, false, matching.fail),
            PatternKind::Singleton(constant) => {
                self.match_singleton(constant, subject, matching.fail, span);
                Ok(())
            }
            PatternKind::Sequence(patterns) => self.match_sequence(patterns, subject, matching, span),
            PatternKind::Mapping { items, rest } => {
                self.match_mapping(items, rest.as_ref(), subject, matching, span)
            }
            PatternKind::Class { cls, patterns, keywords } => {
                self.match_class(cls, patterns, keywords, subject, matching, span)
            }
            PatternKind::Star(name) => self.capture_name(name.as_ref(), subject, matching),
            PatternKind::As { pattern, name } => {
                if let Some(pattern) = pattern {
                    self.pattern(pattern, subject, matching)?;
                }
                self.capture_name(name.as_ref(), subject, matching)
            }
            PatternKind::Or(alternatives) => self.match_or(alternatives, subject, matching, span),
        }
    }

    fn capture_name(&mut self, name: Option<&'a Ident>, reg: Reg, matching: &mut Matching<'a>) -> Outcome {
        let Some(Ident { name, span }) = name else { return Ok(()) };
        if matching.captures.iter().any(|(other, ..)| *other == name) {
            return self.fail(format!("multiple assignments to name '{name}' in pattern"), *span);
        }
        matching.captures.push((name, *span, reg));
        Ok(())
    }

    /// Goes to `label` if `subject == value` is `when`.
    fn match_value(&mut self, value: &'a Expr, subject: Reg, when: bool, label: Label) -> Outcome {
        let (a, to) = (subject, Offset(0));
        if let Some(imm) = self.fold_i16(value) {
            self.unit.jump_if(Op::JumpEqInt { when, a, imm, to }, label, value.span);
            return Ok(());
        }
        if matches!(value.kind, ExprKind::JoinedStr(_)) {
            return self.fail("patterns may only match literals and attribute lookups", value.span);
        }
        let mark = self.unit.mark();
        let b = self.expr(value, Want::Any)?;
        self.unit.reset(mark);
        self.unit.jump_if(Op::JumpEq { when, a, b, to }, label, value.span);
        Ok(())
    }

    fn match_singleton(&mut self, constant: &Constant, subject: Reg, fail: Label, span: Span) {
        let Constant::Bool(value) = constant else {
            let op = Op::JumpIfNone { when: false, reg: subject, to: Offset(0) };
            self.unit.jump_if(op, fail, span);
            return;
        };
        let mark = self.unit.mark();
        let b = self.load_value(Const::Bool(*value), span, Want::Temp);
        self.unit.emit(Op::Is { negate: false, dst: b, a: subject, b }, span);
        self.unit.reset(mark);
        self.unit.jump_if(Op::JumpIfFalse { reg: b, target: Target(0) }, fail, span);
    }

    /// Goes to `fail` unless the test `op` makes is true.
    fn test(&mut self, op: impl FnOnce(Reg) -> Op, fail: Label, span: Span) {
        let mark = self.unit.mark();
        let reg = self.unit.push_temp();
        self.unit.emit(op(reg), span);
        self.unit.reset(mark);
        self.unit.jump_if(Op::JumpIfFalse { reg, target: Target(0) }, fail, span);
    }

    fn match_sequence(
        &mut self,
        patterns: &'a [Pattern],
        subject: Reg,
        matching: &mut Matching<'a>,
        span: Span,
    ) -> Outcome {
        let is_star = |pattern: &Pattern| matches!(pattern.kind, PatternKind::Star(_));
        let star = patterns.iter().position(is_star);
        if patterns.iter().filter(|pattern| is_star(pattern)).count() > 1 {
            return self.fail("multiple starred names in sequence pattern", span);
        }
        if patterns.len() > SUBPATTERNS_MAX {
            return self.fail("too many sub-patterns in sequence pattern", span);
        }
        let at_least = star.is_some();
        let count = (patterns.len() - usize::from(at_least)) as u16;
        self.test(|dst| Op::MatchSequence { at_least, dst, subject, count }, matching.fail, span);
        if patterns.iter().all(is_wildcard) {
            return Ok(());
        }
        let base = self.unit.hidden_range(patterns.len() as u16);
        let op = match star {
            Some(at) => {
                let after = (patterns.len() - at - 1) as u8;
                Op::UnpackStar { before: at as u8, after, src: subject, base }
            }
            None => Op::Unpack { count: count as u8, src: subject, base },
        };
        self.unit.emit(op, span);
        self.subpatterns(patterns, base, matching)
    }

    /// Matches `patterns` with the hidden locals from `base` on, which then belong to `matching`.
    fn subpatterns(
        &mut self,
        patterns: impl IntoIterator<Item = &'a Pattern>,
        base: Reg,
        matching: &mut Matching<'a>,
    ) -> Outcome {
        for (pattern, at) in patterns.into_iter().zip(0..) {
            let reg = base.offset(at);
            matching.owned.push(reg);
            self.pattern(pattern, reg, matching)?;
        }
        Ok(())
    }

    /// Unpacks the tuple in hidden local `values`, or fails if it is `None`, and goes on with `patterns`.
    fn match_values(
        &mut self,
        values: Reg,
        patterns: Vec<&'a Pattern>,
        matching: &mut Matching<'a>,
        span: Span,
    ) -> Outcome {
        matching.owned.push(values);
        let op = Op::JumpIfNone { when: true, reg: values, to: Offset(0) };
        self.unit.jump_if(op, matching.fail, span);
        if patterns.iter().all(|pattern| is_wildcard(pattern)) {
            return Ok(());
        }
        let base = self.unit.hidden_range(patterns.len() as u16);
        self.unit.emit(Op::Unpack { count: patterns.len() as u8, src: values, base }, span);
        self.subpatterns(patterns, base, matching)
    }

    fn match_mapping(
        &mut self,
        items: &'a [(Expr, Pattern)],
        rest: Option<&'a Ident>,
        subject: Reg,
        matching: &mut Matching<'a>,
        span: Span,
    ) -> Outcome {
        if items.len() > SUBPATTERNS_MAX {
            return self.fail("too many sub-patterns in mapping pattern", span);
        }
        let mut seen: Vec<Const> = Vec::new();
        for (key, _) in items {
            if let Some(value) = self.fold(key) {
                if seen.contains(&value) {
                    let shown = key.span.text(self.source);
                    return self.fail(format!("mapping pattern checks duplicate key ({shown})"), span);
                }
                seen.push(value);
            } else if !matches!(key.kind, ExprKind::Attribute { .. } | ExprKind::BinOp { .. }) {
                let message = "mapping pattern keys may only match literals and attribute lookups";
                return self.fail(message, span);
            }
        }
        let count = items.len() as u16;
        self.test(|dst| Op::MatchMapping { dst, subject, count }, matching.fail, span);
        if items.is_empty() && rest.is_none() {
            return Ok(());
        }
        let keys = self.unit.hidden();
        matching.owned.push(keys);
        if seen.len() == items.len() {
            self.load_value(Const::Tuple(seen.into()), span, Want::Into(keys));
        } else {
            let mark = self.unit.mark();
            let base = self.push_all(items.iter().map(|(key, _)| key))?;
            self.unit.reset(mark);
            self.unit.emit(Op::BuildTuple { dst: keys, base, count }, span);
        }
        if !items.is_empty() {
            let values = self.unit.hidden();
            self.unit.emit(Op::MatchKeys { dst: values, subject, keys }, span);
            self.match_values(values, items.iter().map(|(_, pattern)| pattern).collect(), matching, span)?;
        }
        if let Some(rest) = rest {
            let dst = self.unit.hidden();
            matching.owned.push(dst);
            self.unit.emit(Op::MatchRest { dst, subject, keys }, span);
            self.capture_name(Some(rest), dst, matching)?;
        }
        Ok(())
    }

    fn match_class(
        &mut self,
        cls: &'a Expr,
        patterns: &'a [Pattern],
        keywords: &'a [(Ident, Pattern)],
        subject: Reg,
        matching: &mut Matching<'a>,
        span: Span,
    ) -> Outcome {
        if patterns.len() + keywords.len() > SUBPATTERNS_MAX {
            return self.fail("too many sub-patterns in class pattern", span);
        }
        let mut seen = FxHashSet::default();
        for (Ident { name, .. }, pattern) in keywords {
            if !seen.insert(name) {
                return self.fail(format!("attribute name repeated in class pattern: {name}"), pattern.span);
            }
        }
        let mark = self.unit.mark();
        let base = self.push(cls)?;
        let names: Arc<[Const]> = keywords.iter().map(|(ident, _)| Const::Str(ident.name.clone())).collect();
        self.load_value(Const::Tuple(names), span, Want::Temp);
        self.unit.reset(mark);
        let dst = self.unit.hidden();
        let positional = patterns.len() as u8;
        self.unit.emit(Op::MatchClass { positional, dst, subject, base }, span);
        let all = patterns.iter().chain(keywords.iter().map(|(_, pattern)| pattern));
        self.match_values(dst, all.collect(), matching, span)
    }

    fn match_or(
        &mut self,
        alternatives: &'a [Pattern],
        subject: Reg,
        matching: &mut Matching<'a>,
        span: Span,
    ) -> Outcome {
        let done = self.unit.new_label();
        // Where each name is found afterwards, whichever alternative has matched.
        let mut captured: Vec<(&'a Name, Span, Reg)> = Vec::new();
        let mut names_known = false;
        for (at, alternative) in alternatives.iter().enumerate() {
            let is_last = at + 1 == alternatives.len();
            if !is_last {
                self.check_refutable(alternative)?;
            }
            if !is_last
                && let PatternKind::Value(value) = &alternative.kind
                && captured.is_empty()
            {
                names_known = true;
                self.match_value(value, subject, true, done)?;
                continue;
            }
            let next = if is_last { matching.fail } else { self.unit.new_label() };
            let mut inner = Matching::new(next);
            self.pattern(alternative, subject, &mut inner)?;
            if !names_known {
                names_known = true;
                for &(name, span, _) in &inner.captures {
                    let reg = self.unit.hidden();
                    matching.owned.push(reg);
                    captured.push((name, span, reg));
                }
            }
            if inner.captures.len() != captured.len() {
                return self.fail("alternative patterns bind different names", span);
            }
            for &(name, _, dst) in &captured {
                let Some(&(_, _, src)) = inner.captures.iter().find(|(other, ..)| *other == name) else {
                    return self.fail("alternative patterns bind different names", span);
                };
                self.unit.emit(Op::Move { dst, src }, span);
            }
            matching.owned.append(&mut inner.owned);
            if !is_last {
                self.unit.jump_uninterrupted(done, span);
                self.unit.place(next);
            }
        }
        self.unit.place(done);
        for (name, span, reg) in captured {
            if matching.captures.iter().any(|(other, ..)| *other == name) {
                return self.fail(format!("multiple assignments to name '{name}' in pattern"), span);
            }
            matching.captures.push((name, span, reg));
        }
        Ok(())
    }
}

/// `_` or `*_`
fn is_wildcard(pattern: &Pattern) -> bool {
    matches!(pattern.kind, PatternKind::As { pattern: None, name: None } | PatternKind::Star(None))
}
