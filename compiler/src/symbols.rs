//! Symbol analysis: which variable each name of each scope means, decided before any code is emitted.
//!
//! Two passes. [`collect`] walks the tree once, builds the scopes and notes how each uses its names; `resolve`
//! (in this file) then goes down the scopes and gives every name a [`Binding`]. Errors about declarations (`global`
//! after use, `nonlocal` without a binding, …) come from here, with CPython's wording.
//!
//! A *unit* is what becomes one `Code`: a module, class body, function, lambda or generator expression. List, set and
//! dict comprehensions are scopes of their own but belong to the unit around them, whose code they are emitted into.
//! That is why [`Binding::Local`] names the owning scope: it may be an enclosing one of the same unit.
//!
//! Names are stored mangled (`__x` in class `C` is `_C__x`); whoever asks must mangle first, with [`mangle`].

mod collect;

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::ast::Expr;
use crate::ast::Module;
use crate::ast::Name;
use crate::error::SyntaxError;
use crate::span::Span;

/// Index of a scope.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ScopeId(u32);

impl ScopeId {
    /// The scope of the module itself.
    pub const MODULE: ScopeId = ScopeId(0);

    const fn index(self) -> usize {
        self.0 as usize
    }
}

/// What opened a scope.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ScopeKind {
    /// The module, or an expression for `eval`.
    Module,
    /// A class body.
    Class,
    /// `def`
    Function,
    /// `lambda`
    Lambda,
    /// A generator expression.
    Generator,
    /// A list, set or dict comprehension.
    Comprehension(Display),
}

impl ScopeKind {
    /// Whether names bound in it are variables of a frame, visible to scopes inside.
    const fn is_function_like(self) -> bool {
        !matches!(self, ScopeKind::Module | ScopeKind::Class)
    }
}

/// What a comprehension makes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Display {
    /// `[… for …]`
    List,
    /// `{… for …}`
    Set,
    /// `{…: … for …}`
    Dict,
}

/// How a scope uses a name: a set of flags.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
struct Uses(u16);

impl Uses {
    const LOADED: Uses = Uses(1);
    const BOUND: Uses = Uses(2);
    const PARAM: Uses = Uses(4);
    const GLOBAL: Uses = Uses(8);
    const NONLOCAL: Uses = Uses(16);
    const ANNOTATED: Uses = Uses(32);
    const ITERATION: Uses = Uses(64);
    /// Unbound again somewhere: by `del`, or at the end of `except … as`.
    const DELETED: Uses = Uses(128);
    /// Bound by something other than an import, which a later `global` does not forgive.
    const ASSIGNED: Uses = Uses(256);

    const fn has(self, flag: Uses) -> bool {
        self.0 & flag.0 != 0
    }

    fn add(&mut self, flag: Uses) {
        self.0 |= flag.0;
    }
}

/// Which variable a name means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Binding {
    /// A variable of the frame, owned by this scope of the same unit.
    Local(ScopeId),
    /// A variable of an enclosing unit, reached through the closure.
    Free,
    /// A global by declaration.
    GlobalExplicit,
    /// Not bound anywhere around: a global or a built-in.
    GlobalImplicit,
    /// A name of the class body's namespace.
    Namespace,
}

#[derive(Debug)]
struct Symbol {
    uses: Uses,
    binding: Binding,
    /// A scope of another unit refers to it, so it lives in a cell.
    is_cell: bool,
}

/// One scope.
#[derive(Debug)]
pub struct Scope {
    kind: ScopeKind,
    parent: ScopeId,
    /// Mangled names in order of first appearance.
    order: Vec<Name>,
    symbols: FxHashMap<Name, Symbol>,
    params: Vec<Name>,
    free: Vec<Name>,
    free_index: FxHashMap<Name, u16>,
    walrus: FxHashMap<Name, Vec<u32>>,
    /// Place of the `global` or `nonlocal` that declared a name.
    declarations: FxHashMap<Name, Span>,
    is_generator: bool,
    has_class_cell: bool,
    has_annotations: bool,
}

/// The result of the analysis.
#[derive(Debug)]
pub struct Symbols {
    scopes: Vec<Scope>,
    by_span: FxHashMap<Span, ScopeId>,
}

/// Free variables of all units together; nesting multiplies them, so there is a limit.
const FREE_VARIABLES_MAX: usize = 1 << 20;

/// Analyses a module. `future_annotations`: annotations are not evaluated.
pub fn analyse(module: &Module, future_annotations: bool) -> Result<Symbols, SyntaxError> {
    let mut symbols = collect::module(module, future_annotations)?;
    symbols.resolve()?;
    Ok(symbols)
}

/// Analyses one expression, for `eval`.
pub fn analyse_expression(expr: &Expr) -> Result<Symbols, SyntaxError> {
    let mut symbols = collect::expression(expr)?;
    symbols.resolve()?;
    Ok(symbols)
}

/// The name under which `name` is stored inside class `private`: two leading underscores and not two trailing ones
/// make it private to the class.
#[must_use]
pub fn mangle(private: Option<&Name>, name: &Name) -> Name {
    let Some(class) = private else { return name.clone() };
    if !name.starts_with("__") || name.ends_with("__") || name.contains('.') {
        return name.clone();
    }
    let class = class.trim_start_matches('_');
    if class.is_empty() { name.clone() } else { Arc::from(format!("_{class}{name}")) }
}

impl Symbols {
    /// The scope opened by the `def`, `class`, lambda or comprehension at `span`.
    #[must_use]
    pub fn scope_at(&self, span: Span) -> ScopeId {
        self.by_span.get(&span).copied().unwrap_or(ScopeId::MODULE)
    }

    fn scope(&self, id: ScopeId) -> &Scope {
        &self.scopes[id.index()]
    }

    /// What opened the scope.
    #[must_use]
    pub fn kind(&self, id: ScopeId) -> ScopeKind {
        self.scope(id).kind
    }

    /// What `name` (mangled) means in the scope; a name the program does not mention is a global.
    #[must_use]
    pub fn binding(&self, id: ScopeId, name: &str) -> Binding {
        self.scope(id).symbols.get(name).map_or(Binding::GlobalImplicit, |symbol| symbol.binding)
    }

    /// Whether the variable `name` owned by the scope lives in a cell.
    #[must_use]
    pub fn is_cell(&self, id: ScopeId, name: &str) -> bool {
        self.scope(id).symbols.get(name).is_some_and(|symbol| symbol.is_cell)
    }

    /// Whether the variable is unbound again somewhere, so that assignment does not keep it bound.
    #[must_use]
    pub fn is_deleted(&self, id: ScopeId, name: &str) -> bool {
        self.scope(id).symbols.get(name).is_some_and(|symbol| symbol.uses.has(Uses::DELETED))
    }

    /// Whether the module binds `name`, so that it cannot be taken for the built-in.
    #[must_use]
    pub fn module_binds(&self, name: &str) -> bool {
        let symbol = self.scopes[0].symbols.get(name);
        symbol.is_some_and(|symbol| symbol.uses.has(Uses::BOUND) || symbol.uses.has(Uses::GLOBAL))
    }

    /// Parameters in register order.
    #[must_use]
    pub fn params(&self, id: ScopeId) -> &[Name] {
        &self.scope(id).params
    }

    /// Variables owned by the scope, parameters excluded, in order of appearance.
    pub fn locals(&self, id: ScopeId) -> impl Iterator<Item = &Name> {
        let scope = self.scope(id);
        scope.order.iter().filter(move |name| {
            let symbol = &scope.symbols[*name];
            symbol.binding == Binding::Local(id) && !symbol.uses.has(Uses::PARAM)
        })
    }

    /// Free variables of the unit.
    #[must_use]
    pub fn free(&self, unit: ScopeId) -> &[Name] {
        &self.scope(unit).free
    }

    /// Index of `name` among the free variables of the unit.
    #[must_use]
    pub fn free_index(&self, unit: ScopeId, name: &str) -> Option<u16> {
        self.scope(unit).free_index.get(name).copied()
    }

    /// Whether a `:=` binds `name` in the scope's variables somewhere in the source range `start..end`.
    #[must_use]
    pub fn walrus_between(&self, id: ScopeId, name: &str, start: u32, end: u32) -> bool {
        let scope = self.scope(id);
        if scope.walrus.is_empty() {
            return false;
        }
        // Collected in source order, but for comprehensions; a scan of the few there are is as good.
        scope.walrus.get(name).is_some_and(|places| places.iter().any(|&at| at >= start && at < end))
    }

    /// Whether a `:=` binds any variable of the scope.
    #[must_use]
    pub fn has_walrus(&self, id: ScopeId) -> bool {
        !self.scope(id).walrus.is_empty()
    }

    /// Whether the unit has a `yield`.
    #[must_use]
    pub fn is_generator(&self, id: ScopeId) -> bool {
        self.scope(id).is_generator
    }

    /// Whether a class body must make a `__class__` cell for the functions in it.
    #[must_use]
    pub fn has_class_cell(&self, id: ScopeId) -> bool {
        self.scope(id).has_class_cell
    }

    /// Whether a module or class body has an annotated name.
    #[must_use]
    pub fn has_annotations(&self, id: ScopeId) -> bool {
        self.scope(id).has_annotations
    }

    /// The unit whose code the scope's code is part of.
    fn unit(&self, mut id: ScopeId) -> ScopeId {
        while let ScopeKind::Comprehension(_) = self.scope(id).kind {
            id = self.scope(id).parent;
        }
        id
    }

    fn resolve(&mut self) -> Result<(), SyntaxError> {
        let mut around = Around::default();
        let mut open: Vec<ScopeId> = Vec::new();
        let mut free_total = 0;
        // Scopes are numbered in the order in which they open, so their stack can be replayed.
        for index in 0..self.scopes.len() {
            let id = ScopeId(index as u32);
            while let Some(&top) = open.last()
                && (index > 0 && top != self.scope(id).parent)
            {
                around.leave(self.scope(top));
                open.pop();
            }
            for at in 0..self.scope(id).order.len() {
                let name = self.scope(id).order[at].clone();
                let binding = self.binding_of(id, &name, &around)?;
                let binding = match binding {
                    Found::Here(binding) => binding,
                    Found::Owner(owner) => self.refer(id, owner, &name, &mut free_total)?,
                };
                if let Some(symbol) = self.scopes[index].symbols.get_mut(&name) {
                    symbol.binding = binding;
                }
            }
            around.enter(id, self.scope(id));
            open.push(id);
        }
        for scope in &mut self.scopes {
            scope.free.sort();
            scope.free_index = scope.free.iter().zip(0..).map(|(name, at)| (name.clone(), at)).collect();
        }
        Ok(())
    }

    fn binding_of(&self, id: ScopeId, name: &Name, around: &Around) -> Result<Found, SyntaxError> {
        let scope = self.scope(id);
        let uses = scope.symbols[name].uses;
        if uses.has(Uses::GLOBAL) {
            return Ok(Found::Here(Binding::GlobalExplicit));
        }
        if uses.has(Uses::NONLOCAL) {
            return match around.lookup(name) {
                Some(Outer::Owner(owner))
                    if self.scope(owner).kind != ScopeKind::Class || &**name == "__class__" =>
                {
                    Ok(Found::Owner(owner))
                }
                _ => {
                    let span = scope.declarations.get(name).copied().unwrap_or_default();
                    Err(SyntaxError::new(format!("no binding for nonlocal '{name}' found"), span))
                }
            };
        }
        if uses.has(Uses::BOUND) {
            return Ok(Found::Here(match scope.kind {
                ScopeKind::Module => Binding::GlobalImplicit,
                ScopeKind::Class => Binding::Namespace,
                _ => Binding::Local(id),
            }));
        }
        Ok(match around.lookup(name) {
            // A comprehension is part of the class body itself, for which `__class__` does not exist yet.
            Some(Outer::Owner(owner))
                if self.unit(id) == owner && self.scope(owner).kind == ScopeKind::Class =>
            {
                Found::Here(Binding::GlobalImplicit)
            }
            Some(Outer::Owner(owner)) => Found::Owner(owner),
            Some(Outer::Global) | None => Found::Here(Binding::GlobalImplicit),
        })
    }

    /// Makes `name`, owned by scope `owner`, reachable from scope `id`.
    fn refer(
        &mut self,
        id: ScopeId,
        owner: ScopeId,
        name: &Name,
        free_total: &mut usize,
    ) -> Result<Binding, SyntaxError> {
        let target = self.unit(owner);
        let mut unit = self.unit(id);
        if unit == target {
            return Ok(Binding::Local(owner));
        }
        let owner_scope = &mut self.scopes[owner.index()];
        match owner_scope.symbols.get_mut(name) {
            Some(symbol) if owner_scope.kind != ScopeKind::Class => symbol.is_cell = true,
            _ => owner_scope.has_class_cell = true,
        }
        while unit != target {
            let scope = &mut self.scopes[unit.index()];
            // An entry that is there already has been passed up the whole way.
            if scope.free_index.contains_key(name) {
                break;
            }
            scope.free_index.insert(name.clone(), 0);
            scope.free.push(name.clone());
            *free_total += 1;
            if scope.free.len() > usize::from(u16::MAX) || *free_total > FREE_VARIABLES_MAX {
                return Err(SyntaxError::new("too many free variables", Span::default()));
            }
            let parent = scope.parent;
            unit = self.unit(parent);
        }
        Ok(Binding::Free)
    }
}

enum Found {
    Here(Binding),
    Owner(ScopeId),
}

#[derive(Clone, Copy)]
enum Outer {
    Owner(ScopeId),
    Global,
}

/// What each name means to a scope opened at the present point of the walk: a stack per name, innermost last.
#[derive(Default)]
struct Around {
    names: FxHashMap<Name, Vec<Outer>>,
}

impl Around {
    fn lookup(&self, name: &str) -> Option<Outer> {
        self.names.get(name).and_then(|stack| stack.last()).copied()
    }

    /// The names a scope offers to those inside it.
    fn offered(scope: &Scope) -> impl Iterator<Item = (&Name, bool)> {
        let shared = scope.kind.is_function_like();
        scope.order.iter().filter_map(move |name| {
            let uses = scope.symbols[name].uses;
            if !shared || uses.has(Uses::NONLOCAL) {
                None
            } else if uses.has(Uses::GLOBAL) {
                Some((name, true))
            } else {
                uses.has(Uses::BOUND).then_some((name, false))
            }
        })
    }

    fn enter(&mut self, id: ScopeId, scope: &Scope) {
        for (name, is_global) in Self::offered(scope) {
            let outer = if is_global { Outer::Global } else { Outer::Owner(id) };
            self.names.entry(name.clone()).or_default().push(outer);
        }
        if scope.kind == ScopeKind::Class {
            self.names.entry(Arc::from("__class__")).or_default().push(Outer::Owner(id));
        }
    }

    fn leave(&mut self, scope: &Scope) {
        let class_cell = (scope.kind == ScopeKind::Class).then_some("__class__");
        for name in Self::offered(scope).map(|(name, _)| &**name).chain(class_cell) {
            if let Some(stack) = self.names.get_mut(name) {
                stack.pop();
            }
        }
    }
}
