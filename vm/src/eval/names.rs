//! Globals, built-ins, namespaces, cells, imports.

use gilvm_compiler::op::FreeIdx;
use gilvm_compiler::op::Reg;

use crate::error::Detail;
use crate::error::ExcKind;
use crate::error::R;
use crate::error::Raised;
use crate::gil::Breaker;
use crate::heap::HeapCell;
use crate::held::Held;
use crate::object::CellObject;
use crate::object::Dict;
use crate::object::LoadedCode;
use crate::object::SiteCache;
use crate::object::SiteState;
use crate::object::Str;
use crate::rc::Rc;
use crate::value::Value;

/// A cell holding `value`.
pub(super) fn new_cell(value: Value) -> Value {
    Value::Cell(Rc::new(CellObject { value: HeapCell::new(value) }))
}

/// The global a site found last time, if it still stands where it stood.
#[inline(always)]
pub(super) fn cached_global<'a>(held: &'a Held, globals: &'a Dict, site: &SiteCache) -> Option<&'a Value> {
    let token = held.token();
    let table = globals.table(token);
    let entry = match site.state.get(token) {
        SiteState::Global { version, at } if table.version() == *version => table.entry(*at as usize),
        SiteState::Builtin { globals: version, builtins, at } if table.version() == *version => {
            let table = held.interp.builtins.table(token);
            if table.version() != *builtins {
                return None;
            }
            table.entry(*at as usize)
        }
        _ => None,
    };
    entry.map(|entry| &entry.value)
}

/// The running frame's globals.
pub(super) fn globals(held: &Held) -> Rc<Dict> {
    match held.thread.frames.last() {
        Some(frame) => Rc::clone(&frame.function.globals),
        None => Rc::new(Dict::new()),
    }
}

/// The running frame's own namespace, where it has one.
fn namespace(held: &Held) -> Option<Value> {
    held.thread.frames.last()?.rare.as_ref()?.namespace.clone()
}

/// A name in the running frame's own namespace.
fn own_name(held: &mut Held, name: &Rc<Str>) -> R<Option<Value>> {
    match namespace(held) {
        None => Ok(None),
        Some(Value::Dict(dict)) => Ok(held.dict_get_str(&dict, name)),
        Some(mapping) => match held.getitem(&mapping, &Value::Str(Rc::clone(name))) {
            Err(raised) if held.matches(&raised, ExcKind::KeyError) => Ok(None),
            found => found.map(Some),
        },
    }
}

/// Looks a global up and remembers where it stands.
#[cold]
pub(super) fn load_global(held: &mut Held, site: &SiteCache) -> R {
    let globals = globals(held);
    let hash = held.str_hash(&site.name);
    let table = globals.table(held.token());
    if let Some(at) = table.find_str(&site.name, hash) {
        let entry = table.entry(at).map(|e| (e.key.clone(), e.value.clone()));
        if let Some((key, value)) = entry {
            if matches!(&key, Value::Str(key) if Rc::ptr_eq(key, &site.name)) {
                let version = table.version();
                site.state.set(&mut held.token, SiteState::Global { version, at: at as u32 });
            }
            return Ok(value);
        }
    }
    let version = table.version();
    if let Some(own) = own_builtins(held, &globals) {
        return held.dict_get_str(&own, &site.name).ok_or_else(|| name_error(&site.name));
    }
    let builtins = Rc::clone(&held.interp.builtins);
    let table = builtins.table(held.token());
    if let Some(at) = table.find_str(&site.name, hash)
        && let Some(value) = table.entry(at).map(|e| e.value.clone())
    {
        let found = SiteState::Builtin { globals: version, builtins: table.version(), at: at as u32 };
        site.state.set(&mut held.token, found);
        return Ok(value);
    }
    Err(name_error(&site.name))
}

/// The built-ins that globals given to `exec` or `eval` bring along (`__builtins__`), unless they are the usual ones.
fn own_builtins(held: &Held, globals: &Rc<Dict>) -> Option<Rc<Dict>> {
    let own = match held.dict_get_str(globals, &held.interp.names.builtins)? {
        Value::Dict(own) => own,
        Value::Module(module) => Rc::clone(&module.dict),
        _ => return None,
    };
    (!Rc::ptr_eq(&own, &held.interp.builtins)).then_some(own)
}

/// `NameError` for a name that is nowhere.
#[cold]
pub(super) fn name_error(name: &Rc<Str>) -> Raised {
    Raised::with(
        ExcKind::NameError,
        Detail::Fields {
            args: vec![Value::str(format!("name '{}' is not defined", name.as_str()))],
            fields: vec![("name", Value::Str(Rc::clone(name)))],
        },
    )
}

/// Assigns a global.
#[inline]
pub(super) fn store_global(held: &mut Held, site: &SiteCache, value: Value) {
    let index = held.thread.frames.len() - 1;
    let globals = &held.thread.frames[index].function.globals;
    if let SiteState::Global { version, at } = site.state.get(&held.token) {
        let (version, at) = (*version, *at as usize);
        let table = globals.table_mut(&mut held.token);
        if table.version() == version {
            table.replace_at(at, value).discard();
            return;
        }
    }
    let globals = Rc::clone(globals);
    held.dict_set_str(&globals, &site.name, value);
    let at = globals.table(&held.token).find_str(&site.name, held.str_hash(&site.name));
    if let Some(at) = at {
        let interned = matches!(
            globals.table(&held.token).entry(at).map(|e| &e.key),
            Some(Value::Str(key)) if Rc::ptr_eq(key, &site.name)
        );
        if interned {
            let version = globals.table(&held.token).version();
            site.state.set(&mut held.token, SiteState::Global { version, at: at as u32 });
        }
    }
}

/// `del` of a global.
pub(super) fn delete_global(held: &mut Held, site: &SiteCache) -> R<()> {
    let globals = globals(held);
    match held.dict_remove_str(&globals, &site.name) {
        Some(old) => {
            drop(old);
            deleted(held)
        }
        None => Err(name_error(&site.name)),
    }
}

/// A `del` of a name: what died of it is finalized before the next instruction, not at the next check point. Whoever
/// writes `del` to see a finalizer run looks for what it did right behind.
pub(super) fn deleted(held: &mut Held) -> R<()> {
    if held.me().breaker().has(Breaker::FINALIZERS) {
        held.run_finalizers();
    }
    Ok(())
}

/// A name in the frame's namespace, else a global, else a built-in.
pub(super) fn load_name(held: &mut Held, site: &SiteCache) -> R {
    if let Some(value) = own_name(held, &site.name)? {
        return Ok(value);
    }
    let globals = globals(held);
    match cached_global(held, &globals, site) {
        Some(value) => Ok(value.clone()),
        None => load_global(held, site),
    }
}

/// A name in a class body's namespace, else a variable of an enclosing function.
pub(super) fn load_name_or_free(held: &mut Held, site: &SiteCache, free: FreeIdx) -> R {
    if let Some(value) = own_name(held, &site.name)? {
        return Ok(value);
    }
    let cell = held.thread.frames.last().and_then(|f| f.function.closure.get(free.index())).cloned();
    match cell.map(|cell| cell.value.get(&held.token).clone()) {
        Some(value) if !value.is_unset() => Ok(value),
        _ => Err(free_error(site.name.as_str())),
    }
}

/// Assigns a name in the frame's namespace.
pub(super) fn store_name(held: &mut Held, site: &SiteCache, value: Value) -> R<()> {
    match namespace(held) {
        Some(Value::Dict(dict)) => held.dict_set_str(&dict, &site.name, value),
        Some(mapping) => held.setitem(&mapping, &Value::Str(Rc::clone(&site.name)), value)?,
        None => store_global(held, site, value),
    }
    Ok(())
}

/// `del` of a name in the frame's namespace.
pub(super) fn delete_name(held: &mut Held, site: &SiteCache) -> R<()> {
    let dict = match namespace(held) {
        None => globals(held),
        Some(Value::Dict(dict)) => dict,
        Some(mapping) => {
            return match held.delitem(&mapping, &Value::Str(Rc::clone(&site.name))) {
                Err(raised) if held.matches(&raised, ExcKind::KeyError) => Err(name_error(&site.name)),
                done => done,
            };
        }
    };
    match held.dict_remove_str(&dict, &site.name) {
        Some(old) => {
            drop(old);
            deleted(held)
        }
        None => Err(name_error(&site.name)),
    }
}

/// A local that is not assigned.
#[cold]
pub(super) fn unbound_local(code: &LoadedCode, reg: Reg) -> Raised {
    let name = code.code.locals.get(reg.index()).map_or("", |n| &**n);
    // Without a name: CPython suggests none for a local that is merely not bound yet.
    Raised::new(
        ExcKind::UnboundLocalError,
        format!("cannot access local variable '{name}' where it is not associated with a value"),
    )
}

/// A free variable whose cell is empty.
#[cold]
pub(super) fn unbound_free(code: &LoadedCode, free: FreeIdx) -> Raised {
    free_error(code.code.free.get(free.index()).map_or("", |n| &**n))
}

#[cold]
fn free_error(name: &str) -> Raised {
    Raised::with(
        ExcKind::NameError,
        Detail::Fields {
            args: vec![Value::str(format!(
                "cannot access free variable '{name}' where it is not associated with a value in enclosing scope"
            ))],
            fields: vec![("name", Value::str(name))],
        },
    )
}

/// `__build_class__`, as the built-ins have it.
pub(super) fn load_builtin_class_builder(held: &mut Held) -> R {
    let name = Rc::clone(&held.interp.names.build_class);
    let builtins = Rc::clone(&held.interp.builtins);
    held.dict_get_str(&builtins, &name)
        .ok_or_else(|| Raised::new(ExcKind::NameError, "__build_class__ not found"))
}

/// `import name`
pub(super) fn import_name(held: &mut Held, name: &Rc<Str>, from_list: &Value, level: &Value) -> R {
    let level = match level {
        Value::Int(level) => usize::try_from(*level).unwrap_or(0),
        _ => 0,
    };
    let globals = globals(held);
    held.import_name(name, &globals, from_list, level)
}

/// `from module import *`
pub(super) fn import_star(held: &mut Held, module: &Value) -> R<()> {
    let namespace = namespace(held).unwrap_or_else(|| Value::Dict(globals(held)));
    held.import_star(module, &namespace)
}
