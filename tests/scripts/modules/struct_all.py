"""struct: every format character in every byte order, buffers, and the errors."""

import math
import struct


def attempt(call):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)


print(struct.pack("i", 1), struct.pack(">i", 1), struct.pack("<hHbB?", -2, 65535, -128, 255, True), struct.pack("!Q", 2 ** 64 - 1))
print(struct.unpack("<hHbB?", b"\xfe\xff\xff\xff\x80\xff\x01"), struct.unpack("<q", b"\xff" * 8), struct.unpack("<Q", b"\xff" * 8))
for order in "@=<>!":
    values = (-1, 2, -3, 4, -5, 6, -7, 8, -9, 10)
    packed = struct.pack(order + "bBhHiIlLqQ", *values)
    print(order, len(packed), packed.hex(), struct.unpack(order + "bBhHiIlLqQ", packed) == values)
for order in "<>":
    print(struct.pack(order + "efd", 1.5, -0.1, math.pi).hex(), struct.unpack(order + "efd", struct.pack(order + "efd", 1.5, -0.1, math.pi)))
for x in (0.0, -0.0, 65504.0, 65519.0, 6e-8, 2.9e-8, 2.98023223876953125e-8, 6.1e-5, 6.10351562e-05, 0.333333, 1e-30, math.inf, -math.inf, 2049.0, 2051.0, 4095.5):
    print(x, struct.pack("<e", x).hex(), struct.unpack("<e", struct.pack("<e", x))[0])
print(math.isnan(struct.unpack("<e", struct.pack("<e", math.nan))[0]), math.isnan(struct.unpack("f", struct.pack("f", math.nan))[0]))
print(struct.calcsize("bi"), struct.calcsize("<bi"), struct.calcsize("ib"), struct.calcsize("ibxx"), struct.calcsize("bi0q"), struct.calcsize(""), struct.calcsize("bhilqefdnNP?c10s5p3x"), struct.calcsize(" i \n h"))
print(struct.pack("bi0q", 1, 2).hex(), struct.pack("3xb", 1), struct.pack("2h3s", 1, 2, b"abcdef"), struct.pack("5s", b"ab"), struct.pack("0s", b"x"))
print(struct.pack("5p", b"abcdefg"), struct.unpack("5p", b"\x02abcd"), struct.pack("0p", b"a"), struct.unpack("300p", struct.pack("300p", b"x" * 299))[0] == b"x" * 255)
print(struct.pack("3c", b"a", b"b", b"c"), struct.unpack("3c", b"abc"), struct.unpack("3s", b"abc"), struct.unpack("2x?", b"\0\0\x05"))
print(struct.pack("?", []), struct.pack("?", "x"), struct.pack("P", -1), struct.unpack("N", b"\xff" * 8), struct.unpack("n", b"\xff" * 8))
print(struct.pack(b"<h", 5), struct.pack("<h", True), struct.pack("d", 3))


class Indexed:
    def __index__(self):
        return 7


print(struct.pack("b", Indexed()))
print(list(struct.iter_unpack("<h", b"\1\0\2\0\3\0")), struct.unpack_from("<h", b"\0\0\5\0", 2), struct.unpack_from("<h", b"\0\0\5\0", offset=-2))
buffer = bytearray(8)
struct.pack_into("<hh", buffer, 2, 1, -1)
print(buffer)
struct.pack_into("<h", buffer, -2, 258)
print(buffer, struct.unpack_from("<4h", buffer))

s = struct.Struct("<ih")
print(s, s.size, s.format, s.pack(1, 2), s.unpack(s.pack(3, 4)), s.unpack_from(b"x" + s.pack(5, 6), 1), list(s.iter_unpack(s.pack(7, 8) * 2)))
s.pack_into(buffer, 0, 9, 10)
print(buffer, struct.Struct(b">b").format, struct.Struct, struct.error, issubclass(struct.error, Exception))

for code in "bBhHiIlLqQ":
    for order in "@<":
        for value in (2 ** 70, -2 ** 70, "x", 1.5):
            attempt(lambda: struct.pack(order + code, value))
    size = struct.calcsize("<" + code) * 8
    signed = code.islower()
    low, high = (-2 ** (size - 1), 2 ** (size - 1) - 1) if signed else (0, 2 ** size - 1)
    print(code, struct.unpack("<" + code, struct.pack("<" + code, low)) == (low,), struct.unpack(">" + code, struct.pack(">" + code, high)) == (high,))
    attempt(lambda: struct.pack("<" + code, low - 1))
    attempt(lambda: struct.pack("<" + code, high + 1))
for text in ("z", "<n", "3", "i3", "<P", " <i", "x\0", "99999999999999999999i"):
    attempt(lambda: struct.calcsize(text))
for arguments in (("i",), ("i", 1, 2), ("c", "x"), ("c", b"xx"), ("3s", "x"), ("3p", 5), ("f", "x"), ("<f", 1e300), ("e", 1e30), ("e", 65520.0),
                  ("99999999999999999i",), ("P", 2 ** 64), (3,), ()):
    attempt(lambda: struct.pack(*arguments))
print(struct.pack("3s", bytearray(b"ab")), struct.pack("f", 1e300).hex())
for arguments in (("i", b"x"), ("i", 3), ("i", "abcd")):
    attempt(lambda: struct.unpack(*arguments))
for arguments in (("i", b"xxxx", 1), ("i", b"xxxx", -2), ("i", b"xxxx", -9), ("i", b"xxxx", 9)):
    attempt(lambda: struct.unpack_from(*arguments))
buffer = bytearray(4)
for arguments in (("i", buffer, 1, 5), ("i", buffer, -2, 5), ("i", buffer, -9, 5), ("i", b"abcd", 0, 5), ("i", buffer, 0), ("i", buffer), ("i",)):
    attempt(lambda: struct.pack_into(*arguments))
attempt(lambda: list(struct.iter_unpack("h", b"xxx")))
attempt(lambda: list(struct.iter_unpack("", b"")))
attempt(lambda: struct.Struct(3))
