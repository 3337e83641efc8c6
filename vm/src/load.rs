//! From the compiler's code to code an interpreter can run: constants become values, names are interned, each site
//! gets an inline cache, and every operand is checked once, so that the eval loop need not check it again.

mod check_points;

use std::cell::OnceCell;
use std::sync::Arc;

use gilvm_compiler::code::Capture;
use gilvm_compiler::code::Code;
use gilvm_compiler::code::CodeKind;
use gilvm_compiler::code::Const;
use gilvm_compiler::op::Op;

use crate::error::ExcKind;
use crate::error::R;
use crate::error::Raised;
use crate::eval::trace::TracedCode;
use crate::heap::HeapCell;
use crate::held::Held;
use crate::interp::SharedCode;
use crate::object::Dict;
use crate::object::Function;
use crate::object::LoadedCode;
use crate::object::SiteCache;
use crate::rc::Rc;
use crate::value::Value;

impl Held {
    /// Prepares code, and all code nested in it, for running with one dict of globals.
    pub fn load_code(&mut self, code: &SharedCode) -> R<Rc<LoadedCode>> {
        let code = &check_points::adapt(code, self.interp.config.check_points);
        check(code)?;
        let consts = code.consts.iter().map(|c| self.constant(c)).collect::<R<_>>()?;
        let names: Box<[_]> = code.names.iter().map(|n| self.intern(n)).collect();
        let sites = code.sites.iter().map(|&at| SiteCache::new(Rc::clone(&names[at as usize]))).collect();
        let (name, qualname) = (self.intern(&code.name), self.intern(&code.qualname));
        let params = code.params;
        let argc_if =
            |fits: bool| if params.simple() && fits { u32::from(params.positional) } else { u32::MAX };
        let is_generator = code.kind == CodeKind::Generator;
        Ok(Rc::new(LoadedCode {
            code: SharedCode::clone(code),
            consts,
            names,
            sites,
            name,
            qualname,
            ops: code.ops.clone(),
            plain_argc: argc_if(!is_generator),
            generator_argc: argc_if(is_generator),
            registers: u32::from(code.registers),
            locals: code.locals.len() as u32,
            traced: OnceCell::new(),
            is_traced: false,
        }))
    }

    /// The copy of code that a traced frame runs, made when it is first asked for; `None` if there can be none.
    pub(crate) fn traced_code<'a>(&mut self, original: &'a LoadedCode) -> R<Option<&'a TracedCode>> {
        if original.traced.get().is_none() {
            let made = match gilvm_compiler::trace::traced(&original.code) {
                Some(traced) => {
                    check(&traced.code)?;
                    let sites = original.sites.iter().map(|site| SiteCache::new(Rc::clone(&site.name)));
                    let code = LoadedCode {
                        consts: original.consts.clone(),
                        names: original.names.clone(),
                        sites: sites.collect(),
                        name: Rc::clone(&original.name),
                        qualname: Rc::clone(&original.qualname),
                        ops: traced.code.ops.clone(),
                        code: Arc::new(traced.code),
                        plain_argc: original.plain_argc,
                        generator_argc: original.generator_argc,
                        registers: original.registers,
                        locals: original.locals,
                        traced: OnceCell::new(),
                        is_traced: true,
                    };
                    let (starts, behind) = (traced.starts, traced.behind);
                    Some(TracedCode { code: Rc::new(code), starts, behind })
                }
                None => None,
            };
            // Nothing ran in between that could have made it.
            let _ = original.traced.set(made);
        }
        Ok(original.traced.get().and_then(Option::as_ref))
    }

    /// A function without parameters to be filled: the code of a module or class body.
    pub fn function_of(&mut self, code: Rc<LoadedCode>, globals: Rc<Dict>) -> Rc<Function> {
        let doc = code.code.doc.as_ref().map_or(Value::None, |d| Value::str(&**d));
        Rc::new(Function {
            globals,
            closure: Box::default(),
            defaults: HeapCell::new(None),
            kw_defaults: HeapCell::new(None),
            name: HeapCell::new(Rc::clone(&code.name)),
            qualname: HeapCell::new(Rc::clone(&code.qualname)),
            doc: HeapCell::new(doc),
            annotations: HeapCell::new(None),
            attrs: HeapCell::new(None),
            code,
        })
    }

    /// A constant as a value.
    pub fn constant(&mut self, constant: &Const) -> R {
        Ok(match constant {
            Const::None => Value::None,
            Const::Ellipsis => Value::Ellipsis,
            Const::Bool(b) => Value::Bool(*b),
            Const::Int(n) => Value::Int(*n),
            Const::BigInt(hex) => {
                // Hexadecimal text is not subject to the limit on decimal digits.
                match crate::number::int_text::parse(hex, 16, 0) {
                    Ok(n) => Value::from(n),
                    Err(_) => return Err(broken("an integer constant")),
                }
            }
            Const::Float(x) => Value::Float(*x),
            Const::Imaginary(_) => {
                return Err(Raised::new(ExcKind::SyntaxError, "complex numbers are not supported yet"));
            }
            // Short strings that look like names are interned, as CPython does: they are compared and looked up.
            Const::Str(text)
                if text.len() <= 20 && text.bytes().all(|b| b == b'_' || b.is_ascii_alphanumeric()) =>
            {
                Value::Str(self.intern(text))
            }
            Const::Str(text) => Value::str(&**text),
            Const::Bytes(bytes) => Value::bytes(&**bytes),
            Const::Tuple(items) if items.is_empty() => self.empty_tuple(),
            Const::Tuple(items) => {
                let items = items.iter().map(|c| self.constant(c)).collect::<R<Vec<_>>>()?;
                Value::tuple(items)
            }
            Const::FrozenSet(items) => {
                let items = items.iter().map(|c| self.constant(c)).collect::<R<Vec<_>>>()?;
                // CPython's compiler makes such a constant twice, the second time in the order of the first: the
                // order of iteration depends on it.
                let once = self.new_frozenset(items)?;
                let items = self.collect(&once)?;
                self.new_frozenset(items)?
            }
            Const::Code(code) => Value::Code(self.load_code(code)?),
        })
    }
}

#[cold]
fn broken(what: &str) -> Raised {
    Raised::new(ExcKind::SystemError, format!("the compiler produced broken code: {what}"))
}

/// Checks what the eval loop relies on: register operands inside the window, with the operands' neighbours for
/// instructions on runs of registers; table indices and jump targets in range; execution cannot fall off the end.
fn check(code: &Code) -> R<()> {
    let registers = usize::from(code.registers);
    let length = code.ops.len();
    let mut fits = usize::from(code.params.count()) <= code.locals.len()
        && code.locals.len() <= registers
        && code.positions.len() == length
        && code.captures.len() == code.free.len()
        && code.sites.iter().all(|&at| usize::from(at) < code.names.len())
        && code.cells.iter().all(|r| r.index() < registers);
    for inner in &code.consts {
        let Const::Code(inner) = inner else { continue };
        // What the function closes over is read from this frame.
        fits &= inner.captures.iter().all(|capture| match capture {
            Capture::Local(reg) => reg.index() < registers,
            Capture::Free(at) => usize::from(*at) < code.free.len(),
        });
    }
    for handler in &code.handlers {
        fits &= (handler.target as usize) < length && handler.exc.index() < registers;
    }
    for (at, op) in code.ops.iter().enumerate() {
        let mut copy = *op;
        copy.map_regs(&mut |r| {
            // One register behind the window always exists; an empty run of temporaries may begin there.
            fits &= r.index() <= registers;
            r
        });
        let run = |first: gilvm_compiler::op::Reg, count: usize| first.index() + count <= registers;
        fits &= op.jumps_to(at).is_none_or(|to| (0..length as i64).contains(&to));
        let constant = |at: u16| usize::from(at) < code.consts.len();
        fits &= match *op {
            Op::LoadConst { k, .. } => k.index() < code.consts.len(),
            Op::LoadGlobal { site, .. }
            | Op::StoreGlobal { site, .. }
            | Op::DeleteGlobal { site }
            | Op::LoadName { site, .. }
            | Op::StoreName { site, .. }
            | Op::DeleteName { site }
            | Op::GetAttr { site, .. }
            | Op::SetAttr { site, .. }
            | Op::DeleteAttr { site, .. } => site.index() < code.sites.len(),
            Op::LoadMethod { base, site, .. } => site.index() < code.sites.len() && run(base, 2),
            Op::LoadSpecial { base, .. } => run(base, 2),
            Op::LoadNameOrFree { free, site, .. } => {
                site.index() < code.sites.len() && free.index() < code.free.len()
            }
            Op::LoadSuperMethod { base, free, site } => {
                site.index() < code.sites.len() && free.index() < code.free.len() && run(base, 2)
            }
            Op::LoadFree { free, .. }
            | Op::StoreFree { free, .. }
            | Op::DeleteFree { free }
            | Op::LoadFreeCell { free, .. } => free.index() < code.free.len(),
            Op::Unpack { count, base, .. } => run(base, usize::from(count)),
            Op::UnpackStar { before, after, base, .. } => {
                run(base, usize::from(before) + 1 + usize::from(after))
            }
            Op::GetSlice { base, .. } => run(base, 2),
            Op::BuildSlice { base, .. } => run(base, 3),
            Op::BuildTuple { base, count, .. }
            | Op::BuildList { base, count, .. }
            | Op::BuildSet { base, count, .. }
            | Op::BuildString { base, count, .. } => run(base, usize::from(count)),
            Op::BuildDict { base, pairs, .. } => run(base, 2 * usize::from(pairs)),
            Op::Call { argc, base, .. } => run(base, 1 + usize::from(argc)),
            Op::CallMethod { argc, base, .. } | Op::CallSpecial { argc, base, .. } => {
                run(base, 2 + usize::from(argc))
            }
            Op::CallKw { argc, base, names, .. } => run(base, 1 + usize::from(argc)) && constant(names),
            Op::CallMethodKw { argc, base, names, .. } => run(base, 2 + usize::from(argc)) && constant(names),
            Op::CallEx { keywords, base, .. } => run(base, 2 + usize::from(keywords)),
            Op::MakeFunction { flags, base, code: at, .. } => {
                run(base, flags.0.count_ones() as usize)
                    && matches!(code.consts.get(usize::from(at)), Some(Const::Code(_)))
            }
            Op::ImportName { name, base, .. } => name.index() < code.names.len() && run(base, 2),
            Op::ImportFrom { name, .. } => name.index() < code.names.len(),
            Op::WithExceptExit { exit, .. } => run(exit, 2),
            Op::MatchClass { base, .. } => run(base, 2),
            _ => true,
        };
    }
    let ends = matches!(
        code.ops.last(),
        Some(
            Op::Return { .. }
                | Op::ReturnNone
                | Op::Jump { .. }
                | Op::Loop { .. }
                | Op::Raise { .. }
                | Op::RaiseFrom { .. }
                | Op::RaiseAgain
                | Op::Reraise { .. }
        )
    );
    if fits && ends { Ok(()) } else { Err(broken(&code.qualname)) }
}
