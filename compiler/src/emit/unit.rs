//! The code object under construction: instructions, labels, registers, constants, and its last passes.
//!
//! Three things are decided only at the end and are symbolic until then:
//! * *Temporaries* carry `TEMP` in their number, since the count of hidden locals below them is not known yet.
//! * *Jumps* name a [`Label`]; distances are filled in by [`Unit::finish`].
//! * *Handler rows* name the label of their target.
//!
//! **Flow.** The unit always knows whether the next instruction can be reached and which locals are certainly
//! assigned there. Every jump merges that knowledge into its label. Unreachable instructions are not emitted at all.
//! A local that is unbound again somewhere never counts as assigned, so the knowledge at the head of a loop is that
//! before the loop, whatever its body does.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::Blocks;
use super::Outcome;
use crate::ast::Name;
use crate::code::CodeKind;
use crate::code::Const;
use crate::code::Params;
use crate::error::SyntaxError;
use crate::op::ConstIdx;
use crate::op::FreeIdx;
use crate::op::NameIdx;
use crate::op::Op;
use crate::op::Reg;
use crate::op::Site;
use crate::op::Target;
use crate::span::Span;
use crate::symbols::ScopeId;

/// Marks the number of a temporary register until [`Unit::finish`].
const TEMP: u16 = 0x4000;

/// Which temporary a register is, if it is one.
pub(super) const fn temp_index(reg: Reg) -> Option<u16> {
    let index = reg.index() as u16;
    if index & TEMP == 0 { None } else { Some(index & !TEMP) }
}

/// Greatest number of instructions of one unit; duplicated `finally` blocks could otherwise grow without bound.
const OPS_MAX: usize = 1 << 21;

/// Most constants that are loaded ahead of the loops they are used in.
const HOISTED_MAX: usize = 16;

/// A place in the code to jump to, maybe not yet known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Label(pub(super) u32);

/// What is known at a point of the code.
#[derive(Clone, Debug, Default)]
pub(super) struct Flow {
    pub(super) reachable: bool,
    /// One bit per local register that certainly holds a value.
    bound: Vec<u64>,
}

impl Flow {
    fn is_bound(&self, reg: Reg) -> bool {
        !self.reachable
            || self.bound.get(reg.index() / 64).is_some_and(|word| word >> (reg.index() % 64) & 1 == 1)
    }

    fn set_bound(&mut self, reg: Reg, bound: bool) {
        let word = reg.index() / 64;
        if word >= self.bound.len() {
            self.bound.resize(word + 1, 0);
        }
        let bit = 1 << (reg.index() % 64);
        if bound { self.bound[word] |= bit } else { self.bound[word] &= !bit }
    }

    /// Another way leads here too, with the knowledge `other`.
    fn merge(&mut self, other: &Flow) {
        if !other.reachable {
            return;
        }
        if !self.reachable {
            self.clone_from(other);
            return;
        }
        self.bound.truncate(other.bound.len());
        for (word, theirs) in self.bound.iter_mut().zip(&other.bound) {
            *word &= theirs;
        }
    }
}

#[derive(Default)]
pub(super) struct LabelState {
    pub(super) at: Option<u32>,
    /// How many of the unit's marks stand before it.
    pub(super) marks: u32,
    flow: Flow,
}

/// A line begins here that no instruction stands for; see [`crate::code::LineMark`].
pub(super) struct Mark {
    pub(super) at: u32,
    pub(super) span: Span,
    pub(super) again: bool,
}

/// See [`crate::code::LineEdge`].
pub(super) struct Edge {
    pub(super) jump: u32,
    pub(super) target: u32,
    pub(super) skip: u32,
    pub(super) span: Option<Span>,
}

/// A stretch of code whose exceptions go to one handler.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct RegionId(u32);

struct Region {
    /// `None` while suspended.
    start: Option<u32>,
    handler: Label,
    exc: Reg,
    depth: u32,
    covers_code: bool,
}

pub(super) struct Row {
    pub(super) start: u32,
    pub(super) end: u32,
    handler: Label,
    pub(super) exc: Reg,
    depth: u32,
}

#[derive(PartialEq, Eq, Hash)]
enum ConstKey {
    None,
    Ellipsis,
    Bool(bool),
    Int(i64),
    BigInt(Arc<str>),
    Float(u64),
    Imaginary(u64),
    Str(Arc<str>),
    Bytes(Arc<[u8]>),
    Tuple(Vec<ConstKey>),
    FrozenSet(Vec<ConstKey>),
}

impl ConstKey {
    /// `None` for code, which is never shared.
    fn new(value: &Const) -> Option<ConstKey> {
        Some(match value {
            Const::None => ConstKey::None,
            Const::Ellipsis => ConstKey::Ellipsis,
            Const::Bool(value) => ConstKey::Bool(*value),
            Const::Int(value) => ConstKey::Int(*value),
            Const::BigInt(value) => ConstKey::BigInt(value.clone()),
            Const::Float(value) => ConstKey::Float(value.to_bits()),
            Const::Imaginary(value) => ConstKey::Imaginary(value.to_bits()),
            Const::Str(value) => ConstKey::Str(value.clone()),
            Const::Bytes(value) => ConstKey::Bytes(value.clone()),
            Const::Tuple(items) => ConstKey::Tuple(items.iter().map(ConstKey::new).collect::<Option<_>>()?),
            Const::FrozenSet(items) => {
                ConstKey::FrozenSet(items.iter().map(ConstKey::new).collect::<Option<_>>()?)
            }
            Const::Code(_) => return None,
        })
    }
}

/// A scope whose variables live in this unit's frame: the unit's own, and the comprehensions being emitted.
pub(super) struct ActiveScope {
    pub(super) id: ScopeId,
    pub(super) regs: FxHashMap<Name, Reg>,
    /// The comprehension; meaningless for the unit itself.
    pub(super) span: Span,
}

/// Code under construction.
pub(super) struct Unit<'a> {
    pub(super) kind: CodeKind,
    pub(super) scope: ScopeId,
    pub(super) name: Name,
    pub(super) qualname: Name,
    pub(super) first_line: u32,
    pub(super) split: bool,
    pub(super) params: Params,
    pub(super) doc: Option<Arc<str>>,
    /// The class whose body we are in, for mangling.
    pub(super) private: Option<Name>,
    pub(super) active: Vec<ActiveScope>,
    pub(super) blocks: Blocks<'a>,
    /// Where the expression being emitted ends, as far as order of evaluation matters.
    pub(super) expr_end: u32,
    /// Operands from here on that need no instruction are noted as lines: where the first line of the present
    /// statement ends, or 0 if the whole statement has several.
    pub(super) one_line_end: u32,
    pub(super) flow: Flow,
    pub(super) cells: Vec<Reg>,
    pub(super) ops: Vec<Op>,
    pub(super) spans: Vec<Span>,
    /// The label of each jump, in order of instructions.
    pub(super) jumps: Vec<(u32, Label)>,
    pub(super) labels: Vec<LabelState>,
    pub(super) marks: Vec<Mark>,
    /// Jumps, by their place in `jumps`, that stand for a `break` or `continue`.
    pub(super) fused: Vec<(usize, Span)>,
    pub(super) edges: Vec<Edge>,
    regions: Vec<Region>,
    pub(super) rows: Vec<Row>,
    region_depth: u32,
    consts: Vec<Const>,
    const_index: FxHashMap<ConstKey, u32>,
    names: Vec<Name>,
    name_index: FxHashMap<Name, u16>,
    sites: Vec<u16>,
    locals: Vec<Name>,
    never_bound: Vec<bool>,
    /// Hidden locals not in use, by name.
    spare: FxHashMap<Name, Vec<Reg>>,
    /// Hidden locals in order of allocation, for handlers to clear what a construct they interrupt left behind.
    hidden_log: Vec<Reg>,
    unnamed: Name,
    temps: u16,
    temps_max: u16,
    /// How many loops the point of emission is inside of.
    pub(super) loops: u32,
    /// Constants used inside loops, loaded once at the start of the code.
    hoisted: FxHashMap<ConstKey, Reg>,
    prologue: Vec<Op>,
    overflow: Option<&'static str>,
}

impl<'a> Unit<'a> {
    pub(super) fn new(kind: CodeKind, scope: ScopeId, name: Name, qualname: Name) -> Self {
        Unit {
            kind,
            scope,
            name,
            qualname,
            first_line: 1,
            split: false,
            params: Params::default(),
            doc: None,
            private: None,
            active: vec![ActiveScope { id: scope, regs: FxHashMap::default(), span: super::NOWHERE }],
            blocks: Vec::new(),
            expr_end: 0,
            one_line_end: u32::MAX,
            flow: Flow { reachable: true, bound: Vec::new() },
            cells: Vec::new(),
            ops: Vec::new(),
            spans: Vec::new(),
            jumps: Vec::new(),
            labels: Vec::new(),
            marks: Vec::new(),
            fused: Vec::new(),
            edges: Vec::new(),
            regions: Vec::new(),
            rows: Vec::new(),
            region_depth: 0,
            consts: Vec::new(),
            const_index: FxHashMap::default(),
            names: Vec::new(),
            name_index: FxHashMap::default(),
            sites: Vec::new(),
            locals: Vec::new(),
            never_bound: Vec::new(),
            spare: FxHashMap::default(),
            hidden_log: Vec::new(),
            unnamed: Arc::from(""),
            temps: 0,
            temps_max: 0,
            loops: 0,
            hoisted: FxHashMap::default(),
            prologue: Vec::new(),
            overflow: None,
        }
    }

    /// The place of the last instruction that has one.
    pub(super) fn last_place(&self) -> Span {
        self.spans.iter().rev().find(|&&span| span != super::NOWHERE).copied().unwrap_or_default()
    }

    /// Fails if a limit of the instruction format has been passed.
    pub(super) fn check_limits(&self, span: Span) -> Outcome {
        match self.overflow {
            Some(what) => Err(SyntaxError::new(what, span)),
            None => Ok(()),
        }
    }

    // ---- instructions and jumps ------------------------------------------------------------------------------------

    pub(super) fn emit(&mut self, op: Op, span: Span) {
        if !self.flow.reachable {
            return;
        }
        if self.ops.len() >= OPS_MAX {
            self.overflow = Some("too much code in one block");
            return;
        }
        self.ops.push(op);
        self.spans.push(span);
    }

    /// Emits something after which the next instruction is not reached.
    pub(super) fn emit_last(&mut self, op: Op, span: Span) {
        self.emit(op, span);
        self.flow.reachable = false;
    }

    pub(super) fn new_label(&mut self) -> Label {
        self.labels.push(LabelState::default());
        Label(self.labels.len() as u32 - 1)
    }

    /// Emits a conditional jump to `label`.
    pub(super) fn jump_if(&mut self, op: Op, label: Label, span: Span) {
        if !self.flow.reachable {
            return;
        }
        self.jumps.push((self.ops.len() as u32, label));
        self.labels[label.0 as usize].flow.merge(&self.flow);
        self.emit(op, span);
    }

    /// Goes to `label`; backwards, that is the back edge of a loop.
    pub(super) fn jump(&mut self, label: Label, span: Span) {
        let target = Target(0);
        let op = if self.is_placed(label) { Op::Loop { target } } else { Op::Jump { target } };
        self.jump_if(op, label, span);
        self.flow.reachable = false;
    }

    /// Goes to `label` without a check point, even backwards.
    pub(super) fn jump_uninterrupted(&mut self, label: Label, span: Span) {
        self.jump_if(Op::Jump { target: Target(0) }, label, span);
        self.flow.reachable = false;
    }

    pub(super) fn is_placed(&self, label: Label) -> bool {
        self.labels[label.0 as usize].at.is_some()
    }

    /// `label` stands for the next instruction.
    pub(super) fn place(&mut self, label: Label) {
        let state = &mut self.labels[label.0 as usize];
        state.at = Some(self.ops.len() as u32);
        state.marks = self.marks.len() as u32;
        self.flow.merge(&std::mem::take(&mut state.flow));
    }

    /// Tracing sees the line of `span` begin here, whatever instruction follows.
    pub(super) fn mark_line(&mut self, span: Span) {
        self.add_mark(span, false);
    }

    /// Tracing sees the line of `span` begin here again: the next turn of a loop.
    pub(super) fn mark_turn(&mut self, span: Span) {
        self.add_mark(span, true);
    }

    fn add_mark(&mut self, span: Span, again: bool) {
        if self.flow.reachable {
            self.marks.push(Mark { at: self.ops.len() as u32, span, again });
        }
    }

    /// The jumps to `label` since the first `jumps` stand for a `break` or `continue` at `span`.
    pub(super) fn fuse(&mut self, jumps: usize, label: Label, span: Span) {
        let since = jumps..self.jumps.len();
        self.fused.extend(since.filter(|&at| self.jumps[at].1 == label).map(|at| (at, span)));
    }

    /// Places `label` where it is reached, with the knowledge `flow`, from further below or by an exception.
    pub(super) fn place_with(&mut self, label: Label, flow: &Flow) {
        self.flow.merge(flow);
        self.place(label);
    }

    // ---- exception regions -----------------------------------------------------------------------------------------

    pub(super) fn open_region(&mut self, handler: Label, exc: Reg) -> RegionId {
        self.region_depth += 1;
        let start = Some(self.ops.len() as u32);
        self.regions.push(Region { start, handler, exc, depth: self.region_depth, covers_code: false });
        RegionId(self.regions.len() as u32 - 1)
    }

    /// What follows is not covered, until [`resume_region`](Self::resume_region).
    pub(super) fn suspend_region(&mut self, id: RegionId) {
        let end = self.ops.len() as u32;
        let region = &mut self.regions[id.0 as usize];
        if let Some(start) = region.start.take()
            && start < end
        {
            region.covers_code = true;
            let (handler, exc, depth) = (region.handler, region.exc, region.depth);
            self.rows.push(Row { start, end, handler, exc, depth });
        }
    }

    pub(super) fn resume_region(&mut self, id: RegionId) {
        self.regions[id.0 as usize].start = Some(self.ops.len() as u32);
    }

    /// Ends the region; whether it covers any instruction.
    pub(super) fn close_region(&mut self, id: RegionId) -> bool {
        self.suspend_region(id);
        self.region_depth -= 1;
        self.regions[id.0 as usize].covers_code
    }

    // ---- registers -------------------------------------------------------------------------------------------------

    /// A register for a variable of the program. `never_bound`: assignment is no proof that it holds a value.
    pub(super) fn add_local(&mut self, name: &Name, never_bound: bool) -> Reg {
        if self.locals.len() >= usize::from(TEMP) - 1 {
            self.overflow = Some("too many local variables");
            return Reg::new(0);
        }
        self.locals.push(name.clone());
        self.never_bound.push(never_bound);
        Reg::new(self.locals.len() as u16 - 1)
    }

    /// A hidden local without a name.
    pub(super) fn hidden(&mut self) -> Reg {
        let name = self.unnamed.clone();
        self.hidden_named(&name)
    }

    /// A hidden local that stands for a comprehension's variable.
    pub(super) fn hidden_named(&mut self, name: &Name) -> Reg {
        let reg = match self.spare.get_mut(name).and_then(Vec::pop) {
            Some(reg) => reg,
            None => self.add_local(name, false),
        };
        self.hidden_log.push(reg);
        reg
    }

    /// `count` consecutive hidden locals.
    pub(super) fn hidden_range(&mut self, count: u16) -> Reg {
        let name = self.unnamed.clone();
        if count == 1 {
            return self.hidden();
        }
        let spare = self.spare.entry(name.clone()).or_default();
        spare.sort_unstable();
        let wanted = usize::from(count);
        let run = spare.windows(wanted).position(|run| run[0].offset(count - 1) == run[wanted - 1]);
        let regs: Vec<Reg> = match run {
            Some(at) if wanted > 0 => spare.drain(at..at + wanted).collect(),
            _ => (0..count).map(|_| self.add_local(&name, false)).collect(),
        };
        self.hidden_log.extend(&regs);
        regs.first().copied().unwrap_or(Reg::new(0))
    }

    /// Gives a hidden local back; it must hold nothing any more, or be cleared by its next use.
    pub(super) fn release(&mut self, reg: Reg) {
        self.flow.set_bound(reg, false);
        let name = self.locals.get(reg.index()).cloned().unwrap_or_else(|| self.unnamed.clone());
        self.spare.entry(name).or_default().push(reg);
    }

    /// Clears a hidden local and gives it back.
    pub(super) fn clear_release(&mut self, reg: Reg, span: Span) {
        self.emit(Op::Clear { reg }, span);
        self.release(reg);
    }

    /// A mark in the log of hidden locals, for [`hidden_since`](Self::hidden_since).
    pub(super) fn hidden_mark(&self) -> usize {
        self.hidden_log.len()
    }

    /// The hidden locals used since the mark.
    pub(super) fn hidden_since(&self, mark: usize) -> Vec<Reg> {
        let mut regs = self.hidden_log[mark..].to_vec();
        regs.sort_unstable();
        regs.dedup();
        regs
    }

    pub(super) fn is_bound(&self, reg: Reg) -> bool {
        self.flow.is_bound(reg)
    }

    pub(super) fn set_bound(&mut self, reg: Reg) {
        if self.never_bound.get(reg.index()) == Some(&false) {
            self.flow.set_bound(reg, true);
        }
    }

    /// The level of the stack of temporaries.
    pub(super) fn mark(&self) -> u16 {
        self.temps
    }

    pub(super) fn reset(&mut self, mark: u16) {
        self.temps = mark;
    }

    pub(super) fn push_temp(&mut self) -> Reg {
        self.push_temps(1)
    }

    /// `count` consecutive temporaries.
    pub(super) fn push_temps(&mut self, count: u16) -> Reg {
        let base = self.temps;
        if usize::from(base) + usize::from(count) >= usize::from(TEMP) {
            self.overflow = Some("expression too large");
            return Reg::new(TEMP);
        }
        self.temps += count;
        self.temps_max = self.temps_max.max(self.temps);
        Reg::new(TEMP | base)
    }

    /// The register that the next temporary will be.
    pub(super) fn next_temp(&self) -> Reg {
        Reg::new(TEMP | self.temps)
    }

    // ---- tables ----------------------------------------------------------------------------------------------------

    pub(super) fn constant(&mut self, value: Const) -> ConstIdx {
        let next = self.consts.len() as u32;
        if let Some(key) = ConstKey::new(&value) {
            let index = *self.const_index.entry(key).or_insert(next);
            if index < next {
                return ConstIdx(index);
            }
        }
        self.consts.push(value);
        ConstIdx(next)
    }

    /// The hidden local that holds a constant all the time; none if there are too many already.
    pub(super) fn hoisted(&mut self, value: &Const) -> Option<Reg> {
        let key = ConstKey::new(value)?;
        if let Some(&reg) = self.hoisted.get(&key) {
            return Some(reg);
        }
        if self.hoisted.len() >= HOISTED_MAX {
            return None;
        }
        let name = self.unnamed.clone();
        let dst = self.add_local(&name, false);
        let op = self.load_op(value.clone(), dst);
        self.prologue.push(op);
        self.hoisted.insert(key, dst);
        Some(dst)
    }

    /// The cheapest instruction that loads a constant.
    pub(super) fn load_op(&mut self, value: Const, dst: Reg) -> Op {
        match value {
            Const::None => Op::LoadNone { dst },
            Const::Bool(value) => Op::LoadBool { value, dst },
            Const::Int(value) => match i32::try_from(value) {
                Ok(int) => Op::LoadInt { dst, int },
                Err(_) => Op::LoadConst { dst, k: self.constant(Const::Int(value)) },
            },
            value => Op::LoadConst { dst, k: self.constant(value) },
        }
    }

    /// A constant for an instruction with a narrow operand.
    pub(super) fn narrow_constant(&mut self, value: Const) -> u16 {
        let index = self.constant(value).0;
        u16::try_from(index).unwrap_or_else(|_| {
            self.overflow = Some("too many constants in one block");
            0
        })
    }

    pub(super) fn name(&mut self, name: &Name) -> NameIdx {
        if let Some(&index) = self.name_index.get(name) {
            return NameIdx(index);
        }
        let Ok(index) = u16::try_from(self.names.len()) else {
            self.overflow = Some("too many names in one block");
            return NameIdx(0);
        };
        self.names.push(name.clone());
        self.name_index.insert(name.clone(), index);
        NameIdx(index)
    }

    pub(super) fn site(&mut self, name: &Name) -> Site {
        let name = self.name(name).0;
        let Ok(site) = u16::try_from(self.sites.len()) else {
            self.overflow = Some("too many names in one block");
            return Site(0);
        };
        self.sites.push(name);
        Site(site)
    }

    /// The register of variable `name` owned by `scope`, a scope of this unit.
    pub(super) fn variable(&self, scope: ScopeId, name: &str) -> Option<Reg> {
        let active = self.active.iter().rev().find(|active| active.id == scope)?;
        active.regs.get(name).copied()
    }

    // ---- the last passes -------------------------------------------------------------------------------------------

    /// Turns the symbolic parts into numbers.
    pub(super) fn finish(mut self) -> Result<Finished<'a>, SyntaxError> {
        let last = self.last_place();
        let locals = self.locals.len() as u16;
        if usize::from(locals) + usize::from(self.temps_max) >= Reg::COUNT_MAX {
            self.overflow = Some("too many local variables");
        }
        self.check_limits(last)?;
        self.prepend_prologue();
        for op in &mut self.ops {
            op.map_regs(&mut |reg| match temp_index(reg) {
                None => reg,
                Some(index) => Reg::new(locals + index),
            });
        }
        self.resolve_jumps()?;
        self.rows.sort_by_key(|row| (std::cmp::Reverse(row.depth), row.start));
        let mut handlers = Vec::with_capacity(self.rows.len());
        for row in &self.rows {
            let Some(target) = self.labels[row.handler.0 as usize].at else { continue };
            handlers.push(crate::code::Handler { start: row.start, end: row.end, target, exc: row.exc });
        }
        let registers = locals + self.temps_max;
        self.cells.sort_unstable();
        self.cells.dedup();
        let (consts, names, sites) = (
            std::mem::take(&mut self.consts),
            std::mem::take(&mut self.names),
            std::mem::take(&mut self.sites),
        );
        let locals = std::mem::take(&mut self.locals);
        Ok(Finished { consts, names, sites, locals, handlers, registers, unit: self })
    }

    /// Puts the loading of hoisted constants in front of everything.
    fn prepend_prologue(&mut self) {
        let shift = self.prologue.len() as u32;
        self.ops.splice(0..0, self.prologue.drain(..));
        self.spans.splice(0..0, std::iter::repeat_n(super::NOWHERE, shift as usize));
        self.jumps.iter_mut().for_each(|(at, _)| *at += shift);
        self.labels.iter_mut().for_each(|label| label.at = label.at.map(|at| at + shift));
        self.marks.iter_mut().for_each(|mark| mark.at += shift);
        for row in &mut self.rows {
            row.start += shift;
            row.end += shift;
        }
    }
}

/// A unit whose code is final.
pub(super) struct Finished<'a> {
    pub(super) consts: Vec<Const>,
    pub(super) names: Vec<Name>,
    pub(super) sites: Vec<u16>,
    pub(super) locals: Vec<Name>,
    pub(super) handlers: Vec<crate::code::Handler>,
    pub(super) registers: u16,
    pub(super) unit: Unit<'a>,
}

/// Index of a free variable.
pub(super) fn free_index(index: u16) -> FreeIdx {
    FreeIdx(index)
}
