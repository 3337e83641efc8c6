//! From the arguments of a call to the registers of a frame (`Python/ceval.c: initialize_locals`).

use gilvm_compiler::code::CodeKind;

use super::Keyword;
use super::recursion_error;
use crate::error::R;
use crate::error::Raised;
use crate::heap::HeapCell;
use crate::held::Held;
use crate::native::ArgVec;
use crate::object::Function;
use crate::object::GenState;
use crate::object::Generator;
use crate::object::Suspended;
use crate::object::Tuple;
use crate::rc::Rc;
use crate::thread::Frame;
use crate::thread::Ret;
use crate::value::Value;

impl Held {
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
        let count = function.code.code.params.count() as usize;
        if function.code.code.kind == CodeKind::Generator {
            return Ok(Some(self.new_generator(function, base, count)));
        }
        for register in &mut self.thread.registers[base + count..base + function.code.registers as usize] {
            *register = Value::Unset;
        }
        let frame = Frame::new(function, base, 0, ret);
        if self.thread.frames.len() >= self.interp.recursion_limit {
            self.clear_window(&frame);
            return Err(recursion_error(""));
        }
        self.thread.frames.push(frame);
        Ok(None)
    }

    /// A generator that has not begun, with the first `filled` registers of the window at `base`.
    pub(crate) fn new_generator(&mut self, function: Rc<Function>, base: usize, filled: usize) -> Value {
        let code = Rc::clone(&function.code);
        let name = Rc::clone(function.name.get(&self.token));
        let qualname = Rc::clone(function.qualname.get(&self.token));
        let mut rare = self.thread.spare.pop().unwrap_or_default();
        let count = code.registers as usize;
        rare.registers.reserve_exact(count);
        let arguments = self.thread.registers[base..base + filled].iter_mut().map(Value::take);
        rare.registers.extend(arguments);
        rare.registers.extend(std::iter::repeat_with(|| Value::Unset).take(count - filled));
        let suspended = Suspended { function, ip: 0, receive: None, rare };
        let state = HeapCell::new(GenState::Suspended(suspended));
        Value::Generator(Rc::new(Generator { state, code, name, qualname }))
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
}
