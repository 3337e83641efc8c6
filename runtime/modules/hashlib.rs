//! `_hashlib`: digests. `lib/hashlib.py` is what scripts import.
//!
//! As in CPython, work on 2048 bytes or more runs without the GIL. The state of a hash has a lock of its own for that:
//! a thread that finds it taken waits for it without the GIL, whatever it has to add.

mod keys;

use std::sync::Arc;

use blake2::digest::DynDigest;
use blake2::digest::ExtendableOutput;
use blake2::digest::Update;
use blake2::digest::VariableOutput;
use blake2::digest::XofReader;
use gilvm_vm::error::ExcKind;
use gilvm_vm::error::R;
use gilvm_vm::error::Raised;
use gilvm_vm::gil::Blocking;
use gilvm_vm::held::Held;
use gilvm_vm::native::GetSetDef;
use gilvm_vm::native::ModuleDef;
use gilvm_vm::native::NativeDef;
use gilvm_vm::native::TypeDef;
use gilvm_vm::object::Class;
use gilvm_vm::object::Instance;
use gilvm_vm::object::Layout;
use gilvm_vm::object::Payload;
use gilvm_vm::protocol::buffer::Buffer;
use gilvm_vm::rc::Rc;
use gilvm_vm::value::Value;
use parking_lot::Mutex;

use crate::wait::descriptors as door;

/// The module.
pub(crate) const MODULE: ModuleDef = ModuleDef {
    name: "_hashlib",
    doc: "Message digests.",
    functions: &[
        NativeDef::new(
            "new(name, data, digest_size=0, /)",
            "A hash object, or None for a name that is not known.",
            new,
        ),
        NativeDef::new(
            "pbkdf2_hmac(hash_name, password, salt, iterations, dklen=None)",
            "A key of a password (RFC 8018), by as many rounds of a keyed hash.",
            keys::pbkdf2_hmac,
        ),
        NativeDef::new(
            "scrypt(password, *, salt=<unset>, n=<unset>, r=<unset>, p=<unset>, maxmem=0, dklen=64)",
            "A key of a password (RFC 7914), by as much memory and work.",
            keys::scrypt,
        ),
    ],
    init: |held, module| {
        let base = Rc::clone(held.object_class());
        let class = held.new_builtin_class(&HASH, vec![base]);
        held.set_name(module, "HASH", Value::Class(Rc::clone(&class)));
        let unsupported = keys::unsupported_class(held)?;
        held.set_name(module, "UnsupportedDigestmodError", unsupported);
        held.interp.extensions.insert(SLOT, Box::new(class));
        Ok(())
    },
};

const SLOT: &str = "_hashlib";

static HASH: TypeDef = TypeDef {
    name: "HASH",
    module: "_hashlib",
    doc: "A hash is an object used to calculate a checksum of a string of information.",
    layout: Layout::Native("HASH"),
    methods: &[
        NativeDef::new(
            "update($self, obj, /)",
            "Update this hash object's state with the provided string.",
            |held, a| {
                let bytes = data(held, &a[1])?;
                let shared = Arc::clone(&state(held, &a[0])?.shared);
                feed(held, &shared, &bytes)?;
                Ok(Value::None)
            },
        ),
        NativeDef::new(
            "digest($self, length=<unset>)",
            "Return the digest value as a bytes object.",
            |held, a| Ok(Value::bytes(digest(held, a)?)),
        ),
        NativeDef::new(
            "hexdigest($self, length=<unset>)",
            "Return the digest value as a string of hexadecimal digits.",
            |held, a| {
                let bytes = digest(held, a)?;
                Ok(Value::from(bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>()))
            },
        ),
        NativeDef::new("copy($self, /)", "Return a copy of the hash object.", |held, a| {
            let hash = state(held, &a[0])?;
            let (name, shared) = (hash.name, Arc::clone(&hash.shared));
            let copy = shared.lock().copy();
            object(held, Hash { name, shared: Arc::new(Mutex::new(copy)) })
        }),
        NativeDef::new("__repr__($self, /)", "", |held, a| {
            let name = state(held, &a[0])?.name;
            let address = a[0].address().unwrap_or(0);
            Ok(Value::from(format!("<{name} _hashlib.HASH object @ {address:#x}>")))
        }),
    ],
    attributes: &[
        GetSetDef {
            name: "name",
            doc: "",
            get: |held, this| Ok(Value::str(state(held, this)?.name)),
            set: None,
        },
        GetSetDef {
            name: "digest_size",
            doc: "",
            get: |held, this| Ok(Value::from(state(held, this)?.shared.lock().size())),
            set: None,
        },
        GetSetDef {
            name: "block_size",
            doc: "",
            get: |held, this| {
                let name = state(held, this)?.name;
                Ok(Value::Int(BLOCKS.iter().find(|(known, _)| *known == name).map_or(0, |(_, size)| *size)))
            },
            set: None,
        },
    ],
    ..TypeDef::EMPTY
};

/// Names and block sizes of the algorithms.
const BLOCKS: [(&str, i64); 14] = [
    ("md5", 64),
    ("sha1", 64),
    ("sha224", 64),
    ("sha256", 64),
    ("sha384", 128),
    ("sha512", 128),
    ("sha3_224", 144),
    ("sha3_256", 136),
    ("sha3_384", 104),
    ("sha3_512", 72),
    ("shake_128", 168),
    ("shake_256", 136),
    ("blake2b", 128),
    ("blake2s", 64),
];

/// A digest of one length, copied and sent as a trait object.
trait Fixed: DynDigest + Send {
    fn copy(&self) -> Box<dyn Fixed>;
}

impl<T: DynDigest + Clone + Send + 'static> Fixed for T {
    fn copy(&self) -> Box<dyn Fixed> {
        Box::new(self.clone())
    }
}

/// The algorithms by the shape of their output.
enum Hasher {
    Fixed(Box<dyn Fixed>),
    Blake2b(blake2::Blake2bVar),
    Blake2s(blake2::Blake2sVar),
    Shake128(sha3::Shake128),
    Shake256(sha3::Shake256),
}

impl Hasher {
    fn new(name: &str, size: usize) -> Option<Hasher> {
        let fixed: Box<dyn Fixed> = match name {
            "md5" => Box::new(md5::Md5::default()),
            "sha1" => Box::new(sha1::Sha1::default()),
            "sha224" => Box::new(sha2::Sha224::default()),
            "sha256" => Box::new(sha2::Sha256::default()),
            "sha384" => Box::new(sha2::Sha384::default()),
            "sha512" => Box::new(sha2::Sha512::default()),
            "sha3_224" => Box::new(sha3::Sha3_224::default()),
            "sha3_256" => Box::new(sha3::Sha3_256::default()),
            "sha3_384" => Box::new(sha3::Sha3_384::default()),
            "sha3_512" => Box::new(sha3::Sha3_512::default()),
            "shake_128" => return Some(Hasher::Shake128(sha3::Shake128::default())),
            "shake_256" => return Some(Hasher::Shake256(sha3::Shake256::default())),
            "blake2b" => return blake2::Blake2bVar::new(size).ok().map(Hasher::Blake2b),
            "blake2s" => return blake2::Blake2sVar::new(size).ok().map(Hasher::Blake2s),
            _ => return None,
        };
        Some(Hasher::Fixed(fixed))
    }

    fn update(&mut self, bytes: &[u8]) {
        match self {
            Hasher::Fixed(hasher) => hasher.update(bytes),
            Hasher::Blake2b(hasher) => hasher.update(bytes),
            Hasher::Blake2s(hasher) => hasher.update(bytes),
            Hasher::Shake128(hasher) => hasher.update(bytes),
            Hasher::Shake256(hasher) => hasher.update(bytes),
        }
    }

    fn copy(&self) -> Hasher {
        match self {
            Hasher::Fixed(hasher) => Hasher::Fixed((**hasher).copy()),
            Hasher::Blake2b(hasher) => Hasher::Blake2b(hasher.clone()),
            Hasher::Blake2s(hasher) => Hasher::Blake2s(hasher.clone()),
            Hasher::Shake128(hasher) => Hasher::Shake128(hasher.clone()),
            Hasher::Shake256(hasher) => Hasher::Shake256(hasher.clone()),
        }
    }

    fn size(&self) -> usize {
        match self {
            Hasher::Fixed(hasher) => hasher.output_size(),
            Hasher::Blake2b(hasher) => hasher.output_size(),
            Hasher::Blake2s(hasher) => hasher.output_size(),
            Hasher::Shake128(_) | Hasher::Shake256(_) => 0,
        }
    }

    /// The digest so far; `length` is for those that have any length.
    fn digest(&self, length: usize) -> Vec<u8> {
        let mut out = vec![0; length.max(self.size())];
        // The output has the length it must have, which is all that could be wrong.
        match self.copy() {
            Hasher::Fixed(mut hasher) => drop(hasher.finalize_into_reset(&mut out)),
            Hasher::Blake2b(hasher) => drop(hasher.finalize_variable(&mut out)),
            Hasher::Blake2s(hasher) => drop(hasher.finalize_variable(&mut out)),
            Hasher::Shake128(hasher) => hasher.finalize_xof().read(&mut out),
            Hasher::Shake256(hasher) => hasher.finalize_xof().read(&mut out),
        }
        out
    }
}

struct Hash {
    name: &'static str,
    shared: Arc<Mutex<Hasher>>,
}

/// From this size on CPython gives the GIL up.
const RELEASE_BYTES: usize = 2048;

/// Adds bytes to a state, without the GIL if they are many or the state is in use.
fn feed(held: &mut Held, shared: &Arc<Mutex<Hasher>>, bytes: &[u8]) -> R<()> {
    if bytes.len() < RELEASE_BYTES
        && let Some(mut hasher) = shared.try_lock()
    {
        hasher.update(bytes);
        return Ok(());
    }
    let done = door::call(held, Blocking::Native, |_| {
        shared.lock().update(bytes);
        Ok::<(), rustix::io::Errno>(())
    })?;
    done.map_err(|error| super::io::os_error(&error.into()))
}

fn state<'a>(held: &'a mut Held, this: &'a Value) -> R<&'a mut Hash> {
    let state = match this {
        Value::Instance(instance) => instance.payload.get_mut(held.token_mut()).native_mut(),
        _ => None,
    };
    state.ok_or_else(|| Raised::type_error("descriptor requires a hash"))
}

fn object(held: &mut Held, hash: Hash) -> R {
    let class = held.interp.extensions.get(SLOT).and_then(|slot| slot.downcast_ref::<Rc<Class>>());
    match class.cloned() {
        Some(class) => Ok(Value::Instance(Rc::new(Instance::new(class, Payload::Native(Box::new(hash)))))),
        None => Err(Raised::runtime_error("_hashlib is not imported")),
    }
}

/// What is to be hashed.
fn data(held: &mut Held, value: &Value) -> R<Buffer> {
    if held.as_str(value).is_some() {
        return Err(Raised::type_error("Strings must be encoded before hashing"));
    }
    match held.buffer(value) {
        Err(error) if held.matches(&error, ExcKind::TypeError) => {
            Err(Raised::type_error("object supporting the buffer API required"))
        }
        result => result,
    }
}

fn new(held: &mut Held, a: &[Value]) -> R {
    let name = held.str(&a[0])?;
    let Some((name, _)) = BLOCKS.iter().find(|(known, _)| *known == name.as_str()) else {
        return Ok(Value::None);
    };
    let size = usize::try_from(held.index_i64(&a[2])?).unwrap_or(0);
    let Some(hasher) = Hasher::new(name, size) else { return Ok(Value::None) };
    let shared = Arc::new(Mutex::new(hasher));
    let bytes = data(held, &a[1])?;
    feed(held, &shared, &bytes)?;
    object(held, Hash { name, shared })
}

/// The longest output of the algorithms without a length of their own.
const OUTPUT_BYTES_MAX: i64 = 1 << 29;

fn digest(held: &mut Held, a: &[Value]) -> R<Vec<u8>> {
    let hash = state(held, &a[0])?;
    let (name, shared) = (hash.name, Arc::clone(&hash.shared));
    let length = match (&a[1], name.starts_with("shake")) {
        (Value::Unset, false) => 0,
        (Value::Unset, true) => {
            return Err(Raised::type_error("digest() missing required argument 'length' (pos 1)"));
        }
        (_, false) => return Err(Raised::type_error("HASH.digest() takes no arguments (1 given)")),
        (given, true) => held.index_i64(given)?,
    };
    if length < 0 {
        return Err(Raised::value_error("value must be positive"));
    }
    if length >= OUTPUT_BYTES_MAX {
        return Err(Raised::value_error("length is too large"));
    }
    let bytes = shared.lock().digest(length as usize);
    Ok(bytes)
}
