//! The buffer protocol as scripts see it (PEP 688): `__buffer__` and `__release_buffer__`, of the built-in types and of
//! classes written in Python.

use super::release;
use super::view;
use crate::error::ExcKind;
use crate::error::R;
use crate::error::Raised;
use crate::held::Held;
use crate::object::after_death;
use crate::value::Value;

/// `PyBUF_SIMPLE`: bytes that lie together.
pub(crate) const SIMPLE: i64 = 0;

/// `PyBUF_FULL_RO`: whatever there is to know.
pub(crate) const FULL_RO: i64 = 0x11c;

/// `PyBUF_WRITABLE`, a bit of what `__buffer__` is asked for.
const WRITABLE: i64 = 1;

/// What an object written in Python gave when it was asked for its bytes (PEP 688).
pub(super) struct Grant {
    pub(super) object: Value,
    pub(super) memory: Value,
}

impl Drop for Grant {
    fn drop(&mut self) {
        let (object, memory) = (self.object.take(), self.memory.take());
        if !memory.is_unset() {
            after_death(Box::new(move |held| held.end_grant(&object, &memory)));
        }
    }
}

pub(super) fn buffer(held: &mut Held, args: &[Value]) -> R {
    let flags = held.index_i64(&args[1])?;
    let view = view(held, &args[0], "__buffer__")?.clone();
    if flags & WRITABLE != 0 && view.is_read_only {
        return Err(Raised::new(ExcKind::BufferError, "memoryview: underlying buffer is not writable"));
    }
    Ok(held.new_memory(view))
}

/// `__release_buffer__` of whatever has `__buffer__`.
pub(crate) fn release_buffer(held: &mut Held, args: &[Value]) -> R {
    if held.memory(&args[1]).is_none() {
        return Err(Raised::type_error("expected a memoryview object"));
    }
    release(held, &args[1..])
}

/// `__buffer__` of `bytes` and `bytearray`.
pub(crate) fn buffer_of_bytes(held: &mut Held, args: &[Value]) -> R {
    let flags = held.index_i64(&args[1])?;
    if flags & WRITABLE != 0 && !held.is_bytearray(&args[0]) {
        return Err(Raised::new(ExcKind::BufferError, "Object is not writable."));
    }
    held.memory_of(&args[0])
}

impl Held {
    /// What an object of a class written in Python gives when asked for its bytes; `None` for other objects.
    pub(super) fn granted(&mut self, object: &Value, flags: i64) -> R<Option<Value>> {
        if !object.is_instance() {
            return Ok(None);
        }
        let name = self.intern("__buffer__");
        let Some(memory) = self.call_special(object, &name, &[Value::Int(flags)])? else { return Ok(None) };
        match self.memory(&memory) {
            Some(_) => Ok(Some(memory)),
            None => Err(Raised::type_error("__buffer__ returned non-memoryview object")),
        }
    }

    /// Tells an object that what it gave is not used any more. Exceptions have nowhere to go.
    pub(super) fn end_grant(&mut self, object: &Value, memory: &Value) {
        let name = self.intern("__release_buffer__");
        if let Err(raised) = self.call_special(object, &name, std::slice::from_ref(memory)) {
            self.report_unraisable(raised, object);
        }
    }

    /// A copy of the bytes of an object of a class written in Python, which is asked for them with these flags; `None` if
    /// it has none.
    #[cold]
    pub(crate) fn python_bytes(&mut self, v: &Value, flags: i64) -> R<Option<Vec<u8>>> {
        if self.memory(v).is_some() {
            return Ok(None);
        }
        let Some(memory) = self.granted(v, flags)? else { return Ok(None) };
        let bytes = self.bytes_like(&memory);
        self.end_grant(v, &memory);
        bytes.map(Some)
    }
}
