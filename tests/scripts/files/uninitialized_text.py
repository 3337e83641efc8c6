# A text stream before its __init__, or after one that failed.
import io


def show(code):
    try:
        print(code, "->", repr(eval(code)))
    except Exception as error:
        print(code, "->", type(error).__name__ + ":", error)


class Bare(io.TextIOWrapper):
    def __init__(self):
        pass


failed = io.TextIOWrapper(io.BytesIO(b"text"))
try:
    failed.__init__(io.BytesIO(), encoding="no such encoding")
except LookupError as error:
    print(error)
for stream in io.TextIOWrapper.__new__(io.TextIOWrapper), Bare(), failed:
    for code in (
        "stream.encoding", "stream.errors", "stream.newlines", "stream.reconfigure()", "stream.read()", "stream.readline()", "stream.write('x')",
        "stream.fileno()", "stream.readable()", "stream.tell()", "stream.seek(0)", "stream.detach()", "stream.isatty()", "stream.flush()", "next(stream)",
        "stream.__enter__()", "stream.closed",
    ):
        show(code)
stream = io.TextIOWrapper.__new__(io.TextIOWrapper)
stream.__init__(io.BytesIO(b"a\r\nb"), "ascii")
print(stream.encoding, stream.errors, stream.newlines, stream.read(), stream.newlines)
