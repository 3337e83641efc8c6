class Point:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y


p = Point(1, 2)
print(p.x, p.y, Point.__slots__, hasattr(p, "__dict__"))
p.x += 5
print(p.x)
try:
    p.z = 3
except AttributeError as e:
    print(e)
del p.x
try:
    p.x
except AttributeError as e:
    print(e)
try:
    del p.x
except AttributeError as e:
    print(e)
try:
    p.__dict__
except AttributeError as e:
    print(e)
p.x = 9
print(p.x, type(Point.x).__name__, Point.x.__get__(p))


class Sub(Point):
    __slots__ = ("z",)


s = Sub(1, 2)
s.z = 3
print(s.x, s.y, s.z)
try:
    s.w = 1
except AttributeError as e:
    print(e)


class Open(Point):
    pass


o = Open(1, 2)
o.anything = 5
print(o.x, o.anything, o.__dict__)


class One:
    __slots__ = "single"


one = One()
one.single = 1
print(one.single)


class Empty:
    __slots__ = ()


try:
    Empty().x = 1
except AttributeError as e:
    print(e)
try:
    class Conflict:
        __slots__ = ("a",)
        a = 1
except ValueError as e:
    print(e)
try:
    class BadName:
        __slots__ = ("not a name",)
except TypeError as e:
    print(e)
try:
    class BadType:
        __slots__ = (5,)
except TypeError as e:
    print(e)


class WithDict:
    __slots__ = ("a", "__dict__")


w = WithDict()
w.a = 1
w.b = 2
print(w.a, w.b, w.__dict__)
try:
    class Two(Point, One):
        pass
except TypeError as e:
    print(e)


class Private:
    __slots__ = ("__hidden",)

    def __init__(self):
        self.__hidden = 5


print(Private()._Private__hidden)
