//! Attribute instructions on local objects (`_thread._local`): the site remembers where in the calling thread's dict
//! the name stood, given that the class has nothing that would come first.

use crate::error::R;
use crate::held::Held;
use crate::object::Class;
use crate::object::Descriptor;
use crate::object::Instance;
use crate::object::Payload;
use crate::object::SiteCache;
use crate::object::SiteState;
use crate::rc::Rc;
use crate::value::Value;

/// Where the name stands in the calling thread's dict, by what the site remembers.
#[inline(always)]
fn position(held: &Held, class: &Class, site: &SiteCache) -> Option<usize> {
    match site.state.get(held.token()) {
        SiteState::LocalEntry { version, at } if *version == class.version.get() => Some(*at as usize),
        _ => None,
    }
}

/// `object.name`, filling the cache.
#[inline(never)]
pub(super) fn get(
    held: &mut Held,
    object: &Value,
    instance: &Instance,
    class: &Rc<Class>,
    site: &SiteCache,
) -> R {
    let token = held.token();
    if let Some(at) = position(held, class, site)
        && let Payload::Local(values) = instance.payload.get(token)
        && let Some(dict) = values.recent(token, held.thread.locals.thread)
        && let Some(entry) = dict.table(token).entry(at)
        && let Value::Str(key) = &entry.key
        && Rc::ptr_eq(key, &site.name)
    {
        return Ok(entry.value.clone());
    }
    let value = held.getattr(object, &site.name)?;
    remember(held, object, class, site)?;
    Ok(value)
}

/// `object.name = value`, filling the cache.
#[inline(never)]
pub(super) fn set(
    held: &mut Held,
    object: &Value,
    instance: &Instance,
    class: &Rc<Class>,
    site: &SiteCache,
    value: Value,
) -> R<()> {
    let thread = held.thread.locals.thread;
    if let Some(at) = position(held, class, site)
        && let Payload::Local(values) = instance.payload.get(held.token())
        && let Some(dict) = values.recent(held.token(), thread)
    {
        let dict = Rc::clone(dict);
        let table = dict.table_mut(&mut held.token);
        if let Some(entry) = table.entry(at)
            && let Value::Str(key) = &entry.key
            && Rc::ptr_eq(key, &site.name)
        {
            let old = table.replace_at(at, value);
            drop(old);
            return Ok(());
        }
    }
    held.setattr(object, &site.name, value)?;
    remember(held, object, class, site)
}

/// Notes where the name stands now, if the dict is what decides.
fn remember(held: &mut Held, object: &Value, class: &Rc<Class>, site: &SiteCache) -> R<()> {
    let version = class.version.get();
    if version == 0 || site.name == held.interp.names.dict {
        return Ok(());
    }
    let decides = match held.lookup(class, &site.name) {
        None | Some(Value::Function(_) | Value::Int(_) | Value::None | Value::Str(_) | Value::Float(_)) => {
            true
        }
        Some(Value::Bool(_) | Value::Native(_)) => true,
        Some(Value::Descriptor(of)) => {
            matches!(&*of, Descriptor::StaticMethod(_) | Descriptor::ClassMethod(_))
        }
        Some(_) => false,
    };
    if !decides {
        return Ok(());
    }
    let hash = held.str_hash(&site.name);
    let dict = held.local_dict(object)?;
    if let Some(at) = dict.table(held.token()).find_str(&site.name, hash)
        && let Some(entry) = dict.table(held.token()).entry(at)
        // A name that was made at run time is another object, and would be asked for in vain.
        && matches!(&entry.key, Value::Str(key) if Rc::ptr_eq(key, &site.name))
        && let Ok(at) = u32::try_from(at)
    {
        site.remember(&mut held.token, SiteState::LocalEntry { version, at });
    }
    Ok(())
}
