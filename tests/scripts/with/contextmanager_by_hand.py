class GeneratorManager:
    def __init__(self, gen):
        self.gen = gen

    def __enter__(self):
        return next(self.gen)

    def __exit__(self, kind, value, tb):
        if kind is None:
            try:
                next(self.gen)
            except StopIteration:
                return False
            raise RuntimeError("generator didn't stop")
        try:
            self.gen.throw(value)
        except StopIteration:
            return True
        except BaseException as e:
            if e is value:
                return False
            raise
        raise RuntimeError("generator didn't stop after throw()")


def manager(f):
    return lambda *a, **k: GeneratorManager(f(*a, **k))


@manager
def tag(name):
    print(f"<{name}>")
    try:
        yield name.upper()
    finally:
        print(f"</{name}>")


@manager
def ignoring(*kinds):
    try:
        yield
    except kinds as e:
        print("ignored", type(e).__name__, e)


with tag("html") as t, tag("body"):
    print(t)
with ignoring(ZeroDivisionError, KeyError):
    1 / 0
with ignoring(KeyError):
    {}["x"]
try:
    with tag("div"), ignoring(KeyError):
        raise ValueError("through")
except ValueError as e:
    print(e)


class Stack:
    def __init__(self):
        self.callbacks = []

    def callback(self, f, *args):
        self.callbacks.append((f, args))

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        while self.callbacks:
            f, args = self.callbacks.pop()
            f(*args)


with Stack() as s:
    for i in range(3):
        s.callback(print, "callback", i)
    print("body")


class Timer:
    def __enter__(self):
        self.events = ["start"]
        return self.events.append

    def __exit__(self, *exc):
        self.events.append("stop")
        self.log = tuple(self.events)


t = Timer()
with t as mark:
    mark("a")
    mark("b")
print(t.log)


class Transaction:
    def __init__(self, data):
        self.data = data

    def __enter__(self):
        self.backup = dict(self.data)
        return self.data

    def __exit__(self, kind, *rest):
        if kind is not None:
            self.data.clear()
            self.data.update(self.backup)
        return kind is ValueError


data = {"balance": 100}
with Transaction(data) as d:
    d["balance"] -= 30
print(data)
with Transaction(data) as d:
    d["balance"] -= 300
    if d["balance"] < 0:
        raise ValueError("overdrawn")
print(data)
