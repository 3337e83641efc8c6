//! Text as Python has it, without the VM: characters, `repr`, searching, formatting, codecs, hashing.
//!
//! Strings come in as `&str` or `&[u8]` and go out as `String` or `Vec<u8>`. Indices that a script sees
//! count code points. Nothing here knows a value or the lock; where a conversion needs the script's objects,
//! the caller passes it in. Surrogates cannot occur, since strings are UTF-8.

pub mod chars;
pub mod codec;
pub mod format_float;
pub mod format_spec;
pub mod bytes;
pub mod hash;
pub mod percent;
pub mod repr;
pub mod search;
pub mod str_format;
