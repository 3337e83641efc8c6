//! Floats of 16 bits (IEEE 754's binary16).

/// The bits nearest to a float, ties to even; `None` when it is too large.
pub fn pack(x: f64) -> Option<u16> {
    let sign = if x.is_sign_negative() { 0x8000 } else { 0 };
    let size = x.abs();
    let bits = if x.is_nan() {
        0x7e00
    } else if x.is_infinite() {
        0x7c00
    } else if size >= 65520.0 {
        return None;
    } else if size < 2f64.powi(-14) {
        // Below the smallest normal number the unit stays the same.
        (size * 2f64.powi(24)).round_ties_even() as u16
    } else {
        let exponent = ((size.to_bits() >> 52) & 0x7ff) as i32 - 1023;
        // 1024 to 2048; the latter carries into the exponent.
        let digits = (size * 2f64.powi(10 - exponent)).round_ties_even() as u16;
        (((exponent + 15) as u16) << 10) + (digits - 1024)
    };
    Some(sign | bits)
}

/// The float that 16 bits are.
pub fn unpack(bits: u16) -> f64 {
    let sign = if bits & 0x8000 != 0 { -1.0 } else { 1.0 };
    let (exponent, digits) = (i32::from((bits >> 10) & 0x1f), f64::from(bits & 0x3ff));
    sign * match exponent {
        0 => digits * 2f64.powi(-24),
        0x1f if digits == 0.0 => f64::INFINITY,
        0x1f => f64::NAN,
        _ => (digits + 1024.0) * 2f64.powi(exponent - 25),
    }
}
