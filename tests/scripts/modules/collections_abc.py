"""collections.abc: what is recognised as what, and the methods that follow from a few."""

import collections
from collections.abc import *
from collections import abc

values = [[], (), "", b"", bytearray(), {}, set(), frozenset(), range(3), iter([]), (x for x in ()), 1, None, len, int,
          {}.keys(), {}.items(), {}.values(), collections.OrderedDict(), collections.Counter()]
kinds = [Hashable, Iterable, Iterator, Generator, Reversible, Sized, Container, Callable, Collection, Set, MutableSet,
         Mapping, MutableMapping, KeysView, ItemsView, ValuesView, Sequence, MutableSequence]
for value in values:
    print(type(value).__name__, [kind.__name__ for kind in kinds if isinstance(value, kind)])

print([kind.__name__ for kind in (Sequence, MutableSequence, Mapping, Set) if isinstance(collections.deque(), kind)])


class Countdown(Sequence):
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n

    def __getitem__(self, index):
        if not 0 <= index < self.n:
            raise IndexError(index)
        return self.n - index


c = Countdown(4)
print(list(c), 3 in c, 9 in c, c.index(2), c.count(1), list(reversed(c)), isinstance(c, Reversible))
try:
    c.index(7)
except ValueError as error:
    print(repr(error))


class Upper(MutableMapping):
    def __init__(self):
        self.data = {}

    def __getitem__(self, key):
        return self.data[key.upper()]

    def __setitem__(self, key, value):
        self.data[key.upper()] = value

    def __delitem__(self, key):
        del self.data[key.upper()]

    def __iter__(self):
        return iter(self.data)

    def __len__(self):
        return len(self.data)

    def __repr__(self):
        return f"Upper({self.data})"


u = Upper()
u["a"] = 1
u.update({"b": 2}, c=3)
print(u, "A" in u, "z" in u, u.get("z", 9), list(u.keys()), list(u.items()), list(u.values()), u.pop("a"), u.pop("a", 0))
print(u.setdefault("d", 4), u == {"B": 2, "C": 3, "D": 4}, u.popitem(), len(u), u.keys() & {"C"}, ("D", 4) in u.items())
print(u.keys(), 4 in u.values(), u.items() - {("D", 4)})
u.clear()
print(u)
for key in ("a",):
    try:
        u.pop(key)
    except KeyError as error:
        print(repr(error))
try:
    u.popitem()
except KeyError as error:
    print(repr(error))


class Listed(MutableSet):
    def __init__(self, values=()):
        self.values = []
        for value in values:
            self.add(value)

    def __contains__(self, value):
        return value in self.values

    def __iter__(self):
        return iter(self.values)

    def __len__(self):
        return len(self.values)

    def add(self, value):
        if value not in self.values:
            self.values.append(value)

    def discard(self, value):
        if value in self.values:
            self.values.remove(value)

    def __repr__(self):
        return f"Listed({self.values})"


a, b = Listed([1, 2, 3]), Listed([2, 3, 4])
print(a & b, a | b, a - b, a ^ b, a <= b, a == {1, 2, 3}, a < {1, 2, 3, 4}, a.isdisjoint([9]), {9, 1} & a, {1, 9} - a)
a |= {7}
a -= {1}
print(a, a.pop(), a)
a &= {3}
a ^= {5}
print(a)
try:
    a.remove(99)
except KeyError as error:
    print(repr(error))


class Log(MutableSequence):
    def __init__(self):
        self.items = []

    def __getitem__(self, index):
        return self.items[index]

    def __setitem__(self, index, value):
        self.items[index] = value

    def __delitem__(self, index):
        del self.items[index]

    def __len__(self):
        return len(self.items)

    def insert(self, index, value):
        self.items.insert(index, value)


log = Log()
log.append(1)
log.extend([2, 3])
log += (4,)
log.reverse()
print(list(log), log.pop(), log.pop(0), log.remove(3), list(log))
log.extend(log)
log.clear()
print(len(log))

for cls in (Sequence, MutableMapping, Iterator):
    try:
        cls()
    except TypeError as error:
        print(error)


class Partial(Mapping):
    def __len__(self):
        return 0


try:
    Partial()
except TypeError as error:
    print(error)


class NoIter:
    __iter__ = None


class Called:
    def __call__(self):
        pass


print(isinstance(NoIter(), Iterable), isinstance(Called(), Callable), issubclass(dict, Mapping), issubclass(list, Sequence))


@Sequence.register
class Registered:
    pass


print(isinstance(Registered(), Sequence), isinstance(Registered(), Collection), issubclass(Registered, Iterable))
print(abc.Mapping is Mapping, collections.abc.Mapping is Mapping)


class Own(Iterator):
    def __init__(self):
        self.n = 0

    def __next__(self):
        self.n += 1
        if self.n > 2:
            raise StopIteration
        return self.n


print(list(Own()), iter(o := Own()) is o)


class Gen(Generator):
    def send(self, value):
        return value

    def throw(self, typ, val=None, tb=None):
        super().throw(typ, val, tb)


g = Gen()
print(next(g), g.send(5), g.close(), isinstance(g, Iterator))
try:
    g.throw(ValueError("thrown"))
except ValueError as error:
    print(error)
