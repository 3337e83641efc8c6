def f(a, b=2, *args, c, d=4, **kwargs):
    print(a, b, args, c, d, kwargs)


f(1, c=3)
f(1, 5, c=3)
f(1, 5, 6, 7, c=3, d=8, e=9)
f(c=1, a=2)
f(*[1, 2, 3], **{"c": 4, "z": 5})
f(*"ab", *[1], c=0, **{"x": 1}, **{"y": 2})


def pos_only(a, b=2, /, c=3, *, d=4):
    print(a, b, c, d)


pos_only(1)
pos_only(1, 9, c=8, d=7)
pos_only(1, 9, 8)


def kw_shadow(a, /, **kw):
    print(a, kw)


kw_shadow(1, a=2, b=3)


def only_kw(*, x, y=1):
    print(x, y)


only_kw(x=1)
only_kw(y=2, x=1)


def stars(*args, **kwargs):
    return args, kwargs


print(stars(), stars(1), stars(a=1), stars(1, 2, a=3), stars(*(), **{}))
print((lambda: 1)(), (lambda x: x)(2), (lambda x, y=2: x + y)(1), (lambda *a, k=1, **kw: (a, k, kw))(1, 2, k=3, z=4))


def defaults(a, b=[], c={}):
    b.append(a)
    c[a] = len(b)
    return b, c


print(defaults(1))
print(defaults(2))
print(defaults(3, []))
x = 10


def late(v=x):
    return v


x = 20
print(late(), defaults.__defaults__, only_kw.__kwdefaults__, pos_only.__defaults__)


def inner_defaults():
    n = 1

    def g(m=n + 1):
        return m

    n = 50
    return g()


print(inner_defaults())


def empty():
    pass


print(empty())


def args_is_tuple(*args):
    return type(args).__name__, args[::-1]


print(args_is_tuple(1, 2))
def trailing(a, b,): return a, b
print(trailing(1, 2,))
