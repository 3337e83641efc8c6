"""Inventory with descriptors, __set_name__, __init_subclass__ and a registry metaclass."""
import functools


class Validated:
    def __init__(self, *, minimum=None, kind=object):
        self.minimum, self.kind = minimum, kind

    def __set_name__(self, owner, name):
        print(f"set_name {owner.__name__}.{name}")
        self.name, self.slot = name, "_" + name

    def __get__(self, obj, owner=None):
        if obj is None:
            return self
        return getattr(obj, self.slot, None)

    def __set__(self, obj, value):
        if not isinstance(value, self.kind):
            raise TypeError(f"{self.name} must be {self.kind.__name__}, not {type(value).__name__}")
        if self.minimum is not None and value < self.minimum:
            raise ValueError(f"{self.name}={value!r} is below {self.minimum}")
        setattr(obj, self.slot, value)

    def __delete__(self, obj):
        print("deleting", self.name)
        delattr(obj, self.slot)


class Registry(type):
    items = {}

    def __new__(mcls, name, bases, ns, **kw):
        print("new", name, sorted(k for k in ns if not k.startswith("__")), kw)
        cls = super().__new__(mcls, name, bases, ns)
        mcls.items[name.lower()] = cls
        return cls

    def __init__(cls, name, bases, ns, **kw):
        super().__init__(name, bases, ns)
        cls.options = kw

    def __call__(cls, *args, **kw):
        obj = super().__call__(*args, **kw)
        print("made", obj)
        return obj

    def __getattr__(cls, name):
        raise AttributeError(f"class {cls.__name__} has no {name}")

    def __len__(cls):
        return len(cls.items)

    def __contains__(cls, name):
        return name in cls.items

    def __iter__(cls):
        return iter(sorted(cls.items))

    @property
    def label(cls):
        return f"<{cls.__name__}>"


class Item(metaclass=Registry):
    price = Validated(minimum=0, kind=(int))
    name = Validated(kind=str)

    def __init__(self, name, price):
        self.name = name
        self.price = price

    def __init_subclass__(cls, /, tax=0, **kw):
        super().__init_subclass__(**kw)
        cls.tax = tax

    def __repr__(self):
        return f"{type(self).__name__}({self.name!r}, {self.price})"


class Book(Item, tax=7):
    pass


class Toy(Item, tax=19, colour="red"):
    def __init__(self, *a, **k):
        super().__init__(*a, **k)


for bad in (lambda: Item("x", -1), lambda: Item(3, 1), lambda: Item("x", "y"), lambda: Toy.missing, lambda: Toy("a")):
    try:
        bad()
    except Exception as e:
        print(type(e).__name__, e)
b = Book("Iliad", 12)
t = Toy("car", 3)
print(b.tax, t.tax, Toy.options, Book.options, Item.price is Item.__dict__["price"])
del b.price
print(b.price, list(Toy), len(Toy), "toy" in Toy, Toy.label)
try:
    print(b.label)
except AttributeError as e:
    print(e)
print(functools.reduce(lambda a, i: a + i.price, [t, Book("Odyssey", 5)], 0))
