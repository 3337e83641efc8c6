//! `dict`.

use gilvm_compiler::op::CmpOp;

use crate::error::R;
use crate::error::Raised;
use crate::held::Held;
use crate::native::NativeDef;
use crate::native::Quick;
use crate::native::TypeDef;
use crate::object::Dict;
use crate::object::DictPart;
use crate::object::Iter;
use crate::object::IterState;
use crate::rc::Rc;
use crate::types::Kind;
use crate::value::Value;

impl Held {
    /// A backward iterator over a dict.
    pub(crate) fn dict_reversed_state(&self, dict: &Rc<Dict>, part: DictPart) -> IterState {
        let len = dict.len(&self.token);
        let at = dict.table(&self.token).positions();
        IterState::DictReversed { dict: Rc::clone(dict), part, at, len, left: len }
    }

    /// `a | b` for dicts (and instances of classes derived from `dict`); `None` when one is none.
    pub fn dict_operator_or(&mut self, a: &Value, b: &Value) -> R<Option<Value>> {
        let (Some(left), Some(right)) = (self.as_dict(a), self.as_dict(b)) else { return Ok(None) };
        let result = self.dict_copy(&left);
        self.dict_update_from(&result, &right)?;
        Ok(Some(Value::Dict(result)))
    }

    /// `dict(*args, **kwargs)` and `dict.update(*args, **kwargs)`: at most one argument, and keyword arguments.
    fn dict_fill(&mut self, dict: &Rc<Dict>, name: &str, args: &Value, kwargs: &Value) -> R<()> {
        if let Value::Tuple(args) = args {
            match args.items() {
                [] => {}
                [other] => self.dict_update(dict, other)?,
                more => {
                    return Err(Raised::type_error(format!(
                        "{name} expected at most 1 argument, got {}",
                        more.len()
                    )));
                }
            }
        }
        if let Value::Dict(kwargs) = kwargs {
            self.dict_update_from(dict, kwargs)?;
        }
        Ok(())
    }
}

fn dict_new(held: &mut Held, args: &[Value]) -> R {
    let dict = held.new_dict();
    held.new_of(&args[0], Kind::Dict, Value::Dict(dict))
}

fn dict_init(held: &mut Held, args: &[Value]) -> R {
    let dict = held.this_dict(&args[0], "__init__")?;
    held.dict_fill(&dict, "dict", &args[1], &args[2])?;
    Ok(Value::None)
}

fn update(held: &mut Held, args: &[Value]) -> R {
    let dict = held.this_dict(&args[0], "update")?;
    held.dict_fill(&dict, "update", &args[1], &args[2])?;
    Ok(Value::None)
}

fn getitem(held: &mut Held, args: &[Value]) -> R {
    let dict = held.this_dict(&args[0], "__getitem__")?;
    if let Some(value) = held.dict_get(&dict, &args[1])? {
        return Ok(value);
    }
    if matches!(args[0], Value::Instance(_)) {
        let name = Rc::clone(&held.interp.names.missing);
        if let Some(value) = held.call_special(&args[0], &name, &args[1..2])? {
            return Ok(value);
        }
    }
    Err(Raised::key_error(args[1].clone()))
}

fn setitem(held: &mut Held, args: &[Value]) -> R {
    let dict = held.this_dict(&args[0], "__setitem__")?;
    held.dict_set(&dict, &args[1], args[2].clone())?;
    Ok(Value::None)
}

fn delitem(held: &mut Held, args: &[Value]) -> R {
    let dict = held.this_dict(&args[0], "__delitem__")?;
    match held.dict_remove(&dict, &args[1])? {
        Some(_) => Ok(Value::None),
        None => Err(Raised::key_error(args[1].clone())),
    }
}

fn len(held: &mut Held, args: &[Value]) -> R {
    let dict = held.this_dict(&args[0], "__len__")?;
    Ok(Value::from(dict.len(held.token())))
}

fn contains(held: &mut Held, args: &[Value]) -> R {
    let dict = held.this_dict(&args[0], "__contains__")?;
    Ok(Value::Bool(held.dict_find(&dict, &args[1])?.is_some()))
}

fn iter(held: &mut Held, args: &[Value]) -> R {
    let dict = held.this_dict(&args[0], "__iter__")?;
    Ok(Iter::new(held.dict_iter_state(&dict, DictPart::Keys)))
}

fn reversed(held: &mut Held, args: &[Value]) -> R {
    let dict = held.this_dict(&args[0], "__reversed__")?;
    Ok(Iter::new(held.dict_reversed_state(&dict, DictPart::Keys)))
}

fn get(held: &mut Held, args: &[Value]) -> R {
    let found = match &args[0] {
        Value::Dict(dict) => held.dict_get(dict, &args[1])?,
        this => {
            let dict = held.this_dict(this, "get")?;
            held.dict_get(&dict, &args[1])?
        }
    };
    Ok(found.unwrap_or_else(|| args[2].clone()))
}

fn setdefault(held: &mut Held, args: &[Value]) -> R {
    let dict = held.this_dict(&args[0], "setdefault")?;
    held.dict_set_default(&dict, &args[1], &args[2])
}

fn pop(held: &mut Held, args: &[Value]) -> R {
    let dict = held.this_dict(&args[0], "pop")?;
    match held.dict_remove(&dict, &args[1])? {
        Some((_, value)) => Ok(value),
        None if args[2].is_unset() => Err(Raised::key_error(args[1].clone())),
        None => Ok(args[2].clone()),
    }
}

fn popitem(held: &mut Held, args: &[Value]) -> R {
    let dict = held.this_dict(&args[0], "popitem")?;
    match dict.table_mut(held.token_mut()).pop_last() {
        Some((key, value)) => Ok(Value::tuple([key, value])),
        None => Err(Raised::key_error(Value::str("popitem(): dictionary is empty"))),
    }
}

fn clear(held: &mut Held, args: &[Value]) -> R {
    let dict = held.this_dict(&args[0], "clear")?;
    let old = dict.table_mut(held.token_mut()).take();
    // As a dict, it is destroyed without deep recursion.
    drop(Dict::from_table(old));
    Ok(Value::None)
}

fn copy(held: &mut Held, args: &[Value]) -> R {
    let dict = held.this_dict(&args[0], "copy")?;
    Ok(Value::Dict(held.dict_copy(&dict)))
}

fn keys(held: &mut Held, args: &[Value]) -> R {
    let dict = held.this_dict(&args[0], "keys")?;
    Ok(held.new_dict_view(&dict, DictPart::Keys))
}

fn values(held: &mut Held, args: &[Value]) -> R {
    let dict = held.this_dict(&args[0], "values")?;
    Ok(held.new_dict_view(&dict, DictPart::Values))
}

fn items(held: &mut Held, args: &[Value]) -> R {
    let dict = held.this_dict(&args[0], "items")?;
    Ok(held.new_dict_view(&dict, DictPart::Items))
}

fn fromkeys(held: &mut Held, args: &[Value]) -> R {
    let result = held.call(&args[0], &[])?;
    let iterator = held.iter(&args[1])?;
    while let Some(key) = held.next(&iterator)? {
        held.setitem(&result, &key, args[2].clone())?;
    }
    Ok(result)
}

fn or(held: &mut Held, args: &[Value]) -> R {
    Ok(held.dict_operator_or(&args[0], &args[1])?.unwrap_or(Value::NotImplemented))
}

fn ror(held: &mut Held, args: &[Value]) -> R {
    Ok(held.dict_operator_or(&args[1], &args[0])?.unwrap_or(Value::NotImplemented))
}

fn ior(held: &mut Held, args: &[Value]) -> R {
    let dict = held.this_dict(&args[0], "__ior__")?;
    held.dict_update(&dict, &args[1])?;
    Ok(args[0].clone())
}

fn compare(held: &mut Held, args: &[Value], op: CmpOp, name: &str) -> R {
    let dict = Value::Dict(held.this_dict(&args[0], name)?);
    let other = held.base_value(&args[1]);
    Ok(held.builtin_compare(op, &dict, &other)?.map_or(Value::NotImplemented, Value::Bool))
}

fn eq(held: &mut Held, args: &[Value]) -> R {
    compare(held, args, CmpOp::Eq, "__eq__")
}

fn ne(held: &mut Held, args: &[Value]) -> R {
    compare(held, args, CmpOp::Ne, "__ne__")
}

fn repr(held: &mut Held, args: &[Value]) -> R {
    let dict = held.this_dict(&args[0], "__repr__")?;
    held.repr(&Value::Dict(dict)).map(Value::Str)
}

/// `dict`
pub(crate) const DEF: TypeDef = TypeDef {
    doc: "dict() -> new empty dictionary\ndict(mapping) -> new dictionary initialized from a mapping object's\n    (key, value) pairs\ndict(iterable) -> new dictionary initialized as if via:\n    d = {}\n    for k, v in iterable:\n        d[k] = v\ndict(**kwargs) -> new dictionary initialized with the name=value pairs\n    in the keyword argument list.  For example:  dict(one=1, two=2)",
    subclassable: true,
    new: Some(&NativeDef::new(
        "__new__($type, *args, **kwargs)",
        "Create and return a new object.  See help(type) for accurate signature.",
        dict_new,
    )),
    methods: &[
        NativeDef::new(
            "__init__($self, *args, **kwargs)",
            "Initialize self.  See help(type(self)) for accurate signature.",
            dict_init,
        ),
        NativeDef::new("__repr__($self, /)", "Return repr(self).", repr),
        NativeDef::new("__len__($self, /)", "Return len(self).", len),
        NativeDef::new("__getitem__($self, key, /)", "Return self[key].", getitem),
        NativeDef::new("__setitem__($self, key, value, /)", "Set self[key] to value.", setitem),
        NativeDef::new("__delitem__($self, key, /)", "Delete self[key].", delitem),
        NativeDef::new(
            "__contains__($self, key, /)",
            "True if the dictionary has the specified key, else False.",
            contains,
        ),
        NativeDef::new("__iter__($self, /)", "Implement iter(self).", iter),
        NativeDef::new("__reversed__($self, /)", "Return a reverse iterator over the dict keys.", reversed),
        NativeDef::new("__or__($self, value, /)", "Return self|value.", or),
        NativeDef::new("__ror__($self, value, /)", "Return value|self.", ror),
        NativeDef::new("__ior__($self, value, /)", "Return self|=value.", ior),
        NativeDef::new("__eq__($self, value, /)", "Return self==value.", eq),
        NativeDef::new("__ne__($self, value, /)", "Return self!=value.", ne),
        NativeDef::new(
            "get($self, key, default=None, /)",
            "Return the value for key if key is in the dictionary, else default.",
            get,
        )
        .quick(Quick::Get),
        NativeDef::new(
            "setdefault($self, key, default=None, /)",
            "Insert key with a value of default if key is not in the dictionary.\n\nReturn the value for key if key is in the dictionary, else default.",
            setdefault,
        ),
        NativeDef::new(
            "pop($self, key, default=<unset>, /)",
            "D.pop(k[,d]) -> v, remove specified key and return the corresponding value.\n\nIf the key is not found, return the default if given; otherwise,\nraise a KeyError.",
            pop,
        ),
        NativeDef::new(
            "popitem($self, /)",
            "Remove and return a (key, value) pair as a 2-tuple.\n\nPairs are returned in LIFO (last-in, first-out) order.\nRaises KeyError if the dict is empty.",
            popitem,
        ),
        NativeDef::new("keys($self, /)", "D.keys() -> a set-like object providing a view on D's keys", keys),
        NativeDef::new(
            "items($self, /)",
            "D.items() -> a set-like object providing a view on D's items",
            items,
        ),
        NativeDef::new("values($self, /)", "D.values() -> an object providing a view on D's values", values),
        NativeDef::new(
            "update($self, *args, **kwargs)",
            "D.update([E, ]**F) -> None.  Update D from mapping/iterable E and F.\nIf E is present and has a .keys() method, then does:  for k in E.keys(): D[k] = E[k]\nIf E is present and lacks a .keys() method, then does:  for k, v in E: D[k] = v\nIn either case, this is followed by: for k in F:  D[k] = F[k]",
            update,
        ),
        NativeDef::new("clear($self, /)", "D.clear() -> None.  Remove all items from D.", clear),
        NativeDef::new("copy($self, /)", "D.copy() -> a shallow copy of D", copy),
    ],
    class_methods: &[
        NativeDef::new(
            "fromkeys($cls, iterable, value=None, /)",
            "Create a new dictionary with keys from iterable and values set to value.",
            fromkeys,
        ),
        NativeDef::new("__class_getitem__($cls, item, /)", "See PEP 585", crate::types::union::class_getitem),
    ],
    ..TypeDef::builtin(Kind::Dict)
};
