//! `format(v, spec)` and what f-strings are made of.

use compact_str::CompactString;

use crate::error::Detail;
use crate::error::ExcKind;
use crate::error::R;
use crate::error::Raised;
use crate::held::Held;
use crate::number::ErrorClass;
use crate::object::Str;
use crate::protocol::arith::number::int_ref;
use crate::rc::Rc;
use crate::text::format_spec::FormatError;
use crate::text::format_spec::Spec;
use crate::value::Value;

impl From<FormatError> for Raised {
    #[cold]
    fn from(error: FormatError) -> Raised {
        let kind = match error.class() {
            ErrorClass::ZeroDivision => ExcKind::ZeroDivisionError,
            ErrorClass::Overflow => ExcKind::OverflowError,
            ErrorClass::Value => ExcKind::ValueError,
            ErrorClass::Memory => return Raised::with(ExcKind::MemoryError, Detail::None),
        };
        Raised::new(kind, error.to_string())
    }
}

impl Held {
    /// `format(v, spec)`
    pub fn format(&mut self, v: &Value, spec: &str) -> R<Rc<Str>> {
        match v {
            Value::Str(_) | Value::Int(_) if spec.is_empty() => self.str(v),
            _ => self.write_str(|held, out| held.push_format(out, v, spec)),
        }
    }

    /// Appends `format(v, spec)`: one field of an f-string.
    #[inline]
    pub fn format_into(&mut self, out: &mut CompactString, v: &Value, spec: &str) -> R<()> {
        match v {
            Value::Str(text) if spec.is_empty() => out.push_str(text.as_str()),
            Value::Int(n) if spec.is_empty() => out.push_str(itoa::Buffer::new().format(*n)),
            _ => {
                let field = self.format(v, spec)?;
                out.push_str(field.as_str());
            }
        }
        Ok(())
    }

    /// Appends `format(v, spec)`.
    pub(crate) fn push_format(&mut self, out: &mut String, v: &Value, spec: &str) -> R<()> {
        match v {
            Value::Instance(_) => {
                let name = Rc::clone(&self.interp.names.format);
                match self.call_special(v, &name, &[Value::str(spec)])? {
                    Some(result) => match self.as_str(&result) {
                        Some(text) => {
                            out.push_str(text.as_str());
                            Ok(())
                        }
                        None => Err(Raised::type_error(format!(
                            "__format__ must return a str, not {}",
                            self.type_name(&result)
                        ))),
                    },
                    None => self.push_builtin_format(out, v, spec),
                }
            }
            _ => self.push_builtin_format(out, v, spec),
        }
    }

    /// `int.__format__`, `str.__format__`, … and `object.__format__`: by the built-in value that `v` is or carries.
    pub fn builtin_format(&mut self, v: &Value, spec: &Value) -> R {
        let Some(text) = self.as_str(spec) else {
            return Err(Raised::type_error(format!(
                "__format__() argument must be str, not {}",
                self.type_name(spec)
            )));
        };
        self.write_str(|held, out| held.push_builtin_format(out, v, text.as_str())).map(Value::Str)
    }

    fn push_builtin_format(&mut self, out: &mut String, v: &Value, spec: &str) -> R<()> {
        if spec.is_empty() {
            return self.push_str(out, v);
        }
        let base = self.base_value(v);
        let name = self.class_of(v).name(&self.token);
        match &base {
            Value::Str(text) => Spec::parse(spec, name)?.push_str(out, text.as_str(), name)?,
            Value::Float(x) => Spec::parse(spec, name)?.push_float(out, *x, name)?,
            _ => match int_ref(&base) {
                Some(n) => {
                    Spec::parse(spec, name)?.push_int(out, n, name, self.interp.int_max_str_digits)?;
                }
                None => {
                    return Err(Raised::type_error(format!(
                        "unsupported format string passed to {name}.__format__"
                    )));
                }
            },
        }
        Ok(())
    }
}
