def trace(f):
    def wrapper(*args, **kwargs):
        print("call", f.__name__, args, kwargs)
        result = f(*args, **kwargs)
        print("result", result)
        return result
    return wrapper


def repeat(times):
    def decorate(f):
        def wrapper(*args):
            return [f(*args) for _ in range(times)]
        return wrapper
    return decorate


@trace
def add(a, b=1):
    return a + b


@repeat(3)
@trace
def hello(name):
    return "hi " + name


add(1)
add(1, b=5)
print(hello("x"))


def register(registry):
    def decorate(f):
        registry[f.__name__] = f
        return f
    return decorate


commands = {}


@register(commands)
def start():
    return "started"


@register(commands)
def stop():
    return "stopped"


print(sorted(commands), commands["start"](), stop())


class CountCalls:
    def __init__(self, f):
        self.f = f
        self.calls = 0

    def __call__(self, *args):
        self.calls += 1
        return self.f(*args)


@CountCalls
def square(x):
    return x * x


print(square(3), square(4), square.calls)


def add_repr(cls):
    cls.__repr__ = lambda self: f"{cls.__name__}({', '.join(f'{k}={v!r}' for k, v in vars(self).items())})"
    return cls


@add_repr
class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y


print(Point(1, "b"))


def order(tag):
    print("evaluate", tag)

    def decorate(f):
        print("apply", tag)
        return f
    return decorate


@order("outer")
@order("inner")
def nothing():
    pass


decorators = [lambda f: 42]


@decorators[0]
def forty_two():
    pass


print(forty_two)


@(lambda f: lambda x: f(x) + 1)
def plus(x):
    return x


print(plus(1))


class WithMethods:
    def logged(method):
        def inner(self, *a):
            return "logged", method(self, *a)
        return inner

    @logged
    def go(self, n):
        return n


print(WithMethods().go(4))


@staticmethod
def static_function():
    return "callable"


print(static_function())
try:
    @5
    def bad():
        pass
except TypeError as e:
    print(e)
