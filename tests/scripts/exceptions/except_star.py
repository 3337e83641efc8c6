import sys

def show(e, level=0):
    pad = "  " * level
    if isinstance(e, BaseExceptionGroup):
        print(f"{pad}{type(e).__name__}({e.message!r}) notes={getattr(e, '__notes__', None)}")
        for sub in e.exceptions:
            show(sub, level + 1)
    else:
        print(f"{pad}{e!r} context={e.__context__!r} cause={e.__cause__!r}")

def attempt(label, f):
    print("==", label)
    try:
        print("->", f())
    except BaseException as e:
        show(e)
        print("context:", repr(e.__context__), "tb:", e.__traceback__ is not None)
    print("handled after:", sys.exception())

def tree():
    return ExceptionGroup("root", [ValueError(1), ExceptionGroup("inner", [KeyError("k"), ValueError(2)]), OSError(3)])

def all_taken():
    log = []
    try:
        raise tree()
    except* ValueError as e:
        log.append(("V", len(e.exceptions), sys.exception() is e))
    except* KeyError as e:
        log.append(("K", e.exceptions))
    except* OSError as e:
        log.append(("O", e.exceptions))
    else:
        log.append("else")
    finally:
        log.append("finally")
    return log
attempt("all taken", all_taken)

def some_left():
    try:
        raise tree()
    except* KeyError:
        pass
attempt("some left", some_left)

def none_taken():
    try:
        raise tree()
    except* ZeroDivisionError:
        print("never")
attempt("none taken", none_taken)

def raised_anew():
    try:
        raise tree()
    except* ValueError as e:
        raise RuntimeError("anew")
    except* OSError as e:
        raise LookupError("from") from e
attempt("raised anew", raised_anew)

def reraised():
    try:
        raise tree()
    except* ValueError:
        raise
    except* OSError:
        print("os handled")
attempt("reraised", reraised)

def reraised_and_new():
    try:
        raise tree()
    except* ValueError:
        raise
    except* OSError as e:
        raise e
    except* KeyError:
        raise TypeError("t") from None
attempt("reraised and new", reraised_and_new)

def naked():
    try:
        raise ValueError("naked")
    except* (TypeError, ValueError) as e:
        show(e)
        return_value = e
    try:
        return return_value
    finally:
        try:
            e
        except NameError as gone:
            print(type(gone).__name__, gone)
attempt("naked", naked)

def naked_not_matched():
    try:
        raise ValueError("naked")
    except* TypeError:
        print("never")
attempt("naked not matched", naked_not_matched)

def naked_raise_anew():
    try:
        raise ValueError("naked")
    except* ValueError:
        1 / 0
attempt("naked raise anew", naked_raise_anew)

def naked_reraise():
    try:
        raise ValueError("naked")
    except* ValueError:
        raise
attempt("naked reraise", naked_reraise)

def no_exception():
    try:
        pass
    except* ValueError:
        print("never")
    else:
        return "else ran"
    finally:
        print("finally")
attempt("no exception", no_exception)

def notes():
    g = tree()
    g.add_note("first note")
    try:
        raise g
    except* ValueError as e:
        e.add_note("on the part")
        raise
attempt("notes", notes)

def loops():
    out = []
    for i in range(4):
        try:
            if i == 1:
                raise ExceptionGroup("g", [ValueError(i)])
            if i == 2:
                raise ValueError(i)
        except* ValueError as e:
            for x in e.exceptions:
                if x.args[0] == 1:
                    continue
                out.append(x.args)
                break
        else:
            out.append(i)
    return out
attempt("loops", loops)

def nested():
    try:
        try:
            raise tree()
        except* ValueError as e:
            try:
                raise KeyError("in handler")
            except KeyError as k:
                print("inner", repr(k), repr(k.__context__))
            print("handled is e:", sys.exception() is e)
            raise ExceptionGroup("new", [TypeError(9)])
    except* TypeError as t:
        print("outer took", t.exceptions)
    except* KeyError as t:
        print("outer took", t.exceptions)
attempt("nested", nested)

def bad_class():
    try:
        raise ValueError(1)
    except* 5:
        pass
attempt("bad class", bad_class)

def group_class():
    try:
        raise ValueError(1)
    except* (KeyError, ExceptionGroup):
        pass
attempt("group class", group_class)

def class_raises():
    try:
        raise ValueError(1)
    except* undefined_name:
        pass
attempt("class raises", class_raises)

def base():
    try:
        raise BaseExceptionGroup("b", [KeyboardInterrupt(), ValueError(1)])
    except* ValueError as e:
        print(type(e).__name__)
attempt("base", base)

class Own(ExceptionGroup):
    def __new__(cls, message, excs, tag="none"):
        self = super().__new__(cls, message, excs)
        self.tag = tag
        return self
    def derive(self, excs):
        return Own(self.message, excs, self.tag + "+")

def own():
    try:
        raise Own("own", [ValueError(1), KeyError(2), TypeError(3)], "tagged")
    except* ValueError as e:
        print(type(e).__name__, e.tag)
        raise
    except* KeyError as e:
        print(type(e).__name__, e.tag)
try:
    own()
except Own as e:
    print(type(e).__name__, e.tag, e.exceptions)

def generator():
    try:
        yield 1
    except* ValueError as e:
        yield ("took", e.exceptions, sys.exception() is e)
        yield ("still", sys.exception() is e)
    yield "end"
g = generator()
print(next(g))
print(g.throw(ValueError("thrown")))
print(sys.exception())
print(next(g), next(g))
