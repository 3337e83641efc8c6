//! `list`.

use std::cell::Cell;

use gilvm_compiler::op::CmpOp;

use crate::error::R;
use crate::error::Raised;
use crate::held::Held;
use crate::native::NativeDef;
use crate::native::Quick;
use crate::native::TypeDef;
use crate::object::Iter;
use crate::object::IterState;
use crate::object::List;
use crate::protocol::receiver::no_memory;
use crate::protocol::receiver::vec_with_room;
use crate::rc::Rc;
use crate::types::Kind;
use crate::value::Value;

/// The items repeated; a negative count counts as 0.
pub(crate) fn repeat(items: &[Value], count: i64) -> R<Vec<Value>> {
    let count = usize::try_from(count).unwrap_or(0);
    let Some(total) = items.len().checked_mul(count) else { return Err(no_memory()) };
    let mut result = vec_with_room(total)?;
    match items {
        [one] => result.resize(total, one.clone()),
        _ => (0..count).for_each(|_| result.extend_from_slice(items)),
    }
    Ok(result)
}

impl Held {
    /// `list + list`
    pub fn list_concat(&mut self, a: &Rc<List>, b: &Rc<List>) -> R {
        let (a, b) = (a.items(&self.token), b.items(&self.token));
        let mut items = vec_with_room(a.len().saturating_add(b.len()))?;
        items.extend_from_slice(a);
        items.extend_from_slice(b);
        Ok(Value::list(items))
    }

    /// `list * count`
    pub fn list_repeat(&mut self, list: &Rc<List>, count: i64) -> R {
        repeat(list.items(&self.token), count).map(Value::list)
    }

    /// `list *= count`
    pub fn list_repeat_in_place(&mut self, list: &Rc<List>, count: i64) -> R<()> {
        let repeated = repeat(list.items(&self.token), count)?;
        let old = std::mem::replace(list.items_mut(&mut self.token), repeated);
        drop(old);
        Ok(())
    }

    /// `list.extend(iterable)`
    pub fn list_extend(&mut self, list: &Rc<List>, iterable: &Value) -> R<()> {
        if let Value::List(_) | Value::Tuple(_) | Value::Range(_) | Value::Dict(_) | Value::Set(_) = iterable
        {
            // These give their items without running code that could see the list half extended.
            let new = self.collect(iterable)?;
            let items = list.items_mut(&mut self.token);
            if items.try_reserve(new.len()).is_err() {
                return Err(no_memory());
            }
            items.extend(new);
            return Ok(());
        }
        let iterator = self.iter(iterable)?;
        while let Some(item) = self.next(&iterator)? {
            list.items_mut(&mut self.token).push(item);
        }
        Ok(())
    }

    /// `list.sort(key=key, reverse=reverse)`
    pub fn list_sort(&mut self, list: &Rc<List>, key: &Value, reverse: bool) -> R<()> {
        // The list is empty while it is being sorted: comparisons that look at it see that, and changes are noticed.
        let mut items = std::mem::take(list.items_mut(&mut self.token));
        let result = self.sort_values(&mut items, key, reverse);
        let meanwhile = std::mem::replace(list.items_mut(&mut self.token), items);
        let modified = meanwhile.capacity() != 0;
        drop(meanwhile);
        result?;
        if modified { Err(Raised::value_error("list modified during sort")) } else { Ok(()) }
    }
}

fn list_new(held: &mut Held, args: &[Value]) -> R {
    held.new_of(&args[0], Kind::List, Value::list(Vec::new()))
}

fn list_init(held: &mut Held, args: &[Value]) -> R {
    let list = held.this_list(&args[0], "__init__")?;
    let items = if args[1].is_unset() { Vec::new() } else { held.collect(&args[1])? };
    let old = std::mem::replace(list.items_mut(held.token_mut()), items);
    drop(old);
    Ok(Value::None)
}

fn append(held: &mut Held, args: &[Value]) -> R {
    if let Value::List(list) = &args[0] {
        list.push(held.token_mut(), args[1].clone());
        return Ok(Value::None);
    }
    let list = held.this_list(&args[0], "append")?;
    list.items_mut(held.token_mut()).push(args[1].clone());
    Ok(Value::None)
}

fn extend(held: &mut Held, args: &[Value]) -> R {
    let list = held.this_list(&args[0], "extend")?;
    held.list_extend(&list, &args[1])?;
    Ok(Value::None)
}

fn insert(held: &mut Held, args: &[Value]) -> R {
    let list = held.this_list(&args[0], "insert")?;
    let index = held.ssize_argument(&args[1])?;
    let items = list.items_mut(held.token_mut());
    let len = items.len() as i64;
    let at = if index < 0 { index.saturating_add(len).max(0) } else { index.min(len) };
    items.insert(at as usize, args[2].clone());
    Ok(Value::None)
}

fn pop(held: &mut Held, args: &[Value]) -> R {
    let list = match &args[0] {
        Value::List(list) => Rc::clone(list),
        this => held.this_list(this, "pop")?,
    };
    let index = match &args[1] {
        Value::Int(index) => *index,
        other => held.ssize_argument(other)?,
    };
    let items = list.items_mut(held.token_mut());
    if index == -1 {
        return items.pop().ok_or_else(|| Raised::index_error("pop from empty list"));
    }
    if items.is_empty() {
        return Err(Raised::index_error("pop from empty list"));
    }
    match crate::protocol::item::list_index(items.len(), index) {
        Some(at) => Ok(items.remove(at)),
        None => Err(Raised::index_error("pop index out of range")),
    }
}

/// Position of the first item from `start` on and before `stop` that equals `item`.
fn find(held: &mut Held, list: &Rc<List>, item: &Value, start: usize, stop: usize) -> R<Option<usize>> {
    let mut at = start;
    while at < stop {
        let Some(candidate) = list.items(held.token()).get(at).cloned() else { break };
        if held.identical_or_eq(&candidate, item)? {
            return Ok(Some(at));
        }
        at += 1;
    }
    Ok(None)
}

fn remove(held: &mut Held, args: &[Value]) -> R {
    let list = held.this_list(&args[0], "remove")?;
    let Some(at) = find(held, &list, &args[1], 0, usize::MAX)? else {
        return Err(Raised::value_error("list.remove(x): x not in list"));
    };
    let items = list.items_mut(held.token_mut());
    if at < items.len() {
        let removed = items.remove(at);
        drop(removed);
    }
    Ok(Value::None)
}

fn clear(held: &mut Held, args: &[Value]) -> R {
    let list = held.this_list(&args[0], "clear")?;
    let old = std::mem::take(list.items_mut(held.token_mut()));
    drop(old);
    Ok(Value::None)
}

fn copy(held: &mut Held, args: &[Value]) -> R {
    let list = held.this_list(&args[0], "copy")?;
    Ok(Value::list(list.items(held.token()).clone()))
}

fn count(held: &mut Held, args: &[Value]) -> R {
    let list = held.this_list(&args[0], "count")?;
    let (mut at, mut count) = (0, 0_i64);
    while let Some(candidate) = list.items(held.token()).get(at).cloned() {
        count += i64::from(held.identical_or_eq(&candidate, &args[1])?);
        at += 1;
    }
    Ok(Value::Int(count))
}

impl Held {
    /// The `start` or `stop` argument of `index`, as a position in a sequence of `len` items.
    pub(crate) fn search_bound(&mut self, bound: &Value, len: usize, default: usize) -> R<usize> {
        let index = match bound {
            Value::Unset => return Ok(default),
            Value::Int(n) => *n,
            Value::BigInt(n) => {
                if n.is_negative() {
                    i64::MIN
                } else {
                    i64::MAX
                }
            }
            other if self.has_index(other) => self.index_argument(other)?,
            _ => {
                return Err(Raised::type_error("slice indices must be integers or have an __index__ method"));
            }
        };
        let index = if index < 0 { index.saturating_add(len as i64).max(0) } else { index };
        Ok(index as usize)
    }
}

fn index(held: &mut Held, args: &[Value]) -> R {
    let list = held.this_list(&args[0], "index")?;
    let len = list.items(held.token()).len();
    let start = held.search_bound(&args[2], len, 0)?;
    let stop = held.search_bound(&args[3], len, usize::MAX)?;
    match find(held, &list, &args[1], start, stop)? {
        Some(at) => Ok(Value::from(at)),
        None => {
            let shown = held.repr(&args[1])?;
            Err(Raised::value_error(format!("{} is not in list", shown.as_str())))
        }
    }
}

fn reverse(held: &mut Held, args: &[Value]) -> R {
    let list = held.this_list(&args[0], "reverse")?;
    list.items_mut(held.token_mut()).reverse();
    Ok(Value::None)
}

fn sort(held: &mut Held, args: &[Value]) -> R {
    let list = held.this_list(&args[0], "sort")?;
    let reverse = held.truthy(&args[2])?;
    held.list_sort(&list, &args[1], reverse)?;
    Ok(Value::None)
}

fn len(held: &mut Held, args: &[Value]) -> R {
    let list = held.this_list(&args[0], "__len__")?;
    Ok(Value::from(list.items(held.token()).len()))
}

fn getitem(held: &mut Held, args: &[Value]) -> R {
    let list = held.this_list(&args[0], "__getitem__")?;
    held.list_getitem(&list, &args[1])
}

fn setitem(held: &mut Held, args: &[Value]) -> R {
    let list = held.this_list(&args[0], "__setitem__")?;
    held.list_setitem(&list, &args[1], args[2].clone())?;
    Ok(Value::None)
}

fn delitem(held: &mut Held, args: &[Value]) -> R {
    let list = held.this_list(&args[0], "__delitem__")?;
    held.list_delitem(&list, &args[1])?;
    Ok(Value::None)
}

fn iter(held: &mut Held, args: &[Value]) -> R {
    let list = held.this_list(&args[0], "__iter__")?;
    Ok(Iter::new(IterState::List { list, at: Cell::new(0) }))
}

fn reversed(held: &mut Held, args: &[Value]) -> R {
    let list = held.this_list(&args[0], "__reversed__")?;
    let left = list.items(held.token()).len();
    Ok(Iter::new(IterState::ListReversed { list, left }))
}

fn contains(held: &mut Held, args: &[Value]) -> R {
    let list = held.this_list(&args[0], "__contains__")?;
    held.contains(&Value::List(list), &args[1]).map(Value::Bool)
}

fn add(held: &mut Held, args: &[Value]) -> R {
    let list = held.this_list(&args[0], "__add__")?;
    match held.as_list(&args[1]) {
        Some(other) => held.list_concat(&list, &other),
        None => Err(Raised::type_error(format!(
            "can only concatenate list (not \"{}\") to list",
            held.type_name(&args[1])
        ))),
    }
}

fn iadd(held: &mut Held, args: &[Value]) -> R {
    let list = held.this_list(&args[0], "__iadd__")?;
    held.list_extend(&list, &args[1])?;
    Ok(args[0].clone())
}

fn mul(held: &mut Held, args: &[Value]) -> R {
    let list = held.this_list(&args[0], "__mul__")?;
    if !held.has_index(&args[1]) {
        return Ok(Value::NotImplemented);
    }
    let count = held.index_argument(&args[1])?;
    held.list_repeat(&list, count)
}

fn imul(held: &mut Held, args: &[Value]) -> R {
    let list = held.this_list(&args[0], "__imul__")?;
    if !held.has_index(&args[1]) {
        return Ok(Value::NotImplemented);
    }
    let count = held.index_argument(&args[1])?;
    held.list_repeat_in_place(&list, count)?;
    Ok(args[0].clone())
}

fn compare(held: &mut Held, args: &[Value], op: CmpOp, name: &str) -> R {
    let list = Value::List(held.this_list(&args[0], name)?);
    let other = held.base_value(&args[1]);
    Ok(held.builtin_compare(op, &list, &other)?.map_or(Value::NotImplemented, Value::Bool))
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

fn repr(held: &mut Held, args: &[Value]) -> R {
    let list = held.this_list(&args[0], "__repr__")?;
    held.repr(&Value::List(list)).map(Value::Str)
}

/// `list`
pub(crate) const DEF: TypeDef = TypeDef {
    doc: "Built-in mutable sequence.\n\nIf no argument is given, the constructor creates a new empty list.\nThe argument must be an iterable if specified.",
    subclassable: true,
    new: Some(&NativeDef::new(
        "__new__($type, *args, **kwargs)",
        "Create and return a new object.  See help(type) for accurate signature.",
        list_new,
    )),
    methods: &[
        NativeDef::new(
            "__init__($self, iterable=<unset>, /)",
            "Initialize self.  See help(type(self)) for accurate signature.",
            list_init,
        ),
        NativeDef::new("__repr__($self, /)", "Return repr(self).", repr),
        NativeDef::new("__len__($self, /)", "Return len(self).", len),
        NativeDef::new("__getitem__($self, index, /)", "Return self[index].", getitem),
        NativeDef::new("__setitem__($self, key, value, /)", "Set self[key] to value.", setitem),
        NativeDef::new("__delitem__($self, key, /)", "Delete self[key].", delitem),
        NativeDef::new("__iter__($self, /)", "Implement iter(self).", iter),
        NativeDef::new("__reversed__($self, /)", "Return a reverse iterator over the list.", reversed),
        NativeDef::new("__contains__($self, key, /)", "Return bool(key in self).", contains),
        NativeDef::new("__add__($self, value, /)", "Return self+value.", add),
        NativeDef::new("__iadd__($self, value, /)", "Implement self+=value.", iadd),
        NativeDef::new("__mul__($self, value, /)", "Return self*value.", mul),
        NativeDef::new("__rmul__($self, value, /)", "Return value*self.", mul),
        NativeDef::new("__imul__($self, value, /)", "Implement self*=value.", imul),
        NativeDef::new("__eq__($self, value, /)", "Return self==value.", eq),
        NativeDef::new("__ne__($self, value, /)", "Return self!=value.", ne),
        NativeDef::new("__lt__($self, value, /)", "Return self<value.", lt),
        NativeDef::new("__le__($self, value, /)", "Return self<=value.", le),
        NativeDef::new("__gt__($self, value, /)", "Return self>value.", gt),
        NativeDef::new("__ge__($self, value, /)", "Return self>=value.", ge),
        NativeDef::new("append($self, object, /)", "Append object to the end of the list.", append)
            .without_check()
            .quick(Quick::Append),
        NativeDef::new("clear($self, /)", "Remove all items from list.", clear),
        NativeDef::new("copy($self, /)", "Return a shallow copy of the list.", copy),
        NativeDef::new("count($self, value, /)", "Return number of occurrences of value.", count),
        NativeDef::new(
            "extend($self, iterable, /)",
            "Extend list by appending elements from the iterable.",
            extend,
        ),
        NativeDef::new(
            "index($self, value, start=<unset>, stop=<unset>, /)",
            "Return first index of value.\n\nRaises ValueError if the value is not present.",
            index,
        ),
        NativeDef::new("insert($self, index, object, /)", "Insert object before index.", insert),
        NativeDef::new(
            "pop($self, index=-1, /)",
            "Remove and return item at index (default last).\n\nRaises IndexError if list is empty or index is out of range.",
            pop,
        ).quick(Quick::Pop),
        NativeDef::new(
            "remove($self, value, /)",
            "Remove first occurrence of value.\n\nRaises ValueError if the value is not present.",
            remove,
        ),
        NativeDef::new("reverse($self, /)", "Reverse *IN PLACE*.", reverse),
        NativeDef::new(
            "sort($self, /, *, key=None, reverse=False)",
            "Sort the list in ascending order and return None.\n\nThe sort is in-place (i.e. the list itself is modified) and stable (i.e. the\norder of two equal elements is maintained).\n\nIf a key function is given, apply it once to each list item and sort them,\nascending or descending, according to their function values.\n\nThe reverse flag can be set to sort in descending order.",
            sort,
        ),
    ],
    class_methods: &[NativeDef::new(
        "__class_getitem__($cls, item, /)",
        "See PEP 585",
        crate::types::union::class_getitem,
    )],
    ..TypeDef::builtin(Kind::List)
};
