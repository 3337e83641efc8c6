# Files that do not wait: reading where nothing is there gives None, or nothing, but never an error.
import os


def made(data=b"", buffering=-1):
    r, w = os.pipe()
    os.set_blocking(r, False)
    os.write(w, data)
    return open(r, "rb", buffering=buffering), w


for buffering in (-1, 0):
    for data in (b"", b"ab", b"ab\ncd"):
        calls = [lambda f: f.read(), lambda f: f.read(5), lambda f: f.read(0), lambda f: f.readinto(bytearray(3))]
        if buffering:
            calls += [lambda f: f.readline(), lambda f: list(f)]
        for call in calls:
            file, w = made(data, buffering)
            print(buffering, data, call(file), end=" ")
            os.write(w, b"more")
            os.close(w)
            print(file.read(), file.read())
file, w = made()
print(file.read1(), file.peek(), file.read1(3))
os.close(w)
print(file.read1(), file.peek(), file.read(), file.read(4))
