class Lazy:
    def __init__(self):
        self.real = 1

    def __getattr__(self, name):
        if name.startswith("dyn_"):
            return name[4:]
        raise AttributeError(f"no {name} here")


l = Lazy()
print(l.real, l.dyn_abc, hasattr(l, "dyn_x"), hasattr(l, "nope"), getattr(l, "nope", "dflt"))
try:
    l.nope
except AttributeError as e:
    print(e)


class Log:
    def __setattr__(self, name, value):
        print("set", name, value)
        object.__setattr__(self, name, value)

    def __delattr__(self, name):
        print("del", name)
        object.__delattr__(self, name)

    def __getattribute__(self, name):
        if not name.startswith("__"):
            print("get", name)
        return object.__getattribute__(self, name)


g = Log()
g.x = 5
g.x += 1
print(g.x)
del g.x
try:
    g.x
except AttributeError as e:
    print(e)
setattr(g, "y", 7)
print(getattr(g, "y"), g.__dict__)


class Both:
    def __getattribute__(self, name):
        if name == "special":
            raise AttributeError("falls to getattr")
        return object.__getattribute__(self, name)

    def __getattr__(self, name):
        return "getattr " + name


b = Both()
b.z = 1
print(b.special, b.z, b.other)


class ReadOnly:
    def __init__(self):
        object.__setattr__(self, "v", 1)

    def __setattr__(self, name, value):
        raise AttributeError(f"cannot set {name}")


r = ReadOnly()
print(r.v)
try:
    r.v = 2
except AttributeError as e:
    print(e)


class Proxy:
    def __init__(self, target):
        self.__dict__["target"] = target

    def __getattr__(self, name):
        return getattr(self.target, name)

    def __setattr__(self, name, value):
        setattr(self.target, name, value)

    def __len__(self):
        return len(self.target)


class T:
    def hello(self):
        return "hello"


t = T()
p = Proxy(t)
p.x = 3
print(p.hello(), t.x, p.x, list(p.__dict__))
print(Proxy([3, 1]).index(1), len(Proxy("abc")))
try:
    Proxy(5)[0]
except TypeError as e:
    print(e)


class OnlyInstance:
    pass


i = OnlyInstance()
i.__len__ = lambda: 5
try:
    len(i)
except TypeError as e:
    print(e)
i.__class__ = T
print(i.hello(), type(i) is T)
try:
    i.__class__ = int
except TypeError as e:
    print(e)
i.__dict__ = {"fresh": 1}
print(i.fresh, vars(i))
i.__dict__["added"] = 2
print(i.added)


class Private:
    def __init__(self):
        self.__secret = 42

    def get(self):
        return self.__secret

    def __hidden(self):
        return "hidden"


v = Private()
print(v.get(), v._Private__secret, v._Private__hidden(), list(vars(v)))
try:
    v.__secret
except AttributeError as e:
    print(e)


class Child(Private):
    def peek(self):
        return self.__secret


try:
    Child().peek()
except AttributeError as e:
    print(e)
