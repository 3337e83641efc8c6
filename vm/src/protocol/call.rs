//! Calls: functions, classes as callables, generators as coroutines of the eval loop.

mod bind;

use gilvm_compiler::op::Op;

use crate::error::ExcKind;
use crate::error::R;
use crate::error::Raised;
use crate::eval;
use crate::held::Held;
use crate::native::ArgVec;
use crate::object::Class;
use crate::object::Constructor;
use crate::object::Descriptor;
use crate::object::Dict;
use crate::object::Function;
use crate::object::GenState;
use crate::object::Generator;
use crate::object::Instance;
use crate::object::Layout;
use crate::object::Payload;
use crate::object::Str;
use crate::object::Suspended;
use crate::object::Tuple;
use crate::rc::Rc;
use crate::thread::Frame;
use crate::thread::NATIVE_DEPTH_MAX;
use crate::thread::RareFrame;
use crate::thread::Ret;
use crate::types::Kind;
use crate::value::Value;
use crate::value::Words;

/// A keyword argument.
pub type Keyword = (Rc<Str>, Value);

/// How a generator answered.
pub enum Resumed {
    /// It yielded this value.
    Yielded(Value),
    /// It returned this value.
    Returned(Value),
}

impl Held {
    /// `function(*args)`
    pub fn call(&mut self, function: &Value, args: &[Value]) -> R {
        self.call_kw(function, args, &[])
    }

    /// `obj.name(*args)`
    pub fn call_method(&mut self, obj: &Value, name: &Rc<Str>, args: &[Value]) -> R {
        let method = self.getattr(obj, name)?;
        self.call(&method, args)
    }

    /// `function(obj, *args)`
    pub(crate) fn call_with_self(&mut self, function: &Value, obj: &Value, args: &[Value]) -> R {
        if let Value::Function(function) = function
            && function.code.plain_argc as usize == args.len() + 1
        {
            return self.call_plain(function, Some(obj), args);
        }
        if args.is_empty() {
            return self.call_kw(function, std::slice::from_ref(obj), &[]);
        }
        let mut all = ArgVec::with_capacity(args.len() + 1);
        all.push(obj.clone());
        all.extend(args.iter().cloned());
        self.call_kw(function, &all, &[])
    }

    /// Calls a function that takes exactly these arguments, `obj` before `args`, and binds nothing.
    fn call_plain(&mut self, function: &Rc<Function>, obj: Option<&Value>, args: &[Value]) -> R {
        if self.thread.frames.len() >= self.interp.recursion_limit {
            return Err(recursion_error(""));
        }
        let base = self.thread.top();
        let code = &function.code;
        self.thread.reserve(base + code.registers as usize + 1);
        // The window above the frame on top owns nothing.
        let window = &mut self.thread.registers[base..base + code.locals as usize];
        let mut slots = window.iter_mut();
        for (arg, slot) in obj.into_iter().chain(args).zip(slots.by_ref()) {
            slot.put(arg.clone());
        }
        for slot in slots {
            slot.put(Value::Unset);
        }
        let frame = Frame::new(Rc::clone(function), base, 0, Ret::Native);
        self.thread.frames.push(frame);
        self.run()
    }

    /// `function(*args, **keywords)`
    pub fn call_kw(&mut self, function: &Value, args: &[Value], keywords: &[Keyword]) -> R {
        match function {
            Value::Function(function)
                if keywords.is_empty() && function.code.plain_argc as usize == args.len() =>
            {
                self.call_plain(function, None, args)
            }
            Value::Function(function) => {
                let base = self.thread.top();
                let args = args.iter().cloned().collect();
                match self.enter(Rc::clone(function), base, args, keywords, Ret::Native)? {
                    Some(generator) => Ok(generator),
                    None => self.run(),
                }
            }
            Value::Native(native) => {
                self.enter_native()?;
                let result = crate::native::call(self, native, args, keywords);
                self.thread.native_depth -= 1;
                result
            }
            Value::Method(method) => {
                let mut all = ArgVec::with_capacity(args.len() + 1);
                all.push(method.receiver.clone());
                all.extend(args.iter().cloned());
                let function = method.function.clone();
                self.call_kw(&function, &all, keywords)
            }
            Value::Class(class) => self.call_class(class, args, keywords),
            Value::Descriptor(descriptor) if matches!(**descriptor, Descriptor::StaticMethod(_)) => {
                let Descriptor::StaticMethod(inner) = &**descriptor else { return Ok(Value::None) };
                let inner = inner.clone();
                self.enter_native()?;
                let result = self.call_kw(&inner, args, keywords);
                self.thread.native_depth -= 1;
                result
            }
            _ => {
                let call = Rc::clone(&self.interp.names.call);
                let class = Rc::clone(self.class_of(function));
                let Some(found) = self.lookup(&class, &call) else {
                    return Err(Raised::type_error(format!(
                        "'{}' object is not callable",
                        self.type_name(function)
                    )));
                };
                self.enter_native()?;
                let result = match &found {
                    Value::Function(_) | Value::Native(_) => {
                        let mut all = ArgVec::with_capacity(args.len() + 1);
                        all.push(function.clone());
                        all.extend(args.iter().cloned());
                        self.call_kw(&found, &all, keywords)
                    }
                    _ => self
                        .bind(found, function, &class)
                        .and_then(|bound| self.call_kw(&bound, args, keywords)),
                };
                self.thread.native_depth -= 1;
                result
            }
        }
    }

    /// Counts one more level of native recursion; the caller takes it back.
    pub(crate) fn enter_native(&mut self) -> R<()> {
        if self.thread.native_depth >= NATIVE_DEPTH_MAX {
            return Err(recursion_error(""));
        }
        self.thread.native_depth += 1;
        Ok(())
    }

    /// Counts one more level of recursion into data (`repr`, `==`, … of nested containers) for the length of `body`.
    ///
    /// # Errors
    /// `RecursionError`, "maximum recursion depth exceeded" plus `doing` (" in comparison").
    pub fn nested<T>(&mut self, doing: &'static str, body: impl FnOnce(&mut Held) -> R<T>) -> R<T> {
        if self.thread.native_depth >= NATIVE_DEPTH_MAX {
            return Err(recursion_error(doing));
        }
        self.thread.native_depth += 1;
        let result = body(self);
        self.thread.native_depth -= 1;
        result
    }

    /// Runs the frame that was pushed last until it returns to native code.
    pub(crate) fn run(&mut self) -> R {
        if let Err(raised) = self.enter_native() {
            return Err(match self.thread.frames.pop() {
                Some(frame) => eval::leave(self, frame, raised),
                None => raised,
            });
        }
        let result = eval::run(self, None);
        self.thread.native_depth -= 1;
        result
    }

    /// Unsets the registers of a frame.
    pub(crate) fn clear_window(&mut self, frame: &Frame) {
        let end = frame.base + frame.function.code.code.registers as usize;
        for at in frame.base..end.min(self.thread.registers.len()) {
            self.thread.registers[at].take().discard();
        }
    }

    /// Calls a class: makes an instance and initialises it (`Objects/typeobject.c: type_call`).
    pub fn call_class(&mut self, class: &Rc<Class>, args: &[Value], keywords: &[Keyword]) -> R {
        if let Some(metaclass) = &class.metaclass {
            let metaclass = Rc::clone(metaclass);
            let call = Rc::clone(&self.interp.names.call);
            if let Some(found @ Value::Function(_)) = self.lookup(&metaclass, &call) {
                let mut all = ArgVec::with_capacity(args.len() + 1);
                all.push(Value::Class(Rc::clone(class)));
                all.extend(args.iter().cloned());
                return self.call_kw(&found, &all, keywords);
            }
        }
        self.make_instance(class, args, keywords)
    }

    /// `type.__call__(class, *args, **keywords)`
    pub fn make_instance(&mut self, class: &Rc<Class>, args: &[Value], keywords: &[Keyword]) -> R {
        match self.constructor(class) {
            known @ (Constructor::Init(_) | Constructor::ExceptionInit(_)) => {
                let Some((object, init)) = self.begin_instance(class, known, args) else {
                    return Ok(Value::None);
                };
                let mut all = ArgVec::with_capacity(args.len() + 1);
                all.push(object.clone());
                all.extend(args.iter().cloned());
                let result = self.call_kw(&Value::Function(init), &all, keywords)?;
                self.check_init(&result)?;
                Ok(object)
            }
            Constructor::New(new) => {
                if let (Layout::Builtin(kind), []) = (class.layout, keywords)
                    && Rc::ptr_eq(class, self.interp.kind(kind))
                    && let Some(object) = self.construct_builtin(kind, args)?
                {
                    return Ok(object);
                }
                let mut all = ArgVec::with_capacity(args.len() + 1);
                all.push(Value::Class(Rc::clone(class)));
                all.extend(args.iter().cloned());
                crate::native::call(self, &new, &all, keywords)
            }
            Constructor::Exception if keywords.is_empty() => {
                Ok(Value::Instance(self.exception_with(Rc::clone(class), Tuple::of_slice(args))))
            }
            Constructor::Bare if args.is_empty() && keywords.is_empty() => {
                Ok(Value::Instance(Rc::new(Instance::new(Rc::clone(class), Payload::None))))
            }
            Constructor::Bare => {
                Err(Raised::type_error(format!("{}() takes no arguments", class.name(&self.token))))
            }
            _ => {
                // Not for built-in types that derive from another one: they have a `__new__` of their own.
                if let (Layout::Builtin(kind), []) = (class.layout, keywords)
                    && Rc::ptr_eq(class, self.interp.kind(kind))
                    && let Some(object) = self.construct_builtin(kind, args)?
                {
                    return Ok(object);
                }
                let (new, init) = {
                    let names = &self.interp.names;
                    (Rc::clone(&names.new), Rc::clone(&names.init))
                };
                let Some(found) = self.lookup(class, &new) else {
                    return Err(Raised::type_error(format!(
                        "cannot create '{}' instances",
                        self.shown_name(class)
                    )));
                };
                let new = match &found {
                    Value::Descriptor(d) => match &**d {
                        Descriptor::StaticMethod(inner) => inner.clone(),
                        _ => self.bind(found, &Value::None, class)?,
                    },
                    _ => found,
                };
                let mut all = ArgVec::with_capacity(args.len() + 1);
                all.push(Value::Class(Rc::clone(class)));
                all.extend(args.iter().cloned());
                let object = self.call_kw(&new, &all, keywords)?;
                let of = Rc::clone(self.class_of(&object));
                if !of.is_subclass(class, &self.token) {
                    return Ok(object);
                }
                let Some(init) = self.lookup(&of, &init) else { return Ok(object) };
                all[0] = object.clone();
                let result = match &init {
                    Value::Function(_) | Value::Native(_) => self.call_kw(&init, &all, keywords)?,
                    _ => {
                        let bound = self.bind(init, &object, &of)?;
                        self.call_kw(&bound, args, keywords)?
                    }
                };
                self.check_init(&result)?;
                Ok(object)
            }
        }
    }

    /// A new object of a class with a Python `__init__`, which is then to be called.
    pub(crate) fn begin_instance(
        &mut self,
        class: &Rc<Class>,
        constructor: Constructor,
        args: &[Value],
    ) -> Option<(Value, Rc<Function>)> {
        let class = Rc::clone(class);
        match constructor {
            Constructor::Init(init) => {
                Some((Value::Instance(Rc::new(Instance::new(class, Payload::None))), init))
            }
            Constructor::ExceptionInit(init) => {
                Some((Value::Instance(self.exception_with(class, Tuple::of_slice(args))), init))
            }
            _ => None,
        }
    }

    /// `__init__` must return `None`.
    pub(crate) fn check_init(&mut self, result: &Value) -> R<()> {
        if result.is_none() {
            return Ok(());
        }
        Err(Raised::type_error(format!("__init__() should return None, not '{}'", self.type_name(result))))
    }

    /// What calling a class amounts to; remembered until the class changes.
    pub(crate) fn constructor(&mut self, class: &Rc<Class>) -> Constructor {
        if let known @ (Constructor::Init(_)
        | Constructor::New(_)
        | Constructor::Exception
        | Constructor::ExceptionInit(_)
        | Constructor::Bare
        | Constructor::General) = class.constructor.get(&self.token)
        {
            return known.clone();
        }
        let found = self.find_constructor(class);
        class.constructor.set(&mut self.token, found.clone());
        found
    }

    fn find_constructor(&mut self, class: &Rc<Class>) -> Constructor {
        let plain =
            class.layout == Layout::Object && !class.flags.get().builtin && !class.flags.get().is_metaclass;
        if class.metaclass.is_some() {
            // `object.__new__` refuses to make instances of an abstract class.
            let name = self.intern("__abstractmethods__");
            match self.dict_get_str(&class.dict, &name) {
                None => {}
                Some(Value::FrozenSet(methods)) if methods.len(&self.token) == 0 => {}
                Some(_) => return Constructor::General,
            }
        }
        let (new, init) = {
            let names = &self.interp.names;
            (Rc::clone(&names.new), Rc::clone(&names.init))
        };
        let object = Rc::clone(self.interp.kind(Kind::Object));
        let same = |a: &Option<Value>, b: &Option<Value>| match (a, b) {
            (Some(a), Some(b)) => a.is(b),
            (None, None) => true,
            _ => false,
        };
        let (own_new, own_init) = (self.lookup(class, &new), self.lookup(class, &init));
        let (object_new, object_init) = (self.lookup(&object, &new), self.lookup(&object, &init));
        if class.flags.get().builtin && same(&own_init, &object_init) && !same(&own_new, &object_new) {
            // Nothing to initialise beyond what the type's own `__new__` does.
            if let Some(Value::Descriptor(descriptor)) = &own_new
                && let Descriptor::StaticMethod(Value::Native(new)) = &**descriptor
            {
                return Constructor::New(Rc::clone(new));
            }
        }
        if class.flags.get().is_exception {
            let base = Rc::clone(self.interp.exception(ExcKind::BaseException));
            let (base_new, base_init) = (self.lookup(&base, &new), self.lookup(&base, &init));
            if class.slot_count == 0 && same(&own_new, &base_new) {
                match &own_init {
                    own if same(own, &base_init) => return Constructor::Exception,
                    Some(Value::Function(init)) => return Constructor::ExceptionInit(Rc::clone(init)),
                    _ => {}
                }
            }
        }
        if !plain || !same(&own_new, &object_new) {
            return Constructor::General;
        }
        match own_init {
            own if same(&own, &object_init) => Constructor::Bare,
            Some(Value::Function(init)) => Constructor::Init(init),
            _ => Constructor::General,
        }
    }

    /// Runs a class body with its namespace; returns what the body returns (its `__class__` cell, or `None`).
    pub fn run_class_body(&mut self, body: &Rc<Function>, namespace: &Value) -> R {
        let base = self.thread.top();
        self.thread.reserve(base + body.code.code.registers as usize + 1);
        if let Some(generator) = self.push_bound(Rc::clone(body), base, Ret::Native)? {
            return Ok(generator);
        }
        if let Some(frame) = self.thread.frames.last_mut() {
            frame.rare =
                Some(Box::new(RareFrame { namespace: Some(namespace.clone()), ..RareFrame::default() }));
        }
        self.run()
    }

    /// Runs the code of a module (or of `exec`/`eval`) with these globals, and a namespace of its own where the code
    /// was compiled for one.
    pub fn run_code(
        &mut self,
        code: &crate::interp::SharedCode,
        globals: &Rc<Dict>,
        namespace: Option<&Value>,
    ) -> R {
        let loaded = self.load_code(code)?;
        let function = self.function_of(loaded, Rc::clone(globals));
        match namespace {
            Some(namespace) => self.run_class_body(&function, namespace),
            None => self.call(&Value::Function(function), &[]),
        }
    }

    /// Runs the code of a module.
    pub fn run_module(&mut self, code: &crate::interp::SharedCode, globals: &Rc<Dict>) -> R {
        self.run_code(code, globals, None)
    }

    /// `next(generator)`; `None` at its end.
    pub fn generator_next(&mut self, generator: &Rc<Generator>) -> R<Option<Value>> {
        match self.generator_send(generator, Value::None)? {
            Resumed::Yielded(value) => Ok(Some(value)),
            Resumed::Returned(_) => Ok(None),
        }
    }

    /// `generator.send(value)`
    pub fn generator_send(&mut self, generator: &Rc<Generator>, value: Value) -> R<Resumed> {
        if !eval::resume_generator(self, Rc::clone(generator), value.split())? {
            return Ok(Resumed::Returned(Value::None));
        }
        let result = self.run()?;
        Ok(self.resumed(generator, result))
    }

    fn resumed(&self, generator: &Rc<Generator>, result: Value) -> Resumed {
        match generator.state.get(&self.token) {
            GenState::Suspended(_) => Resumed::Yielded(result),
            _ => Resumed::Returned(result),
        }
    }

    /// Puts a generator's frame on the stack, with `value` as what its `yield` gives, if there is one; `false` when the
    /// generator has ended.
    pub(crate) fn push_generator(
        &mut self,
        generator: Rc<Generator>,
        base: usize,
        value: Words,
        ret: Ret,
    ) -> R<bool> {
        let frames = self.thread.frames.len();
        let state = generator.state.get_mut(&mut self.token);
        let receive = match state {
            GenState::Suspended(frame) => frame.receive,
            GenState::Finished => return Ok(false),
            GenState::Running => return Err(Raised::value_error("generator already executing")),
        };
        if receive.is_none() && !value.is_none() && !value.is_unset() {
            return Err(Raised::type_error("can't send non-None value to a just-started generator"));
        }
        if frames >= self.interp.recursion_limit {
            return Err(recursion_error(""));
        }
        let GenState::Suspended(Suspended { function, ip, mut rare, .. }) =
            std::mem::replace(state, GenState::Running)
        else {
            return Ok(false);
        };
        self.thread.reserve(base + function.code.registers as usize + 1);
        let end = base + rare.registers.len();
        // The window above the caller holds nothing.
        Value::shift(&mut rare.registers, &mut self.thread.registers[base..end]);
        rare.registers.clear();
        if let Some(receive) = receive.filter(|_| !value.is_unset()) {
            // Perhaps a local, which holds what it was assigned before.
            self.thread.registers[base + receive.index()] = value.whole();
        }
        if self.thread.handled.is_none() && rare.handled.is_none_or_unset() {
            rare.outer_handled.put(Value::None);
        } else {
            rare.outer_handled = match std::mem::take(&mut rare.handled) {
                Value::None | Value::Unset => self.thread.handled.clone(),
                inner => std::mem::replace(&mut self.thread.handled, inner),
            };
        }
        rare.generator = Some(generator);
        let frame = Frame::new(function, base, ip as usize, ret);
        self.thread.frames.push(Frame { rare: Some(rare), ..frame });
        Ok(true)
    }

    /// `generator.throw(raised)`
    pub fn generator_throw(&mut self, generator: &Rc<Generator>, raised: Raised) -> R<Resumed> {
        let inner = match generator.state.get(&self.token) {
            GenState::Finished => return Err(raised),
            GenState::Running => return Err(Raised::value_error("generator already executing")),
            GenState::Suspended(frame) => delegation(frame),
        };
        let base = self.thread.top();
        let Some((iter, value, after)) = inner else {
            return self.throw_into(generator, base, raised);
        };
        // Inside `yield from`: the inner iterator gets it first, while this generator counts as running.
        let GenState::Suspended(mut frame) = generator.state.replace(&mut self.token, GenState::Running)
        else {
            return Err(raised);
        };
        let delegate = frame.rare.registers.get(iter).cloned().unwrap_or_default();
        let answer = self.throw_to_delegate(&delegate, raised);
        if let Ok(Resumed::Returned(_)) = &answer {
            frame.ip = after;
            // Nothing receives: execution continues behind the delegation, not at a `yield`.
            frame.receive = Some(gilvm_compiler::op::Reg::new(value as u16));
        }
        generator.state.set(&mut self.token, GenState::Suspended(frame));
        match answer {
            Ok(Resumed::Returned(result)) => self.generator_send(generator, result),
            Ok(yielded) => Ok(yielded),
            Err(raised) => self.throw_into(generator, base, raised),
        }
    }

    /// Hands an exception to the iterator of a `yield from` (PEP 380).
    fn throw_to_delegate(&mut self, delegate: &Value, raised: Raised) -> R<Resumed> {
        let closing = self.matches(&raised, ExcKind::GeneratorExit);
        if let Value::Generator(inner) = delegate {
            if closing {
                self.generator_close(inner)?;
                return Err(raised);
            }
            return self.generator_throw(inner, raised);
        }
        let (name, what) = {
            let names = &self.interp.names;
            if closing { (Rc::clone(&names.close), None) } else { (Rc::clone(&names.throw), Some(())) }
        };
        let Some(method) = self.getattr_opt(delegate, &name)? else { return Err(raised) };
        if what.is_none() {
            self.call(&method, &[])?;
            return Err(raised);
        }
        let exception = Value::Instance(self.exception_object(raised));
        match self.call(&method, &[exception]) {
            Ok(value) => Ok(Resumed::Yielded(value)),
            Err(stop) if self.matches(&stop, ExcKind::StopIteration) => {
                let stop = self.exception_object(stop);
                let value = self.exception_data(&stop).and_then(|d| d.args.items().first().cloned());
                Ok(Resumed::Returned(value.unwrap_or(Value::None)))
            }
            Err(raised) => Err(raised),
        }
    }

    /// Continues a suspended generator by raising inside it.
    fn throw_into(&mut self, generator: &Rc<Generator>, base: usize, raised: Raised) -> R<Resumed> {
        self.enter_native()?;
        if let Err(refused) =
            self.push_generator(Rc::clone(generator), base, Value::Unset.split(), Ret::Native)
        {
            self.thread.native_depth -= 1;
            return Err(refused);
        }
        let result = eval::run(self, Some(raised));
        self.thread.native_depth -= 1;
        let value = result?;
        Ok(self.resumed(generator, value))
    }

    /// `generator.close()`: `None`, or what the generator returned.
    pub fn generator_close(&mut self, generator: &Rc<Generator>) -> R {
        match generator.state.get(&self.token) {
            GenState::Finished => return Ok(Value::None),
            // Where nothing could notice, the frame just goes.
            GenState::Suspended(frame) if frame.receive.is_none() || !is_covered(frame) => {
                generator.state.set(&mut self.token, GenState::Finished);
                return Ok(Value::None);
            }
            _ => {}
        }
        match self
            .generator_throw(generator, Raised::with(ExcKind::GeneratorExit, crate::error::Detail::None))
        {
            Ok(Resumed::Yielded(_)) => Err(Raised::runtime_error("generator ignored GeneratorExit")),
            Ok(Resumed::Returned(value)) => Ok(value),
            Err(raised) if self.matches(&raised, ExcKind::GeneratorExit) => Ok(Value::None),
            Err(raised) if self.matches(&raised, ExcKind::StopIteration) => Ok(Value::None),
            Err(raised) => Err(raised),
        }
    }
}

/// Whether an exception thrown into a suspended generator would be handled in it, or in one that it delegates to.
fn is_covered(frame: &Suspended) -> bool {
    let at = frame.ip.saturating_sub(1);
    let code = &frame.function.code.code;
    delegation(frame).is_some() || code.handlers.iter().any(|row| (row.start..row.end).contains(&at))
}

/// Where a suspended generator delegates to (`yield from`): the registers of the inner iterator and of the exchanged
/// value, and the instruction behind the loop.
fn delegation(frame: &Suspended) -> Option<(usize, usize, u32)> {
    let ops = &frame.function.code.code.ops;
    // Others may have been put before either instruction.
    let put_in = |op: &Op| matches!(op, Op::CheckPoint | Op::Trace { .. });
    let skip = |at: usize| at + ops.iter().skip(at).take_while(|op| put_in(op)).count();
    let Some(Op::Jump { target }) = ops.get(skip(frame.ip as usize)) else { return None };
    let send = skip(target.index());
    let Some(Op::Send { iter, value, to }) = ops.get(send) else { return None };
    let after = (send as i64 + 1 + i64::from(to.0)) as u32;
    Some((iter.index(), value.index(), after))
}

#[cold]
fn recursion_error(doing: &str) -> Raised {
    Raised::new(ExcKind::RecursionError, format!("maximum recursion depth exceeded{doing}"))
}
