//! Links the program at a fixed address, as Debian does with its CPython.
//!
//! A program that can lie anywhere has each of its pointers corrected when it starts: sixteen thousand of them, on
//! seventy pages that are then no longer the file's. That was a tenth of the time of the shortest script.

fn main() {
    println!("cargo::rerun-if-changed=runtime/build.rs");
    let target = |what: &str| std::env::var(format!("CARGO_CFG_TARGET_{what}")).unwrap_or_default();
    if target("OS") == "linux" && target("ENV") == "gnu" {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
}
