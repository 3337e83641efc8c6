//! Bodies of instructions, by family: check points, calls, arithmetic, items, building, functions, exceptions,
//! pattern matching.

use std::rc::Rc;

use compact_str::CompactString;
use gilvm_compiler::code::Capture;
use gilvm_compiler::op::BinOp;
use gilvm_compiler::op::CmpOp;
use gilvm_compiler::op::Conversion;
use gilvm_compiler::op::MakeFlags;
use gilvm_compiler::op::Reg;
use gilvm_compiler::op::UnaryOp;

use crate::error::ExcKind;
use crate::error::R;
use crate::error::Raised;
use crate::gil::Breaker;
use crate::heap::HeapCell;
use crate::held::Held;
use crate::native::ArgVec;
use crate::object::CellObject;
use crate::object::Constructor;
use crate::object::Dict;
use crate::object::DictTable;
use crate::object::Function;
use crate::object::Instance;
use crate::object::Payload;
use crate::object::Probe;
use crate::object::Str;
use crate::protocol::call::Keyword;
use crate::protocol::call::Resumed;
use crate::thread::Ret;
use crate::value::Value;

// ---- check points -----------------------------------------------------------------------------------------------

/// What a check point does when its breaker is set, in CPython's order (`Python/ceval_gil.c: _Py_HandlePending`):
/// signals, finalizers, the GIL, asynchronous exceptions.
#[cold]
#[inline(never)]
pub(super) fn handle_breaker(held: &mut Held) -> R<()> {
    let me = std::sync::Arc::clone(held.me());
    let bits = me.breaker().load();
    if bits & Breaker::SIGNAL != 0 {
        me.breaker().clear(Breaker::SIGNAL);
        if let Some(handler) = held.interp.on_signal {
            handler(held)?;
        }
    }
    if bits & Breaker::FINALIZERS != 0 {
        held.run_finalizers();
    }
    // A build that hunts bugs switches at every check point.
    if cfg!(feature = "stress") || bits & (Breaker::DROP_REQUEST | Breaker::TICK | Breaker::SHUTDOWN) != 0 {
        held.switch();
    }
    if bits & Breaker::ASYNC_EXC != 0 {
        me.breaker().clear(Breaker::ASYNC_EXC);
        let pending = std::mem::take(&mut held.thread.async_exception);
        if !pending.is_unset() {
            return Err(held.raise_object(&pending));
        }
    }
    Ok(())
}

// ---- calls ------------------------------------------------------------------------------------------------------

/// The recursion limit is reached.
#[cold]
pub(super) fn too_deep() -> Raised {
    Raised::new(ExcKind::RecursionError, "maximum recursion depth exceeded")
}

/// An `__init__` with a `yield` in it.
#[cold]
pub(super) fn init_is_generator() -> Raised {
    Raised::type_error("__init__() should return None, not 'generator'")
}

/// Calls anything: pushes a frame (`None`) or returns the result.
pub(super) fn call_any(
    held: &mut Held,
    mut callee: Value,
    mut args: ArgVec,
    keywords: &[Keyword],
    window: usize,
    ret: Ret,
) -> R<Option<Value>> {
    loop {
        match &callee {
            Value::Function(function) => return held.enter(Rc::clone(function), window, args, keywords, ret),
            Value::Method(method) => {
                args.insert(0, method.receiver.clone());
                let function = method.function.clone();
                callee = function;
            }
            Value::Class(class) if class.metaclass.is_none() => {
                let class = Rc::clone(class);
                let (Constructor::Init(init), Ret::To(dst)) = (held.constructor(&class), ret) else {
                    return held.call_class(&class, &args, keywords).map(Some);
                };
                let object = Value::Instance(Rc::new(Instance::new(class, Payload::None)));
                args.insert(0, object.clone());
                // The object waits in the register the callee stood in.
                let base = held.thread.frames.last().map_or(0, |f| f.base);
                let at = window - 1;
                held.thread.registers[at] = object;
                let ret = Ret::Init { object: Reg((at - base) as u16), dst };
                return match held.enter(init, window, args, keywords, ret) {
                    Ok(None) => Ok(None),
                    Ok(Some(_)) => Err(init_is_generator()),
                    Err(raised) => {
                        held.thread.registers[at] = Value::Unset;
                        Err(raised)
                    }
                };
            }
            _ => return held.call_kw(&callee, &args, keywords).map(Some),
        }
    }
}

/// Whether a call with `given` positional arguments can begin at once, with defaults for the parameters that are left.
#[inline(always)]
pub(super) fn defaults_suffice(held: &Held, function: &Function, given: usize) -> bool {
    let wanted = function.code.plain_argc as usize;
    // A function that needs binding wants more arguments than there can be.
    given < wanted
        && wanted <= usize::from(u16::MAX)
        && function.defaults.get(&held.token).as_ref().is_some_and(|d| given + d.items().len() >= wanted)
}

/// Puts defaults into the window of a frame to be, behind its `given` arguments; for a call that
/// [`defaults_suffice`] for.
pub(super) fn fill_defaults(held: &mut Held, function: &Function, window: usize, given: usize) {
    let Some(defaults) = function.defaults.get(&held.token) else { return };
    let wanted = function.code.plain_argc as usize;
    let missing = &defaults.items()[given + defaults.items().len() - wanted..];
    for (slot, default) in held.thread.registers[window + given..].iter_mut().zip(missing) {
        *slot = default.clone();
    }
}

/// A call whose last arguments are named by a tuple of strings.
pub(super) fn call_keywords(
    held: &mut Held,
    callee: Value,
    mut args: ArgVec,
    names: &Value,
    window: usize,
    ret: Ret,
) -> R<Option<Value>> {
    let names = match names {
        Value::Tuple(names) => names.items(),
        _ => &[],
    };
    let values = args.drain(args.len() - names.len().min(args.len())..);
    let keywords: Vec<Keyword> = names
        .iter()
        .zip(values)
        .filter_map(|(name, value)| match name {
            Value::Str(name) => Some((Rc::clone(name), value)),
            _ => None,
        })
        .collect();
    call_any(held, callee, args, &keywords, window, ret)
}

/// `callee(*args, **keywords)`
pub(super) fn call_ex(
    held: &mut Held,
    callee: Value,
    args: &Value,
    keywords: &Value,
    window: usize,
    ret: Ret,
) -> R<Option<Value>> {
    let args: ArgVec = match args {
        Value::Tuple(tuple) => tuple.items().iter().cloned().collect(),
        Value::List(list) => list.items(held.token()).iter().cloned().collect(),
        other => {
            if held.special(other, &Rc::clone(&held.interp.names.iter)).is_none()
                && held.special(other, &Rc::clone(&held.interp.names.getitem)).is_none()
            {
                return Err(star_arg_error(held, &callee, other));
            }
            held.collect(other)?.into_iter().collect()
        }
    };
    let mut pairs: Vec<Keyword> = Vec::new();
    if let Value::Dict(dict) = keywords {
        for entry in dict.table(held.token()).iter() {
            match &entry.key {
                Value::Str(name) => pairs.push((Rc::clone(name), entry.value.clone())),
                _ => return Err(Raised::type_error("keywords must be strings")),
            }
        }
    }
    call_any(held, callee, args, &pairs, window, ret)
}

#[cold]
fn star_arg_error(held: &mut Held, callee: &Value, given: &Value) -> Raised {
    let name = callee_text(held, callee);
    Raised::type_error(format!("{name} argument after * must be an iterable, not {}", held.type_name(given)))
}

/// How messages name a callee: `f()` with its module, as CPython's `_PyObject_FunctionStr`.
fn callee_text(held: &mut Held, callee: &Value) -> String {
    match callee {
        Value::Function(function) => {
            let qualname = function.qualname.get(held.token()).as_str().to_owned();
            let name = Rc::clone(&held.interp.names.name_);
            match held.dict_get_str(&Rc::clone(&function.globals), &name) {
                Some(Value::Str(module)) if module.as_str() != "builtins" => {
                    format!("{}.{qualname}()", module.as_str())
                }
                _ => format!("{qualname}()"),
            }
        }
        Value::Native(native) => match native.owner {
            "builtins" | "" => format!("{}()", native.def.name()),
            owner => format!("{owner}.{}()", native.def.name()),
        },
        Value::Method(method) => {
            let function = method.function.clone();
            callee_text(held, &function)
        }
        Value::Class(class) => format!("{}()", class.qualname.get(held.token()).as_str()),
        other => format!("{} object", held.type_name(other)),
    }
}

/// A generator's frame has returned.
#[cold]
#[allow(clippy::boxed_local, reason = "that is how the frame has it")]
pub(super) fn finish_generator(held: &mut Held) {
    let Some(rare) = held.thread.frames.last_mut().and_then(|frame| frame.rare.take()) else { return };
    if let Some(generator) = rare.generator {
        held.thread.handled = rare.outer_handled;
        generator.state.set(&mut held.token, crate::object::GenState::Finished);
    }
}

/// Sends a value into an iterator that is not a generator (`yield from`).
pub(super) fn send(held: &mut Held, delegate: &Value, sent: Value) -> R<Resumed> {
    if sent.is_none() {
        // The value a StopIteration of a Python-level iterator carries is the result of the delegation.
        let next = Rc::clone(&held.interp.names.next);
        if let Value::Instance(_) = delegate {
            return match held.call_special(delegate, &next, &[]) {
                Ok(Some(item)) => Ok(Resumed::Yielded(item)),
                Ok(None) => Err(Raised::type_error(format!(
                    "'{}' object is not an iterator",
                    held.type_name(delegate)
                ))),
                Err(stop) if held.matches(&stop, ExcKind::StopIteration) => {
                    let stop = held.exception_object(stop);
                    let value = held.exception_data(&stop).and_then(|d| d.args.items().first().cloned());
                    Ok(Resumed::Returned(value.unwrap_or(Value::None)))
                }
                Err(raised) => Err(raised),
            };
        }
        return Ok(match held.next(delegate)? {
            Some(item) => Resumed::Yielded(item),
            None => Resumed::Returned(Value::None),
        });
    }
    let name = Rc::clone(&held.interp.names.send);
    match held.call_method(delegate, &name, &[sent]) {
        Ok(item) => Ok(Resumed::Yielded(item)),
        Err(stop) if held.matches(&stop, ExcKind::StopIteration) => {
            let stop = held.exception_object(stop);
            let value = held.exception_data(&stop).and_then(|d| d.args.items().first().cloned());
            Ok(Resumed::Returned(value.unwrap_or(Value::None)))
        }
        Err(raised) => Err(raised),
    }
}

// ---- arithmetic and comparison ----------------------------------------------------------------------------------

/// Whether an integer is a float without rounding.
#[inline(always)]
pub(super) fn exact_float(n: i64) -> bool {
    n.unsigned_abs() <= 1 << 53
}

/// `a op imm`, or `a op= imm`.
pub(super) fn with_int(held: &mut Held, op: BinOp, in_place: bool, a: &Value, imm: i64) -> R {
    let b = Value::Int(imm);
    if in_place { held.in_place(op, a, &b) } else { held.binary(op, a, &b) }
}

/// `left += right` on strings, when nobody else holds `left`.
pub(super) fn append_in_place(left: &mut Value, right: &Value) -> bool {
    let (Value::Str(left), Value::Str(right)) = (left, right) else { return false };
    match Rc::get_mut(left) {
        Some(left) => {
            left.push(right);
            true
        }
        None => false,
    }
}

/// `op value`
pub(super) fn unary(held: &mut Held, op: UnaryOp, value: &Value) -> R {
    match (op, value) {
        (UnaryOp::Neg, Value::Int(n)) if *n != i64::MIN => Ok(Value::Int(-n)),
        (UnaryOp::Neg, Value::Float(x)) => Ok(Value::Float(-x)),
        (UnaryOp::Invert, Value::Int(n)) => Ok(Value::Int(!n)),
        _ => held.unary(op, value),
    }
}

/// A comparison of two values of one Rust type.
#[inline(always)]
pub(super) fn compare_known<T: PartialOrd>(op: CmpOp, a: &T, b: &T) -> bool {
    match op {
        CmpOp::Lt => a < b,
        CmpOp::Le => a <= b,
        CmpOp::Eq => a == b,
        CmpOp::Ne => a != b,
        CmpOp::Gt => a > b,
        CmpOp::Ge => a >= b,
    }
}

/// `bool(a op b)`
#[inline(never)]
pub(super) fn compare_truth(held: &mut Held, op: CmpOp, a: &Value, b: &Value) -> R<bool> {
    match (op, a, b) {
        (CmpOp::Eq, Value::Str(a), Value::Str(b)) => return Ok(Rc::ptr_eq(a, b) || a == b),
        (CmpOp::Ne, Value::Str(a), Value::Str(b)) => return Ok(!Rc::ptr_eq(a, b) && a != b),
        (_, Value::Str(a), Value::Str(b)) => return Ok(compare_known(op, &a.as_str(), &b.as_str())),
        _ => {}
    }
    match held.compare(op, a, b)? {
        Value::Bool(truth) => Ok(truth),
        other => held.truthy(&other),
    }
}

// ---- items ------------------------------------------------------------------------------------------------------

/// Whether two strings are equal.
#[inline(always)]
pub(super) fn same_text(a: &Rc<Str>, b: &Rc<Str>) -> bool {
    Rc::ptr_eq(a, b) || a.as_str() == b.as_str()
}

/// The item at a Python index.
#[inline(always)]
pub(super) fn at(items: &[Value], at: i64) -> Option<Value> {
    let index = if at < 0 { at.wrapping_add(items.len() as i64) } else { at };
    items.get(usize::try_from(index).ok()?).cloned()
}

/// The character at a Python index of ASCII text.
#[inline(always)]
pub(super) fn char_of(held: &Held, text: &Str, at: i64) -> Option<Value> {
    if !text.is_ascii() {
        return None;
    }
    let bytes = text.as_str().as_bytes();
    let index = if at < 0 { at.wrapping_add(bytes.len() as i64) } else { at };
    let byte = *bytes.get(usize::try_from(index).ok()?)?;
    held.interp.chars.get(usize::from(byte)).map(|c| Value::Str(Rc::clone(c)))
}

/// Hash of a key whose hash needs no Python code and no work.
#[inline(always)]
fn quick_hash(held: &Held, key: &Value) -> Option<i64> {
    match key {
        Value::Str(text) => Some(held.str_hash(text)),
        // hash(n) is n up to the modulus 2**61 - 1; -1 is reserved.
        Value::Int(n) if (0..(1 << 61) - 1).contains(n) => Some(*n),
        _ => None,
    }
}

/// `dict[key]` for string and small integer keys.
#[inline(always)]
pub(super) fn dict_quick(held: &Held, table: &DictTable, key: &Value) -> Option<Value> {
    let hash = quick_hash(held, key)?;
    match table.find(key, hash, &[]) {
        Probe::Found(at) => table.entry(at).map(|e| e.value.clone()),
        _ => None,
    }
}

/// `item in container`, where no Python code can be needed to tell.
#[inline(never)]
pub(super) fn contains_quick(held: &Held, container: &Value, item: &Value) -> Option<bool> {
    let known = |probe| match probe {
        Probe::Found(_) => Some(true),
        Probe::Missing => Some(false),
        Probe::Ask(_) => None,
    };
    match (container, item) {
        (Value::Str(text), Value::Str(part)) => match part.as_str().as_bytes() {
            // One character of a few is what parsers ask for.
            [byte] if text.as_str().len() <= 32 => Some(text.as_str().bytes().any(|b| b == *byte)),
            _ => None,
        },
        (Value::Dict(dict), key) => known(dict.table(held.token()).find(key, quick_hash(held, key)?, &[])),
        (Value::Set(set) | Value::FrozenSet(set), key) => {
            known(set.table(held.token()).find(key, quick_hash(held, key)?, &[]))
        }
        _ => None,
    }
}

/// `dict[key] = value` for string and small integer keys; gives the value back for others.
#[inline]
pub(super) fn dict_set_quick(held: &mut Held, dict: &Dict, key: &Value, value: Value) -> Option<Value> {
    let Some(hash) = quick_hash(held, key) else { return Some(value) };
    let table = dict.table_mut(&mut held.token);
    match table.find(key, hash, &[]) {
        Probe::Found(at) => {
            table.replace_at(at, value).discard();
            None
        }
        Probe::Missing => {
            table.insert_new(hash, key.clone(), value);
            None
        }
        Probe::Ask(_) => Some(value),
    }
}

/// `object[start:stop]`
pub(super) fn get_slice(held: &mut Held, object: &Value, start: Value, stop: Value) -> R {
    if let Value::Str(text) = object
        && let Some(found) = str_slice_quick(held, text, &start, &stop)
    {
        return Ok(found);
    }
    if let Value::List(list) = object
        && let Some(part) = plain_part(list.items(held.token()), &start, &stop)
    {
        return Ok(Value::list(part.to_vec()));
    }
    if let Value::Tuple(tuple) = object
        && let Some(part) = plain_part(tuple.items(), &start, &stop)
        && part.len() < tuple.items().len()
    {
        return Ok(Value::tuple(part.iter().cloned()));
    }
    held.getslice(object, &start, &stop)
}

/// The items between plain bounds.
fn plain_part<'a>(items: &'a [Value], start: &Value, stop: &Value) -> Option<&'a [Value]> {
    let len = items.len() as i64;
    let clamp = |bound: &Value, absent: i64| match bound {
        Value::None => Some(absent),
        Value::Int(n) if *n < 0 => Some(n.saturating_add(len).max(0)),
        Value::Int(n) => Some((*n).min(len)),
        _ => None,
    };
    let (start, stop) = (clamp(start, 0)?, clamp(stop, len)?);
    items.get(start as usize..stop.max(start) as usize)
}

/// A slice of ASCII text with plain bounds.
fn str_slice_quick(held: &Held, text: &Rc<Str>, start: &Value, stop: &Value) -> Option<Value> {
    if !text.is_ascii() {
        return None;
    }
    let len = text.len() as i64;
    let clamp = |bound: &Value, absent: i64| match bound {
        Value::None => Some(absent),
        Value::Int(n) if *n < 0 => Some(n.saturating_add(len).max(0)),
        Value::Int(n) => Some((*n).min(len)),
        _ => None,
    };
    let (start, stop) = (clamp(start, 0)?, clamp(stop, len)?);
    let part = text.as_str().get(start as usize..stop.max(start) as usize)?;
    Some(match part.as_bytes() {
        [one] => Value::Str(Rc::clone(held.interp.chars.get(usize::from(*one))?)),
        _ => Value::Str(Rc::new(Str::with_len(part.into(), part.len()))),
    })
}

/// The items of an iterable, exactly `count` of them.
pub(super) fn unpack(held: &mut Held, source: &Value, count: usize) -> R<Vec<Value>> {
    let known = match source {
        Value::Tuple(tuple) => Some(tuple.items().to_vec()),
        Value::List(list) => Some(list.items(held.token()).clone()),
        _ => None,
    };
    let items = match known {
        Some(items) => items,
        None => {
            let iterator = unpack_iter(held, source)?;
            let mut items = Vec::with_capacity(count);
            while items.len() < count {
                match held.next(&iterator)? {
                    Some(item) => items.push(item),
                    None => break,
                }
            }
            if items.len() == count && held.next(&iterator)?.is_some() {
                return Err(Raised::value_error(format!("too many values to unpack (expected {count})")));
            }
            items
        }
    };
    if items.len() > count {
        let got = match source {
            Value::Dict(_) => format!(", got {}", items.len()),
            _ => String::new(),
        };
        return Err(Raised::value_error(format!("too many values to unpack (expected {count}{got})")));
    }
    if items.len() < count {
        return Err(Raised::value_error(format!(
            "not enough values to unpack (expected {count}, got {})",
            items.len()
        )));
    }
    Ok(items)
}

fn unpack_iter(held: &mut Held, source: &Value) -> R {
    match held.iter(source) {
        Err(raised) if held.matches(&raised, ExcKind::TypeError) => {
            let iter = Rc::clone(&held.interp.names.iter);
            let getitem = Rc::clone(&held.interp.names.getitem);
            if held.special(source, &iter).is_none() && held.special(source, &getitem).is_none() {
                return Err(Raised::type_error(format!(
                    "cannot unpack non-iterable {} object",
                    held.type_name(source)
                )));
            }
            Err(raised)
        }
        other => other,
    }
}

/// The items of an iterable for targets with one star: `before` items, a list, `after` items.
pub(super) fn unpack_star(held: &mut Held, source: &Value, before: usize, after: usize) -> R<Vec<Value>> {
    let iterator = unpack_iter(held, source)?;
    let mut items = held.collect(&iterator)?;
    if items.len() < before + after {
        return Err(Raised::value_error(format!(
            "not enough values to unpack (expected at least {}, got {})",
            before + after,
            items.len()
        )));
    }
    let tail = items.split_off(items.len() - after);
    let middle = items.split_off(before);
    items.push(Value::list(middle));
    items.extend(tail);
    Ok(items)
}

// ---- building ---------------------------------------------------------------------------------------------------

/// Fills a dict display: key, value, key, value, …
pub(super) fn fill_dict(held: &mut Held, dict: &Rc<Dict>, items: ArgVec) -> R<()> {
    let mut items = items.into_iter();
    while let (Some(key), Some(value)) = (items.next(), items.next()) {
        dict_put(held, dict, key, value)?;
    }
    Ok(())
}

fn dict_put(held: &mut Held, dict: &Rc<Dict>, key: Value, value: Value) -> R<()> {
    match dict_set_quick(held, dict, &key, value) {
        None => Ok(()),
        Some(value) => held.dict_set(dict, &key, value),
    }
}

/// The strings one after another.
pub(super) fn concatenate(parts: &[Value]) -> Value {
    let mut bytes = 0;
    let mut chars = 0;
    for part in parts {
        if let Value::Str(part) = part {
            bytes += part.as_str().len();
            chars += part.len();
        }
    }
    let mut text = CompactString::with_capacity(bytes);
    for part in parts {
        if let Value::Str(part) = part {
            text.push_str(part.as_str());
        }
    }
    Value::Str(Rc::new(Str::with_len(text, chars)))
}

/// A replacement field of an f-string.
pub(super) fn format_value(held: &mut Held, value: Value, conversion: Conversion, spec: Option<&Value>) -> R {
    let value = match conversion {
        Conversion::None => value,
        Conversion::Str => Value::Str(held.str(&value)?),
        Conversion::Repr => Value::Str(held.repr(&value)?),
        Conversion::Ascii => Value::Str(held.ascii(&value)?),
    };
    let spec = match spec {
        Some(Value::Str(spec)) => Rc::clone(spec),
        _ => match value {
            Value::Str(_) => return Ok(value),
            _ => return held.format(&value, "").map(Value::Str),
        },
    };
    held.format(&value, spec.as_str()).map(Value::Str)
}

/// `list.extend(source)` for a display or call with stars.
pub(super) fn list_extend(held: &mut Held, target: &Value, source: &Value) -> R<()> {
    let Value::List(list) = target else { return Ok(()) };
    let items = match held.collect(source) {
        Ok(items) => items,
        Err(raised) if held.matches(&raised, ExcKind::TypeError) => {
            let iter = Rc::clone(&held.interp.names.iter);
            let getitem = Rc::clone(&held.interp.names.getitem);
            if held.special(source, &iter).is_none() && held.special(source, &getitem).is_none() {
                let name = held.type_name(source);
                return Err(Raised::type_error(format!("Value after * must be an iterable, not {name}")));
            }
            return Err(raised);
        }
        Err(raised) => return Err(raised),
    };
    list.items_mut(&mut held.token).extend(items);
    Ok(())
}

/// A tuple of a list that nobody else holds.
pub(super) fn list_to_tuple(held: &mut Held, source: Value) -> Value {
    match source {
        Value::List(list) => Value::tuple(std::mem::take(list.items_mut(&mut held.token))),
        other => other,
    }
}

/// Adds an item to the set of a comprehension.
pub(super) fn set_add(held: &mut Held, set: &Value, item: Value) -> R<()> {
    match set {
        Value::Set(set) => held.set_add(set, &item).map(drop),
        _ => Ok(()),
    }
}

/// `{*source}`
pub(super) fn set_update(held: &mut Held, set: &Value, source: &Value) -> R<()> {
    match set {
        Value::Set(set) => held.set_update(set, source),
        _ => Ok(()),
    }
}

/// Adds an item to the dict of a comprehension.
pub(super) fn dict_add(held: &mut Held, dict: &Value, key: Value, value: Value) -> R<()> {
    match dict {
        Value::Dict(dict) => {
            let dict = Rc::clone(dict);
            dict_put(held, &dict, key, value)
        }
        _ => Ok(()),
    }
}

/// `{**source}`
pub(super) fn dict_update(held: &mut Held, dict: &Value, source: &Value) -> R<()> {
    let Value::Dict(dict) = dict else { return Ok(()) };
    for (key, value) in mapping_items(held, source, |name| format!("'{name}' object is not a mapping"))? {
        dict_put(held, dict, key, value)?;
    }
    Ok(())
}

/// `f(**source)`
pub(super) fn dict_merge(held: &mut Held, dict: &Value, source: &Value, callee: &Value) -> R<()> {
    let Value::Dict(dict) = dict else { return Ok(()) };
    let function = callee_text(held, callee);
    let items = mapping_items(held, source, |name| {
        format!("{function} argument after ** must be a mapping, not {name}")
    })?;
    for (key, value) in items {
        let Value::Str(name) = &key else { return Err(Raised::type_error("keywords must be strings")) };
        if held.dict_get_str(dict, name).is_some() {
            return Err(Raised::type_error(format!(
                "{function} got multiple values for keyword argument '{}'",
                name.as_str()
            )));
        }
        let name = held.intern(name.as_str());
        held.dict_set_str(dict, &name, value);
    }
    Ok(())
}

/// Key and value pairs of a mapping: of a dict directly, of anything else through `keys()`.
fn mapping_items(
    held: &mut Held,
    source: &Value,
    refuse: impl FnOnce(&str) -> String,
) -> R<Vec<(Value, Value)>> {
    if let Value::Dict(source) = source {
        return Ok(source.table(held.token()).iter().map(|e| (e.key.clone(), e.value.clone())).collect());
    }
    let keys = Rc::clone(&held.interp.names.keys);
    let Some(method) = held.getattr_opt(source, &keys)? else {
        return Err(Raised::type_error(refuse(&held.type_name(source))));
    };
    let keys = held.call(&method, &[])?;
    let mut items = Vec::new();
    for key in held.collect(&keys)? {
        let value = held.getitem(source, &key)?;
        items.push((key, value));
    }
    Ok(items)
}

// ---- functions --------------------------------------------------------------------------------------------------

/// The cells a new function closes over.
pub(super) fn captured_cells(
    held: &Held,
    code: &Value,
    local: impl Fn(Reg) -> Value,
) -> Box<[Rc<CellObject>]> {
    let Value::Code(code) = code else { return Box::default() };
    let outer = held.thread.frames.last().map(|f| &f.function.closure);
    code.code
        .captures
        .iter()
        .map(|capture| {
            let cell = match capture {
                Capture::Local(reg) => match local(*reg) {
                    Value::Cell(cell) => Some(cell),
                    _ => None,
                },
                Capture::Free(at) => outer.and_then(|cells| cells.get(usize::from(*at))).cloned(),
            };
            cell.unwrap_or_else(|| Rc::new(CellObject { value: HeapCell::new(Value::Unset) }))
        })
        .collect()
}

/// A function object.
pub(super) fn make_function(
    held: &mut Held,
    code: Value,
    flags: MakeFlags,
    parts: ArgVec,
    closure: Box<[Rc<CellObject>]>,
) -> Value {
    let Value::Code(code) = code else { return Value::None };
    let mut parts = parts.into_iter();
    let mut part = |flag| if flags.has(flag) { parts.next() } else { None };
    let defaults = match part(MakeFlags::DEFAULTS) {
        Some(Value::Tuple(defaults)) => Some(defaults),
        _ => None,
    };
    let mut dict = |flag| match part(flag) {
        Some(Value::Dict(dict)) => Some(dict),
        _ => None,
    };
    let kw_defaults = dict(MakeFlags::KW_DEFAULTS);
    let annotations = dict(MakeFlags::ANNOTATIONS);
    let globals = super::names::globals(held);
    let doc = code.code.doc.as_ref().map_or(Value::None, |d| Value::str(&**d));
    Value::Function(Rc::new(Function {
        globals,
        closure,
        defaults: HeapCell::new(defaults),
        kw_defaults: HeapCell::new(kw_defaults),
        name: HeapCell::new(Rc::clone(&code.name)),
        qualname: HeapCell::new(Rc::clone(&code.qualname)),
        doc: HeapCell::new(doc),
        annotations: HeapCell::new(annotations),
        attrs: HeapCell::new(None),
        code,
    }))
}

// ---- exceptions -------------------------------------------------------------------------------------------------

/// `raise exc from cause`
pub(super) fn raise_from(held: &mut Held, exc: &Value, cause: &Value) -> Raised {
    let exception = match held.exception_of(exc) {
        Ok(Some(exception)) => exception,
        Ok(None) => return Raised::type_error("exceptions must derive from BaseException"),
        Err(raised) => return raised,
    };
    let cause = match cause {
        Value::None => Value::None,
        _ => match held.exception_of(cause) {
            Ok(Some(cause)) => Value::Instance(cause),
            Ok(None) => return Raised::type_error("exception causes must derive from BaseException"),
            Err(raised) => return raised,
        },
    };
    if let Some(data) = held.exception_data_mut(&exception) {
        data.cause = cause;
        data.suppress_context = true;
    }
    Raised::object(exception)
}

/// Calls `__exit__` with the exception that left a `with` block.
pub(super) fn with_except_exit(held: &mut Held, function: &Value, receiver: Value, exception: &Value) -> R {
    let class = Value::Class(Rc::clone(held.class_of(exception)));
    let traceback = {
        let name = Rc::clone(&held.interp.names.traceback);
        held.getattr_opt(exception, &name)?.unwrap_or(Value::None)
    };
    let args = [class, exception.clone(), traceback];
    if receiver.is_unset() {
        return held.call(function, &args);
    }
    held.call_with_self(function, &receiver, &args)
}

// ---- pattern matching -------------------------------------------------------------------------------------------

/// Whether a value is a sequence for patterns (PEP 634: not `str`, `bytes`, `bytearray`) of this length.
pub(super) fn match_sequence(held: &mut Held, subject: &Value, count: usize, at_least: bool) -> R<bool> {
    let sequence = match subject {
        Value::List(_) | Value::Tuple(_) | Value::Range(_) => true,
        Value::Instance(instance) => {
            matches!(instance.payload.get(held.token()), Payload::Value(Value::List(_) | Value::Tuple(_)))
        }
        _ => false,
    };
    if !sequence {
        return Ok(false);
    }
    let len = held.len(subject)?;
    Ok(if at_least { len >= count } else { len == count })
}

/// Whether a value is a mapping for patterns with at least so many keys.
pub(super) fn match_mapping(held: &mut Held, subject: &Value, count: usize) -> R<bool> {
    let mapping = match subject {
        Value::Dict(_) => true,
        Value::Instance(instance) => {
            matches!(instance.payload.get(held.token()), Payload::Value(Value::Dict(_)))
        }
        _ => false,
    };
    Ok(mapping && held.len(subject)? >= count)
}

/// The values of a mapping at the keys of a tuple, or `None` when one is missing.
pub(super) fn match_keys(held: &mut Held, subject: &Value, keys: &Value) -> R {
    let Value::Tuple(keys) = keys else { return Ok(Value::None) };
    let mut values = Vec::with_capacity(keys.items().len());
    for key in keys.items() {
        if !held.contains(subject, key)? {
            return Ok(Value::None);
        }
        values.push(held.getitem(subject, key)?);
    }
    Ok(Value::tuple(values))
}

/// A dict of what a mapping has beside the keys of a tuple.
pub(super) fn match_rest(held: &mut Held, subject: &Value, keys: &Value) -> R {
    let rest = held.new_dict();
    let items = mapping_items(held, subject, |name| format!("'{name}' object is not a mapping"))?;
    for (key, value) in items {
        if !held.contains(keys, &key)? {
            dict_put(held, &rest, key, value)?;
        }
    }
    Ok(Value::Dict(rest))
}

/// The attribute values a class pattern asks for, or `None` when the subject does not match.
pub(super) fn match_class(
    held: &mut Held,
    subject: &Value,
    class: &Value,
    positional: usize,
    names: &Value,
) -> R {
    let Value::Class(of) = class else {
        return Err(Raised::type_error("called match pattern must be a class"));
    };
    if !held.isinstance(subject, class)? {
        return Ok(Value::None);
    }
    let of = Rc::clone(of);
    let mut values = Vec::new();
    if positional > 0 {
        let name = Rc::clone(&held.interp.names.match_args);
        match held.getattr_opt(class, &name)? {
            Some(Value::Tuple(args)) => {
                if positional > args.items().len() {
                    return Err(too_many_patterns(held, &of, args.items().len(), positional));
                }
                for arg in &args.items()[..positional] {
                    let Value::Str(arg) = arg else {
                        return Err(Raised::type_error(format!(
                            "__match_args__ elements must be strings (got {})",
                            held.type_name(arg)
                        )));
                    };
                    match held.getattr_opt(subject, arg)? {
                        Some(value) => values.push(value),
                        None => return Ok(Value::None),
                    }
                }
            }
            Some(other) => {
                return Err(Raised::type_error(format!(
                    "{}.__match_args__ must be a tuple (got {})",
                    of.name(held.token()),
                    held.type_name(&other)
                )));
            }
            // Built-in scalars and containers match themselves by one positional pattern.
            None if matches!(of.layout, crate::object::Layout::Builtin(_)) => {
                if positional > 1 {
                    return Err(too_many_patterns(held, &of, 1, positional));
                }
                values.push(subject.clone());
            }
            None => return Err(too_many_patterns(held, &of, 0, positional)),
        }
    }
    if let Value::Tuple(names) = names {
        for name in names.items() {
            let Value::Str(name) = name else { continue };
            match held.getattr_opt(subject, name)? {
                Some(value) => values.push(value),
                None => return Ok(Value::None),
            }
        }
    }
    Ok(Value::tuple(values))
}

#[cold]
fn too_many_patterns(held: &Held, class: &crate::object::Class, most: usize, given: usize) -> Raised {
    let plural = if most == 1 { "" } else { "s" };
    Raised::type_error(format!(
        "{}() accepts {most} positional sub-pattern{plural} ({given} given)",
        class.name(held.token())
    ))
}
