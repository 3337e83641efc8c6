//! `gilvm`: what a script can ask about the laboratory it runs in.
//!
//! `index` and `count` differ between the copies that `--threads` starts, and all copies share this one module: so
//! they are computed when asked for (PEP 562).

use gilvm_vm::error::Detail;
use gilvm_vm::error::ExcKind;
use gilvm_vm::error::R;
use gilvm_vm::error::Raised;
use gilvm_vm::held::Held;
use gilvm_vm::native::ModuleDef;
use gilvm_vm::native::NativeDef;
use gilvm_vm::value::Value;

/// The module.
pub(crate) const MODULE: ModuleDef = ModuleDef {
    name: "gilvm",
    doc: "The laboratory this script runs in.\n\nindex: which of the copies started by --threads this thread belongs \
          to, from 0.\ncount: how many copies there are.",
    functions: &[
        NativeDef::new("__getattr__(name, /)", "", getattr),
        NativeDef::new("__dir__()", "", |_, _| {
            Ok(Value::list(vec![Value::str("count"), Value::str("index")]))
        }),
    ],
    init: |held, module| {
        held.set_name(module, "__version__", Value::str(env!("CARGO_PKG_VERSION")));
        Ok(())
    },
};

fn getattr(held: &mut Held, a: &[Value]) -> R {
    let name = held.str(&a[0])?;
    match name.as_str() {
        "index" => Ok(Value::Int(i64::from(crate::threads::local(held).copy))),
        "count" => Ok(Value::Int(i64::from(super::options(held).copies))),
        name => Err(Raised::with(
            ExcKind::AttributeError,
            Detail::Fields {
                args: vec![Value::from(format!("module 'gilvm' has no attribute '{name}'"))],
                fields: vec![("name", a[0].clone())],
            },
        )),
    }
}
