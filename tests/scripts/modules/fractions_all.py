"""fractions: making them, arithmetic, comparing, formatting."""

import math
from fractions import Fraction as F


def attempt(call):
    try:
        print(repr(call()))
    except Exception as error:
        print(type(error).__name__, error)


for arguments in ((), (3,), (6, 4), (1, -3), ("3/4",), (" -7/2 ",), ("1.25",), ("1e-3",), ("-.5E2",), ("1_000/3",), (0.5,), (0.1,), (F(1, 2), F(3, 4)), (True,),
                  (1, 0), ("x",), ("1/0",), (1.5, 2), (None,), (math.inf,), (math.nan,), ("3/ 4",), ("1 /4",)):
    attempt(lambda: F(*arguments))
a, b = F(3, 4), F(-5, 6)
print(a + b, a - b, a * b, a / b, a // b, a % b, divmod(a, b), a ** 2, a ** -2, b ** 3, a ** b if False else 0, -a, +a, abs(b))
print(a + 1, 1 + a, a - 1, 1 - a, a * 2, 2 * a, a / 2, 2 / a, a // 1, 1 // a, a % 1, 5 % a, a + 0.5, 0.5 + a, a * 2.0, 2.0 / a, 2 ** F(3), 2 ** F(1, 2), 2 ** F(-2), F(1, 4) ** 0.5, F(1, 4) ** F(1, 2))
print(a < b, a > b, a <= F(6, 8), a >= 1, a == 0.75, a == F(75, 100), a != b, a < 0.8, a > 2, 1 > a, a < math.inf, a == math.nan, a == "x", sorted([a, b, 0, 1.5]))
print(hash(a) == hash(0.75), hash(F(3)) == hash(3), {F(1, 2): 1}[0.5], bool(F(0)), bool(a), int(b), float(b), round(F(5, 2)), round(F(7, 2)), round(F(355, 113), 3), round(F(1234), -2), math.floor(b), math.ceil(b), math.trunc(b))
print(a.numerator, a.denominator, a.as_integer_ratio(), a.is_integer(), F(4, 2).is_integer(), F(math.pi).limit_denominator(1000), F("3.1415926535897932").limit_denominator(7), F.from_float(0.25), F(1, 3).limit_denominator())
print(str(a), repr(a), f"{a}", sum([F(1, 10)] * 10), max(a, b), F(10 ** 30, 3 * 10 ** 29))
for spec in ("", ".2f", ".10f", "10.3f", "<10.3f|", "+.1f", "010.2f", ",.2f", ".0f", "e", ".3e", "g", ".3g", "%", ".1%", "#.0f", "z.1f", ">12", "^12", "*<9", "+", "#", ",", "_.3f", ".20f", "G", "E"):
    for value in (F(1, 3), F(-22, 7), F(1234567), F(1, 100000), F(0), F(-1, 1000)):
        attempt(lambda: format(value, spec))
for call in (lambda: a + "x", lambda: a / 0, lambda: a % 0, lambda: F(0) ** -1, lambda: F(1, 2).limit_denominator(0), lambda: F.from_float("x"), lambda: a < "x", lambda: format(a, "d"), lambda: format(a, "<010f")):
    attempt(call)
