//! What the `repr` of a file shows, also of one that is no more.

use gilvm_vm::error::R;
use gilvm_vm::held::Held;
use gilvm_vm::value::Value;

use super::file;
use super::file::File;
use super::file::Flavour;
use super::lower;

/// What the `repr` of a file shows.
pub(super) struct Shown {
    /// The class, as it calls itself.
    title: String,
    flavour: Flavour,
    name: Value,
    mode: String,
    encoding: Box<str>,
    below: Option<Value>,
    closes_descriptor: bool,
    is_closed: bool,
}

impl Shown {
    /// What is to be seen of a file.
    pub(super) fn of(file: &File) -> Shown {
        Shown {
            title: format!("_io.{}", file.flavour.name()),
            flavour: file.flavour,
            name: file.name.clone(),
            mode: file.mode.clone(),
            encoding: file.encoding.clone(),
            below: file.lower.clone(),
            closes_descriptor: file.closes_descriptor,
            is_closed: !file.has_descriptor(),
        }
    }

    /// The same, of an instance of a class with another name.
    pub(super) fn titled(mut self, title: &str) -> Shown {
        if title != self.flavour.name() {
            title.clone_into(&mut self.title);
        }
        self
    }

    /// A closed file that shows the same, for `sys.unraisablehook`, of a file that is no more.
    pub(super) fn stand_in(self, held: &mut Held) -> Value {
        let mut file = File::empty(self.flavour);
        file.is_initialized = true;
        file.name = match &self.below {
            Some(below) => lower::attribute(held, below, "name").ok().flatten().unwrap_or(Value::None),
            None => self.name,
        };
        (file.mode, file.encoding, file.closes_descriptor) =
            (self.mode, self.encoding, self.closes_descriptor);
        let class = super::class(held, self.flavour);
        file::object(&class, file)
    }

    /// The text.
    pub(super) fn repr(&self, held: &mut Held) -> R<String> {
        let name = match &self.below {
            Some(below) => lower::attribute(held, below, "name").unwrap_or(None),
            None => Some(self.name.clone()).filter(|name| !name.is_none()),
        };
        let name = match name {
            Some(name) => format!(" name={}", held.repr(&name)?.as_str()),
            None => String::new(),
        };
        let (title, mode, encoding) = (&self.title, &self.mode, &self.encoding);
        Ok(match self.flavour {
            Flavour::Text if mode.is_empty() => format!("<{title}{name} encoding='{encoding}'>"),
            Flavour::Text => format!("<{title}{name} mode='{mode}' encoding='{encoding}'>"),
            Flavour::Raw if self.is_closed => format!("<{title} [closed]>"),
            Flavour::Raw => {
                let closes = if self.closes_descriptor { "True" } else { "False" };
                format!("<{title}{name} mode='{mode}' closefd={closes}>")
            }
            Flavour::Reader | Flavour::Writer | Flavour::Random => format!("<{title}{name}>"),
        })
    }
}
