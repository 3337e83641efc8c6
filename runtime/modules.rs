//! Native modules.

pub(crate) mod io;
pub(crate) mod sys;

use gilvm_vm::native::ModuleDef;

/// All native modules, by name.
pub(crate) const ALL: &[&ModuleDef] = &[&sys::MODULE];
