data = [("b", 2), ("a", 1), ("c", 2), ("d", 1)]
print(sorted(data, key=lambda p: p[1]))
print(sorted(data, key=lambda p: p[1], reverse=True))
print(sorted(sorted(data), key=lambda p: p[1]))
words = "the quick brown fox jumps over the lazy dog".split()
print(sorted(words, key=len), sorted(words, key=lambda w: (len(w), w)), sorted(set(words)))
n = 500
mixed = [(i * 7919 % 10, i) for i in range(n)]
s = sorted(mixed, key=lambda p: p[0])
print(all(s[i][0] < s[i + 1][0] or s[i][1] < s[i + 1][1] for i in range(n - 1)))
r = sorted(mixed, key=lambda p: p[0], reverse=True)
print(all(r[i][0] > r[i + 1][0] or r[i][1] < r[i + 1][1] for i in range(n - 1)))
runs = list(range(100)) + list(range(50)) + list(range(80, 20, -1))
print(sorted(runs) == sorted(runs[::-1]), sorted(runs)[:8], sorted(runs, reverse=True)[:5])
print(sorted([True, 0, 2, False]), sorted([1.5, 1, 0.5]), sorted("bB aA"), sorted([[], [0], []]), sorted([None]), sorted([float("inf"), -1, float("-inf")]))
calls = []
sorted([3, 1, 2], key=lambda x: calls.append(x) or x)
print(calls)


class Odd:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        return self.n > other.n


print([o.n for o in sorted([Odd(1), Odd(3), Odd(2)])], [o.n for o in sorted([Odd(1), Odd(3), Odd(2)], reverse=True)])
