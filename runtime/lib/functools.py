"""Functions about functions."""

from _thread import RLock as _RLock

__all__ = [
    "update_wrapper", "wraps", "WRAPPER_ASSIGNMENTS", "WRAPPER_UPDATES", "total_ordering", "cache", "cmp_to_key",
    "lru_cache", "reduce", "partial", "partialmethod", "cached_property", "singledispatch",
]

WRAPPER_ASSIGNMENTS = ("__module__", "__name__", "__qualname__", "__doc__", "__annotations__", "__type_params__")
WRAPPER_UPDATES = ("__dict__",)

_missing = object()


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """Make a wrapper look like the function it wraps."""
    for attr in assigned:
        try:
            value = getattr(wrapped, attr)
        except AttributeError:
            continue
        try:
            setattr(wrapper, attr, value)
        except AttributeError:
            continue
    for attr in updated:
        getattr(wrapper, attr).update(getattr(wrapped, attr, {}))
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """Decorator that applies update_wrapper to the function it decorates."""
    return partial(update_wrapper, wrapped=wrapped, assigned=assigned, updated=updated)


def _from_lt(op):
    if op == "__gt__":
        return lambda self, other: _flip(type(self).__lt__(self, other), lambda r: not r and self != other)
    if op == "__le__":
        return lambda self, other: _flip(type(self).__lt__(self, other), lambda r: r or self == other)
    return lambda self, other: _flip(type(self).__lt__(self, other), lambda r: not r)


def _from_le(op):
    if op == "__ge__":
        return lambda self, other: _flip(type(self).__le__(self, other), lambda r: not r or self == other)
    if op == "__lt__":
        return lambda self, other: _flip(type(self).__le__(self, other), lambda r: r and self != other)
    return lambda self, other: _flip(type(self).__le__(self, other), lambda r: not r)


def _from_gt(op):
    if op == "__lt__":
        return lambda self, other: _flip(type(self).__gt__(self, other), lambda r: not r and self != other)
    if op == "__ge__":
        return lambda self, other: _flip(type(self).__gt__(self, other), lambda r: r or self == other)
    return lambda self, other: _flip(type(self).__gt__(self, other), lambda r: not r)


def _from_ge(op):
    if op == "__le__":
        return lambda self, other: _flip(type(self).__ge__(self, other), lambda r: not r or self == other)
    if op == "__gt__":
        return lambda self, other: _flip(type(self).__ge__(self, other), lambda r: r and self != other)
    return lambda self, other: _flip(type(self).__ge__(self, other), lambda r: not r)


def _flip(result, then):
    return result if result is NotImplemented else then(result)


def total_ordering(cls):
    """Class decorator that fills in missing ordering methods."""
    sources = {"__lt__": _from_lt, "__le__": _from_le, "__gt__": _from_gt, "__ge__": _from_ge}
    roots = [op for op in sources if getattr(cls, op, None) is not getattr(object, op, None)]
    if not roots:
        raise ValueError("must define at least one ordering operation: < > <= >=")
    # One of them is enough; __lt__ is preferred.
    root = roots[0]
    for op in sources:
        if op not in roots:
            method = sources[root](op)
            method.__name__ = op
            setattr(cls, op, method)
    return cls


def cmp_to_key(mycmp):
    """Convert a cmp= function into a key= function."""

    class K:
        __slots__ = ["obj"]

        def __init__(self, obj):
            self.obj = obj

        def __lt__(self, other):
            return mycmp(self.obj, other.obj) < 0

        def __gt__(self, other):
            return mycmp(self.obj, other.obj) > 0

        def __eq__(self, other):
            return mycmp(self.obj, other.obj) == 0

        def __le__(self, other):
            return mycmp(self.obj, other.obj) <= 0

        def __ge__(self, other):
            return mycmp(self.obj, other.obj) >= 0

        __hash__ = None

    return K


def reduce(function, iterable, initial=_missing, /):
    """Apply a function of two arguments cumulatively, from left to right."""
    items = iter(iterable)
    if initial is _missing:
        try:
            value = next(items)
        except StopIteration:
            raise TypeError("reduce() of empty iterable with no initial value") from None
    else:
        value = initial
    for item in items:
        value = function(value, item)
    return value


class partial:
    """A function with some of its arguments given already."""

    __slots__ = "func", "args", "keywords", "__dict__"

    def __new__(cls, func, /, *args, **keywords):
        if not callable(func):
            raise TypeError("the first argument must be callable")
        if isinstance(func, partial):
            args = func.args + args
            keywords = {**func.keywords, **keywords}
            func = func.func
        self = super().__new__(cls)
        self.func = func
        self.args = args
        self.keywords = keywords
        return self

    def __call__(self, /, *args, **keywords):
        return self.func(*self.args, *args, **{**self.keywords, **keywords})

    def __repr__(self):
        parts = [repr(self.func)]
        parts.extend(repr(x) for x in self.args)
        parts.extend(f"{k}={v!r}" for k, v in self.keywords.items())
        return f"functools.partial({', '.join(parts)})"


class partialmethod:
    """As partial, for a method of a class."""

    def __init__(self, func, /, *args, **keywords):
        self.func = func
        self.args = args
        self.keywords = keywords

    def __get__(self, obj, cls=None):
        func = self.func.__get__(obj, cls) if hasattr(self.func, "__get__") else self.func
        return partial(func, *self.args, **self.keywords)


class _CacheInfo(tuple):
    __slots__ = ()

    hits = property(lambda self: self[0])
    misses = property(lambda self: self[1])
    maxsize = property(lambda self: self[2])
    currsize = property(lambda self: self[3])

    def __repr__(self):
        return f"CacheInfo(hits={self[0]}, misses={self[1]}, maxsize={self[2]}, currsize={self[3]})"


def _make_key(args, keywords, typed):
    key = args
    if keywords:
        key += (_missing,)
        for item in keywords.items():
            key += item
    if typed:
        key += tuple(type(v) for v in args) + tuple(type(v) for v in keywords.values())
    return key


def lru_cache(maxsize=128, typed=False):
    """Decorator that remembers the results of the latest calls."""
    if callable(maxsize):
        return _cached(maxsize, 128, typed)
    if maxsize is not None and not isinstance(maxsize, int):
        raise TypeError("Expected first argument to be an integer, a callable, or None")
    if maxsize is not None and maxsize < 0:
        maxsize = 0
    return lambda function: _cached(function, maxsize, typed)


def cache(user_function, /):
    """Simple lightweight unbounded cache."""
    return lru_cache(maxsize=None)(user_function)


def _cached(function, maxsize, typed):
    results = {}
    hits = misses = 0
    # Keeps the order of use right when threads call at once.
    lock = _RLock()

    def wrapper(*args, **keywords):
        nonlocal hits, misses
        key = _make_key(args, keywords, typed) if keywords or typed else args
        if maxsize is None:
            result = results.get(key, _missing)
            if result is not _missing:
                hits += 1
                return result
            misses += 1
            result = results[key] = function(*args, **keywords)
            return result
        with lock:
            result = results.get(key, _missing)
            if result is not _missing:
                hits += 1
                # A dict keeps the order of insertion: the oldest entry is the one used longest ago.
                results[key] = results.pop(key)
                return result
            misses += 1
        result = function(*args, **keywords)
        with lock:
            if maxsize > 0 and key not in results:
                if len(results) >= maxsize:
                    del results[next(iter(results))]
                results[key] = result
        return result

    def cache_info():
        """Report cache statistics."""
        return _CacheInfo((hits, misses, maxsize, len(results)))

    def cache_clear():
        """Clear the cache and cache statistics."""
        nonlocal hits, misses
        with lock:
            results.clear()
            hits = misses = 0

    wrapper.cache_info = cache_info
    wrapper.cache_clear = cache_clear
    wrapper.cache_parameters = lambda: {"maxsize": maxsize, "typed": typed}
    return update_wrapper(wrapper, function)


class cached_property:
    """A property that is computed once per object and then kept as an attribute."""

    def __init__(self, func):
        self.func = func
        self.attrname = None
        self.__doc__ = func.__doc__

    def __set_name__(self, owner, name):
        if self.attrname is None:
            self.attrname = name
        elif name != self.attrname:
            raise TypeError("Cannot assign the same cached_property to two different names "
                            f"({self.attrname!r} and {name!r}).")

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        if self.attrname is None:
            raise TypeError("Cannot use cached_property instance without calling __set_name__ on it.")
        values = instance.__dict__
        value = values.get(self.attrname, _missing)
        if value is _missing:
            value = values[self.attrname] = self.func(instance)
        return value


def singledispatch(func):
    """Generic function: chooses an implementation by the type of its first argument."""
    registry = {object: func}

    def dispatch(cls):
        for base in cls.__mro__:
            if base in registry:
                return registry[base]
        return func

    def register(cls, implementation=None):
        if implementation is None:
            if isinstance(cls, type):
                return lambda implementation: register(cls, implementation)
            implementation = cls
            annotations = getattr(implementation, "__annotations__", {})
            if not annotations:
                raise TypeError(f"Invalid first argument to `register()`: {cls!r}. Use either `@register(some_class)` "
                                "or plain `@register` on an annotated function.")
            cls = next(iter(annotations.values()))
        registry[cls] = implementation
        return implementation

    def wrapper(*args, **keywords):
        if not args:
            raise TypeError(f"{func.__name__} requires at least 1 positional argument")
        return dispatch(type(args[0]))(*args, **keywords)

    wrapper.register = register
    wrapper.dispatch = dispatch
    wrapper.registry = registry
    return update_wrapper(wrapper, func)
