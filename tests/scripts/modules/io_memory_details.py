# Streams in memory: positions in characters and bytes, writing over and behind the end, lines, subclasses.
import copy
import io


def attempt(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


# Characters of several widths: a position counts characters.
s = io.StringIO("aé€😀z\nbé\n")
print([s.read(1) for _ in range(6)], s.tell(), s.readline(), s.read())
s.seek(2)
print(s.write("XY"), s.getvalue().encode(), s.tell(), s.read(2).encode(), s.readline(1).encode())
s.seek(1)
print(s.write("😀😀"), s.getvalue().encode(), s.tell(), s.readline(0), s.readline(2).encode(), s.readline(-1).encode())
s.seek(20)
print(s.read().encode(), s.readline(), s.tell(), s.write("é"), s.getvalue().encode(), s.tell())
s.truncate(3)
print(s.getvalue().encode(), s.tell(), s.write("!"), s.getvalue().encode())
s.seek(0)
print(s.truncate(), repr(s.getvalue()), s.write("abc"), s.truncate(10), repr(s.getvalue()))

b = io.BytesIO(b"0123456789")
print(b.read(3), b.write(b"ab"), b.getvalue(), b.tell(), b.read1(2), b.read(None), b.read(), b.read(5))
b.seek(8)
print(b.write(b"WXYZ"), b.getvalue(), b.tell())
b.seek(15)
print(b.read(), b.read(2), b.write(b""), b.getvalue(), b.write(b"!"), b.getvalue(), b.tell())
print(b.truncate(4), b.getvalue(), b.tell(), b.write(bytearray(b"+")), b.getvalue(), b.write(memoryview(b"view")))

# Lines.
for newline in (None, "", "\n", "\r", "\r\n"):
    s = io.StringIO("one\r\ntwo\rthree\nfour\r", newline=newline)
    print(repr(newline), list(s), s.newlines, s.tell(), s.write("x\ny\r\n"), repr(s.getvalue()), s.newlines)
b = io.BytesIO(b"one\ntwo\r\nthree")
print(next(b), b.readline(2), b.readline(100), b.readlines(), b.readline())
attempt(lambda: next(b))
b.seek(0)
print(b.readlines(4), b.tell(), [b.readline(3) for _ in range(4)])
print([io.StringIO("ab\ncd\nef").readlines(n) for n in (-1, 0, 1, 2, 3, 4, 6, None)])
print([io.BytesIO(b"ab\ncd\nef").readlines(n) for n in (-1, 0, 1, 2, 3, 4, 6, None)])
b.writelines([b"a\n", b"b"])
print(b.getvalue())


# What a class of one's own does is asked for.
class Shouting(io.StringIO):
    def readline(self, size=-1, /):
        return super().readline(size).upper()

    def write(self, text, /):
        return super().write("<" + text + ">")


s = Shouting("a\nb\n")
print(list(s), s.write("c"), s.getvalue(), s.tell())
print("d", 5, file=s)
print(repr(s.getvalue()))
s.own = 5
print(s.own, isinstance(s, io.TextIOBase), isinstance(io.BytesIO(), io.BufferedIOBase))

# Closed, and wrong arguments.
for stream in (io.StringIO("x"), io.BytesIO(b"x")):
    print(stream.closed, stream.readable(), stream.writable(), stream.seekable(), stream.isatty())
    with stream:
        pass
    print(stream.closed)
    stream.close()
    for name, *args in (("read",), ("readline",), ("write", "a"), ("write", b"a"), ("getvalue",), ("tell",), ("seek", 0),
                        ("truncate",), ("__next__",), ("readable",), ("flush",)):
        attempt(lambda: getattr(stream, name)(*args))
    attempt(lambda: iter(stream) is stream)
for stream in (io.StringIO(), io.BytesIO()):
    for name, *args in (("write", 5), ("write", None), ("seek", -1), ("seek", 0, 5), ("truncate", -1)):
        attempt(lambda: getattr(stream, name)(*args))
attempt(lambda: io.BytesIO().write("a"))
attempt(lambda: io.StringIO().write(b"a"))
attempt(lambda: io.StringIO.__new__(io.StringIO).read())

# Views of the bytes.
b = io.BytesIO(b"hello\nworld")
view = b.getbuffer()
view[0] = ord("J")
print(b.read(3), b.readline(), b.getvalue(), b.tell())
attempt(lambda: b.write(b"x"))
attempt(lambda: b.truncate(1))
attempt(b.close)
view[6:] = b"W0rld"
print(next(b))
view.release()
print(b.write(b"!"), b.getvalue(), b.truncate(2), b.getvalue())

# Copies stand for themselves.
s = io.StringIO("a\nb", newline=None)
print(s.read(1))
s.own = ["x"]
for make in (copy.copy, copy.deepcopy):
    twin = make(s)
    print(type(twin).__name__, twin.getvalue(), twin.tell(), twin.newlines, twin.own == s.own, twin.own is s.own)
    twin.write("longer\r\n")
    print(repr(twin.getvalue()), twin.newlines, s.newlines)
b = copy.copy(io.BytesIO(b"abc"))
print(b.read(), b.getvalue(), vars(io.BytesIO()))
