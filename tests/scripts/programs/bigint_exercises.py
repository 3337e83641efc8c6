def digits_of_e(n):
    scale = 10 ** (n + 10)
    total, term, k = 0, scale, 1
    while term:
        total += term
        term //= k
        k += 1
    return str(total // 10 ** 10)


def binomial(n, k):
    out = 1
    for i in range(1, k + 1):
        out = out * (n - k + i) // i
    return out


def egcd(a, b):
    x0, x1, y0, y1 = 1, 0, 0, 1
    while b:
        q, a, b = a // b, b, a % b
        x0, x1, y0, y1 = x1, x0 - q * x1, y1, y0 - q * y1
    return a, x0, y0


def isqrt(n):
    x = 1 << (n.bit_length() + 1) // 2
    while True:
        y = (x + n // x) // 2
        if y >= x:
            return x
        x = y


print(digits_of_e(60))
print(binomial(200, 100))
g, x, y = egcd(2 ** 89 - 1, 3 ** 50)
print(g, x * (2 ** 89 - 1) + y * 3 ** 50)
print(isqrt(2 * 10 ** 80), isqrt((10 ** 40 + 7) ** 2) == 10 ** 40 + 7)
p, q, e = 2 ** 61 - 1, 2 ** 89 - 1, 65537
n, phi = p * q, (p - 1) * (q - 1)
d = pow(e, -1, phi)
message = int.from_bytes(b"gil", "big")
cipher = pow(message, e, n)
print(cipher, pow(cipher, d, n).to_bytes(3, "big"))
print(sum(int(c) for c in str(2 ** 1000)), str(3 ** 200)[::-1][:20], len(str(7 ** 1000)))
a, b = 1, 1
for i in range(3, 1000):
    a, b = b, a + b
    if len(str(b)) == 50:
        print("first with 50 digits:", i, b)
        break
print((2 ** 127 - 1) % 1_000_007, hex(2 ** 130 + 0xABC), (1 << 200) ^ ((1 << 100) - 1), -(1 << 90) >> 80, ~(1 << 70) & 0xFF)
print(int("z" * 30, 36), f"{10 ** 30:,}", "%d" % -(10 ** 25), round(10 ** 25 + 5, -1), 10 ** 25 // -7, -(10 ** 25) % 7)
