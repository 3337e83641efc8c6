"""Copies of objects, shallow and deep.

What an object has to say about its own copying (`__copy__`, `__deepcopy__`, `__reduce__`) comes first; other instances
are made without calling their `__init__`, and get the attributes of the original.
"""

import types
import weakref

__all__ = ["Error", "copy", "deepcopy", "replace"]


class Error(Exception):
    pass


error = Error

_ATOMIC = frozenset((
    type(None), type(NotImplemented), type(...), bool, int, float, str, bytes, range, type, property,
    types.CodeType, types.FunctionType, types.BuiltinFunctionType, types.UnionType, types.GenericAlias, weakref.ref,
))
_SHALLOW = frozenset((list, dict, set, bytearray))


def _is_atom(x, cls):
    return cls in _ATOMIC or issubclass(cls, type)


def copy(x):
    """Shallow copy: a new object with the same parts."""
    cls = type(x)
    if _is_atom(x, cls) or cls in (tuple, frozenset, slice):
        return x
    if cls in _SHALLOW:
        return x.copy()
    copier = getattr(cls, "__copy__", None)
    if copier is not None:
        return copier(x)
    return _instance(x, cls, None)


def deepcopy(x, memo=None, _nil=[]):
    """Deep copy: a new object whose parts are copied in turn; what occurs twice is copied once."""
    cls = type(x)
    if cls in _ATOMIC:
        return x
    number = id(x)
    if memo is None:
        memo = {}
    else:
        known = memo.get(number, _nil)
        if known is not _nil:
            return known
    if issubclass(cls, type):
        return x
    copier = _COPIERS.get(cls)
    if copier is not None:
        made = copier(x, memo)
    else:
        copier = getattr(x, "__deepcopy__", None)
        made = copier(memo) if copier is not None else _instance(x, cls, memo)
    if made is not x:
        memo[number] = made
        # As long as the memo lives, no other object may get this one's id.
        memo.setdefault(id(memo), []).append(x)
    return made


def _list(x, memo):
    made = memo[id(x)] = []
    for item in x:
        made.append(deepcopy(item, memo))
    return made


def _dict(x, memo):
    made = memo[id(x)] = {}
    for key, value in x.items():
        made[deepcopy(key, memo)] = deepcopy(value, memo)
    return made


def _tuple(x, memo):
    made = [deepcopy(item, memo) for item in x]
    # It may have been reached again from within.
    if id(x) in memo:
        return memo[id(x)]
    if all(new is old for new, old in zip(made, x)):
        return x
    return tuple(made)


def _method(x, memo):
    return type(x)(x.__func__, deepcopy(x.__self__, memo))


_COPIERS = {
    list: _list,
    dict: _dict,
    tuple: _tuple,
    set: lambda x, memo: {deepcopy(item, memo) for item in x},
    frozenset: lambda x, memo: frozenset(deepcopy(item, memo) for item in x),
    bytearray: lambda x, memo: x.copy(),
    slice: lambda x, memo: slice(deepcopy(x.start, memo), deepcopy(x.stop, memo), deepcopy(x.step, memo)),
    types.MethodType: _method,
}


def _slots(x):
    """What stands in the slots of an instance."""
    slots = {}
    for cls in type(x).__mro__:
        names = cls.__dict__.get("__slots__", ())
        for name in (names,) if isinstance(names, str) else names:
            if name in ("__dict__", "__weakref__"):
                continue
            if name.startswith("__") and not name.endswith("__"):
                name = f"_{cls.__name__.lstrip('_')}{name}"
            try:
                slots[name] = getattr(x, name)
            except AttributeError:
                pass
    return slots


def _state(x):
    getter = getattr(x, "__getstate__", None)
    if getter is not None:
        return getter()
    attributes = dict(getattr(x, "__dict__", ())) or None
    slots = _slots(x)
    return (attributes, slots) if slots else attributes


def _set_state(made, state):
    setter = getattr(made, "__setstate__", None)
    if setter is not None:
        setter(state)
        return
    slots = None
    if isinstance(state, tuple) and len(state) == 2:
        state, slots = state
    if state:
        made.__dict__.update(state)
    for name, value in (slots or {}).items():
        setattr(made, name, value)


def _instance(x, cls, memo):
    """A copy of an instance; deep, if there is a memo."""
    for name in "__reduce_ex__", "__reduce__":
        reduce = getattr(cls, name, None)
        if reduce is not None:
            reduced = reduce(x, 4) if name == "__reduce_ex__" else reduce(x)
            return x if isinstance(reduced, str) else _rebuilt(x, memo, *reduced)
    return _rebuilt(x, memo, *_reduced(x, cls))


def _new(cls, *args):
    return cls.__new__(cls, *args)


def _reduced(x, cls):
    """How to make an instance anew: a function, its arguments, a state, items of a list, items of a dict."""
    state = _state(x)
    if hasattr(x, "__getnewargs__") and cls.__getnewargs__ is not getattr(int, "__getnewargs__", None):
        return _new, (cls, *x.__getnewargs__()), state
    for base in tuple, str, int, float, bytes:
        if issubclass(cls, base):
            return base.__new__, (cls, base(list(x)) if base is tuple else base.__new__(base, x)), state
    if issubclass(cls, (set, frozenset)):
        return cls, (list(x),), state
    from collections import deque
    if issubclass(cls, deque):
        return cls, ((), x.maxlen), state, iter(x)
    if issubclass(cls, list):
        return list.__new__, (cls,), state, list.__iter__(x)
    if issubclass(cls, dict):
        return dict.__new__, (cls,), state, None, iter(dict.items(x))
    try:
        object.__new__(cls)
    except TypeError as refusal:
        text = str(refusal)
        start = "object.__new__("
        if not text.startswith(start):
            raise
        if cls is memoryview:
            raise TypeError("cannot pickle memoryview objects") from None
        raise TypeError(f"cannot pickle '{text[len(start):text.index(')')]}' object") from None
    return object.__new__, (cls,), state


def _rebuilt(x, memo, func, args, state=None, listitems=None, dictitems=None, *, deepcopy=deepcopy):
    is_deep = memo is not None
    if is_deep and args:
        args = [deepcopy(arg, memo) for arg in args]
    made = func(*args)
    if is_deep:
        memo[id(x)] = made
    if state is not None:
        _set_state(made, deepcopy(state, memo) if is_deep else state)
    for item in listitems or ():
        made.append(deepcopy(item, memo) if is_deep else item)
    for key, value in dictitems or ():
        if is_deep:
            key, value = deepcopy(key, memo), deepcopy(value, memo)
        made[key] = value
    return made


def replace(obj, /, **changes):
    """Return a new object like obj, with some attributes replaced: for objects with a method __replace__."""
    cls = type(obj)
    func = getattr(cls, "__replace__", None)
    if func is None:
        raise TypeError(f"replace() does not support {cls.__name__} objects")
    return func(obj, **changes)
