//! `set` and `frozenset`.

use std::cell::Cell;

use gilvm_compiler::op::BinOp;
use gilvm_compiler::op::CmpOp;

use crate::error::R;
use crate::error::Raised;
use crate::held::Held;
use crate::native::NativeDef;
use crate::native::Quick;
use crate::native::TypeDef;
use crate::object::Iter;
use crate::object::IterState;
use crate::object::Set;
use crate::object::SetTable;
use crate::rc::Rc;
use crate::types::Kind;
use crate::value::Value;

/// A set object of the type that an operation's left operand has.
fn wrap(kind: Kind, set: Rc<Set>) -> Value {
    if kind == Kind::FrozenSet { Value::FrozenSet(set) } else { Value::Set(set) }
}

impl Held {
    /// `a op b` for sets; `None` when one is none, or the operator means nothing for sets.
    pub fn set_operator(&mut self, op: BinOp, a: &Value, b: &Value) -> R<Option<Value>> {
        let (kind, left) = match self.base_ref(a) {
            Value::Set(set) => (Kind::Set, Rc::clone(set)),
            Value::FrozenSet(set) => (Kind::FrozenSet, Rc::clone(set)),
            _ => return Ok(None),
        };
        let Some(right) = self.as_any_set(b) else { return Ok(None) };
        let right = Value::Set(right);
        let result = match op {
            BinOp::Or => {
                let result = self.set_copy(&left)?;
                self.set_update(&result, &right)?;
                result
            }
            BinOp::And => self.set_intersection(&left, &right)?,
            BinOp::Sub => self.set_difference(&left, &right)?,
            BinOp::Xor => self.set_symmetric_difference(&left, &right)?,
            _ => return Ok(None),
        };
        Ok(Some(wrap(kind, result)))
    }

    /// `a op= b` for a `set`; `false` when one is no set, or the operator means nothing for sets.
    pub fn set_operator_in_place(&mut self, op: BinOp, a: &Value, b: &Value) -> R<bool> {
        let Value::Set(set) = self.base_ref(a) else { return Ok(false) };
        let set = Rc::clone(set);
        let Some(other) = self.as_any_set(b) else { return Ok(false) };
        let other = Value::Set(other);
        match op {
            BinOp::Or => self.set_update(&set, &other)?,
            BinOp::And => self.set_intersection_update(&set, &other)?,
            BinOp::Sub => self.set_difference_update(&set, &other)?,
            BinOp::Xor => self.set_symmetric_difference_update(&set, &other)?,
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn set_intersection_update(&mut self, set: &Rc<Set>, other: &Value) -> R<()> {
        let result = self.set_intersection(set, other)?;
        let content = result.table_mut(&mut self.token).take();
        let old = set.table_mut(&mut self.token).replace_content(content);
        drop(old);
        Ok(())
    }
}

fn set_new(held: &mut Held, args: &[Value]) -> R {
    let set = Value::Set(Rc::new(Set::new(SetTable::default())));
    held.new_of(&args[0], Kind::Set, set)
}

fn set_init(held: &mut Held, args: &[Value]) -> R {
    let set = held.this_set(&args[0], "__init__")?;
    held.set_clear(&set);
    if !args[1].is_unset() {
        held.set_update(&set, &args[1])?;
    }
    Ok(Value::None)
}

fn frozenset_new(held: &mut Held, args: &[Value]) -> R {
    let exact = held.is_kind(&args[0], Kind::FrozenSet);
    let set = match &args[1] {
        Value::FrozenSet(_) if exact => return Ok(args[1].clone()),
        Value::Unset => held.build_set(&[])?,
        iterable => held.set_from(iterable)?,
    };
    held.new_of(&args[0], Kind::FrozenSet, Value::FrozenSet(set))
}

fn len(held: &mut Held, args: &[Value]) -> R {
    let (_, set) = held.this_any_set(&args[0], "__len__")?;
    Ok(Value::from(set.len(held.token())))
}

fn contains(held: &mut Held, args: &[Value]) -> R {
    let (_, set) = held.this_any_set(&args[0], "__contains__")?;
    held.set_contains(&set, &args[1]).map(Value::Bool)
}

fn iter(held: &mut Held, args: &[Value]) -> R {
    let (_, set) = held.this_any_set(&args[0], "__iter__")?;
    let len = set.len(held.token());
    Ok(Iter::new(IterState::Set { set, at: Cell::new(0), len: Cell::new(len) }))
}

fn repr(held: &mut Held, args: &[Value]) -> R {
    let (kind, set) = held.this_any_set(&args[0], "__repr__")?;
    let items: Vec<Value> = set.table(held.token()).iter().map(|(_, key)| key.clone()).collect();
    if matches!(args[0], Value::Instance(_)) {
        // An instance of a derived class shows that class's name.
        let name = held.type_name(&args[0]);
        if items.is_empty() {
            return Ok(Value::from(format!("{name}()")));
        }
        let list = held.repr(&Value::list(items))?;
        let inner = list.as_str();
        // The list's text without its brackets.
        let inner = inner.get(1..inner.len().saturating_sub(1)).unwrap_or_default();
        return Ok(Value::from(format!("{name}({{{inner}}})")));
    }
    held.repr(&wrap(kind, set)).map(Value::Str)
}

fn hash(held: &mut Held, args: &[Value]) -> R {
    let (_, set) = held.this_any_set(&args[0], "__hash__")?;
    held.hash(&Value::FrozenSet(set)).map(Value::Int)
}

fn compare(held: &mut Held, args: &[Value], op: CmpOp, name: &str) -> R {
    let (kind, set) = held.this_any_set(&args[0], name)?;
    let other = held.base_value(&args[1]);
    Ok(held.builtin_compare(op, &wrap(kind, set), &other)?.map_or(Value::NotImplemented, Value::Bool))
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

fn operator(held: &mut Held, op: BinOp, a: &Value, b: &Value) -> R {
    Ok(held.set_operator(op, a, b)?.unwrap_or(Value::NotImplemented))
}

fn in_place(held: &mut Held, op: BinOp, args: &[Value]) -> R {
    Ok(if held.set_operator_in_place(op, &args[0], &args[1])? {
        args[0].clone()
    } else {
        Value::NotImplemented
    })
}

fn or(held: &mut Held, args: &[Value]) -> R {
    operator(held, BinOp::Or, &args[0], &args[1])
}

fn ror(held: &mut Held, args: &[Value]) -> R {
    operator(held, BinOp::Or, &args[1], &args[0])
}

fn and(held: &mut Held, args: &[Value]) -> R {
    operator(held, BinOp::And, &args[0], &args[1])
}

fn rand(held: &mut Held, args: &[Value]) -> R {
    operator(held, BinOp::And, &args[1], &args[0])
}

fn sub(held: &mut Held, args: &[Value]) -> R {
    operator(held, BinOp::Sub, &args[0], &args[1])
}

fn rsub(held: &mut Held, args: &[Value]) -> R {
    operator(held, BinOp::Sub, &args[1], &args[0])
}

fn xor(held: &mut Held, args: &[Value]) -> R {
    operator(held, BinOp::Xor, &args[0], &args[1])
}

fn rxor(held: &mut Held, args: &[Value]) -> R {
    operator(held, BinOp::Xor, &args[1], &args[0])
}

fn ior(held: &mut Held, args: &[Value]) -> R {
    in_place(held, BinOp::Or, args)
}

fn iand(held: &mut Held, args: &[Value]) -> R {
    in_place(held, BinOp::And, args)
}

fn isub(held: &mut Held, args: &[Value]) -> R {
    in_place(held, BinOp::Sub, args)
}

fn ixor(held: &mut Held, args: &[Value]) -> R {
    in_place(held, BinOp::Xor, args)
}

fn add(held: &mut Held, args: &[Value]) -> R {
    if let Value::Set(set) = &args[0] {
        held.set_add(set, &args[1])?;
        return Ok(Value::None);
    }
    let set = held.this_set(&args[0], "add")?;
    held.set_add(&set, &args[1])?;
    Ok(Value::None)
}

fn discard(held: &mut Held, args: &[Value]) -> R {
    let set = held.this_set(&args[0], "discard")?;
    held.set_remove(&set, &args[1])?;
    Ok(Value::None)
}

fn remove(held: &mut Held, args: &[Value]) -> R {
    let set = held.this_set(&args[0], "remove")?;
    if held.set_remove(&set, &args[1])? { Ok(Value::None) } else { Err(Raised::key_error(args[1].clone())) }
}

fn pop(held: &mut Held, args: &[Value]) -> R {
    let set = held.this_set(&args[0], "pop")?;
    match set.table_mut(held.token_mut()).pop() {
        Some(item) => Ok(item),
        None => Err(Raised::key_error(Value::str("pop from an empty set"))),
    }
}

fn clear(held: &mut Held, args: &[Value]) -> R {
    let set = held.this_set(&args[0], "clear")?;
    held.set_clear(&set);
    Ok(Value::None)
}

fn copy(held: &mut Held, args: &[Value]) -> R {
    let (kind, set) = held.this_any_set(&args[0], "copy")?;
    if let Value::FrozenSet(_) = &args[0] {
        return Ok(args[0].clone());
    }
    Ok(wrap(kind, held.set_copy(&set)?))
}

/// The `*others` of a method.
fn others(args: &[Value]) -> crate::object::Tuple {
    match &args[1] {
        Value::Tuple(others) => others.clone(),
        other => crate::object::Tuple::new([other.clone()]),
    }
}

fn update(held: &mut Held, args: &[Value]) -> R {
    let set = held.this_set(&args[0], "update")?;
    for other in others(args).items() {
        held.set_update(&set, other)?;
    }
    Ok(Value::None)
}

fn intersection_update(held: &mut Held, args: &[Value]) -> R {
    let set = held.this_set(&args[0], "intersection_update")?;
    let others = others(args);
    let Some((first, rest)) = others.items().split_first() else { return Ok(Value::None) };
    let mut result = held.set_intersection(&set, first)?;
    for other in rest {
        result = held.set_intersection(&result, other)?;
    }
    held.set_intersection_update(&set, &Value::Set(result))?;
    Ok(Value::None)
}

fn difference_update(held: &mut Held, args: &[Value]) -> R {
    let set = held.this_set(&args[0], "difference_update")?;
    for other in others(args).items() {
        held.set_difference_update(&set, other)?;
    }
    Ok(Value::None)
}

fn symmetric_difference_update(held: &mut Held, args: &[Value]) -> R {
    let set = held.this_set(&args[0], "symmetric_difference_update")?;
    held.set_symmetric_difference_update(&set, &args[1])?;
    Ok(Value::None)
}

fn union(held: &mut Held, args: &[Value]) -> R {
    let (kind, set) = held.this_any_set(&args[0], "union")?;
    let result = held.set_copy(&set)?;
    for other in others(args).items() {
        held.set_update(&result, other)?;
    }
    Ok(wrap(kind, result))
}

fn intersection(held: &mut Held, args: &[Value]) -> R {
    let (kind, set) = held.this_any_set(&args[0], "intersection")?;
    let others = others(args);
    let Some((first, rest)) = others.items().split_first() else {
        return Ok(wrap(kind, held.set_copy(&set)?));
    };
    let mut result = held.set_intersection(&set, first)?;
    for other in rest {
        result = held.set_intersection(&result, other)?;
    }
    Ok(wrap(kind, result))
}

fn difference(held: &mut Held, args: &[Value]) -> R {
    let (kind, set) = held.this_any_set(&args[0], "difference")?;
    let others = others(args);
    let Some((first, rest)) = others.items().split_first() else {
        return Ok(wrap(kind, held.set_copy(&set)?));
    };
    let result = held.set_difference(&set, first)?;
    for other in rest {
        held.set_difference_update(&result, other)?;
    }
    Ok(wrap(kind, result))
}

fn symmetric_difference(held: &mut Held, args: &[Value]) -> R {
    let (kind, set) = held.this_any_set(&args[0], "symmetric_difference")?;
    Ok(wrap(kind, held.set_symmetric_difference(&set, &args[1])?))
}

fn isdisjoint(held: &mut Held, args: &[Value]) -> R {
    let (_, set) = held.this_any_set(&args[0], "isdisjoint")?;
    let iterator = held.iter(&args[1])?;
    while let Some(item) = held.next(&iterator)? {
        if held.set_contains(&set, &item)? {
            return Ok(Value::Bool(false));
        }
    }
    Ok(Value::Bool(true))
}

fn issubset(held: &mut Held, args: &[Value]) -> R {
    let (_, set) = held.this_any_set(&args[0], "issubset")?;
    let other = match held.as_any_set(&args[1]) {
        Some(other) => other,
        None => held.set_from(&args[1])?,
    };
    held.is_subset(&set, &other).map(Value::Bool)
}

fn issuperset(held: &mut Held, args: &[Value]) -> R {
    let (_, set) = held.this_any_set(&args[0], "issuperset")?;
    if let Some(other) = held.as_any_set(&args[1]) {
        return held.is_subset(&other, &set).map(Value::Bool);
    }
    let iterator = held.iter(&args[1])?;
    while let Some(item) = held.next(&iterator)? {
        if !held.set_contains(&set, &item)? {
            return Ok(Value::Bool(false));
        }
    }
    Ok(Value::Bool(true))
}

/// The methods of both types, and behind them those of one.
macro_rules! set_methods {
    ($($own:expr),* $(,)?) => {
        &[
            NativeDef::new("__repr__($self, /)", "Return repr(self).", repr),
            NativeDef::new("__len__($self, /)", "Return len(self).", len),
            NativeDef::new("__contains__($self, object, /)", "x.__contains__(y) <==> y in x.", contains),
            NativeDef::new("__iter__($self, /)", "Implement iter(self).", iter),
            NativeDef::new("__eq__($self, value, /)", "Return self==value.", eq),
            NativeDef::new("__ne__($self, value, /)", "Return self!=value.", ne),
            NativeDef::new("__lt__($self, value, /)", "Return self<value.", lt),
            NativeDef::new("__le__($self, value, /)", "Return self<=value.", le),
            NativeDef::new("__gt__($self, value, /)", "Return self>value.", gt),
            NativeDef::new("__ge__($self, value, /)", "Return self>=value.", ge),
            NativeDef::new("__or__($self, value, /)", "Return self|value.", or),
            NativeDef::new("__ror__($self, value, /)", "Return value|self.", ror),
            NativeDef::new("__and__($self, value, /)", "Return self&value.", and),
            NativeDef::new("__rand__($self, value, /)", "Return value&self.", rand),
            NativeDef::new("__sub__($self, value, /)", "Return self-value.", sub),
            NativeDef::new("__rsub__($self, value, /)", "Return value-self.", rsub),
            NativeDef::new("__xor__($self, value, /)", "Return self^value.", xor),
            NativeDef::new("__rxor__($self, value, /)", "Return value^self.", rxor),
            NativeDef::new("copy($self, /)", "Return a shallow copy of a set.", copy),
            NativeDef::new("union($self, /, *others)", "Return a new set with elements from the set and all others.", union),
            NativeDef::new(
                "intersection($self, /, *others)",
                "Return a new set with elements common to the set and all others.",
                intersection,
            ),
            NativeDef::new(
                "difference($self, /, *others)",
                "Return a new set with elements in the set that are not in the others.",
                difference,
            ),
            NativeDef::new(
                "symmetric_difference($self, other, /)",
                "Return a new set with elements in either the set or other but not both.",
                symmetric_difference,
            ),
            NativeDef::new("isdisjoint($self, other, /)", "Return True if two sets have a null intersection.", isdisjoint),
            NativeDef::new("issubset($self, other, /)", "Report whether another set contains this set.", issubset),
            NativeDef::new("issuperset($self, other, /)", "Report whether this set contains another set.", issuperset),
            $($own),*
        ]
    };
}

/// `set`
pub(crate) const SET: TypeDef = TypeDef {
    doc: "Build an unordered collection of unique elements.",
    subclassable: true,
    new: Some(&NativeDef::new(
        "__new__($type, *args, **kwargs)",
        "Create and return a new object.  See help(type) for accurate signature.",
        set_new,
    )),
    methods: set_methods![
        NativeDef::new(
            "__init__($self, iterable=<unset>, /)",
            "Initialize self.  See help(type(self)) for accurate signature.",
            set_init,
        ),
        NativeDef::new("__ior__($self, value, /)", "Return self|=value.", ior),
        NativeDef::new("__iand__($self, value, /)", "Return self&=value.", iand),
        NativeDef::new("__isub__($self, value, /)", "Return self-=value.", isub),
        NativeDef::new("__ixor__($self, value, /)", "Return self^=value.", ixor),
        NativeDef::new(
            "add($self, object, /)",
            "Add an element to a set.\n\nThis has no effect if the element is already present.",
            add,
        )
        .quick(Quick::Add),
        NativeDef::new(
            "discard($self, object, /)",
            "Remove an element from a set if it is a member.\n\nUnlike set.remove(), the discard() method does not raise\nan exception when an element is missing from the set.",
            discard,
        ),
        NativeDef::new(
            "remove($self, object, /)",
            "Remove an element from a set; it must be a member.\n\nIf the element is not a member, raise a KeyError.",
            remove,
        ),
        NativeDef::new(
            "pop($self, /)",
            "Remove and return an arbitrary set element.\n\nRaises KeyError if the set is empty.",
            pop,
        ),
        NativeDef::new("clear($self, /)", "Remove all elements from this set.", clear),
        NativeDef::new(
            "update($self, /, *others)",
            "Update the set, adding elements from all others.",
            update
        ),
        NativeDef::new(
            "intersection_update($self, /, *others)",
            "Update the set, keeping only elements found in it and all others.",
            intersection_update,
        ),
        NativeDef::new(
            "difference_update($self, /, *others)",
            "Update the set, removing elements found in others.",
            difference_update,
        ),
        NativeDef::new(
            "symmetric_difference_update($self, other, /)",
            "Update the set, keeping only elements found in either set, but not in both.",
            symmetric_difference_update,
        ),
    ],
    class_methods: &[NativeDef::new(
        "__class_getitem__($cls, item, /)",
        "See PEP 585",
        crate::types::union::class_getitem,
    )],
    ..TypeDef::builtin(Kind::Set)
};

/// `frozenset`
pub(crate) const FROZEN_SET: TypeDef = TypeDef {
    doc: "Build an immutable unordered collection of unique elements.",
    subclassable: true,
    new: Some(&NativeDef::new(
        "__new__($type, iterable=<unset>, /)",
        "Create and return a new object.  See help(type) for accurate signature.",
        frozenset_new,
    )),
    methods: set_methods![NativeDef::new("__hash__($self, /)", "Return hash(self).", hash)],
    class_methods: &[NativeDef::new(
        "__class_getitem__($cls, item, /)",
        "See PEP 585",
        crate::types::union::class_getitem,
    )],
    ..TypeDef::builtin(Kind::FrozenSet)
};
