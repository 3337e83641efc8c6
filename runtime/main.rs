//! The `gilvm` command.

#[cfg(feature = "mimalloc")]
mod allocator;

use clap::Parser;
use gilvm::cli::Cli;
use gilvm::cli::Command;

#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: allocator::Allocator = allocator::Allocator;

/// What the allocator can do for sleeping threads.
fn rest() -> Option<gilvm::wait::Rest> {
    #[cfg(feature = "mimalloc")]
    return Some(allocator::REST);
    #[cfg(not(feature = "mimalloc"))]
    None
}

fn main() {
    #[cfg(feature = "mimalloc")]
    allocator::one_arena();
    let cli = Cli::parse();
    let code = match &cli.command {
        Command::Run(options) => gilvm::run::run(options, rest()),
        Command::Dis(options) => gilvm::dis::dis(options),
    };
    // Threads of the script may still sleep in blocking calls; they end with the process, not before it.
    std::process::exit(code);
}
