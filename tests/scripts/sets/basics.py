s = {3, 1, 2, 3}
print(s, len(s), 1 in s, 9 in s, set(), set([1, 1]), {1} == {1}, set("aaa"))
s.add(5)
s.add(1)
s.discard(99)
s.discard(3)
s.remove(1)
print(s)
s.update([7, 8], (9,))
print(s)
a = {1, 2, 3, 4}
b = {3, 4, 5}
print(a | b, a & b, a - b, b - a, a ^ b)
print(a.union(b, [9]), a.intersection(b), a.difference(b), a.symmetric_difference(b), a.union())
print(a <= b, {3} < a, a >= {1, 2}, a > a, a.issubset(range(9)), a.issuperset([1]), a.isdisjoint([8]), a == {4, 3, 2, 1}, a != b)
c = a.copy()
c &= b
print(c, a)
c |= {0}
c -= {3}
c ^= {4, 6}
print(c)
a.intersection_update([1, 2])
print(a)
a.difference_update([1])
a.symmetric_difference_update([2, 7])
print(a, a.pop(), a)
f = frozenset([1, 2])
print(f, f | {3}, type(f | {3}).__name__, type({3} | f).__name__, hash(f) == hash(frozenset([2, 1])), {f: 1}[frozenset({1, 2})], f == {1, 2}, frozenset() == set())
print({frozenset({1})}, {1, True, 1.0}, {0, False}, sorted({"b", "a"}))
for code in ("{[]}", "set().pop()", "{1}.remove(2)", "{1} | [2]", "{1} + {2}", "hash({1})", "f.add(3)", "set(5)", "{1} < 5", "b[0]", "set(1, 2)", "{{1}}"):
    try:
        print(eval(code))
    except Exception as e:
        print(type(e).__name__ + ":", e)
try:
    for x in b:
        b.add(x + 10)
except RuntimeError as e:
    print(e)
print({1} in [{1}], {1} in {frozenset({1})}, min({3, 1}), sum({1, 2}), any({0}), list({5}))
