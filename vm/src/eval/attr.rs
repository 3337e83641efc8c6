//! Attribute instructions and their inline caches.
//!
//! A cache is guarded by the version of the object's class, which changes whenever the class or one of its bases
//! does. What an instance itself has cannot be seen from the class; see [`hidden`].

use gilvm_compiler::op::FreeIdx;
use gilvm_compiler::op::Special;

use super::local;
use crate::error::R;
use crate::error::Raised;
use crate::heap::HeapCell;
use crate::held::Held;
use crate::object::Attrs;
use crate::object::Class;
use crate::object::Descriptor;
use crate::object::Function;
use crate::object::Instance;
use crate::object::SiteCache;
use crate::object::SiteState;
use crate::object::Str;
use crate::rc::Rc;
use crate::value::Value;
use crate::value::Words;

/// Whether an instance may have an attribute of its own that hides one of its class, given where the name stands
/// among the class's shared keys: with `below` or fewer values in that order, it has none.
#[inline(always)]
fn hidden(held: &Held, instance: &Instance, below: u32) -> bool {
    match instance.attrs.get(held.token()) {
        Attrs::Shared(values) => values.len() > below as usize,
        Attrs::Dict(_) => true,
    }
}

/// The attribute, where the site's cache has it.
#[inline(always)]
pub(super) fn cached_attr<'a>(held: &'a Held, object: &'a Value, site: &'a SiteCache) -> Option<&'a Value> {
    match attr_of(held, object, site, site.state.get(held.token())) {
        Some(value) => Some(value),
        None => cached_attr_before(held, object, site),
    }
}

#[inline(never)]
fn cached_attr_before<'a>(held: &'a Held, object: &'a Value, site: &'a SiteCache) -> Option<&'a Value> {
    attr_of(held, object, site, site.before.get(held.token()))
}

#[inline(always)]
fn attr_of<'a>(
    held: &'a Held,
    object: &'a Value,
    site: &SiteCache,
    state: &'a SiteState,
) -> Option<&'a Value> {
    let token = held.token();
    match object {
        Value::Instance(instance) => {
            let version = instance.class.get(token).version.get();
            match state {
                SiteState::Slot { version: v, index } if *v == version => match instance.attrs.get(token) {
                    Attrs::Shared(values) => values.get(*index as usize),
                    Attrs::Dict(_) => None,
                },
                SiteState::Member { version: v, index } if *v == version => {
                    instance.slots.get(token).get(*index as usize).filter(|value| !value.is_unset())
                }
                SiteState::ClassValue { version: v, below, value } if *v == version => {
                    (!hidden(held, instance, *below)).then_some(value)
                }
                _ => None,
            }
        }
        Value::Module(module) => match state {
            SiteState::ModuleEntry(at) => {
                let entry = module.dict.table(token).entry(*at as usize)?;
                match &entry.key {
                    Value::Str(key) if Rc::ptr_eq(key, &site.name) => Some(&entry.value),
                    _ => None,
                }
            }
            _ => None,
        },
        Value::Class(class) if class.metaclass.is_none() => match state {
            SiteState::Constant { version, value } if *version == class.version.get() => Some(value),
            _ => None,
        },
        _ => None,
    }
}

/// The getter of a property, where the site's cache has it.
#[inline]
pub(super) fn cached_getter(held: &Held, object: &Value, site: &SiteCache) -> Option<Rc<Function>> {
    let Value::Instance(instance) = object else { return None };
    let now = instance.class.get(held.token()).version.get();
    [&site.state, &site.before].into_iter().find_map(|state| match state.get(held.token()) {
        SiteState::Property { version, getter } if *version == now => Some(Rc::clone(getter)),
        _ => None,
    })
}

/// `object.name`, filling the cache.
#[inline(never)]
pub(super) fn get(held: &mut Held, object: &Value, site: &SiteCache) -> R {
    match object {
        Value::Instance(instance) => {
            let class = Rc::clone(instance.class.get(held.token()));
            let flags = class.flags.get();
            let version = class.version.get();
            if !flags.has_getattribute && version != 0 {
                let found = held.lookup(&class, &site.name);
                let state = match &found {
                    None => shared_position(held, instance, &class, &site.name)
                        .map(|index| SiteState::Slot { version, index }),
                    Some(Value::Descriptor(descriptor)) => match &**descriptor {
                        Descriptor::Member { index, .. } => {
                            Some(SiteState::Member { version, index: *index as u32 })
                        }
                        Descriptor::Property { get: Value::Function(getter), .. } => {
                            Some(SiteState::Property { version, getter: Rc::clone(getter) })
                        }
                        _ => None,
                    },
                    Some(Value::Function(_) | Value::Native(_)) => {
                        shared_position(held, instance, &class, &site.name)
                            .map(|index| SiteState::Slot { version, index })
                    }
                    // Any other object could be a descriptor.
                    Some(Value::Instance(_)) => None,
                    Some(value) => match held.instance_get(instance, &site.name) {
                        Some(_) => shared_position(held, instance, &class, &site.name)
                            .map(|index| SiteState::Slot { version, index }),
                        None => {
                            let keys = class.keys.get(held.token());
                            let below = keys.position(&site.name).unwrap_or(keys.names().len()) as u32;
                            Some(SiteState::ClassValue { version, below, value: value.clone() })
                        }
                    },
                };
                if let Some(state) = state {
                    site.remember(&mut held.token, state);
                }
            } else if flags.local_reads {
                return local::get(held, object, instance, &class, site);
            }
        }
        Value::Module(module) => {
            let hash = held.str_hash(&site.name);
            if let Some(at) = module.dict.table(held.token()).find_str(&site.name, hash) {
                site.remember(&mut held.token, SiteState::ModuleEntry(at as u32));
            }
        }
        Value::Class(class) if class.metaclass.is_none() => {
            let version = class.version.get();
            let metaclass = Rc::clone(held.class_of(object));
            if version != 0 && held.lookup(&metaclass, &site.name).is_none() {
                let found = held.lookup(class, &site.name);
                if let Some(value) = found {
                    let plain = !matches!(&value, Value::Instance(_) | Value::Descriptor(_));
                    if plain {
                        site.state
                            .set(&mut held.token, SiteState::Constant { version, value: value.clone() });
                        return Ok(value);
                    }
                }
            }
        }
        _ => {}
    }
    held.getattr(object, &site.name)
}

/// Where an instance's values have a name, when they are stored in shared order.
fn shared_position(held: &Held, instance: &Instance, class: &Rc<Class>, name: &Rc<Str>) -> Option<u32> {
    let token = held.token();
    match instance.attrs.get(token) {
        Attrs::Shared(values) => {
            let at = class.keys.get(token).position(name)?;
            (at < values.len()).then_some(at as u32)
        }
        Attrs::Dict(_) => None,
    }
}

/// Sets the attribute where the site's cache says how; gives the value back where it does not.
#[inline(always)]
pub(super) fn cached_set(
    held: &mut Held,
    object: &Value,
    site: &SiteCache,
    value: Words,
) -> Result<(), Words> {
    match set_by(held, object, &site.state, value) {
        Ok(()) => Ok(()),
        Err(value) => cached_set_before(held, object, site, value),
    }
}

#[inline(never)]
fn cached_set_before(held: &mut Held, object: &Value, site: &SiteCache, value: Words) -> Result<(), Words> {
    set_by(held, object, &site.before, value)
}

#[inline(always)]
fn set_by(held: &mut Held, object: &Value, state: &HeapCell<SiteState>, value: Words) -> Result<(), Words> {
    let Value::Instance(instance) = object else { return Err(value) };
    let version = instance.class.get(&held.token).version.get();
    match state.get(&held.token) {
        SiteState::Slot { version: v, index } if *v == version => {
            let index = *index as usize;
            if let Attrs::Shared(values) = instance.attrs.get_mut(&mut held.token)
                && let Some(slot) = values.get_mut(index)
            {
                let old = slot.take();
                slot.put(value.whole());
                old.discard();
                return Ok(());
            }
        }
        SiteState::NewSlot { version: v, index } if *v == version => {
            let index = *index as usize;
            if let Attrs::Shared(values) = instance.attrs.get_mut(&mut held.token) {
                if values.len() == index {
                    values.push(value.whole());
                    return Ok(());
                }
                if let Some(slot) = values.get_mut(index) {
                    let old = slot.take();
                    slot.put(value.whole());
                    old.discard();
                    return Ok(());
                }
            }
        }
        SiteState::Member { version: v, index } if *v == version => {
            let index = *index as usize;
            if let Some(slot) = instance.slots.get_mut(&mut held.token).get_mut(index) {
                let old = slot.take();
                slot.put(value.whole());
                old.discard();
                return Ok(());
            }
        }
        _ => {}
    }
    Err(value)
}

/// `object.name = value`, filling the cache.
#[inline(never)]
pub(super) fn set(held: &mut Held, object: &Value, site: &SiteCache, value: Value) -> R<()> {
    if let Value::Instance(instance) = object
        && instance.class.get(held.token()).flags.get().local_writes
    {
        let class = Rc::clone(instance.class.get(held.token()));
        return local::set(held, object, instance, &class, site, value);
    }
    held.setattr(object, &site.name, value)?;
    let Value::Instance(instance) = object else { return Ok(()) };
    let class = Rc::clone(instance.class.get(held.token()));
    let version = class.version.get();
    if class.flags.get().has_setattr || version == 0 {
        return Ok(());
    }
    let found = held.lookup(&class, &site.name);
    let state = match &found {
        None
        | Some(
            Value::Function(_)
            | Value::Int(_)
            | Value::None
            | Value::Str(_)
            | Value::Float(_)
            | Value::Bool(_),
        ) => {
            let last = match instance.attrs.get(held.token()) {
                Attrs::Shared(values) => values.len().checked_sub(1),
                Attrs::Dict(_) => None,
            };
            shared_position(held, instance, &class, &site.name).map(|index| match last {
                // Set for the first time: the next instance is likely to be at the same point of its life.
                Some(last) if last == index as usize => SiteState::NewSlot { version, index },
                _ => SiteState::Slot { version, index },
            })
        }
        Some(Value::Descriptor(descriptor)) => match &**descriptor {
            Descriptor::Member { index, .. } => Some(SiteState::Member { version, index: *index as u32 }),
            _ => None,
        },
        _ => None,
    };
    if let Some(state) = state {
        site.remember(&mut held.token, state);
    }
    Ok(())
}

/// The function a method call will run, where the site's cache has it.
#[inline(always)]
pub(super) fn cached_method<'a>(held: &'a Held, object: &'a Value, site: &'a SiteCache) -> Option<&'a Value> {
    match method_of(held, object, site.state.get(held.token())) {
        Some(function) => Some(function),
        None => cached_method_before(held, object, site),
    }
}

#[inline(never)]
fn cached_method_before<'a>(held: &'a Held, object: &'a Value, site: &'a SiteCache) -> Option<&'a Value> {
    method_of(held, object, site.before.get(held.token()))
}

#[inline(always)]
fn method_of<'a>(held: &Held, object: &Value, state: &'a SiteState) -> Option<&'a Value> {
    let token = held.token();
    let SiteState::Method { version, below, function } = state else { return None };
    match object {
        Value::Instance(instance) => {
            let fits = instance.class.get(token).version.get() == *version && !hidden(held, instance, *below);
            fits.then_some(function)
        }
        Value::Class(_) | Value::Module(_) | Value::Function(_) => None,
        _ => (held.class_of(object).version.get() == *version).then_some(function),
    }
}

/// The function and its self for a method call, filling the cache; self is unset when the attribute is not a method.
#[inline(never)]
pub(super) fn load_method(held: &mut Held, object: Value, site: &SiteCache) -> R<(Value, Value)> {
    let class = Rc::clone(held.class_of(&object));
    let flags = class.flags.get();
    let special = matches!(object, Value::Class(_) | Value::Module(_) | Value::Function(_));
    if special || flags.has_getattribute {
        return Ok((get(held, &object, site)?, Value::Unset));
    }
    let found = held.lookup(&class, &site.name);
    let is_method = match &found {
        Some(Value::Function(_)) => true,
        Some(Value::Native(native)) => native.is_method,
        _ => false,
    };
    let Some(function) = found.filter(|_| is_method) else {
        return Ok((held.getattr(&object, &site.name)?, Value::Unset));
    };
    let version = class.version.get();
    let below = match &object {
        Value::Instance(instance) => {
            if let Some(own) = held.instance_get(instance, &site.name) {
                return Ok((own, Value::Unset));
            }
            let keys = class.keys.get(held.token());
            keys.position(&site.name).unwrap_or(keys.names().len()) as u32
        }
        _ => 0,
    };
    if version != 0 {
        let state = SiteState::Method { version, below, function: function.clone() };
        site.remember(&mut held.token, state);
    }
    Ok((function, object))
}

/// `__enter__` or `__exit__` for a `with` statement, with its self.
pub(super) fn load_special(held: &mut Held, object: Value, which: Special) -> R<(Value, Value)> {
    let name = match which {
        Special::Enter => Rc::clone(&held.interp.names.enter),
        Special::Exit => Rc::clone(&held.interp.names.exit),
    };
    let class = Rc::clone(held.class_of(&object));
    match held.lookup(&class, &name) {
        Some(function @ Value::Function(_)) => Ok((function, object)),
        Some(Value::Native(native)) if native.is_method => Ok((Value::Native(native), object)),
        Some(found) => Ok((held.bind(found, &object, &class)?, Value::Unset)),
        None => {
            let missed = if which == Special::Exit { " (missed __exit__ method)" } else { "" };
            Err(Raised::type_error(format!(
                "'{}' object does not support the context manager protocol{missed}",
                held.type_name(&object)
            )))
        }
    }
}

/// `super().name` for a call: looks behind the running method's class in the receiver's method resolution order.
pub(super) fn load_super_method(
    held: &mut Held,
    receiver: Value,
    free: FreeIdx,
    site: &SiteCache,
) -> R<(Value, Value)> {
    let cell = held.thread.frames.last().and_then(|f| f.function.closure.get(free.index())).cloned();
    let class = match cell.map(|cell| cell.value.get(held.token()).clone()) {
        Some(Value::Class(class)) => class,
        _ => return Err(Raised::runtime_error("super(): empty __class__ cell")),
    };
    let of = match &receiver {
        // In a class method or `__new__` the first argument is the class itself.
        Value::Class(of) if of.is_subclass(&class, held.token()) => Rc::clone(of),
        _ => Rc::clone(held.class_of(&receiver)),
    };
    if !of.is_subclass(&class, held.token()) {
        return Err(Raised::type_error(
            "super(type, obj): obj (instance of ".to_owned()
                + &held.type_name(&receiver)
                + ") is not an instance or subtype of type ("
                + class.name(held.token())
                + ").",
        ));
    }
    let hash = held.str_hash(&site.name);
    let found = {
        let token = held.token();
        let mut behind = of.mro(token).skip_while(|c| !Rc::ptr_eq(c, &class)).skip(1);
        behind.find_map(|c| {
            let table = c.dict.table(token);
            table.find_str(&site.name, hash).and_then(|at| table.entry(at)).map(|e| e.value.clone())
        })
    };
    match found {
        Some(function @ Value::Function(_)) => Ok((function, receiver)),
        Some(Value::Native(native)) if native.is_method => Ok((Value::Native(native), receiver)),
        Some(found) => Ok((held.bind(found, &receiver, &of)?, Value::Unset)),
        None => Err(Raised::with(
            crate::error::ExcKind::AttributeError,
            crate::error::Detail::Fields {
                args: vec![Value::str(format!("'super' object has no attribute '{}'", site.name.as_str()))],
                fields: vec![("name", Value::Str(Rc::clone(&site.name)))],
            },
        )),
    }
}
