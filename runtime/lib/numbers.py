"""Abstract base classes of numbers: what is a number of which kind."""

from abc import ABCMeta

__all__ = ["Number", "Complex", "Real", "Rational", "Integral"]


class Number(metaclass=ABCMeta):
    """All numbers."""

    __slots__ = ()
    __hash__ = None


class Complex(Number):
    """Numbers with a real and an imaginary part."""

    __slots__ = ()


class Real(Complex):
    """Numbers that have an order and can become a float."""

    __slots__ = ()


class Rational(Real):
    """Numbers with a numerator and a denominator."""

    __slots__ = ()

    def __float__(self):
        return int(self.numerator) / int(self.denominator)


class Integral(Rational):
    """Whole numbers."""

    __slots__ = ()


Real.register(float)
Integral.register(int)
