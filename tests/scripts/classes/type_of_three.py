def greet(self, *names, sep=", "):
    return f"{self.word} {sep.join(names)}{self.end}"

Greeter = type("Greeter", (), {"word": "Hello", "end": "!", "greet": greet, "__doc__": "Greets."})
print(Greeter, Greeter.__mro__, Greeter.__doc__, Greeter.__module__, Greeter.__qualname__)
g = Greeter()
print(g.greet("A", "B"), g.greet("A", "B", sep=" & "))
Loud = type("Loud", (Greeter,), dict(end="!!!", shout=lambda self, n: self.greet(n).upper()))
print(Loud().shout("bob"), Loud.__bases__, issubclass(Loud, Greeter))
for bad in (
    lambda: type("X"),
    lambda: type("X", (), {}, 1),
    lambda: type("X", [], {}),
    lambda: type(3, (), {}),
    lambda: type("X", (3,), {}),
    lambda: type("X", (int, str), {}),
    lambda: type("X", (bool,), {}),
    lambda: type("X", (Greeter, Loud), {}),
    lambda: type("X", (Greeter, Greeter), {}),
    lambda: type("X", (), {"__slots__": ("a", "a b")}),
    lambda: type("X\0", (), {}),
    lambda: type(),
    lambda: type("X", (), {}, metaclass=3),
):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__ + ":", e)

class A:
    __slots__ = ("x", "__secret")
    def __init__(self):
        self.x = 1
        self.__secret = 2
class B:
    def hello(self):
        return "B.hello"
class C(B):
    def hello(self):
        return "C.hello"
b = B()
b.__class__ = C
print(b.hello(), type(b).__name__, isinstance(b, C))
for obj, cls in ((b, A), (A(), B), (3, B), (b, 3), (b, int), (B, type)):
    try:
        obj.__class__ = cls
        print("assigned", cls)
    except TypeError as e:
        print("TypeError:", e)
a = A()
print(a.x, a._A__secret, hasattr(a, "__dict__"))
for f in (lambda: setattr(a, "y", 1), lambda: a.y, lambda: delattr(a, "x") or a.x):
    try:
        print(f())
    except AttributeError as e:
        print("AttributeError:", e)
print(type(type), type.__call__(int, "12"), type(None)(), type(...), type(NotImplemented))
class Meta(type):
    @classmethod
    def __prepare__(mcls, name, bases, **kw):
        print("prepare", name, bases, kw)
        class Recorder(dict):
            def __setitem__(self, k, v):
                if not k.startswith("__"):
                    print("  define", k)
                super().__setitem__(k, v)
        return Recorder()
    def __new__(m, n, b, d, **k):
        return super().__new__(m, n, b, dict(d))
    def __instancecheck__(cls, obj):
        return getattr(obj, "quacks", False)
    def __subclasscheck__(cls, sub):
        return sub.__name__.startswith("D")
class Duck(metaclass=Meta, loud=True):
    x = 1
    def quack(self): ...
    y = [1 for _ in range(2)]
class Dog: quacks = True
print(isinstance(Dog(), Duck), isinstance(3, Duck), issubclass(Dog, Duck), issubclass(int, Duck), Duck.y)
print(vars(Duck).keys() - {"__module__", "__dict__", "__weakref__", "__doc__", "__qualname__", "__firstlineno__", "__static_attributes__"} == {"x", "quack", "y"})
