class A:
    x = "A.x"

    def f(self):
        return "A.f"

    @classmethod
    def c(cls):
        return "A.c " + cls.__name__

    @property
    def p(self):
        return "A.p"


class B(A):
    x = "B.x"

    def f(self):
        return "B.f " + super().f() + " " + super(B, self).f()

    @classmethod
    def c(cls):
        return "B.c " + super().c()

    @property
    def p(self):
        return "B.p " + super().p

    def attr(self):
        return super().x, self.x

    def in_comprehension(self):
        return [super(B, self).f() for _ in range(2)]

    def nested(self):
        def inner():
            return super(B, self).f()
        return inner()

    def nested_zero(self):
        get = lambda: super().f() if False else __class__.__name__
        return get()

    def missing(self):
        try:
            return super().nothing
        except AttributeError as e:
            return str(e)


b = B()
print(b.f(), B.c(), b.c(), b.p, b.attr(), b.in_comprehension(), b.nested(), b.nested_zero(), b.missing())
print(super(B, b).f(), super(B, b).x, super(B, B).c())
try:
    super(A, 5)
except TypeError as e:
    print(e)
try:
    super(5, 5)
except TypeError as e:
    print(e)


def no_class():
    return super()


try:
    no_class()
except RuntimeError as e:
    print(e)


class NoArgs:
    def f():
        return super()

    def gone(self):
        del self
        return super()


try:
    NoArgs.f()
except RuntimeError as e:
    print(e)
try:
    NoArgs().gone()
except RuntimeError as e:
    print(e)


class N:
    def __new__(cls, *args):
        obj = super().__new__(cls)
        obj.args = args
        return obj

    def __init__(self, *args):
        super().__init__()


print(N(1, 2).args)


class Setter(A):
    def __setattr__(self, name, value):
        super().__setattr__(name, value * 2)

    def __getattribute__(self, name):
        return super().__getattribute__(name)


s = Setter()
s.v = 4
print(s.v, s.f())


class L(list):
    def append(self, x):
        super().append(x)
        super().append(x)

    def __len__(self):
        return super().__len__() * 10

    def __getitem__(self, i):
        return "item", super().__getitem__(i)


l = L()
l.append(1)
print(l, len(l), l[0])
