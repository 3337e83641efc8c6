//! The last pass over a unit's jumps: labels become targets and distances.
//!
//! Jumps that compare, iterate or delegate hold a 16-bit distance. One that has to go further becomes a short jump over
//! a long one; that moves what follows, so it is done before any number is filled in.

use rustc_hash::FxHashMap;

use super::Outcome;
use super::unit::Unit;
use crate::error::SyntaxError;
use crate::op::Destination;
use crate::op::Offset;
use crate::op::Op;
use crate::op::Target;
use crate::span::Span;

/// Distances up to this fit even if the stretching of other jumps moves their ends apart a little.
const NEAR: i64 = 30_000;

impl Unit<'_> {
    /// Fills in where all jumps go.
    pub(super) fn resolve_jumps(&mut self) -> Outcome {
        while self.stretch_jumps() {}
        let targets: FxHashMap<u32, u32> = self
            .jumps
            .iter()
            .filter_map(|&(at, label)| Some((at, self.labels[label.0 as usize].at?)))
            .collect();
        self.note_edges(&targets);
        for (&at, &direct) in &targets {
            let target = self.threaded(at, direct, &targets);
            let span = self.spans[at as usize];
            set_target(&mut self.ops[at as usize], at, target)
                .or_else(|_| set_target(&mut self.ops[at as usize], at, direct))
                .map_err(|()| SyntaxError::new("too large a block to jump over", span))?;
        }
        Ok(())
    }

    /// Notes the jumps that tracing sees differently.
    fn note_edges(&mut self, targets: &FxHashMap<u32, u32>) {
        let fused: FxHashMap<usize, Span> = self.fused.iter().copied().collect();
        for (index, &(jump, label)) in self.jumps.iter().enumerate() {
            let label = &self.labels[label.0 as usize];
            let Some(target) = label.at else { continue };
            let first = self.marks.partition_point(|mark| mark.at < target);
            let skip = (label.marks as usize).saturating_sub(first) as u32;
            let span = fused.get(&index).copied();
            if skip > 0 || span.is_some() || self.threaded(jump, target, targets) != target {
                self.edges.push(super::unit::Edge { jump, target, skip, span });
            }
        }
        self.edges.sort_by_key(|edge| edge.jump);
    }

    /// Where a jump at `at` to `target` ends up when the forward jumps it would land on are followed.
    fn threaded(&self, at: u32, mut target: u32, targets: &FxHashMap<u32, u32>) -> u32 {
        for _ in 0..8 {
            match self.ops.get(target as usize) {
                // Following keeps the direction, because backward jumps are check points.
                Some(Op::Jump { .. }) => match targets.get(&target) {
                    Some(&next) if next > target && target > at => target = next,
                    _ => break,
                },
                _ => break,
            }
        }
        target
    }

    /// Whether a jump with a distance has too far to go.
    fn is_far(&self, index: usize) -> bool {
        let (at, label) = self.jumps[index];
        let mut op = self.ops[at as usize];
        let near = matches!(op.destination(), Some(Destination::Near(_)));
        let to = self.labels[label.0 as usize].at.unwrap_or(at);
        near && (i64::from(to) - i64::from(at)).abs() > NEAR
    }

    /// Stretches the jumps that have too far to go; whether there were any.
    fn stretch_jumps(&mut self) -> bool {
        let far: Vec<usize> = (0..self.jumps.len()).filter(|&index| self.is_far(index)).collect();
        if far.is_empty() {
            return false;
        }
        let far_ops: FxHashMap<u32, usize> = far.iter().map(|&index| (self.jumps[index].0, index)).collect();
        let (mut ops, mut spans) = (Vec::with_capacity(self.ops.len()), Vec::with_capacity(self.ops.len()));
        // Where each instruction has moved to, the end of the code included.
        let mut moved = Vec::with_capacity(self.ops.len() + 1);
        // The long jumps that take over a label, and the jumps past them with where they go.
        let (mut long_jumps, mut skips) = (Vec::new(), Vec::new());
        for (at, (&op, &span)) in self.ops.iter().zip(&self.spans).enumerate() {
            moved.push(ops.len() as u32);
            let Some(&index) = far_ops.get(&(at as u32)) else {
                ops.push(op);
                spans.push(span);
                continue;
            };
            let backward = self.labels[self.jumps[index].1.0 as usize].at.is_some_and(|to| to as usize <= at);
            let target = Target(0);
            let long = if backward { Op::Loop { target } } else { Op::Jump { target } };
            match inverted(op) {
                Some(short) => ops.extend([with_distance(short, 1), long]),
                // Taken, it skips the jump that stands for not being taken.
                None => {
                    ops.extend([with_distance(op, 1), Op::Jump { target }, long]);
                    skips.push((ops.len() as u32 - 2, ops.len() as u32));
                }
            }
            spans.resize(ops.len(), span);
            long_jumps.push((index, ops.len() as u32 - 1));
        }
        moved.push(ops.len() as u32);
        let place = |at: u32| moved.get(at as usize).copied().unwrap_or(at);
        self.jumps.iter_mut().for_each(|(at, _)| *at = place(*at));
        for (index, at) in long_jumps {
            self.jumps[index].0 = at;
        }
        self.labels.iter_mut().for_each(|label| label.at = label.at.map(place));
        self.marks.iter_mut().for_each(|mark| mark.at = place(mark.at));
        for (at, past) in skips {
            let label = self.new_label();
            self.labels[label.0 as usize].at = Some(past);
            self.jumps.push((at, label));
        }
        for row in &mut self.rows {
            row.start = place(row.start);
            row.end = place(row.end);
        }
        self.ops = ops;
        self.spans = spans;
        true
    }
}

/// Fills in where the jump at `at` goes.
pub(crate) fn set_target(op: &mut Op, at: u32, target: u32) -> Result<(), ()> {
    match op.destination() {
        Some(Destination::Far(to)) => *to = Target(target),
        Some(Destination::Near(to)) => {
            let distance = i64::from(target) - (i64::from(at) + 1);
            *to = Offset(i16::try_from(distance).map_err(|_| ())?);
        }
        None => {}
    }
    Ok(())
}

/// `op` with a distance that is known already.
fn with_distance(mut op: Op, distance: i16) -> Op {
    if let Some(Destination::Near(to)) = op.destination() {
        *to = Offset(distance);
    }
    op
}

/// The jump that is taken exactly when `op` is not, if there is one.
fn inverted(mut op: Op) -> Option<Op> {
    match &mut op {
        Op::JumpIfNone { when, .. }
        | Op::JumpLt { when, .. }
        | Op::JumpLe { when, .. }
        | Op::JumpEq { when, .. }
        | Op::JumpNe { when, .. }
        | Op::JumpGt { when, .. }
        | Op::JumpGe { when, .. }
        | Op::JumpLtInt { when, .. }
        | Op::JumpLeInt { when, .. }
        | Op::JumpEqInt { when, .. }
        | Op::JumpNeInt { when, .. }
        | Op::JumpGtInt { when, .. }
        | Op::JumpGeInt { when, .. } => *when = !*when,
        _ => return None,
    }
    Some(op)
}
