# Reading from a file that has read ahead and is closed; reading nothing; lines that are none.
import io
import os
import tempfile


def show(what, call, *args):
    try:
        print(what, repr(call(*args)))
    except Exception as error:
        print(what, type(error).__name__, error)


os.chdir(tempfile.mkdtemp(prefix="gilvm-"))
with open("file", "w") as file:
    file.write("one\ntwo\nthree\n")
for mode in ("r", "rb"):
    file = open("file", mode)
    print(file.read(1))
    file.close()
    show("read a piece", file.read, 1)
    show("read all", file.read)
    show("read nothing", file.read, 0)
    show("line", file.readline)
file = open("file", "rb", buffering=0)
file.close()
show("raw", file.read, 1)

# Nobody has to write for that.
r, w = os.pipe()
show("nothing", os.read, r, 0)
show("no buffers", os.readv, r, [])
show("an empty buffer", os.readv, r, [bytearray()])
os.close(r)
os.close(w)


class Lines(io.StringIO):
    def readline(self):
        return 5


show("no line", next, Lines("a"))
show("no lines", list, Lines("a"))
