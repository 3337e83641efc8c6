//! Calls: binding arguments to parameters, classes as callables, generators as coroutines of the eval loop.

use std::rc::Rc;

use gilvm_compiler::code::CodeKind;
use gilvm_compiler::op::Op;

use crate::error::ExcKind;
use crate::error::R;
use crate::error::Raised;
use crate::eval;
use crate::heap::HeapCell;
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
use crate::thread::Frame;
use crate::thread::NATIVE_DEPTH_MAX;
use crate::thread::RareFrame;
use crate::thread::Ret;
use crate::types::Kind;
use crate::value::Value;

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
        let mut all = ArgVec::with_capacity(args.len() + 1);
        all.push(obj.clone());
        all.extend(args.iter().cloned());
        self.call_kw(function, &all, &[])
    }

    /// `function(*args, **keywords)`
    pub fn call_kw(&mut self, function: &Value, args: &[Value], keywords: &[Keyword]) -> R {
        match function {
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
            let frame = self.thread.frames.pop();
            if let Some(frame) = frame {
                self.clear_window(&frame);
            }
            return Err(raised);
        }
        let result = eval::run(self, None);
        self.thread.native_depth -= 1;
        result
    }

    /// Unsets the registers of a frame.
    pub(crate) fn clear_window(&mut self, frame: &Frame) {
        let end = frame.base + frame.function.code.code.registers as usize;
        for at in frame.base..end.min(self.thread.registers.len()) {
            drop(std::mem::take(&mut self.thread.registers[at]));
        }
    }

    /// Binds arguments in the window at `base` and pushes a frame; for a generator function, returns the generator
    /// instead.
    pub(crate) fn enter(
        &mut self,
        function: Rc<Function>,
        base: usize,
        args: ArgVec,
        keywords: &[Keyword],
        ret: Ret,
    ) -> R<Option<Value>> {
        let code = Rc::clone(&function.code);
        let params = code.code.params;
        self.thread.reserve(base + code.code.registers as usize + 1);
        if params.simple() && keywords.is_empty() && args.len() == params.positional as usize {
            for (at, arg) in args.into_iter().enumerate() {
                self.thread.registers[base + at] = arg;
            }
        } else if let Some(defaults) = self.trailing_defaults(&function, args.len(), keywords) {
            let first = params.positional as usize - defaults.items().len();
            let given = args.len();
            for (at, arg) in args.into_iter().enumerate() {
                self.thread.registers[base + at] = arg;
            }
            for (at, default) in defaults.items().iter().enumerate().skip(given - first) {
                self.thread.registers[base + first + at] = default.clone();
            }
        } else if let Err(raised) = self.bind_arguments(&function, base, args, keywords) {
            for register in &mut self.thread.registers[base..base + params.count() as usize] {
                drop(std::mem::take(register));
            }
            return Err(raised);
        }
        self.push_bound(function, base, ret)
    }

    /// Enters a function whose last arguments are named, where that takes no more than finding the names: no stars, and
    /// every parameter has an argument or a default. `None`, and nothing has happened, where it takes more.
    pub(crate) fn enter_named(
        &mut self,
        function: &Rc<Function>,
        base: usize,
        args: &mut ArgVec,
        names: &[Value],
        ret: Ret,
    ) -> Option<R<Option<Value>>> {
        /// More names than this are bound the long way.
        const NAMES_MAX: usize = 8;
        let code = Rc::clone(&function.code);
        let params = code.code.params;
        let positional = params.positional as usize;
        let given = args.len().checked_sub(names.len())?;
        if !params.simple() || given > positional || names.len() > NAMES_MAX {
            return None;
        }
        let candidates = code.code.locals.get(params.positional_only as usize..positional)?;
        let mut places = [0; NAMES_MAX];
        for (n, name) in names.iter().enumerate() {
            let Value::Str(name) = name else { return None };
            let at = candidates.iter().position(|local| **local == *name.as_str())?;
            let at = at + params.positional_only as usize;
            if at < given || places[..n].contains(&at) {
                return None;
            }
            places[n] = at;
        }
        let places = &places[..names.len()];
        let defaults = function.defaults.get(&self.token).clone();
        let default_items = defaults.as_ref().map_or(&[][..], |d| d.items());
        let first_default = positional.checked_sub(default_items.len())?;
        if (given..first_default).any(|at| !places.contains(&at)) {
            return None;
        }
        self.thread.reserve(base + code.registers as usize + 1);
        let window = &mut self.thread.registers[base..base + positional];
        for (at, slot) in window.iter_mut().enumerate().skip(given) {
            *slot = match at.checked_sub(first_default) {
                Some(default) if !places.contains(&at) => default_items[default].clone(),
                _ => Value::Unset,
            };
        }
        for (n, arg) in args.drain(..).enumerate() {
            window[if n < given { n } else { places[n - given] }] = arg;
        }
        Some(self.push_bound(Rc::clone(function), base, ret))
    }

    /// The defaults of a function that takes nothing but positional parameters, if with them `given` arguments are
    /// enough.
    fn trailing_defaults(&self, function: &Function, given: usize, keywords: &[Keyword]) -> Option<Tuple> {
        let params = function.code.code.params;
        if !keywords.is_empty() || !params.simple() || given > params.positional as usize {
            return None;
        }
        let defaults = function.defaults.get(&self.token).as_ref()?;
        let first = (params.positional as usize).checked_sub(defaults.items().len())?;
        (given >= first).then(|| defaults.clone())
    }

    /// Pushes a frame whose arguments stand in its window already; for a generator function, returns the generator.
    pub(crate) fn push_bound(&mut self, function: Rc<Function>, base: usize, ret: Ret) -> R<Option<Value>> {
        let code = Rc::clone(&function.code);
        let count = code.code.params.count() as usize;
        let window = base..base + code.code.registers as usize;
        for register in &mut self.thread.registers[base + count..window.end] {
            *register = Value::Unset;
        }
        if code.code.kind == CodeKind::Generator {
            let registers = self.thread.registers[window].iter_mut().map(std::mem::take).collect();
            let name = Rc::clone(function.name.get(&self.token));
            let qualname = Rc::clone(function.qualname.get(&self.token));
            let rare = Box::new(RareFrame { registers, ..RareFrame::default() });
            let suspended = Suspended { function, ip: 0, receive: None, rare };
            let state = HeapCell::new(GenState::Suspended(suspended));
            return Ok(Some(Value::Generator(Rc::new(Generator { state, code, name, qualname }))));
        }
        let frame = Frame { function, base, ip: 0, ret, rare: None };
        if self.thread.frames.len() >= self.interp.recursion_limit {
            self.clear_window(&frame);
            return Err(recursion_error(""));
        }
        self.thread.frames.push(frame);
        Ok(None)
    }

    /// Distributes arguments to parameters (`Python/ceval.c: initialize_locals`).
    #[cold]
    fn bind_arguments(
        &mut self,
        function: &Rc<Function>,
        base: usize,
        args: ArgVec,
        keywords: &[Keyword],
    ) -> R<()> {
        let code = Rc::clone(&function.code);
        let params = code.code.params;
        let positional = params.positional as usize;
        let named = positional + params.keyword_only as usize;
        for register in &mut self.thread.registers[base..base + params.count() as usize] {
            *register = Value::Unset;
        }
        let given = args.len();
        let mut rest = Vec::new();
        for (at, arg) in args.into_iter().enumerate() {
            if at < positional {
                self.thread.registers[base + at] = arg;
            } else {
                rest.push(arg);
            }
        }
        let surplus = !rest.is_empty() && !params.var_args;
        if params.var_args {
            self.thread.registers[base + named] = Value::tuple(rest);
        }
        let extra = params.var_keywords.then(|| {
            let dict = self.new_dict();
            self.thread.registers[base + named + usize::from(params.var_args)] =
                Value::Dict(Rc::clone(&dict));
            dict
        });
        let mut misplaced: Vec<&str> = Vec::new();
        for (name, value) in keywords {
            let found = code.code.locals[..named].iter().position(|local| &**local == name.as_str());
            match (found, &extra) {
                (Some(at), _) if at >= params.positional_only as usize => {
                    if !self.thread.registers[base + at].is_unset() {
                        return Err(Raised::type_error(format!(
                            "{}() got multiple values for argument '{}'",
                            self.callee(function),
                            name.as_str()
                        )));
                    }
                    self.thread.registers[base + at] = value.clone();
                }
                (_, Some(extra)) => {
                    let extra = Rc::clone(extra);
                    self.dict_set_str(&extra, name, value.clone());
                }
                (Some(_), None) => misplaced.push(name.as_str()),
                (None, None) => {
                    let candidates = &code.code.locals[params.positional_only as usize..named];
                    let hint = crate::traceback::suggest(name.as_str(), candidates.iter().map(|c| &**c))
                        .map(|close| format!(". Did you mean '{close}'?"))
                        .unwrap_or_default();
                    return Err(Raised::type_error(format!(
                        "{}() got an unexpected keyword argument '{}'{hint}",
                        self.callee(function),
                        name.as_str()
                    )));
                }
            }
        }
        if !misplaced.is_empty() {
            return Err(Raised::type_error(format!(
                "{}() got some positional-only arguments passed as keyword arguments: '{}'",
                self.callee(function),
                misplaced.join(", ")
            )));
        }
        let defaults = function.defaults.get(&self.token).clone();
        let default_items = defaults.as_ref().map_or(&[][..], |d| d.items());
        if surplus {
            let keyword_only = self.thread.registers[base + positional..base + named]
                .iter()
                .filter(|r| !r.is_unset())
                .count();
            return Err(self.too_many(function, given, default_items.len(), keyword_only));
        }
        let first_default = positional - default_items.len().min(positional);
        let mut missing: Vec<&str> = Vec::new();
        for at in 0..positional {
            if !self.thread.registers[base + at].is_unset() {
                continue;
            }
            match default_items.get(at.wrapping_sub(first_default)) {
                Some(default) if at >= first_default => self.thread.registers[base + at] = default.clone(),
                _ => missing.push(&code.code.locals[at]),
            }
        }
        if !missing.is_empty() {
            return Err(self.missing(function, "positional", &missing));
        }
        let kw_defaults = function.kw_defaults.get(&self.token).clone();
        for at in positional..named {
            if !self.thread.registers[base + at].is_unset() {
                continue;
            }
            let name = self.interp.intern(&code.code.locals[at]);
            match kw_defaults.as_ref().and_then(|d| self.dict_get_str(d, &name)) {
                Some(default) => self.thread.registers[base + at] = default,
                None => missing.push(&code.code.locals[at]),
            }
        }
        if !missing.is_empty() {
            return Err(self.missing(function, "keyword-only", &missing));
        }
        Ok(())
    }

    fn callee(&self, function: &Function) -> String {
        function.qualname.get(&self.token).as_str().to_owned()
    }

    fn missing(&self, function: &Function, kind: &str, names: &[&str]) -> Raised {
        let quoted: Vec<String> = names.iter().map(|n| format!("'{n}'")).collect();
        let list = match quoted.as_slice() {
            [one] => one.clone(),
            [a, b] => format!("{a} and {b}"),
            [head @ .., last] => format!("{}, and {last}", head.join(", ")),
            [] => String::new(),
        };
        let plural = if names.len() == 1 { "" } else { "s" };
        Raised::type_error(format!(
            "{}() missing {} required {kind} argument{plural}: {list}",
            self.callee(function),
            names.len()
        ))
    }

    fn too_many(&self, function: &Function, given: usize, defaults: usize, keyword_only: usize) -> Raised {
        let most = function.code.code.params.positional as usize;
        let plural = |n: usize| if n == 1 { "" } else { "s" };
        let takes = match defaults {
            0 => format!("{most} positional argument{}", plural(most)),
            _ => format!("from {} to {most} positional arguments", most - defaults.min(most)),
        };
        let keywords = match keyword_only {
            0 => String::new(),
            n => {
                format!(" positional argument{} (and {n} keyword-only argument{})", plural(given), plural(n))
            }
        };
        let verb = if given == 1 && keyword_only == 0 { "was" } else { "were" };
        Raised::type_error(format!(
            "{}() takes {takes} but {given}{keywords} {verb} given",
            self.callee(function)
        ))
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
            Constructor::Init(init) => {
                let object = Value::Instance(Rc::new(Instance::new(Rc::clone(class), Payload::None)));
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
                Ok(Value::Instance(self.new_exception(Rc::clone(class), args.to_vec())))
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
                        class.name(&self.token)
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
            if class.slot_count == 0 && same(&own_new, &base_new) && same(&own_init, &base_init) {
                return Constructor::Exception;
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
        let base = self.thread.top();
        if !self.push_generator(generator, base, value, Ret::Native)? {
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

    /// Puts a generator's frame on the stack, with `value` as what its `yield` gives; `false` when it has ended.
    pub(crate) fn push_generator(
        &mut self,
        generator: &Rc<Generator>,
        base: usize,
        value: Value,
        ret: Ret,
    ) -> R<bool> {
        match generator.state.get(&self.token) {
            GenState::Finished => return Ok(false),
            GenState::Running => return Err(Raised::value_error("generator already executing")),
            GenState::Suspended(frame) if frame.receive.is_none() && !value.is_none() => {
                return Err(Raised::type_error("can't send non-None value to a just-started generator"));
            }
            GenState::Suspended(_) => {}
        }
        if self.thread.frames.len() >= self.interp.recursion_limit {
            return Err(recursion_error(""));
        }
        let GenState::Suspended(frame) = generator.state.replace(&mut self.token, GenState::Running) else {
            return Ok(false);
        };
        let mut rare = frame.rare;
        let end = base + rare.registers.len();
        self.thread.reserve(end + 1);
        // The window above the caller holds nothing.
        for (slot, kept) in self.thread.registers[base..end].iter_mut().zip(&mut rare.registers) {
            slot.put(kept.take());
        }
        if let Some(receive) = frame.receive {
            // Perhaps a local, which holds what it was assigned before.
            self.thread.registers[base + receive.index()] = value;
        }
        if self.thread.handled.is_none() && rare.handled.is_none_or_unset() {
            rare.outer_handled.put(Value::None);
        } else {
            rare.outer_handled = match std::mem::take(&mut rare.handled) {
                Value::None | Value::Unset => self.thread.handled.clone(),
                inner => std::mem::replace(&mut self.thread.handled, inner),
            };
        }
        rare.generator.get_or_insert_with(|| Rc::clone(generator));
        self.thread.frames.push(Frame {
            function: frame.function,
            base,
            ip: frame.ip as usize,
            ret,
            rare: Some(rare),
        });
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
        if let Ok(Resumed::Returned(result)) = &answer {
            frame.ip = after;
            if let Some(register) = frame.rare.registers.get_mut(value) {
                *register = result.clone();
            }
            // Nothing receives: execution continues behind the delegation, not at a `yield`.
            frame.receive = Some(gilvm_compiler::op::Reg(value as u16));
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
        if let Err(refused) = self.push_generator(generator, base, Value::None, Ret::Native) {
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
            GenState::Suspended(frame) if frame.receive.is_none() => {
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

/// Where a suspended generator delegates to (`yield from`): the registers of the inner iterator and of the exchanged
/// value, and the instruction behind the loop.
fn delegation(frame: &Suspended) -> Option<(usize, usize, u32)> {
    let ops = &frame.function.code.code.ops;
    let Some(Op::Jump { target }) = ops.get(frame.ip as usize) else { return None };
    let Some(Op::Send { iter, value, to }) = ops.get(target.index()) else { return None };
    let after = (target.index() as i64 + 1 + i64::from(to.0)) as u32;
    Some((iter.index(), value.index(), after))
}

#[cold]
fn recursion_error(doing: &str) -> Raised {
    Raised::new(ExcKind::RecursionError, format!("maximum recursion depth exceeded{doing}"))
}
