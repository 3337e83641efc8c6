//! First pass of symbol analysis: the scopes of a module and how each uses its names.
//!
//! The walk follows CPython's `symtable.c` in the order in which it meets names, because messages such as "is used
//! prior to global declaration" depend on that order. It recurses along the tree, whose height the parser bounds.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::Binding;
use super::Display;
use super::Scope;
use super::ScopeId;
use super::ScopeKind;
use super::Symbol;
use super::Symbols;
use super::Uses;
use super::mangle;
use crate::ast::*;
use crate::error::SyntaxError;
use crate::span::Span;

type Outcome = Result<(), SyntaxError>;

struct Collector {
    scopes: Vec<Scope>,
    by_span: FxHashMap<Span, ScopeId>,
    current: ScopeId,
    /// The class whose body we are in, for mangling.
    private: Option<Name>,
    /// How many comprehension iterables we are inside of; `:=` is not allowed there.
    iterables: u32,
    future_annotations: bool,
}

pub(super) fn module(module: &Module, future_annotations: bool) -> Result<Symbols, SyntaxError> {
    let mut collector = Collector::new(future_annotations);
    collector.open(ScopeKind::Module, module.span);
    collector.stmts(&module.body)?;
    Ok(Symbols { scopes: collector.scopes, by_span: collector.by_span })
}

pub(super) fn expression(expr: &Expr) -> Result<Symbols, SyntaxError> {
    let mut collector = Collector::new(false);
    collector.open(ScopeKind::Module, expr.span);
    collector.expr(expr)?;
    Ok(Symbols { scopes: collector.scopes, by_span: collector.by_span })
}

fn fail(message: impl Into<String>, span: Span) -> Outcome {
    Err(SyntaxError::new(message, span))
}

impl Collector {
    fn new(future_annotations: bool) -> Self {
        Collector {
            scopes: Vec::new(),
            by_span: FxHashMap::default(),
            current: ScopeId::MODULE,
            private: None,
            iterables: 0,
            future_annotations,
        }
    }

    fn open(&mut self, kind: ScopeKind, span: Span) {
        let id = ScopeId(self.scopes.len() as u32);
        self.scopes.push(Scope {
            kind,
            parent: self.current,
            order: Vec::new(),
            symbols: FxHashMap::default(),
            params: Vec::new(),
            free: Vec::new(),
            free_index: FxHashMap::default(),
            walrus: FxHashMap::default(),
            declarations: FxHashMap::default(),
            is_generator: kind == ScopeKind::Generator,
            has_class_cell: false,
            has_annotations: false,
        });
        if id != ScopeId::MODULE {
            self.by_span.insert(span, id);
        }
        self.current = id;
    }

    fn close(&mut self) {
        self.current = self.scope().parent;
    }

    fn scope(&mut self) -> &mut Scope {
        &mut self.scopes[self.current.index()]
    }

    fn kind(&self) -> ScopeKind {
        self.scopes[self.current.index()].kind
    }

    fn uses(&self, name: &str) -> Uses {
        let scope = &self.scopes[self.current.index()];
        scope.symbols.get(name).map_or(Uses::default(), |symbol| symbol.uses)
    }

    fn add(&mut self, name: &Name, flag: Uses) {
        let name = mangle(self.private.as_ref(), name);
        self.add_mangled(self.current, &name, flag);
    }

    fn add_mangled(&mut self, id: ScopeId, name: &Name, flag: Uses) {
        let scope = &mut self.scopes[id.index()];
        match scope.symbols.get_mut(name) {
            Some(symbol) => symbol.uses.add(flag),
            None => {
                let symbol = Symbol { uses: flag, binding: Binding::GlobalImplicit, is_cell: false };
                scope.symbols.insert(name.clone(), symbol);
                scope.order.push(name.clone());
            }
        }
    }

    fn bind(&mut self, name: &Name, span: Span) -> Outcome {
        if &**name == "__debug__" {
            return fail("cannot assign to __debug__", span);
        }
        self.add(name, Uses::BOUND);
        self.add(name, Uses::ASSIGNED);
        Ok(())
    }

    fn bind_import(&mut self, name: &Name, span: Span) -> Outcome {
        if &**name == "__debug__" {
            return fail("cannot assign to __debug__", span);
        }
        self.add(name, Uses::BOUND);
        Ok(())
    }

    fn load(&mut self, name: &Name) {
        self.add(name, Uses::LOADED);
        if &**name == "super" && self.kind().is_function_like() {
            self.add_mangled(self.current, &Arc::from("__class__"), Uses::LOADED);
        }
    }

    // ---- statements ------------------------------------------------------------------------------------------------

    fn stmts(&mut self, body: &[Stmt]) -> Outcome {
        body.iter().try_for_each(|stmt| self.stmt(stmt))
    }

    fn stmt(&mut self, stmt: &Stmt) -> Outcome {
        match &stmt.kind {
            StmtKind::FunctionDef(def) => self.function_def(def, stmt.span),
            StmtKind::ClassDef(def) => self.class_def(def, stmt.span),
            StmtKind::Return(value) => self.optional(value.as_deref()),
            StmtKind::Delete(targets) => targets.iter().try_for_each(|target| self.delete(target)),
            StmtKind::Assign { targets, value } => {
                targets.iter().try_for_each(|target| self.target(target))?;
                self.expr(value)
            }
            StmtKind::AugAssign { target, value, .. } => {
                if let ExprKind::Name(name) = &target.kind {
                    self.load(name);
                }
                self.target(target)?;
                self.expr(value)
            }
            StmtKind::AnnAssign { target, annotation, value, simple } => {
                self.annotated(target, *simple, value.is_some(), stmt.span)?;
                if !self.future_annotations && !self.kind().is_function_like() {
                    self.expr(annotation)?;
                }
                self.optional(value.as_deref())
            }
            StmtKind::TypeAlias { name, .. } => self.bind(&name.name, name.span),
            StmtKind::For { target, iter, body, orelse, .. } => {
                self.target(target)?;
                self.expr(iter)?;
                self.stmts(body)?;
                self.stmts(orelse)
            }
            StmtKind::While { test, body, orelse } => {
                self.expr(test)?;
                self.stmts(body)?;
                self.stmts(orelse)
            }
            StmtKind::If { branches, orelse } => {
                for branch in branches {
                    self.expr(&branch.test)?;
                    self.stmts(&branch.body)?;
                }
                self.stmts(orelse)
            }
            StmtKind::With { items, body, .. } => {
                for item in items {
                    self.expr(&item.context_expr)?;
                    if let Some(target) = &item.optional_vars {
                        self.target(target)?;
                    }
                }
                self.stmts(body)
            }
            StmtKind::Match { subject, cases } => {
                self.expr(subject)?;
                cases.iter().try_for_each(|case| self.match_case(case))
            }
            StmtKind::Raise { exc, cause } => {
                self.optional(exc.as_deref())?;
                self.optional(cause.as_deref())
            }
            StmtKind::Try(node) => self.try_stmt(node),
            StmtKind::Assert { test, msg } => {
                self.expr(test)?;
                self.optional(msg.as_deref())
            }
            StmtKind::Import(aliases) => aliases.iter().try_for_each(|alias| self.import(alias, stmt.span)),
            StmtKind::ImportFrom { names, .. } => self.import_from(names, stmt.span),
            StmtKind::Global(names) => self.declare(names, Uses::GLOBAL, stmt.span),
            StmtKind::Nonlocal(names) => self.declare(names, Uses::NONLOCAL, stmt.span),
            StmtKind::Expr(value) => self.expr(value),
            StmtKind::Pass | StmtKind::Break | StmtKind::Continue => Ok(()),
        }
    }

    fn function_def(&mut self, def: &FunctionDef, span: Span) -> Outcome {
        self.bind(&def.name.name, span)?;
        self.defaults(&def.parameters)?;
        if !self.future_annotations {
            let parameters = &def.parameters;
            for parameter in
                parameters.posonlyargs.iter().chain(&parameters.args).chain(&parameters.kwonlyargs)
            {
                self.optional(parameter.annotation.as_deref())?;
            }
            for parameter in parameters.vararg.iter().chain(&parameters.kwarg) {
                self.optional(parameter.annotation.as_deref())?;
            }
            self.optional(def.returns.as_deref())?;
        }
        def.decorators.iter().try_for_each(|decorator| self.expr(decorator))?;
        self.open(ScopeKind::Function, span);
        self.parameters(&def.parameters)?;
        let iterables = std::mem::take(&mut self.iterables);
        self.stmts(&def.body)?;
        self.iterables = iterables;
        self.close();
        Ok(())
    }

    fn class_def(&mut self, def: &ClassDef, span: Span) -> Outcome {
        self.bind(&def.name.name, span)?;
        def.bases.iter().try_for_each(|base| self.expr(base))?;
        def.keywords.iter().try_for_each(|keyword| self.expr(&keyword.value))?;
        def.decorators.iter().try_for_each(|decorator| self.expr(decorator))?;
        self.open(ScopeKind::Class, span);
        let private = self.private.replace(def.name.name.clone());
        self.stmts(&def.body)?;
        self.private = private;
        self.close();
        Ok(())
    }

    fn defaults(&mut self, parameters: &Parameters) -> Outcome {
        let all = parameters.posonlyargs.iter().chain(&parameters.args).chain(&parameters.kwonlyargs);
        all.into_iter().try_for_each(|parameter| self.optional(parameter.default.as_deref()))
    }

    fn parameters(&mut self, parameters: &Parameters) -> Outcome {
        let positional = parameters.posonlyargs.iter().chain(&parameters.args).chain(&parameters.kwonlyargs);
        let rest = parameters.vararg.iter().chain(&parameters.kwarg).map(|parameter| &**parameter);
        for parameter in positional.chain(rest) {
            let Ident { name, span } = &parameter.name;
            let mangled = mangle(self.private.as_ref(), name);
            if self.uses(&mangled).has(Uses::PARAM) {
                return fail(format!("duplicate argument '{name}' in function definition"), *span);
            }
            self.bind(name, *span)?;
            self.add_mangled(self.current, &mangled, Uses::PARAM);
            self.scope().params.push(mangled);
        }
        Ok(())
    }

    fn annotated(&mut self, target: &Expr, simple: bool, has_value: bool, span: Span) -> Outcome {
        let ExprKind::Name(name) = &target.kind else { return self.target(target) };
        let mangled = mangle(self.private.as_ref(), name);
        let uses = self.uses(&mangled);
        let declared = uses.has(Uses::GLOBAL) || uses.has(Uses::NONLOCAL);
        if declared && simple && self.kind() != ScopeKind::Module {
            let what = if uses.has(Uses::GLOBAL) { "global" } else { "nonlocal" };
            return fail(format!("annotated name '{name}' can't be {what}"), span);
        }
        if simple {
            self.bind(name, target.span)?;
            self.add(name, Uses::ANNOTATED);
            self.scope().has_annotations = true;
        } else if has_value {
            self.bind(name, target.span)?;
        }
        Ok(())
    }

    fn try_stmt(&mut self, node: &Try) -> Outcome {
        self.stmts(&node.body)?;
        for handler in &node.handlers {
            if let Some(class) = &handler.type_ {
                self.expr(class)?;
            }
            if let Some(Ident { name, span }) = &handler.name {
                self.bind(name, *span)?;
                self.add(name, Uses::DELETED);
            }
            self.stmts(&handler.body)?;
        }
        self.stmts(&node.orelse)?;
        self.stmts(&node.finalbody)
    }

    fn import(&mut self, alias: &Alias, span: Span) -> Outcome {
        let Ident { name, .. } = alias.asname.as_ref().unwrap_or(&alias.name);
        match name.split_once('.') {
            Some((first, _)) => self.bind_import(&Arc::from(first), span),
            None => self.bind_import(name, span),
        }
    }

    fn import_from(&mut self, names: &[Alias], span: Span) -> Outcome {
        for alias in names {
            if &*alias.name.name == "*" {
                if self.kind() != ScopeKind::Module {
                    return fail("import * only allowed at module level", alias.span);
                }
                continue;
            }
            let Ident { name, .. } = alias.asname.as_ref().unwrap_or(&alias.name);
            self.bind_import(name, span)?;
        }
        Ok(())
    }

    fn declare(&mut self, names: &[Ident], flag: Uses, span: Span) -> Outcome {
        let what = if flag == Uses::GLOBAL { "global" } else { "nonlocal" };
        if flag == Uses::NONLOCAL && self.kind() == ScopeKind::Module {
            return fail("nonlocal declaration not allowed at module level", span);
        }
        for Ident { name, .. } in names {
            let mangled = mangle(self.private.as_ref(), name);
            let uses = self.uses(&mangled);
            if uses.has(Uses::PARAM) {
                return fail(format!("name '{name}' is parameter and {what}"), span);
            }
            if uses.has(Uses::LOADED) {
                return fail(format!("name '{name}' is used prior to {what} declaration"), span);
            }
            if uses.has(Uses::ANNOTATED) {
                return fail(format!("annotated name '{name}' can't be {what}"), span);
            }
            if uses.has(Uses::ASSIGNED) {
                return fail(format!("name '{name}' is assigned to before {what} declaration"), span);
            }
            self.add_mangled(self.current, &mangled, flag);
            let uses = self.uses(&mangled);
            if uses.has(Uses::GLOBAL) && uses.has(Uses::NONLOCAL) {
                let first = self.scope().declarations.get(&mangled).copied().unwrap_or(span);
                return fail(format!("name '{name}' is nonlocal and global"), first);
            }
            self.scope().declarations.insert(mangled, span);
        }
        Ok(())
    }

    fn match_case(&mut self, case: &MatchCase) -> Outcome {
        self.pattern(&case.pattern)?;
        if let Some(guard) = &case.guard {
            self.expr(guard)?;
        }
        self.stmts(&case.body)
    }

    fn pattern(&mut self, pattern: &Pattern) -> Outcome {
        match &pattern.kind {
            PatternKind::Value(value) => self.expr(value),
            PatternKind::Singleton(_) => Ok(()),
            PatternKind::Sequence(patterns) | PatternKind::Or(patterns) => {
                patterns.iter().try_for_each(|pattern| self.pattern(pattern))
            }
            PatternKind::Mapping { items, rest } => {
                for (key, value) in items {
                    self.expr(key)?;
                    self.pattern(value)?;
                }
                rest.iter().try_for_each(|rest| self.bind(&rest.name, rest.span))
            }
            PatternKind::Class { cls, patterns, keywords } => {
                self.expr(cls)?;
                patterns.iter().try_for_each(|pattern| self.pattern(pattern))?;
                keywords.iter().try_for_each(|(_, pattern)| self.pattern(pattern))
            }
            PatternKind::Star(name) => name.iter().try_for_each(|name| self.bind(&name.name, name.span)),
            PatternKind::As { pattern, name } => {
                if let Some(pattern) = pattern {
                    self.pattern(pattern)?;
                }
                name.iter().try_for_each(|name| self.bind(&name.name, name.span))
            }
        }
    }

    // ---- targets ---------------------------------------------------------------------------------------------------

    fn target(&mut self, target: &Expr) -> Outcome {
        match &target.kind {
            ExprKind::Name(name) => self.bind(name, target.span),
            ExprKind::Tuple(items) | ExprKind::List(items) => {
                items.iter().try_for_each(|item| self.target(item))
            }
            ExprKind::Starred(inner) => self.target(inner),
            ExprKind::Attribute { attr, .. } if &*attr.name == "__debug__" => {
                fail("cannot assign to __debug__", target.span)
            }
            _ => self.expr(target),
        }
    }

    fn delete(&mut self, target: &Expr) -> Outcome {
        match &target.kind {
            ExprKind::Name(name) if &**name == "__debug__" => fail("cannot delete __debug__", target.span),
            ExprKind::Name(name) => {
                self.bind(name, target.span)?;
                self.add(name, Uses::DELETED);
                Ok(())
            }
            ExprKind::Tuple(items) | ExprKind::List(items) => {
                items.iter().try_for_each(|item| self.delete(item))
            }
            _ => self.expr(target),
        }
    }

    // ---- expressions -----------------------------------------------------------------------------------------------

    fn optional(&mut self, expr: Option<&Expr>) -> Outcome {
        expr.map_or(Ok(()), |expr| self.expr(expr))
    }

    fn exprs<'e>(&mut self, exprs: impl IntoIterator<Item = &'e Expr>) -> Outcome {
        exprs.into_iter().try_for_each(|expr| self.expr(expr))
    }

    /// Visits an expression. The leftmost operand is visited last and without recursion, because chains of operators,
    /// attributes and calls lean to the left; within one expression the order makes no difference.
    fn expr(&mut self, expr: &Expr) -> Outcome {
        let mut next = Some(expr);
        while let Some(expr) = next {
            next = self.expr_but_first(expr)?;
        }
        Ok(())
    }

    /// Visits all of an expression but its first operand, which is returned.
    fn expr_but_first<'e>(&mut self, expr: &'e Expr) -> Result<Option<&'e Expr>, SyntaxError> {
        match &expr.kind {
            ExprKind::Name(name) => self.load(name),
            ExprKind::Constant(_) => {}
            ExprKind::BoolOp { values, .. } => self.exprs(values)?,
            ExprKind::Named { target, value } => self.named(target, value, expr.span)?,
            ExprKind::BinOp { left, right, .. } => {
                self.expr(right)?;
                return Ok(Some(left));
            }
            ExprKind::UnaryOp { operand, .. } => return Ok(Some(operand)),
            ExprKind::Lambda(lambda) => self.lambda(lambda, expr.span)?,
            ExprKind::IfExp { test, body, orelse } => {
                self.exprs([&**test, &**body])?;
                return Ok(Some(orelse));
            }
            ExprKind::Dict(items) => items.iter().try_for_each(|item| {
                self.optional(item.key.as_ref())?;
                self.expr(&item.value)
            })?,
            ExprKind::Set(items) | ExprKind::List(items) | ExprKind::Tuple(items) => self.exprs(items)?,
            ExprKind::ListComp(comp) => {
                let kind = ScopeKind::Comprehension(Display::List);
                self.comprehension(kind, &comp.generators, [&comp.elt], expr.span)?;
            }
            ExprKind::SetComp(comp) => {
                let kind = ScopeKind::Comprehension(Display::Set);
                self.comprehension(kind, &comp.generators, [&comp.elt], expr.span)?;
            }
            ExprKind::GeneratorExp(comp) => {
                self.comprehension(ScopeKind::Generator, &comp.generators, [&comp.elt], expr.span)?;
            }
            ExprKind::DictComp(comp) => self.comprehension(
                ScopeKind::Comprehension(Display::Dict),
                &comp.generators,
                [&comp.key, &comp.value],
                expr.span,
            )?,
            ExprKind::Await(value) => {
                if matches!(self.kind(), ScopeKind::Module | ScopeKind::Class) {
                    return Err(SyntaxError::new("'await' outside function", expr.span));
                }
                return Ok(Some(value));
            }
            ExprKind::Yield(value) => {
                self.yields("yield", expr.span)?;
                return Ok(value.as_deref());
            }
            ExprKind::YieldFrom(value) => {
                self.yields("yield from", expr.span)?;
                return Ok(Some(value));
            }
            ExprKind::Compare { left, rest } => {
                self.exprs(rest.iter().map(|(_, operand)| operand))?;
                return Ok(Some(left));
            }
            ExprKind::Call { func, args, keywords } => {
                self.exprs(args)?;
                self.exprs(keywords.iter().map(|keyword| &keyword.value))?;
                return Ok(Some(func));
            }
            ExprKind::JoinedStr(parts) | ExprKind::TemplateStr(parts) => self.fstring(parts)?,
            ExprKind::Attribute { value, .. } | ExprKind::Starred(value) => return Ok(Some(value)),
            ExprKind::Subscript { value, slice } => {
                self.expr(slice)?;
                return Ok(Some(value));
            }
            ExprKind::Slice { lower, upper, step } => {
                self.optional(lower.as_deref())?;
                self.optional(upper.as_deref())?;
                self.optional(step.as_deref())?;
            }
        }
        Ok(None)
    }

    fn fstring(&mut self, parts: &[FStringPart]) -> Outcome {
        for part in parts {
            if let FStringPart::Field(field) = part {
                self.expr(&field.value)?;
                if let Some(spec) = &field.format_spec {
                    self.fstring(spec)?;
                }
            }
        }
        Ok(())
    }

    fn lambda(&mut self, lambda: &Lambda, span: Span) -> Outcome {
        self.defaults(&lambda.parameters)?;
        self.open(ScopeKind::Lambda, span);
        self.parameters(&lambda.parameters)?;
        let iterables = std::mem::take(&mut self.iterables);
        self.expr(&lambda.body)?;
        self.iterables = iterables;
        self.close();
        Ok(())
    }

    fn yields(&mut self, what: &str, span: Span) -> Outcome {
        match self.kind() {
            ScopeKind::Function | ScopeKind::Lambda => {
                self.scope().is_generator = true;
                Ok(())
            }
            ScopeKind::Module | ScopeKind::Class => fail(format!("'{what}' outside function"), span),
            ScopeKind::Generator => fail("'yield' inside generator expression", span),
            ScopeKind::Comprehension(Display::List) => fail("'yield' inside list comprehension", span),
            ScopeKind::Comprehension(Display::Set) => fail("'yield' inside set comprehension", span),
            ScopeKind::Comprehension(Display::Dict) => fail("'yield' inside dict comprehension", span),
        }
    }

    fn comprehension<'e>(
        &mut self,
        kind: ScopeKind,
        generators: &[Comprehension],
        elements: impl IntoIterator<Item = &'e Expr>,
        span: Span,
    ) -> Outcome {
        let Some((first, rest)) = generators.split_first() else { return Ok(()) };
        self.iterable(&first.iter)?;
        self.open(kind, span);
        if kind == ScopeKind::Generator {
            let outermost: Name = Arc::from(".0");
            self.add_mangled(self.current, &outermost, Uses::BOUND);
            self.add_mangled(self.current, &outermost, Uses::PARAM);
            self.scope().params.push(outermost);
        }
        self.iteration(first)?;
        for generator in rest {
            self.iterable(&generator.iter)?;
            self.iteration(generator)?;
        }
        self.exprs(elements)?;
        self.close();
        Ok(())
    }

    fn iterable(&mut self, iter: &Expr) -> Outcome {
        self.iterables += 1;
        let outcome = self.expr(iter);
        self.iterables -= 1;
        outcome
    }

    /// Target and conditions of one `for` of a comprehension.
    fn iteration(&mut self, generator: &Comprehension) -> Outcome {
        self.iteration_target(&generator.target)?;
        // Conditions belong to the inside again, wherever the comprehension itself stands.
        let iterables = std::mem::take(&mut self.iterables);
        let outcome = self.exprs(&generator.ifs);
        self.iterables = iterables;
        outcome
    }

    fn iteration_target(&mut self, target: &Expr) -> Outcome {
        match &target.kind {
            ExprKind::Name(name) => {
                let mangled = mangle(self.private.as_ref(), name);
                let uses = self.uses(&mangled);
                if uses.has(Uses::GLOBAL) || uses.has(Uses::NONLOCAL) {
                    let message = format!(
                        "comprehension inner loop cannot rebind assignment expression target '{name}'"
                    );
                    return fail(message, target.span);
                }
                self.bind(name, target.span)?;
                self.add(name, Uses::ITERATION);
                Ok(())
            }
            ExprKind::Tuple(items) | ExprKind::List(items) => {
                items.iter().try_for_each(|item| self.iteration_target(item))
            }
            ExprKind::Starred(inner) => self.iteration_target(inner),
            _ => self.target(target),
        }
    }

    /// `target := value`, which inside comprehensions binds in the function around them.
    fn named(&mut self, target: &Ident, value: &Expr, span: Span) -> Outcome {
        if self.iterables > 0 {
            return fail("assignment expression cannot be used in a comprehension iterable expression", span);
        }
        let inside = matches!(self.kind(), ScopeKind::Comprehension(_) | ScopeKind::Generator);
        let owner = if inside { self.named_in_comprehension(target)? } else { self.current };
        self.expr(value)?;
        let mangled = mangle(self.private.as_ref(), &target.name);
        if inside {
            // The comprehension refers to a variable of `owner`; `named_in_comprehension` has said how.
        } else {
            self.bind(&target.name, target.span)?;
        }
        let walrus = &mut self.scopes[owner.index()].walrus;
        walrus.entry(mangled).or_default().push(span.start);
        Ok(())
    }

    fn named_in_comprehension(&mut self, target: &Ident) -> Result<ScopeId, SyntaxError> {
        let Ident { name, span } = target;
        if &**name == "__debug__" {
            return Err(SyntaxError::new("cannot assign to __debug__", *span));
        }
        let mangled = mangle(self.private.as_ref(), name);
        let mut id = self.current;
        let mut passed = Vec::new();
        loop {
            let scope = &self.scopes[id.index()];
            let uses = scope.symbols.get(&mangled).map_or(Uses::default(), |symbol| symbol.uses);
            match scope.kind {
                ScopeKind::Comprehension(_) | ScopeKind::Generator => {
                    if uses.has(Uses::ITERATION) {
                        let message = format!(
                            "assignment expression cannot rebind comprehension iteration variable '{name}'"
                        );
                        return Err(SyntaxError::new(message, *span));
                    }
                    passed.push(id);
                    id = scope.parent;
                }
                ScopeKind::Class => {
                    let message =
                        "assignment expression within a comprehension cannot be used in a class body";
                    return Err(SyntaxError::new(message, *span));
                }
                ScopeKind::Module => {
                    self.add_mangled(id, &mangled, Uses::BOUND);
                    passed.iter().for_each(|&inner| self.add_mangled(inner, &mangled, Uses::GLOBAL));
                    return Ok(id);
                }
                ScopeKind::Function | ScopeKind::Lambda => {
                    let flag = if uses.has(Uses::GLOBAL) { Uses::GLOBAL } else { Uses::NONLOCAL };
                    passed.iter().for_each(|&inner| self.add_mangled(inner, &mangled, flag));
                    if flag == Uses::NONLOCAL && !uses.has(Uses::NONLOCAL) {
                        self.add_mangled(id, &mangled, Uses::BOUND);
                    }
                    return Ok(id);
                }
            }
        }
    }
}
