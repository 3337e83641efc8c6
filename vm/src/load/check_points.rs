//! Which instructions get check points of their own under which profile ([`crate::gil::check_points`]).

use std::sync::Arc;

use gilvm_compiler::check_points::Place;
use gilvm_compiler::check_points::with_check_points;
use gilvm_compiler::op::Op;

use crate::gil::CheckPoints;
use crate::interp::SharedCode;

/// The code as an interpreter with this profile runs it.
pub(super) fn adapt(code: &SharedCode, profile: CheckPoints) -> SharedCode {
    let adapted = match profile {
        CheckPoints::Calls => None,
        CheckPoints::EveryOp => with_check_points(code, |_| Place::Before),
        CheckPoints::Py39 => with_check_points(code, py39),
        CheckPoints::Py310 => with_check_points(code, py310),
    };
    adapted.map_or_else(|| SharedCode::clone(code), Arc::new)
}

/// CPython up to 3.9 checks after all instructions but the quick ones (`Python/ceval.c: FAST_DISPATCH`).
fn py39(op: Op) -> Place {
    match op {
        Op::Move { .. }
        | Op::LoadConst { .. }
        | Op::LoadInt { .. }
        | Op::LoadNone { .. }
        | Op::LoadBool { .. }
        | Op::Clear { .. }
        | Op::CheckBound { .. }
        | Op::MakeCell { .. }
        | Op::Is { .. }
        | Op::Contains { .. }
        | Op::Jump { .. }
        | Op::Loop { .. }
        | Op::JumpIfTrue { .. }
        | Op::JumpIfFalse { .. }
        | Op::JumpIfTrueKeep { .. }
        | Op::JumpIfFalseKeep { .. }
        | Op::JumpIfNone { .. }
        | Op::LoadAssertionError { .. }
        | Op::PushExc { .. } => Place::None,
        // Its check point lies between the comparison and the jump.
        Op::JumpLt { .. }
        | Op::JumpLe { .. }
        | Op::JumpEq { .. }
        | Op::JumpNe { .. }
        | Op::JumpGt { .. }
        | Op::JumpGe { .. }
        | Op::JumpLtInt { .. }
        | Op::JumpLeInt { .. }
        | Op::JumpEqInt { .. }
        | Op::JumpNeInt { .. }
        | Op::JumpGtInt { .. }
        | Op::JumpGeInt { .. } => Place::Before,
        _ => Place::After,
    }
}

/// CPython 3.10 checks after each call, and where a conditional jump goes (`CHECK_EVAL_BREAKER`).
fn py310(op: Op) -> Place {
    match op {
        Op::Call { .. }
        | Op::CallMethod { .. }
        | Op::CallKw { .. }
        | Op::CallMethodKw { .. }
        | Op::CallEx { .. } => Place::After,
        Op::JumpIfTrue { .. }
        | Op::JumpIfFalse { .. }
        | Op::JumpIfNone { .. }
        | Op::JumpLt { .. }
        | Op::JumpLe { .. }
        | Op::JumpEq { .. }
        | Op::JumpNe { .. }
        | Op::JumpGt { .. }
        | Op::JumpGe { .. }
        | Op::JumpLtInt { .. }
        | Op::JumpLeInt { .. }
        | Op::JumpEqInt { .. }
        | Op::JumpNeInt { .. }
        | Op::JumpGtInt { .. }
        | Op::JumpGeInt { .. } => Place::Taken,
        _ => Place::None,
    }
}
