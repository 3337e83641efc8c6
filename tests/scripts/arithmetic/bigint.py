a = 123456789012345678901234567890
b = 987654321098765432109876543210
print(a + b, a - b, b - a)
print(a * b)
print(b // a, b % a, divmod(b, -a), divmod(-b, a))
print(a ** 5)
print(a & b, a | b, a ^ b, ~a)
print(-a & b, -a | b, -a ^ b)
print(a << 70, a >> 20, -a >> 20, a >> 200, -a >> 200)
print(a == b, a < b, a != b, a > 1, 1 < a, a == 123456789012345678901234567890)
print(a / b, a / 10, float(a), a * 1.5)
print(a.bit_length(), (-a).bit_length(), (2 ** 64).bit_length(), a.bit_count())
print(pow(a, b, 1000000007), pow(3, -1, 11), pow(a, 3, b), pow(-5, 3, 7), pow(5, 3, -7))
print(int("9" * 50), str(10 ** 40), len(str(2 ** 1000)))
print(hex(a), oct(a), bin(2 ** 70))
f = 1
for i in range(1, 51):
    f *= i
print(f)
print(2 ** 200 % 97, -(2 ** 200) % 97, 2 ** 200 // -97)
print(sum([2 ** 70, -(2 ** 70), 5]))
print(min(a, b), max(a, b), sorted([b, 1, a, -a]))
print(int(1e30), int(-1.5e20), round(12345678901234567890, -5))
print({2 ** 80: 'x'}[2 ** 80], 2 ** 80 in [1, 2 ** 80])
