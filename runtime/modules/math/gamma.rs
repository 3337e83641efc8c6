//! The gamma function and its logarithm, by Lanczos' approximation with the coefficients CPython and Boost use, so
//! that results agree to the last digit.
#![allow(
    clippy::excessive_precision,
    reason = "coefficients stand here with the digits they were published with"
)]

use std::f64::consts::PI;

use super::Fault;

/// Lanczos' g, and g - 0.5.
const G: f64 = 6.024680040776729583740234375;
const G_MINUS_HALF: f64 = 5.524680040776729583740234375;

const LOG_PI: f64 = 1.144729885849400174143427351353058711647;

/// Coefficients of the numerator and the denominator of the sum, lowest power first.
const SUM: [(f64, f64); 13] = [
    (23_531_376_880.410_759, 0.0),
    (42_919_803_642.649_098, 39_916_800.0),
    (35_711_959_237.355_668, 120_543_840.0),
    (17_921_034_426.037_209, 150_917_976.0),
    (6_039_542_586.352_028, 105_258_076.0),
    (1_439_720_407.311_721_6, 45_995_730.0),
    (248_874_557.862_054_15, 13_339_535.0),
    (31_426_415.585_400_194, 2_637_558.0),
    (2_876_370.628_935_372_4, 357_423.0),
    (186_056.265_395_223_5, 32_670.0),
    (8_071.672_002_365_816, 1_925.0),
    (210.824_277_751_579_35, 66.0),
    (2.506_628_274_631_000_3, 1.0),
];

/// The greatest argument whose factorial a float holds exactly.
const EXACT_MAX: f64 = 23.0;

fn lanczos_sum(x: f64) -> f64 {
    let mut numerator = 0.0;
    let mut denominator = 0.0;
    // Either direction avoids overflow where the other would have it.
    if x < 5.0 {
        for (n, d) in SUM.iter().rev() {
            numerator = numerator * x + n;
            denominator = denominator * x + d;
        }
    } else {
        for (n, d) in &SUM {
            numerator = numerator / x + n;
            denominator = denominator / x + d;
        }
    }
    numerator / denominator
}

/// `sin(πx)` without the loss of digits that `πx` would bring.
fn sin_pi(x: f64) -> f64 {
    let y = x.abs() % 2.0;
    // 0 to 4, since y is below 2.
    let quarter = match (2.0 * y).round() as i64 {
        0 => (PI * y).sin(),
        1 => (PI * (y - 0.5)).cos(),
        2 => (PI * (1.0 - y)).sin(),
        3 => -(PI * (y - 1.5)).cos(),
        _ => (PI * (y - 2.0)).sin(),
    };
    1f64.copysign(x) * quarter
}

pub(super) fn gamma(x: f64) -> Result<f64, Fault> {
    if x.is_nan() || x == f64::INFINITY {
        return Ok(x);
    }
    if x == f64::NEG_INFINITY || x == 0.0 {
        return Err(Fault::Domain);
    }
    if x == x.floor() {
        if x < 0.0 {
            return Err(Fault::Domain);
        }
        if x <= EXACT_MAX {
            return Ok((1..x as u64).map(|n| n as f64).product());
        }
    }
    let size = x.abs();
    if size < 1e-20 {
        let result = 1.0 / x;
        return if result.is_infinite() { Err(Fault::Range) } else { Ok(result) };
    }
    if size > 200.0 {
        return if x < 0.0 { Ok(0.0 / sin_pi(x)) } else { Err(Fault::Range) };
    }
    let y = size + G_MINUS_HALF;
    // The rounding error of y, which a power would magnify.
    let error = if size > G_MINUS_HALF { (y - size) - G_MINUS_HALF } else { (y - G_MINUS_HALF) - size };
    let correction = error * G / y;
    let split = size >= 140.0;
    let power = if split { y.powf(size / 2.0 - 0.25) } else { y.powf(size - 0.5) };
    let result = if x < 0.0 {
        let mut result = -PI / sin_pi(size) / size * y.exp() / lanczos_sum(size);
        result -= correction * result;
        result /= power;
        if split { result / power } else { result }
    } else {
        let mut result = lanczos_sum(size) / y.exp();
        result += correction * result;
        result *= power;
        if split { result * power } else { result }
    };
    if result.is_infinite() { Err(Fault::Range) } else { Ok(result) }
}

pub(super) fn lgamma(x: f64) -> Result<f64, Fault> {
    if !x.is_finite() {
        return Ok(if x.is_nan() { x } else { f64::INFINITY });
    }
    if x == x.floor() && x <= 2.0 {
        return if x <= 0.0 { Err(Fault::Domain) } else { Ok(0.0) };
    }
    let size = x.abs();
    if size < 1e-20 {
        return Ok(-size.ln());
    }
    let mut result = lanczos_sum(size).ln() - G;
    result += (size - 0.5) * ((size + G - 0.5).ln() - 1.0);
    if x < 0.0 {
        result = LOG_PI - sin_pi(size).abs().ln() - size.ln() - result;
    }
    if result.is_infinite() { Err(Fault::Range) } else { Ok(result) }
}
