//! Calls: plain, of methods, of `super()`'s methods, with keywords, with stars.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::Emitter;
use super::Outcome;
use super::Want;
use super::display::REGISTER_ITEMS_MAX;
use super::display::is_starred;
use super::names::Place;
use crate::ast::Expr;
use crate::ast::ExprKind;
use crate::ast::Ident;
use crate::ast::Keyword;
use crate::code::CodeKind;
use crate::code::Const;
use crate::op::FreeIdx;
use crate::op::Op;
use crate::op::Reg;
use crate::span::Span;
use crate::symbols::Binding;

/// Most arguments of a call that are passed in registers.
const REGISTER_ARGS_MAX: usize = 255;

impl<'a> Emitter<'a> {
    /// `super().name(args)` in a method.
    pub(super) fn super_call(&mut self, call: &'a Expr, want: Want) -> Outcome<Reg> {
        let ExprKind::Call { func, args, keywords } = &call.kind else { return self.expr(call, want) };
        let ExprKind::Attribute { value, attr } = &func.kind else { return self.expr(call, want) };
        let Some((free, first)) = self.zero_argument_super(value) else { return self.expr(call, want) };
        self.check_keywords(keywords)?;
        let mark = self.unit.mark();
        let base = self.unit.push_temps(2);
        let dst = base.offset(1);
        let load = match first {
            Place::Cell(cell) => Op::LoadCell { dst, cell },
            _ => Op::Move { dst, src: Reg::new(0) },
        };
        if let Place::Local(reg) = first
            && !self.unit.is_bound(reg)
        {
            self.unit.emit(Op::CheckBound { reg }, value.span);
        }
        self.unit.emit(load, value.span);
        let name = self.mangle(&attr.name);
        let site = self.unit.site(&name);
        self.unit.emit(Op::LoadSuperMethod { base, free, site }, self.span_from_attribute(func.span, attr));
        let span = self.span_from_attribute(call.span, attr);
        self.call_method(base, mark, args, keywords, span, want)
    }

    /// Calls the method that stands with its self in the two temporaries from `base` on.
    pub(super) fn call_method(
        &mut self,
        base: Reg,
        mark: u16,
        args: &'a [Expr],
        keywords: &'a [Keyword],
        span: Span,
        want: Want,
    ) -> Outcome<Reg> {
        let argc = self.push_args(args, keywords)?;
        let names = self.keyword_names(keywords);
        self.unit.reset(mark);
        let dst = self.dest(want);
        let op = match names {
            None => Op::CallMethod { argc, dst, base },
            Some(names) => Op::CallMethodKw { argc, dst, base, names },
        };
        self.unit.emit(op, span);
        Ok(dst)
    }

    /// If `value` is `super()` in a method, and `super` can only be the built-in: the free variable `__class__` and
    /// where the method's first parameter is.
    pub(super) fn zero_argument_super(&self, value: &Expr) -> Option<(FreeIdx, Place)> {
        let ExprKind::Call { func, args, keywords } = &value.kind else { return None };
        let ExprKind::Name(name) = &func.kind else { return None };
        if &**name != "super" || !args.is_empty() || !keywords.is_empty() {
            return None;
        }
        let unit = &self.unit;
        if !matches!(unit.kind, CodeKind::Function | CodeKind::Generator) || unit.params.positional == 0 {
            return None;
        }
        if self.symbols.binding(unit.scope, name) != Binding::GlobalImplicit
            || self.symbols.module_binds(name)
        {
            return None;
        }
        let Place::Free(free) = self.place_of("__class__") else { return None };
        let first = self.symbols.params(unit.scope).first()?;
        let is_cell = self.symbols.is_cell(unit.scope, first);
        Some((free, if is_cell { Place::Cell(Reg::new(0)) } else { Place::Local(Reg::new(0)) }))
    }

    pub(super) fn check_keywords(&self, keywords: &[Keyword]) -> Outcome {
        let mut seen = FxHashSet::default();
        for keyword in keywords {
            let Some(Ident { name, .. }) = &keyword.arg else { continue };
            if &**name == "__debug__" {
                return self.fail("cannot assign to __debug__", keyword.span);
            }
            if keywords.len() > 1 && !seen.insert(&**name) {
                return self.fail(format!("keyword argument repeated: {name}"), keyword.span);
            }
        }
        Ok(())
    }

    /// Pushes positional and keyword arguments; how many there are.
    fn push_args(&mut self, args: &'a [Expr], keywords: &'a [Keyword]) -> Outcome<u8> {
        for arg in args.iter().chain(keywords.iter().map(|keyword| &keyword.value)) {
            self.push(arg)?;
        }
        Ok((args.len() + keywords.len()) as u8)
    }

    fn keyword_names(&mut self, keywords: &[Keyword]) -> Option<u16> {
        if keywords.is_empty() {
            return None;
        }
        let names = keywords.iter().filter_map(|keyword| keyword.arg.as_ref());
        let names = names.map(|ident| Const::Str(ident.name.clone())).collect();
        Some(self.unit.narrow_constant(Const::Tuple(names)))
    }

    /// Calls what is in temporary `base`, after which `pushed` arguments stand already.
    #[allow(clippy::too_many_arguments, reason = "a call has this many parts")]
    pub(super) fn call_pushed(
        &mut self,
        base: Reg,
        mark: u16,
        pushed: u8,
        args: &'a [Expr],
        keywords: &'a [Keyword],
        span: Span,
        want: Want,
    ) -> Outcome<Reg> {
        let argc = pushed + self.push_args(args, keywords)?;
        let names = self.keyword_names(keywords);
        self.unit.reset(mark);
        let dst = self.dest(want);
        let op = match names {
            None => Op::Call { argc, dst, base },
            Some(names) => Op::CallKw { argc, dst, base, names },
        };
        self.unit.emit(op, span);
        Ok(dst)
    }

    /// Calls what is in temporary `base` with its arguments collected into a tuple and a dict. What was pushed after
    /// `base` before becomes the first arguments.
    pub(super) fn call_collected(
        &mut self,
        base: Reg,
        mark: u16,
        args: &'a [Expr],
        keywords: &'a [Keyword],
        span: Span,
        want: Want,
    ) -> Outcome<Reg> {
        let first = base.offset(1);
        let pushed = (self.unit.next_temp().index() - first.index()) as u16;
        match args {
            [Expr { kind: ExprKind::Starred(inner), .. }] if pushed == 0 => {
                // The call itself takes any iterable, and words its complaint if it is none.
                self.push(inner)?;
            }
            args if usize::from(pushed) + args.len() <= REGISTER_ITEMS_MAX
                && !args.iter().any(is_starred) =>
            {
                self.push_all(args)?;
                let count = pushed + args.len() as u16;
                self.unit.reset(mark);
                self.unit.push_temps(2);
                let base = if count == 0 { base } else { first };
                self.unit.emit(Op::BuildTuple { dst: first, base, count }, span);
            }
            args => {
                self.collect_items(args, pushed, true, span)?;
                self.unit.emit(Op::ListToTuple { dst: first, src: first }, span);
            }
        }
        if !keywords.is_empty() {
            self.collect_keywords(base, keywords, span)?;
        }
        self.unit.reset(mark);
        let dst = self.dest(want);
        self.unit.emit(Op::CallEx { keywords: !keywords.is_empty(), dst, base }, span);
        Ok(dst)
    }

    /// A dict of the keyword arguments in the next temporary.
    fn collect_keywords(&mut self, callee: Reg, keywords: &'a [Keyword], span: Span) -> Outcome {
        let mut groups = keywords.chunk_by(|a, b| a.arg.is_some() && b.arg.is_some());
        let mut rest = groups.next();
        let dict = self.unit.next_temp();
        match rest {
            Some(group) if group[0].arg.is_some() => {
                self.keyword_dict(group, span)?;
                rest = groups.next();
            }
            _ => {
                self.unit.push_temp();
                self.unit.emit(Op::BuildDict { dst: dict, base: dict, pairs: 0 }, span);
            }
        }
        while let Some(group) = rest {
            let mark = self.unit.mark();
            let src = match group {
                [Keyword { arg: None, value, .. }] => self.expr(value, Want::Any)?,
                _ => self.keyword_dict(group, span)?,
            };
            self.unit.emit(Op::DictMerge { dict, src, callee }, span);
            self.unit.reset(mark);
            rest = groups.next();
        }
        Ok(())
    }

    fn keyword_dict(&mut self, keywords: &'a [Keyword], span: Span) -> Outcome<Reg> {
        let dict = self.unit.next_temp();
        self.unit.push_temp();
        self.unit.emit(Op::BuildDict { dst: dict, base: dict, pairs: 0 }, span);
        for keyword in keywords {
            let mark = self.unit.mark();
            let name = keyword.arg.as_ref().map_or_else(|| Arc::from(""), |ident| ident.name.clone());
            let key = self.load_value(Const::Str(name), keyword.span, Want::Temp);
            let value = self.expr(&keyword.value, Want::Any)?;
            self.unit.emit(Op::DictAdd { dict, key, value }, span);
            self.unit.reset(mark);
        }
        Ok(dict)
    }
}

/// Whether the arguments cannot simply stand in registers.
pub(super) fn needs_collecting(args: &[Expr], keywords: &[Keyword]) -> bool {
    args.len() + keywords.len() > REGISTER_ARGS_MAX - 3
        || args.iter().any(is_starred)
        || keywords.iter().any(|keyword| keyword.arg.is_none())
}
