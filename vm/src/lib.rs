//! gilvm's virtual machine: values and objects, the GIL that makes them sound, and the eval loop.
//!
//! The modules below stand in reading order, which is also dependency order.

pub mod clock;
pub mod gil;
pub mod number;
pub mod text;

#[cfg(feature = "machine")]
pub mod heap;
#[cfg(feature = "machine")]
pub mod value;
#[cfg(feature = "machine")]
pub mod object;
#[cfg(feature = "machine")]
pub mod error;
#[cfg(feature = "machine")]
pub mod names;
#[cfg(feature = "machine")]
pub mod native;
#[cfg(feature = "machine")]
pub mod types;
#[cfg(feature = "machine")]
pub mod thread;
#[cfg(feature = "machine")]
pub mod interp;
#[cfg(feature = "machine")]
pub mod held;
#[cfg(feature = "machine")]
pub mod load;
#[cfg(feature = "machine")]
pub mod protocol;
#[cfg(feature = "machine")]
pub mod eval;
#[cfg(feature = "machine")]
pub mod traceback;
#[cfg(feature = "machine")]
pub mod import;
#[cfg(feature = "machine")]
pub mod builtins;
