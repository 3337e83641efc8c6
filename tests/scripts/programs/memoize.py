def memoize(f):
    cache = {}

    def wrapper(*args, **kwargs):
        key = args, tuple(sorted(kwargs.items()))
        if key not in cache:
            wrapper.misses += 1
            cache[key] = f(*args, **kwargs)
        else:
            wrapper.hits += 1
        return cache[key]

    wrapper.hits = wrapper.misses = 0
    wrapper.cache = cache
    wrapper.__name__ = f.__name__
    wrapper.__wrapped__ = f
    return wrapper


@memoize
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


@memoize
def edit_distance(a, b):
    if not a or not b:
        return len(a) + len(b)
    if a[0] == b[0]:
        return edit_distance(a[1:], b[1:])
    return 1 + min(edit_distance(a[1:], b), edit_distance(a, b[1:]), edit_distance(a[1:], b[1:]))


@memoize
def knapsack(capacity, items=((2, 3), (3, 4), (4, 8), (5, 8), (9, 10))):
    if not items:
        return 0
    (weight, value), rest = items[0], items[1:]
    best = knapsack(capacity, rest)
    if weight <= capacity:
        best = max(best, value + knapsack(capacity - weight, rest))
    return best


@memoize
def change(amount, coins=(50, 20, 10, 5, 2, 1)):
    if amount == 0:
        return 1
    if amount < 0 or not coins:
        return 0
    return change(amount - coins[0], coins) + change(amount, coins[1:])


print(fib(100), fib.hits, fib.misses, fib.__name__)
print(edit_distance("kitten", "sitting"), edit_distance("", "abc"), edit_distance("intention", "execution"))
print(knapsack(10), knapsack(20), change(100), len(change.cache))


@memoize
def keyword(a, *, b=1):
    return a + b


print(keyword(1, b=2), keyword(1, b=2), keyword(1), keyword.hits, keyword.__wrapped__(5))


def lcs(a, b):
    table = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i, x in enumerate(a, 1):
        for j, y in enumerate(b, 1):
            table[i][j] = table[i - 1][j - 1] + 1 if x == y else max(table[i - 1][j], table[i][j - 1])
    out, i, j = [], len(a), len(b)
    while i and j:
        if a[i - 1] == b[j - 1]:
            out.append(a[i - 1])
            i, j = i - 1, j - 1
        elif table[i - 1][j] >= table[i][j - 1]:
            i -= 1
        else:
            j -= 1
    return "".join(reversed(out))


print(lcs("AGGTAB", "GXTXAYB"), repr(lcs("abc", "xyz")))
