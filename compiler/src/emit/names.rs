//! Reading, writing and deleting variables by name.

use super::Emitter;
use super::Want;
use super::unit::free_index;
use super::unit::temp_index;
use crate::ast::Name;
use crate::code::CodeKind;
use crate::code::Const;
use crate::op::FreeIdx;
use crate::op::Op;
use crate::op::Reg;
use crate::span::Span;
use crate::symbols::Binding;
use crate::symbols::ScopeId;
use crate::symbols::ScopeKind;

/// How the code reaches a variable.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Place {
    /// In a register.
    Local(Reg),
    /// In the cell in a register.
    Cell(Reg),
    /// In a cell of the closure.
    Free(FreeIdx),
    /// In the class namespace, else in a cell of the closure.
    NamespaceOrFree(FreeIdx),
    /// In the namespace, else global, else built-in.
    Namespace,
    /// Global, else built-in.
    Global,
}

/// Whether a register is a temporary.
pub(super) const fn is_temp(reg: Reg) -> bool {
    temp_index(reg).is_some()
}

impl<'a> Emitter<'a> {
    /// What `name` (mangled) means at the present point.
    pub(super) fn place_of(&self, name: &str) -> Place {
        let unit = &self.unit;
        let scope = unit.active.last().map_or(unit.scope, |active| active.id);
        match self.symbols.binding(scope, name) {
            Binding::Local(owner) => match unit.variable(owner, name) {
                Some(reg) if self.symbols.is_cell(owner, name) => Place::Cell(reg),
                Some(reg) => Place::Local(reg),
                None => Place::Global,
            },
            Binding::Free => {
                let index = free_index(self.symbols.free_index(unit.scope, name).unwrap_or(0));
                if self.symbols.kind(scope) == ScopeKind::Class {
                    Place::NamespaceOrFree(index)
                } else {
                    Place::Free(index)
                }
            }
            Binding::GlobalExplicit => Place::Global,
            Binding::Namespace => Place::Namespace,
            Binding::GlobalImplicit => {
                let top = matches!(unit.kind, CodeKind::Module | CodeKind::Expression) && unit.split;
                if top || self.symbols.kind(scope) == ScopeKind::Class {
                    Place::Namespace
                } else {
                    Place::Global
                }
            }
        }
    }

    /// Whether a `:=` further right in the present expression binds the local `name`.
    pub(super) fn is_rebound_later(&self, name: &str, span: Span) -> bool {
        let walrus = |id: ScopeId| self.symbols.walrus_between(id, name, span.end, self.unit.expr_end);
        self.unit.active.iter().any(|active| walrus(active.id))
    }

    /// The register for the result of an instruction.
    pub(super) fn dest(&mut self, want: Want) -> Reg {
        match want {
            Want::Any | Want::Temp => self.unit.push_temp(),
            Want::Into(reg) => reg,
        }
    }

    /// Reads a variable.
    pub(super) fn load(&mut self, name: &Name, span: Span, want: Want) -> Reg {
        let name = self.mangle(name);
        match self.place_of(&name) {
            Place::Local(src) => {
                if !self.unit.is_bound(src) {
                    self.unit.emit(Op::CheckBound { reg: src }, span);
                    self.unit.set_bound(src);
                }
                match want {
                    Want::Any if !self.is_rebound_later(&name, span) => src,
                    Want::Into(dst) if dst == src => src,
                    _ => {
                        let dst = self.dest(want);
                        self.unit.emit(Op::Move { dst, src }, span);
                        dst
                    }
                }
            }
            place => {
                let dst = self.dest(want);
                let op = match place {
                    Place::Cell(cell) => Op::LoadCell { dst, cell },
                    Place::Free(free) => Op::LoadFree { dst, free },
                    Place::NamespaceOrFree(free) => {
                        Op::LoadNameOrFree { dst, free, site: self.unit.site(&name) }
                    }
                    Place::Namespace => Op::LoadName { dst, site: self.unit.site(&name) },
                    Place::Local(_) | Place::Global => Op::LoadGlobal { dst, site: self.unit.site(&name) },
                };
                self.unit.emit(op, span);
                dst
            }
        }
    }

    /// Writes a variable, consuming `src` if it is a temporary.
    pub(super) fn store(&mut self, name: &Name, src: Reg, span: Span) {
        let name = self.mangle(name);
        let op = match self.place_of(&name) {
            Place::Local(dst) => {
                if dst != src {
                    self.unit.emit(Op::Move { dst, src }, span);
                }
                self.unit.set_bound(dst);
                return;
            }
            Place::Cell(cell) => Op::StoreCell { cell, src },
            Place::Free(free) | Place::NamespaceOrFree(free) => Op::StoreFree { free, src },
            Place::Namespace => Op::StoreName { src, site: self.unit.site(&name) },
            Place::Global => Op::StoreGlobal { src, site: self.unit.site(&name) },
        };
        self.unit.emit(op, span);
    }

    /// `del name`.
    pub(super) fn delete_name(&mut self, name: &Name, span: Span) {
        let name = self.mangle(name);
        let op = match self.place_of(&name) {
            Place::Local(reg) => Op::DeleteLocal { reg },
            Place::Cell(cell) => Op::DeleteCell { cell },
            Place::Free(free) | Place::NamespaceOrFree(free) => Op::DeleteFree { free },
            Place::Namespace => Op::DeleteName { site: self.unit.site(&name) },
            Place::Global => Op::DeleteGlobal { site: self.unit.site(&name) },
        };
        self.unit.emit(op, span);
    }

    /// Unbinds the variable of an `except … as name` at the end of its block, even if the block has done so.
    pub(super) fn forget_name(&mut self, name: &Name, span: Span) {
        if let Place::Local(reg) = self.place_of(&self.mangle(name)) {
            self.unit.emit(Op::Clear { reg }, span);
            return;
        }
        let mark = self.unit.mark();
        let dst = self.unit.push_temp();
        self.unit.emit(Op::LoadNone { dst }, span);
        self.unit.reset(mark);
        self.store(name, dst, span);
        self.delete_name(name, span);
    }

    /// The register of a variable that an instruction may write its result to.
    pub(super) fn plain_local(&self, name: &Name) -> Option<Reg> {
        match self.place_of(&self.mangle(name)) {
            Place::Local(reg) => Some(reg),
            _ => None,
        }
    }

    /// Loads a constant with the cheapest instruction; inside a loop, where it may be anywhere, once before the loop.
    pub(super) fn load_value(&mut self, value: Const, span: Span, want: Want) -> Reg {
        if want == Want::Any
            && self.unit.loops > 0
            && let Some(reg) = self.unit.hoisted(&value)
        {
            return reg;
        }
        let dst = self.dest(want);
        let op = self.unit.load_op(value, dst);
        self.unit.emit(op, span);
        dst
    }
}
