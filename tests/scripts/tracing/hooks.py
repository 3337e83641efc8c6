"""What trace functions return, raise and see."""
import sys
import traceback


def add(a, b=2):
    c = a + b
    return c


def outer(n):
    r = add(n)
    r += add(n)
    return r


# Only calls: the function returns nothing.
def calls(frame, event, arg):
    print(event, frame.f_code.co_name, frame.f_lineno, arg)


sys.settrace(calls)
outer(1)
print(sys.gettrace() is calls)
sys.settrace(None)
print(sys.gettrace())


# Local trace functions.
def first(frame, event, arg):
    print("first", event, frame.f_code.co_name)
    return second if frame.f_code.co_name == "add" else None


def second(frame, event, arg):
    print("second", event, frame.f_lineno, arg)
    if event == "line":
        return third


def third(frame, event, arg):
    print("third", event, frame.f_lineno, arg)


sys.settrace(first)
outer(1)
sys.settrace(None)


# Frames.
def look(frame, event, arg):
    if frame.f_code.co_name in ("add", "outer"):
        print(event, frame.f_code.co_name, frame.f_locals, frame.f_back.f_code.co_name,
              frame.f_back.f_back is None, frame.f_trace, frame.f_trace_lines, frame.f_globals is globals())
        frame.f_trace_lines = frame.f_code.co_name == "outer"
        return lookalike


def lookalike(frame, event, arg):
    print(event, frame.f_code.co_name, frame.f_lineno, frame.f_locals, frame.f_trace is lookalike,
          frame.f_code is add.__code__, frame.f_code is outer.__code__)


sys.settrace(look)
outer(3)
sys.settrace(None)

kept = []


def keep(frame, event, arg):
    kept.append((frame, frame.f_lineno))
    return keep


sys.settrace(keep)
outer(4)
sys.settrace(None)
print([line for _, line in kept], len({id(frame) for frame, _ in kept}))
print(kept[0][0].f_locals, kept[0][0].f_lineno, kept[2][0].f_locals)
del kept


# An exception in the trace function.
def bad_at(when):
    def bad(frame, event, arg):
        if event == when:
            raise RuntimeError(when)
        return bad
    return bad


def failing():
    try:
        raise KeyError("k")
    except KeyError:
        return 1


for when in ("call", "line", "return", "exception"):
    sys.settrace(bad_at(when))
    try:
        failing()
    except RuntimeError as e:
        sys.settrace(None)
        print("caught", e, [(entry.name, entry.lineno) for entry in traceback.extract_tb(e.__traceback__)], e.__context__)
    print(sys.gettrace())


# An exception seen by each frame that it leaves.
def exceptions(frame, event, arg):
    if event == "exception":
        kind, value, tb = arg
        print(frame.f_code.co_name, kind is type(value), value, [e.name for e in traceback.extract_tb(tb)], frame.f_lineno)
    return exceptions


def low():
    raise ValueError("low")


def middle():
    try:
        low()
    finally:
        x = 1


def high():
    try:
        middle()
    except ValueError as e:
        raise KeyError("high") from e


sys.settrace(exceptions)
try:
    high()
except KeyError:
    pass
sys.settrace(None)


# The running frame gets lines once its f_trace is set.
def lines(frame, event, arg):
    print(event, frame.f_lineno - frame.f_code.co_firstlineno)
    return lines


def breakpoint_here():
    frame = sys._getframe().f_back
    frame.f_trace = lines
    sys.settrace(lambda *a: None)


def stopped():
    x = 1
    breakpoint_here()
    x = 2
    for i in range(2):
        x += i
    return x


print(stopped())
sys.settrace(None)

# Code of strings.
sys.settrace(lines)
exec("x = 1\nfor i in range(2): pass\n")
eval("add(1)")
sys.settrace(None)

# Calls by native code, methods, properties, operators.


class Thing:
    def __init__(self, n):
        self.n = n

    def __add__(self, other):
        return Thing(self.n + other.n)

    def __lt__(self, other):
        return self.n < other.n

    def __repr__(self):
        return f"Thing({self.n})"

    @property
    def double(self):
        return self.n * 2


def names(frame, event, arg):
    if event == "call":
        print("call", frame.f_code.co_qualname)


sys.settrace(names)
a = Thing(1) + Thing(2)
print(a, a.double, sorted([a, Thing(1)]), list(map(lambda x: x, [1])))
sys.settrace(None)


def recursive(n):
    return 1 if n == 0 else n * recursive(n - 1)


count = {}


def counting(frame, event, arg):
    if event == "call":
        count[frame.f_code] = count.get(frame.f_code, 0) + 1


sys.settrace(counting)
recursive(10)
outer(1)
sys.settrace(None)
print({code.co_name: n for code, n in count.items()}, count[recursive.__code__])
for wrong in ((), (1, 2)):
    try:
        sys.settrace(*wrong)
    except TypeError as e:
        print(e)
try:
    sys._getframe().f_trace_lines = 1
except TypeError as e:
    print(e)
