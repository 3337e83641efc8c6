d = {"a": 1, "b": 2}
ks = d.keys()
vs = d.values()
its = d.items()
d["c"] = 3
print(ks, vs, its, len(ks), "c" in ks, 3 in vs, ("c", 3) in its, ("c", 4) in its)
print(sorted(ks & {"a", "z"}), sorted(ks | {"z"}), sorted(ks - {"a"}), sorted(ks ^ {"a", "q"}), ks == {"a", "b", "c"}, ks.isdisjoint({"z"}))
print(sorted(its & {("a", 1)}), type(ks).__name__, type(vs).__name__, type(its).__name__, ks <= {"a", "b", "c", "d"})
try:
    for k in d:
        d[k + "x"] = 1
except RuntimeError as e:
    print(e, len(d))
try:
    for k in d:
        del d[k]
except RuntimeError as e:
    print(e)
try:
    for k, v in d.items():
        d.pop(k)
        d["new" + k] = v
except RuntimeError as e:
    print(e)
for k in list(d):
    if len(k) > 1:
        del d[k]
print(d)
for k in d:
    d[k] = 0
print(d)
d["a"] = 0
it = iter(d)
next(it)
d["later"] = 1
try:
    next(it)
except (RuntimeError, StopIteration) as e:
    print(repr(e))
try:
    vs[0]
except TypeError as e:
    print(e)
try:
    d.keys().add("x")
except AttributeError as e:
    print(e)
print(list(zip(d, d.values())), [*d], {**d}, dict(d.items()) == d)
for k, v in sorted(d.items(), key=lambda kv: (-kv[1], kv[0])):
    print(k, v)
