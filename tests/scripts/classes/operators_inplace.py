class Acc:
    def __init__(self, *log):
        self.log = list(log)

    def __iadd__(self, other):
        self.log.append(("+=", other))
        return self

    def __isub__(self, other):
        return "replaced by a string"

    def __mul__(self, other):
        return Acc("from mul", other)

    def __ior__(self, other):
        return NotImplemented

    def __or__(self, other):
        return f"or {other}"


a = b = Acc()
a += 1
a += 2
print(a.log, a is b)
a -= 1
print(a)
b *= 3
print(b.log)
b |= 7
print(b)
for name, op in (("imul", "*="), ("itruediv", "/="), ("ifloordiv", "//="), ("imod", "%="), ("ipow", "**="), ("ilshift", "<<="), ("irshift", ">>="), ("iand", "&="), ("ixor", "^="), ("imatmul", "@=")):
    cls = type("T", (), {f"__{name}__": lambda self, other, name=name: (name, other)})
    space = {"x": cls()}
    exec(f"x {op} 5", space)
    print(space["x"])


class Holder:
    def __init__(self):
        self.items = [1]
        self.n = 1

    def __getitem__(self, k):
        print("get", k)
        return self.n

    def __setitem__(self, k, v):
        print("set", k, v)


h = Holder()
h["k"] += 5
h.items += [2]
h.n += 1
h.n **= 3
print(h.items, h.n)


def g():
    print("g called once")
    return h


g().n += 1
g()[0] -= 1
x = None
try:
    x += 1
except TypeError as e:
    print(e, x)
t = ([1], 2)
try:
    t[0] += [5]
except TypeError as e:
    print(e, t)
l = [1, 2]
l[0], l[1] = l[1], l[0]
l[-1] *= 10
print(l)
