for text in ("1", "1.", ".5", "1e5", "-1E-5", "+.5e+1", "inf", "-inf", "nan", "INFINITY", "1_0.5", " 2\n"):
    print(repr(text), float(text))
for bad in ("", " ", "abc", "1.2.3", "1e", "--1", "1_", "0x1", "1 2", "."):
    try:
        print(float(bad))
    except ValueError as e:
        print(e)
for bad in (None, [], {}):
    try:
        float(bad)
    except TypeError as e:
        print(e)
print(float(), float(3), float(True), float(b"1.5"))
for x in (0.1, 1e21, 1e16, 123456789.123456789, 1e-4, 1e-5, 5e-324, 2.0 ** 70, 1 / 7):
    print(x, repr(x), str(x) == repr(x), float(repr(x)) == x)


class Temperature:
    def __float__(self):
        return 36.6

    def __int__(self):
        return 36

    def __index__(self):
        return 37


t = Temperature()
print(float(t), int(t), hex(t), [0] * 3 + list(range(t))[:1], round(36.6))
