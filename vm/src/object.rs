//! What objects are made of: their layout and the operations that cannot run Python code.
//!
//! Behaviour that can (attribute lookup, comparison, calls, …) lives in [`protocol`](crate::protocol).

mod class;
mod dict;
mod function;
mod instance;
mod iter;
mod sequence;
mod set;
mod string;
mod tuple;

pub use class::Class;
pub use class::ClassFlags;
pub use class::Constructor;
pub use class::Descriptor;
pub use class::Layout;
pub use class::SharedKeys;
pub use dict::Dict;
pub use dict::DictTable;
pub use dict::Entry;
pub use dict::Probe;
pub(crate) use dict::Put;
pub use dict::quick_eq;
pub use function::CellObject;
pub use function::Function;
pub use function::GenState;
pub use function::Generator;
pub use function::LoadedCode;
pub use function::Method;
pub use function::Module;
pub use function::Native;
pub use function::SiteCache;
pub use function::SiteState;
pub use function::Suspended;
pub use instance::Attrs;
pub(crate) use instance::Dead;
pub use instance::ExceptionData;
pub use instance::Instance;
pub use instance::Payload;
pub use instance::TraceEntry;
pub(crate) use instance::set_undertaker;
pub(crate) use instance::take_dead;
pub use iter::DictPart;
pub use iter::Iter;
pub use iter::IterState;
pub use iter::NativeIter;
pub use iter::PairPool;
pub use sequence::List;
pub use sequence::Range;
pub use sequence::Slice;
pub use set::Added;
pub use set::Set;
pub use set::SetTable;
pub use string::Bytes;
pub use string::Str;
pub use tuple::Tuple;
