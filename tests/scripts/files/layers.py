"""The layers of an open file: text over a buffer over the raw file, each seen by itself, and what closing does to them."""
import io
import os
import sys
import tempfile
import warnings

warnings.simplefilter("ignore", ResourceWarning)
os.chdir(tempfile.mkdtemp())


def told(what, act):
    try:
        print(what, repr(act()))
    except Exception as error:
        print(what, type(error).__name__, error)


KINDS = ("IOBase", "RawIOBase", "BufferedIOBase", "TextIOBase")

file = open("file", "w")
file.write("a\nb\n")
for layer in (file, file.buffer, file.buffer.raw, open("file"), open("file", "rb"), open("file", "r+b"),
              open("file", "rb", 0), open("file", "a+"), io.BytesIO(), io.StringIO()):
    print(type(layer).__name__, [name for name in KINDS if isinstance(layer, getattr(io, name))])
for layer in (file, file.buffer, file.buffer.raw):
    print(repr(layer), layer.mode, layer.name, layer.closed, layer.fileno() == file.fileno(), layer.seekable())
print(file.buffer is file.buffer, file.buffer.raw is file.buffer.raw)
size = lambda: os.stat("file").st_size
print(size())
file.buffer.write(b"raw")
print(size())
file.flush()
print(size(), open("file").read())
file.buffer.raw.write(b"direct")
print(size())
file.write("again")
file.close()
print(file.closed, file.buffer.closed, file.buffer.raw.closed, open("file").read())
told("text", lambda: file.write("x"))
told("buffer", lambda: file.buffer.write(b"x"))
told("raw", lambda: file.buffer.raw.write(b"x"))
told("text", lambda: file.flush())
told("buffer", lambda: file.buffer.flush())
told("repr", lambda: (file, file.buffer, file.buffer.raw))
told("again", lambda: (file.close(), file.buffer.close(), file.buffer.raw.close()))

# What is read below text begins behind what text read ahead.
with open("file", "w") as file:
    file.write("line\n" * 4000)
with open("file") as file:
    print(file.readline(), len(file.buffer.read(10)), file.buffer.tell(), len(file.read()))
with open("file", "rb", 100) as file:
    print(file.readline(), file.raw.tell(), file.tell(), len(file.raw.read(10)), len(file.read(5)), len(file.read()))
with open("file", "r+") as file:
    print(type(file.buffer).__name__, file.buffer.read(3), file.buffer.tell(), len(file.read()))
with open("file", "r+b") as file:
    raw = file.raw
    print(file.read(3), file.write(b"XYZ"), file.tell(), file.seek(0), file.read(10), raw.mode, raw.closefd)

# Letting go.
file = open("file", "w")
file.write("kept")
below = file.detach()
told("detached", lambda: file.write("x"))
told("closed", lambda: file.closed)
told("buffer", lambda: file.buffer)
told("name", lambda: file.name)
told("detach", lambda: file.detach())
told("flush", lambda: file.flush())
told("close", lambda: file.close())
del file
raw = below.detach()
print(below is not raw, type(raw).__name__, raw.closed, size())
told("write", lambda: below.write(b"x"))
raw.close()

# A file that goes closes what is below it.
file = open("file")
below = file.buffer
del file
str(0)
print(below.closed)

# Attributes that belong to a layer.
with open("file", "rb") as file:
    for name in ("encoding", "errors", "newlines", "buffer", "line_buffering", "reconfigure", "raw", "peek", "readall"):
        print(name, hasattr(file, name), end="; ")
with open("file") as file:
    for name in ("raw", "peek", "read1", "readinto", "readall", "buffer", "detach", "closefd"):
        print(name, hasattr(file, name), end="; ")
with open("file", "rb", 0) as file:
    for name in ("raw", "peek", "read1", "readinto", "readall", "buffer", "detach", "closefd"):
        print(name, hasattr(file, name), end="; ")
print()

# The standard streams.
sys.stdout.flush()
sys.stdout.buffer.write(b"bytes\n")
sys.stdout.buffer.flush()
print("text")
sys.stdout.buffer.write(b"bytes come first where text waits\n")
sys.stdout.flush()
sys.stdout.buffer.raw.write(b"raw\n")
print(sys.stdout.buffer, sys.stdin.buffer, sys.stderr.buffer.raw, sys.stdout.mode, sys.stderr.errors)
print(type(sys.stdin.buffer).__name__, isinstance(sys.stdout, io.TextIOWrapper))

# FileIO and open_code.
print(io.FileIO("file").read(), io.FileIO("file", "r+").mode, io.FileIO("file", "rb"), io.open_code("file").read(1))
told("mode", lambda: io.FileIO("file", "rt"))
told("mode", lambda: io.FileIO("file", "q"))
told("none", lambda: io.FileIO("missing"))
with io.FileIO("file", "w") as raw:
    print(raw.write(b"abc"), raw.tell(), raw.seek(1), raw.truncate(), raw.readable(), raw.writable(), raw)
    told("read", lambda: raw.read())
print(raw, size(), io.text_encoding("x"), io.text_encoding(None), io.open is open)


class Loud(io.FileIO):
    def close(self):
        if not self.closed:
            print("closing", self.name)
        super().close()


with Loud("file") as raw:
    print(raw.read(), isinstance(raw, io.RawIOBase))
with io.BufferedReader(Loud("file"), 2) as file:
    print(file.read(1), file.raw.tell())
