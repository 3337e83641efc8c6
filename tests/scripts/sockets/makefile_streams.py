# The files of a socket are streams of io: buffers, views, layers, and what they refuse; a socket that does not wait.
import io
import socket

a, b = socket.socketpair()
f = b.makefile("rb"); g = b.makefile("rb", buffering=0); w = a.makefile("wb"); raw = a.makefile("wb", buffering=0)
w.write(memoryview(b"hello world")); w.flush(); raw.write(memoryview(b"more"))
buf = bytearray(5)
print(f.readinto(memoryview(buf)), buf, f.readinto1(memoryview(buf)[:3]), buf); a.send(b"xyz")
print(f.read(7)); print(g.readinto(memoryview(buf)[1:]), buf)
print(type(f).__name__, isinstance(f, io.BufferedIOBase), isinstance(f, io.IOBase), isinstance(g, io.RawIOBase), type(g).__name__)
w.write(b"last"); w.close(); raw.close(); a.close(); print(f.read(), f.read(), f.read1()); f.close()
try: f.read()
except ValueError as e: print(e)
a, b = socket.socketpair(); t = io.TextIOWrapper(b.makefile("rb"), encoding="utf-8"); a.sendall("zwölf\r\nx".encode()); a.close(); print(t.readline(), t.read())
a, b = socket.socketpair(); m = b.makefile("rw"); print(isinstance(m, io.TextIOBase), type(m).__name__, m.mode, m.encoding, m.newlines if hasattr(m,"newlines") else None, m.line_buffering, m.buffer.__class__.__name__, m.buffer.raw if False else 0)
print(a.makefile("r", newline="").newlines, a.makefile("w", encoding="latin-1", errors="replace").errors)
print("x\ny", file=m); m.flush(); print(a.recv(10)); a.send(b"1\r\n2\r3\n"); a.shutdown(1); print(list(m)); print(m.closed, m.readable(), m.writable(), m.seekable())
for e in ("m.buffer.peek()", "m.detach()", "a.makefile('x')", "a.makefile('r', buffering=0)", "b.makefile('rb').write(b'')", "b.makefile('wb').read()", "b.makefile('r').write('x')", "b.makefile('w').read()"):
    try: print(e, type(eval(e)).__name__)
    except Exception as x: print(e, type(x).__name__, x)

a, b = socket.socketpair()
b.setblocking(False)
f = b.makefile("rb")
raw = b.makefile("rb", buffering=0)
print(f.read(), f.read(5), f.readinto(bytearray(3)), f.read1(), f.peek(), f.readline(), raw.read(5), raw.readall())
a.send(b"ab\ncd")
print(f.readline(), f.read(5), f.read(5))
a.close()
print(f.read(5), f.read(), raw.read(5), raw.readall())
# Closing a file keeps the socket open, and the other way round.
a, b = socket.socketpair()
f = a.makefile("rw")
a.close()
print(f.write("still"), f.flush(), b.recv(10))
f.close()
print(b.recv(10))
try:
    f.read()
except ValueError as error:
    print(error)
