print(list(enumerate("abc", 5)), list(enumerate([], start=2)), next(enumerate("a", 10**20)), list(enumerate("ab", 2**63 - 1)))
print(list(zip()), list(zip([1])), list(zip("ab", [1, 2, 3], (4, 5))), list(zip("abc", range(3), strict=True)))
for args in (("ab", "abc"), ("abc", "ab"), ("ab", "ab", "a"), ("a", "a", "ab"), ("", "", "", "a"), ("a", "", "")):
    try:
        print(list(zip(*args, strict=True)))
    except ValueError as e:
        print(args, e)
print(list(map(str, [1, 2])), list(map(lambda a, b: a + b, [1, 2, 3], [10, 20])), list(map(pow, [2, 3], [3, 2])), list(map(None, [])) if False else "")
print(list(filter(None, [0, 1, "", "a", [], [0]])), list(filter(bool, [0, 2])), list(filter(lambda x: x % 2, range(6))), list(filter(str.isdigit, "a1b2")))
print(list(reversed("abc")), list(reversed((1, 2))), list(reversed(range(3))), list(reversed({"a": 1, "b": 2})), list(reversed([])))
it = iter([1, 2, 3])
print(list(zip(it, it)), list(it), iter(it) is it)
it = iter("ab")
print(next(it), next(it), next(it, "default"), next(it, None))
try:
    next(it)
except StopIteration as e:
    print("StopIteration", e.args, repr(e))
count = 0


def tick():
    global count
    count += 1
    return count


print(list(iter(tick, 4)), count)
for make in (lambda: iter([]), lambda: iter(()), lambda: iter({}), lambda: iter(set()), lambda: iter(""), lambda: iter("\u00e9"), lambda: iter(b""), lambda: iter(range(1)), lambda: iter(range(10**30)), lambda: reversed([]), lambda: enumerate([]), lambda: zip(), lambda: map(str, []), lambda: filter(None, []), lambda: iter(tick, 0), lambda: reversed("a"), lambda: iter({}.values()), lambda: iter({}.items())):
    print(type(make()).__name__, end=" ")
print()


class Countdown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n


print(list(Countdown(3)), 2 in Countdown(5), max(Countdown(4)), [*Countdown(2)], dict(zip("ab", Countdown(9))), list(enumerate(Countdown(2))), tuple(map(str, Countdown(2))))
a, *b, c = Countdown(5)
print(a, b, c)
a, b = Countdown(2)
print(a, b)


class NotIterator:
    def __iter__(self):
        return 5


class Reversible:
    def __len__(self):
        return 3

    def __getitem__(self, i):
        return i * 10


class CustomReversed(Reversible):
    def __reversed__(self):
        return iter("custom")


class Unreversible(Reversible):
    __reversed__ = None


class Blocked:
    __iter__ = None

    def __getitem__(self, i):
        return i


print(list(reversed(Reversible())), "".join(reversed(CustomReversed())))
for bad in ("iter(NotIterator())", "iter(Blocked())", "reversed(Unreversible())", "5 in Blocked()", "iter(5)", "next(5)", "iter(5, 1)", "enumerate()", "enumerate(5)", "enumerate([], 'a')", "zip(5)", "zip([], 5)", "map(str)", "map()", "filter(None)", "reversed()", "reversed(5)", "list(map(int, ['x']))", "list(map(5, [1]))", "a, b = 5", "a, b = [1]", "a, b = [1, 2, 3]", "a, *b, c = [1]", "a, b = Countdown(1)", "a, b = Countdown(3)", "a, b, c = 'ab'", "[*5]", "x, = {}", "a, b = {1: 2}", "for i in 5: pass", "for a, b in [1]: pass", "[i for i in None]", "iter([]).nope", "enumerate([])[0]", "len(zip())"):
    try:
        exec(bad)
        print(bad, "passed")
    except Exception as e:
        print(bad, "->", type(e).__name__ + ":", e)


class E(enumerate):
    pass


class M(map):
    pass


print(list(E("ab")), list(M(str, [1])), type(E("a")).__name__, isinstance(E(""), enumerate))
gen = (x * x for x in range(5))
print(4 in gen, list(gen), sum(x for x in range(4)), dict((k, 1) for k in "ab"), sorted(x for x in (3, 1)), set(x % 2 for x in range(5)))
print(iter([1, 2]).__length_hint__(), iter(range(5)).__length_hint__(), iter({1: 1}).__length_hint__(), iter("abc").__length_hint__())
