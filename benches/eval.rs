//! How fast scripts run: every program under `benches/programs`, in this process.
//!
//! Each run has an interpreter of its own, made outside the measured time, whose `sys.stdout` is a `StringIO`; what
//! is measured is one call of `Interpreter::run`, compilation included, which takes well below a millisecond.
//! `versus` compares the same programs with CPython; this bench compares gilvm with itself of yesterday.
//!
//! ```text
//! cargo bench --bench eval [-- FILTER]
//! ```

use std::fs;
use std::io;
use std::path::Path;
use std::path::PathBuf;

use criterion::BatchSize;
use criterion::Criterion;
use criterion::SamplingMode;
use criterion::criterion_group;
use criterion::criterion_main;
use gilvm::embed::Interpreter;

/// Runs before the program: what it prints stays in memory.
const QUIET: &str = "import io, sys\nsys.stdout = io.StringIO()\n";

fn programs(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("eval");
    // A program takes up to a second: ten runs of it, each one sample.
    group.sample_size(10).sampling_mode(SamplingMode::Flat);
    for path in program_files().expect("the programs are readable") {
        let source = fs::read_to_string(&path).expect("a program is text");
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        group.bench_function(name, |bencher| {
            bencher.iter_batched(
                || {
                    let interpreter = Interpreter::new().expect("an interpreter starts");
                    interpreter.run(QUIET).expect("streams can be replaced");
                    interpreter
                },
                |interpreter| {
                    interpreter.run(&source).expect("the program ends well");
                    // Given back, so that its end is not part of the time.
                    interpreter
                },
                BatchSize::PerIteration,
            );
        });
    }
    group.finish();
}

fn program_files() -> io::Result<Vec<PathBuf>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches").join("programs");
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "py") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

criterion_group!(benches, programs);
criterion_main!(benches);
