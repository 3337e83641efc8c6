//! The `gilvm` command.

fn main() {}
