print((10).bit_length(), (0).bit_length(), (-255).bit_length(), (255).bit_count())
print((1024).to_bytes(2, 'big'), (1024).to_bytes(2, 'little'), (5).to_bytes())
print(int.from_bytes(b'\x04\x00', 'big'), int.from_bytes([1, 2], 'little'), int.from_bytes(b'\xff', 'big', signed=True))
print((7).numerator, (7).denominator, (7).real, (7).imag, (7).conjugate(), (7).is_integer(), (7).as_integer_ratio())
print(int(), int(5), int("12"), int(" -12 "), int("+7"), int("1_000"), int("ff", 16), int("0xff", 16), int("0b11", 0), int("z", 36), int("0o17", 0), int(b"42"))
print(bool(), bool(0), bool(2), bool([]), bool("False"))
print(int(True), int("٣"), int(2.9))
print((5).__index__(), (5).__int__(), (5).__float__(), (5).__bool__(), (5).__hash__(), (5).__neg__())
print(hex(255), hex(-255), oct(8), bin(10), bin(-5), hex(0))
print(bin(True), int("-0x1f", 16), int("0", 0), int("00", 0))
print(divmod(17, 5), divmod(-17, 5), pow(2, 10), pow(2, 10, 1000), pow(7, -2, 13), pow(2, -2))
print(round(15, -1), round(25, -1), round(-15, -1), round(12345, -2), round(5, 3), round(7))
for bad in ("", " ", "1.5", "abc", "1__0", "_1", "0x", "--1", "1 2", "9" * 3 + "x"):
    try:
        int(bad)
    except ValueError as e:
        print(e)
for bad, base in (("2", 2), ("g", 16), ("09", 0), ("1", 1), ("1", 37)):
    try:
        print(int(bad, base))
    except ValueError as e:
        print(e)
for bad in (None, [], {}):
    try:
        int(bad)
    except TypeError as e:
        print(e)
try:
    int(5, 10)
except TypeError as e:
    print(e)
try:
    (300).to_bytes(1, "big")
except OverflowError as e:
    print(e)
try:
    (-1).to_bytes(1, "big")
except OverflowError as e:
    print(e)
