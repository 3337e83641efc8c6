//! `_json`: the parts of `json` that walk over text and objects. `lib/json/` is what scripts import.
//!
//! Both directions keep the GIL from beginning to end, as CPython's do: a large document stalls every other thread.

mod dump;
mod scan;

use gilvm_vm::native::ModuleDef;
use gilvm_vm::native::NativeDef;

/// The module.
pub(crate) const MODULE: ModuleDef = ModuleDef {
    name: "_json",
    doc: "json speedups",
    functions: &[
        NativeDef::new(
            "scan(text, start, strict, object_hook, object_pairs_hook, parse_float, parse_int, parse_constant, /)",
            "One JSON value of a text from a position on: the value, and the position behind it.",
            scan::scan,
        ),
        NativeDef::new(
            "dump(value, default, skipkeys, ensure_ascii, check_circular, allow_nan, indent, item_separator, key_separator, sort_keys, /)",
            "A value as JSON text.",
            dump::dump,
        ),
        NativeDef::new("encode_string(text, ensure_ascii, /)", "A string as JSON.", |held, a| {
            let ascii = held.truthy(&a[1])?;
            let Some(text) = held.as_str(&a[0]) else {
                let given = held.type_name(&a[0]);
                return Err(gilvm_vm::error::Raised::type_error(format!(
                    "first argument must be a string, not {given}"
                )));
            };
            let mut out = String::new();
            dump::push_string(&mut out, text.as_str(), ascii);
            Ok(gilvm_vm::value::Value::from(out))
        }),
    ],
    init: |_, _| Ok(()),
};
