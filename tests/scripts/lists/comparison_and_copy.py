a = [1, [2, 3]]
b = a
c = a[:]
d = list(a)
b.append(4)
c[1].append("shared")
print(a, b, c, d)
print(a is b, a == b, a is c, a[1] is c[1])
print([1, 2] < [1, 2, 3], [2] > [1, 99], [] < [0], [1, 2] <= [1, 2], [[1], [2]] > [[1], [1, 9]])
m = [[0] * 3] * 2
m[0][0] = 1
print(m)
m = [[0] * 3 for _ in range(2)]
m[0][0] = 1
print(m)
rows = [[1, 2, 3], [4, 5, 6]]
print([list(r) for r in zip(*rows)], [x for r in rows for x in r], sum(rows, []))
nan = float("nan")
print([nan] == [nan], nan in [nan], [nan].index(nan), [nan].count(nan))
x = [1, 2, 3]
for v in x:
    if v < 3:
        x.append(v + 10) if len(x) < 8 else None
print(x)
y = [1, 2, 3, 4]
for v in y:
    y.remove(v)
print(y)
i = iter([1, 2])
print(next(i), next(i), next(i, "done"), next(i, "still done"))
z = [1, 2, 3]
it = iter(z)
next(it)
z.append(4)
print(list(it), list(it))
print(list(reversed([1, 2, 3])), [*reversed(range(4))])
