//! Code for tracing: a copy with `Trace` instructions where a line begins, a frame is left or continued, and a call
//! stands.
//!
//! An interpreter makes such a copy of a function when a frame of it runs while its thread is traced, so that everyone
//! else pays nothing. Registers, constants and names stay the same: a frame can change from the code to its copy
//! between any two instructions. Positions, jumps and the exception table follow the instructions to their new places.
//!
//! Where a line begins is CPython's question, not the machine's: loops have their test at the bottom here, `pass` is no
//! instruction and a `break` may be part of the condition before it. What the instructions' positions do not tell,
//! the emitter has noted in [`Lines`](crate::code::Lines).

use rustc_hash::FxHashMap;

use crate::code::Code;
use crate::code::CodeKind;
use crate::code::LineEdge;
use crate::code::Position;
use crate::emit::set_target;
use crate::op::Op;
use crate::op::Reg;
use crate::op::Target;
use crate::op::TraceEvent;
use crate::verify::successors;

/// A copy of code for tracing, and where its instructions come from.
#[derive(Debug)]
pub struct Traced {
    /// The copy.
    pub code: Code,
    /// For each instruction of the original, and for its end: where the copy of it begins, what announces it included.
    pub starts: Box<[u32]>,
    /// For each instruction of the original: where the copy goes on behind it.
    pub behind: Box<[u32]>,
}

/// The copy of `code`; `None` if a jump would have too far to go in it.
pub fn traced(code: &Code) -> Option<Traced> {
    let plan = Plan::new(code);
    let mut ops = Vec::new();
    let mut positions = Vec::new();
    let mut stubs: Vec<Stub> = Vec::new();
    let edges: FxHashMap<u32, LineEdge> = code.lines.edges.iter().map(|edge| (edge.jump, *edge)).collect();
    ops.push(Op::Trace { event: TraceEvent::Enter, reg: Reg::new(0), line: 0 });
    let line_of_entry = match code.kind {
        CodeKind::Module | CodeKind::Expression => 0,
        _ => code.first_line,
    };
    positions.push(Position { line: line_of_entry, end_line: line_of_entry, col: 0, end_col: 0 });
    for (at, &op) in code.ops.iter().enumerate() {
        for &before in &plan.before[at] {
            ops.push(before);
            positions.push(place_of(before, code.positions[at]));
        }
        let here = ops.len() as u32;
        ops.push(op);
        positions.push(code.positions[at]);
        if let Some(target) = successors(op, at).1 {
            let edge = edges.get(&(at as u32)).copied().unwrap_or(LineEdge {
                jump: at as u32,
                target: target as u32,
                skip: 0,
                line: 0,
            });
            let destination = plan.starts[edge.target as usize] + edge.skip;
            let event = if let Op::Send { value, .. } = op {
                Some(Op::Trace { event: TraceEvent::Sent, reg: value, line: 0 })
            } else if edge.line != 0 {
                Some(line(TraceEvent::Line, edge.line))
            } else {
                plan.turn(code, at, &edge).map(|number| line(TraceEvent::Turn, number))
            };
            match event {
                Some(event) => {
                    stubs.push(Stub { jump: here, event, destination, back: edge.target as usize <= at });
                }
                None => set_target(&mut ops[here as usize], here, destination).ok()?,
            }
        }
        for &after in &plan.after[at] {
            ops.push(after);
            positions.push(code.positions[at]);
        }
    }
    for Stub { jump, event, destination, back } in stubs {
        let here = ops.len() as u32;
        set_target(&mut ops[jump as usize], jump, here).ok()?;
        let target = Target(destination);
        ops.extend([event, if back { Op::Loop { target } } else { Op::Jump { target } }]);
        positions.extend([place_of(event, positions[jump as usize]); 2]);
    }
    let handlers = code.handlers_moved(|at| plan.starts[at as usize]);
    Some(Traced {
        code: Code { handlers, ..code.with_ops(ops, positions) },
        starts: plan.starts.clone().into(),
        behind: plan.behind.into(),
    })
}

/// A jump by way of an announcement.
struct Stub {
    jump: u32,
    event: Op,
    destination: u32,
    back: bool,
}

fn line(event: TraceEvent, line: u32) -> Op {
    Op::Trace { event, reg: Reg::new(0), line }
}

/// The position of an announcement that stands at an instruction with position `at`.
fn place_of(event: Op, at: Position) -> Position {
    match event {
        Op::Trace { event: TraceEvent::Line | TraceEvent::Turn, line, .. } if line != at.line => {
            Position { line, end_line: line, col: 0, end_col: 0 }
        }
        _ => at,
    }
}

/// What is put around each instruction.
struct Plan {
    before: Vec<Vec<Op>>,
    after: Vec<Vec<Op>>,
    starts: Vec<u32>,
    behind: Vec<u32>,
    /// The line that runs at each instruction, by its own position or that of an earlier one.
    lines: Vec<u32>,
}

impl Plan {
    fn new(code: &Code) -> Plan {
        let length = code.ops.len();
        let mut joins = vec![false; length + 1];
        for (at, &op) in code.ops.iter().enumerate() {
            if let Some(target) = successors(op, at).1 {
                joins[target as usize] = true;
            }
        }
        for edge in &code.lines.edges {
            joins[edge.target as usize] = true;
        }
        for row in &code.handlers {
            joins[row.target as usize] = true;
        }
        let mut plan = Plan {
            before: Vec::with_capacity(length),
            after: Vec::with_capacity(length),
            starts: Vec::with_capacity(length + 1),
            behind: Vec::with_capacity(length),
            lines: Vec::with_capacity(length),
        };
        // What stands behind a check point is reached with it.
        for at in 0..length {
            joins[at + 1] |= joins[at] && matches!(code.ops[at], Op::CheckPoint);
        }
        let mut marks = code.lines.marks.iter().peekable();
        // The entry comes first.
        let (mut next, mut running) = (1, 0);
        for (at, &op) in code.ops.iter().enumerate() {
            let mut before = Vec::new();
            while let Some(mark) = marks.next_if(|mark| mark.at as usize == at) {
                let event = if mark.again { TraceEvent::Turn } else { TraceEvent::Line };
                before.push(line(event, mark.line));
                running = mark.line;
            }
            let own = code.positions[at].line;
            if own != 0 && !is_quiet(op) && (own != running || joins[at]) {
                before.push(line(TraceEvent::Line, own));
                running = own;
            }
            plan.lines.push(running);
            let (last, after) = around(op);
            before.extend(last);
            plan.starts.push(next);
            plan.behind.push(next + before.len() as u32 + 1);
            next += (before.len() + 1 + after.is_some() as usize) as u32;
            plan.before.push(before);
            plan.after.push(after.into_iter().collect());
        }
        plan.starts.push(next);
        plan
    }

    /// The line to announce again when the jump at `at` is taken: it goes back to the line it is on. A `for` goes back
    /// by falling into the instruction that advances it, which has a mark.
    fn turn(&self, code: &Code, at: usize, edge: &LineEdge) -> Option<u32> {
        let mut target = edge.target as usize;
        while let Op::CheckPoint = code.ops[target] {
            target += 1;
        }
        let goes_back =
            target <= at && !matches!(code.ops[at], Op::ForNext { .. } | Op::Jump { .. } | Op::Send { .. });
        let marked =
            code.lines.marks.iter().filter(|mark| mark.at == edge.target).count() > edge.skip as usize;
        (goes_back && !marked && self.lines[at] == self.lines[target]).then(|| self.lines[at])
    }
}

/// Instructions that belong to no line: cleaning up, and going somewhere.
fn is_quiet(op: Op) -> bool {
    matches!(
        op,
        Op::Jump { .. }
            | Op::Loop { .. }
            | Op::Clear { .. }
            | Op::PopExc { .. }
            | Op::MakeCell { .. }
            | Op::CheckPoint
    )
}

/// What is announced right before and right after an instruction.
fn around(op: Op) -> (Option<Op>, Option<Op>) {
    let event = |event, reg| Some(Op::Trace { event, reg, line: 0 });
    let call = |event, reg, argc: u8| Some(Op::Trace { event, reg, line: u32::from(argc) });
    let done = event(TraceEvent::CallDone, Reg::new(0));
    match op {
        Op::Return { src } => (event(TraceEvent::Return, src), None),
        Op::ReturnNone => (event(TraceEvent::ReturnNone, Reg::new(0)), None),
        Op::Yield { src, .. } => (event(TraceEvent::Yield, src), event(TraceEvent::Resume, Reg::new(0))),
        Op::Call { argc, base, .. } | Op::CallKw { argc, base, .. } => {
            (call(TraceEvent::Call, base, argc), done)
        }
        Op::CallEx { base, .. } => (call(TraceEvent::Call, base, 0), done),
        // `__enter__` is not called by an instruction of its own in CPython.
        Op::CallSpecial { argc: 0, .. } => (None, None),
        Op::CallMethod { argc, base, .. }
        | Op::CallMethodKw { argc, base, .. }
        | Op::CallSpecial { argc, base, .. } => (call(TraceEvent::CallMethod, base, argc), done),
        _ => (None, None),
    }
}
