//! `_re`: regular expressions that were translated to the matcher's syntax. `lib/re.py` is what scripts import.
//!
//! A match keeps the GIL from beginning to end, as CPython's does. Patterns without look-around and back references run
//! in linear time here; the others backtrack as in CPython, up to a limit.

use std::rc::Rc;

use fancy_regex::Regex;
use fancy_regex::RegexBuilder;
use gilvm_vm::error::R;
use gilvm_vm::error::Raised;
use gilvm_vm::held::Held;
use gilvm_vm::native::ModuleDef;
use gilvm_vm::native::NativeDef;
use gilvm_vm::native::TypeDef;
use gilvm_vm::object::Class;
use gilvm_vm::object::Instance;
use gilvm_vm::object::Layout;
use gilvm_vm::object::Payload;
use gilvm_vm::value::Value;

/// The module.
pub(crate) const MODULE: ModuleDef = ModuleDef {
    name: "_re",
    doc: "Regular expressions.",
    functions: &[NativeDef::new("compile(pattern, /)", "A program for a translated pattern.", compile)],
    init: |held, module| {
        let base = Rc::clone(held.object_class());
        let class = held.new_builtin_class(&PROGRAM, vec![base]);
        held.set_name(module, "Program", Value::Class(Rc::clone(&class)));
        held.interp.extensions.insert(SLOT, Box::new(class));
        Ok(())
    },
};

const SLOT: &str = "_re";

static PROGRAM: TypeDef = TypeDef {
    name: "Program",
    module: "_re",
    doc: "A compiled pattern.",
    layout: Layout::Native("Program"),
    methods: &[
        NativeDef::new(
            "groups($self, /)",
            "How many groups there are, and the numbers of the named ones.",
            groups,
        ),
        NativeDef::new(
            "run($self, text, start, end, mode, /)",
            "Match a text: 0 anywhere, 1 at the start, 2 all of it. The places of the groups, flat, or None.",
            run,
        ),
    ],
    ..TypeDef::EMPTY
};

/// A pattern, compiled for each way of matching when that is first asked for.
struct Program {
    pattern: String,
    compiled: [Option<Rc<Regex>>; 3],
}

/// Steps of a backtracking match before it is given up.
const STEPS_MAX: usize = 100_000_000;

impl Program {
    fn regex(&mut self, mode: usize) -> Result<Rc<Regex>, String> {
        if let Some(Some(regex)) = self.compiled.get(mode) {
            return Ok(Rc::clone(regex));
        }
        let pattern = match mode {
            0 => self.pattern.clone(),
            1 => format!("\\G(?:{})", self.pattern),
            _ => format!("\\G(?:{})\\z", self.pattern),
        };
        let built = RegexBuilder::new(&pattern).backtrack_limit(STEPS_MAX).build();
        let regex = Rc::new(built.map_err(|error| error.to_string())?);
        self.compiled[mode.min(2)] = Some(Rc::clone(&regex));
        Ok(regex)
    }
}

fn state<'a>(held: &'a mut Held, this: &'a Value) -> R<&'a mut Program> {
    let state = match this {
        Value::Instance(instance) => instance.payload.get_mut(held.token_mut()).native_mut(),
        _ => None,
    };
    state.ok_or_else(|| Raised::type_error("descriptor requires a pattern"))
}

fn compile(held: &mut Held, a: &[Value]) -> R {
    let pattern = held.str(&a[0])?.as_str().to_owned();
    let mut program = Program { pattern, compiled: [None, None, None] };
    program.regex(0).map_err(Raised::value_error)?;
    let class = held.interp.extensions.get(SLOT).and_then(|slot| slot.downcast_ref::<Rc<Class>>());
    match class.cloned() {
        Some(class) => Ok(Value::Instance(Rc::new(Instance::new(class, Payload::Native(Box::new(program)))))),
        None => Err(Raised::runtime_error("_re is not imported")),
    }
}

fn groups(held: &mut Held, a: &[Value]) -> R {
    let regex = state(held, &a[0])?.regex(0).map_err(Raised::value_error)?;
    let named = held.new_dict();
    for (number, name) in regex.capture_names().enumerate() {
        if let Some(name) = name {
            let name = held.intern(name);
            held.dict_set_str(&named, &name, Value::from(number));
        }
    }
    Ok(Value::tuple([Value::from(regex.captures_len().saturating_sub(1)), Value::Dict(named)]))
}

fn run(held: &mut Held, a: &[Value]) -> R {
    let mode = held.index_i64(&a[4])?.clamp(0, 2) as usize;
    let regex = state(held, &a[0])?.regex(mode).map_err(Raised::value_error)?;
    let Some(text) = held.as_str(&a[1]) else {
        return Err(Raised::type_error("expected string or bytes-like object"));
    };
    let place = |at: i64| text.byte_offset(usize::try_from(at).unwrap_or(0).min(text.len()));
    let (start, end) = (place(held.index_ssize(&a[2])?), place(held.index_ssize(&a[3])?));
    if start > end {
        return Ok(Value::None);
    }
    let subject = &text.as_str()[..end];
    let captures = regex.captures_from_pos(subject, start).map_err(|error| {
        Raised::runtime_error(format!("regular expression given up after {STEPS_MAX} steps: {error}"))
    })?;
    let Some(captures) = captures else { return Ok(Value::None) };
    let mut places = Vec::with_capacity(2 * captures.len());
    for group in 0..captures.len() {
        let span = captures.get(group).map(|found| (found.start(), found.end()));
        let (from, to) =
            span.map_or((-1, -1), |(from, to)| (text.char_offset(from) as i64, text.char_offset(to) as i64));
        places.extend([Value::Int(from), Value::Int(to)]);
    }
    Ok(Value::tuple(places))
}
