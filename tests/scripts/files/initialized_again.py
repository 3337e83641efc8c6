"""Streams that are initialised again, over themselves or each other, and positions that no number holds."""
import io
import sys


def told(what, act):
    try:
        print(what, repr(act()))
    except Exception as error:
        print(what, type(error).__name__, error)


text = io.TextIOWrapper(io.BytesIO())
told("over itself", lambda: text.__init__(text))
for name in ("closed", "name"):
    told(name, lambda: getattr(text, name))
told("write", lambda: text.write("x"))
told("repr", lambda: repr(text))
reader = io.BufferedReader(io.BytesIO())
told("over itself", lambda: reader.__init__(reader))
for name in ("closed", "name", "mode"):
    told(name, lambda: getattr(reader, name))
told("read", lambda: reader.read())
told("repr", lambda: repr(reader))
told("again", lambda: reader.__init__(io.BytesIO(b"abc")))
told("read", lambda: reader.read())
one, other = io.BufferedReader(io.BytesIO()), io.BufferedReader(io.BytesIO())
told("one", lambda: one.__init__(other))
told("other", lambda: other.__init__(one))
told("closed", lambda: one.closed)
told("name", lambda: one.name)
del one, other
str(0)
for kind in (io.TextIOWrapper, io.BufferedReader, io.BufferedWriter):
    new = kind.__new__(kind)
    for name in ("close", "flush", "tell", "detach", "fileno"):
        told((kind.__name__, name), lambda: getattr(new, name)())

# What was below stays open, and what did not get there is forgotten.
memory = io.BytesIO()
text = io.TextIOWrapper(memory, encoding="ascii")
text.write("pending")
text.__init__(memory, encoding="latin-1")
text.write("\u00e9")
text.flush()
print(memory.getvalue())
writer = io.BufferedWriter(memory)
writer.write(b"pending")
writer.__init__(memory)
writer.write(b"more")
writer.flush()
print(memory.getvalue())


class Deaf(io.RawIOBase):
    pass


deaf = Deaf()
told("deaf", lambda: io.BufferedReader(deaf))
told("text", lambda: io.TextIOWrapper(memory, newline="?"))
print(deaf.closed, memory.closed)
print("first", flush=True)
sys.stdout.__init__(sys.stdout.buffer, encoding="ascii", errors="backslashreplace")
print("second \u00e9", flush=True)
sys.stdout.__init__(sys.stdout.buffer, encoding="utf-8")
print("third \u00e9")

reader = io.BufferedReader(io.BytesIO(b"x" * 100))
told("read", lambda: reader.read(1))
told("seek", lambda: reader.seek(-2**63, 1))
told("seek", lambda: reader.seek(2**63 - 1, 1))
told("tell", lambda: reader.tell())
told("seek", lambda: reader.seek(-5, 1))
reader = open(__file__, "rb")
told("read", lambda: reader.read(1))
told("seek", lambda: reader.seek(-2**63, 1))
told("tell", lambda: reader.tell())


def hook(told):
    print(told.exc_type.__name__, told.exc_value, told.exc_traceback is None, told.err_msg, told.object, told.object.closed)


# What a file loses when it goes is told to the hook.
sys.unraisablehook = hook
full = open("/dev/full", "w"); full.write("x"); del full; str(0)
full = open("/dev/full", "wb"); full.write(b"x"); del full; str(0)
