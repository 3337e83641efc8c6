//! `zlib`: compression, and the checksums that come with it. `lib/gzip.py` stands on it.
//!
//! Compressing and decompressing give the GIL up, whatever the size; the checksums do so above 5 KiB, as in CPython.
//! The compressed bytes are not CPython's (another implementation of the format), what they decompress to is.

use std::sync::Arc;

use flate2::Compress;
use flate2::Compression;
use flate2::Decompress;
use flate2::FlushCompress;
use flate2::FlushDecompress;
use flate2::Status;
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
use gilvm_vm::object::Module;
use gilvm_vm::object::Payload;
use gilvm_vm::rc::Rc;
use gilvm_vm::types::Kind;
use gilvm_vm::value::Value;
use parking_lot::Mutex;
use rustix::io::Errno;

use super::binascii;
use crate::wait::descriptors as door;

/// The module.
pub(crate) const MODULE: ModuleDef = ModuleDef {
    name: "zlib",
    doc: "Compression compatible with gzip.",
    functions: &[
        NativeDef::new("compress(data, /, level=-1, wbits=15)", "Compress bytes at once.", |held, a| {
            let kept = held.buffer(&a[0])?;
            let bytes: &[u8] = &kept;
            let (level, wbits) = (level(held, &a[1])?, held.index_i64(&a[2])?);
            let mut state = Compress::new(level, has_header(wbits)?);
            let packed = without_gil(held, || {
                let mut out = Vec::new();
                deflate(&mut state, bytes, &mut out, FlushCompress::Finish);
                out
            })?;
            Ok(Value::bytes(packed))
        }),
        NativeDef::new(
            "decompress(data, /, wbits=15, bufsize=16384)",
            "Decompress bytes at once.",
            |held, a| {
                let kept = held.buffer(&a[0])?;
                let bytes: &[u8] = &kept;
                let mut inflater = Inflater::new(held.index_i64(&a[1])?)?;
                let result = without_gil(held, || inflater.feed(bytes, None))?;
                let out = result.map_err(|failure| failed(held, failure))?;
                match inflater.at_end {
                    true => Ok(Value::bytes(out)),
                    false => {
                        Err(failed(held, "Error -5 while decompressing data: incomplete or truncated stream"))
                    }
                }
            },
        ),
        NativeDef::new(
            "compressobj(level=-1, method=8, wbits=15, memLevel=8, strategy=0, zdict=None)",
            "An object that compresses pieces.",
            |held, a| {
                let (level, wbits) = (level(held, &a[0])?, held.index_i64(&a[2])?);
                let state = Compress::new(level, has_header(wbits)?);
                object(held, 0, Arc::new(Mutex::new(state)))
            },
        ),
        NativeDef::new(
            "decompressobj(wbits=15, zdict=b'')",
            "An object that decompresses pieces.",
            |held, a| {
                let inflater = Inflater::new(held.index_i64(&a[0])?)?;
                object(held, 1, Arc::new(Mutex::new(inflater)))
            },
        ),
        NativeDef::new("crc32(data, value=0, /)", "Compute a CRC-32 checksum of data.", binascii::crc32),
        NativeDef::new("adler32(data, value=1, /)", "Compute an Adler-32 checksum of data.", |held, a| {
            let bytes = held.buffer(&a[0])?;
            let start = binascii::checksum_start(held, &a[1])?;
            binascii::without_gil(held, &bytes, |bytes| adler32(start, bytes))
        }),
    ],
    init,
};

static COMPRESSOR: TypeDef = TypeDef {
    name: "Compress",
    module: "zlib",
    layout: Layout::Native("zlib.Compress"),
    methods: &[
        NativeDef::new("compress($self, data, /)", "Compress a piece.", |held, a| {
            let bytes = held.buffer(&a[1])?;
            compress_piece(held, &a[0], &bytes, FlushCompress::None)
        }),
        NativeDef::new("flush($self, mode=4, /)", "Return what is still inside.", |held, a| {
            let how = match held.index_i64(&a[1])? {
                0 => return Ok(Value::bytes(Vec::new())),
                1 => FlushCompress::Partial,
                2 => FlushCompress::Sync,
                3 => FlushCompress::Full,
                _ => FlushCompress::Finish,
            };
            compress_piece(held, &a[0], &[], how)
        }),
    ],
    ..TypeDef::EMPTY
};

static DECOMPRESSOR: TypeDef = TypeDef {
    name: "Decompress",
    module: "zlib",
    layout: Layout::Native("zlib.Decompress"),
    methods: &[
        NativeDef::new("decompress($self, data, /, max_length=0)", "Decompress a piece.", |held, a| {
            let kept = held.buffer(&a[1])?;
            let bytes: &[u8] = &kept;
            let most = held.index_ssize(&a[2])?;
            let Ok(most) = usize::try_from(most) else {
                return Err(Raised::value_error("max_length must be non-negative"));
            };
            let shared = state::<Arc<Mutex<Inflater>>>(held, &a[0])?.clone();
            let result = without_gil(held, || {
                let mut inflater = shared.lock();
                let tail = std::mem::take(&mut inflater.tail);
                match tail.is_empty() {
                    true => inflater.feed(bytes, (most > 0).then_some(most)),
                    false => inflater.feed(&[&tail, bytes].concat(), (most > 0).then_some(most)),
                }
            })?;
            result.map(Value::bytes).map_err(|failure| failed(held, failure))
        }),
        NativeDef::new("flush($self, length=16384, /)", "Return what is still inside.", |held, a| {
            let shared = state::<Arc<Mutex<Inflater>>>(held, &a[0])?.clone();
            let result = without_gil(held, || {
                let mut inflater = shared.lock();
                let tail = std::mem::take(&mut inflater.tail);
                inflater.feed(&tail, None)
            })?;
            result.map(Value::bytes).map_err(|failure| failed(held, failure))
        }),
    ],
    attributes: &[
        GetSetDef {
            name: "unused_data",
            doc: "",
            get: |held, this| {
                Ok(Value::bytes(state::<Arc<Mutex<Inflater>>>(held, this)?.lock().unused.clone()))
            },
            set: None,
        },
        GetSetDef {
            name: "unconsumed_tail",
            doc: "",
            get: |held, this| {
                Ok(Value::bytes(state::<Arc<Mutex<Inflater>>>(held, this)?.lock().tail.clone()))
            },
            set: None,
        },
        GetSetDef {
            name: "eof",
            doc: "",
            get: |held, this| Ok(Value::Bool(state::<Arc<Mutex<Inflater>>>(held, this)?.lock().at_end)),
            set: None,
        },
    ],
    ..TypeDef::EMPTY
};

/// What the module keeps: its classes.
struct Classes {
    objects: [Rc<Class>; 2],
    error: Rc<Class>,
}

const SLOT: &str = "zlib";

fn init(held: &mut Held, module: &Rc<Module>) -> R<()> {
    let base = Rc::clone(held.object_class());
    let compressor = held.new_builtin_class(&COMPRESSOR, vec![Rc::clone(&base)]);
    let decompressor = held.new_builtin_class(&DECOMPRESSOR, vec![base]);
    let namespace = held.new_dict();
    let name = held.intern("__module__");
    held.dict_set_str(&namespace, &name, Value::str("zlib"));
    let metaclass = Value::Class(Rc::clone(held.interp.kind(Kind::Type)));
    let base = Value::Class(Rc::clone(held.interp.exception(ExcKind::Exception)));
    let made = held.call(&metaclass, &[Value::str("error"), Value::tuple([base]), Value::Dict(namespace)])?;
    let Value::Class(error) = made else {
        return Err(Raised::runtime_error("type() did not make a class"));
    };
    held.set_name(module, "error", Value::Class(Rc::clone(&error)));
    held.interp.extensions.insert(SLOT, Box::new(Classes { objects: [compressor, decompressor], error }));
    let constants = [
        ("MAX_WBITS", 15),
        ("DEFLATED", 8),
        ("DEF_MEM_LEVEL", 8),
        ("DEF_BUF_SIZE", 16384),
        ("Z_NO_COMPRESSION", 0),
        ("Z_BEST_SPEED", 1),
        ("Z_BEST_COMPRESSION", 9),
        ("Z_DEFAULT_COMPRESSION", -1),
        ("Z_DEFAULT_STRATEGY", 0),
        ("Z_NO_FLUSH", 0),
        ("Z_PARTIAL_FLUSH", 1),
        ("Z_SYNC_FLUSH", 2),
        ("Z_FULL_FLUSH", 3),
        ("Z_FINISH", 4),
    ];
    for (name, value) in constants {
        held.set_name(module, name, Value::Int(value));
    }
    Ok(())
}

fn classes(held: &mut Held) -> R<&Classes> {
    let slot = held.interp.extensions.get(SLOT).and_then(|slot| slot.downcast_ref());
    slot.ok_or_else(|| Raised::runtime_error("zlib is not imported"))
}

fn object(held: &mut Held, which: usize, state: impl std::any::Any) -> R {
    let class = Rc::clone(&classes(held)?.objects[which]);
    Ok(Value::Instance(Rc::new(Instance::new(class, Payload::Native(Box::new(state))))))
}

fn state<'a, T: 'static>(held: &'a mut Held, this: &'a Value) -> R<&'a mut T> {
    let state = match this {
        Value::Instance(instance) => instance.payload.get_mut(held.token_mut()).native_mut(),
        _ => None,
    };
    state.ok_or_else(|| Raised::type_error("descriptor requires another type of object"))
}

/// `zlib.error`
fn failed(held: &mut Held, message: &str) -> Raised {
    match classes(held).map(|classes| Rc::clone(&classes.error)) {
        Ok(class) => Raised::object(held.new_exception(class, vec![Value::str(message)])),
        Err(raised) => raised,
    }
}

fn without_gil<T: Send>(held: &mut Held, act: impl FnOnce() -> T + Send) -> R<T> {
    let mut act = Some(act);
    let result = door::call(held, Blocking::Native, |_| match act.take() {
        Some(act) => Ok(act()),
        None => Err(Errno::CANCELED),
    })?;
    result.map_err(|error| super::io::os_error(&error.into()))
}

fn level(held: &mut Held, value: &Value) -> R<Compression> {
    match held.index_i64(value)? {
        -1 => Ok(Compression::default()),
        level @ 0..=9 => Ok(Compression::new(level as u32)),
        _ => Err(failed(held, "Bad compression level")),
    }
}

/// Whether the stream has zlib's own header; gzip's is `lib/gzip.py`'s.
fn has_header(wbits: i64) -> R<bool> {
    match wbits {
        0 | 8..=15 | 40..=47 => Ok(true),
        -15..=-8 => Ok(false),
        24..=31 => Err(Raised::value_error("gilvm's zlib writes no gzip headers; use the gzip module")),
        _ => Err(Raised::value_error("Invalid initialization option")),
    }
}

/// Compresses all of `bytes`, with the end that `how` asks for.
fn deflate(state: &mut Compress, bytes: &[u8], out: &mut Vec<u8>, how: FlushCompress) {
    let mut rest = bytes;
    loop {
        out.reserve((rest.len() / 2).max(256));
        let before = (state.total_in(), out.len());
        let status = state.compress_vec(rest, out, how);
        let taken = (state.total_in() - before.0) as usize;
        rest = rest.get(taken..).unwrap_or_default();
        let is_done = match how {
            FlushCompress::Finish => matches!(status, Ok(Status::StreamEnd)),
            _ => rest.is_empty() && out.len() < out.capacity(),
        };
        let is_stuck = taken == 0 && out.len() == before.1 && out.len() < out.capacity();
        if is_done || is_stuck || status.is_err() {
            return;
        }
    }
}

fn compress_piece(held: &mut Held, this: &Value, bytes: &[u8], how: FlushCompress) -> R {
    let shared = state::<Arc<Mutex<Compress>>>(held, this)?.clone();
    let out = without_gil(held, || {
        let mut out = Vec::new();
        deflate(&mut shared.lock(), bytes, &mut out, how);
        out
    })?;
    Ok(Value::bytes(out))
}

/// A stream being decompressed.
struct Inflater {
    state: Decompress,
    at_end: bool,
    /// What came behind the end of the stream.
    unused: Vec<u8>,
    /// What was not looked at because the output was full.
    tail: Vec<u8>,
    /// How much of gzip's header is still to be skipped; `None` for other streams.
    gzip_header: Option<Vec<u8>>,
}

impl Inflater {
    fn new(wbits: i64) -> R<Inflater> {
        let gzip = (24..=31).contains(&wbits) || (40..=47).contains(&wbits);
        let header = !gzip && has_header(wbits)?;
        Ok(Inflater {
            state: Decompress::new(header),
            at_end: false,
            unused: Vec::new(),
            tail: Vec::new(),
            gzip_header: gzip.then(Vec::new),
        })
    }

    fn feed(&mut self, bytes: &[u8], most: Option<usize>) -> Result<Vec<u8>, &'static str> {
        let mut joined = Vec::new();
        let mut rest = bytes;
        if let Some(header) = &mut self.gzip_header {
            header.extend_from_slice(bytes);
            match gzip_header_length(header)? {
                None => return Ok(Vec::new()),
                Some(length) => {
                    joined.extend_from_slice(header.get(length..).unwrap_or_default());
                    self.gzip_header = None;
                    rest = &joined;
                }
            }
        }
        let mut out = Vec::new();
        if self.at_end {
            self.unused.extend_from_slice(rest);
            return Ok(out);
        }
        loop {
            let room = most.map_or(usize::MAX, |most| most - out.len());
            if room == 0 {
                self.tail = rest.to_vec();
                return Ok(out);
            }
            let before = (self.state.total_in(), out.len());
            out.reserve(room.min((rest.len() * 3).clamp(1024, 1 << 22)));
            // A limit of the output has to be one of the buffer.
            let mut piece = Vec::with_capacity(room.min(out.capacity() - out.len()));
            let status = self.state.decompress_vec(rest, &mut piece, FlushDecompress::None);
            out.append(&mut piece);
            let taken = (self.state.total_in() - before.0) as usize;
            rest = rest.get(taken..).unwrap_or_default();
            match status {
                Ok(Status::StreamEnd) => {
                    self.at_end = true;
                    self.unused = rest.to_vec();
                    return Ok(out);
                }
                Ok(_) if taken == 0 && out.len() == before.1 => return Ok(out),
                Ok(_) => {}
                Err(_) if self.state.total_out() == 0 => {
                    return Err("Error -3 while decompressing data: incorrect header check");
                }
                Err(_) => return Err("Error -3 while decompressing data: invalid block type"),
            }
        }
    }
}

/// Where gzip's header ends; `None` if it is not complete.
fn gzip_header_length(bytes: &[u8]) -> Result<Option<usize>, &'static str> {
    const WRONG: &str = "Error -3 while decompressing data: incorrect header check";
    if bytes.iter().zip([0x1f, 0x8b, 8]).any(|(have, want)| *have != want) {
        return Err(WRONG);
    }
    let Some(flags) = bytes.get(3).copied() else { return Ok(None) };
    let mut at = 10;
    if flags & 4 != 0 {
        let (Some(low), Some(high)) = (bytes.get(at), bytes.get(at + 1)) else { return Ok(None) };
        at += 2 + usize::from(*low) + 256 * usize::from(*high);
    }
    for flag in [8, 16] {
        if flags & flag != 0 {
            match bytes.get(at..).and_then(|rest| rest.iter().position(|byte| *byte == 0)) {
                Some(end) => at += end + 1,
                None => return Ok(None),
            }
        }
    }
    if flags & 2 != 0 {
        at += 2;
    }
    Ok((bytes.len() >= at).then_some(at))
}

/// Adler-32 (RFC 1950): two sums modulo the largest prime below 65536.
fn adler32(start: u32, bytes: &[u8]) -> u32 {
    const PRIME: u32 = 65_521;
    /// As many bytes as can be summed before 32 bits overflow.
    const RUN: usize = 5552;
    let (mut low, mut high) = (start & 0xffff, start >> 16);
    for run in bytes.chunks(RUN) {
        for byte in run {
            low += u32::from(*byte);
            high += low;
        }
        low %= PRIME;
        high %= PRIME;
    }
    high << 16 | low
}
