//! How native code is declared: functions, attributes and types, each once.
//!
//! A declaration's text is the Python signature; from it derive argument parsing, CPython's `TypeError`s, what
//! `inspect` shows, and the doc string:
//!
//! ```text
//! NativeDef::new("round(number, ndigits=None)", "Round a number …", round)
//! ```
//!
//! Parameters stand as in Python: `/` ends the positional-only ones, `*` begins the keyword-only ones, `*args` and
//! `**kwargs` collect. A default is `None`, `True`, `False`, an integer, a float, a `'string'`, or `<unset>` for "may be left out". A method's
//! first parameter is `$self` (or `$cls` for class methods, `$type` for `__new__`).
//!
//! The function then gets exactly one value per parameter, defaults filled in, `*args` as a tuple, `**kwargs` as a
//! dict, and [`Value::Unset`] where an `<unset>` parameter was left out.

use smallvec::SmallVec;

use crate::error::R;
use crate::error::Raised;
use crate::held::Held;
use crate::object::Layout;
use crate::object::Native;
use crate::object::Str;
use crate::rc::Rc;
use crate::types::Kind;
use crate::value::Value;

/// The one shape of a native function: the guard, and one value per declared parameter.
pub type NativeFn = fn(&mut Held, &[Value]) -> R;

/// Arguments on their way into a native function.
pub type ArgVec = SmallVec<[Value; 6]>;

/// Declaration of a native function or method.
pub struct NativeDef {
    /// `name(parameters)`.
    pub signature: &'static str,
    /// `__doc__`.
    pub doc: &'static str,
    /// The code.
    pub call: NativeFn,
    /// Whether a call of it is a check point.
    pub checks: bool,
    /// What the eval loop may do instead of calling it.
    pub quick: Quick,
    /// Whether it stands for a function that CPython has in Python, so that wrong arguments are told in other words.
    pub in_python: bool,
}

/// Native functions that are called so often, and do so little, that the eval loop does itself what they do for the
/// usual arguments.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Quick {
    /// All others.
    No,
    /// `len` of a built-in container.
    Len,
    /// `list.append`
    Append,
    /// `isinstance` with a class that does not decide for itself.
    IsInstance,
    /// `ord` of an ASCII character.
    Ord,
    /// `chr` of an ASCII code.
    Chr,
    /// `abs` of a number.
    Abs,
    /// `max` of two numbers.
    Max,
    /// `min` of two numbers.
    Min,
    /// `str.startswith` with one prefix.
    StartsWith,
    /// `str.endswith` with one suffix.
    EndsWith,
    /// `dict.get`
    Get,
    /// `list.pop`
    Pop,
    /// `set.add`
    Add,
    /// `BaseException.__init__`
    ExceptionInit,
    /// `next` of a generator.
    Next,
    /// `send` of a generator.
    Send,
}

impl NativeDef {
    /// A declaration.
    pub const fn new(signature: &'static str, doc: &'static str, call: NativeFn) -> NativeDef {
        NativeDef { signature, doc, call, checks: true, quick: Quick::No, in_python: false }
    }

    /// The same, but a call of it is no check point, because CPython has an instruction for such calls that does
    /// not check (`CALL_LEN` and its like).
    pub const fn without_check(self) -> NativeDef {
        NativeDef { checks: false, ..self }
    }

    /// The same for a function that the eval loop knows.
    pub const fn quick(self, quick: Quick) -> NativeDef {
        NativeDef { quick, ..self }
    }

    /// The same for a function that CPython has in Python, in the class without the underscore before its name.
    pub const fn as_python(self) -> NativeDef {
        NativeDef { in_python: true, ..self }
    }

    /// The function's name.
    pub fn name(&self) -> &'static str {
        self.signature.split('(').next().unwrap_or(self.signature)
    }

    /// The parameter list as `inspect` shows it, with `$self` marked.
    pub fn text_signature(&self) -> &'static str {
        &self.signature[self.name().len()..]
    }
}

/// Sets an attribute of a native object, or deletes it when the value is unset.
pub type SetAttr = fn(&mut Held, &Value, Value) -> R<()>;

/// Declaration of an attribute of a native type.
pub struct GetSetDef {
    /// Its name.
    pub name: &'static str,
    /// `__doc__`.
    pub doc: &'static str,
    /// Reads it.
    pub get: fn(&mut Held, &Value) -> R,
    /// Sets it (deletes it, when the value is unset); `None`: read-only.
    pub set: Option<SetAttr>,
}

/// Declaration of a native type.
pub struct TypeDef {
    /// `__name__`.
    pub name: &'static str,
    /// `__module__`.
    pub module: &'static str,
    /// `__doc__`.
    pub doc: &'static str,
    /// What instances carry.
    pub layout: Layout,
    /// Whether scripts may derive from it.
    pub subclassable: bool,
    /// Whether instances of the type itself (not of subclasses) have attributes.
    pub has_dict: bool,
    /// `__new__`: its first parameter is `$type`. `None`: instances are not made by calling the type.
    pub new: Option<&'static NativeDef>,
    /// Methods; their first parameter is `$self`.
    pub methods: &'static [NativeDef],
    /// Class methods; their first parameter is `$cls`.
    pub class_methods: &'static [NativeDef],
    /// Static methods.
    pub static_methods: &'static [NativeDef],
    /// Attributes.
    pub attributes: &'static [GetSetDef],
}

impl TypeDef {
    /// A type with nothing in it, to be completed with struct update syntax.
    pub const EMPTY: TypeDef = TypeDef {
        name: "",
        module: "builtins",
        doc: "",
        layout: Layout::Object,
        subclassable: false,
        has_dict: false,
        new: None,
        methods: &[],
        class_methods: &[],
        static_methods: &[],
        attributes: &[],
    };

    /// A built-in type of this kind, to be completed with struct update syntax.
    pub const fn builtin(kind: Kind) -> TypeDef {
        TypeDef { name: kind.name(), layout: Layout::Builtin(kind), ..TypeDef::EMPTY }
    }
}

/// Declaration of a native module.
pub struct ModuleDef {
    /// Its name.
    pub name: &'static str,
    /// `__doc__`.
    pub doc: &'static str,
    /// Its functions.
    pub functions: &'static [NativeDef],
    /// Adds what is not a function: constants, types, state.
    pub init: fn(&mut Held, &Rc<crate::object::Module>) -> R<()>,
}

/// How a parameter may be given.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum ParamKind {
    PositionalOnly,
    Normal,
    KeywordOnly,
}

/// A default value, as plain data.
#[derive(Clone, Copy, Debug)]
enum Default {
    Required,
    Unset,
    None,
    Bool(bool),
    Int(i64),
    Float(f64),
    Str(&'static str),
}

struct Param {
    name: &'static str,
    kind: ParamKind,
    default: Default,
    /// The default as a value; unset where an argument must be given.
    value: Value,
}

/// The parameters of a declaration, parsed.
pub struct Signature {
    params: Vec<Param>,
    /// How many of them may be given by position.
    positional: usize,
    /// How many of those must be given.
    required: usize,
    /// With how many positional arguments everything else has a default.
    enough: usize,
    /// How many positional arguments are all of them, `usize::MAX` where the number varies.
    exact: usize,
    var_args: bool,
    var_keywords: bool,
    /// Whether nothing can be given by name.
    plain: bool,
    /// Whether the first parameter is the receiver, which messages do not count.
    receiver: bool,
}

impl Signature {
    /// Parses the text of a declaration. The texts are ours: a malformed one reads as a function without parameters.
    fn parse(text: &'static str, held: &mut Held) -> Signature {
        let open = text.find('(').map_or(text.len(), |at| at + 1);
        let inner = text[open..].strip_suffix(')').unwrap_or("");
        let mut signature = Signature {
            params: Vec::new(),
            positional: 0,
            required: 0,
            enough: 0,
            exact: usize::MAX,
            var_args: false,
            var_keywords: false,
            plain: false,
            receiver: false,
        };
        let mut kind = ParamKind::Normal;
        for part in inner.split(", ").filter(|part| !part.is_empty()) {
            match part {
                "/" => signature.params.iter_mut().for_each(|p| p.kind = ParamKind::PositionalOnly),
                "*" => kind = ParamKind::KeywordOnly,
                _ => {
                    if part.strip_prefix("**").is_some() {
                        signature.var_keywords = true;
                    } else if part.strip_prefix('*').is_some() {
                        signature.var_args = true;
                        kind = ParamKind::KeywordOnly;
                    } else {
                        let (name, default) = match part.split_once('=') {
                            Some((name, default)) => (name, parse_default(default)),
                            None => (part, Default::Required),
                        };
                        let value = default.value(held).unwrap_or_default();
                        let (name, kind) = match name.strip_prefix('$') {
                            Some(name) => {
                                signature.receiver = true;
                                (name, ParamKind::PositionalOnly)
                            }
                            None => (name, kind),
                        };
                        signature.params.push(Param { name, kind, default, value });
                    }
                }
            }
        }
        signature.plain = signature.params.iter().all(|p| p.kind == ParamKind::PositionalOnly);
        signature.positional = signature.params.iter().filter(|p| p.kind != ParamKind::KeywordOnly).count();
        signature.required = signature
            .params
            .iter()
            .take_while(|p| p.kind != ParamKind::KeywordOnly && matches!(p.default, Default::Required))
            .count();
        let last_required = signature.params.iter().rposition(|p| matches!(p.default, Default::Required));
        signature.enough = last_required.map_or(0, |at| at + 1);
        if signature.positional == signature.params.len() && !signature.var_args && !signature.var_keywords {
            signature.exact = signature.positional;
        }
        signature
    }

    /// Whether a call with `given` positional arguments and no keywords needs nothing but defaults, a tuple for
    /// those that are left over, and perhaps an empty dict.
    fn spreads(&self, given: usize) -> bool {
        self.var_args && self.enough <= self.positional.min(given)
    }

    /// Whether a call with `given` positional arguments and no keywords needs nothing but defaults.
    #[inline(always)]
    fn suffices(&self, given: usize) -> bool {
        given >= self.enough && given <= self.positional && !self.var_args && !self.var_keywords
    }
}

fn parse_default(text: &'static str) -> Default {
    match text {
        "<unset>" => Default::Unset,
        "None" => Default::None,
        "True" => Default::Bool(true),
        "False" => Default::Bool(false),
        _ => match (text.strip_prefix('\'').and_then(|t| t.strip_suffix('\'')), text.parse()) {
            (Some(text), _) => Default::Str(text),
            (None, Ok(n)) => Default::Int(n),
            (None, Err(_)) => text.parse().map_or(Default::Unset, Default::Float),
        },
    }
}

/// Calls a native function with `args` and the keyword arguments `keywords` (names with values).
pub(crate) fn call(held: &mut Held, native: &Native, args: &[Value], keywords: &[(Rc<Str>, Value)]) -> R {
    let signature = native.signature.get_or_init(|| Signature::parse(native.def.signature, held));
    if keywords.is_empty() && signature.suffices(args.len()) {
        if args.len() == signature.params.len() {
            return (native.def.call)(held, args);
        }
        let defaults = signature.params[args.len()..].iter().map(|p| p.value.clone());
        let bound: ArgVec = args.iter().cloned().chain(defaults).collect();
        return (native.def.call)(held, &bound);
    }
    if keywords.is_empty() && signature.spreads(args.len()) {
        let params = signature.params.iter().enumerate();
        let mut bound: ArgVec = params
            .map(|(at, param)| match args.get(at) {
                Some(arg) if at < signature.positional => arg.clone(),
                _ => param.value.clone(),
            })
            .collect();
        bound.push(Value::tuple(args.get(signature.positional..).unwrap_or_default().iter().cloned()));
        if signature.var_keywords {
            bound.push(Value::Dict(held.new_dict()));
        }
        return (native.def.call)(held, &bound);
    }
    let bound = bind(held, native, signature, args, keywords)?;
    (native.def.call)(held, &bound)
}

/// Calls a native function with the `argc` arguments that stand in the registers from `first` on, which are consumed.
#[inline]
pub(crate) fn call_registers(held: &mut Held, native: &Native, first: usize, argc: usize) -> R {
    let signature = native.signature.get_or_init(|| Signature::parse(native.def.signature, held));
    if signature.exact == argc {
        match argc {
            1 => return call_window::<1>(held, native, first),
            2 => return call_window::<2>(held, native, first),
            3 => return call_window::<3>(held, native, first),
            _ => {}
        }
    }
    if signature.suffices(argc) {
        match signature.params.len() {
            1 => return call_defaults::<1>(held, native, signature, first, argc),
            2 => return call_defaults::<2>(held, native, signature, first, argc),
            3 => return call_defaults::<3>(held, native, signature, first, argc),
            4 => return call_defaults::<4>(held, native, signature, first, argc),
            _ => {}
        }
    }
    let registers = held.thread.registers.get_mut(first..first + argc).unwrap_or_default();
    let args: ArgVec = registers.iter_mut().map(std::mem::take).collect();
    call(held, native, &args, &[])
}

/// Calls a native function of `N` parameters with as many arguments.
#[inline]
fn call_window<const N: usize>(held: &mut Held, native: &Native, first: usize) -> R {
    let window = held.thread.registers.get_mut(first..).and_then(|rest| rest.first_chunk_mut::<N>());
    // The window of a running frame always exists.
    let Some(window) = window else {
        return Err(Raised::runtime_error("arguments outside the register stack"));
    };
    let args = window.each_mut().map(Value::take);
    let result = (native.def.call)(held, &args);
    Value::discard_all(args);
    result
}

/// Calls a native function of `N` parameters with fewer arguments: the last are left to their defaults.
fn call_defaults<const N: usize>(
    held: &mut Held,
    native: &Native,
    signature: &Signature,
    first: usize,
    argc: usize,
) -> R {
    let Some(params) = signature.params.first_chunk::<N>() else {
        return Err(Raised::runtime_error("a signature of another length"));
    };
    let given = held.thread.registers.get_mut(first..first + argc).unwrap_or_default();
    let mut args = params.each_ref().map(|_| Value::Unset);
    for at in 0..N {
        args[at].put(match given.get_mut(at) {
            Some(arg) => arg.take(),
            None => params[at].value.clone(),
        });
    }
    let result = (native.def.call)(held, &args);
    Value::discard_all(args);
    result
}

impl Default {
    /// The value, `None` where there is none because an argument must be given.
    fn value(self, held: &mut Held) -> Option<Value> {
        Some(match self {
            Default::Required => return None,
            Default::Unset => Value::Unset,
            Default::None => Value::None,
            Default::Bool(b) => Value::Bool(b),
            Default::Int(n) => Value::Int(n),
            Default::Float(x) => Value::Float(x),
            Default::Str(text) => Value::Str(held.intern(text)),
        })
    }
}

#[cold]
fn bind(
    held: &mut Held,
    native: &Native,
    signature: &Signature,
    args: &[Value],
    keywords: &[(Rc<Str>, Value)],
) -> R<ArgVec> {
    if native.def.in_python
        && let Some(refusal) = refused_in_python(native, signature, args, keywords)
    {
        return Err(refusal);
    }
    // Names are cut out of the declaration, so only messages ask for them.
    let name = || shown_name(native);
    let hidden = usize::from(signature.receiver);
    let plain_positional = signature.plain;
    if signature.receiver && args.is_empty() && native.def.name() == "__new__" {
        return Err(Raised::type_error(format!("{}.__new__(): not enough arguments", native.owner)));
    }
    if signature.receiver && args.is_empty() {
        return Err(Raised::type_error(format!(
            "unbound method {}.{}() needs an argument",
            native.owner,
            name()
        )));
    }
    if !keywords.is_empty() && plain_positional && !signature.var_keywords {
        let shown = if gets_tuple(native) { name().to_owned() } else { qualified(native) };
        return Err(Raised::type_error(format!("{shown}() takes no keyword arguments")));
    }
    let given = args.len() - hidden.min(args.len());
    let most = signature.positional - hidden;
    let least = signature.required.max(hidden) - hidden;
    if args.len() > signature.positional && !signature.var_args {
        return Err(too_many(native, signature, given, keywords.len(), least, most, plain_positional));
    }
    let mut bound = ArgVec::with_capacity(signature.params.len() + 2);
    bound.extend(args.iter().take(signature.positional).cloned());
    bound.resize(signature.params.len(), Value::Unset);
    let mut filled = args.len().min(signature.positional);
    let mut extra = Vec::new();
    // What is missing is told before what is too much.
    let mut unknown = None;
    for (keyword, value) in keywords {
        let position = signature
            .params
            .iter()
            .position(|p| p.kind != ParamKind::PositionalOnly && p.name == keyword.as_str());
        match position {
            Some(at) if at < args.len().min(signature.positional) => {
                return Err(Raised::type_error(format!(
                    "argument for {}() given by name ('{}') and position ({})",
                    name(),
                    keyword.as_str(),
                    at + 1 - hidden
                )));
            }
            Some(at) => {
                bound[at] = value.clone();
                filled += 1;
            }
            None if signature.var_keywords => extra.push((Rc::clone(keyword), value.clone())),
            None => unknown = unknown.or(Some(keyword)),
        }
    }
    if filled < signature.params.len() {
        for (at, param) in signature.params.iter().enumerate() {
            if !bound[at].is_unset() {
                continue;
            }
            if matches!(param.default, Default::Required) {
                return Err(missing(native, param, at + 1 - hidden, given, least, most, plain_positional));
            }
            bound[at] = param.value.clone();
        }
    }
    if let Some(keyword) = unknown {
        let candidates =
            signature.params.iter().filter(|p| p.kind != ParamKind::PositionalOnly).map(|p| p.name);
        let hint = crate::traceback::suggest(keyword.as_str(), candidates)
            .map(|close| format!(". Did you mean '{close}'?"))
            .unwrap_or_default();
        return Err(Raised::type_error(format!(
            "{}() got an unexpected keyword argument '{}'{hint}",
            name(),
            keyword.as_str()
        )));
    }
    if signature.var_args {
        let rest = args.get(signature.positional..).unwrap_or_default();
        bound.push(Value::tuple(rest.iter().cloned()));
    }
    if signature.var_keywords {
        let dict = held.new_dict();
        for (key, value) in extra {
            held.dict_set_str(&dict, &key, value);
        }
        bound.push(Value::Dict(dict));
    }
    Ok(bound)
}

/// What is wrong with the arguments, in the words for Python functions.
fn refused_in_python(
    native: &Native,
    signature: &Signature,
    args: &[Value],
    keywords: &[(Rc<Str>, Value)],
) -> Option<Raised> {
    let name = format!("{}.{}()", native.owner.trim_start_matches('_'), native.def.name());
    let params = &signature.params;
    let named = |param: &Param| keywords.iter().any(|(keyword, _)| keyword.as_str() == param.name);
    for (keyword, _) in keywords {
        let text = keyword.as_str();
        match params.iter().position(|param| param.name == text) {
            None => {
                return Some(Raised::type_error(format!(
                    "{name} got an unexpected keyword argument '{text}'"
                )));
            }
            Some(at) if at < args.len() => {
                return Some(Raised::type_error(format!("{name} got multiple values for argument '{text}'")));
            }
            Some(_) => {}
        }
    }
    let (least, most, given) = (signature.required, signature.positional, args.len());
    if given > most {
        let bounds = if least < most { format!("from {least} to {most}") } else { most.to_string() };
        let s = if least < most { "s" } else { plural(most) };
        let was = if given == 1 { "was" } else { "were" };
        let text = format!("{name} takes {bounds} positional argument{s} but {given} {was} given");
        return Some(Raised::type_error(text));
    }
    let missing: Vec<String> = params
        .iter()
        .skip(given)
        .filter(|param| matches!(param.default, Default::Required) && !named(param))
        .map(|param| format!("'{}'", param.name))
        .collect();
    let list = match missing.as_slice() {
        [] => return None,
        [one] => one.clone(),
        [first, second] => format!("{first} and {second}"),
        [init @ .., last] => format!("{}, and {last}", init.join(", ")),
    };
    let (count, s) = (missing.len(), plural(missing.len()));
    Some(Raised::type_error(format!("{name} missing {count} required positional argument{s}: {list}")))
}

/// Whether this is `__new__` or `__init__`, whose messages name the type.
fn is_constructor(native: &Native) -> bool {
    matches!(native.def.name(), "__new__" | "__init__")
}

/// The name in the messages that a function's own argument parser makes.
fn shown_name(native: &Native) -> &'static str {
    if is_constructor(native) { native.owner } else { native.def.name() }
}

/// `list.append`, `len`, `math.sin`: the name in the messages that CPython's call machinery makes.
fn qualified(native: &Native) -> String {
    match native.owner {
        _ if is_constructor(native) => native.owner.to_owned(),
        "builtins" | "" => native.def.name().to_owned(),
        owner => format!("{owner}.{}", native.def.name()),
    }
}

/// Whether CPython has an operation of the type itself here, and not a method: it counts arguments in other words.
fn is_slot(native: &Native) -> bool {
    const SLOTS: [&str; 47] = [
        "__abs__",
        "__add__",
        "__and__",
        "__bool__",
        "__divmod__",
        "__eq__",
        "__float__",
        "__floordiv__",
        "__ge__",
        "__gt__",
        "__hash__",
        "__iadd__",
        "__iand__",
        "__imul__",
        "__index__",
        "__int__",
        "__invert__",
        "__ior__",
        "__isub__",
        "__iter__",
        "__ixor__",
        "__le__",
        "__len__",
        "__lshift__",
        "__lt__",
        "__mod__",
        "__mul__",
        "__ne__",
        "__neg__",
        "__next__",
        "__or__",
        "__pos__",
        "__radd__",
        "__rand__",
        "__repr__",
        "__rlshift__",
        "__rmod__",
        "__rmul__",
        "__ror__",
        "__rshift__",
        "__rsub__",
        "__rtruediv__",
        "__rxor__",
        "__str__",
        "__sub__",
        "__truediv__",
        "__xor__",
    ];
    native.is_method && native.def.name().starts_with("__") && SLOTS.binary_search(&native.def.name()).is_ok()
}

fn plural(n: usize) -> &'static str {
    if n == 1 { "" } else { "s" }
}

/// Whether CPython parses the arguments by a format, which has words of its own for their number.
fn is_parsed(native: &Native) -> bool {
    native.owner == "socket" || (native.owner == "_thread" && native.def.name() == "stack_size")
}

/// Whether CPython's function gets a tuple of arguments, so that it is itself that refuses keywords, by its bare name.
fn gets_tuple(native: &Native) -> bool {
    const FUNCTIONS: [&str; 4] = ["start_new_thread", "start_new", "stack_size", "interrupt_main"];
    native.owner == "_thread" && FUNCTIONS.contains(&native.def.name())
}

fn too_many(
    native: &Native,
    signature: &Signature,
    given: usize,
    keywords: usize,
    least: usize,
    most: usize,
    plain_positional: bool,
) -> Raised {
    let name = shown_name(native);
    if is_slot(native) && least == most {
        return Raised::type_error(format!("expected {most} argument{}, got {given}", plural(most)));
    }
    Raised::type_error(match (plain_positional, most) {
        (true, 0) => format!("{}() takes no arguments ({given} given)", qualified(native)),
        (true, 1) if least == 1 && !is_constructor(native) => {
            format!("{}() takes exactly one argument ({given} given)", qualified(native))
        }
        (true, _) if is_parsed(native) => {
            let bound = if least == most { "exactly" } else { "at most" };
            format!("{name}() takes {bound} {most} argument{} ({given} given)", plural(most))
        }
        (true, _) if least == most => format!("{name} expected {most} argument{}, got {given}", plural(most)),
        (true, _) => format!("{name} expected at most {most} argument{}, got {given}", plural(most)),
        // `int` checks positions before it looks at keywords.
        (false, _) if is_constructor(native) && native.owner == "int" && keywords == 0 => {
            format!("{name} expected at most {most} arguments, got {given}")
        }
        (false, 0) => format!("{name}() takes no positional arguments"),
        (false, _) => {
            let total = given + keywords;
            let bound = if least == most { "exactly" } else { "at most" };
            let word = if signature.params.iter().any(|p| p.kind == ParamKind::KeywordOnly) {
                " positional"
            } else {
                ""
            };
            format!("{name}() takes {bound} {most}{word} argument{} ({total} given)", plural(most))
        }
    })
}

fn missing(
    native: &Native,
    param: &Param,
    position: usize,
    given: usize,
    least: usize,
    most: usize,
    plain_positional: bool,
) -> Raised {
    let name = shown_name(native);
    if is_slot(native) && least == most {
        return Raised::type_error(format!("expected {most} argument{}, got {given}", plural(most)));
    }
    Raised::type_error(match param.kind {
        ParamKind::KeywordOnly => {
            format!("{name}() missing required keyword-only argument: '{}'", param.name)
        }
        _ if plain_positional && most == 1 && !is_constructor(native) => {
            format!("{}() takes exactly one argument ({given} given)", qualified(native))
        }
        _ if plain_positional && is_parsed(native) => {
            let bound = if least == most { "exactly" } else { "at least" };
            format!("{name}() takes {bound} {least} argument{} ({given} given)", plural(least))
        }
        _ if plain_positional && least == most => {
            format!("{name} expected {most} argument{}, got {given}", plural(most))
        }
        _ if plain_positional => {
            format!("{name} expected at least {least} argument{}, got {given}", plural(least))
        }
        ParamKind::PositionalOnly => {
            let bound = if least == most { "exactly" } else { "at least" };
            format!("{name}() takes {bound} {least} positional argument{} ({given} given)", plural(least))
        }
        _ => format!("{name}() missing required argument '{}' (pos {position})", param.name),
    })
}
