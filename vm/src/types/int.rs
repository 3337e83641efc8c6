//! `int`.

use gilvm_compiler::op::BinOp;
use gilvm_compiler::op::CmpOp;

use crate::error::R;
use crate::error::Raised;
use crate::held::Held;
use crate::native::GetSetDef;
use crate::native::NativeDef;
use crate::native::TypeDef;
use crate::number::int;
use crate::number::int::ByteOrder;
use crate::number::int::IntRef;
use crate::protocol::arith::number::bools;
use crate::protocol::arith::number::int_ref;
use crate::protocol::arith::number::ints;
use crate::types::Kind;
use crate::types::operators::Side;
use crate::types::operators::holds;
use crate::types::operators::with_arithmetic;
use crate::value::Value;

/// `int`
pub(crate) const DEF: TypeDef = TypeDef {
    doc: "int([x]) -> integer\nint(x, base=10) -> integer\n\nConvert a number or string to an integer.",
    subclassable: true,
    new: Some(&NativeDef::new("__new__($type, x=<unset>, /, base=<unset>)", "Create a new int.", new)),
    methods: with_arithmetic!(
        binary, compare;
        NativeDef::new("__and__($self, value, /)", "Return self&value.", |h, a| binary(h, a, BinOp::And, Side::Left)),
        NativeDef::new("__rand__($self, value, /)", "Return value&self.", |h, a| binary(h, a, BinOp::And, Side::Right)),
        NativeDef::new("__or__($self, value, /)", "Return self|value.", |h, a| binary(h, a, BinOp::Or, Side::Left)),
        NativeDef::new("__ror__($self, value, /)", "Return value|self.", |h, a| binary(h, a, BinOp::Or, Side::Right)),
        NativeDef::new("__xor__($self, value, /)", "Return self^value.", |h, a| binary(h, a, BinOp::Xor, Side::Left)),
        NativeDef::new("__rxor__($self, value, /)", "Return value^self.", |h, a| binary(h, a, BinOp::Xor, Side::Right)),
        NativeDef::new("__lshift__($self, value, /)", "Return self<<value.", |h, a| {
            binary(h, a, BinOp::LShift, Side::Left)
        }),
        NativeDef::new("__rlshift__($self, value, /)", "Return value<<self.", |h, a| {
            binary(h, a, BinOp::LShift, Side::Right)
        }),
        NativeDef::new("__rshift__($self, value, /)", "Return self>>value.", |h, a| {
            binary(h, a, BinOp::RShift, Side::Left)
        }),
        NativeDef::new("__rrshift__($self, value, /)", "Return value>>self.", |h, a| {
            binary(h, a, BinOp::RShift, Side::Right)
        }),
        NativeDef::new("__divmod__($self, value, /)", "Return divmod(self, value).", |h, a| divmod(h, a, Side::Left)),
        NativeDef::new("__rdivmod__($self, value, /)", "Return divmod(value, self).", |h, a| divmod(h, a, Side::Right)),
        NativeDef::new("__pow__($self, value, mod=None, /)", "Return pow(self, value, mod).", |h, a| {
            pow(h, a, Side::Left)
        }),
        NativeDef::new("__rpow__($self, value, mod=None, /)", "Return pow(value, self, mod).", |h, a| {
            pow(h, a, Side::Right)
        }),
        NativeDef::new("__neg__($self, /)", "-self", |h, a| Ok(int::neg(this(h, &a[0], "__neg__")?).into())),
        NativeDef::new("__pos__($self, /)", "+self", |h, a| copy(h, a, "__pos__")),
        NativeDef::new("__abs__($self, /)", "abs(self)", |h, a| Ok(int::abs(this(h, &a[0], "__abs__")?).into())),
        NativeDef::new("__invert__($self, /)", "~self", |h, a| Ok(int::invert(this(h, &a[0], "__invert__")?).into())),
        NativeDef::new("__bool__($self, /)", "True if self else False", |h, a| {
            Ok(Value::Bool(!this(h, &a[0], "__bool__")?.is_zero()))
        }),
        NativeDef::new("__int__($self, /)", "int(self)", |h, a| copy(h, a, "__int__")),
        NativeDef::new("__index__($self, /)", "The integer itself.", |h, a| copy(h, a, "__index__")),
        NativeDef::new("__trunc__($self, /)", "The integer itself.", |h, a| copy(h, a, "__trunc__")),
        NativeDef::new("__floor__($self, /)", "The integer itself.", |h, a| copy(h, a, "__floor__")),
        NativeDef::new("__ceil__($self, /)", "The integer itself.", |h, a| copy(h, a, "__ceil__")),
        NativeDef::new("__float__($self, /)", "float(self)", |h, a| {
            Ok(Value::Float(this(h, &a[0], "__float__")?.to_f64()?))
        }),
        NativeDef::new("__round__($self, ndigits=<unset>, /)", "Rounding with ndigits also gives an integer.", round),
        NativeDef::new("__hash__($self, /)", "Return hash(self).", |h, a| {
            Ok(Value::Int(this(h, &a[0], "__hash__")?.hash()))
        }),
        NativeDef::new("__repr__($self, /)", "Return repr(self).", |h, a| {
            this(h, &a[0], "__repr__")?;
            h.builtin_repr(&a[0])
        }),
        NativeDef::new("__format__($self, format_spec, /)", "Format by a format specification.", |h, a| {
            this(h, &a[0], "__format__")?;
            h.builtin_format(&a[0], &a[1])
        }),
        NativeDef::new("__getnewargs__($self, /)", "Arguments that make an equal integer.", |h, a| {
            Ok(Value::tuple([copy(h, a, "__getnewargs__")?]))
        }),
        NativeDef::new("__sizeof__($self, /)", "Bytes the object takes in CPython.", |h, a| {
            let bits = this(h, &a[0], "__sizeof__")?.bit_length();
            Ok(Value::from(24 + 4 * bits.div_ceil(30).max(1)))
        }),
        NativeDef::new("bit_length($self, /)", "Number of bits of the magnitude in binary.", |h, a| {
            Ok(Value::from(this(h, &a[0], "bit_length")?.bit_length()))
        }),
        NativeDef::new("bit_count($self, /)", "Number of ones of the magnitude in binary.", |h, a| {
            Ok(int::IntResult::from(this(h, &a[0], "bit_count")?.bit_count()).into())
        }),
        NativeDef::new(
            "to_bytes($self, /, length=1, byteorder='big', *, signed=False)",
            "The integer as an array of bytes.",
            to_bytes
        ),
        NativeDef::new("as_integer_ratio($self, /)", "The pair (self, 1).", |h, a| {
            Ok(Value::tuple([copy(h, a, "as_integer_ratio")?, Value::Int(1)]))
        }),
        NativeDef::new("is_integer($self, /)", "True, as for floats without a fraction.", |h, a| {
            this(h, &a[0], "is_integer")?;
            Ok(Value::Bool(true))
        }),
        NativeDef::new("conjugate($self, /)", "The integer itself.", |h, a| copy(h, a, "conjugate")),
    ),
    class_methods: &[NativeDef::new(
        "from_bytes($cls, /, bytes, byteorder='big', *, signed=False)",
        "The integer that an array of bytes represents.",
        from_bytes,
    )],
    attributes: &[
        GetSetDef { name: "real", doc: "the real part of a complex number", get: itself, set: None },
        GetSetDef { name: "imag", doc: "the imaginary part of a complex number", get: zero, set: None },
        GetSetDef {
            name: "numerator",
            doc: "the numerator of a rational number in lowest terms",
            get: itself,
            set: None,
        },
        GetSetDef {
            name: "denominator",
            doc: "the denominator of a rational number in lowest terms",
            get: one,
            set: None,
        },
    ],
    ..TypeDef::builtin(Kind::Int)
};

/// The receiver.
#[inline]
fn this<'a>(held: &'a Held, v: &'a Value, method: &str) -> R<IntRef<'a>> {
    match int_ref(held.base_ref(v)) {
        Some(n) => Ok(n),
        None => Err(held.wrong_receiver(v, Kind::Int, method)),
    }
}

/// The receiver as an exact `int`.
fn copy(held: &mut Held, args: &[Value], method: &str) -> R {
    Ok(this(held, &args[0], method)?.to_result().into())
}

fn itself(held: &mut Held, v: &Value) -> R {
    Ok(this(held, v, "real")?.to_result().into())
}

fn zero(_: &mut Held, _: &Value) -> R {
    Ok(Value::Int(0))
}

fn one(_: &mut Held, _: &Value) -> R {
    Ok(Value::Int(1))
}

fn new(held: &mut Held, args: &[Value]) -> R {
    let [class, x, base] = args else {
        return Err(Raised::type_error("int.__new__(): not enough arguments"));
    };
    let value = match (x, base) {
        (Value::Unset, Value::Unset) => Value::Int(0),
        (Value::Unset, _) => return Err(Raised::type_error("int() missing string argument")),
        (x, Value::Unset) => held.int_from(x)?,
        (x, base) => {
            let base = held.index_ssize(base)?;
            held.int_from_text_in_base(x, base)?
        }
    };
    held.new_of(class, Kind::Int, value)
}

/// The two operands in the order of the operator, if both are integers.
fn operands<'a>(
    held: &'a Held,
    args: &'a [Value],
    side: Side,
    method: &str,
) -> R<Option<(IntRef<'a>, IntRef<'a>)>> {
    let own = this(held, &args[0], method)?;
    Ok(int_ref(held.base_ref(&args[1])).map(|other| match side {
        Side::Left => (own, other),
        Side::Right => (other, own),
    }))
}

fn binary(held: &mut Held, args: &[Value], op: BinOp, side: Side) -> R {
    // `bool` inherits these, but for its logic has its own.
    if let (Value::Bool(a), Value::Bool(b)) = (&args[0], &args[1]) {
        let (a, b) = if side == Side::Left { (*a, *b) } else { (*b, *a) };
        return Ok(bools(op, a, b)?);
    }
    let name = {
        let names = held.operator_names(op);
        if side == Side::Left { names.plain } else { names.reflected }
    };
    match operands(held, args, side, name.as_str())? {
        Some((a, b)) => Ok(ints(op, a, b)?),
        None => Ok(Value::NotImplemented),
    }
}

fn divmod(held: &mut Held, args: &[Value], side: Side) -> R {
    match operands(held, args, side, "__divmod__")? {
        Some((a, b)) => {
            let (quotient, rest) = int::divmod(a, b)?;
            Ok(Value::tuple([quotient.into(), rest.into()]))
        }
        None => Ok(Value::NotImplemented),
    }
}

fn pow(held: &mut Held, args: &[Value], side: Side) -> R {
    let Some((base, exponent)) = operands(held, args, side, "__pow__")? else {
        return Ok(Value::NotImplemented);
    };
    if args[2].is_none() {
        return Ok(ints(BinOp::Pow, base, exponent)?);
    }
    match int_ref(held.base_ref(&args[2])) {
        Some(modulus) => Ok(int::pow_mod(base, exponent, modulus)?.into()),
        None => Ok(Value::NotImplemented),
    }
}

fn compare(held: &mut Held, args: &[Value], op: CmpOp) -> R {
    match operands(held, args, Side::Left, "__eq__")? {
        Some((a, b)) => Ok(holds(op, Some(int::cmp(a, b)))),
        None => Ok(Value::NotImplemented),
    }
}

fn round(held: &mut Held, args: &[Value]) -> R {
    if args[1].is_unset() {
        return copy(held, args, "__round__");
    }
    let digits = held.index(&args[1])?;
    let n = this(held, &args[0], "__round__")?;
    Ok(match digits {
        Value::Int(digits @ ..0) => int::round_to_power_of_ten(n, digits.unsigned_abs()).into(),
        // Rounding to more digits than any number has.
        Value::BigInt(digits) if digits.is_negative() => Value::Int(0),
        _ => n.to_result().into(),
    })
}

/// The argument `byteorder`.
fn byte_order(held: &Held, v: &Value, function: &str) -> R<ByteOrder> {
    let Some(text) = held.as_str(v) else {
        return Err(Raised::type_error(format!(
            "{function}() argument 'byteorder' must be str, not {}",
            held.type_name(v)
        )));
    };
    match text.as_str() {
        "big" => Ok(ByteOrder::Big),
        "little" => Ok(ByteOrder::Little),
        _ => Err(Raised::value_error("byteorder must be either 'little' or 'big'")),
    }
}

fn to_bytes(held: &mut Held, args: &[Value]) -> R {
    let length = held.index_i64(&args[1])?;
    let order = byte_order(held, &args[2], "to_bytes")?;
    let signed = held.truthy(&args[3])?;
    let n = this(held, &args[0], "to_bytes")?;
    Ok(Value::bytes(int::to_bytes(n, length, order, signed)?))
}

fn from_bytes(held: &mut Held, args: &[Value]) -> R {
    let order = byte_order(held, &args[2], "from_bytes")?;
    let signed = held.truthy(&args[3])?;
    let bytes = held.bytes_of_object(&args[1])?;
    let value: Value = int::from_bytes(&bytes, order, signed).into();
    if held.is_kind(&args[0], Kind::Int) {
        return Ok(value);
    }
    let class = args[0].clone();
    held.call(&class, &[value])
}
