# Text read by numbers of characters, with line ends and wide characters wherever they fall.
import os
import tempfile

path = os.path.join(tempfile.mkdtemp(), "text")
texts = {
    "plain": "The quick brown fox\n" * 40,
    "returns": ("x" * 250 + "\r\n" + "y" * 5 + "\r" + "z" * 255 + "\n") * 3,
    "ends with a return": "a" * 256 + "\r",
    "wide": ("é" * 130 + "€\r\n" + "😀" * 64 + "b" * 300) * 3,
    "only line ends": "\r\n" * 300 + "\r" * 300 + "\n" * 10,
}
for name, text in texts.items():
    with open(path, "w", newline="") as f:
        f.write(text)
    for newline in (None, "", "\n"):
        with open(path, newline=newline) as f:
            whole = f.read()
        for n in (1, 2, 3, 64, 255, 256, 257, 600, 10_000):
            with open(path, newline=newline) as f:
                pieces = list(iter(lambda: f.read(n), ""))
            assert "".join(pieces) == whole, (name, newline, n)
            assert all(len(piece) == n for piece in pieces[:-1]), (name, newline, n)
        with open(path, newline=newline) as f:
            lines = f.readlines()
            f.seek(0)
            assert lines == list(f)
            f.seek(0)
            assert lines == list(iter(f.readline, "")) and "".join(lines) == whole
        print(name, repr(newline), len(whole), len(lines), len(pieces), f.newlines)
    with open(path, "rb") as f:
        data = f.read()
        for n in (1, 64, 8192, 8193):
            f.seek(0)
            assert b"".join(iter(lambda: f.read(n), b"")) == data
        print(len(data), f.read(), f.read(0), f.seek(-3, 2), f.read(), f.seek(1), len(f.read()))

# A file that says it is empty, one that is longer than it was, and a pipe.
with open("/proc/version") as f:
    print(f.read().startswith("Linux"), f.read())
with open(path, "w+") as f:
    f.write("begin")
    f.flush()
    with open(path) as other:
        print(other.read(), f.write("end"), f.flush(), other.read(), other.read())
    f.seek(2)
    print(f.read(), f.read())
end, start = os.pipe()
os.write(start, b"in a pipe\n" * 500)
os.close(start)
with open(end) as f:
    print(len(f.read()), repr(f.read()))
os.remove(path)
os.rmdir(os.path.dirname(path))
