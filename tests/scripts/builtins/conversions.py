print(chr(65), chr(233), chr(0x1F600), ord("A"), ord("é"), ord("😀"), ord(b"a"), chr(0) == "\0")
print(bin(10), bin(-10), oct(8), hex(255), hex(-1), bin(0), hex(2 ** 64))
print(int("10", 2), int("-0b11", 0), int("0x1F", 16), int(3.9), int(-3.9), int("  5 "), int(True), float("1.5"), float(3))
print(str(5), str(1.0), str(None), str([1, "a"]), repr("a\n"), ascii("é"), str(b"x"), str(type), bool(""), bool("x"))
print(list("ab"), tuple([1]), set([1, 1]), dict([("a", 1)]), frozenset([2]), list({1: 2}), list(range(3)), dict(a=1, **{"b": 2}))
print(round(2.5), round(3.5), round(2.675, 2), round(-1.5), round(1234, -2), round(1.0), round(1e20), round(0.1 + 0.2, 10), round(5), round(5, 1), round(True))
print(divmod(7, 3), divmod(-7, 3), divmod(7.5, 2), pow(2, 5), pow(2, 5, 7), pow(2, -1), pow(2.0, 3), abs(-3), abs(-3.5), abs(True))
print(hash(1) == hash(1.0) == hash(True), hash("a") == hash("a"), hash((1, 2)) == hash((1, 2)), hash(2 ** 61 - 1), hash(-1), hash(0.5), hash(1e300), hash(float("inf")), hash(None) is not None)
print(id(None) == id(None), type(id(5)).__name__, format(5, "03"), format("a", ">3"), format(1.5), len("abc"), len([]), len({1: 2}), len(b"ab"), len(range(5)))
print(sorted([3, 1]), list(reversed("ab")), slice(1, 2))
print(type(5), type("x"), type([]), type(None), type(len), type(lambda: 0), type(type), type(range(1)), type({}.keys()), type(iter([])), type((i for i in [])), type(ValueError()), type(...), type(slice(1)), type(object()), type(Exception), type([].append), type(str.upper))
for code in ("chr('a')", "chr(-1)", "chr(0x110000)", "ord('ab')", "ord(1)", "hex('x')", "bin(1.5)", "int('x')", "float('x')", "round('x')", "abs([])", "len(5)", "hash([])", "int(None)", "divmod(1, 0)", "pow(0, -1)", "reversed(5)", "sorted(5)", "format(1, 'y')", "bytes('a')", "dict(['abc'])", "dict([1])", "tuple(1)", "int('1', 99)", "round(1.5, 'a')"):
    try:
        print(code, eval(code))
    except Exception as e:
        print(code, type(e).__name__, e)
