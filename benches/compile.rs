//! How fast text becomes code, stage by stage, in bytes of source per second.
//!
//! The texts are real ones: the programs under `benches/programs`, each small, and the library under `runtime/lib`,
//! whose modules a script waits for when it imports them.
//! A stage includes those before it, as `lex` is called by `parse` and both by `compile`.
//!
//! ```text
//! cargo bench --bench compile
//! ```

use std::fs;
use std::hint::black_box;
use std::io;
use std::path::Path;

use criterion::Criterion;
use criterion::Throughput;
use criterion::criterion_group;
use criterion::criterion_main;
use gilvm_compiler::compile::Mode;
use gilvm_compiler::compile::compile;
use gilvm_compiler::lex::lex;
use gilvm_compiler::parse::parse_module;

fn stages(criterion: &mut Criterion) {
    for (name, folder) in [("programs", "benches/programs"), ("library", "runtime/lib")] {
        let texts = texts(folder).expect("the sources are readable");
        let bytes: usize = texts.iter().map(String::len).sum();
        let mut group = criterion.benchmark_group(format!("compile/{name}"));
        group.throughput(Throughput::Bytes(bytes as u64));
        group.bench_function("lex", |bencher| {
            bencher.iter(|| {
                for text in &texts {
                    black_box(lex(text));
                }
            });
        });
        group.bench_function("parse", |bencher| {
            bencher.iter(|| {
                for text in &texts {
                    black_box(parse_module(text).expect("the sources are right"));
                }
            });
        });
        group.bench_function("compile", |bencher| {
            bencher.iter(|| {
                for text in &texts {
                    black_box(compile(text, "<bench>", Mode::Exec).expect("the sources are right"));
                }
            });
        });
        group.finish();
    }
}

/// The Python files of a folder, in the order of their names.
fn texts(folder: &str) -> io::Result<Vec<String>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder))? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "py") {
            files.push(path);
        }
    }
    files.sort();
    files.iter().map(fs::read_to_string).collect()
}

criterion_group!(benches, stages);
criterion_main!(benches);
