class Base:
    def __add__(self, other):
        return "Base.__add__"

    def __radd__(self, other):
        return "Base.__radd__"

    def __lt__(self, other):
        return "Base.__lt__"

    def __gt__(self, other):
        return "Base.__gt__"

    def __eq__(self, other):
        return "Base.__eq__"


class Derived(Base):
    def __radd__(self, other):
        return "Derived.__radd__"

    def __gt__(self, other):
        return "Derived.__gt__"

    def __eq__(self, other):
        return "Derived.__eq__"


class Plain(Base):
    pass


print(Base() + Derived(), Derived() + Base(), Base() + Plain(), Base() + Base(), 1 + Base(), Base() + 1)
print(Base() < Derived(), Derived() < Base(), Base() == Derived(), 1 < Base(), 1 > Base(), Base() == 1, 1 == Base(), 1 != Base())


class OnlyRight:
    def __radd__(self, other):
        return ("radd", other)

    def __rmul__(self, other):
        return ("rmul", other)

    def __rsub__(self, other):
        return NotImplemented


r = OnlyRight()
print(1 + r, [1] + r, "a" + r, (1,) * r, 2.0 * r, "x" * r)
for code in ("r + 1", "1 - r", "r - r", "r + r"):
    try:
        print(eval(code))
    except TypeError as e:
        print(e)


class Meter:
    def __init__(self, v):
        self.v = v

    def __mul__(self, k):
        if isinstance(k, (int, float)):
            return Meter(self.v * k)
        return NotImplemented

    __rmul__ = __mul__

    def __eq__(self, other):
        return isinstance(other, Meter) and self.v == other.v

    def __repr__(self):
        return f"{self.v}m"


print(Meter(2) * 3, 3 * Meter(2), Meter(2) == Meter(2), Meter(2) != Meter(3), Meter(1) == 1, Meter(1) in [Meter(1)])
try:
    Meter(1) * Meter(2)
except TypeError as e:
    print(e)
try:
    Meter(1) * "x"
except TypeError as e:
    print(e)
try:
    "x" * Meter(1)
except TypeError as e:
    print(e)


class MyInt(int):
    def __add__(self, other):
        return MyInt(int(self) + int(other) + 100)

    def __radd__(self, other):
        return "radd"


print(MyInt(1) + 2, 2 + MyInt(1), MyInt(1) * 2, type(MyInt(1) * 2).__name__, sum([MyInt(1), MyInt(2)]))


class Raises:
    def __add__(self, other):
        raise ValueError("from add")

    def __eq__(self, other):
        raise ValueError("from eq")


for code in ("Raises() + 1", "Raises() == 1", "1 == Raises()", "Raises() in [1]", "1 + Raises()"):
    try:
        print(eval(code))
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
