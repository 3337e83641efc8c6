"""Binary operators whose methods are written in Python: which is asked, when, and what becomes of the answer."""


class Amount:
    def __init__(self, n):
        self.n = n

    def __add__(self, other):
        if isinstance(other, Amount):
            return Amount(self.n + other.n)
        if isinstance(other, int):
            return Amount(self.n + other)
        return NotImplemented

    def __radd__(self, other):
        print("radd", other)
        return Amount(self.n + other)

    def __mul__(self, factor):
        return Amount(self.n * factor)

    def __sub__(self, other):
        raise ValueError(f"{self.n} - {other}")

    def __floordiv__(self, other):
        return self

    def __rshift__(self, other):
        return "shifted"

    def __repr__(self):
        return f"Amount({self.n})"


class More(Amount):
    def __radd__(self, other):
        print("More.radd")
        return More(100)


class Fewer(Amount):
    pass


class Right:
    def __radd__(self, other):
        return ("Right.radd", other)

    def __rmul__(self, other):
        print("Right.rmul declines")
        return NotImplemented


class Sums:
    def __init__(self):
        self.items = []

    def __iadd__(self, item):
        self.items.append(item)
        return self

    def __add__(self, item):
        return "not in place"


def repeatedly():
    a = Amount(1)
    for i in range(4):
        a = a + i
        a += Amount(10)
        a *= 2
    print(a)
    for other in (Amount(1), More(1), Fewer(1), 2, Right(), More(3), True):
        print(Amount(5) + other, a + other)
    for other in ("x", None, [1], 2.5):
        try:
            print(a + other)
        except TypeError as error:
            print(error)
        try:
            a += other
        except TypeError as error:
            print(error)
    try:
        print(Amount(2) * Right())
    except TypeError as error:
        print(error)
    for _ in range(3):
        try:
            a - 3
        except ValueError as error:
            print(error, error.__traceback__.tb_next.tb_frame.f_code.co_name)
    print(a // 2 is a, a >> 1, 3 + Amount(4))
    sums = kept = Sums()
    for i in range(3):
        sums += i
    print(sums is kept, sums.items, sums + 1)


def changing():
    a = Amount(1)
    for i in range(6):
        if i == 2:
            Amount.__mul__ = lambda self, other: "another"
        if i == 4:
            del Amount.__mul__
        try:
            print(a * 2)
        except TypeError as error:
            print(error)


class Deep:
    def __init__(self, n):
        self.n = n

    def __add__(self, other):
        return self.n if self.n == 0 else Deep(self.n - 1) + other


class Endless:
    def __or__(self, other):
        return self | other


class Tracked:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)

    def __add__(self, other):
        print("add", self.name, other.name)
        return Tracked(self.name + other.name)

    def __sub__(self, other):
        return NotImplemented


def dying():
    print((Tracked("a") + Tracked("b") + Tracked("c")).name)
    kept = Tracked("k")
    kept = kept + Tracked("l")
    print("bound")
    try:
        Tracked("m") - Tracked("n")
    except TypeError as error:
        print(error)
    print("end")


def generating(items):
    total = Amount(0)
    for item in items:
        total = total + item
        yield total + 1


class Yielding:
    def __add__(self, other):
        yield from (1, other)


repeatedly()
changing()
print(Deep(300) + 1)
try:
    Endless() | 1
except RecursionError as error:
    print(error)
dying()
print(list(generating([1, 2, Amount(3)])))
for _ in range(2):
    print(list(Yielding() + 2))
print([Amount(1) + i for i in range(3)], sum([Amount(1), Amount(2)], Amount(0)))
