class Dog:
    """A dog."""

    kind = "canine"

    def __init__(self, name):
        self.name = name
        self.tricks = []

    def add_trick(self, trick):
        self.tricks.append(trick)
        return self

    def __repr__(self):
        return f"Dog({self.name!r})"


fido = Dog("Fido")
rex = Dog("Rex")
fido.add_trick("roll").add_trick("sit")
print(fido, fido.tricks, rex.tricks, fido.kind, Dog.kind, Dog.__doc__)
rex.kind = "shadow"
print(rex.kind, fido.kind, Dog.kind)
Dog.kind = "changed"
print(fido.kind, rex.kind)
del rex.kind
print(rex.kind)
print(fido.__dict__, vars(rex), Dog.__name__, type(fido) is Dog, fido.__class__ is Dog, isinstance(fido, Dog), isinstance(fido, object))
m = fido.add_trick
m("bark")
print(fido.tricks, Dog.add_trick(rex, "beg").tricks)
Dog.bark = lambda self, times=1: "woof " * times
print(fido.bark(2), hasattr(rex, "bark"), hasattr(rex, "meow"))
fido.bark = lambda: "instance function"
print(fido.bark())
setattr(fido, "age", 3)
print(getattr(fido, "age"), getattr(fido, "size", "unknown"), fido.__dict__.keys())
delattr(fido, "age")
try:
    fido.age
except AttributeError as e:
    print(e, e.name, e.obj is fido)
try:
    Dog.age
except AttributeError as e:
    print(e)
try:
    del fido.age
except AttributeError as e:
    print(e)


class Empty:
    pass


e = Empty()
e.x = 1
print(e.x, Empty.__bases__, Empty.__mro__, Empty.__dict__.get("x"))
print(type("Dyn", (Dog,), {"extra": 5})("d").extra, Dog("z").__class__.__name__)


class Counter:
    count = 0

    def __init__(self):
        Counter.count += 1
        type(self).count += 1


Counter(), Counter()
print(Counter.count)


def make(n):
    class Local:
        value = n

        def get(self):
            return n + self.value
    return Local


print(make(2)().get(), make(3).value, make(1) is make(1), make(1).__qualname__)


class Nested:
    class Inner:
        x = 1
    y = Inner.x + 1


print(Nested.Inner.x, Nested.y, Nested.Inner().__class__.__qualname__)
try:
    class Bad:
        def __init__(self):
            return 5
    Bad()
except TypeError as err:
    print(err)
for i in range(2):
    class Loop:
        n = i
print(Loop.n)
