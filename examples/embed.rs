//! gilvm as a library: compile, run, read results, catch an exception, and two interpreters at once.
//!
//! Run it with `cargo run --release --example embed`.

use std::error::Error;
use std::thread;

use gilvm::embed::Data;
use gilvm::embed::Interpreter;

const PRIMES: &str = "
def primes(limit):
    sieve = [True] * limit
    for n in range(2, limit):
        if sieve[n]:
            yield n
            for multiple in range(n * n, limit, n):
                sieve[multiple] = False
";

fn main() -> Result<(), Box<dyn Error>> {
    let interpreter = Interpreter::new()?;

    // What a script defines stays for the next call.
    interpreter.run(PRIMES)?;
    interpreter.set("limit", &Data::Int(30))?;
    let result = interpreter.eval("list(primes(limit))")?;
    println!("primes below 30: {result:?}");

    // An exception is data, with the traceback Python would print.
    match interpreter.eval("[1, 2, 3]['one']") {
        Ok(value) => println!("unexpected: {value:?}"),
        Err(exception) => println!("caught {exception}\n{}", exception.traceback),
    }

    // Each interpreter has a GIL of its own: these two compute at the same time.
    let workers = [10_000, 20_000].map(|limit| {
        thread::spawn(move || -> Result<Data, Box<dyn Error + Send + Sync>> {
            let interpreter = Interpreter::new()?;
            interpreter.run(PRIMES)?;
            Ok(interpreter.eval(&format!("sum(1 for _ in primes({limit}))"))?)
        })
    });
    for worker in workers {
        let count = worker.join().map_err(|_| "a worker panicked")?;
        println!("primes counted: {:?}", count.map_err(|error| error.to_string())?);
    }
    Ok(())
}
