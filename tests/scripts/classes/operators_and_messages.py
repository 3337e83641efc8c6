import abc, sys
class Shape(abc.ABC):
    @abc.abstractmethod
    def area(self): ...
    @property
    @abc.abstractmethod
    def name(self): ...
    def __lt__(self, other): return self.area() < other.area()
class Sq(Shape):
    def __init__(self, s): self.s = s
    def area(self): return self.s ** 2
    @property
    def name(self): return "sq"
class Half(Shape):
    def area(self): return 1
for c in (Shape, Half, Sq):
    try: print(c(2).area())
    except TypeError as e: print(e)
print(sorted([Sq(3), Sq(1)])[0].s, Shape.__abstractmethods__ == {"area", "name"})
class Vec:
    __slots__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y
    def __add__(self, o): return Vec(self.x + o.x, self.y + o.y) if isinstance(o, Vec) else NotImplemented
    def __radd__(self, o): return self if o == 0 else NotImplemented
    def __mul__(self, k): return Vec(self.x * k, self.y * k)
    __rmul__ = __mul__
    def __matmul__(self, o): return self.x * o.x + self.y * o.y
    def __neg__(self): return Vec(-self.x, -self.y)
    def __abs__(self): return (self.x ** 2 + self.y ** 2) ** .5
    def __bool__(self): return bool(self.x or self.y)
    def __eq__(self, o): return isinstance(o, Vec) and (self.x, self.y) == (o.x, o.y)
    def __hash__(self): return hash((self.x, self.y))
    def __iter__(self): yield self.x; yield self.y
    def __getitem__(self, i): return (self.x, self.y)[i]
    def __len__(self): return 2
    def __contains__(self, v): return v in (self.x, self.y)
    def __repr__(self): return f"Vec({self.x}, {self.y})"
    def __format__(self, spec): return f"({format(self.x, spec)}; {format(self.y, spec)})"
    def __call__(self, *a): return a
    def __iadd__(self, o): self.x += o.x; self.y += o.y; return self
    def __index__(self): return self.x
    def __int__(self): return 7
    def __float__(self): return 1.5
    def __round__(self, n=None): return ("round", n)
    def __divmod__(self, o): return "divmod", o
    def __pow__(self, e, m=None): return "pow", e, m
    def __rpow__(self, b): return "rpow", b
    def __lshift__(self, o): return "<<"
    def __reversed__(self): return iter((self.y, self.x))
    def __getattr__(self, n):
        if n.startswith("a"): return n * 2
        raise AttributeError(f"no {n}")
    def __dir__(self): return ["z", "a"]
    def __bytes__(self): return b"vec"
    def __sizeof__(self): return 1
a, b = Vec(1, 2), Vec(3, 4)
print(a + b, sum([a, b]), a * 3, 3 * a, a @ b, -a, abs(b), bool(Vec(0, 0)), a == Vec(1, 2), len({a, Vec(1, 2)}), list(a), *b, a[1], a[-1], 2 in a, f"{a:.1f} {a!r:>12}", a(1, 2))
a += b; print(a, [10, 20, 30, 40, 50][a], int(a), float(a), round(a), round(a, 1), divmod(a, 2), a ** 2, pow(a, 2, 3), 2 ** a, a << 1, list(reversed(a)), a.abc, dir(a), bytes(a), hex(a), "x" * Vec(2, 0) if False else range(a)[-1])
for bad in (
    lambda: a + 1, lambda: 1 + a, lambda: a - b, lambda: a < b, lambda: a.zzz,
    lambda: setattr(a, "q", 1), lambda: -Sq(1), lambda: Sq(1) + 1, lambda: len(Sq(1)), lambda: Sq(1)[0],
    lambda: Sq(1)(), lambda: iter(Sq(1)), lambda: hash([]), lambda: {[]: 1}, lambda: Sq(1) in 3,
    lambda: 3 in Sq(1), lambda: int(Sq(1)), lambda: "a" + 1, lambda: 1 + "a", lambda: [1] + (2,),
    lambda: "a" * "b", lambda: {} | [], lambda: {1} | [1], lambda: None + 1, lambda: abs("x"),
    lambda: ~1.5, lambda: +"", lambda: divmod(1, "a"), lambda: 1 << -1, lambda: 2 ** "x",
    lambda: round("x"), lambda: 1 < "a", lambda: [] < {}, lambda: max(), lambda: max([]),
    lambda: sum("ab"), lambda: sorted([1, "a"]), lambda: min(1, key=3), lambda: float("x"),
    lambda: int("1x"), lambda: int("12", 99), lambda: chr(-1), lambda: ord("ab"), lambda: next(3),
    lambda: isinstance(1, 3), lambda: super().x, lambda: object().x, lambda: print(sep=3),
    lambda: open("/nonexistent"), lambda: __import__("nope"), lambda: globals()["nope"],
    lambda: "abc".index("z"), lambda: [].pop(), lambda: {}.popitem(), lambda: set().pop(),
    lambda: [1].remove(2), lambda: "a".join([1]), lambda: (1,)[5], lambda: "a"[1.0], lambda: [1]["a"],
    lambda: bytes([256]), lambda: b"a"[3], lambda: range(1, 2, 0), lambda: slice(), lambda: zip(1),
    lambda: list(zip([1], [], strict=True)), lambda: dict([1]), lambda: dict([(1, 2, 3)]),
    lambda: {}.update(3), lambda: "%d" % None, lambda: int.from_bytes([300]), lambda: "x".encode("nope"),
    lambda: b"\xff".decode(), lambda: (3).bit_length(1), lambda: str(b"a", 3),
    lambda: [].sort(lambda x: x), lambda: print("a", foo=1), lambda: (lambda x, *, y: 1)(1),
    lambda: (lambda x, y: 1)(1), lambda: (lambda: 1)(1, 2), lambda: (lambda x, /: 1)(x=1),
    lambda: (lambda x: 1)(1, x=2), lambda: (lambda **k: 1)(1), lambda: (lambda a, b, c, *, d, e: 1)(),
):
    try: print("fine", bad())
    except Exception as e: print(type(e).__name__ + ":", e)
class Base:
    def __init_subclass__(cls, **k): print("sub", cls.__name__, k); super().__init_subclass__(**k)
    def __class_getitem__(cls, k): return f"{cls.__name__}[{k}]"
try:
    class D(Base, x=1): pass
except TypeError as e: print(e)
print(Base[int], Base["x"])
class M1(type): pass
class M2(type): pass
try:
    class X(metaclass=M1): pass
    class Y(metaclass=M2): pass
    class Z(X, Y): pass
except TypeError as e: print(e)
try:
    class O1(int, str): pass
except TypeError as e: print(e)
class Desc:
    def __get__(self, o, t=None): return ("get", o is None, t.__name__)
class NonData:
    x = Desc()
n = NonData(); print(n.x, NonData.x); n.__dict__["x"] = "shadow"; print(n.x)
class A:
    def who(self): return "A"
class B(A):
    def who(self): return "B" + super().who()
class C(A):
    def who(self): return "C" + super().who()
class D(B, C):
    def who(self): return "D" + super().who()
print(D().who(), [k.__name__ for k in D.__mro__], super(B, D()).who(), super(D, D).who(D()), D.__base__.__name__, D.__subclasses__(), [c.__name__ for c in A.__subclasses__()])
class P:
    def __init__(self): self._v = 1
    @property
    def v(self): "doc of v"; return self._v
    @v.setter
    def v(self, x): self._v = x
    @v.deleter
    def v(self): print("del v")
    @staticmethod
    def s(x): return x
    @classmethod
    def c(cls, x): return cls.__name__, x
    ro = property(lambda self: 1)
p = P(); p.v = 5; print(p.v, P.v.__doc__, p.s(1), P.s(2), p.c(3), P.c(4)); del p.v
for bad in (
    lambda: setattr(p, "ro", 1), lambda: delattr(p, "ro"), lambda: delattr(p, "nope"), lambda: P.nope,
    lambda: P().nope.x, lambda: None.foo, lambda: (1).foo, lambda: setattr(1, "a", 1),
    lambda: setattr(object(), "a", 1), lambda: setattr(int, "a", 1), lambda: P.v.nope, lambda: p.s.nope,
    lambda: sys.nope, lambda: "".nope, lambda: p.__init__.nope,
):
    try: print(bad())
    except Exception as e: print(type(e).__name__ + ":", e)
def f(a: int, b: "str" = 1, *c: float, d=2, **e) -> None: "doc"
print(f.__annotations__, f.__defaults__, f.__kwdefaults__, f.__doc__, f.__name__, f.__qualname__, f.__module__, f.__code__.co_varnames, f.__code__.co_argcount)
f.attr = 1; print(f.attr, f.__dict__, P.c.__func__.__name__, repr(P.s)[:18])
