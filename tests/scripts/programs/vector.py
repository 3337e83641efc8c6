import math


class Vector:
    __slots__ = ("components",)

    def __init__(self, *components):
        self.components = tuple(components)

    def __iter__(self):
        return iter(self.components)

    def __len__(self):
        return len(self.components)

    def __getitem__(self, i):
        if isinstance(i, slice):
            return Vector(*self.components[i])
        return self.components[i]

    def __eq__(self, other):
        return isinstance(other, Vector) and self.components == other.components

    def __hash__(self):
        return hash(self.components)

    def __add__(self, other):
        if not isinstance(other, Vector):
            return NotImplemented
        return Vector(*(a + b for a, b in zip(self, other)))

    def __sub__(self, other):
        return self + -other

    def __neg__(self):
        return Vector(*(-a for a in self))

    def __mul__(self, k):
        if isinstance(k, (int, float)):
            return Vector(*(a * k for a in self))
        return NotImplemented

    __rmul__ = __mul__

    def __truediv__(self, k):
        return self * (1 / k)

    def __matmul__(self, other):
        return sum(a * b for a, b in zip(self, other))

    def __abs__(self):
        return math.sqrt(self @ self)

    def __bool__(self):
        return any(self)

    def __repr__(self):
        return f"Vector({', '.join(map(repr, self))})"

    def __format__(self, spec):
        if spec.endswith("p"):
            angle = math.atan2(self[1], self[0])
            return f"<{format(abs(self), spec[:-1])}, {format(angle, spec[:-1])}>"
        return "(" + ", ".join(format(c, spec) for c in self) + ")"

    def __getattr__(self, name):
        if name in ("x", "y", "z"):
            return self["xyz".index(name)]
        raise AttributeError(f"{type(self).__name__} has no {name!r}")


v, w = Vector(3, 4), Vector(1, -1)
print(v + w, v - w, v * 2, 0.5 * v, -v, v @ w, abs(v), v / 2, v == Vector(3, 4), v != w)
print(f"{v}", f"{v:.2f}", f"{v:.3fp}", v.x, v.y, v[0], v[-1], v[:1], [*v], len(v), bool(Vector(0, 0)), bool(v))
print({v: "key"}[Vector(3, 4)], sum([v, w], Vector(0, 0)), sorted([v, w], key=abs), max(v, w, key=lambda u: u.y))
for code in ("v + 5", "v * w", "v.q", "v.z", "5 + v", "v < w", "v.components2"):
    try:
        print(eval(code))
    except (TypeError, AttributeError, IndexError) as e:
        print(type(e).__name__, e)
try:
    v.new = 1
except AttributeError as e:
    print(e)
x, y = v
print(x, y)
