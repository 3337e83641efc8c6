//! JSON text to objects.

use gilvm_vm::error::R;
use gilvm_vm::error::Raised;
use gilvm_vm::held::Held;
use gilvm_vm::object::Str;
use gilvm_vm::rc::Rc;
use gilvm_vm::value::Value;
use rustc_hash::FxHashMap;

/// A text, and what values are made with.
struct Scanner {
    text: Rc<Str>,
    strict: bool,
    object_hook: Option<Value>,
    pairs_hook: Option<Value>,
    parse_float: Option<Value>,
    parse_int: Option<Value>,
    parse_constant: Option<Value>,
    /// Keys seen so far: equal keys become one object.
    keys: FxHashMap<String, Rc<Str>>,
}

pub(super) fn scan(held: &mut Held, a: &[Value]) -> R {
    let Some(text) = held.as_str(&a[0]) else {
        let given = held.type_name(&a[0]);
        return Err(Raised::type_error(format!("first argument must be a string, not {given}")));
    };
    let start = held.index_ssize(&a[1])?;
    let Ok(start) = usize::try_from(start) else {
        return Err(Raised::value_error("idx cannot be negative"));
    };
    let hook = |value: &Value| (!value.is_none()).then(|| value.clone());
    let mut scanner = Scanner {
        strict: held.truthy(&a[2])?,
        object_hook: hook(&a[3]),
        pairs_hook: hook(&a[4]),
        parse_float: hook(&a[5]),
        parse_int: hook(&a[6]),
        parse_constant: hook(&a[7]),
        keys: FxHashMap::default(),
        text,
    };
    let from = if start > scanner.text.len() { usize::MAX } else { scanner.text.byte_offset(start) };
    let (value, end) = scanner.value(held, from)?;
    let end = scanner.text.char_offset(end);
    Ok(Value::tuple([value, Value::from(end)]))
}

impl Scanner {
    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_str().as_bytes().get(at).copied()
    }

    fn skip_space(&self, mut at: usize) -> usize {
        while matches!(self.byte(at), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            at += 1;
        }
        at
    }

    /// `JSONDecodeError` at a place.
    fn error(&self, held: &mut Held, message: &str, at: usize) -> Raised {
        let at = self.text.char_offset(at.min(self.text.as_str().len()));
        let make = |held: &mut Held| -> R {
            let module = held.import_dotted("json.decoder")?;
            let name = held.intern("JSONDecodeError");
            let class = held.getattr(&module, &name)?;
            held.call(&class, &[Value::str(message), Value::Str(Rc::clone(&self.text)), Value::from(at)])
        };
        match make(held) {
            Ok(error) => held.raise_object(&error),
            Err(raised) => raised,
        }
    }

    /// Nothing that could be a value: the decoder says where, as CPython's does.
    fn no_value(&self, held: &mut Held, at: usize) -> Raised {
        self.error(held, "Expecting value", at)
    }

    fn value(&mut self, held: &mut Held, at: usize) -> R<(Value, usize)> {
        const WORDS: [(&str, Value); 3] =
            [("null", Value::None), ("true", Value::Bool(true)), ("false", Value::Bool(false))];
        const CONSTANTS: [(&str, f64); 3] =
            [("NaN", f64::NAN), ("Infinity", f64::INFINITY), ("-Infinity", f64::NEG_INFINITY)];
        match self.byte(at) {
            Some(b'"') => {
                let (text, end) = self.string(held, at)?;
                return Ok((Value::from(text), end));
            }
            Some(b'{') => {
                held.enter_data("while decoding a JSON object from a unicode string")?;
                let result = self.object(held, at + 1);
                held.leave_data();
                return result;
            }
            Some(b'[') => {
                held.enter_data("while decoding a JSON array from a unicode string")?;
                let result = self.array(held, at + 1);
                held.leave_data();
                return result;
            }
            Some(_) => {}
            None => return Err(self.no_value(held, at)),
        }
        let rest = &self.text.as_str()[at..];
        for (word, value) in WORDS {
            if rest.starts_with(word) {
                return Ok((value, at + word.len()));
            }
        }
        for (word, value) in CONSTANTS {
            if rest.starts_with(word) {
                let value = match self.parse_constant.clone() {
                    Some(parse) => held.call(&parse, &[Value::str(word)])?,
                    None => Value::Float(value),
                };
                return Ok((value, at + word.len()));
            }
        }
        self.number(held, at)
    }

    fn number(&mut self, held: &mut Held, start: usize) -> R<(Value, usize)> {
        let digits = |mut at: usize| {
            while self.byte(at).is_some_and(|byte| byte.is_ascii_digit()) {
                at += 1;
            }
            at
        };
        let mut at = start + usize::from(self.byte(start) == Some(b'-'));
        at = match self.byte(at) {
            Some(b'0') => at + 1,
            Some(b'1'..=b'9') => digits(at),
            _ => return Err(self.no_value(held, start)),
        };
        let mut is_float = false;
        if self.byte(at) == Some(b'.') && digits(at + 1) > at + 1 {
            is_float = true;
            at = digits(at + 1);
        }
        if matches!(self.byte(at), Some(b'e' | b'E')) {
            let sign = usize::from(matches!(self.byte(at + 1), Some(b'+' | b'-')));
            let end = digits(at + 1 + sign);
            if end > at + 1 + sign {
                is_float = true;
                at = end;
            }
        }
        let text = &self.text.as_str()[start..at];
        let hook = if is_float { &self.parse_float } else { &self.parse_int };
        let value = match hook.clone() {
            Some(parse) => {
                let text = Value::str(text);
                held.call(&parse, &[text])?
            }
            None if is_float => Value::Float(text.parse().unwrap_or(f64::NAN)),
            None => match text.parse() {
                Ok(n) => Value::Int(n),
                Err(_) => {
                    let text = Value::str(text);
                    held.int_from(&text)?
                }
            },
        };
        Ok((value, at))
    }

    /// A string from its opening quote on.
    fn string(&self, held: &mut Held, open: usize) -> R<(String, usize)> {
        let source = self.text.as_str();
        let mut text = String::new();
        let mut at = open + 1;
        loop {
            let rest = &source.as_bytes()[at..];
            let stop = rest.iter().position(|&byte| byte == b'"' || byte == b'\\' || byte < 0x20);
            let Some(stop) = stop else { return Err(self.unterminated(held, open)) };
            text.push_str(&source[at..at + stop]);
            at += stop;
            match self.byte(at) {
                Some(b'"') => return Ok((text, at + 1)),
                Some(b'\\') => {}
                Some(control) => {
                    if self.strict {
                        return Err(self.error(held, "Invalid control character at", at));
                    }
                    text.push(char::from(control));
                    at += 1;
                    continue;
                }
                None => return Err(self.unterminated(held, open)),
            }
            let (c, end) = match self.byte(at + 1) {
                None => return Err(self.unterminated(held, open)),
                Some(b'u') => self.unicode_escape(held, at)?,
                Some(b'"') => ('"', at + 2),
                Some(b'\\') => ('\\', at + 2),
                Some(b'/') => ('/', at + 2),
                Some(b'b') => ('\u{8}', at + 2),
                Some(b'f') => ('\u{c}', at + 2),
                Some(b'n') => ('\n', at + 2),
                Some(b'r') => ('\r', at + 2),
                Some(b't') => ('\t', at + 2),
                Some(_) => return Err(self.error(held, "Invalid \\escape", at)),
            };
            text.push(c);
            at = end;
        }
    }

    fn unterminated(&self, held: &mut Held, open: usize) -> Raised {
        self.error(held, "Unterminated string starting at", open)
    }

    /// `\uXXXX`, or two of them for a character beyond the first 65536. Half of a pair becomes U+FFFD: texts of this
    /// VM hold characters only.
    fn unicode_escape(&self, held: &mut Held, at: usize) -> R<(char, usize)> {
        let Some(first) = self.unit(at) else {
            return Err(self.error(held, "Invalid \\uXXXX escape", at + 1));
        };
        let end = at + 6;
        if (0xd800..0xdc00).contains(&first)
            && self.byte(end) == Some(b'\\')
            && self.byte(end + 1) == Some(b'u')
            && let Some(second @ 0xdc00..=0xdfff) = self.unit(end)
        {
            let code = 0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00);
            return Ok((char::from_u32(code).unwrap_or('\u{fffd}'), end + 6));
        }
        Ok((char::from_u32(first).unwrap_or('\u{fffd}'), end))
    }

    /// The four digits of the escape at a place; CPython wants a character after them.
    fn unit(&self, at: usize) -> Option<u32> {
        let digits = self.text.as_str().get(at + 2..at + 6)?;
        let valid = digits.bytes().all(|byte| byte.is_ascii_hexdigit()) && self.byte(at + 6).is_some();
        if valid { u32::from_str_radix(digits, 16).ok() } else { None }
    }

    fn object(&mut self, held: &mut Held, from: usize) -> R<(Value, usize)> {
        let mut pairs: Vec<(Rc<Str>, Value)> = Vec::new();
        let mut at = self.skip_space(from);
        if self.byte(at) != Some(b'}') {
            loop {
                if self.byte(at) != Some(b'"') {
                    return Err(self.error(held, "Expecting property name enclosed in double quotes", at));
                }
                let (key, end) = self.string(held, at)?;
                let key = match self.keys.get(&key) {
                    Some(known) => Rc::clone(known),
                    None => {
                        let new = Rc::new(Str::new(key.as_str().into()));
                        self.keys.insert(key, Rc::clone(&new));
                        new
                    }
                };
                at = self.skip_space(end);
                if self.byte(at) != Some(b':') {
                    return Err(self.error(held, "Expecting ':' delimiter", at));
                }
                at = self.skip_space(at + 1);
                let (value, end) = self.value(held, at)?;
                pairs.push((key, value));
                at = self.skip_space(end);
                match self.byte(at) {
                    Some(b'}') => break,
                    Some(b',') => {}
                    _ => return Err(self.error(held, "Expecting ',' delimiter", at)),
                }
                let comma = at;
                at = self.skip_space(at + 1);
                if self.byte(at) == Some(b'}') {
                    return Err(self.error(held, "Illegal trailing comma before end of object", comma));
                }
            }
        }
        if let Some(hook) = self.pairs_hook.clone() {
            let pairs = pairs.into_iter().map(|(key, value)| Value::tuple([Value::Str(key), value]));
            let list = Value::list(pairs.collect());
            return Ok((held.call(&hook, &[list])?, at + 1));
        }
        let dict = held.new_dict();
        for (key, value) in pairs {
            held.dict_set_str(&dict, &key, value);
        }
        let value = Value::Dict(dict);
        match self.object_hook.clone() {
            Some(hook) => Ok((held.call(&hook, &[value])?, at + 1)),
            None => Ok((value, at + 1)),
        }
    }

    fn array(&mut self, held: &mut Held, from: usize) -> R<(Value, usize)> {
        let mut items = Vec::new();
        let mut at = self.skip_space(from);
        if self.byte(at) != Some(b']') {
            loop {
                let (value, end) = self.value(held, at)?;
                items.push(value);
                at = self.skip_space(end);
                match self.byte(at) {
                    Some(b']') => break,
                    Some(b',') => {}
                    _ => return Err(self.error(held, "Expecting ',' delimiter", at)),
                }
                let comma = at;
                at = self.skip_space(at + 1);
                if self.byte(at) == Some(b']') {
                    return Err(self.error(held, "Illegal trailing comma before end of array", comma));
                }
            }
        }
        Ok((Value::list(items), at + 1))
    }
}
