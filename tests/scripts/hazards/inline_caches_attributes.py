class P:
    def __init__(self, *names):
        for i, n in enumerate(names):
            setattr(self, n, i)


def get_b(o):
    return o.b


objects = [P("a", "b"), P("b", "a"), P("b"), P("x", "y", "b"), P("a", "b", "c")]
print([get_b(o) for o in objects], [get_b(o) for o in objects[::-1]])
p = P("a", "b", "c")
print(get_b(p), list(p.__dict__))
del p.a
print(get_b(p), list(p.__dict__))
p.a = "again"
print(get_b(p), list(p.__dict__))
p.__dict__["b"] = "through dict"
print(get_b(p))
p.__dict__ = {"b": "new dict"}
print(get_b(p))
p.__dict__.clear()
try:
    get_b(p)
except AttributeError as e:
    print(e)
p.__dict__.update(b=1, c=2)
print(get_b(p), p.c)


class Many:
    pass


m = Many()
for i in range(100):
    setattr(m, f"attr{i}", i)
print(m.attr0, m.attr99, len(m.__dict__))
for i in range(0, 100, 3):
    delattr(m, f"attr{i}")
m.attr0 = "back"
print(m.attr0, m.attr1, list(m.__dict__)[-1], hasattr(m, "attr3"))


class Counter:
    def __init__(self):
        self.n = 0

    def up(self):
        self.n += 1
        if self.n == 3:
            self.up = lambda: "instance function from now on"
        return self.n


c = Counter()
print([c.up() for _ in range(5)])


def mixed(values):
    return [v.real if hasattr(v, "real") else v.n for v in values]


print(mixed([1, 2.5, True, Counter(), 10 ** 30]))


def kinds(values):
    return [v.count(1) for v in values]


print(kinds([[1, 1], (1,), [], (2,), [1]]))
print([x.upper() if isinstance(x, str) else x.hex() for x in ["a", b"\x01", "b"]])


def items(containers):
    return [c[0] for c in containers]


print(items([[1], (2,), "3", b"4", {0: 5}, range(6, 7), bytearray(b"8")]))


def add(pairs):
    return [a + b for a, b in pairs]


print(add([(1, 2), (1.5, 2), ("a", "b"), ([1], [2]), ((1,), (2,)), (True, True), (2 ** 62, 2 ** 62), (1, 2.0), (b"a", b"b"), (-2 ** 63, -1)]))
print([a < b for a, b in [(1, 2), ("a", "b"), (1.5, 1), ([1], [2]), (2 ** 70, 1), ((1, 2), (1, 3)), ({1}, {1, 2})]])
