Point = type("Point", (), {"x": 1, "show": lambda self: f"x={self.x}"})
p = Point()
print(Point, p.show(), Point.__name__, Point.__bases__, type(Point))
Sub = type("Sub", (Point,), {"x": 2})
print(Sub().show(), issubclass(Sub, Point), Sub.__mro__)


def init(self, v):
    self.v = v


Dyn = type("Dyn", (object,), dict(__init__=init, __repr__=lambda self: f"Dyn({self.v})", __len__=lambda self: self.v))
print(Dyn(3), len(Dyn(4)), Dyn.__qualname__, Dyn.__module__)
for args in (("X", 1, {}), (1, (), {}), ("X", (), 1), ("X", (5,), {}), ("X",), ("X", ())):
    try:
        type(*args)
    except TypeError as e:
        print(e)
    else:
        print("fine", args)
classes = {n: type(n, (), {"name": n.lower()}) for n in ("Red", "Green")}
print([c().name for c in classes.values()])
print(type(Point()) is Point, type("Temp", (list,), {})([1, 2]), type("E", (Exception,), {})("msg"))
try:
    raise type("Custom", (ValueError,), {})("dynamic")
except ValueError as e:
    print(type(e).__name__, e)
Point.__name__ = "Renamed"
print(Point.__name__, Point.__qualname__)
try:
    Point.__name__ = 5
except TypeError as e:
    print(e)
try:
    int.__name__ = "x"
except TypeError as e:
    print(e)
