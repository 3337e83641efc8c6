def f(a: int, b: str = "x") -> bool:
    """The doc of f."""
    f.calls += 1
    return True


f.calls = 0
f(1)
f(2)
print(f.calls, f.__name__, f.__qualname__, f.__doc__, f.__module__, f.__defaults__, f.__dict__, f.__annotations__)
print(f.__code__.co_name, f.__code__.co_argcount, f.__code__.co_varnames[:2], callable(f), type(f).__name__)


class C:
    def m(self):
        """doc m"""

    @staticmethod
    def s():
        pass

    class Inner:
        def deep(self):
            def local():
                pass
            return local


print(C.m.__qualname__, C.s.__qualname__, C.Inner.__qualname__, C.Inner.deep.__qualname__, C.Inner().deep().__qualname__, C.m.__doc__)
print((lambda: 0).__name__, (lambda: 0).__qualname__, [g for g in [(i for i in ())]][0].__name__)
b = C().m
print(b.__name__, b.__func__ is C.m, type(b).__name__, type(C.m).__name__, b.__self__.__class__ is C, b == b.__self__.m, b is b.__self__.m)
f.__name__ = "renamed"
f.__doc__ = None
print(f.__name__, f.__doc__, f.__qualname__)
try:
    f.missing
except AttributeError as e:
    print(e)
try:
    b.x = 1
except AttributeError as e:
    print(e)
try:
    len.x = 1
except AttributeError as e:
    print(e)
print(len.__name__, [].append.__name__, str.upper.__name__, print.__name__, type(len).__name__, type([].append).__name__, type(str.upper).__name__, len, str.upper)
del f.calls
try:
    f(1)
except AttributeError as e:
    print(e)
print(C.__doc__, C.Inner.__module__, int.__name__, (5).__class__, type(None).__name__, type(...).__name__, type(NotImplemented).__name__)
print(str(f)[:10], repr(C), C, type(C), object, type, int, ValueError)
f.__defaults__ = (7,)
f.calls = 0
print(f(1))
