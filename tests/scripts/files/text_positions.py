"""Positions in text, line ends of all kinds, sizes in characters, and encodings of more than one byte."""
import os
import tempfile

os.chdir(tempfile.mkdtemp())

for encoding in ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig", "latin-1"):
    with open("file", "w", encoding=encoding) as file:
        file.write("line \u00e9 one\nsecond\r\nthird\n")
        print(encoding, file.tell())
    with open("file", encoding=encoding) as file:
        print(file.readline(), file.read(3), file.readlines())
    with open("file", encoding=encoding, newline="") as file:
        print(list(file))
    with open("file", "a", encoding=encoding) as file:
        file.write("end")
    with open("file", encoding=encoding) as file:
        print(repr(file.read()), os.stat("file").st_size)

with open("file", "w", encoding="utf-16") as file:
    file.write("\U0001f600\u20ac\n" * 5000)
with open("file", encoding="utf-16") as file:
    print(sum(line == "\U0001f600\u20ac\n" for line in file))

with open("file", "wb") as file:
    file.write("a\u00e9\r\nb\u20acc\rd\U0001f600e\n".encode())
with open("file", encoding="utf-8") as file:
    print([file.read(1) for _ in range(12)], file.tell())
    file.seek(0)
    print([file.readline(n) for n in (2, 5, 2, 3, -1)], file.newlines)
with open("file", "ab") as file:
    file.write(b"next\r\nlast")
with open("file", encoding="utf-8") as file:
    file.readline()
    file.readline()
    file.readline()
    places = []
    while True:
        places.append(file.tell())
        if not file.readline():
            break
    print(places)
    for place in reversed(places):
        print(place, file.seek(place), repr(file.readline()))
for newline in (None, "", "\n", "\r", "\r\n"):
    with open("file", encoding="utf-8", newline=newline) as file:
        print(repr(newline), [file.readline(n) for n in (1, 2, 3, 100, 100, 100)], repr(file.newlines))
    with open("file", encoding="utf-8", newline=newline) as file:
        print(file.read(4), file.tell(), repr(file.read()))

# A line end in the middle of what one read brings.
with open("file", "wb") as file:
    file.write(b"x" * 8191 + b"\r\n" + b"y" * 8190 + b"\r" + b"z\r")
with open("file") as file:
    print([(len(line), line[-1]) for line in file], file.newlines, file.tell())
with open("file") as file:
    print(len(file.read(8192)), file.tell(), repr(file.read(1)), file.tell(), repr(file.read()[-3:]))

with open("file", "wb") as file:
    file.write(b"ok\n\xff\xfebad\n\xe2\x82")
for errors in ("strict", "ignore", "replace", "backslashreplace"):
    with open("file", encoding="utf-8", errors=errors) as file:
        print(errors, repr(file.readline()) if errors != "strict" else "")
        try:
            print(repr(file.read()))
        except UnicodeDecodeError as error:
            print(error.reason)

with open("file", "w") as file:
    file.reconfigure(encoding="latin-1", newline="\r\n", errors="replace")
    print(file.write("\u00e9\n\u20ac"), file.encoding, file.errors)
print(open("file", "rb").read())
with open("file", encoding="latin-1") as file:
    file.readline()
    try:
        file.reconfigure(encoding="ascii")
    except Exception as error:
        print(type(error).__name__, error)
