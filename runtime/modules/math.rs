//! `math`.
//!
//! Three chapters: the functions of floats that are one call of the C library's kind (here), sums and norms that must
//! not lose digits ([`exact`]), gamma functions ([`gamma`]), and the functions of integers ([`integer`]).
//! Messages are CPython 3.13's (`Modules/mathmodule.c`).

mod exact;
mod gamma;
mod integer;

use std::f64::consts::PI;

use gilvm_vm::error::R;
use gilvm_vm::error::Raised;
use gilvm_vm::held::Held;
use gilvm_vm::native::ModuleDef;
use gilvm_vm::native::NativeDef;
use gilvm_vm::number::int;
use gilvm_vm::number::int::IntRef;
use gilvm_vm::object::Module;
use gilvm_vm::rc::Rc;
use gilvm_vm::value::Value;

/// The module.
pub(crate) const MODULE: ModuleDef = ModuleDef {
    name: "math",
    doc: "This module provides access to the mathematical functions\ndefined by the C standard.",
    functions: &[
        NativeDef::new("acos(x, /)", "Return the arc cosine (measured in radians) of x.", |h, a| {
            bounded(h, a, f64::acos)
        }),
        NativeDef::new("acosh(x, /)", "Return the inverse hyperbolic cosine of x.", |h, a| {
            bounded(h, a, libm::acosh)
        }),
        NativeDef::new("asin(x, /)", "Return the arc sine (measured in radians) of x.", |h, a| {
            bounded(h, a, f64::asin)
        }),
        NativeDef::new("asinh(x, /)", "Return the inverse hyperbolic sine of x.", |h, a| {
            bounded(h, a, libm::asinh)
        }),
        NativeDef::new("atan(x, /)", "Return the arc tangent (measured in radians) of x.", |h, a| {
            bounded(h, a, f64::atan)
        }),
        NativeDef::new("atan2(y, x, /)", "Return the arc tangent (measured in radians) of y/x.", |h, a| {
            Ok(Value::Float(h.to_f64(&a[0])?.atan2(h.to_f64(&a[1])?)))
        }),
        NativeDef::new("atanh(x, /)", "Return the inverse hyperbolic tangent of x.", |h, a| {
            bounded(h, a, libm::atanh)
        }),
        NativeDef::new("cbrt(x, /)", "Return the cube root of x.", |h, a| bounded(h, a, f64::cbrt)),
        NativeDef::new("ceil(x, /)", "Return the ceiling of x as an Integral.", |h, a| {
            to_integer(h, &a[0], "__ceil__", f64::ceil)
        }),
        NativeDef::new(
            "copysign(x, y, /)",
            "Return a float with the magnitude of x but the sign of y.",
            |h, a| Ok(Value::Float(h.to_f64(&a[0])?.copysign(h.to_f64(&a[1])?))),
        ),
        NativeDef::new("cos(x, /)", "Return the cosine of x (measured in radians).", |h, a| {
            bounded(h, a, f64::cos)
        }),
        NativeDef::new("cosh(x, /)", "Return the hyperbolic cosine of x.", |h, a| growing(h, a, f64::cosh)),
        NativeDef::new("degrees(x, /)", "Convert angle x from radians to degrees.", |h, a| {
            Ok(Value::Float(h.to_f64(&a[0])? * (180.0 / PI)))
        }),
        NativeDef::new(
            "dist(p, q, /)",
            "Return the Euclidean distance between two points p and q.",
            exact::dist,
        ),
        NativeDef::new("erf(x, /)", "Error function at x.", |h, a| bounded(h, a, libm::erf)),
        NativeDef::new("erfc(x, /)", "Complementary error function at x.", |h, a| bounded(h, a, libm::erfc)),
        NativeDef::new("exp(x, /)", "Return e raised to the power of x.", |h, a| growing(h, a, f64::exp)),
        NativeDef::new("exp2(x, /)", "Return 2 raised to the power of x.", |h, a| growing(h, a, f64::exp2)),
        NativeDef::new("expm1(x, /)", "Return exp(x)-1.", |h, a| growing(h, a, f64::exp_m1)),
        NativeDef::new("fabs(x, /)", "Return the absolute value of the float x.", |h, a| {
            bounded(h, a, f64::abs)
        }),
        NativeDef::new("factorial(n, /)", "Find n!.", integer::factorial),
        NativeDef::new("floor(x, /)", "Return the floor of x as an Integral.", |h, a| {
            to_integer(h, &a[0], "__floor__", f64::floor)
        }),
        NativeDef::new("fma(x, y, z, /)", "Fused multiply-add operation.", fma),
        NativeDef::new("fmod(x, y, /)", "Return fmod(x, y), according to platform C.", fmod),
        NativeDef::new("frexp(x, /)", "Return the mantissa and exponent of x, as pair (m, e).", frexp),
        NativeDef::new(
            "fsum(seq, /)",
            "Return an accurate floating-point sum of values in the iterable seq.",
            exact::fsum,
        ),
        NativeDef::new("gamma(x, /)", "Gamma function at x.", |h, a| {
            let x = h.to_f64(&a[0])?;
            Ok(Value::Float(gamma::gamma(x).map_err(Fault::raise)?))
        }),
        NativeDef::new("gcd(*integers)", "Greatest Common Divisor.", integer::gcd),
        NativeDef::new(
            "hypot(*coordinates)",
            "Multidimensional Euclidean distance from the origin to a point.",
            exact::hypot,
        ),
        NativeDef::new(
            "isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)",
            "Determine whether two floating-point numbers are close in value.",
            isclose,
        ),
        NativeDef::new(
            "isfinite(x, /)",
            "Return True if x is neither an infinity nor a NaN, and False otherwise.",
            |h, a| Ok(Value::Bool(h.to_f64(&a[0])?.is_finite())),
        ),
        NativeDef::new(
            "isinf(x, /)",
            "Return True if x is a positive or negative infinity, and False otherwise.",
            |h, a| Ok(Value::Bool(h.to_f64(&a[0])?.is_infinite())),
        ),
        NativeDef::new(
            "isnan(x, /)",
            "Return True if x is a NaN (not a number), and False otherwise.",
            |h, a| Ok(Value::Bool(h.to_f64(&a[0])?.is_nan())),
        ),
        NativeDef::new(
            "isqrt(n, /)",
            "Return the integer part of the square root of the input.",
            integer::isqrt,
        ),
        NativeDef::new("lcm(*integers)", "Least Common Multiple.", integer::lcm),
        NativeDef::new("ldexp(x, i, /)", "Return x * (2**i).", ldexp),
        NativeDef::new(
            "lgamma(x, /)",
            "Natural logarithm of absolute value of Gamma function at x.",
            |h, a| {
                let x = h.to_f64(&a[0])?;
                Ok(Value::Float(gamma::lgamma(x).map_err(Fault::raise)?))
            },
        ),
        NativeDef::new("log(x, base=<unset>, /)", "Return the logarithm of x to the given base.", log),
        NativeDef::new("log10(x, /)", "Return the base 10 logarithm of x.", |h, a| {
            logarithm(h, &a[0], f64::log10).map(Value::Float)
        }),
        NativeDef::new("log1p(x, /)", "Return the natural logarithm of 1+x (base e).", |h, a| {
            bounded(h, a, f64::ln_1p)
        }),
        NativeDef::new("log2(x, /)", "Return the base 2 logarithm of x.", |h, a| {
            logarithm(h, &a[0], f64::log2).map(Value::Float)
        }),
        NativeDef::new("modf(x, /)", "Return the fractional and integer parts of x.", modf),
        NativeDef::new(
            "nextafter(x, y, /, *, steps=None)",
            "Return the floating-point value the given number of steps after x towards y.",
            nextafter,
        ),
        NativeDef::new(
            "perm(n, k=None, /)",
            "Number of ways to choose k items from n items without repetition and with order.",
            integer::perm,
        ),
        NativeDef::new(
            "comb(n, k, /)",
            "Number of ways to choose k items from n items without repetition and without order.",
            integer::comb,
        ),
        NativeDef::new("pow(x, y, /)", "Return x**y (x to the power of y).", pow),
        NativeDef::new(
            "prod(iterable, /, *, start=1)",
            "Calculate the product of all the elements in the input iterable.",
            integer::prod,
        ),
        NativeDef::new("radians(x, /)", "Convert angle x from degrees to radians.", |h, a| {
            Ok(Value::Float(h.to_f64(&a[0])? * (PI / 180.0)))
        }),
        NativeDef::new(
            "remainder(x, y, /)",
            "Difference between x and the closest integer multiple of y.",
            remainder,
        ),
        NativeDef::new("sin(x, /)", "Return the sine of x (measured in radians).", |h, a| {
            bounded(h, a, f64::sin)
        }),
        NativeDef::new("sinh(x, /)", "Return the hyperbolic sine of x.", |h, a| growing(h, a, f64::sinh)),
        NativeDef::new("sqrt(x, /)", "Return the square root of x.", |h, a| bounded(h, a, f64::sqrt)),
        NativeDef::new(
            "sumprod(p, q, /)",
            "Return the sum of products of values from two iterables p and q.",
            exact::sumprod,
        ),
        NativeDef::new("tan(x, /)", "Return the tangent of x (measured in radians).", |h, a| {
            bounded(h, a, f64::tan)
        }),
        NativeDef::new("tanh(x, /)", "Return the hyperbolic tangent of x.", |h, a| bounded(h, a, f64::tanh)),
        NativeDef::new("trunc(x, /)", "Truncates the Real x to the nearest Integral toward 0.", trunc),
        NativeDef::new("ulp(x, /)", "Return the value of the least significant bit of the float x.", ulp),
    ],
    init,
};

fn init(held: &mut Held, module: &Rc<Module>) -> R<()> {
    let constants = [
        ("pi", PI),
        ("e", std::f64::consts::E),
        ("tau", std::f64::consts::TAU),
        ("inf", f64::INFINITY),
        ("nan", f64::NAN),
    ];
    for (name, value) in constants {
        held.set_name(module, name, Value::Float(value));
    }
    Ok(())
}

/// Why a function has no result.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Fault {
    /// It is not defined there (C's `EDOM`).
    Domain,
    /// It is too large (C's `ERANGE`).
    Range,
}

impl Fault {
    #[cold]
    fn raise(self) -> Raised {
        match self {
            Fault::Domain => Raised::value_error("math domain error"),
            Fault::Range => Raised::overflow("math range error"),
        }
    }
}

/// A function of one float that cannot overflow: an infinite result of a finite argument is a pole.
fn bounded(held: &mut Held, a: &[Value], f: fn(f64) -> f64) -> R {
    apply(held, &a[0], f, Fault::Domain).map(Value::Float)
}

/// A function of one float that can overflow.
fn growing(held: &mut Held, a: &[Value], f: fn(f64) -> f64) -> R {
    apply(held, &a[0], f, Fault::Range).map(Value::Float)
}

fn apply(held: &mut Held, argument: &Value, f: fn(f64) -> f64, infinite: Fault) -> R<f64> {
    let x = held.to_f64(argument)?;
    let y = f(x);
    if y.is_finite() {
        return Ok(y);
    }
    if y.is_nan() && !x.is_nan() {
        return Err(Fault::Domain.raise());
    }
    if y.is_infinite() && x.is_finite() {
        return Err(infinite.raise());
    }
    Ok(y)
}

/// `floor` and `ceil`: of floats at once, of other objects by their own method.
fn to_integer(held: &mut Held, value: &Value, method: &str, round: fn(f64) -> f64) -> R {
    match value {
        Value::Float(x) => return Ok(int::from_f64(round(*x))?.into()),
        Value::Int(_) | Value::BigInt(_) => return Ok(value.clone()),
        _ => {}
    }
    let method = held.intern(method);
    if let Some(result) = held.call_special(value, &method, &[])? {
        return Ok(result);
    }
    let x = held.to_f64(value)?;
    Ok(int::from_f64(round(x))?.into())
}

fn trunc(held: &mut Held, a: &[Value]) -> R {
    if let Value::Float(x) = &a[0] {
        return Ok(int::from_f64(x.trunc())?.into());
    }
    let method = held.intern("__trunc__");
    match held.call_special(&a[0], &method, &[])? {
        Some(result) => Ok(result),
        None => {
            Err(Raised::type_error(format!("type {} doesn't define __trunc__ method", held.type_name(&a[0]))))
        }
    }
}

/// A logarithm; integers may be beyond the range of floats.
fn logarithm(held: &mut Held, value: &Value, f: fn(f64) -> f64) -> R<f64> {
    let integer = match held.base_ref(value) {
        Value::Int(n) => Some(*n as f64),
        Value::Bool(b) => Some(f64::from(u8::from(*b))),
        Value::BigInt(n) => {
            if n.is_negative() {
                return Err(Fault::Domain.raise());
            }
            match n.to_f64() {
                Ok(x) => Some(x),
                Err(_) => {
                    // Mantissa in [0.5, 1) and exponent; 64 leading bits round to the same float.
                    let bits = n.bit_length();
                    let shift = i64::try_from(bits - 64).unwrap_or(i64::MAX);
                    let lead = int::shr(IntRef::Big(n), IntRef::Small(shift))?;
                    let lead = IntRef::from(&lead).to_f64()? / 2f64.powi(64);
                    return Ok(f(lead) + f(2.0) * bits as f64);
                }
            }
        }
        _ => None,
    };
    let x = match integer {
        Some(x) => x,
        None => held.to_f64(value)?,
    };
    if x > 0.0 || x.is_nan() {
        return Ok(if x == f64::INFINITY { x } else { f(x) });
    }
    Err(Fault::Domain.raise())
}

fn log(held: &mut Held, a: &[Value]) -> R {
    let numerator = logarithm(held, &a[0], f64::ln)?;
    if a[1].is_unset() {
        return Ok(Value::Float(numerator));
    }
    let denominator = logarithm(held, &a[1], f64::ln)?;
    Ok(Value::Float(gilvm_vm::number::float::truediv(numerator, denominator)?))
}

fn pow(held: &mut Held, a: &[Value]) -> R {
    let (x, y) = (held.to_f64(&a[0])?, held.to_f64(&a[1])?);
    let power = x.powf(y);
    if !power.is_finite() && x.is_finite() && y.is_finite() {
        let fault = if power.is_nan() || x == 0.0 { Fault::Domain } else { Fault::Range };
        return Err(fault.raise());
    }
    Ok(Value::Float(power))
}

fn fmod(held: &mut Held, a: &[Value]) -> R {
    let (x, y) = (held.to_f64(&a[0])?, held.to_f64(&a[1])?);
    let rest = x % y;
    if rest.is_nan() && !x.is_nan() && !y.is_nan() {
        return Err(Fault::Domain.raise());
    }
    Ok(Value::Float(rest))
}

fn remainder(held: &mut Held, a: &[Value]) -> R {
    let (x, y) = (held.to_f64(&a[0])?, held.to_f64(&a[1])?);
    let rest = if y.is_infinite() && x.is_finite() { x } else { libm::remainder(x, y) };
    if rest.is_nan() && !x.is_nan() && !y.is_nan() {
        return Err(Fault::Domain.raise());
    }
    Ok(Value::Float(rest))
}

fn fma(held: &mut Held, a: &[Value]) -> R {
    let (x, y, z) = (held.to_f64(&a[0])?, held.to_f64(&a[1])?, held.to_f64(&a[2])?);
    let result = x.mul_add(y, z);
    if result.is_nan() && !x.is_nan() && !y.is_nan() && !z.is_nan() {
        return Err(Raised::value_error("invalid operation in fma"));
    }
    if result.is_infinite() && x.is_finite() && y.is_finite() && z.is_finite() {
        return Err(Raised::overflow("overflow in fma"));
    }
    Ok(Value::Float(result))
}

fn frexp(held: &mut Held, a: &[Value]) -> R {
    let x = held.to_f64(&a[0])?;
    if x == 0.0 || !x.is_finite() {
        return Ok(Value::tuple([Value::Float(x), Value::Int(0)]));
    }
    let (mantissa, exponent) = libm::frexp(x);
    Ok(Value::tuple([Value::Float(mantissa), Value::Int(i64::from(exponent))]))
}

fn ldexp(held: &mut Held, a: &[Value]) -> R {
    let x = held.to_f64(&a[0])?;
    let exponent = match held.base_ref(&a[1]) {
        Value::Int(n) => *n,
        Value::Bool(b) => i64::from(*b),
        Value::BigInt(n) if n.is_negative() => i64::MIN,
        Value::BigInt(_) => i64::MAX,
        _ => return Err(Raised::type_error("Expected an int as second argument to ldexp.")),
    };
    if x == 0.0 || !x.is_finite() {
        return Ok(Value::Float(x));
    }
    // Beyond ±2200 every float is infinite or zero.
    let result = libm::ldexp(x, exponent.clamp(-2200, 2200) as i32);
    if result.is_infinite() {
        return Err(Fault::Range.raise());
    }
    Ok(Value::Float(result))
}

fn modf(held: &mut Held, a: &[Value]) -> R {
    let x = held.to_f64(&a[0])?;
    let (fraction, whole) = if x.is_infinite() {
        (0f64.copysign(x), x)
    } else if x.is_nan() {
        (x, x)
    } else {
        ((x - x.trunc()).copysign(x), x.trunc())
    };
    Ok(Value::tuple([Value::Float(fraction), Value::Float(whole)]))
}

fn isclose(held: &mut Held, a: &[Value]) -> R {
    let (x, y) = (held.to_f64(&a[0])?, held.to_f64(&a[1])?);
    let (relative, absolute) = (held.to_f64(&a[2])?, held.to_f64(&a[3])?);
    if relative < 0.0 || absolute < 0.0 {
        return Err(Raised::value_error("tolerances must be non-negative"));
    }
    if x == y {
        return Ok(Value::Bool(true));
    }
    if x.is_infinite() || y.is_infinite() {
        return Ok(Value::Bool(false));
    }
    let difference = (y - x).abs();
    let close =
        difference <= (relative * y).abs() || difference <= (relative * x).abs() || difference <= absolute;
    Ok(Value::Bool(close))
}

/// A float's place in the order of all floats.
fn rank(x: f64) -> i64 {
    let bits = x.to_bits() as i64;
    if bits < 0 { i64::MIN.wrapping_sub(bits) } else { bits }
}

fn nextafter(held: &mut Held, a: &[Value]) -> R {
    let (x, y) = (held.to_f64(&a[0])?, held.to_f64(&a[1])?);
    let steps = match &a[2] {
        Value::None => 1,
        given => match held.index(given)? {
            Value::Int(steps) if steps >= 0 => steps.unsigned_abs(),
            Value::BigInt(n) if !n.is_negative() => u64::MAX,
            _ => return Err(Raised::value_error("steps must be a non-negative integer")),
        },
    };
    if steps == 0 || x.is_nan() {
        return Ok(Value::Float(x));
    }
    if y.is_nan() {
        return Ok(Value::Float(y));
    }
    if x == y {
        return Ok(Value::Float(y));
    }
    let (from, to) = (i128::from(rank(x)), i128::from(rank(y)));
    let distance = (to - from).unsigned_abs();
    if distance <= u128::from(steps) {
        return Ok(Value::Float(y));
    }
    let target = if to > from { from + i128::from(steps) } else { from - i128::from(steps) };
    // Between two ranks of floats, so itself one.
    let target = target as i64;
    let bits = if target < 0 { i64::MIN.wrapping_sub(target) } else { target };
    let result = f64::from_bits(bits as u64);
    Ok(Value::Float(if result == 0.0 && x < 0.0 { -0.0 } else { result }))
}

fn ulp(held: &mut Held, a: &[Value]) -> R {
    let x = held.to_f64(&a[0])?.abs();
    let unit = if x.is_nan() || x.is_infinite() {
        x
    } else if x == f64::MAX {
        x - x.next_down()
    } else {
        x.next_up() - x
    };
    Ok(Value::Float(unit))
}
