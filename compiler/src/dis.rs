//! Disassembly: a readable listing of a code object and of all code inside it.
//!
//! For people and for snapshot tests; the format is not a promise.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::code::Code;
use crate::code::Const;
use crate::op::MakeFlags;
use crate::op::Op;
use crate::verify::successors;

/// The listing of `code` and, after it, of the functions and classes in it.
#[must_use]
pub fn disassemble(code: &Code) -> String {
    let mut text = String::new();
    let mut queue = vec![code];
    while let Some(code) = queue.pop() {
        if !text.is_empty() {
            text.push('\n');
        }
        one(&mut text, code);
        let inner = code.consts.iter().filter_map(|value| match value {
            Const::Code(code) => Some(&**code),
            _ => None,
        });
        let inner: Vec<_> = inner.collect();
        queue.extend(inner.into_iter().rev());
    }
    text
}

fn one(text: &mut String, code: &Code) {
    header(text, code);
    let labels = labels(code);
    let mut line = 0;
    for (at, (&op, position)) in code.ops.iter().zip(&code.positions).enumerate() {
        let label = labels.get(&at).map_or(String::new(), |n| format!("L{n}:"));
        let shown_line = match position.line {
            same if same == line => String::new(),
            0 => "-".to_owned(),
            new => new.to_string(),
        };
        line = position.line;
        let operands = operands(code, op, at, &labels);
        let row = format!("{shown_line:>5} {label:>5} {at:>4}  {:<16} {operands}", op.name());
        let _ = writeln!(text, "{}", row.trim_end());
    }
    for row in &code.handlers {
        let target = labels.get(&(row.target as usize)).copied().unwrap_or(0);
        let exc = register(code, row.exc.index());
        let _ = writeln!(text, "  handler {}..{} -> L{target} exception in {exc}", row.start, row.end);
    }
}

fn header(text: &mut String, code: &Code) {
    let kind = format!("{:?}", code.kind).to_lowercase();
    let _ = write!(text, "{kind} {}, {} registers", code.qualname, code.registers);
    let params = code.params;
    if params.count() > 0 {
        let _ = write!(text, ", parameters {}", params.positional);
        if params.positional_only > 0 {
            let _ = write!(text, " ({} positional-only)", params.positional_only);
        }
        if params.keyword_only > 0 {
            let _ = write!(text, " + {} keyword-only", params.keyword_only);
        }
        text.push_str(if params.var_args { " + *args" } else { "" });
        text.push_str(if params.var_keywords { " + **kwargs" } else { "" });
    }
    text.push('\n');
    let list = |text: &mut String, what: &str, names: Vec<String>| {
        if !names.is_empty() {
            let _ = writeln!(text, "  {what}: {}", names.join(", "));
        }
    };
    let locals = (0..code.locals.len()).map(|reg| register(code, reg)).collect();
    list(text, "locals", locals);
    list(text, "cells", code.cells.iter().map(|reg| register(code, reg.index())).collect());
    list(text, "free", code.free.iter().map(|name| name.to_string()).collect());
}

/// A number for each instruction that is jumped to, in order.
fn labels(code: &Code) -> BTreeMap<usize, usize> {
    let jumps = code.ops.iter().enumerate().filter_map(|(at, &op)| successors(op, at).1);
    let targets = jumps.map(|to| to as usize).chain(code.handlers.iter().map(|row| row.target as usize));
    let mut labels: BTreeMap<usize, usize> = targets.map(|to| (to, 0)).collect();
    for (number, label) in labels.values_mut().zip(1..).map(|(label, number)| (number, label)) {
        *label = number;
    }
    labels
}

/// A local by name, a hidden local as `h0`, a temporary as `t0`.
fn register(code: &Code, reg: usize) -> String {
    match code.locals.get(reg) {
        Some(name) if name.is_empty() => format!("h{reg}"),
        Some(name) => {
            let first = code.locals.iter().position(|other| other == name);
            if first == Some(reg) { name.to_string() } else { format!("{name}'{reg}") }
        }
        None => format!("t{}", reg - code.locals.len()),
    }
}

/// The operands as the table of instructions prints them, with registers, names and constants resolved.
fn operands(code: &Code, op: Op, at: usize, labels: &BTreeMap<usize, usize>) -> String {
    let text = format!("{op:?}");
    let raw = text.strip_prefix(op.name()).unwrap_or(&text).trim_start();
    let mut shown = Vec::new();
    for part in raw.split(' ').filter(|part| !part.is_empty()) {
        shown.push(match part.split_once('=') {
            Some((field, value)) => operand(code, op, at, labels, field, value),
            None => part.to_owned(),
        });
    }
    shown.join(" ")
}

fn operand(
    code: &Code,
    op: Op,
    at: usize,
    labels: &BTreeMap<usize, usize>,
    field: &str,
    value: &str,
) -> String {
    let digits = value.trim_start_matches(|c: char| c.is_ascii_alphabetic() || c == '@');
    let number: usize = digits.parse().unwrap_or(0);
    let name = |index: usize| code.names.get(index).map_or("?", |name| name);
    match field {
        "k" | "names" | "code" => {
            let constant = code.consts.get(number).map_or_else(|| "?".to_owned(), constant);
            format!("{field}={constant}")
        }
        "site" => {
            let index = code.sites.get(number).copied().unwrap_or(u16::MAX);
            format!(".{}#{number}", name(usize::from(index)))
        }
        "name" => format!("name={}", name(number)),
        "free" => format!("free={}", code.free.get(number).map_or("?", |name| name)),
        "target" | "to" => {
            let to = successors(op, at).1.and_then(|to| usize::try_from(to).ok());
            let label = to.and_then(|to| labels.get(&to)).copied().unwrap_or(0);
            format!("-> L{label}")
        }
        "flags" => format!("flags={}", flags(op)),
        _ if value.starts_with('r') && digits.len() + 1 == value.len() => {
            format!("{field}={}", register(code, number))
        }
        _ => format!("{field}={value}"),
    }
}

fn flags(op: Op) -> String {
    let Op::MakeFunction { flags, .. } = op else { return String::new() };
    let parts = [
        (MakeFlags::DEFAULTS, "defaults"),
        (MakeFlags::KW_DEFAULTS, "kwdefaults"),
        (MakeFlags::ANNOTATIONS, "annotations"),
    ];
    let names: Vec<_> = parts.iter().filter(|(part, _)| flags.has(*part)).map(|(_, name)| *name).collect();
    if names.is_empty() { "none".to_owned() } else { names.join("+") }
}

/// A constant as Python would write it, more or less.
fn constant(value: &Const) -> String {
    let list = |items: &[Const]| items.iter().map(constant).collect::<Vec<_>>().join(", ");
    match value {
        Const::None => "None".to_owned(),
        Const::Ellipsis => "...".to_owned(),
        Const::Bool(true) => "True".to_owned(),
        Const::Bool(false) => "False".to_owned(),
        Const::Int(value) => value.to_string(),
        Const::BigInt(digits) => format!("0x{digits}"),
        Const::Float(value) => format!("{value:?}"),
        Const::Imaginary(value) => format!("{value:?}j"),
        Const::Str(text) => format!("{text:?}"),
        Const::Bytes(bytes) => format!("b\"{}\"", bytes.escape_ascii()),
        Const::Tuple(items) if items.len() == 1 => format!("({},)", list(items)),
        Const::Tuple(items) => format!("({})", list(items)),
        Const::FrozenSet(items) => format!("frozenset({{{}}})", list(items)),
        Const::Code(code) => format!("<{}>", code.qualname),
    }
}
