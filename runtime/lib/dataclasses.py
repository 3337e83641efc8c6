"""Classes that are mostly data."""

from _thread import get_ident as _get_ident

__all__ = ["dataclass", "field", "Field", "FrozenInstanceError", "InitVar", "KW_ONLY", "MISSING", "fields", "asdict", "astuple",
           "replace", "is_dataclass", "make_dataclass"]


class FrozenInstanceError(AttributeError):
    pass


class _MISSING_TYPE:
    def __repr__(self):
        return "<dataclasses._MISSING_TYPE object>"


MISSING = _MISSING_TYPE()


class KW_ONLY:
    """Fields after an attribute of this type can be given by keyword only."""


class InitVar:
    """Marks a parameter of __init__ that is handed to __post_init__ and is no field: InitVar[int]."""

    __slots__ = ("type",)

    def __init__(self, type):
        self.type = type

    def __repr__(self):
        name = self.type.__name__ if isinstance(self.type, type) else repr(self.type)
        return f"dataclasses.InitVar[{name}]"

    def __class_getitem__(cls, type):
        return InitVar(type)


class Field:
    """What is known of one field."""

    __slots__ = ("name", "type", "default", "default_factory", "repr", "hash", "init", "compare", "metadata", "kw_only",
                 "_init_only")

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        self.name = None
        self.type = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        self.metadata = metadata or {}
        self.kw_only = kw_only
        self._init_only = False

    def __repr__(self):
        return f"Field(name={self.name!r},type={self.type!r},default={self.default!r})"


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True, metadata=None,
          kw_only=MISSING):
    """Return an object to identify dataclass fields."""
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError("cannot specify both default and default_factory")
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False,
              match_args=True, kw_only=False, slots=False, weakref_slot=False):
    """Add dunder methods based on the fields defined in the class."""
    def wrap(cls):
        return _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots)
    return wrap if cls is None else wrap(cls)


def _is_classvar(annotation):
    if isinstance(annotation, str):
        return annotation.split("[")[0].split(".")[-1] == "ClassVar"
    return getattr(annotation, "_name", None) == "ClassVar"


def _is_initvar(annotation):
    if isinstance(annotation, str):
        return annotation.split("[")[0].split(".")[-1] == "InitVar"
    return annotation is InitVar or type(annotation) is InitVar


def _collect(cls, kw_only):
    found = {}
    for base in cls.__mro__[-1:0:-1]:
        for f in getattr(base, "__dataclass_fields__", {}).values():
            found[f.name] = f
    for name, annotation in cls.__dict__.get("__annotations__", {}).items():
        if annotation is KW_ONLY or annotation == "KW_ONLY":
            kw_only = True
            continue
        if _is_classvar(annotation):
            continue
        default = cls.__dict__.get(name, MISSING)
        if isinstance(default, Field):
            f = default
            if f.default is MISSING:
                if name in cls.__dict__:
                    delattr(cls, name)
            else:
                setattr(cls, name, f.default)
        else:
            if type(default).__hash__ is None:
                raise ValueError(f"mutable default {type(default)} for field {name} is not allowed: use default_factory")
            f = field(default=default)
        f.name = name
        f.type = annotation
        f._init_only = _is_initvar(annotation)
        if f._init_only and f.default_factory is not MISSING:
            raise TypeError(f"field {name} cannot have a default factory")
        if f.kw_only is MISSING:
            f.kw_only = kw_only
        found[name] = f
    for name, value in cls.__dict__.items():
        if isinstance(value, Field) and name not in cls.__dict__.get("__annotations__", {}):
            raise TypeError(f"{name!r} is a field but has no type annotation")
    return found


def _make_init(cls, all_fields, frozen):
    scope = {"_MISSING": MISSING, "_set": object.__setattr__}
    positional = []
    keyword = []
    body = []
    seen_default = None
    for f in all_fields.values():
        name = f.name
        scope[f"_d_{name}"] = f.default
        scope[f"_f_{name}"] = f.default_factory
        value = name
        if f.init:
            if f.default is not MISSING:
                parameter = f"{name}=_d_{name}"
            elif f.default_factory is not MISSING:
                parameter = f"{name}=_MISSING"
                value = f"_f_{name}() if {name} is _MISSING else {name}"
            else:
                parameter = name
                if seen_default is not None and not f.kw_only:
                    raise TypeError(f"non-default argument {name!r} follows default argument {seen_default!r}")
            if "=" in parameter and not f.kw_only:
                seen_default = name
            (keyword if f.kw_only else positional).append(parameter)
        elif f.default_factory is not MISSING:
            value = f"_f_{name}()"
        else:
            continue
        if f._init_only:
            continue
        body.append(f"    _set(self, {name!r}, {value})" if frozen else f"    self.{name} = {value}")
    if hasattr(cls, "__post_init__"):
        handed = ", ".join(f.name for f in all_fields.values() if f._init_only)
        body.append(f"    self.__post_init__({handed})")
    if keyword:
        positional.append("*")
    parameters = ", ".join(["self", *positional, *keyword])
    exec(f"def __init__({parameters}):\n" + ("\n".join(body) or "    pass"), scope)
    made = scope["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    return made


def _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots):
    if order and not eq:
        raise ValueError("eq must be true if order is true")
    all_fields = _collect(cls, kw_only)
    cls.__dataclass_fields__ = all_fields
    own = cls.__dict__

    def define(name, function):
        if name not in own:
            function.__name__ = name
            function.__qualname__ = f"{cls.__qualname__}.{name}"
            setattr(cls, name, function)

    if init:
        define("__init__", _make_init(cls, all_fields, frozen))
    own_fields = [f for f in all_fields.values() if not f._init_only]
    compared = [f.name for f in own_fields if f.compare]
    if repr:
        shown = [f.name for f in own_fields if f.repr]
        # By object and thread: two threads may show the same object at once.
        running = set()

        def __repr__(self):
            key = id(self), _get_ident()
            if key in running:
                return "..."
            running.add(key)
            try:
                inner = ", ".join(f"{name}={getattr(self, name)!r}" for name in shown)
            finally:
                running.discard(key)
            return f"{type(self).__qualname__}({inner})"
        define("__repr__", __repr__)

    def values(self):
        return tuple(getattr(self, name) for name in compared)

    if eq:
        def __eq__(self, other):
            if self is other:
                return True
            if type(other) is not type(self):
                return NotImplemented
            return values(self) == values(other)
        has_hash = "__hash__" in own and not (own["__hash__"] is None and "__eq__" in own)
        define("__eq__", __eq__)
    else:
        has_hash = True
    if order:
        def ordered(compare):
            def method(self, other):
                if type(other) is not type(self):
                    return NotImplemented
                return compare(values(self), values(other))
            return method
        for name, compare in [("__lt__", lambda a, b: a < b), ("__le__", lambda a, b: a <= b),
                              ("__gt__", lambda a, b: a > b), ("__ge__", lambda a, b: a >= b)]:
            if name in own:
                raise TypeError(f"Cannot overwrite attribute {name} in class {cls.__name__}. "
                                "Consider using functools.total_ordering")
            define(name, ordered(compare))
    if frozen:
        def __setattr__(self, name, value):
            if type(self) is cls or name in all_fields:
                raise FrozenInstanceError(f"cannot assign to field {name!r}")
            super(cls, self).__setattr__(name, value)

        def __delattr__(self, name):
            if type(self) is cls or name in all_fields:
                raise FrozenInstanceError(f"cannot delete field {name!r}")
            super(cls, self).__delattr__(name)
        define("__setattr__", __setattr__)
        define("__delattr__", __delattr__)
    if unsafe_hash or (eq and frozen and not has_hash):
        hashed = [f.name for f in own_fields if (f.compare if f.hash is None else f.hash)]

        def __hash__(self):
            return hash(tuple(getattr(self, name) for name in hashed))
        __hash__.__qualname__ = f"{cls.__qualname__}.__hash__"
        cls.__hash__ = __hash__
    elif eq and not has_hash:
        cls.__hash__ = None
    if match_args and "__match_args__" not in own:
        cls.__match_args__ = tuple(f.name for f in all_fields.values() if f.init and not f.kw_only)
    if not cls.__doc__:
        cls.__doc__ = f"{cls.__name__}({', '.join(all_fields)})"
    if slots:
        namespace = {k: v for k, v in own.items() if k not in all_fields and k not in ("__dict__", "__weakref__")}
        namespace["__slots__"] = tuple(f.name for f in all_fields.values() if f.name in own.get("__annotations__", {}))
        qualname = cls.__qualname__
        cls = type(cls)(cls.__name__, cls.__bases__, namespace)
        cls.__qualname__ = qualname
    return cls


def is_dataclass(obj):
    """Whether it is a dataclass or an instance of one."""
    cls = obj if isinstance(obj, type) else type(obj)
    return hasattr(cls, "__dataclass_fields__")


def fields(class_or_instance):
    """The fields of a dataclass."""
    try:
        all_fields = class_or_instance.__dataclass_fields__
    except AttributeError:
        raise TypeError("must be called with a dataclass type or instance") from None
    return tuple(f for f in all_fields.values() if not f._init_only)


def _copied(value, inner):
    if is_dataclass(value) and not isinstance(value, type):
        return inner(value)
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return type(value)(*[_copied(v, inner) for v in value])
    if isinstance(value, (list, tuple)):
        return type(value)([_copied(v, inner) for v in value])
    if isinstance(value, dict):
        return type(value)((_copied(k, inner), _copied(v, inner)) for k, v in value.items())
    return value


def asdict(obj, *, dict_factory=dict):
    """The fields of a dataclass instance as a dict."""
    if isinstance(obj, type) or not is_dataclass(obj):
        raise TypeError("asdict() should be called on dataclass instances")

    def inner(obj):
        return dict_factory([(f.name, _copied(getattr(obj, f.name), inner)) for f in fields(obj)])
    return inner(obj)


def astuple(obj, *, tuple_factory=tuple):
    """The fields of a dataclass instance as a tuple."""
    if isinstance(obj, type) or not is_dataclass(obj):
        raise TypeError("astuple() should be called on dataclass instances")

    def inner(obj):
        return tuple_factory([_copied(getattr(obj, f.name), inner) for f in fields(obj)])
    return inner(obj)


def replace(obj, /, **changes):
    """A new object of the same type with some fields changed."""
    if isinstance(obj, type) or not is_dataclass(obj):
        raise TypeError("replace() should be called on dataclass instances")
    for f in obj.__dataclass_fields__.values():
        if f._init_only:
            if f.name not in changes and f.default is MISSING:
                raise TypeError(f"InitVar {f.name!r} must be specified with replace()")
        elif not f.init:
            if f.name in changes:
                raise TypeError(f"field {f.name} is declared with init=False, it cannot be specified with replace()")
        elif f.name not in changes:
            changes[f.name] = getattr(obj, f.name)
    return type(obj)(**changes)


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, **options):
    """A new dataclass with these fields."""
    body = dict(namespace or {})
    hints = {}
    for item in fields:
        if isinstance(item, str):
            hints[item] = "typing.Any"
        elif len(item) == 2:
            hints[item[0]] = item[1]
        else:
            hints[item[0]] = item[1]
            body[item[0]] = item[2]
    body["__annotations__"] = hints
    return dataclass(type(cls_name, tuple(bases), body), **options)
