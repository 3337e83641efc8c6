//! Keys of passwords: PBKDF2 and scrypt.
//!
//! Both are slow on purpose and work without the GIL, as CPython's do. What they refuse they refuse in the words of
//! CPython over OpenSSL, whose limits of memory these are.

use blake2::Blake2b512;
use blake2::Blake2s256;
use gilvm_vm::error::Detail;
use gilvm_vm::error::ExcKind;
use gilvm_vm::error::R;
use gilvm_vm::error::Raised;
use gilvm_vm::gil::Blocking;
use gilvm_vm::held::Held;
use gilvm_vm::object::Class;
use gilvm_vm::rc::Rc;
use gilvm_vm::types::Kind;
use gilvm_vm::value::Value;
use hmac::SimpleHmac;
use pbkdf2::pbkdf2_hmac as derive;
use rustix::io::Errno;

use crate::wait::descriptors as door;

/// The most that OpenSSL counts to.
const NUMBER_MAX: i64 = i32::MAX as i64;

const SLOT: &str = "_hashlib.keys";

/// `_hashlib.UnsupportedDigestmodError`
pub(super) fn unsupported_class(held: &mut Held) -> R {
    let namespace = held.new_dict();
    let name = held.intern("__module__");
    held.dict_set_str(&namespace, &name, Value::str("_hashlib"));
    let metaclass = Value::Class(Rc::clone(held.interp.kind(Kind::Type)));
    let base = Value::Class(Rc::clone(held.interp.exception(ExcKind::ValueError)));
    let arguments = [Value::str("UnsupportedDigestmodError"), Value::tuple([base]), Value::Dict(namespace)];
    let class = held.call(&metaclass, &arguments)?;
    if let Value::Class(class) = &class {
        held.interp.extensions.insert(SLOT, Box::new(Rc::clone(class)));
    }
    Ok(class)
}

fn unsupported(held: &mut Held) -> Raised {
    let message = "[digital envelope routines] unsupported";
    let class = held.interp.extensions.get(SLOT);
    match class.and_then(|slot| slot.downcast_ref::<Rc<Class>>()).cloned() {
        Some(class) => Raised::object(held.new_exception(class, vec![Value::str(message)])),
        None => Raised::value_error(message),
    }
}

/// Fills its last argument with a key of a password, a salt and a number of rounds.
type Derive = fn(&[u8], &[u8], u32, &mut [u8]);

/// The algorithm of a name, and the length of its digests.
fn by_name(name: &str) -> Option<(Derive, usize)> {
    let name = name.to_ascii_lowercase().replace('_', "-");
    Some(match name.as_str() {
        "md5" => (derive::<md5::Md5>, 16),
        "sha1" | "sha-1" => (derive::<sha1::Sha1>, 20),
        "sha224" | "sha-224" => (derive::<sha2::Sha224>, 28),
        "sha256" | "sha-256" => (derive::<sha2::Sha256>, 32),
        "sha384" | "sha-384" => (derive::<sha2::Sha384>, 48),
        "sha512" | "sha-512" => (derive::<sha2::Sha512>, 64),
        "sha3-224" => (derive::<sha3::Sha3_224>, 28),
        "sha3-256" => (derive::<sha3::Sha3_256>, 32),
        "sha3-384" => (derive::<sha3::Sha3_384>, 48),
        "sha3-512" => (derive::<sha3::Sha3_512>, 64),
        "blake2b" | "blake2b512" => (blake2b, 64),
        "blake2s" | "blake2s256" => (blake2s, 32),
        _ => return None,
    })
}

fn blake2b(password: &[u8], salt: &[u8], rounds: u32, key: &mut [u8]) {
    // A keyed hash takes a key of any length, so nothing can be wrong.
    let _ = pbkdf2::pbkdf2::<SimpleHmac<Blake2b512>>(password, salt, rounds, key);
}

fn blake2s(password: &[u8], salt: &[u8], rounds: u32, key: &mut [u8]) {
    let _ = pbkdf2::pbkdf2::<SimpleHmac<Blake2s256>>(password, salt, rounds, key);
}

fn as_long(held: &mut Held, value: &Value) -> R<i64> {
    match held.index_i64(value) {
        Err(error) if held.matches(&error, ExcKind::OverflowError) => {
            Err(Raised::overflow("Python int too large to convert to C long"))
        }
        result => result,
    }
}

/// Bytes of an argument, which are copied: the work needs no value.
fn bytes(held: &mut Held, value: &Value) -> R<Vec<u8>> {
    held.bytes_like(value).map_err(|error| match held.matches(&error, ExcKind::TypeError) {
        true => {
            let given = held.type_name(value);
            Raised::type_error(format!("a bytes-like object is required, not '{given}'"))
        }
        false => error,
    })
}

/// Room for a key.
fn room(length: i64) -> R<Vec<u8>> {
    let length = usize::try_from(length).unwrap_or(0);
    let mut key = Vec::new();
    key.try_reserve_exact(length).map_err(|_| Raised::with(ExcKind::MemoryError, Detail::None))?;
    key.resize(length, 0);
    Ok(key)
}

/// Does the work without the GIL.
fn work(held: &mut Held, mut key: Vec<u8>, mut fill: impl FnMut(&mut [u8]) + Send) -> R {
    let done = door::call(held, Blocking::Native, |_| {
        fill(&mut key);
        Ok::<(), Errno>(())
    })?;
    done.map_err(|error| crate::modules::io::os_error(&error.into()))?;
    Ok(Value::bytes(key))
}

pub(super) fn pbkdf2_hmac(held: &mut Held, a: &[Value]) -> R {
    let Some(name) = held.as_str(&a[0]).map(|name| name.as_str().to_owned()) else {
        let given = if a[0].is_none() { "None".to_owned() } else { held.type_name(&a[0]).to_string() };
        return Err(Raised::type_error(format!(
            "pbkdf2_hmac() argument 'hash_name' must be str, not {given}"
        )));
    };
    let (password, salt) = (bytes(held, &a[1])?, bytes(held, &a[2])?);
    let rounds = as_long(held, &a[3])?;
    let Some((derive, digest_size)) = by_name(&name) else {
        return Err(match name.starts_with("shake") {
            true => Raised::value_error("no reason supplied"),
            false => unsupported(held),
        });
    };
    if rounds < 1 {
        return Err(Raised::value_error("iteration value must be greater than 0."));
    }
    if rounds > NUMBER_MAX {
        return Err(Raised::overflow("iteration value is too great."));
    }
    let length = match &a[4] {
        Value::None => digest_size as i64,
        given => as_long(held, given)?,
    };
    if length < 1 {
        return Err(Raised::value_error("key length must be greater than 0."));
    }
    if length > NUMBER_MAX {
        return Err(Raised::overflow("key length is too great."));
    }
    let key = room(length)?;
    work(held, key, |key| derive(&password, &salt, rounds as u32, key))
}

/// A parameter that must be given, and be an integer that is not negative.
fn parameter(held: &mut Held, name: &str, value: &Value) -> R<u64> {
    let number = match value {
        Value::Unset => None,
        given => held.index_i64(given).ok().and_then(|number| u64::try_from(number).ok()),
    };
    number.ok_or_else(|| Raised::type_error(format!("{name} is required and must be an unsigned int")))
}

/// The memory that scrypt may take if nothing else is said.
const MEMORY_BYTES: u64 = 32 << 20;

pub(super) fn scrypt(held: &mut Held, a: &[Value]) -> R {
    let password = bytes(held, &a[0])?;
    let salt = match &a[1] {
        Value::Unset => None,
        given => Some(bytes(held, given)?),
    };
    for (name, value) in ["n", "r", "p"].into_iter().zip(&a[2..5]) {
        if !matches!(held.base_ref(value), Value::Unset | Value::Int(_) | Value::Bool(_) | Value::BigInt(_)) {
            let given = if value.is_none() { "None".to_owned() } else { held.type_name(value).to_string() };
            return Err(Raised::type_error(format!("scrypt() argument '{name}' must be int, not {given}")));
        }
    }
    let (memory, length) = (as_long(held, &a[5])?, as_long(held, &a[6])?);
    let salt = salt.ok_or_else(|| Raised::type_error("salt is required"))?;
    let n = parameter(held, "n", &a[2])?;
    if n < 2 || !n.is_power_of_two() {
        return Err(Raised::value_error("n must be a power of 2."));
    }
    let (r, p) = (parameter(held, "r", &a[3])?, parameter(held, "p", &a[4])?);
    if !(0..=NUMBER_MAX).contains(&memory) {
        return Err(Raised::value_error(format!("maxmem must be positive and smaller than {NUMBER_MAX}")));
    }
    if !(1..=NUMBER_MAX).contains(&length) {
        return Err(Raised::value_error(format!(
            "dklen must be greater than 0 and smaller than {NUMBER_MAX}"
        )));
    }
    if r == 0 || p == 0 {
        return Err(Raised::value_error("Invalid parameter combination for n, r, p, maxmem."));
    }
    let too_much = || Raised::value_error("[digital envelope routines] memory limit exceeded");
    let limit = if memory == 0 { MEMORY_BYTES } else { memory as u64 };
    // Blocks of 128 r bytes: p that are mixed, n that are remembered, two to work with.
    let taken = n.checked_add(2).and_then(|n| n.checked_add(p)?.checked_mul(r)?.checked_mul(128));
    if taken.is_none_or(|taken| taken > limit) {
        return Err(too_much());
    }
    /// The crate keeps a length of its own for encoded hashes, which is not the key's.
    const ENCODED_BYTES: usize = 32;
    let log_n = n.trailing_zeros() as u8;
    let parameters = scrypt::Params::new(log_n, r as u32, p as u32, ENCODED_BYTES).map_err(|_| too_much())?;
    let key = room(length)?;
    // The length is one that the algorithm has.
    work(held, key, |key| {
        let _ = scrypt::scrypt(&password, &salt, &parameters, key);
    })
}
