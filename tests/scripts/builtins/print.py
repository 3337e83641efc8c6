import sys

print()
print("a", "b", 1, None, [1])
print("a", "b", sep="")
print("a", "b", sep=", ", end="!\n")
print(1, 2, 3, sep="\n")
print("no newline", end="")
print()
print(*[1, 2], sep="-")
print("to stdout", file=sys.stdout)
print("flushed", flush=True)
print("x", end="", file=None)
print()
print(sep="x")
print("", "", sep="|")
print("a", sep=None, end=None)


class File:
    def __init__(self):
        self.parts = []

    def write(self, text):
        self.parts.append(text)


f = File()
print("to", "object", file=f)
print(f.parts)
for bad in (dict(sep=1), dict(end=2), dict(nope=1)):
    try:
        print("x", **bad)
    except TypeError as e:
        print(e)
try:
    print("x", file=5)
except AttributeError as e:
    print(e)
print("tab\tquote'backslash\\ unicode é 漢 😀")
print(print("inner"))
print(sys.stdout.write("written\n"))
print(1.0, 1e100, True, (), {}, {1: 2}, b"x", ..., NotImplemented, int, len)
