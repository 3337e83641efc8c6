//! `memoryview.cast`: the same bytes as other items, in another shape.

use super::layout::DIMENSIONS_MAX;
use super::layout::Format;
use super::view;
use crate::error::R;
use crate::error::Raised;
use crate::held::Held;
use crate::value::Value;

pub(super) fn cast(held: &mut Held, args: &[Value]) -> R {
    let Some(text) = held.as_str(&args[1]) else {
        let given = if args[1].is_none() { "None".into() } else { held.type_name(&args[1]) };
        return Err(Raised::type_error(format!("cast() argument 'format' must be str, not {given}")));
    };
    let shown = view(held, &args[0], "cast")?;
    if !shown.layout.is_c_contiguous() {
        return Err(Raised::type_error("memoryview: casts are restricted to C-contiguous views"));
    }
    let (own_dims, is_empty) = (shown.layout.dims.len(), shown.layout.dims.iter().any(|dim| dim.len == 0));
    if is_empty && (!args[2].is_unset() || own_dims != 1) {
        return Err(Raised::type_error("memoryview: cannot cast view with zeros in shape or strides"));
    }
    let shape = match &args[2] {
        Value::Unset => None,
        given => Some(match held.base_ref(given) {
            Value::List(list) => list.items(held.token()).to_vec(),
            Value::Tuple(tuple) => tuple.items().to_vec(),
            _ => return Err(Raised::type_error("shape must be a list or a tuple")),
        }),
    };
    if let Some(shape) = &shape {
        if shape.len() > DIMENSIONS_MAX {
            return Err(Raised::value_error(format!(
                "memoryview: number of dimensions must not exceed {DIMENSIONS_MAX}"
            )));
        }
        if own_dims != 1 && shape.len() != 1 {
            return Err(Raised::type_error("memoryview: cast must be 1D -> ND or ND -> 1D"));
        }
    }
    let mut made = shown.clone();
    if !text.is_ascii() {
        // In the words of the codec.
        held.encode_str(&text, &Value::str("ascii"), &Value::Unset)?;
    }
    let Some(format) = Format::parse(text.as_str()) else {
        return Err(Raised::value_error(
            "memoryview: destination format must be a native single character format prefixed with an optional '@'",
        ));
    };
    if !made.layout.format.is_byte() && !format.is_byte() {
        return Err(Raised::type_error("memoryview: cannot cast between two non-byte formats"));
    }
    if made.layout.size() % format.size() != 0 {
        return Err(Raised::type_error("memoryview: length is not a multiple of itemsize"));
    }
    made.layout = made.layout.cast(format);
    if let Some(shape) = &shape {
        let shape = lengths(held, shape, format)?;
        let size = shape.iter().product::<usize>() * format.size();
        if size != made.layout.size() {
            return Err(Raised::type_error("memoryview: product(shape) * itemsize != buffer size"));
        }
        made.layout = made.layout.shaped(&shape);
    }
    Ok(held.new_memory(made))
}

/// The lengths of dimensions; all that they span can be counted in bytes.
fn lengths(held: &Held, shape: &[Value], format: Format) -> R<Vec<usize>> {
    let mut size = format.size();
    let mut lengths = Vec::with_capacity(shape.len());
    for value in shape {
        let length = match held.base_ref(value) {
            Value::Int(length) => *length,
            Value::Bool(length) => i64::from(*length),
            Value::BigInt(_) => {
                return Err(Raised::overflow("Python int too large to convert to C ssize_t"));
            }
            _ => return Err(Raised::type_error("memoryview.cast(): elements of shape must be integers")),
        };
        let Some(length) = usize::try_from(length).ok().filter(|length| *length > 0) else {
            return Err(Raised::value_error("memoryview.cast(): elements of shape must be integers > 0"));
        };
        size = match size.checked_mul(length) {
            Some(size) if isize::try_from(size).is_ok() => size,
            _ => return Err(Raised::value_error("memoryview.cast(): product(shape) > SSIZE_MAX")),
        };
        lengths.push(length);
    }
    Ok(lengths)
}
