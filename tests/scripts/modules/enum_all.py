"""enum: members, lookups, aliases, auto, data types, flags, checks, and the errors."""

import copy
import enum
from enum import *


class Color(Enum):
    RED = 1
    GREEN = 2
    BLUE = 3
    CRIMSON = 1

    def lower(self):
        return self.name.lower()

    @classmethod
    def favourite(cls):
        return cls.BLUE

    @property
    def twice(self):
        return self.value * 2


print(Color.RED, repr(Color.RED), Color.RED.name, Color.RED.value, Color(2), Color["BLUE"], Color.CRIMSON)
print(list(Color), len(Color), Color.RED in Color, 1 in Color, 9 in Color, Color.RED is Color.CRIMSON, list(reversed(Color)))
print(dict(Color.__members__), Color, type(Color), isinstance(Color.RED, Color), Color.RED == 1, Color.RED != Color.BLUE)
print(Color.RED.lower(), Color.favourite(), Color.BLUE.twice, {Color.RED: "r"}[Color.RED], f"{Color.RED:>12}|{Color.RED!r}")
print(copy.copy(Color.RED) is Color.RED, copy.deepcopy([Color.RED])[0] is Color.RED, bool(Color), bool(Color.RED))
print(Color.RED.BLUE, Color(Color.GREEN), hash(Color.RED) == hash("RED"), Color.__doc__, Color.__name__, Color.__qualname__)
print([name for name in dir(Color) if not name.startswith("__")], [name for name in dir(Color.RED) if not name.startswith("__")])


def attempt(call):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)


attempt(lambda: Color(7))
attempt(lambda: Color["PINK"])
attempt(lambda: Color.PINK)
attempt(lambda: setattr(Color, "RED", 5))
attempt(lambda: delattr(Color, "RED"))
attempt(lambda: setattr(Color.RED, "value", 5))
attempt(lambda: setattr(Color.RED, "name", 5))
attempt(lambda: Color.RED < Color.BLUE)
attempt(lambda: Color())
attempt(lambda: Enum("x"))
attempt(lambda: Color([]))


def body(**names):
    return lambda: Enum("Made", names)


def extend():
    class More(Color):
        PINK = 4


def twice():
    class Twice(Enum):
        A = 1
        A = 2


def reserved():
    class Reserved(Enum):
        _odd_ = 1


def bad_order():
    class Order(Enum):
        _order_ = "B A"
        A = 1
        B = 2


for function in (extend, twice, reserved, bad_order):
    attempt(function)


class Number(IntEnum):
    ONE = 1
    TWO = 2


print(Number.ONE, repr(Number.ONE), Number.ONE + 1, Number.ONE < Number.TWO, Number.ONE == 1, f"{Number.TWO:03d}", "%d %s" % (Number.TWO, Number.TWO))
print([10, 20, 30][Number.TWO], sorted([Number.TWO, Number.ONE]), Number(1.0), max(Number), sum(Number), isinstance(Number.ONE, int), type(Number.ONE + 0))


class Word(StrEnum):
    HELLO = auto()
    BYE = "good bye"


print(Word.HELLO, repr(Word.HELLO), Word.HELLO.upper(), Word.BYE == "good bye", Word("hello"), f"{Word.BYE:>10}", "say " + Word.BYE)
attempt(lambda: StrEnum("W", {"A": 1}))


class Auto(Enum):
    A = auto()
    B = auto()
    C = 10
    D = auto()


print(list(Auto))


class Named(Enum):
    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return name, start, count, last_values

    X = auto()
    Y = auto()


print(list(Named))


class Planet(Enum):
    EARTH = (5.976e24, 6.37814e6)
    MARS = (6.421e23, 3.3972e6)

    def __init__(self, mass, radius):
        self.mass = mass
        self.radius = radius

    @property
    def gravity(self):
        return round(6.67300e-11 * self.mass / (self.radius * self.radius), 2)


print(Planet.EARTH.value, Planet.EARTH.gravity, Planet((6.421e23, 3.3972e6)), repr(Planet.MARS))


class Coordinate(bytes, Enum):
    def __new__(cls, value, label):
        made = bytes.__new__(cls, [value])
        made._value_ = value
        made.label = label
        return made

    PX = (0, "P.X")
    PY = (1, "P.Y")


print(Coordinate.PY, Coordinate(1).label, Coordinate.PX == b"\0")


class Mixed(str, Enum):
    A = "a"
    B = "b"


print(Mixed.A, repr(Mixed.A), Mixed.A == "a", f"{Mixed.A}", "%s" % Mixed.B, Mixed.A + "x", Mixed("b"), "a" in Mixed)


class Floats(float, Enum):
    HALF = 0.5


print(Floats.HALF, Floats.HALF * 2, repr(Floats.HALF))


class Case(Enum):
    A = "a"

    @classmethod
    def _missing_(cls, value):
        if value == "odd":
            return 3
        if value == "raise":
            raise KeyError("inside")
        return cls.__members__.get(str(value).upper())


print(Case("A"))
for value in ("nope", "odd", "raise"):
    attempt(lambda: Case(value))

Animal = Enum("Animal", "CAT DOG,BEE")
print(list(Animal), Animal.__module__, Animal)
print(list(Enum("L", ["A", "B"], start=5)), list(Enum("P", [("A", "x"), ("B", "y")])), list(Enum("M", {"A": 1})))
print(list(IntEnum("I", "A B")), list(Enum("T", "A B", type=str)), Enum("Empty", ()), list(Flag("F", "A B C")))


class Perm(Flag):
    R = 4
    W = 2
    X = 1
    RW = 6


print(Perm.R | Perm.W, repr(Perm.R | Perm.X), Perm(7), Perm(0), repr(Perm(0)), bool(Perm(0)), ~Perm.R, Perm.RW & Perm.W, Perm.R ^ Perm.RW)
print(list(Perm), list(Perm.RW), len(Perm.RW), Perm.R in Perm.RW, Perm.X in Perm.RW, Perm.RW.name, (Perm.R | Perm.X).name, Perm(5) is Perm.R | Perm.X)
print(Perm["RW"], (Perm.R | Perm.X).value, [flag.name for flag in Perm.R | Perm.W | Perm.X], Perm(-1), Perm(-2))
attempt(lambda: Perm(8))
attempt(lambda: Perm.R | 1)
attempt(lambda: 1 in Perm.R)
attempt(lambda: Perm("x"))


class Bits(Flag):
    A = auto()
    B = auto()
    C = auto()
    AB = A | B


print(list(Bits), Bits.AB, repr(Bits.A | Bits.C), Bits.AB in Bits)


class Mode(IntFlag):
    R = 4
    W = 2


print(Mode.R | Mode.W, repr(Mode.R | 1), Mode.R | 8, Mode(0), repr(Mode(0)), Mode.R + 1, ~Mode.R, repr(~Mode.R), f"{Mode.R | Mode.W}", 4 & Mode.R, repr(Mode(12)))
print(isinstance(Mode.R | 1, Mode), Mode.R == 4, list(Mode(6)), Mode.W < Mode.R, repr(7 ^ Mode.R))


class Conform(Flag, boundary=CONFORM):
    A = 1
    B = 4


class Eject(Flag, boundary=EJECT):
    A = 1


class Keep(Flag, boundary=KEEP):
    A = 1


print(Conform(7), Conform(2), Eject(5), Keep(9), repr(Keep(8)), list(FlagBoundary), repr(STRICT))
print(enum.show_flag_values(13), enum.bin(10), enum.bin(~10), enum.bin(-1, 4))


@unique
class Single(Enum):
    A = 1


attempt(lambda: unique(Color))
attempt(lambda: verify(UNIQUE)(Color))
attempt(lambda: verify(CONTINUOUS)(Enum("C", {"A": 1, "B": 4})))
attempt(lambda: verify(NAMED_FLAGS)(Flag("N", {"A": 1, "B": 6})))
attempt(lambda: verify(NAMED_FLAGS, CONTINUOUS, UNIQUE)(Bits))


class Odd(Enum):
    _ignore_ = "skip i"
    skip = [1, 2]
    A = [1, 2]
    B = {"k": 1}
    inner = nonmember(5)
    function = member(len)

    class Nested:
        pass


print(list(Odd), Odd.inner, Odd([1, 2]), [1, 2] in Odd, Odd.function.value("abc"), Odd.Nested.__name__, hasattr(Odd, "skip"))


class Base(Enum):
    def hello(self):
        return f"hello {self.name}"


class Derived(Base):
    A = 1


print(Derived.A.hello(), isinstance(Derived.A, Base), issubclass(Derived, Enum))


class Registered(Enum):
    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        print("subclass", cls.__name__, len(cls))


class R1(Registered):
    A = 1
    B = 2


class Shown(Enum):
    A = 1

    def __str__(self):
        return f"shown {self.value}"

    def __repr__(self):
        return "repr"


print(Shown.A, [Shown.A], f"{Shown.A}")


class Ordered(Enum):
    LOW = 1
    HIGH = 2

    def __lt__(self, other):
        return self.value < other.value


print(sorted([Ordered.HIGH, Ordered.LOW]), Ordered.LOW < Ordered.HIGH)
match Color.RED:
    case Color.BLUE:
        print("blue")
    case Color.RED:
        print("red")


class Value(Enum):
    value = 1
    name = 2


print(Value.value, Value.name, Value.value.value, Value.name.name)


@global_enum
class Globe(Enum):
    SOUTH = 1


print(SOUTH, repr(SOUTH))
Color.RED._add_alias_("ROT")
Color.RED._add_value_alias_("rot")
print(Color.ROT, Color("rot"))
