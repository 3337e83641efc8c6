//! `_collections`: `deque`, whose operations are single steps for threads. The rest is `lib/collections.py`.

use std::collections::VecDeque;

use gilvm_compiler::op::CmpOp;
use gilvm_vm::error::Detail;
use gilvm_vm::error::ExcKind;
use gilvm_vm::error::R;
use gilvm_vm::error::Raised;
use gilvm_vm::held::Held;
use gilvm_vm::native::GetSetDef;
use gilvm_vm::native::ModuleDef;
use gilvm_vm::native::NativeDef;
use gilvm_vm::native::TypeDef;
use gilvm_vm::object::Class;
use gilvm_vm::object::Instance;
use gilvm_vm::object::Layout;
use gilvm_vm::object::Payload;
use gilvm_vm::rc::Rc;
use gilvm_vm::value::Value;

/// The module.
pub(crate) const MODULE: ModuleDef = ModuleDef {
    name: "_collections",
    doc: "High performance data structures.",
    functions: &[],
    init: |held, module| {
        let object = Rc::clone(held.object_class());
        let deque = held.new_builtin_class(&DEQUE, vec![Rc::clone(&object)]);
        let iterator = held.new_builtin_class(&ITERATOR, vec![object]);
        held.set_name(module, "deque", Value::Class(Rc::clone(&deque)));
        held.set_name(module, "_deque_iterator", Value::Class(Rc::clone(&iterator)));
        held.interp.extensions.insert(SLOT, Box::new(Classes { deque, iterator }));
        Ok(())
    },
};

static DEQUE: TypeDef = TypeDef {
    name: "deque",
    module: "collections",
    doc: "A list-like sequence optimized for data accesses near its endpoints.",
    layout: Layout::Native("collections.deque"),
    subclassable: true,
    new: Some(&NativeDef::new("__new__($type, /, *args, **kwargs)", "", |_, a| {
        let Value::Class(class) = &a[0] else { return Ok(Value::None) };
        Ok(object(class, Deque::default()))
    })),
    methods: &[
        NativeDef::new("__init__($self, iterable=<unset>, maxlen=None)", "", init),
        NativeDef::new("append($self, item, /)", "Add an element to the right side of the deque.", append),
        NativeDef::new(
            "appendleft($self, item, /)",
            "Add an element to the left side of the deque.",
            appendleft,
        ),
        NativeDef::new("pop($self, /)", "Remove and return the rightmost element.", |held, a| {
            removed(deque(held, &a[0])?.pop_back())
        }),
        NativeDef::new("popleft($self, /)", "Remove and return the leftmost element.", |held, a| {
            removed(deque(held, &a[0])?.pop_front())
        }),
        NativeDef::new(
            "extend($self, iterable, /)",
            "Extend the right side with elements of the iterable.",
            extend,
        ),
        NativeDef::new(
            "extendleft($self, iterable, /)",
            "Extend the left side with elements of the iterable.",
            |held, a| {
                for item in held.collect(&a[1])? {
                    deque(held, &a[0])?.push_front(item);
                }
                Ok(Value::None)
            },
        ),
        NativeDef::new("clear($self, /)", "Remove all elements from the deque.", |held, a| {
            let state = deque(held, &a[0])?;
            state.changes += 1;
            let old = std::mem::take(&mut state.items);
            drop(old);
            Ok(Value::None)
        }),
        NativeDef::new("rotate($self, n=1, /)", "Rotate the deque n steps to the right.", rotate),
        NativeDef::new("reverse($self, /)", "Reverse *IN PLACE*.", |held, a| {
            deque(held, &a[0])?.items.make_contiguous().reverse();
            Ok(Value::None)
        }),
        NativeDef::new("count($self, value, /)", "Return number of occurrences of value.", count),
        NativeDef::new(
            "index($self, value, start=0, stop=9223372036854775807, /)",
            "Return first index of value.",
            index,
        ),
        NativeDef::new("remove($self, value, /)", "Remove first occurrence of value.", remove),
        NativeDef::new("insert($self, index, value, /)", "Insert value before index.", insert),
        NativeDef::new("copy($self, /)", "Return a shallow copy of a deque.", copy),
        NativeDef::new("__copy__($self, /)", "Return a shallow copy of a deque.", copy),
        NativeDef::new("__len__($self, /)", "Return len(self).", |held, a| {
            Ok(Value::from(deque(held, &a[0])?.items.len()))
        }),
        NativeDef::new("__getitem__($self, key, /)", "Return self[key].", |held, a| {
            let at = position(held, a)?;
            Ok(deque(held, &a[0])?.items.get(at).cloned().into())
        }),
        NativeDef::new("__setitem__($self, key, value, /)", "Set self[key] to value.", |held, a| {
            let at = position(held, a)?;
            let old = deque(held, &a[0])?.items.get_mut(at).map(|slot| std::mem::replace(slot, a[2].clone()));
            drop(old);
            Ok(Value::None)
        }),
        NativeDef::new("__delitem__($self, key, /)", "Delete self[key].", |held, a| {
            let at = position(held, a)?;
            let state = deque(held, &a[0])?;
            state.changes += 1;
            let old = state.items.remove(at);
            drop(old);
            Ok(Value::None)
        }),
        NativeDef::new("__contains__($self, value, /)", "Return bool(key in self).", |held, a| {
            Ok(Value::Bool(find(held, &a[0], &a[1], 0, usize::MAX)?.is_some()))
        }),
        NativeDef::new("__iter__($self, /)", "Implement iter(self).", |held, a| {
            iterate(held, &a[0], Direction::Forward)
        }),
        NativeDef::new("__reversed__($self, /)", "Return a reverse iterator over the deque.", |held, a| {
            iterate(held, &a[0], Direction::Backward)
        }),
        NativeDef::new("__repr__($self, /)", "Return repr(self).", repr),
        NativeDef::new("__eq__($self, value, /)", "Return self==value.", |held, a| {
            compare(held, a, CmpOp::Eq)
        }),
        NativeDef::new("__ne__($self, value, /)", "Return self!=value.", |held, a| {
            compare(held, a, CmpOp::Ne)
        }),
        NativeDef::new("__lt__($self, value, /)", "Return self<value.", |held, a| {
            compare(held, a, CmpOp::Lt)
        }),
        NativeDef::new("__le__($self, value, /)", "Return self<=value.", |held, a| {
            compare(held, a, CmpOp::Le)
        }),
        NativeDef::new("__gt__($self, value, /)", "Return self>value.", |held, a| {
            compare(held, a, CmpOp::Gt)
        }),
        NativeDef::new("__ge__($self, value, /)", "Return self>=value.", |held, a| {
            compare(held, a, CmpOp::Ge)
        }),
        NativeDef::new("__hash__($self, /)", "", |_, _| {
            Err(Raised::type_error("unhashable type: 'collections.deque'"))
        }),
        NativeDef::new("__add__($self, value, /)", "Return self+value.", |held, a| {
            if deque(held, &a[1]).is_err() {
                let given = held.type_name(&a[1]);
                return Err(Raised::type_error(format!(
                    "can only concatenate deque (not \"{given}\") to deque"
                )));
            }
            let sum = copy(held, a)?;
            extend(held, &[sum.clone(), a[1].clone()])?;
            Ok(sum)
        }),
        NativeDef::new("__iadd__($self, value, /)", "Implement self+=value.", |held, a| {
            extend(held, a)?;
            Ok(a[0].clone())
        }),
    ],
    attributes: &[GetSetDef {
        name: "maxlen",
        doc: "maximum size of a deque or None if unbounded",
        get: |held, this| Ok(deque(held, this)?.limit.map_or(Value::None, Value::from)),
        set: None,
    }],
    ..TypeDef::EMPTY
};

static ITERATOR: TypeDef = TypeDef {
    name: "_deque_iterator",
    module: "_collections",
    layout: Layout::Native("_deque_iterator"),
    methods: &[
        NativeDef::new("__iter__($self, /)", "Implement iter(self).", |_, a| Ok(a[0].clone())),
        NativeDef::new("__next__($self, /)", "Implement next(self).", next),
    ],
    ..TypeDef::EMPTY
};

struct Classes {
    deque: Rc<Class>,
    iterator: Rc<Class>,
}

const SLOT: &str = "_collections";

#[derive(Default)]
struct Deque {
    items: VecDeque<Value>,
    limit: Option<usize>,
    /// Counts what iterators must not survive.
    changes: u64,
}

impl Deque {
    fn push_back(&mut self, item: Value) {
        self.changes += 1;
        self.items.push_back(item);
        if self.limit.is_some_and(|limit| self.items.len() > limit) {
            self.items.pop_front();
        }
    }

    fn push_front(&mut self, item: Value) {
        self.changes += 1;
        self.items.push_front(item);
        if self.limit.is_some_and(|limit| self.items.len() > limit) {
            self.items.pop_back();
        }
    }

    fn pop_back(&mut self) -> Option<Value> {
        self.changes += 1;
        self.items.pop_back()
    }

    fn pop_front(&mut self) -> Option<Value> {
        self.changes += 1;
        self.items.pop_front()
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Forward,
    Backward,
}

struct DequeIterator {
    over: Value,
    direction: Direction,
    done: usize,
    changes: u64,
}

fn object(class: &Rc<Class>, state: impl std::any::Any) -> Value {
    Value::Instance(Rc::new(Instance::new(Rc::clone(class), Payload::Native(Box::new(state)))))
}

fn deque<'a>(held: &'a mut Held, this: &'a Value) -> R<&'a mut Deque> {
    let state = match this {
        Value::Instance(instance) => instance.payload.get_mut(held.token_mut()).native_mut(),
        _ => None,
    };
    state.ok_or_else(|| Raised::type_error("descriptor requires a 'collections.deque' object"))
}

/// How many items a deque has, if this is one without a limit.
pub(crate) fn count_unlimited(held: &Held, this: &Value) -> Option<usize> {
    let Value::Instance(instance) = this else { return None };
    let deque: &Deque = instance.payload.get(held.token()).native()?;
    deque.limit.is_none().then_some(deque.items.len())
}

/// Appends an item to a deque.
pub(crate) fn push_last(held: &mut Held, this: &Value, item: Value) -> R<()> {
    deque(held, this)?.push_back(item);
    Ok(())
}

/// Takes the first item of a deque.
pub(crate) fn pop_first(held: &mut Held, this: &Value) -> Option<Value> {
    deque(held, this).ok().and_then(Deque::pop_front)
}

fn classes(held: &Held) -> R<&Classes> {
    let slot = held.interp.extensions.get(SLOT);
    slot.and_then(|slot| slot.downcast_ref())
        .ok_or_else(|| Raised::runtime_error("_collections is not imported"))
}

fn removed(item: Option<Value>) -> R {
    item.ok_or_else(|| Raised::index_error("pop from an empty deque"))
}

fn init(held: &mut Held, a: &[Value]) -> R {
    let limit = match &a[2] {
        Value::None => None,
        limit => {
            if !matches!(held.base_ref(limit), Value::Int(_) | Value::Bool(_)) {
                return Err(Raised::type_error("an integer is required"));
            }
            let limit = held.index_i64(limit)?;
            Some(usize::try_from(limit).map_err(|_| Raised::value_error("maxlen must be non-negative"))?)
        }
    };
    let state = deque(held, &a[0])?;
    state.limit = limit;
    state.changes += 1;
    let old = std::mem::take(&mut state.items);
    drop(old);
    if !a[1].is_unset() {
        extend(held, a)?;
    }
    Ok(Value::None)
}

fn append(held: &mut Held, a: &[Value]) -> R {
    deque(held, &a[0])?.push_back(a[1].clone());
    Ok(Value::None)
}

fn appendleft(held: &mut Held, a: &[Value]) -> R {
    deque(held, &a[0])?.push_front(a[1].clone());
    Ok(Value::None)
}

fn extend(held: &mut Held, a: &[Value]) -> R {
    if a[0].is(&a[1]) {
        let own: Vec<Value> = deque(held, &a[0])?.items.iter().cloned().collect();
        let state = deque(held, &a[0])?;
        own.into_iter().for_each(|item| state.push_back(item));
        return Ok(Value::None);
    }
    let iterator = held.iter(&a[1])?;
    while let Some(item) = held.next(&iterator)? {
        deque(held, &a[0])?.push_back(item);
    }
    Ok(Value::None)
}

fn rotate(held: &mut Held, a: &[Value]) -> R {
    let steps = held.index_i64(&a[1])?;
    let state = deque(held, &a[0])?;
    state.changes += 1;
    let length = state.items.len() as i64;
    if length > 0 {
        state.items.rotate_right(steps.rem_euclid(length) as usize);
    }
    Ok(Value::None)
}

/// Where a value is first, between two positions.
fn find(held: &mut Held, this: &Value, value: &Value, from: usize, to: usize) -> R<Option<usize>> {
    let changes = deque(held, this)?.changes;
    let mut at = from;
    while at < to {
        let state = deque(held, this)?;
        if state.changes != changes {
            return Err(Raised::runtime_error("deque mutated during iteration"));
        }
        let Some(item) = state.items.get(at).cloned() else { break };
        if held.identical_or_eq(&item, value)? {
            return Ok(Some(at));
        }
        at += 1;
    }
    Ok(None)
}

fn count(held: &mut Held, a: &[Value]) -> R {
    let (mut from, mut found) = (0, 0);
    while let Some(at) = find(held, &a[0], &a[1], from, usize::MAX)? {
        found += 1;
        from = at + 1;
    }
    Ok(Value::Int(found))
}

fn index(held: &mut Held, a: &[Value]) -> R {
    let length = deque(held, &a[0])?.items.len() as i64;
    let mut bounds = [0; 2];
    for (bound, value) in bounds.iter_mut().zip(&a[2..4]) {
        let given = held.slice_bound(value, 0)?;
        *bound = if given < 0 { (given + length).max(0) } else { given.min(length) } as usize;
    }
    match find(held, &a[0], &a[1], bounds[0], bounds[1])? {
        Some(at) => Ok(Value::from(at)),
        None => {
            let shown = held.repr(&a[1])?;
            Err(Raised::value_error(format!("{} is not in deque", shown.as_str())))
        }
    }
}

fn remove(held: &mut Held, a: &[Value]) -> R {
    match find(held, &a[0], &a[1], 0, usize::MAX)? {
        Some(at) => {
            let state = deque(held, &a[0])?;
            state.changes += 1;
            let old = state.items.remove(at);
            drop(old);
            Ok(Value::None)
        }
        None => {
            let shown = held.repr(&a[1])?;
            Err(Raised::value_error(format!("{} is not in deque", shown.as_str())))
        }
    }
}

fn insert(held: &mut Held, a: &[Value]) -> R {
    let at = held.index_i64(&a[1])?;
    let state = deque(held, &a[0])?;
    let length = state.items.len();
    if state.limit.is_some_and(|limit| length >= limit) {
        return Err(Raised::index_error("deque already at its maximum size"));
    }
    let at = if at < 0 { (at + length as i64).max(0) as usize } else { (at as usize).min(length) };
    state.changes += 1;
    state.items.insert(at, a[2].clone());
    Ok(Value::None)
}

fn copy(held: &mut Held, a: &[Value]) -> R {
    let state = deque(held, &a[0])?;
    let copied = Deque { items: state.items.clone(), limit: state.limit, changes: 0 };
    let class = Rc::clone(held.class_of(&a[0]));
    if Rc::ptr_eq(&class, &classes(held)?.deque) {
        return Ok(object(&class, copied));
    }
    // A subclass makes its own.
    let limit = copied.limit.map_or(Value::None, Value::from);
    let items = Value::list(copied.items.into_iter().collect());
    held.call(&Value::Class(class), &[items, limit])
}

/// The place a key names.
fn position(held: &mut Held, a: &[Value]) -> R<usize> {
    if !matches!(a[1], Value::Int(_) | Value::Bool(_) | Value::Instance(_)) {
        let given = held.type_name(&a[1]);
        return Err(Raised::type_error(format!("sequence index must be integer, not '{given}'")));
    }
    let at = held.index_ssize(&a[1])?;
    let length = deque(held, &a[0])?.items.len() as i64;
    let at = if at < 0 { at + length } else { at };
    if (0..length).contains(&at) {
        Ok(at as usize)
    } else {
        Err(Raised::index_error("deque index out of range"))
    }
}

fn iterate(held: &mut Held, this: &Value, direction: Direction) -> R {
    let changes = deque(held, this)?.changes;
    let class = Rc::clone(&classes(held)?.iterator);
    Ok(object(&class, DequeIterator { over: this.clone(), direction, done: 0, changes }))
}

fn next(held: &mut Held, a: &[Value]) -> R {
    let Value::Instance(instance) = &a[0] else { return Ok(Value::None) };
    let Some(iterator) = instance.payload.get(held.token()).native::<DequeIterator>() else {
        return Ok(Value::None);
    };
    let (over, direction, done, changes) =
        (iterator.over.clone(), iterator.direction, iterator.done, iterator.changes);
    let state = deque(held, &over)?;
    if state.changes != changes {
        return Err(Raised::runtime_error("deque mutated during iteration"));
    }
    let item = match direction {
        Direction::Forward => state.items.get(done),
        Direction::Backward => state.items.len().checked_sub(done + 1).and_then(|at| state.items.get(at)),
    };
    let Some(item) = item.cloned() else { return Err(Raised::with(ExcKind::StopIteration, Detail::None)) };
    if let Some(iterator) = instance.payload.get_mut(held.token_mut()).native_mut::<DequeIterator>() {
        iterator.done += 1;
    }
    Ok(item)
}

fn repr(held: &mut Held, a: &[Value]) -> R {
    let state = deque(held, &a[0])?;
    let limit = state.limit;
    let items = Value::list(state.items.iter().cloned().collect());
    let name = held.class_of(&a[0]).name(held.token()).to_owned();
    let items = held.nested(" while getting the repr of an object", |held| held.repr(&items))?;
    Ok(Value::from(match limit {
        Some(limit) => format!("{name}({}, maxlen={limit})", items.as_str()),
        None => format!("{name}({})", items.as_str()),
    }))
}

fn compare(held: &mut Held, a: &[Value], op: CmpOp) -> R {
    if deque(held, &a[1]).is_err() {
        return Ok(Value::NotImplemented);
    }
    let left = Value::list(deque(held, &a[0])?.items.iter().cloned().collect());
    let right = Value::list(deque(held, &a[1])?.items.iter().cloned().collect());
    held.compare(op, &left, &right)
}
