class Fraction:
    __slots__ = ("n", "d")

    def __init__(self, n, d=1):
        if isinstance(n, str):
            n, _, rest = n.partition("/")
            n, d = int(n), int(rest or 1)
        if d == 0:
            raise ZeroDivisionError(f"Fraction({n}, 0)")
        a, b = abs(n), abs(d)
        while b:
            a, b = b, a % b
        sign = -1 if d < 0 else 1
        self.n, self.d = sign * n // a, sign * d // a

    def _both(operation):
        def forward(self, other):
            if isinstance(other, int):
                other = Fraction(other)
            if isinstance(other, float):
                return operation(float(self), other)
            if not isinstance(other, Fraction):
                return NotImplemented
            return operation(self, other)

        def reverse(self, other):
            return operation(Fraction(other), self) if isinstance(other, int) else NotImplemented

        return forward, reverse

    def _add(a, b):
        return Fraction(a.n * b.d + b.n * a.d, a.d * b.d) if isinstance(a, Fraction) else a + b

    def _sub(a, b):
        return Fraction(a.n * b.d - b.n * a.d, a.d * b.d) if isinstance(a, Fraction) else a - b

    def _mul(a, b):
        return Fraction(a.n * b.n, a.d * b.d) if isinstance(a, Fraction) else a * b

    def _div(a, b):
        return Fraction(a.n * b.d, a.d * b.n) if isinstance(a, Fraction) else a / b

    __add__, __radd__ = _both(_add)
    __sub__, __rsub__ = _both(_sub)
    __mul__, __rmul__ = _both(_mul)
    __truediv__, __rtruediv__ = _both(_div)

    def __eq__(self, other):
        if isinstance(other, int):
            return self.n == other and self.d == 1
        return isinstance(other, Fraction) and (self.n, self.d) == (other.n, other.d)

    def __lt__(self, other):
        other = other if isinstance(other, Fraction) else Fraction(other)
        return self.n * other.d < other.n * self.d

    def __hash__(self):
        return hash((self.n, self.d)) if self.d != 1 else hash(self.n)

    def __neg__(self):
        return Fraction(-self.n, self.d)

    def __float__(self):
        return self.n / self.d

    def __int__(self):
        return self.n // self.d

    def __pow__(self, k):
        return Fraction(self.n ** k, self.d ** k) if k >= 0 else Fraction(self.d ** -k, self.n ** -k)

    def __repr__(self):
        return f"{self.n}/{self.d}" if self.d != 1 else str(self.n)


half, third = Fraction(1, 2), Fraction("1/3")
print(half + third, half - third, half * third, half / third, 1 - half, 2 * third, 1 / half, -half, half ** 3, half ** -2)
print(half == Fraction(2, 4), half < third, max(half, third), sorted([half, third, Fraction(1, 4)]), float(third), int(Fraction(7, 2)), half + 0.5)
print(sum([Fraction(1, n) for n in range(1, 21)]), {half: 1}[Fraction(3, 6)], Fraction(4, 2) == 2, {2: "two"}[Fraction(4, 2)], Fraction(3, -6))
for code in ("Fraction(1, 0)", "half / 0", "half + 'x'", "'x' + half", "Fraction('a')", "half < 'x'"):
    try:
        print(eval(code))
    except (ZeroDivisionError, TypeError, ValueError) as e:
        print(type(e).__name__, e)
e = Fraction(1)
term = Fraction(1)
for i in range(1, 15):
    term = term / i
    e = e + term
print(e, f"{float(e):.12f}")
