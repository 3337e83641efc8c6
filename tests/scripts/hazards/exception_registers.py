# After an exception in the middle of something, what was there before must still be there.
def f():
    log = []
    x = "x"
    for i in range(4):
        try:
            y = [i, x, 10 // (i - 1), x]
            log.append(y)
        except ZeroDivisionError as e:
            log.append(str(e))
            try:
                {}[i]
            except KeyError as e:
                log.append(e.args)
            try:
                e
            except UnboundLocalError:
                log.append("e is gone")
        else:
            log.append("else")
        finally:
            log.append(("finally", i, x))
    return log


for line in f():
    print(line)


def nested(n):
    try:
        if n == 0:
            raise ValueError("bottom")
        try:
            return nested(n - 1)
        finally:
            n = -n
    except ValueError as e:
        if n != -3:
            raise
        return f"caught at {n}: {e}"


print(nested(3))


def in_arguments():
    def g(*a):
        return a
    try:
        return g(1, 2, g(3, 1 / 0, 4), 5)
    except ZeroDivisionError:
        return g("fallback", g(6))


print(in_arguments())


def in_comprehension():
    x = "outer"
    try:
        return [x for x in range(5) if 1 // (3 - x)]
    except ZeroDivisionError:
        return x


print(in_comprehension())


def in_for_iterable():
    i = "untouched"
    try:
        for i in iter(lambda: 1 / 0, None):
            pass
    except ZeroDivisionError:
        return i


print(in_for_iterable())


def handlers_return():
    for i in range(3):
        try:
            raise KeyError(i)
        except KeyError:
            if i == 1:
                return i
            continue
        finally:
            print("leaving", i)


print(handlers_return())
import sys


def current():
    return repr(sys.exception())


def with_context():
    out = [current()]
    try:
        raise ValueError(1)
    except ValueError:
        out.append(current())
        try:
            raise KeyError(2)
        except KeyError:
            out.append(current())
        out.append(current())
        for _ in range(1):
            try:
                raise TypeError(3)
            except TypeError:
                break
        out.append(current())
    out.append(current())
    return out


print(with_context())


def deep_unwind():
    def level(n):
        values = [n] * 3
        try:
            if n == 5:
                raise RuntimeError("five")
            level(n + 1)
        except RuntimeError:
            values.append("seen")
            raise
        finally:
            log.append(values)
    log = []
    try:
        level(0)
    except RuntimeError as e:
        log.append(e.args)
    return log


print(deep_unwind())


def loop_restore():
    results = []
    i = 0
    while i < 6:
        i += 1
        try:
            if i % 2:
                raise IndexError
            results.append(i)
        except IndexError:
            results.append(-i)
            continue
        results.append("end")
    return results


print(loop_restore())


class Manager:
    def __enter__(self):
        return self

    def __exit__(self, *exc):
        return exc[0] is not None and issubclass(exc[0], LookupError)


def with_suppression():
    x = 1
    with Manager() as m:
        x = 2
        [][x]
        x = 3
    y = x
    for i in range(3):
        with m:
            if i == 1:
                raise KeyError
            y += 10
    return x, y


print(with_suppression())
