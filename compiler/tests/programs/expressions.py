def arithmetic(a, b):
    x = a + b * 2 - 1
    x += 1
    x -= b
    x **= 2
    return -x // (a % 3) << 1 & ~b


def folded():
    return 2 ** 10 - 1, "ab" * 3, 1 / 0, -(5), not 0


def logic(a, b, c):
    x = a and b or c
    y = a if b else c
    return not (x is None) and y not in [1, 2, 3]


def chained(a, f):
    return 0 < a < f() <= 10


def order(a, f):
    return a + (a := f(a)) + a
