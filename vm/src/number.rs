//! Numbers as Python has them, without the VM: unbounded integers, floats, the Mersenne twister.
//!
//! Plain Rust data goes in and comes out. Nothing here knows a value, an object or the lock; what can go
//! wrong is a [`NumberError`], whose `Display` is CPython's message and whose [`NumberError::class`] is the
//! exception a script sees.

mod error;

pub mod bigint;
pub mod float;
pub mod half;
pub mod int;
pub mod int_text;
pub mod mt19937;

pub use error::{ErrorClass, NumberError};
