"""An exception thrown at `x = yield` leaves x; what a generator leaves behind when it cannot run."""

import sys
from contextlib import contextmanager


def assigning():
    x = 1
    try:
        x = yield 0
    except ValueError:
        yield x


generator = assigning()
next(generator)
print(generator.throw(ValueError))
generator = assigning()
print(next(generator), generator.send(5) if False else "-", generator.throw(ValueError()))


def closing():
    x = "kept"
    try:
        while True:
            x = yield x
    finally:
        print("closing with", x)


generator = closing()
print(next(generator), generator.send("sent"))
generator.close()
generator = closing()
next(generator)
del generator


@contextmanager
def manager():
    value = "before"
    try:
        value = yield
    except KeyError as error:
        print("caught", error, value)


with manager():
    raise KeyError("inside")


def outer():
    got = "outer"
    try:
        got = yield from assigning()
    except ValueError:
        print("not reached")
    yield got


generator = outer()
next(generator)
print(generator.throw(ValueError), next(generator))
fresh = assigning()
try:
    fresh.throw(KeyError("before it began"))
except KeyError as error:
    print(error, list(fresh))

flag = 0


class Last:
    def __del__(self):
        global flag
        flag += 1


def dropping():
    held = Last()
    received = yield 1
    held = None
    received = yield received
    held = Last()
    held = None
    yield received


generator = dropping()
next(generator)
value = next(generator)
seen = flag
print(seen)
value = generator.send("x")
seen = flag
print(seen, value)

sys.setrecursionlimit(4000)
suspended = []


def handling():
    try:
        raise ValueError("inner")
    except ValueError:
        yield 1
        yield 2


def nested(n):
    generator = handling()
    next(generator)
    suspended.append(generator)
    return list(map(lambda _: nested(n + 1), generator))


try:
    nested(0)
except RecursionError as error:
    print(type(error).__name__)
print(sys.exception())
try:
    raise
except RuntimeError as error:
    print(error)
for generator in suspended[-3:]:
    generator.close()
print([next(generator, "ended") for generator in suspended[-3:]])
