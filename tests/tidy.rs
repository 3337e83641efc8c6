//! The layout, kept honest: rules of ARCHITECTURE.md that a compiler cannot check, checked on the text of the sources.
//!
//! Each test is one rule and reports every violation at once, as `path:line: what is wrong`. Plain std, no parser: a
//! rule looks for words outside of comments, so it can be deceived; it is meant for accidents and not for cheats.
//!
//! What a rule allows stands beside it as a list. Such a list may shrink without a thought; whoever lets it grow
//! gives the reason in ARCHITECTURE.md.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

/// The folders whose sources the rules are about.
const FOLDERS: [&str; 7] = ["compiler", "vm", "runtime", "tests", "benches", "examples", "fuzz"];

/// Folders full of material that sources are tested or measured with; each is one entry of the code map.
const MATERIAL: [&str; 8] = [
    "tests/torture/",
    "tests/ledger/",
    "tests/scripts/",
    "benches/programs/",
    "benches/primitives/",
    "compiler/tests/programs/",
    "compiler/tests/snapshots/",
    "target/",
];

/// Where the outside world may be touched by name. Elsewhere it comes in through a trait or a function pointer.
const OUTSIDE_WORLD: [&str; 4] = ["std::fs", "std::net", "std::process", "mio::"];

/// The doors for time. Everything else asks one of them, but for the condition variable, whose time limits are points in
/// time.
const CLOCK_DOORS: [&str; 3] = ["vm/src/clock.rs", "runtime/clock.rs", "vm/src/gil/sync/posix.rs"];

/// Who may run code without the GIL (`Held::released`): one door for waiting (and, when it stays shut, the report on
/// that), the streams and the calls of `posix`
/// that may reach a disk, and two places of `import`.
const RELEASES: [&str; 9] = [
    "runtime/deadlock.rs",
    "runtime/modules/io.rs",
    "runtime/modules/io/file.rs",
    "runtime/modules/posix.rs",
    "runtime/wait.rs",
    "runtime/wait/descriptors.rs",
    "vm/src/held.rs",
    "vm/src/import/find.rs",
    "vm/src/import/waiting.rs",
];

/// Who may speak to the raw lock: the lock, and the guard that owns it.
const RAW_LOCK: [&str; 2] = ["vm/src/gil/lock.rs", "vm/src/held.rs"];

/// Beyond this many lines a file wants to be two chapters.
const LONG: usize = 800;

/// Files that are longer and how long they may be, at most. They may shrink, not grow.
const LONG_FILES: [(&str, usize); 1] = [("vm/src/eval.rs", 1550)];

/// A source file: its path from the root, with `/`, and its text.
struct Source {
    path: String,
    text: String,
}

impl Source {
    /// Lines that are code, numbered from 1: comments and documentation are left out.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.text.lines().enumerate().map(|(index, line)| (index + 1, line));
        lines.filter(|(_, line)| !line.trim_start().starts_with("//")).map(|(number, line)| {
            let end = line.find(" // ").unwrap_or(line.len());
            (number, &line[..end])
        })
    }

    /// Whether this is a test, a bench or an example, which may do what a product may not.
    fn is_auxiliary(&self) -> bool {
        let path = &self.path;
        ["tests/", "benches/", "examples/", "fuzz/"].iter().any(|folder| path.starts_with(folder))
            || path.contains("/tests/")
            || path.ends_with("/tests.rs")
    }
}

/// All Rust files of the project.
fn rust_sources() -> Vec<Source> {
    let mut paths = Vec::new();
    for folder in FOLDERS {
        walk(folder, &mut paths);
    }
    let rust = paths.into_iter().filter(|path| path.ends_with(".rs"));
    rust.map(|path| Source { text: read(&path), path }).collect()
}

/// Adds the files below `folder`, in order, material left out.
fn walk(folder: &str, found: &mut Vec<String>) {
    let mut names: Vec<String> = Vec::new();
    let Ok(entries) = fs::read_dir(root().join(folder)) else { return };
    for entry in entries {
        let entry = entry.unwrap_or_else(|error| panic!("{folder}: {error}"));
        names.push(entry.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    for name in names {
        let path = format!("{folder}/{name}");
        if root().join(&path).is_dir() {
            if !MATERIAL.iter().any(|material| format!("{path}/").ends_with(material))
                && name != "__pycache__"
            {
                walk(&path, found);
            }
        } else {
            found.push(path);
        }
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Fails with all violations of a rule, if there are any.
fn report(rule: &str, violations: &[String]) {
    assert!(violations.is_empty(), "{rule}\n  {}\n", violations.join("\n  "));
}

/// Violations of "`words` stand only where `allowed` says".
fn confine(words: &[&str], allowed: impl Fn(&Source) -> bool) -> Vec<String> {
    let mut violations = Vec::new();
    for source in rust_sources().iter().filter(|source| !allowed(source)) {
        for (number, line) in source.code() {
            for word in words.iter().filter(|word| line.contains(**word)) {
                violations.push(format!("{}:{number}: {word}", source.path));
            }
        }
    }
    violations
}

/// The section of a page that a heading of second level opens.
fn section<'a>(page: &'a str, heading: &str) -> &'a str {
    let start = page.find(&format!("\n## {heading}\n")).unwrap_or_else(|| panic!("no section {heading:?}"));
    let body = &page[start + 1..];
    let end = body[1..].find("\n## ").map_or(body.len(), |end| end + 1);
    &body[..end]
}

/// The texts between backquotes of a line.
fn quoted(line: &str) -> impl Iterator<Item = &str> {
    line.split('`').skip(1).step_by(2)
}

#[test]
fn arrows_run_from_runtime_to_vm_to_compiler() {
    let mut violations = Vec::new();
    for source in rust_sources() {
        let forbidden: &[&str] = match source.path.split('/').next() {
            Some("vm") => &["gilvm::"],
            Some("compiler") => &["gilvm::", "gilvm_vm"],
            _ => &[],
        };
        for (number, line) in source.code() {
            for word in forbidden {
                // `gilvm_vm::gilvm::` or a path ending in it is another name.
                let named = line.match_indices(word).any(|(at, _)| {
                    !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':')
                });
                if named {
                    violations.push(format!("{}:{number}: names {word}", source.path));
                }
            }
        }
    }
    report("an arrow runs the wrong way", &violations);
}

#[test]
fn the_outside_world_is_touched_in_runtime_only() {
    let violations =
        confine(&OUTSIDE_WORLD, |source| source.is_auxiliary() || source.path.starts_with("runtime/"));
    report("compiler/ and vm/ do no I/O; they are given functions that do", &violations);
}

#[test]
fn clocks_are_read_behind_their_doors_only() {
    let words = ["Instant::now", "SystemTime", "time::clock_gettime"];
    let violations =
        confine(&words, |source| source.is_auxiliary() || CLOCK_DOORS.contains(&source.path.as_str()));
    report("time comes from a clock door", &violations);
}

#[test]
fn the_gil_is_given_up_in_named_places_only() {
    let mut violations = confine(&[".released("], |source| {
        source.is_auxiliary()
            || RELEASES.contains(&source.path.as_str())
            || source.path == "vm/src/gil/word.rs"
    });
    // The lock's word has a `released` of its own, which is a value and not an act.
    violations.retain(|violation| !violation.starts_with("vm/src/gil/lock.rs"));
    violations
        .extend(confine(&["lock().release(", "self.lock.release(&me", "switch_at_check_point"], |source| {
            source.is_auxiliary() || RAW_LOCK.contains(&source.path.as_str())
        }));
    report("a release of the GIL outside the list", &violations);
}

#[test]
fn each_file_opens_with_what_it_is() {
    let silent = rust_sources().into_iter().filter(|source| !source.text.starts_with("//!"));
    let violations: Vec<String> = silent.map(|source| format!("{}:1: no `//!`", source.path)).collect();
    report("a file is a chapter and says what it is", &violations);
}

#[test]
fn files_do_not_outgrow_a_chapter() {
    let mut violations = Vec::new();
    for source in rust_sources() {
        let lines = source.text.lines().count();
        let exception = LONG_FILES.iter().find(|(path, _)| *path == source.path);
        match exception {
            None if lines > LONG => violations.push(format!("{}: {lines} lines", source.path)),
            Some((path, limit)) if lines > *limit => {
                violations.push(format!("{path}: {lines} lines, not {limit}"))
            }
            Some((path, _)) if lines <= LONG => {
                violations.push(format!("{path}: needs no exception any more"))
            }
            _ => {}
        }
    }
    report("a file wants to be two chapters", &violations);
}

#[test]
fn unsafe_stands_only_where_the_list_says() {
    let page = read("ARCHITECTURE.md");
    let list = section(&page, "Unsafe code");
    let listed: BTreeSet<&str> =
        list.lines().filter(|line| line.starts_with("| `")).filter_map(|line| quoted(line).next()).collect();
    let mut used = BTreeSet::new();
    let mut violations = Vec::new();
    for source in rust_sources() {
        // This file speaks of the word.
        if source.path == "tests/tidy.rs" {
            continue;
        }
        for (number, line) in source.code() {
            let words = line.split(|c: char| !c.is_alphanumeric() && c != '_');
            if words.clone().any(|word| word == "unsafe") {
                if !listed.contains(source.path.as_str()) {
                    violations.push(format!("{}:{number}: not in ARCHITECTURE.md's list", source.path));
                }
                used.insert(source.path.clone());
            }
        }
    }
    for path in listed {
        if !used.contains(path) {
            violations.push(format!("{path}: listed, but has no unsafe code"));
        }
    }
    report("unsafe code and its list differ", &violations);
}

#[test]
fn the_code_map_names_each_file() {
    let page = read("ARCHITECTURE.md");
    let mut named = BTreeSet::new();
    let mut folder = String::new();
    for line in section(&page, "Code map").lines() {
        if line.starts_with("### ") {
            folder = quoted(line).next().unwrap_or_default().to_owned();
        } else if line.starts_with("* `") {
            let name = quoted(line).next().unwrap_or_default();
            named.insert(format!("{folder}{name}"));
        }
    }
    let mut paths = Vec::new();
    for folder in FOLDERS {
        walk(folder, &mut paths);
    }
    let source = |path: &String| path.ends_with(".rs") || path.ends_with(".py");
    let mut violations = Vec::new();
    for path in paths.iter().filter(|path| source(path)) {
        if !named.contains(path) {
            violations.push(format!("{path}: not in the code map"));
        }
    }
    for path in &named {
        if !root().join(path).exists() {
            violations.push(format!("{path}: in the code map, but there is no such file"));
        }
    }
    report("ARCHITECTURE.md's code map and the files differ", &violations);
}

#[test]
fn expectations_name_no_folder_of_the_machine() {
    let here = root().to_string_lossy();
    let mut material = Vec::new();
    walk("tests/scripts", &mut material);
    walk("compiler/tests/snapshots", &mut material);
    let named: Vec<String> = material
        .iter()
        .filter(|path| {
            fs::read(root().join(path)).is_ok_and(|text| String::from_utf8_lossy(&text).contains(&*here))
        })
        .map(|path| format!("{path}: names the folder the project lies in, so it is true here only"))
        .collect();
    report("expectations hold on every machine", &named);
}

#[test]
fn each_dependency_has_a_reason() {
    let page = read("ARCHITECTURE.md");
    let rows = section(&page, "Dependencies").lines().filter(|line| line.starts_with("| `"));
    let explained: BTreeSet<&str> = rows.filter_map(|line| quoted(line).next()).collect();
    let mut used: BTreeMap<String, String> = BTreeMap::new();
    for manifest in ["Cargo.toml", "compiler/Cargo.toml", "vm/Cargo.toml", "fuzz/Cargo.toml"] {
        for name in dependencies(&read(manifest)) {
            used.insert(name, manifest.to_owned());
        }
    }
    let mut violations = Vec::new();
    for (name, manifest) in &used {
        if !name.starts_with("gilvm") && !explained.contains(name.as_str()) {
            violations.push(format!("{manifest}: {name} has no line in ARCHITECTURE.md"));
        }
    }
    for name in explained {
        if !used.contains_key(name) {
            violations.push(format!("ARCHITECTURE.md: {name} is explained, but nothing depends on it"));
        }
    }
    for name in workspace_dependencies(&read("Cargo.toml")) {
        if !used.contains_key(&name) {
            violations.push(format!("Cargo.toml: {name} is given a version, but nothing depends on it"));
        }
    }
    report("dependencies and their reasons differ", &violations);
}

/// The names in the sections of a manifest that hold its own dependencies.
fn dependencies(manifest: &str) -> Vec<String> {
    names_in(manifest, |section| section.ends_with("dependencies]") && !section.starts_with("[workspace"))
}

/// The names to which the workspace gives versions.
fn workspace_dependencies(manifest: &str) -> Vec<String> {
    names_in(manifest, |section| section == "[workspace.dependencies]")
}

fn names_in(manifest: &str, wanted: impl Fn(&str) -> bool) -> Vec<String> {
    let mut inside = false;
    let mut names = Vec::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            inside = wanted(line.trim());
        } else if inside && !line.starts_with('#') && line.contains('=') {
            names.extend(line.split(['.', ' ', '=']).next().map(str::to_owned));
        }
    }
    names
}

#[test]
fn commands_on_the_pages_exist() {
    let mut violations = Vec::new();
    let help = gilvm_help();
    for page in ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md"] {
        let text = read(page);
        let mut inside = false;
        for (index, line) in text.lines().enumerate() {
            if line.starts_with("```") {
                inside = line == "```sh";
            } else if inside
                && !line.trim().is_empty()
                && !line.starts_with('#')
                && let Err(problem) = check_command(line, &help)
            {
                violations.push(format!("{page}:{}: {problem}", index + 1));
            }
        }
    }
    report("a command on a page cannot work", &violations);
}

/// What `gilvm --help` and the help of its commands say.
fn gilvm_help() -> String {
    let mut all = String::new();
    for arguments in [&["--help"][..], &["run", "--help"], &["dis", "--help"]] {
        let output = Command::new(env!("CARGO_BIN_EXE_gilvm")).args(arguments).output();
        let output = output.unwrap_or_else(|error| panic!("gilvm {arguments:?}: {error}"));
        let _ = write!(all, "{}", String::from_utf8_lossy(&output.stdout));
    }
    all
}

/// That the files, commands and options a line names are there.
fn check_command(line: &str, help: &str) -> Result<(), String> {
    let line = line.split(" #").next().unwrap_or(line);
    let words: Vec<&str> =
        line.split_whitespace().skip_while(|word| word.contains('=') && !word.starts_with('-')).collect();
    let gilvm = match words.first() {
        Some(&"gilvm") => Some(&words[1..]),
        Some(&"cargo") => match words.iter().position(|word| *word == "--") {
            Some(at) if words.get(1) == Some(&"run") && !words.contains(&"--example") => {
                Some(&words[at + 1..])
            }
            _ => None,
        },
        Some(&("git" | "cd" | ".ci/run" | "python3" | "python3.13")) => None,
        other => return Err(format!("{other:?} is no command of this project")),
    };
    for option in gilvm.into_iter().flatten() {
        let name = option.split('=').next().unwrap_or(option);
        if name.starts_with("--") && name.len() > 2 && !help.contains(name) {
            return Err(format!("gilvm knows no {name}"));
        }
    }
    if let Some(command) = gilvm.and_then(|words| words.first())
        && !command.starts_with('-')
        && !help.contains(&format!("\n  {command} "))
    {
        return Err(format!("gilvm knows no command {command}"));
    }
    for word in &words {
        let file = [".py", ".rs", ".toml"].iter().any(|end| word.ends_with(end)) && word.contains('/');
        if file && !word.contains('<') && !root().join(word).exists() {
            return Err(format!("there is no {word}"));
        }
    }
    for pair in words.windows(2) {
        let path = match pair[0] {
            "--bench" => format!("benches/{}.rs", pair[1]),
            "--example" => format!("examples/{}.rs", pair[1]),
            "--test" => format!("tests/{}.rs", pair[1]),
            _ => continue,
        };
        let members = ["", "vm/", "compiler/"];
        if !members.iter().any(|member| root().join(format!("{member}{path}")).exists()) {
            return Err(format!("there is no {path}"));
        }
    }
    Ok(())
}
