//! Attributes of local objects (`_thread._local`), which each thread has for itself
//! (`Modules/_threadmodule.c: local_getattro`, `local_setattro`, `_ldict`).

use crate::error::ExcKind;
use crate::error::R;
use crate::error::Raised;
use crate::held::Held;
use crate::object::Class;
use crate::object::Dict;
use crate::object::LocalSerial;
use crate::object::LocalValues;
use crate::object::Payload;
use crate::object::Str;
use crate::protocol::attr::Binding;
use crate::rc::Rc;
use crate::types::Kind;
use crate::value::Value;

impl Held {
    fn local_values<'a>(&'a self, this: &'a Value) -> R<&'a Rc<LocalValues>> {
        if let Value::Instance(instance) = this
            && let Payload::Local(values) = instance.payload.get(&self.token)
        {
            return Ok(values);
        }
        Err(Raised::type_error(format!("'_thread._local' object expected, got '{}'", self.type_name(this))))
    }

    /// The calling thread's attributes in a local object. If it has none yet, it gets some, and the object's `__init__`
    /// runs once more.
    pub(crate) fn local_dict(&mut self, this: &Value) -> R<Rc<Dict>> {
        let values = Rc::clone(self.local_values(this)?);
        let thread = self.thread.locals.thread;
        if let Some(dict) = values.of(&mut self.token, thread) {
            return Ok(dict);
        }
        let thread = self.local_thread();
        let dict = values.begin(&mut self.token, thread);
        let class = Rc::clone(self.class_of(this));
        let name = Rc::clone(&self.interp.names.init);
        let init = if self.takes_from_object(&class, &name) { None } else { self.lookup(&class, &name) };
        let made = match init.map(|init| self.bind(init, this, &class)) {
            Some(Ok(bound)) => {
                let result = self.call_kw(&bound, values.args.items(), &values.keywords);
                result.and_then(|result| self.check_init(&result))
            }
            Some(Err(raised)) => Err(raised),
            None => Ok(()),
        };
        match made {
            Ok(()) => self.thread.locals.push(&values),
            // The next use tries again.
            Err(raised) => {
                drop(values.forget(&mut self.token, thread));
                return Err(raised);
            }
        }
        Ok(dict)
    }

    /// Gives the calling thread attributes in a local object.
    pub(crate) fn begin_local(&mut self, values: &Rc<LocalValues>) -> Rc<Dict> {
        self.thread.locals.push(values);
        let thread = self.local_thread();
        values.begin(&mut self.token, thread)
    }

    /// The calling thread's number among those that use local objects.
    fn local_thread(&mut self) -> LocalSerial {
        if self.thread.locals.thread == 0 {
            self.interp.local_threads += 1;
            self.thread.locals.thread = self.interp.local_threads;
        }
        self.thread.locals.thread
    }

    /// Drops what the calling thread, which ends, has in local objects, and runs the finalizers of that. What these put
    /// into local objects anew stays there until the objects go, or the thread would not end.
    pub fn leave_locals(&mut self) {
        let thread = self.thread.locals.thread;
        for values in self.thread.locals.take() {
            if let Some(values) = values.upgrade() {
                drop(values.forget(&mut self.token, thread));
            }
        }
        self.run_finalizers();
    }

    /// Whether a class takes a method from `object` itself.
    pub fn takes_from_object(&mut self, class: &Rc<Class>, name: &Rc<Str>) -> bool {
        let own = self.lookup(class, name);
        let object = Rc::clone(self.interp.kind(Kind::Object));
        let base = self.lookup(&object, name);
        matches!((own, base), (Some(own), Some(base)) if own.is(&base))
    }

    /// `_local.__getattribute__`; `Ok(None)` when there is no such attribute.
    pub(crate) fn local_getattr(
        &mut self,
        this: &Value,
        class: &Rc<Class>,
        name: &Rc<Str>,
    ) -> R<Option<Value>> {
        let dict = self.local_dict(this)?;
        if *name == self.interp.names.dict {
            return Ok(Some(Value::Dict(dict)));
        }
        let own = self.dict_get_str(&dict, name);
        if own.is_some() && class.flags.get().builtin {
            return Ok(own);
        }
        let found = self.lookup(class, name);
        let binding = found.as_ref().map(|found| self.binding(found));
        match (found, binding) {
            (Some(found), Some(Binding::Data)) if own.is_none() || !self.only_sets(&found) => {
                self.bind(found, this, class).map(Some)
            }
            _ if own.is_some() => Ok(own),
            (Some(found), Some(Binding::NonData)) => self.bind(found, this, class).map(Some),
            (found, _) => Ok(found),
        }
    }

    /// `_local.__setattr__`, and `__delattr__` when the value is unset.
    pub(crate) fn local_setattr(
        &mut self,
        this: &Value,
        class: &Rc<Class>,
        name: &Rc<Str>,
        value: Value,
    ) -> R<()> {
        let dict = self.local_dict(this)?;
        if *name == self.interp.names.dict {
            let class = self.type_name(this);
            return Err(Raised::new(
                ExcKind::AttributeError,
                format!("'{class}' object attribute '{}' is read-only", name.as_str()),
            ));
        }
        if let Some(found) = self.lookup(class, name)
            && self.binding(&found) == Binding::Data
        {
            return self.set_through(&found, this, name, value);
        }
        if !value.is_unset() {
            self.dict_set_str(&dict, name, value);
            return Ok(());
        }
        match self.dict_remove_str(&dict, name) {
            Some(_) => Ok(()),
            None => Err(self.no_attribute(this, name)),
        }
    }
}
