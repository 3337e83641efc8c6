def permutations(items):
    if not items:
        yield []
    for i, x in enumerate(items):
        for rest in permutations(items[:i] + items[i + 1:]):
            yield [x] + rest


def combinations(items, k):
    if k == 0:
        yield ()
        return
    for i in range(len(items)):
        for rest in combinations(items[i + 1:], k - 1):
            yield (items[i],) + rest


def product(*pools):
    result = [()]
    for pool in pools:
        result = [r + (x,) for r in result for x in pool]
    return result


def next_permutation(a):
    i = len(a) - 2
    while i >= 0 and a[i] >= a[i + 1]:
        i -= 1
    if i < 0:
        return False
    j = len(a) - 1
    while a[j] <= a[i]:
        j -= 1
    a[i], a[j] = a[j], a[i]
    a[i + 1:] = reversed(a[i + 1:])
    return True


def partitions(n, most=None):
    if n == 0:
        yield []
        return
    for first in range(min(n, most or n), 0, -1):
        for rest in partitions(n - first, first):
            yield [first] + rest


print(["".join(p) for p in permutations(list("abc"))], len(list(permutations(list(range(5))))))
print(list(combinations("abcd", 2)), list(product("ab", [1, 2])), len(product(*["xyz"] * 4)))
a = [1, 2, 2, 3]
seen = [a[:]]
while next_permutation(a):
    seen.append(a[:])
print(len(seen), seen[-1], seen[1])
print(list(partitions(5)), sum(1 for _ in partitions(20)))
print([sum(1 for _ in combinations(range(n), n // 2)) for n in range(0, 11, 2)])
