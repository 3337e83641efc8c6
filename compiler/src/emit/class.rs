//! Class statements: the body is a function that fills a namespace, called by `__build_class__`.

use std::sync::Arc;

use super::Emitter;
use super::NOWHERE;
use super::Outcome;
use super::Want;
use super::call::needs_collecting;
use crate::ast::ClassDef;
use crate::ast::Name;
use crate::code::CodeKind;
use crate::code::Const;
use crate::op::MakeFlags;
use crate::op::Op;
use crate::span::Span;

impl<'a> Emitter<'a> {
    pub(super) fn class_def(&mut self, def: &'a ClassDef, span: Span) -> Outcome {
        if let Some(first) = def.type_params.first() {
            return self.fail("type parameters are not supported yet", first.span);
        }
        let mark = self.unit.mark();
        let first = self.push_decorators(&def.decorators, span)?;
        let call_mark = self.unit.mark();
        let base = self.unit.push_temp();
        self.unit.emit(Op::LoadBuildClass { dst: base }, span);
        let code = self.class_body(def, span, first)?;
        let function = self.unit.push_temp();
        self.make_function(MakeFlags(0), function, function, code, span);
        self.load_value(Const::Str(def.name.name.clone()), span, Want::Temp);
        let local = self.plain_local(&def.name.name);
        let direct = local.filter(|_| def.decorators.is_empty());
        let want = direct.map_or(Want::Temp, Want::Into);
        let class = if needs_collecting(&def.bases, &def.keywords) {
            self.call_collected(base, call_mark, &def.bases, &def.keywords, span, want)?
        } else {
            self.call_pushed(base, call_mark, 2, &def.bases, &def.keywords, span, want)?
        };
        let result = self.apply_decorators(&def.decorators, class, local);
        match local {
            Some(reg) => self.unit.set_bound(reg),
            None => self.store(&def.name.name, result, span),
        }
        self.unit.reset(mark);
        Ok(())
    }

    fn class_body(&mut self, def: &'a ClassDef, span: Span, first: Span) -> Outcome<Arc<crate::code::Code>> {
        let scope = self.symbols.scope_at(span);
        self.enter_unit(CodeKind::Class, scope, &def.name.name, first);
        self.unit.split = true;
        self.unit.private = Some(def.name.name.clone());
        let cell = self.symbols.has_class_cell(scope).then(|| {
            let name: Name = Arc::from("__class__");
            let reg = self.unit.add_local(&name, true);
            self.unit.emit(Op::MakeCell { reg }, NOWHERE);
            self.unit.cells.push(reg);
            self.unit.active[0].regs.insert(name, reg);
            reg
        });
        // What the body does before its first statement stands on the first line, in no column.
        let span = Span::empty(self.lines.line_start(self.unit.first_line));
        let mark = self.unit.mark();
        let src = self.load(&Arc::from("__name__"), span, Want::Temp);
        self.store(&Arc::from("__module__"), src, span);
        self.unit.reset(mark);
        let qualname = Const::Str(self.unit.qualname.clone());
        self.store_constant("__qualname__", qualname, span);
        let line = i64::from(self.unit.first_line);
        self.store_constant("__firstlineno__", Const::Int(line), span);
        let (doc, body) = self.split_docstring(&def.body);
        if self.symbols.has_annotations(scope) {
            self.make_annotations(span);
        }
        if let Some((doc, span)) = doc {
            self.store_constant("__doc__", Const::Str(doc.clone()), span);
            self.unit.doc = Some(doc);
        }
        self.stmts(body)?;
        match cell {
            // `__build_class__` fills the cell once the class exists.
            Some(src) => self.unit.emit_last(Op::Return { src }, NOWHERE),
            None => self.unit.emit_last(Op::ReturnNone, NOWHERE),
        }
        self.finish_unit()
    }

    pub(super) fn store_constant(&mut self, name: &str, value: Const, span: Span) {
        let mark = self.unit.mark();
        let src = self.load_value(value, span, Want::Temp);
        self.store(&Arc::from(name), src, span);
        self.unit.reset(mark);
    }
}
