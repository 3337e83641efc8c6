# Frames that are reused must not leak values from one call to the next.
def maybe(flag):
    if flag:
        leak = "old"
    try:
        return leak
    except UnboundLocalError:
        return "unbound"


print([maybe(f) for f in (True, False, True, False)])


def defaults(a, b=None, *c, d=None, **e):
    return a, b, c, d, e


print(defaults(1, 2, 3, d=4, e=5), defaults(1), defaults(1, d=2), defaults(1, 2, 3), defaults(1, z=1))


def recursive(n, acc=None):
    acc = acc or []
    local = n
    if n:
        recursive(n - 1, acc)
    acc.append((n, local))
    return acc


print(recursive(3), recursive(2))


def mutual_a(n, x):
    y = x * 2
    r = mutual_b(n - 1, y) if n else []
    return [("a", n, x, y)] + r


def mutual_b(n, y):
    x = y + 1
    r = mutual_a(n - 1, x) if n else []
    return [("b", n, x, y)] + r


print(mutual_a(3, 1))


def varargs(*args):
    return args and varargs(*args[1:]) + (args[0],)


print(varargs(1, 2, 3))


def swap_call(a, b):
    if a > b:
        return swap_call(b, a)
    return a, b


print(swap_call(5, 2))


def many(a, b, c, d, e, f, g, h, i, j):
    return [a, b, c, d, e, f, g, h, i, j]


print(many(*range(10)), many(j=0, i=1, h=2, g=3, f=4, e=5, d=6, c=7, b=8, a=9), many(*range(5), **dict(zip("fghij", range(5)))))


class Method:
    def __init__(self, v):
        self.v = v

    def m(self, other=None, *rest, k=0):
        return self.v, getattr(other, "v", other), rest, k

    __call__ = m


p, q = Method(1), Method(2)
print(p.m(), p.m(q), p.m(q, 3, k=4), Method.m(q, p), p(q), [f(5) for f in (p.m, q.m, p, q)], list(map(p.m, [1, 2])))
f = p.m
p.v = 10
print(f(), (lambda *a, **k: p.m(*a, **k))(1, 2, k=3))


def keyword_order(**kw):
    return list(kw)


print(keyword_order(z=1, a=2, **{"m": 3}, b=4))


def inner_calls():
    return max(min(5, max(1, 2)), sum([len("ab"), abs(-3)]), int(str(len([1, 2]))))


print(inner_calls(), print(end="") is None, max([max([max([1])])]))


def exploding(a, b=[], *c, d={}, **e):
    b.append(a)
    d[a] = len(b)
    return b, d


exploding(1)
print(exploding(2), exploding(3, [], d={}))


def cell_args(a, b):
    def inner():
        nonlocal a
        a += b
        return a
    inner()
    return inner, a


i1, a1 = cell_args(1, 2)
i2, a2 = cell_args(10, 20)
print(a1, a2, i1(), i2(), i1())


def generator_args(*args, **kwargs):
    yield args
    yield kwargs


g1, g2 = generator_args(1, x=1), generator_args(2, y=2)
print(next(g1), next(g2), next(g1), next(g2))
