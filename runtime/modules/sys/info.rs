//! The part of `sys` that describes: versions, limits, the platform.

use gilvm_vm::error::R;
use gilvm_vm::held::Held;
use gilvm_vm::native::NativeDef;
use gilvm_vm::native::TypeDef;
use gilvm_vm::object::Class;
use gilvm_vm::object::Instance;
use gilvm_vm::object::Module;
use gilvm_vm::object::Payload;
use gilvm_vm::rc::Rc;
use gilvm_vm::value::Value;

use super::super::record;
use super::super::record::Record;

/// The level of the language: 3.13.0 final.
const LEVEL: [i64; 3] = [3, 13, 0];

/// `sys.hexversion`: the level, then `f` for final and the serial number 0.
const HEX_VERSION: i64 = LEVEL[0] << 24 | LEVEL[1] << 16 | LEVEL[2] << 8 | 0xf0;

/// `sys.version_info`
pub(crate) static VERSION_INFO: Record = Record {
    qualified: "sys.version_info",
    attributes: record::fields!("major", "minor", "micro", "releaselevel", "serial"),
};
/// `sys.flags`
pub(crate) static FLAGS: Record = Record {
    qualified: "sys.flags",
    attributes: record::fields!(
        "debug",
        "inspect",
        "interactive",
        "optimize",
        "dont_write_bytecode",
        "no_user_site",
        "no_site",
        "ignore_environment",
        "verbose",
        "bytes_warning",
        "quiet",
        "hash_randomization",
        "isolated",
        "dev_mode",
        "utf8_mode",
        "warn_default_encoding",
        "safe_path",
        "int_max_str_digits",
    ),
};
/// `sys.float_info`
pub(crate) static FLOAT_INFO: Record = Record {
    qualified: "sys.float_info",
    attributes: record::fields!(
        "max",
        "max_exp",
        "max_10_exp",
        "min",
        "min_exp",
        "min_10_exp",
        "dig",
        "mant_dig",
        "epsilon",
        "radix",
        "rounds",
    ),
};
/// `sys.int_info`
pub(crate) static INT_INFO: Record = Record {
    qualified: "sys.int_info",
    attributes: record::fields!(
        "bits_per_digit",
        "sizeof_digit",
        "default_max_str_digits",
        "str_digits_check_threshold",
    ),
};
/// `sys.hash_info`
pub(crate) static HASH_INFO: Record = Record {
    qualified: "sys.hash_info",
    attributes: record::fields!(
        "width",
        "modulus",
        "inf",
        "nan",
        "imag",
        "algorithm",
        "hash_bits",
        "seed_bits",
        "cutoff",
    ),
};
/// `sys.thread_info`
pub(crate) static THREAD_INFO: Record =
    Record { qualified: "sys.thread_info", attributes: record::fields!("name", "lock", "version") };

static VERSION_INFO_CLASS: TypeDef = VERSION_INFO.definition("sys", "version_info", None);
static FLAGS_CLASS: TypeDef = FLAGS.definition("sys", "flags", None);
static FLOAT_INFO_CLASS: TypeDef = FLOAT_INFO.definition("sys", "float_info", None);
static INT_INFO_CLASS: TypeDef = INT_INFO.definition("sys", "int_info", None);
static HASH_INFO_CLASS: TypeDef = HASH_INFO.definition("sys", "hash_info", None);
static THREAD_INFO_CLASS: TypeDef = THREAD_INFO.definition("sys", "thread_info", None);

/// `types.SimpleNamespace`
pub(crate) static NAMESPACE: TypeDef = TypeDef {
    name: "SimpleNamespace",
    module: "types",
    doc: "A simple attribute-based namespace.",
    subclassable: true,
    has_dict: true,
    methods: &[
        NativeDef::new("__init__($self, /, *args, **kwargs)", "", namespace_init),
        NativeDef::new("__repr__($self, /)", "", namespace_repr),
    ],
    ..TypeDef::EMPTY
};

fn namespace_init(held: &mut Held, a: &[Value]) -> R {
    let (Value::Instance(this), Value::Dict(keywords)) = (&a[0], &a[2]) else { return Ok(Value::None) };
    let pairs: Vec<(Value, Value)> =
        keywords.table(held.token()).iter().map(|entry| (entry.key.clone(), entry.value.clone())).collect();
    for (key, value) in pairs {
        if let Value::Str(key) = key {
            held.instance_set(this, &key, value);
        }
    }
    Ok(Value::None)
}

fn namespace_repr(held: &mut Held, a: &[Value]) -> R {
    let Value::Instance(this) = &a[0] else { return Ok(Value::None) };
    let attributes = held.instance_dict(this);
    let pairs: Vec<(Value, Value)> =
        attributes.table(held.token()).iter().map(|entry| (entry.key.clone(), entry.value.clone())).collect();
    let name = match held.class_of(&a[0]).name(held.token()) {
        "SimpleNamespace" => "namespace".to_owned(),
        own => own.to_owned(),
    };
    held.nested(" while getting the repr of an object", |held| {
        let mut text = format!("{name}(");
        for (at, (key, value)) in pairs.iter().enumerate() {
            if at > 0 {
                text.push_str(", ");
            }
            text.push_str(held.str(key)?.as_str());
            text.push('=');
            text.push_str(held.repr(value)?.as_str());
        }
        text.push(')');
        Ok(Value::from(text))
    })
}

/// A namespace with these attributes.
fn namespace(held: &mut Held, class: &Rc<Class>, attributes: Vec<(&str, Value)>) -> Value {
    let instance = Rc::new(Instance::new(Rc::clone(class), Payload::None));
    for (name, value) in attributes {
        let name = held.intern(name);
        held.instance_set(&instance, &name, value);
    }
    Value::Instance(instance)
}

/// Adds the descriptions to the module.
pub(super) fn install(held: &mut Held, module: &Rc<Module>) -> R<()> {
    let int = Value::Int;
    let text = |text: &str| Value::str(text);
    let put = |held: &mut Held, name: &str, def: &TypeDef, items: Vec<Value>| {
        let class = record::class(held, def);
        let value = record::make(&class, items);
        held.set_name(module, name, value.clone());
        value
    };
    let level = LEVEL.map(Value::Int);
    let version_items = [level.as_slice(), &[text("final"), int(0)]].concat();
    let version_info = put(held, "version_info", &VERSION_INFO_CLASS, version_items);
    let digits = held.interp.int_max_str_digits;
    let mut flags = vec![int(0); 18];
    // Byte code is never written; string hashes are random unless PYTHONHASHSEED says otherwise.
    flags[4] = int(1);
    flags[11] = int(1);
    flags[13] = Value::Bool(false);
    flags[16] = Value::Bool(false);
    flags[17] = Value::from(digits);
    put(held, "flags", &FLAGS_CLASS, flags);
    let float_info = vec![
        Value::Float(f64::MAX),
        int(i64::from(f64::MAX_EXP)),
        int(i64::from(f64::MAX_10_EXP)),
        Value::Float(f64::MIN_POSITIVE),
        int(i64::from(f64::MIN_EXP)),
        int(i64::from(f64::MIN_10_EXP)),
        int(i64::from(f64::DIGITS)),
        int(i64::from(f64::MANTISSA_DIGITS)),
        Value::Float(f64::EPSILON),
        int(2),
        int(1),
    ];
    put(held, "float_info", &FLOAT_INFO_CLASS, float_info);
    put(held, "int_info", &INT_INFO_CLASS, [30, 4, 4300, 640].map(Value::Int).to_vec());
    let hash_info = vec![
        int(64),
        int((1 << 61) - 1),
        int(314_159),
        int(0),
        int(1_000_003),
        text("siphash13"),
        int(64),
        int(128),
        int(0),
    ];
    put(held, "hash_info", &HASH_INFO_CLASS, hash_info);
    put(held, "thread_info", &THREAD_INFO_CLASS, vec![text("pthread"), text("futex"), Value::None]);
    let class = held.object_class().clone();
    let class = held.new_builtin_class(&NAMESPACE, vec![class]);
    let implementation = namespace(
        held,
        &class,
        vec![
            ("name", text("gilvm")),
            ("cache_tag", Value::None),
            ("version", version_info),
            ("hexversion", int(HEX_VERSION)),
        ],
    );
    held.set_name(module, "implementation", implementation);
    let version = format!("3.13.0 (gilvm {})", env!("CARGO_PKG_VERSION"));
    let executable = std::env::current_exe().map_or(String::new(), |path| path.display().to_string());
    let original: Vec<Value> =
        std::env::args_os().map(|arg| Value::from(arg.to_string_lossy().into_owned())).collect();
    let native: Vec<Value> = held.interp.config.modules.iter().map(|def| Value::str(def.name)).collect();
    let simple = [
        ("version", Value::from(version)),
        ("hexversion", int(HEX_VERSION)),
        ("api_version", int(1013)),
        ("copyright", text("Copyright (c) the gilvm contributors.")),
        ("platform", text("linux")),
        ("maxsize", int(i64::MAX)),
        ("maxunicode", int(0x10_ffff)),
        ("byteorder", text("little")),
        ("executable", Value::from(executable)),
        ("orig_argv", Value::list(original)),
        ("prefix", text("")),
        ("exec_prefix", text("")),
        ("base_prefix", text("")),
        ("base_exec_prefix", text("")),
        ("builtin_module_names", Value::tuple(native)),
        ("warnoptions", Value::list(Vec::new())),
        ("dont_write_bytecode", Value::Bool(true)),
        ("float_repr_style", text("short")),
        ("pycache_prefix", Value::None),
        ("platlibdir", text("lib")),
    ];
    for (name, value) in simple {
        held.set_name(module, name, value);
    }
    Ok(())
}
