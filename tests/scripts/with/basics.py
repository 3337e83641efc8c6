class Manager:
    def __init__(self, name, suppress=False, value=None):
        self.name = name
        self.suppress = suppress
        self.value = value

    def __enter__(self):
        print("enter", self.name)
        return self.value if self.value is not None else self

    def __exit__(self, kind, value, tb):
        print("exit", self.name, kind.__name__ if kind else None, value, tb is not None)
        return self.suppress


with Manager("a") as m:
    print("body", m.name)
with Manager("a"), Manager("b", value="bee") as b:
    print("both", b)
with (
    Manager("p") as p,
    Manager("q"),
):
    print("parenthesised", p.name)
with Manager("suppressing", suppress=True):
    raise ValueError("swallowed")
print("continues")
try:
    with Manager("outer"):
        with Manager("inner"):
            raise KeyError("k")
except KeyError as e:
    print("caught", e)
try:
    with Manager("outer", suppress=True), Manager("inner"):
        raise KeyError("swallowed by outer")
except KeyError:
    print("wrong")


def returning():
    with Manager("r"):
        return "value"


print(returning())
for i in range(3):
    with Manager(f"loop{i}"):
        if i == 0:
            continue
        if i == 1:
            break


def generator():
    with Manager("gen"):
        yield 1
        yield 2


for x in generator():
    print(x)
with Manager("t", value=(1, (2, 3))) as (x, (y, z)):
    print(x, y, z)
d = {}
with Manager("d", value=5) as d["k"]:
    print(d)


class BadEnter:
    def __enter__(self):
        raise ValueError("in enter")

    def __exit__(self, *a):
        print("never")


class BadExit:
    def __enter__(self):
        return self

    def __exit__(self, *a):
        raise KeyError("in exit")


try:
    with Manager("first"), BadEnter():
        print("no")
except ValueError as e:
    print(e)
try:
    with BadExit():
        pass
except KeyError as e:
    print(e)


class NoEnter:
    pass


class NoExit:
    def __enter__(self):
        pass


for cls in (NoEnter, NoExit):
    try:
        with cls():
            pass
    except TypeError as e:
        print(e)
try:
    with 5 as x:
        pass
except TypeError as e:
    print(e)


class InstanceOnly:
    def __init__(self):
        self.__enter__ = lambda: 1
        self.__exit__ = lambda *a: None


try:
    with InstanceOnly():
        pass
except TypeError as e:
    print(e)


class Truthy(Manager):
    def __exit__(self, *a):
        return "non-empty"


with Truthy("x"):
    1 / 0
print("end")
