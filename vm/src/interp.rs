//! An interpreter: everything its threads share. It lives inside the GIL ([`crate::held`]), so having it at hand
//! means holding the lock. Nothing of it is global to the process.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::error::ExcKind;
use crate::error::R;
use crate::gil::CheckPoints;
use crate::held::Held;
use crate::names::Names;
use crate::native::ModuleDef;
use crate::object::Class;
use crate::object::Dict;
use crate::object::Instance;
use crate::object::Str;
use crate::object::Tuple;
use crate::rc::Rc;
use crate::text::hash::HashKey;
use crate::types::Kind;
use crate::value::Value;

/// CPython's default recursion limit.
pub const RECURSION_LIMIT_DEFAULT: usize = 1000;

/// Entries of the method cache; a power of two. Places in code have caches of their own before it, so that four times as
/// many, as CPython has, would only be pages to fill at each start.
const METHOD_CACHE_SIZE: usize = 1024;

/// What an embedder decides before an interpreter starts.
pub struct Config {
    /// `sys.argv`.
    pub argv: Vec<String>,
    /// `sys.path`.
    pub path: Vec<String>,
    /// Key of the string hash (`PYTHONHASHSEED`).
    pub hash_key: HashKey,
    /// Where a thread can be made to give the GIL up.
    pub check_points: CheckPoints,
    /// Native modules that `import` finds.
    pub modules: Vec<&'static ModuleDef>,
    /// Modules written in Python that `import` finds: name, source.
    pub library: Vec<(&'static str, &'static str)>,
    /// Reads a source file, for `import` and for tracebacks: the VM itself does no I/O.
    pub read_source: fn(&str) -> Option<String>,
    /// Whether a path names a folder, for packages without `__init__.py`.
    pub is_folder: fn(&str) -> bool,
}

impl Default for Config {
    fn default() -> Config {
        Config {
            argv: vec![String::new()],
            path: Vec::new(),
            hash_key: HashKey::new(0, 0),
            check_points: CheckPoints::default(),
            modules: Vec::new(),
            library: Vec::new(),
            read_source: |_| None,
            is_folder: |_| false,
        }
    }
}

/// See [`Interp::on_unraisable`].
pub type UnraisableHook = fn(&mut Held, &Rc<Instance>, Option<&str>, &Value) -> bool;

/// The state that all threads of an interpreter share.
pub struct Interp {
    /// What the embedder decided.
    pub config: Config,
    /// Built-in types by [`Kind`].
    pub(crate) types: Vec<Rc<Class>>,
    /// Built-in exceptions by [`ExcKind`].
    pub(crate) exceptions: Vec<Rc<Class>>,
    /// Well-known names.
    pub names: Names,
    /// The namespace of `builtins`.
    pub builtins: Rc<Dict>,
    /// `sys.modules`.
    pub modules: Rc<Dict>,
    interned: FxHashMap<Box<str>, Rc<Str>>,
    method_cache: Box<[MethodCacheEntry]>,
    next_version: u32,
    /// One-character strings of Latin-1.
    pub(crate) chars: Vec<Rc<Str>>,
    /// `()`
    pub(crate) empty_tuple: Tuple,
    /// `sys.getrecursionlimit()`
    pub recursion_limit: usize,
    /// `sys.get_int_max_str_digits()`
    pub int_max_str_digits: usize,
    /// Whether a class with a `__del__` was ever made.
    pub(crate) has_finalizers: bool,
    /// Runs the handlers of signals that arrived; called on the thread whose breaker says so.
    pub on_signal: Option<fn(&mut Held) -> R<()>>,
    /// Is told at a check point when an instance of a watched class has died, and where it stood.
    pub on_death: Option<fn(&mut Held, usize)>,
    /// Hands an exception that nobody can catch to the script's hook, with a message and an object if there are such;
    /// says whether there is a hook.
    pub on_unraisable: Option<UnraisableHook>,
    /// Where threads were when others asked them for the GIL: code and how often, by address of the code and line.
    /// Kept only if statistics are wanted.
    pub asked_at: Option<FxHashMap<(usize, u32), (SharedCode, u64)>>,
    /// Trace and profile functions that threads have been given by others and not taken yet.
    pub(crate) hooks_sent: Vec<crate::eval::trace::SentHook>,
    /// How many threads have used local objects so far.
    pub(crate) local_threads: u64,
    /// Stacks for threads that begin.
    pub(crate) spare_stacks: Vec<crate::thread::Stacks>,
    /// State of native modules, by a name of their choice.
    pub extensions: FxHashMap<&'static str, Box<dyn std::any::Any>>,
}

#[derive(Clone, Default)]
struct MethodCacheEntry {
    version: u32,
    name: usize,
    value: Value,
}

impl Interp {
    pub(crate) fn new(config: Config) -> Interp {
        let mut interned: FxHashMap<Box<str>, Rc<Str>> = FxHashMap::default();
        let names = Names::new(|text| intern_in(&mut interned, text));
        let chars =
            (0..=255u8).map(|b| intern_in(&mut interned, (b as char).encode_utf8(&mut [0; 4]))).collect();
        Interp {
            config,
            types: Vec::with_capacity(Kind::ALL.len()),
            exceptions: Vec::with_capacity(ExcKind::ALL.len()),
            names,
            builtins: Rc::new(Dict::new()),
            modules: Rc::new(Dict::new()),
            interned,
            method_cache: vec![MethodCacheEntry::default(); METHOD_CACHE_SIZE].into(),
            next_version: 1,
            chars,
            empty_tuple: Tuple::new([]),
            recursion_limit: RECURSION_LIMIT_DEFAULT,
            int_max_str_digits: 4300,
            has_finalizers: false,
            on_signal: None,
            on_death: None,
            on_unraisable: None,
            asked_at: None,
            hooks_sent: Vec::new(),
            local_threads: 0,
            spare_stacks: Vec::new(),
            extensions: FxHashMap::default(),
        }
    }

    /// The string with this text that stands for all equal ones.
    pub fn intern(&mut self, text: &str) -> Rc<Str> {
        intern_in(&mut self.interned, text)
    }

    /// The built-in type of this kind.
    #[inline(always)]
    pub fn kind(&self, kind: Kind) -> &Rc<Class> {
        &self.types[kind.index()]
    }

    /// The built-in exception class of this kind.
    pub fn exception(&self, kind: ExcKind) -> &Rc<Class> {
        &self.exceptions[kind.index()]
    }

    /// A number that no class has or had as its version.
    pub(crate) fn new_version(&mut self) -> u32 {
        // After four billion changes of classes, caching ends: 0 is never a valid version.
        self.next_version = self.next_version.checked_add(1).unwrap_or(0);
        if self.next_version == 0 { 0 } else { self.next_version - 1 }
    }

    fn method_cache_slot(version: u32, name: &Rc<Str>) -> usize {
        let address = Rc::as_ptr(name) as usize >> 4;
        (address ^ (version as usize).wrapping_mul(0x9E37_79B1)) & (METHOD_CACHE_SIZE - 1)
    }

    /// What a lookup of an interned name on a class of this version found last; `Some(Unset)`: nothing.
    #[inline]
    pub(crate) fn cached_method(&self, version: u32, name: &Rc<Str>) -> Option<&Value> {
        let entry = &self.method_cache[Self::method_cache_slot(version, name)];
        (entry.version == version && entry.name == Rc::as_ptr(name) as usize && version != 0)
            .then_some(&entry.value)
    }

    /// Remembers a lookup. `name` must be interned: the cache compares addresses and relies on their staying.
    pub(crate) fn cache_method(&mut self, version: u32, name: &Rc<Str>, value: Value) {
        if version == 0 || !self.interned.get(name.as_str()).is_some_and(|n| Rc::ptr_eq(n, name)) {
            return;
        }
        let slot = Self::method_cache_slot(version, name);
        self.method_cache[slot] = MethodCacheEntry { version, name: Rc::as_ptr(name) as usize, value };
    }
}

fn intern_in(interned: &mut FxHashMap<Box<str>, Rc<Str>>, text: &str) -> Rc<Str> {
    if let Some(found) = interned.get(text) {
        return Rc::clone(found);
    }
    let new = Rc::new(Str::new(text.into()));
    interned.insert(text.into(), Rc::clone(&new));
    new
}

/// Starts an interpreter's types, exceptions and built-ins. Runs once, under the GIL.
pub(crate) fn initialise(held: &mut Held) -> R<()> {
    crate::types::make_all(held)?;
    crate::builtins::install(held)
}

/// A compiled program that any interpreter can load.
pub type SharedCode = Arc<gilvm_compiler::code::Code>;
