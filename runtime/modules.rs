//! Native modules, and the modules of the library that are written in Python.

pub(crate) mod io;
pub(crate) mod sys;
pub(crate) mod thread;

use std::rc::Rc;

use gilvm_vm::error::R;
use gilvm_vm::held::Held;
use gilvm_vm::native::ModuleDef;
use gilvm_vm::object::Native;
use gilvm_vm::value::Value;

/// All native modules.
pub(crate) const ALL: &[&ModuleDef] = &[&sys::MODULE, &thread::MODULE];

/// All modules written in Python: name and source.
pub(crate) const LIBRARY: &[(&str, &str)] = &[("threading", include_str!("lib/threading.py"))];

/// Prepares the main thread of a new interpreter: `sys`, the built-in functions that do I/O, Ctrl-C.
pub(crate) fn prepare(held: &mut Held) -> R<()> {
    let builtins = Rc::clone(&held.interp.builtins);
    for def in &io::FUNCTIONS {
        let name = held.intern(def.name());
        held.dict_set_str(&builtins, &name, Value::Native(Rc::new(Native::function(def, "builtins"))));
    }
    let sys = held.intern("sys");
    let from_list = Value::None;
    let globals = held.new_dict();
    held.import_name(&sys, &globals, &from_list, 0)?;
    if crate::signals::listen(held).is_err() {
        held.write_stderr("gilvm: Ctrl-C cannot be handled: no thread for signals\n");
    }
    Ok(())
}
