import functools

print(functools.reduce(lambda a, b: a + b, [1, 2, 3]), functools.reduce(max, [], 5), functools.partial(int, base=2)("101"))
try:
    functools.reduce(max, [])
except TypeError as e:
    print(e)
print(sorted([3, 1, 2], key=functools.cmp_to_key(lambda a, b: b - a)))


@functools.lru_cache(maxsize=2)
def square(x):
    """Squares."""
    print("computing", x)
    return x * x


print(square(1), square(1), square(2), square(3), square(1), square.cache_info(), square.__name__, square.__doc__)
square.cache_clear()
print(square.cache_info(), square.__wrapped__(5))


@functools.cache
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(80), fib.cache_info())


def logged(f):
    @functools.wraps(f)
    def wrapper(*args, **kwargs):
        return f(*args, **kwargs)
    return wrapper


@logged
def documented(a, b=2):
    """Says what it does."""
    return a + b


print(documented.__name__, documented.__doc__, documented(1), documented.__wrapped__(1, 1))


@functools.total_ordering
class Version:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return self.n == other.n

    def __lt__(self, other):
        return self.n < other.n


print(Version(1) < Version(2), Version(1) <= Version(1), Version(2) > Version(1), Version(1) >= Version(2))


@functools.singledispatch
def kind(x):
    return "object"


@kind.register
def _(x: int):
    return "int"


@kind.register(str)
def _(x):
    return "str"


print(kind(1), kind("a"), kind(1.5), kind(True))


class Lazy:
    count = 0

    @functools.cached_property
    def value(self):
        Lazy.count += 1
        return Lazy.count


a = Lazy()
print(a.value, a.value, Lazy().value)
