//! Throw-away probe, not committed.
use gilvm_compiler::*;
use std::io::Read;
fn main() {
    let args: Vec<String> = std::env::args().collect();
    match args[1].as_str() {
        "dump" => {
            for f in &args[2..] {
                let Ok(s) = std::fs::read_to_string(f) else {
                    println!("SKIP {f}");
                    continue;
                };
                match parse::parse_module(&s) {
                    Ok(m) => print!("{}", dump::module(&s, &m)),
                    Err(e) => {
                        print!("FAIL {f}\n{}", e.render(&s, f));
                    }
                }
            }
        }
        "check" => {
            for f in &args[2..] {
                let Ok(s) = std::fs::read_to_string(f) else {
                    println!("SKIP {f}");
                    continue;
                };
                if let Err(e) = parse::parse_module(&s) {
                    print!("FAIL {f}\n{}", e.render(&s, f));
                }
            }
        }
        "time" => {
            let mut total = 0usize;
            let srcs: Vec<String> =
                args[2..].iter().filter_map(|f| std::fs::read_to_string(f).ok()).collect();
            for s in &srcs {
                total += s.len();
            }
            let t = std::time::Instant::now();
            let mut n = 0;
            for s in &srcs {
                n += lex::lex(s).tokens.len();
            }
            let d = t.elapsed().as_secs_f64();
            println!("lex {total} bytes {n} tokens {:.1} MB/s", total as f64 / d / 1e6);
            let t = std::time::Instant::now();
            for s in &srcs {
                let _ = parse::parse_module(s);
            }
            let d = t.elapsed().as_secs_f64();
            println!("parse {:.1} MB/s", total as f64 / d / 1e6);
        }
        "errors" => {
            // NUL separated sources on stdin, one line of result each
            let mut s = String::new();
            std::io::stdin().read_to_string(&mut s).unwrap();
            for src in s.split('\0') {
                match parse::parse_module(src) {
                    Ok(_) => println!("OK"),
                    Err(e) => {
                        let l = e.location(src);
                        println!(
                            "{}\t{}\t{}\t{}\t{}\t{}",
                            e.kind.class_name(),
                            e.message,
                            l.line,
                            l.offset,
                            l.end_line,
                            l.end_offset
                        );
                    }
                }
            }
        }
        "tokens" => {
            let mut s = String::new();
            std::io::stdin().read_to_string(&mut s).unwrap();
            print!("{}", dump::tokens(&s, &lex::lex(&s)));
        }
        _ => {}
    }
}
