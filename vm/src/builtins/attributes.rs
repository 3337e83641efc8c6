//! Built-in functions that look at objects: attributes, kinship, namespaces, texts.

use gilvm_compiler::code::CodeKind;

use crate::error::R;
use crate::error::Raised;
use crate::held::Held;
use crate::native::NativeDef;
use crate::native::Quick;
use crate::object::Dict;
use crate::rc::Rc;
use crate::types::object::attribute_name;
use crate::types::object::namespace_names;
use crate::types::object::sorted_names;
use crate::types::type_::build;
use crate::value::Value;

pub(super) const FUNCTIONS: &[NativeDef] = &[
    NativeDef::new(
        "getattr(object, name, default=<unset>, /)",
        "Get a named attribute from an object.",
        getattr,
    ),
    NativeDef::new(
        "hasattr(obj, name, /)",
        "Return whether the object has an attribute with the given name.",
        hasattr,
    ),
    NativeDef::new(
        "setattr(obj, name, value, /)",
        "Sets the named attribute on the given object to the specified value.",
        setattr,
    ),
    NativeDef::new("delattr(obj, name, /)", "Deletes the named attribute from the given object.", delattr),
    NativeDef::new(
        "callable(obj, /)",
        "Return whether the object is callable (i.e., some kind of function).",
        |held, args| Ok(Value::Bool(held.is_callable(&args[0]))),
    ),
    NativeDef::new(
        "isinstance(obj, class_or_tuple, /)",
        "Return whether an object is an instance of a class or of a subclass thereof.",
        |held, args| held.isinstance(&args[0], &args[1]).map(Value::Bool),
    )
    .without_check()
    .quick(Quick::IsInstance),
    NativeDef::new(
        "issubclass(cls, class_or_tuple, /)",
        "Return whether 'cls' is derived from another class or is the same class.",
        |held, args| held.issubclass(&args[0], &args[1]).map(Value::Bool),
    ),
    NativeDef::new(
        "repr(obj, /)",
        "Return the canonical string representation of the object.",
        |held, args| Ok(Value::Str(held.repr(&args[0])?)),
    ),
    NativeDef::new("ascii(obj, /)", "Return an ASCII-only representation of an object.", |held, args| {
        Ok(Value::Str(held.ascii(&args[0])?))
    }),
    NativeDef::new(
        "format(value, format_spec='', /)",
        "Return type(value).__format__(value, format_spec)",
        format,
    ),
    NativeDef::new("dir(object=<unset>, /)", "Show attributes of an object.", dir),
    NativeDef::new("vars(object=<unset>, /)", "Show vars.", vars),
    NativeDef::new(
        "globals()",
        "Return the dictionary containing the current scope's global variables.",
        |held, _| Ok(Value::Dict(held.running_globals())),
    ),
    NativeDef::new(
        "locals()",
        "Return a dictionary containing the current scope's local variables.",
        |held, _| held.running_locals(),
    ),
    NativeDef::new(
        "__build_class__(*args, **kwargs)",
        "Internal helper function used by the class statement.",
        build::build_class,
    ),
];

fn getattr(held: &mut Held, args: &[Value]) -> R {
    let name = attribute_name(held, &args[1])?;
    if args[2].is_unset() {
        return held.getattr(&args[0], &name);
    }
    Ok(held.getattr_opt(&args[0], &name)?.unwrap_or_else(|| args[2].clone()))
}

fn hasattr(held: &mut Held, args: &[Value]) -> R {
    let name = attribute_name(held, &args[1])?;
    Ok(Value::Bool(held.getattr_opt(&args[0], &name)?.is_some()))
}

fn setattr(held: &mut Held, args: &[Value]) -> R {
    let name = attribute_name(held, &args[1])?;
    held.setattr(&args[0], &name, args[2].clone())?;
    Ok(Value::None)
}

fn delattr(held: &mut Held, args: &[Value]) -> R {
    let name = attribute_name(held, &args[1])?;
    held.delattr(&args[0], &name)?;
    Ok(Value::None)
}

fn format(held: &mut Held, args: &[Value]) -> R {
    match held.as_str(&args[1]) {
        Some(spec) => Ok(Value::Str(held.format(&args[0], spec.as_str())?)),
        None => Err(Raised::type_error(format!(
            "format() argument 2 must be str, not {}",
            held.type_name(&args[1])
        ))),
    }
}

fn dir(held: &mut Held, args: &[Value]) -> R {
    if args[0].is_unset() {
        let locals = held.running_locals()?;
        let mut names = match &locals {
            Value::Dict(locals) => {
                let mut names = Vec::new();
                namespace_names(held, locals, &mut names);
                return Ok(Value::list(sorted_names(names)));
            }
            mapping => held.collect(mapping)?,
        };
        held.sort_values(&mut names, &Value::None, false)?;
        return Ok(Value::list(names));
    }
    let name = Rc::clone(&held.interp.names.dir);
    let Some(found) = held.call_special(&args[0], &name, &[])? else {
        return Err(Raised::type_error("object does not provide __dir__"));
    };
    let mut names = held.collect(&found)?;
    held.sort_values(&mut names, &Value::None, false)?;
    Ok(Value::list(names))
}

fn vars(held: &mut Held, args: &[Value]) -> R {
    if args[0].is_unset() {
        return held.running_locals();
    }
    let name = Rc::clone(&held.interp.names.dict);
    match held.getattr_opt(&args[0], &name)? {
        Some(dict) => Ok(dict),
        None => Err(Raised::type_error("vars() argument must have __dict__ attribute")),
    }
}

impl Held {
    /// The globals of the running Python function.
    pub fn running_globals(&mut self) -> Rc<Dict> {
        match self.thread.frames.last() {
            Some(frame) => Rc::clone(&frame.function.globals),
            None => self.new_dict(),
        }
    }

    /// `locals()` of the running Python code: the namespace of a module or class body itself, a snapshot of a
    /// function's variables.
    pub fn running_locals(&mut self) -> R {
        match self.thread.frames.len().checked_sub(1) {
            Some(depth) => self.frame_locals(depth),
            None => Ok(Value::Dict(self.new_dict())),
        }
    }

    /// The local variables of the frame at this depth of the thread's stack (0 is the outermost).
    pub fn frame_locals(&mut self, depth: usize) -> R {
        let Some(frame) = self.thread.frames.get(depth) else { return Ok(Value::Dict(self.new_dict())) };
        if let Some(namespace) = frame.rare.as_ref().and_then(|rare| rare.namespace.clone()) {
            return Ok(namespace);
        }
        let function = Rc::clone(&frame.function);
        let base = frame.base;
        let code = &function.code.code;
        if matches!(code.kind, CodeKind::Module | CodeKind::Expression) {
            return Ok(Value::Dict(Rc::clone(&function.globals)));
        }
        let locals = self.new_dict();
        for (at, name) in code.locals.iter().enumerate() {
            if name.is_empty() {
                continue;
            }
            let is_cell = code.cells.iter().any(|reg| reg.index() == at);
            let value = match self.thread.registers.get(base + at) {
                Some(Value::Cell(cell)) if is_cell => cell.value.get(&self.token).clone(),
                Some(value) => value.clone(),
                None => Value::Unset,
            };
            if !value.is_unset() {
                let name = self.intern(name);
                self.dict_set_str(&locals, &name, value);
            }
        }
        for (name, cell) in code.free.iter().zip(&function.closure) {
            let value = cell.value.get(&self.token).clone();
            if !value.is_unset() {
                let name = self.intern(name);
                self.dict_set_str(&locals, &name, value);
            }
        }
        Ok(Value::Dict(locals))
    }
}
