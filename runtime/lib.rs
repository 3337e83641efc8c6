//! gilvm: a laboratory for the global interpreter lock.
//!
//! This crate is the outside world of the VM: threads, clocks, streams, native modules, the Python-level library,
//! and the command line.

pub mod emulate;
pub mod cli;
pub mod clock;
pub mod descriptors;
pub mod wait;
pub mod signals;
pub mod threads;
pub mod modules;
pub mod deadlock;
pub mod dis;
pub mod stats;
pub mod ledger;
pub mod run;
pub mod embed;
