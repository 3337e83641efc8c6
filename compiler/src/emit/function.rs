//! Functions, lambdas and decorators.

use std::sync::Arc;

use super::Emitter;
use super::NOWHERE;
use super::Outcome;
use super::Want;
use crate::ast::Expr;
use crate::ast::FunctionDef;
use crate::ast::Lambda;
use crate::ast::Name;
use crate::ast::Parameter;
use crate::ast::Parameters;
use crate::code::Code;
use crate::code::CodeKind;
use crate::code::Const;
use crate::code::Params;
use crate::op::MakeFlags;
use crate::op::Op;
use crate::op::Reg;
use crate::span::Span;
use crate::symbols::ScopeId;

impl<'a> Emitter<'a> {
    pub(super) fn function_def(&mut self, def: &'a FunctionDef, span: Span) -> Outcome {
        if def.is_async {
            return self.fail("'async def' is not supported yet", span);
        }
        if let Some(first) = def.type_params.first() {
            return self.fail("type parameters are not supported yet", first.span);
        }
        let mark = self.unit.mark();
        let first = self.push_decorators(&def.decorators, span)?;
        let local = self.plain_local(&def.name.name).filter(|_| def.decorators.is_empty());
        let inner = self.unit.mark();
        let base = self.unit.next_temp();
        let flags = self.function_parts(&def.parameters, def.returns.as_deref(), span)?;
        let scope = self.symbols.scope_at(span);
        self.enter_unit(self.function_kind(scope), scope, &def.name.name, first);
        self.declare_parameters(&def.parameters);
        self.declare_variables();
        let (doc, body) = self.split_docstring(&def.body);
        self.unit.doc = doc.map(|(doc, _)| doc);
        self.stmts(body)?;
        self.unit.emit_last(Op::ReturnNone, NOWHERE);
        let code = self.finish_unit()?;
        self.unit.reset(inner);
        let dst = self.dest(local.map_or(Want::Temp, Want::Into));
        self.make_function(flags, dst, base, code, span);
        let result = self.apply_decorators(&def.decorators, dst, None);
        match local {
            Some(reg) => self.unit.set_bound(reg),
            None => self.store(&def.name.name, result, span),
        }
        self.unit.reset(mark);
        Ok(())
    }

    fn function_kind(&self, scope: ScopeId) -> CodeKind {
        if self.symbols.is_generator(scope) { CodeKind::Generator } else { CodeKind::Function }
    }

    pub(super) fn make_function(
        &mut self,
        flags: MakeFlags,
        dst: Reg,
        base: Reg,
        code: Arc<Code>,
        span: Span,
    ) {
        let code = self.unit.narrow_constant(Const::Code(code));
        // An operand that is not looked at must still be a register of the frame.
        let base = if flags.0 == 0 { dst } else { base };
        self.unit.emit(Op::MakeFunction { flags, dst, base, code }, span);
    }

    /// Pushes the decorators; where the definition starts with them counted in.
    pub(super) fn push_decorators(&mut self, decorators: &'a [Expr], span: Span) -> Outcome<Span> {
        for decorator in decorators {
            self.unit.expr_end = decorator.span.end;
            self.push(decorator)?;
        }
        self.unit.expr_end = span.end;
        Ok(decorators.first().map_or(span, |decorator| decorator.span))
    }

    /// Calls the decorators, which stand below `value` in the temporaries, innermost first.
    pub(super) fn apply_decorators(&mut self, decorators: &[Expr], value: Reg, into: Option<Reg>) -> Reg {
        let mut value = value;
        for (at, decorator) in decorators.iter().enumerate().rev() {
            let base = value.below(1);
            let dst = into.filter(|_| at == 0).unwrap_or(base);
            self.unit.emit(Op::Call { argc: 1, dst, base }, decorator.span);
            value = dst;
        }
        value
    }

    pub(super) fn lambda(&mut self, lambda: &'a Lambda, span: Span, want: Want) -> Outcome<Reg> {
        let mark = self.unit.mark();
        let base = self.unit.next_temp();
        let flags = self.function_parts(&lambda.parameters, None, span)?;
        let scope = self.symbols.scope_at(span);
        self.enter_unit(self.function_kind(scope), scope, &Arc::from("<lambda>"), span);
        self.declare_parameters(&lambda.parameters);
        self.declare_variables();
        self.unit.expr_end = lambda.body.span.end;
        self.return_value(&lambda.body, lambda.body.span)?;
        let code = self.finish_unit()?;
        self.unit.reset(mark);
        let dst = self.dest(want);
        self.make_function(flags, dst, base, code, span);
        Ok(dst)
    }

    /// Notes the kinds of parameters in the present unit.
    fn declare_parameters(&mut self, parameters: &Parameters) {
        self.unit.params = Params {
            positional: (parameters.posonlyargs.len() + parameters.args.len()) as u16,
            positional_only: parameters.posonlyargs.len() as u16,
            keyword_only: parameters.kwonlyargs.len() as u16,
            var_args: parameters.vararg.is_some(),
            var_keywords: parameters.kwarg.is_some(),
        };
    }

    /// Gives parameters and variables of the present unit their registers, and cells to those that need one.
    pub(super) fn declare_variables(&mut self) {
        let scope = self.unit.scope;
        let symbols = self.symbols;
        let params = symbols.params(scope).iter().map(|name| (name, true));
        let locals = symbols.locals(scope).map(|name| (name, false));
        let start = NOWHERE;
        for (name, is_param) in params.chain(locals) {
            let reg = self.unit.add_local(name, symbols.is_deleted(scope, name));
            if symbols.is_cell(scope, name) {
                self.unit.emit(Op::MakeCell { reg }, start);
                self.unit.cells.push(reg);
            } else if is_param {
                self.unit.set_bound(reg);
            }
            self.unit.active[0].regs.insert(name.clone(), reg);
        }
    }

    /// Pushes the optional parts of a function.
    fn function_parts(
        &mut self,
        parameters: &'a Parameters,
        returns: Option<&'a Expr>,
        span: Span,
    ) -> Outcome<MakeFlags> {
        let mut flags = 0;
        let positional = || parameters.posonlyargs.iter().chain(&parameters.args);
        let defaults: Vec<&'a Expr> =
            positional().filter_map(|parameter| parameter.default.as_deref()).collect();
        if !defaults.is_empty() {
            flags |= MakeFlags::DEFAULTS;
            self.push_tuple(&defaults, span)?;
        }
        let with_default = |parameter: &&Parameter| parameter.default.is_some();
        if parameters.kwonlyargs.iter().any(|parameter| with_default(&parameter)) {
            flags |= MakeFlags::KW_DEFAULTS;
            let mark = self.unit.mark();
            let base = self.unit.next_temp();
            let mut pairs = 0;
            for parameter in parameters.kwonlyargs.iter().filter(with_default) {
                let name = self.mangle(&parameter.name.name);
                self.load_value(Const::Str(name), parameter.span, Want::Temp);
                if let Some(default) = &parameter.default {
                    self.push(default)?;
                }
                pairs += 1;
            }
            self.unit.reset(mark);
            let dst = self.unit.push_temp();
            self.unit.emit(Op::BuildDict { dst, base, pairs }, span);
        }
        if self.push_annotations(parameters, returns, span)? {
            flags |= MakeFlags::ANNOTATIONS;
        }
        Ok(MakeFlags(flags))
    }

    fn push_tuple(&mut self, items: &[&'a Expr], span: Span) -> Outcome {
        let known: Option<Arc<[Const]>> = items.iter().map(|item| self.fold(item)).collect();
        if let Some(known) = known {
            self.load_value(Const::Tuple(known), span, Want::Temp);
            return Ok(());
        }
        let mark = self.unit.mark();
        let base = self.push_all(items.iter().copied())?;
        self.unit.reset(mark);
        let dst = self.unit.push_temp();
        self.unit.emit(Op::BuildTuple { dst, base, count: items.len() as u16 }, span);
        Ok(())
    }

    fn push_annotations(
        &mut self,
        parameters: &'a Parameters,
        returns: Option<&'a Expr>,
        span: Span,
    ) -> Outcome<bool> {
        let named = |parameter: &'a Parameter| Some((&parameter.name.name, parameter.annotation.as_deref()?));
        let ordinary = parameters.posonlyargs.iter().chain(&parameters.args);
        let vararg = parameters.vararg.as_deref();
        let all = ordinary.chain(vararg).chain(&parameters.kwonlyargs).chain(parameters.kwarg.as_deref());
        let annotations: Vec<(&'a Name, &'a Expr)> = all.filter_map(named).collect();
        if annotations.is_empty() && returns.is_none() {
            return Ok(false);
        }
        let mark = self.unit.mark();
        let base = self.unit.next_temp();
        let mut pairs = 0;
        for (name, annotation) in annotations {
            let name = self.mangle(name);
            self.load_value(Const::Str(name), annotation.span, Want::Temp);
            self.push_annotation(annotation)?;
            pairs += 1;
        }
        if let Some(returns) = returns {
            self.load_value(Const::Str(Arc::from("return")), returns.span, Want::Temp);
            self.push_annotation(returns)?;
            pairs += 1;
        }
        self.unit.reset(mark);
        let dst = self.unit.push_temp();
        self.unit.emit(Op::BuildDict { dst, base, pairs }, span);
        Ok(true)
    }

    /// One annotation; that of `*args: *Ts` is the only item of what it unpacks to.
    fn push_annotation(&mut self, annotation: &'a Expr) -> Outcome {
        if let crate::ast::ExprKind::Starred(inner) = &annotation.kind
            && !self.future_annotations
        {
            let mark = self.unit.mark();
            let src = self.expr(inner, Want::Any)?;
            self.unit.reset(mark);
            let base = self.unit.push_temp();
            self.unit.emit(Op::Unpack { count: 1, src, base }, annotation.span);
            return Ok(());
        }
        self.annotation(annotation, Want::Temp)?;
        Ok(())
    }
}
