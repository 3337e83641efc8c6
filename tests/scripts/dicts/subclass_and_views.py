class D(dict):
    def __missing__(self, key):
        return f"no {key}"


class Counting(dict):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.sets = 0

    def __setitem__(self, key, value):
        self.sets += 1
        super().__setitem__(key, value)


d = D(a=1)
print(d["a"], d["b"], d.get("b"), "b" in d, len(d), d, type(d).__name__, dict(d), d == {"a": 1}, {"a": 1} == d)
c = Counting({"x": 1}, y=2)
c["z"] = 3
c.update(w=4)
c.setdefault("v", 5)
print(c, c.sets, list(c), c.copy(), type(c.copy()).__name__, c | {"q": 1}, type(c | {}).__name__)
print(D.fromkeys("ab", 0), type(D.fromkeys("ab")).__name__, Counting.fromkeys([1, 2]).sets)
print({**d, **c}, dict([("a", 1)], b=2), dict({"a": 1}.items()), dict(zip("ab", [1, 2])))


def f(**kwargs):
    return kwargs


print(f(**d), f(**D(q=1)))


class Mapping:
    def keys(self):
        return ["k1", "k2"]

    def __getitem__(self, key):
        return key.upper()


print(dict(Mapping()), {**Mapping()}, f(**Mapping()))
e = {}
e.update(Mapping(), z=1)
e |= [("p", 2), ["q", 3]]
print(e)
k = {"a": 1, "b": 2, "c": 3}
keys, values, items = k.keys(), k.values(), k.items()
print(keys, values, items, len(keys), len(values), len(items))
print("a" in keys, 1 in values, ("a", 1) in items, ("a", 2) in items, "a" in items, ("a", 1, 2) in items)
k["d"] = 4
print(keys, list(values), list(reversed(items)), list(reversed(k)), list(reversed(values)))
print(sorted(keys & {"a", "z"}), sorted(keys | {"z"}), sorted(keys - {"a"}), sorted(keys ^ {"a", "z"}), sorted({"a", "z"} & keys), sorted({"a", "z"} - keys), sorted(["a", "z"] - keys) if False else "")
print(sorted(keys & ["a", "q"]), sorted(items & [("a", 1)]), sorted(keys | "xy"), keys == {"a", "b", "c", "d"}, keys <= {"a"}, keys > {"a"}, keys.isdisjoint(["q"]), items.isdisjoint([("a", 1)]))
print({"a": 1}.keys() == {"a": 2}.keys(), {"a": 1}.items() == {"a": 1.0}.items(), {"a": 1}.values() == {"a": 1}.values(), keys == ["a", "b", "c", "d"])
print(type(keys).__name__, type(iter(keys)).__name__, type(iter(items)).__name__, type(reversed(k)).__name__, type(reversed(items)).__name__)
for bad in ("keys[0]", "keys + {1}", "keys < 5", "hash(keys)", "{}['x']", "{}.popitem()", "{}.pop('x')", "{}.pop()", "{[]: 1}", "{}[[]]", "[] in {}", "dict(5)", "dict([1])", "dict(['abc'])", "dict([(1, 2, 3)])", "dict(1, 2)", "{} | []", "{} < {}", "{}.update(1)", "{}.update([[]])", "f(**5)", "{**5}", "f(**{1: 2})", "del {}['x']", "dict.fromkeys(5)", "{}.get()", "dict.get(5, 1)", "{}.nope", "{}.keys().mapping['a']"):
    try:
        print(eval(bad) if not bad.startswith("del") else exec(bad))
    except Exception as e:
        print(bad, "->", type(e).__name__ + ":", e)
print({}.pop("x", "default"), {}.get("x"), {}.get("x", 5), {}.setdefault("x"))

# Sizes and keys may not change under an iterator.
for change in ("g['new'] = 1", "del g['b']", "g.pop('a'); g['n'] = 1", "g['a'] = 9", "g.clear()"):
    g = {"a": 1, "b": 2, "c": 3}
    try:
        for x in g:
            exec(change)
        print(change, "fine", g)
    except Exception as e:
        print(change, type(e).__name__, e)
g = {1: 1}
it = iter(g)
g[2] = 2
for _ in range(2):
    try:
        next(it)
    except RuntimeError as e:
        print(e)
kept = [pair for pair in {"a": 1, "b": 2}.items()]
print(kept, list(enumerate("ab")), list(zip("ab", "cd")))
pairs = iter({"a": 1, "b": 2}.items())
first = next(pairs)
second = next(pairs)
print(first, second, hash(first) == hash(("a", 1)))
big = {i: i for i in range(100)}
for i in range(0, 100, 2):
    del big[i]
print(len(big), sum(big), list(big)[:5], big.popitem(), list(reversed(big))[:3])
for i in range(0, 100, 2):
    big[i] = -i
print(list(big)[-3:], list(big.items())[48:51])
queue = {}
for i in range(1000):
    queue[i] = i
    if i >= 5:
        del queue[next(iter(queue))]
print(queue)
print({1: "int", True: "bool", 1.0: "float"}, {0: 1, False: 2, -0.0: 3, "": 4}, {2**70: 1}[2.0**70], {(1, 2.0): 1}[(1.0, 2)])
