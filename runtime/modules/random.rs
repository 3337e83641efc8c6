//! `_random`: the Mersenne twister as an object, and seeding. The distributions are `lib/random.py`.

use gilvm_vm::error::R;
use gilvm_vm::error::Raised;
use gilvm_vm::held::Held;
use gilvm_vm::native::ModuleDef;
use gilvm_vm::native::NativeDef;
use gilvm_vm::native::TypeDef;
use gilvm_vm::number::bigint::BigInt;
use gilvm_vm::number::int::IntRef;
use gilvm_vm::number::mt19937::Mt19937;
use gilvm_vm::number::mt19937::SIZE;
use gilvm_vm::object::Instance;
use gilvm_vm::object::Layout;
use gilvm_vm::object::Payload;
use gilvm_vm::rc::Rc;
use gilvm_vm::value::Value;
use sha2::Digest;

/// The module.
pub(crate) const MODULE: ModuleDef = ModuleDef {
    name: "_random",
    doc: "Module implements the Mersenne Twister random number generator.",
    functions: &[
        NativeDef::new("_sha512(data, /)", "The SHA-512 digest of bytes.", |held, a| {
            Ok(Value::bytes(sha2::Sha512::digest(held.bytes_like(&a[0])?).to_vec()))
        }),
        NativeDef::new("_index(x, /)", "What operator.index gives.", |held, a| held.index(&a[0])),
    ],
    init: |held, module| {
        let object = Rc::clone(held.object_class());
        let class = held.new_builtin_class(&RANDOM, vec![object]);
        held.set_name(module, "Random", Value::Class(class));
        Ok(())
    },
};

/// `_random.Random`
static RANDOM: TypeDef = TypeDef {
    name: "Random",
    module: "_random",
    doc: "Random() -> create a random number generator with its own internal state.",
    layout: Layout::Native("_random.Random"),
    subclassable: true,
    new: Some(&NativeDef::new("__new__($type, /, *args, **kwargs)", "", new)),
    methods: &[
        NativeDef::new("random($self, /)", "random() -> x in the interval [0, 1).", random),
        NativeDef::new(
            "seed($self, n=None, /)",
            "Seed the generator: defaults to random numbers of the system.",
            seed,
        ),
        NativeDef::new(
            "getrandbits($self, k, /)",
            "getrandbits(k) -> x.  Generates an int with k random bits.",
            getrandbits,
        ),
        NativeDef::new("getstate($self, /)", "getstate() -> tuple containing the current state.", getstate),
        NativeDef::new(
            "setstate($self, state, /)",
            "setstate(state) -> None.  Restores generator state.",
            setstate,
        ),
    ],
    ..TypeDef::EMPTY
};

fn twister<'a>(held: &'a mut Held, this: &'a Value) -> R<&'a mut Mt19937> {
    let state = match this {
        Value::Instance(instance) => instance.payload.get_mut(held.token_mut()).native_mut(),
        _ => None,
    };
    state.ok_or_else(|| Raised::type_error("descriptor requires a '_random.Random' object"))
}

/// A generator in the state that a seed leads to.
fn seeded(held: &mut Held, seed: &Value) -> R<Mt19937> {
    let words = match held.base_ref(seed) {
        Value::None | Value::Unset => system_words()?,
        Value::Int(n) => IntRef::from(&BigInt::from(i128::from(*n).abs())).to_u32_words(),
        Value::Bool(b) => vec![u32::from(*b)],
        Value::BigInt(n) => IntRef::Big(n).to_u32_words(),
        _ => {
            let hash = held.hash(seed)? as u64;
            IntRef::from(&BigInt::from(i128::from(hash))).to_u32_words()
        }
    };
    Ok(Mt19937::from_words(&words))
}

fn system_words() -> R<Vec<u32>> {
    let mut bytes = [0u8; 64];
    super::posix::fill_random(&mut bytes).map_err(|error| super::io::os_error(&error))?;
    Ok(bytes
        .chunks_exact(4)
        .map(|four| four.iter().fold(0, |word, &byte| word << 8 | u32::from(byte)))
        .collect())
}

fn new(held: &mut Held, a: &[Value]) -> R {
    let (Value::Class(class), Value::Tuple(args)) = (&a[0], &a[1]) else { return Ok(Value::None) };
    // A subclass seeds in its `__init__`, with rules of its own for what a seed may be.
    let seed = match args.items() {
        [] if class.flags.get().builtin => Value::None,
        [seed] if class.flags.get().builtin => seed.clone(),
        _ => Value::Int(0),
    };
    let twister = seeded(held, &seed)?;
    Ok(Value::Instance(Rc::new(Instance::new(Rc::clone(class), Payload::Native(Box::new(twister))))))
}

fn random(held: &mut Held, a: &[Value]) -> R {
    Ok(Value::Float(twister(held, &a[0])?.random()))
}

fn seed(held: &mut Held, a: &[Value]) -> R {
    let new = seeded(held, &a[1])?;
    *twister(held, &a[0])? = new;
    Ok(Value::None)
}

fn getrandbits(held: &mut Held, a: &[Value]) -> R {
    /// More bits than any memory holds.
    const BITS_MAX: i64 = 1 << 40;
    let bits = held.index_i64(&a[1])?;
    if bits > BITS_MAX {
        return Err(Raised::with(gilvm_vm::error::ExcKind::MemoryError, gilvm_vm::error::Detail::None));
    }
    match usize::try_from(bits) {
        Ok(bits) => Ok(twister(held, &a[0])?.getrandbits(bits).into()),
        Err(_) => Err(Raised::value_error("number of bits must be non-negative")),
    }
}

fn getstate(held: &mut Held, a: &[Value]) -> R {
    let (words, index) = twister(held, &a[0])?.state();
    let numbers = words.iter().map(|&word| Value::Int(i64::from(word)));
    Ok(Value::tuple(numbers.chain([Value::from(index)]).collect::<Vec<_>>()))
}

fn setstate(held: &mut Held, a: &[Value]) -> R {
    let Value::Tuple(state) = &a[1] else { return Err(Raised::type_error("state vector must be a tuple")) };
    if state.items().len() != SIZE + 1 {
        return Err(Raised::value_error("state vector is the wrong size"));
    }
    let mut words = Vec::with_capacity(SIZE + 1);
    for item in state.items() {
        let word = held.index_i64(item)?;
        words.push(
            u32::try_from(word)
                .map_err(|_| Raised::overflow("Python int too large to convert to C unsigned long"))?,
        );
    }
    let index = words.pop().unwrap_or(0);
    match Mt19937::from_state(&words, index as usize) {
        Some(restored) => {
            *twister(held, &a[0])? = restored;
            Ok(Value::None)
        }
        None => Err(Raised::value_error("invalid state")),
    }
}
