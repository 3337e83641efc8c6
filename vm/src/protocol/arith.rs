//! Arithmetic: the binary, in-place and unary operators, `pow` and `divmod`.
//!
//! Built-in operands are computed directly ([`number`] and [`sequence`]); everything else goes through the special
//! methods of the classes, in CPython's order: the reflected method of a subclass first, then the left operand's, then
//! the right operand's. The `+` and `*` of the built-in sequences come last, after both sides have declined, because
//! CPython keeps them in slots of their own (`sq_concat`, `sq_repeat`).

pub(crate) mod number;
pub(crate) mod sequence;

use gilvm_compiler::op::BinOp;
use gilvm_compiler::op::UnaryOp;

use crate::error::R;
use crate::error::Raised;
use crate::held::Held;
use crate::object::Str;
use crate::rc::Rc;
use crate::value::Value;

/// The special methods of a binary operator.
pub(crate) struct OperatorNames {
    /// `__add__`
    pub(crate) plain: Rc<Str>,
    /// `__radd__`
    pub(crate) reflected: Rc<Str>,
    /// `__iadd__`
    pub(crate) in_place: Rc<Str>,
}

impl Held {
    /// `a op b`
    #[inline]
    pub fn binary(&mut self, op: BinOp, a: &Value, b: &Value) -> R {
        match (a, b) {
            (Value::Int(x), Value::Int(y)) => Ok(number::ints(op, (*x).into(), (*y).into())?),
            (Value::Float(x), Value::Float(y)) => number::floats(op, *x, *y),
            (Value::Int(x), Value::Float(y)) => number::floats(op, *x as f64, *y),
            (Value::Float(x), Value::Int(y)) => number::floats(op, *x, *y as f64),
            (Value::Str(x), Value::Str(y)) if op == BinOp::Add => self.concat_str(x, y),
            (Value::Str(x), _) if op == BinOp::Mod => self.percent_format(x, b).map(Value::Str),
            // Sequences of one built-in type: their operators are slots that no special method comes before.
            (Value::Tuple(x), Value::Tuple(y)) if op == BinOp::Add => self.tuple_concat(x, y),
            (Value::List(x), Value::List(y)) if op == BinOp::Add => self.list_concat(x, y),
            (Value::List(_) | Value::Tuple(_) | Value::Str(_), Value::Int(_)) if op == BinOp::Mul => {
                self.sequence_operator(op, a, b)
            }
            (Value::Set(_) | Value::FrozenSet(_), Value::Set(_) | Value::FrozenSet(_)) => {
                match self.set_operator(op, a, b) {
                    Ok(None) => self.binary_general(op, a, b),
                    Ok(Some(result)) => Ok(result),
                    Err(raised) => Err(raised),
                }
            }
            _ => self.binary_general(op, a, b),
        }
        .and_then(|result| match result {
            Value::NotImplemented => Err(self.unsupported(op, op.symbol(), a, b)),
            result => Ok(result),
        })
    }

    fn binary_general(&mut self, op: BinOp, a: &Value, b: &Value) -> R {
        if !has_class_of_its_own(a) && !has_class_of_its_own(b) {
            if let Some(result) = number::mixed(op, a, b) {
                return result;
            }
            if op == BinOp::Mod
                && let Value::Bytes(format) = a
            {
                return self.percent_format_bytes(format.as_slice(), b).map(Value::bytes);
            }
        }
        let result = self.operator_methods(op, a, b)?;
        if matches!(result, Value::NotImplemented) { self.sequence_operator(op, a, b) } else { Ok(result) }
    }

    /// `a op= b`: the value the target is bound to afterwards.
    pub fn in_place(&mut self, op: BinOp, a: &Value, b: &Value) -> R {
        let result = match (a, b) {
            (Value::Int(x), Value::Int(y)) => number::ints(op, (*x).into(), (*y).into())?,
            (Value::Float(x), Value::Float(y)) => number::floats(op, *x, *y)?,
            (Value::Int(x), Value::Float(y)) => number::floats(op, *x as f64, *y)?,
            (Value::Float(x), Value::Int(y)) => number::floats(op, *x, *y as f64)?,
            (Value::Str(_), Value::Str(_)) => return self.binary(op, a, b),
            (Value::List(list), Value::List(other)) if op == BinOp::Add => {
                let added = other.items(&self.token).clone();
                self.extend_list(list, added)?;
                a.clone()
            }
            _ => self.in_place_general(op, a, b)?,
        };
        match result {
            Value::NotImplemented => {
                let symbol = format!("{}=", op.symbol());
                Err(self.unsupported(op, &symbol, a, b))
            }
            result => Ok(result),
        }
    }

    fn extend_list(&mut self, list: &crate::object::List, added: Vec<Value>) -> R<()> {
        let items = list.items_mut(&mut self.token);
        sequence::reserve(items, added.len())?;
        items.extend(added);
        Ok(())
    }

    fn in_place_general(&mut self, op: BinOp, a: &Value, b: &Value) -> R {
        let names = self.operator_names(op);
        let class = Rc::clone(self.class_of(a));
        let method = self.lookup(&class, &names.in_place);
        if let Some(method) = &method
            && !is_sequence_slot(method)
        {
            let result = self.call_found(method.clone(), a, &class, std::slice::from_ref(b))?;
            if !matches!(result, Value::NotImplemented) {
                return Ok(result);
            }
        }
        if method.is_none() {
            return self.binary_general(op, a, b);
        }
        let result = self.operator_methods(op, a, b)?;
        if !matches!(result, Value::NotImplemented) {
            return Ok(result);
        }
        match method {
            Some(method) if is_sequence_slot(&method) => {
                if op == BinOp::Mul && !self.has_index(b) {
                    return Err(self.cannot_multiply(b));
                }
                self.call_found(method, a, &class, std::slice::from_ref(b))
            }
            _ => self.sequence_operator(op, a, b),
        }
    }

    /// Tries the special methods of both operands; `NotImplemented` when none answers. Leaves out the `+` and `*` of
    /// built-in sequences.
    fn operator_methods(&mut self, op: BinOp, a: &Value, b: &Value) -> R {
        let names = self.operator_names(op);
        self.operator_methods_named(&names.plain, &names.reflected, a, b)
    }

    fn operator_methods_named(&mut self, plain: &Rc<Str>, reflected: &Rc<Str>, a: &Value, b: &Value) -> R {
        let class_a = Rc::clone(self.class_of(a));
        let class_b = Rc::clone(self.class_of(b));
        let left = self.lookup(&class_a, plain).filter(|m| !is_sequence_slot(m));
        let mut right = None;
        if !Rc::ptr_eq(&class_a, &class_b) {
            right = self.lookup(&class_b, reflected).filter(|m| !is_sequence_slot(m));
            // A subclass that overrides the reflected method knows better than its base.
            if let Some(method) = &right
                && class_b.is_subclass(&class_a, &self.token)
                && !self.lookup(&class_a, reflected).is_some_and(|inherited| inherited.is(method))
            {
                let result = self.call_found(method.clone(), b, &class_b, std::slice::from_ref(a))?;
                if !matches!(result, Value::NotImplemented) {
                    return Ok(result);
                }
                right = None;
            }
        }
        if let Some(method) = left {
            let result = self.call_found(method, a, &class_a, std::slice::from_ref(b))?;
            if !matches!(result, Value::NotImplemented) {
                return Ok(result);
            }
        }
        if let Some(method) = right {
            return self.call_found(method, b, &class_b, std::slice::from_ref(a));
        }
        Ok(Value::NotImplemented)
    }

    /// `a op b` after the left operand's method, which came first, has declined.
    pub(crate) fn binary_declined(&mut self, op: BinOp, in_place: bool, a: &Value, b: &Value) -> R {
        let (class_a, class_b) = (Rc::clone(self.class_of(a)), Rc::clone(self.class_of(b)));
        let mut result = Value::NotImplemented;
        if !Rc::ptr_eq(&class_a, &class_b) {
            let names = self.operator_names(op);
            let right = self.lookup(&class_b, &names.reflected).filter(|m| !is_sequence_slot(m));
            if let Some(method) = right {
                result = self.call_found(method, b, &class_b, std::slice::from_ref(a))?;
            }
        }
        if matches!(result, Value::NotImplemented) {
            result = self.sequence_operator(op, a, b)?;
        }
        match result {
            Value::NotImplemented if in_place => {
                Err(self.unsupported(op, &format!("{}=", op.symbol()), a, b))
            }
            Value::NotImplemented => Err(self.unsupported(op, op.symbol(), a, b)),
            result => Ok(result),
        }
    }

    /// The special methods of an operator.
    pub(crate) fn operator_names(&self, op: BinOp) -> OperatorNames {
        let (plain, reflected, in_place) = self.names_of(op);
        OperatorNames {
            plain: Rc::clone(plain),
            reflected: Rc::clone(reflected),
            in_place: Rc::clone(in_place),
        }
    }

    /// The names of the left operand's methods: `__add__` and `__iadd__`.
    #[inline]
    pub(crate) fn operator_methods_of(&self, op: BinOp) -> (&Rc<Str>, &Rc<Str>) {
        let (plain, _, in_place) = self.names_of(op);
        (plain, in_place)
    }

    #[inline]
    fn names_of(&self, op: BinOp) -> (&Rc<Str>, &Rc<Str>, &Rc<Str>) {
        let names = &self.interp.names;
        match op {
            BinOp::Add => (&names.add, &names.radd, &names.iadd),
            BinOp::Sub => (&names.sub, &names.rsub, &names.isub),
            BinOp::Mul => (&names.mul, &names.rmul, &names.imul),
            BinOp::TrueDiv => (&names.truediv, &names.rtruediv, &names.itruediv),
            BinOp::FloorDiv => (&names.floordiv, &names.rfloordiv, &names.ifloordiv),
            BinOp::Mod => (&names.mod_, &names.rmod, &names.imod),
            BinOp::Pow => (&names.pow, &names.rpow, &names.ipow),
            BinOp::MatMul => (&names.matmul, &names.rmatmul, &names.imatmul),
            BinOp::LShift => (&names.lshift, &names.rlshift, &names.ilshift),
            BinOp::RShift => (&names.rshift, &names.rrshift, &names.irshift),
            BinOp::And => (&names.and, &names.rand, &names.iand),
            BinOp::Or => (&names.or, &names.ror, &names.ior),
            BinOp::Xor => (&names.xor, &names.rxor, &names.ixor),
        }
    }

    #[cold]
    fn unsupported(&self, op: BinOp, symbol: &str, a: &Value, b: &Value) -> Raised {
        let symbol = if symbol == "**" { "** or pow()" } else { symbol };
        let mut message = format!(
            "unsupported operand type(s) for {symbol}: '{}' and '{}'",
            self.type_name(a),
            self.type_name(b)
        );
        if op == BinOp::RShift
            && let Value::Native(native) = a
            && native.def.name() == "print"
        {
            message.push_str(". Did you mean \"print(<message>, file=<output_stream>)\"?");
        }
        Raised::type_error(message)
    }

    /// `op v`
    pub fn unary(&mut self, op: UnaryOp, v: &Value) -> R {
        if let Some(result) = number::unary(op, v) {
            return Ok(result);
        }
        let names = &self.interp.names;
        let name = Rc::clone(match op {
            UnaryOp::Neg => &names.neg,
            UnaryOp::Pos => &names.pos,
            UnaryOp::Invert => &names.invert,
        });
        match self.call_special(v, &name, &[])? {
            Some(result) => Ok(result),
            None => Err(Raised::type_error(format!(
                "bad operand type for unary {}: '{}'",
                op.symbol(),
                self.type_name(v)
            ))),
        }
    }

    /// `pow(base, exponent, modulus)`; a modulus of `None` is none.
    pub fn pow3(&mut self, base: &Value, exponent: &Value, modulus: &Value) -> R {
        if modulus.is_none_or_unset() {
            return self.binary(BinOp::Pow, base, exponent);
        }
        if let (Some(base), Some(exponent), Some(modulus)) =
            (number::int_ref(base), number::int_ref(exponent), number::int_ref(modulus))
        {
            return Ok(crate::number::int::pow_mod(base, exponent, modulus)?.into());
        }
        let name = Rc::clone(&self.interp.names.pow);
        let result = self.call_special(base, &name, &[exponent.clone(), modulus.clone()])?;
        match result {
            Some(result) if !matches!(result, Value::NotImplemented) => Ok(result),
            _ => Err(Raised::type_error(format!(
                "unsupported operand type(s) for ** or pow(): '{}', '{}', '{}'",
                self.type_name(base),
                self.type_name(exponent),
                self.type_name(modulus)
            ))),
        }
    }

    /// `divmod(a, b)`
    pub fn divmod(&mut self, a: &Value, b: &Value) -> R {
        if let Some(result) = number::divmod(a, b) {
            return result;
        }
        let (plain, reflected) =
            (Rc::clone(&self.interp.names.divmod), Rc::clone(&self.interp.names.rdivmod));
        match self.operator_methods_named(&plain, &reflected, a, b)? {
            Value::NotImplemented => Err(Raised::type_error(format!(
                "unsupported operand type(s) for divmod(): '{}' and '{}'",
                self.type_name(a),
                self.type_name(b)
            ))),
            result => Ok(result),
        }
    }
}

/// Whether operators on the value may be overridden by a script: instances, and classes (by their metaclass).
fn has_class_of_its_own(v: &Value) -> bool {
    matches!(v, Value::Instance(_) | Value::Class(_))
}

/// Whether a method is the `+` or `*` of a built-in sequence, which CPython asks last.
fn is_sequence_slot(method: &Value) -> bool {
    match method {
        Value::Native(native) => {
            matches!(native.owner, "str" | "bytes" | "bytearray" | "list" | "tuple")
                && matches!(native.def.name(), "__add__" | "__mul__" | "__rmul__" | "__iadd__" | "__imul__")
        }
        _ => false,
    }
}
