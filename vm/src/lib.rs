//! gilvm's virtual machine: values and objects, the GIL that makes them sound, and the eval loop.
//!
//! The modules below stand in reading order, which is also dependency order.

pub mod clock;
pub mod gil;
pub mod number;
pub mod text;

pub mod pool;
pub mod rc;
pub mod heap;
pub mod value;
pub mod object;
pub mod error;
pub mod names;
pub mod native;
pub mod types;
pub mod thread;
pub mod interp;
pub mod held;
pub mod load;
pub mod protocol;
pub mod eval;
pub mod traceback;
pub mod import;
pub mod builtins;
pub mod teardown;
