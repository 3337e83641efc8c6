# What a view keeps its object from, and its end.
def show(code):
    try:
        print(code, "->", repr(eval(code)))
    except Exception as error:
        print(code, "->", type(error).__name__ + ":", error)


a = bytearray(b"abcdef")
m = memoryview(a)
for code in (
    "a.append(1)", "a.extend(b'xy')", "a.extend(b'')", "a.extend([1])", "a.insert(0, 1)", "a.insert('x', 1)", "a.pop()",
    "a.pop(9)", "a.remove(97)", "a.remove(1)", "a.clear()", "a.reverse()", "a.__iadd__(b'x')", "a.__iadd__(b'')", "a.__imul__(2)",
    "a.__imul__(1)", "a.__delitem__(0)", "a.__delitem__(9)", "a.__delitem__(slice(0, 2))", "a.__delitem__(slice(2, 2))",
    "a.__delitem__(slice(0, 6, 2))", "a.__setitem__(slice(0, 2), b'xyz')", "a.__setitem__(slice(0, 2), b'xy')",
    "a.__setitem__(slice(0, 6, 3), b'zz')", "a.__setitem__(0, 65)", "a.__init__(b'new')", "a.__init__()", "a.copy()",
    "a + b'x'", "a * 2", "a.upper()", "a.translate(None, b'z')", "a",
):
    show(code)
b = m[1:3]
c = b.cast("H")
m.release()
show("a.append(1)")
b.release()
show("a.append(1)")
c.release()
show("a.append(1)")
m.release()
print(a)

m = memoryview(a)
m.release()
for code in (
    "m[0]", "m[0:1]", "m[:]", "len(m)", "m.obj", "m.nbytes", "m.readonly", "m.itemsize", "m.format", "m.ndim", "m.shape",
    "m.strides", "m.suboffsets", "m.c_contiguous", "m.f_contiguous", "m.contiguous", "m.tobytes()", "m.tolist()", "m.hex()",
    "m.cast('B')", "m.toreadonly()", "m.release()", "m.__enter__()", "m.__exit__(None, None, None)", "memoryview(m)", "hash(m)",
    "m == m", "m == a", "a == m", "m != m", "repr(m)[:20]", "bytes(m)", "bytearray(m)", "b'' + m", "b''.join([m])",
    "b'a'.replace(m, b'')", "m in b''", "m.__setitem__(0, 1)", "m.__delitem__(0)", "int.from_bytes(m)", "bool(m)", "m.foo",
):
    show(code)
frozen = memoryview(b"abc")
known = hash(frozen)
frozen.release()
print(hash(frozen) == known)

with memoryview(a) as m:
    print(m[0])
    show("a.clear()")
show("m[0]")
show("m.__enter__()")
a.clear()
try:
    with memoryview(bytearray(1)) as m:
        m.release()
        m[0]
except ValueError as error:
    print(error)

# A view that nobody has any more keeps nobody from anything.
a = bytearray(b"abc")
memoryview(a)[1:]
a.append(100)
items = iter(memoryview(a))
next(items)
show("a.append(1)")
print(list(items), bytes(a))
del items
a.append(101)


a.append(102)
print(a)

# Code that runs in the middle of an operation.
class Release:
    def __init__(self, view, value=0):
        self.view, self.value = view, value

    def __index__(self):
        self.view.release()
        return self.value


for operation in (
    lambda view: view[Release(view)],
    lambda view: view[Release(view):].tobytes(),
    lambda view: view.__setitem__(0, Release(view)),
    lambda view: view.__setitem__(Release(view), 1),
    lambda view: view.__setitem__(slice(Release(view), 1), b"z"),
    lambda view: [view.release() for _ in view],
    lambda view: [view.release() for _ in reversed(view)],
):
    view = memoryview(a)
    try:
        print(operation(view))
    except Exception as error:
        print(type(error).__name__ + ":", error)
print(a)


class Shrink:
    def __init__(self, target):
        self.target = target

    def __index__(self):
        self.target.clear()
        return 1

    __len__ = __index__

    def __iter__(self):
        self.target.clear()
        return iter(b"xyz")


import struct

a = bytearray(b"abcdef")
for operation in (
    lambda: struct.pack_into("2B", a, 0, 1, Shrink(a)),
    lambda: memoryview(a).__setitem__(0, Shrink(a)),
    lambda: memoryview(a)[Shrink(a)],
):
    try:
        print(operation())
    except Exception as error:
        print(type(error).__name__ + ":", error)
print(len(a))
a[0:Shrink(a)] = b"Q"
print(a)
