"""Functions that are called in place, with usual and unusual arguments."""


class Sub(str):
    def startswith(self, prefix):
        return "own"


class Mine(dict):
    def get(self, key):
        return "own"


class Key:
    def __hash__(self):
        return hash("k")

    def __eq__(self, other):
        return other == "k"


def attempt(function, *args):
    try:
        print(function(*args))
    except Exception as error:
        print(type(error).__name__, error)


nan = float("nan")
for value in ("a", "é", "€", "", "ab", b"a", 5):
    try:
        print(ord(value))
    except TypeError as error:
        print(error)
for value in (97, 127, 128, 233, 0x10FFFF, 0x110000, -1, True, "a", 2**70):
    try:
        print(repr(chr(value)))
    except Exception as error:
        print(type(error).__name__, error)
print(abs(-3), abs(3), abs(-2.5), abs(-0.0), abs(True), abs(-(2**63)), abs(-(2**70)))
print(max(1, 2), max(2, 1), max(1, 1.0), max(1.0, 1), max(True, 1), max(1, True), max(0.0, -0.0), max(-0.0, 0.0))
print(min(1, 2), min(2, 1), min(1, 1.0), min(1.0, 1), min(True, 1), min(1, True), min(0.0, -0.0), min(-0.0, 0.0))
print(max(nan, 1.0), max(1.0, nan), min(nan, 1.0), min(1.0, nan), max("a", "b"), min((1, 2), (1, 3)), max([3, 1]))
try:
    max(1, "a")
except TypeError as error:
    print(error)
text = "straße"
print(text.startswith("str"), text.startswith(""), text.startswith("straßen"), text.startswith(("x", "st")), text.endswith("ße"), text.endswith("e"), text.endswith(""))
print(Sub("abc").startswith("a"), Sub("abc").endswith("c"), "abc".startswith(Sub("ab")))
attempt("abc".startswith, 5)
attempt("abc".endswith)
table = {"k": 1, 2: "two", 3.5: "float", (1, 2): "tuple", -1: "minus one", -2: "minus two", None: "none"}
for key in ("k", "absent", 2, 2.0, 3.5, (1, 2), -1, -2, -3, None, True, Key(), 2**70, -(2**61) + 1):
    print(table.get(key), table.get(key, "default"), key in table)
print(Mine(a=1).get("a"), {}.get("x"), {}.get("x", "d"))
attempt({}.get, [])
attempt({}.get)
attempt({}.get, 1, 2, 3)
items = [10, 20, 30, 40]
print(items.pop(), items.pop(0), items.pop(-1), items, items.pop(False), items)
attempt(items.pop)
items = [1]
attempt(items.pop, 1)
attempt(items.pop, -2)
attempt(items.pop, "a")
numbers = set()
for value in (3, 3, "a", -1, -2, -1, 2.0, 2, Key(), "k", True, 1, None):
    print(numbers.add(value), len(numbers))
attempt(numbers.add, [])
attempt(numbers.add)
print({x % 3 - 3 for x in range(9)} == {-1, -2, -3}, sorted({-x for x in range(5)}), {Key(): 1, "k": 2}.get("k"))
print("a" < "b", "a" <= "a", "b" > "a", "ab" < "b", "a" < "ab", "é" > "z", "\uffff" < "\U00010000", not "a" < "a", "" < "a")
low, high = "a", "z"
print([c for c in "aMz~é" if low <= c <= high], [c for c in ("ab", "az", "b") if c > "ab" and c >= "az"])
while True:
    try:
        print("a" < 5)
    except TypeError as error:
        print(error)
        break


def counted():
    received = yield 1
    while received != "stop":
        received = yield received
    return "done"


generator = counted()
print(next(generator), generator.send("x"), generator.__next__(), next(generator, "unused"))
try:
    generator.send("stop")
except StopIteration as stop:
    print("stopped with", stop.value)
print(next(generator, "default"))
for again in (lambda: next(generator), lambda: generator.send(None), lambda: generator.send(1)):
    try:
        again()
    except StopIteration as stop:
        print("again", stop.value, stop.args)
fresh = counted()
attempt(fresh.send, 1)
try:
    fresh.send(1)
except TypeError as error:
    print(error)


def reentrant():
    try:
        next(myself)
    except ValueError as error:
        yield str(error)
    try:
        myself.send(1)
    except ValueError as error:
        yield str(error)


myself = reentrant()
print(next(myself), next(myself), list(myself))


def failing():
    yield 1
    raise StopIteration("inside")


bad = failing()
next(bad)
try:
    next(bad)
except RuntimeError as error:
    print(error, repr(error.__cause__))


def handling():
    try:
        raise KeyError("own")
    except KeyError:
        yield "handling"
        yield "still"
        raise


import sys

try:
    raise ValueError("outer")
except ValueError:
    inner = handling()
    print(next(inner), sys.exception(), inner.send(None), sys.exception())
    try:
        next(inner)
    except KeyError as error:
        print(repr(error), repr(error.__context__), sys.exception())
print(sys.exception())


def climbing(n):
    if n:
        yield from climbing(n - 1)
    yield n


print(list(climbing(20)), sum(climbing(30)), max(climbing(5)))
deep = climbing(5000)
try:
    next(deep)
except RecursionError as error:
    print(str(error)[:32])
