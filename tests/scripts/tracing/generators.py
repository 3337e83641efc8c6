"""Generators under a trace function: a call at each resumption, a return at each yield."""
import sys


def tracer(frame, event, arg):
    code = frame.f_code
    what = arg[0].__name__ if event == "exception" else arg
    print(f"{event:9} {code.co_name:10} {frame.f_lineno - code.co_firstlineno:3} {what}")
    return tracer


def numbers():
    for i in range(2):
        yield i
    x = yield 3
    try:
        yield x
    except ValueError:
        yield "handled"


def outer():
    r = yield from inner()
    yield r


def inner():
    yield 1
    return 2


def one_line():
    for i in range(2): yield i


def early():
    yield 1
    yield 2
    yield 3


def use():
    g = numbers()
    next(g)
    next(g)
    next(g)
    print(g.send("sent"))
    print(g.throw(ValueError))
    try:
        next(g)
    except StopIteration:
        pass
    for x in outer():
        pass
    print(list(one_line()))
    g = numbers()
    next(g)
    g.close()
    g = numbers()
    next(g)
    try:
        g.throw(KeyError("k"))
    except KeyError as e:
        print(e)
    a, *b = (x * 2 for x in (1, 2))


begun = early()
next(begun)
fresh = early()
sys.settrace(tracer)
use()
for x in begun:
    pass
next(fresh)
sys.settrace(None)
print(next(fresh))
sys.settrace(tracer)
next(fresh)
sys.settrace(None)
