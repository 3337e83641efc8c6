//! `import`: from a name to a module (`Lib/importlib/_bootstrap.py`, `Python/import.c`).
//!
//! A module is looked for in this order: `sys.modules`; the native modules that are built in in CPython too; files on
//! `sys.path` (or on the parent package's `__path__`); the other native modules; the library written in Python. A
//! module being imported by another thread is waited for, except where that thread waits for one of ours.
//!
//! This file has the statements; [`find`] makes modules, [`waiting`] keeps threads apart.

use crate::error::Detail;
use crate::error::ExcKind;
use crate::error::R;
use crate::error::Raised;
use crate::held::Held;
use crate::object::Dict;
use crate::object::Module;
use crate::object::Str;
use crate::rc::Rc;
use crate::value::Value;

mod find;
mod waiting;

impl Held {
    /// `import name`, and the first half of `from name import …`: with a from-list the module itself, without one the
    /// package at the top. `level` is the number of leading dots.
    pub fn import_name(&mut self, name: &Rc<Str>, globals: &Rc<Dict>, from_list: &Value, level: usize) -> R {
        let full = match level {
            0 => name.as_str().to_owned(),
            _ => self.absolute_name(name.as_str(), globals, level)?,
        };
        if self.thread.native_depth >= crate::thread::NATIVE_DEPTH_MAX {
            return Err(Raised::new(ExcKind::RecursionError, "maximum recursion depth exceeded"));
        }
        let module = self.import_dotted(&full)?;
        let wants_names = !from_list.is_none() && self.truthy(from_list)?;
        if wants_names {
            self.import_submodules(&module, &full, from_list)?;
            return Ok(module);
        }
        // `import a.b.c` binds `a`; for a relative name the dots before it count as one part.
        let parts_below = name.as_str().matches('.').count();
        if parts_below == 0 {
            return Ok(module);
        }
        let mut top = full.as_str();
        for _ in 0..parts_below {
            top = top.rsplit_once('.').map_or(top, |(head, _)| head);
        }
        match self.loaded_module(top)? {
            Some(module) => Ok(module),
            None => Err(Raised::key_error(Value::str(top))),
        }
    }

    /// The name that `level` dots and `name` stand for in a module with these globals.
    fn absolute_name(&mut self, name: &str, globals: &Rc<Dict>, level: usize) -> R<String> {
        let (package_key, name_key, path_key) = {
            let names = &self.interp.names;
            (Rc::clone(&names.package), Rc::clone(&names.name_), Rc::clone(&names.path))
        };
        let package = match self.dict_get_str(globals, &package_key) {
            Some(Value::Str(package)) => package.as_str().to_owned(),
            None | Some(Value::None) => match self.dict_get_str(globals, &name_key) {
                Some(Value::Str(own)) if self.dict_get_str(globals, &path_key).is_some() => {
                    own.as_str().to_owned()
                }
                Some(Value::Str(own)) => {
                    own.as_str().rsplit_once('.').map_or("", |(head, _)| head).to_owned()
                }
                Some(_) => return Err(Raised::type_error("__name__ must be a string")),
                None => return Err(Raised::key_error(Value::str("'__name__' not in globals"))),
            },
            Some(_) => return Err(Raised::type_error("package must be a string")),
        };
        if package.is_empty() {
            return Err(Raised::new(
                ExcKind::ImportError,
                "attempted relative import with no known parent package",
            ));
        }
        let mut base = package.as_str();
        for _ in 1..level {
            base = match base.rsplit_once('.') {
                Some((head, _)) => head,
                None => {
                    return Err(Raised::new(
                        ExcKind::ImportError,
                        "attempted relative import beyond top-level package",
                    ));
                }
            };
        }
        Ok(if name.is_empty() { base.to_owned() } else { format!("{base}.{name}") })
    }

    /// Imports the names of a from-list that are modules of the package.
    fn import_submodules(&mut self, module: &Value, full: &str, from_list: &Value) -> R<()> {
        let path = Rc::clone(&self.interp.names.path);
        if self.getattr_opt(module, &path)?.is_none() {
            return Ok(());
        }
        let mut names = self.collect(from_list)?;
        let has_star = names.iter().any(|name| matches!(name, Value::Str(name) if name.as_str() == "*"));
        if has_star {
            let all = Rc::clone(&self.interp.names.all);
            names.retain(|name| !matches!(name, Value::Str(name) if name.as_str() == "*"));
            if let Some(all) = self.getattr_opt(module, &all)? {
                names.extend(self.collect(&all)?);
            }
        }
        for name in names {
            let Some(name) = self.as_str(&name) else {
                return Err(Raised::type_error(format!(
                    "Item in ``from list'' must be str, not {}",
                    self.type_name(&name)
                )));
            };
            let name = self.intern(name.as_str());
            if self.getattr_opt(module, &name)?.is_some() {
                continue;
            }
            let dotted = format!("{full}.{}", name.as_str());
            if let Err(raised) = self.import_dotted(&dotted) {
                // A name that is no module is looked for as an attribute, which tells what is missing.
                if !self.is_missing_module(&raised, &dotted) {
                    return Err(raised);
                }
            }
        }
        Ok(())
    }

    /// Whether an exception says that this very module does not exist.
    fn is_missing_module(&mut self, raised: &Raised, dotted: &str) -> bool {
        if !self.matches(raised, ExcKind::ModuleNotFoundError) {
            return false;
        }
        match raised.error() {
            crate::error::Error::New { detail: Detail::Fields { fields, .. }, .. } => {
                fields.iter().any(|(field, value)| {
                    *field == "name" && matches!(value, Value::Str(name) if name.as_str() == dotted)
                })
            }
            crate::error::Error::New { .. } => false,
            crate::error::Error::Object(object) => {
                let object = Rc::clone(object);
                matches!(crate::types::exception::field(self, &object, "name"), Some(Value::Str(name)) if name.as_str() == dotted)
            }
        }
    }

    /// `from module import name`, the second half.
    pub fn import_from(&mut self, module: &Value, name: &Rc<Str>) -> R {
        if let Some(found) = self.getattr_opt(module, name)? {
            return Ok(found);
        }
        let (name_key, file_key) = (Rc::clone(&self.interp.names.name_), Rc::clone(&self.interp.names.file));
        let own = match self.getattr_opt(module, &name_key)? {
            Some(Value::Str(own)) => Some(own),
            _ => None,
        };
        if let Some(own) = &own {
            // A submodule that is being imported is not yet an attribute of its package.
            let dotted = format!("{}.{}", own.as_str(), name.as_str());
            if let Some(found) = self.loaded_module(&dotted)? {
                return Ok(found);
            }
        }
        let file = match self.getattr_opt(module, &file_key)? {
            Some(file @ Value::Str(_)) => file,
            _ => Value::None,
        };
        let shown = own.as_ref().map_or("<unknown module name>", |own| own.as_str());
        let place = match &file {
            Value::Str(file) => file.as_str(),
            _ => "unknown location",
        };
        let message = if let Some(twin) = self.shadowed_library_module(&file, shown) {
            format!("cannot import name '{}' from '{shown}' {twin}", name.as_str())
        } else if self.is_initialising(shown) {
            format!(
                "cannot import name '{}' from partially initialized module '{shown}' (most likely due to a circular import) ({place})",
                name.as_str()
            )
        } else {
            format!("cannot import name '{}' from '{shown}' ({place})", name.as_str())
        };
        let own = own.map_or(Value::None, Value::Str);
        Err(Raised::with(
            ExcKind::ImportError,
            Detail::Fields {
                args: vec![Value::from(message)],
                fields: vec![("name", own), ("path", file), ("name_from", Value::Str(Rc::clone(name)))],
            },
        ))
    }

    /// What `AttributeError` says about a module, with what may be behind it.
    pub(crate) fn missing_module_attribute(&mut self, module: &Rc<Module>, name: &Rc<Str>) -> String {
        let (name_key, file_key) = (Rc::clone(&self.interp.names.name_), Rc::clone(&self.interp.names.file));
        let own = match self.dict_get_str(&module.dict, &name_key) {
            Some(Value::Str(own)) => own,
            _ => Rc::clone(&module.name),
        };
        let (own, name) = (own.as_str(), name.as_str());
        let file: Value = self.dict_get_str(&module.dict, &file_key).into();
        let plain = format!("module '{own}' has no attribute '{name}'");
        if let Some(twin) = self.shadowed_library_module(&file, own) {
            return format!("{plain} {twin}");
        }
        if self.is_initialising(own) {
            return match &file {
                Value::Str(file) if self.is_beside_script(file.as_str()) => format!(
                    "{plain} (consider renaming '{}' if it has the same name as a third-party module you intended to import)",
                    file.as_str()
                ),
                Value::Str(file) => format!(
                    "partially initialized module '{own}' from '{}' has no attribute '{name}' (most likely due to a circular import)",
                    file.as_str()
                ),
                _ => format!(
                    "partially initialized module '{own}' has no attribute '{name}' (most likely due to a circular import)"
                ),
            };
        }
        if self.is_initialising(&format!("{own}.{name}")) {
            return format!(
                "cannot access submodule '{name}' of module '{own}' (most likely due to a circular import)"
            );
        }
        plain
    }

    /// Whether a file lies in the first folder of `sys.path`.
    fn is_beside_script(&mut self, file: &str) -> bool {
        let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
        self.search_path()
            .is_ok_and(|path| path.first().is_some_and(|first| first.trim_end_matches('/') == folder))
    }

    /// The advice to rename a script's module that hides one of the standard library.
    fn shadowed_library_module(&mut self, file: &Value, name: &str) -> Option<String> {
        let Value::Str(file) = file else { return None };
        if !crate::traceback::STANDARD_MODULES.contains(&name) || !self.is_beside_script(file.as_str()) {
            return None;
        }
        Some(format!(
            "(consider renaming '{}' since it has the same name as the standard library module named '{name}' and the import system gives it precedence)",
            file.as_str()
        ))
    }

    /// `from module import *` into a namespace.
    pub fn import_star(&mut self, module: &Value, namespace: &Value) -> R<()> {
        let (all, dict, name_key) = {
            let names = &self.interp.names;
            (Rc::clone(&names.all), Rc::clone(&names.dict), Rc::clone(&names.name_))
        };
        let (names, listed) = match self.getattr_opt(module, &all)? {
            Some(all) => (self.collect(&all)?, true),
            None => {
                let dict = self.getattr(module, &dict)?;
                (self.collect(&dict)?, false)
            }
        };
        for name in names {
            let Some(text) = self.as_str(&name) else {
                let own = self.getattr(module, &name_key)?;
                let own = self.str(&own)?;
                let (what, place) = if listed { ("Item in", "__all__") } else { ("Key in", "__dict__") };
                return Err(Raised::type_error(format!(
                    "{what} {}.{place} must be str, not {}",
                    own.as_str(),
                    self.type_name(&name)
                )));
            };
            if !listed && text.as_str().starts_with('_') {
                continue;
            }
            let text = self.intern(text.as_str());
            let value = self.getattr(module, &text)?;
            self.setitem(namespace, &Value::Str(text), value)?;
        }
        Ok(())
    }

    /// Imports a module and the packages it is in, outermost first, by absolute name.
    pub fn import_dotted(&mut self, full: &str) -> R {
        if let Some(found) = self.finished_module(full)? {
            return Ok(found);
        }
        let mut at = 0;
        let mut parent: Option<Value> = None;
        loop {
            let end = full[at..].find('.').map_or(full.len(), |dot| at + dot);
            let module = self.import_one(&full[..end], parent.as_ref())?;
            if end == full.len() {
                return Ok(module);
            }
            parent = Some(module);
            at = end + 1;
        }
    }

    /// A module that is ready, or that this thread is in the middle of importing.
    fn finished_module(&mut self, full: &str) -> R<Option<Value>> {
        // Whoever waited may find that the import failed and that yet another thread tries again.
        while self.is_initialising(full) && self.wait_for_import(full) {}
        match self.loaded_module(full)? {
            Some(Value::None) => {
                Err(find::missing(full, &format!("import of {full} halted; None in sys.modules")))
            }
            found => Ok(found),
        }
    }

    /// Imports one module whose package (`parent`) is imported.
    fn import_one(&mut self, full: &str, parent: Option<&Value>) -> R {
        if let Some(found) = self.finished_module(full)? {
            return Ok(found);
        }
        // From here on until the module is there others wait: finding it gives the GIL up.
        let begun = self.begin_import(full);
        let result = self.find_and_run(full, parent);
        if begun {
            self.end_import(full);
        }
        let module = result?;
        if let (Some(Value::Module(parent)), Some((_, last))) = (parent, full.rsplit_once('.')) {
            let last = self.intern(last);
            let dict = Rc::clone(&Rc::<Module>::clone(parent).dict);
            self.dict_set_str(&dict, &last, module.clone());
        }
        Ok(module)
    }
}
