class Multiplier:
    def __init__(self, k):
        self.k = k

    def __call__(self, x, *args, scale=1, **kw):
        return self.k * x * scale, args, kw


m = Multiplier(3)
print(m(2), m(2, 9, scale=2, z=1), callable(m), callable(Multiplier), callable(5), list(map(Multiplier(2), [1])))


class R:
    def __repr__(self):
        return "<R>"


class S:
    def __str__(self):
        return "S!"


class Both(R, S):
    pass


class F:
    def __format__(self, spec):
        return "fmt[" + spec + "]"


r, b, f = R(), Both(), F()
print(r, str(r), repr(r), [r], f"{r} {r!s} {r!r}", "%s %r" % (r, r))
print(b, str(b), repr(b), [b], (b,), {b: b})
print(f"{f} {f:x>5}", format(f, "abc"), "{:q}".format(f))
print(str(S()), isinstance(repr(S()), str), repr(S()).startswith("<__main__.S object at 0x"))
try:
    format(R(), "5")
except TypeError as e:
    print(e)
print(format(R(), ""))


class BadRepr:
    def __repr__(self):
        return 5


class BadStr:
    def __str__(self):
        return None


class RaisingRepr:
    def __repr__(self):
        raise ValueError("no repr")


class BadFormat:
    def __format__(self, spec):
        return 5


for code in ("repr(BadRepr())", "str(BadRepr())", "str(BadStr())", "print(BadStr())", "[RaisingRepr()].__repr__()", "f'{BadFormat()}'", "format(BadFormat())"):
    try:
        eval(code)
    except Exception as e:
        print(type(e).__name__, e)


class StrSub(str):
    def __repr__(self):
        return "StrSub!"


print(StrSub("x"), [StrSub("x")], StrSub("a") + "b", type(StrSub("a") + "b").__name__, type(StrSub("a").upper()).__name__)


class Rec:
    def __init__(self):
        self.items = [self]

    def __repr__(self):
        return f"Rec({len(self.items)})"


print(Rec(), Rec().items)


class Hashable:
    def __hash__(self):
        return 2 ** 70


print(hash(Hashable()) == hash(2 ** 70), isinstance(hash(object()), int))


class Len:
    def __len__(self):
        return 3


print(len(Len()), bool(Len()), Len().__len__())


class Bytes:
    def __bytes__(self):
        return b"raw"


print(bytes(Bytes()))


class Dir:
    def __dir__(self):
        return ["z", "a"]


print(dir(Dir()))
