add = lambda a, b=1, *args, **kw: a + b + sum(args)
print(add(1), add(1, 2), add(1, 2, 3, 4))
print(list(map(lambda x: x * 2, [1, 2])), list(filter(lambda x: x > 1, [1, 2, 3])), sorted("bca", key=lambda c: -ord(c)))
print((lambda f, x: f(f(x)))(lambda y: y * 3, 2))
compose = lambda *fs: (lambda x: [x := f(x) for f in fs][-1])
print(compose(str, len)(12345))
Y = lambda f: (lambda x: x(x))(lambda x: f(lambda *a: x(x)(*a)))
print(Y(lambda rec: lambda n: 1 if n == 0 else n * rec(n - 1))(6))
print([f(3) for f in (abs, str, lambda x: -x, [].__class__.__len__ if False else bool)])


def apply(f, *args, **kwargs):
    return f(*args, **kwargs)


print(apply(max, 1, 5, 3), apply(sorted, [2, 1], reverse=True), apply(print, "a", "b", sep="+"))


def curry(f, n):
    def take(*got):
        return f(*got) if len(got) >= n else lambda *more: take(*got, *more)
    return take


print(curry(lambda a, b, c: a + b + c, 3)(1)(2)(3), curry(lambda a, b: a * b, 2)(4, 5))


def reduce(f, items, start):
    for item in items:
        start = f(start, item)
    return start


print(reduce(lambda a, b: a * b, range(1, 6), 1), reduce(lambda a, b: {**a, b: len(b)}, ["x", "yy"], {}))
table = {"+": lambda a, b: a + b, "-": lambda a, b: a - b}
print({op: f(7, 3) for op, f in table.items()})
print((lambda: (yield))().__class__.__name__, (lambda x=(lambda: 5)(): x)())
print(max(["aa", "b", "cccc"], key=len), min([3, -1, 2], key=abs), sorted([(1, "b"), (1, "a")], key=lambda t: t[1]))
