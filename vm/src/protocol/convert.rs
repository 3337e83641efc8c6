//! Conversions between types: `repr`, `str`, `ascii`, `format`, and to integers and floats.
//!
//! What a class decides for itself (`__repr__`, `__str__`, `__format__`, `__index__`, …) is asked on the type. Values
//! of built-in types are converted directly, without a lookup.

mod codec;
mod format;
mod percent;
mod repr;
mod template;

use compact_str::CompactString;

use crate::error::R;
use crate::error::Raised;
use crate::held::Held;
use crate::number::float;
use crate::number::int;
use crate::number::int_text;
use crate::object::Bytes;
use crate::object::Str;
use crate::protocol::arith::number::int_ref;
use crate::protocol::compare::is_objects_own;
use crate::rc::Rc;
use crate::text::repr::escape_non_ascii;
use crate::types::Kind;
use crate::value::Value;

/// The string of a small integer, without a detour over the heap.
#[inline]
fn int_str(n: i64) -> Rc<Str> {
    let mut buffer = itoa::Buffer::new();
    let digits = buffer.format(n);
    Rc::new(Str::with_len(CompactString::new(digits), digits.len()))
}

/// Texts up to this length are copied out of the thread's buffer, which is kept; longer ones take it with them.
const BUFFER_KEPT_BYTES: usize = 1024;

impl Held {
    /// The text that `write` appends, as a string object. Short texts, which is nearly all, cost no allocation beyond
    /// the object.
    #[inline]
    pub(crate) fn write_str(&mut self, write: impl FnOnce(&mut Held, &mut String) -> R<()>) -> R<Rc<Str>> {
        let mut buffer = std::mem::take(&mut self.thread.text_buffer);
        let result = write(self, &mut buffer);
        if buffer.len() > BUFFER_KEPT_BYTES {
            result?;
            return Ok(Rc::new(Str::new(buffer.into())));
        }
        let text = result.map(|()| Rc::new(Str::new(CompactString::new(&buffer))));
        buffer.clear();
        self.thread.text_buffer = buffer;
        text
    }

    /// `repr(v)`
    pub fn repr(&mut self, v: &Value) -> R<Rc<Str>> {
        match v {
            Value::Int(n) => Ok(int_str(*n)),
            _ => self.write_str(|held, out| held.push_repr(out, v)),
        }
    }

    /// `str(v)`
    #[inline]
    pub fn str(&mut self, v: &Value) -> R<Rc<Str>> {
        match v {
            Value::Str(text) => Ok(Rc::clone(text)),
            Value::Int(n) => Ok(int_str(*n)),
            _ => self.str_general(v),
        }
    }

    fn str_general(&mut self, v: &Value) -> R<Rc<Str>> {
        if !matches!(v, Value::Instance(_) | Value::Class(_)) {
            return self.repr(v);
        }
        let name = Rc::clone(&self.interp.names.str);
        let found = self.special(v, &name);
        self.enter_data("while getting the str of an object")?;
        let result = match &found {
            // `object.__str__` is `__repr__` under another name.
            Some(found) if !is_objects_own(found) => self.call_special(v, &name, &[]),
            _ => {
                let repr = Rc::clone(&self.interp.names.repr);
                self.call_special(v, &repr, &[])
            }
        };
        self.leave_data();
        match result? {
            Some(text) => self.as_str(&text).ok_or_else(|| {
                Raised::type_error(format!("__str__ returned non-string (type {})", self.type_name(&text)))
            }),
            None => self.repr(v),
        }
    }

    /// `ascii(v)`
    pub fn ascii(&mut self, v: &Value) -> R<Rc<Str>> {
        let repr = self.repr(v)?;
        if repr.is_ascii() { Ok(repr) } else { Ok(Rc::new(Str::new(escape_non_ascii(repr.as_str()).into()))) }
    }

    /// Appends `str(v)`.
    pub(crate) fn push_str(&mut self, out: &mut String, v: &Value) -> R<()> {
        match v {
            Value::Str(text) => out.push_str(text.as_str()),
            Value::Instance(_) | Value::Class(_) => out.push_str(self.str(v)?.as_str()),
            _ => self.push_repr(out, v)?,
        }
        Ok(())
    }

    /// A string object of a part of a text.
    #[inline]
    pub(crate) fn part_str(&self, part: &str) -> Value {
        if part.len() == 1
            && let Some(c) = part.chars().next()
        {
            return self.char_str(c);
        }
        Value::str(part)
    }

    /// The string that a value is or carries.
    #[inline]
    pub fn as_str(&self, v: &Value) -> Option<Rc<Str>> {
        match self.base_ref(v) {
            Value::Str(text) => Some(Rc::clone(text)),
            _ => None,
        }
    }

    /// The receiver of a method of `str`.
    #[inline]
    pub(crate) fn this_str(&self, this: &Value, method: &str) -> R<Rc<Str>> {
        match self.base_ref(this) {
            Value::Str(text) => Ok(Rc::clone(text)),
            _ => Err(self.wrong_receiver(this, Kind::Str, method)),
        }
    }

    /// The receiver of a method of `bytes`.
    #[inline]
    pub(crate) fn this_bytes(&self, this: &Value, method: &str) -> R<Rc<Bytes>> {
        match self.base_ref(this) {
            Value::Bytes(bytes) => Ok(Rc::clone(bytes)),
            _ => Err(self.wrong_receiver(this, Kind::Bytes, method)),
        }
    }

    /// `operator.index(v)`: the value as an exact `int`.
    #[inline]
    pub fn index(&mut self, v: &Value) -> R {
        match v {
            Value::Int(_) | Value::BigInt(_) => Ok(v.clone()),
            _ => self.index_general(v),
        }
    }

    fn index_general(&mut self, v: &Value) -> R {
        if let Value::Bool(b) = v {
            return Ok(Value::Int(i64::from(*b)));
        }
        if let Some(n) = int_ref(self.base_ref(v)) {
            return Ok(n.to_result().into());
        }
        let name = Rc::clone(&self.interp.names.index);
        match self.call_special(v, &name, &[])? {
            Some(result) => match int_ref(self.base_ref(&result)) {
                Some(n) => Ok(n.to_result().into()),
                None => Err(Raised::type_error(format!(
                    "__index__ returned non-int (type {})",
                    self.type_name(&result)
                ))),
            },
            None => Err(Raised::type_error(format!(
                "'{}' object cannot be interpreted as an integer",
                self.type_name(v)
            ))),
        }
    }

    /// An integer argument of a native function.
    #[inline]
    pub fn index_i64(&mut self, v: &Value) -> R<i64> {
        match v {
            Value::Int(n) => Ok(*n),
            _ => match self.index(v)? {
                Value::Int(n) => Ok(n),
                _ => Err(Raised::overflow("Python int too large to convert to C ssize_t")),
            },
        }
    }

    /// A size or position; beyond 64 bits it is an `OverflowError`.
    pub fn index_ssize(&mut self, v: &Value) -> R<i64> {
        match self.index(v)? {
            Value::Int(n) => Ok(n),
            _ => Err(Raised::overflow(format!(
                "cannot fit '{}' into an index-sized integer",
                self.type_name(v)
            ))),
        }
    }

    /// A bound as `str.find(sub, start, end)` takes it: any integer, clamped to 64 bits, or `default` for `None`.
    pub fn slice_bound(&mut self, v: &Value, default: i64) -> R<i64> {
        match v {
            Value::Int(n) => Ok(*n),
            Value::None | Value::Unset => Ok(default),
            _ => {
                if !self.has_index(v) {
                    return Err(Raised::type_error(
                        "slice indices must be integers or None or have an __index__ method",
                    ));
                }
                Ok(match self.index(v)? {
                    Value::Int(n) => n,
                    Value::BigInt(n) if n.is_negative() => i64::MIN,
                    _ => i64::MAX,
                })
            }
        }
    }

    /// The bounds of `str.find(sub, start, end)` and its kin.
    #[inline]
    pub fn find_bounds(&mut self, start: &Value, end: &Value) -> R<(i64, i64)> {
        Ok((self.slice_bound(start, 0)?, self.slice_bound(end, i64::MAX)?))
    }

    /// A number as C's `double`, as the functions of `math` take it.
    #[inline]
    pub fn to_f64(&mut self, v: &Value) -> R<f64> {
        match v {
            Value::Float(x) => Ok(*x),
            Value::Int(n) => Ok(*n as f64),
            _ => match self.float_protocol(v)? {
                Some(x) => Ok(x),
                None => Err(Raised::type_error(format!("must be real number, not {}", self.type_name(v)))),
            },
        }
    }

    /// What `__float__` or `__index__` gives; `None` when there is neither.
    fn float_protocol(&mut self, v: &Value) -> R<Option<f64>> {
        match v {
            Value::Float(x) => return Ok(Some(*x)),
            Value::Instance(_) => {}
            _ => return Ok(int_ref(v).map(|n| n.to_f64()).transpose()?),
        }
        let (float, index) = (Rc::clone(&self.interp.names.float), Rc::clone(&self.interp.names.index));
        if let Some(result) = self.call_special(v, &float, &[])? {
            return match self.base_ref(&result) {
                Value::Float(x) => Ok(Some(*x)),
                _ => Err(Raised::type_error(format!(
                    "{}.__float__ returned non-float (type {})",
                    self.type_name(v),
                    self.type_name(&result)
                ))),
            };
        }
        if self.special(v, &index).is_none() {
            return Ok(None);
        }
        let n = self.index(v)?;
        Ok(int_ref(&n).map(|n| n.to_f64()).transpose()?)
    }

    /// `float(v)`
    pub fn float_from(&mut self, v: &Value) -> R<f64> {
        if let Some(x) = self.float_protocol(v)? {
            return Ok(x);
        }
        if let Some(text) = self.as_str(v) {
            return Ok(float::parse(text.as_str())?);
        }
        if let Some(bytes) = self.buffer_ref(v) {
            return Ok(float::parse_bytes(bytes)?);
        }
        Err(Raised::type_error(format!(
            "float() argument must be a string or a real number, not '{}'",
            self.type_name(v)
        )))
    }

    /// `int(v)`
    pub fn int_from(&mut self, v: &Value) -> R {
        match v {
            Value::Int(_) | Value::BigInt(_) => return Ok(v.clone()),
            Value::Bool(b) => return Ok(Value::Int(i64::from(*b))),
            Value::Float(x) => return Ok(int::from_f64(*x)?.into()),
            Value::Str(text) => return self.int_from_text(text, 10),
            Value::Instance(_) => {
                let names = &self.interp.names;
                let ways = [
                    (Rc::clone(&names.int), "__int__"),
                    (Rc::clone(&names.index), "__index__"),
                    (Rc::clone(&names.trunc), "__trunc__"),
                ];
                for (name, shown) in ways {
                    if let Some(result) = self.call_special(v, &name, &[])? {
                        return match int_ref(self.base_ref(&result)) {
                            Some(n) => Ok(n.to_result().into()),
                            None => Err(Raised::type_error(format!(
                                "{shown} returned non-int (type {})",
                                self.type_name(&result)
                            ))),
                        };
                    }
                }
            }
            _ => {}
        }
        if self.as_str(v).is_some() {
            return self.int_from_text_in_base(v, 10);
        }
        if let Some(bytes) = self.buffer_ref(v) {
            return Ok(int_text::parse_bytes(bytes, 10, self.interp.int_max_str_digits)?.into());
        }
        Err(Raised::type_error(format!(
            "int() argument must be a string, a bytes-like object or a real number, not '{}'",
            self.type_name(v)
        )))
    }

    fn int_from_text(&self, text: &Str, base: i64) -> R {
        Ok(int_text::parse(text.as_str(), base, self.interp.int_max_str_digits)?.into())
    }

    /// `int(text, base)`
    pub fn int_from_text_in_base(&mut self, v: &Value, base: i64) -> R {
        if let Some(text) = self.as_str(v) {
            return self.int_from_text(&text, base);
        }
        match self.bytes_ref(v) {
            Some(bytes) => {
                // The message shows a bytearray as the bytes it holds.
                Ok(int_text::parse_bytes(bytes, base, self.interp.int_max_str_digits)?.into())
            }
            None => Err(Raised::type_error("int() can't convert non-string with explicit base")),
        }
    }
}
