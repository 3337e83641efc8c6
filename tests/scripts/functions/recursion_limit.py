import sys


def forever(n):
    return forever(n + 1)


try:
    forever(0)
except RecursionError as e:
    print(type(e).__name__, e)


class Loop:
    def __getattr__(self, name):
        return getattr(self, name + "x")

    def __repr__(self):
        return repr(self)

    def __eq__(self, other):
        return self == other

    def __call__(self):
        return self()

    def __add__(self, other):
        return self + other

    def __iter__(self):
        return iter(self)

    def __len__(self):
        return len(self)

    def __getitem__(self, i):
        return self[i]


o = Loop()
for code in ("o.a", "repr(o)", "o == 1", "o()", "o + 1", "len(o)", "o[0]", "str(o)"):
    try:
        eval(code)
    except RecursionError:
        print(code, "RecursionError")
old = sys.getrecursionlimit()
print(old)
sys.setrecursionlimit(200)
reached = 0


def count(n):
    global reached
    reached = n
    count(n + 1)


try:
    count(0)
except RecursionError as e:
    print("caught", 100 < reached < 200)
sys.setrecursionlimit(5000)


def sum_to(n):
    return 0 if n == 0 else n + sum_to(n - 1)


print(sum_to(4000))
sys.setrecursionlimit(old)
for bad in (0, -5):
    try:
        sys.setrecursionlimit(bad)
    except ValueError as e:
        print(e)
try:
    sys.setrecursionlimit("x")
except TypeError as e:
    print(e)


def gen(n):
    yield n
    yield from gen(n + 1)


try:
    for _ in gen(0):
        pass
except RecursionError:
    print("generator RecursionError")
a = []
a.append(a)
print(a == a, repr(a))
b = []
b.append(b)
try:
    print(a == b)
except RecursionError as e:
    print("comparison RecursionError")
print("still alive", sum_to(100))
