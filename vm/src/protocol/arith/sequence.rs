//! `+` and `*` of the built-in sequences.

use compact_str::CompactString;
use gilvm_compiler::op::BinOp;

use crate::error::R;
use crate::error::Raised;
use crate::held::Held;
use crate::object::Str;
use crate::object::Tuple;
use crate::protocol::receiver::no_memory;
use crate::rc::Rc;
use crate::types::memoryview::export::SIMPLE;
use crate::value::Value;

/// No object may be larger than this many bytes: what a script asks for beyond is a `MemoryError`, not an abort.
pub(crate) const OBJECT_BYTES_MAX: usize = 1 << 40;

/// Texts up to this length stand in the string object itself.
pub(crate) const INLINE_BYTES: usize = size_of::<CompactString>();

/// Makes room for `added` more items, or fails with `MemoryError`.
pub(crate) fn reserve<T>(items: &mut Vec<T>, added: usize) -> R<()> {
    let bytes = items.len().saturating_add(added).saturating_mul(size_of::<T>());
    if bytes > OBJECT_BYTES_MAX {
        return Err(no_memory());
    }
    items.try_reserve(added).map_err(|_| no_memory())
}

/// An empty string with room for `bytes`, or `MemoryError`.
#[inline]
pub(crate) fn text_buffer(bytes: usize) -> R<String> {
    if bytes > OBJECT_BYTES_MAX {
        return Err(no_memory());
    }
    let mut text = String::new();
    text.try_reserve_exact(bytes).map_err(|_| no_memory())?;
    Ok(text)
}

/// `items` repeated `count` times, or `MemoryError`.
fn repeated<T: Clone>(items: &[T], count: usize) -> R<Vec<T>> {
    let mut result = Vec::new();
    let total = items.len().checked_mul(count).ok_or_else(no_memory)?;
    reserve(&mut result, total)?;
    match items {
        [] => {}
        [one] => result.resize(count, one.clone()),
        _ => (0..count).for_each(|_| result.extend_from_slice(items)),
    }
    Ok(result)
}

impl Held {
    /// `a + b` for strings.
    #[inline]
    pub fn concat_str(&mut self, a: &Rc<Str>, b: &Rc<Str>) -> R {
        if a.is_empty() {
            return Ok(Value::Str(Rc::clone(b)));
        }
        if b.is_empty() {
            return Ok(Value::Str(Rc::clone(a)));
        }
        let (bytes, chars) = (a.as_str().len() + b.as_str().len(), a.len() + b.len());
        if bytes <= INLINE_BYTES {
            let mut text = CompactString::new(a.as_str());
            text.push_str(b.as_str());
            return Ok(Value::Str(Rc::new(Str::with_len(text, chars))));
        }
        let mut text = text_buffer(bytes)?;
        text.push_str(a.as_str());
        text.push_str(b.as_str());
        Ok(Value::Str(Rc::new(Str::with_len(text.into(), chars))))
    }

    /// The `+` and `*` of sequences, for operands whose other methods have declined.
    pub(super) fn sequence_operator(&mut self, op: BinOp, a: &Value, b: &Value) -> R {
        match op {
            BinOp::Add if self.is_builtin_sequence(a) => self.concat(a, b),
            BinOp::Mul if self.is_builtin_sequence(a) => self.repeat_by(a, b),
            BinOp::Mul if self.is_builtin_sequence(b) => self.repeat_by(b, a),
            _ => Ok(Value::NotImplemented),
        }
    }

    fn is_builtin_sequence(&self, v: &Value) -> bool {
        match v {
            Value::Str(_) | Value::Bytes(_) | Value::List(_) | Value::Tuple(_) => true,
            Value::Instance(_) => {
                self.is_bytearray(v)
                    || matches!(
                        self.base_value(v),
                        Value::Str(_) | Value::Bytes(_) | Value::List(_) | Value::Tuple(_)
                    )
            }
            _ => false,
        }
    }

    /// `a + b` for a built-in sequence `a`, without asking any special method: `list.__add__` and its kin.
    pub fn concat(&mut self, a: &Value, b: &Value) -> R {
        let (left, right) = (self.base_value(a), self.base_value(b));
        match (&left, &right) {
            (Value::Str(a), Value::Str(b)) => return self.concat_str(a, b),
            (Value::List(a), Value::List(b)) => {
                let (a, b) = (a.items(&self.token), b.items(&self.token));
                let mut items = Vec::new();
                reserve(&mut items, a.len() + b.len())?;
                items.extend_from_slice(a);
                items.extend_from_slice(b);
                return Ok(Value::list(items));
            }
            (Value::Tuple(a), Value::Tuple(b)) => {
                // `() + t` is `t` itself.
                if a.items().is_empty() {
                    return Ok(right);
                }
                if b.items().is_empty() {
                    return Ok(left);
                }
                return Ok(Value::Tuple(Tuple::joined(a.items(), b.items())));
            }
            (Value::Str(_) | Value::List(_) | Value::Tuple(_), _) => {
                let kind = match left {
                    Value::Str(_) => "str",
                    Value::List(_) => "list",
                    _ => "tuple",
                };
                return Err(Raised::type_error(format!(
                    "can only concatenate {kind} (not \"{}\") to {kind}",
                    self.type_name(b)
                )));
            }
            _ => {}
        }
        let made = if self.buffer_ref(b).is_none() { self.python_bytes(b, SIMPLE)? } else { None };
        let second = made.as_deref().or_else(|| self.buffer_ref(b));
        let (Some(first), Some(second)) = (self.bytes_ref(a), second) else {
            return Err(Raised::type_error(format!(
                "can't concat {} to {}",
                self.type_name(b),
                if self.is_bytearray(a) { "bytearray" } else { "bytes" }
            )));
        };
        let mut bytes = Vec::new();
        reserve(&mut bytes, first.len() + second.len())?;
        bytes.extend_from_slice(first);
        bytes.extend_from_slice(second);
        Ok(if self.is_bytearray(a) { self.new_bytearray(bytes) } else { Value::bytes(bytes) })
    }

    /// `sequence * count` where nothing is known of `count`.
    fn repeat_by(&mut self, sequence: &Value, count: &Value) -> R {
        if !self.has_index(count) {
            return Err(self.cannot_multiply(count));
        }
        self.repeat(sequence, count)
    }

    #[cold]
    pub(super) fn cannot_multiply(&self, count: &Value) -> Raised {
        Raised::type_error(format!("can't multiply sequence by non-int of type '{}'", self.type_name(count)))
    }

    /// `sequence * count` for a built-in sequence, without asking any special method but `__index__` of the count.
    pub fn repeat(&mut self, sequence: &Value, count: &Value) -> R {
        let count = usize::try_from(self.index_ssize(count)?).unwrap_or(0);
        match &self.base_value(sequence) {
            Value::Str(text) => self.repeat_str(text, count),
            Value::List(list) => Ok(Value::list(repeated(list.items(&self.token), count)?)),
            Value::Tuple(tuple) => match (tuple.items().len(), count) {
                (0, _) | (_, 0) => Ok(self.empty_tuple()),
                (_, 1) => Ok(Value::Tuple(tuple.clone())),
                _ => Ok(Value::tuple(repeated(tuple.items(), count)?)),
            },
            Value::Bytes(bytes) => match count {
                1 => Ok(Value::Bytes(Rc::clone(bytes))),
                _ => Ok(Value::bytes(repeated(bytes.as_slice(), count)?)),
            },
            other => match self.bytes_ref(other) {
                Some(bytes) => {
                    let bytes = repeated(bytes, count)?;
                    Ok(self.new_bytearray(bytes))
                }
                None => Err(Raised::type_error(format!(
                    "'{}' object can't be repeated",
                    self.type_name(sequence)
                ))),
            },
        }
    }

    fn repeat_str(&mut self, text: &Rc<Str>, count: usize) -> R {
        match (text.as_str().len(), count) {
            (0, _) | (_, 1) => return Ok(Value::Str(Rc::clone(text))),
            (_, 0) => return Ok(Value::Str(self.intern(""))),
            _ => {}
        }
        let bytes = text.as_str().len().checked_mul(count).ok_or_else(no_memory)?;
        let mut result = text_buffer(bytes)?;
        if let &[byte] = text.as_str().as_bytes() {
            // A row of one character is the common case (`"-" * 40`), and one pass.
            result.extend(std::iter::repeat_n(byte as char, count));
        } else {
            (0..count).for_each(|_| result.push_str(text.as_str()));
        }
        Ok(Value::Str(Rc::new(Str::with_len(result.into(), text.len() * count))))
    }
}
