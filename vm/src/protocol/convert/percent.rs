//! `str % args` and `bytes % args`: the values behind [`crate::text::percent`].

use crate::error::Detail;
use crate::error::ExcKind;
use crate::error::R;
use crate::error::Raised;
use crate::held::Held;
use crate::number::int;
use crate::number::int::IntResult;
use crate::object::Str;
use crate::object::Tuple;
use crate::protocol::arith::number::int_ref;
use crate::rc::Rc;
use crate::text::percent;
use crate::text::percent::Arguments;
use crate::text::percent::PercentClass;
use crate::text::percent::PercentError;
use crate::text::percent::Star;
use crate::text::percent::TextConversion;
use crate::value::Value;

impl From<PercentError> for Raised {
    #[cold]
    fn from(error: PercentError) -> Raised {
        let kind = match error.class() {
            PercentClass::Type => ExcKind::TypeError,
            PercentClass::Value => ExcKind::ValueError,
            PercentClass::Overflow => ExcKind::OverflowError,
            PercentClass::Memory => return Raised::with(ExcKind::MemoryError, Detail::None),
        };
        Raised::new(kind, error.to_string())
    }
}

impl Held {
    /// `format % args` for a string.
    pub fn percent_format(&mut self, format: &Rc<Str>, args: &Value) -> R<Rc<Str>> {
        self.write_str(|held, out| percent::format(out, format.as_str(), &mut Right::new(held, args)))
    }

    /// `format % args` for bytes.
    pub fn percent_format_bytes(&mut self, format: &[u8], args: &Value) -> R<Vec<u8>> {
        let mut out = Vec::with_capacity(format.len() + 16);
        let mut right = Right::new(self, args);
        percent::format(&mut out, format, &mut right)?;
        Ok(out)
    }
}

/// The right side of `%`.
struct Right<'a> {
    held: &'a mut Held,
    args: &'a Value,
    tuple: Option<Tuple>,
    is_mapping: bool,
}

impl<'a> Right<'a> {
    fn new(held: &'a mut Held, args: &'a Value) -> Right<'a> {
        let tuple = held.as_tuple(args);
        let is_mapping = match held.base_ref(args) {
            Value::Tuple(_) | Value::Str(_) => false,
            Value::Dict(_) | Value::List(_) | Value::Bytes(_) | Value::Range(_) => true,
            Value::Instance(_) => {
                let name = Rc::clone(&held.interp.names.getitem);
                held.special(args, &name).is_some()
            }
            _ => false,
        };
        Right { held, args, tuple, is_mapping }
    }

    fn positional(&self, index: usize) -> Option<Value> {
        match &self.tuple {
            Some(tuple) => tuple.items().get(index).cloned(),
            None => (index == 0).then(|| self.args.clone()),
        }
    }

    fn positional_count(&self) -> usize {
        self.tuple.as_ref().map_or(1, |tuple| tuple.items().len())
    }

    fn star(&mut self, value: &Value, star: Star) -> R<i64> {
        let Some(n) = int_ref(self.held.base_ref(value)) else {
            return Err(PercentError::StarWantsInt.into());
        };
        match (n.to_result(), star) {
            (IntResult::Small(n), Star::Width) => Ok(n),
            (IntResult::Small(n), Star::Precision) if i32::try_from(n).is_ok() => Ok(n),
            (_, Star::Width) => Err(Raised::overflow("Python int too large to convert to C ssize_t")),
            (_, Star::Precision) => Err(Raised::overflow("Python int too large to convert to C int")),
        }
    }

    fn integer(&mut self, value: &Value, code: char) -> R<IntResult> {
        if let Some(n) = int_ref(self.held.base_ref(value)) {
            return Ok(n.to_result());
        }
        let type_name = || -> Box<str> { self.held.type_name(value).into() };
        if matches!(code, 'x' | 'X' | 'o') {
            let error = PercentError::IntegerRequired { code, type_name: type_name() };
            if !self.held.has_index(value) {
                return Err(error.into());
            }
            return match self.held.index(value) {
                Ok(n) => int_ref(&n).map(|n| n.to_result()).ok_or_else(|| error.into()),
                Err(raised) if self.held.matches(&raised, ExcKind::TypeError) => Err(error.into()),
                Err(raised) => Err(raised),
            };
        }
        if let Value::Float(x) = self.held.base_ref(value) {
            return Ok(int::from_f64(*x)?);
        }
        let error = PercentError::NumberRequired { code, type_name: type_name() };
        let names = &self.held.interp.names;
        let (to_int, index) = (Rc::clone(&names.int), Rc::clone(&names.index));
        let is_number =
            self.held.special(value, &to_int).is_some() || self.held.special(value, &index).is_some();
        if !is_number {
            return Err(error.into());
        }
        match self.held.int_from(value) {
            Ok(n) => int_ref(&n).map(|n| n.to_result()).ok_or_else(|| error.into()),
            Err(raised) if self.held.matches(&raised, ExcKind::TypeError) => Err(error.into()),
            Err(raised) => Err(raised),
        }
    }

    /// The code point or byte that a number given to `%c` means.
    fn character_code(&mut self, value: &Value, bytes: bool) -> R<u32> {
        if !self.held.has_index(value) {
            return Err(PercentError::CharacterRequired { bytes }.into());
        }
        match self.held.index(value)? {
            Value::Int(n) => u32::try_from(n).map_err(|_| PercentError::CharacterRange { bytes }.into()),
            _ => Err(PercentError::CharacterRange { bytes }.into()),
        }
    }
}

impl Arguments<str> for Right<'_> {
    type Value = Value;
    type Error = Raised;

    fn positional(&mut self, index: usize) -> Option<Value> {
        Right::positional(self, index)
    }

    fn positional_count(&self) -> usize {
        Right::positional_count(self)
    }

    fn is_mapping(&self) -> bool {
        self.is_mapping
    }

    fn keyed(&mut self, key: &str) -> R {
        self.held.getitem(self.args, &Value::str(key))
    }

    fn star(&mut self, value: Value, star: Star) -> R<i64> {
        Right::star(self, &value, star)
    }

    fn push_text(&mut self, out: &mut String, value: Value, conversion: TextConversion) -> R<()> {
        match conversion {
            TextConversion::Str => self.held.push_str(out, &value),
            TextConversion::Repr => self.held.push_repr(out, &value),
            TextConversion::Ascii => {
                out.push_str(self.held.ascii(&value)?.as_str());
                Ok(())
            }
        }
    }

    fn push_character(&mut self, out: &mut String, value: Value) -> R<()> {
        if let Some(text) = self.held.as_str(&value) {
            if text.len() != 1 {
                return Err(PercentError::CharacterRequired { bytes: false }.into());
            }
            out.push_str(text.as_str());
            return Ok(());
        }
        let code = self.character_code(&value, false)?;
        let c = char::from_u32(code).ok_or(PercentError::CharacterRange { bytes: false })?;
        out.push(c);
        Ok(())
    }

    fn integer(&mut self, value: Value, code: char) -> R<IntResult> {
        Right::integer(self, &value, code)
    }

    fn float(&mut self, value: Value) -> R<f64> {
        self.held.to_f64(&value)
    }

    fn digit_limit(&self) -> usize {
        self.held.interp.int_max_str_digits
    }
}

impl Arguments<[u8]> for Right<'_> {
    type Value = Value;
    type Error = Raised;

    fn positional(&mut self, index: usize) -> Option<Value> {
        Right::positional(self, index)
    }

    fn positional_count(&self) -> usize {
        Right::positional_count(self)
    }

    fn is_mapping(&self) -> bool {
        self.is_mapping
    }

    fn keyed(&mut self, key: &[u8]) -> R {
        self.held.getitem(self.args, &Value::bytes(key))
    }

    fn star(&mut self, value: Value, star: Star) -> R<i64> {
        Right::star(self, &value, star)
    }

    fn push_text(&mut self, out: &mut Vec<u8>, value: Value, conversion: TextConversion) -> R<()> {
        if conversion != TextConversion::Str {
            out.extend_from_slice(self.held.ascii(&value)?.as_str().as_bytes());
            return Ok(());
        }
        if let Some(bytes) = self.held.buffer_ref(&value) {
            out.extend_from_slice(bytes);
            return Ok(());
        }
        let name = Rc::clone(&self.held.interp.names.bytes);
        let made = self.held.call_special(&value, &name, &[])?;
        match made.as_ref().and_then(|made| self.held.bytes_ref(made)) {
            Some(bytes) => {
                out.extend_from_slice(bytes);
                Ok(())
            }
            None => Err(Raised::type_error(format!(
                "%b requires a bytes-like object, or an object that implements __bytes__, not '{}'",
                self.held.type_name(&value)
            ))),
        }
    }

    fn push_character(&mut self, out: &mut Vec<u8>, value: Value) -> R<()> {
        if let Some(bytes) = self.held.bytes_ref(&value) {
            let &[byte] = bytes else { return Err(PercentError::CharacterRequired { bytes: true }.into()) };
            out.push(byte);
            return Ok(());
        }
        let code = self.character_code(&value, true)?;
        out.push(u8::try_from(code).map_err(|_| PercentError::CharacterRange { bytes: true })?);
        Ok(())
    }

    fn integer(&mut self, value: Value, code: char) -> R<IntResult> {
        Right::integer(self, &value, code)
    }

    fn float(&mut self, value: Value) -> R<f64> {
        // Bytes say what they got; the number itself is asked as everywhere.
        match self.held.base_ref(&value) {
            Value::Float(_) | Value::Int(_) | Value::BigInt(_) | Value::Bool(_) | Value::Instance(_) => {
                self.held.to_f64(&value)
            }
            _ => Err(Raised::type_error(format!(
                "float argument required, not {}",
                self.held.type_name(&value)
            ))),
        }
    }

    fn digit_limit(&self) -> usize {
        self.held.interp.int_max_str_digits
    }
}
