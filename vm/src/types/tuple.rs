//! `tuple`.

use std::cell::Cell;

use gilvm_compiler::op::CmpOp;

use crate::error::R;
use crate::error::Raised;
use crate::held::Held;
use crate::native::NativeDef;
use crate::native::TypeDef;
use crate::object::Iter;
use crate::object::IterState;
use crate::object::Tuple;
use crate::types::Kind;
use crate::types::list::repeat;
use crate::value::Value;

impl Held {
    /// `tuple + tuple`
    pub fn tuple_concat(&mut self, a: &Tuple, b: &Tuple) -> R {
        match (a.items(), b.items()) {
            (_, []) => Ok(Value::Tuple(a.clone())),
            ([], _) => Ok(Value::Tuple(b.clone())),
            (a, b) => Ok(Value::Tuple(Tuple::joined(a, b))),
        }
    }

    /// `tuple * count`
    pub fn tuple_repeat(&mut self, tuple: &Tuple, count: i64) -> R {
        if count == 1 {
            return Ok(Value::Tuple(tuple.clone()));
        }
        repeat(tuple.items(), count).map(|items| self.tuple_of(items))
    }

    /// A tuple of these items; the empty one exists once.
    pub(crate) fn tuple_of(&self, items: Vec<Value>) -> Value {
        if items.is_empty() { self.empty_tuple() } else { Value::tuple(items) }
    }

    /// `tuple(iterable)`
    pub(crate) fn tuple_from(&mut self, iterable: &Value) -> R {
        match iterable {
            Value::Unset => Ok(self.empty_tuple()),
            Value::Tuple(_) => Ok(iterable.clone()),
            _ => {
                let items = self.collect(iterable)?;
                Ok(self.tuple_of(items))
            }
        }
    }
}

fn tuple_new(held: &mut Held, args: &[Value]) -> R {
    let mut tuple = held.tuple_from(&args[1])?;
    if let (Value::Instance(_), true) = (&args[1], held.is_kind(&args[0], Kind::Tuple)) {
        // An exact tuple is made of an instance of a class that derives from it.
        tuple = held.base_value(&tuple);
    }
    held.new_of(&args[0], Kind::Tuple, tuple)
}

fn len(held: &mut Held, args: &[Value]) -> R {
    Ok(Value::from(held.this_tuple(&args[0], "__len__")?.items().len()))
}

fn getitem(held: &mut Held, args: &[Value]) -> R {
    let tuple = held.this_tuple(&args[0], "__getitem__")?;
    held.tuple_getitem(&tuple, &args[1])
}

fn iter(held: &mut Held, args: &[Value]) -> R {
    let tuple = held.this_tuple(&args[0], "__iter__")?;
    Ok(Iter::new(IterState::Tuple { tuple, at: Cell::new(0) }))
}

fn contains(held: &mut Held, args: &[Value]) -> R {
    let tuple = held.this_tuple(&args[0], "__contains__")?;
    held.contains(&Value::Tuple(tuple), &args[1]).map(Value::Bool)
}

fn add(held: &mut Held, args: &[Value]) -> R {
    let tuple = held.this_tuple(&args[0], "__add__")?;
    match held.as_tuple(&args[1]) {
        Some(other) => held.tuple_concat(&tuple, &other),
        None => Err(Raised::type_error(format!(
            "can only concatenate tuple (not \"{}\") to tuple",
            held.type_name(&args[1])
        ))),
    }
}

fn mul(held: &mut Held, args: &[Value]) -> R {
    let tuple = held.this_tuple(&args[0], "__mul__")?;
    if !held.has_index(&args[1]) {
        return Ok(Value::NotImplemented);
    }
    let count = held.index_argument(&args[1])?;
    held.tuple_repeat(&tuple, count)
}

fn compare(held: &mut Held, args: &[Value], op: CmpOp, name: &str) -> R {
    let tuple = Value::Tuple(held.this_tuple(&args[0], name)?);
    let other = held.base_value(&args[1]);
    Ok(held.builtin_compare(op, &tuple, &other)?.map_or(Value::NotImplemented, Value::Bool))
}

fn eq(held: &mut Held, args: &[Value]) -> R {
    compare(held, args, CmpOp::Eq, "__eq__")
}

fn ne(held: &mut Held, args: &[Value]) -> R {
    compare(held, args, CmpOp::Ne, "__ne__")
}

fn lt(held: &mut Held, args: &[Value]) -> R {
    compare(held, args, CmpOp::Lt, "__lt__")
}

fn le(held: &mut Held, args: &[Value]) -> R {
    compare(held, args, CmpOp::Le, "__le__")
}

fn gt(held: &mut Held, args: &[Value]) -> R {
    compare(held, args, CmpOp::Gt, "__gt__")
}

fn ge(held: &mut Held, args: &[Value]) -> R {
    compare(held, args, CmpOp::Ge, "__ge__")
}

fn hash(held: &mut Held, args: &[Value]) -> R {
    let tuple = held.this_tuple(&args[0], "__hash__")?;
    held.hash(&Value::Tuple(tuple)).map(Value::Int)
}

fn repr(held: &mut Held, args: &[Value]) -> R {
    let tuple = held.this_tuple(&args[0], "__repr__")?;
    held.repr(&Value::Tuple(tuple)).map(Value::Str)
}

fn getnewargs(held: &mut Held, args: &[Value]) -> R {
    let tuple = held.this_tuple(&args[0], "__getnewargs__")?;
    Ok(Value::tuple([Value::Tuple(tuple)]))
}

fn count(held: &mut Held, args: &[Value]) -> R {
    let tuple = held.this_tuple(&args[0], "count")?;
    let mut count = 0_i64;
    for candidate in tuple.items() {
        count += i64::from(held.identical_or_eq(candidate, &args[1])?);
    }
    Ok(Value::Int(count))
}

fn index(held: &mut Held, args: &[Value]) -> R {
    let tuple = held.this_tuple(&args[0], "index")?;
    let len = tuple.items().len();
    let start = held.search_bound(&args[2], len, 0)?;
    let stop = held.search_bound(&args[3], len, usize::MAX)?;
    for (at, candidate) in tuple.items().iter().enumerate().take(stop).skip(start) {
        if held.identical_or_eq(candidate, &args[1])? {
            return Ok(Value::from(at));
        }
    }
    Err(Raised::value_error("tuple.index(x): x not in tuple"))
}

/// `tuple`
pub(crate) const DEF: TypeDef = TypeDef {
    doc: "Built-in immutable sequence.\n\nIf no argument is given, the constructor returns an empty tuple.\nIf iterable is specified the tuple is initialized from iterable's items.\n\nIf the argument is a tuple, the return value is the same object.",
    subclassable: true,
    new: Some(&NativeDef::new(
        "__new__($type, iterable=<unset>, /)",
        "Create and return a new object.  See help(type) for accurate signature.",
        tuple_new,
    )),
    methods: &[
        NativeDef::new("__repr__($self, /)", "Return repr(self).", repr),
        NativeDef::new("__hash__($self, /)", "Return hash(self).", hash),
        NativeDef::new("__len__($self, /)", "Return len(self).", len),
        NativeDef::new("__getitem__($self, key, /)", "Return self[key].", getitem),
        NativeDef::new("__iter__($self, /)", "Implement iter(self).", iter),
        NativeDef::new("__contains__($self, key, /)", "Return bool(key in self).", contains),
        NativeDef::new("__add__($self, value, /)", "Return self+value.", add),
        NativeDef::new("__mul__($self, value, /)", "Return self*value.", mul),
        NativeDef::new("__rmul__($self, value, /)", "Return value*self.", mul),
        NativeDef::new("__eq__($self, value, /)", "Return self==value.", eq),
        NativeDef::new("__ne__($self, value, /)", "Return self!=value.", ne),
        NativeDef::new("__lt__($self, value, /)", "Return self<value.", lt),
        NativeDef::new("__le__($self, value, /)", "Return self<=value.", le),
        NativeDef::new("__gt__($self, value, /)", "Return self>value.", gt),
        NativeDef::new("__ge__($self, value, /)", "Return self>=value.", ge),
        NativeDef::new("__getnewargs__($self, /)", "", getnewargs),
        NativeDef::new("count($self, value, /)", "Return number of occurrences of value.", count),
        NativeDef::new(
            "index($self, value, start=<unset>, stop=<unset>, /)",
            "Return first index of value.\n\nRaises ValueError if the value is not present.",
            index,
        ),
    ],
    class_methods: &[NativeDef::new(
        "__class_getitem__($cls, item, /)",
        "See PEP 585",
        crate::types::union::class_getitem,
    )],
    ..TypeDef::builtin(Kind::Tuple)
};
