n = 10


def f():
    n = 1
    a = [n + i for i in range(3)]
    b = [(lambda: n * i)() for i in range(3)]
    n = 2
    return a, b, [n for _ in range(1)]


print(f())


def g():
    x = 5
    [x for x in range(3)]
    return x


print(g())


def h():
    r = [k for k in range(3)]
    try:
        return k
    except NameError as e:
        return str(e)


print(h())


def nested():
    return [[(i, j, k) for k in range(j)] for i in range(3) for j in range(i)]


print(nested())


def closure_over_loop():
    return [[(lambda: (i, j))() for j in range(2)] for i in range(2)], [f() for f in [lambda: q for q in "ab"]]


print(closure_over_loop())


def walrus_scope():
    [z := i for i in range(3)]
    return z


print(walrus_scope())
total = 0
print([total := total + v for v in range(5)], total)


def generator_late_binding():
    m = 1
    gen = (m * i for i in range(3))
    m = 100
    return list(gen)


print(generator_late_binding())


def first_iterable_now():
    data = [1, 2]
    gen = (d for d in data)
    data = [3]
    return list(gen)


print(first_iterable_now())
try:
    gen = (i for i in 5)
except TypeError as e:
    print("at creation:", e)
print([i for i in range(3) for i in range(i)], [(i, i) for i in range(2)])
print(list(map(lambda s: [c for c in s], ["ab", "c"])))


class K:
    y = 3
    z = [0 for _ in range(y)]


print(K.z, [locals_ for locals_ in ["name"]])
