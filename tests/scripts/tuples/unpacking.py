a, *b = [1, 2, 3]
print(a, b)
*a, b = "xyz"
print(a, b)
a, *b, c = range(5)
print(a, b, c)
a, *b, c = 1, 2
print(a, b, c)
[a, [b, *c]] = 1, (2, 3, 4)
print(a, b, c)
(a, b), *rest = (1, 2), (3, 4), 5
print(a, b, rest)
*a, = (1, 2)
print(a)
a = b = c = 7
print(a, b, c)
x = [0, 1, 2]
i = 0
i, x[i] = 1, 9
print(i, x)
x[0], x[1], *x[2:] = "a", "b", "c", "d"
print(x)
for first, *others in [(1, 2, 3), "ab", [9]]:
    print(first, others)
print([*range(3), *[7, 8]], (*"ab", *{}), {*"aa"}, {**{"a": 1}, **{"a": 2}})
print(*[1, 2], *(3,), sep=",")


class P:
    pass


p = P()
p.x, p.y = 3, 4
print(p.x, p.y)
d = {}
d["k"], d["j"] = "v", "w"
print(d)


def attempt(code):
    try:
        exec(code)
    except Exception as e:
        print(type(e).__name__ + ":", e)


attempt("a, b = 1, 2, 3")
attempt("a, b = 1,")
attempt("a, b = 5")
attempt("a, *b, c = 1,")
attempt("a, b = None")
attempt("(a, b), c = 1, 2")
attempt("a, b = 'abc'")
attempt("a, b = {1, 2, 3}")
attempt("a, = []")
attempt("a, b, c = iter([1])")
attempt("[a, b] = {'x': 1}")
attempt("print(*5)")
attempt("[*5]")
attempt("{**[1]}")
attempt("{**5}")
