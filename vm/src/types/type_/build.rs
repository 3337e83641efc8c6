//! Making classes: `__build_class__` for the class statement, `type.__new__` for everything below it.
//!
//! The order of effects is CPython's (`Python/bltinmodule.c: builtin___build_class__`, `Objects/typeobject.c:
//! type_new_impl`): metaclass, `__prepare__`, body, metaclass call; inside it bases, layout, `__slots__`, class cell,
//! `__set_name__` in namespace order, `__init_subclass__`.

use crate::error::R;
use crate::error::Raised;
use crate::held::Held;
use crate::object::Class;
use crate::object::ClassFlags;
use crate::object::Descriptor;
use crate::object::Dict;
use crate::object::Layout;
use crate::object::Str;
use crate::protocol::class::NewClass;
use crate::rc::Rc;
use crate::types::Kind;
use crate::value::Value;

/// The keyword arguments that a `**kwargs` parameter collected.
pub(crate) fn keyword_list(held: &Held, collected: &Value) -> Vec<(Rc<Str>, Value)> {
    match collected {
        Value::Dict(dict) => dict
            .table(&held.token)
            .iter()
            .filter_map(|entry| match &entry.key {
                Value::Str(name) => Some((Rc::clone(name), entry.value.clone())),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    }
}

fn positional(collected: &Value) -> Vec<Value> {
    match collected {
        Value::Tuple(items) => items.items().to_vec(),
        _ => Vec::new(),
    }
}

/// `__build_class__(func, name, /, *bases, [metaclass], **kwds)`
pub(crate) fn build_class(held: &mut Held, args: &[Value]) -> R {
    let given = positional(&args[0]);
    let mut keywords = keyword_list(held, &args[1]);
    let [body, name, bases @ ..] = given.as_slice() else {
        return Err(Raised::type_error("__build_class__: not enough arguments"));
    };
    let Value::Function(body) = body else {
        return Err(Raised::type_error("__build_class__: func must be a function"));
    };
    let Some(name) = held.as_str(name) else {
        return Err(Raised::type_error("__build_class__: name is not a string"));
    };
    let original = Value::tuple(bases.iter().cloned());
    let (bases, replaced) = resolve_bases(held, bases, &original)?;
    let metaclass_name = Rc::clone(&held.interp.names.metaclass);
    let explicit =
        keywords.iter().position(|(key, _)| *key == metaclass_name).map(|at| keywords.remove(at).1);
    let metaclass = match (explicit, bases.first()) {
        (Some(metaclass), _) => metaclass,
        (None, None) => Value::Class(Rc::clone(held.interp.kind(Kind::Type))),
        (None, Some(base)) => Value::Class(Rc::clone(held.class_of(base))),
    };
    let metaclass = match metaclass {
        Value::Class(class) => Value::Class(most_derived(held, class, &bases)?),
        other => other,
    };
    let bases_value = Value::tuple(bases.iter().cloned());
    let namespace = prepare(held, &metaclass, &name, &bases_value, &keywords)?;
    if !held.is_mapping(&namespace) {
        let what = match &metaclass {
            Value::Class(class) => class.name(&held.token).to_owned(),
            _ => "<metaclass>".to_owned(),
        };
        return Err(Raised::type_error(format!(
            "{what}.__prepare__() must return a mapping, not {}",
            held.type_name(&namespace)
        )));
    }
    let cell = held.run_class_body(body, &namespace)?;
    if replaced {
        let key = held.intern("__orig_bases__");
        held.setitem(&namespace, &Value::Str(key), original)?;
    }
    // A body whose functions use `super()` or `__class__` returns the cell they share; `type.__new__` fills it.
    if let Value::Cell(_) = &cell {
        let cell_name = Rc::clone(&held.interp.names.classcell);
        held.setitem(&namespace, &Value::Str(cell_name), cell.clone())?;
    }
    let made =
        held.call_kw(&metaclass, &[Value::Str(Rc::clone(&name)), bases_value, namespace], &keywords)?;
    if let (Value::Class(class), Value::Cell(cell)) = (&made, cell) {
        let content = cell.value.get(&held.token).clone();
        match content {
            Value::Class(content) if Rc::ptr_eq(&content, class) => {}
            Value::Unset => {
                return Err(Raised::runtime_error(format!(
                    "__class__ not set defining '{}' as {}. Was __classcell__ propagated to type.__new__?",
                    name.as_str(),
                    super::class_repr(held, class)
                )));
            }
            other => {
                let other = held.repr(&other)?;
                return Err(Raised::type_error(format!(
                    "__class__ set to {} defining '{}' as {}",
                    other.as_str(),
                    name.as_str(),
                    super::class_repr(held, class)
                )));
            }
        }
    }
    Ok(made)
}

/// Lets bases that are not classes stand for some (`__mro_entries__`, PEP 560); whether any did.
fn resolve_bases(held: &mut Held, bases: &[Value], original: &Value) -> R<(Vec<Value>, bool)> {
    let hook = Rc::clone(&held.interp.names.mro_entries);
    let mut resolved = Vec::with_capacity(bases.len());
    let mut replaced = false;
    for base in bases {
        if matches!(base, Value::Class(_)) {
            resolved.push(base.clone());
            continue;
        }
        let Some(entries) = held.getattr_opt(base, &hook)? else {
            resolved.push(base.clone());
            continue;
        };
        match held.call(&entries, std::slice::from_ref(original))? {
            Value::Tuple(entries) => resolved.extend(entries.items().iter().cloned()),
            _ => return Err(Raised::type_error("__mro_entries__ must return a tuple")),
        }
        replaced = true;
    }
    Ok((resolved, replaced))
}

/// The metaclass that is a subclass of all the bases' metaclasses.
fn most_derived(held: &mut Held, metaclass: Rc<Class>, bases: &[Value]) -> R<Rc<Class>> {
    let mut winner = metaclass;
    for base in bases {
        let class = Rc::clone(held.class_of(base));
        if winner.is_subclass(&class, &held.token) {
            continue;
        }
        if class.is_subclass(&winner, &held.token) {
            winner = class;
            continue;
        }
        return Err(Raised::type_error(
            "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases",
        ));
    }
    Ok(winner)
}

fn prepare(
    held: &mut Held,
    metaclass: &Value,
    name: &Rc<Str>,
    bases: &Value,
    keywords: &[(Rc<Str>, Value)],
) -> R {
    if matches!(metaclass, Value::Class(class) if Rc::ptr_eq(class, held.interp.kind(Kind::Type))) {
        return Ok(Value::Dict(held.new_dict()));
    }
    let hook = Rc::clone(&held.interp.names.prepare);
    match held.getattr_opt(metaclass, &hook)? {
        Some(prepare) => held.call_kw(&prepare, &[Value::Str(Rc::clone(name)), bases.clone()], keywords),
        None => Ok(Value::Dict(held.new_dict())),
    }
}

/// `type.__new__`: with one argument the type of an object, with three a new class.
pub(super) fn type_new(held: &mut Held, args: &[Value]) -> R {
    let metaclass = Rc::clone(super::class(held, &args[0])?);
    let given = positional(&args[1]);
    let keywords = keyword_list(held, &args[2]);
    let is_type = Rc::ptr_eq(&metaclass, held.interp.kind(Kind::Type));
    let (name, bases, namespace) = match given.as_slice() {
        [object] if is_type && keywords.is_empty() => {
            return Ok(Value::Class(Rc::clone(held.class_of(object))));
        }
        [name, bases, namespace] => (name, bases, namespace),
        _ if is_type => return Err(Raised::type_error("type() takes 1 or 3 arguments")),
        _ => {
            return Err(Raised::type_error(format!(
                "type.__new__() takes exactly 3 arguments ({} given)",
                given.len()
            )));
        }
    };
    let wrong = |held: &Held, at: usize, what: &str, value: &Value| {
        Raised::type_error(format!(
            "type.__new__() argument {at} must be {what}, not {}",
            held.type_name(value)
        ))
    };
    let name = held.as_str(name).ok_or_else(|| wrong(held, 1, "str", name))?;
    if name.as_str().contains('\0') {
        return Err(Raised::value_error("type name must not contain null characters"));
    }
    let Value::Tuple(bases) = held.base_value(bases) else { return Err(wrong(held, 2, "tuple", bases)) };
    let Value::Dict(namespace) = held.base_value(namespace) else {
        return Err(wrong(held, 3, "dict", namespace));
    };
    let bases = bases.items().to_vec();
    for base in &bases {
        if matches!(base, Value::Class(_)) {
            continue;
        }
        let hook = Rc::clone(&held.interp.names.mro_entries);
        if held.getattr_opt(base, &hook)?.is_some() {
            return Err(Raised::type_error(
                "type() doesn't support MRO entry resolution; use types.new_class()",
            ));
        }
    }
    let winner = most_derived(held, Rc::clone(&metaclass), &bases)?;
    if !Rc::ptr_eq(&winner, &metaclass) {
        // A base's metaclass is more derived: it makes the class, if it does so in its own way.
        let new_name = Rc::clone(&held.interp.names.new);
        let theirs = held.lookup(&winner, &new_name);
        let ours = held.lookup(&metaclass, &new_name);
        if let (Some(theirs), Some(ours)) = (theirs, ours)
            && !theirs.is(&ours)
        {
            let winner = Value::Class(winner);
            let new = held.getattr(&winner, &new_name)?;
            let mut all = vec![winner];
            all.extend(given.iter().cloned());
            return held.call_kw(&new, &all, &keywords);
        }
    }
    let class = make(held, winner, &name, &bases, &namespace)?;
    announce(held, &class, &namespace, &keywords)?;
    Ok(Value::Class(class))
}

/// What a class's instances must carry: the nearest class that adds something to the layout.
fn solid_base(held: &Held, class: &Rc<Class>) -> Rc<Class> {
    let mut at = Rc::clone(class);
    loop {
        // The base that decided this class's layout is the one that shares it, with the most slots.
        let bases = at.bases.get(&held.token);
        let decisive =
            bases.iter().filter(|base| base.layout == at.layout).max_by_key(|base| base.slot_count);
        match decisive {
            Some(base) if base.slot_count == at.slot_count => at = Rc::clone(base),
            _ => return at,
        }
    }
}

/// The base that decides the layout: the one whose solid base derives from all the others'.
pub(super) fn best_base(held: &Held, bases: &[Rc<Class>]) -> R<Option<Rc<Class>>> {
    let mut best: Option<(&Rc<Class>, Rc<Class>)> = None;
    for base in bases {
        let solid = solid_base(held, base);
        best = match best {
            None => Some((base, solid)),
            Some((_, winner)) if solid.is_subclass(&winner, &held.token) && !Rc::ptr_eq(&solid, &winner) => {
                Some((base, solid))
            }
            Some((chosen, winner)) if winner.is_subclass(&solid, &held.token) => Some((chosen, winner)),
            Some(_) => return Err(Raised::type_error("multiple bases have instance lay-out conflict")),
        };
    }
    Ok(best.map(|(base, _)| Rc::clone(base)))
}

/// Whether instances of a built-in type vary in size, so that no slots can follow them.
fn is_variable_size(layout: Layout) -> bool {
    matches!(layout, Layout::Builtin(Kind::Int | Kind::Tuple | Kind::Bytes | Kind::Type))
}

/// Makes the class object: bases checked, slots laid out, the namespace copied and completed.
fn make(
    held: &mut Held,
    metaclass: Rc<Class>,
    name: &Rc<Str>,
    bases: &[Value],
    namespace: &Rc<Dict>,
) -> R<Rc<Class>> {
    let mut base_classes = Vec::with_capacity(bases.len());
    for base in bases {
        let Value::Class(class) = base else {
            return Err(Raised::type_error("bases must be types"));
        };
        if class.flags.get().is_final {
            return Err(Raised::type_error(format!(
                "type '{}' is not an acceptable base type",
                held.shown_name(class)
            )));
        }
        base_classes.push(Rc::clone(class));
    }
    if base_classes.is_empty() {
        base_classes.push(Rc::clone(held.interp.kind(Kind::Object)));
    }
    for (at, base) in base_classes.iter().enumerate() {
        if base_classes[..at].iter().any(|other| Rc::ptr_eq(other, base)) {
            return Err(Raised::type_error(format!("duplicate base class {}", base.name(&held.token))));
        }
    }
    let best = match best_base(held, &base_classes)? {
        Some(best) => best,
        None => Rc::clone(held.interp.kind(Kind::Object)),
    };
    let dict = Rc::new(Dict::from_table(namespace.table(&held.token).clone()));
    let qualname = take_qualname(held, &dict, name)?;
    let slots = read_slots(held, &dict, name, &best)?;
    let bases_without_dict = base_classes.iter().all(|base| base.flags.get().no_dict);
    let (no_dict, slot_names) = match slots {
        None => (false, Vec::new()),
        Some(slots) => (bases_without_dict && !slots.has_dict, slots.names),
    };
    for (at, slot) in slot_names.iter().enumerate() {
        let member =
            Descriptor::Member { name: Rc::clone(slot), owner: Rc::clone(name), index: best.slot_count + at };
        held.dict_set_str(&dict, slot, Value::Descriptor(Rc::new(member)));
    }
    complete_namespace(held, &dict);
    let cell_name = Rc::clone(&held.interp.names.classcell);
    let cell = match held.dict_remove_str(&dict, &cell_name) {
        None => None,
        Some(Value::Cell(cell)) => Some(cell),
        Some(other) => {
            let class = Rc::clone(held.class_of(&other));
            return Err(Raised::type_error(format!(
                "__classcell__ must be a nonlocal cell, not {}",
                super::class_repr(held, &class)
            )));
        }
    };
    let metaclass = (!Rc::ptr_eq(&metaclass, held.interp.kind(Kind::Type))).then_some(metaclass);
    let class = held.finish_class(NewClass {
        name: Rc::clone(name),
        qualname,
        bases: base_classes,
        dict,
        metaclass,
        layout: best.layout,
        slot_count: best.slot_count + slot_names.len(),
        flags: ClassFlags { no_dict, is_exception: best.flags.get().is_exception, ..ClassFlags::default() },
    })?;
    if let Some(cell) = cell {
        cell.value.set(&mut held.token, Value::Class(Rc::clone(&class)));
    }
    Ok(class)
}

fn take_qualname(held: &mut Held, dict: &Rc<Dict>, name: &Rc<Str>) -> R<Rc<Str>> {
    let key = Rc::clone(&held.interp.names.qualname);
    match held.dict_remove_str(dict, &key) {
        None => Ok(Rc::clone(name)),
        Some(value) => held.as_str(&value).ok_or_else(|| {
            Raised::type_error(format!("type __qualname__ must be a str, not {}", held.type_name(&value)))
        }),
    }
}

/// What `type.__new__` adds to a namespace or turns into methods of a special kind.
fn complete_namespace(held: &mut Held, dict: &Rc<Dict>) {
    let (module, doc, new, eq, hash) = {
        let names = &held.interp.names;
        (
            Rc::clone(&names.module),
            Rc::clone(&names.doc),
            Rc::clone(&names.new),
            Rc::clone(&names.eq),
            Rc::clone(&names.hash),
        )
    };
    let class_level =
        [Rc::clone(&held.interp.names.init_subclass), Rc::clone(&held.interp.names.class_getitem)];
    if held.dict_get_str(dict, &module).is_none() {
        let globals = held.thread.frames.last().map(|frame| Rc::clone(&frame.function.globals));
        let name = Rc::clone(&held.interp.names.name_);
        if let Some(value) = globals.and_then(|globals| held.dict_get_str(&globals, &name)) {
            held.dict_set_str(dict, &module, value);
        }
    }
    if held.dict_get_str(dict, &doc).is_none() {
        held.dict_set_str(dict, &doc, Value::None);
    }
    if let Some(function @ Value::Function(_)) = held.dict_get_str(dict, &new) {
        held.dict_set_str(dict, &new, Value::Descriptor(Rc::new(Descriptor::StaticMethod(function))));
    }
    for name in class_level {
        if let Some(function @ Value::Function(_)) = held.dict_get_str(dict, &name) {
            held.dict_set_str(dict, &name, Value::Descriptor(Rc::new(Descriptor::ClassMethod(function))));
        }
    }
    // Equal objects must hash alike, which the inherited hash knows nothing of.
    if held.dict_get_str(dict, &eq).is_some() && held.dict_get_str(dict, &hash).is_none() {
        held.dict_set_str(dict, &hash, Value::None);
    }
}

struct Slots {
    names: Vec<Rc<Str>>,
    has_dict: bool,
}

/// Reads `__slots__`; `None` when there is none.
fn read_slots(held: &mut Held, dict: &Rc<Dict>, class_name: &Rc<Str>, best: &Rc<Class>) -> R<Option<Slots>> {
    let key = Rc::clone(&held.interp.names.slots);
    let Some(value) = held.dict_get_str(dict, &key) else { return Ok(None) };
    let items = match &value {
        Value::Str(_) => vec![value.clone()],
        _ => held.collect(&value)?,
    };
    if !items.is_empty() && is_variable_size(best.layout) {
        return Err(Raised::type_error(format!(
            "nonempty __slots__ not supported for subtype of '{}'",
            best.name(&held.token)
        )));
    }
    let mut slots = Slots { names: Vec::new(), has_dict: false };
    for item in &items {
        let Some(text) = held.as_str(item) else {
            return Err(Raised::type_error(format!(
                "__slots__ items must be strings, not '{}'",
                held.type_name(item)
            )));
        };
        if !is_identifier(text.as_str()) {
            return Err(Raised::type_error("__slots__ must be identifiers"));
        }
        match text.as_str() {
            "__dict__" if slots.has_dict || !best.flags.get().no_dict => {
                return Err(Raised::type_error("__dict__ slot disallowed: we already got one"));
            }
            "__dict__" => slots.has_dict = true,
            "__weakref__" => {}
            plain => {
                let name = mangle(held, class_name, plain);
                if held.dict_get_str(dict, &name).is_some() {
                    return Err(Raised::value_error(format!(
                        "'{}' in __slots__ conflicts with class variable",
                        name.as_str()
                    )));
                }
                if !slots.names.contains(&name) {
                    slots.names.push(name);
                }
            }
        }
    }
    slots.names.sort_by(|a, b| a.as_str().cmp(b.as_str()));
    Ok(Some(slots))
}

fn is_identifier(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|c| c == '_' || c.is_alphabetic())
        && chars.all(|c| c == '_' || c.is_alphanumeric())
}

/// A private name (`__x`) as the compiler writes it inside class `class_name`.
fn mangle(held: &mut Held, class_name: &Rc<Str>, name: &str) -> Rc<Str> {
    let class = class_name.as_str().trim_start_matches('_');
    if name.starts_with("__") && !name.ends_with("__") && !class.is_empty() {
        return held.intern(&format!("_{class}{name}"));
    }
    held.intern(name)
}

/// Tells the attributes their names and the parent of its new child.
fn announce(
    held: &mut Held,
    class: &Rc<Class>,
    namespace: &Rc<Dict>,
    keywords: &[(Rc<Str>, Value)],
) -> R<()> {
    let entries: Vec<(Value, Value)> =
        namespace.table(&held.token).iter().map(|entry| (entry.key.clone(), entry.value.clone())).collect();
    let hook = Rc::clone(&held.interp.names.set_name);
    for (key, value) in entries {
        match (&key, &value) {
            (Value::Str(name), Value::Descriptor(descriptor)) => {
                if let Descriptor::Property { name: own, .. } = &**descriptor {
                    own.set(&mut held.token, Some(Rc::clone(name)));
                }
            }
            (_, Value::Instance(_)) => {
                let own = Value::Class(Rc::clone(class));
                if let Err(raised) = held.call_special(&value, &hook, &[own, key.clone()]) {
                    return Err(note_set_name(held, raised, &value, &key, class));
                }
            }
            _ => {}
        }
    }
    // `super(cls, cls).__init_subclass__(**kwargs)`
    let hook = Rc::clone(&held.interp.names.init_subclass);
    let own = Value::Class(Rc::clone(class));
    if let Some(found) = super::super::super_::lookup_after(held, class, class, &hook) {
        let of = Rc::clone(class);
        let bound = held.bind(found, &own, &of)?;
        held.call_kw(&bound, &[], keywords)?;
    }
    Ok(())
}

/// Says in a note which attribute's `__set_name__` failed.
fn note_set_name(held: &mut Held, raised: Raised, value: &Value, key: &Value, class: &Rc<Class>) -> Raised {
    let exception = held.exception_object(raised);
    let key = held.repr(key).map_or_else(|_| "?".to_owned(), |text| text.as_str().to_owned());
    let note = format!(
        "Error calling __set_name__ on '{}' instance {key} in '{}'",
        held.type_name(value),
        class.name(&held.token)
    );
    let add = held.intern("add_note");
    // A note that cannot be added does not hide the error it is about.
    let _ = held.call_method(&Value::Instance(Rc::clone(&exception)), &add, &[Value::from(note)]);
    Raised::object(exception)
}
