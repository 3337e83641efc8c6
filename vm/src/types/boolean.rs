//! `bool`: an `int` with two values and logic of its own.

use gilvm_compiler::op::BinOp;

use crate::error::R;
use crate::held::Held;
use crate::native::NativeDef;
use crate::native::TypeDef;
use crate::number::int;
use crate::protocol::arith::number::bools;
use crate::protocol::arith::number::int_ref;
use crate::protocol::arith::number::ints;
use crate::types::Kind;
use crate::types::operators::Side;
use crate::types::operators::with_bitwise;
use crate::value::Value;

/// `bool`
pub(crate) const DEF: TypeDef = TypeDef {
    doc: "True for what counts as true, False otherwise. The only instances are True and False.",
    new: Some(&NativeDef::new("__new__($type, object=False, /)", "Create a new bool.", new)),
    methods: with_bitwise!(
        binary;
        NativeDef::new("__invert__($self, /)", "~self", |h, a| match int_ref(&a[0]) {
            Some(n) => Ok(int::invert(n).into()),
            None => Err(h.wrong_receiver(&a[0], Kind::Bool, "__invert__")),
        }),
        NativeDef::new("__repr__($self, /)", "Return repr(self).", |h, a| match &a[0] {
            Value::Bool(_) => h.builtin_repr(&a[0]),
            _ => Err(h.wrong_receiver(&a[0], Kind::Bool, "__repr__")),
        }),
    ),
    ..TypeDef::builtin(Kind::Bool)
};

fn new(held: &mut Held, args: &[Value]) -> R {
    let value = Value::Bool(held.truthy(&args[1])?);
    held.new_of(&args[0], Kind::Bool, value)
}

fn binary(held: &mut Held, args: &[Value], op: BinOp, side: Side) -> R {
    let Value::Bool(own) = &args[0] else { return Err(held.wrong_receiver(&args[0], Kind::Bool, "__and__")) };
    if let Value::Bool(other) = &args[1] {
        return Ok(bools(op, *own, *other)?);
    }
    match (int_ref(&args[0]), int_ref(held.base_ref(&args[1])), side) {
        (Some(own), Some(other), Side::Left) => Ok(ints(op, own, other)?),
        (Some(own), Some(other), Side::Right) => Ok(ints(op, other, own)?),
        _ => Ok(Value::NotImplemented),
    }
}
