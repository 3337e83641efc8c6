# What open() refuses, where files begin, and the methods of binary files.
import os
import tempfile

os.chdir(tempfile.mkdtemp())


def told(what, act):
    try:
        print(what, repr(act()))
    except Exception as error:
        print(what, type(error).__name__, error)


told("null", lambda: open("a\0b"))
told("number", lambda: open(12345))
told("encoding", lambda: open("a", "w", encoding="bogus"))
told("closefd", lambda: open("a", "w", closefd=False))
told("opener -1", lambda: open("a", "w", opener=lambda path, flags: -1))
told("opener x", lambda: open("a", "w", opener=lambda path, flags: "x"))
with open("made", "w", opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
    file.write("0123456789")
print(oct(os.stat("made").st_mode & 0o777), os.path.getsize("made"))
with open("made", "w") as file:
    told("None", lambda: file.write(None))
    told("readinto", lambda: file.readinto(bytearray(1)))

# Appending starts at the end.
with open("log", "a") as file:
    print(file.tell(), file.write("x\n"), file.tell())
with open("log", "a+") as file:
    print(file.tell(), repr(file.read()), file.seek(0), repr(file.read()))
    file.write("y\n")
    print(file.tell())

# Text written after text that was read comes behind what was read ahead.
with open("log", "r+") as file:
    print(repr(file.readline()), file.write("z\n"))
print(open("log").read().split())

with open("lines", "w") as file:
    file.write("a1\nb2\nc3\n")
with open("lines") as file:
    for line in file:
        told("tell", file.tell)
        break
    print(repr(file.readline()), file.readlines(), file.tell())
    file.seek(0)
    print(file.readlines(3))
with open("lines", "wb") as file:
    file.write(b"a\r\nb\rc\nd\r\n")
for newline in (None, "", "\n", "\r", "\r\n"):
    with open("lines", newline=newline) as file:
        print(repr(newline), list(file))

with open("made", "wb") as file:
    file.write(b"abcdefghij")
buffer = bytearray(4)
with open("made", "rb") as file:
    print(file.peek(1)[:1], file.tell(), file.read1(2), file.readinto(buffer), buffer)
    print(file.readinto1(buffer), buffer, file.readinto(buffer), file.read1())
    told("bytes", lambda: file.readinto(b"xx"))
    told("str", lambda: file.readinto("xx"))
