def fib(n):
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a


print(fib(300))
print(fib(1000) % 10 ** 20)
print(3 ** 333)
x = 7 ** 500
y = 11 ** 300
q, r = divmod(x, y)
print(q)
print(r)
print(q * y + r == x)
print(str(-x)[:20], len(str(x)))
print(int(str(x)) == x, int(hex(x), 16) == x, int(bin(y), 2) == y)


def isqrt(n):
    x = n
    y = (x + 1) // 2
    while y < x:
        x = y
        y = (x + n // x) // 2
    return x


print(isqrt(2 * 10 ** 100))
print((2 ** 4000).bit_length(), 10 ** 300 // 10 ** 298)
print(f"{2**100:,}", f"{2**100:_x}", f"{-2**70:+d}", f"{2**70:40d}|")
print((2 ** 70).to_bytes(10, "big"), int.from_bytes(b"\x01" + b"\x00" * 9, "big"))
print((-5).to_bytes(2, "little", signed=True), int.from_bytes(b"\xfb\xff", "little", signed=True))
