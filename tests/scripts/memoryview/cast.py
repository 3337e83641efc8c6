# Items of every native format, and shapes.
import struct


def show(code):
    try:
        print(code, "->", repr(eval(code)))
    except Exception as error:
        print(code, "->", type(error).__name__ + ":", error)


class Index:
    def __index__(self):
        return 7


class Float:
    def __float__(self):
        return 2.5


class Bad:
    def __index__(self):
        raise ZeroDivisionError("in __index__")

    def __bool__(self):
        raise ZeroDivisionError("in __bool__")

    __float__ = __index__


a = bytearray(16)
m = memoryview(a)
values = [
    0, 1, -1, 127, 128, -128, -129, 255, 256, 32767, 32768, -32768, 65535, 65536, 2**31 - 1, 2**31, -2**31, 2**32 - 1, 2**32,
    2**63 - 1, 2**63, -2**63, -2**63 - 1, 2**64 - 1, 2**64, 2**200, True, 1.5, 65504.0, 65520.0, 1e40, 1e400, -0.0,
    b"a", b"ab", b"", bytearray(b"a"), "a", None, Index(), Float(), Bad(),
]
names = {Index: "Index()", Float: "Float()", Bad: "Bad()"}
for code in "cbBhHiIlLqQnNfde?P":
    view = m.cast(code)
    told = [f"{code} {view.itemsize} {len(view)}:"]
    for value in values:
        shown = names.get(type(value)) or repr(value)
        try:
            view[1] = value
        except Exception as error:
            text = str(error)
            told.append(f"{shown} {type(error).__name__} {text}")
        else:
            packed = a[view.itemsize:2 * view.itemsize].hex()
            told.append(f"{shown} {view[1]!r} {packed}")
            if code != "?":
                assert view[1] == struct.unpack_from("@" + code, a, view.itemsize)[0] or value != value
    print("; ".join(told))
a[:] = bytes(range(0x60, 0x70))
for code in "cbBhHiIlLqQnNfde?P":
    view = m.cast("@" + code)
    print(view.format, view.itemsize, view.shape, view.strides, view.tolist())
    assert code == "?" or view.tolist() == list(struct.unpack("@%d%s" % (len(view), code), a))
    assert view == m.cast(code) and view[::-1].tolist() == view.tolist()[::-1]

for code in (
    "m.cast('x')", "m.cast('')", "m.cast('@')", "m.cast('BB')", "m.cast('<H')", "m.cast('é')", "m.cast('H').cast('I')",
    "m.cast('H').cast('B').cast('I').format", "m[:7].cast('H')", "m[::2].cast('B')", "m[0:0].cast('H').tolist()",
    "m[0:0].cast('B', [1])", "m.cast('B', [4, 4]).tolist()", "m.cast('H', (2, 4)).shape, m.cast('H', (2, 4)).strides",
    "m.cast('B', [4, 4])[1, 2], m.cast('B', [4, 4])[-1, -1]", "m.cast('B', [4, 4])[1]", "m.cast('B', [4, 4])[4, 0]",
    "m.cast('B', [4, 4])[0, 4]", "m.cast('B', [4, 4])[1, 2, 3]", "m.cast('B', [4, 4])[1:3].tolist()",
    "m.cast('B', [4, 4])[::2].contiguous", "m.cast('B', [4, 4])[::-1].tolist()", "m.cast('B', [4, 4])[0:1, 0:1]",
    "len(m.cast('B', [2, 8]))", "m.cast('B', [2, 8]).ndim", "list(m.cast('B', [2, 8]))", "bytes(m.cast('B', [2, 8])[::-1]).hex()",
    "m.cast('B', [2, 2, 4]).tolist()", "m.cast('B', [2, 2, 4])[1, 1, 3]", "m.cast('B', [2, 2, 4]).tobytes('F').hex()",
    "m.cast('B', [2, 8]).tobytes('F').hex()", "m.cast('B', [2, 8]).f_contiguous", "m.cast('B', [1, 16]).f_contiguous",
    "m.cast('B', [3, 4])", "m.cast('B', 5)", "m.cast('B', None)", "m.cast('B', [0])", "m.cast('B', [-1])", "m.cast('B', ['a'])",
    "m.cast('B', [2**40, 2**40])", "m.cast('B', [2**70])", "m.cast('B', [2] * 65)", "m.cast('B', [1] * 60 + [16]).ndim",
    "m.cast('B', [2, 8]).cast('B', [4, 4])", "m.cast('B', [2, 8]).cast('H').tolist() == m.cast('H').tolist()",
    "m.cast('B', [2, 8]) == m.cast('B', [2, 8])", "m.cast('B', [2, 8]) == m", "m.cast('B', [2, 8]) == m.cast('B', [8, 2])",
    "m[:1].cast('B', [])[()]", "m[:1].cast('B', []).shape", "m[:1].cast('B', [])[...].tolist()", "m[:1].cast('B', [])[0]", "m[:1].cast('B', [])[2**70]", "m[:1].cast('B', [])[0,]", "m[:1].cast('B', [])[:]",
    "len(m[:1].cast('B', []))", "iter(m[:1].cast('B', []))", "m[:1].cast('B', []).tobytes()", "m.cast(format='H', shape=[8]).format",
    "m.cast('H') == m.cast('h')", "m.cast('B') == m.cast('c')", "m.cast('d') == m.cast('d')",
    "hash(memoryview(b'abcd').cast('B', [2, 2])) == hash(b'abcd')",
):
    show(code)

nan = memoryview(bytearray(struct.pack("d", float("nan")))).cast("d")
print(nan == nan, nan.obj == nan.obj)
grid = m.cast("B", [4, 4])
grid[1, 1] = 0
print(grid.tolist())
for key, value in ((1, 2), (slice(0, 1), b"abcd"), ((4, 0), 1), ((1,), 1), ((0, 0), 256)):
    try:
        grid[key] = value
    except Exception as error:
        print(type(error).__name__ + ":", error)
scalar = m[:2].cast("B").cast("H", [])
scalar[()] = 0x4142
scalar[...] = 0x4344
print(bytes(m[:2]))
try:
    scalar[0] = 1
except TypeError as error:
    print(error)
