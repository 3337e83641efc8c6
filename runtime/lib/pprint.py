"""Pretty printing: nested structures over several lines, where one is too long."""

import re
import sys
from collections import Counter, OrderedDict, defaultdict, deque

__all__ = ["pprint", "pformat", "isreadable", "isrecursive", "saferepr", "PrettyPrinter", "pp"]


def pprint(object, stream=None, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True,
           underscore_numbers=False):
    """Pretty-print an object, to stdout if nothing else is said."""
    PrettyPrinter(stream=stream, indent=indent, width=width, depth=depth, compact=compact, sort_dicts=sort_dicts,
                  underscore_numbers=underscore_numbers).pprint(object)


def pformat(object, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True, underscore_numbers=False):
    """Return what pprint() prints."""
    return PrettyPrinter(indent=indent, width=width, depth=depth, compact=compact, sort_dicts=sort_dicts,
                         underscore_numbers=underscore_numbers).pformat(object)


def pp(object, *args, sort_dicts=False, **kwargs):
    """Pretty-print an object, dicts in their own order."""
    pprint(object, *args, sort_dicts=sort_dicts, **kwargs)


def saferepr(object):
    """Return a repr that tells of recursion."""
    return PrettyPrinter()._repr(object, {}, 0)


def isreadable(object):
    """Whether eval() of saferepr() would give the object again."""
    return PrettyPrinter().isreadable(object)


def isrecursive(object):
    """Whether an object contains itself."""
    return PrettyPrinter().isrecursive(object)


class _Order:
    """Sorts what cannot be compared by type and address."""

    __slots__ = ("value",)

    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        try:
            return self.value < other.value
        except TypeError:
            return (str(type(self.value)), id(self.value)) < (str(type(other.value)), id(other.value))


def _sorted(values):
    return sorted(values, key=_Order)


_PLAIN = (str, bytes, bytearray, float, bool, type(None))


class PrettyPrinter:
    """Prints within a width."""

    def __init__(self, indent=1, width=80, depth=None, stream=None, *, compact=False, sort_dicts=True,
                 underscore_numbers=False):
        if int(indent) < 0:
            raise ValueError("indent must be >= 0")
        if depth is not None and depth <= 0:
            raise ValueError("depth must be > 0")
        if not width:
            raise ValueError("width must be != 0")
        self._depth = depth
        self._indent_per_level = int(indent)
        self._width = int(width)
        self._stream = sys.stdout if stream is None else stream
        self._compact = bool(compact)
        self._sort_dicts = sort_dicts
        self._underscore_numbers = underscore_numbers

    def pprint(self, object):
        """Print an object."""
        if self._stream is not None:
            self._stream.write(self.pformat(object) + "\n")

    def pformat(self, object):
        """Return what pprint() prints, without the last newline."""
        out = []
        self._format(object, out, 0, 0, {}, 0)
        return "".join(out)

    def isrecursive(self, object):
        """Whether an object contains itself."""
        return self.format(object, {}, 0, 0)[2]

    def isreadable(self, object):
        """Whether the repr can be evaluated."""
        _, readable, recursive = self.format(object, {}, 0, 0)
        return readable and not recursive

    def format(self, object, context, maxlevels, level):
        """The repr of an object, whether it can be evaluated, and whether it contains itself."""
        return self._safe_repr(object, context, maxlevels, level)

    def _repr(self, object, context, level):
        return self.format(object, context.copy(), self._depth, level)[0]

    def _format(self, object, out, indent, allowance, context, level):
        number = id(object)
        if number in context:
            out.append(_recursion(object))
            return
        text = self._repr(object, context, level)
        if len(text) > self._width - indent - allowance:
            method = self._long.get(type(object).__repr__)
            if method is None and hasattr(object, "__dataclass_fields__") and not isinstance(object, type):
                # Only where the repr is the one that dataclass() made.
                if getattr(type(object).__repr__, "__module__", None) == "dataclasses":
                    method = PrettyPrinter._dataclass
            if method is not None:
                context[number] = 1
                method(self, object, out, indent, allowance, context, level + 1)
                del context[number]
                return
        out.append(text)

    def _dataclass(self, object, out, indent, allowance, context, level):
        name = type(object).__name__
        indent += len(name) + 1
        items = [(f.name, getattr(object, f.name)) for f in object.__dataclass_fields__.values() if f.repr]
        out.append(name + "(")
        self._named(items, out, indent, allowance, context, level)
        out.append(")")

    def _named(self, items, out, indent, allowance, context, level):
        gap = ",\n" + " " * indent
        for at, (name, value) in enumerate(items):
            is_last = at == len(items) - 1
            out.append(name + "=")
            if id(value) in context:
                out.append("...")
            else:
                self._format(value, out, indent + len(name) + 1, allowance if is_last else 1, context, level)
            if not is_last:
                out.append(gap)

    def _namespace(self, object, out, indent, allowance, context, level):
        name = "namespace" if type(object).__name__ == "SimpleNamespace" else type(object).__name__
        out.append(name + "(")
        self._named(list(object.__dict__.items()), out, indent + len(name) + 1, allowance, context, level)
        out.append(")")

    def _dict(self, object, out, indent, allowance, context, level):
        out.append("{")
        if self._indent_per_level > 1:
            out.append((self._indent_per_level - 1) * " ")
        if object:
            items = object.items()
            if self._sort_dicts:
                items = sorted(items, key=lambda pair: (_Order(pair[0]), _Order(pair[1])))
            self._dict_items(items, out, indent, allowance + 1, context, level)
        out.append("}")

    def _ordered(self, object, out, indent, allowance, context, level):
        if not object:
            out.append(repr(object))
            return
        name = type(object).__name__
        out.append(name + "(")
        self._format(list(object.items()), out, indent + len(name) + 1, allowance + 1, context, level)
        out.append(")")

    def _dict_items(self, items, out, indent, allowance, context, level):
        indent += self._indent_per_level
        gap = ",\n" + " " * indent
        items = list(items)
        for at, (key, value) in enumerate(items):
            is_last = at == len(items) - 1
            shown = self._repr(key, context, level)
            out.append(shown + ": ")
            self._format(value, out, indent + len(shown) + 2, allowance if is_last else 1, context, level)
            if not is_last:
                out.append(gap)

    def _items(self, items, out, indent, allowance, context, level):
        indent += self._indent_per_level
        if self._indent_per_level > 1:
            out.append((self._indent_per_level - 1) * " ")
        gap = ",\n" + " " * indent
        before = ""
        width = room = self._width - indent + 1
        items = list(items)
        for at, item in enumerate(items):
            is_last = at == len(items) - 1
            if is_last:
                room -= allowance
                width -= allowance
            if self._compact:
                text = self._repr(item, context, level)
                needed = len(text) + 2
                if room < needed:
                    room = width
                    if before:
                        before = gap
                if room >= needed:
                    room -= needed
                    out.append(before)
                    before = ", "
                    out.append(text)
                    continue
            out.append(before)
            before = gap
            self._format(item, out, indent, allowance if is_last else 1, context, level)

    def _list(self, object, out, indent, allowance, context, level):
        out.append("[")
        self._items(object, out, indent, allowance + 1, context, level)
        out.append("]")

    def _tuple(self, object, out, indent, allowance, context, level):
        end = ",)" if len(object) == 1 else ")"
        out.append("(")
        self._items(object, out, indent, allowance + len(end), context, level)
        out.append(end)

    def _set(self, object, out, indent, allowance, context, level):
        if not object:
            out.append(repr(object))
            return
        if type(object) is set:
            start, end = "{", "}"
        else:
            start, end = type(object).__name__ + "({", "})"
            indent += len(type(object).__name__) + 1
        out.append(start)
        self._items(_sorted(object), out, indent, allowance + len(end), context, level)
        out.append(end)

    def _deque(self, object, out, indent, allowance, context, level):
        name = type(object).__name__
        out.append(name + "([")
        indent += len(name) + 1
        if object.maxlen is None:
            self._items(object, out, indent, allowance + 2, context, level)
            out.append("])")
        else:
            self._items(object, out, indent, 2, context, level)
            out.append(f"],\n{' ' * indent}maxlen={self._repr(object.maxlen, context, level)})")

    def _counter(self, object, out, indent, allowance, context, level):
        name = type(object).__name__
        out.append(name + "({")
        if self._indent_per_level > 1:
            out.append((self._indent_per_level - 1) * " ")
        self._dict_items(object.most_common(), out, indent + len(name) + 1, allowance + 2, context, level)
        out.append("})")

    def _defaultdict(self, object, out, indent, allowance, context, level):
        if not object:
            out.append(repr(object))
            return
        factory = self._repr(object.default_factory, context, level)
        name = type(object).__name__
        indent += len(name) + 1
        out.append(f"{name}({factory},\n{' ' * indent}")
        self._dict(object, out, indent, allowance + 1, context, level)
        out.append(")")

    def _str(self, object, out, indent, allowance, context, level):
        if not object:
            out.append(repr(object))
            return
        chunks = []
        lines = object.splitlines(True)
        if level == 1:
            indent += 1
            allowance += 1
        limit = width = self._width - indent
        for at, line in enumerate(lines):
            text = repr(line)
            if at == len(lines) - 1:
                width -= allowance
            if len(text) <= width:
                chunks.append(text)
                continue
            parts = re.findall(r"\S*\s*", line)
            if parts and not parts[-1]:
                parts.pop()
            limit = self._width - indent
            current = ""
            for place, part in enumerate(parts):
                candidate = current + part
                if place == len(parts) - 1 and at == len(lines) - 1:
                    limit -= allowance
                if len(repr(candidate)) > limit:
                    if current:
                        chunks.append(repr(current))
                    current = part
                else:
                    current = candidate
            if current:
                chunks.append(repr(current))
        if len(chunks) == 1:
            out.append(chunks[0])
            return
        text = ("\n" + " " * indent).join(chunks)
        out.append(f"({text})" if level == 1 else text)

    def _bytes(self, object, out, indent, allowance, context, level):
        if len(object) <= 4:
            out.append(repr(object))
            return
        parens = level == 1
        if parens:
            indent += 1
            allowance += 1
            out.append("(")
        gap = ""
        width = self._width - indent
        current = b""
        last = len(object) // 4 * 4
        for at in range(0, len(object), 4):
            part = object[at:at + 4]
            candidate = current + part
            if at == last:
                width -= allowance
            if len(repr(candidate)) > width:
                if current:
                    out.append(gap + repr(current))
                    gap = "\n" + " " * indent
                current = part
            else:
                current = candidate
        if current:
            out.append(gap + repr(current))
        if parens:
            out.append(")")

    def _safe_repr(self, object, context, maxlevels, level):
        kind = type(object)
        if kind in _PLAIN:
            return repr(object), True, False
        shown = kind.__repr__
        if issubclass(kind, int) and shown is int.__repr__:
            return (f"{object:_d}" if self._underscore_numbers else repr(object)), True, False
        is_dict = issubclass(kind, dict) and shown is dict.__repr__
        if not is_dict and not (issubclass(kind, list) and shown is list.__repr__
                                or issubclass(kind, tuple) and shown is tuple.__repr__):
            text = repr(object)
            return text, bool(text) and not text.startswith("<"), False
        if not object:
            return repr(object), True, False
        number = id(object)
        if maxlevels and level >= maxlevels:
            shown = "{...}" if is_dict else "[...]" if issubclass(kind, list) else "(...,)" if len(object) == 1 else "(...)"
            return shown, False, number in context
        if number in context:
            return _recursion(object), False, True
        context[number] = 1
        readable, recursive, parts = True, False, []

        def inner(value):
            nonlocal readable, recursive
            text, is_readable, is_recursive = self.format(value, context, maxlevels, level + 1)
            readable = readable and is_readable
            recursive = recursive or is_recursive
            return text

        if is_dict:
            items = object.items()
            if self._sort_dicts:
                items = sorted(items, key=lambda pair: (_Order(pair[0]), _Order(pair[1])))
            parts = [f"{inner(key)}: {inner(value)}" for key, value in items]
            text = "{%s}"
        else:
            parts = [inner(value) for value in object]
            text = "[%s]" if issubclass(kind, list) else "(%s,)" if len(object) == 1 else "(%s)"
        del context[number]
        return text % ", ".join(parts), readable, recursive

    _long = {
        dict.__repr__: _dict, OrderedDict.__repr__: _ordered, list.__repr__: _list, tuple.__repr__: _tuple,
        set.__repr__: _set, frozenset.__repr__: _set, str.__repr__: _str, bytes.__repr__: _bytes,
        deque.__repr__: _deque, Counter.__repr__: _counter, defaultdict.__repr__: _defaultdict,
        type(sys.implementation).__repr__: _namespace,
    }


def _recursion(object):
    return f"<Recursion on {type(object).__name__} with id={id(object)}>"
