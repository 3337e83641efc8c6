for a in (7, -7):
    for b in (2, -2, 3, -3):
        print(a, b, a + b, a - b, a * b, a / b, a // b, a % b, divmod(a, b))
print(2 ** 10, 2 ** 0, 0 ** 0, (-2) ** 3, -2 ** 2, 2 ** -1, (-8) ** 3)
print(7 & 3, 7 | 8, 5 ^ 1, ~5, ~-1, 1 << 10, 1024 >> 3, -1 >> 5, -8 >> 1)
print(-5 & 0xFF, -5 | 3, -5 ^ 3)
print(+5, -5, - -5, ~~5)
print(True + True, True * 10, False - 1, True / 2, True << 3)
print(10 % 3 * 2 + 1 - 4 // 2 ** 2)
print(1 + 2 * 3 - 4 / 2)
print(abs(-5), abs(5), abs(True), int.__add__(1, 2))
print((5).__sub__(3), (5).__rsub__(3), (7).__floordiv__(2), (1).__add__("x"))
