# io.BytesIO.getbuffer(): a view of a stream's content.
import io


def show(code):
    try:
        print(code, "->", repr(eval(code)))
    except Exception as error:
        print(code, "->", type(error).__name__ + ":", error)


b = io.BytesIO()
b.write(b"abc")
b.write(b"def")
g = b.getbuffer()
for code in (
    "bytes(g)", "type(g.obj)", "g.readonly", "b.write(b'x')", "b.write(5)", "b.truncate(2)", "b.truncate()", "b.close()", "b.writelines([b'x'])",
    "b.getvalue()", "b.tell()", "b.seek(0)", "g.__setitem__(0, 65)", "b.getvalue()", "b.read(2)", "g.__setitem__(slice(2, 4), b'XY')", "b.read()",
    "b.getbuffer()[1:] == g[1:]", "b.seek(0)", "b.readline()", "list(b)", "b.seek(0)", "b.readinto(bytearray(3))",
):
    show(code)
part = g[1:]
g.release()
show("b.write(b'x')")
part.release()
b.seek(0, 2)
show("b.write(b'end')")
show("b.getvalue()")
with b.getbuffer() as view:
    view[-1] = 33
show("b.getvalue()")
show("b.truncate(2)")
b.getbuffer()[0] = 122
show("b.getvalue()")
b.close()
show("b.getbuffer()")
show("b.read()")
show("bytes(io.BytesIO(b'').getbuffer())")
