//! `bytes`: its declaration and construction. What it has in common with `bytearray` stands in [`methods`].

pub(crate) mod methods;

use crate::error::ExcKind;
use crate::error::R;
use crate::error::Raised;
use crate::held::Held;
use crate::native::NativeDef;
use crate::native::TypeDef;
use crate::protocol::arith::sequence::reserve;
use crate::rc::Rc;
use crate::types::Kind;
use crate::types::bytes::methods::byte_methods;
use crate::types::memoryview::export::FULL_RO;
use crate::types::memoryview::export::buffer_of_bytes;
use crate::value::Value;

/// `bytes`
pub(crate) const DEF: TypeDef = TypeDef {
    doc: "bytes(iterable_of_ints), bytes(string, encoding[, errors]), bytes(bytes_like), bytes(count), bytes()\n\n\
          An immutable array of bytes.",
    subclassable: true,
    new: Some(&NativeDef::new(
        "__new__($type, source=<unset>, encoding=<unset>, errors=<unset>)",
        "Create new bytes.",
        new,
    )),
    methods: byte_methods!(
        NativeDef::new("__hash__($self, /)", "Return hash(self).", |h, a| {
            let bytes = Value::Bytes(h.this_bytes(&a[0], "__hash__")?);
            Ok(Value::Int(h.hash(&bytes)?))
        }),
        NativeDef::new("__getitem__($self, key, /)", "Return self[key].", |h, a| {
            let bytes = h.this_bytes(&a[0], "__getitem__")?;
            h.bytes_getitem(&bytes, &a[1])
        }),
        NativeDef::new("__iter__($self, /)", "Implement iter(self).", |h, a| {
            let bytes = Value::Bytes(h.this_bytes(&a[0], "__iter__")?);
            h.iter(&bytes)
        }),
        NativeDef::new("__bytes__($self, /)", "Convert to exact bytes.", |h, a| {
            h.this_bytes(&a[0], "__bytes__").map(Value::Bytes)
        }),
        NativeDef::new("__buffer__($self, flags, /)", "A view of the bytes.", |h, a| {
            h.this_bytes(&a[0], "__buffer__")?;
            buffer_of_bytes(h, a)
        }),
        NativeDef::new("__getnewargs__($self, /)", "Arguments that make equal bytes.", |h, a| {
            Ok(Value::tuple([Value::Bytes(h.this_bytes(&a[0], "__getnewargs__")?)]))
        }),
    ),
    class_methods: &[NativeDef::new(
        "fromhex($cls, string, /)",
        "The bytes that pairs of digits mean.",
        |h, a| {
            let value = Value::bytes(methods::from_hex(h, &a[1])?);
            if h.is_kind(&a[0], Kind::Bytes) { Ok(value) } else { h.call(&a[0].clone(), &[value]) }
        },
    )],
    static_methods: &[NativeDef::new(
        "maketrans(frm, to, /)",
        "A table for bytes.translate().",
        methods::maketrans,
    )],
    ..TypeDef::builtin(Kind::Bytes)
};

fn new(held: &mut Held, args: &[Value]) -> R {
    let [class, source, encoding, errors] = args else {
        return Err(Raised::type_error("bytes.__new__(): not enough arguments"));
    };
    if let Value::Bytes(_) = source
        && encoding.is_unset()
        && errors.is_unset()
        && held.is_kind(class, Kind::Bytes)
    {
        return Ok(source.clone());
    }
    if let Value::Instance(_) = source
        && encoding.is_unset()
        && errors.is_unset()
    {
        let name = Rc::clone(&held.interp.names.bytes);
        if let Some(made) = held.call_special(source, &name, &[])? {
            let Value::Bytes(_) = held.base_ref(&made) else {
                return Err(Raised::type_error(format!(
                    "__bytes__ returned non-bytes (type {})",
                    held.type_name(&made)
                )));
            };
            let made = held.base_value(&made);
            return held.new_of(class, Kind::Bytes, made);
        }
    }
    let value = Value::bytes(held.new_byte_content("bytes", source, encoding, errors)?);
    held.new_of(class, Kind::Bytes, value)
}

impl Held {
    /// What `bytes(source, encoding, errors)` contains; `kind` is `bytes` or `bytearray`, for messages.
    pub(crate) fn new_byte_content(
        &mut self,
        kind: &str,
        source: &Value,
        encoding: &Value,
        errors: &Value,
    ) -> R<Vec<u8>> {
        if source.is_unset() && encoding.is_unset() && errors.is_unset() {
            return Ok(Vec::new());
        }
        if let Some(text) = self.as_str(source) {
            if encoding.is_unset() {
                return Err(Raised::type_error("string argument without an encoding"));
            }
            self.encoding_argument(encoding, kind)?;
            return self.encode_str(&text, encoding, errors);
        }
        if !encoding.is_unset() {
            return Err(Raised::type_error("encoding without a string argument"));
        }
        if !errors.is_unset() {
            return Err(Raised::type_error("errors without a string argument"));
        }
        if self.buffer_ref(source).is_none() && self.has_index(source) {
            let count = match self.index_ssize(source) {
                Err(raised) if self.matches(&raised, ExcKind::TypeError) => {
                    return self.byte_items(source, kind);
                }
                count => count?,
            };
            let Ok(count) = usize::try_from(count) else { return Err(Raised::value_error("negative count")) };
            let mut bytes = Vec::new();
            reserve(&mut bytes, count)?;
            bytes.resize(count, 0);
            return Ok(bytes);
        }
        self.byte_items(source, kind)
    }

    /// The bytes of a bytes-like object or of an iterable of integers.
    pub(crate) fn bytes_of_object(&mut self, v: &Value) -> R<Vec<u8>> {
        if self.as_str(v).is_some() {
            return Err(Raised::type_error("cannot convert 'str' object to bytes"));
        }
        let name = Rc::clone(&self.interp.names.bytes);
        if let Value::Instance(_) = v
            && self.buffer_ref(v).is_none()
            && let Some(made) = self.call_special(v, &name, &[])?
        {
            return self.bytes_like(&made);
        }
        self.byte_items(v, "bytes")
    }

    fn byte_items(&mut self, source: &Value, kind: &str) -> R<Vec<u8>> {
        if let Some(bytes) = self.scattered_bytes(source)? {
            return Ok(bytes);
        }
        if let Some(bytes) = self.python_bytes(source, FULL_RO)? {
            return Ok(bytes);
        }
        let Some(iterator) = self.iter_opt(source)? else {
            return Err(Raised::type_error(format!(
                "cannot convert '{}' object to {kind}",
                self.type_name(source)
            )));
        };
        let mut bytes = Vec::new();
        while let Some(item) = self.next(&iterator)? {
            bytes.push(self.byte_value(&item, if kind == "bytes" { "bytes" } else { "byte" })?);
        }
        Ok(bytes)
    }

    /// An integer that is a byte; `what` begins the message.
    pub(crate) fn byte_value(&mut self, v: &Value, what: &str) -> R<u8> {
        match self.index(v)? {
            Value::Int(n) => u8::try_from(n).ok(),
            _ => None,
        }
        .ok_or_else(|| Raised::value_error(format!("{what} must be in range(0, 256)")))
    }
}
