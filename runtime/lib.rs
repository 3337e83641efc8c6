//! gilvm: a laboratory for the global interpreter lock.
