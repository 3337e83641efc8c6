//! What stands between the brackets behind a view: items, slices, tuples of indices; and iteration.

use super::item;
use super::layout::Layout;
use super::range;
use super::view;
use crate::error::ExcKind;
use crate::error::R;
use crate::error::Raised;
use crate::held::Held;
use crate::object::Iter;
use crate::object::IterState;
use crate::object::NativeIter;
use crate::object::Slice;
use crate::rc::Rc;
use crate::types::Kind;
use crate::value::Value;

const READ_ONLY: &str = "cannot modify read-only memory";
const BAD_KEY: &str = "memoryview: invalid slice key";
const NO_SUB_VIEWS: &str = "sub-views are not implemented";
const NOT_INDEXED: &str = "invalid indexing of 0-dim memory";

fn not_implemented(message: &'static str) -> Raised {
    Raised::new(ExcKind::NotImplementedError, message)
}

/// The place of the item with these indices; one for each dimension, or fewer.
fn place_of(layout: &Layout, indices: &[i64]) -> R<usize> {
    let mut at = layout.start;
    for (number, (index, dim)) in indices.iter().zip(&layout.dims).enumerate() {
        let len = dim.len as i64;
        let index = if *index < 0 { index.saturating_add(len) } else { *index };
        if !(0..len).contains(&index) {
            return Err(Raised::index_error(format!("index out of bounds on dimension {}", number + 1)));
        }
        at += index * dim.stride;
    }
    Ok(at as usize)
}

/// What stands between the brackets behind a view.
enum Key {
    Index(i64),
    Slice(Rc<Slice>),
    Indices(Vec<i64>),
    Slices,
    Ellipsis,
    Other,
}

/// Reads a key. Indices in a tuple are read only if there are as many as dimensions, or too many.
fn key(held: &mut Held, key: &Value, dims: usize) -> R<Key> {
    if let Value::Ellipsis = key {
        return Ok(Key::Ellipsis);
    }
    if dims == 0 && held.as_tuple(key).is_none_or(|parts| !parts.items().is_empty()) {
        // Nothing else will do, so nothing else is asked what it means.
        return Ok(Key::Other);
    }
    if let Some(index) = held.sequence_index(key)? {
        return Ok(Key::Index(index));
    }
    if let Value::Slice(slice) = key {
        return Ok(Key::Slice(Rc::clone(slice)));
    }
    let Some(parts) = held.as_tuple(key) else { return Ok(Key::Other) };
    let parts = parts.items();
    if !parts.is_empty() && parts.iter().all(|part| matches!(part, Value::Slice(_))) {
        return Ok(Key::Slices);
    }
    if !parts.iter().all(|part| held.has_index(part)) {
        return Ok(Key::Other);
    }
    if parts.len() < dims {
        return Err(not_implemented(NO_SUB_VIEWS));
    }
    if parts.len() > dims && dims > 0 {
        return Err(Raised::type_error(format!(
            "cannot index {dims}-dimension view with {}-element tuple",
            parts.len()
        )));
    }
    let mut indices = Vec::with_capacity(parts.len());
    for part in parts {
        indices.extend(held.sequence_index(part)?);
    }
    Ok(Key::Indices(indices))
}

pub(super) fn getitem(held: &mut Held, args: &[Value]) -> R {
    let this = &args[0];
    let dims = view(held, this, "__getitem__")?.layout.dims.len();
    let key = key(held, &args[1], dims)?;
    // The key may have been computed by the script, which may have released the view.
    let shown = view(held, this, "__getitem__")?;
    match key {
        Key::Indices(indices) if dims > 0 || indices.is_empty() => {
            Ok(shown.item(held, place_of(&shown.layout, &indices)?))
        }
        Key::Ellipsis if dims == 0 => Ok(this.clone()),
        _ if dims == 0 => Err(Raised::type_error(NOT_INDEXED)),
        Key::Index(_) if dims > 1 => Err(not_implemented("multi-dimensional sub-views are not implemented")),
        Key::Index(index) => Ok(shown.item(held, place_of(&shown.layout, &[index])?)),
        Key::Slice(slice) => {
            let mut part = shown.clone();
            let len = part.layout.dims.first().map_or(0, |first| first.len);
            part.layout = part.layout.sliced(held.slice_bounds(&slice, |_| len)?);
            Ok(held.new_memory(part))
        }
        Key::Slices => Err(not_implemented("multi-dimensional slicing is not implemented")),
        _ => Err(Raised::type_error(BAD_KEY)),
    }
}

pub(super) fn setitem(held: &mut Held, args: &[Value]) -> R {
    let this = &args[0];
    let shown = view(held, this, "__setitem__")?;
    if shown.is_read_only {
        return Err(Raised::type_error(READ_ONLY));
    }
    let dims = shown.layout.dims.len();
    if dims > 1 && held.has_index(&args[1]) {
        return Err(not_implemented(NO_SUB_VIEWS));
    }
    let key = key(held, &args[1], dims)?;
    let layout = view(held, this, "__setitem__")?.layout.clone();
    let at = match key {
        Key::Indices(indices) if dims > 0 || indices.is_empty() => place_of(&layout, &indices)?,
        Key::Ellipsis if dims == 0 => place_of(&layout, &[])?,
        _ if dims == 0 => return Err(Raised::type_error(NOT_INDEXED)),
        Key::Index(index) => place_of(&layout, &[index])?,
        Key::Slice(slice) if dims == 1 => return set_slice(held, this, &slice, &args[2]),
        Key::Slice(_) | Key::Slices => {
            return Err(not_implemented("memoryview slice assignments are currently restricted to ndim = 1"));
        }
        _ => return Err(Raised::type_error(BAD_KEY)),
    };
    let packed = item::pack(held, layout.format, &args[2])?;
    write_item(held, this, at, packed.get(..layout.format.size()).unwrap_or_default())?;
    Ok(Value::None)
}

fn set_slice(held: &mut Held, this: &Value, slice: &Slice, value: &Value) -> R {
    // The new bytes are a copy, so that the two may overlap.
    let (source, bytes) = match held.memory(value) {
        Some(_) => {
            let other = view(held, value, "__setitem__")?;
            (other.layout.clone(), other.bytes(held, &other.layout))
        }
        None => {
            let bytes = held.bytes_like(value)?;
            (Layout::bytes(bytes.len()), bytes)
        }
    };
    let _loan = held.lend(value);
    let layout = view(held, this, "__setitem__")?.layout.clone();
    let len = layout.dims.first().map_or(0, |first| first.len);
    let target = layout.sliced(held.slice_bounds(slice, |_| len)?);
    let same = target.format.code == source.format.code
        && source.dims.len() == 1
        && source.dims.first().map(|dim| dim.len) == target.dims.first().map(|dim| dim.len);
    if !same {
        return Err(Raised::value_error(
            "memoryview assignment: lvalue and rvalue have different structures",
        ));
    }
    let base = view(held, this, "__setitem__")?.base.clone();
    let Some(array) = held.bytearray_mut(&base) else { return Ok(Value::None) };
    if target.is_c_contiguous() {
        if let Some(place) = array.bytes.get_mut(range(&target)) {
            place.copy_from_slice(&bytes);
        }
        return Ok(Value::None);
    }
    let size = target.format.size();
    for (at, item) in target.places().zip(bytes.chunks_exact(size)) {
        if let Some(place) = array.bytes.get_mut(at..at + size) {
            place.copy_from_slice(item);
        }
    }
    Ok(Value::None)
}

/// Writes one item, at a place that was computed before its value was: whatever that changed is seen here.
fn write_item(held: &mut Held, this: &Value, at: usize, bytes: &[u8]) -> R<()> {
    let base = view(held, this, "__setitem__")?.base.clone();
    if let Some(place) = held.bytearray_mut(&base).and_then(|array| array.bytes.get_mut(at..at + bytes.len()))
    {
        place.copy_from_slice(bytes);
    }
    Ok(())
}

/// An iterator over a view: it knows from the start how many items there will be.
struct Items {
    memory: Value,
    at: usize,
    len: usize,
}

impl NativeIter for Items {
    fn kind(&self) -> Kind {
        Kind::MemoryIterator
    }

    fn next(&mut self, held: &mut Held) -> R<Option<Value>> {
        if self.at >= self.len {
            self.memory = Value::None;
            return Ok(None);
        }
        let shown = view(held, &self.memory, "__next__")?;
        let item = shown.item(held, place_of(&shown.layout, &[self.at as i64])?);
        self.at += 1;
        Ok(Some(item))
    }
}

pub(super) fn iter(held: &mut Held, args: &[Value]) -> R {
    let len = match view(held, &args[0], "__iter__")?.layout.dims.as_slice() {
        [] => return Err(Raised::type_error(NOT_INDEXED)),
        [only] => only.len,
        _ => return Err(not_implemented("multi-dimensional sub-views are not implemented")),
    };
    Ok(Iter::new(IterState::Native(Box::new(Items { memory: args[0].clone(), at: 0, len }))))
}

/// `del` of anything.
pub(super) fn delitem(held: &mut Held, args: &[Value]) -> R {
    let is_read_only = view(held, &args[0], "__delitem__")?.is_read_only;
    Err(Raised::type_error(if is_read_only { READ_ONLY } else { "cannot delete memory" }))
}
