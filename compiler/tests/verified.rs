//! Whatever compiles keeps the promises the machine relies on; whatever does not is an error, in bounded time and stack.

#![allow(clippy::unwrap_used, reason = "a test")]

use std::fs;
use std::path::Path;
use std::path::PathBuf;

use gilvm_compiler::Mode;
use gilvm_compiler::ast::HEIGHT_MAX;
use gilvm_compiler::check_points::Place;
use gilvm_compiler::check_points::with_check_points;
use gilvm_compiler::code::Code;
use gilvm_compiler::code::Const;
use gilvm_compiler::compile;
use gilvm_compiler::dis::disassemble;
use gilvm_compiler::op::Op;
use gilvm_compiler::trace::traced;
use gilvm_compiler::verify::verify;

/// Every Python file of the project.
fn scripts() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut folders: Vec<PathBuf> =
        ["tests", "benches", "examples", "runtime/lib", "compiler/tests/programs"]
            .iter()
            .map(|folder| root.join(folder))
            .collect();
    let mut scripts = Vec::new();
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(folder) else { continue };
        for path in entries.map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "py") {
                scripts.push(path);
            }
        }
    }
    scripts.sort();
    scripts
}

fn check(source: &str, what: &str) -> bool {
    match compile(source, what, Mode::Exec) {
        Ok(code) => {
            if let Err(violation) = verify(&code) {
                panic!("{what}: {violation}\n{}", disassemble(&code));
            }
            true
        }
        Err(error) => {
            assert!(error.render(source, what).ends_with('\n'));
            false
        }
    }
}

/// More check points change no promise, wherever they are put.
fn check_with_check_points(code: &Code, what: &str) {
    for place in [Place::Before, Place::After, Place::Taken] {
        let more = with_check_points(code, |_| place).unwrap();
        if let Err(violation) = verify(&more) {
            panic!("{what}, {place:?}: {violation}\n{}", disassemble(&more));
        }
        let added = more.ops.iter().filter(|op| matches!(op, Op::CheckPoint)).count();
        assert!(place != Place::Before || added > 0, "{what}: {place:?} puts in nothing");
        assert_eq!(with_check_points(&more, |_| place).is_none(), added > 0, "{what}: twice");
    }
    for constant in &code.consts {
        if let Const::Code(inner) = constant {
            check_with_check_points(inner, what);
        }
    }
}

/// A copy for tracing does what the code does, with announcements between, and so does one of code with check points.
fn check_traced(code: &Code, what: &str) {
    for original in [Some(code), with_check_points(code, |_| Place::Before).as_ref()].into_iter().flatten() {
        let copy = traced(original).unwrap();
        if let Err(violation) = verify(&copy.code) {
            panic!("{what}, traced: {violation}\n{}", disassemble(&copy.code));
        }
        let is_trace = |op: &Op| matches!(op, Op::Trace { .. });
        for (at, op) in original.ops.iter().enumerate() {
            let behind = copy.behind[at] as usize;
            assert_eq!(copy.code.ops[behind - 1].name(), op.name(), "{what}: instruction {at}");
            let before = &copy.code.ops[copy.starts[at] as usize..behind - 1];
            assert!(before.iter().all(is_trace), "{what}: before instruction {at}");
        }
        assert!(original.lines.marks.is_sorted_by_key(|mark| mark.at), "{what}: marks");
        assert_eq!(copy.code.positions.len(), copy.code.ops.len());
    }
    for constant in &code.consts {
        if let Const::Code(inner) = constant {
            check_traced(inner, what);
        }
    }
}

#[test]
fn all_scripts_of_the_project() {
    let mut compiled = 0;
    for path in scripts() {
        if let Ok(source) = fs::read_to_string(&path) {
            let what = path.to_string_lossy();
            compiled += usize::from(check(&source, &what));
            if let Ok(code) = compile(&source, &what, Mode::Exec) {
                check_with_check_points(&code, &what);
                check_traced(&code, &what);
            }
        }
    }
    assert!(compiled >= 16, "only {compiled} scripts found");
}

#[test]
fn scripts_with_a_line_missing() {
    // Names lose their bindings, blocks their heads and loops their bodies, but most of it still parses.
    for path in scripts().iter().step_by(7) {
        let Ok(source) = fs::read_to_string(path) else { continue };
        let lines: Vec<&str> = source.lines().collect();
        for missing in (0..lines.len()).step_by(5) {
            let kept = [&lines[..missing], &lines[missing + 1..]].concat().join("\n");
            check(&kept, &format!("{} without line {}", path.display(), missing + 1));
        }
    }
}

/// Compiles on a thread with the smallest stack the project promises to get by with.
fn on_a_small_stack(source: String) -> bool {
    let run = move || check(&source, "deep.py");
    std::thread::Builder::new().stack_size(2 << 20).spawn(run).unwrap().join().unwrap()
}

#[test]
fn long_chains() {
    let links = HEIGHT_MAX as usize - 20;
    for link in [" + a", " ** a", ".b", "()", ".b()", "[i]", "[i:]", " if a else a", " and a or a", " < a"] {
        on_a_small_stack(format!("x = a{}", link.repeat(links)));
        on_a_small_stack(format!("def f(a): return a{}", link.repeat(links)));
    }
    assert!(on_a_small_stack(format!("x = a{}", " + a".repeat(links))));
    for statement in
        ["a%[i] = 1", "a%.b += 1", "del a%[i]", "for a%.b in c: pass", "with a%() as a%[0]: pass"]
    {
        on_a_small_stack(statement.replace('%', &".b[c]".repeat(links / 4)));
    }
}

#[test]
fn nested_blocks_do_not_explode() {
    // Each `finally` is emitted once for every way out of its `try`.
    let mut source = String::new();
    for depth in 0..60 {
        let indent = " ".repeat(depth);
        source.push_str(&format!("{indent}try: f()\n{indent}finally:\n"));
    }
    source.push_str(&format!("{}pass\n", " ".repeat(60)));
    on_a_small_stack(source);
    let mut source = String::from("def f():\n");
    for depth in 1..20 {
        let indent = " ".repeat(depth);
        source.push_str(&format!("{indent}for x in y:\n"));
    }
    source.push_str(&format!("{}return x\n", " ".repeat(20)));
    assert!(on_a_small_stack(source));
}

#[test]
fn wide_programs() {
    let many = 70_000;
    assert!(check(&format!("x = [{}]", "1, ".repeat(many)), "constants"));
    assert!(check(&format!("x = [{}]", "a, ".repeat(1000)), "names"));
    assert!(check(&format!("def f(a): return [{}]", "a, ".repeat(many)), "locals"));
    assert!(check(&format!("def f(a): return f({})", "a, ".repeat(many)), "arguments"));
    check(&format!("x = [{}]", "a, ".repeat(many)), "sites");
    check(&format!("f({})", "lambda: 0, ".repeat(many)), "functions");
    let names: Vec<String> = (0..many).map(|n| format!("n{n}")).collect();
    check(&format!("def f({}): pass", names.join(", ")), "parameters");
    check(&format!("def f():\n {} = 0", names.join(" = ")), "variables");
}

#[test]
fn jumps_over_large_blocks() {
    let block = |indent: &str| format!("{indent}f()\n").repeat(12_000);
    let heads = [
        "if a < b:",
        "if a is None:",
        "while a > 3:",
        "for a in b:",
        "for a, *c in b:",
        "if a == 1 and b != c:",
    ];
    for head in heads {
        // With check points between them the jumps have further to go than a distance holds.
        let far = format!("{head}\n{}", block(" "));
        check_with_check_points(&compile(&far, head, Mode::Exec).unwrap(), head);
        assert!(check(&format!("{head}\n{}else:\n{}", block(" "), block(" ")), head));
        assert!(check(&format!("def g(a, b, c):\n {head}\n{} return a", block("  ")), head));
    }
    assert!(check(
        &format!("for a in b:\n while a < b:\n  try:\n{}  except E: pass", block("   ")),
        "nested"
    ));
}
