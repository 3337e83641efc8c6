a = bytearray(b"hello")
print(a, len(a), a[0], a[1:3], bytes(a), list(a))
a[0] = 72
a.append(33)
a.extend(b"??")
print(a)
a[1:3] = b"XY"
print(a)
del a[-2:]
print(a, a.pop(), a, a.decode())
a += b"zz"
a *= 2
print(a)
a.insert(0, 65)
a.remove(65)
a.reverse()
print(a, a == bytes(a), bytearray(3), bytearray([1, 2]), bytearray())
a.clear()
print(a, bool(a))
b = bytearray(b"abc")
print(b.upper(), b.find(b"c"), b.hex(), b"b" in b, b.copy() is b, b + b"d", isinstance(b, bytes), repr(b))
for f in (lambda: b.__setitem__(0, 256), lambda: b.append("x"), lambda: b[9], lambda: hash(b), lambda: b.remove(1)):
    try:
        f()
    except Exception as e:
        print(type(e).__name__ + ":", e)
