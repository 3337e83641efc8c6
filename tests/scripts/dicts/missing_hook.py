class Tree(dict):
    def __missing__(self, key):
        value = self[key] = type(self)()
        return value
t = Tree()
t["a"]["b"]["c"] = 1
t["a"]["d"] = 2
print(t, len(t), t.get("zz"), "zz" in t)
class Default(dict):
    def __missing__(self, key):
        return f"<{key}>"
d = Default(x=1)
print(d["x"], d["y"], "%(x)s %(y)s" % d, "{x} {y}".format_map(d), dict(d), d | {"z": 3}, type(d | {}), type(d.copy()))
try:
    print("{x} {y}".format(**d))
except KeyError as e:
    print("KeyError", e)
class Lower(dict):
    def __getitem__(self, k):
        return super().__getitem__(k.lower())
    def __setitem__(self, k, v):
        super().__setitem__(k.lower(), v)
    def __contains__(self, k):
        return super().__contains__(k.lower())
l = Lower(A=1)
l["Bee"] = 2
print(l, l["BEE"], "bEE" in l, l.get("bee"), l.get("BEE"))
try:
    l["A"]
except KeyError as e:
    print(repr(e))
class Counter2(dict):
    __missing__ = lambda self, k: 0
c = Counter2()
for w in "the cat the dog a cat the end".split():
    c[w] += 1
print(sorted(c.items(), key=lambda kv: (-kv[1], kv[0])))
class Bad(dict):
    def __missing__(self, key):
        raise LookupError("no " + repr(key))
try:
    Bad()[(1, 2)]
except LookupError as e:
    print(type(e), e, e.__context__)
class L(list):
    def __getitem__(self, i):
        r = super().__getitem__(i)
        return L(r) if isinstance(i, slice) else r
x = L(range(5))
print(x[1:3], type(x[1:3]), x[-1], x + [1], type(x + [1]), x * 2)
