//! `None`, `...` and `NotImplemented`: types with one value each.

use gilvm_compiler::op::CmpOp;

use crate::error::ExcKind;
use crate::error::R;
use crate::error::Raised;
use crate::held::Held;
use crate::native::NativeDef;
use crate::native::TypeDef;
use crate::types::Kind;
use crate::value::Value;

/// `NoneType`
pub(crate) const NONE: TypeDef = TypeDef {
    doc: "The type of the None singleton.",
    new: Some(&NativeDef::new("__new__($type)", "The only value.", |_, _| Ok(Value::None))),
    methods: &[
        NativeDef::new("__repr__($self, /)", "Return repr(self).", |h, a| h.builtin_repr(&a[0])),
        NativeDef::new("__bool__($self, /)", "True if self else False", |_, _| Ok(Value::Bool(false))),
        NativeDef::new("__eq__($self, value, /)", "Return self==value.", |h, a| same(h, a, CmpOp::Eq)),
        NativeDef::new("__ne__($self, value, /)", "Return self!=value.", |h, a| same(h, a, CmpOp::Ne)),
        NativeDef::new("__hash__($self, /)", "Return hash(self).", |h, a| Ok(Value::Int(h.hash(&a[0])?))),
    ],
    ..TypeDef::builtin(Kind::NoneType)
};

/// `ellipsis`
pub(crate) const ELLIPSIS: TypeDef = TypeDef {
    doc: "The type of the Ellipsis singleton.",
    new: Some(&NativeDef::new("__new__($type)", "The only value.", |_, _| Ok(Value::Ellipsis))),
    methods: &[
        NativeDef::new("__repr__($self, /)", "Return repr(self).", |h, a| h.builtin_repr(&a[0])),
        NativeDef::new("__reduce__($self, /)", "The name of the value.", |_, _| Ok(Value::str("Ellipsis"))),
    ],
    ..TypeDef::builtin(Kind::Ellipsis)
};

/// `NotImplementedType`
pub(crate) const NOT_IMPLEMENTED: TypeDef = TypeDef {
    doc: "The type of the NotImplemented singleton.",
    new: Some(&NativeDef::new("__new__($type)", "The only value.", |_, _| Ok(Value::NotImplemented))),
    methods: &[
        NativeDef::new("__repr__($self, /)", "Return repr(self).", |h, a| h.builtin_repr(&a[0])),
        NativeDef::new("__reduce__($self, /)", "The name of the value.", |_, _| {
            Ok(Value::str("NotImplemented"))
        }),
        NativeDef::new("__bool__($self, /)", "Not meant to be tested.", |_, _| {
            Err(Raised::new(ExcKind::TypeError, "NotImplemented should not be used in a boolean context"))
        }),
    ],
    ..TypeDef::builtin(Kind::NotImplementedType)
};

/// `None` is equal to itself and has no opinion about others.
fn same(_: &mut Held, args: &[Value], op: CmpOp) -> R {
    if args[0].is(&args[1]) { Ok(Value::Bool(op == CmpOp::Eq)) } else { Ok(Value::NotImplemented) }
}
