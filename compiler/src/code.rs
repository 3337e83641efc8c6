//! What the compiler produces: immutable code, shareable between interpreters and threads.
//!
//! A [`Code`] holds plain data only. An interpreter turns it into its own form once (constants become values, sites
//! get inline caches); nothing here is ever written to after emission.

use std::sync::Arc;

use crate::op::Op;
use crate::op::Reg;

/// A compile-time constant. Equality distinguishes types (`1`, `1.0` and `True` are three constants) and float signs.
#[derive(Clone, Debug)]
pub enum Const {
    /// `None`
    None,
    /// `...`
    Ellipsis,
    /// `True` or `False`
    Bool(bool),
    /// An integer that fits `i64`.
    Int(i64),
    /// Any other integer, non-negative, as lower-case hexadecimal digits without a prefix.
    BigInt(Arc<str>),
    /// A float.
    Float(f64),
    /// An imaginary literal's value.
    Imaginary(f64),
    /// A string.
    Str(Arc<str>),
    /// A bytes literal.
    Bytes(Arc<[u8]>),
    /// A tuple of constants (also the keyword names of a call).
    Tuple(Arc<[Const]>),
    /// A frozenset of constants, from `x in {1, 2}`.
    FrozenSet(Arc<[Const]>),
    /// The body of a function, class or comprehension.
    Code(Arc<Code>),
}

impl PartialEq for Const {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Const::None, Const::None) | (Const::Ellipsis, Const::Ellipsis) => true,
            (Const::Bool(a), Const::Bool(b)) => a == b,
            (Const::Int(a), Const::Int(b)) => a == b,
            (Const::BigInt(a), Const::BigInt(b)) | (Const::Str(a), Const::Str(b)) => a == b,
            (Const::Float(a), Const::Float(b)) | (Const::Imaginary(a), Const::Imaginary(b)) => {
                a.to_bits() == b.to_bits()
            }
            (Const::Bytes(a), Const::Bytes(b)) => a == b,
            (Const::Tuple(a), Const::Tuple(b)) | (Const::FrozenSet(a), Const::FrozenSet(b)) => a == b,
            (Const::Code(a), Const::Code(b)) => Arc::ptr_eq(a, b),
            _ => false,
        }
    }
}

/// Where an instruction comes from. Lines count from 1, columns are UTF-8 byte offsets from 0; line 0 means "nowhere"
/// (an instruction that no source text stands for).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Position {
    /// First line.
    pub line: u32,
    /// Last line.
    pub end_line: u32,
    /// First column on the first line.
    pub col: u32,
    /// Column behind the last byte, on the last line.
    pub end_col: u32,
}

/// One row of the exception table: an exception raised by an instruction in `start..end` is put into `exc` and
/// execution continues at `target`. Rows are ordered so that the first match is the innermost.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Handler {
    /// First instruction covered.
    pub start: u32,
    /// First instruction not covered.
    pub end: u32,
    /// Where to continue.
    pub target: u32,
    /// Hidden local that receives the exception.
    pub exc: Reg,
}

/// A place where a line begins that no instruction stands for (`pass`, a fused `break`), or a loop's next turn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LineMark {
    /// The instruction it stands before.
    pub at: u32,
    /// The line.
    pub line: u32,
    /// Whether it counts even when the line is the one that ran before: the back edge of a loop.
    pub again: bool,
}

/// A jump that tracing sees differently: it goes to `target` (the untraced code may take a short cut), past the first
/// `skip` marks there; if taken, `line` is announced, unless it is 0.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LineEdge {
    /// The jump.
    pub jump: u32,
    /// Where the source has it go.
    pub target: u32,
    /// Marks at the target that belong to what stands before it.
    pub skip: u32,
    /// The line of a `break` or `continue` that the jump stands for.
    pub line: u32,
}

/// What tracing has to know about lines beyond the positions of instructions ([`crate::trace`]).
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Lines {
    /// By instruction, in order.
    pub marks: Box<[LineMark]>,
    /// By jump.
    pub edges: Box<[LineEdge]>,
}

/// Where a closure takes one of its cells from when the function object is made.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Capture {
    /// A cell in a local register of the enclosing frame.
    Local(Reg),
    /// A free variable of the enclosing function.
    Free(u16),
}

/// The parameters of a function. They occupy the first registers in this order: positional (positional-only first),
/// keyword-only, `*args`, `**kwargs`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Params {
    /// Parameters that may be given by position, positional-only ones included.
    pub positional: u16,
    /// How many of those are positional-only.
    pub positional_only: u16,
    /// Keyword-only parameters.
    pub keyword_only: u16,
    /// Whether there is `*args`.
    pub var_args: bool,
    /// Whether there is `**kwargs`.
    pub var_keywords: bool,
}

impl Params {
    /// Registers taken by parameters.
    pub const fn count(self) -> u16 {
        self.positional + self.keyword_only + self.var_args as u16 + self.var_keywords as u16
    }

    /// Whether a call needs nothing but `positional` arguments in place.
    pub const fn simple(self) -> bool {
        self.keyword_only == 0 && !self.var_args && !self.var_keywords
    }
}

/// What kind of body a code object is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CodeKind {
    /// A module, or the source of `exec`.
    Module,
    /// One expression, for `eval`; returns its value.
    Expression,
    /// A class body.
    Class,
    /// A plain function or lambda.
    Function,
    /// A generator function or generator expression.
    Generator,
}

/// Compiled code of one body.
#[derive(Debug)]
pub struct Code {
    /// `__name__` of the function or class, `<module>`, `<lambda>`, `<genexpr>`.
    pub name: Arc<str>,
    /// `__qualname__`.
    pub qualname: Arc<str>,
    /// File name as given to the compiler.
    pub filename: Arc<str>,
    /// Line of `def`, `class`, or the first line (decorators count).
    pub first_line: u32,
    /// What kind of body this is.
    pub kind: CodeKind,
    /// Names are looked up in a separate namespace (`LoadName`): class bodies and split `exec`.
    pub split_namespace: bool,
    /// The instructions.
    pub ops: Box<[Op]>,
    /// Position of each instruction; as long as `ops`.
    pub positions: Box<[Position]>,
    /// Constants.
    pub consts: Box<[Const]>,
    /// Names, without repetition.
    pub names: Box<[Arc<str>]>,
    /// For each site, the index of its name in `names`.
    pub sites: Box<[u16]>,
    /// Lines for tracing.
    pub lines: Lines,
    /// The exception table.
    pub handlers: Box<[Handler]>,
    /// The parameters.
    pub params: Params,
    /// Names of the local registers `0..locals.len()`; hidden locals are named `""`.
    pub locals: Box<[Arc<str>]>,
    /// Which local registers hold cells (after their `MakeCell`), ascending.
    pub cells: Box<[Reg]>,
    /// Names of the free variables.
    pub free: Box<[Arc<str>]>,
    /// Where the cells of the free variables come from; as long as `free`.
    pub captures: Box<[Capture]>,
    /// Size of the register window; temporaries are `locals.len()..registers`.
    pub registers: u16,
    /// The docstring.
    pub doc: Option<Arc<str>>,
}

impl Code {
    /// The exception table, when each instruction stands where `moved` says.
    pub(crate) fn handlers_moved(&self, moved: impl Fn(u32) -> u32) -> Box<[Handler]> {
        let moved = |row: &Handler| Handler {
            start: moved(row.start),
            end: moved(row.end),
            target: moved(row.target),
            exc: row.exc,
        };
        self.handlers.iter().map(moved).collect()
    }

    /// The same body with other instructions; the exception table and the lines are still those of the old ones.
    pub(crate) fn with_ops(&self, ops: Vec<Op>, positions: Vec<Position>) -> Code {
        Code {
            name: self.name.clone(),
            qualname: self.qualname.clone(),
            filename: self.filename.clone(),
            first_line: self.first_line,
            kind: self.kind,
            split_namespace: self.split_namespace,
            ops: ops.into(),
            positions: positions.into(),
            consts: self.consts.clone(),
            names: self.names.clone(),
            sites: self.sites.clone(),
            lines: self.lines.clone(),
            handlers: self.handlers.clone(),
            params: self.params,
            locals: self.locals.clone(),
            cells: self.cells.clone(),
            free: self.free.clone(),
            captures: self.captures.clone(),
            registers: self.registers,
            doc: self.doc.clone(),
        }
    }
}
