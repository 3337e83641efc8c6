"""Names for type hints. Hints are kept and shown; nothing checks them."""


class _Form:
    """A name that can stand in a hint, bare or with parameters."""

    def __init__(self, name):
        self._name = name

    def __repr__(self):
        return "typing." + self._name

    def __getitem__(self, parameters):
        if not isinstance(parameters, tuple):
            parameters = parameters,
        return _Alias(self._name, parameters)

    def __call__(self, *args, **kwds):
        raise TypeError(f"Cannot instantiate {self!r}")

    def __or__(self, other):
        return _Alias("Union", (self, other))

    def __ror__(self, other):
        return _Alias("Union", (other, self))

    def __mro_entries__(self, bases):
        return () if any(isinstance(b, type) and b is not self for b in bases) else (object,)


def _shown(x):
    if isinstance(x, type):
        return x.__qualname__ if x.__module__ == "builtins" else f"{x.__module__}.{x.__qualname__}"
    if x is None:
        return "None"
    if x is ...:
        return "..."
    if isinstance(x, list):
        return "[" + ", ".join(map(_shown, x)) + "]"
    return repr(x)


class _Alias(_Form):
    """A form with its parameters."""

    def __init__(self, name, parameters):
        super().__init__(name)
        self.__args__ = parameters

    def __repr__(self):
        return f"typing.{self._name}[{', '.join(map(_shown, self.__args__))}]"

    def __eq__(self, other):
        return isinstance(other, _Alias) and (self._name, self.__args__) == (other._name, other.__args__)

    def __hash__(self):
        return hash((self._name, self.__args__))


Any = _Form("Any")
Union = _Form("Union")
Optional = _Form("Optional")
Callable = _Form("Callable")
ClassVar = _Form("ClassVar")
Final = _Form("Final")
Literal = _Form("Literal")
Annotated = _Form("Annotated")
Concatenate = _Form("Concatenate")
TypeAlias = _Form("TypeAlias")
TypeGuard = _Form("TypeGuard")
NoReturn = _Form("NoReturn")
Never = _Form("Never")
Self = _Form("Self")
LiteralString = _Form("LiteralString")
Unpack = _Form("Unpack")
Required = _Form("Required")
NotRequired = _Form("NotRequired")
List = _Form("List")
Dict = _Form("Dict")
Set = _Form("Set")
FrozenSet = _Form("FrozenSet")
Tuple = _Form("Tuple")
Type = _Form("Type")
Deque = _Form("Deque")
DefaultDict = _Form("DefaultDict")
OrderedDict = _Form("OrderedDict")
Counter = _Form("Counter")
Iterable = _Form("Iterable")
Iterator = _Form("Iterator")
Generator = _Form("Generator")
Sequence = _Form("Sequence")
MutableSequence = _Form("MutableSequence")
Mapping = _Form("Mapping")
MutableMapping = _Form("MutableMapping")
Collection = _Form("Collection")
Container = _Form("Container")
Hashable = _Form("Hashable")
Sized = _Form("Sized")
Awaitable = _Form("Awaitable")
Coroutine = _Form("Coroutine")
AsyncIterator = _Form("AsyncIterator")
AsyncIterable = _Form("AsyncIterable")
AsyncGenerator = _Form("AsyncGenerator")
ContextManager = _Form("ContextManager")
IO = _Form("IO")
TextIO = _Form("TextIO")
BinaryIO = _Form("BinaryIO")
Text = str
AnyStr = _Form("AnyStr")
TYPE_CHECKING = False


class TypeVar(_Form):
    """A type variable."""

    def __init__(self, name, *constraints, bound=None, covariant=False, contravariant=False, default=None):
        super().__init__(name)
        self.__name__ = name
        self.__bound__ = bound
        self.__constraints__ = constraints

    def __repr__(self):
        return "~" + self.__name__


class ParamSpec(TypeVar):
    """A variable for the parameters of a callable."""

    args = property(lambda self: _Form(self.__name__ + ".args"))
    kwargs = property(lambda self: _Form(self.__name__ + ".kwargs"))


class TypeVarTuple(TypeVar):
    """A variable for any number of types."""


class Generic:
    """Base of generic classes."""

    __slots__ = ()

    def __class_getitem__(cls, parameters):
        return cls


class Protocol(Generic):
    """Base of protocol classes."""

    __slots__ = ()


class SupportsInt(Protocol):
    pass


class SupportsFloat(Protocol):
    pass


def NewType(name, tp):
    """A distinct name for a type, for checkers only."""
    def new_type(x):
        return x
    new_type.__name__ = new_type.__qualname__ = name
    new_type.__supertype__ = tp
    return new_type


def cast(typ, val):
    """Returns the value unchanged."""
    return val


def overload(func):
    """Marks a variant of a function; the last definition counts."""
    return func


def final(f):
    """Marks what must not be overridden or derived from."""
    return f


def override(f):
    """Marks a method that overrides another."""
    return f


def no_type_check(arg):
    return arg


def runtime_checkable(cls):
    return cls


def assert_never(arg, /):
    raise AssertionError(f"Expected code to be unreachable, but got: {arg!r}")


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    """The annotations of an object."""
    return dict(getattr(obj, "__annotations__", {}))


class _NamedTupleMeta(type):
    def __new__(mcls, name, bases, namespace):
        if namespace.get("_root"):
            return super().__new__(mcls, name, bases, namespace)
        from collections import namedtuple
        hints = namespace.get("__annotations__", {})
        defaults = [namespace[field] for field in hints if field in namespace]
        made = namedtuple(name, list(hints), defaults=defaults, module=namespace.get("__module__"))
        for key, value in namespace.items():
            if key not in hints and key not in ("__module__", "__qualname__", "__dict__", "__weakref__"):
                setattr(made, key, value)
        made.__annotations__ = dict(hints)
        return made


class NamedTuple(metaclass=_NamedTupleMeta):
    """Base of named tuples with typed fields."""

    _root = True

    def __new__(cls, typename, fields=(), /):
        from collections import namedtuple
        return namedtuple(typename, [name for name, _ in fields])


class _TypedDictMeta(type):
    def __call__(cls, *args, **kwargs):
        return dict(*args, **kwargs)


class TypedDict(metaclass=_TypedDictMeta):
    """Base of dicts with known keys; instances are plain dicts."""

    def __init_subclass__(cls, total=True, **kwargs):
        super().__init_subclass__(**kwargs)
