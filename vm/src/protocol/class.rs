//! Making and changing classes.

use std::cell::Cell;

use crate::error::R;
use crate::error::Raised;
use crate::heap::HeapCell;
use crate::held::Held;
use crate::native::NativeDef;
use crate::native::TypeDef;
use crate::object::Class;
use crate::object::ClassFlags;
use crate::object::Constructor;
use crate::object::Descriptor;
use crate::object::Dict;
use crate::object::Layout;
use crate::object::Native;
use crate::object::SharedKeys;
use crate::object::Str;
use crate::rc::Rc;
use crate::types::Kind;
use crate::value::Value;

/// The parts of a class that is about to be made.
pub struct NewClass {
    /// `__name__`.
    pub name: Rc<Str>,
    /// `__qualname__`.
    pub qualname: Rc<Str>,
    /// Bases; at least `object`, except for `object` itself.
    pub bases: Vec<Rc<Class>>,
    /// The namespace.
    pub dict: Rc<Dict>,
    /// The metaclass; `None` means `type`.
    pub metaclass: Option<Rc<Class>>,
    /// See [`Layout`].
    pub layout: Layout,
    /// Slot values of an instance.
    pub slot_count: usize,
    /// The flags that do not derive from the namespace.
    pub flags: ClassFlags,
}

impl Held {
    /// A class of this interpreter made by a declaration.
    pub fn new_builtin_class(&mut self, def: &TypeDef, bases: Vec<Rc<Class>>) -> Rc<Class> {
        let dict = self.new_dict();
        let name = self.intern(def.name);
        let native = |held: &mut Held, def: &'static NativeDef, is_method: bool, owner: &'static str| {
            let name = held.intern(def.name());
            let native = if is_method { Native::method(def, owner) } else { Native::function(def, owner) };
            (name, Value::Native(Rc::new(native)))
        };
        for method in def.methods {
            let (name, value) = native(self, method, true, def.name);
            self.dict_set_str(&dict, &name, value);
        }
        for method in def.class_methods {
            let (name, value) = native(self, method, true, def.name);
            let value = Value::Descriptor(Rc::new(Descriptor::ClassMethod(value)));
            self.dict_set_str(&dict, &name, value);
        }
        for method in def.static_methods {
            let (name, value) = native(self, method, false, def.name);
            let value = Value::Descriptor(Rc::new(Descriptor::StaticMethod(value)));
            self.dict_set_str(&dict, &name, value);
        }
        if let Some(new) = def.new {
            let (name, value) = native(self, new, false, def.name);
            let value = Value::Descriptor(Rc::new(Descriptor::StaticMethod(value)));
            self.dict_set_str(&dict, &name, value);
        }
        for attribute in def.attributes {
            let name = self.intern(attribute.name);
            let value = Value::Descriptor(Rc::new(Descriptor::GetSet { def: attribute, owner: def.name }));
            self.dict_set_str(&dict, &name, value);
        }
        // A type whose instances have these attributes themselves shows its own through `type`.
        let doc = Rc::clone(&self.interp.names.doc);
        if self.dict_get_str(&dict, &doc).is_none() {
            self.dict_set_str(
                &dict,
                &doc,
                if def.doc.is_empty() { Value::None } else { Value::str(def.doc) },
            );
        }
        let module = Rc::clone(&self.interp.names.module);
        if self.dict_get_str(&dict, &module).is_none() {
            let module_name = Value::Str(self.intern(def.module));
            self.dict_set_str(&dict, &module, module_name);
        }
        let inherited = bases.first().map(|b| b.flags.get()).unwrap_or_default();
        self.finish_class(NewClass {
            qualname: Rc::clone(&name),
            name,
            bases,
            dict,
            metaclass: None,
            layout: def.layout,
            slot_count: 0,
            flags: ClassFlags {
                builtin: true,
                is_final: !def.subclassable,
                no_dict: !def.has_dict,
                is_exception: inherited.is_exception || def.layout == Layout::Exception,
                ..ClassFlags::default()
            },
        })
        // A built-in type has at most one base, which always linearises.
        .unwrap_or_else(|_| unreachable!("a built-in class with one base has a method resolution order"))
    }

    /// Makes a class of its parts: computes the method resolution order, flags and version, and tells the bases.
    pub fn finish_class(&mut self, new: NewClass) -> R<Rc<Class>> {
        let ancestors = self.linearise(&new.bases)?;
        let class = Rc::new(Class {
            name: HeapCell::new(new.name),
            qualname: HeapCell::new(new.qualname),
            ancestors: HeapCell::new(ancestors),
            dict: new.dict,
            keys: HeapCell::new(SharedKeys::default()),
            version: Cell::new(self.interp.new_version()),
            flags: Cell::new(new.flags),
            constructor: HeapCell::new(Constructor::Unknown),
            layout: new.layout,
            metaclass: new.metaclass,
            subclasses: HeapCell::new(Vec::new()),
            slot_count: new.slot_count,
            bases: HeapCell::new(new.bases),
        });
        let bases = class.bases.get(&self.token).clone();
        for base in &bases {
            base.subclasses.get_mut(&mut self.token).push(Rc::downgrade(&class));
        }
        self.refresh_flags(&class);
        Ok(class)
    }

    /// The C3 linearisation of classes with these bases, without the class itself.
    fn linearise(&mut self, bases: &[Rc<Class>]) -> R<Vec<Rc<Class>>> {
        let mut rows: Vec<Vec<Rc<Class>>> =
            bases.iter().map(|b| b.mro(&self.token).cloned().collect()).collect();
        rows.push(bases.to_vec());
        let mut result: Vec<Rc<Class>> = Vec::new();
        loop {
            rows.retain(|row| !row.is_empty());
            if rows.is_empty() {
                return Ok(result);
            }
            let candidate = rows
                .iter()
                .map(|row| &row[0])
                .find(|c| !rows.iter().any(|row| row[1..].iter().any(|other| Rc::ptr_eq(other, c))))
                .cloned();
            let Some(candidate) = candidate else {
                let names: Vec<&str> = bases.iter().map(|b| b.name(&self.token)).collect();
                return Err(Raised::type_error(format!(
                    "Cannot create a consistent method resolution order (MRO) for bases {}",
                    names.join(", ")
                )));
            };
            for row in &mut rows {
                if Rc::ptr_eq(&row[0], &candidate) {
                    row.remove(0);
                }
            }
            result.push(candidate);
        }
    }

    /// Recomputes what is remembered about a class after it or a base changed, and about all that derive from it.
    pub fn class_changed(&mut self, class: &Rc<Class>) {
        // A list of classes to visit: the tree is as deep as a script makes it.
        let mut changed = vec![Rc::clone(class)];
        while let Some(class) = changed.pop() {
            class.version.set(self.interp.new_version());
            class.constructor.set(&mut self.token, Constructor::Unknown);
            self.refresh_flags(&class);
            changed.extend(class.subclasses.get(&self.token).iter().filter_map(crate::rc::Weak::upgrade));
        }
    }

    fn refresh_flags(&mut self, class: &Rc<Class>) {
        let defined = |held: &Held, name: &Rc<Str>| {
            // What `object` itself defines is the default, not an override.
            let found = class.mro(&held.token).find_map(|c| {
                let table = c.dict.table(&held.token);
                table.find_str(name, held.str_hash(name)).map(|_| Rc::clone(c))
            });
            found.is_some_and(|c| !c.bases.get(&held.token).is_empty() || !c.flags.get().builtin)
        };
        let of_local = |held: &Held, name: &Rc<Str>| {
            let found = class
                .mro(&held.token)
                .find(|c| c.dict.table(&held.token).find_str(name, held.str_hash(name)).is_some());
            class.layout == crate::types::local::LAYOUT
                && found.is_some_and(|c| c.layout == class.layout && c.flags.get().builtin)
        };
        let names = &self.interp.names;
        let mut flags = class.flags.get();
        flags.local_reads = of_local(self, &names.getattribute);
        flags.local_writes = of_local(self, &names.setattr) && of_local(self, &names.delattr);
        flags.has_del = defined(self, &names.del);
        flags.has_getattr = defined(self, &names.getattr);
        flags.has_getattribute = defined(self, &names.getattribute);
        flags.has_setattr = defined(self, &names.setattr) || defined(self, &names.delattr);
        flags.is_exception |= class.layout == Layout::Exception;
        flags.is_metaclass =
            self.interp.types.get(Kind::Type.index()).is_some_and(|t| class.is_subclass(t, &self.token));
        class.flags.set(flags);
        self.interp.has_finalizers |= flags.has_del;
    }
}
