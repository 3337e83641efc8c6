class Deck:
    def __init__(self, *cards):
        self.cards = list(cards)

    def __len__(self):
        return len(self.cards)

    def __getitem__(self, i):
        if isinstance(i, slice):
            return Deck(*self.cards[i])
        return self.cards[i]

    def __setitem__(self, i, v):
        self.cards[i] = v

    def __delitem__(self, i):
        del self.cards[i]

    def __repr__(self):
        return f"Deck{tuple(self.cards)}"


d = Deck("a", "b", "c", "d")
print(len(d), d[0], d[-1], d[1:3], list(d), "b" in d, "z" in d, [x for x in d], list(reversed(d)), sorted(d, reverse=True))
d[0] = "A"
del d[1]
print(d, *d, bool(d), bool(Deck()), max(d), list(enumerate(d)), list(zip(d, d[1:])), tuple(d), "".join(d))
x, *y = d
print(x, y, d[::2], d[::-1])
try:
    d[99]
except IndexError as e:
    print(e)


class Squares:
    def __getitem__(self, i):
        if i >= 4:
            raise IndexError("end")
        return i * i


print(list(Squares()), 9 in Squares(), 5 in Squares(), sum(Squares()), dict(enumerate(Squares())))
try:
    reversed(Squares())
except TypeError as e:
    print(e)


class Iter:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n


it = Iter(3)
print(next(it), list(it), list(it), next(it, "default"), 1 in Iter(3), max(Iter(5)))


class Contains:
    def __contains__(self, x):
        print("contains", x)
        return x > 5


print(9 in Contains(), 1 in Contains(), 1 not in Contains())
try:
    for _ in Contains():
        pass
except TypeError as e:
    print(e)


class BadIter:
    def __iter__(self):
        return 5


class NoneIter:
    __iter__ = None


class NoNext:
    def __iter__(self):
        return self


for cls in (BadIter, NoneIter, NoNext):
    try:
        list(cls())
    except TypeError as e:
        print(e)
    try:
        1 in cls()
    except TypeError as e:
        print(e)


class Rev:
    def __reversed__(self):
        return iter("reversed!")


print("".join(reversed(Rev())))


class Matrix:
    def __getitem__(self, key):
        return key


m = Matrix()
print(m[1, 2], m[1:2, ::3], m[...], m[()], m["a"], m[*[1, 2], 3])


class Hint:
    def __iter__(self):
        return iter([1, 2])

    def __length_hint__(self):
        return 100


print(list(Hint()), [*Hint()])


class Missing:
    pass


for code in ("Missing()[0]", "len(Missing())", "1 in Missing()", "iter(Missing())", "Missing()()", "next(Missing())", "-Missing()", "Missing() + 1", "Missing() < 1", "int(Missing())", "abs(Missing())", "reversed(Missing())", "with_(Missing())" if False else "float(Missing())", "Missing[0]", "[1][Missing()]", "range(Missing())", "round(Missing())", "hex(Missing())"):
    try:
        print(eval(code))
    except TypeError as e:
        print(e)
try:
    Missing()[0] = 1
except TypeError as e:
    print(e)
try:
    del Missing()[0]
except TypeError as e:
    print(e)
