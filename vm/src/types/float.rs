//! `float`.

use std::cmp::Ordering;

use gilvm_compiler::op::BinOp;
use gilvm_compiler::op::CmpOp;

use crate::error::R;
use crate::error::Raised;
use crate::held::Held;
use crate::native::GetSetDef;
use crate::native::NativeDef;
use crate::native::TypeDef;
use crate::number::float;
use crate::number::int;
use crate::protocol::arith::number::float_operand;
use crate::protocol::arith::number::floats;
use crate::protocol::arith::number::int_ref;
use crate::types::Kind;
use crate::types::operators::Side;
use crate::types::operators::holds;
use crate::types::operators::with_arithmetic;
use crate::value::Value;

/// `float`
pub(crate) const DEF: TypeDef = TypeDef {
    doc: "Convert a string or number to a floating-point number, if possible.",
    subclassable: true,
    new: Some(&NativeDef::new("__new__($type, x=0, /)", "Create a new float.", new)),
    methods: with_arithmetic!(
        binary, compare;
        NativeDef::new("__divmod__($self, value, /)", "Return divmod(self, value).", |h, a| divmod(h, a, Side::Left)),
        NativeDef::new("__rdivmod__($self, value, /)", "Return divmod(value, self).", |h, a| divmod(h, a, Side::Right)),
        NativeDef::new("__pow__($self, value, mod=None, /)", "Return pow(self, value, mod).", |h, a| {
            pow(h, a, Side::Left)
        }),
        NativeDef::new("__rpow__($self, value, mod=None, /)", "Return pow(value, self, mod).", |h, a| {
            pow(h, a, Side::Right)
        }),
        NativeDef::new("__neg__($self, /)", "-self", |h, a| Ok(Value::Float(-this(h, &a[0], "__neg__")?))),
        NativeDef::new("__pos__($self, /)", "+self", |h, a| Ok(Value::Float(this(h, &a[0], "__pos__")?))),
        NativeDef::new("__abs__($self, /)", "abs(self)", |h, a| Ok(Value::Float(this(h, &a[0], "__abs__")?.abs()))),
        NativeDef::new("__bool__($self, /)", "True if self else False", |h, a| {
            Ok(Value::Bool(this(h, &a[0], "__bool__")? != 0.0))
        }),
        NativeDef::new("__int__($self, /)", "int(self)", |h, a| Ok(int::from_f64(this(h, &a[0], "__int__")?)?.into())),
        NativeDef::new("__trunc__($self, /)", "The integer towards zero.", |h, a| {
            Ok(int::from_f64(this(h, &a[0], "__trunc__")?)?.into())
        }),
        NativeDef::new("__floor__($self, /)", "The largest integer that is not larger.", |h, a| {
            Ok(int::from_f64(this(h, &a[0], "__floor__")?.floor())?.into())
        }),
        NativeDef::new("__ceil__($self, /)", "The smallest integer that is not smaller.", |h, a| {
            Ok(int::from_f64(this(h, &a[0], "__ceil__")?.ceil())?.into())
        }),
        NativeDef::new("__float__($self, /)", "float(self)", |h, a| Ok(Value::Float(this(h, &a[0], "__float__")?))),
        NativeDef::new("__round__($self, ndigits=None, /)", "Rounds half to even.", round),
        NativeDef::new("__hash__($self, /)", "Return hash(self).", |h, a| {
            this(h, &a[0], "__hash__")?;
            let value = h.base_value(&a[0]);
            Ok(Value::Int(h.hash(&value)?))
        }),
        NativeDef::new("__repr__($self, /)", "Return repr(self).", |h, a| {
            this(h, &a[0], "__repr__")?;
            h.builtin_repr(&a[0])
        }),
        NativeDef::new("__format__($self, format_spec, /)", "Format by a format specification.", |h, a| {
            this(h, &a[0], "__format__")?;
            h.builtin_format(&a[0], &a[1])
        }),
        NativeDef::new("__getnewargs__($self, /)", "Arguments that make an equal float.", |h, a| {
            Ok(Value::tuple([Value::Float(this(h, &a[0], "__getnewargs__")?)]))
        }),
        NativeDef::new("is_integer($self, /)", "Whether there is no fraction.", |h, a| {
            Ok(Value::Bool(float::is_integer(this(h, &a[0], "is_integer")?)))
        }),
        NativeDef::new("as_integer_ratio($self, /)", "A pair of integers whose ratio is the float.", |h, a| {
            let (numerator, denominator) = float::as_integer_ratio(this(h, &a[0], "as_integer_ratio")?)?;
            Ok(Value::tuple([numerator.into(), denominator.into()]))
        }),
        NativeDef::new("hex($self, /)", "The float in hexadecimal.", |h, a| {
            Ok(Value::str(float::hex(this(h, &a[0], "hex")?)))
        }),
        NativeDef::new("conjugate($self, /)", "The float itself.", |h, a| {
            Ok(Value::Float(this(h, &a[0], "conjugate")?))
        }),
    ),
    class_methods: &[
        NativeDef::new("fromhex($cls, string, /)", "The float that a hexadecimal text means.", from_hex),
        NativeDef::new("__getformat__($cls, typestr, /)", "How C stores 'double' or 'float'.", get_format),
    ],
    attributes: &[
        GetSetDef {
            name: "real",
            doc: "the real part of a complex number",
            get: |h, v| Ok(Value::Float(this(h, v, "real")?)),
            set: None,
        },
        GetSetDef {
            name: "imag",
            doc: "the imaginary part of a complex number",
            get: |_, _| Ok(Value::Float(0.0)),
            set: None,
        },
    ],
    ..TypeDef::builtin(Kind::Float)
};

/// The receiver.
fn this(held: &Held, v: &Value, method: &str) -> R<f64> {
    match held.base_ref(v) {
        Value::Float(x) => Ok(*x),
        _ => Err(held.wrong_receiver(v, Kind::Float, method)),
    }
}

fn new(held: &mut Held, args: &[Value]) -> R {
    let value = Value::Float(held.float_from(&args[1])?);
    held.new_of(&args[0], Kind::Float, value)
}

/// The two operands in the order of the operator, if both are numbers.
fn operands(held: &Held, args: &[Value], side: Side, method: &str) -> R<Option<(f64, f64)>> {
    let own = this(held, &args[0], method)?;
    let Some(other) = float_operand(held.base_ref(&args[1])) else { return Ok(None) };
    let other = other?;
    Ok(Some(if side == Side::Left { (own, other) } else { (other, own) }))
}

fn binary(held: &mut Held, args: &[Value], op: BinOp, side: Side) -> R {
    let names = held.operator_names(op);
    let name = if side == Side::Left { &names.plain } else { &names.reflected };
    match operands(held, args, side, name.as_str())? {
        Some((a, b)) => floats(op, a, b),
        None => Ok(Value::NotImplemented),
    }
}

fn divmod(held: &mut Held, args: &[Value], side: Side) -> R {
    match operands(held, args, side, "__divmod__")? {
        Some((a, b)) => {
            let (quotient, rest) = float::divmod(a, b)?;
            Ok(Value::tuple([Value::Float(quotient), Value::Float(rest)]))
        }
        None => Ok(Value::NotImplemented),
    }
}

fn pow(held: &mut Held, args: &[Value], side: Side) -> R {
    if !args[2].is_none() {
        return Err(Raised::type_error("pow() 3rd argument not allowed unless all arguments are integers"));
    }
    match operands(held, args, side, "__pow__")? {
        Some((a, b)) => floats(BinOp::Pow, a, b),
        None => Ok(Value::NotImplemented),
    }
}

fn compare(held: &mut Held, args: &[Value], op: CmpOp) -> R {
    let own = this(held, &args[0], "__eq__")?;
    Ok(match held.base_ref(&args[1]) {
        Value::Float(other) => holds(op, own.partial_cmp(other)),
        other => match int_ref(other) {
            Some(n) => holds(op, int::partial_cmp_f64(n, own).map(Ordering::reverse)),
            None => Value::NotImplemented,
        },
    })
}

fn round(held: &mut Held, args: &[Value]) -> R {
    let x = this(held, &args[0], "__round__")?;
    if args[1].is_none() {
        return Ok(float::round_to_int(x)?.into());
    }
    let digits = match held.index(&args[1])? {
        Value::Int(digits) => digits,
        Value::BigInt(digits) if digits.is_negative() => i64::MIN,
        _ => i64::MAX,
    };
    Ok(Value::Float(float::round(x, digits)?))
}

fn from_hex(held: &mut Held, args: &[Value]) -> R {
    let Some(text) = held.as_str(&args[1]) else {
        return Err(Raised::type_error("bad argument type for built-in operation"));
    };
    let value = Value::Float(float::from_hex(text.as_str())?);
    if held.is_kind(&args[0], Kind::Float) {
        return Ok(value);
    }
    let class = args[0].clone();
    held.call(&class, &[value])
}

fn get_format(held: &mut Held, args: &[Value]) -> R {
    match held.as_str(&args[1]).as_deref().map(|text| text.as_str()) {
        Some("double" | "float") if cfg!(target_endian = "little") => Ok(Value::str("IEEE, little-endian")),
        Some("double" | "float") => Ok(Value::str("IEEE, big-endian")),
        _ => Err(Raised::value_error("__getformat__() argument 1 must be 'double' or 'float'")),
    }
}
