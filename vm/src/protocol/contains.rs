//! Membership: `item in container`.
//!
//! Built-in containers are searched directly; an item counts as found when it is the same object or equal. What defines
//! neither `__contains__` nor a place in this file is iterated.

use crate::error::ExcKind;
use crate::error::R;
use crate::error::Raised;
use crate::held::Held;
use crate::object::Bytes;
use crate::object::List;
use crate::object::Str;
use crate::object::quick_eq;
use crate::protocol::compare::is_overridable;
use crate::rc::Rc;
use crate::value::Value;

/// Texts up to this many bytes are looked through byte by byte for a character.
const FEW: usize = 16;

impl Held {
    /// `item in container`
    pub fn contains(&mut self, container: &Value, item: &Value) -> R<bool> {
        match container {
            Value::List(list) => self.list_contains(list, item),
            Value::Tuple(tuple) => {
                for candidate in tuple.items() {
                    if self.identical_or_eq(candidate, item)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            Value::Dict(dict) => Ok(self.dict_find(dict, item)?.is_some()),
            Value::Set(set) | Value::FrozenSet(set) => self.set_contains(set, item),
            Value::Str(text) => self.str_contains(text, item),
            Value::Range(range) => self.range_contains(range, item),
            Value::Bytes(bytes) => self.bytes_contain(bytes, item),
            _ => self.contains_general(container, item),
        }
    }

    fn list_contains(&mut self, list: &Rc<List>, item: &Value) -> R<bool> {
        let mut at = 0;
        loop {
            let items = list.items(&self.token);
            let candidate = loop {
                let Some(candidate) = items.get(at) else { return Ok(false) };
                match quick_eq(candidate, item) {
                    Some(true) => return Ok(true),
                    Some(false) => at += 1,
                    None => break candidate.clone(),
                }
            };
            if self.identical_or_eq(&candidate, item)? {
                return Ok(true);
            }
            at += 1;
        }
    }

    fn str_contains(&mut self, text: &Rc<Str>, item: &Value) -> R<bool> {
        match self.base_ref(item) {
            Value::Str(part) => {
                let (text, part) = (text.as_str().as_bytes(), part.as_str().as_bytes());
                Ok(match part {
                    [] => true,
                    // A few characters to choose from need no searching routine.
                    [byte] if text.len() <= FEW => text.iter().any(|own| own == byte),
                    [byte] => memchr::memchr(*byte, text).is_some(),
                    _ => crate::text::search::find(text, part).is_some(),
                })
            }
            _ => Err(Raised::type_error(format!(
                "'in <string>' requires string as left operand, not {}",
                self.type_name(item)
            ))),
        }
    }

    fn bytes_contain(&mut self, bytes: &Rc<Bytes>, item: &Value) -> R<bool> {
        match self.base_ref(item) {
            Value::Bytes(part) => Ok(memchr::memmem::find(bytes.as_slice(), part.as_slice()).is_some()),
            Value::Int(n) => match u8::try_from(*n) {
                Ok(byte) => Ok(memchr::memchr(byte, bytes.as_slice()).is_some()),
                Err(_) => Err(Raised::value_error("byte must be in range(0, 256)")),
            },
            Value::Bool(b) => Ok(memchr::memchr(u8::from(*b), bytes.as_slice()).is_some()),
            _ => Ok(memchr::memmem::find(bytes.as_slice(), &self.bytes_like(item)?).is_some()),
        }
    }

    fn contains_general(&mut self, container: &Value, item: &Value) -> R<bool> {
        if is_overridable(container) {
            let name = Rc::clone(&self.interp.names.contains);
            let class = Rc::clone(self.class_of(container));
            match self.lookup(&class, &name) {
                Some(Value::None) => {
                    return Err(Raised::type_error(format!(
                        "'{}' object is not a container",
                        self.type_name(container)
                    )));
                }
                Some(found) => {
                    let result = self.call_found(found, container, &class, std::slice::from_ref(item))?;
                    return self.truthy(&result);
                }
                None => {}
            }
        }
        self.contains_by_iteration(container, item)
    }

    /// Membership in something that can only be iterated.
    pub(crate) fn contains_by_iteration(&mut self, container: &Value, item: &Value) -> R<bool> {
        let iterator = match self.iter_opt(container) {
            Ok(Some(iterator)) => iterator,
            Err(raised) if !self.matches(&raised, ExcKind::TypeError) => return Err(raised),
            // Whatever the reason, CPython words it this way.
            Ok(None) | Err(_) => {
                return Err(Raised::type_error(format!(
                    "argument of type '{}' is not iterable",
                    self.type_name(container)
                )));
            }
        };
        while let Some(candidate) = self.next(&iterator)? {
            if self.identical_or_eq(&candidate, item)? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
