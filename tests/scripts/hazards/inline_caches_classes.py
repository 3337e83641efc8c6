class A:
    kind = "A"

    def m(self):
        return "A.m"


class B:
    kind = "B"

    def m(self):
        return "B.m"


class C(A):
    pass


def call(o):
    return o.m(), o.kind


def poly(objects):
    return [call(o) for o in objects]


a, b, c = A(), B(), C()
print(poly([a, b, c, a, c, b]))
c.m = lambda: "instance"
c.kind = "own"
print(poly([c, C(), c]))
del c.m, c.kind
print(poly([c]))
A.m = lambda self: "A.m replaced"
print(poly([a, c]))
C.m = lambda self: "C.m added"
print(poly([a, c]))
del C.m
print(poly([a, c]))
A.kind = property(lambda self: "A.kind property")
print(poly([a, c]))
a.__dict__["kind"] = "hidden by the property"
print(poly([a]))
A.kind = "plain again"
print(poly([a, c]))
b.__class__ = A
print(poly([b]))


class G:
    pass


g = G()


def read(o):
    try:
        return o.late
    except AttributeError:
        return "missing"


print(read(g), read(g))
g.late = 1
print(read(g))
del g.late
G.late = 2
print(read(g))
del G.late
G.__getattr__ = lambda self, name: "getattr " + name
print(read(g))
del G.__getattr__
print(read(g))
G.__getattribute__ = lambda self, name: "getattribute"
print(read(g))
del G.__getattribute__
print(read(g))


def write(o, v):
    o.x = v
    return o.x


w = G()
print(write(w, 1), write(w, 2))
G.x = property(lambda self: "read only")
try:
    write(w, 3)
except AttributeError as e:
    print(type(e).__name__)
G.__setattr__ = lambda self, n, v: print("setattr", n, v)
print(write(w, 4))
del G.__setattr__, G.x
print(write(w, 5), w.__dict__)


class Base:
    def who(self):
        return "Base"


class Other:
    def who(self):
        return "Other"


class Derived(Base):
    pass


d = Derived()
print(d.who())
Base.who = Other.who
print(d.who(), isinstance(d, Base))


def special(o):
    return o + 1, len(o), str(o)


class S:
    def __add__(self, n):
        return "add1"

    def __len__(self):
        return 1

    def __str__(self):
        return "str1"


s = S()
print(special(s))
S.__add__ = lambda self, n: "add2"
S.__len__ = lambda self: 2
S.__str__ = lambda self: "str2"
print(special(s))
s.__add__ = lambda n: "never used"
print(special(s))
