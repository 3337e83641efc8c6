b = b"hello"
print(b, len(b), b[0], b[-1], b[1:3], b[::-1], list(b), b + b"!", b * 2, b"ell" in b, 104 in b, 300 - 1 - 195 in b)
print(bytes(), bytes(3), bytes([1, 2, 255]), bytes(range(5)), bytes(b"x"), bytes("é", "utf-8"), bytes((65, 66)))
print(b == b"hello", b == "hello", b < b"help", b != b"x", hash(b) == hash(b"hel" + b"lo"))
print(b.upper(), b.title(), b"A B".lower(), b"aB".swapcase(), b"abc".capitalize(), b.find(b"l"), b.rfind(b"l"), b.index(b"o"), b.count(b"l"), b.find(108))
print(b.replace(b"l", b"L"), b.split(b"l"), b" a b ".split(), b"a,b".partition(b","), b",".join([b"a", b"b"]), b"  x ".strip(), b"xxa".lstrip(b"x"))
print(b.startswith(b"he"), b.endswith((b"x", b"lo")), b.isalpha(), b"12".isdigit(), b"a1".isalnum(), b" ".isspace(), b"AB".isupper())
print(b.hex(), b.hex(" "), b.hex(":", 2), bytes.fromhex("68 65 6c"), bytes.fromhex("FFfe"), b.decode(), b.center(9, b"*"), b.ljust(7), b.rjust(7, b"."), b"5".zfill(3))
print(b"a\nb\r\nc".splitlines(), b"abc".translate(bytes.maketrans(b"a", b"z")), b"abc".translate(None, b"b"), b"pre-x".removeprefix(b"pre-"), b"x-suf".removesuffix(b"-suf"))
print(repr(b"\x00\t\n\r\\'\""), repr(b"it's"), str(b"x"), b"%d %s" % (5, b"x"), [x for x in b"ab"], max(b), sorted(b"ba"), bool(b""), b"abc"[1:2])
for code in ("b[10]", "bytes([256])", "bytes([-1])", "bytes(-1)", "bytes('x')", "b'a' + 'b'", "b.fromhex('zz')", "b.index(b'z')", "b'' in 'x'", "'x' in b''", "300 in b", "bytes(1.5)", "b'a'.join(['x'])", "b[0:1] % 1 + 1", "bytes(['a'])"):
    try:
        print(eval(code))
    except Exception as e:
        print(type(e).__name__ + ":", e)
try:
    b[0] = 1
except TypeError as e:
    print(e)
