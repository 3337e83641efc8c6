//! `bytearray`: a native object that carries its bytes, and the methods that change them.

use gilvm_compiler::op::BinOp;

use crate::error::ExcKind;
use crate::error::R;
use crate::error::Raised;
use crate::held::Held;
use crate::native::NativeDef;
use crate::native::TypeDef;
use crate::object::Instance;
use crate::object::Iter;
use crate::object::IterState;
use crate::object::Payload;
use crate::protocol::arith::sequence::reserve;
use crate::protocol::buffer::Lender;
use crate::protocol::item::SliceBounds;
use crate::protocol::item::list_index;
use crate::rc::Rc;
use crate::types::Kind;
use crate::types::bytes::methods;
use crate::types::bytes::methods::byte_methods;
use crate::types::memoryview::export::buffer_of_bytes;
use crate::types::memoryview::export::release_buffer;
use crate::value::Value;

/// What a `bytearray` carries.
pub(crate) struct ByteArray {
    /// Its content. Whatever changes its length asks `lender` first: see [`resizable`].
    pub(crate) bytes: Vec<u8>,
    /// Who looks at the content just now.
    pub(crate) lender: Lender,
}

impl ByteArray {
    fn new(bytes: Vec<u8>) -> ByteArray {
        ByteArray { bytes, lender: Lender::default() }
    }
}

/// `bytearray`
pub(crate) const DEF: TypeDef = TypeDef {
    doc: "bytearray(iterable_of_ints), bytearray(string, encoding[, errors]), bytearray(bytes_like), \
          bytearray(count), bytearray()\n\nA mutable array of bytes.",
    subclassable: true,
    new: Some(&NativeDef::new("__new__($type, *args, **kwargs)", "Create a new bytearray.", new)),
    methods: byte_methods!(
        NativeDef::new(
            "__init__($self, source=<unset>, encoding=<unset>, errors=<unset>)",
            "Fill a bytearray.",
            init
        ),
        NativeDef::new("__hash__($self, /)", "Not hashable: it can change.", |h, a| {
            Err(Raised::type_error(format!("unhashable type: '{}'", h.type_name(&a[0]))))
        }),
        NativeDef::new("__getitem__($self, key, /)", "Return self[key].", getitem),
        NativeDef::new("__setitem__($self, key, value, /)", "Set self[key] to value.", setitem),
        NativeDef::new("__delitem__($self, key, /)", "Delete self[key].", delitem),
        NativeDef::new("__iter__($self, /)", "Implement iter(self).", |_, a| {
            Ok(Iter::new(IterState::Sequence { object: a[0].clone(), at: 0 }))
        }),
        NativeDef::new("__iadd__($self, value, /)", "Implement self+=value.", |h, a| {
            let Some(added) = h.buffer_ref(&a[1]).map(<[u8]>::to_vec) else {
                return Err(Raised::type_error(format!("can't concat {} to bytearray", h.type_name(&a[1]))));
            };
            append_all(h, &a[0], &added)?;
            Ok(a[0].clone())
        }),
        NativeDef::new("__imul__($self, value, /)", "Implement self*=value.", |h, a| {
            let product = h.binary(BinOp::Mul, &a[0], &a[1])?;
            let bytes = h.bytes_like(&product)?;
            if this(h, &a[0], "__imul__")?.len() != bytes.len() {
                *resizable(h, &a[0], "__imul__")? = bytes;
            }
            Ok(a[0].clone())
        }),
        NativeDef::new("__buffer__($self, flags, /)", "A view of the bytes.", |h, a| {
            this(h, &a[0], "__buffer__")?;
            buffer_of_bytes(h, a)
        }),
        NativeDef::new("__release_buffer__($self, buffer, /)", "Release a view.", release_buffer),
        NativeDef::new("append($self, item, /)", "Append a byte.", |h, a| {
            let byte = h.byte_value(&a[1], "byte")?;
            append_all(h, &a[0], &[byte])?;
            Ok(Value::None)
        }),
        NativeDef::new("extend($self, iterable_of_ints, /)", "Append the bytes of an iterable.", extend),
        NativeDef::new("insert($self, index, item, /)", "Insert a byte before the index.", insert),
        NativeDef::new("pop($self, index=-1, /)", "Remove and return a byte.", pop),
        NativeDef::new("remove($self, value, /)", "Remove the first occurrence of a byte.", remove),
        NativeDef::new("reverse($self, /)", "Reverse the order in place.", |h, a| {
            this(h, &a[0], "reverse")?.reverse();
            Ok(Value::None)
        }),
        NativeDef::new("clear($self, /)", "Remove all bytes.", |h, a| {
            if !this(h, &a[0], "clear")?.is_empty() {
                resizable(h, &a[0], "clear")?.clear();
            }
            Ok(Value::None)
        }),
        NativeDef::new("copy($self, /)", "A copy.", |h, a| {
            let bytes = this(h, &a[0], "copy")?.clone();
            Ok(h.new_bytearray(bytes))
        }),
    ),
    class_methods: &[NativeDef::new(
        "fromhex($cls, string, /)",
        "The bytes that pairs of digits mean.",
        |h, a| {
            let value = Value::bytes(methods::from_hex(h, &a[1])?);
            h.call(&a[0].clone(), &[value])
        },
    )],
    static_methods: &[NativeDef::new(
        "maketrans(frm, to, /)",
        "A table for translate().",
        methods::maketrans,
    )],
    ..TypeDef::builtin(Kind::ByteArray)
};

impl Held {
    /// A new `bytearray`.
    pub fn new_bytearray(&mut self, bytes: Vec<u8>) -> Value {
        let class = Rc::clone(self.interp.kind(Kind::ByteArray));
        Value::Instance(Rc::new(Instance::new(class, Payload::Native(Box::new(ByteArray::new(bytes))))))
    }
}

fn new(held: &mut Held, args: &[Value]) -> R {
    let Value::Class(class) = &args[0] else {
        return Err(Raised::type_error(format!(
            "bytearray.__new__(X): X is not a type object ({})",
            held.type_name(&args[0])
        )));
    };
    if !class.is_subclass(held.interp.kind(Kind::ByteArray), &held.token) {
        let own = class.name(&held.token);
        return Err(Raised::type_error(format!(
            "bytearray.__new__({own}): {own} is not a subtype of bytearray"
        )));
    }
    let payload = Payload::Native(Box::new(ByteArray::new(Vec::new())));
    Ok(Value::Instance(Rc::new(Instance::new(Rc::clone(class), payload))))
}

/// The receiver's bytes, to change them but not their number.
fn this<'a>(held: &'a mut Held, v: &'a Value, method: &str) -> R<&'a mut Vec<u8>> {
    if !held.is_bytearray(v) {
        return Err(held.wrong_receiver(v, Kind::ByteArray, method));
    }
    match held.bytearray_mut(v) {
        Some(array) => Ok(&mut array.bytes),
        None => Err(Raised::type_error("not a bytearray")),
    }
}

/// The receiver's bytes, to change their number: `BufferError` while somebody looks at them.
fn resizable<'a>(held: &'a mut Held, v: &'a Value, method: &str) -> R<&'a mut Vec<u8>> {
    if held.bytearray_mut(v).is_some_and(|array| array.lender.count() > 0) {
        return Err(Raised::new(ExcKind::BufferError, "Existing exports of data: object cannot be re-sized"));
    }
    this(held, v, method)
}

fn init(held: &mut Held, args: &[Value]) -> R {
    if !this(held, &args[0], "__init__")?.is_empty() {
        resizable(held, &args[0], "__init__")?.clear();
    }
    let content = held.new_byte_content("bytearray", &args[1], &args[2], &args[3])?;
    if !content.is_empty() {
        *resizable(held, &args[0], "__init__")? = content;
    }
    Ok(Value::None)
}

fn append_all(held: &mut Held, v: &Value, added: &[u8]) -> R<()> {
    if added.is_empty() {
        return this(held, v, "append").map(drop);
    }
    let bytes = resizable(held, v, "append")?;
    reserve(bytes, added.len())?;
    bytes.extend_from_slice(added);
    Ok(())
}

fn bad_index(held: &Held, key: &Value) -> Raised {
    Raised::type_error(format!("bytearray indices must be integers or slices, not {}", held.type_name(key)))
}

/// The positions that a slice means in the receiver.
fn bounds(held: &mut Held, v: &Value, slice: &crate::object::Slice) -> R<SliceBounds> {
    let v = v.clone();
    held.slice_bounds(slice, |held| held.bytes_ref(&v).map_or(0, <[u8]>::len))
}

fn getitem(held: &mut Held, args: &[Value]) -> R {
    let key = held.base_value(&args[1]);
    if let Value::Slice(slice) = &key {
        let bounds = bounds(held, &args[0], slice)?;
        let own = this(held, &args[0], "__getitem__")?;
        let part = bounds.positions().filter_map(|at| own.get(at)).copied().collect();
        return Ok(held.new_bytearray(part));
    }
    let Some(index) = held.sequence_index(&args[1])? else { return Err(bad_index(held, &args[1])) };
    let own = this(held, &args[0], "__getitem__")?;
    match list_index(own.len(), index).and_then(|at| own.get(at)) {
        Some(byte) => Ok(Value::Int(i64::from(*byte))),
        None => Err(Raised::index_error("bytearray index out of range")),
    }
}

fn setitem(held: &mut Held, args: &[Value]) -> R {
    let key = held.base_value(&args[1]);
    if let Value::Slice(slice) = &key {
        return set_slice(held, &args[0], slice, &args[2]);
    }
    let Some(index) = held.sequence_index(&args[1])? else { return Err(bad_index(held, &args[1])) };
    let byte = held.byte_value(&args[2], "byte")?;
    let own = this(held, &args[0], "__setitem__")?;
    match list_index(own.len(), index).and_then(|at| own.get_mut(at)) {
        Some(place) => {
            *place = byte;
            Ok(Value::None)
        }
        None => Err(Raised::index_error("bytearray index out of range")),
    }
}

fn set_slice(held: &mut Held, v: &Value, slice: &crate::object::Slice, value: &Value) -> R {
    let new = match held.buffer_ref(value) {
        Some(bytes) => bytes.to_vec(),
        None => {
            if held.as_str(value).is_some() || held.has_index(value) || held.iter_opt(value)?.is_none() {
                return Err(Raised::type_error(
                    "can assign only bytes, buffers, or iterables of ints in range(0, 256)",
                ));
            }
            held.new_byte_content("bytearray", value, &Value::Unset, &Value::Unset)?
        }
    };
    let bounds = bounds(held, v, slice)?;
    if bounds.step == 1 && new.len() == bounds.count {
        this(held, v, "__setitem__")?[bounds.as_range()].copy_from_slice(&new);
        return Ok(Value::None);
    }
    if bounds.step == 1 {
        let own = resizable(held, v, "__setitem__")?;
        reserve(own, new.len())?;
        own.splice(bounds.as_range(), new);
        return Ok(Value::None);
    }
    if new.len() != bounds.count {
        return Err(Raised::value_error(format!(
            "attempt to assign bytes of size {} to extended slice of size {}",
            new.len(),
            bounds.count
        )));
    }
    let own = this(held, v, "__setitem__")?;
    for (at, byte) in bounds.positions().zip(new) {
        if let Some(place) = own.get_mut(at) {
            *place = byte;
        }
    }
    Ok(Value::None)
}

fn delitem(held: &mut Held, args: &[Value]) -> R {
    let key = held.base_value(&args[1]);
    if let Value::Slice(slice) = &key {
        let bounds = bounds(held, &args[0], slice)?;
        if bounds.count == 0 {
            return Ok(Value::None);
        }
        let own = resizable(held, &args[0], "__delitem__")?;
        if bounds.step == 1 {
            own.drain(bounds.as_range());
        } else {
            let mut doomed: Vec<usize> = bounds.positions().collect();
            doomed.sort_unstable();
            let mut at = 0;
            own.retain(|_| {
                at += 1;
                doomed.binary_search(&(at - 1)).is_err()
            });
        }
        return Ok(Value::None);
    }
    let Some(index) = held.sequence_index(&args[1])? else { return Err(bad_index(held, &args[1])) };
    let own = this(held, &args[0], "__delitem__")?;
    match list_index(own.len(), index) {
        Some(at) => {
            resizable(held, &args[0], "__delitem__")?.remove(at);
            Ok(Value::None)
        }
        None => Err(Raised::index_error("bytearray index out of range")),
    }
}

fn extend(held: &mut Held, args: &[Value]) -> R {
    if let Some(bytes) = held.buffer_ref(&args[1]).map(<[u8]>::to_vec) {
        append_all(held, &args[0], &bytes)?;
        return Ok(Value::None);
    }
    if held.as_str(&args[1]).is_some() {
        return Err(Raised::type_error(format!(
            "expected iterable of integers; got: '{}'",
            held.type_name(&args[1])
        )));
    }
    let Some(iterator) = held.iter_opt(&args[1])? else {
        return Err(Raised::type_error(format!("can't extend bytearray with {}", held.type_name(&args[1]))));
    };
    let mut added = Vec::new();
    while let Some(item) = held.next(&iterator)? {
        added.push(held.byte_value(&item, "byte")?);
    }
    append_all(held, &args[0], &added)?;
    Ok(Value::None)
}

fn insert(held: &mut Held, args: &[Value]) -> R {
    let index = held.index_ssize(&args[1])?;
    let byte = held.byte_value(&args[2], "byte")?;
    let own = resizable(held, &args[0], "insert")?;
    let len = own.len() as i64;
    let at = if index < 0 { (index.saturating_add(len)).max(0) } else { index.min(len) };
    reserve(own, 1)?;
    own.insert(at as usize, byte);
    Ok(Value::None)
}

fn pop(held: &mut Held, args: &[Value]) -> R {
    let index = held.index_ssize(&args[1])?;
    let own = this(held, &args[0], "pop")?;
    if own.is_empty() {
        return Err(Raised::index_error("pop from empty bytearray"));
    }
    match list_index(own.len(), index) {
        Some(at) => Ok(Value::Int(i64::from(resizable(held, &args[0], "pop")?.remove(at)))),
        None => Err(Raised::index_error("pop index out of range")),
    }
}

fn remove(held: &mut Held, args: &[Value]) -> R {
    let byte = held.byte_value(&args[1], "byte")?;
    let own = this(held, &args[0], "remove")?;
    match own.iter().position(|&b| b == byte) {
        Some(at) => {
            resizable(held, &args[0], "remove")?.remove(at);
            Ok(Value::None)
        }
        None => Err(Raised::value_error("value not found in bytearray")),
    }
}
