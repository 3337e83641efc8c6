"""Weak references, and collections that do not keep their members alive.

The collections look for dead members when they are used; nothing has to be called when one dies.
"""

import atexit as _atexit
import itertools as _itertools
from _weakref import ReferenceType, ref

__all__ = [
    "ref", "proxy", "getweakrefcount", "getweakrefs", "WeakKeyDictionary", "ReferenceType", "ProxyType",
    "CallableProxyType", "ProxyTypes", "WeakValueDictionary", "WeakSet", "WeakMethod", "finalize",
]


class WeakMethod(ref):
    """A weak reference to a bound method, alive as long as its object is."""

    def __new__(cls, meth, callback=None):
        try:
            obj, func = meth.__self__, meth.__func__
        except AttributeError:
            raise TypeError(f"argument should be a bound method, not {type(meth)}") from None
        self = ref.__new__(cls, obj, None if callback is None else lambda dead: callback(self))
        self._func = func
        self._type = type(meth)
        return self

    def __call__(self):
        obj = super().__call__()
        return None if obj is None else self._type(self._func, obj)

    def __eq__(self, other):
        if isinstance(other, WeakMethod):
            mine, theirs = self(), other()
            if mine is None or theirs is None:
                return self is other
            return ref.__eq__(self, other) and self._func == other._func
        return NotImplemented

    __hash__ = ref.__hash__


class WeakValueDictionary:
    """A mapping that holds its values weakly."""

    def __init__(self, other=(), /, **kw):
        self._refs = {}
        self.update(other, **kw)

    def _alive(self):
        dead = []
        for key, reference in list(self._refs.items()):
            value = reference()
            if value is None:
                dead.append((key, reference))
            else:
                yield key, value
        for key, reference in dead:
            if self._refs.get(key) is reference:
                del self._refs[key]

    def __getitem__(self, key):
        value = self._refs[key]()
        if value is None:
            raise KeyError(key)
        return value

    def __setitem__(self, key, value):
        self._refs[key] = ref(value)

    def __delitem__(self, key):
        del self._refs[key]

    def __len__(self):
        return sum(1 for _ in self._alive())

    def __contains__(self, key):
        reference = self._refs.get(key)
        return reference is not None and reference() is not None

    def __iter__(self):
        for key, _ in self._alive():
            yield key

    def __repr__(self):
        return "<%s at %#x>" % (self.__class__.__name__, id(self))

    keys = __iter__

    def values(self):
        for _, value in self._alive():
            yield value

    def items(self):
        return self._alive()

    def valuerefs(self):
        return list(self._refs.values())

    itervaluerefs = valuerefs

    def get(self, key, default=None):
        reference = self._refs.get(key)
        value = None if reference is None else reference()
        return default if value is None else value

    def pop(self, key, *default):
        value = self.get(key)
        if value is None:
            if default:
                return default[0]
            raise KeyError(key)
        del self._refs[key]
        return value

    def popitem(self):
        while self._refs:
            key, reference = self._refs.popitem()
            value = reference()
            if value is not None:
                return key, value
        raise KeyError("popitem(): dictionary is empty")

    def setdefault(self, key, default=None):
        value = self.get(key)
        if value is None:
            self[key] = value = default
        return value

    def update(self, other=(), /, **kw):
        items = other.items() if hasattr(other, "items") else other
        for key, value in items:
            self[key] = value
        for key, value in kw.items():
            self[key] = value

    def clear(self):
        self._refs.clear()

    def copy(self):
        return type(self)(self)

    __copy__ = copy


class WeakKeyDictionary:
    """A mapping that holds its keys weakly."""

    def __init__(self, other=()):
        self._data = {}
        self.update(other)

    def _alive(self):
        dead = []
        for reference, value in list(self._data.items()):
            key = reference()
            if key is None:
                dead.append(reference)
            else:
                yield key, value
        for reference in dead:
            self._data.pop(reference, None)

    def __getitem__(self, key):
        return self._data[ref(key)]

    def __setitem__(self, key, value):
        self._data[ref(key)] = value

    def __delitem__(self, key):
        del self._data[ref(key)]

    def __len__(self):
        return sum(1 for _ in self._alive())

    def __contains__(self, key):
        try:
            return ref(key) in self._data
        except TypeError:
            return False

    def __iter__(self):
        for key, _ in self._alive():
            yield key

    def __repr__(self):
        return "<%s at %#x>" % (self.__class__.__name__, id(self))

    keys = __iter__

    def values(self):
        for _, value in self._alive():
            yield value

    def items(self):
        return self._alive()

    def keyrefs(self):
        return list(self._data)

    def get(self, key, default=None):
        return self._data.get(ref(key), default)

    def pop(self, key, *default):
        return self._data.pop(ref(key), *default)

    def popitem(self):
        while self._data:
            reference, value = self._data.popitem()
            key = reference()
            if key is not None:
                return key, value
        raise KeyError("popitem(): dictionary is empty")

    def setdefault(self, key, default=None):
        return self._data.setdefault(ref(key), default)

    def update(self, other=(), /):
        items = other.items() if hasattr(other, "items") else other
        for key, value in items:
            self[key] = value

    def clear(self):
        self._data.clear()

    def copy(self):
        return type(self)(self)

    __copy__ = copy


class WeakSet:
    """A set that holds its members weakly."""

    def __init__(self, data=None):
        self.data = {}
        if data is not None:
            self.update(data)

    def __iter__(self):
        dead = []
        for reference in list(self.data):
            item = reference()
            if item is None:
                dead.append(reference)
            else:
                yield item
        for reference in dead:
            self.data.pop(reference, None)

    def __len__(self):
        return sum(1 for _ in self)

    def __contains__(self, item):
        try:
            return ref(item) in self.data
        except TypeError:
            return False

    def __repr__(self):
        return repr(set(self))

    def add(self, item):
        self.data[ref(item)] = None

    def discard(self, item):
        self.data.pop(ref(item), None)

    def remove(self, item):
        del self.data[ref(item)]

    def pop(self):
        while self.data:
            reference, _ = self.data.popitem()
            item = reference()
            if item is not None:
                return item
        raise KeyError("pop from empty WeakSet")

    def clear(self):
        self.data.clear()

    def update(self, other):
        for item in other:
            self.add(item)

    def copy(self):
        return type(self)(self)

    def union(self, other):
        return type(self)(_itertools.chain(self, other))

    __or__ = union

    def intersection(self, other):
        return type(self)(item for item in other if item in self)

    __and__ = intersection

    def difference(self, other):
        return type(self)(item for item in self if item not in other)

    __sub__ = difference

    def issubset(self, other):
        return all(item in other for item in self)

    __le__ = issubset

    def issuperset(self, other):
        return all(item in self for item in other)

    __ge__ = issuperset

    def __eq__(self, other):
        if not isinstance(other, WeakSet):
            return NotImplemented
        return set(self) == set(other)

    __hash__ = None


class ProxyType:
    """Stands for an object without keeping it alive."""

    __module__ = "weakref"
    __slots__ = ("_weakref__target",)

    def __init__(self, reference):
        object.__setattr__(self, "_weakref__target", reference)

    def __getattribute__(self, name):
        return getattr(_target(self), name)

    def __setattr__(self, name, value):
        setattr(_target(self), name, value)

    def __delattr__(self, name):
        delattr(_target(self), name)

    def __str__(self):
        return str(_target(self))

    def __repr__(self):
        target = _target(self)
        return f"<weakproxy at {id(self):#x}; to '{type(target).__name__}' at {id(target):#x}>"

    def __bool__(self):
        return bool(_target(self))

    def __eq__(self, other):
        return _target(self) == _plain(other)

    def __lt__(self, other):
        return _target(self) < _plain(other)

    def __le__(self, other):
        return _target(self) <= _plain(other)

    __hash__ = None

    def __len__(self):
        return len(_target(self))

    def __iter__(self):
        return iter(_target(self))

    def __contains__(self, item):
        return item in _target(self)

    def __getitem__(self, key):
        return _target(self)[key]

    def __setitem__(self, key, value):
        _target(self)[key] = value

    def __delitem__(self, key):
        del _target(self)[key]

    def __add__(self, other):
        return _target(self) + _plain(other)

    def __sub__(self, other):
        return _target(self) - _plain(other)

    def __mul__(self, other):
        return _target(self) * _plain(other)

    def __enter__(self):
        return _target(self).__enter__()

    def __exit__(self, *args):
        return _target(self).__exit__(*args)


class CallableProxyType(ProxyType):
    """Stands for an object that can be called."""

    __module__ = "weakref"
    __slots__ = ()

    def __call__(self, *args, **kwargs):
        return _target(self)(*args, **kwargs)


ProxyTypes = (ProxyType, CallableProxyType)
_slot = ProxyType._weakref__target


def _target(proxy):
    target = _slot.__get__(proxy)()
    if target is None:
        raise ReferenceError("weakly-referenced object no longer exists")
    return target


def _plain(value):
    return _target(value) if type(value) in ProxyTypes else value


def proxy(object, callback=None, /):
    """Return something that stands for the object without keeping it alive."""
    kind = CallableProxyType if callable(object) else ProxyType
    made = None
    notify = None if callback is None else lambda reference: callback(made)
    made = kind(ref(object, notify))
    return made


def getweakrefs(object, /):
    """Not supported: objects do not know their weak references."""
    raise NotImplementedError("weakref.getweakrefs() is not supported")


def getweakrefcount(object, /):
    """Not supported: objects do not know their weak references."""
    raise NotImplementedError("weakref.getweakrefcount() is not supported")


class finalize:
    """Calls a function when an object dies, or when the program ends."""

    __slots__ = ()
    _registry = {}
    _index = _itertools.count()
    _registered = False

    class _Info:
        __slots__ = ("weakref", "func", "args", "kwargs", "atexit", "index")

    def __init__(self, obj, func, /, *args, **kwargs):
        if not finalize._registered:
            finalize._registered = True
            _atexit.register(finalize._exit)
        info = finalize._Info()
        info.weakref = ref(obj, self)
        info.func = func
        info.args = args
        info.kwargs = kwargs or None
        info.atexit = True
        info.index = next(finalize._index)
        finalize._registry[self] = info

    def __call__(self, _=None):
        """If alive, call the function and return its result; otherwise None."""
        info = finalize._registry.pop(self, None)
        if info:
            return info.func(*info.args, **(info.kwargs or {}))

    def detach(self):
        """If alive, forget the function and return (obj, func, args, kwargs)."""
        info = finalize._registry.get(self)
        obj = info and info.weakref()
        if obj is not None and finalize._registry.pop(self, None):
            return obj, info.func, info.args, info.kwargs or {}

    def peek(self):
        """If alive, return (obj, func, args, kwargs)."""
        info = finalize._registry.get(self)
        obj = info and info.weakref()
        if obj is not None:
            return obj, info.func, info.args, info.kwargs or {}

    @property
    def alive(self):
        """Whether the function may still be called."""
        return self in finalize._registry

    @property
    def atexit(self):
        """Whether the function is called when the program ends."""
        info = finalize._registry.get(self)
        return bool(info) and info.atexit

    @atexit.setter
    def atexit(self, value):
        info = finalize._registry.get(self)
        if info:
            info.atexit = bool(value)

    def __repr__(self):
        info = finalize._registry.get(self)
        obj = info and info.weakref()
        if obj is None:
            return "<%s object at %#x; dead>" % (type(self).__name__, id(self))
        return "<%s object at %#x; for %r at %#x>" % (type(self).__name__, id(self), type(obj).__name__, id(obj))

    @classmethod
    def _exit(cls):
        while True:
            left = [(f, i) for f, i in cls._registry.items() if i.atexit]
            if not left:
                return
            pending, _ = max(left, key=lambda item: item[1].index)
            try:
                pending()
            except Exception as failure:
                import sys

                sys.excepthook(type(failure), failure, failure.__traceback__)
