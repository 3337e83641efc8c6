try:
    try:
        1 / 0
    except ZeroDivisionError as e:
        raise ValueError("second") from e
except ValueError as e:
    print(repr(e), repr(e.__cause__), repr(e.__context__), e.__suppress_context__)
try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise ValueError("implicit")
except ValueError as e:
    print(repr(e), repr(e.__cause__), repr(e.__context__), e.__suppress_context__)
try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise ValueError("hidden") from None
except ValueError as e:
    print(repr(e), repr(e.__cause__), repr(e.__context__), e.__suppress_context__)
try:
    raise ValueError("cls") from KeyError
except ValueError as e:
    print(repr(e.__cause__))
try:
    raise ValueError from 5
except TypeError as e:
    print(e)
try:
    try:
        raise KeyError("a")
    finally:
        raise ValueError("in finally")
except ValueError as e:
    print(repr(e.__context__))
try:
    try:
        try:
            raise KeyError(1)
        except KeyError:
            raise IndexError(2)
    except IndexError:
        raise TypeError(3)
except TypeError as e:
    chain = []
    while e:
        chain.append(repr(e))
        e = e.__context__
    print(chain)
try:
    try:
        raise ValueError("again")
    except ValueError as e:
        saved = e
        raise
except ValueError as e:
    print(e is saved, e.__context__)


def handler():
    try:
        {}["x"]
    except KeyError:
        helper()


def helper():
    raise RuntimeError("in helper")


try:
    handler()
except RuntimeError as e:
    print(repr(e.__context__))
try:
    try:
        raise ValueError("one")
    except ValueError as e:
        raise e
except ValueError as e:
    print(e.__context__, e.__cause__)
e1 = ValueError("standalone")
e1.__cause__ = KeyError("set by hand")
print(repr(e1.__cause__), e1.__suppress_context__)
try:
    e1.__cause__ = 5
except TypeError as e:
    print(e)
try:
    e1.__context__ = "x"
except TypeError as e:
    print(e)
print(repr(ValueError("x").with_traceback(None)))


class Ctx:
    def __enter__(self):
        return self

    def __exit__(self, *exc):
        raise KeyError("from exit")


try:
    with Ctx():
        raise ValueError("in body")
except KeyError as e:
    print(repr(e), repr(e.__context__))


def gen():
    try:
        yield
    finally:
        raise KeyError("generator cleanup")


g = gen()
next(g)
try:
    g.throw(ValueError("thrown"))
except KeyError as e:
    print(repr(e.__context__))
