//! `repr` of everything: built-in values directly, others by their `__repr__`.
//!
//! All of it appends to one buffer, so that a nested container costs one string. Containers that contain themselves
//! show `...`; nesting beyond a bound is a `RecursionError`.

use std::fmt::Write;

use crate::error::R;
use crate::error::Raised;
use crate::held::Held;
use crate::number::float;
use crate::number::int_text;
use crate::object::Class;
use crate::object::Descriptor;
use crate::object::Method;
use crate::object::Native;
use crate::object::Range;
use crate::object::Str;
use crate::rc::Rc;
use crate::text::repr::push_bytes_literal;
use crate::text::repr::push_escape;
use crate::text::repr::push_str_repr;
use crate::types::Kind;
use crate::types::bytearray::ByteArray;
use crate::value::Value;

/// What immediates show where CPython shows an address: they have none.
const NO_ADDRESS: usize = 0x7f00_0000_0000;

const DOING: &str = "while getting the repr of an object";

impl Held {
    /// Appends `repr(v)`.
    pub(crate) fn push_repr(&mut self, out: &mut String, v: &Value) -> R<()> {
        match v {
            Value::Str(text) => push_str_repr(out, text.as_str()),
            Value::Int(n) => int_text::push_i64(out, *n),
            Value::Float(x) => float::push_repr(out, *x),
            Value::Instance(_) => return self.push_repr_by_method(out, v),
            Value::Class(class) if class.metaclass.is_some() => return self.push_repr_by_method(out, v),
            _ => return self.push_builtin_repr(out, v),
        }
        Ok(())
    }

    fn push_repr_by_method(&mut self, out: &mut String, v: &Value) -> R<()> {
        let name = Rc::clone(&self.interp.names.repr);
        self.enter_data(DOING)?;
        let result = self.call_special(v, &name, &[]);
        self.leave_data();
        match result? {
            Some(text) => match self.as_str(&text) {
                Some(text) => out.push_str(text.as_str()),
                None => {
                    return Err(Raised::type_error(format!(
                        "__repr__ returned non-string (type {})",
                        self.type_name(&text)
                    )));
                }
            },
            None => self.push_default_repr(out, v),
        }
        Ok(())
    }

    /// `int.__repr__`, `list.__repr__`, …: the text of the built-in value that `v` is or carries, whatever its class
    /// says.
    pub fn builtin_repr(&mut self, v: &Value) -> R {
        self.write_str(|held, out| held.push_builtin_repr(out, v)).map(Value::Str)
    }

    /// `object.__repr__`
    pub fn default_repr(&self, v: &Value) -> Value {
        let mut out = String::new();
        self.push_default_repr(&mut out, v);
        Value::str(out)
    }

    fn push_builtin_repr(&mut self, out: &mut String, v: &Value) -> R<()> {
        match &self.base_value(v) {
            Value::Unset => out.push_str("<NULL>"),
            Value::None => out.push_str("None"),
            Value::Ellipsis => out.push_str("Ellipsis"),
            Value::NotImplemented => out.push_str("NotImplemented"),
            Value::Bool(b) => out.push_str(if *b { "True" } else { "False" }),
            Value::Int(n) => int_text::push_i64(out, *n),
            Value::BigInt(n) => {
                out.push_str(&int_text::to_decimal((&**n).into(), self.interp.int_max_str_digits)?)
            }
            Value::Float(x) => float::push_repr(out, *x),
            Value::Str(text) => push_str_repr(out, text.as_str()),
            Value::Bytes(bytes) => {
                out.push('b');
                push_bytes_literal(out, bytes.as_slice());
            }
            base @ (Value::List(_)
            | Value::Tuple(_)
            | Value::Dict(_)
            | Value::Set(_)
            | Value::FrozenSet(_)) => return self.push_container(out, base, v),
            Value::Range(range) => push_range(out, range),
            Value::Slice(slice) => {
                out.push_str("slice(");
                self.push_nested(out, &slice.start)?;
                out.push_str(", ");
                self.push_nested(out, &slice.stop)?;
                out.push_str(", ");
                self.push_nested(out, &slice.step)?;
                out.push(')');
            }
            Value::Method(method) => return self.push_method(out, method),
            Value::Descriptor(descriptor) => return self.push_descriptor(out, v, descriptor),
            Value::Instance(instance) => match instance.payload.get(&self.token).native::<ByteArray>() {
                Some(array) => {
                    let name = instance.class.get(&self.token).name(&self.token);
                    push_bytearray(out, name, &array.bytes);
                }
                None => self.push_default_repr(out, v),
            },
            Value::Class(class) => self.push_class(out, class),
            Value::Native(native) => push_native(out, native),
            Value::Module(module) => self.push_module(out, &Rc::clone(&module.dict)),
            base => self.push_default_repr(out, base),
        }
        Ok(())
    }

    fn push_nested(&mut self, out: &mut String, v: &Value) -> R<()> {
        self.enter_data(DOING)?;
        let result = self.push_repr(out, v);
        self.leave_data();
        result
    }

    /// A list, tuple, dict or set; `v` is the value itself or the instance that carries it.
    fn push_container(&mut self, out: &mut String, base: &Value, v: &Value) -> R<()> {
        let address = v.address().unwrap_or_default();
        if self.thread.repr_stack.contains(&address) {
            match base {
                Value::List(_) => out.push_str("[...]"),
                Value::Dict(_) => out.push_str("{...}"),
                Value::Tuple(_) => out.push_str("(...)"),
                _ => {
                    out.push_str(self.class_of(v).name(&self.token));
                    out.push_str("(...)");
                }
            }
            return Ok(());
        }
        self.enter_data(DOING)?;
        self.thread.repr_stack.push(address);
        let result = match base {
            Value::Dict(_) => self.push_dict(out, base),
            Value::Set(_) | Value::FrozenSet(_) => self.push_set(out, base, v),
            _ => self.push_sequence(out, base),
        };
        self.thread.repr_stack.pop();
        self.leave_data();
        result
    }

    fn push_sequence(&mut self, out: &mut String, base: &Value) -> R<()> {
        let (open, close) = if matches!(base, Value::List(_)) { ('[', ']') } else { ('(', ')') };
        out.push(open);
        let mut at = 0;
        // An item's `__repr__` may change the list: look again each time.
        loop {
            let item = match base {
                Value::List(list) => list.items(&self.token).get(at).cloned(),
                Value::Tuple(tuple) => tuple.items().get(at).cloned(),
                _ => None,
            };
            let Some(item) = item else { break };
            if at > 0 {
                out.push_str(", ");
            }
            self.push_repr(out, &item)?;
            at += 1;
        }
        if at == 1 && close == ')' {
            out.push(',');
        }
        out.push(close);
        Ok(())
    }

    fn push_dict(&mut self, out: &mut String, base: &Value) -> R<()> {
        let Value::Dict(dict) = base else { return Ok(()) };
        out.push('{');
        let mut at = 0;
        while let Some((found, entry)) = dict.table(&self.token).next_from(at) {
            let (key, value) = (entry.key.clone(), entry.value.clone());
            if at > 0 {
                out.push_str(", ");
            }
            self.push_repr(out, &key)?;
            out.push_str(": ");
            self.push_repr(out, &value)?;
            at = found + 1;
        }
        out.push('}');
        Ok(())
    }

    fn push_set(&mut self, out: &mut String, base: &Value, v: &Value) -> R<()> {
        let (Value::Set(set) | Value::FrozenSet(set)) = base else { return Ok(()) };
        let items: Vec<Value> = set.table(&self.token).iter().map(|(_, item)| item.clone()).collect();
        let plain = matches!(v, Value::Set(_));
        if !plain || items.is_empty() {
            out.push_str(self.class_of(v).name(&self.token));
            out.push('(');
        }
        for (at, item) in items.iter().enumerate() {
            out.push_str(if at == 0 { "{" } else { ", " });
            self.push_repr(out, item)?;
        }
        if !items.is_empty() {
            out.push('}');
        }
        if !plain || items.is_empty() {
            out.push(')');
        }
        Ok(())
    }

    fn push_method(&mut self, out: &mut String, method: &Method) -> R<()> {
        match &method.function {
            Value::Native(native) => {
                let name = native.def.name();
                let what = if is_slot(name) && !matches!(method.receiver, Value::Class(_)) {
                    format!("<method-wrapper '{name}'")
                } else {
                    format!("<built-in method {name}")
                };
                self.push_of_object(out, &what, &method.receiver);
                Ok(())
            }
            function => {
                out.push_str("<bound method ");
                match function {
                    Value::Function(function) => out.push_str(function.qualname.get(&self.token).as_str()),
                    other => {
                        let name = self.name_of(&other.clone())?;
                        out.push_str(name.as_ref().map_or("?", |name| name.as_str()));
                    }
                }
                out.push_str(" of ");
                self.push_nested(out, &method.receiver)?;
                out.push('>');
                Ok(())
            }
        }
    }

    /// `<what of int object at 0x…>`
    /// What a callable calls itself, if it does.
    fn name_of(&mut self, callable: &Value) -> R<Option<Rc<Str>>> {
        for name in ["__qualname__", "__name__"] {
            let name = self.intern(name);
            if let Some(found) = self.getattr_opt(callable, &name)? {
                return Ok(self.as_str(&found));
            }
        }
        Ok(None)
    }

    fn push_of_object(&self, out: &mut String, what: &str, object: &Value) {
        let kind = self.class_of(object).name(&self.token);
        let at = address(object);
        push_fmt(out, format_args!("{what} of {kind} object at {at:#x}>"));
    }

    fn push_descriptor(&mut self, out: &mut String, v: &Value, descriptor: &Descriptor) -> R<()> {
        match descriptor {
            Descriptor::Property { .. } => self.push_default_repr(out, v),
            Descriptor::StaticMethod(inner) | Descriptor::ClassMethod(inner) => {
                out.push('<');
                out.push_str(self.class_of(v).name(&self.token));
                out.push('(');
                self.push_nested(out, inner)?;
                out.push_str(")>");
            }
            Descriptor::GetSet { def, owner } => {
                push_fmt(out, format_args!("<attribute '{}' of '{owner}' objects>", def.name));
            }
            Descriptor::Member { name, owner, .. } => {
                push_fmt(out, format_args!("<member '{}' of '{}' objects>", name.as_str(), owner.as_str()));
            }
        }
        Ok(())
    }

    /// The module of a class, if it is a string.
    pub(crate) fn class_module(&self, class: &Class) -> Option<Rc<Str>> {
        match self.dict_get_str(&class.dict, &self.interp.names.module) {
            Some(Value::Str(module)) => Some(module),
            _ => None,
        }
    }

    /// `module.qualname` of a class, without the module where that is `builtins`.
    pub(crate) fn push_class_path(&self, out: &mut String, class: &Class) {
        if let Some(module) = self.class_module(class)
            && module.as_str() != "builtins"
        {
            out.push_str(module.as_str());
            out.push('.');
        }
        out.push_str(class.qualname.get(&self.token).as_str());
    }

    /// `<class 'module.qualname'>`
    fn push_class(&self, out: &mut String, class: &Class) {
        out.push_str("<class '");
        self.push_class_path(out, class);
        out.push_str("'>");
    }

    fn push_module(&self, out: &mut String, dict: &Rc<crate::object::Dict>) {
        let text = |name: &Rc<Str>| match self.dict_get_str(dict, name) {
            Some(Value::Str(text)) => Some(text),
            _ => None,
        };
        let names = &self.interp.names;
        let name = text(&names.name_);
        let name = name.as_ref().map_or("?", |name| name.as_str());
        out.push_str("<module ");
        push_str_repr(out, name);
        match text(&names.file) {
            Some(file) => {
                out.push_str(" from ");
                push_str_repr(out, file.as_str());
                out.push('>');
            }
            None => out.push_str(" (built-in)>"),
        }
    }

    /// `<module.Class object at 0x…>`, and what other objects that are known by name and address show.
    fn push_default_repr(&self, out: &mut String, v: &Value) {
        let at = address(v);
        match v {
            Value::Function(function) => {
                let name = function.qualname.get(&self.token).as_str();
                push_fmt(out, format_args!("<function {name} at {at:#x}>"));
            }
            Value::Generator(generator) => {
                let (kind, name) = (self.class_of(v).name(&self.token), generator.qualname.as_str());
                push_fmt(out, format_args!("<{kind} object {name} at {at:#x}>"));
            }
            Value::Code(code) => {
                let (name, file, line) = (code.name.as_str(), &code.code.filename, code.code.first_line);
                push_fmt(out, format_args!("<code object {name} at {at:#x}, file \"{file}\", line {line}>"));
            }
            Value::Cell(cell) => match cell.value.get(&self.token) {
                Value::Unset => push_fmt(out, format_args!("<cell at {at:#x}: empty>")),
                content => {
                    let kind = self.class_of(content).name(&self.token);
                    let inner = address(content);
                    push_fmt(out, format_args!("<cell at {at:#x}: {kind} object at {inner:#x}>"));
                }
            },
            _ => {
                out.push('<');
                self.push_class_path(out, self.class_of(v));
                push_fmt(out, format_args!(" object at {at:#x}>"));
            }
        }
    }
}

fn address(v: &Value) -> usize {
    v.address().unwrap_or(NO_ADDRESS)
}

/// Writing to a string cannot fail.
fn push_fmt(out: &mut String, text: std::fmt::Arguments<'_>) {
    let written = out.write_fmt(text);
    debug_assert!(written.is_ok(), "writing to a String cannot fail");
}

fn push_range(out: &mut String, range: &Range) {
    match range {
        Range::Small { start, stop, step: 1 } => push_fmt(out, format_args!("range({start}, {stop})")),
        Range::Small { start, stop, step } => push_fmt(out, format_args!("range({start}, {stop}, {step})")),
        Range::Big { start, stop, step } => {
            out.push_str("range(");
            for (at, bound) in [start, stop, step].into_iter().enumerate() {
                // No limit on digits: CPython has one here too, but nobody prints such ranges.
                if at == 2 && bound.to_i64() == Some(1) {
                    continue;
                }
                if at > 0 {
                    out.push_str(", ");
                }
                out.push_str(&int_text::to_decimal(bound.into(), 0).unwrap_or_default());
            }
            out.push(')');
        }
    }
}

/// `bytearray(b'…')`. Unlike `bytes`, a `'` is always escaped.
fn push_bytearray(out: &mut String, name: &str, bytes: &[u8]) {
    let double = bytes.contains(&b'\'') && !bytes.contains(&b'"');
    let quote = if double { '"' } else { '\'' };
    out.push_str(name);
    out.push_str("(b");
    out.push(quote);
    for &byte in bytes {
        match byte {
            b'\'' | b'\\' => {
                out.push('\\');
                out.push(byte as char);
            }
            b' '..=b'~' => out.push(byte as char),
            _ => push_escape(out, byte as char),
        }
    }
    out.push(quote);
    out.push(')');
}

/// Whether CPython implements this special method in a slot, which shows as `slot wrapper`.
fn is_slot(name: &str) -> bool {
    name.starts_with("__")
        && name.ends_with("__")
        && !matches!(
            name,
            "__new__"
                | "__format__"
                | "__reduce__"
                | "__reduce_ex__"
                | "__getstate__"
                | "__sizeof__"
                | "__dir__"
                | "__round__"
                | "__trunc__"
                | "__floor__"
                | "__ceil__"
                | "__getnewargs__"
                | "__class_getitem__"
                | "__init_subclass__"
                | "__subclasshook__"
                | "__reversed__"
                | "__length_hint__"
                | "__getformat__"
                | "__enter__"
                | "__exit__"
                | "__subclasscheck__"
                | "__instancecheck__"
                | "__prepare__"
                | "__import__"
                | "__build_class__"
        )
}

fn push_native(out: &mut String, native: &Native) {
    let (name, owner) = (native.def.name(), native.owner);
    match (native.is_method, is_slot(name)) {
        (true, true) => push_fmt(out, format_args!("<slot wrapper '{name}' of '{owner}' objects>")),
        (true, false) => push_fmt(out, format_args!("<method '{name}' of '{owner}' objects>")),
        (false, _) if Kind::ALL.iter().any(|kind| kind.name() == owner) => {
            push_fmt(out, format_args!("<built-in method {name} of type object at {NO_ADDRESS:#x}>"));
        }
        (false, _) => push_fmt(out, format_args!("<built-in function {name}>")),
    }
}
