"""traceback: exceptions and stacks as text and as data."""

import io
import sys
import traceback


class Portable:
    """Standard output without the folder that this script happens to lie in."""

    def write(self, text):
        return sys.__stdout__.write(text.replace(__file__, "SCRIPT"))

    def flush(self):
        sys.__stdout__.flush()


sys.stdout = sys.stderr = Portable()


def inner(n):
    if n:
        return inner(n - 1)
    return {}["missing"] + 1


def outer():
    try:
        inner(1)
    except KeyError as error:
        raise ValueError("two\nlines") from error


try:
    outer()
except ValueError as error:
    caught = error
    traceback.print_exc()
    text = traceback.format_exc()
    print(text == "".join(traceback.format_exception(error)), text.count("Traceback"))
    traceback.print_exception(error, chain=False)
    traceback.print_exception(type(error), error, error.__traceback__, limit=1)
    traceback.print_exc(limit=-1, chain=False)

print(traceback.format_exception_only(caught), traceback.format_exception_only(type(caught), caught))
print(traceback.format_exception_only(None), traceback.format_exception(None))
traceback.print_tb(caught.__traceback__)
print(traceback.format_tb(caught.__traceback__, 1))
for place in traceback.extract_tb(caught.__cause__.__traceback__):
    print(place.lineno, place.name, place.line, place == tuple(place), len(place), place.filename.rsplit("/")[-1])
    print(repr(place).replace(place.filename, "FILE"))
print([(frame.f_code.co_name, line) for frame, line in traceback.walk_tb(caught.__traceback__)])
for piece in traceback.format_exception(caught):
    print(repr(piece))


def where():
    traceback.print_stack()
    print([place.name for place in traceback.extract_stack()], traceback.format_stack(limit=1))
    print([frame.f_code.co_name for frame, _ in traceback.walk_stack(sys._getframe())])
    traceback.print_stack(limit=-1)


def call_where():
    where()


call_where()
print(traceback.format_list([("a.py", 3, "f", "x = 1"), ("b.py", 4, "g", None), ("c.py", 5, "h", "")]))
traceback.print_list([("a.py", 3, "f", "  x = 1")])


def deep(n):
    return deep(n - 1) if n else 1 / 0


try:
    deep(10)
except ZeroDivisionError:
    traceback.print_exc()

try:
    compile("x = (1,\ny = 2", "<given>", "exec")
except SyntaxError as error:
    print(traceback.format_exception_only(error))
try:
    compile("print(", "<given>", "exec")
except SyntaxError as error:
    traceback.print_exc(limit=0)

noted = ValueError("with notes")
noted.add_note("first")
noted.add_note("second\nthird")
print(traceback.format_exception_only(noted), traceback.format_exception(noted))

try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise KeyError("context")
except KeyError as error:
    made = traceback.TracebackException.from_exception(error)
    print(str(made), made.exc_type, made.exc_type_str, type(made.__context__).__name__, made.__cause__, len(made.stack))
    print("".join(made.format(chain=False)), end="")
    made.print()
    print(list(made.format_exception_only()))
    stack = made.stack
try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise KeyError("no context") from None
except KeyError:
    traceback.print_exc()

group = ExceptionGroup("several", [ValueError(1), ExceptionGroup("inside", [TypeError("t")])])
print("".join(traceback.format_exception(group)), end="")
print(traceback.format_exception_only(group, show_group=True))
try:
    raise group
except ExceptionGroup:
    traceback.print_exc()

out = io.StringIO()
try:
    undefined_name
except NameError:
    traceback.print_exc(file=out)
print(out.getvalue().splitlines()[-1])
traceback.print_exc()
for call in (lambda: traceback.print_exception(3), lambda: traceback.format_exception(ValueError, ValueError(1)),
             lambda: traceback.print_last()):
    try:
        call()
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)


class Odd(Exception):
    def __str__(self):
        raise RuntimeError("no text")


print(traceback.format_exception_only(Odd()))


class Mine(Exception):
    __module__ = "somewhere.deep"


print(traceback.format_exception_only(Mine("x")), traceback.format_exception_only(Mine()))
summary = traceback.FrameSummary("f.py", 1, "name", line="  the line  ", locals={"b": 2, "a": "x"})
print(summary.line, summary.locals, list(summary), traceback.StackSummary.from_list([summary]).format())


def with_locals():
    value = [1]
    frame = sys._getframe()
    return traceback.StackSummary.extract([(frame, frame.f_lineno)], capture_locals=True)


print(with_locals()[0].locals["value"])
