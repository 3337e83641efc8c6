//! `dict_keys`, `dict_values` and `dict_items`: what `keys()`, `values()` and `items()` of a dict give. They show the
//! dict as it is at each moment; the keys and the items behave as sets.

use gilvm_compiler::op::CmpOp;

use crate::error::R;
use crate::held::Held;
use crate::native::GetSetDef;
use crate::native::NativeDef;
use crate::native::TypeDef;
use crate::object::Dict;
use crate::object::DictPart;
use crate::object::Instance;
use crate::object::Iter;
use crate::object::Payload;
use crate::object::Set;
use crate::rc::Rc;
use crate::types::Kind;
use crate::types::mapping_proxy;
use crate::value::Value;

/// The state of a view.
pub(crate) struct View {
    /// What it shows.
    pub(crate) dict: Rc<Dict>,
    /// Which part of it.
    pub(crate) part: DictPart,
}

impl View {
    fn kind(part: DictPart) -> Kind {
        match part {
            DictPart::Keys => Kind::DictKeys,
            DictPart::Values => Kind::DictValues,
            DictPart::Items => Kind::DictItems,
        }
    }
}

impl Held {
    /// A view of a dict.
    pub(crate) fn new_dict_view(&mut self, dict: &Rc<Dict>, part: DictPart) -> Value {
        let class = Rc::clone(self.interp.kind(View::kind(part)));
        Value::Instance(Rc::new(Instance::new(class, Payload::DictView(Rc::clone(dict), part))))
    }

    /// The state of a view, `None` for every other value.
    #[inline]
    pub(crate) fn dict_view(&self, value: &Value) -> Option<View> {
        let Value::Instance(instance) = value else { return None };
        match instance.payload.get(&self.token) {
            Payload::DictView(dict, part) => Some(View { dict: Rc::clone(dict), part: *part }),
            _ => None,
        }
    }

    /// The view a method was called on.
    fn this_view(&self, this: &Value, method: &str) -> R<View> {
        match self.dict_view(this) {
            Some(view) => Ok(view),
            None => Err(self.wrong_receiver(this, Kind::DictKeys, method)),
        }
    }

    /// Whether a view of keys or items has an item.
    fn view_contains(&mut self, view: &View, item: &Value) -> R<bool> {
        match view.part {
            DictPart::Keys => Ok(self.dict_find(&view.dict, item)?.is_some()),
            DictPart::Items => {
                let Some(pair) = self.as_tuple(item) else { return Ok(false) };
                let [key, value] = pair.items() else { return Ok(false) };
                match self.dict_get(&view.dict, key)? {
                    Some(found) => self.identical_or_eq(&found, value),
                    None => Ok(false),
                }
            }
            DictPart::Values => {
                let iterator = Iter::new(self.dict_iter_state(&view.dict, DictPart::Values));
                self.contains_by_iteration(&iterator, item)
            }
        }
    }

    /// Whether a value behaves as a set: a set or a view of keys or items. Its length, if so.
    fn set_like_len(&mut self, value: &Value) -> Option<usize> {
        if let Some(set) = self.as_any_set(value) {
            return Some(set.len(&self.token));
        }
        let view = self.dict_view(value)?;
        (view.part != DictPart::Values).then(|| view.dict.len(&self.token))
    }

    fn all_contained(&mut self, items: &Value, container: &Value) -> R<bool> {
        let iterator = self.iter(items)?;
        while let Some(item) = self.next(&iterator)? {
            if !self.contains(container, &item)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn compare_view(&mut self, op: CmpOp, this: &Value, other: &Value) -> R {
        let (Some(left), Some(right)) = (self.set_like_len(this), self.set_like_len(other)) else {
            return Ok(Value::NotImplemented);
        };
        let truth = match op {
            CmpOp::Eq => left == right && self.all_contained(this, other)?,
            CmpOp::Ne => left != right || !self.all_contained(this, other)?,
            CmpOp::Lt => left < right && self.all_contained(this, other)?,
            CmpOp::Le => left <= right && self.all_contained(this, other)?,
            CmpOp::Gt => left > right && self.all_contained(other, this)?,
            CmpOp::Ge => left >= right && self.all_contained(other, this)?,
        };
        Ok(Value::Bool(truth))
    }

    fn view_intersection(&mut self, this: &Value, other: &Value) -> R<Rc<Set>> {
        let len = self.set_like_len(this).unwrap_or(0);
        if let Value::Set(set) = other
            && len <= set.len(&self.token)
        {
            return self.set_intersection(set, this);
        }
        let (mut walked, mut asked) = (other, this);
        if self.dict_view(other).is_some() && self.set_like_len(other).is_some_and(|other| other > len) {
            std::mem::swap(&mut walked, &mut asked);
        }
        let result = self.build_set(&[])?;
        let iterator = self.iter(walked)?;
        while let Some(item) = self.next(&iterator)? {
            if self.contains(asked, &item)? {
                self.set_add(&result, &item)?;
            }
        }
        Ok(result)
    }
}

fn view_len(held: &mut Held, args: &[Value]) -> R {
    let view = held.this_view(&args[0], "__len__")?;
    Ok(Value::from(view.dict.len(held.token())))
}

fn view_iter(held: &mut Held, args: &[Value]) -> R {
    let view = held.this_view(&args[0], "__iter__")?;
    Ok(Iter::new(held.dict_iter_state(&view.dict, view.part)))
}

fn view_reversed(held: &mut Held, args: &[Value]) -> R {
    let view = held.this_view(&args[0], "__reversed__")?;
    Ok(Iter::new(held.dict_reversed_state(&view.dict, view.part)))
}

fn view_contains(held: &mut Held, args: &[Value]) -> R {
    let view = held.this_view(&args[0], "__contains__")?;
    held.view_contains(&view, &args[1]).map(Value::Bool)
}

fn view_repr(held: &mut Held, args: &[Value]) -> R {
    let view = held.this_view(&args[0], "__repr__")?;
    let name = View::kind(view.part).name();
    let address = args[0].address().unwrap_or(0);
    if held.thread.repr_stack.contains(&address) {
        return Ok(Value::str("..."));
    }
    held.thread.repr_stack.push(address);
    let iterator = Iter::new(held.dict_iter_state(&view.dict, view.part));
    let text = held.collect(&iterator).and_then(|items| held.repr(&Value::list(items)));
    held.thread.repr_stack.pop();
    Ok(Value::from(format!("{name}({})", text?.as_str())))
}

fn view_eq(held: &mut Held, args: &[Value]) -> R {
    held.compare_view(CmpOp::Eq, &args[0], &args[1])
}

fn view_ne(held: &mut Held, args: &[Value]) -> R {
    held.compare_view(CmpOp::Ne, &args[0], &args[1])
}

fn view_lt(held: &mut Held, args: &[Value]) -> R {
    held.compare_view(CmpOp::Lt, &args[0], &args[1])
}

fn view_le(held: &mut Held, args: &[Value]) -> R {
    held.compare_view(CmpOp::Le, &args[0], &args[1])
}

fn view_gt(held: &mut Held, args: &[Value]) -> R {
    held.compare_view(CmpOp::Gt, &args[0], &args[1])
}

fn view_ge(held: &mut Held, args: &[Value]) -> R {
    held.compare_view(CmpOp::Ge, &args[0], &args[1])
}

fn view_and(held: &mut Held, args: &[Value]) -> R {
    held.view_intersection(&args[0], &args[1]).map(Value::Set)
}

/// The operators that begin with the left operand as a set.
fn combine(
    held: &mut Held,
    left: &Value,
    right: &Value,
    change: fn(&mut Held, &Rc<Set>, &Value) -> R<()>,
) -> R {
    let result = held.set_from(left)?;
    change(held, &result, right)?;
    Ok(Value::Set(result))
}

fn view_or(held: &mut Held, args: &[Value]) -> R {
    combine(held, &args[0], &args[1], Held::set_update)
}

fn view_ror(held: &mut Held, args: &[Value]) -> R {
    combine(held, &args[1], &args[0], Held::set_update)
}

fn view_sub(held: &mut Held, args: &[Value]) -> R {
    combine(held, &args[0], &args[1], Held::set_difference_update)
}

fn view_rsub(held: &mut Held, args: &[Value]) -> R {
    combine(held, &args[1], &args[0], Held::set_difference_update)
}

fn view_xor(held: &mut Held, args: &[Value]) -> R {
    combine(held, &args[0], &args[1], Held::set_symmetric_difference_update)
}

fn view_rxor(held: &mut Held, args: &[Value]) -> R {
    combine(held, &args[1], &args[0], Held::set_symmetric_difference_update)
}

fn view_isdisjoint(held: &mut Held, args: &[Value]) -> R {
    let len = held.set_like_len(&args[0]).unwrap_or(0);
    let swap = held.set_like_len(&args[1]).is_some_and(|other| other > len);
    let (walked, asked) = if swap { (&args[0], &args[1]) } else { (&args[1], &args[0]) };
    let iterator = held.iter(walked)?;
    while let Some(item) = held.next(&iterator)? {
        if held.contains(asked, &item)? {
            return Ok(Value::Bool(false));
        }
    }
    Ok(Value::Bool(true))
}

fn get_mapping(held: &mut Held, this: &Value) -> R {
    let view = held.this_view(this, "mapping")?;
    Ok(mapping_proxy::new(held, Value::Dict(view.dict)))
}

const ATTRIBUTES: &[GetSetDef] =
    &[GetSetDef { name: "mapping", doc: "dictionary that this view refers to", get: get_mapping, set: None }];

const SET_METHODS: &[NativeDef] = &[
    NativeDef::new("__repr__($self, /)", "Return repr(self).", view_repr),
    NativeDef::new("__len__($self, /)", "Return len(self).", view_len),
    NativeDef::new("__iter__($self, /)", "Implement iter(self).", view_iter),
    NativeDef::new("__contains__($self, key, /)", "Return bool(key in self).", view_contains),
    NativeDef::new("__reversed__($self, /)", "Return a reverse iterator over the dict.", view_reversed),
    NativeDef::new("__eq__($self, value, /)", "Return self==value.", view_eq),
    NativeDef::new("__ne__($self, value, /)", "Return self!=value.", view_ne),
    NativeDef::new("__lt__($self, value, /)", "Return self<value.", view_lt),
    NativeDef::new("__le__($self, value, /)", "Return self<=value.", view_le),
    NativeDef::new("__gt__($self, value, /)", "Return self>value.", view_gt),
    NativeDef::new("__ge__($self, value, /)", "Return self>=value.", view_ge),
    NativeDef::new("__and__($self, value, /)", "Return self&value.", view_and),
    NativeDef::new("__rand__($self, value, /)", "Return value&self.", view_and),
    NativeDef::new("__or__($self, value, /)", "Return self|value.", view_or),
    NativeDef::new("__ror__($self, value, /)", "Return value|self.", view_ror),
    NativeDef::new("__sub__($self, value, /)", "Return self-value.", view_sub),
    NativeDef::new("__rsub__($self, value, /)", "Return value-self.", view_rsub),
    NativeDef::new("__xor__($self, value, /)", "Return self^value.", view_xor),
    NativeDef::new("__rxor__($self, value, /)", "Return value^self.", view_rxor),
    NativeDef::new(
        "isdisjoint($self, other, /)",
        "Return True if the view and the given iterable have a null intersection.",
        view_isdisjoint,
    ),
];

/// `dict_keys`
pub(crate) const KEYS: TypeDef =
    TypeDef { methods: SET_METHODS, attributes: ATTRIBUTES, ..TypeDef::builtin(Kind::DictKeys) };

/// `dict_items`
pub(crate) const ITEMS: TypeDef =
    TypeDef { methods: SET_METHODS, attributes: ATTRIBUTES, ..TypeDef::builtin(Kind::DictItems) };

/// `dict_values`
pub(crate) const VALUES: TypeDef = TypeDef {
    methods: &[
        NativeDef::new("__repr__($self, /)", "Return repr(self).", view_repr),
        NativeDef::new("__len__($self, /)", "Return len(self).", view_len),
        NativeDef::new("__iter__($self, /)", "Implement iter(self).", view_iter),
        NativeDef::new("__reversed__($self, /)", "Return a reverse iterator over the dict.", view_reversed),
    ],
    attributes: ATTRIBUTES,
    ..TypeDef::builtin(Kind::DictValues)
};
