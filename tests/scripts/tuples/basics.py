t = (1, 2, 3)
print(t[0], t[-1], t[1:], t[::-1], len(t), t + (4,), t * 2, 2 in t, t.index(3), t.count(1))
print(tuple(), tuple([1, 2]), tuple("ab"), tuple(range(2)), (1,), ())
print(t == (1, 2, 3), t < (1, 3), (1, 2) < (1, 2, 0), hash((1, 2)) == hash((1, 2)), hash(()) == hash(tuple()))
a, b, c = t
print(a, b, c)
a, b = b, a
print(a, b)
(x, y), z = (1, 2), 3
print(x, y, z)
for code in ("t[5]", "t['a']", "t.index(9)", "hash(([],))", "t + [1]", "tuple(5)", "t.append(1)"):
    try:
        print(eval(code))
    except Exception as e:
        print(type(e).__name__ + ":", e)
try:
    t[0] = 1
except TypeError as e:
    print(e)
try:
    del t[0]
except TypeError as e:
    print(e)
d = {(1, 2): "a", (1, (2, 3)): "b"}
print(d[1, 2], d[1, (2, 3)], (1, 2) in d)
print(type(()), type((1)), type((1,)), tuple(t) is t, t[:] is t)
for i, (p, q) in enumerate([(1, 2), (3, 4)]):
    print(i, p, q)
print(sorted([(2, "b"), (1, "z"), (2, "a")]), max((1, 5), (2, 0)), min([(3,), (1, 9)]))


def two():
    return 1, 2


print(two(), sum(two()), *two())
