//! The built-in types: the closed list of them, and their declarations.

mod operators;
mod int;
mod boolean;
mod float;
mod string;
pub(crate) mod bytes;
pub(crate) mod bytearray;
pub(crate) mod dict;
pub(crate) mod dict_views;
pub(crate) mod iterators;
pub(crate) mod list;
pub mod local;
pub(crate) mod memoryview;
pub(crate) mod range;
pub(crate) mod set;
pub(crate) mod slice;
pub(crate) mod tuple;
pub(crate) mod cell;
pub(crate) mod code;
pub(crate) mod descriptors;
pub(crate) mod exception;
pub(crate) mod function;
pub(crate) mod generator;
pub(crate) mod mapping_proxy;
pub(crate) mod module;
pub(crate) mod object;
pub(crate) mod super_;
pub(crate) mod traceback;
pub(crate) mod type_;
pub(crate) mod union;

pub use self::union::class_getitem;

use crate::error::ExcKind;
use crate::error::R;
use crate::held::Held;
use crate::native::TypeDef;
use crate::rc::Rc;

macro_rules! kinds {
    ($($(#[doc = $doc:literal])* $variant:ident = $name:literal),* $(,)?) => {
        /// The built-in types.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        #[allow(missing_docs, reason = "the names are Python's")]
        #[repr(u8)]
        pub enum Kind { $($(#[doc = $doc])* $variant),* }

        impl Kind {
            /// All of them.
            pub const ALL: &'static [Kind] = &[$(Kind::$variant),*];

            /// `__name__` of the type.
            pub const fn name(self) -> &'static str {
                match self { $(Kind::$variant => $name),* }
            }

            /// Position in [`Kind::ALL`].
            #[inline(always)]
            pub const fn index(self) -> usize {
                self as usize
            }
        }
    };
}

kinds! {
    Object = "object", Type = "type", NoneType = "NoneType", Ellipsis = "ellipsis",
    NotImplementedType = "NotImplementedType", Int = "int", Bool = "bool", Float = "float", Str = "str",
    Bytes = "bytes", ByteArray = "bytearray", List = "list", Tuple = "tuple", Dict = "dict", Set = "set",
    FrozenSet = "frozenset", Range = "range", Slice = "slice", Cell = "cell", Function = "function",
    Builtin = "builtin_function_or_method", MethodDescriptor = "method_descriptor", Method = "method",
    Property = "property", StaticMethod = "staticmethod", ClassMethod = "classmethod",
    GetSetDescriptor = "getset_descriptor", MemberDescriptor = "member_descriptor", Module = "module",
    Generator = "generator", Code = "code", Traceback = "traceback", Frame = "frame", Super = "super",
    DictKeys = "dict_keys", DictValues = "dict_values", DictItems = "dict_items", MappingProxy = "mappingproxy",
    RangeIterator = "range_iterator", LongRangeIterator = "longrange_iterator", ListIterator = "list_iterator",
    ListReverseIterator = "list_reverseiterator", TupleIterator = "tuple_iterator",
    StrAsciiIterator = "str_ascii_iterator", StrIterator = "str_iterator", BytesIterator = "bytes_iterator",
    DictKeyIterator = "dict_keyiterator", DictValueIterator = "dict_valueiterator",
    DictItemIterator = "dict_itemiterator", DictReverseKeyIterator = "dict_reversekeyiterator",
    DictReverseValueIterator = "dict_reversevalueiterator", DictReverseItemIterator = "dict_reverseitemiterator",
    SetIterator = "set_iterator", SequenceIterator = "iterator", Reversed = "reversed",
    CallableIterator = "callable_iterator", Enumerate = "enumerate", Zip = "zip", Map = "map", Filter = "filter",
    NativeIterator = "native_iterator", UnionType = "UnionType", GenericAlias = "GenericAlias",
    MemoryView = "memoryview", MemoryIterator = "memory_iterator",
}

/// Declaration of a built-in type. A type without methods of its own is declared by its kind alone.
fn declaration(kind: Kind) -> TypeDef {
    match kind {
        Kind::Int => int::DEF,
        Kind::Bool => boolean::DEF,
        Kind::Float => float::DEF,
        Kind::Str => string::DEF,
        Kind::Bytes => bytes::DEF,
        Kind::ByteArray => bytearray::DEF,
        Kind::MemoryView => memoryview::DEF,
        Kind::List => list::DEF,
        Kind::Tuple => tuple::DEF,
        Kind::Dict => dict::DEF,
        Kind::DictKeys => dict_views::KEYS,
        Kind::DictValues => dict_views::VALUES,
        Kind::DictItems => dict_views::ITEMS,
        Kind::Set => set::SET,
        Kind::FrozenSet => set::FROZEN_SET,
        Kind::Range => range::DEF,
        Kind::Slice => slice::DEF,
        Kind::Enumerate => iterators::ENUMERATE,
        Kind::Zip => iterators::ZIP,
        Kind::Map => iterators::MAP,
        Kind::Filter => iterators::FILTER,
        Kind::Reversed => iterators::REVERSED,
        Kind::RangeIterator
        | Kind::LongRangeIterator
        | Kind::ListIterator
        | Kind::ListReverseIterator
        | Kind::TupleIterator
        | Kind::StrAsciiIterator
        | Kind::StrIterator
        | Kind::BytesIterator
        | Kind::DictKeyIterator
        | Kind::DictValueIterator
        | Kind::DictItemIterator
        | Kind::DictReverseKeyIterator
        | Kind::DictReverseValueIterator
        | Kind::DictReverseItemIterator
        | Kind::SetIterator
        | Kind::SequenceIterator
        | Kind::CallableIterator
        | Kind::MemoryIterator
        | Kind::NativeIterator => iterators::plain(kind),
        Kind::Object => object::DEF,
        Kind::Type => type_::DEF,
        Kind::Cell => cell::DEF,
        Kind::Function => function::FUNCTION,
        Kind::Method => function::METHOD,
        Kind::Builtin => function::BUILTIN,
        Kind::MethodDescriptor => function::METHOD_DESCRIPTOR,
        Kind::Property => descriptors::PROPERTY,
        Kind::StaticMethod => descriptors::STATIC_METHOD,
        Kind::ClassMethod => descriptors::CLASS_METHOD,
        Kind::GetSetDescriptor => descriptors::GETSET,
        Kind::MemberDescriptor => descriptors::MEMBER,
        Kind::Module => module::DEF,
        Kind::Generator => generator::DEF,
        Kind::Code => code::DEF,
        Kind::Traceback => traceback::TRACEBACK,
        Kind::Frame => traceback::FRAME,
        Kind::Super => super_::DEF,
        Kind::MappingProxy => mapping_proxy::DEF,
        Kind::UnionType => union::UNION,
        Kind::GenericAlias => union::ALIAS,
        _ => TypeDef::builtin(kind),
    }
}

/// The type a built-in type derives from, where that is not `object`.
const fn parent(kind: Kind) -> Kind {
    match kind {
        Kind::Bool => Kind::Int,
        _ => Kind::Object,
    }
}

/// Makes the classes of all built-in types and exceptions.
pub(crate) fn make_all(held: &mut Held) -> R<()> {
    for &kind in Kind::ALL {
        let def = declaration(kind);
        let bases = match kind {
            Kind::Object => Vec::new(),
            _ => vec![Rc::clone(held.interp.kind(parent(kind)))],
        };
        let class = held.new_builtin_class(&def, bases);
        held.interp.types.push(class);
    }
    // Types that say so by an attribute: `collections.abc.Hashable` and `dataclasses` look for it.
    let name = Rc::clone(&held.interp.names.hash);
    for kind in [Kind::List, Kind::Dict, Kind::Set, Kind::ByteArray, Kind::DictKeys, Kind::DictItems] {
        let dict = Rc::clone(&held.interp.kind(kind).dict);
        held.dict_set_str(&dict, &name, crate::value::Value::None);
    }
    for &kind in ExcKind::ALL {
        let base = match kind {
            ExcKind::BaseException => Rc::clone(held.interp.kind(Kind::Object)),
            _ => Rc::clone(held.interp.exception(kind.parent())),
        };
        let class = exception::make_class(held, kind, base)?;
        held.interp.exceptions.push(class);
    }
    Ok(())
}
