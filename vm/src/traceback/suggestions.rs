//! "Did you mean …?" (`Lib/traceback.py`: `_compute_suggestion_error`; `Python/suggestions.c`).
//!
//! CPython looks at the locals of the frame that failed. Frames are gone here when an exception is printed, so the
//! candidates for a name are the locals its code *declares*.

use gilvm_compiler::code::Code;

use crate::error::ExcKind;
use crate::held::Held;
use crate::object::Instance;
use crate::object::TraceEntry;
use crate::rc::Rc;
use crate::types::exception::field;
use crate::types::object::namespace_names;
use crate::value::Value;

/// With more candidates than this nothing is suggested.
const CANDIDATES_MAX: usize = 750;

/// Longer names get no suggestions.
const LENGTH_MAX: usize = 40;

/// Price of inserting, deleting or replacing a character.
const MOVE_COST: usize = 2;

/// Price of changing a character's case.
const CASE_COST: usize = 1;

/// The candidate that is most like `name`, if any is like it.
pub fn suggest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let candidates: Vec<&'a str> = candidates.into_iter().collect();
    if candidates.len() > CANDIDATES_MAX || name.len() > LENGTH_MAX {
        return None;
    }
    let wrong: Vec<char> = name.chars().collect();
    let mut best: Option<(&'a str, usize)> = None;
    for candidate in candidates {
        if candidate == name {
            continue;
        }
        let possible: Vec<char> = candidate.chars().collect();
        // No more than a third of the characters may need changing, and it must beat what was found before.
        let limit = (possible.len() + wrong.len() + 3) * MOVE_COST / 6;
        let beaten = best.map_or(wrong.len(), |(_, distance)| distance);
        let Some(limit) = beaten.checked_sub(1).map(|most| limit.min(most)) else { continue };
        let distance = distance(&wrong, &possible, limit);
        if distance <= limit {
            best = Some((candidate, distance));
        }
    }
    best.map(|(candidate, _)| candidate)
}

/// Levenshtein distance with prices; anything above `limit` stands for "too far".
fn distance(a: &[char], b: &[char], limit: usize) -> usize {
    let prefix = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[prefix..], &b[prefix..]);
    let suffix = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[..a.len() - suffix], &b[..b.len() - suffix]);
    if a.is_empty() || b.is_empty() {
        return MOVE_COST * (a.len() + b.len());
    }
    if a.len() > LENGTH_MAX || b.len() > LENGTH_MAX {
        return limit + 1;
    }
    let (a, b) = if b.len() < a.len() { (b, a) } else { (a, b) };
    if (b.len() - a.len()) * MOVE_COST > limit {
        return limit + 1;
    }
    let mut row: Vec<usize> = (1..=a.len()).map(|n| n * MOVE_COST).collect();
    let mut result = 0;
    for (at, &target) in b.iter().enumerate() {
        let mut diagonal = at * MOVE_COST;
        result = diagonal;
        let mut minimum = usize::MAX;
        for (cell, &c) in row.iter_mut().zip(a) {
            let substitute = diagonal + substitution_cost(target, c);
            diagonal = *cell;
            result = (result.min(diagonal) + MOVE_COST).min(substitute);
            *cell = result;
            minimum = minimum.min(result);
        }
        if minimum > limit {
            return limit + 1;
        }
    }
    result
}

fn substitution_cost(a: char, b: char) -> usize {
    if a == b {
        0
    } else if a.to_lowercase().eq(b.to_lowercase()) {
        CASE_COST
    } else {
        MOVE_COST
    }
}

/// What is appended to the message of an exception about a name.
pub(super) fn hint(held: &mut Held, exception: &Rc<Instance>) -> Option<String> {
    let class = Rc::clone(exception.class.get(&held.token));
    let is = |held: &Held, kind| class.is_subclass(held.interp.exception(kind), &held.token);
    let entry = held.exception_data(exception).and_then(|data| data.traceback.first().cloned());
    let name_of = |held: &Held, name: &str| match field(held, exception, name) {
        Some(Value::Str(name)) => Some(name.as_str().to_owned()),
        _ => None,
    };
    if is(held, ExcKind::ImportError) {
        let wrong = name_of(held, "name_from")?;
        let module = name_of(held, "name")?;
        let close = close_in_module(held, &module, &wrong)?;
        return Some(format!(". Did you mean: '{close}'?"));
    }
    if is(held, ExcKind::AttributeError) {
        let wrong = name_of(held, "name")?;
        let object = field(held, exception, "obj")?;
        let close = close_attribute(held, &object, &wrong, entry.as_ref())?;
        return Some(format!(". Did you mean: '{close}'?"));
    }
    if is(held, ExcKind::NameError) {
        let wrong = name_of(held, "name")?;
        let close = entry.and_then(|entry| close_name(held, &entry.code, &wrong));
        let known = STANDARD_MODULES.contains(&wrong.as_str());
        return match (close, known) {
            (Some(close), false) => Some(format!(". Did you mean: '{close}'?")),
            (Some(close), true) => {
                Some(format!(". Did you mean: '{close}'? Or did you forget to import '{wrong}'?"))
            }
            (None, true) => Some(format!(". Did you forget to import '{wrong}'?")),
            (None, false) => None,
        };
    }
    None
}

fn close_in_module(held: &mut Held, module: &str, wrong: &str) -> Option<String> {
    let top = held.intern(module.split('.').next().unwrap_or(module));
    let modules = Rc::clone(&held.interp.modules);
    let Some(Value::Module(module)) = held.dict_get_str(&modules, &top) else { return None };
    let mut names = Vec::new();
    namespace_names(held, &module.dict, &mut names);
    names.sort_by(|a, b| a.as_str().cmp(b.as_str()));
    let visible = |name: &&str| wrong.starts_with('_') || !name.starts_with('_');
    suggest(wrong, names.iter().map(|name| name.as_str()).filter(visible)).map(str::to_owned)
}

fn close_attribute(
    held: &mut Held,
    object: &Value,
    wrong: &str,
    entry: Option<&TraceEntry>,
) -> Option<String> {
    if object.is_none_or_unset() {
        return None;
    }
    let dir = Rc::clone(&held.interp.names.dir);
    let found = held.call_special(object, &dir, &[]).ok()??;
    let found = held.collect(&found).ok()?;
    let mut names: Vec<String> =
        found.iter().filter_map(|name| held.as_str(name)).map(|name| name.as_str().to_owned()).collect();
    names.sort();
    // Inside a method of the object itself, private names count.
    let inside = entry.is_some_and(|entry| {
        let class = held.class_of(object).qualname.get(&held.token).as_str();
        entry.code.locals.first().is_some_and(|first| &**first == "self")
            && entry
                .code
                .qualname
                .strip_suffix(&*entry.code.name)
                .is_some_and(|head| head.trim_end_matches('.') == class)
    });
    let visible = |name: &&str| wrong.starts_with('_') || inside || !name.starts_with('_');
    suggest(wrong, names.iter().map(String::as_str).filter(visible)).map(str::to_owned)
}

fn close_name(held: &mut Held, code: &Code, wrong: &str) -> Option<String> {
    let globals = super::globals_of(held, code);
    if code.locals.iter().any(|local| &**local == "self")
        && let Some(globals) = &globals
        && method_owner_has(held, code, globals, wrong)
    {
        return Some(format!("self.{wrong}"));
    }
    let mut names = Vec::new();
    for local in code.locals.iter().chain(&code.free) {
        if !local.is_empty() {
            names.push(held.intern(local));
        }
    }
    if let Some(globals) = &globals {
        namespace_names(held, globals, &mut names);
    }
    let builtins = Rc::clone(&held.interp.builtins);
    namespace_names(held, &builtins, &mut names);
    suggest(wrong, names.iter().map(|name| name.as_str())).map(str::to_owned)
}

/// Whether the class whose method the code is has such an attribute, or its instances do.
fn method_owner_has(held: &mut Held, code: &Code, globals: &Rc<crate::object::Dict>, wrong: &str) -> bool {
    let mut path: Vec<&str> = code.qualname.split('.').collect();
    path.pop();
    let mut at: Option<Value> = None;
    for part in path {
        let part = held.intern(part);
        at = match &at {
            None => held.dict_get_str(globals, &part),
            Some(Value::Class(class)) => held.dict_get_str(&class.dict, &part),
            Some(_) => None,
        };
        if at.is_none() {
            return false;
        }
    }
    let Some(Value::Class(class)) = at else { return false };
    let wrong = held.intern(wrong);
    class.keys.get(&held.token).position(&wrong).is_some() || held.lookup(&class, &wrong).is_some()
}

/// The public modules of CPython's standard library (`sys.stdlib_module_names`).
pub(crate) const STANDARD_MODULES: &[&str] = &[
    "abc",
    "argparse",
    "array",
    "ast",
    "asyncio",
    "atexit",
    "base64",
    "bdb",
    "binascii",
    "bisect",
    "builtins",
    "bz2",
    "cProfile",
    "calendar",
    "cmath",
    "cmd",
    "code",
    "codecs",
    "codeop",
    "collections",
    "colorsys",
    "compileall",
    "concurrent",
    "configparser",
    "contextlib",
    "contextvars",
    "copy",
    "copyreg",
    "csv",
    "ctypes",
    "curses",
    "dataclasses",
    "datetime",
    "dbm",
    "decimal",
    "difflib",
    "dis",
    "doctest",
    "email",
    "encodings",
    "ensurepip",
    "enum",
    "errno",
    "faulthandler",
    "fcntl",
    "filecmp",
    "fileinput",
    "fnmatch",
    "fractions",
    "ftplib",
    "functools",
    "gc",
    "genericpath",
    "getopt",
    "getpass",
    "gettext",
    "glob",
    "graphlib",
    "grp",
    "gzip",
    "hashlib",
    "heapq",
    "hmac",
    "html",
    "http",
    "idlelib",
    "imaplib",
    "importlib",
    "inspect",
    "io",
    "ipaddress",
    "itertools",
    "json",
    "keyword",
    "linecache",
    "locale",
    "logging",
    "lzma",
    "mailbox",
    "marshal",
    "math",
    "mimetypes",
    "mmap",
    "modulefinder",
    "msvcrt",
    "multiprocessing",
    "netrc",
    "nt",
    "ntpath",
    "nturl2path",
    "numbers",
    "opcode",
    "operator",
    "optparse",
    "os",
    "pathlib",
    "pdb",
    "pickle",
    "pickletools",
    "pkgutil",
    "platform",
    "plistlib",
    "poplib",
    "posix",
    "posixpath",
    "pprint",
    "profile",
    "pstats",
    "pty",
    "pwd",
    "py_compile",
    "pyclbr",
    "pydoc",
    "pydoc_data",
    "pyexpat",
    "queue",
    "quopri",
    "random",
    "re",
    "readline",
    "reprlib",
    "resource",
    "rlcompleter",
    "runpy",
    "sched",
    "secrets",
    "select",
    "selectors",
    "shelve",
    "shlex",
    "shutil",
    "signal",
    "site",
    "smtplib",
    "socket",
    "socketserver",
    "sqlite3",
    "sre_compile",
    "sre_constants",
    "sre_parse",
    "ssl",
    "stat",
    "statistics",
    "string",
    "stringprep",
    "struct",
    "subprocess",
    "symtable",
    "sys",
    "sysconfig",
    "syslog",
    "tabnanny",
    "tarfile",
    "tempfile",
    "termios",
    "textwrap",
    "this",
    "threading",
    "time",
    "timeit",
    "tkinter",
    "token",
    "tokenize",
    "tomllib",
    "trace",
    "traceback",
    "tracemalloc",
    "tty",
    "turtle",
    "turtledemo",
    "types",
    "typing",
    "unicodedata",
    "unittest",
    "urllib",
    "uuid",
    "venv",
    "warnings",
    "wave",
    "weakref",
    "webbrowser",
    "winreg",
    "winsound",
    "wsgiref",
    "xml",
    "xmlrpc",
    "zipapp",
    "zipfile",
    "zipimport",
    "zlib",
    "zoneinfo",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_similar_name_wins() {
        assert_eq!(suggest("lenght", ["width", "length", "lengths"]), Some("length"));
        assert_eq!(suggest("Print", ["print", "sprint"]), Some("print"));
        assert_eq!(suggest("somethng", ["something_else", "unrelated"]), None);
        assert_eq!(suggest("x", ["y", "z"]), None);
        assert_eq!(suggest("same", ["same"]), None);
    }

    #[test]
    fn long_names_and_long_lists_get_nothing() {
        let long = "a".repeat(LENGTH_MAX + 1);
        let near = "a".repeat(LENGTH_MAX);
        assert_eq!(suggest(&long, [near.as_str()]), None);
        assert_eq!(suggest("abcd", std::iter::repeat_n("abce", CANDIDATES_MAX + 1)), None);
    }
}
