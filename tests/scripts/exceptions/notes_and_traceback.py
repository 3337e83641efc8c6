e = ValueError("base")
e.add_note("first note")
e.add_note("second\nlines")
print(e.__notes__, str(e))
try:
    e.add_note(5)
except TypeError as err:
    print(err)
print(hasattr(ValueError(), "__notes__"))


def f():
    g()


def g():
    raise KeyError("deep")


try:
    f()
except KeyError as err:
    tb = err.__traceback__
    names = []
    while tb is not None:
        names.append((tb.tb_frame.f_code.co_name, tb.tb_lineno))
        tb = tb.tb_next
    print(names)
import sys
try:
    f()
except KeyError:
    kind, value, tb = sys.exc_info()
    print(kind.__name__, value, tb.tb_lineno, sys.exception() is value)
print(sys.exc_info(), sys.exception())
try:
    try:
        f()
    except KeyError as inner:
        inner.add_note("while handling")
        raise
except KeyError as outer:
    print(outer.__notes__)
print(ValueError("x").__traceback__)


def nested_handlers():
    try:
        raise ValueError(1)
    except ValueError:
        try:
            raise KeyError(2)
        except KeyError:
            print(sys.exception())
        print(sys.exception())
    print(sys.exception())


nested_handlers()
