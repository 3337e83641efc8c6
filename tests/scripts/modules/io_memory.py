import contextlib
import io

s = io.StringIO()
print("a", 2, file=s)
print(repr(s.getvalue()), s.tell(), s.seek(0), repr(s.read()), s.write("zz"), repr(s.getvalue()))
s.seek(0)
s.write("B")
print(repr(s.getvalue()), io.StringIO("one\ntwo").readlines(), [line for line in io.StringIO("x\ny\n")], io.StringIO("abc").read(2))
with contextlib.redirect_stdout(io.StringIO()) as out:
    print("hidden")
print("seen:", repr(out.getvalue()))
b = io.BytesIO(b"abc")
print(b.read(1), b.write(b"XY"), b.getvalue(), b.tell())
s.close()
for f in (s.read, lambda: io.StringIO(5), lambda: io.StringIO().write(5), lambda: io.BytesIO().write("a")):
    try:
        print(f())
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
