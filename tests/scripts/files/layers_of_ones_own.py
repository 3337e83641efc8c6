"""Streams written in Python below native ones, native ones made of other streams, and the abstract classes."""
import io
import sys


def told(what, act):
    try:
        print(what, repr(act()))
    except Exception as error:
        print(what, type(error).__name__, error)


class Raw(io.RawIOBase):
    def __init__(self, data=b"", piece=5):
        self.data, self.at, self.out, self.piece = data, 0, [], piece

    def readable(self):
        return True

    def writable(self):
        return True

    def seekable(self):
        return True

    def seek(self, position, whence=0):
        self.at = position + (0, self.at, len(self.data))[whence]
        return self.at

    def readinto(self, buffer):
        n = min(len(buffer), self.piece, len(self.data) - self.at)
        buffer[:n] = self.data[self.at:self.at + n]
        self.at += n
        return n

    def write(self, data):
        self.out.append(bytes(data[:self.piece * 2]))
        return len(self.out[-1])


# Text over bytes in memory.
memory = io.BytesIO()
text = io.TextIOWrapper(memory, encoding="utf-8", newline="\r\n")
print(text, text.encoding, text.errors, text.newlines, text.line_buffering, text.write_through)
told("mode", lambda: text.mode)
text.write("a\nb\u20ac\n")
print(memory.getvalue())
text.flush()
print(memory.getvalue(), text.tell(), text.buffer is memory, text.seekable(), text.isatty())
print(text.detach() is memory)
told("write", lambda: text.write("x"))
told("closed", lambda: text.closed)
told("repr", lambda: text)
text = io.TextIOWrapper(io.BytesIO(b"one\r\ntwo\rthree\nfour"), encoding="ascii")
print(text.readline(), text.newlines, text.tell(), text.read(2), text.tell(), text.read(), text.tell())
text.seek(5)
print(text.readlines())
text = io.TextIOWrapper(io.BytesIO(b"one\r\ntwo\rthree\nfour"), encoding="ascii", newline="")
print(list(text), text.newlines)
text = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", line_buffering=True)
print(text.write("a"), text.buffer.getvalue(), text.write("b\nc"), text.buffer.getvalue(), text.line_buffering)
text.reconfigure(line_buffering=False, write_through=True)
print(text.write("d\n"), text.buffer.getvalue(), text.line_buffering, text.write_through)
told("encoding", lambda: io.TextIOWrapper(io.BytesIO(), encoding="bogus"))
told("newline", lambda: io.TextIOWrapper(io.BytesIO(), newline="x"))
told("truncate", lambda: (text.seek(1), text.truncate(), text.buffer.getvalue()))

memory = io.BytesIO(b"x")
io.TextIOWrapper(memory)
str(0)
print(memory.closed)

# Buffers over raw streams.
reader = io.BufferedReader(Raw(b"hello\nworld\nabc"), 4)
print(reader, reader.readline(), reader.tell(), reader.read(3), reader.tell(), reader.peek(), reader.read1(2))
print(reader.read(), reader.read(), reader.seek(2), reader.read(3), reader.readlines(), reader.seek(-3, 2), reader.read())
print(reader.seek(0), reader.read(2), reader.seek(1, 1), reader.read(2))
raw = Raw(b"hello\nworld\nabc")
print(raw.readline(), raw.read(2), raw.readall(), raw.read(), list(Raw(b"a\nb\n")), Raw(b"a\nb").readlines())
writer = io.BufferedWriter(Raw(), 8)
writer.write(b"abc")
writer.write(b"defgh")
writer.write(b"i")
print(writer.raw.out)
writer.flush()
print(writer.raw.out)
writer.write(b"x" * 25)
print(writer.raw.out)
writer.close()
print(writer.closed, writer.raw.closed, writer.raw.out)
told("write", lambda: writer.write(b"x"))
told("flush", lambda: writer.flush())
told("reader", lambda: io.BufferedReader(io.RawIOBase()))
told("writer", lambda: io.BufferedWriter(io.RawIOBase()))
told("random", lambda: io.BufferedRandom(io.RawIOBase()))
told("size", lambda: io.BufferedReader(Raw(b""), 0))
pair = io.BufferedRWPair(Raw(b"abc"), Raw())
print(pair.read(2), pair.write(b"x"), pair.flush(), pair.readable(), pair.writable(), pair.closed)
both = io.BufferedRandom(Raw(b"0123456789"), 4)
print(both.read(3), both.write(b"ab"), both.flush(), both.raw.out, both.tell())


class Wrong(Raw):
    def readinto(self, buffer):
        return len(buffer) + 1

    def write(self, data):
        return -1


told("too much", lambda: io.BufferedReader(Wrong(), 10).read(1))
told("too little", lambda: io.BufferedWriter(Wrong(), 2).write(b"abc"))


class Waiting(Raw):
    ready = False

    def write(self, data):
        return super().write(data) if self.ready else None


def wait():
    writer = io.BufferedWriter(Waiting(), 4)
    try:
        writer.write(b"abcdefgh")
    except BlockingIOError as error:
        print(error.strerror, error.characters_written)
    writer.raw.ready = True
    writer.flush()
    print(writer.raw.out)


wait()

# Text over a buffer over a raw stream.
text = io.TextIOWrapper(io.BufferedReader(Raw(b"hello\nw\xc3\xb6rld\r\nabc")), encoding="utf-8")
print(text.buffer.raw.at, list(text))
text = io.TextIOWrapper(io.BufferedWriter(Raw()), encoding="utf-8", write_through=True)
text.write("x")
print(text.buffer.raw.out)
text.flush()
print(text.buffer.raw.out)


# Subclasses.
class Upper(io.TextIOWrapper):
    def write(self, text):
        return super().write(text.upper())


memory = io.BytesIO()
upper = Upper(memory, encoding="utf-8")
print("hi there", file=upper, flush=True)
print(memory.getvalue(), isinstance(upper, io.TextIOBase), upper)


class Closing(io.IOBase):
    def close(self):
        print("close")
        super().close()


closing = Closing()
del closing
str(0)
with Closing() as closing:
    print(closing.closed)
print(closing.closed)


class Failing(io.RawIOBase):
    def close(self):
        super().close()
        raise OSError("no end")


failing = Failing()
told("close", failing.close)
print(failing.closed)


class Lines(io.TextIOBase):
    def __init__(self):
        self.lines = ["a\n", "b\n"]

    def readline(self, size=-1):
        return self.lines.pop(0) if self.lines else ""

    def write(self, text):
        sys.stdout.write(f"[{text!r}]")
        return len(text)


print(list(Lines()), Lines().readlines(1), Lines().encoding, Lines().readable())
print("printed", 1, file=Lines())
Lines().writelines(["x", "y"])
print()

# The abstract classes.
told("read", lambda: io.TextIOBase().read())
told("readline", lambda: io.TextIOBase().readline())
told("write", lambda: io.BufferedIOBase().write(b""))
told("detach", lambda: io.BufferedIOBase().detach())
told("seek", lambda: io.IOBase().seek(0))
told("truncate", lambda: io.IOBase().truncate())
told("tell", lambda: io.IOBase().tell())
told("fileno", lambda: io.IOBase().fileno())
told("readinto", lambda: io.RawIOBase().readinto(b""))
with io.IOBase() as base:
    print(base.closed, base.readable(), base.writable(), base.seekable(), base.isatty())
told("iter", lambda: iter(base))
told("enter", lambda: base.__enter__())
told("isatty", lambda: base.isatty())
for kind in (io.FileIO, io.BufferedReader, io.BufferedWriter, io.BufferedRandom, io.BufferedRWPair, io.BytesIO,
             io.TextIOWrapper, io.StringIO, io.RawIOBase, io.BufferedIOBase, io.TextIOBase, io.UnsupportedOperation):
    print(kind.__name__, [base.__name__ for base in (io.IOBase, io.RawIOBase, io.BufferedIOBase, io.TextIOBase, OSError)
                          if issubclass(kind, base)])

decoder = io.IncrementalNewlineDecoder(None, True)
print([decoder.decode(piece) for piece in ("a\r", "\nb\rc", "\n", "d\r")], decoder.decode("", final=True), decoder.newlines)
