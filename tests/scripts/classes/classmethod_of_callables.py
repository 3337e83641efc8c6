# classmethod() binds whatever is callable: a class, a native function, an object with __call__, a partial.
import functools


class Thing:
    def __init__(self, *args):
        self.args = args

    def __repr__(self):
        return f"Thing{self.args}"


class Called:
    def __call__(self, *args):
        return [getattr(arg, "__name__", arg) for arg in args]


class Holder:
    made = classmethod(Thing)
    static = staticmethod(Thing)
    called = classmethod(Called())
    text = classmethod(str)
    size = classmethod(len)
    part = classmethod(functools.partial(lambda *args: args[0], 5))

    @classmethod
    def usual(cls):
        return cls.__name__


class Derived(Holder):
    pass


print(Holder.made(), Holder().made(1), Derived.made(2), Derived().made(3), Holder.static(1))
print(Holder.called(1), Derived().called(2))
print(Holder.text(), Derived.text())
print(Holder.part(), Holder.usual(), Derived().usual())
try:
    Holder.size()
except TypeError as error:
    print(error)
print(Holder.made, Derived().made.__self__, Holder.made.__func__, Holder.__dict__["made"].__wrapped__)
