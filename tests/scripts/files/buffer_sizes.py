"""What a buffer holds back and when it reaches the file, for buffers of every kind, seen from outside."""
import os
import tempfile
import warnings

folder = tempfile.mkdtemp()
path = os.path.join(folder, "file")

BYTES = [b"a", b"b", b"ccc", b"d" * 14, b"e" * 16, b"f" * 17, b"g" * 50, b"h" * 51, b"i" * 100, b"j", b"k" * 4000,
         b"l" * 200, b"m" * 4096, b"n", b"o" * 8192, b"p", b"q" * 20000, b"r"]
TEXTS = ["a", "b\n", "ccc", "d" * 14, "e\n" * 16, "f" * 17, "g" * 50, "h" * 51, "i\r" * 100, "j", "k" * 4000,
         "l" * 200, "m" * 4096, "n", "o" * 8192, "p", "q" * 20000, "r"]


def size():
    return os.stat(path).st_size


def sizes(mode, buffering, pieces, **kw):
    with open(path, mode, buffering, **kw) as file:
        seen = [(file.write(piece), size()) for piece in pieces]
    print(mode, buffering, seen, size())


for n in (0, 2, 3, 16, 100, 5000, 8192, 10000):
    sizes("wb", n, BYTES)
for n in (1, 2, 16, 100, 5000, 8192, 10000, 20000):
    sizes("w", n, TEXTS)
sizes("w", 1, ["a\r", "b\r\n", "c", "d\n"], newline="")
sizes("w", 1, ["a\r", "b\r\n", "c", "d\n"], newline="\r\n")
sizes("w", 16, ["\u00e4" * 8, "b" * 15, "c", "\u20ac" * 3000], encoding="utf-8")
for encoding in ("utf-16", "utf-32", "utf-8-sig"):
    sizes("w", 16, ["a\n" * 8, "b" * 15, "c", "\u20ac" * 3000], encoding=encoding)
    with open(path, "a", encoding=encoding) as file:
        file.write("end")
    print(size())

# The default depends on the file system; a line's end means nothing to bytes.
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    file = open(path, "wb", 1)
print([(w.category.__name__, str(w.message)) for w in caught])
file.write(b"x\ny")
print(size())
file.close()
print(size())

for args in (("w", 0), ("wb", "x"), ("wb", 1.5), ("wb", None)):
    try:
        open(path, *args)
    except Exception as error:
        print(args, type(error).__name__, error)


def growth(mode, buffering, count, write):
    last, seen = 0, []
    with open(path, mode, buffering) as file:
        for i in range(count):
            write(file, i)
            if size() != last:
                last = size()
                seen.append((i, last))
    print(seen, size())


growth("w", 4096, 3000, lambda file, i: file.write(f"line {i}\n"))
growth("w", 16384, 6000, lambda file, i: print("line", i, file=file))
growth("wb", 100, 60, lambda file, i: file.write(b"line %d\n" % i))

# Reading ahead.
for n in (0, 7, 100, 5000):
    with open(path, "rb", n) as file:
        where = lambda: (os.lseek(file.fileno(), 0, 1), file.tell())
        seen = [(file.read(1), where()), (file.readline(), where()), (len(file.read(50)), where())]
        if n:
            seen += [(len(file.read1()), where()), (len(file.read1(30)), where()), (len(file.peek()), where())]
        seen += [(file.seek(3), where()), (len(file.read()), where())]
        print(n, seen)

with open(path, "w") as file:
    file.write("line\n" * 10000)
for n in (-1, 1, 7, 10000):
    with open(path, "r", n) as file:
        where = lambda: os.lseek(file.fileno(), 0, 1)
        seen = [(len(file.read(1)), where()), (file.readline(), where()), (len(file.read(9000)), where())]
        print(n, seen, len(file.read()), where())

for mode in ("r", "rb", "r+", "r+b", "rb+", "w", "wb", "w+b", "a", "ab", "a+b", "rt"):
    for n in (-1, 0):
        if n or "b" in mode:
            with open(path, mode, n) as file:
                print(mode, n, file.mode, type(file).__name__)
os.remove(path)
with open(path, "xb") as file:
    print(file.mode)
os.remove(path)
with open(path, "x+b", 0) as file:
    print(file.mode)
os.remove(path)
os.rmdir(folder)
