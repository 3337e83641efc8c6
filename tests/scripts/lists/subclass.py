class L(list):
    pass


class Named(list):
    def __init__(self, name, *items):
        super().__init__(items)
        self.name = name

    def append(self, item):
        print("append", item)
        super().append(item)

    def __getitem__(self, key):
        print("get", key)
        return super().__getitem__(key)

    def __len__(self):
        return super().__len__() + 100

    def __contains__(self, item):
        return item == "magic" or super().__contains__(item)


x = L([3, 1, 2])
print(x, type(x).__name__, len(x), x[0], x[-1], x[1:], type(x[1:]).__name__, 3 in x, list(x), sorted(x))
x.append(9)
x += [4]
print(x, type(x).__name__, x + [1], type(x + [1]).__name__, x * 2, x == [3, 1, 2, 9, 4], [3, 1, 2, 9, 4] == x, x != [], x < [4])
x[0] = 7
x[1:3] = "ab"
del x[-1]
x.sort(key=str)
print(x, x.index("a"), x.count(7), x.pop(), bool(x), bool(L()), isinstance(x, list), x.copy(), type(x.copy()))
x.tag = "attributes work"
print(x.tag, x.__dict__)
try:
    hash(x)
except TypeError as e:
    print(e)
n = Named("n", 1, 2)
n.append(3)
print(n, n.name, len(n), n[0], "magic" in n, 2 in n, 5 in n, list(n), [*n])
a, b, c = n
print(a, b, c, max(n), sum(n), list(reversed(n)) if False else "")
print(list.__len__(n), list.__getitem__(n, 1), list.__new__(L), list.__add__([1], L([2])))
for bad in (lambda: list.append(5, 1), lambda: list.__new__(int), lambda: list.__new__(5), lambda: L(1), lambda: [] + (1,), lambda: L() + 5):
    try:
        print(bad())
    except TypeError as e:
        print("TypeError:", e)


class Sequence:
    def __getitem__(self, i):
        if i >= 3:
            raise IndexError
        return i * i


print(list(Sequence()), 4 in Sequence(), 5 in Sequence(), [*Sequence()], tuple(Sequence()))
it = iter(Sequence())
print(next(it), next(it), type(it).__name__)


class Index:
    def __init__(self, n):
        self.n = n

    def __index__(self):
        return self.n


items = list("abcdef")
print(items[Index(2)], items[Index(-1)], items[Index(1) : Index(4)], items[:: Index(2)], items[True])
items.insert(Index(0), "z")
print(items.pop(Index(1)), items, [0] * Index(3), "ab" * Index(2), range(10)[Index(3)])
for bad in ("items['a']", "items[1.5]", "items[None]", "items[2**70]", "items['a':]", "items[::0]", "items[99]", "items.pop(99)", "[].pop()", "items.insert('x', 1)", "items[1:2] = 5", "items[::2] = [1]", "items[::2] = 7", "del items[99]", "items[99] = 1", "del items['a']", "items['a'] = 1", "items.index('q')", "items.index('a', 'b')", "items.remove('q')", "list(5)", "list(1, 2)", "list(x=1)", "[1] * 1.5", "[1] < 5", "[1] < ['a']", "items.sort(5)", "items.append()", "items.append(1, 2)", "len(5)", "iter(5)", "next([])", "5 in 5", "int(5)[0]", "reversed(5)", "reversed({1})"):
    try:
        exec(bad)
        print(bad, "passed")
    except Exception as e:
        print(bad, "->", type(e).__name__ + ":", e)
