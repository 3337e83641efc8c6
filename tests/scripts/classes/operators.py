class V:
    def __init__(self, n):
        self.n = n

    def __repr__(self):
        return f"V({self.n})"


def binary(name, symbol):
    def method(self, other):
        return f"({self!r} {symbol} {other!r})"

    def reflected(self, other):
        return f"({other!r} r{symbol} {self!r})"

    setattr(V, f"__{name}__", method)
    setattr(V, f"__r{name}__", reflected)


for name, symbol in (("add", "+"), ("sub", "-"), ("mul", "*"), ("truediv", "/"), ("floordiv", "//"), ("mod", "%"), ("pow", "**"), ("lshift", "<<"), ("rshift", ">>"), ("and", "&"), ("or", "|"), ("xor", "^"), ("matmul", "@"), ("divmod", "divmod")):
    binary(name, symbol)
a, b = V(1), V(2)
print(a + b, a - b, a * b, a / b, a // b, a % b, a ** b, a << b, a >> b, a & b, a | b, a ^ b, a @ b, divmod(a, b))
print(a + 5, a - 5, a * 5, a / 5, a // 5, a % 5, a ** 5, a << 5, a >> 5, a & 5, a | 5, a ^ 5, a @ 5, divmod(a, 5))
print(5 + a, 5 - a, 5 * a, 5 / a, 5 // a, 5 % a, 5 ** a, 5 << a, 5 >> a, 5 & a, 5 | a, 5 ^ a, 5 @ a, divmod(5, a))
print("s" + a, [1] + a, "s" * a, [1] * a, 1.5 + a, None + a, "%s" % a, {1} | a, (1,) + a)
for op in ("__neg__", "__pos__", "__invert__", "__abs__"):
    setattr(V, op, lambda self, op=op: op)
print(-a, +a, ~a, abs(a))


class Unary:
    def __round__(self, n=None):
        return ("round", n)

    def __trunc__(self):
        return 7

    def __floor__(self):
        return "floor"

    def __ceil__(self):
        return "ceil"

    def __index__(self):
        return 3

    def __int__(self):
        return 8

    def __float__(self):
        return 2.5



import math
u = Unary()
print(round(u), round(u, 2), math.trunc(u), math.floor(u), math.ceil(u), [10, 20, 30, 40][u], int(u), float(u), hex(u), "ab" * u, range(u), [0, 1, 2, 3, 4][:u], bin(u), math.sqrt(u))


class NotImpl:
    def __add__(self, other):
        return NotImplemented

    def __eq__(self, other):
        return NotImplemented

    def __lt__(self, other):
        return NotImplemented


n = NotImpl()
for code in ("n + 1", "n + n", "n < 1", "n < n", "1 + n", "n - 1"):
    try:
        print(eval(code))
    except TypeError as e:
        print(e)
print(n == 1, n == n, n != n, n != 1)
