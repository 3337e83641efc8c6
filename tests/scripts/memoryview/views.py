# What a view is, where its items lie, and what its errors say.
def show(code):
    try:
        print(code, "->", repr(eval(code)))
    except Exception as error:
        print(code, "->", type(error).__name__ + ":", error)


a = bytearray(b"abcdefgh")
m = memoryview(a)
r = memoryview(b"abcdefgh")
for code in (
    "len(m)", "m.obj is a", "r.obj", "m.nbytes", "m.itemsize", "m.format", "m.ndim", "m.shape", "m.strides",
    "m.suboffsets", "m.readonly", "r.readonly", "m.c_contiguous, m.f_contiguous, m.contiguous",
    "m[0], m[-1], m[True]", "m[8]", "m[-9]", "m[2**70]", "m['a']", "m[1.0]", "m[None]", "m[...]", "m[()]", "m[0,]",
    "m[0, 0]", "m[0:1, 0:1]", "m[0, 0:1]", "m[1:3].tobytes()", "m[::-2].tolist()", "m[5:2].tolist()",
    "m[::2].strides, m[::2].shape, m[::2].nbytes, m[::2].contiguous", "m[::2][1:][::-1].tobytes()",
    "m[6:][::2].contiguous, m[7:][::2].contiguous, m[8:][::2].contiguous", "m[::2**62].tolist()",
    "m[::2**62][::2**62].strides", "m[1::-1].tobytes()", "memoryview(m).obj is a", "memoryview(m[2:4]).tobytes()",
    "memoryview()", "memoryview(1)", "memoryview('x')", "memoryview(object=b'ab').tolist()", "memoryview[int]",
    "type('M', (memoryview,), {})", "hash(m)", "hash(m.toreadonly())", "hash(r) == hash(b'abcdefgh')",
    "hash(r[::2]) == hash(b'aceg')", "hash(r.cast('H'))", "hash(r.cast('b')) == hash(b'abcdefgh')",
    "m.toreadonly().readonly", "m.toreadonly()[1:].readonly", "m.hex()", "m.hex(':')", "m.hex('-', 3)",
    "m[::2].hex('.', -2)", "m.hex('xy')", "m.tobytes('F')", "m.tobytes('A')", "m.tobytes(None)", "m.tobytes('X')",
    "m.tobytes(1)", "m == a", "a == m", "m == r", "m != b'abcdefgh'", "m == b'x'", "b'abcdefgh' == m", "m == 'abcdefgh'",
    "m == [97]", "m[::2] == b'aceg'", "m < m", "m < b'a'", "b'a' < m", "bytearray(b'a') < m", "97 in m", "256 in m",
    "'a' in m", "list(m)", "list(reversed(m))", "type(iter(m)), type(reversed(m))", "m + b'a'", "m * 2", "bool(m), bool(m[:0])",
    "m.index", "m.count", "m.nothing", "str(m)[:11], repr(m)[:11]", "max(m), min(m), sum(m)", "b'abcdefgh' in {m.toreadonly(): 1}",
    "{r: 1}[b'abcdefgh']", "m.tolist(1)", "m.cast()", "m.cast(5)", "m.cast(None)", "m.readonly.__class__",
    "bytes.upper(m)", "memoryview.tobytes(b'x')", "memoryview.__len__(5)",
):
    show(code)

# Assignment.
m[0] = 65
m[-1] = 72
m[2:4] = b"xy"
m[::3] = b"123"
m[4:4] = b""
print(a)
m[2:6] = m[0:4]  # overlapping
print(a)
m[::-1] = bytes(a)
print(a)


def assign(target, key, value):
    try:
        target[key] = value
    except Exception as error:
        print(type(error).__name__ + ":", error)
    else:
        print("done", bytes(target))


class Index:
    def __index__(self):
        return 1


for key, value in (
    (0, 256), (0, -1), (0, "a"), (0, b"a"), (0, 1.5), (8, 1), (Index(), Index()), (slice(0, 2), b"abc"), (slice(0, 2), "ab"),
    (slice(0, 2), [1, 2]), (slice(0, 2), m[::4]), (slice(0, 2), m.cast("b")[:2]), (slice(0, 2), m.cast("H")[:2]),
    ("a", 1), (..., 1), ((0,), 1), ((0, 1), 1), ((slice(0, 1), slice(0, 1)), b"a"), ((), 1), (slice(0, 4, 0), b""),
    (2**70, 1),
):
    assign(m, key, value)
for key, value in ((0, 1), (slice(0, 2), b"ab"), ("a", "b")):
    assign(r, key, value)
for target in m, r:
    try:
        del target[0]
    except TypeError as error:
        print(error)
    try:
        target.readonly = True
    except AttributeError as error:
        print(error)
    try:
        target.new = 1
    except AttributeError as error:
        print(error)

match m[:2]:
    case [first, second]:
        print("a sequence of two", first, second)
import copy
import weakref

for copier in copy.copy, copy.deepcopy:
    try:
        copier(m)
    except TypeError as error:
        print(error)
print(weakref.ref(m)() is m)


class Bytes(bytes):
    pass


class Array(bytearray):
    pass


for kind in Bytes, Array:
    thing = kind(b"xyz")
    view = memoryview(thing)
    print(view.obj is thing, view.readonly, view.tolist())
