class Typed:
    def __init__(self, kind):
        self.kind = kind

    def __set_name__(self, owner, name):
        print("set_name", owner.__name__, name)
        self.name = name

    def __get__(self, obj, owner=None):
        if obj is None:
            return self
        return obj.__dict__.get(self.name, "unset")

    def __set__(self, obj, value):
        if not isinstance(value, self.kind):
            raise TypeError(f"{self.name} must be {self.kind.__name__}, not {type(value).__name__}")
        obj.__dict__[self.name] = value

    def __delete__(self, obj):
        print("delete", self.name)
        obj.__dict__.pop(self.name, None)


class Person:
    name = Typed(str)
    age = Typed(int)


p = Person()
print(p.name)
p.name = "Ann"
p.age = 30
print(p.name, p.age, vars(p))
try:
    p.age = "old"
except TypeError as e:
    print(e)
del p.age
print(p.age, type(Person.name).__name__)


class NonData:
    def __get__(self, obj, owner):
        return "computed", obj is not None, owner.__name__


class Host:
    attr = NonData()


h = Host()
print(h.attr, Host.attr)
h.attr = "instance wins"
print(h.attr)


class Lazy:
    def __init__(self, f):
        self.f = f

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, obj, owner):
        value = self.f(obj)
        obj.__dict__[self.name] = value
        return value


class Circle:
    def __init__(self, r):
        self.r = r

    @Lazy
    def area(self):
        print("computing")
        return self.r ** 2 * 3


c = Circle(2)
print(c.area, c.area)


class Method:
    def __init__(self, f):
        self.f = f

    def __get__(self, obj, owner):
        return lambda *a: self.f(obj, *a) if obj is not None else "unbound"


class M:
    @Method
    def go(self, x):
        return x + 1


print(M().go(4), M.go())
f = lambda self: self
print(f.__get__(5)(), type(f.__get__(5)).__name__, M.__dict__["go"].__class__.__name__)


class SetOnly:
    def __set__(self, obj, value):
        obj.__dict__["log"] = value


class Q:
    w = SetOnly()


q = Q()
q.w = 4
print(q.log, type(q.w).__name__)
q.__dict__["w"] = "from dict"
print(q.w)


class NoDelete:
    def __set__(self, o, v):
        pass


class ND:
    a = NoDelete()


try:
    del ND().a
except AttributeError as e:
    print(e)


class GetRaises:
    def __get__(self, obj, owner):
        raise AttributeError("hidden")


class GR:
    x = GetRaises()

    def __getattr__(self, name):
        return "fallback " + name


print(GR().x)
try:
    class BadSetName:
        class D:
            def __set_name__(self, owner, name):
                raise ValueError("in set_name")
        d = D()
except ValueError as e:
    print(e, e.__notes__)
