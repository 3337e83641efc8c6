"""inspect: kinds, signatures, binding, sources, frames, members."""

import collections
import functools
import inspect
import sys


def attempt(call):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)


def f(a, b: int = 2, /, c=3, *args: str, d, e=5, **kw) -> list:
    """Doc of f.

        Indented.
    """
    return inspect.currentframe().f_code.co_name  # not a bracket (


def gen():
    yield 1


class Base:
    """Base doc."""

    def __init__(self, x, y=1):
        self.x = x

    def method(self, z):
        return z

    @classmethod
    def make(cls, q): return cls(q)

    @staticmethod
    def static(s): pass

    @property
    def prop(self): return 1

    def __call__(self, w): pass


class Derived(Base):
    pass


@functools.wraps(f)
def wrapper(*args, **kwargs):
    return f(*args, **kwargs)


b = Base(1)
for callable_ in (f, gen, Base, Derived, b.method, Base.method, Base.make, Base.static, b, wrapper, lambda x=1, *, y: 0, functools.partial(f, 1, c=9),
                  functools.partial(gen), type("Plain", (), {})):
    attempt(lambda: (inspect.signature(callable_), inspect.getfullargspec(callable_) if callable_ not in (b,) and not isinstance(callable_, functools.partial) else None))
attempt(lambda: inspect.signature(3))
s = inspect.signature(f)
for name, p in s.parameters.items():
    print(name, p.kind, p.kind.description, p.default is p.empty, p.annotation, repr(p))
print(s.return_annotation, repr(s), s == inspect.signature(f), s.replace(parameters=[]), str(inspect.Signature()))
for args, kwargs in (((1,), {"d": 4}), ((1, 2, 3, 4, 5), {"d": 6, "z": 7}), ((1,), {}), ((), {"d": 1}), ((1,), {"d": 1, "c": 2})):
    attempt(lambda: s.bind(*args, **kwargs))
bound = s.bind(1, d=4)
print(bound.arguments, bound.args, bound.kwargs)
bound.apply_defaults()
print(bound.arguments, bound.args, bound.kwargs)
g = inspect.signature(lambda x, y: 0)
for args, kwargs in (((1, 2, 3), {}), ((1,), {"x": 2}), ((1, 2), {"q": 2})):
    attempt(lambda: g.bind(*args, **kwargs))
print(g.bind_partial(1), g.bind_partial())

things = {"f": f, "gen": gen, "gen()": gen(), "Base": Base, "b": b, "b.method": b.method, "len": len, "[].append": [].append, "sys": sys, "code": f.__code__, "frame": sys._getframe(),
          "prop": Base.__dict__["prop"], "lambda": lambda: 0, "1": 1}
for name, thing in things.items():
    print(name, [kind for kind in ("isclass", "isfunction", "ismethod", "isbuiltin", "isroutine", "ismodule", "isgenerator", "isgeneratorfunction", "iscode", "isframe", "isdatadescriptor", "iscoroutinefunction")
                 if getattr(inspect, kind)(thing)])
print(inspect.getdoc(f), inspect.getdoc(Derived), inspect.cleandoc("  a\n    b\n      c\n\n"), inspect.getmro(Derived) == Derived.__mro__)
print(inspect.getsource(f), inspect.getsource(Base.make), inspect.getsourcelines(gen), inspect.getsource(Derived), sep="|")
print(inspect.getsource(Base).count("\n"), inspect.getfile(f) == __file__, inspect.getmodule(f).__name__, inspect.unwrap(wrapper) is f, inspect.getmodulename("/a/b.py"))
print([name for name, _ in inspect.getmembers(b, inspect.ismethod)], [name for name, value in inspect.getmembers(b) if not name.startswith("_")])


def outer():
    return inner()


def inner():
    frames = inspect.stack()
    caller = frames[1]
    print([frame.function for frame in frames], caller.lineno, caller.code_context, caller.index, caller.filename == __file__, caller.frame.f_code.co_name)
    print(inspect.getframeinfo(inspect.currentframe()).function, inspect.currentframe().f_back.f_code.co_name)


outer()
attempt(lambda: inspect.getfile(3))
attempt(lambda: inspect.Parameter("bad name", inspect.Parameter.KEYWORD_ONLY))
attempt(lambda: inspect.Parameter("x", inspect.Parameter.VAR_KEYWORD, default=1))
print(inspect.getattr_static(b, "prop") is Base.__dict__["prop"], inspect.getattr_static(b, "nope", "default"), inspect.isabstract(collections.deque))
