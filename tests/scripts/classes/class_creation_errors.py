def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(f"{type(e).__name__}: {e}", getattr(e, "__notes__", ""))


class C:
    pass


class S:
    __slots__ = ("a",)


class T:
    __slots__ = ("b",)


class M(type):
    pass


class N(type):
    pass


class A(metaclass=M):
    pass


class B(metaclass=N):
    pass


attempt(lambda: type("X", (int, str), {}))
attempt(lambda: type("X", (S, T), {}))
attempt(lambda: type("X", (OSError, ImportError), {}))
attempt(lambda: type("X", (OSError, ValueError), {}).__mro__)
attempt(lambda: type("X", (S, C), {}).__mro__)
attempt(lambda: type("X", (bool,), {}))
attempt(lambda: type("X", (type(None),), {}))
attempt(lambda: type("X", (type(lambda: 0),), {}))
attempt(lambda: type("X", (C, C), {}))
attempt(lambda: type("X", (object, C), {}))
attempt(lambda: type("X", (A, B), {}))
attempt(lambda: type(type("X", (A,), {})) is M)
attempt(lambda: type("X", (), 1))
attempt(lambda: type("X", 1, {}))
attempt(lambda: type(1, (), {}))
attempt(lambda: type())
attempt(lambda: type("X", ()))
attempt(lambda: type("X", (), {"__slots__": ("a",), "a": 1}))
attempt(lambda: type("X", (), {"__slots__": ("1a",)}))
attempt(lambda: type("X", (), {"__slots__": (1,)}))
attempt(lambda: type("X", (int,), {"__slots__": ("a",)}))
attempt(lambda: type("X", (), {"__slots__": ("__dict__", "__dict__")}))
attempt(lambda: type("X", (), {"__qualname__": 1}))
attempt(lambda: type("X", (), {"__classcell__": 1}))
attempt(lambda: type("X", (), {}, keyword=1))
attempt(lambda: object.__new__(int))
attempt(lambda: object.__new__(1))
attempt(lambda: object(1))
attempt(lambda: C(1))
attempt(lambda: C(x=1))
attempt(lambda: C.__init_subclass__(1))
attempt(lambda: C.__init_subclass__(a=1))


class Named:
    def __set_name__(self, owner, name):
        raise ValueError(f"not {name}")


def with_named():
    class X:
        attr = Named()


attempt(with_named)


def keyword():
    class X(C, colour="red"):
        pass


attempt(keyword)


def number_as_base():
    class X(1.5):
        pass


attempt(number_as_base)


def function_as_metaclass():
    class X(C, metaclass=lambda name, bases, namespace, **kw: (name, bases, kw), z=1):
        pass

    return X


attempt(function_as_metaclass)


class Odd(type):
    @classmethod
    def __prepare__(mcs, name, bases):
        return 1


def odd_namespace():
    class X(metaclass=Odd):
        pass


attempt(odd_namespace)


class Forgetful(type):
    def __new__(mcs, name, bases, namespace):
        namespace.pop("__classcell__", None)
        return super().__new__(mcs, name, bases, namespace)


def forgotten_cell():
    class X(metaclass=Forgetful):
        def f(self):
            return __class__


attempt(forgotten_cell)


class Entries:
    def __mro_entries__(self, bases):
        print("asked with", len(bases))
        return (C, dict)


class FromEntries(Entries()):
    pass


print(FromEntries.__bases__, len(FromEntries.__orig_bases__))
