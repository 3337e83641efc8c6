def displays(a, b):
    t = (a, *b, 1)
    l = [1, 2, 3]
    s = {a, *b}
    d = {"k": a, **b, 2: 3}
    return (), (1, "two", 3.0), [t, l], {1, 2, 3}, s, d, {}


def subscripts(a, i):
    a[1:2] = a[i:] + a[:-1] + a[::2]
    a[i], a[0] = a[-1], a[i, 1:]
    a[i] += 1
    a["k"] -= i
    a.b.c *= 2
    del a[0], a.b, a[1:]
    return a[...]
