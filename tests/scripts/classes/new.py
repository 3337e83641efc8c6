class Point:
    def __new__(cls, *args, **kwargs):
        print("new", cls.__name__, args, kwargs)
        return super().__new__(cls)

    def __init__(self, *args, **kwargs):
        print("init", args, kwargs)


Point(1, k=2)


class Other:
    def __new__(cls):
        return 42

    def __init__(self):
        print("never called")


print(Other())


class Cached:
    pool = {}

    def __new__(cls, key):
        if key not in cls.pool:
            cls.pool[key] = super().__new__(cls)
        return cls.pool[key]

    def __init__(self, key):
        self.key = key


print(Cached(1) is Cached(1), Cached(1) is Cached(2))


class Even(int):
    def __new__(cls, value):
        return super().__new__(cls, int(value) * 2)

    def half(self):
        return self // 2


e = Even(5)
print(e, e.half(), e + 1, type(e).__name__, isinstance(e, int))


class Upper(str):
    def __new__(cls, text):
        return str.__new__(cls, text.upper())


print(Upper("abc"), Upper("x") == "X", Upper("q").lower(), len(Upper("four")))


class Pair(tuple):
    def __new__(cls, a, b):
        return tuple.__new__(cls, (a, b))

    @property
    def first(self):
        return self[0]


p = Pair(1, 2)
print(p, p.first, p == (1, 2), len(p), *p)
for code in ("object.__new__(int)", "Even('x')", "object.__new__(Point, 1)", "Cached()", "Pair(1)", "int.__new__(Even, 3)", "object()"):
    try:
        r = eval(code)
        print(code, type(r).__name__)
    except (TypeError, ValueError) as err:
        print(err)


class NoInit:
    pass


class OnlyNew:
    def __new__(cls, a):
        return super().__new__(cls)


print(type(OnlyNew(1)).__name__)
try:
    OnlyNew()
except TypeError as err:
    print(err)
try:
    class BadSuper:
        def __new__(cls, a):
            return super().__new__(cls, a)
    BadSuper(1)
except TypeError as err:
    print(err)
n = NoInit.__new__(NoInit)
print(type(n).__name__)
