def averager():
    total = n = 0
    avg = None
    while True:
        x = yield avg
        total += x
        n += 1
        avg = total / n


a = averager()
print(next(a), a.send(10), a.send(20), a.send(3))
try:
    averager().send(5)
except TypeError as e:
    print(e)
print(averager().send(None))


def resilient():
    while True:
        try:
            x = yield "ready"
            print("received", x)
        except ValueError as e:
            print("caught", e)
        except GeneratorExit:
            print("closing")
            raise
        finally:
            print("finally")


r = resilient()
next(r)
r.send(1)
print(r.throw(ValueError("one")))
print(r.throw(ValueError, "two") if False else r.throw(ValueError("two")))
try:
    r.throw(KeyError("not caught"))
except KeyError as e:
    print("out", e)
try:
    next(r)
except StopIteration:
    print("finished")
r = resilient()
next(r)
r.close()
r.close()
print("closed twice")


def stubborn():
    try:
        yield 1
    except GeneratorExit:
        yield 2


s = stubborn()
next(s)
try:
    s.close()
except RuntimeError as e:
    print(e)


def swallow():
    try:
        yield 1
    except GeneratorExit:
        return "closed value"


s = swallow()
next(s)
print(s.close())
unstarted = swallow()
print(unstarted.close())
try:
    unstarted.throw(ValueError("into closed"))
except ValueError as e:
    print(e)
fresh = swallow()
try:
    fresh.throw(ValueError("before start"))
except ValueError as e:
    print(e)
print(list(fresh))


def cleanup():
    try:
        yield
    finally:
        print("cleanup on delete")


c = cleanup()
next(c)
del c
print("deleted")


def throw_return():
    try:
        yield 1
    except ValueError:
        return "done"


t = throw_return()
next(t)
try:
    t.throw(ValueError())
except StopIteration as e:
    print(e.value)
for bad in (5, "x", None):
    t = throw_return()
    next(t)
    try:
        t.throw(bad)
    except TypeError as e:
        print(e)
t = throw_return()
next(t)
try:
    t.throw(KeyError)
except KeyError as e:
    print(repr(e))


def context():
    try:
        yield 1
    except ValueError:
        raise KeyError("translated")


t = context()
next(t)
try:
    t.throw(ValueError("orig"))
except KeyError as e:
    print(repr(e), repr(e.__context__))
