//! `pwd` and `grp`: users and groups, from the files of the system. What a name service adds to them is not asked for.

use gilvm_vm::error::ExcKind;
use gilvm_vm::error::R;
use gilvm_vm::error::Raised;
use gilvm_vm::gil::Blocking;
use gilvm_vm::held::Held;
use gilvm_vm::native::ModuleDef;
use gilvm_vm::native::NativeDef;
use gilvm_vm::native::TypeDef;
use gilvm_vm::object::Class;
use gilvm_vm::object::Module;
use gilvm_vm::rc::Rc;
use gilvm_vm::value::Value;

use super::io::os_error;
use super::record;
use super::record::Record;
use crate::wait::descriptors as door;

/// Users.
pub(crate) const PASSWD: ModuleDef = ModuleDef {
    name: "pwd",
    doc: "This module provides access to the Unix password database.",
    functions: &[
        NativeDef::new(
            "getpwnam(name, /)",
            "Return the password database entry for the given user name.",
            |held, a| {
                let name = text_argument(held, "getpwnam() argument", &a[0])?;
                found(held, &USERS, |user| user.first() == Some(&name.as_str()))?
                    .map_or_else(|| missing(held, "getpwnam(): name not found", &a[0]), Ok)
            },
        ),
        NativeDef::new(
            "getpwuid(uid, /)",
            "Return the password database entry for the given numeric user ID.",
            |held, a| {
                let id = match id(held, &a[0], "uid") {
                    Err(raised) if held.matches(&raised, ExcKind::OverflowError) => {
                        return Err(Raised::key_error(Value::str("getpwuid(): uid not found")));
                    }
                    id => id?,
                };
                found(held, &USERS, |user| user.get(2).and_then(|own| own.parse().ok()) == Some(id))?
                    .map_or_else(|| missing_number("getpwuid(): uid not found", id), Ok)
            },
        ),
        NativeDef::new(
            "getpwall()",
            "Return a list of all available password database entries.",
            |held, _| all(held, &USERS),
        ),
    ],
    init: |held, module| init(held, module, &USERS),
};

/// Groups.
pub(crate) const GROUP: ModuleDef = ModuleDef {
    name: "grp",
    doc: "Access to the Unix group database.",
    functions: &[
        NativeDef::new(
            "getgrgid(id)",
            "Return the group database entry for the given numeric group ID.",
            |held, a| {
                let id = id(held, &a[0], "gid")?;
                found(held, &GROUPS, |group| group.get(2).and_then(|own| own.parse().ok()) == Some(id))?
                    .map_or_else(|| missing_number("getgrgid(): gid not found", id), Ok)
            },
        ),
        NativeDef::new(
            "getgrnam(name)",
            "Return the group database entry for the given group name.",
            |held, a| {
                let name = text_argument(held, "getgrnam() argument 1", &a[0])?;
                found(held, &GROUPS, |group| group.first() == Some(&name.as_str()))?
                    .map_or_else(|| missing(held, "getgrnam(): name not found", &a[0]), Ok)
            },
        ),
        NativeDef::new("getgrall()", "Return a list of all available group entries.", |held, _| {
            all(held, &GROUPS)
        }),
    ],
    init: |held, module| init(held, module, &GROUPS),
};

/// A file of entries, and what one of them is for scripts.
struct Database {
    path: &'static str,
    slot: &'static str,
    class_name: &'static str,
    class: &'static TypeDef,
    entry: fn(&[&str]) -> Option<Vec<Value>>,
}

static USERS: Database = Database {
    path: "/etc/passwd",
    slot: "pwd",
    class_name: "struct_passwd",
    class: &STRUCT_PASSWD_CLASS,
    entry: |fields| {
        let [name, password, user, group, gecos, home, shell] = fields else { return None };
        let (user, group) = (user.parse::<u32>().ok()?, group.parse::<u32>().ok()?);
        let text = |text: &str| Value::str(text);
        let number = |number: u32| Value::Int(i64::from(number));
        Some(vec![
            text(name),
            text(password),
            number(user),
            number(group),
            text(gecos),
            text(home),
            text(shell),
        ])
    },
};

static GROUPS: Database = Database {
    path: "/etc/group",
    slot: "grp",
    class_name: "struct_group",
    class: &STRUCT_GROUP_CLASS,
    entry: |fields| {
        let [name, password, group, members] = fields else { return None };
        let members = members.split(',').filter(|member| !member.is_empty()).map(Value::str).collect();
        let group = Value::Int(i64::from(group.parse::<u32>().ok()?));
        Some(vec![Value::str(*name), Value::str(*password), group, Value::list(members)])
    },
};

/// `pwd.struct_passwd`
pub(crate) static STRUCT_PASSWD: Record = Record {
    qualified: "pwd.struct_passwd",
    attributes: record::fields!("pw_name", "pw_passwd", "pw_uid", "pw_gid", "pw_gecos", "pw_dir", "pw_shell"),
};
static STRUCT_PASSWD_CLASS: TypeDef = STRUCT_PASSWD.definition(
    "pwd",
    "struct_passwd",
    Some(&NativeDef::new("__new__($type, iterable, /)", "", |held, a| {
        record::construct(held, a, "pwd.struct_passwd", 7)
    })),
);

/// `grp.struct_group`
pub(crate) static STRUCT_GROUP: Record = Record {
    qualified: "grp.struct_group",
    attributes: record::fields!("gr_name", "gr_passwd", "gr_gid", "gr_mem"),
};
static STRUCT_GROUP_CLASS: TypeDef = STRUCT_GROUP.definition(
    "grp",
    "struct_group",
    Some(&NativeDef::new("__new__($type, iterable, /)", "", |held, a| {
        record::construct(held, a, "grp.struct_group", 4)
    })),
);

fn init(held: &mut Held, module: &Rc<Module>, database: &'static Database) -> R<()> {
    let class = record::class(held, database.class);
    held.set_name(module, database.class_name, Value::Class(Rc::clone(&class)));
    held.interp.extensions.insert(database.slot, Box::new(class));
    Ok(())
}

/// The whole file; without the GIL, since it lies on a disk.
fn read(held: &mut Held, database: &Database) -> R<String> {
    let text = door::call(held, Blocking::File, |_| {
        let bytes = std::fs::read(database.path).unwrap_or_default();
        Ok::<_, rustix::io::Errno>(String::from_utf8_lossy(&bytes).into_owned())
    })?;
    text.map_err(|error| os_error(&error.into()))
}

fn make(held: &Held, database: &Database, items: Vec<Value>) -> R {
    let class = held.interp.extensions.get(database.slot).and_then(|slot| slot.downcast_ref::<Rc<Class>>());
    match class {
        Some(class) => Ok(record::make(class, items)),
        None => Err(Raised::runtime_error(format!("{} is not imported", database.slot))),
    }
}

/// The first entry that is wanted.
fn found(held: &mut Held, database: &Database, wanted: impl Fn(&[&str]) -> bool) -> R<Option<Value>> {
    let text = read(held, database)?;
    for line in text.lines() {
        let fields: Vec<&str> = line.split(':').collect();
        if wanted(&fields)
            && let Some(items) = (database.entry)(&fields)
        {
            return make(held, database, items).map(Some);
        }
    }
    Ok(None)
}

fn all(held: &mut Held, database: &Database) -> R {
    let text = read(held, database)?;
    let mut entries = Vec::new();
    for line in text.lines() {
        let fields: Vec<&str> = line.split(':').collect();
        if let Some(items) = (database.entry)(&fields) {
            entries.push(make(held, database, items)?);
        }
    }
    Ok(Value::list(entries))
}

fn missing(held: &mut Held, what: &str, name: &Value) -> R {
    let shown = held.repr(name)?;
    Err(Raised::key_error(Value::from(format!("{what}: {}", shown.as_str()))))
}

fn missing_number(what: &str, id: u32) -> R {
    let shown = if id == u32::MAX { -1 } else { i64::from(id) };
    Err(Raised::key_error(Value::from(format!("{what}: {shown}"))))
}

fn text_argument(held: &Held, subject: &str, value: &Value) -> R<String> {
    match held.as_str(value) {
        Some(text) if text.as_str().contains('\0') => Err(Raised::value_error("embedded null byte")),
        Some(text) => Ok(text.as_str().to_owned()),
        None => {
            let given = held.type_name(value);
            Err(Raised::type_error(format!("{subject} must be str, not {given}")))
        }
    }
}

/// The number of a user or group (`what`: `uid`, `gid`); -1 is what it means in C, the largest.
pub(crate) fn id(held: &mut Held, value: &Value, what: &str) -> R<u32> {
    if !held.has_index(value) {
        let given = held.type_name(value);
        return Err(Raised::type_error(format!("{what} should be integer, not {given}")));
    }
    let too_small = || Raised::overflow(format!("{what} is less than minimum"));
    match held.index(value)? {
        Value::Int(-1) => Ok(u32::MAX),
        Value::Int(id) => u32::try_from(id).map_err(|_| too_small()),
        Value::BigInt(id) if !id.is_negative() => {
            Err(Raised::overflow(format!("{what} is greater than maximum")))
        }
        _ => Err(too_small()),
    }
}
