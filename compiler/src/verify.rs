//! A checker of the promises that compiled code makes to the machine; for tests and fuzzing, not for running.
//!
//! It follows every path through the code and checks, for each instruction that can be reached: operands are in
//! range, jumps and handlers land inside, and each temporary is written before it is read and read exactly once
//! before it is written again. Two paths that meet must agree on which temporaries hold a value, and none may hold one
//! when a frame is left or a handler entered by a jump.

use std::fmt;

use crate::code::Capture;
use crate::code::Code;
use crate::code::Const;
use crate::op::ConstIdx;
use crate::op::MakeFlags;
use crate::op::Op;
use crate::op::Reg;
use crate::op::TraceEvent;

/// A promise that was not kept.
#[derive(Clone, Debug)]
pub struct Violation {
    /// Qualified name of the code.
    pub code: String,
    /// Index of the instruction.
    pub at: usize,
    /// What is wrong.
    pub what: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {}: {}", self.code, self.at, self.what)
    }
}

/// Checks `code` and all code inside it.
pub fn verify(code: &Code) -> Result<(), Violation> {
    Checker { code, live: vec![None; code.ops.len()], todo: Vec::new() }.run()?;
    for value in &code.consts {
        if let Const::Code(inner) = value {
            verify(inner)?;
        }
    }
    Ok(())
}

/// How an instruction uses its registers.
#[derive(Default)]
struct Effects {
    /// Read; a temporary is consumed.
    reads: Vec<Reg>,
    /// Read and left as they are.
    keeps: Vec<Reg>,
    /// Written after all reads.
    writes: Vec<Reg>,
}

impl Effects {
    fn read(mut self, regs: impl IntoIterator<Item = Reg>) -> Self {
        self.reads.extend(regs);
        self
    }

    fn keep(mut self, regs: impl IntoIterator<Item = Reg>) -> Self {
        self.keeps.extend(regs);
        self
    }

    fn write(mut self, regs: impl IntoIterator<Item = Reg>) -> Self {
        self.writes.extend(regs);
        self
    }
}

fn run(base: Reg, count: usize) -> impl Iterator<Item = Reg> {
    (0..count).map(move |n| Reg::new((base.index() + n).min(Reg::COUNT_MAX - 1) as u16))
}

/// Register use of `op`, apart from what conditional jumps do differently on their two ways.
fn effects(op: Op) -> Effects {
    let e = Effects::default();
    match op {
        Op::Move { dst, src } => e.read([src]).write([dst]),
        Op::LoadConst { dst, .. }
        | Op::LoadInt { dst, .. }
        | Op::LoadNone { dst }
        | Op::LoadBool { dst, .. }
        | Op::LoadGlobal { dst, .. }
        | Op::LoadName { dst, .. }
        | Op::LoadNameOrFree { dst, .. }
        | Op::LoadFree { dst, .. }
        | Op::LoadFreeCell { dst, .. }
        | Op::LoadBuildClass { dst }
        | Op::LoadAssertionError { dst } => e.write([dst]),
        Op::Clear { reg } => e.read([reg]),
        Op::DeleteLocal { reg } | Op::CheckBound { reg } | Op::MakeCell { reg } => e.keep([reg]),
        Op::StoreGlobal { src, .. } | Op::StoreName { src, .. } | Op::StoreFree { src, .. } => e.read([src]),
        Op::DeleteGlobal { .. }
        | Op::DeleteName { .. }
        | Op::DeleteFree { .. }
        | Op::ReturnNone
        | Op::RaiseAgain
        | Op::CheckPoint
        | Op::Jump { .. }
        | Op::Loop { .. } => e,
        Op::Trace { event, reg, .. } => match event {
            TraceEvent::Return | TraceEvent::Yield | TraceEvent::Sent | TraceEvent::Call => e.keep([reg]),
            // The register behind it may be unset.
            TraceEvent::CallMethod => e.keep([reg, reg.offset(1)]),
            _ => e,
        },
        Op::LoadCell { dst, cell } => e.keep([cell]).write([dst]),
        Op::StoreCell { cell, src } => e.keep([cell]).read([src]),
        Op::DeleteCell { cell } => e.keep([cell]),
        Op::Add { dst, a, b }
        | Op::Sub { dst, a, b }
        | Op::Mul { dst, a, b }
        | Op::TrueDiv { dst, a, b }
        | Op::FloorDiv { dst, a, b }
        | Op::Mod { dst, a, b }
        | Op::BitAnd { dst, a, b }
        | Op::BitOr { dst, a, b }
        | Op::BitXor { dst, a, b }
        | Op::LShift { dst, a, b }
        | Op::RShift { dst, a, b }
        | Op::Binary { dst, a, b, .. }
        | Op::InPlace { dst, a, b, .. }
        | Op::InPlaceAdd { dst, a, b }
        | Op::Compare { dst, a, b, .. }
        | Op::Is { dst, a, b, .. }
        | Op::BuildPair { dst, a, b } => e.read([a, b]).write([dst]),
        Op::Contains { dst, item, container, .. } => e.read([item, container]).write([dst]),
        Op::AddInt { dst, a, .. } | Op::SubInt { dst, a, .. } => e.read([a]).write([dst]),
        Op::Unary { dst, src, .. }
        | Op::Not { dst, src }
        | Op::GetIter { dst, src }
        | Op::GetYieldFromIter { dst, src }
        | Op::FormatValue { dst, src, .. }
        | Op::ListToTuple { dst, src }
        | Op::Yield { dst, src } => e.read([src]).write([dst]),
        Op::JumpIfTrue { reg, .. }
        | Op::JumpIfFalse { reg, .. }
        | Op::JumpIfTrueKeep { reg, .. }
        | Op::JumpIfFalseKeep { reg, .. }
        | Op::JumpIfNone { reg, .. } => e.read([reg]),
        Op::JumpLt { a, b, .. }
        | Op::JumpLe { a, b, .. }
        | Op::JumpEq { a, b, .. }
        | Op::JumpNe { a, b, .. }
        | Op::JumpGt { a, b, .. }
        | Op::JumpGe { a, b, .. } => e.read([a, b]),
        Op::JumpLtInt { a, .. }
        | Op::JumpLeInt { a, .. }
        | Op::JumpEqInt { a, .. }
        | Op::JumpNeInt { a, .. }
        | Op::JumpGtInt { a, .. }
        | Op::JumpGeInt { a, .. } => e.read([a]),
        Op::ForNext { iter, .. } => e.keep([iter]),
        Op::Unpack { count, src, base } => e.read([src]).write(run(base, usize::from(count))),
        Op::UnpackStar { before, after, src, base } => {
            e.read([src]).write(run(base, usize::from(before) + 1 + usize::from(after)))
        }
        Op::GetAttr { dst, obj, .. } | Op::GetItemInt { dst, obj, .. } => e.read([obj]).write([dst]),
        Op::SetAttr { obj, src, .. } => e.read([obj, src]),
        Op::DeleteAttr { obj, .. } => e.read([obj]),
        Op::LoadMethod { base, obj, .. } | Op::LoadSpecial { base, obj, .. } => {
            e.read([obj]).write(run(base, 2))
        }
        Op::LoadSuperMethod { base, .. } => e.read([base.offset(1)]).write(run(base, 2)),
        Op::GetItem { dst, obj, key } => e.read([obj, key]).write([dst]),
        Op::SetItem { obj, key, src } => e.read([obj, key, src]),
        Op::DeleteItem { obj, key } => e.read([obj, key]),
        Op::GetSlice { dst, obj, base } => e.read([obj]).read(run(base, 2)).write([dst]),
        Op::BuildSlice { dst, base } => e.read(run(base, 3)).write([dst]),
        Op::BuildTuple { dst, base, count }
        | Op::BuildList { dst, base, count }
        | Op::BuildSet { dst, base, count }
        | Op::BuildString { dst, base, count } => e.read(run(base, usize::from(count))).write([dst]),
        Op::BuildDict { dst, base, pairs } => e.read(run(base, 2 * usize::from(pairs))).write([dst]),
        Op::FormatSpec { dst, src, spec, .. } => e.read([src, spec]).write([dst]),
        Op::ListAppend { list, item } => e.keep([list]).read([item]),
        Op::ListExtend { list, src, .. } => e.keep([list]).read([src]),
        Op::SetAdd { set, item } => e.keep([set]).read([item]),
        Op::SetUpdate { set, src } => e.keep([set]).read([src]),
        Op::DictAdd { dict, key, value } => e.keep([dict]).read([key, value]),
        Op::DictUpdate { dict, src } => e.keep([dict]).read([src]),
        Op::DictMerge { dict, src, callee } => e.keep([dict, callee]).read([src]),
        Op::Call { argc, dst, base } | Op::CallKw { argc, dst, base, .. } => {
            e.read(run(base, 1 + usize::from(argc))).write([dst])
        }
        Op::CallMethod { argc, dst, base }
        | Op::CallSpecial { argc, dst, base }
        | Op::CallMethodKw { argc, dst, base, .. } => e.read(run(base, 2 + usize::from(argc))).write([dst]),
        Op::CallEx { keywords, dst, base } => e.read(run(base, 2 + usize::from(keywords))).write([dst]),
        Op::Return { src } => e.read([src]),
        Op::Send { iter, value, .. } => e.keep([iter]).read([value]).write([value]),
        Op::MakeFunction { flags, dst, base, .. } => {
            let parts = [MakeFlags::DEFAULTS, MakeFlags::KW_DEFAULTS, MakeFlags::ANNOTATIONS];
            let count = parts.iter().filter(|&&part| flags.has(part)).count();
            e.read(run(base, count)).write([dst])
        }
        Op::ImportName { dst, base, .. } => e.read(run(base, 2)).write([dst]),
        Op::ImportFrom { dst, module, .. } => e.keep([module]).write([dst]),
        Op::ImportStar { module } => e.read([module]),
        Op::Raise { exc } | Op::Reraise { exc } => e.read([exc]),
        Op::RaiseFrom { exc, cause } => e.read([exc, cause]),
        Op::PushExc { save, exc } => e.keep([exc]).write([save]),
        Op::PopExc { save } => e.keep([save]),
        Op::ExcMatches { dst, exc, class } => e.keep([exc]).read([class]).write([dst]),
        Op::SplitExc { dst, rest, class } => e.keep([rest]).read([class]).write([dst]),
        Op::CombineExc { dst, exc, parts } => e.keep([exc, parts]).write([dst]),
        Op::WithExceptExit { dst, exit, exc } => e.keep([exit, exit.offset(1), exc]).write([dst]),
        Op::MatchSequence { dst, subject, .. } | Op::MatchMapping { dst, subject, .. } => {
            e.keep([subject]).write([dst])
        }
        Op::MatchKeys { dst, subject, keys } | Op::MatchRest { dst, subject, keys } => {
            e.keep([subject, keys]).write([dst])
        }
        Op::MatchClass { dst, subject, base, .. } => e.keep([subject]).read(run(base, 2)).write([dst]),
    }
}

/// Which instructions may follow the one at `at`, the jump's target last.
pub(crate) fn successors(op: Op, at: usize) -> (Option<usize>, Option<i64>) {
    let next = Some(at + 1);
    match op {
        Op::Jump { .. } | Op::Loop { .. } => (None, op.jumps_to(at)),
        Op::Return { .. }
        | Op::ReturnNone
        | Op::Raise { .. }
        | Op::RaiseFrom { .. }
        | Op::RaiseAgain
        | Op::Reraise { .. } => (None, None),
        _ => (next, op.jumps_to(at)),
    }
}

struct Checker<'c> {
    code: &'c Code,
    /// For each instruction seen: which temporaries hold a value before it, ascending.
    live: Vec<Option<Vec<Reg>>>,
    todo: Vec<usize>,
}

impl Checker<'_> {
    fn fail<T>(&self, at: usize, what: impl Into<String>) -> Result<T, Violation> {
        Err(Violation { code: self.code.qualname.to_string(), at, what: what.into() })
    }

    fn run(mut self) -> Result<(), Violation> {
        let code = self.code;
        if code.positions.len() != code.ops.len() {
            return self.fail(0, "not one position per instruction");
        }
        if code.captures.len() != code.free.len() {
            return self.fail(0, "not one capture per free variable");
        }
        if code.locals.len() > usize::from(code.registers) {
            return self.fail(0, "more locals than registers");
        }
        self.handlers()?;
        self.flow(0, &[], 0)?;
        for handler in &code.handlers {
            self.flow(handler.target as usize, &[], handler.start as usize)?;
        }
        while let Some(at) = self.todo.pop() {
            self.step(at)?;
        }
        Ok(())
    }

    fn handlers(&self) -> Result<(), Violation> {
        let code = self.code;
        for (at, row) in code.handlers.iter().enumerate() {
            if row.start >= row.end
                || row.end as usize > code.ops.len()
                || row.exc.index() >= code.locals.len()
            {
                return self.fail(row.start as usize, "handler row out of range");
            }
            for later in &code.handlers[at + 1..] {
                let overlap = later.start < row.end && row.start < later.end;
                let encloses = later.start <= row.start && row.end <= later.end;
                if overlap && !encloses {
                    return self.fail(row.start as usize, "handler rows overlap without nesting");
                }
            }
        }
        Ok(())
    }

    /// Notes that instruction `to` is reached from `from` with the temporaries `live`.
    fn flow(&mut self, to: usize, live: &[Reg], from: usize) -> Result<(), Violation> {
        match self.live.get(to) {
            None => self.fail(from, format!("goes to {to}, outside the code")),
            Some(None) => {
                self.live[to] = Some(live.to_vec());
                self.todo.push(to);
                Ok(())
            }
            Some(Some(known)) if known == live => Ok(()),
            Some(Some(known)) => self
                .fail(to, format!("reached with live temporaries {known:?} and, from {from}, with {live:?}")),
        }
    }

    fn is_temp(&self, reg: Reg) -> bool {
        reg.index() >= self.code.locals.len()
    }

    fn step(&mut self, at: usize) -> Result<(), Violation> {
        let code = self.code;
        let op = code.ops[at];
        self.operands(op, at)?;
        let mut live = self.live[at].clone().unwrap_or_default();
        let effects = effects(op);
        let mut operands = Vec::new();
        let mut copy = op;
        copy.map_regs(&mut |reg| {
            operands.push(reg);
            reg
        });
        if let Op::Trace { .. } = op {
            // What it is about is among its effects.
            operands.clear();
        }
        for &reg in effects.reads.iter().chain(&effects.keeps).chain(&effects.writes).chain(&operands) {
            if reg.index() >= usize::from(code.registers) {
                return self.fail(at, format!("register {} of {}", reg.index(), code.registers));
            }
        }
        let mut consumed = Vec::new();
        for &reg in effects.reads.iter().filter(|&&reg| self.is_temp(reg)) {
            match live.binary_search(&reg) {
                Ok(place) => {
                    live.remove(place);
                    consumed.push(reg);
                }
                Err(_) if consumed.contains(&reg) => {
                    return self.fail(at, format!("{op:?} reads temporary {} twice", reg.index()));
                }
                Err(_) => {
                    return self.fail(at, format!("{op:?} reads temporary {}, which is empty", reg.index()));
                }
            }
        }
        for &reg in effects.keeps.iter().filter(|&&reg| self.is_temp(reg)) {
            if live.binary_search(&reg).is_err() {
                return self.fail(at, format!("{op:?} uses temporary {}, which is empty", reg.index()));
            }
        }
        for &reg in effects.writes.iter().filter(|&&reg| self.is_temp(reg)) {
            match live.binary_search(&reg) {
                Ok(_) => return self.fail(at, format!("{op:?} overwrites temporary {}", reg.index())),
                Err(place) => live.insert(place, reg),
            }
        }
        if let Op::Call { base, argc, .. } | Op::CallKw { base, argc, .. } = op {
            self.topmost(at, &live, base, usize::from(argc) + 1, &effects)?;
        }
        if let Op::CallMethod { base, argc, .. } | Op::CallMethodKw { base, argc, .. } = op {
            self.topmost(at, &live, base, usize::from(argc) + 2, &effects)?;
        }
        if let Op::Yield { dst, .. } = op
            && self.is_temp(dst)
        {
            // A generator keeps the temporaries below the one that receives, and no others.
            self.topmost(at, &live, dst, 1, &effects)?;
        }
        let (next, jump) = successors(op, at);
        if next.is_none() && jump.is_none() && !live.is_empty() {
            return self.fail(at, format!("leaves with live temporaries {live:?}"));
        }
        if let Some(to) = jump {
            let mut there = live.clone();
            let extra = match op {
                Op::JumpIfTrueKeep { reg, .. } | Op::JumpIfFalseKeep { reg, .. } => Some(reg),
                Op::ForNext { dst, .. } => Some(dst),
                _ => None,
            };
            if let Some(reg) = extra.filter(|&reg| self.is_temp(reg)) {
                match there.binary_search(&reg) {
                    Ok(_) => return self.fail(at, format!("{op:?} overwrites temporary {}", reg.index())),
                    Err(place) => there.insert(place, reg),
                }
            }
            let to = usize::try_from(to).unwrap_or(usize::MAX);
            self.flow(to, &there, at)?;
        }
        if let Some(next) = next {
            self.flow(next, &live, at)?;
        }
        Ok(())
    }

    /// A call's callee and arguments are the topmost temporaries, so that the callee's window can begin there; and so is
    /// what a `yield` receives.
    fn topmost(
        &self,
        at: usize,
        live: &[Reg],
        base: Reg,
        count: usize,
        effects: &Effects,
    ) -> Result<(), Violation> {
        let above = |reg: &&Reg| reg.index() >= base.index() + count && !effects.writes.contains(reg);
        if !self.is_temp(base) {
            return self.fail(at, format!("{base:?} is not a temporary"));
        }
        match live.iter().find(above) {
            Some(reg) => self
                .fail(at, format!("temporary {} is live above {base:?} and what belongs to it", reg.index())),
            None => Ok(()),
        }
    }

    fn operands(&self, op: Op, at: usize) -> Result<(), Violation> {
        let code = self.code;
        let constant = |k: usize| match code.consts.get(k) {
            Some(value) => Ok(value),
            None => Err(Violation { code: code.qualname.to_string(), at, what: format!("constant {k}") }),
        };
        let (mut site, mut free, mut name) = (None, None, None);
        match op {
            Op::LoadConst { k: ConstIdx(k), .. } => {
                constant(k as usize)?;
            }
            Op::CallKw { names, .. } | Op::CallMethodKw { names, .. } => {
                match constant(usize::from(names))? {
                    Const::Tuple(_) => {}
                    _ => return self.fail(at, "keyword names are not a tuple"),
                }
            }
            Op::MakeFunction { code: k, .. } => match constant(usize::from(k))? {
                Const::Code(inner) => self.captures(inner, at)?,
                _ => return self.fail(at, "a function of something that is not code"),
            },
            Op::LoadGlobal { site: s, .. }
            | Op::StoreGlobal { site: s, .. }
            | Op::DeleteGlobal { site: s }
            | Op::LoadName { site: s, .. }
            | Op::StoreName { site: s, .. }
            | Op::DeleteName { site: s }
            | Op::GetAttr { site: s, .. }
            | Op::SetAttr { site: s, .. }
            | Op::DeleteAttr { site: s, .. }
            | Op::LoadMethod { site: s, .. } => site = Some(s),
            Op::LoadNameOrFree { free: f, site: s, .. } | Op::LoadSuperMethod { free: f, site: s, .. } => {
                site = Some(s);
                free = Some(f);
            }
            Op::LoadFree { free: f, .. }
            | Op::StoreFree { free: f, .. }
            | Op::DeleteFree { free: f }
            | Op::LoadFreeCell { free: f, .. } => free = Some(f),
            Op::LoadCell { cell, .. } | Op::StoreCell { cell, .. } | Op::DeleteCell { cell }
                if !code.cells.contains(&cell) =>
            {
                return self.fail(at, format!("register {} is not a cell", cell.index()));
            }
            Op::ImportName { name: n, .. } | Op::ImportFrom { name: n, .. } => name = Some(n.index()),
            _ => {}
        }
        if let Some(site) = site {
            match code.sites.get(site.index()) {
                Some(&index) => name = Some(usize::from(index)),
                None => return self.fail(at, format!("site {}", site.0)),
            }
        }
        if name.is_some_and(|name| name >= code.names.len()) {
            return self.fail(at, "name out of range");
        }
        if free.is_some_and(|free| free.index() >= code.free.len()) {
            return self.fail(at, "free variable out of range");
        }
        Ok(())
    }

    fn captures(&self, inner: &Code, at: usize) -> Result<(), Violation> {
        for (capture, name) in inner.captures.iter().zip(&inner.free) {
            let found = match capture {
                Capture::Local(reg) if self.code.cells.contains(reg) => self.code.locals.get(reg.index()),
                Capture::Free(index) => self.code.free.get(usize::from(*index)),
                Capture::Local(_) => None,
            };
            if found != Some(name) {
                return self.fail(at, format!("captures something else as {name}"));
            }
        }
        Ok(())
    }
}
