# Comparisons run code, and that code may change the list it is called from.
class Shrinker:
    def __init__(self, target):
        self.target = target

    def __eq__(self, other):
        self.target.clear()
        return False


items = [1, 2]
items.extend([Shrinker(items), 3, 4])
print(99 in items, items)
items = [0]
items.extend([Shrinker(items), 3])
try:
    items.remove(3)
except ValueError as e:
    print(e)
items = [0]
items.extend([Shrinker(items), 3])
try:
    items.index(7)
except ValueError as e:
    print(e)
items = [0]
items.extend([Shrinker(items), 3])
print(items.count(5), items)

a = [1]
b = [1]
a.extend([Shrinker(a), 5])
b.extend([0, 5])
print(a == b, a, b)

# A list grows while it is iterated; shrinking ends the iteration early.
grow = [1, 2, 3]
for x in grow:
    if len(grow) < 8:
        grow.append(x * 10)
print(grow)
shrink = list(range(6))
seen = []
for x in shrink:
    seen.append(x)
    shrink.pop()
print(seen, shrink)
it = iter(shrink)
print(list(it), next(it, "end"))
shrink.append(99)
print(next(it, "still the end"))
r = reversed([1, 2, 3])
print(next(r), list(r), next(r, None))

# Sorting: the list is empty meanwhile, and changes are noticed.
data = [3, 1, 2]


def peek(x):
    print("during", data)
    return x


data.sort(key=peek)
print(data)


def meddle(x):
    data.append(9)
    return -x


try:
    data.sort(key=meddle)
except ValueError as e:
    print(e, data)


def fail(x):
    if x == 2:
        raise KeyError(x)
    return x


try:
    data.sort(key=fail)
except KeyError as e:
    print("KeyError", e, data)
mixed = [3, "a", 1]
try:
    mixed.sort()
except TypeError as e:
    print(e, sorted(mixed, key=str))


class Rude:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        if other.n == 5 or self.n == 5:
            raise ZeroDivisionError("five")
        return self.n < other.n

    def __repr__(self):
        return f"R{self.n}"


rude = [Rude(n) for n in (4, 2, 5, 1)]
try:
    rude.sort()
except ZeroDivisionError as e:
    print(e, sorted(r.n for r in rude))


class Random:
    """An order that contradicts itself must not do harm."""

    state = 12345

    def __lt__(self, other):
        Random.state = (Random.state * 1103515245 + 12345) % 2**31
        return Random.state > 2**30


chaos = [Random() for _ in range(500)]
ids = sorted(map(id, chaos))
chaos.sort()
print(sorted(map(id, chaos)) == ids)
chaos.sort(reverse=True)
print(sorted(map(id, chaos)) == ids)

# Stability, forwards and backwards, with every kind of key.
pairs = [(i % 3, i) for i in range(12)]
print(sorted(pairs, key=lambda p: p[0]))
print(sorted(pairs, key=lambda p: p[0], reverse=True))
print(sorted(pairs, key=lambda p: float(p[0]), reverse=True)[:4])
print(sorted(pairs, key=lambda p: "abc"[p[0]])[:4], sorted(pairs, key=lambda p: (p[0],))[:4])
print(sorted([True, 0, 2.5, -1, 10**30, False, -(10**30)]))
print(sorted(["b", "a\u00e9", "a", "B", "\U0001f600", "\uffff", ""]))
print(sorted([(1, "b"), (1, "a"), (0, "z"), (1,)]), sorted([[2], [1, 5], [1]]))
print(sorted([0.0, -0.0, 1.5, float("inf"), -2.0]), sorted([-0.0, 0.0]))
nan = float("nan")
print(len(sorted([3.0, nan, 1.0, nan, 2.0])))
print([1, nan] == [1, nan], nan == nan, nan in [nan], [nan].index(nan), [nan].count(nan), (nan,) == (nan,))
