class Date:
    count = 0

    def __init__(self, y, m, d):
        self.y, self.m, self.d = y, m, d
        type(self).count += 1

    @classmethod
    def parse(cls, text):
        return cls(*map(int, text.split("-")))

    @staticmethod
    def is_leap(year):
        return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)

    def __str__(self):
        return f"{type(self).__name__} {self.y:04}-{self.m:02}-{self.d:02}"


class Special(Date):
    count = 0


print(Date.parse("2024-02-29"), Special.parse("2000-1-1"), Date.is_leap(1900), Special.is_leap(2000), Date(1, 2, 3).is_leap(4))
print(Date.count, Special.count, Date.parse.__name__, Date.parse.__self__ is Date, Special.parse.__self__.__name__, Date.is_leap.__name__)
f = Date.parse
print(f("3-2-1"), type(Date.__dict__["parse"]).__name__, type(Date.__dict__["is_leap"]).__name__, type(Date.parse).__name__, type(Date.is_leap).__name__)


class Plain:
    def f():
        return "no self"

    g = staticmethod(len)
    h = classmethod(lambda cls, x=1: (cls.__name__, x))


print(Plain.f(), Plain.g("abc"), Plain().g([1]), Plain.h(), Plain().h(5))
try:
    Plain().f()
except TypeError as e:
    print(e)


class Singleton:
    _instance = None

    @classmethod
    def get(cls):
        if cls._instance is None:
            cls._instance = cls()
        return cls._instance


print(Singleton.get() is Singleton.get())


class Registry:
    items = {}

    @classmethod
    def add(cls, name):
        def decorate(sub):
            cls.items[name] = sub
            return sub
        return decorate


@Registry.add("one")
class One:
    pass


print(Registry.items["one"] is One)
print(str.maketrans("a", "b"), dict.fromkeys("ab", 1), int.from_bytes(b"\x01", "big"), float.fromhex("0x1p-2"))
