"""pprint and reprlib: structures over several lines, limits, recursion."""

import collections
import dataclasses
import io
import pprint
import reprlib
import types


@dataclasses.dataclass
class Node:
    name: str
    children: list
    hidden: int = dataclasses.field(default=0, repr=False)


stuff = ["spam", "eggs", "lumberjack", "knights", "ni"]
nested = [stuff[:], {"key": stuff, 1: (1,), "longer key": {"a": ["x" * 20, "y" * 30], "b": "z" * 30}}, {3, 1, 2}, frozenset(range(30)), ("only",)]
long_text = "the quick brown fox jumps over the lazy dog and runs away from the hunters " * 3
values = [1, "short", stuff, nested, long_text, [long_text], {"text": long_text, "bytes": bytes(range(100))}, b"bytes " * 20, (), [], {}, set(), {"b": 1, "a": 2}, ["a\nb" * 20],
          collections.OrderedDict((str(i), i * 10 ** 9) for i in range(8)), collections.Counter("abracadabra" * 3), collections.deque(range(40)), collections.deque(range(40), 50),
          collections.defaultdict(list, {str(i): [i] * 5 for i in range(8)}), types.SimpleNamespace(**{f"attribute_{i}": "v" * 10 for i in range(5)}),
          Node("root", [Node("child " * 5, []), Node("other", ["x" * 30] * 3)]), {1: 1, "a": 2, None: 3}, [[[[[[1]]]]]], 10 ** 20, {"n": 123456789}, range(5), [1.5, True, None, ...]]
for value in values:
    for options in ({}, {"width": 30}, {"indent": 4, "width": 40}, {"compact": True, "width": 40}, {"depth": 2}, {"sort_dicts": False}, {"underscore_numbers": True}):
        print(pprint.pformat(value, **options))
pprint.pprint(stuff * 3)
pprint.pp({"b": 1, "a": 2})
out = io.StringIO()
pprint.pprint(nested, stream=out, width=50)
print(len(out.getvalue().splitlines()))
loop = [1]
loop.append(loop)
print(pprint.isrecursive(loop), pprint.isreadable(loop), pprint.isreadable([1, "a", (2,)]), pprint.isreadable([object()]), pprint.pformat(loop).split(" with id")[0], pprint.saferepr({"a": (1,)}))
for options in ({"indent": -1}, {"depth": 0}, {"width": 0}):
    try:
        pprint.PrettyPrinter(**options)
    except ValueError as error:
        print(error)

for value in ("x" * 100, list(range(100)), tuple(range(3)), (1,), {i: i for i in range(10)}, set(range(20)), frozenset([1]), set(), 10 ** 100, [[[[[[[[1]]]]]]]], collections.deque(range(10)), {}, "short", 1.5, range(10 ** 30)):
    print(reprlib.repr(value))
limited = reprlib.Repr(maxlist=2, maxstring=10, fillvalue="~")
print(limited.repr([1, 2, 3]), limited.repr("abcdefghijklmnop"))
limited.indent = 2
print(limited.repr([1, {"a": [1, 2]}]))


class Loop(list):
    @reprlib.recursive_repr("<...>")
    def __repr__(self):
        return "<" + "|".join(map(repr, self)) + ">"


loop = Loop("ab")
loop.append(loop)
print(loop, loop.__repr__.__name__)
