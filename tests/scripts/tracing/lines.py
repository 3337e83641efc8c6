"""Which lines a trace function sees, statement by statement."""
import sys


def tracer(frame, event, arg):
    code = frame.f_code
    what = arg[0].__name__ if event == "exception" else arg
    print(f"{event:9} {code.co_name:10} {frame.f_lineno - code.co_firstlineno:3} {what}")
    return tracer


def traced(function, *args):
    print("--", function.__name__)
    sys.settrace(tracer)
    try:
        function(*args)
    except Exception as e:
        print("raised", type(e).__name__, e)
    sys.settrace(None)


def loops():
    s = 0
    for i in range(2): s += i
    for i in range(2):
        pass
    for i in range(3):
        if i == 1:
            continue
        elif i == 2:
            break
        else:
            s = 2
    while s < 4:
        s += 1
    while s < 6: s += 1
    while True:
        s += 1
        if s > 8:
            break
    while s < 20:
        s += 1
        if s == 11:
            continue
        if s > 12: break
    else:
        s = 0
    for x in []:
        pass
    else:
        s = 1
    for x in (1, 2):
        for y in (1, 2):
            if x == y: continue
            s += x * y
    i = 3
    while i:
        i -= 1
        if i % 2:
            pass
        else:
            continue
    return s


def conditions(a, b):
    if a:
        pass
    else:
        pass
    if a and b:
        x = 1
    elif a or b:
        x = 2
    else:
        x = 3
    if not a: x = 4
    y = 1 if a else 2
    if True:
        z = 1
    if 0:
        z = 2
    if a:
        if b:
            x = 7
        else:
            x = 8
    elif b:
        x = 9
    assert x
    "a string"
    x
    global unused
    return x, y, z


def several_lines():
    s = 2
    t = max(
        s,
        len(
            [1]),
        s)
    d = {
        "a": s,
        "b": [t,
              s],
    }
    u = (s +
         t)
    print(s,
          t, u, sorted(d))
    return (
        s,
        t)


def comprehensions():
    a = [x for x in range(3)]
    b = [
        x
        for x in range(2)
        if x
    ]
    c = {x: 1 for x in range(2)}
    d = sum(x for x in range(2))
    return a, b, c, d


def handlers(x):
    try:
        1 / x
    except ValueError:
        pass
    except ZeroDivisionError as e:
        x = 1
    else:
        x = 2
    finally:
        y = 2
    try:
        pass
    finally:
        z = 1
    try:
        raise KeyError(x)
    except (ValueError, KeyError):
        pass
    for i in range(2):
        try:
            if i:
                continue
            x = 5
        finally:
            x = 6
    return x


def leaving(x):
    try:
        return x
    finally:
        x = 2


def leaving_loop():
    while True:
        try:
            return 1
        except ValueError:
            return 2


class Manager:
    def __enter__(self): return 1

    def __exit__(self, *exc):
        return exc[0] is ValueError


def managers():
    with Manager() as m:
        x = 1
    with Manager(), Manager():
        raise ValueError("x")
    with Manager():
        return x


def definitions():
    def inner(a=1):
        """Docstring."""
        return a

    @staticmethod
    def decorated():
        pass

    class A:
        x = 1

        def method(self): pass

        @property
        def p(self):
            return self.x

    A().method()
    f = lambda q: q
    return inner(A().p) + f(1)


def deep():
    def boom():
        raise ValueError(
            "x")
    try:
        boom()
    except ValueError:
        pass
    boom()


def matching(x):
    match x:
        case 1:
            return "one"
        case [a, b]:
            return a
        case {"k": v}:
            return v
        case _:
            pass


traced(loops)
traced(conditions, 0, 1)
traced(conditions, 1, 1)
traced(conditions, 1, 0)
traced(several_lines)
traced(comprehensions)
traced(handlers, 0)
traced(handlers, 1)
traced(leaving, 1)
traced(leaving_loop)
traced(managers)
traced(definitions)
traced(deep)
traced(matching, 1)
traced(matching, [1, 2])
traced(matching, {"k": 3})
traced(matching, "other")
