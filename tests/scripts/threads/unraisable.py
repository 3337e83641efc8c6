# Exceptions that nobody can catch go to sys.unraisablehook: those of raw threads, and of finalizers.
import _thread
import io
import re
import sys

told = []


def hook(unraisable):
    of = unraisable.object
    told.append((unraisable.exc_type.__name__, str(unraisable.exc_value), unraisable.exc_traceback is not None,
                 hide(unraisable.err_msg), getattr(of, "__name__", of)))


def hide(text):
    return text and re.sub("0x[0-9a-f]+", "0x...", text)


def show(label):
    print(label, told)
    told.clear()


def bad():
    raise ValueError("boom")


def run(function):
    _thread.start_joinable_thread(function).join()


class Odd:
    def __repr__(self):
        raise KeyError("no repr")

    def __call__(self):
        raise ValueError("odd")


class Dies:
    def __del__(self):
        raise ZeroDivisionError("in a finalizer")


def die():
    Dies()


sys.unraisablehook = hook
run(bad)
show("raw thread:")
run(Odd())
show("without a repr:")
run(sys.exit)
show("sys.exit:")
die()
show("finalizer:")


def captured(function):
    old = sys.stderr
    sys.stderr = io.StringIO()
    try:
        function()
        lines = sys.stderr.getvalue().splitlines()
        return [hide(line) for line in lines if not line.startswith("  ")]
    finally:
        sys.stderr = old


for other in sys.__unraisablehook__, None, lambda unraisable: 1 / 0:
    sys.unraisablehook = other
    print(captured(lambda: run(bad)))
    print(captured(lambda: run(Odd())))
    print(captured(die))

sys.unraisablehook = sys.__unraisablehook__
for wrong in (1, (1, 2, 3, 4, 5)):
    try:
        sys.unraisablehook(wrong)
    except TypeError as error:
        print(error)
kept = []
sys.unraisablehook = kept.append
die()
run(bad)
sys.unraisablehook = sys.__unraisablehook__
for args in kept:
    print(len(args), type(args), isinstance(args, tuple))
    print(captured(lambda: sys.unraisablehook(args)))
    try:
        type(args)((ValueError, ValueError("x"), None, "Said", 5))
    except TypeError as error:
        print(error)
print(type(args)((ValueError, None, None, "Said", 5)))
print(captured(lambda: sys.unraisablehook(type(args)((ValueError, ValueError("x"), None, "Said", 5)))))
print(captured(lambda: sys.unraisablehook(type(args)((ValueError, ValueError("x"), None, None, Odd())))))
print(captured(lambda: sys.unraisablehook(type(args)((ValueError, ValueError("x"), None, "Said", None)))))
print(captured(lambda: sys.unraisablehook(type(args)((ValueError, ValueError("x"), None, None, None)))))
