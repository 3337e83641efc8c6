class Meta(type):
    def __new__(mcs, name, bases, namespace, **kwargs):
        print("new", name, [b.__name__ for b in bases], sorted(k for k in namespace if not k.startswith("__")), kwargs)
        cls = super().__new__(mcs, name, bases, namespace)
        cls.added = name.upper()
        return cls

    def __init__(cls, name, bases, namespace, **kwargs):
        super().__init__(name, bases, namespace)
        cls.inited = True

    def __call__(cls, *args, **kwargs):
        print("call", cls.__name__, args)
        return super().__call__(*args, **kwargs)

    def __repr__(cls):
        return f"<Meta {cls.__name__}>"

    def __len__(cls):
        return 42

    def __getitem__(cls, key):
        return key * 2

    def __iter__(cls):
        return iter(["x", "y"])

    def __contains__(cls, x):
        return x == "in"

    def __getattr__(cls, name):
        return "meta " + name

    @property
    def prop(cls):
        return cls.__name__ + " prop"

    def method(cls):
        return "meta method of " + cls.__name__


class A(metaclass=Meta):
    x = 1

    def __init__(self, v):
        self.v = v


class B(A, option=5):
    y = 2


print(A, B, type(A), type(B), A.added, B.added, B.inited, A(3).v, len(A), A[4], list(A), "in" in A, "out" in A, A.missing, A.prop, B.method())
try:
    B(1).method
except AttributeError as e:
    print(e)
print(isinstance(A, Meta), isinstance(A, type), isinstance(B(1), A), Meta.__mro__)


class Singleton(type):
    instances = {}

    def __call__(cls, *args):
        if cls not in cls.instances:
            cls.instances[cls] = super().__call__(*args)
        return cls.instances[cls]


class Config(metaclass=Singleton):
    pass


print(Config() is Config())


class Prepare(type):
    @classmethod
    def __prepare__(mcs, name, bases):
        print("prepare", name)
        return {"injected": 7}


class P(metaclass=Prepare):
    doubled = injected * 2


print(P.doubled, P.injected)


class Checker(type):
    def __instancecheck__(cls, obj):
        return hasattr(obj, "quack")

    def __subclasscheck__(cls, sub):
        return sub.__name__.startswith("D")


class Duck(metaclass=Checker):
    pass


class Donald:
    quack = 1


print(isinstance(Donald(), Duck), isinstance(5, Duck), issubclass(Donald, Duck), issubclass(int, Duck))


class M1(type):
    pass


class M2(type):
    pass


class X1(metaclass=M1):
    pass


class X2(metaclass=M2):
    pass


try:
    class Both(X1, X2):
        pass
except TypeError as e:
    print(e)
C = type("C", (A,), {"z": 1})
print(C, C.z)
D = Meta("D", (), {"f": lambda self: "f"})
print(D().f(), D.__bases__)


def function_meta(name, bases, namespace):
    return (name, bases, namespace["v"])


class Func(metaclass=function_meta):
    v = 9


print(Func)
