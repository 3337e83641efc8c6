//! `str.encode` and `bytes.decode`: names of encodings and handlers, and the exceptions with their attributes.

use crate::error::Detail;
use crate::error::ExcKind;
use crate::error::R;
use crate::error::Raised;
use crate::held::Held;
use crate::object::Str;
use crate::rc::Rc;
use crate::text::codec;
use crate::text::codec::CodecError;
use crate::text::codec::Encoding;
use crate::text::codec::Failure;
use crate::value::Value;

impl Held {
    /// `text.encode(encoding, errors)`
    pub fn encode_str(&mut self, text: &Str, encoding: &Value, errors: &Value) -> R<Vec<u8>> {
        let encoding = self.encoding_argument(encoding, "encode")?;
        let errors = self.errors_argument(errors, "encode")?;
        codec::encode(text.as_str(), encoding, handler(errors.as_deref())).map_err(|error| match error {
            CodecError::Encode(failure) => {
                unicode_error(ExcKind::UnicodeEncodeError, Value::str(text.as_str()), &failure)
            }
            other => plain_error(&other),
        })
    }

    /// `bytes.decode(encoding, errors)`; `function` is how messages call it.
    pub fn decode_bytes(&mut self, bytes: &[u8], encoding: &Value, errors: &Value, function: &str) -> R {
        let encoding = self.encoding_argument(encoding, function)?;
        let errors = self.errors_argument(errors, function)?;
        match codec::decode(bytes, encoding, handler(errors.as_deref())) {
            Ok(text) => Ok(Value::str(text)),
            Err(CodecError::Decode(failure)) => {
                let object = Value::bytes(bytes.get(failure.object_start..).unwrap_or_default());
                Err(unicode_error(ExcKind::UnicodeDecodeError, object, &failure))
            }
            Err(other) => Err(plain_error(&other)),
        }
    }

    /// An argument that is the name of an encoding; UTF-8 when it was left out.
    pub(crate) fn encoding_argument(&self, v: &Value, function: &str) -> R<Encoding> {
        if v.is_unset() {
            return Ok(Encoding::Utf8);
        }
        let Some(name) = self.as_str(v) else {
            return Err(Raised::type_error(format!(
                "{function}() argument 'encoding' must be str, not {}",
                self.type_name(v)
            )));
        };
        if name.as_str() == "utf-8" {
            return Ok(Encoding::Utf8);
        }
        match Encoding::lookup(name.as_str()) {
            Some(encoding) => Ok(encoding),
            None => Err(Raised::new(ExcKind::LookupError, format!("unknown encoding: {}", name.as_str()))),
        }
    }

    fn errors_argument(&self, v: &Value, function: &str) -> R<Option<Rc<Str>>> {
        if v.is_unset() {
            return Ok(None);
        }
        match self.as_str(v) {
            Some(name) => Ok(Some(name)),
            None => Err(Raised::type_error(format!(
                "{function}() argument 'errors' must be str, not {}",
                self.type_name(v)
            ))),
        }
    }
}

/// The name of an error handler; `strict` when it was left out.
fn handler(name: Option<&Str>) -> &str {
    name.map_or("strict", Str::as_str)
}

#[cold]
fn plain_error(error: &CodecError) -> Raised {
    let kind = match error {
        CodecError::UnknownHandler(_) => ExcKind::LookupError,
        CodecError::HandlerCannotDecode => ExcKind::TypeError,
        CodecError::Decode(_) | CodecError::Encode(_) => ExcKind::UnicodeError,
    };
    Raised::new(kind, error.to_string())
}

#[cold]
fn unicode_error(kind: ExcKind, object: Value, failure: &Failure) -> Raised {
    let parts = [
        ("encoding", Value::str(failure.encoding)),
        ("object", object),
        ("start", Value::from(failure.start)),
        ("end", Value::from(failure.end)),
        ("reason", Value::str(failure.reason)),
    ];
    let args = parts.iter().map(|(_, value)| value.clone()).collect();
    Raised::with(kind, Detail::Fields { args, fields: parts.into_iter().collect() })
}
