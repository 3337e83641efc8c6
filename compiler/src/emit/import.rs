//! Imports.

use std::sync::Arc;

use super::Emitter;
use super::Outcome;
use super::Want;
use crate::ast::Alias;
use crate::ast::ExprKind;
use crate::ast::Ident;
use crate::ast::Module;
use crate::ast::Name;
use crate::ast::StmtKind;
use crate::code::Const;
use crate::error::SyntaxError;
use crate::op::Op;
use crate::op::Reg;
use crate::span::Span;

/// Features that have long been part of the language; naming them changes nothing.
const MANDATORY_FEATURES: [&str; 9] = [
    "nested_scopes",
    "generators",
    "division",
    "absolute_import",
    "with_statement",
    "print_function",
    "unicode_literals",
    "barry_as_FLUFL",
    "generator_stop",
];

/// The `from __future__` imports at the head of a module.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Future {
    /// Annotations become strings.
    pub(crate) annotations: bool,
    /// Where the head of the module ends.
    pub(crate) end: u32,
}

/// Reads the `from __future__` imports at the head of `module`.
pub(crate) fn future_imports(module: &Module) -> Result<Future, SyntaxError> {
    let mut future = Future::default();
    for (at, stmt) in module.body.iter().enumerate() {
        match &stmt.kind {
            StmtKind::Expr(value) if at == 0 && matches!(value.kind, ExprKind::Constant(_)) => {}
            StmtKind::ImportFrom { module: Some(from), names, level: 0 } if &*from.name == "__future__" => {
                for Alias { name: Ident { name, .. }, .. } in names {
                    let start = Span::new(stmt.span.start, stmt.span.start + 1);
                    match &**name {
                        "annotations" => future.annotations = true,
                        "braces" => return Err(SyntaxError::new("not a chance", start)),
                        name if MANDATORY_FEATURES.contains(&name) => {}
                        name => {
                            let message = format!("future feature {name} is not defined");
                            return Err(SyntaxError::new(message, start));
                        }
                    }
                }
                future.end = stmt.span.end;
            }
            _ => break,
        }
    }
    Ok(future)
}

impl<'a> Emitter<'a> {
    /// `import a.b as c, d`
    pub(super) fn import(&mut self, aliases: &'a [Alias], span: Span) -> Outcome {
        for alias in aliases {
            let mark = self.unit.mark();
            let name = &alias.name.name;
            let dotted = name.split_once('.');
            match (&alias.asname, dotted) {
                (Some(asname), Some((_, rest))) => {
                    let module = self.unit.hidden();
                    self.import_name(name, 0, Const::None, Want::Into(module), span);
                    for part in rest.split('.') {
                        let part = self.unit.name(&Arc::from(part));
                        let op = Op::ImportFrom { dst: module, module, name: part };
                        self.unit.emit(op, span);
                    }
                    self.store(&asname.name, module, span);
                    self.unit.clear_release(module, span);
                }
                (asname, dotted) => {
                    let first: Name = match (asname, dotted) {
                        (Some(asname), _) => asname.name.clone(),
                        (None, Some((first, _))) => Arc::from(first),
                        (None, None) => name.clone(),
                    };
                    let want = self.plain_local(&first).map_or(Want::Temp, Want::Into);
                    let module = self.import_name(name, 0, Const::None, want, span);
                    self.store(&first, module, span);
                }
            }
            self.unit.reset(mark);
        }
        Ok(())
    }

    /// `from module import names`
    pub(super) fn import_from(
        &mut self,
        module: Option<&'a Ident>,
        names: &'a [Alias],
        level: u32,
        span: Span,
    ) -> Outcome {
        let empty: Name = Arc::from("");
        let name = module.map_or(&empty, |ident| &ident.name);
        if &**name == "__future__" && level == 0 {
            // What it asks for has been seen to before emission; there is nothing to do when it runs.
            if span.start >= self.future_end {
                return self.fail("from __future__ imports must occur at the beginning of the file", span);
            }
            return Ok(());
        }
        let from = names.iter().map(|alias| Const::Str(alias.name.name.clone())).collect();
        let from = Const::Tuple(from);
        let mark = self.unit.mark();
        if let [alias] = names
            && &*alias.name.name == "*"
        {
            let module = self.import_name(name, level, from, Want::Temp, span);
            self.unit.emit(Op::ImportStar { module }, span);
            self.unit.reset(mark);
            return Ok(());
        }
        let module = self.unit.hidden();
        self.import_name(name, level, from, Want::Into(module), span);
        for alias in names {
            let bound = &alias.asname.as_ref().unwrap_or(&alias.name).name;
            let want = self.plain_local(bound).map_or(Want::Temp, Want::Into);
            let dst = self.dest(want);
            let name = self.unit.name(&alias.name.name);
            self.unit.emit(Op::ImportFrom { dst, module, name }, span);
            self.store(bound, dst, span);
            self.unit.reset(mark);
        }
        self.unit.clear_release(module, span);
        Ok(())
    }

    fn import_name(&mut self, name: &Name, level: u32, from: Const, want: Want, span: Span) -> Reg {
        let mark = self.unit.mark();
        let base = self.load_value(Const::Int(i64::from(level)), span, Want::Temp);
        self.load_value(from, span, Want::Temp);
        self.unit.reset(mark);
        let dst = self.dest(want);
        let name = self.unit.name(name);
        self.unit.emit(Op::ImportName { dst, name, base }, span);
        dst
    }
}
