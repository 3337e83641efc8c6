//! `_struct`: values packed into bytes and back, as C lays them out. `lib/struct.py` is what scripts import.
//!
//! A format becomes a [`Layout`] once and is kept, as CPython keeps the formats it saw. Messages are CPython 3.13's
//! (`Modules/_struct.c`).

use gilvm_vm::error::ExcKind;
use gilvm_vm::error::R;
use gilvm_vm::error::Raised;
use gilvm_vm::held::Held;
use gilvm_vm::native::ModuleDef;
use gilvm_vm::native::NativeDef;
use gilvm_vm::number::half;
use gilvm_vm::number::int;
use gilvm_vm::number::int::ByteOrder;
use gilvm_vm::object::Class;
use gilvm_vm::object::Module;
use gilvm_vm::rc::Rc;
use gilvm_vm::types::Kind;
use gilvm_vm::value::Value;
use rustc_hash::FxHashMap;

/// The module.
pub(crate) const MODULE: ModuleDef = ModuleDef {
    name: "_struct",
    doc: "Functions to convert between Python values and C structs.",
    functions: &[
        NativeDef::new("calcsize(format, /)", "Return size in bytes of the struct.", |held, a| {
            Ok(Value::from(layout(held, &a[0])?.size))
        }),
        NativeDef::new("pack(*args)", "pack(format, v1, v2, ...): return the values as bytes.", |held, a| {
            let args = arguments(held, a)?;
            let Some((format, values)) = args.split_first() else { return Err(no_format()) };
            let layout = layout(held, format)?;
            check_count(held, &layout, "pack", values.len())?;
            Ok(Value::bytes(pack(held, &layout, values)?))
        }),
        NativeDef::new(
            "pack_into(*args)",
            "pack_into(format, buffer, offset, v1, v2, ...): write the values into a buffer.",
            pack_into,
        ),
        NativeDef::new("unpack(format, buffer, /)", "Return a tuple of the values in bytes.", |held, a| {
            let layout = layout(held, &a[0])?;
            let bytes = held.bytes_like(&a[1])?;
            if bytes.len() != layout.size {
                return Err(error(held, format!("unpack requires a buffer of {} bytes", layout.size)));
            }
            Ok(unpack(&layout, &bytes))
        }),
        NativeDef::new(
            "unpack_from(format, /, buffer, offset=0)",
            "Return a tuple of the values in bytes from a position on.",
            unpack_from,
        ),
        NativeDef::new(
            "iter_unpack(format, buffer, /)",
            "Return an iterator over the tuples of values in bytes.",
            iter_unpack,
        ),
    ],
    init,
};

const SLOT: &str = "_struct";

/// As many layouts are kept as CPython keeps.
const KEPT_MAX: usize = 100;

/// What the module keeps.
struct State {
    error: Rc<Class>,
    layouts: FxHashMap<String, Rc<Layout>>,
}

fn init(held: &mut Held, module: &Rc<Module>) -> R<()> {
    let namespace = held.new_dict();
    let name = held.intern("__module__");
    held.dict_set_str(&namespace, &name, Value::str("struct"));
    let metaclass = Value::Class(Rc::clone(held.interp.kind(Kind::Type)));
    let base = Value::Class(Rc::clone(held.interp.exception(ExcKind::Exception)));
    let made = held.call(&metaclass, &[Value::str("error"), Value::tuple([base]), Value::Dict(namespace)])?;
    let Value::Class(error) = made else {
        return Err(Raised::runtime_error("type() did not make a class"));
    };
    held.set_name(module, "error", Value::Class(Rc::clone(&error)));
    held.interp.extensions.insert(SLOT, Box::new(State { error, layouts: FxHashMap::default() }));
    Ok(())
}

fn state(held: &mut Held) -> R<&mut State> {
    let slot = held.interp.extensions.get_mut(SLOT).and_then(|slot| slot.downcast_mut());
    slot.ok_or_else(|| Raised::runtime_error("_struct is not imported"))
}

/// `struct.error`
fn error(held: &mut Held, message: impl Into<String>) -> Raised {
    match state(held).map(|state| Rc::clone(&state.error)) {
        Ok(class) => Raised::object(held.new_exception(class, vec![Value::from(message.into())])),
        Err(raised) => raised,
    }
}

fn no_format() -> Raised {
    Raised::type_error("missing format argument")
}

/// The arguments of a function declared with `*args`.
fn arguments(held: &mut Held, a: &[Value]) -> R<Vec<Value>> {
    held.collect(&a[0])
}

/// How a format lays bytes out.
struct Layout {
    items: Vec<Item>,
    /// How many values there are.
    values: usize,
    size: usize,
    order: ByteOrder,
    /// Whether formats are the machine's own (`@`), whose floats overflow to infinity.
    is_native: bool,
}

/// A run of values of one kind.
struct Item {
    code: u8,
    offset: usize,
    /// Bytes of one value.
    size: usize,
    repeat: usize,
}

/// Bytes of a value; `None` for what is no format character.
fn size_of(code: u8, is_native: bool) -> Option<usize> {
    Some(match code {
        b'x' | b'c' | b'b' | b'B' | b'?' | b's' | b'p' => 1,
        b'h' | b'H' | b'e' => 2,
        b'i' | b'I' | b'f' => 4,
        b'l' | b'L' => {
            if is_native {
                8
            } else {
                4
            }
        }
        b'q' | b'Q' | b'd' => 8,
        b'n' | b'N' | b'P' if is_native => 8,
        _ => return None,
    })
}

/// The layout of a format; kept for the next time.
fn layout(held: &mut Held, format: &Value) -> R<Rc<Layout>> {
    let text = match held.base_ref(format) {
        Value::Str(text) => text.as_str().to_owned(),
        Value::Bytes(_) => String::from_utf8_lossy(&held.bytes_like(format)?).into_owned(),
        _ => {
            let given = held.type_name(format);
            return Err(Raised::type_error(format!(
                "Struct() argument 1 must be a str or bytes object, not {given}"
            )));
        }
    };
    if let Some(known) = state(held)?.layouts.get(&text) {
        return Ok(Rc::clone(known));
    }
    let made = Rc::new(parse(&text).map_err(|message| error(held, message))?);
    let layouts = &mut state(held)?.layouts;
    if layouts.len() >= KEPT_MAX {
        layouts.clear();
    }
    layouts.insert(text, Rc::clone(&made));
    Ok(made)
}

fn parse(text: &str) -> Result<Layout, &'static str> {
    const TOO_LONG: &str = "total struct size too long";
    let bytes = text.as_bytes();
    let (order, is_native, aligned, rest) = match bytes.first() {
        Some(b'<') => (ByteOrder::Little, false, false, &bytes[1..]),
        Some(b'>' | b'!') => (ByteOrder::Big, false, false, &bytes[1..]),
        Some(b'=') => (NATIVE, false, false, &bytes[1..]),
        Some(b'@') => (NATIVE, true, true, &bytes[1..]),
        _ => (NATIVE, true, true, bytes),
    };
    let mut layout = Layout { items: Vec::new(), values: 0, size: 0, order, is_native };
    let mut at = 0;
    while let Some(&code) = rest.get(at) {
        at += 1;
        if code.is_ascii_whitespace() || code == 0x0b {
            continue;
        }
        let mut code = code;
        let mut repeat = 1usize;
        if code.is_ascii_digit() {
            repeat = usize::from(code - b'0');
            loop {
                match rest.get(at) {
                    None => return Err("repeat count given without format specifier"),
                    Some(digit) if digit.is_ascii_digit() => {
                        let more =
                            repeat.checked_mul(10).and_then(|n| n.checked_add(usize::from(digit - b'0')));
                        repeat = more.filter(|n| isize::try_from(*n).is_ok()).ok_or(TOO_LONG)?;
                        at += 1;
                    }
                    Some(other) => {
                        code = *other;
                        at += 1;
                        break;
                    }
                }
            }
        }
        if code == 0 {
            return Err("embedded null character");
        }
        let size = size_of(code, is_native).ok_or("bad char in struct format")?;
        if aligned && size > 1 {
            layout.size = layout.size.checked_next_multiple_of(size).ok_or(TOO_LONG)?;
        }
        let (size, repeat) = if matches!(code, b's' | b'p') { (repeat, 1) } else { (size, repeat) };
        let offset = layout.size;
        layout.size = size.checked_mul(repeat).and_then(|n| n.checked_add(layout.size)).ok_or(TOO_LONG)?;
        if isize::try_from(layout.size).is_err() {
            return Err(TOO_LONG);
        }
        if code != b'x' && repeat > 0 {
            layout.values += repeat;
            layout.items.push(Item { code, offset, size, repeat });
        }
    }
    Ok(layout)
}

const NATIVE: ByteOrder = if cfg!(target_endian = "big") { ByteOrder::Big } else { ByteOrder::Little };

fn check_count(held: &mut Held, layout: &Layout, function: &str, given: usize) -> R<()> {
    match layout.values == given {
        true => Ok(()),
        false => {
            Err(error(held, format!("{function} expected {} items for packing (got {given})", layout.values)))
        }
    }
}

fn pack(held: &mut Held, layout: &Layout, values: &[Value]) -> R<Vec<u8>> {
    let mut out = Vec::new();
    if out.try_reserve_exact(layout.size).is_err() {
        return Err(Raised::new(ExcKind::MemoryError, ""));
    }
    out.resize(layout.size, 0);
    let mut values = values.iter();
    for item in &layout.items {
        for (index, value) in (0..item.repeat).zip(&mut values) {
            let start = item.offset + index * item.size;
            // The places of a layout lie inside its size.
            let place = out.get_mut(start..start + item.size).unwrap_or_default();
            pack_one(held, layout, item, value, place)?;
        }
    }
    Ok(out)
}

fn pack_one(held: &mut Held, layout: &Layout, item: &Item, value: &Value, place: &mut [u8]) -> R<()> {
    match item.code {
        b'c' => match held.base_ref(value) {
            Value::Bytes(bytes) if bytes.as_slice().len() == 1 => place.copy_from_slice(bytes.as_slice()),
            _ => return Err(error(held, "char format requires a bytes object of length 1")),
        },
        b's' | b'p' => {
            let Some(bytes) = held.bytes_ref(value).map(<[u8]>::to_vec) else {
                let message = format!("argument for '{}' must be a bytes object", char::from(item.code));
                return Err(error(held, message));
            };
            let place = match item.code {
                b's' => place,
                _ => {
                    let Some((length, place)) = place.split_first_mut() else { return Ok(()) };
                    *length = bytes.len().min(place.len()).min(255) as u8;
                    place
                }
            };
            let count = bytes.len().min(place.len());
            place[..count].copy_from_slice(&bytes[..count]);
        }
        b'?' => place[0] = u8::from(held.truthy(value)?),
        b'e' | b'f' | b'd' => {
            let Ok(x) = held.to_f64(value) else {
                return Err(error(held, "required argument is not a float"));
            };
            let too_large = |code| Raised::overflow(format!("float too large to pack with {code} format"));
            let bits = match item.code {
                b'e' => u64::from(half::pack(x).ok_or_else(|| too_large('e'))?),
                b'f' => {
                    let single = x as f32;
                    if single.is_infinite() && x.is_finite() && !layout.is_native {
                        return Err(too_large('f'));
                    }
                    u64::from(single.to_bits())
                }
                _ => x.to_bits(),
            };
            place_bits(layout, bits, place);
        }
        _ => {
            let bits = integer(held, item, value)?;
            place_bits(layout, bits, place);
        }
    }
    Ok(())
}

/// Puts the lowest bytes of a number at a place.
fn place_bits(layout: &Layout, bits: u64, place: &mut [u8]) {
    let size = place.len();
    place.copy_from_slice(&bits.to_le_bytes()[..size]);
    if layout.order == ByteOrder::Big {
        place.reverse();
    }
}

/// The two's complement of an integer that fits the item.
fn integer(held: &mut Held, item: &Item, value: &Value) -> R<u64> {
    if !held.has_index(value) {
        return Err(error(held, "required argument is not an integer"));
    }
    let number = held.index(value)?;
    let width = 8 * item.size as u32;
    let (low, high) = match item.code {
        b'b' | b'h' | b'i' | b'l' | b'q' | b'n' => (-(1i128 << (width - 1)), (1i128 << (width - 1)) - 1),
        b'P' => (i128::from(i64::MIN), (1i128 << width) - 1),
        _ => (0, (1i128 << width) - 1),
    };
    let wide = match &number {
        Value::Int(n) => Some(i128::from(*n)),
        Value::BigInt(n) if !n.is_negative() && n.bit_length() <= 64 => {
            n.magnitude().first().map(|word| i128::from(*word))
        }
        _ => None,
    };
    match wide.filter(|wide| (low..=high).contains(wide)) {
        Some(wide) => Ok(wide as u64),
        None if item.code == b'P' => Err(error(held, "int too large to convert")),
        None => {
            let code = char::from(item.code);
            Err(error(held, format!("'{code}' format requires {low} <= number <= {high}")))
        }
    }
}

fn unpack(layout: &Layout, bytes: &[u8]) -> Value {
    let mut values = Vec::with_capacity(layout.values);
    for item in &layout.items {
        for index in 0..item.repeat {
            let start = item.offset + index * item.size;
            values.push(unpack_one(layout, item, bytes.get(start..start + item.size).unwrap_or_default()));
        }
    }
    Value::tuple(values)
}

fn unpack_one(layout: &Layout, item: &Item, bytes: &[u8]) -> Value {
    let bits = || {
        let mut word = [0; 8];
        word[..bytes.len()].copy_from_slice(bytes);
        if layout.order == ByteOrder::Big {
            word[..bytes.len()].reverse();
        }
        u64::from_le_bytes(word)
    };
    match item.code {
        b'c' | b's' => Value::bytes(bytes.to_vec()),
        b'p' => match bytes.split_first() {
            Some((length, text)) => Value::bytes(text[..text.len().min(usize::from(*length))].to_vec()),
            None => Value::bytes(Vec::new()),
        },
        b'?' => Value::Bool(bytes.iter().any(|byte| *byte != 0)),
        b'e' => Value::Float(half::unpack(bits() as u16)),
        b'f' => Value::Float(f64::from(f32::from_bits(bits() as u32))),
        b'd' => Value::Float(f64::from_bits(bits())),
        code => {
            let signed = matches!(code, b'b' | b'h' | b'i' | b'l' | b'q' | b'n');
            int::from_bytes(bytes, layout.order, signed).into()
        }
    }
}

/// Where a struct begins in a buffer of `length` bytes.
fn place_in(held: &mut Held, offset: i64, size: usize, length: usize, is_packing: bool) -> R<usize> {
    let mut start = offset;
    if offset < 0 {
        if offset.unsigned_abs() < size as u64 && offset + length as i64 >= 0 {
            let what = if is_packing { "no space to pack" } else { "not enough data to unpack" };
            return Err(error(held, format!("{what} {size} bytes at offset {offset}")));
        }
        start = offset + length as i64;
    }
    let Ok(start) = usize::try_from(start) else {
        return Err(error(held, format!("offset {offset} out of range for {length}-byte buffer")));
    };
    if length < start || length - start < size {
        let (function, doing) =
            if is_packing { ("pack_into", "packing") } else { ("unpack_from", "unpacking") };
        let needed = start as u128 + size as u128;
        let message = format!(
            "{function} requires a buffer of at least {needed} bytes for {doing} {size} bytes at offset {start} \
             (actual buffer size is {length})"
        );
        return Err(error(held, message));
    }
    Ok(start)
}

fn unpack_from(held: &mut Held, a: &[Value]) -> R {
    let layout = layout(held, &a[0])?;
    let bytes = held.buffer(&a[1])?;
    let offset = held.index_ssize(&a[2])?;
    let start = place_in(held, offset, layout.size, bytes.len(), false)?;
    Ok(unpack(&layout, &bytes[start..start + layout.size]))
}

fn pack_into(held: &mut Held, a: &[Value]) -> R {
    let args = arguments(held, a)?;
    let Some((format, rest)) = args.split_first() else { return Err(no_format()) };
    let layout = layout(held, format)?;
    let Some((buffer, rest)) = rest.split_first() else {
        return Err(error(held, "pack_into expected buffer argument"));
    };
    let Some((offset, values)) = rest.split_first() else {
        return Err(error(held, "pack_into expected offset argument"));
    };
    check_count(held, &layout, "pack_into", values.len())?;
    let Some(room) = held.room(buffer) else {
        let given = held.type_name(buffer);
        return Err(Raised::type_error(format!(
            "argument must be read-write bytes-like object, not {given}"
        )));
    };
    let offset = held.index_ssize(offset)?;
    let start = place_in(held, offset, layout.size, room.size(), true)?;
    // While the values become bytes, which may run a script's code, the buffer keeps its length.
    let bytes = pack(held, &layout, values)?;
    room.put(held, start, &bytes);
    Ok(Value::None)
}

fn iter_unpack(held: &mut Held, a: &[Value]) -> R {
    let layout = layout(held, &a[0])?;
    let bytes = held.bytes_like(&a[1])?;
    if layout.size == 0 {
        return Err(error(held, "cannot iteratively unpack with a struct of length 0"));
    }
    if bytes.len() % layout.size != 0 {
        let message = format!("iterative unpacking requires a buffer of a multiple of {} bytes", layout.size);
        return Err(error(held, message));
    }
    let all: Vec<Value> = bytes.chunks_exact(layout.size).map(|piece| unpack(&layout, piece)).collect();
    held.iter(&Value::list(all))
}
