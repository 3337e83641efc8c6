class Polynomial:
    def __init__(self, *coefficients):
        c = list(coefficients)
        while len(c) > 1 and c[-1] == 0:
            c.pop()
        self.c = c

    @property
    def degree(self):
        return len(self.c) - 1

    def __call__(self, x):
        result = 0
        for a in reversed(self.c):
            result = result * x + a
        return result

    def __add__(self, other):
        a, b = self.c, other.c
        n = max(len(a), len(b))
        a, b = a + [0] * (n - len(a)), b + [0] * (n - len(b))
        return Polynomial(*map(lambda p: p[0] + p[1], zip(a, b)))

    def __mul__(self, other):
        if not isinstance(other, Polynomial):
            return Polynomial(*(a * other for a in self.c))
        out = [0] * (self.degree + other.degree + 1)
        for i, a in enumerate(self.c):
            for j, b in enumerate(other.c):
                out[i + j] += a * b
        return Polynomial(*out)

    __rmul__ = __mul__

    def __sub__(self, other):
        return self + other * -1

    def __divmod__(self, other):
        rest, out = self.c[:], [0] * max(1, self.degree - other.degree + 1)
        while len(rest) >= len(other.c) and any(rest):
            factor = rest[-1] // other.c[-1]
            shift = len(rest) - len(other.c)
            out[shift] = factor
            for i, b in enumerate(other.c):
                rest[i + shift] -= factor * b
            rest.pop()
        return Polynomial(*out), Polynomial(*(rest or [0]))

    def __pow__(self, n):
        result = Polynomial(1)
        for _ in range(n):
            result *= self
        return result

    def derivative(self):
        return Polynomial(*([i * a for i, a in enumerate(self.c)][1:] or [0]))

    def __eq__(self, other):
        return self.c == other.c

    def __str__(self):
        terms = []
        for i in range(self.degree, -1, -1):
            a = self.c[i]
            if a == 0 and self.degree > 0:
                continue
            sign = "-" if a < 0 else "+"
            size = "" if abs(a) == 1 and i else str(abs(a))
            power = "" if i == 0 else "x" if i == 1 else f"x^{i}"
            terms.append((sign, size + power))
        first, *rest = terms
        text = ("-" if first[0] == "-" else "") + first[1]
        return text + "".join(f" {s} {t}" for s, t in rest)


p, q = Polynomial(-1, 0, 1), Polynomial(1, 1)
print(p, "|", q, "|", p + q, "|", p - q, "|", p * q, "|", 3 * q, "|", q ** 3)
d, r = divmod(p, q)
print(d, "|", r, "|", d * q + r == p, p(3), q(10), p.derivative(), p.degree, [p(x) for x in range(-2, 3)])
print(Polynomial(0), Polynomial(5), Polynomial(0, -1), Polynomial(1, 2, 0, 0).degree, divmod(Polynomial(1, 3, 3, 1), q)[0])
