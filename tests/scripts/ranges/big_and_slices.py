r = range(10, 0, -3)
print(r, list(r), len(r), r[0], r[-1], r[1:], r[::-1], r[::2], r[5:], 7 in r, 8 in r, r.index(4), r.count(4), r.count(5))
print(r.start, r.stop, r.step, r == range(10, -1, -3), hash(r) == hash(range(10, -1, -3)), range(0) == range(5, 5), hash(range(0)) == hash(range(3, 1)), range(1) == range(0, 1, 7))
big = range(10**20, 10**20 + 10, 3)
print(big, list(big), len(big), big[1], big[-1], big[1:], 10**20 + 3 in big, 10**20 + 4 in big, list(reversed(big)), big.index(10**20 + 6))
huge = range(0, 10**30, 10**10)
print(huge[10**15], huge[-1], huge[5:7], 5 * 10**10 in huge, 5.0 * 10**10 in huge, 5 in huge, bool(huge), huge == range(0, 10**30, 10**10))
edge = range(2**63 - 3, 2**63 + 2)
print(list(edge), len(edge), edge[-1], list(range(2**63 - 3, 2**63 - 1)), list(range(-(2**63), -(2**63) + 2)), list(range(-(2**63) + 1, -(2**63) - 2, -1)))
print(list(range(2**62, 2**63 - 1, 2**62)), len(range(-(2**63), 2**63 - 1)) if False else "", range(-(2**63), 2**63 - 1)[-1], range(2**64)[2**63])
print(3.0 in range(5), 3.5 in range(5), "a" in range(5), None in range(5), True in range(5), range(5).index(True), range(5).index(2.0), range(3).count(1.0))
print(list(range(True, 5)), [*range(3)], tuple(range(2, 8, 2)), sum(range(101)), max(range(5)), sorted(range(5), reverse=True), list(reversed(range(0, 10, 3))), list(reversed(range(0))))
for bad in ("range()", "range(1, 2, 0)", "range('a')", "range(1.5)", "range(1, 2, 3, 4)", "range(5)[5]", "range(5)[-6]", "range(5)['a']", "range(5).index(9)", "range(5).index('a')", "range(3) + range(2)", "range(2) < range(3)", "range(5)[0] + range(5)", "len(range(10**30))", "hash(range(10**30)) == hash(range(10**30))", "range(5).start.nope", "range(5)[1:2:0]", "next(range(3))", "range(3)[2**80]"):
    try:
        print(eval(bad))
    except Exception as e:
        print(bad, "->", type(e).__name__ + ":", e)
try:
    range(5).start = 3
except AttributeError as e:
    print(e)
s = slice(1, 10, 2)
print(s, s.start, s.stop, s.step, s.indices(5), s.indices(100), slice(None).indices(3), slice(None, None, -1).indices(4), slice(-3, None).indices(10), slice(5), slice(1, 2) == slice(1, 2), slice(1, 2) == (1, 2, None), slice(1, 2) < slice(1, 3), hash(slice(1, 2)) == hash(slice(1, 2)))
print(slice(-(10**30), 10**30).indices(5), slice(None, None, -(10**30)).indices(5), slice(10**30, None, -1).indices(10**31))
for bad in ("s.indices(-1)", "s.indices('a')", "slice()", "slice(1, 2, 3, 4)", "slice('a').indices(5)", "slice(0, 1, 0).indices(5)", "'abc'['a':]", "tuple('ab')[1.5]", "str('abc')[1.5]", "bytes(3)['a']", "'abc'[5]", "(1,)[5]", "b'a'[5]", "'abc'[2**80]"):
    try:
        print(eval(bad))
    except Exception as e:
        print(bad, "->", type(e).__name__ + ":", e)
text = "h\u00e9llo w\u00f6rld \U0001f600!"
print(text[1], text[-2], text[1:5], text[::-1], text[::3], text[-1:-5:-1], text[100:], text[:-100], text[3:2], (1, 2, 3, 4, 5)[1:4:2], b"hello"[1:3], b"hello"[::-1], (1, 2, 3)[::-1])
x = list(range(10))
x[2:5] = "abc"
x[8:] = []
x[:0] = [100, 200]
print(x)
x[::2] = range(len(x[::2]))
del x[::3]
print(x)
x[5:2] = ["in"]
x[-100:1] = ()
print(x)
del x[1:3], x[-1:]
print(x)
x[:] = x[::-1]
x[1:1] = x
print(x, x[:] == x, x[:] is x)
del x[::-2]
print(x)
x *= 3
x += (1, 2)
x += "ab"
print(x, len(x))
