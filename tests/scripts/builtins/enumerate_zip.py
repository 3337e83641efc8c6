print(list(enumerate("abc")), list(enumerate("ab", 5)), list(enumerate([], 1)), list(enumerate("a", start=-1)), list(enumerate("ab", 10 ** 20)))
print(list(zip([1, 2], "ab")), list(zip([1, 2, 3], "a")), list(zip()), list(zip([1])), list(zip("ab", "cd", "ef")), dict(zip("ab", [1, 2])))
print(list(zip(*[(1, 2), (3, 4)])), list(zip(range(3), iter("xyz"))), list(zip([1, 2], [3, 4], strict=True)))
try:
    list(zip([1], [1, 2], strict=True))
except ValueError as e:
    print(e)
try:
    list(zip([1, 2], [1], strict=True))
except ValueError as e:
    print(e)
it = iter([1, 2, 3, 4, 5])
print(list(zip(it, it)), list(it))
e = enumerate("xy")
print(next(e), list(e), list(e), iter(e) is e)
z = zip("ab", [1, 2])
print(next(z), next(z), next(z, "end"))
for i, (a, b) in enumerate(zip("ab", [1, 2]), 1):
    print(i, a, b)
print(type(e).__name__, type(z).__name__, [*zip("ab", range(100))], list(zip(*["abc", "def"])))
long, short = iter(range(10)), iter(range(2))
list(zip(long, short))
print(next(long))
long, short = iter(range(10)), iter(range(2))
list(zip(short, long))
print(next(long))
