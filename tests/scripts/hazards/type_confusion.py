# The same piece of code sees one type for long, then others.
def add(a, b):
    return a + b


def loop(n, x, y):
    for _ in range(n):
        r = add(x, y)
    return r


print(loop(50, 1, 2), loop(50, 1.5, 2), loop(50, "a", "b"), loop(50, [1], [2]), loop(3, 2 ** 63, 1), loop(2, True, 1), loop(2, (1,), ()))
for x, y in ((1, "a"), ("a", 1), (None, 1), ([1], (2,))):
    try:
        loop(2, x, y)
    except TypeError as e:
        print(e)


class N:
    def __add__(self, o):
        return "N.add"

    def __radd__(self, o):
        return "N.radd"

    def __lt__(self, o):
        return "N.lt"

    def __getitem__(self, i):
        return f"N[{i}]"

    def __iter__(self):
        return iter("N!")

    def __call__(self, *a):
        return f"N{a}"

    def __len__(self):
        return 7

    def __bool__(self):
        return False

    def __contains__(self, x):
        return True

    def __neg__(self):
        return "-N"


print(loop(5, 1, 2), loop(5, N(), 1), loop(5, 1, N()), loop(5, 1, 1))
ops = {
    "lt": lambda a, b: a < b, "index": lambda a, b: a[b], "in": lambda a, b: b in a, "mul": lambda a, b: a * b, "eq": lambda a, b: a == b, "mod": lambda a, b: a % b, "sub": lambda a, b: a - b, "div": lambda a, b: a / b, "floordiv": lambda a, b: a // b, "and": lambda a, b: a & b, "shift": lambda a, b: a << b, "call": lambda a, b: a(b), "neg": lambda a, b: -a, "not": lambda a, b: not a, "len": lambda a, b: len(a), "iter": lambda a, b: list(a), "unpack": lambda a, b: [*a, b], "pow": lambda a, b: a ** b, "is": lambda a, b: a is b,
}
values = [3, 2.5, "ab", [1, 2], (1, 2), {1: 2}, None, True, N(), 2 ** 65, len]
for name, op in ops.items():
    out = []
    for a in values:
        for b in (1, 2.0, "a", None):
            try:
                r = op(a, b)
                out.append(repr(r) if not callable(r) else "callable")
            except Exception as e:
                out.append(type(e).__name__[0:5])
    print(name, " ".join(out))
while_types = [3, [1, 2], "ab", 2.0, None, N()]
for v in while_types:
    n = 0
    while v:
        n += 1
        v = v - 1 if isinstance(v, (int, float)) else v[1:]
    print(n, end=" ")
print()


def iterate(x):
    return [i for i in x]


print(iterate([1]), iterate("ab"), iterate((1,)), iterate({1: 2}), iterate(range(2)), iterate(N()), iterate({3}), iterate(b"a"), iterate(i for i in [9]), iterate(enumerate("a")), iterate(zip("a", "b")), iterate(map(str, [1])), iterate({1: 2}.items()))
