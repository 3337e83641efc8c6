print(range(5), range(1, 5), range(1, 10, 2), list(range(5)), list(range(5, 0, -1)), list(range(0)), list(range(1, 10, 3)), list(range(10, 0, -3)))
r = range(2, 20, 3)
print(len(r), r[0], r[-1], r[1:3], r[::-1], 5 in r, 6 in r, "a" in r, r.index(8), r.count(8), r.count(9), r.start, r.stop, r.step)
print(range(3) == range(0, 3, 1), range(0) == range(2, 2), range(0, 3, 2) == range(0, 4, 2), hash(range(3)) == hash(range(0, 3)), bool(range(0)), bool(range(1)))
print(list(reversed(range(3))), sum(range(101)), max(range(5)), min(range(3, 9)), sorted(range(3, 0, -1)), tuple(range(2)))
print(range(10)[2:8:2], list(range(10)[5:]), range(10 ** 20)[10 ** 19], len(range(0, 10 ** 18, 3)), 10 ** 19 in range(10 ** 20))
for code in ("range()", "range(1.5)", "range('a')", "range(1, 2, 0)", "range(1, 2, 3, 4)", "range(3)[5]", "range(3).index(9)", "range(3)['x']", "range(3) + range(2)", "len(range(10**30))"):
    try:
        print(eval(code))
    except Exception as e:
        print(type(e).__name__ + ":", e)
for i in range(3):
    for j in range(i):
        print(i, j, end="; ")
print()
i = "untouched"
for i in range(0):
    pass
print(i)
for i in range(3):
    i = 10
print(i)
it = iter(range(3))
print(next(it), list(it), next(it, None))
a, b, c = range(3)
print(a, b, c, [*range(-3, 3)], range(True), range(2, -1))
n = 5
for i in range(n):
    n = 2
print(i, n)
for i in range(9223372036854775805, 9223372036854775810):
    print(i, end=" ")
print()
