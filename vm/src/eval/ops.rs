//! Bodies of instructions, by family: check points, calls, arithmetic, building, functions, exceptions.

use std::mem;

use gilvm_compiler::code::Capture;
use gilvm_compiler::op::BinOp;
use gilvm_compiler::op::CmpOp;
use gilvm_compiler::op::Conversion;
use gilvm_compiler::op::MakeFlags;
use gilvm_compiler::op::Reg;
use gilvm_compiler::op::UnaryOp;

use super::items::dict_set_quick;
use crate::error::ExcKind;
use crate::error::R;
use crate::error::Raised;
use crate::gil::Breaker;
use crate::heap::HeapCell;
use crate::held::Held;
use crate::native::ArgVec;
use crate::object::CellObject;
use crate::object::Dict;
use crate::object::Function;
use crate::protocol::call::Keyword;
use crate::protocol::call::Resumed;
use crate::rc::Rc;
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
    if bits & Breaker::WAKES != 0 {
        held.count_down_to_wake();
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
    if bits & Breaker::TRACE != 0 { super::trace::check_point(held) } else { Ok(()) }
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
                let constructor = held.constructor(&class);
                let begun = match ret {
                    Ret::To(dst) => held.begin_instance(&class, constructor, &args).zip(Some(dst)),
                    _ => None,
                };
                let Some(((object, init), dst)) = begun else {
                    return held.call_class(&class, &args, keywords).map(Some);
                };
                args.insert(0, object.clone());
                // The object waits in the register the callee stood in.
                let base = held.thread.frames.last().map_or(0, |f| f.base);
                let at = window - 1;
                held.thread.registers[at] = object;
                let ret = Ret::Init { object: Reg::new((at - base) as u16), dst };
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
    if let Value::Function(function) = &callee
        && let Some(entered) = held.enter_named(function, window, &mut args, names, ret)
    {
        return entered;
    }
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
    let Some(mut rare) = held.thread.frames.last_mut().and_then(|frame| frame.rare.take()) else { return };
    if let Some(generator) = rare.generator.take() {
        held.thread.handled = mem::take(&mut rare.outer_handled);
        // It counts as running until now, so what is replaced owns nothing.
        mem::forget(generator.state.replace(&mut held.token, crate::object::GenState::Finished));
        rare.handled = Value::Unset;
        rare.trace = None;
        held.thread.keep_spare(rare);
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

// ---- building ---------------------------------------------------------------------------------------------------

/// Fills a dict display: key, value, key, value, …
pub(super) fn fill_dict(held: &mut Held, dict: &Rc<Dict>, items: ArgVec) -> R<()> {
    let mut items = items.into_iter();
    while let (Some(key), Some(value)) = (items.next(), items.next()) {
        dict_put(held, dict, key, value)?;
    }
    Ok(())
}

pub(super) fn dict_put(held: &mut Held, dict: &Rc<Dict>, key: Value, value: Value) -> R<()> {
    match dict_set_quick(held, dict, &key, value) {
        None => Ok(()),
        Some(value) => held.dict_set(dict, &key, value),
    }
}

/// The strings one after another.
pub(super) fn concatenate(held: &mut Held, parts: &[Value]) -> Value {
    let mut bytes = 0;
    let mut chars = 0;
    for part in parts {
        if let Value::Str(part) = part {
            bytes += part.as_str().len();
            chars += part.len();
        }
    }
    let texts = parts.iter().filter_map(|part| match part {
        Value::Str(part) => Some(part.as_str()),
        _ => None,
    });
    Value::Str(held.thread.join_text(bytes, chars, texts))
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
        Value::Set(set) => held.set_put(set, item).map(drop),
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
    for (key, value) in mapping_items(held, source, |_, name| format!("'{name}' object is not a mapping"))? {
        dict_put(held, dict, key, value)?;
    }
    Ok(())
}

/// `f(**source)`
pub(super) fn dict_merge(held: &mut Held, dict: &Value, source: &Value, callee: &Value) -> R<()> {
    let Value::Dict(dict) = dict else { return Ok(()) };
    let items = mapping_items(held, source, |held, name| {
        format!("{} argument after ** must be a mapping, not {name}", callee_text(held, callee))
    })?;
    for (key, value) in items {
        let Value::Str(name) = &key else { return Err(Raised::type_error("keywords must be strings")) };
        if held.dict_get_str(dict, name).is_some() {
            return Err(Raised::type_error(format!(
                "{} got multiple values for keyword argument '{}'",
                callee_text(held, callee),
                name.as_str()
            )));
        }
        let name = held.intern(name.as_str());
        held.dict_set_str(dict, &name, value);
    }
    Ok(())
}

/// Key and value pairs of a mapping: of a dict directly, of anything else through `keys()`.
pub(super) fn mapping_items(
    held: &mut Held,
    source: &Value,
    refuse: impl FnOnce(&mut Held, &str) -> String,
) -> R<Vec<(Value, Value)>> {
    if let Value::Dict(source) = source {
        return Ok(source.table(held.token()).iter().map(|e| (e.key.clone(), e.value.clone())).collect());
    }
    let keys = Rc::clone(&held.interp.names.keys);
    let Some(method) = held.getattr_opt(source, &keys)? else {
        let name = held.type_name(source);
        return Err(Raised::type_error(refuse(held, &name)));
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

/// Splits an exception for a clause of `except*`; the part that the clause takes is the one being handled then.
pub(super) fn split_exc(held: &mut Held, exception: &Value, pattern: &Value) -> R<(Value, Value)> {
    let (part, rest) = held.split_exception(exception, pattern)?;
    if !part.is_none() {
        held.thread.handled = part.clone();
    }
    Ok((part, rest))
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
