# The order of small integers follows from the table, so it is part of what scripts see.
a = {30, 1, 17, 4, 99, 64, 33}
b = {64, 1, 2, 3, 128, 33, 256}
print(a, b, a | b, b | a, a & b, b & a, a - b, b - a, a ^ b, b ^ a)
print(list(set(range(0, 2000, 37)))[:12], set(range(20, 0, -1)), {8, 0}, {0, 8}, {16, 8, 0})
s = set()
for i in range(0, 200, 7):
    s.add(i)
for i in range(0, 200, 14):
    s.discard(i)
print(s)
for i in (1, 8, 15):
    s.add(i)
print(s, [s.pop() for _ in range(5)], s)
c = s.copy()
c.difference_update(range(100))
print(c, s - c, s.symmetric_difference([1, 2, 3]), s.intersection(range(60)), s.union([1000], (2000, 3)))
t = {1, 2, 3}
t -= t
print(t)
t = {1, 2, 3}
t ^= t
print(t, t.pop() if t else "empty")
t = set(range(10))
t &= {3, 4, 50}
print(t, t.isdisjoint({5}), t <= {3, 4}, t < {3, 4}, {3, 4, 5} > t, t == frozenset([3, 4]), t != [3, 4])
big = set(range(1000))
print(big - set(range(990)), set(range(5)) - big, big & {5, 2000}, len(big ^ {5}), len(big | {-1}))
print({-1, -2, 5}, {True, 2}, {0.5, 1}, {2**61 - 1, 0}, set([3, 2, 1, 3]), {10**20, 1})
f = frozenset({1, 2})
print(f | {3}, {3} | f, type(f & {1}).__name__, f.union([5]), f - {1}, f == {1, 2}, hash(f) == hash(frozenset([2, 1])), f in {f}, {1, 2} in {f}, frozenset(f) is f, f.copy() is f)
x = {frozenset({1}): "one"}
print(x[frozenset({1})], {1} in x.keys() if False else "", {frozenset()})
for bad in ("{1} | [1]", "{1} & 5", "{[]}", "{1} < [1]", "set([1])[0]", "set(5)", "set(1, 2)", "{1}.remove(2)", "set().pop()", "f.add(1)", "hash({1})", "{1}.union(5)", "{1}.update(5)", "{1} in 5", "{}.fromkeys([[]])", "frozenset(1, 2)", "set(x=1)"):
    try:
        print(eval(bad))
    except Exception as e:
        print(bad, "->", type(e).__name__ + ":", e)


class S(set):
    def add(self, item):
        super().add(item * 2)


y = S([1, 2])
y.add(5)
print(y, len(y), 10 in y, type(y | {1}).__name__, y | {7}, y == {1, 2, 10}, S() or "empty", repr(S()), isinstance(y, set))
y |= {4}
print(type(y).__name__, sorted(y), type(y.copy()).__name__, type(y - {1}).__name__)


class F(frozenset):
    def __new__(cls, *items):
        return super().__new__(cls, items)


print(F(1, 2), F(1) == frozenset([1]), hash(F(1)) == hash(frozenset([1])), {F(1): 2}[frozenset([1])])
it = iter({1, 2, 3})
print(next(it), list(it), next(it, "end"))
g = {1, 2, 3}
for change in (lambda: g.add(10), lambda: g.discard(2), lambda: (g.discard(1), g.add(11))):
    g = {1, 2, 3}
    try:
        for x in g:
            change()
        print("fine")
    except RuntimeError as e:
        print(e)
