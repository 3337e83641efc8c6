def show(e):
    fields = {n: getattr(e, n) for n in ("errno", "strerror", "filename", "filename2", "value", "code", "name", "path", "msg", "obj") if hasattr(e, n)}
    print(type(e).__name__, e.args, repr(str(e)), fields)


for args in ((), ("m",), (2, "gone"), (2, "gone", "file"), (17, "there", "a", None, "b"), (999, "odd"), ("x", "y"), (13, "no", b"raw"), (2, "gone", None), (1, 2, 3, 4, 5, 6)):
    show(OSError(*args))
show(FileNotFoundError(13, "kept class"))
show(ConnectionResetError("just text"))
show(StopIteration())
show(StopIteration(1, 2))
show(SystemExit())
show(SystemExit(3))
show(SystemExit(1, 2))
show(NameError("n", name="spam"))
show(AttributeError("a", name="spam", obj=5))
show(ImportError("i", name="mod", path="/p"))
show(ImportError("a", "b"))
show(ModuleNotFoundError())
show(KeyError())
show(KeyError("k"))
show(KeyError("k", 2))


class Quiet(OSError):
    def __init__(self, text):
        self.text = text


class Loud(OSError):
    def __init__(self, text):
        super().__init__(2, text, "somewhere")


class Made(OSError):
    def __new__(cls, text):
        return super().__new__(cls, 2, text)


show(Quiet("q"))
show(Loud("l"))
show(Made("m"))
for make in (lambda: ValueError(a=1), lambda: OSError(a=1), lambda: ImportError(a=1), lambda: AttributeError(x=1), lambda: SyntaxError("m", (1,)), lambda: UnicodeDecodeError("a"), lambda: UnicodeDecodeError("a", b"b", "c", 1, "r"), lambda: setattr(ValueError(), "args", 5), lambda: setattr(ValueError(), "__cause__", 5), lambda: setattr(ValueError(), "__context__", 5), lambda: setattr(ValueError(), "__traceback__", 5), lambda: setattr(ValueError(), "__suppress_context__", 5)):
    try:
        make()
        print("made")
    except Exception as e:
        print(type(e).__name__, e)
e = ValueError("first")
e.args = ("other", 2)
print(str(e), repr(e), e.args)
e.__cause__ = KeyError("why")
print(e.__cause__, e.__suppress_context__)
print(UnicodeDecodeError("utf-8", b"ab\xff", 2, 3, "bad"), UnicodeDecodeError("utf-8", b"abc", 0, 2, "bad"), UnicodeEncodeError("ascii", "é\u20ac\U0001f600", 0, 1, "no"), UnicodeEncodeError("ascii", "é\u20ac\U0001f600", 1, 2, "no"), UnicodeEncodeError("ascii", "é\u20ac\U0001f600", 2, 3, "no"), UnicodeEncodeError("ascii", "éé", 0, 2, "no"), sep="\n")
s = SyntaxError("broken", ("file.py", 3, 2, "text here\n", 3, 5))
print(s, s.msg, s.filename, s.lineno, s.offset, s.text, s.end_lineno, s.end_offset)
