print([x * x for x in range(5)], [x for x in range(10) if x % 2], [x for x in range(30) if x % 2 == 0 if x % 3 == 0])
print([(x, y) for x in range(3) for y in range(x)], [[j for j in range(i)] for i in range(4)], [x for row in [[1], [2, 3]] for x in row])
print({x: x * x for x in range(3)}, {x % 3 for x in range(10)}, {k.upper(): v for k, v in {"a": 1}.items()})
print(list(x + 1 for x in range(3)), sum(x for x in range(5)), tuple(c for c in "abc"), ",".join(str(i) for i in range(3)))
x = "outer"
print([x for x in range(3)], x)
print([a if a > 1 else -a for a in range(4)], [(lambda v: v * 2)(i) for i in range(3)], [y := 5, y ** 2])
print([last := i for i in range(4)], last)
fs = [lambda: i for i in range(3)]
print([f() for f in fs])
fs = [lambda i=i: i for i in range(3)]
print([f() for f in fs])
print([a + b for a, b in [(1, 2), (3, 4)]], [h for h, *t in ["abc", "de"]], [w for w in "the quick fox".split() if len(w) > 3])
print(any(n > 3 for n in range(5)), all(n < 3 for n in range(5)), max((len(w), w) for w in ["a", "bbb"]))


class C:
    items = [1, 2, 3]
    doubled = [i * 2 for i in items]
    n = 2
    try:
        scaled = [i * n for i in items]
    except NameError as e:
        print(e)


print(C.doubled)


def f(values):
    total = 0
    return [total + v for v in values], {v: total for v in values}


print(f([1, 2]))


def outer():
    data = [1, 2]
    return [[x * y for x in data] for y in data]


print(outer())
try:
    [1 / i for i in (1, 0)]
except ZeroDivisionError as e:
    print(e)
try:
    print(undefined_after)
except NameError as e:
    print(e)
g = (print("lazy", i) for i in range(2))
print("before")
list(g)
gen = (i for i in [1, 2, 3])
print(2 in gen, list(gen), list(gen))
print([i for i in range(5) if (h := i // 2)], h)
print([*[i for i in range(2)], *(j for j in "ab")])
print({i: {j: i * j for j in range(2)} for i in range(2)}, [[]for _ in range(2)], [[x]for x in"ab"])
