//! gilvm's virtual machine: values and objects, the GIL that makes them sound, and the eval loop.
//!
//! The modules below stand in reading order, which is also dependency order.

pub mod number;
pub mod text;

pub mod clock;
pub mod gil;
