//! The end of an interpreter, as far as scripts can see it: what the namespaces of its modules hold is let go, so
//! that finalizers run (`Python/pylifecycle.c: finalize_modules`, `Objects/moduleobject.c: _PyModule_Clear`).
//!
//! The memory of a script need not be freed, since the process ends. So only if some class has a `__del__` is
//! everything let go; else only suspended generators are, for their `finally` blocks.
//! Objects in cycles are not found (there is no cycle collector), and their finalizers do not run.

use crate::held::Held;
use crate::object::Dict;
use crate::object::Str;
use crate::rc::Rc;
use crate::value::Value;

/// When a value in a namespace has its turn.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Round {
    Finalizers,
    Values,
    Code,
}

impl Held {
    /// Lets go of what a module's namespace holds: first the objects with finalizers of their own, since these look at
    /// everything else, then other values, then functions, classes and modules, each in the order of the names.
    /// The names stay, as `None`.
    pub fn clear_globals(&mut self, globals: &Rc<Dict>) {
        for round in [Round::Finalizers, Round::Values, Round::Code] {
            for name in self.names_in(globals) {
                let Some(value) = self.dict_get_str(globals, &name) else { continue };
                let is_due = self.interp.has_finalizers || matches!(value, Value::Generator(_));
                if is_due && self.round_of(&value) == round && name.as_str() != "__builtins__" {
                    drop(value);
                    self.dict_set_str(globals, &name, Value::None);
                    self.run_finalizers();
                }
            }
        }
    }

    fn round_of(&self, value: &Value) -> Round {
        match value {
            Value::Generator(_) => Round::Finalizers,
            Value::Instance(object) if object.class.get(&self.token).flags.get().has_del => Round::Finalizers,
            Value::Function(_) | Value::Class(_) | Value::Module(_) | Value::Native(_) => Round::Code,
            _ => Round::Values,
        }
    }

    /// Lets go of what the modules hold that came from files, in the order in which they were imported.
    pub fn clear_file_modules(&mut self) {
        let file = Rc::clone(&self.interp.names.file);
        let modules = Rc::clone(&self.interp.modules);
        for name in self.names_in(&modules) {
            if let Some(Value::Module(module)) = self.dict_get_str(&modules, &name)
                && self.dict_get_str(&module.dict, &file).is_some()
            {
                self.clear_globals(&module.dict);
            }
        }
    }

    fn names_in(&self, dict: &Rc<Dict>) -> Vec<Rc<Str>> {
        let keys = dict.table(&self.token).iter().map(|entry| &entry.key);
        keys.filter_map(|key| if let Value::Str(name) = key { Some(Rc::clone(name)) } else { None }).collect()
    }
}
