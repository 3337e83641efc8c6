//! `sys`.

use std::rc::Rc;

use gilvm_vm::error::ExcKind;
use gilvm_vm::error::R;
use gilvm_vm::error::Raised;
use gilvm_vm::held::Held;
use gilvm_vm::native::ModuleDef;
use gilvm_vm::native::NativeDef;
use gilvm_vm::object::Module;
use gilvm_vm::value::Value;

use super::io;
use super::io::Buffering;

/// The module.
pub(crate) const MODULE: ModuleDef = ModuleDef {
    name: "sys",
    doc: "Parameters and functions of the interpreter.",
    functions: &[NativeDef::new("exit(status=None, /)", "Exit by raising SystemExit.", exit)],
    init,
};

fn init(held: &mut Held, module: &Rc<Module>) -> R<()> {
    let class = held.new_builtin_class(&io::OUTPUT, vec![Rc::clone(held.object_class())]);
    let stdout = io::output(
        &class,
        1,
        "<stdout>",
        if io::is_terminal(1) { Buffering::Line } else { Buffering::Block },
    );
    let stderr = io::output(&class, 2, "<stderr>", Buffering::Line);
    held.set_name(module, "stdout", stdout);
    held.set_name(module, "stderr", stderr);
    Ok(())
}

fn exit(_: &mut Held, a: &[Value]) -> R {
    Err(Raised::value(ExcKind::SystemExit, a[0].clone()))
}
