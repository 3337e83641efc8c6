print(min(3, 1, 2), max(3, 1, 2), min([3, 1]), max("hello"), min("b", "a"), max([1.5, 1]), max(1, 1.0), min(True, 1))
print(min([], default=None), max((), default=0), min(["bb", "a"], key=len), max("a", "bb", key=len), max([(1, "a"), (1, "b")]), min({3: 0, 2: 1}))
print(max([1, 5, 3], key=lambda x: -x), min(range(5, 1, -1)), max((x for x in [2, 9, 4])), max([[1, 2], [1, 3]]))
print(sum([1, 2, 3]), sum([]), sum([1.5, 2]), sum([[1], [2]], []), sum((1, 2), 10), sum(range(5)), sum([True, True]), sum([0.1] * 10), sum([1, 2], start=5), sum([1e16, 1, -1e16]))
print(any([0, "", None]), any([0, 1]), any([]), all([1, "a"]), all([1, 0]), all([]), any(x > 2 for x in range(5)), all(map(str.isalpha, ["a", "b1"])))
print(max(["b", "a"], key=None), min(5, 3, key=None), max(-1, -5, key=abs))
try:
    max(1, "a")
except TypeError as e:
    print(e)
try:
    sum(["a", "b"])
except TypeError as e:
    print(e)
try:
    sum([b"a"], b"")
except TypeError as e:
    print(e)


class Vec:
    def __init__(self, *v):
        self.v = v

    def __add__(self, o):
        return Vec(*(a + b for a, b in zip(self.v, o.v)))

    def __radd__(self, o):
        return self


print(sum([Vec(1, 2), Vec(3, 4)]).v)
nan = float("nan")
print(max([nan, 1]), max([1, nan]), min([nan, 1]))
print(sum([0.1, 0.2, 0.3]), sum([1e308, 1e308]), sum([2 ** 63, 1]), sum([1, 2.5, 2 ** 70]))
