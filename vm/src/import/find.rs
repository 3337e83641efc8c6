//! Finding modules and running them.

use std::sync::Arc;

use gilvm_compiler::Mode;

use crate::error::Detail;
use crate::error::ExcKind;
use crate::error::R;
use crate::error::Raised;
use crate::gil::Blocking;
use crate::held::Held;
use crate::native::ModuleDef;
use crate::object::Module;
use crate::object::Native;
use crate::rc::Rc;
use crate::value::Value;

/// Native modules that no file can shadow, because CPython finds its own first as well.
const ALWAYS_FIRST: &[&str] = &[
    "_abc",
    "_codecs",
    "_collections",
    "_functools",
    "_imp",
    "_io",
    "_operator",
    "_signal",
    "_sre",
    "_thread",
    "_warnings",
    "_weakref",
    "atexit",
    "builtins",
    "errno",
    "faulthandler",
    "gc",
    "gilvm",
    "itertools",
    "marshal",
    "posix",
    "sys",
    "time",
];

/// What was found under a module's name.
enum Found {
    Native(&'static ModuleDef),
    /// A package without a file of its own, in these folders.
    Namespace(Vec<String>),
    /// Source text, the file it is from, and for a package the folder its modules are in.
    Source {
        text: Arc<str>,
        file: String,
        is_file: bool,
        folder: Option<String>,
    },
}

/// `ModuleNotFoundError`
pub(super) fn missing(full: &str, message: &str) -> Raised {
    Raised::with(
        ExcKind::ModuleNotFoundError,
        Detail::Fields { args: vec![Value::str(message)], fields: vec![("name", Value::str(full))] },
    )
}

impl Held {
    /// Finds a module, makes it, runs it. Whatever goes wrong, a module that did not finish is not left behind.
    pub(super) fn find_and_run(&mut self, full: &str, parent: Option<&Value>) -> R {
        let folders = match parent {
            None => self.search_path()?,
            Some(parent) => {
                let path = Rc::clone(&self.interp.names.path);
                match self.getattr_opt(parent, &path)? {
                    Some(path) => self.strings_of(&path)?,
                    None => {
                        let package = full.rsplit_once('.').map_or(full, |(head, _)| head);
                        return Err(missing(
                            full,
                            &format!("No module named '{full}'; '{package}' is not a package"),
                        ));
                    }
                }
            }
        };
        match self.find_module(full, &folders) {
            None => Err(missing(full, &format!("No module named '{full}'"))),
            Some(Found::Native(def)) => self.make_native_module(def),
            Some(Found::Namespace(portions)) => {
                let name = self.intern(full);
                let module = self.new_module(&name);
                self.set_name(&module, "__package__", Value::str(full));
                self.set_name(
                    &module,
                    "__path__",
                    Value::list(portions.into_iter().map(Value::from).collect()),
                );
                let modules = Rc::clone(&self.interp.modules);
                self.dict_set_str(&modules, &name, Value::Module(Rc::clone(&module)));
                Ok(Value::Module(module))
            }
            Some(Found::Source { text, file, is_file, folder }) => {
                self.run_source_module(full, &text, &file, is_file, folder)
            }
        }
    }

    fn find_module(&mut self, full: &str, folders: &[String]) -> Option<Found> {
        let native = self.interp.config.modules.iter().find(|def| def.name == full).copied();
        if let Some(def) = native.filter(|def| ALWAYS_FIRST.contains(&def.name)) {
            return Some(Found::Native(def));
        }
        let last = full.rsplit_once('.').map_or(full, |(_, last)| last);
        for folder in folders {
            let folder = if folder.is_empty() { "." } else { folder.trim_end_matches('/') };
            let package = format!("{folder}/{last}");
            let init = format!("{package}/__init__.py");
            if let Some(text) = self.read_source(&init) {
                return Some(Found::Source { text, file: init, is_file: true, folder: Some(package) });
            }
            let file = format!("{package}.py");
            if let Some(text) = self.read_source(&file) {
                return Some(Found::Source { text, file, is_file: true, folder: None });
            }
        }
        if let Some(def) = native {
            return Some(Found::Native(def));
        }
        let is_folder = self.interp.config.is_folder;
        let portions: Vec<String> = folders
            .iter()
            .map(|folder| if folder.is_empty() { "." } else { folder.trim_end_matches('/') })
            .map(|folder| format!("{folder}/{last}"))
            .filter(|path| is_folder(path))
            .collect();
        if !portions.is_empty() && !self.interp.config.library.iter().any(|(name, _)| *name == full) {
            return Some(Found::Namespace(portions));
        }
        let config = &self.interp.config;
        let (_, text) = config.library.iter().find(|(name, _)| *name == full)?;
        let prefix = format!("{full}.");
        let is_package = config.library.iter().any(|(name, _)| name.starts_with(&prefix))
            || config.modules.iter().any(|def| def.name.starts_with(&prefix));
        let folder = is_package.then(String::new);
        Some(Found::Source {
            text: Arc::from(*text),
            file: format!("<frozen {full}>"),
            is_file: false,
            folder,
        })
    }

    /// Reads a source file as the embedder reads it, without the GIL: disks are slow.
    fn read_source(&mut self, path: &str) -> Option<Arc<str>> {
        let read = self.interp.config.read_source;
        let path = path.to_owned();
        self.released(Blocking::File, move || read(&path)).map(Arc::from)
    }

    /// `sys.path` as the script left it.
    pub(super) fn search_path(&mut self) -> R<Vec<String>> {
        let (sys, path) = (Rc::clone(&self.interp.names.sys), self.intern("path"));
        let modules = Rc::clone(&self.interp.modules);
        match self.dict_get_str(&modules, &sys) {
            Some(Value::Module(sys)) => match self.dict_get_str(&sys.dict, &path) {
                Some(path) => self.strings_of(&path),
                None => Ok(self.interp.config.path.clone()),
            },
            _ => Ok(self.interp.config.path.clone()),
        }
    }

    /// The strings among the items of a list or tuple.
    fn strings_of(&mut self, value: &Value) -> R<Vec<String>> {
        let items = self.collect(value)?;
        Ok(items.iter().filter_map(|item| self.as_str(item)).map(|text| text.as_str().to_owned()).collect())
    }

    /// Makes a native module and registers it.
    pub fn make_native_module(&mut self, def: &'static ModuleDef) -> R {
        let name = self.intern(def.name);
        let module = self.new_module(&name);
        if !def.doc.is_empty() {
            self.set_name(&module, "__doc__", Value::str(def.doc));
        }
        let package = def.name.rsplit_once('.').map_or("", |(head, _)| head);
        self.set_name(&module, "__package__", Value::str(package));
        for function in def.functions {
            let value = Value::Native(Rc::new(Native::function(function, def.name)));
            self.set_name(&module, function.name(), value);
        }
        let modules = Rc::clone(&self.interp.modules);
        self.dict_set_str(&modules, &name, Value::Module(Rc::clone(&module)));
        if let Err(raised) = (def.init)(self, &module) {
            self.dict_remove_str(&modules, &name);
            return Err(raised);
        }
        Ok(Value::Module(module))
    }

    fn run_source_module(
        &mut self,
        full: &str,
        text: &Arc<str>,
        file: &str,
        is_file: bool,
        folder: Option<String>,
    ) -> R {
        let name = self.intern(full);
        let module: Rc<Module> = self.new_module(&name);
        let package = match &folder {
            Some(_) => full,
            None => full.rsplit_once('.').map_or("", |(head, _)| head),
        };
        self.set_name(&module, "__package__", Value::str(package));
        if is_file {
            self.set_name(&module, "__file__", Value::str(file));
            self.set_name(&module, "__cached__", Value::None);
        }
        if let Some(folder) = folder {
            let folders = if folder.is_empty() { Vec::new() } else { vec![Value::from(folder)] };
            self.set_name(&module, "__path__", Value::list(folders));
        }
        let builtins = self.loaded_module("builtins")?;
        self.set_name(&module, "__builtins__", builtins.into());
        let modules = Rc::clone(&self.interp.modules);
        self.dict_set_str(&modules, &name, Value::Module(Rc::clone(&module)));
        let result = self.compile(text, file, Mode::Exec).and_then(|code| {
            if let Some(doc) = &code.doc {
                self.set_name(&module, "__doc__", Value::str(&**doc));
            }
            self.run_module(&code, &module.dict)
        });
        if let Err(raised) = result {
            self.dict_remove_str(&modules, &name);
            return Err(raised);
        }
        // A module may put something else in its place.
        match self.dict_get_str(&modules, &name) {
            Some(found) => Ok(found),
            None => Err(Raised::key_error(Value::Str(name))),
        }
    }
}
