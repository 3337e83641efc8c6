d = {}
for i in range(20):
    d[i * 37 % 101] = i
print(d)
for k in list(d)[::2]:
    del d[k]
print(d)
for i in range(5):
    d[f"s{i}"] = i
print(list(d))
d[37] = "again at its place or the end"
print(list(d)[-1], d[37])
big = {}
for i in range(10000):
    big[i] = -i
for i in range(0, 10000, 3):
    del big[i]
print(len(big), sum(big), sum(big.values()), list(big)[:5], list(big)[-3:])
for i in range(0, 10000, 3):
    big[i] = 0
print(len(big), list(big)[-3:])
m = {}
for n in ("one", "two", "three", "four"):
    m[n] = len(n)
m["two"] = "updated keeps its place"
del m["one"]
m["one"] = "moved to the end"
print(m)
print({k: v for k, v in zip("abc", range(3))}, {v: k for k, v in {"a": 1, "b": 2}.items()})
grow = {str(i): i for i in range(1000)}
print(len(grow), grow["999"], all(grow[str(i)] == i for i in range(1000)), "1000" in grow)
while len(grow) > 3:
    grow.popitem()
print(grow)
