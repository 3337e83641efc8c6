def f():
    f.__code__ = g.__code__
    return "old"


def g():
    return "new"


print(f(), f())
