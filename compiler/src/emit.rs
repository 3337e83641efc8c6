//! The emitter: from the syntax tree and the symbol table to code for the register machine.
//!
//! One pass over the tree, depth first. Each expression says where it wants its value (a [`Want`]), so that
//! `x = a + b` is one instruction on three locals. The rules of the machine that shape everything here are told at
//! the head of [`op`](crate::op); the ones that are easy to break:
//!
//! * A temporary is read exactly once on every path. A value needed twice goes into a *hidden local*, which must be
//!   cleared when its construct ends, whichever way it ends; except when the frame itself ends.
//! * A local used directly as an operand is read when the instruction runs, not when the operand is evaluated. Only
//!   `:=` can change it in between, so a `:=` of that name further right in the expression forces a copy.
//! * An instruction writes a local only as its last act, so a statement that fails leaves its target as it was.
//!   Values that are built step by step (a list comprehension) are built in a temporary.
//!
//! The files by reading order: `unit` (the code under construction), `jumps`, `names`, `fold`, `expr`, `cond`, `postfix`, `call`,
//! `display`, `comp`, `fstring`, `assign`, `stmt`, `loops`, `exceptions`, `function`, `class`, `import`, `matching`.

mod unit;
mod jumps;
mod names;
mod fold;
mod expr;
mod cond;
mod postfix;
mod call;
mod display;
mod comp;
mod fstring;
mod assign;
mod stmt;
mod loops;
mod exceptions;
mod except_star;
mod function;
mod class;
mod import;
mod matching;
mod warn;

use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::ast::Expr;
use crate::ast::Module;
use crate::ast::Name;
use crate::ast::Stmt;
use crate::ast::Warning;
use crate::code::Capture;
use crate::code::Code;
use crate::code::CodeKind;
use crate::code::LineEdge;
use crate::code::LineMark;
use crate::code::Lines;
use crate::code::Position;
use crate::error::SyntaxError;
use crate::op::Op;
use crate::op::Reg;
use crate::span::LineIndex;
use crate::span::Span;
use crate::symbols::Binding;
use crate::symbols::ScopeId;
use crate::symbols::Symbols;

use exceptions::Block;
pub(crate) use import::Future;
pub(crate) use import::future_imports;
pub(crate) use jumps::set_target;
use unit::Edge;
use unit::Unit;

/// What an emitting function returns: nothing, or why the program is refused.
type Outcome<T = ()> = Result<T, SyntaxError>;

/// The open statements around the point of emission, innermost last.
type Blocks<'a> = Vec<Block<'a>>;

/// Greatest number of instructions of a whole module, as a limit on time and memory.
const MODULE_OPS_MAX: usize = 1 << 23;

/// Greatest number of times that a statement is emitted: nested `finally` blocks are emitted again and again.
const STATEMENTS_MAX: usize = 1 << 22;

/// Where an expression is to leave its value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Want {
    /// Anywhere: a variable's own register, or the next temporary.
    Any,
    /// In the next temporary.
    Temp,
    /// In this local.
    Into(Reg),
}

/// Settings of one compilation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Settings {
    /// The top level reads and writes names in a namespace apart from the globals.
    pub(crate) split: bool,
    /// What the head of the module asks for.
    pub(crate) future: Future,
}

/// The place of instructions that no source text stands for.
const NOWHERE: Span = Span::empty(u32::MAX);

struct Emitter<'a> {
    source: &'a str,
    lines: LineIndex,
    filename: Arc<str>,
    symbols: &'a Symbols,
    future_annotations: bool,
    /// Where the `from __future__` imports at the head of the module end.
    future_end: u32,
    unit: Unit<'a>,
    /// The units around the present one, outermost first.
    outer: Vec<Unit<'a>>,
    /// Operator nodes known not to be constant, by address, so that deep trees are not folded again and again.
    not_constant: FxHashSet<*const Expr>,
    ops_total: usize,
    statements: usize,
    warnings: Vec<Warning>,
}

/// Emits a module.
pub(crate) fn module(
    module: &Module,
    symbols: &Symbols,
    source: &str,
    filename: &str,
    settings: Settings,
) -> Result<(Arc<Code>, Vec<Warning>), SyntaxError> {
    let mut emitter = Emitter::new(symbols, source, filename, CodeKind::Module, settings);
    emitter.module_body(module)?;
    Ok((emitter.finish_unit()?, emitter.warnings))
}

/// Emits one expression, whose value the code returns.
pub(crate) fn expression(
    expr: &Expr,
    symbols: &Symbols,
    source: &str,
    filename: &str,
    settings: Settings,
) -> Result<(Arc<Code>, Vec<Warning>), SyntaxError> {
    let mut emitter = Emitter::new(symbols, source, filename, CodeKind::Expression, settings);
    emitter.unit.expr_end = expr.span.end;
    let src = emitter.expr(expr, Want::Any)?;
    emitter.unit.emit_last(Op::Return { src }, expr.span);
    Ok((emitter.finish_unit()?, emitter.warnings))
}

impl<'a> Emitter<'a> {
    fn new(
        symbols: &'a Symbols,
        source: &'a str,
        filename: &str,
        kind: CodeKind,
        settings: Settings,
    ) -> Self {
        let name: Name = Arc::from("<module>");
        let mut unit = Unit::new(kind, ScopeId::MODULE, name.clone(), name);
        unit.split = settings.split;
        Emitter {
            source,
            lines: LineIndex::new(source),
            filename: Arc::from(filename),
            symbols,
            future_annotations: settings.future.annotations,
            future_end: settings.future.end,
            unit,
            outer: Vec::new(),
            not_constant: FxHashSet::default(),
            ops_total: 0,
            statements: 0,
            warnings: Vec::new(),
        }
    }

    fn module_body(&mut self, module: &'a Module) -> Outcome {
        let start = Span::empty(0);
        let (doc, body) = self.split_docstring(&module.body);
        if self.symbols.has_annotations(ScopeId::MODULE) {
            self.make_annotations(start);
        }
        if let Some((doc, span)) = doc {
            self.store_constant("__doc__", crate::code::Const::Str(doc.clone()), span);
            self.unit.doc = Some(doc);
        }
        self.stmts(body)?;
        self.unit.emit_last(Op::ReturnNone, NOWHERE);
        Ok(())
    }

    /// Starts the code of a function or class inside the present unit.
    fn enter_unit(&mut self, kind: CodeKind, scope: ScopeId, name: &Name, first: Span) {
        let qualname = self.qualname(name);
        let mut unit = Unit::new(kind, scope, name.clone(), qualname);
        unit.first_line = self.lines.line(first.start);
        unit.private = self.unit.private.clone();
        unit.expr_end = self.unit.expr_end;
        self.outer.push(std::mem::replace(&mut self.unit, unit));
    }

    /// `Outer.method.<locals>.name`, unless the name is declared global where it is bound.
    fn qualname(&self, name: &Name) -> Name {
        let around = &self.unit;
        let mangled = self.mangle(name);
        match around.kind {
            CodeKind::Module | CodeKind::Expression => name.clone(),
            _ if self.symbols.binding(around.scope, &mangled) == Binding::GlobalExplicit => name.clone(),
            CodeKind::Class => Arc::from(format!("{}.{name}", around.qualname)),
            CodeKind::Function | CodeKind::Generator => {
                Arc::from(format!("{}.<locals>.{name}", around.qualname))
            }
        }
    }

    /// Ends the present unit and makes the one around it, if any, the present one again.
    fn finish_unit(&mut self) -> Result<Arc<Code>, SyntaxError> {
        let placeholder = || Unit::new(CodeKind::Module, ScopeId::MODULE, Arc::from(""), Arc::from(""));
        let around = self.outer.pop().unwrap_or_else(placeholder);
        let unit = std::mem::replace(&mut self.unit, around);
        self.ops_total += unit.ops.len();
        let finished = unit.finish()?;
        let unit = finished.unit;
        if self.ops_total > MODULE_OPS_MAX {
            return Err(SyntaxError::new("too much code", unit.last_place()));
        }
        let free = self.symbols.free(unit.scope);
        let captures = free.iter().map(|name| self.capture(name)).collect();
        let line = |span: Span| self.lines.line(span.start);
        let marks = unit.marks.iter();
        let edges = unit.edges.iter();
        let lines = Lines {
            marks: marks.map(|m| LineMark { at: m.at, line: line(m.span), again: m.again }).collect(),
            edges: edges
                .map(|&Edge { jump, target, skip, span }| LineEdge {
                    jump,
                    target,
                    skip,
                    line: span.map_or(0, line),
                })
                .collect(),
        };
        let mut near = unit.first_line;
        let positions = unit.spans.iter().map(|&span| self.position(span, &mut near)).collect();
        Ok(Arc::new(Code {
            name: unit.name,
            qualname: unit.qualname,
            filename: self.filename.clone(),
            first_line: unit.first_line,
            kind: unit.kind,
            split_namespace: unit.split,
            ops: unit.ops.into(),
            positions,
            lines,
            consts: finished.consts.into(),
            names: finished.names.into(),
            sites: finished.sites.into(),
            handlers: finished.handlers.into(),
            params: unit.params,
            locals: finished.locals.into(),
            cells: unit.cells.into(),
            free: free.into(),
            captures,
            registers: finished.registers,
            doc: unit.doc,
        }))
    }

    /// Where the present unit finds the cell of `name` for a function made in it.
    fn capture(&self, name: &Name) -> Capture {
        for active in self.unit.active.iter().rev() {
            match self.symbols.binding(active.id, name) {
                Binding::Local(owner) => {
                    if let Some(reg) = self.unit.variable(owner, name) {
                        return Capture::Local(reg);
                    }
                }
                // A class body's own names are not visible to its functions, except the cell for `__class__`.
                _ if self.symbols.has_class_cell(active.id) && &**name == "__class__" => {
                    if let Some(&reg) = active.regs.get(name) {
                        return Capture::Local(reg);
                    }
                }
                _ => {}
            }
        }
        Capture::Free(self.symbols.free_index(self.unit.scope, name).unwrap_or(0))
    }

    /// Where `span` is, probably `near` the line of the last one.
    fn position(&self, span: Span, near: &mut u32) -> Position {
        if span == NOWHERE {
            return Position::default();
        }
        let end = span.end.max(span.start);
        let line = self.lines.line_near(span.start, *near);
        let end_line = self.lines.line_near(end, line);
        *near = line;
        let column = |offset: u32, line: u32| offset - self.lines.line_start(line);
        Position { line, end_line, col: column(span.start, line), end_col: column(end, end_line) }
    }

    /// Emits statements in order.
    fn stmts(&mut self, body: &'a [Stmt]) -> Outcome {
        body.iter().try_for_each(|stmt| self.stmt(stmt))
    }

    fn fail<T>(&self, message: impl Into<String>, span: Span) -> Outcome<T> {
        Err(SyntaxError::new(message, span))
    }

    fn mangle(&self, name: &Name) -> Name {
        crate::symbols::mangle(self.unit.private.as_ref(), name)
    }
}
