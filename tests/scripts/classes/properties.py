class Celsius:
    def __init__(self, degrees):
        self.degrees = degrees

    @property
    def degrees(self):
        """The temperature."""
        return self._degrees

    @degrees.setter
    def degrees(self, value):
        if value < -273.15:
            raise ValueError("below absolute zero")
        self._degrees = value

    @degrees.deleter
    def degrees(self):
        print("deleting")
        del self._degrees

    @property
    def fahrenheit(self):
        return self.degrees * 9 / 5 + 32


c = Celsius(25)
print(c.degrees, c.fahrenheit, Celsius.degrees.__doc__, type(Celsius.degrees).__name__)
c.degrees = 30
c.degrees += 5
print(c.degrees)
try:
    c.degrees = -300
except ValueError as e:
    print(e)
try:
    c.fahrenheit = 1
except AttributeError as e:
    print(e)
try:
    del c.fahrenheit
except AttributeError as e:
    print(e)
del c.degrees
try:
    c.degrees
except AttributeError as e:
    print(e)


class Old:
    def get(self):
        return "got"

    def set(self, v):
        print("set", v)

    x = property(get, set, None, "doc x")
    y = property()
    z = property(fset=set)


o = Old()
print(o.x, Old.x.__doc__, Old.x.fget is Old.get if False else callable(Old.x.fget))
o.x = 5
o.z = 6
for name in ("y", "z"):
    try:
        getattr(o, name)
    except AttributeError as e:
        print(e)
try:
    o.y = 1
except AttributeError as e:
    print(e)
try:
    del o.x
except AttributeError as e:
    print(e)


class Sub(Celsius):
    @property
    def degrees(self):
        return "sub " + str(super().degrees)

    @degrees.setter
    def degrees(self, value):
        Celsius.degrees.fset(self, value)


print(Sub(5).degrees)


class Cached:
    def __init__(self):
        self.computed = 0

    @property
    def value(self):
        self.computed += 1
        return self.computed


k = Cached()
print(k.value, k.value, k.value)
k.__dict__["value"] = "instance dict loses against a property"
print(k.value)


class Raises:
    @property
    def bad(self):
        raise KeyError("inside")

    @property
    def attribute(self):
        return self.nothing


for name in ("bad", "attribute"):
    try:
        getattr(Raises(), name)
    except Exception as e:
        print(type(e).__name__, e)
print(hasattr(Raises(), "attribute"), getattr(Raises(), "attribute", "fallback"))
