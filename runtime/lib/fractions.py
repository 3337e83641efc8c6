"""Fractions: numbers that are exact."""

import math
import operator
import re
from numbers import Rational

__all__ = ["Fraction"]

_MODULUS = 2**61 - 1
_FORMAT = re.compile(r"""
    \s*(?P<sign>[-+]?)(?=\d|\.\d)(?P<num>\d*|\d+(?:_\d+)*)
    (?:(?:\s*/\s*(?P<denom>\d+(?:_\d+)*))?|(?:\.(?P<decimal>\d*|\d+(?:_\d+)*))?(?:E(?P<exp>[-+]?\d+(?:_\d+)*))?)\s*\Z
""", re.VERBOSE | re.IGNORECASE)
_SPEC = re.compile(r"""
    (?:(?P<fill>.)?(?P<align>[<>=^]))?(?P<sign>[-+ ]?)(?P<no_neg_zero>z)?(?P<alt>\#)?(?P<zeropad>0(?=[0-9]))?
    (?P<minimumwidth>[0-9]+)?(?P<thousands>[,_])?(?:\.(?P<precision>[0-9]+))?(?P<type>[eEfFgG%]?)
""", re.DOTALL | re.VERBOSE)


def _half_even(n, d):
    """n / d as an int, ties to even."""
    whole, rest = divmod(n, d)
    return whole + (2 * rest > d or 2 * rest == d and whole % 2)


class Fraction(Rational):
    """A numerator over a denominator, in lowest terms."""

    __slots__ = ("_numerator", "_denominator")

    def __new__(cls, numerator=0, denominator=None):
        self = super().__new__(cls)
        if denominator is None:
            if type(numerator) is int:
                self._numerator, self._denominator = numerator, 1
                return self
            if isinstance(numerator, (float, Fraction)) or hasattr(numerator, "as_integer_ratio"):
                self._numerator, self._denominator = numerator.as_integer_ratio()
                return self
            if isinstance(numerator, Rational):
                self._numerator, self._denominator = numerator.numerator, numerator.denominator
                return self
            if not isinstance(numerator, str):
                raise TypeError("argument should be a string or a Rational instance")
            numerator, denominator = cls._parsed(numerator)
        elif type(numerator) is int is type(denominator):
            pass
        elif isinstance(numerator, Rational) and isinstance(denominator, Rational):
            numerator, denominator = (numerator.numerator * denominator.denominator,
                                      denominator.numerator * numerator.denominator)
        else:
            raise TypeError("both arguments should be Rational instances")
        if denominator == 0:
            raise ZeroDivisionError(f"Fraction({numerator}, 0)")
        common = math.gcd(numerator, denominator)
        if denominator < 0:
            common = -common
        self._numerator, self._denominator = numerator // common, denominator // common
        return self

    @staticmethod
    def _parsed(text):
        found = _FORMAT.match(text)
        if found is None:
            raise ValueError(f"Invalid literal for Fraction: {text!r}")
        numerator = int(found["num"] or "0")
        denominator = 1
        if found["denom"]:
            denominator = int(found["denom"])
        else:
            if found["decimal"]:
                digits = found["decimal"].replace("_", "")
                denominator = 10 ** len(digits)
                numerator = numerator * denominator + int(digits)
            if found["exp"]:
                exponent = int(found["exp"])
                if exponent >= 0:
                    numerator *= 10 ** exponent
                else:
                    denominator *= 10 ** -exponent
        return -numerator if found["sign"] == "-" else numerator, denominator

    @classmethod
    def _of(cls, numerator, denominator):
        self = super().__new__(cls)
        self._numerator, self._denominator = numerator, denominator
        return self

    @classmethod
    def from_float(cls, f):
        """The fraction that a float is exactly."""
        if isinstance(f, int):
            return cls(f)
        if not isinstance(f, float):
            raise TypeError(f"{cls.__name__}.from_float() only takes floats, not {f!r} ({type(f).__name__})")
        return cls._of(*f.as_integer_ratio())

    @classmethod
    def from_decimal(cls, dec):
        """The fraction that a decimal number is exactly."""
        return cls._of(*dec.as_integer_ratio())

    def is_integer(self):
        """Whether it is a whole number."""
        return self._denominator == 1

    def as_integer_ratio(self):
        """The numerator and the denominator."""
        return self._numerator, self._denominator

    def limit_denominator(self, max_denominator=1000000):
        """The closest fraction whose denominator is not larger."""
        if max_denominator < 1:
            raise ValueError("max_denominator should be at least 1")
        if self._denominator <= max_denominator:
            return Fraction(self)
        p0, q0, p1, q1 = 0, 1, 1, 0
        n, d = self._numerator, self._denominator
        while True:
            a = n // d
            q2 = q0 + a * q1
            if q2 > max_denominator:
                break
            p0, q0, p1, q1 = p1, q1, p0 + a * p1, q2
            n, d = d, n - a * d
        k = (max_denominator - q0) // q1
        if 2 * d * (q0 + k * q1) <= self._denominator:
            return Fraction._of(p1, q1)
        return Fraction(p0 + k * p1, q0 + k * q1)

    @property
    def numerator(self):
        return self._numerator

    @property
    def denominator(self):
        return self._denominator

    @property
    def real(self):
        return +self

    @property
    def imag(self):
        return 0

    def conjugate(self):
        return +self

    def __repr__(self):
        return f"{type(self).__name__}({self._numerator}, {self._denominator})"

    def __str__(self):
        return str(self._numerator) if self._denominator == 1 else f"{self._numerator}/{self._denominator}"

    def __format__(self, format_spec):
        found = _SPEC.fullmatch(format_spec)
        if found is None:
            raise ValueError(f"Invalid format specifier {format_spec!r} for object of type {type(self).__name__!r}")
        if found["align"] is not None and found["zeropad"] is not None:
            raise ValueError(f"Invalid format specifier {format_spec!r} for object of type {type(self).__name__!r}")
        if found["type"]:
            sign, digits = self._digits(found)
        else:
            if found["precision"] is not None or found["zeropad"] or found["no_neg_zero"]:
                raise ValueError(f"Invalid format specifier {format_spec!r} for object of type {type(self).__name__!r}")
            digits = f"{abs(self._numerator):{found['thousands'] or ''}}"
            if found["alt"] or self._denominator != 1:
                digits += f"/{self._denominator:{found['thousands'] or ''}}"
            sign = "-" if self._numerator < 0 else ""
        if not sign and found["sign"] != "-":
            sign = found["sign"]
        width = int(found["minimumwidth"] or 0)
        if found["zeropad"]:
            return sign + digits.rjust(width - len(sign), "0")
        fill, align = found["fill"] or " ", found["align"] or ">"
        if align == "=":
            return sign + digits.rjust(width - len(sign), fill)
        text = sign + digits
        space = max(width - len(text), 0)
        left = {"<": 0, ">": space, "^": space // 2}[align]
        return fill * left + text + fill * (space - left)

    def _digits(self, found):
        """Sign and digits for the presentation types of floats, exact at any precision."""
        kind = found["type"]
        precision = int(found["precision"] or "6")
        size = Fraction._of(abs(self._numerator), self._denominator)
        suffix = ""
        if kind in "fF%":
            if kind == "%":
                size, suffix = size * 100, "%"
            digits = _half_even(size._numerator * 10 ** precision, size._denominator)
            is_zero = digits == 0
            point = precision
            exponent = None
        else:
            figures = precision + 1 if kind in "eE" else max(precision, 1)
            digits, exponent = _figures(size, figures)
            is_zero = digits == 0
            if kind in "eE" or not -4 <= exponent < figures:
                point = figures - 1
            else:
                point, exponent = figures - 1 - exponent, None
        text = f"{digits:0{point + 1}d}"
        whole, part = (text[:-point], text[-point:]) if point > 0 else (text + "0" * -point, "")
        if kind in "gG" and not found["alt"]:
            part = part.rstrip("0")
        if found["thousands"]:
            whole = f"{int(whole):{found['thousands']}}"
        if exponent is not None:
            suffix = f"{'E' if kind.isupper() else 'e'}{exponent:+03d}" + suffix
        sign = "-" if self._numerator < 0 and not (is_zero and found["no_neg_zero"]) else ""
        return sign, whole + ("." if part or found["alt"] else "") + part + suffix

    def _other(self, other):
        if isinstance(other, int):
            return other, 1
        return (other._numerator, other._denominator) if isinstance(other, Fraction) else None

    def _binary(exact, rough):
        def forward(a, b):
            ratio = a._other(b)
            if ratio is not None:
                return exact(a._numerator, a._denominator, *ratio)
            return rough(float(a), b) if isinstance(b, float) else NotImplemented

        def reverse(b, a):
            ratio = b._other(a)
            if ratio is not None:
                return exact(*ratio, b._numerator, b._denominator)
            return rough(a, float(b)) if isinstance(a, float) else NotImplemented
        forward.__name__, reverse.__name__ = f"__{rough.__name__}__", f"__r{rough.__name__}__"
        return forward, reverse

    __add__, __radd__ = _binary(lambda na, da, nb, db: Fraction(na * db + nb * da, da * db), operator.add)
    __sub__, __rsub__ = _binary(lambda na, da, nb, db: Fraction(na * db - nb * da, da * db), operator.sub)
    __mul__, __rmul__ = _binary(lambda na, da, nb, db: Fraction(na * nb, da * db), operator.mul)
    def _quotient(na, da, nb, db):
        if nb == 0:
            raise ZeroDivisionError(f"Fraction({db}, 0)")
        return Fraction(na * db, da * nb)

    __truediv__, __rtruediv__ = _binary(_quotient, operator.truediv)
    __floordiv__, __rfloordiv__ = _binary(lambda na, da, nb, db: (na * db) // (da * nb), operator.floordiv)
    __mod__, __rmod__ = _binary(lambda na, da, nb, db: Fraction(na * db % (nb * da), da * db), operator.mod)

    def _divmod(na, da, nb, db):
        whole, rest = divmod(na * db, da * nb)
        return whole, Fraction(rest, da * db)

    __divmod__, __rdivmod__ = _binary(_divmod, divmod)
    del _binary, _quotient, _divmod

    def __pow__(self, other):
        ratio = self._other(other)
        if ratio is None:
            return float(self) ** other if isinstance(other, float) else NotImplemented
        power, root = ratio
        if root != 1:
            return float(self) ** (power / root)
        if power >= 0:
            return Fraction._of(self._numerator ** power, self._denominator ** power)
        if self._numerator == 0:
            raise ZeroDivisionError(f"Fraction({self._denominator ** -power}, 0)")
        return Fraction(self._denominator ** -power, self._numerator ** -power)

    def __rpow__(self, other):
        if self._denominator == 1 and self._numerator >= 0:
            return other ** self._numerator
        if isinstance(other, int) and self._denominator == 1:
            return Fraction(other) ** self._numerator
        return other ** float(self)

    def __pos__(self):
        return Fraction._of(self._numerator, self._denominator)

    def __neg__(self):
        return Fraction._of(-self._numerator, self._denominator)

    def __abs__(self):
        return Fraction._of(abs(self._numerator), self._denominator)

    def __int__(self):
        return -(-self._numerator // self._denominator) if self._numerator < 0 else self._numerator // self._denominator

    __trunc__ = __int__

    def __floor__(self):
        return self._numerator // self._denominator

    def __ceil__(self):
        return -(-self._numerator // self._denominator)

    def __round__(self, ndigits=None):
        if ndigits is None:
            return _half_even(self._numerator, self._denominator)
        shift = 10 ** abs(ndigits)
        if ndigits > 0:
            return Fraction(round(self * shift), shift)
        return Fraction(round(self / shift) * shift)

    def __hash__(self):
        try:
            inverse = pow(self._denominator, -1, _MODULUS)
        except ValueError:
            size = 314159
        else:
            size = hash(hash(abs(self._numerator)) * inverse)
        result = size if self._numerator >= 0 else -size
        return -2 if result == -1 else result

    def __eq__(self, other):
        ratio = self._other(other)
        if ratio is not None:
            return (self._numerator, self._denominator) == ratio
        if isinstance(other, float):
            return math.isfinite(other) and self == Fraction.from_float(other)
        return NotImplemented

    def _compare(self, other, operation):
        ratio = self._other(other)
        if ratio is None and isinstance(other, float):
            if not math.isfinite(other):
                return operation(0.0, other)
            ratio = other.as_integer_ratio()
        if ratio is None:
            return NotImplemented
        return operation(self._numerator * ratio[1], ratio[0] * self._denominator)

    def __lt__(self, other):
        return self._compare(other, operator.lt)

    def __gt__(self, other):
        return self._compare(other, operator.gt)

    def __le__(self, other):
        return self._compare(other, operator.le)

    def __ge__(self, other):
        return self._compare(other, operator.ge)

    def __bool__(self):
        return self._numerator != 0

    def __reduce__(self):
        return type(self), (self._numerator, self._denominator)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


def _figures(size, count):
    """The first `count` digits of a number that is not negative, rounded, and the power of ten of the first."""
    if not size._numerator:
        return 0, 0
    n, d = size._numerator, size._denominator
    exponent = len(str(n)) - len(str(d))
    if n < d * 10 ** exponent if exponent >= 0 else n * 10 ** -exponent < d:
        exponent -= 1
    shift = count - 1 - exponent
    digits = _half_even(n * 10 ** shift, d) if shift >= 0 else _half_even(n, d * 10 ** -shift)
    if len(str(digits)) > count:
        digits //= 10
        exponent += 1
    return digits, exponent
