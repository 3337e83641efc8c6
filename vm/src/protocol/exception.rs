//! Exceptions as objects: making them of native errors, chaining, matching.

use std::collections::VecDeque;

use crate::error::Detail;
use crate::error::Error;
use crate::error::ExcKind;
use crate::error::R;
use crate::error::Raised;
use crate::held::Held;
use crate::object::Class;
use crate::object::Dead;
use crate::object::ExceptionData;
use crate::object::GenState;
use crate::object::Instance;
use crate::object::Payload;
use crate::object::Tuple;
use crate::rc::Rc;
use crate::value::Value;

impl Held {
    /// An exception object of this class with these `args`, without running its `__init__`.
    pub fn new_exception(&mut self, class: Rc<Class>, args: Vec<Value>) -> Rc<Instance> {
        self.exception_with(class, Tuple::new(args))
    }

    /// The same of a tuple.
    pub(crate) fn exception_with(&mut self, class: Rc<Class>, args: Tuple) -> Rc<Instance> {
        let data = ExceptionData {
            args,
            cause: Value::None,
            context: Value::None,
            suppress_context: false,
            traceback: Vec::new(),
        };
        Rc::new(Instance::new(class, Payload::Exception(Box::new(data))))
    }

    /// The parts of an exception object.
    pub fn exception_data<'a>(&'a self, exception: &'a Instance) -> Option<&'a ExceptionData> {
        match exception.payload.get(&self.token) {
            Payload::Exception(data) => Some(data),
            _ => None,
        }
    }

    /// The parts of an exception object, to change them.
    pub fn exception_data_mut<'a>(&'a mut self, exception: &'a Instance) -> Option<&'a mut ExceptionData> {
        match exception.payload.get_mut(&mut self.token) {
            Payload::Exception(data) => Some(data),
            _ => None,
        }
    }

    /// The object of an exception, made now if there is none yet.
    pub fn exception_object(&mut self, raised: Raised) -> Rc<Instance> {
        let (error, mut traceback) = raised.into_parts();
        let (kind, detail) = match error {
            Error::Object(exception) => return exception,
            Error::New { kind, detail } => (kind, detail),
        };
        let (args, fields) = match detail {
            Detail::None => (Vec::new(), Vec::new()),
            Detail::Text(text) => (vec![Value::str(&*text)], Vec::new()),
            Detail::Args(args) => (args, Vec::new()),
            Detail::Fields { args, fields } => (args, fields),
        };
        let exception = crate::types::exception::build(self, kind, args, fields);
        if let Some(data) = self.exception_data_mut(&exception) {
            data.traceback.append(&mut traceback);
        }
        exception
    }

    /// Raises a value that a script gave to `raise`: an exception, or a class to be called.
    pub fn raise_object(&mut self, value: &Value) -> Raised {
        match self.exception_of(value) {
            Ok(Some(exception)) => Raised::object(exception),
            Ok(None) => Raised::type_error("exceptions must derive from BaseException"),
            Err(raised) => raised,
        }
    }

    /// The exception a value stands for in `raise`: itself, or an instance of the class it is.
    pub(crate) fn exception_of(&mut self, value: &Value) -> R<Option<Rc<Instance>>> {
        match value {
            Value::Instance(instance) if self.exception_data(instance).is_some() => {
                Ok(Some(Rc::clone(instance)))
            }
            Value::Class(class) if class.flags.get().is_exception => {
                let made = self.call(value, &[])?;
                match &made {
                    Value::Instance(instance) if self.exception_data(instance).is_some() => {
                        Ok(Some(Rc::clone(instance)))
                    }
                    _ => Err(Raised::type_error(format!(
                        "calling <class '{}'> should have returned an instance of BaseException, not <class '{}'>",
                        class.name(&self.token),
                        self.type_name(&made)
                    ))),
                }
            }
            _ => Ok(None),
        }
    }

    /// Whether an exception is of this built-in class or derives from it.
    pub fn matches(&self, raised: &Raised, kind: ExcKind) -> bool {
        match raised.error() {
            Error::New { kind: own, .. } => own.derives_from(kind),
            Error::Object(exception) => {
                exception.class.get(&self.token).is_subclass(self.interp.exception(kind), &self.token)
            }
        }
    }

    /// Whether an exception matches what stands behind `except`: a class or a tuple of classes.
    pub(crate) fn exception_matches(&mut self, exception: &Value, pattern: &Value) -> R<bool> {
        match pattern {
            Value::Class(class) if class.flags.get().is_exception => {
                Ok(self.class_of(exception).is_subclass(class, &self.token))
            }
            Value::Tuple(classes) => {
                // All of them are checked before any is compared.
                let is_class =
                    |class: &Value| matches!(class, Value::Class(class) if class.flags.get().is_exception);
                if !classes.items().iter().all(is_class) {
                    return Err(not_an_exception_class());
                }
                let own = self.class_of(exception);
                Ok(classes
                    .items()
                    .iter()
                    .any(|class| matches!(class, Value::Class(class) if own.is_subclass(class, &self.token))))
            }
            _ => Err(not_an_exception_class()),
        }
    }

    /// Notes the exception being handled as the context of one that is being raised
    /// (`Python/errors.c: _PyErr_SetObject`), without making a cycle.
    pub(crate) fn chain(&mut self, raised: Raised) -> Raised {
        let Value::Instance(handled) = &self.thread.handled else { return raised };
        let handled = Rc::clone(handled);
        let exception = self.exception_object(raised);
        if Rc::ptr_eq(&exception, &handled) {
            return Raised::object(exception);
        }
        let mut link = Rc::clone(&handled);
        while let Some(Value::Instance(next)) = self.exception_data(&link).map(|data| &data.context) {
            let next = Rc::clone(next);
            if Rc::ptr_eq(&next, &exception) {
                if let Some(data) = self.exception_data_mut(&link) {
                    data.context = Value::None;
                }
                break;
            }
            link = next;
        }
        if let Some(data) = self.exception_data_mut(&exception)
            && data.context.is_none()
        {
            data.context = Value::Instance(handled);
        }
        Raised::object(exception)
    }

    /// `Type: message`, for a failure with nobody to show a traceback to.
    pub fn describe(&mut self, raised: &Raised) -> String {
        match raised.error() {
            Error::New { kind, detail } => {
                let text = match detail {
                    Detail::Text(text) => text.to_string(),
                    Detail::Args(args) | Detail::Fields { args, .. } => match args.first() {
                        Some(Value::Str(text)) => text.as_str().to_owned(),
                        _ => String::new(),
                    },
                    Detail::None => String::new(),
                };
                if text.is_empty() { kind.name().to_owned() } else { format!("{}: {text}", kind.name()) }
            }
            Error::Object(exception) => {
                let name = exception.class.get(&self.token).name(&self.token);
                let text = match self.exception_data(exception).and_then(|d| d.args.items().first().cloned())
                {
                    Some(Value::Str(text)) => format!(": {}", text.as_str()),
                    _ => String::new(),
                };
                format!("{name}{text}")
            }
        }
    }

    /// Runs the finalizers of objects that died since the last check point.
    pub fn run_finalizers(&mut self) {
        if self.thread.in_finalizer {
            return;
        }
        self.thread.in_finalizer = true;
        let mut due = VecDeque::new();
        self.gather_dead(&mut due, 0);
        while let Some((dead, depth)) = due.pop_front() {
            match dead {
                Dead::Instance(instance) => {
                    let object = Value::Instance(Rc::new(instance));
                    let del = Rc::clone(&self.interp.names.del);
                    let finalizer = self.special(&object, &del);
                    // In CPython the finalizers of what dies in a finalizer are calls within its call.
                    let result = if depth < self.interp.recursion_limit {
                        self.call_special(&object, &del, &[]).map(drop)
                    } else {
                        Err(Raised::new(ExcKind::RecursionError, "maximum recursion depth exceeded"))
                    };
                    if let Err(raised) = result {
                        self.report_unraisable(raised, finalizer.as_ref().unwrap_or(&Value::None));
                    }
                    self.gather_dead(&mut due, depth + 1);
                }
                Dead::Referent(address) => {
                    if let Some(tell) = self.interp.on_death {
                        tell(self, address);
                    }
                }
                Dead::Work(work) => work(self),
                Dead::Generator(generator) => {
                    let generator = Rc::new(generator);
                    let closed = self.generator_close(&generator);
                    // One that went on regardless is not asked a second time.
                    generator.state.set(&mut self.token, GenState::Finished);
                    if let Err(raised) = closed {
                        self.report_unraisable(raised, &Value::Generator(generator));
                    }
                    self.gather_dead(&mut due, depth + 1);
                }
            }
            // What the dead object kept alive until now: as deep as itself, however long the chain.
            self.gather_dead(&mut due, depth);
        }
        self.thread.in_finalizer = false;
    }

    /// Adds what has died since the last time.
    fn gather_dead(&mut self, due: &mut VecDeque<(Dead, usize)>, depth: usize) {
        self.me().breaker().clear(crate::gil::Breaker::FINALIZERS);
        due.extend(crate::object::take_dead().into_iter().map(|dead| (dead, depth)));
    }

    /// Tells stderr about an exception that has nowhere to go (`sys.unraisablehook`'s default).
    pub fn report_unraisable(&mut self, raised: Raised, during: &Value) {
        self.report_ignored(raised, "in:", during);
    }

    /// Tells stderr about an exception that is ignored, `context` being how CPython says where, in words before
    /// the `repr` of an object.
    pub fn report_ignored(&mut self, raised: Raised, context: &str, object: &Value) {
        let exception = self.exception_object(raised);
        if context == "in:" {
            return self.hand_to_hook(&exception, None, object);
        }
        // What has no repr has no message.
        let message = self.repr(object).ok();
        let message = message.map(|what| format!("Exception ignored {context} {}", what.as_str()));
        self.hand_to_hook(&exception, message.as_deref(), &Value::None);
    }

    fn hand_to_hook(&mut self, exception: &Rc<Instance>, message: Option<&str>, object: &Value) {
        let told = self.interp.on_unraisable.is_some_and(|tell| tell(self, exception, message, object));
        if !told {
            self.print_ignored(exception, message, object);
        }
    }

    /// What `sys.unraisablehook` prints unless a script replaces it.
    pub fn print_ignored(&mut self, exception: &Rc<Instance>, message: Option<&str>, object: &Value) {
        let mut text = String::new();
        if !object.is_none() {
            let what = self.repr(object);
            let what = what.as_ref().map_or("<object repr() failed>", |what| what.as_str());
            text = format!("{}: {what}\n", message.unwrap_or("Exception ignored in"));
        } else if let Some(message) = message {
            text = format!("{message}:\n");
        }
        text.push_str(&self.format_plain(exception));
        self.write_stderr(&text);
    }

    /// The same, of something that native code did where the thread is.
    pub fn report_ignored_here(&mut self, raised: Raised, object: &Value) {
        let exception = self.exception_object(raised);
        let here = self.stack_entries().into_iter().next();
        if let Some(data) = self.exception_data_mut(&exception)
            && data.traceback.is_empty()
        {
            data.traceback.extend(here);
        }
        self.hand_to_hook(&exception, None, object);
    }

    /// The same, where words say it all.
    pub fn report_ignored_plainly(&mut self, raised: Raised, context: &str) {
        let exception = self.exception_object(raised);
        self.hand_to_hook(&exception, Some(&format!("Exception ignored {context}")), &Value::None);
    }

    /// Writes to `sys.stderr`, if there is one; failures have nowhere to go either.
    pub fn write_stderr(&mut self, text: &str) {
        let (sys, stderr, write) = {
            let names = &self.interp.names;
            (Rc::clone(&names.sys), Rc::clone(&names.stderr), Rc::clone(&names.write))
        };
        let Some(sys) = self.dict_get_str(&Rc::clone(&self.interp.modules), &sys) else { return };
        if let Ok(Some(stderr)) = self.getattr_opt(&sys, &stderr) {
            let _ = self.call_method(&stderr, &write, &[Value::str(text)]);
        }
    }
}

#[cold]
fn not_an_exception_class() -> Raised {
    Raised::type_error("catching classes that do not inherit from BaseException is not allowed")
}
