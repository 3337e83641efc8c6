def f(*a, **k): return a, k
a, *b = 1, 2, 3
*a, = "xy"
first, *_, last = range(10)
(x, *y), z = [1, 2, 3], 4
print(a, b, first, _, last, x, y, z)
for i, *rest in [(1, 2, 3), "abc", [9]]:
    print(i, rest)
print(*[1, 2], *"ab", sep="-")
print([*range(3), *"ab", *{}], (*[1], 2), {*[1, 1], *(2,)}, {**{"a": 1}, "a": 2, **{"b": 3}})
print(f(*[1], 2, *(3, 4), x=1, **{"y": 2}, **{"z": 3}))
def g(): return *[1, 2], 3
def h(): yield *[1, 2], 3
print(g(), next(h()))
t = *"ab", *"cd"
print(t)
d = {}
d["k"], *d["rest"] = "hello"
print(d)
class O: pass
o = O()
o.a, (o.b, *o.c), *o.d = 1, (2, 3, 4), 5
print(vars(o))
lst = [0] * 4
lst[0], *lst[1:3] = 7, 8, 9
print(lst)
print(tuple(x for x in (*"ab", *[1])), [*(y for y in "pq")])
sub = lambda *args, **kw: (args, kw)
print(sub(*(), **{}), sub(*"ab", **dict(c=1)))
class Idx:
    def __getitem__(self, k): return k
print(Idx()[1, 2], Idx()[1:2, ::3], Idx()[*"ab"], Idx()[1, *"x", 2:3], Idx()[...,], Idx()[()])
for bad in (
    "a, b = 1", "a, b = 1, 2, 3", "a, b = (1,)", "a, *b, c = [1]", "f(*1)", "f(**1)",
    "f(x=1, **{'x': 2})", "f(**{1: 2})", "[*1]", "{**1}", "{*1}", "a, b = None", "print(*None)",
    "f(*[1], **[2])",
):
    try:
        exec(bad)
    except TypeError as e:
        print(bad, "TypeError:", e)
    except ValueError as e:
        print(bad, "ValueError:", e)
for bad in (
    "*a = 1", "a, *b, *c = x", "f(**k, *a)", "f(x=1, 2)", "*a", "print(*)", "x = *a", "[*a for a in b]",
    "del *a", "def f(*): pass", "def f(*, **k): pass", "def f(a, a): pass", "f(a=1, a=2)", "lambda *: 1",
    "(*a)", "return *a", "for *a in b: pass", "x: int, y = 1", "*a += 1", "def f(a=1, b): pass",
    "def f(**k, a): pass", "def f(/, a): pass", "def f(a, /, b, /): pass", "def f(*a, *b): pass",
    "{**a for a in b}", "f(a for a in b, c)",
):
    try:
        compile(bad, "<t>", "exec")
        print(bad, "compiles")
    except SyntaxError as e:
        print(bad, "|", e.msg, e.lineno, e.offset, e.end_offset)
