//! What objects do: the operations of the language on values, for the eval loop, the built-ins and native modules.
//!
//! Each is a method of [`Held`](crate::held::Held). They may run Python code (an overloaded operator, a property, …),
//! so they take the guard mutably, and borrow nothing of the heap across a call.

pub mod arith;
pub mod attr;
pub mod buffer;
pub mod call;
pub mod class;
pub mod compare;
pub mod construct;
pub mod contains;
pub mod convert;
pub mod dict;
pub mod exception;
pub mod item;
pub mod iterate;
pub mod local;
pub mod receiver;
pub mod set;
pub mod sort;
