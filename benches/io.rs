//! What a round trip over a socket costs under an interpreter, and what the same costs on bare threads.
//!
//! * `tcp`, `udp`, `unix`: a thread asks, another answers; each call gives the GIL up and takes it back.
//! * `unix_one_thread`: both ends in one thread, so that nobody has to be woken: the calls themselves.
//! * `bare`: the same pair of Unix sockets between two threads without an interpreter.
//!
//! Across cores a round trip is dominated by how fast the machine wakes an idle core; pin the process to one core
//! (`taskset -c 0`) to see what the interpreter adds. `benches/primitives/echo.py` runs under CPython as well.

use std::io::Read;
use std::io::Write;
use std::os::unix::net::UnixStream;
use std::time::Duration;
use std::time::Instant;

use criterion::Criterion;
use criterion::criterion_group;
use criterion::criterion_main;
use gilvm::embed::Data;
use gilvm::embed::Interpreter;

/// Every function takes the number of turns and returns seconds.
const SCRIPT: &str = include_str!("primitives/echo.py");

fn echo(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("echo");
    for function in ["tcp", "udp", "unix", "unix_one_thread"] {
        let interpreter = Interpreter::new().expect("an interpreter starts");
        interpreter.run(SCRIPT).expect("the script defines functions");
        group.bench_function(function, |bencher| {
            bencher.iter_custom(|turns| match interpreter.eval(&format!("{function}({turns})")) {
                Ok(Data::Float(seconds)) => Duration::from_secs_f64(seconds),
                other => panic!("{function}: {other:?}"),
            });
        });
    }
    group.bench_function("bare", |bencher| bencher.iter_custom(bare));
    group.finish();
}

/// Round trips of two bare threads.
fn bare(turns: u64) -> Duration {
    let (mut client, mut server) = UnixStream::pair().expect("the system has sockets");
    let thread = std::thread::spawn(move || {
        let mut bytes = [0; 64];
        while let Ok(n @ 1..) = server.read(&mut bytes) {
            server.write_all(&bytes[..n]).expect("the other end is open");
        }
    });
    let mut bytes = [0; 4];
    let start = Instant::now();
    for _ in 0..turns {
        client.write_all(b"ping").expect("the other end is open");
        client.read_exact(&mut bytes).expect("the other end answers");
    }
    let elapsed = start.elapsed();
    drop(client);
    thread.join().expect("the echo ends with the connection");
    elapsed
}

criterion_group!(benches, echo);
criterion_main!(benches);
