//! What can go wrong while a script runs.
//!
//! A [`Raised`] is an exception on its way to a handler. Errors of native code stay a kind and a detail until somebody
//! looks at the exception object; most never get one made.

use std::borrow::Cow;

use crate::object::Instance;
use crate::object::TraceEntry;
use crate::rc::Rc;
use crate::value::Value;

macro_rules! exceptions {
    ($($name:ident : $parent:ident),* $(,)?) => {
        /// The built-in exception classes.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        #[allow(missing_docs, reason = "the names are Python's")]
        pub enum ExcKind { $($name),* }

        impl ExcKind {
            /// All of them, parents before children.
            pub const ALL: &'static [ExcKind] = &[$(ExcKind::$name),*];

            /// The class's name.
            pub const fn name(self) -> &'static str {
                match self { $(ExcKind::$name => stringify!($name)),* }
            }

            /// The class it derives from; the root is its own parent.
            pub const fn parent(self) -> ExcKind {
                match self { $(ExcKind::$name => ExcKind::$parent),* }
            }

            /// Whether the class is `other` or derives from it.
            pub fn derives_from(self, other: ExcKind) -> bool {
                let mut at = self;
                while at != other && at != at.parent() {
                    at = at.parent();
                }
                at == other
            }

            /// Position in [`ExcKind::ALL`].
            pub const fn index(self) -> usize {
                self as usize
            }
        }
    };
}

exceptions! {
    BaseException: BaseException,
    Exception: BaseException,
    BaseExceptionGroup: BaseException,
    ExceptionGroup: BaseExceptionGroup,
    GeneratorExit: BaseException,
    KeyboardInterrupt: BaseException,
    SystemExit: BaseException,
    ArithmeticError: Exception,
    FloatingPointError: ArithmeticError,
    OverflowError: ArithmeticError,
    ZeroDivisionError: ArithmeticError,
    AssertionError: Exception,
    AttributeError: Exception,
    BufferError: Exception,
    EOFError: Exception,
    ImportError: Exception,
    ModuleNotFoundError: ImportError,
    LookupError: Exception,
    IndexError: LookupError,
    KeyError: LookupError,
    MemoryError: Exception,
    NameError: Exception,
    UnboundLocalError: NameError,
    OSError: Exception,
    BlockingIOError: OSError,
    ChildProcessError: OSError,
    ConnectionError: OSError,
    BrokenPipeError: ConnectionError,
    ConnectionAbortedError: ConnectionError,
    ConnectionRefusedError: ConnectionError,
    ConnectionResetError: ConnectionError,
    FileExistsError: OSError,
    FileNotFoundError: OSError,
    InterruptedError: OSError,
    IsADirectoryError: OSError,
    NotADirectoryError: OSError,
    PermissionError: OSError,
    ProcessLookupError: OSError,
    TimeoutError: OSError,
    ReferenceError: Exception,
    RuntimeError: Exception,
    NotImplementedError: RuntimeError,
    PythonFinalizationError: RuntimeError,
    RecursionError: RuntimeError,
    StopAsyncIteration: Exception,
    StopIteration: Exception,
    SyntaxError: Exception,
    IndentationError: SyntaxError,
    TabError: IndentationError,
    SystemError: Exception,
    TypeError: Exception,
    ValueError: Exception,
    UnicodeError: ValueError,
    UnicodeDecodeError: UnicodeError,
    UnicodeEncodeError: UnicodeError,
    UnicodeTranslateError: UnicodeError,
    Warning: Exception,
    BytesWarning: Warning,
    DeprecationWarning: Warning,
    EncodingWarning: Warning,
    FutureWarning: Warning,
    ImportWarning: Warning,
    PendingDeprecationWarning: Warning,
    ResourceWarning: Warning,
    RuntimeWarning: Warning,
    SyntaxWarning: Warning,
    UnicodeWarning: Warning,
    UserWarning: Warning,
}

/// Result of everything that can raise.
pub type R<T = Value> = Result<T, Raised>;

/// An exception on its way to a handler.
pub struct Raised(Box<State>);

struct State {
    error: Error,
    /// Grows until the exception has an object, which then has the list. Innermost first.
    traceback: Vec<TraceEntry>,
}

/// What was raised.
pub enum Error {
    /// An exception object.
    Object(Rc<Instance>),
    /// An exception that has no object yet.
    New {
        /// Its class.
        kind: ExcKind,
        /// What its object will be made of.
        detail: Detail,
    },
}

/// What a native error says.
pub enum Detail {
    /// No arguments.
    None,
    /// One string.
    Text(Cow<'static, str>),
    /// These arguments.
    Args(Vec<Value>),
    /// One string, and attributes of the exception object (`name`, `obj`, `errno`, …).
    Fields {
        /// The arguments.
        args: Vec<Value>,
        /// The attributes.
        fields: Vec<(&'static str, Value)>,
    },
}

impl Raised {
    /// Raises a built-in exception with a message.
    #[cold]
    pub fn new(kind: ExcKind, message: impl Into<Cow<'static, str>>) -> Raised {
        Raised::with(kind, Detail::Text(message.into()))
    }

    /// Raises a built-in exception.
    #[cold]
    pub fn with(kind: ExcKind, detail: Detail) -> Raised {
        Raised(Box::new(State { error: Error::New { kind, detail }, traceback: Vec::new() }))
    }

    /// Raises an exception object.
    #[cold]
    pub fn object(exception: Rc<Instance>) -> Raised {
        Raised(Box::new(State { error: Error::Object(exception), traceback: Vec::new() }))
    }

    /// Raises with one argument that need not be a string (`KeyError`, `StopIteration`).
    #[cold]
    pub fn value(kind: ExcKind, value: Value) -> Raised {
        Raised::with(kind, Detail::Args(vec![value]))
    }

    /// `TypeError`
    #[cold]
    pub fn type_error(message: impl Into<Cow<'static, str>>) -> Raised {
        Raised::new(ExcKind::TypeError, message)
    }

    /// `ValueError`
    #[cold]
    pub fn value_error(message: impl Into<Cow<'static, str>>) -> Raised {
        Raised::new(ExcKind::ValueError, message)
    }

    /// `IndexError`
    #[cold]
    pub fn index_error(message: impl Into<Cow<'static, str>>) -> Raised {
        Raised::new(ExcKind::IndexError, message)
    }

    /// `OverflowError`
    #[cold]
    pub fn overflow(message: impl Into<Cow<'static, str>>) -> Raised {
        Raised::new(ExcKind::OverflowError, message)
    }

    /// `RuntimeError`
    #[cold]
    pub fn runtime_error(message: impl Into<Cow<'static, str>>) -> Raised {
        Raised::new(ExcKind::RuntimeError, message)
    }

    /// `KeyError` of this key.
    #[cold]
    pub fn key_error(key: Value) -> Raised {
        Raised::value(ExcKind::KeyError, key)
    }

    /// What was raised.
    pub fn error(&self) -> &Error {
        &self.0.error
    }

    /// The built-in class, if no object was made yet.
    pub fn kind(&self) -> Option<ExcKind> {
        match &self.0.error {
            Error::New { kind, .. } => Some(*kind),
            Error::Object(_) => None,
        }
    }

    /// The parts: what was raised, and the traceback so far.
    pub fn into_parts(self) -> (Error, Vec<TraceEntry>) {
        (self.0.error, self.0.traceback)
    }

    /// Adds a line to the traceback of an exception without an object.
    pub(crate) fn traceback_mut(&mut self) -> &mut Vec<TraceEntry> {
        &mut self.0.traceback
    }
}
