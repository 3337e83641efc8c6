//! `binascii`: bytes as text and back, and CRC-32.
//!
//! Base 64 is decoded as CPython does it, which skips what is no digit; the crates there are refuse it.

use gilvm_vm::error::ExcKind;
use gilvm_vm::error::R;
use gilvm_vm::error::Raised;
use gilvm_vm::gil::Blocking;
use gilvm_vm::held::Held;
use gilvm_vm::native::ModuleDef;
use gilvm_vm::native::NativeDef;
use gilvm_vm::rc::Rc;
use gilvm_vm::types::Kind;
use gilvm_vm::value::Value;

use crate::wait::descriptors as door;

/// The module.
pub(crate) const MODULE: ModuleDef = ModuleDef {
    name: "binascii",
    doc: "Conversion between binary data and ASCII",
    functions: &[
        NativeDef::new("hexlify(data, sep=<unset>, bytes_per_sep=1)", "Hexadecimal digits of data.", hexlify),
        NativeDef::new("b2a_hex(data, sep=<unset>, bytes_per_sep=1)", "Hexadecimal digits of data.", hexlify),
        NativeDef::new("unhexlify(hexstr, /)", "Data of hexadecimal digits.", unhexlify),
        NativeDef::new("a2b_hex(hexstr, /)", "Data of hexadecimal digits.", unhexlify),
        NativeDef::new("b2a_base64(data, /, *, newline=True)", "Base64-code line of data.", b2a_base64),
        NativeDef::new("a2b_base64(data, /, *, strict_mode=False)", "Data of base64 digits.", a2b_base64),
        NativeDef::new("crc32(data, crc=0, /)", "Compute CRC-32 incrementally.", crc32),
    ],
    init: |held, module| {
        let namespace = held.new_dict();
        let name = held.intern("__module__");
        held.dict_set_str(&namespace, &name, Value::str("binascii"));
        let metaclass = Value::Class(Rc::clone(held.interp.kind(Kind::Type)));
        let base = Value::Class(Rc::clone(held.interp.exception(ExcKind::ValueError)));
        let arguments = [Value::str("Error"), Value::tuple([base]), Value::Dict(namespace)];
        let class = held.call(&metaclass, &arguments)?;
        if let Value::Class(class) = &class {
            held.interp.extensions.insert(SLOT, Box::new(Rc::clone(class)));
        }
        held.set_name(module, "Error", class);
        Ok(())
    },
};

const SLOT: &str = "binascii";

/// `binascii.Error`
fn error(held: &mut Held, message: &str) -> Raised {
    let class = held.interp.extensions.get(SLOT);
    match class.and_then(|slot| slot.downcast_ref::<Rc<gilvm_vm::object::Class>>()).cloned() {
        Some(class) => Raised::object(held.new_exception(class, vec![Value::str(message)])),
        None => Raised::value_error(message.to_owned()),
    }
}

/// Bytes, or the ASCII characters of a text.
fn ascii(held: &mut Held, value: &Value) -> R<Vec<u8>> {
    match held.as_str(value) {
        Some(text) if text.is_ascii() => Ok(text.as_str().as_bytes().to_vec()),
        Some(_) => Err(Raised::value_error("string argument should contain only ASCII characters")),
        None if held.buffer_ref(value).is_some() => held.bytes_like(value),
        None => {
            let given = held.type_name(value);
            Err(Raised::type_error(format!(
                "argument should be bytes, buffer or ASCII string, not '{given}'"
            )))
        }
    }
}

fn hexlify(held: &mut Held, a: &[Value]) -> R {
    if a[1].is_unset() {
        let bytes = held.bytes_like(&a[0])?;
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let pair = |byte: &u8| [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]];
        return Ok(Value::bytes(bytes.iter().flat_map(pair).collect::<Vec<u8>>()));
    }
    let bytes = Value::bytes(held.bytes_like(&a[0])?);
    let hex = held.intern("hex");
    let text = held.call_method(&bytes, &hex, &[a[1].clone(), a[2].clone()])?;
    Ok(Value::bytes(held.str(&text)?.as_str().as_bytes().to_vec()))
}

fn unhexlify(held: &mut Held, a: &[Value]) -> R {
    let digits = ascii(held, &a[0])?;
    if digits.len() % 2 == 1 {
        return Err(error(held, "Odd-length string"));
    }
    let value = |digit: u8| char::from(digit).to_digit(16);
    let bytes: Option<Vec<u8>> =
        digits.chunks(2).map(|pair| Some((value(pair[0])? << 4 | value(pair[1])?) as u8)).collect();
    match bytes {
        Some(bytes) => Ok(Value::bytes(bytes)),
        None => Err(error(held, "Non-hexadecimal digit found")),
    }
}

const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn b2a_base64(held: &mut Held, a: &[Value]) -> R {
    let bytes = held.bytes_like(&a[0])?;
    let newline = held.truthy(&a[1])?;
    let mut out = Vec::with_capacity(bytes.len().div_ceil(3) * 4 + 1);
    for group in bytes.chunks(3) {
        let at = |n: usize| u32::from(group.get(n).copied().unwrap_or(0));
        let word = at(0) << 16 | at(1) << 8 | at(2);
        for digit in 0..4 {
            out.push(match digit <= group.len() {
                true => BASE64[(word >> (18 - 6 * digit) & 63) as usize],
                false => b'=',
            });
        }
    }
    if newline {
        out.push(b'\n');
    }
    Ok(Value::bytes(out))
}

fn digit_value(digit: u8) -> Option<u8> {
    Some(match digit {
        b'A'..=b'Z' => digit - b'A',
        b'a'..=b'z' => digit - b'a' + 26,
        b'0'..=b'9' => digit - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    })
}

fn a2b_base64(held: &mut Held, a: &[Value]) -> R {
    let digits = ascii(held, &a[0])?;
    let strict = held.truthy(&a[1])?;
    if strict && digits.first() == Some(&b'=') {
        return Err(error(held, "Leading padding not allowed"));
    }
    let mut out = Vec::with_capacity(digits.len() / 4 * 3);
    let (mut position, mut left, mut pads) = (0, 0_u8, 0);
    let mut padding_started = false;
    for (at, &digit) in digits.iter().enumerate() {
        if digit == b'=' {
            padding_started = true;
            if strict && position == 0 {
                return Err(error(held, "Excess padding not allowed"));
            }
            pads += 1;
            if position >= 2 && position + pads >= 4 {
                if strict && at + 1 < digits.len() {
                    return Err(error(held, "Excess data after padding"));
                }
                return Ok(Value::bytes(out));
            }
            continue;
        }
        let Some(value) = digit_value(digit) else {
            if strict {
                return Err(error(held, "Only base64 data is allowed"));
            }
            continue;
        };
        if strict && padding_started {
            return Err(error(held, "Discontinuous padding not allowed"));
        }
        pads = 0;
        match position {
            0 => left = value,
            1 => {
                out.push(left << 2 | value >> 4);
                left = value & 15;
            }
            2 => {
                out.push(left << 4 | value >> 2);
                left = value & 3;
            }
            _ => out.push(left << 6 | value),
        }
        position = (position + 1) % 4;
    }
    match position {
        0 => Ok(Value::bytes(out)),
        1 => Err(error(
            held,
            &format!(
                "Invalid base64-encoded string: number of data characters ({}) cannot be 1 more than a multiple of 4",
                out.len() / 3 * 4 + 1
            ),
        )),
        _ => Err(error(held, "Incorrect padding")),
    }
}

/// Beyond this many bytes the checksum is computed without the GIL, as in CPython.
const RELEASE_BYTES: usize = 5 * 1024;

/// `crc32` of bytes.
pub(crate) fn crc32(held: &mut Held, a: &[Value]) -> R {
    let bytes = held.buffer(&a[0])?;
    let start = checksum_start(held, &a[1])?;
    without_gil(held, &bytes, |bytes| {
        let mut hasher = crc32fast::Hasher::new_with_initial(start);
        hasher.update(bytes);
        hasher.finalize()
    })
}

/// A checksum to go on from: any integer, of which the lowest 32 bits count.
pub(crate) fn checksum_start(held: &mut Held, value: &Value) -> R<u32> {
    Ok(held.index_i64(value)? as u32)
}

/// A checksum, without the GIL if there is much to do.
pub(crate) fn without_gil(held: &mut Held, bytes: &[u8], sum: impl Fn(&[u8]) -> u32 + Send + Sync) -> R {
    if bytes.len() <= RELEASE_BYTES {
        return Ok(Value::Int(i64::from(sum(bytes))));
    }
    let result = door::call(held, Blocking::Native, |_| Ok::<_, rustix::io::Errno>(sum(bytes)))?;
    Ok(Value::Int(result.map_or(0, i64::from)))
}
