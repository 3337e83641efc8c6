//! The end of an interpreter, as far as scripts can see it: what the namespaces of its modules hold is let go, so
//! that finalizers run (`Python/pylifecycle.c: finalize_modules`, `Objects/moduleobject.c: _PyModule_Clear`).
//!
//! The memory of a script need not be freed, since the process ends. So only if some class has a `__del__` is
//! everything let go; else only suspended generators are, for their `finally` blocks.
//! Objects in cycles are not found (there is no cycle collector), and their finalizers do not run.

use std::rc::Rc;

use crate::held::Held;
use crate::object::Dict;
use crate::object::Str;
use crate::value::Value;

impl Held {
    /// Lets go of what a module's namespace holds: names with one leading underscore first, then all others, in their
    /// order. The names stay, as `None`, since finalizers may look at them.
    pub fn clear_globals(&mut self, globals: &Rc<Dict>) {
        for private in [true, false] {
            for name in self.names_in(globals) {
                let text = name.as_str();
                let is_private = text.starts_with('_') && !text.starts_with("__");
                if is_private != private || text == "__builtins__" {
                    continue;
                }
                let value = self.dict_get_str(globals, &name);
                if self.interp.has_finalizers || matches!(value, Some(Value::Generator(_))) {
                    drop(value);
                    self.dict_set_str(globals, &name, Value::None);
                    self.run_finalizers();
                }
            }
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
