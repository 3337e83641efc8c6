//! `str.format` and `str.format_map`: the values behind [`crate::text::str_format`].

use crate::error::ExcKind;
use crate::error::R;
use crate::error::Raised;
use crate::held::Held;
use crate::object::Str;
use crate::object::Tuple;
use crate::rc::Rc;
use crate::text::str_format;
use crate::text::str_format::Conversion;
use crate::text::str_format::Fields;
use crate::text::str_format::ItemKey;
use crate::text::str_format::TemplateError;
use crate::value::Value;

impl From<TemplateError> for Raised {
    #[cold]
    fn from(error: TemplateError) -> Raised {
        let kind = if error.class().is_some() { ExcKind::ValueError } else { ExcKind::IndexError };
        Raised::new(kind, error.to_string())
    }
}

impl Held {
    /// `template.format(*args, **keywords)`
    pub fn format_template(&mut self, template: &Str, args: &Tuple, keywords: &Value) -> R<Rc<Str>> {
        self.expand_template(template, Some(args), keywords)
    }

    /// `template.format_map(mapping)`
    pub fn format_template_map(&mut self, template: &Str, mapping: &Value) -> R<Rc<Str>> {
        self.expand_template(template, None, mapping)
    }

    fn expand_template(&mut self, template: &Str, args: Option<&Tuple>, named: &Value) -> R<Rc<Str>> {
        self.write_str(|held, out| {
            str_format::format(out, template.as_str(), &mut Arguments { held, args, named })
        })
    }
}

/// The arguments of `format`.
struct Arguments<'a> {
    held: &'a mut Held,
    /// Positional arguments; `format_map` has none.
    args: Option<&'a Tuple>,
    /// The keyword arguments, or the mapping.
    named: &'a Value,
}

impl Fields for Arguments<'_> {
    type Value = Value;
    type Error = Raised;

    fn positional(&mut self, index: usize) -> R {
        match self.args {
            Some(args) => match args.items().get(index) {
                Some(value) => Ok(value.clone()),
                None => Err(TemplateError::IndexOutOfRange(index).into()),
            },
            None => Err(Raised::value_error("Format string contains positional fields")),
        }
    }

    fn keyword(&mut self, name: &str) -> R {
        let key = Value::str(name);
        match (self.args, self.named) {
            (Some(_), Value::Dict(dict)) => match self.held.dict_get(dict, &key)? {
                Some(value) => Ok(value),
                None => Err(Raised::key_error(key)),
            },
            _ => self.held.getitem(self.named, &key),
        }
    }

    fn attribute(&mut self, value: Value, name: &str) -> R {
        let name = self.held.intern(name);
        self.held.getattr(&value, &name)
    }

    fn item(&mut self, value: Value, key: ItemKey<'_>) -> R {
        let key = match key {
            ItemKey::Index(index) => Value::Int(index),
            ItemKey::Name(name) => Value::str(name),
        };
        self.held.getitem(&value, &key)
    }

    fn convert(&mut self, value: Value, conversion: Conversion) -> R {
        Ok(Value::Str(match conversion {
            Conversion::Str => self.held.str(&value)?,
            Conversion::Repr => self.held.repr(&value)?,
            Conversion::Ascii => self.held.ascii(&value)?,
        }))
    }

    fn format(&mut self, out: &mut String, value: Value, spec: &str) -> R<()> {
        self.held.push_format(out, &value, spec)
    }
}
