//! The eval loop.
//!
//! One exhaustive `match` over the instructions. Fast paths on immediates and common containers stand in the loop;
//! everything that can run Python code or fail in an interesting way is a named function of a family
//! ([`ops`], [`names`], [`attr`], [`unwind`]). Calls between Python functions push a [`Frame`](crate::thread::Frame)
//! and go on in the same loop: they never recurse on the native stack.
//!
//! The file is one chapter, long as it is, because the loop is one function: its arms share the cursor, and the compiler
//! keeps that in processor registers only as long as nothing else sees it.
//!
//! Invariants:
//! * Registers of the running frame are reached through a raw pointer that is fetched anew after everything that may
//!   have grown the register stack.
//! * A temporary holds nothing that owns memory after the instruction that reads it.
//! * The position of an error is known to the loop (`ip`), never to the functions it calls.
#![allow(unsafe_code, reason = "a callee and captured cells are used in their registers; see Cursor")]

mod attr;
mod cursor;
mod generator;
mod items;
mod local;
mod matching;
mod names;
mod operator;
mod ops;
mod quick;
pub mod trace;
mod unwind;

use std::cmp::Ordering;
use std::mem;

use cursor::Cursor;
use cursor::breaker;
use cursor::cache;
use cursor::code;
use cursor::constant;
use cursor::globals;
use cursor::pop_frame;
use cursor::top;
use cursor::words_of;
use cursor::words_of_item;
pub(crate) use generator::resume_native as resume_generator;
use gilvm_compiler::op::BinOp;
use gilvm_compiler::op::CmpOp;
use gilvm_compiler::op::Offset;
use gilvm_compiler::op::Op;
use gilvm_compiler::op::Reg;
pub(crate) use unwind::leave;

use crate::error::R;
use crate::error::Raised;
use crate::gil::Breaker;
use crate::held::Held;
use crate::native::ArgVec;
use crate::native::Quick;
use crate::object::Constructor;
use crate::object::DictTable;
use crate::object::Function;
use crate::object::Instance;
use crate::object::Payload;
use crate::object::Tuple;
use crate::rc::Rc;
use crate::thread::Frame;
use crate::thread::Operator;
use crate::thread::Ret;
use crate::types::generator::stop;
use crate::value::Value;
use crate::value::Words;

/// Runs the frame on top until it returns to native code. With `pending`, begins by raising that in it.
pub(crate) fn run(held: &mut Held, pending: Option<Raised>) -> R {
    let outer = held.thread.now;
    let result = run_loop(held, pending);
    held.thread.now = outer;
    result
}

/// Why a straight run of instructions ends.
enum Stop {
    /// An instruction failed.
    Raised(Raised),
    /// The breaker shows something at a check point.
    Breaker,
    /// The same at the check point of a jump; with the place behind the jump.
    Jumped(*const Op),
    /// A binary operator whose left operand's class may be written in Python.
    Operator(Operator),
}

/// The loop itself: inside, one turn per instruction; outside, one per error or interruption.
fn run_loop(held: &mut Held, pending: Option<Raised>) -> R {
    let floor = held.thread.frames.len() - 1;
    if let Some(raised) = pending {
        let raised = trace::thrown(held, raised);
        unwind::unwind(held, raised, floor, true)?;
    } else if breaker(held).load() != 0 || cfg!(feature = "stress") {
        // Native code calls a function here, and entering one is a check point.
        if let Err(raised) = ops::handle_breaker(held) {
            unwind::unwind(held, raised, floor, true)?;
        }
    }
    let mut cur = Cursor::of(held);

    /// Stores the instruction pointer where others look for it.
    macro_rules! save {
        () => {
            top(held).pc = cur.pc;
        };
    }
    loop {
        let stop = 'straight: loop {
            /// Handles an error: goes on at its handler, or leaves the loop.
            macro_rules! fail {
                ($raised:expr) => {
                    break 'straight Stop::Raised($raised)
                };
            }
            /// Runs something that may run Python code.
            macro_rules! slow {
                ($call:expr) => {{
                    save!();
                    let result = $call;
                    cur.refresh(held);
                    match result {
                        Ok(value) => value,
                        Err(raised) => fail!(raised),
                    }
                }};
            }
            /// The same for what gives a value, which goes into a register.
            macro_rules! slow_into {
                ($dst:expr, $call:expr) => {{
                    save!();
                    let result = words_of($call);
                    cur.refresh(held);
                    match result {
                        Ok(value) => cur.set($dst, value.whole()),
                        Err(raised) => fail!(raised),
                    }
                }};
            }
            /// A check point: the GIL may be given up here, finalizers and signal handlers run here.
            macro_rules! check {
                () => {
                    if breaker(held).load() != 0 || cfg!(feature = "stress") {
                        break 'straight Stop::Breaker;
                    }
                };
            }
            /// The check point of a taken jump that stood before `$from`. What a signal handler raises here is raised
            /// by the jump, not by whatever stands before its target, outside of the `try` that the loop is in.
            macro_rules! check_jump {
                ($from:expr) => {
                    if breaker(held).load() != 0 || cfg!(feature = "stress") {
                        break 'straight Stop::Jumped($from);
                    }
                };
            }
            /// A taken jump: backward ones are check points.
            macro_rules! jump {
                ($to:expr) => {{
                    let to: Offset = $to;
                    let from = cur.pc;
                    cur.jump_by(to);
                    if to.0 < 0 {
                        check_jump!(from);
                    }
                }};
            }
            /// Continues in the frame that was pushed last; entering a function is a check point.
            macro_rules! entered {
                () => {
                    entered!(Cursor::of(held))
                };
                ($begun:expr) => {{
                    cur = $begun;
                    check!();
                    continue;
                }};
            }
            /// Enters a function whose first registers are filled; its window is made and its other locals are unset.
            macro_rules! push_frame {
                ($function:expr, $window:expr, $ret:expr, $filled:expr) => {{
                    let (function, window): (Rc<Function>, usize) = ($function, $window);
                    held.thread.reserve(window + function.code.registers as usize + 1);
                    let at: *const Function = &*function;
                    held.thread.frames.push(Frame::new(function, window, 0, $ret));
                    cur = Cursor::begin(held, at, window);
                    for at in $filled..held.thread.now.temps.index() as u16 {
                        cur.clear(Reg::new(at));
                    }
                    check!();
                    continue;
                }};
            }
            /// A binary operator on operands that an instruction does nothing about itself.
            macro_rules! binary {
                ($op:expr, $in_place:literal, $how:ident, $dst:expr, $a:expr, $b:expr) => {{
                    if cur.get($a).is_instance() {
                        break 'straight Stop::Operator(Operator::new($op, $in_place, $dst, $a, $b));
                    }
                    let (a, b) = (cur.take(held, $a), cur.take(held, $b));
                    slow_into!($dst, held.$how($op, &a, &b));
                }};
            }
            /// Integer and float arithmetic in place, everything else through the protocol.
            macro_rules! arith {
                ($dst:expr, $a:expr, $b:expr, $checked:ident, $float:tt, $op:expr) => {{
                    match (cur.get($a), cur.get($b)) {
                        (Value::Int(a), Value::Int(b)) => {
                            if let Some(value) = a.$checked(*b) {
                                cur.set($dst, Value::Int(value));
                                continue;
                            }
                        }
                        (Value::Float(a), Value::Float(b)) => {
                            let value = a $float b;
                            cur.set($dst, Value::Float(value));
                            continue;
                        }
                        (Value::Int(a), Value::Float(b)) => {
                            let value = *a as f64 $float b;
                            cur.set($dst, Value::Float(value));
                            continue;
                        }
                        (Value::Float(a), Value::Int(b)) => {
                            let value = a $float *b as f64;
                            cur.set($dst, Value::Float(value));
                            continue;
                        }
                        _ => {}
                    }
                    binary!($op, false, binary, $dst, $a, $b);
                }};
            }
            macro_rules! bits {
                ($dst:expr, $a:expr, $b:expr, $bit:tt, $op:expr) => {{
                    if let (Value::Int(a), Value::Int(b)) = (cur.get($a), cur.get($b)) {
                        let value = Value::Int(a $bit b);
                        cur.set($dst, value);
                    } else {
                        binary!($op, false, binary, $dst, $a, $b);
                    }
                }};
            }
            /// A fused comparison and jump.
            macro_rules! jump_compare {
                ($when:expr, $a:expr, $b:expr, $to:expr, $cmp:tt, $op:expr) => {{
                    let known = match (cur.get($a), cur.get($b)) {
                        (Value::Int(a), Value::Int(b)) => Some(a $cmp b),
                        (Value::Float(a), Value::Float(b)) => Some(a $cmp b),
                        (Value::Str(a), Value::Str(b)) => {
                            let truth = match $op {
                                CmpOp::Eq | CmpOp::Ne => items::same_text(a, b) == matches!($op, CmpOp::Eq),
                                _ => items::order_of_texts(a, b) $cmp Ordering::Equal,
                            };
                            cur.consume(held, $a);
                            cur.consume(held, $b);
                            Some(truth)
                        }
                        _ => None,
                    };
                    let truth = match known {
                        Some(truth) => truth,
                        None => {
                            let (a, b) = (cur.take(held, $a), cur.take(held, $b));
                            slow!(ops::compare_truth(held, $op, &a, &b))
                        }
                    };
                    if truth == $when {
                        jump!($to);
                    }
                }};
            }
            macro_rules! jump_compare_int {
                ($when:expr, $a:expr, $imm:expr, $to:expr, $cmp:tt, $op:expr) => {{
                    let imm = i64::from($imm);
                    let known = match cur.get($a) {
                        Value::Int(a) => Some(*a $cmp imm),
                        Value::Float(a) => Some(*a $cmp imm as f64),
                        _ => None,
                    };
                    let truth = match known {
                        Some(truth) => truth,
                        None => {
                            let a = cur.take(held, $a);
                            slow!(ops::compare_truth(held, $op, &a, &Value::Int(imm)))
                        }
                    };
                    if truth == $when {
                        jump!($to);
                    }
                }};
            }
            /// The truth of a register, consuming it unless `keep`.
            macro_rules! truth {
                ($reg:expr, $keep:expr) => {{
                    match cur.get($reg) {
                        Value::Bool(b) => *b,
                        Value::None => false,
                        Value::Int(n) => *n != 0,
                        _ => {
                            let value = if $keep { cur.get($reg).clone() } else { cur.take(held, $reg) };
                            slow!(held.truthy(&value))
                        }
                    }
                }};
            }
            /// Calls the value in `$base` with `$argc` arguments behind it.
            macro_rules! call {
                ($argc:expr, $dst:expr, $base:expr) => {{
                    let argc = usize::from($argc);
                    let base: Reg = $base;
                    match cur.get(base) {
                        Value::Function(function) if function.code.plain_argc == argc as u32 => {
                            if held.thread.frames.len() >= held.interp.recursion_limit {
                                fail!(ops::too_deep());
                            }
                            let Some(function) = cur.pull_function(base) else { continue };
                            save!();
                            let window = top(held).base + base.index() + 1;
                            push_frame!(function, window, Ret::To($dst), argc as u16);
                        }
                        Value::Function(function) if ops::defaults_suffice(held, function, argc) => {
                            if held.thread.frames.len() >= held.interp.recursion_limit {
                                fail!(ops::too_deep());
                            }
                            let Some(function) = cur.pull_function(base) else { continue };
                            save!();
                            let window = top(held).base + base.index() + 1;
                            held.thread.reserve(window + function.code.registers as usize + 1);
                            ops::fill_defaults(held, &function, window, argc);
                            let filled = function.code.plain_argc as u16;
                            push_frame!(function, window, Ret::To($dst), filled);
                        }
                        Value::Function(function) if function.code.generator_argc == argc as u32 => {
                            let Some(function) = cur.pull_function(base) else { continue };
                            save!();
                            let window = top(held).base + base.index() + 1;
                            // No check point: CPython makes the generator before it comes to one.
                            let value = held.new_generator(function, window, argc);
                            cur.set($dst, value);
                        }
                        Value::Native(native) => {
                            // The register keeps the function alive while it runs, but not beyond.
                            let def = native.def;
                            // SAFETY: only this instruction looks at the register, a temporary, and it unsets the
                            // register after the last use of `native`.
                            let native = unsafe { &*Rc::as_ptr(native) };
                            let quick = def.quick;
                            let sends = match quick {
                                Quick::Next => argc == 1,
                                Quick::Send => argc == 2,
                                _ => false,
                            };
                            if sends && let Value::Generator(_) = cur.get(base.offset(1)) {
                                let Value::Generator(generator) = cur.pull(base.offset(1)) else { continue };
                                let sent = match quick {
                                    Quick::Send => cur.pull(base.offset(2)),
                                    _ => Value::None,
                                };
                                cur.unset(base);
                                save!();
                                match generator::resume(held, generator, sent.split(), Ret::Next($dst)) {
                                    Ok(Some(began)) => entered!(began),
                                    Ok(None) => fail!(stop(Value::None)),
                                    Err(raised) => fail!(raised),
                                }
                            }
                            if quick != Quick::No && breaker(held).load() == 0 {
                                let args = cur.run(base.offset(1), argc);
                                if let Some(result) = words_of_item(quick::call(held, quick, args)) {
                                    for at in 0..=argc as u16 {
                                        cur.unset(base.offset(at));
                                    }
                                    cur.set($dst, result.whole());
                                    if def.checks {
                                        check!();
                                    }
                                    continue;
                                }
                            }
                            save!();
                            if breaker(held).has(Breaker::FINALIZERS) {
                                // What died before this call is finalized before it, as where finalizers run at once.
                                held.run_finalizers();
                            }
                            let first = top(held).base + base.index() + 1;
                            let result =
                                words_of(crate::native::call_registers(held, native, first, argc));
                            cur.refresh(held);
                            match result {
                                Ok(value) => {
                                    cur.unset(base);
                                    cur.set($dst, value.whole());
                                }
                                Err(raised) => fail!(raised),
                            }
                            if def.checks {
                                check!();
                            }
                        }
                        Value::Class(class)
                            if (1..=3).contains(&argc)
                                && class.flags.get().builtin
                                && !class.flags.get().is_metaclass =>
                        {
                            // `str(x)`, `int(x)`, `list(x)`, …: no Python frame to push.
                            let class = Rc::clone(class);
                            drop(cur.pull(base));
                            if breaker(held).has(Breaker::FINALIZERS) {
                                save!();
                                held.run_finalizers();
                                cur.refresh(held);
                            }
                            let args: ArgVec = cur.take_run(base.offset(1), argc).collect();
                            slow_into!($dst, held.make_instance(&class, &args, &[]));
                            check!();
                        }
                        Value::Class(class)
                            if matches!(class.constructor.get(&held.token), Constructor::Init(_))
                                && class.metaclass.is_none() =>
                        {
                            let class = Rc::clone(class);
                            let Constructor::Init(init) = class.constructor.get(&held.token) else { continue };
                            let init = Rc::clone(init);
                            let object = Value::Instance(Rc::new(Instance::new(class, Payload::None)));
                            let window = top(held).base + base.index() + 1;
                            let ret = Ret::Init { object: base, dst: $dst };
                            if init.code.plain_argc == argc as u32 + 1
                                && held.thread.frames.len() < held.interp.recursion_limit
                            {
                                save!();
                                held.thread.reserve(window + init.code.registers as usize + 1);
                                cur.refresh(held);
                                // The arguments make room for `self`, which takes the place of the first.
                                for at in (1..=argc as u16).rev() {
                                    let argument = cur.pull(base.offset(at));
                                    cur.set(base.offset(at + 1), argument);
                                }
                                cur.set(base.offset(1), object.clone());
                                cur.set(base, object);
                                push_frame!(init, window, ret, argc as u16 + 1);
                            }
                            let mut args = ArgVec::with_capacity(argc + 1);
                            args.push(object.clone());
                            args.extend(cur.take_run(base.offset(1), argc));
                            cur.set(base, object);
                            save!();
                            match held.enter(init, window, args, &[], ret) {
                                Ok(None) => entered!(),
                                Ok(Some(_)) => fail!(ops::init_is_generator()),
                                Err(raised) => fail!(raised),
                            }
                        }
                        _ => {
                            save!();
                            let args: ArgVec = cur.take_run(base.offset(1), argc).collect();
                            let callee = cur.pull(base);
                            let window = top(held).base + base.index() + 1;
                            match ops::call_any(held, callee, args, &[], window, Ret::To($dst)) {
                                Ok(None) => entered!(),
                                Ok(Some(value)) => {
                                    cur.refresh(held);
                                    cur.set($dst, value);
                                    check!();
                                }
                                Err(raised) => fail!(raised),
                            }
                        }
                    }
                }};
            }
            /// Leaves the frame with a value.
            macro_rules! leave {
                ($value:expr) => {{
                    // In two processor registers, not in memory, from where it could not be read at once.
                    let value: Words = Value::split($value);
                    // Temporaries were consumed; only locals own something.
                    for at in 0..held.thread.now.temps.index() as u16 {
                        let slot = cur.slot(Reg::new(at));
                        if slot.is_heap() {
                            cur.unset(Reg::new(at));
                        }
                    }
                    let ret = top(held).ret;
                    if top(held).rare.is_some() {
                        ops::finish_generator(held);
                    }
                    pop_frame(held);
                    // Nearly always this, so it is asked first.
                    if let Ret::To(dst) = ret {
                        cur = Cursor::of(held);
                        cur.set(dst, value.whole());
                        continue;
                    }
                    let value = value.whole();
                    match ret {
                        Ret::To(_) => {}
                        Ret::Init { object, dst } => {
                            cur = Cursor::of(held);
                            if !value.is_none() {
                                let raised = match held.check_init(&value) {
                                    Err(raised) => raised,
                                    Ok(()) => continue,
                                };
                                fail!(raised);
                            }
                            let object = cur.pull(object);
                            cur.set(dst, object);
                        }
                        Ret::ForNext { iter, .. } => {
                            // The generator has ended: the loop falls through.
                            cur = Cursor::of(held);
                            drop(cur.pull(iter));
                        }
                        Ret::Send { value: result, to } => {
                            cur = Cursor::of(held);
                            cur.set(result, value);
                            cur.jump_by(to);
                        }
                        Ret::Next(_) => {
                            cur = Cursor::of(held);
                            fail!(stop(value));
                        }
                        Ret::Operator(operator) => {
                            cur = Cursor::of(held);
                            slow!(operator::finish(held, operator, value));
                        }
                        Ret::Native => return Ok(value),
                    }
                }};
            }

            // By place, not by value: each arm then loads just its own operands.
            let op = cur.fetch();
            match *op {
                Op::Move { dst, src } => {
                    let value = cur.take(held, src);
                    cur.set(dst, value);
                }
                Op::LoadConst { dst, k } => {
                    let value = constant(held, k.index()).clone();
                    cur.set(dst, value);
                }
                Op::LoadInt { dst, int } => cur.set(dst, Value::Int(i64::from(int))),
                Op::LoadNone { dst } => cur.set(dst, Value::None),
                Op::LoadBool { value, dst } => cur.set(dst, Value::Bool(value)),
                Op::Clear { reg } => cur.set(reg, Value::Unset),
                Op::DeleteLocal { reg } => {
                    if cur.get(reg).is_unset() {
                        fail!(names::unbound_local(code(held), reg));
                    }
                    cur.set(reg, Value::Unset);
                    slow!(names::deleted(held));
                }
                Op::CheckBound { reg } => {
                    if cur.get(reg).is_unset() {
                        fail!(names::unbound_local(code(held), reg));
                    }
                }

                Op::LoadGlobal { dst, site } => {
                    let value = match names::cached_global(held, globals(held), cache(held, site)) {
                        Some(value) => value.clone(),
                        None => slow!(names::load_global(held, cache(held, site))),
                    };
                    cur.set(dst, value);
                }
                Op::StoreGlobal { src, site } => {
                    let value = cur.take(held, src);
                    names::store_global(held, cache(held, site), value);
                }
                Op::DeleteGlobal { site } => slow!(names::delete_global(held, cache(held, site))),
                Op::LoadName { dst, site } => {
                    slow_into!(dst, names::load_name(held, cache(held, site)));
                }
                Op::StoreName { src, site } => {
                    let value = cur.take(held, src);
                    slow!(names::store_name(held, cache(held, site), value));
                }
                Op::DeleteName { site } => slow!(names::delete_name(held, cache(held, site))),
                Op::LoadNameOrFree { dst, free, site } => {
                    slow_into!(dst, names::load_name_or_free(held, cache(held, site), free));
                }
                Op::MakeCell { reg } => {
                    let value = cur.pull(reg);
                    cur.set(reg, names::new_cell(value));
                }
                Op::LoadCell { dst, cell } => {
                    let value = match cur.get(cell) {
                        Value::Cell(cell) => cell.value.get(&held.token).clone(),
                        _ => Value::Unset,
                    };
                    if value.is_unset() {
                        fail!(names::unbound_local(code(held), cell));
                    }
                    cur.set(dst, value);
                }
                Op::StoreCell { cell, src } => {
                    let value = cur.take(held, src);
                    if let Value::Cell(cell) = cur.get(cell) {
                        cell.value.set(&mut held.token, value);
                    }
                }
                Op::DeleteCell { cell: reg } => {
                    let old = match cur.get(reg) {
                        Value::Cell(cell) => cell.value.replace(&mut held.token, Value::Unset),
                        _ => Value::Unset,
                    };
                    if old.is_unset() {
                        fail!(names::unbound_local(code(held), reg));
                    }
                    drop(old);
                    slow!(names::deleted(held));
                }
                Op::LoadFree { dst, free } => {
                    let index = held.thread.frames.len() - 1;
                    let value = match held.thread.frames[index].function.closure.get(free.index()) {
                        Some(cell) => cell.value.get(&held.token).clone(),
                        None => Value::Unset,
                    };
                    if value.is_unset() {
                        fail!(names::unbound_free(code(held), free));
                    }
                    cur.set(dst, value);
                }
                Op::StoreFree { free, src } => {
                    let value = cur.take(held, src);
                    let index = held.thread.frames.len() - 1;
                    if let Some(cell) = held.thread.frames[index].function.closure.get(free.index()) {
                        cell.value.set(&mut held.token, value);
                    }
                }
                Op::DeleteFree { free } => {
                    let index = held.thread.frames.len() - 1;
                    let old = match held.thread.frames[index].function.closure.get(free.index()) {
                        Some(cell) => cell.value.replace(&mut held.token, Value::Unset),
                        None => Value::Unset,
                    };
                    if old.is_unset() {
                        fail!(names::unbound_free(code(held), free));
                    }
                    drop(old);
                    slow!(names::deleted(held));
                }
                Op::LoadFreeCell { dst, free } => {
                    let index = held.thread.frames.len() - 1;
                    let cell = held.thread.frames[index].function.closure.get(free.index()).cloned();
                    cur.set(dst, cell.map_or(Value::Unset, Value::Cell));
                }

                Op::Add { dst, a, b } => arith!(dst, a, b, checked_add, +, BinOp::Add),
                Op::Sub { dst, a, b } => arith!(dst, a, b, checked_sub, -, BinOp::Sub),
                Op::Mul { dst, a, b } => arith!(dst, a, b, checked_mul, *, BinOp::Mul),
                Op::TrueDiv { dst, a, b } => {
                    let value = match (cur.get(a), cur.get(b)) {
                        (Value::Float(a), Value::Float(b)) if *b != 0.0 => Some(a / b),
                        (Value::Float(a), Value::Int(b)) if *b != 0 => Some(a / *b as f64),
                        (Value::Int(a), Value::Float(b)) if *b != 0.0 => Some(*a as f64 / b),
                        (Value::Int(a), Value::Int(b))
                            if *b != 0 && ops::exact_float(*a) && ops::exact_float(*b) =>
                        {
                            Some(*a as f64 / *b as f64)
                        }
                        _ => None,
                    };
                    match value {
                        Some(value) => cur.set(dst, Value::Float(value)),
                        None => binary!(BinOp::TrueDiv, false, binary, dst, a, b),
                    }
                }
                Op::FloorDiv { dst, a, b } => match (cur.get(a), cur.get(b)) {
                    (Value::Int(a), Value::Int(b)) if *b > 0 => {
                        let value = Value::Int(a.div_euclid(*b));
                        cur.set(dst, value);
                    }
                    _ => binary!(BinOp::FloorDiv, false, binary, dst, a, b),
                },
                Op::Mod { dst, a, b } => match (cur.get(a), cur.get(b)) {
                    (Value::Int(a), Value::Int(b)) if *b > 0 => {
                        let value = Value::Int(a.rem_euclid(*b));
                        cur.set(dst, value);
                    }
                    _ => binary!(BinOp::Mod, false, binary, dst, a, b),
                },
                Op::BitAnd { dst, a, b } => bits!(dst, a, b, &, BinOp::And),
                Op::BitOr { dst, a, b } => bits!(dst, a, b, |, BinOp::Or),
                Op::BitXor { dst, a, b } => bits!(dst, a, b, ^, BinOp::Xor),
                Op::LShift { dst, a, b } => {
                    let value = match (cur.get(a), cur.get(b)) {
                        (Value::Int(a), Value::Int(b @ 0..=62)) => {
                            let shifted = a << b;
                            (shifted >> b == *a).then_some(shifted)
                        }
                        _ => None,
                    };
                    match value {
                        Some(value) => cur.set(dst, Value::Int(value)),
                        None => binary!(BinOp::LShift, false, binary, dst, a, b),
                    }
                }
                Op::RShift { dst, a, b } => match (cur.get(a), cur.get(b)) {
                    (Value::Int(a), Value::Int(b @ 0..=63)) => {
                        let value = Value::Int(a >> b);
                        cur.set(dst, value);
                    }
                    _ => binary!(BinOp::RShift, false, binary, dst, a, b),
                },
                Op::Binary { op, dst, a, b } => binary!(op, false, binary, dst, a, b),
                Op::AddInt { in_place, dst, a, imm } => {
                    let imm = i64::from(imm);
                    let value = match cur.get(a) {
                        Value::Int(n) => n.checked_add(imm).map(Value::Int),
                        Value::Float(x) => Some(Value::Float(x + imm as f64)),
                        _ => None,
                    };
                    match value {
                        Some(value) => cur.set(dst, value),
                        None => {
                            let a = cur.take(held, a);
                            slow_into!(dst, ops::with_int(held, BinOp::Add, in_place, &a, imm));
                        }
                    }
                }
                Op::SubInt { in_place, dst, a, imm } => {
                    let imm = i64::from(imm);
                    let value = match cur.get(a) {
                        Value::Int(n) => n.checked_sub(imm).map(Value::Int),
                        Value::Float(x) => Some(Value::Float(x - imm as f64)),
                        _ => None,
                    };
                    match value {
                        Some(value) => cur.set(dst, value),
                        None => {
                            let a = cur.take(held, a);
                            slow_into!(dst, ops::with_int(held, BinOp::Sub, in_place, &a, imm));
                        }
                    }
                }
                Op::InPlaceAdd { dst, a, b } => {
                    let value = match (cur.get(a), cur.get(b)) {
                        (Value::Int(a), Value::Int(b)) => a.checked_add(*b).map(Value::Int),
                        (Value::Float(a), Value::Float(b)) => Some(Value::Float(a + b)),
                        (Value::Float(a), Value::Int(b)) => Some(Value::Float(a + *b as f64)),
                        (Value::Int(a), Value::Float(b)) => Some(Value::Float(*a as f64 + b)),
                        _ => None,
                    };
                    match value {
                        Some(value) => cur.set(dst, value),
                        None if cur.get(a).is_instance() => binary!(BinOp::Add, true, in_place, dst, a, b),
                        None => {
                            let b = cur.take(held, b);
                            // The target's own reference goes with it, so that a string nobody else holds can grow in
                            // place. An error puts it back: a failed instruction leaves registers as they were.
                            if dst == a && matches!((cur.get(a), &b), (Value::Str(_), Value::Str(_))) {
                                let mut left = cur.pull(a);
                                if ops::append_in_place(&mut left, &b) {
                                    cur.set(dst, left);
                                    continue;
                                }
                                cur.set(a, left);
                            }
                            let a = cur.take(held, a);
                            slow_into!(dst, held.in_place(BinOp::Add, &a, &b));
                        }
                    }
                }
                Op::InPlace { op, dst, a, b } => {
                    let value = match (op, cur.get(a), cur.get(b)) {
                        (BinOp::Sub, Value::Int(a), Value::Int(b)) => a.checked_sub(*b).map(Value::Int),
                        (BinOp::Mul, Value::Int(a), Value::Int(b)) => a.checked_mul(*b).map(Value::Int),
                        (BinOp::Sub, Value::Float(a), Value::Float(b)) => Some(Value::Float(a - b)),
                        (BinOp::Mul, Value::Float(a), Value::Float(b)) => Some(Value::Float(a * b)),
                        (BinOp::Xor, Value::Int(a), Value::Int(b)) => Some(Value::Int(a ^ b)),
                        (BinOp::And, Value::Int(a), Value::Int(b)) => Some(Value::Int(a & b)),
                        (BinOp::Or, Value::Int(a), Value::Int(b)) => Some(Value::Int(a | b)),
                        (BinOp::RShift, Value::Int(a), Value::Int(b @ 0..=63)) => Some(Value::Int(a >> b)),
                        (BinOp::FloorDiv, Value::Int(a), Value::Int(b)) if *b > 0 => {
                            Some(Value::Int(a.div_euclid(*b)))
                        }
                        (BinOp::Mod, Value::Int(a), Value::Int(b)) if *b > 0 => {
                            Some(Value::Int(a.rem_euclid(*b)))
                        }
                        _ => None,
                    };
                    match value {
                        Some(value) => cur.set(dst, value),
                        None => binary!(op, true, in_place, dst, a, b),
                    }
                }
                Op::Unary { op, dst, src } => {
                    let src = cur.take(held, src);
                    slow_into!(dst, ops::unary(held, op, &src));
                }
                Op::Not { dst, src } => {
                    let truth = truth!(src, false);
                    cur.set(dst, Value::Bool(!truth));
                }

                Op::Compare { op: how, dst, a: left, b: right } => {
                    let known = match (cur.get(left), cur.get(right)) {
                        (Value::Int(a), Value::Int(b)) => Some(ops::compare_known(how, a, b)),
                        (Value::Float(a), Value::Float(b)) => Some(ops::compare_known(how, a, b)),
                        (Value::Str(a), Value::Str(b)) => {
                            let truth = match how {
                                CmpOp::Eq | CmpOp::Ne => items::same_text(a, b) == matches!(how, CmpOp::Eq),
                                _ => ops::compare_known(how, &items::order_of_texts(a, b), &Ordering::Equal),
                            };
                            cur.consume(held, left);
                            cur.consume(held, right);
                            Some(truth)
                        }
                        _ => None,
                    };
                    match known {
                        Some(truth) => cur.set(dst, Value::Bool(truth)),
                        None => {
                            let (a, b) = (cur.take(held, left), cur.take(held, right));
                            slow_into!(dst, held.compare(how, &a, &b));
                        }
                    }
                }
                Op::Is { negate, dst, a, b } => {
                    let same = cur.get(a).is(cur.get(b));
                    cur.consume(held, a);
                    cur.consume(held, b);
                    cur.set(dst, Value::Bool(same != negate));
                }
                Op::Contains { negate, dst, item, container } => {
                    if let Some(found) = items::contains_quick(held, cur.get(container), cur.get(item)) {
                        cur.consume(held, item);
                        cur.consume(held, container);
                        cur.set(dst, Value::Bool(found != negate));
                        continue;
                    }
                    let (item, container) = (cur.take(held, item), cur.take(held, container));
                    let found = slow!(held.contains(&container, &item));
                    cur.set(dst, Value::Bool(found != negate));
                }
                Op::CheckPoint => check!(),
                Op::Trace { event, reg, line } => slow!(trace::event(held, event, reg, line)),
                Op::Jump { target } => cur.jump_to(held, target),
                Op::Loop { target } => {
                    let from = cur.pc;
                    cur.jump_to(held, target);
                    check_jump!(from);
                }
                Op::JumpIfTrue { reg, target } => {
                    if truth!(reg, false) {
                        let from = cur.pc;
                        let back = target.index() < cur.ip(held);
                        cur.jump_to(held, target);
                        if back {
                            check_jump!(from);
                        }
                    }
                }
                Op::JumpIfFalse { reg, target } => {
                    if !truth!(reg, false) {
                        let from = cur.pc;
                        let back = target.index() < cur.ip(held);
                        cur.jump_to(held, target);
                        if back {
                            check_jump!(from);
                        }
                    }
                }
                Op::JumpIfTrueKeep { reg, target } => {
                    if truth!(reg, true) {
                        cur.jump_to(held, target);
                    } else {
                        cur.consume(held, reg);
                    }
                }
                Op::JumpIfFalseKeep { reg, target } => {
                    if truth!(reg, true) {
                        cur.consume(held, reg);
                    } else {
                        cur.jump_to(held, target);
                    }
                }
                Op::JumpIfNone { when, reg, to } => {
                    let is_none = cur.get(reg).is_none();
                    cur.consume(held, reg);
                    if is_none == when {
                        jump!(to);
                    }
                }
                Op::JumpLt { when, a, b, to } => jump_compare!(when, a, b, to, <, CmpOp::Lt),
                Op::JumpLe { when, a, b, to } => jump_compare!(when, a, b, to, <=, CmpOp::Le),
                Op::JumpEq { when, a, b, to } => jump_compare!(when, a, b, to, ==, CmpOp::Eq),
                Op::JumpNe { when, a, b, to } => jump_compare!(when, a, b, to, !=, CmpOp::Ne),
                Op::JumpGt { when, a, b, to } => jump_compare!(when, a, b, to, >, CmpOp::Gt),
                Op::JumpGe { when, a, b, to } => jump_compare!(when, a, b, to, >=, CmpOp::Ge),
                Op::JumpLtInt { when, a, imm, to } => jump_compare_int!(when, a, imm, to, <, CmpOp::Lt),
                Op::JumpLeInt { when, a, imm, to } => jump_compare_int!(when, a, imm, to, <=, CmpOp::Le),
                Op::JumpEqInt { when, a, imm, to } => jump_compare_int!(when, a, imm, to, ==, CmpOp::Eq),
                Op::JumpNeInt { when, a, imm, to } => jump_compare_int!(when, a, imm, to, !=, CmpOp::Ne),
                Op::JumpGtInt { when, a, imm, to } => jump_compare_int!(when, a, imm, to, >, CmpOp::Gt),
                Op::JumpGeInt { when, a, imm, to } => jump_compare_int!(when, a, imm, to, >=, CmpOp::Ge),

                Op::GetIter { dst, src } => {
                    let src = cur.take(held, src);
                    slow_into!(dst, held.iter(&src));
                }
                Op::ForNext { iter, dst, to } => match cur.get(iter) {
                    Value::Iter(state) => {
                        if let Some(item) = state.next_words(&held.token) {
                            cur.set(dst, item.whole());
                            jump!(to);
                            continue;
                        }
                        if let Some(item) = words_of_item(state.next_common(held)) {
                            cur.set(dst, item.whole());
                            jump!(to);
                            continue;
                        }
                        let state = Rc::clone(state);
                        match slow!(held.iter_next_other(&state)) {
                            Some(item) => {
                                cur.set(dst, item);
                                jump!(to);
                            }
                            None => drop(cur.pull(iter)),
                        }
                    }
                    Value::Generator(generator) => {
                        let generator = Rc::clone(generator);
                        save!();
                        let sent = Value::None.split();
                        match generator::resume(held, generator, sent, Ret::ForNext { iter, dst, to }) {
                            Ok(Some(began)) => entered!(began),
                            Ok(None) => drop(cur.pull(iter)),
                            Err(raised) => fail!(raised),
                        }
                    }
                    _ => {
                        let object = cur.get(iter).clone();
                        match slow!(held.next(&object)) {
                            Some(item) => {
                                cur.set(dst, item);
                                jump!(to);
                            }
                            None => drop(cur.pull(iter)),
                        }
                    }
                },
                Op::Unpack { count, src, base } => {
                    let source = cur.take(held, src);
                    match &source {
                        Value::Tuple(tuple) if tuple.items().len() == usize::from(count) => {
                            for (at, item) in tuple.items().iter().enumerate() {
                                cur.set(base.offset(at as u16), item.clone());
                            }
                        }
                        Value::List(list) if list.items(&held.token).len() == usize::from(count) => {
                            for (at, item) in list.items(&held.token).iter().enumerate() {
                                cur.set(base.offset(at as u16), item.clone());
                            }
                        }
                        _ => {
                            let items = slow!(items::unpack(held, &source, usize::from(count)));
                            for (at, item) in items.into_iter().enumerate() {
                                cur.set(base.offset(at as u16), item);
                            }
                        }
                    }
                }
                Op::UnpackStar { before, after, src, base } => {
                    let source = cur.take(held, src);
                    let items =
                        slow!(items::unpack_star(held, &source, usize::from(before), usize::from(after)));
                    for (at, item) in items.into_iter().enumerate() {
                        cur.set(base.offset(at as u16), item);
                    }
                }

                Op::GetAttr { dst, obj, site } => {
                    let value = match attr::cached_attr(held, cur.get(obj), cache(held, site)) {
                        Some(value) => {
                            let value = value.clone();
                            cur.consume(held, obj);
                            value
                        }
                        None => {
                            let object = cur.take(held, obj);
                            if let Some(getter) = attr::cached_getter(held, &object, cache(held, site))
                                && getter.code.plain_argc == 1
                                && held.thread.frames.len() < held.interp.recursion_limit
                            {
                                save!();
                                let window = top(held).base + code(held).registers as usize;
                                held.thread.reserve(window + getter.code.registers as usize + 1);
                                held.thread.registers[window] = object;
                                push_frame!(getter, window, Ret::To(dst), 1);
                            }
                            slow!(attr::get(held, &object, cache(held, site)))
                        }
                    };
                    cur.set(dst, value);
                }
                Op::SetAttr { obj, site, src } => {
                    let value = cur.take(held, src).split();
                    match attr::cached_set(held, cur.get(obj), cache(held, site), value) {
                        Ok(()) => cur.consume(held, obj),
                        Err(value) => {
                            let object = cur.take(held, obj);
                            slow!(attr::set(held, &object, cache(held, site), value.whole()));
                        }
                    }
                }
                Op::DeleteAttr { obj, site } => {
                    let object = cur.take(held, obj);
                    let name = Rc::clone(&cache(held, site).name);
                    slow!(held.delattr(&object, &name));
                }
                Op::LoadMethod { base, obj, site } => {
                    match attr::cached_method(held, cur.get(obj), cache(held, site)) {
                        Some(function) => {
                            let function = function.clone();
                            let receiver = cur.take(held, obj);
                            cur.set(base, function);
                            cur.set(base.offset(1), receiver);
                        }
                        None => {
                            let object = cur.take(held, obj);
                            let (function, receiver) =
                                slow!(attr::load_method(held, object, cache(held, site)));
                            cur.set(base, function);
                            cur.set(base.offset(1), receiver);
                        }
                    }
                }
                Op::LoadSpecial { which, base, obj } => {
                    let object = cur.take(held, obj);
                    let (function, receiver) = slow!(attr::load_special(held, object, which));
                    cur.set(base, function);
                    cur.set(base.offset(1), receiver);
                }
                Op::LoadSuperMethod { base, free, site } => {
                    let receiver = cur.pull(base.offset(1));
                    let (function, receiver) =
                        slow!(attr::load_super_method(held, receiver, free, cache(held, site)));
                    cur.set(base, function);
                    cur.set(base.offset(1), receiver);
                }
                Op::GetItem { dst, obj, key } => {
                    if let (Value::List(list), Value::Int(at)) = (cur.get(obj), cur.get(key))
                        && let Some(item) = list.items(&held.token).get(*at as usize)
                    {
                        // By far the most frequent case. A negative index is too large for any list here.
                        let item = item.clone();
                        cur.consume(held, obj);
                        cur.set(dst, item);
                        continue;
                    }
                    let quick = match (cur.get(obj), cur.get(key)) {
                        (Value::List(list), Value::Int(at)) => items::at(list.items(&held.token), *at),
                        (Value::Tuple(tuple), Value::Int(at)) => items::at(tuple.items(), *at),
                        (Value::Dict(dict), key) => items::dict_quick(held, dict.table(&held.token), key),
                        (Value::Str(text), Value::Int(at)) => items::char_of(held, text, *at),
                        _ => None,
                    };
                    match quick {
                        Some(value) => {
                            cur.consume(held, obj);
                            cur.consume(held, key);
                            cur.set(dst, value);
                        }
                        None => {
                            let (object, key) = (cur.take(held, obj), cur.take(held, key));
                            slow_into!(dst, held.getitem(&object, &key));
                        }
                    }
                }
                Op::GetItemInt { dst, obj, imm } => {
                    let at = i64::from(imm);
                    let quick = match cur.get(obj) {
                        Value::List(list) => items::at(list.items(&held.token), at),
                        Value::Tuple(tuple) => items::at(tuple.items(), at),
                        Value::Str(text) => items::char_of(held, text, at),
                        _ => None,
                    };
                    match quick {
                        Some(value) => {
                            cur.consume(held, obj);
                            cur.set(dst, value);
                        }
                        None => {
                            let object = cur.take(held, obj);
                            slow_into!(dst, held.getitem(&object, &Value::Int(at)));
                        }
                    }
                }
                Op::SetItem { obj, key, src } => {
                    let value = cur.take(held, src).split();
                    if let (Value::List(list), Value::Int(at)) = (cur.get(obj), cur.get(key))
                        && let Some(slot) = list.items_mut(&mut held.token).get_mut(*at as usize)
                    {
                        let old = slot.take();
                        slot.put(value.whole());
                        old.discard();
                        cur.consume(held, obj);
                        continue;
                    }
                    let value = value.whole();
                    let rejected = match (cur.get(obj), cur.get(key)) {
                        (Value::List(list), Value::Int(at)) => {
                            let items = list.items_mut(&mut held.token);
                            let index = if *at < 0 { at.wrapping_add(items.len() as i64) } else { *at };
                            match usize::try_from(index).ok().and_then(|i| items.get_mut(i)) {
                                Some(slot) => {
                                    let old = slot.take();
                                    slot.put(value);
                                    old.discard();
                                    None
                                }
                                None => Some(value),
                            }
                        }
                        (Value::Dict(dict), key) => items::dict_set_quick(held, dict, key, value),
                        _ => Some(value),
                    };
                    match rejected {
                        None => {
                            cur.consume(held, obj);
                            cur.consume(held, key);
                        }
                        Some(value) => {
                            let (object, key) = (cur.take(held, obj), cur.take(held, key));
                            slow!(held.setitem(&object, &key, value));
                        }
                    }
                }
                Op::DeleteItem { obj, key } => {
                    let (object, key) = (cur.take(held, obj), cur.take(held, key));
                    slow!(held.delitem(&object, &key));
                }
                Op::GetSlice { dst, obj, base } => {
                    let object = cur.take(held, obj);
                    let (start, stop) = (cur.pull(base), cur.pull(base.offset(1)));
                    slow_into!(dst, items::get_slice(held, &object, start, stop));
                }
                Op::BuildSlice { dst, base } => {
                    // The parts go where they will stay: moved there together they would be waited for.
                    let mut slice = Rc::new(crate::object::Slice::default());
                    if let Some(slice) = Rc::get_mut(&mut slice) {
                        slice.start.put(cur.pull(base));
                        slice.stop.put(cur.pull(base.offset(1)));
                        slice.step.put(cur.pull(base.offset(2)));
                    }
                    cur.set(dst, Value::Slice(slice));
                }

                Op::BuildTuple { dst, base, count } => {
                    let value = match count {
                        0 => held.empty_tuple(),
                        _ => Value::tuple(cur.take_run(base, usize::from(count))),
                    };
                    cur.set(dst, value);
                }
                Op::BuildPair { dst, a, b } => {
                    let (first, second) = (cur.take(held, a), cur.take(held, b));
                    cur.set(dst, Value::Tuple(Tuple::pair(first, second)));
                }
                Op::BuildList { dst, base, count } => {
                    let items = cur.take_run(base, usize::from(count)).collect();
                    cur.set(dst, Value::list(items));
                }
                Op::BuildSet { dst, base, count } => {
                    let items: Vec<Value> = cur.take_run(base, usize::from(count)).collect();
                    slow_into!(dst, held.new_set(items));
                }
                Op::BuildDict { dst, base, pairs } => {
                    let dict = Rc::new(crate::object::Dict::from_table(DictTable::with_capacity(
                        usize::from(pairs),
                    )));
                    let items: ArgVec = cur.take_run(base, 2 * usize::from(pairs)).collect();
                    slow!(ops::fill_dict(held, &dict, items));
                    cur.set(dst, Value::Dict(dict));
                }
                Op::BuildString { dst, base, count } => {
                    let parts: ArgVec = cur.take_run(base, usize::from(count)).collect();
                    cur.set(dst, ops::concatenate(held, &parts));
                }
                Op::FormatValue { conversion, dst, src } => {
                    let value = cur.take(held, src);
                    slow_into!(dst, ops::format_value(held, value, conversion, None));
                }
                Op::FormatSpec { conversion, dst, src, spec } => {
                    let (value, spec) = (cur.take(held, src), cur.take(held, spec));
                    slow_into!(dst, ops::format_value(held, value, conversion, Some(&spec)));
                }
                Op::ListAppend { list, item } => {
                    let item = cur.take(held, item).split();
                    if let Value::List(list) = cur.get(list) {
                        list.push(&mut held.token, item.whole());
                    }
                }
                Op::ListExtend { list, src, .. } => {
                    let (target, source) = (cur.get(list).clone(), cur.take(held, src));
                    slow!(ops::list_extend(held, &target, &source));
                }
                Op::ListToTuple { dst, src } => {
                    let source = cur.take(held, src);
                    let value = ops::list_to_tuple(held, source);
                    cur.set(dst, value);
                }
                Op::SetAdd { set, item } => {
                    let item = cur.take(held, item).split();
                    if let Some(rejected) = items::set_add_quick(held, cur.get(set), item) {
                        let set = cur.get(set).clone();
                        slow!(ops::set_add(held, &set, rejected.whole()));
                    }
                }
                Op::SetUpdate { set, src } => {
                    let (set, source) = (cur.get(set).clone(), cur.take(held, src));
                    slow!(ops::set_update(held, &set, &source));
                }
                Op::DictAdd { dict, key, value } => {
                    let (key, value) = (cur.take(held, key).split(), cur.take(held, value).split());
                    if let Some((key, value)) = items::dict_add_quick(held, cur.get(dict), key, value) {
                        let dict = cur.get(dict).clone();
                        slow!(ops::dict_add(held, &dict, key.whole(), value.whole()));
                    }
                }
                Op::DictUpdate { dict, src } => {
                    let (dict, source) = (cur.get(dict).clone(), cur.take(held, src));
                    slow!(ops::dict_update(held, &dict, &source));
                }
                Op::DictMerge { dict, src, callee } => {
                    let (dict, source, callee) =
                        (cur.get(dict).clone(), cur.take(held, src), cur.get(callee).clone());
                    slow!(ops::dict_merge(held, &dict, &source, &callee));
                }

                Op::Call { argc, dst, base } | Op::CallMethod { argc, dst, base } => {
                    let (argc, base) = if matches!(op, Op::Call { .. }) {
                        (argc, base)
                    } else if cur.get(base.offset(1)).is_unset() {
                        // A bound or plain callable: close the gap and call it like any other.
                        let callee = cur.pull(base);
                        cur.set(base.offset(1), callee);
                        (argc, base.offset(1))
                    } else {
                        (argc + 1, base)
                    };
                    call!(argc, dst, base);
                }
                Op::CallSpecial { argc, dst, base } => {
                    let receiver = base.offset(1);
                    let window = top(held).base + base.index() + 1;
                    let callee = cur.pull(base);
                    let method = !cur.get(receiver).is_unset();
                    match &callee {
                        Value::Native(native) if method => {
                            let count = usize::from(argc) + 1;
                            slow_into!(dst, crate::native::call_registers(held, native, window, count));
                            // `__exit__` has arguments; it is called by an ordinary instruction in CPython, `__enter__` is
                            // not.
                            if argc > 0 {
                                check!();
                            }
                        }
                        _ => {
                            let first = if method { receiver } else { base.offset(2) };
                            let args: ArgVec =
                                cur.take_run(first, usize::from(argc) + usize::from(method)).collect();
                            save!();
                            match ops::call_any(held, callee, args, &[], window, Ret::To(dst)) {
                                Ok(None) => entered!(),
                                Ok(Some(value)) => {
                                    cur.refresh(held);
                                    cur.set(dst, value);
                                    check!();
                                }
                                Err(raised) => fail!(raised),
                            }
                        }
                    }
                }
                Op::CallKw { argc, dst, base, names } => {
                    let args: ArgVec = cur.take_run(base.offset(1), usize::from(argc)).collect();
                    let callee = cur.pull(base);
                    let names = constant(held, usize::from(names)).clone();
                    save!();
                    let window = top(held).base + base.index() + 1;
                    match ops::call_keywords(held, callee, args, &names, window, Ret::To(dst)) {
                        Ok(None) => entered!(),
                        Ok(Some(value)) => {
                            cur.refresh(held);
                            cur.set(dst, value);
                            check!();
                        }
                        Err(raised) => fail!(raised),
                    }
                }
                Op::CallMethodKw { argc, dst, base, names } => {
                    let mut args = ArgVec::with_capacity(usize::from(argc) + 1);
                    if !cur.get(base.offset(1)).is_unset() {
                        args.push(cur.pull(base.offset(1)));
                    }
                    args.extend(cur.take_run(base.offset(2), usize::from(argc)));
                    let callee = cur.pull(base);
                    let names = constant(held, usize::from(names)).clone();
                    save!();
                    let window = top(held).base + base.index() + 1;
                    match ops::call_keywords(held, callee, args, &names, window, Ret::To(dst)) {
                        Ok(None) => entered!(),
                        Ok(Some(value)) => {
                            cur.refresh(held);
                            cur.set(dst, value);
                            check!();
                        }
                        Err(raised) => fail!(raised),
                    }
                }
                Op::CallEx { keywords, dst, base } => {
                    let callee = cur.pull(base);
                    let args = cur.pull(base.offset(1));
                    let keywords = if keywords { cur.pull(base.offset(2)) } else { Value::Unset };
                    save!();
                    let window = top(held).base + base.index() + 1;
                    match ops::call_ex(held, callee, &args, &keywords, window, Ret::To(dst)) {
                        Ok(None) => entered!(),
                        Ok(Some(value)) => {
                            cur.refresh(held);
                            cur.set(dst, value);
                            check!();
                        }
                        Err(raised) => fail!(raised),
                    }
                }
                Op::Return { src } => {
                    let value = cur.pull(src);
                    leave!(value);
                }
                Op::ReturnNone => leave!(Value::None),
                Op::Yield { dst, src } => {
                    let value = cur.take(held, src).split();
                    let Some(ret) = generator::suspend(held, &cur, dst) else { return Ok(value.whole()) };
                    match ret {
                        Ret::ForNext { dst, to, .. } => {
                            cur = Cursor::of(held);
                            cur.set(dst, value.whole());
                            jump!(to);
                        }
                        Ret::Send { value: register, .. } | Ret::To(register) => {
                            cur = Cursor::of(held);
                            cur.set(register, value.whole());
                        }
                        Ret::Next(register) => {
                            cur = Cursor::of(held);
                            cur.set(register, value.whole());
                            // The end of a call of a native function.
                            check!();
                        }
                        Ret::Native | Ret::Init { .. } | Ret::Operator(_) => return Ok(value.whole()),
                    }
                }
                Op::Send { iter, value, to } => {
                    let sent = cur.pull(value);
                    match cur.get(iter) {
                        Value::Generator(generator) => {
                            let generator = Rc::clone(generator);
                            save!();
                            match generator::resume(held, generator, sent.split(), Ret::Send { value, to }) {
                                Ok(Some(began)) => entered!(began),
                                Ok(None) => {
                                    cur.set(value, Value::None);
                                    cur.jump_by(to);
                                }
                                Err(raised) => fail!(raised),
                            }
                        }
                        _ => {
                            let delegate = cur.get(iter).clone();
                            match slow!(ops::send(held, &delegate, sent)) {
                                crate::protocol::call::Resumed::Yielded(item) => cur.set(value, item),
                                crate::protocol::call::Resumed::Returned(result) => {
                                    cur.set(value, result);
                                    cur.jump_by(to);
                                }
                            }
                        }
                    }
                }
                Op::GetYieldFromIter { dst, src } => {
                    let source = cur.take(held, src);
                    let value = match source {
                        Value::Generator(_) => source,
                        _ => slow!(held.iter(&source)),
                    };
                    cur.set(dst, value);
                }

                Op::MakeFunction { flags, dst, base, code } => {
                    let parts: ArgVec = cur.take_run(base, flags.0.count_ones() as usize).collect();
                    let code = constant(held, usize::from(code)).clone();
                    let registers = cur.registers;
                    // SAFETY: captures of locals were checked when the code was loaded; nothing moves the registers here.
                    let captured = ops::captured_cells(held, &code, |reg| unsafe {
                        (*registers.add(reg.index())).clone()
                    });
                    let value = ops::make_function(held, code, flags, parts, captured);
                    cur.set(dst, value);
                }
                Op::LoadBuildClass { dst } => {
                    slow_into!(dst, names::load_builtin_class_builder(held));
                }
                Op::ImportName { dst, name, base } => {
                    let (level, from_list) = (cur.pull(base), cur.pull(base.offset(1)));
                    let name = Rc::clone(&code(held).names[name.index()]);
                    slow_into!(dst, names::import_name(held, &name, &from_list, &level));
                }
                Op::ImportFrom { dst, module, name } => {
                    let module = cur.get(module).clone();
                    let name = Rc::clone(&code(held).names[name.index()]);
                    slow_into!(dst, held.import_from(&module, &name));
                }
                Op::ImportStar { module } => {
                    let module = cur.take(held, module);
                    slow!(names::import_star(held, &module));
                }
                Op::LoadAssertionError { dst } => {
                    let class = Rc::clone(held.interp.exception(crate::error::ExcKind::AssertionError));
                    cur.set(dst, Value::Class(class));
                }

                Op::Raise { exc } => {
                    let value = cur.take(held, exc);
                    save!();
                    let raised = held.raise_object(&value);
                    cur.refresh(held);
                    fail!(raised);
                }
                Op::RaiseFrom { exc, cause } => {
                    let (value, cause) = (cur.take(held, exc), cur.take(held, cause));
                    save!();
                    let raised = ops::raise_from(held, &value, &cause);
                    cur.refresh(held);
                    fail!(raised);
                }
                Op::RaiseAgain => {
                    save!();
                    let raised = match held.thread.handled.clone() {
                        Value::Instance(exception) => Raised::object(exception),
                        _ => fail!(Raised::runtime_error("No active exception to reraise")),
                    };
                    unwind::unwind(held, raised, floor, false)?;
                    cur = Cursor::of(held);
                }
                Op::Reraise { exc } => {
                    let value = cur.pull(exc);
                    save!();
                    let Value::Instance(exception) = value else {
                        fail!(Raised::runtime_error("No active exception to reraise"))
                    };
                    unwind::unwind(held, Raised::object(exception), floor, false)?;
                    cur = Cursor::of(held);
                }
                Op::PushExc { save, exc } => {
                    let exception = cur.get(exc).clone();
                    let outer = mem::replace(&mut held.thread.handled, exception);
                    cur.set(save, outer);
                }
                Op::PopExc { save } => {
                    let outer = cur.pull(save);
                    let inner = mem::replace(&mut held.thread.handled, outer);
                    drop(inner);
                }
                Op::ExcMatches { dst, exc, class } => {
                    let (exception, class) = (cur.get(exc).clone(), cur.take(held, class));
                    let matches = slow!(held.exception_matches(&exception, &class));
                    cur.set(dst, Value::Bool(matches));
                }
                Op::SplitExc { dst, rest, class } => {
                    let (exception, class) = (cur.get(rest).clone(), cur.take(held, class));
                    let (part, remains) = slow!(ops::split_exc(held, &exception, &class));
                    cur.set(dst, part);
                    cur.set(rest, remains);
                }
                Op::CombineExc { dst, exc, parts } => {
                    let (exception, parts) = (cur.get(exc).clone(), cur.get(parts).clone());
                    slow_into!(dst, held.combine_exceptions(&exception, &parts));
                }
                Op::WithExceptExit { dst, exit, exc } => {
                    let (function, receiver) = (cur.get(exit).clone(), cur.get(exit.offset(1)).clone());
                    let exception = cur.get(exc).clone();
                    slow_into!(dst, ops::with_except_exit(held, &function, receiver, &exception));
                }

                Op::MatchSequence { at_least, dst, subject, count } => {
                    let subject = cur.get(subject).clone();
                    let matches =
                        slow!(matching::match_sequence(held, &subject, usize::from(count), at_least));
                    cur.set(dst, Value::Bool(matches));
                }
                Op::MatchMapping { dst, subject, count } => {
                    let subject = cur.get(subject).clone();
                    let matches = slow!(matching::match_mapping(held, &subject, usize::from(count)));
                    cur.set(dst, Value::Bool(matches));
                }
                Op::MatchKeys { dst, subject, keys } => {
                    let (subject, keys) = (cur.get(subject).clone(), cur.get(keys).clone());
                    slow_into!(dst, matching::match_keys(held, &subject, &keys));
                }
                Op::MatchRest { dst, subject, keys } => {
                    let (subject, keys) = (cur.get(subject).clone(), cur.take(held, keys));
                    slow_into!(dst, matching::match_rest(held, &subject, &keys));
                }
                Op::MatchClass { positional, dst, subject, base } => {
                    let subject = cur.get(subject).clone();
                    let (class, names) = (cur.take(held, base), cur.take(held, base.offset(1)));
                    let value =
                        slow!(matching::match_class(held, &subject, &class, usize::from(positional), &names));
                    cur.set(dst, value);
                }
            }
        };
        save!();
        let checked = match stop {
            Stop::Raised(raised) => Err(raised),
            Stop::Breaker => ops::handle_breaker(held),
            Stop::Operator(operator) => operator::begin(held, operator),
            Stop::Jumped(from) => {
                let target = cur.ip(held);
                cur.pc = from;
                save!();
                trace::check_jump(held, target)
            }
        };
        if let Err(raised) = checked {
            unwind::unwind(held, raised, floor, true)?;
        }
        // Perhaps in another frame, or in the copy of its code for tracing.
        cur = Cursor::of(held);
    }
}
