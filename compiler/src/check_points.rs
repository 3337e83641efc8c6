//! More check points than the compiler's: a copy of code with `CheckPoint` instructions put in.
//!
//! Calls and loops check by themselves. To run a program as machines do that look more often, an interpreter loads
//! such a copy, so that everyone else pays nothing. What the instructions do stays the same, and so do their
//! positions; jumps and the exception table follow them to their new places.

use crate::code::Code;
use crate::code::LineEdge;
use crate::code::LineMark;
use crate::code::Lines;
use crate::emit::set_target;
use crate::op::Destination;
use crate::op::Op;
use crate::op::Target;
use crate::verify::successors;

/// Where an instruction gets check points beside its own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// Nowhere.
    None,
    /// Before it, however it was reached.
    Before,
    /// After it, unless it jumps.
    After,
    /// Where it jumps forward to, if it is a jump with a condition and is taken.
    Taken,
}

/// `code` with check points where `place` says. Code nested in it is left as it is, and so is code that has some
/// already.
pub fn with_check_points(code: &Code, place: impl Fn(Op) -> Place) -> Option<Code> {
    if code.ops.iter().any(|op| matches!(op, Op::CheckPoint)) {
        return None;
    }
    let places: Vec<Place> = code.ops.iter().map(|&op| place(op)).collect();
    let layout = Layout::new(code, &places);
    let mut new = New { ops: Vec::new(), positions: Vec::new() };
    // Where each instruction is that goes where the old one went.
    let mut jumps = Vec::with_capacity(code.ops.len());
    for (at, &op) in code.ops.iter().enumerate() {
        let position = code.positions[at];
        let mut put = |op: Op| {
            new.ops.push(op);
            new.positions.push(position);
            new.ops.len() as u32 - 1
        };
        if places[at] == Place::Before {
            put(Op::CheckPoint);
        }
        let target = successors(op, at).1.map(|target| target as usize);
        let here = put(op);
        jumps.push(here);
        if let Some(target) = target {
            let mut destination = layout.starts[target];
            if layout.stretched[at] {
                // Taken, it skips the jump that stands for not being taken.
                destination = here + 2;
                let past = put(Op::Jump { target: Target(0) }) as usize;
                if places[at] == Place::Taken {
                    put(Op::CheckPoint);
                }
                let far = Target(layout.starts[target]);
                let last =
                    put(if target <= at { Op::Loop { target: far } } else { Op::Jump { target: far } });
                jumps[at] = last;
                new.ops[past] = Op::Jump { target: Target(last + 1) };
            }
            set_target(&mut new.ops[here as usize], here, destination).ok()?;
        }
        if places[at] == Place::After && successors(op, at).0.is_some() {
            new.ops.push(Op::CheckPoint);
            new.positions.push(position);
        }
    }
    let moved = |at: u32| layout.starts[at as usize];
    let marks = code.lines.marks.iter().map(|mark| LineMark { at: moved(mark.at), ..*mark });
    let edges = code.lines.edges.iter().map(|edge| LineEdge {
        jump: jumps[edge.jump as usize],
        target: moved(edge.target),
        ..*edge
    });
    let lines = Lines { marks: marks.collect(), edges: edges.collect() };
    let handlers = code.handlers_moved(moved);
    Some(Code { handlers, lines, ..code.with_ops(new.ops, new.positions) })
}

struct New {
    ops: Vec<Op>,
    positions: Vec<crate::code::Position>,
}

/// Where everything will be.
struct Layout {
    /// For each instruction, and for the end: where it begins, with the check point before it.
    starts: Vec<u32>,
    /// The jumps that become a short jump, a jump past the rest, perhaps a check point, and a long jump.
    stretched: Vec<bool>,
}

impl Layout {
    fn new(code: &Code, places: &[Place]) -> Layout {
        let target = |at: usize| successors(code.ops[at], at).1.map(|target| target as usize);
        let conditional = |at: usize| successors(code.ops[at], at).0.is_some();
        let is_near = |mut op: Op| matches!(op.destination(), Some(Destination::Near(_)));
        let mut stretched: Vec<bool> = (0..code.ops.len())
            .map(|at| places[at] == Place::Taken && conditional(at) && target(at).is_some_and(|to| to > at))
            .collect();
        loop {
            let mut starts = Vec::with_capacity(code.ops.len() + 1);
            let mut next = 0;
            for (at, &op) in code.ops.iter().enumerate() {
                starts.push(next);
                next += 1 + u32::from(places[at] == Place::Before);
                next += u32::from(places[at] == Place::After && successors(op, at).0.is_some());
                if stretched[at] {
                    next += 2 + u32::from(places[at] == Place::Taken);
                }
            }
            starts.push(next);
            let far = |at: usize| {
                let Some(to) = target(at).filter(|_| conditional(at) && is_near(code.ops[at])) else {
                    return false;
                };
                let behind = starts[at] + 1 + u32::from(places[at] == Place::Before);
                i16::try_from(i64::from(starts[to]) - i64::from(behind)).is_err()
            };
            let more: Vec<usize> = (0..code.ops.len()).filter(|&at| !stretched[at] && far(at)).collect();
            if more.is_empty() {
                return Layout { starts, stretched };
            }
            more.into_iter().for_each(|at| stretched[at] = true);
        }
    }
}
