edges = [2 ** 31 - 1, 2 ** 31, 2 ** 32, 2 ** 53, 2 ** 62 - 1, 2 ** 62, 2 ** 63 - 1, 2 ** 63, 2 ** 64 - 1, 2 ** 64]
edges += [-e for e in edges] + [0, 1, -1]
checksum = 0
for a in edges:
    for b in edges:
        values = [a + b, a - b, a * b, a & b, a | b, a ^ b, int(a < b), int(a == b), int(a >= b)]
        if b:
            q, r = divmod(a, b)
            assert q * b + r == a and (0 <= r < b or b < r <= 0), (a, b)
            assert (a // b, a % b) == (q, r)
            values += [q, r]
        for v in values:
            checksum = (checksum * 1_000_003 + v) % (2 ** 89 - 1)
        assert a + b - b == a and a * b == b * a and (a ^ b) ^ b == a and -(-a) == a and ~~a == a
print(checksum)
for e in (2 ** 63 - 1, -2 ** 63):
    x = e
    x += 1
    print(x, end=" ")
    x -= 2
    print(x, end=" ")
    print(-e, abs(e), ~e, e * -1, e // -1, e % -1, e << 1, e >> 1, e >> 63, e >> 64, e ** 2, -e - 1)
for s in (30, 31, 32, 61, 62, 63, 64, 65, 127, 128):
    print(1 << s, -1 << s, (1 << s) >> s, 3 << s >> (s - 1), (1 << s) - 1)
x = 2 ** 63 - 3
for x in range(x, x + 5):
    pass
print(x, x - 2 ** 63)
i = 2 ** 62
n = 0
while i < 2 ** 64:
    i *= 2
    n += 1
print(i, n)
i = -2 ** 63 + 2
while i > -2 ** 63 - 3:
    i -= 1
print(i)
total = 0
for k in range(100):
    total += 2 ** 62
print(total, total // 100 == 2 ** 62)
print(sum([2 ** 63 - 1, 1]), sum([-2 ** 63, -1]), 3037000500 * 3037000500, 3037000499 * 3037000499, -3037000500 * 3037000500)
print(int(9.3e18), int(-9.3e18), int(2.0 ** 63), int(-2.0 ** 63), int(1e19), float(2 ** 63), float(2 ** 63 - 1))
print(2 ** 63 == 2.0 ** 63, 2 ** 63 - 1 == 2.0 ** 63, 2 ** 63 - 1 < 2.0 ** 63, 2 ** 53 + 1 > 2.0 ** 53, 9007199254740993 == 9007199254740992.0)
print(hash(2 ** 63), hash(-2 ** 63), hash(2 ** 63) == hash(float(2 ** 63)), {2 ** 63: "a"}[2.0 ** 63])
print(str(-2 ** 63), int("9223372036854775808"), int("-9223372036854775808"), int("-9223372036854775809"), 0x7fffffffffffffff + 1)
print(len(range(-2 ** 63, 2 ** 63 - 1, 2 ** 60)), list(range(2 ** 63 - 2, 2 ** 63 + 2)), list(range(-2 ** 63, -2 ** 63 - 3, -1)))
