//! The syntax tree of a module, in the shape of CPython's `ast` with its names.
//!
//! All node types stand in this one file, long as it is, since they refer to each other and are read together.
//!
//! What differs from CPython's, each time to make the walk simpler or bounded:
//! * There is no `ctx`: an expression is a target because of where it stands (the parser has checked that it may).
//! * [`StmtKind::If`] holds all its `elif` branches in one list, so a chain of ten thousand is not ten thousand deep.
//! * [`StmtKind::FunctionDef`], `For`, `With` carry `is_async` instead of having twins.
//! * Positional-only, positional and keyword-only parameters carry their own defaults.
//!
//! Invariants the parser promises to everybody downstream:
//! * The height of any tree is at most [`HEIGHT_MAX`], so walking or dropping it by recursion is safe on a 2 MB stack.
//! * Targets of assignments, `for`, `with`, `del`, `:=`, augmented and annotated assignments have a legal form.
//! * Adjacent string literals are one node; identifiers are NFKC-normalised; private names are *not* mangled.
//! * `return`/`yield`/`await`/`break` outside their place, duplicate parameters, `nonlocal` at module level and the
//!   like are not checked here but by symbol analysis and emission.

use std::sync::Arc;

use crate::span::Span;

/// Greatest height of a tree, counted in nested nodes of any kind.
///
/// A left-leaning chain (`1 + 1 + …`, `a.b.c…`) costs one per link. Statements inside statements count too, but
/// CPython's limit of 100 indentation levels keeps them far below.
pub const HEIGHT_MAX: u32 = 1500;

/// An identifier or dotted name; equal names of one module share one allocation.
pub type Name = Arc<str>;

/// A name where it is written: a parameter, an attribute, an import alias, …
#[derive(Clone, Debug, PartialEq)]
pub struct Ident {
    /// The normalised name.
    pub name: Name,
    /// Where it stands.
    pub span: Span,
}

/// A whole source file.
#[derive(Debug)]
pub struct Module {
    /// Statements in order.
    pub body: Vec<Stmt>,
    /// Things CPython warns about at this stage, in source order.
    pub warnings: Vec<Warning>,
    /// The whole text.
    pub span: Span,
}

/// A `SyntaxWarning`: the program is legal, but probably not what was meant.
#[derive(Clone, Debug, PartialEq)]
pub struct Warning {
    /// CPython's text.
    pub message: String,
    /// What it is about.
    pub span: Span,
}

/// A statement.
#[derive(Debug)]
pub struct Stmt {
    /// Which, and its parts.
    pub kind: StmtKind,
    /// From the first token to the last, without the newline; decorators are outside, as in CPython.
    pub span: Span,
}

/// The kinds of statement.
#[derive(Debug)]
pub enum StmtKind {
    /// `[async] def name[type_params](parameters) -> returns: body`
    FunctionDef(Box<FunctionDef>),
    /// `class name[type_params](bases, keywords): body`
    ClassDef(Box<ClassDef>),
    /// `return [value]`
    Return(Option<Box<Expr>>),
    /// `del targets`; parenthesised groups stay `Tuple`/`List` nodes.
    Delete(Vec<Expr>),
    /// `target = target = value`, targets from left to right.
    Assign {
        /// At least one.
        targets: Vec<Expr>,
        /// Right-hand side.
        value: Box<Expr>,
    },
    /// `target op= value`
    AugAssign {
        /// A name, attribute or subscript.
        target: Box<Expr>,
        /// The operator without its `=`.
        op: Operator,
        /// Right-hand side.
        value: Box<Expr>,
    },
    /// `target: annotation [= value]`
    AnnAssign {
        /// A name, attribute or subscript.
        target: Box<Expr>,
        /// After the colon.
        annotation: Box<Expr>,
        /// After the `=`.
        value: Option<Box<Expr>>,
        /// A bare name, not in parentheses: only then does it make the name local and enter `__annotations__`.
        simple: bool,
    },
    /// `type name[type_params] = value`
    TypeAlias {
        /// The name being defined.
        name: Ident,
        /// Parameters in brackets.
        type_params: Vec<TypeParam>,
        /// The aliased type.
        value: Box<Expr>,
    },
    /// `[async] for target in iter: body else: orelse`
    For {
        /// `async for`.
        is_async: bool,
        /// What is assigned each time.
        target: Box<Expr>,
        /// What is iterated.
        iter: Box<Expr>,
        /// The loop.
        body: Vec<Stmt>,
        /// After a loop without `break`; empty if absent.
        orelse: Vec<Stmt>,
    },
    /// `while test: body else: orelse`
    While {
        /// The condition.
        test: Box<Expr>,
        /// The loop.
        body: Vec<Stmt>,
        /// After a loop without `break`; empty if absent.
        orelse: Vec<Stmt>,
    },
    /// `if …: … elif …: … else: …`
    If {
        /// `if` and every `elif`, at least one.
        branches: Vec<IfBranch>,
        /// `else`; empty if absent.
        orelse: Vec<Stmt>,
    },
    /// `[async] with items: body`
    With {
        /// `async with`.
        is_async: bool,
        /// At least one.
        items: Vec<WithItem>,
        /// The block.
        body: Vec<Stmt>,
    },
    /// `match subject: case …`
    Match {
        /// What is matched; `match a, b:` has a tuple here.
        subject: Box<Expr>,
        /// At least one.
        cases: Vec<MatchCase>,
    },
    /// `raise [exc [from cause]]`
    Raise {
        /// The exception.
        exc: Option<Box<Expr>>,
        /// After `from`.
        cause: Option<Box<Expr>>,
    },
    /// `try: … except …: … else: … finally: …`
    Try(Box<Try>),
    /// `assert test[, msg]`
    Assert {
        /// The condition.
        test: Box<Expr>,
        /// Argument of the `AssertionError`.
        msg: Option<Box<Expr>>,
    },
    /// `import a.b as c, d`
    Import(Vec<Alias>),
    /// `from module import names`
    ImportFrom {
        /// Dotted name after the dots; `None` for `from . import x`.
        module: Option<Ident>,
        /// What is imported; a single alias named `*` for a star import.
        names: Vec<Alias>,
        /// Number of leading dots.
        level: u32,
    },
    /// `global names`
    Global(Vec<Ident>),
    /// `nonlocal names`
    Nonlocal(Vec<Ident>),
    /// An expression for its effect (or a docstring).
    Expr(Box<Expr>),
    /// `pass`
    Pass,
    /// `break`
    Break,
    /// `continue`
    Continue,
}

/// A function definition.
#[derive(Debug)]
pub struct FunctionDef {
    /// Its name.
    pub name: Ident,
    /// `async def`.
    pub is_async: bool,
    /// Outermost first; evaluated in this order, applied in the reverse one.
    pub decorators: Vec<Expr>,
    /// Parameters in brackets (PEP 695).
    pub type_params: Vec<TypeParam>,
    /// Its parameters.
    pub parameters: Parameters,
    /// After `->`.
    pub returns: Option<Box<Expr>>,
    /// The block, docstring included.
    pub body: Vec<Stmt>,
}

/// A class definition.
#[derive(Debug)]
pub struct ClassDef {
    /// Its name.
    pub name: Ident,
    /// Outermost first.
    pub decorators: Vec<Expr>,
    /// Parameters in brackets (PEP 695).
    pub type_params: Vec<TypeParam>,
    /// Bases; may hold `Starred`.
    pub bases: Vec<Expr>,
    /// `metaclass=…` and other keywords.
    pub keywords: Vec<Keyword>,
    /// The block, docstring included.
    pub body: Vec<Stmt>,
}

/// One `if` or `elif` with its block.
#[derive(Debug)]
pub struct IfBranch {
    /// The condition.
    pub test: Expr,
    /// The block.
    pub body: Vec<Stmt>,
    /// From the keyword to the end of the block.
    pub span: Span,
}

/// `context_expr as optional_vars`
#[derive(Debug)]
pub struct WithItem {
    /// The context manager.
    pub context_expr: Expr,
    /// The target after `as`.
    pub optional_vars: Option<Expr>,
    /// Both.
    pub span: Span,
}

/// `try` with all its clauses.
#[derive(Debug)]
pub struct Try {
    /// The guarded block.
    pub body: Vec<Stmt>,
    /// May be empty if there is a `finally`.
    pub handlers: Vec<ExceptHandler>,
    /// `else`; empty if absent.
    pub orelse: Vec<Stmt>,
    /// `finally`; empty if absent.
    pub finalbody: Vec<Stmt>,
    /// The handlers are `except*`.
    pub is_star: bool,
}

/// `except type_ as name: body`
#[derive(Debug)]
pub struct ExceptHandler {
    /// What is caught; `None` catches all. `except A, B:` (PEP 758) has a tuple here.
    pub type_: Option<Expr>,
    /// The name after `as`.
    pub name: Option<Ident>,
    /// The block.
    pub body: Vec<Stmt>,
    /// From `except` to the end of the block.
    pub span: Span,
}

/// `name as asname` in an import.
#[derive(Debug)]
pub struct Alias {
    /// Dotted in `import a.b`; `*` in a star import.
    pub name: Ident,
    /// After `as`.
    pub asname: Option<Ident>,
    /// Both.
    pub span: Span,
}

/// An expression.
#[derive(Debug)]
pub struct Expr {
    /// Which, and its parts.
    pub kind: ExprKind,
    /// From the first token to the last. Parentheses are outside, except those of a tuple or a generator.
    pub span: Span,
}

/// The kinds of expression.
#[derive(Debug)]
pub enum ExprKind {
    /// `a and b and c`: one node for a run of the same operator, at least two values.
    BoolOp {
        /// `and` or `or`.
        op: BoolOp,
        /// Operands from left to right.
        values: Vec<Expr>,
    },
    /// `target := value`
    Named {
        /// The name being bound.
        target: Ident,
        /// Its value.
        value: Box<Expr>,
    },
    /// `left op right`; long chains lean to the left.
    BinOp {
        /// Left operand.
        left: Box<Expr>,
        /// The operator.
        op: Operator,
        /// Right operand.
        right: Box<Expr>,
    },
    /// `op operand`
    UnaryOp {
        /// The operator.
        op: UnaryOp,
        /// Its operand. A negative number is a `USub` of a constant.
        operand: Box<Expr>,
    },
    /// `lambda parameters: body`
    Lambda(Box<Lambda>),
    /// `body if test else orelse`
    IfExp {
        /// The condition, evaluated first.
        test: Box<Expr>,
        /// Value if true.
        body: Box<Expr>,
        /// Value if false.
        orelse: Box<Expr>,
    },
    /// `{key: value, **mapping}`
    Dict(Vec<DictItem>),
    /// `{a, b, *c}`, never empty.
    Set(Vec<Expr>),
    /// `[elt for …]`
    ListComp(Box<Comp>),
    /// `{elt for …}`
    SetComp(Box<Comp>),
    /// `{key: value for …}`
    DictComp(Box<DictComp>),
    /// `(elt for …)`; the span includes its parentheses, also when they are those of a call.
    GeneratorExp(Box<Comp>),
    /// `await value`
    Await(Box<Expr>),
    /// `yield [value]`
    Yield(Option<Box<Expr>>),
    /// `yield from value`
    YieldFrom(Box<Expr>),
    /// `left op b op c …`
    Compare {
        /// First operand.
        left: Box<Expr>,
        /// Operators with the operand to their right, at least one.
        rest: Vec<(CmpOp, Expr)>,
    },
    /// `func(args, keywords)`
    Call {
        /// What is called.
        func: Box<Expr>,
        /// Positional arguments in order; may hold `Starred`.
        args: Vec<Expr>,
        /// Keyword arguments and `**mapping` in order.
        keywords: Vec<Keyword>,
    },
    /// `f"…"`: literal and formatted parts in order, two literals never adjacent.
    JoinedStr(Vec<FStringPart>),
    /// `t"…"` (PEP 750): same parts as `JoinedStr`.
    TemplateStr(Vec<FStringPart>),
    /// A literal.
    Constant(Constant),
    /// `value.attr`
    Attribute {
        /// The object.
        value: Box<Expr>,
        /// The attribute.
        attr: Ident,
    },
    /// `value[slice]`
    Subscript {
        /// The container.
        value: Box<Expr>,
        /// The index: any expression, a `Slice`, or a `Tuple` that may hold `Slice` and `Starred`.
        slice: Box<Expr>,
    },
    /// `*value`, only inside calls, displays, subscripts, targets and annotations of `*args`.
    Starred(Box<Expr>),
    /// A variable.
    Name(Name),
    /// `[a, b, *c]`
    List(Vec<Expr>),
    /// `(a, b)` or `a, b`
    Tuple(Vec<Expr>),
    /// `lower:upper:step`, only inside a subscript.
    Slice {
        /// Before the first colon.
        lower: Option<Box<Expr>>,
        /// After it.
        upper: Option<Box<Expr>>,
        /// After the second.
        step: Option<Box<Expr>>,
    },
}

/// A literal value.
#[derive(Clone, Debug, PartialEq)]
pub enum Constant {
    /// `None`
    None,
    /// `True`, `False`
    Bool(bool),
    /// `...`
    Ellipsis,
    /// An integer that fits.
    Int(i64),
    /// An integer that does not fit: its digits, never negative.
    BigInt(Arc<BigIntText>),
    /// A float, correctly rounded; a literal too large is infinite.
    Float(f64),
    /// `2j`: the imaginary part.
    Complex(f64),
    /// A string without lone surrogates.
    Str(Arc<str>),
    /// A string that holds lone surrogates (`'\ud800'`), as code points; Rust's `str` cannot.
    SurrogateStr(Arc<[u32]>),
    /// A bytes literal.
    Bytes(Arc<[u8]>),
}

/// The text of an integer literal that is too large for `i64`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BigIntText {
    /// Lower-case digits without prefix, underscores or leading zeros.
    pub digits: String,
    /// 2, 8, 10 or 16.
    pub radix: u32,
}

/// A part of an f-string or t-string, or of a format spec in one.
#[derive(Debug)]
pub enum FStringPart {
    /// Text between the fields, never empty: `Constant::Str` or `Constant::SurrogateStr`.
    Literal {
        /// The decoded text.
        value: Constant,
        /// Where it stands, without quotes.
        span: Span,
    },
    /// `{value!conversion:format_spec}`
    Field(Box<FormattedValue>),
}

/// A replacement field. `{x=}` arrives as a literal `x=` before it and, without conversion or spec, `!r`.
#[derive(Debug)]
pub struct FormattedValue {
    /// What is formatted.
    pub value: Expr,
    /// `!s`, `!r`, `!a`.
    pub conversion: Option<Conversion>,
    /// Parts after the colon; `None` if there is no colon.
    pub format_spec: Option<Vec<FStringPart>>,
    /// The text between the braces up to `=`, `!`, `:` or `}`: a t-string's `Interpolation.expression`.
    pub expression_text: Span,
    /// The field with its braces.
    pub span: Span,
}

/// The conversion of a replacement field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conversion {
    /// `!s`
    Str,
    /// `!r`
    Repr,
    /// `!a`
    Ascii,
}

/// `key: value`, or `**value` without a key.
#[derive(Debug)]
pub struct DictItem {
    /// `None` for `**value`.
    pub key: Option<Expr>,
    /// The value or mapping.
    pub value: Expr,
}

/// A comprehension with one element expression.
#[derive(Debug)]
pub struct Comp {
    /// What each turn gives.
    pub elt: Expr,
    /// At least one.
    pub generators: Vec<Comprehension>,
}

/// A dict comprehension.
#[derive(Debug)]
pub struct DictComp {
    /// Key of each turn, evaluated before the value.
    pub key: Expr,
    /// Value of each turn.
    pub value: Expr,
    /// At least one.
    pub generators: Vec<Comprehension>,
}

/// `[async] for target in iter if … if …`
#[derive(Debug)]
pub struct Comprehension {
    /// `async for`.
    pub is_async: bool,
    /// What is assigned each time.
    pub target: Expr,
    /// What is iterated.
    pub iter: Expr,
    /// Conditions, all of which must hold.
    pub ifs: Vec<Expr>,
    /// The clause.
    pub span: Span,
}

/// A lambda.
#[derive(Debug)]
pub struct Lambda {
    /// Its parameters, without annotations.
    pub parameters: Parameters,
    /// Its value.
    pub body: Expr,
}

/// `arg=value`, or `**value`.
#[derive(Debug)]
pub struct Keyword {
    /// `None` for `**value`.
    pub arg: Option<Ident>,
    /// The value or mapping.
    pub value: Expr,
    /// Both.
    pub span: Span,
}

/// The parameters of a function, in the order in which they are written.
#[derive(Debug, Default)]
pub struct Parameters {
    /// Before `/`.
    pub posonlyargs: Vec<Parameter>,
    /// Ordinary ones.
    pub args: Vec<Parameter>,
    /// `*args`; it has no default.
    pub vararg: Option<Box<Parameter>>,
    /// After `*` or `*args`.
    pub kwonlyargs: Vec<Parameter>,
    /// `**kwargs`; it has no default.
    pub kwarg: Option<Box<Parameter>>,
}

/// `name: annotation = default`
#[derive(Debug)]
pub struct Parameter {
    /// Its name.
    pub name: Ident,
    /// After the colon; that of `*args` may be `Starred`.
    pub annotation: Option<Box<Expr>>,
    /// After the `=`.
    pub default: Option<Box<Expr>>,
    /// Name and annotation, as in CPython.
    pub span: Span,
}

/// A type parameter (PEP 695, PEP 696).
#[derive(Debug)]
pub struct TypeParam {
    /// `T`, `*Ts` or `**P`.
    pub kind: TypeParamKind,
    /// Its name.
    pub name: Ident,
    /// After the `=`.
    pub default: Option<Box<Expr>>,
    /// All of it.
    pub span: Span,
}

/// The kinds of type parameter.
#[derive(Debug)]
pub enum TypeParamKind {
    /// `T: bound`
    TypeVar {
        /// After the colon.
        bound: Option<Box<Expr>>,
    },
    /// `*Ts`
    TypeVarTuple,
    /// `**P`
    ParamSpec,
}

/// `case pattern if guard: body`
#[derive(Debug)]
pub struct MatchCase {
    /// What the subject must look like.
    pub pattern: Pattern,
    /// After `if`.
    pub guard: Option<Expr>,
    /// The block.
    pub body: Vec<Stmt>,
    /// From `case` to the end of the block.
    pub span: Span,
}

/// A pattern of a `case`.
#[derive(Debug)]
pub struct Pattern {
    /// Which, and its parts.
    pub kind: PatternKind,
    /// From the first token to the last.
    pub span: Span,
}

/// The kinds of pattern.
#[derive(Debug)]
pub enum PatternKind {
    /// Compared with `==`: a number (maybe signed or complex), string, or dotted name.
    Value(Box<Expr>),
    /// Compared with `is`: `None`, `True`, `False`.
    Singleton(Constant),
    /// `[a, *b]` or `(a, b)` or `a, b`; at most one `Star`.
    Sequence(Vec<Pattern>),
    /// `{key: pattern, **rest}`
    Mapping {
        /// Literals or dotted names with their patterns.
        items: Vec<(Expr, Pattern)>,
        /// The name after `**`.
        rest: Option<Ident>,
    },
    /// `cls(patterns, name=pattern)`
    Class {
        /// A name or dotted name.
        cls: Box<Expr>,
        /// Positional ones.
        patterns: Vec<Pattern>,
        /// Attributes by name.
        keywords: Vec<(Ident, Pattern)>,
    },
    /// `*name` or `*_` (`None`) in a sequence.
    Star(Option<Ident>),
    /// `pattern as name`; a bare `name` has no pattern; `_` has neither.
    As {
        /// What must match first.
        pattern: Option<Box<Pattern>>,
        /// What is bound.
        name: Option<Ident>,
    },
    /// `a | b | c`, at least two.
    Or(Vec<Pattern>),
}

/// `and`, `or`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are CPython's; `symbol` shows the text")]
pub enum BoolOp {
    And,
    Or,
}

/// Binary operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are CPython's; `symbol` shows the text")]
pub enum Operator {
    Add,
    Sub,
    Mult,
    MatMult,
    Div,
    Mod,
    Pow,
    LShift,
    RShift,
    BitOr,
    BitXor,
    BitAnd,
    FloorDiv,
}

impl Operator {
    /// As written in a program, without the `=` of an augmented assignment.
    #[must_use]
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::Add => "+",
            Self::Sub => "-",
            Self::Mult => "*",
            Self::MatMult => "@",
            Self::Div => "/",
            Self::Mod => "%",
            Self::Pow => "**",
            Self::LShift => "<<",
            Self::RShift => ">>",
            Self::BitOr => "|",
            Self::BitXor => "^",
            Self::BitAnd => "&",
            Self::FloorDiv => "//",
        }
    }
}

/// Unary operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are CPython's")]
pub enum UnaryOp {
    Invert,
    Not,
    UAdd,
    USub,
}

/// Comparison operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are CPython's; `symbol` shows the text")]
pub enum CmpOp {
    Eq,
    NotEq,
    Lt,
    LtE,
    Gt,
    GtE,
    Is,
    IsNot,
    In,
    NotIn,
}

impl CmpOp {
    /// As written in a program.
    #[must_use]
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::Eq => "==",
            Self::NotEq => "!=",
            Self::Lt => "<",
            Self::LtE => "<=",
            Self::Gt => ">",
            Self::GtE => ">=",
            Self::Is => "is",
            Self::IsNot => "is not",
            Self::In => "in",
            Self::NotIn => "not in",
        }
    }
}
