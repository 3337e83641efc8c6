//! Lines for statements and patterns.

use crate::ast::Alias;
use crate::ast::ClassDef;
use crate::ast::ExceptHandler;
use crate::ast::FunctionDef;
use crate::ast::Ident;
use crate::ast::MatchCase;
use crate::ast::Pattern;
use crate::ast::PatternKind;
use crate::ast::Stmt;
use crate::ast::StmtKind;
use crate::ast::TypeParam;
use crate::ast::TypeParamKind;
use crate::ast::WithItem;
use crate::dump::Dump;
use crate::dump::constant;

impl Dump<'_> {
    pub(super) fn statements(&mut self, field: &str, statements: &[Stmt]) {
        for statement in statements {
            self.line(field, &head(&statement.kind), statement.span);
            self.inside(|dump| dump.statement_children(&statement.kind));
        }
    }

    fn statement_children(&mut self, kind: &StmtKind) {
        match kind {
            StmtKind::FunctionDef(def) => self.function(def),
            StmtKind::ClassDef(def) => self.class(def),
            StmtKind::Return(value) => self.optional("value", value.as_deref()),
            StmtKind::Delete(targets) => self.expressions("targets", targets),
            StmtKind::Assign { targets, value } => {
                self.expressions("targets", targets);
                self.expression("value", value);
            }
            StmtKind::AugAssign { target, value, .. } => {
                self.expression("target", target);
                self.expression("value", value);
            }
            StmtKind::AnnAssign { target, annotation, value, .. } => {
                self.expression("target", target);
                self.expression("annotation", annotation);
                self.optional("value", value.as_deref());
            }
            StmtKind::TypeAlias { type_params, value, .. } => {
                self.type_params(type_params);
                self.expression("value", value);
            }
            StmtKind::For { target, iter, body, orelse, .. } => {
                self.expression("target", target);
                self.expression("iter", iter);
                self.statements("body", body);
                self.statements("orelse", orelse);
            }
            StmtKind::While { test, body, orelse } => {
                self.expression("test", test);
                self.statements("body", body);
                self.statements("orelse", orelse);
            }
            StmtKind::If { branches, orelse } => {
                for branch in branches {
                    self.line("branches", "branch", branch.span);
                    self.inside(|dump| {
                        dump.expression("test", &branch.test);
                        dump.statements("body", &branch.body);
                    });
                }
                self.statements("orelse", orelse);
            }
            StmtKind::With { items, body, .. } => {
                items.iter().for_each(|item| self.with_item(item));
                self.statements("body", body);
            }
            StmtKind::Match { subject, cases } => {
                self.expression("subject", subject);
                cases.iter().for_each(|case| self.case(case));
            }
            StmtKind::Raise { exc, cause } => {
                self.optional("exc", exc.as_deref());
                self.optional("cause", cause.as_deref());
            }
            StmtKind::Try(parts) => {
                self.statements("body", &parts.body);
                parts.handlers.iter().for_each(|handler| self.handler(handler));
                self.statements("orelse", &parts.orelse);
                self.statements("finalbody", &parts.finalbody);
            }
            StmtKind::Assert { test, msg } => {
                self.expression("test", test);
                self.optional("msg", msg.as_deref());
            }
            StmtKind::Expr(value) => self.expression("value", value),
            StmtKind::Import(names) | StmtKind::ImportFrom { names, .. } => self.aliases(names),
            StmtKind::Global(_)
            | StmtKind::Nonlocal(_)
            | StmtKind::Pass
            | StmtKind::Break
            | StmtKind::Continue => {}
        }
    }

    fn function(&mut self, def: &FunctionDef) {
        self.expressions("decorators", &def.decorators);
        self.type_params(&def.type_params);
        self.parameters(&def.parameters);
        self.optional("returns", def.returns.as_deref());
        self.statements("body", &def.body);
    }

    fn class(&mut self, def: &ClassDef) {
        self.expressions("decorators", &def.decorators);
        self.type_params(&def.type_params);
        self.expressions("bases", &def.bases);
        self.keywords(&def.keywords);
        self.statements("body", &def.body);
    }

    fn with_item(&mut self, item: &WithItem) {
        self.expression("context_expr", &item.context_expr);
        self.optional("optional_vars", item.optional_vars.as_ref());
    }

    fn handler(&mut self, handler: &ExceptHandler) {
        let name = handler.name.as_ref().map_or(String::new(), |name| format!(" {}", name.name));
        self.line("handlers", &format!("ExceptHandler{name}"), handler.span);
        self.inside(|dump| {
            dump.optional("type", handler.type_.as_ref());
            dump.statements("body", &handler.body);
        });
    }

    fn aliases(&mut self, names: &[Alias]) {
        for alias in names {
            let asname = alias.asname.as_ref().map_or(String::new(), |name| format!(" as {}", name.name));
            self.line("names", &format!("alias {}{asname}", alias.name.name), alias.span);
        }
    }

    fn type_params(&mut self, parameters: &[TypeParam]) {
        for parameter in parameters {
            let (class, bound) = match &parameter.kind {
                TypeParamKind::TypeVar { bound } => ("TypeVar", bound.as_deref()),
                TypeParamKind::TypeVarTuple => ("TypeVarTuple", None),
                TypeParamKind::ParamSpec => ("ParamSpec", None),
            };
            self.line("type_params", &format!("{class} {}", parameter.name.name), parameter.span);
            self.inside(|dump| {
                dump.optional("bound", bound);
                dump.optional("default", parameter.default.as_deref());
            });
        }
    }

    fn case(&mut self, case: &MatchCase) {
        self.line("cases", "match_case", case.span);
        self.inside(|dump| {
            dump.pattern("pattern", &case.pattern);
            dump.optional("guard", case.guard.as_ref());
            dump.statements("body", &case.body);
        });
    }

    fn patterns(&mut self, field: &str, patterns: &[Pattern]) {
        patterns.iter().for_each(|pattern| self.pattern(field, pattern));
    }

    fn pattern(&mut self, field: &str, pattern: &Pattern) {
        self.line(field, &pattern_head(&pattern.kind), pattern.span);
        self.inside(|dump| match &pattern.kind {
            PatternKind::Value(value) => dump.expression("value", value),
            PatternKind::Singleton(_) | PatternKind::Star(_) => {}
            PatternKind::Sequence(patterns) | PatternKind::Or(patterns) => {
                dump.patterns("patterns", patterns);
            }
            PatternKind::Mapping { items, .. } => {
                for (key, pattern) in items {
                    dump.expression("key", key);
                    dump.pattern("pattern", pattern);
                }
            }
            PatternKind::Class { cls, patterns, keywords } => {
                dump.expression("cls", cls);
                dump.patterns("patterns", patterns);
                for (name, pattern) in keywords {
                    dump.pattern(&format!("kwd {}", name.name), pattern);
                }
            }
            PatternKind::As { pattern, .. } => {
                if let Some(pattern) = pattern {
                    dump.pattern("pattern", pattern);
                }
            }
        });
    }
}

/// The class of a pattern and its plain values.
fn pattern_head(kind: &PatternKind) -> String {
    let named = |class: &str, name: &Option<Ident>| match name {
        Some(name) => format!("{class} {}", name.name),
        None => class.to_owned(),
    };
    match kind {
        PatternKind::Value(_) => "MatchValue".into(),
        PatternKind::Singleton(value) => format!("MatchSingleton {}", constant(value)),
        PatternKind::Sequence(_) => "MatchSequence".into(),
        PatternKind::Mapping { rest, .. } => named("MatchMapping", rest),
        PatternKind::Class { .. } => "MatchClass".into(),
        PatternKind::Star(name) => named("MatchStar", name),
        PatternKind::As { name, .. } => named("MatchAs", name),
        PatternKind::Or(_) => "MatchOr".into(),
    }
}

/// The class of a statement and its plain values.
fn head(kind: &StmtKind) -> String {
    let asynchronous =
        |is_async: bool, class: &str| format!("{}{class}", if is_async { "Async" } else { "" });
    let list = |class: &str, names: &[Ident]| {
        let names: Vec<&str> = names.iter().map(|name| &*name.name).collect();
        format!("{class} {}", names.join(" "))
    };
    match kind {
        StmtKind::FunctionDef(def) => {
            format!("{} {}", asynchronous(def.is_async, "FunctionDef"), def.name.name)
        }
        StmtKind::ClassDef(def) => format!("ClassDef {}", def.name.name),
        StmtKind::Return(_) => "Return".into(),
        StmtKind::Delete(_) => "Delete".into(),
        StmtKind::Assign { .. } => "Assign".into(),
        StmtKind::AugAssign { op, .. } => format!("AugAssign {op:?}"),
        StmtKind::AnnAssign { simple, .. } => format!("AnnAssign{}", if *simple { " simple" } else { "" }),
        StmtKind::TypeAlias { name, .. } => format!("TypeAlias {}", name.name),
        StmtKind::For { is_async, .. } => asynchronous(*is_async, "For"),
        StmtKind::While { .. } => "While".into(),
        StmtKind::If { .. } => "If".into(),
        StmtKind::With { is_async, .. } => asynchronous(*is_async, "With"),
        StmtKind::Match { .. } => "Match".into(),
        StmtKind::Raise { .. } => "Raise".into(),
        StmtKind::Try(parts) => if parts.is_star { "TryStar" } else { "Try" }.into(),
        StmtKind::Assert { .. } => "Assert".into(),
        StmtKind::Import(_) => "Import".into(),
        StmtKind::ImportFrom { module, level, .. } => {
            let module = module.as_ref().map_or("", |module| &module.name);
            format!("ImportFrom {}{module}", ".".repeat(*level as usize))
        }
        StmtKind::Global(names) => list("Global", names),
        StmtKind::Nonlocal(names) => list("Nonlocal", names),
        StmtKind::Expr(_) => "Expr".into(),
        StmtKind::Pass => "Pass".into(),
        StmtKind::Break => "Break".into(),
        StmtKind::Continue => "Continue".into(),
    }
}
