class Stack(list):
    def push(self, x):
        self.append(x)

    def peek(self):
        return self[-1]


s = Stack([1, 2])
s.push(3)
s.tag = "attr"
print(s, s.peek(), len(s), s + [4], type(s + [4]).__name__, type(s[:]).__name__, s == [1, 2, 3], isinstance(s, list), s.tag, sorted(s, reverse=True))


class Bag(dict):
    def __init__(self, *args):
        super().__init__(*args)
        self.reads = 0

    def __getitem__(self, key):
        self.reads += 1
        return super().__getitem__(key)

    def __missing__(self, key):
        return f"<{key}>"

    def __setitem__(self, key, value):
        super().__setitem__(key, value * 2)


b = Bag({"a": 1})
b["b"] = 5
print(b["a"], b["zz"], b.reads, b, b.get("q"), "zz" in b, dict(b), {**b}, list(b.items()))
b.update(c=1)
print(b)


class Celsius(float):
    def __str__(self):
        return f"{float(self):.1f}C"


c = Celsius(21.55)
print(c, repr(c), c + 1, type(c + 1).__name__, f"{c}", f"{c:.3f}", c == 21.55, round(c))


class Bits(int):
    def __repr__(self):
        return bin(self)

    def __getitem__(self, i):
        return int(self) >> i & 1


x = Bits(10)
print(x, [x], x[1], x[0], x & 2, x == 10, {10: "ten"}[x], x + 0, str(x), f"{x:d}", "%d" % x, [0] * Bits(2))


class Title(str):
    def greet(self):
        return "Dear " + self


t = Title("sir")
print(t.greet(), t.upper(), t[0], "i" in t, t == "sir", {t: 1}["sir"], t * 2, "-".join([t, t]), f"{t:>5}", hash(t) == hash("sir"))


class Frozen(frozenset):
    pass


class MySet(set):
    def add(self, x):
        super().add(x * 10)


f = Frozen([1])
m = MySet([1])
m.add(2)
print(f, type(f | {2}).__name__, m, sorted(m), isinstance(m, set))


class MyTuple(tuple):
    def __repr__(self):
        return "T" + super().__repr__()


print(MyTuple([1, 2]), MyTuple() == (), type(MyTuple([1])[:]).__name__)


class MyBytes(bytes):
    pass


print(MyBytes(b"ab"), MyBytes(b"ab")[0], type(MyBytes(b"ab") + b"c").__name__)


class MyError(KeyError):
    def __str__(self):
        return "custom str"


try:
    raise MyError("k")
except KeyError as e:
    print(e, repr(e), e.args)


class Items(list):
    def __iter__(self):
        return iter(["iterated"])

    def __contains__(self, x):
        return x == "magic"


i = Items([1, 2])
print([*i], "magic" in i, 1 in i, len(i), i[0], list(i), tuple(i), [x for x in i])
