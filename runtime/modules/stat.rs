//! `_stat`: what the bits of a file's mode say. `lib/stat.py` is what scripts import.

use gilvm_vm::error::R;
use gilvm_vm::error::Raised;
use gilvm_vm::held::Held;
use gilvm_vm::native::ModuleDef;
use gilvm_vm::native::NativeDef;
use gilvm_vm::value::Value;

/// A function that tells whether a file is of a kind.
macro_rules! is_kind {
    ($signature:literal, $doc:literal, $kind:expr) => {
        NativeDef::new($signature, $doc, |held, a| {
            let kind: Option<u32> = $kind;
            let mode = mode(held, &a[0])?;
            Ok(Value::Bool(kind == Some(mode & KIND)))
        })
    };
}

/// The module.
pub(crate) const MODULE: ModuleDef = ModuleDef {
    name: "_stat",
    doc: "S_IFMT_: file type bits\nS_IFDIR: directory\n",
    functions: &[
        is_kind!("S_ISDIR(mode, /)", "Return True if mode is from a directory.", Some(0o040_000)),
        is_kind!(
            "S_ISCHR(mode, /)",
            "Return True if mode is from a character special device file.",
            Some(0o020_000)
        ),
        is_kind!(
            "S_ISBLK(mode, /)",
            "Return True if mode is from a block special device file.",
            Some(0o060_000)
        ),
        is_kind!("S_ISREG(mode, /)", "Return True if mode is from a regular file.", Some(0o100_000)),
        is_kind!("S_ISFIFO(mode, /)", "Return True if mode is from a FIFO (named pipe).", Some(0o010_000)),
        is_kind!("S_ISLNK(mode, /)", "Return True if mode is from a symbolic link.", Some(0o120_000)),
        is_kind!("S_ISSOCK(mode, /)", "Return True if mode is from a socket.", Some(0o140_000)),
        // Kinds that Linux does not have.
        is_kind!("S_ISDOOR(mode, /)", "Return True if mode is from a door.", None),
        is_kind!("S_ISPORT(mode, /)", "Return True if mode is from an event port.", None),
        is_kind!("S_ISWHT(mode, /)", "Return True if mode is from a whiteout.", None),
        NativeDef::new(
            "S_IMODE(mode, /)",
            "Return the portion of the file's mode that can be set.",
            |held, a| Ok(Value::Int(i64::from(mode(held, &a[0])? & 0o7777))),
        ),
        NativeDef::new(
            "S_IFMT(mode, /)",
            "Return the portion of the file's mode that describes its kind.",
            |held, a| Ok(Value::Int(i64::from(mode(held, &a[0])? & KIND))),
        ),
        NativeDef::new(
            "filemode(mode, /)",
            "Convert a file's mode to a string of the form '-rwxrwxrwx'.",
            |held, a| Ok(Value::from(shown(mode(held, &a[0])?))),
        ),
    ],
    init: |held, module| {
        for (name, value) in CONSTANTS {
            held.set_name(module, name, Value::Int(*value));
        }
        Ok(())
    },
};

/// The bits that say of which kind a file is (`S_IFMT`).
const KIND: u32 = 0o170_000;

/// A mode as an argument.
fn mode(held: &mut Held, value: &Value) -> R<u32> {
    match held.base_ref(value) {
        Value::Bool(bit) => Ok(u32::from(*bit)),
        Value::Int(..0) => Err(Raised::overflow("can't convert negative value to unsigned int")),
        Value::Int(n) => u32::try_from(*n).map_err(|_| Raised::overflow("mode out of range")),
        Value::BigInt(n) if n.is_negative() => {
            Err(Raised::overflow("can't convert negative value to unsigned int"))
        }
        Value::BigInt(n) if n.bit_length() <= 64 => Err(Raised::overflow("mode out of range")),
        Value::BigInt(_) => Err(Raised::overflow("Python int too large to convert to C unsigned long")),
        _ => Err(Raised::type_error("an integer is required")),
    }
}

/// A mode as `ls -l` shows it.
fn shown(mode: u32) -> String {
    let kind = match mode & KIND {
        0o100_000 => '-',
        0o040_000 => 'd',
        0o120_000 => 'l',
        0o060_000 => 'b',
        0o020_000 => 'c',
        0o010_000 => 'p',
        0o140_000 => 's',
        _ => '?',
    };
    let mut text = String::from(kind);
    for (shift, special, letter) in [(6, 0o4000, 's'), (3, 0o2000, 's'), (0, 0o1000, 't')] {
        let bits = mode >> shift;
        text.push(if bits & 4 != 0 { 'r' } else { '-' });
        text.push(if bits & 2 != 0 { 'w' } else { '-' });
        text.push(match (mode & special != 0, bits & 1 != 0) {
            (true, true) => letter,
            (true, false) => letter.to_ascii_uppercase(),
            (false, true) => 'x',
            (false, false) => '-',
        });
    }
    text
}

const CONSTANTS: &[(&str, i64)] = &[
    ("ST_MODE", 0),
    ("ST_INO", 1),
    ("ST_DEV", 2),
    ("ST_NLINK", 3),
    ("ST_UID", 4),
    ("ST_GID", 5),
    ("ST_SIZE", 6),
    ("ST_ATIME", 7),
    ("ST_MTIME", 8),
    ("ST_CTIME", 9),
    ("S_IFDIR", 0o40_000),
    ("S_IFCHR", 0o20_000),
    ("S_IFBLK", 0o60_000),
    ("S_IFREG", 0o100_000),
    ("S_IFIFO", 0o10_000),
    ("S_IFLNK", 0o120_000),
    ("S_IFSOCK", 0o140_000),
    ("S_IFDOOR", 0),
    ("S_IFPORT", 0),
    ("S_IFWHT", 0),
    ("S_ISUID", 0o4000),
    ("S_ISGID", 0o2000),
    ("S_ENFMT", 0o2000),
    ("S_ISVTX", 0o1000),
    ("S_IREAD", 0o400),
    ("S_IWRITE", 0o200),
    ("S_IEXEC", 0o100),
    ("S_IRWXU", 0o700),
    ("S_IRUSR", 0o400),
    ("S_IWUSR", 0o200),
    ("S_IXUSR", 0o100),
    ("S_IRWXG", 0o70),
    ("S_IRGRP", 0o40),
    ("S_IWGRP", 0o20),
    ("S_IXGRP", 0o10),
    ("S_IRWXO", 0o7),
    ("S_IROTH", 0o4),
    ("S_IWOTH", 0o2),
    ("S_IXOTH", 0o1),
    ("UF_SETTABLE", 0xffff),
    ("UF_NODUMP", 0x1),
    ("UF_IMMUTABLE", 0x2),
    ("UF_APPEND", 0x4),
    ("UF_OPAQUE", 0x8),
    ("UF_NOUNLINK", 0x10),
    ("UF_COMPRESSED", 0x20),
    ("UF_TRACKED", 0x40),
    ("UF_DATAVAULT", 0x80),
    ("UF_HIDDEN", 0x8000),
    ("SF_SETTABLE", 0xffff_0000),
    ("SF_ARCHIVED", 0x10000),
    ("SF_IMMUTABLE", 0x20000),
    ("SF_APPEND", 0x40000),
    ("SF_RESTRICTED", 0x80000),
    ("SF_NOUNLINK", 0x10_0000),
    ("SF_SNAPSHOT", 0x20_0000),
    ("SF_FIRMLINK", 0x80_0000),
    ("SF_DATALESS", 0x4000_0000),
    ("FILE_ATTRIBUTE_ARCHIVE", 0x20),
    ("FILE_ATTRIBUTE_COMPRESSED", 0x800),
    ("FILE_ATTRIBUTE_DEVICE", 0x40),
    ("FILE_ATTRIBUTE_DIRECTORY", 0x10),
    ("FILE_ATTRIBUTE_ENCRYPTED", 0x4000),
    ("FILE_ATTRIBUTE_HIDDEN", 0x2),
    ("FILE_ATTRIBUTE_INTEGRITY_STREAM", 0x8000),
    ("FILE_ATTRIBUTE_NORMAL", 0x80),
    ("FILE_ATTRIBUTE_NOT_CONTENT_INDEXED", 0x2000),
    ("FILE_ATTRIBUTE_NO_SCRUB_DATA", 0x20000),
    ("FILE_ATTRIBUTE_OFFLINE", 0x1000),
    ("FILE_ATTRIBUTE_READONLY", 0x1),
    ("FILE_ATTRIBUTE_REPARSE_POINT", 0x400),
    ("FILE_ATTRIBUTE_SPARSE_FILE", 0x200),
    ("FILE_ATTRIBUTE_SYSTEM", 0x4),
    ("FILE_ATTRIBUTE_TEMPORARY", 0x100),
    ("FILE_ATTRIBUTE_VIRTUAL", 0x10000),
];
