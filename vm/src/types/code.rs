//! `code`: what scripts ask code objects for.

use std::sync::Arc;

use gilvm_compiler::code::Code;
use gilvm_compiler::code::CodeKind;

use crate::error::R;
use crate::held::Held;
use crate::native::GetSetDef;
use crate::native::NativeDef;
use crate::native::TypeDef;
use crate::object::LoadedCode;
use crate::rc::Rc;
use crate::types::Kind;
use crate::types::object::wrong_receiver;
use crate::value::Value;

/// `co_flags`, as `inspect` has them.
const OPTIMIZED: i64 = 1;
const NEW_LOCALS: i64 = 2;
const VAR_ARGS: i64 = 4;
const VAR_KEYWORDS: i64 = 8;
const NESTED: i64 = 16;
const GENERATOR: i64 = 32;

pub(crate) const DEF: TypeDef = TypeDef {
    doc: "Create a code object.  Not for mere mortals.",
    methods: &[NativeDef::new("__repr__($self, /)", "Return repr(self).", |held, args| {
        held.builtin_repr(&args[0])
    })],
    attributes: &[
        GetSetDef {
            name: "co_name",
            doc: "",
            get: |held, this| Ok(Value::Str(Rc::clone(&code(held, this)?.name))),
            set: None,
        },
        GetSetDef {
            name: "co_qualname",
            doc: "",
            get: |held, this| Ok(Value::Str(Rc::clone(&code(held, this)?.qualname))),
            set: None,
        },
        GetSetDef {
            name: "co_filename",
            doc: "",
            get: |held, this| Ok(Value::str(&*code(held, this)?.code.filename)),
            set: None,
        },
        GetSetDef {
            name: "co_firstlineno",
            doc: "",
            get: |held, this| Ok(Value::Int(i64::from(code(held, this)?.code.first_line))),
            set: None,
        },
        GetSetDef {
            name: "co_argcount",
            doc: "",
            get: |held, this| Ok(Value::Int(i64::from(code(held, this)?.code.params.positional))),
            set: None,
        },
        GetSetDef {
            name: "co_posonlyargcount",
            doc: "",
            get: |held, this| Ok(Value::Int(i64::from(code(held, this)?.code.params.positional_only))),
            set: None,
        },
        GetSetDef {
            name: "co_kwonlyargcount",
            doc: "",
            get: |held, this| Ok(Value::Int(i64::from(code(held, this)?.code.params.keyword_only))),
            set: None,
        },
        GetSetDef {
            name: "co_nlocals",
            doc: "",
            get: |held, this| Ok(Value::from(visible_locals(&code(held, this)?.code).count())),
            set: None,
        },
        GetSetDef {
            name: "co_varnames",
            doc: "",
            get: |held, this| {
                let code = Arc::clone(&code(held, this)?.code);
                Ok(names(held, visible_locals(&code)))
            },
            set: None,
        },
        GetSetDef {
            name: "co_cellvars",
            doc: "",
            get: |held, this| {
                let code = Arc::clone(&code(held, this)?.code);
                Ok(names(
                    held,
                    code.cells.iter().filter_map(|reg| code.locals.get(reg.index())).map(|name| &**name),
                ))
            },
            set: None,
        },
        GetSetDef {
            name: "co_freevars",
            doc: "",
            get: |held, this| {
                let code = Arc::clone(&code(held, this)?.code);
                Ok(names(held, code.free.iter().map(|name| &**name)))
            },
            set: None,
        },
        GetSetDef {
            name: "co_names",
            doc: "",
            get: |held, this| {
                let code = Arc::clone(&code(held, this)?.code);
                Ok(names(held, code.names.iter().map(|name| &**name)))
            },
            set: None,
        },
        GetSetDef {
            name: "co_consts",
            doc: "",
            get: |held, this| {
                Ok(Value::tuple(code(held, this)?.consts.iter().filter(|value| !value.is_unset()).cloned()))
            },
            set: None,
        },
        GetSetDef {
            name: "co_stacksize",
            doc: "",
            get: |held, this| {
                let code = &code(held, this)?.code;
                Ok(Value::from((code.registers as usize).saturating_sub(code.locals.len())))
            },
            set: None,
        },
        GetSetDef {
            name: "co_flags",
            doc: "",
            get: |held, this| Ok(Value::Int(flags(&code(held, this)?.code))),
            set: None,
        },
    ],
    ..TypeDef::builtin(Kind::Code)
};

fn code<'a>(held: &Held, this: &'a Value) -> R<&'a Rc<LoadedCode>> {
    match this {
        Value::Code(code) => Ok(code),
        other => Err(wrong_receiver(held, "co_name", "code", other)),
    }
}

/// The locals that have a name; hidden ones do not exist for scripts.
fn visible_locals(code: &Code) -> impl Iterator<Item = &str> {
    code.locals.iter().map(|name| &**name).filter(|name| !name.is_empty())
}

fn names<'a>(held: &mut Held, names: impl Iterator<Item = &'a str>) -> Value {
    let names: Vec<Value> = names.map(|name| Value::Str(held.intern(name))).collect();
    Value::tuple(names)
}

fn flags(code: &Arc<Code>) -> i64 {
    let mut flags = match code.kind {
        CodeKind::Module | CodeKind::Expression | CodeKind::Class => 0,
        CodeKind::Function => OPTIMIZED | NEW_LOCALS,
        CodeKind::Generator => OPTIMIZED | NEW_LOCALS | GENERATOR,
    };
    if code.params.var_args {
        flags |= VAR_ARGS;
    }
    if code.params.var_keywords {
        flags |= VAR_KEYWORDS;
    }
    if !code.free.is_empty() {
        flags |= NESTED;
    }
    flags
}
