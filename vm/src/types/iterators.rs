//! The types of built-in iterators, and the constructors `enumerate`, `zip`, `map`, `filter` and `reversed`.
//!
//! How each advances stands in [`crate::protocol::iterate`].

use std::cell::Cell;

use crate::error::Detail;
use crate::error::ExcKind;
use crate::error::R;
use crate::error::Raised;
use crate::held::Held;
use crate::native::NativeDef;
use crate::native::TypeDef;
use crate::object::Iter;
use crate::object::IterState;
use crate::object::PairPool;
use crate::rc::Rc;
use crate::types::Kind;
use crate::value::Value;

fn iter(_: &mut Held, args: &[Value]) -> R {
    Ok(args[0].clone())
}

fn next(held: &mut Held, args: &[Value]) -> R {
    let Value::Iter(iter) = held.base_value(&args[0]) else {
        return Err(Raised::type_error(format!("'{}' object is not an iterator", held.type_name(&args[0]))));
    };
    match held.iter_next_builtin(&iter)? {
        Some(item) => Ok(item),
        None => Err(Raised::with(ExcKind::StopIteration, Detail::None)),
    }
}

fn length_hint(held: &mut Held, args: &[Value]) -> R {
    let Value::Iter(iter) = held.base_value(&args[0]) else { return Ok(Value::NotImplemented) };
    let token = held.token();
    let left = match iter.state.get(token) {
        IterState::Exhausted(_) => 0,
        IterState::Range { remaining, .. } => usize::try_from(remaining.get()).unwrap_or(usize::MAX),
        IterState::List { list, at } => list.items(token).len().saturating_sub(at.get()),
        IterState::ListReversed { left, .. } => *left,
        IterState::Tuple { tuple, at } => tuple.items().len().saturating_sub(at.get()),
        IterState::Bytes { bytes, at } => bytes.as_slice().len().saturating_sub(*at),
        IterState::Str { text, byte } => text.len().saturating_sub(text.char_offset(byte.get())),
        IterState::Dict { left, .. } => left.get(),
        IterState::DictReversed { left, .. } => *left,
        IterState::Set { set, at, .. } => {
            set.table(token).next_from(at.get()).map_or(0, |(from, _, _)| set.table(token).count_from(from))
        }
        IterState::SequenceReversed { left, .. } => usize::try_from(*left).unwrap_or(0),
        _ => return Ok(Value::NotImplemented),
    };
    Ok(Value::from(left))
}

fn enumerate_new(held: &mut Held, args: &[Value]) -> R {
    if args[1].is_unset() {
        return Err(Raised::type_error("enumerate() missing required argument 'iterable'"));
    }
    let inner = held.iter(&args[1])?;
    let count = match &args[2] {
        Value::Int(_) => args[2].clone(),
        other => match held.index(other)? {
            Value::Bool(b) => Value::Int(i64::from(b)),
            count => count,
        },
    };
    let iterator = held.enumerate(inner, count);
    held.new_of(&args[0], Kind::Enumerate, iterator)
}

fn zip_new(held: &mut Held, args: &[Value]) -> R {
    let strict = held.truthy(&args[1])?;
    let Value::Tuple(iterables) = &args[2] else { return Ok(Value::None) };
    let iterator = held.zip(iterables.items(), strict)?;
    held.new_of(&args[0], Kind::Zip, iterator)
}

impl Held {
    /// `enumerate` over an iterator.
    pub(crate) fn enumerate(&self, inner: Value, start: Value) -> Value {
        Iter::new(IterState::Enumerate { inner, count: Cell::new(start), pair: PairPool::default() })
    }

    /// `zip(…)`
    pub(crate) fn zip(&mut self, iterables: &[Value], strict: bool) -> R {
        let mut inners = Vec::with_capacity(iterables.len());
        for iterable in iterables {
            inners.push(self.iter(iterable)?);
        }
        Ok(Iter::new(IterState::Zip { inners, strict, pair: PairPool::default() }))
    }
}

fn map_new(held: &mut Held, args: &[Value]) -> R {
    let Value::Tuple(given) = &args[1] else { return Ok(Value::None) };
    let [function, iterables @ ..] = given.items() else {
        return Err(Raised::type_error("map() must have at least two arguments."));
    };
    if iterables.is_empty() {
        return Err(Raised::type_error("map() must have at least two arguments."));
    }
    let mut inners = Vec::with_capacity(iterables.len());
    for iterable in iterables {
        inners.push(held.iter(iterable)?);
    }
    let iterator = Iter::new(IterState::Map { function: function.clone(), inners });
    held.new_of(&args[0], Kind::Map, iterator)
}

fn filter_new(held: &mut Held, args: &[Value]) -> R {
    let inner = held.iter(&args[2])?;
    let iterator = Iter::new(IterState::Filter { function: args[1].clone(), inner });
    held.new_of(&args[0], Kind::Filter, iterator)
}

fn reversed_new(held: &mut Held, args: &[Value]) -> R {
    let iterator = held.reversed(&args[1])?;
    if held.is_kind(&args[0], Kind::Reversed) {
        Ok(iterator)
    } else {
        held.new_of(&args[0], Kind::Reversed, iterator)
    }
}

impl Held {
    /// `reversed(value)`
    pub fn reversed(&mut self, value: &Value) -> R {
        if let Value::List(list) = value {
            let left = list.items(&self.token).len();
            return Ok(Iter::new(IterState::ListReversed { list: Rc::clone(list), left }));
        }
        let name = Rc::clone(&self.interp.names.reversed);
        if let Some(Value::None) = self.special(value, &name) {
            return Err(self.not_reversible(value));
        }
        if let Some(iterator) = self.call_special(value, &name, &[])? {
            return Ok(iterator);
        }
        let name = Rc::clone(&self.interp.names.getitem);
        if self.special(value, &name).is_none()
            || self.as_dict(value).is_some()
            || self.as_any_set(value).is_some()
        {
            return Err(self.not_reversible(value));
        }
        let left = self.len(value)?;
        Ok(Iter::new(IterState::SequenceReversed { object: value.clone(), left: left as i64 }))
    }

    #[cold]
    fn not_reversible(&self, value: &Value) -> Raised {
        Raised::type_error(format!("'{}' object is not reversible", self.type_name(value)))
    }
}

const METHODS: &[NativeDef] = &[
    NativeDef::new("__iter__($self, /)", "Implement iter(self).", iter),
    NativeDef::new("__next__($self, /)", "Implement next(self).", next),
];

const HINTED_METHODS: &[NativeDef] = &[
    NativeDef::new("__iter__($self, /)", "Implement iter(self).", iter),
    NativeDef::new("__next__($self, /)", "Implement next(self).", next),
    NativeDef::new(
        "__length_hint__($self, /)",
        "Private method returning an estimate of len(list(it)).",
        length_hint,
    ),
];

/// The type of iterators that only other objects make.
pub(crate) const fn plain(kind: Kind) -> TypeDef {
    TypeDef { methods: HINTED_METHODS, ..TypeDef::builtin(kind) }
}

/// `enumerate`
pub(crate) const ENUMERATE: TypeDef = TypeDef {
    doc: "Return an enumerate object.\n\n  iterable\n    an object supporting iteration\n\nThe enumerate object yields pairs containing a count (from start, which\ndefaults to zero) and a value yielded by the iterable argument.\n\nenumerate is useful for obtaining an indexed list:\n    (0, seq[0]), (1, seq[1]), (2, seq[2]), ...",
    subclassable: true,
    new: Some(&NativeDef::new("__new__($type, iterable=<unset>, start=0)", "", enumerate_new)),
    methods: METHODS,
    class_methods: &[NativeDef::new(
        "__class_getitem__($cls, item, /)",
        "See PEP 585",
        crate::types::union::class_getitem,
    )],
    ..TypeDef::builtin(Kind::Enumerate)
};

/// `zip`
pub(crate) const ZIP: TypeDef = TypeDef {
    doc: "The zip object yields n-length tuples, where n is the number of iterables\npassed as positional arguments to zip().  The i-th element in every tuple\ncomes from the i-th iterable argument to zip().  This continues until the\nshortest argument is exhausted.\n\nIf strict is true and one of the arguments is exhausted before the others,\nraise a ValueError.\n\n   >>> list(zip('abcdefg', range(3), range(4)))\n   [('a', 0, 0), ('b', 1, 1), ('c', 2, 2)]",
    subclassable: true,
    new: Some(&NativeDef::new("__new__($type, *iterables, strict=False)", "", zip_new)),
    methods: METHODS,
    ..TypeDef::builtin(Kind::Zip)
};

/// `map`
pub(crate) const MAP: TypeDef = TypeDef {
    doc: "Make an iterator that computes the function using arguments from\neach of the iterables.  Stops when the shortest iterable is exhausted.",
    subclassable: true,
    new: Some(&NativeDef::new("__new__($type, *args)", "", map_new)),
    methods: METHODS,
    ..TypeDef::builtin(Kind::Map)
};

/// `filter`
pub(crate) const FILTER: TypeDef = TypeDef {
    doc: "Return an iterator yielding those items of iterable for which function(item)\nis true. If function is None, return the items that are true.",
    subclassable: true,
    new: Some(&NativeDef::new("__new__($type, function, iterable, /)", "", filter_new)),
    methods: METHODS,
    ..TypeDef::builtin(Kind::Filter)
};

/// `reversed`
pub(crate) const REVERSED: TypeDef = TypeDef {
    doc: "Return a reverse iterator over the values of the given sequence.",
    subclassable: true,
    new: Some(&NativeDef::new("__new__($type, sequence, /)", "", reversed_new)),
    methods: HINTED_METHODS,
    ..TypeDef::builtin(Kind::Reversed)
};
