//! Attributes: lookup along the method resolution order, descriptors, instance attributes.
//!
//! The order is CPython's (`Objects/object.c`: `_PyObject_GenericGetAttrWithDict`, `Objects/typeobject.c`:
//! `type_getattro`): data descriptors of the class, the instance, everything else of the class, `__getattr__`.

use crate::error::Detail;
use crate::error::ExcKind;
use crate::error::R;
use crate::error::Raised;
use crate::held::Held;
use crate::object::Attrs;
use crate::object::Class;
use crate::object::Descriptor;
use crate::object::Dict;
use crate::object::DictTable;
use crate::object::Instance;
use crate::object::Method;
use crate::object::Str;
use crate::rc::Rc;
use crate::value::Value;

/// How an attribute of a class treats access through an instance.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Binding {
    /// Comes before the instance's own attributes.
    Data,
    /// Comes after them, bound.
    NonData,
    /// Comes after them, as it is.
    Plain,
}

impl Held {
    /// Looks a name up on a class and its ancestors, without binding.
    #[inline]
    pub fn lookup(&mut self, class: &Rc<Class>, name: &Rc<Str>) -> Option<Value> {
        let version = class.version.get();
        if let Some(found) = self.interp.cached_method(version, name) {
            return if found.is_unset() { None } else { Some(found.clone()) };
        }
        self.lookup_uncached(class, name)
    }

    #[cold]
    fn lookup_uncached(&mut self, class: &Rc<Class>, name: &Rc<Str>) -> Option<Value> {
        let hash = self.str_hash(name);
        let found = class.mro(&self.token).find_map(|c| {
            let table = c.dict.table(&self.token);
            table.find_str(name, hash).and_then(|at| table.entry(at)).map(|entry| entry.value.clone())
        });
        self.interp.cache_method(class.version.get(), name, found.clone().unwrap_or_default());
        found
    }

    /// Looks a special method up on the type of an object, without binding.
    #[inline]
    pub fn special(&mut self, obj: &Value, name: &Rc<Str>) -> Option<Value> {
        let class = Rc::clone(self.class_of(obj));
        self.lookup(&class, name)
    }

    /// Calls a special method of the type of an object; `None` when the type has none (or has it set to `None`,
    /// which callers that care ask about with [`Held::special`]).
    pub fn call_special(&mut self, obj: &Value, name: &Rc<Str>, args: &[Value]) -> R<Option<Value>> {
        let class = Rc::clone(self.class_of(obj));
        let Some(found) = self.lookup(&class, name) else { return Ok(None) };
        if found.is_none() {
            return Ok(None);
        }
        self.call_found(found, obj, &class, args).map(Some)
    }

    /// Calls an attribute found on `class` as a method of `obj`.
    pub(crate) fn call_found(&mut self, found: Value, obj: &Value, class: &Rc<Class>, args: &[Value]) -> R {
        match &found {
            Value::Function(_) => self.call_with_self(&found, obj, args),
            Value::Native(native) if native.is_method => self.call_with_self(&found, obj, args),
            _ => {
                let bound = self.bind(found, obj, class)?;
                self.call(&bound, args)
            }
        }
    }

    /// `obj.name`
    pub fn getattr(&mut self, obj: &Value, name: &Rc<Str>) -> R {
        match self.try_getattr(obj, name)? {
            Some(value) => Ok(value),
            None => Err(self.no_attribute(obj, name)),
        }
    }

    /// `obj.name`, `None` where that raises `AttributeError`.
    pub fn getattr_opt(&mut self, obj: &Value, name: &Rc<Str>) -> R<Option<Value>> {
        match self.try_getattr(obj, name) {
            Err(raised) if self.matches(&raised, ExcKind::AttributeError) => Ok(None),
            other => other,
        }
    }

    /// `obj.name`; `Ok(None)` when it is missing and nobody raised `AttributeError` yet.
    pub(crate) fn try_getattr(&mut self, obj: &Value, name: &Rc<Str>) -> R<Option<Value>> {
        let class = Rc::clone(self.class_of(obj));
        let flags = class.flags.get();
        if !flags.has_getattribute && !flags.has_getattr {
            return self.generic_getattr(obj, &class, name);
        }
        let found = if flags.local_reads {
            self.local_getattr(obj, &class, name)
        } else if flags.has_getattribute {
            let getattribute = Rc::clone(&self.interp.names.getattribute);
            self.call_special(obj, &getattribute, &[Value::Str(Rc::clone(name))])
        } else {
            self.generic_getattr(obj, &class, name)
        };
        match found {
            Ok(None) => {}
            Err(raised) if flags.has_getattr && self.matches(&raised, ExcKind::AttributeError) => {}
            other => return other,
        }
        let getattr = Rc::clone(&self.interp.names.getattr);
        self.call_special(obj, &getattr, &[Value::Str(Rc::clone(name))])
    }

    /// `object.__getattribute__` (and its counterparts for classes and modules).
    pub fn generic_getattr(&mut self, obj: &Value, class: &Rc<Class>, name: &Rc<Str>) -> R<Option<Value>> {
        if let Value::Class(of) = obj {
            return self.class_getattr(of, class, name);
        }
        let found = self.lookup(class, name);
        let binding = found.as_ref().map(|f| self.binding(f));
        if let (Some(found), Some(Binding::Data)) = (&found, binding) {
            if self.only_sets(found)
                && let Some(own) = self.own_attr(obj, name)
            {
                return Ok(Some(own));
            }
            return self.bind(found.clone(), obj, class).map(Some);
        }
        if let Some(own) = self.own_attr(obj, name) {
            return Ok(Some(own));
        }
        match (found, binding) {
            (Some(found), Some(Binding::NonData)) => self.bind(found, obj, class).map(Some),
            (Some(found), _) => Ok(Some(found)),
            (None, _) => match obj {
                Value::Module(module) => {
                    // PEP 562
                    let getattr = Rc::clone(&self.interp.names.getattr);
                    match self.dict_get_str(&Rc::clone(&module.dict), &getattr) {
                        Some(getattr) => self.call(&getattr, &[Value::Str(Rc::clone(name))]).map(Some),
                        None => Ok(None),
                    }
                }
                _ => Ok(None),
            },
        }
    }

    fn class_getattr(&mut self, of: &Rc<Class>, metaclass: &Rc<Class>, name: &Rc<Str>) -> R<Option<Value>> {
        let obj = Value::Class(Rc::clone(of));
        let meta = self.lookup(metaclass, name);
        let binding = meta.as_ref().map(|m| self.binding(m));
        if let (Some(meta), Some(Binding::Data)) = (&meta, binding) {
            return self.bind(meta.clone(), &obj, metaclass).map(Some);
        }
        if let Some(found) = self.lookup(of, name) {
            return self.bind_to_class(found, of).map(Some);
        }
        match (meta, binding) {
            (Some(meta), Some(Binding::NonData)) => self.bind(meta, &obj, metaclass).map(Some),
            (meta, _) => Ok(meta),
        }
    }

    /// An attribute found on a class, accessed through the class itself.
    pub(crate) fn bind_to_class(&mut self, found: Value, of: &Rc<Class>) -> R {
        match &found {
            Value::Descriptor(descriptor) => match &**descriptor {
                Descriptor::StaticMethod(inner) => Ok(inner.clone()),
                Descriptor::ClassMethod(_) => self.bind(found, &Value::None, of),
                _ => Ok(found),
            },
            Value::Instance(_) => {
                let get = Rc::clone(&self.interp.names.get);
                match self.call_special(&found, &get, &[Value::None, Value::Class(Rc::clone(of))])? {
                    Some(bound) => Ok(bound),
                    None => Ok(found),
                }
            }
            _ => Ok(found),
        }
    }

    pub(crate) fn binding(&mut self, found: &Value) -> Binding {
        match found {
            Value::Function(_) => Binding::NonData,
            Value::Native(native) if native.is_method => Binding::NonData,
            Value::Descriptor(descriptor) => match &**descriptor {
                Descriptor::StaticMethod(_) | Descriptor::ClassMethod(_) => Binding::NonData,
                _ => Binding::Data,
            },
            Value::Instance(instance) => {
                let class = Rc::clone(instance.class.get(&self.token));
                if class.layout == crate::object::Layout::Exception {
                    return Binding::Plain;
                }
                let (set, delete, get) = {
                    let names = &self.interp.names;
                    (Rc::clone(&names.set), Rc::clone(&names.delete), Rc::clone(&names.get))
                };
                if self.lookup(&class, &set).is_some() || self.lookup(&class, &delete).is_some() {
                    Binding::Data
                } else if self.lookup(&class, &get).is_some() {
                    Binding::NonData
                } else {
                    Binding::Plain
                }
            }
            _ => Binding::Plain,
        }
    }

    /// Whether a data descriptor leaves reading to the instance: it has `__set__` and no `__get__`.
    pub(crate) fn only_sets(&mut self, descriptor: &Value) -> bool {
        let get = Rc::clone(&self.interp.names.get);
        matches!(descriptor, Value::Instance(_)) && self.special(descriptor, &get).is_none()
    }

    /// What access through `obj` (an instance of `class`) makes of an attribute found on the class.
    pub fn bind(&mut self, found: Value, obj: &Value, class: &Rc<Class>) -> R {
        match &found {
            Value::Function(_) => Ok(self.method(found, obj.clone())),
            Value::Native(native) if native.is_method => Ok(self.method(found, obj.clone())),
            Value::Descriptor(descriptor) => match &**descriptor {
                Descriptor::Property { get, name, .. } => {
                    if get.is_none_or_unset() {
                        let name = name.get(&self.token).clone();
                        return Err(self.property_missing("getter", name, obj));
                    }
                    let get = get.clone();
                    self.call(&get, std::slice::from_ref(obj))
                }
                Descriptor::StaticMethod(inner) => Ok(inner.clone()),
                Descriptor::ClassMethod(inner) => {
                    let receiver = match obj {
                        Value::Class(of) if !Rc::ptr_eq(of, class) && class.flags.get().is_metaclass => {
                            Value::Class(Rc::clone(of))
                        }
                        _ => Value::Class(Rc::clone(class)),
                    };
                    Ok(self.method(inner.clone(), receiver))
                }
                Descriptor::GetSet { def, .. } => (def.get)(self, obj),
                Descriptor::Member { index, name, .. } => {
                    let (index, name) = (*index, Rc::clone(name));
                    let value = match obj {
                        Value::Instance(instance) => instance.slots.get(&self.token).get(index).cloned(),
                        _ => None,
                    };
                    match value {
                        Some(value) if !value.is_unset() => Ok(value),
                        _ => Err(self.no_attribute(obj, &name)),
                    }
                }
            },
            Value::Instance(_) => {
                let get = Rc::clone(&self.interp.names.get);
                match self.call_special(&found, &get, &[obj.clone(), Value::Class(Rc::clone(class))])? {
                    Some(bound) => Ok(bound),
                    None => Ok(found),
                }
            }
            _ => Ok(found),
        }
    }

    /// A bound method.
    pub fn method(&mut self, function: Value, receiver: Value) -> Value {
        Value::Method(Rc::new(Method { function, receiver }))
    }

    #[cold]
    fn property_missing(&mut self, what: &str, name: Option<Rc<Str>>, obj: &Value) -> Raised {
        let class = self.class_of(obj).qualname.get(&self.token).as_str().to_owned();
        let message = match name {
            Some(name) => format!("property '{}' of '{class}' object has no {what}", name.as_str()),
            None => format!("property of '{class}' object has no {what}"),
        };
        Raised::new(ExcKind::AttributeError, message)
    }

    /// The `AttributeError` for a missing attribute.
    #[cold]
    pub fn no_attribute(&mut self, obj: &Value, name: &Rc<Str>) -> Raised {
        let message = match obj {
            Value::Class(class) => {
                format!("type object '{}' has no attribute '{}'", self.shown_name(class), name.as_str())
            }
            Value::Module(module) => {
                let module = Rc::clone(module);
                self.missing_module_attribute(&module, name)
            }
            _ => {
                let class = Rc::clone(self.class_of(obj));
                format!("'{}' object has no attribute '{}'", self.shown_name(&class), name.as_str())
            }
        };
        Raised::with(
            ExcKind::AttributeError,
            Detail::Fields {
                args: vec![Value::str(message)],
                fields: vec![("name", Value::Str(Rc::clone(name))), ("obj", obj.clone())],
            },
        )
    }

    /// An attribute of the object itself, not of its class.
    pub(crate) fn own_attr(&mut self, obj: &Value, name: &Rc<Str>) -> Option<Value> {
        match obj {
            Value::Instance(instance) => self.instance_get(instance, name),
            Value::Module(module) => self.dict_get_str(&module.dict, name),
            Value::Function(function) => {
                let attrs = function.attrs.get(&self.token).clone()?;
                self.dict_get_str(&attrs, name)
            }
            _ => None,
        }
    }

    /// An instance's own attribute.
    pub fn instance_get(&self, instance: &Instance, name: &Rc<Str>) -> Option<Value> {
        match instance.attrs.get(&self.token) {
            Attrs::Shared(values) if values.is_empty() => None,
            Attrs::Shared(values) => {
                let at = instance.class.get(&self.token).keys.get(&self.token).position(name)?;
                values.get(at).cloned()
            }
            Attrs::Dict(dict) => self.dict_get_str(dict, name),
        }
    }

    /// Sets an instance's own attribute.
    pub fn instance_set(&mut self, instance: &Instance, name: &Rc<Str>, value: Value) {
        let class = Rc::clone(instance.class.get(&self.token));
        let len = match instance.attrs.get(&self.token) {
            Attrs::Dict(dict) => {
                let dict = Rc::clone(dict);
                return self.dict_set_str(&dict, name, value);
            }
            Attrs::Shared(values) => values.len(),
        };
        let keys = class.keys.get_mut(&mut self.token);
        let at = match keys.position(name) {
            Some(at) => Some(at),
            None if keys.names().len() == len => {
                let name = self.interp.intern(name.as_str());
                class.keys.get_mut(&mut self.token).push(name)
            }
            None => None,
        };
        match (at, instance.attrs.get_mut(&mut self.token)) {
            (Some(at), Attrs::Shared(values)) if at < len => {
                let old = std::mem::replace(&mut values[at], value);
                drop(old);
            }
            (Some(at), Attrs::Shared(values)) if at == len => values.push(value),
            _ => {
                let dict = self.instance_dict(instance);
                self.dict_set_str(&dict, name, value);
            }
        }
    }

    /// Deletes an instance's own attribute; whether it was there.
    pub fn instance_delete(&mut self, instance: &Instance, name: &Rc<Str>) -> bool {
        if self.instance_get(instance, name).is_none() {
            return false;
        }
        let dict = self.instance_dict(instance);
        self.dict_remove_str(&dict, name).is_some()
    }

    /// An instance's `__dict__`: from now on its attributes live there.
    pub fn instance_dict(&mut self, instance: &Instance) -> Rc<Dict> {
        let values = match instance.attrs.get_mut(&mut self.token) {
            Attrs::Dict(dict) => return Rc::clone(dict),
            Attrs::Shared(values) => std::mem::take(values),
        };
        let class = Rc::clone(instance.class.get(&self.token));
        let mut table = DictTable::with_capacity(values.len());
        for (name, value) in class.keys.get(&self.token).names().iter().zip(values) {
            table.insert_new(self.str_hash(name), Value::Str(Rc::clone(name)), value);
        }
        let dict = Rc::new(Dict::from_table(table));
        instance.attrs.set(&mut self.token, Attrs::Dict(Rc::clone(&dict)));
        dict
    }

    /// `obj.name = value`
    pub fn setattr(&mut self, obj: &Value, name: &Rc<Str>, value: Value) -> R<()> {
        let class = Rc::clone(self.class_of(obj));
        if class.flags.get().has_setattr {
            if class.flags.get().local_writes {
                return self.local_setattr(obj, &class, name, value);
            }
            let setattr = Rc::clone(&self.interp.names.setattr);
            if self.call_special(obj, &setattr, &[Value::Str(Rc::clone(name)), value.clone()])?.is_some() {
                return Ok(());
            }
        }
        self.generic_setattr(obj, &class, name, value)
    }

    /// `del obj.name`
    pub fn delattr(&mut self, obj: &Value, name: &Rc<Str>) -> R<()> {
        let class = Rc::clone(self.class_of(obj));
        if class.flags.get().has_setattr {
            if class.flags.get().local_writes {
                return self.local_setattr(obj, &class, name, Value::Unset);
            }
            let delattr = Rc::clone(&self.interp.names.delattr);
            if self.call_special(obj, &delattr, &[Value::Str(Rc::clone(name))])?.is_some() {
                return Ok(());
            }
        }
        self.generic_setattr(obj, &class, name, Value::Unset)
    }

    /// `object.__setattr__`, and `__delattr__` when the value is unset (and their counterparts for classes and
    /// modules).
    pub fn generic_setattr(&mut self, obj: &Value, class: &Rc<Class>, name: &Rc<Str>, value: Value) -> R<()> {
        if let Value::Class(of) = obj
            && of.flags.get().builtin
        {
            return Err(Raised::type_error(format!(
                "cannot set '{}' attribute of immutable type '{}'",
                name.as_str(),
                self.shown_name(of)
            )));
        }
        let found = self.lookup(class, name);
        if let Some(found) = &found
            && self.binding(found) == Binding::Data
        {
            return self.set_through(found, obj, name, value);
        }
        let deleting = value.is_unset();
        let done = match obj {
            Value::Instance(instance) if !class.flags.get().no_dict => {
                if deleting {
                    self.instance_delete(instance, name)
                } else {
                    self.instance_set(instance, name, value);
                    true
                }
            }
            Value::Class(of) => {
                let dict = Rc::clone(&of.dict);
                let done = if deleting {
                    self.dict_remove_str(&dict, name).is_some()
                } else {
                    let name = self.interp.intern(name.as_str());
                    self.dict_set_str(&dict, &name, value);
                    true
                };
                self.class_changed(of);
                done
            }
            Value::Module(module) => {
                let dict = Rc::clone(&module.dict);
                if deleting {
                    self.dict_remove_str(&dict, name).is_some()
                } else {
                    self.dict_set_str(&dict, name, value);
                    true
                }
            }
            Value::Function(function) => {
                let attrs = match function.attrs.get(&self.token) {
                    Some(attrs) => Rc::clone(attrs),
                    None => {
                        let attrs = self.new_dict();
                        function.attrs.set(&mut self.token, Some(Rc::clone(&attrs)));
                        attrs
                    }
                };
                if deleting {
                    self.dict_remove_str(&attrs, name).is_some()
                } else {
                    self.dict_set_str(&attrs, name, value);
                    true
                }
            }
            _ => {
                return Err(match found {
                    Some(_) => Raised::new(
                        ExcKind::AttributeError,
                        format!(
                            "'{}' object attribute '{}' is read-only",
                            self.type_name(obj),
                            name.as_str()
                        ),
                    ),
                    None => {
                        let message = format!(
                            "'{}' object has no attribute '{}' and no __dict__ for setting new attributes",
                            self.type_name(obj),
                            name.as_str()
                        );
                        Raised::with(
                            ExcKind::AttributeError,
                            Detail::Fields {
                                args: vec![Value::str(message)],
                                fields: vec![("name", Value::Str(Rc::clone(name))), ("obj", obj.clone())],
                            },
                        )
                    }
                });
            }
        };
        if done { Ok(()) } else { Err(self.no_attribute(obj, name)) }
    }

    /// Sets (or deletes) an attribute through a data descriptor.
    pub(crate) fn set_through(
        &mut self,
        descriptor: &Value,
        obj: &Value,
        name: &Rc<Str>,
        value: Value,
    ) -> R<()> {
        let deleting = value.is_unset();
        match descriptor {
            Value::Descriptor(descriptor) => match &**descriptor {
                Descriptor::Property { get, set, delete, name, .. } => {
                    let accessor = if deleting { delete } else { set };
                    if accessor.is_none_or_unset() {
                        let mut name = name.get(&self.token).clone();
                        if name.is_none() && !get.is_none_or_unset() {
                            // A property that no class named is called after its getter.
                            let (get, key) = (get.clone(), Rc::clone(&self.interp.names.name_));
                            name = match self.getattr_opt(&get, &key)? {
                                Some(Value::Str(name)) => Some(name),
                                _ => None,
                            };
                        }
                        return Err(self.property_missing(
                            if deleting { "deleter" } else { "setter" },
                            name,
                            obj,
                        ));
                    }
                    let accessor = accessor.clone();
                    let args = [obj.clone(), value];
                    self.call(&accessor, if deleting { &args[..1] } else { &args }).map(drop)
                }
                Descriptor::GetSet { def, owner } => match def.set {
                    Some(set) => set(self, obj, value),
                    None => Err(Raised::new(
                        ExcKind::AttributeError,
                        match *def {
                            _ if *owner == "type" || *owner == "object" => "readonly attribute".to_owned(),
                            _ => format!("attribute '{}' of '{owner}' objects is not writable", def.name),
                        },
                    )),
                },
                Descriptor::Member { index, .. } => {
                    let index = *index;
                    if let Value::Instance(instance) = obj
                        && let Some(slot) = instance.slots.get_mut(&mut self.token).get_mut(index)
                    {
                        let old = std::mem::replace(slot, value);
                        if !(deleting && old.is_unset()) {
                            return Ok(());
                        }
                        return Err(Raised::new(ExcKind::AttributeError, name.as_str().to_owned()));
                    }
                    Err(self.no_attribute(obj, name))
                }
                Descriptor::StaticMethod(_) | Descriptor::ClassMethod(_) => Err(self.no_attribute(obj, name)),
            },
            _ => {
                let (set, delete) = (Rc::clone(&self.interp.names.set), Rc::clone(&self.interp.names.delete));
                let (method, what, args) = if deleting {
                    (delete, "__delete__", vec![obj.clone()])
                } else {
                    (set, "__set__", vec![obj.clone(), value])
                };
                match self.call_special(descriptor, &method, &args)? {
                    Some(_) => Ok(()),
                    None => Err(Raised::new(ExcKind::AttributeError, what)),
                }
            }
        }
    }
}
