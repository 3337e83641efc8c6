"""copy: shallow and deep copies of everything scripts have."""

import collections
import copy
import datetime
import sys
import threading


class Point:
    def __init__(self, x, y):
        print("init")
        self.x, self.y = x, y

    def __eq__(self, other):
        return (self.x, self.y) == (other.x, other.y)


class Slotted:
    __slots__ = ("a", "__hidden")

    def __init__(self):
        self.a = [1]
        self.__hidden = [2]

    def show(self):
        return self.a, self.__hidden


class Own:
    def __copy__(self):
        return "a copy"

    def __deepcopy__(self, memo):
        return ["deep", len(memo) > 0]


class State:
    def __init__(self):
        self.keep = [1]
        self.drop = threading.Lock()

    def __getstate__(self):
        return {"keep": self.keep}

    def __setstate__(self, state):
        self.__dict__.update(state)
        self.drop = None


class Numbers(list):
    pass


class Table(dict):
    pass


class Meters(float):
    pass


class Name(str):
    pass


P = collections.namedtuple("P", "x y")

for value in (None, 1, 2.5, "text", b"bytes", (1, 2), frozenset([1]), range(3), len, int, Point, ..., slice(1)):
    print(copy.copy(value) is value, copy.deepcopy(value) is value)
for value in ([1, [2]], {"a": [1]}, {1, 2}, bytearray(b"x"), collections.deque([[1]], 3), collections.OrderedDict(a=[1])):
    shallow, deep = copy.copy(value), copy.deepcopy(value)
    print(type(value).__name__, shallow == value, shallow is value, deep == value, deep is value)

rows = [[0] * 2] * 2
deep = copy.deepcopy(rows)
print(deep[0] is deep[1], deep[0] is rows[0])
rows.append(rows)
deep = copy.deepcopy(rows)
print(deep[2] is deep)
inner = []
pair = (inner,)
inner.append(pair)
deep = copy.deepcopy(pair)
print(deep is pair, deep[0][0] is deep)

point = Point([1], {"k": [2]})
shallow, deep = copy.copy(point), copy.deepcopy(point)
print(shallow == point, shallow.x is point.x, deep == point, deep.x is point.x, type(deep).__name__)
slotted = Slotted()
deep = copy.deepcopy(slotted)
print(deep.show(), deep.a is slotted.a, copy.copy(slotted).a is slotted.a)
print(copy.copy(Own()), copy.deepcopy(Own()), copy.deepcopy([Own()]))
state = State()
made = copy.copy(state)
print(made.keep is state.keep, made.drop)
print(copy.deepcopy(state).keep is state.keep)

numbers = Numbers([1, [2]])
numbers.note = ["n"]
made = copy.deepcopy(numbers)
print(type(made).__name__, made, made.note, made[1] is numbers[1], made.note is numbers.note)
table = Table(a=[1])
table.note = 1
made = copy.copy(table)
print(type(made).__name__, made, made.note, made["a"] is table["a"])
print(type(copy.copy(Meters(1.5))).__name__, copy.copy(Meters(1.5)), type(copy.deepcopy(Name("n"))).__name__)
p = P([1], 2)
print(copy.copy(p), copy.deepcopy(p), copy.deepcopy(p).x is p.x, type(copy.deepcopy(p)) is P)
d = collections.defaultdict(list, a=[1])
made = copy.deepcopy(d)
made["new"].append(1)
print(made, "new" in d)
print(copy.deepcopy(collections.Counter("aab")))
print(copy.copy(datetime.date(2020, 1, 2)), copy.deepcopy(datetime.timedelta(1)))
failure = copy.copy(ValueError("a", 1))
print(repr(failure), failure.args)


class Bound:
    def __init__(self):
        self.call = self.method

    def method(self):
        return self


made = copy.deepcopy(Bound())
print(made.call() is made)
memo = {}
known = [1]
print(copy.deepcopy(known, memo) is copy.deepcopy(known, memo))

for value in (threading.Lock(), (x for x in ()), sys, [threading.RLock()]):
    for function in (copy.copy, copy.deepcopy):
        if type(value) is list and function is copy.copy:
            continue
        try:
            function(value)
        except TypeError as error:
            print(error)
try:
    copy.replace(3, a=1)
except TypeError as error:
    print(error)


class Replaceable:
    def __init__(self, a, b):
        self.a, self.b = a, b

    def __replace__(self, **changes):
        return Replaceable(**{**vars(self), **changes})


print(vars(copy.replace(Replaceable(1, 2), b=3)))
