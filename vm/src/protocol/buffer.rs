//! The buffer protocol: the bytes of `bytes`, `bytearray` and `memoryview` objects, for whoever takes a bytes-like
//! object (PEP 3118, `Objects/abstract.c: PyObject_GetBuffer`).
//!
//! There are three ways in. [`Held::buffer_ref`] looks at the bytes as long as nothing else happens.
//! [`Held::buffer`] and [`Held::room`] are for calls that give the GIL up or run Python code: what they return keeps
//! the bytes, or a place to put some, however the script goes on meanwhile. Until it is dropped the object does not
//! change its length and is not released: attempts raise `BufferError`. The bytes themselves are copied on the way
//! out and on the way in, so that no thread touches the heap without the GIL; what never changes is not copied.

use std::ops::Deref;

use crate::error::R;
use crate::error::Raised;
use crate::held::Held;
use crate::object::Bytes;
use crate::rc::Rc;
use crate::types::bytearray::ByteArray;
use crate::types::memoryview::MemoryView;
use crate::types::memoryview::export::SIMPLE;
use crate::value::Value;

/// Somebody looks at the bytes of an object, which keeps its length meanwhile. Ends when it is dropped.
#[derive(Clone)]
pub(crate) struct Loan(#[expect(dead_code, reason = "only its count is looked at")] Rc<()>);

/// The loans of an object.
#[derive(Default)]
pub(crate) struct Lender(Option<Rc<()>>);

impl Lender {
    /// One loan more.
    pub(crate) fn lend(&mut self) -> Loan {
        Loan(Rc::clone(self.0.get_or_insert_with(|| Rc::new(()))))
    }

    /// How many loans have not ended.
    pub(crate) fn count(&self) -> usize {
        self.0.as_ref().map_or(0, |count| Rc::strong_count(count) - 1)
    }
}

/// The bytes of an object, kept for a call.
pub struct Buffer {
    content: Content,
    _loan: Option<Loan>,
}

enum Content {
    /// Never change.
    Shared(Rc<Bytes>),
    /// As they were.
    Copied(Vec<u8>),
}

impl Deref for Buffer {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match &self.content {
            Content::Shared(bytes) => bytes.as_slice(),
            Content::Copied(bytes) => bytes,
        }
    }
}

/// A place for bytes in an object, kept for a call.
pub struct Room {
    object: Value,
    len: usize,
    _loan: Option<Loan>,
}

impl Room {
    /// How many bytes there is room for.
    pub fn size(&self) -> usize {
        self.len
    }

    /// Puts bytes at a position; what goes beyond the end is left out.
    pub fn put(&self, held: &mut Held, at: usize, bytes: &[u8]) {
        held.with_bytes_mut(&self.object, |all| {
            let room = all.get_mut(at..).unwrap_or_default();
            room.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
        });
    }
}

impl Held {
    /// The bytes of a `bytes` or `bytearray`, or of what derives from them.
    #[inline]
    pub fn bytes_ref<'a>(&'a self, v: &'a Value) -> Option<&'a [u8]> {
        match self.base_ref(v) {
            Value::Bytes(bytes) => Some(bytes.as_slice()),
            Value::Instance(instance) => {
                instance.payload.get(&self.token).native::<ByteArray>().map(|b| b.bytes.as_slice())
            }
            _ => None,
        }
    }

    /// Whether a value is a `bytearray` or derives from it.
    pub fn is_bytearray(&self, v: &Value) -> bool {
        matches!(v, Value::Instance(i) if i.payload.get(&self.token).native::<ByteArray>().is_some())
    }

    /// The bytes of a bytes-like object, if they lie together.
    #[inline]
    pub fn buffer_ref<'a>(&'a self, v: &'a Value) -> Option<&'a [u8]> {
        match self.bytes_ref(v) {
            None => self.memory(v)?.contiguous(self),
            bytes => bytes,
        }
    }

    /// A copy of the bytes of a bytes-like object, also of one whose class says in Python what they are (PEP 688);
    /// `TypeError` for others, `BufferError` for a view whose bytes do not lie together, `ValueError` for a released one.
    pub fn bytes_like(&mut self, v: &Value) -> R<Vec<u8>> {
        if let Some(bytes) = self.buffer_ref(v) {
            return Ok(bytes.to_vec());
        }
        match self.python_bytes(v, SIMPLE)? {
            Some(bytes) => Ok(bytes),
            None => Err(self.no_buffer(v)),
        }
    }

    /// Why an object has no bytes to look at.
    #[cold]
    fn no_buffer(&self, v: &Value) -> Raised {
        match self.memory(v) {
            Some(memory) => memory.refusal(),
            None => {
                Raised::type_error(format!("a bytes-like object is required, not '{}'", self.type_name(v)))
            }
        }
    }

    /// The bytes of a bytes-like object, for a call that gives the GIL up or runs Python code; errors are those of
    /// [`bytes_like`](Held::bytes_like).
    pub fn buffer(&mut self, v: &Value) -> R<Buffer> {
        if let Value::Bytes(bytes) = self.base_ref(v) {
            return Ok(Buffer { content: Content::Shared(Rc::clone(bytes)), _loan: None });
        }
        let content = Content::Copied(self.bytes_like(v)?);
        Ok(Buffer { content, _loan: self.lend(v) })
    }

    /// Room for bytes in a `bytearray`, or in a view of one whose bytes lie together; `None` for what is nothing of the
    /// kind, is read-only or released. What counts are bytes, however large the items of a view are.
    pub fn room(&mut self, v: &Value) -> Option<Room> {
        let len = self.with_bytes_mut(v, |bytes| bytes.len())?;
        Some(Room { object: v.clone(), len, _loan: self.lend(v) })
    }

    /// Opens the bytes that [`room`](Held::room) is about.
    fn with_bytes_mut<T>(&mut self, v: &Value, act: impl FnOnce(&mut [u8]) -> T) -> Option<T> {
        let (base, range) = match self.memory(v) {
            Some(memory) => memory.writable()?,
            None => (v.clone(), 0..self.bytes_ref(v)?.len()),
        };
        self.bytearray_mut(&base)?.bytes.get_mut(range).map(act)
    }

    /// The state of a `bytearray`, to change it.
    pub(crate) fn bytearray_mut<'a>(&'a mut self, v: &'a Value) -> Option<&'a mut ByteArray> {
        match v {
            Value::Instance(instance) => instance.payload.get_mut(&mut self.token).native_mut(),
            _ => None,
        }
    }

    /// Keeps an object from changing its length; `None` for what never does.
    pub(crate) fn lend(&mut self, v: &Value) -> Option<Loan> {
        if let Some(array) = self.bytearray_mut(v) {
            return Some(array.lender.lend());
        }
        self.memory_mut(v).map(|memory| memory.lender.lend())
    }

    /// Whether a value is a `memoryview`.
    pub fn is_memoryview(&self, v: &Value) -> bool {
        self.memory(v).is_some()
    }

    /// The state of a `memoryview`.
    pub(crate) fn memory<'a>(&'a self, v: &'a Value) -> Option<&'a MemoryView> {
        match v {
            Value::Instance(instance) => instance.payload.get(&self.token).native(),
            _ => None,
        }
    }

    /// The state of a `memoryview`, to change it.
    pub(crate) fn memory_mut<'a>(&'a mut self, v: &'a Value) -> Option<&'a mut MemoryView> {
        match v {
            Value::Instance(instance) => instance.payload.get_mut(&mut self.token).native_mut(),
            _ => None,
        }
    }
}
