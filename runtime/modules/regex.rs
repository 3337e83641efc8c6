//! `_re`: regular expressions that were translated to the matcher's syntax. `lib/re.py` is what scripts import.
//!
//! A match keeps the GIL from beginning to end, as CPython's does, and so do `findall`, `split` and a `sub` that calls
//! nothing. Patterns with look-around, with back references or with repetitions inside repetitions backtrack as in
//! CPython, up to a limit: these are the ones that can take a time that doubles with each character, and hold the GIL
//! for all of it. The others run in linear time.

use fancy_regex::Captures;
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
use gilvm_vm::object::Str;
use gilvm_vm::rc::Rc;
use gilvm_vm::value::Value;

/// The module.
pub(crate) const MODULE: ModuleDef = ModuleDef {
    name: "_re",
    doc: "Regular expressions.",
    functions: &[NativeDef::new(
        "compile(pattern, backtrack, /)",
        "A program for a translated pattern; `backtrack`: in CPython's way, whether that is needed or not.",
        compile,
    )],
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
            "Match a text: 0 anywhere, 1 at the start, 2 all of it, 3 something at the start. The places of the groups, \
             flat, or None.",
            run,
        ),
        NativeDef::new(
            "findall($self, text, start, end, /)",
            "What all matches matched: the whole, the one group, or a tuple of groups, where there are any.",
            findall,
        ),
        NativeDef::new(
            "split($self, text, maxsplit, /)",
            "The pieces between the matches, and what their groups matched.",
            split,
        ),
        NativeDef::new(
            "sub($self, text, parts, count, /)",
            "The text with matches replaced by parts, texts and numbers of groups, and how many were.",
            sub,
        ),
    ],
    ..TypeDef::EMPTY
};

/// A pattern, compiled for each way of matching when that is first asked for.
struct Program {
    pattern: String,
    /// Whether to backtrack where the matcher need not.
    backtrack: bool,
    compiled: [Option<Rc<Matcher>>; MODES],
}

/// The ways of matching: anywhere, at the start, all of the text, at the start but not nothing.
const MODES: usize = 4;
const ANYWHERE: usize = 0;
const NOT_EMPTY: usize = 3;

/// A compiled pattern.
struct Matcher {
    regex: Regex,
    /// The pattern for linear time, where `regex` backtracks without need.
    linear: Option<String>,
}

/// Steps of a backtracking match before it is given up.
const STEPS_MAX: usize = 100_000_000;

impl Program {
    fn regex(&mut self, mode: usize) -> Result<Rc<Matcher>, String> {
        if let Some(Some(matcher)) = self.compiled.get(mode) {
            return Ok(Rc::clone(matcher));
        }
        let (pattern, end) = match mode {
            ANYWHERE => (format!("(?:{})", self.pattern), ""),
            1 => (format!("\\G(?:{})", self.pattern), ""),
            NOT_EMPTY => (format!("\\G(?:{})", self.pattern), "(?!\\G)"),
            _ => (format!("\\G(?:{})", self.pattern), "\\z"),
        };
        // What stands before a look-around, even an empty one, is matched step by step.
        let matcher = match self.backtrack {
            true => Matcher {
                regex: build(&format!("{pattern}(?=){end}"))?,
                linear: Some(format!("{pattern}{end}")),
            },
            false => Matcher { regex: build(&format!("{pattern}{end}"))?, linear: None },
        };
        let matcher = Rc::new(matcher);
        self.compiled[mode.min(MODES - 1)] = Some(Rc::clone(&matcher));
        Ok(matcher)
    }
}

fn build(pattern: &str) -> Result<Regex, String> {
    RegexBuilder::new(pattern).backtrack_limit(STEPS_MAX).build().map_err(|error| error.to_string())
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
    let backtrack = held.truthy(&a[1])?;
    let mut program = Program { pattern, backtrack, compiled: [const { None }; MODES] };
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
    for (number, name) in regex.regex.capture_names().enumerate() {
        if let Some(name) = name {
            let name = held.intern(name);
            held.dict_set_str(&named, &name, Value::from(number));
        }
    }
    Ok(Value::tuple([Value::from(regex.regex.captures_len().saturating_sub(1)), Value::Dict(named)]))
}

fn subject(held: &Held, text: &Value) -> R<Rc<Str>> {
    held.as_str(text).ok_or_else(|| Raised::type_error("expected string or bytes-like object"))
}

/// The byte at which a character of the text begins, its end if there are fewer.
fn place(held: &mut Held, text: &Str, at: &Value) -> R<usize> {
    let at = held.index_ssize(at)?;
    Ok(text.byte_offset(usize::try_from(at).unwrap_or(0).min(text.len())))
}

/// The first match from a byte on.
fn captures<'t>(matcher: &Matcher, subject: &'t str, start: usize) -> R<Option<Captures<'t>>> {
    let found = matcher.regex.captures_from_pos(subject, start);
    // Given up, after a good while; what need not backtrack finds the same in linear time.
    let linear = match (&found, &matcher.linear) {
        (Err(_), Some(pattern)) => Some(build(pattern).map_err(Raised::value_error)?),
        _ => None,
    };
    let found = match &linear {
        Some(linear) => linear.captures_from_pos(subject, start),
        None => found,
    };
    found.map_err(|error| {
        Raised::runtime_error(format!("regular expression given up after {STEPS_MAX} steps: {error}"))
    })
}

fn run(held: &mut Held, a: &[Value]) -> R {
    let mode = held.index_i64(&a[4])?.clamp(0, MODES as i64 - 1) as usize;
    let regex = state(held, &a[0])?.regex(mode).map_err(Raised::value_error)?;
    let text = subject(held, &a[1])?;
    let (start, end) = (place(held, &text, &a[2])?, place(held, &text, &a[3])?);
    if start > end {
        return Ok(Value::None);
    }
    let Some(captures) = captures(&regex, &text.as_str()[..end], start)? else { return Ok(Value::None) };
    let mut places = Vec::with_capacity(2 * captures.len());
    for group in 0..captures.len() {
        let span = captures.get(group).map(|found| (found.start(), found.end()));
        let (from, to) =
            span.map_or((-1, -1), |(from, to)| (text.char_offset(from) as i64, text.char_offset(to) as i64));
        places.extend([Value::Int(from), Value::Int(to)]);
    }
    Ok(Value::tuple(places))
}

/// Whether to go on to the next match.
enum Go {
    On,
    NoFurther,
}

/// All matches from a byte on, one after the other; behind an empty one the next matches something at the same place, or
/// begins a character later.
fn each_match<'t>(
    held: &mut Held,
    program: &Value,
    subject: &'t str,
    start: usize,
    mut tell: impl FnMut(&Captures<'t>) -> Go,
) -> R<()> {
    let regex = state(held, program)?.regex(ANYWHERE).map_err(Raised::value_error)?;
    let mut at = start;
    let mut was_empty = false;
    while at <= subject.len() {
        let found = if was_empty {
            // Seldom compiled: most patterns never match nothing.
            let regex = state(held, program)?.regex(NOT_EMPTY).map_err(Raised::value_error)?;
            captures(&regex, subject, at)?
        } else {
            captures(&regex, subject, at)?
        };
        let Some(captures) = found else {
            if !was_empty {
                break;
            }
            at += subject[at..].chars().next().map_or(1, char::len_utf8);
            was_empty = false;
            continue;
        };
        let Some(whole) = captures.get(0) else { break };
        if matches!(tell(&captures), Go::NoFurther) {
            break;
        }
        was_empty = whole.start() == whole.end();
        at = whole.end();
    }
    Ok(())
}

/// What a group matched, if it did.
fn matched<'t>(captures: &Captures<'t>, group: usize) -> Option<&'t str> {
    captures.get(group).map(|found| found.as_str())
}

fn findall(held: &mut Held, a: &[Value]) -> R {
    let text = subject(held, &a[1])?;
    let (start, end) = (place(held, &text, &a[2])?, place(held, &text, &a[3])?);
    let mut found = Vec::new();
    let group = |captures: &Captures<'_>, group| Value::str(matched(captures, group).unwrap_or_default());
    each_match(held, &a[0], &text.as_str()[..end], start, |captures| {
        found.push(match captures.len() {
            groups @ (1 | 2) => group(captures, groups - 1),
            groups => Value::tuple((1..groups).map(|number| group(captures, number)).collect::<Vec<_>>()),
        });
        Go::On
    })?;
    Ok(Value::list(found))
}

fn split(held: &mut Held, a: &[Value]) -> R {
    let text = subject(held, &a[1])?;
    let most = held.index_ssize(&a[2])?;
    let text = text.as_str();
    let (mut pieces, mut last, mut splits) = (Vec::new(), 0, 0);
    if most >= 0 {
        each_match(held, &a[0], text, 0, |captures| {
            let Some(whole) = captures.get(0).filter(|_| most == 0 || splits < most) else {
                return Go::NoFurther;
            };
            pieces.push(Value::str(&text[last..whole.start()]));
            pieces.extend(
                (1..captures.len()).map(|group| matched(captures, group).map_or(Value::None, Value::str)),
            );
            last = whole.end();
            splits += 1;
            Go::On
        })?;
    }
    pieces.push(Value::str(&text[last..]));
    Ok(Value::list(pieces))
}

/// A piece of a replacement.
enum Part {
    Text(Rc<Str>),
    Group(usize),
}

fn sub(held: &mut Held, a: &[Value]) -> R {
    let text = subject(held, &a[1])?;
    let mut parts = Vec::new();
    for part in held.collect(&a[2])? {
        parts.push(match held.as_str(&part) {
            Some(text) => Part::Text(text),
            None => Part::Group(usize::try_from(held.index_ssize(&part)?).unwrap_or(usize::MAX)),
        });
    }
    let most = held.index_ssize(&a[3])?;
    let text = text.as_str();
    let (mut replaced, mut last, mut number) = (String::new(), 0, 0);
    each_match(held, &a[0], text, 0, |captures| {
        let Some(whole) = captures.get(0).filter(|_| most == 0 || number < most) else {
            return Go::NoFurther;
        };
        replaced.push_str(&text[last..whole.start()]);
        for part in &parts {
            replaced.push_str(match part {
                Part::Text(text) => text.as_str(),
                Part::Group(group) => matched(captures, *group).unwrap_or_default(),
            });
        }
        last = whole.end();
        number += 1;
        Go::On
    })?;
    replaced.push_str(&text[last..]);
    Ok(Value::tuple([Value::str(replaced), Value::Int(number)]))
}
