# Line ends of a stream in memory.
import io

text = "a\nb\r\nc\rd\r\n"
for newline in ("\n", "", None, "\r", "\r\n"):
    s = io.StringIO(text, newline=newline)
    print(repr(newline), repr(s.getvalue()), s.readlines(), repr(s.newlines))
    s = io.StringIO(newline=newline)
    print(s.write(text), repr(s.getvalue()), s.tell(), repr(s.newlines))
    s.seek(0)
    print([line for line in s], repr(s.readline()))
    s.seek(0)
    print(repr(s.readline(1)), repr(s.readline(2)), repr(s.read()))
s = io.StringIO(newline="\r\n")
print("x", "y", sep="\n", file=s)
print(repr(s.getvalue()))
s = io.StringIO(newline=None)
s.write("one\n")
print(repr(s.newlines))
s.write("two\r")
print(repr(s.newlines), repr(s.getvalue()))
for wrong in ("x", "\n\n", 1, b"\n"):
    try:
        io.StringIO("", wrong)
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
