words = ["banana", "Apple", "cherry", "apple", "date", "Banana"]
print(sorted(words), sorted(words, reverse=True))
print(sorted(words, key=str.lower), sorted(words, key=len), sorted(words, key=len, reverse=True))
print(sorted([3, 1.5, True, 2]), sorted("hello"), sorted({3, 1, 2}), sorted({"b": 1, "a": 2}), sorted([[2], [1, 5], [1]]), sorted([]))
pairs = [(1, "b"), (0, "z"), (1, "a"), (0, "a")]
print(sorted(pairs), sorted(pairs, key=lambda p: p[0]), sorted(pairs, key=lambda p: p[0], reverse=True), sorted(pairs, key=lambda p: (-p[0], p[1])))
a = [5, 3, 8, 1]
print(a.sort(), a, a.sort(reverse=True), a, a.sort(key=lambda x: x % 5), a)
try:
    sorted([1, "a"])
except TypeError as e:
    print(e)
try:
    [3, None, 1].sort()
except TypeError as e:
    print(e)
try:
    sorted([1], 5)
except TypeError as e:
    print(e)
try:
    [1].sort(lambda x: x)
except TypeError as e:
    print(e)
try:
    sorted(5)
except TypeError as e:
    print(e)


class Version:
    compared = 0

    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        Version.compared += 1
        return self.n < other.n

    def __repr__(self):
        return f"v{self.n}"


vs = [Version(n) for n in (3, 1, 2)]
print(sorted(vs), sorted(vs, reverse=True), min(vs), max(vs, key=lambda v: v.n), Version.compared > 0)
big = [(i * 7919) % 1009 for i in range(1009)]
print(sorted(big) == list(range(1009)), sorted(big, reverse=True)[:5], sorted(big, key=lambda x: -x)[:3])
stable = sorted([(i % 3, i) for i in range(12)], key=lambda p: p[0])
print(stable)


def fails(x):
    if x == 2:
        raise ValueError("bad key")
    return x


b = [3, 2, 1]
try:
    b.sort(key=fails)
except ValueError as e:
    print(e, b)
c = [1, 2, 3]
try:
    c.sort(key=lambda x: c.append(x))
except ValueError as e:
    print(e)
except TypeError as e:
    print(e)
