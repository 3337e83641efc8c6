d = {"b": 1, "a": 2}
d["c"] = 3
print(d, d["a"], d.get("a"), d.get("z"), d.get("z", 0), len(d), "a" in d, "z" in d, 1 in d)
print(list(d), list(d.keys()), list(d.values()), list(d.items()), d.keys(), d.values(), d.items())
print(d.pop("b"), d.pop("zz", None), d.popitem(), d)
print(d.setdefault("a", 99), d.setdefault("n", []), d.setdefault("m"), d)
d.update({"a": 5}, x=1)
d.update([("y", 2), ["z", 3]])
d.update(w=4)
print(d)
e = d.copy()
e.clear()
print(e, len(d), dict.fromkeys("ab"), dict.fromkeys([1, 2], 0), dict(a=1), dict([(1, 2)]), dict({"k": 1}, k=2), dict())
del d["a"]
print(d, {"a": 1} | {"b": 2, "a": 3}, {} == dict(), {1: 1, 2: 2} == {2: 2, 1: 1})
print(list(reversed({"x": 1, "y": 2})), list(reversed({"x": 1, "y": 2}.items())), sorted({"q": 1, "p": 2}.items()), max({"q": 1, "p": 2}, key={"q": 1, "p": 2}.get))
print({1: "int", 1.0: "float", True: "bool"}, {"k": 1, "k": 2})
for code in ("d['nope']", "d.pop('nope')", "{}.popitem()", "{[]: 1}", "d[{}]", "d.update(5)", "d.update([1])", "d.update([(1, 2, 3)])", "dict(5)", "dict([1, 2])", "d.nope", "{1} | {}", "{} | [1]", "{} < {}", "hash({})", "dict('ab')", "dict(['ab', 'cd'])", "d[1, 2]", "{(1, []): 2}"):
    try:
        print(eval(code))
    except Exception as ex:
        print(type(ex).__name__ + ":", ex, repr(ex))
