//! Operators written in Python: their method is a frame of the running loop, as the function of a call is.

use super::cursor::Cursor;
use super::cursor::breaker;
use super::cursor::code;
use super::cursor::top;
use super::ops::handle_breaker;
use crate::error::R;
use crate::held::Held;
use crate::rc::Rc;
use crate::thread::Frame;
use crate::thread::Operator;
use crate::thread::Ret;
use crate::value::Value;

/// Enters the method that answers an operator, or computes it. The instruction pointer has been saved.
pub(super) fn begin(held: &mut Held, operator: Operator) -> R<()> {
    if enter(held, operator) {
        // Entering a function is a check point.
        return match breaker(held).load() != 0 || cfg!(feature = "stress") {
            true => handle_breaker(held),
            false => Ok(()),
        };
    }
    let Operator { op, in_place, dst, a, b } = operator;
    let mut cur = Cursor::of(held);
    let (a, b) = (cur.take(held, a), cur.take(held, b));
    let result = if in_place { held.in_place(op, &a, &b) } else { held.binary(op, &a, &b) };
    // The left operand goes first.
    drop(a);
    drop(b);
    cur.refresh(held);
    cur.set(dst, result?);
    Ok(())
}

/// Gives an operator the answer of the method that was entered for it.
pub(super) fn finish(held: &mut Held, operator: Operator, answer: Value) -> R<()> {
    let Operator { op, in_place, dst, a, b } = operator;
    let mut cur = Cursor::of(held);
    if let Value::NotImplemented = answer {
        let (a, b) = (cur.take(held, a), cur.take(held, b));
        let result = held.binary_declined(op, in_place, &a, &b);
        drop(a);
        drop(b);
        cur.refresh(held);
        cur.set(dst, result?);
        return Ok(());
    }
    cur.consume(held, a);
    cur.consume(held, b);
    cur.set(dst, answer);
    Ok(())
}

/// Pushes the frame of the method, if that is the left operand's, is written in Python, and was looked up before.
fn enter(held: &mut Held, operator: Operator) -> bool {
    let base = top(held).base;
    let registers = &held.thread.registers;
    let (Some(a @ Value::Instance(instance)), Some(b)) =
        (registers.get(base + operator.a.index()), registers.get(base + operator.b.index()))
    else {
        return false;
    };
    let class = instance.class.get(&held.token);
    let version = class.version.get();
    let (plain, in_place) = held.operator_methods_of(operator.op);
    let known = |name| held.interp.cached_method(version, name);
    if operator.in_place && !known(in_place).is_some_and(Value::is_unset) {
        return false;
    }
    let Some(Value::Function(method)) = known(plain) else { return false };
    if method.code.plain_argc != 2 || held.thread.frames.len() >= held.interp.recursion_limit {
        return false;
    }
    if matches!(b, Value::Instance(_) | Value::Class(_)) {
        let other = held.class_of(b);
        // The reflected method of a subclass comes first.
        if !Rc::ptr_eq(other, class) && other.is_subclass(class, &held.token) {
            return false;
        }
    }
    let (function, a, b) = (Rc::clone(method), a.clone(), b.clone());
    let window = base + code(held).registers as usize;
    held.thread.reserve(window + function.code.registers as usize + 1);
    // The window above the frame on top owns nothing.
    let locals = held.thread.registers.get_mut(window..window + function.code.locals as usize);
    if let Some([first, second, rest @ ..]) = locals {
        first.put(a);
        second.put(b);
        rest.iter_mut().for_each(|local| local.put(Value::Unset));
    }
    held.thread.frames.push(Frame::new(function, window, 0, Ret::Operator(operator)));
    true
}
