a = [1]
b = a
print(id(a) == id(b), id(a) == id([1]), hash("x") == hash("x"), isinstance(hash("x"), int))
print(hash(0), hash(1), hash(-1), hash(-2), hash(2 ** 61 - 2), hash(2 ** 61 - 1), hash(2 ** 61), hash(-(2 ** 61)), hash(10 ** 25), hash(-(10 ** 25)))
print(hash(0.0), hash(-0.0), hash(1.5), hash(0.1), hash(1e10), hash(-2.5), hash(float("inf")), hash(float("-inf")), hash(3.0), hash(2.0 ** 61))
print(hash(True), hash(False), hash(()), hash((1,)), hash((1, 2, 3)), hash((0, 0)), hash(((1, 2), 3)), hash((1.5, -1)))
print(hash(frozenset()), hash(frozenset([1, 2, 3])), hash(range(5)), hash(range(0)))
print(hash(frozenset([3, 2, 1])) == hash(frozenset([1, 2, 3])), hash(1) == hash(1.0), hash((1, 2)) == hash((1.0, 2.0)))
for x in ([], {}, set(), bytearray(), [1, 2]):
    try:
        hash(x)
    except TypeError as e:
        print(e)
try:
    hash((1, [2]))
except TypeError as e:
    print(e)
print({1: "a", 1.0: "b", True: "c"}, len({0, 0.0, False}), {(1, 2): 3}[(1.0, 2)], 1.0 in {1}, {2 ** 70: 1}.get(float(2 ** 70)))
class Default: pass
d = Default()
print(hash(d) == hash(d), {d: 1}[d], d in {d}, Default() in {d})
