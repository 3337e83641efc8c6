# Text that is no UTF-8: at which call that is said, of which bytes, and what later calls bring.
import itertools
import os
import sys
import tempfile

CALLS = {
    "read": lambda file: file.read(),
    "read 1": lambda file: file.read(1),
    "read 4": lambda file: file.read(4),
    "readline": lambda file: file.readline(),
    "readline 2": lambda file: file.readline(2),
    "readlines": lambda file: file.readlines(),
    "next": lambda file: next(file, "no more"),
}

folder = tempfile.TemporaryDirectory()
path = os.path.join(folder.name, "text")


def attempt(act, *given):
    try:
        result = act(*given)
        return result if len(result) < 100 else (len(result), result[-10:])
    except UnicodeDecodeError as failure:
        return failure.start, failure.end, failure.reason, len(failure.object), failure.object[-12:]
    except OSError as failure:
        return str(failure)


def write(data):
    with open(path, "wb") as file:
        file.write(data)


for data in b"abc\xc3", b"ab\ncd\xe2\x82", b"ab\r\n\xf0\x9f", b"\xffabc\n\xc3", b"a\n\xc3b\n":
    write(data)
    print(data)
    for first, second in itertools.product(CALLS, CALLS):
        with open(path, encoding="utf-8") as file:
            results = [attempt(CALLS[name], file) for name in (first, second, "read", "readline")]
        print("   ", first, second, results)
    for options in {"errors": "replace"}, {"newline": ""}:
        with open(path, encoding="utf-8", **options) as file:
            print("   ", options, [attempt(file.read, 1), attempt(file.readline), attempt(file.read), attempt(file.read)])

# What is behind the piece that is decoded is not looked at yet; a character may lie across its end.
for data in b"line\n" * 1638 + b"ab\xff\n", b"line\n" * 1638 + b"a\xe2\x82\xac\n", b"\xe2\x82\xac" * 5000 + b"\xc3", b"x" * 8191 + b"\xc3(":
    write(data)
    for size in 1, 8000, 8189, 8190, 8192, 100_000:
        with open(path, encoding="utf-8") as file:
            print(size, [attempt(file.read, size), attempt(file.read, 3), attempt(file.readline), attempt(file.read), attempt(file.read)])
    with open(path, encoding="utf-8") as file:
        print(attempt(file.readlines), attempt(file.readlines))
    with open(path, encoding="utf-8") as file:
        count = 0
        try:
            for line in file:
                count += 1
        except UnicodeDecodeError as failure:
            print(failure.reason, failure.start, len(failure.object), attempt(lambda: str(file.tell())))
        print(count)

# Places in a text are those of its characters, whatever is read ahead.
write("a\u20ac\n\U0001f600b\n".encode() * 2000)
with open(path, encoding="utf-8") as file:
    places = []
    while line := file.readline():
        places.append((file.tell(), line))
    print(len(places), places[-1][0] == os.path.getsize(path))
    for at in 0, 1, 1169, 1170, 1171, 2000, 3998:
        file.seek(places[at][0])
        assert file.readline() == places[at + 1][1], at
folder.cleanup()
