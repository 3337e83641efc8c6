//! The instruction set: one table, from which everything else about instructions derives.
//!
//! The machine is a register machine. A frame owns a window of registers `R[0]`, `R[1]`, …:
//!
//! | registers | what they hold | who clears them |
//! |---|---|---|
//! | `0 .. locals` | parameters, local variables, hidden locals (iterators, saved exceptions, …) | `Clear`, or the frame's exit |
//! | `locals .. registers` | *temporaries* of expressions, allocated like a stack | the instruction that reads them |
//!
//! **A temporary is written once and read once; reading consumes it** (afterwards it holds nothing that owns
//! memory). A value that is needed twice lives in a hidden local. This keeps the lifetime of objects as CPython has
//! it, without an instruction to drop things.
//!
//! **Calls.** Callee and arguments stand in consecutive temporaries that are the topmost live registers of the
//! frame: the callee's window begins at the first argument, so that arguments are passed without a copy.
//!
//! **Shared state** (globals, attributes, items, cells) is only ever touched by an instruction of its own: load,
//! compute, store. Work on locals may be fused.
//!
//! Notation of the doc lines: `R[x]` register, `K[x]` constant, `N[s]` name of site `s`, `F[x]` free variable, `:=`
//! assignment, `ip` the index of the *next* instruction, `/c/` a check point (the GIL may be given up here).
//! An instruction that raises leaves its destination unchanged.

use std::fmt;

/// A register of the current frame.
///
/// It is kept as its distance from the first one in words, of which a register has two: processors multiply by eight
/// where they address memory, but not by sixteen.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reg(u16);

impl Reg {
    /// How many registers a frame can have.
    pub const COUNT_MAX: usize = 1 << 15;

    /// The register at that position, which is less than [`COUNT_MAX`](Self::COUNT_MAX).
    #[inline(always)]
    pub const fn new(index: u16) -> Reg {
        debug_assert!((index as usize) < Reg::COUNT_MAX);
        Reg(index * 2)
    }

    /// Position in the frame's window.
    #[inline(always)]
    pub const fn index(self) -> usize {
        (self.0 / 2) as usize
    }

    /// Distance from the first register of the window, in words.
    #[inline(always)]
    pub const fn words(self) -> usize {
        self.0 as usize
    }

    /// The register `n` places above this one. In code that turns out too large it is any register.
    #[inline(always)]
    pub const fn offset(self, n: u16) -> Reg {
        Reg(self.0.wrapping_add(n.wrapping_mul(2)))
    }

    /// The register `n` places below this one. In code that turns out too large it is any register.
    pub const fn below(self, n: u16) -> Reg {
        Reg(self.0.wrapping_sub(n.wrapping_mul(2)))
    }
}

impl fmt::Debug for Reg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Reg").field(&self.index()).finish()
    }
}

/// Index into [`Code::consts`](crate::code::Code::consts).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct ConstIdx(pub u32);

impl ConstIdx {
    /// Position in the table.
    #[inline(always)]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// Index of a place in the code that looks up a name: into [`Code::sites`](crate::code::Code::sites), and into the
/// inline caches that an interpreter keeps beside the code.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Site(pub u16);

impl Site {
    /// Position in the table.
    #[inline(always)]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// Index of a free variable in the running function's closure.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct FreeIdx(pub u16);

impl FreeIdx {
    /// Position in the closure.
    #[inline(always)]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// Absolute instruction index.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Target(pub u32);

impl Target {
    /// Position in [`Code::ops`](crate::code::Code::ops).
    #[inline(always)]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// Jump distance in instructions, relative to the next instruction. A *taken* jump with a negative distance is a
/// loop's back edge and therefore a check point.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Offset(pub i16);

/// A name in the `names` of the code, for instructions that need one without a cache.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct NameIdx(pub u16);

impl NameIdx {
    /// Position in the table.
    #[inline(always)]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A closed set of operators carried in an instruction's spare byte, with the source text of each.
macro_rules! operators {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $text:literal),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        #[repr(u8)]
        pub enum $name { $($(#[$vmeta])* $variant),* }

        impl $name {
            /// The operator as it stands in source text.
            pub const fn symbol(self) -> &'static str {
                match self { $($name::$variant => $text),* }
            }
        }
    };
}

operators! {
    /// Binary arithmetic operators.
    BinOp {
        /// Addition.
        Add = "+",
        /// Subtraction.
        Sub = "-",
        /// Multiplication.
        Mul = "*",
        /// True division.
        TrueDiv = "/",
        /// Floor division.
        FloorDiv = "//",
        /// Remainder with the sign of the divisor.
        Mod = "%",
        /// Power.
        Pow = "**",
        /// Matrix product.
        MatMul = "@",
        /// Left shift.
        LShift = "<<",
        /// Right shift.
        RShift = ">>",
        /// Bitwise and.
        And = "&",
        /// Bitwise or.
        Or = "|",
        /// Bitwise exclusive or.
        Xor = "^",
    }
}

operators! {
    /// Unary arithmetic operators (`not` is an instruction of its own).
    UnaryOp {
        /// Negation.
        Neg = "-",
        /// Identity.
        Pos = "+",
        /// Bitwise complement.
        Invert = "~",
    }
}

operators! {
    /// Rich comparisons.
    CmpOp {
        /// Less than.
        Lt = "<",
        /// Less than or equal.
        Le = "<=",
        /// Equal.
        Eq = "==",
        /// Not equal.
        Ne = "!=",
        /// Greater than.
        Gt = ">",
        /// Greater than or equal.
        Ge = ">=",
    }
}

operators! {
    /// Special methods that statements look up on the *type* of an object.
    Special {
        /// `with` entry.
        Enter = "__enter__",
        /// `with` exit.
        Exit = "__exit__",
    }
}

operators! {
    /// What a traced frame announces.
    TraceEvent {
        /// A line begins, unless it is the one that ran before.
        Line = "line",
        /// A line begins again: the next turn of a loop.
        Turn = "turn",
        /// The frame begins.
        Enter = "enter",
        /// A delegation (`yield from`) is over, with the result in a register.
        Sent = "sent",
        /// The frame returns a register.
        Return = "return",
        /// The frame returns `None`.
        ReturnNone = "return none",
        /// The generator yields a register.
        Yield = "yield",
        /// The generator goes on.
        Resume = "resume",
        /// A call of what stands in a register.
        Call = "call",
        /// A call of a method in a register, with its `self` or nothing behind it.
        CallMethod = "call method",
        /// The call is over.
        CallDone = "call done",
    }
}

operators! {
    /// Conversion of a replacement field in an f-string.
    Conversion {
        /// None given.
        None = "",
        /// `!s`
        Str = "!s",
        /// `!r`
        Repr = "!r",
        /// `!a`
        Ascii = "!a",
    }
}

/// The operand of a jump that says where it goes.
#[derive(PartialEq, Eq, Debug)]
pub enum Destination<'op> {
    /// Anywhere in the code.
    Far(&'op mut Target),
    /// Not too far away.
    Near(&'op mut Offset),
}

/// How operand types print in a disassembly, which of them name registers, and which say where a jump goes.
trait Operand: Sized {
    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result;
    fn map_reg(&mut self, _map: &mut dyn FnMut(Reg) -> Reg) {}
    fn destination(&mut self) -> Option<Destination<'_>> {
        None
    }
}

impl Operand for Reg {
    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "r{}", self.index())
    }
    fn map_reg(&mut self, map: &mut dyn FnMut(Reg) -> Reg) {
        *self = map(*self);
    }
}

impl Operand for Target {
    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "@{}", self.0)
    }
    fn destination(&mut self) -> Option<Destination<'_>> {
        Some(Destination::Far(self))
    }
}

impl Operand for Offset {
    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:+}", self.0)
    }
    fn destination(&mut self) -> Option<Destination<'_>> {
        Some(Destination::Near(self))
    }
}

macro_rules! show_operand {
    ($($ty:ty => $fmt:literal . $get:expr;)*) => {
        $(impl Operand for $ty {
            fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let get: fn(&$ty) -> _ = $get;
                write!(f, $fmt, get(self))
            }
        })*
    };
}

show_operand! {
    ConstIdx => "k{}" . |k| k.0;
    Site => "s{}" . |s| s.0;
    FreeIdx => "f{}" . |x| x.0;
    NameIdx => "n{}" . |n| n.0;
    TraceEvent => "{}" . |o| o.symbol();
    u32 => "{}" . |n| *n;
    u8 => "{}" . |n| *n;
    u16 => "{}" . |n| *n;
    i16 => "{}" . |n| *n;
    i32 => "{}" . |n| *n;
    bool => "{}" . |b| *b;
    BinOp => "{}" . |o| o.symbol();
    UnaryOp => "{}" . |o| o.symbol();
    CmpOp => "{}" . |o| o.symbol();
    Special => "{}" . |o| o.symbol();
    Conversion => "{:?}" . |o| *o;
    MakeFlags => "{:#06b}" . |m| m.0;
}

/// Which optional parts of a function stand in the registers after `base`, in this order.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct MakeFlags(pub u8);

impl MakeFlags {
    /// A tuple of the positional parameters' defaults.
    pub const DEFAULTS: u8 = 1;
    /// A dict of the keyword-only parameters' defaults.
    pub const KW_DEFAULTS: u8 = 2;
    /// A dict of annotations.
    pub const ANNOTATIONS: u8 = 4;

    /// Whether the part named by `flag` is there.
    pub const fn has(self, flag: u8) -> bool {
        self.0 & flag != 0
    }
}

macro_rules! ops {
    ($($(#[doc = $doc:literal])* $name:ident $({ $($field:ident : $ty:ty),* $(,)? })?),* $(,)?) => {
        /// One instruction: 8 bytes, `Copy`. The doc line of a variant is its semantics.
        #[derive(Clone, Copy, PartialEq, Eq)]
        #[allow(missing_docs, reason = "operands are explained by the variant's own line")]
        pub enum Op { $($(#[doc = $doc])* $name $({ $($field: $ty),* })?),* }

        impl Op {
            /// Name of the instruction, as the disassembly prints it.
            pub const fn name(self) -> &'static str {
                match self { $(Op::$name $({ $($field: _),* })? => stringify!($name)),* }
            }

            /// Applies `map` to every register operand.
            pub fn map_regs(&mut self, map: &mut dyn FnMut(Reg) -> Reg) {
                match self { $(Op::$name $({ $($field),* })? => { $($(Operand::map_reg($field, map);)*)? let _ = &map; }),* }
            }

            /// Where a jump goes; nothing of other instructions.
            pub fn destination(&mut self) -> Option<Destination<'_>> {
                match self {
                    $(Op::$name $({ $($field),* })? => None $($(.or(Operand::destination($field)))*)?),*
                }
            }
        }

        impl fmt::Debug for Op {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.name())?;
                match self {
                    $(Op::$name $({ $($field),* })? => {
                        $($(write!(f, " {}=", stringify!($field))?; Operand::show($field, f)?;)*)?
                    }),*
                }
                Ok(())
            }
        }

        /// Name and semantics of every instruction, in table order: the op reference.
        pub const OP_REFERENCE: &[(&str, &str)] = &[$((stringify!($name), concat!($($doc, "\n"),*))),*];
    };
}

ops! {
    // ---- moves and constants ------------------------------------------------------------------------------------
    /// `R[dst] := R[src]`
    Move { dst: Reg, src: Reg },
    /// `R[dst] := K[k]`
    LoadConst { dst: Reg, k: ConstIdx },
    /// `R[dst] := int`
    LoadInt { dst: Reg, int: i32 },
    /// `R[dst] := None`
    LoadNone { dst: Reg },
    /// `R[dst] := bool`
    LoadBool { value: bool, dst: Reg },
    /// `R[reg] := nothing` (drops a hidden local, or a local at the end of `except … as name`)
    Clear { reg: Reg },
    /// `del` of a local: raises `UnboundLocalError` when `R[reg]` is unset, else clears it
    DeleteLocal { reg: Reg },
    /// raises `UnboundLocalError` when local `R[reg]` is unset (emitted where it is not certainly assigned)
    CheckBound { reg: Reg },

    // ---- names --------------------------------------------------------------------------------------------------
    /// `R[dst] := globals[N[site]]`, else `builtins[N[site]]`, else `NameError`
    LoadGlobal { dst: Reg, site: Site },
    /// `globals[N[site]] := R[src]`
    StoreGlobal { src: Reg, site: Site },
    /// `del globals[N[site]]`
    DeleteGlobal { site: Site },
    /// `R[dst] := namespace[N[site]]`, else as `LoadGlobal` (class bodies, `exec` with locals)
    LoadName { dst: Reg, site: Site },
    /// `namespace[N[site]] := R[src]`
    StoreName { src: Reg, site: Site },
    /// `del namespace[N[site]]`
    DeleteName { site: Site },
    /// `R[dst] := namespace[N[site]]`, else the content of free variable `free` (a class body reading an outer local)
    LoadNameOrFree { dst: Reg, free: FreeIdx, site: Site },
    /// `R[reg] := new cell holding R[reg]` (nothing, if `R[reg]` is unset)
    MakeCell { reg: Reg },
    /// `R[dst] := content of the cell in R[cell]`; `UnboundLocalError` when empty
    LoadCell { dst: Reg, cell: Reg },
    /// content of the cell in `R[cell] := R[src]`
    StoreCell { cell: Reg, src: Reg },
    /// empties the cell in `R[cell]`; `UnboundLocalError` when it is empty
    DeleteCell { cell: Reg },
    /// `R[dst] := content of F[free]`; `NameError` when empty
    LoadFree { dst: Reg, free: FreeIdx },
    /// content of `F[free] := R[src]`
    StoreFree { free: FreeIdx, src: Reg },
    /// empties `F[free]`; `NameError` when it is empty
    DeleteFree { free: FreeIdx },
    /// `R[dst] := the cell F[free] itself` (for `__class__` in a class body)
    LoadFreeCell { dst: Reg, free: FreeIdx },

    // ---- arithmetic ---------------------------------------------------------------------------------------------
    /// `R[dst] := R[a] + R[b]`
    Add { dst: Reg, a: Reg, b: Reg },
    /// `R[dst] := R[a] - R[b]`
    Sub { dst: Reg, a: Reg, b: Reg },
    /// `R[dst] := R[a] * R[b]`
    Mul { dst: Reg, a: Reg, b: Reg },
    /// `R[dst] := R[a] / R[b]`
    TrueDiv { dst: Reg, a: Reg, b: Reg },
    /// `R[dst] := R[a] // R[b]`
    FloorDiv { dst: Reg, a: Reg, b: Reg },
    /// `R[dst] := R[a] % R[b]`
    Mod { dst: Reg, a: Reg, b: Reg },
    /// `R[dst] := R[a] & R[b]`
    BitAnd { dst: Reg, a: Reg, b: Reg },
    /// `R[dst] := R[a] | R[b]`
    BitOr { dst: Reg, a: Reg, b: Reg },
    /// `R[dst] := R[a] ^ R[b]`
    BitXor { dst: Reg, a: Reg, b: Reg },
    /// `R[dst] := R[a] << R[b]`
    LShift { dst: Reg, a: Reg, b: Reg },
    /// `R[dst] := R[a] >> R[b]`
    RShift { dst: Reg, a: Reg, b: Reg },
    /// `R[dst] := R[a] op R[b]`, for the operators without an instruction of their own (`**`, `@`)
    Binary { op: BinOp, dst: Reg, a: Reg, b: Reg },
    /// `R[dst] := R[a] + imm` (`+=` when `in_place`; a subtraction of a constant is an addition of its negative)
    AddInt { in_place: bool, dst: Reg, a: Reg, imm: i16 },
    /// as `AddInt` for `R[a] - imm`: kept apart because `-` on other types is not `+`
    SubInt { in_place: bool, dst: Reg, a: Reg, imm: i16 },
    /// `R[dst] := R[a] op= R[b]` (`__iadd__` and friends first)
    InPlace { op: BinOp, dst: Reg, a: Reg, b: Reg },
    /// `R[dst] := R[a] += R[b]`
    InPlaceAdd { dst: Reg, a: Reg, b: Reg },
    /// `R[dst] := op R[src]`
    Unary { op: UnaryOp, dst: Reg, src: Reg },
    /// `R[dst] := not R[src]`
    Not { dst: Reg, src: Reg },

    // ---- comparisons and jumps ----------------------------------------------------------------------------------
    /// `R[dst] := R[a] op R[b]`
    Compare { op: CmpOp, dst: Reg, a: Reg, b: Reg },
    /// `R[dst] := (R[a] is R[b]) != negate`
    Is { negate: bool, dst: Reg, a: Reg, b: Reg },
    /// `R[dst] := (R[item] in R[container]) != negate`
    Contains { negate: bool, dst: Reg, item: Reg, container: Reg },
    /// `ip := target`
    Jump { target: Target },
    /// `ip := target`; the back edge of a loop /c/
    Loop { target: Target },
    /// if `R[reg]` is true: `ip := target` (consumes a temporary; backward: /c/)
    JumpIfTrue { reg: Reg, target: Target },
    /// if `R[reg]` is false: `ip := target` (consumes a temporary; backward: /c/)
    JumpIfFalse { reg: Reg, target: Target },
    /// if `R[reg]` is true: `ip := target`, leaving `R[reg]` as it is; else consumes it (`or`)
    JumpIfTrueKeep { reg: Reg, target: Target },
    /// if `R[reg]` is false: `ip := target`, leaving `R[reg]` as it is; else consumes it (`and`)
    JumpIfFalseKeep { reg: Reg, target: Target },
    /// if `(R[reg] is None) == when`: `ip += to` (backward: /c/)
    JumpIfNone { when: bool, reg: Reg, to: Offset },
    /// if `bool(R[a] < R[b]) == when`: `ip += to` (backward: /c/)
    JumpLt { when: bool, a: Reg, b: Reg, to: Offset },
    /// if `bool(R[a] <= R[b]) == when`: `ip += to` (backward: /c/)
    JumpLe { when: bool, a: Reg, b: Reg, to: Offset },
    /// if `bool(R[a] == R[b]) == when`: `ip += to` (backward: /c/)
    JumpEq { when: bool, a: Reg, b: Reg, to: Offset },
    /// if `bool(R[a] != R[b]) == when`: `ip += to` (backward: /c/)
    JumpNe { when: bool, a: Reg, b: Reg, to: Offset },
    /// if `bool(R[a] > R[b]) == when`: `ip += to` (backward: /c/)
    JumpGt { when: bool, a: Reg, b: Reg, to: Offset },
    /// if `bool(R[a] >= R[b]) == when`: `ip += to` (backward: /c/)
    JumpGe { when: bool, a: Reg, b: Reg, to: Offset },
    /// if `bool(R[a] < imm) == when`: `ip += to` (backward: /c/)
    JumpLtInt { when: bool, a: Reg, imm: i16, to: Offset },
    /// if `bool(R[a] <= imm) == when`: `ip += to` (backward: /c/)
    JumpLeInt { when: bool, a: Reg, imm: i16, to: Offset },
    /// if `bool(R[a] == imm) == when`: `ip += to` (backward: /c/)
    JumpEqInt { when: bool, a: Reg, imm: i16, to: Offset },
    /// if `bool(R[a] != imm) == when`: `ip += to` (backward: /c/)
    JumpNeInt { when: bool, a: Reg, imm: i16, to: Offset },
    /// if `bool(R[a] > imm) == when`: `ip += to` (backward: /c/)
    JumpGtInt { when: bool, a: Reg, imm: i16, to: Offset },
    /// if `bool(R[a] >= imm) == when`: `ip += to` (backward: /c/)
    JumpGeInt { when: bool, a: Reg, imm: i16, to: Offset },

    // ---- iteration ----------------------------------------------------------------------------------------------
    /// `R[dst] := iter(R[src])`
    GetIter { dst: Reg, src: Reg },
    /// advances the iterator in `R[iter]` (a hidden local): on an item `R[dst] := item; ip += to` (backward: /c/), on
    /// exhaustion clears `R[iter]` and falls through
    ForNext { iter: Reg, dst: Reg, to: Offset },
    /// `R[base .. base+count] := the items of R[src]`, exactly `count` of them
    Unpack { count: u8, src: Reg, base: Reg },
    /// `R[base .. base+before]`, then a list of the middle, then `after` items from the end (a starred target)
    UnpackStar { before: u8, after: u8, src: Reg, base: Reg },

    // ---- attributes and items -----------------------------------------------------------------------------------
    /// `R[dst] := R[obj].N[site]`
    GetAttr { dst: Reg, obj: Reg, site: Site },
    /// `R[obj].N[site] := R[src]`
    SetAttr { obj: Reg, site: Site, src: Reg },
    /// `del R[obj].N[site]`
    DeleteAttr { obj: Reg, site: Site },
    /// `R[base], R[base+1] := the function and its self` of `R[obj].N[site]`, or `the attribute, nothing`
    LoadMethod { base: Reg, obj: Reg, site: Site },
    /// as `LoadMethod` for a special method, looked up on the type; `TypeError` naming the protocol when missing
    LoadSpecial { which: Special, base: Reg, obj: Reg },
    /// `R[base], R[base+1] := method, self` of `super().N[site]` with class cell `F[free]` and self `R[base+1]`
    LoadSuperMethod { base: Reg, free: FreeIdx, site: Site },
    /// `R[dst] := R[obj][R[key]]`
    GetItem { dst: Reg, obj: Reg, key: Reg },
    /// `R[dst] := R[obj][imm]`
    GetItemInt { dst: Reg, obj: Reg, imm: i16 },
    /// `R[obj][R[key]] := R[src]`
    SetItem { obj: Reg, key: Reg, src: Reg },
    /// `del R[obj][R[key]]`
    DeleteItem { obj: Reg, key: Reg },
    /// `R[dst] := R[obj][R[base]:R[base+1]]` (a slice without a step; absent bounds are `None`)
    GetSlice { dst: Reg, obj: Reg, base: Reg },
    /// `R[dst] := slice(R[base], R[base+1], R[base+2])`
    BuildSlice { dst: Reg, base: Reg },

    // ---- building -----------------------------------------------------------------------------------------------
    /// `R[dst] := tuple of R[base .. base+count]`
    BuildTuple { dst: Reg, base: Reg, count: u16 },
    /// `R[dst] := (R[a], R[b])`
    BuildPair { dst: Reg, a: Reg, b: Reg },
    /// `R[dst] := list of R[base .. base+count]`
    BuildList { dst: Reg, base: Reg, count: u16 },
    /// `R[dst] := set of R[base .. base+count]`
    BuildSet { dst: Reg, base: Reg, count: u16 },
    /// `R[dst] := dict of R[base .. base+2*pairs]`: key, value, key, value, …
    BuildDict { dst: Reg, base: Reg, pairs: u16 },
    /// `R[dst] := concatenation of the strings R[base .. base+count]`
    BuildString { dst: Reg, base: Reg, count: u16 },
    /// `R[dst] := format(convert(R[src]), "")`
    FormatValue { conversion: Conversion, dst: Reg, src: Reg },
    /// `R[dst] := format(convert(R[src]), R[spec])`
    FormatSpec { conversion: Conversion, dst: Reg, src: Reg, spec: Reg },
    /// appends `R[item]` to the list in `R[list]` (a comprehension's, or a display with stars; not consumed)
    ListAppend { list: Reg, item: Reg },
    /// extends the list in `R[list]` by the iterable `R[src]`; `star_arg`: word a failure as for `f(*src)`
    ListExtend { star_arg: bool, list: Reg, src: Reg },
    /// `R[dst] := tuple(R[src])`, `R[src]` being a list built by the instructions above
    ListToTuple { dst: Reg, src: Reg },
    /// adds `R[item]` to the set in `R[set]`
    SetAdd { set: Reg, item: Reg },
    /// adds the items of `R[src]` to the set in `R[set]`
    SetUpdate { set: Reg, src: Reg },
    /// `R[dict][R[key]] := R[value]`
    DictAdd { dict: Reg, key: Reg, value: Reg },
    /// `R[dict].update(R[src])` for `{**src}`
    DictUpdate { dict: Reg, src: Reg },
    /// as `DictUpdate` for `f(**src)`: a key twice is a `TypeError` naming the callee in `R[callee]`
    DictMerge { dict: Reg, src: Reg, callee: Reg },

    // ---- calls --------------------------------------------------------------------------------------------------
    /// `R[dst] := R[base](R[base+1 ..= base+argc])` /c/
    Call { argc: u8, dst: Reg, base: Reg },
    /// `R[dst] := R[base](R[base+1 ..= base+1+argc])` after `LoadMethod`: `R[base+1]` is self or nothing /c/
    CallMethod { argc: u8, dst: Reg, base: Reg },
    /// as `CallMethod` after `LoadSpecial`; not a check point when the callee is native and has no arguments
    CallSpecial { argc: u8, dst: Reg, base: Reg },
    /// as `Call`; the last arguments are named by the tuple of strings `K[names]` /c/
    CallKw { argc: u8, dst: Reg, base: Reg, names: u16 },
    /// as `CallMethod`; the last arguments are named by the tuple of strings `K[names]` /c/
    CallMethodKw { argc: u8, dst: Reg, base: Reg, names: u16 },
    /// `R[dst] := R[base](*R[base+1], **R[base+2])`; `R[base+2]` counts only when `keywords` /c/
    CallEx { keywords: bool, dst: Reg, base: Reg },
    /// returns `R[src]` from the frame
    Return { src: Reg },
    /// returns `None` from the frame
    ReturnNone,
    /// suspends the generator with `R[src]`; on resumption `R[dst] := the value sent` /c/
    Yield { dst: Reg, src: Reg },
    /// `yield from`: sends `R[value]` into `R[iter]` (a hidden local); on a yielded value `R[value] := it` and falls
    /// through, on the end `R[value] := the result; ip += to`
    Send { iter: Reg, value: Reg, to: Offset },
    /// `R[dst] := R[src]` if that is a generator, else `iter(R[src])`
    GetYieldFromIter { dst: Reg, src: Reg },

    // ---- functions, classes, modules ----------------------------------------------------------------------------
    /// `R[dst] := function of code K[code]`, its optional parts in `R[base ..]` as `flags` says
    MakeFunction { flags: MakeFlags, dst: Reg, base: Reg, code: u16 },
    /// `R[dst] := __build_class__`
    LoadBuildClass { dst: Reg },
    /// `R[dst] := import N[name]`, with level `R[base]` and from-list `R[base+1]`
    ImportName { dst: Reg, name: NameIdx, base: Reg },
    /// `R[dst] := N[name] from module R[module]` (a hidden local)
    ImportFrom { dst: Reg, module: Reg, name: NameIdx },
    /// all public names of module `R[module]` into the namespace
    ImportStar { module: Reg },
    /// `R[dst] := AssertionError`, whatever the name is bound to
    LoadAssertionError { dst: Reg },

    // ---- exceptions ---------------------------------------------------------------------------------------------
    /// raises `R[exc]`
    Raise { exc: Reg },
    /// raises `R[exc]` from `R[cause]`
    RaiseFrom { exc: Reg, cause: Reg },
    /// `raise` alone: the exception being handled, else `RuntimeError`
    RaiseAgain,
    /// continues the propagation of `R[exc]` without a new traceback entry (the end of `finally`, no clause matched)
    Reraise { exc: Reg },
    /// `R[save] := the exception being handled; handled := R[exc]` (both hidden locals)
    PushExc { save: Reg, exc: Reg },
    /// `handled := R[save]`, clearing `R[save]`
    PopExc { save: Reg },
    /// `R[dst] := whether R[exc] (kept) matches the class or tuple R[class]`
    ExcMatches { dst: Reg, exc: Reg, class: Reg },
    /// `except*`: `R[dst] := the part of R[rest] that matches the class or tuple R[class]`, or `None`;
    /// `R[rest] := the part that does not`, or `None`; a part that matches becomes the exception being handled
    SplitExc { dst: Reg, rest: Reg, class: Reg },
    /// the end of `except*`: `R[dst] := what to raise` of the exceptions in list `R[parts]` (kept), which clauses
    /// raised or left over of `R[exc]` (kept), or `None`
    CombineExc { dst: Reg, exc: Reg, parts: Reg },
    /// `R[dst] := R[exit](type, value, traceback)` for the `__exit__` pair in hidden locals `R[exit], R[exit+1]`
    WithExceptExit { dst: Reg, exit: Reg, exc: Reg },

    // ---- pattern matching ---------------------------------------------------------------------------------------
    /// `R[dst] := R[subject] (kept) is a sequence for patterns with len == count` (`at_least`: `>=`)
    MatchSequence { at_least: bool, dst: Reg, subject: Reg, count: u16 },
    /// `R[dst] := R[subject] (kept) is a mapping with len >= count`
    MatchMapping { dst: Reg, subject: Reg, count: u16 },
    /// `R[dst] := tuple of the values of R[subject] (kept) at the keys of tuple R[keys] (kept)`, or `None`
    MatchKeys { dst: Reg, subject: Reg, keys: Reg },
    /// `R[dst] := dict copy of R[subject] (kept) without the keys of tuple R[keys]`
    MatchRest { dst: Reg, subject: Reg, keys: Reg },
    /// `R[dst] := tuple of attribute values` of `R[subject]` (kept) for class `R[base]`, `positional` patterns and the
    /// keyword names in tuple `R[base+1]`, or `None`
    MatchClass { positional: u8, dst: Reg, subject: Reg, base: Reg },

    // ---- observation --------------------------------------------------------------------------------------------
    /// nothing but a check point, put in by [`crate::check_points`] and never emitted /c/
    CheckPoint,
    /// tells the thread's trace and profile functions of `event`, which is about line `line`, about `R[reg]` (kept) or
    /// about a call of `R[reg]` (kept) with `line` arguments; put in by [`crate::trace`] and never emitted
    Trace { event: TraceEvent, reg: Reg, line: u32 },
}

impl Op {
    /// Which instruction a jump at `at` goes to, if it is one.
    pub fn jumps_to(mut self, at: usize) -> Option<i64> {
        Some(match self.destination()? {
            Destination::Far(target) => i64::from(target.0),
            Destination::Near(to) => at as i64 + 1 + i64::from(to.0),
        })
    }
}

// The point of a register machine with typed operands is lost when an instruction outgrows one word.
const _: () = assert!(size_of::<Op>() == 8);
